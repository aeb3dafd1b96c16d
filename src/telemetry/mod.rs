//! Logs on standard error, as text or JSON, and traces for an OpenTelemetry collector.

mod collector_client;
mod plain_line;
mod traces;

use std::io::IsTerminal;

use tracing::{Level, Metadata};
use tracing_subscriber::{
    EnvFilter,
    filter::{ParseError, filter_fn},
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

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
    let limit = filter_fn(may_be_logged);
    match settings.log_format {
        LogFormat::Text if std::io::stderr().is_terminal() => {
            builder.with_target(false).finish().with(limit).init();
        }
        LogFormat::Text => {
            let builder = builder.with_ansi(false).event_format(PlainLine);
            builder.finish().with(limit).init();
        }
        LogFormat::Json => {
            let builder = builder.with_ansi(false).json().flatten_event(true);
            builder.finish().with(limit).init();
        }
    }
    Ok(())
}

/// Below `error` the SDK of the Model Context Protocol logs whole messages, with what people wrote.
fn may_be_logged(about: &Metadata<'_>) -> bool {
    !about.target().starts_with("rmcp") || *about.level() == Level::ERROR
}
