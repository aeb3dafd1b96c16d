//! Saturation for a long time, with changes published and clients killed all the while.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, timeout},
};

use crate::{
    editor::Editor,
    postgres::Postgres,
    server::{Recipe, Server, panics},
};

/// Clients that ask all the while.
const CLIENTS: usize = 24;

pub(crate) async fn run(binary: &str, time: Duration) {
    let postgres = Postgres::of_the_run();
    postgres.create("soak").await;
    let url = Postgres::url(&postgres.place, "soak", "soak");
    let log = postgres.folder.with_file_name("certgraph.log");
    let server = Server::start(Recipe::new(binary, &url, log.clone()));
    server.until_ready().await;
    let mut editor = Editor::new(binary, &url, "soak").await;

    let done = Arc::new(AtomicBool::new(false));
    let answered = Arc::new(AtomicUsize::new(0));
    let number = Arc::new(AtomicUsize::new(0));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (url, done) = (server.url.clone(), Arc::clone(&done));
            tokio::spawn(ask(url, done, Arc::clone(&answered), Arc::clone(&number)))
        })
        .collect();
    let killers: Vec<_> = (0..2)
        .map(|_| {
            let (address, done) = (server.recipe.listen.clone(), Arc::clone(&done));
            tokio::spawn(leave(address, done, Arc::clone(&number)))
        })
        .collect();

    let started = Instant::now();
    let urls = [server.url.clone()];
    let mut memory = Vec::new();
    let mut slowest = Duration::ZERO;
    // Caches fill and the allocator settles in the first part.
    let settling = time / 5;
    while started.elapsed() < time {
        let (_, took) = editor.retry(&urls, Duration::from_mins(1)).await;
        slowest = slowest.max(took);
        sleep(Duration::from_secs(2).min(time / 10)).await;
        if started.elapsed() > settling {
            memory.push(server.memory());
        }
    }
    done.store(true, Ordering::Relaxed);
    let mut faults = Vec::new();
    for client in clients {
        faults.extend(client.await.expect("clients do not fail"));
    }
    let mut departed = 0;
    for killer in killers {
        departed += killer.await.expect("killers do not fail");
    }
    let third = memory.len().div_ceil(3);
    let average =
        |part: &[i64]| part.iter().sum::<i64>() as f64 / part.len().max(1) as f64 / 1_024.0;
    let (first, last) = (
        average(&memory[..third]),
        average(&memory[memory.len() - third..]),
    );
    let growth = (last / first - 1.0) * 100.0;
    let answers = answered.load(Ordering::Relaxed);
    let failed = faults.len();
    let seconds = started.elapsed().as_secs_f64();
    let missing = editor.lost(&server.url).await;
    println!(
        "soak of {seconds:.0} s: {answers} answers ({:.0} a second), {failed} failed, {departed} clients killed, \
         {} changes published after {slowest:.1?} at most, {missing} lost; memory {first:.1} MiB in the first third, {last:.1} in the last ({growth:+.1} %), \
         highest {:.1}; panics {}",
        answers as f64 / seconds,
        editor.acknowledged.len(),
        memory.iter().max().copied().unwrap_or_default() as f64 / 1_024.0,
        panics(&log)
    );
    assert_eq!((failed, missing, panics(&log)), (0, 0, 0), "{faults:?}");
    assert!(growth < 5.0, "memory grows");
    server.kill().await;
}

/// Documents of all kinds; each number gives another one, so that most are executed.
fn document(number: usize) -> String {
    match number % 6 {
        0 => String::from("{ exams(first: 20) { nodes { code title lifecycle { state } } } }"),
        1 => format!(
            "{{ a{number}: exam(code: \"AZ-104\") {{ code title blueprints {{ domains {{ title }} }} }} }}"
        ),
        2 => format!(
            "{{ a{number}: recommendedPaths(role: \"azure-ai-engineer\") {{ __typename }} }}"
        ),
        3 => format!(
            "{{ search(text: \"azure {}\") {{ totalCount }} }}",
            number % 1_000
        ),
        4 => format!("{{ a{number}: exams(first: 100) {{ nodes {{ code facts {{ name }} }} }} }}"),
        _ => format!("{{ a{number}: unknown }}"),
    }
}

/// Sends requests until stopped. Returns the errors.
async fn ask(
    url: String,
    done: Arc<AtomicBool>,
    answered: Arc<AtomicUsize>,
    number: Arc<AtomicUsize>,
) -> Vec<String> {
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(30))
        .build()
        .expect("a client");
    let mut faults = Vec::new();
    while !done.load(Ordering::Relaxed) {
        let number = number.fetch_add(1, Ordering::Relaxed);
        let body = json!({ "query": document(number) });
        let sent = client
            .post(format!("{url}/graphql"))
            .json(&body)
            .send()
            .await;
        match sent {
            Ok(answer) => {
                let status = answer.status().as_u16();
                let text = answer.text().await.unwrap_or_default();
                // Costly operations may be sent away for a moment; nothing else may.
                let sent_away = status == 503 && text.contains("UNAVAILABLE");
                if status == 200 && !text.contains("INTERNAL") || sent_away {
                    answered.fetch_add(1, Ordering::Relaxed);
                } else {
                    faults.push(format!("{status}: {text}"));
                }
            }
            Err(error) => faults.push(format!("{error:?}")),
        }
    }
    faults
}

/// Clients that ask and are gone before the answer.
async fn leave(address: String, done: Arc<AtomicBool>, number: Arc<AtomicUsize>) -> usize {
    let mut left = 0;
    while !done.load(Ordering::Relaxed) {
        let body = json!({ "query": document(number.fetch_add(1, Ordering::Relaxed)) }).to_string();
        let Ok(mut stream) = TcpStream::connect(&address).await else {
            continue;
        };
        let head = format!(
            "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let _ = stream.write_all(head.as_bytes()).await;
        let part = if left % 2 == 0 {
            body.len()
        } else {
            body.len() / 2
        };
        let _ = stream.write_all(&body.as_bytes()[..part]).await;
        if left % 3 == 0 {
            let _ = timeout(Duration::from_millis(50), stream.read(&mut [0; 16])).await;
        }
        drop(stream);
        left += 1;
        sleep(Duration::from_millis(20)).await;
    }
    left
}
