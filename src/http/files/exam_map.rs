//! The map of all exams: as a picture, and as the data of its page.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, http::header, web::Data};
use serde::{Deserialize, Serialize};

use crate::http::{
    config::HttpConfig,
    error_response,
    files::generated_file::{GeneratedFile, respond},
    files::pictures::{picture_file, respond_picture, theme, vendors},
    files::query_params::{self, Refusal, bad, day, held},
    state::AppState,
};
use crate::{
    catalogue::{Catalogue, Day, ExamIndex, Level, LifecycleState, PrerequisiteKind},
    graphql::{CacheScope, ErrorCode},
    picture::{self, MapColumn, MapHeading, MapPicture, map_columns, map_states, map_widths},
};

/// The range of widths of the PNG in pixels.
const MIN_WIDTH: u32 = 300;
const MAX_WIDTH: u32 = 3_508;

/// The query parameters of a picture of the map; others are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct MapParameters {
    held: Option<String>,
    vendors: Option<String>,
    edges: Option<String>,
    as_of: Option<String>,
    theme: Option<String>,
}

/// The query parameters of the map as PNG; others are ignored.
#[derive(Debug, Default, Deserialize)]
struct PngParameters {
    width: Option<String>,
}

/// Responds with the map as a picture.
pub(in crate::http) async fn picture(
    request: HttpRequest,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    let width = match width(request.query_string()) {
        Ok(width) => width,
        Err((code, message)) => return error_response::refusal(code, &message),
    };
    respond_picture(&request, &state, &config, width, |catalogue, today| {
        draw(catalogue, request.query_string(), today)
    })
    .await
}

/// Responds with the exams of the map as JSON.
pub(in crate::http) async fn data(
    request: HttpRequest,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    respond(&request, &state, &config, |catalogue, _| {
        let body = serde_json::to_vec(&MapData::of(catalogue)).map_err(|error| {
            tracing::error!(%error, "cannot write the map");
            let message = "The map cannot be written.".to_owned();
            (ErrorCode::Internal, message)
        })?;
        Ok(GeneratedFile {
            body: body.into(),
            is_compressible: true,
            lifetime: CacheScope::Revision,
            content_type: "application/json",
            header: (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        })
    })
    .await
}

/// The width of the PNG in pixels: by default that of A2 paper at 150 dots per inch.
fn width(query: &str) -> Result<u32, Refusal> {
    let parameters: PngParameters = query_params::read(query)?;
    let Some(text) = parameters.width else {
        return Ok(MAX_WIDTH);
    };
    let width = text.parse().ok();
    width
        .filter(|width| (MIN_WIDTH..=MAX_WIDTH).contains(width))
        .ok_or_else(|| {
            let range = format!("must be between {MIN_WIDTH} and {MAX_WIDTH}");
            bad("width", &range)
        })
}

fn draw(catalogue: &Catalogue, query: &str, today: Day) -> Result<GeneratedFile, Refusal> {
    let parameters: MapParameters = query_params::read(query)?;
    let theme = theme(parameters.theme.as_deref())?;
    let drawn = MapPicture {
        catalogue,
        vendors: vendors(catalogue, parameters.vendors.as_deref())?,
        held: held(catalogue, parameters.held.as_deref())?,
        has_edges: has_edges(parameters.edges.as_deref())?,
        day: day("asOf", parameters.as_of.as_deref())?.unwrap_or(today),
    };
    let text = picture::draw_map(&drawn, theme);
    Ok(picture_file(text, parameters.as_of.as_deref()))
}

fn has_edges(text: Option<&str>) -> Result<bool, Refusal> {
    match text {
        None | Some("none") => Ok(false),
        Some("all") => Ok(true),
        Some(_) => Err(bad("edges", "must be all or none")),
    }
}

/// The map for its page. Exams refer to each other, to columns and to vendors by position.
#[derive(Serialize)]
struct MapData<'a> {
    vendors: Vec<MapVendor<'a>>,
    columns: Vec<MapDataColumn<'a>>,
    exams: Vec<MapExam<'a>>,
}

#[derive(Serialize)]
struct MapVendor<'a> {
    slug: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct MapDataColumn<'a> {
    /// The name of a subject or of a vendor; null for all other exams.
    name: Option<&'a str>,
    /// Its width in exams.
    width: usize,
}

#[derive(Serialize)]
struct MapExam<'a> {
    code: &'a str,
    title: &'a str,
    vendor: usize,
    column: usize,
    level: Option<Level>,
    states: Vec<StateSince>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    successors: Vec<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    required: Vec<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recommended: Vec<usize>,
}

/// A state and the first day on which it holds.
#[derive(Serialize)]
struct StateSince {
    /// Absent for the first state.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Day>,
    /// Null before the announcement.
    state: Option<LifecycleState>,
}

impl<'a> MapData<'a> {
    fn of(catalogue: &'a Catalogue) -> Self {
        let columns = map_columns(catalogue);
        let column_of = columns_by_exam(&columns);
        let vendors = catalogue.vendors().map(|vendor| {
            let record = &catalogue.vendor(vendor).record;
            MapVendor {
                slug: record.slug.as_str(),
                name: &record.name,
            }
        });
        let exam = |exam: ExamIndex| {
            let entry = catalogue.exam(exam);
            let before = |kind: PrerequisiteKind| {
                let groups = entry.record.prerequisites.iter().zip(&entry.prerequisites);
                let groups = groups.filter(|(group, _)| group.kind == kind);
                groups
                    .flat_map(|(_, exams)| exams)
                    .map(|exam| exam.index())
                    .collect()
            };
            MapExam {
                code: entry.record.code.as_str(),
                title: &entry.record.title,
                vendor: entry.vendor.index(),
                column: column_of.get(&exam).copied().unwrap_or_default(),
                level: entry.level,
                states: states(catalogue, exam),
                successors: entry.successors.iter().map(|exam| exam.index()).collect(),
                required: before(PrerequisiteKind::Required),
                recommended: before(PrerequisiteKind::Recommended),
            }
        };
        Self {
            vendors: vendors.collect(),
            columns: columns
                .iter()
                .zip(map_widths(&columns))
                .map(|(column, width)| MapDataColumn {
                    width,
                    name: match column.heading {
                        MapHeading::Subject(name) => Some(name),
                        MapHeading::Vendor(vendor) => {
                            Some(catalogue.vendor(vendor).record.name.as_str())
                        }
                        MapHeading::Other => None,
                    },
                })
                .collect(),
            exams: catalogue.exams().map(exam).collect(),
        }
    }
}

/// The position of the column of each exam.
fn columns_by_exam(columns: &[MapColumn<'_>]) -> HashMap<ExamIndex, usize> {
    let columns = columns.iter().enumerate();
    columns
        .flat_map(|(place, column)| column.rows.iter().flatten().map(move |exam| (*exam, place)))
        .collect()
}

fn states(catalogue: &Catalogue, exam: ExamIndex) -> Vec<StateSince> {
    map_states(catalogue, exam)
        .into_iter()
        .map(|(from, state)| StateSince { from, state })
        .collect()
}
