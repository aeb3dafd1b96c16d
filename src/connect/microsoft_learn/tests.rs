//! Answers become facts, and facts take the place of those of an earlier answer. No network.

use std::sync::Arc;

use super::*;
use crate::{
    catalogue::{
        Certification, Circumstances, Confidence, Content, Exam, Fact, FactName, LifecycleDates,
        LifecycleState, served, validate,
    },
    connect::{ConnectorMerge, Finding, Findings},
};

const EXAMS_1: &str = include_str!("../../../tests/data/microsoft-learn/exams-1.json");
const EXAMS_2: &str = include_str!("../../../tests/data/microsoft-learn/exams-2.json");
const CERTIFICATIONS: &str =
    include_str!("../../../tests/data/microsoft-learn/certifications.json");
const CATALOGUE: &str = include_str!("../../../tests/data/microsoft-learn/catalogue.json");

/// A catalogue that knows AZ-104 from others.
const STORED: &str = r#"{
    "source": [
        { "key": "guide", "title": "Guide", "publisher": "Microsoft", "url": "https://example.com/guide", "kind": "OFFICIAL" },
        { "key": "blog", "title": "Blog", "publisher": "Somebody", "url": "https://example.com/blog", "kind": "ARTICLE" }
    ],
    "vendor": [{ "slug": "microsoft", "name": "Microsoft" }, { "slug": "acme", "name": "Acme" }],
    "certification": [
        { "slug": "azure-administrator-associate", "vendor": "microsoft", "title": "Microsoft certified: Azure Administrator associate",
          "earned_by": [["microsoft/AZ-103"], ["microsoft/AZ-104"]],
          "evidence": { "sources": ["blog"], "as_of": "2026-01-01", "confidence": "REPUTABLE" } }
    ],
    "exam": [
        { "vendor": "acme", "code": "AZ-104", "title": "Somebody else's" },
        { "vendor": "microsoft", "code": "AZ-103", "title": "Azure Administrator, first form", "facts": [
            { "name": "RETIRES_ON", "value": "2020-08-31", "evidence": { "sources": ["guide"], "as_of": "2020-01-01", "confidence": "OFFICIAL" } }
        ] },
        { "vendor": "microsoft", "code": "AZ-104", "title": "AZ-104", "facts": [
            { "name": "LIVE_ON", "value": "2020-04", "evidence": { "sources": ["blog"], "as_of": "2026-01-01", "confidence": "REPUTABLE" } },
            { "name": "DURATION", "value": "90 minutes", "evidence": { "sources": ["guide"], "as_of": "2024-01-01", "confidence": "OFFICIAL" } },
            { "name": "AUDIENCE", "value": ["people who run clouds"], "evidence": { "sources": ["blog"], "as_of": "2026-01-01", "confidence": "REPUTABLE" } },
            { "name": "LANGUAGES", "value": ["English"], "evidence": { "sources": ["blog"], "as_of": "2026-01-01", "confidence": "REPUTABLE" } }
        ] }
    ]
}"#;

fn stored() -> Content {
    let mut content: Content = serde_json::from_str(STORED).unwrap();
    content.sort();
    content
}

fn learn() -> MicrosoftLearn {
    MicrosoftLearn {
        service: Url::parse("https://learn.microsoft.com/api/v1").unwrap(),
        api_version: "2023-11-01-preview".to_owned(),
    }
}

fn answers(texts: &[&str]) -> Vec<LearnAnswer> {
    let pages = texts.iter().flat_map(|text| learn().read(text).unwrap());
    pages.map(|page| page.answer).collect()
}

fn statement(texts: &[&str], as_of: &str) -> Statement {
    learn()
        .statement(&answers(texts), as_of.parse().unwrap())
        .unwrap()
}

#[track_caller]
fn lay(content: Content, texts: &[&str], as_of: &str) -> (Content, Findings) {
    let (content, findings) = ConnectorMerge::new(statement(texts, as_of))
        .over(content)
        .unwrap();
    let violations = validate(&content);
    assert!(violations.is_empty(), "{violations:?}");
    (content, findings)
}

fn exam<'a>(content: &'a Content, key: &str) -> &'a Exam {
    let mut exams = content.exams.iter();
    exams.find(|exam| exam.key().to_string() == key).unwrap()
}

fn certification<'a>(content: &'a Content, slug: &str) -> &'a Certification {
    let mut found = content.certifications.iter();
    found.find(|found| found.slug.as_str() == slug).unwrap()
}

fn facts(exam: &Exam, name: FactName) -> Vec<&Fact> {
    exam.facts.iter().filter(|fact| fact.name == name).collect()
}

fn is_ours(fact: &Fact) -> bool {
    fact.evidence
        .sources
        .iter()
        .any(|source| source.as_str() == SOURCE)
}

fn value(exam: &Exam, name: FactName) -> Option<String> {
    let facts = facts(exam, name)
        .into_iter()
        .filter(|fact| fact.about.is_none());
    served(facts, &Circumstances::default())?
        .value()
        .map(ToString::to_string)
}

fn ours(exam: &Exam, name: FactName) -> Vec<String> {
    let facts = facts(exam, name).into_iter().filter(|fact| is_ours(fact));
    facts
        .filter_map(|fact| fact.value().map(ToString::to_string))
        .collect()
}

#[test]
fn a_fetch_begins_at_the_two_lists() {
    let starts: Vec<String> = learn().starts().iter().map(ToString::to_string).collect();
    let query = "api-version=2023-11-01-preview&locale=en-us&maxpagesize=100";
    assert_eq!(
        starts,
        [
            format!("https://learn.microsoft.com/api/v1/exams?{query}"),
            format!("https://learn.microsoft.com/api/v1/certifications?{query}"),
        ]
    );
}

#[test]
fn the_platform_api_is_mapped_to_official_facts() {
    let texts = [EXAMS_1, EXAMS_2, CERTIFICATIONS];
    let (content, findings) = lay(stored(), &texts, "2026-11-27");
    let az_104 = exam(&content, "microsoft/AZ-104");
    // A bare code is no title.
    assert_eq!(az_104.title, "Microsoft Azure Administrator");
    let text = |name| value(az_104, name);
    assert_eq!(text(FactName::Level).as_deref(), Some("ASSOCIATE"));
    assert_eq!(text(FactName::LevelWording).as_deref(), Some("Associate"));
    assert_eq!(
        text(FactName::Languages).as_deref(),
        Some("English; Japanese; Simplified Chinese")
    );
    assert_eq!(text(FactName::Validity).as_deref(), Some("12 months"));
    assert_eq!(text(FactName::RetiresOn).as_deref(), Some("2027-03-31"));
    // A better source is served before it, and both stay.
    assert_eq!(text(FactName::Duration).as_deref(), Some("90 minutes"));
    assert_eq!(ours(az_104, FactName::Duration), ["100 minutes"]);
    // Words stand beside the words of others.
    assert_eq!(
        text(FactName::Audience).as_deref(),
        Some("people who run clouds")
    );
    let audience = facts(az_104, FactName::Audience);
    assert_eq!(audience[1].about.as_deref(), Some("Microsoft Learn"));
    assert_eq!(
        ours(az_104, FactName::Statement),
        [
            "Azure; Microsoft Entra ID",
            "Page: https://learn.microsoft.com/en-us/credentials/certifications/exams/az-104/; \
             Outline: https://query.prod.cms.rt.microsoft.com/cms/api/am/binary/TEST104; \
             Practice assessment: https://learn.microsoft.com/credentials/certifications/exams/az-104/practice; \
             Learning path: A path, https://learn.microsoft.com/training/paths/a-path/",
            "Page: https://learn.microsoft.com/en-us/credentials/certifications/azure-administrator/",
        ]
    );
    let classes = az_104.facts.iter().filter(|fact| is_ours(fact));
    let mut classes =
        classes.map(|fact| (fact.evidence.confidence, fact.evidence.as_of.to_string()));
    assert!(classes.all(|class| class == (Confidence::VendorApi, "2026-11-27".to_owned())));
    assert_eq!(findings.of(Finding::NoCode), ["exam.zz-old"]);
    assert_eq!(
        findings.of(Finding::ExamUnknown),
        ["certification.lonely-expert"]
    );
}

#[test]
fn certifications_are_those_of_the_catalogue_or_new() {
    let texts = [EXAMS_1, EXAMS_2, CERTIFICATIONS];
    let (content, findings) = lay(stored(), &texts, "2026-11-27");
    let known = certification(&content, "azure-administrator-associate");
    assert_eq!(
        known.title,
        "Microsoft Certified: Azure Administrator Associate"
    );
    assert_eq!(known.evidence.confidence, Confidence::VendorApi);
    let sets: Vec<Vec<String>> = known
        .earned_by
        .iter()
        .map(|set| set.exams.iter().map(ToString::to_string).collect())
        .collect();
    assert_eq!(sets, [["microsoft/AZ-103"], ["microsoft/AZ-104"]]);
    let new = certification(&content, "imaginary-cloud-fundamentals");
    assert_eq!(new.earned_by[0].exams[0].to_string(), "microsoft/ZZ-900");
    assert!(
        certification(&content, "lonely-expert")
            .earned_by
            .is_empty()
    );
    assert_eq!(
        findings.of(Finding::CertificationAdded),
        ["imaginary-cloud-fundamentals", "lonely-expert"]
    );
}

#[test]
fn an_exam_that_the_catalogue_did_not_have_is_added_and_open_from_then_on() {
    let (content, _) = lay(stored(), &[EXAMS_2, CERTIFICATIONS], "2026-11-27");
    let new = exam(&content, "microsoft/ZZ-900");
    assert_eq!(new.title, "Introducing Imaginary Clouds");
    let state = |exam: &Exam, day: &str| LifecycleDates::of(exam).state(day.parse().unwrap());
    assert_eq!(state(new, "2026-11-27"), LifecycleState::Beta);
    let validity = facts(new, FactName::Validity);
    assert!(validity[0].value().is_none(), "fundamentals do not expire");
    // A later answer no longer marks it as a beta.
    let live = EXAMS_2.replace(" (beta)", "");
    let (content, _) = lay(content, &[&live], "2026-12-20");
    assert_eq!(
        state(exam(&content, "microsoft/ZZ-900"), "2026-12-20"),
        LifecycleState::Live
    );
}

#[test]
fn the_catalogue_api_is_mapped_to_the_same_facts() {
    let (content, findings) = lay(stored(), &[CATALOGUE], "2026-06-01");
    let word = exam(&content, "microsoft/77-881");
    assert_eq!(word.title, "Word processing");
    assert_eq!(
        value(word, FactName::Audience).as_deref(),
        Some("Business User")
    );
    assert_eq!(
        value(word, FactName::RetiresOn).as_deref(),
        Some("../2026-06-01")
    );
    assert_eq!(
        ours(word, FactName::Statement),
        [
            "Word",
            "Page: https://learn.microsoft.com/en-us/credentials/certifications/exams/77-881/; \
             Module: learn.word-basics",
        ]
    );
    // The exam of a merged certification is the one that is booked.
    let az_104 = exam(&content, "microsoft/AZ-104");
    assert_eq!(ours(az_104, FactName::Duration), ["120 minutes"]);
    assert_eq!(
        value(az_104, FactName::Languages).as_deref(),
        Some("English; Brazilian Portuguese")
    );
    // 0 days stand there for credentials that do expire.
    assert!(facts(az_104, FactName::Validity).is_empty());
    // One of its exams is not in the catalogue.
    assert_eq!(
        findings.of(Finding::ExamUnknown),
        ["certification.word-pair"]
    );
    // What holds for a certification of two exams holds for neither of them.
    assert_eq!(ours(word, FactName::Level), ["FUNDAMENTALS"]);
    assert_eq!(
        learn().dated(&answers(&[CATALOGUE])).unwrap().to_string(),
        "2026-06-01"
    );
}

#[test]
fn a_later_answer_takes_the_place_of_the_earlier_one() {
    let texts = [EXAMS_1, CERTIFICATIONS];
    let (first, _) = lay(stored(), &texts, "2026-11-27");
    let (again, _) = lay(first.clone(), &texts, "2026-11-27");
    assert_eq!(first, again, "the same answer changes nothing");
    let changed = CERTIFICATIONS.replace(
        "\"examDurationInMinutes\": 100",
        "\"examDurationInMinutes\": 110",
    );
    let changed = changed.replace("\"2027-03-31T00:00:00Z\"", "\"2027-06-30T00:00:00Z\"");
    let (second, _) = lay(first.clone(), &[EXAMS_1, &changed], "2026-12-27");
    let (before, after) = (
        exam(&first, "microsoft/AZ-104"),
        exam(&second, "microsoft/AZ-104"),
    );
    assert_eq!(before.facts.len(), after.facts.len(), "nothing piles up");
    let names = |exam: &Exam| exam.facts.iter().map(|fact| fact.name).collect::<Vec<_>>();
    assert_eq!(names(before), names(after), "the order stays");
    assert_eq!(ours(after, FactName::Duration), ["110 minutes"]);
    assert_eq!(
        value(after, FactName::RetiresOn).as_deref(),
        Some("2027-06-30")
    );
    // What is said again is confirmed, and keeps the day from which it is known.
    let validity = &facts(after, FactName::Validity)[0].evidence;
    assert_eq!(validity.as_of.to_string(), "2026-11-27");
    assert_eq!(validity.checked.unwrap().to_string(), "2026-12-27");
    // An older answer that somebody still has changes nothing.
    let (third, findings) = lay(second.clone(), &[EXAMS_1, CERTIFICATIONS], "2026-12-01");
    assert_eq!(exam(&third, "microsoft/AZ-104"), after);
    for older in ["azure-administrator-associate", "microsoft/AZ-104"] {
        let told = findings.of(Finding::Older);
        assert!(told.iter().any(|told| told == older), "{told:?}");
    }
}

#[test]
fn an_empty_field_removes_a_value_and_an_absent_one_does_not() {
    let texts = [EXAMS_1, CERTIFICATIONS];
    let (first, _) = lay(stored(), &texts, "2026-11-27");
    let retires = |content: &Content| ours(exam(content, "microsoft/AZ-104"), FactName::RetiresOn);
    assert_eq!(retires(&first), ["2027-03-31"]);
    let missing = CERTIFICATIONS.replace("\"retirementDate\": \"2027-03-31T00:00:00Z\",", "");
    let (second, _) = lay(first.clone(), &[&missing], "2026-12-01");
    assert_eq!(retires(&second), ["2027-03-31"]);
    let empty = CERTIFICATIONS.replace("\"2027-03-31T00:00:00Z\"", "null");
    let (third, _) = lay(first, &[&empty], "2026-12-01");
    assert!(retires(&third).is_empty());
}

#[test]
fn records_that_no_answer_mentions_stay_the_ones_that_are_shared() {
    let before = stored();
    let (after, _) = lay(
        before.clone(),
        &[EXAMS_1, EXAMS_2, CERTIFICATIONS],
        "2026-11-27",
    );
    for key in ["acme/AZ-104", "microsoft/AZ-103"] {
        let find = |content: &Content| {
            let mut exams = content.exams.iter();
            exams
                .find(|exam| exam.key().to_string() == key)
                .cloned()
                .unwrap()
        };
        assert!(Arc::ptr_eq(&find(&before), &find(&after)), "{key}");
    }
    let others = |exam: &Exam| {
        let others = exam.facts.iter().filter(|fact| !is_ours(fact));
        others.cloned().collect::<Vec<_>>()
    };
    let key = "microsoft/AZ-104";
    assert_eq!(others(exam(&before, key)), others(exam(&after, key)));
}

#[test]
fn a_mark_without_a_day_does_not_hide_a_day_that_is_known() {
    let marked = EXAMS_1.replace(
        "Microsoft Azure Administrator\"",
        "Microsoft Azure Administrator (retired)\"",
    );
    let (content, _) = lay(stored(), &[&marked], "2026-11-27");
    let retires = |content: &Content| value(exam(content, "microsoft/AZ-104"), FactName::RetiresOn);
    assert_eq!(retires(&content).as_deref(), Some("../2026-11-27"));
    // The bound that is known stays when the mark is seen again.
    let (content, findings) = lay(content, &[&marked], "2026-12-27");
    assert_eq!(retires(&content).as_deref(), Some("../2026-11-27"));
    assert_eq!(findings.of(Finding::EndKnown), ["microsoft/AZ-104"]);
    // And a day takes its place.
    let (content, _) = lay(content, &[CERTIFICATIONS], "2026-12-28");
    assert_eq!(retires(&content).as_deref(), Some("2027-03-31"));
}

#[test]
fn a_certification_from_an_official_source_is_unchanged() {
    let official = STORED.replace(
        r#""sources": ["blog"], "as_of": "2026-01-01", "confidence": "REPUTABLE" } }
    ],"#,
        r#""sources": ["guide"], "as_of": "2026-01-01", "confidence": "OFFICIAL" } }
    ],"#,
    );
    let mut content: Content = serde_json::from_str(&official).unwrap();
    content.sort();
    let (after, findings) = lay(content, &[EXAMS_1, CERTIFICATIONS], "2026-11-27");
    let kept = certification(&after, "azure-administrator-associate");
    assert_eq!(
        kept.title,
        "Microsoft certified: Azure Administrator associate"
    );
    assert_eq!(
        findings.of(Finding::CertificationUnchanged),
        ["azure-administrator-associate"]
    );
    // Its exam is told all the same.
    assert_eq!(
        ours(exam(&after, "microsoft/AZ-104"), FactName::Duration),
        ["100 minutes"]
    );
}

#[test]
fn a_merged_certification_without_a_code_is_of_the_exam_that_is_still_open() {
    let text = r#"{"mergedCertifications": [{"uid": "certification.azure-administrator", "title": "Microsoft Certified: Azure Administrator Associate", "exam_duration_in_minutes": 100}]}"#;
    let (content, findings) = lay(stored(), &[text], "2026-11-27");
    assert_eq!(
        ours(exam(&content, "microsoft/AZ-104"), FactName::Duration),
        ["100 minutes"]
    );
    assert!(findings.of(Finding::ExamUnknown).is_empty());
}

#[test]
fn invalid_values_are_reported_and_skipped() {
    let text = r#"{"exams": [{"uid": "exam.az-104", "display_name": "AZ-104", "locales": ["en", "tlh"], "retirement_date": "soon"}],
        "certifications": [{"uid": "certification.x", "title": " "}]}"#;
    let (content, findings) = lay(stored(), &[text], "2026-11-27");
    assert_eq!(findings.of(Finding::UnknownLanguage), ["exam.az-104"]);
    assert_eq!(findings.of(Finding::UnreadableValue), ["exam.az-104"]);
    assert_eq!(findings.of(Finding::NoTitle), ["certification.x"]);
    let az_104 = exam(&content, "microsoft/AZ-104");
    assert!(az_104.facts.iter().all(|fact| !is_ours(fact)));
}

#[test]
fn github_exams_have_github_as_vendor() {
    let text = r#"{"value": [{"id": "exam.gh-999", "examNumber": "GH-999", "title": "Imaginary repositories"}]}"#;
    let (content, _) = lay(stored(), &[text], "2026-11-27");
    assert_eq!(
        exam(&content, "github/GH-999").title,
        "Imaginary repositories"
    );
    assert!(
        content
            .vendors
            .iter()
            .any(|vendor| vendor.slug.as_str() == "github")
    );
}
