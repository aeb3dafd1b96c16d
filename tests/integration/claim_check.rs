//! `certgraph check`: what documents say about exams.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    command_line::{failed, folder, run, text},
    support::server::TestServer,
};

/// A page like the article on AI-102 of 2026-06-12, in other words.
fn article() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/claim-check/article.md");
    path.display().to_string()
}

/// The findings as `line:column rule words`, and the exit code.
fn findings(folder: &Path, arguments: &[&str]) -> (Option<i32>, Vec<String>) {
    let mut all = vec!["check", "--format", "json"];
    all.extend(arguments);
    let output = run(folder, &all);
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}{}", text(&output.stdout), text(&output.stderr)));
    let listed = report["findings"].as_array().unwrap().iter();
    let listed = listed.map(|finding| {
        let word = |name: &str| finding[name].as_str().unwrap().to_owned();
        format!(
            "{}:{} {} {} {}",
            finding["line"],
            finding["column"],
            word("rule"),
            word("status"),
            word("words")
        )
    });
    (output.status.code(), listed.collect())
}

/// On the day of the article two exams had ended, and its outline was not that of the exam; half a year
/// later four more exams have ended. Everything else in it holds.
#[test]
fn an_article_is_found_wrong_where_it_is_known_to_be_wrong_and_nowhere_else() {
    let folder = folder();
    let outline = [
        "6:77 DOMAIN_COUNT OUTDATED five live domains",
        "11:42 DOMAIN_WEIGHT OUTDATED ~15–20%",
        "12:60 DOMAIN_WEIGHT DISPUTED ~25–30%",
        "12:73 HEAVIEST_DOMAIN DISPUTED heaviest",
        "13:41 DOMAIN_WEIGHT OUTDATED ~15–20%",
        "15:68 DOMAIN_WEIGHT OUTDATED ~10–15%",
    ];
    let on_its_day = [
        "22:28 ENDED_EXAM OUTDATED DP-203",
        "23:24 ENDED_EXAM DISPUTED DP-100",
    ];
    let (code, found) = findings(folder.path(), &["--as-of", "2026-06-12", &article()]);
    let expected: Vec<&str> = outline.iter().chain(&on_its_day).copied().collect();
    assert_eq!(
        (code, found.iter().map(String::as_str).collect()),
        (Some(1), expected)
    );

    let (code, found) = findings(folder.path(), &["--as-of", "2026-11-28", &article()]);
    let mut expected: Vec<&str> = vec![
        "1:19 ENDED_EXAM OUTDATED AI-102",
        "5:59 ENDED_EXAM OUTDATED AZ-204",
        "17:41 ENDED_EXAM OUTDATED AI-900",
        "21:33 ENDED_EXAM OUTDATED MLA-C01",
        "22:28 ENDED_EXAM OUTDATED DP-203",
        "23:24 ENDED_EXAM OUTDATED DP-100",
    ];
    expected.extend(outline);
    expected.sort_by_key(|finding| {
        let (line, rest) = finding.split_once(':').unwrap();
        let column = rest.split(' ').next().unwrap();
        (
            line.parse::<usize>().unwrap(),
            column.parse::<usize>().unwrap(),
        )
    });
    assert_eq!(
        (code, found.iter().map(String::as_str).collect()),
        (Some(1), expected)
    );

    let ignore = [
        "--ignore",
        "state",
        "--ignore",
        "DOMAIN_COUNT",
        "--ignore",
        "DOMAIN_WEIGHT",
        "--ignore",
        "HEAVIEST_DOMAIN",
    ];
    let mut arguments = vec!["--as-of", "2026-11-28"];
    arguments.extend(ignore);
    let article = article();
    arguments.push(&article);
    assert_eq!(findings(folder.path(), &arguments), (Some(0), vec![]));
}

#[test]
fn every_format_of_documents_is_read_and_unknown_ones_are_refused() {
    let folder = folder();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "a.html",
        "<p>Intro</p>\n<p>The fee of <b>AZ-104</b> is $99.</p>\n",
    );
    write("b.csv", "exam,fee_usd\nAZ-104,165\nAZ-104,99\n");
    write(
        "c.jsonl",
        "{\"exam\":\"AZ-104\",\"fee\":\"$165\"}\n{\"exam\":\"AZ-104\",\"fee\":\"$99\"}\n",
    );
    write("d.txt", "AZ-104 costs $165.\n- AZ-104 costs $99.\n");
    write(
        "e.md",
        "| Exam | Fee |\n| --- | --- |\n| AZ-104 | $165 |\n| AZ-104 | $99 |\n",
    );
    write("f.pdf", "AZ-104 costs $99.");
    let (code, found) = findings(folder.path(), &["--as-of", "2026-11-28", "."]);
    let wrong = |place: &str, words: &str| format!("{place} FEE CONTRADICTED {words}");
    let expected = [
        wrong("2:32", "$99"),
        wrong("3:8", "99"),
        wrong("2:25", "$99"),
        wrong("2:16", "$99"),
        wrong("4:12", "$99"),
    ];
    assert_eq!((code, found), (Some(1), expected.to_vec()));
    write("right.md", "AZ-104 costs $165.\n");
    let (code, found) = findings(folder.path(), &["--as-of", "2026-11-28", "right.md"]);
    assert_eq!((code, found), (Some(0), vec![]));
    for (path, code) in [
        ("f.pdf", "FORMAT_UNKNOWN"),
        ("missing.md", "FILE_UNREADABLE"),
    ] {
        let output = run(folder.path(), &["check", path]);
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert!(
            text(&output.stderr).contains(&format!("error[{code}]: ")),
            "{}",
            text(&output.stderr)
        );
    }
    // A fault of the other commands keeps its exit code.
    failed(
        &run(folder.path(), &["validate", "missing"]),
        "FILE_UNREADABLE",
    );
}

#[test]
fn reports_have_the_structure_that_services_read() {
    let folder = folder();
    fs::write(
        folder.path().join("a b.md"),
        "# Fees\n\nAZ-104 costs $99, 100%.\n",
    )
    .unwrap();
    let report = |format: &str| {
        let output = run(
            folder.path(),
            &[
                "check",
                "--as-of",
                "2026-11-28",
                "--format",
                format,
                "a b.md",
            ],
        );
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let lines = report("text");
    assert!(
        lines.starts_with(
            "a b.md:3:14: error[FEE]: \"$99\": AZ-104 costs 165 USD, not 99 USD. Source: "
        ),
        "{lines}"
    );
    assert!(
        lines
            .trim_end()
            .ends_with("1 of 1 claims and mentions in 1 files do not hold on 2026-11-28"),
        "{lines}"
    );
    let annotation = report("github");
    let start = "::error file=a b.md,line=3,col=14,endLine=3,endColumn=17,title=microsoft/AZ-104 FEE::AZ-104 costs";
    assert!(annotation.starts_with(start), "{annotation}");

    let sarif: Value = serde_json::from_str(&report("sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let result = &run["results"][0];
    // What the specification demands: the index is that of the rule, levels are of its list, places
    // are positive and references relative.
    let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
    assert_eq!(rule["id"], result["ruleId"]);
    assert!(
        rule["shortDescription"]["text"]
            .as_str()
            .is_some_and(|text| !text.is_empty())
    );
    assert_eq!(result["level"], "error");
    assert!(
        result["message"]["text"]
            .as_str()
            .is_some_and(|text| text.contains("not 99 USD"))
    );
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b.md");
    let region = ["startLine", "startColumn", "endLine", "endColumn"]
        .map(|name| place["region"][name].as_u64().unwrap());
    assert_eq!(region, [3, 14, 3, 17]);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
}

#[test]
fn a_mention_of_an_ended_exam_is_counted_once_like_a_claim() {
    let folder = folder();
    let page = "Take DP-203 first, then DP-203 again.\n\nAZ-104 costs $165.\n";
    fs::write(folder.path().join("page.md"), page).unwrap();
    let arguments = ["check", "--as-of", "2026-11-28", "page.md"];
    let output = text(&run(folder.path(), &arguments).stdout);
    assert!(
        output
            .trim_end()
            .ends_with("1 of 2 claims and mentions in 1 files do not hold on 2026-11-28"),
        "{output}"
    );
}

/// A claim that cannot be read is refused with the path of the argument at fault.
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_cannot_be_read_names_its_argument() {
    let server = TestServer::start().await;
    for (claim, argument) in [
        (
            r#"{exam: "AZ-104", fact: DOMAIN_WEIGHT, value: "20-25%"}"#,
            "claims[0].domain",
        ),
        (
            r#"{exam: "AZ-104", fact: FEE, domain: "Compute", value: "$165"}"#,
            "claims[0].domain",
        ),
        (
            r#"{exam: "AZ-104", fact: EARNED_BY, value: "AZ-104"}"#,
            "claims[0].fact",
        ),
        (
            r#"{exam: "AZ-104", fact: DURATION, value: "999999999999k hours"}"#,
            "claims[0].value",
        ),
        (
            r#"{exam: "AZ-104", fact: FEE, value: "$165", language: "Elvish"}"#,
            "claims[0].language",
        ),
    ] {
        let query = format!("{{ checkClaims(claims: [{claim}]) {{ status }} }}");
        let (_, answer) = server.post(&query, json!({})).await;
        let extensions = &answer["errors"][0]["extensions"];
        assert_eq!(extensions["code"], "BAD_USER_INPUT", "{answer:#}");
        assert_eq!(extensions["argument"], argument, "{answer:#}");
    }
}

/// The catalogue of a server, of its export and of files give the same findings as the embedded one.
#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_can_come_from_a_server_an_export_or_files() {
    let server = TestServer::start().await;
    let export = reqwest::get(format!("{}/exports/catalogue.jsonl", server.url))
        .await
        .unwrap();
    let export = export.text().await.unwrap();
    let folder = folder();
    fs::write(folder.path().join("export.jsonl"), export).unwrap();
    let files = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("catalogue")
        .display()
        .to_string();
    let article = article();
    let with = |options: &[&str]| {
        let mut arguments = options.to_vec();
        arguments.extend(["--as-of", "2026-11-28", &article]);
        findings(folder.path(), &arguments)
    };
    let embedded = with(&[]);
    assert_eq!(embedded.1.len(), 12, "{embedded:?}");
    let url = server.url.clone();
    let by_server = tokio::task::block_in_place(|| with(&["--server", &url]));
    assert_eq!(by_server, embedded);
    assert_eq!(with(&["--catalogue", "export.jsonl"]), embedded);
    assert_eq!(with(&["--catalogue", &files]), embedded);
    let broken = run(
        folder.path(),
        &["check", "--server", "http://127.0.0.1:9", &article],
    );
    assert_eq!(broken.status.code(), Some(2), "{}", text(&broken.stderr));
}
