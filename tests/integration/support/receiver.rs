//! A receiver of webhooks on this machine, in the hands of the test.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::time::sleep;

/// An event as it arrived.
#[derive(Debug, Clone)]
pub struct Received {
    /// By names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
    pub event: Value,
    pub began: Instant,
    /// When it was answered; `None` until then.
    pub ended: Option<Instant>,
}

impl Received {
    pub fn id(&self) -> &str {
        self.event["id"].as_str().expect("events have ids")
    }

    /// The keys of the records whose changes it has.
    pub fn keys(&self) -> Vec<String> {
        let nodes = self.event["data"]["nodes"].as_array();
        let nodes = nodes.map(Vec::as_slice).unwrap_or_default();
        let keys = nodes
            .iter()
            .map(|node| node["key"].as_str().unwrap_or_default());
        keys.map(str::to_owned).collect()
    }

    /// The sequence numbers of its changes.
    pub fn sequences(&self) -> Vec<i64> {
        let nodes = self.event["data"]["nodes"].as_array();
        let nodes = nodes.map(Vec::as_slice).unwrap_or_default();
        nodes
            .iter()
            .filter_map(|node| node["sequence"].as_i64())
            .collect()
    }
}

/// The keys of the records whose changes these events have.
pub fn keys(events: &[Received]) -> Vec<String> {
    events.iter().flat_map(Received::keys).collect()
}

pub struct Receiver {
    /// Its address.
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Receiver {
    /// `answer` gets the number of the event, from 0, and writes the whole answer.
    pub fn start(answer: impl Fn(usize, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let received: Arc<Mutex<Vec<Received>>> = Arc::default();
        let (log, answer) = (Arc::clone(&received), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                thread::spawn(move || {
                    let Some(event) = read(&stream) else { return };
                    let place = {
                        let mut log = log.lock().unwrap();
                        log.push(event);
                        log.len() - 1
                    };
                    answer(place, &mut stream.try_clone().unwrap());
                    log.lock().unwrap()[place].ended = Some(Instant::now());
                });
            }
        });
        Self { url, received }
    }

    /// Acknowledges every event.
    pub fn willing() -> Self {
        Self::start(|_, stream| super::service::reply(stream, "204 No Content", "", b""))
    }

    /// What has arrived so far.
    pub fn events(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Waits until so many events have arrived.
    pub async fn until(&self, count: usize) -> Vec<Received> {
        for _ in 0..1_500 {
            let events = self.events();
            if events.len() >= count {
                return events;
            }
            sleep(Duration::from_millis(20)).await;
        }
        panic!("{} of {count} events have arrived", self.events().len());
    }
}

fn read(stream: &TcpStream) -> Option<Received> {
    let began = Instant::now();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .ok()?;
    let mut reader = BufReader::new(stream);
    let mut headers = BTreeMap::new();
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length")?.parse().ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Received {
        event: serde_json::from_slice(&body).ok()?,
        headers,
        body,
        began,
        ended: None,
    })
}
