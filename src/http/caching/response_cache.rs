//! Caches responses in memory.
//!
//! A cache belongs to one snapshot and one day and is dropped as a whole when either changes, so no
//! entry is ever stale. Its size is bounded in bytes. A response is stored once, under the key of its
//! operation and variables, when it is requested a second time or is costly; the fingerprints of
//! requests are aliases of that key, so that an identical request needs neither parsing nor a second
//! copy.

use std::{
    hash::{BuildHasher, Hash, Hasher},
    sync::{Arc, Weak},
    time::Duration,
};

use actix_web::{rt::task::spawn_blocking, web::Bytes};
use arc_swap::ArcSwapOption;
use foldhash::fast::RandomState;
use quick_cache::{Equivalent, Lifecycle, UnitWeighter, Weighter, sync::Cache};
use tokio::time::timeout;

use crate::http::{
    caching::cache_admission::CacheAdmission,
    caching::encoded_body::EncodedBody,
    caching::prepared_response::{PreparedHead, PreparedResponse},
    caching::request_fingerprint::RequestFingerprint,
    negotiation::content_coding::AcceptedCoding,
};
use crate::{
    catalogue::{Catalogue, Day, LiveCatalogue},
    graphql::{ApiResponse, CacheKey, CacheScope, ErrorCode, OperationKey},
};

/// The overhead of an entry in bytes, without its key and its body.
const ENTRY_BYTES: usize = 256;

/// The expected size of an entry in bytes; it only sizes tables.
const ESTIMATED_ENTRY_BYTES: u64 = 4 * 1_024;

/// The most operations for which concurrent requests wait for one execution.
const MAX_OPERATIONS: usize = 4_096;

/// The longest wait for a concurrent execution of the same request.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// A response body in one content coding, with what its headers depend on. Cloning is cheap.
#[derive(Debug, Clone)]
pub(in crate::http) struct EncodedResponse {
    pub(in crate::http) body: EncodedBody,
    pub(in crate::http) lifetime: CacheScope,
    pub(in crate::http) request_error: Option<ErrorCode>,
    pub(in crate::http) operation: Option<Arc<str>>,
    pub(in crate::http) next_page: Option<Arc<str>>,
}

impl EncodedResponse {
    /// A response without content coding.
    fn plain(response: ApiResponse) -> Self {
        Self {
            body: EncodedBody::plain(Bytes::from(response.body)),
            lifetime: response.lifetime,
            request_error: response.request_error,
            operation: response.summary.name,
            next_page: response.next_page,
        }
    }

    async fn accepted(self, coding: AcceptedCoding) -> Self {
        Self {
            body: self.body.accepted(coding).await,
            ..self
        }
    }

    /// An outcome that is not in the cache.
    const fn uncached(self) -> CacheOutcome {
        CacheOutcome {
            response: self,
            is_cached: false,
        }
    }

    /// An outcome that is in the cache, unless it is too large.
    const fn cached(self) -> CacheOutcome {
        CacheOutcome {
            response: self,
            is_cached: true,
        }
    }

    fn is_cacheable(&self) -> bool {
        self.lifetime <= CacheScope::Day
    }
}

/// The response to a request, from the cache or executed.
pub(in crate::http) struct CacheOutcome {
    pub(in crate::http) response: EncodedResponse,
    /// False for a response that was not admitted or varies; so it cannot have aliases.
    pub(in crate::http) is_cached: bool,
}

/// The key of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    /// Of a response in one content coding.
    Response(CacheKey, AcceptedCoding),
    /// Of an alias.
    Request(RequestFingerprint),
}

impl Key {
    fn bytes(&self) -> usize {
        match self {
            Self::Response(key, _) => key.bytes(),
            Self::Request(fingerprint) => fingerprint.bytes(),
        }
    }
}

/// A fingerprint has the hash of its key, so that it is looked up without a copy.
impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Response(key, coding) => (key, coding).hash(state),
            Self::Request(fingerprint) => fingerprint.hash(state),
        }
    }
}

impl Equivalent<Key> for RequestFingerprint {
    fn equivalent(&self, key: &Key) -> bool {
        matches!(key, Key::Request(fingerprint) if fingerprint == self)
    }
}

#[derive(Debug, Clone)]
enum Entry {
    Response(EncodedResponse),
    Alias(Arc<Alias>),
}

impl Entry {
    fn response(self) -> Option<EncodedResponse> {
        match self {
            Self::Response(response) => Some(response),
            Self::Alias(_) => None,
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Response(response) => response.body.bytes.len(),
            Self::Alias(alias) => size_of::<Alias>() + alias.key.bytes(),
        }
    }
}

/// The response to a request, by reference.
#[derive(Debug)]
struct Alias {
    key: Key,
    /// The hash of the key.
    hash: u64,
    head: Arc<PreparedHead>,
}

#[derive(Debug, Clone)]
struct ByteWeighter;

impl Weighter<Key, Entry> for ByteWeighter {
    fn weight(&self, key: &Key, entry: &Entry) -> u64 {
        (ENTRY_BYTES + key.bytes() + entry.bytes()) as u64
    }
}

/// Reports evicted responses to the admission.
#[derive(Debug, Clone)]
struct EvictionReport(Arc<Counts>);

impl Lifecycle<Key, Entry> for EvictionReport {
    type RequestState = ();

    fn on_evict(&self, (): &mut (), key: Key, _: Entry) {
        if matches!(key, Key::Response(..)) {
            self.0.admission.record_eviction(self.0.hash(&key));
        }
    }
}

/// How often responses were requested, for any snapshot.
#[derive(Debug)]
struct Counts {
    admission: CacheAdmission,
    hasher: RandomState,
}

impl Counts {
    fn hash(&self, key: &Key) -> u64 {
        self.hasher.hash_one(key)
    }
}

/// The entries of one snapshot on one day.
#[derive(Debug)]
pub(in crate::http) struct Generation {
    /// Weak, so that the snapshot is freed with its last reader; its address is not reused before.
    catalogue: Weak<Catalogue>,
    day: Day,
    entries: Cache<Key, Entry, ByteWeighter, RandomState, EvictionReport>,
    counts: Arc<Counts>,
}

impl Generation {
    fn new(catalogue: &Arc<Catalogue>, day: Day, bytes: u64, counts: &Arc<Counts>) -> Self {
        Self {
            catalogue: Arc::downgrade(catalogue),
            day,
            entries: Cache::with(
                estimated_entries(bytes),
                bytes,
                ByteWeighter,
                RandomState::default(),
                EvictionReport(Arc::clone(counts)),
            ),
            counts: Arc::clone(counts),
        }
    }

    /// Makes the fingerprint of a request an alias of a cached response.
    pub(in crate::http) fn insert_alias(
        &self,
        fingerprint: RequestFingerprint,
        key: CacheKey,
        coding: AcceptedCoding,
        head: Arc<PreparedHead>,
    ) {
        let key = Key::Response(key, coding);
        // A response that is too large is not cached.
        if self.entries.contains_key(&key) {
            let hash = self.counts.hash(&key);
            let alias = Entry::Alias(Arc::new(Alias { key, hash, head }));
            self.entries.insert(Key::Request(fingerprint), alias);
        }
    }

    fn by_fingerprint(&self, fingerprint: &RequestFingerprint) -> Option<PreparedResponse> {
        let Entry::Alias(alias) = self.entries.get(fingerprint)? else {
            return None;
        };
        // Also counts as a use of the response, so that it is not evicted before its aliases.
        let response = self.response(&alias.key)?;
        self.counts.admission.count(alias.hash);
        Some(PreparedResponse::new(response, Arc::clone(&alias.head)))
    }

    fn response(&self, key: &Key) -> Option<EncodedResponse> {
        self.entries.get(key)?.response()
    }

    fn is_of(&self, catalogue: &Arc<Catalogue>, day: Day) -> bool {
        self.day == day && std::ptr::eq(self.catalogue.as_ptr(), Arc::as_ptr(catalogue))
    }
}

fn estimated_entries(bytes: u64) -> usize {
    let entries = usize::try_from(bytes / ESTIMATED_ENTRY_BYTES).unwrap_or(usize::MAX);
    entries.clamp(1, 1_000_000)
}

/// When a response is cached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CachedFrom {
    /// At once: its execution is costly.
    FirstRequest,
    /// When it is requested more often than others.
    LaterRequest,
}

impl CachedFrom {
    fn of(response: &ApiResponse) -> Self {
        match response.cost {
            Some(cost) if cost.is_high() => Self::FirstRequest,
            _ => Self::LaterRequest,
        }
    }
}

/// The response cache of the snapshot that is served.
#[derive(Debug)]
pub(in crate::http) struct ResponseCache {
    bytes: u64,
    current: ArcSwapOption<Generation>,
    /// The operations whose responses can be cached, executed last for any snapshot: concurrent
    /// requests for one of them wait for a single execution.
    cacheable_operations: Cache<OperationKey, CachedFrom, UnitWeighter>,
    counts: Arc<Counts>,
}

impl ResponseCache {
    /// A cache of about this many bytes; 0 switches it off.
    pub(in crate::http) fn new(bytes: u64) -> Self {
        Self {
            bytes,
            current: ArcSwapOption::empty(),
            cacheable_operations: Cache::new(MAX_OPERATIONS),
            counts: Arc::new(Counts {
                admission: CacheAdmission::new(estimated_entries(bytes)),
                hasher: RandomState::default(),
            }),
        }
    }

    /// The number of entries, aliases included, and their size in bytes.
    pub(in crate::http) fn level(&self) -> (usize, u64) {
        let current = self.current.load();
        current.as_ref().map_or((0, 0), |current| {
            (current.entries.len(), current.entries.weight())
        })
    }

    /// The cached response to an identical request, for the snapshot that is served and this day.
    pub(in crate::http) fn get_by_fingerprint(
        &self,
        live: &LiveCatalogue,
        day: Day,
        fingerprint: &RequestFingerprint,
    ) -> Option<PreparedResponse> {
        let current = self.current.load();
        let current = current.as_ref()?;
        if current.day != day || !live.serves(&current.catalogue) {
            return None;
        }
        current.by_fingerprint(fingerprint)
    }

    /// The entries of this snapshot and day. `None` when the cache is off, or when the snapshot is no
    /// longer the one that is served.
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
        // A late request must not restore a generation that was replaced.
        let served = live.current();
        let is_served = served.is_some_and(|served| Arc::ptr_eq(&served, catalogue));
        let is_past = current.as_ref().is_some_and(|current| day < current.day);
        if !is_served || is_past {
            return None;
        }
        let next = Arc::new(Generation::new(catalogue, day, self.bytes, &self.counts));
        let found = self
            .current
            .compare_and_swap(&current, Some(Arc::clone(&next)));
        let was_first = found.as_ref().map(Arc::as_ptr) == current.as_ref().map(Arc::as_ptr);
        drop(found);
        if was_first {
            // Freeing thousands of responses takes time, so it does not delay a request.
            spawn_blocking(move || drop(current));
            return Some(next);
        }
        let current = self.current.load_full();
        current.filter(|current| current.is_of(catalogue, day))
    }

    /// The cached response to a request, or else the one that `execute` returns.
    pub(in crate::http) async fn get_or_execute(
        &self,
        generation: &Generation,
        key: CacheKey,
        coding: AcceptedCoding,
        execute: impl AsyncFnOnce() -> ApiResponse,
    ) -> CacheOutcome {
        let entries = &generation.entries;
        let operation = key.operation.clone();
        let key = Key::Response(key, coding);
        let is_admitted = self.counts.admission.admits(self.counts.hash(&key));
        if let Some(response) = generation.response(&key) {
            return response.cached();
        }
        let known = self.cacheable_operations.get(&operation);
        let mut guard = None;
        if known.is_some_and(|from| is_admitted || from == CachedFrom::FirstRequest) {
            match timeout(MAX_WAIT, entries.get_value_or_guard_async(&key)).await {
                Ok(Ok(entry)) => {
                    if let Some(response) = entry.response() {
                        return response.cached();
                    }
                }
                Ok(Err(own)) => guard = Some(own),
                Err(_) => {}
            }
        }
        let plain_key = match &key {
            Key::Response(key, coding) if *coding != AcceptedCoding::PLAIN => {
                Some(Key::Response(key.clone(), AcceptedCoding::PLAIN))
            }
            _ => None,
        };
        let cached = plain_key.as_ref().and_then(|key| generation.response(key));
        let is_kept =
            |cached_from: CachedFrom| is_admitted || cached_from == CachedFrom::FirstRequest;
        let (plain, cached_from) = if let Some(plain) = cached {
            (plain, known.unwrap_or(CachedFrom::LaterRequest))
        } else {
            let mut response = execute().await;
            let cached_from = CachedFrom::of(&response);
            if is_kept(cached_from) {
                // It may stay in the cache, so spare capacity is returned.
                response.body.shrink_to_fit();
            }
            (EncodedResponse::plain(response), cached_from)
        };
        if !plain.is_cacheable() {
            // Waiting requests are executed, each for itself.
            self.cacheable_operations.remove(&operation);
            drop(guard);
            return plain.accepted(coding).await.uncached();
        }
        if known != Some(cached_from) {
            self.cacheable_operations.insert(operation, cached_from);
        }
        if !is_kept(cached_from) {
            return plain.accepted(coding).await.uncached();
        }
        let plain = EncodedResponse {
            body: plain.body.shared(),
            ..plain
        };
        if let Some(plain_key) = plain_key {
            entries.insert(plain_key, Entry::Response(plain.clone()));
        }
        let response = plain.accepted(coding).await;
        let entry = Entry::Response(response.clone());
        match guard {
            // It fails only when the response is too large for the cache.
            Some(guard) => drop(guard.insert(entry)),
            None => entries.insert(key, entry),
        }
        response.cached()
    }
}

/// The response that `execute` returns, without a cache.
pub(in crate::http) async fn uncached(
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
    use crate::http::negotiation::accept::MediaType;
    use crate::{
        catalogue::{Content, Revision},
        graphql::{ApiRequest, DocumentCost, Engine, Services, schema},
    };

    const DAY: &str = "2026-11-22";

    fn catalogue(live: &LiveCatalogue) -> Arc<Catalogue> {
        let catalogue =
            Catalogue::build(Content::default(), Revision::new(1), DateTime::UNIX_EPOCH);
        live.replace(catalogue.unwrap(), DateTime::UNIX_EPOCH);
        live.current().unwrap()
    }

    fn key(text: &str) -> CacheKey {
        thread_local! {
            static ENGINE: Engine = Engine::new(schema(Services::new()));
        }
        let request = ApiRequest {
            query: text.to_owned(),
            ..ApiRequest::default()
        };
        ENGINE.with(|engine| engine.key(&engine.resolve(request).unwrap()).unwrap())
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
    async fn a_response_is_cached_per_snapshot_and_day() {
        let live = LiveCatalogue::default();
        let cache = ResponseCache::new(100_000);
        let executions = Cell::new(0);
        let send = async |catalogue: &Arc<Catalogue>, day: &str| {
            let day = day.parse().unwrap();
            let generation = cache.generation(&live, catalogue, day)?;
            let execute = async || {
                executions.set(executions.get() + 1);
                response(&executions.get().to_string(), CacheScope::Day)
            };
            let answer = cache.get_or_execute(&generation, key("{a}"), plain(), execute);
            Some(answer.await.response.body.bytes)
        };
        let first = catalogue(&live);
        assert_eq!(send(&first, DAY).await.unwrap(), "1", "not cached");
        assert_eq!(send(&first, DAY).await.unwrap(), "2", "cached");
        assert_eq!(send(&first, DAY).await.unwrap(), "2");
        assert_eq!(send(&first, "2026-11-23").await.unwrap(), "3");
        assert_eq!(
            send(&first, DAY).await,
            None,
            "the previous day is no longer cached"
        );
        let second = catalogue(&live);
        assert_eq!(send(&second, "2026-11-23").await.unwrap(), "4");
        assert_eq!(
            send(&first, "2026-11-23").await,
            None,
            "nor is the previous snapshot"
        );
        assert_eq!(send(&second, "2026-11-23").await.unwrap(), "4");
    }

    #[tokio::test]
    async fn a_costly_response_is_cached_at_the_first_request() {
        let live = LiveCatalogue::default();
        let cache = ResponseCache::new(100_000);
        let catalogue = catalogue(&live);
        let generation = cache
            .generation(&live, &catalogue, DAY.parse().unwrap())
            .unwrap();
        for (points, expected) in [(7_999, ["0", "1"]), (8_000, ["0", "0"])] {
            for (turn, expected) in expected.into_iter().enumerate() {
                let execute = async || ApiResponse {
                    cost: Some(DocumentCost {
                        points,
                        values: 0,
                        introspection_points: 0,
                        selections: 1,
                        depth: 1,
                    }),
                    ..response(&turn.to_string(), CacheScope::Day)
                };
                let key = key(&format!("{{ a{points} }}"));
                let answer = cache.get_or_execute(&generation, key, plain(), execute);
                assert_eq!(
                    answer.await.response.body.bytes,
                    expected,
                    "{points} points"
                );
            }
        }
    }

    #[tokio::test]
    async fn responses_that_vary_are_not_cached() {
        let live = LiveCatalogue::default();
        let cache = ResponseCache::new(100_000);
        let catalogue = catalogue(&live);
        let generation = cache
            .generation(&live, &catalogue, DAY.parse().unwrap())
            .unwrap();
        for lifetime in [CacheScope::Unknown, CacheScope::Once] {
            for turn in 0..3 {
                let execute = async || response(&turn.to_string(), lifetime);
                let answer = cache.get_or_execute(&generation, key("{a}"), plain(), execute);
                let bytes = answer.await.response.body.bytes;
                assert_eq!(bytes, turn.to_string());
            }
        }
        assert!(generation.entries.is_empty());
    }

    #[tokio::test]
    async fn concurrent_requests_share_one_execution() {
        let live = LiveCatalogue::default();
        let cache = ResponseCache::new(100_000);
        let executions = AtomicUsize::new(0);
        for (round, expected) in [(0, 1), (1, 2)] {
            let catalogue = catalogue(&live);
            let generation = cache
                .generation(&live, &catalogue, DAY.parse().unwrap())
                .unwrap();
            let execute = async || {
                executions.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(20)).await;
                response("{}", CacheScope::Revision)
            };
            // The first response marks the operation as cacheable.
            let crowd = if round == 0 { 1 } else { 50 };
            let asking = (0..crowd)
                .map(|_| cache.get_or_execute(&generation, key("{a}"), plain(), &execute));
            for answer in futures_util::future::join_all(asking).await {
                assert_eq!(answer.response.body.bytes, "{}");
            }
            assert_eq!(executions.load(Ordering::Relaxed), expected);
        }
    }

    #[tokio::test]
    async fn a_cancelled_execution_does_not_block_others() {
        let live = LiveCatalogue::default();
        let cache = ResponseCache::new(100_000);
        let catalogue = catalogue(&live);
        let generation = cache
            .generation(&live, &catalogue, DAY.parse().unwrap())
            .unwrap();
        cache
            .cacheable_operations
            .insert(key("{a}").operation, CachedFrom::FirstRequest);
        let never = cache.get_or_execute(&generation, key("{a}"), plain(), async || {
            std::future::pending().await
        });
        assert!(timeout(Duration::from_millis(20), never).await.is_err());
        let ready = cache.get_or_execute(&generation, key("{a}"), plain(), async || {
            response("{}", CacheScope::Day)
        });
        let answer = timeout(Duration::from_secs(1), ready).await.unwrap();
        assert_eq!(answer.response.body.bytes, "{}");
    }

    #[tokio::test]
    async fn the_size_stays_within_the_bound() {
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
        for number in (0..600_usize).chain(0..600) {
            let body = "x".repeat(number * 37 % 5_000);
            let coding = if number % 2 == 0 { plain() } else { zstandard };
            let key = key(&format!("{{ a{number} }}"));
            let execute = async || response(&body, CacheScope::Revision);
            cache
                .get_or_execute(&generation, key, coding, execute)
                .await;
            assert!(generation.entries.weight() <= bytes);
        }
        assert!(generation.entries.len() > 10);
        // One larger than the cache is returned, but not cached.
        let large = "x".repeat(300_000);
        for _ in 0..3 {
            let execute = async || response(&large, CacheScope::Revision);
            let answer = cache.get_or_execute(&generation, key("{ large }"), plain(), execute);
            assert_eq!(answer.await.response.body.bytes.len(), 300_000);
            assert!(generation.entries.weight() <= bytes);
        }
    }

    #[tokio::test]
    async fn a_fingerprint_is_an_alias_until_its_response_is_evicted() {
        let live = LiveCatalogue::default();
        let cache = ResponseCache::new(100_000);
        let catalogue = catalogue(&live);
        let day = DAY.parse().unwrap();
        let generation = cache.generation(&live, &catalogue, day).unwrap();
        let fingerprint = RequestFingerprint::from(b"POST {a}".as_slice());
        let body = "x".repeat(30_000);
        let insert = async |name: &str| {
            let execute = async || response(&body, CacheScope::Revision);
            let response = cache.get_or_execute(&generation, key(name), plain(), execute);
            response.await.response
        };
        insert("{ a }").await;
        let response = insert("{ a }").await;
        let head = Arc::new(PreparedHead::new(&response, day, MediaType::Json, None, 1));
        generation.insert_alias(fingerprint.clone(), key("{ a }"), plain(), head);
        let size = generation.entries.weight();
        assert!(size < 35_000, "the alias has no copy of the body: {size}");
        let get = |day| cache.get_by_fingerprint(&live, day, &fingerprint);
        assert!(get(day).is_some());
        assert!(get("2026-11-23".parse().unwrap()).is_none());
        generation
            .entries
            .remove(&Key::Response(key("{ a }"), plain()));
        assert!(get(day).is_none());
        let too_large = "x".repeat(200_000);
        let execute = async || super::tests::response(&too_large, CacheScope::Revision);
        for _ in 0..2 {
            cache
                .get_or_execute(&generation, key("{ b }"), plain(), execute)
                .await;
        }
        let uncached = cache
            .get_or_execute(&generation, key("{ b }"), plain(), execute)
            .await
            .response;
        let entries = generation.entries.len();
        let head = Arc::new(PreparedHead::new(&uncached, day, MediaType::Json, None, 1));
        generation.insert_alias(fingerprint.clone(), key("{ b }"), plain(), head);
        assert_eq!(
            generation.entries.len(),
            entries,
            "no alias without a response"
        );
    }
}
