//! Leases: of several processes, one delivers to a webhook at a time.
//!
//! A lease ends by the clock of the database, and every write of its owner is conditional on it, so
//! neither a process whose clock is wrong nor one that was stopped for a while can disturb another.

use std::time::Duration;

use catalogue::{LogCursor, hexadecimal};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, UpdateMany, sea_query::Expr};

use super::{
    Webhook, WebhookId, WebhookState,
    access::{AT_ONCE, webhook_of},
};
use crate::{connection::Store, entity::webhook, error::StoreError};

/// What names a process that delivers: 128 random bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseOwner(String);

impl LeaseOwner {
    /// A new name.
    ///
    /// # Errors
    /// If the operating system returns no random numbers.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bits = [0; 16];
        getrandom::fill(&mut bits)?;
        Ok(Self(hexadecimal(&bits)))
    }

    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What became of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attempt {
    /// The receiver acknowledged it.
    Delivered {
        /// The cursor after the page.
        end: LogCursor,
    },
    /// Nothing in it is for this webhook.
    Skipped {
        /// The cursor after the page.
        end: LogCursor,
    },
    /// It was not acknowledged.
    Failed {
        /// Why, for editors.
        reason: String,
        /// When to try again; `None` for never.
        retry_at: Option<DateTime<Utc>>,
    },
}

/// A number and 1.
pub(super) fn next(column: webhook::Column) -> Expr {
    sea_orm::ExprTrait::add(Expr::col(column), 1)
}

impl Store {
    /// Takes or extends the lease of a webhook; `None` when another process holds it, or the webhook
    /// is gone.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn lease_webhook(
        &self,
        id: &WebhookId,
        owner: &LeaseOwner,
        time: Duration,
    ) -> Result<Option<Webhook>, StoreError> {
        let length = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        let is_free = Condition::any()
            .add(webhook::Column::LeaseOwner.eq(owner.as_str()))
            .add(webhook::Column::LeaseOwner.is_null())
            .add(sea_orm::ExprTrait::lt(
                Expr::col(webhook::Column::LeaseUntil),
                self.milliseconds_now(),
            ));
        let work = async {
            let leased = webhook::Entity::update_many()
                .col_expr(webhook::Column::LeaseOwner, Expr::value(owner.as_str()))
                .col_expr(
                    webhook::Column::LeaseUntil,
                    sea_orm::ExprTrait::add(self.milliseconds_now(), length),
                )
                .filter(webhook::Column::Id.eq(id.as_str()))
                .filter(is_free)
                .exec(&self.connection)
                .await?;
            if leased.rows_affected == 0 {
                return Ok(None);
            }
            let select = webhook::Entity::find_by_id(id.as_str());
            let row = select.one(&self.connection).await?;
            row.as_ref().map(webhook_of).transpose()
        };
        self.bounded(2, work).await
    }

    /// Gives the lease back, so that another process need not wait for its end.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn release_webhook(
        &self,
        id: &WebhookId,
        owner: &LeaseOwner,
    ) -> Result<(), StoreError> {
        let work = webhook::Entity::update_many()
            .col_expr(webhook::Column::LeaseOwner, Expr::value(None::<String>))
            .filter(webhook::Column::Id.eq(id.as_str()))
            .filter(webhook::Column::LeaseOwner.eq(owner.as_str()))
            .exec(&self.connection);
        self.bounded(1, async { Ok(work.await.map(drop)?) }).await
    }

    /// Sets the head up to which the next page reads, before the page is sent. `false` when the
    /// lease was lost or the webhook was replayed meanwhile.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn begin_webhook_page(
        &self,
        webhook: &Webhook,
        owner: &LeaseOwner,
        head: LogCursor,
    ) -> Result<bool, StoreError> {
        let update = webhook::Entity::update_many()
            .col_expr(webhook::Column::PageHead, Expr::value(head.to_string()));
        self.as_owner(webhook, owner, update).await
    }

    /// Records what became of a page. `false` when the lease was lost or the webhook was replayed
    /// meanwhile; then nothing is recorded, and the page is sent again.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn record_webhook_attempt(
        &self,
        webhook: &Webhook,
        owner: &LeaseOwner,
        attempt: &Attempt,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        use webhook::Column;

        let update = webhook::Entity::update_many();
        let moved = |update: UpdateMany<webhook::Entity>, end: &LogCursor| {
            update
                .col_expr(Column::Cursor, Expr::value(end.to_string()))
                .col_expr(Column::PageHead, Expr::value(None::<String>))
        };
        let update = match attempt {
            Attempt::Skipped { end } => moved(update, end),
            Attempt::Delivered { end } => moved(update, end)
                .col_expr(Column::Deliveries, next(Column::Deliveries))
                .col_expr(Column::Failures, Expr::value(0_i64))
                .col_expr(Column::FailingSince, Expr::value(None::<DateTime<Utc>>))
                .col_expr(Column::LastFailure, Expr::value(None::<String>))
                .col_expr(Column::LastAttemptAt, Expr::value(now))
                .col_expr(Column::NextAttemptAt, Expr::value(AT_ONCE))
                .col_expr(Column::DeliveredAt, Expr::value(now)),
            Attempt::Failed { reason, retry_at } => {
                let since = webhook.failing_since.unwrap_or(now);
                let failed = update
                    .col_expr(Column::Failures, next(Column::Failures))
                    .col_expr(Column::FailingSince, Expr::value(since))
                    .col_expr(Column::LastFailure, Expr::value(reason.as_str()))
                    .col_expr(Column::LastAttemptAt, Expr::value(now));
                match retry_at {
                    Some(instant) => failed.col_expr(Column::NextAttemptAt, Expr::value(*instant)),
                    None => {
                        failed.col_expr(Column::State, Expr::value(WebhookState::Disabled.text()))
                    }
                }
            }
        };
        self.as_owner(webhook, owner, update).await
    }

    /// Changes a webhook if the lease is still held and it was not replayed since it was read.
    async fn as_owner(
        &self,
        webhook: &Webhook,
        owner: &LeaseOwner,
        update: UpdateMany<webhook::Entity>,
    ) -> Result<bool, StoreError> {
        let work = update
            .filter(webhook::Column::Id.eq(webhook.id.as_str()))
            .filter(webhook::Column::Generation.eq(webhook.generation))
            .filter(webhook::Column::LeaseOwner.eq(owner.as_str()))
            .exec(&self.connection);
        self.bounded(1, async { Ok(work.await?.rows_affected == 1) })
            .await
    }

    /// Milliseconds since 1970 by the clock of the database.
    fn milliseconds_now(&self) -> Expr {
        Expr::cust(if self.is_postgres() {
            "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
        } else {
            "CAST(unixepoch('subsec') * 1000 AS INTEGER)"
        })
    }
}
