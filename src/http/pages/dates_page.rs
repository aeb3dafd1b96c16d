//! The page of dates: what changes in the next half year.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web::Data};

use crate::http::{
    pages::{
        document::{Preview, respond},
        messages::Language,
        plain_content::dates,
        question::Parameters,
    },
    state::AppState,
};

/// Responds with the dates of the next half year.
pub(in crate::http) async fn page(request: HttpRequest, state: Data<AppState>) -> HttpResponse {
    let language = Language::of(&request);
    let preview = Preview::bare(
        language.text("page-dates-title"),
        language.text("page-dates-description"),
    );
    let mut preview = preview.at("/dates");
    if let Some(catalogue) = state.live.current() {
        let parameters = Parameters::of(request.query_string());
        preview.plain = dates::list(&catalogue, parameters, state.today(), language);
    }
    respond(&request, &state, StatusCode::OK, &preview).await
}
