//! Answers that are given again as they are.
//!
//! The cache belongs to the snapshot and the day: when either changes it is left behind as a whole,
//! so nothing in it is ever out of date. What it holds is bounded by bytes, whatever is asked.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use actix_web::{rt::task::spawn_blocking, web::Bytes};
use arc_swap::ArcSwapOption;
use quick_cache::{UnitWeighter, Weighter, sync::Cache};
use tokio::time::timeout;

use crate::http::{
    caching::encoded_body::EncodedBody, caching::prepared_response::PreparedResponse,
    caching::request_fingerprint::RequestFingerprint, negotiation::content_coding::AcceptedCoding,
};
use crate::{
    catalogue::{Catalogue, Day, LiveCatalogue},
    graphql::{ApiResponse, CacheKey, CacheScope, ErrorCode, OperationKey},
};

/// What an entry takes beside its key and its bytes.
const ENTRY_BYTES: usize = 256;

/// What an entry is expected to take; it only sizes tables.
const ESTIMATED_ENTRY_BYTES: u64 = 4 * 1_024;

/// How many operations are remembered as worth waiting for.
const MAX_OPERATIONS: usize = 4_096;

/// How long a request waits for another one that makes the same answer.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// An answer that is ready to be sent in one coding. Cloning is cheap.
#[derive(Debug, Clone)]
pub(in crate::http) struct EncodedResponse {
    pub(in crate::http) body: EncodedBody,
    pub(in crate::http) lifetime: CacheScope,
    pub(in crate::http) request_error: Option<ErrorCode>,
    pub(in crate::http) operation: Option<Arc<str>>,
}

impl EncodedResponse {
    /// A response as it is.
    fn plain(mut response: ApiResponse) -> Self {
        // It may be kept for long, so it gives back the room that it was written with.
        response.body.shrink_to_fit();
        Self {
            body: EncodedBody::plain(Bytes::from(response.body)),
            lifetime: response.lifetime,
            request_error: response.request_error,
            operation: response.summary.name,
        }
    }

    async fn accepted(self, coding: AcceptedCoding) -> Self {
        Self {
            body: self.body.accepted(coding).await,
            ..self
        }
    }

    fn is_cacheable(&self) -> bool {
        self.lifetime <= CacheScope::Day
    }
}

/// A question in the coding in which its answer is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::http) struct Key {
    question: CacheKey,
    coding: AcceptedCoding,
}

#[derive(Debug, Clone)]
struct ByteWeighter;

impl Weighter<Key, EncodedResponse> for ByteWeighter {
    fn weight(&self, key: &Key, answer: &EncodedResponse) -> u64 {
        (ENTRY_BYTES + key.question.bytes() + answer.body.bytes.len()) as u64
    }
}

impl Weighter<RequestFingerprint, Arc<PreparedResponse>> for ByteWeighter {
    fn weight(&self, fingerprint: &RequestFingerprint, response: &Arc<PreparedResponse>) -> u64 {
        (ENTRY_BYTES + fingerprint.bytes() + response.bytes()) as u64
    }
}

/// The answers of one snapshot on one day.
#[derive(Debug)]
pub(in crate::http) struct Generation {
    /// Weak, so that a snapshot goes when its last reader does; its place is not used again before.
    catalogue: Weak<Catalogue>,
    day: Day,
    /// What was answered, by what was meant.
    answers: Cache<Key, EncodedResponse, ByteWeighter>,
    /// What was answered more than once, by how it was said.
    repeated: Cache<RequestFingerprint, Arc<PreparedResponse>, ByteWeighter>,
}

impl Generation {
    fn new(catalogue: &Arc<Catalogue>, day: Day, bytes: u64) -> Self {
        // Both may hold the same answer, so each has half.
        let bytes = bytes / 2;
        let entries = usize::try_from(bytes / ESTIMATED_ENTRY_BYTES).unwrap_or(usize::MAX);
        let entries = entries.clamp(1, 1_000_000);
        Self {
            catalogue: Arc::downgrade(catalogue),
            day,
            answers: Cache::with_weighter(entries, bytes, ByteWeighter),
            repeated: Cache::with_weighter(entries, bytes, ByteWeighter),
        }
    }

    /// Keeps an answer for whoever says the same again.
    pub(in crate::http) fn insert_by_fingerprint(
        &self,
        fingerprint: RequestFingerprint,
        response: PreparedResponse,
    ) {
        self.repeated.insert(fingerprint, Arc::new(response));
    }

    fn is_of(&self, catalogue: &Arc<Catalogue>, day: Day) -> bool {
        self.day == day && std::ptr::eq(self.catalogue.as_ptr(), Arc::as_ptr(catalogue))
    }
}

/// The answers of the snapshot that is served.
#[derive(Debug)]
pub(in crate::http) struct ResponseCache {
    bytes: u64,
    current: ArcSwapOption<Generation>,
    /// The operations whose answers were kept last, whatever the snapshot: requests for one wait
    /// for each other instead of doing the same work side by side.
    repeated: Cache<OperationKey, (), UnitWeighter>,
}

impl ResponseCache {
    /// A cache of about so many bytes; 0 keeps nothing.
    pub(in crate::http) fn new(bytes: u64) -> Self {
        Self {
            bytes,
            current: ArcSwapOption::empty(),
            repeated: Cache::new(MAX_OPERATIONS),
        }
    }

    /// How many answers are kept, and the bytes that they take.
    pub(in crate::http) fn level(&self) -> (usize, u64) {
        let current = self.current.load();
        current.as_ref().map_or((0, 0), |current| {
            (
                current.answers.len(),
                current.answers.weight() + current.repeated.weight(),
            )
        })
    }

    /// The answer to a request that says the same as one before, to the snapshot that is served, on
    /// this day.
    pub(in crate::http) fn get_by_fingerprint(
        &self,
        live: &LiveCatalogue,
        day: Day,
        fingerprint: &RequestFingerprint,
    ) -> Option<Arc<PreparedResponse>> {
        let current = self.current.load();
        let current = current.as_ref()?;
        if current.day != day || !live.serves(&current.catalogue) {
            return None;
        }
        current.repeated.get(fingerprint)
    }

    /// The answers of this snapshot and day. `None` when nothing is to be kept, or when the
    /// snapshot is no longer the one that is served.
    pub(in crate::http) fn generation(
        &self,
        live: &LiveCatalogue,
        catalogue: &Arc<Catalogue>,
        day: Day,
    ) -> Option<Arc<Generation>> {
        if self.bytes == 0 {
            return None;
        }
        let current = self.current.load_full();
        if let Some(current) = &current
            && current.is_of(catalogue, day)
        {
            return Some(Arc::clone(current));
        }
        // A request that is late must not bring back what was left behind.
        let served = live.current();
        let is_served = served.is_some_and(|served| Arc::ptr_eq(&served, catalogue));
        let is_past = current.as_ref().is_some_and(|current| day < current.day);
        if !is_served || is_past {
            return None;
        }
        let next = Arc::new(Generation::new(catalogue, day, self.bytes));
        let found = self
            .current
            .compare_and_swap(&current, Some(Arc::clone(&next)));
        let was_first = found.as_ref().map(Arc::as_ptr) == current.as_ref().map(Arc::as_ptr);
        drop(found);
        if was_first {
            // Thousands of answers take a moment to free, which no request should wait for.
            spawn_blocking(move || drop(current));
            return Some(next);
        }
        let current = self.current.load_full();
        current.filter(|current| current.is_of(catalogue, day))
    }

    /// The answer to a question: one that was kept, else what `execute` gives.
    pub(in crate::http) async fn answer(
        &self,
        generation: &Generation,
        question: CacheKey,
        coding: AcceptedCoding,
        execute: impl AsyncFnOnce() -> ApiResponse,
    ) -> EncodedResponse {
        let answers = &generation.answers;
        let key = Key { question, coding };
        if let Some(answer) = answers.get(&key) {
            return answer;
        }
        let operation = &key.question.operation;
        let mut turn = None;
        if self.repeated.get(operation).is_some() {
            match timeout(MAX_WAIT, answers.get_value_or_guard_async(&key)).await {
                Ok(Ok(answer)) => return answer,
                Ok(Err(guard)) => turn = Some(guard),
                Err(_) => {}
            }
        }
        let plain_key = Key {
            question: key.question.clone(),
            coding: AcceptedCoding::PLAIN,
        };
        let kept = (key != plain_key)
            .then(|| answers.get(&plain_key))
            .flatten();
        let plain = match kept {
            Some(plain) => plain,
            None => EncodedResponse::plain(execute().await),
        };
        if !plain.is_cacheable() {
            // Those who wait go on, each for itself.
            self.repeated.remove(operation);
            drop(turn);
            return plain.accepted(coding).await;
        }
        self.repeated.insert(operation.clone(), ());
        if key != plain_key {
            answers.insert(plain_key, plain.clone());
        }
        let answer = plain.accepted(coding).await;
        match turn {
            // It fails only when the answer is too large to be kept.
            Some(guard) => drop(guard.insert(answer.clone())),
            None => answers.insert(key, answer.clone()),
        }
        answer
    }
}

/// The answer that `execute` gives, where nothing is kept.
pub(in crate::http) async fn uncached_answer(
    coding: AcceptedCoding,
    execute: impl AsyncFnOnce() -> ApiResponse,
) -> EncodedResponse {
    EncodedResponse::plain(execute().await)
        .accepted(coding)
        .await
}

#[cfg(test)]
mod tests {
    use std::{
        cell::Cell,
        sync::atomic::{AtomicUsize, Ordering},
    };

    use actix_web::http::header::{self, HeaderMap, HeaderValue};
    use chrono::DateTime;

    use super::*;
    use crate::{
        catalogue::{Content, Revision},
        graphql::{ApiRequest, Engine, Services, schema},
    };

    const DAY: &str = "2026-11-22";

    fn catalogue(live: &LiveCatalogue) -> Arc<Catalogue> {
        let catalogue =
            Catalogue::build(Content::default(), Revision::new(1), DateTime::UNIX_EPOCH);
        live.replace(catalogue.unwrap(), DateTime::UNIX_EPOCH);
        live.current().unwrap()
    }

    fn question(text: &str) -> CacheKey {
        thread_local! {
            static ENGINE: Engine = Engine::new(schema(Services::new()));
        }
        let request = ApiRequest {
            query: text.to_owned(),
            ..ApiRequest::default()
        };
        ENGINE.with(|engine| engine.key(&request).unwrap())
    }

    fn response(body: &str, lifetime: CacheScope) -> ApiResponse {
        ApiResponse {
            body: body.as_bytes().to_vec(),
            lifetime,
            ..ApiResponse::refusal(ErrorCode::Internal, "")
        }
    }

    fn plain() -> AcceptedCoding {
        AcceptedCoding::of(&HeaderMap::new(), true).unwrap()
    }

    #[tokio::test]
    async fn an_answer_is_made_once_for_a_snapshot_and_a_day() {
        let live = LiveCatalogue::default();
        let cache = ResponseCache::new(100_000);
        let made = Cell::new(0);
        let ask = async |catalogue: &Arc<Catalogue>, day: &str| {
            let day = day.parse().unwrap();
            let generation = cache.generation(&live, catalogue, day)?;
            let execute = async || {
                made.set(made.get() + 1);
                response(&made.get().to_string(), CacheScope::Day)
            };
            let answer = cache.answer(&generation, question("{a}"), plain(), execute);
            Some(answer.await.body.bytes)
        };
        let first = catalogue(&live);
        assert_eq!(ask(&first, DAY).await.unwrap(), "1");
        assert_eq!(ask(&first, DAY).await.unwrap(), "1");
        assert_eq!(ask(&first, "2026-11-23").await.unwrap(), "2");
        assert_eq!(
            ask(&first, DAY).await,
            None,
            "the day before is left behind"
        );
        let second = catalogue(&live);
        assert_eq!(ask(&second, "2026-11-23").await.unwrap(), "3");
        assert_eq!(ask(&first, "2026-11-23").await, None, "so is the snapshot");
        assert_eq!(ask(&second, "2026-11-23").await.unwrap(), "3");
    }

    #[tokio::test]
    async fn what_moves_is_made_each_time() {
        let live = LiveCatalogue::default();
        let cache = ResponseCache::new(100_000);
        let catalogue = catalogue(&live);
        let generation = cache
            .generation(&live, &catalogue, DAY.parse().unwrap())
            .unwrap();
        for lifetime in [CacheScope::Unknown, CacheScope::Once] {
            for turn in 0..3 {
                let execute = async || response(&turn.to_string(), lifetime);
                let answer = cache.answer(&generation, question("{a}"), plain(), execute);
                let bytes = answer.await.body.bytes;
                assert_eq!(bytes, turn.to_string());
            }
        }
        assert!(generation.answers.is_empty());
    }

    #[tokio::test]
    async fn requests_for_the_same_wait_for_each_other() {
        let live = LiveCatalogue::default();
        let cache = ResponseCache::new(100_000);
        let made = AtomicUsize::new(0);
        for (round, expected) in [(0, 1), (1, 2)] {
            let catalogue = catalogue(&live);
            let generation = cache
                .generation(&live, &catalogue, DAY.parse().unwrap())
                .unwrap();
            let execute = async || {
                made.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(20)).await;
                response("{}", CacheScope::Revision)
            };
            // The first answer tells that the operation is worth waiting for.
            let crowd = if round == 0 { 1 } else { 50 };
            let asking =
                (0..crowd).map(|_| cache.answer(&generation, question("{a}"), plain(), &execute));
            for answer in futures_util::future::join_all(asking).await {
                assert_eq!(answer.body.bytes, "{}");
            }
            assert_eq!(made.load(Ordering::Relaxed), expected);
        }
    }

    #[tokio::test]
    async fn one_that_gives_up_does_not_hold_the_others() {
        let live = LiveCatalogue::default();
        let cache = ResponseCache::new(100_000);
        let catalogue = catalogue(&live);
        let generation = cache
            .generation(&live, &catalogue, DAY.parse().unwrap())
            .unwrap();
        cache.repeated.insert(question("{a}").operation, ());
        let never = cache.answer(&generation, question("{a}"), plain(), async || {
            std::future::pending().await
        });
        assert!(timeout(Duration::from_millis(20), never).await.is_err());
        let ready = cache.answer(&generation, question("{a}"), plain(), async || {
            response("{}", CacheScope::Day)
        });
        let answer = timeout(Duration::from_secs(1), ready).await.unwrap();
        assert_eq!(answer.body.bytes, "{}");
    }

    #[tokio::test]
    async fn whatever_is_asked_the_bytes_stay_bounded() {
        let bytes = 200_000;
        let live = LiveCatalogue::default();
        let cache = ResponseCache::new(bytes);
        let catalogue = catalogue(&live);
        let generation = cache
            .generation(&live, &catalogue, DAY.parse().unwrap())
            .unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("zstd"));
        let zstandard = AcceptedCoding::of(&headers, true).unwrap();
        for number in 0..600_usize {
            let body = "x".repeat(number * 37 % 5_000);
            let coding = if number % 2 == 0 { plain() } else { zstandard };
            let question = question(&format!("{{ a{number} }}"));
            let execute = async || response(&body, CacheScope::Revision);
            cache.answer(&generation, question, coding, execute).await;
            assert!(generation.answers.weight() <= bytes);
        }
        assert!(generation.answers.len() > 10);
        // One that would fill it alone is given, but not kept.
        let large = "x".repeat(300_000);
        let execute = async || response(&large, CacheScope::Revision);
        let answer = cache.answer(&generation, question("{ large }"), plain(), execute);
        assert_eq!(answer.await.body.bytes.len(), 300_000);
        assert!(generation.answers.weight() <= bytes);
    }
}
