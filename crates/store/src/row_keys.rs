//! The keys of the rows that other rows refer to.

use std::{collections::HashMap, fmt::Display, hash::Hash, str::FromStr};

use sea_orm::{ConnectionTrait, EntityTrait, Iterable, QuerySelect};

use catalogue::{ExamCode, ExamKey, RoleSlug, SourceKey, VendorSlug};

use super::{
    entity::{exam, role, source, vendor},
    error::StoreError,
    values::cell,
};

/// Row keys by record name.
#[derive(Debug)]
pub(super) struct RowKeys {
    pub(super) sources: HashMap<SourceKey, i64>,
    pub(super) vendors: HashMap<VendorSlug, i64>,
    pub(super) exams: HashMap<ExamKey, i64>,
    pub(super) roles: HashMap<RoleSlug, i64>,
}

impl RowKeys {
    /// Reads all keys, inside the caller's transaction.
    pub(super) async fn read(connection: &impl ConnectionTrait) -> Result<Self, StoreError> {
        let sources = named::<source::Entity, _>(connection, "source").await?;
        let vendors = named::<vendor::Entity, VendorSlug>(connection, "vendor").await?;
        let roles = named::<role::Entity, _>(connection, "role").await?;
        let slugs: HashMap<i64, &VendorSlug> =
            vendors.iter().map(|(slug, id)| (*id, slug)).collect();
        let rows: Vec<(i64, i64, String)> = exam::Entity::find()
            .select_only()
            .columns([exam::Column::Id, exam::Column::VendorId, exam::Column::Code])
            .into_tuple()
            .all(connection)
            .await?;
        let mut exams = HashMap::with_capacity(rows.len());
        for (id, vendor, code) in rows {
            let vendor = slugs.get(&vendor).copied().cloned();
            let key = ExamKey {
                vendor: cell("exam", "vendor_id", id).present(vendor)?,
                code: cell("exam", "code", id).parse::<ExamCode>(&code)?,
            };
            exams.insert(key, id);
        }
        Ok(Self {
            sources,
            vendors,
            exams,
            roles,
        })
    }
}

/// The keys of a table whose first two columns are key and name.
async fn named<E, N>(
    connection: &impl ConnectionTrait,
    table: &'static str,
) -> Result<HashMap<N, i64>, StoreError>
where
    E: EntityTrait,
    N: Eq + Hash + FromStr<Err: Display>,
{
    let rows: Vec<(i64, String)> = E::find()
        .select_only()
        .columns(E::Column::iter().take(2))
        .into_tuple()
        .all(connection)
        .await?;
    rows.into_iter()
        .map(|(id, name)| Ok((cell(table, "name", id).parse(&name)?, id)))
        .collect()
}
