//! Runs work at low OS priority.

use std::{io, thread};

use tokio::{runtime::Handle, select, sync::oneshot};

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
    run_at_low_priority(async move { work() }).await
}

/// The same with work that waits for the database. If the caller is cancelled, so is the work.
///
/// # Errors
/// As [`at_low_priority`].
pub(super) async fn run_at_low_priority<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> io::Result<T> {
    let (mut sender, receiver) = oneshot::channel();
    let runtime = Handle::current();
    let thread = thread::Builder::new().name("snapshot".to_owned());
    thread.spawn(move || {
        lower_priority();
        let done = runtime.block_on(async {
            select! {
                // First, so that nothing waits for a runtime that is shutting down.
                biased;
                () = sender.closed() => None,
                done = work => Some(done),
            }
        });
        if let Some(done) = done {
            // The caller may have been cancelled.
            let _ = sender.send(done);
        }
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
