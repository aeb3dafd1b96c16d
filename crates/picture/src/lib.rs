//! Pictures of paths and of weights as SVG: for pages, slides and previews of links.
//!
//! Everything here is a pure function of what is drawn, so that the same question has the same
//! bytes. Texts of the catalogue go into text nodes only, where the crate escapes them.

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
