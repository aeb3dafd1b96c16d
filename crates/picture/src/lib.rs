//! SVG pictures of paths and blueprint weights, for pages, slides and link previews.
//!
//! Every picture is a pure function of its input, so equal requests give equal bytes. Texts of the
//! catalogue go into text nodes only, where the `svg` crate escapes them.

mod canvas;
mod path;
mod theme;
mod time_axis;
mod weights;

pub use self::{
    path::{PathPicture, draw_conflict, draw_path},
    theme::Theme,
    weights::draw_weights,
};
