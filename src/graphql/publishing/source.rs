//! Sources, and how statements refer to them, as editors write them.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::InputObject;
use serde::Serialize;

use crate::catalogue::{Confidence, FactKind, SourceKind};

/// A publication that facts refer to, to add or to put in the place of the one with this key.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct SourceInput {
    /// The key by which facts name it: lower-case words joined by hyphens.
    /// Example: `"ms-ai-102-study-guide"`.
    key: String,
    /// What it is called. Example: `"Study guide for Exam AI-102"`.
    title: String,
    /// Who publishes it. Example: `"Microsoft Learn"`.
    publisher: String,
    /// Its URL. Example: `"https://learn.microsoft.com/…"`.
    url: String,
    /// What kind of publication it is.
    kind: ApiEnum<SourceKind>,
    /// What should be known about it: how it was read, what it covers. Null: nothing.
    note: Option<String>,
    /// The kinds of facts about which it is trusted less, at most one limit for each. Null: none.
    limits: Option<Vec<SourceLimitInput>>,
}

/// How far a source can be trusted at most about one kind of facts.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct SourceLimitInput {
    /// The kind of facts.
    kind: ApiEnum<FactKind>,
    /// The best class that a statement of this kind may have which rests on this source alone, or on
    /// sources with such limits only; any but `OFFICIAL`.
    at_most: ApiEnum<Confidence>,
    /// Why, in your own words. Example: `"its outlines of two exams were placeholders"`.
    note: String,
}

/// Who says something, when, and how far it can be trusted.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct EvidenceInput {
    /// The keys of the sources that say so, the leading one first. Null or empty only for an
    /// `ESTIMATE` of your own. Example: `["ms-ai-102-study-guide"]`.
    sources: Option<Vec<String>>,
    /// The date that the statement describes or was read: a day, a month, a year, or `../` and a
    /// day for "on or before". Example: `"2026-06-30"`.
    as_of: String,
    /// The last day on which the statement was read again and found unchanged. Null: not since.
    /// Example: `"2026-11-27"`.
    #[serde(rename = "checked")]
    checked_on: Option<String>,
    /// How far it can be trusted.
    confidence: ApiEnum<Confidence>,
    /// What should be known about it, in your own words; an `ESTIMATE` needs its formula here.
    note: Option<String>,
}
