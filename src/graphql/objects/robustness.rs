//! How firm the first path of an answer is.

use std::sync::Arc;

use async_graphql::{SimpleObject, Union};
use certgraph_macros::{Fields, Members, fields};

use crate::graphql::{
    objects::connection::within, objects::enums::ApiEnum, objects::evidence::Evidence,
    objects::exam::ExamObject, objects::scalars::Date, objects::values::Money, objects::view::View,
};
use crate::{
    advice::path::{self, Bounds, FactBounds},
    catalogue::{ExamIndex, FactName},
};

#[derive(Clone)]
pub struct PathRobustness {
    view: View,
    found: Arc<path::Robustness>,
}

impl PathRobustness {
    pub(crate) fn new(view: &View, found: path::Robustness) -> Self {
        Self {
            view: view.clone(),
            found: Arc::new(found),
        }
    }
}

/// How far single facts can change while the path stays first, all else equal, and which missing
/// facts could make another one first. A path is another one if it has other exams; a day on which
/// no path is feasible counts too. Every value comes from the same search as the path.
#[fields]
impl PathRobustness {
    /// The facts below the path. Those of which the least change makes another path first come
    /// first, relative to the value and with a year as the whole of a date; then exams whose end
    /// nobody has announced, and last the facts that no change of decides.
    fn facts(&self) -> Vec<FactRobustness> {
        let facts = 0..self.found.facts.len();
        let fact = |index| FactRobustness {
            of: self.clone(),
            index,
        };
        facts.map(fact).collect()
    }

    /// The hours a week of the question with which the path stays first; whole hours from 1 to 168
    /// are tried.
    fn weekly_hours(&self) -> HoursBounds {
        HoursBounds::of(&self.found.weekly_hours, |hours| i32::from(*hours))
    }

    /// The missing facts below any path to the goal that could make another path first, by vendor
    /// and code: fees, study hours, and first days of exams that are announced. An end that nobody
    /// has announced is not missing; it is among `facts`. Empty when no missing fact decides.
    fn decisive_unknowns(
        &self,
        #[graphql(default = 10, desc = "How many, 0 to 100.")] first: i32,
    ) -> async_graphql::Result<Vec<DecisiveUnknown>> {
        let count = within("first", first, 0..=100)?;
        let unknowns = 0..self.found.decisive_unknowns.len();
        let unknown = |index| DecisiveUnknown {
            of: self.clone(),
            index,
        };
        Ok(unknowns.take(count).map(unknown).collect())
    }

    /// Whether a search limit was hit, so that a bound may be wrong.
    fn truncated(&self) -> bool {
        self.found.truncated
    }
}

pub struct FactRobustness {
    of: PathRobustness,
    index: usize,
}

impl FactRobustness {
    fn found(&self) -> &path::FactRobustness {
        &self.of.found.facts[self.index]
    }

    /// The steps of the path that is first outside the bounds.
    fn instead(&self, below: bool) -> Option<Vec<ExamObject>> {
        fn side<T>(bounds: &Bounds<T>, below: bool) -> Option<&[ExamIndex]> {
            if below {
                bounds.from.as_ref().map(|_| bounds.below.as_slice())
            } else {
                bounds.to.as_ref().map(|_| bounds.above.as_slice())
            }
        }
        let steps = match &self.found().bounds {
            FactBounds::Fee(bounds) => side(bounds, below),
            FactBounds::StudyHours(bounds) => side(bounds, below),
            FactBounds::Day(bounds) => side(bounds, below),
        };
        steps.map(|steps| self.of.view.exams(steps))
    }
}

/// How far one fact can change while the path stays first and all else is equal.
#[fields]
impl FactRobustness {
    /// The exam, a step of the path.
    fn exam(&self) -> ExamObject {
        self.of.view.exam(self.found().exam)
    }

    /// What the fact is about: `FEE`, `BETA_FEE`, `STUDY_HOURS`, `BETA_ON`, `LIVE_ON`,
    /// `REGISTRATION_ENDS_ON` or `RETIRES_ON`. Openings are listed while they are still to come.
    fn fact(&self) -> ApiEnum<FactName> {
        self.found().name.into()
    }

    /// The values with which the path stays first.
    fn bounds(&self) -> RobustnessBounds {
        match &self.found().bounds {
            FactBounds::Fee(bounds) => RobustnessBounds::Fee(FeeBounds {
                value: bounds.value.map(Into::into),
                from: bounds.from.map(Into::into),
                to: bounds.to.map(Into::into),
            }),
            FactBounds::StudyHours(bounds) => {
                RobustnessBounds::Hours(HoursBounds::of(bounds, |hours| number(*hours)))
            }
            FactBounds::Day(bounds) => RobustnessBounds::Date(DateBounds {
                value: bounds.value.map(Date),
                from: bounds.from.map(Date),
                to: bounds.to.map(Date),
            }),
        }
    }

    /// The steps of the path that is first just below `from`; empty when no path is feasible there.
    /// Null when `from` is null.
    fn instead_below(&self) -> Option<Vec<ExamObject>> {
        self.instead(true)
    }

    /// The steps of the path that is first just above `to`; empty when no path is feasible there.
    /// Null when `to` is null.
    fn instead_above(&self) -> Option<Vec<ExamObject>> {
        self.instead(false)
    }

    /// The bounds in a sentence or two. Example: `"This path stays first up to a fee of 99.00 USD
    /// for AI-901. Otherwise AZ-900, then AI-103 is first."`
    fn text(&self) -> String {
        self.found().text(&self.of.view.catalogue)
    }

    /// Who states the present value, or that no end is known, when, and how far it can be trusted.
    /// Null for the end of an exam about which no source says anything.
    fn evidence(&self) -> Option<Evidence> {
        let found = self.found();
        evidence(&self.of.view, found.exam, found.fact)
    }
}

/// The values of a fact with which a path stays first, both ends inclusive.
#[derive(Union, Members)]
pub enum RobustnessBounds {
    /// A fee.
    Fee(FeeBounds),
    /// Study hours.
    Hours(HoursBounds),
    /// A day.
    Date(DateBounds),
}

/// The fees with which a path stays first, to the smallest unit of the currency, both ends inclusive.
#[derive(SimpleObject, Fields)]
pub struct FeeBounds {
    /// The present fee.
    value: Option<Money>,
    /// The least fee. Null when no lower one, down to zero, makes another path first.
    from: Option<Money>,
    /// The highest fee. Example: 99.00 USD. Null when no fee makes another path first.
    to: Option<Money>,
}

/// The whole hours with which a path stays first, both ends inclusive. Of study hours the longest
/// figure counts, as in the ranking; the shortest stays unless it is longer.
#[derive(SimpleObject, Fields)]
pub struct HoursBounds {
    /// The present hours.
    value: Option<i32>,
    /// The fewest hours. Null when no fewer hours make another path first.
    from: Option<i32>,
    /// The most hours. Example: `73`. Null when no more hours make another path first; study hours
    /// are tried up to 300, hours a week up to 168.
    to: Option<i32>,
}

impl HoursBounds {
    fn of<T>(bounds: &Bounds<T>, number: impl Fn(&T) -> i32) -> Self {
        Self {
            value: bounds.value.as_ref().map(&number),
            from: bounds.from.as_ref().map(&number),
            to: bounds.to.as_ref().map(&number),
        }
    }
}

/// The days with which a path stays first, both ends inclusive.
#[derive(SimpleObject, Fields)]
pub struct DateBounds {
    /// The present day; of a date that is known roughly the one that is safe: the first possible end,
    /// the last possible opening. Null for the end of an exam that nobody has announced.
    value: Option<Date>,
    /// The first day. Example: the exam must not retire before `"2027-02-06"`. Null when no earlier
    /// day makes another path first.
    from: Option<Date>,
    /// The last day. Null when no later day makes another path first; openings are tried up to five
    /// years from the first day of study.
    to: Option<Date>,
}

pub struct DecisiveUnknown {
    of: PathRobustness,
    index: usize,
}

impl DecisiveUnknown {
    fn found(&self) -> &path::DecisiveUnknown {
        &self.of.found.decisive_unknowns[self.index]
    }
}

/// A missing fact that could make another path first.
#[fields]
impl DecisiveUnknown {
    /// The exam: a possible step of some path, or one that sources name for the role.
    fn exam(&self) -> ExamObject {
        self.of.view.exam(self.found().exam)
    }

    /// What is missing: `FEE`, `STUDY_HOURS` or `LIVE_ON`.
    fn fact(&self) -> ApiEnum<FactName> {
        self.found().name.into()
    }

    /// The values with which another path is first, lowest first. Of study hours every fifth number up
    /// to 300 is tried and each end found exactly; of openings every day up to five years from the
    /// first day of study.
    fn changes(&self) -> Vec<DecisiveValues> {
        let view = &self.of.view;
        match &self.found().changes {
            path::Changes::Fee(spans) => {
                let spans = spans.iter().map(|span| FeeSpan {
                    from: span.from.map(Into::into),
                    to: span.to.map(Into::into),
                    instead: view.exams(&span.instead),
                });
                spans.map(DecisiveValues::Fee).collect()
            }
            path::Changes::StudyHours(spans) => {
                let spans = spans.iter().map(|span| HoursSpan {
                    from: span.from.map(number),
                    to: span.to.map(number),
                    instead: view.exams(&span.instead),
                });
                spans.map(DecisiveValues::Hours).collect()
            }
            path::Changes::Day(spans) => {
                let spans = spans.iter().map(|span| DateSpan {
                    from: span.from.map(Date),
                    to: span.to.map(Date),
                    instead: view.exams(&span.instead),
                });
                spans.map(DecisiveValues::Date).collect()
            }
        }
    }

    /// The same in sentences. Example: `"The fee of SSCP is not known. Up to 389.99 USD, N10-009, then
    /// SSCP is first."`
    fn text(&self) -> String {
        self.found().text(&self.of.view.catalogue)
    }

    /// Who says why there is no value. Null when nobody says anything.
    fn evidence(&self) -> Option<Evidence> {
        let found = self.found();
        evidence(&self.of.view, found.exam, found.fact)
    }
}

/// Neighbouring values of a missing fact with which another path is first, both ends inclusive.
#[derive(Union, Members)]
pub enum DecisiveValues {
    /// Fees.
    Fee(FeeSpan),
    /// Study hours.
    Hours(HoursSpan),
    /// First days on which the exam is open.
    Date(DateSpan),
}

/// Fees with which another path is first, both ends inclusive.
#[derive(SimpleObject, Fields)]
pub struct FeeSpan {
    /// The lowest. Null when it begins at zero.
    from: Option<Money>,
    /// The highest. Example: 389.99 USD. Null when it has no end.
    to: Option<Money>,
    /// The steps of the path that is then first, at `from` or, when that is null, at `to`; empty when
    /// none is feasible.
    instead: Vec<ExamObject>,
}

/// Study hours with which another path is first, both ends inclusive.
#[derive(SimpleObject, Fields)]
pub struct HoursSpan {
    /// The fewest. Null when it begins at zero.
    from: Option<i32>,
    /// The most. Example: `30`. Null when it has no end up to 300.
    to: Option<i32>,
    /// The steps of the path that is then first, at `from` or, when that is null, at `to`; empty when
    /// none is feasible.
    instead: Vec<ExamObject>,
}

/// First days of an exam with which another path is first, both ends inclusive.
#[derive(SimpleObject, Fields)]
pub struct DateSpan {
    /// The first. Null when it begins with the first day of study or before.
    from: Option<Date>,
    /// The last. Example: `"2027-01-15"`. Null when it has no end within five years.
    to: Option<Date>,
    /// The steps of the path that is then first, at `from` or, when that is null, at `to`; empty when
    /// none is feasible.
    instead: Vec<ExamObject>,
}

fn number(hours: u32) -> i32 {
    i32::try_from(hours).unwrap_or(i32::MAX)
}

/// The evidence of a fact of an exam.
fn evidence(view: &View, exam: ExamIndex, fact: Option<usize>) -> Option<Evidence> {
    let fact = &view.catalogue.exam(exam).record.facts[fact?];
    Some(Evidence::new(&view.catalogue, &fact.evidence))
}
