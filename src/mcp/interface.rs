//! The two transports of the protocol: Streamable HTTP without sessions, and standard input and output.

use std::{io, sync::Arc};

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, header};
use http_body_util::{BodyExt, Full};
use rmcp::{
    ErrorData, ServiceExt,
    service::ServerInitializeError,
    transport::{
        StreamableHttpServerConfig, StreamableHttpService, stdio_pipes,
        streamable_http_server::session::never::NeverSessionManager,
    },
};

use super::{
    documents::Documents,
    executor::Executor,
    lines::Lines,
    message::{Refusal, read},
    server::McpServer,
};
use crate::graphql::{Engine, InvalidFixedDocument};

/// Who may call over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// Host names of the header `Host`, such as `certs.example`.
    pub hosts: Vec<String>,
    /// Values of the header `Origin`, such as `https://certs.example:443`; `None` for every origin.
    pub origins: Option<Vec<String>>,
}

/// The Model Context Protocol over the documents of one engine. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct McpInterface {
    documents: Arc<Documents>,
    config: StreamableHttpServerConfig,
}

impl McpInterface {
    /// Reads the documents.
    ///
    /// # Errors
    /// If one is not valid in the schema of the engine.
    pub fn new(engine: &Engine, allowed: &Allowed) -> Result<Self, InvalidFixedDocument> {
        // Bodies are read and limited before.
        let config = StreamableHttpServerConfig::default()
            .with_legacy_session_mode(false)
            .with_json_response(true)
            .with_max_request_body_bytes(usize::MAX)
            .with_allowed_hosts(allowed.hosts.clone());
        let config = match &allowed.origins {
            Some(origins) => config
                .with_allowed_origins(origins.clone())
                .enforce_origin_validation(),
            None => config.disable_allowed_origins(),
        };
        Ok(Self {
            documents: Arc::new(Documents::read(engine)?),
            config,
        })
    }

    /// Answers a request over HTTP for the caller of this executor.
    pub async fn respond(
        &self,
        request: Request<Vec<u8>>,
        executor: Arc<dyn Executor>,
    ) -> Response<Vec<u8>> {
        let request = match as_read(request) {
            Ok(request) => request,
            Err(refusal) => return refused(&refusal),
        };
        let server = self.server(executor);
        let sessions = Arc::new(NeverSessionManager::default());
        let factory = move || Ok(server.clone());
        let service = StreamableHttpService::new(factory, sessions, self.config.clone());
        let request = request.map(Full::<Bytes>::from);
        let (parts, body) = service.handle(request).await.into_parts();
        let Ok(body) = body.collect().await;
        Response::from_parts(parts, body.to_bytes().into())
    }

    /// Serves one client over standard input and output until it closes the input.
    ///
    /// # Errors
    /// If the client does not speak the protocol, or a task of the server failed.
    pub async fn serve_stdio(&self, executor: Arc<dyn Executor>) -> io::Result<()> {
        let (input, output) = stdio_pipes();
        let serving = self.server(executor).serve(Lines::new(input, output)).await;
        let serving = match serving {
            Ok(serving) => serving,
            // The client has closed the input before it began.
            Err(ServerInitializeError::ConnectionClosed(_)) => return Ok(()),
            Err(error) => {
                // Its text has types of the SDK.
                tracing::debug!(%error, "no client has begun");
                return Err(io::Error::other("the client did not begin with initialize"));
            }
        };
        serving.waiting().await.map_err(io::Error::other)?;
        Ok(())
    }

    fn server(&self, executor: Arc<dyn Executor>) -> McpServer {
        McpServer {
            documents: Arc::clone(&self.documents),
            executor,
        }
    }
}

/// The request with its message as it was read, so that the SDK reads no other in it.
fn as_read(request: Request<Vec<u8>>) -> Result<Request<Vec<u8>>, Refusal> {
    if request.method() != Method::POST {
        return Ok(request);
    }
    let message = read(request.body())?;
    let text = serde_json::to_vec(&message).map_err(|error| {
        let error = ErrorData::internal_error(error.to_string(), None);
        Refusal::unreadable(None, error)
    })?;
    Ok(request.map(|_| text))
}

fn refused(refusal: &Refusal) -> Response<Vec<u8>> {
    let body = serde_json::to_vec(&refusal.error).unwrap_or_default();
    let mut response = Response::new(body);
    *response.status_mut() = refusal.status;
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use async_trait::async_trait;
    use serde_json::json;
    use tokio::{sync::Notify, time::timeout};

    use super::*;
    use crate::{
        graphql::{ApiRequest, Services, schema},
        mcp::{Executed, Freshness},
    };

    /// Never answers, and tells when it begins and when it is dropped.
    #[derive(Default)]
    struct Stuck {
        began: Notify,
        ended: Arc<Notify>,
    }

    struct Ended(Arc<Notify>);

    impl Drop for Ended {
        fn drop(&mut self) {
            self.0.notify_one();
        }
    }

    #[async_trait]
    impl Executor for Stuck {
        async fn execute(&self, _: ApiRequest) -> Option<Executed> {
            let _ended = Ended(Arc::clone(&self.ended));
            self.began.notify_one();
            std::future::pending().await
        }

        fn nearest_exams(&self, _: &str) -> Vec<String> {
            Vec::new()
        }

        fn constant_freshness(&self) -> Freshness {
            Freshness {
                max_age: Duration::ZERO,
                is_public: true,
            }
        }
    }

    #[tokio::test]
    async fn a_call_ends_when_its_client_leaves() {
        let allowed = Allowed {
            hosts: vec!["localhost".to_owned()],
            origins: None,
        };
        let engine = Engine::new(schema(Services::new()));
        let interface = McpInterface::new(&engine, &allowed).unwrap();
        let params = json!({ "name": "exam_facts", "arguments": { "code": "AZ-104" } });
        let message =
            json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params });
        let request = Request::post("/mcp")
            .header("host", "localhost")
            .header("accept", "application/json, text/event-stream")
            .header("content-type", "application/json")
            .body(message.to_string().into_bytes())
            .unwrap();
        let stuck = Arc::new(Stuck::default());
        let executor = Arc::clone(&stuck);
        let call = tokio::spawn(async move { interface.respond(request, executor).await });
        stuck.began.notified().await;
        call.abort();
        let ended = timeout(Duration::from_secs(10), stuck.ended.notified()).await;
        ended.expect("the execution ends with its client");
    }
}
