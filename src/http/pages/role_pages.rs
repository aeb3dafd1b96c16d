//! The pages of roles: the list, and the paths to one.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web::Data};

use crate::{
    catalogue::{Catalogue, RoleIndex, SearchTarget},
    http::{
        files::query_params::short,
        pages::{
            document::{Preview, PreviewPicture, respond, respond_computed, shared},
            messages::Language,
            plain_content::{paths, roles},
            question::{Parameters, PathQuestion, nearest},
        },
        state::AppState,
    },
    open_data::schema_org,
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
    let language = Language::of(&request);
    let preview = Preview::bare(
        language.text("page-roles-title"),
        language.text("page-roles-description"),
    );
    let mut preview = preview.at("/roles");
    if let Some(catalogue) = state.live.current() {
        let base = state.public_url.as_deref().unwrap_or_default();
        let listed = roles::by_group(&catalogue);
        preview.structured_data = Some(schema_org::role_list(&catalogue, &listed, base));
        preview.plain = roles::list(&catalogue, language);
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
    let language = Language::of(request);
    let found = slug.trim().to_lowercase().parse().ok();
    let Some(role) = found.and_then(|slug| catalogue.role_by_slug(&slug)) else {
        let mut preview = Preview::bare(
            language.text("page-no-role-title"),
            language.text("page-no-role-description"),
        );
        let near = nearest(&catalogue, slug, state.today(), |target| match target {
            SearchTarget::Role(role) => Some(role),
            _ => None,
        });
        preview.plain = paths::unknown_role(&catalogue, &short(slug), &near, language);
        return respond(request, state, StatusCode::NOT_FOUND, &preview).await;
    };
    let mut preview = of_role(&catalogue, role, request.query_string(), language);
    let base = state.public_url.as_deref().unwrap_or_default();
    preview.structured_data = Some(schema_org::role(&catalogue, role, base));
    let question = PathQuestion::of(&catalogue, parameters, state.today());
    let computed = state
        .engine
        .compute(move |cancel| paths::page(&catalogue, role, &question, language, cancel))
        .await;
    respond_computed(request, state, preview, computed).await
}

fn of_role(catalogue: &Catalogue, role: RoleIndex, query: &str, language: Language) -> Preview {
    let record = &catalogue.role(role).record;
    let title = language.text_with("page-role-title", &[("role", &record.title)]);
    let picture = PreviewPicture {
        path: format!("/paths/{}", record.slug),
        query: shared(query, &SHARED),
        size: None,
        alt: title.clone(),
    };
    let description = language.text_with("page-role-description", &[("role", &record.title)]);
    Preview {
        picture: Some(picture),
        ..Preview::bare(title, description).at(&format!("/?role={}", record.slug))
    }
}
