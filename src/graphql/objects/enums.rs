//! The enums of the schema. Vendors, roles and certifications are objects instead, because new ones
//! are added.
//!
//! The crates below define each enum with its descriptions; here it gets its name in the schema.

use std::{borrow::Cow, sync::LazyLock};

use async_graphql::{
    ContextSelectionSet, InputType, InputValueResult, OutputType, Positioned, ServerResult, Value,
    parser::types::Field,
    registry::{Deprecation, MetaEnumValue, MetaType, MetaTypeId, Registry},
    resolver_utils::{EnumItem, EnumType, enum_value, parse_enum},
};

use serde::{Serialize, Serializer};

use crate::graphql::plan::{leaf_outputs, registered_only};
use crate::{
    advice::{self, path},
    catalogue::{self, DescribedEnum},
    publish::FieldEffect,
    store::{TokenScope, WebhookState},
};

/// The values of an enum with the names that async-graphql would derive: `KNOWS_VENDOR`.
fn items<T: DescribedEnum>() -> Vec<EnumItem<ApiEnum<T>>> {
    let items = T::VALUES.iter().map(|(value, name, _)| {
        let mut text = String::new();
        for character in name.chars() {
            if character.is_ascii_uppercase() && !text.is_empty() {
                text.push('_');
            }
            text.push(character.to_ascii_uppercase());
        }
        EnumItem {
            name: &*text.leak(), // once for each value of the schema
            value: ApiEnum(*value),
        }
    });
    items.collect()
}

fn register<T: Named>(registry: &mut Registry) -> String {
    registry.create_input_type::<ApiEnum<T>, _>(MetaTypeId::Enum, |_| {
        let values = T::items()
            .iter()
            .zip(T::VALUES)
            .map(|(item, (.., meaning))| {
                let value = MetaEnumValue {
                    name: item.name.to_owned(),
                    description: Some(description(meaning)),
                    deprecation: Deprecation::NoDeprecated,
                    visible: None,
                    inaccessible: false,
                    tags: Vec::new(),
                    directive_invocations: Vec::new(),
                };
                (value.name.clone(), value)
            });
        MetaType::Enum {
            name: T::NAME.to_owned(),
            description: Some(description(T::MEANING)),
            enum_values: values.collect(),
            visible: None,
            inaccessible: false,
            tags: Vec::new(),
            rust_typename: Some(std::any::type_name::<ApiEnum<T>>()),
            directive_invocations: Vec::new(),
            requires_scopes: Vec::new(),
        }
    })
}

/// Doc comments without the space that each line begins with.
fn description(meaning: &str) -> String {
    let lines: Vec<&str> = meaning.lines().map(str::trim).collect();
    lines.join("\n")
}

/// An enum of the schema: a wrapper around an enum of another crate, for which the traits of
/// async-graphql cannot be implemented here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ApiEnum<T>(pub(crate) T);

impl<T> From<T> for ApiEnum<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: Serialize> Serialize for ApiEnum<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// The values of a list argument.
pub(crate) fn values<T>(list: Option<Vec<ApiEnum<T>>>) -> Option<Vec<T>> {
    list.map(|list| list.into_iter().map(|value| value.0).collect())
}

/// A set with its name in the schema.
trait Named: DescribedEnum {
    const NAME: &'static str;

    fn items() -> &'static [EnumItem<ApiEnum<Self>>];
}

impl<T: Named> EnumType for ApiEnum<T> {
    fn items() -> &'static [EnumItem<Self>] {
        T::items()
    }
}

impl<T: Named> InputType for ApiEnum<T> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(T::NAME)
    }

    fn create_type_info(registry: &mut Registry) -> String {
        register::<T>(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        parse_enum(value.unwrap_or_default())
    }

    fn to_value(&self) -> Value {
        enum_value(*self)
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

impl<T: Named> OutputType for ApiEnum<T> {
    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(T::NAME)
    }

    fn create_type_info(registry: &mut Registry) -> String {
        register::<T>(registry)
    }

    async fn resolve(
        &self,
        _: &ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        registered_only()
    }
}

/// Implements [`Named`] and `Output` for enums with these names in the schema.
macro_rules! api_enums {
    ($($set:ty as $name:literal;)+) => {$(
        impl Named for $set {
            const NAME: &'static str = $name;

            fn items() -> &'static [EnumItem<ApiEnum<Self>>] {
                static ITEMS: LazyLock<Vec<EnumItem<ApiEnum<$set>>>> = LazyLock::new(items);

                &ITEMS
            }
        }

        leaf_outputs! {
            ApiEnum<$set> => |value, run| {
                run.write_enum_item(<$set as Named>::items().get(value.0 as usize))
            };
        }
    )+};
}

api_enums! {
    catalogue::Level as "Level";
    catalogue::Experience as "Experience";
    catalogue::ExamForm as "ExamForm";
    catalogue::LifecycleState as "LifecycleState";
    catalogue::Confidence as "Confidence";
    catalogue::FactKind as "FactKind";
    catalogue::FactName as "FactName";
    catalogue::SourceKind as "SourceKind";
    catalogue::PrerequisiteKind as "PrerequisiteKind";
    catalogue::BlueprintStanding as "BlueprintStanding";
    catalogue::WeightsPublished as "WeightsPublished";
    catalogue::AbsenceReason as "AbsenceReason";
    catalogue::Decision as "Decision";
    catalogue::RecordKind as "ChangeKind";
    catalogue::Operation as "ChangeOperation";
    catalogue::CoverageField as "CoverageField";
    catalogue::ExamOrderField as "ExamOrderField";
    catalogue::ContradictionRule as "ContradictionRule";
    catalogue::Severity as "Severity";
    catalogue::MentionForm as "MentionForm";
    advice::ActionRule as "PlannedActionRule";
    advice::PlannedActionKind as "PlannedActionKind";
    advice::PlanBasis as "StudyPlanBasis";
    advice::PlanWarningKind as "StudyPlanWarningKind";
    advice::ClaimStatus as "ClaimStatus";
    advice::UnknownReason as "ClaimUnknownReason";
    advice::CrosswalkBasis as "CrosswalkBasis";
    advice::ImpactOutcome as "ImpactOutcome";
    advice::RenewalState as "RenewalState";
    advice::RuleKind as "VerdictRuleKind";
    advice::TransitionKind as "TransitionKind";
    advice::AssumptionName as "AssumptionName";
    path::Objective as "PathObjective";
    path::Requirement as "StepRequirement";
    path::ReasonRule as "ReasonRule";
    path::WhyNotRule as "WhyNotRule";
    FieldEffect as "ChangeEffect";
    TokenScope as "TokenScope";
    WebhookState as "WebhookState";
}

/// The facts of the catalogue and what is computed from them: the only enum whose values have data.
impl Named for advice::ClaimedFact {
    const NAME: &'static str = "ClaimedFact";

    fn items() -> &'static [EnumItem<ApiEnum<Self>>] {
        static ITEMS: LazyLock<Vec<EnumItem<ApiEnum<advice::ClaimedFact>>>> = LazyLock::new(items);

        &ITEMS
    }
}

leaf_outputs! {
    ApiEnum<advice::ClaimedFact> => |value, run| {
        run.write_enum_item(<advice::ClaimedFact as Named>::items().get(value.0.place()))
    };
}
