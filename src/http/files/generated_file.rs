//! Files that are generated from the catalogue on request.

use std::sync::Arc;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderName},
    web::Bytes,
};

use crate::http::{
    caching::cache_control::Audience,
    caching::encoded_body::{ConditionalResponse, EncodedBody},
    config::HttpConfig,
    error_response,
    files::query_params::Refusal,
    negotiation::content_coding::AcceptedCoding,
    state::AppState,
};
use crate::{
    catalogue::{Catalogue, Day},
    graphql::CacheScope,
};

/// A generated file.
pub(in crate::http) struct GeneratedFile {
    pub(in crate::http) body: Bytes,
    /// Whether content codings make it smaller.
    pub(in crate::http) is_compressible: bool,
    /// How long the file stays the same.
    pub(in crate::http) lifetime: CacheScope,
    pub(in crate::http) content_type: &'static str,
    /// A header besides its type.
    pub(in crate::http) header: (HeaderName, String),
}

impl GeneratedFile {
    /// An English text that stays the same until the next revision.
    pub(super) fn of_revision(content_type: &'static str, text: String) -> Self {
        Self {
            body: text.into(),
            is_compressible: true,
            lifetime: CacheScope::Revision,
            content_type,
            header: (header::CONTENT_LANGUAGE, "en".to_owned()),
        }
    }
}

/// Responds with a file of the current snapshot and day.
pub(in crate::http) async fn respond(
    request: &HttpRequest,
    state: &AppState,
    config: &HttpConfig,
    make: impl FnOnce(&Catalogue, Day) -> Result<GeneratedFile, Refusal>,
) -> HttpResponse {
    respond_computed(request, state, config, async |catalogue, today| {
        make(&catalogue, today)
    })
    .await
}

/// The same with a file that is computed in part on another thread.
pub(in crate::http) async fn respond_computed(
    request: &HttpRequest,
    state: &AppState,
    config: &HttpConfig,
    make: impl AsyncFnOnce(Arc<Catalogue>, Day) -> Result<GeneratedFile, Refusal>,
) -> HttpResponse {
    let Some(catalogue) = state.live.current() else {
        return error_response::still_loading();
    };
    let Some(coding) = AcceptedCoding::of(request.headers(), config.compression) else {
        return error_response::no_acceptable_coding();
    };
    let today = state.today();
    let file = match make(catalogue, today).await {
        Ok(file) => file,
        Err((code, message)) => return error_response::refusal(code, &message),
    };
    let plain = EncodedBody::plain(file.body);
    let representation = if file.is_compressible {
        plain.accepted(coding).await
    } else {
        plain
    };
    let conditional = ConditionalResponse {
        tag: representation.tag(""),
        cache_control: config.cache.header(
            file.lifetime,
            Audience::Public,
            today,
            state.clock.now(),
        ),
        vary: "Accept-Encoding",
    };
    let (mut builder, is_bodiless) = conditional.begin(request.headers());
    builder.insert_header(file.header);
    if is_bodiless {
        return builder.finish();
    }
    representation.response(builder.content_type(file.content_type))
}

/// A file for an explicit day changes with the catalogue only.
pub(in crate::http) fn lifetime(as_of: Option<&str>) -> CacheScope {
    match as_of {
        Some(_) => CacheScope::Revision,
        None => CacheScope::Day,
    }
}
