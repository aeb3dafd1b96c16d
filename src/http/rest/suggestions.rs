//! What may have been meant by a name in an address that the catalogue does not have.

use super::{address::Address, problem::Problem};
use crate::{
    catalogue::{Catalogue, VendorIndex, near_names},
    graphql::{ErrorCode, nearest_exams},
};

/// The most exams that are suggested.
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
            let vendor = vendor_of(catalogue, vendor);
            let near = nearest_exams(catalogue, vendor, code);
            Problem::new(ErrorCode::UnknownExam, message)
                .of_parameter(Some(if vendor.is_some() { "code" } else { "vendor" }))
                .suggesting(near.into_iter().take(MAX).collect())
        }
        kind => {
            let slug = address.path_text("slug");
            let kind = kind.to_lowercase();
            let message = format!("There is no {kind} \"{}\".", short(slug));
            let known = catalogue.certifications();
            let known = known.map(|index| catalogue.certification(index).record.slug.as_str());
            let problem = Problem::new(ErrorCode::NotFound, message).of_parameter(Some("slug"));
            problem.suggesting(near(slug, known))
        }
    }
}

/// The roles that the address of an unknown one may mean.
pub(super) fn near_roles(address: &Address, catalogue: &Catalogue) -> Vec<String> {
    let known = catalogue.roles();
    let known = known.map(|index| catalogue.role(index).record.slug.as_str());
    near(address.path_text("slug"), known)
}

fn near<'a>(slug: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let near = near_names(slug, known).into_iter();
    near.map(str::to_owned).collect()
}

fn vendor_of(catalogue: &Catalogue, slug: &str) -> Option<VendorIndex> {
    catalogue.vendor_by_slug(&slug.to_lowercase().parse().ok()?)
}

fn short(text: &str) -> String {
    text.chars().take(MAX_QUOTED).collect()
}
