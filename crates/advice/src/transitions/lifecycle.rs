//! When exams open and close, by language where dates differ.

use std::collections::BTreeMap;

use super::{
    Detail, TransitionKind as Kind, TransitionSubject, collector::Collector, each_with_day_before,
};
use catalogue::{
    ApproximateDate, Catalogue, Day, ExamEntry, ExamIndex, FactName, FactValue, Language,
    LifecycleDates, LifecycleState,
};

/// Adds the transitions of an exam's lifecycle.
pub(super) fn collect(catalogue: &Catalogue, exam: ExamIndex, found: &mut Collector<'_>) {
    let entry = catalogue.exam(exam);
    let lives = lives(entry);
    let mut merged: BTreeMap<(Day, Kind), (ApproximateDate, Vec<&str>)> = BTreeMap::new();
    for (language, dates) in &lives {
        let mut events = events(dates);
        events.extend(registration_opens(entry, *language));
        for (day, kind, date) in events {
            let (_, languages) = merged.entry((day, kind)).or_insert((date, Vec::new()));
            languages.push(language.unwrap_or_default());
        }
    }
    found.begin();
    for ((day, kind), (date, mut languages)) in merged {
        if languages.len() == lives.len() {
            languages.clear();
        }
        languages.sort_unstable();
        let languages = languages.into_iter().map(str::to_owned).collect();
        let detail = Detail::Date { date, languages };
        found.add(day, kind, TransitionSubject::Exam(exam), detail);
    }
}

/// The exam's dates: one entry if no date differs by language, otherwise one for each language in
/// which it is offered. English, whose dates are the default, is always one of them.
fn lives(entry: &ExamEntry) -> Vec<(Option<&str>, &LifecycleDates)> {
    let default = (None, &entry.lifecycle);
    if !entry.lifecycle_differs_by_language() {
        return vec![default];
    }
    let offered = entry.lifecycles_by_language();
    let mut lives: Vec<_> = offered.map(|(name, dates)| (Some(name), dates)).collect();
    let english = Language::ENGLISH.name();
    if lives.iter().all(|(name, _)| *name != Some(english)) {
        lives.push((Some(english), &entry.lifecycle));
    }
    lives
}

/// The first day of registration; announced only if it is known to the day.
fn registration_opens(
    entry: &ExamEntry,
    language: Option<&str>,
) -> Option<(Day, Kind, ApproximateDate)> {
    let language = language.and_then(|name| name.parse().ok());
    let fact = entry.lifecycle_fact(FactName::RegistrationOn, language)?;
    let Some(FactValue::Date(date)) = fact.value() else {
        return None;
    };
    Some((date.exact()?, Kind::RegistrationOpens, *date))
}

/// The transitions of an exam with these dates, each with its date.
fn events(dates: &LifecycleDates) -> Vec<(Day, Kind, ApproximateDate)> {
    let mut events = Vec::new();
    let announced = dates.announced.and_then(|date| Some((date.exact()?, date)));
    events.extend(announced.map(|(day, date)| (day, Kind::Announced, date)));
    let retires_on = dates.retires.map(ApproximateDate::earliest);
    let last_days = [
        (Kind::LastDayOfBeta, dates.beta_ends),
        (Kind::LastDayToSchedule, dates.registration_ends),
        (Kind::LastDayToSit, dates.retires),
    ];
    for (kind, date) in last_days {
        let Some(date) = date.filter(|date| date.earliest() > Day::MIN) else {
            continue;
        };
        let last = date.earliest();
        let is_told = match kind {
            Kind::LastDayToSchedule => {
                dates.is_bookable(last) && retires_on.is_none_or(|retires| last < retires)
            }
            Kind::LastDayOfBeta => {
                dates.is_bookable(last) && dates.state(last) == LifecycleState::Beta
            }
            _ => dates.state(last) != LifecycleState::Announced,
        };
        if is_told {
            events.push((last, kind, date));
        }
    }
    for (before, day) in each_with_day_before(dates.changes()) {
        let (was, is) = (dates.state(before), dates.state(day));
        let opens = |date: Option<ApproximateDate>| {
            date.filter(|date| date.has_latest() && date.latest() == day)
        };
        let closes = |date: Option<ApproximateDate>| date.filter(|date| date.earliest() == before);
        let state = match is {
            _ if was == is => None,
            LifecycleState::Announced => None,
            LifecycleState::Beta => opens(dates.beta).map(|date| (Kind::BetaOpens, date)),
            LifecycleState::Live | LifecycleState::Retiring => {
                opens(dates.live).map(|date| (Kind::Live, date))
            }
            LifecycleState::Retired => closes(dates.retires).map(|date| (Kind::Retired, date)),
        };
        let is_shut =
            dates.is_bookable(before) && !dates.is_bookable(day) && is != LifecycleState::Retired;
        let end = is_shut.then(|| {
            let registration = closes(dates.registration_ends);
            let registration = registration.map(|date| (Kind::BookingClosed, date));
            registration.or_else(|| closes(dates.beta_ends).map(|date| (Kind::BetaClosed, date)))
        });
        let found = state.into_iter().chain(end.flatten());
        events.extend(found.map(|(kind, date)| (day, kind, date)));
    }
    events
}
