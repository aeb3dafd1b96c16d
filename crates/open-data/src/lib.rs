//! The catalogue in open vocabularies. No I/O, no clock.
//!
//! | module | what it writes |
//! | --- | --- |
//! | [`schema_org`] | JSON-LD in pages: exams, certifications, roles, the data set |
//! | [`ctdl`] | credentials, assessments and competencies in the Credential Transparency Description Language |
//! | [`case`] | blueprints as packages of 1EdTech's Competencies and Academic Standards Exchange 1.1 |
//! | [`data_package`] | the exports as a Frictionless Data Package |
//! | [`dcat`] | the exports as a record of the Data Catalog Vocabulary |
//!
//! `docs/open-data.md` lists what each format cannot hold.

pub mod case;
pub mod ctdl;
pub mod data_package;
mod dates;
pub mod dcat;
mod distribution;
mod identifier;
mod numbers;
pub mod schema_org;

pub use self::{
    dates::{certification_modified, exam_modified, role_modified, temporal_coverage},
    distribution::{DATA_SET, DataSet, DataSetTexts, Distribution, LICENCES, Licence, TableField},
    identifier::Identifier,
};
