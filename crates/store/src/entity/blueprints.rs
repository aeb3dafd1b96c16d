//! Blueprints of exams.

/// Dated versions of an exam's blueprint.
pub(crate) mod blueprint {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "blueprint")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub exam_id: i64,
        pub position: i32,
        pub version: String,
        pub standing: String,
        pub weights: String,
        pub published_on_earliest: Option<Date>,
        pub published_on_latest: Option<Date>,
        pub published_on_precision: Option<String>,
        pub effective_from_earliest: Option<Date>,
        pub effective_from_latest: Date,
        pub effective_from_precision: String,
        pub effective_until_earliest: Option<Date>,
        pub effective_until_latest: Option<Date>,
        pub effective_until_precision: Option<String>,
        pub evidence_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Domains of a blueprint; weights in tenths of a percent point.
pub(crate) mod domain {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "domain")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub blueprint_id: i64,
        pub position: i32,
        pub key: String,
        pub title: String,
        pub weight_min: Option<i32>,
        pub weight_max: Option<i32>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Objectives of a domain.
pub(crate) mod objective {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "objective")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub domain_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub key: String,
        pub wording: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
