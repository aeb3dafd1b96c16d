//! OpenTelemetry spans of requests.
//!
//! They are made where the access log is written, not from log events: so cached responses have one
//! too, log filters remove none, and without a collector they cost nothing.

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

/// The header with the parent span of a request (W3C Trace Context).
pub const TRACEPARENT: &str = "traceparent";

/// The header with vendor-specific trace data (W3C Trace Context).
pub const TRACESTATE: &str = "tracestate";

/// The time for the last export where [`Traces::stop`] was not called.
const DROP_TIMEOUT: Duration = Duration::from_millis(100);

/// Exports spans to a collector, if one is configured.
#[derive(Clone, Default)]
pub struct Traces(Option<Arc<Collector>>);

struct Collector {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
}

impl Drop for Collector {
    fn drop(&mut self) {
        // By default the library waits for five seconds. After a graceful stop this does nothing.
        let _ = self.provider.shutdown_with_timeout(DROP_TIMEOUT);
    }
}

/// The exporter cannot be built from the settings.
#[derive(Debug, thiserror::Error)]
#[error("traces cannot be sent: {0}")]
pub struct UnsendableTraces(#[from] ExporterBuildError);

/// The attributes of a request.
#[derive(Debug, Clone, Copy)]
pub struct SpanStart<'a> {
    /// The method. Example: `POST`.
    pub method: &'a str,
    /// The path without the query string.
    pub path: &'a str,
    /// The path pattern, where it is known before routing.
    pub route: Option<&'static str>,
    /// The value of [`TRACEPARENT`].
    pub traceparent: Option<&'a str>,
    /// The value of [`TRACESTATE`].
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

/// The attributes of a response.
pub struct SpanEnd<'a> {
    /// The request's id, as in the log.
    pub id: &'a dyn fmt::Display,
    /// The path pattern of the matched resource.
    pub route: Option<&'a str>,
    /// The status.
    pub status: u16,
    /// The name of the caller's token.
    pub caller: Option<&'a str>,
    /// The operation's name.
    pub operation: Option<Arc<str>>,
    /// The cost of the execution in points.
    pub cost: Option<u64>,
    /// Whether the response comes from the cache.
    pub cached: bool,
    /// Why the request was refused as a whole.
    pub code: Option<&'static str>,
    /// The revision of the snapshot.
    pub revision: Option<i64>,
}

impl Traces {
    /// Starts the exporter if a collector is configured. It connects in the background and logs
    /// failures; no request waits for it.
    ///
    /// # Errors
    /// If the address is not valid.
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

    /// Whether spans are exported.
    pub fn are_exported(&self) -> bool {
        self.0.is_some()
    }

    /// Starts the span of a request; `None` if it is not sampled.
    pub fn start_span(&self, request: &SpanStart<'_>) -> Option<RequestSpan> {
        let collector = self.0.as_ref()?;
        let parent = TraceContextPropagator::new().extract_with_context(&Context::new(), request);
        let method = known_method(request.method);
        let attributes = [
            KeyValue::new("http.request.method", method.unwrap_or("_OTHER")),
            KeyValue::new("url.scheme", "http"),
            KeyValue::new("url.path", request.path.to_owned()),
        ];
        let route = request
            .route
            .map(|route| KeyValue::new("http.route", route));
        let span = SpanBuilder::from_name(span_name(method.unwrap_or("HTTP"), request.route))
            .with_kind(SpanKind::Server)
            .with_attributes(attributes.into_iter().chain(route))
            .start_with_context(&collector.tracer, &parent);
        span.is_recording().then(|| RequestSpan {
            span: Box::new(span),
            method: method.unwrap_or("HTTP"),
            has_route: request.route.is_some(),
        })
    }

    /// Exports the remaining spans within this time, and stops.
    pub async fn stop(&self, within: Duration) {
        let Some(collector) = &self.0 else { return };
        let provider = collector.provider.clone();
        let stopping = move || provider.shutdown_with_timeout(within);
        // The library logs lost spans.
        let _ = tokio::task::spawn_blocking(stopping).await;
    }
}

/// The span of a running request. Dropped without [`RequestSpan::end`] it has no status: the client
/// closed the connection.
pub struct RequestSpan {
    span: Box<Span>,
    method: &'static str,
    has_route: bool,
}

impl RequestSpan {
    /// Ends with the response.
    pub fn end(mut self, response: SpanEnd<'_>) {
        let SpanEnd {
            id,
            route,
            status,
            caller,
            operation,
            cost,
            cached,
            code,
            revision,
        } = response;
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let span = &mut self.span;
        if let (Some(route), false) = (route, self.has_route) {
            span.update_name(span_name(self.method, Some(route)).into_owned());
            span.set_attribute(KeyValue::new("http.route", route.to_owned()));
        }
        span.set_attribute(KeyValue::new(
            "http.response.status_code",
            i64::from(status),
        ));
        span.set_attribute(KeyValue::new("certgraph.request.id", id.to_string()));
        span.set_attribute(KeyValue::new("certgraph.cache.hit", cached));
        let others = [
            caller.map(|name| KeyValue::new("certgraph.caller", name.to_owned())),
            operation.map(|name| KeyValue::new("graphql.operation.name", name)),
            cost.map(|points| KeyValue::new("certgraph.operation.cost", whole(points))),
            revision.map(|number| KeyValue::new("certgraph.revision", number)),
            code.map(|code| KeyValue::new("certgraph.error.code", code)),
        ];
        span.set_attributes(others.into_iter().flatten());
        // Errors of the client are no errors of the server span.
        if status >= 500 {
            span.set_attribute(KeyValue::new("error.type", status.to_string()));
            span.set_status(Status::error(code.unwrap_or_default()));
        }
        span.end();
    }
}

/// A method of the HTTP specifications; clients may invent others.
fn known_method(method: &str) -> Option<&'static str> {
    const KNOWN: [&str; 9] = [
        "GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "CONNECT", "TRACE",
    ];
    KNOWN.into_iter().find(|known| *known == method)
}

/// The name of a span, of low cardinality.
fn span_name(method: &'static str, route: Option<&str>) -> Cow<'static, str> {
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
    fn span_names_have_low_cardinality() {
        let name = |method, route| span_name(known_method(method).unwrap_or("HTTP"), route);
        assert_eq!(name("POST", Some("/graphql")), "POST /graphql");
        assert_eq!(name("GET", Some("/graphql")), "GET /graphql");
        assert_eq!(name("GET", None), "GET");
        assert_eq!(name("MADE-UP", None), "HTTP");
    }

    #[test]
    fn no_span_is_started_without_a_collector() {
        let request = SpanStart {
            method: "GET",
            path: "/",
            route: None,
            traceparent: None,
            tracestate: None,
        };
        let traces = Traces::default();
        assert!(!traces.are_exported());
        assert!(traces.start_span(&request).is_none());
    }
}
