//! Cards for link previews of pages: home, an exam, a comparison.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use serde::Deserialize;

use crate::http::{
    config::HttpConfig,
    files::generated_file::GeneratedFile,
    files::pictures::{picture_file, respond_picture, theme},
    files::query_params::{self, Refusal, bad, day, exam, exams},
    state::AppState,
};
use crate::{
    advice::COMPARED_EXAMS,
    catalogue::{Catalogue, Currency, Day, ExamIndex, Level, LifecycleState},
    picture::{CARD_SIZE, Card, draw_card},
};

/// The query parameters of a card; others are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CardParameters {
    exams: Option<String>,
    as_of: Option<String>,
    theme: Option<String>,
}

/// Responds with the card of the home page.
pub(in crate::http) async fn home(
    request: HttpRequest,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    respond_picture(
        &request,
        &state,
        &config,
        CARD_SIZE.0,
        |catalogue, today| draw(&request, today, |_, _| Ok(of_home(catalogue))),
    )
    .await
}

/// Responds with the card of an exam of a vendor.
pub(in crate::http) async fn of_exam(
    request: HttpRequest,
    path: Path<(String, String)>,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    respond_picture(
        &request,
        &state,
        &config,
        CARD_SIZE.0,
        |catalogue, today| {
            let exam = exam(catalogue, &path.0, &path.1)?;
            draw(&request, today, |_, day| {
                Ok(exam_card(catalogue, exam, day))
            })
        },
    )
    .await
}

/// Responds with the card of a comparison.
pub(in crate::http) async fn of_comparison(
    request: HttpRequest,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    respond_picture(
        &request,
        &state,
        &config,
        CARD_SIZE.0,
        |catalogue, today| {
            draw(&request, today, |parameters, day| {
                let exams = exams(catalogue, "exams", parameters.exams.as_deref())?;
                let most = *COMPARED_EXAMS.end();
                if exams.len() > most {
                    return Err(bad("exams", &format!("names more than {most} exams")));
                }
                Ok(comparison_card(catalogue, &exams, day))
            })
        },
    )
    .await
}

fn draw(
    request: &HttpRequest,
    today: Day,
    card: impl FnOnce(&CardParameters, Day) -> Result<Card, Refusal>,
) -> Result<GeneratedFile, Refusal> {
    let parameters: CardParameters = query_params::read(request.query_string())?;
    let theme = theme(parameters.theme.as_deref())?;
    let day = day("asOf", parameters.as_of.as_deref())?.unwrap_or(today);
    let text = draw_card(&card(&parameters, day)?, theme);
    Ok(picture_file(text, parameters.as_of.as_deref()))
}

fn of_home(catalogue: &Catalogue) -> Card {
    Card {
        overline: "IT certifications".to_owned(),
        title: "Which certification, in which order?".to_owned(),
        lines: vec![
            "The exams that lead to the job you want,".to_owned(),
            "with fees, hours and dates, a reason and a source for each.".to_owned(),
            String::new(),
            format!(
                "{} exams of {} vendors for {} roles",
                catalogue.exams().len(),
                catalogue.vendors().len(),
                catalogue.roles().len()
            ),
        ],
    }
}

fn exam_card(catalogue: &Catalogue, exam: ExamIndex, day: Day) -> Card {
    let entry = catalogue.exam(exam);
    let vendor = catalogue.vendor(entry.vendor).record.name.clone();
    let overline: Vec<String> = [Some(vendor), entry.level.map(level_name)]
        .into_iter()
        .flatten()
        .collect();
    let fee = entry.fee_on(Currency::USD, day);
    let hours = entry.study_hours(None);
    let figures: Vec<String> = [
        fee.map(|fee| format!("Fee ${}", fee.amount().trim_end_matches(".00"))),
        hours.map(|hours| format!("{} of study", hours.to_string().replace("..", "–"))),
    ]
    .into_iter()
    .flatten()
    .collect();
    Card {
        overline: overline.join(" · "),
        title: format!("{}: {}", entry.record.code, entry.record.title),
        lines: vec![state(catalogue, exam, day), figures.join(" · ")],
    }
}

fn comparison_card(catalogue: &Catalogue, exams: &[ExamIndex], day: Day) -> Card {
    let codes: Vec<&str> = exams
        .iter()
        .map(|exam| catalogue.exam(*exam).record.code.as_str())
        .collect();
    let lines = exams.iter().map(|exam| {
        let record = &catalogue.exam(*exam).record;
        format!("{}: {}", record.code, state(catalogue, *exam, day))
    });
    Card {
        overline: "Compare exams".to_owned(),
        title: if codes.is_empty() {
            "Two to four exams side by side".to_owned()
        } else {
            format!("{}?", codes.join(" or "))
        },
        lines: lines.collect(),
    }
}

fn level_name(level: Level) -> String {
    match level {
        Level::Fundamentals => "Fundamentals",
        Level::Associate => "Associate",
        Level::Professional => "Professional",
        Level::Specialty => "Specialty",
    }
    .to_owned()
}

/// The state of an exam in words, with its end and what follows it.
fn state(catalogue: &Catalogue, exam: ExamIndex, day: Day) -> String {
    let entry = catalogue.exam(exam);
    let ends = entry.lifecycle.retires;
    let ends = ends.map_or_else(String::new, |date| {
        format!(" {}", date.earliest().format("%-d %b %Y"))
    });
    let follows: Vec<&str> = entry
        .successors
        .iter()
        .map(|exam| catalogue.exam(*exam).record.code.as_str())
        .collect();
    let follows = match follows.as_slice() {
        [] => String::new(),
        codes => format!("; {} follows", codes.join(", ")),
    };
    match entry.state(day) {
        LifecycleState::Announced => "Announced, not open yet".to_owned(),
        LifecycleState::Beta => "In beta".to_owned(),
        LifecycleState::Live => "Can be booked".to_owned(),
        LifecycleState::Retiring => format!("Can be booked until{ends}{follows}"),
        LifecycleState::Retired => format!("Retired{ends}{follows}"),
    }
}
