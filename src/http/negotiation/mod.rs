//! Content negotiation (RFC 9110, section 12) and compression.

pub(super) mod accept;
pub(super) mod compression;
pub(super) mod content_coding;
pub(super) mod quality_list;
