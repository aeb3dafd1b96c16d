//! What an object sees: the request's snapshot, and the day that it describes.

use std::sync::Arc;

use super::{request_scope::RequestScope, scalars::Date};
use crate::catalogue::{Catalogue, Day};

/// The snapshot and the day that an object and all its children describe.
#[derive(Clone)]
pub(super) struct View {
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) day: Day,
}

impl View {
    /// The request's snapshot on the day that the client names, else today.
    pub(super) fn of(scope: &RequestScope, as_of: Option<Date>) -> Self {
        let moment = &scope.moment;
        let day = as_of.map_or_else(|| moment.today(), |date| date.0);
        Self {
            catalogue: Arc::clone(&moment.catalogue),
            day,
        }
    }
}
