//! `certgraph man`

use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_mangen::{Man, generate_to};

use super::{Arguments, CommandError};
use crate::stdio::print;

/// Options of `man`.
#[derive(Args, Debug)]
pub(super) struct ManArguments {
    /// Write the pages of all commands into this directory instead
    #[arg(long, value_name = "DIRECTORY")]
    directory: Option<PathBuf>,
}

pub(super) fn run(arguments: ManArguments) -> Result<(), CommandError> {
    let command = Arguments::command();
    if let Some(path) = arguments.directory {
        return generate_to(command, &path).map_err(|source| CommandError::Output { path, source });
    }
    let mut page = Vec::new();
    Man::new(command)
        .render(&mut page)
        .map_err(|source| CommandError::Output {
            path: PathBuf::from("-"),
            source,
        })?;
    print(String::from_utf8_lossy(&page).trim_end());
    Ok(())
}
