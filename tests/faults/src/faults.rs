//! One fault after the other: the database killed, restarted, frozen, cut off, full and the like.

use std::{path::PathBuf, time::Duration};

use sea_orm::{ConnectionTrait, TransactionTrait};
use tokio::time::{Instant, sleep};

use crate::{
    editor::{Editor, PublishOutcome, until_shown},
    link::Link,
    postgres::Postgres,
    readers::Readers,
    server::{Recipe, Server, panics},
};

/// The database and its only user.
const NAME: &str = "catalogue";

/// How long an editor may wait for an answer.
const ANSWER: Duration = Duration::from_secs(6);

/// Debug builds are several times slower than release builds.
const IS_SLOW: bool = cfg!(debug_assertions);

/// How long after a fault everything may take to be as before.
pub(crate) const RECOVERY: Duration = Duration::from_secs(if IS_SLOW { 6 } else { 3 });

/// How long after its database has come a server may take to be ready; it has to fill it first.
const COMING: Duration = Duration::from_secs(if IS_SLOW { 15 } else { 5 });

/// How long a change may take to be shown.
const SHOWN: Duration = Duration::from_secs(if IS_SLOW { 4 } else { 2 });

struct Site {
    postgres: Postgres,
    link: Link,
    server: Server,
    editor: Editor,
    readers: Readers,
    /// How long faults last.
    length: Duration,
    wrong: usize,
    read: usize,
}

pub(crate) async fn run(binary: &str, short: bool) {
    let postgres = Postgres::of_the_run();
    postgres.create(NAME).await;
    let link = Link::to(&postgres.place).await;
    let log = postgres.folder.with_file_name("certgraph.log");
    let url = Postgres::url(&link.address, NAME, NAME);
    let recipe = Recipe::new(binary, &url, log.clone());

    start_without_database(&postgres, &recipe).await;
    starts_that_end(&postgres, &recipe).await;

    let server = Server::start(recipe);
    server.until_ready().await;
    let editor = Editor::new(binary, &url, "fault-test").await;
    let readers = Readers::start(8, std::slice::from_ref(&server.url));
    let mut site = Site {
        postgres,
        link,
        server,
        editor,
        readers,
        length: Duration::from_secs(if short { 2 } else { 8 }),
        wrong: 0,
        read: 0,
    };
    // Memory settles within the first questions and the first reading of all tables, which a server
    // needs after an edit by SQL: what it takes beside the catalogue grows with the catalogue.
    sleep(Duration::from_secs(3)).await;
    site.change("warming up").await;
    site.bad_revision().await;
    site.readers.look();
    let (memory, files) = (site.server.memory(), site.server.files());

    site.killed().await;
    site.restarted().await;
    site.frozen().await;
    site.cut_off().await;
    site.out_of_connections().await;
    site.read_only().await;
    site.disk_full().await;
    site.locked().await;
    site.bad_revision().await;
    site.deaf().await;

    sleep(Duration::from_secs(1)).await;
    let grown = site.server.memory() - memory;
    let opened = i64::try_from(site.server.files()).unwrap() - i64::try_from(files).unwrap();
    let lost = site.editor.lost(&site.server.url).await;
    let acknowledged = site.editor.acknowledged.len();
    let rest = site.readers.stop().await;
    site.wrong += rest.wrong;
    site.read += rest.good;
    println!(
        "after all faults: {} answers read, {} wrong; {acknowledged} changes acknowledged, {lost} lost; \
         memory {:+.1} MiB, files {opened:+}, panics {}",
        site.read,
        site.wrong,
        grown as f64 / 1_024.0,
        panics(&log)
    );
    assert_eq!((site.wrong, lost, panics(&log)), (0, 0, 0));
    assert!(grown < 16 * 1_024 && opened <= 20, "nothing leaks");
    kill_server(site.server).await;
}

impl Site {
    /// Has a change published and seen, and prints how quickly.
    async fn change(&mut self, what: &str) {
        let urls = [self.server.url.clone()];
        let (revision, published) = self.editor.retry(&urls, Duration::from_secs(30)).await;
        let shown = until_shown(&urls[0], revision, Duration::from_secs(30)).await;
        println!("  {what}: change acknowledged after {published:.2?}, shown {shown:.2?} later");
        assert!(published <= RECOVERY && shown <= SHOWN, "{what}: too slow");
    }

    /// Applies a fault and records the responses that readers and editors receive.
    async fn during(&mut self, what: &str, writes_fail: bool) {
        let end = Instant::now() + self.length;
        let mut slowest = Duration::ZERO;
        let mut codes = Vec::new();
        loop {
            let (outcome, took) = self.editor.publish(&self.server.url).await;
            slowest = slowest.max(took);
            match outcome {
                PublishOutcome::Code(code) => codes.push(code),
                PublishOutcome::Revision(_) if !writes_fail => codes.push("published".into()),
                other => panic!("{what}: an editor gets {other:?}"),
            }
            if Instant::now() >= end {
                break;
            }
            sleep(Duration::from_millis(200)).await;
        }
        let staleness = self.server.figure("certgraph_staleness_seconds").await;
        let count = self.readers.look();
        codes.sort();
        let attempts = codes.len();
        codes.dedup();
        println!(
            "{what}: {} answers good, {} late, {} failed, {} wrong, slowest {:.0?}; staleness {staleness:.1} s; \
             {attempts} changes answered {codes:?}, slowest {slowest:.2?}",
            count.good, count.late, count.failed, count.wrong, count.slowest
        );
        self.read += count.good;
        self.wrong += count.wrong;
        assert_eq!(
            (count.late, count.failed, count.wrong),
            (0, 0, 0),
            "{what}: {:?}",
            count.examples
        );
        assert!(count.good > 0, "{what}: readers read");
        assert!(slowest <= ANSWER, "{what}: editors are answered");
        assert!(
            !writes_fail || codes == ["UNAVAILABLE"],
            "{what}: editors get UNAVAILABLE"
        );
    }

    async fn killed(&mut self) {
        self.postgres.kill().await;
        self.during("database killed", true).await;
        self.postgres.start().await;
        self.change("started again").await;
    }

    async fn restarted(&mut self) {
        self.postgres.stop().await;
        self.postgres.start().await;
        self.change("database restarted").await;
    }

    async fn frozen(&mut self) {
        self.postgres.signal("-STOP", true).await;
        self.during("database frozen", true).await;
        self.postgres.signal("-CONT", true).await;
        self.change("thawed").await;
    }

    async fn cut_off(&mut self) {
        self.link.freeze();
        self.during("network silent", true).await;
        self.link.heal();
        self.change("network back, old connections dead").await;
    }

    async fn out_of_connections(&mut self) {
        let limit = format!("ALTER DATABASE {NAME} CONNECTION LIMIT 0");
        self.postgres.run("postgres", &[&limit]).await;
        self.postgres.end_connections(NAME, "true").await;
        self.during("no connections left", true).await;
        let none = format!("ALTER DATABASE {NAME} CONNECTION LIMIT -1");
        self.postgres.run("postgres", &[&none]).await;
        self.change("connections again").await;
    }

    async fn read_only(&mut self) {
        let on = format!("ALTER DATABASE {NAME} SET default_transaction_read_only = on");
        self.postgres.run("postgres", &[&on]).await;
        self.postgres.end_connections(NAME, "true").await;
        self.during("database read-only", true).await;
        let off = format!("ALTER DATABASE {NAME} RESET default_transaction_read_only");
        self.postgres.run("postgres", &[&off]).await;
        self.postgres.end_connections(NAME, "true").await;
        self.change("writable again").await;
    }

    /// A full disk, as the database reports it: the private server has no disk of its own to fill.
    async fn disk_full(&mut self) {
        self.postgres
            .run(
                NAME,
                &[
                    "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS \
                     $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$",
                    "CREATE TRIGGER full_disk BEFORE INSERT ON change_log EXECUTE FUNCTION full_disk()",
                ],
            )
            .await;
        self.during("disk full", true).await;
        self.postgres
            .run(
                NAME,
                &[
                    "DROP TRIGGER full_disk ON change_log",
                    "DROP FUNCTION full_disk",
                ],
            )
            .await;
        self.change("room again").await;
    }

    async fn locked(&mut self) {
        let connection = self.postgres.connect(NAME).await;
        let transaction = connection.begin().await.expect("it begins");
        let lock = "LOCK TABLE revision IN ACCESS EXCLUSIVE MODE";
        transaction
            .execute_unprepared(lock)
            .await
            .expect("it is locked");
        self.during("table locked by somebody", true).await;
        transaction.rollback().await.expect("it ends");
        self.change("unlocked").await;
    }

    /// Somebody's bad SQL: the revision is refused, and the one before it served on.
    async fn bad_revision(&mut self) {
        let before = self.server.figure("certgraph_revision").await;
        self.postgres
            .run(
                NAME,
                &[
                    // A duration that is not known has no unit.
                    "CREATE TABLE kept AS SELECT id, unit FROM fact \
                     WHERE name = 'DURATION' AND unit IS NOT NULL",
                    "UPDATE fact SET unit = 'WEEKS' WHERE name = 'DURATION' AND unit IS NOT NULL",
                ],
            )
            .await;
        let started = Instant::now();
        while self.server.figure("certgraph_snapshot_rejected").await < 1.0 {
            assert!(started.elapsed() < SHOWN, "the revision is refused");
            sleep(Duration::from_millis(20)).await;
        }
        let refused = started.elapsed();
        sleep(self.length / 2).await;
        let count = self.readers.look();
        let after = self.server.figure("certgraph_revision").await;
        println!(
            "bad revision by SQL: refused after {refused:.2?}, revision {after} served on; {} answers good, {} failed, {} wrong",
            count.good, count.failed, count.wrong
        );
        assert_eq!((count.failed, count.wrong), (0, 0), "{:?}", count.examples);
        assert!((after - before).abs() < 0.5, "the good one is served on");
        self.read += count.good;
        self.postgres
            .run(
                NAME,
                &[
                    "UPDATE fact SET unit = kept.unit FROM kept WHERE kept.id = fact.id",
                    "DROP TABLE kept",
                ],
            )
            .await;
        self.change("mended").await;
        let refused = self.server.figure("certgraph_snapshot_rejected").await;
        assert!(refused < 0.5, "nothing is refused any more");
    }

    /// The connection that listens for announcements is lost, and nothing else.
    async fn deaf(&mut self) {
        self.postgres
            .end_connections(NAME, "query LIKE 'LISTEN%'")
            .await;
        self.postgres
            .run(
                NAME,
                &["UPDATE vendor SET name = 'By hand' WHERE slug = 'fault-0'"],
            )
            .await;
        let revision = self.server.figure("certgraph_revision").await as i64 + 1;
        let shown = until_shown(&self.server.url, revision, Duration::from_secs(30)).await;
        println!("listening lost: an edit by hand shown after {shown:.2?}");
        assert!(shown <= SHOWN, "a lost connection is noticed");
        sleep(Duration::from_millis(500)).await;
    }
}

/// The server is killed without a warning, and started again.
async fn kill_server(server: Server) {
    let recipe = server.kill().await;
    let started = Instant::now();
    let server = Server::start(recipe);
    server.until_ready().await;
    println!(
        "server killed: ready again {:.2?} after its start",
        started.elapsed()
    );
    server.kill().await;
}

/// The server comes before its database.
async fn start_without_database(postgres: &Postgres, recipe: &Recipe) {
    postgres.stop().await;
    let started = Instant::now();
    let server = Server::start(recipe.clone());
    server.until("/livez", 200, Duration::from_secs(5)).await;
    let listens = started.elapsed();
    assert_eq!(server.status("/readyz").await, Some(503));
    sleep(Duration::from_secs(2)).await;
    assert_eq!(
        (
            server.status("/livez").await,
            server.status("/readyz").await
        ),
        (Some(200), Some(503))
    );
    postgres.start().await;
    let ready = server.until_ready().await;
    println!(
        "start without database: alive after {listens:.2?}, ready {ready:.2?} after the database came"
    );
    assert!(listens < Duration::from_secs(3) && ready < COMING);
    server.kill().await;
}

/// Starts that waiting would not help: they end with one line and a code.
async fn starts_that_end(postgres: &Postgres, recipe: &Recipe) {
    let stranger = Postgres::url(&postgres.place, "stranger", NAME);
    ends(recipe, "unknown user", &stranger, &[], "DATABASE_REFUSED").await;
    let nowhere = Postgres::url(&crate::server::free_address(), NAME, NAME);
    ends(
        recipe,
        "--require-database",
        &nowhere,
        &["--require-database"],
        "DATABASE_UNREACHABLE",
    )
    .await;
    let url = &recipe.database_url;
    postgres
        .run(NAME, &["INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29991231_000001_future', 0)"])
        .await;
    ends(recipe, "schema too new", url, &[], "SCHEMA_AHEAD").await;
    postgres
        .run(
            NAME,
            &["DELETE FROM seaql_migrations WHERE version LIKE 'm2999%'"],
        )
        .await;
    postgres.create("empty").await;
    let empty = Postgres::url(&postgres.place, "empty", "empty");
    ends(
        recipe,
        "schema too old",
        &empty,
        &["--migrate", "false"],
        "SCHEMA_BEHIND",
    )
    .await;
}

async fn ends(recipe: &Recipe, what: &str, url: &str, arguments: &[&str], code: &str) {
    let log = recipe.log.with_file_name("refused.log");
    let _ = std::fs::remove_file(&log);
    let recipe = Recipe {
        database_url: url.to_owned(),
        log: PathBuf::from(&log),
        ..recipe.clone()
    };
    let started = Instant::now();
    let status = recipe
        .command()
        .args(arguments)
        .status()
        .await
        .expect("it runs");
    let took = started.elapsed();
    let text = std::fs::read_to_string(&log).expect("it says why");
    let lines: Vec<_> = text
        .lines()
        .filter(|line| line.starts_with("error["))
        .collect();
    println!(
        "{what}: ends with {} after {took:.2?}: {lines:?}",
        status.code().unwrap_or(-1)
    );
    assert_eq!((status.code(), lines.len()), (Some(1), 1), "{text}");
    assert!(
        lines[0].contains(code) && took < Duration::from_secs(5),
        "{text}"
    );
    assert_eq!(panics(&log), 0);
}
