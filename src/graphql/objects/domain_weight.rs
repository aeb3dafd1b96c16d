//! Domain weights in bulk: one row for each domain of each blueprint in force.

use async_graphql::{InputObject, Result};
use certgraph_macros::fields;

use crate::catalogue::{self, BlueprintStanding, LifecycleState};
use crate::graphql::{
    objects::blueprint::{Blueprint, Domain},
    objects::connection::{CursorScope, Page, PageArguments, page, picks},
    objects::exam::ExamObject,
    objects::lookup,
    objects::scalars::ApproximateDate,
    objects::values::WeightRange,
    objects::view::View,
};

/// A filter of domain weights; everything given must hold, and an empty list matches none.
#[derive(InputObject, Debug, Clone, Default)]
pub struct DomainWeightFilter {
    /// Of exams of these vendors (slugs). Example: `["microsoft"]`.
    vendors: Option<Vec<String>>,
    /// Of these exams, by code or `vendor/code`, retired ones too. Example:
    /// `["AI-103", "aws/AIF-C01"]`.
    exams: Option<Vec<String>>,
    /// Also of exams that are retired on the day. Default: false, unless `exams` names them.
    include_retired: Option<bool>,
    /// Also of blueprints that are no longer or not yet in force, and of claimed ones. Default:
    /// false.
    include_history: Option<bool>,
}

pub struct DomainWeight(Domain);

/// The weight of one domain in one blueprint: a row for partners who keep a copy.
#[fields]
impl DomainWeight {
    /// The exam.
    fn exam(&self) -> ExamObject {
        self.0.blueprint.view.exam(self.0.blueprint.exam)
    }

    /// The blueprint's version. Example: `"2025-12-23"`.
    fn blueprint_version(&self) -> &str {
        &self.0.blueprint.record().version
    }

    /// The first day on which exams follow the blueprint. Example: `"2025-12-23"`.
    fn effective_from(&self) -> ApproximateDate {
        ApproximateDate(self.0.blueprint.record().effective_from)
    }

    /// The last day on which exams follow the blueprint. Null while no end is known.
    fn effective_until(&self) -> Option<ApproximateDate> {
        self.0
            .blueprint
            .record()
            .effective_until
            .map(ApproximateDate)
    }

    /// Names the domain within its exam and survives re-wording. Example: `"computer-vision"`.
    fn domain_key(&self) -> &str {
        self.0.record().key.as_str()
    }

    /// Its place in the vendor's order, from 1.
    fn ordinal(&self) -> usize {
        self.0.index + 1
    }

    /// The vendor's title of the domain.
    fn title(&self) -> &str {
        &self.0.record().title
    }

    /// Its published share in percent points. Null when no weight is known.
    fn weight(&self) -> Option<WeightRange> {
        self.0.record().weight.map(Into::into)
    }

    /// The URL of the leading source. Null for an estimate without a source.
    fn source_url(&self) -> Option<&str> {
        let key = self.0.blueprint.record().evidence.sources.first()?;
        Some(&self.0.blueprint.view.catalogue.source(key)?.url)
    }

    /// The date that the source describes or was read. Example: `"2026-08-31"`.
    fn as_of(&self) -> ApproximateDate {
        ApproximateDate(self.0.blueprint.record().evidence.as_of)
    }
}

/// A page of the domain weights of a filter, by vendor, code, blueprint and index.
pub(crate) fn domain_weights(
    view: &View,
    filter: Option<DomainWeightFilter>,
    arguments: &PageArguments,
) -> Result<Page<DomainWeight>> {
    let mut filter = filter.unwrap_or_default();
    // Explicit defaults must not change the cursors of a list.
    filter.include_history = filter.include_history.filter(|included| *included);
    let names_exams = filter.exams.is_some();
    filter.include_retired = filter
        .include_retired
        .filter(|included| *included != names_exams);
    let scope = CursorScope::new("domainWeights", &(&filter, view.as_of));
    let catalogue = &view.catalogue;
    let vendors = lookup::filter_vendors(view, filter.vendors.as_ref())?;
    let exams = lookup::filter_exams(view, filter.exams.as_ref())?;
    let with_retired = filter.include_retired.unwrap_or(exams.is_some());
    let picked = catalogue.exams().filter(|index| {
        let entry = catalogue.exam(*index);
        picks(vendors.as_ref(), &entry.vendor)
            && picks(exams.as_ref(), index)
            && (with_retired || entry.state(view.day) != LifecycleState::Retired)
    });
    let mut rows = Vec::new();
    for exam in picked {
        let record = &catalogue.exam(exam).record;
        let in_force = catalogue::in_force(&record.blueprints, view.day);
        for (index, blueprint) in record.blueprints.iter().enumerate() {
            let wanted = filter.include_history.unwrap_or(false)
                || (blueprint.standing == BlueprintStanding::Official
                    && in_force.is_some_and(|current| std::ptr::eq(current, blueprint)));
            if wanted {
                rows.extend(
                    (0..blueprint.domains.len())
                        .map(|domain| (row_key(record, blueprint, domain), (exam, index, domain))),
                );
            }
        }
    }
    rows.sort_unstable();
    page(rows, arguments, scope, |(exam, index, domain)| {
        DomainWeight(Blueprint::new(view, exam, index).domain(domain))
    })
}

/// The unique key of a row, in the order of the list.
fn row_key(exam: &catalogue::Exam, blueprint: &catalogue::Blueprint, domain: usize) -> Vec<u8> {
    let texts = [exam.vendor.as_str(), exam.code.as_str(), &blueprint.version];
    let mut key = texts.join("\0").into_bytes();
    key.push(0);
    key.extend_from_slice(&u32::try_from(domain).unwrap_or(u32::MAX).to_be_bytes());
    key
}
