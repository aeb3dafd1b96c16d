//! Prerequisites and study plans.

/// Groups of alternatives; all groups are required.
pub(crate) mod prerequisite_group {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "prerequisite_group")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub exam_id: i64,
        pub position: i32,
        pub kind: String,
        pub evidence_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The alternatives of a group.
pub(crate) mod prerequisite_member {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "prerequisite_member")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub prerequisite_group_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub exam_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The experience levels that a group applies to.
pub(crate) mod prerequisite_experience {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "prerequisite_experience")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub prerequisite_group_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub experience: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Study plans, at most one per exam.
pub(crate) mod study_plan {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "study_plan")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub exam_id: i64,
        pub evidence_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Some weeks of a study plan.
pub(crate) mod study_plan_block {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "study_plan_block")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub exam_id: i64,
        pub position: i32,
        pub first_week: i32,
        pub last_week: i32,
        pub hours: i32,
        pub gate_percent: Option<i32>,
        pub gate_consecutive_attempts: Option<i32>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Topics, labs and material of a block.
pub(crate) mod study_plan_item {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "study_plan_item")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub study_plan_block_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub wording: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
