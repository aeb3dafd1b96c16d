//! The dates of the next half year.

use chrono::{Datelike, Days};

use super::Page;
use crate::{
    advice::{TransitionFilter, TransitionQuestion, TransitionSubject, transitions},
    catalogue::{Catalogue, Day, FreshnessIntervals},
    http::pages::{html::escape, messages::Language, question::Parameters},
};

/// The days after the first one.
const DAYS: u64 = 179;

/// What changes in half a year for the vendors and the role of an address, by month.
pub(in crate::http::pages) fn list(
    catalogue: &Catalogue,
    mut parameters: Parameters,
    today: Day,
    language: Language,
) -> String {
    let day = parameters.day(today);
    let vendors = parameters.vendors(catalogue);
    let role = parameters.text("role").map(str::to_lowercase);
    let role = role.and_then(|slug| catalogue.role_by_slug(&slug.parse().ok()?));
    let mut page = Page::titled(&language.text("page-dates-title"), language);
    page.notices(&parameters.notices);
    page.paragraph(&language.text("page-dates-description"));
    let vendor_calendars = vendors.iter().map(|vendor| {
        let record = &catalogue.vendor(*vendor).record;
        (format!("vendors/{}", record.slug), record.name.as_str())
    });
    let role_calendar = role.iter().map(|role| {
        let record = &catalogue.role(*role).record;
        (format!("roles/{}", record.slug), record.title.as_str())
    });
    let calendars: Vec<_> = vendor_calendars.chain(role_calendar).collect();
    for (path, name) in calendars {
        let text = language.text_with("dates-add-to-calendar", &[("name", name)]);
        page.raw(&format!(
            "<a href=\"/calendars/{path}.ics\">{}</a>",
            escape(&text)
        ));
    }
    let question = TransitionQuestion {
        days: day..=day.checked_add_days(Days::new(DAYS)).unwrap_or(Day::MAX),
        filter: TransitionFilter {
            vendors: (!vendors.is_empty()).then_some(vendors),
            roles: role.map(|role| vec![role]),
            ..TransitionFilter::default()
        },
        intervals: FreshnessIntervals::default(),
    };
    // Only credentials can be refused, and there are none.
    let found = transitions(catalogue, &question).unwrap_or_default();
    if found.is_empty() {
        page.paragraph(&language.text("plain-dates-none"));
    }
    let month = |day: Day| (day.year(), day.month());
    for of_month in found.chunk_by(|one, other| month(one.day) == month(other.day)) {
        let first = of_month.first().map(|transition| transition.day);
        let heading = first.map(|day| format!("{:04}-{:02}", day.year(), day.month()));
        page.element("h2", &heading.unwrap_or_default());
        page.list(of_month.iter().map(|transition| {
            let subject = match transition.subject {
                TransitionSubject::Exam(exam) => super::link(catalogue.exam(exam)),
                TransitionSubject::Certification(index) => {
                    super::certifications::link(catalogue, index)
                }
                TransitionSubject::Role(role) => super::roles::link(catalogue, role),
            };
            let meaning = language.english(&transition.meaning(catalogue));
            let when = escape(&language.day(transition.day));
            format!("{when}: {subject}. {meaning}")
        }));
    }
    page.html
}
