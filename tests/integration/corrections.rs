//! The corrections of 2026-11-27: each is a fact with its source, and what it repairs is right
//! through the API.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::server::TestServer;

const DAY: &str = "2026-11-27";

/// Exams that were served as open although a source had their end.
const ENDED: [&str; 4] = ["AZ-800", "PL-600", "MB-700", "PL-400"];

const EXAM: &str = r"
query Exam($code: String!, $day: Date!) {
  exam(code: $code, asOf: $day) {
    code title languages
    lifecycle {
      state bookable retiresOn
      successions { exam { code } evidence { sources { key } } }
    }
    blueprint {
      effectiveFrom inForce weights
      evidence { sources { key } }
      domains { key weight { min max } }
    }
    prerequisites { kind anyOf { code } evidence { note sources { key } } }
    facts {
      name about value items absentBecause served sources { key }
      conditions { earnedBefore language form }
    }
  }
}
";

async fn exam(server: &TestServer, code: &str, day: &str) -> Value {
    let (status, mut answer) = server.post(EXAM, json!({ "code": code, "day": day })).await;
    assert_eq!((status, answer.get("errors")), (200, None), "{answer:#}");
    let exam = answer["data"]["exam"].take();
    assert!(exam.is_object(), "no exam {code}");
    exam
}

async fn state(server: &TestServer, code: &str, day: &str) -> String {
    let exam = exam(server, code, day).await;
    exam["lifecycle"]["state"].as_str().unwrap().to_owned()
}

/// One line of `tests/data/corrections.txt`.
struct Correction<'a> {
    number: usize,
    exam: &'a str,
    fact: &'a str,
    value: &'a str,
    source: &'a str,
    served: bool,
}

fn corrections() -> Vec<Correction<'static>> {
    include_str!("../data/corrections.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let columns: Vec<&str> = line.split(" | ").collect();
            let [number, exam, fact, value, source, served] = columns[..] else {
                panic!("{line}")
            };
            assert!(matches!(served, "served" | "beside"), "{line}");
            Correction {
                number: number.parse().unwrap(),
                exam,
                fact,
                value,
                source,
                served: served == "served",
            }
        })
        .collect()
}

fn says(sources: &Value, key: &str) -> bool {
    let sources = sources.as_array().unwrap();
    sources.iter().any(|source| source["key"] == json!(key))
}

fn codes(exams: &Value) -> String {
    let codes: Vec<&str> = exams
        .as_array()
        .unwrap()
        .iter()
        .map(|exam| exam["code"].as_str().unwrap())
        .collect();
    codes.join(", ")
}

/// A fact's value and conditions as the table writes them.
fn written(fact: &Value) -> String {
    let mut written = match (&fact["items"], &fact["value"], &fact["absentBecause"]) {
        (Value::Array(items), ..) => {
            let items: Vec<&str> = items.iter().map(|item| item.as_str().unwrap()).collect();
            items.join(", ")
        }
        (_, Value::String(value), _) => value.clone(),
        (.., reason) => reason.as_str().unwrap().to_owned(),
    };
    for (condition, words) in [
        ("earnedBefore", "earned before"),
        ("language", "in"),
        ("form", "in the form"),
    ] {
        if let Some(value) = fact["conditions"][condition].as_str() {
            written = format!("{written}, {words} {value}");
        }
    }
    written
}

/// First day and weights of the blueprint to study for, as the table writes them.
fn blueprint(exam: &Value) -> String {
    let blueprint = &exam["blueprint"];
    assert_eq!(blueprint["inForce"], json!(true), "{blueprint:#}");
    let weights: Vec<String> = blueprint["domains"]
        .as_array()
        .unwrap()
        .iter()
        .map(|domain| {
            let [min, max] = ["min", "max"].map(|end| domain["weight"][end].as_f64().unwrap());
            if (max - min).abs() < f64::EPSILON {
                min.to_string()
            } else {
                format!("{min}..{max}")
            }
        })
        .collect();
    let weights = if weights.is_empty() {
        "unread".to_owned()
    } else {
        weights.join("/")
    };
    format!("{} {weights}", blueprint["effectiveFrom"].as_str().unwrap())
}

fn holds(correction: &Correction<'_>, exam: &Value) -> bool {
    let from = |evidence: &Value| says(&evidence["sources"], correction.source);
    let list = |value: &Value| value.as_array().unwrap().clone();
    match correction.fact {
        "SUCCESSOR" => list(&exam["lifecycle"]["successions"])
            .iter()
            .any(|next| next["exam"]["code"] == correction.value && from(&next["evidence"])),
        "OUTLINE" => blueprint(exam) == correction.value && from(&exam["blueprint"]["evidence"]),
        "REQUIRED" => list(&exam["prerequisites"]).iter().any(|group| {
            group["kind"] == "REQUIRED"
                && codes(&group["anyOf"]) == correction.value
                && from(&group["evidence"])
        }),
        "TITLE" => {
            exam["title"] == correction.value
                && list(&exam["facts"]).iter().any(|fact| {
                    let about = fact["about"].as_str().unwrap_or_default();
                    about.starts_with("title of the exam")
                        && written(fact) == correction.value
                        && from(fact)
                })
        }
        name => list(&exam["facts"]).iter().any(|fact| {
            fact["name"] == name
                && written(fact) == correction.value
                && fact["served"] == correction.served
                && from(fact)
        }),
    }
}

#[tokio::test]
async fn every_correction_is_a_fact_with_its_source() {
    let server = TestServer::start().await;
    let mut missing = Vec::new();
    let mut numbers = BTreeSet::new();
    for correction in corrections() {
        let exam = exam(&server, correction.exam, DAY).await;
        numbers.insert(correction.number);
        if !holds(&correction, &exam) {
            missing.push(format!(
                "{} {} {} {} from {}",
                correction.number,
                correction.exam,
                correction.fact,
                correction.value,
                correction.source
            ));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(
        numbers.into_iter().eq(0..49),
        "a correction is not in the table"
    );
}

#[tokio::test]
async fn exams_that_have_ended_are_not_open() {
    let server = TestServer::start().await;
    for code in ENDED {
        assert_eq!(state(&server, code, DAY).await, "RETIRED", "{code}");
    }
    let last = exam(&server, "MS-102", DAY).await;
    assert_eq!(last["lifecycle"]["state"], "RETIRING");
    assert_eq!(last["lifecycle"]["retiresOn"], "2026-11-30");
    assert_eq!(state(&server, "MS-102", "2026-12-01").await, "RETIRED");
    // What was open on a day stays so for that day.
    assert_eq!(state(&server, "AZ-800", "2026-09-30").await, "RETIRING");
    assert_eq!(state(&server, "PL-400", "2026-10-30").await, "RETIRING");
}

#[tokio::test]
async fn a_beta_is_served_as_a_beta() {
    let server = TestServer::start().await;
    for code in ["GH-600", "AIB-C01", "MLA-C02"] {
        assert_eq!(state(&server, code, DAY).await, "BETA", "{code}");
    }
    // A first outline is that of the beta; the catalogue of April tells how long it lasts.
    for (code, day) in [
        ("AI-901", "2026-05-06"),
        ("AI-300", "2026-06-12"),
        ("DP-750", "2026-06-30"),
        ("DP-800", "2026-06-30"),
        ("AZ-802", "2026-08-18"),
        // A reading of 2026-10-05 no longer finds it marked as one.
        ("AI-500", "2026-10-04"),
    ] {
        assert_eq!(state(&server, code, day).await, "BETA", "{code}");
        assert_eq!(state(&server, code, DAY).await, "LIVE", "{code}");
    }
    assert_eq!(state(&server, "AIP-C01", "2026-03-31").await, "BETA");
    assert_eq!(state(&server, "AIP-C01", DAY).await, "LIVE");
    // The tracker of August calls it a beta, the list of September does not.
    assert_eq!(state(&server, "AB-250", "2026-08-18").await, "BETA");
    assert_eq!(state(&server, "AB-250", DAY).await, "LIVE");
}

#[tokio::test]
async fn no_role_leads_to_an_exam_that_has_ended() {
    let server = TestServer::start().await;
    let roles = server
        .data("{ roles(first: 100) { nodes { slug } } }")
        .await;
    let query = r"
        query Paths($role: String!, $day: Date!) {
          recommendedPaths(role: $role, first: 10, asOf: $day) {
            ... on RecommendedPaths {
              paths { steps { exam { code lifecycle { bookable } } } }
            }
          }
        }";
    let mut steps = 0;
    for day in [DAY, "2026-12-01"] {
        for role in roles["roles"]["nodes"].as_array().unwrap() {
            let variables = json!({ "role": role["slug"], "day": day });
            let (status, answer) = server.post(query, variables).await;
            assert_eq!((status, answer.get("errors")), (200, None), "{answer:#}");
            let paths = &answer["data"]["recommendedPaths"]["paths"];
            for step in paths.as_array().into_iter().flatten() {
                for exam in step["steps"].as_array().unwrap() {
                    let code = exam["exam"]["code"].as_str().unwrap();
                    assert!(!ENDED.contains(&code), "{code} for {role} on {day}");
                    assert!(code != "MS-102" || day == DAY, "{code} for {role} on {day}");
                    steps += 1;
                }
            }
        }
    }
    assert!(steps > 100, "only {steps} steps were looked at");
}

#[tokio::test]
async fn exceptions_are_facts_with_conditions() {
    let server = TestServer::start().await;
    let cncf = ["CKA", "CKAD", "CKS", "CNCF-PCA", "CNPA", "KCNA", "KCSA"];
    let validity = cncf.map(|code| (code, "VALIDITY", "36 months, earned before 2024-04-01"));
    let others = [
        ("MLA-C01", "RETIRES_ON", "2026-09-28, in English"),
        ("MLA-C01", "RETIRES_ON", "2027-01-13/.., in Japanese"),
        ("MLA-C01", "RETIRES_ON", "2027-01-13/.., in Korean"),
        (
            "MLA-C01",
            "RETIRES_ON",
            "2027-01-13/.., in Simplified Chinese",
        ),
        ("SY0-701", "RETIRES_ON", "2027-06-11, in English"),
        ("AIF-C01", "RETIRES_ON", "2026-10-15, in German"),
        ("CLF-C02", "RETIRES_ON", "2026-12-31, in Italian"),
        ("DOP-C02", "RETIRES_ON", "2026-12-31, in Korean"),
        ("SAA-C03", "RETIRES_ON", "2026-12-31, in Italian"),
        (
            "SCS-C03",
            "RETIRES_ON",
            "2026-12-31, in Brazilian Portuguese",
        ),
        ("SOA-C03", "RETIRES_ON", "2026-11-19, in Simplified Chinese"),
        ("AIB-C01", "FEE", "50.00 USD, in the form BETA"),
        ("MLA-C02", "ITEMS", "85 items, in the form BETA"),
        ("MLA-C02", "ITEMS", "65 items, in the form STANDARD"),
        ("AIP-C01", "DURATION", "204 minutes, in the form BETA"),
    ];
    for (code, name, value) in validity.into_iter().chain(others) {
        let exam = exam(&server, code, DAY).await;
        let facts = exam["facts"].as_array().unwrap();
        let found = facts
            .iter()
            .any(|fact| fact["name"] == name && written(fact) == value);
        assert!(found, "{code} {name}: {value}");
    }
    // A difference of languages is no disagreement of sources.
    let answer = server
        .data(r#"{ exam(code: "ANS-C01", asOf: "2026-11-27") { contradictions { ruleId } } }"#)
        .await;
    let rules = answer["exam"]["contradictions"].as_array().unwrap();
    assert!(
        !rules
            .iter()
            .any(|found| found["ruleId"] == "DATE_DISAGREEMENT")
    );
    // The end of a translation is not the end of the exam.
    for code in ["AIF-C01", "CLF-C02", "SOA-C03", "SCS-C03"] {
        assert_eq!(state(&server, code, DAY).await, "LIVE", "{code}");
    }
    assert_eq!(state(&server, "ANS-C01", "2026-09-01").await, "RETIRING");
    assert_eq!(state(&server, "MLA-C01", DAY).await, "RETIRED");
}

#[tokio::test]
async fn an_unread_end_is_a_lower_bound() {
    let server = TestServer::start().await;
    for (code, bound) in [
        ("N10-008", "2024-12/.."),
        ("DA0-001", "2026-04/.."),
        ("TERRAFORM-002", "2023-03/.."),
        ("DVA-C01", "2023-02/.."),
        ("SAA-C01", "2019-08/.."),
        ("SAA-C02", "2022-08/.."),
    ] {
        let exam = exam(&server, code, DAY).await;
        let end = exam["facts"]
            .as_array()
            .unwrap()
            .iter()
            .find(|fact| fact["name"] == "RETIRES_ON" && fact["served"] == json!(true));
        assert_eq!(written(end.unwrap()), bound, "{code}");
        assert_eq!(exam["lifecycle"]["state"], "RETIRED", "{code}");
    }
}

#[tokio::test]
async fn an_earlier_claim_remains_after_its_correction() {
    let server = TestServer::start().await;
    let network = server
        .data(
            r#"{ exam(code: "N10-009", asOf: "2026-11-27") {
                blueprints { version standing evidence { confidence sources { key } } }
            } }"#,
        )
        .await;
    let claimed: Vec<&Value> = network["exam"]["blueprints"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|blueprint| blueprint["standing"] == "CLAIMED")
        .collect();
    assert_eq!(claimed.len(), 1, "{network:#}");
    assert_eq!(claimed[0]["evidence"]["confidence"], "COMMUNITY");
    assert!(says(&claimed[0]["evidence"]["sources"], "certifyquiz-data"));
    for (code, former) in [
        ("AB-100", "Agentic AI Solutions Architect Expert"),
        ("AB-250", "AI Contact Center Specialist"),
        ("GH-100", "GitHub Administration"),
        ("GH-600", "GitHub Agentic AI Developer"),
    ] {
        let exam = exam(&server, code, DAY).await;
        let stays = exam["facts"]
            .as_array()
            .unwrap()
            .iter()
            .any(|fact| written(fact) == former && says(&fact["sources"], "danzure-tracker"));
        assert!(stays, "{code}: {former}");
        assert_ne!(exam["title"], former);
    }
}

#[tokio::test]
async fn the_outline_of_a_day_stays_when_the_next_was_not_read() {
    let server = TestServer::start().await;
    let before = exam(&server, "DP-800", "2026-10-18").await;
    assert_eq!(blueprint(&before), "2026-03-12 35..40/35..40/25..30");
    let since = exam(&server, "DP-800", "2026-10-19").await;
    assert_eq!(blueprint(&since), "2026-10-19 unread");
}

#[tokio::test]
async fn no_title_is_a_bare_code() {
    let server = TestServer::start().await;
    let mut after = Value::Null;
    let query = r"
        query Titles($after: String) {
          exams(first: 100, after: $after, filter: { states: [ANNOUNCED, BETA, LIVE, RETIRING, RETIRED] }) {
            pageInfo { hasNextPage endCursor }
            nodes { code title }
          }
        }";
    loop {
        let (status, answer) = server.post(query, json!({ "after": after })).await;
        assert_eq!((status, answer.get("errors")), (200, None), "{answer:#}");
        for exam in answer["data"]["exams"]["nodes"].as_array().unwrap() {
            assert_ne!(exam["title"], exam["code"]);
        }
        let page = &answer["data"]["exams"]["pageInfo"];
        if page["hasNextPage"] == json!(false) {
            break;
        }
        after = page["endCursor"].clone();
    }
}
