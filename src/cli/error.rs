//! Errors of commands, with a code for scripts.

use std::{io, path::PathBuf};

use super::{catalogue_source, fetch, webhook::WebhookCommandError};
use crate::{
    app::ServeError,
    catalogue::{Day, Violation},
    connect::ConnectError,
    publish::{AuthoringError, ConfirmationError, ImportError, PublishError, RevisionConflict},
    store::{StoreError, TokenError},
};

/// Why a command failed. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The log filter is invalid.
    #[error("invalid LOG: {0}; use a level such as info, or a filter such as info,certgraph=debug")]
    LogFilter(String),
    /// The server could not start or continue.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// Catalogue files are invalid.
    #[error(transparent)]
    Files(#[from] AuthoringError),
    /// A vendor's API failed or its responses are invalid.
    #[error("{error}{advice}", error = .0, advice = fetch::advice(.0))]
    Fetch(ConnectError),
    /// The catalogue of a running server cannot be fetched.
    #[error("{error}{advice}", error = .0, advice = catalogue_source::advice(.0))]
    Server(ConnectError),
    /// The database denied access or is unreachable.
    #[error("{}", store_message(.address, .source))]
    Store {
        /// The address without credentials.
        address: String,
        /// The error.
        source: StoreError,
    },
    /// A token could not be created or revoked.
    #[error(transparent)]
    Token(TokenError),
    /// A webhook could not be added, changed or removed.
    #[error(transparent)]
    Webhook(WebhookCommandError),
    /// Facts cannot be confirmed.
    #[error(transparent)]
    Confirmation(#[from] ConfirmationError),
    /// Facts were to be confirmed for a future day.
    #[error("{0} is in the future; use the day on which the source was read")]
    CheckAhead(Day),
    /// The expiry of a token is invalid.
    #[error("the expiry is in the past, or too far in the future")]
    ExpiryNotAhead,
    /// The stored content is invalid.
    #[error("the stored catalogue is not valid: {}", .0.first().map(ToString::to_string).unwrap_or_default())]
    InvalidCatalogue(Vec<Violation>),
    /// Options that an import of Cert Atlas does not support.
    #[error("--format cert-atlas accepts one file and no --replace: it removes nothing")]
    OneIndex,
    /// The result would be invalid; every violation is listed.
    #[error("{}", rejection(.0))]
    Rejected(Vec<Violation>),
    /// The catalogue has another revision than expected.
    #[error("{address}: {conflict}; review the changes and try again")]
    Conflict {
        /// The address without credentials.
        address: String,
        /// The expected and the current revision.
        conflict: RevisionConflict,
    },
    /// An idempotency key was reused.
    #[error("{address}: {source}")]
    KeyReused {
        /// The address without credentials.
        address: String,
        /// The key.
        source: PublishError,
    },
    /// The output could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Output {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// An export of the catalogue cannot be read.
    #[error("{name} is no export of a catalogue: {reason}")]
    NoExport {
        /// The file or address.
        name: String,
        /// The reason.
        reason: String,
    },
    /// A document has no known format.
    #[error(
        "{} is in no format that can be checked: .md, .markdown, .mdx, .html, .htm, .xhtml, .csv, .jsonl, .ndjson, .txt", .0.display()
    )]
    UnknownFormat(PathBuf),
    /// Documents could not be checked, which is not the same as having nothing wrong in them.
    #[error(transparent)]
    Unchecked(Box<CommandError>),
    /// The server is unreachable or not ready.
    #[error("{url} is not ready: {reason}")]
    NotReady {
        /// The URL.
        url: String,
        /// The reason.
        reason: String,
    },
}

fn rejection(violations: &[Violation]) -> String {
    let mut lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
    let noun = if lines.len() == 1 { "fault" } else { "faults" };
    lines.push(format!("{} {noun}; nothing was changed", lines.len()));
    lines.join("\n")
}

fn store_message(address: &str, error: &StoreError) -> String {
    if address.is_empty() {
        error.to_string()
    } else {
        format!("{address}: {error}")
    }
}

impl CommandError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::LogFilter(_) => "LOG_FILTER_INVALID",
            Self::Serve(error) => error.code(),
            Self::Files(AuthoringError::Unreadable { .. }) => "FILE_UNREADABLE",
            Self::Files(AuthoringError::Empty(_)) => "FOLDER_EMPTY",
            Self::Files(AuthoringError::Faults(_))
            | Self::InvalidCatalogue(_)
            | Self::Confirmation(ConfirmationError::Files(_)) => "CATALOGUE_INVALID",
            Self::Fetch(error) | Self::Server(error) => error.code(),
            Self::Store { source, .. } => source.code(),
            Self::Confirmation(ConfirmationError::Exam { .. }) => "EXAM_UNKNOWN",
            Self::Confirmation(ConfirmationError::Source { .. }) => "SOURCE_UNKNOWN",
            Self::Confirmation(ConfirmationError::Fact { .. }) => "FACT_UNKNOWN",
            Self::Confirmation(ConfirmationError::Ambiguous { .. }) => "FACT_AMBIGUOUS",
            Self::Confirmation(ConfirmationError::CheckedLater { .. }) => "CHECKED_LATER",
            Self::CheckAhead(_) => "CHECK_AHEAD",
            Self::Token(error) => error.code(),
            Self::Webhook(error) => error.code(),
            Self::ExpiryNotAhead => "EXPIRY_NOT_AHEAD",
            Self::OneIndex => "ONE_INDEX",
            Self::Rejected(_) => "CHANGE_SET_REJECTED",
            Self::Conflict { .. } => "REVISION_CONFLICT",
            Self::KeyReused { .. } => "IDEMPOTENCY_KEY_REUSED",
            Self::Output { .. } => "OUTPUT_UNWRITABLE",
            Self::NoExport { .. } => "EXPORT_INVALID",
            Self::UnknownFormat(_) => "FORMAT_UNKNOWN",
            Self::Unchecked(error) => error.code(),
            Self::NotReady { .. } => "NOT_READY",
        }
    }

    /// The exit code: 1, or 2 where 1 is a result.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Unchecked(_) => 2,
            _ => 1,
        }
    }

    pub(super) fn of_publishing(address: String, error: PublishError) -> Self {
        match error {
            PublishError::Store(source) => Self::Store { address, source },
            source @ PublishError::KeyReused(_) => Self::KeyReused { address, source },
        }
    }

    pub(super) fn of_import(address: String, error: ImportError) -> Self {
        match error {
            ImportError::Files(error) => error.into(),
            ImportError::Conflict(conflict) => Self::Conflict { address, conflict },
            ImportError::Publish(error) => Self::of_publishing(address, error),
        }
    }
}
