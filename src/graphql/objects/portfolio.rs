//! The calendar that keeps certifications valid together.

use std::{fmt::Write, sync::Arc};

use async_graphql::{InputObject, Result, SimpleObject, Union};
use certgraph_macros::{Fields, Members};

use crate::graphql::{
    objects::certification::CertificationObject,
    objects::connection::bad_argument,
    objects::enums::ApiEnum,
    objects::evidence::Evidence,
    objects::exam::ExamObject,
    objects::lookup,
    objects::path_question::{self, PathConstraints},
    objects::renewal::{HeldExamInput, held_exams},
    objects::scalars::{Date, Decimal},
    objects::study_plan::query_key,
    objects::values::Money,
    objects::view::View,
};
use crate::{
    advice::{
        self, ActionRule, Demand, PlannedActionKind, PortfolioLimits, PortfolioOutcome,
        PortfolioQuestion,
    },
    catalogue::{self, Catalogue, CertificationIndex, Day, FactName},
};

const MAX_KEPT: usize = PortfolioQuestion::MAX_KEPT;
const MAX_DAYS: i64 = PortfolioQuestion::MAX_DAYS;

/// What a plan must keep to. Omitted fields set no limit.
#[derive(InputObject, Debug, Clone, Default)]
pub struct PortfolioConstraints {
    /// The most that all fees together may cost; a plan with an unknown fee does not fit. Example:
    /// `"900"`.
    max_fees: Option<Decimal>,
    /// The ISO 4217 currency of `maxFees` and of all fees. Default: `"USD"`.
    currency: Option<String>,
    /// Hours a week for study, 1 to 168: the first sitting of an exam waits until it and every exam
    /// before it could be studied for. Default: study takes no time.
    weekly_hours: Option<i32>,
    /// The first day of a sitting or renewal, and of study, before the year 9000. Default: the day that
    /// is asked for.
    start_on: Option<Date>,
    /// Exams that are not sat, by code or `vendor/code`. At most 100.
    exclude: Option<Vec<String>>,
}

/// The answer to a question for a portfolio: a plan, or what keeps every plan from being feasible.
#[derive(Union, Members)]
pub enum PortfolioResult {
    /// All certifications can be kept valid.
    PortfolioPlan(PortfolioPlan),
    /// They cannot.
    NoPortfolioPlan(NoPortfolioPlan),
}

/// The cheapest calendar of sittings and renewals: with the fewest unknown fees, then the lowest sum
/// of fees, then the fewest sittings, then the fewest renewals, on the latest days.
#[derive(SimpleObject, Fields)]
pub struct PortfolioPlan {
    /// What to do, by last day. Empty when what is held suffices.
    actions: Vec<PlannedAction>,
    /// The certifications in the order of `keep`, with the days on which each is valid.
    credentials: Vec<KeptCredential>,
    /// The sums over all actions.
    totals: PortfolioTotals,
    /// Whether a search limit was hit, so that a cheaper plan may exist.
    truncated: bool,
    /// The address of the plan as a calendar file, with an all-day event on the last day of each
    /// action. Example: `"/portfolio.ics?keep=certified-kubernetes-administrator&from=2027-06-01"`.
    calendar_url: String,
}

/// The sums of a plan.
#[derive(SimpleObject, Fields)]
pub struct PortfolioTotals {
    /// The sum of the known fees.
    fees: Money,
    /// How many exams are sat. Example: `5`.
    sittings: i32,
    /// How many renewals need no exam. Example: `2`.
    renewals: i32,
    /// Whether every fee is known, so that `fees` is the whole sum.
    complete: bool,
    /// The fees that no source gives. Example: `["CISSP: RENEWAL_FEE"]`. Empty when all are known.
    missing: Vec<String>,
}

/// A sitting or renewal. The plan holds when every action is done on its last day, and when every
/// action is done on its first day; one done earlier than its last day may bring later ones forward.
#[derive(SimpleObject, Fields)]
pub struct PlannedAction {
    /// What is done.
    kind: ApiEnum<PlannedActionKind>,
    /// The exam that is sat, or whose credential is renewed.
    exam: ExamObject,
    /// The first day on which it can be done. Example: `"2026-12-01"`.
    first_day: Date,
    /// The last day on which it can be done. Example: `"2027-06-01"`.
    last_day: Date,
    /// The last day on which what the exam earned is valid when this is done on its last day. Null
    /// when it does not expire.
    valid_until: Option<Date>,
    /// The fee. Null when no source gives it, which is not the same as free.
    fee: Option<Money>,
    /// Why, at least one: what would be lost without it.
    reasons: Vec<PlannedActionReason>,
    /// The ways to renew, in the source's words. Empty for a sitting, and when not known.
    ways: Vec<String>,
    /// Who says so, by the fact that days and fee are read from.
    evidence: Vec<PlannedActionEvidence>,
}

/// Why an action is in a plan.
#[derive(SimpleObject, Fields)]
pub struct PlannedActionReason {
    /// The rule.
    rule: ApiEnum<ActionRule>,
    /// The certification that would not be valid without the action.
    certification: CertificationObject,
    /// The first day of the period on which it would not be valid. Example: `"2027-06-02"`.
    not_valid_on: Date,
    /// The exam of the plan before which the vendor demands this one. Null for other rules.
    required_by: Option<ExamObject>,
    /// The reason in a sentence.
    text: String,
}

/// Who says something that an action depends on.
#[derive(SimpleObject, Fields)]
pub struct PlannedActionEvidence {
    /// The fact.
    fact: ApiEnum<FactName>,
    /// Who says so, when, and how far it can be trusted.
    evidence: Evidence,
}

/// A certification under a plan.
#[derive(SimpleObject, Fields)]
pub struct KeptCredential {
    /// The certification.
    certification: CertificationObject,
    /// The days on which it is valid when every action is done on its last day, in order. One span
    /// contains the whole period.
    valid: Vec<ValidDays>,
}

/// Days without a gap, both ends inclusive.
#[derive(SimpleObject, Fields)]
pub struct ValidDays {
    /// The first day, or the first day of the plan when it was valid before.
    from: Date,
    /// The last day. Null when it does not expire.
    until: Option<Date>,
}

/// Why the certifications cannot be kept valid.
#[derive(SimpleObject, Fields)]
pub struct NoPortfolioPlan {
    /// What cannot hold together: without any one of these the others can. Of at most three parts it
    /// is the smallest such conflict if the question has at most twelve demands.
    conflict: Vec<PortfolioConflict>,
    /// The smallest changes that make a plan feasible; each is enough alone. Empty when none is.
    relaxations: Vec<PortfolioRelaxation>,
    /// Whether a search limit was hit, so that a plan may exist all the same.
    truncated: bool,
}

/// One of the demands that cannot hold together.
#[derive(SimpleObject, Fields)]
pub struct PortfolioConflict {
    /// The argument. Example: `"keep"` or `"constraints.maxFees"`.
    argument: &'static str,
    /// The certification, when the argument is `keep`. Null for other arguments.
    certification: Option<CertificationObject>,
    /// The demand and what stands against it, in a sentence.
    message: String,
    /// Who says so. Empty for limits of the question.
    evidence: Vec<Evidence>,
}

/// A change of one argument that makes a plan feasible.
#[derive(SimpleObject, Fields)]
pub struct PortfolioRelaxation {
    /// The argument to change. Example: `"to"`.
    argument: &'static str,
    /// Its new value: an amount with its currency, a day, hours, the exam that is allowed or the
    /// certification that is left out. Example: `"2028-06-30"`.
    value: String,
    /// The change in a sentence.
    message: String,
}

/// The arguments of `portfolioPlan`.
pub(crate) struct PortfolioArguments {
    pub(crate) keep: Vec<String>,
    pub(crate) held: Vec<HeldExamInput>,
    pub(crate) from: Date,
    pub(crate) to: Option<Date>,
    pub(crate) constraints: Option<PortfolioConstraints>,
}

/// The cheapest plan, or why there is none.
pub(crate) fn portfolio_plan(
    view: &View,
    arguments: PortfolioArguments,
) -> Result<PortfolioResult> {
    let question = question(view, arguments)?;
    let outcome = advice::portfolio_plan(&view.catalogue, &question, view.day, &view.cancellation);
    view.cancellation.check()?;
    let outcome = outcome
        .map_err(|(place, fault)| bad_argument(&format!("held[{place}].earnedOn"), fault))?;
    Ok(match outcome {
        PortfolioOutcome::Plan(plan) => {
            let calendar_url = calendar_url(view, &question);
            PortfolioResult::PortfolioPlan(shown_plan(view, plan, calendar_url))
        }
        PortfolioOutcome::NoFeasible(conflict) => {
            PortfolioResult::NoPortfolioPlan(shown_conflict(view, conflict))
        }
    })
}

fn question(view: &View, arguments: PortfolioArguments) -> Result<PortfolioQuestion> {
    let PortfolioArguments {
        keep,
        held,
        from: Date(from),
        to,
        constraints,
    } = arguments;
    if keep.is_empty() || MAX_KEPT < keep.len() {
        let message = format!(
            "must name 1 to {MAX_KEPT} certifications, not {}",
            keep.len()
        );
        return Err(bad_argument("keep", message));
    }
    let mut kept: Vec<CertificationIndex> = Vec::new();
    for (place, slug) in keep.iter().enumerate() {
        let certification = lookup::known_certification(view, &format!("keep[{place}]"), slug)?;
        if !kept.contains(&certification) {
            kept.push(certification);
        }
    }
    let to = to.map_or(from, |to| to.0);
    check_period(view, from, to)?;
    Ok(PortfolioQuestion {
        keep: kept,
        held: held_exams(view, "held", &held)?,
        from,
        to,
        limits: limits(view, constraints.unwrap_or_default())?,
    })
}

fn check_period(view: &View, from: Day, to: Day) -> Result<()> {
    if from < view.day {
        let message = format!("{from} is before the day of the query, {}", view.day);
        return Err(bad_argument("from", message));
    }
    if to < from {
        return Err(bad_argument("to", format!("{to} is before {from}")));
    }
    if MAX_DAYS < (to - view.day).num_days() {
        let message = format!("must be within {MAX_DAYS} days of the day of the query");
        return Err(bad_argument("to", message));
    }
    Ok(())
}

/// The limits, read as those of paths are.
fn limits(view: &View, input: PortfolioConstraints) -> Result<PortfolioLimits> {
    let weekly = input.weekly_hours;
    let read = path_question::constraints(
        view,
        Some(PathConstraints::of_portfolio(
            input.max_fees,
            input.currency,
            weekly,
            input.start_on,
            input.exclude,
        )),
    )?;
    Ok(PortfolioLimits {
        max_fees: read.max_fees,
        currency: read.currency,
        weekly_hours: weekly.map(|_| read.weekly_hours),
        start_on: read.start_on,
        exclude: read.exclude,
    })
}

fn shown_plan(view: &View, plan: advice::PortfolioPlan, calendar_url: String) -> PortfolioPlan {
    let count = |kind| i32::try_from(plan.count(kind)).unwrap_or(i32::MAX);
    let code = |exam| &view.catalogue.exam(exam).record.code;
    let missing = plan.missing.iter();
    let totals = PortfolioTotals {
        fees: plan.fees.into(),
        sittings: count(PlannedActionKind::Sitting),
        renewals: count(PlannedActionKind::Renewal),
        complete: plan.missing.is_empty(),
        missing: missing
            .map(|(exam, fact)| format!("{}: {fact}", code(*exam)))
            .collect(),
    };
    let credentials = plan.credentials.into_iter().map(|kept| KeptCredential {
        certification: view.certification(kept.certification),
        valid: kept
            .valid
            .into_iter()
            .map(|days| ValidDays {
                from: Date(days.from),
                until: days.until.map(Date),
            })
            .collect(),
    });
    PortfolioPlan {
        credentials: credentials.collect(),
        totals,
        truncated: plan.truncated,
        calendar_url,
        actions: plan
            .actions
            .into_iter()
            .map(|action| shown_action(view, action))
            .collect(),
    }
}

/// The address of the plan as a calendar, with all inputs.
fn calendar_url(view: &View, question: &PortfolioQuestion) -> String {
    let snapshot = &view.catalogue;
    let limits = &question.limits;
    let key = |exam| query_key(&snapshot.exam(exam).record);
    let slug = |kept: &CertificationIndex| snapshot.certification(*kept).record.slug.to_string();
    let keep: Vec<String> = question.keep.iter().map(slug).collect();
    let mut address = format!(
        "/portfolio.ics?keep={}&from={}&to={}",
        keep.join(","),
        question.from,
        question.to
    );
    let held = question.held.iter();
    let held: Vec<String> = held
        .map(|held| format!("{}@{}", key(held.exam), held.earned_on))
        .collect();
    let exclude: Vec<String> = limits.exclude.iter().map(|exam| key(*exam)).collect();
    let optional = [
        ("held", (!held.is_empty()).then(|| held.join(","))),
        ("maxFees", limits.max_fees.map(catalogue::Money::amount)),
        ("currency", Some(limits.currency.to_string())),
        (
            "weeklyHours",
            limits.weekly_hours.map(|pace| pace.hours().to_string()),
        ),
        ("startOn", Some(limits.start_on.to_string())),
        ("exclude", (!exclude.is_empty()).then(|| exclude.join(","))),
        ("asOf", Some(view.day.to_string())),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            let _ = write!(address, "&{name}={value}");
        }
    }
    address
}

fn shown_action(view: &View, action: advice::PlannedAction) -> PlannedAction {
    let reasons = action
        .reasons
        .into_iter()
        .map(|reason| PlannedActionReason {
            rule: reason.rule.into(),
            certification: view.certification(reason.certification),
            not_valid_on: Date(reason.not_valid_on),
            required_by: reason.required_by.map(|exam| view.exam(exam)),
            text: reason.text,
        });
    let evidence = action
        .evidence
        .iter()
        .map(|(fact, evidence)| PlannedActionEvidence {
            fact: ApiEnum(*fact),
            evidence: Evidence::new(&view.catalogue, evidence),
        });
    PlannedAction {
        kind: action.kind.into(),
        exam: view.exam(action.exam),
        first_day: Date(action.first_day),
        last_day: Date(action.last_day),
        valid_until: action.valid_until.map(Date),
        fee: action.fee.map(Into::into),
        evidence: evidence.collect(),
        reasons: reasons.collect(),
        ways: action.ways,
    }
}

fn shown_conflict(view: &View, conflict: advice::PortfolioConflict) -> NoPortfolioPlan {
    let items = conflict.conflict.into_iter().map(|item| PortfolioConflict {
        argument: item.demand.path(),
        certification: match item.demand {
            Demand::Keep(certification) => Some(view.certification(certification)),
            _ => None,
        },
        message: item.message,
        evidence: view.evidence(&item.evidence),
    });
    let relaxations = conflict.relaxations.iter();
    NoPortfolioPlan {
        conflict: items.collect(),
        relaxations: relaxations
            .map(|relaxation| shown_relaxation(&view.catalogue, *relaxation))
            .collect(),
        truncated: conflict.truncated,
    }
}

fn shown_relaxation(
    catalogue: &Arc<Catalogue>,
    relaxation: advice::PortfolioRelaxation,
) -> PortfolioRelaxation {
    let (argument, value, message) = match relaxation {
        advice::PortfolioRelaxation::MaxFees(fees) => (
            "constraints.maxFees",
            fees.to_string(),
            format!("Allow {fees} for fees."),
        ),
        advice::PortfolioRelaxation::WeeklyHours(pace) => (
            "constraints.weeklyHours",
            pace.hours().to_string(),
            format!("Study {} hours a week.", pace.hours()),
        ),
        advice::PortfolioRelaxation::StartOn(day) => (
            "constraints.startOn",
            day.to_string(),
            format!("Start on {day} at the latest."),
        ),
        advice::PortfolioRelaxation::Allow(exam) => {
            let key = catalogue.exam(exam).record.key().to_string();
            let message = format!("Allow {key}.");
            ("constraints.exclude", key, message)
        }
        advice::PortfolioRelaxation::From(day) => {
            ("from", day.to_string(), format!("Begin on {day}."))
        }
        advice::PortfolioRelaxation::To(day) => ("to", day.to_string(), format!("End on {day}.")),
        advice::PortfolioRelaxation::LeaveOut(certification) => {
            let record = &catalogue.certification(certification).record;
            let message = format!("Leave out {}.", record.title);
            ("keep", record.slug.to_string(), message)
        }
    };
    PortfolioRelaxation {
        argument,
        value,
        message,
    }
}
