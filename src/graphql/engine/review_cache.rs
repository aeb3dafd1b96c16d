//! The last review queue, which takes long to compute.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::{
    advice::{
        Cancel,
        path::{DecidedAnswers, ReviewQueue, canonical_profiles, decided_answers, review_queue},
    },
    catalogue::{Catalogue, Day},
};

/// Keeps what has been computed for one snapshot and day. Clones share it.
///
/// Each canonical profile is kept by itself, so a request that ran into its deadline leaves less to
/// compute for the next one.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReviewCache(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    /// The snapshot, which this does not keep alive.
    catalogue: Weak<Catalogue>,
    day: Day,
    profiles: Vec<DecidedAnswers>,
}

impl Kept {
    fn is_of(&self, catalogue: &Arc<Catalogue>, day: Day) -> bool {
        self.day == day && std::ptr::eq(self.catalogue.as_ptr(), Arc::as_ptr(catalogue))
    }
}

impl ReviewCache {
    /// The review queue of a snapshot on a day; `None` if it was cancelled before it was complete.
    pub(crate) fn queue(
        &self,
        catalogue: &Arc<Catalogue>,
        day: Day,
        cancel: &dyn Cancel,
    ) -> Option<ReviewQueue> {
        let mut profiles = self.kept(catalogue, day);
        for person in canonical_profiles(day).iter().skip(profiles.len()) {
            profiles.push(decided_answers(catalogue, person, day, cancel)?);
            self.keep(catalogue, day, &profiles);
        }
        Some(review_queue(catalogue, day, &profiles))
    }

    fn kept(&self, catalogue: &Arc<Catalogue>, day: Day) -> Vec<DecidedAnswers> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_of(catalogue, day) {
            kept.profiles.clone()
        } else {
            vec![]
        }
    }

    fn keep(&self, catalogue: &Arc<Catalogue>, day: Day, profiles: &[DecidedAnswers]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Another request for the same may be ahead.
        if kept.is_of(catalogue, day) && profiles.len() <= kept.profiles.len() {
            return;
        }
        *kept = Kept {
            catalogue: Arc::downgrade(catalogue),
            day,
            profiles: profiles.to_vec(),
        };
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::{
        advice::NeverCancelled,
        catalogue::{Content, Revision},
    };

    #[derive(Debug)]
    struct Cancelled;

    impl Cancel for Cancelled {
        fn is_cancelled(&self) -> bool {
            true
        }
    }

    fn snapshot(revision: i64) -> Arc<Catalogue> {
        let revision = Revision::new(revision);
        let built = Catalogue::build(Content::default(), revision, DateTime::UNIX_EPOCH);
        Arc::new(built.unwrap())
    }

    #[test]
    fn of_two_requests_at_once_the_one_behind_does_not_replace_more_profiles() {
        let (one, other) = (snapshot(1), snapshot(2));
        let day: Day = "2026-11-28".parse().unwrap();
        let profiles: Vec<DecidedAnswers> = canonical_profiles(day)
            .iter()
            .map(|person| decided_answers(&one, person, day, &NeverCancelled).unwrap())
            .collect();
        let cache = ReviewCache::default();
        cache.keep(&one, day, &profiles[..5]);
        cache.keep(&one, day, &profiles[..2]);
        assert_eq!(cache.kept(&one, day).len(), 5);
        cache.keep(&one, day, &profiles[..6]);
        assert_eq!(cache.kept(&one, day).len(), 6);
        cache.keep(&other, day, &profiles[..1]);
        assert_eq!(cache.kept(&other, day).len(), 1);
    }

    #[test]
    fn a_queue_is_kept_for_its_snapshot_and_day() {
        let (one, other) = (snapshot(1), snapshot(2));
        let day: Day = "2026-11-28".parse().unwrap();
        let cache = ReviewCache::default();
        cache.queue(&one, day, &NeverCancelled).unwrap();
        assert_eq!(cache.kept(&one, day).len(), 8);
        assert!(cache.kept(&other, day).is_empty());
        assert!(cache.kept(&one, day.succ_opt().unwrap()).is_empty());
        // What is complete is returned without another look at the deadline.
        assert!(cache.queue(&one, day, &Cancelled).is_some());
    }
}
