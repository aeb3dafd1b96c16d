//! HTML pages and their assets.

pub(super) mod certification_pages;
pub(super) mod comparison_page;
pub(super) mod dates_page;
pub(super) mod developers;
pub(super) mod document;
pub(super) mod embedded_files;
pub(super) mod exam_redirects;
pub(super) mod explorer;
pub(super) mod graphiql;
pub(super) mod html;
mod messages;
mod plain_content;
mod question;
pub(super) mod role_pages;
pub(super) mod static_file;
