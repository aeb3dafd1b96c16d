//! Suspicious end dates: copied from a successor, or known only as a bound.

use super::{Context, fact_field};
use crate::{
    audit::finding::{Finding, Lint},
    date::{ApproximateDate, Precision},
    entry::ExamEntry,
    fact::FactName,
    source::Confidence,
};

pub(super) fn lint(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, exam) in context.exams() {
        let fact = exam.fact(FactName::RetiresOn);
        let (Some(fact), Some(end)) = (fact, exam.lifecycle.retires) else {
            continue;
        };
        let field = fact_field(FactName::RetiresOn);
        if end.precision() == Precision::OnOrBefore {
            let message = format!("{end} counts as gone on every day");
            let lint = Lint::EndOnlyBounded;
            findings.push(Finding::new(lint, &*exam.record, &*field, message));
        }
        // The vendor's own statement needs no check.
        if fact.evidence.confidence <= Confidence::VendorApi {
            continue;
        }
        let mut successors = exam
            .successors
            .iter()
            .map(|next| context.catalogue.exam(*next));
        if let Some(next) = successors.find(|next| opens_in(next, end)) {
            let message = format!("{end} is when {} opened", next.record.key());
            let lint = Lint::EndIsSuccessorsOpening;
            findings.push(Finding::new(lint, &*exam.record, &*field, message));
        }
    }
}

/// Whether an exam opened, in beta or finally, in the day, month or year of an end date.
fn opens_in(next: &ExamEntry, end: ApproximateDate) -> bool {
    let openings = [next.lifecycle.live, next.lifecycle.beta];
    let named = matches!(
        end.precision(),
        Precision::Day | Precision::Month | Precision::Year
    );
    let mut openings = openings.into_iter().flatten();
    named
        && openings
            .any(|opening| end.earliest() <= opening.earliest() && opening.latest() <= end.latest())
}
