//! GraphQL over HTTP, as the draft of the GraphQL Foundation has it.

use std::time::Instant;

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{
        Method,
        header::{self, HeaderMap, HeaderValue},
    },
    web::{Data, Payload},
};
use chrono::{DateTime, Utc};

use super::{
    accept::MediaType,
    account_of_answer::AnswerAccount,
    admission::Identity,
    answer,
    body::{Unreadable, read_json_body},
    cache_control::{Audience, NO_STORE},
    content_coding::AcceptedCoding,
    live::{LiveConnections, event_stream, web_socket},
    parameters::read_query_string,
    representation::Conditional,
    response_cache::{Answer, ResponseCache, uncached_answer},
    server::{AppState, HttpConfig},
};
use crate::{
    catalogue::Day,
    graphql::{
        AllowedOperations, Answers, ApiRequest, ApiResponse, DocumentCost, ErrorCode, Lifetime,
        Moment,
    },
};

/// Seconds after which a client may ask again while there is no catalogue yet.
const RETRY_AFTER: &str = "1";

/// The request headers that choose between forms of an answer.
const VARY: &str = "Accept, Accept-Encoding";

/// Answers one request to `/graphql`.
pub(super) async fn graphql(
    request: HttpRequest,
    payload: Payload,
    state: Data<AppState>,
    config: Data<HttpConfig>,
    responses: Data<ResponseCache>,
    connections: Data<LiveConnections>,
) -> HttpResponse {
    if request.method() == Method::GET && web_socket::is_wanted(&request) {
        return web_socket::open(&request, payload, state, &config, &connections);
    }
    let allowed = match *request.method() {
        Method::GET | Method::HEAD => AllowedOperations::Queries,
        Method::POST => AllowedOperations::QueriesAndMutations,
        _ => {
            let code = ErrorCode::MethodNotAllowed;
            return refuse(
                answer::status(code).insert_header((header::ALLOW, "GET, HEAD, POST")),
                MediaType::Json,
                code,
                "Send a GraphQL request by GET or POST.",
            );
        }
    };
    let accept = request.headers().get_all(header::ACCEPT);
    let media = MediaType::negotiate(accept.map(|value| value.to_str().unwrap_or("?")));
    let coding = AcceptedCoding::of(request.headers(), config.compression);
    let accept = request.headers().get_all(header::ACCEPT);
    let reads_events = event_stream::is_accepted(accept.filter_map(|value| value.to_str().ok()));
    let (true, Some(coding)) = (media.is_some() || reads_events, coding) else {
        let code = ErrorCode::NotAcceptable;
        let message = match coding {
            Some(_) => {
                "Answers are application/graphql-response+json, application/json or, for \
                 subscriptions, text/event-stream."
            }
            None => answer::NO_ACCEPTABLE_CODING,
        };
        let builder = &mut answer::status(code);
        return refuse(builder, MediaType::Json, code, message);
    };
    let identity = Identity::of(&request);
    let api_request = read(&request, payload, &config, &identity, allowed).await;
    // Most clients that read events read JSON too, and want events of subscriptions only.
    let wants_events = match &api_request {
        Ok(api_request) => {
            reads_events && (media.is_none() || state.engine.subscribes(api_request))
        }
        Err(_) => false,
    };
    let media = media.unwrap_or(MediaType::Json);
    match api_request {
        Ok(api_request) if wants_events => {
            let allowed = allowed.with_subscriptions();
            answer_by_events(
                &request,
                api_request,
                state,
                identity,
                allowed,
                &config,
                &connections,
            )
            .await
        }
        Ok(api_request) => {
            let form = Form {
                media,
                request: request.headers(),
                conditional: allowed == AllowedOperations::Queries,
            };
            let answered = answer(&state, &responses, api_request, identity, allowed, coding).await;
            match answered {
                Some(answered) => form.finish(answered, &config, state.clock.now()),
                None => still_loading(media),
            }
        }
        Err(Unreadable { code, message }) => {
            let mut builder = answer::status(code);
            if allowed.mutations() {
                // What is left of the body would have to be read before the next request.
                builder.force_close();
            }
            refuse(&mut builder, media, code, &message)
        }
    }
}

async fn read(
    request: &HttpRequest,
    payload: Payload,
    config: &HttpConfig,
    identity: &Identity,
    allowed: AllowedOperations,
) -> Result<ApiRequest, Unreadable> {
    if !allowed.mutations() {
        return read_query_string(request.query_string());
    }
    let limit = config.most_body_bytes(&identity.caller);
    let body = read_json_body(request.headers(), payload, limit, config).await?;
    ApiRequest::from_json(&body)
        .map_err(|fault| Unreadable::new(ErrorCode::BadRequest, fault.to_string()))
}

/// Answers a client that reads events. A request that is refused as a whole is told so by the status
/// of the answer: there are no events then, and a browser does not try the same again.
async fn answer_by_events(
    request: &HttpRequest,
    mut api_request: ApiRequest,
    state: Data<AppState>,
    identity: Identity,
    allowed: AllowedOperations,
    config: &HttpConfig,
    connections: &LiveConnections,
) -> HttpResponse {
    let Ok(resumed_from) = event_stream::resumed_from(request.headers()) else {
        let message = "The header \"Last-Event-ID\" is no cursor of the change feed.";
        return answer::refusal(ErrorCode::CursorInvalid, message);
    };
    let Some(catalogue) = state.live.current() else {
        return still_loading(MediaType::Json);
    };
    let now = state.clock.now();
    let moment = Moment::new(catalogue, now, state.live.staleness(now));
    identity.pay_for(&mut api_request);
    let caller = identity.caller.clone();
    let answers = state
        .engine
        .begin(api_request, caller, moment, allowed, resumed_from);
    match answers.await {
        Answers::Many(live) => event_stream::live(live, connections, config, state, identity),
        Answers::One(response) => match response.request_error {
            None => event_stream::single(&response),
            Some(code) => uncached(&mut answer::status(code), MediaType::Json).body(response.body),
        },
    }
}

/// The answer to whoever comes before there is a catalogue.
fn still_loading(media: MediaType) -> HttpResponse {
    refuse(
        answer::status(ErrorCode::Unavailable).insert_header((header::RETRY_AFTER, RETRY_AFTER)),
        media,
        ErrorCode::Unavailable,
        "The catalogue is still being loaded; try again soon.",
    )
}

/// An answer, the day on which it was asked for, and what the log tells of it.
struct Answered {
    answer: Answer,
    today: Day,
    account: AnswerAccount,
}

/// The answer to a request; `None` while there is no catalogue yet.
async fn answer(
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
    let kept = responses.generation(&state.live, &catalogue, today);
    let kept = kept.and_then(|generation| Some((generation, state.engine.key(&request)?)));
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
                .answer(&generation, question, coding, execute)
                .await
        }
        None => uncached_answer(coding, execute).await,
    };
    if executed.is_none() {
        state.metrics.served_kept();
    }
    let account = AnswerAccount {
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
    })
}

/// In which form an answer goes out.
struct Form<'a> {
    media: MediaType,
    request: &'a HeaderMap,
    /// Whether the request reads an address, so that its answer may be kept under it.
    conditional: bool,
}

impl Form<'_> {
    fn finish(self, answered: Answered, config: &HttpConfig, now: DateTime<Utc>) -> HttpResponse {
        let Answered {
            answer,
            today,
            account,
        } = answered;
        let mut response = self.write(answer, config, today, now);
        account.leave_with(&mut response);
        response
    }

    fn write(
        self,
        answer: Answer,
        config: &HttpConfig,
        today: Day,
        now: DateTime<Utc>,
    ) -> HttpResponse {
        let representation = answer.representation;
        if self.conditional && answer.lifetime != Lifetime::Once {
            let conditional = Conditional {
                tag: representation.tag(self.media.tag_part()),
                cache_control: config
                    .cache
                    .header(answer.lifetime, self.audience(), today, now),
                vary: VARY,
            };
            let (mut builder, known) = conditional.begin(self.request);
            return if known {
                builder.finish()
            } else {
                representation.answer(builder.content_type(self.media.content_type()))
            };
        }
        let mut builder = match answer.request_error {
            None => HttpResponse::Ok(),
            // Clients of the older type take any other status for a broken connection.
            Some(code) if self.media == MediaType::Json && code.http_status() == 400 => {
                HttpResponse::Ok()
            }
            Some(code) => answer::status(code),
        };
        match answer.request_error {
            Some(ErrorCode::MethodNotAllowed) => {
                builder.insert_header((header::ALLOW, "POST"));
            }
            Some(ErrorCode::Unavailable | ErrorCode::Timeout) => {
                builder.insert_header((header::RETRY_AFTER, RETRY_AFTER));
            }
            _ => {}
        }
        representation.answer(uncached(&mut builder, self.media))
    }

    /// Whoever shows a credential gets an answer of their own, although most of them are the same
    /// for everybody: what a credential allows is nothing for a cache to decide.
    fn audience(&self) -> Audience {
        if self.request.contains_key(header::AUTHORIZATION) {
            Audience::Private
        } else {
            Audience::Public
        }
    }
}

fn refuse(
    builder: &mut HttpResponseBuilder,
    media: MediaType,
    code: ErrorCode,
    message: &str,
) -> HttpResponse {
    let mut refusal = uncached(builder, media).body(ApiResponse::refusal(code, message).body);
    AnswerAccount::refused(code).leave_with(&mut refusal);
    refusal
}

/// The headers of an answer that nobody may keep.
fn uncached(builder: &mut HttpResponseBuilder, media: MediaType) -> &mut HttpResponseBuilder {
    builder
        .content_type(media.content_type())
        .insert_header((header::CACHE_CONTROL, NO_STORE))
        .insert_header((header::VARY, HeaderValue::from_static(VARY)))
}
