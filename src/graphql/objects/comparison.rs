//! Comparisons: authored ones of two exams, and any two to four exams side by side.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::{Result, SimpleObject};
use certgraph_macros::Fields;

use crate::graphql::{
    objects::audience_rule::AdvisedExam,
    objects::blueprint::{Blueprint, Domain},
    objects::connection::{ExamRef, bad_argument, check_length},
    objects::evidence::{Evidence, Source},
    objects::exam::ExamObject,
    objects::lookup,
    objects::values::{DecimalRange, rounded},
    objects::view::View,
};
use crate::{
    advice::{self, MAX_COVERED},
    catalogue::{ExamIndex, Experience, blueprint_to_study},
};

/// What a source says sets an exam apart from another one.
#[derive(SimpleObject, Fields)]
pub struct Comparison {
    /// The other exam, as the source names it; it may be retired.
    exam: ExamObject,
    /// The difference in a sentence.
    summary: String,
    /// What differs, dimension by dimension.
    dimensions: Vec<ComparisonDimension>,
    /// Which one to take, audience by audience.
    per_audience: Vec<AudienceAdvice>,
    /// The leading source. Null for an estimate without one.
    source: Option<Source>,
    /// Who says so, when, and how far it can be trusted.
    evidence: Evidence,
}

/// One respect in which exams differ.
#[derive(SimpleObject, Fields)]
pub struct ComparisonDimension {
    /// The respect. Example: `"tier"`.
    name: String,
    /// True when a source compares the exams in this respect; false when the catalogue's facts are
    /// shown side by side.
    authored: bool,
    /// Each exam in this respect, in the order of the exams.
    values: Vec<DimensionValue>,
    /// Who says so.
    evidence: Vec<Evidence>,
}

/// One exam in one respect.
#[derive(SimpleObject, Fields)]
pub struct DimensionValue {
    /// The exam.
    exam: ExamObject,
    /// Its value, in words or figures with their unit. Null when not known.
    text: Option<String>,
}

/// What a source advises one audience.
#[derive(SimpleObject, Fields)]
pub struct AudienceAdvice {
    /// Whom the advice is for. Example: `"ships code"`.
    audience: String,
    /// The exams to take, in order, with what can be booked in their place on the day.
    take: Vec<AdvisedExam>,
    /// The advice in a sentence.
    advice: String,
}

/// Two to four exams side by side.
#[derive(SimpleObject, Fields)]
pub struct ExamComparison {
    /// The exams, each once, in the order asked for.
    exams: Vec<ExamObject>,
    /// What sets them apart: first what sources say, then what facts show.
    dimensions: Vec<ComparisonDimension>,
    /// Which one to take, audience by audience, as sources advise.
    per_audience: Vec<AudienceAdvice>,
    /// How much content they share.
    overlap: Overlap,
    /// The sources of everything shown, by key.
    sources: Vec<Source>,
}

/// How much content exams share: 0 is nothing, 1 is everything. The measure is the cosine of the
/// exams' blueprints as TF-IDF vectors of word stems, a domain counting by its weight; the blueprint is
/// the one in force on the day, else the first one to come.
#[derive(SimpleObject, Fields)]
pub struct Overlap {
    /// The mean over all pairs. Example: `0.31`. Null when no pair has two known blueprints.
    weighted: Option<f64>,
    /// Each pair.
    pairs: Vec<PairOverlap>,
}

/// How much content two exams share.
#[derive(SimpleObject, Fields)]
pub struct PairOverlap {
    /// One exam.
    left: ExamObject,
    /// The other exam.
    right: ExamObject,
    /// 0 is nothing, 1 is everything. Example: `0.31`. Null when a blueprint is not known.
    weighted: Option<f64>,
    /// The pairs of domains that it comes from, the largest contribution first, at most ten. Empty
    /// when nothing is shared or a blueprint is not known.
    shared_domains: Vec<SharedDomains>,
}

/// Two domains that have content in common.
#[derive(SimpleObject, Fields)]
pub struct SharedDomains {
    /// The domain of the left exam.
    left: Domain,
    /// The domain of the right exam.
    right: Domain,
    /// What the two contribute to the overlap of the exams; over all pairs of domains these add up
    /// to it. Example: `0.12`.
    share: f64,
}

/// The study hours that are left for a person who knows other exams.
#[derive(SimpleObject, Fields)]
pub struct MarginalHours {
    /// The hours that are left. Example: `{ min: "41.4", max: "69", unit: "hours" }`.
    hours: DecimalRange,
    /// The hours without knowing other exams.
    full_hours: DecimalRange,
    /// The share of the content that the other exams cover, 0 to 1. Example: `0.31`.
    covered_share: f64,
    /// How the hours come about, with the numbers put in.
    formula: String,
    /// Each domain of the exam, in the vendor's order.
    domains: Vec<DomainCoverage>,
    /// Who gives the full hours.
    evidence: Evidence,
}

/// How much of a domain other exams cover.
#[derive(SimpleObject, Fields)]
pub struct DomainCoverage {
    /// The domain.
    domain: Domain,
    /// How like it is to the domain of the other exams that it is most like, 0 to 1.
    covered_share: f64,
    /// The exam that has that domain. Null when nothing is alike.
    by: Option<ExamObject>,
}

/// Smaller contributions are not shown: they would round to zero.
const MIN_SHARE: f64 = 0.001;

/// The most pairs of domains that are shown for a pair of exams.
const MAX_SHARED: usize = 10;

/// The authored comparisons of an exam.
pub(crate) fn comparisons(view: &View, exam: ExamIndex) -> Vec<Comparison> {
    let catalogue = &view.catalogue;
    let indices = catalogue.exam(exam).comparisons.iter();
    indices
        .map(|index| {
            let entry = catalogue.comparison(*index);
            let record = &entry.record;
            let is_left = entry.left == exam;
            let other = if is_left { entry.right } else { entry.left };
            let evidence = &record.evidence;
            let value = |exam, text: &str| DimensionValue {
                exam: view.exam(exam),
                text: Some(text.to_owned()),
            };
            let dimensions = record.dimensions.iter().map(|row| ComparisonDimension {
                name: row.name.clone(),
                authored: true,
                values: vec![value(entry.left, &row.left), value(entry.right, &row.right)],
                evidence: vec![Evidence::new(catalogue, evidence)],
            });
            let advice = record.audiences.iter().map(|advice| {
                let exams = advice
                    .take
                    .iter()
                    .filter_map(|key| catalogue.exam_by_key(key));
                AudienceAdvice {
                    audience: advice.audience.clone(),
                    take: exams.map(|named| AdvisedExam::new(view, named)).collect(),
                    advice: advice.advice.clone(),
                }
            });
            Comparison {
                exam: view.exam(other),
                summary: record.summary.clone(),
                dimensions: dimensions.collect(),
                per_audience: advice.collect(),
                source: view.leading_source(evidence),
                evidence: Evidence::new(catalogue, evidence),
            }
        })
        .collect()
}

/// Compares two to four exams.
pub(crate) fn compare(view: &View, references: &[ExamRef]) -> Result<ExamComparison> {
    let mut exams: Vec<ExamIndex> = Vec::new();
    let known = lookup::all_known(
        "exams",
        references,
        |reference| reference.name().to_string(),
        |reference| lookup::known_exam(view, "exams", reference.name()),
    );
    for exam in known? {
        if !exams.contains(&exam) {
            exams.push(exam);
        }
    }
    if !advice::COMPARED_EXAMS.contains(&exams.len()) {
        let message = format!("takes two to four different exams, not {}", exams.len());
        return Err(bad_argument("exams", message));
    }
    let comparison = advice::compare(&view.catalogue, &exams, view.day);
    Ok(ExamComparison {
        exams: view.exams(&comparison.exams),
        dimensions: comparison
            .dimensions
            .into_iter()
            .map(|row| ComparisonDimension {
                name: row.dimension.to_string(),
                authored: row.dimension.is_authored(),
                values: row
                    .values
                    .into_iter()
                    .map(|(exam, value)| DimensionValue {
                        exam: view.exam(exam),
                        text: value.map(|value| value.to_string()),
                    })
                    .collect(),
                evidence: view.evidence(&row.evidence),
            })
            .collect(),
        per_audience: comparison
            .audiences
            .into_iter()
            .map(|advice| AudienceAdvice {
                audience: advice.audience,
                take: advice
                    .take
                    .iter()
                    .map(|exam| AdvisedExam::with(view, exam.named, &exam.bookable))
                    .collect(),
                advice: advice.advice,
            })
            .collect(),
        overlap: Overlap {
            weighted: comparison.weighted_overlap.map(rounded),
            pairs: comparison
                .overlaps
                .into_iter()
                .map(|pair| PairOverlap {
                    left: view.exam(pair.left),
                    right: view.exam(pair.right),
                    weighted: pair.weighted.map(rounded),
                    shared_domains: shared_domains(view, &pair),
                })
                .collect(),
        },
        sources: view.sources(&comparison.sources),
    })
}

fn shared_domains(view: &View, pair: &advice::PairOverlap) -> Vec<SharedDomains> {
    let Some((left, right)) = blueprint(view, pair.left).zip(blueprint(view, pair.right)) else {
        return Vec::new();
    };
    pair.shared
        .iter()
        .filter(|shared| shared.share >= MIN_SHARE)
        .take(MAX_SHARED)
        .map(|shared| SharedDomains {
            left: left.domain(shared.left),
            right: right.domain(shared.right),
            share: rounded(shared.share),
        })
        .collect()
}

/// The blueprint that overlap is measured on.
fn blueprint(view: &View, exam: ExamIndex) -> Option<Blueprint> {
    let blueprints = &view.catalogue.exam(exam).record.blueprints;
    Blueprint::find(view, exam, blueprint_to_study(blueprints, view.day)?)
}

/// The study hours of an exam for a person who has passed others; `None` when its hours or its content
/// are not known.
pub(crate) fn marginal_hours(
    view: &View,
    exam: ExamIndex,
    given: &[String],
    experience: Option<ApiEnum<Experience>>,
) -> Result<Option<MarginalHours>> {
    check_length("given", "exams", given)?;
    let known = lookup::known_exams(view, "given", given)?;
    let hours = advice::marginal_hours(
        &view.catalogue,
        exam,
        &known,
        experience.map(|set| set.0),
        view.day,
    );
    let Some((hours, blueprint)) = hours.zip(blueprint(view, exam)) else {
        return Ok(None);
    };
    let covered_share = rounded(hours.coverage.share);
    Ok(Some(MarginalHours {
        hours: hours.left.into(),
        full_hours: hours.full.into(),
        covered_share,
        formula: format!(
            "{} x (1 - min({covered_share} covered, {MAX_COVERED})), to a tenth of an hour in each \
             domain{} = {}",
            hours.full,
            if hours.limited {
                ", where no exam takes off more hours than it took"
            } else {
                ""
            },
            hours.left
        ),
        domains: hours
            .coverage
            .domains
            .iter()
            .map(|part| DomainCoverage {
                domain: blueprint.domain(part.index),
                covered_share: rounded(part.covered),
                by: part.by.map(|exam| view.exam(exam)),
            })
            .collect(),
        evidence: Evidence::new(&view.catalogue, &hours.evidence),
    }))
}
