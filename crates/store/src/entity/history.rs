//! The revision of the content, the log of its changes and the audit of publications.

/// The single row with the current revision and the head of the log.
pub(crate) mod revision {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "revision")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        pub number: i64,
        pub committed_at: DateTimeUtc,
        pub log_sequence: i64,
        pub log_chain: String,
        pub log_floor: i64,
        pub logged_revision: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Every record that a change set wrote or removed.
pub(crate) mod change_log {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "change_log")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub sequence: i64,
        pub revision: i64,
        pub kind: String,
        pub key: String,
        pub operation: String,
        pub document: Option<String>,
        pub sha256: Option<String>,
        pub chain: String,
        pub vendors: String,
        pub exams: String,
        pub actor: String,
        pub note: Option<String>,
        pub committed_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Committed publications.
pub(crate) mod publication {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "publication")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub revision: i64,
        pub log_sequence: i64,
        pub log_chain: String,
        pub actor: String,
        pub note: Option<String>,
        pub idempotency_key: Option<String>,
        pub request_sha256: String,
        pub added: i64,
        pub changed: i64,
        pub removed: i64,
        pub difference: Option<String>,
        pub committed_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
