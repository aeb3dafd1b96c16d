//! Names by which an exam is found: its own, its certification's, common names, and those of its
//! predecessors.

use std::sync::Arc;

use crate::{
    certification::Certification,
    content::Content,
    exam::{Exam, Succession},
    fact::FactName,
    snapshot::Catalogue,
};

use super::{
    example::{blueprint, catalogue, evidence, exam_with, role, vendor},
    tests::found,
};

const LIVE: (FactName, &str) = (FactName::LiveOn, "2020-01-01");
const BETA: (FactName, &str) = (FactName::BetaOn, "2026-01-01");
const RETIRED: (FactName, &str) = (FactName::RetiresOn, "2024-01-01");

fn certification(slug: &str, title: &str, known_as: &[&str], exams: &[&str]) -> Arc<Certification> {
    let sets: Vec<Vec<&str>> = exams.iter().map(|exam| vec![*exam]).collect();
    let (vendor, _) = exams[0].split_once('/').unwrap();
    let document = serde_json::json!({
        "slug": slug, "vendor": vendor, "title": title, "also_known_as": known_as,
        "earned_by": sets, "evidence": evidence(),
    });
    Arc::new(serde_json::from_value(document).unwrap())
}

fn succeeded(exam: Exam, by: &str) -> Exam {
    Exam {
        successors: vec![Succession {
            exam: by.parse().unwrap(),
            evidence: evidence(),
        }],
        ..exam
    }
}

fn example() -> Catalogue {
    let old = exam_with(
        "microsoft",
        "AI-102",
        "Designing an AI Solution",
        &[LIVE, RETIRED],
    );
    let mut network = exam_with("comptia", "N10-009", "CompTIA Network+ (V9)", &[LIVE]);
    network.blueprints = vec![blueprint(
        "2026-01-01",
        &[("Security plus", "Azure developers")],
    )];
    catalogue(Content {
        vendors: vec![
            vendor("comptia", "CompTIA").into(),
            vendor("isc2", "ISC2").into(),
            vendor("microsoft", "Microsoft").into(),
        ],
        certifications: vec![
            certification("a-plus", "CompTIA A+", &[], &["comptia/220-1201"]),
            certification(
                "agents",
                "Microsoft Certified: Agents Developer Associate",
                &[],
                &["microsoft/AI-103"],
            ),
            certification(
                "ai-engineer",
                "Microsoft Certified: Azure AI Engineer Associate",
                &["AIE"],
                &["microsoft/AI-102"],
            ),
            certification(
                "in-cybersecurity",
                "Certified in Cybersecurity",
                &[],
                &["isc2/CC"],
            ),
            certification(
                "network-plus",
                "CompTIA Network+",
                &["Net+"],
                &["comptia/N10-009"],
            ),
            certification(
                "security-plus",
                "CompTIA Security+",
                &["Sec+"],
                &["comptia/SY0-601", "comptia/SY0-701", "comptia/SY0-801"],
            ),
        ],
        roles: vec![role("ai-engineer", "AI engineer").into()],
        exams: vec![
            exam_with("comptia", "220-1201", "CompTIA A+ Core 1", &[LIVE]).into(),
            network.into(),
            exam_with(
                "comptia",
                "SY0-601",
                "CompTIA Security+ (V6)",
                &[LIVE, RETIRED],
            )
            .into(),
            exam_with("comptia", "SY0-701", "CompTIA Security+ (V7)", &[LIVE]).into(),
            exam_with("comptia", "SY0-801", "CompTIA Security+ (V8)", &[BETA]).into(),
            exam_with("isc2", "CC", "Cybersecurity", &[LIVE]).into(),
            succeeded(old, "microsoft/AI-103").into(),
            exam_with("microsoft", "AI-103", "Developing Agents", &[LIVE]).into(),
            exam_with(
                "microsoft",
                "AZ-400",
                "Designing Microsoft DevOps Solutions",
                &[LIVE],
            )
            .into(),
            exam_with(
                "microsoft",
                "PL-300",
                "Microsoft Power BI Data Analyst",
                &[LIVE],
            )
            .into(),
        ],
        ..Content::default()
    })
}

#[test]
fn an_exam_is_found_by_its_certification_and_by_those_that_it_took_over() {
    let catalogue = example();
    let exams = ["AI-103", "AI-102", "certification ai-engineer"];
    for text in [
        "azure ai engineer associate",
        "Microsoft Certified: Azure AI Engineer Associate",
        "AIE",
        "azure enginer",
    ] {
        assert_eq!(found(&catalogue, text), exams, "{text}");
    }
    assert_eq!(found(&catalogue, "ai engineer")[0], "role ai-engineer");
    // A successor's name does not lead back.
    assert_eq!(
        found(&catalogue, "agents developer"),
        ["AI-103", "certification agents"]
    );
    // The named exam comes before its successor.
    assert_eq!(found(&catalogue, "AI-102"), ["AI-102", "AI-103"]);
    assert_eq!(
        found(&catalogue, "designing an ai solution")[..2],
        ["AI-102", "AI-103"]
    );
}

#[test]
fn a_plus_is_a_word_and_open_exams_come_first() {
    let catalogue = example();
    let all = [
        "SY0-701",
        "SY0-801",
        "certification security-plus",
        "SY0-601",
    ];
    for text in [
        "Security+",
        "security plus",
        "comptia SECURITY +",
        "Sec+",
        "sec plus",
    ] {
        assert_eq!(found(&catalogue, text)[..4], all, "{text}");
    }
    for text in ["secplus", "securityplus", "comptia securty+"] {
        assert_eq!(found(&catalogue, text)[..4], all, "{text}");
    }
    for text in ["A+", "a plus", "aplus", "CompTIA A+ certification"] {
        assert_eq!(found(&catalogue, text)[0], "220-1201", "{text}");
    }
    // A domain with these words ranks lower.
    let domain = "N10-009: Security plus";
    assert_eq!(found(&catalogue, "security plus").last().unwrap(), domain);
}

#[test]
fn words_that_tell_nothing_may_be_missing() {
    let catalogue = example();
    assert_eq!(
        found(&catalogue, "exam for the network+ certification"),
        found(&catalogue, "network+")
    );
    assert_eq!(found(&catalogue, "certified in cybersecurity")[0], "CC");
    // Alone they are ordinary words.
    assert_eq!(found(&catalogue, "certified").len(), 6);
}

#[test]
fn words_are_joined_and_taken_apart_and_may_be_begun() {
    let catalogue = example();
    for text in [
        "devops",
        "dev ops",
        "microsoft dev ops solutions",
        "microsoftdevops",
    ] {
        assert_eq!(found(&catalogue, text), ["AZ-400"], "{text}");
    }
    for text in [
        "powerbi",
        "power bi",
        "pow dat",
        "powerbi analyst",
        "powr bi anaylst",
    ] {
        assert_eq!(found(&catalogue, text), ["PL-300"], "{text}");
    }
}

#[test]
fn a_misspelt_name_comes_before_a_domain_of_the_exact_words() {
    let catalogue = example();
    assert_eq!(
        found(&catalogue, "azure developers"),
        ["AI-103", "N10-009: Security plus"]
    );
}
