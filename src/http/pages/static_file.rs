//! A file from inside the binary: served with a validator, in every coding, each made once.

use std::sync::OnceLock;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::Bytes,
};

use crate::http::{
    caching::encoded_body::{ConditionalResponse, EncodedBody},
    error_response,
    negotiation::content_coding::{AcceptedCoding, ContentCoding},
};

/// A file that stays as it is for as long as the process runs.
pub(in crate::http) struct StaticFile {
    content_type: &'static str,
    cache_control: HeaderValue,
    content_security_policy: Option<HeaderValue>,
    plain: EncodedBody,
    /// In the order of [`ContentCoding::COMPRESSED`].
    compressed: [OnceLock<EncodedBody>; ContentCoding::COMPRESSED.len()],
}

impl StaticFile {
    /// A file with this content.
    pub(in crate::http) fn new(
        content_type: &'static str,
        cache_control: HeaderValue,
        content: impl Into<Bytes>,
    ) -> Self {
        Self {
            content_type,
            cache_control,
            content_security_policy: None,
            plain: EncodedBody::plain(content.into()).digested(),
            compressed: Default::default(),
        }
    }

    /// The same file as a page that may load and do what this policy says.
    pub(in crate::http) fn under(self, policy: HeaderValue) -> Self {
        Self {
            content_security_policy: Some(policy),
            ..self
        }
    }

    /// Answers a request to read the file.
    pub(in crate::http) async fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let Some(accepted) =
            AcceptedCoding::of(request.headers(), error_response::compresses(request))
        else {
            return error_response::no_acceptable_coding();
        };
        let representation = self.representation(accepted).await;
        let conditional = ConditionalResponse {
            tag: representation.tag(""),
            cache_control: self.cache_control.clone(),
            vary: "Accept-Encoding",
        };
        let (mut builder, is_bodiless) = conditional.begin(request.headers());
        if let Some(policy) = &self.content_security_policy {
            // On a 304 too: a browser replaces the headers that it has kept by those.
            builder.insert_header((header::CONTENT_SECURITY_POLICY, policy.clone()));
        }
        if is_bodiless {
            return builder.finish();
        }
        representation.answer(builder.content_type(self.content_type))
    }

    async fn representation(&self, accepted: AcceptedCoding) -> EncodedBody {
        let coding = accepted.for_size(self.plain.bytes.len());
        let place = ContentCoding::COMPRESSED
            .iter()
            .position(|other| *other == coding);
        let Some(slot) = place.and_then(|place| self.compressed.get(place)) else {
            return self.plain.clone();
        };
        if let Some(made) = slot.get() {
            return made.clone();
        }
        // Two requests at once may both make it; the first one's bytes are kept.
        let made = self.plain.clone().accepted(accepted).await;
        slot.get_or_init(|| made).clone()
    }
}
