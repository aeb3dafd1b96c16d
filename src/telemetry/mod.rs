//! Logs on standard error, as text or JSON, and traces for an OpenTelemetry collector.

mod collector_client;
mod plain_line;
mod traces;

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, filter::ParseError};

use self::plain_line::PlainLine;
pub use self::traces::{
    RequestSpan, SpanEnd, SpanStart, TRACEPARENT, TRACESTATE, Traces, UnsendableTraces,
};
use crate::config::{LogFormat, LogSettings};

/// Starts logging for the whole process.
///
/// # Errors
/// If the filter cannot be parsed.
pub fn start(settings: &LogSettings) -> Result<(), ParseError> {
    let filter = EnvFilter::try_new(&settings.log)?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match settings.log_format {
        LogFormat::Text if std::io::stderr().is_terminal() => builder.with_target(false).init(),
        LogFormat::Text => builder.with_ansi(false).event_format(PlainLine).init(),
        LogFormat::Json => builder.with_ansi(false).json().flatten_event(true).init(),
    }
    Ok(())
}
