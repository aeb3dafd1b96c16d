//! The domains of a blueprint with their shares of the exam, as ranges.

use super::{
    canvas::{Anchor, Canvas, MARGIN, Style, WIDTH},
    theme::Theme,
};
use catalogue::{Blueprint, Catalogue, Day, ExamIndex, Tenths, WeightRange, blueprint_to_study};

const HEAD: f64 = 112.0;
const ROW: f64 = 50.0;
const FOOT: f64 = 72.0;
const BAR_HEIGHT: f64 = 14.0;

/// Draws the blueprint of an exam that is in force on a day, otherwise the first one to come.
/// `None` if none is known.
pub fn draw_weights(
    catalogue: &Catalogue,
    exam: ExamIndex,
    day: Day,
    theme: Theme,
) -> Option<String> {
    let record = &catalogue.exam(exam).record;
    let blueprint = blueprint_to_study(&record.blueprints, day)?;
    let height = HEAD + ROW * rows(blueprint) + FOOT;
    let title = format!("{}: what the exam covers", record.code);
    let mut canvas = Canvas::new(height, theme, &title, &described(blueprint));
    let colours = canvas.colours;
    let width = WIDTH - 2.0 * MARGIN;
    let name = format!("{}  {}", record.code, record.title);
    canvas.text(
        (MARGIN, 50.0),
        &name,
        Style::start(24.0, 700, colours.ink),
        width,
    );
    let since = format!(
        "What the exam covers · blueprint of {} · as of {}",
        blueprint.effective_from,
        day.format("%-d %b %Y")
    );
    canvas.text(
        (MARGIN, 76.0),
        &since,
        Style::start(15.0, 400, colours.quiet),
        width,
    );

    let limit = limit(blueprint);
    let place = |points: Tenths| MARGIN + (points.as_f64() / limit).min(1.0) * width;
    let tightened = blueprint.tightened_weights();
    let mut top = HEAD;
    for (number, domain) in blueprint.domains.iter().enumerate() {
        let label = Style::start(15.0, 500, colours.ink);
        canvas.text((MARGIN, top + 14.0), &domain.title, label, width - 140.0);
        let share = domain.weight.map_or("not known".to_owned(), |weight| {
            format!("{} %", range(weight))
        });
        let right = Style {
            anchor: Anchor::End,
            ..Style::start(15.0, 700, colours.ink)
        };
        canvas.text((WIDTH - MARGIN, top + 14.0), &share, right, 140.0);
        canvas.bar((MARGIN, top + 22.0), (width, BAR_HEIGHT), colours.track);
        if let Some(weight) = domain.weight {
            let tight = tightened.as_ref().and_then(|all| all.get(number)).copied();
            let mut bar = |weight: WeightRange, colour| {
                let left = place(weight.min());
                let width = place(weight.max()) - left;
                canvas.bar((left, top + 22.0), (width, BAR_HEIGHT), colour);
            };
            bar(weight, colours.study_soft);
            bar(tight.unwrap_or(weight), colours.study);
        }
        top += ROW;
    }
    let small = Style::start(13.0, 400, colours.quiet);
    let end = Style {
        anchor: Anchor::End,
        ..small
    };
    canvas.text((MARGIN, top + 10.0), "0 %", small, 60.0);
    let last = format!("{limit} %");
    canvas.text((WIDTH - MARGIN, top + 10.0), &last, end, 60.0);
    canvas.text((MARGIN, height - 18.0), "certgraph", small, 200.0);
    Some(canvas.finish())
}

fn described(blueprint: &Blueprint) -> String {
    let domains: Vec<String> = blueprint
        .domains
        .iter()
        .map(|domain| match domain.weight {
            Some(weight) => format!("{} {} percent", domain.title, range(weight)),
            None => format!("{}: weight not known", domain.title),
        })
        .collect();
    format!("{}.", domains.join("; "))
}

fn range(weight: WeightRange) -> String {
    if weight.min() == weight.max() {
        weight.min().to_string()
    } else {
        format!("{}–{}", weight.min(), weight.max())
    }
}

/// The end of the axis in percent points: the next full ten.
fn limit(blueprint: &Blueprint) -> f64 {
    let weights = blueprint.domains.iter().filter_map(|domain| domain.weight);
    let most = weights.map(WeightRange::max).max().unwrap_or_default();
    ((most.as_f64() / 10.0).ceil() * 10.0).clamp(10.0, 100.0)
}

fn rows(blueprint: &Blueprint) -> f64 {
    f64::from(u16::try_from(blueprint.domains.len()).unwrap_or(u16::MAX))
}
