//! The order in which fragments can be weighed: each after those that it spreads.

use std::collections::HashMap;

use apollo_compiler::ast::Document;
use async_graphql::ServerError;

use super::{ErrorCode, fragment};
use crate::graphql::validation::rules::position;

/// The names of all fragments, each after those that it spreads; refuses a cycle.
///
/// It keeps its own stack instead of calling itself, because a chain of fragments may be long.
pub(super) fn dependencies_first<'a>(
    document: &Document,
    spreads: &HashMap<&'a str, Vec<&'a str>>,
) -> Result<Vec<&'a str>, ServerError> {
    let mut order = Vec::with_capacity(spreads.len());
    let mut states = HashMap::new();
    let mut roots: Vec<_> = spreads.keys().copied().collect();
    roots.sort_unstable();
    for root in roots {
        let mut stack = vec![Step::Enter(root)];
        while let Some(step) = stack.pop() {
            match step {
                Step::Enter(name) => match states.get(name) {
                    Some(State::Done) => {}
                    Some(State::Open) => return Err(cycle(document, name)),
                    None => {
                        let Some(below) = spreads.get(name) else {
                            continue; // not defined: the validation says so
                        };
                        states.insert(name, State::Open);
                        stack.push(Step::Leave(name));
                        stack.extend(
                            below
                                .iter()
                                .filter(|name| !matches!(states.get(**name), Some(State::Done)))
                                .map(|name| Step::Enter(name)),
                        );
                    }
                },
                Step::Leave(name) => {
                    states.insert(name, State::Done);
                    order.push(name);
                }
            }
        }
    }
    Ok(order)
}

enum Step<'a> {
    Enter(&'a str),
    Leave(&'a str),
}

enum State {
    Open,
    Done,
}

fn cycle(document: &Document, name: &str) -> ServerError {
    let location = fragment(document, name).and_then(apollo_compiler::Node::location);
    let at = position(location, &document.sources);
    ErrorCode::GraphqlValidationFailed.server_error(
        format!("The fragment \"{name}\" spreads itself, directly or through others."),
        at,
    )
}
