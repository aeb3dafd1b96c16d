use serde_json::{Value, json};

use super::{FieldEffect, RecordChange, RecordEffect, compare_documents};
use crate::catalogue::RecordKind;

/// Each change as one line.
fn lines(before: &Value, after: &Value) -> Vec<String> {
    let text = |value: Option<&Value>| value.map(Value::to_string).unwrap_or_default();
    compare_documents(before, after)
        .iter()
        .map(|change| {
            let sign = match change.effect {
                FieldEffect::Added => '+',
                FieldEffect::Changed => '~',
                FieldEffect::Removed => '-',
                FieldEffect::Reordered => '%',
            };
            let (before, after) = (text(change.before.as_ref()), text(change.after.as_ref()));
            format!("{sign} {} {before} > {after}", change.path)
        })
        .collect()
}

fn fact(name: &str, value: &str, source: &str) -> Value {
    json!({ "name": name, "value": value, "evidence": { "sources": [source] } })
}

#[test]
fn a_changed_weight_is_named_by_version_and_domain() {
    let domain = |key: &str, weight: &str| json!({ "key": key, "weight": weight });
    let before = json!({ "blueprint": [
        { "version": "2024", "domain": [domain("plan", "20..25")] },
        { "version": "2025-12-23", "domain": [domain("plan", "20..25"), domain("build", "75..80")] },
    ] });
    let after = json!({ "blueprint": [
        { "version": "2025-12-23", "domain": [domain("plan", "25..30"), domain("build", "75..80")] },
    ] });
    assert_eq!(
        lines(&before, &after),
        [
            r#"~ blueprint[2025-12-23].domain[plan].weight "20..25" > "25..30""#,
            r#"- blueprint[2024] {"version":"2024","domain":[{"key":"plan","weight":"20..25"}]} > "#,
        ]
    );
}

#[test]
fn facts_with_the_same_name_are_distinguished_by_source() {
    let facts = |facts: &[Value]| json!({ "facts": facts });
    let before = facts(&[fact("FEE", "1 USD", "a"), fact("FEE", "2 USD", "b")]);
    let after = facts(&[fact("FEE", "2 USD", "b"), fact("FEE", "3 USD", "a")]);
    assert_eq!(
        lines(&before, &after),
        [
            r#"~ facts[FEE by a].value "1 USD" > "3 USD""#,
            r#"% facts ["FEE by a","FEE by b"] > ["FEE by b","FEE by a"]"#,
        ]
    );
    // A single one keeps its short name when it comes from another source.
    let (before, after) = (
        facts(&[fact("FEE", "1 USD", "a")]),
        facts(&[fact("FEE", "1 USD", "b")]),
    );
    assert_eq!(
        lines(&before, &after),
        [r#"~ facts[FEE].evidence.sources[0] "a" > "b""#]
    );
}

#[test]
fn lists_of_texts_show_edits() {
    let list = |items: &[&str]| json!({ "objectives": items });
    let (before, after) = (list(&["a", "b", "c", "d"]), list(&["n", "a", "B", "c"]));
    assert_eq!(
        lines(&before, &after),
        [
            r#"+ objectives[0]  > "n""#,
            r#"~ objectives[2] "b" > "B""#,
            r#"- objectives[3] "d" > "#,
        ]
    );
    assert_eq!(
        lines(&json!({}), &list(&["a"])),
        [r#"+ objectives  > ["a"]"#]
    );
}

#[test]
fn added_and_removed_lists_are_split_into_items() {
    let after = json!({ "facts": [fact("FEE", "1 USD", "a"), fact("ITEMS", "4 items", "a")] });
    let paths = |before: &Value, after: &Value| {
        let changes = compare_documents(before, after);
        changes
            .into_iter()
            .map(|change| change.path)
            .collect::<Vec<_>>()
    };
    assert_eq!(paths(&json!({}), &after), ["facts[FEE]", "facts[ITEMS]"]);
    assert_eq!(paths(&after, &json!({})), ["facts[FEE]", "facts[ITEMS]"]);
}

#[test]
fn records_come_change_and_go() {
    let (one, two) = (
        json!({ "slug": "a", "name": "A" }),
        json!({ "slug": "a", "name": "B" }),
    );
    let between = |before, after| RecordChange::between(RecordKind::Vendor, "a", before, after);
    assert_eq!(between(None, None), None);
    assert_eq!(between(Some(&one), Some(&one)), None);
    let added = between(None, Some(&one)).unwrap();
    assert_eq!((added.effect, added.fields.len()), (RecordEffect::Added, 2));
    let changed = between(Some(&one), Some(&two)).unwrap();
    assert_eq!(
        (changed.effect, changed.title.as_deref()),
        (RecordEffect::Changed, Some("B"))
    );
    let removed = between(Some(&one), None).unwrap();
    assert_eq!(
        (removed.effect, removed.fields.len()),
        (RecordEffect::Removed, 0)
    );
    let text = serde_json::to_string(&changed).unwrap();
    assert_eq!(
        serde_json::from_str::<RecordChange>(&text).unwrap(),
        changed
    );
}
