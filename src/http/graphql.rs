//! GraphQL over HTTP, as the draft of the GraphQL Foundation has it.

use std::{sync::Arc, time::Instant};

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        Method,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    web::{Data, Payload},
};

use super::{
    accept::MediaType,
    account_of_answer::AnswerAccount,
    admission::Identity,
    answer,
    body::{Unreadable, read_json_body},
    content_coding::AcceptedCoding,
    live::{LiveConnections, event_stream, web_socket},
    outgoing::{Outgoing, refuse, still_loading, uncached},
    parameters::read_query_string,
    response_cache::{Answer, Generation, ResponseCache, uncached_answer},
    server::{AppState, HttpConfig},
    wording::Wording,
};
use crate::{
    catalogue::Day,
    graphql::{AllowedOperations, Answers, ApiRequest, DocumentCost, ErrorCode, Moment},
};

/// What answers requests for the API. All workers share it.
#[derive(Clone)]
pub(super) struct Api {
    pub(super) state: Data<AppState>,
    pub(super) config: Data<HttpConfig>,
    pub(super) responses: Data<ResponseCache>,
    pub(super) connections: LiveConnections,
}

/// In which forms a client takes its answer.
pub(super) struct Accepted {
    /// `None` for one that reads nothing but events.
    media: Option<MediaType>,
    reads_events: bool,
    coding: AcceptedCoding,
}

/// There is no form that a client takes; what it is told.
pub(super) struct NotAcceptable(&'static str);

impl NotAcceptable {
    /// The answer to that client.
    pub(super) fn answer(&self) -> HttpResponse {
        let code = ErrorCode::NotAcceptable;
        refuse(&mut answer::status(code), MediaType::Json, code, self.0)
    }
}

/// How a request for the API is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// An address is read: GET and HEAD.
    Address,
    /// A body is sent: POST.
    Body,
    /// A body is sent in which nothing is to be changed: QUERY (RFC 10008).
    Query,
}

/// The media types of bodies that QUERY takes.
pub(super) const ACCEPT_QUERY: (HeaderName, HeaderValue) = (
    HeaderName::from_static("accept-query"),
    HeaderValue::from_static("application/json"),
);

/// The mark of the byte order in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The name of the method.
pub(super) const QUERY: &str = "QUERY";

impl Form {
    /// The form of requests by a method; `None` if it is none of ours.
    pub(super) fn of(method: &Method) -> Option<Self> {
        match *method {
            Method::GET | Method::HEAD => Some(Self::Address),
            Method::POST => Some(Self::Body),
            _ if method.as_str() == QUERY => Some(Self::Query),
            _ => None,
        }
    }

    const fn has_body(self) -> bool {
        matches!(self, Self::Body | Self::Query)
    }

    /// The operations that may be asked for: safe methods change nothing.
    const fn allowed(self) -> AllowedOperations {
        match self {
            Self::Address | Self::Query => AllowedOperations::Queries,
            Self::Body => AllowedOperations::QueriesAndMutations,
        }
    }
}

/// A request that has been read.
pub(super) struct Asked<'a> {
    pub(super) headers: &'a HeaderMap,
    pub(super) accepted: Accepted,
    pub(super) form: Form,
    pub(super) request: Result<ApiRequest, Unreadable>,
    pub(super) identity: Identity,
    /// What it says word for word, if its answer depends on nothing else.
    pub(super) wording: Option<Wording>,
}

/// Answers one request to `/graphql`.
pub(super) async fn graphql(
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
    let Some(form) = Form::of(request.method()) else {
        let code = ErrorCode::MethodNotAllowed;
        return refuse(
            answer::status(code)
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
    let read = read(&request, payload, &api.config, &identity, form).await;
    api.answer(Asked {
        headers: request.headers(),
        accepted,
        form,
        request: read,
        identity,
        wording: None,
    })
    .await
}

impl Api {
    /// The forms that a client takes, by the headers of its request.
    ///
    /// # Errors
    /// What to tell a client that takes none that there is.
    pub(super) fn accepted(&self, headers: &HeaderMap) -> Result<Accepted, NotAcceptable> {
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
            None => Err(NotAcceptable(answer::NO_ACCEPTABLE_CODING)),
        }
    }

    /// Answers a request that has been read.
    pub(super) async fn answer(&self, asked: Asked<'_>) -> HttpResponse {
        let Asked {
            headers,
            accepted,
            form,
            request,
            identity,
            wording,
        } = asked;
        let allowed = form.allowed();
        let Accepted {
            media,
            reads_events,
            coding,
        } = accepted;
        let request = match request {
            Ok(request) => request,
            Err(Unreadable { code, message }) => {
                let mut builder = answer::status(code);
                if code == ErrorCode::UnsupportedMediaType {
                    builder.insert_header(ACCEPT_QUERY);
                }
                if form.has_body() {
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
        let Some(answered) = execute(state, responses, request, identity, allowed, coding).await
        else {
            return still_loading(media);
        };
        let is_safe = form != Form::Body;
        let keeping = is_safe.then_some((headers, &config.cache));
        let outgoing = Outgoing::new(
            answered.answer,
            answered.today,
            media,
            keeping,
            answered.account,
        );
        let mut response = outgoing.respond(headers, &config.cache, state.clock.now());
        if form == Form::Query {
            let (name, value) = ACCEPT_QUERY;
            response.headers_mut().insert(name, value);
        }
        outgoing.account().clone().leave_with(&mut response);
        // Most questions are asked once. What comes a second time may well come again.
        if let (true, Some(generation)) = (outgoing.account().kept, answered.generation)
            && let Some(wording) = wording
        {
            generation.remember(wording, outgoing);
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
            return answer::refusal(ErrorCode::CursorInvalid, message);
        };
        let state = &self.state;
        let Some(catalogue) = state.live.current() else {
            return still_loading(MediaType::Json);
        };
        let now = state.clock.now();
        let moment = Moment::new(catalogue, now, state.live.staleness(now));
        identity.pay_for(&mut request);
        let caller = identity.caller.clone();
        let answers = state
            .engine
            .begin(request, caller, moment, allowed, resumed_from);
        match answers.await {
            Answers::Many(live) => event_stream::live(
                live,
                &self.connections,
                &self.config,
                state.clone(),
                identity,
            ),
            Answers::One(response) => match response.request_error {
                None => event_stream::single(&response),
                Some(code) => {
                    uncached(&mut answer::status(code), MediaType::Json).body(response.body)
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
    form: Form,
) -> Result<ApiRequest, Unreadable> {
    if !form.has_body() {
        return read_query_string(request.query_string());
    }
    let limit = config.most_body_bytes(&identity.caller);
    let body = read_json_body(request.headers(), payload, limit, config).await?;
    read_body(&body)
}

/// Reads the body of a request. A mark of the byte order before it is left out, as RFC 8259
/// (section 8.1) allows: editors of files put it there, and no client would find it.
pub(super) fn read_body(body: &[u8]) -> Result<ApiRequest, Unreadable> {
    ApiRequest::from_json(body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body))
        .map_err(|fault| Unreadable::new(ErrorCode::BadRequest, fault.to_string()))
}

/// An answer, the day on which it was asked for, and what the log tells of it.
struct Answered {
    answer: Answer,
    today: Day,
    account: AnswerAccount,
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
) -> Option<Answered> {
    let catalogue = state.live.current()?;
    let revision = catalogue.revision().number();
    let now = state.clock.now();
    let today = now.date_naive();
    let generation = responses.generation(&state.live, &catalogue, today);
    let kept = generation
        .as_ref()
        .and_then(|generation| Some((generation, state.engine.key(&request)?)));
    let moment = Moment::new(catalogue, now, state.live.staleness(now));
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
    let account = AnswerAccount {
        caller: None,
        operation: answer.operation.clone(),
        cost: executed.flatten(),
        kept: executed.is_none(),
        code: answer.request_error,
        revision: Some(revision),
    };
    Some(Answered {
        answer,
        today,
        account,
        generation,
    })
}
