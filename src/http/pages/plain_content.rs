//! The content of pages as plain HTML, for search engines and clients without JavaScript.

pub(super) mod certifications;
pub(super) mod changes;
pub(super) mod comparison;
pub(super) mod dates;
pub(super) mod exam;
pub(super) mod exams;
pub(super) mod paths;
pub(super) mod roles;
pub(super) mod start;
mod words;

use std::fmt::Write;

use self::words::capital;
use super::{html::escape, messages::Language, question::Notices};
use crate::{
    catalogue::{Catalogue, CodeLookup, Day, Evidence, ExamEntry, Fact, SourceKey},
    http::files::query_params::short,
    picture::{MAP_LEVELS, MapHeading, map_columns},
};

/// The page of an unknown exam: the nearest codes.
pub(super) fn unknown_exam(catalogue: &Catalogue, code: &str, language: Language) -> String {
    let near = match catalogue.exam_by_code(code, None) {
        CodeLookup::Unknown(near) => near,
        CodeLookup::Ambiguous(_) | CodeLookup::Found(_) => vec![],
    };
    let title = language.text_with("plain-no-exam", &[("code", &short(code))]);
    let near = near.iter().map(|exam| link(catalogue.exam(*exam)));
    unknown(&title, near, ("/exams", "plain-all-exams"), language)
}

/// The page of an unknown object: similar ones, and a link to all.
fn unknown(
    title: &str,
    near: impl ExactSizeIterator<Item = String>,
    (all, name): (&str, &str),
    language: Language,
) -> String {
    let mut page = Page::titled(title, language);
    if near.len() > 0 {
        page.paragraph(&language.text("plain-did-you-mean"));
        page.list(near);
    }
    page.link(all, name);
    page.html
}

/// Every exam by subject and level, with links.
pub(super) fn of_map(
    catalogue: &Catalogue,
    day: Day,
    notices: &Notices,
    language: Language,
) -> String {
    let mut page = Page::titled(&language.text("page-map-title"), language);
    page.notices(notices);
    for column in map_columns(catalogue) {
        let heading = match column.heading {
            MapHeading::Subject(name) => language.group(name),
            MapHeading::Vendor(vendor) => catalogue.vendor(vendor).record.name.clone(),
            MapHeading::Other => language.text("map-other"),
        };
        page.element("h2", &heading);
        for (level, exams) in MAP_LEVELS.iter().zip(&column.rows) {
            if exams.is_empty() {
                continue;
            }
            page.paragraph(&language.level(*level));
            let entries = exams.iter().map(|exam| catalogue.exam(*exam));
            page.list(
                entries.map(|entry| format!("{} ({})", link(entry), language.state_of(entry, day))),
            );
        }
    }
    page.html
}

/// A fact with its conditions and sources.
fn fact(catalogue: &Catalogue, fact: &Fact, language: Language) -> String {
    let name = capital(&language.fact_name(fact.name));
    let limits = language.limits(fact);
    let limits = if limits.is_empty() {
        limits
    } else {
        format!(" ({limits})")
    };
    let value = language.fact(fact);
    let evidence = evidence(catalogue, &fact.evidence, language);
    format!("{name}{limits}: {value}. {evidence}")
}

fn link(entry: &ExamEntry) -> String {
    let record = &entry.record;
    format!(
        "<a href=\"/exams/{}/{}\">{}</a> {}",
        record.vendor,
        record.code,
        record.code,
        escape(&record.title)
    )
}

/// The sources of a statement with their days: links, the day of the statement, the last check, the
/// confidence.
fn evidence(catalogue: &Catalogue, evidence: &Evidence, language: Language) -> String {
    let sources = sources(catalogue, &evidence.sources);
    let checked = evidence.checked.map(|day| {
        let day = language.day(day);
        language.text_with("checked-on", &[("day", &day)])
    });
    let parts = [
        Some(if sources.is_empty() {
            language.text("proof-estimate")
        } else {
            sources
        }),
        Some(escape(&language.date(evidence.as_of))),
        checked,
        Some(language.confidence(evidence.confidence)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let text = format!("{}: {}", language.text("plain-source"), parts.join(", "));
    match &evidence.note {
        Some(note) => format!("{text}. {}", language.english(note)),
        None => text,
    }
}

/// Links to sources.
fn sources<'a>(catalogue: &Catalogue, keys: impl IntoIterator<Item = &'a SourceKey>) -> String {
    let sources = keys.into_iter().filter_map(|key| catalogue.source(key));
    let links = sources.map(|source| {
        let title = escape(&source.title);
        let name = if source.url.starts_with("http") {
            format!(
                "<a href=\"{}\" rel=\"noreferrer\">{title}</a>",
                escape(&source.url)
            )
        } else {
            title
        };
        format!("{name} ({})", escape(&source.publisher))
    });
    links.collect::<Vec<_>>().join(", ")
}

/// An HTML document under construction.
struct Page {
    html: String,
    language: Language,
}

impl Page {
    fn titled(title: &str, language: Language) -> Self {
        let html = format!("<h1>{}</h1>\n", escape(title));
        Self { html, language }
    }

    /// A heading by the id of its message.
    fn heading(&mut self, id: &str) {
        self.element("h2", &self.language.text(id));
    }

    /// A heading of HTML.
    fn heading_html(&mut self, html: &str) {
        let _ = writeln!(self.html, "<h2>{html}</h2>");
    }

    fn paragraph(&mut self, text: &str) {
        self.element("p", text);
    }

    /// A paragraph of the API's, in English.
    fn english(&mut self, text: &str) {
        self.raw(&self.language.english(text));
    }

    fn element(&mut self, name: &str, text: &str) {
        let _ = writeln!(self.html, "<{name}>{}</{name}>", escape(text));
    }

    /// A paragraph of HTML.
    fn raw(&mut self, html: &str) {
        let _ = writeln!(self.html, "<p>{html}</p>");
    }

    /// A paragraph with a link, named by a message.
    fn link(&mut self, address: &str, id: &str) {
        let name = escape(&self.language.text(id));
        self.raw(&format!("<a href=\"{}\">{name}</a>", escape(address)));
    }

    /// A form that searches in the list of exams.
    fn search(&mut self, text: &str) {
        let language = self.language;
        let (field, button) = (
            escape(&language.text("list-words-field")),
            escape(&language.text("search-open")),
        );
        let text = escape(text);
        let _ = writeln!(
            self.html,
            "<form action=\"/exams\"><label>{field}: <input type=\"search\" name=\"text\" \
             value=\"{text}\"></label> <button>{button}</button></form>"
        );
    }

    /// The values of the address that were ignored, and that its day is in the future.
    fn notices(&mut self, notices: &Notices) {
        let language = self.language;
        if !notices.ignored.is_empty() {
            let values = notices.ignored.join(", ");
            self.paragraph(&language.text_with("notice-ignored", &[("values", &values)]));
        }
        if let Some(day) = notices.future {
            let day = language.day(day);
            self.paragraph(&language.text_with("notice-future", &[("day", &day)]));
        }
    }

    /// HTML that is folded below a summary.
    fn folded(&mut self, summary: &str, write: impl FnOnce(&mut Self)) {
        let _ = writeln!(self.html, "<details><summary>{}</summary>", escape(summary));
        write(self);
        self.html.push_str("</details>\n");
    }

    /// A table of HTML cells; the first cell of each row is its heading.
    fn table(&mut self, heads: &[String], rows: impl Iterator<Item = Vec<String>>) {
        self.html.push_str("<table>\n<thead><tr>");
        for head in heads {
            let cell = if head.is_empty() {
                "<td></td>".to_owned()
            } else {
                format!("<th scope=\"col\">{head}</th>")
            };
            self.html.push_str(&cell);
        }
        self.html.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            let mut cells = row.into_iter();
            let first = cells.next().unwrap_or_default();
            let _ = write!(self.html, "<tr><th scope=\"row\">{first}</th>");
            for cell in cells {
                let _ = write!(self.html, "<td>{cell}</td>");
            }
            self.html.push_str("</tr>\n");
        }
        self.html.push_str("</tbody>\n</table>\n");
    }

    /// A list of HTML items.
    fn list(&mut self, items: impl Iterator<Item = String>) {
        self.html.push_str("<ul>\n");
        for item in items {
            let _ = writeln!(self.html, "<li>{item}</li>");
        }
        self.html.push_str("</ul>\n");
    }
}
