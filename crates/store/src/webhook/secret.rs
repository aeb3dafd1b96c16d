//! The secret of a webhook.

use std::fmt;

use super::WebhookTextError;

/// The key that signs the events of one webhook: 24 to 64 bytes, as Standard Webhooks asks for.
///
/// Unlike a token it is stored as it is, because it has to sign. Only [`WebhookSecret::expose`]
/// returns it; formatting prints a placeholder.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(Vec<u8>);

impl WebhookSecret {
    /// The fewest and the most bytes.
    pub const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

    /// A secret of these bytes.
    ///
    /// # Errors
    /// When there are too few or too many of them.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, WebhookTextError> {
        if Self::LENGTHS.contains(&bytes.len()) {
            Ok(Self(bytes))
        } else {
            Err(WebhookTextError("a secret has 24 to 64 bytes"))
        }
    }

    /// Generates 32 random bytes.
    ///
    /// # Errors
    /// If the operating system returns no random numbers.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = vec![0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// The bytes, to sign with or to show to their owner once.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// The bytes from hexadecimal digits, as stored.
    pub(super) fn from_hexadecimal(text: &str) -> Result<Self, WebhookTextError> {
        let digits = text.as_bytes();
        let bytes = digits.chunks(2).map(|pair| match pair {
            [high, low] => Some(value(*high)? << 4 | value(*low)?),
            _ => None,
        });
        let bytes: Option<Vec<u8>> = bytes.collect();
        bytes
            .ok_or(WebhookTextError("this is not hexadecimal"))
            .and_then(Self::from_bytes)
    }
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("WebhookSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use catalogue::hexadecimal;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_secret_survives_the_database(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let secret = WebhookSecret::from_bytes(bytes.clone());
            prop_assert_eq!(secret.is_ok(), (24..=64).contains(&bytes.len()));
            let read = WebhookSecret::from_hexadecimal(&hexadecimal(&bytes));
            prop_assert_eq!(&read, &secret);
            if let Ok(secret) = secret {
                prop_assert_eq!(secret.expose(), &bytes[..]);
                prop_assert_eq!(format!("{secret:?}"), "WebhookSecret(…)");
            }
        }
    }
}
