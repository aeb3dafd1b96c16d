//! Comparison of exams: differences that sources state, and differences of catalogue facts.

use std::{collections::BTreeSet, fmt, ops::RangeInclusive};

use super::overlap::{SharedDomains, overlap, shared_domains};
use catalogue::{
    Catalogue, ComparisonIndex, Currency, Day, Evidence, ExamIndex, FactName, FactValue,
    LifecycleState, MoneyRange, SourceKey,
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
    /// Its name and origin.
    pub dimension: Dimension,
    /// The value for each exam, in the order of the exams; `None` where unknown.
    pub values: Vec<(ExamIndex, Option<ComparedValue>)>,
    /// The evidence, that of the first exam first.
    pub evidence: Vec<Evidence>,
}

/// What exams are compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dimension {
    /// A source compares the exams by this, in its own words: `tier`.
    Authored(String),
    /// A fact about each exam.
    Fact(FactName),
    /// The lifecycle state.
    State,
    /// The number of domains of the blueprint.
    Domains,
    /// The prerequisites that the vendor enforces.
    RequiredPrerequisites,
}

impl Dimension {
    /// Whether a source compares the exams by it, not the catalogue's own facts.
    pub const fn is_authored(&self) -> bool {
        matches!(self, Self::Authored(_))
    }
}

/// The name in lower case: `tier`, `study hours`.
impl fmt::Display for Dimension {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Authored(name) => formatter.write_str(name),
            Self::Fact(name) => formatter.write_str(&name.words()),
            Self::State => formatter.write_str("state"),
            Self::Domains => formatter.write_str("domains"),
            Self::RequiredPrerequisites => formatter.write_str("required prerequisites"),
        }
    }
}

/// The value of a dimension for an exam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComparedValue {
    /// In the words of a source.
    Stated(String),
    /// The value of a fact.
    Fact(FactValue),
    /// The lifecycle state on the day.
    State(LifecycleState),
    /// The number of domains.
    Domains(usize),
    /// The codes of the exams of each prerequisite: one exam of each group is required. Empty if
    /// no prerequisite is known.
    Prerequisites(Vec<Vec<String>>),
}

/// The value as the API returns it: `165.00 USD`, `RETIRED`, `any of AZ-104, AZ-204; CKA`.
impl fmt::Display for ComparedValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stated(text) => formatter.write_str(text),
            Self::Fact(value) => value.fmt(formatter),
            Self::State(state) => formatter.write_str(&catalogue::DescribedEnum::key(*state)),
            Self::Domains(count) => count.fmt(formatter),
            Self::Prerequisites(groups) if groups.is_empty() => formatter.write_str("none known"),
            Self::Prerequisites(groups) => {
                let groups = groups.iter().map(|codes| match codes.as_slice() {
                    [only] => only.clone(),
                    _ => format!("any of {}", codes.join(", ")),
                });
                let groups: Vec<String> = groups.collect();
                formatter.write_str(&groups.join("; "))
            }
        }
    }
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

/// The facts that exams are compared by besides level, fee and study hours.
const FACTS: [FactName; 6] = [
    FactName::Duration,
    FactName::Items,
    FactName::PassingScore,
    FactName::Validity,
    FactName::Renewal,
    FactName::Languages,
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
                Some(&dimension.left)
            } else if *exam == entry.right {
                Some(&dimension.right)
            } else {
                None
            };
            (*exam, text.cloned().map(ComparedValue::Stated))
        };
        SideBySide {
            dimension: Dimension::Authored(dimension.name.clone()),
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
    type Value = (Option<ComparedValue>, Option<Evidence>);
    let row = |dimension: Dimension, value: &dyn Fn(ExamIndex) -> Value| {
        let (values, evidence): (Vec<_>, Vec<_>) = exams
            .iter()
            .map(|exam| {
                let (value, evidence) = value(*exam);
                ((*exam, value), evidence)
            })
            .unzip();
        SideBySide {
            dimension,
            values,
            evidence: evidence.into_iter().flatten().collect(),
        }
    };
    let fact = |name: FactName| {
        row(Dimension::Fact(name), &|exam| {
            let entry = catalogue.exam(exam);
            let fact = entry.fact_in(name, &entry.usual_circumstances(day));
            let value = fact.and_then(|fact| fact.value()).cloned();
            let evidence = fact.map(|fact| fact.evidence.clone());
            (value.map(ComparedValue::Fact), evidence)
        })
    };
    let mut rows = vec![
        fact(FactName::Level),
        row(Dimension::Fact(FactName::Fee), &|exam| {
            let entry = catalogue.exam(exam);
            let fee = entry.fee_on(Currency::USD, day).map(MoneyRange::exact);
            let fact = entry.fee_fact_in(Currency::USD, &entry.usual_circumstances(day));
            let evidence = fact.map(|fact| fact.evidence.clone());
            (fee.map(FactValue::Money).map(ComparedValue::Fact), evidence)
        }),
        row(Dimension::Fact(FactName::StudyHours), &|exam| {
            let entry = catalogue.exam(exam);
            let hours = entry.study_hours(None).map(FactValue::Quantity);
            let evidence = entry.study_hours_fact(None);
            let evidence = evidence.map(|fact| fact.evidence.clone());
            (hours.map(ComparedValue::Fact), evidence)
        }),
    ];
    rows.extend(FACTS.map(fact));
    rows.push(row(Dimension::State, &|exam| {
        let state = catalogue.exam(exam).state(day);
        (Some(ComparedValue::State(state)), None)
    }));
    rows.push(row(Dimension::Domains, &|exam| {
        let blueprint = catalogue.exam(exam).blueprint(day);
        let count = blueprint.map(|blueprint| ComparedValue::Domains(blueprint.domains.len()));
        (count, blueprint.map(|blueprint| blueprint.evidence.clone()))
    }));
    rows.push(row(Dimension::RequiredPrerequisites, &|exam| {
        (Some(required_prerequisites(catalogue, exam)), None)
    }));
    rows.retain(|row| row.values.iter().any(|(_, value)| value.is_some()));
    rows
}

fn required_prerequisites(catalogue: &Catalogue, exam: ExamIndex) -> ComparedValue {
    use catalogue::PrerequisiteKind::Required;
    let groups = &catalogue.exam(exam).record.prerequisites;
    let required = groups.iter().filter(|group| group.kind == Required);
    let codes = required.map(|group| {
        let codes = group.any_of.iter();
        codes.map(|key| key.code.as_str().to_owned()).collect()
    });
    ComparedValue::Prerequisites(codes.collect())
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

    fn row(comparison: &ExamComparison, name: &str) -> Vec<Option<String>> {
        let mut rows = comparison.dimensions.iter();
        let row = rows.find(|row| row.dimension.to_string() == name).unwrap();
        let values = row.values.iter();
        values
            .map(|(_, value)| value.as_ref().map(ToString::to_string))
            .collect()
    }

    fn texts<const N: usize>(texts: [Option<&str>; N]) -> Vec<Option<String>> {
        texts.map(|text| text.map(str::to_owned)).to_vec()
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
        assert!(comparison.dimensions[0].dimension.is_authored());
        assert_eq!(
            row(&comparison, "scope"),
            texts([Some("narrow"), Some("broad"), None])
        );
        assert_eq!(
            row(&comparison, "fee"),
            texts([None, Some("100.00 USD"), Some("100.00 USD")])
        );
        let states = [Some("LIVE"), Some("RETIRED"), Some("LIVE")];
        assert_eq!(row(&comparison, "state"), texts(states));
        let required = [Some("E-2"), Some("none known"), Some("none known")];
        assert_eq!(row(&comparison, "required prerequisites"), texts(required));
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
        let mut rows = comparison.dimensions.iter();
        assert!(!rows.any(|row| row.dimension.is_authored()));
        assert!(comparison.audiences.is_empty());
    }
}
