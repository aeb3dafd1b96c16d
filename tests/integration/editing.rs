//! The commands of catalogue editors: import, retire, remove, diff.

use std::{fs, process::Stdio};

use serde_json::Value;

use crate::{
    command_line::{SMALL, certgraph, failed, folder, on_database, succeeded, text},
    support::database::{TestDatabase, fresh},
};

/// A database that holds the small catalogue as revision 1, and the folder of its file.
async fn filled() -> (TestDatabase, tempfile::TempDir) {
    let (database, folder) = (fresh().await, folder());
    fs::write(folder.path().join("small.toml"), SMALL).unwrap();
    succeeded(&on_database(
        &database,
        folder.path(),
        &["import", "small.toml"],
    ));
    (database, folder)
}

/// Writes the small catalogue with another fee and one more exam.
fn write_dearer(folder: &tempfile::TempDir) {
    let dearer = SMALL.replace("100 USD", "120 USD");
    let second = "[[exam]]\nvendor = \"acme\"\ncode = \"B-2\"\ntitle = \"Second\"\n";
    fs::write(folder.path().join("dearer.toml"), dearer + second).unwrap();
}

const DIFFERENCE: &str = r#"~ exam acme/A-1  "First"
    ~ facts[FEE].value: "100.00 USD" -> "120.00 USD"
+ exam acme/B-2  "Second"
    + vendor: "acme"
    + code: "B-2"
    + title: "Second"
"#;

#[tokio::test]
async fn a_difference_is_shown_for_people_and_for_programs() {
    let (database, folder) = filled().await;
    write_dearer(&folder);
    let diff = |arguments: &[&str]| {
        on_database(&database, folder.path(), &[&["diff"], arguments].concat())
    };
    let said = succeeded(&diff(&["dearer.toml"]));
    let (shown, summary) = said.split_at(DIFFERENCE.len());
    assert_eq!(shown, DIFFERENCE);
    assert!(
        summary.ends_with("revision 1: 1 added, 1 changed, 0 removed\n"),
        "{summary}"
    );
    assert_eq!(diff(&["dearer.toml", "--exit-code"]).status.code(), Some(1));
    assert_eq!(diff(&["small.toml", "--exit-code"]).status.code(), Some(0));

    let json: Value = serde_json::from_str(&succeeded(&diff(&["--json", "dearer.toml"]))).unwrap();
    assert_eq!(
        (&json["revision"], &json["counts"]["added"]),
        (&1.into(), &1.into())
    );
    assert_eq!(json["records"][0]["fields"][0]["path"], "facts[FEE].value");

    let whole = SMALL.split("[[exam]]").next().unwrap();
    fs::write(folder.path().join("whole.toml"), whole).unwrap();
    let said = succeeded(&diff(&["--replace", "whole.toml"]));
    assert!(said.starts_with("- exam acme/A-1  \"First\"\n"), "{said}");
    fs::write(
        folder.path().join("wrong.toml"),
        SMALL.replace("slug = \"acme\"", "slug = \"acne\""),
    )
    .unwrap();
    assert!(succeeded(&diff(&["wrong.toml"])).contains("+ vendor acne"));
    failed(&diff(&["--replace", "wrong.toml"]), "CATALOGUE_INVALID");
}

#[tokio::test]
async fn what_a_source_is_limited_to_holds_for_files_and_retirements() {
    let (database, folder) = filled().await;
    let run = |arguments: &[&str]| on_database(&database, folder.path(), arguments);
    let limit = "kind = \"OFFICIAL\"\nlimits = [{ kind = \"FEE\", at_most = \"COMMUNITY\", note = \"old prices\" }]";
    let limited = SMALL.replace("kind = \"OFFICIAL\"", limit);
    fs::write(folder.path().join("limited.toml"), &limited).unwrap();
    for command in ["validate", "import"] {
        let message = failed(&run(&[command, "limited.toml"]), "CATALOGUE_INVALID");
        assert!(
            message.contains(
                "limited.toml:19:101: exam[acme/A-1].facts[0].evidence.confidence: claims OFFICIAL, but \
                 its sources are trusted to COMMUNITY at most for facts of the kind FEE (old prices)"
            ),
            "{message}"
        );
    }
    let lowered = limited
        .replace("confidence = \"OFFICIAL\"", "confidence = \"COMMUNITY\"")
        .replace("\"FEE\", at_most", "\"LIFECYCLE\", at_most");
    fs::write(folder.path().join("lowered.toml"), lowered).unwrap();
    succeeded(&run(&["import", "lowered.toml"]));
    succeeded(&run(&[
        "retire",
        "A-1",
        "--on",
        "2027-06-30",
        "--source",
        "guide",
    ]));
    let stored = succeeded(&run(&["export"]));
    let end = stored
        .lines()
        .find(|line| line.contains("RETIRES_ON"))
        .unwrap();
    assert!(end.contains("confidence = \"COMMUNITY\""), "{end}");
    let kept = "limits = [\n  { kind = \"LIFECYCLE\", at_most = \"COMMUNITY\", note = \"old prices\" },\n]";
    assert!(stored.contains(kept), "{stored}");
}

#[tokio::test]
async fn colours_are_for_terminals_and_for_those_who_ask() {
    let (database, folder) = filled().await;
    write_dearer(&folder);
    let diff = |variables: &[(&str, &str)]| {
        let output = certgraph(folder.path())
            .args(["diff", "dearer.toml"])
            .env("DATABASE_URL", database.url())
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        succeeded(&output)
    };
    assert!(!diff(&[]).contains('\u{1b}'));
    assert!(diff(&[("CLICOLOR_FORCE", "1")]).contains("\u{1b}[1m\u{1b}[33m~ exam acme/A-1"));
    assert!(!diff(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]).contains('\u{1b}'));
}

#[tokio::test]
async fn an_exam_is_retired_and_removed_by_command() {
    let (database, folder) = filled().await;
    let run = |arguments: &[&str]| on_database(&database, folder.path(), arguments);
    let retire = ["retire", "a-1", "--on", "2027-06-30", "--source", "guide"];
    let said = succeeded(&run(&[&retire[..], &["--dry-run"]].concat()));
    assert!(said.contains("+ facts[RETIRES_ON]: "), "{said}");
    assert!(
        said.contains("would be 0 added, 1 changed, 0 removed; nothing was written"),
        "{said}"
    );
    let said = succeeded(&run(&[&retire[..], &["--note", "announced"]].concat()));
    assert!(
        said.ends_with("0 added, 1 changed, 0 removed; now revision 2\n"),
        "{said}"
    );
    assert!(succeeded(&run(&retire)).contains("nothing to change, still revision 2"));

    let message = failed(
        &run(&["retire", "A-1", "--on", "2027-06-30", "--source", "nobody"]),
        "CHANGE_SET_REJECTED",
    );
    assert!(
        message.contains("exam[acme/A-1].facts[RETIRES_ON].evidence.sources[0]"),
        "{message}"
    );
    let elsewhere = [
        "retire", "A-1", "--vendor", "acne", "--on", "2027", "--source", "guide",
    ];
    let message = failed(&run(&elsewhere), "CHANGE_SET_REJECTED");
    assert!(
        message.contains("there is no exam \"acne/A-1\""),
        "{message}"
    );
    assert_eq!(
        run(&["retire", "A-1", "--on", "soon", "--source", "x"])
            .status
            .code(),
        Some(2)
    );

    let message = failed(
        &run(&["remove", "vendor", "acme", "zenith"]),
        "CHANGE_SET_REJECTED",
    );
    assert!(
        message.contains("vendor[zenith]: is not in the catalogue"),
        "{message}"
    );
    assert!(
        message.contains("exam[acme/A-1].vendor: there is no vendor"),
        "{message}"
    );
    assert!(
        message.contains("2 faults; nothing was changed"),
        "{message}"
    );
    let said = succeeded(&run(&["remove", "exam", "a-1"]));
    assert!(said.starts_with("- exam acme/A-1  \"First\"\n"), "{said}");
    assert!(succeeded(&run(&["remove", "vendor", "acme"])).contains("now revision 4"));
    assert_eq!(run(&["remove", "nonsense", "x"]).status.code(), Some(2));
}

#[tokio::test]
async fn a_command_is_carried_out_once_for_a_key_and_only_on_the_revision_that_it_expects() {
    let (database, folder) = filled().await;
    write_dearer(&folder);
    let run = |arguments: &[&str]| on_database(&database, folder.path(), arguments);
    let import = [
        "import",
        "dearer.toml",
        "--expected-revision",
        "1",
        "--idempotency-key",
        "k",
    ];
    assert!(succeeded(&run(&import)).contains("1 added, 1 changed, 0 removed; now revision 2"));
    // The same command again is no conflict: it is the same request.
    let said = succeeded(&run(&import));
    assert!(
        said.contains("done before: 1 added, 1 changed, 0 removed; that was revision 2"),
        "{said}"
    );
    failed(
        &run(&["remove", "exam", "B-2", "--idempotency-key", "k"]),
        "IDEMPOTENCY_KEY_REUSED",
    );
    let message = failed(
        &run(&["remove", "exam", "B-2", "--expected-revision", "1"]),
        "REVISION_CONFLICT",
    );
    assert!(
        message.contains("at revision 2, not at 1; since then 1 added, 1 changed, 0 removed"),
        "{message}"
    );
    assert_eq!(
        run(&["remove", "exam", "B-2", "--note", ""]).status.code(),
        Some(2)
    );
    assert_eq!(
        run(&["remove", "exam", "B-2", "--idempotency-key", ""])
            .status
            .code(),
        Some(2)
    );
}

#[tokio::test]
async fn of_processes_that_race_one_wins_and_without_a_condition_all_do() {
    let (database, folder) = filled().await;
    for number in 0..4 {
        let vendor = format!("[[vendor]]\nslug = \"v-{number}\"\nname = \"V\"\n");
        fs::write(folder.path().join(format!("{number}.toml")), vendor).unwrap();
    }
    let race = |condition: &[&str]| {
        let running: Vec<_> = (0..4)
            .map(|number| {
                certgraph(folder.path())
                    .args(["import", &format!("{number}.toml")])
                    .args(condition)
                    .env("DATABASE_URL", database.url())
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .unwrap()
            })
            .collect();
        let outputs = running
            .into_iter()
            .map(|child| child.wait_with_output().unwrap());
        outputs.collect::<Vec<_>>()
    };
    let outputs = race(&["--expected-revision", "1"]);
    let (won, lost): (Vec<_>, Vec<_>) = outputs.iter().partition(|output| output.status.success());
    assert_eq!(won.len(), 1, "{outputs:?}");
    for output in lost {
        let message = failed(output, "REVISION_CONFLICT");
        assert!(message.contains("since then 1 added"), "{message}");
    }
    for output in race(&[]) {
        succeeded(&output);
    }
    let json = succeeded(&on_database(
        &database,
        folder.path(),
        &["export", "--format", "json"],
    ));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        json["vendor"].as_array().unwrap().len(),
        5,
        "{}",
        text(json.to_string().as_bytes())
    );
}
