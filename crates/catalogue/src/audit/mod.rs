//! The health of a catalogue on a day: how much of it is known, how old that is, and what looks
//! wrong.
//!
//! Findings are for editors; a catalogue with findings is valid and served. The day is an argument,
//! so a catalogue always has the same health on a given day.

mod accepted;
mod age;
mod coverage;
mod finding;
mod health;
mod lint;
#[cfg(test)]
mod tests;

use super::{date::Day, freshness::FreshnessIntervals, snapshot::Catalogue};

pub(super) use self::health::HealthIndex;
pub use self::{
    accepted::{Accepted, AcceptedFindings, AuditReview, StaleEntry},
    age::{DueCheck, KindAge, due_checks, newest_check},
    coverage::{Coverage, CoverageField},
    finding::{Finding, Lint},
    health::Health,
};

/// The parameters of an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditQuestion {
    /// The day.
    pub day: Day,
    /// The number of days after which statements are due for a check.
    pub intervals: FreshnessIntervals,
}

/// The findings of every lint, in the order of [`Lint::ALL`], then of records.
pub fn audit_findings(catalogue: &Catalogue, question: AuditQuestion) -> Vec<Finding> {
    let mut findings = lint::run(catalogue, question);
    findings.sort_by(|one, other| (one.lint, &one.key).cmp(&(other.lint, &other.key)));
    findings
}
