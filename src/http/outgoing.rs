//! An answer of the API in the form in which it goes out.

use actix_web::{
    HttpResponse, HttpResponseBuilder,
    http::header::{self, HeaderMap, HeaderValue},
};
use chrono::{DateTime, Utc};

use super::{
    accept::MediaType,
    account_of_answer::AnswerAccount,
    answer,
    cache_control::{Audience, CachePolicy, NO_STORE},
    entity_tag::EntityTag,
    representation::Conditional,
    response_cache::Answer,
};
use crate::{
    catalogue::Day,
    graphql::{ApiResponse, ErrorCode, Lifetime},
};

/// Seconds after which a client may ask again while there is no catalogue yet.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");

/// The request headers that choose between forms of an answer.
const VARY: &str = "Accept, Accept-Encoding";

/// An answer for clients that read this media type. Cloning is cheap.
#[derive(Debug, Clone)]
pub(super) struct Outgoing {
    answer: Answer,
    /// The day on which it was made.
    day: Day,
    media: MediaType,
    /// How it may be kept, where an address was read under which it may be.
    keeping: Option<Keeping>,
    account: AnswerAccount,
}

/// What a client or a cache needs to know to keep an answer.
#[derive(Debug, Clone)]
struct Keeping {
    tag: EntityTag,
    audience: Audience,
    /// For how long, where that does not change with the time of day.
    cache_control: Option<HeaderValue>,
}

impl Outgoing {
    /// An answer to a request with these headers that reads an address, or that does not.
    pub(super) fn new(
        answer: Answer,
        day: Day,
        media: MediaType,
        reads_address: Option<(&HeaderMap, &CachePolicy)>,
        account: AnswerAccount,
    ) -> Self {
        let reads_address = reads_address.filter(|_| answer.lifetime != Lifetime::Once);
        let keeping = reads_address.map(|(request, cache)| {
            let audience = audience(request);
            Keeping {
                tag: answer.representation.tag(media.tag_part()),
                audience,
                cache_control: cache.lasting_header(answer.lifetime, audience),
            }
        });
        Self {
            answer,
            day,
            media,
            keeping,
            account,
        }
    }

    /// The length of its body, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.answer.representation.bytes.len()
    }

    /// What the log tells of it.
    pub(super) fn account(&self) -> &AnswerAccount {
        &self.account
    }

    /// The answer to a request with these headers at this time.
    pub(super) fn respond(
        &self,
        request: &HeaderMap,
        cache: &CachePolicy,
        now: DateTime<Utc>,
    ) -> HttpResponse {
        let representation = self.answer.representation.clone();
        if let Some(keeping) = &self.keeping {
            let lasting = keeping.cache_control.clone();
            let conditional = Conditional {
                tag: keeping.tag.clone(),
                cache_control: lasting.unwrap_or_else(|| {
                    cache.header(self.answer.lifetime, keeping.audience, self.day, now)
                }),
                vary: VARY,
            };
            let (mut builder, is_bodiless) = conditional.begin(request);
            return if is_bodiless {
                builder.finish()
            } else {
                representation.answer(builder.content_type(self.media.content_type()))
            };
        }
        let request_error = self.answer.request_error;
        let mut builder = match request_error {
            None => HttpResponse::Ok(),
            // Clients of the older type take any other status for a broken connection.
            Some(code) if self.media == MediaType::Json && code.http_status() == 400 => {
                HttpResponse::Ok()
            }
            Some(code) => answer::status(code),
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
        representation.answer(uncached(&mut builder, self.media))
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
pub(super) fn refuse(
    builder: &mut HttpResponseBuilder,
    media: MediaType,
    code: ErrorCode,
    message: &str,
) -> HttpResponse {
    let mut refusal = uncached(builder, media).body(ApiResponse::refusal(code, message).body);
    AnswerAccount::refused(code).leave_with(&mut refusal);
    refusal
}

/// The refusal of a request that came before the first catalogue.
pub(super) fn still_loading(media: MediaType) -> HttpResponse {
    refuse(
        answer::status(ErrorCode::Unavailable).insert_header((header::RETRY_AFTER, RETRY_AFTER)),
        media,
        ErrorCode::Unavailable,
        "The catalogue is still being loaded; try again soon.",
    )
}

/// The headers of an answer that nobody may keep.
pub(super) fn uncached(
    builder: &mut HttpResponseBuilder,
    media: MediaType,
) -> &mut HttpResponseBuilder {
    builder
        .content_type(media.content_type())
        .insert_header((header::CACHE_CONTROL, NO_STORE))
        .insert_header((header::VARY, HeaderValue::from_static(VARY)))
}
