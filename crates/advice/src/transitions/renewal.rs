//! When credentials that are held can be renewed, and lapse.

use thiserror::Error;

use super::{
    Detail, TransitionKind as Kind, TransitionSubject, collector::Collector, each_with_day_before,
    scope::Scope,
};
use crate::{EarnedOnFault, HeldExam, RenewalItem, RenewalState, renewal};
use catalogue::{Catalogue, Day};

/// A credential that cannot have been earned on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{fault}")]
pub struct HeldFault {
    /// Its index in the filter.
    pub index: usize,
    /// Why not.
    pub fault: EarnedOnFault,
}

/// Adds the transitions of the credentials that are held.
///
/// # Errors
/// If one cannot have been earned on its day.
pub(super) fn collect(
    catalogue: &Catalogue,
    held: &[HeldExam],
    scope: &Scope<'_>,
    found: &mut Collector<'_>,
) -> Result<(), HeldFault> {
    for (index, one) in held.iter().enumerate() {
        if held[..index].contains(one) {
            continue;
        }
        let on = |day: Day| {
            renewal(catalogue, *one, held, day).map_err(|fault| HeldFault { index, fault })
        };
        // What is passed later can move the dates.
        let later = held.iter().map(|other| other.earned_on);
        let later = later.filter(|day| *day > one.earned_on);
        let mut days = Vec::new();
        for day in later.chain([one.earned_on]) {
            let item = on(day)?;
            let closed = [item.closes_on, item.expires_on];
            let closed = closed
                .into_iter()
                .flatten()
                .filter_map(|day| day.succ_opt());
            days.extend(closed.chain(item.opens_on).chain([day]));
        }
        // The last day to renew is the day before the window closes.
        let mut near: Vec<Day> = days.iter().filter_map(Day::pred_opt).collect();
        near.extend(&days);
        if !scope.has_exam(one.exam) || !found.includes_any(&near) {
            continue;
        }
        found.begin();
        let mut add = |day: Day, kind: Kind, item: RenewalItem| {
            let subject = TransitionSubject::Exam(one.exam);
            found.add(day, kind, subject, Detail::Renewal(Box::new(item)));
        };
        for (before, day) in each_with_day_before(days) {
            if before < one.earned_on {
                continue;
            }
            let (was, is) = (on(before)?, on(day)?);
            if was.extended_by != is.extended_by {
                add(day, Kind::CredentialRenewed, is.clone());
            }
            let is_last = was.closes_on == Some(before)
                && matches!(was.state, RenewalState::Open | RenewalState::Unknown);
            if is_last {
                add(before, Kind::LastDayToRenew, was.clone());
            }
            let kind = match is.state {
                state if state == was.state => None,
                RenewalState::Open => Some(Kind::RenewalOpens),
                RenewalState::CannotBeRenewed => Some(Kind::RenewalClosed),
                RenewalState::Lapsed => Some(Kind::CredentialLapsed),
                // A newer version was passed.
                _ => None,
            };
            if let Some(kind) = kind {
                add(day, kind, is);
            }
        }
    }
    Ok(())
}
