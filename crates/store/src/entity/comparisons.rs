//! Comparisons of two exams, and equivalences.

/// Authored comparisons of two exams.
pub(crate) mod comparison {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "comparison")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub left_exam_id: i64,
        pub right_exam_id: i64,
        pub summary: String,
        pub evidence_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The dimensions in which the exams differ.
pub(crate) mod comparison_dimension {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "comparison_dimension")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub comparison_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub name: String,
        pub left_wording: String,
        pub right_wording: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Advice for one audience.
pub(crate) mod comparison_audience {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "comparison_audience")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub comparison_id: i64,
        pub position: i32,
        pub audience: String,
        pub advice: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The exams that an audience should take, in order.
pub(crate) mod comparison_audience_exam {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "comparison_audience_exam")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub comparison_audience_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub exam_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Equivalences across vendors.
pub(crate) mod equivalence {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "equivalence")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub left_exam_id: i64,
        pub right_exam_id: i64,
        pub tier_distance: i32,
        pub rationale: String,
        pub evidence_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
