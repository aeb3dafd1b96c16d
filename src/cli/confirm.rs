//! `certgraph confirm`

use std::{fs, path::PathBuf};

use clap::Args;

use super::CommandError;
use crate::{
    app::system_clock,
    catalogue::{Day, SourceKey},
    publish::{Confirmation, ExamReference, FactReference, confirm, read_files},
    stdio::print,
};

/// Options of `confirm`.
#[derive(Args, Debug)]
pub(super) struct ConfirmArguments {
    /// The exam's code, such as AI-102 or microsoft/AI-102
    #[arg(value_name = "EXAM")]
    exam: ExamReference,

    /// The confirmed facts.
    #[arg(
        required = true,
        value_name = "FACT",
        help = "Confirmed facts, such as FEE; \"FEE=165.00 USD\" if several have the name; OUTLINE for the newest official blueprint"
    )]
    facts: Vec<FactReference>,

    /// Key of the source that was read; added to the sources of the fact
    #[arg(long, value_name = "KEY")]
    source: SourceKey,

    /// Day on which it was read
    #[arg(long, value_name = "DAY")]
    on: Day,

    /// Catalogue files or directories, edited in place
    #[arg(long, value_name = "PATH", default_value = "catalogue")]
    catalogue: PathBuf,
}

pub(super) fn run(arguments: &ConfirmArguments) -> Result<(), CommandError> {
    if arguments.on > system_clock().now().date_naive() {
        return Err(CommandError::CheckAhead(arguments.on));
    }
    let confirmation = Confirmation {
        exam: arguments.exam.clone(),
        facts: arguments.facts.clone(),
        source: arguments.source.clone(),
        on: arguments.on,
    };
    let confirmed = confirm(&read_files(&arguments.catalogue)?, &confirmation)?;
    for (path, text) in confirmed.files {
        fs::write(&path, text).map_err(|source| CommandError::Output { path, source })?;
    }
    for fact in confirmed.facts {
        let what = if fact.is_new {
            "checked"
        } else {
            "was checked"
        };
        let on = arguments.on;
        print(&format!("{}: {} {what} on {on}", fact.file, fact.fact));
    }
    Ok(())
}
