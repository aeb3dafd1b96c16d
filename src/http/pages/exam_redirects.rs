//! Redirects of short paths, such as `/exams/AI-102`, to the pages of exams.

use std::fmt::Write;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path},
};

use crate::catalogue::{Catalogue, CodeLookup, Exam, ExamIndex, VendorIndex};
use crate::http::{
    caching::cache_control::NO_CACHE,
    error_response,
    files::query_params::short,
    pages::developers::{CONTENT_SECURITY_POLICY, HTML},
    pages::html::escape,
    state::AppState,
};

const CHOICE: &str = include_str!("exam_redirects/choice.html");

/// Redirects to the exam with a current or former code, case-insensitive. Lists the exams where several
/// have it, and the nearest codes where none has.
pub(in crate::http) async fn by_code(
    request: HttpRequest,
    code: Path<String>,
    state: Data<AppState>,
) -> HttpResponse {
    let Some(catalogue) = state.live.current() else {
        return error_response::still_loading();
    };
    let query = request.query_string();
    match catalogue.exam_by_code(&code, None) {
        CodeLookup::Found(index) => to_page(&catalogue.exam(index).record, query),
        CodeLookup::Ambiguous(exams) => {
            let heading = format!("Several exams have the code {}", short(&code));
            let list = links(&catalogue, &exams, query);
            choice(StatusCode::MULTIPLE_CHOICES, &heading, &list)
        }
        CodeLookup::Unknown(_) if vendor(&catalogue, &code).is_some() => to_vendor(&code),
        CodeLookup::Unknown(near) => {
            let heading = format!("There is no exam {}", short(&code));
            let list = links(&catalogue, &near, query);
            let nearest = match near.as_slice() {
                [] => String::new(),
                _ => format!("<p>The nearest codes are:</p>\n{list}"),
            };
            choice(StatusCode::NOT_FOUND, &heading, &nearest)
        }
    }
}

/// Redirects to the list of exams of a vendor.
pub(in crate::http) async fn of_vendor(slug: Path<String>, state: Data<AppState>) -> HttpResponse {
    match state.live.current() {
        None => error_response::still_loading(),
        Some(catalogue) if vendor(&catalogue, &slug).is_some() => to_vendor(&slug),
        Some(_) => {
            let heading = format!("There is no vendor {}", short(&slug));
            let all = "<p><a href=\"/exams\">See all exams</a></p>";
            choice(StatusCode::NOT_FOUND, &heading, all)
        }
    }
}

fn vendor(catalogue: &Catalogue, slug: &str) -> Option<VendorIndex> {
    catalogue.vendor_by_slug(&slug.to_lowercase().parse().ok()?)
}

fn to_vendor(slug: &str) -> HttpResponse {
    let address = format!("/exams?vendors={}", slug.to_lowercase());
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, address))
        .insert_header((header::CACHE_CONTROL, NO_CACHE))
        .finish()
}

/// Redirects to the page of an exam. It is revalidated each time, since a code can move to another
/// exam.
pub(in crate::http) fn to_page(exam: &Exam, query: &str) -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, address(exam, query)))
        .insert_header((header::CACHE_CONTROL, NO_CACHE))
        .finish()
}

/// The path of the page of an exam. Vendor and code need no escapes.
fn address(exam: &Exam, query: &str) -> String {
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/exams/{}/{}{mark}{query}", exam.vendor, exam.code)
}

/// A list of links to the pages of exams.
fn links(catalogue: &Catalogue, exams: &[ExamIndex], query: &str) -> String {
    let mut list = "<ul>\n".to_owned();
    for index in exams {
        let entry = catalogue.exam(*index);
        let _ = writeln!(
            list,
            "<li><a href=\"{}\">{}</a> {} ({})</li>",
            escape(&address(&entry.record, query)),
            entry.record.code,
            escape(&entry.record.title),
            escape(&catalogue.vendor(entry.vendor).record.name),
        );
    }
    list + "</ul>"
}

fn choice(status: StatusCode, heading: &str, choices: &str) -> HttpResponse {
    let page = CHOICE
        .replace("<!-- choices -->", choices)
        .replace("<!-- heading -->", &escape(heading));
    HttpResponse::build(status)
        .content_type(HTML)
        .insert_header((header::CACHE_CONTROL, NO_CACHE))
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .body(page)
}
