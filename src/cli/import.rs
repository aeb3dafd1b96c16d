//! `certgraph import`

use std::path::PathBuf;

use clap::Args;

use super::{CommandError, progress::during};
use crate::{
    app::{open, system_clock},
    config::DatabaseSettings,
    publish::{self, ImportMode, parse, read_files},
    store::SchemaStatus,
    terminal::say,
};

/// What to import, and where to.
#[derive(Args, Debug)]
pub(super) struct ImportArguments {
    /// Catalogue files, or folders that hold them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

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

pub(super) async fn run(arguments: &ImportArguments) -> Result<(), CommandError> {
    let mut files = Vec::new();
    for path in &arguments.paths {
        files.extend(read_files(path)?);
    }
    let parsed = parse(files)?;
    let fault = |source| CommandError::Store {
        address: String::new(),
        source,
    };
    let store = open(&arguments.database).await.map_err(fault)?;
    let address = store.address();
    let fault = |source| CommandError::Store {
        address: address.clone(),
        source,
    };
    if !arguments.dry_run && store.schema_status().await.map_err(fault)? == SchemaStatus::Empty {
        store.migrate().await.map_err(fault)?;
    }
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
        .map_err(|error| CommandError::of_import(address.clone(), error))?;
    let counts = report.counts;
    let changes = format!(
        "{} added, {} changed, {} removed",
        counts.added, counts.changed, counts.removed
    );
    if arguments.dry_run {
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
    Ok(())
}
