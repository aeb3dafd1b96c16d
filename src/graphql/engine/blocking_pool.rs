//! Where costly operations run: on threads of their own, few at a time, with a short queue.
//!
//! The threads that talk to clients answer small operations themselves, which is quickest. An
//! operation that may take long would keep everybody else waiting there, and nobody could even be
//! told that the server is busy.

use std::{
    num::NonZero,
    panic::resume_unwind,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use tokio::{
    runtime::Handle,
    sync::Semaphore,
    task::spawn_blocking,
    time::{Instant, timeout, timeout_at},
};

/// From how many points on an operation runs here: about a tenth of a second of a processor core.
const COSTLY_POINTS: u64 = 8_000;

/// How many operations may wait for each one that runs.
const QUEUE: usize = 16;

/// How long an operation waits for its turn.
const MAX_WAIT: Duration = Duration::from_secs(2);

/// There are too many costly operations already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Overloaded;

/// What became of an operation.
pub(crate) enum Completion<T> {
    /// It ran to its end.
    Finished(T),
    /// It was ended because it took too long.
    DeadlineExceeded,
}

/// Runs costly operations. Copies share the threads.
#[derive(Debug, Clone)]
pub(crate) struct BlockingPool {
    permits: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    max_waiting: usize,
}

impl Default for BlockingPool {
    fn default() -> Self {
        Self::with_permits(thread::available_parallelism().map_or(1, NonZero::get))
    }
}

impl BlockingPool {
    fn with_permits(permits: usize) -> Self {
        Self {
            permits: Arc::new(Semaphore::new(permits)),
            waiting: Arc::default(),
            max_waiting: permits.saturating_mul(QUEUE),
        }
    }

    /// Whether an operation of so many points waits for its turn.
    pub(crate) const fn is_for(points: u64) -> bool {
        points >= COSTLY_POINTS
    }

    /// Runs an operation of so many points, at once or in its turn, for no longer than `limit`.
    ///
    /// # Errors
    /// [`Overloaded`] when too many wait already, or its turn did not come.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        points: u64,
        limit: Duration,
        operation: impl Future<Output = T> + Send + 'static,
    ) -> Result<Completion<T>, Overloaded> {
        let end = Instant::now() + limit;
        if !Self::is_for(points) {
            return Ok(Completion::of(timeout_at(end, operation).await));
        }
        let permit = {
            let _waiting = QueueSlot::begin(&self.waiting, self.max_waiting)?;
            let permit = Arc::clone(&self.permits).acquire_owned();
            timeout(MAX_WAIT.min(limit), permit)
                .await
                .map_err(|_| Overloaded)?
                .map_err(|_| Overloaded)?
        };
        let runtime = Handle::current();
        let running = spawn_blocking(move || {
            // Given back when the work has ended, which may be after nobody waits for it any more.
            let _place = permit;
            runtime.block_on(timeout_at(end, operation))
        });
        match running.await {
            Ok(outcome) => Ok(Completion::of(outcome)),
            Err(error) => match error.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                Err(_) => Err(Overloaded),
            },
        }
    }
}

impl<T> Completion<T> {
    fn of<E>(outcome: Result<T, E>) -> Self {
        outcome.map_or(Self::DeadlineExceeded, Self::Finished)
    }
}

/// One that waits, until this value goes.
struct QueueSlot<'a>(&'a AtomicUsize);

impl<'a> QueueSlot<'a> {
    fn begin(waiting: &'a AtomicUsize, most: usize) -> Result<Self, Overloaded> {
        let one = Self(waiting);
        if waiting.fetch_add(1, Ordering::Relaxed) < most {
            Ok(one)
        } else {
            Err(Overloaded)
        }
    }
}

impl Drop for QueueSlot<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;
    use tokio::time::sleep;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(5);

    async fn nap(time: Duration) -> u8 {
        sleep(time).await;
        7
    }

    #[tokio::test]
    async fn over_the_queue_costly_operations_are_refused_at_once() {
        let pool = BlockingPool::with_permits(1);
        let started = Instant::now();
        let outcomes = join_all((0..30).map(|_| async {
            let outcome = pool
                .run(COSTLY_POINTS, LIMIT, nap(Duration::from_millis(20)))
                .await;
            (outcome.is_ok(), started.elapsed())
        }))
        .await;
        let refused = outcomes.iter().filter(|(ran, _)| !ran);
        let refused: Vec<_> = refused.map(|(_, after)| *after).collect();
        // The first of them runs while the others come, or waits with them.
        assert!((13..=14).contains(&refused.len()), "{refused:?}");
        assert!(
            refused
                .iter()
                .all(|after| *after < Duration::from_millis(100))
        );
        // Small ones are never refused, and places are free again.
        assert!(pool.run(1, LIMIT, nap(Duration::ZERO)).await.is_ok());
        assert!(
            pool.run(COSTLY_POINTS, LIMIT, nap(Duration::ZERO))
                .await
                .is_ok()
        );
    }

    #[tokio::test]
    async fn whoever_gives_up_frees_its_place_in_the_queue() {
        let pool = BlockingPool::with_permits(1);
        let long = pool.run(COSTLY_POINTS, LIMIT, nap(Duration::from_millis(300)));
        let impatient = async {
            for _ in 0..100 {
                let turn = pool.run(COSTLY_POINTS, LIMIT, nap(Duration::ZERO));
                assert!(timeout(Duration::from_millis(1), turn).await.is_err());
            }
        };
        let (long, ()) = tokio::join!(long, impatient);
        assert!(matches!(long, Ok(Completion::Finished(7))));
        assert_eq!(pool.waiting.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn what_takes_too_long_is_ended() {
        let pool = BlockingPool::with_permits(1);
        for points in [1, COSTLY_POINTS] {
            let limit = Duration::from_millis(20);
            let endless = async {
                loop {
                    tokio::task::yield_now().await;
                }
            };
            let outcome = pool.run::<()>(points, limit, endless).await;
            assert!(matches!(outcome, Ok(Completion::DeadlineExceeded)));
        }
        assert_eq!(pool.permits.available_permits(), 1);
    }
}
