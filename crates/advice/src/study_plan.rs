//! Study plans: the hours of an exam by week, allocated to its domains.
//!
//! A plan that a source publishes gives the order of subjects; the blueprint's tightened weights
//! give the time for each. Hours are counted in tenths and add up exactly.

mod allocation;
mod warning;

use chrono::Days;
use thiserror::Error;

use self::allocation::{Segment, in_proportion, segments_of_blocks};
pub use self::warning::{PlanWarning, PlanWarningKind};
use super::{
    MAX_COVERED, Profile, WeeklyHours, coverage, overlap::Coverage, study_credit::hours_left_of,
};
use catalogue::{
    ApproximateDate, Blueprint, Catalogue, Confidence, Day, Evidence, ExamIndex, FactName,
    FactValue, Quantity, Tenths, blueprint_to_study, described_enum, writable,
};

/// The maximum length of a plan in weeks: ten years.
pub const MAX_PLAN: u32 = 520;

/// The default practice score for the last week, in percent, if no source gives one.
const DEFAULT_BAR: i64 = 80;

/// A study plan for one exam and one person.
#[derive(Debug, Clone, PartialEq)]
pub struct StudyPlan {
    /// The exam.
    pub exam: ExamIndex,
    /// The first day of study.
    pub starts_on: Day,
    /// The day after the last week, on which the exam can be taken.
    pub finishes_on: Day,
    /// The study hours a week.
    pub weekly_hours: WeeklyHours,
    /// The sum of all hours.
    pub total: Tenths,
    /// The origin of the total.
    pub basis: PlanBasis,
    /// The study hours that sources give for the person; `None` if only the published plan gives
    /// hours.
    pub study_hours: Option<Quantity>,
    /// The content that held exams cover; `None` if none is held or no blueprint is known.
    pub coverage: Option<Coverage>,
    /// Each domain's hours in the vendor's order; empty if no blueprint is known.
    pub domains: Vec<PlannedDomain>,
    /// The weeks in order.
    pub weeks: Vec<PlannedWeek>,
    /// The last day on which the exam can be booked and taken, if an end is known.
    pub book_by: Option<Day>,
    /// Obstacles to the plan.
    pub warnings: Vec<PlanWarning>,
    /// The evidence of the hours, the blocks and the weights.
    pub evidence: Vec<Evidence>,
}

described_enum! {
    /// Where the hours of a plan come from.
    pub enum PlanBasis {
        /// A plan that a source gives, with its own hours.
        PublishedPlan,
        /// A plan that a source gives, stretched or shortened to the nearest end of the person's study
        /// hours.
        PublishedPlanScaled,
        /// The upper end of the person's study hours.
        StudyHours,
    }
}

/// The hours of one domain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedDomain {
    /// The index of the domain in the blueprint.
    pub index: usize,
    /// Its share of the exam, 0 to 1.
    pub share: f64,
    /// Its hours.
    pub hours: Tenths,
}

/// One week of a plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlannedWeek {
    /// Its number, from 1.
    pub number: u32,
    /// Its hours.
    pub hours: Tenths,
    /// The allocation of the hours, in order.
    pub domains: Vec<PlannedHours>,
    /// The indexes of the published blocks in this week.
    pub blocks: Vec<usize>,
    /// The practice scores to reach by the end of the week.
    pub gates: Vec<PracticeGate>,
}

/// Hours of a week for one domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedHours {
    /// The index of the domain in the blueprint; `None` if no blueprint is known.
    pub domain: Option<usize>,
    /// The hours.
    pub hours: Tenths,
}

/// A minimum score in practice exams.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeGate {
    /// The minimum share of correct answers in percent.
    pub percent: Tenths,
    /// The number of consecutive attempts that must reach it, if the source gives one.
    pub consecutive_attempts: Option<u8>,
    /// Its evidence; an estimate without a source if no source gives it.
    pub evidence: Vec<Evidence>,
}

/// Why there is no plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoStudyPlan {
    /// No source gives the hours.
    #[error("no source states how many study hours the exam takes")]
    HoursUnknown,
    /// The pace is too slow for the hours.
    #[error("the plan would take {0} weeks; at most {MAX_PLAN} are planned")]
    TooLong(u64),
    /// The plan would end after the year 9999.
    #[error("the plan would end after the year 9999")]
    BeyondCalendar,
}

impl StudyPlan {
    /// The first day of a week.
    pub fn week_starts_on(&self, week: &PlannedWeek) -> Day {
        self.starts_on + Days::new(u64::from(week.number.saturating_sub(1)) * 7)
    }

    /// The formulas of the figures, one in each line.
    pub fn formulas(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let (Some(coverage), Some(hours)) = (&self.coverage, self.study_hours) {
            lines.push(format!(
                "study hours = hours of the source x (1 - min({:.4} covered, {MAX_COVERED})), to a tenth of an hour in each domain, where no exam takes off more hours than it took = {hours}",
                coverage.share
            ));
        }
        let total = self.total;
        lines.push(match (self.basis, self.study_hours) {
            (PlanBasis::StudyHours, _) => {
                format!("total = upper end of the study hours = {total} hours")
            }
            (PlanBasis::PublishedPlan, None) => {
                format!("total = hours of the published plan = {total} hours")
            }
            (PlanBasis::PublishedPlan, Some(hours)) => {
                format!("total = hours of the published plan = {total} hours, within {hours}")
            }
            (PlanBasis::PublishedPlanScaled, _) => format!(
                "total = end of the study hours that is nearest to the published plan = {total} hours; \
                 its blocks keep their proportions"
            ),
        });
        let (pace, weeks) = (self.weekly_hours.hours(), self.weeks.len());
        lines.push(format!("weeks = ceil({total} / {pace}) = {weeks}"));
        if !self.domains.is_empty() {
            lines.push(
                "hours of a domain = total x middle of its tightened weight / sum of these middles, \
                 in tenths by largest remainder"
                    .to_owned(),
            );
        }
        lines
    }

    /// The last day of a week.
    pub fn week_ends_on(&self, week: &PlannedWeek) -> Day {
        self.week_starts_on(week) + Days::new(6)
    }
}

/// Plans the study for an exam: total hours, weeks, domains, practice scores and warnings.
///
/// # Errors
/// See [`NoStudyPlan`].
pub fn study_plan(
    catalogue: &Catalogue,
    exam: ExamIndex,
    profile: &Profile,
    weekly_hours: WeeklyHours,
    starts_on: Day,
) -> Result<StudyPlan, NoStudyPlan> {
    let entry = catalogue.exam(exam);
    let published = entry.record.study_plan.as_ref();
    let known: Vec<ExamIndex> = profile
        .held
        .iter()
        .copied()
        .filter(|held| *held != exam)
        .collect();
    let coverage = coverage(catalogue, exam, &known, starts_on).filter(|_| !known.is_empty());
    let study_hours = entry.study_hours(profile.experience).map(|hours| {
        let own = profile.experience;
        let left = hours_left_of(catalogue, (exam, hours), &known, own, starts_on);
        left.map_or(hours, |(left, _)| left)
    });
    let of_plan = published.map(|plan| {
        let hours = plan
            .blocks
            .iter()
            .map(|block| Tenths::whole(block.hours.into()));
        hours.sum::<Tenths>()
    });
    let (total, basis) = total_hours(of_plan, study_hours)?;
    let a_week = i64::from(weekly_hours.hours()) * 10;
    let weeks = u64::try_from(total.tenths())
        .unwrap_or_default()
        .div_ceil(a_week.unsigned_abs());
    if weeks > u64::from(MAX_PLAN) {
        return Err(NoStudyPlan::TooLong(weeks));
    }
    let finishes_on = starts_on
        .checked_add_days(Days::new(weeks * 7))
        .and_then(writable)
        .ok_or(NoStudyPlan::BeyondCalendar)?;

    let blueprint = blueprint_to_study(&entry.record.blueprints, finishes_on);
    let domains = planned_domains(blueprint, total);
    let segments = match published {
        Some(plan) => segments_of_blocks(catalogue, exam, finishes_on, plan, &domains, total),
        None => allocation::segments_of_domains(&domains, total),
    };
    let mut plan = StudyPlan {
        exam,
        starts_on,
        finishes_on,
        weekly_hours,
        total,
        basis,
        study_hours,
        coverage,
        domains,
        weeks: cut_into_weeks(&segments, a_week),
        book_by: entry.last_bookable_day(&profile.languages),
        warnings: Vec::new(),
        evidence: Vec::new(),
    };
    add_gates(catalogue, &mut plan);
    plan.warnings = warning::warnings(catalogue, &plan, profile, blueprint);
    plan.evidence = [
        published.map(|plan| &plan.evidence),
        entry
            .study_hours_fact(profile.experience)
            .filter(|_| study_hours.is_some())
            .map(|fact| &fact.evidence),
        blueprint
            .filter(|_| !plan.domains.is_empty())
            .map(|blueprint| &blueprint.evidence),
    ]
    .into_iter()
    .flatten()
    .cloned()
    .collect();
    Ok(plan)
}

/// The hours to plan: those of the published plan if they lie within the person's study hours,
/// otherwise the nearest end of these; without a published plan the upper end, which is the careful
/// choice.
fn total_hours(
    of_plan: Option<Tenths>,
    study_hours: Option<Quantity>,
) -> Result<(Tenths, PlanBasis), NoStudyPlan> {
    let (total, basis) = match (of_plan, study_hours) {
        (Some(plan), None) => (plan, PlanBasis::PublishedPlan),
        (Some(plan), Some(hours)) => {
            let within = plan.clamp(hours.min(), hours.max());
            let scaled = within != plan;
            (
                within,
                if scaled {
                    PlanBasis::PublishedPlanScaled
                } else {
                    PlanBasis::PublishedPlan
                },
            )
        }
        (None, Some(hours)) => (hours.max(), PlanBasis::StudyHours),
        (None, None) => return Err(NoStudyPlan::HoursUnknown),
    };
    if total > Tenths::default() {
        Ok((total, basis))
    } else {
        Err(NoStudyPlan::HoursUnknown)
    }
}

/// `hours of a domain = total x its middle weight / sum of the middle weights`, in tenths by
/// largest remainder.
fn planned_domains(blueprint: Option<&Blueprint>, total: Tenths) -> Vec<PlannedDomain> {
    let Some(blueprint) = blueprint else {
        return Vec::new();
    };
    let weights = blueprint.middle_weights();
    let sum: f64 = weights.iter().sum();
    let hours = in_proportion(total.tenths(), &weights);
    weights
        .iter()
        .zip(hours)
        .enumerate()
        .map(|(index, (weight, hours))| PlannedDomain {
            index,
            share: if sum > 0.0 { weight / sum } else { 0.0 },
            hours: Tenths::from_tenths(hours),
        })
        .collect()
}

/// Cuts the segments into weeks.
fn cut_into_weeks(segments: &[Segment], a_week: i64) -> Vec<PlannedWeek> {
    let mut weeks: Vec<PlannedWeek> = Vec::new();
    let mut remaining = 0;
    for segment in segments {
        let mut left = segment.tenths;
        while left > 0 {
            if remaining == 0 {
                let number = u32::try_from(weeks.len() + 1).unwrap_or(u32::MAX);
                weeks.push(PlannedWeek {
                    number,
                    ..PlannedWeek::default()
                });
                remaining = a_week;
            }
            let taken = left.min(remaining);
            if let Some(week) = weeks.last_mut() {
                week.take(segment, Tenths::from_tenths(taken));
            }
            left -= taken;
            remaining -= taken;
        }
    }
    weeks
}

impl PlannedWeek {
    fn take(&mut self, segment: &Segment, hours: Tenths) {
        self.hours = self.hours + hours;
        match self
            .domains
            .iter_mut()
            .find(|part| part.domain == segment.domain)
        {
            Some(part) => part.hours = part.hours + hours,
            None => self.domains.push(PlannedHours {
                domain: segment.domain,
                hours,
            }),
        }
        if let Some(block) = segment.block
            && !self.blocks.contains(&block)
        {
            self.blocks.push(block);
        }
    }
}

/// The practice scores of the published plan at the end of their blocks, then the booking threshold
/// in the last week; if there is neither, an estimate in the last week.
fn add_gates(catalogue: &Catalogue, plan: &mut StudyPlan) {
    let entry = catalogue.exam(plan.exam);
    if let Some(published) = &entry.record.study_plan {
        for (block, record) in published.blocks.iter().enumerate() {
            let last = plan
                .weeks
                .iter_mut()
                .rfind(|week| week.blocks.contains(&block));
            if let (Some(gate), Some(week)) = (record.gate, last) {
                week.gates.push(PracticeGate {
                    percent: Tenths::whole(gate.percent.into()),
                    consecutive_attempts: Some(gate.consecutive_attempts),
                    evidence: vec![published.evidence.clone()],
                });
            }
        }
    }
    let bare = plan.weeks.iter().all(|week| week.gates.is_empty());
    let starts_on = plan.starts_on;
    let Some(last) = plan.weeks.last_mut() else {
        return;
    };
    let threshold = entry.fact(FactName::BookingThreshold);
    match threshold.and_then(|fact| Some((fact.value()?, &fact.evidence))) {
        Some((FactValue::Quantity(percent), evidence)) => {
            let same = last.gates.iter_mut().find(|gate| gate.percent == percent.max());
            match same {
                Some(gate) if gate.evidence.contains(evidence) => {}
                Some(gate) => gate.evidence.push(evidence.clone()),
                None => last.gates.push(PracticeGate {
                    percent: percent.max(),
                    consecutive_attempts: None,
                    evidence: vec![evidence.clone()],
                }),
            }
        }
        _ if bare => last.gates.push(PracticeGate {
            percent: Tenths::whole(DEFAULT_BAR),
            consecutive_attempts: None,
            evidence: vec![Evidence {
                sources: vec![],
                as_of: ApproximateDate::day(starts_on),
                checked: None,
                confidence: Confidence::Estimate,
                note: Some(
                    "no source names a passing threshold for this exam; this is the one of a study plan for AI-102"
                        .to_owned(),
                ),
            }],
        }),
        _ => {}
    }
}

#[cfg(test)]
mod tests;
