//! Change sets on a real database: what is written, what is refused, what is answered twice.

use std::{collections::BTreeSet, sync::Arc};

use certgraph::{
    catalogue::{Content, Operation, Record, RecordKind, Revision},
    publish::{
        ChangeSet, Edit, Edits, FieldEffect, Outcome, PublishError, Published, RecordEffect,
        RecordReference, publish,
    },
    store::{self, Store, StoreOptions},
};
use chrono::{DateTime, Utc};
use proptest::prelude::*;
use sea_orm::{ConnectionTrait, Database, Statement};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::support::{
    content::complete,
    database::{TestDatabase, fresh},
};

fn now() -> DateTime<Utc> {
    "2026-11-22T12:34:56.123456789Z".parse().unwrap()
}

async fn open(database: &TestDatabase) -> Store {
    store::connect(database.url(), StoreOptions::default())
        .await
        .unwrap()
}

/// A database that holds the complete content as revision 1.
async fn filled() -> (TestDatabase, Store) {
    let database = fresh().await;
    let store = open(&database).await;
    store.migrate().await.unwrap();
    let seed = change_set(Edits {
        records: complete(),
        ..Edits::default()
    });
    let published = published(publish(&store, &seed, now()).await);
    assert_eq!(published.revision, Revision::new(1));
    (database, store)
}

fn change_set(edits: Edits) -> ChangeSet {
    ChangeSet {
        edits,
        actor: "ana".to_owned(),
        ..ChangeSet::default()
    }
}

/// Puts the exam A-1 in place with another title.
fn retitled(title: &str) -> ChangeSet {
    let mut exam = complete().exams.swap_remove(0);
    title.clone_into(&mut Arc::make_mut(&mut exam).title);
    change_set(Edits {
        records: Content {
            exams: vec![exam],
            ..Content::default()
        },
        ..Edits::default()
    })
}

/// Adds a vendor.
fn vendor(slug: &str) -> ChangeSet {
    let records = serde_json::from_value(json!({ "vendor": [{ "slug": slug, "name": slug }] }));
    change_set(Edits {
        records: records.unwrap(),
        ..Edits::default()
    })
}

#[track_caller]
fn published(outcome: Result<Outcome, PublishError>) -> Published {
    match outcome.unwrap() {
        Outcome::Published(published) => published,
        other => panic!("{other:?}"),
    }
}

/// The rows of a query, each as the texts of its columns.
async fn rows(database: &TestDatabase, columns: &[&str], from: &str) -> Vec<Vec<String>> {
    let connection = Database::connect(database.url()).await.unwrap();
    let texts: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(index, column)| format!("CAST({column} AS text) AS c{index}"))
        .collect();
    let sql = format!("SELECT {} FROM {from}", texts.join(", "));
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = connection.query_all_raw(statement).await.unwrap();
    let cell = |row: &sea_orm::QueryResult, index: usize| {
        let text: Option<String> = row.try_get("", &format!("c{index}")).unwrap();
        text.unwrap_or_else(|| "null".to_owned())
    };
    rows.iter()
        .map(|row| (0..columns.len()).map(|index| cell(row, index)).collect())
        .collect()
}

async fn publications(database: &TestDatabase) -> Vec<Vec<String>> {
    let columns = [
        "revision",
        "actor",
        "note",
        "idempotency_key",
        "added",
        "changed",
        "removed",
    ];
    rows(database, &columns, "publication ORDER BY id").await
}

#[tokio::test]
async fn a_publication_is_answered_with_its_difference_and_audited() {
    let (database, store) = filled().await;
    let change_set = ChangeSet {
        note: "the vendor renamed it".parse().ok(),
        ..retitled("A, anew")
    };
    let answer = published(publish(&store, &change_set, now()).await);
    assert_eq!(answer.revision, Revision::new(2));
    assert_eq!(answer.position, store.load().await.unwrap().log_head);
    let [record] = answer.difference.records.as_slice() else {
        panic!("{:?}", answer.difference);
    };
    assert_eq!(
        (record.kind, record.key.as_str()),
        (RecordKind::Exam, "acme/A-1")
    );
    assert_eq!(
        (record.effect, record.operation()),
        (RecordEffect::Changed, Operation::Upsert)
    );
    let [field] = record.fields.as_slice() else {
        panic!("{:?}", record.fields);
    };
    assert_eq!(
        (field.path.as_str(), field.effect),
        ("title", FieldEffect::Changed)
    );
    assert_eq!(
        (&field.before, &field.after),
        (&Some(json!("A")), &Some(json!("A, anew")))
    );
    assert_eq!(
        publications(&database).await,
        [
            ["1", "ana", "null", "null", "16", "0", "0"],
            ["2", "ana", "the vendor renamed it", "null", "0", "1", "0"],
        ]
    );
    let logged = rows(
        &database,
        &["revision", "actor", "note"],
        "change_log WHERE revision = 2",
    );
    assert_eq!(logged.await, [["2", "ana", "the vendor renamed it"]]);
}

#[tokio::test]
async fn a_key_gets_the_same_answer_again_and_no_other_change_set() {
    let (database, store) = filled().await;
    let keyed = |change_set| ChangeSet {
        idempotency_key: "one".parse().ok(),
        ..change_set
    };
    let first = published(publish(&store, &keyed(retitled("B")), now()).await);
    assert!(!first.repeated);
    // Others go on in between; the answer stays what it was. Another process gives it as well.
    published(publish(&store, &retitled("C"), now()).await);
    let other_process = open(&database).await;
    let later = "2027-01-01T00:00:00Z".parse().unwrap();
    let again = published(publish(&other_process, &keyed(retitled("B")), later).await);
    assert_eq!(
        again,
        Published {
            repeated: true,
            ..first
        }
    );
    assert_eq!(store.load().await.unwrap().revision, Revision::new(3));

    let error = publish(&store, &keyed(retitled("D")), now())
        .await
        .unwrap_err();
    assert!(matches!(error, PublishError::KeyReused(key) if key == "one"));
    let dry = ChangeSet {
        dry_run: true,
        ..keyed(retitled("D"))
    };
    assert!(!published(publish(&store, &dry, now()).await).repeated);
    let by_ben = ChangeSet {
        actor: "ben".to_owned(),
        ..keyed(retitled("D"))
    };
    assert_eq!(
        published(publish(&store, &by_ben, now()).await).revision,
        Revision::new(4)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_request_that_arrives_many_times_at_once_is_carried_out_once() {
    let (database, store) = filled().await;
    let mut running = JoinSet::new();
    for process in 0..3 {
        let store = if process == 0 {
            store.clone()
        } else {
            open(&database).await
        };
        for _ in 0..4 {
            let store = store.clone();
            running.spawn(async move {
                let change_set = ChangeSet {
                    idempotency_key: "one".parse().ok(),
                    ..vendor("new")
                };
                published(publish(&store, &change_set, now()).await)
            });
        }
    }
    let answers = running.join_all().await;
    let first = answers.iter().filter(|answer| !answer.repeated).count();
    assert_eq!(first, 1);
    for answer in &answers {
        let (revision, counts) = (answer.revision, answer.difference.counts());
        assert_eq!(
            (revision, counts.added, counts.changed),
            (Revision::new(2), 1, 0)
        );
    }
    assert_eq!(store.load().await.unwrap().revision, Revision::new(2));
    assert_eq!(publications(&database).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_who_expect_nothing_all_get_through() {
    let (database, store) = filled().await;
    let mut running = JoinSet::new();
    for process in 0..3 {
        let store = open(&database).await;
        for writer in 0..4 {
            let store = store.clone();
            running.spawn(async move {
                let change_set = vendor(&format!("new-{process}-{writer}"));
                published(publish(&store, &change_set, now()).await).revision
            });
        }
    }
    let revisions: BTreeSet<Revision> = running.join_all().await.into_iter().collect();
    assert_eq!(revisions, (2..14).map(Revision::new).collect());
    let stored = store.load().await.unwrap();
    assert_eq!(stored.content.vendors.len(), complete().vendors.len() + 12);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_writers_who_expect_the_same_revision_one_wins_and_the_others_see_what_it_did() {
    let (database, store) = filled().await;
    let mut running = JoinSet::new();
    for process in 0..3 {
        let store = open(&database).await;
        for writer in 0..2 {
            let store = store.clone();
            running.spawn(async move {
                let change_set = ChangeSet {
                    expected_revision: Some(Revision::new(1)),
                    ..vendor(&format!("new-{process}-{writer}"))
                };
                publish(&store, &change_set, now()).await.unwrap()
            });
        }
    }
    let outcomes = running.join_all().await;
    let winners: Vec<_> = outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            Outcome::Published(published) => Some(published),
            _ => None,
        })
        .collect();
    let [winner] = winners.as_slice() else {
        panic!("{outcomes:?}");
    };
    assert_eq!(winner.revision, Revision::new(2));
    let conflicts: Vec<_> = outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            Outcome::RevisionConflict(conflict) => Some(conflict),
            _ => None,
        })
        .collect();
    assert_eq!(conflicts.len(), 5);
    for conflict in conflicts {
        assert_eq!(
            (conflict.expected, conflict.found),
            (Revision::new(1), Revision::new(2))
        );
        assert_eq!(conflict.meanwhile.as_ref(), Some(&winner.difference));
    }
    let stored = store.load().await.unwrap().content;
    assert_eq!(stored.vendors.len(), complete().vendors.len() + 1);
}

#[tokio::test]
async fn a_revision_that_never_was_conflicts_without_a_history() {
    let (_database, store) = filled().await;
    for (number, known) in [(0, true), (7, false)] {
        let change_set = ChangeSet {
            expected_revision: Some(Revision::new(number)),
            ..vendor("new")
        };
        let outcome = publish(&store, &change_set, now()).await.unwrap();
        let Outcome::RevisionConflict(conflict) = outcome else {
            panic!("{outcome:?}");
        };
        let added = conflict
            .meanwhile
            .map(|difference| difference.counts().added);
        assert_eq!(added, known.then_some(16));
    }
}

#[tokio::test]
async fn nothing_is_written_by_a_rejected_change_set_a_dry_run_or_one_without_a_difference() {
    let (database, store) = filled().await;
    let before = store.load().await.unwrap();
    let mut wrong = retitled(" ");
    wrong.edits.removals = vec![RecordReference {
        kind: RecordKind::Source,
        key: "blog".to_owned(),
    }];
    let outcome = publish(&store, &wrong, now()).await.unwrap();
    let Outcome::Rejected(violations) = outcome else {
        panic!("{outcome:?}");
    };
    let paths: Vec<String> = violations
        .iter()
        .map(certgraph::catalogue::Violation::path)
        .collect();
    for path in [
        "exam[acme/A-1].title",
        "exam[acme/A-1].successors[1].evidence.sources[0]",
        "role[builder].recommendation[0].evidence.sources[0]",
    ] {
        assert!(
            paths.iter().any(|found| found == path),
            "{path}: {paths:#?}"
        );
    }

    let dry = ChangeSet {
        dry_run: true,
        ..retitled("B")
    };
    let answer = published(publish(&store, &dry, now()).await);
    assert_eq!(
        (answer.revision, answer.committed_at),
        (Revision::new(1), None)
    );
    assert_eq!(answer.difference.counts().changed, 1);

    let answer = published(publish(&store, &retitled("A"), now()).await);
    assert_eq!(
        (answer.revision, answer.committed_at),
        (Revision::new(1), None)
    );
    assert!(answer.difference.is_empty());
    assert_eq!(publications(&database).await.len(), 1);

    // A key is remembered even so: whoever sent it may rely on it.
    let keyed = ChangeSet {
        idempotency_key: "none".parse().ok(),
        ..retitled("A")
    };
    let first = published(publish(&store, &keyed, now()).await);
    assert_eq!(
        (first.revision, first.position),
        (Revision::new(1), before.log_head)
    );
    published(publish(&store, &vendor("new"), now()).await);
    let again = published(publish(&store, &keyed, now()).await);
    assert_eq!(
        again,
        Published {
            repeated: true,
            ..first
        }
    );
    let entries = rows(&database, &["revision"], "change_log WHERE revision > 1").await;
    assert_eq!(entries, [["2"]]);
}

/// A content that differs from the complete one in as many ways as there are choices.
fn varied(choices: &[(u8, u8)]) -> Content {
    let mut document = serde_json::to_value(complete()).unwrap();
    for (what, number) in choices {
        let exam = &mut document["exam"][0];
        match what % 14 {
            0 => exam["title"] = json!(format!("Title {number}")),
            1 => drop_one(&mut exam["facts"], *number),
            2 => turn(&mut exam["facts"], *number),
            3 => exam["facts"][0]["evidence"]["as_of"] = json!(format!("20{:02}", number % 26)),
            4 => drop_one(&mut exam["blueprint"], *number),
            5 => exam["former_codes"] = json!([format!("F-{number}"), "Z-9"]),
            6 => exam["aliases"] = json!([format!("F-{number}"), "AONE"]),
            7 => drop_one(&mut document["certification"], *number),
            8 => drop_one(&mut document["audience_rule"], *number),
            9 => turn(&mut document["role"][0]["recommendation"], *number),
            11 => exam["also_known_as"] = json!([format!("Name {number}"), "A One"]),
            12 => {
                for certification in document["certification"].as_array_mut().unwrap() {
                    certification["also_known_as"] = json!([format!("Name {number}"), "Eng+"]);
                }
            }
            10 if document["exam"][2]["code"] == "a-1" => {
                let code = format!("N-{number}");
                let text = document
                    .to_string()
                    .replace("zenith/a-1", &format!("zenith/{code}"));
                document = serde_json::from_str(&text).unwrap();
                document["exam"][2]["former_codes"] = json!(["a-1"]);
                document["exam"][2]["code"] = json!(code);
            }
            _ => document["comparison"][0]["dimension"][0]["left"] = json!(format!("{number}")),
        }
    }
    let mut content: Content = serde_json::from_value(document).unwrap();
    content.sort();
    content
}

fn drop_one(list: &mut Value, number: u8) {
    if let Some(items) = list.as_array_mut().filter(|items| !items.is_empty()) {
        items.remove(usize::from(number) % items.len());
    }
}

fn turn(list: &mut Value, number: u8) {
    if let Some(items) = list.as_array_mut().filter(|items| !items.is_empty()) {
        let places = usize::from(number) % items.len();
        items.rotate_left(places);
    }
}

/// The records of a content that a difference names as written.
fn named(content: &Content, keys: &BTreeSet<(RecordKind, String)>) -> Content {
    fn pick<T: Record>(records: &[Arc<T>], keys: &BTreeSet<(RecordKind, String)>) -> Vec<Arc<T>> {
        let is_named = |record: &&Arc<T>| keys.contains(&(T::KIND, record.record_key()));
        records.iter().filter(is_named).cloned().collect()
    }
    Content {
        sources: pick(&content.sources, keys),
        vendors: pick(&content.vendors, keys),
        certifications: pick(&content.certifications, keys),
        exams: pick(&content.exams, keys),
        roles: pick(&content.roles, keys),
        comparisons: pick(&content.comparisons, keys),
        equivalences: pick(&content.equivalences, keys),
        audience_rules: pick(&content.audience_rules, keys),
    }
}

proptest! {
    /// A difference names exactly the records that lead from one content to the other, and tells
    /// of each changed one at least one field.
    #[test]
    fn the_change_set_of_a_difference_leads_to_the_target(
        before in prop::collection::vec(any::<(u8, u8)>(), 0..6),
        after in prop::collection::vec(any::<(u8, u8)>(), 0..6),
    ) {
        let (before, after) = (varied(&before), varied(&after));
        let difference = certgraph::publish::Difference::between(&before, &after);
        prop_assert_eq!(difference.is_empty(), before == after);
        let written: BTreeSet<_> = difference
            .records
            .iter()
            .filter(|record| record.operation() == Operation::Upsert)
            .map(|record| (record.kind, record.key.clone()))
            .collect();
        let removals = difference.records.iter().filter(|record| record.operation() == Operation::Delete);
        let removals = removals.map(|record| RecordReference { kind: record.kind, key: record.key.clone() });
        let edits = Edits {
            records: named(&after, &written),
            removals: removals.collect(),
            ..Edits::default()
        };
        let today = now().date_naive();
        prop_assert_eq!(edits.apply(&before, &before, today).unwrap(), after.clone());
        for record in &difference.records {
            prop_assert_eq!(record.fields.is_empty(), record.effect == RecordEffect::Removed);
        }
        // Each exam that goes under a new code is told as a rename of the old one.
        let codes = |content: &Content| content.exams[2].record_key();
        let renamed = difference.records.iter().find_map(|record| record.previous_key.clone());
        let expected = (codes(&after) != codes(&before) && codes(&before) == "zenith/a-1")
            .then(|| "zenith/a-1".to_owned());
        prop_assert_eq!(renamed, expected);
    }

    /// One leaf that is edited is told as that leaf and nothing else.
    #[test]
    fn an_edited_value_is_reported_at_its_path(place in any::<prop::sample::Index>(), text in "[a-z]{12}") {
        let before = serde_json::to_value(&complete().exams[0]).unwrap();
        let mut leaves = Vec::new();
        texts(&before, String::new(), &mut leaves);
        let pointer = place.get(&leaves);
        let mut after = before.clone();
        let old = std::mem::replace(after.pointer_mut(pointer).unwrap(), json!(text));
        let change = certgraph::publish::RecordChange::between(
            RecordKind::Exam, "acme/A-1", Some(&before), Some(&after),
        ).unwrap();
        prop_assert_eq!(change.fields.len(), 1, "{}: {:?}", pointer, &change.fields);
        prop_assert_eq!(change.fields[0].before.as_ref(), Some(&old));
        prop_assert_eq!(change.fields[0].after.clone(), Some(json!(text)));
        prop_assert_eq!(change.fields[0].effect, FieldEffect::Changed);
    }
}

/// The pointers of all texts but those that name an item, which would be another item then.
fn texts(value: &Value, at: String, leaves: &mut Vec<String>) {
    const NAMES: [&str; 9] = [
        "name",
        "about",
        "experience",
        "conditions",
        "version",
        "key",
        "exam",
        "kind",
        "first_week",
    ];
    match value {
        Value::String(_) => leaves.push(at),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                texts(item, format!("{at}/{index}"), leaves);
            }
        }
        Value::Object(members) => {
            for (name, member) in members
                .iter()
                .filter(|(name, _)| !NAMES.contains(&name.as_str()))
            {
                texts(member, format!("{at}/{name}"), leaves);
            }
        }
        _ => {}
    }
}
