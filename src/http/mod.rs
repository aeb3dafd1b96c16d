//! The HTTP layer: the only code that depends on actix.
//!
//! | folder | what it does |
//! | --- | --- |
//! | `graphql` | GraphQL over HTTP: reads GET, POST and QUERY requests and executes them |
//! | `operations` | executes operations for every interface, with quota and response cache |
//! | `caching` | `ETag`, `Cache-Control`, the response cache and the fast path before the router |
//! | `negotiation` | `Accept`, `Accept-Encoding` and compression |
//! | `admission` | access tokens, rate limits, connection and body limits |
//! | `live` | subscriptions over WebSocket and server-sent events |
//! | `pages` | the explorer, GraphiQL and the developers' page |
//! | `rest` | REST addresses: each answers a fixed document, as JSON or CSV; OpenAPI |
//! | `mcp` | the Model Context Protocol for assistants |
//! | `files` | calendars, pictures and bulk exports |
//! | `monitoring` | health probes and metrics |
//!
//! The integration crate for actix is not used: it reads bodies without a limit, accepts
//! `text/plain`, and reports errors as text.

mod access_log;
mod admission;
mod caching;
mod config;
mod cors;
mod error_response;
mod files;
mod graphql;
mod live;
mod mcp;
mod monitoring;
mod negotiation;
mod operations;
mod pages;
mod percent_encoding;
mod request_id;
mod response_metadata;
mod rest;
mod routes;
mod server;
mod state;

pub use self::{
    admission::{Admission, Authenticator, ForwardedHeader, Rate, RateLimits, TrustedProxies},
    caching::cache_control::CachePolicy,
    config::HttpConfig,
    cors::CorsPolicy,
    files::picture_cache::PictureCache,
    live::LiveLimits,
    server::{Server, ServerHandle},
    state::{AppState, Clock},
};
