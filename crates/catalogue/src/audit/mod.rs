//! The health of a catalogue on a day: how much of it is known, how old that is, and what in it
//! looks wrong.
//!
//! Nothing here is a violation: a catalogue with findings is valid and served. Findings are for
//! editors. The day is an argument, so that the same catalogue has the same health on it for ever.

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

/// What a catalogue's health is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditQuestion {
    /// The day.
    pub day: Day,
    /// After how many days statements are due for a check.
    pub intervals: FreshnessIntervals,
}

/// What every lint finds in a catalogue, in the order of [`Lint::ALL`], then of records.
pub fn audit_findings(catalogue: &Catalogue, question: AuditQuestion) -> Vec<Finding> {
    let mut findings = lint::run(catalogue, question);
    findings.sort_by(|one, other| (one.lint, &one.key).cmp(&(other.lint, &other.key)));
    findings
}
