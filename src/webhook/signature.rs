//! Secrets and signatures by Standard Webhooks 1.0.0: HMAC-SHA-256 over id, timestamp and body.

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    prelude::BASE64_STANDARD,
};
use hmac::{Hmac, KeyInit, Mac, digest::Key};
use sha2::Sha256;

use crate::store::{WebhookSecret, WebhookTextError};

/// The prefix of every secret as text.
const PREFIX: &str = "whsec_";

/// Base64 with or without padding, because people cut it off.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Why a text is no secret. The message omits the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSecret {
    /// Not `whsec_` and Base64.
    #[error("a secret is \"{PREFIX}\" and the Base64 of 24 to 64 bytes")]
    Form,
    /// Too few or too many bytes.
    #[error(transparent)]
    Length(#[from] WebhookTextError),
}

/// Reads a secret: `whsec_` and Base64.
///
/// # Errors
/// When it has another form, fewer than 24 bytes or more than 64.
pub fn secret_from_text(text: &str) -> Result<WebhookSecret, BadSecret> {
    let digits = text.strip_prefix(PREFIX).ok_or(BadSecret::Form)?;
    let bytes = LENIENT.decode(digits).map_err(|_| BadSecret::Form)?;
    Ok(WebhookSecret::from_bytes(bytes)?)
}

/// The secret as text, to be shown to its owner once.
pub fn secret_text(secret: &WebhookSecret) -> String {
    PREFIX.to_owned() + &BASE64_STANDARD.encode(secret.expose())
}

/// The headers that authenticate an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// `webhook-id`: the id of the event.
    pub id: String,
    /// `webhook-timestamp`: seconds since 1970.
    pub timestamp: i64,
    /// `webhook-signature`: `v1,` and the Base64 of the signature, for each secret, with spaces between.
    pub signature: String,
}

/// Signs an event with each secret, at an instant in seconds since 1970.
pub fn sign<'a>(
    secrets: impl Iterator<Item = &'a WebhookSecret>,
    id: &str,
    timestamp: i64,
    body: &[u8],
) -> Signature {
    let signatures = secrets.map(|secret| {
        let code = code(secret, id, timestamp, body);
        format!("v1,{}", BASE64_STANDARD.encode(code))
    });
    Signature {
        id: id.to_owned(),
        timestamp,
        signature: signatures.collect::<Vec<_>>().join(" "),
    }
}

fn code(secret: &WebhookSecret, id: &str, timestamp: i64, body: &[u8]) -> impl AsRef<[u8]> {
    // A key of at most one block is used as it is, with zeros after it (RFC 2104).
    let mut key = Key::<Hmac<Sha256>>::default();
    for (byte, own) in key.iter_mut().zip(secret.expose()) {
        *byte = *own;
    }
    let mut mac = Hmac::<Sha256>::new(&key);
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    mac.finalize().into_bytes()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sha2::Digest;

    use super::*;

    /// The example of the reference libraries of Standard Webhooks.
    #[test]
    fn the_signature_is_that_of_the_reference() {
        let secret = secret_from_text("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = br#"{"test": 2432232314}"#;
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        let signed =
            |secrets: &[WebhookSecret]| sign(secrets.iter(), id, 1_614_265_330, body).signature;
        let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(signed(std::slice::from_ref(&secret)), expected);
        let newer = WebhookSecret::from_bytes(vec![7; 32]).unwrap();
        let both = format!("{} {expected}", signed(std::slice::from_ref(&newer)));
        assert_eq!(signed(&[newer, secret]), both);
    }

    #[test]
    fn other_texts_are_no_secret_and_do_not_show() {
        let short = format!("whsec_{}", BASE64_STANDARD.encode([7; 23]));
        let long = format!("whsec_{}", BASE64_STANDARD.encode([7; 65]));
        let bare = BASE64_STANDARD.encode([7; 32]);
        let [before, after] = [format!(" whsec_{bare}"), format!("whsec_{bare}\n")];
        for bad in [
            "",
            "whsec_",
            "whsec_!!!!",
            "secret",
            &short,
            &long,
            &bare,
            &before,
            &after,
        ] {
            let error = secret_from_text(bad).unwrap_err().to_string();
            assert!(bad.len() < 9 || !error.contains(bad), "{error}");
        }
    }

    /// HMAC as RFC 2104 writes it.
    fn hmac_by_hand(key: &[u8], message: &[u8]) -> Vec<u8> {
        let pad = |with: u8| {
            let mut block = [with; 64];
            for (byte, key) in block.iter_mut().zip(key) {
                *byte ^= key;
            }
            block
        };
        let inner = Sha256::digest([&pad(0x36)[..], message].concat());
        Sha256::digest([&pad(0x5c)[..], &inner[..]].concat()).to_vec()
    }

    proptest! {
        #[test]
        fn secrets_survive_their_text(bytes in prop::collection::vec(any::<u8>(), 24..=64)) {
            let secret = WebhookSecret::from_bytes(bytes).unwrap();
            let text = secret_text(&secret);
            prop_assert_eq!(secret_from_text(&text), Ok(secret.clone()));
            prop_assert_eq!(secret_from_text(text.trim_end_matches('=')), Ok(secret));
        }

        #[test]
        fn a_signature_is_hmac_over_id_timestamp_and_body(
            bytes in prop::collection::vec(any::<u8>(), 24..=64),
            id in "[a-z0-9-]{1,40}",
            timestamp in 0_i64..10_000_000_000,
            body in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let secret = WebhookSecret::from_bytes(bytes.clone()).unwrap();
            let message = [format!("{id}.{timestamp}.").as_bytes(), &body].concat();
            let expected = BASE64_STANDARD.encode(hmac_by_hand(&bytes, &message));
            let signed = sign(std::iter::once(&secret), &id, timestamp, &body);
            prop_assert_eq!(signed.signature, format!("v1,{expected}"));
        }
    }
}
