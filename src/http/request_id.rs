//! Request ids, which link responses to log lines.

use std::{
    fmt,
    hash::{BuildHasher, RandomState},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
};

use actix_web::{
    http::header::{HeaderMap, HeaderName, HeaderValue},
    web::Bytes,
};

/// The header of requests and responses.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request: from the client or a proxy, or else generated from a random prefix per process
/// and a counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RequestId(HeaderValue);

impl RequestId {
    /// The id of a request with these headers.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);

        match headers.get(REQUEST_ID) {
            Some(id) if is_well_formed(id.as_bytes()) => Self(id.clone()),
            _ => Self::generated(COUNT.fetch_add(1, Ordering::Relaxed)),
        }
    }

    fn generated(count: u32) -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        static PROCESS: LazyLock<String> =
            LazyLock::new(|| format!("{:016x}-", RandomState::new().hash_one(())));

        let mut id = Vec::with_capacity(PROCESS.len() + 8);
        id.extend_from_slice(PROCESS.as_bytes());
        let digits = (0..8).rev().map(|index| count >> (4 * index) & 15);
        id.extend(digits.filter_map(|digit| DIGITS.get(usize::try_from(digit).ok()?)));
        // Digits and a hyphen are a valid header value.
        Self(HeaderValue::from_maybe_shared(Bytes::from(id)).unwrap_or(NONE))
    }

    /// The id as a header's value.
    pub(super) fn into_header(self) -> HeaderValue {
        self.0
    }
}

const NONE: HeaderValue = HeaderValue::from_static("none");

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.to_str().unwrap_or_default())
    }
}

/// 1 to 64 letters, digits, `-`, `_` and `.`: an id cannot forge a log line.
fn is_well_formed(id: &[u8]) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=64).contains(&id.len()) && id.iter().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(id: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(REQUEST_ID, HeaderValue::from_static(id));
        headers
    }

    #[test]
    fn ids_from_clients_are_accepted_if_they_cannot_forge_a_log_line() {
        for good in ["a", "A-1_b.2", "0123456789abcdef"] {
            assert_eq!(RequestId::of(&headers(good)).into_header(), good);
        }
        for bad in ["", "a b", "a=1", "\"a\"", "a:"] {
            assert_ne!(RequestId::of(&headers(bad)).into_header(), bad);
        }
    }

    #[test]
    fn generated_ids_are_numbered() {
        let [one, next] = [0x0a, 0x0b].map(|count| RequestId::generated(count).to_string());
        assert!(one.ends_with("-0000000a") && next.ends_with("-0000000b"));
        assert_eq!(one.len(), 25);
        assert_eq!(one.get(..17), next.get(..17));
    }
}
