//! `certgraph keys`

use std::{fs, path::PathBuf};

use clap::Args;

use super::{CommandError, Completion};
use crate::{
    publish::{assign_objective_keys, read_files},
    stdio::print,
};

/// Options of `keys`.
#[derive(Args, Debug)]
pub(super) struct KeysArguments {
    /// Catalogue files or directories that make up a whole catalogue, edited in place
    #[arg(value_name = "PATH", default_value = "catalogue")]
    paths: Vec<PathBuf>,

    /// Write nothing; exit with 1 if an objective has no key
    #[arg(long)]
    check: bool,
}

pub(super) fn run(arguments: &KeysArguments) -> Result<Completion, CommandError> {
    let mut files = Vec::new();
    for path in &arguments.paths {
        files.extend(read_files(path)?);
    }
    let assigned = assign_objective_keys(&files)?;
    let known = assigned.keys.iter().filter(|key| key.is_known).count();
    for key in &assigned.keys {
        let origin = if key.is_known { "kept" } else { "new" };
        print(&format!(
            "{}: {}: {} ({origin}) \"{}\"",
            key.file, key.blueprint, key.key, key.title
        ));
    }
    let count = assigned.keys.len();
    if arguments.check {
        print(&format!("{count} objectives have no key"));
        return Ok(if count == 0 {
            Completion::Done
        } else {
            Completion::Unkeyed
        });
    }
    for (path, text) in assigned.files {
        fs::write(&path, text).map_err(|source| CommandError::Output { path, source })?;
    }
    let new = count - known;
    print(&format!(
        "{count} keys assigned: {new} new, {known} of other versions"
    ));
    Ok(Completion::Done)
}
