//! Which of the two media types of GraphQL a client is answered in.

use actix_web::http::header::HeaderValue;

use crate::http::negotiation::quality_value::Quality;

/// The media types of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum MediaType {
    /// `application/json`: what every client can read.
    Json,
    /// `application/graphql-response+json`: a client that asks for it can trust the status.
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

    /// The best type for the values of the `Accept` header; `None` if none is acceptable.
    ///
    /// A client that does not say gets `application/json`, and so does one that takes anything.
    /// Between two that it names and likes equally, the newer type is chosen. A range that cannot
    /// be read is skipped.
    pub(in crate::http) fn negotiate<'a>(accept: impl Iterator<Item = &'a str>) -> Option<Self> {
        let ranges: Vec<_> = accept
            .flat_map(|value| value.split(','))
            .filter(|range| !range.trim().is_empty())
            .map(Range::parse)
            .collect();
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

/// How closely a range names a type; the closest decides.
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
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (family, subtype) = parts.next()?.split_once('/')?;
        let mut quality = Quality::FULL;
        for parameter in parts {
            let (name, value) = parameter.split_once('=')?;
            let value = value.trim().trim_matches('"');
            match name.trim() {
                "q" | "Q" => quality = Quality::parse(value)?,
                // Answers are UTF-8; who wants another charset does not get it here.
                name if name.eq_ignore_ascii_case("charset") => {
                    let utf8 = ["utf-8", "utf8"];
                    if !utf8.iter().any(|name| value.eq_ignore_ascii_case(name)) {
                        return None;
                    }
                }
                _ => {}
            }
        }
        Some(Self {
            family,
            subtype,
            quality,
        })
    }

    fn precision(&self, media: MediaType) -> Option<Precision> {
        if self.family == "*" && self.subtype == "*" {
            return Some(Precision::Any);
        }
        if !self.family.eq_ignore_ascii_case("application") {
            return None;
        }
        if self.subtype == "*" {
            return Some(Precision::Family);
        }
        self.subtype
            .eq_ignore_ascii_case(media.subtype())
            .then_some(Precision::Type)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_type_is_chosen() {
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
