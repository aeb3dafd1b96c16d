//! Bounds of small catalogues, worked out by hand.

mod oracle;

use std::cell::Cell;

use chrono::Days;

use self::oracle::{without_end, without_opening};
use super::{
    Bounds, Changes, DecidedAnswers, DecisiveUnknown, FactBounds, Robustness, canonical_profiles,
    decided_answers, review_queue, robustness,
};
use crate::{
    Cancel, Constraints, NeverCancelled, Profile,
    path::PathGoal,
    testing::{ExamSketch, RecommendationSketch, Sketch, first_day, role},
};
use catalogue::{Catalogue, Currency, FactName, Money};

/// Two exams that one source recommends alike; the first is cheaper.
fn two_alternatives() -> Sketch {
    let cheap = ExamSketch {
        fee: Some(100),
        hours: Some((20, 40)),
        ..ExamSketch::default()
    };
    let dear = ExamSketch {
        fee: Some(150),
        hours: Some((10, 20)),
        ..ExamSketch::default()
    };
    Sketch::of(vec![cheap, dear]).recommending(RecommendationSketch::list(&[&[0], &[1]]))
}

fn of_role(sketch: &Sketch, constraints: &Constraints) -> (Catalogue, Robustness) {
    let catalogue = sketch.build();
    let found = robustness(
        &catalogue,
        PathGoal::Role(role(&catalogue)),
        &Profile::default(),
        constraints,
        first_day(),
        &NeverCancelled,
    )
    .unwrap();
    (catalogue, found)
}

fn fee_of(found: &Robustness) -> &Bounds<Money> {
    let mut bounds = found.facts.iter().map(|fact| &fact.bounds);
    let fee = bounds.find_map(|bounds| match bounds {
        FactBounds::Fee(bounds) => Some(bounds),
        _ => None,
    });
    fee.unwrap()
}

#[test]
fn a_path_stays_first_while_it_costs_no_more_than_the_next() {
    let sketch = two_alternatives();
    let begin = Constraints::beginning(first_day());
    let (catalogue, found) = of_role(&sketch, &begin);
    let fee = fee_of(&found);
    // At 150.00 both cost the same, and the other one takes less study.
    assert_eq!(fee.to.map(Money::minor), Some(14_999));
    assert_eq!(fee.from, None);
    assert_eq!(fee.above, [sketch.exam(&catalogue, 1)]);
    assert!(found.decisive_unknowns.is_empty());
    let texts = found.facts.iter().map(|fact| fact.text(&catalogue));
    assert_eq!(
        texts.collect::<Vec<_>>(),
        [
            "This path stays first up to a fee of 149.99 USD for E-0. Otherwise E-1 is first.",
            "This path stays first if E-0 does not retire before 2026-01-29. Otherwise E-1 is first.",
            "Whatever study E-0 takes, up to 300 hours, this path stays first.",
        ]
    );
}

#[test]
fn a_budget_bounds_the_fee_of_its_path() {
    let sketch = two_alternatives();
    let constraints = Constraints {
        max_fees: Some(Money::from_minor(12_000, Currency::USD)),
        ..Constraints::beginning(first_day())
    };
    let (_, found) = of_role(&sketch, &constraints);
    let fee = fee_of(&found);
    assert_eq!(fee.to.map(Money::minor), Some(12_000));
    // Nothing else is within the budget.
    assert_eq!(fee.above, []);
}

#[test]
fn a_deadline_bounds_study_hours_and_the_hours_a_week() {
    let constraints = Constraints {
        deadline: Some(first_day() + Days::new(35)),
        ..Constraints::beginning(first_day())
    };
    let (catalogue, found) = of_role(&two_alternatives(), &constraints);
    let hours = found.facts.iter().find_map(|fact| match &fact.bounds {
        FactBounds::StudyHours(bounds) => Some(bounds),
        _ => None,
    });
    // Five weeks of ten hours.
    let hours = hours.unwrap();
    assert_eq!(
        (hours.value, hours.from, hours.to),
        (Some(40), None, Some(50))
    );
    assert_eq!(hours.above.len(), 1);
    // 40 hours in five weeks take eight hours a week.
    let weekly = &found.weekly_hours;
    assert_eq!(
        (weekly.value, weekly.from, weekly.to),
        (Some(10), Some(8), None)
    );
    assert_eq!(weekly.below, hours.above);
    assert_ne!(weekly.below, [catalogue.exams().next().unwrap()]);
}

#[test]
fn an_exam_without_an_announced_end_must_not_end_before_it_is_taken() {
    let begin = Constraints::beginning(first_day());
    let (_, found) = of_role(&two_alternatives(), &begin);
    let end = found.facts.iter().find(|fact| fact.fact.is_none()).unwrap();
    assert_eq!(end.name, FactName::RetiresOn);
    let FactBounds::Day(end) = &end.bounds else {
        panic!("an end is a day");
    };
    // 40 hours take four weeks.
    let taken = first_day() + Days::new(28);
    assert_eq!((end.value, end.from, end.to), (None, Some(taken), None));
}

#[test]
fn a_statement_that_no_end_is_known_gives_way_to_an_end() {
    let built = two_alternatives().build();
    let exam = built.exams().next().unwrap();
    let catalogue = without_end(&built, exam);
    let begin = Constraints::beginning(first_day());
    let goal = PathGoal::Role(role(&catalogue));
    let profile = Profile::default();
    let found = robustness(
        &catalogue,
        goal,
        &profile,
        &begin,
        first_day(),
        &NeverCancelled,
    );
    let facts = found.unwrap().facts;
    let end = facts.iter().find(|fact| fact.name == FactName::RetiresOn);
    let FactBounds::Day(end) = &end.filter(|end| end.fact.is_some()).unwrap().bounds else {
        panic!("an end is a day");
    };
    assert_eq!(end.from, Some(first_day() + Days::new(28)));
}

#[test]
fn a_missing_fee_decides_as_far_as_it_could_be_lower() {
    let mut sketch = two_alternatives();
    sketch.exams[1].fee = None;
    let begin = Constraints::beginning(first_day());
    let (catalogue, found) = of_role(&sketch, &begin);
    let other = sketch.exam(&catalogue, 1);
    let [
        DecisiveUnknown {
            exam,
            name,
            changes: Changes::Fee(spans),
            ..
        },
    ] = found.decisive_unknowns.as_slice()
    else {
        panic!("one fee is missing: {:?}", found.decisive_unknowns);
    };
    assert_eq!((*exam, *name), (other, FactName::Fee));
    let [span] = spans.as_slice() else {
        panic!("{spans:?}");
    };
    assert_eq!((span.from, span.to.map(Money::minor)), (None, Some(10_000)));
    assert_eq!(span.instead, [other]);
    assert_eq!(
        found.decisive_unknowns[0].text(&catalogue),
        "The fee of E-1 is not known. Up to 100.00 USD, E-1 is first."
    );
}

#[test]
fn an_unknown_opening_decides_from_the_day_on_which_the_exam_can_be_taken() {
    // Two sources recommend the second exam, which is announced without a day.
    let sketch = two_alternatives().recommending(RecommendationSketch {
        confidence: catalogue::Confidence::Official,
        ..RecommendationSketch::list(&[&[1]])
    });
    let announced = sketch.build();
    let exam = sketch.exam(&announced, 1);
    let catalogue = without_opening(&announced, exam);
    let constraints = Constraints::beginning(first_day());
    let found = robustness(
        &catalogue,
        PathGoal::Role(role(&catalogue)),
        &Profile::default(),
        &constraints,
        first_day(),
        &NeverCancelled,
    );
    let found = found.unwrap();
    let [
        DecisiveUnknown {
            changes: Changes::Day(spans),
            ..
        },
    ] = found.decisive_unknowns.as_slice()
    else {
        panic!("{:?}", found.decisive_unknowns);
    };
    // 20 hours take two weeks; a path does not wait for an exam to open.
    let taken = first_day() + Days::new(14);
    assert_eq!((spans[0].from, spans[0].to), (None, Some(taken)));
    assert_eq!(spans.len(), 1);
}

/// Cancels after this many polls.
#[derive(Debug)]
struct CancelAfter(Cell<u32>);

impl Cancel for CancelAfter {
    fn is_cancelled(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left == 0
    }
}

#[test]
fn a_cancelled_computation_has_no_result() {
    let catalogue = two_alternatives().build();
    let constraints = Constraints::beginning(first_day());
    for polls in [0, 1, 10, 30] {
        let found = robustness(
            &catalogue,
            PathGoal::Role(role(&catalogue)),
            &Profile::default(),
            &constraints,
            first_day(),
            &CancelAfter(Cell::new(polls)),
        );
        assert_eq!(found, None, "after {polls} polls");
        let person = &canonical_profiles(first_day())[0];
        let cancel = CancelAfter(Cell::new(polls));
        let decided = decided_answers(&catalogue, person, first_day(), &cancel);
        assert!(decided.is_none(), "after {polls} polls");
    }
}

#[test]
fn the_review_queue_lists_what_decides_most_answers_first() {
    let mut sketch = two_alternatives();
    // Close enough that a quarter more changes the order.
    sketch.exams[1].fee = Some(110);
    sketch.exams[1].hours = None;
    let catalogue = sketch.build();
    let day = first_day() + Days::new(400);
    let decided: Vec<DecidedAnswers> = canonical_profiles(day)
        .iter()
        .map(|person| decided_answers(&catalogue, person, day, &NeverCancelled).unwrap())
        .collect();
    let queue = review_queue(&catalogue, day, &decided);
    // Nobody can take either exam in Japanese.
    assert_eq!(queue.answers, 7);
    let fee = &queue.items[0];
    assert_eq!(
        (fee.name, fee.answers, fee.is_missing),
        (FactName::Fee, 7, false)
    );
    assert_eq!(fee.exam, sketch.exam(&catalogue, 0));
    assert_eq!(fee.roles, [role(&catalogue)]);
    // As of 2026, a year that ends 35 days before.
    assert_eq!(fee.age_days, Some(36));
    assert!(
        queue
            .items
            .is_sorted_by_key(|item| std::cmp::Reverse(item.answers))
    );
}
