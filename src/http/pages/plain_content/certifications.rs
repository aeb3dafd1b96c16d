//! Certifications: the list, and the page of one.

use super::{DAY, Page, evidence, facts_named, level, state};
use crate::{
    catalogue::{Catalogue, CertificationIndex, Day, EarningSet, ExamIndex, FactName},
    http::pages::{html::escape, question::Parameters},
};

/// The facts about the renewal of a credential.
const RENEWAL: [FactName; 5] = [
    FactName::Validity,
    FactName::Renewal,
    FactName::RenewalWindow,
    FactName::RenewalFee,
    FactName::RenewalDuration,
];

/// A link to the page of a certification.
pub(super) fn link(catalogue: &Catalogue, index: CertificationIndex) -> String {
    let record = &catalogue.certification(index).record;
    format!(
        "<a href=\"/certifications/{}\">{}</a>",
        record.slug,
        escape(&record.title)
    )
}

/// The certifications of the vendors of an address, or all, by vendor.
pub(in crate::http::pages) fn list(
    catalogue: &Catalogue,
    mut parameters: Parameters,
    today: Day,
) -> String {
    let day = parameters.day(today);
    let selected = parameters.vendors(catalogue);
    let mut page = Page::titled("Certifications");
    page.ignored(&parameters.ignored);
    for vendor in catalogue.vendors() {
        let entry = catalogue.vendor(vendor);
        let is_selected = selected.is_empty() || selected.contains(&vendor);
        if !is_selected || entry.certifications.is_empty() {
            continue;
        }
        page.heading(&entry.record.name);
        page.list(entry.certifications.iter().map(|index| {
            let record = &catalogue.certification(*index).record;
            let level = level(record.level);
            let status = status(catalogue, *index, day);
            format!("{}: {level}, {status}", link(catalogue, *index))
        }));
    }
    page.0
}

/// The requirement sets, status, renewal and sources of a certification on a day.
pub(in crate::http::pages) fn one(
    catalogue: &Catalogue,
    index: CertificationIndex,
    day: Day,
    ignored: &[String],
) -> String {
    let entry = catalogue.certification(index);
    let record = &entry.record;
    let vendor = &catalogue.vendor(entry.vendor).record.name;
    let mut page = Page::titled(&record.title);
    page.ignored(ignored);
    page.paragraph(&format!(
        "A certification of {vendor}. Level: {}. On {} it is {}.",
        level(record.level),
        day.format(DAY),
        status(catalogue, index, day)
    ));
    if !record.also_known_as.is_empty() {
        let names = record.also_known_as.join(", ");
        page.paragraph(&format!("Also known as {names}."));
    }
    page.heading("How to earn it");
    if entry.earned_by.is_empty() {
        page.paragraph("No source names the exams that earn it.");
    }
    let sets = record.earned_by.iter().zip(&entry.earned_by);
    page.list(sets.map(|(set, exams)| {
        let exams = exams.iter().map(|exam| {
            let entry = catalogue.exam(*exam);
            format!(
                "{} ({})",
                super::link(entry),
                state(entry, day).to_lowercase()
            )
        });
        format!("{}{}", exams.collect::<Vec<_>>().join(" and "), period(set))
    }));
    let renewal = renewal(catalogue, &entry.earned_by);
    if !renewal.is_empty() {
        page.heading("Renewal");
        page.list(renewal.into_iter());
    }
    page.heading("Sources");
    page.list([evidence(catalogue, &record.evidence)].into_iter());
    page.0
}

/// The page of an unknown certification: similar ones.
pub(in crate::http::pages) fn unknown(
    catalogue: &Catalogue,
    slug: &str,
    near: &[CertificationIndex],
) -> String {
    let mut page = Page::titled(&format!("There is no certification {slug}"));
    if !near.is_empty() {
        page.paragraph("Did you mean one of these?");
        page.list(near.iter().map(|index| link(catalogue, *index)));
    }
    page.html("<a href=\"/certifications\">See all certifications</a>");
    page.0
}

/// Whether a certification can be earned on a day.
fn status(catalogue: &Catalogue, index: CertificationIndex, day: Day) -> &'static str {
    if catalogue.certification(index).is_earnable(catalogue, day) {
        "open: it can be earned"
    } else {
        "closed: it cannot be earned"
    }
}

/// The days on which a set earns the certification.
fn period(set: &EarningSet) -> String {
    let on = |day: Day| day.format(DAY).to_string();
    match (set.from.map(on), set.until.map(on)) {
        (None, None) => String::new(),
        (Some(from), None) => format!(", from {from}"),
        (None, Some(until)) => format!(", until {until}"),
        (Some(from), Some(until)) => format!(", from {from} until {until}"),
    }
}

/// The facts about renewal of the exams that earn it.
fn renewal(catalogue: &Catalogue, sets: &[Vec<ExamIndex>]) -> Vec<String> {
    let mut exams: Vec<ExamIndex> = vec![];
    for exam in sets.iter().flatten() {
        if !exams.contains(exam) {
            exams.push(*exam);
        }
    }
    let facts = exams.into_iter().flat_map(|exam| {
        let entry = catalogue.exam(exam);
        let facts = facts_named(entry, |name| RENEWAL.contains(&name));
        facts.map(|fact| format!("{}: {fact}", entry.record.code))
    });
    facts.collect()
}
