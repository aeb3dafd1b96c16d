//! The metrics of a server, as Prometheus scrapes them.

use std::{collections::BTreeSet, net::SocketAddr};

use certgraph::{config::ServeSettings, http::HttpConfig};
use serde_json::json;

use crate::{
    command_line::free_port,
    support::{
        content::shipped,
        edge::{Edge, header},
        receiver::Receiver,
        webhooks::{Bench, sending},
    },
};

/// A server with the shipped catalogue, and the address of its metrics.
fn start() -> (Edge, String) {
    let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
    let edge = Edge::start_with(&HttpConfig {
        metrics_listen: Some(address),
        ..HttpConfig::default()
    });
    edge.publish(shipped(), 1);
    (edge, format!("http://{address}/metrics"))
}

async fn scrape(url: &str) -> String {
    reqwest::get(url).await.unwrap().text().await.unwrap()
}

/// The value of the series of this name and these labels.
fn value(page: &str, series: &str) -> usize {
    let line = page.lines().find_map(|line| line.strip_prefix(series));
    line.map_or(0, |value| value.trim().parse().unwrap())
}

#[tokio::test]
async fn requests_are_counted_by_the_matched_route() {
    let (edge, url) = start();
    for (path, route, has_staleness) in [
        ("/graphql?query=%7B__typename%7D", "/graphql", true),
        (
            "/exams/microsoft/AI-102/study-plan.ics",
            "/exams/{vendor}/{code}/study-plan.ics",
            true,
        ),
        ("/exams/microsoft/AI-102", "/exams/{vendor}/{code}", false),
        (
            "/exams/microsoft/AI-102/weights.svg",
            "/exams/{vendor}/{code}/weights.svg",
            false,
        ),
    ] {
        let response = edge.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        let staleness = header(&response, "catalogue-staleness");
        assert_eq!(!staleness.is_empty(), has_staleness, "{path}: {staleness}");
        let series = format!("certgraph_http_requests_total{{route=\"{route}\",status=\"200\"}}");
        let page = scrape(&url).await;
        assert_eq!(value(&page, &series), 1, "{page}");
    }
    edge.get("/no/such/page").await;
    let page = scrape(&url).await;
    let series = "certgraph_http_requests_total{route=\"unmatched\",status=\"404\"} 1";
    assert!(page.contains(series), "{page}");
}

#[tokio::test]
async fn a_cached_response_is_stored_once_however_often_it_is_requested() {
    let (edge, url) = start();
    let query = "{ exams(first: 100) { nodes { code title vendor { name } } } }";
    let mut sizes = Vec::new();
    let mut length = 0;
    for _ in 0..4 {
        let (status, response) = edge.ask(query).await;
        assert_eq!(status, 200, "{response}");
        length = response.to_string().len();
        sizes.push(value(
            &scrape(&url).await,
            "certgraph_response_cache_bytes ",
        ));
    }
    assert_eq!(sizes[0], 0, "the first request is only counted");
    assert!(sizes[1] > length, "{sizes:?} for {length}");
    assert!(2 * sizes[3] < 3 * length, "{sizes:?} for {length}");
    assert_eq!(sizes[1], sizes[3], "the second request inserts the alias");
    let page = scrape(&url).await;
    for (source, expected) in [("execution", 2), ("cache", 2)] {
        let series = format!("certgraph_graphql_responses_total{{source=\"{source}\"}} {expected}");
        assert!(page.contains(&series), "{page}");
    }
}

/// The names of metrics in a text, without the endings that belong to a series of a histogram.
fn names(text: &str) -> BTreeSet<&str> {
    let is_part = |letter: char| letter.is_ascii_lowercase() || letter == '_';
    let words = text.split(|letter: char| !is_part(letter));
    let names = words.filter(|word| word.starts_with("certgraph_"));
    names.map(|name| name.trim_end_matches("_bucket")).collect()
}

#[tokio::test]
async fn dashboard_and_alerts_name_metrics_that_exist() {
    let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
    let bench = Bench::with(|database| ServeSettings {
        metrics_listen: Some(address),
        ..sending(database)
    });
    let bench = bench.await;
    // A metric with labels is there once it has a value.
    let receiver = Receiver::willing();
    let (id, _) = bench.add(&receiver.url).await;
    bench.publish(&["hook-a"]).await;
    bench.until_delivered(&id, 1).await;
    let (status, _) = bench.server.post("{ nothing }", json!({})).await;
    assert_eq!(status, 400);
    let page = scrape(&format!("http://{address}/metrics")).await;
    let known: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next())
        .collect();
    for (file, text) in [
        (
            "dashboard",
            include_str!("../../deploy/grafana-dashboard.json"),
        ),
        (
            "alerts",
            include_str!("../../deploy/prometheus-alerts.yaml"),
        ),
    ] {
        let named = names(text);
        assert!(named.len() > 3, "{file}: {named:?}");
        let unknown: Vec<_> = named.difference(&known).collect();
        assert!(unknown.is_empty(), "{file}: {unknown:?}\n{page}");
    }
}
