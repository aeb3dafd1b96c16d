//! Downloads of bulk exports, with validators, ranges and the cursor from which the change feed continues.

use std::{ops::Range, sync::Arc};

use actix_web::{
    HttpMessage, HttpRequest, HttpResponse,
    body::SizedStream,
    http::{
        Method, StatusCode,
        header::{self, ByteRangeSpec, HeaderName},
    },
    web::{Bytes, Data, Path},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use futures_util::{Stream, stream};
use tokio::task::spawn_blocking;

use crate::http::{
    caching::entity_tag::{ContentDigest, EntityTag, Precondition},
    error_response::{self, RETRY_LATER, unavailable},
    negotiation::content_coding::{AcceptedCoding, ContentCoding},
    state::AppState,
};
use crate::{
    graphql::ErrorCode,
    publish::{BulkExport, Coding, ExportError, ExportFile},
};

/// The bytes read from disk at a time.
const CHUNK: usize = 128 << 10;

/// The content codings of exports, in the order of preference.
const CODINGS: [ContentCoding; 2] = [ContentCoding::Zstandard, ContentCoding::Gzip];

/// Responds with an export, or with the requested range of it.
pub(in crate::http) async fn export(
    request: HttpRequest,
    name: Path<String>,
    state: Data<AppState>,
) -> HttpResponse {
    let mut exports = BulkExport::ALL.into_iter();
    let found = exports.find(|export| export.file_name() == name.as_str());
    let Some(export) = found else {
        let names = BulkExport::ALL.map(BulkExport::file_name).join(", ");
        let message = format!("There is no such export; there are {names}.");
        return error_response::refusal(ErrorCode::NotFound, &message);
    };
    let Some(catalogue) = state.live.current() else {
        return error_response::still_loading();
    };
    let Some(accepted) = AcceptedCoding::among(&CODINGS, request.headers()) else {
        let message = "Exports are sent as identity, gzip or zstd.";
        return error_response::refusal(ErrorCode::NotAcceptable, message);
    };
    let coding = accepted.preferred();
    let stored = match coding {
        ContentCoding::Gzip => Coding::Gzip,
        ContentCoding::Zstandard => Coding::Zstd,
        ContentCoding::Identity | ContentCoding::Brotli => Coding::Identity,
    };
    match state.exports.get(export, stored, &catalogue).await {
        Ok(file) => respond(&request, export, coding, file),
        Err(ExportError::Unavailable(cause)) => {
            if let Some(error) = cause {
                tracing::warn!(%error, "an export cannot be read");
            }
            let message = "The export cannot be read while the database is unreachable; try again.";
            unavailable(message, RETRY_LATER)
        }
        Err(ExportError::File(error)) => {
            tracing::error!(%error, "an export cannot be written to disk");
            let message = "The export cannot be written to disk now; try again later.";
            unavailable(message, RETRY_LATER)
        }
    }
}

fn respond(
    request: &HttpRequest,
    export: BulkExport,
    coding: ContentCoding,
    file: Arc<ExportFile>,
) -> HttpResponse {
    // Over the sent bytes, not the position in the change log: another version of the program may
    // write other bytes for the same position, and their ranges must not be combined.
    let tag = EntityTag::new(ContentDigest::of_hash(file.digest), [coding.tag_part(), ""]);
    let mut builder = HttpResponse::Ok();
    builder
        .insert_header((header::ETAG, tag.header()))
        .insert_header((header::VARY, "Accept-Encoding"))
        // Copies are revalidated each time: the feed continues from the newest export.
        .insert_header((header::CACHE_CONTROL, "public, no-cache"));
    let facts = &file.facts;
    for (name, value) in [
        ("certgraph-revision", facts.revision.to_string()),
        ("certgraph-cursor", facts.cursor().to_string()),
        ("certgraph-sha256", facts.sha256.clone()),
        ("certgraph-counts", counts(&facts.counts)),
    ] {
        builder.insert_header((HeaderName::from_static(name), value));
    }
    match tag.precondition(request.headers()) {
        Precondition::Met => {}
        Precondition::Known => return builder.status(StatusCode::NOT_MODIFIED).finish(),
        Precondition::Failed => return builder.status(StatusCode::PRECONDITION_FAILED).finish(),
    }
    let digest = BASE64_STANDARD.encode(file.digest);
    builder
        .content_type(export.media_type())
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header((
            HeaderName::from_static("repr-digest"),
            format!("sha-256=:{digest}:"),
        ));
    if coding != ContentCoding::Identity {
        builder.insert_header((header::CONTENT_ENCODING, coding.token()));
    }
    let whole = 0..file.length;
    let range = match requested_range(request, &tag, file.length) {
        RequestedRange::Whole => whole,
        RequestedRange::Part(range) => {
            let (first, last, length) = (range.start, range.end - 1, file.length);
            builder.status(StatusCode::PARTIAL_CONTENT).insert_header((
                header::CONTENT_RANGE,
                format!("bytes {first}-{last}/{length}"),
            ));
            range
        }
        RequestedRange::Nothing => {
            return builder
                .status(StatusCode::RANGE_NOT_SATISFIABLE)
                .insert_header((header::CONTENT_RANGE, format!("bytes */{}", file.length)))
                .finish();
        }
    };
    let length = range.end - range.start;
    if *request.method() == Method::HEAD {
        return builder.no_chunking(length).body(SizedStream::new(
            length,
            stream::empty::<Result<Bytes, std::io::Error>>(),
        ));
    }
    builder.body(SizedStream::new(length, chunks(file, range)))
}

/// The number of records of each kind: `EXAM=108, SOURCE=150`.
fn counts(counts: &[(&'static str, u64)]) -> String {
    let counts: Vec<String> = counts
        .iter()
        .map(|(kind, count)| format!("{kind}={count}"))
        .collect();
    counts.join(", ")
}

/// The range of a request.
enum RequestedRange {
    Whole,
    Part(Range<u64>),
    Nothing,
}

/// The requested range of a GET (RFC 9110, section 14.2). For several ranges, and where `If-Range` does
/// not match, it is the whole file, as that section allows.
fn requested_range(request: &HttpRequest, tag: &EntityTag, length: u64) -> RequestedRange {
    if *request.method() != Method::GET || !tag.allows_range(request.headers()) {
        return RequestedRange::Whole;
    }
    match request.get_header::<header::Range>() {
        Some(header::Range::Bytes(ranges)) => match ranges.as_slice() {
            [range] => match satisfiable(range, length) {
                Some(range) => RequestedRange::Part(range),
                None => RequestedRange::Nothing,
            },
            _ => RequestedRange::Whole,
        },
        _ => RequestedRange::Whole,
    }
}

fn satisfiable(range: &ByteRangeSpec, length: u64) -> Option<Range<u64>> {
    let (first, last) = range.to_satisfiable_range(length)?;
    Some(first..last + 1)
}

/// A range of a file, read at the speed of the client.
fn chunks(
    file: Arc<ExportFile>,
    range: Range<u64>,
) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    stream::try_unfold((file, range), |(file, range)| async move {
        let left = range.end - range.start;
        if left == 0 {
            return Ok(None);
        }
        let length = usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK));
        let reader = Arc::clone(&file);
        let read = spawn_blocking(move || reader.read_at(range.start, length)).await;
        let bytes = read.unwrap_or_else(|stopped| Err(std::io::Error::other(stopped)))?;
        if bytes.is_empty() {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let next = range.start + bytes.len() as u64..range.end;
        Ok(Some((Bytes::from(bytes), (file, next))))
    })
}
