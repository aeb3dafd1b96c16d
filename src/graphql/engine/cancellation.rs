//! Cancellation of requests, after their deadline or when the client is gone.
//!
//! A computation without await points cannot be stopped from outside, so it checks at intervals.

use std::{
    future::poll_fn,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
    time::{Duration, Instant},
};

use crate::advice::Cancel;
use crate::graphql::error_code::ErrorCode;

/// Whether a request is canceled. Clones share the state.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cancellation {
    abandoned: Arc<AtomicBool>,
    deadline: Option<Instant>,
}

/// Cancels a request when it is dropped.
#[derive(Debug)]
pub(crate) struct DropGuard(Arc<AtomicBool>);

impl Cancellation {
    /// A cancellation after a time limit, or when the guard is dropped.
    pub(crate) fn after(limit: Duration) -> (Self, DropGuard) {
        let cancellation = Self {
            abandoned: Arc::default(),
            deadline: Instant::now().checked_add(limit),
        };
        let guard = DropGuard(Arc::clone(&cancellation.abandoned));
        (cancellation, guard)
    }

    /// Whether the guard was dropped. Cheap.
    pub(crate) fn is_abandoned(&self) -> bool {
        self.abandoned.load(Ordering::Relaxed)
    }

    /// Whether the guard was dropped or the deadline has passed. Reads the clock.
    pub(crate) fn is_requested(&self) -> bool {
        self.is_abandoned() || self.deadline.is_some_and(|end| Instant::now() >= end)
    }

    /// Fails with `TIMEOUT` if the request is canceled.
    pub(crate) fn check(&self) -> async_graphql::Result<()> {
        if self.is_requested() {
            return Err(ErrorCode::Timeout.error("The request took too long."));
        }
        Ok(())
    }

    /// Runs a future; `None` if it is pending when the request is canceled.
    pub(crate) async fn run<T>(&self, operation: impl Future<Output = T>) -> Option<T> {
        let mut operation = pin!(operation);
        poll_fn(|context| match operation.as_mut().poll(context) {
            Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
            Poll::Pending if self.is_abandoned() => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        })
        .await
    }
}

impl Cancel for Cancellation {
    fn is_cancelled(&self) -> bool {
        self.is_requested()
    }
}

impl Drop for DropGuard {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn dropping_the_guard_or_the_deadline_cancels() {
        let (cancellation, guard) = Cancellation::after(Duration::MAX);
        let copy = cancellation.clone();
        assert!(!copy.is_requested());
        drop(guard);
        assert!(copy.is_abandoned() && copy.is_requested() && copy.check().is_err());
        let (late, _guard) = Cancellation::after(Duration::ZERO);
        assert!(late.is_requested() && !late.is_abandoned());
        assert!(!Cancellation::default().is_requested());
    }

    #[test]
    fn a_canceled_future_stops_at_its_next_await() {
        let (cancellation, guard) = Cancellation::after(Duration::MAX);
        let endless = cancellation.run(std::future::pending::<()>());
        let mut endless = pin!(endless);
        assert_eq!(endless.as_mut().now_or_never(), None);
        drop(guard);
        assert_eq!(endless.now_or_never(), Some(None));
        let done = cancellation.run(std::future::ready(7));
        assert_eq!(done.now_or_never(), Some(Some(7)));
    }
}
