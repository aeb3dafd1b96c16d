//! Kills servers and the database during publications, and checks for losses.
//!
//! Writers publish pairs of vendors over HTTP, each change set under a key of its own, and go on
//! asking until it is acknowledged; some give up early, so that their change set may or may not
//! be there. A partner follows the change feed all the while. In the end everything acknowledged
//! must be there once, every pair whole, the log without gaps, and the partner's copy and a replay
//! of the whole log equal to the export, byte for byte. A receiver of webhooks must have got each change,
//! in order, although it loses some events itself.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test prints what it finds and ends at the first fault"
)]

mod partner;
mod processes;
mod random;
mod receiver;
mod writer;

use std::{
    collections::BTreeSet,
    env,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::time::{Instant, sleep, timeout};

use self::{
    partner::{Change, Partner},
    processes::{Database, Server},
    random::Random,
    receiver::Receiver,
    writer::{Outcome, Writer},
};

/// Writers at a time.
const WRITERS: usize = 8;

/// How long everything may take before it counts as stuck.
const LIMIT: Duration = Duration::from_mins(10);

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = env::args().collect();
    let [_, binary, database, publishes, seed] = arguments.as_slice() else {
        panic!("usage: certgraph-crash-test BINARY DATABASE_URL PUBLISHES SEED");
    };
    let publishes: usize = publishes.parse().expect("a number of publishes");
    let seed: u64 = seed.parse().expect("a seed");
    let run = run(binary, database, publishes, seed);
    timeout(LIMIT, run).await.expect("it ends in time");
}

async fn run(binary: &str, database_url: &str, publishes: usize, seed: u64) {
    let database = Database::new(database_url);
    let token = processes::editor_token(binary, database_url).await;
    let receiver = Receiver::start().await;
    processes::add_webhook(binary, database_url, &receiver.url).await;
    let server = Arc::new(Server::start(binary, database_url).await);
    let started = Instant::now();

    let next = Arc::new(AtomicUsize::new(0));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let author = Writer::new(&server.url, &token);
            let next = Arc::clone(&next);
            let mut random = Random::new(seed.wrapping_mul(1_000) + writer as u64);
            tokio::spawn(async move {
                let mut outcomes = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= publishes {
                        return outcomes;
                    }
                    let patient = random.below(5) != 0;
                    outcomes.push((number, author.publish(number, patient).await));
                }
            })
        })
        .collect();

    let done = Arc::new(AtomicBool::new(false));
    let follower = tokio::spawn(follow(server.url.clone(), Arc::clone(&done)));
    let killer = tokio::spawn(kill(
        Arc::clone(&server),
        database.clone(),
        Random::new(seed),
        Arc::clone(&done),
    ));

    let mut outcomes = Vec::new();
    for writer in writers {
        outcomes.extend(writer.await.unwrap());
    }
    done.store(true, Ordering::Relaxed);
    let (servers, databases) = killer.await.unwrap();
    let mut partner = follower.await.unwrap();
    let seconds = started.elapsed().as_secs_f64();

    server.until_ready().await;
    let race = Writer::new(&server.url, &token).race("race").await;
    assert_eq!(
        race,
        (1, 1),
        "of two writers one wins and the other gets a conflict"
    );
    let changes = replayed(&server.url, &mut partner).await;
    let count = check(&outcomes, &changes);
    let last = changes.last().map_or(0, |change| change.sequence);
    let told = receiver.check(last).await;
    println!(
        "{}: {publishes} publishes by {WRITERS} writers in {seconds:.1} s; servers killed {servers} \
         times, database {databases} times\n  \
         acknowledged {}, all there once; given up {}, of which there whole {}; halves 0\n  \
         change log: {} entries without gaps; replay = export, follower's copy = export; \
         race: 1 won, 1 got a conflict\n  \
         webhook: {} changes in {} events, each there in order; {} events came again",
        database.kind(),
        count.acknowledged,
        outcomes.len() - count.acknowledged,
        count.there_without_answer,
        changes.len(),
        told.changes,
        told.events,
        told.repeated,
    );
    assert!(
        count.acknowledged > 0 && servers + databases > 0,
        "something was tried"
    );
    server.stop().await;
}

/// Holds the follower's copy and a replay of the whole log against the export, and returns the log.
async fn replayed(url: &str, follower: &mut Partner) -> Vec<Change> {
    let mut newcomer = Partner::empty();
    let mut changes = Vec::new();
    // The server may still finish requests that writers have given up: check again.
    let export = loop {
        let export = partner::export(url).await;
        follower.follow_to_end(url).await;
        changes.extend(newcomer.follow_to_end(url).await);
        if follower.stands_at(&export) && newcomer.stands_at(&export) {
            break export;
        }
        sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(
        follower.export(&export),
        export,
        "the follower's copy is the export"
    );
    assert_eq!(
        newcomer.export(&export),
        export,
        "the whole log is the export"
    );
    let sequences: Vec<i64> = changes.iter().map(|change| change.sequence).collect();
    let expected: Vec<i64> = (1..).take(sequences.len()).collect();
    assert_eq!(sequences, expected, "the log has no gaps");
    changes
}

/// What became of the change sets.
#[derive(Default)]
struct Count {
    acknowledged: usize,
    there_without_answer: usize,
}

/// Compares the results that writers received with the log.
fn check(outcomes: &[(usize, Outcome)], changes: &[Change]) -> Count {
    let mut count = Count::default();
    let mut revisions = BTreeSet::new();
    for (number, outcome) in outcomes {
        let found: Vec<i64> = Writer::keys(&number.to_string())
            .iter()
            .flat_map(|key| changes.iter().filter(move |change| change.key == *key))
            .map(|change| change.revision)
            .collect();
        match (outcome, found.as_slice()) {
            (Outcome::Acknowledged(revision), [first, second]) => {
                assert_eq!((first, second), (revision, revision), "publish {number}");
                count.acknowledged += 1;
            }
            (Outcome::Unknown, []) => {}
            (Outcome::Unknown, [first, second]) if first == second => {
                count.there_without_answer += 1;
            }
            other => panic!("publish {number} is lost, halved or doubled: {other:?}"),
        }
        if let Some(revision) = found.first() {
            assert!(
                revisions.insert(*revision),
                "publish {number} has a revision of its own"
            );
        }
    }
    count
}

/// Follows the change feed until everything is published.
async fn follow(url: String, done: Arc<AtomicBool>) -> Partner {
    let mut partner = Partner::begin(&url).await;
    while !done.load(Ordering::Relaxed) {
        partner.follow_once(&url).await;
        sleep(Duration::from_millis(20)).await;
    }
    partner
}

/// Kills the server, or the database where that can be done, until everything is published.
/// Returns how often it killed which.
async fn kill(
    server: Arc<Server>,
    database: Database,
    mut random: Random,
    done: Arc<AtomicBool>,
) -> (u32, u32) {
    let (mut servers, mut databases) = (0, 0);
    while !done.load(Ordering::Relaxed) {
        sleep(Duration::from_millis(500 + random.below(2_500))).await;
        if database.can_be_killed() && random.below(2) == 0 {
            database.kill_and_start().await;
            databases += 1;
        } else {
            server.kill_and_start().await;
            servers += 1;
        }
    }
    (servers, databases)
}
