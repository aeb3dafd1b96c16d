//! `certgraph schema`

use clap::Args;

use super::CommandError;
use crate::{graphql, publish::file_schema, stdio::say};

/// Which schema to print.
#[derive(Args, Debug)]
pub(super) struct SchemaArguments {
    /// Print the JSON Schema of catalogue files instead of the GraphQL schema
    #[arg(long)]
    catalogue_files: bool,
}

#[expect(clippy::unnecessary_wraps, reason = "every command has the same shape")]
pub(super) fn run(arguments: &SchemaArguments) -> Result<(), CommandError> {
    let text = if arguments.catalogue_files {
        file_schema()
    } else {
        graphql::sdl()
    };
    say(text.trim_end());
    Ok(())
}
