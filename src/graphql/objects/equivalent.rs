//! Counterparts across vendors.

use async_graphql::SimpleObject;
use certgraph_macros::Fields;

use crate::catalogue::{ExamIndex, VendorIndex};
use crate::graphql::{
    objects::evidence::{Evidence, Source},
    objects::exam::ExamObject,
    objects::view::View,
};

/// The counterpart of an exam at another vendor.
#[derive(SimpleObject, Fields)]
pub struct Equivalent {
    /// The counterpart, which can be booked on the day.
    exam: ExamObject,
    /// The counterpart as the source names it, when that one is retired and `exam` is its
    /// successor. Null when the source names `exam` itself.
    substituted_for: Option<ExamObject>,
    /// How many tiers the counterpart is above this exam, as the source sees it: 0 for the
    /// same tier, negative for a lower one.
    tier_distance: i32,
    /// Why they are counterparts.
    rationale: String,
    /// The leading source that says so. Null for an estimate without one.
    source: Option<Source>,
    /// Who says so, when, and how far it can be trusted.
    evidence: Evidence,
}

/// The bookable counterparts of an exam, narrowed to a vendor when one is given.
pub(crate) fn equivalents(
    view: &View,
    exam: ExamIndex,
    vendor: Option<VendorIndex>,
) -> Vec<Equivalent> {
    let catalogue = &view.catalogue;
    let mut found = Vec::new();
    for index in &catalogue.exam(exam).equivalences {
        let entry = catalogue.equivalence(*index);
        let (named, sign) = if entry.left == exam {
            (entry.right, 1)
        } else {
            (entry.left, -1)
        };
        for bookable in catalogue.bookable_substitutes(named, view.day) {
            if vendor.is_some_and(|vendor| catalogue.exam(bookable).vendor != vendor) {
                continue;
            }
            let evidence = &entry.record.evidence;
            found.push(Equivalent {
                exam: view.exam(bookable),
                substituted_for: (bookable != named).then(|| view.exam(named)),
                tier_distance: i32::from(entry.record.tier_distance) * sign,
                rationale: entry.record.rationale.clone(),
                source: view.leading_source(evidence),
                evidence: Evidence::new(catalogue, evidence),
            });
        }
    }
    found
}
