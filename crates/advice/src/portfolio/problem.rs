//! The question with everything that the catalogue says about it: the exams that matter, and how
//! their terms change from day to day.

use std::collections::BTreeSet;

use catalogue::{
    AbsenceReason, Catalogue, CertificationIndex, Circumstances, Day, ExamEntry, ExamIndex,
    FactContent, FactName, FactValue, Money, PrerequisiteKind, Quantity,
};

use super::question::PortfolioQuestion;
use crate::{
    HeldExam, UNKNOWN_STUDY_WEEKS,
    path::weeks,
    renewal::{after, before, credential_ends_on},
};

/// How long a pass is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Validity {
    /// Until this much later.
    For(Quantity),
    /// For ever.
    Always,
    /// No source states it, so a pass cannot be relied on for any day.
    Unknown,
}

impl Validity {
    /// The last valid day of what is earned or renewed on a day.
    pub(super) fn last_day(self, day: Day) -> Day {
        match self {
            Self::For(span) => after(day, span).unwrap_or(Day::MAX),
            Self::Always => Day::MAX,
            Self::Unknown => day.pred_opt().unwrap_or(day),
        }
    }
}

/// How a pass can be renewed without a sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RenewalTerms {
    /// How long before expiry it opens.
    pub(super) window: Quantity,
    /// Its cost in minor units; `None` if unknown.
    pub(super) fee: Option<i64>,
}

/// What holds for an exam from a day until the next terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) from: Day,
    /// Whether it can be booked and sat.
    pub(super) bookable: bool,
    /// Its fee in minor units; `None` if unknown.
    pub(super) fee: Option<i64>,
    pub(super) validity: Validity,
    /// `None` if no way to renew is dated.
    pub(super) renewal: Option<RenewalTerms>,
}

/// An exam, by its place in [`Problem::exams`].
pub(super) type ExamAt = usize;

/// An exam that a plan may use.
#[derive(Debug)]
pub(super) struct ExamModel {
    pub(super) exam: ExamIndex,
    /// In order; the first begins with the calendar.
    pub(super) terms: Vec<Terms>,
    /// The groups of required prerequisites.
    pub(super) groups: Vec<Vec<ExamAt>>,
    /// The exams whose credential a sitting renews.
    pub(super) renews: Vec<ExamAt>,
    /// Whether the sitting of another exam renews its credential.
    pub(super) is_renewed: bool,
    /// The last day on which its credential can be renewed without a sitting; `None` if no end is
    /// known.
    pub(super) renewable_until: Option<Day>,
    /// The weeks of study before the first sitting.
    pub(super) study_weeks: u64,
    /// The days after which a sitting or renewal may be worth less, in order.
    pub(super) last_days: Vec<Day>,
    /// The last days on which its sets count.
    pub(super) set_ends: Vec<Day>,
    /// The days on which it was passed.
    pub(super) passed_on: Vec<Day>,
}

impl ExamModel {
    pub(super) fn terms_on(&self, day: Day) -> &Terms {
        terms_of(&self.terms, day)
    }
}

/// One way to earn a certification.
#[derive(Debug)]
pub(super) struct SetModel {
    pub(super) exams: Vec<ExamAt>,
    pub(super) from: Option<Day>,
    pub(super) until: Option<Day>,
}

/// A certification to keep.
#[derive(Debug)]
pub(super) struct CredentialModel {
    pub(super) certification: CertificationIndex,
    pub(super) sets: Vec<SetModel>,
}

/// Everything that a plan depends on.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) exams: Vec<ExamModel>,
    pub(super) credentials: Vec<CredentialModel>,
    /// The first day of a sitting or renewal.
    pub(super) start: Day,
    pub(super) from: Day,
    pub(super) to: Day,
    /// Whether first sittings wait for study.
    pub(super) paced: bool,
}

impl Problem {
    pub(super) fn new(catalogue: &Catalogue, question: &PortfolioQuestion) -> Self {
        let relevant: Vec<ExamIndex> = relevant(catalogue, &question.keep).into_iter().collect();
        let place = |exam: &ExamIndex| relevant.iter().position(|other| other == exam);
        let places = |exams: &[ExamIndex]| exams.iter().filter_map(place).collect::<Vec<_>>();
        let mut exams: Vec<ExamModel> = relevant
            .iter()
            .map(|exam| model(catalogue, question, *exam, &places))
            .collect();
        for renewed in 0..exams.len() {
            let by = places(&renewed_by(catalogue, exams[renewed].exam));
            exams[renewed].is_renewed = !by.is_empty();
            for by in by {
                exams[by].renews.push(renewed);
                let mut days = exams[renewed].last_days.clone();
                exams[by].last_days.append(&mut days);
            }
        }
        for model in &mut exams {
            model.last_days.sort_unstable();
            model.last_days.dedup();
        }
        let credentials: Vec<CredentialModel> = question
            .keep
            .iter()
            .map(|certification| {
                let entry = catalogue.certification(*certification);
                let sets = entry.record.earned_by.iter().zip(&entry.earned_by);
                CredentialModel {
                    certification: *certification,
                    sets: sets
                        .filter(|(_, exams)| !exams.is_empty())
                        .map(|(record, exams)| SetModel {
                            exams: places(exams),
                            from: record.from,
                            until: record.until,
                        })
                        .collect(),
                }
            })
            .collect();
        for set in credentials.iter().flat_map(|model| &model.sets) {
            for exam in &set.exams {
                exams[*exam].set_ends.extend(set.until);
            }
        }
        Self {
            credentials,
            exams,
            start: question.limits.start_on,
            from: question.from,
            to: question.to,
            paced: question.limits.weekly_hours.is_some(),
        }
    }
}

/// The exams that earn or renew what is kept, and everything that they require, in order.
pub(super) fn relevant(catalogue: &Catalogue, keep: &[CertificationIndex]) -> BTreeSet<ExamIndex> {
    let mut found = BTreeSet::new();
    let mut open = Vec::new();
    for certification in keep {
        for exam in catalogue
            .certification(*certification)
            .earned_by
            .iter()
            .flatten()
        {
            open.push(*exam);
            open.extend(renewed_by(catalogue, *exam));
        }
    }
    while let Some(exam) = open.pop() {
        if found.insert(exam) {
            open.extend(required(catalogue.exam(exam)).flatten());
        }
    }
    found
}

fn required(entry: &ExamEntry) -> impl Iterator<Item = &Vec<ExamIndex>> {
    let groups = entry.record.prerequisites.iter().zip(&entry.prerequisites);
    groups
        .filter(|(record, _)| record.kind == PrerequisiteKind::Required)
        .map(|(_, exams)| exams)
}

/// The exams whose sitting renews the credential of an exam.
fn renewed_by(catalogue: &Catalogue, exam: ExamIndex) -> Vec<ExamIndex> {
    match catalogue
        .exam(exam)
        .fact(FactName::RenewedBy)
        .and_then(|fact| fact.value())
    {
        Some(FactValue::List(keys)) => keys
            .iter()
            .filter_map(|key| catalogue.exam_by_key(&key.parse().ok()?))
            .filter(|other| *other != exam)
            .collect(),
        _ => Vec::new(),
    }
}

fn model(
    catalogue: &Catalogue,
    question: &PortfolioQuestion,
    exam: ExamIndex,
    places: &impl Fn(&[ExamIndex]) -> Vec<ExamAt>,
) -> ExamModel {
    let entry = catalogue.exam(exam);
    let limits = &question.limits;
    let terms_from = |from: Day| Terms {
        from,
        bookable: entry.is_bookable(from) && !limits.exclude.contains(&exam),
        fee: entry.fee_on(limits.currency, from).map(Money::minor),
        validity: validity(entry, from),
        renewal: renewal_terms(entry, from, question),
    };
    let mut terms: Vec<Terms> = changes(entry).into_iter().map(terms_from).collect();
    terms.dedup_by(|later, earlier| {
        Terms {
            from: earlier.from,
            ..*later
        } == *earlier
    });
    let renewable_until = credential_ends_on(catalogue, exam);
    let mut last_days: Vec<Day> = terms
        .iter()
        .filter_map(|terms| terms.from.pred_opt())
        .chain(renewable_until)
        .collect();
    if let Some(end) = renewable_until {
        last_days.extend(last_renewable_passes(&terms, limits.start_on, end));
    }
    let held = question.held.iter().filter(|held| held.exam == exam);
    ExamModel {
        exam,
        groups: required(entry).map(|group| places(group)).collect(),
        renews: Vec::new(),
        is_renewed: false,
        renewable_until,
        study_weeks: limits.weekly_hours.map_or(0, |pace| {
            entry
                .study_hours(None)
                .map_or(UNKNOWN_STUDY_WEEKS, |hours| weeks(hours, pace).max)
        }),
        last_days,
        set_ends: Vec::new(),
        passed_on: held.map(|HeldExam { earned_on, .. }| *earned_on).collect(),
        terms,
    }
}

/// The first day of the calendar, and the days on which the terms of an exam may change.
fn changes(entry: &ExamEntry) -> BTreeSet<Day> {
    let dated = [
        FactName::Validity,
        FactName::RenewalFee,
        FactName::RenewalWindow,
    ];
    let conditions = dated
        .into_iter()
        .flat_map(|name| entry.facts(name))
        .flat_map(|fact| [fact.conditions.earned_from, fact.conditions.earned_before]);
    let mut days: BTreeSet<Day> = conditions.flatten().collect();
    days.insert(Day::MIN);
    days.extend(entry.lifecycle.changes());
    days
}

pub(super) fn validity(entry: &ExamEntry, day: Day) -> Validity {
    match entry
        .fact_in(FactName::Validity, &Circumstances::on(day))
        .map(|fact| &fact.content)
    {
        Some(FactContent::Known(FactValue::Quantity(span))) => Validity::For(*span),
        Some(FactContent::Absent(AbsenceReason::NotApplicable)) => Validity::Always,
        _ => Validity::Unknown,
    }
}

fn renewal_terms(
    entry: &ExamEntry,
    day: Day,
    question: &PortfolioQuestion,
) -> Option<RenewalTerms> {
    let circumstances = Circumstances::on(day);
    let value = |name| entry.fact_in(name, &circumstances)?.value();
    let Some(FactValue::Quantity(window)) = value(FactName::RenewalWindow) else {
        return None;
    };
    let fee = match value(FactName::RenewalFee) {
        // Nothing is nothing in every currency.
        Some(FactValue::Money(cost)) if cost.max().minor() == 0 => Some(0),
        Some(FactValue::Money(cost)) if cost.max().currency() == question.limits.currency => {
            Some(cost.max().minor())
        }
        _ => None,
    };
    Some(RenewalTerms {
        window: *window,
        fee,
    })
}

/// The most renewals in a row that are looked ahead.
const MAX_RENEWALS: usize = 120;

/// The last days of a pass whose first, second, … renewal still opens before the credential ends.
///
/// A later pass is valid longer, so its renewals open later: after such a day one of them no longer
/// opens in time.
fn last_renewable_passes(terms: &[Terms], start: Day, end: Day) -> Vec<Day> {
    let mut found = Vec::new();
    for (at, own) in terms.iter().enumerate() {
        let first = own.from.max(start);
        let next = terms.get(at + 1).and_then(|next| next.from.pred_opt());
        let last = next.unwrap_or(end).min(end);
        let (Validity::For(_), Some(renewal)) = (own.validity, own.renewal) else {
            continue;
        };
        let opens = |passed: Day, renewals: usize| {
            let next_day = |day: Day| day.succ_opt().unwrap_or(Day::MAX);
            let (mut begin, mut expiry) = (next_day(passed), own.validity.last_day(passed));
            for _ in 0..renewals {
                begin = next_day(expiry);
                expiry = terms_of(terms, expiry).validity.last_day(expiry);
            }
            before(expiry, renewal.window).map_or(begin, |opens| opens.max(begin))
        };
        if first <= last {
            let in_time = (0..MAX_RENEWALS).take_while(|renewals| opens(first, *renewals) <= end);
            found.extend(in_time.map(|renewals| {
                let most = (last - first).num_days().unsigned_abs();
                let later = |days| first + chrono::Days::new(days);
                later(most_where(most, |days| opens(later(days), renewals) <= end))
            }));
        }
    }
    found
}

fn terms_of(terms: &[Terms], day: Day) -> &Terms {
    let after = terms.partition_point(|terms| terms.from <= day);
    &terms[after.saturating_sub(1)]
}

/// The largest number up to `most` for which something holds that holds for 0 and, once it fails,
/// never again.
pub(super) fn most_where(most: u64, mut holds: impl FnMut(u64) -> bool) -> u64 {
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if holds(middle) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}
