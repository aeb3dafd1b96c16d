//! The revision of the content and the log of its changes.

/// The one row that says which revision the content has.
pub(in crate::store) mod revision {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "revision")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        pub number: i64,
        pub committed_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Every record that a change set wrote or removed.
pub(in crate::store) mod change_log {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "change_log")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub sequence: i64,
        pub revision: i64,
        pub kind: String,
        pub key: String,
        pub operation: String,
        pub document: Option<String>,
        pub sha256: Option<String>,
        pub actor: String,
        pub note: Option<String>,
        pub committed_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
