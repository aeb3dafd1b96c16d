//! Response bodies in one content coding, and conditional responses around them.

use std::{
    io,
    sync::{Arc, OnceLock},
};

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

/// A body in one content coding. Cloning is cheap.
#[derive(Debug, Clone)]
pub(in crate::http) struct EncodedBody {
    pub(in crate::http) bytes: Bytes,
    pub(in crate::http) coding: ContentCoding,
    /// Of the content before coding, for all clones once one has asked for it; `None` in a plain body
    /// that is sent once.
    digest: Option<Arc<OnceLock<ContentDigest>>>,
}

impl EncodedBody {
    /// A body without coding.
    pub(in crate::http) fn plain(bytes: Bytes) -> Self {
        Self {
            digest: None,
            coding: ContentCoding::Identity,
            bytes,
        }
    }

    /// This plain body in a coding.
    ///
    /// # Errors
    /// If the encoder fails; none does on bytes in memory.
    pub(in crate::http) async fn encoded(self, coding: ContentCoding) -> io::Result<Self> {
        if coding == ContentCoding::Identity {
            return Ok(self);
        }
        let digest = Some(Arc::new(self.digest().into()));
        let bytes = encode(coding, self.bytes).await?;
        Ok(Self {
            bytes,
            coding,
            digest,
        })
    }

    /// This body in the accepted coding; plain where the encoder fails.
    pub(in crate::http) async fn accepted(self, accepted: AcceptedCoding) -> Self {
        let coding = accepted.for_size(self.bytes.len());
        match self.clone().encoded(coding).await {
            Ok(encoded) => encoded,
            Err(error) => {
                tracing::error!(%error, "cannot compress a response");
                self
            }
        }
    }

    /// This body for many replies: its clones compute the digest once.
    pub(in crate::http) fn shared(self) -> Self {
        Self {
            digest: Some(self.digest.unwrap_or_default()),
            ..self
        }
    }

    /// The digest of the content before coding.
    fn digest(&self) -> ContentDigest {
        let compute = || ContentDigest::of(&self.bytes);
        match &self.digest {
            Some(shared) => *shared.get_or_init(compute),
            None => compute(),
        }
    }

    /// Its entity tag; `media` names the media type where the same bytes are served under several.
    pub(in crate::http) fn tag(&self, media: &'static str) -> EntityTag {
        EntityTag::new(self.digest(), [media, self.coding.tag_part()])
    }

    /// The response with this body and the headers of the builder.
    pub(in crate::http) fn response(self, builder: &mut HttpResponseBuilder) -> HttpResponse {
        if self.coding != ContentCoding::Identity {
            let coding = HeaderValue::from_static(self.coding.token());
            builder.insert_header((header::CONTENT_ENCODING, coding));
        }
        builder.body(self.bytes)
    }
}

/// The headers of a response that clients may store and revalidate.
pub(in crate::http) struct ConditionalResponse {
    pub(in crate::http) tag: EntityTag,
    pub(in crate::http) cache_control: HeaderValue,
    /// The request headers that select a representation.
    pub(in crate::http) vary: &'static str,
}

impl ConditionalResponse {
    /// A builder of the response, and whether it has no body: 304 where the tag matches
    /// `If-None-Match`, 412 where it fails `If-Match`. A 304 has the same headers for caches (RFC
    /// 9110, section 15.4.5).
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
