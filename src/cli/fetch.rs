//! `certgraph fetch`

use std::path::Path;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::{CommandError, progress::during, publishing::PublishingArguments};
use crate::{
    app::system_clock,
    config::ConnectorSettings,
    connect::{
        Client, ClientLimits, ConnectError, Connector, ConnectorMerge, Findings, Statement, Token,
        address, fetch, microsoft_learn::MicrosoftLearn, read_file,
    },
    stdio::print,
};

/// Maximum pages of one fetch: twenty times those of the largest known API.
const PAGES: usize = 200;

const TOKEN_VARIABLE: &str = "MICROSOFT_LEARN_TOKEN";

/// Options of `fetch`.
#[derive(Args, Debug)]
pub(super) struct FetchArguments {
    /// The API to fetch
    #[arg(value_enum, value_name = "CONNECTOR")]
    connector: ConnectorName,

    /// A saved response, gzipped or not, or an http:// or https:// address, instead of the API
    #[arg(long, value_name = "FILE|URL")]
    from: Option<String>,

    /// Day of the response; by default today, and for a file the day of its newest entry
    #[arg(long, value_name = "DAY")]
    as_of: Option<NaiveDate>,

    #[command(flatten)]
    settings: ConnectorSettings,

    #[command(flatten)]
    publishing: PublishingArguments,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum ConnectorName {
    /// Exams and certifications of Microsoft and GitHub: the Learn Platform API, or a saved
    /// response of the earlier catalogue API
    MicrosoftLearn,
}

pub(super) async fn run(arguments: &FetchArguments) -> Result<(), CommandError> {
    let settings = &arguments.settings;
    match arguments.connector {
        ConnectorName::MicrosoftLearn => {
            let connector = MicrosoftLearn {
                service: settings.microsoft_learn_url.clone(),
                api_version: settings.microsoft_learn_api_version.clone(),
            };
            let token = Some(&settings.microsoft_learn_token).filter(|token| !token.is_empty());
            let token = token.map(|token| Token::for_service(token.clone(), &connector.service));
            run_with(arguments, connector, token).await
        }
    }
}

async fn run_with<C>(
    arguments: &FetchArguments,
    connector: C,
    token: Option<Token>,
) -> Result<(), CommandError>
where
    C: Connector + Send + 'static,
{
    let today = system_clock().now().date_naive();
    if arguments.as_of.is_some_and(|day| day > today) {
        return Err(CommandError::Fetch(ConnectError::Future));
    }
    let request = Request {
        from: arguments.from.clone(),
        as_of: arguments.as_of,
        today,
        limits: ClientLimits {
            timeout: arguments.settings.fetch_timeout(),
            bytes: arguments.settings.fetch_bytes(),
            pages: PAGES,
        },
        token,
    };
    // Blocking network and disk I/O.
    let work = tokio::task::spawn_blocking(move || gather(&connector, request));
    let statement = match during("fetching", work).await {
        Ok(gathered) => gathered.map_err(CommandError::Fetch)?,
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    };
    let session = arguments.publishing.open().await?;
    session.migrate_empty().await?;
    let edits = session.merge(ConnectorMerge::new(statement)).await?;
    print(&summary(edits.statement(), &edits.findings()));
    Ok(())
}

/// The address or file to read, and its limits.
struct Request {
    from: Option<String>,
    as_of: Option<NaiveDate>,
    today: NaiveDate,
    limits: ClientLimits,
    token: Option<Token>,
}

/// Fetches and parses the responses.
fn gather<C: Connector>(connector: &C, request: Request) -> Result<Statement, ConnectError> {
    let Request {
        from,
        as_of,
        today,
        limits,
        token,
    } = request;
    let named = from.as_deref().map(address).transpose()?.flatten();
    let (answers, place, as_of) = match (from, named) {
        (Some(file), None) => {
            let answers = read_file(connector, Path::new(&file), limits.bytes)?;
            let dated = as_of
                .or_else(|| connector.dated(&answers))
                .map(|day| day.min(today));
            let as_of = dated.ok_or_else(|| ConnectError::Undated {
                address: file.clone(),
            })?;
            (answers, file, as_of)
        }
        (_, Some(url)) => {
            let client = Client::new(limits, token, TOKEN_VARIABLE)?;
            let answers = fetch(connector, &client, std::slice::from_ref(&url))?;
            (answers, connector.name().to_owned(), as_of.unwrap_or(today))
        }
        (None, None) => {
            if token.is_none() {
                return Err(ConnectError::TokenMissing {
                    connector: connector.name(),
                    variable: TOKEN_VARIABLE,
                });
            }
            let client = Client::new(limits, token, TOKEN_VARIABLE)?;
            let answers = fetch(connector, &client, &connector.starts())?;
            (answers, connector.name().to_owned(), as_of.unwrap_or(today))
        }
    };
    let statement = connector.statement(&answers, as_of)?;
    if statement.exams.is_empty() && statement.certifications.is_empty() {
        return Err(ConnectError::Empty { address: place });
    }
    Ok(statement)
}

/// What helps against a fault, as the end of its message.
pub(super) fn advice(fault: &ConnectError) -> &'static str {
    match fault {
        ConnectError::Unreachable { .. } => {
            "; without a network, read a saved response with --from FILE"
        }
        ConnectError::TimedOut { .. } => "; try again later, or raise FETCH_TIMEOUT_SECONDS",
        ConnectError::TooLarge { .. } => "; raise FETCH_MEBIBYTES if that is expected",
        ConnectError::Status { status: 401, .. } => "; get a new one",
        ConnectError::Status { status: 403, .. } => {
            "; the application may not be registered for the API"
        }
        _ => "",
    }
}

/// Counts of the import and its findings.
fn summary(statement: &Statement, findings: &Findings) -> String {
    let mut lines = vec![format!(
        "{} of {}: {} exams, {} certifications",
        statement.label,
        statement.as_of,
        statement.exams.len(),
        statement.certifications.len(),
    )];
    for (finding, entries) in findings.iter() {
        let examples: Vec<&str> = entries.iter().take(3).map(String::as_str).collect();
        let more = if entries.len() > examples.len() {
            ", …"
        } else {
            ""
        };
        lines.push(format!(
            "{:>6} {} ({}{more})",
            entries.len(),
            finding.meaning(),
            examples.join(", "),
        ));
    }
    lines.join("\n")
}
