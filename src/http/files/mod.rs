//! Files generated from the catalogue: calendars, pictures, exports and what describes them to crawlers.

pub(super) mod calendar;
pub(super) mod calendar_file;
pub(super) mod cards;
pub(super) mod data_descriptions;
pub(super) mod exam_map;
pub(super) mod exports;
pub(super) mod generated_file;
pub(super) mod llms;
pub(super) mod origin;
pub(super) mod picture_cache;
pub(super) mod pictures;
pub(super) mod portfolio_calendar;
pub(super) mod query_params;
pub(super) mod robots;
pub(super) mod sitemap;
pub(super) mod transition_calendar;
pub(super) mod transition_feed;
pub(super) mod transition_subject;
