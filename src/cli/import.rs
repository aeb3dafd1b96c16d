//! `certgraph import`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{CommandError, progress::during};
use crate::{
    app::{open, system_clock},
    config::DatabaseSettings,
    publish::{
        self, ImportMode, ImportReport,
        cert_atlas::{AtlasReport, import_cert_atlas, read_cert_atlas},
        parse, read_files,
    },
    store::{SchemaStatus, Store},
    terminal::say,
};

/// What to import, and where to.
#[derive(Args, Debug)]
pub(super) struct ImportArguments {
    /// Catalogue files, or folders that hold them; one JSON file, gzipped or not, with cert-atlas
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// What the files are written in
    #[arg(long, value_enum, default_value = "toml")]
    format: ImportFormat,

    /// Check and count everything, but write nothing
    #[arg(long)]
    dry_run: bool,

    /// Also remove stored records that the files do not name: the catalogue becomes what they say
    #[arg(long)]
    replace: bool,

    /// Who makes the change, for the change log
    #[arg(long, value_name = "NAME", default_value = "cli")]
    actor: String,

    #[command(flatten)]
    database: DatabaseSettings,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum ImportFormat {
    /// The format that people author; replaces the records that the files name
    Toml,
    /// The open index of certification exams: laid beside what the catalogue knows, never over it
    CertAtlas,
}

pub(super) async fn run(arguments: &ImportArguments) -> Result<(), CommandError> {
    match arguments.format {
        ImportFormat::Toml => run_toml(arguments).await,
        ImportFormat::CertAtlas => run_cert_atlas(arguments).await,
    }
}

async fn run_toml(arguments: &ImportArguments) -> Result<(), CommandError> {
    let mut files = Vec::new();
    for path in &arguments.paths {
        files.extend(read_files(path)?);
    }
    let parsed = parse(files)?;
    let store = prepared(arguments).await?;
    let mode = if arguments.replace {
        ImportMode::Replace
    } else {
        ImportMode::Merge
    };
    let work = publish::import(
        &store,
        &parsed,
        mode,
        &arguments.actor,
        system_clock().now(),
        arguments.dry_run,
    );
    let report = during("importing", work)
        .await
        .map_err(|error| CommandError::of_import(store.address(), error))?;
    tell(&store, report, arguments.dry_run);
    Ok(())
}

async fn run_cert_atlas(arguments: &ImportArguments) -> Result<(), CommandError> {
    let ([path], false) = (&arguments.paths[..], arguments.replace) else {
        return Err(CommandError::OneIndex);
    };
    let file = read_cert_atlas(path)?;
    let store = prepared(arguments).await?;
    let work = import_cert_atlas(
        &store,
        &file,
        &arguments.actor,
        system_clock().now(),
        arguments.dry_run,
    );
    let report = during("importing", work)
        .await
        .map_err(|error| CommandError::of_import(store.address(), error))?;
    tell(&store, report.import, arguments.dry_run);
    say(&summary(&report));
    Ok(())
}

/// The database, with its tables unless nothing is to be written.
async fn prepared(arguments: &ImportArguments) -> Result<Store, CommandError> {
    let fault = |source| CommandError::Store {
        address: String::new(),
        source,
    };
    let store = open(&arguments.database).await.map_err(fault)?;
    let fault = |source| CommandError::Store {
        address: store.address(),
        source,
    };
    if !arguments.dry_run && store.schema_status().await.map_err(fault)? == SchemaStatus::Empty {
        store.migrate().await.map_err(fault)?;
    }
    Ok(store)
}

fn tell(store: &Store, report: ImportReport, dry_run: bool) {
    let address = store.address();
    let counts = report.counts;
    let changes = format!(
        "{} added, {} changed, {} removed",
        counts.added, counts.changed, counts.removed
    );
    if dry_run {
        say(&format!(
            "{address}: would be {changes}; nothing was written"
        ));
    } else if counts.is_empty() {
        say(&format!(
            "{address}: nothing to change, still revision {}",
            report.revision
        ));
    } else {
        say(&format!(
            "{address}: {changes}; now revision {}",
            report.revision
        ));
    }
}

/// How many entries went where, and what was made of the oddities of the index.
fn summary(report: &AtlasReport) -> String {
    let left_out = report.findings.left_out();
    let mut lines = vec![format!(
        "Cert Atlas of {}: {} entries, {} left out, {} of exams that only it describes",
        report.as_of,
        report.entries,
        left_out,
        report.alone(),
    )];
    for (finding, keys) in report.findings.iter() {
        let examples = keys.iter().take(3).map(String::as_str);
        let examples: Vec<&str> = examples.collect();
        let more = if keys.len() > examples.len() {
            ", …"
        } else {
            ""
        };
        let action = if finding.leaves_out() {
            "left out: "
        } else {
            ""
        };
        lines.push(format!(
            "{:>6} {action}{} ({}{more})",
            keys.len(),
            finding.meaning(),
            examples.join(", "),
        ));
    }
    lines.join("\n")
}
