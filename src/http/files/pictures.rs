//! Pictures of paths and of the weights of a blueprint, as SVG and PNG.

use std::sync::Arc;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Bytes, Data, Path},
};
use serde::Deserialize;

use crate::http::{
    config::HttpConfig,
    files::generated_file::{GeneratedFile, lifetime, respond_computed},
    files::picture_cache::Drawing,
    files::query_params::{self, Refusal, bad, day, exam, experience, held, pace, short},
    state::AppState,
};
use crate::{
    advice::{
        Cancel, Constraints, Profile,
        path::{MAX_PATHS, PathOutcome, recommend_for_role},
    },
    catalogue::{Catalogue, CodeLookup, Day, ExamIndex, VendorIndex},
    graphql::ErrorCode,
    picture::{self, PathPicture, Theme},
};

/// Pictures load nothing.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// The width of a PNG in pixels: twice that of the SVG, for screens of high density.
const WIDTH: u32 = 1_920;

/// The extensions of pictures.
pub(in crate::http) const FORMATS: &[&str] = if cfg!(feature = "png") {
    &["svg", "png"]
} else {
    &["svg"]
};

/// The number of paths to search without `path`; the explorer requests as many.
pub(in crate::http) const PATHS: usize = 4;

/// The query parameters of a path picture; others are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct PathParameters {
    held: Option<String>,
    experience: Option<String>,
    vendors: Option<String>,
    max_fees: Option<String>,
    weekly_hours: Option<String>,
    deadline: Option<String>,
    path: Option<String>,
    as_of: Option<String>,
    theme: Option<String>,
}

/// The query parameters of a weights picture; others are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct WeightParameters {
    as_of: Option<String>,
    theme: Option<String>,
}

/// Responds with the path to a role.
pub(in crate::http) async fn path(
    request: HttpRequest,
    role: Path<String>,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    respond_computed(&request, &state, &config, async |catalogue, today| {
        let parameters: PathParameters = query_params::read(request.query_string())?;
        let as_of = parameters.as_of.clone();
        let role = role.into_inner();
        let (snapshot, slug) = (Arc::clone(&catalogue), role.clone());
        let drawing = Drawing {
            catalogue: &snapshot,
            today,
            subject: &slug,
            query: request.query_string(),
        };
        let draw =
            move |cancel: &dyn Cancel| draw_path(&catalogue, &role, &parameters, today, cancel);
        let pictures = &state.pictures;
        let picture = pictures.get_or_draw(&state.engine, &drawing, draw).await?;
        let file = picture_file(picture, as_of.as_deref());
        in_format(&request, &state, WIDTH, file).await
    })
    .await
}

/// Responds with the weights of an exam of a vendor.
pub(in crate::http) async fn weights(
    request: HttpRequest,
    path: Path<(String, String)>,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    respond_picture(&request, &state, &config, WIDTH, |catalogue, today| {
        let exam = exam(catalogue, &path.0, &path.1)?;
        draw_weights(catalogue, exam, request.query_string(), today)
    })
    .await
}

/// Responds with the weights of the only exam with this code.
pub(in crate::http) async fn weights_by_code(
    request: HttpRequest,
    code: Path<String>,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    respond_picture(&request, &state, &config, WIDTH, |catalogue, today| {
        let exam = the_exam(catalogue, &code)?;
        draw_weights(catalogue, exam, request.query_string(), today)
    })
    .await
}

/// Responds with a picture in the format of the requested path; a PNG has this width in pixels.
pub(in crate::http) async fn respond_picture(
    request: &HttpRequest,
    state: &AppState,
    config: &HttpConfig,
    width: u32,
    make: impl FnOnce(&Catalogue, Day) -> Result<GeneratedFile, Refusal>,
) -> HttpResponse {
    respond_computed(request, state, config, async |catalogue, today| {
        let file = make(&catalogue, today)?;
        drop(catalogue);
        in_format(request, state, width, file).await
    })
    .await
}

/// A picture in the format of the requested path.
async fn in_format(
    request: &HttpRequest,
    state: &AppState,
    width: u32,
    file: GeneratedFile,
) -> Result<GeneratedFile, Refusal> {
    if request.path().rsplit('.').next() != Some("png") {
        return Ok(file);
    }
    let pictures = &state.pictures;
    let png = pictures.get_or_render(&state.engine, file.body, width);
    Ok(GeneratedFile {
        body: png.await?,
        is_compressible: false,
        content_type: "image/png",
        ..file
    })
}

/// A picture as a file.
pub(in crate::http) fn picture_file(text: impl Into<Bytes>, as_of: Option<&str>) -> GeneratedFile {
    GeneratedFile {
        body: text.into(),
        is_compressible: true,
        lifetime: lifetime(as_of),
        content_type: "image/svg+xml",
        header: (
            header::CONTENT_SECURITY_POLICY,
            CONTENT_SECURITY_POLICY.to_owned(),
        ),
    }
}

fn draw_path(
    catalogue: &Catalogue,
    role: &str,
    parameters: &PathParameters,
    today: Day,
    cancel: &dyn Cancel,
) -> Result<String, Refusal> {
    let slug = role.to_lowercase().parse().ok();
    let found = slug.and_then(|slug| catalogue.role_by_slug(&slug));
    let role = found.ok_or_else(|| {
        let message = format!("There is no role \"{}\".", short(role));
        (ErrorCode::NotFound, message)
    })?;
    let theme = theme(parameters.theme.as_deref())?;
    let day = day("asOf", parameters.as_of.as_deref())?.unwrap_or(today);
    let profile = Profile {
        held: held(catalogue, parameters.held.as_deref())?,
        experience: experience(parameters.experience.as_deref())?,
        vendors: vendors(catalogue, parameters.vendors.as_deref())?,
        ..Profile::default()
    };
    let constraints = constraints(parameters, day)?;
    let rank = rank(parameters.path.as_deref())?;
    let first = rank.max(PATHS);
    let outcome = recommend_for_role(catalogue, role, &profile, &constraints, day, first, cancel);
    let goal = catalogue.role(role).record.title.as_str();
    match outcome {
        PathOutcome::Recommended { paths, .. } => {
            let path = paths.iter().find(|path| path.rank == rank);
            let path = path.or(paths.first()).ok_or_else(|| {
                let message = "No path to this role is known.".to_owned();
                (ErrorCode::NotFound, message)
            })?;
            let drawn = PathPicture {
                catalogue,
                goal,
                path,
                weekly_hours: constraints.weekly_hours,
                begin: constraints.start_on,
                deadline: constraints.deadline,
                day,
            };
            Ok(picture::draw_path(drawn, theme))
        }
        PathOutcome::NoFeasible { binding, .. } => {
            Ok(picture::draw_conflict(goal, &binding, day, theme))
        }
    }
}

fn draw_weights(
    catalogue: &Catalogue,
    exam: ExamIndex,
    query: &str,
    today: Day,
) -> Result<GeneratedFile, Refusal> {
    let parameters: WeightParameters = query_params::read(query)?;
    let theme = theme(parameters.theme.as_deref())?;
    let day = day("asOf", parameters.as_of.as_deref())?.unwrap_or(today);
    let text = picture::draw_weights(catalogue, exam, day, theme).ok_or_else(|| {
        let message = "No blueprint of this exam is known.".to_owned();
        (ErrorCode::NotFound, message)
    })?;
    Ok(picture_file(text, parameters.as_of.as_deref()))
}

fn the_exam(catalogue: &Catalogue, code: &str) -> Result<ExamIndex, Refusal> {
    match catalogue.exam_by_code(code, None) {
        CodeLookup::Found(exam) => Ok(exam),
        CodeLookup::Unknown(_) => {
            let message = format!("There is no exam \"{}\".", short(code));
            Err((ErrorCode::NotFound, message))
        }
        CodeLookup::Ambiguous(exams) => {
            let keys = exams
                .into_iter()
                .map(|exam| catalogue.exam(exam).record.key().to_string());
            let keys: Vec<String> = keys.collect();
            let message = format!(
                "Several exams share the code: {}. Name the vendor, as in /exams/{}/weights.svg.",
                keys.join(", "),
                keys.first().map_or("vendor/code", String::as_str)
            );
            Err((ErrorCode::AmbiguousExam, message))
        }
    }
}

fn constraints(parameters: &PathParameters, day: Day) -> Result<Constraints, Refusal> {
    let mut constraints = Constraints::beginning(day);
    constraints.weekly_hours = pace(parameters.weekly_hours.as_deref())?;
    constraints.max_fees = query_params::dollars("maxFees", parameters.max_fees.as_deref())?;
    constraints.deadline = query_params::deadline(parameters.deadline.as_deref(), day)?;
    Ok(constraints)
}

pub(in crate::http) fn vendors(
    catalogue: &Catalogue,
    text: Option<&str>,
) -> Result<Vec<VendorIndex>, Refusal> {
    let slugs = text.unwrap_or_default().split(',');
    slugs
        .filter(|slug| !slug.is_empty())
        .map(|text| {
            let slug = text.to_lowercase().parse().ok();
            let vendor = slug.and_then(|slug| catalogue.vendor_by_slug(&slug));
            vendor.ok_or_else(|| {
                bad(
                    "vendors",
                    &format!("there is no vendor \"{}\"", short(text)),
                )
            })
        })
        .collect()
}

fn rank(text: Option<&str>) -> Result<usize, Refusal> {
    let Some(text) = text else {
        return Ok(1);
    };
    let rank = text.parse().ok();
    rank.filter(|rank| (1..=MAX_PATHS).contains(rank))
        .ok_or_else(|| bad("path", &format!("must be between 1 and {MAX_PATHS}")))
}

pub(in crate::http) fn theme(text: Option<&str>) -> Result<Theme, Refusal> {
    match text {
        None | Some("light") => Ok(Theme::Light),
        Some("dark") => Ok(Theme::Dark),
        Some(_) => Err(bad("theme", "must be light or dark")),
    }
}
