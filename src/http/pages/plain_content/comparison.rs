//! Exams side by side: differences, advice for audiences, shared content, sources.

use super::{Page, UNKNOWN, link, prose, sources};
use crate::{
    advice::{DimensionOrigin, SideBySide, compare},
    catalogue::{Catalogue, Day, ExamIndex, Level, LifecycleState},
    http::pages::{html::escape, question::named},
};

/// The comparison of two to four exams.
pub(in crate::http::pages) fn page(
    catalogue: &Catalogue,
    exams: &[ExamIndex],
    day: Day,
    ignored: &[String],
) -> String {
    let comparison = compare(catalogue, exams, day);
    let code = |exam: &ExamIndex| catalogue.exam(*exam).record.code.as_str();
    let codes: Vec<&str> = comparison.exams.iter().map(code).collect();
    let mut page = Page::titled(&format!("{}?", codes.join(" or ")));
    page.ignored(ignored);
    for (heading, is_authored) in [("Facts", false), ("From sources", true)] {
        let is_row =
            |row: &&SideBySide| matches!(row.origin, DimensionOrigin::Authored(_)) == is_authored;
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
                let cells = row.values.iter().map(|(_, text)| cell(text.as_deref()));
                std::iter::once(escape(&super::capital(&row.name)))
                    .chain(cells)
                    .collect()
            }),
        );
    }
    if !comparison.audiences.is_empty() {
        page.heading("For whom");
        page.list(comparison.audiences.iter().map(|advice| {
            let take = advice.take.iter().flat_map(|exam| &exam.bookable);
            let take: Vec<String> = take.map(|exam| link(catalogue.exam(*exam))).collect();
            format!(
                "{}: {} {}",
                escape(&advice.audience),
                escape(&prose(&advice.advice)),
                take.join(", ")
            )
        }));
    }
    page.heading("Shared content");
    page.list(comparison.overlaps.iter().map(|pair| {
        let share = pair.weighted.map_or_else(
            || UNKNOWN.to_owned(),
            |share| format!("{} %", (share * 100.0).round()),
        );
        escape(&format!(
            "{} and {}: {share}",
            code(&pair.left),
            code(&pair.right)
        ))
    }));
    if !comparison.sources.is_empty() {
        page.heading("Sources");
        let keys = comparison.sources.iter();
        page.list(keys.map(|key| sources(catalogue, [key])));
    }
    page.0
}

/// A value in words.
fn cell(text: Option<&str>) -> String {
    let text = text.map_or_else(|| UNKNOWN.to_owned(), prose);
    let is_constant = named::<LifecycleState>(&text).is_some() || named::<Level>(&text).is_some();
    escape(&if is_constant {
        super::capital(&text)
    } else {
        text
    })
}

/// The page without enough exams: the nearest codes of unknown ones, and all exams.
pub(in crate::http::pages) fn too_few(
    catalogue: &Catalogue,
    near: &[ExamIndex],
    ignored: &[String],
) -> String {
    let mut page = Page::titled("Compare exams");
    page.ignored(ignored);
    if !near.is_empty() {
        page.paragraph("Did you mean one of these?");
        page.list(near.iter().map(|exam| link(catalogue.exam(*exam))));
    }
    page.html("Name two to four exams, as in <a href=\"/compare?exams=microsoft/AI-102,microsoft/AZ-204\">AI-102 or AZ-204</a>. <a href=\"/exams\">See all exams</a>");
    page.0
}
