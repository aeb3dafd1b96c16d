//! The wall clock: the only place that reads it. Everything else is handed the time.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::http::Clock;

/// The clock of the machine.
struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// The clock of the machine.
pub fn system_clock() -> Arc<dyn Clock> {
    Arc::new(SystemClock)
}
