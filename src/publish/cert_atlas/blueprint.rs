//! Converts the domains of an entry to a blueprint.

use chrono::NaiveDate;
use serde_json::Number;

use crate::catalogue::{
    ApproximateDate, Blueprint, BlueprintStanding, Confidence, Domain, Evidence, Objective,
    VendorSlug, WeightRange, WeightsPublished,
};

use super::{
    file::{AtlasDomain, AtlasEntry, AtlasObjective},
    finding::{Finding, Findings},
    names::{free_slug, text},
    numbers,
};

/// Vendors that publish a range for each domain, so that a single number is a simplification: the
/// lower end, the middle, or neither.
const PUBLISH_RANGES: [&str; 1] = ["microsoft"];

/// The blueprint of an entry; `None` without domains. `evidence` is that of the whole index,
/// without a note.
pub(super) fn blueprint(
    entry: &AtlasEntry,
    vendor: &VendorSlug,
    evidence: &Evidence,
    findings: &mut Findings,
) -> Option<Blueprint> {
    let mut find = |finding| findings.add(finding, &entry.exam_id);
    let mut notes = Vec::new();
    let page = [&entry.official_objectives_url, &entry.source_url];
    if let Some(page) = page.into_iter().find_map(|page| text(page.as_deref())) {
        notes.push(format!("Read by Cert Atlas at {page}."));
    }
    let mut domains: Vec<Domain> = Vec::new();
    for (index, listed) in entry.domains.iter().enumerate() {
        let key = free_slug(&listed.name, &format!("domain-{}", index + 1), |slug| {
            domains.iter().any(|domain| domain.key.as_str() == slug)
        });
        let (weight, oddity) = weight(listed);
        oddity.into_iter().for_each(&mut find);
        domains.push(Domain {
            // An unused slug is a key.
            key: key.parse().ok()?,
            title: text(Some(&listed.name)).unwrap_or_else(|| format!("Domain {}", index + 1)),
            weight,
            objectives: listed
                .objectives
                .iter()
                .flat_map(objectives)
                .map(Objective::without_key)
                .collect(),
        });
    }
    if domains.is_empty() {
        find(Finding::NoDomains);
        return None;
    }
    let weighted = domains.iter().filter(|domain| domain.weight.is_some());
    let weighted = weighted.count();
    if weighted == 0 {
        find(Finding::NoWeights);
    } else if weighted < domains.len() {
        find(Finding::SomeWeights);
        let all = domains.len();
        notes.push(format!("{weighted} of {all} domains have a weight."));
    }
    let effective = effective_from(entry);
    if effective.is_some() {
        find(Finding::EffectiveDateRead);
    }
    let listed_by = evidence.as_of.latest();
    let mut blueprint = Blueprint {
        version: format!("cert-atlas-{listed_by}"),
        standing: BlueprintStanding::Official,
        weights: if weighted == domains.len() {
            WeightsPublished::Published
        } else {
            WeightsPublished::Unknown
        },
        published_on: None,
        effective_from: effective.map_or_else(
            || ApproximateDate::on_or_before(listed_by),
            ApproximateDate::day,
        ),
        effective_until: None,
        evidence: Evidence {
            confidence: Confidence::Reputable,
            ..evidence.clone()
        },
        domains,
    };
    if PUBLISH_RANGES.contains(&vendor.as_str()) && has_single_numbers(entry) {
        find(Finding::Flattened);
        blueprint.standing = BlueprintStanding::Claimed;
        notes.push(
            "Flattened: the vendor publishes a range for each domain, Cert Atlas one number."
                .to_owned(),
        );
    }
    if let Some(check) = blueprint.weight_check().filter(|check| !check.feasible) {
        find(Finding::Infeasible);
        notes.push(format!(
            "The weights cannot add up to 100: their lower ends make {}, their upper ends {}.",
            check.sum_of_mins, check.sum_of_maxes
        ));
    }
    blueprint.evidence.note = (!notes.is_empty()).then(|| notes.join(" "));
    Some(blueprint)
}

/// The effective date of the blueprint, if the version is nothing but that: `as of April 24, 2026`.
pub(super) fn effective_from(entry: &AtlasEntry) -> Option<NaiveDate> {
    let version = text(entry.version.as_deref())?.to_lowercase();
    NaiveDate::parse_from_str(version.strip_prefix("as of ")?, "%B %d, %Y").ok()
}

/// The range, or the single number as both ends, and its finding.
fn weight(domain: &AtlasDomain) -> (Option<WeightRange>, Vec<Finding>) {
    let single = domain.weight_percent.as_ref();
    let min = domain.weight_min.as_ref().or(single);
    let max = domain.weight_max.as_ref().or(single);
    let (Some(min), Some(max)) = (min, max) else {
        let half = min.is_some() || max.is_some();
        return (
            None,
            half.then_some(Finding::UnreadableNumber)
                .into_iter()
                .collect(),
        );
    };
    let Some((range, is_finer)) = numbers::weight(min, max) else {
        return (None, vec![Finding::UnreadableNumber]);
    };
    let mut findings = Vec::new();
    if is_finer {
        findings.push(Finding::FinerThanTenths);
    }
    if single.is_some_and(|single| !is_middle(single, min, max)) {
        findings.push(Finding::WeightOffCentre);
    }
    (Some(range), findings)
}

/// Whether a number is the middle of two others, within rounding to a tenth.
fn is_middle(number: &Number, min: &Number, max: &Number) -> bool {
    let value = |number: &Number| number.as_f64().unwrap_or(f64::NAN);
    (value(number) - f64::midpoint(value(min), value(max))).abs() < 0.051
}

/// Whether a domain has one number instead of a range.
fn has_single_numbers(entry: &AtlasEntry) -> bool {
    entry.domains.iter().any(|domain| {
        domain.weight_percent.is_some() && domain.weight_min.as_ref() == domain.weight_max.as_ref()
    })
}

fn objectives(objective: &AtlasObjective) -> impl Iterator<Item = String> {
    let parts = objective.sub_objectives.iter().map(|part| Some(&**part));
    std::iter::once(objective.title.as_deref())
        .chain(parts)
        .filter_map(text)
}
