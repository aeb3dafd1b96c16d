//! Work that gives way to answers.

use std::{io, thread};

use tokio::sync::oneshot;

/// How far it gives way, from 1 to 19: beside a thread that always has something to do, a thread of
/// this niceness gets about a tenth of a core, so that it is slow there but never starved.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Does some work on a thread of its own, which the system serves after those that answer.
///
/// # Errors
/// When there can be no further thread, or the work has panicked.
pub(super) async fn at_low_priority<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<T> {
    let (sender, receiver) = oneshot::channel();
    let thread = thread::Builder::new().name("snapshot".to_owned());
    thread.spawn(move || {
        lower_priority();
        // Whoever waited may be gone; then nobody needs it.
        let _ = sender.send(work());
    })?;
    receiver.await.map_err(io::Error::other)
}

/// Only Linux has priorities of single threads. Where it refuses one, the work is just not put back.
#[cfg(target_os = "linux")]
fn lower_priority() {
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::debug!(%error, "the priority of a thread could not be lowered");
    }
}

#[cfg(not(target_os = "linux"))]
const fn lower_priority() {}
