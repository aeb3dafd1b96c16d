//! The page of a comparison of exams.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web::Data};

use crate::{
    advice::COMPARED_EXAMS,
    catalogue::{CodeLookup, ExamIndex, ExamName},
    http::{
        files::query_params::short,
        pages::{
            document::{Preview, PreviewPicture, respond, respond_computed, shared},
            messages::Language,
            plain_content::comparison,
            question::{Parameters, exam},
        },
        state::AppState,
    },
};

/// Responds with the comparison of the exams of the address. If it names unknown exams and fewer than
/// two others, the status is 404.
pub(in crate::http) async fn page(request: HttpRequest, state: Data<AppState>) -> HttpResponse {
    let language = Language::of(&request);
    let preview = Preview::bare(
        language.text("page-compare-title"),
        language.text("page-compare-description"),
    );
    let mut preview = preview.at("/compare");
    let Some(catalogue) = state.live.current() else {
        return respond(&request, &state, StatusCode::OK, &preview).await;
    };
    let mut parameters = Parameters::of(request.query_string());
    let day = parameters.day(state.today());
    let mut exams: Vec<ExamIndex> = vec![];
    for found in parameters.list("exams", |name| exam(&catalogue, name)) {
        if !exams.contains(&found) {
            exams.push(found);
        }
    }
    let key = |exam: &ExamIndex| catalogue.exam(*exam).record.key().to_string();
    let most = *COMPARED_EXAMS.end();
    if exams.len() > most {
        let rest = exams.split_off(most);
        let rest = rest.iter().map(|exam| format!("exams={}", key(exam)));
        parameters.notices.ignored.extend(rest);
    }
    if !COMPARED_EXAMS.contains(&exams.len()) {
        let unknown = parameters.text("exams").unwrap_or_default().split(',');
        let near = unknown.filter_map(|name| {
            let code = ExamName::from(name).code;
            match catalogue.exam_by_code(&short(code), None) {
                CodeLookup::Unknown(near) if !code.is_empty() => Some(near),
                CodeLookup::Ambiguous(near) => Some(near),
                _ => None,
            }
        });
        let near: Vec<ExamIndex> = near.flatten().collect();
        let is_unknown = parameters
            .notices
            .ignored
            .iter()
            .any(|value| value.starts_with("exams="));
        let status = if is_unknown {
            StatusCode::NOT_FOUND
        } else {
            StatusCode::OK
        };
        preview.plain = comparison::too_few(&catalogue, &near, &parameters.notices, language);
        return respond(&request, &state, status, &preview).await;
    }
    let codes = exams
        .iter()
        .map(|exam| catalogue.exam(*exam).record.code.as_str());
    let codes = codes.collect::<Vec<_>>().join(&language.text("plain-and"));
    preview.title = language.text_with("page-compared-title", &[("codes", &codes)]);
    let keys: Vec<String> = exams.iter().map(key).collect();
    let named = format!("exams={}", keys.join(","));
    preview = preview.at(&format!("/compare?{named}"));
    let query = match shared(request.query_string(), &["asOf"]).as_str() {
        "" => named,
        day => format!("{named}&{day}"),
    };
    preview.picture = Some(PreviewPicture::card("/compare", query, &preview.title));
    let notices = parameters.notices;
    let computed = state
        .engine
        .compute(move |_| comparison::page(&catalogue, &exams, day, &notices, language))
        .await;
    respond_computed(&request, &state, preview, computed).await
}
