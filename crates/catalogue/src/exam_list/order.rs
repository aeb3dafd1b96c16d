//! Orders of exams, with keys that compare bytewise.

use std::sync::OnceLock;

use chrono::Datelike;

use crate::{
    date::{ApproximateDate, Day},
    described_enum,
    entry::ExamEntry,
    exam::Exam,
    index::ExamIndex,
    linked::LinkedRecords,
    money::{Currency, Money},
    record::Record,
    search::folded,
};

described_enum! {
    /// What exams are ordered by. Every order ends in vendor and code, so it is total; unknown values
    /// come last either way.
    #[derive(Default)]
    pub enum ExamOrderField {
        /// By vendor and code.
        #[default]
        Code,
        /// By title.
        Title,
        /// By tier, lowest first.
        Level,
        /// By list price in the currency of the fee filter, else in US dollars; lowest first.
        Fee,
        /// By study hours (the longest figure), lowest first.
        StudyHours,
        /// By last day, nearest first.
        RetiresOn,
        /// By first day, oldest first.
        LiveOn,
    }
}

impl ExamOrderField {
    pub(super) const ALL: [Self; 7] = [
        Self::Code,
        Self::Title,
        Self::Level,
        Self::Fee,
        Self::StudyHours,
        Self::RetiresOn,
        Self::LiveOn,
    ];
}

/// An order of exams. Unknown values come last in both directions; exams with equal values follow
/// each other by vendor and code, always upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ExamOrder {
    /// What is compared.
    pub by: ExamOrderField,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl ExamOrder {
    fn all() -> impl Iterator<Item = Self> {
        let directions = |by| [false, true].map(|descending| Self { by, descending });
        ExamOrderField::ALL.into_iter().flat_map(directions)
    }

    /// Its place among [`ExamOrders`].
    const fn index(self) -> usize {
        self.by as usize * 2 + self.descending as usize
    }
}

/// The place of an exam in an order: bytes that compare as the order does, unique to the exam.
///
/// Only keys of the same order (and fee currency) can be compared with each other.
pub(super) type SortKey = Box<[u8]>;

/// All exams in an order.
#[derive(Debug)]
pub(super) struct OrderedExams {
    /// The key of each exam in the order, ascending.
    pub(super) keys: Box<[SortKey]>,
    /// The exams in the order.
    pub(super) exams: Box<[ExamIndex]>,
    /// The place of each exam of the snapshot in the order.
    pub(super) indexes: Box<[u32]>,
}

impl OrderedExams {
    pub(super) fn new(catalogue: &LinkedRecords, order: ExamOrder, currency: Currency) -> Self {
        let exams = catalogue.exams().map(|index| {
            let exam = catalogue.exam(index);
            (sort_key(exam, order, currency), index)
        });
        let mut exams: Vec<(SortKey, ExamIndex)> = exams.collect();
        exams.sort_unstable();
        let mut indexes = vec![0; exams.len()];
        for (position, (_, exam)) in exams.iter().enumerate() {
            indexes[exam.index()] = u32::try_from(position).unwrap_or(u32::MAX);
        }
        let (keys, exams): (Vec<_>, Vec<_>) = exams.into_iter().unzip();
        Self {
            keys: keys.into(),
            exams: exams.into(),
            indexes: indexes.into(),
        }
    }
}

/// How many orders there are: by each field, upwards and downwards.
const ORDERS: usize = 2 * ExamOrderField::ALL.len();

/// The exams of a snapshot in every order, with fees in US dollars. Each order is made when a list
/// is first asked for in it: no list of the same snapshot is sorted again.
#[derive(Debug, Default)]
pub(crate) struct ExamOrders([OnceLock<OrderedExams>; ORDERS]);

impl ExamOrders {
    pub(super) fn in_order(&self, catalogue: &LinkedRecords, order: ExamOrder) -> &OrderedExams {
        self.0[order.index()].get_or_init(|| OrderedExams::new(catalogue, order, Currency::USD))
    }

    /// Makes the orders that another snapshot's exams were asked for in.
    pub(crate) fn build_same_orders(&self, catalogue: &LinkedRecords, other: &Self) {
        for order in ExamOrder::all().filter(|order| other.0[order.index()].get().is_some()) {
            self.in_order(catalogue, order);
        }
    }
}

/// Whether two exams have the same place in every order.
pub(crate) fn sorts_alike(left: &Exam, right: &Exam) -> bool {
    left.cmp_key(right).is_eq() && left.title == right.title && left.facts == right.facts
}

fn sort_key(exam: &ExamEntry, order: ExamOrder, currency: Currency) -> SortKey {
    const KNOWN: u8 = 0;
    const UNKNOWN: u8 = 1;
    let mut key = Vec::with_capacity(64);
    key.push(KNOWN);
    match order.by {
        ExamOrderField::Code => add_text(&mut key, &exam.record.code.folded()),
        ExamOrderField::Title => add_text(&mut key, &folded(&exam.record.title)),
        ExamOrderField::Level => add_numbers(&mut key, exam.level.map(|level| level as i64)),
        ExamOrderField::Fee => add_numbers(&mut key, exam.fee(currency).map(Money::minor)),
        ExamOrderField::StudyHours => {
            let hours = exam.study_hours(None);
            let ends = hours.map(|hours| [hours.max().tenths(), hours.min().tenths()]);
            add_numbers(&mut key, ends.into_iter().flatten());
        }
        ExamOrderField::RetiresOn => {
            add_numbers(&mut key, exam.lifecycle.last_bookable_day().map(day_number));
        }
        ExamOrderField::LiveOn => {
            let live = exam.lifecycle.live.map(ApproximateDate::latest);
            add_numbers(&mut key, live.map(day_number));
        }
    }
    let value = &mut key[1..];
    if value.is_empty() {
        key[0] = UNKNOWN;
    } else if order.descending {
        for byte in value {
            *byte = !*byte;
        }
    }
    add_text(&mut key, exam.record.vendor.as_str());
    key.extend(exam.record.code.as_str().bytes());
    key.into()
}

/// Adds a text that something else may follow: a byte below all others ends it.
fn add_text(key: &mut Vec<u8>, text: &str) {
    // No title, slug or code holds that byte, which is a control character: nothing is lost.
    key.extend(text.bytes().filter(|byte| *byte != 0));
    key.push(0);
}

/// Adds numbers so that their bytes compare as they do: big end first, negative numbers below.
pub(super) fn add_numbers(key: &mut Vec<u8>, numbers: impl IntoIterator<Item = i64>) {
    for number in numbers {
        key.extend((number ^ i64::MIN).to_be_bytes());
    }
}

/// The day's place in the calendar, counted from the year 1.
fn day_number(day: Day) -> i64 {
    i64::from(day.num_days_from_ce())
}
