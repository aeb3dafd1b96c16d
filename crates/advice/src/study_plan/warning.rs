//! Warnings of a study plan: an exam that ends, opens or changes meanwhile.

use super::StudyPlan;
use crate::Profile;
use catalogue::{Blueprint, Catalogue, Day, ExamIndex, blueprint_to_study, described_enum};

/// An obstacle to a study plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanWarning {
    /// Its kind.
    pub kind: PlanWarningKind,
    /// The warning in a sentence.
    pub message: String,
    /// The day that it concerns, if any.
    pub day: Option<Day>,
    /// The minimum whole hours a week that avoid it; `None` if no pace does.
    pub weekly_hours_needed: Option<u16>,
    /// The exams to take instead when the plan ends.
    pub instead: Vec<ExamIndex>,
}

described_enum! {
    /// The kind of an obstacle to a plan.
    pub enum PlanWarningKind {
        /// The exam can no longer be taken when study begins.
        Retired,
        /// The exam ends before the plan does.
        RetiresBeforeEnd,
        /// The exam is not known to be open when the plan ends.
        NotOpenAtEnd,
        /// Another blueprint takes effect before the plan ends; the plan follows the new one.
        OutlineChanges,
        /// Weights are missing or cannot add up to 100 percent.
        WeightsUncertain,
    }
}

pub(super) fn warnings(
    catalogue: &Catalogue,
    plan: &StudyPlan,
    profile: &Profile,
    blueprint: Option<&Blueprint>,
) -> Vec<PlanWarning> {
    let availability = availability(catalogue, plan, profile);
    let outline_warnings = blueprint.into_iter().flat_map(|blueprint| {
        let blueprints = &catalogue.exam(plan.exam).record.blueprints;
        [changes(blueprints, plan, blueprint), uncertain(blueprint)]
    });
    std::iter::once(availability)
        .chain(outline_warnings)
        .flatten()
        .collect()
}

fn availability(catalogue: &Catalogue, plan: &StudyPlan, profile: &Profile) -> Option<PlanWarning> {
    let languages = &profile.languages;
    let entry = catalogue.exam(plan.exam);
    let code = &entry.record.code;
    let end = plan.finishes_on;
    if entry.is_bookable_in(languages, end) {
        return None;
    }
    let instead: Vec<ExamIndex> = catalogue
        .bookable_substitutes_in(languages, plan.exam, end)
        .into_iter()
        .filter(|exam| *exam != plan.exam)
        .collect();
    if plan.book_by.is_none_or(|last| end <= last) {
        return Some(PlanWarning {
            kind: PlanWarningKind::NotOpenAtEnd,
            message: format!("{code} is not known to be open on {end}, when the plan ends."),
            day: entry
                .windows(languages)
                .map(|window| window.first)
                .filter(|first| end < *first)
                .min(),
            weekly_hours_needed: None,
            instead,
        });
    }
    let day = plan.book_by;
    let gone_already = day.is_some_and(|last| last < plan.starts_on);
    let last = day.map_or_else(String::new, |day| format!(" The last day is {day}."));
    if gone_already {
        return Some(PlanWarning {
            kind: PlanWarningKind::Retired,
            message: format!("{code} can no longer be taken on {}.{last}", plan.starts_on),
            day,
            weekly_hours_needed: None,
            instead,
        });
    }
    Some(PlanWarning {
        kind: PlanWarningKind::RetiresBeforeEnd,
        message: format!("{code} can no longer be taken on {end}, when the plan ends.{last}"),
        day,
        weekly_hours_needed: day.and_then(|day| pace_until(plan, day)),
        instead,
    })
}

/// The minimum whole hours a week that finish the plan by a day.
fn pace_until(plan: &StudyPlan, day: Day) -> Option<u16> {
    let weeks = (day - plan.starts_on).num_weeks();
    if weeks < 1 {
        return None;
    }
    let hours = u16::try_from(plan.total.ceil()).ok()?;
    let needed = hours.div_ceil(u16::try_from(weeks).ok()?);
    (needed <= 168).then_some(needed)
}

fn changes(
    blueprints: &[Blueprint],
    plan: &StudyPlan,
    blueprint: &Blueprint,
) -> Option<PlanWarning> {
    let first = blueprint_to_study(blueprints, plan.starts_on)?;
    let day = blueprint.effective_from.latest();
    if std::ptr::eq(first, blueprint) || day <= plan.starts_on {
        return None;
    }
    Some(PlanWarning {
        kind: PlanWarningKind::OutlineChanges,
        message: format!("A new blueprint takes effect on {day}; the plan follows it."),
        day: Some(day),
        weekly_hours_needed: None,
        instead: vec![],
    })
}

fn uncertain(blueprint: &Blueprint) -> Option<PlanWarning> {
    let message = match blueprint.weight_check() {
        Some(check) if check.feasible => return None,
        _ if blueprint.domains.is_empty() => return None,
        Some(_) => {
            "The weights cannot add up to 100 percent; hours follow the midpoints of the published ranges."
        }
        None => "Weights are missing; every domain gets the same hours.",
    };
    Some(PlanWarning {
        kind: PlanWarningKind::WeightsUncertain,
        message: message.to_owned(),
        day: None,
        weekly_hours_needed: None,
        instead: vec![],
    })
}
