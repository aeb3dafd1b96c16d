//! Goals of a request: ordered slots, each to be filled by one exam.
//!
//! An ordered recommendation is one goal with a slot for each step; an unordered one gives a
//! separate goal for each exam that it lists.

use super::{problem::Question, requirement::Requirement};
use catalogue::{Catalogue, ExamIndex, Experience, Level, RoleIndex, RoleRecommendation, RoleStep};

/// The destination of paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    /// One exam, by name.
    Exam(ExamIndex),
    /// A role, by any of its recommendations.
    Role(RoleIndex),
}

/// One way to reach the destination: every slot, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Goal {
    /// The open slots; the last one holds the target.
    pub(super) slots: Vec<Slot>,
    /// The index of the recommendation whose sequence this is, if it is one for the whole role.
    pub(super) curated_by: Option<usize>,
    /// The index of the recommendation with the special focus for which alone sources recommend it.
    pub(super) focus: Option<usize>,
}

/// One slot of a goal: any one of these exams.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    /// The named exams.
    pub(super) named: Vec<ExamIndex>,
    /// The requirement of the step that fills it.
    pub(super) requirement: Requirement,
    /// The index of the recommendation with this step; `None` if the request names the exam.
    pub(super) recommendation: Option<usize>,
}

impl Slot {
    /// Whether the source assumes it as held, so the slot is dropped if nothing can fill it.
    pub(super) fn is_assumed(&self) -> bool {
        self.requirement == Requirement::RecommendedPrerequisite
    }
}

/// The open goals; empty with `reached` if nothing is left to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Goals {
    /// In the order of the recommendations.
    pub(super) open: Vec<Goal>,
    /// Whether held exams reach some goal.
    pub(super) reached: bool,
}

/// The experiences for which an assumed exam becomes a step: practitioners are taken to have it.
const WITHOUT_PRACTICE: [Experience; 2] = [Experience::NewToCloud, Experience::KnowsVendor];

impl Goals {
    pub(super) fn of(question: Question<'_>, destination: Destination) -> Self {
        match destination {
            Destination::Exam(exam) => Self::of_exam(question, exam),
            Destination::Role(role) => Self::of_role(question, role),
        }
    }

    /// The exam itself, unless it or a successor is held. A predecessor does not count: the request
    /// names this exam.
    fn of_exam(question: Question<'_>, exam: ExamIndex) -> Self {
        let line = question.line_after(exam);
        if line.iter().any(|exam| question.profile.held.contains(exam)) {
            return Self {
                open: vec![],
                reached: true,
            };
        }
        let slot = Slot {
            named: vec![exam],
            requirement: Requirement::Target,
            recommendation: None,
        };
        Self {
            open: vec![Goal {
                slots: vec![slot],
                curated_by: None,
                focus: None,
            }],
            reached: false,
        }
    }

    fn of_role(question: Question<'_>, role: RoleIndex) -> Self {
        let entry = question.catalogue.role(role);
        let mut goals = Self {
            open: vec![],
            reached: false,
        };
        for (index, recommendation) in entry.record.recommendations.iter().enumerate() {
            let steps: Vec<(&RoleStep, &Vec<ExamIndex>)> = recommendation
                .steps
                .iter()
                .zip(&entry.recommendations[index])
                .filter(|(step, _)| !step.optional)
                .collect();
            let from = Origin {
                recommendations: &entry.record.recommendations,
                index,
            };
            if recommendation.ordered {
                goals.add_sequence(question, from, &steps);
            } else {
                goals.add_alternatives(question, from, &steps);
            }
        }
        goals
    }

    fn add_sequence(
        &mut self,
        question: Question<'_>,
        from: Origin<'_>,
        steps: &[(&RoleStep, &Vec<ExamIndex>)],
    ) {
        let holds = |named: &[ExamIndex]| named.iter().any(|e| question.holds_version_of(*e));
        // A holder of a later exam of the same vendor has passed the earlier steps.
        let passed = |at: usize| {
            steps[at + 1..].iter().any(|(_, later)| {
                later.iter().any(|later| {
                    let vendor = question.catalogue.exam(*later).vendor;
                    let same = |exam: &ExamIndex| question.catalogue.exam(*exam).vendor == vendor;
                    question.holds_version_of(*later) && steps[at].1.iter().any(same)
                })
            })
        };
        let mut slots = Vec::new();
        for (at, (step, named)) in steps.iter().enumerate() {
            let wanted = !step.held || question.applies_advice_for(&WITHOUT_PRACTICE);
            // An equivalent fills an intermediate step, never the target.
            let on_the_way = steps[at + 1..].iter().any(|(later, _)| !later.held);
            let done = holds(named)
                || on_the_way && named.iter().any(|exam| question.holds_equivalent_of(*exam));
            if wanted && !done && !passed(at) {
                slots.push(Slot {
                    named: (*named).clone(),
                    requirement: if step.held {
                        Requirement::RecommendedPrerequisite
                    } else {
                        Requirement::RoleStep
                    },
                    recommendation: Some(from.index),
                });
            }
        }
        while slots.last().is_some_and(Slot::is_assumed) {
            slots.pop();
        }
        if let Some(target) = slots.last_mut() {
            target.requirement = Requirement::Target;
            self.add(slots, from, true);
        } else {
            self.reached |= steps.iter().any(|(step, _)| !step.held);
        }
    }

    fn add_alternatives(
        &mut self,
        question: Question<'_>,
        from: Origin<'_>,
        steps: &[(&RoleStep, &Vec<ExamIndex>)],
    ) {
        let named = || steps.iter().filter(|(step, _)| !step.held);
        let above = |exam: &ExamIndex| is_above_fundamentals(question.catalogue, *exam);
        let any_above = named().any(|(_, named)| named.iter().any(above));
        for (_, named) in named() {
            let targets = named
                .iter()
                .copied()
                .filter(|exam| !any_above || above(exam));
            for exam in targets {
                if question.holds_version_of(exam) {
                    self.reached = true;
                    continue;
                }
                let target = Slot {
                    named: vec![exam],
                    requirement: Requirement::Target,
                    recommendation: Some(from.index),
                };
                self.add(vec![target], from, false);
            }
        }
    }

    /// Adds a goal; equal goals of several sources are merged. A goal for the whole role has no
    /// special focus, even if another source gives it one.
    fn add(&mut self, slots: Vec<Slot>, from: Origin<'_>, is_sequence: bool) {
        let focus = from.focus(from.index).map(|_| from.index);
        let curated_by = (is_sequence && focus.is_none()).then_some(from.index);
        let same = |goal: &&mut Goal| {
            let foci = goal.focus.zip(focus);
            foci.is_none_or(|(one, other)| from.focus(one) == from.focus(other))
                && goal.slots.len() == slots.len()
                && goal.slots.iter().zip(&slots).all(|(one, other)| {
                    one.named == other.named && one.requirement == other.requirement
                })
        };
        if let Some(known) = self.open.iter_mut().find(same) {
            // Prefer the source of the sequence without a special focus.
            let is_better = known.focus.is_some() && focus.is_none()
                || known.curated_by.is_none() && curated_by.is_some();
            if is_better {
                known.slots = slots;
            }
            known.curated_by = known.curated_by.or(curated_by);
            known.focus = known.focus.and(focus);
        } else {
            self.open.push(Goal {
                slots,
                curated_by,
                focus,
            });
        }
    }
}

/// The recommendation behind a goal.
#[derive(Debug, Clone, Copy)]
struct Origin<'r> {
    recommendations: &'r [RoleRecommendation],
    index: usize,
}

impl<'r> Origin<'r> {
    fn focus(self, index: usize) -> Option<&'r str> {
        self.recommendations[index].focus.as_deref()
    }
}

/// The exams that sources recommend as the final step for a role: the last of a sequence, and each
/// of a list that is above fundamentals, if any is.
pub(super) fn targets(catalogue: &Catalogue, role: RoleIndex) -> Vec<ExamIndex> {
    let entry = catalogue.role(role);
    let recommendations = entry.record.recommendations.iter();
    let mut found: Vec<ExamIndex> = Vec::new();
    for (record, steps) in recommendations.zip(&entry.recommendations) {
        let steps = record.steps.iter().zip(steps);
        let mut wanted = steps.filter(|(step, _)| !step.optional && !step.held);
        let mut exams: Vec<ExamIndex> = if record.ordered {
            let last = wanted.next_back();
            last.map_or_else(Vec::new, |(_, named)| named.clone())
        } else {
            wanted.flat_map(|(_, named)| named).copied().collect()
        };
        if !record.ordered
            && exams
                .iter()
                .any(|exam| is_above_fundamentals(catalogue, *exam))
        {
            exams.retain(|exam| is_above_fundamentals(catalogue, *exam));
        }
        exams.retain(|exam| !found.contains(exam));
        found.append(&mut exams);
    }
    found
}

fn is_above_fundamentals(catalogue: &Catalogue, exam: ExamIndex) -> bool {
    catalogue.exam(exam).level != Some(Level::Fundamentals)
}
