//! The list of exams: its filter and its order.

use crate::graphql::objects::enums::{ApiEnum, values};
use async_graphql::{Enum, InputObject, Result};
use certgraph_macros::Leaf;

use crate::catalogue::{
    self, Currency, ExamOrderField, Level, LifecycleState, Money, MoneyBounds, list_exams,
};
use crate::graphql::{
    objects::connection::{
        CursorScope, Page, PageArguments, bad_argument, exam_page, parsed, within,
    },
    objects::exam::ExamObject,
    objects::lookup,
    objects::scalars::Decimal,
    objects::view::View,
};

/// A filter of exams; everything given must hold, and an empty list matches none. Retired exams are listed
/// only when `states` or `bookable` ask for them.
#[derive(InputObject, Debug, Clone, Default, PartialEq)]
pub struct ExamFilter {
    /// Issued by one of these vendors (slugs). Example: `["microsoft", "aws"]`.
    vendors: Option<Vec<String>>,
    /// Of one of these tiers.
    levels: Option<Vec<ApiEnum<Level>>>,
    /// Recommended by a source for one of these roles (slugs). Example: `["data-engineer"]`.
    roles: Option<Vec<String>>,
    /// In one of these states on the day. Default: every state but `RETIRED`.
    states: Option<Vec<ApiEnum<LifecycleState>>>,
    /// Can be booked on the day, or cannot.
    bookable: Option<bool>,
    /// With a known list price within these bounds.
    fee: Option<FeeFilter>,
    /// With known study hours of which the highest figure is at most this. Example: `60`. Null: any.
    max_study_hours: Option<i32>,
    /// With a code, former code or alias that begins like this, in any case. Example: `"AZ-"`.
    code_prefix: Option<String>,
    /// With all of these words in code, title, vendor or domains; small typing errors are forgiven.
    text: Option<String>,
}

/// Bounds of the list price, both inclusive.
#[derive(InputObject, Debug, Clone, PartialEq)]
pub struct FeeFilter {
    /// The lowest price. Default: none.
    at_least: Option<Decimal>,
    /// The highest price. Example: `"100"`. Default: none.
    at_most: Option<Decimal>,
    /// The ISO 4217 currency of the bounds.
    #[graphql(default_with = "\"USD\".to_owned()")]
    currency: String,
}

/// Which way an order runs.
#[derive(Enum, Leaf, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OrderDirection {
    /// Lowest, oldest or first letter first.
    #[default]
    Asc,
    /// Highest, newest or last letter first.
    Desc,
}

/// How exams are ordered.
#[derive(InputObject, Debug, Clone, Copy, PartialEq)]
pub struct ExamOrder {
    /// What they are ordered by.
    by: ApiEnum<ExamOrderField>,
    /// Which way the order runs.
    #[graphql(default)]
    direction: OrderDirection,
}

/// The default order.
const DEFAULT_ORDER: ExamOrder = ExamOrder {
    by: ApiEnum(ExamOrderField::Code),
    direction: OrderDirection::Asc,
};

/// One page of the exams that match a filter.
pub(crate) fn exams(
    view: &View,
    filter: Option<ExamFilter>,
    order: Option<ExamOrder>,
    arguments: &PageArguments,
) -> Result<Page<ExamObject>> {
    // Explicit defaults must not change the cursors of a list.
    let filter = filter.filter(|filter| *filter != ExamFilter::default());
    let order = order.filter(|order| *order != DEFAULT_ORDER);
    let scope = CursorScope::new("exams", &(&filter, order, view.as_of));
    let filter = read_filter(view, filter.unwrap_or_default())?;
    let order = catalogue::ExamOrder {
        by: order.map_or(ExamOrderField::Code, |order| order.by.0),
        descending: order.is_some_and(|order| order.direction == OrderDirection::Desc),
    };
    let list = list_exams(&view.catalogue, &filter, order, view.day);
    exam_page(&list, arguments, scope, |index| view.exam(index))
}

fn read_filter(view: &View, filter: ExamFilter) -> Result<catalogue::ExamFilter> {
    let roles = lookup::filter_roles(view, filter.roles.as_ref())?;
    let states = match (values(filter.states), filter.bookable) {
        (Some(states), _) => Some(states),
        (None, Some(_)) => None,
        (None, None) => {
            let mut states = LifecycleState::ALL.to_vec();
            states.retain(|state| *state != LifecycleState::Retired);
            Some(states)
        }
    };
    let hours = |hours| within("filter.maxStudyHours", hours, 0..=i64::from(i32::MAX));
    Ok(catalogue::ExamFilter {
        vendors: lookup::filter_vendors(view, filter.vendors.as_ref())?,
        levels: values(filter.levels),
        roles,
        states,
        bookable: filter.bookable,
        fee: filter.fee.map(|fee| fee_bounds(&fee)).transpose()?,
        max_study_hours: filter.max_study_hours.map(hours).transpose()?,
        code_prefix: filter.code_prefix,
        text: filter.text,
    })
}

fn fee_bounds(filter: &FeeFilter) -> Result<MoneyBounds> {
    let currency: Currency = parsed("filter.fee.currency", &filter.currency)?;
    let amount = |argument: &str, amount: &Option<Decimal>| -> Result<Option<i64>> {
        let Some(amount) = amount else {
            return Ok(None);
        };
        let money = Money::parse_amount(&amount.0, currency);
        money
            .map(|money| Some(money.minor()))
            .map_err(|fault| bad_argument(argument, fault))
    };
    Ok(MoneyBounds {
        currency,
        min: amount("filter.fee.atLeast", &filter.at_least)?,
        max: amount("filter.fee.atMost", &filter.at_most)?,
    })
}
