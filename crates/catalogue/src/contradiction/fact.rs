//! Facts on one topic that cannot all be true.

use std::collections::BTreeMap;

use super::{Claim, Contradiction, ContradictionRule, ContradictionSubject, Severity, word};
use crate::{
    conditions::FactConditions,
    date::ApproximateDate,
    disagreement::disagree,
    fact::{
        AbsenceReason, Fact, FactContent, FactName, FactValue, Topic, ValueKind, first_on_topic,
    },
    index::ExamIndex,
    linked::LinkedRecords,
    money::Currency,
    quantity::Unit,
    source::Evidence,
};

/// The contradictions between facts of an exam, one for each topic and rule.
pub(super) fn contradictions(catalogue: &LinkedRecords, exam: ExamIndex) -> Vec<Contradiction> {
    let facts = &catalogue.exam(exam).record.facts;
    let mut topics: BTreeMap<Topic<'_>, Vec<usize>> = BTreeMap::new();
    for (index, fact) in facts.iter().enumerate() {
        topics.entry(fact.topic()).or_default().push(index);
    }
    topics
        .into_iter()
        .filter(|(_, indexes)| indexes.len() > 1)
        .flat_map(|(topic, indexes)| {
            let dispute = Dispute {
                catalogue,
                exam,
                facts,
                topic,
                indexes,
            };
            dispute.contradictions()
        })
        .collect()
}

/// The facts on one topic.
struct Dispute<'a> {
    catalogue: &'a LinkedRecords,
    exam: ExamIndex,
    facts: &'a [Fact],
    topic: Topic<'a>,
    indexes: Vec<usize>,
}

impl Dispute<'_> {
    fn contradictions(&self) -> Vec<Contradiction> {
        let mixed = |one: &Fact, other: &Fact| one.value().is_some() != other.value().is_some();
        match self.topic.0.kind() {
            ValueKind::Money => self
                .currencies()
                .into_iter()
                .filter_map(|currency| {
                    let rule = match self.topic.0 {
                        FactName::Fee | FactName::BetaFee | FactName::RenewalFee => {
                            ContradictionRule::FeeDisagreement
                        }
                        _ => ContradictionRule::FactDisagreement,
                    };
                    let pairs = |one: &Fact, other: &Fact| {
                        [one, other]
                            .iter()
                            .all(|fact| currency_of(fact).is_none_or(|own| own == currency))
                    };
                    self.contradiction(rule, currency.as_str(), pairs)
                })
                .collect(),
            ValueKind::Date => {
                let dates =
                    self.contradiction(ContradictionRule::DateDisagreement, "", |one, other| {
                        !mixed(one, other)
                    });
                let status = self.contradiction(ContradictionRule::StatusDisagreement, "", mixed);
                dates.into_iter().chain(status).collect()
            }
            _ => {
                let rule = match self.topic.0 {
                    FactName::Level => ContradictionRule::LevelDisagreement,
                    FactName::Statement => ContradictionRule::StatementDisagreement,
                    _ => ContradictionRule::FactDisagreement,
                };
                self.contradiction(rule, "", |_, _| true)
                    .into_iter()
                    .collect()
            }
        }
    }

    fn currencies(&self) -> Vec<Currency> {
        let mut currencies: Vec<Currency> = self
            .indexes
            .iter()
            .filter_map(|index| currency_of(&self.facts[*index]))
            .collect();
        currencies.sort_unstable();
        currencies.dedup();
        currencies
    }

    /// The contradiction between the facts that are in a contradicting pair of some rule; the
    /// served fact comes first.
    fn contradiction(
        &self,
        rule: ContradictionRule,
        aspect: &str,
        of_kind: impl Fn(&Fact, &Fact) -> bool,
    ) -> Option<Contradiction> {
        let disputed = |index: &&usize| {
            let fact = &self.facts[**index];
            self.indexes
                .iter()
                .map(|other| &self.facts[*other])
                .any(|other| of_kind(fact, other) && disagree(fact, other))
        };
        let mut indexes: Vec<usize> = self.indexes.iter().filter(disputed).copied().collect();
        if indexes.is_empty() {
            return None;
        }
        let in_aspect = |index: &&usize| {
            let own = currency_of(&self.facts[**index]);
            aspect.is_empty() || own.is_none_or(|currency| currency.as_str() == aspect)
        };
        let candidates = self.indexes.iter().filter(in_aspect);
        let served_fact = first_on_topic(candidates.map(|index| &self.facts[*index]))?;
        let is_served = |index: usize| std::ptr::eq(&raw const self.facts[index], served_fact);
        indexes.sort_by_key(|index| (!is_served(*index), *index));
        let served_index = self
            .indexes
            .iter()
            .copied()
            .find(|index| is_served(*index))?;
        let claim = |index: usize| Claim::Fact {
            exam: self.exam,
            index,
        };
        let entry = self.catalogue.exam(self.exam);
        let (name, about, experience, conditions) = self.topic;
        let experience_word = experience.map(word).unwrap_or_default();
        let mut topic = [
            &name.key(),
            about.unwrap_or_default(),
            &experience_word,
            aspect,
        ]
        .join("|");
        if conditions != FactConditions::ALWAYS {
            topic = format!("{topic}|{conditions}");
        }
        Some(Contradiction {
            identity: super::identity(rule, entry.identity, &topic),
            rule,
            severity: severity(rule, name),
            subject: ContradictionSubject::Exam(self.exam),
            exams: vec![self.exam],
            message: self.message(&indexes),
            claims: indexes.iter().map(|index| claim(*index)).collect(),
            served: Some(claim(served_index)),
            why: self.serving_reason(served_index, &indexes),
        })
    }

    fn message(&self, indexes: &[usize]) -> String {
        let (name, about, experience, conditions) = self.topic;
        let heading = match (name, about) {
            (FactName::Statement, Some(about)) => about.to_owned(),
            (_, about) => {
                let description = name.description().trim_end_matches('.');
                let mut letters = description.chars();
                let first = letters.next().map(|letter| letter.to_ascii_lowercase());
                let about = about.map(|about| format!(", {about}")).unwrap_or_default();
                format!("{}{}{about}", first.unwrap_or(' '), letters.as_str())
            }
        };
        let mut whom = experience
            .map(|experience| format!(" ({})", word(experience)))
            .unwrap_or_default();
        if conditions != FactConditions::ALWAYS {
            whom = format!("{whom} ({conditions})");
        }
        let mut values: Vec<String> = Vec::new();
        for index in indexes {
            let value = claim_text(&self.facts[*index]);
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let code = &self.catalogue.exam(self.exam).record.code;
        let leads = |index: &usize| self.facts[*index].evidence.sources.first();
        let one_source = indexes
            .windows(2)
            .all(|pair| leads(&pair[0]).is_some() && leads(&pair[0]) == leads(&pair[1]));
        let who = if one_source {
            " (said by the same source)"
        } else {
            ""
        };
        format!(
            "{code}, {heading}{whom}: {}{who}.",
            values.join(" against ")
        )
    }

    /// Why the served fact is served, compared with the best of the others.
    fn serving_reason(&self, served_index: usize, indexes: &[usize]) -> String {
        let chosen = &self.facts[served_index].evidence;
        let others = indexes.iter().filter(|index| **index != served_index);
        let Some(best) = first_on_topic(others.map(|index| &self.facts[*index])) else {
            return "Answers use it because nothing else is said.".to_owned();
        };
        let other = &best.evidence;
        let value = claim_text(&self.facts[served_index]);
        if chosen.confidence != other.confidence {
            let (own, its) = (word(chosen.confidence), word(other.confidence));
            return format!("Answers use {value}: {own} outranks {its}.");
        }
        if chosen.newest_day() != other.newest_day() {
            let date = |evidence: &Evidence| {
                let checked = evidence.checked.map(ApproximateDate::day);
                checked.unwrap_or(evidence.as_of)
            };
            let (own, its) = (date(chosen), date(other));
            return format!(
                "Answers use {value}: of equal confidence and newer ({own}, not {its})."
            );
        }
        format!("Answers use {value}: of equal confidence and age, and listed first.")
    }
}

pub(super) fn currency_of(fact: &Fact) -> Option<Currency> {
    match fact.value() {
        Some(FactValue::Money(range)) => Some(range.currency()),
        _ => None,
    }
}

/// The claim of a fact, in short.
fn claim_text(fact: &Fact) -> String {
    match &fact.content {
        FactContent::Known(FactValue::Quantity(count)) if count.unit() == Unit::Count => {
            let text = count.to_string();
            text.trim_end_matches(" count").to_owned()
        }
        FactContent::Known(value) => value.to_string(),
        FactContent::Absent(AbsenceReason::NotApplicable) => "none".to_owned(),
        FactContent::Absent(AbsenceReason::NotPublished) => "not published".to_owned(),
        FactContent::Absent(AbsenceReason::Unknown) => "unknown".to_owned(),
        FactContent::Absent(AbsenceReason::Disputed) => "disputed".to_owned(),
    }
}

/// Lifecycle dates decide bookability; figures used in computations come next.
fn severity(rule: ContradictionRule, name: FactName) -> Severity {
    match (rule, name) {
        (ContradictionRule::StatusDisagreement, _)
        | (
            _,
            FactName::BetaOn
            | FactName::LiveOn
            | FactName::RegistrationEndsOn
            | FactName::RetiresOn,
        ) => Severity::High,
        (ContradictionRule::FeeDisagreement | ContradictionRule::LevelDisagreement, _)
        | (
            _,
            FactName::Duration
            | FactName::Items
            | FactName::PassingScore
            | FactName::Languages
            | FactName::Validity
            | FactName::RenewalWindow
            | FactName::StudyHours
            | FactName::StudyWeeks
            | FactName::PassRate
            | FactName::AnnualRaise
            | FactName::HourlyRate
            | FactName::PracticeCost
            | FactName::PracticeCostWeekly,
        ) => Severity::Medium,
        _ => Severity::Low,
    }
}
