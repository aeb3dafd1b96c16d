//! Limits on the values of arguments and variables.

use apollo_compiler::{
    Node,
    ast::{OperationDefinition, Type, Value as Literal},
};
use async_graphql::{Pos, ServerError, Value, Variables};

use super::{DocumentLimits, ErrorCode};
use crate::graphql::objects::scalars::LongText;

/// The input type of an editor's change set.
const CHANGE_SET: &str = "ChangeSetInput";

/// The scalar of long texts.
pub(super) const LONG_TEXT: &str = "LongText";

/// What a variable is declared as, as far as limits differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DeclaredAs {
    ChangeSet,
    LongText,
    Other,
}

/// How large one value may be.
struct ValueLimits {
    items: usize,
    characters: usize,
    nesting: usize,
}

impl ValueLimits {
    fn of(limits: &DocumentLimits, declared: DeclaredAs) -> Self {
        let (items, characters) = match declared {
            DeclaredAs::ChangeSet => (limits.change_set_items, limits.change_set_characters),
            DeclaredAs::LongText => (limits.list_items, LongText::MAX_BYTES),
            DeclaredAs::Other => (limits.list_items, limits.string_characters),
        };
        let nesting = limits.input_nesting;
        Self {
            items,
            characters,
            nesting,
        }
    }
}

/// What the operation declares a variable as.
pub(super) fn declared_as(operation: &OperationDefinition, variable: &str) -> DeclaredAs {
    let mut definitions = operation.variables.iter();
    let definition = definitions.find(|definition| definition.name == variable);
    match definition.map(|definition| &*definition.ty) {
        Some(Type::Named(name) | Type::NonNullNamed(name)) if name == CHANGE_SET => {
            DeclaredAs::ChangeSet
        }
        Some(Type::Named(name) | Type::NonNullNamed(name)) if name == LONG_TEXT => {
            DeclaredAs::LongText
        }
        _ => DeclaredAs::Other,
    }
}

/// Refuses variables that are too many, or one whose value is too large.
pub(super) fn check_variables(
    variables: &Variables,
    limits: &DocumentLimits,
    declared_as: impl Fn(&str) -> DeclaredAs,
) -> Result<(), ServerError> {
    if variables.len() > limits.variables {
        let (found, limit) = (variables.len(), limits.variables);
        return Err(refusal(
            format!("The request gives {found} variables; at most {limit} are allowed."),
            None,
        ));
    }
    for (name, value) in variables.iter() {
        check_value(value, &ValueLimits::of(limits, declared_as(name)))
            .map_err(|fault| too_large(name, &fault))?;
    }
    Ok(())
}

/// Refuses a literal that is too large, not counting variables in it. `at` returns its position.
pub(super) fn check_literal(
    value: &Node<Literal>,
    at: impl FnOnce() -> Option<Pos>,
    limits: &DocumentLimits,
) -> Result<(), ServerError> {
    check_value(&**value, &ValueLimits::of(limits, DeclaredAs::Other))
        .map_err(|fault| refusal(fault, at()))
}

/// The refusal of a variable, whose name is in `extensions.variable` too.
fn too_large(name: &str, fault: &str) -> ServerError {
    let mut refusal = refusal(format!("Variable \"${name}\": {fault}"), None);
    let extensions = refusal.extensions.get_or_insert_default();
    extensions.set("variable", name);
    refusal
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
