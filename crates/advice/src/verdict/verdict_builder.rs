//! Combines the matching rules into one decision.

use std::collections::BTreeSet;

use super::{FiredRule, Question, RuleKind, Verdict, audience::AudienceMatches, ending::Ending};
use crate::{AdvisedExam, succession::Replacement};
use catalogue::{AudienceRuleIndex, Decision, ExamIndex, SourceKey};

/// A decision under construction: each rule may change it.
#[derive(Debug)]
pub(super) struct VerdictBuilder<'a> {
    question: Question<'a>,
    decision: Decision,
    /// The exams to take before the exam or instead of it, in order: any one of each group.
    before: Vec<Vec<ExamIndex>>,
    /// The exam itself and those to take with it, unless it is replaced.
    with: Vec<Vec<ExamIndex>>,
    rules: Vec<FiredRule>,
    unchecked: Vec<AudienceRuleIndex>,
    /// Changes of a source's advice, in sentences.
    remarks: Vec<String>,
}

impl<'a> VerdictBuilder<'a> {
    pub(super) fn on(question: Question<'a>) -> Self {
        let judgements = AudienceMatches::on(question);
        let mut ruling = Self {
            question,
            decision: Decision::Take,
            before: vec![],
            with: vec![vec![question.exam]],
            rules: judgements
                .fired
                .iter()
                .map(|judgement| judgement.fired(question))
                .collect(),
            unchecked: judgements.unchecked.clone(),
            remarks: vec![],
        };
        if let Some(held) = question.already_held() {
            ruling.decision = Decision::Skip;
            ruling.decide(held);
            return ruling;
        }
        ruling.follow_sources(&judgements);
        ruling.apply_prerequisites();
        ruling.keep_to_vendors();
        ruling.keep_to_what_can_be_booked();
        ruling
    }

    /// Adds a rule that changed the decision, in front of all others.
    fn decide(&mut self, mut rule: FiredRule) {
        rule.decides = true;
        self.rules.insert(0, rule);
    }

    fn follow_sources(&mut self, judgements: &AudienceMatches<'_>) {
        let question = self.question;
        let Some(leading) = judgements.fired.first() else {
            return self.follow_facts(judgements.are_for_others);
        };
        if let Some(rule) = self.rules.first_mut() {
            rule.decides = true;
        }
        self.decision = leading.entry.record.decision;
        let (before, with) = leading.split(question);
        match self.decision {
            Decision::Take => {
                if !leading.entry.take.is_empty() {
                    self.with.clone_from(&leading.entry.take);
                }
            }
            Decision::TakeLater => {
                self.before = before.to_vec();
                self.before
                    .retain(|group| !question.is_group_satisfied(group));
                if !with.is_empty() {
                    self.with = with.to_vec();
                }
                if self.before.is_empty() && !before.is_empty() {
                    self.decision = Decision::Take;
                    let text = "What should come before it is held already, so nothing is left to wait for.";
                    self.remarks.push(text.to_owned());
                }
            }
            Decision::TakeInstead => {
                self.before.clone_from(&leading.entry.take);
                self.before.retain(|group| !question.is_held(group));
                self.with.clear();
                if self.before.is_empty() && !leading.entry.take.is_empty() {
                    self.decision = Decision::Skip;
                    self.remarks
                        .push("What should be taken instead is held already.".to_owned());
                }
            }
            Decision::Skip | Decision::NoEvidence => self.with.clear(),
        }
    }

    /// The decision by facts alone, if no audience rule matches.
    fn follow_facts(&mut self, others_are_judged: bool) {
        let question = self.question;
        if let Some(below) = question.below_held() {
            self.decision = Decision::Skip;
            self.with.clear();
            return self.decide(below);
        }
        let recommended = question.recommended_for_role();
        if let Some((first, groups)) = question.advised_first() {
            self.decision = Decision::TakeLater;
            self.before = groups;
            self.rules.extend(recommended);
            return self.decide(first);
        }
        if let Some(recommended) = recommended {
            return self.decide(recommended);
        }
        if question.can_book(question.exam)
            && question.works_with_vendor_of(question.exam)
            && question.required_first().is_none()
        {
            self.decision = Decision::NoEvidence;
            self.decide(question.nothing_against());
            if others_are_judged {
                let text =
                    "Sources do judge it for other people: a fuller profile may change this.";
                self.remarks.push(text.to_owned());
            }
        }
    }

    /// Required prerequisites come first. They concern the exam itself, not its replacement.
    fn apply_prerequisites(&mut self) {
        if !matches!(self.decision, Decision::Take | Decision::TakeLater)
            || self.question.gone().is_some()
        {
            return;
        }
        if let Some((first, mut groups)) = self.question.required_first() {
            self.decision = Decision::TakeLater;
            self.before.retain(|group| !groups.contains(group));
            groups.append(&mut self.before);
            self.before = groups;
            self.decide(first);
        }
    }

    fn keep_to_vendors(&mut self) {
        let question = self.question;
        let within = |group: &Vec<ExamIndex>| question.available_alternatives(group).is_some();
        self.before.retain(within);
        let Some(other) = question.other_vendor() else {
            return self.with.retain(within);
        };
        self.with.clear();
        let stands = self.decision == Decision::Skip
            || (self.decision == Decision::TakeInstead && !self.before.is_empty());
        if stands {
            return self.rules.push(other);
        }
        self.decision = other.decision;
        let counterparts = question.counterparts();
        self.before.clear();
        if !counterparts.is_empty() {
            self.before.push(counterparts);
        }
        for rule in &mut self.rules {
            rule.decides = false;
        }
        self.decide(other);
    }

    fn keep_to_what_can_be_booked(&mut self) {
        let question = self.question;
        if let Some(gone) = question.gone() {
            if !matches!(self.decision, Decision::Take | Decision::TakeLater) {
                return self.rules.push(gone);
            }
            self.before.append(&mut self.with);
            self.decision = if self.alternatives().is_empty() {
                Decision::Skip
            } else {
                Decision::TakeInstead
            };
            return self.decide(gone);
        }
        self.apply_end();
        if let Some(waiting) = question.not_open() {
            if self.decision != Decision::Take && self.decision != Decision::TakeLater {
                return self.rules.push(waiting);
            }
            self.decision = Decision::TakeLater;
            self.decide(waiting);
        }
    }

    /// An ending exam is advisable only for people who can finish in time; for others its successor
    /// is. An audience rule may reflect a faster pace: its decision holds until even full-time
    /// study is too late.
    fn apply_end(&mut self) {
        if matches!(self.decision, Decision::TakeInstead | Decision::Skip) {
            return;
        }
        let Some(ending) = self.question.ending(&self.before) else {
            return;
        };
        let (in_time, out_of_reach) = (ending.in_time(), ending.out_of_reach());
        let Ending {
            rule, successors, ..
        } = ending;
        let is_judged = |rule: &FiredRule| rule.decides && rule.kind == RuleKind::Audience;
        if self.rules.iter().any(is_judged) && !out_of_reach {
            // The decision is the source's; the end becomes a remark.
            return self.remarks.push(rule.text);
        }
        if in_time {
            let index = self.rules.iter().filter(|rule| rule.decides).count();
            self.remarks.push(rule.text.clone());
            return self.rules.insert(index, rule);
        }
        self.decision = rule.decision;
        self.before = vec![successors];
        self.before.retain(|group| !group.is_empty());
        self.with.clear();
        if self.decision == Decision::TakeInstead && self.alternatives().is_empty() {
            self.decision = Decision::Skip;
        }
        for rule in &mut self.rules {
            rule.decides = false;
        }
        self.decide(rule);
    }

    fn groups(&self) -> Vec<Vec<AdvisedExam>> {
        if matches!(self.decision, Decision::Skip | Decision::NoEvidence) {
            return vec![];
        }
        let groups = self.before.iter().chain(&self.with);
        groups
            .filter_map(|group| self.question.available_alternatives(group))
            .collect()
    }

    /// The bookable exams before the exam or instead of it, in order.
    fn alternatives(&self) -> Vec<ExamIndex> {
        let mut alternatives: Vec<ExamIndex> = Vec::new();
        let groups = self.before.iter();
        let open = groups.filter_map(|group| self.question.available_alternatives(group));
        for exam in open.flatten().flat_map(|advised| advised.bookable) {
            if exam != self.question.exam && !alternatives.contains(&exam) {
                alternatives.push(exam);
            }
        }
        alternatives
    }

    pub(super) fn verdict(self) -> Verdict {
        let question = self.question;
        let take = self.groups();
        let alternatives = match self.decision {
            Decision::TakeLater | Decision::TakeInstead => self.alternatives(),
            Decision::Take | Decision::Skip | Decision::NoEvidence => vec![],
        };
        let mut replacements: Vec<Replacement> = Vec::new();
        for advised in take.iter().flatten() {
            let known = replacements.iter().any(|known| known.exam == advised.named);
            if !known {
                let found = question.replacement(advised.named);
                replacements.extend(found);
            }
        }
        let mut sources: BTreeSet<SourceKey> = BTreeSet::new();
        let rules = self.rules.iter().flat_map(|rule| &rule.evidence);
        let replaced = replacements.iter().flat_map(|item| &item.evidence);
        for evidence in rules.chain(replaced) {
            sources.extend(evidence.sources.iter().cloned());
        }
        let judged = self
            .rules
            .iter()
            .any(|rule| matches!(rule.kind, RuleKind::Audience | RuleKind::RecommendedForRole));
        Verdict {
            decision: self.decision,
            judged,
            summary: self.summary(&take, &alternatives, &replacements),
            take,
            alternatives,
            replacements,
            sources: sources.into_iter().collect(),
            unchecked: self.unchecked,
            rules: self.rules,
        }
    }

    fn summary(
        &self,
        take: &[Vec<AdvisedExam>],
        alternatives: &[ExamIndex],
        replacements: &[Replacement],
    ) -> String {
        let question = self.question;
        let exam = question.code(question.exam);
        let sequence = |groups: &[Vec<AdvisedExam>]| {
            let groups = groups.iter().filter_map(|group| {
                let mut exams: Vec<ExamIndex> = Vec::new();
                for exam in group.iter().flat_map(|advised| &advised.bookable) {
                    if !exams.contains(exam) {
                        exams.push(*exam);
                    }
                }
                (!exams.is_empty()).then(|| question.any_of(&exams))
            });
            groups.collect::<Vec<_>>().join(", then ")
        };
        let ends = self.rules.iter().any(|rule| rule.kind == RuleKind::Ending);
        let successors = || {
            let successors = &question.catalogue.exam(question.exam).successors;
            question.any_of(successors)
        };
        let head = match self.decision {
            Decision::Take if take.len() > 1 => format!("Take {}.", sequence(take)),
            Decision::Take => format!("Take {exam}."),
            Decision::TakeLater if ends && self.with.is_empty() => {
                format!("Wait for {} instead of {exam}.", successors())
            }
            Decision::TakeLater if alternatives.is_empty() => format!("Take {exam} later."),
            Decision::TakeLater => format!("Take {exam} later: {}.", sequence(take)),
            Decision::TakeInstead if alternatives.is_empty() => {
                format!("Take something else than {exam}.")
            }
            Decision::TakeInstead => format!("Take {} instead of {exam}.", sequence(take)),
            Decision::Skip => format!("Do not take {exam}."),
            Decision::NoEvidence => format!("Nobody has judged {exam} yet."),
        };
        let deciding = self.rules.iter().filter(|rule| rule.decides);
        let mut sentences: Vec<&str> = vec![&head];
        sentences.extend(deciding.map(|rule| rule.text.as_str()));
        sentences.extend(self.remarks.iter().map(String::as_str));
        for replacement in replacements {
            if !sentences.contains(&replacement.because.as_str()) {
                sentences.push(&replacement.because);
            }
        }
        sentences.join(" ")
    }
}
