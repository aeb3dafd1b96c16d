//! The header `Cache-Control` (RFC 9111, RFC 5861).

use std::{fmt::Write, time::Duration};

use actix_web::http::header::{self, HeaderMap, HeaderValue};
use chrono::{DateTime, Days, Utc};

use crate::{catalogue::Day, graphql::CacheScope};

/// For responses that must not be stored.
pub(in crate::http) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// For responses that have to be revalidated each time.
pub(in crate::http) const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");

/// The lifetimes in `Cache-Control`, in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CachePolicy {
    /// How long a response is fresh.
    pub max_age: Duration,
    /// How long after that it may be used while it is revalidated.
    pub stale_while_revalidate: Duration,
    /// How long after that it may be used while the server fails.
    pub stale_if_error: Duration,
}

impl Default for CachePolicy {
    fn default() -> Self {
        Self {
            max_age: Duration::from_mins(1),
            stale_while_revalidate: Duration::from_mins(5),
            stale_if_error: Duration::from_hours(24),
        }
    }
}

/// Which caches may store a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Audience {
    /// Shared caches too.
    Public,
    /// Only the client's own: the request has a credential.
    Private,
}

impl CachePolicy {
    /// The header of a response for `today` that is sent at `now`. Where it depends on the day, it
    /// expires with it, stale use included.
    pub(in crate::http) fn header(
        self,
        lifetime: CacheScope,
        audience: Audience,
        today: Day,
        now: DateTime<Utc>,
    ) -> HeaderValue {
        match lifetime {
            CacheScope::Day => self.within(until_end_of(today, now), audience),
            constant => self.constant_header(constant, audience).unwrap_or(NO_CACHE),
        }
    }

    /// The same, where it does not change with the time of day; `None` where it does.
    pub(in crate::http) fn constant_header(
        self,
        lifetime: CacheScope,
        audience: Audience,
    ) -> Option<HeaderValue> {
        match lifetime {
            CacheScope::Once => Some(NO_STORE),
            CacheScope::Unknown => Some(NO_CACHE),
            CacheScope::Day => None,
            CacheScope::Revision => Some(self.within(u64::MAX, audience)),
        }
    }

    /// The `max-age` of that header; zero where a response has to be asked for each time.
    pub fn max_age_of(self, lifetime: CacheScope, today: Day, now: DateTime<Utc>) -> Duration {
        match lifetime {
            CacheScope::Once | CacheScope::Unknown => Duration::ZERO,
            CacheScope::Day => self
                .max_age
                .min(Duration::from_secs(until_end_of(today, now))),
            CacheScope::Revision => self.max_age,
        }
    }

    /// The header of a response that is valid for `left` seconds.
    fn within(self, mut left: u64, audience: Audience) -> HeaderValue {
        let mut share = |wanted: Duration| {
            let seconds = wanted.as_secs().min(left);
            left -= seconds;
            seconds
        };
        let max_age = share(self.max_age);
        // Both begin at the end of `max-age` and run in parallel.
        let [revalidate, error] = [self.stale_while_revalidate, self.stale_if_error]
            .map(|wanted| wanted.as_secs().min(left));
        let audience = match audience {
            Audience::Public => "public",
            Audience::Private => "private",
        };
        let mut text = format!("{audience}, max-age={max_age}");
        for (name, seconds) in [
            ("stale-while-revalidate", revalidate),
            ("stale-if-error", error),
        ] {
            if seconds > 0 {
                let _ = write!(text, ", {name}={seconds}");
            }
        }
        HeaderValue::try_from(text).unwrap_or(NO_CACHE)
    }
}

/// Whether shared caches may store this response.
pub(in crate::http) fn is_for_shared_caches(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CACHE_CONTROL);
    value.is_some_and(|value| value.as_bytes().starts_with(b"public"))
}

/// The whole seconds until midnight UTC.
fn until_end_of(day: Day, now: DateTime<Utc>) -> u64 {
    let tomorrow = day.checked_add_days(Days::new(1));
    let midnight = tomorrow.and_then(|day| day.and_hms_opt(0, 0, 0));
    let left = midnight.map_or(0, |midnight| (midnight.and_utc() - now).num_seconds());
    u64::try_from(left).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn header(lifetime: CacheScope, now: &str) -> HeaderValue {
        let policy = CachePolicy::default();
        let now: DateTime<Utc> = now.parse().unwrap();
        policy.header(lifetime, Audience::Public, now.date_naive(), now)
    }

    #[test]
    fn responses_for_today_expire_with_the_day() {
        let whole = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400";
        for (lifetime, now, expected) in [
            (CacheScope::Revision, "2026-11-22T23:59:59Z", whole),
            (
                CacheScope::Day,
                "2026-11-22T00:00:00Z",
                "public, max-age=60, stale-while-revalidate=300, stale-if-error=86340",
            ),
            (
                CacheScope::Day,
                "2026-11-22T23:58:00Z",
                "public, max-age=60, stale-while-revalidate=60, stale-if-error=60",
            ),
            (
                CacheScope::Day,
                "2026-11-22T23:59:30Z",
                "public, max-age=30",
            ),
            (
                CacheScope::Day,
                "2026-11-22T23:59:59.001Z",
                "public, max-age=0",
            ),
            (CacheScope::Unknown, "2026-11-22T12:00:00Z", "no-cache"),
            (CacheScope::Once, "2026-11-22T12:00:00Z", "no-store"),
        ] {
            assert_eq!(header(lifetime, now), expected, "{now}");
        }
    }

    #[test]
    fn a_response_sent_after_midnight_is_expired() {
        let (today, now) = ("2026-11-22".parse().unwrap(), "2026-11-23T00:00:02Z");
        let policy = CachePolicy::default();
        let now = now.parse().unwrap();
        let header = policy.header(CacheScope::Day, Audience::Public, today, now);
        assert_eq!(header, "public, max-age=0");
    }

    proptest! {
        #[test]
        fn nothing_for_today_is_used_tomorrow(
            seconds in 0_u32..86_400,
            milliseconds in 0_u32..1_000,
            policy in [0_u64..200_000, 0_u64..200_000, 0_u64..200_000],
        ) {
            let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
            let now = day.and_hms_opt(0, 0, 0).unwrap().and_utc()
                + chrono::TimeDelta::seconds(seconds.into())
                + chrono::TimeDelta::milliseconds(milliseconds.into());
            let [max_age, revalidate, error] = policy.map(Duration::from_secs);
            let policy = CachePolicy {
                max_age,
                stale_while_revalidate: revalidate,
                stale_if_error: error,
            };
            let header = policy.header(CacheScope::Day, Audience::Private, day, now);
            let max_age = policy.max_age_of(CacheScope::Day, day, now);
            let stated = format!("max-age={}", max_age.as_secs());
            prop_assert!(header.to_str().unwrap().split(", ").any(|part| part == stated));
            let numbers: Vec<u32> = header
                .to_str()
                .unwrap()
                .split('=')
                .skip(1)
                .map(|text| text.split(',').next().unwrap().parse().unwrap())
                .collect();
            let (fresh, stale) = numbers.split_first().unwrap();
            let longest = fresh + stale.iter().max().copied().unwrap_or(0);
            prop_assert!(seconds + longest + u32::from(milliseconds > 0) <= 86_400);
        }
    }
}
