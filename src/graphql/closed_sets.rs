//! The enums of the API: sets that are closed by their nature. Vendors, roles and certifications
//! are objects instead, because new ones come.

use async_graphql::Enum;
use certgraph_macros::Leaf;
use serde::Serialize;

use crate::catalogue;

/// The tier of a certification or exam, lowest first.
#[derive(Enum, Leaf, Serialize, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "catalogue::Level")]
#[serde(into = "catalogue::Level")]
pub enum Level {
    /// Vocabulary and awareness (AWS says foundational). Example: AI-900.
    Fundamentals,
    /// Building and running things under normal conditions. Example: AI-102.
    Associate,
    /// Designing and leading (Microsoft says expert). Example: AZ-305.
    Professional,
    /// One subject in depth, beside the ladder. Example: AZ-140.
    Specialty,
}

/// How much a person has worked with the vendor's platform, least first.
#[derive(Enum, Leaf, Serialize, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "catalogue::Experience")]
#[serde(into = "catalogue::Experience")]
pub enum Experience {
    /// No work with any cloud yet.
    NewToCloud,
    /// Knows the vendor's platform, but has not finished a project on it.
    KnowsVendor,
    /// Has shipped at least one project on it.
    Practitioner,
}

/// The form in which an exam is given.
#[derive(Enum, Leaf, Serialize, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "catalogue::ExamForm")]
#[serde(into = "catalogue::ExamForm")]
pub enum ExamForm {
    /// The final exam.
    Standard,
    /// The trial form before it.
    Beta,
}

/// Where an exam stands in its life on a day. Always computed from dates, never stored.
#[derive(Enum, Leaf, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "catalogue::LifecycleState")]
pub enum LifecycleState {
    /// Known to come, or not yet known to be open: cannot be booked.
    Announced,
    /// Open in its trial form: can be booked.
    Beta,
    /// Open, with no end in sight: can be booked.
    Live,
    /// Open, and its last day is known: can be booked until then.
    Retiring,
    /// Gone: cannot be booked.
    Retired,
}

/// How far a statement can be trusted, best first.
#[derive(Enum, Leaf, Serialize, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "catalogue::Confidence")]
#[serde(into = "catalogue::Confidence")]
pub enum Confidence {
    /// The vendor says so in its own text.
    Official,
    /// The vendor's machine interface says so.
    VendorApi,
    /// A careful secondary source says so, or several that agree.
    Reputable,
    /// Somebody says so: reports, study notes, a single weak source.
    Community,
    /// Computed or judged; the formula or the reason stands in the note.
    Estimate,
}

/// What a statement tells of: how soon it may change, and how well a source knows it.
#[derive(Enum, Leaf, Serialize, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "catalogue::FactKind")]
#[serde(into = "catalogue::FactKind")]
pub enum FactKind {
    /// When an exam opens and ends, and what follows it.
    Lifecycle,
    /// What an exam or a renewal costs.
    Fee,
    /// What an exam covers: its outlines, and facts about them.
    Outline,
    /// Everything else, such as minutes, scores, languages and advice.
    Other,
}

/// What kind of publication a source is.
#[derive(Enum, Leaf, Serialize, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "catalogue::SourceKind")]
#[serde(into = "catalogue::SourceKind")]
pub enum SourceKind {
    /// The vendor's own page, document or repository.
    Official,
    /// The vendor's text, read in somebody's public copy.
    OfficialCopy,
    /// Data in a public repository that is not the vendor's.
    Repository,
    /// An article, a blog or a study site.
    Article,
}

/// How binding a prerequisite is.
#[derive(Enum, Leaf, Serialize, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "catalogue::PrerequisiteKind")]
#[serde(into = "catalogue::PrerequisiteKind")]
pub enum PrerequisiteKind {
    /// The vendor enforces it: without it the credential is not awarded.
    Required,
    /// The vendor or a source advises it.
    Recommended,
}

/// Whether a blueprint is the vendor's own or only somebody's claim.
#[derive(Enum, Leaf, Serialize, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "catalogue::BlueprintStanding")]
#[serde(into = "catalogue::BlueprintStanding")]
pub enum BlueprintStanding {
    /// The vendor published it.
    Official,
    /// A source claims it and no official outline agrees; it is never the one in force.
    Claimed,
}

/// Whether the weights of a blueprint's domains are known.
#[derive(Enum, Leaf, Serialize, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "catalogue::WeightsPublished")]
#[serde(into = "catalogue::WeightsPublished")]
pub enum WeightsPublished {
    /// The vendor publishes them, and they are here.
    Published,
    /// The vendor publishes none.
    NotPublished,
    /// The vendor may publish them; nobody has read them yet.
    Unknown,
}

/// Why there is no value.
#[derive(Enum, Leaf, Serialize, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "catalogue::AbsenceReason")]
#[serde(into = "catalogue::AbsenceReason")]
pub enum AbsenceReason {
    /// Nobody has found it yet.
    Unknown,
    /// The vendor keeps it to itself.
    NotPublished,
    /// It makes no sense for this exam.
    NotApplicable,
    /// Sources disagree and none outranks the others.
    Disputed,
}

/// What a rule about an audience advises.
#[derive(Enum, Leaf, Serialize, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "catalogue::Decision")]
#[serde(into = "catalogue::Decision")]
pub enum Decision {
    /// Take the exam.
    Take,
    /// Take it after something else.
    TakeLater,
    /// Take something else.
    TakeInstead,
    /// Take nothing.
    Skip,
    /// No source judges the exam for such a person, and no fact speaks for or against it. Verdicts
    /// alone say so; no source's rule may have it.
    NoEvidence,
}
