//! Evidence: sources, dates and confidence.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::SimpleObject;
use certgraph_macros::Fields;

use crate::catalogue::{self, Catalogue, Confidence, FactKind, SourceKey, SourceKind};
use crate::graphql::objects::scalars::{ApproximateDate, Date};

/// A publication that facts come from.
#[derive(SimpleObject, Fields, Debug, Clone)]
pub struct Source {
    /// Its key in the catalogue's files. Example: `"aws-exam-guides"`.
    key: String,
    /// What it is called.
    title: String,
    /// Who publishes it. Example: `"Microsoft"`.
    publisher: String,
    /// Where it stands.
    url: String,
    /// What kind of publication it is.
    kind: ApiEnum<SourceKind>,
    /// What should be known about it; null when there is nothing to add.
    note: Option<String>,
    /// The kinds of facts about which it is trusted less; empty when there are none.
    limits: Vec<SourceLimit>,
}

/// How far a source can be trusted at most about one kind of facts: a publication can be careful
/// about dates and careless about blueprints.
#[derive(SimpleObject, Fields, Debug, Clone)]
pub struct SourceLimit {
    /// The kind of facts.
    kind: ApiEnum<FactKind>,
    /// The best class that a statement of this kind may have which rests on this source alone, or on
    /// sources with such limits only. Example: `COMMUNITY`.
    at_most: ApiEnum<Confidence>,
    /// Why. Example: `"its outlines of two exams were placeholders"`.
    note: String,
}

impl From<&catalogue::SourceLimit> for SourceLimit {
    fn from(limit: &catalogue::SourceLimit) -> Self {
        Self {
            kind: limit.kind.into(),
            at_most: limit.at_most.into(),
            note: limit.note.clone(),
        }
    }
}

impl From<&catalogue::Source> for Source {
    fn from(source: &catalogue::Source) -> Self {
        Self {
            key: source.key.to_string(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            url: source.url.clone(),
            kind: source.kind.into(),
            note: source.note.clone(),
            limits: source.limits.iter().map(Into::into).collect(),
        }
    }
}

/// Who says something, when, and how far it can be trusted.
#[derive(SimpleObject, Fields, Debug, Clone)]
pub struct Evidence {
    /// The publications that say so, the leading one first; empty only for an estimate.
    sources: Vec<Source>,
    /// The date that the statement describes or was read. Example: `"2026-09-24"`.
    as_of: ApproximateDate,
    /// The last day on which the statement was read again and found unchanged. Example:
    /// `"2026-11-27"`. Null when that has not happened since `asOf`.
    checked_on: Option<Date>,
    /// How far it can be trusted.
    confidence: ApiEnum<Confidence>,
    /// What should be known about it, such as an estimate's formula; null when there is nothing
    /// to add.
    note: Option<String>,
}

impl Evidence {
    pub(crate) fn new(catalogue: &Catalogue, evidence: &catalogue::Evidence) -> Self {
        Self {
            sources: sources(catalogue, &evidence.sources),
            as_of: ApproximateDate(evidence.as_of),
            checked_on: evidence.checked.map(Date),
            confidence: evidence.confidence.into(),
            note: evidence.note.clone(),
        }
    }
}

/// The sources with these keys.
pub(crate) fn sources<'a>(
    catalogue: &Catalogue,
    keys: impl IntoIterator<Item = &'a SourceKey>,
) -> Vec<Source> {
    keys.into_iter()
        .filter_map(|key| catalogue.source(key))
        .map(Source::from)
        .collect()
}
