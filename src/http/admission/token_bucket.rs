//! A token bucket.
//!
//! Its state is the instant at which it is full again (GCRA), so that it fits one atomic number and no
//! timer refills it.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Utc};

const NANOSECONDS: u64 = 1_000_000_000;

/// The largest debt of a bucket in points; more is not charged.
const MAX_DEBT: u64 = 50_000;

/// The refill rate and capacity of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Points per second; at least 1.
    pub points_per_second: u32,
    /// Points in a full bucket; at least 1.
    pub burst: u32,
}

impl Rate {
    /// The time to refill these points, rounded up.
    fn nanoseconds(self, points: u64) -> u64 {
        let second = u64::from(self.points_per_second.max(1));
        points.saturating_mul(NANOSECONDS).div_ceil(second)
    }

    fn full(self) -> u64 {
        self.nanoseconds(self.burst.into())
    }

    /// The seconds in which an empty bucket refills.
    pub(super) fn window_seconds(self) -> u64 {
        self.full().div_ceil(NANOSECONDS)
    }
}

/// The bucket of one caller.
#[derive(Debug, Default)]
pub(super) struct TokenBucket {
    /// Nanoseconds since the epoch.
    full_at: AtomicU64,
}

/// The level of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Level {
    /// Whole points.
    pub(super) points: u64,
    /// Seconds until it is full, rounded up.
    pub(super) seconds_until_full: u64,
}

impl TokenBucket {
    /// Deducts the points of a request, less those that were deducted for it before.
    ///
    /// A request that costs more than the capacity needs a full bucket and leaves a debt, so that it
    /// can be served within the rate.
    ///
    /// # Errors
    /// If there are not enough points: the nanoseconds until there are. Nothing is deducted then.
    pub(super) fn spend(
        &self,
        points: u64,
        paid: u64,
        rate: Rate,
        now: DateTime<Utc>,
    ) -> Result<(), u64> {
        let now = nanoseconds(now);
        let charged = points.min(u64::from(rate.burst) + MAX_DEBT);
        let charged = charged.saturating_sub(paid);
        let anew = points.min(rate.burst.into());
        let (needed, anew) = (
            rate.nanoseconds(anew.saturating_sub(paid)),
            rate.nanoseconds(anew),
        );
        let mut full_at = self.full_at.load(Ordering::Relaxed);
        loop {
            let missing = missing(full_at, rate, now);
            if missing + needed > rate.full() {
                return Err(missing + anew - rate.full());
            }
            let next = now + missing + rate.nanoseconds(charged);
            match self.full_at.compare_exchange_weak(
                full_at,
                next,
                Ordering::Relaxed,
                Ordering::Relaxed,
            ) {
                Ok(_) => return Ok(()),
                Err(other) => full_at = other,
            }
        }
    }

    /// The level of the bucket.
    pub(super) fn level(&self, rate: Rate, now: DateTime<Utc>) -> Level {
        let now = nanoseconds(now);
        let missing = missing(self.full_at.load(Ordering::Relaxed), rate, now);
        let present = u128::from(rate.full().saturating_sub(missing));
        let points = present * u128::from(rate.points_per_second) / u128::from(NANOSECONDS);
        Level {
            points: u64::try_from(points).map_or(u64::MAX, |points| points.min(rate.burst.into())),
            seconds_until_full: missing.div_ceil(NANOSECONDS),
        }
    }
}

/// The time until the bucket is full. After the clock was set back it is at most that of the largest
/// debt.
fn missing(full_at: u64, rate: Rate, now: u64) -> u64 {
    let longest = rate.full() + rate.nanoseconds(MAX_DEBT);
    full_at.saturating_sub(now).min(longest)
}

fn nanoseconds(instant: DateTime<Utc>) -> u64 {
    let nanoseconds = instant.timestamp_nanos_opt().unwrap_or(i64::MAX);
    u64::try_from(nanoseconds).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    const RATE: Rate = Rate {
        points_per_second: 10,
        burst: 100,
    };

    fn at(seconds: f64) -> DateTime<Utc> {
        let start: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
        #[expect(clippy::cast_possible_truncation, reason = "a few seconds")]
        let nanoseconds = (seconds * 1e9) as i64;
        start + TimeDelta::nanoseconds(nanoseconds)
    }

    fn level(bucket: &TokenBucket, seconds: f64) -> (u64, u64) {
        let level = bucket.level(RATE, at(seconds));
        (level.points, level.seconds_until_full)
    }

    #[test]
    fn a_bucket_empties_at_once_and_refills_over_time() {
        let bucket = TokenBucket::default();
        assert_eq!(level(&bucket, 0.0), (100, 0));
        assert_eq!(bucket.spend(99, 0, RATE, at(0.0)), Ok(()));
        assert_eq!(level(&bucket, 0.0), (1, 10));
        assert_eq!(bucket.spend(2, 0, RATE, at(0.0)), Err(NANOSECONDS / 10));
        assert_eq!(bucket.spend(2, 0, RATE, at(0.1)), Ok(()));
        assert_eq!(level(&bucket, 5.0), (49, 6));
        assert_eq!(level(&bucket, 60.0), (100, 0));
    }

    #[test]
    fn a_cost_over_the_capacity_needs_a_full_bucket_and_leaves_a_debt() {
        let bucket = TokenBucket::default();
        assert_eq!(bucket.spend(1, 0, RATE, at(0.0)), Ok(()));
        assert_eq!(bucket.spend(250, 0, RATE, at(0.0)), Err(NANOSECONDS / 10));
        assert_eq!(bucket.spend(250, 0, RATE, at(0.1)), Ok(()));
        assert_eq!(level(&bucket, 0.1), (0, 25));
        assert_eq!(bucket.spend(1, 0, RATE, at(15.1)), Err(NANOSECONDS / 10));
        assert_eq!(bucket.spend(1, 0, RATE, at(15.2)), Ok(()));
    }

    #[test]
    fn reserved_points_count_towards_a_full_bucket() {
        let bucket = TokenBucket::default();
        assert_eq!(bucket.spend(1, 0, RATE, at(0.0)), Ok(()));
        assert_eq!(bucket.spend(150, 1, RATE, at(0.0)), Ok(()));
        assert_eq!(level(&bucket, 0.0), (0, 15));
        assert_eq!(level(&bucket, 10.0), (50, 5));
        assert_eq!(bucket.spend(1, 0, RATE, at(10.0)), Ok(()));
        assert_eq!(bucket.spend(1, 1, RATE, at(10.0)), Ok(()));
        assert_eq!(level(&bucket, 10.0), (49, 6));
        // The next request pays in full.
        assert_eq!(
            bucket.spend(60, 1, RATE, at(10.0)),
            Err(11 * NANOSECONDS / 10)
        );
    }

    #[test]
    fn a_clock_set_back_does_not_lock_callers_out() {
        let bucket = TokenBucket::default();
        assert_eq!(bucket.spend(100, 0, RATE, at(1e6)), Ok(()));
        let wait = bucket.spend(1, 0, RATE, at(0.0)).unwrap_err();
        assert!(wait <= RATE.full() + RATE.nanoseconds(MAX_DEBT + 1));
    }

    #[test]
    fn extreme_numbers_do_not_overflow() {
        for points_per_second in [0, 1, u32::MAX] {
            for burst in [0, 1, u32::MAX] {
                let rate = Rate {
                    points_per_second,
                    burst,
                };
                let bucket = TokenBucket::default();
                for points in [0, 1, u64::MAX] {
                    let _ = bucket.spend(points, 0, rate, at(0.0));
                    let _ = bucket.spend(points, 0, rate, DateTime::<Utc>::MAX_UTC);
                    let _ = bucket.level(rate, DateTime::<Utc>::MIN_UTC);
                }
            }
        }
    }

    proptest! {
        /// Over any period, the admitted points are at most the capacity, the refill, and the debt of
        /// the last request.
        #[test]
        fn the_rate_is_enforced(
            points_per_second in 1_u32..5_000,
            burst in 1_u32..20_000,
            requests in prop::collection::vec((0_u32..3_000, 1_u64..15_000), 1..80),
        ) {
            let rate = Rate { points_per_second, burst };
            let bucket = TokenBucket::default();
            let mut now = at(0.0);
            let mut admitted = Vec::new();
            for (pause, points) in requests {
                now += TimeDelta::milliseconds(pause.into());
                let before = bucket.level(rate, now);
                match bucket.spend(points, 0, rate, now) {
                    Ok(()) => admitted.push((now, points)),
                    Err(wait) => {
                        prop_assert!(before.points < points.min(burst.into()));
                        prop_assert_eq!(bucket.level(rate, now), before);
                        let just_before = wait.saturating_sub(2_000);
                        let later = now + TimeDelta::nanoseconds(i64::try_from(wait).unwrap());
                        let early = now + TimeDelta::nanoseconds(i64::try_from(just_before).unwrap());
                        let copy = TokenBucket { full_at: bucket.full_at.load(Ordering::Relaxed).into() };
                        prop_assert!(just_before == 0 || copy.spend(points, 0, rate, early).is_err());
                        prop_assert_eq!(copy.spend(points, 0, rate, later), Ok(()));
                    }
                }
            }
            for (first, (from, _)) in admitted.iter().enumerate() {
                let mut total = 0;
                for (until, points) in &admitted[first..] {
                    let seconds = u64::try_from((*until - *from).num_milliseconds()).unwrap();
                    let flowed = seconds * u64::from(points_per_second) / 1_000 + 1;
                    prop_assert!(total + points.min(&burst.into()) <= u64::from(burst) + flowed);
                    total += points;
                }
            }
        }
    }
}
