//! Spans of requests, for a collector of OpenTelemetry.
//!
//! They are made where the line of the log is written, and not of what the log is told: so an answer
//! that is given again has one too, a filter of the log takes none away, and a process that knows no
//! collector has nothing to do.

use std::{borrow::Cow, fmt, sync::Arc, time::Duration};

use opentelemetry::{
    Context, KeyValue,
    propagation::{Extractor, TextMapPropagator},
    trace::{Span as _, SpanBuilder, SpanKind, Status, TracerProvider},
};
use opentelemetry_otlp::{
    ExporterBuildError, Protocol, SpanExporter, WithExportConfig, WithHttpConfig,
};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{SdkTracer, SdkTracerProvider, Span},
};

use super::collector_client::CollectorClient;
use crate::config::TraceSettings;

/// The header in which a client tells the span that a request belongs to.
pub const TRACEPARENT: &str = "traceparent";

/// The header in which tracing systems tell each other more of it.
pub const TRACESTATE: &str = "tracestate";

/// How long spans may still be sent for when the server was not asked to stop in peace.
const PARTING: Duration = Duration::from_millis(100);

/// Where spans of requests go: to a collector, or nowhere.
#[derive(Clone, Default)]
pub struct Traces(Option<Arc<Collector>>);

struct Collector {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
}

impl Drop for Collector {
    fn drop(&mut self) {
        // Left to itself, the library waits for five seconds. Whoever ends in peace has stopped it.
        let _ = self.provider.shutdown_with_timeout(PARTING);
    }
}

/// Spans cannot be sent as the settings say.
#[derive(Debug, thiserror::Error)]
#[error("traces cannot be sent: {0}")]
pub struct UnsendableTraces(#[from] ExporterBuildError);

/// What a span tells of a request from the start.
#[derive(Debug, Clone, Copy)]
pub struct SpanStart<'a> {
    /// The method. Example: `POST`.
    pub method: &'a str,
    /// The path without the question that may follow it.
    pub path: &'a str,
    /// The pattern of the path, if it is one of few.
    pub route: Option<&'static str>,
    /// What the client says in [`TRACEPARENT`].
    pub traceparent: Option<&'a str>,
    /// What it says in [`TRACESTATE`].
    pub tracestate: Option<&'a str>,
}

impl Extractor for SpanStart<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        match key {
            TRACEPARENT => self.traceparent,
            TRACESTATE => self.tracestate,
            _ => None,
        }
    }

    fn keys(&self) -> Vec<&str> {
        vec![TRACEPARENT, TRACESTATE]
    }
}

/// What a span tells of an answer.
pub struct SpanEnd<'a> {
    /// The request's id, as the log has it.
    pub id: &'a dyn fmt::Display,
    /// The status.
    pub status: u16,
    /// The name of the caller's token.
    pub caller: Option<&'a str>,
    /// The operation's name.
    pub operation: Option<Arc<str>>,
    /// The points that executing it cost.
    pub cost: Option<u64>,
    /// Whether it was kept from before.
    pub kept: bool,
    /// Why the request was refused as a whole.
    pub code: Option<&'static str>,
    /// The revision that it was read from.
    pub revision: Option<i64>,
}

impl Traces {
    /// Begins to send spans if the settings name a collector. Whether it can be reached is seen
    /// later, and told in the log: no request waits for it.
    ///
    /// # Errors
    /// When nothing can be sent to such an address.
    pub fn start(settings: &TraceSettings) -> Result<Self, UnsendableTraces> {
        let Some(collector) = &settings.otel_exporter_otlp_endpoint else {
            return Ok(Self::default());
        };
        let timeout = TraceSettings::export_timeout();
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(CollectorClient::new(timeout))
            .with_timeout(timeout)
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(collector.of_traces())
            .build()?;
        let resource = Resource::builder()
            .with_service_name(settings.otel_service_name.clone())
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        let provider = SdkTracerProvider::builder()
            .with_resource(resource)
            .with_batch_exporter(exporter)
            .build();
        let tracer = provider.tracer(env!("CARGO_PKG_NAME"));
        Ok(Self(Some(Arc::new(Collector { provider, tracer }))))
    }

    /// Whether there is somebody to send them to.
    pub fn are_sent(&self) -> bool {
        self.0.is_some()
    }

    /// Begins the span of a request; none if it is not to be sent.
    pub fn begin(&self, asked: &SpanStart<'_>) -> Option<RequestSpan> {
        let collector = self.0.as_ref()?;
        let parent = TraceContextPropagator::new().extract_with_context(&Context::new(), asked);
        let method = known_method(asked.method);
        let attributes = [
            KeyValue::new("http.request.method", method.unwrap_or("_OTHER")),
            KeyValue::new("url.scheme", "http"),
            KeyValue::new("url.path", asked.path.to_owned()),
        ];
        let route = asked.route.map(|route| KeyValue::new("http.route", route));
        let span = SpanBuilder::from_name(name_of(method.unwrap_or("HTTP"), asked.route))
            .with_kind(SpanKind::Server)
            .with_attributes(attributes.into_iter().chain(route))
            .start_with_context(&collector.tracer, &parent);
        span.is_recording().then(|| RequestSpan(Box::new(span)))
    }

    /// Sends what is not sent yet, and nothing afterwards. It waits no longer than it is told.
    pub async fn stop(&self, within: Duration) {
        let Some(collector) = &self.0 else { return };
        let provider = collector.provider.clone();
        let stopping = move || provider.shutdown_with_timeout(within);
        // The library itself tells the log what is lost.
        let _ = tokio::task::spawn_blocking(stopping).await;
    }
}

/// The span of a request that is not answered yet. One that is dropped ends without a status: the
/// client has gone away.
pub struct RequestSpan(Box<Span>);

impl RequestSpan {
    /// Ends with the answer.
    pub fn end(mut self, answered: SpanEnd<'_>) {
        let SpanEnd {
            id,
            status,
            caller,
            operation,
            cost,
            kept,
            code,
            revision,
        } = answered;
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let span = &mut self.0;
        span.set_attribute(KeyValue::new(
            "http.response.status_code",
            i64::from(status),
        ));
        span.set_attribute(KeyValue::new("certgraph.request.id", id.to_string()));
        span.set_attribute(KeyValue::new("certgraph.answer.kept", kept));
        let others = [
            caller.map(|name| KeyValue::new("certgraph.caller", name.to_owned())),
            operation.map(|name| KeyValue::new("graphql.operation.name", name)),
            cost.map(|points| KeyValue::new("certgraph.operation.cost", whole(points))),
            revision.map(|number| KeyValue::new("certgraph.revision", number)),
            code.map(|code| KeyValue::new("certgraph.error.code", code)),
        ];
        span.set_attributes(others.into_iter().flatten());
        // That a client asked in vain is no fault of the server.
        if status >= 500 {
            span.set_attribute(KeyValue::new("error.type", status.to_string()));
            span.set_status(Status::error(code.unwrap_or_default()));
        }
        span.end();
    }
}

/// A method if it is one of the usual ones: a client may make up any.
fn known_method(method: &str) -> Option<&'static str> {
    const KNOWN: [&str; 9] = [
        "GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "CONNECT", "TRACE",
    ];
    KNOWN.into_iter().find(|known| *known == method)
}

/// The name of a span; there are few of them.
fn name_of(method: &'static str, route: Option<&'static str>) -> Cow<'static, str> {
    match (method, route) {
        ("POST", Some("/graphql")) => Cow::Borrowed("POST /graphql"),
        (_, Some(route)) => Cow::Owned(format!("{method} {route}")),
        (_, None) => Cow::Borrowed(method),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_spans_are_few() {
        let name = |method, route| name_of(known_method(method).unwrap_or("HTTP"), route);
        assert_eq!(name("POST", Some("/graphql")), "POST /graphql");
        assert_eq!(name("GET", Some("/graphql")), "GET /graphql");
        assert_eq!(name("GET", None), "GET");
        assert_eq!(name("MADE-UP", None), "HTTP");
    }

    #[test]
    fn nothing_is_begun_for_nobody() {
        let asked = SpanStart {
            method: "GET",
            path: "/",
            route: None,
            traceparent: None,
            tracestate: None,
        };
        let traces = Traces::default();
        assert!(!traces.are_sent());
        assert!(traces.begin(&asked).is_none());
    }
}
