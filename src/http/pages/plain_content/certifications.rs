//! Certifications: the list, and the page of one.

use super::{Page, evidence, fact};
use crate::{
    catalogue::{
        AbsenceReason, Catalogue, CertificationIndex, Day, EarningSet, ExamIndex, Fact,
        FactContent, FactName,
    },
    http::pages::{
        html::escape,
        messages::Language,
        question::{Notices, Parameters},
    },
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
    language: Language,
) -> String {
    let day = parameters.day(today);
    let selected = parameters.vendors(catalogue);
    let mut page = Page::titled(&language.text("page-certifications-title"), language);
    page.notices(&parameters.notices);
    for vendor in catalogue.vendors() {
        let entry = catalogue.vendor(vendor);
        let is_selected = selected.is_empty() || selected.contains(&vendor);
        if !is_selected || entry.certifications.is_empty() {
            continue;
        }
        page.element("h2", &entry.record.name);
        page.list(entry.certifications.iter().map(|index| {
            let record = &catalogue.certification(*index).record;
            let level = language.level(record.level);
            let status = status(catalogue, *index, day, language);
            format!("{}: {level}, {status}", link(catalogue, *index))
        }));
    }
    page.html
}

/// The requirement sets, status, renewal and sources of a certification on a day.
pub(in crate::http::pages) fn one(
    catalogue: &Catalogue,
    index: CertificationIndex,
    day: Day,
    notices: &Notices,
    language: Language,
) -> String {
    let entry = catalogue.certification(index);
    let record = &entry.record;
    let mut page = Page::titled(&record.title, language);
    page.notices(notices);
    page.paragraph(&language.text_with(
        "plain-certification-of",
        &[
            ("vendor", &catalogue.vendor(entry.vendor).record.name),
            ("level", &language.level(record.level)),
            ("status", &status(catalogue, index, day, language)),
            ("day", &language.day(day)),
        ],
    ));
    if !record.also_known_as.is_empty() {
        let names = record.also_known_as.join(", ");
        page.paragraph(&language.text_with("plain-also-known-as", &[("names", &names)]));
    }
    page.heading("certification-earned-by");
    if entry.earned_by.is_empty() {
        page.paragraph(&language.text("certification-no-exams"));
    }
    let sets = record.earned_by.iter().zip(&entry.earned_by);
    page.list(sets.map(|(set, exams)| {
        let exams = exams.iter().map(|exam| {
            let entry = catalogue.exam(*exam);
            let state = language.state_of(entry, day).to_lowercase();
            format!("{} ({state})", super::link(entry))
        });
        let exams: Vec<String> = exams.collect();
        exams.join(" + ") + &period(set, language)
    }));
    let renewal = renewal(catalogue, &entry.earned_by, language);
    if !renewal.is_empty() {
        page.heading("certification-renewal");
        page.list(renewal.into_iter());
    }
    page.heading("certification-sources");
    page.list([evidence(catalogue, &record.evidence, language)].into_iter());
    page.html
}

/// The page of an unknown certification: similar ones.
pub(in crate::http::pages) fn unknown(
    catalogue: &Catalogue,
    slug: &str,
    near: &[CertificationIndex],
    language: Language,
) -> String {
    let title = language.text_with("plain-no-certification", &[("slug", slug)]);
    let near = near.iter().map(|index| link(catalogue, *index));
    let all = ("/certifications", "plain-all-certifications");
    super::unknown(&title, near, all, language)
}

/// Whether a certification can be earned on a day.
fn status(
    catalogue: &Catalogue,
    index: CertificationIndex,
    day: Day,
    language: Language,
) -> String {
    let is_earnable = catalogue.certification(index).is_earnable(catalogue, day);
    language.text(if is_earnable {
        "plain-earnable"
    } else {
        "plain-not-earnable"
    })
}

/// The days on which a set earns the certification.
fn period(set: &EarningSet, language: Language) -> String {
    let limits = [
        ("certification-from", set.from),
        ("certification-until", set.until),
    ];
    let limits = limits.into_iter().filter_map(|(id, day)| {
        let day = language.day(day?);
        Some(format!(", {}", language.text_with(id, &[("day", &day)])))
    });
    limits.collect()
}

/// Whether a fact has a value or does not apply.
fn is_stated(fact: &Fact) -> bool {
    matches!(
        fact.content,
        FactContent::Known(_) | FactContent::Absent(AbsenceReason::NotApplicable)
    )
}

/// The facts about renewal of the exams that earn it.
fn renewal(catalogue: &Catalogue, sets: &[Vec<ExamIndex>], language: Language) -> Vec<String> {
    let mut exams: Vec<ExamIndex> = vec![];
    for exam in sets.iter().flatten() {
        if !exams.contains(exam) {
            exams.push(*exam);
        }
    }
    let facts = exams.into_iter().flat_map(|exam| {
        let entry = catalogue.exam(exam);
        let facts = entry.record.facts.iter().filter(|fact| {
            RENEWAL.contains(&fact.name) && entry.is_served(fact) && is_stated(fact)
        });
        facts.map(|known| {
            let text = fact(catalogue, known, language);
            format!("{}: {text}", entry.record.code)
        })
    });
    facts.collect()
}
