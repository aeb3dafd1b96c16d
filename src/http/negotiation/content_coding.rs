//! Selects the content coding of a response from the header `Accept-Encoding` (RFC 9110, section
//! 12.5.3).

use actix_web::http::header::{self, HeaderMap};

use crate::http::negotiation::quality_list::{Quality, items, values};

/// The smallest body that is compressed, in bytes: a smaller one fits one packet anyway.
const MIN_BYTES: usize = 1_024;

/// A content coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::http) enum ContentCoding {
    /// No coding.
    Identity,
    /// RFC 1952: every client can read it.
    Gzip,
    /// RFC 7932.
    Brotli,
    /// RFC 8878.
    Zstandard,
}

impl ContentCoding {
    /// The codings that compress; of equal qualities the first is selected. Zstandard is the last:
    /// some clients accept it on runtimes that cannot decode it, such as GraphQL Code Generator on
    /// Node.js 20.
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

    fn has_name(self, token: &str) -> bool {
        // The older name of gzip (section 8.4.1.3).
        token.eq_ignore_ascii_case(self.token())
            || self == Self::Gzip && token.eq_ignore_ascii_case("x-gzip")
    }
}

/// The coding that a client prefers, and whether it accepts `identity`.
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

    /// The coding of a response that may be compressed; `None` if no coding is acceptable.
    pub(in crate::http) fn of(headers: &HeaderMap, compress: bool) -> Option<Self> {
        Self::among(compressed(compress), headers)
    }

    /// The best of `identity` and these codings, which are in the order of preference; `None` if
    /// none is acceptable.
    pub(in crate::http) fn among(offered: &[ContentCoding], headers: &HeaderMap) -> Option<Self> {
        Self::negotiate(values(headers, header::ACCEPT_ENCODING), offered)
    }

    /// Without the header it is `identity`: the client may not know any coding. Malformed items are
    /// skipped.
    fn negotiate<'a>(
        accepted: impl Iterator<Item = &'a str>,
        offered: &[ContentCoding],
    ) -> Option<Self> {
        let items: Vec<_> = items(accepted).flatten().collect();
        let named = |coding: ContentCoding| {
            let of_coding = items.iter().filter(|item| coding.has_name(item.value));
            of_coding.map(|item| item.quality).max()
        };
        let others = {
            let wildcards = items.iter().filter(|item| item.value == "*");
            wildcards.map(|item| item.quality).max()
        };
        let plain = named(ContentCoding::Identity)
            .or(others)
            .unwrap_or(Quality::MIN);
        let identity = (plain > Quality::ZERO).then_some((plain, ContentCoding::Identity));
        let compressed = offered.iter().filter_map(|coding| {
            let quality = named(*coding).or(others).unwrap_or(Quality::ZERO);
            (quality > Quality::ZERO).then_some((quality, *coding))
        });
        // Of equal qualities the first wins, and compression wins over identity.
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

    /// The preferred coding.
    pub(in crate::http) const fn preferred(self) -> ContentCoding {
        self.preferred
    }

    /// The coding of a body of this size.
    pub(in crate::http) fn for_size(self, bytes: usize) -> ContentCoding {
        if self.identity && bytes < MIN_BYTES {
            ContentCoding::Identity
        } else {
            self.preferred
        }
    }
}

/// The codings that are offered when compression is on or off.
const fn compressed(compress: bool) -> &'static [ContentCoding] {
    if compress {
        &ContentCoding::COMPRESSED
    } else {
        &[]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chosen(value: &str) -> Option<ContentCoding> {
        let accepted =
            AcceptedCoding::negotiate(std::iter::once(value), &ContentCoding::COMPRESSED)?;
        Some(accepted.for_size(usize::MAX))
    }

    #[test]
    fn the_best_coding_is_selected() {
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
        let accepted =
            AcceptedCoding::negotiate(lines.into_iter(), &ContentCoding::COMPRESSED).unwrap();
        assert_eq!(accepted.for_size(usize::MAX), Gzip);
        let nothing =
            AcceptedCoding::negotiate(std::iter::empty(), &ContentCoding::COMPRESSED).unwrap();
        assert_eq!(nothing.for_size(usize::MAX), Identity);
    }

    #[test]
    fn small_bodies_are_compressed_only_where_identity_is_not_acceptable() {
        let small = |value| {
            let accepted =
                AcceptedCoding::negotiate(std::iter::once(value), &ContentCoding::COMPRESSED)
                    .unwrap();
            accepted.for_size(MIN_BYTES - 1)
        };
        assert_eq!(small("gzip"), ContentCoding::Identity);
        assert_eq!(small("gzip, identity;q=0"), ContentCoding::Gzip);
    }

    #[test]
    fn nothing_is_compressed_when_compression_is_off() {
        let accepted =
            AcceptedCoding::negotiate(std::iter::once("gzip, br"), compressed(false)).unwrap();
        assert_eq!(accepted.for_size(usize::MAX), ContentCoding::Identity);
        let insisting = std::iter::once("gzip, identity;q=0");
        assert_eq!(
            AcceptedCoding::negotiate(insisting, compressed(false)),
            None
        );
    }

    proptest! {
        #[test]
        fn any_header_is_parsed(value in ".{0,60}") {
            let _ = chosen(&value);
        }

        /// Against the rules of the specification, written out for distinct tokens.
        #[test]
        fn the_selected_coding_is_acceptable_and_none_is_better(
            weights in proptest::array::uniform5(proptest::option::of(0_u16..=1_000)),
            order in Just([0_usize, 1, 2, 3, 4]).prop_shuffle(),
        ) {
            let tokens = ["identity", "gzip", "br", "zstd", "*"];
            let items: Vec<String> = order
                .into_iter()
                .filter_map(|index| {
                    let weight = f64::from(weights[index]?) / 1_000.0;
                    Some(format!("{};q={weight:.3}", tokens[index]))
                })
                .collect();
            let [identity, gzip, brotli, zstandard, others] = weights;
            let weight_of = |coding| match coding {
                // Acceptable unless it is excluded, but never preferred.
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
