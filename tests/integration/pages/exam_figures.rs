//! The page of an exam without JavaScript has the figures and sources of the page with JavaScript.

use certgraph::catalogue::{Day, LifecycleState};
use serde_json::{Value, json};

use super::{plain, shipped_edge};
use crate::support::content::shipped_catalogue;

const DAY: &str = "2026-11-22";

/// The query of the page with JavaScript, without the others of its file.
fn page_query() -> String {
    let file = include_str!("../../../web/explorer/documents/exam.graphql");
    let is_other = |block: &&str| block.contains("query ") && !block.contains("query ExamPage");
    let blocks = file.split("\n\n").filter(|block| !is_other(block));
    blocks.collect::<Vec<_>>().join("\n\n")
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

/// The values of a field anywhere in an answer.
fn collect<'a>(value: &'a Value, field: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, field, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                if name == field {
                    found.push(value);
                }
                collect(value, field, found);
            }
        }
        _ => {}
    }
}

/// The figure of a value such as `60..100 hours` as pages write it; `None` for days and texts.
fn figure(value: &str) -> Option<String> {
    let figure = value
        .split(' ')
        .next()
        .filter(|figure| !figure.contains(['-', '/']))?;
    figure
        .starts_with(|letter: char| letter.is_ascii_digit())
        .then_some(())?;
    let figure = match figure.split_once("..") {
        Some(("1", most)) => most.to_owned(),
        _ => figure.replace("..", "–"),
    };
    Some(figure.replace(".00", ""))
}

#[tokio::test]
async fn the_page_of_an_exam_without_javascript_has_every_figure_and_source() {
    let edge = shipped_edge();
    let catalogue = shipped_catalogue();
    let day: Day = DAY.parse().unwrap();
    let of_states = LifecycleState::ALL.iter().filter_map(|state| {
        let mut exams = catalogue.exams();
        let index = exams.find(|exam| catalogue.exam(*exam).state(day) == *state)?;
        Some(catalogue.exam(index).record.key().to_string())
    });
    let named = ["microsoft/AI-102", "microsoft/AI-103", "microsoft/AZ-104"];
    let named = named.map(str::to_owned).into_iter();
    let unknown = catalogue.exams().find(|exam| {
        let entry = catalogue.exam(*exam);
        entry.study_hours(None).is_none() && entry.blueprint(day).is_none()
    });
    let unknown = unknown.map(|exam| catalogue.exam(exam).record.key().to_string());
    let exams: Vec<String> = of_states.chain(named).chain(unknown).collect();
    assert!(exams.len() >= 6, "{exams:?}");
    let (mut sources, mut figures) = (0, 0);
    for exam in exams {
        let (vendor, code) = exam.split_once('/').unwrap();
        let variables = json!({ "code": code, "vendor": vendor, "asOf": DAY });
        let (status, answer) = edge.ask_with(&page_query(), variables).await;
        assert_eq!(status, 200, "{answer}");
        let answer = &answer["data"]["exam"];
        let (status, html) = plain(&edge, &format!("/exams/{exam}?asOf={DAY}")).await;
        assert_eq!(status, 200, "{exam}");
        let mut lists = vec![];
        collect(answer, "sources", &mut lists);
        for source in lists.iter().flat_map(|list| list.as_array().unwrap()) {
            let (title, url) = (
                source["title"].as_str().unwrap(),
                source["url"].as_str().unwrap(),
            );
            assert!(html.contains(&escaped(title)), "{exam}: {title}");
            assert!(
                !url.starts_with("http") || html.contains(&escaped(url)),
                "{exam}: {url}"
            );
            sources += 1;
        }
        let mut values = vec![];
        collect(answer, "value", &mut values);
        for value in values
            .into_iter()
            .filter_map(|value| figure(value.as_str()?))
        {
            assert!(html.contains(&value), "{exam}: {value}");
            figures += 1;
        }
        for blueprint in answer["blueprints"].as_array().unwrap() {
            for domain in blueprint["domains"].as_array().unwrap() {
                let title = domain["title"].as_str().unwrap();
                assert!(html.contains(&escaped(title)), "{exam}: {title}");
            }
        }
        if let Some(weeks) = answer["studyPlan"]["weeks"].as_array() {
            for week in weeks {
                assert!(
                    html.contains(&format!("Week {} (", week["number"])),
                    "{exam}: {week}"
                );
                assert!(
                    html.contains(&format!("<td>{} h</td>", week["hours"].as_f64().unwrap())),
                    "{exam}: {week}"
                );
            }
        }
        for missing in answer["returnOnInvestment"]["missing"].as_array().unwrap() {
            assert!(
                html.contains(missing.as_str().unwrap()),
                "{exam}: {missing}"
            );
        }
    }
    assert!(sources > 100 && figures > 50, "{sources} {figures}");
}
