//! Filtering and ordering exams, with keys that a cursor can carry.
//!
//! A key encodes an exam's place in an order as bytes that compare as the order does, so that the
//! next page begins after the cursor's key even when its exam has left the list.

use std::{
    ops::{Deref, Range},
    sync::OnceLock,
};

use chrono::Datelike;

use super::{
    date::{ApproximateDate, Day},
    described_enum,
    entry::ExamEntry,
    exam::Exam,
    exam_set::ExamSet,
    index::{ExamIndex, RoleIndex, VendorIndex},
    level::Level,
    lifecycle::LifecycleState,
    linked::LinkedRecords,
    money::{Currency, Money},
    record::Record,
    search::{SearchTarget, folded},
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
    /// With a current code that begins so, in any case.
    pub code_prefix: Option<String>,
    /// Found by a search for this text; text without letters or digits finds nothing.
    pub text: Option<String>,
    /// Bookable on the day, or not.
    pub bookable: Option<bool>,
}

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
    const ALL: [Self; 7] = [
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

/// The place of an exam in an order: bytes that compare as the order does, unique to the exam.
///
/// Only keys of the same order (and fee currency) can be compared with each other.
type SortKey = Box<[u8]>;

/// All exams in an order.
#[derive(Debug)]
struct OrderedExams {
    /// The key of each exam in the order, ascending.
    keys: Box<[SortKey]>,
    /// The exams in the order.
    exams: Box<[ExamIndex]>,
    /// The place of each exam of the snapshot in the order.
    indexes: Box<[u32]>,
}

/// How many orders there are: by each field, upwards and downwards.
const ORDERS: usize = 2 * ExamOrderField::ALL.len();

/// The exams of a snapshot in every order, with fees in US dollars. Each order is made when a list
/// is first asked for in it: no list of the same snapshot is sorted again.
#[derive(Debug, Default)]
pub(super) struct ExamOrders([OnceLock<OrderedExams>; ORDERS]);

impl ExamOrders {
    fn in_order(&self, catalogue: &LinkedRecords, order: ExamOrder) -> &OrderedExams {
        self.0[order.index()].get_or_init(|| OrderedExams::new(catalogue, order, Currency::USD))
    }

    /// Makes the orders that another snapshot's exams were asked for in.
    pub(super) fn build_same_orders(&self, catalogue: &LinkedRecords, other: &Self) {
        for order in ExamOrder::all().filter(|order| other.0[order.index()].get().is_some()) {
            self.in_order(catalogue, order);
        }
    }
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

/// Whether two exams have the same place in every order.
pub(super) fn sorts_alike(left: &Exam, right: &Exam) -> bool {
    left.cmp_key(right).is_eq() && left.title == right.title && left.facts == right.facts
}

impl OrderedExams {
    fn new(catalogue: &LinkedRecords, order: ExamOrder, currency: Currency) -> Self {
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

/// The order of a list: one that the snapshot keeps, or one made for the list.
enum Order<'a> {
    Cached(&'a OrderedExams),
    Built(OrderedExams),
}

impl Deref for Order<'_> {
    type Target = OrderedExams;

    fn deref(&self) -> &OrderedExams {
        match self {
            Self::Cached(order) => order,
            Self::Built(order) => order,
        }
    }
}

/// The exams that a filter picks, in an order. Neither picking nor counting them takes them in hand
/// one by one, where the filter asks for what the snapshot keeps sets of.
pub struct ExamList<'a> {
    order: Order<'a>,
    matches: ExamSet,
    len: usize,
}

/// Which part of a list is wanted: what lies between two keys, and of that no more than so many
/// exams from one end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRequest<'k> {
    /// Only exams behind this key; any bytes mark some place.
    pub after: Option<&'k [u8]>,
    /// Only exams in front of this key. Nothing lies in front of it where it lies in front of
    /// `after`.
    pub before: Option<&'k [u8]>,
    /// The most exams.
    pub limit: usize,
    /// Whether they are the last ones instead of the first.
    pub from_end: bool,
}

/// A part of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct ExamPage<'l> {
    /// Its exams in order, each with its key.
    pub exams: Vec<(&'l [u8], ExamIndex)>,
    /// Whether the list has exams in front of them.
    pub has_previous: bool,
    /// Whether the list has exams behind them.
    pub has_next: bool,
}

impl ExamList<'_> {
    /// How many exams it has.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has no exam.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All its exams in order, each with its key.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], ExamIndex)> {
        let indexes = 0..self.order.exams.len();
        indexes
            .filter(|index| self.is_match(*index))
            .map(|index| self.at(index))
    }

    /// A part of it.
    pub fn page(&self, request: PageRequest<'_>) -> ExamPage<'_> {
        // Few exams of many are found by looking each up in the order.
        if self.len < self.order.exams.len() / 16 {
            let exams = self.matches.iter();
            let mut indexes: Vec<usize> = exams
                .map(|exam| self.order.indexes[exam.index()] as usize)
                .collect();
            indexes.sort_unstable();
            self.slice(request, &indexes)
        } else {
            self.scan(request)
        }
    }

    /// Where in the order an excerpt lies.
    fn bounds(&self, request: PageRequest<'_>) -> Range<usize> {
        let keys = &self.order.keys;
        let begin = request
            .after
            .map_or(0, |after| keys.partition_point(|key| **key <= *after));
        let end = request.before.map_or(keys.len(), |before| {
            keys.partition_point(|key| **key < *before)
        });
        begin..end.max(begin)
    }

    /// An excerpt of the places at which the order has exams that are picked.
    fn slice(&self, request: PageRequest<'_>, indexes: &[usize]) -> ExamPage<'_> {
        let bounds = self.bounds(request);
        let mut begin = indexes.partition_point(|index| *index < bounds.start);
        let mut end = indexes.partition_point(|index| *index < bounds.end);
        if request.from_end {
            begin = begin.max(end.saturating_sub(request.limit));
        } else {
            end = end.min(begin.saturating_add(request.limit));
        }
        ExamPage {
            exams: indexes[begin..end]
                .iter()
                .map(|index| self.at(*index))
                .collect(),
            has_previous: begin > 0,
            has_next: end < indexes.len(),
        }
    }

    /// An excerpt, found by going through the order from one of its ends.
    fn scan(&self, request: PageRequest<'_>) -> ExamPage<'_> {
        let bounds = self.bounds(request);
        let is_match = |index: &usize| self.is_match(*index);
        let (indexes, found) = if request.from_end {
            let indexes = bounds.clone().rev().filter(is_match).take(request.limit);
            let mut indexes: Vec<usize> = indexes.collect();
            indexes.reverse();
            let begin = indexes.first().copied().unwrap_or(bounds.end);
            (indexes, begin..bounds.end)
        } else {
            let indexes = bounds.clone().filter(is_match).take(request.limit);
            let indexes: Vec<usize> = indexes.collect();
            let end = indexes.last().map_or(bounds.start, |last| last + 1);
            (indexes, bounds.start..end)
        };
        ExamPage {
            exams: indexes.into_iter().map(|index| self.at(index)).collect(),
            has_previous: (0..found.start).rev().any(|index| self.is_match(index)),
            has_next: (found.end..self.order.exams.len()).any(|index| self.is_match(index)),
        }
    }

    fn is_match(&self, index: usize) -> bool {
        self.matches.contains(self.order.exams[index])
    }

    fn at(&self, index: usize) -> (&[u8], ExamIndex) {
        (&self.order.keys[index], self.order.exams[index])
    }
}

/// The exams that match a filter on a day, in order.
pub fn list_exams<'a>(
    catalogue: &'a Catalogue,
    filter: &ExamFilter,
    order: ExamOrder,
    day: Day,
) -> ExamList<'a> {
    let matches = filter.matching(catalogue, day);
    let currency = filter.fee.map_or(Currency::USD, |bounds| bounds.currency);
    let is_cached = order.by != ExamOrderField::Fee || currency == Currency::USD;
    ExamList {
        order: if is_cached {
            Order::Cached(catalogue.exam_orders().in_order(catalogue, order))
        } else {
            Order::Built(OrderedExams::new(catalogue, order, currency))
        },
        len: matches.len(),
        matches,
    }
}

fn exams_with_text(catalogue: &Catalogue, text: &str, day: Day) -> ExamSet {
    let mut found = ExamSet::none(catalogue.exams().len());
    for hit in catalogue.search_index().search(catalogue, text, day) {
        if let SearchTarget::Exam(exam) = hit.target {
            found.insert(exam);
        }
    }
    found
}

impl ExamFilter {
    /// The exams that have everything that is asked for. What takes a look at each exam comes last.
    fn matching(&self, catalogue: &Catalogue, day: Day) -> ExamSet {
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
            matches.intersect(&exams_with_text(catalogue, text, day));
        }
        let by_exam = self.levels.is_some() || self.code_prefix.is_some() || self.fee.is_some();
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
    }
}

impl MoneyBounds {
    /// Whether the exam's list price on a day is known and lies within.
    fn contain(self, exam: &ExamEntry, day: Day) -> bool {
        exam.fee_on(self.currency, day).is_some_and(|fee| {
            self.min.is_none_or(|min| min <= fee.minor())
                && self.max.is_none_or(|max| fee.minor() <= max)
        })
    }
}

fn begins_with(code: &str, prefix: &str) -> bool {
    let beginning = code.as_bytes().get(..prefix.len());
    beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(prefix.as_bytes()))
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
fn add_numbers(key: &mut Vec<u8>, numbers: impl IntoIterator<Item = i64>) {
    for number in numbers {
        key.extend((number ^ i64::MIN).to_be_bytes());
    }
}

/// The day's place in the calendar, counted from the year 1.
fn day_number(day: Day) -> i64 {
    i64::from(day.num_days_from_ce())
}

#[cfg(test)]
mod tests {
    use std::{cmp::Ordering, sync::Arc};

    use proptest::prelude::*;

    use super::*;
    use crate::{
        content::Content,
        fact::FactName,
        role::{RoleRecommendation, RoleStep},
        search::example::{catalogue, evidence, exam_with, role, vendor},
    };

    fn today() -> Day {
        "2026-11-22".parse().unwrap()
    }

    fn facts() -> impl Strategy<Value = Vec<(FactName, &'static str)>> {
        let fact = |name, values: &'static [&'static str]| {
            proptest::option::of(proptest::sample::select(values))
                .prop_map(move |value| value.map(|value| (name, value)))
        };
        (
            fact(FactName::Level, &["FUNDAMENTALS", "ASSOCIATE", "SPECIALTY"]),
            fact(
                FactName::Fee,
                &["99.00 USD", "165 USD", "150..170 USD", "165 EUR"],
            ),
            fact(
                FactName::StudyHours,
                &["40 hours", "20..40 hours", "5..90 hours"],
            ),
            fact(
                FactName::LiveOn,
                &["2020", "2021-05", "2021-05-03", "2026-11"],
            ),
            fact(
                FactName::RetiresOn,
                &["2030", "../2026-11-10", "2028-01-01"],
            ),
        )
            .prop_map(|(a, b, c, d, e)| [a, b, c, d, e].into_iter().flatten().collect())
    }

    fn catalogues() -> impl Strategy<Value = Catalogue> {
        let row = (
            proptest::sample::select(&["aws", "aws-2", "microsoft"][..]),
            "[A-Ca-c]{1,2}-?[0-9]{1,2}",
            "(azure|Äther|data)( (Cloud|clouds|data))?",
            facts(),
            any::<bool>(),
        );
        proptest::collection::vec(row, 1..20).prop_map(|rows| {
            let mut exams: Vec<Exam> = Vec::new();
            let mut steps = Vec::new();
            for (vendor, code, title, facts, in_role) in rows {
                let exam = exam_with(vendor, &code, &title, &facts);
                let same = |other: &Exam| {
                    other.vendor == exam.vendor && other.code.folded() == exam.code.folded()
                };
                if !exams.iter().any(same) {
                    if in_role {
                        steps.push(RoleStep {
                            any_of: vec![exam.key()],
                            optional: false,
                            held: false,
                        });
                    }
                    exams.push(exam);
                }
            }
            let mut role = role("azure-ai-engineer", "Azure AI Engineer");
            if !steps.is_empty() {
                role.recommendations.push(RoleRecommendation {
                    vendor: None,
                    focus: None,
                    ordered: false,
                    steps,
                    months_min: None,
                    months_max: None,
                    fees: None,
                    evidence: evidence(),
                });
            }
            catalogue(Content {
                vendors: vec![
                    vendor("aws", "AWS").into(),
                    vendor("aws-2", "A").into(),
                    vendor("microsoft", "M").into(),
                ],
                roles: vec![role.into()],
                exams: exams.into_iter().map(Arc::new).collect(),
                ..Content::default()
            })
        })
    }

    /// Known values in the wished direction, unknown ones last.
    fn compare<T: Ord>(left: Option<T>, right: Option<T>, descending: bool) -> Ordering {
        match (left, right) {
            (Some(left), Some(right)) if descending => right.cmp(&left),
            (left, right) => (left.is_none(), left).cmp(&(right.is_none(), right)),
        }
    }

    /// The order as it is meant, by comparing values.
    fn compare_exams(left: &ExamEntry, right: &ExamEntry, order: ExamOrder) -> Ordering {
        macro_rules! by {
            ($value:expr) => {{
                let value = $value;
                compare(value(left), value(right), order.descending)
            }};
        }
        let ordering = match order.by {
            ExamOrderField::Code => by!(|exam: &ExamEntry| Some(exam.record.code.folded())),
            ExamOrderField::Title => {
                by!(|exam: &ExamEntry| Some(folded(&exam.record.title).into_owned()))
            }
            ExamOrderField::Level => by!(|exam: &ExamEntry| exam.level),
            ExamOrderField::Fee => {
                by!(|exam: &ExamEntry| exam.fee(Currency::USD).map(Money::minor))
            }
            ExamOrderField::StudyHours => {
                by!(|exam: &ExamEntry| exam
                    .study_hours(None)
                    .map(|hours| (hours.max(), hours.min())))
            }
            ExamOrderField::RetiresOn => {
                by!(|exam: &ExamEntry| exam.lifecycle.retires.map(ApproximateDate::earliest))
            }
            ExamOrderField::LiveOn => {
                by!(|exam: &ExamEntry| exam.lifecycle.live.map(ApproximateDate::latest))
            }
        };
        let key = |exam: &ExamEntry| exam.record.key();
        ordering.then_with(|| key(left).cmp(&key(right)))
    }

    fn orders() -> impl Strategy<Value = ExamOrder> {
        (
            proptest::sample::select(&ExamOrderField::ALL[..]),
            any::<bool>(),
        )
            .prop_map(|(by, descending)| ExamOrder { by, descending })
    }

    proptest! {
        #[test]
        fn keys_order_as_the_comparison_does_and_are_unique(catalogue in catalogues(), order in orders()) {
            let list = list_exams(&catalogue, &ExamFilter::default(), order, today());
            prop_assert_eq!(list.len(), catalogue.exams().len());
            let list: Vec<_> = list.iter().collect();
            for left in &list {
                for right in &list {
                    let expected = compare_exams(catalogue.exam(left.1), catalogue.exam(right.1), order);
                    prop_assert_eq!(left.0.cmp(right.0), expected);
                }
            }
            prop_assert!(list.is_sorted_by(|left, right| left.0 < right.0));
        }

        /// A key from a cursor splits the list at the same place, though its exam be gone.
        #[test]
        fn a_key_marks_its_place_without_its_exam(catalogue in catalogues(), order in orders(), at in 0_usize..20) {
            let list = list_exams(&catalogue, &ExamFilter::default(), order, today());
            let at = at % list.len();
            let (cursor, exam) = list.iter().nth(at).unwrap();
            let mut content = catalogue.content();
            let gone = catalogue.exam(exam).record.key();
            content.exams.retain(|exam| exam.key() != gone);
            content.roles.clear();
            let smaller = super::super::search::example::catalogue(content);
            let smaller_list = list_exams(&smaller, &ExamFilter::default(), order, today());
            let page = smaller_list.page(PageRequest { after: Some(cursor), before: None, limit: 100, from_end: false });
            let after: Vec<_> = page.exams.iter().map(|(_, exam)| smaller.exam(*exam).record.key()).collect();
            let expected: Vec<_> = list.iter().skip(at + 1).map(|(_, index)| catalogue.exam(index).record.key()).collect();
            prop_assert_eq!(after, expected);
            prop_assert_eq!(page.has_previous, at > 0);
        }

        /// However a page is found, it is the one that a list in hand has.
        #[test]
        fn a_page_is_cut_from_the_whole_list(
            catalogue in catalogues(),
            order in orders(),
            bookable in proptest::option::of(any::<bool>()),
            (after, before) in (proptest::option::of(0_usize..20), proptest::option::of(0_usize..20)),
            limit in 0_usize..8,
            from_end in any::<bool>(),
        ) {
            let filter = ExamFilter { bookable, ..ExamFilter::default() };
            let list = list_exams(&catalogue, &filter, order, today());
            let all = list_exams(&catalogue, &ExamFilter::default(), order, today());
            let key = |index: Option<usize>| index.and_then(|index| all.iter().nth(index)).map(|(key, _)| key);
            let request = PageRequest { after: key(after), before: key(before), limit, from_end };
            let whole: Vec<_> = list.iter().collect();
            let begin = request.after.map_or(0, |after| whole.partition_point(|(key, _)| *key <= after));
            let end = request.before.map_or(whole.len(), |before| whole.partition_point(|(key, _)| *key < before)).max(begin);
            let (begin, end) = if from_end { (begin.max(end.saturating_sub(limit)), end) } else { (begin, end.min(begin + limit)) };
            let expected = ExamPage {
                exams: whole[begin..end].to_vec(),
                has_previous: begin > 0,
                has_next: end < whole.len(),
            };
            let indexes: Vec<usize> = (0..all.len()).filter(|index| list.is_match(*index)).collect();
            prop_assert_eq!(&list.slice(request, &indexes), &expected);
            prop_assert_eq!(&list.scan(request), &expected);
            prop_assert_eq!(&list.page(request), &expected);
        }

        #[test]
        fn filters_agree_with_plain_questions(
            catalogue in catalogues(),
            vendors in proptest::option::of(proptest::collection::vec(0_usize..3, 0..3)),
            levels in proptest::option::of(proptest::collection::vec(proptest::sample::select(&Level::ALL[..]), 0..3)),
            for_role in proptest::option::of(any::<bool>()),
            states in proptest::option::of(proptest::collection::vec(proptest::sample::select(&LifecycleState::ALL[..]), 0..3)),
            fee in proptest::option::of((proptest::option::of(9_000_i64..20_000), proptest::option::of(9_000_i64..20_000))),
            code_prefix in proptest::option::of("[a-cA-C]{0,2}-?"),
            text in proptest::option::of("azure|ather|clouds|dat|A1|…"),
            bookable in proptest::option::of(any::<bool>()),
            order in orders(),
        ) {
            let filter = ExamFilter {
                vendors: vendors.as_ref().map(|indexes| indexes.iter().map(|position| catalogue.vendors().nth(*position).unwrap()).collect()),
                levels: levels.clone(),
                roles: for_role.map(|all| if all { catalogue.roles().collect() } else { vec![] }),
                states: states.clone(),
                fee: fee.map(|(min, max)| MoneyBounds { min, max, currency: Currency::USD }),
                code_prefix: code_prefix.clone(),
                text: text.clone(),
                bookable,
            };
            let list = list_exams(&catalogue, &filter, order, today());
            let mut listed: Vec<ExamIndex> = list.iter().map(|(_, index)| index).collect();
            prop_assert_eq!(list.len(), listed.len());
            listed.sort_unstable();
            let mut expected: Vec<ExamIndex> = catalogue.exams().collect();
            if let Some(vendors) = vendors {
                expected.retain(|index| vendors.contains(&catalogue.exam(*index).vendor.index()));
            }
            if let Some(levels) = levels {
                expected.retain(|index| catalogue.exam(*index).level.is_some_and(|level| levels.contains(&level)));
            }
            if let Some(all) = for_role {
                expected.retain(|index| all && !catalogue.exam(*index).roles.is_empty());
            }
            if let Some(states) = states {
                expected.retain(|index| states.contains(&catalogue.exam(*index).state(today())));
            }
            if let Some((min, max)) = fee {
                expected.retain(|index| match catalogue.exam(*index).fee(Currency::USD) {
                    Some(fee) => (min.unwrap_or(0)..=max.unwrap_or(i64::MAX)).contains(&fee.minor()),
                    None => false,
                });
            }
            if let Some(prefix) = code_prefix {
                let prefix = prefix.to_uppercase();
                expected.retain(|index| catalogue.exam(*index).record.code.folded().starts_with(&prefix));
            }
            if let Some(text) = text {
                let hits = catalogue.search_index().search(&catalogue, &text, today());
                expected.retain(|index| hits.iter().any(|hit| hit.target == SearchTarget::Exam(*index)));
            }
            if let Some(bookable) = bookable {
                expected.retain(|index| catalogue.exam(*index).is_bookable(today()) == bookable);
            }
            prop_assert_eq!(listed, expected);
        }

        #[test]
        fn numbers_compare_as_their_bytes(left in any::<i64>(), right in any::<i64>()) {
            let bytes = |number| {
                let mut key = Vec::new();
                add_numbers(&mut key, [number]);
                key
            };
            prop_assert_eq!(left.cmp(&right), bytes(left).cmp(&bytes(right)));
        }
    }

    #[test]
    fn unknown_values_come_last_in_both_directions() {
        let catalogue = catalogue(Content {
            vendors: vec![vendor("aws", "AWS").into()],
            exams: vec![
                exam_with("aws", "A", "a", &[]).into(),
                exam_with("aws", "B", "b", &[(FactName::Fee, "100 USD")]).into(),
                exam_with("aws", "C", "c", &[(FactName::Fee, "300 USD")]).into(),
            ],
            ..Content::default()
        });
        let codes = |descending| -> Vec<String> {
            let order = ExamOrder {
                by: ExamOrderField::Fee,
                descending,
            };
            let list = list_exams(&catalogue, &ExamFilter::default(), order, today());
            let exams = list.iter().map(|(_, index)| catalogue.exam(index));
            exams.map(|exam| exam.record.code.to_string()).collect()
        };
        assert_eq!(codes(false), ["B", "C", "A"]);
        assert_eq!(codes(true), ["C", "B", "A"]);
    }
}
