//! One fact with other values.

use super::{
    super::supposition::{ComparedDays, Supposition},
    first_path::{FirstPath, Stopped, Way},
};
use catalogue::{ExamIndex, FactName, FactValue, SupposedExam};

/// A fact of which other values are tried.
pub(super) struct Trial<'s, 'a> {
    pub(super) search: &'s FirstPath<'a>,
    pub(super) exam: ExamIndex,
    supposed: SupposedExam,
}

impl<'s, 'a> Trial<'s, 'a> {
    /// Tries values of the fact at an index; without an index, of a fact that no source states.
    pub(super) fn new(
        search: &'s FirstPath<'a>,
        exam: ExamIndex,
        name: FactName,
        fact: Option<usize>,
    ) -> Self {
        let entry = search.question.catalogue.exam(exam);
        let supposed = fact.and_then(|fact| SupposedExam::replacing(entry, fact));
        Self {
            search,
            exam,
            supposed: supposed.unwrap_or_else(|| SupposedExam::adding(entry, name)),
        }
    }

    /// The first path if the fact had this value.
    pub(super) fn first(
        &mut self,
        value: FactValue,
        compared: Option<&ComparedDays>,
    ) -> Result<Option<Way>, Stopped> {
        self.search.supposing(Supposition {
            exam: self.exam,
            entry: self.supposed.with(value),
            compared,
        })
    }
}

/// The steps of a path; empty if there is none.
pub(super) fn steps(way: Option<Way>) -> Vec<ExamIndex> {
    way.map(|way| way.steps).unwrap_or_default()
}

/// The last of some values, tried in order, before another path is first, with the steps of that
/// path; `None` if no value makes another path first. `present` is the value before all of them.
pub(super) fn last_kept<T: Copy>(
    values: impl Iterator<Item = T>,
    present: T,
    first: &Way,
    mut at: impl FnMut(T) -> Result<Option<Way>, Stopped>,
) -> Result<(Option<T>, Vec<ExamIndex>), Stopped> {
    let mut kept = present;
    for value in values {
        let way = at(value)?;
        if way.as_ref() != Some(first) {
            return Ok((Some(kept), steps(way)));
        }
        kept = value;
    }
    Ok((None, vec![]))
}
