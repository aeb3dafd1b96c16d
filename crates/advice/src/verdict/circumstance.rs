//! Rules that follow from catalogue facts and the profile, independent of sources' advice.

use super::{FiredRule, Question, RuleKind, audience::experience_words};
use crate::{
    availability::in_other_languages,
    succession::{succession_evidence, successor_line},
};
use catalogue::{
    Decision, Evidence, ExamIndex, Experience, FactName, PrerequisiteGroup, PrerequisiteKind,
};

pub(super) fn rule(
    kind: RuleKind,
    decision: Decision,
    text: String,
    evidence: Vec<Evidence>,
) -> FiredRule {
    FiredRule {
        kind,
        audience_rule: None,
        decision,
        decides: false,
        matched: vec![],
        circumstances: vec![],
        predecessor: None,
        text,
        evidence,
    }
}

impl Question<'_> {
    /// The exam or one of its successors is held.
    pub(super) fn already_held(self) -> Option<FiredRule> {
        let held = successor_line(self.catalogue, self.exam)
            .into_iter()
            .find(|exam| self.holds(*exam))?;
        let (text, evidence) = if held == self.exam {
            (format!("{} is held already.", self.code(held)), vec![])
        } else {
            let (later, exam) = (self.code(held), self.code(self.exam));
            let evidence = succession_evidence(self.catalogue, self.exam, &[held]);
            (
                format!("{later}, which follows {exam}, is held already."),
                evidence,
            )
        };
        Some(rule(RuleKind::AlreadyHeld, Decision::Skip, text, evidence))
    }

    /// The exam is no longer bookable, or not in the person's languages.
    pub(super) fn gone(self) -> Option<FiredRule> {
        let entry = self.catalogue.exam(self.exam);
        let languages = &self.profile.languages;
        let opens_later = || {
            entry
                .windows(languages)
                .any(|window| self.day < window.first)
        };
        let elsewhere = in_other_languages(self.catalogue, self.exam, languages, self.day);
        let is_over = entry
            .last_bookable_day(languages)
            .is_some_and(|last| last < self.day);
        if !is_over && (elsewhere.is_none() || opens_later()) {
            return None;
        }
        let replacement = self.replacement(self.exam)?;
        let decision = if replacement.by.is_empty() {
            Decision::Skip
        } else {
            Decision::TakeInstead
        };
        let kind = if elsewhere.is_some() {
            RuleKind::OtherLanguage
        } else {
            RuleKind::Retired
        };
        Some(rule(
            kind,
            decision,
            replacement.because,
            replacement.evidence,
        ))
    }

    /// The exam is not bookable yet.
    pub(super) fn not_open(self) -> Option<FiredRule> {
        if self.can_book(self.exam) || self.gone().is_some() {
            return None;
        }
        let entry = self.catalogue.exam(self.exam);
        let languages = &self.profile.languages;
        let (code, day) = (self.code(self.exam), self.day);
        let opens = entry.windows(languages).map(|window| window.first);
        let mut text = match opens.filter(|first| *first > day).min() {
            Some(first) => {
                format!("{code} is certain to be open from {first} on, not yet on {day}.")
            }
            None => format!("No source says when {code} opens."),
        };
        if let Some(elsewhere) = in_other_languages(self.catalogue, self.exam, languages, day) {
            text = format!("{text} {elsewhere}");
        }
        let dates = [FactName::BetaOn, FactName::LiveOn];
        let evidence = dates.iter().filter_map(|name| entry.fact(*name));
        let evidence = evidence.map(|fact| fact.evidence.clone()).collect();
        Some(rule(RuleKind::NotOpen, Decision::TakeLater, text, evidence))
    }

    /// The exam is of a vendor that the person does not work with.
    pub(super) fn other_vendor(self) -> Option<FiredRule> {
        if self.works_with_vendor_of(self.exam) {
            return None;
        }
        let counterparts = self.counterparts();
        let entry = self.catalogue.exam(self.exam);
        let vendor = &self.catalogue.vendor(entry.vendor).record.name;
        let code = self.code(self.exam);
        let (decision, then) = if counterparts.is_empty() {
            let none = "no source names a counterpart at those vendors".to_owned();
            (Decision::Skip, none)
        } else {
            let names: Vec<String> = counterparts
                .iter()
                .map(|exam| self.as_booked(*exam))
                .collect();
            let names = names.join(" or ");
            (
                Decision::TakeInstead,
                format!("its counterpart there is {names}"),
            )
        };
        let links = entry.equivalences.iter();
        let evidence = links
            .map(|index| self.catalogue.equivalence(*index))
            .filter(|link| counterparts.contains(&link.left) || counterparts.contains(&link.right))
            .map(|link| link.record.evidence.clone())
            .collect();
        let text = format!(
            "{code} is of {vendor}, which is none of the vendors that the person works with; {then}."
        );
        Some(rule(RuleKind::OtherVendor, decision, text, evidence))
    }

    /// An exam by its code, with its bookable substitute if there is one.
    fn as_booked(self, exam: ExamIndex) -> String {
        let code = self.code(exam);
        match self.replacement(exam) {
            None => code.to_owned(),
            Some(gone) if gone.by.is_empty() => format!("{code}, which cannot be booked"),
            Some(gone) => format!("{}, which follows {code}", self.any_of(&gone.by)),
        }
    }

    /// The vendor requires exams that are not held; with the groups.
    pub(super) fn required_first(self) -> Option<(FiredRule, Vec<Vec<ExamIndex>>)> {
        let open = |group: &PrerequisiteGroup, exams: &[ExamIndex]| {
            group.kind == PrerequisiteKind::Required && !exams.iter().any(|exam| self.holds(*exam))
        };
        let because = |first: &str| {
            let code = self.code(self.exam);
            format!("The vendor demands {first} before it awards what {code} earns.")
        };
        self.first(RuleKind::RequiredFirst, open, because)
    }

    /// Exams that are advised first for the person's experience and that are neither held nor
    /// superseded by held ones; with the groups.
    pub(super) fn advised_first(self) -> Option<(FiredRule, Vec<Vec<ExamIndex>>)> {
        let own = self.profile.experience?;
        let open = |group: &PrerequisiteGroup, exams: &[ExamIndex]| {
            let meant = group.experience.contains(&own)
                || (group.experience.is_empty() && own == Experience::NewToCloud);
            group.kind == PrerequisiteKind::Recommended && meant && !self.is_group_satisfied(exams)
        };
        let because = |first: &str| {
            let (code, who) = (self.code(self.exam), experience_words(own));
            format!("{first} is advised before {code} for somebody who {who}.")
        };
        self.first(RuleKind::AdvisedFirst, open, because)
    }

    fn first(
        self,
        kind: RuleKind,
        open: impl Fn(&PrerequisiteGroup, &[ExamIndex]) -> bool,
        because: impl Fn(&str) -> String,
    ) -> Option<(FiredRule, Vec<Vec<ExamIndex>>)> {
        let entry = self.catalogue.exam(self.exam);
        let groups = entry.record.prerequisites.iter().zip(&entry.prerequisites);
        let open: Vec<_> = groups.filter(|(group, exams)| open(group, exams)).collect();
        if open.is_empty() {
            return None;
        }
        let names: Vec<String> = open.iter().map(|(_, exams)| self.any_of(exams)).collect();
        let evidence = open.iter().map(|(group, _)| group.evidence.clone());
        let fired = rule(
            kind,
            Decision::TakeLater,
            because(&names.join(", and ")),
            evidence.collect(),
        );
        Some((
            fired,
            open.into_iter().map(|(_, exams)| exams.clone()).collect(),
        ))
    }

    /// A held exam of the vendor has a higher tier and builds on this one.
    pub(super) fn below_held(self) -> Option<FiredRule> {
        let entry = self.catalogue.exam(self.exam);
        let level = entry.level?;
        let builds_on = entry.unlocks.iter().find(|exam| {
            let above = self.catalogue.exam(**exam).level;
            self.holds(**exam) && above.is_some_and(|above| above.rank() > level.rank())
        })?;
        let (held, code) = (self.code(*builds_on), self.code(self.exam));
        let record = &self.catalogue.exam(*builds_on).record;
        let groups = record.prerequisites.iter();
        let naming = groups.filter(|group| group.any_of.contains(&entry.record.key()));
        let evidence = naming.map(|group| group.evidence.clone()).collect();
        let text =
            format!("{held}, which builds on {code} and is of a higher tier, is held already.");
        Some(rule(RuleKind::BelowHeld, Decision::Skip, text, evidence))
    }

    /// A source recommends the exam, or one that it replaces on the day, for the person's role.
    pub(super) fn recommended_for_role(self) -> Option<FiredRule> {
        let slug = self.profile.audience.as_deref()?.parse().ok()?;
        let role = self.catalogue.role(self.catalogue.role_by_slug(&slug)?);
        let is_meant = |named: &ExamIndex| {
            *named == self.exam || self.substitutes(*named).contains(&self.exam)
        };
        let evidence: Vec<Evidence> = role
            .record
            .recommendations
            .iter()
            .zip(&role.recommendations)
            .filter(|(record, steps)| {
                let steps = record.steps.iter().zip(*steps);
                let mut meant = steps.filter(|(step, _)| !step.held);
                meant.any(|(_, exams)| exams.iter().any(is_meant))
            })
            .map(|(record, _)| record.evidence.clone())
            .collect();
        if evidence.is_empty() {
            return None;
        }
        let (code, title) = (self.code(self.exam), &role.record.title);
        let sources = match evidence.len() {
            1 => "A source recommends".to_owned(),
            count => format!("{count} recommendations name"),
        };
        let mut fired = rule(
            RuleKind::RecommendedForRole,
            Decision::Take,
            format!("{sources} {code} for the role {title}."),
            evidence,
        );
        fired.matched = vec![format!("counts to the role {title}")];
        Some(fired)
    }

    /// No known fact speaks for or against it.
    pub(super) fn nothing_against(self) -> FiredRule {
        let text = format!(
            "No source judges whether {} is worth it for such a person; it can be booked on {}.",
            self.code(self.exam),
            self.day
        );
        rule(RuleKind::NothingAgainst, Decision::NoEvidence, text, vec![])
    }
}
