//! Selects the media type of a GraphQL response from the header `Accept`.

use actix_web::http::header::HeaderValue;

use crate::http::negotiation::quality_list::{Item, Quality, items};

/// The media types of GraphQL responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum MediaType {
    /// `application/json`: every client can read it.
    Json,
    /// `application/graphql-response+json`: its clients can rely on the status code.
    GraphqlResponse,
}

impl MediaType {
    /// The name of the type in entity tags.
    pub(in crate::http) const fn tag_part(self) -> &'static str {
        match self {
            Self::Json => ".json",
            Self::GraphqlResponse => ".graphql",
        }
    }

    /// The value of the header `Content-Type`.
    pub(in crate::http) const fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        })
    }

    const fn subtype(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::GraphqlResponse => "graphql-response+json",
        }
    }

    /// The best type for the values of `Accept`; `None` if none is acceptable.
    ///
    /// Without the header, and for wildcards, it is `application/json`. Between two explicit types of
    /// equal quality it is the newer one. Malformed ranges are skipped.
    pub(in crate::http) fn negotiate<'a>(accept: impl Iterator<Item = &'a str>) -> Option<Self> {
        let ranges: Vec<_> = items(accept).map(|item| Range::new(item?)).collect();
        if ranges.is_empty() {
            return Some(Self::Json);
        }
        let preference = |media: Self| {
            let named = ranges.iter().flatten().filter_map(|range| {
                let precision = range.precision(media)?;
                Some((precision, range.quality))
            });
            let (precision, quality) = named.max()?;
            (quality > Quality::ZERO).then_some((quality, precision))
        };
        match (preference(Self::GraphqlResponse), preference(Self::Json)) {
            (None, None) => None,
            (Some(_), None) => Some(Self::GraphqlResponse),
            (Some(newer), Some(json)) if newer > json => Some(Self::GraphqlResponse),
            (Some(newer), Some(json)) if newer == json && newer.1 == Precision::Type => {
                Some(Self::GraphqlResponse)
            }
            (_, Some(_)) => Some(Self::Json),
        }
    }
}

/// The quality of a media type by the values of `Accept`, of which the most specific range decides;
/// [`Quality::MAX`] without the header.
pub(in crate::http) fn quality<'a>(
    accept: impl Iterator<Item = &'a str>,
    family: &str,
    subtype: &str,
) -> Quality {
    let ranges: Vec<_> = items(accept).map(|item| Range::new(item?)).collect();
    if ranges.is_empty() {
        return Quality::MAX;
    }
    let named = ranges.iter().flatten().filter_map(|range| {
        let precision = range.precision_for(family, subtype)?;
        Some((precision, range.quality))
    });
    named.max().map_or(Quality::ZERO, |(_, quality)| quality)
}

/// How specific a range is; the most specific range decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Any,
    Family,
    Type,
}

struct Range<'a> {
    family: &'a str,
    subtype: &'a str,
    quality: Quality,
}

impl<'a> Range<'a> {
    /// `None` for a range that no response matches.
    fn new(item: Item<'a>) -> Option<Self> {
        let (family, subtype) = item.value.split_once('/')?;
        // Responses are UTF-8 and not available in another charset.
        let mut parameters = item.parameters().flatten();
        let is_utf8 = parameters.all(|(name, value)| {
            !name.eq_ignore_ascii_case("charset")
                || value.eq_ignore_ascii_case("utf-8")
                || value.eq_ignore_ascii_case("utf8")
        });
        is_utf8.then_some(Self {
            family,
            subtype,
            quality: item.quality,
        })
    }

    fn precision(&self, media: MediaType) -> Option<Precision> {
        self.precision_for("application", media.subtype())
    }

    fn precision_for(&self, family: &str, subtype: &str) -> Option<Precision> {
        if self.family == "*" && self.subtype == "*" {
            return Some(Precision::Any);
        }
        if !self.family.eq_ignore_ascii_case(family) {
            return None;
        }
        if self.subtype == "*" {
            return Some(Precision::Family);
        }
        self.subtype
            .eq_ignore_ascii_case(subtype)
            .then_some(Precision::Type)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_media_type_is_selected() {
        use MediaType::{GraphqlResponse, Json};
        for (accept, expected) in [
            ("", Some(Json)),
            ("*/*", Some(Json)),
            ("application/*", Some(Json)),
            ("application/json", Some(Json)),
            ("Application/JSON; Charset=UTF-8", Some(Json)),
            ("application/graphql-response+json", Some(GraphqlResponse)),
            (
                "application/graphql-response+json, application/json",
                Some(GraphqlResponse),
            ),
            (
                "application/json, application/graphql-response+json",
                Some(GraphqlResponse),
            ),
            (
                "application/graphql-response+json, application/json;q=0.9",
                Some(GraphqlResponse),
            ),
            (
                "application/graphql-response+json;q=0.5, application/json;q=0.9",
                Some(Json),
            ),
            ("application/graphql-response+json;q=0.5, */*", Some(Json)),
            ("application/json;q=0, */*", Some(GraphqlResponse)),
            ("application/json;q=0", None),
            ("*/*;q=0", None),
            ("text/html, image/png", None),
            ("text/html, */*;q=0.8", Some(Json)),
            ("application/json;charset=iso-8859-1", None),
            ("application/json;q=2", None),
            ("nonsense, application/json", Some(Json)),
            ("nonsense", None),
        ] {
            let chosen = MediaType::negotiate(std::iter::once(accept));
            assert_eq!(chosen, expected, "{accept}");
        }
        assert_eq!(MediaType::negotiate(std::iter::empty()), Some(Json));
        let lines = ["text/html", "application/graphql-response+json"];
        assert_eq!(
            MediaType::negotiate(lines.into_iter()),
            Some(GraphqlResponse)
        );
    }
}
