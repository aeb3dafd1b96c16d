//! The HTTP client of the span exporter: the one of the connectors, so that the binary has no second
//! HTTP stack.

use std::time::Duration;

use async_trait::async_trait;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use ureq::Agent;

/// The largest response of a collector in bytes, as in the library's own clients.
const MAX_RESPONSE_BYTES: u64 = 4 * 1024 * 1024;

/// A blocking client: the library exports from its own thread.
#[derive(Debug)]
pub(super) struct CollectorClient(Agent);

impl CollectorClient {
    /// A client with this request timeout.
    pub(super) fn new(timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(timeout))
            .user_agent(concat!("certgraph/", env!("CARGO_PKG_VERSION")))
            .build();
        Self(config.into())
    }
}

#[async_trait]
impl HttpClient for CollectorClient {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (head, body) = request.into_parts();
        let mut response = self.0.run(Request::from_parts(head, body.as_ref()))?;
        let body = response.body_mut().with_config();
        let body = body.limit(MAX_RESPONSE_BYTES).read_to_vec()?;
        Ok(response.map(|_| body.into()))
    }
}
