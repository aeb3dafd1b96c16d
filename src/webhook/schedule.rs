//! When a failed delivery is tried again.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

/// The times between attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetrySchedule {
    /// The time after the first failure; it doubles with each further one.
    pub first: Duration,
    /// The longest time, before jitter.
    pub longest: Duration,
    /// How long a receiver may fail before its webhook is disabled.
    pub give_up_after: Duration,
    /// How many failures in a row open the circuit.
    pub open_after: u32,
}

impl Default for RetrySchedule {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(5),
            longest: Duration::from_hours(6),
            give_up_after: Duration::from_hours(72),
            open_after: 8,
        }
    }
}

/// Whether a receiver counts as able to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circuit {
    /// It answers, or has failed a few times only.
    Closed,
    /// It has failed many times in a row: each further attempt is a probe, which waits until
    /// deliveries to other receivers have begun. One success closes the circuit.
    Open,
}

/// What follows a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Try again at this instant.
    RetryAt(DateTime<Utc>),
    /// It has failed for too long.
    GiveUp,
}

impl RetrySchedule {
    /// The circuit after this many failures in a row.
    pub const fn circuit(&self, failures: u32) -> Circuit {
        if failures < self.open_after {
            Circuit::Closed
        } else {
            Circuit::Open
        }
    }

    /// The time from the `failures`-th failure in a row, from 1, to the next attempt.
    ///
    /// It doubles from `first` to `longest`. `jitter`, from 0 to below 1, shortens it by at most a
    /// quarter, so that receivers that failed together are not tried together. A receiver that names
    /// a time (`Retry-After`) is not tried earlier, but named times count up to `longest` only.
    pub fn pause(&self, failures: u32, jitter: f64, named: Option<Duration>) -> Duration {
        let doublings = failures.saturating_sub(1).min(30);
        let whole = self.first.saturating_mul(1 << doublings).min(self.longest);
        let pause = whole.mul_f64(1.0 - jitter.clamp(0.0, 1.0) / 4.0);
        pause.max(named.unwrap_or_default().min(self.longest))
    }

    /// What follows the `failures`-th failure in a row, of which the first was at `since`.
    ///
    /// The last attempt is made when `give_up_after` is over, not when the pause before it would
    /// end.
    pub fn after_failure(
        &self,
        failures: u32,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
        jitter: f64,
        named: Option<Duration>,
    ) -> Next {
        let span = |time: Duration| TimeDelta::from_std(time).unwrap_or(TimeDelta::MAX);
        let end = since.checked_add_signed(span(self.give_up_after));
        let end = end.unwrap_or(DateTime::<Utc>::MAX_UTC);
        if now >= end {
            return Next::GiveUp;
        }
        let pause = span(self.pause(failures, jitter, named));
        let retry = now.checked_add_signed(pause).unwrap_or(end);
        Next::RetryAt(retry.min(end))
    }
}

/// A number from 0 to below 1 that a seed, a webhook and an attempt determine.
pub fn fraction(seed: &str, webhook: &str, attempt: u32) -> f64 {
    let digest = Sha256::digest(format!("{seed}\n{webhook}\n{attempt}"));
    let mut bytes = [0; 4];
    bytes.copy_from_slice(&digest[..4]);
    f64::from(u32::from_be_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SCHEDULE: fn() -> RetrySchedule = RetrySchedule::default;

    fn instant(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn the_pause_doubles_from_five_seconds_to_six_hours() {
        let seconds = |failures| SCHEDULE().pause(failures, 0.0, None).as_secs();
        assert_eq!([1, 2, 3, 8].map(seconds), [5, 10, 20, 640]);
        assert_eq!([13, 14, u32::MAX].map(seconds), [20_480, 21_600, 21_600]);
        assert_eq!(
            SCHEDULE().pause(1, 0.999_999, None).as_millis(),
            3_750,
            "jitter takes a quarter"
        );
    }

    #[test]
    fn the_circuit_opens_after_eight_failures() {
        assert_eq!(SCHEDULE().circuit(7), Circuit::Closed);
        assert_eq!(SCHEDULE().circuit(8), Circuit::Open);
    }

    /// Follows a receiver that always fails at once.
    #[test]
    fn a_receiver_that_always_fails_is_tried_for_three_days() {
        let (mut now, mut attempts) = (instant(0), 0_u32);
        loop {
            attempts += 1;
            match SCHEDULE().after_failure(attempts, instant(0), now, 0.0, None) {
                Next::RetryAt(next) => now = next,
                Next::GiveUp => break,
            }
        }
        assert_eq!(now, instant(72 * 3_600));
        assert_eq!(attempts, 25);
    }

    proptest! {
        #[test]
        fn the_next_attempt_is_within_its_bounds(
            failures in 1_u32..100,
            jitter in 0.0..1.0_f64,
            named in prop::option::of(0_u64..1_000_000),
            elapsed in 0_i64..300_000,
        ) {
            let (since, now) = (instant(1_000), instant(1_000 + elapsed));
            let named = named.map(Duration::from_secs);
            match SCHEDULE().after_failure(failures, since, now, jitter, named) {
                Next::GiveUp => prop_assert!(elapsed >= 72 * 3_600),
                Next::RetryAt(retry) => {
                    prop_assert!(elapsed < 72 * 3_600);
                    let end = instant(1_000 + 72 * 3_600);
                    prop_assert!(now < retry && retry <= end);
                    let longest = TimeDelta::hours(6);
                    prop_assert!(retry - now <= longest);
                    let asked = named.map(|time| TimeDelta::from_std(time).unwrap());
                    let asked = asked.unwrap_or_default().min(longest);
                    prop_assert!(retry - now >= asked || retry == end);
                }
            }
        }

        #[test]
        fn a_later_failure_never_waits_less(failures in 1_u32..40, jitter in 0.0..1.0_f64) {
            let pause = |failures| SCHEDULE().pause(failures, jitter, None);
            prop_assert!(pause(failures) <= pause(failures + 1));
        }

        #[test]
        fn a_fraction_is_determined_by_its_seed(seed in "[a-z]{0,9}", attempt: u32) {
            let drawn = fraction(&seed, "wh-1", attempt);
            prop_assert!((0.0..1.0).contains(&drawn));
            prop_assert_eq!(drawn.to_bits(), fraction(&seed, "wh-1", attempt).to_bits());
            prop_assert_ne!(drawn.to_bits(), fraction(&seed, "wh-2", attempt).to_bits());
        }
    }
}
