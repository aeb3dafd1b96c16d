//! What a search finds, and how good each find is.

use super::STANDING_IN_BETA;
use crate::snapshot::{CertificationIndex, ExamIndex, RoleIndex, VendorIndex};

/// What a search finds; the order is the order of hits that are equally good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchTarget {
    /// An exam.
    Exam(ExamIndex),
    /// A certification.
    Certification(CertificationIndex),
    /// A role.
    Role(RoleIndex),
    /// A vendor.
    Vendor(VendorIndex),
    /// A domain of the blueprint that is in force.
    Domain {
        /// The exam.
        exam: ExamIndex,
        /// The blueprint's place in the exam's list, from 0.
        blueprint: usize,
        /// The domain's place in the blueprint, from 0.
        domain: usize,
    },
}

/// The part of a record in which searched words were found, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchField {
    /// The text of an objective of the domain.
    Objective,
    /// The title of the domain.
    DomainTitle,
    /// The code or the title of an exam whose place this one took.
    Predecessor,
    /// The slug.
    Slug,
    /// The title of an exam, a certification or a role, the name of a vendor, or a name that people
    /// use; of an exam also those of the certifications that it earns, or that the exams earned
    /// whose place it took.
    Title,
    /// A code that people also use for the exam.
    Alias,
    /// A code that the exam had before.
    FormerCode,
    /// The code of the exam.
    Code,
}

/// How a text matches, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TextMatch {
    DomainWithTwoTypos,
    DomainWithOneTypo,
    TwoTypos,
    DomainBeginning,
    DomainWords,
    OneTypo,
    /// All words, at least one of them only begun.
    Beginning,
    /// All words.
    Words,
    FormerCodeBeginning,
    FormerCode,
    CodeBeginning,
    /// All words, and they are the whole name.
    WholeName,
    /// The code but for punctuation: `ai102`.
    CodeLetters,
    Code,
}

impl TextMatch {
    pub(super) fn with_typos(typos: u8) -> Self {
        if typos < 2 {
            Self::OneTypo
        } else {
            Self::TwoTypos
        }
    }

    /// How words match that stand in a domain: they come after the same words of a name.
    pub(super) fn of_domain(self) -> Self {
        match self {
            Self::TwoTypos => Self::DomainWithTwoTypos,
            Self::OneTypo => Self::DomainWithOneTypo,
            Self::Beginning => Self::DomainBeginning,
            Self::Words => Self::DomainWords,
            other => other,
        }
    }
}

/// How good a hit is; a greater score is better. Scores of one snapshot and day can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchScore(u32);

impl SearchScore {
    /// The score as a number.
    pub const fn value(self) -> u32 {
        self.0
    }
}

/// How a target matches, apart from the day.
#[derive(Debug, Clone, Copy)]
pub(super) struct TargetMatch {
    pub(super) target: SearchTarget,
    pub(super) quality: TextMatch,
    /// The weakest part that a word needed; `None` when a word stands only in the surroundings:
    /// the vendor of an exam, the exam of a domain.
    pub(super) weakest: Option<SearchField>,
    /// The strongest part that a word stands in.
    pub(super) strongest: SearchField,
    /// How much of the title or the code is covered, 255 for all of it.
    pub(super) coverage: u8,
}

impl TargetMatch {
    pub(super) fn hit(self, standing: u8) -> SearchHit {
        let weakest = self.weakest.map_or(0, |field| field as u32 + 1);
        let score = (self.quality as u32) << 24
            | weakest << 17
            | u32::from(standing >= STANDING_IN_BETA) << 16
            | u32::from(self.coverage) << 8
            | u32::from(standing);
        SearchHit {
            target: self.target,
            score: SearchScore(score),
            matched: self.strongest,
        }
    }
}

/// One find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchHit {
    /// What was found.
    pub target: SearchTarget,
    /// How good it is.
    pub score: SearchScore,
    /// The strongest part in which a word of the text was found.
    pub matched: SearchField,
}

/// Which share `part` is of `whole`, from 0 to 255.
pub(super) fn share(part: usize, whole: usize) -> u8 {
    let share = (part * 255).checked_div(whole).unwrap_or_default();
    u8::try_from(share).unwrap_or(u8::MAX)
}
