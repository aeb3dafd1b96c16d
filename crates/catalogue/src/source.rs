//! Sources of facts, and how far each can be trusted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    date::{self, ApproximateDate, Day},
    described_enum,
    fact_kind::FactKind,
    text::SourceKey,
};

described_enum! {
    /// What kind of publication a source is.
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum SourceKind {
        /// The vendor's own page, document or repository.
        Official,
        /// The vendor's text, read in a public copy.
        OfficialCopy,
        /// Data in a public repository that is not the vendor's.
        Repository,
        /// An article, a blog or a study site.
        Article,
    }
}

/// One publication that facts refer to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The key by which facts name this source.
    pub key: SourceKey,
    /// What it is called.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Where it stands.
    pub url: String,
    /// What kind of publication it is.
    pub kind: SourceKind,
    /// What should be known about it: how it was read, what it covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The kinds of facts about which it is trusted less than its text would be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<SourceLimit>,
}

impl Source {
    /// Its limit for a kind of facts, if any.
    pub fn limit(&self, kind: FactKind) -> Option<&SourceLimit> {
        self.limits.iter().find(|limit| limit.kind == kind)
    }

    /// The best confidence that a statement of this kind may have on this source alone.
    pub fn at_most(&self, kind: FactKind) -> Confidence {
        self.limit(kind)
            .map_or(Confidence::Official, |limit| limit.at_most)
    }
}

/// How far a source can be trusted at most about one kind of facts.
///
/// A publication can be careful about dates and careless about blueprints: confidence belongs to a
/// source and a kind of facts together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceLimit {
    /// The kind of facts.
    pub kind: FactKind,
    /// The best class that a statement of this kind may have which rests on this source alone, or on
    /// sources with such limits only.
    pub at_most: Confidence,
    /// Why: what was found wrong in it, in our own words.
    pub note: String,
}

described_enum! {
    /// How far a statement can be trusted, best first.
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum Confidence {
        /// The vendor says so in its own text.
        Official,
        /// The vendor's machine interface says so.
        VendorApi,
        /// A careful secondary source says so, or several that agree.
        Reputable,
        /// Somebody says so: reports, study notes, a single weak source.
        Community,
        /// Computed or judged; the note has the formula or the reason.
        Estimate,
    }
}

impl Confidence {
    /// Every class, best first.
    pub const ALL: [Self; 5] = [
        Self::Official,
        Self::VendorApi,
        Self::Reputable,
        Self::Community,
        Self::Estimate,
    ];

    /// Its name in files and API answers: `VENDOR_API`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Official => "OFFICIAL",
            Self::VendorApi => "VENDOR_API",
            Self::Reputable => "REPUTABLE",
            Self::Community => "COMMUNITY",
            Self::Estimate => "ESTIMATE",
        }
    }
}

/// Who says something, when, and how far it can be trusted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The sources that say so, the leading one first; empty only for an estimate of our own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceKey>,
    /// The date that the statement describes or was read.
    pub as_of: ApproximateDate,
    /// The last day on which the statement was read again and found unchanged.
    #[serde(
        default,
        with = "date::optional_day",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "date::day_schema")]
    pub checked: Option<Day>,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// What should be known about it, in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Evidence {
    /// The last day for which the statement is known to hold: the day on which it was confirmed,
    /// otherwise the latest day of its own date.
    pub fn newest_day(&self) -> Day {
        let stated = self.as_of.latest();
        self.checked.map_or(stated, |checked| checked.max(stated))
    }
}
