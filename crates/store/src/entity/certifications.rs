//! Certifications, and the exams that earn them.

/// Certifications.
pub(crate) mod certification {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "certification")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(unique)]
        pub slug: String,
        pub vendor_id: i64,
        pub title: String,
        pub level: Option<String>,
        pub evidence_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Other names of a certification.
pub(crate) mod certification_also_known_as {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "certification_also_known_as")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub certification_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub wording: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Alternative requirement sets of a certification.
pub(crate) mod certification_requirement_set {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "certification_requirement_set")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub certification_id: i64,
        pub position: i32,
        pub counts_from: Option<Date>,
        pub counts_until: Option<Date>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The exams of a requirement set.
pub(crate) mod certification_requirement {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "certification_requirement")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub requirement_set_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub exam_id: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
