//! How firm a recommendation is: how far each fact below the first path can change while that path
//! stays first, and which missing facts could make another one first.
//!
//! Every answer comes from the search itself, asked again with one figure replaced, so it follows
//! every rule of the ranking: points of sources, ties, budgets, deadlines and days.
//!
//! - **Fees.** A fee moves the costs of all paths with its exam by the same amount. So the fees for
//!   which a path with the exam is first are one interval, and those for which another path gives
//!   way to one with the exam begin at zero: both are found by bisection.
//! - **Hours** are not monotone: more hours of one exam can give more credit to another, and can
//!   move a later step past an opening. Every whole number is tried; of missing hours, every fifth.
//! - **Days** are compared with finitely many others. The search notes them, and only values on
//!   different sides of one of them are tried; see [`ComparedDays`](super::supposition::ComparedDays).

mod canonical;
mod days;
mod fees;
mod first_path;
mod hours;
mod known;
mod margin;
mod missing;
mod review;
mod span;
#[cfg(test)]
mod tests;
mod text;
mod trial;

use self::first_path::{FirstPath, Stopped};
use super::{Credits, Destination, PathGoal, Question};
use crate::{Cancel, Constraints, Profile, WeeklyHours};
use catalogue::{Catalogue, Day, ExamIndex, FactName, Money};

pub use self::canonical::{CanonicalProfile, canonical_profiles};
pub use self::hours::MAX_HOURS;
pub use self::review::{
    DecidedAnswers, PLAUSIBLE_DAYS, PLAUSIBLE_PERCENT, ReviewItem, ReviewQueue, decided_answers,
    review_queue,
};
pub use self::span::Span;

/// How firm the first path of an answer is.
#[derive(Debug, Clone, PartialEq)]
pub struct Robustness {
    /// The facts below the path: those of which the least change makes another path first come
    /// first, relative to the value and with a year as the whole of a date; then ends that nobody
    /// has announced, and last what no change decides. Equal ones by step.
    pub facts: Vec<FactRobustness>,
    /// The hours a week of the question with which the path stays first.
    pub weekly_hours: Bounds<u16>,
    /// The missing facts below any path to the goal that could make another path first.
    pub decisive_unknowns: Vec<DecisiveUnknown>,
    /// Whether a search hit a limit, so that a bound may be wrong.
    pub truncated: bool,
}

/// How far one fact can change while the path stays first and all else is equal.
#[derive(Debug, Clone, PartialEq)]
pub struct FactRobustness {
    /// The exam.
    pub exam: ExamIndex,
    /// What the fact is about.
    pub name: FactName,
    /// The index of the fact among those of the exam; `None` for the end of an exam about which no
    /// source says anything.
    pub fact: Option<usize>,
    /// The bounds.
    pub bounds: FactBounds,
}

/// The bounds of a fact by the type of its value.
#[derive(Debug, Clone, PartialEq)]
pub enum FactBounds {
    /// A fee.
    Fee(Bounds<Money>),
    /// Study hours: the longest figure, which is the one that ranks.
    StudyHours(Bounds<u32>),
    /// A day.
    Day(Bounds<Day>),
}

/// The values around the present one for which the path stays first, both ends inclusive.
#[derive(Debug, Clone, PartialEq)]
pub struct Bounds<T> {
    /// The present value; `None` if there is none.
    pub value: Option<T>,
    /// The least; `None` if no smaller value makes another path first.
    pub from: Option<T>,
    /// The greatest; `None` if no greater value makes another path first.
    pub to: Option<T>,
    /// The steps of the path that is first just below `from`; empty if none is feasible there.
    pub below: Vec<ExamIndex>,
    /// The steps of the path that is first just above `to`; empty if none is feasible there.
    pub above: Vec<ExamIndex>,
}

/// A missing fact that could make another path first.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisiveUnknown {
    /// The exam.
    pub exam: ExamIndex,
    /// What is missing.
    pub name: FactName,
    /// The index of the fact that says why there is no value, if there is one.
    pub fact: Option<usize>,
    /// The values for which another path is first; at least one span.
    pub changes: Changes,
}

/// The values of a missing fact for which another path is first.
#[derive(Debug, Clone, PartialEq)]
pub enum Changes {
    /// Fees.
    Fee(Vec<Span<Money>>),
    /// Study hours, up to [`MAX_HOURS`].
    StudyHours(Vec<Span<u32>>),
    /// First days on which the exam is open, up to five years from the first day of study.
    Day(Vec<Span<Day>>),
}

/// How firm the first path to a goal is on a day.
///
/// `None` if no path is feasible, nothing is left to take, or the computation was cancelled.
pub fn robustness(
    catalogue: &Catalogue,
    goal: PathGoal,
    profile: &Profile,
    constraints: &Constraints,
    day: Day,
    cancel: &dyn Cancel,
) -> Option<Robustness> {
    let credits = Credits::new(catalogue, profile, constraints.start_on.max(day));
    let question = Question::new(profile, constraints, &credits, day).with_cancel(cancel);
    let search = FirstPath::new(question, Destination::from(goal));
    let solved = search.first().ok()??;
    let first = &solved.0;
    let found = || {
        Ok::<_, Stopped>(Robustness {
            facts: known::facts(&search, first)?,
            weekly_hours: weekly_hours(&search, first)?,
            decisive_unknowns: missing::decisive(&search, &solved)?,
            truncated: false,
        })
    };
    let found = found().ok()?;
    let mut found = Robustness {
        truncated: search.is_truncated(),
        ..found
    };
    margin::tightest_first(&mut found.facts);
    Some(found)
}

/// The hours a week with which a path stays first; each number from 1 to 168 is tried until one
/// makes another path first.
fn weekly_hours(search: &FirstPath<'_>, first: &first_path::Way) -> Result<Bounds<u16>, Stopped> {
    let own = search.question.constraints.weekly_hours.hours();
    let at = |hours: u16| {
        let constraints = Constraints {
            weekly_hours: WeeklyHours::new(hours).unwrap_or_default(),
            ..search.question.constraints.clone()
        };
        search.with_constraints(&constraints)
    };
    let values = (1..own).rev();
    let (from, below) = trial::last_kept(values, own, first, at)?;
    let (to, above) = trial::last_kept(own + 1..=168, own, first, at)?;
    Ok(Bounds {
        value: Some(own),
        from,
        to,
        below,
        above,
    })
}
