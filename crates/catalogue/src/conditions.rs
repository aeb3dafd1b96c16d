//! Conditions under which facts hold.
//!
//! Validity depends on the day of the exam, a retirement date on the language, a price on the
//! buyer. Conditions are typed, so the applicable fact is selected and not read from a note.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    date::{self, Day},
    described_enum,
    fact::FactName,
    language::Language,
    region::Region,
};

described_enum! {
    /// The form in which an exam is given.
    #[derive(Default, Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum ExamForm {
        /// The final exam.
        #[default]
        Standard,
        /// The trial form before it.
        Beta,
    }
}

/// What must be true for a fact to hold; all that is given. Nothing given: it always holds.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct FactConditions {
    /// The credential is earned on this day or later.
    #[serde(
        default,
        with = "date::optional_day",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "date::day_schema")]
    pub earned_from: Option<Day>,
    /// The credential is earned before this day.
    #[serde(
        default,
        with = "date::optional_day",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "date::day_schema")]
    pub earned_before: Option<Day>,
    /// The exam is taken in this language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The exam is bought in this country, or in a member of the European Union.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// The buyer is a member of the vendor's association (true), or is not (false).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<bool>,
    /// The exam is taken in this form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<ExamForm>,
}

/// The circumstances of a candidate: where, when and in which form an exam is taken.
///
/// The default is the final exam in English, no region, no membership, and a credential earned
/// after every bound that a fact names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Circumstances {
    /// The day on which the credential is earned; if absent, after every bound that facts name.
    pub earned_on: Option<Day>,
    /// The language of the exam.
    pub language: Language,
    /// The country in which the exam is bought, if known.
    pub region: Option<Region>,
    /// Whether the buyer is a member of the vendor's association.
    pub member: bool,
    /// The form of the exam.
    pub form: ExamForm,
}

impl Default for Circumstances {
    fn default() -> Self {
        Self {
            earned_on: None,
            language: Language::ENGLISH,
            region: None,
            member: false,
            form: ExamForm::Standard,
        }
    }
}

impl Circumstances {
    /// Default circumstances with a credential that is earned on a day.
    pub fn on(day: Day) -> Self {
        Self {
            earned_on: Some(day),
            ..Self::default()
        }
    }

    /// The same circumstances with an exam in `language`.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The same circumstances with an exam in `form`.
    #[must_use]
    pub fn in_form(self, form: ExamForm) -> Self {
        Self { form, ..self }
    }
}

impl FactConditions {
    /// No conditions: the fact always holds.
    pub const ALWAYS: Self = Self {
        earned_from: None,
        earned_before: None,
        language: None,
        region: None,
        member: None,
        form: None,
    };

    /// Whether there are no conditions.
    pub fn is_empty(&self) -> bool {
        *self == Self::ALWAYS
    }

    /// Whether all conditions hold.
    pub fn hold_in(&self, circumstances: &Circumstances) -> bool {
        let earned = circumstances.earned_on;
        self.earned_from
            .is_none_or(|from| earned.is_none_or(|day| from <= day))
            && self
                .earned_before
                .is_none_or(|before| earned.is_some_and(|day| day < before))
            && self
                .language
                .is_none_or(|language| language == circumstances.language)
            && self.region.is_none_or(|region| {
                let circumstances = circumstances.region;
                circumstances.is_some_and(|circumstances| region.covers(circumstances))
            })
            && self
                .member
                .is_none_or(|member| member == circumstances.member)
            && self.form.is_none_or(|form| form == circumstances.form)
    }

    /// The specificity: the number of conditions, then whether a country is named instead of the
    /// European Union.
    pub fn specificity(&self) -> (u8, bool) {
        let given = [
            self.earned_from.is_some(),
            self.earned_before.is_some(),
            self.language.is_some(),
            self.region.is_some(),
            self.member.is_some(),
            self.form.is_some(),
        ];
        let count = given.into_iter().map(u8::from).sum();
        (
            count,
            self.region.is_some_and(|region| region != Region::EU),
        )
    }

    /// Whether no day of earning satisfies the conditions.
    pub fn is_impossible(&self) -> bool {
        match (self.earned_from, self.earned_before) {
            (Some(from), Some(before)) => from >= before,
            _ => false,
        }
    }

    /// The conditions that do not apply to facts of this name, each with the reason.
    pub fn misplaced_for(&self, name: FactName) -> Vec<(&'static str, &'static str)> {
        let earned = "only VALIDITY and the RENEWAL facts depend on the day of earning";
        let language = "LANGUAGES names the languages themselves; it cannot depend on one";
        let region = "only prices, what they include, eligibility, delivery, languages and retakes \
             depend on the region";
        let member = "only prices, what they include and retakes depend on membership";
        let form = "only prices, the format, the languages and the last days of an exam depend on its form";
        let given = [
            (
                "earned_from",
                self.earned_from.is_some(),
                depends_on_earning(name),
                earned,
            ),
            (
                "earned_before",
                self.earned_before.is_some(),
                depends_on_earning(name),
                earned,
            ),
            (
                "language",
                self.language.is_some(),
                name != FactName::Languages,
                language,
            ),
            (
                "region",
                self.region.is_some(),
                depends_on_region(name),
                region,
            ),
            (
                "member",
                self.member.is_some(),
                depends_on_membership(name),
                member,
            ),
            ("form", self.form.is_some(), depends_on_form(name), form),
        ];
        given
            .into_iter()
            .filter(|(_, is_given, makes_sense, _)| *is_given && !makes_sense)
            .map(|(field, _, _, reason)| (field, reason))
            .collect()
    }
}

fn depends_on_earning(name: FactName) -> bool {
    matches!(
        name,
        FactName::Validity
            | FactName::Renewal
            | FactName::RenewalFee
            | FactName::RenewalDuration
            | FactName::RenewalWindow
    )
}

fn depends_on_membership(name: FactName) -> bool {
    matches!(
        name,
        FactName::Fee
            | FactName::BetaFee
            | FactName::FeeIncludes
            | FactName::Retake
            | FactName::RenewalFee
            | FactName::LearningMaterialCost
    )
}

fn depends_on_region(name: FactName) -> bool {
    depends_on_membership(name)
        || matches!(
            name,
            FactName::Eligibility | FactName::Delivery | FactName::Languages
        )
}

fn depends_on_form(name: FactName) -> bool {
    matches!(
        name,
        FactName::Fee
            | FactName::FeeIncludes
            | FactName::Eligibility
            | FactName::Retake
            | FactName::Duration
            | FactName::Items
            | FactName::ScoredItems
            | FactName::ItemTypes
            | FactName::ExamStyle
            | FactName::Delivery
            | FactName::Languages
            | FactName::PassingScore
            | FactName::RegistrationOn
            | FactName::RegistrationEndsOn
            | FactName::RetiresOn
    )
}

/// Formats the conditions for messages: `earned before 2024-04-01, in English`.
impl fmt::Display for FactConditions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.earned_from.map(|day| format!("earned from {day}")),
            self.earned_before.map(|day| format!("earned before {day}")),
            self.language.map(|language| format!("in {language}")),
            self.region.map(|region| format!("region {region}")),
            self.member.map(|member| {
                let who = if member { "members" } else { "non-members" };
                format!("for {who}")
            }),
            self.form.map(|form| match form {
                ExamForm::Standard => "standard form".to_owned(),
                ExamForm::Beta => "beta form".to_owned(),
            }),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        formatter.write_str(&parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use proptest::{option::of, prelude::*};
    use serde_json::{Value, json};

    use super::*;
    use crate::fact::{Fact, served};

    fn conditions(document: Value) -> FactConditions {
        serde_json::from_value(document).unwrap()
    }

    #[test]
    fn conditions_read_back_as_written_and_nothing_else_is_read() {
        let all = json!({
            "earned_from": "2024-04-01", "earned_before": "2025-01-01", "language": "Japanese",
            "region": "IN", "member": true, "form": "BETA",
        });
        assert_eq!(serde_json::to_value(conditions(all.clone())).unwrap(), all);
        assert_eq!(conditions(json!({})), FactConditions::ALWAYS);
        for bad in [
            json!({"language": "Englsh"}),
            json!({"region": "UK"}),
            json!({"form": "ALPHA"}),
            json!({"earned_from": "2024-04"}),
            json!({"earned_until": "2024-04-01"}),
        ] {
            assert!(
                serde_json::from_value::<FactConditions>(bad.clone()).is_err(),
                "{bad}"
            );
        }
    }

    #[test]
    fn conditions_hold_on_their_bounds() {
        let before = conditions(json!({"earned_before": "2024-04-01"}));
        let from = conditions(json!({"earned_from": "2024-04-01"}));
        let on = |day: &str| Circumstances::on(day.parse().unwrap());
        assert!(before.hold_in(&on("2024-03-31")) && !before.hold_in(&on("2024-04-01")));
        assert!(from.hold_in(&on("2024-04-01")) && !from.hold_in(&on("2024-03-31")));
        assert!(from.hold_in(&Circumstances::default()));
        assert!(!before.hold_in(&Circumstances::default()));
    }

    #[test]
    fn conditions_make_sense_for_the_kind_of_fact_only() {
        let all = conditions(json!({
            "earned_from": "2024-04-01", "language": "Japanese", "region": "IN", "member": true, "form": "BETA",
        }));
        let misplaced = |name| {
            let fields = all.misplaced_for(name).into_iter().map(|(field, _)| field);
            fields.collect::<Vec<_>>()
        };
        assert_eq!(misplaced(FactName::Validity), ["region", "member", "form"]);
        assert_eq!(misplaced(FactName::Fee), ["earned_from"]);
        assert_eq!(
            misplaced(FactName::RetiresOn),
            ["earned_from", "region", "member"]
        );
        assert_eq!(
            misplaced(FactName::Languages),
            ["earned_from", "language", "member"]
        );
        assert!(
            FactConditions::ALWAYS
                .misplaced_for(FactName::Languages)
                .is_empty()
        );
    }

    fn a_day() -> impl Strategy<Value = Day> {
        (0_u64..6).prop_map(|days| Day::default() + chrono::Days::new(days))
    }

    fn a_language() -> impl Strategy<Value = Language> {
        prop_oneof![Just(Language::ENGLISH), Just("Japanese".parse().unwrap())]
    }

    fn a_region() -> impl Strategy<Value = Region> {
        prop::sample::select(vec!["EU", "DE", "IN"]).prop_map(|text| text.parse().unwrap())
    }

    fn a_form() -> impl Strategy<Value = ExamForm> {
        prop_oneof![Just(ExamForm::Standard), Just(ExamForm::Beta)]
    }

    prop_compose! {
        fn some_conditions()(
            earned_from in of(a_day()),
            earned_before in of(a_day()),
            language in of(a_language()),
            region in of(a_region()),
            member in of(any::<bool>()),
            form in of(a_form()),
        ) -> FactConditions {
            FactConditions { earned_from, earned_before, language, region, member, form }
        }
    }

    prop_compose! {
        fn some_circumstances()(
            earned_on in of(a_day()),
            language in a_language(),
            region in of(a_region()),
            member in any::<bool>(),
            form in a_form(),
        ) -> Circumstances {
            Circumstances { earned_on, language, region, member, form }
        }
    }

    fn fact(conditions: FactConditions, confidence: &str, as_of: u8) -> Fact {
        let mut fact: Fact = serde_json::from_value(json!({
            "name": "FEE", "value": "1 USD",
            "evidence": { "as_of": format!("202{as_of}"), "confidence": confidence, "note": "n" },
        }))
        .unwrap();
        fact.conditions = conditions;
        fact
    }

    /// Checks each condition of a fact separately, read from its serialized document.
    fn holds(fact: &Fact, circumstances: &Circumstances) -> bool {
        let document = serde_json::to_value(fact.conditions).unwrap();
        let met = |(name, value): (&String, &Value)| {
            let text = value.as_str().unwrap_or_default();
            match name.as_str() {
                "earned_from" => circumstances
                    .earned_on
                    .is_none_or(|day| text <= day.to_string().as_str()),
                "earned_before" => circumstances
                    .earned_on
                    .is_some_and(|day| day.to_string().as_str() < text),
                "language" => text == circumstances.language.name(),
                "region" => circumstances.region.is_some_and(|circumstances| {
                    text == circumstances.as_str()
                        || (text == "EU" && circumstances.as_str() == "DE")
                }),
                "member" => *value == json!(circumstances.member),
                _ => (text == "BETA") == (circumstances.form == ExamForm::Beta),
            }
        };
        document.as_object().unwrap().iter().all(met)
    }

    proptest! {
        /// Compares `served` with a pairwise comparison of all facts.
        #[test]
        fn the_most_specific_fact_that_holds_is_served(
            given in prop::collection::vec(
                (some_conditions(), prop::sample::select(vec!["OFFICIAL", "COMMUNITY"]), 0_u8..3),
                0..8,
            ),
            circumstances in some_circumstances(),
        ) {
            let facts: Vec<Fact> = given
                .into_iter()
                .map(|(conditions, confidence, as_of)| fact(conditions, confidence, as_of))
                .collect();
            let count = |fact: &Fact| serde_json::to_value(fact.conditions).unwrap().as_object().unwrap().len();
            let is_country = |fact: &Fact| fact.conditions.region.is_some_and(|region| region.as_str() != "EU");
            let beats = |one: &Fact, other: &Fact| {
                if count(one) != count(other) {
                    return count(one) > count(other);
                }
                if is_country(one) != is_country(other) {
                    return is_country(one);
                }
                let (left, right) = (&one.evidence, &other.evidence);
                if left.confidence != right.confidence {
                    return left.confidence < right.confidence;
                }
                left.as_of.latest() > right.as_of.latest()
            };
            let mut best: Option<&Fact> = None;
            for fact in facts.iter().filter(|fact| holds(fact, &circumstances)) {
                if best.is_none_or(|best| beats(fact, best)) {
                    best = Some(fact);
                }
            }
            let found = served(facts.iter(), &circumstances);
            prop_assert_eq!(found.map(std::ptr::from_ref), best.map(std::ptr::from_ref));
        }
    }
}
