//! The pages of certifications: the list, and the page of one.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path},
};

use crate::{
    catalogue::SearchTarget,
    http::{
        caching::cache_control::NO_CACHE,
        files::query_params::short,
        pages::{
            document::{Preview, respond},
            messages::Language,
            plain_content::certifications,
            question::{Parameters, nearest},
        },
        state::AppState,
    },
    open_data::schema_org,
};

/// Responds with the list of certifications.
pub(in crate::http) async fn list(request: HttpRequest, state: Data<AppState>) -> HttpResponse {
    let language = Language::of(&request);
    let preview = Preview::bare(
        language.text("page-certifications-title"),
        language.text("page-certifications-description"),
    );
    let mut preview = preview.at("/certifications");
    if let Some(catalogue) = state.live.current() {
        let parameters = Parameters::of(request.query_string());
        preview.plain = certifications::list(&catalogue, parameters, state.today(), language);
    }
    respond(&request, &state, StatusCode::OK, &preview).await
}

/// Responds with the page of a certification. Another case of its slug redirects to it; without such a
/// certification the status is 404.
pub(in crate::http) async fn one(
    request: HttpRequest,
    slug: Path<String>,
    state: Data<AppState>,
) -> HttpResponse {
    let language = Language::of(&request);
    let Some(catalogue) = state.live.current() else {
        let preview = Preview::bare(slug.into_inner(), String::new());
        return respond(&request, &state, StatusCode::OK, &preview).await;
    };
    let found = slug.to_lowercase().parse().ok();
    let Some(index) = found.and_then(|slug| catalogue.certification_by_slug(&slug)) else {
        let mut preview = Preview::bare(
            language.text("page-no-certification-title"),
            language.text("page-no-certification-description"),
        );
        let near = nearest(&catalogue, &slug, state.today(), |target| match target {
            SearchTarget::Certification(index) => Some(index),
            _ => None,
        });
        preview.plain = certifications::unknown(&catalogue, &short(&slug), &near, language);
        return respond(&request, &state, StatusCode::NOT_FOUND, &preview).await;
    };
    let record = &catalogue.certification(index).record;
    let address = format!("/certifications/{}", record.slug);
    if record.slug.as_str() != *slug {
        let query = request.query_string();
        let mark = if query.is_empty() { "" } else { "?" };
        return HttpResponse::PermanentRedirect()
            .insert_header((header::LOCATION, format!("{address}{mark}{query}")))
            .insert_header((header::CACHE_CONTROL, NO_CACHE))
            .finish();
    }
    let title = [("title", &*record.title)];
    let description = language.text_with("page-certification-description", &title);
    let mut preview = Preview::bare(record.title.clone(), description).at(&address);
    let mut parameters = Parameters::of(request.query_string());
    let day = parameters.day(state.today());
    let base = state.public_url.as_deref().unwrap_or_default();
    preview.structured_data = Some(schema_org::certification(&catalogue, index, day, base));
    preview.plain = certifications::one(&catalogue, index, day, &parameters.notices, language);
    respond(&request, &state, StatusCode::OK, &preview).await
}
