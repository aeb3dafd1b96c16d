//! Why a question has no plan: what cannot hold together, and the least change that helps.

use std::fmt::Write;

use catalogue::{
    Catalogue, CertificationIndex, Day, Evidence, ExamIndex, FactName, Money, writable,
};

use super::{
    problem::{Validity, most_where, relevant, validity},
    question::PortfolioQuestion,
    result::{ConflictItem, Demand, PortfolioConflict, PortfolioRelaxation},
    solution::Solution,
};
use crate::{
    Cancel, WeeklyHours,
    availability::{end_evidence, end_in_words},
};

/// The most demands of a conflict that is found by size; of a larger one no part can be left out,
/// but a smaller one may exist.
const SMALLEST_BY_SIZE: usize = 3;

/// The most states that all searches for one explanation visit.
pub(super) const MAX_STATES: usize = 200_000;

/// The most demands of which all triples are tried.
const MAX_TRIED: usize = 12;

/// A question that may have no plan.
pub(super) struct Conflicts<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) question: &'a PortfolioQuestion,
    /// The day that is asked about, before which nothing is done.
    pub(super) day: Day,
    pub(super) cancel: &'a dyn Cancel,
    /// The fees of the cheapest plan if fees were not limited; `None` if one is unknown, or there is
    /// no plan.
    pub(super) least_fees: Option<Money>,
    /// Whether a search limit was hit; then nothing more is searched.
    pub(super) truncated: bool,
    /// How many states may still be visited.
    pub(super) states_left: usize,
}

impl Conflicts<'_> {
    pub(super) fn explain(mut self) -> PortfolioConflict {
        let smallest = self.smallest();
        let conflict = if self.truncated {
            self.demands()
        } else {
            smallest
        };
        let relaxations = self.relaxations(&conflict);
        let items = conflict.iter().map(|demand| self.item(*demand));
        PortfolioConflict {
            conflict: items.collect(),
            relaxations,
            truncated: self.truncated,
        }
    }

    fn demands(&self) -> Vec<Demand> {
        let limits = &self.question.limits;
        let keep = self.question.keep.iter().copied().map(Demand::Keep);
        let mut demands: Vec<Demand> = keep.collect();
        demands.extend(limits.max_fees.map(|_| Demand::MaxFees));
        demands.extend(limits.weekly_hours.map(|_| Demand::WeeklyHours));
        demands.extend((self.day < limits.start_on).then_some(Demand::StartOn));
        // Other excluded exams change nothing.
        let relevant = relevant(self.catalogue, &self.question.keep);
        let excluded = limits.exclude.intersection(&relevant);
        demands.extend(excluded.copied().map(Demand::Exclude));
        demands
    }

    /// The question with some of its demands only.
    fn with(&self, demands: &[Demand]) -> PortfolioQuestion {
        let mut question = self.question.clone();
        let has = |demand| demands.contains(&demand);
        question.keep.retain(|kept| has(Demand::Keep(*kept)));
        let limits = &mut question.limits;
        limits.max_fees = limits.max_fees.filter(|_| has(Demand::MaxFees));
        limits.weekly_hours = limits.weekly_hours.filter(|_| has(Demand::WeeklyHours));
        if !has(Demand::StartOn) {
            limits.start_on = self.day;
        }
        limits.exclude.retain(|exam| has(Demand::Exclude(*exam)));
        question
    }

    fn is_feasible(&mut self, question: &PortfolioQuestion) -> bool {
        if self.truncated {
            return false;
        }
        let solution = Solution::find(self.catalogue, question, self.cancel);
        self.states_left = self.states_left.saturating_sub(solution.states);
        self.truncated |= solution.truncated || self.states_left == 0;
        solution.is_feasible()
    }

    fn conflicts(&mut self, demands: &[Demand]) -> bool {
        let question = self.with(demands);
        !self.is_feasible(&question)
    }

    /// The fewest demands that cannot hold together.
    fn smallest(&mut self) -> Vec<Demand> {
        let all = self.demands();
        let sizes = if all.len() <= MAX_TRIED {
            SMALLEST_BY_SIZE
        } else {
            1
        };
        for size in 1..=sizes {
            let mut found = None;
            each_subset(&all, size, &mut Vec::new(), &mut |demands| {
                if self.conflicts(demands) {
                    found = Some(demands.to_vec());
                }
                found.is_some()
            });
            if let Some(found) = found {
                return found;
            }
        }
        // Leave out what can be left out.
        let mut rest = all;
        let mut place = 0;
        while place < rest.len() {
            let mut fewer = rest.clone();
            fewer.remove(place);
            if self.conflicts(&fewer) {
                rest = fewer;
            } else {
                place += 1;
            }
        }
        rest
    }

    /// The least change of each argument that makes the whole question feasible.
    fn relaxations(&mut self, conflict: &[Demand]) -> Vec<PortfolioRelaxation> {
        let mut found = Vec::new();
        for demand in conflict {
            let relaxation = match *demand {
                Demand::MaxFees if self.truncated => None,
                Demand::MaxFees => self.least_fees.map(PortfolioRelaxation::MaxFees),
                Demand::WeeklyHours => self.more_hours(),
                Demand::StartOn => self.earlier_start(),
                Demand::Exclude(exam) => {
                    let mut question = self.question.clone();
                    question.limits.exclude.remove(&exam);
                    self.is_feasible(&question)
                        .then_some(PortfolioRelaxation::Allow(exam))
                }
                Demand::Keep(certification) => self.leave_out(certification),
            };
            found.extend(relaxation);
        }
        found.extend(self.later());
        found.extend(self.sooner());
        found
    }

    fn leave_out(&mut self, certification: CertificationIndex) -> Option<PortfolioRelaxation> {
        let mut question = self.question.clone();
        question.keep.retain(|kept| *kept != certification);
        let helps = !question.keep.is_empty() && self.is_feasible(&question);
        helps.then_some(PortfolioRelaxation::LeaveOut(certification))
    }

    fn more_hours(&mut self) -> Option<PortfolioRelaxation> {
        let mut question = self.question.clone();
        let hours = question.limits.weekly_hours?.hours();
        let mut with = |hours: u16| {
            question.limits.weekly_hours = WeeklyHours::new(hours);
            self.is_feasible(&question)
        };
        let (fewest, most) = (hours + 1, 168);
        if fewest > most || !with(most) {
            return None;
        }
        let fewer = most_where(u64::from(most - fewest), |fewer| {
            with(most - u16::try_from(fewer).unwrap_or_default())
        });
        let hours = most - u16::try_from(fewer).unwrap_or_default();
        WeeklyHours::new(hours).map(PortfolioRelaxation::WeeklyHours)
    }

    fn earlier_start(&mut self) -> Option<PortfolioRelaxation> {
        let first = self.day;
        let last = self.question.limits.start_on;
        let mut question = self.question.clone();
        self.last_feasible(first, last, |day| {
            question.limits.start_on = day;
            question.clone()
        })
        .map(PortfolioRelaxation::StartOn)
    }

    /// A later first day.
    fn later(&mut self) -> Option<PortfolioRelaxation> {
        let (from, to) = (self.question.from, self.question.to);
        let mut question = self.question.clone();
        let mut on = |day: Day| {
            (question.from, question.to) = (day, to.max(day));
            self.is_feasible(&question)
        };
        let (mut not, mut step) = (from, 1);
        let found = loop {
            let next = from.checked_add_days(chrono::Days::new(step));
            let next = next.and_then(writable)?;
            let next = if from < to { next.min(to) } else { next };
            if next == not || step > MAX_MOVED {
                return None;
            }
            if on(next) {
                break next;
            }
            not = next;
            step *= 2;
        };
        let most = (found - not).num_days().unsigned_abs().saturating_sub(1);
        let back = most_where(most, |days| on(found - chrono::Days::new(days)));
        Some(PortfolioRelaxation::From(found - chrono::Days::new(back)))
    }

    /// An earlier last day.
    fn sooner(&mut self) -> Option<PortfolioRelaxation> {
        let (from, to) = (self.question.from, self.question.to);
        let mut question = self.question.clone();
        let first = if from < to { from } else { self.day };
        self.last_feasible(first, to, |day| {
            (question.from, question.to) = (from.min(day), day);
            question.clone()
        })
        .map(PortfolioRelaxation::To)
    }

    /// The last day before `last` for which a changed question is feasible, if it is feasible for
    /// `first` and, once it is not, never again.
    fn last_feasible(
        &mut self,
        first: Day,
        last: Day,
        mut changed: impl FnMut(Day) -> PortfolioQuestion,
    ) -> Option<Day> {
        let mut on = |day: Day| {
            let question = changed(day);
            self.is_feasible(&question)
        };
        if last <= first || !on(first) {
            return None;
        }
        let most = (last - first).num_days().unsigned_abs() - 1;
        let days = most_where(most, |days| on(first + chrono::Days::new(days)));
        Some(first + chrono::Days::new(days))
    }

    fn item(&self, demand: Demand) -> ConflictItem {
        let limits = &self.question.limits;
        let code = |exam: ExamIndex| &self.catalogue.exam(exam).record.code;
        let (message, evidence) = match demand {
            Demand::Keep(certification) => self.about(certification),
            Demand::MaxFees => {
                let most = limits
                    .max_fees
                    .map(|most| most.to_string())
                    .unwrap_or_default();
                let needed = match self.least_fees {
                    Some(fees) => format!("the cheapest plan for everything costs {fees}"),
                    None => format!("not every fee is known in {}", limits.currency),
                };
                (format!("Fees may cost {most}; {needed}."), Vec::new())
            }
            Demand::WeeklyHours => {
                let hours = limits.weekly_hours.unwrap_or_default().hours();
                let start = limits.start_on;
                let message = format!(
                    "At {hours} hours a week from {start} there is not enough time to study first."
                );
                (message, Vec::new())
            }
            Demand::StartOn => {
                let start = limits.start_on;
                (format!("Nothing is done before {start}."), Vec::new())
            }
            Demand::Exclude(exam) => (format!("{} is excluded.", code(exam)), Vec::new()),
        };
        ConflictItem {
            demand,
            message,
            evidence,
        }
    }

    /// What the catalogue says about a certification that cannot be kept.
    fn about(&self, certification: CertificationIndex) -> (String, Vec<Evidence>) {
        let entry = self.catalogue.certification(certification);
        let (from, to) = (self.question.from, self.question.to);
        let title = &entry.record.title;
        let mut message = if from == to {
            format!("{title} must be valid on {from}.")
        } else {
            format!("{title} must be valid from {from} to {to}.")
        };
        let mut evidence = vec![entry.record.evidence.clone()];
        if entry.earned_by.iter().all(Vec::is_empty) {
            message.push_str(" No exam is known that earns it.");
        }
        let mut told = Vec::new();
        for exam in entry.earned_by.iter().flatten() {
            if told.contains(exam) {
                continue;
            }
            told.push(*exam);
            let entry = self.catalogue.exam(*exam);
            let code = &entry.record.code;
            if let Some(end) = entry.end(&[]).filter(|end| end.on.earliest() < to) {
                let is_past = end.on.earliest() < self.day;
                let _ = write!(message, " {}.", end_in_words(code.as_str(), &end, is_past));
                evidence.extend(end_evidence(entry, &[]));
            } else if entry.windows(&[]).next().is_none() {
                let _ = write!(message, " The first day of {code} is not known.");
            }
            if validity(entry, to) == Validity::Unknown {
                let _ = write!(
                    message,
                    " No source states how long what {code} earns is valid."
                );
            } else {
                let fact = entry.fact(FactName::Validity);
                evidence.extend(fact.map(|fact| fact.evidence.clone()));
            }
        }
        (message, evidence)
    }
}

/// The farthest that the first day is moved, in days.
const MAX_MOVED: u64 = 4_096;

/// Visits the subsets of a size in order until a visit returns true.
fn each_subset(
    all: &[Demand],
    size: usize,
    chosen: &mut Vec<Demand>,
    visit: &mut impl FnMut(&[Demand]) -> bool,
) -> bool {
    if size == 0 {
        return visit(chosen);
    }
    for (place, demand) in all.iter().enumerate() {
        chosen.push(*demand);
        let is_done = each_subset(&all[place + 1..], size - 1, chosen, visit);
        chosen.pop();
        if is_done {
            return true;
        }
    }
    false
}
