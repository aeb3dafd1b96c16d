//! Files generated from the catalogue: calendars, pictures, exports.

pub(super) mod calendar;
pub(super) mod exports;
pub(super) mod generated_file;
pub(super) mod pictures;
pub(super) mod query_params;
