//! Search hits and their ranking.

use super::STANDING_IN_BETA;
use crate::index::{CertificationIndex, ExamIndex, RoleIndex, VendorIndex};

/// The object of a hit, in the order of equally ranked hits.
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
    /// A domain of the blueprint in force.
    Domain {
        /// The exam.
        exam: ExamIndex,
        /// The index of the blueprint in the exam's list.
        blueprint: usize,
        /// The index of the domain in the blueprint.
        domain: usize,
    },
}

/// The field of a record in which query words were found, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchField {
    /// The text of an objective of the domain.
    Objective,
    /// The title of the domain.
    DomainTitle,
    /// The code or title of a predecessor of the exam.
    Predecessor,
    /// The slug.
    Slug,
    /// The title of an exam, certification or role, the name of a vendor, or a common name. For an
    /// exam also the names of the certifications that it or its predecessors earn.
    Title,
    /// An alias code of the exam.
    Alias,
    /// A former code of the exam.
    FormerCode,
    /// The code of the exam.
    Code,
}

/// How a query matches, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TextMatch {
    DomainWithTwoTypos,
    DomainWithOneTypo,
    TwoTypos,
    DomainBeginning,
    DomainWords,
    OneTypo,
    /// All words, at least one of them as a prefix.
    Beginning,
    /// All words.
    Words,
    FormerCodeBeginning,
    FormerCode,
    CodeBeginning,
    /// All words, and nothing else in the name.
    WholeName,
    /// The code without punctuation: `ai102`.
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

    /// The same match in a domain, which ranks below one in a name.
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

/// The rank of a hit; greater is better. Comparable within one snapshot and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchScore(u32);

impl SearchScore {
    /// The score as a number.
    pub const fn value(self) -> u32 {
        self.0
    }
}

/// How a target matches, independent of the day.
#[derive(Debug, Clone, Copy)]
pub(super) struct TargetMatch {
    pub(super) target: SearchTarget,
    pub(super) quality: TextMatch,
    /// The weakest field that a word needed; `None` when a word occurs only in the context: the
    /// vendor of an exam, the exam of a domain.
    pub(super) weakest: Option<SearchField>,
    /// The strongest field in which a word occurs.
    pub(super) strongest: SearchField,
    /// How much of the title or code is covered; 255 is all of it.
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

/// A search hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchHit {
    /// The object.
    pub target: SearchTarget,
    /// Its rank.
    pub score: SearchScore,
    /// The strongest field in which a query word was found.
    pub matched: SearchField,
}

/// The share of `part` in `whole`, from 0 to 255.
pub(super) fn share(part: usize, whole: usize) -> u8 {
    let share = (part * 255).checked_div(whole).unwrap_or_default();
    u8::try_from(share).unwrap_or(u8::MAX)
}
