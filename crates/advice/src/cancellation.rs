//! How long whoever asks waits for an answer.

use std::fmt::Debug;

/// How long whoever asks waits for an answer. Advice knows no clock, so a long search asks now and
/// then whether to go on.
pub trait Cancel: Debug {
    /// Whether nobody waits any more. Once it is so, it stays so.
    fn is_over(&self) -> bool;
}

/// The patience of whoever waits for as long as it takes.
#[derive(Debug, Clone, Copy)]
pub struct NeverCancelled;

impl Cancel for NeverCancelled {
    fn is_over(&self) -> bool {
        false
    }
}
