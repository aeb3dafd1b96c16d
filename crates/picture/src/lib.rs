//! Pictures of paths, of blueprint weights and of all exams, for pages, slides and link previews.
//!
//! Every picture is a pure function of its input, so equal requests give equal bytes. Texts of the
//! catalogue go into text nodes only, where the `svg` crate escapes them.

mod canvas;
mod card;
mod exam_map;
mod path;
#[cfg(feature = "png")]
mod raster;
mod theme;
mod time_axis;
mod weights;

#[cfg(feature = "png")]
pub use self::raster::{MAX_PIXELS, RasterError, png};
pub use self::{
    card::{CARD_SIZE, Card, draw_card},
    exam_map::{
        MAP_LEVELS, MAX_DRAWN, MapColumn, MapHeading, MapPicture, draw_map, map_columns, map_state,
        map_states, map_widths,
    },
    path::{PathPicture, draw_conflict, draw_path},
    theme::Theme,
    weights::draw_weights,
};
