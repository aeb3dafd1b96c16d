//! Progress of long-running work, on terminals only.

use std::{future::Future, time::Duration};

use indicatif::{ProgressBar, ProgressStyle};

/// Runs work with a spinner and this message; shows nothing outside a terminal.
pub(super) async fn during<T>(message: &str, work: impl Future<Output = T>) -> T {
    let spinner = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
        spinner.set_style(style);
    }
    spinner.set_message(message.to_owned());
    spinner.enable_steady_tick(Duration::from_millis(100));
    let outcome = work.await;
    spinner.finish_and_clear();
    outcome
}
