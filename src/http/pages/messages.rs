//! The texts of pages in the reader's language, from `web/messages/LANGUAGE/SUBJECT.ftl`.

use std::{borrow::Cow, sync::LazyLock};

use actix_web::{
    HttpRequest,
    http::header::{ACCEPT_LANGUAGE, COOKIE},
};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use rust_embed::RustEmbed;

use crate::http::negotiation::quality_list::{self, Quality};

#[derive(RustEmbed)]
#[folder = "web/messages/"]
struct Files;

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    English,
    German,
    Spanish,
}

impl Language {
    /// Every language; the first is the default.
    pub(super) const ALL: [Self; 3] = [Self::English, Self::German, Self::Spanish];

    /// The ISO 639-1 code.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
        }
    }

    /// Its own name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::Spanish => "Español",
        }
    }

    fn by_code(code: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|language| code.eq_ignore_ascii_case(language.code()))
    }

    /// The language of the query parameter `lang`, else of the cookie `language`, else of the header
    /// `Accept-Language`, else English.
    pub(super) fn of(request: &HttpRequest) -> Self {
        let headers = request.headers();
        let cookies = quality_list::values(headers, COOKIE).flat_map(|value| value.split(';'));
        Self::of_address(request)
            .or_else(|| Self::named(cookies, "language"))
            .or_else(|| Self::accepted(quality_list::values(headers, ACCEPT_LANGUAGE)))
            .unwrap_or(Self::English)
    }

    /// The language of the query parameter `lang`, if there is one.
    pub(super) fn of_address(request: &HttpRequest) -> Option<Self> {
        Self::named(request.query_string().split('&'), "lang")
    }

    /// The language that the first of these `name=code` pairs names.
    fn named<'a>(mut pairs: impl Iterator<Item = &'a str>, name: &str) -> Option<Self> {
        let code = pairs.find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='));
        code.and_then(Self::by_code)
    }

    /// The language of the highest quality, the first of equal ones (RFC 9110, section 12.5.4).
    fn accepted<'a>(values: impl Iterator<Item = &'a str>) -> Option<Self> {
        let items = quality_list::items(values).flatten();
        let offered = items.filter_map(|item| {
            let primary = item.value.split('-').next().unwrap_or_default();
            let language = Self::by_code(primary)?;
            (item.quality > Quality::ZERO).then_some((item.quality, language))
        });
        offered
            .reduce(|best, other| if other.0 > best.0 { other } else { best })
            .map(|(_, language)| language)
    }

    /// A text. An unknown id returns the id.
    pub(super) fn text(self, id: &str) -> String {
        self.text_with(id, &[])
    }

    /// A text with values for its variables.
    pub(super) fn text_with(self, id: &str, values: &[(&str, &str)]) -> String {
        self.format(id, &arguments(values))
    }

    /// A text with a number of things as `count`, which selects the plural form.
    pub(super) fn count(self, id: &str, count: usize) -> String {
        self.text_of(id, &[], count)
    }

    /// A text with values for its variables and the `count` that selects the plural form.
    pub(super) fn text_of(self, id: &str, values: &[(&str, &str)], count: usize) -> String {
        let mut arguments = arguments(values);
        arguments.set("count", count);
        self.format(id, &arguments)
    }

    fn format(self, id: &str, arguments: &FluentArgs<'_>) -> String {
        static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 3]> =
            LazyLock::new(|| Language::ALL.map(bundle));

        let bundle = &BUNDLES[self as usize];
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        // A fault leaves the name of the variable in the text; a test formats every message.
        let text = bundle.format_pattern(pattern, Some(arguments), &mut Vec::new());
        text.into_owned()
    }
}

fn arguments<'a>(values: &[(&'a str, &'a str)]) -> FluentArgs<'a> {
    let pairs = values.iter();
    pairs
        .map(|(name, value)| (*name, FluentValue::String(Cow::Borrowed(value))))
        .collect()
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let locale = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Isolation marks would be part of titles and descriptions.
    bundle.set_use_isolating(false);
    let files = Files::iter().filter(|name| name.starts_with(language.code()));
    for file in files.filter_map(|name| Files::get(&name)) {
        let text = String::from_utf8_lossy(&file.data).into_owned();
        // What a file has that cannot be read, the build of the pages refuses.
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(text);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn selected(uri: &str, headers: &[(&'static str, &'static str)]) -> Language {
        let mut request = TestRequest::with_uri(uri);
        for header in headers {
            request = request.append_header(*header);
        }
        Language::of(&request.to_http_request())
    }

    #[test]
    fn the_address_then_the_cookie_then_the_header_select_the_language() {
        let accept = ("Accept-Language", "fr, es-MX;q=0.7, de;q=0.9, en;q=0.2");
        let cookie = ("Cookie", "theme=dark; language=es");
        assert_eq!(selected("/", &[]), Language::English);
        assert_eq!(selected("/", &[accept]), Language::German);
        assert_eq!(selected("/", &[accept, cookie]), Language::Spanish);
        assert_eq!(selected("/?role=x&lang=de", &[cookie]), Language::German);
        for unknown in ["/?lang=xx", "/?lang=", "/?lang=%00", "/?language=de"] {
            assert_eq!(selected(unknown, &[]), Language::English, "{unknown}");
        }
        assert_eq!(
            selected("/", &[("Accept-Language", "de;q=0, *")]),
            Language::English
        );
    }

    #[test]
    fn every_language_has_every_text_of_the_server() {
        let english = Files::get("en/server.ftl").unwrap();
        let english = String::from_utf8(english.data.into_owned()).unwrap();
        let ids = english.lines().filter_map(|line| line.split_once(" = "));
        let ids: Vec<&str> = ids.map(|(id, _)| id).collect();
        assert!(ids.len() > 10);
        let variables = [
            "role", "code", "day", "month", "year", "figure", "range", "vendor", "state", "level",
            "status", "names", "slug", "values", "held", "upgrade", "label", "figures", "left",
            "right", "share", "codes", "title", "fact", "count", "name", "list",
        ];
        let values = variables.map(|name| (name, "x"));
        for (id, language) in ids
            .iter()
            .flat_map(|id| Language::ALL.map(|language| (id, language)))
        {
            let text = language.text_with(id, &values);
            assert!(
                text != **id && !text.contains(['{', '\u{2068}']),
                "{id}: {text}"
            );
        }
    }
}
