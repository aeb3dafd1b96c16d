//! Descriptions of the exports: a Data Package and a DCAT record.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, http::header::HeaderName, web::Data};
use serde_json::Value;

use crate::{
    catalogue::Catalogue,
    graphql::{CacheScope, ErrorCode},
    http::{
        config::HttpConfig,
        files::generated_file::{GeneratedFile, respond_computed},
        state::AppState,
    },
    open_data::{DataSet, data_package::data_package as package, dcat, temporal_coverage},
    publish::{BulkExport, Coding, ExportError},
};

/// Responds with the Data Package.
pub(in crate::http) async fn data_package(
    request: HttpRequest,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    describe(&request, &state, &config, "application/json", package).await
}

/// Responds with the DCAT record.
pub(in crate::http) async fn dcat_record(
    request: HttpRequest,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    describe(
        &request,
        &state,
        &config,
        "application/ld+json",
        dcat::record,
    )
    .await
}

async fn describe(
    request: &HttpRequest,
    state: &AppState,
    config: &HttpConfig,
    content_type: &'static str,
    write: impl FnOnce(&DataSet) -> Value,
) -> HttpResponse {
    respond_computed(request, state, config, async |catalogue, _| {
        let mut set = data_set(&catalogue, state.public_url.as_deref().unwrap_or_default());
        let is_complete = fill(&mut set, state, &catalogue).await;
        let text = serde_json::to_string_pretty(&write(&set)).map_err(|error| {
            tracing::error!(%error, "a description of the data cannot be written");
            (
                ErrorCode::Internal,
                "The description cannot be written.".to_owned(),
            )
        })?;
        Ok(GeneratedFile {
            body: (text + "\n").into(),
            is_compressible: true,
            lifetime: if is_complete {
                CacheScope::Revision
            } else {
                CacheScope::Once
            },
            content_type,
            header: revision(&catalogue),
        })
    })
    .await
}

fn revision(catalogue: &Catalogue) -> (HeaderName, String) {
    let name = HeaderName::from_static("certgraph-revision");
    (name, catalogue.revision().to_string())
}

/// The data set of a snapshot with its files, whose sizes are not known yet.
pub(in crate::http) fn data_set<'a>(catalogue: &'a Catalogue, base: &'a str) -> DataSet<'a> {
    let mut sources: Vec<(&str, &str)> = catalogue
        .sources()
        .iter()
        .map(|source| (source.title.as_str(), source.url.as_str()))
        .collect();
    sources.sort_unstable();
    sources.dedup();
    DataSet {
        revision: catalogue.revision(),
        committed_at: catalogue.committed_at(),
        temporal_coverage: temporal_coverage(catalogue),
        sources,
        base,
        distributions: BulkExport::ALL
            .map(|export| export.distribution(None))
            .to_vec(),
    }
}

/// Adds size and hash of each file, and returns whether all are known: the first description of a
/// revision writes the files, and needs the database for it.
async fn fill(set: &mut DataSet<'_>, state: &AppState, catalogue: &Arc<Catalogue>) -> bool {
    for (export, one) in BulkExport::ALL.into_iter().zip(&mut set.distributions) {
        match state.exports.get(export, Coding::Identity, catalogue).await {
            Ok(file) => one.content = Some((file.length, file.facts.sha256.clone())),
            Err(error) => {
                if let ExportError::File(error) = error {
                    tracing::error!(%error, "an export cannot be written to disk");
                }
            }
        }
    }
    set.distributions.iter().all(|one| one.content.is_some())
}
