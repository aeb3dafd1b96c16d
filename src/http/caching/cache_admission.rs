//! Which responses the cache admits.
//!
//! A response is worth its memory if it is requested again, so one that is requested for the first
//! time is only counted. While the cache evicts, a response must have been requested more often than
//! those that were evicted: otherwise a set of responses larger than the cache, such as all pages of
//! a pull, would replace itself over and over. The counts are a count-min sketch that ages by
//! halving, as Einziger, Friedman and Manes propose ("A Highly Efficient Cache Admission Policy", 2017).

use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

/// The counters for each entry of the cache.
const COUNTERS_PER_ENTRY: usize = 8;

/// The most counters, of one byte each.
const MAX_COUNTERS: usize = 1 << 18;

/// Counts requests by the hash of their cache key.
#[derive(Debug)]
pub(super) struct CacheAdmission {
    /// A power of two of them.
    counters: Box<[AtomicU8]>,
    /// The counts since the counters were halved.
    counted: AtomicUsize,
    /// About how often the responses that were evicted last had been requested.
    evicted: AtomicU8,
}

impl CacheAdmission {
    /// The admission to a cache of about this many entries.
    pub(super) fn new(entries: usize) -> Self {
        let counters = entries.saturating_mul(COUNTERS_PER_ENTRY).min(MAX_COUNTERS);
        let counters = counters.max(1_024).next_power_of_two();
        Self {
            counters: (0..counters).map(|_| AtomicU8::new(0)).collect(),
            counted: AtomicUsize::new(0),
            evicted: AtomicU8::new(0),
        }
    }

    /// Counts a request; returns whether its response is to be cached.
    pub(super) fn admits(&self, hash: u64) -> bool {
        let required = match self.evicted.load(Ordering::Relaxed) {
            0 => 2,
            // Requests in turn differ by one, the average is rounded.
            evicted => evicted.saturating_add(3),
        };
        self.count(hash) >= required
    }

    /// Counts a request.
    pub(super) fn count(&self, hash: u64) -> u8 {
        let count = self.estimate(hash);
        if count == u8::MAX {
            return count;
        }
        for counter in self.counters_of(hash) {
            // Concurrent requests may be counted once, which an estimate can bear.
            if counter.load(Ordering::Relaxed) == count {
                counter.store(count + 1, Ordering::Relaxed);
            }
        }
        if self.counted.fetch_add(1, Ordering::Relaxed) == self.counters.len() {
            self.halve();
        }
        count + 1
    }

    /// Records that the response to this request was evicted.
    pub(super) fn record_eviction(&self, hash: u64) {
        let before = u16::from(self.evicted.load(Ordering::Relaxed));
        let average = (3 * before + u16::from(self.estimate(hash)) + 2) / 4;
        let average = u8::try_from(average).unwrap_or(u8::MAX);
        self.evicted.store(average, Ordering::Relaxed);
    }

    fn estimate(&self, hash: u64) -> u8 {
        let counters = self.counters_of(hash);
        let [one, other] = counters.map(|counter| counter.load(Ordering::Relaxed));
        one.min(other)
    }

    fn counters_of(&self, hash: u64) -> [&AtomicU8; 2] {
        let mask = self.counters.len() as u64 - 1;
        // The counters are fewer than 2^32, so each half of the hash selects one.
        [hash, hash >> 32].map(|half| {
            let index = usize::try_from(half & mask).unwrap_or_default();
            &self.counters[index]
        })
    }

    fn halve(&self) {
        self.counted.store(0, Ordering::Relaxed);
        for counter in self.counters.iter().chain([&self.evicted]) {
            counter.store(counter.load(Ordering::Relaxed) / 2, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;

    /// The hash of a number, by the finalizer of `SplitMix64`.
    fn hash(number: u64) -> u64 {
        let number = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ number >> 31
    }

    /// A cache that evicts what was inserted first.
    struct Fifo {
        admission: CacheAdmission,
        size: usize,
        entries: VecDeque<u64>,
        insertions: usize,
    }

    impl Fifo {
        fn new(size: usize) -> Self {
            Self {
                admission: CacheAdmission::new(size),
                size,
                entries: VecDeque::new(),
                insertions: 0,
            }
        }

        /// Whether the response to a request is cached.
        fn request(&mut self, number: u64) -> bool {
            if self.entries.contains(&number) {
                self.admission.count(hash(number));
                return true;
            }
            if self.admission.admits(hash(number)) {
                self.insertions += 1;
                self.entries.push_back(number);
                if self.entries.len() > self.size {
                    let evicted = self.entries.pop_front().unwrap();
                    self.admission.record_eviction(hash(evicted));
                }
            }
            false
        }
    }

    #[test]
    fn a_response_is_cached_at_the_second_request() {
        let mut cache = Fifo::new(100);
        assert!(!cache.request(1));
        assert!(!cache.request(1));
        assert!(cache.request(1));
        assert!((2..50).all(|number| !cache.request(number)));
        assert_eq!(cache.insertions, 1);
    }

    #[test]
    fn a_set_larger_than_the_cache_stays_in_part() {
        let mut cache = Fifo::new(100);
        let (mut hits, mut last) = (0, 0);
        for _ in 0..40 {
            last = (0..150).filter(|number| cache.request(*number)).count();
            hits += last;
        }
        // First in, first out alone has no hit at all.
        assert!(last > 80, "{last} hits in the last round");
        assert!(hits > 40 * 60, "{hits} hits");
        assert!(cache.insertions < 400, "{} insertions", cache.insertions);
    }

    #[test]
    fn new_favourites_replace_old_ones() {
        let mut cache = Fifo::new(100);
        for _ in 0..200 {
            for number in 0..100 {
                cache.request(number);
            }
        }
        let favourites = 1_000..1_100;
        for _ in 0..300 {
            for number in favourites.clone() {
                cache.request(number);
            }
        }
        let hits = favourites.filter(|number| cache.request(*number)).count();
        assert!(hits > 90, "{hits} hits");
    }
}
