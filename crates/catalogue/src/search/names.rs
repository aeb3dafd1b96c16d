//! The names under which a record is indexed: its own, and those of related records.

use std::collections::HashSet;

use crate::{certification::Certification, index::ExamIndex, linked::LinkedRecords};

use super::words::folded;

/// The number of indexed names of one record, nearest first.
const MAX_NAMES: usize = 16;

/// The distinct names of an exam: its title, common names, and those of each certification that it
/// earns; then those of certifications that its predecessors earned, since their candidates take
/// this exam today.
pub(super) fn of_exam(catalogue: &LinkedRecords, exam: ExamIndex) -> Vec<&str> {
    let line = catalogue.line_before(exam).iter().take(MAX_NAMES);
    let names = line.enumerate().flat_map(move |(position, earlier)| {
        let entry = catalogue.exam(*earlier);
        let own = (position == 0).then_some(entry.record.title.as_str());
        let known_as = entry.record.also_known_as.iter().map(String::as_str);
        let certifications = entry.certifications.iter();
        let credentials = certifications
            .flat_map(move |index| certification_names(&catalogue.certification(*index).record));
        own.into_iter().chain(known_as).chain(credentials)
    });
    different(names)
}

/// The codes and titles of an exam's predecessors, nearest first.
pub(super) fn of_predecessors(catalogue: &LinkedRecords, exam: ExamIndex) -> Vec<(&str, &str)> {
    let line = catalogue.line_before(exam).iter().skip(1).take(MAX_NAMES);
    let record = |earlier: &ExamIndex| &catalogue.exam(*earlier).record;
    line.map(|earlier| {
        (
            record(earlier).code.as_str(),
            record(earlier).title.as_str(),
        )
    })
    .collect()
}

/// The distinct names of a certification.
pub(super) fn of_certification(certification: &Certification) -> Vec<&str> {
    different(certification_names(certification))
}

fn certification_names(certification: &Certification) -> impl Iterator<Item = &str> {
    let known_as = certification.also_known_as.iter().map(String::as_str);
    std::iter::once(certification.title.as_str()).chain(known_as)
}

fn different<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = HashSet::new();
    names
        .flat_map(with_parts)
        .filter(|name| seen.insert(folded(name)))
        .take(MAX_NAMES)
        .collect()
}

/// A name, and its parts before and inside trailing parentheses: `Certified Ethical Hacker (CEH)`
/// is also `Certified Ethical Hacker` and `CEH`.
fn with_parts(name: &str) -> impl Iterator<Item = &str> {
    let parts = name
        .trim_end()
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once('('))
        .filter(|(before, _)| !before.trim().is_empty());
    let (before, within) = parts.unzip();
    std::iter::once(name)
        .chain(before.map(str::trim_end))
        .chain(within)
}
