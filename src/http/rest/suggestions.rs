//! What may have been meant by a name in an address that the catalogue does not have.

use super::{address::Address, problem::Problem};
use crate::{
    catalogue::{Catalogue, CodeLookup, VendorIndex},
    graphql::{ErrorCode, nearest_names},
};

/// The most names that are suggested.
const MAX: usize = 3;

/// The most characters of a name that a message repeats.
const MAX_QUOTED: usize = 60;

/// The problem of an address whose object, of this type, is not in the catalogue.
pub(super) fn not_found(of_type: &str, address: &Address, catalogue: &Catalogue) -> Problem {
    match of_type {
        "Exam" => {
            let (vendor, code) = (address.path_text("vendor"), address.path_text("code"));
            let message = format!(
                "There is no exam \"{}\" of \"{}\".",
                short(code),
                short(vendor)
            );
            let is_of_vendor = vendor_of(catalogue, vendor).is_some();
            Problem::new(ErrorCode::UnknownExam, message)
                .of_parameter(Some(if is_of_vendor { "code" } else { "vendor" }))
                .suggesting(exams(catalogue, vendor, code))
        }
        kind => {
            let slug = address.path_text("slug");
            let kind = kind.to_lowercase();
            let message = format!("There is no {kind} \"{}\".", short(slug));
            let known = catalogue.certifications();
            let known = known.map(|index| catalogue.certification(index).record.slug.as_str());
            let problem = Problem::new(ErrorCode::NotFound, message).of_parameter(Some("slug"));
            let near = nearest_names(slug, known).into_iter().take(MAX);
            problem.suggesting(near.map(str::to_owned).collect())
        }
    }
}

/// The exams of the vendor, or of any, with the code or a similar one, as `vendor/code`.
fn exams(catalogue: &Catalogue, vendor: &str, code: &str) -> Vec<String> {
    let vendor = vendor_of(catalogue, vendor);
    let within = |vendor| match catalogue.exam_by_code(code, vendor) {
        CodeLookup::Found(exam) => vec![exam],
        CodeLookup::Ambiguous(exams) | CodeLookup::Unknown(exams) => exams,
    };
    let mut near = within(vendor);
    if near.is_empty() {
        near = within(None);
    }
    let keys = near.into_iter().take(MAX);
    keys.map(|index| catalogue.exam(index).record.key().to_string())
        .collect()
}

fn vendor_of(catalogue: &Catalogue, slug: &str) -> Option<VendorIndex> {
    catalogue.vendor_by_slug(&slug.to_lowercase().parse().ok()?)
}

fn short(text: &str) -> String {
    text.chars().take(MAX_QUOTED).collect()
}
