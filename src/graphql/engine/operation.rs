//! The operation of a document that a request selects.

use std::sync::Arc;

use apollo_compiler::{
    Node,
    ast::{Document, OperationDefinition, OperationType, Selection},
};
use async_graphql::ServerError;

use crate::graphql::{
    error_code::ErrorCode,
    query_limits::{DeprecatedField, operations},
    validation::rules::position,
};

/// The operations that a transport may run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AllowedOperations {
    /// Queries only, as over HTTP GET.
    Queries,
    /// Queries and mutations.
    QueriesAndMutations,
    /// Queries and subscriptions, as over HTTP GET for server-sent events.
    QueriesAndSubscriptions,
    /// Every operation.
    All,
}

impl AllowedOperations {
    /// Whether mutations may run.
    pub const fn mutations(self) -> bool {
        matches!(self, Self::QueriesAndMutations | Self::All)
    }

    /// Whether subscriptions may run.
    pub const fn subscriptions(self) -> bool {
        matches!(self, Self::QueriesAndSubscriptions | Self::All)
    }

    /// The same operations, and subscriptions.
    #[must_use]
    pub const fn with_subscriptions(self) -> Self {
        if self.mutations() {
            Self::All
        } else {
            Self::QueriesAndSubscriptions
        }
    }

    /// Refuses an operation that is not allowed.
    pub(super) fn check(
        self,
        document: &Document,
        operation: &Node<OperationDefinition>,
    ) -> Result<(), ServerError> {
        let (code, message) = match operation.operation_type {
            OperationType::Mutation if !self.mutations() => (
                ErrorCode::MethodNotAllowed,
                "A mutation cannot be sent by GET; use POST.",
            ),
            OperationType::Subscription if !self.subscriptions() => (
                ErrorCode::BadUserInput,
                "A subscription needs a transport that keeps the connection open: a WebSocket with \
                 the protocol graphql-transport-ws, or \"Accept: text/event-stream\".",
            ),
            _ => return Ok(()),
        };
        Err(code.server_error(message, position(operation.location(), &document.sources)))
    }
}

/// An operation that ran, for logs and metrics.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OperationSummary {
    /// Its name, if it has one.
    pub name: Option<Arc<str>>,
    /// Its root field; `None` when it selects anything else.
    pub root_field: Option<Arc<str>>,
    /// The deprecated fields that it selects; `None` when there are none.
    pub deprecated: Option<Arc<[DeprecatedField]>>,
}

/// The only field that an operation selects; `None` when it selects anything else.
pub(super) fn only_field(operation: &OperationDefinition) -> Option<Arc<str>> {
    match operation.selection_set.as_slice() {
        [Selection::Field(field)] => Some(Arc::from(field.name.as_str())),
        _ => None,
    }
}

/// The operation with this name, or the only one of a document.
pub(super) fn select<'a>(
    document: &'a Document,
    name: Option<&str>,
) -> Result<&'a Node<OperationDefinition>, ServerError> {
    let all: Vec<_> = operations(document).collect();
    let message = match (name, all.as_slice()) {
        (None, [only]) => return Ok(only),
        (None, []) => "The document has no operation.".to_owned(),
        (None, all) => format!(
            "The document has {} operations: say in \"operationName\" which one to run.",
            all.len()
        ),
        (Some(name), [only]) if only.name.is_none() => {
            format!("There is no operation named \"{name}\": the only one has no name.")
        }
        (Some(name), all) => {
            let mut all = all.iter().copied();
            match all.find(|it| it.name.as_ref().is_some_and(|own| own == name)) {
                Some(found) => return Ok(found),
                None => format!("There is no operation named \"{name}\"."),
            }
        }
    };
    Err(ErrorCode::BadUserInput.server_error(message, None))
}
