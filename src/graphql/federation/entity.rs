//! Entities: what another subgraph refers to by a key.

use async_graphql::{ID, InputType, InputValueError, InputValueResult, Result, Value};
use certgraph_macros::Members;

use super::{ANY, REPRESENTATIONS};
use crate::graphql::{
    engine::request_context::RequestContext,
    error_code::ErrorCode,
    objects::{
        certification::CertificationObject,
        connection::{MAX_QUOTED, check_length},
        exam::ExamObject,
        lookup,
        node::{self, Node},
        role::RoleObject,
        vendor::VendorObject,
        view::View,
    },
};

/// An object that has a key.
#[derive(Members)]
pub(super) enum Entity {
    Certification(CertificationObject),
    Exam(ExamObject),
    Role(RoleObject),
    Vendor(VendorObject),
}

/// The types of entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EntityType {
    Certification,
    Exam,
    Role,
    Vendor,
}

impl EntityType {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Certification, "Certification"),
        (Self::Exam, "Exam"),
        (Self::Role, "Role"),
        (Self::Vendor, "Vendor"),
    ];

    fn named(name: &str) -> Option<Self> {
        let known = Self::ALL.into_iter().find(|(_, known)| *known == name);
        known.map(|(entity, _)| entity)
    }

    /// Its keys, for messages.
    fn keys(self) -> &'static str {
        match self {
            Self::Exam => "\"id\", or \"vendor { slug }\" and \"code\"",
            Self::Certification | Self::Role | Self::Vendor => "\"id\" or \"slug\"",
        }
    }
}

/// What an entity is referred to by: any object.
#[derive(Debug, Clone)]
pub(crate) struct Representation(Value);

impl Representation {
    /// What a value has to be.
    const EXPECTS: &'static str =
        "expects an object such as { __typename: \"Role\", slug: \"azure-ai-engineer\" }";

    /// Checks a value as the scalar `_Any`.
    pub(crate) fn check(value: &Value) -> std::result::Result<(), &'static str> {
        match value {
            Value::Object(_) => Ok(()),
            _ => Err(Self::EXPECTS),
        }
    }
}

impl InputType for Representation {
    type RawValueType = Self;

    fn type_name() -> std::borrow::Cow<'static, str> {
        ANY.into()
    }

    // The added types are not registered with async-graphql.
    fn create_type_info(_: &mut async_graphql::registry::Registry) -> String {
        ANY.to_owned()
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let value = value.unwrap_or_default();
        match Self::check(&value) {
            Ok(()) => Ok(Self(value)),
            Err(expected) => Err(InputValueError::custom(expected)),
        }
    }

    fn to_value(&self) -> Value {
        self.0.clone()
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

/// What each representation refers to today, in their order: an error for one that has no key, `None`
/// where no object has its key.
pub(super) fn entities(
    scope: &RequestContext,
    asked: &[Representation],
) -> Result<Vec<Result<Option<Entity>>>> {
    check_length(REPRESENTATIONS, REPRESENTATIONS, asked)?;
    let view = View::of(scope, None);
    let found = asked.iter().enumerate().map(|(place, asked)| {
        entity(&view, &asked.0).map_err(|fault| {
            let message = format!("Argument \"{REPRESENTATIONS}[{place}]\": {fault}.");
            match fault {
                Fault::NoKey(_) => ErrorCode::BadUserInput.error(message),
                Fault::Lookup(error) => error,
            }
        })
    });
    Ok(found.collect())
}

/// Why a representation refers to nothing.
#[derive(Debug, Clone)]
enum Fault {
    /// It is no key; a sentence without a full stop.
    NoKey(String),
    /// The lookup failed.
    Lookup(async_graphql::Error),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoKey(message) => formatter.write_str(message),
            Self::Lookup(error) => formatter.write_str(&error.message),
        }
    }
}

fn entity(view: &View, asked: &Value) -> std::result::Result<Option<Entity>, Fault> {
    let fault = |message: String| Err(Fault::NoKey(message));
    let Some(name) = field(asked, "__typename") else {
        return fault("has no \"__typename\"".to_owned());
    };
    let Value::String(name) = name else {
        return fault(format!(
            "\"__typename\" has to be a text, found {}",
            kind(name)
        ));
    };
    let Some(entity) = EntityType::named(name) else {
        let known: Vec<&str> = EntityType::ALL.iter().map(|(_, name)| *name).collect();
        let name: String = name.chars().take(MAX_QUOTED).collect();
        let known = known.join(", ");
        return fault(format!("\"{name}\" is no entity; these are: {known}"));
    };
    if let Some(id) = text(asked, "id")? {
        let found = node::node(view, &ID(id.to_owned()));
        return Ok(found.and_then(|node| of_type(node, entity)));
    }
    let key = match entity {
        EntityType::Exam => {
            let vendor = match field(asked, "vendor") {
                None | Some(Value::Null) => None,
                Some(vendor @ Value::Object(_)) => text(vendor, "slug")?,
                Some(other) => {
                    return fault(format!(
                        "\"vendor\" has to be an object, found {}",
                        kind(other)
                    ));
                }
            };
            vendor.zip(text(asked, "code")?).map(|(vendor, code)| {
                let found = lookup::exam(view, code, Some(vendor));
                found.map(|index| index.map(|index| Entity::Exam(view.exam(index))))
            })
        }
        EntityType::Certification => text(asked, "slug")?.map(|slug| {
            let found = lookup::certification(view, slug);
            Ok(found.map(|index| Entity::Certification(view.certification(index))))
        }),
        EntityType::Role => text(asked, "slug")?.map(|slug| {
            let found = lookup::role(view, slug);
            Ok(found.map(|index| Entity::Role(view.role(index))))
        }),
        EntityType::Vendor => text(asked, "slug")?.map(|slug| {
            let found = lookup::vendor(view, slug);
            Ok(found.map(|index| Entity::Vendor(view.vendor(index))))
        }),
    };
    match key {
        Some(found) => found.map_err(Fault::Lookup),
        None => fault(format!("has no complete key; keys are {}", entity.keys())),
    }
}

/// The object of an id, if it is of this type.
fn of_type(node: Node, entity: EntityType) -> Option<Entity> {
    match (node, entity) {
        (Node::Certification(found), EntityType::Certification) => {
            Some(Entity::Certification(found))
        }
        (Node::Exam(found), EntityType::Exam) => Some(Entity::Exam(found)),
        (Node::Role(found), EntityType::Role) => Some(Entity::Role(found)),
        (Node::Vendor(found), EntityType::Vendor) => Some(Entity::Vendor(found)),
        _ => None,
    }
}

fn field<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    match object {
        Value::Object(fields) => fields.get(name),
        _ => None,
    }
}

/// A text of a key; `None` where it is missing or null.
fn text<'v>(object: &'v Value, name: &str) -> std::result::Result<Option<&'v str>, Fault> {
    match field(object, name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(Fault::NoKey(format!(
            "\"{name}\" has to be a text, found {}",
            kind(other)
        ))),
    }
}

/// What a value is, for messages: values of clients are not repeated.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Boolean(_) => "a boolean",
        Value::Binary(_) => "binary data",
        Value::Enum(_) => "an enum value",
        Value::List(_) => "a list",
        Value::Object(_) => "an object",
    }
}
