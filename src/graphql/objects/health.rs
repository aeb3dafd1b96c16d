//! The health of the catalogue: how complete and how old it is.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::SimpleObject;
use certgraph_macros::Fields;

use crate::catalogue::{self, AuditQuestion, CoverageField, FactKind, VendorSlug};
use crate::graphql::{
    engine::request_context::RequestContext, objects::scalars::Date, objects::vendor::VendorObject,
    objects::view::View,
};

/// How complete and how old the catalogue is on a day. `certgraph audit` reports the same, and what in it
/// looks wrong.
#[derive(SimpleObject, Fields)]
pub struct CatalogueHealth {
    /// The day that is asked about.
    day: Date,
    /// What is known of the exams that can be booked, all together.
    coverage: CoverageCounts,
    /// The same vendor by vendor, by slug.
    vendors: Vec<VendorCoverage>,
    /// How old facts are, kind by kind.
    kinds: Vec<KindAge>,
}

/// What is known of the exams of a vendor that can be booked.
#[derive(SimpleObject, Fields)]
pub struct VendorCoverage {
    /// The vendor.
    vendor: VendorObject,
    /// What is known.
    coverage: CoverageCounts,
}

/// What is known of exams that can be booked.
#[derive(SimpleObject, Fields)]
pub struct CoverageCounts {
    /// How many exams the catalogue has, retired ones included.
    exams: usize,
    /// How many of them can be booked on the day.
    bookable: usize,
    /// Of how many of those each field is known.
    fields: Vec<FieldCoverage>,
}

/// Of how many exams that can be booked something is known.
#[derive(SimpleObject, Fields)]
pub struct FieldCoverage {
    /// What is known.
    field: ApiEnum<CoverageField>,
    /// Of how many. That the vendor keeps it to itself, or that it makes no sense for the exam, is
    /// knowledge too.
    known: usize,
    /// The share in whole percent, rounded down. Example: `92`. Null when no exam can be booked.
    percent: Option<usize>,
}

/// How old the facts of one kind are. Only facts that answers use, that rest on a source and that are
/// about exams which have not retired are counted: others cannot fall due.
#[derive(SimpleObject, Fields)]
pub struct KindAge {
    /// The kind.
    kind: ApiEnum<FactKind>,
    /// After how many days a fact of this kind is due for another check. Example: `30`.
    interval_days: u16,
    /// How many facts there are; the blueprint in force of an exam counts as one.
    statements: usize,
    /// How many of them are due on the day.
    statements_due: usize,
    /// How many of them have no date; they are due.
    undated: usize,
    /// The age of the youngest in days, from the day on which it was checked last. Null when there is
    /// none that is dated.
    youngest_days: Option<i64>,
    /// The age of the one in the middle, in days; of an even number the older of both.
    median_days: Option<i64>,
    /// The age of the oldest, in days.
    oldest_days: Option<i64>,
}

/// The health of the catalogue on a day.
pub(crate) fn health(scope: &RequestContext, view: &View) -> CatalogueHealth {
    let health = view.catalogue.health(AuditQuestion {
        day: view.day,
        intervals: scope.limits.freshness,
    });
    let vendor = |row: &catalogue::Coverage| {
        let slug: VendorSlug = row.vendor.as_ref()?.parse().ok()?;
        let index = view.catalogue.vendor_by_slug(&slug)?;
        Some(VendorCoverage {
            vendor: view.vendor(index),
            coverage: row.into(),
        })
    };
    CatalogueHealth {
        day: Date(view.day),
        coverage: (&health.coverage).into(),
        vendors: health.vendors.iter().filter_map(vendor).collect(),
        kinds: health.ages.iter().map(Into::into).collect(),
    }
}

impl From<&catalogue::Coverage> for CoverageCounts {
    fn from(coverage: &catalogue::Coverage) -> Self {
        let fields = coverage.known.iter().map(|(field, known)| FieldCoverage {
            field: ApiEnum(*field),
            known: *known,
            percent: coverage.percent(*known),
        });
        Self {
            exams: coverage.exams,
            bookable: coverage.open,
            fields: fields.collect(),
        }
    }
}

impl From<&catalogue::KindAge> for KindAge {
    fn from(age: &catalogue::KindAge) -> Self {
        Self {
            kind: age.kind.into(),
            interval_days: age.interval_days,
            statements: age.statements,
            statements_due: age.due,
            undated: age.undated,
            youngest_days: age.youngest_days,
            median_days: age.median_days,
            oldest_days: age.oldest_days,
        }
    }
}
