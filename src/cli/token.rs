//! `certgraph token`

use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};
use clap::{Args, Subcommand, ValueEnum};

use super::CommandError;
use crate::{
    app::{open, system_clock},
    config::DatabaseSettings,
    stdio::{eprint, print},
    store::{SchemaStatus, Store, Token, TokenError, TokenName, TokenScope, TokenStanding},
};

/// Subcommands of `token`.
#[derive(Args, Debug)]
pub(super) struct TokenArguments {
    #[command(subcommand)]
    command: TokenCommand,
}

#[derive(Subcommand, Debug)]
enum TokenCommand {
    /// Create a token and print it; it is shown only once
    Create(CreateArguments),
    /// List all tokens ever created, without their secrets
    List(ListArguments),
    /// Revoke a token permanently; running servers reject it within six seconds
    Revoke(RevokeArguments),
}

#[derive(Args, Debug)]
struct CreateArguments {
    /// Scope of the token
    #[arg(long, value_enum)]
    scope: ScopeArgument,

    /// Name of the token, for example of its owner; never reused
    #[arg(long, value_name = "NAME")]
    name: TokenName,

    /// Expiry: a UTC day such as 2027-01-31, from which the token is invalid, an instant such as
    /// 2027-01-31T18:00:00Z, or a duration such as 90d or 12h; never by default
    #[arg(long, value_name = "DATE|DURATION")]
    expires: Option<Expiry>,

    #[command(flatten)]
    database: DatabaseSettings,
}

#[derive(Args, Debug)]
struct ListArguments {
    #[command(flatten)]
    database: DatabaseSettings,
}

#[derive(Args, Debug)]
struct RevokeArguments {
    /// Name of the token
    #[arg(value_name = "NAME")]
    name: TokenName,

    #[command(flatten)]
    database: DatabaseSettings,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum ScopeArgument {
    /// Read at a higher rate
    Partner,
    /// Publish changes, and read as a partner
    Editor,
}

/// The expiry of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expiry {
    At(DateTime<Utc>),
    After(Duration),
}

impl std::str::FromStr for Expiry {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(day) = text.parse::<NaiveDate>() {
            return Ok(Self::At(day.and_time(NaiveTime::MIN).and_utc()));
        }
        if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
            return Ok(Self::At(instant.to_utc()));
        }
        humantime::parse_duration(text)
            .map(Self::After)
            .map_err(|_| "not a day, an instant or a duration such as 90d or 12h".to_owned())
    }
}

impl Expiry {
    /// The instant, if it is in the future.
    fn instant(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let instant = match self {
            Self::At(instant) => instant,
            Self::After(time) => now.checked_add_signed(chrono::TimeDelta::from_std(time).ok()?)?,
        };
        (instant > now).then_some(instant)
    }
}

pub(super) async fn run(arguments: &TokenArguments) -> Result<(), CommandError> {
    match &arguments.command {
        TokenCommand::Create(arguments) => create(arguments).await,
        TokenCommand::List(arguments) => list(arguments).await,
        TokenCommand::Revoke(arguments) => revoke(arguments).await,
    }
}

async fn create(arguments: &CreateArguments) -> Result<(), CommandError> {
    let now = system_clock().now();
    let expires_at = match arguments.expires {
        Some(expiry) => Some(expiry.instant(now).ok_or(CommandError::ExpiryNotAhead)?),
        None => None,
    };
    let scope = match arguments.scope {
        ScopeArgument::Partner => TokenScope::Partner,
        ScopeArgument::Editor => TokenScope::Editor,
    };
    let store = connected(&arguments.database).await?;
    let fault = |source| fault(&store, source);
    if store
        .schema_status()
        .await
        .map_err(|error| fault(error.into()))?
        == SchemaStatus::Empty
    {
        store.migrate().await.map_err(|error| fault(error.into()))?;
    }
    let secret = store
        .create_token(&arguments.name, scope, expires_at, now)
        .await
        .map_err(fault)?;
    // Standard output has the token alone, for scripts.
    print(&secret.reveal());
    let ends = expires_at.map_or_else(|| "never".to_owned(), instant_text);
    eprint(&format!(
        "{}: token {} created; scope {scope}, expires {ends}; store it now, it is not shown again",
        store.address(),
        arguments.name,
    ));
    Ok(())
}

async fn list(arguments: &ListArguments) -> Result<(), CommandError> {
    let store = connected(&arguments.database).await?;
    let tokens = store.tokens().await;
    let tokens = tokens.map_err(|error| fault(&store, error.into()))?;
    let now = system_clock().now();
    let rows = tokens.iter().map(|token| row(token, now));
    for line in table(&HEADINGS.map(str::to_owned), &rows.collect::<Vec<_>>()) {
        print(&line);
    }
    Ok(())
}

async fn revoke(arguments: &RevokeArguments) -> Result<(), CommandError> {
    let store = connected(&arguments.database).await?;
    let now = system_clock().now();
    let token = store.revoke_token(&arguments.name, now).await;
    let token = token.map_err(|error| fault(&store, error))?;
    let revoked_at = token.revoked_at.map(instant_text).unwrap_or_default();
    print(&format!(
        "{}: token {} was revoked at {revoked_at}",
        store.address(),
        token.name,
    ));
    Ok(())
}

async fn connected(settings: &DatabaseSettings) -> Result<Store, CommandError> {
    open(settings).await.map_err(|source| CommandError::Store {
        address: String::new(),
        source,
    })
}

fn fault(store: &Store, error: TokenError) -> CommandError {
    match error {
        TokenError::Store(source) => CommandError::Store {
            address: store.address(),
            source,
        },
        error => CommandError::Token(error),
    }
}

const HEADINGS: [&str; 6] = ["NAME", "SCOPE", "STATE", "CREATED", "EXPIRES", "LAST USED"];

fn row(token: &Token, now: DateTime<Utc>) -> [String; 6] {
    let standing = match token.standing(now) {
        TokenStanding::Valid => "valid",
        TokenStanding::Expired => "expired",
        TokenStanding::Revoked => "revoked",
    };
    let never = || "never".to_owned();
    [
        token.name.to_string(),
        token.scope.to_string(),
        standing.to_owned(),
        instant_text(token.created_at),
        token.expires_at.map_or_else(never, instant_text),
        token.last_used_at.map_or_else(never, instant_text),
    ]
}

fn instant_text(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Aligned columns, two spaces apart.
fn table<const COLUMNS: usize>(
    headings: &[String; COLUMNS],
    rows: &[[String; COLUMNS]],
) -> Vec<String> {
    let all = || std::iter::once(headings).chain(rows);
    let widths: [usize; COLUMNS] =
        std::array::from_fn(|column| all().map(|row| row[column].len()).max().unwrap_or(0));
    all()
        .map(|row| {
            let cells = row.iter().zip(widths);
            let line: Vec<_> = cells
                .map(|(cell, width)| format!("{cell:width$}"))
                .collect();
            line.join("  ").trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expiries_are_days_instants_and_times_from_now() {
        let now: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
        let at = |text: &str| {
            let expiry: Expiry = text.parse().unwrap();
            expiry.instant(now).map(instant_text)
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(at("2026-11-23"), text("2026-11-23T00:00:00Z"));
        assert_eq!(
            at("2026-12-01T01:00:00+01:00"),
            text("2026-12-01T00:00:00Z")
        );
        assert_eq!(at("36h"), text("2026-11-24T00:00:00Z"));
        assert_eq!(at("10d"), text("2026-12-02T12:00:00Z"));
        assert_eq!(at("2026-11-22"), None);
        assert_eq!(at("0s"), None);
        assert_eq!(at("500000000y"), None);
        for wrong in ["", "tomorrow", "-1d", "2026-13-01", "7"] {
            assert!(wrong.parse::<Expiry>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned);
        let lines = table(&row(["A", "B"]), &[row(["long", "x"]), row(["s", ""])]);
        assert_eq!(lines, ["A     B", "long  x", "s"]);
    }
}
