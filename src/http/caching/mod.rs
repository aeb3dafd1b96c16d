//! Which responses are cached, where, and for how long.

mod cache_admission;
pub(super) mod cache_control;
pub(super) mod encoded_body;
pub(super) mod entity_tag;
pub(super) mod fast_path;
pub(super) mod prepared_response;
pub(super) mod request_fingerprint;
pub(super) mod response_cache;
