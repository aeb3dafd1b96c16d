//! Shares of a whole in thousandths, so that the parts of a whole add up to it exactly.

/// A share from 0 to 1, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Share(u16);

impl Share {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// The whole.
    pub const WHOLE: Self = Self(1_000);

    /// The nearest share to a number; numbers below 0 and above 1 are the ends.
    pub fn nearest(number: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is between 0 and 1000"
        )]
        let thousandths = (number.clamp(0.0, 1.0) * 1_000.0).round() as u16;
        Self(thousandths)
    }

    /// The number of thousandths.
    pub const fn in_thousandths(self) -> u16 {
        self.0
    }

    /// The share as a number from 0 to 1.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 1_000.0
    }
}

/// Divides a whole into shares in proportion to some amounts, by the method of the largest remainder
/// (Hamilton). The shares add up to exactly 1 if any amount is positive; else all are 0.
pub(super) fn apportion(amounts: &[f64]) -> Vec<Share> {
    let total: f64 = amounts.iter().sum();
    if total <= 0.0 {
        return vec![Share::NONE; amounts.len()];
    }
    let exact: Vec<f64> = amounts
        .iter()
        .map(|amount| amount / total * 1_000.0)
        .collect();
    let mut shares: Vec<u16> = exact
        .iter()
        .map(|exact| {
            // A difference by rounding error is none.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it is between 0 and 1000"
            )]
            let floor = (exact + 1e-9).floor() as u16;
            floor
        })
        .collect();
    let given: u16 = shares.iter().sum();
    let mut order: Vec<usize> = (0..amounts.len()).collect();
    let remainder = |place: &usize| exact[*place] - f64::from(shares[*place]);
    order.sort_by(|left, right| {
        let by_remainder = remainder(right).total_cmp(&remainder(left));
        by_remainder.then(left.cmp(right))
    });
    for place in order
        .into_iter()
        .filter(|place| amounts[*place] > 0.0)
        .cycle()
        .take(usize::from(1_000_u16.saturating_sub(given)))
    {
        shares[place] += 1;
    }
    shares.into_iter().map(Share).collect()
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    #[test]
    fn three_thirds_are_a_whole() {
        let thousandths = |amounts: &[f64]| {
            let shares = apportion(amounts).into_iter();
            shares.map(Share::in_thousandths).collect::<Vec<_>>()
        };
        assert_eq!(thousandths(&[1.0, 1.0, 1.0]), [334, 333, 333]);
        assert_eq!(thousandths(&[2.0, 0.0]), [1_000, 0]);
        assert_eq!(thousandths(&[0.0, 0.0]), [0, 0]);
        assert_eq!(Share::nearest(0.6), Share(600));
    }

    proptest! {
        #[test]
        fn shares_add_up_to_exactly_one_and_differ_by_less_than_a_thousandth(
            amounts in vec(0_u32..10_000, 1..20),
        ) {
            let amounts: Vec<f64> = amounts.into_iter().map(f64::from).collect();
            let total: f64 = amounts.iter().sum();
            prop_assume!(total > 0.0);
            let shares = apportion(&amounts);
            let sum: u32 = shares.iter().map(|share| u32::from(share.0)).sum();
            prop_assert_eq!(sum, 1_000);
            for (share, amount) in shares.iter().zip(&amounts) {
                prop_assert!((share.as_f64() - amount / total).abs() < 0.001 + 1e-9);
                prop_assert!(*amount > 0.0 || *share == Share::NONE);
            }
        }
    }
}
