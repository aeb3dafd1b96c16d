//! `certgraph audit`

use std::{path::PathBuf, str::FromStr};

use chrono::DateTime;
use clap::{Args, ValueEnum};

use super::{
    CommandError, Completion,
    audit_report::{Report, json_text, table_text},
};
use crate::{
    app::{freshness_intervals, open, system_clock},
    catalogue::{
        AcceptedFindings, AuditQuestion, Catalogue, Content, Day, Health, Revision, audit_findings,
        due_checks, newest_check,
    },
    config::{DatabaseSettings, FreshnessSettings},
    publish::{parse, read_accepted_findings, read_files, shipped_files},
    stdio::print,
};

/// Options of `audit`.
#[derive(Args, Debug)]
pub(super) struct AuditArguments {
    /// Catalogue files or directories that make up a whole catalogue; by default the embedded
    /// catalogue
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Audit the content of the database instead
    #[arg(long, conflicts_with = "paths")]
    stored: bool,

    /// The day of the audit, or `newest` for the last day on which a source was read; by default
    /// today in UTC
    #[arg(long, value_name = "DAY")]
    today: Option<AuditDay>,

    /// Output format
    #[arg(long, value_enum, default_value = "table")]
    format: ReportFormat,

    /// File of accepted findings, each with a reason
    #[arg(long, value_name = "FILE")]
    accepted: Option<PathBuf>,

    /// Exit with 1 if a finding is not accepted, or an accepted one no longer occurs
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    freshness: FreshnessSettings,

    #[command(flatten)]
    database: DatabaseSettings,
}

/// A day, or the newest day of the catalogue.
#[derive(Debug, Clone, Copy)]
enum AuditDay {
    Newest,
    Day(Day),
}

impl FromStr for AuditDay {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "newest" {
            return Ok(Self::Newest);
        }
        let day = text.parse().map(Self::Day);
        day.map_err(|_| "expects a day such as 2026-11-27, or newest")
    }
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum ReportFormat {
    /// Tables and lists
    Table,
    /// One JSON document
    Json,
}

pub(super) async fn run(arguments: &AuditArguments) -> Result<Completion, CommandError> {
    let accepted = match &arguments.accepted {
        Some(path) => read_accepted_findings(path)?,
        None => AcceptedFindings::default(),
    };
    let content = content(&arguments.paths, arguments.stored, &arguments.database).await?;
    let now = || system_clock().now().date_naive();
    let day = match arguments.today {
        Some(AuditDay::Day(day)) => day,
        Some(AuditDay::Newest) => newest_check(&content).unwrap_or_else(now),
        None => now(),
    };
    let question = AuditQuestion {
        day,
        intervals: freshness_intervals(&arguments.freshness),
    };
    let catalogue = Catalogue::build(content, Revision::new(0), DateTime::UNIX_EPOCH)
        .map_err(CommandError::InvalidCatalogue)?;
    let findings = audit_findings(&catalogue, question);
    let report = Report {
        health: Health::of(&catalogue, question),
        due: due_checks(&catalogue, question),
        review: accepted.review(&findings),
        findings,
    };
    print(
        match arguments.format {
            ReportFormat::Table => table_text(&report),
            ReportFormat::Json => json_text(&report),
        }
        .trim_end(),
    );
    if arguments.strict && !report.review.is_clean() {
        Ok(Completion::Unclean)
    } else {
        Ok(Completion::Done)
    }
}

/// The content of a database, of catalogue files, or the embedded one without any.
pub(super) async fn content(
    paths: &[PathBuf],
    stored: bool,
    database: &DatabaseSettings,
) -> Result<Content, CommandError> {
    if stored {
        let fault = |address: String| move |source| CommandError::Store { address, source };
        let store = open(database).await.map_err(fault(String::new()))?;
        let stored = store.load().await.map_err(fault(store.address()))?;
        return Ok(stored.content);
    }
    let mut files = Vec::new();
    for path in paths {
        files.extend(read_files(path)?);
    }
    if paths.is_empty() {
        files = shipped_files();
    }
    Ok(parse(files)?.validate()?)
}
