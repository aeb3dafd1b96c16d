//! Pages of a filtered, ordered list of exams.

use std::ops::{Deref, Range};

use super::order::OrderedExams;
use crate::{exam_set::ExamSet, index::ExamIndex};

/// The order of a list: one that the snapshot keeps, or one made for the list.
pub(super) enum Order<'a> {
    Cached(&'a OrderedExams),
    Built(OrderedExams),
}

impl Deref for Order<'_> {
    type Target = OrderedExams;

    fn deref(&self) -> &OrderedExams {
        match self {
            Self::Cached(order) => order,
            Self::Built(order) => order,
        }
    }
}

/// Which part of a list is wanted: what lies between two keys, and of that no more than so many
/// exams from one end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRequest<'k> {
    /// Only exams behind this key; any bytes mark some place.
    pub after: Option<&'k [u8]>,
    /// Only exams in front of this key. Nothing lies in front of it where it lies in front of
    /// `after`.
    pub before: Option<&'k [u8]>,
    /// The most exams.
    pub limit: usize,
    /// Whether they are the last ones instead of the first.
    pub from_end: bool,
}

/// A part of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct ExamPage<'l> {
    /// Its exams in order, each with its key.
    pub exams: Vec<(&'l [u8], ExamIndex)>,
    /// Whether the list has exams in front of them.
    pub has_previous: bool,
    /// Whether the list has exams behind them.
    pub has_next: bool,
}

/// The exams that match a filter, in an order. Neither picking nor counting them takes them in hand
/// one by one, where the filter asks for what the snapshot keeps sets of.
pub struct ExamList<'a> {
    pub(super) order: Order<'a>,
    pub(super) matches: ExamSet,
    pub(super) len: usize,
}

impl ExamList<'_> {
    /// How many exams it has.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has no exam.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All its exams in order, each with its key.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], ExamIndex)> {
        let indexes = 0..self.order.exams.len();
        indexes
            .filter(|index| self.is_match(*index))
            .map(|index| self.at(index))
    }

    /// A part of it.
    pub fn page(&self, request: PageRequest<'_>) -> ExamPage<'_> {
        // Few exams of many are found by looking each up in the order.
        if self.len < self.order.exams.len() / 16 {
            let exams = self.matches.iter();
            let mut indexes: Vec<usize> = exams
                .map(|exam| self.order.indexes[exam.index()] as usize)
                .collect();
            indexes.sort_unstable();
            self.slice(request, &indexes)
        } else {
            self.scan(request)
        }
    }

    /// Where in the order an excerpt lies.
    fn bounds(&self, request: PageRequest<'_>) -> Range<usize> {
        let keys = &self.order.keys;
        let begin = request
            .after
            .map_or(0, |after| keys.partition_point(|key| **key <= *after));
        let end = request.before.map_or(keys.len(), |before| {
            keys.partition_point(|key| **key < *before)
        });
        begin..end.max(begin)
    }

    /// An excerpt of the places at which the order has exams that are picked.
    pub(super) fn slice(&self, request: PageRequest<'_>, indexes: &[usize]) -> ExamPage<'_> {
        let bounds = self.bounds(request);
        let mut begin = indexes.partition_point(|index| *index < bounds.start);
        let mut end = indexes.partition_point(|index| *index < bounds.end);
        if request.from_end {
            begin = begin.max(end.saturating_sub(request.limit));
        } else {
            end = end.min(begin.saturating_add(request.limit));
        }
        ExamPage {
            exams: indexes[begin..end]
                .iter()
                .map(|index| self.at(*index))
                .collect(),
            has_previous: begin > 0,
            has_next: end < indexes.len(),
        }
    }

    /// An excerpt, found by going through the order from one of its ends.
    pub(super) fn scan(&self, request: PageRequest<'_>) -> ExamPage<'_> {
        let bounds = self.bounds(request);
        let is_match = |index: &usize| self.is_match(*index);
        let (indexes, found) = if request.from_end {
            let indexes = bounds.clone().rev().filter(is_match).take(request.limit);
            let mut indexes: Vec<usize> = indexes.collect();
            indexes.reverse();
            let begin = indexes.first().copied().unwrap_or(bounds.end);
            (indexes, begin..bounds.end)
        } else {
            let indexes = bounds.clone().filter(is_match).take(request.limit);
            let indexes: Vec<usize> = indexes.collect();
            let end = indexes.last().map_or(bounds.start, |last| last + 1);
            (indexes, bounds.start..end)
        };
        ExamPage {
            exams: indexes.into_iter().map(|index| self.at(index)).collect(),
            has_previous: (0..found.start).rev().any(|index| self.is_match(index)),
            has_next: (found.end..self.order.exams.len()).any(|index| self.is_match(index)),
        }
    }

    pub(super) fn is_match(&self, index: usize) -> bool {
        self.matches.contains(self.order.exams[index])
    }

    fn at(&self, index: usize) -> (&[u8], ExamIndex) {
        (&self.order.keys[index], self.order.exams[index])
    }
}
