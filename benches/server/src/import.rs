//! How long the import of 1,606 exams takes, process start and all.

use std::{error::Error, time::Duration};

use crate::{
    Setting,
    database::Database,
    report::{Report, Samples},
    server::run,
};

/// How often it is imported into a new database.
const RUNS: usize = 5;

pub(crate) async fn measure(setting: &Setting, report: &mut Report) -> Result<(), Box<dyn Error>> {
    report.section("import of Cert Atlas, 1,606 exams, PostgreSQL")?;
    let file = setting.atlas.display().to_string();
    let import = ["import", "--format", "cert-atlas", &file];
    let (mut empty, mut full, mut again) = (vec![], vec![], vec![]);
    for _ in 0..RUNS {
        let database = Database::create(&setting.postgres).await?;
        run(setting, &database.url, &["migrate"]).await?;
        let dry: Vec<&str> = import.into_iter().chain(["--dry-run"]).collect();
        empty.push(milliseconds(run(setting, &database.url, &dry).await?));
        full.push(milliseconds(run(setting, &database.url, &import).await?));
        again.push(milliseconds(run(setting, &database.url, &import).await?));
        database.remove().await?;
    }
    let dry = Samples::new("--dry-run: read, map, check", "ms", empty);
    report.add(&dry, None)?;
    report.add(
        &Samples::new("into an empty catalogue", "ms", full),
        Some(&dry),
    )?;
    report.add(
        &Samples::new("again, nothing to change", "ms", again),
        Some(&dry),
    )?;
    Ok(())
}

/// Milliseconds with their fraction.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
