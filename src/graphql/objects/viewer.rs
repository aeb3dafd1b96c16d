//! The viewer: the token of the request.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::SimpleObject;
use certgraph_macros::Fields;

use crate::graphql::engine::caller::Caller;
use crate::store::TokenScope;

/// The bearer of the token that came with the request.
#[derive(SimpleObject, Fields)]
pub struct Viewer {
    /// The name of the token, which the change log gives as the actor. Example: `"acme-2026"`.
    name: String,
    /// What the token allows. Example: `PARTNER`.
    scope: ApiEnum<TokenScope>,
}

impl Viewer {
    /// The viewer of a caller; `None` without a token.
    pub(crate) fn of(caller: &Caller) -> Option<Self> {
        match caller {
            Caller::Anonymous => None,
            Caller::Known { name, scope } => Some(Self {
                name: name.to_string(),
                scope: ApiEnum(*scope),
            }),
        }
    }
}
