//! Which address is answered by what.

use std::sync::LazyLock;

use actix_web::{
    Handler, HttpRequest, HttpResponse, Resource, Responder, guard, http::header,
    middleware::from_fn, web,
};

use super::{
    admission::{Price, admit},
    answer,
    cache_control::NO_CACHE,
    calendar, developers_page, exam_addresses, exports, graphiql, graphql, health, pages, pictures,
    static_file::StaticFile,
};
use crate::graphql::{ErrorCode, sdl};

/// Registers all routes.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .service(
            web::resource("/graphql")
                .route(web::to(graphql::graphql))
                .wrap(from_fn(|request, next| {
                    admit(request, next, Price::Request)
                })),
        )
        .service(readable("/graphiql", graphiql::redirect))
        .service(readable("/graphiql/{file:.*}", graphiql::asset))
        .service(readable("/livez", health::live))
        .service(readable("/readyz", health::ready))
        .service(
            readable(
                "/exams/{vendor}/{code}/study-plan.ics",
                calendar::study_plan,
            )
            .wrap(from_fn(|request, next| {
                admit(request, next, Price::Calendar)
            })),
        )
        .service(
            readable("/exports/{name}", exports::export)
                .wrap(from_fn(|request, next| admit(request, next, Price::Export))),
        )
        .service(
            readable("/paths/{role}.svg", pictures::path).wrap(from_fn(|request, next| {
                admit(request, next, Price::Picture)
            })),
        )
        .service(
            readable("/exams/{vendor}/{code}/weights.svg", pictures::weights).wrap(from_fn(
                |request, next| admit(request, next, Price::Picture),
            )),
        )
        .service(
            readable("/exams/{code}/weights.svg", pictures::weights_by_code).wrap(from_fn(
                |request, next| admit(request, next, Price::Picture),
            )),
        )
        .service(readable("/", pages::explorer))
        .service(readable("/exams", pages::exams))
        .service(readable("/exams/{code}", exam_addresses::by_code))
        .service(readable("/vendors/{vendor}", exam_addresses::of_vendor))
        .service(readable("/exams/{vendor}/{code}", pages::exam))
        .service(readable("/compare", pages::comparison))
        .service(readable("/whats-new", pages::changes))
        .service(readable("/explorer/{file:.*}", pages::asset))
        .service(readable("/developers", developers_page::page))
        .service(readable("/developers.css", developers_page::style))
        .service(readable("/icon.svg", developers_page::icon))
        .service(readable("/schema.graphql", schema))
        .default_service(web::to(not_found));
}

/// A resource that can only be read.
fn readable<F, Args>(path: &str, handler: F) -> Resource
where
    F: Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::resource(path)
        .route(
            web::route()
                .guard(guard::Any(guard::Get()).or(guard::Head()))
                .to(handler),
        )
        .default_service(web::to(read_only))
}

async fn schema(request: HttpRequest) -> HttpResponse {
    static SCHEMA: LazyLock<StaticFile> =
        LazyLock::new(|| StaticFile::new("text/plain; charset=utf-8", NO_CACHE, sdl()));

    SCHEMA.answer(&request).await
}

async fn read_only() -> HttpResponse {
    let mut response = answer::refusal(
        ErrorCode::MethodNotAllowed,
        "This address can only be read, by GET or HEAD.",
    );
    response
        .headers_mut()
        .insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
    response
}

/// The address of a resource that is asked for with a slash too many at its end.
fn without_slash(request: &HttpRequest) -> Option<String> {
    let path = request.path().strip_suffix('/')?.trim_end_matches('/');
    if path.is_empty() || !request.resource_map().has_resource(path) {
        return None;
    }
    Some(match request.query_string() {
        "" => path.to_owned(),
        query => format!("{path}?{query}"),
    })
}

async fn not_found(request: HttpRequest) -> HttpResponse {
    if let Some(address) = without_slash(&request) {
        return HttpResponse::PermanentRedirect()
            .insert_header((header::LOCATION, address))
            .insert_header((header::CACHE_CONTROL, NO_CACHE))
            .finish();
    }
    if answer::wants_html(&request) {
        return developers_page::not_found();
    }
    answer::refusal(ErrorCode::NotFound, "There is nothing at this address.")
}
