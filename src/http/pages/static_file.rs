//! Embedded files, served with a validator in every content coding; each is encoded once.

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

/// An immutable file.
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
            plain: EncodedBody::plain(content.into()).shared(),
            compressed: Default::default(),
        }
    }

    /// The same file with a content security policy.
    pub(in crate::http) fn with_policy(self, policy: HeaderValue) -> Self {
        Self {
            content_security_policy: Some(policy),
            ..self
        }
    }

    /// Responds with the file.
    pub(in crate::http) async fn respond(&self, request: &HttpRequest) -> HttpResponse {
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
            // On a 304 too: browsers update stored headers from it.
            builder.insert_header((header::CONTENT_SECURITY_POLICY, policy.clone()));
        }
        if is_bodiless {
            return builder.finish();
        }
        representation.response(builder.content_type(self.content_type))
    }

    async fn representation(&self, accepted: AcceptedCoding) -> EncodedBody {
        let coding = accepted.for_size(self.plain.bytes.len());
        let index = ContentCoding::COMPRESSED
            .iter()
            .position(|other| *other == coding);
        let Some(slot) = index.and_then(|index| self.compressed.get(index)) else {
            return self.plain.clone();
        };
        if let Some(encoded) = slot.get() {
            return encoded.clone();
        }
        // Concurrent requests may both encode it; the first result is stored.
        let encoded = self.plain.clone().accepted(accepted).await;
        slot.get_or_init(|| encoded).clone()
    }
}
