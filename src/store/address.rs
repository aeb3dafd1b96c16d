//! Database addresses: which databases can be used, and how an address is shown without its secret.

use std::{fmt, path::PathBuf, str::FromStr};

use sea_orm::sqlx::{postgres::PgConnectOptions, sqlite::SqliteConnectOptions};

use super::error::StoreError;

/// Where the database is: `postgres://user:password@host:port/name` or `sqlite://path`.
///
/// Its display names the place without user or password, so that it can be logged.
#[derive(Clone)]
pub(super) enum Address {
    /// A PostgreSQL server, or anything that speaks its protocol.
    Postgres(Box<PgConnectOptions>),
    /// A file.
    Sqlite(Box<SqliteConnectOptions>),
}

impl Address {
    /// The file of a SQLite database.
    pub(super) fn file(&self) -> Option<PathBuf> {
        match self {
            Self::Postgres(_) => None,
            Self::Sqlite(options) => Some(options.get_filename().to_path_buf()),
        }
    }
}

impl FromStr for Address {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let fault = |what: &str| StoreError::BadAddress {
            what: what.to_owned(),
        };
        let Some((scheme, rest)) = text.split_once(':') else {
            return Err(fault("it needs the form postgres://… or sqlite://…"));
        };
        match scheme {
            "postgres" | "postgresql" => text
                .parse()
                .map(|options| Self::Postgres(Box::new(options)))
                .map_err(|_| fault("expected postgres://user:password@host:5432/database")),
            "sqlite" => {
                let path = rest.trim_start_matches("//");
                if path.is_empty() || path.contains(":memory:") || path.contains("mode=memory") {
                    return Err(fault("SQLite needs a file: sqlite://data/certgraph.db"));
                }
                text.parse()
                    .map(|options| Self::Sqlite(Box::new(options)))
                    .map_err(|_| fault("expected sqlite://path/to/file.db"))
            }
            _ => Err(fault("it must begin with postgres:// or sqlite://")),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Postgres(options) => {
                let (host, port) = (options.get_host(), options.get_port());
                write!(formatter, "postgres://{host}:{port}")?;
                options
                    .get_database()
                    .map_or(Ok(()), |database| write!(formatter, "/{database}"))
            }
            Self::Sqlite(options) => {
                write!(formatter, "sqlite://{}", options.get_filename().display())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_secret() {
        let address: Address = "postgres://me:s3cret@db.example:6543/catalogue"
            .parse()
            .unwrap();
        assert_eq!(address.to_string(), "postgres://db.example:6543/catalogue");
        let address: Address = "sqlite://data/certgraph.db".parse().unwrap();
        assert_eq!(address.to_string(), "sqlite://data/certgraph.db");
    }

    #[test]
    fn what_is_no_address_is_refused_without_repeating_it() {
        for bad in [
            "",
            "certgraph.db",
            "mysql://me:s3cret@host/db",
            "postgres://me:s3cret@host:port/db",
            "sqlite::memory:",
            "sqlite://",
        ] {
            let Err(error) = bad.parse::<Address>() else {
                panic!("{bad} was accepted");
            };
            assert!(!error.to_string().contains("s3cret"), "{error}");
        }
    }
}
