//! Decodes percent escapes strictly: text that is broken or no UTF-8 is refused, not repaired.

use thiserror::Error;

/// Why a text cannot be decoded: the end of a sentence about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(in crate::http) enum Undecodable {
    /// A `%` without two hexadecimal digits after it.
    #[error("has a broken percent escape.")]
    BrokenEscape,
    /// The decoded bytes are no text.
    #[error("is not UTF-8.")]
    NotUtf8,
}

/// Decodes `application/x-www-form-urlencoded` text, where `+` is a space.
pub(in crate::http) fn decode_form(text: &str) -> Result<String, Undecodable> {
    decode(text, b' ')
}

/// Decodes a segment of a path, where `+` is itself.
pub(in crate::http) fn decode_segment(text: &str) -> Result<String, Undecodable> {
    decode(text, b'+')
}

fn decode(text: &str, plus: u8) -> Result<String, Undecodable> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => plus,
            b'%' => {
                let digits = [bytes.next(), bytes.next()].map(|digit| hexadecimal(digit?));
                match digits {
                    [Some(high), Some(low)] => high * 16 + low,
                    _ => return Err(Undecodable::BrokenEscape),
                }
            }
            other => other,
        });
    }
    String::from_utf8(decoded).map_err(|_| Undecodable::NotUtf8)
}

fn hexadecimal(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_plus_is_a_space_in_forms_only() {
        assert_eq!(decode_form("a+b%2B").as_deref(), Ok("a b+"));
        assert_eq!(decode_segment("a+b%2B%2f").as_deref(), Ok("a+b+/"));
    }

    #[test]
    fn what_is_broken_is_not_repaired() {
        for text in ["%", "a%", "%7", "%zz", "%-1", "%+1", "%%41"] {
            assert_eq!(decode_form(text), Err(Undecodable::BrokenEscape), "{text}");
            assert_eq!(
                decode_segment(text),
                Err(Undecodable::BrokenEscape),
                "{text}"
            );
        }
        for text in ["%ff", "%c3", "%c3+%a9", "%ed%a0%80"] {
            assert_eq!(decode_form(text), Err(Undecodable::NotUtf8), "{text}");
        }
    }

    proptest! {
        #[test]
        fn percent_encoding_round_trips(text in ".*") {
            let escapes: Vec<_> = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
            prop_assert_eq!(decode_form(&escapes.concat()).unwrap(), text.clone());
            prop_assert_eq!(decode_segment(&escapes.concat()).unwrap(), text);
        }
    }
}
