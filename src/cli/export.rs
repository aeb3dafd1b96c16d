//! `certgraph export`

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

use clap::{Args, ValueEnum};

use super::{CommandError, progress::during};
use crate::{
    app::{open, system_clock},
    catalogue::{Catalogue, Revision},
    config::DatabaseSettings,
    publish::{
        CatalogueLines, case_jsonl, ctdl_jsonld, domain_weights_csv, domain_weights_jsonl, to_json,
        to_toml,
    },
    stdio::print,
    store::{Reconciliation, Store, StoredContent},
};

/// Options of `export`.
#[derive(Args, Debug)]
pub(super) struct ExportArguments {
    /// Output format; TOML can be imported again
    #[arg(long, value_enum, default_value = "toml")]
    format: ExportFormat,

    /// Output file; standard output by default
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    database: DatabaseSettings,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum ExportFormat {
    /// The authoring format
    Toml,
    /// One JSON document
    Json,
    /// Canonical JSON, one record per line, after a line with the cursor from which the change feed
    /// continues
    CatalogueJsonl,
    /// Domain weights of all blueprints as CSV
    DomainWeightsCsv,
    /// Domain weights of all blueprints as JSON, one object per line
    DomainWeightsJsonl,
    /// Vendors, certifications, exams and competencies as JSON-LD in CTDL
    CtdlJsonld,
    /// Blueprints as CASE 1.1, one package per line
    CaseJsonl,
}

pub(super) async fn run(arguments: &ExportArguments) -> Result<(), CommandError> {
    let fault = |source| CommandError::Store {
        address: String::new(),
        source,
    };
    let store = open(&arguments.database).await.map_err(fault)?;
    // The file is written only when the whole export is there: a failure until then leaves it as it was.
    let exporting = export(arguments, &store);
    let (text, revision) = Box::pin(during("exporting the catalogue", exporting)).await?;
    let output = |source| arguments.unwritable(source);
    match &arguments.output {
        Some(path) => {
            fs::write(path, text).map_err(output)?;
            print(&format!("{}: revision {revision} written", path.display()));
        }
        None => write_to_standard_output(&text).map_err(output)?,
    }
    Ok(())
}

fn write_to_standard_output(text: &[u8]) -> io::Result<()> {
    let mut standard = io::stdout();
    standard.write_all(text)?;
    // What follows the last line break is buffered.
    standard.flush()
}

impl ExportArguments {
    fn unwritable(&self, source: io::Error) -> CommandError {
        let path = self.output.clone().unwrap_or_else(|| "-".into());
        CommandError::Output { path, source }
    }
}

/// The export and its revision.
async fn export(
    arguments: &ExportArguments,
    store: &Store,
) -> Result<(Vec<u8>, Revision), CommandError> {
    let fault = |source| CommandError::Store {
        address: store.address(),
        source,
    };
    let output = |source| arguments.unwritable(source);
    let mut stored = store.load().await.map_err(fault)?;
    if !stored.is_logged && matches!(arguments.format, ExportFormat::CatalogueJsonl) {
        let now = system_clock().now();
        let reconciliation = store.reconcile(now).await.map_err(fault)?;
        if let Reconciliation::Invalid(violations) = reconciliation {
            return Err(CommandError::InvalidCatalogue(violations));
        }
        stored = store.load().await.map_err(fault)?;
    }
    let revision = stored.revision;
    let mut text = Vec::new();
    match arguments.format {
        ExportFormat::Toml => text.write_all(to_toml(&stored.content).as_bytes()),
        ExportFormat::Json => text.write_all(to_json(&stored.content).as_bytes()),
        ExportFormat::CatalogueJsonl => {
            let lines = CatalogueLines::new(store, stored.log_head).await;
            let mut lines = lines.map_err(fault)?;
            while let Some(lines) = lines.next().await.map_err(fault)? {
                text.extend_from_slice(lines.as_bytes());
            }
            Ok(())
        }
        ExportFormat::DomainWeightsCsv => {
            let catalogue = built(stored)?;
            domain_weights_csv(&catalogue, &mut text).map(|_| ())
        }
        ExportFormat::DomainWeightsJsonl => {
            let catalogue = built(stored)?;
            domain_weights_jsonl(&catalogue, &mut text).map(|_| ())
        }
        ExportFormat::CtdlJsonld => {
            let catalogue = built(stored)?;
            ctdl_jsonld(&catalogue, &mut text).map(|_| ())
        }
        ExportFormat::CaseJsonl => {
            let catalogue = built(stored)?;
            case_jsonl(&catalogue, &mut text).map(|_| ())
        }
    }
    .map_err(output)?;
    Ok((text, revision))
}

fn built(stored: StoredContent) -> Result<Catalogue, CommandError> {
    Catalogue::build(stored.content, stored.revision, stored.committed_at)
        .map_err(CommandError::InvalidCatalogue)
}
