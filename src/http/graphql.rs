//! GraphQL over HTTP, as the draft of the GraphQL Foundation has it.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{Method, header},
    web::{Data, Payload},
};

use super::{
    accept::MediaType,
    answer,
    body::{Unreadable, read_json_body},
    parameters::read_query_string,
    server::{AppState, HttpConfig},
};
use crate::graphql::{AllowedOperations, ApiRequest, ApiResponse, Caller, ErrorCode, Moment};

/// Seconds after which a client may ask again while there is no catalogue yet.
const RETRY_AFTER: &str = "1";

/// Answers one request to `/graphql`.
pub(super) async fn graphql(
    request: HttpRequest,
    payload: Payload,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    let allowed = match *request.method() {
        Method::GET | Method::HEAD => AllowedOperations::Queries,
        Method::POST => AllowedOperations::QueriesAndMutations,
        _ => {
            let code = ErrorCode::MethodNotAllowed;
            return finish(
                answer::status(code).insert_header((header::ALLOW, "GET, HEAD, POST")),
                MediaType::Json,
                ApiResponse::refusal(code, "Send a GraphQL request by GET or POST."),
            );
        }
    };
    let accept = request.headers().get_all(header::ACCEPT);
    let Some(media) = MediaType::negotiate(accept.map(|value| value.to_str().unwrap_or("?")))
    else {
        let code = ErrorCode::NotAcceptable;
        let message = "Answers are application/graphql-response+json or application/json.";
        return finish(
            &mut answer::status(code),
            MediaType::Json,
            ApiResponse::refusal(code, message),
        );
    };
    match read(&request, payload, &config, allowed).await {
        Ok(api_request) => execute(&state, api_request, allowed, media).await,
        Err(Unreadable { code, message }) => {
            let mut builder = answer::status(code);
            if allowed == AllowedOperations::QueriesAndMutations {
                // What is left of the body would have to be read before the next request.
                builder.force_close();
            }
            finish(&mut builder, media, ApiResponse::refusal(code, message))
        }
    }
}

async fn read(
    request: &HttpRequest,
    payload: Payload,
    config: &HttpConfig,
    allowed: AllowedOperations,
) -> Result<ApiRequest, Unreadable> {
    match allowed {
        AllowedOperations::Queries => read_query_string(request.query_string()),
        AllowedOperations::QueriesAndMutations => {
            let body = read_json_body(request.headers(), payload, config).await?;
            ApiRequest::from_json(&body)
                .map_err(|fault| Unreadable::new(ErrorCode::BadRequest, fault.to_string()))
        }
    }
}

async fn execute(
    state: &AppState,
    request: ApiRequest,
    allowed: AllowedOperations,
    media: MediaType,
) -> HttpResponse {
    let Some(catalogue) = state.live.current() else {
        let code = ErrorCode::Unavailable;
        return finish(
            answer::status(code).insert_header((header::RETRY_AFTER, RETRY_AFTER)),
            media,
            ApiResponse::refusal(code, "The catalogue is still being loaded; try again soon."),
        );
    };
    let now = state.clock.now();
    let moment = Moment::new(catalogue, now, state.live.staleness(now));
    let response = state
        .engine
        .execute(request, Caller::Anonymous, moment, allowed)
        .await;
    let mut builder = match response.request_error {
        None => HttpResponse::Ok(),
        // Clients of the older type take any other status for a broken connection.
        Some(code) if media == MediaType::Json && code.http_status() == 400 => HttpResponse::Ok(),
        Some(code) => answer::status(code),
    };
    if response.request_error == Some(ErrorCode::MethodNotAllowed) {
        builder.insert_header((header::ALLOW, "POST"));
    }
    finish(&mut builder, media, response)
}

fn finish(
    builder: &mut HttpResponseBuilder,
    media: MediaType,
    response: ApiResponse,
) -> HttpResponse {
    builder
        .content_type(media.content_type())
        .insert_header((header::VARY, "Accept"))
        .body(response.body)
}
