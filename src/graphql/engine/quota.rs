//! Who pays for a request: the transport keeps the accounts, the engine knows the costs.

use std::{fmt, sync::Arc, time::Duration};

use async_graphql::ServerError;

use crate::graphql::{error_code::ErrorCode, query_limits::DocumentCost};

/// What a caller may still ask for.
pub trait Quota: Send + Sync {
    /// Takes points out.
    ///
    /// # Errors
    /// If there are not enough; nothing is taken then.
    fn spend(&self, points: u64) -> Result<(), QuotaExceeded>;
}

/// There are not enough points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuotaExceeded {
    /// After how long there will be enough, when nothing else is spent until then.
    pub wait: Duration,
}

impl QuotaExceeded {
    /// The wait in whole seconds, at least 1, as the header `Retry-After` has it.
    pub fn retry_after_seconds(self) -> u64 {
        let rounded_up = self.wait.as_secs() + u64::from(self.wait.subsec_nanos() > 0);
        rounded_up.max(1)
    }

    /// What the client is told.
    pub fn message(self) -> String {
        format!(
            "The budget of points is used up for now; it suffices again in {} s.",
            self.retry_after_seconds()
        )
    }
}

/// The allowance that a request draws on; without one it costs nothing.
#[derive(Clone, Default)]
pub struct QuotaHandle(Option<Arc<dyn Quota>>);

impl QuotaHandle {
    /// A payer with this allowance.
    pub fn new(allowance: Arc<dyn Quota>) -> Self {
        Self(Some(allowance))
    }

    /// Pays for an operation before it runs.
    pub(in crate::graphql) fn pay(&self, cost: DocumentCost) -> Result<(), ServerError> {
        let Some(allowance) = &self.0 else {
            return Ok(());
        };
        allowance.spend(cost.charge()).map_err(|overspent| {
            let mut error = ErrorCode::RateLimited.server_error(overspent.message(), None);
            let extensions = error.extensions.get_or_insert_default();
            extensions.set("retryAfterSeconds", overspent.retry_after_seconds());
            error
        })
    }
}

impl fmt::Debug for QuotaHandle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_some() {
            "Payer(limited)"
        } else {
            "Payer(free)"
        })
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
