//! Why an exam is in none of the paths of a result.
//!
//! Reasons that rule the exam out by itself come first (held, excluded, ended). Only then a path
//! with it is searched, to compare its cost with the paths shown.

use super::{
    MAX_PATHS,
    calendar::PathTime,
    credit::Credits,
    feasibility::lift,
    goal::Destination,
    graph::Graph,
    objective::Score,
    problem::Question,
    result::{CertificationPath, ConstraintArgument, PathOutcome},
    solution::{Candidate, Solution},
    trade_off::against,
};
use crate::{
    Cancel, Constraints, Profile,
    availability::{end_evidence, end_in_words, in_other_languages},
    succession::succession_evidence,
};
use catalogue::{Catalogue, Day, Evidence, ExamIndex, PrerequisiteKind, RoleIndex, described_enum};

/// The goal of a path query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathGoal {
    /// A role, by any of its recommendations.
    Role(RoleIndex),
    /// One exam, or its bookable successor.
    Exam(ExamIndex),
}

impl From<PathGoal> for Destination {
    fn from(goal: PathGoal) -> Self {
        match goal {
            PathGoal::Role(role) => Self::Role(role),
            PathGoal::Exam(exam) => Self::Exam(exam),
        }
    }
}

/// Why an exam is not among the steps of a result, or in which paths it is.
#[derive(Debug, Clone, PartialEq)]
pub struct WhyNot {
    /// The exam in question.
    pub exam: ExamIndex,
    /// The reasons, at least one; those that rule the exam out by itself come first.
    pub reasons: Vec<WhyNotReason>,
}

/// One reason why an exam is in no path.
#[derive(Debug, Clone, PartialEq)]
pub struct WhyNotReason {
    /// The rule that excludes it.
    pub rule: WhyNotRule,
    /// The reason in a plain sentence.
    pub text: String,
    /// The rank of the path that the reason refers to, if any.
    pub path: Option<usize>,
    /// The exam taken instead, if any.
    pub instead: Option<ExamIndex>,
    /// The evidence; empty if the reason follows from the request alone.
    pub evidence: Vec<Evidence>,
}

described_enum! {
    /// The rules that keep exams out of paths.
    pub enum WhyNotRule {
        /// It is in a path: nothing keeps it out.
        InPath,
        /// It is held.
        AlreadyHeld,
        /// The question excludes it.
        Excluded,
        /// It is of a vendor that the person does not work with.
        OtherVendor,
        /// It cannot be booked on the day on which it would be taken.
        NotBookable,
        /// The held exams reach the goal, or the part of it that the exam belongs to.
        AlreadyReached,
        /// It is advised only to people of another experience, or when advice is asked for.
        AdvisedForOthers,
        /// The sources that name it for the role call it optional, or list it next to higher exams.
        OptionalForRole,
        /// No source recommends it for the goal, and no step requires it.
        NotRecommended,
        /// Every path with it costs more than the budget.
        OverBudget,
        /// Every path with it ends after the deadline.
        PastDeadline,
        /// Every path with it has too many steps.
        TooManySteps,
        /// Another path is at least as good as the best one with it in every respect.
        Dominated,
        /// A path with it is best in some respect, but ranks below the requested paths.
        NotShown,
    }
}

/// Why an exam is in none of the paths of this request on this day. After cancellation, reasons may
/// be missing.
#[expect(
    clippy::too_many_arguments,
    reason = "a question, its answer, and what is asked about it"
)]
pub fn why_not(
    catalogue: &Catalogue,
    goal: PathGoal,
    profile: &Profile,
    constraints: &Constraints,
    day: Day,
    outcome: &PathOutcome,
    exam: ExamIndex,
    cancel: &dyn Cancel,
) -> WhyNot {
    let credits = Credits::new(catalogue, profile, constraints.start_on.max(day));
    let question = Question::new(profile, constraints, &credits, day).with_cancel(cancel);
    let destination = Destination::from(goal);
    let shown = match outcome {
        PathOutcome::Recommended { paths, .. } => paths.as_slice(),
        PathOutcome::NoFeasible { .. } => &[],
    };
    let inquiry = WhyNotAnalysis {
        question,
        destination,
        shown,
        exam,
    };
    WhyNot {
        exam,
        reasons: inquiry.reasons(),
    }
}

struct WhyNotAnalysis<'a> {
    question: Question<'a>,
    destination: Destination,
    shown: &'a [CertificationPath],
    exam: ExamIndex,
}

impl WhyNotReason {
    fn new(rule: WhyNotRule, text: String) -> Self {
        Self {
            rule,
            text,
            path: None,
            instead: None,
            evidence: vec![],
        }
    }
}

impl WhyNotAnalysis<'_> {
    fn reasons(&self) -> Vec<WhyNotReason> {
        if let Some(reason) = self.in_path() {
            return vec![reason];
        }
        let by_itself: Vec<WhyNotReason> = [
            self.held(),
            self.excluded(),
            self.other_vendor(),
            self.not_bookable(),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !by_itself.is_empty() {
            return by_itself;
        }
        if let Some(reason) = self.among_paths() {
            return vec![reason];
        }
        let beyond_limits = self.beyond_limits();
        if !beyond_limits.is_empty() {
            return beyond_limits;
        }
        let unwanted = self.unwanted();
        if unwanted.is_empty() {
            return vec![self.not_recommended()];
        }
        unwanted
    }

    fn code(&self) -> &str {
        self.question.code(self.exam)
    }

    fn in_path(&self) -> Option<WhyNotReason> {
        self.shown.iter().find_map(|path| {
            let step = path.steps.iter().find(|step| step.exam == self.exam)?;
            let text = format!(
                "{} is step {} of path {} ({}).",
                self.code(),
                step.position,
                path.rank,
                path.label,
            );
            Some(WhyNotReason {
                path: Some(path.rank),
                evidence: step
                    .reasons
                    .iter()
                    .flat_map(|reason| reason.evidence(self.question.catalogue))
                    .cloned()
                    .collect(),
                ..WhyNotReason::new(WhyNotRule::InPath, text)
            })
        })
    }

    fn held(&self) -> Option<WhyNotReason> {
        let held = self.question.profile.held.contains(&self.exam);
        let text = format!("{} is held already.", self.code());
        held.then(|| WhyNotReason::new(WhyNotRule::AlreadyHeld, text))
    }

    fn excluded(&self) -> Option<WhyNotReason> {
        let excluded = self.question.constraints.exclude.contains(&self.exam);
        let text = format!("constraints.exclude names {}.", self.code());
        excluded.then(|| WhyNotReason::new(WhyNotRule::Excluded, text))
    }

    fn other_vendor(&self) -> Option<WhyNotReason> {
        let catalogue = self.question.catalogue;
        let vendor = catalogue.exam(self.exam).vendor;
        let vendors = &self.question.profile.vendors;
        (!vendors.is_empty() && !vendors.contains(&vendor)).then(|| {
            let text = format!(
                "{} is an exam of {}, which profile.vendors does not name.",
                self.code(),
                catalogue.vendor(vendor).record.name,
            );
            WhyNotReason::new(WhyNotRule::OtherVendor, text)
        })
    }

    /// The exam has ended or is not open on its day, with its substitute on a path.
    fn not_bookable(&self) -> Option<WhyNotReason> {
        if let Some(reason) = self.substituted() {
            return Some(reason);
        }
        let question = self.question;
        if question.may_ever_be_booked(self.exam) {
            return None;
        }
        let entry = question.catalogue.exam(self.exam);
        let end: PathTime =
            question.study_ends(self.exam, question.start(), question.credit(self.exam));
        let code = self.code();
        let languages = &question.profile.languages;
        let mut text = match (question.first_bookable_day(self.exam), entry.end(languages)) {
            (_, Some(ends)) if ends.on.latest() < question.today => end_in_words(code, &ends, true),
            (Some(_), Some(ends)) => format!(
                "{}, before study for it could end ({})",
                end_in_words(code, &ends, false),
                end.day,
            ),
            _ => format!("No day is known from which {code} can be booked"),
        };
        let elsewhere = in_other_languages(question.catalogue, self.exam, languages, end.day);
        if let Some(elsewhere) = elsewhere {
            text = format!("{text}. {}", elsewhere.trim_end_matches('.'));
        }
        let mut evidence = end_evidence(entry, languages);
        let follower = self.follower_in_path();
        let then = match follower {
            Some((successor, path)) => {
                evidence.extend(succession_evidence(
                    question.catalogue,
                    self.exam,
                    &[successor],
                ));
                format!(
                    "; {} takes its place in path {path}",
                    question.code(successor)
                )
            }
            None => String::new(),
        };
        Some(WhyNotReason {
            path: follower.map(|(_, path)| path),
            instead: follower.map(|(successor, _)| successor),
            evidence,
            ..WhyNotReason::new(WhyNotRule::NotBookable, format!("{text}{then}."))
        })
    }

    fn substituted(&self) -> Option<WhyNotReason> {
        self.shown.iter().find_map(|path| {
            let substitutions = path
                .steps
                .iter()
                .filter_map(|step| step.substitution.as_ref());
            let substitution = substitutions
                .clone()
                .find(|substitution| substitution.from == self.exam)?;
            let text = substitution.because.trim_end_matches('.');
            Some(WhyNotReason {
                path: Some(path.rank),
                instead: Some(substitution.to),
                evidence: substitution.evidence.clone(),
                ..WhyNotReason::new(
                    WhyNotRule::NotBookable,
                    format!("{text} in path {}.", path.rank),
                )
            })
        })
    }

    /// A successor of the exam that is in a path.
    fn follower_in_path(&self) -> Option<(ExamIndex, usize)> {
        let line = self.question.line_after(self.exam);
        let steps = self.shown.iter().flat_map(|path| {
            let rank = path.rank;
            path.steps.iter().map(move |step| (step.exam, rank))
        });
        let mut successor_line = steps.filter(|(exam, _)| line.contains(exam));
        successor_line.next()
    }

    /// The cost of the best path with the exam, compared with the paths shown.
    fn among_paths(&self) -> Option<WhyNotReason> {
        let question = self.question;
        let with = Solution::find_with(question, self.destination, self.exam);
        let paths = with.pareto_set();
        let path = paths.first()?;
        let score = path.found.score;
        let route = route(question, &with.graph, path);
        let all = Solution::find(question, self.destination, super::MAX_PARTIAL_PATHS);
        let selection = all.selection(question, self.destination, MAX_PATHS);
        let at_least_as_good = |other: &Score| *other == score || other.dominates(score);
        let better = selection
            .iter()
            .enumerate()
            .find(|(_, selected)| at_least_as_good(&selected.candidate.found.score));
        let on_front = all
            .pareto_set()
            .iter()
            .any(|other| other.found.exams == path.found.exams);
        Some(match better {
            Some((index, selected)) if !on_front => {
                let label = self.shown.get(index).map(|path| path.label.as_str());
                let against = against(
                    question.constraints.currency,
                    score,
                    selected.candidate.found.score,
                    index + 1,
                    label.unwrap_or("not shown"),
                );
                WhyNotReason {
                    path: label.map(|_| index + 1),
                    ..WhyNotReason::new(
                        WhyNotRule::Dominated,
                        format!("The best path with {} is {route}. {against}", self.code()),
                    )
                }
            }
            _ => WhyNotReason::new(
                WhyNotRule::NotShown,
                format!(
                    "The path {route} has {} and is best in some respect, but ranks below the \
                     requested paths; ask for more of them (first).",
                    self.code(),
                ),
            ),
        })
    }

    /// The limits that every path with the exam exceeds.
    fn beyond_limits(&self) -> Vec<WhyNotReason> {
        let question = self.question;
        let limits = question.constraints;
        let set = [
            (ConstraintArgument::MaxFees, limits.max_fees.is_some()),
            (ConstraintArgument::Deadline, limits.deadline.is_some()),
            (ConstraintArgument::MaxSteps, limits.max_steps.is_some()),
        ];
        let set: Vec<ConstraintArgument> = set
            .into_iter()
            .filter(|(_, is_set)| *is_set)
            .map(|(argument, _)| argument)
            .collect();
        // Each limit alone, then all together.
        let alone = set.iter().map(|argument| vec![*argument]);
        let all = std::iter::once(set.clone()).filter(|set| set.len() > 1);
        for lifted in alone.chain(all) {
            let mut words = (question.profile.clone(), limits.clone());
            for argument in &lifted {
                lift(&mut words, *argument);
            }
            let without = Question {
                profile: &words.0,
                constraints: &words.1,
                ..question
            };
            let with = Solution::find_with(without, self.destination, self.exam);
            let broken: Vec<WhyNotReason> = lifted
                .iter()
                .filter_map(|argument| self.broken(*argument, &with))
                .collect();
            if !broken.is_empty() {
                return broken;
            }
        }
        vec![]
    }

    /// The limit that the lower bound of a path with the exam already exceeds.
    fn broken(&self, argument: ConstraintArgument, with: &Solution) -> Option<WhyNotReason> {
        let limits = self.question.constraints;
        let found = || with.candidates().map(|path| path.found);
        let code = self.code();
        match argument {
            ConstraintArgument::MaxFees => {
                let budget = limits.max_fees?;
                let least = found().map(|path| path.score.cost.fees.known).min()?;
                let least = catalogue::Money::from_minor(least, limits.currency);
                let text = format!(
                    "The cheapest path with {code} costs {least}, more than the budget of {budget}."
                );
                (least.minor() > budget.minor())
                    .then(|| WhyNotReason::new(WhyNotRule::OverBudget, text))
            }
            ConstraintArgument::Deadline => {
                let deadline = limits.deadline?;
                let ends = found().filter_map(|path| path.steps.last());
                let end = ends.map(|step| step.end.day).min()?;
                let text = format!(
                    "The fastest path with {code} ends on {end}, after the deadline {deadline}."
                );
                (end > deadline).then(|| WhyNotReason::new(WhyNotRule::PastDeadline, text))
            }
            ConstraintArgument::MaxSteps => {
                let most = limits.max_steps?;
                let fewest = found().map(|path| path.exams.len()).min()?;
                let text = format!(
                    "The best path with {code} has {fewest} steps; at most {most} are allowed."
                );
                (fewest > most).then(|| WhyNotReason::new(WhyNotRule::TooManySteps, text))
            }
            _ => None,
        }
    }

    /// Why the exam is not needed although sources name it.
    fn unwanted(&self) -> Vec<WhyNotReason> {
        let mut reasons = Vec::new();
        if let Destination::Role(role) = self.destination {
            reasons.extend(self.unwanted_for_role(role));
        }
        let all = Solution::find(self.question, self.destination, 0);
        if all.is_reached() || reasons.is_empty() && self.question.holds_version_of(self.exam) {
            let text = format!(
                "The held exams reach the goal, or this part of it, without {}.",
                self.code(),
            );
            reasons.push(WhyNotReason::new(WhyNotRule::AlreadyReached, text));
        }
        reasons.extend(self.advised_for_others(&all.graph));
        reasons
    }

    fn unwanted_for_role(&self, role: RoleIndex) -> Vec<WhyNotReason> {
        let entry = self.question.catalogue.role(role);
        let recommendations = entry.record.recommendations.iter();
        let mut reasons: Vec<WhyNotReason> = Vec::new();
        for (record, steps) in recommendations.zip(&entry.recommendations) {
            let named = record
                .steps
                .iter()
                .zip(steps)
                .find(|(_, exams)| exams.contains(&self.exam));
            let Some((step, _)) = named else { continue };
            let source = record.evidence.sources.first();
            let source = source.and_then(|key| self.question.catalogue.source(key));
            let publisher = source.map_or("The catalogue", |source| source.publisher.as_str());
            let code = self.code();
            let (excluded_by, text) = if step.optional {
                let text = format!("{publisher} calls {code} optional for this role.");
                (WhyNotRule::OptionalForRole, text)
            } else if step.held {
                let text = format!(
                    "{publisher} takes {code} for held; it is a step only for people without \
                     practice on the platform."
                );
                (WhyNotRule::AdvisedForOthers, text)
            } else if !record.ordered {
                let text = format!(
                    "{publisher} lists {code} next to exams above fundamentals, which are the \
                     targets of the role."
                );
                (WhyNotRule::OptionalForRole, text)
            } else if self.question.profile.held.is_empty() {
                let text = format!(
                    "The sequence of {publisher} that has {code} cannot be taken on these days."
                );
                (WhyNotRule::NotBookable, text)
            } else {
                let text =
                    format!("A held exam comes after {code} in the sequence of {publisher}.");
                (WhyNotRule::AlreadyReached, text)
            };
            reasons.push(WhyNotReason {
                evidence: vec![record.evidence.clone()],
                ..WhyNotReason::new(excluded_by, text)
            });
        }
        reasons
    }

    /// Advice that names the exam, but not for this person.
    fn advised_for_others(&self, graph: &Graph) -> Vec<WhyNotReason> {
        let question = self.question;
        let mut reasons = Vec::new();
        for node in &graph.nodes {
            let entry = question.catalogue.exam(node.exam);
            for (group, named) in entry.record.prerequisites.iter().zip(&entry.prerequisites) {
                let unapplied = group.kind == PrerequisiteKind::Recommended
                    && named.contains(&self.exam)
                    && !question.applies_advice_for(&group.experience);
                if unapplied {
                    let text = format!(
                        "{} is advised before {}, but not for this experience (or \
                         constraints.includeRecommended leaves advice out).",
                        self.code(),
                        question.code(node.exam),
                    );
                    reasons.push(WhyNotReason {
                        evidence: vec![group.evidence.clone()],
                        ..WhyNotReason::new(WhyNotRule::AdvisedForOthers, text)
                    });
                }
            }
        }
        reasons
    }

    fn not_recommended(&self) -> WhyNotReason {
        let catalogue = self.question.catalogue;
        let text = match self.destination {
            Destination::Role(role) => format!(
                "No source recommends {} for the role {}, and no step of a path requires it.",
                self.code(),
                catalogue.role(role).record.title,
            ),
            Destination::Exam(exam) => format!(
                "No step on the way to {} requires {}.",
                self.question.code(exam),
                self.code(),
            ),
        };
        WhyNotReason::new(WhyNotRule::NotRecommended, text)
    }
}

fn route(question: Question<'_>, graph: &Graph, path: &Candidate<'_>) -> String {
    let steps = path.found.steps.iter();
    let codes = steps.map(|step| question.code(graph.nodes[step.node].exam));
    codes.collect::<Vec<_>>().join(", then ")
}
