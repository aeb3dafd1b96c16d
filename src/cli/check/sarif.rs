//! Findings in SARIF 2.1.0 (OASIS Standard, 2020), which code scanning services read.

use std::{collections::BTreeMap, fmt::Write};

use serde_json::{Value, json};

use super::report::{Finding, Report};
use crate::{advice::ClaimedFact, catalogue::DescribedEnum};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn text(report: &Report) -> String {
    let mut rules: BTreeMap<String, Value> = BTreeMap::new();
    for finding in &report.findings {
        rules.entry(finding.rule()).or_insert_with(|| rule(finding));
    }
    let names: Vec<&String> = rules.keys().collect();
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| {
            let place = names.iter().position(|name| **name == finding.rule());
            result(finding, place.unwrap_or_default())
        })
        .collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "certgraph",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().collect::<Vec<_>>(),
            }},
            // Columns are counted in characters, not in units of UTF-16.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{document:#}")
}

fn rule(finding: &Finding) -> Value {
    let meaning = if finding.implied {
        "An exam that is over is mentioned as if it could be taken."
    } else {
        let (.., meaning) = ClaimedFact::VALUES[finding.fact.place()];
        meaning.trim()
    };
    json!({
        "id": finding.rule(),
        "shortDescription": { "text": meaning },
        "defaultConfiguration": { "level": if finding.implied { "warning" } else { "error" } },
    })
}

fn result(finding: &Finding, rule: usize) -> Value {
    json!({
        "ruleId": finding.rule(),
        "ruleIndex": rule,
        "level": if finding.is_error() { "error" } else { "warning" },
        "message": { "text": finding.message() },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(&finding.file) },
                "region": {
                    "startLine": finding.line,
                    "startColumn": finding.column,
                    "endLine": finding.end_line,
                    "endColumn": finding.end_column,
                },
            },
        }],
    })
}

/// A path as a relative reference: slashes, and percent signs for what has a meaning in one.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
