//! Figures about the running server, as Prometheus reads them.
//!
//! Whoever knows a figure notes it here; `http` shows them. Every label has few values, none of them
//! chosen by a client, so memory stays bounded whatever is asked.

use std::{sync::Arc, time::Duration};

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

/// Which kind of address a request was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// `/graphql`.
    Graphql,
    /// A bulk export.
    Export,
    /// A calendar file.
    Calendar,
    /// Pages, the schema, health.
    Page,
}

impl Route {
    const fn text(self) -> &'static str {
        match self {
            Self::Graphql => "graphql",
            Self::Export => "export",
            Self::Calendar => "calendar",
            Self::Page => "page",
        }
    }
}

/// How many requests, connections and the like there are at the moment of asking.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Levels {
    /// The revision that is served; 0 while there is none.
    pub revision: i64,
    /// Seconds since the database last confirmed it.
    pub staleness_seconds: f64,
    /// Seconds since it was committed.
    pub age_seconds: f64,
    /// Connections of clients.
    pub connections: usize,
    /// Connections to the database that are open.
    pub database_open: u32,
    /// Those of them that nobody uses.
    pub database_idle: usize,
    /// Answers that are kept.
    pub kept_answers: usize,
    /// The bytes that they take.
    pub kept_bytes: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteStatus {
    route: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabel {
    route: &'static str,
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

/// Makes histograms of durations.
#[derive(Clone)]
struct Durations;

impl MetricConstructor<Histogram> for Durations {
    fn new_metric(&self) -> Histogram {
        Histogram::new(SECONDS)
    }
}

/// The figures of one server. Copies share them.
#[derive(Clone)]
pub struct Metrics(Arc<MetricsInner>);

struct MetricsInner {
    registry: Registry,
    requests: Family<RouteStatus, Counter>,
    request_seconds: Family<RouteLabel, Histogram, Durations>,
    errors: Family<CodeLabel, Counter>,
    field_seconds: Family<FieldLabel, Histogram, Durations>,
    answers: Family<SourceLabel, Counter>,
    cost: Histogram,
    refused_connections: Counter,
    refused_revisions: Counter,
    refuses_revision: Gauge,
    revision: Gauge,
    staleness: Gauge<f64, std::sync::atomic::AtomicU64>,
    age: Gauge<f64, std::sync::atomic::AtomicU64>,
    connections: Gauge,
    database: Family<StateLabel, Gauge>,
    kept_answers: Gauge,
    kept_bytes: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut figures = MetricsInner {
            registry: Registry::with_prefix("certgraph"),
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(Durations),
            errors: Family::default(),
            field_seconds: Family::new_with_constructor(Durations),
            answers: Family::default(),
            cost: Histogram::new(POINTS),
            refused_connections: Counter::default(),
            refused_revisions: Counter::default(),
            refuses_revision: Gauge::default(),
            revision: Gauge::default(),
            staleness: Gauge::default(),
            age: Gauge::default(),
            connections: Gauge::default(),
            database: Family::default(),
            kept_answers: Gauge::default(),
            kept_bytes: Gauge::default(),
        };
        figures.register();
        Self(Arc::new(figures))
    }
}

impl MetricsInner {
    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register(
            "requests",
            "Requests answered, by kind of address and HTTP status",
            self.requests.clone(),
        );
        registry.register_with_unit(
            "request",
            "Time from the head of a request to its answer",
            Unit::Seconds,
            self.request_seconds.clone(),
        );
        registry.register(
            "errors",
            "Requests refused as a whole, by code",
            self.errors.clone(),
        );
        registry.register_with_unit(
            "field",
            "Time to execute operations with a single root field, by that field",
            Unit::Seconds,
            self.field_seconds.clone(),
        );
        registry.register(
            "answers",
            "Answers of GraphQL, by whether they were kept or executed",
            self.answers.clone(),
        );
        registry.register(
            "cost_points",
            "Cost of executed operations",
            self.cost.clone(),
        );
        registry.register(
            "connections_refused",
            "Connections refused because there were too many",
            self.refused_connections.clone(),
        );
        registry.register(
            "revisions_refused",
            "Revisions of the database that did not hold together",
            self.refused_revisions.clone(),
        );
        registry.register(
            "revision_is_refused",
            "1 while the newest revision is refused and an older one served",
            self.refuses_revision.clone(),
        );
        registry.register("revision", "Revision that is served", self.revision.clone());
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
            "Connections of clients",
            self.connections.clone(),
        );
        registry.register(
            "database_connections",
            "Connections to the database, by whether they are used",
            self.database.clone(),
        );
        registry.register(
            "kept_answers",
            "Answers in memory",
            self.kept_answers.clone(),
        );
        registry.register_with_unit(
            "kept_answers_size",
            "Memory of the answers that are kept",
            Unit::Bytes,
            self.kept_bytes.clone(),
        );
    }
}

impl Metrics {
    /// Notes an answer.
    pub fn answered(&self, route: Route, status: u16, took: Duration) {
        let route = route.text();
        self.0
            .requests
            .get_or_create(&RouteStatus { route, status })
            .inc();
        self.0
            .request_seconds
            .get_or_create(&RouteLabel { route })
            .observe(took.as_secs_f64());
    }

    /// Notes that a request was refused as a whole with this code.
    pub fn refused(&self, code: &'static str) {
        self.0.errors.get_or_create(&CodeLabel { code }).inc();
    }

    /// Notes an answer that was kept from before.
    pub fn served_kept(&self) {
        let source = "kept";
        self.0.answers.get_or_create(&SourceLabel { source }).inc();
    }

    /// Notes an operation that was executed, with its only root field if it has but one. The name
    /// has to be one of the schema.
    pub fn executed(&self, field: Option<&str>, cost: Option<u64>, took: Duration) {
        let source = "executed";
        self.0.answers.get_or_create(&SourceLabel { source }).inc();
        if let Some(field) = field {
            let field = field.to_owned();
            self.0
                .field_seconds
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

    /// Notes that a connection was refused because there were too many.
    pub fn connection_refused(&self) {
        self.0.refused_connections.inc();
    }

    /// Notes that a revision did not hold together.
    pub fn revision_refused(&self) {
        self.0.refused_revisions.inc();
        self.0.refuses_revision.set(1);
    }

    /// Notes that the newest revision is served.
    pub fn revision_served(&self) {
        self.0.refuses_revision.set(0);
    }

    /// All figures in the text format of Prometheus.
    pub fn text(&self, levels: Levels) -> String {
        let figures = &self.0;
        figures.revision.set(levels.revision);
        figures.staleness.set(levels.staleness_seconds);
        figures.age.set(levels.age_seconds);
        figures.connections.set(saturating(levels.connections));
        let idle = saturating(levels.database_idle);
        let used = i64::from(levels.database_open).saturating_sub(idle);
        for (state, count) in [("idle", idle), ("used", used)] {
            figures
                .database
                .get_or_create(&StateLabel { state })
                .set(count);
        }
        figures.kept_answers.set(saturating(levels.kept_answers));
        figures.kept_bytes.set(saturating(levels.kept_bytes));
        let mut text = String::new();
        if let Err(error) = prometheus_text::encode(&mut text, &figures.registry) {
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
    fn figures_are_told_in_the_format_of_prometheus() {
        let metrics = Metrics::default();
        metrics.answered(Route::Graphql, 200, Duration::from_millis(3));
        metrics.refused("RATE_LIMITED");
        metrics.executed(Some("exam"), Some(7), Duration::from_millis(2));
        metrics.revision_refused();
        let text = metrics.text(Levels {
            revision: 42,
            database_open: 3,
            database_idle: 1,
            ..Levels::default()
        });
        for line in [
            "certgraph_requests_total{route=\"graphql\",status=\"200\"} 1",
            "certgraph_request_seconds_bucket{route=\"graphql\",le=\"0.005\"} 1",
            "certgraph_errors_total{code=\"RATE_LIMITED\"} 1",
            "certgraph_field_seconds_count{field=\"exam\"} 1",
            "certgraph_cost_points_sum 7.0",
            "certgraph_revision 42",
            "certgraph_revision_is_refused 1",
            "certgraph_revisions_refused_total 1",
            "certgraph_database_connections{state=\"used\"} 2",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        metrics.revision_served();
        let text = metrics.text(Levels::default());
        assert!(text.contains("certgraph_revision_is_refused 0"), "{text}");
    }
}
