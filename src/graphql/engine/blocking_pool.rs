//! The blocking pool for costly operations, with limited concurrency and a short queue.
//!
//! Worker threads run cheap operations themselves, which is fastest. A costly operation would block all
//! other requests of its worker, so that the server could not even respond that it is overloaded.

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

/// The length of the queue for each operation that runs at once.
const QUEUE: usize = 16;

/// The longest time in the queue.
const MAX_WAIT: Duration = Duration::from_secs(2);

/// Why an operation has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PoolError {
    /// The queue is full, or the longest time in the queue has passed.
    Overloaded,
    /// It took longer than its time limit.
    DeadlineExceeded,
}

/// Runs costly operations. Clones share the limits.
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

    /// Runs an operation, which may take no longer than `limit` including the time in the queue.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        limit: Duration,
        operation: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, PoolError> {
        let end = Instant::now() + limit;
        let permit = {
            let _waiting = QueueSlot::begin(&self.waiting, self.max_waiting)?;
            let permit = Arc::clone(&self.permits).acquire_owned();
            timeout(MAX_WAIT.min(limit), permit)
                .await
                .map_err(|_| PoolError::Overloaded)?
                .map_err(|_| PoolError::Overloaded)?
        };
        let runtime = Handle::current();
        let running = spawn_blocking(move || {
            // Released when the work has ended, which may be after the request was canceled.
            let _permit = permit;
            runtime.block_on(timeout_at(end, operation))
        });
        match running.await {
            Ok(outcome) => outcome.map_err(|_| PoolError::DeadlineExceeded),
            Err(error) => match error.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                Err(_) => Err(PoolError::Overloaded),
            },
        }
    }
}

/// A slot in the queue, released on drop.
struct QueueSlot<'a>(&'a AtomicUsize);

impl<'a> QueueSlot<'a> {
    fn begin(waiting: &'a AtomicUsize, most: usize) -> Result<Self, PoolError> {
        let one = Self(waiting);
        if waiting.fetch_add(1, Ordering::Relaxed) < most {
            Ok(one)
        } else {
            Err(PoolError::Overloaded)
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
    async fn a_full_queue_refuses_operations_at_once() {
        let pool = BlockingPool::with_permits(1);
        let started = Instant::now();
        let outcomes = join_all((0..30).map(|_| async {
            let outcome = pool.run(LIMIT, nap(Duration::from_millis(20))).await;
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
        // The slots are free again.
        assert!(pool.run(LIMIT, nap(Duration::ZERO)).await.is_ok());
    }

    #[tokio::test]
    async fn a_canceled_request_frees_its_slot_in_the_queue() {
        let pool = BlockingPool::with_permits(1);
        let long = pool.run(LIMIT, nap(Duration::from_millis(300)));
        let canceled = async {
            for _ in 0..100 {
                let turn = pool.run(LIMIT, nap(Duration::ZERO));
                assert!(timeout(Duration::from_millis(1), turn).await.is_err());
            }
        };
        let (long, ()) = tokio::join!(long, canceled);
        assert_eq!(long, Ok(7));
        assert_eq!(pool.waiting.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn operations_end_at_the_deadline() {
        let pool = BlockingPool::with_permits(1);
        let endless = async {
            loop {
                tokio::task::yield_now().await;
            }
        };
        let outcome = pool.run::<()>(Duration::from_millis(20), endless).await;
        assert_eq!(outcome, Err(PoolError::DeadlineExceeded));
        assert_eq!(pool.permits.available_permits(), 1);
    }
}
