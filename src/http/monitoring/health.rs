//! Liveness and readiness probes.

use actix_web::{HttpResponse, HttpResponseBuilder, http::header, web::Data};
use serde::Serialize;

use crate::http::{caching::cache_control::NO_STORE, server::Stopping, state::AppState};

/// The liveness probe: always 200.
pub(in crate::http) async fn live() -> HttpResponse {
    #[derive(Serialize)]
    struct Live {
        status: &'static str,
    }

    uncached(&mut HttpResponse::Ok()).json(Live { status: "alive" })
}

/// The readiness probe: the revision and its staleness; 503 before the first snapshot and after a stop
/// was announced.
pub(in crate::http) async fn ready(
    state: Data<AppState>,
    stopping: Data<Stopping>,
) -> HttpResponse {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Ready {
        status: &'static str,
        revision: Option<i64>,
        staleness_seconds: Option<i64>,
    }

    if stopping.is_announced() {
        return uncached(&mut HttpResponse::ServiceUnavailable()).json(Ready {
            status: "stopping",
            revision: None,
            staleness_seconds: None,
        });
    }
    match state.live.current() {
        Some(catalogue) => uncached(&mut HttpResponse::Ok()).json(Ready {
            status: "ready",
            revision: Some(catalogue.revision().number()),
            staleness_seconds: Some(state.live.staleness(state.clock.now()).num_seconds()),
        }),
        None => uncached(&mut HttpResponse::ServiceUnavailable()).json(Ready {
            status: "starting",
            revision: None,
            staleness_seconds: None,
        }),
    }
}

fn uncached(builder: &mut HttpResponseBuilder) -> &mut HttpResponseBuilder {
    builder.insert_header((header::CACHE_CONTROL, NO_STORE))
}
