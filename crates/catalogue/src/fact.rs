//! Facts: single values with their source and date, and the rule that picks the served one.
//!
//! Every figure about an exam is a fact, so disagreement between sources stays visible. Only this
//! module decides which fact is served.

use std::{cmp::Reverse, fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{SeqAccess, Visitor},
};

use super::{
    conditions::{Circumstances, FactConditions},
    date::ApproximateDate,
    described_enum,
    described_enum::DescribedEnum,
    level::{Experience, Level},
    money::MoneyRange,
    quantity::{Quantity, Unit},
    source::Evidence,
    text::TextError,
};

/// The type of a fact's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// An amount or a range of amounts.
    Money,
    /// A number or range of these units.
    Quantity(&'static [Unit]),
    /// A passing score on its scale.
    Score,
    /// A date, perhaps known only roughly.
    Date,
    /// A tier.
    Level,
    /// One short text.
    Text,
    /// Several short texts.
    List,
    /// Yes or no.
    Flag,
}

impl ValueKind {
    /// The notation of values of this kind, with an example.
    fn notation(self) -> &'static str {
        match self {
            Self::Money => "an amount such as \"165.00 USD\"",
            Self::Quantity(_) => "a quantity such as \"60..100 hours\" or \"100 minutes\"",
            Self::Score => "a passing score such as \"700 of 1..1000\"",
            Self::Date => "a date such as \"2026-06-30\", \"2026-06\" or \"../2026-06-30\"",
            Self::Level => "a level (FUNDAMENTALS, ASSOCIATE, PROFESSIONAL or SPECIALTY)",
            Self::Text => "a text",
            Self::List => "a list of texts such as [\"English\", \"German\"]",
            Self::Flag => "true or false",
        }
    }
}

macro_rules! fact_names {
    ($($(#[doc = $doc:literal])+ $name:ident: $kind:expr,)+) => {
        described_enum! {
            /// What a fact is about.
            #[derive(Serialize, Deserialize, JsonSchema)]
            #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
            pub enum FactName {
                $($(#[doc = $doc])+ $name,)+
            }
        }

        impl FactName {
            /// Every name, in the order in which facts are listed.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The type of its values.
            pub fn kind(self) -> ValueKind {
                match self {
                    $(Self::$name => $kind,)+
                }
            }

            /// A one-sentence description.
            pub fn description(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc,)+).trim_ascii(),)+
                }
            }
        }
    };
}

fact_names! {
    /// The tier of the exam, in the catalogue's four levels.
    Level: ValueKind::Level,
    /// The tier in the vendor's or the source's own words.
    LevelWording: ValueKind::Text,
    /// The subject area of the exam.
    Subject: ValueKind::Text,
    /// The day of the first public announcement.
    AnnouncedOn: ValueKind::Date,
    /// The first day on which registration was open.
    RegistrationOn: ValueKind::Date,
    /// The first day on which the beta could be taken.
    BetaOn: ValueKind::Date,
    /// The first day on which the final exam could be taken.
    LiveOn: ValueKind::Date,
    /// The last day on which the exam can be scheduled; it may be taken until the day it retires.
    RegistrationEndsOn: ValueKind::Date,
    /// The last day on which the exam can be taken.
    RetiresOn: ValueKind::Date,
    /// Days on which the vendor changed the blueprint.
    OutlineChangedOn: ValueKind::Date,
    /// The list price before tax.
    Fee: ValueKind::Money,
    /// The price while the exam is in beta.
    BetaFee: ValueKind::Money,
    /// What the fee includes.
    FeeIncludes: ValueKind::List,
    /// How long a bought exam may wait to be taken.
    Eligibility: ValueKind::Quantity(&[Unit::Months, Unit::Days]),
    /// Answering time.
    Duration: ValueKind::Quantity(&[Unit::Minutes]),
    /// The number of items (questions).
    Items: ValueKind::Quantity(&[Unit::Items]),
    /// The number of items that count towards the score.
    ScoredItems: ValueKind::Quantity(&[Unit::Items]),
    /// The kinds of items.
    ItemTypes: ValueKind::List,
    /// How the exam feels: its style and its parts.
    ExamStyle: ValueKind::List,
    /// Where the exam can be taken.
    Delivery: ValueKind::List,
    /// The passing score on its scale.
    PassingScore: ValueKind::Score,
    /// The languages in which it can be taken.
    Languages: ValueKind::List,
    /// The product version that is tested.
    TestedVersion: ValueKind::Text,
    /// How long to wait before a retake, or how often one may try.
    Retake: ValueKind::List,
    /// How long the credential lasts; absent as `NOT_APPLICABLE` when it does not expire.
    Validity: ValueKind::Quantity(&[Unit::Months, Unit::Years]),
    /// The ways to renew.
    Renewal: ValueKind::List,
    /// What a renewal costs.
    RenewalFee: ValueKind::Money,
    /// How long a renewal assessment takes.
    RenewalDuration: ValueKind::Quantity(&[Unit::Minutes]),
    /// The exams, as `vendor/CODE`, whose passing renews the credential while it is valid.
    RenewedBy: ValueKind::List,
    /// How long before expiry the renewal opens.
    RenewalWindow: ValueKind::Quantity(&[Unit::Months, Unit::Days]),
    /// Experience that is expected of candidates.
    ExpectedExperience: ValueKind::List,
    /// The span of experience that is expected.
    ExpectedExperienceSpan: ValueKind::Quantity(&[Unit::Months]),
    /// Knowledge that the exam takes for granted.
    AssumedKnowledge: ValueKind::List,
    /// What holders have shown that they can do.
    Abilities: ValueKind::List,
    /// The jobs that the exam addresses.
    Audience: ValueKind::List,
    /// Study time in hours.
    StudyHours: ValueKind::Quantity(&[Unit::Hours]),
    /// Study time in calendar weeks.
    StudyWeeks: ValueKind::Quantity(&[Unit::Weeks]),
    /// Hours a week that the study time assumes.
    WeeklyHours: ValueKind::Quantity(&[Unit::Hours]),
    /// What takes most of the study time.
    StudySinks: ValueKind::List,
    /// Advice on how to study.
    StudyAdvice: ValueKind::List,
    /// The share of practice items to answer rightly before booking.
    BookingThreshold: ValueKind::Quantity(&[Unit::Percent]),
    /// Share of candidates who pass.
    PassRate: ValueKind::Quantity(&[Unit::Percent]),
    /// What moves the pass rate up or down.
    PassRateFactors: ValueKind::List,
    /// The yearly raise that is linked to the credential.
    AnnualRaise: ValueKind::Money,
    /// Yearly pay in the job market that the exam addresses.
    AnnualPay: ValueKind::Money,
    /// Whether the credential alone raises pay.
    RaisesPayAlone: ValueKind::Flag,
    /// What an hour of study is worth to the candidate.
    HourlyRate: ValueKind::Money,
    /// Cloud consumption of practice in total.
    PracticeCost: ValueKind::Money,
    /// Cloud consumption of practice a week.
    PracticeCostWeekly: ValueKind::Money,
    /// The price of the vendor's own learning material.
    LearningMaterialCost: ValueKind::Money,
    /// Investment as a source states it: fees, practice and study time.
    StatedInvestment: ValueKind::Money,
    /// Monthly return as a source states it.
    StatedMonthlyReturn: ValueKind::Money,
    /// Time until the investment is earned back, as a source states it.
    StatedPayback: ValueKind::Quantity(&[Unit::Months]),
    /// Gain over three years as a source states it.
    StatedThreeYearGain: ValueKind::Money,
    /// Pay-offs that are not money.
    OtherPayoffs: ValueKind::List,
    /// The number of domains as a source counts them.
    DomainCount: ValueKind::Quantity(&[Unit::Count]),
    /// The heaviest domain as a source names it.
    HeaviestDomain: ValueKind::Text,
    /// How often the blueprint is refreshed.
    OutlineInterval: ValueKind::Quantity(&[Unit::Months]),
    /// Statements about the blueprint's content and history.
    OutlineHistory: ValueKind::List,
    /// Any other statement about the exam, in our own words.
    Statement: ValueKind::List,
}

impl FactName {
    /// The name as written in files and API answers: `STUDY_HOURS`.
    pub fn key(self) -> String {
        DescribedEnum::key(self)
    }

    /// The name in a sentence: `study hours`.
    pub fn words(self) -> String {
        self.key().to_lowercase().replace('_', " ")
    }
}

impl fmt::Display for FactName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.key())
    }
}

/// What a score is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScoreUnit {
    /// Points that the vendor scales.
    ScaledPoints,
    /// Percent of the items.
    Percent,
}

/// The passing score and its scale, written `700 of 1..1000` or
/// `66 of 0..100 percent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PassingScore {
    /// The score to reach.
    pub passing: u16,
    /// The lowest score of the scale.
    pub scale_min: u16,
    /// The highest score of the scale.
    pub scale_max: u16,
    /// What the score is counted in.
    pub unit: ScoreUnit,
}

impl FromStr for PassingScore {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let fault = || TextError::new(text, "a passing score such as \"700 of 1..1000\"");
        let (body, unit) = match text.strip_suffix(" percent") {
            Some(body) => (body, ScoreUnit::Percent),
            None => (text, ScoreUnit::ScaledPoints),
        };
        let (passing, scale) = body.split_once(" of ").ok_or_else(fault)?;
        let (min, max) = scale.split_once("..").ok_or_else(fault)?;
        let number = |part: &str| part.parse::<u16>().map_err(|_| fault());
        let score = Self {
            passing: number(passing)?,
            scale_min: number(min)?,
            scale_max: number(max)?,
            unit,
        };
        if score.scale_min <= score.passing && score.passing <= score.scale_max {
            Ok(score)
        } else {
            Err(fault())
        }
    }
}

impl fmt::Display for PassingScore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = if self.unit == ScoreUnit::Percent {
            " percent"
        } else {
            ""
        };
        write!(
            formatter,
            "{} of {}..{}{unit}",
            self.passing, self.scale_min, self.scale_max
        )
    }
}

/// The value of a fact; its variant is determined by the fact's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactValue {
    /// An amount or a range of amounts.
    Money(MoneyRange),
    /// A counted range.
    Quantity(Quantity),
    /// A passing score.
    Score(PassingScore),
    /// A date.
    Date(ApproximateDate),
    /// A tier.
    Level(Level),
    /// A short text.
    Text(String),
    /// Several short texts.
    List(Vec<String>),
    /// Yes or no.
    Flag(bool),
}

impl fmt::Display for FactValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Money(range) => range.fmt(formatter),
            Self::Quantity(quantity) => quantity.fmt(formatter),
            Self::Score(score) => score.fmt(formatter),
            Self::Date(date) => date.fmt(formatter),
            Self::Level(level) => formatter.write_str(&level_word(*level)),
            Self::Text(text) => formatter.write_str(text),
            Self::List(items) => formatter.write_str(&items.join("; ")),
            Self::Flag(flag) => formatter.write_str(if *flag { "yes" } else { "no" }),
        }
    }
}

fn level_word(level: Level) -> String {
    serde_json::to_value(level)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

described_enum! {
    /// Why there is no value.
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum AbsenceReason {
        /// Nobody has found it yet.
        Unknown,
        /// The vendor keeps it to itself.
        NotPublished,
        /// It makes no sense for this exam.
        NotApplicable,
        /// Sources disagree and none outranks the others.
        Disputed,
    }
}

/// A value, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactContent {
    /// The value is known.
    Known(FactValue),
    /// There is no value, and this is why.
    Absent(AbsenceReason),
}

/// A statement about an exam with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FactDocument", into = "FactDocument")]
pub struct Fact {
    /// What it is about.
    pub name: FactName,
    /// Distinguishes facts of one name, such as the job market of a pay figure.
    pub about: Option<String>,
    /// The experience for which it holds; everyone if absent.
    pub experience: Option<Experience>,
    /// The conditions under which it holds; always if empty.
    pub conditions: FactConditions,
    /// The value, or why there is none.
    pub content: FactContent,
    /// Its sources, date and confidence.
    pub evidence: Evidence,
}

/// The fields that two facts share when they are statements about the same thing: name, heading,
/// experience and conditions.
pub type Topic<'a> = (
    FactName,
    Option<&'a str>,
    Option<Experience>,
    FactConditions,
);

impl Fact {
    /// The value, when there is one.
    pub fn value(&self) -> Option<&FactValue> {
        match &self.content {
            FactContent::Known(value) => Some(value),
            FactContent::Absent(_) => None,
        }
    }

    /// The key of the thing that the fact is about; facts with equal topics compete.
    pub fn topic(&self) -> Topic<'_> {
        (
            self.name,
            self.about.as_deref(),
            self.experience,
            self.conditions,
        )
    }

    /// Whether only one of two facts on the same topic is served. Always true except for prices in
    /// different currencies, which are served independently.
    pub(super) fn competes(&self, other: &Self) -> bool {
        match (self.value(), other.value()) {
            (Some(FactValue::Money(one)), Some(FactValue::Money(two))) => {
                one.currency() == two.currency()
            }
            _ => true,
        }
    }

    /// The serving order of facts on one topic: better confidence first, then newer.
    fn rank(&self) -> impl Ord {
        (
            self.evidence.confidence,
            Reverse(self.evidence.newest_day()),
        )
    }
}

/// The first fact on a topic: best confidence, then newest, then first listed.
pub fn first_on_topic<'a>(facts: impl Iterator<Item = &'a Fact>) -> Option<&'a Fact> {
    facts.min_by_key(|fact| fact.rank())
}

/// The fact of one name that is served in the given circumstances: among facts whose conditions
/// hold, the most specific, then the best confidence, the newest, the first listed.
///
/// Facts for a named experience or market are not distinguished here; callers filter them.
pub fn served<'a>(
    facts: impl Iterator<Item = &'a Fact>,
    circumstances: &Circumstances,
) -> Option<&'a Fact> {
    facts
        .filter(|fact| fact.conditions.hold_in(circumstances))
        .min_by_key(|fact| (Reverse(fact.conditions.specificity()), fact.rank()))
}

/// Like [`served`], restricted to facts of a name that hold for every experience and concern the
/// whole exam.
pub fn served_of_name<'a>(
    facts: &'a [Fact],
    name: FactName,
    circumstances: &Circumstances,
) -> Option<&'a Fact> {
    let general = facts
        .iter()
        .filter(|fact| fact.name == name && fact.about.is_none() && fact.experience.is_none());
    served(general, circumstances)
}

/// A fact as files have it: one line of flat text values.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Fact")]
pub struct FactDocument {
    /// What it is about.
    name: FactName,
    /// Sets facts of one name apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    /// For whom it holds; everybody when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    experience: Option<Experience>,
    /// What must be true for it to hold; all of it. It always holds when absent.
    #[serde(default, skip_serializing_if = "FactConditions::is_empty")]
    conditions: FactConditions,
    /// The value, in the notation of its kind ("165.00 USD", "60..100 hours", "2026-06-30").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<RawValue>,
    /// Why there is no value; given instead of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    absent: Option<AbsenceReason>,
    /// Who says so, when, how far it can be trusted.
    evidence: Evidence,
}

/// A value as files have it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(untagged)]
enum RawValue {
    Flag(bool),
    Text(String),
    List(Vec<String>),
}

impl<'de> Deserialize<'de> for RawValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawValueVisitor)
    }
}

struct RawValueVisitor;

impl<'de> Visitor<'de> for RawValueVisitor {
    type Value = RawValue;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "a text with its unit such as \"165.00 USD\" or \"60..100 hours\", a list of texts, \
             true or false",
        )
    }

    fn visit_bool<E>(self, flag: bool) -> Result<RawValue, E> {
        Ok(RawValue::Flag(flag))
    }

    fn visit_str<E>(self, text: &str) -> Result<RawValue, E> {
        Ok(RawValue::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<RawValue, E> {
        Ok(RawValue::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RawValue, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(RawValue::List(list))
    }
}

impl TryFrom<FactDocument> for Fact {
    type Error = TextError;

    fn try_from(document: FactDocument) -> Result<Self, TextError> {
        let name = document.name;
        let content = match (document.value, document.absent) {
            (Some(raw), None) => FactContent::Known(parse_value(name, raw)?),
            (None, Some(reason)) => FactContent::Absent(reason),
            _ => {
                let expected = "a fact: it needs either a value or the reason in \"absent\"";
                return Err(TextError::new(&name.key(), expected));
            }
        };
        Ok(Self {
            name,
            about: document.about,
            experience: document.experience,
            conditions: document.conditions,
            content,
            evidence: document.evidence,
        })
    }
}

impl From<Fact> for FactDocument {
    fn from(fact: Fact) -> Self {
        let (value, absent) = match fact.content {
            FactContent::Known(FactValue::Flag(flag)) => (Some(RawValue::Flag(flag)), None),
            FactContent::Known(FactValue::List(items)) => (Some(RawValue::List(items)), None),
            FactContent::Known(value) => (Some(RawValue::Text(value.to_string())), None),
            FactContent::Absent(reason) => (None, Some(reason)),
        };
        Self {
            name: fact.name,
            about: fact.about,
            experience: fact.experience,
            conditions: fact.conditions,
            value,
            absent,
            evidence: fact.evidence,
        }
    }
}

fn parse_value(name: FactName, raw: RawValue) -> Result<FactValue, TextError> {
    match (name.kind(), raw) {
        (ValueKind::Money, RawValue::Text(text)) => Ok(FactValue::Money(text.parse()?)),
        (ValueKind::Quantity(units), RawValue::Text(text)) => {
            let quantity: Quantity = text.parse()?;
            if units.contains(&quantity.unit()) {
                Ok(FactValue::Quantity(quantity))
            } else {
                Err(TextError::new(
                    &text,
                    "a quantity in a unit that fits this fact",
                ))
            }
        }
        (ValueKind::Score, RawValue::Text(text)) => Ok(FactValue::Score(text.parse()?)),
        (ValueKind::Date, RawValue::Text(text)) => Ok(FactValue::Date(text.parse()?)),
        (ValueKind::Level, RawValue::Text(text)) => {
            let level = serde_json::from_value(serde_json::Value::String(text.clone()));
            let expected = "a level (FUNDAMENTALS, ASSOCIATE, PROFESSIONAL or SPECIALTY)";
            Ok(FactValue::Level(
                level.map_err(|_| TextError::new(&text, expected))?,
            ))
        }
        (ValueKind::Text, RawValue::Text(text)) => Ok(FactValue::Text(text)),
        (ValueKind::List, RawValue::List(items)) => Ok(FactValue::List(items)),
        (ValueKind::Flag, RawValue::Flag(flag)) => Ok(FactValue::Flag(flag)),
        (kind, raw) => {
            let text = serde_json::to_string(&raw).unwrap_or_default();
            Err(TextError::new(&text, kind.notation()))
        }
    }
}

impl JsonSchema for Fact {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        FactDocument::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        FactDocument::json_schema(generator)
    }
}

/// Hours as a range of whole numbers, rounded outwards.
pub fn whole_range(quantity: Quantity) -> (i64, i64) {
    (quantity.min().floor(), quantity.max().ceil())
}
