//! Findings of lints.

use serde::{Deserialize, Serialize};

use crate::{
    contradiction::Severity,
    record::{Record, RecordKind},
};

macro_rules! lints {
    ($($(#[doc = $doc:literal])+ $name:ident: $severity:ident, $action:literal;)+) => {
        /// A kind of suspicious data. Its name in files and answers is its code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum Lint {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Lint {
            /// Every lint, the most harmful first.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// A one-sentence description.
            pub fn description(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc,)+).trim_ascii(),)+
                }
            }

            /// Its impact.
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)+
                }
            }

            /// How to fix it.
            pub const fn action(self) -> &'static str {
                match self {
                    $(Self::$name => $action,)+
                }
            }
        }
    };
}

lints! {
    /// An exam that is recommended for a role is considered open on outdated evidence.
    StatusUnchecked: High,
        "read the vendor's page; confirm a date of the exam, or correct it";
    /// A statement that is not served puts the exam into another state than the one that is served.
    StatusDisputed: High,
        "find out which is right; correct the other's value, condition or class";
    /// An exam is open without an end, though a source names what takes its place.
    SuccessorWithoutEnd: High,
        "look for the end of the exam; write RETIRES_ON, or NOT_APPLICABLE if both stay open";
    /// A note says that the exam has ended, ends or is in beta, and no date of the exam says so.
    StatusOnlyInNote: High,
        "write the date as a fact of its own";
    /// An exam that a source recommends for a role ends within 60 days.
    RecommendedExamEnds: High,
        "name the successor and what its sources recommend now";
    /// An exam ends within 60 days and nothing is known to take its place.
    EndsWithoutSuccessor: High,
        "look for the successor; write it among the successors";
    /// The end of an exam is the day or month in which its successor opened, and no vendor says so.
    EndIsSuccessorsOpening: High,
        "vendors keep the old exam open for months: find the last day, or bound it (2024-12/..)";
    /// The end of an exam is only known to be on or before a day, so that it counts as gone on every day.
    EndOnlyBounded: Medium,
        "find the last day, or at least its month";
    /// The end of one language is given as the end of the exam.
    LanguageEndIsExams: High,
        "give the fact the condition of the language";
    /// A note limits a fact to some languages, people or days, and no condition does.
    ConditionOnlyInNote: Medium,
        "write the limit as a condition of the fact";
    /// The title of an exam is its code.
    TitleIsCode: Medium,
        "write the vendor's title";
    /// The title of an exam is that of the certification, where the vendor titles its exams otherwise.
    TitleIsCredentials: Low,
        "write the title of the exam";
    /// An exam that can be booked has no blueprint in force.
    OpenWithoutOutline: Medium,
        "look for the vendor's blueprint";
    /// An exam that can be booked has no price.
    OpenWithoutFee: Medium,
        "look for the list price";
    /// An exam that can be booked has no first day, only a bound for it.
    OpenWithoutFirstDay: Low,
        "look for the day on which it opened, and whether that was a beta";
    /// Nothing says when the exam opened or ended, so that it can never be recommended.
    WithoutDates: Low,
        "bound LIVE_ON by the earliest date that shows the exam open";
    /// The blueprint in force is older than the last change of the blueprint that is known.
    OutlineBehindChange: Medium,
        "read the new blueprint, or confirm that the old one still holds";
    /// The blueprint of a recommended exam rests on a single source that is not the vendor's text.
    OutlineFromOneSource: Medium,
        "compare it with the vendor's text or with a second copy";
    /// What is recommended for a role rests on fewer than two sources.
    RoleWithOneSource: Low,
        "look for a second source";
    /// A statement claims a better class than its leading source is trusted to for that kind.
    ClassAboveLimit: Medium,
        "put the source first that the class rests on, or lower the class";
    /// A statement claims the vendor's own word, and none of its sources is the vendor's text.
    OfficialWithoutVendorsText: Medium,
        "name the vendor's text, or lower the class";
}

impl Lint {
    /// Its code: `STATUS_UNCHECKED`.
    pub fn code(self) -> String {
        serde_json::to_value(self)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default()
    }
}

/// One suspicious place in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The lint that found it.
    pub lint: Lint,
    /// The kind of the record.
    pub kind: RecordKind,
    /// The record's key, such as `microsoft/AI-102`.
    pub key: String,
    /// The path inside the record, such as `facts[RETIRES_ON]`; empty for the whole record.
    pub field: String,
    /// The finding in a sentence.
    pub message: String,
}

impl Finding {
    /// A finding about a record.
    pub(super) fn new<T: Record>(
        lint: Lint,
        record: &T,
        field: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            lint,
            kind: T::KIND,
            key: record.record_key(),
            field: field.into(),
            message: message.into(),
        }
    }
}
