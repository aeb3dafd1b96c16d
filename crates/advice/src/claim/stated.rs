//! One thing that the catalogue states, and whether a claimed value agrees with it.

use super::{
    UnknownReason,
    agreement::{Strictness, figures_agree, quantities_agree, texts_agree},
    figure::Figure,
    value::{ClaimedExam, ClaimedState, ClaimedValue, of_money, of_quantity},
};
use catalogue::{
    AbsenceReason, Blueprint, Catalogue, Domain, Evidence, ExamIndex, Fact, FactContent, FactName,
    FactValue, Language, LifecycleState, MoneyRange, PassingScore, ScoreUnit, Unit, WeightRange,
};

/// Whether a claimed value agrees with a stated one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    Agrees,
    Disagrees,
    /// Neither can be said.
    Open(UnknownReason),
}

impl From<bool> for Agreement {
    fn from(agrees: bool) -> Self {
        if agrees {
            Self::Agrees
        } else {
            Self::Disagrees
        }
    }
}

/// One statement of the catalogue on a day.
#[derive(Debug, Clone)]
pub(super) enum Stated<'a> {
    /// A fact.
    Fact(&'a Fact),
    /// The fees of all exams of a set together.
    Total(MoneyRange, Vec<&'a Evidence>),
    /// The state, the states that dates known only roughly leave possible, and the facts behind it.
    State {
        state: LifecycleState,
        possible: Vec<LifecycleState>,
        evidence: Vec<&'a Evidence>,
    },
    /// A weight in a blueprint, which applies on the day or is the last one known.
    Weight {
        domain: &'a Domain,
        weight: WeightRange,
        blueprint: &'a Blueprint,
        applies: bool,
    },
    /// The blueprint has no such domain.
    NoDomain {
        blueprint: &'a Blueprint,
        applies: bool,
    },
    /// The number of domains of a blueprint.
    DomainCount {
        blueprint: &'a Blueprint,
        applies: bool,
    },
    /// The heaviest domains of a blueprint.
    Heaviest {
        domains: Vec<&'a Domain>,
        blueprint: &'a Blueprint,
        applies: bool,
    },
    /// Exams: any one of each group, but all of any one group for a certification that they earn.
    Exams {
        groups: Vec<Vec<ExamIndex>>,
        /// Further exams with which a claim agrees: successors of successors.
        also: Vec<ExamIndex>,
        evidence: Vec<&'a Evidence>,
    },
}

impl<'a> Stated<'a> {
    /// Whether a claimed value agrees with this.
    pub(super) fn agreement(&self, claimed: &ClaimedValue) -> Agreement {
        let under = |applies: bool, agrees: bool| match (agrees, applies) {
            (false, false) => Agreement::Open(UnknownReason::NewerOutline),
            (agrees, _) => agrees.into(),
        };
        match (self, claimed) {
            (Self::Fact(fact), _) => fact_agreement(fact, claimed),
            (Self::Total(total, _), ClaimedValue::Money(figure, currency)) => {
                let same = total.currency() == *currency;
                (same && figures_agree(*figure, of_money(*total), Strictness::Within)).into()
            }
            (
                Self::State {
                    state, possible, ..
                },
                ClaimedValue::State(claimed),
            ) => {
                if state_agrees(*claimed, *state) {
                    Agreement::Agrees
                } else if possible.iter().any(|state| state_agrees(*claimed, *state)) {
                    Agreement::Open(UnknownReason::DateNotExact)
                } else {
                    Agreement::Disagrees
                }
            }
            (
                Self::Weight {
                    weight, applies, ..
                },
                ClaimedValue::Quantity(figure, Unit::Percent),
            ) => {
                let agrees = figures_agree(*figure, of_weight(*weight), Strictness::Ends);
                under(*applies, agrees)
            }
            (Self::NoDomain { applies, .. }, _) => under(*applies, false),
            (Self::DomainCount { blueprint, applies }, ClaimedValue::Quantity(figure, _)) => {
                let count = i64::try_from(blueprint.domains.len()).unwrap_or(i64::MAX);
                let count = Figure::exactly(count.saturating_mul(1000));
                under(*applies, figures_agree(*figure, count, Strictness::Within))
            }
            (
                Self::Heaviest {
                    domains, applies, ..
                },
                ClaimedValue::Texts(texts),
            ) => {
                let titles = domains.iter().map(|domain| domain.title.as_str());
                let is_it = |title: &str| texts_agree(&texts.join(" "), title);
                under(*applies, titles.into_iter().any(is_it))
            }
            (Self::Exams { groups, also, .. }, ClaimedValue::Exams(claimed)) => {
                let known = groups.iter().flatten().chain(also);
                let known: Vec<ExamIndex> = known.copied().collect();
                let names = |exam: &ClaimedExam| {
                    exam.candidates
                        .iter()
                        .any(|candidate| known.contains(candidate))
                };
                claimed.iter().all(names).into()
            }
            (Self::Exams { groups, .. }, ClaimedValue::Nothing) => groups.is_empty().into(),
            _ => Agreement::Disagrees,
        }
    }

    /// The fact, if it is one.
    pub(super) fn fact(&self) -> Option<&'a Fact> {
        match self {
            Self::Fact(fact) => Some(fact),
            _ => None,
        }
    }

    /// Who says so.
    pub(super) fn evidence(&self) -> Vec<&'a Evidence> {
        match self {
            Self::Fact(fact) => vec![&fact.evidence],
            Self::Total(_, evidence)
            | Self::State { evidence, .. }
            | Self::Exams { evidence, .. } => evidence.clone(),
            Self::Weight { blueprint, .. }
            | Self::NoDomain { blueprint, .. }
            | Self::DomainCount { blueprint, .. }
            | Self::Heaviest { blueprint, .. } => vec![&blueprint.evidence],
        }
    }
}

pub(super) fn of_weight(weight: WeightRange) -> Figure {
    Figure {
        min: weight.min().tenths() * 100,
        max: weight.max().tenths() * 100,
        ..Figure::exactly(0)
    }
}

/// Live includes retiring: the exam is still given.
fn state_agrees(claimed: ClaimedState, state: LifecycleState) -> bool {
    use LifecycleState::{Beta, Live, Retiring};

    match claimed {
        ClaimedState::Is(Live) => matches!(state, Live | Retiring),
        ClaimedState::Is(claimed) => claimed == state,
        ClaimedState::Open => matches!(state, Beta | Live | Retiring),
    }
}

fn fact_agreement(fact: &Fact, claimed: &ClaimedValue) -> Agreement {
    match &fact.content {
        FactContent::Known(value) => value_agreement(fact.name, value, claimed),
        FactContent::Absent(AbsenceReason::NotApplicable) => {
            (*claimed == ClaimedValue::Nothing).into()
        }
        FactContent::Absent(AbsenceReason::NotPublished) => {
            Agreement::Open(UnknownReason::NotPublished)
        }
        FactContent::Absent(AbsenceReason::Disputed) => Agreement::Open(UnknownReason::Disputed),
        FactContent::Absent(AbsenceReason::Unknown) => Agreement::Open(UnknownReason::NotRead),
    }
}

fn value_agreement(name: FactName, value: &FactValue, claimed: &ClaimedValue) -> Agreement {
    match (value, claimed) {
        (FactValue::Money(stated), ClaimedValue::Money(figure, currency)) => {
            if stated.currency() != *currency {
                return Agreement::Open(UnknownReason::OtherCurrency);
            }
            figures_agree(*figure, of_money(*stated), Strictness::of(name)).into()
        }
        (FactValue::Quantity(stated), ClaimedValue::Quantity(figure, unit)) => {
            let stated = of_quantity(*stated);
            let agree = quantities_agree((*figure, *unit), stated, Strictness::of(name));
            agree.map_or(
                Agreement::Open(UnknownReason::NotComparable),
                Agreement::from,
            )
        }
        (FactValue::Score(stated), ClaimedValue::Score { passing, of, unit }) => {
            score_agrees(*stated, *passing, *of, *unit).into()
        }
        (FactValue::Date(stated), ClaimedValue::Date(date)) => {
            if stated == date {
                return Agreement::Agrees;
            }
            let meets = date.earliest() <= stated.latest() && stated.earliest() <= date.latest();
            // A bound fits many dates and confirms none.
            let is_bound = stated.earliest() == catalogue::Day::MIN || !stated.has_latest();
            match (meets, is_bound) {
                (true, true) => Agreement::Open(UnknownReason::DateNotExact),
                (meets, _) => meets.into(),
            }
        }
        (FactValue::Level(stated), ClaimedValue::Level(Some(level), _)) => (level == stated).into(),
        (FactValue::Level(_), ClaimedValue::Level(None, _)) => {
            Agreement::Open(UnknownReason::NotComparable)
        }
        // A source's own word for a tier.
        (FactValue::Text(stated), ClaimedValue::Level(_, word)) => {
            stated.eq_ignore_ascii_case(word).into()
        }
        (FactValue::Flag(stated), ClaimedValue::Flag(flag)) => (stated == flag).into(),
        (FactValue::List(stated), ClaimedValue::Languages(languages)) => languages
            .iter()
            .all(|language| lists(stated, *language))
            .into(),
        (FactValue::Text(stated), ClaimedValue::Texts(texts)) => {
            text_agreement(name, &texts.join(", "), stated)
        }
        (FactValue::List(stated), ClaimedValue::Texts(texts)) => {
            let is_listed = |text: &String| stated.iter().any(|item| texts_agree(text, item));
            if texts.iter().all(is_listed) {
                Agreement::Agrees
            } else {
                // Other words can mean the same.
                Agreement::Open(UnknownReason::NotComparable)
            }
        }
        // A value is stated where the claim says that there is none, or the types differ.
        (_, ClaimedValue::Nothing) => Agreement::Disagrees,
        _ => Agreement::Open(UnknownReason::NotComparable),
    }
}

fn score_agrees(
    stated: PassingScore,
    passing: u16,
    of: Option<u16>,
    unit: Option<ScoreUnit>,
) -> bool {
    passing == stated.passing
        && of.is_none_or(|of| of == stated.scale_max)
        && unit.is_none_or(|unit| unit == stated.unit)
}

/// Whether a list of language names has a language, in some region if it names none.
fn lists(names: &[String], language: Language) -> bool {
    let primary = |language: Language| language.tag().split('-').next();
    names.iter().any(|name| {
        name.parse::<Language>().is_ok_and(|listed| {
            listed == language
                || primary(listed) == primary(language)
                    && !(listed.tag().contains('-') && language.tag().contains('-'))
        })
    })
}

/// Versions have numbers, which differ or do not; other words can mean the same.
fn text_agreement(name: FactName, claimed: &str, stated: &str) -> Agreement {
    if texts_agree(claimed, stated) {
        return Agreement::Agrees;
    }
    let numbers = |text: &str| -> Vec<String> {
        let parts = text.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
        let parts = parts.map(|part| part.trim_matches('.').to_owned());
        parts.filter(|part| !part.is_empty()).collect()
    };
    let (own, other) = (numbers(claimed), numbers(stated));
    match name {
        FactName::TestedVersion if !own.is_empty() && !other.is_empty() => (own == other).into(),
        _ => Agreement::Open(UnknownReason::NotComparable),
    }
}

/// The domain of an exam that a text names, by key or title in any of its blueprints.
pub(super) fn domain_key<'a>(
    blueprints: &'a [Blueprint],
    text: &str,
) -> Option<&'a catalogue::DomainKey> {
    let domains = || {
        blueprints
            .iter()
            .rev()
            .flat_map(|blueprint| &blueprint.domains)
    };
    let wanted = super::agreement::plain_words(text);
    let by_key = domains().find(|domain| domain.key.as_str().eq_ignore_ascii_case(text.trim()));
    let same = |domain: &&Domain| super::agreement::plain_words(&domain.title) == wanted;
    let shared = |domain: &Domain| {
        let words = super::agreement::plain_words(&domain.title);
        let common = words.iter().filter(|word| wanted.contains(word)).count();
        let all = words.len() + wanted.len() - common;
        // At least two thirds of all words are common.
        (all > 0 && 3 * common >= 2 * all).then_some((common * 1000) / all)
    };
    let nearest = || {
        let near = domains().filter_map(|domain| Some((shared(domain)?, domain)));
        near.max_by_key(|(share, _)| *share)
            .map(|(_, domain)| domain)
    };
    let found = by_key.or_else(|| domains().find(same)).or_else(nearest)?;
    Some(&found.key)
}

/// Groups of exams as their codes, joined by one word within a group and by another between groups.
pub(super) fn exam_names(
    catalogue: &Catalogue,
    groups: &[Vec<ExamIndex>],
    within: &str,
    between: &str,
) -> String {
    let code = |exam: &ExamIndex| catalogue.exam(*exam).record.code.as_str();
    let groups = groups.iter().map(|group| {
        let codes: Vec<&str> = group.iter().map(code).collect();
        codes.join(within)
    });
    groups.collect::<Vec<_>>().join(between)
}
