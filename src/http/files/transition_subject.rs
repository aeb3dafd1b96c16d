//! Whose calendar of change a file has: the part that calendars and feeds share.

use actix_web::dev::{Path, Url};
use chrono::Duration;
use serde::Deserialize;

use crate::http::files::query_params::{self, Refusal, bad, day, exam, held_with_days, short};
use crate::{
    advice::{
        Transition, TransitionFilter, TransitionKind, TransitionQuestion, TransitionSubject,
        transitions,
    },
    catalogue::{Catalogue, Day, FreshnessIntervals},
    graphql::ErrorCode,
};

/// The query parameters; others are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct Parameters {
    held: Option<String>,
    pub(in crate::http) as_of: Option<String>,
}

/// The parameters of an address, and the day that it asks about.
///
/// # Errors
/// If the query string is malformed or the day is none.
pub(in crate::http) fn read_parameters(
    query: &str,
    today: Day,
) -> Result<(Parameters, Day), Refusal> {
    let parameters: Parameters = query_params::read(query)?;
    let day = day("asOf", parameters.as_of.as_deref())?.unwrap_or(today);
    Ok((parameters, day))
}

/// Whose transitions a file tells.
pub(in crate::http) struct FeedSubject {
    /// The title of the calendar or feed.
    pub(in crate::http) title: String,
    /// The file's name without its ending.
    pub(in crate::http) file_name: String,
    filter: TransitionFilter,
}

impl FeedSubject {
    /// The vendor, the role, the exam or what is held, as the address names it.
    ///
    /// # Errors
    /// If there is none, or the parameter `held` names nothing.
    pub(in crate::http) fn read(
        catalogue: &Catalogue,
        path: &Path<Url>,
        parameters: &Parameters,
    ) -> Result<Self, Refusal> {
        match (path.get("vendor"), path.get("code"), path.get("role")) {
            (Some(vendor), Some(code), _) => Self::exam(catalogue, vendor, code),
            (Some(vendor), None, _) => Self::vendor(catalogue, vendor),
            (None, _, Some(role)) => Self::role(catalogue, role),
            (None, _, None) => of_held(catalogue, parameters),
        }
    }

    /// A vendor's exams and certifications.
    fn vendor(catalogue: &Catalogue, slug: &str) -> Result<Self, Refusal> {
        let parsed = slug.to_lowercase().parse().ok();
        let index = parsed.and_then(|slug| catalogue.vendor_by_slug(&slug));
        let index = index.ok_or_else(|| missing("vendor", slug))?;
        let record = &catalogue.vendor(index).record;
        Ok(Self {
            title: format!("{}: dates", record.name),
            file_name: record.slug.to_string(),
            filter: TransitionFilter {
                vendors: Some(vec![index]),
                ..TransitionFilter::default()
            },
        })
    }

    /// A role and the exams that sources recommend for it.
    fn role(catalogue: &Catalogue, slug: &str) -> Result<Self, Refusal> {
        let parsed = slug.to_lowercase().parse().ok();
        let index = parsed.and_then(|slug| catalogue.role_by_slug(&slug));
        let index = index.ok_or_else(|| missing("role", slug))?;
        let record = &catalogue.role(index).record;
        Ok(Self {
            title: format!("{}: dates", record.title),
            file_name: record.slug.to_string(),
            filter: TransitionFilter {
                roles: Some(vec![index]),
                ..TransitionFilter::default()
            },
        })
    }

    /// An exam and the certifications that it earns.
    fn exam(catalogue: &Catalogue, vendor: &str, code: &str) -> Result<Self, Refusal> {
        let index = exam(catalogue, vendor, code)?;
        let code = &catalogue.exam(index).record.code;
        Ok(Self {
            title: format!("{code}: dates"),
            file_name: code.to_string(),
            filter: TransitionFilter {
                exams: Some(vec![index]),
                ..TransitionFilter::default()
            },
        })
    }

    /// These kinds, and for a role the changes of what is to be booked for it.
    pub(in crate::http) fn kinds(&self, kinds: &[TransitionKind]) -> Vec<TransitionKind> {
        let role = self.filter.roles.is_some();
        let role = role.then_some(TransitionKind::RoleExamsChanged);
        kinds.iter().copied().chain(role).collect()
    }

    /// Its transitions of some kinds in a number of days before and after a day.
    ///
    /// # Errors
    /// If a credential cannot have been earned on its day.
    pub(in crate::http) fn transitions(
        &self,
        catalogue: &Catalogue,
        day: Day,
        (before, after): (i64, i64),
        kinds: Vec<TransitionKind>,
    ) -> Result<Vec<Transition>, Refusal> {
        let moved = |days: i64| day.checked_add_signed(Duration::days(days));
        let question = TransitionQuestion {
            days: moved(-before).unwrap_or(Day::MIN)..=moved(after).unwrap_or(Day::MAX),
            filter: TransitionFilter {
                kinds: Some(kinds),
                ..self.filter.clone()
            },
            // No file tells which statements are due for a check.
            intervals: FreshnessIntervals::default(),
        };
        transitions(catalogue, &question).map_err(|fault| bad("held", &fault.to_string()))
    }
}

fn missing(what: &str, slug: &str) -> Refusal {
    let message = format!("There is no {what} \"{}\".", short(slug));
    (ErrorCode::NotFound, message)
}

/// The credentials of the parameter `held`.
fn of_held(catalogue: &Catalogue, parameters: &Parameters) -> Result<FeedSubject, Refusal> {
    let held = held_with_days(catalogue, parameters.held.as_deref())?;
    if held.is_empty() {
        let expected = "expects exams with the day on which each was passed, such as \
                        microsoft/AZ-104@2026-02-01";
        return Err(bad("held", expected));
    }
    Ok(FeedSubject {
        title: "What I hold: dates".to_owned(),
        file_name: "held".to_owned(),
        filter: TransitionFilter {
            held: Some(held),
            ..TransitionFilter::default()
        },
    })
}

/// What happens in a few words: `AI-102: last day to sit`.
pub(in crate::http) fn label(catalogue: &Catalogue, transition: &Transition) -> String {
    let subject = match transition.subject {
        TransitionSubject::Exam(exam) => catalogue.exam(exam).record.code.to_string(),
        TransitionSubject::Certification(index) => {
            catalogue.certification(index).record.title.clone()
        }
        TransitionSubject::Role(role) => catalogue.role(role).record.title.clone(),
    };
    let languages = transition.languages();
    let languages = if languages.is_empty() {
        String::new()
    } else {
        format!(" ({})", languages.join(", "))
    };
    format!("{subject}: {}{languages}", words(transition.kind))
}

fn words(kind: TransitionKind) -> &'static str {
    match kind {
        TransitionKind::Announced => "announced",
        TransitionKind::RegistrationOpens => "registration opens",
        TransitionKind::BetaOpens => "beta opens",
        TransitionKind::LastDayOfBeta => "last day of the beta",
        TransitionKind::BetaClosed => "beta closed",
        TransitionKind::Live => "live",
        TransitionKind::StudyTimeEnds => "too late to begin study",
        TransitionKind::LastDayToSchedule => "last day to schedule",
        TransitionKind::BookingClosed => "booking closed",
        TransitionKind::LastDayToSit => "last day to take it",
        TransitionKind::Retired => "retired",
        TransitionKind::BlueprintPublished => "blueprint published",
        TransitionKind::BlueprintInForce => "new blueprint in force",
        TransitionKind::BlueprintEnded => "blueprint ended",
        TransitionKind::PriceChanged => "new price",
        TransitionKind::FactChanged => "new terms",
        TransitionKind::CertificationOpens => "can be earned",
        TransitionKind::CertificationClosed => "can no longer be earned",
        TransitionKind::RequirementsChanged => "new requirements",
        TransitionKind::RoleExamsChanged => "another exam to book",
        TransitionKind::RenewalOpens => "renewal opens",
        TransitionKind::LastDayToRenew => "last day to renew",
        TransitionKind::RenewalClosed => "can no longer be renewed",
        TransitionKind::CredentialLapsed => "lapsed",
        TransitionKind::CredentialRenewed => "renewed",
        TransitionKind::CheckDue => "check due",
    }
}
