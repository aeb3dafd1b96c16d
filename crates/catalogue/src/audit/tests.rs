//! One catalogue for each fault found in the shipped one on 2026-11-27, and the same catalogue
//! corrected.

use chrono::DateTime;
use serde_json::{Value, json};

use super::{AcceptedFindings, AuditQuestion, Finding, Health, Lint, audit_findings, due_checks};
use crate::{
    CoverageField, Day, FactKind, FreshnessIntervals, Revision, content::Content,
    snapshot::Catalogue,
};

const TODAY: &str = "2026-11-27";

fn question() -> AuditQuestion {
    AuditQuestion {
        day: TODAY.parse().unwrap(),
        intervals: FreshnessIntervals::default(),
    }
}

fn evidence(as_of: &str, confidence: &str) -> Value {
    json!({ "sources": ["vendor"], "as_of": as_of, "confidence": confidence, "note": "read" })
}

fn fact(name: &str, value: &str) -> Value {
    json!({ "name": name, "value": value, "evidence": evidence("2026-11-20", "OFFICIAL") })
}

fn blueprint(from: &str) -> Value {
    json!({
        "version": from, "standing": "OFFICIAL", "weights": "PUBLISHED", "effective_from": from,
        "evidence": evidence("2026-11-20", "OFFICIAL"),
        "domain": [{ "key": "a", "title": "A", "weight": "100" }],
    })
}

/// An exam without findings.
fn exam(code: &str) -> Value {
    json!({
        "vendor": "acme", "code": code, "title": format!("Building things, part {code}"),
        "facts": [fact("LIVE_ON", "2024-01-15"), fact("FEE", "100 USD")],
        "blueprint": [blueprint("2025-01-01")],
    })
}

fn succeeded_by(mut exam: Value, next: &str) -> Value {
    let evidence = evidence("2026-11-20", "OFFICIAL");
    exam["successors"] = json!([{ "exam": format!("acme/{next}"), "evidence": evidence }]);
    exam
}

fn with(mut exam: Value, fact: Value) -> Value {
    exam["facts"].as_array_mut().unwrap().push(fact);
    exam
}

/// A catalogue of these exams; two sources recommend the first one for a role.
fn catalogue(exams: &[Value], change: impl Fn(&mut Value)) -> Catalogue {
    let source = |key: &str, kind: &str| json!({ "key": key, "title": key, "publisher": "P", "url": "https://example.com", "kind": kind });
    let recommendation = |key: &str| {
        let first = format!("acme/{}", exams[0]["code"].as_str().unwrap());
        let mut evidence = evidence("2026-11-20", "REPUTABLE");
        evidence["sources"] = json!([key]);
        json!({ "ordered": true, "steps": [{ "any_of": [first] }], "evidence": evidence })
    };
    let mut content = json!({
        "source": [source("vendor", "OFFICIAL"), source("blog", "ARTICLE")],
        "vendor": [{ "slug": "acme", "name": "Acme" }],
        "exam": exams,
        "role": [{
            "slug": "builder", "title": "Builder", "group": "Cloud",
            "recommendation": [recommendation("vendor"), recommendation("blog")],
        }],
    });
    change(&mut content);
    let content: Content = serde_json::from_value(content).unwrap();
    Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap()
}

fn found(exams: &[Value], change: impl Fn(&mut Value)) -> Vec<Finding> {
    audit_findings(&catalogue(exams, change), question())
}

fn lints(exams: &[Value]) -> Vec<Lint> {
    let found = found(exams, |_| {});
    found.iter().map(|finding| finding.lint).collect()
}

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    assert_eq!(found(&[exam("A-1"), exam("B-2")], |_| {}), []);
}

#[test]
fn a_recommended_exam_is_not_taken_for_open_by_old_facts() {
    // PL-600, MB-700, AZ-800, PL-400 and MS-102: read on 2026-08-18, ended since.
    let live = |as_of: &str| {
        let mut exam = exam("A-1");
        exam["facts"][0]["evidence"]["as_of"] = as_of.into();
        exam
    };
    assert_eq!(lints(&[live("2026-08-18")]), [Lint::StatusUnchecked]);
    assert_eq!(lints(&[live("../2026-11-27")]), [Lint::StatusUnchecked]);
    assert_eq!(lints(&[live("2026-10-28")]), []);
    // Any newer statement about its dates suffices.
    assert_eq!(
        lints(&[with(live("2026-08-18"), fact("RETIRES_ON", "2028-01-01"))]),
        []
    );
    // The second exam is not recommended.
    assert_eq!(lints(&[exam("B-2"), live("2026-08-18")]), []);
}

#[test]
fn a_statement_of_another_state_is_not_passed_over() {
    let says = |value: &str, confidence: &str| json!({ "name": "RETIRES_ON", "value": value, "evidence": evidence("2026-09-01", confidence) });
    let current = json!({ "name": "RETIRES_ON", "absent": "NOT_APPLICABLE", "evidence": evidence("2026-11-20", "OFFICIAL") });
    let open = with(exam("A-1"), current);
    assert_eq!(
        lints(&[with(open.clone(), says("2026-06-30", "COMMUNITY"))]),
        [Lint::StatusDisputed]
    );
    assert_eq!(
        lints(&[with(open.clone(), says("2026-12-31", "COMMUNITY"))]),
        [Lint::StatusDisputed]
    );
    assert_eq!(lints(&[with(open, says("2028-12-31", "COMMUNITY"))]), []);
    // GH-600 and AIP-C01: in beta by one source, live by another.
    let beta = json!({ "name": "LIVE_ON", "value": "2027-01-01", "evidence": evidence("2026-09-01", "COMMUNITY") });
    assert_eq!(lints(&[with(exam("A-1"), beta)]), [Lint::StatusDisputed]);
}

#[test]
fn a_status_known_only_from_a_note_is_reported() {
    for (note, lint) in [
        (
            "the tracker lists it as retired",
            Some(Lint::StatusOnlyInNote),
        ),
        ("still beta in September", Some(Lint::StatusOnlyInNote)),
        ("read in the tracker", None),
    ] {
        let mut exam = exam("A-1");
        exam["facts"][1]["evidence"]["note"] = note.into();
        assert_eq!(
            lints(&[exam]),
            lint.into_iter().collect::<Vec<_>>(),
            "{note}"
        );
    }
}

#[test]
fn an_exam_whose_successor_is_open_ends_some_day() {
    let old = succeeded_by(exam("A-1"), "B-2");
    assert_eq!(
        lints(&[old.clone(), exam("B-2")]),
        [Lint::SuccessorWithoutEnd]
    );
    let both = json!({ "name": "RETIRES_ON", "absent": "NOT_APPLICABLE", "evidence": evidence("2026-11-20", "OFFICIAL") });
    assert_eq!(lints(&[with(old, both), exam("B-2")]), []);
}

#[test]
fn an_end_soon_needs_a_successor_and_new_recommendations() {
    let ending = |on: &str| with(exam("A-1"), fact("RETIRES_ON", on));
    assert_eq!(
        lints(&[ending("2027-01-26")]),
        [Lint::RecommendedExamEnds, Lint::EndsWithoutSuccessor]
    );
    assert_eq!(lints(&[ending("2027-01-27")]), []);
    assert_eq!(
        lints(&[succeeded_by(ending("2027-01-26"), "B-2"), exam("B-2")]),
        [Lint::RecommendedExamEnds]
    );
    let ending = with(exam("C-3"), fact("RETIRES_ON", "2026-12-01"));
    assert_eq!(lints(&[exam("A-1"), ending]), [Lint::EndsWithoutSuccessor]);
}

#[test]
fn an_end_inferred_from_the_successor_is_reported() {
    // 220-1101, 220-1102, N10-008, DA0-001 and TERRAFORM-002.
    let old = |end: &str, confidence: &str| {
        let end =
            json!({ "name": "RETIRES_ON", "value": end, "evidence": evidence("2026", confidence) });
        succeeded_by(with(exam("O-1"), end), "A-1")
    };
    for (end, confidence, lint) in [
        ("2024-01", "ESTIMATE", Some(Lint::EndIsSuccessorsOpening)),
        (
            "2024-01-15",
            "REPUTABLE",
            Some(Lint::EndIsSuccessorsOpening),
        ),
        ("2024-07", "REPUTABLE", None),
        ("2024-01-14", "REPUTABLE", None),
        ("2024-01-15", "OFFICIAL", None),
        // DAS-C01.
        ("../2026-11-22", "ESTIMATE", Some(Lint::EndOnlyBounded)),
    ] {
        let mut new = exam("A-1");
        new["facts"][0]["value"] = "2024-01-15".into();
        let mut old = old(end, confidence);
        old["facts"][0]["value"] = "2020-01-01".into();
        let expected: Vec<Lint> = lint.into_iter().collect();
        assert_eq!(lints(&[new, old]), expected, "{end} {confidence}");
    }
}

#[test]
fn codes_and_names_of_certifications_are_no_titles() {
    let titled = |title: &str| {
        let mut exam = exam("A-1");
        exam["title"] = title.into();
        let others = ["B-2", "C-3", "D-4"].map(self::exam);
        lints(&[&[exam], &others[..]].concat())
    };
    assert_eq!(titled("A-1"), [Lint::TitleIsCode]);
    assert_eq!(titled("a1"), [Lint::TitleIsCode]);
    assert_eq!(
        titled("Agentic AI Architect Expert"),
        [Lint::TitleIsCredentials]
    );
    assert_eq!(
        titled("Data Engineer (credential)"),
        [Lint::TitleIsCredentials]
    );
    assert_eq!(titled("Implementing data engineering"), []);
    // A vendor that titles exams like its certifications has no finding.
    let named = |code: &str| {
        let mut exam = exam(code);
        exam["title"] = format!("{code} Associate").into();
        exam
    };
    assert_eq!(lints(&[named("A-1"), named("B-2")]), []);
}

#[test]
fn missing_facts_of_an_open_exam_are_reported() {
    let lacking = |fact: &str| {
        let mut exam = exam("A-1");
        let facts = exam["facts"].as_array_mut().unwrap();
        facts.retain(|own| own["name"] != fact);
        exam
    };
    assert_eq!(lints(&[lacking("FEE")]), [Lint::OpenWithoutFee]);
    let mut bare = exam("A-1");
    bare["blueprint"] = json!([]);
    assert_eq!(lints(&[bare]), [Lint::OpenWithoutOutline]);
    let mut bounded = exam("A-1");
    bounded["facts"][0]["value"] = "../2026-08-18".into();
    assert_eq!(lints(&[bounded]), [Lint::OpenWithoutFirstDay]);
    assert_eq!(lints(&[lacking("LIVE_ON")]), [Lint::WithoutDates]);
    // A known absence of a price counts as known.
    let unpublished = json!({ "name": "FEE", "absent": "NOT_PUBLISHED", "evidence": evidence("2026-11-20", "OFFICIAL") });
    assert_eq!(lints(&[with(lacking("FEE"), unpublished)]), []);
}

#[test]
fn outdated_and_single_source_blueprints_are_reported() {
    // SC-100, SC-200, SC-900, DP-700 and DP-420.
    let changed = fact("OUTLINE_CHANGED_ON", "2026-10-21");
    assert_eq!(
        lints(&[with(exam("A-1"), changed.clone())]),
        [Lint::OutlineBehindChange]
    );
    let mut renewed = with(exam("A-1"), changed);
    renewed["blueprint"] = json!([blueprint("2025-01-01"), blueprint("2026-10-21")]);
    assert_eq!(lints(&[renewed]), []);
    let future = fact("OUTLINE_CHANGED_ON", "2027-01-01");
    assert_eq!(lints(&[with(exam("A-1"), future)]), []);
    // N10-009.
    let mut copied = exam("A-1");
    copied["blueprint"][0]["evidence"]["sources"] = json!(["blog"]);
    copied["blueprint"][0]["evidence"]["confidence"] = "REPUTABLE".into();
    assert_eq!(lints(&[copied.clone()]), [Lint::OutlineFromOneSource]);
    copied["blueprint"][0]["evidence"]["sources"] = json!(["blog", "vendor"]);
    assert_eq!(lints(&[copied]), []);
}

#[test]
fn limits_of_facts_stand_in_conditions_and_not_in_notes() {
    // CKA and its like; ANS-C01 and MLA-C01.
    for note in [
        "36 months when earned before 2024-04-01",
        "the Japanese page says so",
        "ends in English only",
    ] {
        let mut exam = exam("A-1");
        exam["facts"][1]["evidence"]["note"] = note.into();
        assert_eq!(lints(&[exam]), [Lint::ConditionOnlyInNote], "{note}");
    }
}

#[test]
fn the_end_of_one_language_is_not_the_end_of_the_exam() {
    let end = |on: &str, language: Option<&str>| {
        let mut fact = fact("RETIRES_ON", on);
        if let Some(language) = language {
            fact["conditions"] = json!({ "language": language });
        }
        fact
    };
    let japanese = end("2027-08-25", Some("Japanese"));
    let all = end("2027-08-25", None);
    assert_eq!(
        lints(&[with(with(exam("A-1"), japanese.clone()), all)]),
        [Lint::LanguageEndIsExams]
    );
    let all = end("2027-12-31", None);
    assert_eq!(lints(&[with(with(exam("A-1"), japanese.clone()), all)]), []);
    let english = end("2027-08-25", Some("English"));
    assert_eq!(lints(&[with(with(exam("A-1"), japanese), english)]), []);
}

#[test]
fn one_source_does_not_make_a_role() {
    let found = found(&[exam("A-1")], |content| {
        content["role"][0]["recommendation"]
            .as_array_mut()
            .unwrap()
            .pop();
    });
    let [finding] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(
        (finding.lint, finding.key.as_str()),
        (Lint::RoleWithOneSource, "builder")
    );
    assert!(finding.message.contains("only vendor"), "{finding:?}");
}

#[test]
fn classes_above_the_limit_of_their_sources_are_reported() {
    let by = |sources: &[&str], limits: Value| {
        let found = found(&[exam("A-1")], |content| {
            content["exam"][0]["facts"][1]["evidence"]["sources"] = json!(sources);
            content["source"][1]["limits"] = limits.clone();
        });
        found.iter().map(|finding| finding.lint).collect::<Vec<_>>()
    };
    let limit = json!([{ "kind": "FEE", "at_most": "COMMUNITY", "note": "old prices" }]);
    assert_eq!(by(&["blog"], json!([])), [Lint::OfficialWithoutVendorsText]);
    assert_eq!(
        by(&["blog", "vendor"], limit.clone()),
        [Lint::ClassAboveLimit]
    );
    assert_eq!(by(&["vendor", "blog"], limit), []);
}

#[test]
fn accepted_findings_are_separate_and_unused_entries_are_reported() {
    let mut lacking = exam("A-1");
    lacking["facts"].as_array_mut().unwrap().pop();
    let findings = found(&[lacking.clone(), exam("B-2")], |_| {});
    let list = |entries: Value| -> AcceptedFindings {
        serde_json::from_value(json!({ "accepted": entries })).unwrap()
    };
    let entry = |subjects: &[&str]| json!([{ "lint": "OPEN_WITHOUT_FEE", "reason": "not found", "subjects": subjects }]);

    let review = list(json!([])).review(&findings);
    assert_eq!((review.new_findings(), review.is_clean()), (1, false));
    let review = list(entry(&["acme/A-1"])).review(&findings);
    assert!(review.is_clean());
    assert_eq!(review.reasons, [Some("not found".to_owned())]);
    for subjects in [&["acme/A-1", "acme/B-2"][..], &["acme/A-1", "acme/A-1"]] {
        let review = list(entry(subjects)).review(&findings);
        assert_eq!(review.new_findings(), 0);
        assert_eq!(review.stale[0].subject, subjects[1]);
        assert!(!review.is_clean());
    }
}

#[test]
fn coverage_counts_open_exams_alone() {
    let over = with(exam("C-3"), fact("RETIRES_ON", "2025-01-01"));
    let mut lacking = exam("B-2");
    lacking["facts"].as_array_mut().unwrap().pop();
    let catalogue = catalogue(&[exam("A-1"), lacking, over], |_| {});
    let health = Health::of(&catalogue, question());
    let ([acme], all) = (&health.vendors[..], &health.coverage) else {
        panic!("{health:?}");
    };
    assert_eq!(
        (acme.vendor.as_deref(), acme.exams, acme.open),
        (Some("acme"), 3, 2)
    );
    assert_eq!((all.vendor.as_deref(), &all.known), (None, &acme.known));
    let known = |field| acme.known.iter().find(|(own, _)| *own == field).unwrap().1;
    assert_eq!(known(CoverageField::Fee), 1);
    assert_eq!(known(CoverageField::Outline), 2);
    assert_eq!(known(CoverageField::Role), 1);
    assert_eq!(known(CoverageField::Minutes), 0);
}

#[test]
fn ages_and_due_checks_are_reported_by_kind() {
    let mut old = exam("A-1");
    old["facts"][1]["evidence"]["as_of"] = "2026-08-01".into();
    let catalogue = catalogue(&[exam("B-2"), old], |_| {});
    let health = Health::of(&catalogue, question());
    let fees = health.ages[FactKind::Fee as usize];
    assert_eq!((fees.statements, fees.due, fees.undated), (2, 1, 0));
    assert_eq!(
        (fees.youngest_days, fees.median_days, fees.oldest_days),
        (Some(7), Some(118), Some(118))
    );
    let [check] = &due_checks(&catalogue, question())[..] else {
        panic!("one check");
    };
    assert_eq!(
        (check.exam.as_str(), check.kind),
        ("acme/A-1", FactKind::Fee)
    );
    assert_eq!(check.facts, ["FEE"]);
    assert_eq!(check.sources, ["vendor"]);
    let due: Day = "2026-10-30".parse().unwrap();
    assert_eq!(check.due_on, Some(due));
    assert!(!check.recommended);
}
