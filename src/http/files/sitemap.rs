//! Sitemaps (<https://www.sitemaps.org/protocol.html>): every page with its day and its languages.

use std::fmt::Write;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};

use crate::{
    catalogue::{Catalogue, Day},
    graphql::ErrorCode,
    http::{
        config::HttpConfig,
        files::generated_file::{GeneratedFile, respond},
        files::origin::origin,
        files::query_params::Refusal,
        pages::document::LANGUAGES,
        pages::html::escape,
        state::AppState,
    },
    open_data::{
        certification_modified, exam_modified, role_modified,
        schema_org::{certification_path, exam_path, role_path},
    },
};

/// The most addresses of a sitemap, by the protocol.
const MAX_ADDRESSES: usize = 50_000;

/// The pages that are always there.
const PAGES: [&str; 10] = [
    "/",
    "/exams",
    "/certifications",
    "/roles",
    "/map",
    "/compare",
    "/dates",
    "/check",
    "/whats-new",
    "/developers",
];

/// A page.
struct Entry {
    /// Its path and query on this server.
    path: String,
    /// The newest day of what it says, where that is known.
    modified: Option<Day>,
    /// Whether it is in each language.
    is_translated: bool,
}

/// Responds with the sitemap, or with the index of sitemaps where there are more pages than one may have.
pub(in crate::http) async fn first(
    request: HttpRequest,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    respond(&request, &state, &config, |catalogue, _| {
        let origin = origin(&request, &state)?;
        let entries = entries(catalogue);
        Ok(file(document(&entries, MAX_ADDRESSES, &origin)))
    })
    .await
}

/// Responds with one sitemap of the index.
pub(in crate::http) async fn numbered(
    request: HttpRequest,
    number: Path<usize>,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    respond(&request, &state, &config, |catalogue, _| {
        let origin = origin(&request, &state)?;
        let entries = entries(catalogue);
        let part = part(&entries, MAX_ADDRESSES, number.into_inner());
        let part = part.ok_or_else(no_sitemap)?;
        Ok(file(sitemap(part, &origin)))
    })
    .await
}

fn no_sitemap() -> Refusal {
    let message = "There is no such sitemap; /sitemap.xml has the list.";
    (ErrorCode::NotFound, message.to_owned())
}

fn file(text: String) -> GeneratedFile {
    GeneratedFile::of_revision("application/xml; charset=utf-8", text)
}

/// Every page by its canonical address: the fixed ones, vendors, certifications, roles, exams.
fn entries(catalogue: &Catalogue) -> Vec<Entry> {
    let committed = catalogue.committed_at().date_naive();
    let entry = |path: String, modified| Entry {
        path,
        modified,
        is_translated: true,
    };
    let fixed = PAGES.map(|path| Entry {
        is_translated: path != "/developers",
        ..entry(
            path.to_owned(),
            (path != "/developers").then_some(committed),
        )
    });
    let vendors = catalogue.vendors().map(|vendor| {
        let vendor = catalogue.vendor(vendor);
        let modified = vendor.exams.iter();
        let modified = modified.filter_map(|exam| exam_modified(catalogue, *exam));
        entry(
            format!("/exams?vendors={}", vendor.record.slug),
            modified.max(),
        )
    });
    let certifications = catalogue.certifications().map(|index| {
        entry(
            certification_path(catalogue, index),
            certification_modified(catalogue, index),
        )
    });
    let roles = catalogue
        .roles()
        .map(|role| entry(role_path(catalogue, role), role_modified(catalogue, role)));
    let exams = catalogue
        .exams()
        .map(|exam| entry(exam_path(catalogue, exam), exam_modified(catalogue, exam)));
    let objects = vendors.chain(certifications).chain(roles).chain(exams);
    fixed.into_iter().chain(objects).collect()
}

/// The sitemap, or the index of sitemaps with at most `limit` addresses each.
fn document(entries: &[Entry], limit: usize, origin: &str) -> String {
    if entries.len() <= limit {
        return sitemap(entries, origin);
    }
    let mut text = format!("{DECLARATION}<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    for (number, part) in (1..).zip(entries.chunks(limit)) {
        let address = escape(&format!("{origin}/sitemap-{number}.xml"));
        let _ = write!(text, "<sitemap><loc>{address}</loc>");
        last_modified(
            &mut text,
            part.iter().filter_map(|entry| entry.modified).max(),
        );
        text.push_str("</sitemap>\n");
    }
    text + "</sitemapindex>\n"
}

/// A sitemap of the index, from 1; `None` if there is none with this number or no index.
fn part(entries: &[Entry], limit: usize, number: usize) -> Option<&[Entry]> {
    let is_split = entries.len() > limit;
    let place = number.checked_sub(1).filter(|_| is_split)?;
    entries.chunks(limit).nth(place)
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

fn sitemap(entries: &[Entry], origin: &str) -> String {
    let mut text = format!(
        "{DECLARATION}<urlset xmlns=\"{NAMESPACE}\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    );
    for entry in entries {
        let address = format!("{origin}{}", entry.path);
        let _ = write!(text, "<url><loc>{}</loc>", escape(&address));
        last_modified(&mut text, entry.modified);
        if entry.is_translated {
            let mark = if entry.path.contains('?') { '&' } else { '?' };
            for language in LANGUAGES {
                alternate(
                    &mut text,
                    language,
                    &format!("{address}{mark}lang={language}"),
                );
            }
            alternate(&mut text, "x-default", &address);
        }
        text.push_str("</url>\n");
    }
    text + "</urlset>\n"
}

fn last_modified(text: &mut String, day: Option<Day>) {
    if let Some(day) = day {
        let _ = write!(text, "<lastmod>{day}</lastmod>");
    }
}

fn alternate(text: &mut String, language: &str, address: &str) {
    let address = escape(address);
    let _ = write!(
        text,
        "<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{address}\"/>"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_pages_than_a_sitemap_may_have_are_split_and_listed_in_an_index() {
        let day = |number: u32| Day::from_ymd_opt(2026, 1, number);
        let entries: Vec<Entry> = (1..=5)
            .map(|number| Entry {
                path: format!("/exams?a=1&number={number}"),
                modified: day(number),
                is_translated: number == 1,
            })
            .collect();
        let index = document(&entries, 2, "https://certs.example");
        let parts = [
            ("1", "2026-01-02"),
            ("2", "2026-01-04"),
            ("3", "2026-01-05"),
        ];
        for (number, modified) in parts {
            let line = format!(
                "<sitemap><loc>https://certs.example/sitemap-{number}.xml</loc>\
                 <lastmod>{modified}</lastmod></sitemap>\n"
            );
            assert!(index.contains(&line), "{index}");
        }
        assert_eq!(index.matches("<sitemap>").count(), 3);
        let lengths = [1, 2, 3].map(|number| part(&entries, 2, number).map_or(0, <[Entry]>::len));
        assert_eq!(lengths, [2, 2, 1]);
        for number in [0, 4, usize::MAX] {
            assert!(part(&entries, 2, number).is_none());
        }
        assert!(part(&entries, 5, 1).is_none(), "one sitemap needs no index");
        let whole = document(&entries, 5, "https://certs.example");
        assert_eq!(whole.matches("<url>").count(), 5);
        assert_eq!(whole.matches("hreflang=").count(), 4);
        assert!(whole.contains("<loc>https://certs.example/exams?a=1&amp;number=5</loc>"));
    }
}
