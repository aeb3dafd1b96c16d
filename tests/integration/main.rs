//! Everything that needs a database or a server, against SQLite or PostgreSQL by `TEST_DATABASE`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "the helpers of tests fail as tests do"
)]

mod admission;
mod archive;
mod archive_verification;
mod audit;
mod bookable;
mod bookable_days;
mod calendar;
mod cert_atlas;
mod cert_atlas_import;
mod change_log;
mod circumstances;
mod claim_check;
mod command_line;
mod conditional_requests;
mod confirm;
mod contradictions;
mod corrections;
mod cors;
mod crosswalk;
mod dates;
mod documentation;
mod editing;
mod exam_map;
mod execution;
mod exports;
mod faulty_files;
mod federation;
mod fetch;
mod fuzz;
mod http;
mod layering;
mod live_changes;
mod mcp;
mod mention_quality;
mod mentions;
mod metrics;
mod objective_keys;
mod open_data;
mod oracle;
mod oracle_coercion;
mod oracle_events;
mod oracle_rules;
mod overlap;
mod pages;
mod partner;
mod persisted_documents;
mod pictures;
mod plan_cache;
mod portfolio;
mod provenance;
mod publishing;
mod publishing_api;
mod reload;
mod response_cache;
mod rest;
mod robustness;
mod role_paths;
mod scenarios;
mod schema_search;
mod search_quality;
mod settings;
mod shipped_catalogue;
mod shipped_counts;
mod store;
mod subscriptions;
mod support;
mod telemetry;
mod tokens;
mod transitions;
mod transport;
mod webhook_editing;
mod webhook_processes;
mod webhook_receiver;
mod webhooks;
