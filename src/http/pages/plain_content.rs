//! The content of pages as plain HTML, for search engines and clients without JavaScript.

use std::fmt::{self, Write};

use super::html::escape;
use crate::{
    advice::{Profile, verdict},
    catalogue::{
        ApproximateDate, Catalogue, Day, ExamEntry, ExamIndex, FactContent, FactValue,
        LifecycleState, Precision, VendorIndex,
    },
    picture::{MAP_LEVELS, MapHeading, map_columns},
};

/// The dates, verdict, facts, blueprint and related exams of an exam on a day.
pub(super) fn of_exam(catalogue: &Catalogue, exam: ExamIndex, day: Day) -> String {
    let entry = catalogue.exam(exam);
    let record = &entry.record;
    let vendor = &catalogue.vendor(entry.vendor).record.name;
    let mut page = Page::titled(&format!("{}: {}", record.code, record.title));
    page.paragraph(&format!(
        "An exam of {vendor}. {} on {}.",
        state(entry, day),
        day.format(DAY)
    ));
    let verdict = verdict(catalogue, exam, &Profile::default(), day);
    page.heading("Is it worth it?");
    page.paragraph(&verdict.summary);
    facts(&mut page, entry);
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

/// The exams of one vendor or of all, with links.
pub(super) fn of_exams(catalogue: &Catalogue, vendor: Option<VendorIndex>, day: Day) -> String {
    let mut page = Page::titled("Exams");
    for index in catalogue
        .vendors()
        .filter(|index| vendor.is_none_or(|only| only == *index))
    {
        page.heading(&catalogue.vendor(index).record.name);
        let exams = catalogue.exams().map(|exam| catalogue.exam(exam));
        let own = exams.filter(|entry| entry.vendor == index);
        page.list(
            own.map(|entry| format!("{} ({})", link(entry), state(entry, day).to_lowercase())),
        );
    }
    page.0
}

/// Every exam by subject and level, with links.
pub(super) fn of_map(catalogue: &Catalogue, day: Day) -> String {
    let mut page = Page::titled("Map of exams");
    for column in map_columns(catalogue) {
        page.heading(match column.heading {
            MapHeading::Subject(name) => name,
            MapHeading::Vendor(vendor) => &catalogue.vendor(vendor).record.name,
            MapHeading::Other => "Other subjects",
        });
        for (level, exams) in MAP_LEVELS.iter().zip(&column.rows) {
            if exams.is_empty() {
                continue;
            }
            page.paragraph(&level.map_or("Level not known".to_owned(), |level| {
                capital(&format!("{level:?}"))
            }));
            let entries = exams.iter().map(|exam| catalogue.exam(*exam));
            page.list(
                entries
                    .map(|entry| format!("{} ({})", link(entry), state(entry, day).to_lowercase())),
            );
        }
    }
    page.0
}

/// The facts in use, with their dates.
fn facts(page: &mut Page, entry: &ExamEntry) {
    let served = entry
        .record
        .facts
        .iter()
        .filter(|fact| entry.is_served(fact));
    page.heading("Facts");
    page.list(served.filter_map(|fact| {
        let FactContent::Known(value) = &fact.content else {
            return None;
        };
        let name = capital(&fact.name.to_string().replace('_', " "));
        let about = fact.about.as_ref();
        let about = about.map_or_else(String::new, |about| format!(" ({about})"));
        let when = date(fact.evidence.as_of);
        Some(escape(&format!(
            "{name}{about}: {}, as of {when}",
            Shown(value)
        )))
    }));
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

    /// A list of HTML items.
    fn list(&mut self, items: impl Iterator<Item = String>) {
        self.0.push_str("<ul>\n");
        for item in items {
            let _ = writeln!(self.0, "<li>{item}</li>");
        }
        self.0.push_str("</ul>\n");
    }
}
