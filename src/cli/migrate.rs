//! `certgraph migrate`

use clap::Args;

use super::{CommandError, progress::during};
use crate::{app::open, config::DatabaseSettings, stdio::print};

/// Options of `migrate`.
#[derive(Args, Debug)]
pub(super) struct MigrateArguments {
    #[command(flatten)]
    database: DatabaseSettings,
}

pub(super) async fn run(arguments: &MigrateArguments) -> Result<(), CommandError> {
    let fault = |address: &str| {
        let address = address.to_owned();
        move |source| CommandError::Store { address, source }
    };
    let store = open(&arguments.database).await.map_err(fault(""))?;
    let address = store.address();
    let applied = during("migrating the database", store.migrate())
        .await
        .map_err(fault(&address))?;
    match applied.len() {
        0 => print(&format!("{address}: the schema is up to date")),
        1 => print(&format!("{address}: 1 migration applied")),
        count => print(&format!("{address}: {count} migrations applied")),
    }
    Ok(())
}
