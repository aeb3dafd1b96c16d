//! A start from the archive of a snapshot serves what a start from the tables serves.

use std::{net::SocketAddr, path::Path, process::Command, sync::Arc, time::Duration};

use certgraph::{
    catalogue::{Content, Exam},
    config::{ArchivePlace, ServeSettings},
    store::{self, Archive, ContentUpdate, Store, StoreOptions, StoredContent, Verification},
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;
use tokio::time::sleep;

use crate::{
    command_line::free_port,
    support::{
        content::complete,
        database::{TestDatabase, fresh},
        server::{NOW, TestServer, clock_at, settings, until_served},
    },
};

pub(crate) async fn open(database: &TestDatabase) -> Store {
    let store = store::connect(database.url(), StoreOptions::default());
    store.await.unwrap()
}

fn now() -> DateTime<Utc> {
    NOW.parse().unwrap()
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

/// The content with another title of its first exam.
fn retitled(content: &Content, title: &str) -> Content {
    let mut content = content.clone();
    content.sort();
    title.clone_into(&mut Arc::make_mut(&mut content.exams[0]).title);
    content
}

async fn by_hand(database: &TestDatabase, statement: &str) {
    let connection = Database::connect(database.url()).await.unwrap();
    connection.execute_unprepared(statement).await.unwrap();
    connection.close().await.unwrap();
}

/// Changes tables without a new revision, as when the triggers are off.
pub(crate) async fn unnoticed(database: &TestDatabase, statement: &str) {
    let stored = open(database).await.load().await.unwrap();
    by_hand(database, statement).await;
    let (number, entries) = (stored.revision, stored.log_head.sequence);
    let statement = format!(
        "UPDATE revision SET number = {number}, logged_revision = {number}
            WHERE log_sequence = {entries}"
    );
    by_hand(database, &statement).await;
}

async fn tamper(database: &TestDatabase, exam: &Exam) {
    let code = &exam.code;
    let statement = format!("UPDATE exam SET title = 'Tampered' WHERE code = '{code}'");
    unnoticed(database, &statement).await;
}

/// A database with a content of every kind of record, and its archive in a directory.
pub(crate) async fn archived() -> (TestDatabase, TempDir, Archive, StoredContent) {
    let database = fresh().await;
    let store = open(&database).await;
    store.migrate().await.unwrap();
    replace(&store, &complete()).await;
    let directory = tempfile::tempdir().unwrap();
    let archive = store.archive(Some(directory.path())).unwrap();
    let stored = store.load().await.unwrap();
    write(&archive, &stored);
    (database, directory, archive, stored)
}

pub(crate) fn write(archive: &Archive, stored: &StoredContent) {
    let (revision, log_head) = (stored.revision, stored.log_head);
    archive.write(&stored.content, revision, log_head).unwrap();
}

#[tokio::test]
async fn a_content_from_the_archive_equals_that_of_the_tables() {
    let (database, _directory, archive, stored) = archived().await;
    let store = open(&database).await;
    let begun = store.begin_with(&archive).await.unwrap().unwrap();
    assert_eq!(*begun, stored);
    assert!(Arc::ptr_eq(&store.current().await.unwrap(), &begun));
    assert_eq!(store.verify().await.unwrap(), Verification::Confirmed);
}

#[tokio::test]
async fn later_changes_are_replayed_onto_the_archive() {
    let (database, _directory, archive, stored) = archived().await;
    let changed = retitled(&stored.content, "Later");
    replace(&open(&database).await, &changed).await;
    let store = open(&database).await;
    let begun = store.begin_with(&archive).await.unwrap().unwrap();
    let current = store.current().await.unwrap();
    assert_eq!(*current, store.load().await.unwrap());
    // What did not change is shared, so no table was read.
    assert!(Arc::ptr_eq(
        &current.content.exams[1],
        &begun.content.exams[1]
    ));
    assert_eq!(current.content.exams[0].title, "Later");
    assert_eq!(store.verify().await.unwrap(), Verification::Confirmed);
}

#[tokio::test]
async fn a_log_that_is_pruned_behind_the_archive_leads_to_the_tables() {
    let (database, _directory, archive, stored) = archived().await;
    let writer = open(&database).await;
    replace(&writer, &retitled(&stored.content, "Later")).await;
    replace(&writer, &retitled(&stored.content, "Last")).await;
    writer.prune_log(now() + TimeDelta::days(1)).await.unwrap();
    let store = open(&database).await;
    let begun = store.begin_with(&archive).await.unwrap().unwrap();
    let current = store.current().await.unwrap();
    assert_eq!(*current, store.load().await.unwrap());
    assert_eq!(current.content.exams[0].title, "Last");
    // What the tables say again is not held twice.
    assert!(Arc::ptr_eq(
        &current.content.exams[1],
        &begun.content.exams[1]
    ));
}

#[tokio::test]
async fn edits_by_bare_sql_leave_the_archive_aside() {
    let (database, _directory, archive, _) = archived().await;
    by_hand(&database, "UPDATE exam SET title = 'By hand'").await;
    let store = open(&database).await;
    assert!(store.begin_with(&archive).await.unwrap().is_none());
    let current = store.current().await.unwrap();
    assert!(!current.is_logged);
    assert_eq!(current.content.exams[0].title, "By hand");
}

#[tokio::test]
async fn the_archive_of_another_database_is_left_aside() {
    let (_database, _directory, archive, stored) = archived().await;
    for content in [retitled(&stored.content, "Elsewhere"), Content::default()] {
        let other = fresh().await;
        let store = open(&other).await;
        store.migrate().await.unwrap();
        replace(&store, &content).await;
        let store = open(&other).await;
        store.begin_with(&archive).await.unwrap();
        assert_eq!(*store.current().await.unwrap(), store.load().await.unwrap());
    }
}

#[tokio::test]
async fn a_damaged_or_missing_archive_is_left_aside() {
    let (database, _directory, archive, stored) = archived().await;
    let mut bytes = std::fs::read(archive.path()).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(archive.path(), bytes).unwrap();
    for _ in 0..2 {
        let store = open(&database).await;
        assert!(store.begin_with(&archive).await.unwrap().is_none());
        assert_eq!(*store.current().await.unwrap(), stored);
        archive.remove().unwrap();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_named_pipe_in_place_of_the_archive_is_left_aside() {
    let (database, _directory, archive, stored) = archived().await;
    archive.remove().unwrap();
    let made = Command::new("mkfifo").arg(archive.path()).status();
    assert!(made.unwrap().success());
    let store = open(&database).await;
    assert!(store.begin_with(&archive).await.unwrap().is_none());
    assert_eq!(*store.current().await.unwrap(), stored);
}

#[tokio::test]
async fn tables_that_differ_from_the_archive_win() {
    let (database, _directory, archive, stored) = archived().await;
    let exam = Arc::clone(&stored.content.exams[0]);
    tamper(&database, &exam).await;
    let store = open(&database).await;
    let begun = store.begin_with(&archive).await.unwrap().unwrap();
    assert_eq!(begun.content, stored.content);
    let example = format!("exam {}", exam.key());
    let differs = Verification::Differs {
        records: 1,
        example,
    };
    assert_eq!(store.verify().await.unwrap(), differs);
    let current = store.current().await.unwrap();
    assert_eq!(current.content.exams[0].title, "Tampered");
    assert_eq!(store.verify().await.unwrap(), Verification::Confirmed);
}

fn in_directory(database: &TestDatabase, directory: &Path) -> ServeSettings {
    ServeSettings {
        snapshot_archive: ArchivePlace::Directory(directory.to_owned()),
        ..settings(database)
    }
}

/// Waits until the condition holds.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..500 {
        if holds().await {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("{what} in ten seconds");
}

/// A list as its bytes.
async fn page(server: &TestServer) -> String {
    let query =
        "%7Bexams(first:100)%7BtotalCount%20nodes%7Bcode%20title%20fee%7Bamount%7D%7D%7D%7D";
    let url = format!("{}/graphql?query={query}", server.url);
    reqwest::get(url).await.unwrap().text().await.unwrap()
}

async fn title(server: &TestServer, exam: &Exam) -> String {
    let (vendor, code) = (&exam.vendor, &exam.code);
    let query = format!("{{ exam(vendor: \"{vendor}\", code: \"{code}\") {{ title }} }}");
    let data = server.data(&query).await;
    data["exam"]["title"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_server_starts_from_its_archive_and_serves_later_changes() {
    let directory = tempfile::tempdir().unwrap();
    let database = Arc::new(fresh().await);
    let settings = in_directory(&database, directory.path());
    let start = || TestServer::with(Arc::clone(&database), settings.clone(), clock_at(NOW));
    let archive = open(&database)
        .await
        .archive(Some(directory.path()))
        .unwrap();
    let server = start().await;
    let first = page(&server).await;
    until("no archive is written", async || archive.path().exists()).await;
    drop(server);

    let server = start().await;
    assert_eq!(page(&server).await, first);
    let store = open(&database).await;
    let stored = store.load().await.unwrap();
    replace(&store, &retitled(&stored.content, "Later")).await;
    until_served(&server, stored.revision.number() + 1).await;
    assert_eq!(title(&server, &stored.content.exams[0]).await, "Later");
    drop(server);

    // Archives are written at intervals, so this one is behind the database.
    let server = start().await;
    assert_eq!(title(&server, &stored.content.exams[0]).await, "Later");
}

#[tokio::test]
async fn a_server_notices_tables_that_differ_from_its_archive() {
    let directory = tempfile::tempdir().unwrap();
    let database = Arc::new(fresh().await);
    let port = free_port();
    let settings = ServeSettings {
        metrics_listen: Some(SocketAddr::from(([127, 0, 0, 1], port))),
        ..in_directory(&database, directory.path())
    };
    let start = || TestServer::with(Arc::clone(&database), settings.clone(), clock_at(NOW));
    let store = open(&database).await;
    let archive = store.archive(Some(directory.path())).unwrap();
    let server = start().await;
    until("no archive is written", async || archive.path().exists()).await;
    drop(server);
    let stored = store.load().await.unwrap();
    tamper(&database, &stored.content.exams[0]).await;

    let server = start().await;
    until("the tables are not served", async || {
        title(&server, &stored.content.exams[0]).await == "Tampered"
    })
    .await;
    let metrics = reqwest::get(format!("http://127.0.0.1:{port}/metrics"));
    let metrics = metrics.await.unwrap().text().await.unwrap();
    let counted = "certgraph_archive_refutations_total 1";
    assert!(metrics.contains(counted), "{metrics}");
    // The next archive is that of the tables.
    until("no archive is written", async || archive.path().exists()).await;
    drop(server);
    let store = open(&database).await;
    let begun = store.begin_with(&archive).await.unwrap().unwrap();
    assert_eq!(begun.content.exams[0].title, "Tampered");
}

#[tokio::test]
async fn without_the_setting_no_archive_is_kept() {
    let database = Arc::new(fresh().await);
    let settings = ServeSettings {
        snapshot_archive: ArchivePlace::None,
        ..settings(&database)
    };
    let server = TestServer::with(Arc::clone(&database), settings, clock_at(NOW)).await;
    page(&server).await;
    drop(server);
    let store = open(&database).await;
    assert!(
        store
            .archive(None)
            .is_none_or(|archive| !archive.path().exists())
    );
}

/// A directory that cannot be written, for root as well: it would be inside a file.
#[tokio::test]
async fn a_server_without_a_place_for_its_archive_serves() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let database = Arc::new(fresh().await);
    let settings = in_directory(&database, &file.path().join("inside"));
    let server = TestServer::with(Arc::clone(&database), settings, clock_at(NOW)).await;
    assert!(page(&server).await.contains("totalCount"));
}

#[tokio::test]
async fn temporary_files_of_killed_processes_are_removed() {
    let (_database, directory, archive, stored) = archived().await;
    let name = archive.path().file_name().unwrap().to_str().unwrap();
    let [old, young] = ["old", "young"].map(|part| {
        let path = directory.path().join(format!("{name}.{part}.tmp"));
        std::fs::write(&path, "").unwrap();
        path
    });
    let file = std::fs::File::options().write(true).open(&old).unwrap();
    let now = young.metadata().unwrap().modified().unwrap();
    file.set_modified(now - Duration::from_hours(2)).unwrap();
    write(&archive, &stored);
    assert!(!old.exists());
    assert!(young.exists());
}

#[cfg(unix)]
#[tokio::test]
async fn a_server_with_a_read_only_directory_serves() {
    use std::{fs, os::unix::fs::PermissionsExt};

    let directory = tempfile::tempdir().unwrap();
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let database = Arc::new(fresh().await);
    let settings = in_directory(&database, directory.path());
    let server = TestServer::with(Arc::clone(&database), settings, clock_at(NOW)).await;
    assert!(page(&server).await.contains("totalCount"));
}
