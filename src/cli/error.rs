//! What keeps a command from being done, with a code for scripts.

use std::{io, path::PathBuf};

use crate::{
    app::ServeError,
    catalogue::Violation,
    publish::{AuthoringError, ImportError},
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
    /// A token was to end at once.
    #[error("the expiry lies in the past, or too far ahead")]
    ExpiryNotAhead,
    /// What the database holds was edited into something that cannot be served.
    #[error("the stored catalogue is not valid: {}", .0.first().map(ToString::to_string).unwrap_or_default())]
    InvalidCatalogue(Vec<Violation>),
    /// An index is imported alone, and removes nothing.
    #[error("--format cert-atlas takes one file, and no --replace: it removes nothing")]
    OneIndex,
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
            Self::Files(AuthoringError::Faults(_)) => "CATALOGUE_INVALID",
            Self::Store { source, .. } => source.code(),
            Self::Token(error) => error.code(),
            Self::ExpiryNotAhead => "EXPIRY_NOT_AHEAD",
            Self::InvalidCatalogue(_) => "CATALOGUE_INVALID",
            Self::OneIndex => "ONE_INDEX",
            Self::Output { .. } => "OUTPUT_UNWRITABLE",
            Self::NotReady { .. } => "NOT_READY",
        }
    }

    pub(super) fn of_import(address: String, error: ImportError) -> Self {
        match error {
            ImportError::Files(error) => error.into(),
            ImportError::Store(source) => Self::Store { address, source },
        }
    }
}
