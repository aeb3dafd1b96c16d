//! On no day does any surface advise an exam that cannot be booked.

use serde_json::{Value, json};

use crate::support::server::TestServer;

const DAYS: [&str; 6] = [
    "2022-03-01",
    "2025-07-01",
    "2026-06-12",
    "2026-08-15",
    "2026-11-22",
    "2027-06-30",
];

const EXAMS: &str = r"
query Exams($day: Date!, $after: String) {
  exams(
    first: 3, after: $after, asOf: $day
    filter: { states: [ANNOUNCED, BETA, LIVE, RETIRING, RETIRED] }
  ) {
    pageInfo { hasNextPage endCursor }
    nodes {
      code
      equivalents { advised: exam { ...Advised } }
      verdict(profile: { experience: KNOWS_VENDOR }) { advised: alternatives { ...Advised } }
      audienceRules { take { anyOf { advised: bookable { ...Advised } } } }
      comparisons { perAudience { take { advised: bookable { ...Advised } } } }
    }
  }
}
fragment Advised on Exam { code lifecycle { bookable } }
";

const ROLES: &str = r"
query Roles($day: Date!, $after: String) {
  roles(first: 5, after: $after, asOf: $day) {
    pageInfo { hasNextPage endCursor }
    nodes { slug recommendations { steps { anyOf { advised: bookable { code lifecycle { bookable } } } } } }
  }
}
";

#[tokio::test]
async fn no_surface_advises_what_cannot_be_booked() {
    let server = TestServer::start().await;
    for (list, document) in [("exams", EXAMS), ("roles", ROLES)] {
        let mut advised = 0;
        for day in DAYS {
            let mut after = Value::Null;
            loop {
                let variables = json!({ "day": day, "after": after });
                let (status, answer) = server.post(document, variables).await;
                assert_eq!((status, answer.get("errors")), (200, None), "{answer:#}");
                let page = &answer["data"][list];
                advised += check(page, day);
                if page["pageInfo"]["hasNextPage"] != json!(true) {
                    break;
                }
                after = page["pageInfo"]["endCursor"].clone();
            }
        }
        assert!(advised > 100, "{list}: only {advised} exams were advised");
    }
}

/// Counts the exams under `advised` anywhere in an answer, each of which must be bookable.
fn check(value: &Value, day: &str) -> usize {
    match value {
        Value::Array(items) => items.iter().map(|item| check(item, day)).sum(),
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| match (key.as_str(), member) {
                ("advised", Value::Array(exams)) => {
                    exams.iter().map(|exam| bookable(exam, day)).sum()
                }
                ("advised", exam) => bookable(exam, day),
                _ => check(member, day),
            })
            .sum(),
        _ => 0,
    }
}

fn bookable(exam: &Value, day: &str) -> usize {
    assert_eq!(
        exam["lifecycle"]["bookable"],
        json!(true),
        "{} on {day}",
        exam["code"]
    );
    1
}
