//! Tells work that is under way that nobody waits for it any more.
//!
//! What computes without waiting cannot be ended from outside. So it asks now and then.

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

/// Whether somebody waits for an answer. Copies tell the same.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cancellation {
    abandoned: Arc<AtomicBool>,
    /// When the answer comes too late; `None` when it never does.
    end: Option<Instant>,
}

/// Held by whoever waits for an answer; when it goes, the answer is abandoned.
#[derive(Debug)]
pub(crate) struct Waiting(Arc<AtomicBool>);

impl Cancellation {
    /// For an answer that is wanted as long as the second value is there, and no longer than this.
    pub(crate) fn after(limit: Duration) -> (Self, Waiting) {
        let cancellation = Self {
            abandoned: Arc::default(),
            end: Instant::now().checked_add(limit),
        };
        let waiting = Waiting(Arc::clone(&cancellation.abandoned));
        (cancellation, waiting)
    }

    /// Whether whoever waited has gone. Costs next to nothing.
    pub(crate) fn is_abandoned(&self) -> bool {
        self.abandoned.load(Ordering::Relaxed)
    }

    /// Whether whoever waited has gone, or the time is over. Reads the time.
    pub(crate) fn is_requested(&self) -> bool {
        self.is_abandoned() || self.end.is_some_and(|end| Instant::now() >= end)
    }

    /// Lets a resolver end in the middle of its work.
    ///
    /// # Errors
    /// `TIMEOUT` if nobody wants the answer any more.
    pub(crate) fn check(&self) -> async_graphql::Result<()> {
        if self.is_requested() {
            return Err(ErrorCode::Timeout.error("The request took too long."));
        }
        Ok(())
    }

    /// Runs an operation. `None` when the answer is abandoned and the operation does not come to
    /// its end at once.
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
    fn is_over(&self) -> bool {
        self.is_requested()
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn an_answer_is_wanted_until_nobody_waits_or_its_time_is_over() {
        let (cancellation, waiting) = Cancellation::after(Duration::MAX);
        let copy = cancellation.clone();
        assert!(!copy.is_requested());
        drop(waiting);
        assert!(copy.is_abandoned() && copy.is_requested() && copy.check().is_err());
        let (late, _waiting) = Cancellation::after(Duration::ZERO);
        assert!(late.is_requested() && !late.is_abandoned());
        assert!(!Cancellation::default().is_requested());
    }

    #[test]
    fn an_abandoned_operation_ends_where_it_waits() {
        let (cancellation, waiting) = Cancellation::after(Duration::MAX);
        let endless = cancellation.run(std::future::pending::<()>());
        let mut endless = pin!(endless);
        assert_eq!(endless.as_mut().now_or_never(), None);
        drop(waiting);
        assert_eq!(endless.now_or_never(), Some(None));
        let done = cancellation.run(std::future::ready(7));
        assert_eq!(done.now_or_never(), Some(Some(7)));
    }
}
