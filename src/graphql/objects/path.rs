//! Recommended paths.

use crate::graphql::objects::enums::ApiEnum;
use std::sync::Arc;

use async_graphql::{Result, SimpleObject, Union};
use certgraph_macros::{Fields, Members, fields};

use crate::graphql::{
    objects::evidence::{Evidence, Source},
    objects::exam::ExamObject,
    objects::path_question::{self, PathConstraints, ProfileInput},
    objects::return_on_investment::{self, RoiEstimate, RoiInput},
    objects::robustness::PathRobustness,
    objects::role::RoleObject,
    objects::scalars::Date,
    objects::values::{IntRange, Money},
    objects::view::View,
    objects::why_not::{PathAnswer, WhyNot, why_not},
};
use crate::{advice::path, catalogue::ExamIndex};

/// The answer to a question for paths: paths, or what keeps every path from being feasible.
#[derive(Union, Members)]
pub enum PathResult {
    /// There are paths.
    RecommendedPaths(RecommendedPaths),
    /// No path keeps to every constraint.
    NoFeasiblePath(NoFeasiblePath),
}

pub struct RecommendedPaths {
    answer: Arc<PathAnswer>,
}

/// Paths that keep to every constraint, best first.
#[fields]
impl RecommendedPaths {
    /// The role that was asked for. Null when an exam was.
    fn role(&self) -> Option<RoleObject> {
        match self.answer.goal {
            path::PathGoal::Role(index) => Some(self.answer.view.role(index)),
            path::PathGoal::Exam(_) => None,
        }
    }

    /// The paths, best first. A path without steps says that the goal is reached already.
    fn paths(&self) -> Vec<CertificationPath> {
        let path = |index| CertificationPath {
            answer: Arc::clone(&self.answer),
            index,
        };
        (0..self.answer.outcome.paths().len()).map(path).collect()
    }

    /// The exams that the person holds of those that sources want for the role, each with the one
    /// to upgrade to. No path leads to another version of what is held. Empty when none is held,
    /// and when an exam was asked for.
    fn held_targets(&self) -> Vec<HeldTarget> {
        let PathAnswer {
            view,
            goal,
            profile,
            ..
        } = &*self.answer;
        let path::PathGoal::Role(role) = *goal else {
            return vec![];
        };
        let target = |item: path::HeldTarget| HeldTarget {
            exam: view.exam(item.held),
            upgrade: item.upgrade.map(|exam| view.exam(exam)),
        };
        let held = path::held_targets(&view.catalogue, role, profile, view.day);
        held.into_iter().map(target).collect()
    }

    /// Whether a search limit was hit, so that a better path may exist.
    fn truncated(&self) -> bool {
        self.answer.outcome.is_truncated()
    }

    /// Why an exam is in none of the paths: held, retired, not recommended, dearer than a path
    /// shown, and so on; or where it is.
    fn why_not(
        &self,
        #[graphql(desc = "The exam's code. Example: `\"AI-900\"`.")] exam: String,
        #[graphql(desc = "The vendor's slug, where a code is ambiguous.")] vendor: Option<String>,
    ) -> Result<WhyNot> {
        why_not(&self.answer, &exam, vendor.as_deref())
    }
}

/// An exam that the person holds and that sources want for the role.
#[derive(SimpleObject, Fields)]
pub struct HeldTarget {
    /// The exam that is held, in the version that is held. Example: AI-102.
    exam: ExamObject,
    /// What has taken its place and can be booked on the day. Example: AI-103. Null when it is the
    /// newest version, or when nothing that follows it can be booked.
    upgrade: Option<ExamObject>,
}

pub struct NoFeasiblePath {
    answer: Arc<PathAnswer>,
}

impl NoFeasiblePath {
    fn conflict(&self) -> (&[path::BindingConstraint], &[path::Remedy]) {
        match &self.answer.outcome {
            path::PathOutcome::NoFeasible {
                binding, remedies, ..
            } => (binding, remedies),
            path::PathOutcome::Recommended { .. } => (&[], &[]),
        }
    }

    /// A relaxation as text.
    fn value(&self, relaxation: &path::Relaxation) -> String {
        let catalogue = &self.answer.view.catalogue;
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
            path::Relaxation::AllowLanguages(languages) => {
                let names: Vec<&str> = languages.iter().map(|language| language.name()).collect();
                names.join(", ")
            }
            path::Relaxation::WithoutRecommended => false.to_string(),
        }
    }
}

/// Why no path keeps to every constraint.
#[fields]
impl NoFeasiblePath {
    /// Constraints that conflict. Those whose messages name each other are a smallest conflict:
    /// any one of them out of the way leaves a path for the others. With all of them out of the
    /// way there is a path.
    fn binding_constraints(&self) -> Vec<BindingConstraint> {
        let (binding, _) = self.conflict();
        let binding = binding.iter().map(|constraint| BindingConstraint {
            argument: constraint.argument.path(),
            message: constraint.message.clone(),
            least_relaxation: constraint
                .least_relaxation
                .as_ref()
                .map(|it| self.value(it)),
        });
        binding.collect()
    }

    /// The smallest changes of the question that make a path feasible; each is enough alone.
    /// Empty when no change of a constraint helps.
    fn remedies(&self) -> Vec<Remedy> {
        let (_, remedies) = self.conflict();
        let remedies = remedies.iter().map(|remedy| {
            let changes = remedy.changes.iter().map(|change| ConstraintChange {
                argument: change.argument.path(),
                value: self.value(&change.relaxation),
            });
            Remedy {
                changes: changes.collect(),
            }
        });
        remedies.collect()
    }

    /// The best path after the first remedy. Null when nothing helps.
    fn nearest(&self) -> Option<CertificationPath> {
        (!self.answer.outcome.paths().is_empty()).then(|| CertificationPath {
            answer: Arc::clone(&self.answer),
            index: 0,
        })
    }

    /// Whether a search limit was hit, so that a path may exist all the same.
    fn truncated(&self) -> bool {
        self.answer.outcome.is_truncated()
    }

    /// Why no path with an exam keeps to every constraint.
    fn why_not(
        &self,
        #[graphql(desc = "The exam's code. Example: `\"AI-900\"`.")] exam: String,
        #[graphql(desc = "The vendor's slug, where a code is ambiguous.")] vendor: Option<String>,
    ) -> Result<WhyNot> {
        why_not(&self.answer, &exam, vendor.as_deref())
    }
}

/// A constraint that keeps paths from being feasible.
#[derive(SimpleObject, Fields)]
pub struct BindingConstraint {
    /// The argument that sets it. Example: `"constraints.maxFees"`; `"goal"` when nothing that
    /// leads there can be booked.
    argument: &'static str,
    /// The conflict and a value that would be enough, in a sentence.
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
    argument: &'static str,
    /// What it has to be at least, as text. Examples: `"330.00 USD"`, `"2027-03-01"`, `"4"`,
    /// `"false"`; exams or vendors to allow: `"aws/MLA-C01"`, `"aws"`.
    value: String,
}

#[derive(Clone)]
pub struct CertificationPath {
    answer: Arc<PathAnswer>,
    /// The index of the path in the answer.
    index: usize,
}

impl CertificationPath {
    fn path(&self) -> &path::CertificationPath {
        &self.answer.outcome.paths()[self.index]
    }
}

/// One way to a goal: exams in the order in which to take them.
#[fields]
impl CertificationPath {
    /// Its place in the answer, from 1.
    fn rank(&self) -> usize {
        self.path().rank
    }

    /// What sets it apart, for people. Examples: `"Most recommended"`, `"Cheapest"`,
    /// `"Recommended by Guide House"`, `"For tenders that ask for generative AI"`.
    fn label(&self) -> &str {
        &self.path().label
    }

    /// The objective that its label refers to.
    fn optimised_for(&self) -> ApiEnum<path::Objective> {
        self.path().optimised_for.into()
    }

    /// All that it is the best in among the paths that reach the same goal as the first one. Example:
    /// `[RECOMMENDED, FEES]`. Empty for a path to another goal, or one that is best in nothing.
    fn best_in(&self) -> Vec<ApiEnum<path::Objective>> {
        self.path().best_in.iter().copied().map(ApiEnum).collect()
    }

    /// How many sources recommend it for the role. Null when an exam was asked for, and when
    /// nothing is left to take.
    fn support(&self) -> Option<PathSupport> {
        let support = self.path().support.as_ref()?;
        Some(PathSupport {
            sources: support.sources,
            total_sources: support.of,
            focus: support.focus.clone(),
            text: support.text.clone(),
        })
    }

    /// What our advice would add to a source's own sequence: recommended prerequisites that the
    /// source leaves out. Empty for every other path, whose steps have them.
    fn suggested_additions(&self) -> Vec<SuggestedAddition> {
        let view = &self.answer.view;
        let additions = self.path().suggested_additions.iter();
        additions
            .map(|addition| SuggestedAddition {
                exam: view.exam(addition.exam),
                before: view.exam(addition.before),
                because: addition.reason.text.clone(),
                evidence: view.evidence(addition.reason.evidence(&view.catalogue)),
            })
            .collect()
    }

    /// What it trades against the first path, from their figures, in a sentence; for the first
    /// path, what the others do better. Example: `"It costs 165.00 USD more and takes 4 weeks
    /// more than path 1 (Cheapest), and carries more weight."`
    fn trade_off(&self) -> String {
        let (paths, currency) = (
            self.answer.outcome.paths(),
            self.answer.constraints.currency,
        );
        path::trade_off(paths, self.index, currency).unwrap_or_default()
    }

    /// The exams in order; empty when the goal is reached already.
    fn steps(&self) -> Vec<PathStep> {
        let step = |index| PathStep {
            path: self.clone(),
            index,
        };
        (0..self.path().steps.len()).map(step).collect()
    }

    /// The sums over all steps.
    fn totals(&self) -> PathTotals {
        PathTotals {
            path: self.clone(),
            until: None,
        }
    }

    /// The path in a sentence or two.
    fn summary(&self) -> String {
        let answer = &self.answer;
        let pace = answer.constraints.weekly_hours;
        self.path().summary(&answer.view.catalogue, pace)
    }

    /// How firm the first path is: how far each fact below it can change while it stays first, and
    /// which missing facts could make another one first. It takes as long as many searches, so ask
    /// for it only to show it. Null for a path that is not first, one that does not keep to the
    /// constraints, and one without steps.
    fn robustness(&self) -> Option<Result<PathRobustness>> {
        let answer = &self.answer;
        let is_first = self.index == 0
            && matches!(answer.outcome, path::PathOutcome::Recommended { .. })
            && !self.path().steps.is_empty();
        if !is_first {
            return None;
        }
        let cancellation = &answer.view.cancellation;
        let found = path::robustness(
            &answer.view.catalogue,
            answer.goal,
            &answer.profile,
            &answer.constraints,
            answer.view.day,
            cancellation,
        );
        let found = cancellation.check().map(|()| found).transpose()?;
        Some(found.map(|found| PathRobustness::new(&answer.view, found)))
    }

    /// The sources of every reason and figure.
    fn sources(&self) -> Vec<Source> {
        let answer = &self.answer;
        let (view, path) = (&answer.view, self.path());
        view.sources(path.sources(&view.catalogue, &answer.profile, &answer.constraints))
    }

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
        let path = self.path();
        let exams: Vec<ExamIndex> = path.steps.iter().map(|step| step.exam).collect();
        return_on_investment::of_path(
            &self.answer.view,
            &exams,
            path.totals.study_hours,
            self.answer.profile.experience.map(ApiEnum),
            input,
        )
        .transpose()
    }
}

/// How many sources recommend a path for a role. A source is a publication: it counts once, however
/// often it says so.
#[derive(SimpleObject, Fields)]
pub struct PathSupport {
    /// How many sources recommend all exams of the path's goal in this order. Example: 4.
    sources: usize,
    /// How many sources recommend anything for the role. Example: 5.
    total_sources: usize,
    /// The special focus for which alone they do. Example: `"tenders that ask for generative AI"`.
    /// Null when it is for the role as a whole.
    focus: Option<String>,
    /// The same in a sentence. Example: `"4 of 5 sources recommend AZ-400 for the role DevOps
    /// engineer."`
    text: String,
}

/// An exam that is advised beside a source's own sequence.
#[derive(SimpleObject, Fields)]
pub struct SuggestedAddition {
    /// The exam.
    exam: ExamObject,
    /// The step before which it is advised.
    before: ExamObject,
    /// Why, in a sentence.
    because: String,
    /// Who says so.
    evidence: Vec<Evidence>,
}

#[derive(Clone)]
pub struct PathStep {
    path: CertificationPath,
    /// The index of the step in the path.
    index: usize,
}

impl PathStep {
    fn step(&self) -> &path::PathStep {
        &self.path.path().steps[self.index]
    }
}

/// One exam of a path.
#[fields]
impl PathStep {
    /// Its place in the path, from 1.
    fn position(&self) -> usize {
        self.step().position
    }

    /// The exam to take; it can be booked on the day on which the step ends.
    fn exam(&self) -> ExamObject {
        self.path.answer.view.exam(self.step().exam)
    }

    /// What the step is to the path.
    fn requirement(&self) -> ApiEnum<path::Requirement> {
        self.step().requirement.into()
    }

    /// Whether the sequence of the source lacks it, and it is there because the vendor demands it
    /// before a later step. Always false but on a path `Recommended by …`.
    fn is_addition(&self) -> bool {
        self.step().is_addition
    }

    /// Why it is there, the strongest reason first.
    fn reasons(&self) -> Vec<Reason> {
        let reason = |index| Reason {
            step: self.clone(),
            index,
        };
        (0..self.step().reasons.len()).map(reason).collect()
    }

    /// The study hours that sources name for it, before content that is covered already is taken
    /// off. Null when no source names any.
    fn hours_before_credit(&self) -> Option<IntRange> {
        self.step().hours_before_credit.map(Into::into)
    }

    /// The share of its content, 0 to 1, that is covered by exams which are held or sure to come
    /// before it on this path; at most 0.75 of it is taken off the hours. Null when no blueprint of
    /// the exam is known, so that nothing is taken off.
    fn covered_share(&self) -> Option<f64> {
        self.step().covered_share
    }

    /// The exams that cover it, the largest part first; empty when none does.
    fn covered_by(&self) -> Vec<ExamObject> {
        self.path.answer.view.exams(&self.step().covered_by)
    }

    /// The study hours that are left: `hoursBeforeCredit x (1 - min(coveredShare, 0.75))`, to a
    /// tenth of an hour in each domain and then outward to whole hours, where no exam of `coveredBy`
    /// takes off more hours than it took itself. Null when no source names any.
    fn hours(&self) -> Option<IntRange> {
        self.step().hours.map(Into::into)
    }

    /// The day on which study for it begins. Null when an earlier step takes an unknown time.
    fn starts_on(&self) -> Option<Date> {
        self.step().starts_on.map(Date)
    }

    /// The day on which the exam is taken, by the careful (longest) study time. Null when the time
    /// of this or an earlier step is not known.
    fn finishes_on(&self) -> Option<Date> {
        self.step().finishes_on.map(Date)
    }

    /// The last day on which the exam can be booked and taken in a language of the person: the last
    /// day to schedule where that comes before the last day to sit. Null when no end is known.
    fn book_by(&self) -> Option<Date> {
        self.step().book_by.map(Date)
    }

    /// What the exam costs, as the totals add it up: in the person's region, as a member or not, and
    /// the beta's price while the exam is one on the first day on which the person could take it.
    /// Null when it is not known.
    fn fee(&self) -> Option<Money> {
        self.step().fee.map(Into::into)
    }

    /// The exam that a source names in its place, and why this one is taken. Null when the step is
    /// as the source has it.
    fn substitution(&self) -> Option<Substitution> {
        let substitution = self.step().substitution.as_ref()?;
        let view = &self.path.answer.view;
        Some(Substitution {
            from: view.exam(substitution.from),
            to: view.exam(substitution.to),
            because: substitution.because.clone(),
            evidence: view.evidence(&substitution.evidence),
        })
    }

    /// The sums over this step and all before it.
    fn cumulative(&self) -> PathTotals {
        PathTotals {
            path: self.path.clone(),
            until: Some(self.index),
        }
    }
}

pub struct Reason {
    step: PathStep,
    /// The index of the reason in the step.
    index: usize,
}

impl Reason {
    fn reason(&self) -> &path::Reason {
        &self.step.step().reasons[self.index]
    }

    fn view(&self) -> &View {
        &self.step.path.answer.view
    }
}

/// Why a step is there.
#[fields]
impl Reason {
    /// The rule that put it there.
    fn rule(&self) -> ApiEnum<path::ReasonRule> {
        self.reason().rule.into()
    }

    /// The reason in a plain sentence.
    fn text(&self) -> &str {
        &self.reason().text
    }

    /// How many statements of the same source say so; what one source says is one reason.
    fn statements(&self) -> usize {
        self.reason().statements
    }

    /// Who says so; empty when it follows from the question alone.
    fn evidence(&self) -> Vec<Evidence> {
        let view = self.view();
        view.evidence(self.reason().evidence(&view.catalogue))
    }

    /// What would take the reason away, each in a sentence. Example: `["Hold AZ-104 or AZ-204."]`;
    /// empty when nothing in the question would.
    fn removed_by(&self) -> Vec<String> {
        self.reason().removed_by(&self.view().catalogue)
    }
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

pub struct PathTotals {
    path: CertificationPath,
    /// The index of the last step to count; `None` for all.
    until: Option<usize>,
}

impl PathTotals {
    fn totals(&self) -> &path::PathTotals {
        let path = self.path.path();
        self.until
            .map_or(&path.totals, |index| &path.steps[index].cumulative)
    }
}

/// Sums over the steps of a path. Unknown figures are left out of the sums and listed: unknown is
/// not zero.
#[fields]
impl PathTotals {
    /// The sum of the known fees. Null when no fee is known.
    fn fees(&self) -> Option<Money> {
        self.totals().fees.map(Into::into)
    }

    /// The sum of the known study hours. Null when none are known.
    fn study_hours(&self) -> Option<IntRange> {
        self.totals().study_hours.map(Into::into)
    }

    /// The sum of the calendar weeks of the steps whose hours are known. Null when none are.
    fn weeks(&self) -> Option<IntRange> {
        let weeks = self.totals().weeks?;
        Some(IntRange {
            min: i64::try_from(weeks.min).unwrap_or(i64::MAX),
            max: i64::try_from(weeks.max).unwrap_or(i64::MAX),
        })
    }

    /// Whether the fee of a step is not known, so that `fees` are the least: show "at least".
    fn fees_at_least(&self) -> bool {
        self.totals().is_at_least(path::Figure::Fee)
    }

    /// Whether the study hours of a step are not known, so that the lower ends of `studyHours` and
    /// `weeks` are the least, and the upper ends are not known: show "at least".
    fn study_hours_at_least(&self) -> bool {
        self.totals().is_at_least(path::Figure::StudyHours)
    }

    /// The fees to show. Examples: `"264.00 USD"`, `"at least 165.00 USD"`, `"unknown"`.
    fn fees_text(&self) -> String {
        self.totals().fees_text()
    }

    /// The study hours to show. Examples: `"110 to 153 hours"`, `"at least 60 hours"`,
    /// `"unknown"`.
    fn study_hours_text(&self) -> String {
        self.totals().study_hours_text()
    }

    /// Whether every figure of every step is known.
    fn complete(&self) -> bool {
        self.totals().complete
    }

    /// The figures that are not known. Example: `["fee of AI-500"]`.
    fn missing(&self) -> Vec<String> {
        let missing = self.totals().missing.iter();
        let catalogue = &self.path.answer.view.catalogue;
        missing.map(|figure| figure.text(catalogue)).collect()
    }
}

/// Computes paths, unless the request is canceled.
pub(crate) fn paths(
    view: View,
    goal: path::PathGoal,
    profile: Option<ProfileInput>,
    constraints: Option<PathConstraints>,
    first: i32,
) -> Result<PathResult> {
    let profile = path_question::profile(&view, profile)?;
    let constraints = path_question::constraints(&view, constraints)?;
    let count = path_question::path_count(first)?;
    let (catalogue, day, cancellation) = (&view.catalogue, view.day, &view.cancellation);
    let outcome = match goal {
        path::PathGoal::Role(role) => path::recommend_for_role(
            catalogue,
            role,
            &profile,
            &constraints,
            day,
            count,
            cancellation,
        ),
        path::PathGoal::Exam(exam) => path::path_to_exam(
            catalogue,
            exam,
            &profile,
            &constraints,
            day,
            count,
            cancellation,
        ),
    };
    view.cancellation.check()?;
    let answer = Arc::new(PathAnswer {
        view,
        goal,
        profile,
        constraints,
        outcome,
    });
    Ok(match &answer.outcome {
        path::PathOutcome::Recommended { .. } => {
            PathResult::RecommendedPaths(RecommendedPaths { answer })
        }
        path::PathOutcome::NoFeasible { .. } => {
            PathResult::NoFeasiblePath(NoFeasiblePath { answer })
        }
    })
}
