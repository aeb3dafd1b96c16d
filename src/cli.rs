//! The command line.

mod audit;
mod audit_report;
mod catalogue_source;
mod check;
mod completions;
mod confirm;
mod diff;
mod difference_text;
mod environment;
mod error;
mod export;
mod fetch;
mod healthcheck;
mod import;
mod keys;
mod man;
mod mcp;
mod migrate;
mod progress;
mod publishing;
mod remove;
mod retire;
mod review_queue;
mod schema;
mod token;
mod validate;
mod webhook;

use clap::{
    CommandFactory, FromArgMatches, Parser, Subcommand,
    builder::Resettable,
    error::{ContextKind, ContextValue},
};

pub use self::{
    environment::environment_reference, error::CommandError, webhook::WebhookCommandError,
};
use crate::{
    app,
    config::{LogSettings, ServeSettings, is_set_but_empty},
    telemetry,
};

/// A certification catalogue served as a GraphQL API.
///
/// Without a command it serves GraphQL at /graphql and GraphiQL at /graphiql.
#[derive(Parser, Debug)]
#[command(name = "certgraph", version, args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Exit codes: 0 success, 1 failure (the message starts with a code), 2 usage error."
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeSettings,
    #[command(flatten)]
    log: LogSettings,
}

impl Arguments {
    /// Parses the command line and the environment; exits on invalid ones.
    pub fn read() -> Self {
        let command = without_empty_variables(Self::command());
        let matches = command
            .try_get_matches()
            .unwrap_or_else(|error| without_credentials(error).exit());
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

/// The error without the credentials of an invalid address.
fn without_credentials(mut error: clap::Error) -> clap::Error {
    if let Some(ContextValue::String(value)) = error.get(ContextKind::InvalidValue)
        && let Some((_, host)) = value.rsplit_once('@')
    {
        let shown = ContextValue::String(format!("…@{host}"));
        error.insert(ContextKind::InvalidValue, shown);
    }
    error
}

/// The command and its subcommands, without options from empty variables.
fn without_empty_variables(command: clap::Command) -> clap::Command {
    let command = command.mut_args(|argument| {
        if argument.get_env().is_some_and(is_set_but_empty) {
            argument.env(Resettable::Reset)
        } else {
            argument
        }
    });
    command.mut_subcommands(without_empty_variables)
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Serve the catalogue over HTTP (default command)
    Serve(ServeSettings),
    /// Apply pending database migrations
    Migrate(migrate::MigrateArguments),
    /// Import catalogue files atomically
    Import(import::ImportArguments),
    /// Import exams and certifications from a vendor's API
    Fetch(fetch::FetchArguments),
    /// Set an exam's retirement date
    Retire(retire::RetireArguments),
    /// Remove records that are not referenced
    Remove(remove::RemoveArguments),
    /// Show what catalogue files would change
    Diff(diff::DiffArguments),
    /// Validate catalogue files without a database
    Validate(validate::ValidateArguments),
    /// Report completeness, age and problems of the catalogue
    Audit(audit::AuditArguments),
    /// List the facts that decide most recommendations, to check or to find first
    ReviewQueue(review_queue::ReviewQueueArguments),
    /// Check what documents say about exams
    Check(check::CheckArguments),
    /// Answer an assistant over standard input and output by the Model Context Protocol
    Mcp(mcp::McpArguments),
    /// Record in catalogue files that facts were checked again
    Confirm(confirm::ConfirmArguments),
    /// Assign lasting keys to the objectives of catalogue files
    Keys(keys::KeysArguments),
    /// Export the whole catalogue in the format that `import` reads
    Export(export::ExportArguments),
    /// Create, list and revoke API tokens
    Token(token::TokenArguments),
    /// Add, list, rotate, replay and remove webhooks: addresses that are told of changes
    Webhook(webhook::WebhookArguments),
    /// Print the GraphQL schema, or the JSON Schema of catalogue files
    Schema(schema::SchemaArguments),
    /// Check whether a running server is ready
    Healthcheck(healthcheck::HealthcheckArguments),
    /// Print a shell completion script
    Completions(completions::CompletionsArguments),
    /// Print the manual page
    Man(man::ManArguments),
}

/// The result of a command that succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completion {
    /// Success.
    Done,
    /// `diff --exit-code` found differences.
    Differs,
    /// `audit --strict` found findings that are not accepted, or accepted ones that no longer occur;
    /// `check` found claims that do not hold.
    Unclean,
    /// `keys --check` found objectives without key.
    Unkeyed,
}

/// Runs a command.
///
/// # Errors
/// When it failed; nothing was changed.
pub async fn run(arguments: Arguments) -> Result<Completion, CommandError> {
    telemetry::start(&arguments.log).map_err(|error| CommandError::LogFilter(error.to_string()))?;
    match arguments.command.unwrap_or(Command::Serve(arguments.serve)) {
        Command::Diff(arguments) => return diff::run(&arguments).await,
        Command::Audit(arguments) => return audit::run(&arguments).await,
        Command::Keys(arguments) => return keys::run(&arguments),
        Command::Check(arguments) => return Box::pin(check::run(&arguments)).await,
        Command::Serve(settings) => Box::pin(app::serve(settings)).await?,
        Command::Mcp(arguments) => Box::pin(mcp::run(&arguments)).await?,
        Command::Migrate(arguments) => migrate::run(&arguments).await?,
        Command::Import(arguments) => import::run(&arguments).await?,
        Command::Fetch(arguments) => Box::pin(fetch::run(&arguments)).await?,
        Command::Retire(arguments) => retire::run(&arguments).await?,
        Command::Remove(arguments) => remove::run(&arguments).await?,
        Command::ReviewQueue(arguments) => review_queue::run(&arguments).await?,
        Command::Confirm(arguments) => confirm::run(&arguments)?,
        Command::Validate(arguments) => validate::run(&arguments)?,
        Command::Export(arguments) => Box::pin(export::run(&arguments)).await?,
        Command::Token(arguments) => token::run(&arguments).await?,
        Command::Webhook(arguments) => Box::pin(webhook::run(&arguments)).await?,
        Command::Schema(arguments) => schema::run(&arguments)?,
        Command::Healthcheck(arguments) => healthcheck::run(&arguments).await?,
        Command::Completions(arguments) => completions::run(&arguments)?,
        Command::Man(arguments) => man::run(arguments)?,
    }
    Ok(Completion::Done)
}
