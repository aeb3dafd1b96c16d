//! The weights by which a client orders what it accepts (RFC 9110, section 12.4.2).

/// A weight in thousandths: 0 says "never", 1,000 is the most and what is meant when none is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::http) struct Quality(u16);

impl Quality {
    /// Not acceptable.
    pub(in crate::http) const ZERO: Self = Self(0);
    /// Acceptable, but less than anything with a weight of its own.
    pub(in crate::http) const LEAST: Self = Self(1);
    /// As good as it gets.
    pub(in crate::http) const FULL: Self = Self(1_000);

    /// Reads a number from 0 to 1 with at most three decimals.
    pub(in crate::http) fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = decimals.bytes().all(|byte| byte.is_ascii_digit());
        if !matches!(whole, "0" | "1") || decimals.len() > 3 || !digits {
            return None;
        }
        let thousandths = format!("{whole}{decimals:0<3}").parse().ok()?;
        (thousandths <= 1_000).then_some(Self(thousandths))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn other_numbers_are_refused() {
        for text in [
            "", "2", "1.001", "0.1234", "-0", "+1", ".5", "0.x", "1e0", "0,5",
        ] {
            assert_eq!(Quality::parse(text), None, "{text}");
        }
        assert_eq!(Quality::parse("1."), Some(Quality::FULL));
        assert_eq!(Quality::parse("0.000"), Some(Quality::ZERO));
    }

    proptest! {
        #[test]
        fn thousandths_are_read_exactly(thousandths in 0_u16..=1_000) {
            let (whole, decimals) = (thousandths / 1_000, thousandths % 1_000);
            let text = format!("{whole}.{decimals:03}");
            prop_assert_eq!(Quality::parse(&text), Some(Quality(thousandths)));
            let short = text.trim_end_matches('0');
            prop_assert_eq!(Quality::parse(short), Some(Quality(thousandths)));
        }
    }
}
