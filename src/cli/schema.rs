//! `certgraph schema`

use clap::Args;

use super::CommandError;
use crate::{graphql, publish::file_schema, stdio::print};

/// Options of `schema`.
#[derive(Args, Debug)]
pub(super) struct SchemaArguments {
    /// Print the JSON Schema of catalogue files instead of the GraphQL schema
    #[arg(long)]
    catalogue_files: bool,

    /// Print the schema of the subgraph, with its keys, for composition of a federated graph
    #[arg(long, conflicts_with = "catalogue_files")]
    federation: bool,
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every command has the same signature"
)]
pub(super) fn run(arguments: &SchemaArguments) -> Result<(), CommandError> {
    let text = if arguments.catalogue_files {
        file_schema()
    } else if arguments.federation {
        graphql::subgraph_sdl()
    } else {
        graphql::sdl()
    };
    print(text.trim_end());
    Ok(())
}
