//! The sittings and renewals of a portfolio as an iCalendar file.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, http::header, web::Data};
use serde::Deserialize;

use crate::http::{
    config::HttpConfig,
    files::calendar::digest,
    files::calendar_file::CalendarFile,
    files::generated_file::{GeneratedFile, lifetime, respond_computed},
    files::query_params::{self, Refusal, amount, bad, exams, held_with_days, pace, required_day},
    state::AppState,
};
use crate::{
    advice::{
        self, Cancel, PlannedAction, PlannedActionKind, PortfolioLimits, PortfolioOutcome,
        PortfolioPlan, PortfolioQuestion,
    },
    catalogue::{Catalogue, CertificationIndex, Currency, Day},
    graphql::ErrorCode,
};

const MAX_KEPT: usize = PortfolioQuestion::MAX_KEPT;
const MAX_DAYS: i64 = PortfolioQuestion::MAX_DAYS;

/// The query parameters; others are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct Parameters {
    keep: Option<String>,
    held: Option<String>,
    from: Option<String>,
    to: Option<String>,
    max_fees: Option<String>,
    currency: Option<String>,
    weekly_hours: Option<String>,
    start_on: Option<String>,
    exclude: Option<String>,
    as_of: Option<String>,
}

/// Responds with the cheapest plan that keeps certifications valid, as an iCalendar file.
pub(in crate::http) async fn portfolio(
    request: HttpRequest,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    respond_computed(&request, &state, &config, async |catalogue, today| {
        let parameters: Parameters = query_params::read(request.query_string())?;
        let day = query_params::day("asOf", parameters.as_of.as_deref())?.unwrap_or(today);
        let question = question(&catalogue, &parameters, day)?;
        let plan = move |cancel: &dyn Cancel| file(&catalogue, &question, day, cancel);
        Ok(GeneratedFile {
            body: state.engine.compute(plan).await??.into(),
            is_compressible: true,
            lifetime: lifetime(parameters.as_of.as_deref()),
            content_type: "text/calendar; charset=utf-8; method=PUBLISH",
            header: (
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"portfolio.ics\"".to_owned(),
            ),
        })
    })
    .await
}

fn question(
    catalogue: &Catalogue,
    parameters: &Parameters,
    day: Day,
) -> Result<PortfolioQuestion, Refusal> {
    let from = required_day("from", parameters.from.as_deref())?;
    let to = query_params::day("to", parameters.to.as_deref())?.unwrap_or(from);
    let start_on = query_params::day("startOn", parameters.start_on.as_deref())?.unwrap_or(day);
    for (name, later, earlier) in [
        ("from", from, day),
        ("to", to, from),
        ("startOn", start_on, day),
    ] {
        if later < earlier {
            return Err(bad(name, &format!("{later} is before {earlier}")));
        }
    }
    if MAX_DAYS < (to - day).num_days() {
        let fault = format!("must be within {MAX_DAYS} days of the requested day");
        return Err(bad("to", &fault));
    }
    let currency = match parameters.currency.as_deref() {
        Some(text) => text
            .parse()
            .map_err(|_| bad("currency", "expects an ISO 4217 code such as USD"))?,
        None => Currency::USD,
    };
    let max_fees = parameters.max_fees.as_deref();
    let weekly_hours = parameters.weekly_hours.as_deref();
    Ok(PortfolioQuestion {
        keep: kept(catalogue, parameters.keep.as_deref())?,
        held: held_with_days(catalogue, parameters.held.as_deref())?,
        from,
        to,
        limits: PortfolioLimits {
            max_fees: amount("maxFees", max_fees, currency)?,
            currency,
            weekly_hours: weekly_hours.map(|text| pace(Some(text))).transpose()?,
            start_on,
            exclude: exams(catalogue, "exclude", parameters.exclude.as_deref())?
                .into_iter()
                .collect(),
        },
    })
}

/// A comma-separated list of certifications by slug, without duplicates.
fn kept(catalogue: &Catalogue, text: Option<&str>) -> Result<Vec<CertificationIndex>, Refusal> {
    let mut found = Vec::new();
    for slug in text
        .unwrap_or_default()
        .split(',')
        .filter(|slug| !slug.is_empty())
    {
        let parsed = slug.to_lowercase().parse().ok();
        let certification = parsed
            .and_then(|slug| catalogue.certification_by_slug(&slug))
            .ok_or_else(|| bad("keep", "names a certification that is not in the catalogue"))?;
        if !found.contains(&certification) {
            found.push(certification);
        }
    }
    if found.is_empty() || MAX_KEPT < found.len() {
        return Err(bad(
            "keep",
            &format!("names 1 to {MAX_KEPT} certifications by slug"),
        ));
    }
    Ok(found)
}

/// The calendar of the plan.
fn file(
    catalogue: &Catalogue,
    question: &PortfolioQuestion,
    day: Day,
    cancel: &dyn Cancel,
) -> Result<String, Refusal> {
    let outcome = advice::portfolio_plan(catalogue, question, day, cancel)
        .map_err(|(_, fault)| bad("held", &fault.to_string()))?;
    match outcome {
        PortfolioOutcome::Plan(plan) => Ok(calendar(catalogue, question, &plan)),
        PortfolioOutcome::NoFeasible(conflict) => {
            let messages = conflict.conflict.iter().map(|item| item.message.as_str());
            let messages: Vec<&str> = messages.collect();
            let none = if conflict.truncated {
                "No plan was found within the limits of the search"
            } else {
                "There is no plan"
            };
            let message = format!("{none}: {}", messages.join(" "));
            Err((ErrorCode::NotFound, message))
        }
    }
}

/// An all-day event on the last day of each sitting and renewal.
fn calendar(catalogue: &Catalogue, question: &PortfolioQuestion, plan: &PortfolioPlan) -> String {
    let stamp = catalogue.committed_at();
    let mut file = CalendarFile::new("Sittings and renewals", "portfolio", stamp);
    let identity = identity(catalogue, question);
    // The first sitting of an exam stays the first when later ones are added.
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for action in &plan.actions {
        let record = &catalogue.exam(action.exam).record;
        let (verb, word) = match action.kind {
            PlannedActionKind::Sitting => ("pass", "sitting"),
            PlannedActionKind::Renewal => ("renew", "renewal"),
        };
        let part = format!("{word}-{}", digest([record.key().to_string().as_str()]));
        let count = counts.entry(part.clone()).or_default();
        *count += 1;
        file.event(
            &format!("{identity}-{part}-{count}@certgraph"),
            (action.last_day, action.last_day),
            &format!("{}: last day to {verb}", record.code),
            &text(action),
        );
    }
    file.finish()
}

fn text(action: &PlannedAction) -> String {
    let mut lines = vec![format!("From {}.", action.first_day)];
    lines.push(match action.fee {
        Some(fee) => format!("Fee: {fee}."),
        None => "The fee is not known.".to_owned(),
    });
    lines.extend(
        action
            .valid_until
            .map(|until| format!("Valid until {until} afterwards.")),
    );
    lines.extend(action.reasons.iter().map(|reason| reason.text.clone()));
    if !action.ways.is_empty() {
        lines.push(format!("How: {}.", action.ways.join("; ")));
    }
    lines.join("\n")
}

/// The stable identifier of a question: a digest of the period, what is kept and what is held.
fn identity(catalogue: &Catalogue, question: &PortfolioQuestion) -> String {
    let mut parts = vec![format!("{} {}", question.from, question.to)];
    let slug = |index: &CertificationIndex| catalogue.certification(*index).record.slug.to_string();
    parts.extend(question.keep.iter().map(slug));
    for held in &question.held {
        let key = catalogue.exam(held.exam).record.key();
        parts.push(format!("{key} {}", held.earned_on));
    }
    digest(parts.iter().map(String::as_str))
}
