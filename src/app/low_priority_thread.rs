//! Runs work at low OS priority.

use std::{io, thread};

use tokio::sync::oneshot;

/// The niceness, from 1 to 19. With a busy thread on the same core, a thread of this niceness gets
/// about a tenth of the core: slow, but not starved.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Runs work on its own thread, at lower OS priority than request threads.
///
/// # Errors
/// When no thread can be started, or the work panicked.
pub(super) async fn at_low_priority<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<T> {
    let (sender, receiver) = oneshot::channel();
    let thread = thread::Builder::new().name("snapshot".to_owned());
    thread.spawn(move || {
        lower_priority();
        // The caller may have been cancelled.
        let _ = sender.send(work());
    })?;
    receiver.await.map_err(io::Error::other)
}

/// Only Linux has priorities per thread. If setting one fails, the work runs at normal priority.
#[cfg(target_os = "linux")]
fn lower_priority() {
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::debug!(%error, "cannot lower the priority of a thread");
    }
}

#[cfg(not(target_os = "linux"))]
const fn lower_priority() {}
