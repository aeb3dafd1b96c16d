//! What keeps a command from being done, with a code for scripts.

use std::{io, path::PathBuf};

use crate::{
    app::ServeError,
    catalogue::{Day, Violation},
    connect::ConnectError,
    publish::{AuthoringError, ConfirmationError, ImportError, PublishError, RevisionConflict},
    store::{StoreError, TokenError},
};

/// Why a command was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The log filter cannot be read.
    #[error(
        "LOG cannot be read: {0}; take a level such as info, or a filter such as info,certgraph=debug"
    )]
    LogFilter(String),
    /// The server could not start or go on.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// Catalogue files cannot be used.
    #[error(transparent)]
    Files(#[from] AuthoringError),
    /// The answers of a vendor's interface cannot be had or used.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// The database refused or could not be reached.
    #[error("{}", store_message(.address, .source))]
    Store {
        /// The database's place, without its secret.
        address: String,
        /// What went wrong.
        source: StoreError,
    },
    /// A token could not be made or revoked.
    #[error(transparent)]
    Token(TokenError),
    /// Facts cannot be confirmed.
    #[error(transparent)]
    Confirmation(#[from] ConfirmationError),
    /// Facts were to be confirmed for a day that has not come.
    #[error("{0} lies ahead; name the day on which the source was read")]
    CheckAhead(Day),
    /// A token was to end at once.
    #[error("the expiry lies in the past, or too far ahead")]
    ExpiryNotAhead,
    /// What the database holds was edited into something that cannot be served.
    #[error("the stored catalogue is not valid: {}", .0.first().map(ToString::to_string).unwrap_or_default())]
    InvalidCatalogue(Vec<Violation>),
    /// An index is imported alone, and removes nothing.
    #[error("--format cert-atlas takes one file, and no --replace: it removes nothing")]
    OneIndex,
    /// The catalogue would not hold together; every violation is listed.
    #[error("{}", rejection(.0))]
    Rejected(Vec<Violation>),
    /// The catalogue is not what the editor has seen.
    #[error("{address}: {conflict}; look at what changed and try again")]
    Conflict {
        /// The database's place, without its secret.
        address: String,
        /// What was expected and what was found.
        conflict: RevisionConflict,
    },
    /// A key was used for something else before.
    #[error("{address}: {source}")]
    KeyReused {
        /// The database's place, without its secret.
        address: String,
        /// Which key.
        source: PublishError,
    },
    /// The output could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Output {
        /// Where it should have gone.
        path: PathBuf,
        /// Why it did not.
        source: io::Error,
    },
    /// The server does not answer, or is not ready.
    #[error("{url} is not ready: {reason}")]
    NotReady {
        /// What was asked.
        url: String,
        /// What came back.
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
    /// The stable code that stands before the message.
    pub fn code(&self) -> &'static str {
        match self {
            Self::LogFilter(_) => "LOG_FILTER_INVALID",
            Self::Serve(error) => error.code(),
            Self::Files(AuthoringError::Unreadable { .. }) => "FILE_UNREADABLE",
            Self::Files(AuthoringError::Empty(_)) => "FOLDER_EMPTY",
            Self::Files(AuthoringError::Faults(_))
            | Self::InvalidCatalogue(_)
            | Self::Confirmation(ConfirmationError::Files(_)) => "CATALOGUE_INVALID",
            Self::Connect(error) => error.code(),
            Self::Store { source, .. } => source.code(),
            Self::Confirmation(ConfirmationError::Exam { .. }) => "EXAM_UNKNOWN",
            Self::Confirmation(ConfirmationError::Source { .. }) => "SOURCE_UNKNOWN",
            Self::Confirmation(ConfirmationError::Fact { .. }) => "FACT_UNKNOWN",
            Self::Confirmation(ConfirmationError::Ambiguous { .. }) => "FACT_AMBIGUOUS",
            Self::Confirmation(ConfirmationError::CheckedLater { .. }) => "CHECKED_LATER",
            Self::CheckAhead(_) => "CHECK_AHEAD",
            Self::Token(error) => error.code(),
            Self::ExpiryNotAhead => "EXPIRY_NOT_AHEAD",
            Self::OneIndex => "ONE_INDEX",
            Self::Rejected(_) => "CHANGE_SET_REJECTED",
            Self::Conflict { .. } => "REVISION_CONFLICT",
            Self::KeyReused { .. } => "IDEMPOTENCY_KEY_REUSED",
            Self::Output { .. } => "OUTPUT_UNWRITABLE",
            Self::NotReady { .. } => "NOT_READY",
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
