//! Fees: bisection, because a fee moves the costs of all paths with its exam alike.

use super::{
    Bounds,
    first_path::{Stopped, Way},
    span::Span,
    trial::{Trial, steps},
};
use catalogue::{Currency, FactValue, Money};

/// A fee above every sum of fees and every budget, in the currency's minor unit.
const ABOVE_ALL: i64 = 100_000_000_000_000_000;

/// One fee with other values, and the first path by the catalogue.
pub(super) struct Fee<'t, 's, 'a> {
    pub(super) trial: &'t mut Trial<'s, 'a>,
    pub(super) first: &'t Way,
    pub(super) currency: Currency,
}

impl Fee<'_, '_, '_> {
    fn at(&mut self, minor: i64) -> Result<Option<Way>, Stopped> {
        let fee = Money::from_minor(minor, self.currency);
        self.trial.first(FactValue::Money(fee.into()), None)
    }

    pub(super) fn keeps(&mut self, minor: i64) -> Result<bool, Stopped> {
        Ok(self.at(minor)?.as_ref() == Some(self.first))
    }

    fn money(&self, minor: i64) -> Money {
        Money::from_minor(minor, self.currency)
    }

    /// The two neighbouring fees at which the answer of a test changes: the one nearest to `yes`
    /// for which it holds, and the one after it.
    fn border(
        &mut self,
        (mut yes, mut no): (i64, i64),
        mut holds: impl FnMut(&mut Self, i64) -> Result<bool, Stopped>,
    ) -> Result<(i64, i64), Stopped> {
        while yes.abs_diff(no) > 1 {
            let middle = yes.midpoint(no);
            if holds(self, middle)? {
                yes = middle;
            } else {
                no = middle;
            }
        }
        Ok((yes, no))
    }

    /// The fees of a step around the present one for which its path stays first.
    pub(super) fn bounds(mut self, present: Money) -> Result<Bounds<Money>, Stopped> {
        let own = present.minor();
        let mut ends = [(None, vec![]), (None, vec![])];
        for (end, last) in ends.iter_mut().zip([0, ABOVE_ALL]) {
            if own != last && !self.keeps(last)? {
                let (kept, lost) = self.border((own, last), Self::keeps)?;
                *end = (Some(self.money(kept)), steps(self.at(lost)?));
            }
        }
        let [(from, below), (to, above)] = ends;
        Ok(Bounds {
            value: Some(present),
            from,
            to,
            below,
            above,
        })
    }

    /// The fees of an exam without a known one for which another path is first.
    pub(super) fn changes(mut self) -> Result<Vec<Span<Money>>, Stopped> {
        let (free, dear) = (self.keeps(0)?, self.keeps(ABOVE_ALL)?);
        let kept = match (free, dear) {
            (true, true) => return Ok(vec![]),
            (true, false) => Some((0, self.border((0, ABOVE_ALL), Self::keeps)?.0)),
            (false, true) => Some((self.border((ABOVE_ALL, 0), Self::keeps)?.0, ABOVE_ALL)),
            (false, false) => self.kept_in_between()?,
        };
        let Some((least, most)) = kept else {
            let free = self.at(0)?;
            return Ok(vec![self.span(None, None, free)]);
        };
        let mut spans = vec![];
        if least > 0 {
            let way = self.at(least - 1)?;
            spans.push(self.span(None, Some(least - 1), way));
        }
        if most < ABOVE_ALL {
            let way = self.at(most + 1)?;
            spans.push(self.span(Some(most + 1), None, way));
        }
        Ok(spans)
    }

    /// The fees for which the path stays first if neither the least nor the greatest does.
    ///
    /// Up to some fee a path with the exam is first, above it one without. Of those with the exam,
    /// the dearest that fits is first at that fee.
    fn kept_in_between(&mut self) -> Result<Option<(i64, i64)>, Stopped> {
        let with_exam = |fee: &mut Self, minor| {
            let exam = fee.trial.exam;
            Ok(fee.at(minor)?.is_some_and(|way| way.exams.contains(&exam)))
        };
        if !with_exam(self, 0)? || with_exam(self, ABOVE_ALL)? {
            return Ok(None);
        }
        let (most, _) = self.border((0, ABOVE_ALL), with_exam)?;
        if !self.keeps(most)? {
            return Ok(None);
        }
        let (least, _) = self.border((most, 0), Self::keeps)?;
        Ok(Some((least, most)))
    }

    fn span(&self, from: Option<i64>, to: Option<i64>, way: Option<Way>) -> Span<Money> {
        Span {
            from: from.map(|minor| self.money(minor)),
            to: to.map(|minor| self.money(minor)),
            instead: steps(way),
        }
    }
}
