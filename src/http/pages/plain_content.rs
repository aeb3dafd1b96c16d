//! The content of pages as plain HTML, for search engines and clients without JavaScript.

pub(super) mod certifications;
pub(super) mod comparison;
pub(super) mod dates;
pub(super) mod exams;
pub(super) mod paths;
pub(super) mod roles;
mod words;

use std::fmt::Write;

use super::{html::escape, messages::Language};
use crate::{
    advice::{Profile, verdict},
    catalogue::{Catalogue, CodeLookup, Day, Evidence, ExamEntry, ExamIndex, FactName, SourceKey},
    http::files::query_params::short,
    picture::{MAP_LEVELS, MapHeading, map_columns},
};

/// The dates, verdict, facts, blueprint and related exams of an exam on a day.
pub(super) fn of_exam(
    catalogue: &Catalogue,
    exam: ExamIndex,
    day: Day,
    ignored: &[String],
    language: Language,
) -> String {
    let entry = catalogue.exam(exam);
    let record = &entry.record;
    let mut page = Page::titled(&format!("{}: {}", record.code, record.title), language);
    page.ignored(ignored);
    page.paragraph(&language.text_with(
        "plain-exam-of",
        &[
            ("vendor", &catalogue.vendor(entry.vendor).record.name),
            ("state", &language.state_of(entry, day)),
            ("day", &language.day(day)),
        ],
    ));
    if !entry.certifications.is_empty() {
        page.heading("page-certifications-title");
        let certifications = entry.certifications.iter();
        page.list(certifications.map(|index| certifications::link(catalogue, *index)));
    }
    let verdict = verdict(catalogue, exam, &Profile::default(), day);
    page.heading("plain-worth");
    page.english(&verdict.summary);
    page.heading("plain-facts");
    page.list(facts_named(entry, language, |_| true));
    if let Some(blueprint) = entry.blueprint(day) {
        page.heading("plain-covers");
        page.list(blueprint.domains.iter().map(|domain| {
            let weight = domain.weight.map_or_else(
                || language.unknown(),
                |weight| format!("{} %", weight.to_string().replace("..", "–")),
            );
            escape(&format!("{}: {weight}", domain.title))
        }));
    }
    let sections: [(&str, &[ExamIndex]); 2] = [
        ("plain-successors", &entry.successors),
        (
            "plain-predecessors",
            catalogue.line_before(exam).get(1..).unwrap_or_default(),
        ),
    ];
    for (heading, exams) in sections.into_iter().filter(|(_, exams)| !exams.is_empty()) {
        page.heading(heading);
        page.list(exams.iter().map(|other| link(catalogue.exam(*other))));
    }
    page.html
}

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
pub(super) fn of_map(catalogue: &Catalogue, day: Day, language: Language) -> String {
    let mut page = Page::titled(&language.text("page-map-title"), language);
    for column in map_columns(catalogue) {
        let heading = match column.heading {
            MapHeading::Subject(name) => language.group(name),
            MapHeading::Vendor(vendor) => catalogue.vendor(vendor).record.name.clone(),
            MapHeading::Other => language.text("plain-other-subjects"),
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

/// The facts in use with these names, with their dates.
fn facts_named(
    entry: &ExamEntry,
    language: Language,
    is_wanted: impl Fn(FactName) -> bool,
) -> impl Iterator<Item = String> {
    let facts = entry.record.facts.iter();
    let served = facts.filter(move |fact| entry.is_served(fact) && is_wanted(fact.name));
    served.filter_map(move |fact| {
        let value = language.fact(fact)?;
        let name = capital(&language.fact_name(fact.name));
        let limits = language.limits(fact);
        let limits = if limits.is_empty() {
            limits
        } else {
            format!(" ({limits})")
        };
        let when = language.date(fact.evidence.as_of);
        let fact = format!("{name}{limits}: {value}");
        let values = [("fact", &*fact), ("day", &*when)];
        Some(language.text_with("plain-fact", &values))
    })
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
        language.text_with("plain-checked", &[("day", &day)])
    });
    let parts = [
        Some(if sources.is_empty() {
            language.text("plain-own-estimate")
        } else {
            sources
        }),
        Some(escape(&language.date(evidence.as_of))),
        checked,
        Some(language.confidence(evidence.confidence)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
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

/// The text with a capital first.
fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
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

    /// The values of the address that were ignored.
    fn ignored(&mut self, values: &[String]) {
        if !values.is_empty() {
            let values = values.join(", ");
            let text = self
                .language
                .text_with("plain-ignored", &[("values", &values)]);
            self.paragraph(&text);
        }
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
