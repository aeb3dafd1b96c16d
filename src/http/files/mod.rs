//! Files generated from the catalogue: calendars, pictures, exports.

pub(super) mod calendar;
pub(super) mod calendar_file;
pub(super) mod cards;
pub(super) mod exam_map;
pub(super) mod exports;
pub(super) mod generated_file;
pub(super) mod picture_cache;
pub(super) mod pictures;
pub(super) mod portfolio_calendar;
pub(super) mod query_params;
pub(super) mod transition_calendar;
pub(super) mod transition_feed;
pub(super) mod transition_subject;
