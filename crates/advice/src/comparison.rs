//! Comparison of exams: differences that sources state, and differences of catalogue facts.

use std::{collections::BTreeSet, ops::RangeInclusive};

use super::overlap::{SharedDomains, overlap, shared_domains};
use catalogue::{
    Catalogue, ComparisonIndex, Currency, Day, Evidence, ExamIndex, FactName, SourceKey,
};

/// Several exams compared on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct ExamComparison {
    /// The requested exams, distinct.
    pub exams: Vec<ExamIndex>,
    /// The differences: first those that sources state, then those of facts.
    pub dimensions: Vec<SideBySide>,
    /// Which exam to take, audience by audience, as sources advise.
    pub audiences: Vec<AudienceAdvice>,
    /// The content overlap of each pair, in the order of the exams.
    pub overlaps: Vec<PairOverlap>,
    /// The mean overlap of the pairs with a known overlap, 0 to 1; `None` if there are none.
    pub weighted_overlap: Option<f64>,
    /// The sources of everything above, distinct, by key.
    pub sources: Vec<SourceKey>,
}

/// One dimension of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideBySide {
    /// Its name: `tier`, `fee`, `study hours`.
    pub name: String,
    /// Its origin.
    pub origin: DimensionOrigin,
    /// The value for each exam, in the order of the exams; `None` where unknown.
    pub values: Vec<(ExamIndex, Option<String>)>,
    /// The evidence, that of the first exam first.
    pub evidence: Vec<Evidence>,
}

/// The origin of a dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DimensionOrigin {
    /// A source compares the exams.
    Authored(ComparisonIndex),
    /// The catalogue's facts about each exam.
    Computed,
}

/// The advice of a source to an audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudienceAdvice {
    /// The comparison with the advice.
    pub comparison: ComparisonIndex,
    /// The audience.
    pub audience: String,
    /// The exams to take, in order.
    pub take: Vec<AdvisedExam>,
    /// The advice in a sentence.
    pub advice: String,
}

/// An advised exam with its bookable substitutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdvisedExam {
    /// The exam that the source names.
    pub named: ExamIndex,
    /// The bookable exams on the day: the exam itself or its successors; empty if there are none.
    pub bookable: Vec<ExamIndex>,
}

/// The content overlap of two exams.
#[derive(Debug, Clone, PartialEq)]
pub struct PairOverlap {
    /// One exam.
    pub left: ExamIndex,
    /// The other exam.
    pub right: ExamIndex,
    /// See [`overlap`]; `None` if a blueprint is missing.
    pub weighted: Option<f64>,
    /// The contributing pairs of domains, the largest contribution first.
    pub shared: Vec<SharedDomains>,
}

/// The facts shown side by side, with the name of each row.
const FACT_ROWS: [(&str, FactName); 6] = [
    ("duration", FactName::Duration),
    ("items", FactName::Items),
    ("passing score", FactName::PassingScore),
    ("validity", FactName::Validity),
    ("renewal", FactName::Renewal),
    ("languages", FactName::Languages),
];

/// The number of exams of a comparison, for the edges; [`compare`] takes any number.
pub const COMPARED_EXAMS: RangeInclusive<usize> = 2..=4;

/// Compares exams on a day.
pub fn compare(catalogue: &Catalogue, exams: &[ExamIndex], day: Day) -> ExamComparison {
    let mut distinct: Vec<ExamIndex> = Vec::new();
    for exam in exams {
        if !distinct.contains(exam) {
            distinct.push(*exam);
        }
    }
    let authored = authored_comparisons(catalogue, &distinct);
    let mut dimensions: Vec<SideBySide> = authored
        .iter()
        .flat_map(|index| authored_rows(catalogue, *index, &distinct))
        .collect();
    dimensions.extend(computed_rows(catalogue, &distinct, day));
    let overlaps: Vec<PairOverlap> = pairs(&distinct)
        .map(|(left, right)| PairOverlap {
            left,
            right,
            weighted: overlap(catalogue, left, right, day),
            shared: shared_domains(catalogue, left, right, day),
        })
        .collect();
    let sources: BTreeSet<SourceKey> = dimensions
        .iter()
        .flat_map(|row| &row.evidence)
        .chain(
            authored
                .iter()
                .map(|index| &catalogue.comparison(*index).record.evidence),
        )
        .flat_map(|evidence| evidence.sources.iter().cloned())
        .collect();
    ExamComparison {
        audiences: authored
            .iter()
            .flat_map(|index| audience_advice(catalogue, *index, day))
            .collect(),
        weighted_overlap: mean(overlaps.iter().filter_map(|pair| pair.weighted)),
        exams: distinct,
        dimensions,
        overlaps,
        sources: sources.into_iter().collect(),
    }
}

fn pairs(exams: &[ExamIndex]) -> impl Iterator<Item = (ExamIndex, ExamIndex)> + '_ {
    exams
        .iter()
        .enumerate()
        .flat_map(|(index, left)| exams[index + 1..].iter().map(move |right| (*left, *right)))
}

fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = numbers.fold((0.0, 0.0), |(sum, count), number| {
        (sum + number, count + 1.0)
    });
    (count > 0.0).then_some(sum / count)
}

/// The authored comparisons between two of these exams, in catalogue order.
fn authored_comparisons(catalogue: &Catalogue, exams: &[ExamIndex]) -> Vec<ComparisonIndex> {
    let found: BTreeSet<ComparisonIndex> = exams
        .iter()
        .flat_map(|exam| catalogue.exam(*exam).comparisons.iter().copied())
        .filter(|index| {
            let entry = catalogue.comparison(*index);
            exams.contains(&entry.left) && exams.contains(&entry.right)
        })
        .collect();
    found.into_iter().collect()
}

fn authored_rows<'a>(
    catalogue: &'a Catalogue,
    index: ComparisonIndex,
    exams: &'a [ExamIndex],
) -> impl Iterator<Item = SideBySide> + 'a {
    let entry = catalogue.comparison(index);
    entry.record.dimensions.iter().map(move |dimension| {
        let value = |exam: &ExamIndex| {
            let text = if *exam == entry.left {
                Some(dimension.left.clone())
            } else if *exam == entry.right {
                Some(dimension.right.clone())
            } else {
                None
            };
            (*exam, text)
        };
        SideBySide {
            name: dimension.name.clone(),
            origin: DimensionOrigin::Authored(index),
            values: exams.iter().map(value).collect(),
            evidence: vec![entry.record.evidence.clone()],
        }
    })
}

fn audience_advice(
    catalogue: &Catalogue,
    index: ComparisonIndex,
    day: Day,
) -> impl Iterator<Item = AudienceAdvice> + '_ {
    let record = &catalogue.comparison(index).record;
    record.audiences.iter().map(move |audience| AudienceAdvice {
        comparison: index,
        audience: audience.audience.clone(),
        take: audience
            .take
            .iter()
            .filter_map(|key| catalogue.exam_by_key(key))
            .map(|named| AdvisedExam {
                named,
                bookable: catalogue.bookable_substitutes(named, day),
            })
            .collect(),
        advice: audience.advice.clone(),
    })
}

/// The rows of facts about each exam.
fn computed_rows(catalogue: &Catalogue, exams: &[ExamIndex], day: Day) -> Vec<SideBySide> {
    let row = |name: &str, value: &dyn Fn(ExamIndex) -> (Option<String>, Option<Evidence>)| {
        let (values, evidence): (Vec<_>, Vec<_>) = exams
            .iter()
            .map(|exam| {
                let (text, evidence) = value(*exam);
                ((*exam, text), evidence)
            })
            .unzip();
        SideBySide {
            name: name.to_owned(),
            origin: DimensionOrigin::Computed,
            values,
            evidence: evidence.into_iter().flatten().collect(),
        }
    };
    let fact = |exam: ExamIndex, name: FactName| {
        let entry = catalogue.exam(exam);
        let fact = entry.fact_in(name, &entry.usual_circumstances(day));
        let text = fact.and_then(|fact| fact.value()).map(ToString::to_string);
        (text, fact.map(|fact| fact.evidence.clone()))
    };
    let mut rows = vec![
        row("level", &|exam| fact(exam, FactName::Level)),
        row("fee", &|exam| {
            let fee = catalogue.exam(exam).fee_on(Currency::USD, day);
            let entry = catalogue.exam(exam);
            let fact = entry.fee_fact_in(Currency::USD, &entry.usual_circumstances(day));
            let evidence = fact.map(|fact| fact.evidence.clone());
            (fee.map(|fee| fee.to_string()), evidence)
        }),
        row("study hours", &|exam| {
            let entry = catalogue.exam(exam);
            let hours = entry.study_hours(None).map(|hours| hours.to_string());
            let evidence = entry.study_hours_fact(None);
            (hours, evidence.map(|fact| fact.evidence.clone()))
        }),
    ];
    rows.extend(
        FACT_ROWS
            .iter()
            .map(|(name, fact_name)| row(name, &|exam| fact(exam, *fact_name))),
    );
    rows.push(row("state", &|exam| {
        let state = catalogue.exam(exam).state(day);
        (Some(format!("{state:?}").to_uppercase()), None)
    }));
    rows.push(row("domains", &|exam| {
        let blueprint = catalogue.exam(exam).blueprint(day);
        let count = blueprint.map(|blueprint| blueprint.domains.len().to_string());
        (count, blueprint.map(|blueprint| blueprint.evidence.clone()))
    }));
    rows.push(row("required prerequisites", &|exam| {
        (Some(required_prerequisites(catalogue, exam)), None)
    }));
    rows.retain(|row| row.values.iter().any(|(_, text)| text.is_some()));
    rows
}

/// The required prerequisites in words: `any of AZ-104, AZ-204; CKA`, or `none known`.
fn required_prerequisites(catalogue: &Catalogue, exam: ExamIndex) -> String {
    use catalogue::PrerequisiteKind::Required;
    let entry = catalogue.exam(exam);
    let groups: Vec<String> = entry
        .record
        .prerequisites
        .iter()
        .filter(|group| group.kind == Required)
        .map(|group| {
            let codes: Vec<&str> = group.any_of.iter().map(|key| key.code.as_str()).collect();
            match codes.as_slice() {
                [only] => (*only).to_owned(),
                _ => format!("any of {}", codes.join(", ")),
            }
        })
        .collect();
    if groups.is_empty() {
        "none known".to_owned()
    } else {
        groups.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ComparisonSketch, ExamSketch, Sketch, first_day};

    fn sketch() -> Sketch {
        let retired = ExamSketch {
            retires: Some(-1),
            successors: vec![2],
            ..ExamSketch::default()
        };
        let unknown = ExamSketch {
            fee: None,
            ..ExamSketch::default().requiring(&[2])
        };
        let mut sketch = Sketch::of(vec![retired, unknown, ExamSketch::default()]);
        sketch.comparisons = vec![ComparisonSketch {
            left: 0,
            right: 1,
            dimension: ("scope", "broad", "narrow"),
            take: 0,
        }];
        sketch
    }

    fn row<'a>(comparison: &'a ExamComparison, name: &str) -> Vec<Option<&'a str>> {
        let row = comparison.dimensions.iter().find(|row| row.name == name);
        let values = row.unwrap().values.iter();
        values.map(|(_, text)| text.as_deref()).collect()
    }

    #[test]
    fn what_sources_say_comes_before_what_facts_show() {
        let sketch = sketch();
        let catalogue = sketch.build();
        let exams: Vec<ExamIndex> = [1, 0, 2, 1]
            .map(|index| sketch.exam(&catalogue, index))
            .to_vec();
        let comparison = compare(&catalogue, &exams, first_day());
        assert_eq!(comparison.exams, exams[..3]);
        let origin = comparison.dimensions[0].origin;
        assert!(matches!(origin, DimensionOrigin::Authored(_)));
        assert_eq!(
            row(&comparison, "scope"),
            [Some("narrow"), Some("broad"), None]
        );
        assert_eq!(
            row(&comparison, "fee"),
            [None, Some("100.00 USD"), Some("100.00 USD")]
        );
        let states = [Some("LIVE"), Some("RETIRED"), Some("LIVE")];
        assert_eq!(row(&comparison, "state"), states);
        let required = [Some("E-2"), Some("none known"), Some("none known")];
        assert_eq!(row(&comparison, "required prerequisites"), required);
        assert_eq!(
            (comparison.overlaps.len(), comparison.weighted_overlap),
            (3, None)
        );
    }

    #[test]
    fn advice_to_take_a_retired_exam_names_what_can_be_booked() {
        let sketch = sketch();
        let catalogue = sketch.build();
        let exams = [0, 1, 2].map(|index| sketch.exam(&catalogue, index));
        let comparison = compare(&catalogue, &exams[..2], first_day());
        let advised = AdvisedExam {
            named: exams[0],
            bookable: vec![exams[2]],
        };
        assert_eq!(comparison.audiences[0].take, [advised]);
        assert!(comparison.sources.iter().any(|key| key.as_str() == "role"));
    }

    #[test]
    fn exams_that_no_source_compares_are_compared_by_their_facts() {
        let sketch = sketch();
        let catalogue = sketch.build();
        let exams = [0, 2].map(|index| sketch.exam(&catalogue, index));
        let comparison = compare(&catalogue, &exams, first_day());
        let computed = |row: &SideBySide| row.origin == DimensionOrigin::Computed;
        assert!(comparison.dimensions.iter().all(computed));
        assert!(comparison.audiences.is_empty());
    }
}
