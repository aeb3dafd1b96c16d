//! Findings that are known and stay for now, each with its reason.

use serde::{Deserialize, Serialize};

use super::finding::{Finding, Lint};

/// A list of findings that are accepted. It can only shrink: an entry that matches no finding any
/// more is a fault of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptedFindings {
    /// The entries.
    #[serde(default)]
    pub accepted: Vec<Accepted>,
}

/// Findings of one lint that are accepted for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The lint.
    pub lint: Lint,
    /// Why they stay.
    pub reason: String,
    /// The keys of the records, such as `microsoft/AI-102`.
    pub subjects: Vec<String>,
}

/// What an accepted list makes of findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditReview {
    /// The reason of each finding that is accepted, in the order of the findings.
    pub reasons: Vec<Option<String>>,
    /// The lints and keys of the list that match no finding, or stand in it twice.
    pub stale: Vec<StaleEntry>,
}

/// An entry of an accepted list that has to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StaleEntry {
    /// The lint.
    pub lint: Lint,
    /// The record's key.
    pub subject: String,
}

impl AuditReview {
    /// How many findings are not accepted.
    pub fn new_findings(&self) -> usize {
        self.reasons
            .iter()
            .filter(|reason| reason.is_none())
            .count()
    }

    /// Whether every finding is accepted and every entry of the list is needed.
    pub fn is_clean(&self) -> bool {
        self.new_findings() == 0 && self.stale.is_empty()
    }
}

impl AcceptedFindings {
    /// Holds findings against the list.
    pub fn review(&self, findings: &[Finding]) -> AuditReview {
        let mut review = AuditReview {
            reasons: vec![None; findings.len()],
            stale: Vec::new(),
        };
        for entry in &self.accepted {
            for subject in &entry.subjects {
                let mut is_needed = false;
                for (finding, reason) in findings.iter().zip(&mut review.reasons) {
                    if finding.lint == entry.lint && finding.key == *subject && reason.is_none() {
                        *reason = Some(entry.reason.clone());
                        is_needed = true;
                    }
                }
                if !is_needed {
                    review.stale.push(StaleEntry {
                        lint: entry.lint,
                        subject: subject.clone(),
                    });
                }
            }
        }
        review
    }
}
