//! Creates, lists and revokes tokens in the database.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    TransactionTrait, sea_query::Expr,
};

use super::{Token, TokenDigest, TokenName, TokenScope, TokenSecret};
use crate::{
    connection::Store, entity::access_token, error::StoreError, schema::exclusive, values::cell,
};

/// Maximum valid tokens: each server process caches all of them in memory.
const MAX_VALID: u64 = 10_000;

/// Why a token could not be created, listed or revoked.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The name is or was used.
    #[error("a token named {0} exists already; names are never reused")]
    NameTaken(TokenName),
    /// There is no token with this name.
    #[error("there is no token named {0}")]
    Unknown(TokenName),
    /// Too many tokens are valid.
    #[error("{MAX_VALID} tokens are valid already; revoke some first")]
    TooMany,
    /// The operating system returns no random numbers.
    #[error("the operating system returns no random numbers: {0}")]
    NoRandomness(getrandom::Error),
    /// A database error.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl TokenError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NameTaken(_) => "TOKEN_NAME_TAKEN",
            Self::Unknown(_) => "TOKEN_UNKNOWN",
            Self::TooMany => "TOO_MANY_TOKENS",
            Self::NoRandomness(_) => "NO_RANDOMNESS",
            Self::Store(error) => error.code(),
        }
    }
}

impl Store {
    /// Creates a token and returns its secret, which is not stored.
    ///
    /// # Errors
    /// [`TokenError::NameTaken`], also by a token that was revoked; [`TokenError::TooMany`];
    /// [`TokenError::NoRandomness`]; otherwise as [`Store::load`].
    pub async fn create_token(
        &self,
        name: &TokenName,
        scope: TokenScope,
        expires_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<TokenSecret, TokenError> {
        let secret = TokenSecret::random().map_err(TokenError::NoRandomness)?;
        let row = access_token::ActiveModel {
            name: Set(name.as_str().to_owned()),
            scope: Set(scope.text().to_owned()),
            sha256: Set(secret.digest().text()),
            created_at: Set(now),
            expires_at: Set(expires_at),
            ..Default::default()
        };
        let work = async {
            let begun = self.connection.begin_with_options(exclusive()).await;
            let transaction = begun.map_err(StoreError::from)?;
            let valid = access_token::Entity::find().filter(valid_at(now));
            let count = valid.count(&transaction).await.map_err(StoreError::from)?;
            if count >= MAX_VALID {
                return Ok(Err(TokenError::TooMany));
            }
            access_token::Entity::insert(row).exec(&transaction).await?;
            transaction.commit().await?;
            Ok(Ok(()))
        };
        match self.bounded(4, work).await {
            Ok(outcome) => outcome.map(|()| secret),
            Err(StoreError::Constraint { .. }) => Err(TokenError::NameTaken(name.clone())),
            Err(error) => Err(error.into()),
        }
    }

    /// All tokens ever created, by name.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] when a row holds an invalid value; otherwise as
    /// [`Store::load`].
    pub async fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        let rows = access_token::Entity::find()
            .order_by_asc(access_token::Column::Name)
            .all(&self.connection);
        let rows = self.bounded(1, async { Ok(rows.await?) }).await?;
        rows.iter().map(token_of).collect()
    }

    /// The tokens that are valid at an instant, with their digests.
    ///
    /// An invalid row is skipped and logged: it must not lock other callers out.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn valid_tokens(
        &self,
        now: DateTime<Utc>,
    ) -> Result<Vec<(TokenDigest, Token)>, StoreError> {
        let rows = access_token::Entity::find()
            .filter(valid_at(now))
            .all(&self.connection);
        let rows = self.bounded(1, async { Ok(rows.await?) }).await?;
        let readable = rows.into_iter().filter_map(|row| {
            let (id, digest) = (row.id, TokenDigest::from_text(&row.sha256));
            let digest = cell("access_token", "sha256", id).present(digest);
            match digest.and_then(|digest| Ok((digest, token_of(&row)?))) {
                Ok(token) => Some(token),
                Err(error) => {
                    tracing::error!(%error, "skipped an invalid token");
                    None
                }
            }
        });
        Ok(readable.collect())
    }

    /// Revokes a token permanently and returns it. One that was revoked before keeps its instant.
    ///
    /// # Errors
    /// [`TokenError::Unknown`]; otherwise as [`Store::load`].
    pub async fn revoke_token(
        &self,
        name: &TokenName,
        now: DateTime<Utc>,
    ) -> Result<Token, TokenError> {
        let named = access_token::Column::Name.eq(name.as_str());
        let row = self.bounded(2, async {
            access_token::Entity::update_many()
                .col_expr(access_token::Column::RevokedAt, Expr::value(now))
                .filter(named.clone())
                .filter(access_token::Column::RevokedAt.is_null())
                .exec(&self.connection)
                .await?;
            let select = access_token::Entity::find().filter(named);
            Ok(select.one(&self.connection).await?)
        });
        match row.await? {
            Some(row) => Ok(token_of(&row)?),
            None => Err(TokenError::Unknown(name.clone())),
        }
    }

    /// Records the use of a token, unless a later use is recorded.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn note_token_use(&self, id: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
        let column = access_token::Column::LastUsedAt;
        let work = access_token::Entity::update_many()
            .col_expr(column, Expr::value(now))
            .filter(access_token::Column::Id.eq(id))
            .filter(Condition::any().add(column.is_null()).add(column.lt(now)))
            .exec(&self.connection);
        self.bounded(1, async { Ok(work.await.map(drop)?) }).await
    }
}

/// The condition that a token is valid at an instant.
fn valid_at(now: DateTime<Utc>) -> Condition {
    let expires_at = access_token::Column::ExpiresAt;
    Condition::all()
        .add(access_token::Column::RevokedAt.is_null())
        .add(
            Condition::any()
                .add(expires_at.is_null())
                .add(expires_at.gt(now)),
        )
}

fn token_of(row: &access_token::Model) -> Result<Token, StoreError> {
    Ok(Token {
        id: row.id,
        name: cell("access_token", "name", row.id).parse(&row.name)?,
        scope: cell("access_token", "scope", row.id).parse(&row.scope)?,
        created_at: row.created_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
        last_used_at: row.last_used_at,
    })
}
