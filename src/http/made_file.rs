//! Files that are made of the catalogue when somebody asks for them.

use actix_web::{HttpRequest, HttpResponse, http::header::HeaderName};

use super::{
    address_parameters::Refusal,
    answer,
    cache_control::Audience,
    content_coding::AcceptedCoding,
    representation::{Conditional, Representation},
    server::{AppState, HttpConfig},
};
use crate::{
    catalogue::{Catalogue, Day},
    graphql::Lifetime,
};

/// A file that was made.
pub(super) struct MadeFile {
    pub(super) text: String,
    /// For how long it would be made the same.
    pub(super) lifetime: Lifetime,
    pub(super) content_type: &'static str,
    /// What a browser is told of the file beside its type.
    pub(super) header: (HeaderName, String),
}

/// Answers with what is made of the present catalogue on the present day.
pub(super) async fn respond(
    request: &HttpRequest,
    state: &AppState,
    config: &HttpConfig,
    make: impl FnOnce(&Catalogue, Day) -> Result<MadeFile, Refusal>,
) -> HttpResponse {
    let Some(catalogue) = state.live.current() else {
        return answer::no_catalogue();
    };
    let Some(coding) = AcceptedCoding::of(request.headers(), config.compression) else {
        return answer::no_acceptable_coding();
    };
    let today = state.clock.now().date_naive();
    let file = match make(&catalogue, today) {
        Ok(file) => file,
        Err((code, message)) => return answer::refusal(code, &message),
    };
    let representation = Representation::plain(file.text.into())
        .accepted(coding)
        .await;
    let conditional = Conditional {
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
    representation.answer(builder.content_type(file.content_type))
}

/// A file for a named day changes with the catalogue only.
pub(super) fn lifetime(as_of: Option<&str>) -> Lifetime {
    match as_of {
        Some(_) => Lifetime::Revision,
        None => Lifetime::Day,
    }
}
