//! The columns and rows of the map: subjects and levels, the same for the picture and the page.

use std::collections::BTreeMap;

use catalogue::{ApproximateDate, Catalogue, Day, ExamIndex, Level, LifecycleState, VendorIndex};

/// The most columns of vendors and subjects together, the column of all others excluded.
const MAX_COLUMNS: usize = 15;

/// The fewest exams for which a vendor has a column.
const MIN_VENDOR_EXAMS: usize = 8;

/// The rows of the map, in order; `None` for exams without a known level.
pub const MAP_LEVELS: [Option<Level>; 5] = [
    Some(Level::Fundamentals),
    Some(Level::Associate),
    Some(Level::Professional),
    Some(Level::Specialty),
    None,
];

/// What the exams of a column have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MapHeading<'a> {
    /// A subject, such as `Security`.
    Subject(&'a str),
    /// The vendor of exams without a known subject.
    Vendor(VendorIndex),
    /// All other exams.
    Other,
}

/// A column of the map.
#[derive(Debug)]
pub struct MapColumn<'a> {
    /// Its heading.
    pub heading: MapHeading<'a>,
    /// Its exams by row, each in the order of vendor and code.
    pub rows: [Vec<ExamIndex>; MAP_LEVELS.len()],
}

impl MapColumn<'_> {
    /// The number of its exams.
    pub fn exams(&self) -> usize {
        self.rows.iter().map(Vec::len).sum()
    }
}

/// Every exam of the catalogue by column and row: subjects by name, then the vendors with the most
/// exams of unknown subject, then the others.
pub fn map_columns(catalogue: &Catalogue) -> Vec<MapColumn<'_>> {
    let mut by_subject: BTreeMap<&str, Vec<ExamIndex>> = BTreeMap::new();
    let mut by_vendor: BTreeMap<VendorIndex, Vec<ExamIndex>> = BTreeMap::new();
    for exam in catalogue.exams() {
        if let Some(subject) = catalogue.subject(exam) {
            by_subject.entry(subject).or_default().push(exam);
        } else {
            let vendor = catalogue.exam(exam).vendor;
            by_vendor.entry(vendor).or_default().push(exam);
        }
    }
    let places = MAX_COLUMNS.saturating_sub(by_subject.len());
    let mut sizes: Vec<usize> = by_vendor.values().map(Vec::len).collect();
    sizes.sort_unstable_by(|left, right| right.cmp(left));
    // A vendor with as many exams as the first that has no place has none either.
    let least = sizes.get(places).map_or(0, |size| size + 1);
    let least = least.max(MIN_VENDOR_EXAMS);

    let mut columns: Vec<MapColumn<'_>> = Vec::new();
    let mut others = Vec::new();
    for (subject, exams) in by_subject {
        columns.push(column(catalogue, MapHeading::Subject(subject), exams));
    }
    for (vendor, exams) in by_vendor {
        if exams.len() >= least {
            columns.push(column(catalogue, MapHeading::Vendor(vendor), exams));
        } else {
            others.extend(exams);
        }
    }
    if !others.is_empty() {
        columns.push(column(catalogue, MapHeading::Other, others));
    }
    columns
}

fn column<'a>(
    catalogue: &Catalogue,
    heading: MapHeading<'a>,
    exams: Vec<ExamIndex>,
) -> MapColumn<'a> {
    let mut rows: [Vec<ExamIndex>; MAP_LEVELS.len()] = Default::default();
    for exam in exams {
        let level = catalogue.exam(exam).level;
        let rows = MAP_LEVELS.iter().zip(&mut rows);
        for (_, row) in rows.filter(|(row, _)| **row == level) {
            row.push(exam);
        }
    }
    MapColumn { heading, rows }
}

/// The state of an exam on the map on a day: `None` before the day on which it was announced.
pub fn map_state(catalogue: &Catalogue, exam: ExamIndex, day: Day) -> Option<LifecycleState> {
    let entry = catalogue.exam(exam);
    let state = entry.state(day);
    let announced = entry.lifecycle.announced;
    let is_before = announced.is_some_and(|announced| day < announced.earliest());
    (state != LifecycleState::Announced || !is_before).then_some(state)
}

/// The states of an exam on the map, each from a day on; the first one holds since ever.
pub fn map_states(
    catalogue: &Catalogue,
    exam: ExamIndex,
) -> Vec<(Option<Day>, Option<LifecycleState>)> {
    let dates = catalogue.exam(exam).lifecycle;
    let announced = dates.announced.map(ApproximateDate::earliest);
    let mut days: Vec<Day> = dates.changes().chain(announced).collect();
    days.sort_unstable();
    let mut states = vec![(None, map_state(catalogue, exam, Day::MIN))];
    for day in days {
        let state = map_state(catalogue, exam, day);
        if states.last().is_none_or(|(_, last)| *last != state) {
            states.push((Some(day), state));
        }
    }
    states
}
