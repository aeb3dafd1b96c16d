//! The law of the change log: an export and the changes after it are the next export, byte for byte.

use std::{collections::BTreeMap, sync::Arc};

use certgraph::{
    catalogue::{ChangeFilter, Content, Exam, LogCursor, LogPosition, RecordKind, validate},
    publish::CatalogueLines,
    store::{self, ContentUpdate, LogReading, Reconciliation, Store, StoreOptions},
};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use serde_json::{Value, json};

use crate::support::database::fresh;

/// How many histories are tried; each has a database of its own.
const HISTORIES: u32 = 16;

/// What an editor does on one day.
#[derive(Debug, Clone)]
pub enum Edit {
    /// Adds an exam, or changes its facts and the weights of its domains.
    Put(usize, u8),
    /// Removes an exam and what refers to it.
    Remove(usize),
    /// Gives an exam a new code and keeps the old one as a former code.
    Rename(usize),
    /// Changes a vendor.
    Vendor(u8),
    /// Adds or removes a pair of counterparts.
    Pair(usize, usize),
    /// Puts back everything as it was in the beginning.
    Reset,
    /// Does nothing.
    Nothing,
    /// Edits the tables without certgraph.
    SqlTitle(usize, u8),
    /// Removes facts from the tables without certgraph.
    SqlFacts(usize),
    /// Touches the tables without certgraph and changes nothing.
    SqlNothing,
    /// Forgets what is older than so many days.
    Prune(u8),
}

pub fn edits() -> impl Strategy<Value = Vec<(Edit, bool)>> {
    let exam = 0_usize..6;
    let edit = prop_oneof![
        6 => (exam.clone(), 0_u8..5).prop_map(|(exam, variant)| Edit::Put(exam, variant)),
        3 => exam.clone().prop_map(Edit::Remove),
        2 => exam.clone().prop_map(Edit::Rename),
        1 => (0_u8..3).prop_map(Edit::Vendor),
        2 => (exam.clone(), exam.clone()).prop_map(|(left, right)| Edit::Pair(left, right)),
        1 => Just(Edit::Reset),
        1 => Just(Edit::Nothing),
        2 => (exam.clone(), 0_u8..3).prop_map(|(exam, variant)| Edit::SqlTitle(exam, variant)),
        1 => exam.prop_map(Edit::SqlFacts),
        1 => Just(Edit::SqlNothing),
        1 => (1_u8..6).prop_map(Edit::Prune),
    ];
    vec((edit, any::<bool>()), 1..25)
}

fn code(exam: usize) -> String {
    format!("E-{exam}")
}

fn vendor(exam: usize) -> &'static str {
    ["acme", "zenith"][exam % 2]
}

fn exam_record(exam: usize, variant: u8) -> Exam {
    let weight = 10 * (i64::from(variant) + 1);
    serde_json::from_value(json!({
        "vendor": vendor(exam), "code": code(exam), "title": format!("Exam \"{exam}\" é {}", variant % 2),
        "facts": [{
            "name": "FEE", "value": format!("{}.00 USD", 100 + i64::from(variant)),
            "evidence": { "sources": ["guide"], "as_of": "2026-06", "confidence": "OFFICIAL" },
        }],
        "blueprint": [{
            "version": "1", "standing": "OFFICIAL", "weights": "PUBLISHED", "effective_from": "2025-02",
            "evidence": { "sources": ["guide"], "as_of": "2026-06", "confidence": "OFFICIAL" },
            "domain": [
                { "key": "a", "title": "A", "weight": format!("{weight}..{}", weight + 5) },
                { "key": "b", "title": "B", "weight": format!("{}..{}", 95 - weight, 100 - weight) },
            ],
        }],
    }))
    .unwrap()
}

pub fn beginning() -> Content {
    let mut content: Content = serde_json::from_value(json!({
        "source": [{ "key": "guide", "title": "Guide", "publisher": "Acme", "url": "https://example.com", "kind": "OFFICIAL" }],
        "vendor": [{ "slug": "acme", "name": "Acme" }, { "slug": "zenith", "name": "Zenith" }],
    }))
    .unwrap();
    content.exams = vec![exam_record(0, 0).into(), exam_record(1, 0).into()];
    content.sort();
    content
}

/// The content after an edit through certgraph.
pub fn edited(mut content: Content, edit: &Edit) -> Content {
    let is = |exam: usize| move |record: &Arc<Exam>| record.code.as_str() == code(exam);
    match *edit {
        Edit::Put(exam, variant) => {
            // A code that is used again no longer names the exam that once had it.
            remove(&mut content, &format!("{}-new", code(exam)));
            content.exams.retain(|record| !is(exam)(record));
            content.exams.push(exam_record(exam, variant).into());
        }
        Edit::Remove(exam) => remove(&mut content, &code(exam)),
        Edit::Rename(exam) => {
            if let Some(record) = content.exams.iter().find(|item| is(exam)(item)).cloned() {
                let mut record = Arc::unwrap_or_clone(record);
                remove(&mut content, &code(exam));
                record.former_codes.push(record.code.clone());
                record.code = format!("{}-new", code(exam)).parse().unwrap();
                remove(&mut content, record.code.as_str());
                content.exams.push(record.into());
            }
        }
        Edit::Vendor(variant) => {
            Arc::make_mut(&mut content.vendors[0]).name = format!("Acme {variant}");
        }
        Edit::Pair(left, right) => {
            let find = |exam: usize| content.exams.iter().find(|item| is(exam)(item));
            if let (Some(left), Some(right)) = (find(left), find(right)) {
                let (left, right) = (left.key(), right.key());
                let found = content
                    .equivalences
                    .iter()
                    .position(|pair| pair.left == left && pair.right == right);
                if let Some(place) = found {
                    content.equivalences.remove(place);
                } else if left.vendor != right.vendor {
                    let pair = json!({
                        "left": left.to_string(), "right": right.to_string(), "tier_distance": 0, "rationale": "Alike.",
                        "evidence": { "sources": ["guide"], "as_of": "2026", "confidence": "REPUTABLE" },
                    });
                    content
                        .equivalences
                        .push(serde_json::from_value(pair).unwrap());
                }
            }
        }
        Edit::Reset => content = beginning(),
        _ => {}
    }
    content.sort();
    content
}

fn remove(content: &mut Content, code: &str) {
    content.exams.retain(|record| record.code.as_str() != code);
    content
        .equivalences
        .retain(|pair| pair.left.code.as_str() != code && pair.right.code.as_str() != code);
}

pub fn sql(edit: &Edit) -> Option<String> {
    Some(match *edit {
        Edit::SqlTitle(exam, variant) => format!(
            "UPDATE exam SET title = 'By hand {variant}' WHERE code = '{}'",
            code(exam)
        ),
        Edit::SqlFacts(exam) => format!(
            "DELETE FROM fact WHERE exam_id IN (SELECT id FROM exam WHERE code = '{}')",
            code(exam)
        ),
        Edit::SqlNothing => "UPDATE vendor SET name = name".to_owned(),
        _ => return None,
    })
}

pub fn day(number: usize) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
    start + TimeDelta::days(i64::try_from(number).unwrap())
}

/// What a partner keeps: the lines by what they name, without the first one.
#[derive(Debug, Clone, PartialEq)]
struct Partner {
    cursor: Option<LogCursor>,
    revision: i64,
    lines: BTreeMap<(String, String), String>,
}

impl Partner {
    fn new() -> Self {
        Self {
            cursor: None,
            revision: 0,
            lines: BTreeMap::new(),
        }
    }

    /// Begins with an export.
    fn of(export: &str) -> Self {
        let (first, rest) = export.split_once('\n').unwrap();
        let first: Value = serde_json::from_str(first).unwrap();
        let lines = rest.lines().map(|line| {
            let parsed: Value = serde_json::from_str(line).unwrap();
            let text = |member: &str| parsed[member].as_str().unwrap().to_owned();
            ((text("kind"), text("key")), line.to_owned())
        });
        Self {
            cursor: Some(first["cursor"].as_str().unwrap().parse().unwrap()),
            revision: first["revision"].as_i64().unwrap(),
            lines: lines.collect(),
        }
    }

    /// Reads the changes up to a head, a few at a time; `false` when it has to begin anew.
    async fn follow(&mut self, store: &Store, head: LogPosition, size: u64) -> bool {
        let mut sequence = self.cursor.map(|cursor| cursor.position.sequence);
        loop {
            let filter = ChangeFilter::default();
            let reading = store
                .changes_after(self.cursor, head.sequence, size, &filter)
                .await
                .unwrap();
            let LogReading::Page(page) = reading else {
                return false;
            };
            for (cursor, change) in page.changes {
                if let Some(before) = sequence.filter(|_| cursor.replay_floor.is_none()) {
                    assert!(change.position.sequence > before, "in order");
                }
                sequence = Some(change.position.sequence);
                self.cursor = Some(cursor);
                self.revision = change.revision.number();
                let name = (change.kind.to_string(), change.key.clone());
                match (change.document, change.sha256) {
                    (Some(document), Some(sha256)) => {
                        let (kind, key) = (&name.0, json!(name.1));
                        let line = format!(
                            r#"{{"kind":"{kind}","key":{key},"sha256":"{sha256}","document":{document}}}"#
                        );
                        self.lines.insert(name, line);
                    }
                    (None, None) => {
                        self.lines.remove(&name);
                    }
                    other => panic!("a document without its hash: {other:?}"),
                }
            }
            if !page.has_more {
                return true;
            }
        }
    }

    /// The export that this copy amounts to.
    fn export(&self, head: LogPosition) -> String {
        let mut kinds: Vec<_> = RecordKind::ALL.iter().map(|kind| kind.text()).collect();
        kinds.sort_unstable();
        let counts: Vec<String> = kinds
            .into_iter()
            .map(|kind| {
                let count = self.lines.keys().filter(|name| name.0 == kind).count();
                format!(r#""{kind}":{count}"#)
            })
            .collect();
        let mut text = format!(
            r#"{{"format":"certgraph-catalogue/1","revision":{},"cursor":"{}","counts":{{{}}}}}"#,
            self.revision,
            LogCursor::from(head),
            counts.join(",")
        );
        text.push('\n');
        for line in self.lines.values() {
            text.push_str(line);
            text.push('\n');
        }
        text
    }
}

async fn export(store: &Store, position: LogPosition) -> String {
    let mut lines = CatalogueLines::new(store, position).await.unwrap();
    let mut text = String::new();
    while let Some(part) = lines.next().await.unwrap() {
        text.push_str(&part);
    }
    text
}

async fn head(store: &Store) -> LogPosition {
    let stored = store.load().await.unwrap();
    assert!(stored.is_logged, "the log accounts for the tables");
    stored.log_head
}

async fn sequences(connection: &DatabaseConnection) -> (Vec<i64>, i64) {
    let all = |text: &str| Statement::from_string(connection.get_database_backend(), text);
    let rows = connection
        .query_all_raw(all("SELECT sequence FROM change_log ORDER BY sequence"))
        .await
        .unwrap();
    let floor = connection
        .query_one_raw(all("SELECT log_floor FROM revision"))
        .await
        .unwrap()
        .unwrap();
    (
        rows.iter()
            .map(|row| row.try_get("", "sequence").unwrap())
            .collect(),
        floor.try_get("", "log_floor").unwrap(),
    )
}

async fn check(history: Vec<(Edit, bool)>, size: u64) {
    let database = fresh().await;
    let store = store::connect(database.url(), StoreOptions::default())
        .await
        .unwrap();
    store.migrate().await.unwrap();
    let by_hand = Database::connect(database.url()).await.unwrap();
    let mut content = beginning();
    replace(&store, &content, day(0)).await;
    let mut taken = Vec::new();
    for (number, (edit, takes_export)) in history.iter().enumerate() {
        let now = day(number + 1);
        if let Some(statement) = sql(edit) {
            by_hand.execute_unprepared(&statement).await.unwrap();
            let outcome = store.reconcile(now).await.unwrap();
            assert!(
                matches!(outcome, Reconciliation::Complete { .. }),
                "{outcome:?}"
            );
            content = store.load().await.unwrap().content;
        } else if let Edit::Prune(days) = edit {
            let before = now - TimeDelta::days((*days).into());
            store.prune_log(before).await.unwrap();
        } else {
            let next = edited(content.clone(), edit);
            assert!(validate(&next).is_empty(), "{:?}", validate(&next));
            replace(&store, &next, now).await;
            content = next;
        }
        if *takes_export {
            let position = head(&store).await;
            taken.push((position, export(&store, position).await));
        }
    }
    let end = head(&store).await;
    let last = export(&store, end).await;
    let (sequences, floor) = sequences(&by_hand).await;
    let after_floor: Vec<i64> = sequences
        .into_iter()
        .filter(|number| *number >= floor.max(1))
        .collect();
    let expected: Vec<i64> = (floor.max(1)..=end.sequence).collect();
    assert_eq!(after_floor, expected, "no number is left out");
    for (position, text) in taken {
        let mut partner = Partner::of(&text);
        assert_eq!(partner.export(position), text, "an export describes itself");
        let goes_on = partner.follow(&store, end, size).await;
        assert_eq!(
            goes_on,
            position.sequence >= floor,
            "refused below the floor only"
        );
        if goes_on {
            assert_eq!(
                partner.export(end),
                last,
                "export and changes are the next export"
            );
            assert_eq!(
                export(&store, position).await,
                text,
                "an export can be made again"
            );
        }
    }
    let mut newcomer = Partner::new();
    assert!(newcomer.follow(&store, end, size).await);
    assert_eq!(newcomer.export(end), last, "the whole log is the export");
    by_hand.close().await.unwrap();
    store.close().await.unwrap();
}

pub async fn replace(store: &Store, content: &Content, now: DateTime<Utc>) {
    let update = ContentUpdate {
        expected: None,
        content,
        actor: "editor",
        note: None,
        now,
    };
    store.replace(update).await.unwrap();
}

#[test]
fn an_export_and_the_changes_after_it_are_the_next_export() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let config = Config {
        cases: HISTORIES,
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&(edits(), 1_u64..9), |(history, size)| {
        runtime.block_on(check(history, size));
        Ok(())
    });
    outcome.unwrap();
}
