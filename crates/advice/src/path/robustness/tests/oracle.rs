//! Bounds compared with the search over a catalogue that was built anew with the other value.

use std::sync::Arc;

use chrono::{DateTime, Days};
use proptest::{prelude::*, sample::Index};

use super::super::{
    Bounds, Changes, FactBounds, FactRobustness, MAX_HOURS, Robustness, Span, robustness,
};
use crate::{
    Constraints, NeverCancelled, Profile, WeeklyHours,
    path::{PathGoal, PathOutcome, path_to_exam, recommend_for_role},
    testing::{Request, any_request, first_day, role},
};
use catalogue::{
    AbsenceReason, Catalogue, Content, Currency, Day, Exam, ExamIndex, Fact, FactContent, FactName,
    FactValue, Money, Revision,
};

/// 64 cases, or more if the environment variable `PROPTEST_CASES` asks for more.
fn cases() -> ProptestConfig {
    let request = ProptestConfig::default();
    ProptestConfig {
        cases: if request.cases > 256 {
            request.cases
        } else {
            64
        },
        ..request
    }
}

/// A question, with the catalogue that it is asked of.
struct Asked<'a> {
    catalogue: &'a Catalogue,
    goal: PathGoal,
    profile: &'a Profile,
    constraints: &'a Constraints,
}

/// The exams of a path, by key.
type Exams = Vec<ExamIndex>;

impl Asked<'_> {
    fn robustness(&self) -> Option<Robustness> {
        robustness(
            self.catalogue,
            self.goal,
            self.profile,
            self.constraints,
            first_day(),
            &NeverCancelled,
        )
    }

    /// The exams of the path that the real answer shows first; `None` if no path is feasible.
    fn first_in(&self, catalogue: &Catalogue, constraints: &Constraints) -> Option<Exams> {
        let day = first_day();
        let (profile, never) = (self.profile, &NeverCancelled);
        let outcome = match self.goal {
            PathGoal::Role(role) => {
                recommend_for_role(catalogue, role, profile, constraints, day, 3, never)
            }
            PathGoal::Exam(exam) => {
                path_to_exam(catalogue, exam, profile, constraints, day, 3, never)
            }
        };
        let PathOutcome::Recommended { paths, .. } = outcome else {
            return None;
        };
        let mut exams: Exams = paths[0].steps.iter().map(|step| step.exam).collect();
        exams.sort_unstable();
        Some(exams)
    }

    fn first(&self) -> Option<Exams> {
        self.first_in(self.catalogue, self.constraints)
    }

    /// The first path if a fact of an exam had another value, in a catalogue that is built anew;
    /// the outer `None` if such a catalogue is not valid.
    #[expect(
        clippy::option_option,
        reason = "the catalogue may be invalid, and a valid one may have no path"
    )]
    fn first_with(&self, exam: ExamIndex, fact: Stated, value: &str) -> Option<Option<Exams>> {
        let changed = with_value(self.catalogue, exam, fact, value)?;
        Some(self.first_in(&changed, self.constraints))
    }
}

/// A fact by its index, or one that no source states by its name.
#[derive(Debug, Clone, Copy)]
struct Stated {
    name: FactName,
    fact: Option<usize>,
}

/// A fact of the catalogue's files, for everyone and always.
fn fact(name: FactName, value: &str) -> Fact {
    serde_json::from_value(serde_json::json!({
        "name": name, "value": value,
        "evidence": {"as_of": "2020", "confidence": "ESTIMATE", "note": "supposed"},
    }))
    .unwrap()
}

fn with_value(
    catalogue: &Catalogue,
    exam: ExamIndex,
    stated: Stated,
    value: &str,
) -> Option<Catalogue> {
    edited(catalogue, exam, |record| {
        let supposed = fact(stated.name, value);
        match stated.fact {
            Some(index) => record.facts[index].content = supposed.content,
            None => record.facts.push(supposed),
        }
    })
}

fn edited(
    catalogue: &Catalogue,
    exam: ExamIndex,
    edit: impl FnOnce(&mut Exam),
) -> Option<Catalogue> {
    let mut content: Content = catalogue.content();
    edit(Arc::make_mut(&mut content.exams[exam.index()]));
    Catalogue::build(content, Revision::new(2), DateTime::UNIX_EPOCH).ok()
}

fn money(minor: i64) -> String {
    Money::from_minor(minor, Currency::USD).to_string()
}

/// A fee above all others.
const DEAR: i64 = 999_999_999_999;

/// Checks that the first path stays for values in the bounds and changes one step outside.
fn check_fact(
    asked: &Asked<'_>,
    found: &FactRobustness,
    pick: &[Index],
) -> Result<(), TestCaseError> {
    let first = asked.first();
    let stated = Stated {
        name: found.name,
        fact: found.fact,
    };
    let keeps = |value: String, expected: bool| {
        if let Some(other) = asked.first_with(found.exam, stated, &value) {
            prop_assert_eq!(other == first, expected, "{:?} at {}", found, value);
        }
        Ok(())
    };
    match &found.bounds {
        FactBounds::Fee(bounds) => {
            let minor = |fee: Option<Money>| fee.map(Money::minor);
            let (from, to) = (minor(bounds.from), minor(bounds.to));
            let (least, most) = (from.unwrap_or(0), to.unwrap_or(DEAR));
            keeps(money(least), true)?;
            keeps(money(most), true)?;
            let near = most.min(least + 100_000) - least + 1;
            for pick in pick {
                let inside = least + i64::try_from(pick.index(near.try_into().unwrap())).unwrap();
                keeps(money(inside), true)?;
            }
            if let Some(from) = from {
                keeps(money(from - 1), false)?;
            }
            if let Some(to) = to {
                keeps(money(to + 1), false)?;
            }
        }
        FactBounds::StudyHours(bounds) => {
            let value = asked.catalogue.exam(found.exam).record.facts[found.fact.unwrap()].clone();
            let least: u32 = match value.value() {
                Some(FactValue::Quantity(hours)) => hours.min().floor().try_into().unwrap(),
                other => panic!("{other:?} are no hours"),
            };
            let hours = |most: u32| format!("{}..{most} hours", least.min(most));
            let (from, to) = (bounds.from.unwrap_or(0), bounds.to.unwrap_or(MAX_HOURS));
            for inside in [from, to] {
                keeps(hours(inside), true)?;
            }
            for pick in pick {
                let inside = from + u32::try_from(pick.index((to - from + 1) as usize)).unwrap();
                keeps(hours(inside), true)?;
            }
            if let Some(from) = bounds.from {
                keeps(hours(from - 1), false)?;
            }
            if let Some(to) = bounds.to {
                keeps(hours(to + 1), false)?;
            }
        }
        FactBounds::Day(bounds) => check_days(asked.constraints, bounds, pick, keeps)?,
    }
    Ok(())
}

fn check_days(
    constraints: &Constraints,
    bounds: &Bounds<Day>,
    pick: &[Index],
    mut keeps: impl FnMut(String, bool) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    // Beyond the days of these catalogues.
    let earliest = bounds.from.unwrap_or(first_day() - Days::new(1_000));
    let latest = bounds.to.unwrap_or(constraints.start_on + Days::new(1_500));
    keeps(earliest.to_string(), true)?;
    keeps(latest.to_string(), true)?;
    let days = latest.signed_duration_since(earliest).num_days() + 1;
    for pick in pick {
        let inside = earliest + Days::new(pick.index(days.try_into().unwrap()) as u64);
        keeps(inside.to_string(), true)?;
    }
    if let Some(from) = bounds.from {
        keeps(from.pred_opt().unwrap().to_string(), false)?;
    }
    if let Some(to) = bounds.to {
        keeps(to.succ_opt().unwrap().to_string(), false)?;
    }
    Ok(())
}

fn is_in<T: PartialOrd + Copy>(spans: &[Span<T>], value: T) -> bool {
    spans.iter().any(|span| {
        span.from.is_none_or(|from| from <= value) && span.to.is_none_or(|to| value <= to)
    })
}

/// The spans of a missing fact; empty if it is not decisive.
fn spans<T: Clone>(
    found: &Robustness,
    exam: ExamIndex,
    of: impl Fn(&Changes) -> Option<&Vec<Span<T>>>,
) -> Vec<Span<T>> {
    let mut unknowns = found
        .decisive_unknowns
        .iter()
        .filter(|unknown| unknown.exam == exam);
    unknowns
        .find_map(|unknown| of(&unknown.changes).cloned())
        .unwrap_or_default()
}

/// The ends of spans, and the values next to them.
fn around<T: Copy>(spans: &[Span<T>], next: impl Fn(T) -> [T; 3]) -> Vec<T> {
    let ends = spans.iter().flat_map(|span| [span.from, span.to]);
    ends.flatten().flat_map(next).collect()
}

/// Checks every missing fact of every exam of the catalogue, decisive or not.
fn check_missing(
    asked: &Asked<'_>,
    found: &Robustness,
    pick: &[Index],
) -> Result<(), TestCaseError> {
    let first = asked.first();
    let catalogue = asked.catalogue;
    let changes = |exam, name, value: &str, expected: bool| {
        let stated = Stated { name, fact: None };
        if let Some(other) = asked.first_with(exam, stated, value) {
            let unknowns = &found.decisive_unknowns;
            prop_assert_eq!(
                other != first,
                expected,
                "{:?} {} at {} in {:?}",
                exam,
                name,
                value,
                unknowns
            );
        }
        Ok(())
    };
    for exam in catalogue.exams() {
        let entry = catalogue.exam(exam);
        if entry.fee(Currency::USD).is_none() {
            let spans = spans(found, exam, |changes| match changes {
                Changes::Fee(spans) => Some(spans),
                _ => None,
            });
            let mut fees = vec![0, DEAR];
            fees.extend(
                pick.iter()
                    .map(|pick| i64::try_from(pick.index(70_000)).unwrap()),
            );
            let step = |fee: Money| [fee.minor() - 1, fee.minor(), fee.minor() + 1];
            let ends: Vec<Span<i64>> = spans
                .iter()
                .map(|span| Span {
                    from: span.from.map(Money::minor),
                    to: span.to.map(Money::minor),
                    instead: vec![],
                })
                .collect();
            let borders = spans.iter().flat_map(|span| [span.from, span.to]);
            fees.extend(borders.flatten().flat_map(step));
            for fee in fees.into_iter().filter(|fee| *fee >= 0) {
                changes(exam, FactName::Fee, &money(fee), is_in(&ends, fee))?;
            }
        }
        if entry.study_hours(asked.profile.experience).is_none() {
            let spans = spans(found, exam, |changes| match changes {
                Changes::StudyHours(spans) => Some(spans),
                _ => None,
            });
            let mut hours = around(&spans, |at| [at.saturating_sub(1), at, at + 1]);
            hours.extend(
                pick.iter()
                    .map(|pick| u32::try_from(pick.index(61) * 5).unwrap()),
            );
            for most in hours.into_iter().filter(|hours| *hours <= MAX_HOURS) {
                let value = format!("{most} hours");
                changes(exam, FactName::StudyHours, &value, is_in(&spans, most))?;
            }
        }
        if entry.lifecycle.live.is_none() {
            let spans = spans(found, exam, |changes| match changes {
                Changes::Day(spans) => Some(spans),
                _ => None,
            });
            let mut days = around(&spans, |day: Day| {
                [day - Days::new(1), day, day + Days::new(1)]
            });
            let begin = asked.constraints.start_on;
            days.extend(
                pick.iter()
                    .map(|pick| begin + Days::new(pick.index(600) as u64)),
            );
            for day in days.into_iter().filter(|day| *day >= begin) {
                let value = day.to_string();
                changes(exam, FactName::LiveOn, &value, is_in(&spans, day))?;
            }
        }
    }
    Ok(())
}

fn check_weekly_hours(asked: &Asked<'_>, bounds: &Bounds<u16>) -> Result<(), TestCaseError> {
    let first = asked.first();
    let (from, to) = (bounds.from.unwrap_or(1), bounds.to.unwrap_or(168));
    let mut at: Vec<(u16, bool)> = (from..=to).step_by(7).map(|hours| (hours, true)).collect();
    at.push((to, true));
    at.extend(bounds.from.map(|from| (from - 1, false)));
    at.extend(bounds.to.map(|to| (to + 1, false)));
    for (hours, expected) in at {
        let constraints = Constraints {
            weekly_hours: WeeklyHours::new(hours).unwrap(),
            ..asked.constraints.clone()
        };
        let other = asked.first_in(asked.catalogue, &constraints);
        prop_assert_eq!(other == first, expected, "{:?} at {}", bounds, hours);
    }
    Ok(())
}

/// A catalogue in which the opening of an exam is not known.
pub(super) fn without_opening(catalogue: &Catalogue, exam: ExamIndex) -> Catalogue {
    edited(catalogue, exam, |record| {
        record.facts.retain(|fact| fact.name != FactName::LiveOn);
    })
    .unwrap()
}

/// A catalogue in which a source says that an exam has no known end.
pub(super) fn without_end(catalogue: &Catalogue, exam: ExamIndex) -> Catalogue {
    edited(catalogue, exam, |record| {
        let mut end = fact(FactName::RetiresOn, "2020");
        end.content = FactContent::Absent(AbsenceReason::Unknown);
        record.facts.push(end);
    })
    .unwrap()
}

fn check(request: &Request, unopened: Option<Index>, pick: &[Index]) -> Result<(), TestCaseError> {
    let mut catalogue = request.sketch.build();
    if let Some(unopened) = unopened {
        let exams: Vec<ExamIndex> = catalogue.exams().collect();
        catalogue = without_opening(&catalogue, exams[unopened.index(exams.len())]);
    }
    let profile = request.profile(&catalogue);
    let constraints = request.constraints(&catalogue);
    let last = catalogue.exams().last().unwrap();
    for goal in [PathGoal::Role(role(&catalogue)), PathGoal::Exam(last)] {
        let asked = Asked {
            catalogue: &catalogue,
            goal,
            profile: &profile,
            constraints: &constraints,
        };
        let Some(found) = asked.robustness() else {
            let first = asked.first();
            prop_assert!(first.is_none_or(|exams| exams.is_empty()));
            continue;
        };
        prop_assert!(!found.truncated);
        for fact in &found.facts {
            check_fact(&asked, fact, pick)?;
        }
        check_weekly_hours(&asked, &found.weekly_hours)?;
        check_missing(&asked, &found, pick)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases())]

    /// For every fact below the first path: each value inside the bounds keeps that path first, and
    /// one step outside another one is. For every missing fact of the catalogue: another path is
    /// first for the values of its spans, and for no others.
    #[test]
    fn the_first_path_stays_inside_the_bounds_and_changes_one_step_outside(
        request in any_request(5),
        unopened in proptest::option::weighted(0.3, any::<Index>()),
        pick in proptest::collection::vec(any::<Index>(), 4),
    ) {
        check(&request, unopened, &pick)?;
    }
}
