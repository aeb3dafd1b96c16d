//! Measures the release binary from outside: the delay until a change is visible in another
//! process, the throughput of exports, the duration of an import, and the request rate. No figure
//! is a failure; each is next to a baseline of the same run.

mod bare;
mod database;
mod exports;
mod import;
mod load;
mod propagation;
mod proxy;
mod report;
mod server;

use std::{
    error::Error,
    num::NonZero,
    path::{Path, PathBuf},
    thread,
};

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
    /// The processor cores that servers run on, as `taskset` has them; `None` for all.
    cores: Option<String>,
}

const USAGE: &str =
    "Usage: certgraph-bench sync BINARY POSTGRES_URL CERT_ATLAS_FILE REPORT [ROUNDS]
       certgraph-bench load BINARY CERT_ATLAS_FILE REPORT CORES|- full|quick [WORKLOAD|growth]
       certgraph-bench fixed PORT DIRECTORY";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["fixed", port, directory] => {
            let workers = thread::available_parallelism().map_or(1, NonZero::get);
            load::fixed::serve(port.parse()?, workers, Path::new(directory))?;
            Ok(())
        }
        [
            "load",
            binary,
            atlas,
            file,
            cores,
            effort @ ("full" | "quick"),
            rest @ ..,
        ] => {
            let setting = Setting {
                binary: PathBuf::from(binary).canonicalize()?,
                postgres: String::new(),
                atlas: PathBuf::from(atlas).canonicalize()?,
                rounds: 0,
                cores: (*cores != "-").then(|| (*cores).to_owned()),
            };
            let effort = match *effort {
                "quick" => load::Effort::QUICK,
                _ => load::Effort::FULL,
            };
            // One thread, so that the load comes from one core wherever that is.
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                // It never sleeps under load: see `stay_awake`. So it looks for answers often.
                .event_interval(4)
                .build()?;
            runtime.block_on(load::measure(
                &setting,
                Path::new(file),
                effort,
                rest.first().copied(),
            ))
        }
        ["sync", binary, postgres, atlas, file, rounds @ ..] => {
            let rounds = match rounds {
                [] => 60,
                [rounds] => rounds.parse()?,
                _ => return Err(USAGE.into()),
            };
            let setting = Setting {
                binary: PathBuf::from(binary).canonicalize()?,
                postgres: (*postgres).to_owned(),
                atlas: PathBuf::from(atlas).canonicalize()?,
                rounds,
                cores: None,
            };
            tokio::runtime::Runtime::new()?.block_on(in_sync(&setting, Path::new(file)))
        }
        _ => Err(USAGE.into()),
    }
}

async fn in_sync(setting: &Setting, file: &Path) -> Result<(), Box<dyn Error>> {
    let mut report = Report::default();
    import::measure(setting, &mut report).await?;
    exports::measure(setting, &mut report).await?;
    propagation::measure(setting, &mut report).await?;
    report.write(file)?;
    Ok(())
}
