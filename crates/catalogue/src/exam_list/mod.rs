//! Filtering and ordering exams, with keys that a cursor can carry.
//!
//! A key encodes an exam's place in an order as bytes that compare as the order does, so that the
//! next page begins after the cursor's key even when its exam has left the list.

mod filter;
mod order;
mod page;
#[cfg(test)]
mod tests;

pub(super) use self::order::{ExamOrders, sorts_alike};
pub use self::{
    filter::{ExamFilter, MoneyBounds},
    order::{ExamOrder, ExamOrderField},
    page::{ExamList, ExamPage, PageRequest},
};
use self::{order::OrderedExams, page::Order};
use super::{date::Day, money::Currency, snapshot::Catalogue};

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
