//! Keys of objectives: written by `certgraph keys`, checked by every import, kept through rewording,
//! added to databases of earlier versions.

use std::{fs, path::Path};

use certgraph::{
    catalogue::{Content, Exam, Objective, Revision},
    publish::{ChangeSet, Edits, Outcome, assign_objective_keys, publish, shipped_files},
    store::{self, ContentUpdate, Reconciliation, Store, StoreOptions},
};
use chrono::{DateTime, Utc};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database};
use serde_json::json;

use crate::{
    command_line::{failed, folder, run, succeeded},
    support::{
        content::complete,
        database::{TestDatabase, fresh},
    },
};

const EXAMS: &str = r#"# What Acme offers.
[[vendor]]
slug = "acme"
name = "Acme"

[[exam]]
vendor = "acme"
code = "A-1"
title = "Building things"

[[exam.blueprint]]
version = "2025"
standing = "OFFICIAL"
weights = "UNKNOWN"
effective_from = "2025-01-01"
evidence = { as_of = "2025", confidence = "ESTIMATE", note = "ours" }

[[exam.blueprint.domain]]
key = "plan"
title = "Plan"
objectives = ["1.1 Plan costs", { key = "mine", title = "Choose a region" }] # two of them

[[exam.blueprint]]
version = "2026"
standing = "OFFICIAL"
weights = "UNKNOWN"
effective_from = "2026-01-01"
evidence = { as_of = "2026", confidence = "ESTIMATE", note = "ours" }

[[exam.blueprint.domain]]
key = "plan"
title = "Plan"
objectives = [
  # Renumbered in 2026.
  '1.2 Plan the costs',
  { title = "Choose regions" }, # reworded
  "Back up data",
]
"#;

fn now() -> DateTime<Utc> {
    "2026-11-28T10:00:00Z".parse().unwrap()
}

fn write(folder: &Path, text: &str) {
    fs::create_dir_all(folder.join("catalogue")).unwrap();
    fs::write(folder.join("catalogue/acme.toml"), text).unwrap();
}

fn read(folder: &Path) -> String {
    fs::read_to_string(folder.join("catalogue/acme.toml")).unwrap()
}

/// The keys and titles of the objectives of an exam, by version.
fn objectives(exam: &Exam) -> Vec<Vec<(String, String)>> {
    let blueprints = exam.blueprints.iter();
    let pair = |objective: &Objective| {
        let key = objective.key.as_ref().unwrap();
        (key.to_string(), objective.title.clone())
    };
    blueprints
        .map(|blueprint| {
            let domains = blueprint.domains.iter();
            let objectives = domains.flat_map(|domain| &domain.objectives);
            objectives.map(pair).collect()
        })
        .collect()
}

fn keys(exam: &Exam) -> Vec<Vec<String>> {
    let objectives = objectives(exam).into_iter();
    let keys = |list: Vec<(String, String)>| list.into_iter().map(|(key, _)| key).collect();
    objectives.map(keys).collect()
}

#[test]
fn keys_are_written_beside_the_titles_and_nothing_else_changes() {
    let folder = folder();
    let path = folder.path();
    write(path, EXAMS);
    let check = run(path, &["keys", "--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert_eq!(read(path), EXAMS);
    let said = succeeded(&run(path, &["keys"]));
    assert!(
        said.ends_with("4 keys assigned: 2 new, 2 of other versions\n"),
        "{said}"
    );
    let expected = EXAMS
        .replace(
            "\"1.1 Plan costs\"",
            "{ key = \"plan-costs\", title = \"1.1 Plan costs\" }",
        )
        .replace(
            "'1.2 Plan the costs'",
            "{ key = \"plan-costs\", title = '1.2 Plan the costs' }",
        )
        .replace(
            "{ title = \"Choose regions\" }",
            "{ key = \"mine\", title = \"Choose regions\" }",
        )
        .replace(
            "\"Back up data\"",
            "{ key = \"back-up-data\", title = \"Back up data\" }",
        );
    assert_eq!(read(path), expected);
    succeeded(&run(path, &["keys", "--check"]));
    succeeded(&run(path, &["keys"]));
    assert_eq!(read(path), expected);
    succeeded(&run(path, &["validate", "catalogue"]));
}

#[test]
fn a_key_that_is_used_twice_or_changes_is_a_fault_with_its_line() {
    let folder = folder();
    let path = folder.path();
    write(path, &EXAMS.replace("\"Back up data\"", "{ key = \"mine\", title = \"Back up data\" }, { key = \"mine\", title = \"Back up logs\" }"));
    let message = failed(&run(path, &["validate", "catalogue"]), "CATALOGUE_INVALID");
    assert!(message.contains("acme.toml:37:"), "{message}");
    assert!(message.contains("same key"), "{message}");
    write(
        path,
        &EXAMS.replace(
            "\"Back up data\"",
            "{ key = \"other\", title = \"Choose a region\" }",
        ),
    );
    let message = failed(&run(path, &["validate", "catalogue"]), "CATALOGUE_INVALID");
    assert!(
        message.contains("the same objective has the key mine in the blueprint 2025"),
        "{message}"
    );
}

#[test]
fn every_objective_of_the_shipped_files_has_a_key() {
    let assigned = assign_objective_keys(&shipped_files()).unwrap();
    assert_eq!(assigned.keys, []);
    assert_eq!(assigned.files, []);
}

async fn migrated() -> (TestDatabase, Store) {
    let database = fresh().await;
    let store = store::connect(database.url(), StoreOptions::default()).await;
    let store = store.unwrap();
    store.migrate().await.unwrap();
    (database, store)
}

async fn replace(store: &Store, content: &Content) {
    let update = ContentUpdate {
        expected: None,
        content,
        actor: "tester",
        note: None,
        now: now(),
    };
    store.replace(update).await.unwrap();
}

/// The exam with the objectives of its first domain replaced by titles without keys.
fn with_titles(exam: &Exam, titles: &[&str]) -> Exam {
    let mut exam = exam.clone();
    exam.facts.clear();
    exam.blueprints[0].domains[0].objectives = titles
        .iter()
        .map(|title| Objective::without_key(*title))
        .collect();
    exam
}

#[tokio::test]
async fn an_import_without_keys_keeps_the_known_ones_and_stores_new_ones() {
    let (_database, store) = migrated().await;
    let mut content = complete();
    let place = content
        .exams
        .iter()
        .position(|exam| {
            exam.blueprints
                .first()
                .is_some_and(|blueprint| !blueprint.domains[0].objectives.is_empty())
        })
        .unwrap();
    let exam = (*content.exams[place]).clone();
    let first = with_titles(&exam, &["Monitor deployed models", "Plan costs"]);
    content.exams[place] = first.clone().into();
    let send = async |exam: Exam| {
        let change_set = ChangeSet {
            edits: Edits {
                records: Content {
                    exams: vec![exam.into()],
                    ..Content::default()
                },
                ..Edits::default()
            },
            actor: "tester".into(),
            ..ChangeSet::default()
        };
        match publish(&store, &change_set, now()).await.unwrap() {
            Outcome::Published(published) => published,
            other => panic!("{other:?}"),
        }
    };
    let stored = async || {
        let content = store.load().await.unwrap().content;
        let found = content.exams.iter().find(|own| own.key() == exam.key());
        Exam::clone(found.unwrap())
    };
    replace(&store, &complete()).await;
    send(first).await;
    assert_eq!(
        keys(&stored().await)[0],
        ["monitor-deployed-models", "plan-costs"]
    );
    let before = stored().await;
    let reworded = [
        "2.1 Plan the costs",
        "2.2 Monitoring of deployed models",
        "Plan backups",
    ];
    send(with_titles(&exam, &reworded)).await;
    assert_eq!(
        keys(&stored().await)[0],
        ["plan-costs", "monitor-deployed-models", "plan-backups"]
    );
    // The same text again is no change.
    let again = send(with_titles(&exam, &reworded)).await;
    assert!(again.difference.is_empty(), "{:?}", again.difference);
    // The change log gives back the states before and after.
    let head = store.load().await.unwrap();
    for (revision, expected) in [(head.revision, stored().await), (Revision::new(2), before)] {
        let content = store.content_at(revision).await.unwrap().unwrap();
        assert!(content.exams.iter().any(|exam| **exam == expected));
    }
}

#[tokio::test]
async fn a_store_refuses_an_objective_without_key() {
    let (_database, store) = migrated().await;
    let mut content = complete();
    let exams = content.exams.iter_mut();
    for exam in exams.filter(|exam| !exam.blueprints.is_empty()) {
        *exam = with_titles(exam, &["Plan"]).into();
    }
    let update = ContentUpdate {
        expected: None,
        content: &content,
        actor: "tester",
        note: None,
        now: now(),
    };
    let error = store.replace(update).await.unwrap_err();
    assert!(
        error.to_string().contains("an objective has no key"),
        "{error}"
    );
}

/// Rows of a database that an earlier version wrote.
const EARLIER_ROWS: &str = "
    INSERT INTO vendor (id, slug, name) VALUES (1, 'acme', 'Acme');
    INSERT INTO exam (id, vendor_id, code, title) VALUES (1, 1, 'A-1', 'One'), (2, 1, 'A-2', 'Two');
    INSERT INTO evidence (id, as_of_earliest, as_of_latest, as_of_precision, confidence, note) VALUES
        (1, '2025-01-01', '2025-01-01', 'DAY', 'ESTIMATE', 'ours'),
        (2, '2025-01-01', '2025-01-01', 'DAY', 'ESTIMATE', 'ours'),
        (3, '2025-01-01', '2025-01-01', 'DAY', 'ESTIMATE', 'ours');
    INSERT INTO blueprint (id, exam_id, position, version, standing, weights,
        effective_from_earliest, effective_from_latest, effective_from_precision, evidence_id) VALUES
        (1, 1, 0, '2025', 'OFFICIAL', 'UNKNOWN', '2025-01-01', '2025-01-01', 'DAY', 1),
        (2, 1, 1, '2026', 'OFFICIAL', 'UNKNOWN', '2026-01-01', '2026-01-01', 'DAY', 2),
        (3, 2, 0, '2025', 'OFFICIAL', 'UNKNOWN', '2025-01-01', '2025-01-01', 'DAY', 3);
    INSERT INTO domain (id, blueprint_id, position, key, title) VALUES
        (1, 1, 0, 'plan', 'Plan'), (2, 1, 1, 'run', 'Run'), (3, 2, 0, 'run', 'Run'), (4, 3, 0, 'run', 'Run');
    INSERT INTO objective (domain_id, position, wording) VALUES
        (1, 0, '1.1 Plan the costs'), (1, 1, 'Testing'), (2, 0, 'testing'), (2, 1, 'Résumé'),
        (3, 0, 'Resume'), (3, 1, 'plan the costs'), (3, 2, 'Testing'), (4, 0, 'Testing')";

#[tokio::test]
async fn a_database_of_an_earlier_version_gets_keys_and_the_change_log_has_them() {
    let database = fresh().await;
    let store = store::connect(database.url(), StoreOptions::default()).await;
    let store = store.unwrap();
    let by_hand = Database::connect(database.url()).await.unwrap();
    Migrator::up(&by_hand, Some(17)).await.unwrap();
    for statement in EARLIER_ROWS.split(';') {
        by_hand.execute_unprepared(statement).await.unwrap();
    }
    let applied = store.migrate().await.unwrap();
    assert!(applied[0].contains("objective_keys"), "{applied:?}");
    let loaded = store.load().await.unwrap();
    let found: Vec<Vec<Vec<String>>> = loaded.content.exams.iter().map(|exam| keys(exam)).collect();
    let expected = json!([
        [
            ["plan-costs", "testing", "testing-2", "resume"],
            ["resume", "plan-costs", "testing"]
        ],
        [["testing"]],
    ]);
    assert_eq!(json!(found), expected);
    assert_eq!(certgraph::catalogue::validate(&loaded.content), []);
    let outcome = store.reconcile(now()).await.unwrap();
    assert!(
        matches!(outcome, Reconciliation::Complete { entered: 3 }),
        "{outcome:?}"
    );
    let logged = store.content_at(loaded.revision).await.unwrap();
    assert_eq!(logged, Some(loaded.content));
}
