//! Why nothing was fetched, with a code for scripts.

use std::{io, path::PathBuf};

use url::Url;

use super::connector::AnswerFault;
use crate::catalogue::TextError;

/// Why an interface's answers cannot be used. Messages show addresses without their query and
/// without user and password, which may hold credentials.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The interface needs a token.
    #[error(
        "{connector} needs a token: set {variable}, or read a saved answer with --from FILE (docs/connectors.md)"
    )]
    TokenMissing {
        /// Which connector.
        connector: &'static str,
        /// Where it looks for the token.
        variable: &'static str,
    },
    /// The token cannot stand in a header.
    #[error("{variable} is no token: it holds something else than visible ASCII characters")]
    TokenInvalid {
        /// Where the token came from.
        variable: &'static str,
    },
    /// The address cannot be asked.
    #[error("cannot fetch {address}: {reason}")]
    Address {
        /// The address.
        address: String,
        /// Why not.
        reason: &'static str,
    },
    /// Nobody answers there.
    #[error(
        "cannot reach {address}: {reason}; without a network, read a saved answer with --from FILE"
    )]
    Unreachable {
        /// The address.
        address: String,
        /// What went wrong.
        reason: String,
    },
    /// The answer did not arrive in time.
    #[error(
        "{address} did not answer within {seconds} s; try again later, or raise FETCH_TIMEOUT_SECONDS"
    )]
    TimedOut {
        /// The address.
        address: String,
        /// How long was waited.
        seconds: u64,
    },
    /// The answer is larger than may be read.
    #[error(
        "{address} answers with more than {mebibytes} MiB; raise FETCH_MEBIBYTES if that is right"
    )]
    TooLarge {
        /// The address or the file.
        address: String,
        /// How much may be read.
        mebibytes: u64,
    },
    /// The pages do not end.
    #[error("{address}: {reason}; nothing was taken over")]
    Paging {
        /// The address of the last page.
        address: String,
        /// Why the next one was not asked for.
        reason: &'static str,
    },
    /// The answer leads elsewhere, and is not followed.
    #[error("{address} redirects, which was not followed: {reason}")]
    Redirect {
        /// The address.
        address: String,
        /// Why not.
        reason: &'static str,
    },
    /// The server refused.
    #[error("{address} answered {status}: {}", status_meaning(*.status, .retry_after.as_deref()))]
    Status {
        /// The address.
        address: String,
        /// The status of HTTP.
        status: u16,
        /// What the server says about when to come back.
        retry_after: Option<String>,
    },
    /// The answer is not in the format of the interface.
    #[error("{address}: {}", fault_text(.fault))]
    Answer {
        /// The address or the file.
        address: String,
        /// Where and why.
        fault: AnswerFault,
    },
    /// The answer holds nothing to take over.
    #[error("{address} holds no exam and no certification; nothing was taken over")]
    Empty {
        /// The address or the file.
        address: String,
    },
    /// A name of the vendor cannot be one of the catalogue.
    #[error("the answer cannot be taken over: {0}")]
    Name(#[from] TextError),
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Nobody knows of when a file is.
    #[error(
        "{address} does not say of when it is; name the day on which it was saved with --as-of"
    )]
    Undated {
        /// The file.
        address: String,
    },
    /// An answer cannot come from a day that has not been.
    #[error("--as-of names a day that has not been")]
    Future,
}

impl ConnectError {
    /// The stable code that stands before the message.
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
        401 => "the token is missing, wrong or over; get a new one",
        403 => {
            "the token does not allow this; the application may not be registered for the interface"
        }
        404 | 410 => "there is nothing at this address (any more)",
        429 => "too many requests",
        500.. => "the service failed; try again later",
        _ => "the request was refused",
    };
    match retry_after {
        Some(wait) if wait.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{text}; come back after {wait} s")
        }
        Some(wait) => format!("{text}; come back after {wait}"),
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

/// An address as messages show it: without what may hold a credential.
pub(super) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    // Neither can fail for an address that has a host.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_what_may_be_a_credential() {
        let url = Url::parse("https://ana:pw@example.org/a/b?sig=abc#x").unwrap();
        assert_eq!(shown(&url), "https://example.org/a/b");
    }
}
