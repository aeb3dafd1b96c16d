//! `certgraph confirm`: what it changes in an author's files, and that it changes nothing else.

use std::{fs, path::Path, process::Output};

use crate::command_line::{failed, folder, run, succeeded, text};

const SOURCES: &str = r#"# Sources, by key.
[[source]]
key = "guide"
title = "Guide"
publisher = "Acme"
url = "https://example.com"
kind = "OFFICIAL"

[[source]]
key = "old-blog"
title = "Blog"
publisher = "Jo"
url = "https://example.com/blog"
kind = "ARTICLE"
limits = [{ kind = "FEE", at_most = "COMMUNITY", note = "old prices" }]
"#;

const EXAMS: &str = r#"# What Acme offers.
[[vendor]]
slug = "acme"
name = "Acme"

[[exam]] # the first
vendor = "acme"
code   = "A-1"
title  = "Building things"
facts = [
  # Read twice a year.
  { name = "FEE", value = "100.00 USD", evidence = { sources = ["guide"], as_of = "2026-08-01", confidence = "OFFICIAL" } }, # before tax
  { name = "FEE", value = "90.00 EUR",  evidence = { sources=["guide"],as_of="2026-08-01",confidence="OFFICIAL" } },
  { name = "ITEMS", value = "1..2 items", evidence = { as_of = "2026", confidence = "ESTIMATE", note = "ours" } },

  { name = "DURATION", value = "90 minutes", evidence = { sources = ["old-blog"], as_of = "2026-08-01", checked = "2026-09-01", confidence = "REPUTABLE" } },
]

[[exam.blueprint]]
version = "2025"
standing = "OFFICIAL"
weights = "UNKNOWN"
effective_from = "2025-01-01"

[exam.blueprint.evidence]
sources = ["guide"]
as_of = "2026-06"
confidence = "OFFICIAL"
"#;

fn write(folder: &Path) {
    fs::create_dir_all(folder.join("catalogue")).unwrap();
    fs::write(folder.join("catalogue/sources.toml"), SOURCES).unwrap();
    fs::write(folder.join("catalogue/acme.toml"), EXAMS).unwrap();
}

fn confirm(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, &[&["confirm"], arguments].concat())
}

fn read(folder: &Path) -> String {
    fs::read_to_string(folder.join("catalogue/acme.toml")).unwrap()
}

/// The lines that differ, as they were and as they are.
fn changed(before: &str, after: &str) -> Vec<(String, String)> {
    assert_eq!(before.lines().count(), after.lines().count(), "{after}");
    let pairs = before.lines().zip(after.lines());
    pairs
        .filter(|(before, after)| before != after)
        .map(|(before, after)| (before.to_owned(), after.to_owned()))
        .collect()
}

#[test]
fn a_confirmed_fact_is_one_line_of_difference() {
    let folder = folder();
    let path = folder.path();
    write(path);
    let said = succeeded(&confirm(
        path,
        &[
            "a-1",
            "FEE=100.00 USD",
            "duration",
            "--source",
            "guide",
            "--on",
            "2026-11-20",
        ],
    ));
    assert_eq!(
        said,
        "catalogue/acme.toml: FEE 100.00 USD checked on 2026-11-20\n\
         catalogue/acme.toml: DURATION 90 minutes checked on 2026-11-20\n"
    );
    let after = read(path);
    let lines = changed(EXAMS, &after);
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(
        lines[0].1,
        lines[0].0.replace(
            "as_of = \"2026-08-01\"",
            "as_of = \"2026-08-01\", checked = \"2026-11-20\""
        )
    );
    assert_eq!(
        lines[1].1,
        lines[1]
            .0
            .replace("\"2026-09-01\"", "\"2026-11-20\"")
            .replace("[\"old-blog\"]", "[\"old-blog\", \"guide\"]")
    );
    // What is confirmed already stays as it is, and the files are still a catalogue.
    let again = confirm(
        path,
        &["A-1", "DURATION", "--source", "guide", "--on", "2026-11-20"],
    );
    assert!(succeeded(&again).contains("was checked on 2026-11-20"));
    assert_eq!(read(path), after);
    assert_eq!(
        fs::read_to_string(path.join("catalogue/sources.toml")).unwrap(),
        SOURCES
    );
    succeeded(&run(path, &["validate", "catalogue"]));
}

#[test]
fn every_way_to_write_evidence_is_understood() {
    let folder = folder();
    let path = folder.path();
    write(path);
    succeeded(&confirm(
        path,
        &[
            "acme/A-1",
            "FEE=90.00 EUR",
            "ITEMS",
            "OUTLINE",
            "--source",
            "guide",
            "--on",
            "2026-11-20",
            "--catalogue",
            "catalogue",
        ],
    ));
    let after = read(path);
    for line in [
        "{ sources=[\"guide\"],as_of=\"2026-08-01\", checked = \"2026-11-20\",confidence=\"OFFICIAL\" }",
        "{ sources = [\"guide\"], as_of = \"2026\", checked = \"2026-11-20\", confidence = \"ESTIMATE\"",
        "as_of = \"2026-06\"\nchecked = \"2026-11-20\"\nconfidence = \"OFFICIAL\"",
    ] {
        assert!(after.contains(line), "{line}\n{after}");
    }
    succeeded(&run(path, &["validate", "catalogue"]));
}

#[test]
fn unconfirmable_entries_are_reported_with_candidates() {
    let folder = folder();
    let path = folder.path();
    write(path);
    let on = ["--source", "guide", "--on", "2026-11-20"];
    let cases = [
        (
            &["A-2", "FEE"][..],
            &on[..],
            "EXAM_UNKNOWN",
            "did you mean acme/A-1?",
        ),
        (&["A-1", "FEES"], &on, "FACT_UNKNOWN", "did you mean FEE"),
        (
            &["A-1", "LANGUAGES"],
            &on,
            "FACT_UNKNOWN",
            "acme/A-1 has no fact LANGUAGES",
        ),
        (
            &["A-1", "FEE=1 USD"],
            &on,
            "FACT_UNKNOWN",
            "\"FEE=100.00 USD\"",
        ),
        (
            &["A-1", "FEE"],
            &on,
            "FACT_AMBIGUOUS",
            "\"FEE=100.00 USD\", \"FEE=90.00 EUR\"",
        ),
        (
            &["A-1", "OUTLINE=2024"],
            &on,
            "FACT_UNKNOWN",
            "OUTLINE=2025",
        ),
        (
            &["A-1", "ITEMS"],
            &["--source", "guid", "--on", "2026-11-20"],
            "SOURCE_UNKNOWN",
            "did you mean guide?",
        ),
        (
            &["A-1", "DURATION"],
            &["--source", "guide", "--on", "2026-08-31"],
            "CHECKED_LATER",
            "2026-09-01",
        ),
        (
            &["A-1", "DURATION"],
            &["--source", "guide", "--on", "2999-01-01"],
            "CHECK_AHEAD",
            "2999-01-01 is in the future",
        ),
    ];
    for (named, by, code, what) in cases {
        let message = failed(&confirm(path, &[named, by].concat()), code);
        assert!(message.contains(what), "{named:?}: {message}");
        assert_eq!(read(path), EXAMS);
    }
    failed(
        &confirm(
            path,
            &[&["A-1", "ITEMS"], &on[..], &["--catalogue", "nowhere"]].concat(),
        ),
        "FILE_UNREADABLE",
    );
    let usage = confirm(path, &["A-1", "ITEMS", "--source", "guide"]);
    assert_eq!(usage.status.code(), Some(2), "{}", text(&usage.stderr));
}
