//! The quota that requests are charged to: the transport implements it, the engine knows the costs.

use std::{fmt, sync::Arc, time::Duration};

use async_graphql::ServerError;

use crate::graphql::{error_code::ErrorCode, query_limits::DocumentCost};

/// The points that a client has left.
pub trait Quota: Send + Sync {
    /// Charges points.
    ///
    /// # Errors
    /// If there are not enough; then it charges nothing.
    fn spend(&self, points: u64) -> Result<(), QuotaExceeded>;
}

/// There are not enough points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuotaExceeded {
    /// The time until there are enough, if nothing else is charged.
    pub wait: Duration,
}

impl QuotaExceeded {
    /// The wait in whole seconds, at least 1, for the header `Retry-After`.
    pub fn retry_after_seconds(self) -> u64 {
        let rounded_up = self.wait.as_secs() + u64::from(self.wait.subsec_nanos() > 0);
        rounded_up.max(1)
    }

    /// The message to the client.
    pub fn message(self) -> String {
        format!(
            "The budget of points is used up for now; it suffices again in {} s.",
            self.retry_after_seconds()
        )
    }
}

/// The quota of a request, or none.
#[derive(Clone, Default)]
pub struct QuotaHandle(Option<Arc<dyn Quota>>);

impl QuotaHandle {
    /// A handle to this quota.
    pub fn new(quota: Arc<dyn Quota>) -> Self {
        Self(Some(quota))
    }

    /// Charges an operation before it runs.
    pub(crate) fn charge(&self, cost: DocumentCost) -> Result<(), ServerError> {
        let Some(quota) = &self.0 else {
            return Ok(());
        };
        quota.spend(cost.charge()).map_err(|exceeded| {
            let mut error = ErrorCode::RateLimited.server_error(exceeded.message(), None);
            let extensions = error.extensions.get_or_insert_default();
            extensions.set("retryAfterSeconds", exceeded.retry_after_seconds());
            error
        })
    }
}

impl fmt::Debug for QuotaHandle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "QuotaHandle(limited: {})", self.0.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_rounded_up_to_seconds() {
        for (milliseconds, seconds) in [(0, 1), (1, 1), (1_000, 1), (1_001, 2)] {
            let wait = Duration::from_millis(milliseconds);
            assert_eq!(QuotaExceeded { wait }.retry_after_seconds(), seconds);
        }
    }
}
