//! When held credentials must be renewed, and whether they still can be.
//!
//! Everything is read from facts: validity, window, ways and fee of the renewal. Missing facts give
//! unknown results. A credential that retires can no longer be renewed.

use chrono::{Days, Months};
use thiserror::Error;

use catalogue::{
    AbsenceReason, ApproximateDate, Catalogue, Circumstances, Day, Evidence, ExamEntry, ExamIndex,
    Fact, FactContent, FactName, FactValue, MoneyRange, Quantity, Unit, described_enum, writable,
};

/// An exam that a person has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldExam {
    /// The exam.
    pub exam: ExamIndex,
    /// The day on which it was passed.
    pub earned_on: Day,
}

described_enum! {
    /// The state of a credential on a day.
    pub enum RenewalState {
        /// It is valid, and the window for renewing it has not opened.
        NotYetOpen,
        /// It is valid and can be renewed.
        Open,
        /// It is valid until it expires and cannot be renewed, because it retires or retired first.
        CannotBeRenewed,
        /// It has expired.
        Lapsed,
        /// It does not expire.
        NeverExpires,
        /// Unknown: how long it is valid, or when the window opens, is not known.
        Unknown,
    }
}

/// A credential with its renewal dates.
#[derive(Debug, Clone, PartialEq)]
pub struct RenewalItem {
    /// The exam in the request.
    pub held: HeldExam,
    /// The newer version that was passed since and earns the same certification; the dates are then
    /// computed from it.
    pub extended_by: Option<HeldExam>,
    /// The newer versions that are bookable on the day and earn the same certification: passing one
    /// earns it again, whether or not it can be renewed.
    pub newer_versions: Vec<ExamIndex>,
    /// Its state.
    pub state: RenewalState,
    /// The last day on which it is valid; `None` if it never expires or the day is unknown.
    pub expires_on: Option<Day>,
    /// The first day on which it can be renewed; `None` if unknown.
    pub opens_on: Option<Day>,
    /// The last day on which it can be renewed: the day of expiry, or the day on which the
    /// credential retires if that is earlier.
    pub closes_on: Option<Day>,
    /// The ways to renew, in the source's words.
    pub ways: Vec<String>,
    /// The cost; `None` if unknown, which is not zero.
    pub cost: Option<MoneyRange>,
    /// The last day on which the credential can be earned, if that prevents or shortens the
    /// renewal.
    pub retires_on: Option<Day>,
    /// The bookable exams to take instead, if the renewal is prevented, shortened or past.
    pub instead: Vec<ExamIndex>,
    /// The state in a sentence.
    pub summary: String,
    /// Facts that no source gives.
    pub missing: Vec<FactName>,
    /// The evidence, by fact.
    pub evidence: Vec<(FactName, Evidence)>,
}

/// An impossible day of earning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EarnedOnFault {
    /// The day is after the day of the request.
    #[error("{earned_on} is after {day}, the day of the query")]
    InTheFuture {
        /// The day given.
        earned_on: Day,
        /// The day of the request.
        day: Day,
    },
    /// The exam was not open yet.
    #[error("{earned_on} is before the exam opened on {opened_on}")]
    BeforeTheExam {
        /// The day given.
        earned_on: Day,
        /// The first day on which the exam can have been open.
        opened_on: Day,
    },
    /// The exam had already ended.
    #[error("{earned_on} is after {last_day}, the last day of the exam")]
    AfterTheExam {
        /// The day given.
        earned_on: Day,
        /// The last day on which the exam can have been open.
        last_day: Day,
    },
}

/// The facts that a renewal is read from.
const FACTS: [FactName; 4] = [
    FactName::Validity,
    FactName::RenewalWindow,
    FactName::Renewal,
    FactName::RenewalFee,
];

/// The renewal of an exam that was passed on a day, as of another day, for a person who has passed
/// all exams in `all`.
///
/// # Errors
/// If it cannot have been passed on that day.
pub fn renewal(
    catalogue: &Catalogue,
    held: HeldExam,
    passed: &[HeldExam],
    day: Day,
) -> Result<RenewalItem, EarnedOnFault> {
    check_earned_on(catalogue.exam(held.exam), held.earned_on, day)?;
    let extended_by = extended_by(catalogue, held, passed, day);
    let counted = extended_by.unwrap_or(held);
    let credential = Credential {
        entry: catalogue.exam(counted.exam),
        circumstances: Circumstances::on(counted.earned_on),
    };
    let validity = credential.quantity(FactName::Validity);
    let expires_on = validity.and_then(|validity| after(counted.earned_on, validity));
    let opens_on = expires_on
        .zip(credential.quantity(FactName::RenewalWindow))
        .and_then(|(expires_on, window)| before(expires_on, window))
        .map(|opens_on| opens_on.max(counted.earned_on));
    let ends_on = expires_on.and_then(|expires_on| {
        credential_ends_on(catalogue, counted.exam).filter(|ends_on| *ends_on < expires_on)
    });
    let closes_on = ends_on.or(expires_on);
    let never = credential.absent(FactName::Validity) == Some(AbsenceReason::NotApplicable);

    let state = match (expires_on, opens_on, closes_on) {
        _ if never => RenewalState::NeverExpires,
        (Some(expires_on), ..) if expires_on < day => RenewalState::Lapsed,
        (_, _, Some(closes_on)) if closes_on < day => RenewalState::CannotBeRenewed,
        (_, Some(opens_on), Some(closes_on)) if closes_on < opens_on => {
            RenewalState::CannotBeRenewed
        }
        (_, Some(opens_on), _) if day < opens_on => RenewalState::NotYetOpen,
        (_, Some(_), _) => RenewalState::Open,
        _ => RenewalState::Unknown,
    };
    let gone = matches!(state, RenewalState::CannotBeRenewed | RenewalState::Lapsed);
    let instead = if gone || ends_on.is_some() {
        catalogue.bookable_substitutes(counted.exam, day)
    } else {
        Vec::new()
    };
    let mut evidence: Vec<(FactName, Evidence)> = FACTS
        .into_iter()
        .filter_map(|name| credential.evidence(name))
        .collect();
    if ends_on.is_some() {
        let end = credential.entry.end(&[]).map(|end| end.fact);
        evidence.extend(end.and_then(|name| credential.evidence(name)));
    }
    let mut item = RenewalItem {
        held,
        extended_by,
        newer_versions: newer_versions(catalogue, counted.exam, day)
            .filter(|newer| catalogue.exam(*newer).is_bookable(day))
            .collect(),
        state,
        expires_on,
        opens_on,
        closes_on,
        ways: match credential.value(FactName::Renewal) {
            Some(FactValue::List(ways)) => ways.clone(),
            _ => Vec::new(),
        },
        cost: match credential.value(FactName::RenewalFee) {
            Some(FactValue::Money(cost)) => Some(*cost),
            _ => None,
        },
        retires_on: ends_on,
        instead,
        summary: String::new(),
        missing: if never {
            Vec::new()
        } else {
            FACTS
                .into_iter()
                .filter(|name| credential.is_missing(*name))
                .collect()
        },
        evidence,
    };
    item.summary = summary(catalogue, &item);
    Ok(item)
}

pub(crate) fn check_earned_on(
    entry: &ExamEntry,
    earned_on: Day,
    day: Day,
) -> Result<(), EarnedOnFault> {
    if earned_on > day {
        return Err(EarnedOnFault::InTheFuture { earned_on, day });
    }
    // An imprecise date rejects only what no reading of it allows.
    let dates = &entry.lifecycle;
    let opened_on = [dates.beta, dates.live]
        .into_iter()
        .flatten()
        .map(ApproximateDate::earliest)
        .min();
    if let Some(opened_on) = opened_on.filter(|opened_on| earned_on < *opened_on) {
        return Err(EarnedOnFault::BeforeTheExam {
            earned_on,
            opened_on,
        });
    }
    let last_day = dates.retires.map(ApproximateDate::latest);
    if let Some(last_day) = last_day.filter(|last_day| *last_day < earned_on) {
        return Err(EarnedOnFault::AfterTheExam {
            earned_on,
            last_day,
        });
    }
    Ok(())
}

/// The day later by the lower end of a span; `None` where dates cannot be written for it. Months preserve
/// the day of the month, clamped to the end of the month: 31 August plus six months is the end of
/// February.
pub(crate) fn after(day: Day, span: Quantity) -> Option<Day> {
    let later = match months(span) {
        Some(months) => day.checked_add_months(months),
        None => day.checked_add_days(days(span)?),
    };
    later.and_then(writable)
}

/// The day earlier by the lower end of a span; months as in [`after`].
pub(crate) fn before(day: Day, span: Quantity) -> Option<Day> {
    let earlier = match months(span) {
        Some(months) => day.checked_sub_months(months),
        None => day.checked_sub_days(days(span)?),
    };
    earlier.and_then(writable)
}

fn months(span: Quantity) -> Option<Months> {
    let times = match span.unit() {
        Unit::Months => 1,
        Unit::Years => 12,
        _ => return None,
    };
    u32::try_from(span.min().tenths() * times / 10)
        .ok()
        .map(Months::new)
}

fn days(span: Quantity) -> Option<Days> {
    let days = (span.unit() == Unit::Days).then(|| span.min().floor());
    days.and_then(|days| u64::try_from(days).ok())
        .map(Days::new)
}

/// The last day on which the exam's credential can be earned; `None` if no end is known.
///
/// A successor that earns the same credential extends it; an exam set ends with the last day on
/// which it counts.
pub(crate) fn credential_ends_on(catalogue: &Catalogue, exam: ExamIndex) -> Option<Day> {
    let last_day = |exam: &ExamIndex| catalogue.exam(*exam).last_bookable_day(&[]);
    let certifications = &catalogue.exam(exam).certifications;
    if certifications.is_empty() {
        return last_day(&exam);
    }
    let mut last = None;
    for certification in certifications {
        let entry = catalogue.certification(*certification);
        for (record, set) in entry.record.earned_by.iter().zip(&entry.earned_by) {
            // A set ends with its first exam; a set without an end extends the credential
            // indefinitely.
            let ends = set.iter().filter_map(last_day).chain(record.until);
            last = last.max(Some(ends.min()?));
        }
    }
    last
}

/// The newer versions of an exam that earn one of its certifications on a day, nearest first.
fn newer_versions(
    catalogue: &Catalogue,
    exam: ExamIndex,
    day: Day,
) -> impl Iterator<Item = ExamIndex> {
    let own = &catalogue.exam(exam).certifications;
    let later = catalogue.line_after(exam).iter().copied();
    later.filter(move |later| {
        *later != exam
            && own.iter().any(|certification| {
                let mut sets = catalogue.certification(*certification).earned_by_on(day);
                sets.any(|set| set.contains(later))
            })
    })
}

/// The newer version that was passed last and earned the same certification that day.
fn extended_by(
    catalogue: &Catalogue,
    held: HeldExam,
    passed: &[HeldExam],
    day: Day,
) -> Option<HeldExam> {
    let extends = |other: &&HeldExam| {
        held.earned_on <= other.earned_on
            && other.earned_on <= day
            && newer_versions(catalogue, held.exam, other.earned_on)
                .any(|newer| newer == other.exam)
    };
    let newer = passed.iter().filter(extends);
    newer.max_by_key(|other| other.earned_on).copied()
}

/// The facts of an exam about a credential that was earned on a day.
struct Credential<'a> {
    entry: &'a ExamEntry,
    circumstances: Circumstances,
}

impl<'a> Credential<'a> {
    fn fact(&self, name: FactName) -> Option<&'a Fact> {
        self.entry.fact_in(name, &self.circumstances)
    }

    fn value(&self, name: FactName) -> Option<&'a FactValue> {
        self.fact(name).and_then(Fact::value)
    }

    fn quantity(&self, name: FactName) -> Option<Quantity> {
        match self.value(name) {
            Some(FactValue::Quantity(quantity)) => Some(*quantity),
            _ => None,
        }
    }

    fn absent(&self, name: FactName) -> Option<AbsenceReason> {
        match self.fact(name)?.content {
            FactContent::Absent(reason) => Some(reason),
            FactContent::Known(_) => None,
        }
    }

    fn is_missing(&self, name: FactName) -> bool {
        self.value(name).is_none() && self.absent(name) != Some(AbsenceReason::NotApplicable)
    }

    fn evidence(&self, name: FactName) -> Option<(FactName, Evidence)> {
        Some((name, self.fact(name)?.evidence.clone()))
    }
}

fn summary(catalogue: &Catalogue, item: &RenewalItem) -> String {
    let counted = item.extended_by.unwrap_or(item.held);
    let code = &catalogue.exam(counted.exam).record.code;
    let text =
        |day: Option<Day>| day.map_or_else(|| "an unknown day".to_owned(), |day| day.to_string());
    let (expires, opens, closes) = (
        text(item.expires_on),
        text(item.opens_on),
        text(item.closes_on),
    );
    let mut sentence = match item.state {
        RenewalState::NeverExpires => format!("What {code} earned does not expire."),
        RenewalState::Lapsed => format!("What {code} earned lapsed after {expires}."),
        RenewalState::CannotBeRenewed if item.closes_on < item.opens_on => format!(
            "The credential of {code} is valid until {expires} and cannot be renewed: it retires after \
             {closes}, before the renewal would open on {opens}."
        ),
        RenewalState::CannotBeRenewed => format!(
            "The credential of {code} is valid until {expires} and can no longer be renewed: it retired \
             after {closes}."
        ),
        RenewalState::NotYetOpen => {
            format!("Renew from {opens} to {closes}; what {code} earned is valid until {expires}.")
        }
        RenewalState::Open => {
            format!("Renew now, until {closes}; what {code} earned is valid until {expires}.")
        }
        RenewalState::Unknown if item.expires_on.is_some() => format!(
            "The credential of {code} is valid until {expires}; no source states when the renewal opens."
        ),
        RenewalState::Unknown => {
            format!("No source states how long the credential of {code} is valid.")
        }
    };
    if let Some(newer) = item.extended_by {
        let old = &catalogue.exam(item.held.exam).record.code;
        let passed = newer.earned_on;
        sentence =
            format!("{code}, passed on {passed}, renewed the certification of {old}. {sentence}");
    }
    let codes = |exams: &[ExamIndex]| {
        let codes = exams.iter();
        let codes = codes.map(|exam| catalogue.exam(*exam).record.code.as_str());
        codes.collect::<Vec<_>>().join(", ")
    };
    if !item.newer_versions.is_empty() && item.state != RenewalState::NeverExpires {
        let newer = codes(&item.newer_versions);
        sentence = format!("{sentence} Passing {newer} renews the same certification.");
    }
    let others: Vec<ExamIndex> = item
        .instead
        .iter()
        .copied()
        .filter(|exam| !item.newer_versions.contains(exam))
        .collect();
    if !others.is_empty() {
        sentence = format!("{sentence} Bookable now: {}.", codes(&others));
    }
    // A note can name exceptions that have no typed condition.
    let validity = item
        .evidence
        .iter()
        .find(|(name, _)| *name == FactName::Validity);
    match validity.and_then(|(_, evidence)| evidence.note.as_deref()) {
        Some(note) => format!("{sentence} The source of the validity notes: {note}."),
        None => sentence,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use catalogue::{Content, Revision};

    fn fact(name: &str, value: &str) -> Value {
        json!({"name": name, "value": value, "evidence": evidence()})
    }

    fn evidence() -> Value {
        json!({"sources": ["guide"], "as_of": "2026", "confidence": "OFFICIAL"})
    }

    /// Exam `OLD` with these facts, live since 2020 and succeeded by `NEW`; both earn one
    /// certification if `shared`.
    fn catalogue(facts: &[Value], shared: bool) -> (Catalogue, ExamIndex, ExamIndex) {
        let mut old = vec![fact("LIVE_ON", "2020-01-01")];
        old.extend_from_slice(facts);
        let earned_by = if shared {
            json!([["v/OLD"], ["v/NEW"]])
        } else {
            json!([["v/OLD"]])
        };
        let content: Content = serde_json::from_value(json!({
            "source": [{"key": "guide", "title": "Guide", "publisher": "V",
                "url": "https://example.org", "kind": "OFFICIAL"}],
            "vendor": [{"slug": "v", "name": "V"}],
            "certification": [{"slug": "engineer", "vendor": "v", "title": "Engineer",
                "earned_by": earned_by, "evidence": evidence()}],
            "exam": [
                {"vendor": "v", "code": "OLD", "title": "Old", "facts": old,
                    "successors": [{"exam": "v/NEW", "evidence": evidence()}]},
                {"vendor": "v", "code": "NEW", "title": "New",
                    "facts": [fact("LIVE_ON", "2025-01-01")]},
            ],
        }))
        .unwrap();
        let catalogue = Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap();
        let exam = |key: &str| catalogue.exam_by_key(&key.parse().unwrap()).unwrap();
        let exams = (exam("v/OLD"), exam("v/NEW"));
        (catalogue, exams.0, exams.1)
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn yearly() -> Vec<Value> {
        vec![
            fact("VALIDITY", "12 months"),
            fact("RENEWAL_WINDOW", "6 months"),
            fact("RENEWAL_FEE", "0.00 USD"),
            json!({"name": "RENEWAL", "value": ["assessment"], "evidence": evidence()}),
        ]
    }

    fn ask(facts: &[Value], shared: bool, earned: &str, on: &str) -> RenewalItem {
        let (catalogue, old, _) = catalogue(facts, shared);
        let held = HeldExam {
            exam: old,
            earned_on: day(earned),
        };
        renewal(&catalogue, held, &[], day(on)).unwrap()
    }

    #[test]
    fn the_window_opens_closes_and_passes() {
        let state = |on| ask(&yearly(), false, "2025-03-10", on).state;
        assert_eq!(state("2025-03-10"), RenewalState::NotYetOpen);
        assert_eq!(state("2025-09-09"), RenewalState::NotYetOpen);
        assert_eq!(state("2025-09-10"), RenewalState::Open);
        assert_eq!(state("2026-03-10"), RenewalState::Open);
        assert_eq!(state("2026-03-11"), RenewalState::Lapsed);
        let item = ask(&yearly(), false, "2025-03-10", "2025-10-01");
        assert_eq!(item.cost.unwrap().to_string(), "0.00 USD");
        assert_eq!(item.missing, []);
        assert_eq!(item.evidence.len(), 4);
    }

    #[test]
    fn a_month_without_the_day_ends_on_its_last_day() {
        let mut facts = yearly();
        facts[0] = fact("VALIDITY", "6 months");
        let item = ask(&facts, false, "2023-08-31", "2023-09-01");
        assert_eq!(item.expires_on, Some(day("2024-02-29")));
        facts[0] = fact("VALIDITY", "3 years");
        let item = ask(&facts, false, "2024-02-29", "2024-03-01");
        assert_eq!(item.expires_on, Some(day("2027-02-28")));
        assert_eq!(item.opens_on, Some(day("2026-08-28")));
    }

    #[test]
    fn a_credential_that_retires_takes_its_renewal_with_it() {
        let mut facts = yearly();
        facts.push(fact("RETIRES_ON", "2026-01-31"));
        let before_window = ask(&facts, false, "2025-09-01", "2025-12-01");
        assert_eq!(before_window.state, RenewalState::CannotBeRenewed);
        assert_eq!(before_window.retires_on, Some(day("2026-01-31")));
        let cut_short = ask(&facts, false, "2025-03-10", "2025-12-01");
        assert_eq!(cut_short.state, RenewalState::Open);
        assert_eq!(cut_short.closes_on, Some(day("2026-01-31")));
        let (catalogue, old, new) = catalogue(&facts, false);
        let held = HeldExam {
            exam: old,
            earned_on: day("2025-03-10"),
        };
        let gone = renewal(&catalogue, held, &[], day("2026-02-01")).unwrap();
        assert_eq!(
            (gone.state, gone.instead),
            (RenewalState::CannotBeRenewed, vec![new])
        );
        // The successor earns the same credential, so nothing is lost.
        let shared = ask(&facts, true, "2025-03-10", "2026-02-01");
        assert_eq!(
            (shared.state, shared.retires_on),
            (RenewalState::Open, None)
        );
    }

    #[test]
    fn validity_follows_the_day_of_earning() {
        let dependent = |value: &str, conditions: Value| {
            let mut fact = fact("VALIDITY", value);
            fact["conditions"] = conditions;
            fact
        };
        let facts = [
            dependent("36 months", json!({"earned_before": "2024-04-01"})),
            dependent("24 months", json!({"earned_from": "2024-04-01"})),
        ];
        let expires = |earned| ask(&facts, false, earned, "2026-11-27").expires_on;
        assert_eq!(expires("2024-03-31"), Some(day("2027-03-31")));
        assert_eq!(expires("2024-04-01"), Some(day("2026-04-01")));
    }

    #[test]
    fn a_newer_version_extends_the_credential() {
        let (catalogue, old, new) = catalogue(&yearly(), true);
        let held = HeldExam {
            exam: old,
            earned_on: day("2024-03-10"),
        };
        let newer = HeldExam {
            exam: new,
            earned_on: day("2025-06-01"),
        };
        let alone = renewal(&catalogue, held, &[held], day("2025-02-01")).unwrap();
        assert_eq!(alone.newer_versions, [new]);
        assert_eq!(alone.extended_by, None);
        assert!(
            alone
                .summary
                .contains("Passing NEW renews the same certification.")
        );
        let both = renewal(&catalogue, held, &[held, newer], day("2025-07-01")).unwrap();
        assert_eq!(
            (both.extended_by, both.newer_versions),
            (Some(newer), vec![])
        );
        // An exam passed after the day of the request extends nothing.
        let before = renewal(&catalogue, held, &[held, newer], day("2025-05-31")).unwrap();
        assert_eq!(
            (before.extended_by, before.state),
            (None, RenewalState::Lapsed)
        );
    }

    #[test]
    fn unknown_is_not_zero_and_not_for_ever() {
        let item = ask(
            &[fact("VALIDITY", "36 months")],
            false,
            "2025-03-10",
            "2026-01-01",
        );
        assert_eq!(item.state, RenewalState::Unknown);
        assert_eq!((item.cost, item.opens_on), (None, None));
        assert_eq!(item.expires_on, Some(day("2028-03-10")));
        let names = [
            FactName::RenewalWindow,
            FactName::Renewal,
            FactName::RenewalFee,
        ];
        assert_eq!(item.missing, names);
        assert_eq!(
            ask(&[], false, "2025-03-10", "2026-01-01").state,
            RenewalState::Unknown
        );
        let never = json!({"name": "VALIDITY", "absent": "NOT_APPLICABLE", "evidence": evidence()});
        let item = ask(&[never], false, "2020-03-10", "2026-01-01");
        assert_eq!(
            (item.state, item.missing),
            (RenewalState::NeverExpires, vec![])
        );
    }

    #[test]
    fn days_that_cannot_be_right_are_refused() {
        let (catalogue, old, new) = catalogue(&[fact("RETIRES_ON", "2026-01-31")], false);
        let fault = |exam, earned: &str| {
            let held = HeldExam {
                exam,
                earned_on: day(earned),
            };
            renewal(&catalogue, held, &[], day("2026-06-01"))
                .unwrap_err()
                .to_string()
        };
        assert!(fault(old, "2026-06-02").contains("is after 2026-06-01"));
        assert!(fault(old, "2019-12-31").contains("before the exam opened on 2020-01-01"));
        assert!(fault(old, "2026-02-01").contains("after 2026-01-31"));
        assert!(fault(new, "2024-12-31").contains("before the exam opened on 2025-01-01"));
    }

    proptest! {
        /// On later days a credential only moves forward: not open, open, lapsed.
        #[test]
        fn states_follow_each_other(earned in 0_u64..1_000, waits in prop::collection::vec(0_u64..900, 2)) {
            let (catalogue, old, _) = catalogue(&yearly(), false);
            let earned_on = day("2021-01-01") + Days::new(earned);
            let index = |wait: u64| {
                let held = HeldExam { exam: old, earned_on };
                let item = renewal(&catalogue, held, &[], earned_on + Days::new(wait)).unwrap();
                prop_assert!(item.opens_on <= item.closes_on && item.closes_on <= item.expires_on);
                Ok([RenewalState::NotYetOpen, RenewalState::Open, RenewalState::Lapsed]
                    .iter()
                    .position(|state| *state == item.state))
            };
            let (first, second) = (waits[0].min(waits[1]), waits[0].max(waits[1]));
            let (first, second) = (index(first)?, index(second)?);
            prop_assert!(first.is_some() && first <= second);
        }
    }
}
