//! Filtering and ordering exams, with keys that a cursor can carry.
//!
//! A key encodes an exam's place in an order as bytes that compare as the order does, so that the
//! next page begins after the cursor's key even when its exam has left the list.

use std::{borrow::Cow, collections::BTreeSet, sync::OnceLock};

use chrono::Datelike;

use super::{
    date::{ApproximateDate, Day},
    exam::Exam,
    level::Level,
    lifecycle::LifecycleState,
    money::{Currency, Money},
    record::Record,
    search::{SearchTarget, folded},
    snapshot::{Catalogue, ExamEntry, ExamIndex, RoleIndex, VendorIndex},
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

/// What exams must be like; an empty list or an absent value asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExamFilter {
    /// Issued by one of these vendors.
    pub vendors: Vec<VendorIndex>,
    /// Of one of these tiers; an exam of unknown tier does not match.
    pub levels: Vec<Level>,
    /// Recommended for one of these roles.
    pub roles: Vec<RoleIndex>,
    /// In one of these states on the day.
    pub states: Vec<LifecycleState>,
    /// With a known list price within these bounds.
    pub fee: Option<MoneyBounds>,
    /// With a current code that begins so, in any case.
    pub code_prefix: Option<String>,
    /// Found by a search for this text; text without letters or digits finds nothing.
    pub text: Option<String>,
    /// Bookable on the day, or not.
    pub bookable: Option<bool>,
}

/// What exams are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ExamOrderField {
    /// The current code, in any case.
    #[default]
    Code,
    /// The title, without regard to case and marks on letters.
    Title,
    /// The tier, lowest first.
    Level,
    /// The list price, in the currency of the filter's bounds or else in US dollars.
    Fee,
    /// Study time for anybody: the upper end, then the lower.
    StudyHours,
    /// The last day on which the exam can safely be taken.
    RetiresOn,
    /// The first day on which the final exam is certain to be open.
    LiveOn,
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey<'a>(Cow<'a, [u8]>);

impl<'a> SortKey<'a> {
    /// The key with these bytes, such as a cursor brings back; any bytes mark some place.
    pub fn from_bytes(bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self(bytes.into())
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for SortKey<'_> {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// All exams in an order, each with its key.
type Ordered = Box<[(SortKey<'static>, ExamIndex)]>;

/// How many orders there are: by each field, upwards and downwards.
const ORDERS: usize = 2 * ExamOrderField::ALL.len();

/// The exams of a snapshot in every order, with fees in US dollars. Each order is made when a list
/// is first asked for in it: no list of the same snapshot is sorted again.
#[derive(Debug, Default)]
pub(super) struct ExamOrders([OnceLock<Ordered>; ORDERS]);

impl ExamOrders {
    fn in_order(
        &self,
        catalogue: &Catalogue,
        order: ExamOrder,
    ) -> &[(SortKey<'static>, ExamIndex)] {
        self.0[order.place()].get_or_init(|| ordered(catalogue, order, Currency::USD))
    }

    /// Makes the orders that another snapshot's exams were asked for in.
    pub(super) fn make_those_of(&self, catalogue: &Catalogue, other: &Self) {
        for order in ExamOrder::all().filter(|order| other.0[order.place()].get().is_some()) {
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
    const fn place(self) -> usize {
        self.by as usize * 2 + self.descending as usize
    }
}

/// Whether two exams have the same place in every order.
pub(super) fn sorts_alike(left: &Exam, right: &Exam) -> bool {
    left.cmp_key(right).is_eq() && left.title == right.title && left.facts == right.facts
}

fn ordered(catalogue: &Catalogue, order: ExamOrder, currency: Currency) -> Ordered {
    let exams = catalogue.exams().map(|index| {
        let exam = catalogue.exam(index);
        (sort_key(exam, order, currency), index)
    });
    let mut exams: Ordered = exams.collect();
    exams.sort_unstable();
    exams
}

/// The exams that match a filter on a day, in order, each with its key.
///
/// To go on after a cursor, take the exams whose key is greater than the cursor's.
pub fn list_exams<'a>(
    catalogue: &'a Catalogue,
    filter: &ExamFilter,
    order: ExamOrder,
    day: Day,
) -> Vec<(SortKey<'a>, ExamIndex)> {
    let found = filter
        .text
        .as_ref()
        .map(|text| exams_with_text(catalogue, text, day));
    let is_picked = |index: ExamIndex| {
        found.as_ref().is_none_or(|found| found.contains(&index))
            && filter.accepts(catalogue.exam(index), day)
    };
    let currency = filter.fee.map_or(Currency::USD, |bounds| bounds.currency);
    if order.by == ExamOrderField::Fee && currency != Currency::USD {
        let exams = ordered(catalogue, order, currency).into_iter();
        return exams.filter(|(_, index)| is_picked(*index)).collect();
    }
    let exams = catalogue.exam_orders().in_order(catalogue, order).iter();
    exams
        .filter(|(_, index)| is_picked(*index))
        .map(|(key, index)| (SortKey::from_bytes(key.as_bytes()), *index))
        .collect()
}

fn exams_with_text(catalogue: &Catalogue, text: &str, day: Day) -> BTreeSet<ExamIndex> {
    let hits = catalogue.search_index().search(catalogue, text, day);
    hits.into_iter()
        .filter_map(|hit| match hit.target {
            SearchTarget::Exam(index) => Some(index),
            _ => None,
        })
        .collect()
}

impl ExamFilter {
    /// Whether an exam has everything that is asked for, apart from the text. What is told soonest
    /// is looked at first.
    fn accepts(&self, exam: &ExamEntry, day: Day) -> bool {
        let among = |list_is_empty: bool, contained: bool| list_is_empty || contained;
        among(self.vendors.is_empty(), self.vendors.contains(&exam.vendor))
            && among(
                self.levels.is_empty(),
                exam.level.is_some_and(|level| self.levels.contains(&level)),
            )
            && self
                .code_prefix
                .as_ref()
                .is_none_or(|prefix| begins_with(exam.record.code.as_str(), prefix))
            && among(
                self.roles.is_empty(),
                exam.roles.iter().any(|role| self.roles.contains(role)),
            )
            && self.accepts_state(exam, day)
            && self.fee.is_none_or(|bounds| bounds.contain(exam))
    }

    fn accepts_state(&self, exam: &ExamEntry, day: Day) -> bool {
        if self.states.is_empty() && self.bookable.is_none() {
            return true;
        }
        let state = exam.state(day);
        (self.states.is_empty() || self.states.contains(&state))
            && self
                .bookable
                .is_none_or(|bookable| bookable == state.is_bookable())
    }
}

impl MoneyBounds {
    /// Whether the exam's list price is known and lies within.
    fn contain(self, exam: &ExamEntry) -> bool {
        exam.fee(self.currency).is_some_and(|fee| {
            self.min.is_none_or(|min| min <= fee.minor())
                && self.max.is_none_or(|max| fee.minor() <= max)
        })
    }
}

fn begins_with(code: &str, prefix: &str) -> bool {
    let beginning = code.as_bytes().get(..prefix.len());
    beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(prefix.as_bytes()))
}

fn sort_key(exam: &ExamEntry, order: ExamOrder, currency: Currency) -> SortKey<'static> {
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
            add_numbers(&mut key, exam.lifecycle.last_bookable_day().map(number_of));
        }
        ExamOrderField::LiveOn => {
            let live = exam.lifecycle.live.map(ApproximateDate::latest);
            add_numbers(&mut key, live.map(number_of));
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
    // It is kept for as long as the snapshot.
    key.shrink_to_fit();
    SortKey::from_bytes(key)
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
fn number_of(day: Day) -> i64 {
    i64::from(day.num_days_from_ce())
}

#[cfg(test)]
mod tests {
    use std::{cmp::Ordering, sync::Arc};

    use proptest::prelude::*;

    use super::*;
    use crate::catalogue::{
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
            for left in &list {
                for right in &list {
                    let expected = compare_exams(catalogue.exam(left.1), catalogue.exam(right.1), order);
                    prop_assert_eq!(left.0.cmp(&right.0), expected);
                }
            }
            prop_assert!(list.is_sorted_by(|left, right| left.0 < right.0));
        }

        /// A key from a cursor splits the list at the same place, though its exam be gone.
        #[test]
        fn a_key_marks_its_place_without_its_exam(catalogue in catalogues(), order in orders(), at in 0_usize..20) {
            let list = list_exams(&catalogue, &ExamFilter::default(), order, today());
            let at = at % list.len();
            let cursor = SortKey::from_bytes(list[at].0.as_bytes());
            let mut content = catalogue.content();
            let gone = catalogue.exam(list[at].1).record.key();
            content.exams.retain(|exam| exam.key() != gone);
            content.roles.clear();
            let smaller = super::super::search::example::catalogue(content);
            let after: Vec<_> = list_exams(&smaller, &ExamFilter::default(), order, today())
                .into_iter()
                .filter(|(key, _)| *key > cursor)
                .map(|(_, index)| smaller.exam(index).record.key())
                .collect();
            let expected: Vec<_> = list[at + 1..].iter().map(|(_, index)| catalogue.exam(*index).record.key()).collect();
            prop_assert_eq!(after, expected);
        }

        #[test]
        fn filters_agree_with_plain_questions(
            catalogue in catalogues(),
            vendors in proptest::collection::vec(0_usize..3, 0..3),
            levels in proptest::collection::vec(proptest::sample::select(&Level::ALL[..]), 0..3),
            for_role in any::<bool>(),
            states in proptest::collection::vec(proptest::sample::select(&LifecycleState::ALL[..]), 0..3),
            fee in proptest::option::of((proptest::option::of(9_000_i64..20_000), proptest::option::of(9_000_i64..20_000))),
            code_prefix in proptest::option::of("[a-cA-C]{0,2}-?"),
            text in proptest::option::of("azure|ather|clouds|dat|A1|…"),
            bookable in proptest::option::of(any::<bool>()),
            order in orders(),
        ) {
            let filter = ExamFilter {
                vendors: vendors.iter().map(|place| catalogue.vendors().nth(*place).unwrap()).collect(),
                levels: levels.clone(),
                roles: if for_role { catalogue.roles().collect() } else { vec![] },
                states: states.clone(),
                fee: fee.map(|(min, max)| MoneyBounds { min, max, currency: Currency::USD }),
                code_prefix: code_prefix.clone(),
                text: text.clone(),
                bookable,
            };
            let mut listed: Vec<ExamIndex> = list_exams(&catalogue, &filter, order, today())
                .into_iter()
                .map(|(_, index)| index)
                .collect();
            listed.sort_unstable();
            let mut expected: Vec<ExamIndex> = catalogue.exams().collect();
            if !vendors.is_empty() {
                expected.retain(|index| vendors.contains(&catalogue.exam(*index).vendor.place()));
            }
            if !levels.is_empty() {
                expected.retain(|index| catalogue.exam(*index).level.is_some_and(|level| levels.contains(&level)));
            }
            if for_role {
                expected.retain(|index| !catalogue.exam(*index).roles.is_empty());
            }
            if !states.is_empty() {
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
                expected.retain(|index| catalogue.exam(*index).state(today()).is_bookable() == bookable);
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
            list_exams(&catalogue, &ExamFilter::default(), order, today())
                .into_iter()
                .map(|(_, index)| catalogue.exam(index).record.code.to_string())
                .collect()
        };
        assert_eq!(codes(false), ["B", "C", "A"]);
        assert_eq!(codes(true), ["C", "B", "A"]);
    }
}
