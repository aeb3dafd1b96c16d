//! What the server offers, in Markdown for language models (<https://llmstxt.org>).

use actix_web::{HttpRequest, HttpResponse, web::Data};

use crate::http::{
    config::HttpConfig,
    files::generated_file::{GeneratedFile, respond},
    files::origin::origin,
    state::AppState,
};

const TEXT: &str = include_str!("llms/llms.txt");

/// Responds with the description for language models.
pub(in crate::http) async fn llms(
    request: HttpRequest,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    respond(&request, &state, &config, |catalogue, _| {
        let origin = origin(&request, &state)?;
        let counts = [
            ("EXAMS", catalogue.exams().len()),
            ("CERTIFICATIONS", catalogue.certifications().len()),
            ("VENDORS", catalogue.vendors().len()),
            ("ROLES", catalogue.roles().len()),
        ];
        let mut text = TEXT.replace("ORIGIN", &origin);
        for (name, count) in counts {
            text = text.replace(name, &count.to_string());
        }
        Ok(GeneratedFile::of_revision(
            "text/markdown; charset=utf-8",
            text,
        ))
    })
    .await
}
