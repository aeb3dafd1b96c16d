//! In which content coding a client is answered (RFC 9110, section 12.5.3).

use actix_web::http::header::{self, HeaderMap};

use crate::http::negotiation::quality_value::Quality;

/// The least bytes that are worth compressing: below, the answer fits one packet anyway.
const MIN_BYTES: usize = 1_024;

/// How the bytes of an answer are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::http) enum ContentCoding {
    /// As they are.
    Identity,
    /// RFC 1952: what every client can read.
    Gzip,
    /// RFC 7932.
    Brotli,
    /// RFC 8878.
    Zstandard,
}

impl ContentCoding {
    /// The codings that compress; the first is taken where a client weighs several equally.
    /// Zstandard is the last: some clients announce it on runtimes that cannot decode it, such as
    /// GraphQL Code Generator on Node.js 20.
    pub(in crate::http) const COMPRESSED: [Self; 3] = [Self::Brotli, Self::Gzip, Self::Zstandard];

    /// The name in headers.
    pub(in crate::http) const fn token(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
            Self::Zstandard => "zstd",
        }
    }

    /// The name of the coding in entity tags.
    pub(in crate::http) const fn tag_part(self) -> &'static str {
        match self {
            Self::Identity => "",
            Self::Gzip => ".gzip",
            Self::Brotli => ".br",
            Self::Zstandard => ".zstd",
        }
    }

    fn is_called(self, token: &str) -> bool {
        // The older name of gzip counts too (section 8.4.1.3).
        token.eq_ignore_ascii_case(self.token())
            || self == Self::Gzip && token.eq_ignore_ascii_case("x-gzip")
    }
}

/// The coding that a client likes best, and whether it would take the bytes as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::http) struct AcceptedCoding {
    preferred: ContentCoding,
    identity: bool,
}

impl AcceptedCoding {
    /// No coding.
    pub(in crate::http) const PLAIN: Self = Self {
        preferred: ContentCoding::Identity,
        identity: true,
    };

    /// What the header `Accept-Encoding` asks for, when `compress` allows it; `None` if nothing
    /// that can be sent is acceptable.
    pub(in crate::http) fn of(headers: &HeaderMap, compress: bool) -> Option<Self> {
        let values = headers.get_all(header::ACCEPT_ENCODING);
        Self::negotiate(values.map(|value| value.to_str().unwrap_or("?")), compress)
    }

    /// A client that does not say is answered plainly: it may not know any coding. An item that
    /// cannot be read is skipped.
    fn negotiate<'a>(accepted: impl Iterator<Item = &'a str>, compress: bool) -> Option<Self> {
        let items: Vec<_> = accepted
            .flat_map(|value| value.split(','))
            .filter_map(parse_item)
            .collect();
        let named = |coding: ContentCoding| {
            let of_coding = items.iter().filter(|(token, _)| coding.is_called(token));
            of_coding.map(|(_, quality)| *quality).max()
        };
        let others = {
            let wildcards = items.iter().filter(|(token, _)| *token == "*");
            wildcards.map(|(_, quality)| *quality).max()
        };
        let plain = named(ContentCoding::Identity)
            .or(others)
            .unwrap_or(Quality::LEAST);
        let identity = (plain > Quality::ZERO).then_some((plain, ContentCoding::Identity));
        let compressed = ContentCoding::COMPRESSED.into_iter().filter_map(|coding| {
            let quality = named(coding).or(others).unwrap_or(Quality::ZERO);
            (compress && quality > Quality::ZERO).then_some((quality, coding))
        });
        // Of equals the first wins, and a coding that compresses wins over none.
        let best = compressed.chain(identity).reduce(
            |best, next| {
                if next.0 > best.0 { next } else { best }
            },
        );
        Some(Self {
            preferred: best?.1,
            identity: identity.is_some(),
        })
    }

    /// The coding of an answer with so many bytes.
    pub(in crate::http) fn for_size(self, bytes: usize) -> ContentCoding {
        if self.identity && bytes < MIN_BYTES {
            ContentCoding::Identity
        } else {
            self.preferred
        }
    }
}

/// The token and the weight of one item of the header.
fn parse_item(item: &str) -> Option<(&str, Quality)> {
    let mut parts = item.split(';').map(str::trim);
    let token = parts.next().filter(|token| !token.is_empty())?;
    let mut quality = Quality::FULL;
    for parameter in parts {
        let (name, value) = parameter.split_once('=')?;
        if name.trim().eq_ignore_ascii_case("q") {
            quality = Quality::parse(value.trim())?;
        }
    }
    Some((token, quality))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chosen(value: &str) -> Option<ContentCoding> {
        let accepted = AcceptedCoding::negotiate(std::iter::once(value), true)?;
        Some(accepted.for_size(usize::MAX))
    }

    #[test]
    fn the_best_coding_is_chosen() {
        use ContentCoding::{Brotli, Gzip, Identity, Zstandard};
        for (value, expected) in [
            ("", Some(Identity)),
            ("gzip", Some(Gzip)),
            ("GZIP", Some(Gzip)),
            ("x-gzip", Some(Gzip)),
            ("gzip, deflate, br", Some(Brotli)),
            ("gzip, deflate, br, zstd", Some(Brotli)),
            ("zstd, gzip", Some(Gzip)),
            ("zstd", Some(Zstandard)),
            ("gzip;q=0.5, br;q=0.9, zstd", Some(Zstandard)),
            ("gzip;q=1.0, br;q=0.9, zstd;q=0.9", Some(Gzip)),
            ("br ; q=0.2 , gzip ; Q=0.3", Some(Gzip)),
            ("*", Some(Brotli)),
            ("*;q=0.5, br;q=0", Some(Gzip)),
            ("identity", Some(Identity)),
            ("identity, gzip;q=0.5", Some(Identity)),
            ("identity;q=0.5, gzip", Some(Gzip)),
            ("identity;q=0.5, *", Some(Brotli)),
            ("gzip;q=0.001", Some(Gzip)),
            ("deflate", Some(Identity)),
            ("deflate, compress;q=0.5", Some(Identity)),
            ("gzip;q=0, br;q=0", Some(Identity)),
            ("identity;q=0", None),
            ("*;q=0", None),
            ("*;q=0, identity", Some(Identity)),
            ("*;q=0, gzip", Some(Gzip)),
            ("identity;q=0, gzip;q=0.1", Some(Gzip)),
            ("identity;q=0, *;q=0.1", Some(Brotli)),
            ("gzip;q=2, br;q=0.1", Some(Brotli)),
            ("gzip;level=9", Some(Gzip)),
            (";q=1, ,", Some(Identity)),
        ] {
            assert_eq!(chosen(value), expected, "{value}");
        }
        let lines = ["br;q=0.1", "gzip"];
        let accepted = AcceptedCoding::negotiate(lines.into_iter(), true).unwrap();
        assert_eq!(accepted.for_size(usize::MAX), Gzip);
        let nothing = AcceptedCoding::negotiate(std::iter::empty(), true).unwrap();
        assert_eq!(nothing.for_size(usize::MAX), Identity);
    }

    #[test]
    fn small_answers_are_compressed_only_for_who_wants_nothing_else() {
        let small = |value| {
            let accepted = AcceptedCoding::negotiate(std::iter::once(value), true).unwrap();
            accepted.for_size(MIN_BYTES - 1)
        };
        assert_eq!(small("gzip"), ContentCoding::Identity);
        assert_eq!(small("gzip, identity;q=0"), ContentCoding::Gzip);
    }

    #[test]
    fn nothing_is_compressed_where_that_is_switched_off() {
        let accepted = AcceptedCoding::negotiate(std::iter::once("gzip, br"), false).unwrap();
        assert_eq!(accepted.for_size(usize::MAX), ContentCoding::Identity);
        let insisting = std::iter::once("gzip, identity;q=0");
        assert_eq!(AcceptedCoding::negotiate(insisting, false), None);
    }

    proptest! {
        #[test]
        fn any_header_is_read(value in ".{0,60}") {
            let _ = chosen(&value);
        }

        /// Against the rules of the specification, written out for distinct tokens.
        #[test]
        fn the_choice_is_acceptable_and_none_is_better(
            weights in proptest::array::uniform5(proptest::option::of(0_u16..=1_000)),
            order in Just([0_usize, 1, 2, 3, 4]).prop_shuffle(),
        ) {
            let tokens = ["identity", "gzip", "br", "zstd", "*"];
            let items: Vec<String> = order
                .into_iter()
                .filter_map(|place| {
                    let weight = f64::from(weights[place]?) / 1_000.0;
                    Some(format!("{};q={weight:.3}", tokens[place]))
                })
                .collect();
            let [identity, gzip, brotli, zstandard, others] = weights;
            let weight_of = |coding| match coding {
                // Acceptable unless it is ruled out, but never asked for.
                ContentCoding::Identity => identity.or(others).map_or(0.5, f64::from),
                ContentCoding::Gzip => f64::from(gzip.or(others).unwrap_or(0)),
                ContentCoding::Brotli => f64::from(brotli.or(others).unwrap_or(0)),
                ContentCoding::Zstandard => f64::from(zstandard.or(others).unwrap_or(0)),
            };
            let codings = [ContentCoding::Identity].into_iter().chain(ContentCoding::COMPRESSED);
            let most = codings.map(weight_of).fold(0.0, f64::max);
            match chosen(&items.join(", ")) {
                None => prop_assert!(most == 0.0),
                Some(coding) => {
                    prop_assert!(weight_of(coding) > 0.0);
                    prop_assert!(weight_of(coding) >= most, "{coding:?} in {items:?}");
                }
            }
        }
    }
}
