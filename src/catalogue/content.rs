//! The whole content of a catalogue as plain records: what files hold and what tables store.

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
    pub sources: Vec<Source>,
    /// Bodies that issue certifications.
    #[serde(default, rename = "vendor", skip_serializing_if = "Vec::is_empty")]
    pub vendors: Vec<Vendor>,
    /// Credentials.
    #[serde(
        default,
        rename = "certification",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub certifications: Vec<Certification>,
    /// Exams with their facts, prerequisites and blueprints.
    #[serde(default, rename = "exam", skip_serializing_if = "Vec::is_empty")]
    pub exams: Vec<Exam>,
    /// Jobs, with what sources recommend for them.
    #[serde(default, rename = "role", skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// Authored comparisons of two exams.
    #[serde(default, rename = "comparison", skip_serializing_if = "Vec::is_empty")]
    pub comparisons: Vec<Comparison>,
    /// Counterparts across vendors.
    #[serde(default, rename = "equivalence", skip_serializing_if = "Vec::is_empty")]
    pub equivalences: Vec<Equivalence>,
    /// For whom an exam is worth it.
    #[serde(
        default,
        rename = "audience_rule",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub audience_rules: Vec<AudienceRule>,
}

impl Content {
    /// Puts every list into the order of its keys, so that equal content is equal.
    ///
    /// What an exam, a role or a comparison lists inside keeps the author's order: it means something.
    pub fn sort(&mut self) {
        self.sources.sort_by(|a, b| a.key.cmp(&b.key));
        self.vendors.sort_by(|a, b| a.slug.cmp(&b.slug));
        self.certifications.sort_by(|a, b| a.slug.cmp(&b.slug));
        self.exams
            .sort_by(|a, b| (&a.vendor, &a.code).cmp(&(&b.vendor, &b.code)));
        self.roles.sort_by(|a, b| a.slug.cmp(&b.slug));
        self.comparisons
            .sort_by(|a, b| (&a.left, &a.right).cmp(&(&b.left, &b.right)));
        self.equivalences
            .sort_by(|a, b| (&a.left, &a.right).cmp(&(&b.left, &b.right)));
        self.audience_rules.sort_by(|a, b| a.key.cmp(&b.key));
    }

    /// Adds another part.
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

    /// What names the records of one kind, in their order.
    pub fn keys(&self, kind: RecordKind) -> Vec<String> {
        fn of<T: Record>(records: &[T]) -> Vec<String> {
            records.iter().map(Record::record_key).collect()
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
