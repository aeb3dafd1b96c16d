//! What receivers are sent: `CloudEvents` 1.0 in structured mode, whose data is a page of the feed with
//! the members of `Query.changes`.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use crate::{
    catalogue::{Change, LogCursor},
    publish::FeedPage,
    store::Webhook,
};

/// The most changes of one event.
pub const PAGE_CHANGES: usize = 100;

/// The size of documents after which a page ends. One document may be larger.
const PAGE_BYTES: usize = 1 << 20;

/// The export that a receiver starts again from.
const EXPORT: &str = "/exports/catalogue.jsonl";

/// The server as events name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSource(Option<String>);

impl EventSource {
    /// The public address of the server, without a trailing slash, if it has one.
    pub const fn new(public_url: Option<String>) -> Self {
        Self(public_url)
    }

    fn text(&self) -> &str {
        self.0.as_deref().unwrap_or("urn:certgraph:catalogue")
    }

    fn export(&self) -> String {
        self.0.clone().unwrap_or_default() + EXPORT
    }
}

/// An event, ready to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its id: the same on each attempt, and of no other event.
    pub id: String,
    /// The JSON.
    pub body: Vec<u8>,
    /// The cursor after it.
    pub end: LogCursor,
    /// How many changes it has.
    pub changes: usize,
}

#[derive(Serialize)]
struct Envelope<'a, T> {
    specversion: &'static str,
    id: &'a str,
    source: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    time: String,
    datacontenttype: &'static str,
    data: T,
}

#[derive(Serialize)]
struct PageData<'a> {
    nodes: Vec<ChangeData<'a>>,
    #[serde(rename = "pageInfo")]
    page_info: PageInfo,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ChangeData<'a> {
    cursor: String,
    sequence: i64,
    revision: i64,
    kind: &'static str,
    key: &'a str,
    operation: &'static str,
    document: Option<&'a str>,
    sha256: Option<&'a str>,
    actor: &'a str,
    note: Option<&'a str>,
    committed_at: String,
}

impl<'a> ChangeData<'a> {
    fn new(cursor: LogCursor, change: &'a Change) -> Self {
        Self {
            cursor: cursor.to_string(),
            sequence: change.position.sequence,
            revision: change.revision.number(),
            kind: change.kind.text(),
            key: &change.key,
            operation: change.operation().text(),
            document: change.document.as_deref(),
            sha256: change.sha256.as_deref(),
            actor: &change.actor,
            note: change.note.as_deref(),
            committed_at: instant_text(change.committed_at),
        }
    }
}

/// The event of a page; `None` for a page without changes.
///
/// # Errors
/// When it cannot be written as JSON, which no page of the feed causes.
pub fn changes_event(
    webhook: &Webhook,
    source: &EventSource,
    page: &FeedPage,
) -> Result<Option<Event>, serde_json::Error> {
    let mut bytes = 0;
    let fitting = page.changes.iter().take_while(|(_, change)| {
        let fits = bytes < PAGE_BYTES;
        bytes += change.document.as_ref().map_or(0, String::len);
        fits
    });
    let count = fitting.count();
    let Some((last, newest)) = count.checked_sub(1).and_then(|last| page.changes.get(last)) else {
        return Ok(None);
    };
    let is_whole = count == page.changes.len();
    let end = if is_whole { page.end } else { *last };
    let id = event_id(webhook, end);
    let nodes = page.changes.iter().take(count);
    let data = PageData {
        nodes: nodes
            .map(|(cursor, change)| ChangeData::new(*cursor, change))
            .collect(),
        page_info: PageInfo {
            has_next_page: page.has_more || !is_whole,
            end_cursor: end.to_string(),
        },
    };
    let kind = "org.certgraph.changes.v1";
    let body = written(&id, source, kind, newest.committed_at, data)?;
    Ok(Some(Event {
        id,
        body,
        end,
        changes: count,
    }))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResetData {
    reason: &'static str,
    export: String,
    end_cursor: String,
}

/// The event that tells a receiver to load everything again: the log no longer reaches back to its
/// place, or the database was restored from a backup. Later events continue after `head`.
///
/// # Errors
/// As [`changes_event`].
pub fn reset_event(
    webhook: &Webhook,
    source: &EventSource,
    head: LogCursor,
    now: DateTime<Utc>,
) -> Result<Event, serde_json::Error> {
    let id = event_id(webhook, head) + "-reset";
    let data = ResetData {
        reason: "RESYNC_REQUIRED",
        export: source.export(),
        end_cursor: head.to_string(),
    };
    Ok(Event {
        body: written(&id, source, "org.certgraph.reset.v1", now, data)?,
        id,
        end: head,
        changes: 0,
    })
}

/// A webhook goes through each place of the log once in each generation.
fn event_id(webhook: &Webhook, end: LogCursor) -> String {
    format!("{}-{}-{end}", webhook.id, webhook.generation)
}

fn written(
    id: &str,
    source: &EventSource,
    kind: &'static str,
    time: DateTime<Utc>,
    data: impl Serialize,
) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Envelope {
        specversion: "1.0",
        id,
        source: source.text(),
        kind,
        time: instant_text(time),
        datacontenttype: "application/json",
        data,
    })
}

fn instant_text(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::*;
    use crate::{
        catalogue::{ChangeFilter, LogPosition, RecordKind, Revision},
        store::{WebhookSecret, WebhookSecrets, WebhookState},
    };

    fn webhook() -> Webhook {
        let now = "2026-11-28T12:00:00Z".parse().unwrap();
        Webhook {
            id: "wh-000000000000000000000001".parse().unwrap(),
            url: "https://example.org/".to_owned(),
            filter: ChangeFilter::default(),
            secrets: WebhookSecrets::new(WebhookSecret::from_bytes(vec![1; 32]).unwrap()),
            state: WebhookState::Active,
            cursor: None,
            page_head: None,
            generation: 2,
            deliveries: 0,
            failures: 0,
            failing_since: None,
            last_failure: None,
            last_attempt_at: None,
            next_attempt_at: now,
            delivered_at: None,
            created_by: "cli".to_owned(),
            created_at: now,
        }
    }

    fn cursor(sequence: i64) -> LogCursor {
        LogCursor::from(LogPosition {
            sequence,
            chain: [9; 8],
        })
    }

    fn change(sequence: i64, document: Option<String>) -> (LogCursor, Arc<Change>) {
        let cursor = cursor(sequence);
        let change = Change {
            position: cursor.position,
            revision: Revision::new(sequence),
            kind: RecordKind::Vendor,
            key: format!("v{sequence}"),
            document,
            sha256: None,
            vendors: Vec::new(),
            exams: Vec::new(),
            actor: "cli".to_owned(),
            note: None,
            committed_at: "2026-11-28T09:30:00.25Z".parse().unwrap(),
        };
        (cursor, Arc::new(change))
    }

    fn json_of(event: &Event) -> Value {
        serde_json::from_slice(&event.body).unwrap()
    }

    #[test]
    fn a_page_is_a_cloud_event_with_the_members_of_the_feed() {
        let page = FeedPage {
            changes: vec![change(4, None)],
            end: cursor(7),
            has_more: false,
        };
        let source = EventSource::new(Some("https://certs.example".to_owned()));
        let event = changes_event(&webhook(), &source, &page).unwrap().unwrap();
        let end = cursor(7).to_string();
        assert_eq!((event.end, event.changes), (cursor(7), 1));
        assert_eq!(
            json_of(&event),
            json!({
                "specversion": "1.0",
                "id": format!("wh-000000000000000000000001-2-{end}"),
                "source": "https://certs.example",
                "type": "org.certgraph.changes.v1",
                "time": "2026-11-28T09:30:00Z",
                "datacontenttype": "application/json",
                "data": {
                    "nodes": [{
                        "cursor": cursor(4).to_string(), "sequence": 4, "revision": 4,
                        "kind": "VENDOR", "key": "v4", "operation": "DELETE",
                        "document": null, "sha256": null, "actor": "cli", "note": null,
                        "committedAt": "2026-11-28T09:30:00Z",
                    }],
                    "pageInfo": { "hasNextPage": false, "endCursor": end },
                },
            })
        );
    }

    #[test]
    fn a_page_without_changes_is_no_event() {
        let page = FeedPage {
            changes: Vec::new(),
            end: cursor(7),
            has_more: false,
        };
        let event = changes_event(&webhook(), &EventSource::new(None), &page).unwrap();
        assert_eq!(event, None);
    }

    #[test]
    fn large_documents_end_a_page_early_and_one_always_fits() {
        let large = || Some("x".repeat(PAGE_BYTES));
        let page = FeedPage {
            changes: vec![change(1, large()), change(2, large()), change(3, None)],
            end: cursor(3),
            has_more: false,
        };
        let event = changes_event(&webhook(), &EventSource::new(None), &page);
        let event = event.unwrap().unwrap();
        assert_eq!((event.end, event.changes), (cursor(1), 1));
        assert_eq!(json_of(&event)["data"]["pageInfo"]["hasNextPage"], true);
        assert_eq!(json_of(&event)["source"], "urn:certgraph:catalogue");
    }

    #[test]
    fn a_reset_names_the_export_and_the_place_to_continue_from() {
        let now = "2026-11-28T12:00:00Z".parse().unwrap();
        let source = EventSource::new(Some("https://certs.example".to_owned()));
        let event = reset_event(&webhook(), &source, cursor(9), now).unwrap();
        let json = json_of(&event);
        assert_eq!(json["type"], "org.certgraph.reset.v1");
        let export = "https://certs.example/exports/catalogue.jsonl";
        assert_eq!(json["data"]["export"], export);
        assert_eq!(json["data"]["endCursor"], cursor(9).to_string());
        assert!(event.id.ends_with("-reset"), "{}", event.id);
    }
}
