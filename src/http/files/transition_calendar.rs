//! The calendar of change as iCalendar files: of a vendor, a role, an exam, or of what a person holds.

use actix_web::{HttpRequest, HttpResponse, http::header, web::Data};

use crate::http::{
    config::HttpConfig,
    files::calendar_file::CalendarFile,
    files::generated_file::{GeneratedFile, lifetime, respond_computed},
    files::query_params::Refusal,
    files::transition_subject::{FeedSubject, label, read_parameters},
    state::AppState,
};
use crate::{
    advice::{Cancel, Transition, TransitionKind},
    catalogue::{Catalogue, Day},
};

/// The days before the requested one that a calendar has, so that a subscriber keeps the recent past.
const DAYS_BEFORE: i64 = 90;

/// The days after it: about five years.
const DAYS_AFTER: i64 = 1_826;

/// What calendars tell: events and last days, and of the pair "last day" and "closed" the last day.
const KINDS: &[TransitionKind] = &[
    TransitionKind::Announced,
    TransitionKind::RegistrationOpens,
    TransitionKind::BetaOpens,
    TransitionKind::LastDayOfBeta,
    TransitionKind::Live,
    TransitionKind::StudyTimeEnds,
    TransitionKind::LastDayToSchedule,
    TransitionKind::LastDayToSit,
    TransitionKind::BlueprintPublished,
    TransitionKind::BlueprintInForce,
    TransitionKind::PriceChanged,
    TransitionKind::FactChanged,
    TransitionKind::CertificationOpens,
    TransitionKind::RequirementsChanged,
    TransitionKind::RenewalOpens,
    TransitionKind::LastDayToRenew,
    TransitionKind::CredentialRenewed,
];

/// Responds with the calendar of what the address names.
pub(in crate::http) async fn calendar(
    request: HttpRequest,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    respond_computed(&request, &state, &config, async |catalogue, today| {
        let (parameters, day) = read_parameters(request.query_string(), today)?;
        let subject = FeedSubject::read(&catalogue, request.match_info(), &parameters)?;
        let file_name = subject.file_name.clone();
        let write = move |_: &dyn Cancel| file(&catalogue, &subject, day);
        Ok(GeneratedFile {
            body: state.engine.compute(write).await??.into(),
            is_compressible: true,
            lifetime: lifetime(parameters.as_of.as_deref()),
            content_type: "text/calendar; charset=utf-8; method=PUBLISH",
            header: (
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{file_name}-dates.ics\""),
            ),
        })
    })
    .await
}

fn file(catalogue: &Catalogue, subject: &FeedSubject, day: Day) -> Result<String, Refusal> {
    let kinds = subject.kinds(KINDS);
    let found = subject.transitions(catalogue, day, (DAYS_BEFORE, DAYS_AFTER), kinds)?;
    let stamp = catalogue.committed_at();
    let mut file = CalendarFile::new(&subject.title, "dates", stamp);
    for transition in &found {
        let uid = format!("{}@certgraph", transition.uid(catalogue));
        let days = (transition.day, transition.day);
        let summary = label(catalogue, transition);
        file.event(&uid, days, &summary, &description(catalogue, transition));
    }
    Ok(file.finish())
}

/// What the event means, and who says so.
fn description(catalogue: &Catalogue, transition: &Transition) -> String {
    let mut text = transition.meaning(catalogue);
    let mut keys = Vec::new();
    for evidence in transition.evidence(catalogue) {
        for key in evidence.sources {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    let sources = keys.iter().filter_map(|key| catalogue.source(key));
    for source in sources {
        text.push('\n');
        text.push_str(&source.title);
        text.push_str(": ");
        text.push_str(&source.url);
    }
    text
}
