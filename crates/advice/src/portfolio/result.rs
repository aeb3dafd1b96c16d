//! The answer: a plan with its reasons, or why there is none.

use catalogue::{CertificationIndex, Day, Evidence, ExamIndex, FactName, Money, described_enum};

use super::course::ValidDays;
use crate::WeeklyHours;

/// The answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub enum PortfolioOutcome {
    /// Everything can be kept valid.
    Plan(PortfolioPlan),
    /// Something cannot.
    NoFeasible(PortfolioConflict),
}

/// The cheapest plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PortfolioPlan {
    /// What to do, by last day. Empty if what is held suffices.
    pub actions: Vec<PlannedAction>,
    /// The certifications in the order of the question.
    pub credentials: Vec<KeptCredential>,
    /// The sum of known fees.
    pub fees: Money,
    /// The exams of which a fee is unknown, with the fact, by exam and name.
    pub missing: Vec<(ExamIndex, FactName)>,
    /// Whether a search limit was hit, so that a cheaper plan may exist.
    pub truncated: bool,
}

impl PortfolioPlan {
    /// How many actions are of a kind.
    pub fn count(&self, kind: PlannedActionKind) -> usize {
        let actions = self.actions.iter();
        actions.filter(|action| action.kind == kind).count()
    }
}

described_enum! {
    /// What is done about an exam.
    pub enum PlannedActionKind {
        /// The exam is taken and passed.
        Sitting,
        /// What the exam earned is renewed without taking an exam, as its renewal facts describe.
        Renewal,
    }
}

/// A sitting or renewal.
///
/// The plan holds if every action is done on its last day, and if every action is done on its first
/// day. One that is done earlier than the last day may require later ones to be done earlier, too.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedAction {
    /// What is done.
    pub kind: PlannedActionKind,
    /// The exam.
    pub exam: ExamIndex,
    /// The first day.
    pub first_day: Day,
    /// The last day.
    pub last_day: Day,
    /// The last day on which what the exam earned is valid if this is done on its last day; `None`
    /// if it does not expire.
    pub valid_until: Option<Day>,
    /// The fee; `None` if unknown.
    pub fee: Option<Money>,
    /// Why, the earliest need first; at least one.
    pub reasons: Vec<ActionReason>,
    /// The ways to renew, in the source's words; empty for a sitting.
    pub ways: Vec<String>,
    /// The facts that the days and the fee are read from.
    pub evidence: Vec<(FactName, Evidence)>,
}

/// What would be lost without an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionReason {
    /// The rule.
    pub rule: ActionRule,
    /// The certification that would not be valid.
    pub certification: CertificationIndex,
    /// The first day on which it would not be valid.
    pub not_valid_on: Day,
    /// The exam that could not be taken; `None` for other rules.
    pub required_by: Option<ExamIndex>,
    /// The reason in a sentence.
    pub text: String,
}

described_enum! {
    /// Why an action is in the plan.
    pub enum ActionRule {
        /// Without it a certification would not be valid on some day of the question.
        KeepsValid,
        /// Its sitting renews what another exam earned.
        RenewsLower,
        /// The vendor demands it before another exam of the plan.
        RequiredPrerequisite,
    }
}

/// A certification under the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptCredential {
    /// The certification.
    pub certification: CertificationIndex,
    /// When it is valid, if every action is done on its last day.
    pub valid: Vec<ValidDays>,
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PortfolioConflict {
    /// What cannot hold together; without any one of these the others can.
    pub conflict: Vec<ConflictItem>,
    /// The smallest changes of the question that make a plan possible, each enough alone.
    pub relaxations: Vec<PortfolioRelaxation>,
    /// Whether a search limit was hit, so that a plan may exist.
    pub truncated: bool,
}

/// One of the things that cannot hold together.
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictItem {
    /// What it is.
    pub demand: Demand,
    /// It in a sentence.
    pub message: String,
    /// Who says so.
    pub evidence: Vec<Evidence>,
}

/// A part of the question that can be given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// A certification to keep.
    Keep(CertificationIndex),
    /// The most that fees may cost.
    MaxFees,
    /// The study hours a week.
    WeeklyHours,
    /// The first day of a sitting or renewal.
    StartOn,
    /// An excluded exam.
    Exclude(ExamIndex),
}

impl Demand {
    /// The path of the argument: `constraints.maxFees`.
    pub fn path(self) -> &'static str {
        match self {
            Self::Keep(_) => "keep",
            Self::MaxFees => "constraints.maxFees",
            Self::WeeklyHours => "constraints.weeklyHours",
            Self::StartOn => "constraints.startOn",
            Self::Exclude(_) => "constraints.exclude",
        }
    }
}

/// The smallest change of one argument that makes a plan possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortfolioRelaxation {
    /// A higher limit of fees.
    MaxFees(Money),
    /// More study hours a week.
    WeeklyHours(WeeklyHours),
    /// An earlier start.
    StartOn(Day),
    /// An exam that is no longer excluded.
    Allow(ExamIndex),
    /// A later first day; the last day moves along if it would be before.
    From(Day),
    /// An earlier last day; the first day moves along if it would be after.
    To(Day),
    /// One certification less.
    LeaveOut(CertificationIndex),
}
