//! Formats log lines as text for files and pipes.
//!
//! The format is that of `tracing-subscriber` without colours, at a third of its cost: one line is
//! written per request.

use std::{
    cell::RefCell,
    fmt::{self, Debug, Write},
    time::{SystemTime, UNIX_EPOCH},
};

use chrono::DateTime;
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields, format::Writer},
    registry::LookupSpan,
};

/// Writes time, level, spans, message and fields.
pub(super) struct PlainLine;

impl<S, N> FormatEvent<S, N> for PlainLine
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut line: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        #[expect(
            clippy::disallowed_methods,
            reason = "the log has the system time, whatever clock is injected"
        )]
        let now = SystemTime::now();
        write_time(&mut line, now)?;
        line.write_str(level_text(*event.metadata().level()))?;
        if let Some(scope) = context.event_scope() {
            for span in scope.from_root() {
                line.write_str(span.name())?;
                let extensions = span.extensions();
                let fields = extensions.get::<FormattedFields<N>>();
                if let Some(fields) = fields.filter(|fields| !fields.is_empty()) {
                    line.write_str("{")?;
                    line.write_str(fields)?;
                    line.write_str("}")?;
                }
                line.write_str(":")?;
            }
            line.write_str(" ")?;
        }
        let mut fields = Fields {
            line: &mut line,
            outcome: Ok(()),
            is_first: true,
        };
        event.record(&mut fields);
        fields.outcome?;
        line.write_str("\n")
    }
}

const fn level_text(level: Level) -> &'static str {
    match level {
        Level::ERROR => " ERROR ",
        Level::WARN => "  WARN ",
        Level::INFO => "  INFO ",
        Level::DEBUG => " DEBUG ",
        Level::TRACE => " TRACE ",
    }
}

/// Writes an instant in UTC to the microsecond (RFC 3339).
fn write_time(line: &mut Writer<'_>, now: SystemTime) -> fmt::Result {
    thread_local! {
        /// The last second that was written, and its text.
        static SECOND: RefCell<(u64, String)> = const { RefCell::new((u64::MAX, String::new())) };
    }

    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = since.as_secs();
    SECOND.with_borrow_mut(|(last, text)| {
        if *last != seconds {
            text.clear();
            let instant = i64::try_from(seconds).ok();
            let instant = instant.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
            write!(
                text,
                "{}",
                instant.unwrap_or_default().format("%Y-%m-%dT%H:%M:%S")
            )?;
            *last = seconds;
        }
        line.write_str(text)
    })?;
    // The leading digit preserves leading zeros, and is cut off.
    let mut digits = itoa::Buffer::new();
    let digits = digits.format(1_000_000 + since.subsec_micros());
    line.write_str(".")?;
    line.write_str(digits.get(1..).unwrap_or_default())?;
    line.write_str("Z")
}

/// Writes the message and `name=value` for each other field.
struct Fields<'a, 'w> {
    line: &'a mut Writer<'w>,
    outcome: fmt::Result,
    is_first: bool,
}

impl Fields<'_, '_> {
    fn write(&mut self, field: &Field, value: impl FnOnce(&mut Writer<'_>) -> fmt::Result) {
        if self.outcome.is_ok() {
            self.outcome = self.try_write(field, value);
        }
    }

    fn try_write(
        &mut self,
        field: &Field,
        value: impl FnOnce(&mut Writer<'_>) -> fmt::Result,
    ) -> fmt::Result {
        if !self.is_first {
            self.line.write_str(" ")?;
        }
        self.is_first = false;
        if field.name() != "message" {
            self.line.write_str(field.name())?;
            self.line.write_str("=")?;
        }
        value(self.line)
    }
}

/// Writes control characters as escapes: a text of a client must not begin a line of its own, nor
/// colour a terminal.
struct Escaped<'a, 'w>(&'a mut Writer<'w>);

impl Write for Escaped<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if !text.contains(char::is_control) {
            return self.0.write_str(text);
        }
        text.chars().try_for_each(|letter| match letter {
            letter if letter.is_control() => write!(self.0, "{}", letter.escape_default()),
            letter => self.0.write_char(letter),
        })
    }
}

impl Visit for Fields<'_, '_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.write(field, |line| write!(Escaped(line), "{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
        self.write(field, |line| {
            if value.bytes().all(is_plain) {
                line.write_str("\"")?;
                line.write_str(value)?;
                return line.write_str("\"");
            }
            write!(line, "{value:?}")
        });
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.write(field, |line| {
            line.write_str(itoa::Buffer::new().format(value))
        });
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.write(field, |line| {
            line.write_str(itoa::Buffer::new().format(value))
        });
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.write(field, |line| {
            line.write_str(if value { "true" } else { "false" })
        });
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::{Arc, Mutex},
        time::Duration,
    };

    use tracing_subscriber::fmt::MakeWriter;

    use super::*;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl<'a> MakeWriter<'a> for Lines {
        type Writer = Self;

        fn make_writer(&'a self) -> Self {
            self.clone()
        }
    }

    fn log() {
        let span = tracing::info_span!("request", id = %"a-1", caller = tracing::field::Empty);
        span.record("caller", "acme");
        let _entered = span.enter();
        let nothing: Option<&str> = None;
        tracing::info!(method = %method(), path = "/a\nb\"", plain = "/graphql", status = 200, change = -1_i64, share = 0.5, cached = true, nothing, "request completed");
        tracing::info_span!("inner").in_scope(|| tracing::warn!(error = ?"x", "warning"));
    }

    fn method() -> &'static str {
        "POST"
    }

    /// The lines without their times.
    fn lines_of(subscriber: impl Subscriber + Send + Sync, lines: &Lines) -> Vec<String> {
        tracing::subscriber::with_default(subscriber, log);
        let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        let lines = text.lines().map(|line| {
            let (time, rest) = line.split_once(' ').unwrap();
            assert_eq!(time.len(), "2026-11-22T12:00:00.000001Z".len(), "{line}");
            rest.to_owned()
        });
        lines.collect()
    }

    #[test]
    fn lines_equal_those_of_the_library_without_colours() {
        let (ours, theirs) = (Lines::default(), Lines::default());
        let builder = || tracing_subscriber::fmt().with_ansi(false);
        let subscriber = builder()
            .with_writer(ours.clone())
            .event_format(PlainLine)
            .finish();
        let written = lines_of(subscriber, &ours);
        assert!(written[0].contains(r#"path="/a\nb\"" plain="/graphql" status=200 change=-1"#));
        let subscriber = builder()
            .with_writer(theirs.clone())
            .with_target(false)
            .finish();
        assert_eq!(written, lines_of(subscriber, &theirs));
    }

    #[test]
    fn texts_of_clients_stay_within_their_line() {
        let lines = Lines::default();
        let subscriber = tracing_subscriber::fmt().with_writer(lines.clone());
        let subscriber = subscriber.event_format(PlainLine).finish();
        tracing::subscriber::with_default(subscriber, || {
            let text = "a\nINFO forged\u{1b}[31m é";
            tracing::warn!(shown = %text, quoted = text, "read {text}");
        });
        let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        let (_, rest) = text.split_once("  WARN ").unwrap();
        assert_eq!(
            rest,
            "read a\\nINFO forged\\u{1b}[31m é shown=a\\nINFO forged\\u{1b}[31m é quoted=\"a\\nINFO forged\\u{1b}[31m é\"\n"
        );
    }

    #[test]
    fn times_are_in_utc_to_the_microsecond() {
        let mut text = String::new();
        for milliseconds in [1_795_349_645_006, 1_795_349_645_007, 0] {
            let time = UNIX_EPOCH + Duration::from_millis(milliseconds);
            write_time(&mut Writer::new(&mut text), time).unwrap();
            text.push(' ');
        }
        assert_eq!(
            text,
            "2026-11-22T12:14:05.006000Z 2026-11-22T12:14:05.007000Z 1970-01-01T00:00:00.000000Z "
        );
    }
}
