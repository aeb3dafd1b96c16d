//! From the response of a document to an answer: its data with day, revision and freshness, or an
//! error with code and hint.

use serde_json::{Map, Value, json};

use super::executor::{Executed, Executor};
use crate::graphql::{ErrorCode, FixedDocument};

/// The most bytes of an answer: 25,000 tokens, at the usual estimate of 4 bytes for a token.
pub(super) const MAX_BYTES: usize = 25_000 * 4;

/// The variables of a document as JSON.
pub(super) type Arguments = Map<String, Value>;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The code of `docs/errors.md`.
    pub(super) code: String,
    pub(super) message: String,
    /// What to do; empty where the message says it.
    pub(super) hint: String,
}

impl Fault {
    pub(super) fn new(code: ErrorCode, message: impl Into<String>, hint: &str) -> Self {
        Self {
            code: code.text().to_owned(),
            message: message.into(),
            hint: hint.to_owned(),
        }
    }

    /// As tools answer it.
    pub(super) fn json(&self) -> Value {
        let mut fields = json!({ "code": self.code, "message": self.message });
        if !self.hint.is_empty() {
            fields["hint"] = self.hint.clone().into();
        }
        fields
    }
}

/// The data of a response, and what it is true for.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) data: Value,
    pub(super) executed: Executed,
}

/// Executes a document with these variables.
pub(super) async fn answer(
    executor: &dyn Executor,
    document: &FixedDocument,
    variables: Arguments,
) -> Result<Answer, Fault> {
    let Some(executed) = executor.execute(document.request(variables)).await else {
        let message = "The catalogue is still being loaded.";
        return Err(Fault::new(ErrorCode::Unavailable, message, RETRY));
    };
    let internal = || Fault::new(ErrorCode::Internal, "The server failed.", "");
    let mut response: Value = serde_json::from_slice(&executed.body).map_err(|error| {
        tracing::error!(%error, "a response of the engine cannot be read");
        internal()
    })?;
    if let Some(errors) = response["errors"].as_array() {
        return Err(fault(errors));
    }
    let data = response["data"].take();
    Ok(Answer { data, executed })
}

impl Answer {
    /// The whole answer as an object, for a question about `asOf` of the arguments, or today.
    pub(super) fn into_object(self, as_of: Option<&Value>) -> Value {
        let Executed {
            revision,
            today,
            freshness,
            ..
        } = self.executed;
        let as_of = as_of.filter(|day| !day.is_null()).cloned();
        json!({
            "asOf": as_of.unwrap_or_else(|| today.to_string().into()),
            "revision": revision,
            "ttlMs": freshness.ttl_ms(),
            "cacheScope": if freshness.is_public { "public" } else { "private" },
            "data": self.data,
        })
    }
}

const RETRY: &str = "Try again in a second.";

/// The first error, and what helps against it.
fn fault(errors: &[Value]) -> Fault {
    let first = errors.first().unwrap_or(&Value::Null);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let code = text(&first["extensions"]["code"]);
    let candidates = first["extensions"]["candidates"].as_array();
    let candidates = candidates.map(|candidates| {
        let candidates: Vec<_> = candidates.iter().filter_map(Value::as_str).collect();
        candidates.join(", ")
    });
    let hint = match (code.as_str(), candidates) {
        ("AMBIGUOUS_EXAM", Some(candidates)) => format!("Name one of them: {candidates}."),
        (_, Some(candidates)) => format!("The nearest: {candidates}."),
        ("UNKNOWN_EXAM" | "UNKNOWN_ROLE", _) => "find_exams finds codes and slugs.".to_owned(),
        ("QUERY_TOO_COMPLEX", _) => SMALLER.to_owned(),
        ("CURSOR_INVALID", _) => {
            "Repeat the arguments of the page before with its endCursor.".to_owned()
        }
        ("RATE_LIMITED", _) => "Wait, or send a token.".to_owned(),
        ("UNAVAILABLE" | "TIMEOUT", _) => RETRY.to_owned(),
        _ => String::new(),
    };
    Fault {
        message: text(&first["message"]),
        code,
        hint,
    }
}

const SMALLER: &str = "Ask for less: a smaller first, fewer exams or a shorter period.";

/// The refusal of an answer that is longer than a model should read.
pub(super) fn too_large(bytes: usize) -> Fault {
    let message = format!("The answer has {bytes} bytes; {MAX_BYTES} are sent at most.");
    Fault::new(ErrorCode::QueryTooComplex, message, SMALLER)
}

/// The fault of a code that no exam has, or none of this vendor, with the nearest.
pub(super) fn unknown_exam(executor: &dyn Executor, code: &str, vendor: Option<&str>) -> Fault {
    let near = executor.nearest_exams(code);
    let hint = if near.is_empty() {
        "find_exams finds codes by name or topic.".to_owned()
    } else {
        format!("The nearest: {}.", near.join(", "))
    };
    let of_vendor = vendor.map(|vendor| format!(" of \"{}\"", short(vendor)));
    let message = format!(
        "There is no exam \"{}\"{}.",
        short(code),
        of_vendor.unwrap_or_default()
    );
    Fault::new(ErrorCode::UnknownExam, message, &hint)
}

/// A name of a caller as messages repeat it.
pub(super) fn short(name: &str) -> String {
    name.chars().take(60).collect()
}
