//! What this layer asks of its host: to execute a document for one caller.

use std::time::Duration;

use async_trait::async_trait;

use crate::{catalogue::Day, graphql::ApiRequest};

/// Executes documents for one caller, with the caller's quota and the limits of every request.
#[async_trait]
pub trait Executor: Send + Sync + 'static {
    /// Executes a request for one of this layer's documents; `None` before the first catalogue.
    async fn execute(&self, request: ApiRequest) -> Option<Executed>;

    /// The exams that a code may mean which none has, as `vendor/code`, nearest first.
    fn nearest_exams(&self, code: &str) -> Vec<String>;

    /// For how long an answer that only a release changes may be kept.
    fn constant_freshness(&self) -> Freshness;
}

/// The response to a request.
#[derive(Debug)]
pub struct Executed {
    /// The response as GraphQL has it, in JSON.
    pub body: Vec<u8>,
    /// The revision of the catalogue that answered.
    pub revision: i64,
    /// The default day of the answer: today in UTC.
    pub today: Day,
    /// For how long it may be kept.
    pub freshness: Freshness,
}

/// For how long an answer may be kept, and by whom: the fields `ttlMs` and `cacheScope`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freshness {
    /// As `max-age` in the header `Cache-Control` of the same response over HTTP.
    pub max_age: Duration,
    /// Whether shared caches may keep it: the caller has no token.
    pub is_public: bool,
}

impl Freshness {
    /// In milliseconds.
    pub(super) fn ttl_ms(self) -> u64 {
        u64::try_from(self.max_age.as_millis()).unwrap_or(u64::MAX)
    }
}
