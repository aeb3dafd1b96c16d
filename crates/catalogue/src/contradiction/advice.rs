//! Advice that the catalogue's facts contradict: retired exams, exams without a successor, and sums
//! that do not add up.

use super::{
    Claim, Contradiction, ContradictionRule, ContradictionSubject, Severity, fact_claim, identity,
    source_title,
};
use crate::{
    date::Day,
    entry::ExamEntry,
    fact::FactName,
    index::{ExamIndex, RoleIndex},
    lifecycle::LifecycleState,
    linked::LinkedRecords,
    money::MoneyRange,
    text::SourceKey,
};

/// The number of roles and audiences that a message names before it counts the rest.
const NAMED: usize = 3;

/// The contradictions of advice to take an exam on a day.
pub(super) fn of_the_day(
    catalogue: &LinkedRecords,
    exam: ExamIndex,
    day: Day,
) -> impl Iterator<Item = Contradiction> {
    let ending = Ending::of(catalogue, exam, day);
    let found = ending.map(|ending| {
        let mut found = ending.retired_but_recommended();
        found.extend(ending.without_successor());
        found
    });
    found.into_iter().flatten()
}

/// An exam that has ended or will end, as of a day.
struct Ending<'a> {
    catalogue: &'a LinkedRecords,
    exam: ExamIndex,
    entry: &'a ExamEntry,
    day: Day,
    state: LifecycleState,
    /// The fact that states the end.
    end: Claim,
    /// The advice that still leads to the exam.
    advice: Vec<Claim>,
}

impl<'a> Ending<'a> {
    /// The exam's end; `None` if none is known.
    fn of(catalogue: &'a LinkedRecords, exam: ExamIndex, day: Day) -> Option<Self> {
        let entry = catalogue.exam(exam);
        let state = entry.state(day);
        if !matches!(state, LifecycleState::Retiring | LifecycleState::Retired) {
            return None;
        }
        let end = fact_claim(catalogue, exam, entry.fact(FactName::RetiresOn)?)?;
        Some(Self {
            catalogue,
            exam,
            entry,
            day,
            state,
            end,
            advice: advice(catalogue, exam),
        })
    }

    fn last_day(&self) -> String {
        let last = self.entry.lifecycle.retires;
        last.map(|date| date.to_string()).unwrap_or_default()
    }

    fn found(&self, rule: ContradictionRule, topic: &str) -> Contradiction {
        Contradiction {
            identity: identity(rule, self.entry.identity, topic),
            rule,
            severity: Severity::Low,
            subject: ContradictionSubject::Exam(self.exam),
            exams: vec![self.exam],
            message: String::new(),
            claims: vec![self.end.clone()],
            served: Some(self.end.clone()),
            why: String::new(),
        }
    }

    /// One contradiction for each source that still recommends a retired exam.
    fn retired_but_recommended(&self) -> Vec<Contradiction> {
        if self.state != LifecycleState::Retired {
            return Vec::new();
        }
        let mut by_source: Vec<(Option<&SourceKey>, Vec<&Claim>)> = Vec::new();
        for claim in &self.advice {
            let source = claim.evidence(self.catalogue).sources.first();
            match by_source.iter_mut().find(|(other, _)| *other == source) {
                Some((_, claims)) => claims.push(claim),
                None => by_source.push((source, vec![claim])),
            }
        }
        let contradictions = by_source.into_iter().map(|(source, claims)| {
            let key = source.map(ToString::to_string).unwrap_or_default();
            self.recommended_by(&key, &claims)
        });
        contradictions.collect()
    }

    fn recommended_by(&self, source: &str, claims: &[&Claim]) -> Contradiction {
        let catalogue = self.catalogue;
        let evidence = || claims.iter().map(|claim| claim.evidence(catalogue));
        let gone_when_read = evidence().any(|evidence| {
            let last = self.entry.lifecycle.retires;
            last.is_some_and(|last| last.latest() < evidence.as_of.earliest())
        });
        let stand_ins = catalogue.bookable_substitutes(self.exam, self.day);
        let severity = match (gone_when_read, stand_ins.is_empty()) {
            (true, _) => Severity::High,
            (false, true) => Severity::Medium,
            (false, false) => Severity::Low,
        };
        let code = &self.entry.record.code;
        let title = evidence()
            .next()
            .map(|evidence| source_title(catalogue, evidence))
            .unwrap_or_default();
        let since = if gone_when_read {
            "had already retired when the source was read"
        } else {
            "has retired since"
        };
        let message = format!(
            "{title} recommends {code} ({}), which {since}; its last day was {}.",
            self.whom(claims),
            self.last_day(),
        );
        let why = if stand_ins.is_empty() {
            format!("Answers leave {code} out: nothing that can be booked takes its place.")
        } else {
            format!("Answers put {} in its place.", codes(catalogue, &stand_ins))
        };
        let rule = ContradictionRule::RetiredExamRecommended;
        let mut contradiction = self.found(rule, source);
        contradiction.severity = severity;
        contradiction.message = message;
        contradiction
            .claims
            .extend(claims.iter().map(|claim| (*claim).clone()));
        contradiction.why = why;
        contradiction
    }

    /// The audience of a recommendation: the first few by name, and the number of others.
    fn whom(&self, claims: &[&Claim]) -> String {
        let mut whom: Vec<&str> = Vec::new();
        for claim in claims {
            let name = match claim {
                Claim::Recommendation { role, .. } => &self.catalogue.role(*role).record.title,
                Claim::AudienceRule(index) => &self.catalogue.audience_rule(*index).record.audience,
                Claim::Fact { .. } | Claim::Blueprint { .. } => continue,
            };
            if !whom.contains(&name.as_str()) {
                whom.push(name);
            }
        }
        let named = whom.iter().take(NAMED).map(|name| format!("\"{name}\""));
        let named = named.collect::<Vec<String>>().join(", ");
        match whom.len().saturating_sub(NAMED) {
            0 => format!("for {named}"),
            more => format!("for {named} and {more} more"),
        }
    }

    /// An end without a successor, although advice or a predecessor still leads to the exam.
    fn without_successor(&self) -> Option<Contradiction> {
        if !self.entry.successors.is_empty() {
            return None;
        }
        let mut reasons = Vec::new();
        if !self.advice.is_empty() {
            let claims: Vec<&Claim> = self.advice.iter().collect();
            reasons.push(format!("sources recommend it ({})", self.whom(&claims)));
        }
        if !self.entry.predecessors.is_empty() {
            let earlier = codes(self.catalogue, &self.entry.predecessors);
            reasons.push(format!("it takes the place of {earlier}"));
        }
        let lives_on: Vec<&str> = self
            .entry
            .certifications
            .iter()
            .map(|index| self.catalogue.certification(*index))
            .filter(|certification| certification.is_earnable(self.catalogue, self.day))
            .filter(|certification| {
                certification
                    .earned_by
                    .iter()
                    .any(|set| !set.contains(&self.exam))
            })
            .map(|certification| certification.record.title.as_str())
            .collect();
        if self.state == LifecycleState::Retired && !lives_on.is_empty() {
            let titles = lives_on.join("\", \"");
            reasons.push(format!("\"{titles}\" can still be earned by other exams"));
        }
        if reasons.is_empty() {
            return None;
        }
        let (tense, severity) = match self.state {
            LifecycleState::Retired => ("ended on", Severity::Medium),
            _ => ("ends on", Severity::Low),
        };
        let code = &self.entry.record.code;
        let mut contradiction = self.found(ContradictionRule::SuccessorMissing, "");
        contradiction.severity = severity;
        contradiction.message = format!(
            "{code} {tense} {} and no source names a successor, though {}.",
            self.last_day(),
            reasons.join(" and "),
        );
        contradiction.claims.extend(self.advice.iter().cloned());
        contradiction.why =
            format!("Answers end {code} on that day; a substitution needs a source that names it.");
        Some(contradiction)
    }
}

/// Advice to take an exam: recommendations for roles that do not assume it as held, and audience
/// rules.
fn advice(catalogue: &LinkedRecords, exam: ExamIndex) -> Vec<Claim> {
    let mut found = Vec::new();
    for role in &catalogue.exam(exam).roles {
        let entry = catalogue.role(*role);
        let recommendations = entry
            .record
            .recommendations
            .iter()
            .zip(&entry.recommendations);
        for (position, (record, steps)) in recommendations.enumerate() {
            let mut steps = record.steps.iter().zip(steps);
            if steps.any(|(step, exams)| !step.held && exams.contains(&exam)) {
                found.push(Claim::Recommendation {
                    role: *role,
                    index: position,
                });
            }
        }
    }
    for index in catalogue.audience_rules() {
        let entry = catalogue.audience_rule(index);
        if entry.take.iter().flatten().any(|taken| *taken == exam) {
            found.push(Claim::AudienceRule(index));
        }
    }
    found
}

/// Recommendations whose stated fees do not match any choice of their exams.
pub(super) fn fee_sums(catalogue: &LinkedRecords, role: RoleIndex) -> Vec<Contradiction> {
    let indexes = 0..catalogue.role(role).record.recommendations.len();
    let mut found: Vec<Contradiction> = Vec::new();
    for sum in indexes.filter_map(|index| fee_sum(catalogue, role, index)) {
        // A source may give the same list twice.
        if found.iter().all(|other| other.identity != sum.identity) {
            found.push(sum);
        }
    }
    found
}

fn fee_sum(catalogue: &LinkedRecords, role: RoleIndex, index: usize) -> Option<Contradiction> {
    let entry = catalogue.role(role);
    let record = &entry.record.recommendations[index];
    let stated = record.fees?;
    let currency = stated.currency();
    let (mut least, mut most) = (0_i64, 0_i64);
    let mut exams: Vec<ExamIndex> = Vec::new();
    let mut claims = vec![Claim::Recommendation { role, index }];
    let mut terms = Vec::new();
    let steps = record.steps.iter().zip(&entry.recommendations[index]);
    for (step, alternatives) in steps.filter(|(step, _)| !step.held) {
        let mut fees = Vec::new();
        for exam in alternatives {
            let priced = catalogue.exam(*exam);
            fees.push(priced.fee(currency)?.minor());
            if !exams.contains(exam) {
                exams.push(*exam);
                claims.push(fact_claim(catalogue, *exam, priced.fee_fact(currency)?)?);
                let fee = priced.fee(currency)?.amount();
                terms.push(format!("{} {fee}", priced.record.code));
            }
        }
        let cheapest = fees.iter().copied().min()?;
        least = least.saturating_add(if step.optional { 0 } else { cheapest });
        most = most.saturating_add(fees.iter().copied().max()?);
    }
    let computed = MoneyRange::from_minor(least, most, currency)?;
    let apart = stated.max().minor() < least || most < stated.min().minor();
    if exams.is_empty() || !apart {
        return None;
    }
    let gap = (least - stated.max().minor()).max(stated.min().minor() - most);
    // Sources round sums: 495 USD becomes "about 500".
    let rounded = gap.saturating_mul(20) <= most;
    let title = source_title(catalogue, &record.evidence);
    let role_title = &entry.record.title;
    let cause = if rounded {
        "; rounding can explain it"
    } else {
        ""
    };
    let mut topic: Vec<String> = record
        .evidence
        .sources
        .first()
        .map(ToString::to_string)
        .into_iter()
        .collect();
    topic.extend(
        exams
            .iter()
            .map(|exam| catalogue.exam(*exam).record.key().to_string()),
    );
    Some(Contradiction {
        identity: identity(ContradictionRule::FeeSum, entry.identity, &topic.join("|")),
        rule: ContradictionRule::FeeSum,
        severity: if rounded {
            Severity::Low
        } else {
            Severity::Medium
        },
        subject: ContradictionSubject::Role(role),
        exams,
        message: format!(
            "{title} states fees of {stated} for a recommendation to the role \"{role_title}\"; \
             the exams cost {computed} ({}){cause}.",
            terms.join(", "),
        ),
        claims,
        served: None,
        why: "Answers add up the fees of the exams; the stated sum is shown only with the \
              recommendation itself."
            .to_owned(),
    })
}

fn codes(catalogue: &LinkedRecords, exams: &[ExamIndex]) -> String {
    let codes: Vec<&str> = exams
        .iter()
        .map(|exam| catalogue.exam(*exam).record.code.as_str())
        .collect();
    codes.join(", ")
}
