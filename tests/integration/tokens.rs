//! Tokens: how they are kept.

use certgraph::store::{
    self, Store, StoreOptions, TokenError, TokenName, TokenScope, TokenSecret, TokenStanding,
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, Database, Statement};

use crate::support::{
    database::{TestDatabase, fresh},
    server::NOW,
};

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn name(text: &str) -> TokenName {
    text.parse().unwrap()
}

async fn create(store: &Store, text: &str, scope: TokenScope) -> Result<TokenSecret, TokenError> {
    store
        .create_token(&name(text), scope, None, instant(NOW))
        .await
}

async fn migrated() -> (TestDatabase, Store) {
    let database = fresh().await;
    let store = store::connect(database.url(), StoreOptions::default())
        .await
        .unwrap();
    store.migrate().await.unwrap();
    (database, store)
}

#[tokio::test]
async fn a_token_is_valid_until_it_expires_or_is_revoked() {
    let (_database, store) = migrated().await;
    let now = instant(NOW);
    let end = instant("2026-12-01T00:00:00Z");
    let secret = store
        .create_token(&name("acme"), TokenScope::Partner, Some(end), now)
        .await
        .unwrap();
    let editor = store
        .create_token(&name("jo"), TokenScope::Editor, None, now)
        .await
        .unwrap();
    let valid = async |at: &str| {
        let found = store.valid_tokens(instant(at)).await.unwrap();
        let mut names: Vec<_> = found
            .iter()
            .map(|(digest, token)| {
                let own = *digest == secret.digest() || *digest == editor.digest();
                assert!(own, "{token:?}");
                token.name.to_string()
            })
            .collect();
        names.sort();
        names
    };
    assert_eq!(valid("2026-11-30T23:59:59.999999Z").await, ["acme", "jo"]);
    assert_eq!(valid("2026-12-01T00:00:00Z").await, ["jo"]);

    let revoked = store.revoke_token(&name("jo"), now).await.unwrap();
    assert_eq!(revoked.revoked_at, Some(now));
    assert_eq!(revoked.standing(now), TokenStanding::Revoked);
    assert_eq!(valid("2026-11-22T12:00:00Z").await, ["acme"]);
    let again = store.revoke_token(&name("jo"), end).await.unwrap();
    assert_eq!(again.revoked_at, Some(now), "the first time counts");
    let unknown = store.revoke_token(&name("nobody"), now).await.unwrap_err();
    assert_eq!(unknown.code(), "TOKEN_UNKNOWN");

    let listed = store.tokens().await.unwrap();
    assert_eq!(listed.len(), 2);
    assert_eq!(
        (listed[0].name.as_str(), listed[0].expires_at),
        ("acme", Some(end))
    );
    assert_eq!(listed[1].scope, TokenScope::Editor);
}

#[tokio::test]
async fn a_name_is_used_once_for_ever() {
    let (_database, store) = migrated().await;
    let now = instant(NOW);
    let create = || create(&store, "acme", TokenScope::Editor);
    create().await.unwrap();
    let taken = create().await.unwrap_err();
    assert!(matches!(taken, TokenError::NameTaken(_)), "{taken}");
    store.revoke_token(&name("acme"), now).await.unwrap();
    assert_eq!(create().await.unwrap_err().code(), "TOKEN_NAME_TAKEN");
}

#[tokio::test]
async fn the_latest_use_is_recorded() {
    let (_database, store) = migrated().await;
    let now = instant(NOW);
    create(&store, "acme", TokenScope::Partner).await.unwrap();
    let id = store.tokens().await.unwrap()[0].id;
    for minutes in [5, 7, 6] {
        let used = now + TimeDelta::minutes(minutes);
        store.note_token_use(id, used).await.unwrap();
    }
    let last_used_at = store.tokens().await.unwrap()[0].last_used_at;
    assert_eq!(last_used_at, Some(now + TimeDelta::minutes(7)));
}

#[tokio::test]
async fn the_database_has_no_secret_and_a_broken_row_blocks_no_other_token() {
    let (database, store) = migrated().await;
    let now = instant(NOW);
    let secret = store
        .create_token(&name("acme"), TokenScope::Partner, None, now)
        .await
        .unwrap();
    let connection = Database::connect(database.url()).await.unwrap();
    let statement = Statement::from_string(
        connection.get_database_backend(),
        "SELECT name, scope, sha256 FROM access_token",
    );
    let row = connection.query_one_raw(statement).await.unwrap().unwrap();
    let digest: String = row.try_get("", "sha256").unwrap();
    let token = secret.reveal();
    let bits = token.strip_prefix("certgraph_").unwrap();
    assert!(digest.len() == 64 && digest != bits, "{digest}");

    create(&store, "other", TokenScope::Partner).await.unwrap();
    connection
        .execute_unprepared("UPDATE access_token SET sha256 = upper(sha256) WHERE name = 'other'")
        .await
        .unwrap();
    let valid = store.valid_tokens(now).await.unwrap();
    assert_eq!(valid.len(), 1);
    assert_eq!(valid[0].1.name, name("acme"));
}
