//! The bytes of an answer in one of its forms, and the exchange in which a client that has them
//! already is told so.

use std::io;

use actix_web::{
    HttpResponse, HttpResponseBuilder,
    http::header::{self, HeaderMap, HeaderValue},
    web::Bytes,
};

use crate::http::{
    caching::entity_tag::{ContentDigest, EntityTag, Precondition},
    negotiation::compression::encode,
    negotiation::content_coding::{AcceptedCoding, ContentCoding},
};

/// Bytes in one coding. Cloning is cheap.
#[derive(Debug, Clone)]
pub(in crate::http) struct EncodedBody {
    pub(in crate::http) bytes: Bytes,
    pub(in crate::http) coding: ContentCoding,
    /// Of the content before it was coded; `None` as long as it is not coded and nobody has asked.
    digest: Option<ContentDigest>,
}

impl EncodedBody {
    /// A content as it is.
    pub(in crate::http) fn plain(bytes: Bytes) -> Self {
        Self {
            digest: None,
            coding: ContentCoding::Identity,
            bytes,
        }
    }

    /// The same content in a coding. It has to be plain.
    ///
    /// # Errors
    /// If the encoder fails, which none does on bytes in memory.
    pub(in crate::http) async fn encoded(self, coding: ContentCoding) -> io::Result<Self> {
        if coding == ContentCoding::Identity {
            return Ok(self);
        }
        let digest = Some(self.digest());
        let bytes = encode(coding, self.bytes).await?;
        Ok(Self {
            bytes,
            coding,
            digest,
        })
    }

    /// The same content as a client likes it; plain where the encoder fails.
    pub(in crate::http) async fn accepted(self, accepted: AcceptedCoding) -> Self {
        let coding = accepted.for_size(self.bytes.len());
        match self.clone().encoded(coding).await {
            Ok(encoded) => encoded,
            Err(error) => {
                tracing::error!(%error, "the answer cannot be compressed");
                self
            }
        }
    }

    /// The same, with its digest made once for all who ask.
    pub(in crate::http) fn digested(self) -> Self {
        Self {
            digest: Some(self.digest()),
            ..self
        }
    }

    /// The digest of the content before it was coded.
    fn digest(&self) -> ContentDigest {
        // Before it was coded these bytes are that content.
        self.digest
            .unwrap_or_else(|| ContentDigest::of(&self.bytes))
    }

    /// Its tag; `media` names the media type where the same bytes are served under several.
    pub(in crate::http) fn tag(&self, media: &'static str) -> EntityTag {
        EntityTag::new(self.digest(), [media, self.coding.tag_part()])
    }

    /// The answer with these bytes and whatever headers the builder has.
    pub(in crate::http) fn answer(self, builder: &mut HttpResponseBuilder) -> HttpResponse {
        if self.coding != ContentCoding::Identity {
            let coding = HeaderValue::from_static(self.coding.token());
            builder.insert_header((header::CONTENT_ENCODING, coding));
        }
        builder.body(self.bytes)
    }
}

/// An answer that a client may keep and ask for again by its tag.
pub(in crate::http) struct ConditionalResponse {
    pub(in crate::http) tag: EntityTag,
    pub(in crate::http) cache_control: HeaderValue,
    /// The request headers that choose between forms.
    pub(in crate::http) vary: &'static str,
}

impl ConditionalResponse {
    /// A builder of the answer, and whether it goes out without a body: as a 304 to a client that
    /// has it already, or as a 412 to one that wants another. Either way it has the headers that a
    /// cache needs (RFC 9110, section 15.4.5).
    pub(in crate::http) fn begin(self, request: &HeaderMap) -> (HttpResponseBuilder, bool) {
        let precondition = self.tag.precondition(request);
        let mut builder = match precondition {
            Precondition::Met => HttpResponse::Ok(),
            Precondition::Known => HttpResponse::NotModified(),
            Precondition::Failed => HttpResponse::PreconditionFailed(),
        };
        builder
            .insert_header((header::ETAG, self.tag.header()))
            .insert_header((header::CACHE_CONTROL, self.cache_control))
            .insert_header((header::VARY, HeaderValue::from_static(self.vary)));
        (builder, precondition != Precondition::Met)
    }
}
