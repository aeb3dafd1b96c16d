//! The database layer, on a real database.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use certgraph::{
    catalogue::{Content, Revision, validate},
    store::{
        self, ContentUpdate, RevisionStatus, SchemaStatus, Store, StoreError, StoreOptions,
        WatchOptions,
    },
};
use chrono::{DateTime, Utc};
use migration::MigratorTrait;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement, TransactionTrait};
use serde_json::json;
use tokio::time::{Instant, timeout};

use crate::support::{
    content::{complete, synthetic},
    database::{TestDatabase, fresh, is_postgres},
};

async fn open(database: &TestDatabase) -> Store {
    store::connect(database.url(), StoreOptions::default())
        .await
        .unwrap()
}

async fn migrated() -> (TestDatabase, Store) {
    let database = fresh().await;
    let store = open(&database).await;
    store.migrate().await.unwrap();
    (database, store)
}

async fn filled() -> (TestDatabase, Store) {
    let (database, store) = migrated().await;
    replace(&store, &complete()).await;
    (database, store)
}

/// A connection beside the store, as a person with a database client has it.
async fn by_hand(database: &TestDatabase) -> DatabaseConnection {
    Database::connect(database.url()).await.unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-11-22T12:34:56.789Z".parse().unwrap()
}

fn update(expected: Option<Revision>, content: &Content) -> ContentUpdate<'_> {
    ContentUpdate {
        expected,
        content,
        actor: "tester",
        note: Some("why"),
        now: now(),
    }
}

async fn replace(store: &Store, content: &Content) -> Revision {
    let replaced = store.replace(update(None, content)).await.unwrap();
    replaced.revision
}

fn sorted(mut content: Content) -> Content {
    content.sort();
    content
}

async fn log(connection: &DatabaseConnection, revision: i64) -> Vec<(String, String, String)> {
    let statement = Statement::from_string(
        connection.get_database_backend(),
        format!(
            "SELECT kind, key, operation FROM change_log WHERE revision = {revision} ORDER BY sequence"
        ),
    );
    let rows = connection.query_all_raw(statement).await.unwrap();
    rows.iter()
        .map(|row| {
            row.try_get_many("", &["kind".into(), "key".into(), "operation".into()])
                .unwrap()
        })
        .collect()
}

async fn count(connection: &DatabaseConnection, table: &str) -> i64 {
    let statement = Statement::from_string(
        connection.get_database_backend(),
        format!("SELECT count(*) AS number FROM {table}"),
    );
    let row = connection.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get("", "number").unwrap()
}

#[tokio::test]
async fn every_value_comes_back_as_it_was_stored() {
    let content = complete();
    assert_eq!(validate(&content), []);
    let (_database, store) = migrated().await;
    assert_eq!(replace(&store, &content).await, Revision::new(1));
    let stored = store.load().await.unwrap();
    assert_eq!(stored.content, sorted(content));
    assert_eq!(stored.revision, Revision::new(1));
    assert_eq!(stored.committed_at, now());
}

#[tokio::test]
async fn an_empty_database_loads_as_an_empty_catalogue() {
    let (_database, store) = migrated().await;
    let stored = store.load().await.unwrap();
    assert_eq!(stored.content, Content::default());
    assert_eq!(stored.revision, Revision::new(0));
}

#[tokio::test]
async fn edits_deletions_and_renames_leave_exactly_the_new_content() {
    let (database, store) = filled().await;
    let mut content = complete();
    // A rename of an exam that others refer to, in every place that names it.
    let json = serde_json::to_string(&content).unwrap();
    content = serde_json::from_str(&json.replace("zenith/a-1", "zenith/N-1")).unwrap();
    let renamed = content
        .exams
        .iter_mut()
        .find(|exam| exam.vendor.as_str() == "zenith")
        .unwrap();
    Arc::make_mut(renamed).code = "N-1".parse().unwrap();
    Arc::make_mut(&mut content.exams[0]).facts.truncate(3);
    Arc::make_mut(&mut content.exams[0]).blueprints.remove(0);
    Arc::make_mut(&mut content.exams[0]).study_plan = None;
    Arc::make_mut(&mut content.sources[1]).title = "Renamed".to_owned();
    Arc::make_mut(&mut content.vendors[1]).url = Some("https://example.org".to_owned());
    content.roles.remove(1);
    for rule in content.audience_rules.iter_mut().map(Arc::make_mut) {
        rule.when.roles.retain(|role| role.as_str() != "idle");
    }
    content.equivalences.clear();
    Arc::make_mut(&mut content.certifications[0])
        .earned_by
        .swap(0, 1);
    assert_eq!(validate(&content), []);

    assert_eq!(replace(&store, &content).await, Revision::new(2));
    assert_eq!(store.load().await.unwrap().content, sorted(content.clone()));
    let connection = by_hand(&database).await;
    let entries = log(&connection, 2).await;
    let entries: Vec<_> = entries
        .iter()
        .map(|(kind, key, operation)| format!("{operation} {kind} {key}"))
        .collect();
    assert_eq!(
        entries,
        [
            "UPSERT SOURCE blog",
            "UPSERT VENDOR zenith",
            "UPSERT EXAM zenith/N-1",
            "UPSERT EXAM acme/A-1",
            "UPSERT CERTIFICATION acme-engineer",
            "UPSERT ROLE builder",
            "UPSERT COMPARISON acme/A-1~zenith/N-1",
            "UPSERT AUDIENCE_RULE full",
            "DELETE EQUIVALENCE acme/A-1~zenith/a-1",
            "DELETE COMPARISON acme/A-1~zenith/a-1",
            "DELETE ROLE idle",
            "DELETE EXAM zenith/a-1",
        ]
    );

    assert_eq!(replace(&store, &Content::default()).await, Revision::new(3));
    assert_eq!(store.load().await.unwrap().content, Content::default());
    for (table, _) in store::tables() {
        if !["revision", "change_log"].contains(&table.as_str()) {
            assert_eq!(
                count(&connection, &table).await,
                0,
                "{table} is left behind"
            );
        }
    }
    assert_eq!(replace(&store, &complete()).await, Revision::new(4));
    assert_eq!(store.load().await.unwrap().content, sorted(complete()));
}

#[tokio::test]
async fn content_that_is_equal_is_no_change() {
    let (database, store) = filled().await;
    assert_eq!(replace(&store, &complete()).await, Revision::new(1));
    assert_eq!(log(&by_hand(&database).await, 2).await, []);
}

#[tokio::test]
async fn the_log_holds_each_record_with_its_digest() {
    let (database, store) = filled().await;
    drop(store);
    let connection = by_hand(&database).await;
    let statement = Statement::from_string(
        connection.get_database_backend(),
        "SELECT document, sha256, actor, note FROM change_log WHERE kind = 'VENDOR' AND key = 'zenith'",
    );
    let row = connection.query_one_raw(statement).await.unwrap().unwrap();
    let document: String = row.try_get("", "document").unwrap();
    assert_eq!(document, r#"{"slug":"zenith","name":"Zenith"}"#);
    let digest: String = row.try_get("", "sha256").unwrap();
    assert_eq!(
        digest,
        "9f53792cb5fcb9e9bf23af055628ce3763e39f6e220f72e6ac53dbe3bd256fb0"
    );
    assert_eq!(row.try_get::<String>("", "actor").unwrap(), "tester");
    assert_eq!(row.try_get::<String>("", "note").unwrap(), "why");
}

#[tokio::test]
async fn an_exam_keeps_its_row_when_it_changes() {
    let (database, store) = filled().await;
    let connection = by_hand(&database).await;
    let id = async || {
        let statement = Statement::from_string(
            connection.get_database_backend(),
            "SELECT id FROM exam WHERE code = 'A-1'",
        );
        let row = connection.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get::<i64>("", "id").unwrap()
    };
    let before = id().await;
    let mut content = complete();
    Arc::make_mut(&mut content.exams[0]).title = "Another title".to_owned();
    replace(&store, &content).await;
    assert_eq!(id().await, before);
}

#[tokio::test]
async fn a_stale_revision_is_refused_and_nothing_changes() {
    let (_database, store) = filled().await;
    let stale = Some(Revision::new(0));
    let error = store
        .replace(update(stale, &Content::default()))
        .await
        .unwrap_err();
    assert!(
        matches!(error, StoreError::RevisionConflict { expected, found }
            if expected == Revision::new(0) && found == Revision::new(1)),
        "{error}"
    );
    let stored = store.load().await.unwrap();
    assert_eq!(
        (stored.revision, stored.content),
        (Revision::new(1), sorted(complete()))
    );
}

#[tokio::test]
async fn a_refused_content_changes_nothing() {
    let (_database, store) = filled().await;
    let mut content = complete();
    Arc::make_mut(&mut content.exams[0]).title = "Another title".to_owned();
    Arc::make_mut(&mut content.roles[0]).slug = "someone-else".parse().unwrap();
    let error = store.replace(update(None, &content)).await.unwrap_err();
    assert!(matches!(error, StoreError::Constraint { .. }), "{error}");
    let mut content = complete();
    content.exams.push(content.exams[0].clone());
    let error = store.replace(update(None, &content)).await.unwrap_err();
    assert!(matches!(error, StoreError::Constraint { .. }), "{error}");
    let stored = store.load().await.unwrap();
    assert_eq!(
        (stored.revision, stored.content),
        (Revision::new(1), sorted(complete()))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_several_writers_at_one_revision_one_wins() {
    let (database, store) = filled().await;
    let mut writers = tokio::task::JoinSet::new();
    for number in 0..4 {
        // A pool of its own each, as separate processes have.
        let store = open(&database).await;
        writers.spawn(async move {
            let mut content = store.load().await?.content;
            Arc::make_mut(&mut content.exams[1]).title = format!("Title {number}");
            let expected = Some(Revision::new(1));
            store.replace(update(expected, &content)).await
        });
    }
    let outcomes = writers.join_all().await;
    let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let lost = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Err(StoreError::RevisionConflict { .. })))
        .count();
    assert_eq!((won, lost), (1, 3), "{outcomes:?}");
    assert_eq!(store.revision().await.unwrap(), Revision::new(2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readers_see_one_revision_while_writers_write() {
    let (database, store) = filled().await;
    let writer = open(&database).await;
    let writing = tokio::spawn(async move {
        for number in 2..12 {
            let mut content = complete();
            for exam in content.exams.iter_mut().map(Arc::make_mut) {
                exam.title = format!("Title {number}");
            }
            assert_eq!(replace(&writer, &content).await, Revision::new(number));
        }
    });
    while !writing.is_finished() {
        let stored = store.load().await.unwrap();
        let titles: BTreeSet<_> = stored
            .content
            .exams
            .iter()
            .map(|exam| &exam.title)
            .collect();
        let number = stored.revision.number();
        if number > 1 {
            assert_eq!(titles, BTreeSet::from([&format!("Title {number}")]));
        }
    }
    writing.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_processes_may_migrate_at_once() {
    for _ in 0..3 {
        let database = fresh().await;
        let mut processes = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let url = database.url().to_owned();
            // Each opens the database itself: creating a SQLite file is part of the race.
            processes.spawn(async move {
                let store = store::connect(&url, StoreOptions::default()).await?;
                store.migrate().await
            });
        }
        let applied: Vec<usize> = processes
            .join_all()
            .await
            .into_iter()
            .map(|outcome| outcome.unwrap().len())
            .collect();
        assert_eq!(
            applied.iter().filter(|count| **count > 0).count(),
            1,
            "{applied:?}"
        );
        assert_eq!(
            open(&database).await.schema_status().await.unwrap(),
            SchemaStatus::Current
        );
    }
}

#[tokio::test]
async fn unknown_schemas_are_detected() {
    let database = fresh().await;
    let store = open(&database).await;
    assert_eq!(store.schema_status().await.unwrap(), SchemaStatus::Empty);
    let error = store.load().await.unwrap_err();
    assert!(matches!(error, StoreError::SchemaBehind { .. }), "{error}");
    assert!(!store.migrate().await.unwrap().is_empty());
    assert_eq!(store.schema_status().await.unwrap(), SchemaStatus::Current);
    assert_eq!(store.migrate().await.unwrap(), Vec::<String>::new());

    let connection = by_hand(&database).await;
    let forget = "DELETE FROM seaql_migrations WHERE version LIKE '%000010%'";
    connection.execute_unprepared(forget).await.unwrap();
    assert_eq!(store.schema_status().await.unwrap(), SchemaStatus::Behind);
    let newer =
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_x', 0)";
    connection.execute_unprepared(newer).await.unwrap();
    assert_eq!(store.schema_status().await.unwrap(), SchemaStatus::Ahead);
    let error = store.migrate().await.unwrap_err();
    assert!(matches!(error, StoreError::SchemaAhead), "{error}");
}

#[tokio::test]
async fn entities_have_the_columns_of_the_migrated_tables() {
    let (database, _store) = migrated().await;
    let connection = by_hand(&database).await;
    let columns = if is_postgres() {
        "SELECT table_name::text AS t, column_name::text AS c FROM information_schema.columns \
         WHERE table_schema = current_schema()"
    } else {
        "SELECT s.name AS t, c.name AS c FROM sqlite_schema s JOIN pragma_table_info(s.name) c \
         WHERE s.type = 'table'"
    };
    let statement = Statement::from_string(connection.get_database_backend(), columns);
    let known_elsewhere = ["seaql_migrations", "fact_name", "publishing"];
    let found: BTreeSet<(String, String)> = connection
        .query_all_raw(statement)
        .await
        .unwrap()
        .iter()
        .map(|row| (row.try_get("", "t").unwrap(), row.try_get("", "c").unwrap()))
        .filter(|(table, _): &(String, String)| !known_elsewhere.contains(&table.as_str()))
        .collect();
    let expected: BTreeSet<(String, String)> = store::tables()
        .into_iter()
        .flat_map(|(table, columns)| {
            columns
                .into_iter()
                .map(move |column| (table.clone(), column))
        })
        .collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn an_edit_by_hand_is_a_new_revision() {
    let (database, store) = filled().await;
    let connection = by_hand(&database).await;
    for (number, statement) in [
        "UPDATE exam SET title = 'By hand' WHERE code = 'A-1'",
        "INSERT INTO vendor (slug, name) VALUES ('third', 'Third')",
        "DELETE FROM fact_item WHERE position = 1",
        "UPDATE source_limit SET at_most = 'REPUTABLE' WHERE kind = 'OUTLINE'",
    ]
    .into_iter()
    .enumerate()
    {
        let before = store.revision().await.unwrap();
        connection.execute_unprepared(statement).await.unwrap();
        let after = store.revision().await.unwrap();
        assert!(after > before, "{statement} went unnoticed");
        if is_postgres() {
            assert_eq!(after, Revision::new(i64::try_from(number).unwrap() + 2));
        }
    }
    let content = store.load().await.unwrap().content;
    assert!(content.exams.iter().any(|exam| exam.title == "By hand"));
    assert!(
        content
            .vendors
            .iter()
            .any(|vendor| vendor.slug.as_str() == "third")
    );
    // The next change set counts one again.
    let before = store.revision().await.unwrap();
    assert_eq!(replace(&store, &complete()).await, before.next());
}

#[tokio::test]
async fn one_transaction_by_hand_is_one_revision_on_postgres() {
    let (database, store) = filled().await;
    let transaction = by_hand(&database).await.begin().await.unwrap();
    for statement in [
        "UPDATE exam SET title = 'One'",
        "UPDATE vendor SET name = 'Two'",
        "DELETE FROM audience_rule",
    ] {
        transaction.execute_unprepared(statement).await.unwrap();
    }
    transaction.commit().await.unwrap();
    let revision = store.revision().await.unwrap();
    if is_postgres() {
        assert_eq!(revision, Revision::new(2));
    } else {
        assert!(revision > Revision::new(2));
    }
}

#[tokio::test]
async fn bad_rows_are_refused() {
    let (database, store) = filled().await;
    let connection = by_hand(&database).await;
    for statement in [
        "UPDATE domain SET weight_min = -1",
        "UPDATE domain SET weight_max = 1001",
        "UPDATE domain SET weight_min = 500, weight_max = 400",
        "UPDATE domain SET weight_max = NULL WHERE weight_min IS NOT NULL",
        "UPDATE fact SET number_min = -1 WHERE value_kind = 'MONEY'",
        "UPDATE fact SET number_min = number_max + 1 WHERE value_kind = 'QUANTITY'",
        "UPDATE fact SET currency = 'usd' WHERE value_kind = 'MONEY'",
        "UPDATE fact SET currency = NULL WHERE value_kind = 'MONEY'",
        "UPDATE fact SET unit = 'FORTNIGHTS' WHERE value_kind = 'QUANTITY'",
        "UPDATE fact SET absent_because = 'UNKNOWN' WHERE value_kind = 'TEXT'",
        "UPDATE fact SET value_kind = NULL WHERE value_kind = 'TEXT'",
        "UPDATE fact SET value_kind = 'TEXT' WHERE value_kind = 'LIST'",
        "UPDATE fact SET name = 'FEE' WHERE name = 'LANGUAGES'",
        "UPDATE fact SET name = 'NONSENSE'",
        "UPDATE fact SET score_passing = 1001 WHERE scale_max = 1000",
        "UPDATE fact SET experience = 'GURU'",
        "UPDATE fact SET earned_from = earned_before WHERE earned_before IS NOT NULL",
        "UPDATE fact SET region = 'in' WHERE region IS NOT NULL",
        "UPDATE fact SET language = ''",
        "UPDATE fact SET form = 'ALPHA'",
        "UPDATE fact SET date_not_before = NULL",
        "UPDATE fact SET date_not_before = (1 = 1) WHERE value_kind = 'TEXT'",
        "UPDATE fact SET date_not_before = (1 = 1) WHERE date_precision = 'ON_OR_BEFORE'",
        "UPDATE evidence SET checked = '2026-02-30'",
        "UPDATE certification_requirement_set SET counts_until = '2000-01-01' WHERE counts_from IS NOT NULL",
        "UPDATE fact SET date_earliest = '2030-01-01' WHERE date_precision = 'MONTH'",
        "UPDATE fact SET date_earliest = NULL WHERE date_precision = 'DAY'",
        "UPDATE fact SET date_precision = 'DECADE' WHERE date_precision = 'YEAR'",
        "UPDATE evidence SET as_of_latest = '2026-02-30', as_of_earliest = '2026-02-01'",
        "UPDATE evidence SET confidence = 'SURE'",
        "UPDATE source_limit SET at_most = 'OFFICIAL'",
        "UPDATE source_limit SET kind = 'FEE'",
        "UPDATE source_limit SET note = ''",
        "UPDATE blueprint SET effective_from_earliest = '2030-01-01', \
         effective_from_latest = '2030-01-01', effective_from_precision = 'DAY'",
        "UPDATE blueprint SET version = 'same'",
        "UPDATE study_plan_block SET first_week = last_week + 1",
        "UPDATE study_plan_block SET first_week = 0",
        "UPDATE study_plan_block SET gate_percent = 101 WHERE gate_percent IS NOT NULL",
        "UPDATE study_plan_item SET kind = 'SONG'",
        "UPDATE equivalence SET tier_distance = 4",
        "UPDATE comparison SET right_exam_id = left_exam_id",
        "UPDATE succession SET successor_id = exam_id",
        "UPDATE role_recommendation SET months_max = 1 WHERE months_min = 3",
        "UPDATE role_recommendation SET fees_currency = NULL WHERE fees_min IS NOT NULL",
        "UPDATE audience_rule SET decision = 'MAYBE'",
        "UPDATE certification SET level = 'EXPERT'",
        "UPDATE vendor SET slug = 'Not A Slug'",
        "UPDATE exam SET code = 'a b'",
        "UPDATE exam SET code = 'b-2' WHERE code = 'A-1'",
        "UPDATE exam SET title = NULL",
        "UPDATE source SET kind = 'RUMOUR'",
        "UPDATE revision SET number = -1",
        "INSERT INTO revision (id, number, committed_at) VALUES (2, 1, '2026-01-01T00:00:00+00:00')",
        "INSERT INTO objective (domain_id, position, wording) SELECT id, -1, 'x' FROM domain",
        // References.
        "DELETE FROM vendor",
        "DELETE FROM exam WHERE code = 'B-2'",
        "DELETE FROM source",
        "DELETE FROM evidence",
        "DELETE FROM role",
        "UPDATE exam SET vendor_id = 4711",
        "INSERT INTO fact_item (fact_id, position, wording) VALUES (4711, 0, 'x')",
    ] {
        let outcome = connection.execute_unprepared(statement).await;
        assert!(outcome.is_err(), "accepted: {statement}");
    }
    let stored = store.load().await.unwrap();
    assert_eq!(stored.content, sorted(complete()));
    assert_eq!(
        stored.revision,
        Revision::new(1),
        "refused edits are no revisions"
    );
}

#[tokio::test]
async fn a_part_goes_with_its_owner_and_its_evidence_too() {
    let (database, store) = filled().await;
    let connection = by_hand(&database).await;
    let evidence = count(&connection, "evidence").await;
    connection
        .execute_unprepared("DELETE FROM audience_rule WHERE key = 'full'")
        .await
        .unwrap();
    assert_eq!(count(&connection, "evidence").await, evidence - 1);
    assert_eq!(count(&connection, "audience_rule_take_exam").await, 0);
    let mut content = complete();
    content.audience_rules.remove(0);
    assert_eq!(store.load().await.unwrap().content, sorted(content));
}

#[tokio::test]
async fn what_constraints_cannot_see_is_found_on_loading() {
    let (database, store) = filled().await;
    let connection = by_hand(&database).await;
    let edit = "UPDATE fact SET unit = 'WEEKS' WHERE name = 'DURATION'";
    connection.execute_unprepared(edit).await.unwrap();
    let error = store.load().await.unwrap_err();
    assert!(
        matches!(
            &error,
            StoreError::Inconsistent {
                table: "fact",
                column: "unit",
                ..
            }
        ),
        "{error}"
    );
}

#[tokio::test]
async fn the_watcher_tells_of_change_sets_and_of_edits_by_hand() {
    let (database, store) = migrated().await;
    // Long intervals on PostgreSQL: only an announcement can be this quick.
    let interval = Duration::from_millis(if is_postgres() { 5_000 } else { 50 });
    let mut receiver = store.watch(WatchOptions {
        interval,
        ..WatchOptions::default()
    });
    let reached = |number| RevisionStatus::Reached(Revision::new(number));
    let patience = Duration::from_secs(3);
    let mut wait_for = async |number| {
        let seen = receiver.wait_for(|seen| *seen == reached(number));
        timeout(patience, seen).await.is_ok_and(|seen| seen.is_ok())
    };
    assert!(wait_for(0).await);
    tokio::time::sleep(Duration::from_millis(500)).await;
    replace(&store, &complete()).await;
    assert!(wait_for(1).await, "the change set went unnoticed");
    let connection = by_hand(&database).await;
    let edit = "UPDATE exam SET title = 'By hand' WHERE code = 'A-1'";
    connection.execute_unprepared(edit).await.unwrap();
    assert!(wait_for(2).await, "the edit went unnoticed");
}

#[tokio::test]
async fn the_watcher_survives_the_loss_of_its_connections() {
    let (database, store) = filled().await;
    let interval = Duration::from_millis(100);
    let mut receiver = store.watch(WatchOptions {
        interval,
        max_backoff: interval,
    });
    let patience = Duration::from_secs(5);
    let first = receiver.wait_for(|seen| *seen == RevisionStatus::Reached(Revision::new(1)));
    timeout(patience, first).await.unwrap().unwrap();
    let connection = by_hand(&database).await;
    if is_postgres() {
        let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        connection.execute_unprepared(others).await.unwrap();
    } else {
        connection
            .execute_unprepared("ALTER TABLE revision RENAME TO hidden")
            .await
            .unwrap();
        let lost = receiver.wait_for(|seen| *seen == RevisionStatus::Unreachable);
        timeout(patience, lost).await.unwrap().unwrap();
        connection
            .execute_unprepared("ALTER TABLE hidden RENAME TO revision")
            .await
            .unwrap();
    }
    connection
        .execute_unprepared("UPDATE exam SET title = 'x' WHERE code = 'A-1'")
        .await
        .unwrap();
    let again = receiver.wait_for(|seen| *seen == RevisionStatus::Reached(Revision::new(2)));
    timeout(patience, again).await.unwrap().unwrap();
    // Listening is taken up again too.
    let listening = "(SELECT 1 FROM pg_stat_activity \
        WHERE datname = current_database() AND query LIKE 'LISTEN%') AS ears";
    let ears = async || {
        while is_postgres() && count(&connection, listening).await == 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(patience, ears()).await.unwrap();
}

#[tokio::test]
async fn a_bad_url_is_reported_without_its_secret() {
    let options = StoreOptions {
        acquire_timeout: Duration::from_millis(500),
        ..StoreOptions::default()
    };
    let error = store::connect("postgres://me:s3cret@127.0.0.1:1/none", options)
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
    let error = store::connect("mysql://me:s3cret@host/none", options)
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::BadAddress { .. }), "{error}");
    assert!(!error.to_string().contains("s3cret"));
    let database = fresh().await;
    let wrong = if is_postgres() {
        format!("{}_x", database.url())
    } else {
        // The file of the database stands where a folder would have to be.
        drop(open(&database).await);
        format!("{}/x.db", database.url())
    };
    let error = store::connect(&wrong, options).await.unwrap_err();
    assert!(matches!(error, StoreError::Refused { .. }), "{error}");
}

#[tokio::test]
async fn a_large_catalogue_is_written_and_read_in_time() {
    let mut content = synthetic(1_600);
    let (_database, store) = migrated().await;
    let start = Instant::now();
    replace(&store, &content).await;
    let written = start.elapsed();
    let start = Instant::now();
    let stored = store.load().await.unwrap();
    let read = start.elapsed();
    content.sort();
    assert_eq!(stored.content, content);
    for exam in content.exams.iter_mut().map(Arc::make_mut) {
        exam.title.push('!');
    }
    let start = Instant::now();
    replace(&store, &content).await;
    let rewritten = start.elapsed();
    assert_eq!(store.load().await.unwrap().content, content);
    // Generous, for debug builds on busy machines.
    let figures = format!("written in {written:?}, read in {read:?}, rewritten in {rewritten:?}");
    let limit = Duration::from_secs(30);
    assert!(
        written < limit && read < limit && rewritten < limit,
        "{figures}"
    );
}

#[tokio::test]
async fn the_schema_before_conditions_keeps_its_rows() {
    let database = fresh().await;
    let store = open(&database).await;
    let connection = by_hand(&database).await;
    let conditions = "m20261127_000014_conditions";
    let place = migration::Migrator::migrations()
        .iter()
        .position(|one| one.name() == conditions);
    let before = u32::try_from(place.unwrap()).unwrap();
    migration::Migrator::up(&connection, Some(before))
        .await
        .unwrap();
    for statement in [
        "INSERT INTO vendor (id, slug, name) VALUES (1, 'acme', 'Acme')",
        "INSERT INTO source (id, key, title, publisher, url, kind) \
         VALUES (1, 'guide', 'Guide', 'Acme', 'https://example.com', 'OFFICIAL')",
        "INSERT INTO evidence (id, as_of_earliest, as_of_latest, as_of_precision, confidence) \
         VALUES (1, '2026-06-01', '2026-06-30', 'MONTH', 'OFFICIAL'), \
         (2, '2026-06-30', '2026-06-30', 'DAY', 'OFFICIAL')",
        "INSERT INTO evidence_source (evidence_id, position, source_id) VALUES (1, 0, 1), (2, 0, 1)",
        "INSERT INTO exam (id, vendor_id, code, title) VALUES (1, 1, 'A-1', 'A')",
        "INSERT INTO fact (id, exam_id, position, name, value_kind, date_earliest, date_latest, \
         date_precision, evidence_id) \
         VALUES (1, 1, 0, 'RETIRES_ON', 'DATE', '2026-12-01', '2026-12-31', 'MONTH', 1)",
        "INSERT INTO certification (id, slug, vendor_id, title, evidence_id) \
         VALUES (1, 'engineer', 1, 'Engineer', 2)",
        "INSERT INTO certification_requirement_set (id, certification_id, position) VALUES (1, 1, 0)",
        "INSERT INTO certification_requirement (requirement_set_id, position, exam_id) VALUES (1, 0, 1)",
    ] {
        let outcome = connection.execute_unprepared(statement).await;
        outcome.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    let count = store.revision().await.unwrap();
    let applied = store.migrate().await.unwrap();
    assert_eq!(applied.first().map(String::as_str), Some(conditions));
    let stored = store.load().await.unwrap();
    assert_eq!(stored.revision, count, "a migration is no edit");
    let evidence =
        |as_of: &str| json!({ "sources": ["guide"], "as_of": as_of, "confidence": "OFFICIAL" });
    let expected: Content = serde_json::from_value(json!({
        "source": [{ "key": "guide", "title": "Guide", "publisher": "Acme", "url": "https://example.com", "kind": "OFFICIAL" }],
        "vendor": [{ "slug": "acme", "name": "Acme" }],
        "exam": [{ "vendor": "acme", "code": "A-1", "title": "A",
            "facts": [{ "name": "RETIRES_ON", "value": "2026-12", "evidence": evidence("2026-06") }] }],
        "certification": [{ "slug": "engineer", "vendor": "acme", "title": "Engineer",
            "earned_by": [["acme/A-1"]], "evidence": evidence("2026-06-30") }],
    }))
    .unwrap();
    assert_eq!(stored.content, sorted(expected));
    connection
        .execute_unprepared("UPDATE fact SET language = 'Japanese'")
        .await
        .unwrap();
    let edited = store.revision().await.unwrap();
    assert_eq!(edited.number(), count.number() + 1, "triggers still count");
}
