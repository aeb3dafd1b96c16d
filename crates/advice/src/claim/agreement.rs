//! Whether a claimed figure or word agrees with a stated one.
//!
//! | claimed | stated | agree if |
//! | --- | --- | --- |
//! | a number | a number or range | it lies within |
//! | a range | a number or range | one lies within the other |
//! | about a number | a number or range | the number and a tenth of it either way meet it |
//! | up to, at least | a number or range | it is the upper, the lower end |
//! | a weight range | a weight range | they are equal: vendors publish both ends |
//! | anything | an estimate | the ranges meet: nobody knows an estimate better than that |

use std::ops::RangeInclusive;

use super::figure::{Figure, FigureForm};
use catalogue::{FactName, Unit};

/// How strictly ranges are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// Both ends of a range are published.
    Ends,
    /// One range lies within the other.
    Within,
    /// The ranges meet.
    Meets,
}

impl Strictness {
    pub(super) fn of(name: FactName) -> Self {
        match name {
            FactName::StudyHours
            | FactName::StudyWeeks
            | FactName::WeeklyHours
            | FactName::ExpectedExperienceSpan
            | FactName::BookingThreshold
            | FactName::PassRate
            | FactName::AnnualRaise
            | FactName::AnnualPay
            | FactName::HourlyRate
            | FactName::PracticeCost
            | FactName::PracticeCostWeekly
            | FactName::StatedInvestment
            | FactName::StatedMonthlyReturn
            | FactName::StatedPayback
            | FactName::StatedThreeYearGain
            | FactName::OutlineInterval => Self::Meets,
            _ => Self::Within,
        }
    }
}

/// Whether a claimed figure agrees with a stated range of the same unit.
pub(super) fn figures_agree(claimed: Figure, stated: Figure, strictness: Strictness) -> bool {
    let (low, high) = (stated.min, stated.max);
    let (min, max) = (claimed.min, claimed.max);
    let meets = |min: i64, max: i64| min <= high && low <= max;
    let within = |one: RangeInclusive<i64>, other: RangeInclusive<i64>| {
        other.start() <= one.start() && one.end() <= other.end()
    };
    let is_one = min == max;
    match claimed.form {
        FigureForm::About if is_one => meets(min - min / 10, max + max / 10),
        FigureForm::AtMost if strictness == Strictness::Meets => low <= max,
        FigureForm::AtMost => (min..=max).contains(&high),
        FigureForm::AtLeast if strictness == Strictness::Meets => min <= high,
        FigureForm::AtLeast => (min..=max).contains(&low),
        FigureForm::Stated | FigureForm::About => match strictness {
            Strictness::Meets => meets(min, max),
            Strictness::Ends if !is_one && low != high => (min, max) == (low, high),
            Strictness::Ends | Strictness::Within => {
                within(min..=max, low..=high) || within(low..=high, min..=max)
            }
        },
    }
}

/// Whether claimed and stated quantities agree; `None` if their units cannot be compared.
pub(super) fn quantities_agree(
    claimed: (Figure, Unit),
    stated: (Figure, Unit),
    strictness: Strictness,
) -> Option<bool> {
    let is_count = |unit| matches!(unit, Unit::Items | Unit::Count);
    if claimed.1 == stated.1 || (is_count(claimed.1) && is_count(stated.1)) {
        return Some(figures_agree(claimed.0, stated.0, strictness));
    }
    let months = |(figure, unit): (Figure, Unit)| match unit {
        Unit::Years => Some(times(figure, 12, 12)),
        Unit::Months => Some(figure),
        _ => None,
    };
    if let (Some(claimed), Some(stated)) = (months(claimed), months(stated)) {
        return Some(figures_agree(claimed, stated, strictness));
    }
    // A month has 28 to 31 days, so only an interval of days is known.
    let (claimed, stated) = (days(claimed)?, days(stated)?);
    let claimed = match claimed.form {
        FigureForm::About => claimed,
        _ => Figure {
            form: FigureForm::Stated,
            ..claimed
        },
    };
    Some(figures_agree(claimed, stated, Strictness::Meets))
}

fn days((figure, unit): (Figure, Unit)) -> Option<Figure> {
    match unit {
        Unit::Days => Some(figure),
        Unit::Weeks => Some(times(figure, 7, 7)),
        Unit::Months => Some(times(figure, 28, 31)),
        Unit::Years => Some(times(figure, 365, 366)),
        _ => None,
    }
}

fn times(figure: Figure, least: i64, most: i64) -> Figure {
    Figure {
        min: figure.min.saturating_mul(least),
        max: figure.max.saturating_mul(most),
        ..figure
    }
}

/// A text without case, punctuation and the words that titles share.
pub(super) fn plain_words(text: &str) -> Vec<String> {
    let words =
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '+' && letter != '#');
    let words = words.filter(|word| !word.is_empty()).map(str::to_lowercase);
    words
        .filter(|word| !matches!(word.as_str(), "and" | "the" | "a" | "an" | "of" | "for"))
        .collect()
}

/// Whether one of two texts has all words of the other.
pub(super) fn texts_agree(claimed: &str, stated: &str) -> bool {
    let (claimed, stated) = (plain_words(claimed), plain_words(stated));
    let has_all = |one: &[String], other: &[String]| {
        !other.is_empty() && other.iter().all(|word| one.contains(word))
    };
    has_all(&stated, &claimed) || has_all(&claimed, &stated)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn figure(form: FigureForm, min: i64, max: i64) -> Figure {
        Figure { form, min, max }
    }

    fn stated(min: i64, max: i64) -> Figure {
        figure(FigureForm::Stated, min, max)
    }

    #[test]
    fn a_single_value_inside_a_range_agrees_and_one_outside_does_not() {
        let agrees = |claimed| figures_agree(claimed, stated(40, 60), Strictness::Within);
        assert!(agrees(stated(50, 50)) && agrees(stated(40, 60)) && agrees(stated(45, 55)));
        assert!(agrees(stated(30, 80)));
        assert!(!agrees(stated(61, 61)) && !agrees(stated(50, 70)));
        assert!(agrees(figure(FigureForm::AtMost, 60, 60)));
        assert!(!agrees(figure(FigureForm::AtMost, 50, 50)));
        assert!(agrees(figure(FigureForm::AtLeast, 40, 40)));
        assert!(!agrees(figure(FigureForm::AtLeast, 60, 60)));
        assert!(figures_agree(
            figure(FigureForm::About, 100, 100),
            stated(90, 110),
            Strictness::Within
        ));
        assert!(figures_agree(
            figure(FigureForm::About, 100, 100),
            stated(110, 110),
            Strictness::Within
        ));
        assert!(!figures_agree(
            figure(FigureForm::About, 100, 100),
            stated(111, 111),
            Strictness::Within
        ));
    }

    #[test]
    fn weight_ranges_are_equal_or_wrong_and_estimates_meet() {
        assert!(!figures_agree(
            stated(20, 25),
            stated(20, 30),
            Strictness::Ends
        ));
        assert!(figures_agree(
            stated(22, 22),
            stated(20, 25),
            Strictness::Ends
        ));
        assert!(figures_agree(
            stated(20, 25),
            stated(24, 24),
            Strictness::Ends
        ));
        assert!(figures_agree(
            stated(80, 120),
            stated(60, 100),
            Strictness::Meets
        ));
        assert!(!figures_agree(
            stated(20, 40),
            stated(60, 100),
            Strictness::Meets
        ));
    }

    #[test]
    fn spans_are_compared_across_units() {
        let agree = |claimed, stated| quantities_agree(claimed, stated, Strictness::Within);
        let year = (stated(1000, 1000), Unit::Years);
        assert_eq!(
            agree(year, (stated(12_000, 12_000), Unit::Months)),
            Some(true)
        );
        assert_eq!(
            agree(year, (stated(36_000, 36_000), Unit::Months)),
            Some(false)
        );
        let days = (stated(90_000, 90_000), Unit::Days);
        assert_eq!(agree(days, (stated(3000, 3000), Unit::Months)), Some(true));
        assert_eq!(agree(days, (stated(6000, 6000), Unit::Months)), Some(false));
        assert_eq!(agree(days, (stated(90_000, 90_000), Unit::Percent)), None);
    }

    #[test]
    fn texts_agree_if_one_has_all_words_of_the_other() {
        assert!(texts_agree("Case studies", "case studies (at least one)"));
        assert!(!texts_agree("labs", "case study"));
        assert!(!texts_agree("", "case study"));
    }

    proptest! {
        /// What is stated agrees with itself, however strictly it is compared.
        #[test]
        fn a_stated_figure_agrees_with_itself(min in 0_i64..1_000_000, width in 0_i64..1_000_000) {
            let own = stated(min, min + width);
            for strictness in [Strictness::Ends, Strictness::Within, Strictness::Meets] {
                prop_assert!(figures_agree(own, own, strictness));
            }
        }
    }
}
