//! What a question for paths is answered with.

use super::{objective::Score, reason_basis::ReasonBasis};
use catalogue::{
    Catalogue, Day, Evidence, ExamIndex, Language, Money, Quantity, VendorIndex, described_enum,
};

/// The answer to a question for paths.
#[derive(Debug, Clone, PartialEq)]
pub enum PathOutcome {
    /// There are paths.
    Recommended {
        /// The paths, best first; at least one. A path without steps says that the goal is
        /// reached already.
        paths: Vec<CertificationPath>,
        /// Whether a search limit was hit, so that a better path may exist.
        truncated: bool,
    },
    /// No path keeps to every constraint.
    NoFeasible {
        /// A smallest set of constraints that conflict: no path keeps to all of these, whatever
        /// else is dropped, and any one of them out of the way leaves a path for the others.
        binding: Vec<BindingConstraint>,
        /// The smallest changes that make a path feasible, each enough alone, all of one size;
        /// empty when nothing helps.
        remedies: Vec<Remedy>,
        /// The best path after the first remedy, if there is one at all.
        nearest: Option<Box<CertificationPath>>,
        /// Whether a search limit was hit, so that a path may exist all the same.
        truncated: bool,
    },
}

impl PathOutcome {
    /// The paths of the answer: those that keep to every constraint, or the one that would after a
    /// change.
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
    /// Its place in the answer, from 1.
    pub rank: usize,
    /// What sets it apart, for people: `Cheapest`, `Recommended by …`.
    pub label: String,
    /// What it is the best in.
    pub optimised_for: Objective,
    /// All that it is the best in among the paths to the same goal; empty for a path that is not.
    pub best_in: Vec<Objective>,
    /// How many sources recommend it for the role; `None` when an exam was asked for, or nothing
    /// is left to take.
    pub support: Option<Support>,
    /// What our advice would add to a source's own sequence; empty for every other path, whose
    /// steps have it.
    pub suggested_additions: Vec<Addition>,
    /// The exams in the order in which to take them.
    pub steps: Vec<PathStep>,
    /// The sums over all steps.
    pub totals: PathTotals,
    /// What it is weighed by; `None` when there is nothing to take.
    pub(super) merit: Option<Score>,
}

/// How many sources recommend a path for a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// How many sources recommend what the path is for: all exams of its goal, in this order.
    pub sources: usize,
    /// How many sources recommend anything for the role.
    pub of: usize,
    /// The special focus for which they do; `None` when it is for the role as a whole.
    pub focus: Option<String>,
    /// The same in a sentence.
    pub text: String,
}

/// An exam that is advised beside a source's own sequence.
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
        /// What most sources with the best standing recommend for the role as a whole; further paths
        /// of this kind follow by their standing.
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
        /// The sequence that a source gives, step for step: `suggestedAdditions` tells what our advice
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
    /// What the step is to the path.
    pub requirement: Requirement,
    /// Whether a source's own sequence lacks it, though the vendor demands it.
    pub is_addition: bool,
    /// Why it is there, the strongest reason first.
    pub reasons: Vec<Reason>,
    /// The study hours that sources name for it; `None` when no source does.
    pub hours_before_credit: Option<Quantity>,
    /// The share of its content, 0 to 1, that exams cover which are held or sure to be taken
    /// before; `None` when its outline is not known, so that nothing is taken off.
    pub covered_share: Option<f64>,
    /// The exams that cover it, the largest part first.
    pub covered_by: Vec<ExamIndex>,
    /// The study hours that are left for it; `None` when no source names any.
    pub hours: Option<Quantity>,
    /// The day on which study for it begins; `None` when an earlier step takes an unknown time.
    pub starts_on: Option<Day>,
    /// The day on which the exam is taken, by the careful (longest) study time; `None` when the
    /// time of this or an earlier step is not known.
    pub finishes_on: Option<Day>,
    /// The last day on which the exam can be taken, when an end is known.
    pub book_by: Option<Day>,
    /// What the exam costs the person, as the totals add it up; `None` when that is not known.
    pub fee: Option<Money>,
    /// The exam that was asked for or recommended instead, and why this one takes its place.
    pub substitution: Option<Substitution>,
    /// The sums over this step and all before it.
    pub cumulative: PathTotals,
}

described_enum! {
    /// What a step is to its path.
    pub enum Requirement {
        /// The exam that the path leads to.
        Target,
        /// A step of the sequence that a source gives for the role.
        RoleStep,
        /// The vendor demands it before a later step.
        RequiredPrerequisite,
        /// The vendor or a source advises it before a later step.
        RecommendedPrerequisite,
    }
}

/// Why a step is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The rule that put it there.
    pub rule: ReasonRule,
    /// The reason in a plain sentence.
    pub text: String,
    /// How many statements of the same source say so.
    pub statements: usize,
    /// What it rests on: see [`Reason::evidence`] and [`Reason::removed_by`].
    pub(super) grounds: ReasonBasis,
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

/// That one exam is taken in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substitution {
    /// The exam that was named.
    pub from: ExamIndex,
    /// The exam that is taken.
    pub to: ExamIndex,
    /// Why, in a sentence.
    pub because: String,
    /// Who says that the one ended and the other follows.
    pub evidence: Vec<Evidence>,
}

/// Sums over the steps of a path. Unknown figures are left out of the sums and listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathTotals {
    /// The sum of the known fees; `None` when no fee is known.
    pub fees: Option<Money>,
    /// The sum of the known study hours; `None` when none are known.
    pub study_hours: Option<Quantity>,
    /// The sum of the weeks of the steps whose hours are known; `None` when none are.
    pub weeks: Option<WeekRange>,
    /// Whether every figure of every step is known.
    pub complete: bool,
    /// The figures that are not known, in the order of the steps.
    pub missing: Vec<MissingFigure>,
}

/// Whole calendar weeks, both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct WeekRange {
    /// When study takes the shortest time that sources name.
    pub min: u64,
    /// When study takes the longest time that sources name.
    pub max: u64,
}

/// A figure that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MissingFigure {
    /// The exam that lacks it.
    pub exam: ExamIndex,
    /// The figure.
    pub figure: Figure,
}

/// The figures that totals are made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// The exam fee in the currency asked for.
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

/// A constraint that keeps paths from being feasible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BindingConstraint {
    /// The argument that sets it.
    pub argument: ConstraintArgument,
    /// What conflicts and what would do, in a sentence.
    pub message: String,
    /// The least change of it that makes a path feasible while all other constraints stay;
    /// `None` when it is not enough alone.
    pub least_relaxation: Option<Relaxation>,
}

/// Changes that make a path feasible when all of them are made, and none fewer would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// The changes, in the order of the arguments. None of them can be less while the others
    /// stay as they are.
    pub changes: Vec<Change>,
}

/// One change of the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The argument to change.
    pub argument: ConstraintArgument,
    /// Its new value.
    pub relaxation: Relaxation,
}

/// The arguments that can stand in the way of a path.
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
    /// `constraints.includeRecommended`, or the experience that calls for recommended steps.
    IncludeRecommended,
    /// `role` or `exam`: nothing that leads there can be booked, whatever the constraints.
    Goal,
}

impl ConstraintArgument {
    /// The argument's path in the question: `constraints.maxFees`.
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

/// A change of a constraint that lets more paths through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relaxation {
    /// Raise the budget to this.
    MaxFees(Money),
    /// Move the deadline to this day.
    Deadline(Day),
    /// Allow this many steps.
    MaxSteps(usize),
    /// No longer exclude these exams.
    AllowExams(Vec<ExamIndex>),
    /// Allow exams of these vendors too.
    AllowVendors(Vec<VendorIndex>),
    /// Take exams in these languages too.
    AllowLanguages(Vec<Language>),
    /// Leave recommended prerequisites out.
    WithoutRecommended,
}
