//! Files with many faults: all of them are found, and finding them takes no longer than reading.

use std::{
    fmt::Write as _,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use crate::{
    command_line::{SMALL, failed, folder, on_database, run, succeeded, text},
    support::database::fresh,
};

#[test]
fn every_value_of_a_wrong_type_is_listed() {
    let folder = folder();
    let evidence =
        "evidence = { sources = [\"guide\"], as_of = \"2026\", confidence = \"OFFICIAL\" }";
    let faulty = format!(
        r#"{SMALL}
[[exam]]
vendor = "acme"
code = 5
facts = [
  {{ name = "FEE", value = 165, {evidence} }},
  {{ name = "DURATION", value = "2 hours", {evidence} }},
  {{ name = "FEES", value = "1.00 USD", {evidence} }},
  {{ name = "ITEMS", value = "40 items", {evidence} }},
  {{ name = "ITEMS", evidence = {{ as_of = 2026, confidence = "SURE" }} }},
]
colour = "red"
size = 3

[[exam.blueprint]]
version = "1"
standing = "OFFICIAL"
weights = "PUBLISHED"
effective_from = "2026"
{evidence}

[[exam.blueprint.domain]]
key = "one"
title = "One"
weight = 16.67

[[exam.blueprint.domain]]
key = "Two"
weight = 24

[[role]]
slug = "maker"
"#
    );
    fs::write(folder.path().join("faulty.toml"), &faulty).unwrap();
    let message = failed(
        &run(folder.path(), &["validate", "faulty.toml"]),
        "CATALOGUE_INVALID",
    );
    let line = |start: &str| {
        1 + faulty
            .lines()
            .position(|line| line.trim().starts_with(start))
            .unwrap()
    };
    let expected = [
        (line("code = 5"), "exam[1].code: invalid type: integer `5`"),
        (
            line("{ name = \"FEE\", value = 165"),
            "exam[1].facts[0].value: invalid type: integer `165`",
        ),
        (
            line("{ name = \"DURATION\""),
            "exam[1].facts[1]: \"2 hours\" is not a quantity in a unit",
        ),
        (
            line("{ name = \"FEES\""),
            "exam[1].facts[2].name: unknown variant `FEES`",
        ),
        (
            line("{ name = \"ITEMS\", evidence"),
            "exam[1].facts[4].evidence.as_of: invalid type: integer `2026`",
        ),
        (
            line("{ name = \"ITEMS\", evidence"),
            "exam[1].facts[4].evidence.confidence: unknown variant `SURE`",
        ),
        (line("colour"), "exam[1].colour: unknown field `colour`"),
        (line("size"), "exam[1].size: unknown field `size`"),
        (
            line("weight = 16.67"),
            "exam[1].blueprint[0].domain[0].weight: \"16.67\" is not a weight",
        ),
        (
            line("key = \"Two\""),
            "exam[1].blueprint[0].domain[1].key: \"Two\" is not a domain key",
        ),
        (
            line("key = \"Two\"") - 1,
            "exam[1].blueprint[0].domain[1]: missing field `title`",
        ),
        (line("code = 5") - 2, "exam[1]: missing field `title`"),
        (line("[[role]]"), "role[0]: missing field `title`"),
        (line("[[role]]"), "role[0]: missing field `group`"),
    ];
    for (line, what) in expected {
        let found = message
            .lines()
            .any(|said| said.contains(&format!("faulty.toml:{line}:")) && said.contains(what));
        assert!(found, "line {line}: {what}\nin\n{message}");
    }
    assert!(
        message.contains("14 faults; nothing was changed"),
        "{message}"
    );
}

/// A catalogue of about 4 MB; each of its first facts is written by `fact`.
fn large(fact: impl Fn(usize) -> String) -> String {
    let mut file = SMALL.to_owned();
    let mut number = 0;
    for exam in 0..250 {
        let _ = write!(
            file,
            "[[exam]]\nvendor = \"acme\"\ncode = \"L-{exam}\"\ntitle = \"Exam {exam}\"\nfacts = [\n"
        );
        for _ in 0..100 {
            let _ = writeln!(file, "  {},", fact(number));
            number += 1;
        }
        file.push_str("]\n");
    }
    file
}

fn line(value: &str, source: &str, number: usize) -> String {
    format!(
        "{{ name = \"FEE\", about = \"market {number}\", value = {value}, evidence = {{ sources = [\"{source}\"], as_of = \"2026-06\", confidence = \"OFFICIAL\" }} }}"
    )
}

/// How long a command takes, and what it says.
fn timed(folder: &Path, arguments: &[&str]) -> (Duration, std::process::Output) {
    let start = Instant::now();
    let output = run(folder, arguments);
    (start.elapsed(), output)
}

#[tokio::test]
async fn five_thousand_faults_cost_no_more_than_a_few_readings() {
    let folder = folder();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    write(
        "right.toml",
        large(|number| line("\"100 USD\"", "guide", number)),
    );
    write(
        "types.toml",
        large(|number| {
            let value = if number < 5_000 { "100" } else { "\"100 USD\"" };
            line(value, "guide", number)
        }),
    );
    write(
        "references.toml",
        large(|number| {
            let source = if number < 5_000 { "nobody" } else { "guide" };
            line("\"100 USD\"", source, number)
        }),
    );
    let (reading, output) = timed(folder.path(), &["validate", "right.toml"]);
    succeeded(&output);
    for (name, fault) in [
        (
            "types.toml",
            "exam[1].facts[0].value: invalid type: integer `100`",
        ),
        ("references.toml", "there is no source \"nobody\""),
    ] {
        let (time, output) = timed(folder.path(), &["validate", name]);
        let message = failed(&output, "CATALOGUE_INVALID");
        assert_eq!(message.matches(fault).count().min(1), 1, "{message}");
        assert_eq!(message.matches(&format!("{name}:")).count(), 100);
        assert!(
            message.contains("and 4900 more\n5000 faults; nothing was changed"),
            "{message}"
        );
        // Once it took time in proportion to the faults times the size: over 100 readings.
        assert!(
            time < reading * 10,
            "{name}: {time:?}, and {reading:?} without faults"
        );
    }

    let database = fresh().await;
    let import = |name| on_database(&database, folder.path(), &["import", name]);
    let message = failed(&import("references.toml"), "CATALOGUE_INVALID");
    assert!(
        message.contains("5000 faults; nothing was changed"),
        "{message}"
    );
    let message = text(&import("types.toml").stderr);
    assert!(
        message.contains("5000 faults; nothing was changed"),
        "{message}"
    );
}
