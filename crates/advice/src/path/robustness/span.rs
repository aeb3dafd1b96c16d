//! Neighbouring values for which another path is first.

use super::{first_path::Way, trial::steps};
use catalogue::ExamIndex;

/// Neighbouring values for which another path is first, both ends inclusive.
#[derive(Debug, Clone, PartialEq)]
pub struct Span<T> {
    /// The first; `None` if it begins with the least value.
    pub from: Option<T>,
    /// The last; `None` if it ends with the greatest value that is tried.
    pub to: Option<T>,
    /// The steps of the path that is first at `from`, or at `to` if there is no `from`; at the
    /// least value if there is neither. Empty if none is feasible there.
    pub instead: Vec<ExamIndex>,
}

/// Collects spans from values in ascending order, each with the first path.
pub(super) struct Spans<'f, T> {
    first: &'f Way,
    found: Vec<Found<T>>,
    /// Whether the last value belongs to the last span.
    is_open: bool,
}

struct Found<T> {
    from: T,
    to: T,
    at_from: Vec<ExamIndex>,
    at_to: Vec<ExamIndex>,
}

impl<'f, T: Copy + PartialEq> Spans<'f, T> {
    pub(super) fn new(first: &'f Way) -> Self {
        Self {
            first,
            found: vec![],
            is_open: false,
        }
    }

    /// Adds values `from` to `to` with the same first path.
    pub(super) fn add(&mut self, from: T, to: T, way: Option<Way>) {
        let changed = way.as_ref() != Some(self.first);
        let steps = if changed { steps(way) } else { vec![] };
        match self.found.last_mut().filter(|_| self.is_open && changed) {
            Some(found) => {
                found.to = to;
                found.at_to = steps;
            }
            None if changed => self.found.push(Found {
                from,
                to,
                at_from: steps.clone(),
                at_to: steps,
            }),
            None => {}
        }
        self.is_open = changed;
    }

    /// The spans, of values from `least` to `greatest`.
    pub(super) fn between(self, least: T, greatest: T) -> Vec<Span<T>> {
        let found = self.found.into_iter();
        found
            .map(|found| {
                let from = Some(found.from).filter(|from| *from != least);
                let to = Some(found.to).filter(|to| *to != greatest);
                let is_at_end = from.is_none() && to.is_some();
                Span {
                    from,
                    to,
                    instead: if is_at_end {
                        found.at_to
                    } else {
                        found.at_from
                    },
                }
            })
            .collect()
    }
}
