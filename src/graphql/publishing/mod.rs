//! What editors change: the mutation `publishChanges`, its inputs and its results, and webhooks.
//!
//! Inputs have the names of catalogue files and are deserialized as such, so that the catalogue's own
//! types check every value.

mod audience_rule;
mod blueprint;
mod certification;
mod change_set;
mod comparison;
mod exam;
mod fact;
mod parse;
mod preparation;
mod result;
mod role;
mod source;
mod vendor;
mod webhook;

use std::time::Duration;

use async_graphql::{Error, ID, Result};
use certgraph_macros::fields;
use tokio::time::timeout;

use self::{
    change_set::{ChangeSetInput, read},
    result::{PublishResult, Published, Rejected, RevisionConflict},
    webhook::{AddedWebhook, Receiver, RemovedWebhook, RotatedWebhook},
};
use crate::graphql::{
    engine::request_context::RequestContext, engine::response::INTERNAL_MESSAGE,
    error_code::ErrorCode, objects::enums::ApiEnum, objects::webhook::Webhook,
};
use crate::{
    catalogue::RecordKind,
    publish::{Outcome, PublishError, publish},
    store::StoreError,
};

/// The time limit of a change set: less than that of a request, so that the editor gets the reason.
const TIMEOUT: Duration = Duration::from_millis(4_500);

/// What the API can change.
#[derive(Clone)]
pub struct Mutation;

/// What editors can do.
#[fields(root)]
impl Mutation {
    /// Changes the catalogue: all that the change set asks for, or nothing. For editors only: send
    /// an editor's token in the header `Authorization: Bearer …`.
    ///
    /// The resulting catalogue is checked as a whole. The change log names the token as the actor.
    async fn publish_changes(
        &self,
        scope: &RequestContext,
        #[graphql(desc = "What to change.")] input: ChangeSetInput,
    ) -> Result<PublishResult> {
        let actor = scope.caller().require_editor()?;
        let (change_set, paths) = match read(input, actor)? {
            Ok(read) => read,
            Err(violations) => return Ok(PublishResult::Rejected(Rejected::new(violations))),
        };
        let dry_run = change_set.dry_run;
        let store = scope.services.store.get();
        let store = store.ok_or_else(|| unavailable("the database has not been reached yet"))?;
        let now = scope.moment.now();
        // A database that accepts connections but does not respond would block the request.
        let outcome = timeout(TIMEOUT, publish(store, &change_set, now)).await;
        let outcome = outcome.unwrap_or(Err(StoreError::unresponsive().into()));
        Ok(match outcome.map_err(fault)? {
            Outcome::Published(published) => {
                PublishResult::Published(Published { published, dry_run })
            }
            Outcome::Rejected(violations) => {
                let violations = violations.into_iter().map(|violation| paths.of(violation));
                PublishResult::Rejected(Rejected::new(violations.collect()))
            }
            Outcome::RevisionConflict(conflict) => {
                PublishResult::RevisionConflict(RevisionConflict(conflict))
            }
        })
    }

    /// Adds a webhook: an address to which each page of the feed is sent from now on, signed, in
    /// order, and again until it is acknowledged. For editors only.
    async fn add_webhook(
        &self,
        scope: &RequestContext,
        #[graphql(
            desc = "The address: `https` to a public host, unless the server allows others. Example: `\"https://example.org/certgraph\"`."
        )]
        url: String,
        #[graphql(desc = "Send changes of records of these kinds only. Default: of all.")]
        kinds: Option<Vec<ApiEnum<RecordKind>>>,
        #[graphql(
            desc = "Send changes of records about these vendors (slugs) only. Default: about all. Example: `[\"cncf\"]`."
        )]
        vendors: Option<Vec<String>>,
        #[graphql(
            desc = "The secret that signs the events: `whsec_` and the Base64 of 24 to 64 bytes. Default: the server generates one and shows it once."
        )]
        secret: Option<String>,
    ) -> Result<AddedWebhook> {
        let receiver = Receiver {
            url,
            kinds,
            vendors,
            secret,
        };
        webhook::add(scope, receiver).await
    }

    /// Replaces the secret of a webhook. For 24 hours events are signed with both the new secret and the
    /// one before, so that the receiver may take the new one over at any time; afterwards with the new
    /// one only. For editors only.
    async fn rotate_webhook_secret(
        &self,
        scope: &RequestContext,
        #[graphql(desc = "The webhook's `id`.")] id: ID,
        #[graphql(
            desc = "The new secret: `whsec_` and the Base64 of 24 to 64 bytes. Default: the server generates one and shows it once."
        )]
        secret: Option<String>,
    ) -> Result<RotatedWebhook> {
        webhook::rotate(scope, id, secret).await
    }

    /// Removes a webhook with its secret. An event that is under way may still arrive. For editors
    /// only.
    async fn remove_webhook(
        &self,
        scope: &RequestContext,
        #[graphql(desc = "The webhook's `id`.")] id: ID,
    ) -> Result<RemovedWebhook> {
        webhook::remove(scope, id).await
    }

    /// Tells a webhook again of everything after a cursor, in events with ids of their own, and
    /// resumes it if it was paused or disabled. For editors only.
    async fn replay_webhook(
        &self,
        scope: &RequestContext,
        #[graphql(desc = "The webhook's `id`.")] id: ID,
        #[graphql(
            desc = "The cursor, from a change, from an event or from an export. Default: before the first change."
        )]
        since: Option<String>,
    ) -> Result<Webhook> {
        webhook::replay(scope, id, since).await
    }

    /// Stops telling a webhook of changes; its place in the feed is kept. For editors only.
    async fn pause_webhook(
        &self,
        scope: &RequestContext,
        #[graphql(desc = "The webhook's `id`.")] id: ID,
    ) -> Result<Webhook> {
        webhook::pause(scope, id).await
    }

    /// Goes on telling a webhook of changes where it stopped: one that was paused or disabled, or
    /// one that fails and should be tried now. For editors only.
    async fn resume_webhook(
        &self,
        scope: &RequestContext,
        #[graphql(desc = "The webhook's `id`.")] id: ID,
    ) -> Result<Webhook> {
        webhook::resume(scope, id).await
    }
}

fn unavailable(why: &str) -> Error {
    ErrorCode::Unavailable.error(format!(
        "Nothing was changed: {why}. Send the change set again; with an idempotency key it is \
         carried out once."
    ))
}

/// The error for a failure that the change set did not cause.
fn fault(error: PublishError) -> Error {
    let error = match error {
        PublishError::KeyReused(_) => {
            return ErrorCode::BadUserInput.error(format!("Argument \"input\": {error}."));
        }
        PublishError::Store(error) => error,
    };
    match &error {
        StoreError::Overloaded { .. } => unavailable("too many others are writing"),
        StoreError::Unreachable { .. }
        | StoreError::Insecure { .. }
        | StoreError::Refused { .. } => {
            tracing::warn!(%error, "a change set cannot be written");
            // Whether a commit went through is not known when the connection broke during it.
            ErrorCode::Unavailable.error(
                "The database is away, so the change set was most likely not written. Send it \
                 again; with an idempotency key it is carried out once.",
            )
        }
        _ => {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            tracing::error!(%error, cause, "a change set failed");
            ErrorCode::Internal.error(INTERNAL_MESSAGE)
        }
    }
}
