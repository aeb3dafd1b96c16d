//! Advice over one snapshot of the catalogue: paths, comparisons, content overlap.
//!
//! Everything here is a pure function of the snapshot, the question and the day, so that the same
//! question has the same answer on every replica and in every test.

mod availability;
mod blueprint_diff;
mod cancellation;
mod comparison;
mod constraints;
mod overlap;
pub mod path;
mod profile;
mod renewal;
mod return_on_investment;
mod study_credit;
mod study_plan;
mod succession;
#[cfg(test)]
mod testing;
mod verdict;

pub use self::{
    blueprint_diff::{BlueprintDiff, ChangedDomain, WeightChange, blueprint_diff},
    cancellation::{Cancel, NeverCancelled},
    comparison::{
        AdvisedExam, AudienceAdvice, DimensionOrigin, ExamComparison, PairOverlap, SideBySide,
        compare,
    },
    constraints::{Constraints, UNKNOWN_STUDY_WEEKS, WeeklyHours},
    overlap::{
        Coverage, DomainCoverage, MAX_COVERED, MarginalHours, SharedDomains, coverage,
        covered_share, marginal_hours, overlap, shared_domains,
    },
    profile::Profile,
    renewal::{EarnedOnFault, HeldExam, RenewalItem, RenewalState, renewal},
    return_on_investment::{
        Assumption, AssumptionName, AssumptionValue, Calculation, DEFAULT_HORIZON_YEARS,
        RoiEstimate, RoiInput, RoiSubject, return_on_investment,
    },
    study_plan::{
        MAX_PLAN, NoStudyPlan, PlanBasis, PlanWarning, PlanWarningKind, PlannedDomain,
        PlannedHours, PlannedWeek, PracticeGate, StudyPlan, study_plan,
    },
    succession::Replacement,
    verdict::{FiredRule, RuleKind, Verdict, verdict},
};
