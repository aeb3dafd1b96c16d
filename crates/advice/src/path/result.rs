//! The result of a path query.

use super::{
    calendar::WeekRange, objective::Score, reason_basis::ReasonBasis, requirement::Requirement,
};
use catalogue::{
    Catalogue, Day, Evidence, ExamIndex, Language, Money, Quantity, VendorIndex, described_enum,
};

/// The result of a path query.
#[derive(Debug, Clone, PartialEq)]
pub enum PathOutcome {
    /// There are paths.
    Recommended {
        /// The paths, best first; at least one. A path without steps means that the goal is already
        /// reached.
        paths: Vec<CertificationPath>,
        /// Whether a search limit was hit, so that a better path may exist.
        truncated: bool,
    },
    /// No path satisfies every constraint.
    NoFeasible {
        /// A minimal conflicting set of constraints: no path satisfies all of them, whatever else
        /// is lifted, and lifting any one leaves a path for the others.
        binding: Vec<BindingConstraint>,
        /// The minimum-size changes that make a path feasible, each sufficient alone; empty if
        /// nothing helps.
        remedies: Vec<Remedy>,
        /// The best path after the first remedy, if any.
        nearest: Option<Box<CertificationPath>>,
        /// Whether a search limit was hit, so that a path may exist nevertheless.
        truncated: bool,
    },
}

impl PathOutcome {
    /// The paths of the result: the feasible ones, or the one after a remedy.
    pub fn paths(&self) -> &[CertificationPath] {
        match self {
            Self::Recommended { paths, .. } => paths,
            Self::NoFeasible { nearest, .. } => nearest
                .as_deref()
                .map(std::slice::from_ref)
                .unwrap_or_default(),
        }
    }

    /// Whether a search limit was hit.
    pub fn is_truncated(&self) -> bool {
        match self {
            Self::Recommended { truncated, .. } | Self::NoFeasible { truncated, .. } => *truncated,
        }
    }
}

/// One way to a goal.
#[derive(Debug, Clone, PartialEq)]
pub struct CertificationPath {
    /// Its rank in the result, from 1.
    pub rank: usize,
    /// What distinguishes it, for people: `Cheapest`, `Recommended by …`.
    pub label: String,
    /// The objective for which it is shown.
    pub optimised_for: Objective,
    /// Everything in which it is the best among the paths to the same goal.
    pub best_in: Vec<Objective>,
    /// The number of sources that recommend it for the role; `None` if the request names an exam,
    /// or nothing is left to take.
    pub support: Option<Support>,
    /// Advised additions to a source's own sequence; empty for other paths, whose steps contain
    /// them.
    pub suggested_additions: Vec<Addition>,
    /// The exams in order.
    pub steps: Vec<PathStep>,
    /// The totals over all steps.
    pub totals: PathTotals,
    /// Its score; `None` if there is nothing to take.
    pub(super) score: Option<Score>,
}

/// How many sources recommend a path for a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// The number of sources that recommend all exams of its goal, in this order.
    pub sources: usize,
    /// The number of sources that recommend anything for the role.
    pub of: usize,
    /// The special focus for which they do; `None` if it is for the whole role.
    pub focus: Option<String>,
    /// The same in a sentence.
    pub text: String,
}

/// An advised addition to a source's own sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// The exam.
    pub exam: ExamIndex,
    /// The step before which it is advised.
    pub before: ExamIndex,
    /// Why.
    pub reason: Reason,
}

described_enum! {
    /// What a path is shown for.
    pub enum Objective {
        /// What most sources with the best support recommend for the role as a whole; further paths
        /// of this kind follow by their support.
        Recommended,
        /// The lowest sum of exam fees.
        Fees,
        /// The fewest hours of study, by the careful (longest) figure.
        StudyHours,
        /// The earliest finish, by the careful (longest) figure.
        Calendar,
        /// The strongest signal: the target's level, then how many sources recommend it and how far
        /// they can be trusted.
        Signal,
        /// The sequence that a source gives, step for step: `suggestedAdditions` has what our advice
        /// would add.
        Curated,
        /// What sources recommend for a special focus alone, which `support.focus` names.
        Focus,
    }
}

/// One exam of a path.
#[derive(Debug, Clone, PartialEq)]
pub struct PathStep {
    /// Its place in the path, from 1.
    pub position: usize,
    /// The exam to take.
    pub exam: ExamIndex,
    /// The requirement that the step fulfils.
    pub requirement: Requirement,
    /// Whether a source's own sequence lacks it although the vendor requires it.
    pub is_addition: bool,
    /// Why it is a step, the strongest reason first.
    pub reasons: Vec<Reason>,
    /// The study hours that sources give; `None` if none does.
    pub hours_before_credit: Option<Quantity>,
    /// The share of its content, 0 to 1, that held exams and certain earlier steps cover; `None` if
    /// its blueprint is unknown, so that nothing is taken off.
    pub covered_share: Option<f64>,
    /// The covering exams, the largest part first.
    pub covered_by: Vec<ExamIndex>,
    /// The remaining study hours; `None` if no source gives any.
    pub hours: Option<Quantity>,
    /// The day on which study begins; `None` if an earlier step takes an unknown time.
    pub starts_on: Option<Day>,
    /// The day of the exam, by the upper study time; `None` if the time of this or an earlier step
    /// is unknown.
    pub finishes_on: Option<Day>,
    /// The last day on which the exam can be taken, if an end is known.
    pub book_by: Option<Day>,
    /// The fee for the person, as in the totals; `None` if unknown.
    pub fee: Option<Money>,
    /// The exam that this one replaces, and why.
    pub substitution: Option<Substitution>,
    /// The totals over this step and all before it.
    pub cumulative: PathTotals,
}

/// Why a step is in the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The rule behind it.
    pub rule: ReasonRule,
    /// The reason in a plain sentence.
    pub text: String,
    /// The number of statements of the same source.
    pub statements: usize,
    /// See [`Reason::evidence`] and [`Reason::removed_by`].
    pub(super) basis: ReasonBasis,
}

impl Reason {
    /// The evidence; empty if the reason follows from the request alone.
    pub fn evidence<'c>(&'c self, catalogue: &'c Catalogue) -> Vec<&'c Evidence> {
        self.basis.evidence(catalogue)
    }

    /// Changes that would remove the reason, each in a sentence; empty if no change of the request
    /// does.
    pub fn removed_by(&self, catalogue: &Catalogue) -> Vec<String> {
        self.basis.removed_by(catalogue)
    }
}

described_enum! {
    /// The rules that put steps into a path.
    pub enum ReasonRule {
        /// The question names the exam.
        RequestedExam,
        /// A source recommends the exam for the role.
        RecommendedForRole,
        /// A later step needs it, or is advised to come after it.
        PrerequisiteOf,
        /// It makes up for experience that the person does not have yet.
        BridgesExperience,
        /// It takes the place of an exam that cannot be booked on the day.
        Substitution,
    }
}

/// The substitution of one exam by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substitution {
    /// The named exam.
    pub from: ExamIndex,
    /// The exam to take.
    pub to: ExamIndex,
    /// Why, in a sentence.
    pub because: String,
    /// The evidence of the end and of the succession.
    pub evidence: Vec<Evidence>,
}

/// Totals over the steps of a path. Unknown figures are excluded and listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathTotals {
    /// The sum of the known fees; `None` if none is known.
    pub fees: Option<Money>,
    /// The sum of the known study hours; `None` if none are known.
    pub study_hours: Option<Quantity>,
    /// The sum of the weeks of the steps with known hours; `None` if there are none.
    pub weeks: Option<WeekRange>,
    /// Whether every figure of every step is known.
    pub complete: bool,
    /// The unknown figures, in the order of the steps.
    pub missing: Vec<MissingFigure>,
}

/// An unknown figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MissingFigure {
    /// The exam.
    pub exam: ExamIndex,
    /// The figure.
    pub figure: Figure,
}

/// The figures of totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// The exam fee in the requested currency.
    Fee,
    /// The study hours, and with them the weeks.
    StudyHours,
}

impl MissingFigure {
    /// The figure in words: `fee of AI-500`.
    pub fn text(self, catalogue: &Catalogue) -> String {
        let figure = match self.figure {
            Figure::Fee => "fee",
            Figure::StudyHours => "study hours",
        };
        format!("{figure} of {}", catalogue.exam(self.exam).record.code)
    }
}

/// A constraint in a minimal conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BindingConstraint {
    /// Its argument.
    pub argument: ConstraintArgument,
    /// The conflict and its remedy, in a sentence.
    pub message: String,
    /// Its least change that makes a path feasible while all other constraints stay; `None` if it
    /// is not enough alone.
    pub least_relaxation: Option<Relaxation>,
}

/// Changes that together make a path feasible; no proper subset does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// The changes, in the order of the arguments. None can be smaller while the others stay.
    pub changes: Vec<Change>,
}

/// One change of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The argument to change.
    pub argument: ConstraintArgument,
    /// Its new value.
    pub relaxation: Relaxation,
}

/// The arguments that can make a request infeasible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConstraintArgument {
    /// `constraints.maxFees`
    MaxFees,
    /// `constraints.deadline`
    Deadline,
    /// `constraints.maxSteps`
    MaxSteps,
    /// `constraints.exclude`
    Exclude,
    /// `profile.vendors`
    Vendors,
    /// `profile.languages`
    Languages,
    /// `constraints.includeRecommended`, or the experience to which recommended steps apply.
    IncludeRecommended,
    /// `role` or `exam`: nothing that leads there can be booked, whatever the constraints.
    Goal,
}

impl ConstraintArgument {
    /// The path of the argument in the request: `constraints.maxFees`.
    pub fn path(self) -> &'static str {
        match self {
            Self::MaxFees => "constraints.maxFees",
            Self::Deadline => "constraints.deadline",
            Self::MaxSteps => "constraints.maxSteps",
            Self::Exclude => "constraints.exclude",
            Self::Vendors => "profile.vendors",
            Self::Languages => "profile.languages",
            Self::IncludeRecommended => "constraints.includeRecommended",
            Self::Goal => "goal",
        }
    }
}

/// A change of a constraint that admits more paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relaxation {
    /// Raise the budget to this.
    MaxFees(Money),
    /// Move the deadline to this day.
    Deadline(Day),
    /// Allow this many steps.
    MaxSteps(usize),
    /// Stop excluding these exams.
    AllowExams(Vec<ExamIndex>),
    /// Allow exams of these vendors too.
    AllowVendors(Vec<VendorIndex>),
    /// Take exams in these languages too.
    AllowLanguages(Vec<Language>),
    /// Leave recommended prerequisites out.
    WithoutRecommended,
}
