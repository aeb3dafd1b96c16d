//! What paths are weighed by: what they cost, and how strong a signal they end in.
//!
//! Unknown is not zero: a figure that nobody knows counts as more than any known one, so that a
//! path never looks cheap because its fees have not been read.

use catalogue::{Confidence, Level};

/// A sum in which unknown parts outweigh every known part.
///
/// The order is lexicographic and the sum is taken part by part, so adding never makes less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Amount {
    /// How many parts are not known.
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

/// What a step or a path costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Cost {
    /// Exam fees in the currency's minor unit.
    pub(super) fees: Amount,
    /// The longest study time that sources name, in tenths of an hour.
    pub(super) study: Amount,
    /// The same in whole weeks.
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

    /// The lower of both in each respect.
    pub(super) fn lower(self, other: Self) -> Self {
        Self {
            fees: self.fees.min(other.fees),
            study: self.study.min(other.study),
            weeks: self.weeks.min(other.weeks),
        }
    }

    /// The higher of both in each respect.
    pub(super) fn higher(self, other: Self) -> Self {
        Self {
            fees: self.fees.max(other.fees),
            study: self.study.max(other.study),
            weeks: self.weeks.max(other.weeks),
        }
    }

    /// Whether it is no more in every respect.
    pub(super) fn within(self, other: Self) -> bool {
        self.fees <= other.fees && self.study <= other.study && self.weeks <= other.weeks
    }
}

/// How strong a signal a target is, weakest first: its level, then the support of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Signal {
    rung: i8,
    support: u32,
}

impl Signal {
    /// The signal of a target of this level that has this support; an unknown level stands below
    /// every known one.
    pub(super) fn new(level: Option<Level>, support: u32) -> Self {
        Self {
            rung: level.map_or(-1, Level::rung),
            support,
        }
    }
}

/// What one recommendation adds to the support of its target: 5 points when it is official, one
/// less for each weaker class of confidence, 1 for an estimate.
pub(super) fn support(confidence: Confidence) -> u32 {
    match confidence {
        Confidence::Official => 5,
        Confidence::VendorApi => 4,
        Confidence::Reputable => 3,
        Confidence::Community => 2,
        Confidence::Estimate => 1,
    }
}

/// What two paths are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Score {
    pub(super) cost: Cost,
    pub(super) signal: Signal,
}

impl Score {
    /// Whether it is at least as good in every respect and better in one.
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
    fn a_merit_does_not_dominate_itself() {
        let merit = Score {
            cost: Cost::default(),
            signal: Signal::new(Some(Level::Associate), 3),
        };
        assert!(!merit.dominates(merit));
        let stronger = Score {
            signal: Signal::new(Some(Level::Professional), 0),
            ..merit
        };
        assert!(stronger.dominates(merit) && !merit.dominates(stronger));
    }
}
