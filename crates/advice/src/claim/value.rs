//! Claimed values: typed, and parsed from the words in which people write them.

use thiserror::Error;

use super::{
    claimed_fact::ClaimedFact,
    dates::whole_date,
    figure::{Figure, FigureForm, Measure, figures},
    token::number_word,
};
use catalogue::{
    ApproximateDate, Catalogue, CodeLookup, Currency, ExamIndex, ExamName, FactName, Language,
    Level, LifecycleState, MentionCandidates, Money, MoneyRange, PassingScore, Quantity, ScoreUnit,
    Tenths, Unit, ValueKind,
};

/// Why a claim cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ClaimFault {
    /// A weight without its domain.
    #[error("is missing: a DOMAIN_WEIGHT names its domain")]
    NoDomain,
    /// A domain beside another fact than a weight.
    #[error("is not needed: only a DOMAIN_WEIGHT has a domain")]
    NeedlessDomain,
    /// A fact of certifications about an exam.
    #[error("EARNED_BY is a fact of certifications, not of exams")]
    NotOfExams,
    /// A text that is no value of the claimed fact.
    #[error("\"{text}\" is not {expected}")]
    Value {
        /// The beginning of the text.
        text: String,
        /// What a value is like.
        expected: &'static str,
    },
}

impl ClaimFault {
    /// The part of the claim at fault: `domain`, `fact` or `value`.
    pub const fn part(&self) -> &'static str {
        match self {
            Self::NoDomain | Self::NeedlessDomain => "domain",
            Self::NotOfExams => "fact",
            Self::Value { .. } => "value",
        }
    }
}

/// A claimed value of the type that its fact has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ClaimedValue {
    /// An amount, in thousandths of the currency.
    Money(Figure, Currency),
    /// A number of these units, in thousandths.
    Quantity(Figure, Unit),
    /// A passing score with as much of its scale as is said.
    Score {
        passing: u16,
        of: Option<u16>,
        unit: Option<ScoreUnit>,
    },
    Date(ApproximateDate),
    /// A tier in some words.
    Level(Option<Level>, String),
    State(ClaimedState),
    Flag(bool),
    Languages(Vec<Language>),
    Exams(Vec<ClaimedExam>),
    /// Words, compared as such.
    Texts(Vec<String>),
    /// That there is none: it does not expire, nothing follows, nothing is required.
    Nothing,
}

/// A state as people word it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClaimedState {
    /// One state; live includes retiring, since the exam is still given.
    Is(LifecycleState),
    /// Open in any form: "available".
    Open,
}

/// An exam that a claim names: those that share the code, none if it is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClaimedExam {
    pub(super) code: String,
    pub(super) candidates: Vec<ExamIndex>,
}

impl ClaimedValue {
    /// Reads the value of a fact.
    pub(super) fn parse(
        catalogue: &Catalogue,
        fact: ClaimedFact,
        text: &str,
    ) -> Result<Self, ClaimFault> {
        let text = text.trim();
        let text = match text.strip_suffix('.') {
            Some(sentence) if !sentence.ends_with('.') => sentence,
            _ => text,
        };
        let read = match fact {
            ClaimedFact::State => state(text).map(Self::State),
            ClaimedFact::DomainWeight => quantity(text, &[Unit::Percent]),
            ClaimedFact::Successor
            | ClaimedFact::RequiredPrerequisite
            | ClaimedFact::RecommendedPrerequisite
            | ClaimedFact::EarnedBy => exams(catalogue, text),
            ClaimedFact::Fact(name) => value(name, text),
        };
        read.ok_or_else(|| ClaimFault::Value {
            text: text.chars().take(80).collect(),
            expected: expected(fact),
        })
    }
}

fn expected(fact: ClaimedFact) -> &'static str {
    match fact {
        ClaimedFact::State => "a state: announced, in beta, live, available, retiring or retired",
        ClaimedFact::DomainWeight => "a weight such as \"20-25%\"",
        ClaimedFact::Fact(name) => match name.kind() {
            ValueKind::Money => "an amount such as \"$165\", \"165 USD\" or \"12000-25000 USD\"",
            ValueKind::Quantity(_) => {
                "a number with its unit such as \"100 minutes\", \"40-60 questions\" or \"up to 90\""
            }
            ValueKind::Score => "a passing score such as \"700\", \"700 of 1000\" or \"66%\"",
            ValueKind::Date => "a date such as \"2026-06-30\", \"June 30, 2026\" or \"2026-06\"",
            ValueKind::Level => "a level such as \"associate\"",
            ValueKind::Flag => "yes or no",
            ValueKind::Text | ValueKind::List => "a text",
        },
        _ => "the code of an exam such as \"AI-103\", several joined by \"or\", or \"none\"",
    }
}

fn value(name: FactName, text: &str) -> Option<ClaimedValue> {
    if says_nothing(text) {
        return Some(ClaimedValue::Nothing);
    }
    match name.kind() {
        ValueKind::Money => money(text),
        ValueKind::Quantity(units) => quantity(text, units),
        ValueKind::Score => score(text),
        ValueKind::Date => whole_date(text).map(ClaimedValue::Date),
        ValueKind::Level => level(text),
        ValueKind::Flag => flag(text).map(ClaimedValue::Flag),
        ValueKind::List if name == FactName::Languages => languages(text),
        ValueKind::Text | ValueKind::List => {
            let items = text.split([';', ',']).map(str::trim);
            let items: Vec<String> = items
                .filter(|item| !item.is_empty())
                .map(str::to_owned)
                .collect();
            (!items.is_empty()).then_some(ClaimedValue::Texts(items))
        }
    }
}

fn says_nothing(text: &str) -> bool {
    const WORDS: [&str; 9] = [
        "none",
        "never",
        "no end",
        "does not expire",
        "never expires",
        "lifetime",
        "for life",
        "no expiration",
        "not applicable",
    ];
    WORDS.iter().any(|words| words.eq_ignore_ascii_case(text))
}

/// The one figure that a text is.
fn whole_figure(text: &str) -> Option<(Figure, Measure)> {
    let found = figures(text);
    match found.as_slice() {
        [only] if only.span == (0..text.len()) => Some((only.figure, only.measure)),
        _ => None,
    }
}

fn money(text: &str) -> Option<ClaimedValue> {
    if text.eq_ignore_ascii_case("free") || text.eq_ignore_ascii_case("free of charge") {
        return Some(ClaimedValue::Money(Figure::exactly(0), Currency::USD));
    }
    if let Ok(range) = text.parse::<MoneyRange>() {
        return Some(ClaimedValue::Money(of_money(range), range.currency()));
    }
    match whole_figure(text)? {
        (figure, Measure::Money(currency)) => Some(ClaimedValue::Money(figure, currency)),
        _ => None,
    }
}

/// A range of amounts as a figure in thousandths of the currency.
pub(super) fn of_money(range: MoneyRange) -> Figure {
    let thousandths =
        |money: Money| money.minor().saturating_mul(1000) / 10_i64.pow(money.currency().decimals());
    Figure {
        form: FigureForm::Stated,
        min: thousandths(range.min()),
        max: thousandths(range.max()),
    }
}

/// A quantity as a figure in thousandths of its unit; hours are minutes.
pub(super) fn of_quantity(quantity: Quantity) -> (Figure, Unit) {
    let (unit, factor) = match quantity.unit() {
        Unit::Hours => (Unit::Minutes, 60),
        unit => (unit, 1),
    };
    let thousandths = |tenths: Tenths| tenths.tenths().saturating_mul(100 * factor);
    let figure = Figure {
        form: FigureForm::Stated,
        min: thousandths(quantity.min()),
        max: thousandths(quantity.max()),
    };
    (figure, unit)
}

/// A number of units that can be compared with these; a bare number has the first of them.
fn quantity(text: &str, units: &[Unit]) -> Option<ClaimedValue> {
    if let Ok(quantity) = text.parse::<Quantity>() {
        let (figure, unit) = of_quantity(quantity);
        return comparable(unit, units).then_some(ClaimedValue::Quantity(figure, unit));
    }
    let by_word = || number_word(&text.to_lowercase()).map(Figure::exactly);
    let (mut figure, measure) = match by_word() {
        Some(figure) => (figure, Measure::Bare),
        None => whole_figure(text)?,
    };
    let unit = match measure {
        Measure::Unit(unit) => unit,
        Measure::Bare => {
            let unit = *units.first()?;
            if unit == Unit::Hours {
                figure.min = figure.min.checked_mul(60)?;
                figure.max = figure.max.checked_mul(60)?;
                Unit::Minutes
            } else {
                unit
            }
        }
        Measure::Money(_) => return None,
    };
    comparable(unit, units).then_some(ClaimedValue::Quantity(figure, unit))
}

/// Whether numbers of a unit can be compared with numbers of one of these.
pub(super) fn comparable(unit: Unit, units: &[Unit]) -> bool {
    let group = |unit: Unit| match unit {
        Unit::Minutes | Unit::Hours => 0,
        Unit::Days | Unit::Weeks | Unit::Months | Unit::Years => 1,
        Unit::Percent => 2,
        Unit::Items | Unit::Count => 3,
    };
    units.iter().any(|own| group(*own) == group(unit))
}

fn score(text: &str) -> Option<ClaimedValue> {
    if let Ok(score) = text.parse::<PassingScore>() {
        return Some(ClaimedValue::Score {
            passing: score.passing,
            of: Some(score.scale_max),
            unit: Some(score.unit),
        });
    }
    // `figures` reads a number behind a slash as part of a name.
    let text = text.replace('/', " of ");
    let found = figures(&text);
    let number = |figure: Figure| {
        let whole = figure.min == figure.max && figure.min % 1000 == 0;
        whole
            .then(|| u16::try_from(figure.min / 1000).ok())
            .flatten()
    };
    let words = text.to_lowercase();
    let joined = words.contains(" of ") || words.contains(" on a scale");
    match found.as_slice() {
        [only] => {
            let unit = match only.measure {
                Measure::Unit(Unit::Percent) => Some(ScoreUnit::Percent),
                Measure::Bare => None,
                _ => return None,
            };
            let passing = number(only.figure)?;
            Some(ClaimedValue::Score {
                passing,
                of: None,
                unit,
            })
        }
        // "700 of 1000", "700/1000", "750 on a scale of 100-900"
        [passing, scale] if joined => {
            let of = u16::try_from(scale.figure.max / 1000).ok()?;
            let passing = number(passing.figure)?;
            Some(ClaimedValue::Score {
                passing,
                of: Some(of),
                unit: None,
            })
        }
        _ => None,
    }
}

/// A tier in the catalogue's word, or in one that vendors use for it.
fn level(text: &str) -> Option<ClaimedValue> {
    let word = text.to_lowercase();
    let word = word
        .trim_end_matches("-level")
        .trim_end_matches(" level")
        .trim();
    let level = match word {
        "fundamentals" | "fundamental" | "foundational" | "foundation" | "foundations" => {
            Some(Level::Fundamentals)
        }
        "associate" => Some(Level::Associate),
        "professional" | "expert" => Some(Level::Professional),
        "specialty" | "speciality" => Some(Level::Specialty),
        "entry" | "beginner" | "intermediate" | "advanced" | "specialist" | "practitioner"
        | "business" => None,
        _ => return None,
    };
    Some(ClaimedValue::Level(level, word.to_owned()))
}

fn flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}

pub(super) fn state(text: &str) -> Option<ClaimedState> {
    let word = text.to_lowercase();
    let word = word.strip_prefix("in ").unwrap_or(&word);
    let state = match word {
        "announced" | "upcoming" | "coming" => LifecycleState::Announced,
        "beta" => LifecycleState::Beta,
        "live" | "active" | "current" => LifecycleState::Live,
        "retiring" => LifecycleState::Retiring,
        "retired" | "discontinued" | "withdrawn" => LifecycleState::Retired,
        "available" | "open" | "bookable" => return Some(ClaimedState::Open),
        _ => return None,
    };
    Some(ClaimedState::Is(state))
}

fn languages(text: &str) -> Option<ClaimedValue> {
    let items = text.split([';', ',']).flat_map(|item| item.split(" and "));
    let items = items.map(str::trim).filter(|item| !item.is_empty());
    let languages: Vec<Language> = items.map(|item| item.parse().ok()).collect::<Option<_>>()?;
    (!languages.is_empty()).then_some(ClaimedValue::Languages(languages))
}

fn exams(catalogue: &Catalogue, text: &str) -> Option<ClaimedValue> {
    if says_nothing(text) {
        return Some(ClaimedValue::Nothing);
    }
    let codes = text.split([',', ';']).flat_map(|part| part.split(" or "));
    let codes = codes.flat_map(|part| part.split(" and ")).map(str::trim);
    let exams: Vec<ClaimedExam> = codes
        .filter(|code| !code.is_empty())
        .map(|code| claimed_exam(catalogue, code))
        .collect();
    let is_code = |exam: &ClaimedExam| {
        exam.code.chars().any(char::is_alphanumeric)
            && !exam
                .code
                .contains(|letter: char| letter.is_whitespace() || letter.is_control())
    };
    let are_codes = exams.iter().all(is_code);
    (!exams.is_empty() && are_codes).then_some(ClaimedValue::Exams(exams))
}

/// The exam of a code, or of `vendor/code`.
fn claimed_exam(catalogue: &Catalogue, text: &str) -> ClaimedExam {
    let ExamName { vendor, code } = text.into();
    let slug = vendor.and_then(|vendor| vendor.to_lowercase().parse().ok());
    let vendor = slug.and_then(|slug| catalogue.vendor_by_slug(&slug));
    let candidates = match catalogue.exam_by_code(code, vendor) {
        CodeLookup::Found(exam) => vec![exam],
        CodeLookup::Ambiguous(exams) => exams,
        CodeLookup::Unknown(_) => recognised(catalogue, code),
    };
    let code = code.to_owned();
    ClaimedExam { code, candidates }
}

/// The exams of a code with other dashes or without them: `AI103`.
fn recognised(catalogue: &Catalogue, code: &str) -> Vec<ExamIndex> {
    match catalogue.recognise(code).as_slice() {
        [mention] if mention.bytes == (0..code.len()) => match &mention.candidates {
            MentionCandidates::Exams(exams) => exams.clone(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
