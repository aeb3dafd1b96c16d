//! Recommended paths.

use std::sync::Arc;

use async_graphql::{Enum, Result, SimpleObject, Union};
use certgraph_macros::{Fields, Leaf, Members, fields};

use super::{
    evidence::{Evidence, Source, sources},
    exam::ExamObject,
    return_on_investment::{self, RoiEstimate, RoiInput},
    role::RoleObject,
    scalars::Date,
    values::{IntRange, Money},
    view::View,
    why_not::{AnsweredQuestion, WhyNot, why_not},
};
use crate::{
    advice::path,
    catalogue::{ExamIndex, Experience, Quantity},
};

/// The answer to a question for paths: paths, or what keeps every path from being feasible.
#[derive(Union, Members)]
pub enum PathResult {
    /// There are paths.
    RecommendedPaths(RecommendedPaths),
    /// No path keeps to every constraint.
    NoFeasiblePath(Box<NoFeasiblePath>),
}

/// Paths that keep to every constraint, best first.
#[derive(SimpleObject, Fields)]
#[graphql(complex)]
pub struct RecommendedPaths {
    /// The role that was asked for. Null when an exam was.
    role: Option<RoleObject>,
    /// The paths, best first. A path without steps says that the goal is reached already.
    paths: Vec<CertificationPath>,
    /// Whether a search limit was hit, so that a better path may exist.
    truncated: bool,
    #[graphql(skip)]
    asked: Arc<AnsweredQuestion>,
}

#[fields(complex)]
impl RecommendedPaths {
    /// Why an exam is in none of the paths: held, retired, not recommended, dearer than a path
    /// shown, and so on; or where it is.
    fn why_not(
        &self,
        #[graphql(desc = "The exam's code. Example: `\"AI-900\"`.")] exam: String,
        #[graphql(desc = "The vendor's slug, where a code is ambiguous.")] vendor: Option<String>,
    ) -> Result<WhyNot> {
        why_not(&self.asked, exam, vendor)
    }
}

/// Why no path keeps to every constraint.
#[derive(SimpleObject, Fields)]
#[graphql(complex)]
pub struct NoFeasiblePath {
    /// Constraints that conflict. Those whose messages name each other are a smallest conflict:
    /// any one of them out of the way leaves a path for the others. With all of them out of the
    /// way there is a path.
    binding_constraints: Vec<BindingConstraint>,
    /// The smallest changes of the question that make a path feasible; each is enough alone.
    /// Empty when no change of a constraint helps.
    remedies: Vec<Remedy>,
    /// The best path after the first remedy. Null when nothing helps.
    nearest: Option<CertificationPath>,
    /// Whether a search limit was hit, so that a path may exist all the same.
    truncated: bool,
    #[graphql(skip)]
    asked: Arc<AnsweredQuestion>,
}

#[fields(complex)]
impl NoFeasiblePath {
    /// Why no path with an exam keeps to every constraint.
    fn why_not(
        &self,
        #[graphql(desc = "The exam's code. Example: `\"AI-900\"`.")] exam: String,
        #[graphql(desc = "The vendor's slug, where a code is ambiguous.")] vendor: Option<String>,
    ) -> Result<WhyNot> {
        why_not(&self.asked, exam, vendor)
    }
}

/// A constraint that keeps paths from being feasible.
#[derive(SimpleObject, Fields)]
pub struct BindingConstraint {
    /// The argument that sets it. Example: `"constraints.maxFees"`; `"goal"` when nothing that
    /// leads there can be booked.
    argument: String,
    /// What conflicts and what would do, in a sentence.
    message: String,
    /// The least change of the argument that makes a path feasible while all other constraints
    /// stay, as text. Examples: `"330.00 USD"`, `"2027-03-01"`, `"4"`; exams or vendors to allow:
    /// `"aws/MLA-C01"`, `"aws"`. Null when no change of it is enough alone.
    least_relaxation: Option<String>,
}

/// Changes of a question that make a path feasible when all of them are made; fewer would not do.
#[derive(SimpleObject, Fields)]
pub struct Remedy {
    /// The changes. None of them can be less while the others stay as they are.
    changes: Vec<ConstraintChange>,
}

/// One change of a constraint.
#[derive(SimpleObject, Fields)]
pub struct ConstraintChange {
    /// The argument to change. Example: `"constraints.maxFees"`.
    argument: String,
    /// What it has to be at least, as text. Examples: `"330.00 USD"`, `"2027-03-01"`, `"4"`,
    /// `"false"`; exams or vendors to allow: `"aws/MLA-C01"`, `"aws"`.
    value: String,
}

/// One way to a goal: exams in the order in which to take them.
#[derive(SimpleObject, Fields)]
#[graphql(complex)]
pub struct CertificationPath {
    /// Its place in the answer, from 1.
    rank: i32,
    /// What sets it apart, for people. Example: `"Cheapest"`.
    label: String,
    /// What it is the best in.
    optimised_for: PathObjective,
    /// What it trades against the first path, from their figures, in a sentence; for the first
    /// path, what the others do better. Example: `"165.00 USD dearer and 4 weeks longer than path
    /// 1 (Cheapest), with a stronger signal."`
    trade_off: String,
    /// The exams in order; empty when the goal is reached already.
    steps: Vec<PathStep>,
    /// The sums over all steps.
    totals: PathTotals,
    /// The path in a sentence or two.
    summary: String,
    /// The sources of every reason and figure.
    sources: Vec<Source>,
    #[graphql(skip)]
    undertaking: PathUndertaking,
}

/// What the return on a path is computed from.
struct PathUndertaking {
    view: View,
    exams: Vec<ExamIndex>,
    study_hours: Option<Quantity>,
    experience: Option<Experience>,
}

#[fields(complex)]
impl CertificationPath {
    /// Whether the path pays: fees and hours of all steps summed, against the raise that is linked
    /// to its last exam. Every input is shown and can be replaced. Null when there is no step.
    fn return_on_investment(
        &self,
        #[graphql(
            desc = "Figures of your own for the whole path. Example: { annualRaise: { min: \
                    \"17000\" } }. Default: the catalogue's."
        )]
        input: Option<RoiInput>,
    ) -> Option<Result<RoiEstimate>> {
        let own = &self.undertaking;
        return_on_investment::of_path(
            &own.view,
            &own.exams,
            own.study_hours,
            own.experience,
            input,
        )
        .transpose()
    }
}

/// What a path is the best in.
#[derive(Enum, Leaf, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "path::Objective")]
pub enum PathObjective {
    /// The lowest sum of exam fees.
    Fees,
    /// The fewest hours of study, by the careful (longest) figure.
    StudyHours,
    /// The earliest finish, by the careful (longest) figure.
    Calendar,
    /// The strongest signal: the target's level, then how many sources recommend it and how far
    /// they can be trusted.
    Signal,
    /// The sequence that a source gives.
    Curated,
}

/// One exam of a path.
#[derive(SimpleObject, Fields)]
pub struct PathStep {
    /// Its place in the path, from 1.
    position: i32,
    /// The exam to take; it can be booked on the day on which the step ends.
    exam: ExamObject,
    /// What the step is to the path.
    requirement: StepRequirement,
    /// Why it is there, the strongest reason first.
    reasons: Vec<Reason>,
    /// The study hours that sources name for it, before content that is covered already is taken
    /// off. Null when no source names any.
    hours_before_credit: Option<IntRange>,
    /// The share of its content, 0 to 1, that is covered by exams which are held or sure to come
    /// before it on this path; at most 0.75 of it is taken off the hours. Null when no outline of
    /// the exam is known, so that nothing is taken off.
    covered_share: Option<f64>,
    /// The exams that cover it, the largest part first; empty when none does.
    covered_by: Vec<ExamObject>,
    /// The study hours that are left: `hoursBeforeCredit x (1 - min(coveredShare, 0.75))`, rounded
    /// outward to whole hours. Null when no source names any.
    hours: Option<IntRange>,
    /// The day on which study for it begins. Null when an earlier step takes an unknown time.
    starts_on: Option<Date>,
    /// The day on which the exam is taken, by the careful (longest) study time. Null when the time
    /// of this or an earlier step is not known.
    finishes_on: Option<Date>,
    /// The last day on which the exam can be taken. Null when no end is known.
    book_by: Option<Date>,
    /// The exam that a source names in its place, and why this one is taken. Null when the step is
    /// as the source has it.
    substitution: Option<Substitution>,
    /// The sums over this step and all before it.
    cumulative: PathTotals,
}

/// What a step is to its path.
#[derive(Enum, Leaf, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "path::Requirement")]
pub enum StepRequirement {
    /// The exam that the path leads to.
    Target,
    /// A step of the sequence that a source gives for the role.
    RoleStep,
    /// The vendor demands it before a later step.
    RequiredPrerequisite,
    /// The vendor or a source advises it before a later step.
    RecommendedPrerequisite,
}

/// Why a step is there.
#[derive(SimpleObject, Fields)]
pub struct Reason {
    /// The rule that put it there.
    rule: ReasonRule,
    /// The reason in a plain sentence.
    text: String,
    /// Who says so; empty when it follows from the question alone.
    evidence: Vec<Evidence>,
    /// What would take the reason away, each in a sentence. Example: `["Hold AZ-104 or AZ-204."]`;
    /// empty when nothing in the question would.
    removed_by: Vec<String>,
}

/// The rules that put steps into a path.
#[derive(Enum, Leaf, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "path::ReasonRule")]
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

/// That one exam is taken in place of another.
#[derive(SimpleObject, Fields)]
pub struct Substitution {
    /// The exam that a source names.
    from: ExamObject,
    /// The exam that is taken.
    to: ExamObject,
    /// Why, in a sentence.
    because: String,
    /// Who says that the one ended and the other follows.
    evidence: Vec<Evidence>,
}

/// Sums over the steps of a path. Unknown figures are left out of the sums and listed: unknown is
/// not zero.
#[derive(SimpleObject, Fields)]
pub struct PathTotals {
    /// The sum of the known fees. Null when no fee is known.
    fees: Option<Money>,
    /// The sum of the known study hours. Null when none are known.
    study_hours: Option<IntRange>,
    /// The sum of the calendar weeks of the steps whose hours are known. Null when none are.
    weeks: Option<IntRange>,
    /// Whether every figure of every step is known.
    complete: bool,
    /// The figures that are not known. Example: `["fee of AI-500"]`.
    missing: Vec<String>,
}

/// Shows the answer to a question for paths to clients.
pub(super) fn path_result(asked: AnsweredQuestion) -> PathResult {
    let asked = Arc::new(asked);
    let (view, experience) = (&asked.view, asked.profile.experience);
    let shown = |path: &path::CertificationPath| certification_path(view, experience, path.clone());
    match &asked.outcome {
        path::PathOutcome::Recommended { paths, truncated } => {
            PathResult::RecommendedPaths(RecommendedPaths {
                role: match asked.goal {
                    path::PathGoal::Role(index) => Some(RoleObject {
                        view: view.clone(),
                        index,
                    }),
                    path::PathGoal::Exam(_) => None,
                },
                paths: paths.iter().map(shown).collect(),
                truncated: *truncated,
                asked: Arc::clone(&asked),
            })
        }
        path::PathOutcome::NoFeasible {
            binding,
            remedies,
            nearest,
            truncated,
        } => PathResult::NoFeasiblePath(Box::new(NoFeasiblePath {
            binding_constraints: binding
                .iter()
                .map(|constraint| binding_constraint(view, constraint.clone()))
                .collect(),
            remedies: remedies
                .iter()
                .map(|remedy| self::remedy(view, remedy))
                .collect(),
            nearest: nearest.as_deref().map(shown),
            truncated: *truncated,
            asked: Arc::clone(&asked),
        })),
    }
}

fn binding_constraint(view: &View, constraint: path::BindingConstraint) -> BindingConstraint {
    BindingConstraint {
        argument: constraint.argument.path().to_owned(),
        message: constraint.message,
        least_relaxation: constraint
            .least_relaxation
            .map(|relaxation| value(view, &relaxation)),
    }
}

fn remedy(view: &View, remedy: &path::Remedy) -> Remedy {
    let changes = remedy.changes.iter();
    Remedy {
        changes: changes
            .map(|change| ConstraintChange {
                argument: change.argument.path().to_owned(),
                value: value(view, &change.relaxation),
            })
            .collect(),
    }
}

/// A relaxation as text.
fn value(view: &View, relaxation: &path::Relaxation) -> String {
    let catalogue = &view.catalogue;
    match relaxation {
        path::Relaxation::MaxFees(money) => money.to_string(),
        path::Relaxation::Deadline(day) => day.to_string(),
        path::Relaxation::MaxSteps(steps) => steps.to_string(),
        path::Relaxation::AllowExams(exams) => {
            let keys = exams.iter();
            let keys = keys.map(|exam| catalogue.exam(*exam).record.key().to_string());
            keys.collect::<Vec<_>>().join(", ")
        }
        path::Relaxation::AllowVendors(vendors) => {
            let slugs = vendors.iter();
            let slugs = slugs.map(|vendor| catalogue.vendor(*vendor).record.slug.to_string());
            slugs.collect::<Vec<_>>().join(", ")
        }
        path::Relaxation::WithoutRecommended => false.to_string(),
    }
}

fn certification_path(
    view: &View,
    experience: Option<Experience>,
    path: path::CertificationPath,
) -> CertificationPath {
    CertificationPath {
        undertaking: PathUndertaking {
            view: view.clone(),
            exams: path.steps.iter().map(|step| step.exam).collect(),
            study_hours: path.totals.study_hours,
            experience,
        },
        rank: number(path.rank),
        label: path.label,
        optimised_for: path.optimised_for.into(),
        trade_off: path.trade_off,
        steps: path
            .steps
            .into_iter()
            .map(|step| path_step(view, step))
            .collect(),
        totals: totals(view, path.totals),
        summary: path.summary,
        sources: sources(&view.catalogue, &path.sources),
    }
}

fn path_step(view: &View, step: path::PathStep) -> PathStep {
    let catalogue = &view.catalogue;
    let exam = |index: ExamIndex| ExamObject {
        view: view.clone(),
        index,
    };
    PathStep {
        position: number(step.position),
        exam: exam(step.exam),
        requirement: step.requirement.into(),
        reasons: step
            .reasons
            .into_iter()
            .map(|reason| Reason {
                rule: reason.rule.into(),
                text: reason.text,
                evidence: reason
                    .evidence
                    .iter()
                    .map(|item| Evidence::new(catalogue, item))
                    .collect(),
                removed_by: reason.removed_by,
            })
            .collect(),
        hours_before_credit: step.hours_before_credit.map(Into::into),
        covered_share: step.covered_share,
        covered_by: step.covered_by.into_iter().map(exam).collect(),
        hours: step.hours.map(Into::into),
        starts_on: step.starts_on.map(Date),
        finishes_on: step.finishes_on.map(Date),
        book_by: step.book_by.map(Date),
        substitution: step.substitution.map(|substitution| Substitution {
            from: exam(substitution.from),
            to: exam(substitution.to),
            because: substitution.because,
            evidence: substitution
                .evidence
                .iter()
                .map(|item| Evidence::new(catalogue, item))
                .collect(),
        }),
        cumulative: totals(view, step.cumulative),
    }
}

fn totals(view: &View, totals: path::PathTotals) -> PathTotals {
    let weeks = |weeks: path::WeekRange| IntRange {
        min: i64::try_from(weeks.min).unwrap_or(i64::MAX),
        max: i64::try_from(weeks.max).unwrap_or(i64::MAX),
    };
    PathTotals {
        fees: totals.fees.map(Into::into),
        study_hours: totals.study_hours.map(Into::into),
        weeks: totals.weeks.map(weeks),
        complete: totals.complete,
        missing: totals
            .missing
            .into_iter()
            .map(|figure| figure.text(&view.catalogue))
            .collect(),
    }
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
