use std::sync::Arc;

use proptest::prelude::*;

use super::{validate, validate_after};
use crate::{
    content::Content,
    exam::Succession,
    fact_kind::FactKind,
    search::example::{evidence, exam, role, vendor},
    source::{Confidence, Source},
    text::ExamKey,
};

fn valid() -> Content {
    let exam = |vendor, code| Arc::new(exam(vendor, code, "Title"));
    Content {
        vendors: vec![vendor("aws", "AWS").into(), vendor("b", "B").into()],
        exams: vec![exam("aws", "A"), exam("aws", "B"), exam("b", "C")],
        roles: vec![role("maker", "Maker").into()],
        ..Content::default()
    }
}

/// Edits, many of which break something.
fn edit(content: &mut Content, (kind, index, other): (u8, usize, usize)) {
    let count = content.exams.len();
    let keys: Vec<ExamKey> = content.exams.iter().map(|exam| exam.key()).collect();
    if count == 0 {
        return;
    }
    let (index, other) = (index % count, other % count);
    let changed = Arc::make_mut(&mut content.exams[index]);
    match kind {
        0 => changed.title.clear(),
        1 => changed.title.push('!'),
        2 => changed.successors.push(Succession {
            exam: keys[other].clone(),
            evidence: evidence(),
        }),
        3 => changed.former_codes.push(keys[other].code.clone()),
        4 => {
            content.exams.remove(index);
        }
        5 => content.exams.push(Arc::clone(&content.exams[index])),
        6 => {
            content.vendors.pop();
        }
        7 => Arc::make_mut(&mut content.vendors[0]).name.clear(),
        8 => content.roles.clear(),
        _ => content.exams.push(exam("b", "D", "Another").into()),
    }
}

/// Gives the first exam a fee fact by these sources with this confidence.
fn fee_by(content: &mut Content, sources: &[&str], confidence: Confidence) {
    let fact = serde_json::from_value(serde_json::json!({
        "name": "FEE", "value": "1 USD",
        "evidence": { "sources": sources, "as_of": "2026", "confidence": confidence, "note": "a test" },
    }));
    Arc::make_mut(&mut content.exams[0]).facts = vec![fact.unwrap()];
}

#[test]
fn names_that_people_use_are_short_different_and_can_be_found() {
    let mut content = valid();
    let long = "n".repeat(101);
    let names = ["Sec+", "Sec+", " ", "++", &long].map(str::to_owned);
    Arc::make_mut(&mut content.exams[0]).also_known_as = names.into();
    let messages: Vec<String> = validate(&content)
        .into_iter()
        .map(|violation| format!("{}: {}", violation.field, violation.message))
        .collect();
    assert_eq!(
        messages,
        [
            "also_known_as[1]: is in the list twice",
            "also_known_as[2]: must not be empty",
            "also_known_as[3]: needs a letter or a digit",
            "also_known_as[4]: must not exceed 100 characters",
        ]
    );
}

fn source(key: &str, limits: &[(FactKind, Confidence)]) -> Arc<Source> {
    let limits: Vec<_> = limits
        .iter()
        .map(|(kind, at_most)| serde_json::json!({ "kind": kind, "at_most": at_most, "note": "old prices" }))
        .collect();
    let document = serde_json::json!({
        "key": key, "title": "T", "publisher": "P", "url": "https://example.com",
        "kind": "REPOSITORY", "limits": limits,
    });
    Arc::new(serde_json::from_value(document).unwrap())
}

#[test]
fn evidence_claims_no_better_class_than_its_sources_are_trusted_to() {
    let community = (FactKind::Fee, Confidence::Community);
    let mut content = valid();
    content.sources = vec![
        source("free", &[]),
        source("old", &[community]),
        source("older", &[(FactKind::Fee, Confidence::Estimate)]),
        source("outlines", &[(FactKind::Outline, Confidence::Community)]),
    ];
    let cases = [
        (&["old"][..], Confidence::Reputable, false),
        (&["old"], Confidence::Community, true),
        (&["old"], Confidence::Estimate, true),
        (&["older"], Confidence::Community, false),
        (&["old", "older"], Confidence::Community, true),
        (&["old", "older"], Confidence::Reputable, false),
        (&["old", "free"], Confidence::Official, true),
        (&["outlines"], Confidence::Official, true),
    ];
    for (sources, confidence, holds) in cases {
        fee_by(&mut content, sources, confidence);
        let violations = validate(&content);
        assert_eq!(violations.is_empty(), holds, "{sources:?} {confidence:?}");
        if let Some(violation) = violations.first() {
            assert_eq!(violation.field, "facts[0].evidence.confidence");
            assert!(
                violation.message.contains("old prices"),
                "{}",
                violation.message
            );
        }
    }
}

#[test]
fn a_new_limit_is_held_against_records_that_did_not_change() {
    let mut known = valid();
    known.sources = vec![source("old", &[])];
    fee_by(&mut known, &["old"], Confidence::Reputable);
    assert_eq!(validate(&known), []);
    let mut content = known.clone();
    content.sources = vec![source("old", &[(FactKind::Fee, Confidence::Community)])];
    assert_eq!(validate_after(&known, &content).len(), 1);
}

#[test]
fn a_source_has_one_limit_a_kind_and_none_that_limits_nothing() {
    let mut content = valid();
    let fee = (FactKind::Fee, Confidence::Community);
    content.sources = vec![source("twice", &[fee, fee])];
    assert_eq!(validate(&content)[0].field, "limits[1].kind");
    content.sources = vec![source("idle", &[(FactKind::Fee, Confidence::Official)])];
    assert_eq!(validate(&content)[0].field, "limits[0].at_most");
}

proptest! {
    #[test]
    fn what_is_known_to_be_valid_hides_no_violation(
        first in proptest::collection::vec((0_u8..10, 0_usize..9, 0_usize..9), 0..4),
        second in proptest::collection::vec((0_u8..10, 0_usize..9, 0_usize..9), 0..4),
    ) {
        let mut known = valid();
        for step in first {
            let before = known.clone();
            edit(&mut known, step);
            if !validate(&known).is_empty() || known.vendors.is_empty() {
                known = before;
            }
        }
        let mut content = known.clone();
        for step in second {
            if !content.vendors.is_empty() {
                edit(&mut content, step);
            }
        }
        prop_assert_eq!(validate_after(&known, &content), validate(&content));
    }
}
