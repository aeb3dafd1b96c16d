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

impl SearchField {
    /// All fields, weakest first.
    pub(super) const ALL: [Self; 8] = [
        Self::Objective,
        Self::DomainTitle,
        Self::Predecessor,
        Self::Slug,
        Self::Title,
        Self::Alias,
        Self::FormerCode,
        Self::Code,
    ];
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

/// How a target matches, independent of the day; greater is better: by quality, then by the weakest
/// field that a word needed, then by how much of the title or code is covered, then by the strongest
/// field in which a word occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RankedMatch(u32);

impl RankedMatch {
    /// The number of classes: pairs of a quality and a weakest field.
    pub(super) const CLASSES: usize = (TextMatch::Code as usize + 1) << 7;

    /// `weakest` is `None` when a word occurs only in the context: the vendor of an exam, the exam of a
    /// domain. A `coverage` of 255 is all of the title or code.
    pub(super) fn new(
        quality: TextMatch,
        weakest: Option<SearchField>,
        coverage: u8,
        strongest: SearchField,
    ) -> Self {
        let weakest = weakest.map_or(0, |field| field as u32 + 1);
        let (quality, coverage) = ((quality as u32) << 24, u32::from(coverage) << 8);
        Self(quality | weakest << 17 | coverage | strongest as u32)
    }

    /// Whether it ranks above every match in a domain.
    pub(super) fn is_above_domains(self) -> bool {
        self.0 >> 24 > TextMatch::DomainWords as u32
    }

    /// Its quality and weakest field.
    pub(super) fn class(self) -> usize {
        (self.0 >> 17) as usize
    }

    pub(super) fn coverage(self) -> u8 {
        self.0.to_be_bytes()[2]
    }

    pub(super) fn score(self, standing: u8) -> SearchScore {
        let is_open = u32::from(standing >= STANDING_IN_BETA) << 16;
        SearchScore(self.0 & !255 | is_open | u32::from(standing))
    }

    /// The strongest field in which a word occurs.
    pub(super) fn strongest(self) -> SearchField {
        SearchField::ALL[(self.0 & 7) as usize]
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
