//! What is valid on a day, and what a sitting or renewal changes.

use catalogue::Day;

use super::problem::{ExamAt, Problem};
use crate::{path::day_after, renewal::before};

/// What is done about an exam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ActionKind {
    Sitting,
    Renewal,
}

/// A sitting or renewal on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Action {
    pub(super) day: Day,
    pub(super) kind: ActionKind,
    pub(super) exam: ExamAt,
}

/// A pass and how long it is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Pass {
    pub(super) exam: ExamAt,
    /// The day of the pass.
    pub(super) start: Day,
    /// The last valid day.
    pub(super) end: Day,
    /// The first day of the current term, before which it is not renewed again.
    term: Day,
}

/// The days on which a credential can be renewed without a sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RenewalDays {
    pub(super) opens: Day,
    pub(super) closes: Day,
    /// The day of the pass, whose terms say when it can be renewed and what that costs.
    pub(super) passed: Day,
    /// The last valid day after a renewal on a day is counted from this one.
    pub(super) expiry: Day,
    /// The cost in minor units; `None` if unknown.
    pub(super) fee: Option<i64>,
}

/// What is held at the start of a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct State {
    /// The first day that is not decided.
    pub(super) day: Day,
    /// The passes that are still valid on it, in order.
    pub(super) passes: Vec<Pass>,
    /// The exams that were ever passed, in order.
    pub(super) passed: Vec<ExamAt>,
    /// The weeks of study so far; 0 if study is not counted.
    pub(super) weeks: u64,
}

impl State {
    /// What is held before the first day of the plan.
    pub(super) fn first(problem: &Problem) -> Self {
        let mut state = Self {
            day: problem.start.min(problem.from),
            passes: Vec::new(),
            passed: Vec::new(),
            weeks: 0,
        };
        for (at, model) in problem.exams.iter().enumerate() {
            for day in &model.passed_on {
                state.pass(problem, at, *day);
            }
        }
        state.forget(problem);
        state
    }

    fn pass(&mut self, problem: &Problem, exam: ExamAt, day: Day) {
        self.passes.push(Pass {
            exam,
            start: day,
            end: problem.exams[exam].terms_on(day).validity.last_day(day),
            term: day,
        });
        if let Err(place) = self.passed.binary_search(&exam) {
            self.passed.insert(place, exam);
        }
    }

    /// Drops passes that were over the day before, and those that another one outlasts which counts
    /// for the same sets. One that has just ended stays: its end is a day to decide on.
    fn forget(&mut self, problem: &Problem) {
        let day = self.day;
        self.passes
            .retain(|pass| pass.end.succ_opt().is_none_or(|after| day <= after));
        self.passes.sort_unstable();
        self.passes.dedup();
        let counts_no_less = |other: &Pass, pass: &Pass| {
            let mut ends = problem.exams[pass.exam].set_ends.iter();
            ends.all(|end| *end < pass.start || other.start <= *end)
        };
        let all = self.passes.clone();
        self.passes.retain(|pass| {
            let mut others = all.iter().filter(|other| other.exam == pass.exam);
            !others.any(|other| {
                (other.end, other.start) > (pass.end, pass.start) && counts_no_less(other, pass)
            })
        });
    }

    pub(super) fn has_passed(&self, exam: ExamAt) -> bool {
        self.passed.binary_search(&exam).is_ok()
    }

    /// The last valid day of an exam's credential, if it is valid on a day.
    pub(super) fn expiry(&self, exam: ExamAt, day: Day) -> Option<Day> {
        self.alive(exam, day).map(|pass| pass.end).max()
    }

    fn alive(&self, exam: ExamAt, day: Day) -> impl Iterator<Item = &Pass> {
        let passes = self.passes.iter();
        passes.filter(move |pass| pass.exam == exam && pass.start <= day && day <= pass.end)
    }

    /// When the credential of an exam can be renewed without a sitting, if it is valid on a day.
    pub(super) fn renewal(&self, problem: &Problem, exam: ExamAt, day: Day) -> Option<RenewalDays> {
        let model = &problem.exams[exam];
        let alive = self.alive(exam, day);
        let pass = alive.max_by_key(|pass| (pass.end, pass.start))?;
        let terms = model.terms_on(pass.start).renewal?;
        if pass.end == Day::MAX {
            return None;
        }
        let opens = before(pass.end, terms.window).map_or(pass.term, |opens| opens.max(pass.term));
        let closes = model
            .renewable_until
            .map_or(pass.end, |until| until.min(pass.end));
        (opens <= closes).then_some(RenewalDays {
            opens,
            closes,
            passed: pass.start,
            expiry: pass.end,
            fee: terms.fee,
        })
    }

    /// Whether an exam counts towards a set on a day: it is valid, and was passed while the set
    /// counted.
    pub(super) fn counts(&self, exam: ExamAt, until: Option<Day>, day: Day) -> bool {
        self.alive(exam, day)
            .any(|pass| until.is_none_or(|until| pass.start <= until))
    }

    /// Whether a certification is valid on a day.
    pub(super) fn is_valid(&self, problem: &Problem, credential: usize, day: Day) -> bool {
        let sets = problem.credentials[credential].sets.iter();
        sets.filter(|set| set.from.is_none_or(|from| from <= day))
            .any(|set| {
                let mut exams = set.exams.iter();
                exams.all(|exam| self.counts(*exam, set.until, day))
            })
    }

    /// Whether every group of required prerequisites of an exam is passed, by `also` at the latest.
    pub(super) fn missing_group<'p>(
        &self,
        problem: &'p Problem,
        exam: ExamAt,
        also: &[ExamAt],
    ) -> Option<&'p Vec<ExamAt>> {
        let mut groups = problem.exams[exam].groups.iter();
        groups.find(|group| {
            !group
                .iter()
                .any(|other| self.has_passed(*other) || also.contains(other))
        })
    }

    /// The first certification that must be valid on a day and is not.
    pub(super) fn first_invalid(&self, problem: &Problem, day: Day) -> Option<usize> {
        if day < problem.from || problem.to < day {
            return None;
        }
        (0..problem.credentials.len()).find(|credential| !self.is_valid(problem, *credential, day))
    }

    /// Whether there was time by a day to study for everything that was sat since an earlier state.
    pub(super) fn is_studied_for(&self, problem: &Problem, day: Day, earlier: &Self) -> bool {
        self.weeks == earlier.weeks || day_after(problem.start, self.weeks) <= day
    }

    /// Does everything of one day: renewals, then sittings, then what the sittings renew.
    pub(super) fn act(&mut self, problem: &Problem, day: Day, actions: &[Action]) {
        let of = |kind| {
            let actions = actions.iter().filter(move |action| action.kind == kind);
            actions.map(|action| action.exam)
        };
        for exam in of(ActionKind::Renewal) {
            if let Some(renewal) = self.renewal(problem, exam, day) {
                let validity = problem.exams[exam].terms_on(day).validity;
                let end = validity.last_day(renewal.expiry);
                let term = renewal.expiry.succ_opt().unwrap_or(Day::MAX);
                self.extend(exam, day, end, term);
            }
        }
        for exam in of(ActionKind::Sitting) {
            if problem.paced && !self.has_passed(exam) {
                self.weeks = self.weeks.saturating_add(problem.exams[exam].study_weeks);
            }
            self.pass(problem, exam, day);
        }
        for exam in of(ActionKind::Sitting) {
            for renewed in &problem.exams[exam].renews {
                let end = problem.exams[*renewed].terms_on(day).validity.last_day(day);
                self.extend(*renewed, day, end, day);
            }
        }
    }

    /// Goes on to the day after.
    pub(super) fn end_day(&mut self, problem: &Problem, day: Day) {
        self.day = day.succ_opt().unwrap_or(Day::MAX);
        self.forget(problem);
    }

    fn extend(&mut self, exam: ExamAt, day: Day, end: Day, term: Day) {
        for pass in &mut self.passes {
            let is_alive = pass.exam == exam && pass.start <= day && day <= pass.end;
            if is_alive && pass.end < end {
                (pass.end, pass.term) = (end, term);
            }
        }
    }
}
