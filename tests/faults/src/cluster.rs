//! Three servers over a primary and its standby: one server is killed, then the standby, then the
//! primary.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use crate::{
    editor::{Editor, PublishOutcome, until_shown},
    faults::RECOVERY,
    link::Link,
    postgres::Postgres,
    readers::{Count, Readers},
    server::{Recipe, Server, panics},
};

/// The database and its only user.
const NAME: &str = "cluster";

const SERVERS: usize = 3;

pub(crate) async fn run(binary: &str) {
    let primary = Postgres::of_the_run();
    primary.create(NAME).await;
    let standby = primary.standby().await;
    // What a cluster has in front of its database: one address that leads to the primary.
    let front = Link::to(&primary.place).await;
    let log = primary.folder.with_file_name("certgraph.log");
    let url = Postgres::url(&front.address, NAME, NAME);
    let recipe = || Recipe {
        read_url: Some(Postgres::url(&standby.place, NAME, NAME)),
        ..Recipe::new(binary, &url, log.clone())
    };
    let mut servers = Vec::new();
    for _ in 0..SERVERS {
        let server = Server::start(recipe());
        server.until_ready().await;
        servers.push(server);
    }
    let urls: Vec<String> = servers.iter().map(|server| server.url.clone()).collect();
    let mut editor = Editor::new(binary, &url, "cluster-test").await;
    let readers = Readers::start(6, &urls);

    let mut slowest = Duration::ZERO;
    for _ in 0..10 {
        let (revision, _) = editor.retry(&urls, Duration::from_secs(10)).await;
        for url in &urls {
            slowest = slowest.max(until_shown(url, revision, Duration::from_secs(10)).await);
        }
    }
    report("all well: 10 changes", &readers.look());
    println!("  a change is shown by all servers {slowest:.2?} after its answer at the latest");

    let victim = servers.remove(0);
    let recipe = victim.kill().await;
    let rest = &urls[1..];
    for _ in 0..5 {
        editor.retry(rest, Duration::from_secs(10)).await;
    }
    let started = Instant::now();
    let again = Server::start(recipe);
    again.until_ready().await;
    let ready = started.elapsed();
    servers.insert(0, again);
    report(
        "one server killed: 5 changes by the others",
        &readers.look(),
    );
    println!("  ready again {ready:.2?} after its start");

    without_standby(&primary, &standby, &mut editor, &urls).await;
    report(
        "standby killed: 5 changes loaded from the primary",
        &readers.look(),
    );

    primary.kill().await;
    front.lead(None);
    let killed = Instant::now();
    let (outcome, took) = editor.publish(&urls[1]).await;
    assert!(
        matches!(&outcome, PublishOutcome::Code(code) if code == "UNAVAILABLE"),
        "{outcome:?}"
    );
    println!("primary killed: an editor gets UNAVAILABLE after {took:.2?}");
    standby.promote().await;
    front.lead(Some(&standby.place));
    let promoted = killed.elapsed();
    let (revision, _) = editor.retry(&urls, Duration::from_secs(30)).await;
    let writable = killed.elapsed();
    let mut shown = Duration::ZERO;
    for url in &urls {
        shown = shown.max(until_shown(url, revision, Duration::from_secs(30)).await);
    }
    report("primary killed, standby promoted", &readers.look());
    println!(
        "  promoted after {promoted:.2?}, a change acknowledged {:.2?} after that, shown by all servers {shown:.2?} later",
        writable.saturating_sub(promoted)
    );
    assert!(
        writable.saturating_sub(promoted) < RECOVERY,
        "writes come back"
    );
    for _ in 0..5 {
        editor.retry(&urls, Duration::from_secs(10)).await;
    }
    let mut lost = 0;
    let (newest, _) = editor.retry(&urls, Duration::from_secs(10)).await;
    for url in &urls {
        until_shown(url, newest, Duration::from_secs(10)).await;
        lost += editor.lost(url).await;
    }
    sleep(Duration::from_millis(200)).await;
    let count = readers.stop().await;
    report("in the end", &count);
    println!(
        "{} changes acknowledged, {lost} lost on any server; panics {}",
        editor.acknowledged.len(),
        panics(&log)
    );
    assert_eq!((lost, panics(&log)), (0, 0));
    drop(servers);
    standby.shut_down().await;
}

/// Kills the standby, from which the servers load, and has it come back in the end.
async fn without_standby(
    primary: &Postgres,
    standby: &Postgres,
    editor: &mut Editor,
    urls: &[String],
) {
    // What watches a cluster does this first; otherwise commits would wait for the standby.
    primary.wait_for_standby(false).await;
    standby.kill().await;
    let mut slowest = Duration::ZERO;
    for _ in 0..5 {
        let (revision, _) = editor.retry(urls, Duration::from_secs(10)).await;
        for url in urls {
            slowest = slowest.max(until_shown(url, revision, Duration::from_secs(10)).await);
        }
    }
    println!("without the standby: a change is shown by all servers {slowest:.2?} later at most");
    standby.follow().await;
    primary.wait_for_standby(true).await;
    // It is acknowledged once the standby has it.
    let (revision, took) = editor.retry(urls, Duration::from_secs(30)).await;
    for url in urls {
        until_shown(url, revision, Duration::from_secs(10)).await;
    }
    println!("with the standby again: a change is acknowledged after {took:.2?}");
}

fn report(what: &str, count: &Count) {
    println!(
        "{what}: {} answers good, {} late, {} failed, {} wrong, slowest {:.0?}",
        count.good, count.late, count.failed, count.wrong, count.slowest
    );
    assert_eq!(
        (count.failed, count.wrong),
        (0, 0),
        "{what}: {:?}",
        count.examples
    );
}
