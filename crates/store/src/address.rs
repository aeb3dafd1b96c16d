//! Database addresses: parsing, and display without credentials.

use std::{fmt, path::PathBuf, str::FromStr};

use sea_orm::sqlx::{self, postgres::PgConnectOptions, sqlite::SqliteConnectOptions};

use super::error::StoreError;

/// The address of the database: `postgres://user:password@host:port/name` or `sqlite://path`.
///
/// Its display omits user and password, so that it can be logged.
#[derive(Clone)]
pub(super) enum Address {
    /// A PostgreSQL server, or one with its protocol.
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
            "postgres" | "postgresql" => parse_postgres(text)
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

/// Parses an address as libpq does, where the driver does not.
fn parse_postgres(text: &str) -> Result<PgConnectOptions, sqlx::Error> {
    let text = without_authority(text).unwrap_or_else(|| text.to_owned());
    let options: PgConnectOptions = without_unknown_parameters(&text).parse()?;
    // The brackets around an IPv6 address in a URL are not part of it (RFC 3986, section 3.2.2).
    let host = options.get_host();
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    Ok(match bare.map(ToOwned::to_owned) {
        Some(bare) => options.host(&bare),
        None => options,
    })
}

/// The parameters that the driver supports.
const PARAMETERS: [&str; 18] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "ssl-mode",
    "ssl-root-cert",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "statement-cache-capacity",
    "user",
];

/// Whether a parameter sets a server variable: `options[name]`, with or without escapes.
fn is_server_option(name: &str) -> bool {
    ["options[", "options%5B", "options%5b"]
        .iter()
        .any(|beginning| name.starts_with(beginning))
}

/// An address without unsupported parameters: the driver would log them with their values, and one
/// may be a misspelt password.
fn without_unknown_parameters(text: &str) -> String {
    let Some((place, query)) = text.split_once('?') else {
        return text.to_owned();
    };
    let known = query.split('&').filter(|pair| {
        let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
        let is_known = PARAMETERS.contains(&name) || is_server_option(name);
        if !is_known && !name.is_empty() {
            tracing::warn!(name, "unknown parameter in the database address");
        }
        is_known
    });
    format!("{place}?{}", known.collect::<Vec<_>>().join("&"))
}

/// An address with a user or a port but no host, with both as parameters instead. URLs without a
/// host have neither, but libpq accepts them and uses a socket.
fn without_authority(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let port = host.strip_prefix(':').or(host.is_empty().then_some(""))?;
    if authority.is_empty() {
        return None;
    }
    let (user, password) = match user.split_once(':') {
        Some((user, password)) => (user, Some(password)),
        None => (user, None),
    };
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    // The address's own parameters take precedence, so they come last.
    let mut parameters = Vec::new();
    for (name, value) in [
        ("user", Some(user)),
        ("password", password),
        ("port", Some(port)),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            // In parameters a plus is a space, and these two end a value.
            let value = value.replace('+', "%2B").replace('&', "%26");
            parameters.push(format!("{name}={value}"));
        }
    }
    if !query.is_empty() {
        parameters.push(query.to_owned());
    }
    Some(format!("{scheme}://{path}?{}", parameters.join("&")))
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Postgres(options) => {
                let (host, port) = (options.get_host(), options.get_port());
                let database = options.get_database().unwrap_or_default();
                let separator = if database.is_empty() { "" } else { "/" };
                match options.get_socket() {
                    Some(folder) => {
                        let folder = folder.display();
                        write!(
                            formatter,
                            "postgres:///{database}?host={folder}&port={port}"
                        )
                    }
                    None if host.contains(':') => {
                        write!(formatter, "postgres://[{host}]:{port}{separator}{database}")
                    }
                    None => write!(formatter, "postgres://{host}:{port}{separator}{database}"),
                }
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

    fn postgres(text: &str) -> PgConnectOptions {
        match text.parse() {
            Ok(Address::Postgres(options)) => *options,
            _ => panic!("{text} is not read"),
        }
    }

    #[test]
    fn an_ipv6_host_loses_its_brackets() {
        for (text, host) in [
            ("postgres://me:s3cret@[::1]:5432/db", "::1"),
            ("postgres://[2001:db8::7]/db", "2001:db8::7"),
            ("postgres://me@h/db?host=::1", "::1"),
            ("postgres://me@h/db?hostaddr=::1", "::1"),
        ] {
            assert_eq!(postgres(text).get_host(), host, "{text}");
        }
        let address: Address = "postgres://me:s3cret@[::1]:6543/db".parse().unwrap();
        assert_eq!(address.to_string(), "postgres://[::1]:6543/db");
    }

    #[test]
    fn unknown_parameters_are_left_out() {
        for (text, expected) in [
            ("postgres://h/db", "postgres://h/db"),
            (
                "postgres://h/db?sslmode=require&passwrd=x",
                "postgres://h/db?sslmode=require",
            ),
            (
                "postgres://h/db?channel_binding=require&host=h",
                "postgres://h/db?host=h",
            ),
            (
                "postgres://h/db?options%5Bgeqo%5D=off&x",
                "postgres://h/db?options%5Bgeqo%5D=off",
            ),
        ] {
            assert_eq!(without_unknown_parameters(text), expected);
        }
    }

    #[test]
    fn a_user_needs_no_host() {
        for (text, user, port, socket) in [
            (
                "postgres://me:p@/db?host=/run/pg",
                "me",
                5432,
                Some("/run/pg"),
            ),
            (
                "postgres://me:p@:6543/db?host=/run/pg",
                "me",
                6543,
                Some("/run/pg"),
            ),
            (
                "postgres://m%40e:p+q%26@/db?host=/run/pg",
                "m@e",
                5432,
                Some("/run/pg"),
            ),
            (
                "postgres://a+b&c@/db?host=/run/pg",
                "a+b&c",
                5432,
                Some("/run/pg"),
            ),
            (
                "postgres://:6543/db?user=me&host=/run/pg",
                "me",
                6543,
                Some("/run/pg"),
            ),
            (
                "postgres://me@:6543/db?user=other&host=h",
                "other",
                6543,
                None,
            ),
            (
                "postgres:///db?host=/run/pg&user=me",
                "me",
                5432,
                Some("/run/pg"),
            ),
        ] {
            let options = postgres(text);
            assert_eq!(options.get_username(), user, "{text}");
            assert_eq!(options.get_port(), port, "{text}");
            let found = options.get_socket().and_then(|path| path.to_str());
            assert_eq!(found, socket, "{text}");
            assert_eq!(options.get_database(), Some("db"), "{text}");
        }
        let address: Address = "postgres://me:p@:6543/db?host=/run/pg".parse().unwrap();
        assert_eq!(address.to_string(), "postgres:///db?host=/run/pg&port=6543");
    }

    #[test]
    fn an_invalid_address_is_rejected_without_showing_it() {
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
