//! An independent search: every subset of sittings and renewals on every day of a grid, and a check
//! of plans that looks at every day. Nothing is shared with the optimiser; both read the sketch.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap, HashSet},
};

use chrono::{Days, Months};

use super::sketch::{Lasts, SetSketch, Sketch};
use catalogue::Day;

/// Whether an exam is renewed (`true`) or sat, and which.
pub(super) type Deed = (bool, usize);

/// Unknown fees, known fees, sittings, renewals.
pub(super) type Price = (u32, i64, u32, u32);

const FOREVER: Day = Day::MAX;

/// A pass: exam, first and last valid day, and the first day of its term.
type Held = (usize, Day, Day, Day);

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Person {
    held: BTreeSet<Held>,
    passed: BTreeSet<usize>,
    weeks: u64,
}

fn after(day: Day, months: u32) -> Day {
    day.checked_add_months(Months::new(months)).unwrap()
}

fn lasts_until(sketch: &Sketch, exam: usize, from: Day, earned: Day) -> Day {
    match sketch.exams[exam].lasts {
        Lasts::Changed(before, changed, _) if earned < changed => after(from, before),
        Lasts::Months(months) | Lasts::Changed(_, _, months) => after(from, months),
        Lasts::Always => FOREVER,
        Lasts::Unknown => from - Days::new(1),
    }
}

/// The last day on which a credential of an exam can be earned.
fn ends_on(sketch: &Sketch, exam: usize) -> Option<Day> {
    let last = |exam: usize| sketch.exams[exam].retires;
    let sets: Vec<&SetSketch> = sketch
        .credentials
        .iter()
        .filter(|sets| sets.iter().any(|set| set.exams.contains(&exam)))
        .flatten()
        .collect();
    if sets.is_empty() {
        return last(exam);
    }
    let end = |set: &&SetSketch| {
        set.exams
            .iter()
            .filter_map(|exam| last(*exam))
            .chain(set.until)
            .min()
    };
    let ends: Option<Vec<Day>> = sets.iter().map(end).collect();
    ends.and_then(|ends| ends.into_iter().max())
}

impl Person {
    pub(super) fn first(sketch: &Sketch) -> Self {
        let mut person = Self {
            held: BTreeSet::new(),
            passed: BTreeSet::new(),
            weeks: 0,
        };
        for (exam, of) in sketch.exams.iter().enumerate() {
            if let Some(day) = of.passed_on {
                person.pass(sketch, exam, day);
            }
        }
        person
    }

    fn pass(&mut self, sketch: &Sketch, exam: usize, day: Day) {
        let until = lasts_until(sketch, exam, day, day);
        self.held.insert((exam, day, until, day));
        self.passed.insert(exam);
    }

    fn valid(&self, exam: usize, day: Day) -> Vec<Held> {
        let held = self.held.iter().copied();
        held.filter(|(of, from, until, _)| *of == exam && *from <= day && day <= *until)
            .collect()
    }

    fn has(&self, sets: &[SetSketch], day: Day) -> bool {
        sets.iter().any(|set| {
            set.from.is_none_or(|from| from <= day)
                && set.exams.iter().all(|exam| {
                    let held = self.valid(*exam, day);
                    held.iter()
                        .any(|(_, passed, ..)| set.until.is_none_or(|until| *passed <= until))
                })
        })
    }

    /// Whether everything that must be valid on a day is.
    fn is_well(&self, sketch: &Sketch, day: Day) -> bool {
        !(sketch.from..=sketch.to).contains(&day)
            || sketch.credentials.iter().all(|sets| self.has(sets, day))
    }

    fn extend(&mut self, exam: usize, day: Day, until: Day, term: Day) {
        for held in self.valid(exam, day) {
            if held.2 < until {
                self.held.remove(&held);
                self.held.insert((exam, held.1, until, term));
            }
        }
    }

    /// The last valid day that a renewal on a day starts from, and its fee.
    fn renewable(&self, sketch: &Sketch, exam: usize, day: Day) -> Option<(Day, Option<i64>)> {
        let (months, fee) = sketch.exams[exam].window?;
        let held = self.valid(exam, day);
        let newest = held.iter().max_by_key(|held| (held.2, held.1))?;
        let in_time = ends_on(sketch, exam).is_none_or(|end| day <= end);
        let opens = newest.2.checked_sub_months(Months::new(months)).unwrap();
        (newest.2 < FOREVER && opens.max(newest.3) <= day && in_time).then_some((newest.2, fee))
    }

    /// What is held after some deeds of a day, and their price; `None` if they are not possible.
    pub(super) fn after(&self, sketch: &Sketch, day: Day, deeds: &[Deed]) -> Option<(Self, Price)> {
        let (mut next, mut price) = (self.clone(), (0, 0, 0, 0));
        let mut pay = |fee: Option<i64>| match fee {
            Some(fee) => price.1 += fee,
            None => price.0 += 1,
        };
        if !deeds.is_empty() && day < sketch.start {
            return None;
        }
        let sat = || deeds.iter().filter(|deed| !deed.0).map(|deed| deed.1);
        for (_, exam) in deeds.iter().filter(|deed| deed.0) {
            let (expiry, fee) = self.renewable(sketch, *exam, day)?;
            pay(fee);
            let until = lasts_until(sketch, *exam, expiry, day);
            next.extend(*exam, day, until, expiry + Days::new(1));
        }
        for exam in sat() {
            let of = &sketch.exams[exam];
            let is_open = of.opens <= day && of.retires.is_none_or(|retires| day <= retires);
            if !is_open || sketch.exclude.contains(&exam) {
                return None;
            }
            pay(of.fee);
            if let Some(hours) = sketch.weekly_hours
                && !self.passed.contains(&exam)
            {
                next.weeks += of
                    .hours
                    .map_or(13, |needed| needed.div_ceil(hours.into()).into());
                // Checked below, when everything of the day is counted.
            }
            next.pass(sketch, exam, day);
        }
        let studied = sketch.start + Days::new(next.weeks * 7) <= day;
        if next.weeks > self.weeks && !studied {
            return None;
        }
        for exam in sat() {
            let mut groups = sketch.exams[exam].groups.iter();
            if !groups.all(|group| group.iter().any(|other| next.passed.contains(other))) {
                return None;
            }
            for (renewed, of) in sketch.exams.iter().enumerate() {
                if of.renewed_by.contains(&exam) {
                    let until = lasts_until(sketch, renewed, day, day);
                    next.extend(renewed, day, until, day);
                }
            }
        }
        price.2 = u32::try_from(sat().count()).unwrap();
        price.3 = u32::try_from(deeds.len()).unwrap() - price.2;
        Some((next, price))
    }

    /// Drops what can no longer matter: passes that are over, and passes that another one outlasts
    /// which counts for the same sets.
    fn forget(&mut self, sketch: &Sketch, day: Day) {
        self.held.retain(|held| day <= held.2);
        let all = self.held.clone();
        let untils = |exam: usize| {
            let sets = sketch.credentials.iter().flatten();
            sets.filter(move |set| set.exams.contains(&exam))
                .filter_map(|set| set.until)
        };
        self.held.retain(|held| {
            let outlasts = |other: &Held| {
                other.0 == held.0
                    && (other.2, other.1) > (held.2, held.1)
                    && untils(held.0).all(|until| until < held.1 || other.1 <= until)
            };
            !all.iter().any(outlasts)
        });
    }
}

/// The price of a plan, if it is possible and keeps everything valid on each day.
pub(super) fn price_of(sketch: &Sketch, plan: &[(Day, Deed)]) -> Option<Price> {
    let (mut person, mut total) = (Person::first(sketch), (0, 0, 0, 0));
    let mut day = sketch.start.min(sketch.from);
    while day <= sketch.to {
        let deeds: Vec<Deed> = plan
            .iter()
            .filter(|(on, _)| *on == day)
            .map(|(_, deed)| *deed)
            .collect();
        let (next, price) = person.after(sketch, day, &deeds)?;
        person = next;
        total = plus(total, price);
        if !person.is_well(sketch, day) {
            return None;
        }
        day = day + Days::new(1);
    }
    plan.iter().all(|(on, _)| *on <= sketch.to).then_some(total)
}

fn plus(left: Price, right: Price) -> Price {
    (
        left.0 + right.0,
        left.1 + right.1,
        left.2 + right.2,
        left.3 + right.3,
    )
}

/// The exams of each part of the sketch that nothing connects with the rest, with the
/// certifications of that part.
fn parts(sketch: &Sketch) -> Vec<(Vec<usize>, Vec<usize>)> {
    let count = sketch.exams.len();
    let mut part: Vec<usize> = (0..count).collect();
    let mut join = |exams: &[usize]| {
        let least = exams.iter().map(|exam| part[*exam]).min().unwrap();
        let old: Vec<usize> = exams.iter().map(|exam| part[*exam]).collect();
        for own in &mut part {
            if old.contains(own) || sketch.weekly_hours.is_some() {
                *own = least;
            }
        }
    };
    for sets in &sketch.credentials {
        let exams: Vec<usize> = sets.iter().flat_map(|set| set.exams.clone()).collect();
        join(&exams);
    }
    for (at, exam) in sketch.exams.iter().enumerate() {
        for other in exam.renewed_by.iter().chain(exam.groups.iter().flatten()) {
            join(&[at, *other]);
        }
    }
    let ids: BTreeSet<usize> = part.iter().copied().collect();
    ids.into_iter()
        .map(|id| {
            let exams = (0..count).filter(|exam| part[*exam] == id).collect();
            let credentials = (0..sketch.credentials.len())
                .filter(|at| part[sketch.credentials[*at][0].exams[0]] == id)
                .collect();
            (exams, credentials)
        })
        .collect()
}

/// The size of the largest part.
pub(super) fn largest_part(sketch: &Sketch) -> usize {
    parts(sketch).iter().map(|part| part.0.len()).max().unwrap()
}

/// The price of the cheapest plan whose days are of a grid; `None` if there is none.
pub(super) fn cheapest(sketch: &Sketch, grid: &[Day]) -> Option<Price> {
    let prices = parts(sketch).into_iter().map(|(exams, credentials)| {
        let own = Sketch {
            credentials: credentials
                .iter()
                .map(|at| sketch.credentials[*at].clone())
                .collect(),
            ..sketch.clone()
        };
        // A renewal's end depends on every certification of the exam, so only what is kept differs.
        cheapest_part(sketch, &own, &exams, grid)
    });
    prices
        .into_iter()
        .try_fold((0, 0, 0, 0), |total, price| Some(plus(total, price?)))
}

fn cheapest_part(all: &Sketch, kept: &Sketch, exams: &[usize], grid: &[Day]) -> Option<Price> {
    let mut open = BinaryHeap::from([Reverse(((0, 0, 0, 0), 0_usize, Person::first(all)))]);
    let mut seen = HashSet::new();
    while let Some(Reverse((price, at, person))) = open.pop() {
        let Some(day) = grid.get(at).copied() else {
            return Some(price);
        };
        if !seen.insert((at, person.clone())) {
            continue;
        }
        let next_day = grid.get(at + 1).copied().unwrap_or(kept.to + Days::new(1));
        let possible: Vec<Deed> = exams
            .iter()
            .flat_map(|exam| [(false, *exam), (true, *exam)])
            .filter(|deed| {
                deed.0 && person.renewable(all, deed.1, day).is_some()
                    || !deed.0 && is_open(all, deed.1, day)
            })
            .collect();
        for subset in 0_u32..1 << possible.len() {
            let chosen = possible
                .iter()
                .enumerate()
                .filter(|(place, _)| subset >> place & 1 == 1);
            let deeds: Vec<Deed> = chosen.map(|(_, deed)| *deed).collect();
            let Some((mut next, added)) = person.after(all, day, &deeds) else {
                continue;
            };
            // Nothing begins between two days of the grid, so the first and last of them decide.
            let last = next_day - Days::new(1);
            if next.is_well(kept, day) && next.is_well(kept, last.min(kept.to).max(day)) {
                next.forget(all, next_day);
                open.push(Reverse((plus(price, added), at + 1, next)));
            }
        }
    }
    None
}

fn is_open(sketch: &Sketch, exam: usize, day: Day) -> bool {
    let of = &sketch.exams[exam];
    sketch.start <= day && of.opens <= day && of.retires.is_none_or(|retires| day <= retires)
}

/// For each certification, on each day from the start to a month after the period, whether it is
/// valid under a plan.
pub(super) fn valid_days(sketch: &Sketch, plan: &[(Day, Deed)]) -> Vec<Vec<(Day, bool)>> {
    let mut found = vec![Vec::new(); sketch.credentials.len()];
    let mut person = Person::first(sketch);
    let mut day = sketch.start.min(sketch.from);
    while day <= sketch.to + Days::new(30) {
        let today = plan.iter().filter(|(on, _)| *on == day);
        let deeds: Vec<Deed> = today.map(|(_, deed)| *deed).collect();
        person = person.after(sketch, day, &deeds).unwrap().0;
        for (sets, found) in sketch.credentials.iter().zip(&mut found) {
            found.push((day, person.has(sets, day)));
        }
        day = day + Days::new(1);
    }
    found
}
