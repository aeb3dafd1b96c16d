//! Search by text over a whole snapshot: tolerant of typos, ranked, bounded in work.
//!
//! A text is read both as one code and as words that must all be found; the better reading of
//! each record counts. The index is immutable and rebuilt with every snapshot.

mod codes;
mod collection;
mod compressed_rows;
mod dictionary;
mod documents;
#[cfg(test)]
pub(super) mod example;
mod hit;
#[cfg(test)]
mod name_tests;
mod names;
mod query_words;
#[cfg(test)]
mod tests;
mod words;

use std::cmp::Reverse;

pub use self::hit::{SearchField, SearchHit, SearchScore, SearchTarget};
use self::{codes::Codes, documents::Documents, hit::TargetMatch};
pub(super) use self::{documents::reads_alike, words::folded};
use super::{
    date::Day,
    lifecycle::LifecycleState,
    snapshot::{Catalogue, ExamEntry, ExamIndex},
};

/// Only so many characters of a text are read.
const MAX_CHARACTERS: usize = 200;

/// Only so many different words of a text are read.
const MAX_WORDS: usize = 16;

/// Only so many records or codes are looked at for one text, the best matches of its rarest word
/// among them.
const MAX_CANDIDATES: usize = 20_000;

/// The index of one snapshot for searching by text.
#[derive(Debug, Default)]
pub struct SearchIndex {
    codes: Codes,
    documents: Documents,
}

impl SearchIndex {
    /// Indexes a catalogue.
    pub fn build(catalogue: &Catalogue) -> Self {
        Self {
            codes: Codes::build(catalogue),
            documents: Documents::build(catalogue),
        }
    }

    /// Everything that matches a text on a day, best first.
    ///
    /// `catalogue` is the one that the index was built from. Every word that tells something must be
    /// found: exactly, begun, with a typo (two in long words), or together with its neighbour. The
    /// whole code is best, then whole names, begun codes, former codes and aliases, exact words,
    /// begun words and typos, words of domains after those of names; among equals what can be booked
    /// comes first, then what covers more of the name, then the order of [`SearchTarget`]. Only the
    /// first 200 characters and 16 different words are read. A text without letters or digits finds
    /// nothing.
    pub fn search(&self, catalogue: &Catalogue, text: &str, day: Day) -> Vec<SearchHit> {
        let end = text.char_indices().nth(MAX_CHARACTERS);
        let text = end.map_or(text, |(end, _)| &text[..end]);
        let mut hits: Vec<SearchHit> = self
            .codes
            .matches(catalogue, text)
            .into_iter()
            .chain(self.documents.matches(text))
            .filter_map(|found| hit_on(catalogue, found, day))
            .collect();
        hits.sort_unstable_by_key(|hit| (hit.target, Reverse(hit.score), Reverse(hit.matched)));
        hits.dedup_by_key(|hit| hit.target);
        hits.sort_unstable_by_key(|hit| (Reverse(hit.score), hit.target));
        hits
    }

    /// The exams whose codes are nearest to a code, nearest first and at most so many.
    pub fn near_codes(&self, code: &str, most: usize) -> Vec<ExamIndex> {
        self.codes.near(code, most)
    }
}

/// The hit that a match is on a day; `None` for a domain whose blueprint is not in force.
fn hit_on(catalogue: &Catalogue, found: TargetMatch, day: Day) -> Option<SearchHit> {
    let standing = match found.target {
        SearchTarget::Exam(exam) => standing(catalogue.exam(exam), day),
        SearchTarget::Certification(index)
            if catalogue.certification(index).is_earnable(catalogue, day) =>
        {
            STANDING_IN_BETA
        }
        SearchTarget::Certification(_) => 0,
        SearchTarget::Role(_) | SearchTarget::Vendor(_) => STANDING_LIVE,
        SearchTarget::Domain {
            exam, blueprint, ..
        } => {
            let exam = catalogue.exam(exam);
            let in_force = exam.blueprint(day)?;
            if !std::ptr::eq(in_force, exam.record.blueprints.get(blueprint)?) {
                return None;
            }
            standing(exam, day)
        }
    };
    Some(found.hit(standing))
}

/// Where what is open for good stands among equal hits, the greater the earlier.
const STANDING_LIVE: u8 = 4;

/// Where an exam in beta stands. A certification that can be earned stands there too, so that exams
/// come before it.
const STANDING_IN_BETA: u8 = 2;

/// Where an exam stands among equal hits on a day.
fn standing(exam: &ExamEntry, day: Day) -> u8 {
    match exam.state(day) {
        LifecycleState::Retired => 0,
        // Announced, or past the last day on which it could be scheduled.
        _ if !exam.is_bookable(day) => 1,
        LifecycleState::Beta => STANDING_IN_BETA,
        LifecycleState::Retiring => 3,
        LifecycleState::Announced | LifecycleState::Live => STANDING_LIVE,
    }
}
