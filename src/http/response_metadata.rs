//! What the log and the metrics tell of an answer beside its address and status.

use std::sync::Arc;

use actix_web::HttpResponse;

use crate::{graphql::ErrorCode, store::TokenName};

/// What an answer was. Handlers leave it with the answer, for whoever writes the log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ResponseMetadata {
    /// The name of the caller's token.
    pub(super) caller: Option<TokenName>,
    /// The operation's name, as the client or the document has it.
    pub(super) operation: Option<Arc<str>>,
    /// The points that executing it cost.
    pub(super) cost: Option<u64>,
    /// Whether it was kept from before.
    pub(super) kept: bool,
    /// Why the request was refused as a whole.
    pub(super) code: Option<ErrorCode>,
    /// The revision that it was read from.
    pub(super) revision: Option<i64>,
}

impl ResponseMetadata {
    /// The account of a refusal.
    pub(super) fn refused(code: ErrorCode) -> Self {
        Self {
            code: Some(code),
            ..Self::default()
        }
    }

    /// Leaves it with an answer.
    pub(super) fn attach_to(self, answer: &mut HttpResponse) {
        answer.extensions_mut().insert(self);
    }

    /// Takes what was left with an answer; nothing in particular if nothing was.
    pub(super) fn take_from(answer: &mut HttpResponse) -> Self {
        answer.extensions_mut().remove().unwrap_or_default()
    }
}
