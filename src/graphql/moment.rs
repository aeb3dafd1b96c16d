//! What one request sees: a snapshot, a day, an instant.

use std::sync::Arc;

use async_graphql::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};

use crate::catalogue::{Catalogue, Day};

/// What one request sees. It is taken once, so that no answer mixes revisions or days.
#[derive(Debug, Clone)]
pub struct Moment {
    /// The snapshot that every resolver of the request reads.
    pub catalogue: Arc<Catalogue>,
    /// The instant at which the request came.
    pub now: DateTime<Utc>,
    /// How long ago the database last confirmed the snapshot's revision.
    pub staleness: TimeDelta,
}

impl Moment {
    /// The request's moment.
    pub(super) fn of<'a>(context: &'a Context<'_>) -> Result<&'a Self> {
        context.data()
    }

    /// The day that answers are for unless the client names another: today in UTC.
    pub fn today(&self) -> Day {
        self.now.date_naive()
    }
}
