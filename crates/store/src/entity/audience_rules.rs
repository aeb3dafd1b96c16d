//! Audience rules.

/// Rules that recommend or reject an exam for an audience.
pub(crate) mod audience_rule {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "audience_rule")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(unique)]
        pub key: String,
        pub exam_id: i64,
        pub audience: String,
        pub decision: String,
        pub ships_code: Option<bool>,
        pub evidence_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Condition: one of these exams is held.
pub(crate) mod audience_rule_held_exam {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "audience_rule_held_exam")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub audience_rule_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub exam_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Condition: works with these vendors only.
pub(crate) mod audience_rule_vendor {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "audience_rule_vendor")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub audience_rule_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub vendor_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Condition: one of these experience levels.
pub(crate) mod audience_rule_experience {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "audience_rule_experience")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub audience_rule_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub experience: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Condition: one of these roles.
pub(crate) mod audience_rule_role {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "audience_rule_role")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub audience_rule_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub role_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Condition as free text, which is not evaluated.
pub(crate) mod audience_rule_circumstance {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "audience_rule_circumstance")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub audience_rule_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub wording: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Reasons of a rule.
pub(crate) mod audience_rule_reason {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "audience_rule_reason")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub audience_rule_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub wording: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Exams to take instead, in order.
pub(crate) mod audience_rule_take_group {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "audience_rule_take_group")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub audience_rule_id: i64,
        pub position: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The alternatives of an exam to take.
pub(crate) mod audience_rule_take_exam {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "audience_rule_take_exam")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub take_group_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub exam_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
