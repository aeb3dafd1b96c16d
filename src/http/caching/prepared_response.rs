//! GraphQL responses ready to be sent: status, headers and metadata around a cached body.

use std::sync::Arc;

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
    error_response::{self, RETRY_SOON, STILL_LOADING},
    negotiation::accept::MediaType,
    response_metadata::{Reply, ResponseMetadata},
};
use crate::{
    catalogue::Day,
    graphql::{ApiResponse, CacheScope, ErrorCode},
};

/// The request headers that select a representation.
const VARY: &str = "Accept, Accept-Encoding";

/// A response to clients that accept its media type.
pub(in crate::http) struct PreparedResponse {
    response: EncodedResponse,
    head: Arc<PreparedHead>,
}

/// Where a response comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Source {
    /// The response cache.
    Cache,
    /// An execution.
    Execution {
        /// Its cost in points; `None` where it was refused before that was known.
        cost: Option<u64>,
    },
}

/// A response without its body.
#[derive(Debug)]
pub(in crate::http) struct PreparedHead {
    /// The day for which it was executed.
    day: Day,
    media: MediaType,
    /// `None` for responses to POST, which HTTP caches do not store.
    cache_headers: Option<CacheHeaders>,
    operation: Option<Arc<str>>,
    revision: i64,
}

/// The headers by which clients and caches store and revalidate a response.
#[derive(Debug)]
struct CacheHeaders {
    tag: EntityTag,
    audience: Audience,
    /// `None` where it changes with the time of day.
    cache_control: Option<HeaderValue>,
}

impl PreparedHead {
    /// The head of a response that was executed for this day and revision. `cacheable_for` has the
    /// headers of a request by a safe method.
    pub(in crate::http) fn new(
        response: &EncodedResponse,
        day: Day,
        media: MediaType,
        cacheable_for: Option<(&HeaderMap, &CachePolicy)>,
        revision: i64,
    ) -> Self {
        let cacheable_for = cacheable_for.filter(|_| response.lifetime != CacheScope::Once);
        let cache_headers = cacheable_for.map(|(request, cache)| {
            let audience = audience(request);
            CacheHeaders {
                tag: response.body.tag(media.tag_part()),
                audience,
                cache_control: cache.constant_header(response.lifetime, audience),
            }
        });
        Self {
            day,
            media,
            cache_headers,
            operation: response.operation.clone(),
            revision,
        }
    }
}

impl PreparedResponse {
    /// A response of these parts.
    pub(in crate::http) fn new(response: EncodedResponse, head: Arc<PreparedHead>) -> Self {
        Self { response, head }
    }

    /// The reply to a request with these headers at this time.
    pub(in crate::http) fn reply(
        &self,
        request: &HeaderMap,
        cache: &CachePolicy,
        now: DateTime<Utc>,
        source: Source,
    ) -> Reply {
        let metadata = ResponseMetadata {
            caller: None,
            operation: self.head.operation.clone(),
            cost: match source {
                Source::Cache => None,
                Source::Execution { cost } => cost,
            },
            cached: source == Source::Cache,
            code: self.response.request_error,
            revision: Some(self.head.revision),
        };
        Reply {
            response: self.respond(request, cache, now),
            metadata,
        }
    }

    fn respond(
        &self,
        request: &HeaderMap,
        cache: &CachePolicy,
        now: DateTime<Utc>,
    ) -> HttpResponse {
        let body = self.response.body.clone();
        let PreparedHead {
            day,
            media,
            cache_headers,
            ..
        } = &*self.head;
        if let Some(cache_headers) = cache_headers {
            let constant = cache_headers.cache_control.clone();
            let conditional = ConditionalResponse {
                tag: cache_headers.tag.clone(),
                cache_control: constant.unwrap_or_else(|| {
                    cache.header(self.response.lifetime, cache_headers.audience, *day, now)
                }),
                vary: VARY,
            };
            let (mut builder, is_bodiless) = conditional.begin(request);
            return if is_bodiless {
                builder.finish()
            } else {
                body.response(builder.content_type(media.content_type()))
            };
        }
        let request_error = self.response.request_error;
        let mut builder = match request_error {
            None => HttpResponse::Ok(),
            // Clients of the older type treat any other status as a broken connection.
            Some(code) if *media == MediaType::Json && code.http_status() == 400 => {
                HttpResponse::Ok()
            }
            Some(code) => error_response::status(code),
        };
        match request_error {
            Some(ErrorCode::MethodNotAllowed) => {
                builder.insert_header((header::ALLOW, "POST"));
            }
            Some(ErrorCode::Unavailable | ErrorCode::Timeout) => {
                builder.insert_header((header::RETRY_AFTER, RETRY_SOON));
            }
            _ => {}
        }
        body.response(uncached(&mut builder, *media))
    }
}

/// Responses to requests with a credential are private, although most equal the anonymous ones:
/// caches must not decide what a credential allows.
pub(in crate::http) fn audience(request: &HeaderMap) -> Audience {
    if request.contains_key(header::AUTHORIZATION) {
        Audience::Private
    } else {
        Audience::Public
    }
}

/// A refusal in this media type.
pub(in crate::http) fn refuse(
    builder: &mut HttpResponseBuilder,
    media: MediaType,
    code: ErrorCode,
    message: &str,
) -> Reply {
    Reply {
        response: uncached(builder, media).body(ApiResponse::refusal(code, message).body),
        metadata: ResponseMetadata::refused(code),
    }
}

/// The refusal of a request before the first catalogue is loaded.
pub(in crate::http) fn still_loading(media: MediaType) -> Reply {
    refuse(
        error_response::status(ErrorCode::Unavailable)
            .insert_header((header::RETRY_AFTER, RETRY_SOON)),
        media,
        ErrorCode::Unavailable,
        STILL_LOADING,
    )
}

/// The headers of a response that must not be stored.
pub(in crate::http) fn uncached(
    builder: &mut HttpResponseBuilder,
    media: MediaType,
) -> &mut HttpResponseBuilder {
    builder
        .content_type(media.content_type())
        .insert_header((header::CACHE_CONTROL, NO_STORE))
        .insert_header((header::VARY, HeaderValue::from_static(VARY)))
}
