//! Two servers behind one address are replaced one after the other, under load.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::json;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::RwLock,
    time::sleep,
};

use crate::{
    postgres::Postgres,
    server::{Recipe, Server, panics},
};

/// Clients that ask all the while.
const CLIENTS: usize = 16;

/// How often each server is replaced.
const ROUNDS: usize = 3;

pub(crate) async fn run(binary: &str) {
    let postgres = Postgres::of_the_run();
    postgres.create("rolling").await;
    let url = Postgres::url(&postgres.place, "rolling", "rolling");
    let log = postgres.folder.with_file_name("certgraph.log");
    let mut servers = Vec::new();
    for _ in 0..2 {
        let server = Server::start(Recipe::new(binary, &url, log.clone()));
        server.until_ready().await;
        servers.push(server);
    }
    let balancer = Balancer::over(servers.iter().map(|server| server.recipe.listen.clone())).await;
    let (done, answered) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicUsize::new(0)),
    );
    let clients: Vec<_> = (0..CLIENTS)
        .map(|number| {
            let url = format!("http://{}/graphql", balancer.address);
            tokio::spawn(ask(url, number, Arc::clone(&done), Arc::clone(&answered)))
        })
        .collect();
    sleep(Duration::from_secs(1)).await;
    let mut slowest = Duration::ZERO;
    for round in 0..ROUNDS * 2 {
        let mut old = servers.remove(0);
        let started = Instant::now();
        old.signal("-TERM").await;
        let code = old.end().await;
        slowest = slowest.max(started.elapsed());
        assert_eq!(code, 0, "a server stops cleanly on a signal");
        let mut recipe = old.recipe.clone();
        recipe.listen = crate::server::free_address();
        let server = Server::start(recipe);
        server.until_ready().await;
        balancer.replace(round % 2, &server.recipe.listen).await;
        servers.push(server);
        sleep(Duration::from_millis(500)).await;
    }
    done.store(true, Ordering::Relaxed);
    let mut dropped = Vec::new();
    for client in clients {
        dropped.extend(client.await.expect("clients do not fail"));
    }
    println!(
        "rolling restart: {} stops by SIGTERM, each with exit code 0 within {slowest:.2?}; \
         {} requests answered, {} dropped; panics {}",
        ROUNDS * 2,
        answered.load(Ordering::Relaxed),
        dropped.len(),
        panics(&log)
    );
    assert_eq!((dropped.len(), panics(&log)), (0, 0), "{dropped:?}");
    assert!(slowest < Duration::from_secs(5));
    for server in servers {
        server.kill().await;
    }
}

/// Sends requests over keep-alive connections until stopped. Returns the errors.
async fn ask(
    url: String,
    number: usize,
    done: Arc<AtomicBool>,
    answered: Arc<AtomicUsize>,
) -> Vec<String> {
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(5))
        .build()
        .expect("a client");
    let mut faults = Vec::new();
    let mut turn = 0;
    while !done.load(Ordering::Relaxed) {
        turn += 1;
        let query = format!("{{ a{number}_{turn}: exam(code: \"AZ-104\") {{ code }} }}");
        let sent = client
            .post(&url)
            .json(&json!({ "query": query }))
            .send()
            .await;
        match sent {
            Ok(answer) if answer.status() == 200 => match answer.text().await {
                Ok(text) if text.contains("AZ-104") => {
                    answered.fetch_add(1, Ordering::Relaxed);
                }
                other => faults.push(format!("{other:?}")),
            },
            other => faults.push(format!("{other:?}")),
        }
        sleep(Duration::from_millis(2)).await;
    }
    faults
}

/// A load balancer: checks the readiness of each server and forwards connections to a ready one.
#[derive(Clone)]
struct Balancer {
    address: String,
    backends: Arc<RwLock<Vec<(String, bool)>>>,
}

impl Balancer {
    async fn over(addresses: impl Iterator<Item = String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let balancer = Self {
            address: listener.local_addr().expect("an address").to_string(),
            backends: Arc::new(RwLock::new(
                addresses.map(|address| (address, true)).collect(),
            )),
        };
        tokio::spawn(balancer.clone().look());
        tokio::spawn(balancer.clone().take(listener));
        balancer
    }

    async fn replace(&self, place: usize, address: &str) {
        self.backends.write().await[place] = (address.to_owned(), true);
    }

    async fn look(self) {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_millis(500))
            .pool_max_idle_per_host(0)
            .build()
            .expect("a client");
        loop {
            let backends = self.backends.read().await.clone();
            for (place, (address, _)) in backends.into_iter().enumerate() {
                let answer = client.get(format!("http://{address}/readyz")).send().await;
                let ready = answer.is_ok_and(|answer| answer.status() == 200);
                let mut backends = self.backends.write().await;
                if backends[place].0 == address {
                    backends[place].1 = ready;
                }
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    async fn take(self, listener: TcpListener) {
        let mut turn = 0_usize;
        loop {
            let Ok((mut near, _)) = listener.accept().await else {
                continue;
            };
            turn += 1;
            let backends = self.backends.read().await.clone();
            tokio::spawn(async move {
                let count = backends.len();
                for place in (turn..turn + count).map(|place| place % count) {
                    let (address, ready) = &backends[place];
                    if !ready {
                        continue;
                    }
                    if let Ok(mut far) = TcpStream::connect(address).await {
                        let _ = copy_bidirectional(&mut near, &mut far).await;
                        return;
                    }
                }
            });
        }
    }
}
