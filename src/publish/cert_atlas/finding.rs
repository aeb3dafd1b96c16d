//! What an import made of the oddities of the index, one kind of decision each.

use std::collections::BTreeMap;

/// A decision about an oddity, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// Left out: there is no title.
    NoTitle,
    /// Left out: there is no body.
    NoBody,
    /// Left out: neither the code nor the key of the index can name an exam.
    NoName,
    /// Left out: an earlier entry has the same key.
    RepeatedKey,
    /// The catalogue has the exam from elsewhere; what the index says stands beside it.
    BesideBetterKnown,
    /// The body is in the list of bodies under another spelling.
    BodySpelledOtherwise,
    /// The body is not in the list of bodies at all.
    BodyUnlisted,
    /// The code holds what no code can; hyphens stand in its place.
    CodeRespelled,
    /// The key of the index stands for a code that cannot be written or names another exam.
    CodeFromKey,
    /// Another body has an exam of the same code.
    CodeShared,
    /// Another exam of the same body has the same title.
    TitleShared,
    /// The name, version or price says that the exam has ended.
    Ended,
    /// The entry was read from a site of practice questions, whose number is that of its bank.
    FromQuestionBank,
    /// There are no domains.
    NoDomains,
    /// No domain has a weight.
    NoWeights,
    /// Some domains have a weight and some have none.
    SomeWeights,
    /// The vendor publishes ranges, the index has one number each.
    Flattened,
    /// No split within the weights adds up to 100.
    Infeasible,
    /// Weights with more than one decimal stand as the tenths around them.
    FinerThanTenths,
    /// A single number beside a range says something else; the range is taken.
    NumberBesideRange,
    /// The day from which the outline holds was read out of the version.
    EffectiveDateRead,
    /// A price of 0 without a word why; the fee stays unknown.
    UnexplainedZero,
    /// The price stands in words alone; the fee stays unknown.
    FeeInWords,
    /// The price is approximate or converted from another currency; its note says so.
    FeeApproximate,
    /// The passing score has no scale that could be read; it stays unknown.
    ScoreWithoutScale,
    /// Prerequisites stand in words and bind no exam.
    PrerequisitesInWords,
    /// A number cannot be read or makes no sense; the value stays unknown.
    UnreadableNumber,
}

impl Finding {
    /// Whether entries with this finding are left out of the catalogue.
    pub fn is_skipped(self) -> bool {
        matches!(
            self,
            Self::NoTitle | Self::NoBody | Self::NoName | Self::RepeatedKey
        )
    }

    /// What was found and decided, for people: follows the number of entries.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::NoTitle => "without a title",
            Self::NoBody => "without a body that issues the exam",
            Self::NoName => "without a code or a key that could name the exam",
            Self::RepeatedKey => "with the key of an earlier entry",
            Self::BesideBetterKnown => {
                "of exams that the catalogue has from elsewhere: laid beside what it says"
            }
            Self::BodySpelledOtherwise => {
                "whose body is listed under another spelling: taken as that body"
            }
            Self::BodyUnlisted => "whose body is not listed: taken as a body of its own",
            Self::CodeRespelled => "whose code holds spaces or signs: written with hyphens",
            Self::CodeFromKey => {
                "whose code cannot be written or is taken: the key of the index is the code"
            }
            Self::CodeShared => "whose code is also another body's: kept apart",
            Self::TitleShared => "with the title of another entry of the same body: kept apart",
            Self::Ended => "said to have ended: retired",
            Self::FromQuestionBank => {
                "read from a site of practice questions, which it counts: items unknown"
            }
            Self::NoDomains => "without domains: no outline",
            Self::NoWeights => "without any weight: weights unknown",
            Self::SomeWeights => "with weights for some domains only: weights unknown, those kept",
            Self::Flattened => {
                "flattened from the ranges that the vendor publishes: kept as a claim, never in \
                 force"
            }
            Self::Infeasible => "whose weights cannot add up to 100: kept as a contradiction",
            Self::FinerThanTenths => {
                "with weights finer than a tenth: kept as the tenths around them"
            }
            Self::NumberBesideRange => "with a number that is not its range's middle: range taken",
            Self::EffectiveDateRead => "whose version dates the outline: in force from that day",
            Self::UnexplainedZero => "with a price of 0 and no word why: fee unknown",
            Self::FeeInWords => "with a price in words alone: fee unknown, words kept",
            Self::FeeApproximate => "with an approximate or converted price: words kept beside it",
            Self::ScoreWithoutScale => "with a passing score on no readable scale: score unknown",
            Self::PrerequisitesInWords => {
                "with prerequisites in words: kept as words, none binding"
            }
            Self::UnreadableNumber => "with a number that makes no sense: value unknown",
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

    /// How many entries are left out.
    pub fn skipped(&self) -> usize {
        let skipped = self.iter().filter(|(finding, _)| finding.is_skipped());
        skipped.map(|(_, keys)| keys.len()).sum()
    }

    /// Every finding with its entries.
    pub fn iter(&self) -> impl Iterator<Item = (Finding, &[String])> {
        self.0.iter().map(|(finding, keys)| (*finding, &keys[..]))
    }
}
