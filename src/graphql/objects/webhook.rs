//! Webhooks, for editors.

use async_graphql::{Error, ID, Result, SimpleObject};
use certgraph_macros::Fields;
use chrono::Utc;

use crate::graphql::{
    engine::request_context::RequestContext,
    engine::response::INTERNAL_MESSAGE,
    error_code::ErrorCode,
    objects::connection::{CursorScope, Page, PageArguments, bad_argument, naming, page},
    objects::enums::ApiEnum,
    objects::scalars::DateTime,
};
use crate::{
    catalogue::{LogPosition, RecordKind},
    store::{self, Store, StoreError, WebhookError, WebhookState},
    webhook::{Circuit, RetrySchedule, shown_url},
};

/// A receiver of changes: each page of the feed is sent to its address, signed, in order, and again
/// until it is acknowledged.
#[derive(SimpleObject, Fields)]
pub struct Webhook {
    /// What names it. Example: `"wh-5d0f3a7e6f1b2c4412e09a1b"`.
    id: ID,
    /// The address that receives the events, with `?…` for its query string, which may hold a key.
    url: String,
    /// The kinds of records whose changes are sent. Null for all.
    kinds: Option<Vec<ApiEnum<RecordKind>>>,
    /// The vendors (slugs) about whose records changes are sent. Null for all. Example: `["cncf"]`.
    vendors: Option<Vec<String>>,
    /// Whether it is told of changes.
    state: ApiEnum<WebhookState>,
    /// The place up to which the receiver has acknowledged the feed. Null before its beginning.
    cursor: Option<String>,
    /// How many changes of the feed come after that place, whether or not they are for this webhook.
    /// Example: `0`.
    behind: i64,
    /// How many events the receiver has acknowledged. Example: `42`.
    deliveries: i64,
    /// When it last acknowledged one. Null before the first.
    delivered_at: Option<DateTime>,
    /// How many attempts in a row have failed. Example: `3`.
    failures: i64,
    /// When the first of them failed. Null when there is none.
    failing_since: Option<DateTime>,
    /// Why the last one failed. Null when there is none. Example: `"status 503"`.
    last_failure: Option<String>,
    /// Whether so many failed in a row that each further attempt is a probe, for which other
    /// receivers do not wait.
    circuit_open: bool,
    /// When the last attempt ended. Null before the first.
    last_attempt_at: Option<DateTime>,
    /// When it is tried again. Null when nothing failed, and when it is paused or disabled.
    next_attempt_at: Option<DateTime>,
    /// Until when events are signed with a secret that was replaced too. Null when the current secret is
    /// the only one.
    earlier_secrets_until: Option<DateTime>,
    /// Who added it: the name of a token, or `cli`.
    created_by: String,
    /// When it was added.
    created_at: DateTime,
}

impl Webhook {
    /// A stored webhook beside the head of the log, at an instant.
    pub(crate) fn new(
        webhook: store::Webhook,
        head: LogPosition,
        now: chrono::DateTime<Utc>,
    ) -> Self {
        let kinds = webhook.filter.kinds;
        let vendors = webhook.filter.vendors;
        let sequence = webhook.cursor.map_or(0, |cursor| cursor.position.sequence);
        let waits = webhook.failures > 0 && webhook.state == WebhookState::Active;
        let circuit = RetrySchedule::default().circuit(webhook.failures);
        Self {
            id: ID(webhook.id.to_string()),
            url: shown_url(&webhook.url),
            kinds: kinds.map(|kinds| kinds.into_iter().map(ApiEnum).collect()),
            vendors: vendors.map(|slugs| slugs.iter().map(ToString::to_string).collect()),
            state: ApiEnum(webhook.state),
            cursor: webhook.cursor.map(|cursor| cursor.to_string()),
            behind: head.sequence.saturating_sub(sequence).max(0),
            deliveries: webhook.deliveries,
            delivered_at: webhook.delivered_at.map(DateTime),
            failures: webhook.failures.into(),
            failing_since: webhook.failing_since.map(DateTime),
            last_failure: webhook.last_failure,
            circuit_open: circuit == Circuit::Open,
            last_attempt_at: webhook.last_attempt_at.map(DateTime),
            next_attempt_at: waits.then_some(DateTime(webhook.next_attempt_at)),
            earlier_secrets_until: webhook.secrets.earlier_until(now).map(DateTime),
            created_by: webhook.created_by,
            created_at: DateTime(webhook.created_at),
        }
    }
}

/// A page of all webhooks, the oldest first.
pub(crate) async fn webhooks(
    scope: &RequestContext,
    arguments: &PageArguments,
) -> Result<Page<Webhook>> {
    scope.caller().require_editor()?;
    let webhooks = opened(scope)?.webhooks().await;
    let webhooks = webhooks.map_err(|error| fault("id", error.into()))?;
    let (head, now) = (scope.moment.catalogue.log_head(), scope.moment.now());
    let items = webhooks.into_iter().map(|webhook| {
        let key = format!("{} {}", webhook.created_at.to_rfc3339(), webhook.id);
        (key, webhook)
    });
    let list = CursorScope::new("webhooks", &());
    page(items.collect(), arguments, list, |webhook| {
        Webhook::new(webhook, head, now)
    })
}

/// The database, once it has been reached.
pub(crate) fn opened(scope: &RequestContext) -> Result<&Store> {
    let store = scope.services.store.get();
    store.ok_or_else(|| unavailable("it has not been reached yet"))
}

fn unavailable(why: &str) -> Error {
    let message = format!("The database is needed for webhooks: {why}. Try again.");
    ErrorCode::Unavailable.error(message)
}

/// The error of a webhook that cannot be read or changed; `argument` names the webhook.
pub(crate) fn fault(argument: &str, error: WebhookError) -> Error {
    let error = match error {
        WebhookError::Store(error) => error,
        WebhookError::Unknown(_) | WebhookError::TooMany | WebhookError::TooManySecrets(_) => {
            return bad_argument(argument, error);
        }
        WebhookError::ResyncRequired => {
            let message = format!("Argument \"since\": {error}.");
            return naming(ErrorCode::ResyncRequired.error(message), "since", &[]);
        }
        WebhookError::NoRandomness(_) => {
            tracing::error!(%error, "a webhook cannot be added");
            return ErrorCode::Internal.error(INTERNAL_MESSAGE);
        }
    };
    match &error {
        StoreError::Overloaded { .. } => unavailable("it is busy"),
        StoreError::Unreachable { .. }
        | StoreError::Insecure { .. }
        | StoreError::Refused { .. } => {
            tracing::warn!(%error, "webhooks cannot be read or changed");
            unavailable("it cannot be reached")
        }
        _ => {
            tracing::error!(%error, cause = error.cause(), "webhooks cannot be read or changed");
            ErrorCode::Internal.error(INTERNAL_MESSAGE)
        }
    }
}
