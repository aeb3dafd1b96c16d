//! What an interface makes of its fixed documents.

use std::sync::OnceLock;

use super::InvalidFixedDocument;

/// What is made of documents by the first request, so that a start does not wait for it.
#[derive(Debug)]
pub struct MadeOnce<T>(OnceLock<Option<T>>);

impl<T> MadeOnce<T> {
    /// What was made, now or before; `None` where a document is not valid, which is logged once.
    pub fn get(&self, read: impl FnOnce() -> Result<T, InvalidFixedDocument>) -> Option<&T> {
        let made = self.0.get_or_init(|| {
            read()
                .inspect_err(|error| tracing::error!(%error, "a fixed document is not valid"))
                .ok()
        });
        made.as_ref()
    }
}

impl<T> Default for MadeOnce<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}
