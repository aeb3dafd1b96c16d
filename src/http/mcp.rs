//! The Model Context Protocol over HTTP: `/mcp`.

use std::sync::{Arc, Mutex};

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        Method, StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
    web::{Data, Payload},
};
use async_trait::async_trait;
use url::Url;

use crate::{
    graphql::{ApiRequest, ErrorCode, INTERNAL_MESSAGE, MadeOnce, nearest_exams},
    http::{
        admission::Identity,
        caching::cache_control::NO_STORE,
        cors::CorsPolicy,
        error_response,
        graphql::{Api, post_request::read_json_body},
        negotiation::content_coding::AcceptedCoding,
        response_metadata::{Reply, ResponseMetadata},
    },
    mcp::{Allowed, Executed, Executor, Freshness, McpInterface},
};

/// The endpoint. All workers share it.
pub(in crate::http) struct McpEndpoint {
    allowed: Allowed,
    interface: MadeOnce<McpInterface>,
}

/// The hosts of the machine itself.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

impl McpEndpoint {
    /// An endpoint that answers requests to the public address and to the machine itself, and to pages
    /// of these and of the origins of CORS: a page whose name was bound to the address of this server
    /// (DNS rebinding) gets nothing.
    pub(in crate::http) fn new(public_url: Option<&str>, cors: &CorsPolicy) -> Self {
        let pages = match cors {
            CorsPolicy::Origins(origins) => origins.as_slice(),
            CorsPolicy::None | CorsPolicy::Any => &[],
        };
        let named = public_url
            .into_iter()
            .chain(pages.iter().map(String::as_str));
        let named: Vec<Url> = named.filter_map(|text| Url::parse(text).ok()).collect();
        let hosts = named.iter().filter_map(Url::host_str);
        let hosts = hosts.chain(LOOPBACK).map(str::to_owned).collect();
        let origins = named.iter().filter_map(|url| {
            let (host, port) = (url.host_str()?, url.port_or_known_default()?);
            Some(format!("{}://{host}:{port}", url.scheme()))
        });
        let local = LOOPBACK
            .iter()
            .flat_map(|host| ["http", "https"].map(|scheme| format!("{scheme}://{host}:*")));
        Self {
            allowed: Allowed {
                hosts,
                origins: (*cors != CorsPolicy::Any).then(|| origins.chain(local).collect()),
            },
            interface: MadeOnce::default(),
        }
    }

    fn interface(&self, api: &Api) -> Option<&McpInterface> {
        let read = || McpInterface::new(&api.state.engine, &self.allowed);
        self.interface.get(read)
    }
}

/// Serves a request to `/mcp`.
pub(in crate::http) async fn mcp(
    request: HttpRequest,
    payload: Payload,
    api: Data<Api>,
    endpoint: Data<McpEndpoint>,
) -> Reply {
    let Some(interface) = endpoint.interface(&api) else {
        return error_response::refusal(ErrorCode::Internal, INTERNAL_MESSAGE).into();
    };
    let identity = Identity::of(&request);
    let body = if request.method() == Method::POST {
        let limit = api.config.max_body_bytes(&identity.caller);
        match read_json_body(request.headers(), payload, limit, &api.config).await {
            Ok(body) => body.to_vec(),
            Err(fault) => return error_response::refusal(fault.code, &fault.message).into(),
        }
    } else {
        Vec::new()
    };
    let Some(forwarded) = forwarded(&request, body) else {
        let message = "The address or a header cannot be read.";
        return error_response::refusal(ErrorCode::BadRequest, message).into();
    };
    let executor = Arc::new(HttpExecutor {
        is_public: !request.headers().contains_key(header::AUTHORIZATION),
        api: Data::clone(&api),
        identity,
        metadata: Mutex::default(),
    });
    let response = interface.respond(forwarded, executor.clone()).await;
    let mut reply = Reply::from(sent(response));
    if reply.metadata.code.is_none() {
        reply.metadata = executor.metadata();
    }
    reply
}

/// The request in the types of the `http` crate, of which actix has an older version.
fn forwarded(request: &HttpRequest, body: Vec<u8>) -> Option<::http::Request<Vec<u8>>> {
    let mut builder = ::http::Request::builder()
        .method(request.method().as_str())
        .uri(request.path());
    for (name, value) in request.headers() {
        builder = builder.header(name.as_str(), value.as_bytes());
    }
    builder.body(body).ok()
}

/// The response in the types of actix. Refusals of the transport, which are texts, get a code.
fn sent(response: ::http::Response<Vec<u8>>) -> HttpResponse {
    let (parts, body) = response.into_parts();
    let content_type = parts.headers.get(::http::header::CONTENT_TYPE);
    let is_json =
        content_type.is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
    if !is_json && parts.status.as_u16() >= 400 {
        return refusal(parts.status.as_u16(), &String::from_utf8_lossy(&body));
    }
    let status = StatusCode::from_u16(parts.status.as_u16());
    let mut builder = HttpResponse::build(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    for (name, value) in &parts.headers {
        let name = HeaderName::from_bytes(name.as_str().as_bytes());
        let value = HeaderValue::from_bytes(value.as_bytes());
        if let (Ok(name), Ok(value)) = (name, value) {
            builder.append_header((name, value));
        }
    }
    builder.insert_header((header::CACHE_CONTROL, NO_STORE));
    let mut response = builder.body(body);
    if response.status() == StatusCode::BAD_REQUEST {
        ResponseMetadata::refused(ErrorCode::BadRequest).attach_to(&mut response);
    }
    response
}

fn refusal(status: u16, text: &str) -> HttpResponse {
    let code = match status {
        403 => ErrorCode::Forbidden,
        405 => ErrorCode::MethodNotAllowed,
        406 => ErrorCode::NotAcceptable,
        400..=499 => ErrorCode::BadRequest,
        _ => ErrorCode::Internal,
    };
    let message = match code {
        ErrorCode::Forbidden => {
            "The header \"Host\" or \"Origin\" is not of this server: it answers its PUBLIC_URL, its \
             CORS_ORIGINS and its own machine."
        }
        ErrorCode::MethodNotAllowed => "The protocol has no sessions here: send messages by POST.",
        ErrorCode::NotAcceptable => {
            "The header \"Accept\" has to name application/json and text/event-stream."
        }
        _ => text,
    };
    let mut refusal = error_response::refusal(code, message);
    if code == ErrorCode::MethodNotAllowed {
        let allow = HeaderValue::from_static("POST");
        refusal.headers_mut().insert(header::ALLOW, allow);
    }
    refusal
}

/// Executes for the caller of one request, as `/graphql` does.
struct HttpExecutor {
    api: Data<Api>,
    identity: Identity,
    is_public: bool,
    /// Of the last execution.
    metadata: Mutex<ResponseMetadata>,
}

impl HttpExecutor {
    fn metadata(&self) -> ResponseMetadata {
        self.metadata
            .lock()
            .map_or_else(|_| ResponseMetadata::default(), |metadata| metadata.clone())
    }

    fn freshness(&self, max_age: std::time::Duration) -> Freshness {
        Freshness {
            max_age,
            is_public: self.is_public,
        }
    }
}

#[async_trait]
impl Executor for HttpExecutor {
    async fn execute(&self, request: ApiRequest) -> Option<Executed> {
        let plain = AcceptedCoding::PLAIN;
        let executed = self
            .api
            .execute_fixed(request, self.identity.clone(), plain, |response, _| {
                response
            })
            .await?;
        if let Ok(mut metadata) = self.metadata.lock() {
            *metadata = executed.metadata();
        }
        let (cache, now) = (self.api.config.cache, self.api.state.clock.now());
        let max_age = cache.max_age_of(executed.response.lifetime, executed.today, now);
        Some(Executed {
            body: executed.response.body.bytes.to_vec(),
            revision: executed.revision,
            today: executed.today,
            freshness: self.freshness(max_age),
        })
    }

    fn nearest_exams(&self, code: &str) -> Vec<String> {
        let catalogue = self.api.state.live.current();
        catalogue.map_or_else(Vec::new, |catalogue| nearest_exams(&catalogue, None, code))
    }

    fn constant_freshness(&self) -> Freshness {
        self.freshness(self.api.config.cache.max_age)
    }
}
