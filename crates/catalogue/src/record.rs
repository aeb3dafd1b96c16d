//! The kinds of records in a catalogue, and their keys.

use std::{cmp::Ordering, collections::BTreeSet, fmt, str::FromStr};

use serde::Serialize;

use super::{
    audience_rule::AudienceRule,
    certification::Certification,
    comparison::{Comparison, Equivalence},
    described_enum,
    exam::Exam,
    role::Role,
    source::Source,
    text::{ExamKey, VendorSlug},
    vendor::Vendor,
};

macro_rules! record_kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident = $list:literal, $text:literal;)+) => {
        described_enum! {
            /// The kinds of records that the catalogue consists of; each change is one of a whole record.
            pub enum RecordKind {
                $($(#[doc = $doc])+ $kind,)+
            }
        }

        impl RecordKind {
            /// Every kind, in dependency order: a kind comes after those that it refers to.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)+];

            /// The name of its list in files and paths: `audience_rule`.
            pub const fn list(self) -> &'static str {
                match self { $(Self::$kind => $list,)+ }
            }

            /// Its name in the change log and in exports: `AUDIENCE_RULE`.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$kind => $text,)+ }
            }
        }
    };
}

record_kinds! {
    /// A publication that facts refer to. Key: its name, such as `ms-ai-102-study-guide`.
    Source = "source", "SOURCE";
    /// A body that issues certifications. Key: its slug.
    Vendor = "vendor", "VENDOR";
    /// An exam with its facts, prerequisites and blueprints. Key: `microsoft/AI-102`.
    Exam = "exam", "EXAM";
    /// A credential. Key: its slug.
    Certification = "certification", "CERTIFICATION";
    /// A job, with what sources recommend for it. Key: its slug.
    Role = "role", "ROLE";
    /// An authored comparison of two exams. Key: both exams with `~` between them.
    Comparison = "comparison", "COMPARISON";
    /// Two exams that are counterparts. Key: both exams with `~` between them.
    Equivalence = "equivalence", "EQUIVALENCE";
    /// For whom an exam is worth it. Key: its name.
    AudienceRule = "audience_rule", "AUDIENCE_RULE";
}

impl fmt::Display for RecordKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}

/// The text is not a kind of record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no such kind of record")]
pub struct UnknownRecordKind;

impl FromStr for RecordKind {
    type Err = UnknownRecordKind;

    fn from_str(text: &str) -> Result<Self, UnknownRecordKind> {
        let mut kinds = Self::ALL.iter().copied();
        kinds
            .find(|kind| kind.text() == text)
            .ok_or(UnknownRecordKind)
    }
}

/// A top-level record: the unit of change, of the change log and of exports.
pub trait Record: PartialEq + Serialize {
    /// Its kind.
    const KIND: RecordKind;

    /// Its permanent key within its kind: `microsoft/AI-102`, `microsoft/AI-102~aws/AIF-C01`.
    fn record_key(&self) -> String;

    /// Compares keys in the order of [`super::Content::sort`].
    fn cmp_key(&self, other: &Self) -> Ordering;

    /// The exams that it is about; empty if it is not about particular exams.
    fn subjects(&self) -> BTreeSet<ExamKey> {
        BTreeSet::new()
    }

    /// The vendors that it is about.
    fn vendors(&self) -> BTreeSet<VendorSlug> {
        let exams = self.subjects();
        exams.into_iter().map(|exam| exam.vendor).collect()
    }
}

impl Record for Source {
    const KIND: RecordKind = RecordKind::Source;

    fn record_key(&self) -> String {
        self.key.to_string()
    }

    fn cmp_key(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl Record for Vendor {
    const KIND: RecordKind = RecordKind::Vendor;

    fn record_key(&self) -> String {
        self.slug.to_string()
    }

    fn cmp_key(&self, other: &Self) -> Ordering {
        self.slug.cmp(&other.slug)
    }

    fn vendors(&self) -> BTreeSet<VendorSlug> {
        BTreeSet::from([self.slug.clone()])
    }
}

impl Record for Exam {
    const KIND: RecordKind = RecordKind::Exam;

    fn record_key(&self) -> String {
        self.key().to_string()
    }

    fn cmp_key(&self, other: &Self) -> Ordering {
        (&self.vendor, &self.code).cmp(&(&other.vendor, &other.code))
    }

    fn subjects(&self) -> BTreeSet<ExamKey> {
        BTreeSet::from([self.key()])
    }
}

impl Record for Certification {
    const KIND: RecordKind = RecordKind::Certification;

    fn record_key(&self) -> String {
        self.slug.to_string()
    }

    fn cmp_key(&self, other: &Self) -> Ordering {
        self.slug.cmp(&other.slug)
    }

    fn subjects(&self) -> BTreeSet<ExamKey> {
        self.earned_by
            .iter()
            .flat_map(|set| set.exams.iter().cloned())
            .collect()
    }

    fn vendors(&self) -> BTreeSet<VendorSlug> {
        BTreeSet::from([self.vendor.clone()])
    }
}

impl Record for Role {
    const KIND: RecordKind = RecordKind::Role;

    fn record_key(&self) -> String {
        self.slug.to_string()
    }

    fn cmp_key(&self, other: &Self) -> Ordering {
        self.slug.cmp(&other.slug)
    }

    fn subjects(&self) -> BTreeSet<ExamKey> {
        let steps = self.recommendations.iter().flat_map(|advice| &advice.steps);
        steps.flat_map(|step| step.any_of.iter().cloned()).collect()
    }
}

impl Record for Comparison {
    const KIND: RecordKind = RecordKind::Comparison;

    fn record_key(&self) -> String {
        pair_key(&self.left, &self.right)
    }

    fn cmp_key(&self, other: &Self) -> Ordering {
        (&self.left, &self.right).cmp(&(&other.left, &other.right))
    }

    fn subjects(&self) -> BTreeSet<ExamKey> {
        BTreeSet::from([self.left.clone(), self.right.clone()])
    }
}

impl Record for Equivalence {
    const KIND: RecordKind = RecordKind::Equivalence;

    fn record_key(&self) -> String {
        pair_key(&self.left, &self.right)
    }

    fn cmp_key(&self, other: &Self) -> Ordering {
        (&self.left, &self.right).cmp(&(&other.left, &other.right))
    }

    fn subjects(&self) -> BTreeSet<ExamKey> {
        BTreeSet::from([self.left.clone(), self.right.clone()])
    }
}

impl Record for AudienceRule {
    const KIND: RecordKind = RecordKind::AudienceRule;

    fn record_key(&self) -> String {
        self.key.to_string()
    }

    fn cmp_key(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }

    fn subjects(&self) -> BTreeSet<ExamKey> {
        BTreeSet::from([self.exam.clone()])
    }
}

/// The key of a record about two exams.
fn pair_key(left: &ExamKey, right: &ExamKey) -> String {
    format!("{left}~{right}")
}
