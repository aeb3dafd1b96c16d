//! The content of a catalogue as plain records, as files contain them and tables store them.
//!
//! Records are shared by `Arc`: cloning a content clones pointers, and records with equal pointers
//! need no comparison.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    audience_rule::AudienceRule,
    certification::Certification,
    comparison::{Comparison, Equivalence},
    exam::Exam,
    record::{Record, RecordKind},
    role::Role,
    source::Source,
    vendor::Vendor,
};

/// Everything that a catalogue says. A file holds any part of it; the parts add up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "certgraph catalogue file")]
pub struct Content {
    /// Publications that facts refer to.
    #[serde(default, rename = "source", skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Arc<Source>>,
    /// Bodies that issue certifications.
    #[serde(default, rename = "vendor", skip_serializing_if = "Vec::is_empty")]
    pub vendors: Vec<Arc<Vendor>>,
    /// Credentials.
    #[serde(
        default,
        rename = "certification",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub certifications: Vec<Arc<Certification>>,
    /// Exams with their facts, prerequisites and blueprints.
    #[serde(default, rename = "exam", skip_serializing_if = "Vec::is_empty")]
    pub exams: Vec<Arc<Exam>>,
    /// Jobs, with what sources recommend for them.
    #[serde(default, rename = "role", skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Arc<Role>>,
    /// Authored comparisons of two exams.
    #[serde(default, rename = "comparison", skip_serializing_if = "Vec::is_empty")]
    pub comparisons: Vec<Arc<Comparison>>,
    /// Counterparts across vendors.
    #[serde(default, rename = "equivalence", skip_serializing_if = "Vec::is_empty")]
    pub equivalences: Vec<Arc<Equivalence>>,
    /// For whom an exam is worth it.
    #[serde(
        default,
        rename = "audience_rule",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub audience_rules: Vec<Arc<AudienceRule>>,
}

impl Content {
    /// Sorts every list by key, so that equal contents compare equal.
    ///
    /// Lists inside an exam, a role or a comparison keep the author's order, which is significant.
    pub fn sort(&mut self) {
        fn by_key<T: Record>(records: &mut [Arc<T>]) {
            records.sort_by(|left, right| left.cmp_key(right));
        }
        by_key(&mut self.sources);
        by_key(&mut self.vendors);
        by_key(&mut self.certifications);
        by_key(&mut self.exams);
        by_key(&mut self.roles);
        by_key(&mut self.comparisons);
        by_key(&mut self.equivalences);
        by_key(&mut self.audience_rules);
    }

    /// Appends another content.
    pub fn extend(&mut self, other: Self) {
        self.sources.extend(other.sources);
        self.vendors.extend(other.vendors);
        self.certifications.extend(other.certifications);
        self.exams.extend(other.exams);
        self.roles.extend(other.roles);
        self.comparisons.extend(other.comparisons);
        self.equivalences.extend(other.equivalences);
        self.audience_rules.extend(other.audience_rules);
    }

    /// Whether the lists of both contents have the same records in the same memory.
    pub(super) fn shares_all(&self, other: &Self) -> bool {
        fn share<T>(left: &[Arc<T>], right: &[Arc<T>]) -> bool {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| Arc::ptr_eq(left, right))
        }
        share(&self.sources, &other.sources)
            && share(&self.vendors, &other.vendors)
            && share(&self.certifications, &other.certifications)
            && share(&self.exams, &other.exams)
            && share(&self.roles, &other.roles)
            && share(&self.comparisons, &other.comparisons)
            && share(&self.equivalences, &other.equivalences)
            && share(&self.audience_rules, &other.audience_rules)
    }

    /// The number of records of one kind.
    pub fn count(&self, kind: RecordKind) -> usize {
        match kind {
            RecordKind::Source => self.sources.len(),
            RecordKind::Vendor => self.vendors.len(),
            RecordKind::Exam => self.exams.len(),
            RecordKind::Certification => self.certifications.len(),
            RecordKind::Role => self.roles.len(),
            RecordKind::Comparison => self.comparisons.len(),
            RecordKind::Equivalence => self.equivalences.len(),
            RecordKind::AudienceRule => self.audience_rules.len(),
        }
    }

    /// The keys of the records of one kind, in order.
    pub fn keys(&self, kind: RecordKind) -> Vec<String> {
        fn of<T: Record>(records: &[Arc<T>]) -> Vec<String> {
            records.iter().map(|record| record.record_key()).collect()
        }
        match kind {
            RecordKind::Source => of(&self.sources),
            RecordKind::Vendor => of(&self.vendors),
            RecordKind::Exam => of(&self.exams),
            RecordKind::Certification => of(&self.certifications),
            RecordKind::Role => of(&self.roles),
            RecordKind::Comparison => of(&self.comparisons),
            RecordKind::Equivalence => of(&self.equivalences),
            RecordKind::AudienceRule => of(&self.audience_rules),
        }
    }
}
