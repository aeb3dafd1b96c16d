//! Turns the names that clients give (codes, slugs) into places of the snapshot.

use async_graphql::{Error, ErrorExtensions, Result, Value};

use crate::catalogue::{CodeLookup, ExamIndex, RoleIndex, VendorIndex};
use crate::graphql::{
    error_code::ErrorCode,
    objects::connection::{ExamRef, bad_argument},
    objects::view::View,
};

/// The vendor with this slug, in any case; `None` when there is none.
pub(crate) fn vendor(view: &View, slug: &str) -> Option<VendorIndex> {
    let slug = slug.trim().to_lowercase().parse().ok()?;
    view.catalogue.vendor_by_slug(&slug)
}

/// The vendors with these slugs.
///
/// # Errors
/// `BAD_USER_INPUT` for a slug that leads nowhere: a misspelt filter must not look like no result.
pub(crate) fn vendors(view: &View, argument: &str, slugs: &[String]) -> Result<Vec<VendorIndex>> {
    slugs
        .iter()
        .map(|slug| vendor(view, slug).ok_or_else(|| no_vendor(view, argument, slug)))
        .collect()
}

/// The vendors that a filter names; `None` when it names none.
pub(crate) fn filter_vendors(
    view: &View,
    slugs: Option<&Vec<String>>,
) -> Result<Option<Vec<VendorIndex>>> {
    let vendors = slugs.map(|slugs| vendors(view, "filter.vendors", slugs));
    vendors.transpose()
}

/// The exams that a filter names; `None` when it names none.
pub(crate) fn filter_exams(
    view: &View,
    texts: Option<&Vec<String>>,
) -> Result<Option<Vec<ExamIndex>>> {
    let exams = texts.map(|texts| known_exams(view, "filter.exams", texts));
    exams.transpose()
}

/// The exams that these short texts name.
pub(crate) fn known_exams(view: &View, argument: &str, texts: &[String]) -> Result<Vec<ExamIndex>> {
    let texts = texts.iter();
    texts
        .map(|text| known_exam_text(view, argument, text))
        .collect()
}

fn no_vendor(view: &View, argument: &str, slug: &str) -> Error {
    let catalogue = &view.catalogue;
    let known = catalogue
        .vendors()
        .map(|index| catalogue.vendor(index).record.slug.as_str());
    let hint = nearest(slug, known).map(|near| format!("; did you mean \"{near}\"?"));
    bad_argument(
        argument,
        format!("there is no vendor \"{slug}\"{}", hint.unwrap_or_default()),
    )
}

/// The role with this slug, in any case; `None` when there is none.
pub(crate) fn role(view: &View, slug: &str) -> Option<RoleIndex> {
    let slug = slug.trim().to_lowercase().parse().ok()?;
    view.catalogue.role_by_slug(&slug)
}

/// The role with this slug.
///
/// # Errors
/// `UNKNOWN_ROLE`, with the nearest slug.
pub(crate) fn known_role(view: &View, slug: &str) -> Result<RoleIndex> {
    role(view, slug).ok_or_else(|| {
        let catalogue = &view.catalogue;
        let known = catalogue
            .roles()
            .map(|index| catalogue.role(index).record.slug.as_str());
        let hint = nearest(slug, known).map(|near| format!(" Did you mean \"{near}\"?"));
        let message = format!("There is no role \"{slug}\".{}", hint.unwrap_or_default());
        ErrorCode::UnknownRole.error(message)
    })
}

/// The exam with this code; `None` when there is none.
///
/// # Errors
/// `AMBIGUOUS_EXAM` with the candidates, when several exams share the code.
pub(crate) fn exam(
    view: &View,
    code: &str,
    vendor_slug: Option<&str>,
) -> Result<Option<ExamIndex>> {
    let within = match vendor_slug {
        Some(slug) => match vendor(view, slug) {
            Some(index) => Some(index),
            None => return Ok(None),
        },
        None => None,
    };
    match view.catalogue.exam_by_code(code, within) {
        CodeLookup::Found(index) => Ok(Some(index)),
        CodeLookup::Unknown(_) => Ok(None),
        CodeLookup::Ambiguous(candidates) => Err(ambiguous(view, code, &candidates)),
    }
}

/// The exam that an argument names.
///
/// # Errors
/// `UNKNOWN_EXAM` with the nearest codes, or `AMBIGUOUS_EXAM` with the candidates.
pub(crate) fn known_exam(view: &View, argument: &str, reference: &ExamRef) -> Result<ExamIndex> {
    let within = match &reference.vendor {
        Some(slug) => Some(vendor(view, slug).ok_or_else(|| no_vendor(view, argument, slug))?),
        None => None,
    };
    match view.catalogue.exam_by_code(&reference.code, within) {
        CodeLookup::Found(index) => Ok(index),
        CodeLookup::Ambiguous(candidates) => Err(ambiguous(view, &reference.code, &candidates)),
        CodeLookup::Unknown(near) => {
            let near = keys(view, &near);
            let hint = match near.first() {
                Some(_) => format!(" Did you mean {}?", near.join(" or ")),
                None => String::new(),
            };
            let code: String = reference.code.chars().take(60).collect();
            let message = format!("Argument \"{argument}\": there is no exam \"{code}\".{hint}");
            Err(ErrorCode::UnknownExam.error(message))
        }
    }
}

/// The exam that a short text names: a code (`AI-102`) or vendor and code (`microsoft/AI-102`).
pub(crate) fn known_exam_text(view: &View, argument: &str, text: &str) -> Result<ExamIndex> {
    let (vendor, code) = match text.split_once('/') {
        Some((vendor, code)) => (Some(vendor.to_owned()), code),
        None => (None, text),
    };
    known_exam(
        view,
        argument,
        &ExamRef {
            code: code.to_owned(),
            vendor,
        },
    )
}

fn ambiguous(view: &View, code: &str, candidates: &[ExamIndex]) -> Error {
    let keys = keys(view, candidates);
    let message = format!(
        "Several exams share the code {code}: {}. Name the vendor.",
        keys.join(", ")
    );
    ErrorCode::AmbiguousExam
        .error(message)
        .extend_with(|_, extensions| {
            extensions.set(
                "candidates",
                Value::List(keys.into_iter().map(Value::String).collect()),
            );
        })
}

fn keys(view: &View, exams: &[ExamIndex]) -> Vec<String> {
    exams
        .iter()
        .map(|index| view.catalogue.exam(*index).record.key().to_string())
        .collect()
}

/// The known text that is nearest to what was given, when one is near.
fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let text: String = text.trim().to_lowercase().chars().take(100).collect();
    known
        .map(|candidate| (strsim::osa_distance(candidate, &text), candidate))
        .filter(|(distance, candidate)| *distance <= 3.max(candidate.len() / 3))
        .min()
        .map(|(_, candidate)| candidate)
}
