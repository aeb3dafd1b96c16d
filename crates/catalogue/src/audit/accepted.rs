//! Known findings that are accepted, each with its reason.

use serde::{Deserialize, Serialize};

use super::finding::{Finding, Lint};

/// The accepted findings. The list can only shrink: an entry that matches no finding is stale, and
/// a fault.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptedFindings {
    /// The entries.
    #[serde(default)]
    pub accepted: Vec<Accepted>,
}

/// Findings of one lint, accepted for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The lint.
    pub lint: Lint,
    /// Why they are accepted.
    pub reason: String,
    /// The keys of the records, such as `microsoft/AI-102`.
    pub subjects: Vec<String>,
}

/// The result of matching findings against an accepted list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditReview {
    /// The reason of each accepted finding, in the order of the findings.
    pub reasons: Vec<Option<String>>,
    /// Entries that match no finding or are duplicates.
    pub stale: Vec<StaleEntry>,
}

/// An entry of the accepted list that must be removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StaleEntry {
    /// The lint.
    pub lint: Lint,
    /// The record's key.
    pub subject: String,
}

impl AuditReview {
    /// The number of findings that are not accepted.
    pub fn new_findings(&self) -> usize {
        self.reasons
            .iter()
            .filter(|reason| reason.is_none())
            .count()
    }

    /// Whether every finding is accepted and no entry is stale.
    pub fn is_clean(&self) -> bool {
        self.new_findings() == 0 && self.stale.is_empty()
    }
}

impl AcceptedFindings {
    /// Matches findings against the list.
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
