//! Advised exams that the person can still take: not held, bookable, and of a vendor that the
//! person works with.

use super::Question;
use crate::{
    AdvisedExam,
    succession::{predecessor_line, successor_line},
};
use catalogue::ExamIndex;

impl Question<'_> {
    /// The alternatives of a group that the person could take, each with its bookable exams.
    ///
    /// `None` if all are of other vendors.
    pub(super) fn available_alternatives(self, group: &[ExamIndex]) -> Option<Vec<AdvisedExam>> {
        let is_own_vendor = |exam: &ExamIndex| self.works_with_vendor_of(*exam);
        let group: Vec<AdvisedExam> = group
            .iter()
            .filter(|named| is_own_vendor(named))
            .map(|named| {
                let mut bookable = self.substitutes(*named);
                bookable.retain(|exam| is_own_vendor(exam) && !self.holds(*exam));
                AdvisedExam {
                    named: *named,
                    bookable,
                }
            })
            .collect();
        (!group.is_empty()).then_some(group)
    }

    /// Whether one exam of a group is held, in any version.
    pub(super) fn is_held(self, group: &[ExamIndex]) -> bool {
        group.iter().any(|exam| self.holds_version_of(*exam))
    }

    /// Whether the purpose of a group is met: one of its exams is held in any version, or an exam
    /// of the same vendor on a higher tier is.
    pub(super) fn is_group_satisfied(self, group: &[ExamIndex]) -> bool {
        let outranked = |exam: &ExamIndex| {
            let entry = self.catalogue.exam(*exam);
            self.profile.held.iter().any(|held| {
                let held = self.catalogue.exam(*held);
                held.vendor == entry.vendor
                    && matches!(
                        (held.level, entry.level),
                        (Some(held), Some(level)) if held.rank() > level.rank()
                    )
            })
        };
        self.is_held(group) || group.iter().any(outranked)
    }

    fn holds_version_of(self, exam: ExamIndex) -> bool {
        let held = |line: Vec<ExamIndex>| line.into_iter().any(|exam| self.holds(exam));
        !self.profile.held.is_empty()
            && (held(successor_line(self.catalogue, exam))
                || held(predecessor_line(self.catalogue, exam)))
    }

    /// The equivalents that sources name at the person's vendors.
    pub(super) fn counterparts(self) -> Vec<ExamIndex> {
        let entry = self.catalogue.exam(self.exam);
        let links = entry
            .equivalences
            .iter()
            .map(|index| self.catalogue.equivalence(*index));
        let mut counterparts: Vec<ExamIndex> = links
            .map(|link| {
                if link.left == self.exam {
                    link.right
                } else {
                    link.left
                }
            })
            .filter(|exam| self.works_with_vendor_of(*exam))
            .collect();
        counterparts.dedup();
        counterparts
    }
}
