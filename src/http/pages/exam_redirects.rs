//! Redirects of short paths, such as `/exams/AI-102`, to the pages of exams.

use std::fmt::Write;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path},
};

use crate::catalogue::{Catalogue, CodeLookup, Exam, ExamIndex, SearchTarget, VendorIndex};
use crate::http::{
    caching::cache_control::NO_CACHE,
    error_response,
    files::query_params::short,
    pages::developers::{CONTENT_SECURITY_POLICY, HTML},
    pages::html::escape,
    pages::messages::Language,
    pages::question,
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
    let (query, language) = (request.query_string(), Language::of(&request));
    match catalogue.exam_by_code(&code, None) {
        CodeLookup::Found(index) => to_page(&catalogue.exam(index).record, query),
        CodeLookup::Ambiguous(exams) => {
            let heading = language.text_with("plain-several-exams", &[("code", &short(&code))]);
            let list = links(&catalogue, &exams, query);
            choice(StatusCode::MULTIPLE_CHOICES, &heading, &list, language)
        }
        CodeLookup::Unknown(_) if vendor(&catalogue, &code).is_some() => to_vendor(&code, query),
        CodeLookup::Unknown(near) => {
            let heading = language.text_with("plain-no-exam", &[("code", &short(&code))]);
            let nearest = match near.as_slice() {
                [] => all_exams(language),
                _ => nearest(&links(&catalogue, &near, query), language),
            };
            choice(StatusCode::NOT_FOUND, &heading, &nearest, language)
        }
    }
}

/// Redirects to the list of exams of a vendor.
pub(in crate::http) async fn of_vendor(
    request: HttpRequest,
    slug: Path<String>,
    state: Data<AppState>,
) -> HttpResponse {
    match state.live.current() {
        None => error_response::still_loading(),
        Some(catalogue) if vendor(&catalogue, &slug).is_some() => {
            to_vendor(&slug, request.query_string())
        }
        Some(catalogue) => {
            let language = Language::of(&request);
            let heading = language.text_with("plain-no-vendor", &[("slug", &short(&slug))]);
            let near = question::nearest(&catalogue, &slug, state.today(), |target| match target {
                SearchTarget::Vendor(vendor) => Some(vendor),
                _ => None,
            });
            let links = near.into_iter().map(|vendor| {
                let record = &catalogue.vendor(vendor).record;
                let name = escape(&record.name);
                format!(
                    "<li><a href=\"/exams?vendors={}\">{name}</a></li>\n",
                    record.slug
                )
            });
            let links: String = links.collect();
            let mut choices = all_exams(language);
            if !links.is_empty() {
                choices = nearest(&format!("<ul>\n{links}</ul>"), language) + &choices;
            }
            choice(StatusCode::NOT_FOUND, &heading, &choices, language)
        }
    }
}

fn vendor(catalogue: &Catalogue, slug: &str) -> Option<VendorIndex> {
    catalogue.vendor_by_slug(&slug.to_lowercase().parse().ok()?)
}

fn to_vendor(slug: &str, query: &str) -> HttpResponse {
    let rest = if query.is_empty() { "" } else { "&" };
    let address = format!("/exams?vendors={}{rest}{query}", slug.to_lowercase());
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

/// The nearest names as a list of links.
fn nearest(links: &str, language: Language) -> String {
    let text = escape(&language.text("plain-did-you-mean"));
    format!("<p>{text}</p>\n{links}\n")
}

fn all_exams(language: Language) -> String {
    let text = escape(&language.text("plain-all-exams"));
    format!("<p><a href=\"/exams\">{text}</a></p>")
}

fn choice(status: StatusCode, heading: &str, choices: &str, language: Language) -> HttpResponse {
    let page = CHOICE
        .replace("<!-- language -->", language.code())
        .replace("<!-- start -->", &escape(&language.text("plain-start")))
        .replace("<!-- choices -->", choices)
        .replace("<!-- heading -->", &escape(heading));
    HttpResponse::build(status)
        .content_type(HTML)
        .insert_header((header::CACHE_CONTROL, NO_CACHE))
        .insert_header((header::VARY, "Accept-Language, Cookie"))
        .insert_header((header::CONTENT_LANGUAGE, language.code()))
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .body(page)
}
