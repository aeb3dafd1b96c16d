//! Prerequisites of an exam, what it leads to, counterparts of other vendors, and roles.

use crate::{
    catalogue::{Catalogue, Day, ExamIndex, PrerequisiteKind},
    http::pages::plain_content::{Page, evidence, link, roles},
};

/// The related exams and roles that are known.
pub(super) fn write(page: &mut Page, catalogue: &Catalogue, exam: ExamIndex, day: Day) {
    let language = page.language;
    let entry = catalogue.exam(exam);
    let linked = |exams: &[ExamIndex]| {
        let links = exams.iter().map(|exam| link(catalogue.exam(*exam)));
        let or = format!(" {} ", language.text("related-or"));
        links.collect::<Vec<_>>().join(&or)
    };
    if !entry.prerequisites.is_empty() {
        page.heading("related-prerequisites");
        let groups = entry.record.prerequisites.iter().zip(&entry.prerequisites);
        page.list(groups.map(|(group, exams)| {
            let kind = super::capital(&language.text(match group.kind {
                PrerequisiteKind::Required => "word-required",
                PrerequisiteKind::Recommended => "word-recommended",
            }));
            let experience = group.experience.iter();
            let experience = experience.map(|experience| language.experience(*experience));
            let or = format!(" {} ", language.text("related-or"));
            let experience = experience.collect::<Vec<_>>().join(&or);
            let kind = if experience.is_empty() {
                kind
            } else {
                let values = [("kind", &*kind), ("experience", &*experience)];
                language.text_with("related-if", &values)
            };
            let sources = evidence(catalogue, &group.evidence, language);
            format!("{kind}: {}. {sources}", linked(exams))
        }));
    }
    if !entry.unlocks.is_empty() {
        page.heading("related-leads-to");
        page.list(entry.unlocks.iter().map(|exam| link(catalogue.exam(*exam))));
    }
    let counterparts = entry.equivalences.iter().flat_map(|index| {
        let equivalence = catalogue.equivalence(*index);
        let named = if equivalence.left == exam {
            equivalence.right
        } else {
            equivalence.left
        };
        let bookable = catalogue.bookable_substitutes(named, day).into_iter();
        bookable.map(move |other| {
            let rationale = language.english(&equivalence.record.rationale);
            let sources = evidence(catalogue, &equivalence.record.evidence, language);
            format!("{}. {rationale} {sources}", link(catalogue.exam(other)))
        })
    });
    let counterparts: Vec<String> = counterparts.collect();
    if !counterparts.is_empty() {
        page.heading("related-equivalents");
        page.list(counterparts.into_iter());
    }
    if !entry.roles.is_empty() {
        page.heading("related-roles");
        page.list(entry.roles.iter().map(|role| roles::link(catalogue, *role)));
    }
}
