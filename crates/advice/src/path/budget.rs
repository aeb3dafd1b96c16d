//! The budget of a search.

use crate::Cancel;

/// The number of partial paths between two polls for cancellation.
const CANCEL_CHECK_INTERVAL: u32 = 64;

/// The remaining number of partial paths that may be examined.
#[derive(Debug)]
pub(super) struct SearchBudget<'a> {
    left: u32,
    cancel: &'a dyn Cancel,
    pub(super) exhausted: bool,
}

impl<'a> SearchBudget<'a> {
    /// A budget of this many partial paths; none after cancellation.
    pub(super) fn of(partial_paths: u32, cancel: &'a dyn Cancel) -> Self {
        Self {
            left: if cancel.is_cancelled() {
                0
            } else {
                partial_paths
            },
            cancel,
            exhausted: false,
        }
    }

    /// Spends one partial path; `false` if the budget is exhausted.
    pub(super) fn spend(&mut self) -> bool {
        if self.left.is_multiple_of(CANCEL_CHECK_INTERVAL) && self.cancel.is_cancelled() {
            self.left = 0;
        }
        self.exhausted |= self.left == 0;
        self.left = self.left.saturating_sub(1);
        !self.exhausted
    }
}
