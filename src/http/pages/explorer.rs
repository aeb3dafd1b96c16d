//! The pages of the explorer that have no file of their own: home, exams, the map, changes, what the reader
//! holds, job adverts, and claims.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};

use crate::http::{
    files::data_descriptions::data_set,
    files::query_params::find,
    pages::document::{Preview, PreviewPicture, map_preloads, respond, respond_computed, shared},
    pages::exam_redirects,
    pages::messages::Language,
    pages::plain_content::{self, changes, start},
    pages::question::{Parameters, PathQuestion},
    pages::role_pages,
    state::AppState,
};
use crate::{catalogue::Exam, open_data::schema_org};

/// The most changes on the page of changes.
const LAST_CHANGES: u64 = 100;

/// Responds with the paths to the role of the address, or with the choice of roles.
pub(in crate::http) async fn explorer(request: HttpRequest, state: Data<AppState>) -> HttpResponse {
    let parameters = Parameters::of(request.query_string());
    let catalogue = state.live.current();
    if let (Some(role), Some(catalogue)) = (parameters.text("role"), &catalogue) {
        let slug = role.to_owned();
        return role_pages::paths(&request, &state, catalogue.clone(), &slug, parameters).await;
    }
    let language = Language::of(&request);
    let preview = Preview::bare(
        language.text("page-paths-title"),
        language.text("page-paths-description"),
    );
    let mut preview = preview.at("/");
    if let Some(catalogue) = catalogue {
        let set = data_set(&catalogue, state.public_url.as_deref().unwrap_or_default());
        preview.structured_data = Some(schema_org::data_set(&set));
        preview.plain = start::start(&catalogue, language);
    }
    respond(&request, &state, StatusCode::OK, &preview).await
}

/// Responds with the page of an exam. Other spellings and former codes redirect to it; without such an
/// exam the status is 404.
pub(in crate::http) async fn exam(
    request: HttpRequest,
    path: Path<(String, String)>,
    state: Data<AppState>,
) -> HttpResponse {
    let language = Language::of(&request);
    let (vendor, code) = path.into_inner();
    let Some(catalogue) = state.live.current() else {
        let preview = Preview::bare(code, String::new());
        return respond(&request, &state, StatusCode::OK, &preview).await;
    };
    let Some(index) = find(&catalogue, &vendor, &code) else {
        let mut preview = Preview::bare(
            language.text("page-no-exam-title"),
            language.text("page-no-exam-description"),
        );
        preview.plain = plain_content::unknown_exam(&catalogue, &code, language);
        return respond(&request, &state, StatusCode::NOT_FOUND, &preview).await;
    };
    let record = &catalogue.exam(index).record;
    if (record.vendor.as_str(), record.code.as_str()) != (&*vendor, &*code) {
        return exam_redirects::to_page(record, request.query_string());
    }
    let mut preview = of_exam(record, language);
    let parameters = Parameters::of(request.query_string());
    let question = PathQuestion::of(&catalogue, parameters, state.today());
    let base = state.public_url.as_deref().unwrap_or_default();
    preview.structured_data = Some(schema_org::exam(&catalogue, index, question.day, base));
    let computed = state
        .engine
        .compute(move |_| plain_content::exam::page(&catalogue, index, &question, language))
        .await;
    respond_computed(&request, &state, preview, computed).await
}

/// Responds with the list of exams.
pub(in crate::http) async fn exams(request: HttpRequest, state: Data<AppState>) -> HttpResponse {
    let language = Language::of(&request);
    let preview = Preview::bare(
        language.text("page-exams-title"),
        language.text("page-exams-description"),
    );
    let mut preview = preview.at("/exams");
    if let Some(catalogue) = state.live.current() {
        let mut parameters = Parameters::of(request.query_string());
        if let [vendor] = parameters.vendors(&catalogue)[..] {
            let record = &catalogue.vendor(vendor).record;
            let name = [("vendor", &*record.name)];
            preview = Preview::bare(
                language.text_with("page-vendor-exams-title", &name),
                language.text_with("page-vendor-exams-description", &name),
            )
            .at(&format!("/exams?vendors={}", record.slug));
        }
        let parameters = Parameters::of(request.query_string());
        let title = &preview.title;
        preview.plain =
            plain_content::exams::page(&catalogue, parameters, state.today(), title, language);
    }
    respond(&request, &state, StatusCode::OK, &preview).await
}

/// Responds with the map of exams.
pub(in crate::http) async fn map(request: HttpRequest, state: Data<AppState>) -> HttpResponse {
    let language = Language::of(&request);
    let mut preview = Preview::bare(
        language.text("page-map-title"),
        language.text("page-map-description"),
    )
    .at("/map");
    let query = shared(request.query_string(), &["vendors", "held", "asOf"]);
    let mark = if query.is_empty() { "" } else { "&" };
    preview.picture = Some(PreviewPicture {
        path: "/map".to_owned(),
        query: format!("width=1200{mark}{query}"),
        size: None,
        alt: preview.title.clone(),
    });
    if let Some(catalogue) = state.live.current() {
        let mut parameters = Parameters::of(request.query_string());
        let day = parameters.day(state.today());
        preview.plain = plain_content::of_map(&catalogue, day, &parameters.notices, language);
        preview.preloads = map_preloads();
        preview.is_plain_first = true;
    }
    respond(&request, &state, StatusCode::OK, &preview).await
}

/// Responds with the page of changes.
pub(in crate::http) async fn changes(request: HttpRequest, state: Data<AppState>) -> HttpResponse {
    let language = Language::of(&request);
    let mut preview = Preview::bare(
        language.text("page-whats-new-title"),
        language.text("page-whats-new-description"),
    );
    if let Some(catalogue) = state.live.current() {
        let head = catalogue.log_head().sequence;
        let changes = match state.store.get() {
            Some(store) => store.last_changes(head, LAST_CHANGES).await.ok(),
            None => None,
        };
        preview.plain = changes::list(&catalogue, changes.as_deref(), language);
    }
    respond(&request, &state, StatusCode::OK, &preview).await
}

/// Responds with the page of what the reader holds and plans. Browsers store the lists; the server has none.
pub(in crate::http) async fn mine(request: HttpRequest, state: Data<AppState>) -> HttpResponse {
    let language = Language::of(&request);
    let mut preview = Preview::bare(
        language.text("page-my-title"),
        language.text("page-my-description"),
    );
    preview.plain = start::scripted("my-title", &["plain-my"], language);
    respond(&request, &state, StatusCode::OK, &preview).await
}

/// Responds with the page that reads a job advert. The text is sent to the API by the page, not to this
/// address.
pub(in crate::http) async fn job_advert(
    request: HttpRequest,
    state: Data<AppState>,
) -> HttpResponse {
    let language = Language::of(&request);
    let mut preview = Preview::bare(
        language.text("page-job-advert-title"),
        language.text("page-job-advert-description"),
    );
    let texts = ["page-job-advert-description", "plain-job-advert"];
    preview.plain = start::scripted("page-job-advert-title", &texts, language);
    respond(&request, &state, StatusCode::OK, &preview).await
}

/// Responds with the page that checks claims about exams and certifications.
pub(in crate::http) async fn check(request: HttpRequest, state: Data<AppState>) -> HttpResponse {
    let language = Language::of(&request);
    let mut preview = Preview::bare(
        language.text("page-check-title"),
        language.text("page-check-description"),
    );
    let texts = ["page-check-description", "plain-check"];
    preview.plain = start::scripted("page-check-title", &texts, language);
    respond(&request, &state, StatusCode::OK, &preview.at("/check")).await
}

fn of_exam(record: &Exam, language: Language) -> Preview {
    let title = format!("{}: {}", record.code, record.title);
    let page = format!("/exams/{}/{}", record.vendor, record.code);
    let card = PreviewPicture::card(&page, String::new(), &title);
    let code = [("code", record.code.as_str())];
    let description = language.text_with("page-exam-description", &code);
    Preview {
        picture: Some(card),
        ..Preview::bare(title, description).at(&page)
    }
}
