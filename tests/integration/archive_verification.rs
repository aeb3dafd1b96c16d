//! What is noticed after a start from an archive, and what a killed process leaves behind.

use std::{fs, process::Stdio, sync::Arc, time::Duration};

use certgraph::store::Verification;
use tempfile::TempDir;
use tokio::time::sleep;

use crate::{
    archive::{archived, open, unnoticed, write},
    command_line::certgraph,
    support::database::fresh,
};

/// A change of each table with parts of the content, but those that only tables of other parts refer
/// to.
const CHANGES: [&str; 34] = [
    "UPDATE source SET title = 'Other' WHERE key = 'blog'",
    "UPDATE source_limit SET note = 'Other' WHERE position = 0",
    "UPDATE vendor SET name = 'Other' WHERE slug = 'zenith'",
    "UPDATE evidence SET note = 'Other'",
    "DELETE FROM evidence_source WHERE position = 1",
    "UPDATE exam SET title = 'Other' WHERE code = 'B-2'",
    "DELETE FROM exam_former_code WHERE position = 1",
    "DELETE FROM exam_alias WHERE position = 1",
    "DELETE FROM exam_also_known_as WHERE position = 1",
    "DELETE FROM succession WHERE position = 1",
    "UPDATE fact SET about = 'Other' WHERE position = 0",
    "UPDATE fact_item SET wording = 'Other' WHERE position = 0",
    "UPDATE blueprint SET version = 'other' WHERE version = 'claim'",
    "UPDATE domain SET title = 'Other' WHERE title = 'Only'",
    "UPDATE objective SET wording = 'Other' WHERE position = 1",
    "DELETE FROM prerequisite_member WHERE position = 1",
    "DELETE FROM prerequisite_experience WHERE position = 1",
    "UPDATE prerequisite_group SET kind = 'REQUIRED'",
    "UPDATE study_plan_block SET hours = 7 WHERE hours = 20",
    "UPDATE study_plan_item SET wording = 'Other' WHERE position = 0",
    "DELETE FROM study_plan",
    "UPDATE certification SET title = 'Other' WHERE slug = 'bare'",
    "DELETE FROM certification_also_known_as WHERE position = 1",
    "DELETE FROM certification_requirement WHERE position = 1",
    "UPDATE certification_requirement_set SET counts_until = NULL",
    "UPDATE role SET title = 'Other' WHERE slug = 'idle'",
    "DELETE FROM role_focus WHERE position = 1",
    "UPDATE role_recommendation SET focus = 'other' WHERE position = 1",
    "DELETE FROM role_step_exam WHERE position = 1",
    "UPDATE comparison SET summary = 'Other'",
    "UPDATE comparison_dimension SET name = 'other' WHERE position = 0",
    "UPDATE comparison_audience SET advice = 'Other' WHERE position = 0",
    "UPDATE equivalence SET rationale = 'Other'",
    "UPDATE audience_rule SET audience = 'Other' WHERE key = 'plain'",
];

#[tokio::test]
async fn a_change_of_any_table_without_a_log_entry_is_noticed() {
    let (database, _directory, archive, mut before) = archived().await;
    for statement in CHANGES {
        unnoticed(&database, statement).await;
        let store = open(&database).await;
        let begun = store.begin_with(&archive).await.unwrap().unwrap();
        assert!(begun.content == before.content, "{statement}");
        let verified = store.verify().await.unwrap();
        assert!(
            matches!(verified, Verification::Differs { records: 1.., .. }),
            "{statement}"
        );
        let current = store.current().await.unwrap();
        before = store.load().await.unwrap();
        assert!(*current == before, "{statement}");
        write(&archive, &before);
    }
}

#[tokio::test]
async fn a_record_that_is_removed_or_added_without_a_log_entry_is_noticed() {
    let (database, _directory, archive, stored) = archived().await;
    for statement in [
        "INSERT INTO vendor (slug, name) VALUES ('third', 'Third')",
        "INSERT INTO exam (vendor_id, code, title) SELECT id, 'N-1', 'New' FROM vendor",
        "DELETE FROM equivalence",
    ] {
        unnoticed(&database, statement).await;
        let store = open(&database).await;
        store.begin_with(&archive).await.unwrap().unwrap();
        let verified = store.verify().await.unwrap();
        assert!(
            matches!(verified, Verification::Differs { records: 1.., .. }),
            "{statement}"
        );
        let current = store.current().await.unwrap();
        assert!(current.content != stored.content, "{statement}");
        // Only what differs is in memory twice.
        let kept = current.content.exams.iter().filter(|exam| {
            let known = &stored.content.exams;
            known.iter().any(|known| known == *exam)
        });
        assert_eq!(kept.count(), stored.content.exams.len(), "{statement}");
        write(&archive, &store.load().await.unwrap());
    }
}

#[tokio::test]
async fn a_verification_shares_equal_records_with_what_is_served() {
    let (database, _directory, archive, stored) = archived().await;
    unnoticed(
        &database,
        "UPDATE exam SET title = 'Other' WHERE code = 'B-2'",
    )
    .await;
    let store = open(&database).await;
    let begun = store.begin_with(&archive).await.unwrap().unwrap();
    store.verify().await.unwrap();
    let current = store.current().await.unwrap();
    let exams = begun.content.exams.iter().zip(&current.content.exams);
    let shared = exams.filter(|(old, new)| Arc::ptr_eq(old, new)).count();
    assert_eq!(shared, stored.content.exams.len() - 1);
}

/// The names of the files in a directory.
fn files(directory: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(directory.path()).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[tokio::test]
async fn a_process_that_is_killed_while_it_writes_leaves_no_part_of_an_archive() {
    let database = fresh().await;
    let directory = tempfile::tempdir().unwrap();
    let mut interrupted = 0;
    for _ in 0..10 {
        for file in files(&directory) {
            fs::remove_file(directory.path().join(file)).unwrap();
        }
        let mut server = certgraph(directory.path())
            .env("DATABASE_URL", database.url())
            .env("SNAPSHOT_ARCHIVE", directory.path())
            .env("LISTEN", "127.0.0.1:0")
            .args(["serve"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut waited = Duration::ZERO;
        while files(&directory).is_empty() {
            assert!(waited < Duration::from_mins(1), "no archive is begun");
            sleep(Duration::from_millis(1)).await;
            waited += Duration::from_millis(1);
        }
        server.kill().unwrap();
        server.wait().unwrap();
        let store = open(&database).await;
        let archive = store.archive(Some(directory.path())).unwrap();
        if archive.path().exists() {
            let begun = store.begin_with(&archive).await.unwrap().unwrap();
            assert!(*begun == store.load().await.unwrap());
        } else {
            interrupted += 1;
            assert!(store.begin_with(&archive).await.unwrap().is_none());
        }
    }
    assert!(interrupted > 0, "each archive was complete");
}
