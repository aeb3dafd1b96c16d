//! Over the shipped catalogue, on every day of a year and a month: advised exams can
//! be booked on the day of their step, in a language of the person and before registration
//! ends.
//!
//! What is advised follows from how days stand to the days on which exams open and close. Between two
//! such days nothing can differ where the day itself is asked about ([`Catalogue::lifecycle_changes`],
//! which a property test of that list holds against the predicate). A path takes its exams whole weeks
//! after the day asked about, so there it is the whole weeks until each opening and each end that count:
//! days that agree in these have the same paths. Both are made once for all days that agree, and every
//! step is held against the predicate on every day.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use certgraph::{
    advice::{
        Constraints, HeldExam, NeverCancelled, Profile, WeeklyHours,
        path::{CertificationPath, PathOutcome, path_to_exam, recommend_for_role},
        renewal, study_plan, verdict,
    },
    catalogue::{ApproximateDate, Catalogue, Day, ExamIndex, Language},
};
use chrono::Days;

use crate::support::content::shipped_catalogue;

/// The first and the last day.
const SPAN: (&str, &str) = ("2026-06-01", "2027-06-30");

/// More weeks than any path takes.
const MAX_WEEKS: i64 = 600;

/// Of the days that agree with an earlier one, every so many is asked about all the same.
const CHECKED: usize = 40;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn days() -> impl Iterator<Item = Day> {
    let (first, last) = (day(SPAN.0), day(SPAN.1));
    first.iter_days().take_while(move |day| *day <= last)
}

fn languages(names: &[&str]) -> Vec<Language> {
    names.iter().map(|name| name.parse().unwrap()).collect()
}

/// People who take exams in these languages.
fn people() -> [Profile; 3] {
    [&[][..], &["Japanese"], &["English", "zh-Hans"]].map(|names| Profile {
        languages: languages(names),
        ..Profile::default()
    })
}

/// The exams that a path to some exams can come to.
fn reach(catalogue: &Catalogue, from: impl IntoIterator<Item = ExamIndex>) -> Vec<ExamIndex> {
    let mut reached: Vec<ExamIndex> = from.into_iter().collect();
    let mut seen: BTreeSet<ExamIndex> = reached.iter().copied().collect();
    let mut at = 0;
    while let Some(exam) = reached.get(at) {
        let entry = catalogue.exam(*exam);
        let next: Vec<ExamIndex> = entry
            .successors
            .iter()
            .chain(entry.prerequisites.iter().flatten())
            .copied()
            .filter(|next| seen.insert(*next))
            .collect();
        reached.extend(next);
        at += 1;
    }
    reached
}

/// How a day stands to every day on which one of these exams opens, closes or changes its blueprint, in
/// whole weeks.
fn standing(
    catalogue: &Catalogue,
    exams: &[ExamIndex],
    profile: &Profile,
    day: Day,
) -> Vec<(i64, i64)> {
    let weeks_until = |first: Day| {
        (first - day)
            .num_days()
            .div_ceil_weeks()
            .clamp(0, MAX_WEEKS)
    };
    let weeks_left = |last: Day| (last - day).num_days().div_euclid(7).clamp(-1, MAX_WEEKS);
    let mut standing = Vec::new();
    for exam in exams {
        let entry = catalogue.exam(*exam);
        for window in entry.windows(&profile.languages) {
            let last = window.last.map_or(MAX_WEEKS, weeks_left);
            standing.push((weeks_until(window.first), last));
        }
        // A price can go with the beta.
        let live = entry.lifecycle.live.map(ApproximateDate::latest);
        standing.push((live.map_or(-1, weeks_until), 0));
        let blueprints = entry.record.blueprints.iter();
        standing.extend(blueprints.map(|blueprint| {
            let effective = blueprint.effective_from.latest();
            (i64::from(effective <= day), weeks_until(effective))
        }));
    }
    standing
}

trait CeilingOfWeeks {
    fn div_ceil_weeks(self) -> i64;
}

impl CeilingOfWeeks for i64 {
    fn div_ceil_weeks(self) -> i64 {
        -(-self).div_euclid(7)
    }
}

/// The steps of paths: the exam, and how many days after the day asked about it is taken.
type Steps = BTreeSet<(ExamIndex, Option<i64>)>;

fn steps(paths: &[CertificationPath], asked: Day) -> Steps {
    let steps = paths.iter().flat_map(|path| &path.steps);
    steps
        .map(|step| {
            let taken = step.finishes_on.map(|taken| (taken - asked).num_days());
            (step.exam, taken)
        })
        .collect()
}

/// Holds the steps against the predicate.
fn check(catalogue: &Catalogue, profile: &Profile, asked: Day, steps: &Steps) {
    for (exam, after) in steps {
        let entry = catalogue.exam(*exam);
        let key = entry.record.key();
        if let Some(after) = after {
            let taken = asked + Days::new(u64::try_from(*after).unwrap());
            let open = entry.is_bookable_in(&profile.languages, taken);
            assert!(open, "{key} on {taken}, asked on {asked} by {profile:?}");
        } else {
            // The hours are not known: it must not be gone, and must open at some time.
            let mut windows = entry.windows(&profile.languages);
            let opens = windows.any(|window| window.last.is_none_or(|last| asked <= last));
            assert!(opens, "{key}, asked on {asked} by {profile:?}");
        }
    }
}

/// Asks on every day that stands otherwise than those before, and holds the answers against the
/// predicate on every day. The number of answers that were made.
fn on_every_day(
    catalogue: &Catalogue,
    exams: &[ExamIndex],
    profile: &Profile,
    ask: impl Fn(Day) -> Steps,
) -> usize {
    let mut answers: HashMap<Vec<(i64, i64)>, Steps> = HashMap::new();
    let mut agreeing = 0;
    for day in days() {
        let standing = standing(catalogue, exams, profile, day);
        let known = answers.contains_key(&standing);
        let steps = answers.entry(standing).or_insert_with(|| ask(day));
        check(catalogue, profile, day, steps);
        agreeing += usize::from(known);
        if known && agreeing % CHECKED == 0 {
            assert_eq!(*steps, ask(day), "{day}");
        }
    }
    answers.len()
}

fn paths_of(outcome: &PathOutcome) -> &[CertificationPath] {
    match outcome {
        PathOutcome::Recommended { paths, .. } => paths,
        PathOutcome::NoFeasible { .. } => &[],
    }
}

#[test]
fn every_path_to_a_role_can_be_walked_on_every_day() {
    let catalogue = shipped_catalogue();
    let mut made = 0;
    for role in catalogue.roles() {
        let named = catalogue.role(role).recommendations.iter();
        let exams = reach(&catalogue, named.flatten().flatten().copied());
        for profile in &people() {
            made += on_every_day(&catalogue, &exams, profile, |day| {
                let constraints = Constraints::beginning(day);
                let outcome = recommend_for_role(
                    &catalogue,
                    role,
                    profile,
                    &constraints,
                    day,
                    3,
                    &NeverCancelled,
                );
                steps(paths_of(&outcome), day)
            });
        }
    }
    assert!(made > 1_000, "{made} answers");
}

#[test]
fn every_path_to_an_exam_and_every_study_plan_ends_while_it_can_be_booked() {
    let catalogue = shipped_catalogue();
    let mut made = 0;
    for exam in catalogue.exams() {
        let exams = reach(&catalogue, [exam]);
        for profile in &people() {
            made += on_every_day(&catalogue, &exams, profile, |day| {
                let constraints = Constraints::beginning(day);
                let outcome = path_to_exam(
                    &catalogue,
                    exam,
                    profile,
                    &constraints,
                    day,
                    1,
                    &NeverCancelled,
                );
                let mut steps = steps(paths_of(&outcome), day);
                let pace = WeeklyHours::default();
                if let Ok(plan) = study_plan(&catalogue, exam, profile, pace, day) {
                    let ends = (plan.finishes_on - day).num_days();
                    let instead = plan.warnings.iter().flat_map(|warning| &warning.instead);
                    steps.extend(instead.map(|instead| (*instead, Some(ends))));
                }
                steps
            });
        }
    }
    assert!(made > 1_000, "{made} answers");
}

/// What is advised for the day asked about itself.
fn advised_now(
    catalogue: &Catalogue,
    exam: ExamIndex,
    profile: &Profile,
    asked: Day,
) -> BTreeSet<ExamIndex> {
    let told = verdict(catalogue, exam, profile, asked);
    let taken = told.take.iter().flatten();
    let taken = taken.flat_map(|advised| &advised.bookable);
    let replaced = told.replacements.iter().flat_map(|replaced| &replaced.by);
    let mut advised: BTreeSet<ExamIndex> = told
        .alternatives
        .iter()
        .chain(taken)
        .chain(replaced)
        .copied()
        .collect();
    let entry = catalogue.exam(exam);
    for equivalence in &entry.equivalences {
        let equivalence = catalogue.equivalence(*equivalence);
        for side in [equivalence.left, equivalence.right] {
            advised.extend(catalogue.bookable_substitutes_in(&profile.languages, side, asked));
        }
    }
    // Renewals know no languages.
    if profile.languages.is_empty() {
        let opened = entry.first_bookable_day(&[]);
        let last = entry.last_bookable_day(&[]).unwrap_or(asked);
        if let Some(earned_on) = opened.filter(|opened| *opened <= asked.min(last)) {
            let held = HeldExam { exam, earned_on };
            if let Ok(item) = renewal(catalogue, held, &[held], asked) {
                advised.extend(item.instead);
                advised.extend(item.newer_versions);
            }
        }
    }
    advised
}

#[test]
fn whatever_is_advised_for_the_day_can_be_booked_on_every_day() {
    let catalogue = shipped_catalogue();
    let people = people();
    let mut advised: BTreeMap<(ExamIndex, usize), BTreeSet<ExamIndex>> = BTreeMap::new();
    let (mut asked, mut count) = (0, 0);
    for (number, day) in days().enumerate() {
        let has_change = catalogue.lifecycle_changes().binary_search(&day).is_ok();
        let is_new = number == 0 || has_change;
        for exam in catalogue.exams() {
            for (place, profile) in people.iter().enumerate() {
                let now = || advised_now(&catalogue, exam, profile, day);
                let known = advised.entry((exam, place)).or_default();
                if is_new {
                    *known = now();
                    asked += 1;
                } else if (number + exam.index()) % CHECKED == 0 {
                    // A renewal that lapses offers what it did not offer before.
                    known.extend(now());
                }
                for other in known.iter() {
                    let entry = catalogue.exam(*other);
                    let open = entry.is_bookable_in(&profile.languages, day);
                    assert!(open, "{} on {day} for {profile:?}", entry.record.key());
                    count += 1;
                }
            }
        }
    }
    assert!(
        asked > 1_000 && count > 50_000,
        "{asked} asked, {count} advised"
    );
}
