//! The content of pages as plain HTML, for search engines and clients without JavaScript.

pub(super) mod certifications;
pub(super) mod comparison;
pub(super) mod exams;
pub(super) mod paths;
pub(super) mod roles;

use std::fmt::{self, Write};

use super::html::escape;
use crate::{
    advice::{Profile, verdict},
    catalogue::{
        AbsenceReason, ApproximateDate, Catalogue, CodeLookup, Confidence, Day, Evidence,
        ExamEntry, ExamIndex, FactContent, FactName, FactValue, Level, LifecycleState, Money,
        Precision, Quantity, SourceKey,
    },
    http::files::query_params::short,
};

/// The dates, verdict, facts, blueprint and related exams of an exam on a day.
pub(super) fn of_exam(
    catalogue: &Catalogue,
    exam: ExamIndex,
    day: Day,
    ignored: &[String],
) -> String {
    let entry = catalogue.exam(exam);
    let record = &entry.record;
    let vendor = &catalogue.vendor(entry.vendor).record.name;
    let mut page = Page::titled(&format!("{}: {}", record.code, record.title));
    page.ignored(ignored);
    page.paragraph(&format!(
        "An exam of {vendor}. {} on {}.",
        state(entry, day),
        day.format(DAY)
    ));
    if !entry.certifications.is_empty() {
        page.heading("Certifications");
        let certifications = entry.certifications.iter();
        page.list(certifications.map(|index| certifications::link(catalogue, *index)));
    }
    let verdict = verdict(catalogue, exam, &Profile::default(), day);
    page.heading("Is it worth it?");
    page.paragraph(&prose(&verdict.summary));
    page.heading("Facts");
    page.list(facts_named(entry, |_| true));
    if let Some(blueprint) = entry.blueprint(day) {
        page.heading("What the exam covers");
        page.list(blueprint.domains.iter().map(|domain| {
            let weight = domain
                .weight
                .map_or("weight not known".to_owned(), |weight| {
                    format!("{} %", weight.to_string().replace("..", "–"))
                });
            escape(&format!("{}: {weight}", domain.title))
        }));
    }
    let sections: [(&str, &[ExamIndex]); 2] = [
        ("Successors", &entry.successors),
        (
            "Predecessors",
            catalogue.line_before(exam).get(1..).unwrap_or_default(),
        ),
    ];
    for (heading, exams) in sections.into_iter().filter(|(_, exams)| !exams.is_empty()) {
        page.heading(heading);
        page.list(exams.iter().map(|other| link(catalogue.exam(*other))));
    }
    page.0
}

/// The page of an unknown exam: the nearest codes.
pub(super) fn unknown_exam(catalogue: &Catalogue, code: &str) -> String {
    let mut page = Page::titled(&format!("There is no exam {}", short(code)));
    if let CodeLookup::Unknown(near) = catalogue.exam_by_code(code, None) {
        page.paragraph("The nearest codes are:");
        page.list(near.iter().map(|exam| link(catalogue.exam(*exam))));
    }
    page.html("<a href=\"/exams\">See all exams</a>");
    page.0
}

/// The facts in use with these names, with their dates.
fn facts_named(
    entry: &ExamEntry,
    is_wanted: impl Fn(FactName) -> bool,
) -> impl Iterator<Item = String> {
    let facts = entry.record.facts.iter();
    let served = facts.filter(move |fact| entry.is_served(fact) && is_wanted(fact.name));
    served.filter_map(|fact| {
        let value = match &fact.content {
            FactContent::Known(value) => Shown(value).to_string(),
            FactContent::Absent(AbsenceReason::NotApplicable) => "not applicable".to_owned(),
            FactContent::Absent(_) => return None,
        };
        let name = capital(&fact.name.to_string().replace('_', " "));
        let about = fact.about.as_ref();
        let about = about.map_or_else(String::new, |about| format!(" ({about})"));
        let when = date(fact.evidence.as_of);
        Some(escape(&format!("{name}{about}: {value}, as of {when}")))
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

/// The name of a level, or that it is not known.
fn level(level: Option<Level>) -> String {
    level.map_or_else(
        || UNKNOWN.to_owned(),
        |level| capital(&format!("{level:?}")),
    )
}

/// An amount: `165 USD`.
fn money(money: Money) -> String {
    money.to_string().replace(".00 ", " ")
}

/// A number of study hours: `60–100 hours`.
fn hours(hours: Quantity) -> String {
    hours.to_string().replace("..", "–")
}

/// Shown for unknown figures.
const UNKNOWN: &str = "not known";

/// A sentence of the API with days, amounts and ranges in words.
fn prose(text: &str) -> String {
    let mut prose = String::with_capacity(text.len());
    for word in text.split_inclusive([' ', '\n']) {
        let core = word.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        match core.parse::<Day>() {
            Ok(on) if core.len() == 10 => {
                let _ = write!(prose, "{}{}", on.format(DAY), &word[core.len()..]);
            }
            _ if core.starts_with(|letter: char| letter.is_ascii_digit()) => {
                prose.push_str(&word.replace(".00", "").replace("..", "–"));
            }
            _ => prose.push_str(word),
        }
    }
    prose
}

/// The sources of a statement with their days: links, the day of the statement, the last check, the
/// confidence.
fn evidence(catalogue: &Catalogue, evidence: &Evidence) -> String {
    let mut text = sources(catalogue, &evidence.sources);
    if text.is_empty() {
        text.push_str("Our own estimate");
    }
    let _ = write!(text, ", {}", escape(&date(evidence.as_of)));
    if let Some(checked) = evidence.checked {
        let _ = write!(text, ", checked {}", checked.format(DAY));
    }
    let _ = write!(text, ", {}", confidence(evidence.confidence));
    text
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

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Official => "official",
        Confidence::VendorApi => "vendor’s interface",
        Confidence::Reputable => "reputable",
        Confidence::Community => "community",
        Confidence::Estimate => "estimate",
    }
}

fn state(entry: &ExamEntry, day: Day) -> &'static str {
    match entry.state(day) {
        LifecycleState::Announced => "Announced",
        LifecycleState::Beta => "Beta",
        LifecycleState::Live => "Live",
        LifecycleState::Retiring => "Retiring",
        LifecycleState::Retired => "Retired",
    }
}

/// The format of days: `30 June 2026`.
const DAY: &str = "%-d %B %Y";

/// A date in words: `30 June 2026`, `June 2026 or later`.
fn date(date: ApproximateDate) -> String {
    let day = |day: Day| day.format(DAY).to_string();
    match date.precision() {
        Precision::Day => day(date.earliest()),
        Precision::Month => date.earliest().format("%B %Y").to_string(),
        Precision::Year => date.earliest().format("%Y").to_string(),
        Precision::OnOrBefore => format!("{} or earlier", day(date.latest())),
        Precision::NotBefore => format!("{} or later", day(date.earliest())),
    }
}

/// A value in words.
struct Shown<'a>(&'a FactValue);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            FactValue::Date(on) => formatter.write_str(&date(*on)),
            FactValue::Money(_) => {
                let text = self.0.to_string().replace(".00", "");
                formatter.write_str(&text.replace("..", "–"))
            }
            FactValue::Quantity(_) | FactValue::Score(_) => {
                formatter.write_str(&self.0.to_string().replace("..", "–"))
            }
            other => other.fmt(formatter),
        }
    }
}

/// Sentence case: one capital, then lower case.
fn capital(text: &str) -> String {
    let text = text.to_lowercase();
    let mut characters = text.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}

/// An HTML document under construction.
struct Page(String);

impl Page {
    fn titled(title: &str) -> Self {
        Self(format!("<h1>{}</h1>\n", escape(title)))
    }

    fn heading(&mut self, text: &str) {
        let _ = writeln!(self.0, "<h2>{}</h2>", escape(text));
    }

    fn paragraph(&mut self, text: &str) {
        let _ = writeln!(self.0, "<p>{}</p>", escape(text));
    }

    fn subheading(&mut self, text: &str) {
        let _ = writeln!(self.0, "<h3>{}</h3>", escape(text));
    }

    /// A paragraph of HTML.
    fn html(&mut self, html: &str) {
        let _ = writeln!(self.0, "<p>{html}</p>");
    }

    /// The values of the address that were ignored.
    fn ignored(&mut self, values: &[String]) {
        if !values.is_empty() {
            let list = values.join(", ");
            self.paragraph(&format!("These values of the address are ignored: {list}."));
        }
    }

    /// A table of HTML cells; the first cell of each row is its heading.
    fn table(&mut self, heads: &[String], rows: impl Iterator<Item = Vec<String>>) {
        self.0.push_str("<table>\n<thead><tr>");
        for head in heads {
            let cell = if head.is_empty() {
                "<td></td>".to_owned()
            } else {
                format!("<th scope=\"col\">{head}</th>")
            };
            self.0.push_str(&cell);
        }
        self.0.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            let mut cells = row.into_iter();
            let first = cells.next().unwrap_or_default();
            let _ = write!(self.0, "<tr><th scope=\"row\">{first}</th>");
            for cell in cells {
                let _ = write!(self.0, "<td>{cell}</td>");
            }
            self.0.push_str("</tr>\n");
        }
        self.0.push_str("</tbody>\n</table>\n");
    }

    /// A list of HTML items.
    fn list(&mut self, items: impl Iterator<Item = String>) {
        self.0.push_str("<ul>\n");
        for item in items {
            let _ = writeln!(self.0, "<li>{item}</li>");
        }
        self.0.push_str("</ul>\n");
    }
}
