//! Succession chains, and replacements of exams that are not bookable.
//!
//! Sources continue to name exams that have ended. Readers of their advice need the replacement,
//! its date and the evidence.

use std::collections::HashSet;

use super::availability::{end_evidence, in_other_languages};
use catalogue::{Catalogue, Day, Evidence, ExamIndex, Language};

/// The replacement of a named exam that is not bookable on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The exam that the source names.
    pub exam: ExamIndex,
    /// The bookable exams in its place on the day; empty if there are none.
    pub by: Vec<ExamIndex>,
    /// Why it is not bookable and what replaces it, in a sentence.
    pub because: String,
    /// The evidence of the end and of the succession.
    pub evidence: Vec<Evidence>,
}

impl Replacement {
    /// The replacement of an exam on a day for a person with these languages; `None` while they can
    /// book the exam itself.
    pub fn of(
        catalogue: &Catalogue,
        exam: ExamIndex,
        languages: &[Language],
        day: Day,
    ) -> Option<Self> {
        let entry = catalogue.exam(exam);
        if entry.is_bookable_in(languages, day) {
            return None;
        }
        let code = |exam: &ExamIndex| catalogue.exam(*exam).record.code.to_string();
        let by = catalogue.bookable_substitutes_in(languages, exam, day);
        let ended = entry
            .last_bookable_day(languages)
            .filter(|last| *last < day);
        let mut evidence: Vec<Evidence> = Vec::new();
        let why = match ended {
            Some(last) => {
                evidence.extend(end_evidence(entry, languages));
                format!("{} could be booked until {last}", code(&exam))
            }
            None => format!("{} is not open for booking on {day}", code(&exam)),
        };
        let follow: Vec<ExamIndex> = successor_line(catalogue, exam).split_off(1);
        let then = if !by.is_empty() {
            let codes: Vec<String> = by.iter().map(code).collect();
            format!("{} takes its place", codes.join(" or "))
        } else if follow.is_empty() {
            "no exam is known to follow it".to_owned()
        } else {
            let codes: Vec<String> = follow.iter().map(code).collect();
            format!(
                "{} follows it but cannot be booked for certain on {day}",
                codes.join(" or ")
            )
        };
        let next = if by.is_empty() { &follow } else { &by };
        for link in succession_evidence(catalogue, exam, next) {
            if !evidence.contains(&link) {
                evidence.push(link);
            }
        }
        Some(Self {
            exam,
            by,
            because: match in_other_languages(catalogue, exam, languages, day) {
                Some(elsewhere) => format!("{why}; {then}. {elsewhere}"),
                None => format!("{why}; {then}."),
            },
            evidence,
        })
    }
}

/// The exam and all its successors, nearest first.
pub(super) fn successor_line(catalogue: &Catalogue, exam: ExamIndex) -> Vec<ExamIndex> {
    line(exam, |exam| &catalogue.exam(exam).successors)
}

/// The exam and all its predecessors, nearest first.
pub(super) fn predecessor_line(catalogue: &Catalogue, exam: ExamIndex) -> Vec<ExamIndex> {
    line(exam, |exam| &catalogue.exam(exam).predecessors)
}

fn line<'a>(exam: ExamIndex, next: impl Fn(ExamIndex) -> &'a Vec<ExamIndex>) -> Vec<ExamIndex> {
    let mut line = vec![exam];
    let mut seen = HashSet::from([exam]);
    let mut at = 0;
    while let Some(exam) = line.get(at) {
        let following = next(*exam).iter().copied();
        let new: Vec<ExamIndex> = following.filter(|exam| seen.insert(*exam)).collect();
        line.extend(new);
        at += 1;
    }
    line
}

/// The evidence that some exams succeed another, over every link between them.
pub(super) fn succession_evidence(
    catalogue: &Catalogue,
    from: ExamIndex,
    to: &[ExamIndex],
) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> = Vec::new();
    for exam in successor_line(catalogue, from) {
        let entry = catalogue.exam(exam);
        for (next, link) in entry.successors.iter().zip(&entry.record.successors) {
            let leads_there = successor_line(catalogue, *next)
                .iter()
                .any(|later| to.contains(later));
            if leads_there && !to.contains(&exam) && !evidence.contains(&link.evidence) {
                evidence.push(link.evidence.clone());
            }
        }
    }
    evidence
}
