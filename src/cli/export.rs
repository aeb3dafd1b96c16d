//! `certgraph export`

use std::{fs, path::PathBuf};

use clap::{Args, ValueEnum};

use super::{CommandError, progress::during};
use crate::{
    app::open,
    config::DatabaseSettings,
    publish::{to_json, to_toml},
    terminal::say,
};

/// What to write, and where to.
#[derive(Args, Debug)]
pub(super) struct ExportArguments {
    /// The format; TOML can be imported again
    #[arg(long, value_enum, default_value = "toml")]
    format: ExportFormat,

    /// The file to write; standard output when absent
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    database: DatabaseSettings,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum ExportFormat {
    /// The format that people author
    Toml,
    /// One JSON document
    Json,
}

pub(super) async fn run(arguments: &ExportArguments) -> Result<(), CommandError> {
    let fault = |source| CommandError::Store {
        address: String::new(),
        source,
    };
    let store = open(&arguments.database).await.map_err(fault)?;
    let fault = |source| CommandError::Store {
        address: store.address(),
        source,
    };
    let stored = during("reading the catalogue", store.load())
        .await
        .map_err(fault)?;
    let text = match arguments.format {
        ExportFormat::Toml => to_toml(&stored.content),
        ExportFormat::Json => to_json(&stored.content),
    };
    match &arguments.output {
        None => say(text.trim_end()),
        Some(path) => {
            let fault = |source| CommandError::Output {
                path: path.clone(),
                source,
            };
            fs::write(path, text).map_err(fault)?;
            say(&format!(
                "{}: revision {} written",
                path.display(),
                stored.revision
            ));
        }
    }
    Ok(())
}
