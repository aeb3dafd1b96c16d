//! The hash of a document.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};
use thiserror::Error;

/// The SHA-256 of a document's text in UTF-8; 64 hexadecimal digits as text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentHash([u8; 32]);

/// The text is not a hash.
#[derive(Debug, Error)]
#[error("a hash has 64 hexadecimal digits")]
pub struct NotAHash;

impl DocumentHash {
    /// The hash of this text.
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text).into())
    }
}

impl FromStr for DocumentHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != 32 || !rest.is_empty() {
            return Err(NotAHash);
        }
        let mut hash = [0; 32];
        for (byte, [high, low]) in hash.iter_mut().zip(pairs) {
            let digit = |digit: &u8| char::from(*digit).to_digit(16).ok_or(NotAHash);
            *byte = u8::try_from(digit(high)? * 16 + digit(low)?).map_err(|_| NotAHash)?;
        }
        Ok(Self(hash))
    }
}

impl fmt::Display for DocumentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for DocumentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn hashes_round_trip_as_text(text in ".*", upper in any::<bool>()) {
            let hash = DocumentHash::of(&text);
            let mut written = hash.to_string();
            if upper {
                written.make_ascii_uppercase();
            }
            prop_assert_eq!(written.parse::<DocumentHash>().ok(), Some(hash));
        }

        #[test]
        fn other_texts_are_refused(text in "[0-9a-f]{0,63}|[0-9a-f]{65}|[^0-9a-fA-F]{64}") {
            prop_assert!(text.parse::<DocumentHash>().is_err());
        }
    }
}
