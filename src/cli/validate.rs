//! `certgraph validate`

use std::path::PathBuf;

use clap::Args;

use super::CommandError;
use crate::{
    publish::{parse, read_files},
    stdio::print,
};

/// Options of `validate`.
#[derive(Args, Debug)]
pub(super) struct ValidateArguments {
    /// Catalogue files or directories that make up a whole catalogue
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

pub(super) fn run(arguments: &ValidateArguments) -> Result<(), CommandError> {
    let mut files = Vec::new();
    for path in &arguments.paths {
        files.extend(read_files(path)?);
    }
    let count = files.len();
    let content = parse(files)?.validate()?;
    print(&format!(
        "{count} files are valid: {} exams, {} certifications, {} roles, {} sources",
        content.exams.len(),
        content.certifications.len(),
        content.roles.len(),
        content.sources.len(),
    ));
    Ok(())
}
