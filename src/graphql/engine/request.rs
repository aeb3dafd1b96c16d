//! A GraphQL request, the same for every transport.

use async_graphql::{Extensions, Variables};
use serde::{Deserialize, de::DeserializeOwned};
use thiserror::Error;

use crate::graphql::{engine::persisted_documents::announces, engine::quota::QuotaHandle};

/// What an error of a field does: `onError` of a request, as in pull request 1163 of the GraphQL
/// specification.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ErrorBehavior {
    /// Null propagates to the nearest nullable field or item.
    #[default]
    Propagate,
    /// The field itself becomes null, of any type.
    Null,
    /// Execution ends, and `data` is null.
    Halt,
}

/// One GraphQL request.
#[derive(Debug, Default)]
pub struct ApiRequest {
    /// The document; empty when `document_id` or the extension `persistedQuery` names it.
    pub query: String,
    /// The hash of the document, or its name among trusted documents.
    pub document_id: Option<String>,
    /// The operation to run, required if the document has several.
    pub operation_name: Option<String>,
    /// The values of the operation's variables.
    pub variables: Variables,
    /// What an error of a field does.
    pub on_error: ErrorBehavior,
    /// The extensions, such as `persistedQuery` and `cost`.
    pub extensions: Extensions,
    /// The quota that it is charged to.
    pub quota: QuotaHandle,
    /// The name of the representation that another interface makes of the response, which tells its
    /// cached responses apart; empty for GraphQL. Clients cannot set it.
    pub representation: &'static str,
}

/// Why something is not a GraphQL request. The text is safe to show to clients.
#[derive(Debug, Error)]
pub enum RequestFault {
    /// A list of requests.
    #[error("Batches are not supported: send one request at a time.")]
    Batch,
    /// Anything but an object.
    #[error("The body has to be a JSON object with the key \"query\".")]
    NotAnObject,
    /// No document.
    #[error("The request has no \"query\", and no \"documentId\" or hash in its place.")]
    NoQuery,
    /// Broken JSON, or a value of the wrong type.
    #[error("{place} cannot be read: {fault}.")]
    Json {
        /// What was read, at the start of a sentence.
        place: &'static str,
        /// What is wrong, and where.
        fault: serde_json::Error,
    },
}

impl ApiRequest {
    /// Reads the JSON body of a request.
    ///
    /// # Errors
    /// If it is not UTF-8, not JSON, nested more than 128 deep, not an object, or has a key of the
    /// wrong type. Unknown keys are ignored.
    pub fn from_json(body: &[u8]) -> Result<Self, RequestFault> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Body {
            query: Option<String>,
            document_id: Option<String>,
            operation_name: Option<String>,
            variables: Option<Variables>,
            on_error: Option<ErrorBehavior>,
            extensions: Option<Extensions>,
        }

        match body.trim_ascii_start().first() {
            Some(b'[') => return Err(RequestFault::Batch),
            Some(b'{') => {}
            _ => return Err(RequestFault::NotAnObject),
        }
        let body: Body = read_json(body, "The body")?;
        Self {
            document_id: body.document_id,
            operation_name: body.operation_name,
            variables: body.variables.unwrap_or_default(),
            on_error: body.on_error.unwrap_or_default(),
            extensions: body.extensions.unwrap_or_default(),
            ..Self::default()
        }
        .with_query(body.query)
    }

    /// Makes a request of URL parameters; an empty parameter counts as missing.
    ///
    /// # Errors
    /// If there is no document, the variables or extensions are not a JSON object, or `on_error` is
    /// not an [`ErrorBehavior`].
    pub fn from_parameters(
        query: Option<String>,
        document_id: Option<String>,
        operation_name: Option<String>,
        variables: Option<&str>,
        on_error: Option<String>,
        extensions: Option<&str>,
    ) -> Result<Self, RequestFault> {
        fn object<T: DeserializeOwned + Default>(
            text: Option<&str>,
            place: &'static str,
        ) -> Result<T, RequestFault> {
            match text.filter(|text| !text.is_empty()) {
                Some(text) => {
                    Ok(read_json::<Option<T>>(text.as_bytes(), place)?.unwrap_or_default())
                }
                None => Ok(T::default()),
            }
        }

        Self {
            document_id,
            operation_name,
            variables: object(variables, "The parameter \"variables\"")?,
            on_error: match on_error.filter(|text| !text.is_empty()) {
                Some(text) => serde_json::from_value(text.into()).map_err(|fault| {
                    let place = "The parameter \"onError\"";
                    RequestFault::Json { place, fault }
                })?,
                None => ErrorBehavior::default(),
            },
            extensions: object(extensions, "The parameter \"extensions\"")?,
            ..Self::default()
        }
        .with_query(query)
    }

    /// Sets the document, which is required unless it is named. An empty name counts as missing.
    fn with_query(mut self, query: Option<String>) -> Result<Self, RequestFault> {
        for name in [&mut self.document_id, &mut self.operation_name] {
            name.take_if(|name| name.is_empty());
        }
        let named = self.document_id.is_some() || announces(&self.extensions);
        match query {
            Some(query) => Ok(Self { query, ..self }),
            None if named => Ok(self),
            None => Err(RequestFault::NoQuery),
        }
    }
}

fn read_json<T: DeserializeOwned>(text: &[u8], place: &'static str) -> Result<T, RequestFault> {
    serde_json::from_slice(text).map_err(|fault| RequestFault::Json { place, fault })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_fault_of_a_body() {
        let deep = format!("{{\"query\":\"\",\"variables\":{{\"a\":{}", "[".repeat(200));
        for (body, expected) in [
            ("", "JSON object"),
            ("7", "JSON object"),
            (" [{\"query\":\"{a}\"}]", "Batches"),
            ("{}", "no \"query\""),
            (r#"{"query":null}"#, "no \"query\""),
            (r#"{"query":7}"#, "expected a string"),
            (r#"{"query":"{a}","variables":[]}"#, "expected a map"),
            (r#"{"query":"{a}","onError":"STOP"}"#, "unknown variant"),
            (
                r#"{"query":"{a}","variables":{"a":1e999}}"#,
                "number out of range",
            ),
            (r#"{"query":"{a}","variables":{"a":NaN}}"#, "line 1"),
            (r#"{"query":"\ud800"}"#, "line 1"),
            (r#"{"query":"{a}","query":"{b}"}"#, "duplicate field"),
            (&deep, "recursion limit"),
        ] {
            let fault = ApiRequest::from_json(body.as_bytes())
                .unwrap_err()
                .to_string();
            assert!(fault.contains(expected), "{body}: {fault}");
        }
        assert!(ApiRequest::from_json(b"{\"query\":\"\xff\"}").is_err());
    }
}
