//! The response to a request: its JSON, and what transports and logs need of it.
//!
//! Every error passes here: it gets a code, lists and messages are limited, and the text of an error
//! without a code goes to the log only.

use std::{collections::BTreeMap, sync::Arc};

use apollo_compiler::parser::SourceMap;
use async_graphql::{PathSegment, ServerError, Value};
use serde::Serialize;

use super::{cache_scope::CacheScope, operation::OperationSummary};
use crate::graphql::{
    error_code::ErrorCode,
    plan::{FieldErrors, Outcome},
    query_limits::DocumentCost,
    validation::rules::position,
};

/// The most errors in one response.
pub(crate) const MAX_ERRORS: usize = 20;

/// The most characters in the message of an error.
pub(super) const MAX_MESSAGE: usize = 500;

/// The message of an error whose cause is for the log only.
pub const INTERNAL_MESSAGE: &str = "The server failed; its log has the details.";

/// The beginning of a response with data.
pub(super) const OPENING: &[u8] = b"{\"data\":";

/// The response to one request.
#[derive(Debug)]
pub struct ApiResponse {
    /// The JSON text of the response.
    pub body: Vec<u8>,
    /// Why it has no `data`: an error of the request as a whole. `None` when the operation ran, even
    /// if some of its fields failed.
    pub request_error: Option<ErrorCode>,
    /// The cost of the operation; `None` when it was refused before the cost was known.
    pub cost: Option<DocumentCost>,
    /// For how long the same request gets the same response.
    pub lifetime: CacheScope,
    /// The operation, for logs and metrics.
    pub summary: OperationSummary,
    /// The cursor after which the next page begins, for interfaces that link pages in a header. The
    /// engine leaves it empty, since GraphQL clients read it in the body.
    pub next_page: Option<Arc<str>>,
}

impl ApiResponse {
    /// The response to a request that is refused before it reaches the engine.
    pub fn refusal(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::request_error(&[code.server_error(message, None)])
    }

    /// The response to a request that is refused as a whole.
    pub(super) fn request_error(errors: &[ServerError]) -> Self {
        #[derive(Serialize)]
        struct Body {
            errors: Vec<ServerError>,
        }

        let code = errors.first().map_or(ErrorCode::Internal, code_of);
        let body = serde_json::to_vec(&Body {
            errors: limited(errors),
        });
        Self {
            body: body.unwrap_or_else(|error| {
                tracing::error!(%error, "the response cannot be written as JSON");
                br#"{"errors":[{"message":"The server failed; its log has the details.","extensions":{"code":"INTERNAL"}}]}"#
                    .to_vec()
            }),
            request_error: Some(code),
            cost: None,
            lifetime: CacheScope::Once,
            summary: OperationSummary::default(),
            next_page: None,
        }
    }

    /// The response with the outcome of a plan, whose text begins with [`OPENING`]. It is not cached
    /// and has no summary: see the fields.
    pub(super) fn executed(
        outcome: Outcome,
        sources: &SourceMap,
        extensions: &BTreeMap<&str, Value>,
        cost: DocumentCost,
    ) -> Self {
        match written(outcome, sources, extensions) {
            Ok(body) => Self {
                body,
                request_error: None,
                cost: Some(cost),
                lifetime: CacheScope::Once,
                summary: OperationSummary::default(),
                next_page: None,
            },
            Err(error) => {
                tracing::error!(%error, "the response cannot be written as JSON");
                Self::refusal(ErrorCode::Internal, INTERNAL_MESSAGE)
            }
        }
    }
}

fn written(
    outcome: Outcome,
    sources: &SourceMap,
    extensions: &BTreeMap<&str, Value>,
) -> serde_json::Result<Vec<u8>> {
    let mut body = outcome.text;
    if !outcome.errors.is_empty() {
        // `errors` comes first, as the specification recommends (section 7.1).
        let errors = field_errors(outcome.errors, sources);
        let data = std::mem::replace(&mut body, b"{\"errors\":".to_vec());
        serde_json::to_writer(&mut body, &limited(&errors))?;
        body.push(b',');
        body.extend_from_slice(data.get(1..).unwrap_or_default());
    }
    if !extensions.is_empty() {
        body.extend_from_slice(b",\"extensions\":");
        serde_json::to_writer(&mut body, extensions)?;
    }
    body.push(b'}');
    Ok(body)
}

/// Errors of fields as responses list them. An error without a code is internal.
pub(super) fn field_errors(errors: FieldErrors, sources: &SourceMap) -> Vec<ServerError> {
    let errors = errors.into_iter().take(MAX_ERRORS).map(|mut error| {
        error.path.reverse();
        let extensions = error.error.extensions.as_ref();
        if extensions.is_none_or(|all| all.get("code").is_none()) {
            let (message, path) = (&error.error.message, path_text(&error.path));
            tracing::error!(message, path, "a resolver failed");
            error.error = ErrorCode::Internal.error(INTERNAL_MESSAGE);
        }
        let at = position(error.location, sources).unwrap_or_default();
        ServerError {
            path: error.path,
            ..error.error.into_server_error(at)
        }
    });
    errors.collect()
}

/// At most [`MAX_ERRORS`] errors, each with at most [`MAX_MESSAGE`] characters.
fn limited(errors: &[ServerError]) -> Vec<ServerError> {
    let errors = errors.iter().take(MAX_ERRORS).cloned().map(|mut error| {
        let mut rest = error.message.char_indices().skip(MAX_MESSAGE - 1);
        if let (Some((end, _)), Some(_)) = (rest.next(), rest.next()) {
            error.message.truncate(end);
            error.message.push('…');
        }
        error
    });
    errors.collect()
}

fn code_of(error: &ServerError) -> ErrorCode {
    let code = match error.extensions.as_ref().and_then(|all| all.get("code")) {
        Some(Value::String(text)) => ErrorCode::ALL.iter().find(|code| code.text() == text),
        _ => None,
    };
    code.copied().unwrap_or(ErrorCode::Internal)
}

fn path_text(path: &[PathSegment]) -> String {
    let segments = path.iter().map(|segment| match segment {
        PathSegment::Field(name) => name.clone(),
        PathSegment::Index(index) => index.to_string(),
    });
    segments.collect::<Vec<_>>().join(".")
}
