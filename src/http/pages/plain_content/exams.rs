//! The list of exams.

use super::{Page, link, words::money};
use crate::{
    catalogue::{
        Catalogue, Currency, Day, ExamFilter, ExamOrder, LifecycleState, MoneyBounds, list_exams,
    },
    http::{
        files::query_params::{bad, dollars},
        pages::{
            html::escape,
            messages::Language,
            question::{Parameters, named},
        },
    },
};

/// The exams that the parameters of an address select, in their order.
pub(in crate::http::pages) fn page(
    catalogue: &Catalogue,
    mut parameters: Parameters,
    today: Day,
    title: &str,
    language: Language,
) -> String {
    let day = parameters.day(today);
    let filter = filter(catalogue, &mut parameters);
    let order = ExamOrder {
        by: parameters.value("order", |text| {
            let by = text.map(|text| named(text).ok_or_else(|| bad("order", "is unknown")));
            Ok(by.transpose()?.unwrap_or_default())
        }),
        descending: parameters.text("direction") == Some("DESC"),
    };
    let list = list_exams(catalogue, &filter, order, day);
    let mut page = Page::titled(title, language);
    page.notices(&parameters.notices);
    page.search(parameters.text("text").unwrap_or_default());
    page.paragraph(&language.count("plain-exams", list.len()));
    if parameters.text("states").is_none() {
        page.link("/exams?states=RETIRED", "plain-retired-exams");
    }
    let heads = [
        "list-column-exam",
        "list-vendor",
        "list-level",
        "list-state",
        "figure-fee",
        "figure-study",
    ];
    page.table(
        &heads.map(|id| language.text(id)),
        list.iter().map(|(_, index)| {
            let entry = catalogue.exam(index);
            let fee = entry.fee_on(Currency::USD, day);
            let study = entry.study_hours(None);
            vec![
                link(entry),
                escape(&catalogue.vendor(entry.vendor).record.name),
                language.level(entry.level),
                language.state_of(entry, day),
                fee.map_or_else(|| language.unknown(), money),
                study.map_or_else(|| language.unknown(), |hours| language.quantity(hours)),
            ]
        }),
    );
    page.html
}

/// The filter of an address. Retired exams are listed on request only, as in the API.
fn filter(catalogue: &Catalogue, parameters: &mut Parameters) -> ExamFilter {
    let states = parameters.list("states", named);
    let levels = parameters.list("levels", named);
    let vendors = parameters.vendors(catalogue);
    let subjects = parameters.list("subjects", |subject| {
        let of_subject = catalogue.roles();
        let of_subject = of_subject.filter(|role| catalogue.role(*role).record.group == subject);
        some(of_subject.collect())
    });
    let hours = parameters.value("maxHours", |text| {
        let hours: Option<u16> = text.and_then(|text| text.parse().ok());
        match (text, hours) {
            (Some(_), None) => Err(bad("maxHours", "expects a number of hours such as 60")),
            _ => Ok(hours),
        }
    });
    let fee = parameters.value("maxFee", |text| dollars("maxFee", text));
    let open = LifecycleState::ALL.into_iter();
    let open = open.filter(|state| *state != LifecycleState::Retired);
    ExamFilter {
        states: Some(if states.is_empty() {
            open.collect()
        } else {
            states
        }),
        levels: some(levels),
        vendors: some(vendors),
        roles: some(subjects.into_iter().flatten().collect()),
        max_study_hours: hours.map(i64::from),
        fee: fee.map(|most| MoneyBounds {
            min: None,
            max: Some(most.minor()),
            currency: most.currency(),
        }),
        text: parameters.text("text").map(str::to_owned),
        ..ExamFilter::default()
    }
}

/// A list; `None` if it is empty.
fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
