//! Exams, their names and their successors.

/// Exams.
pub(crate) mod exam {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "exam")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub vendor_id: i64,
        pub code: String,
        pub title: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Former codes of an exam.
pub(crate) mod exam_former_code {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "exam_former_code")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub exam_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub code: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Other codes of an exam.
pub(crate) mod exam_alias {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "exam_alias")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub exam_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub code: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Other names of an exam.
pub(crate) mod exam_also_known_as {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "exam_also_known_as")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub exam_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub wording: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Successors of an exam.
pub(crate) mod succession {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "succession")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub exam_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub successor_id: i64,
        pub evidence_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
