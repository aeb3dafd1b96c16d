//! Reads a GraphQL request from the query string of a GET.

use crate::graphql::{ApiRequest, ErrorCode};
use crate::http::{graphql::post_request::Unreadable, percent_encoding::decode_form};

/// Reads the parameters `query`, `documentId`, `operationName`, `variables`, `onError` and
/// `extensions`; others are ignored.
pub(in crate::http) fn read_query_string(text: &str) -> Result<ApiRequest, Unreadable> {
    let [
        mut query,
        mut document_id,
        mut operation_name,
        mut variables,
        mut on_error,
        mut extensions,
    ] = [const { None }; 6];
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decode(name)?, decode(value)?);
        let parameter = match name.as_str() {
            "query" => &mut query,
            "documentId" => &mut document_id,
            "operationName" => &mut operation_name,
            "variables" => &mut variables,
            "onError" => &mut on_error,
            "extensions" => &mut extensions,
            _ => continue,
        };
        if parameter.is_some() {
            return Err(fault(format!("The parameter \"{name}\" is given twice.")));
        }
        *parameter = Some(value);
    }
    ApiRequest::from_parameters(
        query,
        document_id,
        operation_name,
        variables.as_deref(),
        on_error,
        extensions.as_deref(),
    )
    .map_err(|error| fault(error.to_string()))
}

fn fault(message: impl Into<String>) -> Unreadable {
    Unreadable::new(ErrorCode::BadRequest, message)
}

fn decode(text: &str) -> Result<String, Unreadable> {
    decode_form(text).map_err(|error| fault(format!("The query string {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded() {
        let text = "query=%7Ba+b%7D&operationName=&variables=%7B%22x%22%3A1%7D&other=x%zz";
        assert_eq!(
            read_query_string(text).unwrap_err().code,
            ErrorCode::BadRequest
        );
        let text = text.trim_end_matches("x%zz");
        let request = read_query_string(text).unwrap();
        assert_eq!(request.query, "{a b}");
        assert_eq!(request.operation_name, None);
        assert_eq!(request.variables.len(), 1);
    }

    #[test]
    fn malformed_query_strings_are_bad_requests() {
        for text in [
            "",
            "operationName=A",
            "query=%",
            "query=%7",
            "query=%GG",
            "query=%ff",
            "query=a&query=b",
            "query=a&variables=7",
            "query=a&variables=%5B%5D",
            "query=a&extensions=x",
        ] {
            let fault = read_query_string(text).unwrap_err();
            assert_eq!(fault.code, ErrorCode::BadRequest, "{text}");
        }
    }
}
