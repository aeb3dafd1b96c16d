//! Study plans: as sources give them, and as computed for a person's pace.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::{Result, SimpleObject};
use certgraph_macros::Fields;

use crate::graphql::{
    objects::blueprint::{Blueprint, Domain},
    objects::connection::bad_argument,
    objects::evidence::Evidence,
    objects::exam::ExamObject,
    objects::path_question,
    objects::scalars::Date,
    objects::values::{DecimalRange, IntRange, rounded},
    objects::view::View,
};
use crate::{
    advice::{self, NoStudyPlan, PlanBasis, PlanWarningKind, Profile},
    catalogue::{self, ExamIndex, blueprint_to_study},
};

/// A study plan as a source gives it.
#[derive(SimpleObject, Fields)]
pub struct PublishedStudyPlan {
    /// Its blocks in order.
    blocks: Vec<PublishedStudyPlanBlock>,
    /// Study time of all blocks together in hours. Example: `80`.
    total_hours: i32,
    /// Who gives it.
    evidence: Evidence,
}

/// Some weeks of a study plan.
#[derive(SimpleObject, Fields)]
pub struct PublishedStudyPlanBlock {
    /// The weeks, counted from 1, both ends inclusive. Example: `{ min: 1, max: 2 }`.
    weeks: IntRange,
    /// Study time of the block in hours. Example: `20`.
    hours: i32,
    /// What to learn.
    topics: Vec<String>,
    /// What to build by hand; empty when the source names nothing.
    labs: Vec<String>,
    /// What to learn from; empty when the source names nothing.
    material: Vec<String>,
    /// The threshold to reach before going on. Null when there is none.
    gate: Option<StudyPlanGate>,
}

/// The passing threshold at the end of a block.
#[derive(SimpleObject, Fields)]
pub struct StudyPlanGate {
    /// Percent of practice items to answer rightly. Example: `80`.
    percent: i32,
    /// Attempts in a row that must reach it. Example: `2`.
    consecutive_attempts: i32,
}

/// The study plan that a source gives for an exam.
pub(crate) fn published_study_plan(view: &View, exam: ExamIndex) -> Option<PublishedStudyPlan> {
    let plan = view.catalogue.exam(exam).record.study_plan.as_ref()?;
    Some(PublishedStudyPlan {
        blocks: plan.blocks.iter().map(block).collect(),
        total_hours: plan.blocks.iter().map(|block| i32::from(block.hours)).sum(),
        evidence: Evidence::new(&view.catalogue, &plan.evidence),
    })
}

fn block(record: &catalogue::StudyPlanBlock) -> PublishedStudyPlanBlock {
    PublishedStudyPlanBlock {
        weeks: IntRange {
            min: record.first_week.into(),
            max: record.last_week.into(),
        },
        hours: record.hours.into(),
        topics: record.topics.clone(),
        labs: record.labs.clone(),
        material: record.material.clone(),
        gate: record.gate.map(|gate| StudyPlanGate {
            percent: gate.percent.into(),
            consecutive_attempts: gate.consecutive_attempts.into(),
        }),
    }
}

/// A plan of study for an exam, week by week, at a person's pace. Hours are exact to tenths and add
/// up: those of the weeks, and those of the domains, are those of the whole.
#[derive(SimpleObject, Fields)]
pub struct StudyPlan {
    /// The first day of study. Example: `"2026-06-15"`.
    starts_on: Date,
    /// The day on which the weeks have passed and the exam can be taken. Example: `"2026-08-10"`.
    finishes_on: Date,
    /// Hours a week. Example: `10`.
    weekly_hours: i32,
    /// All hours together. Example: `80`.
    total_hours: f64,
    /// Where the total comes from.
    basis: ApiEnum<PlanBasis>,
    /// The study hours that sources give for the person, less what held exams cover. Null when
    /// only the published plan has.
    study_hours: Option<DecimalRange>,
    /// The share of the content that exams held cover already, 0 to 1. Example: `0.31`. Null when
    /// none is held or the blueprint is not known.
    covered_share: Option<f64>,
    /// How the figures come about, one formula a line.
    formulas: Vec<String>,
    /// The hours of each domain, in the vendor's order. Empty when no blueprint is known.
    domains: Vec<PlannedDomain>,
    /// The weeks in order.
    weeks: Vec<PlannedWeek>,
    /// The last day on which the exam can be taken. Null when no end is known.
    book_by: Option<Date>,
    /// The obstacles to the plan; empty when none is known.
    warnings: Vec<StudyPlanWarning>,
    /// The same plan as an iCalendar file, as an address on this server. Example:
    /// `"/exams/microsoft/AI-102/study-plan.ics?weeklyHours=10&startOn=2026-06-15&asOf=2026-06-12"`.
    calendar_url: String,
    /// Who gives the hours, the blocks and the weights.
    evidence: Vec<Evidence>,
}

/// A domain's part of a plan.
#[derive(SimpleObject, Fields)]
pub struct PlannedDomain {
    /// The domain.
    domain: Domain,
    /// Its hours: in proportion to the middle of its tightened weight. Example: `17.5`.
    hours: f64,
}

/// One week of a plan.
#[derive(SimpleObject, Fields)]
pub struct PlannedWeek {
    /// Its number, from 1.
    number: u32,
    /// Its first day.
    starts_on: Date,
    /// Its last day.
    ends_on: Date,
    /// Its hours. Example: `10`.
    hours: f64,
    /// What the hours go to, in order.
    domains: Vec<PlannedHours>,
    /// What the published plan would have you learn. Empty when no source gives a plan.
    topics: Vec<String>,
    /// What the published plan would have you build. Empty when it names nothing.
    labs: Vec<String>,
    /// What the published plan would have you learn from. Empty when it names nothing.
    material: Vec<String>,
    /// What to reach by the end of the week.
    gates: Vec<PracticeGate>,
}

/// Hours of a week for one domain.
#[derive(SimpleObject, Fields)]
pub struct PlannedHours {
    /// The domain. Null when the exam's blueprint is not known.
    domain: Option<Domain>,
    /// The hours. Example: `7.5`.
    hours: f64,
}

/// A passing threshold on practice exams.
#[derive(SimpleObject, Fields)]
pub struct PracticeGate {
    /// The share of practice items to answer rightly, in percent. Example: `80`.
    percent: f64,
    /// Attempts in a row that must reach it. Example: `2`. Null when the source does not say.
    consecutive_attempts: Option<i32>,
    /// Its evidence; one of confidence `ESTIMATE` without a source when no source states it.
    evidence: Vec<Evidence>,
}

/// An obstacle to a plan.
#[derive(SimpleObject, Fields)]
pub struct StudyPlanWarning {
    /// What kind of thing.
    kind: ApiEnum<PlanWarningKind>,
    /// It in a sentence.
    message: String,
    /// The day that it is about. Null when there is none.
    day: Option<Date>,
    /// The least whole hours a week that would avoid it. Example: `14`. Null when no pace would.
    weekly_hours_needed: Option<i32>,
    /// Exams that can be taken instead when the plan ends; empty when none is known.
    instead: Vec<ExamObject>,
}

/// The plan for an exam; `None` when no source has its hours.
pub(crate) fn study_plan(
    view: &View,
    exam: ExamIndex,
    weekly_hours: Option<i32>,
    first_day: Option<Date>,
    profile: &Profile,
) -> Result<Option<StudyPlan>> {
    let pace = path_question::weekly_hours("weeklyHours", weekly_hours)?;
    let starts_on = path_question::first_day(view, "startOn", first_day)?;
    match advice::study_plan(&view.catalogue, exam, profile, pace, starts_on) {
        Ok(plan) => Ok(Some(shown(view, &plan, profile))),
        Err(NoStudyPlan::HoursUnknown) => Ok(None),
        Err(fault @ NoStudyPlan::TooLong(_)) => Err(bad_argument("weeklyHours", fault)),
        Err(fault @ NoStudyPlan::BeyondCalendar) => Err(bad_argument("startOn", fault)),
    }
}

fn shown(view: &View, plan: &advice::StudyPlan, profile: &Profile) -> StudyPlan {
    let catalogue = &view.catalogue;
    let record = &catalogue.exam(plan.exam).record;
    let blueprint = blueprint_to_study(&record.blueprints, plan.finishes_on)
        .and_then(|record| Blueprint::find(view, plan.exam, record));
    let domain = |index: usize| blueprint.as_ref().map(|blueprint| blueprint.domain(index));
    let weeks = plan.weeks.iter().map(|week| {
        let published = record.study_plan.as_ref();
        let texts = |of: fn(&catalogue::StudyPlanBlock) -> &Vec<String>| {
            let blocks = published
                .into_iter()
                .flat_map(|plan| plan.blocks.iter().enumerate());
            let blocks = blocks.filter(|(index, _)| week.blocks.contains(index));
            blocks
                .flat_map(|(_, block)| of(block).iter().cloned())
                .collect()
        };
        PlannedWeek {
            number: week.number,
            starts_on: Date(plan.week_starts_on(week)),
            ends_on: Date(plan.week_ends_on(week)),
            hours: week.hours.as_f64(),
            domains: week
                .domains
                .iter()
                .map(|part| PlannedHours {
                    domain: part.domain.and_then(domain),
                    hours: part.hours.as_f64(),
                })
                .collect(),
            topics: texts(|block| &block.topics),
            labs: texts(|block| &block.labs),
            material: texts(|block| &block.material),
            gates: week
                .gates
                .iter()
                .map(|gate| PracticeGate {
                    percent: gate.percent.as_f64(),
                    consecutive_attempts: gate.consecutive_attempts.map(Into::into),
                    evidence: view.evidence(&gate.evidence),
                })
                .collect(),
        }
    });
    let warnings = plan.warnings.iter().map(|warning| StudyPlanWarning {
        kind: warning.kind.into(),
        message: warning.message.clone(),
        day: warning.day.map(Date),
        weekly_hours_needed: warning.weekly_hours_needed.map(Into::into),
        instead: view.exams(&warning.instead),
    });
    StudyPlan {
        starts_on: Date(plan.starts_on),
        finishes_on: Date(plan.finishes_on),
        weekly_hours: plan.weekly_hours.hours().into(),
        total_hours: plan.total.as_f64(),
        basis: plan.basis.into(),
        study_hours: plan.study_hours.map(Into::into),
        covered_share: plan
            .coverage
            .as_ref()
            .map(|coverage| rounded(coverage.share)),
        formulas: plan.formulas(),
        domains: plan
            .domains
            .iter()
            .filter_map(|part| {
                let domain = domain(part.index)?;
                Some(PlannedDomain {
                    domain,
                    hours: part.hours.as_f64(),
                })
            })
            .collect(),
        weeks: weeks.collect(),
        book_by: plan.book_by.map(Date),
        warnings: warnings.collect(),
        calendar_url: calendar_url(view, plan, profile),
        evidence: view.evidence(&plan.evidence),
    }
}

/// The URL of the plan as a calendar, with all inputs of the plan.
fn calendar_url(view: &View, plan: &advice::StudyPlan, profile: &Profile) -> String {
    let catalogue = &view.catalogue;
    let key = catalogue.exam(plan.exam).record.key();
    let mut url = format!(
        "/exams/{}/{}/study-plan.ics?weeklyHours={}&startOn={}",
        key.vendor,
        key.code,
        plan.weekly_hours.hours(),
        plan.starts_on
    );
    if let Some(experience) = profile.experience {
        let name = async_graphql::InputType::to_value(&ApiEnum(experience));
        url.push_str("&experience=");
        url.push_str(
            name.into_json()
                .unwrap_or_default()
                .as_str()
                .unwrap_or_default(),
        );
    }
    let held = profile.held.iter();
    let held = held.map(|exam| query_key(&catalogue.exam(*exam).record));
    let held: Vec<String> = held.collect();
    if !held.is_empty() {
        url.push_str("&held=");
        url.push_str(&held.join(","));
    }
    let languages = profile.languages.iter().map(|language| language.tag());
    let languages: Vec<&str> = languages.collect();
    if !languages.is_empty() {
        url.push_str("&languages=");
        url.push_str(&languages.join(","));
    }
    url.push_str("&asOf=");
    url.push_str(&view.day.to_string());
    url
}

/// The key of an exam as a query string has it. Keys are plain but for the plus sign, which query
/// strings read as a space.
pub(super) fn query_key(exam: &catalogue::Exam) -> String {
    exam.key().to_string().replace('+', "%2B")
}
