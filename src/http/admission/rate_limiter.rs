//! Rate limits by points per caller.

use std::{
    convert::Infallible,
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use quick_cache::sync::Cache;

use super::{
    client_address::quota_address,
    token_bucket::{Rate, TokenBucket},
};
use crate::{
    graphql::{Caller, Quota, QuotaExceeded},
    http::Clock,
    store::TokenName,
};

/// The most callers with a quota. A new caller evicts one that was not seen for long or only once,
/// which then restarts with a full bucket.
const MAX_QUOTAS: usize = 100_000;

/// The rate limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// Of each address without a token.
    pub anonymous: Rate,
    /// Of each token.
    pub token: Rate,
}

/// The quotas of all callers.
pub(super) struct RateLimiter {
    limits: RateLimits,
    quotas: Cache<QuotaKey, Arc<TokenBucket>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum QuotaKey {
    Address(IpAddr),
    Token(TokenName),
}

impl RateLimiter {
    pub(super) fn new(limits: RateLimits) -> Self {
        Self {
            limits,
            quotas: Cache::new(MAX_QUOTAS),
        }
    }

    /// The quota of a caller.
    pub(super) fn quota(
        &self,
        caller: &Caller,
        address: IpAddr,
        clock: &Arc<dyn Clock>,
    ) -> RequestQuota {
        let (holder, rate, policy) = match caller {
            Caller::Anonymous => (
                QuotaKey::Address(quota_address(address)),
                self.limits.anonymous,
                "anonymous",
            ),
            Caller::Known { name, .. } => {
                (QuotaKey::Token(name.clone()), self.limits.token, "token")
            }
        };
        let Ok::<_, Infallible>(bucket) = self
            .quotas
            .get_or_insert_with(&holder, || Ok(Arc::default()));
        RequestQuota {
            bucket,
            rate,
            policy,
            clock: Arc::clone(clock),
            paid: Arc::default(),
            wait_seconds: Arc::default(),
        }
    }
}

/// The quota of one caller, as used by one request.
#[derive(Clone)]
pub(in crate::http) struct RequestQuota {
    bucket: Arc<TokenBucket>,
    rate: Rate,
    policy: &'static str,
    clock: Arc<dyn Clock>,
    /// The points reserved for the request before its cost was known.
    paid: Arc<AtomicU64>,
    /// The last wait that was reported to the client.
    wait_seconds: Arc<AtomicU64>,
}

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

impl RequestQuota {
    /// Reserves points in advance; they count towards the cost of the first operation.
    pub(super) fn reserve(&self, points: u64) -> Result<(), QuotaExceeded> {
        self.spend(points)?;
        self.paid.store(points, Ordering::Relaxed);
        Ok(())
    }

    /// Sets the headers of the IETF draft on rate limit fields, and `Retry-After` after a refusal.
    pub(super) fn report(&self, headers: &mut HeaderMap, refused: bool) {
        if refused {
            let seconds = self.wait_seconds.load(Ordering::Relaxed).max(1);
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        let Self { policy, rate, .. } = self;
        let level = self.bucket.level(*rate, self.clock.now());
        let (quota, window) = (rate.burst, rate.window_seconds());
        let (remaining, reset) = (level.points, level.seconds_until_full);
        let fields = [
            (
                RATE_LIMIT_POLICY,
                format!("\"{policy}\";q={quota};qu=\"points\";w={window}"),
            ),
            (RATE_LIMIT, format!("\"{policy}\";r={remaining};t={reset}")),
        ];
        for (name, value) in fields {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
    }
}

impl Quota for RequestQuota {
    fn spend(&self, points: u64) -> Result<(), QuotaExceeded> {
        let paid = self.paid.swap(0, Ordering::Relaxed);
        let now = self.clock.now();
        let spent = self.bucket.spend(points, paid, self.rate, now);
        spent.map_err(|nanoseconds| {
            let wait = Duration::from_nanos(nanoseconds);
            let overspent = QuotaExceeded { wait };
            let seconds = overspent.retry_after_seconds();
            self.wait_seconds.store(seconds, Ordering::Relaxed);
            overspent
        })
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use chrono::{DateTime, Utc};

    use super::*;

    struct FixedClock;

    impl Clock for FixedClock {
        fn now(&self) -> DateTime<Utc> {
            "2026-11-22T12:00:00Z".parse().unwrap()
        }
    }

    fn limiter() -> (RateLimiter, Arc<dyn Clock>) {
        let rate = |points_per_second| Rate {
            points_per_second,
            burst: 100,
        };
        let limits = RateLimits {
            anonymous: rate(10),
            token: rate(100),
        };
        (RateLimiter::new(limits), Arc::new(FixedClock))
    }

    #[test]
    fn a_million_addresses_take_bounded_memory() {
        let (limiter, clock) = limiter();
        for number in 0..1_000_000_u32 {
            let address = IpAddr::V4(Ipv4Addr::from(number));
            let quota = limiter.quota(&Caller::Anonymous, address, &clock);
            assert!(quota.spend(60).is_ok());
        }
        assert!(limiter.quotas.len() <= MAX_QUOTAS + MAX_QUOTAS / 10);
    }

    #[test]
    fn frequent_callers_are_not_evicted_by_one_time_callers() {
        let (limiter, clock) = limiter();
        let often = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let mut admitted = 0;
        for number in 0..1_000_000_u128 {
            let once = IpAddr::V6(Ipv6Addr::from((0x2001_0db8 << 96) | (number << 64)));
            let quota = limiter.quota(&Caller::Anonymous, once, &clock);
            assert!(quota.spend(1).is_ok());
            if number % 100 == 0 {
                let quota = limiter.quota(&Caller::Anonymous, often, &clock);
                admitted += u32::from(quota.spend(1).is_ok());
            }
        }
        assert_eq!(admitted, 100);
    }

    #[test]
    fn each_address_network_and_token_has_its_own_quota() {
        let (limiter, clock) = limiter();
        let spend = |caller: &Caller, address: &str| {
            let quota = limiter.quota(caller, address.parse().unwrap(), &clock);
            quota.spend(60).is_ok()
        };
        let anonymous = &Caller::Anonymous;
        let known = |name: &str| Caller::Known {
            name: name.parse().unwrap(),
            scope: crate::store::TokenScope::Partner,
        };
        assert!(spend(anonymous, "192.0.2.1"));
        assert!(!spend(anonymous, "192.0.2.1"));
        assert!(!spend(anonymous, "::ffff:192.0.2.1"));
        assert!(spend(anonymous, "192.0.2.2"));
        assert!(spend(anonymous, "2001:db8::1"));
        assert!(!spend(anonymous, "2001:db8::2"));
        assert!(spend(anonymous, "2001:db8:0:1::1"));
        assert!(spend(&known("acme"), "192.0.2.1"));
        assert!(!spend(&known("acme"), "192.0.2.7"));
        assert!(spend(&known("other"), "192.0.2.1"));
    }

    #[test]
    fn responses_report_the_policy_and_the_remaining_quota() {
        let (limiter, clock) = limiter();
        let quota = limiter.quota(&Caller::Anonymous, IpAddr::V4(Ipv4Addr::LOCALHOST), &clock);
        quota.spend(25).unwrap();
        let mut headers = HeaderMap::new();
        quota.report(&mut headers, false);
        let text = |name: HeaderName| headers.get(name).unwrap().to_str().unwrap();
        assert_eq!(text(RATE_LIMIT), "\"anonymous\";r=75;t=3");
        assert_eq!(
            text(RATE_LIMIT_POLICY),
            "\"anonymous\";q=100;qu=\"points\";w=10"
        );
        let overspent = quota.spend(80).unwrap_err();
        assert_eq!(overspent.wait, Duration::from_millis(500));
        quota.report(&mut headers, true);
        assert_eq!(headers.get(header::RETRY_AFTER).unwrap(), "1");
    }
}
