//! The order in which the costs of fragments are computed: each after those that it spreads.

use std::collections::HashMap;

use apollo_compiler::{Node, ast::Document};
use async_graphql::ServerError;

use super::{ErrorCode, directives::Spreads, fragment};
use crate::graphql::validation::rules::position;

enum State {
    Open,
    Done,
}

/// The names of all fragments, each after those that it spreads; refuses a cycle.
///
/// It is iterative, because a chain of fragments may be long enough to overflow the stack.
pub(super) fn dependencies_first<'a>(
    document: &Document,
    spreads: &Spreads<'a>,
) -> Result<Vec<&'a str>, ServerError> {
    let mut order = Vec::with_capacity(spreads.len());
    let mut states = HashMap::new();
    let mut stack: Vec<_> = spreads.keys().copied().collect();
    stack.sort_unstable();
    while let Some(name) = stack.last().copied() {
        let Some(own) = spreads.get(name) else {
            stack.pop(); // undefined, which validation reports
            continue;
        };
        match states.get(name) {
            None => {
                states.insert(name, State::Open);
                for spread in own {
                    match states.get(spread) {
                        None => stack.push(spread),
                        Some(State::Open) => return Err(cycle(document, spread)),
                        Some(State::Done) => {}
                    }
                }
            }
            Some(State::Open) => {
                states.insert(name, State::Done);
                order.push(name);
                stack.pop();
            }
            Some(State::Done) => {
                stack.pop();
            }
        }
    }
    Ok(order)
}

fn cycle(document: &Document, name: &str) -> ServerError {
    let location = fragment(document, name).and_then(Node::location);
    ErrorCode::GraphqlValidationFailed.server_error(
        format!("The fragment \"{name}\" spreads itself, directly or through others."),
        position(location, &document.sources),
    )
}
