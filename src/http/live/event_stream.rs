//! GraphQL over server-sent events, in the mode of distinct connections.
//!
//! The id of each event is the cursor after it, so a browser's `EventSource`, which sends the last id
//! when it reconnects, resumes without any code.

use std::time::Duration;

use actix_web::{
    HttpResponse,
    http::header::{self, HeaderMap},
    web::{Bytes, Data},
};
use futures_util::{Stream, StreamExt, stream};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

use super::{ConnectionContext, ConnectionPermit, LiveConnections, too_many_connections};
use crate::{
    graphql::{ApiResponse, BadStreamCursor, ResponseStream, StreamCursor, StreamPosition},
    http::{
        admission::Identity,
        caching::cache_control::NO_STORE,
        config::HttpConfig,
        negotiation::quality_list::{Quality, items},
        state::AppState,
    },
};

/// The media type of events.
const CONTENT_TYPE: &str = "text/event-stream; charset=utf-8";

/// The first field: the reconnection delay of browsers in milliseconds.
const BEGINNING: &str = "retry: 1000\n\n";

/// The header in which a browser sends the id of the last event.
const LAST_EVENT_ID: &str = "last-event-id";

/// Whether a client accepts events by name, by the values of its header `Accept`.
pub(in crate::http) fn is_accepted<'a>(accept: impl Iterator<Item = &'a str>) -> bool {
    let mut items = items(accept).flatten();
    items.any(|item| {
        item.value.eq_ignore_ascii_case("text/event-stream") && item.quality > Quality::ZERO
    })
}

/// The cursor from which a reconnecting client resumes; `None` on its first connection.
///
/// # Errors
/// If the header is no cursor.
pub(in crate::http) fn resumed_from(
    headers: &HeaderMap,
) -> Result<Option<StreamCursor>, BadStreamCursor> {
    match headers.get(LAST_EVENT_ID) {
        None => Ok(None),
        Some(id) if id.is_empty() => Ok(None),
        Some(id) => id.to_str().map_err(|_| BadStreamCursor)?.parse().map(Some),
    }
}

/// One response and the end, for a client that accepts only events.
pub(in crate::http) fn single(response: &ApiResponse) -> HttpResponse {
    let text = format!("{BEGINNING}{}{COMPLETE}", next_event(response, None));
    begin().body(text)
}

/// The events of a subscription, until it ends, the client leaves or the server stops.
pub(in crate::http) fn live(
    responses: ResponseStream,
    connections: &LiveConnections,
    config: &HttpConfig,
    state: Data<AppState>,
    identity: Identity,
) -> HttpResponse {
    let Some(permit) = connections.acquire() else {
        return too_many_connections();
    };
    let events = Events {
        responses,
        permit,
        context: ConnectionContext { state, identity },
        heartbeat: heartbeat(config.live.heartbeat),
    };
    let beginning = stream::once(async { Bytes::from_static(BEGINNING.as_bytes()) });
    let bytes = beginning.chain(events.into_stream());
    begin().streaming(bytes.map(Ok::<_, std::convert::Infallible>))
}

fn begin() -> actix_web::HttpResponseBuilder {
    let mut builder = HttpResponse::Ok();
    builder
        .content_type(CONTENT_TYPE)
        .insert_header((header::CACHE_CONTROL, NO_STORE))
        .insert_header((header::VARY, "Accept"))
        // Proxies such as nginx would wait for more before they pass an event on.
        .insert_header(("x-accel-buffering", "no"));
    builder
}

fn heartbeat(period: Duration) -> Interval {
    let mut interval = interval_at(Instant::now() + period, period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}

/// The last event. Browsers do not dispatch an event without a data field.
const COMPLETE: &str = "event: complete\ndata:\n\n";

fn next_event(response: &ApiResponse, progress: Option<&StreamPosition>) -> String {
    // JSON text has no line breaks of its own here: the serializer writes none.
    let data = String::from_utf8_lossy(&response.body);
    match progress.and_then(StreamPosition::cursor) {
        Some(cursor) => format!("event: next\nid: {cursor}\ndata: {data}\n\n"),
        None => format!("event: next\ndata: {data}\n\n"),
    }
}

struct Events {
    responses: ResponseStream,
    permit: ConnectionPermit,
    context: ConnectionContext,
    heartbeat: Interval,
}

impl Events {
    fn into_stream(self) -> impl Stream<Item = Bytes> {
        stream::unfold(Some(self), async |events| {
            let mut events = events?;
            let (text, goes_on) = events.next().await?;
            Some((Bytes::from(text), goes_on.then_some(events)))
        })
    }

    /// The next text, and whether more may follow; `None` when the server stops, which is a lost
    /// connection to the client, so that it reconnects.
    async fn next(&mut self) -> Option<(String, bool)> {
        tokio::select! {
            biased;
            () = self.permit.server_stops() => None,
            response = self.responses.stream.next() => Some(match response {
                None => (COMPLETE.to_owned(), false),
                Some(response) => {
                    let event = next_event(&response, Some(&self.responses.progress));
                    match response.request_error {
                        None => (event, true),
                        Some(_) => (event + COMPLETE, false),
                    }
                }
            }),
            _ = self.heartbeat.tick() => {
                if !self.context.is_still_admitted().await {
                    return None;
                }
                // A client stores an id without data, and dispatches no event.
                let heartbeat = match self.responses.progress.cursor() {
                    Some(cursor) => format!("id: {cursor}\n\n"),
                    None => ":\n\n".to_owned(),
                };
                Some((heartbeat, true))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_have_to_be_accepted_by_name() {
        for (accept, expected) in [
            ("text/event-stream", true),
            ("Text/Event-Stream;q=0.5", true),
            ("application/json, text/event-stream, multipart/mixed", true),
            ("text/event-stream;q=0", false),
            ("text/event-stream; q=0.000", false),
            ("*/*", false),
            ("text/*", false),
            ("application/json", false),
            ("", false),
        ] {
            assert_eq!(is_accepted(std::iter::once(accept)), expected, "{accept}");
        }
    }
}
