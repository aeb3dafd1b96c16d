//! Parses the lists of the headers `Accept` and `Accept-Encoding` (RFC 9110, section 12.4).

use actix_web::http::header::{HeaderMap, HeaderName};

/// One item of a list: `gzip;q=0.5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) struct Item<'a> {
    /// The item without its parameters.
    pub(in crate::http) value: &'a str,
    /// Its quality value; [`Quality::MAX`] by default.
    pub(in crate::http) quality: Quality,
    parameters: &'a str,
}

impl<'a> Item<'a> {
    /// `None` for an item with a malformed parameter.
    fn parse(text: &'a str) -> Option<Self> {
        let (value, parameters) = text.split_once(';').unwrap_or((text, ""));
        let mut item = Self {
            value: value.trim(),
            quality: Quality::MAX,
            parameters,
        };
        if item.value.is_empty() {
            return None;
        }
        for parameter in item.parameters() {
            let (name, value) = parameter?;
            if name.eq_ignore_ascii_case("q") {
                item.quality = Quality::parse(value)?;
            }
        }
        Some(item)
    }

    /// Its parameters by name, without quotes; `None` for a malformed one.
    pub(in crate::http) fn parameters(
        &self,
    ) -> impl Iterator<Item = Option<(&'a str, &'a str)>> + use<'a> {
        let parts = self.parameters.split(';').map(str::trim);
        parts.filter(|part| !part.is_empty()).map(|part| {
            let (name, value) = part.split_once('=')?;
            Some((name.trim(), value.trim().trim_matches('"')))
        })
    }
}

/// The values of a header; one that is not text is an item that matches nothing.
pub(in crate::http) fn values(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let values = headers.get_all(name);
    values.map(|value| value.to_str().unwrap_or("?"))
}

/// The items of all values of a header; `None` for each malformed one.
pub(in crate::http) fn items<'a>(
    values: impl Iterator<Item = &'a str>,
) -> impl Iterator<Item = Option<Item<'a>>> {
    let items = values.flat_map(|value| value.split(','));
    items
        .filter(|item| !item.trim().is_empty())
        .map(Item::parse)
}

/// A quality value in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::http) struct Quality(u16);

impl Quality {
    /// Not acceptable.
    pub(in crate::http) const ZERO: Self = Self(0);
    /// Acceptable, but less than any explicit quality.
    pub(in crate::http) const MIN: Self = Self(1);
    /// The default.
    pub(in crate::http) const MAX: Self = Self(1_000);

    /// Reads a number from 0 to 1 with at most three decimals.
    fn parse(text: &str) -> Option<Self> {
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
    fn malformed_quality_values_are_rejected() {
        for text in [
            "", "2", "1.001", "0.1234", "-0", "+1", ".5", "0.x", "1e0", "0,5",
        ] {
            assert_eq!(Quality::parse(text), None, "{text}");
        }
        assert_eq!(Quality::parse("1."), Some(Quality::MAX));
        assert_eq!(Quality::parse("0.000"), Some(Quality::ZERO));
    }

    #[test]
    fn malformed_items_are_skipped_by_their_readers() {
        let values = ["a;q=0.5;x=\"y\", b;q=2,, c;q", "d ; Q=0"];
        let items: Vec<_> = items(values.into_iter()).collect();
        let [Some(a), None, None, Some(d)] = items.as_slice() else {
            panic!("{items:?}");
        };
        assert_eq!((a.value, a.quality), ("a", Quality(500)));
        assert_eq!(a.parameters().nth(1), Some(Some(("x", "y"))));
        assert_eq!((d.value, d.quality), ("d", Quality::ZERO));
    }

    proptest! {
        #[test]
        fn any_list_is_parsed(value in ".{0,60}") {
            let _ = items(std::iter::once(&*value)).count();
        }

        #[test]
        fn quality_values_are_parsed_exactly(thousandths in 0_u16..=1_000) {
            let (whole, decimals) = (thousandths / 1_000, thousandths % 1_000);
            let text = format!("{whole}.{decimals:03}");
            prop_assert_eq!(Quality::parse(&text), Some(Quality(thousandths)));
            let short = text.trim_end_matches('0');
            prop_assert_eq!(Quality::parse(short), Some(Quality(thousandths)));
        }
    }
}
