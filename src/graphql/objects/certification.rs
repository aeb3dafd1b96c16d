//! Certifications.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::{ID, InputObject, SimpleObject};
use certgraph_macros::{Fields, fields};

use crate::catalogue::{CertificationEntry, CertificationIndex, EarningSet, Level, ObjectKind};
use crate::graphql::{
    objects::evidence::Evidence, objects::exam::ExamObject, objects::node::id,
    objects::scalars::Date, objects::vendor::VendorObject, objects::view::View,
};

pub struct CertificationObject {
    pub(crate) view: View,
    pub(crate) index: CertificationIndex,
}

impl CertificationObject {
    fn entry(&self) -> &CertificationEntry {
        self.view.catalogue.certification(self.index)
    }
}

/// One way to earn a certification: every exam of the set.
#[derive(SimpleObject, Fields)]
pub struct ExamSet {
    /// The exams that are all needed.
    all_of: Vec<ExamObject>,
    /// The first day on which the set earns the certification. Example: `"2026-11-01"`. Null when it
    /// did so from the start.
    from: Option<Date>,
    /// The last day on which the set earns the certification. Example: `"2027-01-31"`. Null when no end
    /// is known.
    until: Option<Date>,
}

/// The credential that a person holds. Exams earn it; it retires separately from them.
#[fields(name = "Certification")]
impl CertificationObject {
    /// The object's id: opaque, kept for ever.
    pub(crate) fn id(&self) -> ID {
        id(ObjectKind::Certification, self.entry().identity)
    }

    /// Its short name in addresses and arguments. Example: `"azure-ai-engineer-associate"`.
    fn slug(&self) -> &str {
        self.entry().record.slug.as_str()
    }

    /// The vendor's title. Example: `"Microsoft Certified: Azure AI Engineer Associate"`.
    fn title(&self) -> &str {
        &self.entry().record.title
    }

    /// Names and abbreviations that people use for it, by which `search` finds it; empty when none is
    /// recorded. Example: `["Security+", "Sec+"]`.
    fn also_known_as(&self) -> &[String] {
        &self.entry().record.also_known_as
    }

    /// The vendor that issues it.
    fn vendor(&self) -> VendorObject {
        self.view.vendor(self.entry().vendor)
    }

    /// Its tier. Null when no source states it.
    fn level(&self) -> Option<ApiEnum<Level>> {
        self.entry().record.level.map(ApiEnum)
    }

    /// The ways to earn it, over time: any one of these sets on the days on which it counts.
    fn earned_by(&self) -> Vec<ExamSet> {
        let set = |(record, exams): (&EarningSet, &Vec<_>)| ExamSet {
            all_of: self.view.exams(exams),
            from: record.from.map(Date),
            until: record.until.map(Date),
        };
        let entry = self.entry();
        let records = entry.record.earned_by.iter();
        records.zip(&entry.earned_by).map(set).collect()
    }

    /// Whether it can be earned on the day: every exam of some set that counts then can be booked.
    fn earnable(&self) -> bool {
        self.entry()
            .is_earnable(&self.view.catalogue, self.view.day)
    }

    /// Who says so.
    fn evidence(&self) -> Evidence {
        Evidence::new(&self.view.catalogue, &self.entry().record.evidence)
    }
}

/// A filter of certifications; everything given must hold, and an empty list matches none.
#[derive(InputObject, Debug, Clone, Default, PartialEq)]
pub struct CertificationFilter {
    /// Issued by one of these vendors. Example: `["microsoft", "aws"]`.
    pub(crate) vendors: Option<Vec<String>>,
    /// Of one of these tiers.
    pub(crate) levels: Option<Vec<ApiEnum<Level>>>,
    /// Can be earned on the day, or cannot.
    pub(crate) earnable: Option<bool>,
}
