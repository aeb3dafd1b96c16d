//! The calendar of change as Atom feeds: what has begun lately and what begins soon, for feed readers.

use actix_web::{HttpRequest, HttpResponse, http::header, web::Data};
use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use chrono::{Duration, NaiveTime};

use crate::http::{
    config::HttpConfig,
    files::generated_file::{GeneratedFile, lifetime, respond_computed},
    files::query_params::Refusal,
    files::transition_subject::{FeedSubject, label, read_parameters},
    state::AppState,
};
use crate::{
    advice::{Cancel, Transition, TransitionKind, TransitionSubject},
    catalogue::{Catalogue, Day, DescribedEnum},
    graphql::ErrorCode,
};

/// How long entries stay in a feed after their day.
const DAYS_BEFORE: i64 = 180;

/// How long before its day an entry appears.
const DAYS_AHEAD: i64 = 30;

/// The most entries of a feed: the latest.
const MAX_ENTRIES: usize = 200;

/// Responds with the feed of what the address names.
pub(in crate::http) async fn feed(
    request: HttpRequest,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    respond_computed(&request, &state, &config, async |catalogue, today| {
        let (parameters, day) = read_parameters(request.query_string(), today)?;
        let subject = FeedSubject::read(&catalogue, request.match_info(), &parameters)?;
        let file_name = subject.file_name.clone();
        let at = FeedAddress {
            origin: state.public_url.as_deref().unwrap_or_default().to_owned(),
            address: request.uri().to_string(),
        };
        let write = move |_: &dyn Cancel| document(&catalogue, &subject, day, &at);
        Ok(GeneratedFile {
            body: state.engine.compute(write).await??.into(),
            is_compressible: true,
            lifetime: lifetime(parameters.as_of.as_deref()),
            content_type: "application/atom+xml; charset=utf-8",
            header: (
                header::CONTENT_DISPOSITION,
                format!("inline; filename=\"{file_name}-dates.atom\""),
            ),
        })
    })
    .await
}

/// Where a feed is.
struct FeedAddress {
    /// The scheme and the host; empty if the server does not know them.
    origin: String,
    /// The path and the query.
    address: String,
}

fn document(
    catalogue: &Catalogue,
    subject: &FeedSubject,
    day: Day,
    at: &FeedAddress,
) -> Result<Vec<u8>, Refusal> {
    let kinds = TransitionKind::VALUES.iter().map(|(kind, ..)| *kind);
    let kinds = kinds.filter(|kind| {
        !matches!(
            kind,
            TransitionKind::CheckDue | TransitionKind::RoleExamsChanged
        )
    });
    let kinds = subject.kinds(&kinds.collect::<Vec<_>>());
    let mut found = subject.transitions(catalogue, day, (DAYS_BEFORE, DAYS_AHEAD), kinds)?;
    // The newest first, as readers expect.
    found.reverse();
    found.truncate(MAX_ENTRIES);
    let entries: Vec<Entry> = found
        .iter()
        .map(|transition| entry(catalogue, transition, day, &at.origin))
        .collect();
    let newest = entries.iter().map(Entry::updated).max().copied();
    let own = format!("{}{}", at.origin, at.address);
    let feed = Feed {
        title: Text::plain(subject.title.clone()),
        id: format!("urn:certgraph:dates:{}", at.address),
        updated: newest.unwrap_or_else(|| catalogue.committed_at().fixed_offset()),
        authors: vec![Person {
            name: "certgraph".to_owned(),
            ..Person::default()
        }],
        generator: Some(Generator {
            value: "certgraph".to_owned(),
            ..Generator::default()
        }),
        links: vec![Link {
            href: own,
            rel: "self".to_owned(),
            mime_type: Some("application/atom+xml".to_owned()),
            ..Link::default()
        }],
        entries,
        ..Feed::default()
    };
    let written = feed.write_to(Vec::new());
    written.map_err(|fault| {
        let message = format!("The feed cannot be written: {fault}.");
        (ErrorCode::Internal, message)
    })
}

/// An entry; it is updated when its day begins.
fn entry(catalogue: &Catalogue, transition: &Transition, day: Day, origin: &str) -> Entry {
    let appears = transition
        .day
        .checked_sub_signed(Duration::days(DAYS_AHEAD));
    let appears = at_midnight(appears.unwrap_or(transition.day));
    let updated = if transition.day <= day {
        at_midnight(transition.day)
    } else {
        appears
    };
    let uid = transition.uid(catalogue);
    Entry {
        title: Text::plain(format!(
            "{} {}",
            transition.day,
            label(catalogue, transition)
        )),
        id: format!("urn:certgraph:transition:{uid}"),
        updated,
        published: Some(appears),
        summary: Some(Text::plain(transition.meaning(catalogue))),
        links: vec![Link {
            href: format!("{origin}{}", page(catalogue, transition)),
            rel: "alternate".to_owned(),
            ..Link::default()
        }],
        categories: vec![Category {
            term: format!("{:?}", transition.kind),
            ..Category::default()
        }],
        ..Entry::default()
    }
}

fn at_midnight(day: Day) -> FixedDateTime {
    day.and_time(NaiveTime::MIN).and_utc().fixed_offset()
}

/// The page of the subject.
fn page(catalogue: &Catalogue, transition: &Transition) -> String {
    match transition.subject {
        TransitionSubject::Exam(exam) => {
            let record = &catalogue.exam(exam).record;
            format!("/exams/{}/{}", record.vendor, record.code)
        }
        TransitionSubject::Certification(index) => {
            format!(
                "/certifications/{}",
                catalogue.certification(index).record.slug
            )
        }
        TransitionSubject::Role(role) => format!("/?role={}", catalogue.role(role).record.slug),
    }
}
