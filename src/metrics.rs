//! The Prometheus metrics of the server.
//!
//! `app` and `http` record here, and `http` serves the page that Prometheus scrapes. Clients cannot
//! choose the value of a label, so the number of series is bounded.

use std::{borrow::Cow, sync::Arc, time::Duration};

use prometheus_client::{
    encoding::{EncodeLabelSet, prometheus_text},
    metrics::{
        counter::Counter,
        family::{Family, MetricConstructor},
        gauge::Gauge,
        histogram::Histogram,
    },
    registry::{Registry, Unit},
};

/// The upper bounds of durations in seconds.
const SECONDS: [f64; 14] = [
    0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];

/// The upper bounds of costs in points.
const POINTS: [f64; 8] = [1.0, 10.0, 50.0, 100.0, 500.0, 1_000.0, 5_000.0, 10_000.0];

/// The path pattern of the resource that a request matched, such as `/exams/{vendor}/{code}`.
pub type Route = Cow<'static, str>;

/// The values of gauges at the time of a scrape.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Levels {
    /// The revision of the snapshot; 0 before the first one.
    pub revision: i64,
    /// Seconds since the database last confirmed the revision.
    pub staleness_seconds: f64,
    /// Seconds since the revision was committed.
    pub age_seconds: f64,
    /// Client connections.
    pub connections: usize,
    /// Open connections to the database.
    pub database_open: u32,
    /// Idle connections among them.
    pub database_idle: usize,
    /// Entries of the response cache.
    pub cache_entries: usize,
    /// Their size in bytes.
    pub cache_bytes: u64,
}

/// The webhooks at the time that the worker last read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WebhookLevels {
    /// Those that are told of changes.
    pub active: usize,
    /// Those that an editor paused.
    pub paused: usize,
    /// Those that were given up.
    pub disabled: usize,
    /// Active ones whose last delivery failed.
    pub failing: usize,
    /// Entries of the change log by which the slowest active one is behind.
    pub lag: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabel {
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteStatus {
    route: Route,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabel {
    route: Route,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CodeLabel {
    code: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct FieldLabel {
    field: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct SourceLabel {
    source: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StateLabel {
    state: &'static str,
}

/// Constructs histograms of durations.
#[derive(Clone)]
struct Durations;

impl MetricConstructor<Histogram> for Durations {
    fn new_metric(&self) -> Histogram {
        Histogram::new(SECONDS)
    }
}

/// The metrics of one server. Clones share them.
#[derive(Clone)]
pub struct Metrics(Arc<MetricsInner>);

struct MetricsInner {
    registry: Registry,
    requests: Family<RouteStatus, Counter>,
    request_duration: Family<RouteLabel, Histogram, Durations>,
    errors: Family<CodeLabel, Counter>,
    operation_duration: Family<FieldLabel, Histogram, Durations>,
    responses: Family<SourceLabel, Counter>,
    cost: Histogram,
    connection_rejections: Counter,
    snapshot_rejections: Counter,
    snapshot_rejected: Gauge,
    archive_refutations: Counter,
    revision: Gauge,
    staleness: Gauge<f64, std::sync::atomic::AtomicU64>,
    age: Gauge<f64, std::sync::atomic::AtomicU64>,
    connections: Gauge,
    database: Family<StateLabel, Gauge>,
    cache_entries: Gauge,
    cache_bytes: Gauge,
    webhook_deliveries: Family<OutcomeLabel, Counter>,
    webhooks: Family<StateLabel, Gauge>,
    webhook_lag: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = MetricsInner {
            registry: Registry::with_prefix("certgraph"),
            requests: Family::default(),
            request_duration: Family::new_with_constructor(Durations),
            errors: Family::default(),
            operation_duration: Family::new_with_constructor(Durations),
            responses: Family::default(),
            cost: Histogram::new(POINTS),
            connection_rejections: Counter::default(),
            snapshot_rejections: Counter::default(),
            snapshot_rejected: Gauge::default(),
            archive_refutations: Counter::default(),
            revision: Gauge::default(),
            staleness: Gauge::default(),
            age: Gauge::default(),
            connections: Gauge::default(),
            database: Family::default(),
            cache_entries: Gauge::default(),
            cache_bytes: Gauge::default(),
            webhook_deliveries: Family::default(),
            webhooks: Family::default(),
            webhook_lag: Gauge::default(),
        };
        metrics.register();
        Self(Arc::new(metrics))
    }
}

impl MetricsInner {
    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register(
            "http_requests",
            "HTTP requests by route and status",
            self.requests.clone(),
        );
        registry.register_with_unit(
            "http_request_duration",
            "Time from the head of a request to the head of its response, by route",
            Unit::Seconds,
            self.request_duration.clone(),
        );
        registry.register(
            "http_request_errors",
            "HTTP requests refused as a whole, by code",
            self.errors.clone(),
        );
        registry.register_with_unit(
            "graphql_operation_duration",
            "Execution time of operations with a single root field, by that field",
            Unit::Seconds,
            self.operation_duration.clone(),
        );
        registry.register(
            "graphql_responses",
            "GraphQL responses by source: cache or execution",
            self.responses.clone(),
        );
        registry.register(
            "graphql_operation_cost_points",
            "Cost of executed operations in points",
            self.cost.clone(),
        );
        registry.register(
            "connections_rejected",
            "Client connections rejected at the limit",
            self.connection_rejections.clone(),
        );
        registry.register(
            "snapshot_rejections",
            "Revisions rejected because their content is not valid",
            self.snapshot_rejections.clone(),
        );
        registry.register(
            "snapshot_rejected",
            "1 while the newest revision is rejected and an older one is served",
            self.snapshot_rejected.clone(),
        );
        registry.register(
            "archive_refutations",
            "Starts from an archive that the tables then contradicted",
            self.archive_refutations.clone(),
        );
        registry.register(
            "revision",
            "Revision of the snapshot that is served",
            self.revision.clone(),
        );
        registry.register_with_unit(
            "staleness",
            "Time since the database last confirmed that revision",
            Unit::Seconds,
            self.staleness.clone(),
        );
        registry.register_with_unit(
            "revision_age",
            "Time since that revision was committed",
            Unit::Seconds,
            self.age.clone(),
        );
        registry.register(
            "connections",
            "Client connections",
            self.connections.clone(),
        );
        registry.register(
            "database_connections",
            "Connections to the database by state: used or idle",
            self.database.clone(),
        );
        registry.register(
            "response_cache_entries",
            "Entries of the response cache: responses, and request fingerprints that refer to them",
            self.cache_entries.clone(),
        );
        registry.register_with_unit(
            "response_cache",
            "Size of the response cache",
            Unit::Bytes,
            self.cache_bytes.clone(),
        );
        self.register_webhooks();
    }

    fn register_webhooks(&mut self) {
        let registry = &mut self.registry;
        registry.register(
            "webhook_deliveries",
            "Deliveries to webhooks by outcome: delivered or failed",
            self.webhook_deliveries.clone(),
        );
        registry.register(
            "webhooks",
            "Webhooks by state: active, paused or disabled; failing ones are active too",
            self.webhooks.clone(),
        );
        registry.register(
            "webhook_lag_changes",
            "Changes by which the slowest active webhook is behind",
            self.webhook_lag.clone(),
        );
    }
}

impl Metrics {
    /// Records a completed HTTP request.
    pub fn request_completed(&self, route: Route, status: u16, took: Duration) {
        self.0
            .request_duration
            .get_or_create(&RouteLabel {
                route: route.clone(),
            })
            .observe(took.as_secs_f64());
        self.0
            .requests
            .get_or_create(&RouteStatus { route, status })
            .inc();
    }

    /// Records an HTTP request that was refused as a whole with this code.
    pub fn request_refused(&self, code: &'static str) {
        self.0.errors.get_or_create(&CodeLabel { code }).inc();
    }

    /// Records a GraphQL response from the cache.
    pub fn served_from_cache(&self) {
        let source = "cache";
        self.0
            .responses
            .get_or_create(&SourceLabel { source })
            .inc();
    }

    /// Records an executed operation. `field` is its root field in the schema if it has only one.
    pub fn executed(&self, field: Option<&str>, cost: Option<u64>, took: Duration) {
        let source = "execution";
        self.0
            .responses
            .get_or_create(&SourceLabel { source })
            .inc();
        if let Some(field) = field {
            let field = field.to_owned();
            self.0
                .operation_duration
                .get_or_create(&FieldLabel { field })
                .observe(took.as_secs_f64());
        }
        if let Some(cost) = cost {
            #[expect(
                clippy::cast_precision_loss,
                reason = "costs are at most a few millions"
            )]
            self.0.cost.observe(cost as f64);
        }
    }

    /// Records a client connection that was rejected at the limit.
    pub fn connection_rejected(&self) {
        self.0.connection_rejections.inc();
    }

    /// Records that the newest revision was rejected.
    pub fn snapshot_rejected(&self) {
        self.0.snapshot_rejections.inc();
        self.0.snapshot_rejected.set(1);
    }

    /// Records that the newest revision is served.
    pub fn snapshot_accepted(&self) {
        self.0.snapshot_rejected.set(0);
    }

    /// Records that the tables contradict the archive from which this process started.
    pub fn archive_refuted(&self) {
        self.0.archive_refutations.inc();
    }

    /// Records an event that a webhook's receiver acknowledged.
    pub fn webhook_delivered(&self) {
        self.webhook_attempted("delivered");
    }

    /// Records an event that a webhook's receiver did not acknowledge.
    pub fn webhook_failed(&self) {
        self.webhook_attempted("failed");
    }

    fn webhook_attempted(&self, outcome: &'static str) {
        let outcome = OutcomeLabel { outcome };
        self.0.webhook_deliveries.get_or_create(&outcome).inc();
    }

    /// Records the webhooks.
    pub fn webhooks(&self, levels: WebhookLevels) {
        for (state, count) in [
            ("active", levels.active),
            ("paused", levels.paused),
            ("disabled", levels.disabled),
            ("failing", levels.failing),
        ] {
            let state = StateLabel { state };
            let gauge = self.0.webhooks.get_or_create(&state);
            gauge.set(saturating(count));
        }
        self.0.webhook_lag.set(levels.lag);
    }

    /// All metrics in the text format of Prometheus.
    pub fn text(&self, levels: Levels) -> String {
        let metrics = &self.0;
        metrics.revision.set(levels.revision);
        metrics.staleness.set(levels.staleness_seconds);
        metrics.age.set(levels.age_seconds);
        metrics.connections.set(saturating(levels.connections));
        let idle = saturating(levels.database_idle);
        let used = i64::from(levels.database_open).saturating_sub(idle);
        for (state, count) in [("idle", idle), ("used", used)] {
            metrics
                .database
                .get_or_create(&StateLabel { state })
                .set(count);
        }
        metrics.cache_entries.set(saturating(levels.cache_entries));
        metrics.cache_bytes.set(saturating(levels.cache_bytes));
        let mut text = String::new();
        if let Err(error) = prometheus_text::encode(&mut text, &metrics.registry) {
            tracing::error!(%error, "the metrics cannot be written");
        }
        text
    }
}

fn saturating(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_written_in_the_format_of_prometheus() {
        let metrics = Metrics::default();
        metrics.request_completed("/graphql".into(), 200, Duration::from_millis(3));
        metrics.request_refused("RATE_LIMITED");
        metrics.executed(Some("exam"), Some(7), Duration::from_millis(2));
        metrics.snapshot_rejected();
        metrics.webhook_delivered();
        metrics.webhook_failed();
        metrics.webhooks(WebhookLevels {
            active: 2,
            failing: 1,
            lag: 7,
            ..WebhookLevels::default()
        });
        let text = metrics.text(Levels {
            revision: 42,
            database_open: 3,
            database_idle: 1,
            ..Levels::default()
        });
        for line in [
            "certgraph_http_requests_total{route=\"/graphql\",status=\"200\"} 1",
            "certgraph_http_request_duration_seconds_bucket{route=\"/graphql\",le=\"0.005\"} 1",
            "certgraph_http_request_errors_total{code=\"RATE_LIMITED\"} 1",
            "certgraph_graphql_operation_duration_seconds_count{field=\"exam\"} 1",
            "certgraph_graphql_operation_cost_points_sum 7.0",
            "certgraph_revision 42",
            "certgraph_snapshot_rejected 1",
            "certgraph_snapshot_rejections_total 1",
            "certgraph_webhook_deliveries_total{outcome=\"delivered\"} 1",
            "certgraph_webhook_deliveries_total{outcome=\"failed\"} 1",
            "certgraph_webhooks{state=\"active\"} 2",
            "certgraph_webhooks{state=\"failing\"} 1",
            "certgraph_webhook_lag_changes 7",
            "certgraph_database_connections{state=\"used\"} 2",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        metrics.snapshot_accepted();
        let text = metrics.text(Levels::default());
        assert!(text.contains("certgraph_snapshot_rejected 0"), "{text}");
    }
}
