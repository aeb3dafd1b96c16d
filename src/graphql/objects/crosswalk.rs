//! Which domains continue which, and what a change means for a partner's tags.

use async_graphql::{InputObject, Result, SimpleObject};
use certgraph_macros::Fields;
use serde::Serialize;

use crate::graphql::{
    objects::blueprint::{Blueprint, Domain, Objective},
    objects::connection::{
        CursorScope, Page, PageArguments, bad_argument, check_length, page, parsed,
    },
    objects::enums::ApiEnum,
    objects::exam::ExamObject,
    objects::lookup,
    objects::scalars::Date,
    objects::view::View,
};
use crate::{
    advice::{self, BlueprintVersion, Tag, TagName},
    catalogue::blueprint_to_study,
};

/// Names a blueprint: that of an exam on a day, or one of its versions.
#[derive(InputObject, Debug, Clone)]
pub struct BlueprintRef {
    /// The exam's code, or `vendor/code` where a code is ambiguous. Example: `"AI-102"`.
    exam: String,
    /// The version of the blueprint. Example: `"2025-12-23"`. Default: the one in force on the day.
    version: Option<String>,
    /// The day whose blueprint is meant when no version is given. Default: the day of the question.
    on: Option<Date>,
}

/// Which domains of one blueprint continue which of another.
#[derive(SimpleObject, Fields)]
pub struct DomainCrosswalk {
    /// The first blueprint, with its evidence.
    from: Blueprint,
    /// The second blueprint, with its evidence.
    to: Blueprint,
    /// Each domain of the first blueprint, in its order.
    rows: Vec<CrosswalkRow>,
}

/// Where a domain continues. The shares of its targets and `unmatchedShare` add up to exactly 1.
#[derive(SimpleObject, Fields)]
pub struct CrosswalkRow {
    /// The domain of the first blueprint.
    domain: Domain,
    /// The domains of the second blueprint that continue it, the largest share first. Empty when
    /// none does.
    targets: Vec<CrosswalkTarget>,
    /// The share of its content that nothing continues, 0 to 1 in thousandths. Example: `0.125`.
    unmatched_share: f64,
    /// How sure the row is, 0 to 1: the confidences of its parts by their shares.
    confidence: f64,
}

/// A domain that continues a part of another.
#[derive(SimpleObject, Fields)]
pub struct CrosswalkTarget {
    /// The domain of the second blueprint.
    domain: Domain,
    /// The share of the first domain's content that it continues, 0 to 1 in thousandths. Example:
    /// `0.625`.
    share: f64,
    /// How sure that is, 0 to 1: 1 for equal keys, 0.95 for equal texts, lower by how similar the
    /// words are.
    confidence: f64,
    /// Why: the basis of the largest part.
    basis: ApiEnum<advice::CrosswalkBasis>,
}

/// A tag of your content: a domain or an objective of an exam. Give one of the two.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct TagInput {
    /// The exam's code, or `vendor/code` where a code is ambiguous. Example: `"AI-102"`.
    exam: String,
    /// The key of the domain. Example: `"computer-vision"`.
    domain: Option<String>,
    /// The key of the objective. Example: `"question-answering"`. Either this or `domain`.
    objective: Option<String>,
    /// The version of the blueprint that the tag was made for. Example: `"2025-12-23"`. Default: the
    /// one in force on the first day, else the newest that has the key.
    blueprint_version: Option<String>,
}

/// What a change of blueprints means for a tag.
#[derive(SimpleObject, Fields)]
pub struct TagImpact {
    /// The exam of the tag.
    exam: ExamObject,
    /// The key of the tagged domain. Null for a tag of an objective.
    domain_key: Option<String>,
    /// The key of the tagged objective. Null for a tag of a domain.
    objective_key: Option<String>,
    /// What to do. Null when the exam has no such domain or objective; the reason says so.
    outcome: Option<ApiEnum<advice::ImpactOutcome>>,
    /// The tags to use from now on, the largest share first: for `KEEP` and `RENAME` the tag itself,
    /// for `DROP` none.
    targets: Vec<TargetTag>,
    /// Why, in a sentence.
    reason: String,
    /// How sure the outcome is, 0 to 1. 1: by equal keys. Look at what is below 0.5 yourself.
    confidence: f64,
    /// The blueprint that has the tag, with its evidence. Null when none has.
    from: Option<Blueprint>,
}

/// A tag to use from now on.
#[derive(SimpleObject, Fields)]
pub struct TargetTag {
    /// The exam.
    exam: ExamObject,
    /// The blueprint that has the tag, with its evidence.
    blueprint: Blueprint,
    /// The domain.
    domain: Domain,
    /// The objective of the domain. Null when the tag is the domain as a whole.
    objective: Option<Objective>,
    /// The share of the content that belongs there, 0 to 1 in thousandths. Example: `0.5`.
    share: f64,
    /// How sure that is, 0 to 1.
    confidence: f64,
    /// Why: the basis of the largest part.
    basis: ApiEnum<advice::CrosswalkBasis>,
}

/// The crosswalk of two blueprints; `None` when either is not known or has no domains.
pub(crate) fn domain_crosswalk(
    view: &View,
    from: &BlueprintRef,
    to: &BlueprintRef,
) -> Result<Option<DomainCrosswalk>> {
    let first = version(view, "from", from)?;
    let second = version(view, "to", to)?;
    let (Some(first), Some(second)) = (first, second) else {
        return Ok(None);
    };
    let catalogue = &view.catalogue;
    if !advice::is_succession(catalogue, first.exam, second.exam) {
        let code = |version: BlueprintVersion| catalogue.exam(version.exam).record.code.to_string();
        let message = format!(
            "{} neither follows {} nor comes before it; give two blueprints of one exam, or of an exam \
             and its successor",
            code(second),
            code(first)
        );
        return Err(bad_argument("to", message));
    }
    let Some(crosswalk) = advice::domain_crosswalk(catalogue, first, second) else {
        return Ok(None);
    };
    let blueprint = |version: BlueprintVersion| Blueprint::new(view, version.exam, version.index);
    let (from, to) = (blueprint(first), blueprint(second));
    let rows = crosswalk.rows.into_iter().enumerate();
    let rows = rows.map(|(domain, row)| CrosswalkRow {
        domain: from.domain(domain),
        unmatched_share: row.unmatched.as_f64(),
        confidence: row.confidence.as_f64(),
        targets: row
            .targets
            .into_iter()
            .map(|target| CrosswalkTarget {
                domain: to.domain(target.domain),
                share: target.share.as_f64(),
                confidence: target.confidence.as_f64(),
                basis: target.basis.into(),
            })
            .collect(),
    });
    Ok(Some(DomainCrosswalk {
        rows: rows.collect(),
        from,
        to,
    }))
}

fn version(view: &View, argument: &str, named: &BlueprintRef) -> Result<Option<BlueprintVersion>> {
    let argument_of_exam = format!("{argument}.exam");
    let exam = lookup::known_exam(view, &argument_of_exam, named.exam.as_str().into())?;
    let blueprints = &view.catalogue.exam(exam).record.blueprints;
    let found = match &named.version {
        Some(version) => {
            let found = blueprints.iter().find(|own| own.version == *version);
            Some(found.ok_or_else(|| {
                let known: Vec<&str> = blueprints.iter().map(|own| own.version.as_str()).collect();
                let message = format!(
                    "there is no such blueprint of {}; it has {}",
                    named.exam,
                    if known.is_empty() {
                        "none".to_owned()
                    } else {
                        known.join(", ")
                    }
                );
                bad_argument(&format!("{argument}.version"), message)
            })?)
        }
        None => blueprint_to_study(blueprints, named.on.map_or(view.day, |day| day.0)),
    };
    Ok(found.and_then(|found| BlueprintVersion::of(&view.catalogue, exam, found)))
}

/// What the time between two days means for tags, in their order.
pub(crate) fn impact(
    view: &View,
    tags: &[TagInput],
    (from, to): (Date, Option<Date>),
    arguments: &PageArguments,
) -> Result<Page<TagImpact>> {
    check_length("tags", "tags", tags)?;
    let to = to.map_or(view.day, |day| day.0);
    if to < from.0 {
        return Err(bad_argument("to", "is before \"from\""));
    }
    let read: Vec<Tag> = tags
        .iter()
        .enumerate()
        .map(|(place, tag)| read_tag(view, &format!("tags[{place}]"), tag))
        .collect::<Result<_>>()?;
    let impacts = advice::impact(&view.catalogue, &read, (from.0, to), &view.cancellation);
    view.cancellation.check()?;
    let scope = CursorScope::new("impact", &(tags, from, Date(to)));
    let items = read.into_iter().zip(impacts.unwrap_or_default());
    let items = items.enumerate().map(|(place, item)| {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        (place.to_be_bytes(), item)
    });
    page(items.collect(), arguments, scope, |(tag, impact)| {
        shown(view, &tag, impact)
    })
}

fn read_tag(view: &View, argument: &str, tag: &TagInput) -> Result<Tag> {
    let name = match (&tag.domain, &tag.objective) {
        (Some(key), None) => TagName::Domain(parsed(&format!("{argument}.domain"), key)?),
        (None, Some(key)) => TagName::Objective(parsed(&format!("{argument}.objective"), key)?),
        _ => {
            let message = "give either \"domain\" or \"objective\"";
            return Err(bad_argument(argument, message));
        }
    };
    Ok(Tag {
        exam: lookup::known_exam(view, &format!("{argument}.exam"), tag.exam.as_str().into())?,
        name,
        version: tag.blueprint_version.clone(),
    })
}

fn shown(view: &View, tag: &Tag, impact: advice::TagImpact) -> TagImpact {
    let (domain_key, objective_key) = match &tag.name {
        TagName::Domain(key) => (Some(key.to_string()), None),
        TagName::Objective(key) => (None, Some(key.to_string())),
    };
    let blueprint = |version: BlueprintVersion| Blueprint::new(view, version.exam, version.index);
    let targets = impact.targets.iter().map(|target| {
        let blueprint = blueprint(target.version);
        let domain = blueprint.domain(target.domain);
        TargetTag {
            exam: view.exam(target.version.exam),
            objective: target.objective.map(|index| domain.objective(index)),
            blueprint,
            domain,
            share: target.share.as_f64(),
            confidence: target.confidence.as_f64(),
            basis: target.basis.into(),
        }
    });
    TagImpact {
        exam: view.exam(tag.exam),
        domain_key,
        objective_key,
        outcome: impact.outcome.map(Into::into),
        targets: targets.collect(),
        reason: impact.reason,
        confidence: impact.confidence.as_f64(),
        from: impact.from.map(blueprint),
    }
}
