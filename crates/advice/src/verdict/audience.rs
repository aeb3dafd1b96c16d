//! The audience rules that match a profile, strongest first.

use std::cmp::Reverse;

use super::{FiredRule, Question, RuleKind};
use crate::succession::{succession_evidence, successor_line};
use catalogue::{
    AudienceRule, AudienceRuleEntry, AudienceRuleIndex, ExamIndex, Experience, RoleSlug,
};

/// An audience rule whose conditions hold.
#[derive(Debug, Clone)]
pub(super) struct AudienceMatch<'a> {
    pub(super) index: AudienceRuleIndex,
    pub(super) entry: &'a AudienceRuleEntry,
    matched: Vec<String>,
}

/// The audience rules about an exam.
#[derive(Debug, Default)]
pub(super) struct AudienceMatches<'a> {
    /// The matching rules, strongest first.
    pub(super) fired: Vec<AudienceMatch<'a>>,
    /// Rules that depend only on circumstances outside the profile.
    pub(super) unchecked: Vec<AudienceRuleIndex>,
    /// Whether there are rules for other audiences.
    pub(super) are_for_others: bool,
}

impl<'a> AudienceMatches<'a> {
    /// The rules about the exam itself; if there are none, those about its nearest predecessors.
    pub(super) fn on(question: Question<'a>) -> Self {
        let catalogue = question.catalogue;
        let mut generation = vec![question.exam];
        let mut seen = generation.clone();
        while !generation.is_empty() {
            let rules: Vec<AudienceRuleIndex> = generation
                .iter()
                .flat_map(|exam| &catalogue.exam(*exam).audience_rules)
                .copied()
                .collect();
            if !rules.is_empty() {
                return Self::among(question, &rules);
            }
            let before = generation
                .iter()
                .flat_map(|exam| &catalogue.exam(*exam).predecessors);
            let mut earlier: Vec<ExamIndex> = before.copied().collect();
            earlier.retain(|exam| !seen.contains(exam));
            earlier.sort_unstable();
            earlier.dedup();
            seen.extend(&earlier);
            generation = earlier;
        }
        Self::default()
    }

    fn among(question: Question<'a>, rules: &[AudienceRuleIndex]) -> Self {
        let mut judgements = Self::default();
        for index in rules {
            let entry = question.catalogue.audience_rule(*index);
            match matched(question, entry) {
                Some(matched) if matched.is_empty() => judgements.unchecked.push(*index),
                Some(matched) => judgements.fired.push(AudienceMatch {
                    index: *index,
                    entry,
                    matched,
                }),
                None => judgements.are_for_others = true,
            }
        }
        judgements
            .fired
            .sort_by(|left, right| left.rank(question).cmp(&right.rank(question)));
        judgements
    }
}

impl<'a> AudienceMatch<'a> {
    /// The order of strength: rules that name one of the person's vendors, then more conditions,
    /// better confidence, more cautious advice, newer date.
    fn rank(&self, question: Question<'_>) -> impl Ord + use<'a> {
        let record: &'a AudienceRule = &self.entry.record;
        let mut named = self.entry.take.iter().flatten().peekable();
        let elsewhere =
            named.peek().is_some() && !named.any(|exam| question.works_with_vendor_of(*exam));
        (
            elsewhere,
            Reverse(self.matched.len()),
            record.evidence.confidence,
            Reverse(record.decision),
            Reverse(record.evidence.as_of.latest()),
            &record.key,
        )
    }

    /// The rule as part of a verdict.
    pub(super) fn fired(&self, question: Question<'_>) -> FiredRule {
        let record = &self.entry.record;
        let predecessor = (self.entry.exam != question.exam).then_some(self.entry.exam);
        let mut text = record.audience.clone();
        if !record.reasons.is_empty() {
            text.push_str(": ");
            text.push_str(&record.reasons.join("; "));
        }
        let mut evidence = vec![record.evidence.clone()];
        if let Some(other) = predecessor {
            let (judged, exam) = (question.code(other), question.code(question.exam));
            text = format!("{text} (said of {judged}, which {exam} follows)");
            evidence.extend(succession_evidence(
                question.catalogue,
                other,
                &[question.exam],
            ));
        }
        text.push('.');
        FiredRule {
            kind: RuleKind::Audience,
            audience_rule: Some(self.index),
            decision: record.decision,
            decides: false,
            matched: self.matched.clone(),
            circumstances: record.when.circumstances.clone(),
            predecessor,
            text,
            evidence,
        }
    }

    /// The groups that the rule advises before the exam, and those from it on.
    pub(super) fn split(
        &self,
        question: Question<'_>,
    ) -> (&'a [Vec<ExamIndex>], &'a [Vec<ExamIndex>]) {
        let line = successor_line(question.catalogue, self.entry.exam);
        let take = &self.entry.take;
        let own = take
            .iter()
            .position(|group| group.iter().any(|exam| line.contains(exam)));
        take.split_at(own.unwrap_or(take.len()))
    }
}

/// The conditions of a rule in words if all hold; `None` if one does not.
///
/// An empty list means that the rule has no condition on the profile.
fn matched(question: Question<'_>, entry: &AudienceRuleEntry) -> Option<Vec<String>> {
    let (catalogue, profile) = (question.catalogue, question.profile);
    let when = &entry.record.when;
    let mut words = Vec::new();
    if !entry.holds_any.is_empty() {
        let held = entry.holds_any.iter().find(|exam| question.holds(**exam))?;
        words.push(format!("holds {}", question.code(*held)));
    }
    if !when.only_vendors.is_empty() {
        let names: Vec<&str> = profile
            .vendors
            .iter()
            .map(|vendor| &catalogue.vendor(*vendor).record)
            .map(|vendor| {
                when.only_vendors
                    .contains(&vendor.slug)
                    .then_some(vendor.name.as_str())
            })
            .collect::<Option<_>>()?;
        if names.is_empty() {
            return None;
        }
        words.push(format!("works with {} only", names.join(" and ")));
    }
    if let Some(ships_code) = when.ships_code {
        if profile.ships_code != Some(ships_code) {
            return None;
        }
        let text = if ships_code {
            "writes code that ships"
        } else {
            "writes no code that ships"
        };
        words.push(text.to_owned());
    }
    if !when.experience.is_empty() {
        let own = profile
            .experience
            .filter(|own| when.experience.contains(own))?;
        words.push(experience_words(own).to_owned());
    }
    if !when.roles.is_empty() {
        let own = profile.audience.as_deref()?;
        let slug: RoleSlug = own.parse().ok().filter(|slug| when.roles.contains(slug))?;
        let title = catalogue
            .role_by_slug(&slug)
            .map_or(own, |role| &catalogue.role(role).record.title);
        words.push(format!("counts to the role {title}"));
    }
    Some(words)
}

/// An experience in words.
pub(super) fn experience_words(experience: Experience) -> &'static str {
    match experience {
        Experience::NewToCloud => "is new to the cloud",
        Experience::KnowsVendor => "knows the platform without a project on it",
        Experience::Practitioner => "has shipped a project on the platform",
    }
}
