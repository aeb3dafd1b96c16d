//! Builds the result for a path: steps with reasons, dates and evidence, and totals and labels.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    calendar::PathTime,
    credit::Credit,
    goal::{Destination, Slot},
    graph::{Graph, NodeId, Obligation},
    order::Ordered,
    problem::Question,
    reason_basis::{ReasonBasis, succession},
    requirement::Requirement,
    result::{
        Addition, CertificationPath, Objective, PathStep, PathTotals, Reason, ReasonRule,
        Substitution, Support,
    },
    selection::Selected,
    set_credit::{members, sure_to_come_before},
    solution::Candidate,
    source_support::SourceSupport,
};
use crate::availability::{end_evidence, end_in_words, in_other_languages};
use catalogue::{
    Evidence, ExamIndex, Experience, PrerequisiteGroup, PrerequisiteKind, RoleIndex, SourceKey,
    writable,
};

/// The context in which paths are explained.
pub(super) struct Explanation<'a> {
    pub(super) question: Question<'a>,
    pub(super) destination: Destination,
    /// The graph with all advice.
    pub(super) graph: &'a Graph,
}

/// A step under construction, with the exams before and after it.
struct Position<'p> {
    exam: ExamIndex,
    earlier: &'p [ExamIndex],
    later: &'p [ExamIndex],
    /// The start of its study.
    begin: PathTime,
    /// Every step of the path with its credit.
    credits: &'p [(ExamIndex, Credit)],
}

impl Position<'_> {
    /// The credit of a step of the path, otherwise the one for held exams.
    fn credit(&self, question: Question<'_>, exam: ExamIndex) -> Credit {
        let step = self.credits.iter().find(|(step, _)| *step == exam);
        step.map_or_else(|| question.credit(exam), |(_, credit)| *credit)
    }
}

impl Explanation<'_> {
    /// The result for a path with this rank.
    pub(super) fn path(&self, selected: &Selected<'_>, rank: usize) -> CertificationPath {
        let candidate = selected.candidate;
        let order: Vec<ExamIndex> = Self::exams(candidate).collect();
        let credits = candidate.found.steps.iter().map(|step| step.credit);
        let credits: Vec<(ExamIndex, Credit)> = order.iter().copied().zip(credits).collect();
        let set: Vec<NodeId> = candidate.found.steps.iter().map(|step| step.node).collect();
        let before = sure_to_come_before(candidate.graph, candidate.plan, &set);
        let step = |at: usize| {
            let sure: Vec<ExamIndex> = members(before[at]).map(|other| order[other]).collect();
            let mut step = self.step(candidate, &order, &credits, at, &sure);
            step.is_addition = selected.objective == Objective::Curated
                && step.requirement == Requirement::RequiredPrerequisite;
            step
        };
        CertificationPath {
            rank,
            label: self.label(selected),
            optimised_for: selected.objective,
            best_in: selected.best_in.clone(),
            support: self.support(selected),
            suggested_additions: if selected.objective == Objective::Curated {
                self.additions(&order)
            } else {
                vec![]
            },
            steps: (0..order.len()).map(step).collect(),
            totals: PathTotals::over(self.question, &credits),
            score: Some(candidate.found.score),
        }
    }

    fn exams(candidate: Candidate<'_>) -> impl Iterator<Item = ExamIndex> {
        let steps = candidate.found.steps.iter();
        steps.map(move |step| candidate.graph.nodes[step.node].exam)
    }

    /// The result when nothing is left to take.
    pub(super) fn nothing_to_take(&self) -> CertificationPath {
        CertificationPath {
            rank: 1,
            label: "Already reached".to_owned(),
            optimised_for: Objective::Fees,
            best_in: vec![],
            support: None,
            suggested_additions: vec![],
            steps: vec![],
            totals: PathTotals::nothing(self.question),
            score: None,
        }
    }

    pub(super) fn label(&self, selected: &Selected<'_>) -> String {
        let label = match (selected.objective, selected.runner_up) {
            (Objective::Fees, false) => "Cheapest",
            (Objective::Fees, true) => "Next cheapest",
            (Objective::StudyHours, _) => "Least study",
            (Objective::Calendar, _) => "Fastest",
            (Objective::Signal, _) => "Strongest signal",
            (Objective::Recommended, false) => return "Most recommended".to_owned(),
            (Objective::Recommended, true) => return "Also recommended".to_owned(),
            (Objective::Focus, _) => {
                let focus = self.focus(selected.candidate).unwrap_or("a special focus");
                return format!("For {focus}");
            }
            (Objective::Curated, _) => {
                let slots = selected.candidate.plan.slots.iter();
                let publisher = slots
                    .map(|slot| &slot.slot)
                    .find_map(|slot| self.publisher(&self.recommendation(slot)?.evidence));
                return format!("Recommended by {}", publisher.unwrap_or("the catalogue"));
            }
        };
        if selected.certain {
            label.to_owned()
        } else {
            format!("{label} as far as known")
        }
    }

    /// Adds the targets to equal labels, or all exams if the targets are equal too.
    pub(super) fn disambiguate_labels(&self, paths: &mut [CertificationPath]) {
        let key = |path: &CertificationPath| {
            (path.label.clone(), path.steps.last().map(|step| step.exam))
        };
        let keys: Vec<_> = paths.iter().map(key).collect();
        for path in paths {
            let (label, target) = key(path);
            let same = || keys.iter().filter(|(other, _)| *other == label);
            let exams = if same().filter(|(_, other)| *other == target).count() > 1 {
                &path.steps[..]
            } else if same().count() > 1 {
                &path.steps[path.steps.len().saturating_sub(1)..]
            } else {
                continue;
            };
            let codes: Vec<&str> = exams.iter().map(|step| self.code(step.exam)).collect();
            path.label = format!("{label}: {}", codes.join(", "));
        }
    }

    /// The special focus for which alone a path is recommended.
    fn focus(&self, candidate: Candidate<'_>) -> Option<&str> {
        let mut slots = candidate.plan.slots.iter().rev();
        let recommendation = self.recommendation(&slots.next()?.slot)?;
        recommendation.focus.as_deref()
    }

    /// The number of sources that recommend a path for the role.
    fn support(&self, selected: &Selected<'_>) -> Option<Support> {
        let (Destination::Role(role), Some(support)) = (self.destination, selected.support) else {
            return None;
        };
        let record = &self.question.catalogue.role(role).record;
        let title = &record.title;
        let of = SourceSupport::of_role(self.question, role).sources;
        let exams = selected.candidate.wanted();
        let codes: Vec<&str> = exams.iter().map(|(exam, _)| self.code(*exam)).collect();
        // If every source has a special focus, so do the paths that are the best in something.
        let has_foci_alone = || {
            record
                .recommendations
                .iter()
                .all(|from| from.focus.is_some())
        };
        let focus = (selected.objective == Objective::Focus || has_foci_alone())
            .then(|| self.focus(selected.candidate))
            .flatten();
        let (sources, exams) = (support.sources, codes.join(", then "));
        let recommend = if sources == 1 {
            "recommends"
        } else {
            "recommend"
        };
        let whole = if of == 1 { "source" } else { "sources" };
        let narrowed = focus.map_or_else(String::new, |focus| format!(", for {focus}"));
        Some(Support {
            sources,
            of,
            focus: focus.map(str::to_owned),
            text: format!(
                "{sources} of {of} {whole} {recommend} {exams} for the role {title}{narrowed}."
            ),
        })
    }

    /// Advised exams along a source's own sequence that are not steps of it.
    fn additions(&self, order: &[ExamIndex]) -> Vec<Addition> {
        let mut additions: Vec<Addition> = Vec::new();
        for owner in order {
            let Some(index) = self.graph.node(*owner) else {
                continue;
            };
            let record = &self.question.catalogue.exam(*owner);
            for open in self.graph.nodes[index]
                .before
                .iter()
                .filter(|open| !open.exact)
            {
                let covers = open
                    .covers
                    .iter()
                    .map(|index| self.graph.nodes[*index].exam);
                let exams: Vec<ExamIndex> = covers.collect();
                let available_nodes = || {
                    let named = open.named.iter();
                    named.flat_map(|named| self.question.first_substitutes(*named))
                };
                let Some(exam) = exams
                    .iter()
                    .copied()
                    .find(|exam| available_nodes().any(|available_nodes| available_nodes == *exam))
                else {
                    continue;
                };
                let is_there = exams.iter().any(|exam| {
                    order.contains(exam) || additions.iter().any(|known| known.exam == *exam)
                });
                let group = record
                    .prerequisites
                    .iter()
                    .zip(&record.record.prerequisites)
                    .position(|(named, group)| {
                        group.kind == PrerequisiteKind::Recommended
                            && *named == open.named
                            && self.question.is_open(group, named)
                    });
                if let Some(group) = group.filter(|_| !is_there) {
                    let advice = &record.record.prerequisites[group];
                    additions.push(Addition {
                        exam,
                        before: *owner,
                        reason: self.need(exam, *owner, group, advice),
                    });
                }
            }
        }
        additions
    }

    fn recommendation(&self, slot: &Slot) -> Option<&catalogue::RoleRecommendation> {
        let Destination::Role(role) = self.destination else {
            return None;
        };
        let record = &self.question.catalogue.role(role).record;
        record.recommendations.get(slot.recommendation?)
    }

    fn publisher(&self, evidence: &Evidence) -> Option<&str> {
        let source = self.question.catalogue.source(evidence.sources.first()?)?;
        Some(source.publisher.as_str())
    }

    fn step(
        &self,
        candidate: Candidate<'_>,
        order: &[ExamIndex],
        credits: &[(ExamIndex, Credit)],
        at: usize,
        sure: &[ExamIndex],
    ) -> PathStep {
        let question = self.question;
        let Ordered {
            credit, begin, end, ..
        } = candidate.found.steps[at];
        let position = Position {
            exam: order[at],
            earlier: &order[..at],
            later: &order[at + 1..],
            begin,
            credits,
        };
        let (requirement, slot) = self.requirement(candidate, &position);
        let substitution = self.substitution(candidate, &position);
        let (covered_share, covered_by) = self.coverage(position.exam, credit, sure);
        PathStep {
            position: at + 1,
            exam: position.exam,
            requirement,
            is_addition: false,
            reasons: self.reasons(&position, slot, substitution.as_ref()),
            hours_before_credit: question.hours_before_credit(position.exam),
            covered_share,
            covered_by,
            hours: question.hours(position.exam, credit),
            starts_on: begin.dated.then_some(begin.day).and_then(writable),
            finishes_on: end.dated.then_some(end.day).and_then(writable),
            book_by: question.last_bookable_day(position.exam),
            fee: question.fee(position.exam),
            substitution,
            cumulative: PathTotals::over(question, &credits[..=at]),
        }
    }

    /// The share of a step's content that held exams and certain earlier steps cover, and by which
    /// exams, the largest part first.
    fn coverage(
        &self,
        exam: ExamIndex,
        credit: Credit,
        sure: &[ExamIndex],
    ) -> (Option<f64>, Vec<ExamIndex>) {
        let Some(coverage) = self.question.credits.coverage(exam, sure) else {
            return (None, vec![]);
        };
        let mut parts: BTreeMap<ExamIndex, f64> = BTreeMap::new();
        for domain in &coverage.domains {
            if let Some(by) = domain.by {
                *parts.entry(by).or_default() += domain.weight * domain.covered;
            }
        }
        let mut covered_by: Vec<(ExamIndex, f64)> = parts.into_iter().collect();
        covered_by.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        let covered_by = covered_by.into_iter().map(|(exam, _)| exam).collect();
        (Some(credit.share()), covered_by)
    }

    /// The requirement of a step, with the slot that it fills, if any.
    fn requirement<'c>(
        &self,
        candidate: Candidate<'c>,
        position: &Position<'_>,
    ) -> (Requirement, Option<&'c Slot>) {
        let filled = candidate
            .plan
            .slots
            .iter()
            .rev()
            .find(|slot| fills(candidate.graph, &slot.obligation, position));
        if let Some(planned) = filled {
            return (planned.slot.requirement, Some(&planned.slot));
        }
        let required = self
            .needs(position)
            .any(|(.., group)| group.kind == PrerequisiteKind::Required);
        let requirement = if required {
            Requirement::RequiredPrerequisite
        } else {
            Requirement::RecommendedPrerequisite
        };
        (requirement, None)
    }

    /// The prerequisite groups of later steps that a step satisfies.
    fn needs(
        &self,
        position: &Position<'_>,
    ) -> impl Iterator<Item = (ExamIndex, usize, &PrerequisiteGroup)> {
        let exam = position.exam;
        position.later.iter().flat_map(move |owner| {
            let entry = self.question.catalogue.exam(*owner);
            let groups = entry.record.prerequisites.iter().zip(&entry.prerequisites);
            groups
                .enumerate()
                .filter(move |(_, (group, named))| {
                    self.question.is_open(group, named)
                        && (named.contains(&exam)
                            || group.kind == PrerequisiteKind::Recommended
                                && named
                                    .iter()
                                    .any(|named| self.question.line_after(*named).contains(&exam)))
                })
                .map(move |(index, (group, _))| (*owner, index, group))
        })
    }

    fn reasons(
        &self,
        position: &Position<'_>,
        slot: Option<&Slot>,
        substitution: Option<&Substitution>,
    ) -> Vec<Reason> {
        let mut reasons = Vec::new();
        match (self.destination, slot) {
            (_, None) => {}
            (Destination::Exam(named), Some(_)) => reasons.push(Reason {
                rule: ReasonRule::RequestedExam,
                text: format!("{} is the exam that was asked for.", self.code(named)),
                statements: 1,
                basis: ReasonBasis::Request(named),
            }),
            (Destination::Role(role), Some(slot)) if slot.is_assumed() => {
                reasons.extend(self.assumption(role, position, slot));
            }
            (Destination::Role(role), Some(_)) => {
                reasons.extend(self.recommendations(role, position));
            }
        }
        for (owner, index, group) in self.needs(position) {
            let reason = self.need(position.exam, owner, index, group);
            if !reasons
                .iter()
                .any(|known| self.say_the_same(known, &reason))
            {
                reasons.push(reason);
            }
        }
        reasons.extend(substitution.map(|substitution| Reason {
            rule: ReasonRule::Substitution,
            text: substitution.because.clone(),
            statements: 1,
            basis: ReasonBasis::Substitution {
                evidence: substitution.evidence.clone(),
                removed_by: self.without_substitution(substitution),
            },
        }));
        reasons
    }

    fn say_the_same(&self, one: &Reason, other: &Reason) -> bool {
        let catalogue = self.question.catalogue;
        one.rule == other.rule
            && one.text == other.text
            && one.evidence(catalogue) == other.evidence(catalogue)
            && one.removed_by(catalogue) == other.removed_by(catalogue)
    }

    /// A source assumes an exam as held that this person does not hold.
    fn assumption(&self, role: RoleIndex, position: &Position<'_>, slot: &Slot) -> Option<Reason> {
        let evidence = &self.recommendation(slot)?.evidence;
        let text = format!(
            "{} assumes {} before {}, and none of these is held yet.",
            self.publisher(evidence).unwrap_or("The source"),
            self.any_of(&slot.named),
            position
                .later
                .last()
                .map_or("the target", |target| self.code(*target)),
        );
        Some(Reason {
            rule: ReasonRule::BridgesExperience,
            text,
            statements: 1,
            basis: ReasonBasis::Assumption {
                role,
                recommendation: slot.recommendation?,
                named: slot.named.clone(),
            },
        })
    }

    /// Every recommendation of a role that leads to an exam: by name, or as the substitute of a
    /// named exam on the day.
    fn recommendations(&self, role: RoleIndex, position: &Position<'_>) -> Vec<Reason> {
        let entry = self.question.catalogue.role(role);
        let mut reasons = Vec::new();
        let recommendations = entry.record.recommendations.iter();
        let recommendations = recommendations.zip(&entry.recommendations);
        for (index, (record, steps)) in recommendations.enumerate() {
            let wanted = record
                .steps
                .iter()
                .zip(steps)
                .filter(|(step, _)| !step.held);
            let named = wanted.flat_map(|(_, named)| named);
            let succeeds =
                |named: &&ExamIndex| self.question.line_after(**named).contains(&position.exam);
            let is_substitute = |named: &&ExamIndex| {
                let credit = |exam| position.credit(self.question, exam);
                // Follow a succession chain only if it contains the exam.
                succeeds(named)
                    && self
                        .question
                        .substitutes(**named, position.begin, credit)
                        .contains(&position.exam)
            };
            let direct = named.clone().find(|named| **named == position.exam);
            let replaced = || named.clone().find(is_substitute);
            let followed = || named.clone().find(succeeds);
            let Some(named) = direct.or_else(replaced).or_else(followed) else {
                continue;
            };
            let follows = if *named == position.exam {
                String::new()
            } else if !is_substitute(&named) {
                format!("; {} is its successor", self.code(position.exam))
            } else if self.has_ended(*named) {
                format!("; {} has taken its place", self.code(position.exam))
            } else {
                format!("; {} takes its place by then", self.code(position.exam))
            };
            let narrowed = record.focus.as_ref();
            let narrowed = narrowed.map_or_else(String::new, |focus| format!(", for {focus}"));
            let text = format!(
                "{} recommends {} for the role {}{narrowed} (as of {}){follows}.",
                self.publisher(&record.evidence).unwrap_or("The catalogue"),
                self.code(*named),
                entry.record.title,
                record.evidence.as_of,
            );
            let reason = Reason {
                rule: ReasonRule::RecommendedForRole,
                text,
                statements: 1,
                basis: ReasonBasis::Recommendation {
                    role,
                    recommendation: index,
                    named: *named,
                    exam: position.exam,
                },
            };
            let is_indirect = *named != position.exam;
            let newest = Reverse(record.evidence.as_of.latest());
            let rank = (is_indirect, record.evidence.confidence, newest);
            reasons.push((rank, *named, &record.evidence.sources, reason));
        }
        reasons.sort_by_key(|(rank, ..)| *rank);
        // Merge what one source says of one exam; its best and newest statement represents the
        // rest.
        let mut merged: Vec<(ExamIndex, &[SourceKey], Reason)> = Vec::new();
        for (_, named, sources, reason) in reasons {
            let same = |(exam, by, _): &&mut (ExamIndex, &[SourceKey], Reason)| {
                *exam == named && *by == sources.as_slice() && !sources.is_empty()
            };
            match merged.iter_mut().find(same) {
                Some((.., known)) => known.statements += 1,
                None => merged.push((named, sources, reason)),
            }
        }
        merged.into_iter().map(|(.., reason)| reason).collect()
    }

    fn need(
        &self,
        exam: ExamIndex,
        owner: ExamIndex,
        index: usize,
        group: &PrerequisiteGroup,
    ) -> Reason {
        let by_experience = self.question.constraints.include_recommended.is_none();
        let basis = ReasonBasis::Need {
            exam,
            owner,
            group: index,
            by_experience,
        };
        let (exam, owner) = (self.code(exam), self.code(owner));
        let (rule, text) = match group.kind {
            PrerequisiteKind::Required if group.any_of.len() > 1 => {
                let codes: Vec<&str> = group.any_of.iter().map(|key| key.code.as_str()).collect();
                let text = format!("{owner} requires any one of {}.", codes.join(", "));
                (ReasonRule::PrerequisiteOf, text)
            }
            PrerequisiteKind::Required => (
                ReasonRule::PrerequisiteOf,
                format!("{owner} requires {exam}."),
            ),
            PrerequisiteKind::Recommended if by_experience => {
                let people = match self.question.profile.experience {
                    Some(Experience::NewToCloud) => "people who are new to the cloud",
                    Some(Experience::KnowsVendor) => {
                        "people who know the platform without a project on it"
                    }
                    Some(Experience::Practitioner) | None => "people who practise on the platform",
                };
                let text = format!("{exam} is advised before {owner} for {people}.");
                (ReasonRule::BridgesExperience, text)
            }
            PrerequisiteKind::Recommended => (
                ReasonRule::PrerequisiteOf,
                format!("{exam} is advised before {owner}."),
            ),
        };
        Reason {
            rule,
            text,
            statements: 1,
            basis,
        }
    }

    /// Changes that would make the named exam possible.
    fn without_substitution(&self, substitution: &Substitution) -> Vec<String> {
        let from = substitution.from;
        let code = self.code(from);
        match (
            self.question.first_bookable_day(from),
            self.question.last_bookable_day(from),
        ) {
            (_, Some(last)) if last < self.question.begin => vec![],
            (Some(first), last) if last.is_none_or(|last| first <= last) => {
                let until = last.map_or_else(String::new, |last| format!(" and {last}"));
                let between = if last.is_some() { "between" } else { "from" };
                vec![format!(
                    "Reach the day of {code} {between} {first}{until}, by other hours a week or \
                     another start."
                )]
            }
            _ => vec![],
        }
    }

    /// Whether an exam ended before the day of the request.
    fn has_ended(&self, exam: ExamIndex) -> bool {
        let entry = self.question.catalogue.exam(exam);
        let end = entry.end(&self.question.profile.languages);
        end.is_some_and(|end| end.on.latest() < self.question.today)
    }

    /// The exam that a step replaces, unless an open obligation names the step itself.
    fn substitution(
        &self,
        candidate: Candidate<'_>,
        position: &Position<'_>,
    ) -> Option<Substitution> {
        let later = candidate
            .found
            .steps
            .iter()
            .map(|step| &candidate.graph.nodes[step.node]);
        let later = later.filter(|node| position.later.contains(&node.exam));
        let filled: Vec<&Obligation> = candidate
            .plan
            .slots
            .iter()
            .map(|slot| &slot.obligation)
            .chain(later.flat_map(|node| &node.before))
            .filter(|obligation| fills(candidate.graph, obligation, position))
            .collect();
        if filled
            .iter()
            .any(|filled| filled.named.contains(&position.exam))
        {
            return None;
        }
        let named = filled.iter().flat_map(|filled| &filled.named);
        let from = named.copied().find(|named| {
            let credit = |exam| position.credit(self.question, exam);
            let substitutes = self.question.substitutes(*named, position.begin, credit);
            substitutes.contains(&position.exam)
        })?;
        let (ended, mut evidence) = self.end_of(from, position);
        let links = succession(self.question.catalogue, from, position.exam);
        evidence.extend(links.into_iter().cloned());
        Some(Substitution {
            from,
            to: position.exam,
            because: format!("{ended}; {} takes its place.", self.code(position.exam)),
            evidence,
        })
    }

    /// Why an exam is not bookable on its day, with the evidence.
    fn end_of(&self, exam: ExamIndex, position: &Position<'_>) -> (String, Vec<Evidence>) {
        let entry = self.question.catalogue.exam(exam);
        let credit = position.credit(self.question, exam);
        let earliest = self.question.study_ends(exam, position.begin, credit).day;
        let day = self.question.certainly_over(exam, earliest);
        let code = self.code(exam);
        let languages = &self.question.profile.languages;
        let end = entry.end(languages).filter(|end| end.on.earliest() < day);
        let Some(end) = end else {
            let catalogue = self.question.catalogue;
            let elsewhere = in_other_languages(catalogue, exam, languages, day);
            let text = match elsewhere {
                Some(text) => text.trim_end_matches('.').to_owned(),
                None => format!("{code} is not open for booking on {day}"),
            };
            return (text, vec![]);
        };
        let is_past = end.on.latest() < self.question.today;
        let mut text = end_in_words(code, &end, is_past);
        if !is_past {
            text = format!("{text} and cannot be booked for {day}");
        }
        (text, end_evidence(entry, languages))
    }

    fn code(&self, exam: ExamIndex) -> &str {
        self.question.code(exam)
    }

    fn any_of(&self, exams: &[ExamIndex]) -> String {
        let codes: Vec<&str> = exams.iter().map(|exam| self.code(*exam)).collect();
        codes.join(" or ")
    }
}

/// Whether a step is the one that covers an obligation: no earlier step does.
fn fills(graph: &Graph, obligation: &Obligation, position: &Position<'_>) -> bool {
    let covers = |exam: &ExamIndex| {
        let mut indexes = obligation.covers.iter();
        indexes.any(|index| graph.nodes[*index].exam == *exam)
    };
    covers(&position.exam) && !position.earlier.iter().any(covers)
}
