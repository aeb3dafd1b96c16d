//! Days: only values on different sides of a day that the search compares are tried.

use chrono::Days;

use super::{
    super::supposition::ComparedDays,
    Bounds,
    first_path::{Stopped, Way},
    span::{Span, Spans},
    trial::{Trial, steps},
};
use catalogue::{ApproximateDate, Day, FactName, FactValue, writable};

/// How many days after the first day of study an opening is tried: five years.
const OPENING_DAYS: u64 = 5 * 365;

/// A date with other values, and the first path by the catalogue.
pub(super) struct Date<'t, 's, 'a> {
    trial: &'t mut Trial<'s, 'a>,
    first: &'t Way,
    is_opening: bool,
    /// The days of the exam's other dates.
    own: Vec<Day>,
    compared: ComparedDays,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Earlier,
    Later,
}

impl<'t, 's, 'a> Date<'t, 's, 'a> {
    pub(super) fn new(trial: &'t mut Trial<'s, 'a>, first: &'t Way, name: FactName) -> Self {
        let entry = trial.search.question.catalogue.exam(trial.exam);
        Self {
            own: entry.lifecycle_days().collect(),
            trial,
            first,
            is_opening: is_opening(name),
            compared: ComparedDays::default(),
        }
    }

    fn at(&mut self, day: Day) -> Result<Option<Way>, Stopped> {
        self.compared.reset(self.own.iter().copied());
        let value = FactValue::Date(ApproximateDate::day(day));
        self.trial.first(value, Some(&self.compared))
    }

    /// The next value for which the last search may have another result; `None` if no further
    /// value has.
    fn next(&self, day: Day, direction: Direction) -> Option<Day> {
        let step_waits = self.is_opening && self.compared.waited();
        match (step_waits, direction) {
            (true, Direction::Earlier) => day.pred_opt(),
            (true, Direction::Later) => day.succ_opt(),
            (false, Direction::Earlier) => self.compared.before(day),
            (false, Direction::Later) => self.compared.after(day),
        }
    }

    /// The days around the present one for which the path stays first.
    pub(super) fn bounds(mut self, present: Day) -> Result<Bounds<Day>, Stopped> {
        let (from, below) = self.last_kept(present, Direction::Earlier)?;
        let (to, above) = self.last_kept(present, Direction::Later)?;
        Ok(Bounds {
            value: Some(present),
            from,
            to,
            below,
            above,
        })
    }

    /// The days on which an exam may end without another path being first, where no end is known.
    pub(super) fn bounds_of_no_end(mut self) -> Result<Bounds<Day>, Stopped> {
        let (from, below) = self.last_kept(far_future(), Direction::Earlier)?;
        Ok(Bounds {
            value: None,
            from,
            to: None,
            below,
            above: vec![],
        })
    }

    /// The last value in a direction before another path is first, and the steps of that path.
    fn last_kept(
        &mut self,
        present: Day,
        direction: Direction,
    ) -> Result<(Option<Day>, Vec<catalogue::ExamIndex>), Stopped> {
        let mut value = present;
        self.at(value)?;
        while let Some(next) = self
            .next(value, direction)
            .filter(|day| self.is_tried(*day))
        {
            let way = self.at(next)?;
            if way.as_ref() != Some(self.first) {
                let kept = match direction {
                    Direction::Earlier => next.succ_opt(),
                    Direction::Later => next.pred_opt(),
                };
                return Ok((kept, steps(way)));
            }
            value = next;
        }
        Ok((None, vec![]))
    }

    /// Whether another path is first for some day at most this many days before or after the
    /// present one.
    pub(super) fn changes_within(mut self, present: Day, days: u64) -> Result<bool, Stopped> {
        let least = present.checked_sub_days(Days::new(days));
        let greatest = present.checked_add_days(Days::new(days));
        let from = least.unwrap_or(Day::MIN);
        let spans = self.spans(from, greatest.unwrap_or(Day::MAX))?;
        Ok(!spans.is_empty())
    }

    /// The opening days of an exam without a known one for which another path is first.
    pub(super) fn changes(mut self) -> Result<Vec<Span<Day>>, Stopped> {
        let begin = self.trial.search.question.begin;
        self.spans(begin, self.last_opening())
    }

    /// The last opening that is tried.
    fn last_opening(&self) -> Day {
        let begin = self.trial.search.question.begin;
        let last = begin.checked_add_days(Days::new(OPENING_DAYS));
        last.and_then(writable).unwrap_or_else(far_future)
    }

    /// Whether a day is tried: one for which a date can be written, and not too late an opening.
    fn is_tried(&self, day: Day) -> bool {
        writable(day).is_some() && (!self.is_opening || day <= self.last_opening())
    }

    /// The days in a span for which another path is first.
    fn spans(&mut self, begin: Day, last: Day) -> Result<Vec<Span<Day>>, Stopped> {
        let mut spans = Spans::new(self.first);
        let mut from = begin;
        loop {
            let way = self.at(from)?;
            let next = self.next(from, Direction::Later).filter(|day| *day <= last);
            let to = next.and_then(|day| day.pred_opt()).unwrap_or(last);
            spans.add(from, to, way);
            let Some(next) = next else {
                return Ok(spans.between(begin, last));
            };
            from = next;
        }
    }
}

/// What a date counts as where it must be safe: an opening by its last possible day, an end by its
/// first.
pub(super) fn careful(name: FactName, date: ApproximateDate) -> Day {
    if is_opening(name) {
        date.latest()
    } else {
        date.earliest()
    }
}

/// Whether a date begins the days on which an exam can be booked.
fn is_opening(name: FactName) -> bool {
    matches!(name, FactName::BetaOn | FactName::LiveOn)
}

/// A day after every day that dates of a catalogue and requests can name.
fn far_future() -> Day {
    Day::from_ymd_opt(9999, 12, 31).unwrap_or(Day::MAX)
}
