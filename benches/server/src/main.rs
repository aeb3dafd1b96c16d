//! Measures the program as it ships, from outside: how soon a change is visible on another
//! process, how fast exports are handed out, and how long an import takes. Nothing fails on a
//! figure; each stands beside something simple from the same run.

mod bare;
mod database;
mod exports;
mod import;
mod propagation;
mod proxy;
mod report;
mod server;

use std::{error::Error, path::PathBuf};

use report::Report;

/// What the measurements need.
struct Setting {
    /// The program.
    binary: PathBuf,
    /// A server on which databases may be created.
    postgres: String,
    /// The index that is imported.
    atlas: PathBuf,
    /// How many changes are followed in each way.
    rounds: u32,
}

const USAGE: &str = "Usage: certgraph-bench BINARY POSTGRES_URL CERT_ATLAS_FILE REPORT [ROUNDS]";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (binary, postgres, atlas, file, rounds) = match &arguments[..] {
        [binary, postgres, atlas, file] => (binary, postgres, atlas, file, 60),
        [binary, postgres, atlas, file, rounds] => (binary, postgres, atlas, file, rounds.parse()?),
        _ => return Err(USAGE.into()),
    };
    let setting = Setting {
        binary: PathBuf::from(binary).canonicalize()?,
        postgres: postgres.clone(),
        atlas: PathBuf::from(atlas).canonicalize()?,
        rounds,
    };
    let mut report = Report::default();
    import::measure(&setting, &mut report).await?;
    exports::measure(&setting, &mut report).await?;
    propagation::measure(&setting, &mut report).await?;
    report.write(&PathBuf::from(file))?;
    Ok(())
}
