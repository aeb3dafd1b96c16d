//! Study plans as iCalendar files.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Path},
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::http::{
    config::HttpConfig,
    files::calendar_file::CalendarFile,
    files::generated_file::{GeneratedFile, lifetime, respond},
    files::query_params::{self, Refusal, bad, day, exam, experience, held, languages, pace},
    state::AppState,
};
use crate::{
    advice::{self, NoStudyPlan, Profile, StudyPlan},
    catalogue::{Catalogue, Day, ExamIndex, blueprint_to_study, hexadecimal},
    graphql::ErrorCode,
};

/// The query parameters; others are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct Parameters {
    weekly_hours: Option<String>,
    start_on: Option<String>,
    experience: Option<String>,
    held: Option<String>,
    languages: Option<String>,
    as_of: Option<String>,
}

/// Responds with the study plan of an exam as an iCalendar file.
pub(in crate::http) async fn study_plan(
    request: HttpRequest,
    path: Path<(String, String)>,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    let (vendor, code) = path.into_inner();
    respond(&request, &state, &config, |catalogue, today| {
        let parameters: Parameters = query_params::read(request.query_string())?;
        let (name, text) = file(catalogue, &vendor, &code, &parameters, today)?;
        Ok(GeneratedFile {
            body: text.into(),
            is_compressible: true,
            lifetime: lifetime(parameters.as_of.as_deref()),
            content_type: "text/calendar; charset=utf-8; method=PUBLISH",
            header: (
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{name}\""),
            ),
        })
    })
    .await
}

/// The file's name and text.
fn file(
    catalogue: &Catalogue,
    vendor: &str,
    code: &str,
    parameters: &Parameters,
    today: Day,
) -> Result<(String, String), Refusal> {
    let exam = exam(catalogue, vendor, code)?;
    let day = day("asOf", parameters.as_of.as_deref())?.unwrap_or(today);
    let start_on = day_given(parameters, day)?;
    let pace = pace(parameters.weekly_hours.as_deref())?;
    let profile = Profile {
        experience: experience(parameters.experience.as_deref())?,
        held: held(catalogue, parameters.held.as_deref())?,
        languages: languages(parameters.languages.as_deref())?,
        ..Profile::default()
    };
    let plan = advice::study_plan(catalogue, exam, &profile, pace, start_on).map_err(|fault| {
        let code = match fault {
            NoStudyPlan::HoursUnknown => ErrorCode::NotFound,
            NoStudyPlan::TooLong(_) | NoStudyPlan::BeyondCalendar => ErrorCode::BadUserInput,
        };
        (code, format!("There is no plan: {fault}."))
    })?;
    let name = format!("{}-study-plan.ics", catalogue.exam(exam).record.code);
    Ok((name, calendar(catalogue, &plan, &profile)))
}

fn day_given(parameters: &Parameters, day: Day) -> Result<Day, Refusal> {
    let start_on = query_params::day("startOn", parameters.start_on.as_deref())?.unwrap_or(day);
    if start_on < day {
        let message = format!("{start_on} is before the requested day, {day}");
        return Err(bad("startOn", &message));
    }
    Ok(start_on)
}

/// The plan as a calendar: an all-day event for each week, one for the end of the plan, and one for the
/// last day of the exam if it is known.
fn calendar(catalogue: &Catalogue, plan: &StudyPlan, profile: &Profile) -> String {
    let record = &catalogue.exam(plan.exam).record;
    let code = record.code.as_str();
    let name = format!("{code} study plan");
    let mut file = CalendarFile::new(&name, "study plan", catalogue.committed_at());
    let identity = identity(catalogue, plan, profile);
    let uid = |part: &str| format!("{identity}-{part}@certgraph");
    let weeks = plan.weeks.len();
    for week in &plan.weeks {
        file.event(
            &uid(&format!("week-{}", week.number)),
            (plan.week_starts_on(week), plan.week_ends_on(week)),
            &format!(
                "{code}: week {} of {weeks}, {} hours",
                week.number, week.hours
            ),
            &week_text(catalogue, plan, week),
        );
    }
    let warnings = plan.warnings.iter();
    let warnings: Vec<String> = warnings.map(|item| warning_text(catalogue, item)).collect();
    let entry = catalogue.exam(plan.exam);
    let open = entry.is_bookable_in(&profile.languages, plan.finishes_on);
    let summary = if open {
        format!("{code}: ready for the exam")
    } else {
        format!("{code}: the plan ends, but the exam cannot be taken")
    };
    let end = (plan.finishes_on, plan.finishes_on);
    file.event(&uid("end"), end, &summary, &warnings.join("\n"));
    if let Some(last) = plan.book_by {
        file.event(
            &uid("last-day"),
            (last, last),
            &format!("{code}: last day to book and take the exam"),
            "",
        );
    }
    file.finish()
}

fn warning_text(catalogue: &Catalogue, warning: &advice::PlanWarning) -> String {
    let code = |exam: &ExamIndex| catalogue.exam(*exam).record.code.as_str();
    let instead: Vec<&str> = warning.instead.iter().map(code).collect();
    if instead.is_empty() {
        warning.message.clone()
    } else {
        format!(
            "{} Can be taken instead: {}.",
            warning.message,
            instead.join(", ")
        )
    }
}

fn week_text(catalogue: &Catalogue, plan: &StudyPlan, week: &advice::PlannedWeek) -> String {
    let record = &catalogue.exam(plan.exam).record;
    let blueprint = blueprint_to_study(&record.blueprints, plan.finishes_on);
    let mut lines = Vec::new();
    for part in &week.domains {
        let domain = part
            .domain
            .zip(blueprint)
            .and_then(|(index, blueprint)| blueprint.domains.get(index));
        let title = domain.map_or(record.title.as_str(), |domain| domain.title.as_str());
        lines.push(format!("{} hours: {title}", part.hours));
    }
    let blocks = record
        .study_plan
        .iter()
        .flat_map(|published| &published.blocks);
    for (index, block) in blocks.enumerate() {
        if week.blocks.contains(&index) {
            for (name, texts) in [
                ("Learn", &block.topics),
                ("Build", &block.labs),
                ("Read", &block.material),
            ] {
                if !texts.is_empty() {
                    lines.push(format!("{name}: {}", texts.join("; ")));
                }
            }
        }
    }
    for gate in &week.gates {
        let times = gate
            .consecutive_attempts
            .map_or_else(String::new, |times| format!(", {times} times in a row"));
        lines.push(format!(
            "Reach {} percent on practice exams{times}.",
            gate.percent
        ));
    }
    lines.join("\n")
}

/// The stable identifier of a plan: a digest of the exam and all inputs.
fn identity(catalogue: &Catalogue, plan: &StudyPlan, profile: &Profile) -> String {
    let mut hash = Sha256::new();
    let (starts_on, pace) = (plan.starts_on, plan.weekly_hours.hours());
    hash.update(format!("{starts_on} {pace} {:?} ", profile.experience));
    for language in &profile.languages {
        hash.update(format!("{} ", language.tag()));
    }
    for exam in std::iter::once(&plan.exam).chain(&profile.held) {
        hash.update(catalogue.exam(*exam).identity.as_bytes());
    }
    half(hash)
}

/// A digest of some texts, for identifiers.
pub(super) fn digest<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        // Two texts differ from one that joins them.
        hash.update([0]);
    }
    half(hash)
}

/// The first half of a hash.
fn half(hash: Sha256) -> String {
    hexadecimal(&hash.finalize()[..16])
}
