//! The snapshot and the day that objects describe.

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

/// The snapshot and the day that an object and its children describe.
///
/// Every object of a response has a clone. The reference count is that of the response and not of the
/// snapshot, which all workers share.
#[derive(Clone)]
pub(crate) struct View(Arc<ViewData>);

/// The data of a view.
pub(crate) struct ViewData {
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) day: Day,
    /// The day of the argument `asOf`.
    pub(crate) as_of: Option<Day>,
    /// Whether the request is canceled.
    pub(crate) cancellation: Cancellation,
}

impl Deref for View {
    type Target = ViewData;

    fn deref(&self) -> &ViewData {
        &self.0
    }
}

impl View {
    /// A snapshot on a day, without cancellation.
    pub(crate) fn new(catalogue: Arc<Catalogue>, day: Day) -> Self {
        Self(Arc::new(ViewData {
            catalogue,
            day,
            as_of: None,
            cancellation: Cancellation::default(),
        }))
    }

    /// The snapshot of the request on the day of `asOf`, or today.
    pub(crate) fn of(scope: &RequestContext, as_of: Option<Date>) -> Self {
        let moment = &scope.moment;
        let as_of = as_of.map(|date| date.0);
        Self(Arc::new(ViewData {
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

    /// The leading source; `None` for an estimate without one.
    pub(crate) fn leading_source(&self, evidence: &catalogue::Evidence) -> Option<Source> {
        self.sources(evidence.sources.first()).pop()
    }
}
