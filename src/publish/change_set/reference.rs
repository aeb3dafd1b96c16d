//! References to records to remove or retire.

use std::{fmt, slice, str::FromStr};

use serde::{Serialize, Serializer};

use crate::catalogue::{Content, Exam, ExamCode, ExamName, RecordKind, TextError, VendorSlug};

/// A reference to an exam: its current or former code in any case, and its vendor if the code is
/// ambiguous. Written `AI-102` or `microsoft/AI-102`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExamReference {
    /// The vendor, if given.
    pub vendor: Option<VendorSlug>,
    /// The code.
    pub code: ExamCode,
}

impl FromStr for ExamReference {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let ExamName { vendor, code } = text.into();
        Ok(Self {
            vendor: vendor.map(str::parse).transpose()?,
            code: code.parse()?,
        })
    }
}

impl fmt::Display for ExamReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.vendor {
            Some(vendor) => write!(formatter, "{vendor}/{}", self.code),
            None => self.code.fmt(formatter),
        }
    }
}

impl Serialize for ExamReference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl ExamReference {
    /// The exam with this current code, else with this former code.
    ///
    /// # Errors
    /// When it is unknown or ambiguous; the message says how to fix it.
    pub(in crate::publish) fn find<'a>(&self, content: &'a Content) -> Result<&'a Exam, String> {
        self.find_current(content).or_else(|message| {
            let former = self.candidates(content, |exam| &exam.former_codes);
            if former.is_empty() {
                Err(message)
            } else {
                self.only(&former)
            }
        })
    }

    /// The exam with this current code.
    ///
    /// # Errors
    /// When it is unknown or ambiguous; the message says how to fix it.
    pub(super) fn find_current<'a>(&self, content: &'a Content) -> Result<&'a Exam, String> {
        self.only(&self.candidates(content, |exam| slice::from_ref(&exam.code)))
    }

    fn candidates<'a>(
        &self,
        content: &'a Content,
        codes: impl Fn(&Exam) -> &[ExamCode],
    ) -> Vec<&'a Exam> {
        let folded = self.code.folded();
        let is_meant = |exam: &&'a Exam| {
            let vendor = self.vendor.as_ref();
            vendor.is_none_or(|vendor| *vendor == exam.vendor)
                && codes(exam).iter().any(|code| code.folded() == folded)
        };
        content
            .exams
            .iter()
            .map(|exam| &**exam)
            .filter(is_meant)
            .collect()
    }

    fn only<'a>(&self, candidates: &[&'a Exam]) -> Result<&'a Exam, String> {
        match candidates {
            [exam] => Ok(exam),
            [] => Err(format!("there is no exam \"{self}\"")),
            several => {
                let keys: Vec<String> = several.iter().map(|exam| exam.key().to_string()).collect();
                Err(format!(
                    "the code names several exams ({}); name the vendor too",
                    keys.join(", ")
                ))
            }
        }
    }
}

/// A record to remove.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordReference {
    /// Its kind.
    pub kind: RecordKind,
    /// Its key: `azure-ai-engineer`, `microsoft/AI-102`, `microsoft/AI-102~aws/AIF-C01`. The vendor
    /// of an exam may be omitted.
    pub key: String,
}

impl fmt::Display for RecordReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}[{}]", self.kind.list(), self.key)
    }
}

impl Serialize for RecordReference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
