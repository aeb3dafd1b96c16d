//! Import warnings: irregularities of the index and their handling.

use std::collections::BTreeMap;

/// An irregularity and its handling, in report order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// Skipped: no title.
    NoTitle,
    /// Skipped: no body.
    NoBody,
    /// Skipped: neither the code nor the key of the index is a valid code.
    NoName,
    /// Skipped: an earlier entry has the same key.
    RepeatedKey,
    /// The catalogue has the exam from another source; the index is merged without overriding it.
    HasOtherSource,
    /// The body is listed under another spelling.
    BodySpelledOtherwise,
    /// The body is not listed.
    BodyUnlisted,
    /// The code contains invalid characters; replaced by hyphens.
    CodeRespelled,
    /// The code is invalid or used by another exam; the key of the index is the code.
    CodeFromKey,
    /// Another body has an exam of the same code.
    CodeShared,
    /// Another exam of the same body has the same title.
    TitleShared,
    /// The name, version or price says that the exam has ended.
    Ended,
    /// The entry is from a practice question site, whose number is that of its question bank.
    FromQuestionBank,
    /// There are no domains.
    NoDomains,
    /// No domain has a weight.
    NoWeights,
    /// Some domains have a weight and some have none.
    SomeWeights,
    /// The vendor publishes ranges, the index has one number each.
    Flattened,
    /// The weights cannot add up to 100.
    Infeasible,
    /// Weights with more than one decimal are widened to tenths.
    FinerThanTenths,
    /// A single number contradicts its range; the range is used.
    WeightOffCentre,
    /// The version is the effective date of the blueprint.
    EffectiveDateRead,
    /// An unexplained price of 0; the fee is unknown.
    UnexplainedZero,
    /// The price is text only; the fee is unknown.
    FeeInWords,
    /// The price is approximate or converted from another currency; its note says so.
    FeeApproximate,
    /// The passing score has no parsable scale; the score is unknown.
    ScoreWithoutScale,
    /// Prerequisites are free text, so they are not binding.
    PrerequisitesInWords,
    /// An invalid number; the value is unknown.
    UnreadableNumber,
}

impl Finding {
    /// Whether entries with this finding are skipped.
    pub fn is_skipped(self) -> bool {
        matches!(
            self,
            Self::NoTitle | Self::NoBody | Self::NoName | Self::RepeatedKey
        )
    }

    /// The finding and its handling, to follow the number of entries.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::NoTitle => "without a title",
            Self::NoBody => "without a body that issues the exam",
            Self::NoName => "without a code or a key that could name the exam",
            Self::RepeatedKey => "with the key of an earlier entry",
            Self::HasOtherSource => {
                "of exams that the catalogue has from another source: merged without overriding it"
            }
            Self::BodySpelledOtherwise => {
                "whose body is listed under another spelling: taken as that body"
            }
            Self::BodyUnlisted => "whose body is not listed: taken as a body of its own",
            Self::CodeRespelled => "whose code has spaces or other characters: stored with hyphens",
            Self::CodeFromKey => {
                "whose code cannot be written or is taken: the key of the index is the code"
            }
            Self::CodeShared => "whose code another body uses, too: imported as a separate exam",
            Self::TitleShared => {
                "with the title of another entry of the same body: imported as a separate exam"
            }
            Self::Ended => "said to have ended: retired",
            Self::FromQuestionBank => {
                "read from a site of practice questions, which it counts: items unknown"
            }
            Self::NoDomains => "without domains: no blueprint",
            Self::NoWeights => "without any weight: weights unknown",
            Self::SomeWeights => {
                "with weights for some domains only: weights unknown as a whole, the given ones imported"
            }
            Self::Flattened => {
                "flattened from the ranges that the vendor publishes: stored as a claim, never in \
                 force"
            }
            Self::Infeasible => "whose weights cannot add up to 100: stored as a contradiction",
            Self::FinerThanTenths => {
                "with weights finer than a tenth: stored as the tenths around them"
            }
            Self::WeightOffCentre => {
                "with a single weight that is not the middle of its range: range imported"
            }
            Self::EffectiveDateRead => "whose version dates the blueprint: in force from that day",
            Self::UnexplainedZero => "with a price of 0 without a reason: fee unknown",
            Self::FeeInWords => "with a price in words only: fee unknown, words stored as a note",
            Self::FeeApproximate => {
                "with an approximate or converted price: words stored as a note"
            }
            Self::ScoreWithoutScale => "with a passing score on no readable scale: score unknown",
            Self::PrerequisitesInWords => {
                "with prerequisites in words: stored as a note, none enforced"
            }
            Self::UnreadableNumber => "with a number that cannot be read: value unknown",
        }
    }
}

/// The findings of an import, each with the keys of its entries in the order of the index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings(BTreeMap<Finding, Vec<String>>);

impl Findings {
    pub(super) fn add(&mut self, finding: Finding, key: &str) {
        let keys = self.0.entry(finding).or_default();
        if keys.last().is_none_or(|last| last != key) {
            keys.push(key.to_owned());
        }
    }

    /// How many entries have a finding.
    pub fn count(&self, finding: Finding) -> usize {
        self.of(finding).len()
    }

    /// The keys of the entries that have a finding.
    pub fn of(&self, finding: Finding) -> &[String] {
        self.0.get(&finding).map_or(&[], Vec::as_slice)
    }

    /// The number of skipped entries.
    pub fn skipped(&self) -> usize {
        let skipped = self.iter().filter(|(finding, _)| finding.is_skipped());
        skipped.map(|(_, keys)| keys.len()).sum()
    }

    /// Every finding with its entries.
    pub fn iter(&self) -> impl Iterator<Item = (Finding, &[String])> {
        self.0.iter().map(|(finding, keys)| (*finding, &keys[..]))
    }
}
