//! The system clock: the only code that reads it. Other code is given the time.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::http::Clock;

/// The system clock.
struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the only code that reads the clock"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// The system clock.
pub fn system_clock() -> Arc<dyn Clock> {
    Arc::new(SystemClock)
}
