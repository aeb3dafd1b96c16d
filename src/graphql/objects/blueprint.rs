//! Blueprints, domains and objectives.

use crate::graphql::objects::enums::ApiEnum;
use certgraph_macros::fields;

use crate::catalogue::{self, BlueprintStanding, ExamIndex, WeightsPublished};
use crate::graphql::{
    objects::evidence::{Evidence, Source},
    objects::scalars::ApproximateDate,
    objects::values::{WeightCheck, WeightRange},
    objects::view::View,
};

#[derive(Clone)]
pub struct Blueprint {
    pub(crate) view: View,
    pub(crate) exam: ExamIndex,
    /// The index of the blueprint among the exam's.
    pub(crate) index: usize,
}

impl Blueprint {
    pub(crate) fn new(view: &View, exam: ExamIndex, index: usize) -> Self {
        let view = view.clone();
        Self { view, exam, index }
    }

    pub(crate) fn record(&self) -> &catalogue::Blueprint {
        &self.view.catalogue.exam(self.exam).record.blueprints[self.index]
    }

    /// Its number among all blueprints of the snapshot.
    fn number(&self) -> u64 {
        // Both numbers have far less than 32 bits.
        (self.exam.index() as u64) << 32 | self.index as u64
    }

    fn period(&self) -> u32 {
        self.view.catalogue.exam(self.exam).period(self.view.day)
    }

    /// The domain with this index.
    pub(crate) fn domain(&self, index: usize) -> Domain {
        let blueprint = self.clone();
        Domain { blueprint, index }
    }

    /// The blueprint with this record.
    pub(crate) fn find(
        view: &View,
        exam: ExamIndex,
        record: &catalogue::Blueprint,
    ) -> Option<Self> {
        let index = view.catalogue.exam(exam).index_of(record)?;
        Some(Self::new(view, exam, index))
    }
}

pub struct Objective {
    domain: Domain,
    /// The index of the objective in its domain.
    index: usize,
}

impl Objective {
    fn record(&self) -> &catalogue::Objective {
        &self.domain.record().objectives[self.index]
    }
}

/// An item under a domain: something that the exam tests.
#[fields]
#[cacheable]
impl Objective {
    /// Names the objective in all versions of the exam's blueprint. It survives re-wording,
    /// re-numbering and a move to another domain, so content can be tagged with it. Example:
    /// `"monitor-deployed-models"`.
    fn key(&self) -> &str {
        // Content is served only when each of its objectives has a key.
        let key = self.record().key.as_ref();
        key.map_or("", |key| key.as_str())
    }

    /// What is tested, in short.
    fn title(&self) -> &str {
        &self.record().title
    }
}

/// A dated version of an exam's content (Microsoft: skills measured or study guide; AWS: exam
/// guide).
#[fields]
#[cacheable(by_period("inForce"), number = number, period = period)]
impl Blueprint {
    /// Names the version within its exam: usually its effective date. Example: `"2025-12-23"`.
    fn version(&self) -> &str {
        &self.record().version
    }

    /// Whether the vendor published it or a source only claims it.
    fn standing(&self) -> ApiEnum<BlueprintStanding> {
        self.record().standing.into()
    }

    /// When the vendor published it. Null when it is not known.
    fn published_on(&self) -> Option<ApproximateDate> {
        self.record().published_on.map(ApproximateDate)
    }

    /// The first day on which exams follow it. Example: `"2025-12-23"`.
    fn effective_from(&self) -> ApproximateDate {
        ApproximateDate(self.record().effective_from)
    }

    /// The last day on which exams follow it. Null while no end is known.
    fn effective_until(&self) -> Option<ApproximateDate> {
        self.record().effective_until.map(ApproximateDate)
    }

    /// Whether exams follow it on the day. False for the best blueprint known when a newer one has
    /// begun but has not been read yet: study it with care.
    fn in_force(&self) -> bool {
        let record = self.record();
        record.standing == BlueprintStanding::Official && record.covers(self.view.day)
    }

    /// Whether the weights of its domains are known.
    fn weights(&self) -> ApiEnum<WeightsPublished> {
        self.record().weights.into()
    }

    /// Its domains in the vendor's order.
    fn domains(&self) -> Vec<Domain> {
        (0..self.record().domains.len())
            .map(|index| self.domain(index))
            .collect()
    }

    /// Whether the weights can add up to 100 percent.
    fn weight_check(&self) -> WeightCheck {
        self.record().weight_check().into()
    }

    /// Who published or claims it.
    fn sources(&self) -> Vec<Source> {
        self.view.sources(&self.record().evidence.sources)
    }

    /// Who says so, when, and how far it can be trusted.
    fn evidence(&self) -> Evidence {
        Evidence::new(&self.view.catalogue, &self.record().evidence)
    }
}

#[derive(Clone)]
pub struct Domain {
    pub(crate) blueprint: Blueprint,
    /// The index of the domain in its blueprint.
    pub(crate) index: usize,
}

impl Domain {
    pub(crate) fn record(&self) -> &catalogue::Domain {
        &self.blueprint.record().domains[self.index]
    }

    /// The objective with this index.
    pub(crate) fn objective(&self, index: usize) -> Objective {
        let domain = self.clone();
        Objective { domain, index }
    }
}

/// A part of a blueprint (Microsoft: functional group; AWS: content domain).
#[fields]
#[cacheable]
impl Domain {
    /// Names the domain within its exam and survives re-wording. Example: `"computer-vision"`.
    fn key(&self) -> &str {
        self.record().key.as_str()
    }

    /// Its place in the vendor's order, from 1.
    fn ordinal(&self) -> usize {
        self.index + 1
    }

    /// The vendor's title. Example: `"Implement computer vision solutions"`.
    fn title(&self) -> &str {
        &self.record().title
    }

    /// Its published share of the exam in percent points. Null when no weight is known;
    /// `Blueprint.weights` says why.
    fn weight(&self) -> Option<WeightRange> {
        self.record().weight.map(Into::into)
    }

    /// The narrowest range in percent points that contains every split adding up to 100. Null when
    /// a weight is missing or the weights cannot add up to 100.
    fn tightened_weight(&self) -> Option<WeightRange> {
        let weights = self.blueprint.record().tightened_weights()?;
        weights.get(self.index).map(|weight| (*weight).into())
    }

    /// What it covers, item by item. Empty when the items have not been read.
    fn objectives(&self) -> Vec<Objective> {
        (0..self.record().objectives.len())
            .map(|index| self.objective(index))
            .collect()
    }
}
