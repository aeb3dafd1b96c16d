//! An answer of the API in the form in which it goes out.

use actix_web::{
    HttpResponse, HttpResponseBuilder,
    http::header::{self, HeaderMap, HeaderValue},
};
use chrono::{DateTime, Utc};

use crate::http::{
    caching::cache_control::{Audience, CachePolicy, NO_STORE},
    caching::encoded_body::ConditionalResponse,
    caching::entity_tag::EntityTag,
    caching::response_cache::EncodedResponse,
    error_response,
    negotiation::accept::MediaType,
    response_metadata::ResponseMetadata,
};
use crate::{
    catalogue::Day,
    graphql::{ApiResponse, CacheScope, ErrorCode},
};

/// Seconds after which a client may ask again while there is no catalogue yet.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");

/// The request headers that choose between forms of an answer.
const VARY: &str = "Accept, Accept-Encoding";

/// An answer for clients that read this media type. Cloning is cheap.
#[derive(Debug, Clone)]
pub(in crate::http) struct PreparedResponse {
    answer: EncodedResponse,
    /// The day on which it was made.
    day: Day,
    media: MediaType,
    /// How it may be kept, where an address was read under which it may be.
    cache_headers: Option<CacheHeaders>,
    metadata: ResponseMetadata,
}

/// What a client or a cache needs to know to keep an answer.
#[derive(Debug, Clone)]
struct CacheHeaders {
    tag: EntityTag,
    audience: Audience,
    /// For how long, where that does not change with the time of day.
    cache_control: Option<HeaderValue>,
}

impl PreparedResponse {
    /// An answer to a request with these headers that reads an address, or that does not.
    pub(in crate::http) fn new(
        answer: EncodedResponse,
        day: Day,
        media: MediaType,
        cacheable_for: Option<(&HeaderMap, &CachePolicy)>,
        metadata: ResponseMetadata,
    ) -> Self {
        let cacheable_for = cacheable_for.filter(|_| answer.lifetime != CacheScope::Once);
        let cache_headers = cacheable_for.map(|(request, cache)| {
            let audience = audience(request);
            CacheHeaders {
                tag: answer.body.tag(media.tag_part()),
                audience,
                cache_control: cache.constant_header(answer.lifetime, audience),
            }
        });
        Self {
            answer,
            day,
            media,
            cache_headers,
            metadata,
        }
    }

    /// The length of its body, in bytes.
    pub(in crate::http) fn bytes(&self) -> usize {
        self.answer.body.bytes.len()
    }

    /// What the log tells of it.
    pub(in crate::http) fn metadata(&self) -> &ResponseMetadata {
        &self.metadata
    }

    /// The answer to a request with these headers at this time.
    pub(in crate::http) fn respond(
        &self,
        request: &HeaderMap,
        cache: &CachePolicy,
        now: DateTime<Utc>,
    ) -> HttpResponse {
        let body = self.answer.body.clone();
        if let Some(cache_headers) = &self.cache_headers {
            let lasting = cache_headers.cache_control.clone();
            let conditional = ConditionalResponse {
                tag: cache_headers.tag.clone(),
                cache_control: lasting.unwrap_or_else(|| {
                    cache.header(self.answer.lifetime, cache_headers.audience, self.day, now)
                }),
                vary: VARY,
            };
            let (mut builder, is_bodiless) = conditional.begin(request);
            return if is_bodiless {
                builder.finish()
            } else {
                body.answer(builder.content_type(self.media.content_type()))
            };
        }
        let request_error = self.answer.request_error;
        let mut builder = match request_error {
            None => HttpResponse::Ok(),
            // Clients of the older type take any other status for a broken connection.
            Some(code) if self.media == MediaType::Json && code.http_status() == 400 => {
                HttpResponse::Ok()
            }
            Some(code) => error_response::status(code),
        };
        match request_error {
            Some(ErrorCode::MethodNotAllowed) => {
                builder.insert_header((header::ALLOW, "POST"));
            }
            Some(ErrorCode::Unavailable | ErrorCode::Timeout) => {
                builder.insert_header((header::RETRY_AFTER, RETRY_AFTER));
            }
            _ => {}
        }
        body.answer(uncached(&mut builder, self.media))
    }
}

/// Whoever shows a credential gets an answer of their own, although most of them are the same for
/// everybody: what a credential allows is nothing for a cache to decide.
fn audience(request: &HeaderMap) -> Audience {
    if request.contains_key(header::AUTHORIZATION) {
        Audience::Private
    } else {
        Audience::Public
    }
}

/// A refusal for clients that read this media type.
pub(in crate::http) fn refuse(
    builder: &mut HttpResponseBuilder,
    media: MediaType,
    code: ErrorCode,
    message: &str,
) -> HttpResponse {
    let mut refusal = uncached(builder, media).body(ApiResponse::refusal(code, message).body);
    ResponseMetadata::refused(code).attach_to(&mut refusal);
    refusal
}

/// The refusal of a request that came before the first catalogue.
pub(in crate::http) fn still_loading(media: MediaType) -> HttpResponse {
    refuse(
        error_response::status(ErrorCode::Unavailable)
            .insert_header((header::RETRY_AFTER, RETRY_AFTER)),
        media,
        ErrorCode::Unavailable,
        "The catalogue is still being loaded; try again soon.",
    )
}

/// The headers of an answer that nobody may keep.
pub(in crate::http) fn uncached(
    builder: &mut HttpResponseBuilder,
    media: MediaType,
) -> &mut HttpResponseBuilder {
    builder
        .content_type(media.content_type())
        .insert_header((header::CACHE_CONTROL, NO_STORE))
        .insert_header((header::VARY, HeaderValue::from_static(VARY)))
}
