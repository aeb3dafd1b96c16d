//! Job roles, and the exams that sources recommend for them.

/// Job roles.
pub(crate) mod role {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "role")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(unique)]
        pub slug: String,
        pub title: String,
        pub family: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The focus of a role.
pub(crate) mod role_focus {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "role_focus")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub role_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub wording: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A source's recommendation for a role; fees in minor units.
pub(crate) mod role_recommendation {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "role_recommendation")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub role_id: i64,
        pub position: i32,
        pub vendor_id: Option<i64>,
        pub focus: Option<String>,
        pub ordered: bool,
        pub months_min: Option<i32>,
        pub months_max: Option<i32>,
        pub fees_min: Option<i64>,
        pub fees_max: Option<i64>,
        pub fees_currency: Option<String>,
        pub evidence_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The steps of a recommendation.
pub(crate) mod role_step {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "role_step")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub role_recommendation_id: i64,
        pub position: i32,
        pub optional: bool,
        pub held: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The alternatives of a step.
pub(crate) mod role_step_exam {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "role_step_exam")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub role_step_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub exam_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
