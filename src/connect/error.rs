//! Errors of a fetch, with a code for scripts.

use std::{io, path::PathBuf};

use url::Url;

use super::connector::AnswerFault;
use crate::catalogue::TextError;

/// Why a fetch failed. Messages omit credentials and the query of addresses.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The API requires a token.
    #[error(
        "{connector} requires a token: set {variable}, or read a saved response with --from FILE (docs/connectors.md)"
    )]
    TokenMissing {
        /// The connector.
        connector: &'static str,
        /// The variable of the token.
        variable: &'static str,
    },
    /// The token is not a valid header value.
    #[error("{variable} is not a token: it contains other than visible ASCII characters")]
    TokenInvalid {
        /// The variable of the token.
        variable: &'static str,
    },
    /// The address is not supported.
    #[error("cannot fetch {address}: {reason}")]
    Address {
        /// The address.
        address: String,
        /// The reason.
        reason: &'static str,
    },
    /// The address is unreachable.
    #[error("cannot reach {address}: {reason}")]
    Unreachable {
        /// The address.
        address: String,
        /// The reason.
        reason: String,
    },
    /// The request timed out.
    #[error("{address} did not respond within {seconds} s")]
    TimedOut {
        /// The address.
        address: String,
        /// The timeout.
        seconds: u64,
    },
    /// The response exceeds the size limit.
    #[error("{address} returns more than {mebibytes} MiB")]
    TooLarge {
        /// The address or the file.
        address: String,
        /// The limit.
        mebibytes: u64,
    },
    /// The pages do not end.
    #[error("{address}: {reason}; nothing was imported")]
    Paging {
        /// The address of the last page.
        address: String,
        /// The reason.
        reason: &'static str,
    },
    /// A redirect was not followed.
    #[error("{address} redirects, which was not followed: {reason}")]
    Redirect {
        /// The address.
        address: String,
        /// The reason.
        reason: &'static str,
    },
    /// The server returned an error.
    #[error("{address} answered {status}: {}", status_meaning(*.status, .retry_after.as_deref()))]
    Status {
        /// The address.
        address: String,
        /// The HTTP status.
        status: u16,
        /// The `Retry-After` header.
        retry_after: Option<String>,
    },
    /// The response is malformed.
    #[error("{address}: {}", fault_text(.fault))]
    Answer {
        /// The address or the file.
        address: String,
        /// The position and the error.
        fault: AnswerFault,
    },
    /// The response is empty.
    #[error("{address} contains no exam and no certification; nothing was imported")]
    Empty {
        /// The address or the file.
        address: String,
    },
    /// A name of the vendor is invalid in the catalogue.
    #[error("the response cannot be imported: {0}")]
    Name(#[from] TextError),
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// The date of a file is unknown.
    #[error("{address} has no date; give the day on which it was saved with --as-of")]
    Undated {
        /// The file.
        address: String,
    },
    /// The given date is in the future.
    #[error("--as-of is in the future")]
    Future,
}

impl ConnectError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TokenMissing { .. } => "FETCH_TOKEN_MISSING",
            Self::TokenInvalid { .. } => "FETCH_TOKEN_INVALID",
            Self::Address { .. } => "FETCH_ADDRESS_INVALID",
            Self::Unreachable { .. } => "FETCH_UNREACHABLE",
            Self::TimedOut { .. } => "FETCH_TIMED_OUT",
            Self::TooLarge { .. } => "FETCH_TOO_LARGE",
            Self::Paging { .. } => "FETCH_PAGING_REFUSED",
            Self::Redirect { .. } => "FETCH_REDIRECT_REFUSED",
            Self::Status { status, .. } => match status {
                401 => "FETCH_UNAUTHENTICATED",
                403 => "FETCH_FORBIDDEN",
                404 | 410 => "FETCH_NOT_FOUND",
                429 => "FETCH_RATE_LIMITED",
                500.. => "FETCH_SERVER_FAILED",
                _ => "FETCH_REFUSED",
            },
            Self::Answer { .. } | Self::Name(_) => "FETCH_ANSWER_INVALID",
            Self::Empty { .. } => "FETCH_ANSWER_EMPTY",
            Self::File { .. } => "FILE_UNREADABLE",
            Self::Undated { .. } => "FETCH_UNDATED",
            Self::Future => "AS_OF_IN_FUTURE",
        }
    }
}

fn status_meaning(status: u16, retry_after: Option<&str>) -> String {
    let text = match status {
        401 => "the token is missing, wrong or expired",
        403 => "the token lacks permission",
        404 | 410 => "there is nothing at this address",
        429 => "too many requests",
        500.. => "the service failed; try again later",
        _ => "the request was rejected",
    };
    match retry_after {
        Some(wait) if wait.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{text}; retry after {wait} s")
        }
        Some(wait) => format!("{text}; retry after {wait}"),
        None => text.to_owned(),
    }
}

fn fault_text(fault: &AnswerFault) -> String {
    let AnswerFault {
        line,
        path,
        message,
    } = fault;
    if path.is_empty() {
        format!("line {line}: {message}")
    } else {
        format!("line {line}: {path}: {message}")
    }
}

/// An address for messages, without parts that may contain credentials.
pub(super) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    // Neither can fail for an address with a host.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_credentials() {
        let url = Url::parse("https://ana:pw@example.org/a/b?sig=abc#x").unwrap();
        assert_eq!(shown(&url), "https://example.org/a/b");
    }
}
