//! How soon a change that one process commits is visible on another over the same PostgreSQL.

use std::{
    error::Error,
    fs,
    time::{Duration, Instant},
};

use sqlx::postgres::PgListener;
use tokio::time::sleep;

use crate::{
    Setting,
    database::Database,
    import::milliseconds,
    proxy::{Proxy, host_of},
    report::{Report, Samples},
    server::{Server, run},
};

/// The channel of revision notifications.
const CHANNEL: &str = "certgraph_revision";

/// How long a change may take before the measurement is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Polling interval of the other process.
const LOOK: Duration = Duration::from_millis(1);

/// What each round of a way took, in milliseconds.
#[derive(Default)]
struct Rounds {
    since_commit: Vec<f64>,
    since_start: Vec<f64>,
}

pub(crate) async fn measure(setting: &Setting, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let database = Database::create(&setting.postgres).await?;
    run(setting, &database.url, &["migrate"]).await?;
    report
        .section("change propagation, import by one process to visible on another, PostgreSQL")?;
    let server = Server::start(setting, &database.url).await?;
    let mut trips = Vec::new();
    for _ in 0..200 {
        let begin = Instant::now();
        seen(&server).await?;
        trips.push(milliseconds(begin.elapsed()));
    }
    let trip = Samples::new("one question over HTTP", "ms", trips);
    report.add(&trip, None)?;
    let notified = follow(setting, &database.url, &server, "notified", Duration::ZERO).await?;
    server.stop().await?;

    let (host, _) = host_of(&database.url).ok_or("the URL names no host")?;
    let proxy = Proxy::start(host).await?;
    let behind = proxy.url(&database.url).ok_or("the URL names no host")?;
    let server = Server::start(setting, &behind).await?;
    // Spread commits over the server's polling interval.
    let spread = Duration::from_secs(1);
    let asked = follow(setting, &database.url, &server, "asked", spread).await?;
    server.stop().await?;

    for (way, rounds) in [("LISTEN", notified), ("polling alone", asked)] {
        for (since, times) in [
            ("a bare listener heard the commit", rounds.since_commit),
            ("the import was started", rounds.since_start),
        ] {
            let samples = Samples::new(format!("{way}: since {since}"), "ms", times);
            report.add(&samples, Some(&trip))?;
        }
    }
    database.remove().await
}

/// Commits change after change by `certgraph import` and waits for each on the server.
async fn follow(
    setting: &Setting,
    url: &str,
    server: &Server,
    way: &str,
    spread: Duration,
) -> Result<Rounds, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("change.toml");
    let path = file.display().to_string();
    let mut listener = PgListener::connect(url).await?;
    listener.listen(CHANNEL).await?;
    let mut rounds = Rounds::default();
    for round in 0..setting.rounds {
        // Steps of the golden ratio fall evenly over the spread.
        sleep(spread.mul_f64((f64::from(round) * 0.618_034).fract())).await;
        let name = format!("{way} {round}");
        let change = format!("[[vendor]]\nslug = \"bench\"\nname = \"{name}\"\n");
        fs::write(&file, change)?;
        let begin = Instant::now();
        let commit = async {
            listener.recv().await?;
            Ok::<_, Box<dyn Error>>(Instant::now())
        };
        let visible = async {
            while seen(server).await? != name {
                if begin.elapsed() > PATIENCE {
                    return Err(format!("{name} is not visible").into());
                }
                sleep(LOOK).await;
            }
            Ok::<_, Box<dyn Error>>(Instant::now())
        };
        let import = ["import", &path];
        let (committed, visible, done) = tokio::join!(commit, visible, run(setting, url, &import));
        done?;
        let visible = visible?;
        rounds
            .since_commit
            .push(milliseconds(visible.saturating_duration_since(committed?)));
        rounds.since_start.push(milliseconds(visible - begin));
    }
    Ok(rounds)
}

/// The name that the server tells for the vendor that is changed.
async fn seen(server: &Server) -> Result<String, Box<dyn Error>> {
    let data = server.ask("{ vendor(slug: \"bench\") { name } }").await?;
    let name = data["vendor"]["name"].as_str();
    Ok(name.unwrap_or_default().to_owned())
}
