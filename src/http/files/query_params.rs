//! Parses the query parameters of generated files.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashSet},
};

use actix_web::{error::QueryPayloadError, web::Query};
use serde::{
    Deserialize,
    de::{
        DeserializeOwned, IntoDeserializer,
        value::{Error, StrDeserializer},
    },
};
use url::form_urlencoded;

use crate::{
    advice::{HeldExam, WeeklyHours},
    catalogue::{
        ApproximateDate, Catalogue, CodeLookup, Currency, Day, ExamIndex, ExamKey, Experience,
        Language, Money, UnknownLanguage,
    },
    graphql::ErrorCode,
};

/// The most exams that a parameter names.
const MAX_EXAMS: usize = 100;

/// The code and message of a refusal.
pub(in crate::http) type Refusal = (ErrorCode, String);

/// Parses a query string; unknown parameters are ignored.
///
/// # Errors
/// If a value does not have the type of its field.
pub(in crate::http) fn read<T: DeserializeOwned>(query: &str) -> Result<T, Refusal> {
    let mut given = form_urlencoded::Serializer::new(String::new());
    given.extend_pairs(pairs(query));
    let read = Query::<T>::from_query(&given.finish());
    read.map(Query::into_inner).map_err(|fault| {
        let message = match fault {
            QueryPayloadError::Deserialize(fault) => fault.to_string(),
            fault => fault.to_string(),
        };
        let message = format!("The query string cannot be read: {message}.");
        (ErrorCode::BadRequest, message)
    })
}

/// The decoded parameters of a query string. The first value of a name counts, as in a browser's
/// `URLSearchParams.get`. Empty values count as absent, since forms send empty fields.
pub(in crate::http) fn pairs(query: &str) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    let mut names = HashSet::new();
    let pairs = form_urlencoded::parse(query.as_bytes());
    let first = pairs.filter(|(name, _)| names.insert(name.clone()));
    first.filter(|(_, value)| !value.is_empty()).collect()
}

/// The exam of a vendor with this code.
///
/// # Errors
/// If there is none.
pub(in crate::http) fn exam(
    catalogue: &Catalogue,
    vendor: &str,
    code: &str,
) -> Result<ExamIndex, Refusal> {
    find(catalogue, vendor, code).ok_or_else(|| {
        let message = format!(
            "There is no exam \"{}\" of \"{}\".",
            short(code),
            short(vendor)
        );
        (ErrorCode::NotFound, message)
    })
}

/// The exam of a vendor with this code, both case-insensitive.
pub(in crate::http) fn find(catalogue: &Catalogue, vendor: &str, code: &str) -> Option<ExamIndex> {
    let vendor = catalogue.vendor_by_slug(&vendor.to_lowercase().parse().ok()?)?;
    match catalogue.exam_by_code(code, Some(vendor)) {
        CodeLookup::Found(exam) => Some(exam),
        CodeLookup::Ambiguous(_) | CodeLookup::Unknown(_) => None,
    }
}

/// A day such as `2026-06-30`.
///
/// # Errors
/// If the text is not a date.
pub(in crate::http) fn day(name: &str, text: Option<&str>) -> Result<Option<Day>, Refusal> {
    let read = |text: &str| {
        let date: Option<ApproximateDate> = text.parse().ok();
        let day = date.and_then(ApproximateDate::exact);
        day.ok_or_else(|| bad(name, "expects a day such as 2026-06-30"))
    };
    text.map(read).transpose()
}

/// The same for a parameter that cannot be left out.
///
/// # Errors
/// As [`day`], or without a text.
pub(in crate::http) fn required_day(name: &str, text: Option<&str>) -> Result<Day, Refusal> {
    day(name, text)?.ok_or_else(|| bad(name, "expects a day such as 2026-06-30"))
}

/// A day that is not before another.
///
/// # Errors
/// As [`day`], or if it is before.
pub(in crate::http) fn deadline(text: Option<&str>, from: Day) -> Result<Option<Day>, Refusal> {
    let deadline = day("deadline", text)?;
    if deadline.is_some_and(|deadline| deadline < from) {
        let fault = format!("is before the requested day, {from}");
        return Err(bad("deadline", &fault));
    }
    Ok(deadline)
}

/// An amount of a currency such as `300` or `99.50`.
///
/// # Errors
/// If the text is no amount.
pub(in crate::http) fn amount(
    name: &str,
    text: Option<&str>,
    currency: Currency,
) -> Result<Option<Money>, Refusal> {
    let amount = text.map(|text| Money::parse_amount(text, currency));
    let fault = "expects an amount such as 300";
    amount.transpose().map_err(|_| bad(name, fault))
}

/// An amount of US dollars such as `300` or `99.50`.
///
/// # Errors
/// If the text is no amount.
pub(in crate::http) fn dollars(name: &str, text: Option<&str>) -> Result<Option<Money>, Refusal> {
    let amount = text.map(|text| Money::parse_amount(text, Currency::USD));
    let fault = "expects an amount in US dollars such as 300";
    amount.transpose().map_err(|_| bad(name, fault))
}

/// Hours per week; the default without the parameter.
///
/// # Errors
/// If the text is not a number from 1 to 168.
pub(in crate::http) fn pace(text: Option<&str>) -> Result<WeeklyHours, Refusal> {
    let Some(text) = text else {
        return Ok(WeeklyHours::default());
    };
    let hours = text.parse().ok().and_then(WeeklyHours::new);
    hours.ok_or_else(|| bad("weeklyHours", "must be between 1 and 168"))
}

/// Experience by its name in the API.
///
/// # Errors
/// If the name is unknown.
pub(in crate::http) fn experience(text: Option<&str>) -> Result<Option<Experience>, Refusal> {
    let read = |text: &str| {
        let name: StrDeserializer<'_, Error> = text.into_deserializer();
        Experience::deserialize(name).map_err(|_| {
            bad(
                "experience",
                "is one of NEW_TO_CLOUD, KNOWS_VENDOR, PRACTITIONER",
            )
        })
    };
    text.map(read).transpose()
}

/// A comma-separated list of languages by name or tag, without duplicates.
///
/// # Errors
/// If one is unknown, with the nearest name.
pub(in crate::http) fn languages(text: Option<&str>) -> Result<Vec<Language>, Refusal> {
    let names = text.unwrap_or_default().split(',');
    let mut languages = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        let language = name
            .parse()
            .map_err(|fault: UnknownLanguage| bad("languages", &fault.to_string()))?;
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    Ok(languages)
}

/// The exams that a person holds.
///
/// # Errors
/// As [`exams`].
pub(in crate::http) fn held(
    catalogue: &Catalogue,
    text: Option<&str>,
) -> Result<BTreeSet<ExamIndex>, Refusal> {
    exams(catalogue, "held", text).map(BTreeSet::from_iter)
}

/// A comma-separated list of exams as `vendor/code`.
///
/// # Errors
/// If one is unknown, or there are too many.
pub(in crate::http) fn exams(
    catalogue: &Catalogue,
    name: &str,
    text: Option<&str>,
) -> Result<Vec<ExamIndex>, Refusal> {
    each(name, text, |key| exam_named(catalogue, name, key))
}

/// The exams that a person holds, each with the day on which it was passed: a comma-separated list of
/// `vendor/code@day`.
///
/// # Errors
/// As [`exams`], or if one has no day.
pub(in crate::http) fn held_with_days(
    catalogue: &Catalogue,
    text: Option<&str>,
) -> Result<Vec<HeldExam>, Refusal> {
    each("held", text, |item| {
        let (key, earned_on) = item.split_once('@').ok_or_else(|| {
            let fault = format!("\"{}\" has no day; write vendor/code@day", short(item));
            bad("held", &fault)
        })?;
        Ok(HeldExam {
            exam: exam_named(catalogue, "held", key)?,
            earned_on: required_day("held", Some(earned_on))?,
        })
    })
}

/// The items of a comma-separated list of at most 100 exams.
fn each<T>(
    name: &str,
    text: Option<&str>,
    read: impl Fn(&str) -> Result<T, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let items = text.unwrap_or_default().split(',');
    let items: Vec<&str> = items.filter(|item| !item.is_empty()).collect();
    if items.len() > MAX_EXAMS {
        return Err(bad(name, &format!("names more than {MAX_EXAMS} exams")));
    }
    items.into_iter().map(read).collect()
}

/// The exam of `vendor/code`.
fn exam_named(catalogue: &Catalogue, name: &str, text: &str) -> Result<ExamIndex, Refusal> {
    let key = text.parse::<ExamKey>().ok();
    let exam = key.and_then(|key| find(catalogue, key.vendor.as_str(), key.code.as_str()));
    exam.ok_or_else(|| {
        let message = format!("there is no exam \"{}\"; write vendor/code", short(text));
        (
            ErrorCode::UnknownExam,
            format!("Parameter \"{name}\": {message}."),
        )
    })
}

/// The refusal of a parameter.
pub(in crate::http) fn bad(name: &str, fault: &str) -> Refusal {
    (
        ErrorCode::BadUserInput,
        format!("Parameter \"{name}\": {fault}."),
    )
}

/// The beginning of a client's text.
pub(in crate::http) fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
