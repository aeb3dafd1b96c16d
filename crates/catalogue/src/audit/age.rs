//! The age of statements, and which of them are due for a check.

use serde::Serialize;

use super::AuditQuestion;
use crate::{
    content::Content,
    date::{Day, Precision, writable},
    fact_kind::FactKind,
    linked::LinkedRecords,
    source::Evidence,
};

/// The age of the statements of one kind on a day. Counts statements that are served, have a source
/// and concern exams that have not retired; others are never due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct KindAge {
    /// The kind.
    pub kind: FactKind,
    /// The number of days after which a statement of the kind is due.
    pub interval_days: u16,
    /// The number of statements.
    pub statements: usize,
    /// The number of statements that are due.
    pub due: usize,
    /// The number of statements without a known date.
    pub undated: usize,
    /// The youngest age of the dated statements in days since their last check.
    pub youngest_days: Option<i64>,
    /// The median age; of an even number, the older of the middle two.
    pub median_days: Option<i64>,
    /// The oldest age.
    pub oldest_days: Option<i64>,
}

/// The ages of statements by kind.
pub(super) fn ages(catalogue: &LinkedRecords, question: AuditQuestion) -> Vec<KindAge> {
    let AuditQuestion { day, intervals } = question;
    let mut ages: [Vec<Option<i64>>; FactKind::ALL.len()] = Default::default();
    let mut due = [0; FactKind::ALL.len()];
    for exam in catalogue.exams() {
        for statement in catalogue.exam(exam).checked_statements(intervals, day) {
            if statement.due_on.is_none() {
                continue;
            }
            let kind = statement.kind as usize;
            due[kind] += usize::from(statement.is_due(day));
            let age = statement.last_checked_on();
            ages[kind].push(age.map(|checked| (day - checked).num_days()));
        }
    }
    FactKind::ALL
        .map(|kind| {
            let all = &ages[kind as usize];
            let mut dated: Vec<i64> = all.iter().copied().flatten().collect();
            dated.sort_unstable();
            KindAge {
                kind,
                interval_days: intervals.days(kind),
                statements: all.len(),
                due: due[kind as usize],
                undated: all.len() - dated.len(),
                youngest_days: dated.first().copied(),
                median_days: dated.get(dated.len() / 2).copied(),
                oldest_days: dated.last().copied(),
            }
        })
        .into()
}

/// The statements of one kind about an exam that are due for a check on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueCheck {
    /// The exam, as `vendor/code`.
    pub exam: String,
    /// Whether a source recommends the exam for a role.
    pub recommended: bool,
    /// The kind.
    pub kind: FactKind,
    /// The facts, by name as `certgraph confirm` accepts them; `OUTLINE` is the blueprint in force.
    pub facts: Vec<String>,
    /// The day on which the oldest was checked; `None` when its date is unknown.
    pub last_checked_on: Option<Day>,
    /// The first day on which one was due; `None` when its date is unknown.
    pub due_on: Option<Day>,
    /// The keys of the sources to check.
    pub sources: Vec<String>,
}

/// The checks due on a day: recommended exams first, then the longest overdue.
pub fn due_checks(catalogue: &LinkedRecords, question: AuditQuestion) -> Vec<DueCheck> {
    let AuditQuestion { day, intervals } = question;
    let mut checks: Vec<DueCheck> = Vec::new();
    for exam in catalogue.exams().map(|exam| catalogue.exam(exam)) {
        let statements = exam.checked_statements(intervals, day);
        for kind in FactKind::ALL {
            let own = statements.iter().filter(|statement| statement.kind == kind);
            let due: Vec<_> = own.filter(|statement| statement.is_due(day)).collect();
            if due.is_empty() {
                continue;
            }
            let mut facts: Vec<String> = due
                .iter()
                .map(|own| {
                    own.fact
                        .map_or_else(|| "OUTLINE".to_owned(), |fact| fact.name.key())
                })
                .collect();
            facts.dedup();
            let mut sources = Vec::new();
            for key in due.iter().flat_map(|own| &own.evidence.sources) {
                let key = key.to_string();
                if !sources.contains(&key) {
                    sources.push(key);
                }
            }
            let dated: Option<Vec<Day>> = due.iter().map(|own| own.last_checked_on()).collect();
            let first_due = due.iter().filter_map(|own| own.due_on).min();
            checks.push(DueCheck {
                exam: exam.record.key().to_string(),
                recommended: !exam.roles.is_empty(),
                kind,
                facts,
                last_checked_on: dated.and_then(|days| days.into_iter().min()),
                due_on: first_due.and_then(writable),
                sources,
            });
        }
    }
    checks.sort_by_key(|check| (!check.recommended, check.kind, check.due_on));
    checks
}

/// The newest exact day on which any record was read. An audit on this day gives the same result at
/// any later time.
pub fn newest_check(content: &Content) -> Option<Day> {
    let exams = content.exams.iter().flat_map(|exam| {
        let facts = exam.facts.iter().map(|fact| &fact.evidence);
        let blueprints = exam.blueprints.iter().map(|blueprint| &blueprint.evidence);
        let successors = exam.successors.iter().map(|next| &next.evidence);
        facts.chain(blueprints).chain(successors)
    });
    let roles = content.roles.iter().flat_map(|role| &role.recommendations);
    exams
        .chain(roles.map(|recommendation| &recommendation.evidence))
        .filter_map(read_on)
        .max()
}

fn read_on(evidence: &Evidence) -> Option<Day> {
    let is_day = evidence.as_of.precision() == Precision::Day;
    let read = is_day.then(|| evidence.as_of.latest());
    read.max(evidence.checked)
}
