//! Search by text.

use async_graphql::{Result, SimpleObject, Union};
use certgraph_macros::{Fields, Members};

use super::{
    blueprint::{Blueprint, Domain},
    certification::CertificationObject,
    connection::{CursorScope, Page, PageArguments, page},
    exam::ExamObject,
    role::RoleObject,
    vendor::VendorObject,
    view::View,
};
use crate::catalogue::{Day, SearchTarget};

/// Something that was found.
#[derive(Union, Members)]
pub enum SearchHit {
    /// An exam, by code, former code, alias or title.
    Exam(ExamObject),
    /// A certification, by title.
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

/// One page of what a text finds, best first.
pub(super) fn search(
    view: &View,
    text: &str,
    arguments: &PageArguments,
    as_of: Option<Day>,
) -> Result<Page<SearchHit>> {
    let scope = CursorScope::new("search", &(text, as_of));
    let hits = view
        .catalogue
        .search_index()
        .search(&view.catalogue, text, view.day);
    let items = hits.into_iter().enumerate().map(|(rank, hit)| {
        (
            u32::try_from(rank).unwrap_or(u32::MAX).to_be_bytes(),
            hit.target,
        )
    });
    page(items.collect(), arguments, scope, |target| {
        let view = view.clone();
        match target {
            SearchTarget::Exam(index) => SearchHit::Exam(ExamObject { view, index }),
            SearchTarget::Certification(index) => {
                SearchHit::Certification(CertificationObject { view, index })
            }
            SearchTarget::Role(index) => SearchHit::Role(RoleObject { view, index }),
            SearchTarget::Vendor(index) => SearchHit::Vendor(VendorObject { view, index }),
            SearchTarget::Domain {
                exam,
                blueprint,
                domain,
            } => SearchHit::Domain(DomainHit {
                exam: ExamObject {
                    view: view.clone(),
                    index: exam,
                },
                blueprint: Blueprint {
                    view: view.clone(),
                    exam,
                    place: blueprint,
                },
                domain: Domain {
                    view,
                    exam,
                    blueprint,
                    place: domain,
                },
            }),
        }
    })
}
