//! Values as JSON, byte for byte as `serde_json` writes them; frequent types have a faster path.

use serde::Serialize;

/// Writes a string.
pub(super) fn write_string(json: &mut Vec<u8>, text: &str) -> serde_json::Result<()> {
    if has_escapes(text.as_bytes()) {
        return write(json, text);
    }
    json.reserve(text.len() + 2);
    json.push(b'"');
    json.extend_from_slice(text.as_bytes());
    json.push(b'"');
    Ok(())
}

/// Whether a text has a byte that JSON escapes: a control character, `"` or `\`. It compares eight
/// bytes at once, since most of a response is text without any.
fn has_escapes(text: &[u8]) -> bool {
    const ONES: u64 = u64::MAX / 0xff;
    const SPACES: u64 = ONES * 0x20;
    const QUOTES: u64 = ONES * 0x22;
    const BACKSLASHES: u64 = ONES * 0x5c;
    const HIGH_BITS: u64 = ONES * 0x80;

    // A byte below n, at most 0x80, is where `(word - n) & !word` has a high bit.
    let escapes = |word: [u8; 8]| {
        let word = u64::from_ne_bytes(word);
        let (quotes, backslashes) = (word ^ QUOTES, word ^ BACKSLASHES);
        (word.wrapping_sub(SPACES) & !word)
            | (quotes.wrapping_sub(ONES) & !quotes)
            | (backslashes.wrapping_sub(ONES) & !backslashes)
    };
    let (words, rest) = text.as_chunks::<8>();
    let mut last = [b' '; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mut found = escapes(last);
    for word in words {
        found |= escapes(*word);
    }
    found & HIGH_BITS != 0
}

/// Writes a number that may have a fraction.
pub(super) fn write_float(json: &mut Vec<u8>, number: f64) -> serde_json::Result<()> {
    /// Below this many tenths a number has at most 15 digits, so its tenths are its shortest form.
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
        fn strings_equal_those_of_serde_json(text in ".{0,80}|[ -~]{0,80}|(.|\\p{Cc}){0,40}") {
            let mut json = Vec::new();
            write_string(&mut json, &text).unwrap();
            prop_assert_eq!(json, serde_json::to_vec(&text).unwrap());
        }

        #[test]
        fn numbers_equal_those_of_serde_json(
            number in any::<f64>().prop_filter("JSON has no such number", |number| number.is_finite()),
            hundredths in 0_i64..10_000_000_000_000_000,
        ) {
            #[expect(clippy::cast_precision_loss, reason = "any number is a test")]
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
