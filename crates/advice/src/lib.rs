//! Advice over one snapshot of the catalogue: certification paths, verdicts, comparisons, study
//! plans, renewals and returns.
//!
//! Every function is pure: its result depends on the snapshot, the arguments and the day only, so
//! it is equal on every replica and in every test. `examples/recommend.rs` computes a path.
//!
//! ```
//! use catalogue::{Catalogue, Content, Day, Revision};
//! use certgraph_advice::{Profile, verdict};
//! use chrono::DateTime;
//!
//! let content: Content = serde_json::from_str(
//!     r#"{
//!         "vendor": [{ "slug": "acme", "name": "Acme" }],
//!         "exam": [{ "vendor": "acme", "code": "AC-100", "title": "Acme Cloud Fundamentals" }]
//!     }"#,
//! )?;
//! let catalogue = Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH)
//!     .expect("the content is valid");
//! let exam = catalogue.exams().next().expect("there is one exam");
//! let profile = Profile {
//!     held: [exam].into(),
//!     ..Profile::default()
//! };
//!
//! let day: Day = "2026-11-28".parse()?;
//! let verdict = verdict(&catalogue, exam, &profile, day);
//! assert_eq!(verdict.decision, catalogue::Decision::Skip);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod availability;
mod blueprint_diff;
mod cancellation;
mod claim;
mod comparison;
mod constraints;
mod crosswalk;
mod overlap;
pub mod path;
mod portfolio;
mod profile;
mod renewal;
mod return_on_investment;
mod study_credit;
mod study_plan;
mod succession;
#[cfg(test)]
mod testing;
mod transitions;
mod verdict;

pub use self::{
    blueprint_diff::{BlueprintDiff, ChangedDomain, WeightChange, blueprint_diff},
    cancellation::{Cancel, NeverCancelled},
    claim::{
        Claim, ClaimCheck, ClaimFault, ClaimFinding, ClaimStatus, ClaimSubject, ClaimedFact,
        Introduction, TextClaim, TextClaims, UnknownReason, check_claim, claims_in_text,
        introduction,
    },
    comparison::{
        AdvisedExam, AudienceAdvice, COMPARED_EXAMS, ComparedValue, Dimension, ExamComparison,
        PairOverlap, SideBySide, compare,
    },
    constraints::{Constraints, UNKNOWN_STUDY_WEEKS, WeeklyHours},
    crosswalk::{
        BlueprintVersion, CrosswalkBasis, CrosswalkRow, CrosswalkTarget, DomainCrosswalk,
        ImpactOutcome, Share, Tag, TagImpact, TagName, TargetTag, domain_crosswalk, impact,
        is_succession,
    },
    overlap::{
        Coverage, DomainCoverage, MAX_COVERED, MarginalHours, SharedDomains, coverage,
        covered_share, marginal_hours, overlap, shared_domains,
    },
    portfolio::{
        ActionReason, ActionRule, ConflictItem, Demand, KeptCredential, PlannedAction,
        PlannedActionKind, PortfolioConflict, PortfolioLimits, PortfolioOutcome, PortfolioPlan,
        PortfolioQuestion, PortfolioRelaxation, ValidDays, portfolio_plan,
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
    transitions::{
        HeldFault, Transition, TransitionFilter, TransitionKind, TransitionQuestion,
        TransitionSubject, transitions,
    },
    verdict::{FiredRule, RuleKind, Verdict, verdict},
};
