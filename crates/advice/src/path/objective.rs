//! Objectives of the path search: cost, and the signal of the target.
//!
//! Unknown is not zero: an unknown figure exceeds every known one, so a path never looks cheap
//! because its fees are missing.

use catalogue::{Confidence, Level};

/// A sum in which unknown parts outweigh all known parts.
///
/// The order is lexicographic and the sum componentwise, so addition is monotone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Amount {
    /// The number of unknown parts.
    pub(super) unknown: u32,
    /// The sum of the known parts.
    pub(super) known: i64,
}

impl Amount {
    /// One part, known or not.
    pub(super) fn of(part: Option<i64>) -> Self {
        Self {
            unknown: u32::from(part.is_none()),
            known: part.unwrap_or_default(),
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            unknown: self.unknown.saturating_add(other.unknown),
            known: self.known.saturating_add(other.known),
        }
    }
}

/// The cost of a step or a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Cost {
    /// Exam fees in the currency's minor unit.
    pub(super) fees: Amount,
    /// The upper bound of study time in tenths of an hour.
    pub(super) study: Amount,
    /// The upper bound of study time in whole weeks.
    pub(super) weeks: Amount,
}

impl Cost {
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            fees: self.fees.plus(other.fees),
            study: self.study.plus(other.study),
            weeks: self.weeks.plus(other.weeks),
        }
    }

    /// The componentwise minimum.
    pub(super) fn lower(self, other: Self) -> Self {
        Self {
            fees: self.fees.min(other.fees),
            study: self.study.min(other.study),
            weeks: self.weeks.min(other.weeks),
        }
    }

    /// The componentwise maximum.
    pub(super) fn higher(self, other: Self) -> Self {
        Self {
            fees: self.fees.max(other.fees),
            study: self.study.max(other.study),
            weeks: self.weeks.max(other.weeks),
        }
    }

    /// Whether it is at most `other` in every component.
    pub(super) fn within(self, other: Self) -> bool {
        self.fees <= other.fees && self.study <= other.study && self.weeks <= other.weeks
    }
}

/// The signal of a target, weakest first: its level, then the support of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Signal {
    rank: i8,
    support: u32,
}

impl Signal {
    /// The signal of a target of this level with this support; an unknown level ranks below every
    /// known one.
    pub(super) fn new(level: Option<Level>, support: u32) -> Self {
        Self {
            rank: level.map_or(-1, Level::rank),
            support,
        }
    }
}

/// The support points of one recommendation: 5 if official, one less for each weaker class of
/// confidence, 1 for an estimate.
pub(super) fn support_points(confidence: Confidence) -> u32 {
    match confidence {
        Confidence::Official => 5,
        Confidence::VendorApi => 4,
        Confidence::Reputable => 3,
        Confidence::Community => 2,
        Confidence::Estimate => 1,
    }
}

/// The score by which paths are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Score {
    pub(super) cost: Cost,
    pub(super) signal: Signal,
}

impl Score {
    /// Pareto dominance: at least as good in every component and better in one.
    pub(super) fn dominates(self, other: Self) -> bool {
        self != other && self.cost.within(other.cost) && self.signal >= other.signal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_figure_is_never_cheaper() {
        let (known, unknown) = (Amount::of(Some(1_000_000)), Amount::of(None));
        assert!(known < unknown);
        assert!(known.plus(unknown) > known.plus(known));
    }

    #[test]
    fn a_score_does_not_dominate_itself() {
        let score = Score {
            cost: Cost::default(),
            signal: Signal::new(Some(Level::Associate), 3),
        };
        assert!(!score.dominates(score));
        let stronger = Score {
            signal: Signal::new(Some(Level::Professional), 0),
            ..score
        };
        assert!(stronger.dominates(score) && !score.dominates(stronger));
    }
}
