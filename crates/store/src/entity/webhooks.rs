//! Webhooks.

/// Who is told of changes, how far, and which process tells them.
pub(crate) mod webhook {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "webhook")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub url: String,
        pub kinds: Option<String>,
        pub vendors: Option<String>,
        pub secret: String,
        pub earlier_secrets: Option<String>,
        pub state: String,
        pub cursor: Option<String>,
        pub page_head: Option<String>,
        pub generation: i64,
        pub deliveries: i64,
        pub failures: i64,
        pub failing_since: Option<DateTimeUtc>,
        pub last_failure: Option<String>,
        pub last_attempt_at: Option<DateTimeUtc>,
        pub next_attempt_at: DateTimeUtc,
        pub delivered_at: Option<DateTimeUtc>,
        pub created_by: String,
        pub created_at: DateTimeUtc,
        pub lease_owner: Option<String>,
        pub lease_until: i64,
    }

    /// The secret must not show when the row is logged.
    impl std::fmt::Debug for Model {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(formatter, "webhook({})", self.id)
        }
    }

    impl std::fmt::Debug for ModelEx {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(formatter, "webhook({})", self.id)
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
