//! What is read after a change is what reading everything gives, and the snapshot that follows
//! another is the one that is made anew.

use std::sync::Arc;

use certgraph::{
    catalogue::{
        Catalogue, Change, ChangeFilter, Day, ExamFilter, ExamOrder, ExamOrderField,
        LifecycleState, ObjectIndex, ObjectKind, list_exams,
    },
    store::{self, LogReading, StoreOptions, StoredContent},
};
use chrono::TimeDelta;
use proptest::test_runner::{Config, TestRunner};
use sea_orm::{ConnectionTrait, Database};

use crate::{
    change_log::{Edit, beginning, day, edited, edits, replace, sql},
    support::database::fresh,
};

/// How many histories are tried; each has a database of its own.
const HISTORIES: u32 = 16;

/// A process that follows a database by what has changed.
struct Process {
    store: store::Store,
    served: Option<Catalogue>,
}

impl Process {
    async fn catch_up(&mut self) {
        let stored = self.store.current().await.unwrap();
        assert_eq!(*stored, self.store.load().await.unwrap());
        let StoredContent {
            content,
            revision,
            committed_at,
            ..
        } = StoredContent::clone(&stored);
        let made = Catalogue::build(content.clone(), revision, committed_at).unwrap();
        if let Some(served) = &self.served {
            let followed = served.followed_by(content, revision, committed_at).unwrap();
            assert_eq!(observable_content(&followed), observable_content(&made));
            self.served = Some(followed);
        } else {
            observable_content(&made);
            self.served = Some(made);
        }
    }
}

/// Everything a snapshot returns, by its indexes too.
fn observable_content(catalogue: &Catalogue) -> Vec<String> {
    let today: Day = "2026-11-22".parse().unwrap();
    let mut told = vec![
        format!("{} {:?}", catalogue.revision(), catalogue.content()),
        format!("{:?}", catalogue.contradictions(today)),
    ];
    for index in catalogue.vendors() {
        let vendor = catalogue.vendor(index);
        let object = catalogue.object(ObjectKind::Vendor, vendor.identity);
        assert_eq!(object, Some(ObjectIndex::Vendor(index)));
        told.push(format!("{vendor:?}"));
    }
    for index in catalogue.exams() {
        let exam = catalogue.exam(index);
        let record = &exam.record;
        let codes = std::iter::once(&record.code)
            .chain(&record.former_codes)
            .chain(&record.aliases);
        let codes = codes.map(|code| catalogue.exam_by_code(code.as_str(), None));
        told.push(format!("{exam:?} {:?}", codes.collect::<Vec<_>>()));
        told.push(format!("{:?}", catalogue.blueprint_terms(index, today)));
        let (after, before) = (catalogue.line_after(index), catalogue.line_before(index));
        told.push(format!("{after:?} {before:?}"));
        if let Some(blueprint) = catalogue.indexed_blueprint(index, today) {
            let others = catalogue
                .exams()
                .filter_map(|other| catalogue.indexed_blueprint(other, today));
            let kept = others.map(|other| blueprint.cached_similarity(other));
            told.push(format!("{:?}", kept.collect::<Vec<_>>()));
        }
    }
    for text in [
        "e-0",
        "acme",
        "ac",
        "exam",
        "hand",
        "a",
        "b 1",
        "zenith exam",
        "E-9",
    ] {
        let hits = catalogue.search_index().search(catalogue, text, today);
        told.push(format!(
            "{text}: {hits:?} {:?}",
            catalogue.exam_by_code(text, None)
        ));
    }
    for by in [
        ExamOrderField::Code,
        ExamOrderField::Title,
        ExamOrderField::Fee,
        ExamOrderField::RetiresOn,
    ] {
        let order = ExamOrder {
            by,
            descending: true,
        };
        for states in [
            None,
            Some(vec![LifecycleState::Live]),
            Some(vec![LifecycleState::Retired]),
        ] {
            let filter = ExamFilter {
                states,
                ..ExamFilter::default()
            };
            let list = list_exams(catalogue, &filter, order, today);
            told.push(format!("{:?}", list.iter().collect::<Vec<_>>()));
        }
    }
    told
}

async fn check(history: Vec<(Edit, bool)>) {
    let database = fresh().await;
    let connect = || store::connect(database.url(), StoreOptions::default());
    let writer = connect().await.unwrap();
    writer.migrate().await.unwrap();
    let by_hand = Database::connect(database.url()).await.unwrap();
    let mut own = Process {
        store: writer.clone(),
        served: None,
    };
    let mut often = Process {
        store: connect().await.unwrap(),
        served: None,
    };
    let mut seldom = Process {
        store: connect().await.unwrap(),
        served: None,
    };
    let mut content = beginning();
    replace(&writer, &content, day(0)).await;
    for (number, (edit, is_told)) in history.iter().enumerate() {
        let now = day(number + 1);
        if let Some(statement) = sql(edit) {
            by_hand.execute_unprepared(&statement).await.unwrap();
            if *is_told {
                // Before the log accounts for it: then only the tables can be read.
                often.catch_up().await;
            }
            writer.reconcile(now).await.unwrap();
            content = writer.load().await.unwrap().content;
        } else if let Edit::Prune(days) = edit {
            let before = now - TimeDelta::days((*days).into());
            writer.prune_log(before).await.unwrap();
        } else {
            content = edited(content, edit);
            replace(&writer, &content, now).await;
        }
        own.catch_up().await;
        often.catch_up().await;
        if *is_told {
            seldom.catch_up().await;
        }
    }
    seldom.catch_up().await;
    drop(own);
    for store in [writer, often.store, seldom.store] {
        store.close().await.unwrap();
    }
    by_hand.close().await.unwrap();
}

#[test]
fn what_is_read_after_a_change_is_what_reading_everything_gives() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let config = Config {
        cases: HISTORIES,
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&edits(), |history| {
        runtime.block_on(check(history));
        Ok(())
    });
    outcome.unwrap();
}

#[tokio::test]
async fn records_that_have_not_changed_are_shared() {
    let database = fresh().await;
    let connect = || store::connect(database.url(), StoreOptions::default());
    let (writer, reader) = (connect().await.unwrap(), connect().await.unwrap());
    writer.migrate().await.unwrap();
    let content = beginning();
    replace(&writer, &content, day(0)).await;
    let before = reader.current().await.unwrap();
    replace(&writer, &edited(content, &Edit::Put(0, 4)), day(1)).await;
    let after = reader.current().await.unwrap();
    let shared =
        |place: usize| Arc::ptr_eq(&before.content.exams[place], &after.content.exams[place]);
    assert_eq!([shared(0), shared(1)], [false, true]);
    assert!(Arc::ptr_eq(
        &before.content.vendors[0],
        &after.content.vendors[0]
    ));
}

#[tokio::test]
async fn a_writer_caches_its_content_and_log_entries() {
    let database = fresh().await;
    let writer = store::connect(database.url(), StoreOptions::default());
    let writer = writer.await.unwrap();
    writer.migrate().await.unwrap();
    replace(&writer, &beginning(), day(0)).await;
    let start = writer.current().await.unwrap().log_head;
    let content = edited(beginning(), &Edit::Put(0, 4));
    replace(&writer, &content, day(1)).await;
    let stored = writer.current().await.unwrap();
    let is_shared = |exam| {
        stored
            .content
            .exams
            .iter()
            .any(|other| Arc::ptr_eq(exam, other))
    };
    assert!(content.exams.iter().all(is_shared));
    assert_eq!(*stored, writer.load().await.unwrap());

    let recent = writer.recent_changes();
    assert_eq!(recent.end(), stored.log_head);
    let cached = recent.after(start).unwrap().unwrap();
    let cached: Vec<_> = cached.map(|change| Change::clone(change)).collect();
    let filter = ChangeFilter::default();
    let logged = writer.changes_after(Some(start.into()), i64::MAX, 10, &filter);
    let LogReading::Page(page) = logged.await.unwrap() else {
        panic!("the log is complete");
    };
    let logged: Vec<_> = page.changes.into_iter().map(|(_, change)| change).collect();
    assert_eq!(cached, logged);
    assert!(!cached.is_empty());
}

#[tokio::test]
async fn a_restored_backup_is_detected() {
    let database = fresh().await;
    let connect = || store::connect(database.url(), StoreOptions::default());
    let (writer, reader) = (connect().await.unwrap(), connect().await.unwrap());
    writer.migrate().await.unwrap();
    replace(&writer, &beginning(), day(0)).await;
    let edit = Edit::Put(0, 1);
    replace(&writer, &edited(beginning(), &edit), day(1)).await;
    reader.current().await.unwrap();
    // Below a running process the past becomes another one, and goes on as far as the first did.
    let by_hand = Database::connect(database.url()).await.unwrap();
    for statement in [
        "UPDATE exam SET title = 'Of another past'",
        "UPDATE change_log SET chain = 'f00d' || substr(chain, 5)",
        "UPDATE revision SET log_chain = 'f00d' || substr(log_chain, 5)",
        "UPDATE revision SET logged_revision = number",
    ] {
        by_hand.execute_unprepared(statement).await.unwrap();
    }
    by_hand.close().await.unwrap();
    let stored = reader.current().await.unwrap();
    assert!(stored.is_logged);
    assert_eq!(stored.content.exams[0].title, "Of another past");
    assert_eq!(*stored, reader.load().await.unwrap());
}
