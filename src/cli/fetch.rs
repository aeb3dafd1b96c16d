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
    stdio::say,
};

/// The most pages of one fetch: twenty times what is known of the largest interface.
const PAGES: usize = 200;

const TOKEN_VARIABLE: &str = "MICROSOFT_LEARN_TOKEN";

/// Whose interface to ask, and where its facts go.
#[derive(Args, Debug)]
pub(super) struct FetchArguments {
    /// Whose interface to ask
    #[arg(value_enum, value_name = "CONNECTOR")]
    connector: ConnectorName,

    /// Read a saved answer instead, gzipped or not, or ask at this http:// or https:// address
    #[arg(long, value_name = "FILE|URL")]
    from: Option<String>,

    /// The day on which the answer was given; by default today, and for a file the day of its newest entry
    #[arg(long, value_name = "DAY")]
    as_of: Option<NaiveDate>,

    #[command(flatten)]
    settings: ConnectorSettings,

    #[command(flatten)]
    publishing: PublishingArguments,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum ConnectorName {
    /// Exams and certifications of Microsoft and GitHub: the Learn Platform API, or a saved answer
    /// of the catalogue API before it
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
        return Err(ConnectError::Future.into());
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
    // It waits for the network and the disk, which threads of the runtime must not.
    let work = tokio::task::spawn_blocking(move || gather(&connector, request));
    let statement = match during("fetching", work).await {
        Ok(gathered) => gathered?,
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    };
    let desk = arguments.publishing.open().await?;
    desk.migrate_empty().await?;
    let edits = desk.merge(ConnectorMerge::new(statement)).await?;
    say(&summary(edits.statement(), &edits.findings()));
    Ok(())
}

/// What to read, from where, and how much of it.
struct Request {
    from: Option<String>,
    as_of: Option<NaiveDate>,
    today: NaiveDate,
    limits: ClientLimits,
    token: Option<Token>,
}

/// Gathers the answers, and says what they say.
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

/// How much was said, and what was made of its oddities.
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
