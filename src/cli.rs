//! The command line: what can be asked of the program, and how it answers.

mod audit;
mod audit_report;
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
mod man;
mod migrate;
mod progress;
mod publishing;
mod remove;
mod retire;
mod schema;
mod token;
mod validate;

use clap::{
    CommandFactory, FromArgMatches, Parser, Subcommand,
    builder::Resettable,
    error::{ContextKind, ContextValue},
};

pub use self::{environment::environment_reference, error::CommandError};
use crate::{
    app,
    config::{LogSettings, ServeSettings, is_set_but_empty},
    telemetry,
};

/// A certification catalogue served as a GraphQL API.
///
/// Without a command it serves: GraphQL at /graphql, GraphiQL at /graphiql.
#[derive(Parser, Debug)]
#[command(name = "certgraph", version, args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Exit codes: 0 done, 1 failed (the message says why, with a code), 2 wrong usage."
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
    /// Reads the command line and the environment; ends the process where they cannot be used.
    pub fn read() -> Self {
        let command = without_empty_variables(Self::command());
        let matches = command
            .try_get_matches()
            .unwrap_or_else(|error| without_credentials(error).exit());
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

/// The same error, without the user and password of an address that could not be used.
fn without_credentials(mut error: clap::Error) -> clap::Error {
    if let Some(ContextValue::String(value)) = error.get(ContextKind::InvalidValue)
        && let Some((_, host)) = value.rsplit_once('@')
    {
        let shown = ContextValue::String(format!("…@{host}"));
        error.insert(ContextKind::InvalidValue, shown);
    }
    error
}

/// The command and those below it, with no option reading a variable that is set but empty.
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
    /// Serve the catalogue over HTTP (what happens without a command)
    Serve(ServeSettings),
    /// Bring the database's schema up to date
    Migrate(migrate::MigrateArguments),
    /// Bring catalogue files into the database: all of them, or nothing
    Import(import::ImportArguments),
    /// Take over what a vendor's own interface says of its exams and certifications
    Fetch(fetch::FetchArguments),
    /// Let an exam retire on a day
    Retire(retire::RetireArguments),
    /// Remove records that nothing refers to any more
    Remove(remove::RemoveArguments),
    /// Show what catalogue files would change
    Diff(diff::DiffArguments),
    /// Check catalogue files without a database
    Validate(validate::ValidateArguments),
    /// Tell how complete and how old the catalogue is, and what in it looks wrong
    Audit(audit::AuditArguments),
    /// Write into catalogue files that facts were read again and still hold
    Confirm(confirm::ConfirmArguments),
    /// Write the whole catalogue in the format that `import` reads
    Export(export::ExportArguments),
    /// Make, list and revoke the tokens of partners and editors
    Token(token::TokenArguments),
    /// Print the GraphQL schema, or the JSON Schema of catalogue files
    Schema(schema::SchemaArguments),
    /// Ask a running server whether it is ready
    Healthcheck(healthcheck::HealthcheckArguments),
    /// Print the script that completes commands in a shell
    Completions(completions::CompletionsArguments),
    /// Print the manual page
    Man(man::ManArguments),
}

/// How a command that was carried out ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completion {
    /// There is nothing more to say.
    Done,
    /// What was compared differs, and the caller wants to be told by the exit code.
    Differs,
    /// There are findings that nobody accepted, and the caller wants to be told by the exit code.
    Unclean,
}

/// Carries out a command.
///
/// # Errors
/// When it could not be done; nothing was changed then.
pub async fn run(arguments: Arguments) -> Result<Completion, CommandError> {
    telemetry::start(&arguments.log).map_err(|error| CommandError::LogFilter(error.to_string()))?;
    match arguments.command.unwrap_or(Command::Serve(arguments.serve)) {
        Command::Diff(arguments) => return diff::run(&arguments).await,
        Command::Audit(arguments) => return audit::run(&arguments).await,
        Command::Serve(settings) => Box::pin(app::serve(settings)).await?,
        Command::Migrate(arguments) => migrate::run(&arguments).await?,
        Command::Import(arguments) => import::run(&arguments).await?,
        Command::Fetch(arguments) => Box::pin(fetch::run(&arguments)).await?,
        Command::Retire(arguments) => retire::run(&arguments).await?,
        Command::Remove(arguments) => remove::run(&arguments).await?,
        Command::Confirm(arguments) => confirm::run(&arguments)?,
        Command::Validate(arguments) => validate::run(&arguments)?,
        Command::Export(arguments) => Box::pin(export::run(&arguments)).await?,
        Command::Token(arguments) => token::run(&arguments).await?,
        Command::Schema(arguments) => schema::run(&arguments)?,
        Command::Healthcheck(arguments) => healthcheck::run(&arguments).await?,
        Command::Completions(arguments) => completions::run(&arguments)?,
        Command::Man(arguments) => man::run(arguments)?,
    }
    Ok(Completion::Done)
}
