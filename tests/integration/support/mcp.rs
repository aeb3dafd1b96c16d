//! rmcp's client over HTTP, with this project's HTTP client.

use std::{collections::HashMap, sync::Arc};

use futures_util::stream::BoxStream;
use http::{HeaderMap, HeaderName, HeaderValue, header::AUTHORIZATION};
use reqwest::StatusCode;
use rmcp::{
    ClientHandler, ClientLifecycleMode, ClientServiceExt, RoleClient,
    model::{ClientJsonRpcMessage, ProtocolVersion},
    service::RunningService,
    transport::{
        StreamableHttpClientTransport,
        streamable_http_client::{
            StreamableHttpClient, StreamableHttpClientTransportConfig, StreamableHttpError,
            StreamableHttpPostResponse,
        },
    },
};
use sse_stream::{Error as SseError, Sse};

/// A client that asks nothing and offers nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Assistant;

impl ClientHandler for Assistant {}

pub type Client = RunningService<RoleClient, Assistant>;

/// A client of the newest protocol version, which has no handshake.
pub fn newest() -> ClientLifecycleMode {
    ClientLifecycleMode::Discover {
        preferred_versions: vec![ProtocolVersion::V_2026_07_28],
    }
}

/// Connects to `/mcp` of a server.
pub async fn connect(url: &str, lifecycle: ClientLifecycleMode) -> Client {
    connect_with(url, lifecycle, HeaderMap::new()).await
}

/// The same with a token, in the newest version.
pub async fn connect_as(url: &str, token: &str) -> Client {
    let bearer = HeaderValue::try_from(format!("Bearer {token}")).expect("a header");
    let headers = HeaderMap::from_iter([(AUTHORIZATION, bearer)]);
    connect_with(url, newest(), headers).await
}

async fn connect_with(url: &str, lifecycle: ClientLifecycleMode, headers: HeaderMap) -> Client {
    let mut config = StreamableHttpClientTransportConfig::default();
    config.uri = format!("{url}/mcp").into();
    let client = reqwest::Client::builder().default_headers(headers).build();
    let client = Post(client.expect("a client"));
    let transport = StreamableHttpClientTransport::with_client(client, config);
    let connected = Assistant.serve_with_lifecycle(transport, lifecycle).await;
    connected.expect("the server speaks the protocol")
}

#[derive(Clone)]
struct Post(reqwest::Client);

type Fault = StreamableHttpError<reqwest::Error>;

impl StreamableHttpClient for Post {
    type Error = reqwest::Error;

    async fn post_message(
        &self,
        uri: Arc<str>,
        message: ClientJsonRpcMessage,
        session_id: Option<Arc<str>>,
        _: Option<String>,
        headers: HashMap<HeaderName, HeaderValue>,
    ) -> Result<StreamableHttpPostResponse, Fault> {
        assert_eq!(session_id, None, "the server has no sessions");
        let request = self.0.post(&*uri).json(&message);
        let request = request.header("accept", "application/json, text/event-stream");
        let request = request.headers(headers.into_iter().collect());
        let response = request.send().await.map_err(Fault::Client)?;
        if response.status() == StatusCode::ACCEPTED {
            return Ok(StreamableHttpPostResponse::Accepted);
        }
        let text = response.bytes().await.map_err(Fault::Client)?;
        Ok(StreamableHttpPostResponse::Json(
            serde_json::from_slice(&text)?,
            None,
        ))
    }

    async fn delete_session(
        &self,
        _: Arc<str>,
        _: Arc<str>,
        _: Option<String>,
        _: HashMap<HeaderName, HeaderValue>,
    ) -> Result<(), Fault> {
        Err(Fault::ServerDoesNotSupportDeleteSession)
    }

    async fn get_stream(
        &self,
        _: Arc<str>,
        _: Option<Arc<str>>,
        _: Option<String>,
        _: Option<String>,
        _: HashMap<HeaderName, HeaderValue>,
    ) -> Result<BoxStream<'static, Result<Sse, SseError>>, Fault> {
        Err(Fault::ServerDoesNotSupportSse)
    }
}
