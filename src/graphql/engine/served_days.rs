//! The snapshot and the day that subscriptions follow.

use std::sync::Arc;

use tokio::sync::watch;

use crate::catalogue::{Catalogue, Day};

/// The snapshot that is served, and the day that has begun in UTC.
#[derive(Debug, Clone)]
pub struct ServedDay {
    /// The snapshot.
    pub catalogue: Arc<Catalogue>,
    /// The day.
    pub day: Day,
}

/// Tells followers of each snapshot and each day. Clones share it.
#[derive(Debug, Clone)]
pub struct ServedDays(watch::Sender<Option<ServedDay>>);

impl Default for ServedDays {
    fn default() -> Self {
        Self(watch::Sender::new(None))
    }
}

impl ServedDays {
    /// Serves a snapshot.
    pub fn serve(&self, catalogue: Arc<Catalogue>, day: Day) {
        self.0.send_replace(Some(ServedDay { catalogue, day }));
    }

    /// Begins a day, unless it has begun.
    pub fn begin(&self, day: Day) {
        self.0.send_if_modified(|served| match served {
            Some(served) if served.day < day => {
                served.day = day;
                true
            }
            _ => false,
        });
    }

    /// The current snapshot and day, and those to come.
    pub(crate) fn follow(&self) -> watch::Receiver<Option<ServedDay>> {
        self.0.subscribe()
    }
}
