//! The HTTP edge: requests in, bytes out. This is the only actix code.
//!
//! GraphQL over HTTP has its own small handler, because the ready-made one reads bodies without a
//! limit, takes text/plain, and answers faults as text. Everything here is bounded by size and time.

mod accept;
mod account_of_answer;
mod address_parameters;
mod admission;
mod answer;
mod body;
mod cache_control;
mod calendar;
mod compression;
mod connections;
mod content_coding;
mod cross_origin;
mod developers_page;
mod embedded_files;
mod entity_tag;
mod exam_addresses;
mod exchange;
mod exports;
mod front;
mod graphiql;
mod graphql;
mod health;
mod html;
mod live;
mod made_file;
mod metrics_page;
mod outgoing;
mod pages;
mod parameters;
mod pictures;
mod plain_content;
mod quality;
mod representation;
mod request_id;
mod response_cache;
mod routes;
mod server;
mod static_file;
mod unread_body;
mod wording;

pub use self::{
    admission::{Admission, Authenticator, ForwardedHeader, Rate, RateLimits, TrustedProxies},
    cache_control::CachePolicy,
    cross_origin::ReadableBy,
    live::LiveLimits,
    server::{AppState, Clock, HttpConfig, Server, ServerHandle},
};
