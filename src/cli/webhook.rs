//! `certgraph webhook`

use std::io::Read;

use chrono::{DateTime, SecondsFormat, Utc};
use clap::{Args, Subcommand, ValueEnum};

use super::CommandError;
use crate::{
    app::{open, system_clock, webhook_addresses},
    catalogue::{ChangeFilter, LogCursor, RecordKind, VendorSlug},
    config::{DatabaseSettings, WebhookAddressSettings},
    stdio::{eprint, print},
    store::{NewWebhook, Store, Webhook, WebhookError, WebhookId, WebhookSecret, WebhookState},
    webhook::{
        BadSecret, BadWebhookUrl, Circuit, RetrySchedule, check_url, secret_from_text, secret_text,
        shown_url,
    },
};

/// The longest secret that is read from standard input, in bytes.
const SECRET_BYTES: u64 = 1_024;

/// Why a webhook could not be added or changed.
#[derive(Debug, thiserror::Error)]
pub enum WebhookCommandError {
    /// The address cannot be told of changes.
    #[error(transparent)]
    Address(#[from] BadWebhookUrl),
    /// Standard input has no secret.
    #[error("standard input: {0}")]
    Secret(#[from] BadSecret),
    /// Standard input cannot be read.
    #[error("standard input cannot be read: {0}")]
    Input(std::io::Error),
    /// The catalogue has no such vendor.
    #[error("there is no vendor \"{0}\" in the catalogue")]
    Vendor(VendorSlug),
    /// The webhook is unknown, or the database refuses it.
    #[error(transparent)]
    Webhook(#[from] WebhookError),
}

impl WebhookCommandError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Address(_) => "WEBHOOK_ADDRESS_REFUSED",
            Self::Secret(_) => "WEBHOOK_SECRET_INVALID",
            Self::Input(_) => "INPUT_UNREADABLE",
            Self::Vendor(_) => "VENDOR_UNKNOWN",
            Self::Webhook(error) => error.code(),
        }
    }
}

/// Subcommands of `webhook`.
#[derive(Args, Debug)]
pub(super) struct WebhookArguments {
    #[command(subcommand)]
    command: WebhookCommand,
}

#[derive(Subcommand, Debug)]
enum WebhookCommand {
    /// Add a webhook that is told of the changes from now on, and print its id
    Add(AddArguments),
    /// List all webhooks, without their secrets
    List(ListArguments),
    /// Show the state of a webhook: its place in the change log, failures, the next attempt
    Status(OneArguments),
    /// Replace the secret of a webhook; for 24 hours events are signed with both
    Rotate(RotateArguments),
    /// Tell a webhook again of all changes after a cursor
    Replay(ReplayArguments),
    /// Stop telling a webhook of changes; its place in the change log is kept
    Pause(OneArguments),
    /// Go on telling a webhook of changes where it stopped
    Resume(OneArguments),
    /// Remove a webhook with its secret
    Remove(OneArguments),
}

#[derive(Args, Debug)]
struct AddArguments {
    /// Address that receives the events
    #[arg(long, value_name = "URL")]
    url: String,

    /// Kinds of records whose changes are sent; all by default
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = kind)]
    kinds: Option<Vec<RecordKind>>,

    /// Vendors about whose records changes are sent; all by default
    #[arg(long, value_name = "VENDOR,…", value_delimiter = ',')]
    vendors: Option<Vec<VendorSlug>>,

    #[command(flatten)]
    secret: SecretArguments,

    #[command(flatten)]
    addresses: WebhookAddressSettings,

    #[command(flatten)]
    database: DatabaseSettings,
}

#[derive(Args, Debug)]
struct SecretArguments {
    /// Where the secret comes from; no option takes the secret itself, since process lists show options
    #[arg(long = "secret", value_name = "SOURCE", value_enum, default_value_t = SecretOrigin::Generated)]
    origin: SecretOrigin,
}

impl SecretArguments {
    fn read(&self) -> Result<WebhookSecret, CommandError> {
        let read = match self.origin {
            SecretOrigin::Generated => {
                WebhookSecret::random().map_err(|error| WebhookError::NoRandomness(error).into())
            }
            SecretOrigin::Input => {
                let mut text = String::new();
                let read = std::io::stdin()
                    .take(SECRET_BYTES)
                    .read_to_string(&mut text);
                read.map_err(WebhookCommandError::Input)
                    .and_then(|_| Ok(secret_from_text(without_line_end(&text))?))
            }
        };
        read.map_err(CommandError::Webhook)
    }

    /// Prints a webhook's id and a generated secret alone on standard output, for scripts.
    fn report(&self, store: &Store, webhook: &Webhook, secret: &WebhookSecret, done: &str) {
        print(webhook.id.as_str());
        let address = store.address();
        match self.origin {
            SecretOrigin::Generated => {
                print(&secret_text(secret));
                eprint(&format!(
                    "{address}: {done}; the second line is its secret: store it now, it is not shown again"
                ));
            }
            SecretOrigin::Input => eprint(&format!("{address}: {done}")),
        }
    }
}

/// A line without the end that files and `echo` give it.
fn without_line_end(text: &str) -> &str {
    let line = text.strip_suffix('\n').unwrap_or(text);
    line.strip_suffix('\r').unwrap_or(line)
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum SecretOrigin {
    /// Generated, and printed once
    Generated,
    /// Read from standard input: `whsec_` and Base64 of 24 to 64 bytes
    #[value(name = "-")]
    Input,
}

#[derive(Args, Debug)]
struct ListArguments {
    #[command(flatten)]
    database: DatabaseSettings,
}

#[derive(Args, Debug)]
struct OneArguments {
    /// Id of the webhook
    #[arg(value_name = "ID")]
    id: WebhookId,

    #[command(flatten)]
    database: DatabaseSettings,
}

#[derive(Args, Debug)]
struct RotateArguments {
    /// Id of the webhook
    #[arg(value_name = "ID")]
    id: WebhookId,

    #[command(flatten)]
    secret: SecretArguments,

    #[command(flatten)]
    database: DatabaseSettings,
}

#[derive(Args, Debug)]
struct ReplayArguments {
    /// Id of the webhook
    #[arg(value_name = "ID")]
    id: WebhookId,

    /// Cursor after which everything is sent again; the whole change log by default
    #[arg(long, value_name = "CURSOR")]
    since: Option<LogCursor>,

    #[command(flatten)]
    database: DatabaseSettings,
}

fn kind(text: &str) -> Result<RecordKind, String> {
    let mut all = RecordKind::ALL.iter().copied();
    let is_meant = |kind: &RecordKind| kind.text().eq_ignore_ascii_case(text.trim());
    all.find(is_meant).ok_or_else(|| {
        let names: Vec<_> = RecordKind::ALL.iter().map(|kind| kind.text()).collect();
        format!("expects one of {}", names.join(", "))
    })
}

pub(super) async fn run(arguments: &WebhookArguments) -> Result<(), CommandError> {
    let now = system_clock().now();
    match &arguments.command {
        WebhookCommand::Add(arguments) => add(arguments, now).await,
        WebhookCommand::List(arguments) => {
            let store = connected(&arguments.database).await?;
            let webhooks = store
                .webhooks()
                .await
                .map_err(|error| database(&store, error))?;
            for webhook in webhooks {
                print(&line(&webhook));
            }
            Ok(())
        }
        WebhookCommand::Status(arguments) => {
            let store = connected(&arguments.database).await?;
            let webhook = store.webhook(&arguments.id).await;
            let webhook = webhook.map_err(|error| fault(&store, error))?;
            let head = store
                .log_head()
                .await
                .map_err(|error| database(&store, error))?;
            print(&status(&webhook, head.sequence, now));
            Ok(())
        }
        WebhookCommand::Rotate(arguments) => {
            let secret = arguments.secret.read()?;
            let store = connected(&arguments.database).await?;
            let rotated = store.rotate_webhook(&arguments.id, secret.clone(), now);
            let webhook = rotated.await.map_err(|error| fault(&store, error))?;
            let done = "the secret signs from now on, and each earlier one for its 24 hours";
            arguments.secret.report(&store, &webhook, &secret, done);
            Ok(())
        }
        WebhookCommand::Replay(arguments) => {
            let store = connected(&arguments.database).await?;
            let replayed = store.replay_webhook(&arguments.id, arguments.since).await;
            changed(&store, replayed)
        }
        WebhookCommand::Pause(arguments) => {
            let store = connected(&arguments.database).await?;
            changed(&store, store.pause_webhook(&arguments.id).await)
        }
        WebhookCommand::Resume(arguments) => {
            let store = connected(&arguments.database).await?;
            changed(&store, store.resume_webhook(&arguments.id).await)
        }
        WebhookCommand::Remove(arguments) => {
            let store = connected(&arguments.database).await?;
            let removed = store.remove_webhook(&arguments.id).await;
            removed.map_err(|error| fault(&store, error))?;
            let address = store.address();
            print(&format!("{address}: webhook {} was removed", arguments.id));
            Ok(())
        }
    }
}

async fn add(arguments: &AddArguments, now: DateTime<Utc>) -> Result<(), CommandError> {
    let refuse = |error| CommandError::Webhook(error);
    let url = check_url(&arguments.url, webhook_addresses(arguments.addresses));
    let url = url.map_err(|error| refuse(error.into()))?;
    let secret = arguments.secret.read()?;
    let store = connected(&arguments.database).await?;
    if let Some(vendors) = &arguments.vendors {
        let stored = store
            .current()
            .await
            .map_err(|error| database(&store, error))?;
        let known = &stored.content.vendors;
        let unknown = vendors
            .iter()
            .find(|slug| !known.iter().any(|vendor| vendor.slug == **slug));
        if let Some(slug) = unknown {
            return Err(refuse(WebhookCommandError::Vendor(slug.clone())));
        }
    }
    let new = NewWebhook {
        url: url.into(),
        filter: ChangeFilter {
            kinds: arguments.kinds.clone(),
            vendors: arguments.vendors.clone(),
            exams: None,
        },
        secret: secret.clone(),
        created_by: "cli".to_owned(),
    };
    let webhook = store.add_webhook(new, now).await;
    let webhook = webhook.map_err(|error| fault(&store, error))?;
    let secrets = &arguments.secret;
    secrets.report(&store, &webhook, &secret, "webhook added");
    Ok(())
}

async fn connected(settings: &DatabaseSettings) -> Result<Store, CommandError> {
    open(settings).await.map_err(|source| CommandError::Store {
        address: String::new(),
        source,
    })
}

fn changed(store: &Store, outcome: Result<Webhook, WebhookError>) -> Result<(), CommandError> {
    let webhook = outcome.map_err(|error| fault(store, error))?;
    print(&format!("{}: {}", store.address(), line(&webhook)));
    Ok(())
}

fn database(store: &Store, source: crate::store::StoreError) -> CommandError {
    CommandError::Store {
        address: store.address(),
        source,
    }
}

fn fault(store: &Store, error: WebhookError) -> CommandError {
    match error {
        WebhookError::Store(source) => database(store, source),
        error => CommandError::Webhook(error.into()),
    }
}

/// A webhook in one line.
fn line(webhook: &Webhook) -> String {
    let failing = match webhook.failures {
        0 => String::new(),
        failures => format!("  failures {failures}"),
    };
    format!(
        "{}  {}  {}{failing}",
        webhook.id,
        webhook.state.text(),
        shown_url(&webhook.url)
    )
}

/// Everything that is known of a webhook but its secrets, a line for each.
fn status(webhook: &Webhook, head: i64, now: DateTime<Utc>) -> String {
    let list =
        |names: Option<Vec<String>>| names.map_or_else(|| "all".to_owned(), |all| all.join(","));
    let kinds = webhook.filter.kinds.as_ref();
    let kinds = kinds.map(|kinds| kinds.iter().map(ToString::to_string).collect());
    let vendors = webhook.filter.vendors.as_ref();
    let vendors = vendors.map(|slugs| slugs.iter().map(ToString::to_string).collect());
    let never = || "never".to_owned();
    let sequence = webhook.cursor.map_or(0, |cursor| cursor.position.sequence);
    let circuit = match RetrySchedule::default().circuit(webhook.failures) {
        Circuit::Closed => "closed",
        Circuit::Open => "open",
    };
    let waits = webhook.failures > 0 && webhook.state == WebhookState::Active;
    let next = if waits {
        instant_text(webhook.next_attempt_at)
    } else {
        "none".to_owned()
    };
    let rows = [
        ("id", webhook.id.to_string()),
        ("url", shown_url(&webhook.url)),
        ("kinds", list(kinds)),
        ("vendors", list(vendors)),
        ("state", webhook.state.text().to_owned()),
        (
            "cursor",
            webhook
                .cursor
                .map_or_else(|| "none".to_owned(), |cursor| cursor.to_string()),
        ),
        ("behind", (head - sequence).max(0).to_string()),
        ("deliveries", webhook.deliveries.to_string()),
        (
            "delivered at",
            webhook.delivered_at.map_or_else(never, instant_text),
        ),
        ("failures", webhook.failures.to_string()),
        (
            "last failure",
            webhook
                .last_failure
                .clone()
                .unwrap_or_else(|| "none".to_owned()),
        ),
        ("circuit", circuit.to_owned()),
        ("next attempt at", next),
        (
            "earlier secret until",
            webhook
                .secrets
                .earlier_until(now)
                .map_or_else(|| "none".to_owned(), instant_text),
        ),
        ("created by", webhook.created_by.clone()),
        ("created at", instant_text(webhook.created_at)),
    ];
    let lines = rows.map(|(name, value)| format!("{name:20}  {value}"));
    lines.join("\n")
}

fn instant_text(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_named_as_in_the_feed_in_any_case() {
        assert_eq!(kind("EXAM"), Ok(RecordKind::Exam));
        assert_eq!(kind(" audience_rule "), Ok(RecordKind::AudienceRule));
        assert!(kind("exams").unwrap_err().contains("AUDIENCE_RULE"));
    }
}
