//! Finds objects of the snapshot by the codes and slugs of arguments.

use async_graphql::{Error, ErrorExtensions, Result, Value};

use crate::catalogue::{
    Catalogue, CertificationIndex, CodeLookup, ExamIndex, ExamName, Language, RoleIndex,
    UnknownLanguage, VendorIndex, did_you_mean, near_names,
};
use crate::graphql::{
    error_code::ErrorCode,
    objects::connection::{MAX_QUOTED, bad_argument, naming},
    objects::view::View,
};

/// The vendor with this slug, in any case; `None` when there is none.
pub(crate) fn vendor(view: &View, slug: &str) -> Option<VendorIndex> {
    let slug = slug.trim().to_lowercase().parse().ok()?;
    view.catalogue.vendor_by_slug(&slug)
}

/// The vendors with these slugs; an unknown slug is `BAD_USER_INPUT`, since a misspelt filter must not
/// look like an empty result.
pub(crate) fn vendors(view: &View, argument: &str, slugs: &[String]) -> Result<Vec<VendorIndex>> {
    all_known(argument, slugs, String::clone, |slug| {
        known_vendor(view, argument, slug)
    })
}

/// What is found for each item of a list. The error is that of the first unknown item, with the names
/// of all.
pub(crate) fn all_known<I, T>(
    argument: &str,
    items: &[I],
    name: impl Fn(&I) -> String,
    find: impl Fn(&I) -> Result<T>,
) -> Result<Vec<T>> {
    let (mut known, mut unknown, mut first) = (vec![], vec![], None);
    for item in items {
        match find(item) {
            Ok(found) => known.push(found),
            Err(error) => {
                unknown.push(name(item));
                first.get_or_insert(error);
            }
        }
    }
    match first {
        None => Ok(known),
        Some(error) => Err(naming(error, argument, &unknown)),
    }
}

/// The vendors of a filter, if it has any.
pub(crate) fn filter_vendors(
    view: &View,
    slugs: Option<&Vec<String>>,
) -> Result<Option<Vec<VendorIndex>>> {
    let vendors = slugs.map(|slugs| vendors(view, "filter.vendors", slugs));
    vendors.transpose()
}

/// The exams of a filter, if it has any.
pub(crate) fn filter_exams(
    view: &View,
    texts: Option<&Vec<String>>,
) -> Result<Option<Vec<ExamIndex>>> {
    let exams = texts.map(|texts| known_exams(view, "filter.exams", texts));
    exams.transpose()
}

/// The roles of a filter, if it has any.
pub(crate) fn filter_roles(
    view: &View,
    slugs: Option<&Vec<String>>,
) -> Result<Option<Vec<RoleIndex>>> {
    let roles = slugs.map(|slugs| {
        let argument = "filter.roles";
        all_known(argument, slugs, String::clone, |slug| {
            known_role(view, argument, slug)
        })
    });
    roles.transpose()
}

/// The exams of codes or `vendor/code`.
pub(crate) fn known_exams(view: &View, argument: &str, texts: &[String]) -> Result<Vec<ExamIndex>> {
    all_known(argument, texts, String::clone, |text| {
        known_exam(view, argument, text.as_str().into())
    })
}

/// The vendor with this slug, or `BAD_USER_INPUT` with the nearest slug.
pub(crate) fn known_vendor(view: &View, argument: &str, slug: &str) -> Result<VendorIndex> {
    vendor(view, slug).ok_or_else(|| {
        let catalogue = &view.catalogue;
        let vendors = catalogue.vendors();
        let known = vendors.map(|index| catalogue.vendor(index).record.slug.as_str());
        let near = near_names(slug, known);
        let hint = did_you_mean(&near);
        let message = format!("there is no vendor \"{slug}\"{hint}");
        suggesting(bad_argument(argument, message), near)
    })
}

/// The role with this slug, in any case; `None` when there is none.
pub(crate) fn role(view: &View, slug: &str) -> Option<RoleIndex> {
    let slug = slug.trim().to_lowercase().parse().ok()?;
    view.catalogue.role_by_slug(&slug)
}

/// The role with this slug, or `UNKNOWN_ROLE` with the nearest slug.
pub(crate) fn known_role(view: &View, argument: &str, slug: &str) -> Result<RoleIndex> {
    role(view, slug).ok_or_else(|| {
        let catalogue = &view.catalogue;
        let known = catalogue
            .roles()
            .map(|index| catalogue.role(index).record.slug.as_str());
        let near = near_names(slug, known);
        let hint = near.first();
        let hint = hint.map(|near| format!(" Did you mean \"{near}\"?"));
        let message = format!("There is no role \"{slug}\".{}", hint.unwrap_or_default());
        let error = naming(ErrorCode::UnknownRole.error(message), argument, &[]);
        suggesting(error, near)
    })
}

/// The certification with this slug, in any case; `None` when there is none.
pub(crate) fn certification(view: &View, slug: &str) -> Option<CertificationIndex> {
    let slug = slug.trim().to_lowercase().parse().ok()?;
    view.catalogue.certification_by_slug(&slug)
}

/// The certification with this slug, or `BAD_USER_INPUT` with the nearest slug.
pub(crate) fn known_certification(
    view: &View,
    argument: &str,
    slug: &str,
) -> Result<CertificationIndex> {
    let catalogue = &view.catalogue;
    certification(view, slug).ok_or_else(|| {
        let known = catalogue
            .certifications()
            .map(|index| catalogue.certification(index).record.slug.as_str());
        let near = near_names(slug, known);
        let hint = did_you_mean(&near);
        let slug: String = slug.chars().take(MAX_QUOTED).collect();
        let message = format!("there is no certification \"{slug}\"{hint}");
        suggesting(bad_argument(argument, message), near)
    })
}

/// The exam with this code; `None` when there is none, and `AMBIGUOUS_EXAM` when there are several.
pub(crate) fn exam(
    view: &View,
    code: &str,
    vendor_slug: Option<&str>,
) -> Result<Option<ExamIndex>> {
    let within = vendor_slug.map(|slug| vendor(view, slug));
    if within == Some(None) {
        return Ok(None);
    }
    match view.catalogue.exam_by_code(code, within.flatten()) {
        CodeLookup::Found(index) => Ok(Some(index)),
        CodeLookup::Unknown(_) => Ok(None),
        CodeLookup::Ambiguous(candidates) => Err(ambiguous(view, code, &candidates)),
    }
}

/// The language of an argument, or `BAD_USER_INPUT` with the nearest names.
pub(crate) fn known_language(argument: &str, text: &str) -> Result<Language> {
    text.parse().map_err(|unknown: UnknownLanguage| {
        let error = bad_argument(argument, &unknown);
        suggesting(error, unknown.near)
    })
}

/// The exam of an argument, or `UNKNOWN_EXAM` with the nearest codes, or `AMBIGUOUS_EXAM`.
pub(crate) fn known_exam(view: &View, argument: &str, name: ExamName<'_>) -> Result<ExamIndex> {
    let ExamName { vendor, code } = name;
    let within = vendor.map(|slug| known_vendor(view, argument, slug));
    let within = within.transpose()?;
    match view.catalogue.exam_by_code(code, within) {
        CodeLookup::Found(index) => Ok(index),
        CodeLookup::Ambiguous(candidates) => {
            let error = ambiguous(view, code, &candidates);
            Err(naming(error, argument, &[]))
        }
        CodeLookup::Unknown(near) => {
            let near = keys(&view.catalogue, &near);
            let hint = match near.first() {
                Some(_) => format!(" Did you mean {}?", near.join(" or ")),
                None => String::new(),
            };
            let code: String = code.chars().take(MAX_QUOTED).collect();
            let message = format!("Argument \"{argument}\": there is no exam \"{code}\".{hint}");
            let error = naming(ErrorCode::UnknownExam.error(message), argument, &[]);
            Err(suggesting(error, near))
        }
    }
}

fn ambiguous(view: &View, code: &str, candidates: &[ExamIndex]) -> Error {
    let keys = keys(&view.catalogue, candidates);
    let message = format!(
        "Several exams share the code {code}: {}. Name the vendor.",
        keys.join(", ")
    );
    suggesting(ErrorCode::AmbiguousExam.error(message), keys)
}

/// The error with `extensions.candidates`, names that would be accepted, if there are any.
fn suggesting<T: Into<String>>(error: Error, candidates: Vec<T>) -> Error {
    if candidates.is_empty() {
        return error;
    }
    let candidates = candidates.into_iter().map(T::into).map(Value::String);
    let candidates = Value::List(candidates.collect());
    error.extend_with(|_, extensions| extensions.set("candidates", candidates))
}

fn keys(catalogue: &Catalogue, exams: &[ExamIndex]) -> Vec<String> {
    exams
        .iter()
        .map(|index| catalogue.exam(*index).record.key().to_string())
        .collect()
}

/// The exams that a code may mean which no exam has, as `vendor/code`, nearest first: those of the
/// vendor with a near code, otherwise those of any vendor.
pub fn nearest_exams(
    catalogue: &Catalogue,
    vendor: Option<VendorIndex>,
    code: &str,
) -> Vec<String> {
    let within = |vendor| match catalogue.exam_by_code(code, vendor) {
        CodeLookup::Found(exam) => vec![exam],
        CodeLookup::Ambiguous(exams) | CodeLookup::Unknown(exams) => exams,
    };
    let mut near = within(vendor);
    if near.is_empty() {
        near = within(None);
    }
    keys(catalogue, &near)
}
