//! Import warnings: irregularities of responses and their handling.

use std::collections::BTreeMap;

/// An irregularity and its handling, in report order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// Skipped: neither an exam nor a certification.
    OtherKind,
    /// Skipped: it contains no exam code.
    NoCode,
    /// Skipped: no title.
    NoTitle,
    /// A new exam.
    ExamAdded,
    /// A new certification.
    CertificationAdded,
    /// The certification's exam is absent or not in the catalogue.
    ExamUnknown,
    /// The catalogue has another title, which stays.
    TitleDiffers,
    /// The certification is from a better source, which stays.
    CertificationUnchanged,
    /// The catalogue has a newer response of the same API.
    Older,
    /// Marked as ended; the catalogue has the day.
    EndKnown,
    /// An unknown language; the languages are not imported.
    UnknownLanguage,
    /// An invalid date or number.
    UnreadableValue,
}

impl Finding {
    /// The finding and its handling, to follow the number of entries.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::OtherKind => "neither exams nor certifications: skipped",
            Self::NoCode => "without a code: skipped",
            Self::NoTitle => "without a title: skipped",
            Self::ExamAdded => "new exams: added",
            Self::CertificationAdded => "new certifications: added",
            Self::ExamUnknown => "whose exam is absent or not in the catalogue: exam not changed",
            Self::TitleDiffers => "with another title than in the catalogue: title unchanged",
            Self::CertificationUnchanged => "certifications from a better source: unchanged",
            Self::Older => "of which the catalogue has a newer response: unchanged",
            Self::EndKnown => "marked as ended, as in the catalogue: day unchanged",
            Self::UnknownLanguage => "in an unknown language: languages skipped",
            Self::UnreadableValue => "with an invalid value: value skipped",
        }
    }
}

/// The findings of one run, with entry names in the order of the responses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings(BTreeMap<Finding, Vec<String>>);

impl Findings {
    /// Adds an entry once per finding.
    pub fn add(&mut self, finding: Finding, entry: &str) {
        let entries = self.0.entry(finding).or_default();
        if !entries.iter().any(|known| known == entry) {
            entries.push(entry.to_owned());
        }
    }

    /// The entries that have a finding.
    pub fn of(&self, finding: Finding) -> &[String] {
        self.0.get(&finding).map_or(&[], Vec::as_slice)
    }

    /// Every finding with its entries.
    pub fn iter(&self) -> impl Iterator<Item = (Finding, &[String])> {
        self.0
            .iter()
            .map(|(finding, entries)| (*finding, &entries[..]))
    }
}
