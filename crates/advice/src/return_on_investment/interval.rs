//! Exact interval arithmetic on rational numbers.
//!
//! Intermediate results are not rounded. A figure is rounded once, for display, and outwards, so
//! the displayed range always contains the exact one.

use std::cmp::Ordering;

/// An exact fraction; the denominator is above zero.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    /// A fraction; `None` unless the denominator is above zero.
    pub(super) fn new(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator > 0).then_some(Self {
            numerator: numerator.into(),
            denominator: denominator.into(),
        })
    }

    fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::reduced(
            left.checked_add(right)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    fn times(self, other: Self) -> Option<Self> {
        Self::reduced(
            self.numerator.checked_mul(other.numerator)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    /// The reciprocal; `None` unless the fraction is positive.
    fn inverse(self) -> Option<Self> {
        (self.numerator > 0).then_some(Self {
            numerator: self.denominator,
            denominator: self.numerator,
        })
    }

    fn negative(self) -> Self {
        Self {
            numerator: -self.numerator,
            ..self
        }
    }

    /// The lowest terms; `None` for the one number without a negation.
    fn reduced(numerator: i128, denominator: i128) -> Option<Self> {
        let divisor = greatest_common_divisor(numerator.checked_abs()?, denominator);
        Some(Self {
            numerator: numerator / divisor,
            denominator: denominator / divisor,
        })
    }

    fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    fn ceil(self) -> i128 {
        -(-self.numerator).div_euclid(self.denominator)
    }

    /// The order of two fractions; `None` if they are too large to compare.
    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Some(left.cmp(&right))
    }
}

fn greatest_common_divisor(mut left: i128, mut right: i128) -> i128 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

/// A range of fractions, both ends inclusive.
#[derive(Debug, Clone, Copy)]
pub(super) struct Interval {
    min: Fraction,
    max: Fraction,
}

impl Interval {
    /// A range; `None` unless min <= max.
    pub(super) fn new(min: Fraction, max: Fraction) -> Option<Self> {
        (min.compare(max)? != Ordering::Greater).then_some(Self { min, max })
    }

    /// A single whole number.
    pub(super) fn whole(number: i64) -> Self {
        let number = Fraction {
            numerator: number.into(),
            denominator: 1,
        };
        Self {
            min: number,
            max: number,
        }
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            min: self.min.plus(other.min)?,
            max: self.max.plus(other.max)?,
        })
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        Some(Self {
            min: self.min.plus(other.max.negative())?,
            max: self.max.plus(other.min.negative())?,
        })
    }

    /// The product of two non-negative ranges.
    pub(super) fn times(self, other: Self) -> Option<Self> {
        Some(Self {
            min: self.min.times(other.min)?,
            max: self.max.times(other.max)?,
        })
    }

    /// The quotient of a non-negative range and a positive one; `None` if the divisor may be zero.
    pub(super) fn over(self, other: Self) -> Option<Self> {
        Some(Self {
            min: self.min.times(other.max.inverse()?)?,
            max: self.max.times(other.min.inverse()?)?,
        })
    }

    /// Both ends as whole numbers, rounded outwards; `None` if they overflow.
    pub(super) fn outward(self) -> Option<(i64, i64)> {
        let min = i64::try_from(self.min.floor()).ok()?;
        Some((min, i64::try_from(self.max.ceil()).ok()?))
    }
}
