//! The optimiser against the oracle, and single cases.

use std::sync::Arc;

use chrono::{DateTime, Days};
use proptest::prelude::*;
use serde_json::json;

use super::{
    Demand, PlannedActionKind, PortfolioConflict, PortfolioOutcome, PortfolioPlan,
    PortfolioQuestion, PortfolioRelaxation, oracle, portfolio_plan,
    sketch::{ExamSketch, Lasts, Scale, SetSketch, Sketch, any_sketch, day},
};
use crate::{NeverCancelled, WeeklyHours};
use catalogue::{Catalogue, Day, Fact, FactName, Money, Revision};

/// Six certifications and 36 months, in which everything falls on the first day of a month.
const MONTHS: Scale = Scale {
    credentials: 6,
    first: "2026-01-01",
    length: 36,
    in_months: true,
    validity: (10, 36),
};

/// Two certifications and 70 days.
const DAYS: Scale = Scale {
    credentials: 2,
    first: "2026-01-20",
    length: 70,
    in_months: false,
    validity: (1, 2),
};

/// The most connected exams that the oracle can try in reasonable time.
const MAX_CONNECTED: usize = 2;

/// 64 cases, or as many as the environment variable `PROPTEST_CASES` asks for beyond the usual 256.
fn cases() -> ProptestConfig {
    let asked = ProptestConfig::default().cases;
    ProptestConfig {
        cases: if asked > 256 { asked } else { 64 },
        max_global_rejects: 1_000_000,
        ..ProptestConfig::default()
    }
}

fn ask(catalogue: &Catalogue, question: &PortfolioQuestion, on: Day) -> PortfolioOutcome {
    portfolio_plan(catalogue, question, on, &NeverCancelled).unwrap()
}

fn answer(sketch: &Sketch) -> PortfolioOutcome {
    let catalogue = sketch.build();
    ask(&catalogue, &sketch.question(&catalogue), sketch.start)
}

fn plan(sketch: &Sketch) -> PortfolioPlan {
    match answer(sketch) {
        PortfolioOutcome::Plan(plan) => plan,
        PortfolioOutcome::NoFeasible(conflict) => panic!("{conflict:?}"),
    }
}

fn conflict(sketch: &Sketch) -> PortfolioConflict {
    match answer(sketch) {
        PortfolioOutcome::NoFeasible(conflict) => conflict,
        PortfolioOutcome::Plan(plan) => panic!("{plan:?}"),
    }
}

/// The place of an exam in its sketch.
fn place(catalogue: &Catalogue, exam: catalogue::ExamIndex) -> usize {
    let code = &catalogue.exam(exam).record.code;
    code.as_str().strip_prefix("E-").unwrap().parse().unwrap()
}

/// The plan as the oracle reads it, on its first or last days.
fn deeds(catalogue: &Catalogue, plan: &PortfolioPlan, first: bool) -> Vec<(Day, oracle::Deed)> {
    let actions = plan.actions.iter().map(|action| {
        let day = if first {
            action.first_day
        } else {
            action.last_day
        };
        let is_renewal = action.kind == PlannedActionKind::Renewal;
        (day, (is_renewal, place(catalogue, action.exam)))
    });
    actions.collect()
}

fn price(plan: &PortfolioPlan) -> oracle::Price {
    let count = |kind| u32::try_from(plan.count(kind)).unwrap();
    let unknown = plan.actions.iter().filter(|action| action.fee.is_none());
    (
        u32::try_from(unknown.count()).unwrap(),
        plan.fees.minor() / 100,
        count(PlannedActionKind::Sitting),
        count(PlannedActionKind::Renewal),
    )
}

/// Checks an answer against the oracle's, whose days are of a grid.
fn agree(sketch: &Sketch, grid: &[Day]) -> Result<(), TestCaseError> {
    let catalogue = sketch.build();
    let cheapest = oracle::cheapest(sketch, grid);
    let plan = match ask(&catalogue, &sketch.question(&catalogue), sketch.start) {
        PortfolioOutcome::Plan(plan) => plan,
        PortfolioOutcome::NoFeasible(conflict) => {
            prop_assert!(!conflict.truncated);
            prop_assert_eq!(cheapest, None, "{:?}", conflict);
            return Ok(());
        }
    };
    prop_assert!(!plan.truncated);
    prop_assert_eq!(cheapest, Some(price(&plan)), "{:?}", plan);
    for first in [true, false] {
        let deeds = deeds(&catalogue, &plan, first);
        prop_assert_eq!(oracle::price_of(sketch, &deeds), cheapest, "{:?}", deeds);
    }
    for action in &plan.actions {
        prop_assert!(!action.reasons.is_empty() && action.first_day <= action.last_day);
    }
    let valid = oracle::valid_days(sketch, &deeds(&catalogue, &plan, false));
    for (kept, days) in plan.credentials.iter().zip(valid) {
        for (day, is_valid) in days {
            let mut spans = kept.valid.iter();
            let found =
                spans.any(|span| span.from <= day && span.until.is_none_or(|until| day <= until));
            prop_assert_eq!(found, is_valid, "{}: {:?}", day, kept);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_plan_is_as_cheap_as_any_on_the_first_days_of_36_months(sketch in any_sketch(MONTHS)) {
        prop_assume!(oracle::largest_part(&sketch) <= MAX_CONNECTED);
        let grid: Vec<Day> = (0..=36)
            .map(|months| MONTHS.day(months))
            .filter(|day| *day <= sketch.to)
            .collect();
        agree(&sketch, &grid)?;
    }

    #[test]
    fn the_plan_is_as_cheap_as_any_on_every_day(sketch in any_sketch(DAYS)) {
        let days = (sketch.to - DAYS.day(0)).num_days().unsigned_abs();
        let grid: Vec<Day> = (0..=days).map(|days| DAYS.day(0) + Days::new(days)).collect();
        agree(&sketch, &grid)?;
    }

    /// Without any one item the others can hold, and each relaxation is enough and the least.
    #[test]
    fn a_conflict_is_minimal_and_a_relaxation_the_least(
        sketch in any_sketch(MONTHS),
        max_fees in prop::option::of(0_i64..8),
    ) {
        let catalogue = sketch.build();
        let mut question = sketch.question(&catalogue);
        question.limits.max_fees = max_fees
            .map(|fees| Money::from_minor(fees * 5_000, question.limits.currency));
        let is_feasible = |question: &PortfolioQuestion| {
            matches!(ask(&catalogue, question, sketch.start), PortfolioOutcome::Plan(_))
        };
        let PortfolioOutcome::NoFeasible(conflict) = ask(&catalogue, &question, sketch.start) else {
            return Ok(());
        };
        prop_assert!(!conflict.truncated);
        let demands: Vec<Demand> = conflict.conflict.iter().map(|item| item.demand).collect();
        prop_assert!(!demands.is_empty());
        let with = |demands: &[Demand]| {
            let mut fewer = question.clone();
            fewer.keep.retain(|kept| demands.contains(&Demand::Keep(*kept)));
            let limits = &mut fewer.limits;
            limits.max_fees = limits.max_fees.filter(|_| demands.contains(&Demand::MaxFees));
            limits.weekly_hours = limits.weekly_hours.filter(|_| demands.contains(&Demand::WeeklyHours));
            limits.exclude.retain(|exam| demands.contains(&Demand::Exclude(*exam)));
            fewer
        };
        prop_assert!(!is_feasible(&with(&demands)), "{:?}", demands);
        for place in 0..demands.len() {
            let mut fewer = demands.clone();
            fewer.remove(place);
            prop_assert!(is_feasible(&with(&fewer)), "{:?}", fewer);
        }
        for relaxation in conflict.relaxations {
            let (enough, less) = changed(&question, relaxation);
            prop_assert!(is_feasible(&enough), "{:?}", relaxation);
            if let Some(less) = less {
                prop_assert!(!is_feasible(&less), "{:?}", relaxation);
            }
        }
    }
}

/// The question after a relaxation, and after one that is smaller by one step.
fn changed(
    question: &PortfolioQuestion,
    relaxation: PortfolioRelaxation,
) -> (PortfolioQuestion, Option<PortfolioQuestion>) {
    let mut enough = question.clone();
    let mut less = question.clone();
    match relaxation {
        PortfolioRelaxation::MaxFees(fees) => {
            enough.limits.max_fees = Some(fees);
            less.limits.max_fees = Some(Money::from_minor(fees.minor() - 1, fees.currency()));
        }
        PortfolioRelaxation::WeeklyHours(hours) => {
            enough.limits.weekly_hours = Some(hours);
            less.limits.weekly_hours = WeeklyHours::new(hours.hours() - 1);
        }
        PortfolioRelaxation::StartOn(day) => {
            enough.limits.start_on = day;
            less.limits.start_on = day.succ_opt().unwrap();
        }
        PortfolioRelaxation::From(day) => {
            (enough.from, enough.to) = (day, question.to.max(day));
            let before = day.pred_opt().unwrap();
            (less.from, less.to) = (before, question.to.max(before));
        }
        PortfolioRelaxation::To(day) => {
            (enough.from, enough.to) = (question.from.min(day), day);
            let after = day.succ_opt().unwrap();
            (less.from, less.to) = (question.from.min(after), after);
        }
        PortfolioRelaxation::Allow(exam) => {
            enough.limits.exclude.remove(&exam);
            return (enough, None);
        }
        PortfolioRelaxation::LeaveOut(certification) => {
            enough.keep.retain(|kept| *kept != certification);
            return (enough, None);
        }
    }
    (enough, Some(less))
}

/// The actions of a plan in short: `sit E-0 by 2027-01-01`.
fn short(sketch: &Sketch, plan: &PortfolioPlan) -> Vec<String> {
    let catalogue = sketch.build();
    let actions = plan.actions.iter().map(|action| {
        let verb = match action.kind {
            PlannedActionKind::Sitting => "sit",
            PlannedActionKind::Renewal => "renew",
        };
        let code = &catalogue.exam(action.exam).record.code;
        format!("{verb} {code} {}..{}", action.first_day, action.last_day)
    });
    actions.collect()
}

#[test]
fn a_certification_for_one_day_is_earned_in_the_time_that_it_is_valid_before_it() {
    let sketch = Sketch::of(vec![ExamSketch::default()], "2027-01-01");
    let plan = plan(&sketch);
    assert_eq!(short(&sketch, &plan), ["sit E-0 2026-01-01..2027-01-01"]);
    assert_eq!(plan.fees.to_string(), "100.00 USD");
    assert_eq!(
        plan.actions[0].reasons[0].text,
        "Without it Certification 0 would not be valid on 2027-01-01."
    );
}

#[test]
fn a_pass_before_the_change_is_valid_longer_and_saves_a_sitting() {
    let exam = ExamSketch {
        lasts: Lasts::Changed(36, day("2026-04-01"), 24),
        ..ExamSketch::default()
    };
    let sketch = Sketch::of(vec![exam], "2029-03-01");
    let plan = plan(&sketch);
    // 24 months from 2027-01-01 would end on 2029-01-01.
    assert_eq!(short(&sketch, &plan), ["sit E-0 2026-03-01..2026-03-31"]);
}

#[test]
fn a_free_renewal_is_done_in_its_window_instead_of_another_sitting() {
    let exam = ExamSketch {
        lasts: Lasts::Months(12),
        window: Some((6, Some(0))),
        passed_on: Some(day("2025-08-01")),
        ..ExamSketch::default()
    };
    let sketch = Sketch::of(vec![exam], "2028-06-01");
    let plan = plan(&sketch);
    assert_eq!(
        short(&sketch, &plan),
        [
            "renew E-0 2026-02-01..2026-08-01",
            "renew E-0 2027-02-01..2027-08-01"
        ]
    );
    assert_eq!(plan.fees.to_string(), "0.00 USD");
    assert_eq!(plan.actions[1].valid_until, Some(day("2028-08-01")));
}

#[test]
fn a_higher_exam_renews_the_lower_while_it_is_valid() {
    let lower = ExamSketch {
        passed_on: Some(day("2025-06-01")),
        renewed_by: vec![1],
        ..ExamSketch::default()
    };
    let sketch = Sketch::of(vec![lower, ExamSketch::default()], "2029-01-01");
    let plan = plan(&sketch);
    // E-0 is valid until 2027-06-01, so E-1 is due for both at the start.
    assert_eq!(short(&sketch, &plan), ["sit E-1 2027-01-01..2027-01-01"]);
    let rules: Vec<_> = plan.actions[0]
        .reasons
        .iter()
        .map(|reason| reason.rule)
        .collect();
    assert_eq!(
        rules,
        [
            super::ActionRule::KeepsValid,
            super::ActionRule::RenewsLower
        ]
    );
}

#[test]
fn a_required_exam_is_sat_before_although_it_is_not_kept() {
    let higher = ExamSketch {
        groups: vec![vec![0]],
        ..ExamSketch::default()
    };
    let mut sketch = Sketch::of(vec![ExamSketch::default(), higher], "2027-01-01");
    sketch.credentials.remove(0);
    let plan = plan(&sketch);
    assert_eq!(
        short(&sketch, &plan),
        [
            "sit E-0 2026-01-01..2027-01-01",
            "sit E-1 2026-01-01..2027-01-01"
        ]
    );
    assert_eq!(
        plan.actions[0].reasons[0].text,
        "E-0 is required before E-1: without it Certification 0 would not be valid on 2027-01-01."
    );
}

#[test]
fn a_known_fee_is_preferred_to_an_unknown_one() {
    let unknown = ExamSketch {
        fee: None,
        ..ExamSketch::default()
    };
    let dear = ExamSketch {
        fee: Some(900),
        ..ExamSketch::default()
    };
    let mut sketch = Sketch::of(vec![unknown, dear], "2027-01-01");
    sketch.credentials = vec![vec![SetSketch::of(&[0]), SetSketch::of(&[1])]];
    assert_eq!(plan(&sketch).fees.to_string(), "900.00 USD");
    sketch.exclude = vec![1];
    let incomplete = plan(&sketch);
    assert_eq!(incomplete.fees.to_string(), "0.00 USD");
    assert_eq!(incomplete.missing.len(), 1);
}

#[test]
fn an_exam_that_retires_is_kept_as_long_as_its_last_pass_is_valid() {
    let exam = ExamSketch {
        retires: Some(day("2026-06-30")),
        ..ExamSketch::default()
    };
    let sketch = Sketch::of(vec![exam, ExamSketch::default()], "2029-01-01");
    let conflict = conflict(&sketch);
    let catalogue = sketch.build();
    let kept = Sketch::certification(&catalogue, 0);
    assert_eq!(conflict.conflict.len(), 1);
    assert_eq!(conflict.conflict[0].demand, Demand::Keep(kept));
    assert_eq!(
        conflict.conflict[0].message,
        "Certification 0 must be valid from 2027-01-01 to 2029-01-01. E-0 retires on 2026-06-30."
    );
    assert_eq!(
        conflict.relaxations,
        [
            PortfolioRelaxation::LeaveOut(kept),
            PortfolioRelaxation::To(day("2028-06-30"))
        ]
    );
}

#[test]
fn study_for_all_exams_must_fit_before_the_first_day() {
    let mut sketch = Sketch::of(
        vec![ExamSketch::default(), ExamSketch::default()],
        "2027-01-01",
    );
    sketch.exams[0].hours = Some(200);
    sketch.exams[1].hours = Some(100);
    sketch.weekly_hours = Some(5);
    // 60 weeks of study; 52 fit.
    let conflict = conflict(&sketch);
    let demands: Vec<_> = conflict.conflict.iter().map(|item| item.demand).collect();
    assert_eq!(demands.len(), 3);
    assert!(demands.contains(&Demand::WeeklyHours));
    assert_eq!(
        conflict.relaxations[2],
        PortfolioRelaxation::WeeklyHours(WeeklyHours::new(6).unwrap())
    );
    assert_eq!(
        conflict.relaxations[3],
        PortfolioRelaxation::From(day("2026-01-01") + Days::new(60 * 7))
    );
}

#[test]
fn excluded_exams_that_no_plan_needs_do_not_hide_the_smallest_conflict() {
    let with = |hours| ExamSketch {
        hours: Some(hours),
        ..ExamSketch::default()
    };
    let mut exams = vec![with(200)];
    exams.resize(14, with(100));
    let mut sketch = Sketch::of(exams, "2027-01-01");
    sketch.credentials.truncate(6);
    sketch.exclude = (6..14).collect();
    sketch.weekly_hours = Some(5);
    // 52 weeks fit: not 40 and 20, nor three times 20.
    let conflict = conflict(&sketch);
    assert_eq!(conflict.conflict.len(), 3, "{conflict:?}");
}

#[test]
fn the_evidence_of_a_renewal_is_that_of_the_day_of_the_pass() {
    let exam = ExamSketch {
        lasts: Lasts::Changed(12, day("2026-03-01"), 24),
        passed_on: Some(day("2025-08-01")),
        ..ExamSketch::default()
    };
    let sketch = Sketch::of(vec![exam], "2027-06-01");
    let mut content = sketch.build().content();
    let facts = &mut Arc::make_mut(&mut content.exams[0]).facts;
    for (name, before, after) in [
        (
            "RENEWAL",
            json!(["Pass a quiz"]),
            json!(["Attend a course"]),
        ),
        ("RENEWAL_WINDOW", json!("6 months"), json!("2 months")),
        ("RENEWAL_FEE", json!("0 USD"), json!("90 USD")),
    ] {
        let fact = |value, as_of, conditions| -> Fact {
            let evidence = json!({"sources": ["page"], "as_of": as_of, "confidence": "OFFICIAL"});
            let fact = json!({
                "name": name, "value": value, "conditions": conditions, "evidence": evidence,
            });
            serde_json::from_value(fact).unwrap()
        };
        facts.extend([
            fact(before, "2024", json!({"earned_before": "2026-03-01"})),
            fact(after, "2025", json!({"earned_from": "2026-03-01"})),
        ]);
    }
    let catalogue = Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap();
    let outcome = ask(&catalogue, &sketch.question(&catalogue), sketch.start);
    let PortfolioOutcome::Plan(plan) = outcome else {
        panic!("{outcome:?}");
    };
    let renewal = &plan.actions[0];
    assert_eq!(
        short(&sketch, &plan),
        ["renew E-0 2026-03-01..2026-08-01"],
        "{plan:?}"
    );
    assert_eq!(renewal.fee.unwrap().to_string(), "0.00 USD");
    assert_eq!(renewal.ways, ["Pass a quiz"]);
    let evidence = renewal.evidence.iter();
    let as_of: Vec<_> = evidence
        .map(|(name, evidence)| (*name, evidence.as_of.to_string()))
        .collect();
    assert_eq!(
        as_of,
        [
            (FactName::Validity, "2026".to_owned()),
            (FactName::RenewalWindow, "2024".to_owned()),
            (FactName::RenewalFee, "2024".to_owned()),
        ]
    );
}
