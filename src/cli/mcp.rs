//! `certgraph mcp`

use clap::Args;

use super::{CommandError, catalogue_source::CatalogueSource};
use crate::app::serve_mcp;

/// Options of `mcp`.
#[derive(Args, Debug)]
#[command(
    after_help = "An assistant starts this command itself and ends it by closing its input. The catalogue is \
                  read once, at the start; days are always counted from today."
)]
pub(super) struct McpArguments {
    #[command(flatten)]
    source: CatalogueSource,
}

pub(super) async fn run(arguments: &McpArguments) -> Result<(), CommandError> {
    let catalogue = arguments.source.load().await?;
    Ok(serve_mcp(catalogue).await?)
}
