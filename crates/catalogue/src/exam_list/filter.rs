//! Filters of exams.

use crate::{
    date::Day,
    entry::ExamEntry,
    exam_set::ExamSet,
    fact::whole_range,
    index::{RoleIndex, VendorIndex},
    level::Level,
    lifecycle::LifecycleState,
    money::Currency,
    snapshot::Catalogue,
};

/// Bounds on an amount in one currency, both ends inclusive; an absent end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoneyBounds {
    /// The least amount, in the currency's minor unit.
    pub min: Option<i64>,
    /// The greatest amount, in the currency's minor unit.
    pub max: Option<i64>,
    /// The currency; an exam without a known price in it does not match.
    pub currency: Currency,
}

impl MoneyBounds {
    /// Whether the exam's list price on a day is known and within the limits.
    fn contain(self, exam: &ExamEntry, day: Day) -> bool {
        exam.fee_on(self.currency, day).is_some_and(|fee| {
            self.min.is_none_or(|min| min <= fee.minor())
                && self.max.is_none_or(|max| fee.minor() <= max)
        })
    }
}

/// What exams must be like; an absent value asks for nothing, an empty list for what no exam is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExamFilter {
    /// Issued by one of these vendors.
    pub vendors: Option<Vec<VendorIndex>>,
    /// Of one of these tiers; an exam of unknown tier does not match.
    pub levels: Option<Vec<Level>>,
    /// Recommended for one of these roles.
    pub roles: Option<Vec<RoleIndex>>,
    /// In one of these states on the day.
    pub states: Option<Vec<LifecycleState>>,
    /// With a known list price within these bounds.
    pub fee: Option<MoneyBounds>,
    /// The most study hours; an exam matches by the highest known figure.
    pub max_study_hours: Option<i64>,
    /// With a current code that begins so, in any case.
    pub code_prefix: Option<String>,
    /// Found by a search for this text; text without letters or digits finds nothing.
    pub text: Option<String>,
    /// Bookable on the day, or not.
    pub bookable: Option<bool>,
}

impl ExamFilter {
    /// The exams that have everything that is asked for. What takes a look at each exam comes last.
    pub(super) fn matching(&self, catalogue: &Catalogue, day: Day) -> ExamSet {
        let count = catalogue.exams().len();
        let mut matches = ExamSet::all(count);
        if self.states.is_some() || self.bookable.is_some() {
            let by_state = catalogue.exams_by_state(day);
            if let Some(states) = &self.states {
                let mut in_states = ExamSet::none(count);
                for state in states {
                    in_states.unite(by_state.in_state(*state));
                }
                matches.intersect(&in_states);
            }
            match self.bookable {
                Some(true) => matches.intersect(by_state.bookable()),
                Some(false) => matches.subtract(by_state.bookable()),
                None => {}
            }
        }
        if let Some(vendors) = &self.vendors {
            let mut issued = ExamSet::none(count);
            for vendor in vendors {
                // Exams are numbered by vendor.
                let exams = &catalogue.vendor(*vendor).exams;
                if let (Some(first), Some(last)) = (exams.first(), exams.last()) {
                    issued.insert_range(first.index()..last.index() + 1);
                }
            }
            matches.intersect(&issued);
        }
        if let Some(roles) = &self.roles {
            let mut recommended = ExamSet::none(count);
            for role in roles {
                let steps = catalogue.role(*role).recommendations.iter().flatten();
                steps.flatten().for_each(|exam| recommended.insert(*exam));
            }
            matches.intersect(&recommended);
        }
        if let Some(text) = &self.text {
            matches.intersect(&exams_with_text(catalogue, text));
        }
        let by_exam = self.levels.is_some()
            || self.code_prefix.is_some()
            || self.fee.is_some()
            || self.max_study_hours.is_some();
        if by_exam {
            matches.retain(|exam| self.matches_exam(catalogue.exam(exam), day));
        }
        matches
    }

    /// Whether an exam has what the snapshot keeps no sets of.
    fn matches_exam(&self, exam: &ExamEntry, day: Day) -> bool {
        let of_levels =
            |levels: &Vec<Level>| exam.level.is_some_and(|level| levels.contains(&level));
        self.levels.as_ref().is_none_or(of_levels)
            && self
                .code_prefix
                .as_ref()
                .is_none_or(|prefix| begins_with(exam.record.code.as_str(), prefix))
            && self.fee.is_none_or(|bounds| bounds.contain(exam, day))
            && self.max_study_hours.is_none_or(|most| {
                let hours = exam.study_hours(None);
                hours.is_some_and(|hours| whole_range(hours).1 <= most)
            })
    }
}

fn exams_with_text(catalogue: &Catalogue, text: &str) -> ExamSet {
    let mut found = ExamSet::none(catalogue.exams().len());
    for exam in catalogue.search_index().exams(catalogue, text) {
        found.insert(exam);
    }
    found
}

fn begins_with(code: &str, prefix: &str) -> bool {
    let beginning = code.as_bytes().get(..prefix.len());
    beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(prefix.as_bytes()))
}
