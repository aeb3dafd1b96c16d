use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::testing::{ExamSketch, Sketch, day, first_day};

fn plan(exam: ExamSketch, weekly: u16) -> Result<StudyPlan, NoStudyPlan> {
    let sketch = Sketch::of(vec![exam]);
    let catalogue = sketch.build();
    let exam = sketch.exam(&catalogue, 0);
    let weekly = WeeklyHours::new(weekly).unwrap();
    study_plan(&catalogue, exam, &Profile::default(), weekly, first_day())
}

#[test]
fn hours_follow_the_weights_and_fill_the_weeks() {
    let exam = ExamSketch {
        hours: Some((10, 25)),
        blueprint: vec![(vec!["vision"], 60), (vec!["speech"], 40)],
        ..ExamSketch::default()
    };
    let plan = plan(exam, 10).unwrap();
    assert_eq!(plan.total.to_string(), "25");
    assert_eq!(plan.basis, PlanBasis::StudyHours);
    let hours: Vec<_> = plan
        .domains
        .iter()
        .map(|domain| domain.hours.to_string())
        .collect();
    assert_eq!(hours, ["15", "10"]);
    let weeks: Vec<Vec<_>> = plan
        .weeks
        .iter()
        .map(|week| {
            week.domains
                .iter()
                .map(|part| (part.domain, part.hours.tenths()))
                .collect()
        })
        .collect();
    let (first, second) = (Some(0), Some(1));
    assert_eq!(
        weeks,
        [
            vec![(first, 100)],
            vec![(first, 50), (second, 50)],
            vec![(second, 50)]
        ]
    );
    assert_eq!(plan.finishes_on, day("2026-01-22"));
    assert_eq!(plan.week_ends_on(&plan.weeks[2]), day("2026-01-21"));
    let gate = &plan.weeks[2].gates[0];
    assert_eq!(gate.evidence[0].confidence, Confidence::Estimate);
}

#[test]
fn unknown_hours_give_no_plan_and_endless_ones_are_refused() {
    let unknown = ExamSketch {
        hours: None,
        ..ExamSketch::default()
    };
    assert_eq!(plan(unknown, 10), Err(NoStudyPlan::HoursUnknown));
    let none = ExamSketch {
        hours: Some((0, 0)),
        ..ExamSketch::default()
    };
    assert_eq!(plan(none, 10), Err(NoStudyPlan::HoursUnknown));
    let endless = ExamSketch {
        hours: Some((1, 521)),
        ..ExamSketch::default()
    };
    assert_eq!(plan(endless, 1), Err(NoStudyPlan::TooLong(521)));
}

#[test]
fn an_exam_that_ends_before_the_plan_is_reported_with_the_pace_needed() {
    let exam = |retires| ExamSketch {
        hours: Some((40, 40)),
        retires: Some(retires),
        ..ExamSketch::default()
    };
    let four_weeks = plan(exam(28), 10).unwrap();
    assert_eq!(four_weeks.warnings, []);
    let late = plan(exam(27), 10).unwrap();
    let warning = &late.warnings[0];
    assert_eq!(warning.kind, PlanWarningKind::RetiresBeforeEnd);
    // Three weeks are left: 40 hours / 3.
    assert_eq!(warning.weekly_hours_needed, Some(14));
    assert_eq!(plan(exam(27), 14).unwrap().warnings, []);
    let gone = plan(exam(-1), 10).unwrap();
    assert_eq!(gone.warnings[0].kind, PlanWarningKind::Retired);
}

#[test]
fn what_is_held_shortens_the_plan() {
    let exam = |word| ExamSketch {
        hours: Some((20, 40)),
        blueprint: vec![(vec![word], 100)],
        ..ExamSketch::default()
    };
    let sketch = Sketch::of(vec![exam("vision"), exam("vision"), exam("networks")]);
    let catalogue = sketch.build();
    let exams = [0, 1, 2].map(|index| sketch.exam(&catalogue, index));
    let holding = |held: &[ExamIndex]| {
        let profile = Profile {
            held: held.iter().copied().collect(),
            ..Profile::default()
        };
        let pace = WeeklyHours::default();
        let plan = study_plan(&catalogue, exams[0], &profile, pace, first_day()).unwrap();
        plan.total.to_string()
    };
    assert_eq!(holding(&[]), "40");
    assert_eq!(holding(&[exams[0]]), "40");
    assert_eq!(holding(&[exams[1]]), "10");
    assert_eq!(holding(&[exams[2]]), "40");
}

proptest! {
    #[test]
    fn shares_add_up_and_stay_within_one_of_their_due(
        number in 0_i64..100_000, weights in vec(0.0_f64..100.0, 1..12),
    ) {
        let parts = in_proportion(number, &weights);
        prop_assert_eq!(parts.iter().sum::<i64>(), number);
        let sum: f64 = weights.iter().sum();
        for (part, weight) in parts.iter().zip(&weights) {
            let due = f64::from(i32::try_from(number).unwrap()) * weight / sum;
            let part = f64::from(i32::try_from(*part).unwrap());
            prop_assert!(sum <= 0.0 || (part - due).abs() <= 1.0 + 1e-6, "{part} {due}");
        }
    }

    #[test]
    fn all_hours_are_planned_exactly_once(
        hours in (1_i64..200, 0_i64..200),
        blueprint in vec((vec(select(&["vision", "speech", "search"][..]), 1..4), 1_u8..60), 0..6),
        weekly in 1_u16..60,
        retires in option::of(-50_i64..400),
    ) {
        let exam = ExamSketch {
            hours: Some((hours.0, hours.0 + hours.1)),
            blueprint,
            retires,
            ..ExamSketch::default()
        };
        let plan = plan(exam, weekly).unwrap();
        let weeks: Tenths = plan.weeks.iter().map(|week| week.hours).sum();
        prop_assert_eq!(weeks, plan.total);
        let capacity = Tenths::whole(weekly.into());
        let (last, full) = plan.weeks.split_last().unwrap();
        prop_assert!(full.iter().all(|week| week.hours == capacity));
        prop_assert!(last.hours > Tenths::default() && last.hours <= capacity);
        for domain in &plan.domains {
            let planned: Tenths = plan
                .weeks
                .iter()
                .flat_map(|week| &week.domains)
                .filter(|part| part.domain == Some(domain.index))
                .map(|part| part.hours)
                .sum();
            prop_assert_eq!(planned, domain.hours);
        }
        let end = plan.starts_on + Days::new(7 * plan.weeks.len() as u64);
        prop_assert_eq!(plan.finishes_on, end);
        let blocked = plan.book_by.is_some_and(|last| last < end);
        prop_assert_eq!(blocked, plan.warnings.iter().any(|warning| warning.day.is_some()));
        prop_assert!(plan.weeks.last().is_some_and(|week| !week.gates.is_empty()));
    }
}
