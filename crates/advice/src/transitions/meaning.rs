//! What transitions mean, in sentences.

use super::{Detail, Transition, TransitionKind as Kind, TransitionSubject, fact::served};
use crate::{RenewalItem, WeeklyHours, verdict::too_late_to_study};
use catalogue::{
    Catalogue, CertificationIndex, Currency, Day, ExamIndex, FactContent, FactName, Language,
    LifecycleState, Precision, RoleIndex,
};

/// What a transition means, in a sentence.
pub(super) fn meaning(catalogue: &Catalogue, transition: &Transition) -> String {
    let words = Words {
        catalogue,
        transition,
    };
    match (transition.subject, &transition.detail) {
        (TransitionSubject::Exam(exam), Detail::Date { .. }) => words.of_date(exam),
        (TransitionSubject::Exam(exam), Detail::None) => words.of_study_time(exam),
        (TransitionSubject::Exam(exam), Detail::Blueprint(index)) => {
            words.of_blueprint(exam, *index)
        }
        (TransitionSubject::Exam(exam), Detail::Fact(name, currency)) => {
            words.of_fact(exam, *name, *currency)
        }
        (TransitionSubject::Exam(exam), Detail::Renewal(item)) => words.of_renewal(exam, item),
        (TransitionSubject::Exam(exam), Detail::Statements(kind)) => format!(
            "Statements of the kind {} about {} are due for a check.",
            kind.word(),
            words.code(exam)
        ),
        (TransitionSubject::Certification(index), _) => words.of_certification(index),
        (
            TransitionSubject::Role(role),
            Detail::Booked {
                named,
                before,
                after,
            },
        ) => words.of_role(role, *named, before, after),
        (TransitionSubject::Exam(_) | TransitionSubject::Role(_), _) => String::new(),
    }
}

/// The exams to book in place of one that closes, on the first day on which it is closed.
pub(super) fn substitutes(
    catalogue: &Catalogue,
    exam: ExamIndex,
    transition: &Transition,
) -> Vec<ExamIndex> {
    let closed = if transition.kind.changes_answers() {
        Some(transition.day)
    } else {
        transition.day.succ_opt()
    };
    let languages = known_languages(transition);
    let substitutes = closed
        .map(|day| catalogue.bookable_substitutes_in(&languages, exam, day))
        .unwrap_or_default();
    substitutes
        .into_iter()
        .filter(|other| *other != exam)
        .collect()
}

/// The languages of a transition that are in the closed list.
pub(super) fn known_languages(transition: &Transition) -> Vec<Language> {
    let names = transition.languages().iter();
    names.filter_map(|name| name.parse().ok()).collect()
}

/// `A, B and C`.
fn listed(items: &[&str], last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

struct Words<'a> {
    catalogue: &'a Catalogue,
    transition: &'a Transition,
}

impl<'a> Words<'a> {
    fn code(&self, exam: ExamIndex) -> &'a str {
        self.catalogue.exam(exam).record.code.as_str()
    }

    fn codes(&self, exams: &[ExamIndex], last: &str) -> String {
        let codes: Vec<&str> = exams.iter().map(|exam| self.code(*exam)).collect();
        listed(&codes, last)
    }

    fn of_date(&self, exam: ExamIndex) -> String {
        let entry = self.catalogue.exam(exam);
        let (code, day) = (self.code(exam), self.transition.day);
        let names: Vec<&str> = self.languages();
        let language = if names.is_empty() {
            String::new()
        } else {
            format!(" in {}", listed(&names, "and"))
        };
        let dates = self.dates(exam);
        let date = self.transition.date(self.catalogue);
        let is_exact = date.is_none_or(|date| date.exact().is_some());
        let sentence = match self.transition.kind {
            Kind::Announced => format!("{code} is announced{language}"),
            Kind::RegistrationOpens => format!("Registration for {code}{language} opens"),
            Kind::BetaOpens => {
                let booked = if dates.is_bookable(day) {
                    " and can be booked"
                } else {
                    ""
                };
                format!("The beta of {code}{language} opens{booked}")
            }
            Kind::LastDayOfBeta => {
                format!("Last day to schedule and take the beta of {code}{language}")
            }
            Kind::BetaClosed => {
                let then = match dates.live {
                    Some(live) if live.has_latest() => {
                        let first = live.latest();
                        format!("it can be booked again from {first}")
                    }
                    _ => "no source says when the final exam opens".to_owned(),
                };
                format!("The beta of {code}{language} has closed; {then}")
            }
            Kind::Live => {
                let is = if is_exact { "is" } else { "counts as" };
                let booked = if dates.is_bookable(day) {
                    " and can be booked"
                } else {
                    ""
                };
                let of = match entry.predecessors.as_slice() {
                    [] => String::new(),
                    some => format!("; it takes the place of {}", self.codes(some, "and")),
                };
                format!("{code} {is} live{language}{booked}{of}")
            }
            Kind::LastDayToSchedule => {
                let until = dates
                    .retires
                    .map(|date| format!("; it can be taken until {}", date.earliest()));
                let until = until.unwrap_or_default();
                format!("Last day to schedule {code}{language}{until}")
            }
            Kind::BookingClosed => format!(
                "{code} can no longer be booked{language}; {}",
                self.followers(exam)
            ),
            Kind::LastDayToSit if !is_exact => format!(
                "Last day on which {code} is certain to be open{language}; {}",
                self.followers(exam)
            ),
            Kind::LastDayToSit => {
                let what = if dates.is_bookable(day) {
                    "book and take"
                } else {
                    "take"
                };
                format!(
                    "Last day to {what} {code}{language}; {}",
                    self.followers(exam)
                )
            }
            _ => {
                let has = if is_exact { "has" } else { "counts as" };
                format!(
                    "{code} {has} retired{language} and can no longer be booked; {}",
                    self.followers(exam)
                )
            }
        };
        format!("{sentence}.{}", self.caution())
    }

    fn of_study_time(&self, exam: ExamIndex) -> String {
        let (code, day) = (self.code(exam), self.transition.day);
        let mut paces = too_late_to_study(self.catalogue, exam).into_iter();
        let pace = paces.find(|(too_late, _)| *too_late == day);
        let pace = pace.map_or(WeeklyHours::default().hours(), |(_, pace)| pace);
        let last = self.catalogue.exam(exam).last_bookable_day(&[]);
        let last = last.map(|last| last.to_string()).unwrap_or_default();
        format!(
            "Study for {code} at {pace} hours a week that begins on this day finishes after {last}, \
             the last day to book and take it; {}.",
            self.followers(exam)
        )
    }

    fn languages(&self) -> Vec<&'a str> {
        let names = self.transition.languages().iter();
        names.map(String::as_str).collect()
    }

    /// The dates of the exam in the languages of the transition.
    fn dates(&self, exam: ExamIndex) -> catalogue::LifecycleDates {
        let entry = self.catalogue.exam(exam);
        let language = known_languages(self.transition).first().copied();
        language.map_or(entry.lifecycle, |language| entry.lifecycle_in(language))
    }

    /// What is to be booked for an exam that closes.
    fn followers(&self, exam: ExamIndex) -> String {
        let entry = self.catalogue.exam(exam);
        let instead = self.transition.instead(self.catalogue);
        let follow = if !instead.is_empty() {
            let verb = if instead.len() == 1 {
                "follows"
            } else {
                "follow"
            };
            format!("{} {verb}", self.codes(&instead, "and"))
        } else if entry.successors.is_empty() {
            "no exam is known to follow it".to_owned()
        } else {
            format!(
                "{} follows but cannot be booked for certain on that day",
                self.codes(&entry.successors, "or")
            )
        };
        let own = self.languages();
        let still: Vec<&str> = entry
            .bookable_languages(self.transition.day)
            .filter(|name| !own.contains(name))
            .collect();
        if own.is_empty() || still.is_empty() {
            follow
        } else {
            format!(
                "{follow}. It can still be booked in {}",
                listed(&still, "and")
            )
        }
    }

    /// A remark if the day is only a careful reading of a rough date.
    fn caution(&self) -> String {
        let Some(date) = self.transition.date(self.catalogue) else {
            return String::new();
        };
        match date.precision() {
            Precision::Day => String::new(),
            Precision::Month | Precision::Year => format!(" Sources say only {date}."),
            Precision::OnOrBefore => {
                format!(
                    " It was so by {} at the latest; no source says since when.",
                    date.latest()
                )
            }
            Precision::NotBefore => {
                let bound = date.lower_bound().unwrap_or(date);
                format!(" Sources say only that it is not before {bound}.")
            }
        }
    }

    fn of_blueprint(&self, exam: ExamIndex, index: usize) -> String {
        let (code, day) = (self.code(exam), self.transition.day);
        let entry = self.catalogue.exam(exam);
        let Some(record) = entry.record.blueprints.get(index) else {
            return String::new();
        };
        let version = &record.version;
        let sentence = match self.transition.kind {
            Kind::BlueprintPublished => format!(
                "The vendor publishes the blueprint {version} of {code}; exams follow it from {}.",
                record.effective_from
            ),
            Kind::BlueprintEnded if entry.state(day) == LifecycleState::Retired => {
                format!("The blueprint {version} of {code} has ended with the exam.")
            }
            Kind::BlueprintEnded => format!(
                "The blueprint {version} of {code} has ended; the catalogue has no newer one that \
                 has begun."
            ),
            _ => {
                let before = day.pred_opt().and_then(|before| entry.blueprint(before));
                match before {
                    Some(before) => format!(
                        "Exams for {code} follow the blueprint {version} in place of {}.",
                        before.version
                    ),
                    None => format!("Exams for {code} follow the blueprint {version}."),
                }
            }
        };
        format!("{sentence}{}", self.caution())
    }

    fn of_fact(&self, exam: ExamIndex, name: FactName, currency: Option<Currency>) -> String {
        let (code, day) = (self.code(exam), self.transition.day);
        let entry = self.catalogue.exam(exam);
        let fact = |day: Option<Day>| day.and_then(|day| served(entry, name, currency, day));
        let (before, after) = (fact(day.pred_opt()), fact(Some(day)));
        let text = |fact: Option<&catalogue::Fact>| match fact.map(|fact| &fact.content) {
            Some(FactContent::Known(value)) => value.to_string(),
            Some(FactContent::Absent(reason)) => match reason {
                catalogue::AbsenceReason::NotApplicable => "not applicable".to_owned(),
                catalogue::AbsenceReason::NotPublished => "not published".to_owned(),
                _ => "unknown".to_owned(),
            },
            None => "unknown".to_owned(),
        };
        let is_by_earning = [before, after].into_iter().flatten().any(|fact| {
            fact.conditions.earned_from.is_some() || fact.conditions.earned_before.is_some()
        });
        let whose = if is_by_earning {
            " of credentials earned from this day on"
        } else {
            ""
        };
        let (before, after) = (text(before), text(after));
        if name == FactName::Fee {
            return format!("{code} costs {after}; before: {before}.");
        }
        let what = name.key().to_lowercase().replace('_', " ");
        format!("{code}, {what}{whose}: {after}; before: {before}.")
    }

    fn of_renewal(&self, exam: ExamIndex, item: &RenewalItem) -> String {
        let (code, earned_on) = (self.code(exam), item.held.earned_on);
        match self.transition.kind {
            Kind::LastDayToRenew if item.opens_on.is_some() => {
                format!("Last day to renew what {code} earned on {earned_on}.")
            }
            Kind::LastDayToRenew => {
                format!("What {code} earned on {earned_on} is valid for the last day.")
            }
            _ => item.summary.clone(),
        }
    }

    fn of_certification(&self, certification: CertificationIndex) -> String {
        let entry = self.catalogue.certification(certification);
        let (title, day) = (&entry.record.title, self.transition.day);
        let either = |sets: Vec<&Vec<ExamIndex>>| {
            let sets: Vec<String> = sets.iter().map(|set| self.codes(set, "and")).collect();
            let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
            match sets.as_slice() {
                [] => "no exam".to_owned(),
                some => listed(some, "or"),
            }
        };
        let counting = |day: Option<Day>| day.map(|day| entry.earned_by_on(day).collect());
        let by = |day| either(counting(day).unwrap_or_default());
        let by_open = |day: Option<Day>| {
            let mut sets: Vec<&Vec<ExamIndex>> = counting(day).unwrap_or_default();
            sets.retain(|set| {
                let mut exams = set.iter().map(|exam| self.catalogue.exam(*exam));
                day.is_some_and(|day| exams.all(|exam| exam.is_bookable(day)))
            });
            either(sets)
        };
        match self.transition.kind {
            Kind::RequirementsChanged => format!(
                "{title} is earned by {}; before by {}.",
                by(Some(day)),
                by(day.pred_opt())
            ),
            Kind::CertificationOpens => {
                format!("{title} can be earned by {}.", by_open(Some(day)))
            }
            _ => format!(
                "{title} can no longer be earned; the day before it could be by {}.",
                by_open(day.pred_opt())
            ),
        }
    }

    fn of_role(
        &self,
        role: RoleIndex,
        named: ExamIndex,
        before: &[ExamIndex],
        after: &[ExamIndex],
    ) -> String {
        let title = &self.catalogue.role(role).record.title;
        let code = self.code(named);
        let advised = format!("Sources recommend {code} for the role {title}");
        let is_itself = |exams: &[ExamIndex]| exams == [named];
        if is_itself(after) {
            return format!("{advised}: it can be booked.");
        }
        match (before.is_empty(), after.is_empty()) {
            (_, true) => {
                let gone = self.codes(before, "and");
                format!("{advised}: {gone} can no longer be booked, and nothing takes its place.")
            }
            (true, false) => format!("{advised}: {} takes its place.", self.codes(after, "or")),
            (false, false) => format!(
                "{advised}: {} takes the place of {}.",
                self.codes(after, "or"),
                self.codes(before, "or")
            ),
        }
    }
}
