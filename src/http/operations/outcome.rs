//! Reads the response to an operation: its data, or its errors with their codes.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::graphql::{ApiResponse, ErrorCode, INTERNAL_MESSAGE};

/// An error of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http) struct FieldError {
    /// Its code.
    pub(in crate::http) code: ErrorCode,
    /// Its message, which is for people.
    pub(in crate::http) message: String,
    /// What is at fault, where one value is.
    pub(in crate::http) subject: Option<Subject>,
    /// What may have been meant, as names that would be accepted.
    pub(in crate::http) candidates: Vec<String>,
}

/// What of a request an error is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http) enum Subject {
    /// The argument at this path, such as `filter.vendors`.
    Argument(String),
    /// The variable of this name, without `$`.
    Variable(String),
}

impl FieldError {
    fn internal() -> Self {
        Self {
            code: ErrorCode::Internal,
            message: INTERNAL_MESSAGE.to_owned(),
            subject: None,
            candidates: Vec::new(),
        }
    }
}

/// The data of a response, or all its errors, the first one leading: interfaces without GraphQL's
/// partial answers have no use for data beside errors.
#[derive(Debug)]
pub(in crate::http) struct Outcome<'b>(pub(in crate::http) Result<&'b RawValue, Vec<FieldError>>);

#[derive(Deserialize)]
struct Body<'b> {
    #[serde(borrow)]
    data: Option<&'b RawValue>,
    #[serde(default)]
    errors: Vec<Error>,
}

#[derive(Deserialize)]
struct Error {
    message: String,
    #[serde(default)]
    extensions: Extensions,
}

#[derive(Default, Deserialize)]
struct Extensions {
    code: Option<String>,
    argument: Option<String>,
    variable: Option<String>,
    #[serde(default)]
    candidates: Vec<String>,
}

impl<'b> Outcome<'b> {
    /// The outcome in a response of the engine.
    pub(in crate::http) fn of(response: &'b ApiResponse) -> Self {
        let body = match serde_json::from_slice::<Body<'_>>(&response.body) {
            Ok(body) => body,
            Err(error) => {
                tracing::error!(%error, "a response of the engine cannot be read");
                return Self(Err(vec![FieldError::internal()]));
            }
        };
        match body.data {
            Some(data) if body.errors.is_empty() => Self(Ok(data)),
            _ if body.errors.is_empty() => Self(Err(vec![FieldError::internal()])),
            _ => Self(Err(body.errors.into_iter().map(FieldError::from).collect())),
        }
    }
}

/// The first error of a refusal in the form of GraphQL; `None` in another form.
pub(in crate::http) fn first_error(body: &[u8]) -> Option<FieldError> {
    let body: Body<'_> = serde_json::from_slice(body).ok()?;
    body.errors.into_iter().next().map(FieldError::from)
}

impl From<Error> for FieldError {
    fn from(error: Error) -> Self {
        let Extensions {
            code,
            argument,
            variable,
            candidates,
        } = error.extensions;
        let text = code.unwrap_or_default();
        let code = ErrorCode::ALL.iter().find(|code| code.text() == text);
        let argument = argument.map(Subject::Argument);
        Self {
            code: code.copied().unwrap_or(ErrorCode::Internal),
            message: error.message,
            subject: argument.or(variable.map(Subject::Variable)),
            candidates,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(body: &str) -> ApiResponse {
        ApiResponse {
            body: body.into(),
            ..ApiResponse::refusal(ErrorCode::Internal, "")
        }
    }

    #[test]
    fn a_response_without_errors_has_its_data() {
        let whole = response(r#"{"data":{"exam":{"code":"AI-102"}},"extensions":{}}"#);
        let Outcome(data) = Outcome::of(&whole);
        assert_eq!(data.unwrap().get(), r#"{"exam":{"code":"AI-102"}}"#);
    }

    #[test]
    fn errors_keep_their_codes_and_hide_partial_data() {
        let partial = response(
            r#"{"errors":[{"message":"A","extensions":{"code":"UNKNOWN_EXAM"}},{"message":"B"}],
                "data":{"exam":null}}"#,
        );
        let Outcome(data) = Outcome::of(&partial);
        let errors = data.unwrap_err();
        let found: Vec<_> = errors.iter().map(|e| (e.code, &*e.message)).collect();
        let expected = [(ErrorCode::UnknownExam, "A"), (ErrorCode::Internal, "B")];
        assert_eq!(found, expected);
    }

    #[test]
    fn an_error_tells_what_is_at_fault_and_what_may_be_meant() {
        let refused = response(
            r#"{"errors":[{"message":"A","extensions":{"argument":"filter.exams","candidates":["a/B"]}},
                {"message":"B","extensions":{"variable":"text"}}],"data":null}"#,
        );
        let errors = Outcome::of(&refused).0.unwrap_err();
        let found: Vec<_> = errors
            .into_iter()
            .map(|e| (e.subject, e.candidates))
            .collect();
        let argument = Subject::Argument("filter.exams".to_owned());
        let expected = [
            (Some(argument), vec!["a/B".to_owned()]),
            (Some(Subject::Variable("text".to_owned())), vec![]),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_no_response_is_an_internal_error() {
        for body in ["", "{}", "7"] {
            let broken = response(body);
            let Outcome(data) = Outcome::of(&broken);
            assert_eq!(data.unwrap_err()[0].code, ErrorCode::Internal, "{body}");
        }
    }
}
