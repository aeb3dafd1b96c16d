//! The routes of the server.

use std::sync::LazyLock;

use actix_web::{
    Handler, HttpRequest, HttpResponse, Resource, Responder, dev::HttpServiceFactory, guard,
    http::header, middleware::from_fn, web,
};

use crate::graphql::{ErrorCode, sdl};
use crate::http::{
    admission::{RouteCost, admit},
    caching::cache_control::NO_CACHE,
    error_response,
    files::cards,
    files::data_descriptions,
    files::exam_map,
    files::exports,
    files::pictures,
    files::{calendar, portfolio_calendar, transition_calendar, transition_feed},
    files::{llms, robots, sitemap},
    graphql, mcp,
    monitoring::health,
    pages::certification_pages,
    pages::comparison_page,
    pages::dates_page,
    pages::developers,
    pages::document,
    pages::exam_redirects,
    pages::explorer,
    pages::graphiql,
    pages::role_pages,
    pages::static_file::StaticFile,
    rest,
    rest::API,
};

/// The path of the API.
pub(super) const GRAPHQL: &str = "/graphql";

/// The path of the Model Context Protocol.
pub(super) const MCP: &str = "/mcp";

/// The path of bulk exports.
pub(super) const EXPORT: &str = "/exports/{name}";

/// The path of calendar files.
pub(super) const STUDY_PLAN: &str = "/exams/{vendor}/{code}/study-plan.ics";

/// The path of calendars of portfolios.
pub(super) const PORTFOLIO: &str = "/portfolio.ics";

/// Registers all routes.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .service(charged(
            web::resource(GRAPHQL).route(web::to(graphql::graphql)),
            RouteCost::Request,
        ))
        .service(charged(
            web::resource(MCP).route(web::to(mcp::mcp)),
            RouteCost::Request,
        ))
        .service(readable("/graphiql", graphiql::redirect))
        .service(readable("/graphiql/{file:.*}", graphiql::asset))
        .service(readable("/livez", health::live))
        .service(readable("/readyz", health::ready))
        .service(charged(
            readable(STUDY_PLAN, calendar::study_plan),
            RouteCost::Calendar,
        ))
        .service(charged(
            readable(PORTFOLIO, portfolio_calendar::portfolio),
            RouteCost::Calendar,
        ))
        .service(charged(
            readable(EXPORT, exports::export),
            RouteCost::Export,
        ))
        .configure(api)
        .configure(dates)
        .configure(descriptions)
        .configure(pictures)
        .service(charged(
            readable("/map.json", exam_map::data),
            RouteCost::Picture,
        ))
        .service(charged(
            readable("/", explorer::explorer).guard(has_parameter("role")),
            RouteCost::Page,
        ))
        .service(readable("/", explorer::explorer))
        .service(readable("/exams", explorer::exams))
        .service(readable("/exams/{code}", exam_redirects::by_code))
        .service(readable("/vendors/{vendor}", exam_redirects::of_vendor))
        .service(readable("/exams/{vendor}/{code}", explorer::exam))
        .service(readable("/certifications", certification_pages::list))
        .service(readable("/certifications/{slug}", certification_pages::one))
        .service(readable("/roles", role_pages::list))
        .service(charged(
            readable("/compare", comparison_page::page).guard(has_parameter("exams")),
            RouteCost::Page,
        ))
        .service(readable("/my", explorer::mine))
        .service(charged(
            readable("/dates", dates_page::page),
            RouteCost::Page,
        ))
        .service(readable("/compare", comparison_page::page))
        .service(readable("/job-advert", explorer::job_advert))
        .service(readable("/check", explorer::check))
        .service(readable("/map", explorer::map))
        .service(readable("/whats-new", explorer::changes))
        .service(readable("/explorer/{file:.*}", document::asset))
        .service(readable("/developers", developers::page))
        .service(readable("/developers.css", developers::style))
        .service(readable("/icon.svg", developers::icon))
        .service(readable("/schema.graphql", schema))
        .default_service(web::to(not_found));
}

/// Registers the REST addresses; their refusals are problem details.
fn api(config: &mut web::ServiceConfig) {
    let addresses = rest::routes().map(|route| readable(&format!("{API}{route}"), rest::answer));
    let description = readable(&format!("{API}/openapi.json"), rest::description);
    let unknown = [API.to_owned(), format!("{API}/{{rest:.*}}")];
    let unknown = unknown.map(|path| readable(&path, rest::unknown_address));
    for resource in addresses.chain([description]).chain(unknown) {
        let admitted = resource.wrap(from_fn(|request, next| {
            admit(request, next, RouteCost::Request)
        }));
        config.service(admitted.wrap(from_fn(rest::with_problems)));
    }
}

/// Registers the calendars and feeds of dates.
fn dates(config: &mut web::ServiceConfig) {
    let whose = [
        "held",
        "vendors/{vendor}",
        "roles/{role}",
        "exams/{vendor}/{code}",
    ];
    for whose in whose {
        let calendar = readable(
            &format!("/calendars/{whose}.ics"),
            transition_calendar::calendar,
        );
        let feed = readable(&format!("/feeds/{whose}.atom"), transition_feed::feed);
        config
            .service(charged(calendar, RouteCost::Calendar))
            .service(charged(feed, RouteCost::Calendar));
    }
}

/// Registers what describes the pages and the data to crawlers and assistants.
fn descriptions(config: &mut web::ServiceConfig) {
    let package = readable("/datapackage.json", data_descriptions::data_package);
    let record = readable("/catalog.jsonld", data_descriptions::dcat_record);
    config
        .service(charged(package, RouteCost::Export))
        .service(charged(record, RouteCost::Export))
        .service(charged(
            readable("/sitemap.xml", sitemap::first),
            RouteCost::Page,
        ))
        .service(charged(
            readable(r"/sitemap-{number:[1-9]\d{0,3}}.xml", sitemap::numbered),
            RouteCost::Page,
        ))
        .service(readable("/robots.txt", robots::robots))
        .service(readable("/llms.txt", llms::llms));
}

/// Registers the pictures.
fn pictures(config: &mut web::ServiceConfig) {
    picture(config, "/paths/{role}", &pictures::path);
    picture(config, "/exams/{vendor}/{code}/weights", &pictures::weights);
    picture(config, "/exams/{code}/weights", &pictures::weights_by_code);
    picture(config, "/exams/{vendor}/{code}/card", &cards::of_exam);
    picture(config, "/compare/card", &cards::of_comparison);
    picture(config, "/card", &cards::home);
    picture(config, "/map", &exam_map::picture);
}

/// Registers a picture in each format.
fn picture<F, Args>(config: &mut web::ServiceConfig, path: &str, handler: &F)
where
    F: Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    for format in pictures::FORMATS {
        let cost = match *format {
            "png" => RouteCost::Png,
            _ => RouteCost::Picture,
        };
        let resource = readable(&format!("{path}.{format}"), handler.clone());
        config.service(charged(resource, cost));
    }
}

/// A resource whose requests are authenticated and charged with this cost.
fn charged(resource: Resource, cost: RouteCost) -> impl HttpServiceFactory {
    resource.wrap(from_fn(move |request, next| admit(request, next, cost)))
}

/// A read-only resource.
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

/// Matches addresses with a query parameter.
fn has_parameter(name: &'static str) -> impl guard::Guard {
    guard::fn_guard(move |context| {
        let query = context.head().uri.query().unwrap_or_default();
        let mut pairs = query.split('&');
        pairs.any(|pair| pair.split('=').next() == Some(name))
    })
}

async fn schema(request: HttpRequest) -> HttpResponse {
    static SCHEMA: LazyLock<StaticFile> =
        LazyLock::new(|| StaticFile::new("text/plain; charset=utf-8", NO_CACHE, sdl()));

    SCHEMA.respond(&request).await
}

async fn read_only() -> HttpResponse {
    let mut response = error_response::refusal(
        ErrorCode::MethodNotAllowed,
        "This address is read-only: use GET or HEAD.",
    );
    response
        .headers_mut()
        .insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
    response
}

/// The location of a resource whose path was requested with a trailing slash.
fn without_trailing_slash(request: &HttpRequest) -> Option<String> {
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
    if let Some(address) = without_trailing_slash(&request) {
        return HttpResponse::PermanentRedirect()
            .insert_header((header::LOCATION, address))
            .insert_header((header::CACHE_CONTROL, NO_CACHE))
            .finish();
    }
    if error_response::wants_html(&request) {
        return developers::not_found(&request);
    }
    error_response::refusal(ErrorCode::NotFound, "There is nothing at this address.")
}
