//! Exams side by side: differences, advice for audiences, shared content, sources.

use super::{Page, capital, link, sources};
use crate::{
    advice::{ComparedValue, Dimension, SideBySide, compare},
    catalogue::{Catalogue, Day, ExamIndex, Level, LifecycleState},
    http::pages::{
        html::escape,
        messages::Language,
        question::{Notices, named},
    },
};

/// A comparison to begin with.
const EXAMPLE: &str = "/compare?exams=microsoft/AI-102,microsoft/AZ-204";

/// The comparison of two to four exams.
pub(in crate::http::pages) fn page(
    catalogue: &Catalogue,
    exams: &[ExamIndex],
    day: Day,
    notices: &Notices,
    language: Language,
) -> String {
    let comparison = compare(catalogue, exams, day);
    let code = |exam: &ExamIndex| catalogue.exam(*exam).record.code.as_str();
    let codes: Vec<&str> = comparison.exams.iter().map(code).collect();
    let mut page = {
        let codes = codes.join(&language.text("plain-or"));
        Page::titled(&format!("{codes}?"), language)
    };
    page.notices(notices);
    page.paragraph(&language.text_with("plain-as-of", &[("day", &language.day(day))]));
    for (heading, is_authored) in [("compare-facts", false), ("compare-from-sources", true)] {
        let is_row = |row: &&SideBySide| row.dimension.is_authored() == is_authored;
        let rows: Vec<_> = comparison.dimensions.iter().filter(is_row).collect();
        if rows.is_empty() {
            continue;
        }
        page.heading(heading);
        let heads = comparison
            .exams
            .iter()
            .map(|exam| link(catalogue.exam(*exam)));
        let heads: Vec<String> = std::iter::once(String::new()).chain(heads).collect();
        page.table(
            &heads,
            rows.into_iter().map(|row| {
                let values = row.values.iter();
                let cells = values.map(|(exam, value)| match row.dimension {
                    Dimension::State => language.state_with_end(catalogue, *exam, day),
                    _ => cell(value.as_ref(), language),
                });
                let name = capital(&name(&row.dimension, language));
                std::iter::once(name).chain(cells).collect()
            }),
        );
    }
    if !comparison.audiences.is_empty() {
        page.heading("compare-audiences");
        page.list(comparison.audiences.iter().map(|advice| {
            let take = advice.take.iter().flat_map(|exam| &exam.bookable);
            let take: Vec<String> = take.map(|exam| link(catalogue.exam(*exam))).collect();
            let advice = language.english(&format!("{}: {}", advice.audience, advice.advice));
            format!("{advice} {}", take.join(", "))
        }));
    }
    page.heading("compare-shared");
    page.list(comparison.overlaps.iter().map(|pair| {
        let share = pair.weighted.map_or_else(
            || language.unknown(),
            |share| format!("{} %", (share * 100.0).round()),
        );
        let (left, right) = (code(&pair.left), code(&pair.right));
        let values = [("left", left), ("right", right), ("share", &*share)];
        escape(&language.text_with("plain-share", &values))
    }));
    if !comparison.sources.is_empty() {
        page.heading("certification-sources");
        let keys = comparison.sources.iter();
        page.list(keys.map(|key| sources(catalogue, [key])));
    }
    page.html
}

/// The name of a dimension as HTML.
fn name(dimension: &Dimension, language: Language) -> String {
    match dimension {
        Dimension::Authored(name) => match &*name.to_lowercase() {
            "tier" => language.text("list-level"),
            _ => language.english(&capital(name)),
        },
        Dimension::Fact(name) => language.fact_name(*name),
        Dimension::State => language.text("list-state"),
        Dimension::Domains => language.text("word-domain-count"),
        Dimension::RequiredPrerequisites => language.text("compare-required-prerequisites"),
    }
}

/// A value as HTML.
fn cell(value: Option<&ComparedValue>, language: Language) -> String {
    match value {
        None => language.unknown(),
        Some(ComparedValue::Fact(value)) => language.value(value),
        Some(ComparedValue::State(state)) => language.state(*state),
        Some(ComparedValue::Domains(count)) => count.to_string(),
        Some(ComparedValue::Prerequisites(groups)) if groups.is_empty() => {
            language.text("compare-none-known")
        }
        Some(ComparedValue::Prerequisites(groups)) => {
            let groups = groups
                .iter()
                .map(|codes| codes.join(&language.text("plain-or")));
            let groups: Vec<String> = groups.collect();
            escape(&groups.join("; "))
        }
        Some(ComparedValue::Stated(text)) => {
            if let Some(state) = named::<LifecycleState>(text) {
                return language.state(state);
            }
            match named::<Level>(text) {
                Some(level) => language.level(Some(level)),
                None => language.english(text),
            }
        }
    }
}

/// The page without enough exams: the nearest codes of unknown ones, and all exams.
pub(in crate::http::pages) fn too_few(
    catalogue: &Catalogue,
    near: &[ExamIndex],
    notices: &Notices,
    language: Language,
) -> String {
    let mut page = Page::titled(&language.text("page-compare-title"), language);
    page.notices(notices);
    if !near.is_empty() {
        page.paragraph(&language.text("plain-did-you-mean"));
        page.list(near.iter().map(|exam| link(catalogue.exam(*exam))));
    }
    page.paragraph(&language.text("plain-name-exams"));
    page.link(EXAMPLE, "plain-example");
    page.link("/exams", "plain-all-exams");
    page.html
}
