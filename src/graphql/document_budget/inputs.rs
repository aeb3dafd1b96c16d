//! The limits on the values that clients write into arguments and variables.

use async_graphql::{Pos, ServerError, Value, Variables};

use super::{DocumentLimits, ErrorCode};

/// Refuses variables that are too many, or one whose value is too large.
pub(super) fn check_variables(
    variables: &Variables,
    limits: &DocumentLimits,
) -> Result<(), ServerError> {
    if variables.len() > limits.variables {
        let (found, limit) = (variables.len(), limits.variables);
        return Err(refusal(
            format!("The request gives {found} variables; at most {limit} are allowed."),
            None,
        ));
    }
    for (name, value) in variables.iter() {
        check_value(value, limits)
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
    check_value(value, limits).map_err(|fault| refusal(fault, Some(at)))
}

fn refusal(message: String, at: Option<Pos>) -> ServerError {
    ErrorCode::BadUserInput.server_error(message, at)
}

fn check_value(value: &Value, limits: &DocumentLimits) -> Result<(), String> {
    let mut pending = vec![(value, 0)];
    while let Some((value, outer)) = pending.pop() {
        let nesting = outer + 1;
        match value {
            // A string has at most as many characters as bytes, so most need no count.
            Value::String(text) if text.len() > limits.string_characters => {
                let (found, limit) = (text.chars().count(), limits.string_characters);
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
    limits: &DocumentLimits,
) -> Result<(), String> {
    if nesting > limits.input_nesting {
        return Err(format!(
            "lists and input objects nest more than {} deep.",
            limits.input_nesting
        ));
    }
    if items > limits.list_items {
        let limit = limits.list_items;
        return Err(format!(
            "one {what} has {items} items; at most {limit} are allowed."
        ));
    }
    Ok(())
}
