//! Webhooks: how editors add, change and remove them.

use async_graphql::{ID, Result, SimpleObject};
use certgraph_macros::Fields;

use crate::graphql::{
    engine::request_context::RequestContext,
    objects::change::{cursor, matching_some},
    objects::connection::{bad_argument, check_length},
    objects::enums::{ApiEnum, values},
    objects::lookup,
    objects::view::View,
    objects::webhook::{Webhook, fault, opened},
};
use crate::{
    catalogue::{ChangeFilter, RecordKind},
    store::{NewWebhook, WebhookError, WebhookId, WebhookSecret},
    webhook::{check_url, secret_from_text, secret_text},
};

/// A webhook that was added.
#[derive(SimpleObject, Fields)]
pub struct AddedWebhook {
    /// The webhook.
    webhook: Webhook,
    /// The generated secret, which verifies the events: store it now, it is never shown again. Null
    /// when the request had one. Example: `"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"`.
    secret: Option<String>,
}

/// A webhook whose secret was replaced.
#[derive(SimpleObject, Fields)]
pub struct RotatedWebhook {
    /// The webhook.
    webhook: Webhook,
    /// The generated secret: store it now, it is never shown again. Null when the request had one.
    /// Example: `"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"`.
    secret: Option<String>,
}

/// A webhook that was removed.
#[derive(SimpleObject, Fields)]
pub struct RemovedWebhook {
    /// Its id.
    id: ID,
}

/// The arguments of `addWebhook`.
pub(super) struct Receiver {
    pub(super) url: String,
    pub(super) kinds: Option<Vec<ApiEnum<RecordKind>>>,
    pub(super) vendors: Option<Vec<String>>,
    pub(super) secret: Option<String>,
}

pub(super) async fn add(scope: &RequestContext, receiver: Receiver) -> Result<AddedWebhook> {
    let actor = scope.caller().require_editor()?.to_owned();
    let url = check_url(&receiver.url, scope.services.webhook_addresses);
    let url = url.map_err(|error| bad_argument("url", error))?;
    let view = View::of(scope, None);
    if let Some(kinds) = &receiver.kinds {
        check_length("kinds", "kinds", kinds)?;
    }
    matching_some("kinds", receiver.kinds.as_deref())?;
    matching_some("vendors", receiver.vendors.as_deref())?;
    let vendors = match &receiver.vendors {
        None => None,
        Some(slugs) => {
            check_length("vendors", "vendors", slugs)?;
            let known = lookup::vendors(&view, "vendors", slugs)?;
            let slugs = known.into_iter().map(|index| {
                let vendor = view.catalogue.vendor(index);
                vendor.record.slug.clone()
            });
            Some(slugs.collect())
        }
    };
    let (secret, shown) = given_or_generated(receiver.secret.as_deref())?;
    let new = NewWebhook {
        url: url.into(),
        filter: ChangeFilter {
            kinds: values(receiver.kinds),
            vendors,
            exams: None,
        },
        secret,
        created_by: actor,
    };
    let added = opened(scope)?.add_webhook(new, scope.moment.now()).await;
    let added = added.map_err(|error| fault("url", error))?;
    tracing::info!(webhook = %added.id, actor = added.created_by, "added a webhook");
    Ok(AddedWebhook {
        webhook: shown_webhook(scope, added),
        secret: shown,
    })
}

pub(super) async fn rotate(
    scope: &RequestContext,
    id: ID,
    secret: Option<String>,
) -> Result<RotatedWebhook> {
    let actor = scope.caller().require_editor()?;
    let id = read_id(&id)?;
    let (secret, shown) = given_or_generated(secret.as_deref())?;
    let now = scope.moment.now();
    let rotated = opened(scope)?.rotate_webhook(&id, secret, now).await;
    let rotated = rotated.map_err(|error| fault("id", error))?;
    tracing::info!(webhook = %id, actor, "replaced the secret of a webhook");
    Ok(RotatedWebhook {
        webhook: shown_webhook(scope, rotated),
        secret: shown,
    })
}

/// The secret of the request, or else a generated one with the text to show.
fn given_or_generated(text: Option<&str>) -> Result<(WebhookSecret, Option<String>)> {
    if let Some(text) = text {
        let given = secret_from_text(text).map_err(|error| bad_argument("secret", error))?;
        return Ok((given, None));
    }
    let secret = WebhookSecret::random();
    let secret = secret.map_err(|error| fault("secret", WebhookError::NoRandomness(error)))?;
    let shown = secret_text(&secret);
    Ok((secret, Some(shown)))
}

pub(super) async fn remove(scope: &RequestContext, id: ID) -> Result<RemovedWebhook> {
    let actor = scope.caller().require_editor()?;
    let id = read_id(&id)?;
    let removed = opened(scope)?.remove_webhook(&id).await;
    removed.map_err(|error| fault("id", error))?;
    tracing::info!(webhook = %id, actor, "removed a webhook");
    Ok(RemovedWebhook {
        id: ID(id.to_string()),
    })
}

pub(super) async fn pause(scope: &RequestContext, id: ID) -> Result<Webhook> {
    scope.caller().require_editor()?;
    let id = read_id(&id)?;
    let paused = opened(scope)?.pause_webhook(&id).await;
    let paused = paused.map_err(|error| fault("id", error))?;
    Ok(shown_webhook(scope, paused))
}

pub(super) async fn resume(scope: &RequestContext, id: ID) -> Result<Webhook> {
    scope.caller().require_editor()?;
    let id = read_id(&id)?;
    let resumed = opened(scope)?.resume_webhook(&id).await;
    let resumed = resumed.map_err(|error| fault("id", error))?;
    Ok(shown_webhook(scope, resumed))
}

pub(super) async fn replay(
    scope: &RequestContext,
    id: ID,
    since: Option<String>,
) -> Result<Webhook> {
    let actor = scope.caller().require_editor()?;
    let id = read_id(&id)?;
    let since = since.as_deref().map(|text| cursor("since", text));
    let since = since.transpose()?;
    let replayed = opened(scope)?.replay_webhook(&id, since).await;
    let replayed = replayed.map_err(|error| fault("id", error))?;
    tracing::info!(webhook = %id, actor, "a webhook is told of changes again");
    Ok(shown_webhook(scope, replayed))
}

fn read_id(id: &ID) -> Result<WebhookId> {
    id.parse().map_err(|error| bad_argument("id", error))
}

fn shown_webhook(scope: &RequestContext, webhook: crate::store::Webhook) -> Webhook {
    let head = scope.moment.catalogue.log_head();
    Webhook::new(webhook, head, scope.moment.now())
}
