//! A path as a Gantt chart: weeks of study before each exam, prerequisites, and last days.

use chrono::Days;

use super::{
    canvas::{Anchor, Canvas, MARGIN, Style, WIDTH},
    theme::Theme,
    time_axis::{TimeAxis, between},
};
use advice::{
    WeeklyHours,
    path::{BindingConstraint, CertificationPath, PathStep},
};
use catalogue::{Catalogue, Day, PrerequisiteKind, Quantity};

const HEAD: f64 = 128.0;
const ROW: f64 = 76.0;
const FOOT: f64 = 44.0;

/// The distance from the top of a row to the middle of its bar.
const BAR: f64 = 54.0;
const BAR_HEIGHT: f64 = 14.0;

/// The width of a row's texts; near the right edge they start further left.
const LABEL: f64 = 430.0;

/// The drawn length of a step of unknown duration.
const UNKNOWN_DAYS: u64 = 28;

/// The path to draw.
#[derive(Debug, Clone, Copy)]
pub struct PathPicture<'a> {
    /// The catalogue that the path was found in.
    pub catalogue: &'a Catalogue,
    /// The goal of the path, for people. Example: `Azure AI engineer`.
    pub goal: &'a str,
    /// The path.
    pub path: &'a CertificationPath,
    /// The study pace of the request.
    pub weekly_hours: WeeklyHours,
    /// The day on which study begins.
    pub begin: Day,
    /// The last day on which the last exam may be taken, if there is one.
    pub deadline: Option<Day>,
    /// The day for which the picture is valid.
    pub day: Day,
}

/// The dates of a step.
struct Row<'a> {
    step: &'a PathStep,
    from: Day,
    /// The end of the minimum study time.
    soonest: Day,
    /// The end of study with the most hours.
    latest: Day,
}

/// Draws a path.
pub fn draw_path(picture: PathPicture<'_>, theme: Theme) -> String {
    let PathPicture { path, goal, .. } = picture;
    let summary = path.summary(picture.catalogue, picture.weekly_hours);
    let rows = rows(picture);
    let axis = axis(picture, &rows);
    let height = HEAD + count(rows.len()) * ROW + FOOT;
    let mut canvas = Canvas::new(height, theme, &format!("{goal}: {}", path.label), &summary);
    head(&mut canvas, goal, &subtitle(picture));
    if rows.is_empty() {
        let ink = canvas.colours.ink;
        let style = Style::start(17.0, 400, ink);
        canvas.text((MARGIN, HEAD), &summary, style, WIDTH - 2.0 * MARGIN);
    } else {
        months(&mut canvas, axis, picture.begin, height - FOOT);
        edges(&mut canvas, picture.catalogue, &rows, axis);
        for (place, row) in rows.iter().enumerate() {
            draw_row(&mut canvas, picture, row, axis, HEAD + count(place) * ROW);
        }
        if let Some(deadline) = picture.deadline {
            let (x, colour) = (axis.place(deadline), canvas.colours.warning);
            canvas.line((x, HEAD - 8.0), (x, height - FOOT), colour);
        }
    }
    foot(&mut canvas, height, picture.day);
    canvas.finish()
}

/// Draws that no path meets all limits, and why.
pub fn draw_conflict(goal: &str, binding: &[BindingConstraint], day: Day, theme: Theme) -> String {
    let messages: Vec<&str> = binding.iter().map(|item| item.message.as_str()).collect();
    let height = HEAD + count(messages.len().max(1)) * 30.0 + FOOT;
    let title = format!("{goal}: no path meets all your limits");
    let mut canvas = Canvas::new(height, theme, &title, &messages.join(" "));
    head(&mut canvas, goal, "No path meets all your limits");
    let style = Style::start(16.0, 400, canvas.colours.ink);
    for (place, message) in messages.iter().enumerate() {
        let y = HEAD + count(place) * 30.0;
        canvas.text((MARGIN, y), message, style, WIDTH - 2.0 * MARGIN);
    }
    foot(&mut canvas, height, day);
    canvas.finish()
}

fn rows(picture: PathPicture<'_>) -> Vec<Row<'_>> {
    let mut end = picture.begin;
    let steps = picture.path.steps.iter();
    steps
        .map(|step| {
            let from = step.starts_on.unwrap_or(end);
            let latest = step
                .finishes_on
                .or_else(|| from.checked_add_days(Days::new(UNKNOWN_DAYS)))
                .unwrap_or(from);
            let soonest = step
                .hours
                .and_then(|hours| {
                    let hours = u64::try_from(hours.min().ceil()).ok()?;
                    let weeks = hours.div_ceil(picture.weekly_hours.hours().into());
                    from.checked_add_days(Days::new(weeks.saturating_mul(7)))
                })
                .map_or(latest, |day| day.min(latest));
            end = latest;
            Row {
                step,
                from,
                soonest,
                latest,
            }
        })
        .collect()
}

/// From the start to the last exam, or to a nearby significant day.
fn axis(picture: PathPicture<'_>, rows: &[Row<'_>]) -> TimeAxis {
    let begin = picture.begin;
    let ends = rows.iter().map(|row| row.latest);
    let end = ends.max().unwrap_or(begin);
    let reach = between(begin, end) * 1.5;
    let notes = rows
        .iter()
        .filter_map(|row| row.step.book_by)
        .chain(picture.deadline)
        .filter(|day| between(begin, *day) <= reach);
    TimeAxis::new(begin, notes.chain([end]).max().unwrap_or(end))
}

fn head(canvas: &mut Canvas, goal: &str, subtitle: &str) {
    let (ink, quiet) = (canvas.colours.ink, canvas.colours.quiet);
    let width = WIDTH - 2.0 * MARGIN;
    canvas.text((MARGIN, 50.0), goal, Style::start(26.0, 700, ink), width);
    canvas.text(
        (MARGIN, 78.0),
        subtitle,
        Style::start(16.0, 400, quiet),
        width,
    );
}

fn foot(canvas: &mut Canvas, height: f64, day: Day) {
    let quiet = Style::start(13.0, 400, canvas.colours.quiet);
    let right = Style {
        anchor: Anchor::End,
        ..quiet
    };
    let y = height - 18.0;
    canvas.text((MARGIN, y), "certgraph", quiet, 200.0);
    let as_of = format!("as of {}", written(day));
    canvas.text((WIDTH - MARGIN, y), &as_of, right, 300.0);
}

fn subtitle(picture: PathPicture<'_>) -> String {
    let PathPicture { path, .. } = picture;
    let totals = &path.totals;
    let finish = path.steps.last().and_then(|step| step.finishes_on);
    let parts = [
        Some(path.label.clone()),
        totals.fees.map(|fees| format!("{fees} in fees")),
        totals.study_hours.map(hours),
        totals
            .weeks
            .map(|weeks| span(&weeks.min, &weeks.max, "weeks")),
        finish.map(|day| format!("finish by {}", written(day))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn months(canvas: &mut Canvas, axis: TimeAxis, begin: Day, bottom: f64) {
    let (line, quiet) = (canvas.colours.line, canvas.colours.quiet);
    let y = HEAD - 8.0;
    canvas.line((MARGIN, y), (WIDTH - MARGIN, y), line);
    let start = Style::start(13.0, 600, quiet);
    let begin_text = begin.format("%-d %b").to_string();
    canvas.text((MARGIN, y - 6.0), &begin_text, start, 80.0);
    for (day, name) in axis.months() {
        let x = axis.place(day);
        canvas.line((x, y), (x, bottom), line);
        // The first month label would overlap that of the first day.
        if (MARGIN + 64.0..WIDTH - MARGIN - 50.0).contains(&x) {
            canvas.text(
                (x + 4.0, y - 6.0),
                &name,
                Style::start(13.0, 400, quiet),
                80.0,
            );
        }
    }
}

fn edges(canvas: &mut Canvas, catalogue: &Catalogue, rows: &[Row<'_>], axis: TimeAxis) {
    let middle = |place: usize| HEAD + count(place) * ROW + BAR;
    for (to, target) in rows.iter().enumerate() {
        let entry = catalogue.exam(target.step.exam);
        for (group, any_of) in entry.record.prerequisites.iter().zip(&entry.prerequisites) {
            for (from, source) in rows.iter().enumerate().take(to) {
                if any_of.contains(&source.step.exam) {
                    let advised = group.kind == PrerequisiteKind::Recommended;
                    let begin = (axis.place(source.latest), middle(from));
                    canvas.edge(begin, (axis.place(target.from), middle(to)), advised);
                }
            }
        }
    }
}

fn draw_row(
    canvas: &mut Canvas,
    picture: PathPicture<'_>,
    row: &Row<'_>,
    axis: TimeAxis,
    top: f64,
) {
    let colours = canvas.colours;
    let record = &picture.catalogue.exam(row.step.exam).record;
    let left = axis.place(row.from);
    let x = left.min(WIDTH - MARGIN - LABEL);
    let name = format!("{}  {}", record.code, record.title);
    canvas.text(
        (x, top + 20.0),
        &name,
        Style::start(16.0, 600, colours.ink),
        LABEL,
    );
    let figures = figures(row.step);
    canvas.text(
        (x, top + 39.0),
        &figures,
        Style::start(14.0, 400, colours.quiet),
        LABEL,
    );
    let y = top + BAR - BAR_HEIGHT / 2.0;
    let latest = axis.place(row.latest);
    canvas.bar((left, y), (latest - left, BAR_HEIGHT), colours.study_soft);
    let soonest = axis.place(row.soonest);
    canvas.bar((left, y), (soonest - left, BAR_HEIGHT), colours.study);
    if let Some(last) = row.step.book_by {
        canvas.mark((axis.place(last), top + BAR), colours.warning);
    }
    canvas.disc((latest, top + BAR), row.step.position);
}

fn figures(step: &PathStep) -> String {
    let mut parts = vec![
        step.fee
            .map_or("fee not known".to_owned(), |fee| fee.to_string()),
        step.hours.map_or("hours not known".to_owned(), hours),
    ];
    parts.extend(step.finishes_on.map(|day| format!("by {}", written(day))));
    parts.extend(step.book_by.map(|day| format!("last day {}", written(day))));
    parts.join(" · ")
}

fn hours(hours: Quantity) -> String {
    // Rounded outwards, like in the API.
    span(&hours.min().floor(), &hours.max().ceil(), "hours")
}

fn span<T: PartialEq + ToString>(min: &T, max: &T, unit: &str) -> String {
    if min == max {
        format!("{} {unit}", min.to_string())
    } else {
        format!("{}–{} {unit}", min.to_string(), max.to_string())
    }
}

fn written(day: Day) -> String {
    day.format("%-d %b %Y").to_string()
}

/// A count as a factor of lengths.
fn count(items: usize) -> f64 {
    f64::from(u16::try_from(items).unwrap_or(u16::MAX))
}
