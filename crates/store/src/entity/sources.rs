//! Sources and evidence.

/// Sources.
pub(crate) mod source {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "source")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(unique)]
        pub key: String,
        pub title: String,
        pub publisher: String,
        pub url: String,
        pub kind: String,
        pub note: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The maximum confidence of a source for one kind of facts.
pub(crate) mod source_limit {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "source_limit")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub source_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub kind: String,
        pub at_most: String,
        pub note: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Evidence: its date and confidence.
pub(crate) mod evidence {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "evidence")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub as_of_earliest: Option<Date>,
        pub as_of_latest: Date,
        pub as_of_precision: String,
        pub checked: Option<Date>,
        pub confidence: String,
        pub note: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The sources of evidence, the leading one first.
pub(crate) mod evidence_source {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "evidence_source")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub evidence_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub source_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
