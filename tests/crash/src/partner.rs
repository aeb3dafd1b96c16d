//! A partner's copy of the catalogue, as docs/sync.md describes one.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};
use tokio::time::sleep;

/// The checked fields of a change.
pub(crate) struct Change {
    pub(crate) sequence: i64,
    pub(crate) revision: i64,
    pub(crate) key: String,
}

/// A copy: lines by kind and key, and where to go on.
pub(crate) struct Partner {
    cursor: Option<String>,
    lines: BTreeMap<(String, String), String>,
}

const QUERY: &str = "query($after: String) { changes(after: $after, first: 100) {
    nodes { sequence revision kind key sha256 document }
    pageInfo { hasNextPage endCursor } } }";

/// The whole catalogue, as soon as it can be had.
pub(crate) async fn export(url: &str) -> String {
    loop {
        let answer = reqwest::get(format!("{url}/exports/catalogue.jsonl")).await;
        if let Ok(answer) = answer
            && answer.status().is_success()
            && let Ok(text) = answer.text().await
        {
            return text;
        }
        sleep(Duration::from_millis(30)).await;
    }
}

impl Partner {
    pub(crate) fn empty() -> Self {
        Self {
            cursor: None,
            lines: BTreeMap::new(),
        }
    }

    pub(crate) async fn begin(url: &str) -> Self {
        let export = export(url).await;
        let mut lines = export.lines();
        let first: Value = serde_json::from_str(lines.next().unwrap()).unwrap();
        let named = lines.map(|line| {
            let record: Value = serde_json::from_str(line).unwrap();
            let text = |member: &str| record[member].as_str().unwrap().to_owned();
            ((text("kind"), text("key")), line.to_owned())
        });
        Self {
            lines: named.collect(),
            cursor: Some(first["cursor"].as_str().unwrap().to_owned()),
        }
    }

    /// Applies a page of changes, if one can be had; returns it, and whether there is more.
    pub(crate) async fn follow_once(&mut self, url: &str) -> (Vec<Change>, bool) {
        let body = json!({ "query": QUERY, "variables": { "after": self.cursor } });
        let request = reqwest::Client::new()
            .post(format!("{url}/graphql"))
            .json(&body);
        let Ok(answer) = request.timeout(Duration::from_secs(10)).send().await else {
            return (Vec::new(), false);
        };
        let Ok(answer) = answer.json::<Value>().await else {
            return (Vec::new(), false);
        };
        let code = &answer["errors"][0]["extensions"]["code"];
        assert!(
            code.is_null() || code == "UNAVAILABLE",
            "a cursor stays good through crashes: {answer}"
        );
        let page = &answer["data"]["changes"];
        let Some(nodes) = page["nodes"].as_array() else {
            return (Vec::new(), false);
        };
        let changes = nodes.iter().map(|node| self.apply(node)).collect();
        self.cursor = page["pageInfo"]["endCursor"].as_str().map(str::to_owned);
        (changes, page["pageInfo"]["hasNextPage"] == true)
    }

    fn apply(&mut self, node: &Value) -> Change {
        let text = |member: &str| node[member].as_str().unwrap().to_owned();
        let name = (text("kind"), text("key"));
        if let Some(document) = node["document"].as_str() {
            let (kind, key, sha256) = (&node["kind"], &node["key"], &node["sha256"]);
            let line =
                format!(r#"{{"kind":{kind},"key":{key},"sha256":{sha256},"document":{document}}}"#);
            self.lines.insert(name.clone(), line);
        } else {
            self.lines.remove(&name);
        }
        Change {
            sequence: node["sequence"].as_i64().unwrap(),
            revision: node["revision"].as_i64().unwrap(),
            key: name.1,
        }
    }

    /// Follows until there is nothing more now.
    pub(crate) async fn follow_to_end(&mut self, url: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        loop {
            let before = self.cursor.clone();
            changes.extend(self.follow_once(url).await.0);
            if self.cursor == before && before.is_some() {
                return changes;
            }
        }
    }

    /// Whether the copy is at the position of an export.
    pub(crate) fn stands_at(&self, export: &str) -> bool {
        let first: Value = serde_json::from_str(export.lines().next().unwrap()).unwrap();
        self.cursor.as_deref() == first["cursor"].as_str()
    }

    /// The copy as an export whose first line is that of another.
    pub(crate) fn export(&self, other: &str) -> String {
        let mut text = other.lines().next().unwrap().to_owned() + "\n";
        for line in self.lines.values() {
            text.push_str(line);
            text.push('\n');
        }
        text
    }
}
