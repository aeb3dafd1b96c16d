//! What was made of the oddities of an interface's answers.

use std::collections::BTreeMap;

/// A decision about an entry, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// Left out: neither an exam nor a certification.
    OtherKind,
    /// Left out: nothing in it can be the code of an exam.
    NoCode,
    /// Left out: there is no title.
    NoTitle,
    /// An exam that the catalogue did not have.
    ExamAdded,
    /// A certification that the catalogue did not have.
    CertificationAdded,
    /// The certification's exam is not named, or not in the catalogue.
    ExamUnknown,
    /// The catalogue has the exam under another title, which stays.
    TitleDiffers,
    /// A better source speaks of the certification; what it says stays.
    CertificationKept,
    /// The catalogue has a newer answer of the same interface.
    Older,
    /// It is marked as ended, and the catalogue knows the day.
    EndKnown,
    /// A language that the catalogue has no name for; the languages stay unstated.
    UnknownLanguage,
    /// A date or a number that cannot be read, or that makes no sense.
    UnreadableValue,
}

impl Finding {
    /// What was found and decided, for people: follows the number of entries.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::OtherKind => "neither exams nor certifications: left out",
            Self::NoCode => "without a code: left out",
            Self::NoTitle => "without a title: left out",
            Self::ExamAdded => "exams that the catalogue did not have: added",
            Self::CertificationAdded => "certifications that the catalogue did not have: added",
            Self::ExamUnknown => {
                "whose exam is not named or not in the catalogue: nothing said of an exam"
            }
            Self::TitleDiffers => "with another title than in the catalogue: that one kept",
            Self::CertificationKept => "certifications that a better source describes: kept",
            Self::Older => "of which the catalogue has a newer answer: kept",
            Self::EndKnown => "marked as ended, as the catalogue has it: its day kept",
            Self::UnknownLanguage => "in a language that has no name here: languages left out",
            Self::UnreadableValue => "with a value that cannot be read: that value left out",
        }
    }
}

/// The findings of one run, each with the names of its entries in the order of the answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings(BTreeMap<Finding, Vec<String>>);

impl Findings {
    /// Adds an entry; one that has the finding already is not told twice.
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
