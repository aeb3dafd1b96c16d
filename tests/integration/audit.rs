//! The health of a catalogue: by `certgraph audit`, and over HTTP.

use std::{fs, path::Path, process::Output};

use serde_json::{Value, json};

use crate::{
    command_line::{certgraph, failed, folder, on_database, run, succeeded, text},
    support::{
        database::{TestDatabase, fresh},
        server::{NOW, TestServer, clock_at, settings},
    },
};

/// Two exams: one of which everything is known but a newer check, and one without a price.
const ACME: &str = r#"
[[source]]
key = "guide"
title = "Guide"
publisher = "Acme"
url = "https://example.com"
kind = "OFFICIAL"

[[vendor]]
slug = "acme"
name = "Acme"

[[exam]]
vendor = "acme"
code = "A-1"
title = "Building things"
facts = [
  { name = "LIVE_ON", value = "2024-01-15", evidence = { sources = ["guide"], as_of = "2026-11-01", confidence = "OFFICIAL" } },
  { name = "FEE", value = "100 USD", evidence = { sources = ["guide"], as_of = "2026-08-01", confidence = "OFFICIAL" } },
]

[[exam.blueprint]]
version = "2025"
standing = "OFFICIAL"
weights = "PUBLISHED"
effective_from = "2025-01-01"
evidence = { sources = ["guide"], as_of = "2026-06", confidence = "OFFICIAL" }

[[exam.blueprint.domain]]
key = "all"
title = "All"
weight = "100"

[[exam]]
vendor = "acme"
code = "B-2"
title = "Selling things"
facts = [
  { name = "LIVE_ON", value = "2024-01-15", evidence = { sources = ["guide"], as_of = "2026-11-22", confidence = "OFFICIAL" } },
  { name = "DURATION", absent = "NOT_PUBLISHED", evidence = { sources = ["guide"], as_of = "2026-11-22", confidence = "OFFICIAL" } },
]
"#;

const ACCEPTED: &str = r#"
[[accepted]]
lint = "OPEN_WITHOUT_FEE"
reason = "the vendor sells it with a course"
subjects = ["acme/B-2"]

[[accepted]]
lint = "OPEN_WITHOUT_OUTLINE"
reason = "not read"
subjects = ["acme/B-2"]
"#;

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

fn audit(folder: &Path, arguments: &[&str]) -> Output {
    run(
        folder,
        &[&["audit", "--today", "2026-11-22"], arguments].concat(),
    )
}

#[test]
fn people_read_tables_and_programs_json() {
    let folder = folder();
    write(folder.path(), "acme.toml", ACME);
    let said = succeeded(&audit(folder.path(), &["acme.toml"]));
    let row = said.lines().find(|line| line.starts_with("acme ")).unwrap();
    let cells: Vec<&str> = row.split_whitespace().collect();
    // Vendor, exams, open, then blueprint, weights, fee, minutes, score, languages, validity, first
    // day, hours and role in percent.
    assert_eq!(
        cells,
        [
            "acme", "2", "2", "50", "50", "50", "50", "0", "0", "0", "100", "0", "0"
        ],
        "{said}"
    );
    for line in [
        "FEE                 1    1         90        0       113     113     113",
        "  acme/A-1 FEE: checked 2026-08-01 (guide)",
        "OPEN_WITHOUT_FEE (MEDIUM): 1, 0 accepted",
        "  - exam[acme/B-2].facts[FEE]: can be booked, and nothing says what it costs",
        "2 findings, 2 not accepted",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }

    let said = succeeded(&audit(folder.path(), &["--format", "json", "acme.toml"]));
    let report: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(report["day"], "2026-11-22");
    assert_eq!(report["coverage"][0]["known"]["FEE"], 1);
    assert_eq!(report["coverage"][1]["vendor"], Value::Null);
    assert_eq!(report["ages"][1]["kind"], "FEE");
    assert_eq!(
        report["due"],
        json!([{
            "exam": "acme/A-1", "recommended": false, "kind": "FEE", "facts": ["FEE"],
            "last_checked_on": "2026-08-01", "due_on": "2026-10-30", "sources": ["guide"],
        }])
    );
    assert_eq!(report["findings"][0]["lint"], "OPEN_WITHOUT_OUTLINE");
    assert_eq!(report["findings"][1]["severity"], "MEDIUM");
    assert_eq!(report["findings"][1]["accepted"], Value::Null);
}

#[test]
fn strict_fails_on_findings_that_are_not_accepted_and_on_a_list_that_should_shrink() {
    let folder = folder();
    let path = folder.path();
    write(path, "acme.toml", ACME);
    write(path, "accepted.toml", ACCEPTED);
    let strict =
        |arguments: &[&str]| audit(path, &[&["--strict", "acme.toml"], arguments].concat());
    assert_eq!(strict(&[]).status.code(), Some(1));
    let said = succeeded(&strict(&["--accepted", "accepted.toml"]));
    assert!(said.contains("2 findings, 0 not accepted"), "{said}");

    write(path, "acme.toml", &ACME.replace("\"B-2\"", "\"C-3\""));
    let output = strict(&["--accepted", "accepted.toml"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stdout);
    assert!(
        said.contains("remove them from the list\n  - OPEN_WITHOUT_FEE acme/B-2"),
        "{said}"
    );
    let said = succeeded(&audit(path, &["--accepted", "accepted.toml", "acme.toml"]));
    assert!(said.contains("2 findings, 2 not accepted"), "{said}");

    write(path, "accepted.toml", &ACCEPTED.replace("_FEE", "_MONEY"));
    let message = failed(
        &strict(&["--accepted", "accepted.toml"]),
        "CATALOGUE_INVALID",
    );
    assert!(message.contains("accepted.toml:3:"), "{message}");
    assert!(message.contains("OPEN_WITHOUT_MONEY"), "{message}");
    failed(&strict(&["--accepted", "none.toml"]), "FILE_UNREADABLE");
}

#[test]
fn the_day_and_the_times_can_be_chosen() {
    let folder = folder();
    let path = folder.path();
    write(path, "acme.toml", ACME);
    let day = |arguments: &[&str]| {
        let arguments = [&["audit", "--format", "json"], arguments].concat();
        let report: Value = serde_json::from_str(&succeeded(&run(path, &arguments))).unwrap();
        (
            report["day"].clone(),
            report["due"].as_array().unwrap().len(),
        )
    };
    assert_eq!(
        day(&["--today", "newest", "acme.toml"]),
        (json!("2026-11-22"), 1)
    );
    assert_eq!(
        day(&["--today", "2026-10-29", "acme.toml"]),
        (json!("2026-10-29"), 0)
    );
    let fees = [
        "--freshness-fee-days",
        "200",
        "--today",
        "newest",
        "acme.toml",
    ];
    assert_eq!(day(&fees), (json!("2026-11-22"), 0));
    assert_ne!(day(&["acme.toml"]).0, Value::Null);
    let code = |arguments: &[&str]| run(path, arguments).status.code();
    assert_eq!(code(&["audit", "--today", "soon"]), Some(2));
    assert_eq!(code(&["audit", "--freshness-fee-days", "0"]), Some(2));
    assert_eq!(code(&["audit", "--stored", "acme.toml"]), Some(2));
    write(path, "broken.toml", &ACME.replace("100 USD", "100 dollars"));
    failed(&run(path, &["audit", "broken.toml"]), "CATALOGUE_INVALID");
}

#[test]
fn the_shipped_catalogue_is_looked_at_by_default() {
    let folder = folder();
    let said = succeeded(&run(
        folder.path(),
        &["audit", "--today", "newest", "--format", "json"],
    ));
    let report: Value = serde_json::from_str(&said).unwrap();
    assert!(report["coverage"].as_array().unwrap().len() > 5);
}

/// A database that holds the two exams.
async fn filled() -> (TestDatabase, tempfile::TempDir) {
    let (database, folder) = (fresh().await, folder());
    write(folder.path(), "acme.toml", ACME);
    succeeded(&on_database(
        &database,
        folder.path(),
        &["import", "acme.toml"],
    ));
    (database, folder)
}

#[tokio::test]
async fn what_the_database_holds_is_looked_at_on_demand() {
    let (database, folder) = filled().await;
    let output = certgraph(folder.path())
        .args(["audit", "--stored", "--today", "2026-11-22"])
        .env("DATABASE_URL", database.url())
        .output()
        .unwrap();
    let stored = succeeded(&output);
    assert_eq!(stored, succeeded(&audit(folder.path(), &["acme.toml"])));
}

const FRESHNESS: &str = r#"query ($day: Date!) {
    exam(code: "A-1", asOf: $day) {
        freshness {
            lastCheckedOn dueOn isDue
            kinds { kind intervalDays statements statementsDue lastCheckedOn dueOn isDue }
        }
    }
    catalogue {
        health(asOf: $day) {
            day
            coverage { exams bookable fields { field known percent } }
            vendors { vendor { slug } coverage { bookable } }
            kinds { kind intervalDays statements statementsDue undated youngestDays medianDays oldestDays }
        }
    }
}"#;

#[tokio::test]
async fn freshness_and_health_are_answered_for_any_day() {
    let (database, _folder) = filled().await;
    let mut settings = settings(&database);
    settings.seed = false;
    settings.freshness.freshness_outline_days = 100;
    let server = TestServer::with(database, settings, clock_at(NOW)).await;
    let on = async |day: &str| {
        let (status, answer) = server.post_as(None, FRESHNESS, json!({ "day": day })).await;
        assert_eq!((status, answer.get("errors")), (200, None), "{answer:#}");
        answer["data"].clone()
    };
    let data = on("2026-10-29").await;
    assert_eq!(
        data["exam"]["freshness"],
        json!({
            "lastCheckedOn": "2026-06-01", "dueOn": "2026-09-09", "isDue": true,
            "kinds": [
                { "kind": "LIFECYCLE", "intervalDays": 30, "statements": 1, "statementsDue": 0,
                  "lastCheckedOn": "2026-11-01", "dueOn": "2026-12-01", "isDue": false },
                { "kind": "FEE", "intervalDays": 90, "statements": 1, "statementsDue": 0,
                  "lastCheckedOn": "2026-08-01", "dueOn": "2026-10-30", "isDue": false },
                { "kind": "OUTLINE", "intervalDays": 100, "statements": 1, "statementsDue": 1,
                  "lastCheckedOn": "2026-06-01", "dueOn": "2026-09-09", "isDue": true },
            ],
        })
    );
    let data = on("2026-11-22").await;
    assert_eq!(data["exam"]["freshness"]["kinds"][1]["isDue"], true);
    let health = &data["catalogue"]["health"];
    assert_eq!(health["day"], "2026-11-22");
    assert_eq!(
        health["coverage"]["fields"][2],
        json!({ "field": "FEE", "known": 1, "percent": 50 })
    );
    assert_eq!(
        health["vendors"],
        json!([{ "vendor": { "slug": "acme" }, "coverage": { "bookable": 2 } }])
    );
    assert_eq!(
        health["kinds"][1],
        json!({
            "kind": "FEE", "intervalDays": 90, "statements": 1, "statementsDue": 1, "undated": 0,
            "youngestDays": 113, "medianDays": 113, "oldestDays": 113,
        })
    );
    // Without a day, today; nothing can be booked before the first day.
    let today = server.data("{ catalogue { health { day } } }").await;
    assert_eq!(today["catalogue"]["health"]["day"], NOW[..10]);
    let before = &on("2020-01-01").await["catalogue"]["health"]["coverage"];
    assert_eq!(
        before["fields"][0],
        json!({ "field": "OUTLINE", "known": 0, "percent": null })
    );
}
