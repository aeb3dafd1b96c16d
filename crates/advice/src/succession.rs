//! The lines in which exams follow each other, and why one is named in place of another.
//!
//! Sources go on naming exams that are gone; whoever follows their advice on a day needs to know
//! what took the place, since when, and who says so.

use std::collections::HashSet;

use super::availability::{end_evidence, in_other_languages};
use catalogue::{Catalogue, Day, Evidence, ExamIndex, Language};

/// That an exam which a source names cannot be booked on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The exam as the source names it.
    pub exam: ExamIndex,
    /// What can be booked in its place on the day; empty when nothing can.
    pub by: Vec<ExamIndex>,
    /// Why it cannot be booked and what takes its place, in a sentence.
    pub because: String,
    /// Who says that the one ended and the other follows.
    pub evidence: Vec<Evidence>,
}

impl Replacement {
    /// What stands in for an exam on a day for somebody with these languages; `None` while they can
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
        let by = catalogue.bookable_stand_ins_in(languages, exam, day);
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
        let follow: Vec<ExamIndex> = followers(catalogue, exam).split_off(1);
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

/// The exam and all that follow it in its line of succession, nearest first.
pub(super) fn followers(catalogue: &Catalogue, exam: ExamIndex) -> Vec<ExamIndex> {
    line(exam, |exam| &catalogue.exam(exam).successors)
}

/// The exam and all whose place it took, directly or through others, nearest first.
pub(super) fn forerunners(catalogue: &Catalogue, exam: ExamIndex) -> Vec<ExamIndex> {
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

/// Who says that some exams follow another, over every link on the way to them.
pub(super) fn succession_evidence(
    catalogue: &Catalogue,
    from: ExamIndex,
    to: &[ExamIndex],
) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> = Vec::new();
    for exam in followers(catalogue, from) {
        let entry = catalogue.exam(exam);
        for (next, link) in entry.successors.iter().zip(&entry.record.successors) {
            let leads_there = followers(catalogue, *next)
                .iter()
                .any(|later| to.contains(later));
            if leads_there && !to.contains(&exam) && !evidence.contains(&link.evidence) {
                evidence.push(link.evidence.clone());
            }
        }
    }
    evidence
}
