//! The metrics page, on a listener of its own: it is for operators only.

use actix_web::{HttpResponse, http::header, web::Data};

use crate::http::{
    admission::connection_limit::ConnectionLimit, caching::cache_control::NO_STORE,
    caching::response_cache::ResponseCache, state::AppState,
};
use crate::{metrics::Levels, store::Store};

/// Responds with all metrics in the text format of Prometheus.
pub(in crate::http) async fn metrics(
    state: Data<AppState>,
    connections: Data<ConnectionLimit>,
    responses: Data<ResponseCache>,
) -> HttpResponse {
    let now = state.clock.now();
    let catalogue = state.live.current();
    let seconds = |time: chrono::TimeDelta| time.as_seconds_f64().max(0.0);
    let pool = state.store.get().and_then(Store::connections);
    let (cache_entries, cache_bytes) = responses.level();
    let levels = Levels {
        revision: catalogue
            .as_ref()
            .map_or(0, |catalogue| catalogue.revision().number()),
        staleness_seconds: catalogue
            .as_ref()
            .map_or(0.0, |_| seconds(state.live.staleness(now))),
        age_seconds: catalogue.map_or(0.0, |catalogue| seconds(now - catalogue.committed_at())),
        connections: connections.open(),
        database_open: pool.map_or(0, |pool| pool.open),
        database_idle: pool.map_or(0, |pool| pool.idle),
        cache_entries,
        cache_bytes,
    };
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, NO_STORE))
        .body(state.metrics.text(levels))
}
