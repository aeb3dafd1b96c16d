//! The content according to the log: the last document of every record.

use std::sync::Arc;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select, sea_query::Expr,
};
use serde::de::DeserializeOwned;

use catalogue::{Content, RecordKind, Revision};

use crate::{
    connection::Store, entity::change_log, error::StoreError, load::revision_row, values::cell,
};

impl Store {
    /// The content of a revision, from the log; `None` when that is pruned, or the revision never
    /// existed.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn content_at(&self, revision: Revision) -> Result<Option<Content>, StoreError> {
        self.bounded(4, async {
            let present = revision_row(&self.connection).await?;
            if revision.number() > present.number {
                return Ok(None);
            }
            let last = change_log::Entity::find()
                .filter(change_log::Column::Revision.lte(revision.number()))
                .order_by_desc(change_log::Column::Sequence)
                .one(&self.connection)
                .await?;
            let through = last.map_or(0, |entry| entry.sequence);
            let content = logged_content(&self.connection, through).await?;
            // Read after the content: the floor only rises, so content that is valid now was
            // complete.
            let floor = revision_row(&self.connection).await?.log_floor;
            Ok((through >= floor).then_some(content))
        })
        .await
    }
}

/// The entries with the current documents after the entry `through`.
pub(super) fn still_held(through: i64) -> Select<change_log::Entity> {
    change_log::Entity::find()
        .filter(change_log::Column::Operation.eq("UPSERT"))
        .filter(change_log::Column::Sequence.lte(through))
        .filter(Expr::cust(format!(
            "NOT EXISTS (SELECT 1 FROM change_log AS later
                WHERE later.kind = change_log.kind AND later.key = change_log.key
                AND later.sequence > change_log.sequence AND later.sequence <= {through})"
        )))
}

/// The content according to the log.
pub(super) async fn logged_content(
    connection: &impl ConnectionTrait,
    through: i64,
) -> Result<Content, StoreError> {
    let mut content = Content::default();
    for row in still_held(through).all(connection).await? {
        let kind: RecordKind = cell("change_log", "kind", row.sequence).parse(&row.kind)?;
        match kind {
            RecordKind::Source => content.sources.push(record(&row)?),
            RecordKind::Vendor => content.vendors.push(record(&row)?),
            RecordKind::Certification => content.certifications.push(record(&row)?),
            RecordKind::Exam => content.exams.push(record(&row)?),
            RecordKind::Role => content.roles.push(record(&row)?),
            RecordKind::Comparison => content.comparisons.push(record(&row)?),
            RecordKind::Equivalence => content.equivalences.push(record(&row)?),
            RecordKind::AudienceRule => content.audience_rules.push(record(&row)?),
        }
    }
    content.sort();
    Ok(content)
}

fn record<T: DeserializeOwned>(row: &change_log::Model) -> Result<Arc<T>, StoreError> {
    let cell = cell("change_log", "document", row.sequence);
    let document = row.document.as_deref().unwrap_or_default();
    let record = serde_json::from_str(document);
    record.map(Arc::new).map_err(|error| cell.fault(error))
}
