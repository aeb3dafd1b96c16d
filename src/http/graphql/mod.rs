//! GraphQL over HTTP, by the draft of the GraphQL Foundation.

pub(super) mod get_request;
pub(super) mod post_request;

use std::sync::Arc;

use actix_web::{
    HttpRequest,
    http::{
        Method,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    web::{Data, Payload},
};

use crate::graphql::{
    AllowedOperations, ApiRequest, ApiResponse, ErrorCode, ExecutionResult, RequestTime,
    ResolvedRequest,
};
use crate::http::{
    admission::Identity,
    caching::prepared_response::{PreparedHead, PreparedResponse, refuse, still_loading, uncached},
    caching::request_fingerprint::RequestFingerprint,
    caching::response_cache::ResponseCache,
    config::HttpConfig,
    error_response,
    graphql::get_request::read_query_string,
    graphql::post_request::{Unreadable, read_json_body},
    live::{LiveConnections, event_stream, web_socket},
    negotiation::accept::MediaType,
    negotiation::content_coding::AcceptedCoding,
    negotiation::quality_list::values,
    operations::ExecutedResponse,
    response_metadata::{Reply, ResponseMetadata},
    state::AppState,
};

/// Serves GraphQL requests. All workers share it.
#[derive(Clone)]
pub(in crate::http) struct Api {
    pub(in crate::http) state: Data<AppState>,
    pub(in crate::http) config: Data<HttpConfig>,
    pub(in crate::http) responses: Data<ResponseCache>,
    pub(in crate::http) connections: LiveConnections,
}

/// The representations that a client accepts.
pub(in crate::http) struct Accepted {
    /// `None` for a client that accepts only events.
    media: Option<MediaType>,
    accepts_events: bool,
    coding: AcceptedCoding,
}

/// No representation is acceptable; the message of the refusal.
pub(in crate::http) struct NotAcceptable(&'static str);

impl NotAcceptable {
    /// The refusal of that request.
    pub(in crate::http) fn reply(&self) -> Reply {
        let code = ErrorCode::NotAcceptable;
        refuse(
            &mut error_response::status(code),
            MediaType::Json,
            code,
            self.0,
        )
    }
}

/// The method of a GraphQL request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum RequestMethod {
    /// GET and HEAD.
    Get,
    /// POST.
    Post,
    /// QUERY: a safe method with a body (RFC 10008).
    Query,
}

/// The media types of QUERY bodies.
pub(in crate::http) const ACCEPT_QUERY: (HeaderName, HeaderValue) = (
    HeaderName::from_static("accept-query"),
    HeaderValue::from_static("application/json"),
);

/// The byte order mark of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The name of the method QUERY.
pub(in crate::http) const QUERY: &str = "QUERY";

impl RequestMethod {
    /// `None` for other methods.
    pub(in crate::http) fn of(method: &Method) -> Option<Self> {
        match *method {
            Method::GET | Method::HEAD => Some(Self::Get),
            Method::POST => Some(Self::Post),
            _ if method.as_str() == QUERY => Some(Self::Query),
            _ => None,
        }
    }

    const fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Query)
    }

    /// The operations that may run: safe methods must not change anything.
    const fn allowed(self) -> AllowedOperations {
        match self {
            Self::Get | Self::Query => AllowedOperations::Queries,
            Self::Post => AllowedOperations::QueriesAndMutations,
        }
    }
}

/// A parsed request.
pub(in crate::http) struct ParsedRequest<'a> {
    pub(in crate::http) headers: &'a HeaderMap,
    pub(in crate::http) accepted: Accepted,
    pub(in crate::http) method: RequestMethod,
    pub(in crate::http) request: Result<ApiRequest, Unreadable>,
    pub(in crate::http) identity: Identity,
    /// Its fingerprint, if the response depends on nothing else.
    pub(in crate::http) fingerprint: Option<RequestFingerprint>,
}

/// Serves a routed request to `/graphql`.
pub(in crate::http) async fn graphql(
    request: HttpRequest,
    payload: Payload,
    api: Data<Api>,
) -> Reply {
    if request.method() == Method::GET && web_socket::is_wanted(&request) {
        let Api {
            state,
            config,
            connections,
            ..
        } = &**api;
        return web_socket::open(&request, payload, state.clone(), config, connections).into();
    }
    let Some(method) = RequestMethod::of(request.method()) else {
        let code = ErrorCode::MethodNotAllowed;
        return refuse(
            error_response::status(code)
                .insert_header((header::ALLOW, "GET, HEAD, POST, QUERY"))
                .insert_header(ACCEPT_QUERY),
            MediaType::Json,
            code,
            "Send a GraphQL request by GET, POST or QUERY.",
        );
    };
    let accepted = match api.accepted(request.headers()) {
        Ok(accepted) => accepted,
        Err(refusal) => return refusal.reply(),
    };
    let identity = Identity::of(&request);
    let read = read(&request, payload, &api.config, &identity, method).await;
    api.reply(ParsedRequest {
        headers: request.headers(),
        accepted,
        method,
        request: read,
        identity,
        fingerprint: None,
    })
    .await
}

impl Api {
    /// The representations that the headers of a request accept.
    ///
    /// # Errors
    /// If none is acceptable.
    pub(in crate::http) fn accepted(&self, headers: &HeaderMap) -> Result<Accepted, NotAcceptable> {
        let media = MediaType::negotiate(values(headers, header::ACCEPT));
        let coding = AcceptedCoding::of(headers, self.config.compression);
        let accepts_events = event_stream::is_accepted(values(headers, header::ACCEPT));
        match coding {
            Some(coding) if media.is_some() || accepts_events => Ok(Accepted {
                media,
                accepts_events,
                coding,
            }),
            Some(_) => Err(NotAcceptable(
                "Responses are application/graphql-response+json, application/json or, for \
                 subscriptions, text/event-stream.",
            )),
            None => Err(NotAcceptable(error_response::NO_ACCEPTABLE_CODING)),
        }
    }

    /// The reply to a parsed request.
    pub(in crate::http) async fn reply(&self, parsed: ParsedRequest<'_>) -> Reply {
        let ParsedRequest {
            headers,
            accepted,
            method,
            request,
            identity,
            fingerprint,
        } = parsed;
        let allowed = method.allowed();
        let Accepted {
            media,
            accepts_events,
            coding,
        } = accepted;
        let request = match request {
            Ok(request) => request,
            Err(Unreadable { code, message }) => {
                let mut builder = error_response::status(code);
                if code == ErrorCode::UnsupportedMediaType {
                    builder.insert_header(ACCEPT_QUERY);
                }
                if method.has_body() {
                    // The rest of the body would have to be read before the next request.
                    builder.force_close();
                }
                return refuse(
                    &mut builder,
                    media.unwrap_or(MediaType::Json),
                    code,
                    &message,
                );
            }
        };
        let resolved = self.state.engine.resolve(request);
        let subscribes = |resolved| self.state.engine.subscribes(resolved);
        // Most clients that accept events accept JSON too, and expect events for subscriptions only.
        if accepts_events && (media.is_none() || resolved.as_ref().is_ok_and(subscribes)) {
            let allowed = allowed.with_subscriptions();
            return self
                .reply_with_events(headers, resolved, identity, allowed)
                .await;
        }
        let media = media.unwrap_or(MediaType::Json);
        let cacheable_for =
            (method != RequestMethod::Post).then_some((headers, &self.config.cache));
        let Some(executed) = self
            .execute(resolved, identity, allowed, coding, |response, _| response)
            .await
        else {
            return still_loading(media);
        };
        let ExecutedResponse {
            response,
            today,
            revision,
            source,
            entry,
        } = executed;
        let head = PreparedHead::new(&response, today, media, cacheable_for, revision);
        let head = Arc::new(head);
        if let (Some((generation, key)), Some(fingerprint)) = (entry, fingerprint) {
            generation.insert_alias(fingerprint, key, coding, Arc::clone(&head));
        }
        let now = self.state.clock.now();
        let prepared = PreparedResponse::new(response, head);
        let mut reply = prepared.reply(headers, &self.config.cache, now, source);
        if method == RequestMethod::Query {
            let (name, value) = ACCEPT_QUERY;
            reply.response.headers_mut().insert(name, value);
        }
        reply
    }

    /// The reply to a client that accepts events. A request that is refused as a whole gets an error
    /// status instead, so that a browser does not reconnect.
    async fn reply_with_events(
        &self,
        headers: &HeaderMap,
        resolved: Result<ResolvedRequest, Box<ApiResponse>>,
        identity: Identity,
        allowed: AllowedOperations,
    ) -> Reply {
        let Ok(resumed_from) = event_stream::resumed_from(headers) else {
            let message = "The header \"Last-Event-ID\" is no cursor of a subscription.";
            return error_response::refusal(ErrorCode::CursorInvalid, message).into();
        };
        let state = &self.state;
        let Some(catalogue) = state.live.current() else {
            return still_loading(MediaType::Json);
        };
        let now = state.clock.now();
        let moment = RequestTime::new(catalogue, now, state.live.staleness(now));
        let result = match resolved {
            Ok(mut resolved) => {
                identity.pay_for(&mut resolved.request);
                let caller = identity.caller.clone();
                let engine = &state.engine;
                engine
                    .begin(resolved, caller, moment, allowed, resumed_from)
                    .await
            }
            Err(refusal) => ExecutionResult::One(*refusal),
        };
        match result {
            ExecutionResult::Many(live) => event_stream::live(
                live,
                &self.connections,
                &self.config,
                state.clone(),
                identity,
            )
            .into(),
            ExecutionResult::One(response) => match response.request_error {
                None => event_stream::single(&response).into(),
                Some(code) => Reply {
                    response: uncached(&mut error_response::status(code), MediaType::Json)
                        .body(response.body),
                    metadata: ResponseMetadata::refused(code),
                },
            },
        }
    }
}

async fn read(
    request: &HttpRequest,
    payload: Payload,
    config: &HttpConfig,
    identity: &Identity,
    method: RequestMethod,
) -> Result<ApiRequest, Unreadable> {
    if !method.has_body() {
        return read_query_string(request.query_string());
    }
    let limit = config.max_body_bytes(&identity.caller);
    let body = read_json_body(request.headers(), payload, limit, config).await?;
    read_body(&body)
}

/// Parses the body of a request. A leading byte order mark, which editors add, is ignored (RFC 8259,
/// section 8.1).
pub(in crate::http) fn read_body(body: &[u8]) -> Result<ApiRequest, Unreadable> {
    ApiRequest::from_json(body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body))
        .map_err(|fault| Unreadable::new(ErrorCode::BadRequest, fault.to_string()))
}
