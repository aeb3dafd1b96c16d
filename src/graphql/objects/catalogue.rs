//! The catalogue itself: its revision, age and size.

use async_graphql::SimpleObject;
use certgraph_macros::{Fields, fields};

use crate::graphql::{
    engine::request_context::RequestContext,
    engine::request_time::RequestTime,
    objects::health::{CatalogueHealth, health},
    objects::scalars::DateTime,
    objects::view::View,
};

pub struct CatalogueObject(pub(crate) RequestTime);

/// How many objects of each kind the catalogue holds.
#[derive(SimpleObject, Fields)]
pub struct CatalogueCounts {
    /// Vendors.
    vendors: usize,
    /// Certifications.
    certifications: usize,
    /// Exams, retired ones included.
    exams: usize,
    /// Blueprints, past and claimed ones included.
    blueprints: usize,
    /// Domains of all blueprints.
    domains: usize,
    /// Statements about exams.
    facts: usize,
    /// Roles.
    roles: usize,
    /// Sources.
    sources: usize,
}

/// The catalogue that this answer was read from: its revision, its age and what it holds.
#[fields(name = "Catalogue")]
impl CatalogueObject {
    /// The version number of the catalogue: +1 for each applied change set. Example: `42`.
    fn revision(&self) -> i64 {
        self.0.catalogue.revision().number()
    }

    /// When that revision was committed. Example: `"2026-11-22T09:30:00Z"`.
    fn updated_at(&self) -> DateTime {
        DateTime(self.0.catalogue.committed_at())
    }

    /// For how many seconds the database has not confirmed that this is the newest revision. Around
    /// normally 1; it grows while the database is unreachable.
    fn staleness_seconds(&self) -> i64 {
        self.0.staleness().num_seconds()
    }

    /// How complete and how old it is on a day.
    fn health(&self, scope: &RequestContext, view: View) -> CatalogueHealth {
        health(scope, &view)
    }

    /// How much it holds.
    fn counts(&self) -> CatalogueCounts {
        let catalogue = &self.0.catalogue;
        let records = || catalogue.exams().map(|index| &catalogue.exam(index).record);
        let blueprints = || records().flat_map(|exam| &exam.blueprints);
        CatalogueCounts {
            vendors: catalogue.vendors().len(),
            certifications: catalogue.certifications().len(),
            exams: catalogue.exams().len(),
            blueprints: blueprints().count(),
            domains: blueprints().map(|blueprint| blueprint.domains.len()).sum(),
            facts: records().map(|exam| exam.facts.len()).sum(),
            roles: catalogue.roles().len(),
            sources: catalogue.sources().len(),
        }
    }
}
