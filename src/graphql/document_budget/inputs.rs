//! The limits on the values that clients write into arguments and variables.

use async_graphql::{
    Pos, Positioned, ServerError, Value, Variables,
    parser::types::{BaseType, OperationDefinition},
};

use super::{DocumentLimits, ErrorCode};

/// The input type that editors write the catalogue with.
const CHANGE_SET: &str = "ChangeSetInput";

/// How large one value may be.
struct ValueLimits {
    items: usize,
    characters: usize,
    nesting: usize,
}

impl ValueLimits {
    fn of_all(limits: &DocumentLimits) -> Self {
        Self {
            items: limits.list_items,
            characters: limits.string_characters,
            nesting: limits.input_nesting,
        }
    }

    fn of_change_sets(limits: &DocumentLimits) -> Self {
        Self {
            items: limits.change_set_items,
            characters: limits.change_set_characters,
            nesting: limits.input_nesting,
        }
    }
}

/// Whether the operation declares a variable as a change set.
pub(super) fn is_change_set(operation: &Positioned<OperationDefinition>, variable: &str) -> bool {
    let mut definitions = operation.node.variable_definitions.iter();
    definitions.any(|definition| {
        let BaseType::Named(name) = &definition.node.var_type.node.base else {
            return false;
        };
        definition.node.name.node == variable && name == CHANGE_SET
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
        let limits = if is_change_set(name) {
            ValueLimits::of_change_sets(limits)
        } else {
            ValueLimits::of_all(limits)
        };
        check_value(value, &limits)
            .map_err(|fault| refusal(format!("Variable \"${name}\": {fault}"), None))?;
    }
    Ok(())
}

/// Refuses a value written in the document; variables inside it count as nothing.
pub(super) fn check_literal(
    value: &Value,
    at: Pos,
    limits: &DocumentLimits,
) -> Result<(), ServerError> {
    check_value(value, &ValueLimits::of_all(limits)).map_err(|fault| refusal(fault, Some(at)))
}

fn refusal(message: String, at: Option<Pos>) -> ServerError {
    ErrorCode::BadUserInput.server_error(message, at)
}

fn check_value(value: &Value, limits: &ValueLimits) -> Result<(), String> {
    let mut pending = vec![(value, 0)];
    while let Some((value, outer)) = pending.pop() {
        let nesting = outer + 1;
        match value {
            // A string has at most as many characters as bytes, so most need no count.
            Value::String(text) if text.len() > limits.characters => {
                let (found, limit) = (text.chars().count(), limits.characters);
                if found > limit {
                    return Err(format!(
                        "a string has {found} characters; at most {limit} are allowed."
                    ));
                }
            }
            Value::List(items) => {
                check_container("list", items.len(), nesting, limits)?;
                pending.extend(items.iter().map(|item| (item, nesting)));
            }
            Value::Object(fields) => {
                check_container("input object", fields.len(), nesting, limits)?;
                pending.extend(fields.values().map(|field| (field, nesting)));
            }
            _ => {}
        }
    }
    Ok(())
}

fn check_container(
    what: &str,
    items: usize,
    nesting: usize,
    limits: &ValueLimits,
) -> Result<(), String> {
    if nesting > limits.nesting {
        return Err(format!(
            "lists and input objects nest more than {} deep.",
            limits.nesting
        ));
    }
    if items > limits.items {
        let limit = limits.items;
        return Err(format!(
            "one {what} has {items} items; at most {limit} are allowed."
        ));
    }
    Ok(())
}
