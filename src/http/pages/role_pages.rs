//! The pages of roles: the list, and the paths to one.

use std::{fmt::Write, sync::Arc};

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web::Data};

use crate::{
    catalogue::{Catalogue, RoleIndex, SearchTarget},
    http::{
        files::query_params::short,
        pages::{
            explorer::{Preview, respond, respond_computed, today},
            plain_content::{paths, roles},
            question::{Parameters, PathQuestion, nearest},
        },
        state::AppState,
    },
};

/// The query parameters of the explorer that its picture shares.
const SHARED: [&str; 8] = [
    "held",
    "experience",
    "vendors",
    "maxFees",
    "weeklyHours",
    "deadline",
    "asOf",
    "path",
];

/// Responds with the list of roles.
pub(in crate::http) async fn list(request: HttpRequest, state: Data<AppState>) -> HttpResponse {
    let preview = Preview::bare(
        "Roles",
        "The jobs for which sources recommend certifications, each with the exams that lead there.",
    );
    let mut preview = preview.at("/roles");
    if let Some(catalogue) = state.live.current() {
        preview.plain = roles::list(&catalogue);
    }
    respond(&request, &state, StatusCode::OK, &preview).await
}

/// Responds with the paths to a role; without such a role the status is 404.
pub(super) async fn paths(
    request: &HttpRequest,
    state: &AppState,
    catalogue: Arc<Catalogue>,
    slug: &str,
    parameters: Parameters,
) -> HttpResponse {
    let found = slug.trim().to_lowercase().parse().ok();
    let Some(role) = found.and_then(|slug| catalogue.role_by_slug(&slug)) else {
        let mut preview = Preview::bare("No such role", "The catalogue has no role of this name.");
        let near = nearest(&catalogue, slug, today(state), |target| match target {
            SearchTarget::Role(role) => Some(role),
            _ => None,
        });
        preview.plain = paths::unknown_role(&catalogue, &short(slug), &near);
        return respond(request, state, StatusCode::NOT_FOUND, &preview).await;
    };
    let preview = of_role(&catalogue, role, request.query_string());
    let question = PathQuestion::of(&catalogue, parameters, today(state));
    let computed = state
        .engine
        .compute(move |cancel| paths::page(&catalogue, role, &question, cancel))
        .await;
    respond_computed(request, state, preview, computed).await
}

fn of_role(catalogue: &Catalogue, role: RoleIndex, query: &str) -> Preview {
    let record = &catalogue.role(role).record;
    let question: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let name = pair.split('=').next();
            name.is_some_and(|name| SHARED.contains(&name))
        })
        .collect();
    let mut picture = format!("/paths/{}.svg", record.slug);
    if !question.is_empty() {
        let _ = write!(picture, "?{}", question.join("&"));
    }
    Preview {
        title: format!("Paths to {}", record.title),
        description: format!(
            "The exams to take, in order, to work as {}: fees, hours and dates, with a reason and \
             a source for each.",
            record.title
        ),
        canonical: Some(format!("/?role={}", record.slug)),
        picture: Some(picture),
        plain: String::new(),
    }
}
