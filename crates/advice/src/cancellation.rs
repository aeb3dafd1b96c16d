//! Cooperative cancellation of long searches.

use std::fmt::Debug;

/// Cancels work in progress. Advice has no clock, so long searches poll this.
pub trait Cancel: Debug {
    /// Whether the work is cancelled. Once true, it stays true.
    fn is_cancelled(&self) -> bool;
}

/// Never cancels.
#[derive(Debug, Clone, Copy)]
pub struct NeverCancelled;

impl Cancel for NeverCancelled {
    fn is_cancelled(&self) -> bool {
        false
    }
}
