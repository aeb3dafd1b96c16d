//! Roles, and what sources recommend for them.

use async_graphql::{ID, SimpleObject};
use certgraph_macros::{Fields, fields};

use crate::catalogue::{self, ExamIndex, ObjectKind, RoleEntry, RoleIndex};
use crate::graphql::{
    objects::audience_rule::AdvisedExam,
    objects::evidence::Evidence,
    objects::node::id,
    objects::values::{IntRange, MoneyRange},
    objects::vendor::VendorObject,
    objects::view::View,
};

pub struct RoleObject {
    pub(crate) view: View,
    pub(crate) index: RoleIndex,
}

impl RoleObject {
    fn entry(&self) -> &RoleEntry {
        self.view.catalogue.role(self.index)
    }
}

/// What one source recommends for a role, as the source gives it.
#[derive(SimpleObject, Fields)]
pub struct RoleRecommendation {
    /// The vendor that it stays with. Null when it crosses vendors.
    vendor: Option<VendorObject>,
    /// The special focus for which alone the source recommends it. Example: `"tenders that ask for
    /// generative AI"`. Null when it is for the role as a whole.
    focus: Option<String>,
    /// True when the source gives a sequence; false for a list without order.
    ordered: bool,
    /// The steps.
    steps: Vec<RoleStep>,
    /// How many months the source says that it takes. Null when it says nothing.
    months: Option<IntRange>,
    /// What the source says that it costs in fees. Null when it says nothing.
    fees: Option<MoneyRange>,
    /// Who says so, when, and how far it can be trusted.
    evidence: Evidence,
}

/// One step of a recommendation: any one of these exams.
#[derive(SimpleObject, Fields)]
pub struct RoleStep {
    /// The alternatives as the source names them, with what can be booked in their place.
    any_of: Vec<AdvisedExam>,
    /// Whether the source calls it optional.
    optional: bool,
    /// Whether the source assumes that it is held.
    held: bool,
}

/// A job that a person wants to do. `recommendedPaths` turns it into steps.
#[fields(name = "Role")]
impl RoleObject {
    /// The object's id: opaque, kept for ever.
    pub(crate) fn id(&self) -> ID {
        id(ObjectKind::Role, self.entry().identity)
    }

    /// Its short name in arguments. Example: `"azure-ai-engineer"`.
    fn slug(&self) -> &str {
        self.entry().record.slug.as_str()
    }

    /// What people call it. Example: `"Azure AI engineer"`.
    fn title(&self) -> &str {
        &self.entry().record.title
    }

    /// The family that it belongs to. Example: `"AI"`.
    fn group(&self) -> &str {
        &self.entry().record.group
    }

    /// What the job is about; empty when nothing is recorded.
    fn focus(&self) -> &[String] {
        &self.entry().record.focus
    }

    /// What each source recommends for it, outdated steps included.
    fn recommendations(&self) -> Vec<RoleRecommendation> {
        let catalogue = &self.view.catalogue;
        let entry = self.entry();
        let records = entry.record.recommendations.iter();
        let step = |(record, exams): (&catalogue::RoleStep, &Vec<ExamIndex>)| {
            let exams = exams.iter();
            RoleStep {
                any_of: exams
                    .map(|exam| AdvisedExam::new(&self.view, *exam))
                    .collect(),
                optional: record.optional,
                held: record.held,
            }
        };
        records
            .zip(&entry.recommendations)
            .map(|(record, steps)| RoleRecommendation {
                vendor: record
                    .vendor
                    .as_ref()
                    .and_then(|slug| catalogue.vendor_by_slug(slug))
                    .map(|index| self.view.vendor(index)),
                focus: record.focus.clone(),
                ordered: record.ordered,
                steps: record.steps.iter().zip(steps).map(step).collect(),
                months: record
                    .months_min
                    .or(record.months_max)
                    .map(|some| IntRange {
                        min: record.months_min.unwrap_or(some).into(),
                        max: record.months_max.unwrap_or(some).into(),
                    }),
                fees: record.fees.map(Into::into),
                evidence: Evidence::new(catalogue, &record.evidence),
            })
            .collect()
    }
}
