//! Search by text.

use async_graphql::{Enum, InputObject, Result, SimpleObject, Union};
use certgraph_macros::{Fields, Leaf, Members};

use crate::catalogue::{Catalogue, SearchTarget, VendorIndex};
use crate::graphql::{
    objects::blueprint::{Blueprint, Domain},
    objects::certification::CertificationObject,
    objects::connection::{CursorScope, Page, PageArguments, picks, ranked_page},
    objects::exam::ExamObject,
    objects::lookup,
    objects::role::RoleObject,
    objects::vendor::VendorObject,
    objects::view::View,
};

/// Something that was found.
#[derive(Union, Members)]
pub enum SearchHit {
    /// An exam, by code, former code, alias, title or another name that people use; also by the names
    /// of the certifications that it earns, and by those of the exams whose place it took.
    Exam(ExamObject),
    /// A certification, by title or another name that people use.
    Certification(CertificationObject),
    /// A role, by title.
    Role(RoleObject),
    /// A vendor, by name.
    Vendor(VendorObject),
    /// A domain of the blueprint in force, by its title or objectives.
    Domain(DomainHit),
}

/// A domain of an exam's blueprint in force.
#[derive(SimpleObject, Fields)]
pub struct DomainHit {
    /// The exam.
    exam: ExamObject,
    /// The blueprint in force on the day.
    blueprint: Blueprint,
    /// The domain that was found.
    domain: Domain,
}

/// What can be found.
#[derive(Enum, Leaf, Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchKind {
    /// Exams.
    Exam,
    /// Certifications.
    Certification,
    /// Roles.
    Role,
    /// Vendors.
    Vendor,
    /// Domains of blueprints in force.
    Domain,
}

impl SearchKind {
    fn of(target: SearchTarget) -> Self {
        match target {
            SearchTarget::Exam(_) => Self::Exam,
            SearchTarget::Certification(_) => Self::Certification,
            SearchTarget::Role(_) => Self::Role,
            SearchTarget::Vendor(_) => Self::Vendor,
            SearchTarget::Domain { .. } => Self::Domain,
        }
    }
}

/// A filter of hits; everything given must hold, and an empty list matches none.
#[derive(InputObject, Debug, Clone, Default, PartialEq)]
pub struct SearchFilter {
    /// Of one of these kinds. Example: `[EXAM, ROLE]`.
    kinds: Option<Vec<SearchKind>>,
    /// Of one of these vendors: what it issues, its domains and itself; roles belong to none.
    /// Example: `["microsoft", "aws"]`.
    vendors: Option<Vec<String>>,
}

/// The vendor of what was found; a role has none.
fn vendor_of(catalogue: &Catalogue, target: SearchTarget) -> Option<VendorIndex> {
    match target {
        SearchTarget::Exam(exam) | SearchTarget::Domain { exam, .. } => {
            Some(catalogue.exam(exam).vendor)
        }
        SearchTarget::Certification(index) => Some(catalogue.certification(index).vendor),
        SearchTarget::Vendor(index) => Some(index),
        SearchTarget::Role(_) => None,
    }
}

/// One page of what a text finds, best first.
pub(crate) fn search(
    view: &View,
    text: &str,
    filter: Option<SearchFilter>,
    arguments: &PageArguments,
) -> Result<Page<SearchHit>> {
    // An empty filter must not change the cursors of a list.
    let filter = filter.filter(|filter| *filter != SearchFilter::default());
    let scope = CursorScope::new("search", &(text, &filter, view.as_of));
    let SearchFilter { kinds, vendors } = filter.unwrap_or_default();
    let vendors = lookup::filter_vendors(view, vendors.as_ref())?;
    let is_picked = |target| {
        let is_of_vendor = vendors.as_ref().is_none_or(|vendors| {
            vendor_of(&view.catalogue, target).is_some_and(|vendor| vendors.contains(&vendor))
        });
        is_of_vendor && picks(kinds.as_ref(), &SearchKind::of(target))
    };
    let index = view.catalogue.search_index();
    let find = |places| {
        let page = index.page(&view.catalogue, text, view.day, is_picked, places);
        (page.hits, page.total)
    };
    ranked_page(arguments, scope, find, |hit| match hit.target {
        SearchTarget::Exam(index) => SearchHit::Exam(view.exam(index)),
        SearchTarget::Certification(index) => SearchHit::Certification(view.certification(index)),
        SearchTarget::Role(index) => SearchHit::Role(view.role(index)),
        SearchTarget::Vendor(index) => SearchHit::Vendor(view.vendor(index)),
        SearchTarget::Domain {
            exam,
            blueprint,
            domain,
        } => {
            let blueprint = Blueprint::new(view, exam, blueprint);
            SearchHit::Domain(DomainHit {
                exam: view.exam(exam),
                domain: blueprint.domain(domain),
                blueprint,
            })
        }
    })
}
