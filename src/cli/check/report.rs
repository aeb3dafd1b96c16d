//! What `certgraph check` found, as text, JSON and annotations of GitHub Actions.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::{
    advice::{ClaimStatus, ClaimedFact},
    catalogue::{Day, DescribedEnum},
};

/// A claim that does not hold.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) file: String,
    /// The place of its words: lines and columns from 1, columns in characters, the end exclusive.
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    pub(super) fact: ClaimedFact,
    /// Whether it is only implied by a mention.
    pub(super) implied: bool,
    pub(super) status: ClaimStatus,
    /// The exam as `vendor/code`, or the certification's slug.
    pub(super) subject: String,
    pub(super) words: String,
    pub(super) served: Option<String>,
    /// The last day on which it was true.
    pub(super) true_until: Option<Day>,
    pub(super) sentence: String,
    /// Titles and addresses of the sources of the served value.
    pub(super) sources: Vec<(String, String)>,
}

impl Finding {
    /// The rule by which it was found, for lists of rules: `FEE`, `ENDED_EXAM`.
    pub(super) fn rule(&self) -> String {
        if self.implied {
            "ENDED_EXAM".to_owned()
        } else {
            self.fact.key()
        }
    }

    /// Whether every source speaks against it; otherwise it is a warning.
    pub(super) fn is_error(&self) -> bool {
        !self.implied && self.status != ClaimStatus::Disputed
    }

    /// The sentence with the leading source.
    pub(super) fn message(&self) -> String {
        match self.sources.first() {
            Some((title, url)) => format!("{} Source: {title}, {url}", self.sentence),
            None => self.sentence.clone(),
        }
    }
}

/// The findings of a run.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) day: Day,
    pub(super) files: usize,
    pub(super) claims: usize,
    pub(super) findings: Vec<Finding>,
}

impl Report {
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for finding in &self.findings {
            let Finding {
                file,
                line,
                column,
                words,
                ..
            } = finding;
            let level = if finding.is_error() {
                "error"
            } else {
                "warning"
            };
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "{file}:{line}:{column}: {level}[{}]: \"{words}\": {}",
                finding.rule(),
                finding.message()
            );
        }
        let Self {
            day,
            files,
            claims,
            findings,
        } = self;
        let _ = writeln!(
            text,
            "{} of {claims} claims and mentions in {files} files do not hold on {day}",
            findings.len()
        );
        text
    }

    pub(super) fn json(&self) -> String {
        let findings: Vec<Value> = self
            .findings
            .iter()
            .map(|finding| {
                let sources = finding.sources.iter();
                let sources: Vec<Value> = sources
                    .map(|(title, url)| json!({ "title": title, "url": url }))
                    .collect();
                json!({
                    "file": finding.file,
                    "line": finding.line,
                    "column": finding.column,
                    "rule": finding.rule(),
                    "subject": finding.subject,
                    "fact": finding.fact.key(),
                    "status": finding.status.key(),
                    "words": finding.words,
                    "served": finding.served,
                    "trueUntil": finding.true_until.map(|day| day.to_string()),
                    "sentence": finding.sentence,
                    "sources": sources,
                })
            })
            .collect();
        let document = json!({
            "asOf": self.day.to_string(),
            "files": self.files,
            "claims": self.claims,
            "findings": findings,
        });
        format!("{document:#}")
    }

    /// Workflow commands, which GitHub shows beside the lines.
    pub(super) fn github(&self) -> String {
        let mut text = String::new();
        for finding in &self.findings {
            let level = if finding.is_error() {
                "error"
            } else {
                "warning"
            };
            let _ = writeln!(
                text,
                "::{level} file={},line={},col={},endLine={},endColumn={},title={}::{}",
                property(&finding.file),
                finding.line,
                finding.column,
                finding.end_line,
                finding.end_column,
                property(&format!("{} {}", finding.subject, finding.rule())),
                data(&finding.message())
            );
        }
        text
    }
}

/// The text of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
