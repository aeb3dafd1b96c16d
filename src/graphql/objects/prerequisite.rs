//! Prerequisites.

use crate::graphql::objects::enums::ApiEnum;
use certgraph_macros::fields;

use crate::catalogue::{self, ExamIndex, Experience, PrerequisiteKind};
use crate::graphql::{
    objects::evidence::{Evidence, Source},
    objects::exam::ExamObject,
    objects::view::View,
};

pub struct PrerequisiteGroup {
    view: View,
    exam: ExamIndex,
    /// The group's place among those of the exam.
    place: usize,
}

impl PrerequisiteGroup {
    fn record(&self) -> &catalogue::PrerequisiteGroup {
        &self.view.catalogue.exam(self.exam).record.prerequisites[self.place]
    }
}

/// What should be held before an exam: any one of these exams. All groups of an exam count.
#[fields]
impl PrerequisiteGroup {
    /// How binding the group is.
    fn kind(&self) -> ApiEnum<PrerequisiteKind> {
        self.record().kind.into()
    }

    /// The alternatives, the advised one first; retired exams are listed too.
    fn any_of(&self) -> Vec<ExamObject> {
        let entry = self.view.catalogue.exam(self.exam);
        self.view.exams(&entry.prerequisites[self.place])
    }

    /// For whom a recommendation holds; empty when it holds for everybody.
    fn experience(&self) -> Vec<ApiEnum<Experience>> {
        self.record()
            .experience
            .iter()
            .copied()
            .map(ApiEnum)
            .collect()
    }

    /// What should be known about it. Null when there is nothing to add.
    fn note(&self) -> Option<&str> {
        self.record().evidence.note.as_deref()
    }

    /// The leading source that says so. Null for an estimate without one.
    fn source(&self) -> Option<Source> {
        self.view.leading_source(&self.record().evidence)
    }

    /// Who says so, when, and how far it can be trusted.
    fn evidence(&self) -> Evidence {
        Evidence::new(&self.view.catalogue, &self.record().evidence)
    }
}

/// The prerequisite groups of an exam.
pub(crate) fn groups(view: &View, exam: ExamIndex) -> Vec<PrerequisiteGroup> {
    let places = 0..view.catalogue.exam(exam).prerequisites.len();
    places
        .map(|place| PrerequisiteGroup {
            view: view.clone(),
            exam,
            place,
        })
        .collect()
}
