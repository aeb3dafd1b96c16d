//! Whoever asks, as far as a token tells.

use async_graphql::{Enum, SimpleObject};
use certgraph_macros::{Fields, Leaf};

use super::caller::Caller;
use crate::store::TokenScope;

/// What a token allows.
#[derive(Enum, Leaf, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "TokenScope", remote = "TokenScope")]
pub enum TokenScopeValue {
    /// Reads at a higher rate than without a token.
    Partner,
    /// Publishes changes, and reads as a partner does.
    Editor,
}

/// The bearer of the token that came with the request.
#[derive(SimpleObject, Fields)]
pub struct Viewer {
    /// The name of the token, which the change log gives as the actor. Example: `"acme-2026"`.
    name: String,
    /// What the token allows. Example: `PARTNER`.
    scope: TokenScopeValue,
}

impl Viewer {
    /// The bearer of a token; `None` for somebody without one.
    pub(super) fn of(caller: &Caller) -> Option<Self> {
        match caller {
            Caller::Anonymous => None,
            Caller::Known { name, scope } => Some(Self {
                name: name.to_string(),
                scope: (*scope).into(),
            }),
        }
    }
}
