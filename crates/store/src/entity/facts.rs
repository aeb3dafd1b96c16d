//! Facts about exams.

/// Single values, typed by kind: money in minor units, quantities in tenths.
pub(crate) mod fact {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "fact")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub exam_id: i64,
        pub position: i32,
        pub name: String,
        pub about: Option<String>,
        pub experience: Option<String>,
        pub earned_from: Option<Date>,
        pub earned_before: Option<Date>,
        pub language: Option<String>,
        pub region: Option<String>,
        pub member: Option<bool>,
        pub form: Option<String>,
        pub value_kind: Option<String>,
        pub absent_because: Option<String>,
        pub number_min: Option<i64>,
        pub number_max: Option<i64>,
        pub currency: Option<String>,
        pub unit: Option<String>,
        pub score_passing: Option<i32>,
        pub scale_min: Option<i32>,
        pub scale_max: Option<i32>,
        pub score_unit: Option<String>,
        pub date_earliest: Option<Date>,
        pub date_latest: Option<Date>,
        pub date_precision: Option<String>,
        pub date_not_before: bool,
        pub level: Option<String>,
        pub wording: Option<String>,
        pub flag: Option<bool>,
        pub evidence_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The items of a fact whose value is a list.
pub(crate) mod fact_item {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "fact_item")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub fact_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub wording: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
