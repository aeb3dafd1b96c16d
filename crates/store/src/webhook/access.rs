//! Adds, lists, changes and removes webhooks in the database.

use catalogue::{ChangeFilter, LogCursor, LogPosition};
use chrono::{DateTime, SecondsFormat, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, TransactionTrait, sea_query::Expr,
};

use super::{
    Webhook, WebhookId, WebhookSecret, WebhookSecrets, WebhookState, lease::next,
    secret::MAX_EARLIER,
};
use crate::{
    change_log::{LogReading, head_of},
    connection::Store,
    entity::webhook,
    error::StoreError,
    load::revision_row,
    schema::exclusive,
    values::cell,
};

/// Maximum webhooks: each server process reads all of them.
const MAX_WEBHOOKS: u64 = 100;

/// When a webhook without failures is due: before any clock, because those of the process that writes
/// and of the one that delivers may differ.
pub(super) const AT_ONCE: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// Why a webhook could not be added, changed or removed.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// There is no webhook with this id.
    #[error("there is no webhook {0}")]
    Unknown(WebhookId),
    /// There are too many webhooks.
    #[error("there are {MAX_WEBHOOKS} webhooks already; remove some first")]
    TooMany,
    /// As many replaced secrets as may be still sign, each for its 24 hours.
    #[error(
        "{MAX_EARLIER} replaced secrets of this webhook still sign; replace the current one after {}",
        .0.to_rfc3339_opts(SecondsFormat::Secs, true)
    )]
    TooManySecrets(DateTime<Utc>),
    /// The change log no longer reaches back to the cursor, or the cursor is of another log.
    #[error(
        "the change log no longer reaches back to this cursor, or it comes from another database"
    )]
    ResyncRequired,
    /// The operating system returns no random numbers.
    #[error("the operating system returns no random numbers: {0}")]
    NoRandomness(getrandom::Error),
    /// A database error.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl WebhookError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "WEBHOOK_UNKNOWN",
            Self::TooMany => "TOO_MANY_WEBHOOKS",
            Self::TooManySecrets(_) => "TOO_MANY_SECRETS",
            Self::ResyncRequired => "RESYNC_REQUIRED",
            Self::NoRandomness(_) => "NO_RANDOMNESS",
            Self::Store(error) => error.code(),
        }
    }
}

/// What a new webhook is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWebhook {
    /// The address that receives the events.
    pub url: String,
    /// Which changes it is told of; exams cannot be selected.
    pub filter: ChangeFilter,
    /// Signs the events.
    pub secret: WebhookSecret,
    /// Who adds it: the name of a token, or `cli`.
    pub created_by: String,
}

impl Store {
    /// Adds a webhook that is told of the changes from now on.
    ///
    /// # Errors
    /// [`WebhookError::TooMany`]; [`WebhookError::NoRandomness`]; otherwise as [`Store::load`].
    pub async fn add_webhook(
        &self,
        new: NewWebhook,
        now: DateTime<Utc>,
    ) -> Result<Webhook, WebhookError> {
        let id = WebhookId::random().map_err(WebhookError::NoRandomness)?;
        let work = async {
            let begun = self.connection.begin_with_options(exclusive()).await;
            let transaction = begun.map_err(StoreError::from)?;
            let count = webhook::Entity::find().count(&transaction).await;
            if count.map_err(StoreError::from)? >= MAX_WEBHOOKS {
                return Ok(Err(WebhookError::TooMany));
            }
            let head = head_of(&revision_row(&transaction).await?)?;
            let secrets = WebhookSecrets::new(new.secret);
            let row = webhook::ActiveModel {
                id: Set(id.to_string()),
                url: Set(new.url),
                kinds: Set(joined(new.filter.kinds.as_deref())),
                vendors: Set(joined(new.filter.vendors.as_deref())),
                secret: Set(secrets.current_text()),
                earlier_secrets: Set(secrets.earlier_text()),
                state: Set(WebhookState::Active.text().to_owned()),
                cursor: Set(Some(LogCursor::from(head).to_string())),
                page_head: Set(None),
                generation: Set(0),
                deliveries: Set(0),
                failures: Set(0),
                failing_since: Set(None),
                last_failure: Set(None),
                last_attempt_at: Set(None),
                next_attempt_at: Set(AT_ONCE),
                delivered_at: Set(None),
                created_by: Set(new.created_by),
                created_at: Set(now),
                lease_owner: Set(None),
                lease_until: Set(0),
            };
            let row = webhook::Entity::insert(row)
                .exec_with_returning(&transaction)
                .await?;
            transaction.commit().await?;
            Ok(Ok(row))
        };
        Ok(webhook_of(&self.bounded(4, work).await??)?)
    }

    /// All webhooks by the instant they were added. An invalid row is skipped and logged: it must
    /// not keep others from being told.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn webhooks(&self) -> Result<Vec<Webhook>, StoreError> {
        let rows = webhook::Entity::find()
            .order_by_asc(webhook::Column::CreatedAt)
            .order_by_asc(webhook::Column::Id)
            .all(&self.connection);
        let rows = self.bounded(1, async { Ok(rows.await?) }).await?;
        let readable = rows.into_iter().filter_map(|row| {
            let read = webhook_of(&row);
            read.inspect_err(|error| tracing::error!(%error, "skipped an invalid webhook"))
                .ok()
        });
        Ok(readable.collect())
    }

    /// A webhook by its id.
    ///
    /// # Errors
    /// [`WebhookError::Unknown`]; otherwise as [`Store::load`].
    pub async fn webhook(&self, id: &WebhookId) -> Result<Webhook, WebhookError> {
        let row = webhook::Entity::find_by_id(id.as_str()).one(&self.connection);
        let row = self.bounded(1, async { Ok(row.await?) }).await?;
        let row = row.ok_or_else(|| WebhookError::Unknown(id.clone()))?;
        Ok(webhook_of(&row)?)
    }

    /// Removes a webhook with its secret. An event that is under way may still arrive.
    ///
    /// # Errors
    /// [`WebhookError::Unknown`]; otherwise as [`Store::load`].
    pub async fn remove_webhook(&self, id: &WebhookId) -> Result<(), WebhookError> {
        let work = webhook::Entity::delete_by_id(id.as_str()).exec(&self.connection);
        let removed = self.bounded(1, async { Ok(work.await?) }).await?;
        if removed.rows_affected == 0 {
            return Err(WebhookError::Unknown(id.clone()));
        }
        Ok(())
    }

    /// Pauses a webhook: no further attempt begins until it is resumed.
    ///
    /// # Errors
    /// As [`Store::webhook`].
    pub async fn pause_webhook(&self, id: &WebhookId) -> Result<Webhook, WebhookError> {
        let update = webhook::Entity::update_many().col_expr(
            webhook::Column::State,
            Expr::value(WebhookState::Paused.text()),
        );
        self.update_webhook(id, update).await
    }

    /// Resumes a webhook that was paused or disabled, or tries one that fails at once, where it was.
    ///
    /// # Errors
    /// As [`Store::webhook`].
    pub async fn resume_webhook(&self, id: &WebhookId) -> Result<Webhook, WebhookError> {
        self.update_webhook(id, active_again()).await
    }

    /// Replaces the secret of a webhook. Events are signed with both for 24 hours, and then with the
    /// new one alone, so that a receiver may take it over at any time between. The current secret
    /// again changes nothing.
    ///
    /// # Errors
    /// [`WebhookError::TooManySecrets`]; otherwise as [`Store::webhook`].
    pub async fn rotate_webhook(
        &self,
        id: &WebhookId,
        secret: WebhookSecret,
        now: DateTime<Utc>,
    ) -> Result<Webhook, WebhookError> {
        let work = async {
            let transaction = self.connection.begin_with_options(exclusive()).await?;
            let row = webhook::Entity::find_by_id(id.as_str())
                .lock_exclusive()
                .one(&transaction)
                .await?;
            let Some(row) = row else {
                return Ok(Err(WebhookError::Unknown(id.clone())));
            };
            let read = webhook_of(&row)?;
            let secrets = match read.secrets.rotated(secret, now) {
                Ok(secrets) => secrets,
                Err(until) => return Ok(Err(WebhookError::TooManySecrets(until))),
            };
            webhook::Entity::update_many()
                .col_expr(webhook::Column::Secret, Expr::value(secrets.current_text()))
                .col_expr(
                    webhook::Column::EarlierSecrets,
                    Expr::value(secrets.earlier_text()),
                )
                .filter(webhook::Column::Id.eq(id.as_str()))
                .exec(&transaction)
                .await?;
            transaction.commit().await?;
            Ok(Ok(Webhook { secrets, ..read }))
        };
        self.bounded(4, work).await?
    }

    /// Tells a webhook again of everything after a cursor, or of the whole log without one, in
    /// events with ids of their own; resumes it too.
    ///
    /// # Errors
    /// [`WebhookError::ResyncRequired`] for a cursor that the feed would refuse; otherwise as
    /// [`Store::webhook`].
    pub async fn replay_webhook(
        &self,
        id: &WebhookId,
        since: Option<LogCursor>,
    ) -> Result<Webhook, WebhookError> {
        let head = self.log_head().await?;
        let all = ChangeFilter::default();
        let reading = self.changes_after(since, head.sequence, 0, &all).await?;
        if reading == LogReading::ResyncRequired {
            return Err(WebhookError::ResyncRequired);
        }
        let update = active_again()
            .col_expr(
                webhook::Column::Cursor,
                Expr::value(since.map(|cursor| cursor.to_string())),
            )
            .col_expr(webhook::Column::PageHead, Expr::value(None::<String>))
            .col_expr(
                webhook::Column::Generation,
                next(webhook::Column::Generation),
            );
        self.update_webhook(id, update).await
    }

    /// The position after the last entry of the change log.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn log_head(&self) -> Result<LogPosition, StoreError> {
        let row = self.bounded(1, revision_row(&self.connection)).await?;
        head_of(&row)
    }

    async fn update_webhook(
        &self,
        id: &WebhookId,
        update: sea_orm::UpdateMany<webhook::Entity>,
    ) -> Result<Webhook, WebhookError> {
        let update = update.filter(webhook::Column::Id.eq(id.as_str()));
        let work = update.exec(&self.connection);
        let changed = self.bounded(1, async { Ok(work.await?) }).await?;
        if changed.rows_affected == 0 {
            return Err(WebhookError::Unknown(id.clone()));
        }
        self.webhook(id).await
    }
}

/// Makes a webhook due, without failures.
fn active_again() -> sea_orm::UpdateMany<webhook::Entity> {
    webhook::Entity::update_many()
        .col_expr(
            webhook::Column::State,
            Expr::value(WebhookState::Active.text()),
        )
        .col_expr(webhook::Column::Failures, Expr::value(0_i64))
        .col_expr(
            webhook::Column::FailingSince,
            Expr::value(None::<DateTime<Utc>>),
        )
        .col_expr(webhook::Column::NextAttemptAt, Expr::value(AT_ONCE))
}

/// A list with `|` between its members.
fn joined<T: ToString>(list: Option<&[T]>) -> Option<String> {
    let texts = list?.iter().map(ToString::to_string);
    Some(texts.collect::<Vec<_>>().join("|"))
}

/// The members of such a list.
fn parted(text: &str) -> impl Iterator<Item = &str> {
    text.split('|').filter(|part| !part.is_empty())
}

pub(super) fn webhook_of(row: &webhook::Model) -> Result<Webhook, StoreError> {
    // Errors name rows by number, and ids of webhooks are texts: the log names it before.
    let cell = |column| cell("webhook", column, 0);
    let read = || {
        let kinds = row.kinds.as_deref().map(|text| {
            let kinds = parted(text).map(|kind| cell("kinds").parse(kind));
            kinds.collect()
        });
        let vendors = row.vendors.as_deref().map(|text| {
            let vendors = parted(text).map(|vendor| cell("vendors").parse(vendor));
            vendors.collect()
        });
        let cursor = |column, text: Option<&str>| {
            let cursor = text.map(|text| cell(column).parse(text));
            cursor.transpose()
        };
        let secrets = WebhookSecrets::from_text(&row.secret, row.earlier_secrets.as_deref());
        Ok(Webhook {
            id: cell("id").parse(&row.id)?,
            filter: ChangeFilter {
                kinds: kinds.transpose()?,
                vendors: vendors.transpose()?,
                exams: None,
            },
            secrets: secrets.map_err(|error| cell("secret").fault(error))?,
            state: cell("state").parse(&row.state)?,
            cursor: cursor("cursor", row.cursor.as_deref())?,
            page_head: cursor("page_head", row.page_head.as_deref())?,
            generation: row.generation,
            deliveries: row.deliveries,
            failures: u32::try_from(row.failures).unwrap_or(u32::MAX),
            failing_since: row.failing_since,
            last_failure: row.last_failure.clone(),
            last_attempt_at: row.last_attempt_at,
            next_attempt_at: row.next_attempt_at,
            delivered_at: row.delivered_at,
            created_by: row.created_by.clone(),
            created_at: row.created_at,
            url: row.url.clone(),
        })
    };
    read().inspect_err(|_: &StoreError| {
        tracing::debug!(webhook = row.id, "the row of this webhook is invalid");
    })
}
