//! Whose transitions are asked about.

use std::collections::BTreeSet;

use super::TransitionKind;
use crate::HeldExam;
use catalogue::{Catalogue, CertificationIndex, ExamIndex, RoleIndex, VendorIndex};

/// Whose transitions; everything given must hold, and an empty list matches nothing.
#[derive(Debug, Clone, Default)]
pub struct TransitionFilter {
    /// Of these vendors' exams and certifications, and of roles for which the change concerns one
    /// of their exams.
    pub vendors: Option<Vec<VendorIndex>>,
    /// Of these exams, of the certifications that they earn, and of roles for which the change
    /// concerns one of them.
    pub exams: Option<Vec<ExamIndex>>,
    /// Of these roles, of the exams that sources recommend for them with their successors, and of
    /// the certifications that those earn.
    pub roles: Option<Vec<RoleIndex>>,
    /// Of these credentials, and otherwise as [`Self::exams`] for these exams and their successors.
    pub held: Option<Vec<HeldExam>>,
    /// Of these kinds; all but [`TransitionKind::CheckDue`] if absent.
    pub kinds: Option<Vec<TransitionKind>>,
}

/// A filter with its exams resolved.
pub(super) struct Scope<'a> {
    catalogue: &'a Catalogue,
    filter: &'a TransitionFilter,
    /// The exams of each restriction to exams.
    exams: Vec<BTreeSet<ExamIndex>>,
}

impl<'a> Scope<'a> {
    pub(super) fn of(catalogue: &'a Catalogue, filter: &'a TransitionFilter) -> Self {
        let with_successors = |exams: &mut dyn Iterator<Item = ExamIndex>| {
            let lines = exams.flat_map(|exam| catalogue.line_after(exam));
            lines.copied().collect::<BTreeSet<ExamIndex>>()
        };
        let exams = filter.exams.as_ref();
        let exams = exams.map(|exams| exams.iter().copied().collect());
        let roles = filter.roles.as_ref().map(|roles| {
            let named = roles.iter().flat_map(|role| {
                let recommendations = &catalogue.role(*role).recommendations;
                recommendations.iter().flatten().flatten().copied()
            });
            with_successors(&mut { named })
        });
        let held = filter.held.as_ref().map(|held| {
            let mut held = held.iter().map(|held| held.exam);
            with_successors(&mut held)
        });
        Self {
            catalogue,
            filter,
            exams: [exams, roles, held].into_iter().flatten().collect(),
        }
    }

    pub(super) fn wants(&self, kind: TransitionKind) -> bool {
        match &self.filter.kinds {
            Some(kinds) => kinds.contains(&kind),
            None => kind != TransitionKind::CheckDue,
        }
    }

    pub(super) fn has_exam(&self, exam: ExamIndex) -> bool {
        self.has_vendor(self.catalogue.exam(exam).vendor)
            && self.exams.iter().all(|exams| exams.contains(&exam))
    }

    pub(super) fn has_certification(&self, certification: CertificationIndex) -> bool {
        let entry = self.catalogue.certification(certification);
        let earning: Vec<ExamIndex> = entry.earned_by.concat();
        self.has_vendor(entry.vendor) && self.each_has_one_of(&earning)
    }

    pub(super) fn has_role(&self, role: RoleIndex) -> bool {
        let roles = self.filter.roles.as_ref();
        roles.is_none_or(|roles| roles.contains(&role))
    }

    /// Whether a change for a role that concerns these exams is asked about.
    pub(super) fn has_change_of(&self, exams: &[ExamIndex]) -> bool {
        let vendor = |exam: &ExamIndex| self.has_vendor(self.catalogue.exam(*exam).vendor);
        exams.iter().any(vendor) && self.each_has_one_of(exams)
    }

    fn has_vendor(&self, vendor: VendorIndex) -> bool {
        let vendors = self.filter.vendors.as_ref();
        vendors.is_none_or(|vendors| vendors.contains(&vendor))
    }

    fn each_has_one_of(&self, exams: &[ExamIndex]) -> bool {
        let mut restrictions = self.exams.iter();
        restrictions.all(|allowed| exams.iter().any(|exam| allowed.contains(exam)))
    }
}
