//! Limits on the values of arguments and variables.

use apollo_compiler::{
    Node,
    ast::{OperationDefinition, Type, Value as Literal},
};
use async_graphql::{Pos, ServerError, Value, Variables};

use super::{DocumentLimits, ErrorCode};

/// The input type of an editor's change set.
const CHANGE_SET: &str = "ChangeSetInput";

/// How large one value may be.
struct ValueLimits {
    items: usize,
    characters: usize,
    nesting: usize,
}

impl ValueLimits {
    fn of(limits: &DocumentLimits, is_change_set: bool) -> Self {
        let (items, characters) = if is_change_set {
            (limits.change_set_items, limits.change_set_characters)
        } else {
            (limits.list_items, limits.string_characters)
        };
        let nesting = limits.input_nesting;
        Self {
            items,
            characters,
            nesting,
        }
    }
}

/// Whether the operation declares a variable as a change set.
pub(super) fn is_change_set(operation: &OperationDefinition, variable: &str) -> bool {
    let mut definitions = operation.variables.iter();
    definitions.any(|definition| match &*definition.ty {
        Type::Named(name) | Type::NonNullNamed(name) => {
            definition.name == variable && name == CHANGE_SET
        }
        Type::List(_) | Type::NonNullList(_) => false,
    })
}

/// Refuses variables that are too many, or one whose value is too large.
pub(super) fn check_variables(
    variables: &Variables,
    limits: &DocumentLimits,
    is_change_set: impl Fn(&str) -> bool,
) -> Result<(), ServerError> {
    if variables.len() > limits.variables {
        let (found, limit) = (variables.len(), limits.variables);
        return Err(refusal(
            format!("The request gives {found} variables; at most {limit} are allowed."),
            None,
        ));
    }
    for (name, value) in variables.iter() {
        check_value(value, &ValueLimits::of(limits, is_change_set(name)))
            .map_err(|fault| refusal(format!("Variable \"${name}\": {fault}"), None))?;
    }
    Ok(())
}

/// Refuses a literal that is too large, not counting variables in it. `at` returns its position.
pub(super) fn check_literal(
    value: &Node<Literal>,
    at: impl FnOnce() -> Option<Pos>,
    limits: &DocumentLimits,
) -> Result<(), ServerError> {
    check_value(&**value, &ValueLimits::of(limits, false)).map_err(|fault| refusal(fault, at()))
}

fn refusal(message: String, at: Option<Pos>) -> ServerError {
    ErrorCode::BadUserInput.server_error(message, at)
}

const LIST: &str = "list";
const OBJECT: &str = "input object";

/// The size of a value.
enum Size<'a, T> {
    Text(&'a str),
    /// A list or an input object.
    Container(&'static str, Vec<&'a T>),
    Small,
}

/// A literal of a document or a value of a variable.
trait Measured: Sized {
    fn size(&self) -> Size<'_, Self>;
}

impl Measured for Value {
    fn size(&self) -> Size<'_, Self> {
        match self {
            Self::String(text) => Size::Text(text),
            Self::List(items) => Size::Container(LIST, items.iter().collect()),
            Self::Object(fields) => Size::Container(OBJECT, fields.values().collect()),
            _ => Size::Small,
        }
    }
}

impl Measured for Literal {
    fn size(&self) -> Size<'_, Self> {
        match self {
            Self::String(text) => Size::Text(text),
            Self::List(items) => Size::Container(LIST, items.iter().map(|item| &**item).collect()),
            Self::Object(fields) => {
                let fields = fields.iter().map(|(_, field)| &**field);
                Size::Container(OBJECT, fields.collect())
            }
            _ => Size::Small,
        }
    }
}

fn check_value<T: Measured>(value: &T, limits: &ValueLimits) -> Result<(), String> {
    let mut pending = vec![(value, 0)];
    while let Some((value, outer)) = pending.pop() {
        let nesting = outer + 1;
        match value.size() {
            // A string has at most as many characters as bytes, so most need no count.
            Size::Text(text) if text.len() > limits.characters => {
                let (found, limit) = (text.chars().count(), limits.characters);
                if found > limit {
                    return Err(format!(
                        "a string has {found} characters; at most {limit} are allowed."
                    ));
                }
            }
            Size::Container(kind, items) => {
                if nesting > limits.nesting {
                    let limit = limits.nesting;
                    return Err(format!(
                        "lists and input objects nest more than {limit} deep."
                    ));
                }
                if items.len() > limits.items {
                    let (found, limit) = (items.len(), limits.items);
                    return Err(format!(
                        "one {kind} has {found} items; at most {limit} are allowed."
                    ));
                }
                pending.extend(items.into_iter().map(|item| (item, nesting)));
            }
            Size::Text(_) | Size::Small => {}
        }
    }
    Ok(())
}
