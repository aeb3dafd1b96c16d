//! Values as JSON, as `serde_json` writes them, and quicker for those that are frequent.

use serde::Serialize;

/// Writes a text.
pub(super) fn write_text(json: &mut Vec<u8>, text: &str) -> serde_json::Result<()> {
    if has_escapes(text.as_bytes()) {
        return write(json, text);
    }
    json.reserve(text.len() + 2);
    json.push(b'"');
    json.extend_from_slice(text.as_bytes());
    json.push(b'"');
    Ok(())
}

/// Whether some byte of a text is not written as it is.
fn has_escapes(text: &[u8]) -> bool {
    let is_escaped = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
    // Without a way out in the middle of a chunk, the compiler looks at its bytes at once.
    let (chunks, rest) = text.as_chunks::<16>();
    chunks.iter().any(|chunk| {
        let escaped = chunk.iter().map(is_escaped);
        escaped.fold(false, |found, is_escaped| found | is_escaped)
    }) || rest.iter().any(is_escaped)
}

/// Writes a number that may have a fraction.
pub(super) fn write_float(json: &mut Vec<u8>, number: f64) -> serde_json::Result<()> {
    /// Numbers below this many tenths have no more than 15 digits, so that the digits of the tenths
    /// are those by which the number is told from its neighbours.
    const MAX_TENTHS: f64 = 1e15;

    let tenths = number * 10.0;
    if number > 0.0 && tenths < MAX_TENTHS {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it lies between 0 and 10^15"
        )]
        let whole = (tenths + 0.5) as u64;
        #[expect(clippy::cast_precision_loss, reason = "it lies below 2^53")]
        let is_exact = (whole as f64 / 10.0).to_bits() == number.to_bits();
        if is_exact {
            write(json, &(whole / 10))?;
            json.push(b'.');
            return write(json, &(whole % 10));
        }
    }
    write(json, &number)
}

/// Writes any value.
pub(super) fn write<T: Serialize + ?Sized>(
    json: &mut Vec<u8>,
    value: &T,
) -> serde_json::Result<()> {
    serde_json::to_writer(json, value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn float(number: f64) -> String {
        let mut json = Vec::new();
        write_float(&mut json, number).unwrap();
        String::from_utf8(json).unwrap()
    }

    proptest! {
        #[test]
        fn texts_are_those_of_the_library(text in ".{0,80}|[ -~]{0,80}|(.|\\p{Cc}){0,40}") {
            let mut json = Vec::new();
            write_text(&mut json, &text).unwrap();
            prop_assert_eq!(json, serde_json::to_vec(&text).unwrap());
        }

        #[test]
        fn numbers_are_those_of_the_library(
            number in any::<f64>().prop_filter("JSON has none", |number| number.is_finite()),
            hundredths in 0_i64..10_000_000_000_000_000,
        ) {
            #[expect(clippy::cast_precision_loss, reason = "any numbers do")]
            let fractions = [hundredths as f64 / 10.0, hundredths as f64 / 100.0, hundredths as f64];
            for number in fractions.into_iter().chain([number]) {
                prop_assert_eq!(float(number), serde_json::to_string(&number).unwrap());
            }
        }
    }

    #[test]
    fn zero_keeps_its_sign() {
        assert_eq!(float(0.0), "0.0");
        assert_eq!(float(-0.0), "-0.0");
        assert_eq!(float(16.7), "16.7");
    }
}
