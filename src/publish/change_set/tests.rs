use serde_json::{Value, json};

use super::{ChangeSet, Edit, Edits, ImportMode, RecordReference, Retirement};
use crate::catalogue::{Content, FactName, LifecycleDates, RecordKind};

fn content(exam: &Value) -> Content {
    serde_json::from_value(json!({
        "source": [
            { "key": "guide", "title": "Guide", "publisher": "Acme", "url": "https://example.com", "kind": "OFFICIAL" },
            { "key": "blog", "title": "Blog", "publisher": "Jo", "url": "https://example.org", "kind": "ARTICLE" },
        ],
        "vendor": [{ "slug": "acme", "name": "Acme" }],
        "exam": [exam, { "vendor": "acme", "code": "A-2", "title": "Second" }],
    }))
    .unwrap()
}

fn stored() -> Content {
    content(&json!({ "vendor": "acme", "code": "A-1", "title": "First", "former_codes": ["A-0"] }))
}

fn retirement(exam: &str, on: &str, source: &str) -> Retirement {
    Retirement {
        exam: exam.parse().unwrap(),
        on: on.parse().unwrap(),
        source: source.parse().unwrap(),
        confidence: None,
        successors: vec![],
    }
}

fn retiring(retirements: Vec<Retirement>) -> Edits {
    Edits {
        retirements,
        ..Edits::default()
    }
}

fn removing(kind: RecordKind, key: &str) -> Edits {
    Edits {
        removals: vec![RecordReference {
            kind,
            key: key.to_owned(),
        }],
        ..Edits::default()
    }
}

fn applied(edits: &Edits, stored: &Content) -> Content {
    edits
        .apply(stored, &Content::default(), "2026-11-22".parse().unwrap())
        .unwrap()
}

#[track_caller]
fn refused(edits: &Edits, stored: &Content) -> Vec<String> {
    let today = "2026-11-22".parse().unwrap();
    let violations = edits.apply(stored, &Content::default(), today).unwrap_err();
    violations.iter().map(ToString::to_string).collect()
}

#[test]
fn an_exam_retires_by_any_of_its_names_and_a_second_time_changes_nothing() {
    let mut retirement = retirement("a-0", "2027-06-30", "guide");
    retirement.successors = vec!["A-2".parse().unwrap()];
    let edits = retiring(vec![retirement]);
    let after = applied(&edits, &stored());
    let exam = &after.exams[0];
    assert_eq!(LifecycleDates::of(exam).retires, "2027-06-30".parse().ok());
    assert_eq!(exam.successors[0].exam.to_string(), "acme/A-2");
    let fact = exam
        .facts
        .iter()
        .find(|fact| fact.name == FactName::RetiresOn)
        .unwrap();
    assert_eq!(
        serde_json::to_value(&fact.evidence).unwrap(),
        json!({ "sources": ["guide"], "as_of": "2026-11-22", "confidence": "OFFICIAL" })
    );
    let later = edits
        .apply(&after, &Content::default(), "2027-01-01".parse().unwrap())
        .unwrap();
    assert_eq!(later, after);
}

#[test]
fn a_source_corrects_its_own_statement() {
    let first = applied(
        &retiring(vec![retirement("A-1", "2027-06-30", "blog")]),
        &stored(),
    );
    let second = applied(
        &retiring(vec![retirement("A-1", "2027-09-30", "blog")]),
        &first,
    );
    assert_eq!(second.exams[0].facts.len(), 1);
    assert_eq!(
        LifecycleDates::of(&second.exams[0]).retires,
        "2027-09-30".parse().ok()
    );
}

#[test]
fn a_retirement_that_a_better_source_contradicts_is_refused() {
    let official = applied(
        &retiring(vec![retirement("A-1", "2027-06-30", "guide")]),
        &stored(),
    );
    let message = refused(
        &retiring(vec![retirement("A-1", "2027-01-31", "blog")]),
        &official,
    );
    assert!(
        message[0].starts_with("exam[acme/A-1].facts[RETIRES_ON]: would not retire on 2027-01-31")
    );
}

#[test]
fn invalid_retirements_are_all_reported() {
    let message = refused(
        &retiring(vec![
            retirement("A-9", "2027-01-31", "guide"),
            retirement("A-1", "2027-01-31", "nobody"),
            retirement("A-2", "2027-01-31", "guide"),
            retirement("acme/a-2", "2027-02-28", "guide"),
        ]),
        &stored(),
    );
    assert_eq!(
        message,
        [
            "exam[A-9]: there is no exam \"A-9\"",
            "exam[acme/A-1].facts[RETIRES_ON].evidence.sources[0]: there is no source \"nobody\"",
            "exam[acme/A-2]: is retired twice; choose one day and source",
        ]
    );
}

#[test]
fn removed_records_must_exist_and_be_unreferenced() {
    let after = applied(&removing(RecordKind::Exam, "a-1"), &stored());
    assert_eq!(after.keys(RecordKind::Exam), ["acme/A-2"]);
    let former = refused(&removing(RecordKind::Exam, "A-0"), &stored());
    assert_eq!(former, ["exam[A-0]: there is no exam \"A-0\""]);
    let needed = refused(&removing(RecordKind::Vendor, "acme"), &stored());
    assert_eq!(
        needed,
        [
            "exam[acme/A-1].vendor: there is no vendor \"acme\"",
            "exam[acme/A-2].vendor: there is no vendor \"acme\"",
        ]
    );
    let both = Edits {
        records: stored(),
        ..removing(RecordKind::Source, "blog")
    };
    assert!(refused(&both, &stored())[0].contains("choose one"));
}

#[test]
fn a_whole_catalogue_replaces_the_stored_one() {
    let mut whole = stored();
    whole.exams.remove(1);
    let edits = |mode| Edits {
        records: whole.clone(),
        mode,
        ..Edits::default()
    };
    assert_eq!(
        applied(&edits(ImportMode::Replace), &stored()).exams.len(),
        1
    );
    assert_eq!(applied(&edits(ImportMode::Merge), &stored()).exams.len(), 2);
    let mut twice = whole.clone();
    twice.extend(whole.clone());
    for mode in [ImportMode::Merge, ImportMode::Replace] {
        let edits = Edits {
            records: twice.clone(),
            mode,
            ..Edits::default()
        };
        assert!(refused(&edits, &stored())[0].contains("twice"), "{mode:?}");
    }
}

#[test]
fn the_digest_is_independent_of_the_order() {
    let change_set = |records: Content| ChangeSet {
        edits: Edits {
            records,
            ..Edits::default()
        },
        ..ChangeSet::default()
    };
    let mut turned = stored();
    turned.exams.reverse();
    let digest = change_set(stored()).digest();
    assert_eq!(digest.len(), 64);
    assert_eq!(change_set(turned).digest(), digest);
    let other = ChangeSet {
        note: "why".parse().ok(),
        ..change_set(stored())
    };
    assert_ne!(other.digest(), digest);
}
