//! Errors of the database.
//!
//! A message never contains the driver's text, which may hold table names, values or addresses;
//! that text is in the error's source, for the log.

use std::{error::Error, io};

use sea_orm::{DbErr, RuntimeErr, SqlxError, sqlx::error::ErrorKind};

use catalogue::Revision;

/// The driver's error, for the log only.
type Cause = Box<dyn Error + Send + Sync>;

/// A database error.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address is not one of a supported database.
    #[error("the database address cannot be used: {what}")]
    BadAddress {
        /// What is wrong, without the password.
        what: String,
    },
    /// Nothing listens at the address, or the connection was lost.
    #[error("the database cannot be reached: {what}")]
    Unreachable {
        /// The reason.
        what: &'static str,
        /// The driver's error, if there was one.
        #[source]
        source: Option<Cause>,
    },
    /// The connection cannot be secured as the address requires.
    #[error("the connection to the database cannot be secured: {what}")]
    Insecure {
        /// The reason.
        what: &'static str,
        /// The driver's error.
        #[source]
        source: Cause,
    },
    /// The server denies access or an operation.
    #[error("the database denies access: {what}")]
    Refused {
        /// What it denies.
        what: &'static str,
        /// The driver's error.
        #[source]
        source: Cause,
    },
    /// Another process holds a lock, or a statement timed out; a retry may succeed.
    #[error("the database is busy; try again")]
    Overloaded {
        /// The driver's error, if there was one.
        #[source]
        source: Option<Cause>,
    },
    /// The schema is older than this program, or missing.
    #[error(
        "the database's schema is missing or not up to date; run `certgraph migrate`, or `certgraph import` if \
         the database is empty"
    )]
    SchemaBehind {
        /// The driver's error, if there was one.
        #[source]
        source: Option<Cause>,
    },
    /// The schema is newer than this program.
    #[error("the database's schema is newer than this program; use a newer certgraph")]
    SchemaAhead,
    /// The content has changed since the caller read it.
    #[error("the catalogue is at revision {found}, not at {expected}; read it again")]
    RevisionConflict {
        /// The revision that the caller read.
        expected: Revision,
        /// The current revision.
        found: Revision,
    },
    /// A row holds an invalid value.
    #[error("inconsistent database: table {table}, row {row}, column {column}: {what}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The key of the row, or of its owner.
        row: i64,
        /// What is wrong.
        what: String,
    },
    /// The content violates a constraint.
    #[error("the database does not accept the content: {what}")]
    Constraint {
        /// The kind of constraint.
        what: &'static str,
        /// The driver's error.
        #[source]
        source: Cause,
    },
    /// Anything else.
    #[error("the database reported an error; the log has its details")]
    Database {
        /// The driver's error.
        #[source]
        source: Cause,
    },
}

impl StoreError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadAddress { .. } => "DATABASE_URL_INVALID",
            Self::Unreachable { .. } => "DATABASE_UNREACHABLE",
            Self::Insecure { .. } => "DATABASE_INSECURE",
            Self::Refused { .. } => "DATABASE_REFUSED",
            Self::Overloaded { .. } => "DATABASE_BUSY",
            Self::SchemaBehind { .. } => "SCHEMA_BEHIND",
            Self::SchemaAhead => "SCHEMA_AHEAD",
            Self::RevisionConflict { .. } => "REVISION_CONFLICT",
            Self::Inconsistent { .. } => "DATABASE_INCONSISTENT",
            Self::Constraint { .. } => "DATABASE_CONSTRAINT",
            Self::Database { .. } => "DATABASE_ERROR",
        }
    }

    /// Whether a retry without changes may succeed.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Overloaded { .. })
    }

    /// The driver's error as text, for the log.
    pub fn cause(&self) -> Option<String> {
        self.source().map(ToString::to_string)
    }

    /// The database accepted the connection but did not respond in time.
    pub const fn unresponsive() -> Self {
        Self::Unreachable {
            what: "it did not respond in time",
            source: None,
        }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::Conn(RuntimeErr::SqlxError(cause))
            | DbErr::Exec(RuntimeErr::SqlxError(cause))
            | DbErr::Query(RuntimeErr::SqlxError(cause)) => match Fault::of(cause) {
                Fault::Unreachable(what) => Self::Unreachable {
                    what,
                    source: Some(Box::new(error)),
                },
                Fault::Insecure(what) => Self::Insecure {
                    what,
                    source: Box::new(error),
                },
                Fault::Refused(what) => Self::Refused {
                    what,
                    source: Box::new(error),
                },
                Fault::Overloaded => Self::Overloaded {
                    source: Some(Box::new(error)),
                },
                Fault::SchemaBehind => Self::SchemaBehind {
                    source: Some(Box::new(error)),
                },
                Fault::Constraint(what) => Self::Constraint {
                    what,
                    source: Box::new(error),
                },
                Fault::Other => Self::Database {
                    source: Box::new(error),
                },
            },
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unreachable {
                what: NO_CONNECTION,
                source: Some(Box::new(error)),
            },
            _ => Self::Database {
                source: Box::new(error),
            },
        }
    }
}

impl From<SqlxError> for StoreError {
    fn from(error: SqlxError) -> Self {
        DbErr::Query(RuntimeErr::SqlxError(error.into())).into()
    }
}

/// The message for a lost connection without details.
const NO_CONNECTION: &str = "the connection was lost";

/// The classification of a driver's error.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    Unreachable(&'static str),
    Insecure(&'static str),
    Refused(&'static str),
    Overloaded,
    SchemaBehind,
    Constraint(&'static str),
    Other,
}

impl Fault {
    fn of(error: &SqlxError) -> Self {
        match error {
            SqlxError::Io(error) => Self::Unreachable(of_connection(error.kind())),
            // The driver identifies it only by this text.
            SqlxError::Tls(error) if error.to_string() == "server does not support TLS" => {
                Self::Insecure("it does not offer TLS, which sslmode requires")
            }
            SqlxError::Tls(_) | SqlxError::Configuration(_) => {
                Self::Insecure("a certificate or key of its address cannot be used")
            }
            SqlxError::Protocol(_) => Self::Unreachable(
                "the server at its address closed the connection or is not a PostgreSQL server",
            ),
            SqlxError::PoolTimedOut => Self::Unreachable("no connection became available in time"),
            SqlxError::PoolClosed | SqlxError::WorkerCrashed => Self::Unreachable(NO_CONNECTION),
            SqlxError::Database(error) => match error.kind() {
                ErrorKind::UniqueViolation => Self::Constraint("a unique value occurs twice"),
                ErrorKind::ForeignKeyViolation => {
                    Self::Constraint("a record refers to a missing one")
                }
                ErrorKind::NotNullViolation => Self::Constraint("a required value is missing"),
                ErrorKind::CheckViolation => Self::Constraint("a value is out of range"),
                _ if error
                    .try_downcast_ref::<sea_orm::SqlxSqliteError>()
                    .is_some() =>
                {
                    Self::of_sqlite(error.code().as_deref(), error.message())
                }
                _ => Self::of_postgres(error.code().as_deref().unwrap_or_default()),
            },
            _ => Self::Other,
        }
    }

    /// By SQLSTATE: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    fn of_postgres(code: &str) -> Self {
        match code {
            "28000" | "28P01" => Self::Refused("the user or the password is wrong"),
            "3D000" => Self::Refused("there is no database of that name"),
            "42501" => Self::Refused("the user lacks a required privilege"),
            "25006" => Self::Refused("it is read-only"),
            "57014" | "55P03" | "40001" | "40P01" => Self::Overloaded,
            "42P01" | "42703" => Self::SchemaBehind,
            "53300" => Self::Unreachable("it has too many connections"),
            "57P03" => Self::Unreachable("it is starting or stopping"),
            "57P01" | "57P02" | "57P05" => Self::Unreachable("it has ended the connection"),
            "53100" => Self::Refused("its disk is full"),
            "53200" => Self::Refused("it is out of memory"),
            "58030" => Self::Refused("its disk fails"),
            _ if code.starts_with("08") => Self::Unreachable(NO_CONNECTION),
            _ if code.starts_with("22") => {
                Self::Constraint("a value cannot be stored in its column type")
            }
            _ => Self::Other,
        }
    }

    /// By result code, whose low byte is the primary one: <https://www.sqlite.org/rescode.html>.
    fn of_sqlite(code: Option<&str>, message: &str) -> Self {
        let code: u32 = code.and_then(|code| code.parse().ok()).unwrap_or_default();
        match code & 0xff {
            1 if message.starts_with("no such table") || message.contains("no column named") => {
                Self::SchemaBehind
            }
            5 | 6 => Self::Overloaded,
            8 => Self::Refused("the file is read-only"),
            13 => Self::Refused("the disk is full"),
            10 | 14 => Self::Refused("the file cannot be opened, read or written"),
            11 | 26 => Self::Refused("the file is damaged or is not a SQLite database"),
            _ => Self::Other,
        }
    }
}

/// The reason of a failed connection.
fn of_connection(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::ConnectionRefused => "nothing listens at its address",
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
            "its address is unreachable"
        }
        io::ErrorKind::TimedOut => "nothing responds at its address",
        io::ErrorKind::PermissionDenied => "access to its address is denied",
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::UnexpectedEof => "it has closed the connection",
        _ => NO_CONNECTION,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_codes_of_both_databases_are_classified() {
        assert_eq!(Fault::of_postgres("57014"), Fault::Overloaded);
        assert_eq!(
            Fault::of_postgres("08006"),
            Fault::Unreachable(NO_CONNECTION)
        );
        assert_eq!(Fault::of_postgres("42P01"), Fault::SchemaBehind);
        assert_eq!(
            Fault::of_postgres("53300"),
            Fault::Unreachable("it has too many connections")
        );
        assert_eq!(
            Fault::of_postgres("53100"),
            Fault::Refused("its disk is full")
        );
        assert_eq!(Fault::of_postgres("XX000"), Fault::Other);
        assert_eq!(Fault::of_sqlite(Some("517"), ""), Fault::Overloaded);
        assert_eq!(
            Fault::of_sqlite(Some("1"), "no such table: exam"),
            Fault::SchemaBehind
        );
        assert_eq!(Fault::of_sqlite(None, ""), Fault::Other);
    }
}
