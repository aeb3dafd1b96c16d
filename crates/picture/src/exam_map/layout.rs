//! Positions of exams on a sheet of paper.

use super::arrangement::{MAP_LEVELS, MapColumn};

/// Units of a millimetre.
pub(super) const UNITS_PER_MM: f64 = 4.0;

/// A2, landscape.
pub(super) const WIDTH: f64 = 594.0 * UNITS_PER_MM;
pub(super) const HEIGHT: f64 = 420.0 * UNITS_PER_MM;

pub(super) const MARGIN: f64 = 48.0;
pub(super) const HEAD: f64 = 116.0;
pub(super) const COLUMN_HEAD: f64 = 34.0;
pub(super) const FOOT: f64 = 76.0;

/// The height of the name of a level above its row.
pub(super) const LEVEL_HEAD: f64 = 26.0;

/// Space between exams, and between columns.
pub(super) const GAP: f64 = 4.0;
pub(super) const COLUMN_GAP: f64 = 14.0;

/// A point (1/72 inch) in units.
const POINT: f64 = 25.4 / 72.0 * UNITS_PER_MM;

/// The size of the boxes of exams.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BoxSize {
    pub(super) width: f64,
    pub(super) height: f64,
    /// Font sizes of the code and of the title.
    pub(super) code: f64,
    pub(super) title: f64,
    pub(super) has_title: bool,
}

/// Sizes to try, the most readable first: the factor of the smallest fonts, the least width in
/// units, and whether titles fit.
const SIZES: [(f64, f64, bool); 10] = [
    (2.3, 252.0, true),
    (2.1, 232.0, true),
    (1.9, 210.0, true),
    (1.7, 190.0, true),
    (1.5, 165.0, true),
    (1.3, 140.0, true),
    (1.15, 120.0, true),
    (1.0, 96.0, true),
    (1.0, 68.0, true),
    (1.0, 56.0, false),
];

/// The smallest fonts, in points.
const CODE_POINTS: f64 = 6.6;
const TITLE_POINTS: f64 = 6.1;

/// Where everything is.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) size: BoxSize,
    /// The left edge of each column, and its width in boxes.
    pub(super) columns: Vec<(f64, usize)>,
    /// The upper edge of each row that has exams, below its name.
    pub(super) rows: [Option<f64>; MAP_LEVELS.len()],
    /// The height of the sheet: that of A2, or more where even the smallest boxes need it.
    pub(super) height: f64,
}

impl Layout {
    /// The layout with the largest boxes for which all exams fit on A2.
    pub(super) fn of(columns: &[MapColumn<'_>]) -> Self {
        let fits = SIZES[..SIZES.len() - 1]
            .iter()
            .map(|size| Self::with_size(columns, *size))
            .find(|layout| layout.height <= HEIGHT);
        let smallest = SIZES[SIZES.len() - 1];
        let mut layout = fits.unwrap_or_else(|| Self::with_size(columns, smallest));
        layout.height = layout.height.max(HEIGHT);
        layout
    }

    fn with_size(columns: &[MapColumn<'_>], (factor, least, has_title): (f64, f64, bool)) -> Self {
        let gaps = COLUMN_GAP * count(columns.len().saturating_sub(1));
        let space = WIDTH - 2.0 * MARGIN - gaps;
        let boxes = whole(space / (least + GAP)).max(columns.len()).max(1);
        let (code, title) = (CODE_POINTS * POINT * factor, TITLE_POINTS * POINT * factor);
        let text = if has_title { code + title } else { code };
        let size = BoxSize {
            width: space / count(boxes) - GAP,
            height: text * 1.3 + 2.0,
            code,
            title,
            has_title,
        };
        let widths = widths(columns, boxes);
        let mut x = MARGIN;
        let columns_at = widths
            .iter()
            .map(|width| {
                let left = x;
                x += count(*width) * (size.width + GAP) + COLUMN_GAP;
                (left, *width)
            })
            .collect();
        let mut y = HEAD + COLUMN_HEAD;
        let mut rows = [None; MAP_LEVELS.len()];
        for (row, top) in rows.iter_mut().enumerate() {
            let lines = columns.iter().zip(&widths);
            let lines = lines.map(|(column, width)| column.rows[row].len().div_ceil(*width));
            let lines = lines.max().unwrap_or(0);
            if lines > 0 {
                y += LEVEL_HEAD;
                *top = Some(y);
                y += count(lines) * (size.height + GAP) + GAP;
            }
        }
        Self {
            size,
            columns: columns_at,
            rows,
            height: y + FOOT,
        }
    }

    /// The upper left corner of the n-th exam of a column and row.
    pub(super) fn place(&self, column: usize, row: usize, exam: usize) -> Option<(f64, f64)> {
        let (left, width) = *self.columns.get(column)?;
        let top = (*self.rows.get(row)?)?;
        let x = left + count(exam % width) * (self.size.width + GAP);
        let y = top + count(exam / width) * (self.size.height + GAP);
        Some((x, y))
    }
}

/// The width of each column in exams, as [`draw_map`](super::draw_map) draws them.
pub fn map_widths(columns: &[MapColumn<'_>]) -> Vec<usize> {
    let layout = Layout::of(columns);
    layout.columns.iter().map(|(_, width)| *width).collect()
}

/// How many boxes wide each column is: each further box goes where it saves the most height.
fn widths(columns: &[MapColumn<'_>], boxes: usize) -> Vec<usize> {
    let mut widths = vec![1; columns.len()];
    // High powers weigh the longest columns, which decide about the height of a row.
    let load = |column: &MapColumn<'_>, width: usize| -> f64 {
        let lines = column.rows.iter().map(|row| row.len().div_ceil(width));
        lines.map(|lines| count(lines).powi(4)).sum()
    };
    for _ in columns.len()..boxes {
        let gains = columns
            .iter()
            .zip(&widths)
            .map(|(column, width)| load(column, *width) - load(column, width + 1));
        let best = gains
            .enumerate()
            .max_by(|(_, left), (_, right)| left.total_cmp(right));
        if let Some((place, _)) = best {
            widths[place] += 1;
        }
    }
    widths
}

/// A count as a factor of lengths.
fn count(items: usize) -> f64 {
    f64::from(u32::try_from(items).unwrap_or(u32::MAX))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the quotient of two lengths of a sheet is small and positive"
)]
fn whole(number: f64) -> usize {
    number.max(0.0) as usize
}
