//! The secret of a token, and its digest.

use std::{
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

use catalogue::hexadecimal;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The prefix of every token, for people and secret scanners.
const PREFIX: &str = "certgraph_";

/// A token as its owner has it: `certgraph_` and 256 random bits in hexadecimal. Only
/// [`TokenSecret::reveal`] shows it.
#[derive(Clone)]
pub struct TokenSecret([u8; 32]);

/// Why a text is not a token. The message omits the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a token is \"{PREFIX}\" and 64 hexadecimal digits in lowercase")]
pub struct NotAToken;

impl TokenSecret {
    /// Generates a secret.
    ///
    /// # Errors
    /// If the operating system returns no random numbers.
    pub(super) fn random() -> Result<Self, getrandom::Error> {
        let mut bits = [0; 32];
        getrandom::fill(&mut bits)?;
        Ok(Self(bits))
    }

    /// The token as text, to be shown to its owner once.
    pub fn reveal(&self) -> String {
        PREFIX.to_owned() + &hexadecimal(&self.0)
    }

    /// The digest to store.
    ///
    /// A fast hash is enough: 256 random bits cannot be guessed, and the slow hashes for passwords
    /// would let callers keep the server busy.
    pub fn digest(&self) -> TokenDigest {
        TokenDigest(Sha256::digest(self.0).into())
    }
}

impl FromStr for TokenSecret {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, NotAToken> {
        let digits = text.strip_prefix(PREFIX).ok_or(NotAToken)?;
        bytes_of(digits).map(Self).ok_or(NotAToken)
    }
}

impl fmt::Debug for TokenSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TokenSecret(…)")
    }
}

/// The SHA-256 of a token's random bits. Comparison takes constant time.
#[derive(Clone, Copy, Eq)]
pub struct TokenDigest([u8; 32]);

impl TokenDigest {
    /// The digest in hexadecimal, as stored.
    pub(super) fn text(&self) -> String {
        hexadecimal(&self.0)
    }

    pub(super) fn from_text(text: &str) -> Option<Self> {
        bytes_of(text).map(Self)
    }
}

impl PartialEq for TokenDigest {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Hash for TokenDigest {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl fmt::Debug for TokenDigest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TokenDigest(…)")
    }
}

fn bytes_of(digits: &str) -> Option<[u8; 32]> {
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    if digits.len() != 64 {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_secret_survives_its_text(bits: [u8; 32]) {
            let secret = TokenSecret(bits);
            let read: TokenSecret = secret.reveal().parse().unwrap();
            prop_assert_eq!(read.0, bits);
            let digest = secret.digest();
            prop_assert_eq!(read.digest(), digest);
            prop_assert_eq!(TokenDigest::from_text(&digest.text()), Some(digest));
        }

        #[test]
        fn no_other_text_is_a_secret(text in "(certgraph_)?[0-9a-fA-F]{60,66}|\\PC{0,90}") {
            if let Ok(secret) = text.parse::<TokenSecret>() {
                prop_assert_eq!(secret.reveal(), text);
            }
        }
    }

    #[test]
    fn secrets_differ_and_never_show_themselves() {
        let (one, other) = (
            TokenSecret::random().unwrap(),
            TokenSecret::random().unwrap(),
        );
        assert_ne!(one.reveal(), other.reveal());
        assert_ne!(one.digest(), other.digest());
        assert_eq!(format!("{one:?}"), "TokenSecret(…)");
        assert_eq!(format!("{:?}", one.digest()), "TokenDigest(…)");
        assert_eq!(one.reveal().len(), 74);
    }

    #[test]
    fn the_digest_is_sha_256() {
        let digest = TokenSecret([0; 32]).digest();
        let expected = "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925";
        assert_eq!(digest.text(), expected);
    }
}
