//! Missing data of bookable exams.

use super::Context;
use crate::{
    audit::{
        coverage::CoverageField,
        finding::{Finding, Lint},
    },
    lifecycle::LifecycleState,
};

/// The fields that a bookable exam should have, with the finding when it does not.
const NEEDED: [(CoverageField, Lint, &str, &str); 3] = [
    (
        CoverageField::Outline,
        Lint::OpenWithoutOutline,
        "blueprint",
        "can be booked, and no blueprint is in force",
    ),
    (
        CoverageField::Fee,
        Lint::OpenWithoutFee,
        "facts[FEE]",
        "can be booked, and nothing says what it costs",
    ),
    (
        CoverageField::FirstDay,
        Lint::OpenWithoutFirstDay,
        "facts[LIVE_ON]",
        "can be booked, and its first day is only bounded",
    ),
];

pub(super) fn lint(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let day = context.day();
    for (_, exam) in context.exams() {
        if context.is_open(exam) {
            let missing = NEEDED
                .iter()
                .filter(|(field, ..)| !field.is_known(exam, day));
            findings.extend(missing.map(|(_, lint, field, message)| {
                Finding::new(*lint, &*exam.record, *field, *message)
            }));
        }
        let dates = exam.lifecycle;
        let has_opening = [dates.announced, dates.beta, dates.live]
            .iter()
            .any(Option::is_some);
        if exam.state(day) == LifecycleState::Announced && !has_opening {
            let message = "no date says when it opens, opened or ended";
            let lint = Lint::WithoutDates;
            findings.push(Finding::new(lint, &*exam.record, "facts", message));
        }
    }
}
