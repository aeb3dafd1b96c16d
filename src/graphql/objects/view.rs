//! What an object sees: the request's snapshot, and the day that it describes.

use std::{ops::Deref, sync::Arc};

use crate::catalogue::{
    self, Catalogue, CertificationIndex, Day, ExamIndex, RoleIndex, SourceKey, VendorIndex,
};
use crate::graphql::{
    engine::cancellation::Cancellation,
    engine::request_context::RequestContext,
    objects::certification::CertificationObject,
    objects::evidence::{Evidence, Source, sources},
    objects::exam::ExamObject,
    objects::role::RoleObject,
    objects::scalars::Date,
    objects::vendor::VendorObject,
};

/// The snapshot and the day that an object and all its children describe.
///
/// Every object of an answer holds one. So a copy counts up in memory of this answer alone, not in
/// the snapshot's, which all workers share.
#[derive(Clone)]
pub(crate) struct View(Arc<Seen>);

/// What a view shows.
pub(crate) struct Seen {
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) day: Day,
    /// The day that the client names.
    pub(crate) as_of: Option<Day>,
    /// Whether somebody waits for what is seen.
    pub(crate) cancellation: Cancellation,
}

impl Deref for View {
    type Target = Seen;

    fn deref(&self) -> &Seen {
        &self.0
    }
}

impl View {
    /// A snapshot on a day, for an answer that may take as long as it takes.
    pub(crate) fn new(catalogue: Arc<Catalogue>, day: Day) -> Self {
        Self(Arc::new(Seen {
            catalogue,
            day,
            as_of: None,
            cancellation: Cancellation::default(),
        }))
    }

    /// The request's snapshot on the day that the client names, else today.
    pub(crate) fn of(scope: &RequestContext, as_of: Option<Date>) -> Self {
        let moment = &scope.moment;
        let as_of = as_of.map(|date| date.0);
        Self(Arc::new(Seen {
            catalogue: Arc::clone(&moment.catalogue),
            day: as_of.unwrap_or_else(|| moment.today()),
            as_of,
            cancellation: scope.cancellation.clone(),
        }))
    }

    pub(crate) fn exam(&self, index: ExamIndex) -> ExamObject {
        let view = self.clone();
        ExamObject { view, index }
    }

    pub(crate) fn exams<'a>(
        &self,
        indices: impl IntoIterator<Item = &'a ExamIndex>,
    ) -> Vec<ExamObject> {
        let indices = indices.into_iter();
        indices.map(|index| self.exam(*index)).collect()
    }

    pub(crate) fn certification(&self, index: CertificationIndex) -> CertificationObject {
        let view = self.clone();
        CertificationObject { view, index }
    }

    pub(crate) fn role(&self, index: RoleIndex) -> RoleObject {
        let view = self.clone();
        RoleObject { view, index }
    }

    pub(crate) fn vendor(&self, index: VendorIndex) -> VendorObject {
        let view = self.clone();
        VendorObject { view, index }
    }

    pub(crate) fn evidence<'a>(
        &self,
        evidence: impl IntoIterator<Item = &'a catalogue::Evidence>,
    ) -> Vec<Evidence> {
        let evidence = evidence.into_iter();
        evidence
            .map(|item| Evidence::new(&self.catalogue, item))
            .collect()
    }

    /// The sources with these keys.
    pub(crate) fn sources<'a>(&self, keys: impl IntoIterator<Item = &'a SourceKey>) -> Vec<Source> {
        sources(&self.catalogue, keys)
    }

    /// The source that comes first; `None` for an estimate without one.
    pub(crate) fn leading_source(&self, evidence: &catalogue::Evidence) -> Option<Source> {
        self.sources(evidence.sources.first()).pop()
    }
}
