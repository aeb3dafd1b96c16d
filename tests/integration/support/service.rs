//! Somebody else's service, on this machine and in the hands of the test.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// A request that the server received.
#[derive(Debug, Clone)]
pub struct ReceivedRequest {
    /// Path and query.
    pub target: String,
    /// By names in lower case.
    pub headers: BTreeMap<String, String>,
}

/// A server on this machine that answers as the test says.
pub struct Service {
    /// Its address, without a slash at the end.
    pub url: String,
    received: Arc<Mutex<Vec<ReceivedRequest>>>,
}

impl Service {
    /// `answer` gets the address of the service and the request, and writes the whole answer.
    pub fn start(
        answer: impl Fn(&str, &ReceivedRequest, &mut TcpStream) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let (service, log, answer) = (url.clone(), received.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (service, log, answer) = (service.clone(), log.clone(), answer.clone());
                thread::spawn(move || {
                    let Some(request) = read_head(&stream) else {
                        return;
                    };
                    log.lock().unwrap().push(request.clone());
                    answer(&service, &request, &mut stream.try_clone().unwrap());
                });
            }
        });
        Self { url, received }
    }

    /// Answers every request with this status, these headers and this body.
    pub fn always(status: &'static str, headers: &'static str, body: &'static str) -> Self {
        Self::start(move |_, _, stream| reply(stream, status, headers, body.as_bytes()))
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.received.lock().unwrap().clone()
    }
}

fn read_head(stream: &TcpStream) -> Option<ReceivedRequest> {
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .ok()?;
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let target = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers = lines.take_while(|line| !line.is_empty());
    let headers = headers.filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    });
    Some(ReceivedRequest {
        target,
        headers: headers.collect(),
    })
}

/// Writes an answer with these headers, each with its line end.
pub fn reply(stream: &mut impl Write, status: &str, headers: &str, body: &[u8]) {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        body.len()
    );
    // Whoever asked may have gone by now.
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(body));
}
