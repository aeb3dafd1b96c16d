//! What can go wrong between the program and its database.
//!
//! A message is written for the person who reads it and never carries the driver's text, which
//! may hold table names, values or addresses; that text stays in the error's source, for the log.

use std::{error::Error, io};

use sea_orm::{DbErr, RuntimeErr, SqlxError, sqlx::error::ErrorKind};

use catalogue::Revision;

/// The driver's error, for the log only.
type Cause = Box<dyn Error + Send + Sync>;

/// Why the database could not be used, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address is not one of a database that certgraph can use.
    #[error("the database address cannot be used: {what}")]
    BadAddress {
        /// What is wrong with it, without its password.
        what: String,
    },
    /// Nothing answers at the address, or the connection was lost.
    #[error("the database cannot be reached: {what}")]
    Unreachable {
        /// What keeps it from being reached.
        what: &'static str,
        /// The driver's error, if there was one.
        #[source]
        source: Option<Cause>,
    },
    /// The connection cannot be secured as the address demands.
    #[error("the connection to the database cannot be secured: {what}")]
    Insecure {
        /// What keeps it from being secured.
        what: &'static str,
        /// The driver's error.
        #[source]
        source: Cause,
    },
    /// The server answers but does not let the program in or act.
    #[error("the database refuses: {what}")]
    Refused {
        /// What it refuses.
        what: &'static str,
        /// The driver's error.
        #[source]
        source: Cause,
    },
    /// Another process holds what is needed, or the statement took too long; trying again may help.
    #[error("the database is busy; try again")]
    Overloaded {
        /// The driver's error, if there was one.
        #[source]
        source: Option<Cause>,
    },
    /// The database's schema is older than this program, or there is none yet.
    #[error("the database's schema is not up to date; run `certgraph migrate`")]
    SchemaBehind {
        /// The driver's error, if there was one.
        #[source]
        source: Option<Cause>,
    },
    /// The database's schema was made by a newer program.
    #[error("the database's schema is newer than this program; use a newer certgraph")]
    SchemaAhead,
    /// The content has changed since the caller read it.
    #[error("the catalogue is at revision {found}, not at {expected}; read it again")]
    RevisionConflict {
        /// The revision that the caller had read.
        expected: Revision,
        /// The revision that the database has.
        found: Revision,
    },
    /// A row holds something that the catalogue cannot mean.
    #[error("inconsistent database: table {table}, row {row}, column {column}: {what}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's key, or that of the row that owns it.
        row: i64,
        /// What is wrong.
        what: String,
    },
    /// The content breaks a rule that the database keeps.
    #[error("the database does not accept the content: {what}")]
    Constraint {
        /// Which kind of rule.
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
    /// The stable code that scripts can rely on.
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

    /// Whether the same call may succeed later without any change.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Overloaded { .. })
    }

    /// The driver's error as text, for the log.
    pub fn cause(&self) -> Option<String> {
        self.source().map(ToString::to_string)
    }

    /// The database accepted the connection but did not answer in time.
    pub const fn unresponsive() -> Self {
        Self::Unreachable {
            what: "it does not answer in time",
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

/// What is told where the driver says no more.
const NO_CONNECTION: &str = "there is no connection to it";

/// What a driver's error means to the caller.
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
            // The driver has no other sign of it than these words.
            SqlxError::Tls(error) if error.to_string() == "server does not support TLS" => {
                Self::Insecure("it does not offer TLS, which sslmode demands")
            }
            SqlxError::Tls(_) | SqlxError::Configuration(_) => {
                Self::Insecure("a certificate or key of its address cannot be used")
            }
            SqlxError::Protocol(_) => Self::Unreachable(
                "what answers at its address has closed the connection or does not speak PostgreSQL",
            ),
            SqlxError::PoolTimedOut => Self::Unreachable("no connection to it became free in time"),
            SqlxError::PoolClosed | SqlxError::WorkerCrashed => Self::Unreachable(NO_CONNECTION),
            SqlxError::Database(error) => match error.kind() {
                ErrorKind::UniqueViolation => {
                    Self::Constraint("a value that must be unique stands twice")
                }
                ErrorKind::ForeignKeyViolation => {
                    Self::Constraint("a record refers to another that is not there")
                }
                ErrorKind::NotNullViolation => Self::Constraint("a required value is missing"),
                ErrorKind::CheckViolation => {
                    Self::Constraint("a value lies outside its permitted range")
                }
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
            "42501" => Self::Refused("the user lacks a right that is needed"),
            "25006" => Self::Refused("it is open for reading only"),
            "57014" | "55P03" | "40001" | "40P01" => Self::Overloaded,
            "42P01" | "42703" => Self::SchemaBehind,
            "53300" => Self::Unreachable("it takes no more connections"),
            "57P03" => Self::Unreachable("it is starting or stopping"),
            "57P01" | "57P02" | "57P05" => Self::Unreachable("it has ended the connection"),
            "53100" => Self::Refused("its disk is full"),
            "53200" => Self::Refused("its memory is used up"),
            "58030" => Self::Refused("its disk fails"),
            _ if code.starts_with("08") => Self::Unreachable(NO_CONNECTION),
            _ if code.starts_with("22") => {
                Self::Constraint("a value cannot be stored as what it should be")
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
            8 => Self::Refused("the file may not be written"),
            13 => Self::Refused("the disk is full"),
            10 | 14 => Self::Refused("the file cannot be opened, read or written"),
            11 | 26 => Self::Refused("the file is damaged or is not a SQLite database"),
            _ => Self::Other,
        }
    }
}

/// What the failure of a connection tells.
fn of_connection(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::ConnectionRefused => "nothing listens at its address",
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
            "no network leads to its address"
        }
        io::ErrorKind::TimedOut => "nothing answers at its address",
        io::ErrorKind::PermissionDenied => "its address may not be used",
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
    fn codes_of_both_databases_are_told_apart() {
        assert_eq!(Fault::of_postgres("57014"), Fault::Overloaded);
        assert_eq!(
            Fault::of_postgres("08006"),
            Fault::Unreachable(NO_CONNECTION)
        );
        assert_eq!(Fault::of_postgres("42P01"), Fault::SchemaBehind);
        assert_eq!(
            Fault::of_postgres("53300"),
            Fault::Unreachable("it takes no more connections")
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
