//! The codes of errors in `extensions.code`.
//!
//! Every error of a response has one of them; `docs/errors.md` has the same list.

use async_graphql::{Error, ErrorExtensionValues, Pos, ServerError};

macro_rules! error_codes {
    ($($(#[doc = $meaning:literal])+ $variant:ident = $text:literal, $status:literal;)+) => {
        /// The kind of an error.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ErrorCode {
            $($(#[doc = $meaning])+ $variant,)+
        }

        impl ErrorCode {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The text in `extensions.code`, for example `BAD_USER_INPUT`.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// What the code means, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($meaning),+).trim_ascii(),)+ }
            }

            /// The HTTP status of a response without data because of this error.
            pub const fn http_status(self) -> u16 {
                match self { $(Self::$variant => $status,)+ }
            }
        }
    };
}

error_codes! {
    /// An argument or variable has a value that the API cannot take.
    BadUserInput = "BAD_USER_INPUT", 400;
    /// The code belongs to exams of several vendors, so the vendor has to be named too.
    AmbiguousExam = "AMBIGUOUS_EXAM", 400;
    /// An exam that the answer depends on is not in the catalogue.
    UnknownExam = "UNKNOWN_EXAM", 400;
    /// A role that the answer depends on is not in the catalogue.
    UnknownRole = "UNKNOWN_ROLE", 400;
    /// The cursor is not one of this list with this filter and order.
    CursorInvalid = "CURSOR_INVALID", 400;
    /// The change log no longer reaches back to the cursor, so the client has to load the catalogue again.
    ResyncRequired = "RESYNC_REQUIRED", 400;
    /// The document asks for more than one request may cost.
    QueryTooComplex = "QUERY_TOO_COMPLEX", 400;
    /// The document nests deeper than one request may.
    QueryTooDeep = "QUERY_TOO_DEEP", 400;
    /// The client has used up its budget for now.
    RateLimited = "RATE_LIMITED", 429;
    /// The request needs a credential and carries no valid one.
    Unauthenticated = "UNAUTHENTICATED", 401;
    /// The credential does not allow this.
    Forbidden = "FORBIDDEN", 403;
    /// The catalogue has moved on from the revision that the writer expected.
    RevisionConflict = "REVISION_CONFLICT", 409;
    /// The server cannot answer now; the same request may succeed later.
    Unavailable = "UNAVAILABLE", 503;
    /// The request took longer than it may.
    Timeout = "TIMEOUT", 503;
    /// The server failed; the log has the details under the request id.
    Internal = "INTERNAL", 500;
    /// The hash names no document that the server knows, so the client has to send the document too.
    PersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND", 400;
    /// The server keeps no documents by their hashes, so the client has to send each document.
    PersistedQueryNotSupported = "PERSISTED_QUERY_NOT_SUPPORTED", 400;
    /// The server runs the documents of its list only, and this is none of them.
    DocumentNotTrusted = "DOCUMENT_NOT_TRUSTED", 403;
    /// The document is not GraphQL.
    GraphqlParseFailed = "GRAPHQL_PARSE_FAILED", 400;
    /// The document does not fit the schema.
    GraphqlValidationFailed = "GRAPHQL_VALIDATION_FAILED", 400;
    /// The HTTP request is not a GraphQL request.
    BadRequest = "BAD_REQUEST", 400;
    /// There is nothing at this address.
    NotFound = "NOT_FOUND", 404;
    /// The address does not take this method, or a mutation came by GET or QUERY.
    MethodNotAllowed = "METHOD_NOT_ALLOWED", 405;
    /// The answer cannot be given in any media type and coding that the client accepts.
    NotAcceptable = "NOT_ACCEPTABLE", 406;
    /// The body did not arrive in time.
    RequestTimeout = "REQUEST_TIMEOUT", 408;
    /// The body is larger than the server reads.
    PayloadTooLarge = "PAYLOAD_TOO_LARGE", 413;
    /// The body is not plain JSON in UTF-8.
    UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE", 415;
}

impl ErrorCode {
    /// An error for a resolver to return.
    pub fn error(self, message: impl Into<String>) -> Error {
        Error {
            extensions: Some(self.extensions()),
            ..Error::new(message)
        }
    }

    /// An error of the request as a whole, with a position in the document if there is one.
    pub fn server_error(self, message: impl Into<String>, at: Option<Pos>) -> ServerError {
        ServerError {
            extensions: Some(self.extensions()),
            ..ServerError::new(message, at)
        }
    }

    fn extensions(self) -> ErrorExtensionValues {
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", self.text());
        extensions
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    #[test]
    fn the_documentation_lists_every_code() {
        let mut table = String::new();
        for code in ErrorCode::ALL {
            let (text, status, meaning) = (code.text(), code.http_status(), code.meaning());
            writeln!(table, "| `{text}` | {status} | {meaning} |").unwrap();
        }
        let documentation = include_str!("../../docs/errors.md");
        assert!(
            documentation.contains(&table),
            "the table of docs/errors.md should have exactly these rows:\n{table}"
        );
    }
}
