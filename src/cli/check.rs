//! `certgraph check`

mod document;
mod passage;
mod read;
mod report;
mod sarif;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{CommandError, Completion, catalogue_source::CatalogueSource};
use crate::{advice::ClaimedFact, app::system_clock, catalogue::Day, stdio::print};

use self::{
    document::{Checked, check_document, documents},
    report::Report,
};

/// Options of `check`.
#[derive(Args, Debug)]
#[command(
    after_help = "Exit codes: 0 nothing is wrong, 1 something is wrong, 2 the files could not be checked or \
                  the options are wrong."
)]
pub(super) struct CheckArguments {
    /// Documents, or directories with documents: Markdown, HTML, CSV, JSON lines (.jsonl, .ndjson) and
    /// plain text
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    source: CatalogueSource,

    /// The day for which the documents are to be true; by default today in UTC
    #[arg(long, value_name = "DAY")]
    as_of: Option<Day>,

    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: ReportFormat,

    /// A fact that is not to be checked, such as `STUDY_HOURS`; `STATE` also silences mentions of exams that
    /// are over. May be given several times
    #[arg(long, value_name = "FACT", value_parser = claimed_fact)]
    ignore: Vec<ClaimedFact>,
}

fn claimed_fact(text: &str) -> Result<ClaimedFact, &'static str> {
    let key = text.to_ascii_uppercase();
    ClaimedFact::by_key(&key).ok_or("is no fact; examples: FEE, DURATION, DOMAIN_WEIGHT, STATE")
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum ReportFormat {
    /// One line for each finding
    Text,
    /// One JSON document
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

pub(super) async fn run(arguments: &CheckArguments) -> Result<Completion, CommandError> {
    let unchecked = |error| CommandError::Unchecked(Box::new(error));
    let report = Box::pin(report(arguments)).await.map_err(unchecked)?;
    let text = match arguments.format {
        ReportFormat::Text => report.text(),
        ReportFormat::Json => report.json(),
        ReportFormat::Sarif => sarif::text(&report),
        ReportFormat::Github => report.github(),
    };
    print(text.trim_end());
    if report.findings.is_empty() {
        Ok(Completion::Done)
    } else {
        Ok(Completion::Unclean)
    }
}

async fn report(arguments: &CheckArguments) -> Result<Report, CommandError> {
    let documents = documents(&arguments.paths)?;
    let catalogue = arguments.source.load().await?;
    let day = arguments
        .as_of
        .unwrap_or_else(|| system_clock().now().date_naive());
    let mut report = Report {
        day,
        files: documents.len(),
        claims: 0,
        findings: Vec::new(),
    };
    for document in &documents {
        let Checked { claims, findings } =
            check_document(&catalogue, document, day, &arguments.ignore);
        report.claims += claims;
        report.findings.extend(findings);
    }
    Ok(report)
}
