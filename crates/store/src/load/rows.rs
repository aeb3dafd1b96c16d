//! The statements that read the content, and what they return: the rows of several tables at once.
//!
//! A statement returns one row with one text for each table, a JSON array of its rows, each of which
//! is an array of columns. The drivers hand over rows one by one, which takes many times as long as
//! making and parsing these texts.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, IdenStatic,
    Iterable, QueryResult, Statement, sea_query::ColumnType,
};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::STATEMENT_TIMEOUT;
use crate::{
    entity::{
        audience_rule, audience_rule_circumstance, audience_rule_experience,
        audience_rule_held_exam, audience_rule_reason, audience_rule_role, audience_rule_take_exam,
        audience_rule_take_group, audience_rule_vendor, blueprint, certification,
        certification_also_known_as, certification_requirement, certification_requirement_set,
        comparison, comparison_audience, comparison_audience_exam, comparison_dimension, domain,
        equivalence, evidence, evidence_source, exam, exam_alias, exam_also_known_as,
        exam_former_code, fact, fact_item, objective, prerequisite_experience, prerequisite_group,
        prerequisite_member, role, role_focus, role_recommendation, role_step, role_step_exam,
        source, source_limit, study_plan, study_plan_block, study_plan_item, succession, vendor,
    },
    error::StoreError,
};

/// The rows of several tables.
pub(super) struct Rows(QueryResult);

impl Rows {
    /// All records but the parts of exams.
    pub(super) async fn of_others(transaction: &DatabaseTransaction) -> Result<Self, StoreError> {
        let backend = transaction.get_database_backend();
        Self::read(
            transaction,
            Statement::from_string(backend, others(backend)),
        )
        .await
    }

    /// The parts of the exams with row keys from the first to the last.
    pub(super) async fn of_exams(
        transaction: &DatabaseTransaction,
        (first, last): (i64, i64),
    ) -> Result<Self, StoreError> {
        let backend = transaction.get_database_backend();
        let values = [first.into(), last.into()];
        let statement = Statement::from_sql_and_values(backend, exams(backend), values);
        Self::read(transaction, statement).await
    }

    async fn read(
        transaction: &DatabaseTransaction,
        statement: Statement,
    ) -> Result<Self, StoreError> {
        let row = timeout(STATEMENT_TIMEOUT, transaction.query_one_raw(statement)).await;
        let row = row.map_err(|_| StoreError::unresponsive())??;
        Ok(Self(row.ok_or_else(|| {
            DbErr::RecordNotFound("a statement without tables returned no row".to_owned())
        })?))
    }

    /// The rows of a table, in any order.
    pub(super) fn of<E>(&self) -> Result<Vec<E::Model>, StoreError>
    where
        E: EntityTrait<Model: DeserializeOwned>,
    {
        let table = E::default();
        // PostgreSQL has no text for no rows.
        let text: Option<String> = self.0.try_get("", table.table_name())?;
        let rows = text.map_or_else(|| Ok(Vec::new()), |text| serde_json::from_str(&text));
        rows.map_err(|error| StoreError::Database {
            source: format!("table {}: {error}", table.table_name()).into(),
        })
    }
}

/// The expression for the rows of a table that meet a condition.
fn text<E: EntityTrait>(backend: DbBackend, condition: Option<&str>) -> String {
    let entity = E::default();
    let table = entity.table_name();
    let columns: Vec<_> = E::Column::iter()
        .map(|column| {
            let name = format!("{table}.{}", column.as_str());
            match (backend, column.def().get_column_type()) {
                // SQLite has numbers for these.
                (DbBackend::Sqlite, ColumnType::Boolean) => {
                    format!("json(CASE {name} WHEN 0 THEN 'false' WHEN 1 THEN 'true' END)")
                }
                _ => name,
            }
        })
        .collect();
    let columns = columns.join(", ");
    let rows = match backend {
        DbBackend::Postgres => format!("json_agg(json_build_array({columns}))::text"),
        _ => format!("json_group_array(json_array({columns}))"),
    };
    let condition = condition.map_or_else(String::new, |text| format!(" WHERE {text}"));
    format!("(SELECT {rows} FROM {table}{condition}) AS {table}")
}

/// The statement for the rows of tables, each with its condition.
macro_rules! select {
    ($backend:expr, $($table:ident: $condition:expr),+ $(,)?) => {{
        let texts = [$(text::<$table::Entity>($backend, $condition)),+];
        format!("SELECT {}", texts.join(", "))
    }};
}

fn others(backend: DbBackend) -> String {
    let tables = [
        "certification",
        "role_recommendation",
        "comparison",
        "equivalence",
        "audience_rule",
    ];
    let evidence = keys(backend, &tables.map(|table| ("evidence_id", table)), "");
    let of_evidence = format!("evidence_id {evidence}");
    select!(backend,
        source: None,
        source_limit: None,
        evidence: Some(&format!("id {evidence}")),
        evidence_source: Some(&of_evidence),
        vendor: None,
        exam: None,
        certification: None,
        certification_also_known_as: None,
        certification_requirement_set: None,
        certification_requirement: None,
        role: None,
        role_focus: None,
        role_recommendation: None,
        role_step: None,
        role_step_exam: None,
        comparison: None,
        comparison_dimension: None,
        comparison_audience: None,
        comparison_audience_exam: None,
        equivalence: None,
        audience_rule: None,
        audience_rule_held_exam: None,
        audience_rule_vendor: None,
        audience_rule_experience: None,
        audience_rule_role: None,
        audience_rule_circumstance: None,
        audience_rule_reason: None,
        audience_rule_take_group: None,
        audience_rule_take_exam: None,
    )
}

fn exams(backend: DbBackend) -> String {
    let of_exam = "exam_id BETWEEN $1 AND $2";
    let tables = [
        "succession",
        "fact",
        "prerequisite_group",
        "study_plan",
        "blueprint",
    ];
    let evidence = keys(
        backend,
        &tables.map(|table| ("evidence_id", table)),
        of_exam,
    );
    let of_evidence = format!("evidence_id {evidence}");
    let parts_of = |table: &'static str, condition: &str| {
        let keys = keys(backend, &[("id", table)], condition);
        format!("{table}_id {keys}")
    };
    let of_fact = parts_of("fact", of_exam);
    let of_blueprint = parts_of("blueprint", of_exam);
    let of_domain = parts_of("domain", &of_blueprint);
    let of_group = parts_of("prerequisite_group", of_exam);
    let of_block = parts_of("study_plan_block", of_exam);
    select!(backend,
        evidence: Some(&format!("id {evidence}")),
        evidence_source: Some(&of_evidence),
        exam_former_code: Some(of_exam),
        exam_alias: Some(of_exam),
        exam_also_known_as: Some(of_exam),
        succession: Some(of_exam),
        fact: Some(of_exam),
        fact_item: Some(&of_fact),
        blueprint: Some(of_exam),
        domain: Some(&of_blueprint),
        objective: Some(&of_domain),
        prerequisite_group: Some(of_exam),
        prerequisite_member: Some(&of_group),
        prerequisite_experience: Some(&of_group),
        study_plan: Some(of_exam),
        study_plan_block: Some(of_exam),
        study_plan_item: Some(&of_block),
    )
}

/// The condition that a column has one of the keys in columns of tables, of rows that meet a
/// condition.
fn keys(backend: DbBackend, columns: &[(&str, &str)], condition: &str) -> String {
    let condition = match condition {
        "" => String::new(),
        condition => format!(" WHERE {condition}"),
    };
    let keys = columns
        .iter()
        .map(|(column, table)| format!("SELECT {column} FROM {table}{condition}"));
    let keys = keys.collect::<Vec<_>>().join(" UNION ALL ");
    match backend {
        // Found by the index whatever the statistics say: right after an import there are none, and
        // a semi-join would read whole tables.
        DbBackend::Postgres => format!("= ANY(ARRAY({keys}))"),
        _ => format!("IN ({keys})"),
    }
}
