//! GraphQL over HTTP, as the draft of the GraphQL Foundation has it.

pub(super) mod get_request;
mod post_request;

use std::{sync::Arc, time::Instant};

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        Method,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    web::{Data, Payload},
};

use crate::http::{
    admission::Identity,
    caching::prepared_response::{PreparedResponse, refuse, still_loading, uncached},
    caching::request_fingerprint::RequestFingerprint,
    caching::response_cache::{EncodedResponse, Generation, ResponseCache, uncached_answer},
    config::HttpConfig,
    error_response,
    graphql::get_request::read_query_string,
    graphql::post_request::{Unreadable, read_json_body},
    live::{LiveConnections, event_stream, web_socket},
    negotiation::accept::MediaType,
    negotiation::content_coding::AcceptedCoding,
    response_metadata::ResponseMetadata,
    state::AppState,
};
use crate::{
    catalogue::Day,
    graphql::{
        AllowedOperations, ApiRequest, DocumentCost, ErrorCode, ExecutionResult, RequestTime,
    },
};

/// What answers requests for the API. All workers share it.
#[derive(Clone)]
pub(in crate::http) struct Api {
    pub(in crate::http) state: Data<AppState>,
    pub(in crate::http) config: Data<HttpConfig>,
    pub(in crate::http) responses: Data<ResponseCache>,
    pub(in crate::http) connections: LiveConnections,
}

/// In which forms a client takes its answer.
pub(in crate::http) struct Accepted {
    /// `None` for one that reads nothing but events.
    media: Option<MediaType>,
    reads_events: bool,
    coding: AcceptedCoding,
}

/// There is no method that a client takes; what it is told.
pub(in crate::http) struct NotAcceptable(&'static str);

impl NotAcceptable {
    /// The answer to that client.
    pub(in crate::http) fn answer(&self) -> HttpResponse {
        let code = ErrorCode::NotAcceptable;
        refuse(
            &mut error_response::status(code),
            MediaType::Json,
            code,
            self.0,
        )
    }
}

/// How a request for the API is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum RequestMethod {
    /// An address is read: GET and HEAD.
    Get,
    /// A body is sent: POST.
    Post,
    /// A body is sent in which nothing is to be changed: QUERY (RFC 10008).
    Query,
}

/// The media types of bodies that QUERY takes.
pub(in crate::http) const ACCEPT_QUERY: (HeaderName, HeaderValue) = (
    HeaderName::from_static("accept-query"),
    HeaderValue::from_static("application/json"),
);

/// The mark of the byte order in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The name of the method.
pub(in crate::http) const QUERY: &str = "QUERY";

impl RequestMethod {
    /// The method of requests by a method; `None` if it is none of ours.
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

    /// The operations that may be parsed for: safe methods change nothing.
    const fn allowed(self) -> AllowedOperations {
        match self {
            Self::Get | Self::Query => AllowedOperations::Queries,
            Self::Post => AllowedOperations::QueriesAndMutations,
        }
    }
}

/// A request that has been read.
pub(in crate::http) struct ParsedRequest<'a> {
    pub(in crate::http) headers: &'a HeaderMap,
    pub(in crate::http) accepted: Accepted,
    pub(in crate::http) method: RequestMethod,
    pub(in crate::http) request: Result<ApiRequest, Unreadable>,
    pub(in crate::http) identity: Identity,
    /// What it says word for word, if its answer depends on nothing else.
    pub(in crate::http) fingerprint: Option<RequestFingerprint>,
}

/// Answers one request to `/graphql`.
pub(in crate::http) async fn graphql(
    request: HttpRequest,
    payload: Payload,
    api: Data<Api>,
) -> HttpResponse {
    if request.method() == Method::GET && web_socket::is_wanted(&request) {
        let Api {
            state,
            config,
            connections,
            ..
        } = &**api;
        return web_socket::open(&request, payload, state.clone(), config, connections);
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
        Err(refusal) => return refusal.answer(),
    };
    let identity = Identity::of(&request);
    let read = read(&request, payload, &api.config, &identity, method).await;
    api.answer(ParsedRequest {
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
    /// The forms that a client takes, by the headers of its request.
    ///
    /// # Errors
    /// What to tell a client that takes none that there is.
    pub(in crate::http) fn accepted(&self, headers: &HeaderMap) -> Result<Accepted, NotAcceptable> {
        let accept = headers.get_all(header::ACCEPT);
        let media = MediaType::negotiate(accept.map(|value| value.to_str().unwrap_or("?")));
        let coding = AcceptedCoding::of(headers, self.config.compression);
        let accept = headers.get_all(header::ACCEPT);
        let reads_events =
            event_stream::is_accepted(accept.filter_map(|value| value.to_str().ok()));
        match coding {
            Some(coding) if media.is_some() || reads_events => Ok(Accepted {
                media,
                reads_events,
                coding,
            }),
            Some(_) => Err(NotAcceptable(
                "Answers are application/graphql-response+json, application/json or, for \
                 subscriptions, text/event-stream.",
            )),
            None => Err(NotAcceptable(error_response::NO_ACCEPTABLE_CODING)),
        }
    }

    /// Answers a request that has been read.
    pub(in crate::http) async fn answer(&self, parsed: ParsedRequest<'_>) -> HttpResponse {
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
            reads_events,
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
                    // What is left of the body would have to be read before the next request.
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
        // Most clients that read events read JSON too, and want events of subscriptions only.
        if reads_events && (media.is_none() || self.state.engine.subscribes(&request)) {
            let allowed = allowed.with_subscriptions();
            return self
                .answer_by_events(headers, request, identity, allowed)
                .await;
        }
        let media = media.unwrap_or(MediaType::Json);
        let Api {
            state,
            config,
            responses,
            ..
        } = self;
        let Some(executed_response) =
            execute(state, responses, request, identity, allowed, coding).await
        else {
            return still_loading(media);
        };
        let is_safe = method != RequestMethod::Post;
        let cacheable_for = is_safe.then_some((headers, &config.cache));
        let prepared = PreparedResponse::new(
            executed_response.answer,
            executed_response.today,
            media,
            cacheable_for,
            executed_response.metadata,
        );
        let mut response = prepared.respond(headers, &config.cache, state.clock.now());
        if method == RequestMethod::Query {
            let (name, value) = ACCEPT_QUERY;
            response.headers_mut().insert(name, value);
        }
        prepared.metadata().clone().attach_to(&mut response);
        // Most questions are parsed once. What comes a second time may well come again.
        if let (true, Some(generation)) = (prepared.metadata().kept, executed_response.generation)
            && let Some(fingerprint) = fingerprint
        {
            generation.insert_by_fingerprint(fingerprint, prepared);
        }
        response
    }

    /// Answers a client that reads events. A request that is refused as a whole is told so by the
    /// status of the answer: there are no events then, and a browser does not try the same again.
    async fn answer_by_events(
        &self,
        headers: &HeaderMap,
        mut request: ApiRequest,
        identity: Identity,
        allowed: AllowedOperations,
    ) -> HttpResponse {
        let Ok(resumed_from) = event_stream::resumed_from(headers) else {
            let message = "The header \"Last-Event-ID\" is no cursor of the change feed.";
            return error_response::refusal(ErrorCode::CursorInvalid, message);
        };
        let state = &self.state;
        let Some(catalogue) = state.live.current() else {
            return still_loading(MediaType::Json);
        };
        let now = state.clock.now();
        let moment = RequestTime::new(catalogue, now, state.live.staleness(now));
        identity.pay_for(&mut request);
        let caller = identity.caller.clone();
        let answers = state
            .engine
            .begin(request, caller, moment, allowed, resumed_from);
        match answers.await {
            ExecutionResult::Many(live) => event_stream::live(
                live,
                &self.connections,
                &self.config,
                state.clone(),
                identity,
            ),
            ExecutionResult::One(response) => match response.request_error {
                None => event_stream::single(&response),
                Some(code) => {
                    uncached(&mut error_response::status(code), MediaType::Json).body(response.body)
                }
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

/// Reads the body of a request. A mark of the byte order before it is left out, as RFC 8259
/// (section 8.1) allows: editors of files put it there, and no client would find it.
pub(in crate::http) fn read_body(body: &[u8]) -> Result<ApiRequest, Unreadable> {
    ApiRequest::from_json(body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body))
        .map_err(|fault| Unreadable::new(ErrorCode::BadRequest, fault.to_string()))
}

/// An answer, the day on which it was parsed for, and what the log tells of it.
struct ExecutedResponse {
    answer: EncodedResponse,
    today: Day,
    metadata: ResponseMetadata,
    /// The answers among which it is kept, if it is.
    generation: Option<Arc<Generation>>,
}

/// The answer to a request; `None` while there is no catalogue yet.
async fn execute(
    state: &AppState,
    responses: &ResponseCache,
    mut request: ApiRequest,
    identity: Identity,
    allowed: AllowedOperations,
    coding: AcceptedCoding,
) -> Option<ExecutedResponse> {
    let catalogue = state.live.current()?;
    let revision = catalogue.revision().number();
    let now = state.clock.now();
    let today = now.date_naive();
    let generation = responses.generation(&state.live, &catalogue, today);
    let kept = generation
        .as_ref()
        .and_then(|generation| Some((generation, state.engine.key(&request)?)));
    let moment = RequestTime::new(catalogue, now, state.live.staleness(now));
    let mut executed = None;
    let execute = async || {
        // An answer that is kept already costs no more than was paid when the request was let in.
        identity.pay_for(&mut request);
        let started = Instant::now();
        let response = state
            .engine
            .execute(request, identity.caller, moment, allowed)
            .await;
        let cost = response.cost.map(DocumentCost::charge);
        let field = response.summary.root_field.as_deref();
        state.metrics.executed(field, cost, started.elapsed());
        executed = Some(cost);
        response
    };
    let answer = match kept {
        Some((generation, question)) => {
            responses
                .answer(generation, question, coding, execute)
                .await
        }
        None => uncached_answer(coding, execute).await,
    };
    if executed.is_none() {
        state.metrics.served_kept();
    }
    let metadata = ResponseMetadata {
        caller: None,
        operation: answer.operation.clone(),
        cost: executed.flatten(),
        kept: executed.is_none(),
        code: answer.request_error,
        revision: Some(revision),
    };
    Some(ExecutedResponse {
        answer,
        today,
        metadata,
        generation,
    })
}
