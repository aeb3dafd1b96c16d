//! Full-text search over a snapshot: typo-tolerant, ranked, bounded in work.
//!
//! A text is read both as one code and as words that must all match; each record gets the better of
//! both. The index is immutable and belongs to one snapshot.

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
    date::Day, entry::ExamEntry, index::ExamIndex, lifecycle::LifecycleState, linked::LinkedRecords,
};

/// The number of characters of a query that are read.
const MAX_CHARACTERS: usize = 200;

/// The number of distinct words of a query that are read.
const MAX_WORDS: usize = 16;

/// The number of candidates examined for one query, best matches of its rarest word first.
const MAX_CANDIDATES: usize = 20_000;

/// The full-text index of one snapshot.
#[derive(Debug, Default)]
pub struct SearchIndex {
    codes: Codes,
    documents: Documents,
}

impl SearchIndex {
    /// Builds the index of a catalogue.
    pub fn build(catalogue: &LinkedRecords) -> Self {
        Self {
            codes: Codes::build(catalogue),
            documents: Documents::build(catalogue),
        }
    }

    /// All matches of a query on a day, best first.
    ///
    /// `catalogue` is the one from which the index was built. Every significant word must match:
    /// exactly, as a prefix, with a typo (two in long words), or joined with its neighbour. The
    /// ranking is: whole code, whole name, code prefix, former code or alias, exact words, word
    /// prefixes, typos; matches in domains rank below matches in names. Equal matches are ordered
    /// by bookability, then by how much of the name they cover, then by [`SearchTarget`]. Only the
    /// first 200 characters and 16 distinct words are read. A query without letters or digits has
    /// no matches.
    pub fn search(&self, catalogue: &LinkedRecords, text: &str, day: Day) -> Vec<SearchHit> {
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

    /// The exams whose codes are nearest to a code, nearest first, at most `most`.
    pub fn near_codes(&self, code: &str, most: usize) -> Vec<ExamIndex> {
        self.codes.near(code, most)
    }
}

/// The hit for a match on a day; `None` for a domain whose blueprint is not in force.
fn hit_on(catalogue: &LinkedRecords, found: TargetMatch, day: Day) -> Option<SearchHit> {
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

/// The rank of a live exam among equal matches; higher ranks come first.
const STANDING_LIVE: u8 = 4;

/// The rank of an exam in beta, and of a certification that can be earned, so that exams come
/// first.
const STANDING_IN_BETA: u8 = 2;

/// The rank of an exam among equal matches on a day.
fn standing(exam: &ExamEntry, day: Day) -> u8 {
    match exam.state(day) {
        LifecycleState::Retired => 0,
        // Announced, or past the last day of registration.
        _ if !exam.is_bookable(day) => 1,
        LifecycleState::Beta => STANDING_IN_BETA,
        LifecycleState::Retiring => 3,
        LifecycleState::Announced | LifecycleState::Live => STANDING_LIVE,
    }
}
