//! The HTTP edge alone: a server over a catalogue in memory, without a database.

use std::{net::SocketAddr, sync::Arc, thread::JoinHandle, time::Duration};

use certgraph::{
    catalogue::{Catalogue, Content, LiveCatalogue, Revision},
    graphql::{Engine, Services, schema},
    http::{
        Admission, AppState, Authenticator, Clock, CorsPolicy, HttpConfig, PictureCache, Server,
        ServerHandle, TrustedProxies,
    },
    metrics::Metrics,
    publish::ExportCache,
    store::LazyStore,
    telemetry::Traces,
};
use chrono::{DateTime, Utc};
use reqwest::{Client, Method, RequestBuilder, Response, redirect::Policy};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::server::{NOW, clock_at};

pub const GRAPHQL_RESPONSE: &str = "application/graphql-response+json";

/// What a server is put together from.
pub struct EdgeParts {
    pub config: HttpConfig,
    pub engine: Engine,
    pub clock: Arc<dyn Clock>,
    pub cors: CorsPolicy,
    pub public_url: Option<&'static str>,
}

impl Default for EdgeParts {
    fn default() -> Self {
        Self {
            config: HttpConfig::default(),
            engine: Engine::new(schema(Services::new())),
            clock: clock_at(NOW),
            cors: CorsPolicy::None,
            public_url: Some("https://certs.example"),
        }
    }
}

/// A server over an empty catalogue, until this value goes.
pub struct Edge {
    pub address: SocketAddr,
    pub live: Arc<LiveCatalogue>,
    pub handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
    client: Client,
}

impl Edge {
    /// A server that has revision 7.
    pub fn start() -> Self {
        let edge = Self::start_with(&HttpConfig::default());
        edge.fill();
        edge
    }

    /// A server that has no catalogue yet.
    pub fn start_with(config: &HttpConfig) -> Self {
        Self::assemble(EdgeParts {
            config: *config,
            ..EdgeParts::default()
        })
    }

    /// A server of these parts that has no catalogue yet.
    pub fn assemble(parts: EdgeParts) -> Self {
        let EdgeParts {
            config,
            engine,
            clock,
            cors,
            public_url,
        } = parts;
        let live = Arc::new(LiveCatalogue::default());
        let holder = Arc::clone(&live);
        let config = HttpConfig {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            workers: 1,
            shutdown_grace: Duration::from_secs(1),
            ..config
        };
        let (send, receive) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            runtime.block_on(async {
                let authenticator = Authenticator::new(LazyStore::default(), Arc::clone(&clock));
                let proxies = TrustedProxies::default();
                let admission = Admission::new(authenticator, proxies, None, Arc::clone(&clock));
                let state = AppState {
                    engine,
                    live: holder,
                    exports: ExportCache::new(LazyStore::default()),
                    pictures: PictureCache::default(),
                    store: LazyStore::default(),
                    metrics: Metrics::default(),
                    traces: Traces::default(),
                    clock,
                    admission: Arc::new(admission),
                    public_url: public_url.map(Into::into),
                };
                let server = Server::bind(config, cors, state).expect("a free port");
                send.send((server.addresses()[0], server.handle()))
                    .expect("the test waits");
                server.run().await.expect("the server runs");
            });
        });
        let (address, handle) = receive.recv().expect("the server starts");
        let client = Client::builder()
            .redirect(Policy::none())
            .build()
            .expect("a client");
        Self {
            address,
            live,
            handle,
            thread: Some(thread),
            client,
        }
    }

    /// Gives it revision 7 of a catalogue in which there is nothing.
    pub fn fill(&self) {
        self.publish(Content::default(), 7);
    }

    /// Swaps in a catalogue.
    pub fn publish(&self, content: Content, revision: i64) {
        let now: DateTime<Utc> = NOW.parse().expect("an instant");
        let catalogue = Catalogue::build(content, Revision::new(revision), now);
        self.live
            .replace(catalogue.expect("a sound catalogue"), now);
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("http://{}{path}", self.address))
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path)
            .send()
            .await
            .expect("an answer")
    }

    pub fn post(&self, body: impl Into<reqwest::Body>) -> RequestBuilder {
        self.request(Method::POST, "/graphql")
            .header("content-type", "application/json")
            .header("accept", GRAPHQL_RESPONSE)
            .body(body)
    }

    /// The status and the answer to a document.
    pub async fn ask(&self, query: &str) -> (u16, Value) {
        self.ask_with(query, json!({})).await
    }

    pub async fn ask_with(&self, query: &str, variables: Value) -> (u16, Value) {
        let body = json!({ "query": query, "variables": variables }).to_string();
        read(self.post(body).send().await.expect("an answer")).await
    }

    /// What the server says to these bytes until it closes the connection, or for six seconds.
    pub async fn say(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address)
            .await
            .expect("a connection");
        let _ = stream.write_all(bytes).await;
        let mut heard = Vec::new();
        let _ = timeout(Duration::from_secs(6), stream.read_to_end(&mut heard)).await;
        String::from_utf8_lossy(&heard).into_owned()
    }

    pub async fn assert_alive(&self) {
        let (status, answer) = self.ask("{ catalogue { revision } }").await;
        assert_eq!(
            (status, &answer["data"]["catalogue"]["revision"]),
            (200, &json!(7))
        );
    }
}

impl Drop for Edge {
    fn drop(&mut self) {
        let handle = self.handle.clone();
        let stopping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            runtime.block_on(handle.stop(false));
        });
        let _ = stopping.join();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

pub async fn read(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    (status, response.json().await.expect("the answer is JSON"))
}

pub fn code(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or("no code")
}

pub fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap_or("not text"))
}
