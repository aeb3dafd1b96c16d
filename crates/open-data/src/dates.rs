//! The day on which what is said of an object was last stated or checked.

use catalogue::{
    Catalogue, CertificationIndex, Day, Evidence, ExamEntry, ExamIndex, FactContent, FactName,
    FactValue, MoneyRange, RoleIndex,
};

/// The newest day of the statements about an exam; `None` without statements.
pub fn exam_modified(catalogue: &Catalogue, exam: ExamIndex) -> Option<Day> {
    let record = &catalogue.exam(exam).record;
    let facts = record.facts.iter().map(|fact| &fact.evidence);
    let blueprints = record.blueprints.iter().map(|one| &one.evidence);
    let successors = record.successors.iter().map(|one| &one.evidence);
    let prerequisites = record.prerequisites.iter().map(|one| &one.evidence);
    let all = facts
        .chain(blueprints)
        .chain(successors)
        .chain(prerequisites);
    newest(catalogue, all)
}

/// The newest day of the statements about a certification and the exams that earn it.
pub fn certification_modified(
    catalogue: &Catalogue,
    certification: CertificationIndex,
) -> Option<Day> {
    let entry = catalogue.certification(certification);
    let own = newest(catalogue, [&entry.record.evidence]);
    let exams = entry.earned_by.iter().flatten();
    exams
        .filter_map(|exam| exam_modified(catalogue, *exam))
        .chain(own)
        .max()
}

/// The newest day of the recommendations for a role and of the exams that they name.
pub fn role_modified(catalogue: &Catalogue, role: RoleIndex) -> Option<Day> {
    let entry = catalogue.role(role);
    let recommendations = entry.record.recommendations.iter();
    let own = newest(catalogue, recommendations.map(|one| &one.evidence));
    let exams = entry.recommendations.iter().flatten().flatten();
    exams
        .filter_map(|exam| exam_modified(catalogue, *exam))
        .chain(own)
        .max()
}

/// The days from which to which the dates of exams reach, such as `2017-01-01/2028-03-31`; `None` for
/// a catalogue without dates.
pub fn temporal_coverage(catalogue: &Catalogue) -> Option<String> {
    let days = catalogue.lifecycle_changes();
    let (first, last) = (days.first()?, days.last()?);
    Some(format!("{first}/{last}"))
}

/// The newest day of statements. One that names a month or a year can end after the revision was
/// committed; then it is the day of the commit.
fn newest<'a>(
    catalogue: &Catalogue,
    evidence: impl IntoIterator<Item = &'a Evidence>,
) -> Option<Day> {
    let committed = catalogue.committed_at().date_naive();
    let days = evidence.into_iter().map(Evidence::newest_day);
    days.map(|day| day.min(committed)).max()
}

/// The served prices without conditions, one for each currency, that are one amount.
pub(crate) fn fees(entry: &ExamEntry) -> impl Iterator<Item = MoneyRange> {
    let facts = entry.facts(FactName::Fee).filter(|fact| {
        let is_general =
            fact.about.is_none() && fact.experience.is_none() && fact.conditions.is_empty();
        is_general && entry.is_served(fact)
    });
    facts.filter_map(|fact| match &fact.content {
        FactContent::Known(FactValue::Money(range)) if range.min() == range.max() => Some(*range),
        _ => None,
    })
}
