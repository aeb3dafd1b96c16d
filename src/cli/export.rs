//! `certgraph export`

use std::{
    fs::File,
    io::{self, BufWriter, Write},
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
    let written = Box::pin(during("writing the catalogue", write(arguments, &store))).await?;
    if let Some(path) = &arguments.output {
        print(&format!("{}: revision {written} written", path.display()));
    }
    Ok(())
}

/// Writes the export and returns its revision.
async fn write(arguments: &ExportArguments, store: &Store) -> Result<Revision, CommandError> {
    let fault = |source| CommandError::Store {
        address: store.address(),
        source,
    };
    let output = |source| CommandError::Output {
        path: arguments.output.clone().unwrap_or_else(|| "-".into()),
        source,
    };
    let mut sink: Box<dyn Write> = match &arguments.output {
        Some(path) => Box::new(BufWriter::new(File::create(path).map_err(output)?)),
        None => Box::new(BufWriter::new(io::stdout())),
    };
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
    match arguments.format {
        ExportFormat::Toml => sink.write_all(to_toml(&stored.content).as_bytes()),
        ExportFormat::Json => sink.write_all(to_json(&stored.content).as_bytes()),
        ExportFormat::CatalogueJsonl => {
            let lines = CatalogueLines::new(store, stored.log_head).await;
            let mut lines = lines.map_err(fault)?;
            while let Some(text) = lines.next().await.map_err(fault)? {
                sink.write_all(text.as_bytes()).map_err(output)?;
            }
            Ok(())
        }
        ExportFormat::DomainWeightsCsv => {
            let catalogue = built(stored)?;
            domain_weights_csv(&catalogue, &mut sink).map(|_| ())
        }
        ExportFormat::DomainWeightsJsonl => {
            let catalogue = built(stored)?;
            domain_weights_jsonl(&catalogue, &mut sink).map(|_| ())
        }
        ExportFormat::CtdlJsonld => {
            let catalogue = built(stored)?;
            ctdl_jsonld(&catalogue, &mut sink).map(|_| ())
        }
        ExportFormat::CaseJsonl => {
            let catalogue = built(stored)?;
            case_jsonl(&catalogue, &mut sink).map(|_| ())
        }
    }
    .and_then(|()| sink.flush())
    .map_err(output)?;
    Ok(revision)
}

fn built(stored: StoredContent) -> Result<Catalogue, CommandError> {
    Catalogue::build(stored.content, stored.revision, stored.committed_at)
        .map_err(CommandError::InvalidCatalogue)
}
