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
#[cfg(test)]
mod exhaustive;
mod hit;
mod matching;
#[cfg(test)]
mod name_tests;
mod names;
mod query_words;
mod ranking;
mod targets;
#[cfg(test)]
mod tests;
mod words;

use std::{cmp::Reverse, ops::Range};

pub use self::hit::{SearchField, SearchHit, SearchScore, SearchTarget};
use self::{
    codes::Codes,
    documents::Documents,
    hit::RankedMatch,
    targets::{TargetNumber, Targets},
};
pub(super) use self::{
    documents::reads_alike,
    words::{folded, words},
};
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
        self.page(catalogue, text, day, |_| true, 0..usize::MAX)
            .hits
    }

    /// The hits at some places among those of [`Self::search`] that are picked.
    ///
    /// Domains are only counted when enough names match, and of equally good matches only those are
    /// looked at that can be on the page.
    pub fn page(
        &self,
        catalogue: &LinkedRecords,
        text: &str,
        day: Day,
        picks: impl Fn(SearchTarget) -> bool,
        places: Range<usize>,
    ) -> SearchPage {
        let text = beginning(text);
        let found = self.documents.matches(text, true);
        let targets = &self.documents.targets;
        let picks = |target| picks(targets.target(target));
        let mut matches = self.with_codes(catalogue, text, found.names());
        matches.retain(|(target, _)| picks(*target));
        let above = matches
            .iter()
            .filter(|(_, ranked)| ranked.is_above_domains());
        let mut total = matches.len();
        if above.count() >= places.end {
            total += found.count_domains(day, picks);
        } else {
            matches.extend(found.domains(day, picks));
            total = matches.len();
        }
        let standing = |target| standing_of(catalogue, targets.target(target), day);
        let best = ranking::best(matches, places.end, standing);
        let hits = best.get(places.start..).unwrap_or_default();
        let hits = hits.iter().map(|scored| SearchHit {
            target: targets.target(scored.target),
            score: scored.score,
            matched: scored.ranked.strongest(),
        });
        SearchPage {
            hits: hits.collect(),
            total,
        }
    }

    /// The exams among the hits of [`Self::search`] on any day, in snapshot order.
    pub fn exams(&self, catalogue: &LinkedRecords, text: &str) -> impl Iterator<Item = ExamIndex> {
        let text = beginning(text);
        let matches = self.with_codes(catalogue, text, self.documents.matches(text, false).names());
        let targets = &self.documents.targets;
        matches
            .into_iter()
            .filter_map(|(target, _)| match targets.target(target) {
                SearchTarget::Exam(exam) => Some(exam),
                _ => None,
            })
    }

    /// Adds the exams whose codes match; each target keeps its best match. Ascending.
    fn with_codes(
        &self,
        catalogue: &LinkedRecords,
        text: &str,
        names: Vec<(TargetNumber, RankedMatch)>,
    ) -> Vec<(TargetNumber, RankedMatch)> {
        let codes = self.codes.matches(catalogue, text).into_iter();
        let mut matches = names;
        matches.extend(codes.map(|(exam, ranked)| (Targets::exam(exam), ranked)));
        // Nearly sorted: the sort of ordered parts is a merge.
        matches.sort_by_key(|(target, ranked)| (*target, Reverse(*ranked)));
        matches.dedup_by_key(|(target, _)| *target);
        matches
    }

    /// The exams whose codes are nearest to a code, nearest first, at most `most`.
    pub fn near_codes(&self, code: &str, most: usize) -> Vec<ExamIndex> {
        self.codes.near(code, most)
    }
}

/// Some hits of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchPage {
    /// The hits, best first.
    pub hits: Vec<SearchHit>,
    /// The number of all hits of the query that are picked.
    pub total: usize,
}

/// The part of a text that is read.
fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(MAX_CHARACTERS);
    end.map_or(text, |(end, _)| &text[..end])
}

/// The rank of a target among equal matches on a day.
fn standing_of(catalogue: &LinkedRecords, target: SearchTarget, day: Day) -> u8 {
    match target {
        SearchTarget::Exam(exam) | SearchTarget::Domain { exam, .. } => {
            standing(catalogue.exam(exam), day)
        }
        SearchTarget::Certification(index)
            if catalogue.certification(index).is_earnable(catalogue, day) =>
        {
            STANDING_IN_BETA
        }
        SearchTarget::Certification(_) => 0,
        SearchTarget::Role(_) | SearchTarget::Vendor(_) => STANDING_LIVE,
    }
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
