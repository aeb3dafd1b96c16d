//! The map of all exams: by subject and level, with what a person holds on a day.

mod arrangement;
mod layout;

use std::collections::{BTreeSet, HashMap};

use svg::node::element::{Group, Line, Path, Rectangle, Text, Title};

use self::layout::{
    COLUMN_GAP, COLUMN_HEAD, FOOT, GAP, HEAD, LEVEL_HEAD, Layout, MARGIN, UNITS_PER_MM, WIDTH,
};
use super::{
    canvas::{Anchor, Canvas, Size, Style, clean, fitting, rounded},
    theme::{Colours, Theme},
};
use catalogue::{Catalogue, Day, ExamIndex, Level, LifecycleState, PrerequisiteKind, VendorIndex};

pub use self::{
    arrangement::{MAP_LEVELS, MapColumn, MapHeading, map_columns, map_state, map_states},
    layout::map_widths,
};

/// The most exams of a picture; larger catalogues are drawn in part.
pub const MAX_DRAWN: usize = 5_000;

/// What to draw of the map.
#[derive(Debug, Clone)]
pub struct MapPicture<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The vendors whose exams are not dimmed; all when it is empty.
    pub vendors: Vec<VendorIndex>,
    /// The exams that the person holds.
    pub held: BTreeSet<ExamIndex>,
    /// Whether successors and prerequisites are drawn.
    pub has_edges: bool,
    /// The day for which states are drawn.
    pub day: Day,
}

/// Draws the map for A2 paper, landscape.
pub fn draw_map(picture: &MapPicture<'_>, theme: Theme) -> String {
    let catalogue = picture.catalogue;
    let columns = map_columns(catalogue);
    let layout = Layout::of(&columns);
    let drawn = catalogue.exams().len().min(MAX_DRAWN);
    let day = picture.day.format("%-d %b %Y");
    let description = format!(
        "{} exams by subject and level, as of {day}.",
        catalogue.exams().len()
    );
    let size = Size {
        width: WIDTH,
        height: layout.height,
        units_per_mm: Some(UNITS_PER_MM),
    };
    let mut canvas = Canvas::sized(size, theme, "Map of exams", &description);
    let colours = canvas.colours;
    canvas.text(
        (MARGIN, 62.0),
        "Map of exams",
        Style::start(44.0, 700, colours.ink),
        WIDTH / 2.0,
    );
    canvas.text(
        (MARGIN, 94.0),
        &description,
        Style::start(20.0, 400, colours.quiet),
        WIDTH / 2.0,
    );
    headings(&mut canvas, catalogue, &columns, &layout);

    let mut places: HashMap<ExamIndex, (f64, f64)> = HashMap::with_capacity(drawn);
    for (column, content) in columns.iter().enumerate() {
        for (row, exams) in content.rows.iter().enumerate() {
            for (number, exam) in exams.iter().enumerate() {
                if let Some(place) = layout.place(column, row, number)
                    && places.len() < MAX_DRAWN
                {
                    places.insert(*exam, place);
                }
            }
        }
    }
    if picture.has_edges {
        edges(&mut canvas, catalogue, &places, &layout);
    }
    for exam in catalogue.exams() {
        if let Some(place) = places.get(&exam) {
            canvas.append(exam_box(picture, exam, *place, &layout, colours));
        }
    }
    legend(
        &mut canvas,
        picture,
        &layout,
        catalogue.exams().len() - drawn,
    );
    canvas.finish()
}

/// The names of columns and rows.
fn headings(
    canvas: &mut Canvas,
    catalogue: &Catalogue,
    columns: &[MapColumn<'_>],
    layout: &Layout,
) {
    let colours = canvas.colours;
    let step = layout.size.width + GAP;
    for (column, (left, width)) in columns.iter().zip(&layout.columns) {
        let space = f64::from(u16::try_from(*width).unwrap_or(u16::MAX)) * step;
        let name = match column.heading {
            MapHeading::Subject(name) => name,
            MapHeading::Vendor(vendor) => &catalogue.vendor(vendor).record.name,
            MapHeading::Other => "Other subjects",
        };
        let at = (*left, HEAD + COLUMN_HEAD - 12.0);
        canvas.text(at, name, Style::start(18.0, 700, colours.ink), space + 4.0);
        let y = rounded(HEAD + COLUMN_HEAD - 4.0);
        canvas.append(
            Line::new()
                .set("x1", rounded(*left))
                .set("y1", y)
                .set("x2", rounded(left + space - GAP))
                .set("y2", y)
                .set("stroke", colours.edge)
                .set("stroke-width", 2),
        );
    }
    for (level, top) in MAP_LEVELS.iter().zip(&layout.rows) {
        let Some(top) = top else { continue };
        let name = level.map_or("Level not known", level_name);
        let y = top - 8.0;
        canvas.line((MARGIN, y - 16.0), (WIDTH - MARGIN, y - 16.0), colours.line);
        canvas.text(
            (MARGIN, y),
            name,
            Style::start(15.0, 700, colours.accent),
            400.0,
        );
    }
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Fundamentals => "Fundamentals",
        Level::Associate => "Associate",
        Level::Professional => "Professional",
        Level::Specialty => "Specialty",
    }
}

fn state_name(state: Option<LifecycleState>) -> &'static str {
    match state {
        None => "Not announced yet",
        Some(LifecycleState::Announced) => "Announced",
        Some(LifecycleState::Beta) => "Beta",
        Some(LifecycleState::Live) => "Live",
        Some(LifecycleState::Retiring) => "Retiring",
        Some(LifecycleState::Retired) => "Retired",
    }
}

/// The look of an exam in a state.
struct Look {
    fill: &'static str,
    stroke: &'static str,
    dashes: Option<&'static str>,
    ink: &'static str,
    is_struck: bool,
}

fn look(state: Option<LifecycleState>, is_held: bool, colours: Colours) -> Look {
    let open = Look {
        fill: colours.track,
        stroke: colours.edge,
        dashes: None,
        ink: colours.ink,
        is_struck: false,
    };
    let look = match state {
        Some(LifecycleState::Live) => open,
        Some(LifecycleState::Retiring) => Look {
            stroke: colours.warning,
            ..open
        },
        Some(LifecycleState::Beta) => Look {
            stroke: colours.study,
            dashes: Some("6 3"),
            ..open
        },
        Some(LifecycleState::Announced) => Look {
            fill: colours.ground,
            stroke: colours.study,
            dashes: Some("6 3"),
            ..open
        },
        None => Look {
            fill: colours.ground,
            stroke: colours.line,
            dashes: Some("2 3"),
            ink: colours.quiet,
            ..open
        },
        Some(LifecycleState::Retired) => Look {
            fill: colours.ground,
            stroke: colours.line,
            ink: colours.quiet,
            is_struck: true,
            ..open
        },
    };
    if is_held {
        Look {
            fill: colours.accent,
            stroke: colours.accent,
            ink: colours.on_accent,
            ..look
        }
    } else {
        look
    }
}

fn exam_box(
    picture: &MapPicture<'_>,
    exam: ExamIndex,
    place: (f64, f64),
    layout: &Layout,
    colours: Colours,
) -> Group {
    let entry = picture.catalogue.exam(exam);
    let record = &entry.record;
    let vendor = &picture.catalogue.vendor(entry.vendor).record.name;
    let state = map_state(picture.catalogue, exam, picture.day);
    let is_held = picture.held.contains(&exam);
    let said = [
        Some(format!("{} {}", record.code, record.title)),
        Some(vendor.clone()),
        Some(state_name(state).to_lowercase()),
        is_held.then(|| "held".to_owned()),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let look = look(state, is_held, colours);
    let is_dim = !picture.vendors.is_empty() && !picture.vendors.contains(&entry.vendor);
    let mut group = box_of(place, layout, &look, [record.code.as_str(), &record.title])
        .set("data-exam", record.key().to_string())
        .add(Title::new(clean(&said.join(", "))));
    if is_dim {
        group = group.set("opacity", 0.25);
    }
    group
}

/// A box with a bold line, and a thin one where there is space.
fn box_of((x, y): (f64, f64), layout: &Layout, look: &Look, lines: [&str; 2]) -> Group {
    let size = layout.size;
    let mut frame = Rectangle::new()
        .set("x", rounded(x))
        .set("y", rounded(y))
        .set("width", rounded(size.width))
        .set("height", rounded(size.height))
        .set("rx", 4)
        .set("fill", look.fill)
        .set("stroke", look.stroke);
    if let Some(dashes) = look.dashes {
        frame = frame.set("stroke-dasharray", dashes);
    }
    let line = |text: &str, font: f64, weight: u16, y: f64| {
        // Codes consist of capitals and digits, which are wider than the average letter.
        let widening = if weight > 500 { 1.25 } else { 1.08 };
        let style = Style::start(font, weight, look.ink);
        Text::new(fitting(&clean(text), style, (size.width - 8.0) / widening))
            .set("x", rounded(x + 4.0))
            .set("y", rounded(y))
            .set("font-size", rounded(font))
            .set("font-weight", weight)
    };
    let [code, title] = lines;
    let mut code = line(code, size.code, 700, y + size.code * 1.15);
    if look.is_struck {
        code = code.set("text-decoration", "line-through");
    }
    let mut group = Group::new().set("fill", look.ink).add(frame).add(code);
    if size.has_title {
        let y = y + size.code * 1.3 + size.title * 1.02;
        group = group.add(line(title, size.title, 400, y));
    }
    group
}

/// Successors as lines, prerequisites as dashed lines.
fn edges(
    canvas: &mut Canvas,
    catalogue: &Catalogue,
    places: &HashMap<ExamIndex, (f64, f64)>,
    layout: &Layout,
) {
    let colours = canvas.colours;
    for exam in catalogue.exams() {
        let entry = catalogue.exam(exam);
        for successor in &entry.successors {
            connect(
                canvas,
                places,
                layout,
                [exam, *successor],
                (colours.study, None),
            );
        }
        let groups = entry.record.prerequisites.iter().zip(&entry.prerequisites);
        for (group, any_of) in groups {
            let dashes = match group.kind {
                PrerequisiteKind::Required => "9 3",
                PrerequisiteKind::Recommended => "3 4",
            };
            for before in any_of {
                let look = (colours.accent, Some(dashes));
                connect(canvas, places, layout, [*before, exam], look);
            }
        }
    }
}

/// A curve from the middle of one box to that of another.
fn connect(
    canvas: &mut Canvas,
    places: &HashMap<ExamIndex, (f64, f64)>,
    layout: &Layout,
    ends: [ExamIndex; 2],
    (colour, dashes): (&'static str, Option<&'static str>),
) {
    let [Some(from), Some(to)] = ends.map(|exam| places.get(&exam)) else {
        return;
    };
    let middle = |place: &(f64, f64)| {
        let (x, y) = *place;
        (x + layout.size.width / 2.0, y + layout.size.height / 2.0)
    };
    let ((x1, y1), (x2, y2)) = (middle(from), middle(to));
    let bend = ((x2 - x1).abs() + (y2 - y1).abs()) * 0.2 + 8.0;
    let numbers = [x1, y1 + bend, x2, y2 - bend, x2, y2].map(|number| rounded(number).to_string());
    let mut path = Path::new()
        .set(
            "d",
            format!("M{} {}C{}", rounded(x1), rounded(y1), numbers.join(" ")),
        )
        .set("fill", "none")
        .set("stroke", colour)
        .set("stroke-width", 1.6);
    if let Some(dashes) = dashes {
        path = path.set("stroke-dasharray", dashes);
    }
    canvas.append(path);
}

/// What the looks mean.
fn legend(canvas: &mut Canvas, picture: &MapPicture<'_>, layout: &Layout, left_out: usize) {
    let colours = canvas.colours;
    let y = layout.height - FOOT + 28.0;
    let mut x = MARGIN;
    let states = [
        (Some(LifecycleState::Live), false),
        (Some(LifecycleState::Retiring), false),
        (Some(LifecycleState::Beta), false),
        (Some(LifecycleState::Announced), false),
        (None, false),
        (Some(LifecycleState::Retired), false),
        (Some(LifecycleState::Live), true),
    ];
    let is_shown = |is_held: bool| !is_held || !picture.held.is_empty();
    for (state, is_held) in states.into_iter().filter(|(_, is_held)| is_shown(*is_held)) {
        let look = look(state, is_held, colours);
        let mut sample = Rectangle::new()
            .set("x", rounded(x))
            .set("y", rounded(y))
            .set("width", 28)
            .set("height", 18)
            .set("rx", 4)
            .set("fill", look.fill)
            .set("stroke", look.stroke);
        if let Some(dashes) = look.dashes {
            sample = sample.set("stroke-dasharray", dashes);
        }
        canvas.append(sample);
        let name = if is_held { "Held" } else { state_name(state) };
        let text = Style::start(16.0, 400, colours.ink);
        canvas.text((x + 36.0, y + 14.5), name, text, 150.0);
        x += 190.0;
    }
    if picture.has_edges {
        for (name, colour, dashes) in [
            ("Successor", colours.study, "none"),
            ("Required before", colours.accent, "9 3"),
            ("Recommended before", colours.accent, "3 4"),
        ] {
            let path = Path::new()
                .set("d", format!("M{} {}h28", rounded(x), rounded(y + 9.0)))
                .set("stroke", colour)
                .set("stroke-width", 2.4)
                .set("stroke-dasharray", dashes);
            canvas.append(path);
            let text = Style::start(16.0, 400, colours.ink);
            canvas.text((x + 36.0, y + 14.5), name, text, 200.0);
            x += 190.0 + COLUMN_GAP;
        }
    }
    let mut source = "certgraph".to_owned();
    if left_out > 0 {
        source = format!("{left_out} more exams are not drawn · certgraph");
    }
    let right = Style {
        anchor: Anchor::End,
        ..Style::start(16.0, 400, colours.quiet)
    };
    canvas.text(
        (WIDTH - MARGIN, y + 14.5),
        &source,
        right,
        LEVEL_HEAD * 40.0,
    );
}
