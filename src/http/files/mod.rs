//! Files generated from the catalogue: calendars, pictures, exports.

pub(super) mod calendar;
pub(super) mod cards;
pub(super) mod exam_map;
pub(super) mod exports;
pub(super) mod generated_file;
pub(super) mod pictures;
pub(super) mod png_cache;
pub(super) mod portfolio_calendar;
pub(super) mod query_params;
