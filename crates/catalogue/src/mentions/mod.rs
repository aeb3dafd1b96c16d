//! Mentions of exams, certifications and roles in a text: a job advert, a CV, an article.
//!
//! One automaton finds every name of the catalogue in one pass. What it finds counts as a mention if
//! the text around it allows no other reading: a code as vendors write it always does, a name that
//! is also a product or a job only beside a word about certification. Of overlapping mentions the
//! longest stays. A name of several records gives all of them as candidates.

mod automaton;
mod cues;
mod names;
#[cfg(test)]
mod properties;
mod surroundings;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

pub(super) use self::automaton::MentionIndex;
use super::{
    date::Day,
    described_enum,
    exam::Exam,
    index::{CertificationIndex, ExamIndex, RoleIndex},
    linked::LinkedRecords,
};

/// A place of a text that names records of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The place in bytes of UTF-8.
    pub bytes: Range<usize>,
    /// The place in code units of UTF-16, by which JavaScript counts.
    pub utf16: Range<usize>,
    /// Whether it is a code or abbreviation, or a name in words.
    pub form: MentionForm,
    /// What it names.
    pub candidates: MentionCandidates,
}

described_enum! {
    /// How a text names a record.
    pub enum MentionForm {
        /// By a code or an abbreviation, such as `AZ-104` or `CCNA`.
        Code,
        /// By a name in words, such as `Azure Administrator Associate`.
        Name,
    }
}

/// What a mention names: at least one record, all of one kind, in the order of their indexes.
/// Several where the text does not say which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MentionCandidates {
    /// Exams.
    Exams(Vec<ExamIndex>),
    /// Certifications.
    Certifications(Vec<CertificationIndex>),
    /// Roles.
    Roles(Vec<RoleIndex>),
}

impl MentionCandidates {
    /// Whether the text names several records and does not say which one it means.
    pub fn are_ambiguous(&self) -> bool {
        let count = match self {
            Self::Exams(exams) => exams.len(),
            Self::Certifications(certifications) => certifications.len(),
            Self::Roles(roles) => roles.len(),
        };
        count > 1
    }

    /// The exams that are named, or that earn the certifications that are named, each once, in
    /// order; none for roles.
    pub fn exams(&self, catalogue: &LinkedRecords) -> Vec<ExamIndex> {
        let mut exams: Vec<ExamIndex> = match self {
            Self::Exams(exams) => exams.clone(),
            Self::Certifications(certifications) => {
                let sets = certifications
                    .iter()
                    .flat_map(|index| &catalogue.certification(*index).earned_by);
                sets.flatten().copied().collect()
            }
            Self::Roles(_) => Vec::new(),
        };
        exams.sort_unstable();
        exams.dedup();
        exams
    }

    /// The exams that are named and cannot be booked on a day; of certifications that cannot be
    /// earned on it, the exams that earned them.
    pub fn ended_exams(&self, catalogue: &LinkedRecords, day: Day) -> Vec<ExamIndex> {
        let is_open = match self {
            Self::Certifications(certifications) => certifications
                .iter()
                .any(|index| catalogue.certification(*index).is_earnable(catalogue, day)),
            Self::Exams(_) | Self::Roles(_) => false,
        };
        let mut exams = self.exams(catalogue);
        exams.retain(|exam| !is_open && !catalogue.exam(*exam).is_bookable(day));
        exams
    }
}

/// Whether two exams have the same codes and names, so that texts mention them alike.
pub(super) fn is_mentioned_alike(left: &Exam, right: &Exam) -> bool {
    (&left.vendor, &left.code, &left.title) == (&right.vendor, &right.code, &right.title)
        && (&left.former_codes, &left.aliases) == (&right.former_codes, &right.aliases)
        && left.also_known_as == right.also_known_as
}
