//! Comparisons: authored ones of two exams, and any two to four exams side by side.

use async_graphql::{Result, SimpleObject};

use super::{
    audience_rule::AdvisedExam,
    connection::{ExamRef, bad_argument},
    evidence::{Evidence, Source, sources},
    exam::ExamObject,
    lookup,
    view::View,
};
use crate::{
    advice::{self, DimensionOrigin},
    catalogue::ExamIndex,
};

/// What a source says sets an exam apart from another one.
#[derive(SimpleObject)]
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
#[derive(SimpleObject)]
pub struct ComparisonDimension {
    /// The respect. Example: `"tier"`.
    name: String,
    /// True when a source compares the exams in this respect; false when the catalogue's facts are
    /// shown side by side.
    authored: bool,
    /// How each exam stands, in the order of the exams.
    values: Vec<DimensionValue>,
    /// Who says so.
    evidence: Vec<Evidence>,
}

/// How one exam stands in one respect.
#[derive(SimpleObject)]
pub struct DimensionValue {
    /// The exam.
    exam: ExamObject,
    /// How it stands, in words or figures with their unit. Null when nobody says.
    text: Option<String>,
}

/// What a source advises one audience.
#[derive(SimpleObject)]
pub struct AudienceAdvice {
    /// Whom the advice is for. Example: `"ships code"`.
    audience: String,
    /// The exams to take, in order, with what can be booked in their place on the day.
    take: Vec<AdvisedExam>,
    /// The advice in a sentence.
    advice: String,
}

/// Two to four exams side by side.
#[derive(SimpleObject)]
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

/// How much content exams share, measured on the domains and objectives of the blueprints in force,
/// each domain counted by its weight: 0 is nothing, 1 is everything.
#[derive(SimpleObject)]
pub struct Overlap {
    /// The mean over all pairs. Example: `0.31`. Null when no pair has two known blueprints.
    weighted: Option<f64>,
    /// Each pair.
    pairs: Vec<PairOverlap>,
}

/// How much content two exams share.
#[derive(SimpleObject)]
pub struct PairOverlap {
    /// One exam.
    left: ExamObject,
    /// The other exam.
    right: ExamObject,
    /// 0 is nothing, 1 is everything. Null when a blueprint is not known.
    weighted: Option<f64>,
}

/// The authored comparisons that an exam stands in.
pub(super) fn comparisons(view: &View, exam: ExamIndex) -> Vec<Comparison> {
    let catalogue = &view.catalogue;
    let object = |index| ExamObject {
        view: view.clone(),
        index,
    };
    let entries = catalogue
        .exam(exam)
        .comparisons
        .iter()
        .map(|index| catalogue.comparison(*index));
    entries
        .map(|entry| {
            let record = &entry.record;
            let other = if entry.left == exam {
                entry.right
            } else {
                entry.left
            };
            let evidence = &record.evidence;
            let value = |exam, text: &str| DimensionValue {
                exam: object(exam),
                text: Some(text.to_owned()),
            };
            let dimensions = record
                .dimensions
                .iter()
                .map(|dimension| ComparisonDimension {
                    name: dimension.name.clone(),
                    authored: true,
                    values: vec![
                        value(entry.left, &dimension.left),
                        value(entry.right, &dimension.right),
                    ],
                    evidence: vec![Evidence::new(catalogue, evidence)],
                });
            let advice = record.audiences.iter().map(|advice| AudienceAdvice {
                audience: advice.audience.clone(),
                take: advice
                    .take
                    .iter()
                    .filter_map(|key| catalogue.exam_by_key(key))
                    .map(|named| AdvisedExam::new(view, named))
                    .collect(),
                advice: advice.advice.clone(),
            });
            Comparison {
                exam: object(other),
                summary: record.summary.clone(),
                dimensions: dimensions.collect(),
                per_audience: advice.collect(),
                source: evidence
                    .sources
                    .first()
                    .and_then(|key| catalogue.source(key))
                    .map(Source::from),
                evidence: Evidence::new(catalogue, evidence),
            }
        })
        .collect()
}

/// Holds two to four exams against each other.
pub(super) fn compare(view: &View, references: &[ExamRef]) -> Result<ExamComparison> {
    let mut exams: Vec<ExamIndex> = Vec::new();
    for reference in references {
        let exam = lookup::known_exam(view, "exams", reference)?;
        if !exams.contains(&exam) {
            exams.push(exam);
        }
    }
    if !(2..=4).contains(&exams.len()) {
        let message = format!("takes two to four different exams, not {}", exams.len());
        return Err(bad_argument("exams", message));
    }
    let catalogue = &view.catalogue;
    let object = |index| ExamObject {
        view: view.clone(),
        index,
    };
    let comparison = advice::compare(catalogue, &exams, view.day);
    Ok(ExamComparison {
        exams: comparison
            .exams
            .iter()
            .map(|index| object(*index))
            .collect(),
        dimensions: comparison
            .dimensions
            .into_iter()
            .map(|row| ComparisonDimension {
                name: row.name,
                authored: matches!(row.origin, DimensionOrigin::Authored(_)),
                values: row
                    .values
                    .into_iter()
                    .map(|(exam, text)| DimensionValue {
                        exam: object(exam),
                        text,
                    })
                    .collect(),
                evidence: row
                    .evidence
                    .iter()
                    .map(|item| Evidence::new(catalogue, item))
                    .collect(),
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
                    left: object(pair.left),
                    right: object(pair.right),
                    weighted: pair.weighted.map(rounded),
                })
                .collect(),
        },
        sources: sources(catalogue, &comparison.sources),
    })
}

/// A share to four decimal places: more would pretend to an exactness that the measure has not.
fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}
