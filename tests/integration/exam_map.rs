//! The map of exams, as picture and as data: what the API lists, and readable on A2 paper.

use std::collections::{BTreeMap, BTreeSet};

use certgraph::{
    catalogue::{Catalogue, Revision},
    picture::{MapPicture, Theme, draw_map, map_columns},
};
use chrono::DateTime;
use serde_json::Value;

use crate::support::{cert_atlas, server::TestServer};

const DAY: &str = "2026-11-22";

async fn text(server: &TestServer, address: &str) -> String {
    let url = format!("{}{address}", server.url);
    let response = reqwest::get(url).await.unwrap();
    assert_eq!(response.status(), 200, "{address}");
    response.text().await.unwrap()
}

/// Every exam of the API with its state on a day.
async fn listed(server: &TestServer, day: &str) -> BTreeMap<String, String> {
    let mut exams = BTreeMap::new();
    let mut after = "null".to_owned();
    loop {
        let query = format!(
            "{{ exams(first: 100, after: {after}, asOf: \"{day}\",
                filter: {{ states: [ANNOUNCED, BETA, LIVE, RETIRING, RETIRED] }}) {{
                pageInfo {{ hasNextPage endCursor }}
                nodes {{ code vendor {{ slug }} lifecycle {{ state }} }} }} }}"
        );
        let data = server.data(&query).await;
        let page = &data["exams"];
        for node in page["nodes"].as_array().unwrap() {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let key = format!("{}/{}", text(&node["vendor"]["slug"]), text(&node["code"]));
            exams.insert(key, text(&node["lifecycle"]["state"]));
        }
        if page["pageInfo"]["hasNextPage"] == false {
            return exams;
        }
        after = page["pageInfo"]["endCursor"].to_string();
    }
}

/// The values of an attribute.
fn attributes<'a>(svg: &'a str, name: &str) -> Vec<&'a str> {
    let begin = format!(" {name}=\"");
    let parts = svg.split(&begin).skip(1);
    parts.map(|part| part.split('"').next().unwrap()).collect()
}

#[tokio::test]
async fn the_exams_of_the_map_are_those_of_the_api() {
    let server = TestServer::start().await;
    let exams = listed(&server, DAY).await;
    assert!(exams.len() > 200);
    let svg = text(&server, &format!("/map.svg?asOf={DAY}")).await;
    let drawn = attributes(&svg, "data-exam");
    assert_eq!(drawn.len(), exams.len());
    let drawn: BTreeSet<&str> = drawn.into_iter().collect();
    assert_eq!(drawn, exams.keys().map(String::as_str).collect());

    let data: Value = serde_json::from_str(&text(&server, "/map.json").await).unwrap();
    for day in ["2020-01-01", "2024-02-29", DAY, "2027-06-30"] {
        let states = data["exams"].as_array().unwrap().iter().map(|exam| {
            let vendor = usize::try_from(exam["vendor"].as_u64().unwrap()).unwrap();
            let vendor = data["vendors"][vendor]["slug"].as_str().unwrap();
            let since = exam["states"].as_array().unwrap().iter();
            let mut past =
                since.filter(|state| state["from"].as_str().is_none_or(|from| from <= day));
            // The map tells apart what the API calls announced: before the announcement.
            let state = past.next_back().unwrap()["state"]
                .as_str()
                .unwrap_or("ANNOUNCED");
            (
                format!("{vendor}/{}", exam["code"].as_str().unwrap()),
                state.to_owned(),
            )
        });
        assert_eq!(
            states.collect::<BTreeMap<_, _>>(),
            listed(&server, day).await,
            "{day}"
        );
    }
}

#[tokio::test]
async fn columns_are_the_subjects_of_exams() {
    let server = TestServer::start().await;
    let data: Value = serde_json::from_str(&text(&server, "/map.json").await).unwrap();
    let exams = data["exams"].as_array().unwrap();
    let column = |exam: &Value| {
        let place = usize::try_from(exam["column"].as_u64().unwrap()).unwrap();
        data["columns"][place]["name"].clone()
    };
    let groups = server
        .data("{ roles(first: 100) { nodes { group } } }")
        .await;
    let groups: BTreeSet<&str> = groups["roles"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|role| role["group"].as_str().unwrap())
        .collect();
    for (code, subject) in [
        // The recommendations of a role of this group name it most.
        ("SY0-701", Value::from("Security")),
        ("AI-103", Value::from("AI")),
        // Architecture and business name it equally often; people begin with it.
        ("CLF-C02", Value::from("Newcomer")),
        // Newcomers and one subject name it equally often.
        ("100-160", Value::from("Security")),
        // Two subjects name it equally often; its title has one of them.
        ("GCP-PDE", Value::from("Data")),
        ("SSCP", Value::from("Security")),
        // No source names it; it follows SY0-701.
        ("SY0-801", Value::from("Security")),
        // Nothing is known about its subject, and its vendor has many such exams.
        ("CAPA", Value::Null),
    ] {
        let exam = exams.iter().find(|exam| exam["code"] == code).unwrap();
        let query = format!("{{ exam(code: \"{code}\") {{ subject }} }}");
        assert_eq!(
            server.data(&query).await["exam"]["subject"],
            subject,
            "{code}"
        );
        match subject.as_str() {
            Some(subject) => {
                assert!(groups.contains(subject), "{subject}");
                assert_eq!(column(exam), subject, "{code}");
            }
            None => assert_eq!(column(exam), "CNCF", "{code}"),
        }
    }
}

#[tokio::test]
async fn links_of_the_map_are_those_of_the_api() {
    let server = TestServer::start().await;
    let data: Value = serde_json::from_str(&text(&server, "/map.json").await).unwrap();
    let exams = data["exams"].as_array().unwrap();
    let of = |code: &str| exams.iter().find(|exam| exam["code"] == code).unwrap();
    let codes = |value: &Value| -> Vec<String> {
        let indexes = value.as_array().cloned().unwrap_or_default();
        let codes = indexes.iter().map(|index| {
            let index = usize::try_from(index.as_u64().unwrap()).unwrap();
            exams[index]["code"].as_str().unwrap().to_owned()
        });
        codes.collect()
    };
    assert_eq!(codes(&of("AI-102")["successors"]), ["AI-103"]);
    let query = "{ exam(code: \"AZ-305\") { prerequisites { kind anyOf { code } } } }";
    let groups = &server.data(query).await["exam"]["prerequisites"];
    for kind in ["REQUIRED", "RECOMMENDED"] {
        let groups = groups.as_array().unwrap().iter();
        let of_kind = groups.filter(|group| group["kind"] == kind);
        let expected: Vec<&str> = of_kind
            .flat_map(|group| group["anyOf"].as_array().unwrap())
            .map(|exam| exam["code"].as_str().unwrap())
            .collect();
        assert_eq!(
            codes(&of("AZ-305")[kind.to_lowercase()]),
            expected,
            "{kind}"
        );
    }
    let all = text(&server, &format!("/map.svg?asOf={DAY}&edges=all")).await;
    let none = text(&server, &format!("/map.svg?asOf={DAY}")).await;
    let curves = |svg: &str| svg.matches("<path").count();
    assert!(curves(&all) > curves(&none) + 50, "{}", curves(&all));
}

#[tokio::test]
async fn parameters_change_the_look() {
    let server = TestServer::start().await;
    let svg = text(
        &server,
        &format!("/map.svg?asOf={DAY}&vendors=microsoft&held=microsoft/AI-102"),
    )
    .await;
    assert!(
        svg.contains("Azure AI Solution, Microsoft, retired, held"),
        "{svg}"
    );
    let dimmed = svg.matches("opacity=\"0.25\"").count();
    let microsoft = svg.matches("data-exam=\"microsoft/").count();
    let exams = attributes(&svg, "data-exam").len();
    assert_eq!(dimmed + microsoft, exams);
    let before = text(&server, "/map.svg?asOf=2026-01-15").await;
    assert!(
        before.contains("Azure AI Solution, Microsoft, retiring"),
        "{before}"
    );
    let url = format!("{}/map.svg?edges=some", server.url);
    assert_eq!(reqwest::get(url).await.unwrap().status(), 400);
}

fn assert_readable_on_a2(svg: &str) {
    assert_eq!(attributes(svg, "width")[0], "594mm");
    assert_eq!(attributes(svg, "height")[0], "420mm");
    let viewbox: Vec<f64> = attributes(svg, "viewBox")[0]
        .split(' ')
        .map(|number| number.parse().unwrap())
        .collect();
    let points = viewbox[2] / 594.0 * 25.4 / 72.0;
    for size in attributes(svg, "font-size") {
        let size: f64 = size.parse::<f64>().unwrap() / points;
        assert!(size >= 6.0, "{size} points");
    }
}

#[tokio::test]
async fn the_map_is_readable_on_a2() {
    let server = TestServer::start().await;
    assert_readable_on_a2(&text(&server, &format!("/map.svg?asOf={DAY}")).await);
}

#[test]
fn a_catalogue_of_1606_exams_fits_on_a2() {
    let catalogue = Catalogue::build(
        cert_atlas::content(),
        Revision::new(1),
        DateTime::UNIX_EPOCH,
    )
    .unwrap();
    let columns = map_columns(&catalogue);
    assert!(columns.len() <= 16, "{}", columns.len());
    let placed: usize = columns
        .iter()
        .map(certgraph::picture::MapColumn::exams)
        .sum();
    assert_eq!(placed, 1_606);
    let svg = draw_map(
        &MapPicture {
            catalogue: &catalogue,
            vendors: Vec::new(),
            held: BTreeSet::new(),
            has_edges: true,
            day: DAY.parse().unwrap(),
        },
        Theme::Dark,
    );
    assert_eq!(attributes(&svg, "data-exam").len(), 1_606);
    assert_readable_on_a2(&svg);
}
