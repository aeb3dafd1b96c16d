//! Totals over steps: known figures are added, unknown ones listed.

use super::{
    calendar::WeekRange,
    credit::Credit,
    problem::Question,
    result::{Figure, MissingFigure, PathTotals},
};
use crate::study_credit::{plus, range};
use catalogue::{ExamIndex, Money, Quantity, Tenths, Unit, whole_range};

impl PathTotals {
    /// Whether the figure is unknown for some step, so that the total is a lower bound.
    pub fn is_at_least(&self, figure: Figure) -> bool {
        self.missing.iter().any(|missing| missing.figure == figure)
    }

    /// The fees in words: `264.00 USD`, `at least 165.00 USD`, `unknown`.
    pub fn fees_text(&self) -> String {
        let least = self.least(Figure::Fee);
        self.fees
            .map_or_else(|| "unknown".to_owned(), |fees| format!("{least}{fees}"))
    }

    /// The study hours in words: `110 to 153 hours`, `at least 60 hours`, `unknown`. There is no
    /// upper end if a part is unknown.
    pub fn study_hours_text(&self) -> String {
        let Some(hours) = self.study_hours else {
            return "unknown".to_owned();
        };
        let (min, max) = whole_range(hours);
        if self.is_at_least(Figure::StudyHours) {
            format!("at least {min} hours")
        } else if min == max {
            format!("{min} hours")
        } else {
            format!("{min} to {max} hours")
        }
    }

    fn least(&self, figure: Figure) -> &'static str {
        if self.is_at_least(figure) {
            "at least "
        } else {
            ""
        }
    }

    /// The totals over no steps: zero and complete.
    pub(super) fn nothing(question: Question<'_>) -> Self {
        Self {
            fees: Some(Money::from_minor(0, question.constraints.currency)),
            study_hours: Quantity::new(Tenths::default(), Tenths::default(), Unit::Hours),
            weeks: Some(WeekRange::default()),
            complete: true,
            missing: vec![],
        }
    }

    /// The totals over exams in the order of the path, each with its credit.
    pub(super) fn over(question: Question<'_>, steps: &[(ExamIndex, Credit)]) -> Self {
        if steps.is_empty() {
            return Self::nothing(question);
        }
        let missing: Vec<MissingFigure> = steps
            .iter()
            .flat_map(|(exam, _)| missing_figures(question, *exam))
            .collect();
        Self {
            fees: steps
                .iter()
                .filter_map(|(exam, _)| question.fee(*exam))
                .reduce(|sum, fee| {
                    Money::from_minor(sum.minor().saturating_add(fee.minor()), sum.currency())
                }),
            study_hours: study_hours(question, steps),
            weeks: steps
                .iter()
                .filter_map(|(exam, credit)| question.weeks(*exam, *credit))
                .reduce(|sum, weeks| WeekRange {
                    min: sum.min.saturating_add(weeks.min),
                    max: sum.max.saturating_add(weeks.max),
                }),
            complete: missing.is_empty(),
            missing,
        }
    }
}

/// The hours of all steps, from the case where each takes its fewest to the one where each takes
/// its most.
fn study_hours(question: Question<'_>, steps: &[(ExamIndex, Credit)]) -> Option<Quantity> {
    let known = steps.iter().filter_map(|(exam, credit)| {
        let hours = question.hours_before_credit(*exam)?;
        Some((hours, credit.after_credit(hours)))
    });
    let (unit, sum) = known.reduce(|(unit, sum), (_, left)| (unit, plus(sum, left)))?;
    Some(range(sum, unit))
}

fn missing_figures(question: Question<'_>, exam: ExamIndex) -> impl Iterator<Item = MissingFigure> {
    let fee = question.fee(exam).is_none().then_some(Figure::Fee);
    let hours = question
        .hours_before_credit(exam)
        .is_none()
        .then_some(Figure::StudyHours);
    let figures = fee.into_iter().chain(hours);
    figures.map(move |figure| MissingFigure { exam, figure })
}
