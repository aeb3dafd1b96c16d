//! Writes changed records as rows: deletes stale rows, then inserts top-level rows, then their
//! parts.
//!
//! Rows that others reference (sources, vendors, exams, roles) keep their key when their record
//! changes, so that references stay valid. Keys are allocated before rows are inserted, so that
//! each level of parts is one bulk insert.

use std::{collections::HashMap, hash::Hash};

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait,
    IdenStatic, IntoActiveModel, Iterable, QueryFilter, Statement,
    sea_query::{OnConflict, Value},
};

use catalogue::{
    AudienceRule, Blueprint, Certification, Comparison, EarningSet, Equivalence, Evidence, Exam,
    ExamKey, Fact, FactContent, FactValue, PrerequisiteGroup, Record, Role, RoleSlug, RoleStep,
    ScoreUnit, Source, SourceKey, StudyPlan, Vendor, VendorSlug,
};

use super::{
    change::RecordDiff,
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
    row_keys::RowKeys,
    values::{DateColumns, precision_word, unit_word, word},
};

/// Maximum bind parameters per statement: SQLite's limit, below PostgreSQL's.
const BINDS: usize = 32_000;

/// Maximum rows per statement: more gains nothing, and plans grow.
const ROWS: usize = 1_000;

/// Inserts rows in bulk.
pub(super) async fn insert_all<E>(
    connection: &impl ConnectionTrait,
    rows: Vec<E::ActiveModel>,
) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::ActiveModel: Send,
{
    let chunk = (BINDS / E::Column::iter().count().max(1)).min(ROWS);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<E::ActiveModel> = rows.by_ref().take(chunk).collect();
        E::insert_many(chunk)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// A part with its position in the author's order and the key of its owner.
struct Part<'a, T> {
    owner: i64,
    position: i32,
    value: &'a T,
}

/// The parts of several owners, each owner's in order.
fn parts<'a, T: 'a, O: 'a>(
    owners: impl IntoIterator<Item = (i64, &'a O)>,
    list: impl Fn(&'a O) -> &'a [T],
) -> Result<Vec<Part<'a, T>>, StoreError> {
    let mut parts = Vec::new();
    for (owner, record) in owners {
        for (position, value) in list(record).iter().enumerate() {
            parts.push(Part {
                owner,
                position: i32::try_from(position).map_err(|error| StoreError::Database {
                    source: Box::new(error),
                })?,
                value,
            });
        }
    }
    Ok(parts)
}

/// The values of parts with their keys: the owners of the next level.
fn owners<'a, T>(ids: &[i64], parts: &[Part<'a, T>]) -> Vec<(i64, &'a T)> {
    let values = parts.iter().map(|part| part.value);
    ids.iter().copied().zip(values).collect()
}

fn named<K: Eq + Hash>(ids: &HashMap<K, i64>, key: &K) -> Result<i64, StoreError> {
    ids.get(key).copied().ok_or_else(|| StoreError::Constraint {
        what: "a record refers to a missing one",
        source: "the reference could not be resolved".into(),
    })
}

/// Inserts one row for each part: owner, position and the columns that are given.
macro_rules! insert_parts {
    ($writer:expr, $table:ident { $owner:ident }, $parts:expr, |$part:ident| { $($column:ident: $value:expr),* $(,)? }) => {{
        let mut rows = Vec::new();
        for $part in $parts {
            rows.push($table::Model {
                $owner: $part.owner,
                position: $part.position,
                $($column: $value,)*
            });
        }
        $writer.insert::<$table::Entity>(rows).await?;
    }};
}

/// Inserts one row for each part, with its own key, and returns the keys in order.
macro_rules! insert_keyed_parts {
    ($writer:expr, $table:ident { $owner:ident }, $parts:expr, |$part:ident| { $($column:ident: $value:expr),* $(,)? }) => {{
        let ids = $writer.reserve(stringify!($table), $parts.len()).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for ($part, id) in $parts.iter().zip(&ids) {
            rows.push($table::Model {
                id: *id,
                $owner: $part.owner,
                position: $part.position,
                $($column: $value,)*
            });
        }
        $writer.insert::<$table::Entity>(rows).await?;
        ids
    }};
}

/// As `insert_keyed_parts`, with evidence.
macro_rules! insert_evident_parts {
    ($writer:expr, $table:ident { $owner:ident }, $parts:expr, |$part:ident| { $($column:ident: $value:expr),* $(,)? }) => {{
        let evidence = $writer.evidence($parts.iter().map(|part| &part.value.evidence).collect()).await?;
        let ids = $writer.reserve(stringify!($table), $parts.len()).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for (($part, id), evidence_id) in $parts.iter().zip(&ids).zip(evidence) {
            rows.push($table::Model {
                id: *id,
                $owner: $part.owner,
                position: $part.position,
                evidence_id,
                $($column: $value,)*
            });
        }
        $writer.insert::<$table::Entity>(rows).await?;
        ids
    }};
}

/// Writes a record diff inside a transaction.
pub(super) struct Writer<'a> {
    transaction: &'a DatabaseTransaction,
    sources: HashMap<SourceKey, i64>,
    vendors: HashMap<VendorSlug, i64>,
    exams: HashMap<ExamKey, i64>,
    roles: HashMap<RoleSlug, i64>,
}

impl<'a> Writer<'a> {
    /// Starts from the keys of stored rows.
    pub(super) fn new(transaction: &'a DatabaseTransaction, keys: RowKeys) -> Self {
        let RowKeys {
            sources,
            vendors,
            exams,
            roles,
        } = keys;
        Self {
            transaction,
            sources,
            vendors,
            exams,
            roles,
        }
    }

    /// Writes all changed records.
    pub(super) async fn apply(mut self, changes: &RecordDiff<'_>) -> Result<(), StoreError> {
        self.clear(changes).await?;
        self.upsert_sources(changes.sources.written().collect())
            .await?;
        self.upsert_vendors(changes.vendors.written().collect())
            .await?;
        let exams = self.upsert_exams(changes.exams.written().collect()).await?;
        let roles = self.upsert_roles(changes.roles.written().collect()).await?;
        self.exam_parts(&exams).await?;
        self.role_parts(&roles).await?;
        self.certifications(changes.certifications.written().collect())
            .await?;
        self.comparisons(changes.comparisons.written().collect())
            .await?;
        self.equivalences(changes.equivalences.written().collect())
            .await?;
        self.audience_rules(changes.audience_rules.written().collect())
            .await
    }

    /// Deletes removed and rewritten rows, referring ones before referenced ones. Parts of parts,
    /// and evidence, are deleted with their owners.
    async fn clear(&mut self, changes: &RecordDiff<'_>) -> Result<(), StoreError> {
        let keys = changes.audience_rules.stale().map(Record::record_key);
        self.delete::<audience_rule::Entity>(audience_rule::Column::Key, values(keys))
            .await?;
        let slugs = changes.certifications.stale().map(Record::record_key);
        self.delete::<certification::Entity>(certification::Column::Slug, values(slugs))
            .await?;
        self.clear_pairs(changes).await?;

        let roles = stored(&self.roles, changes.roles.stale().map(|role| &role.slug));
        self.delete::<role_focus::Entity>(role_focus::Column::RoleId, roles.clone())
            .await?;
        let column = role_recommendation::Column::RoleId;
        self.delete::<role_recommendation::Entity>(column, roles)
            .await?;
        let sources = changes.sources.stale().map(|source| &source.key);
        let sources = stored(&self.sources, sources);
        self.delete::<source_limit::Entity>(source_limit::Column::SourceId, sources)
            .await?;
        let keys: Vec<ExamKey> = changes.exams.stale().map(Exam::key).collect();
        self.clear_exam_parts(&stored(&self.exams, &keys)).await?;

        let roles = taken(
            &mut self.roles,
            changes.roles.removed.iter().map(|role| role.slug.clone()),
        );
        self.delete::<role::Entity>(role::Column::Id, roles).await?;
        let exams = taken(
            &mut self.exams,
            changes.exams.removed.iter().map(|exam| exam.key()),
        );
        self.delete::<exam::Entity>(exam::Column::Id, exams).await?;
        let vendors = changes
            .vendors
            .removed
            .iter()
            .map(|vendor| vendor.slug.clone());
        let vendors = taken(&mut self.vendors, vendors);
        self.delete::<vendor::Entity>(vendor::Column::Id, vendors)
            .await?;
        let sources = changes
            .sources
            .removed
            .iter()
            .map(|source| source.key.clone());
        let sources = taken(&mut self.sources, sources);
        self.delete::<source::Entity>(source::Column::Id, sources)
            .await
    }

    async fn clear_pairs(&self, changes: &RecordDiff<'_>) -> Result<(), StoreError> {
        for pair in changes.comparisons.stale() {
            let left = named(&self.exams, &pair.left)?;
            let right = named(&self.exams, &pair.right)?;
            comparison::Entity::delete_many()
                .filter(comparison::Column::LeftExamId.eq(left))
                .filter(comparison::Column::RightExamId.eq(right))
                .exec(self.transaction)
                .await?;
        }
        for pair in changes.equivalences.stale() {
            let left = named(&self.exams, &pair.left)?;
            let right = named(&self.exams, &pair.right)?;
            equivalence::Entity::delete_many()
                .filter(equivalence::Column::LeftExamId.eq(left))
                .filter(equivalence::Column::RightExamId.eq(right))
                .exec(self.transaction)
                .await?;
        }
        Ok(())
    }

    async fn clear_exam_parts(&self, exams: &[Value]) -> Result<(), StoreError> {
        macro_rules! clear {
            ($($table:ident),+) => {
                $(self.delete::<$table::Entity>($table::Column::ExamId, exams.to_vec()).await?;)+
            };
        }
        clear!(
            exam_former_code,
            exam_alias,
            exam_also_known_as,
            succession,
            fact,
            prerequisite_group,
            study_plan,
            blueprint
        );
        Ok(())
    }

    async fn delete<E: EntityTrait>(
        &self,
        column: E::Column,
        values: Vec<Value>,
    ) -> Result<(), StoreError> {
        for chunk in values.chunks(ROWS) {
            E::delete_many()
                .filter(column.is_in(chunk.iter().cloned()))
                .exec(self.transaction)
                .await?;
        }
        Ok(())
    }

    async fn insert<E>(&self, rows: Vec<E::Model>) -> Result<(), StoreError>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: Send,
    {
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        insert_all::<E>(self.transaction, rows.collect()).await
    }

    /// Inserts rows, or overwrites those that have the same key.
    async fn upsert<E>(&self, id: E::Column, rows: Vec<E::Model>) -> Result<(), StoreError>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    {
        let others = E::Column::iter().filter(|column| column.as_str() != id.as_str());
        let overwrite = OnConflict::column(id).update_columns(others).to_owned();
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let chunk = rows.by_ref().take(ROWS);
            E::insert_many(chunk.map(IntoActiveModel::into_active_model))
                .on_conflict(overwrite.clone())
                .exec_without_returning(self.transaction)
                .await?;
        }
        Ok(())
    }

    /// Allocates as many new keys of a table as there will be rows.
    async fn reserve(&self, table: &'static str, count: usize) -> Result<Vec<i64>, StoreError> {
        if count == 0 {
            return Ok(Vec::new());
        }
        let wanted = i64::try_from(count).map_err(|error| StoreError::Database {
            source: Box::new(error),
        })?;
        let backend = self.transaction.get_database_backend();
        if backend == DbBackend::Postgres {
            let statement = Statement::from_sql_and_values(
                backend,
                "SELECT nextval(pg_get_serial_sequence($1, 'id')) AS id \
                 FROM generate_series(1, $2)",
                [table.into(), wanted.into()],
            );
            let rows = self.transaction.query_all_raw(statement).await?;
            let ids: Result<Vec<i64>, _> = rows.iter().map(|row| row.try_get("", "id")).collect();
            return Ok(ids?);
        }
        // The transaction holds the only write lock, so no other writer can use these keys.
        let statement = Statement::from_string(
            backend,
            format!("SELECT coalesce(max(id), 0) AS id FROM {table}"),
        );
        let row = self.transaction.query_one_raw(statement).await?;
        let last: i64 = row.map_or(Ok(0), |row| row.try_get("", "id"))?;
        Ok((last + 1..=last + wanted).collect())
    }

    /// The keys of records by name: existing ones, and new ones for the others.
    async fn keys<K: Clone + Eq + Hash>(
        &self,
        table: &'static str,
        stored: &HashMap<K, i64>,
        names: &[K],
    ) -> Result<Vec<i64>, StoreError> {
        let missing = names.iter().filter(|name| !stored.contains_key(name));
        let mut new = self.reserve(table, missing.count()).await?.into_iter();
        let keys = names.iter().map(|name| stored.get(name).copied());
        Ok(keys.filter_map(|key| key.or_else(|| new.next())).collect())
    }

    async fn upsert_sources(&mut self, records: Vec<&Source>) -> Result<(), StoreError> {
        let names: Vec<SourceKey> = records.iter().map(|record| record.key.clone()).collect();
        let ids = self.keys("source", &self.sources, &names).await?;
        let rows = records.iter().zip(&ids).map(|(record, id)| source::Model {
            id: *id,
            key: record.key.to_string(),
            title: record.title.clone(),
            publisher: record.publisher.clone(),
            url: record.url.clone(),
            kind: word(&record.kind),
            note: record.note.clone(),
        });
        self.upsert::<source::Entity>(source::Column::Id, rows.collect())
            .await?;
        insert_parts!(
            self,
            source_limit { source_id },
            parts(ids.iter().copied().zip(records), |source: &Source| &source.limits)?,
            |part| {
                kind: word(&part.value.kind),
                at_most: word(&part.value.at_most),
                note: part.value.note.clone(),
            }
        );
        self.sources.extend(names.into_iter().zip(ids));
        Ok(())
    }

    async fn upsert_vendors(&mut self, records: Vec<&Vendor>) -> Result<(), StoreError> {
        let names: Vec<VendorSlug> = records.iter().map(|record| record.slug.clone()).collect();
        let ids = self.keys("vendor", &self.vendors, &names).await?;
        let rows = records.iter().zip(&ids).map(|(record, id)| vendor::Model {
            id: *id,
            slug: record.slug.to_string(),
            name: record.name.clone(),
            url: record.url.clone(),
        });
        self.upsert::<vendor::Entity>(vendor::Column::Id, rows.collect())
            .await?;
        self.vendors.extend(names.into_iter().zip(ids));
        Ok(())
    }

    async fn upsert_exams<'r>(
        &mut self,
        records: Vec<&'r Exam>,
    ) -> Result<Vec<(i64, &'r Exam)>, StoreError> {
        let names: Vec<ExamKey> = records.iter().map(|record| record.key()).collect();
        let ids = self.keys("exam", &self.exams, &names).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for (record, id) in records.iter().zip(&ids) {
            rows.push(exam::Model {
                id: *id,
                vendor_id: named(&self.vendors, &record.vendor)?,
                code: record.code.to_string(),
                title: record.title.clone(),
            });
        }
        self.upsert::<exam::Entity>(exam::Column::Id, rows).await?;
        let owners = ids.iter().copied().zip(records).collect();
        self.exams.extend(names.into_iter().zip(ids));
        Ok(owners)
    }

    async fn upsert_roles<'r>(
        &mut self,
        records: Vec<&'r Role>,
    ) -> Result<Vec<(i64, &'r Role)>, StoreError> {
        let names: Vec<RoleSlug> = records.iter().map(|record| record.slug.clone()).collect();
        let ids = self.keys("role", &self.roles, &names).await?;
        let rows = records.iter().zip(&ids).map(|(record, id)| role::Model {
            id: *id,
            slug: record.slug.to_string(),
            title: record.title.clone(),
            family: record.group.clone(),
        });
        self.upsert::<role::Entity>(role::Column::Id, rows.collect())
            .await?;
        let owners = ids.iter().copied().zip(records).collect();
        self.roles.extend(names.into_iter().zip(ids));
        Ok(owners)
    }

    /// Inserts evidence and returns the keys in order.
    async fn evidence(&self, records: Vec<&Evidence>) -> Result<Vec<i64>, StoreError> {
        let ids = self.reserve("evidence", records.len()).await?;
        let rows = records.iter().zip(&ids).map(|(record, id)| {
            let as_of = DateColumns::from(record.as_of);
            evidence::Model {
                id: *id,
                as_of_earliest: as_of.earliest,
                as_of_latest: record.as_of.latest(),
                as_of_precision: precision_word(record.as_of.precision()).to_owned(),
                checked: record.checked,
                confidence: word(&record.confidence),
                note: record.note.clone(),
            }
        });
        self.insert::<evidence::Entity>(rows.collect()).await?;
        let owned = ids.iter().copied().zip(records);
        insert_parts!(
            self,
            evidence_source { evidence_id },
            parts(owned, |record: &Evidence| &record.sources)?,
            |part| { source_id: named(&self.sources, part.value)? }
        );
        Ok(ids)
    }

    async fn exam_parts(&self, exams: &[(i64, &Exam)]) -> Result<(), StoreError> {
        insert_parts!(
            self,
            exam_former_code { exam_id },
            parts(exams.iter().copied(), |exam: &Exam| &exam.former_codes)?,
            |part| { code: part.value.to_string() }
        );
        insert_parts!(
            self,
            exam_alias { exam_id },
            parts(exams.iter().copied(), |exam: &Exam| &exam.aliases)?,
            |part| { code: part.value.to_string() }
        );
        insert_parts!(
            self,
            exam_also_known_as { exam_id },
            parts(exams.iter().copied(), |exam: &Exam| &exam.also_known_as)?,
            |part| { wording: part.value.clone() }
        );
        let successors = parts(exams.iter().copied(), |exam: &Exam| &exam.successors)?;
        let evidence = successors.iter().map(|part| &part.value.evidence);
        let mut evidence = self.evidence(evidence.collect()).await?.into_iter();
        insert_parts!(self, succession { exam_id }, successors, |part| {
            successor_id: named(&self.exams, &part.value.exam)?,
            evidence_id: evidence.next().unwrap_or_default(),
        });
        self.facts(&parts(exams.iter().copied(), |exam: &Exam| &exam.facts)?)
            .await?;
        self.prerequisites(&parts(exams.iter().copied(), |exam: &Exam| {
            &exam.prerequisites
        })?)
        .await?;
        let plans = exams
            .iter()
            .copied()
            .filter_map(|(id, exam)| Some((id, exam.study_plan.as_ref()?)));
        self.study_plans(plans.collect()).await?;
        self.blueprints(&parts(exams.iter().copied(), |exam: &Exam| {
            &exam.blueprints
        })?)
        .await
    }

    async fn facts(&self, facts: &[Part<'_, Fact>]) -> Result<(), StoreError> {
        let evidence = self
            .evidence(facts.iter().map(|part| &part.value.evidence).collect())
            .await?;
        let ids = self.reserve("fact", facts.len()).await?;
        let rows = facts
            .iter()
            .zip(ids.iter().zip(evidence))
            .map(|(part, (id, evidence))| fact_row(part, *id, evidence));
        self.insert::<fact::Entity>(rows.collect()).await?;
        insert_parts!(
            self,
            fact_item { fact_id },
            parts(owners(&ids, facts), |fact: &Fact| match fact.value() {
                Some(FactValue::List(items)) => items,
                _ => &[],
            })?,
            |part| { wording: part.value.clone() }
        );
        Ok(())
    }

    async fn prerequisites(
        &self,
        groups: &[Part<'_, PrerequisiteGroup>],
    ) -> Result<(), StoreError> {
        let ids = insert_evident_parts!(self, prerequisite_group { exam_id }, groups, |part| {
            kind: word(&part.value.kind),
        });
        let groups = owners(&ids, groups);
        insert_parts!(
            self,
            prerequisite_member { prerequisite_group_id },
            parts(groups.iter().copied(), |group: &PrerequisiteGroup| &group.any_of)?,
            |part| { exam_id: named(&self.exams, part.value)? }
        );
        insert_parts!(
            self,
            prerequisite_experience { prerequisite_group_id },
            parts(groups, |group: &PrerequisiteGroup| &group.experience)?,
            |part| { experience: word(part.value) }
        );
        Ok(())
    }

    async fn study_plans(&self, plans: Vec<(i64, &StudyPlan)>) -> Result<(), StoreError> {
        let evidence = self
            .evidence(plans.iter().map(|(_, plan)| &plan.evidence).collect())
            .await?;
        let rows = plans.iter().zip(evidence);
        let rows = rows.map(|((exam_id, _), evidence_id)| study_plan::Model {
            exam_id: *exam_id,
            evidence_id,
        });
        self.insert::<study_plan::Entity>(rows.collect()).await?;
        let blocks = parts(plans, |plan: &StudyPlan| &plan.blocks)?;
        let ids = insert_keyed_parts!(self, study_plan_block { exam_id }, blocks, |part| {
            first_week: part.value.first_week.into(),
            last_week: part.value.last_week.into(),
            hours: part.value.hours.into(),
            gate_percent: part.value.gate.map(|gate| gate.percent.into()),
            gate_consecutive_attempts: part.value.gate.map(|gate| gate.consecutive_attempts.into()),
        });
        let blocks = owners(&ids, &blocks);
        let lists = [
            (
                "TOPIC",
                parts(blocks.iter().copied(), |block| &block.topics[..])?,
            ),
            (
                "LAB",
                parts(blocks.iter().copied(), |block| &block.labs[..])?,
            ),
            ("MATERIAL", parts(blocks, |block| &block.material[..])?),
        ];
        for (kind, items) in lists {
            insert_parts!(self, study_plan_item { study_plan_block_id }, items, |part| {
                kind: kind.to_owned(),
                wording: part.value.clone(),
            });
        }
        Ok(())
    }

    async fn blueprints(&self, blueprints: &[Part<'_, Blueprint>]) -> Result<(), StoreError> {
        let evidence = self
            .evidence(blueprints.iter().map(|part| &part.value.evidence).collect())
            .await?;
        let ids = self.reserve("blueprint", blueprints.len()).await?;
        let rows = blueprints
            .iter()
            .zip(ids.iter().zip(evidence))
            .map(|(part, (id, evidence))| blueprint_row(part, *id, evidence));
        self.insert::<blueprint::Entity>(rows.collect()).await?;
        let domains = parts(owners(&ids, blueprints), |blueprint: &Blueprint| {
            &blueprint.domains
        })?;
        let ids = insert_keyed_parts!(self, domain { blueprint_id }, domains, |part| {
            key: part.value.key.to_string(),
            title: part.value.title.clone(),
            weight_min: part.value.weight.map(|range| tenths(range.min())).transpose()?,
            weight_max: part.value.weight.map(|range| tenths(range.max())).transpose()?,
        });
        insert_parts!(
            self,
            objective { domain_id },
            parts(owners(&ids, &domains), |domain| &domain.objectives[..])?,
            |part| { wording: part.value.clone() }
        );
        Ok(())
    }

    async fn role_parts(&self, roles: &[(i64, &Role)]) -> Result<(), StoreError> {
        insert_parts!(
            self,
            role_focus { role_id },
            parts(roles.iter().copied(), |role: &Role| &role.focus)?,
            |part| { wording: part.value.clone() }
        );
        let advice = parts(roles.iter().copied(), |role: &Role| &role.recommendations)?;
        let ids = insert_evident_parts!(self, role_recommendation { role_id }, advice, |part| {
            vendor_id: match &part.value.vendor {
                Some(vendor) => Some(named(&self.vendors, vendor)?),
                None => None,
            },
            focus: part.value.focus.clone(),
            ordered: part.value.ordered,
            months_min: part.value.months_min.map(Into::into),
            months_max: part.value.months_max.map(Into::into),
            fees_min: part.value.fees.map(|fees| fees.min().minor()),
            fees_max: part.value.fees.map(|fees| fees.max().minor()),
            fees_currency: part.value.fees.map(|fees| fees.currency().to_string()),
        });
        let steps = parts(owners(&ids, &advice), |advice| &advice.steps[..])?;
        let ids = insert_keyed_parts!(self, role_step { role_recommendation_id }, steps, |part| {
            optional: part.value.optional,
            held: part.value.held,
        });
        insert_parts!(
            self,
            role_step_exam { role_step_id },
            parts(owners(&ids, &steps), |step: &RoleStep| &step.any_of)?,
            |part| { exam_id: named(&self.exams, part.value)? }
        );
        Ok(())
    }

    async fn certifications(&self, records: Vec<&Certification>) -> Result<(), StoreError> {
        let evidence = self
            .evidence(records.iter().map(|record| &record.evidence).collect())
            .await?;
        let ids = self.reserve("certification", records.len()).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for ((record, id), evidence_id) in records.iter().zip(&ids).zip(evidence) {
            rows.push(certification::Model {
                id: *id,
                slug: record.slug.to_string(),
                vendor_id: named(&self.vendors, &record.vendor)?,
                title: record.title.clone(),
                level: record.level.as_ref().map(word),
                evidence_id,
            });
        }
        self.insert::<certification::Entity>(rows).await?;
        insert_parts!(
            self,
            certification_also_known_as { certification_id },
            parts(
                ids.iter().copied().zip(records.iter().copied()),
                |record: &Certification| &record.also_known_as
            )?,
            |part| { wording: part.value.clone() }
        );
        let sets = parts(
            ids.iter().copied().zip(records),
            |record: &Certification| &record.earned_by,
        )?;
        let ids = insert_keyed_parts!(
            self,
            certification_requirement_set { certification_id },
            sets,
            |part| {
                counts_from: part.value.from,
                counts_until: part.value.until,
            }
        );
        insert_parts!(
            self,
            certification_requirement { requirement_set_id },
            parts(owners(&ids, &sets), |set: &EarningSet| &set.exams)?,
            |part| { exam_id: named(&self.exams, part.value)? }
        );
        Ok(())
    }

    async fn comparisons(&self, records: Vec<&Comparison>) -> Result<(), StoreError> {
        let evidence = self
            .evidence(records.iter().map(|record| &record.evidence).collect())
            .await?;
        let ids = self.reserve("comparison", records.len()).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for ((record, id), evidence_id) in records.iter().zip(&ids).zip(evidence) {
            rows.push(comparison::Model {
                id: *id,
                left_exam_id: named(&self.exams, &record.left)?,
                right_exam_id: named(&self.exams, &record.right)?,
                summary: record.summary.clone(),
                evidence_id,
            });
        }
        self.insert::<comparison::Entity>(rows).await?;
        let records: Vec<(i64, &Comparison)> = ids.into_iter().zip(records).collect();
        insert_parts!(
            self,
            comparison_dimension { comparison_id },
            parts(records.iter().copied(), |record: &Comparison| &record.dimensions)?,
            |part| {
                name: part.value.name.clone(),
                left_wording: part.value.left.clone(),
                right_wording: part.value.right.clone(),
            }
        );
        let audiences = parts(records, |record: &Comparison| &record.audiences)?;
        let ids = insert_keyed_parts!(self, comparison_audience { comparison_id }, audiences, |part| {
            audience: part.value.audience.clone(),
            advice: part.value.advice.clone(),
        });
        insert_parts!(
            self,
            comparison_audience_exam { comparison_audience_id },
            parts(owners(&ids, &audiences), |audience| &audience.take[..])?,
            |part| { exam_id: named(&self.exams, part.value)? }
        );
        Ok(())
    }

    async fn equivalences(&self, records: Vec<&Equivalence>) -> Result<(), StoreError> {
        let evidence = self
            .evidence(records.iter().map(|record| &record.evidence).collect())
            .await?;
        let ids = self.reserve("equivalence", records.len()).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for ((record, id), evidence_id) in records.iter().zip(ids).zip(evidence) {
            rows.push(equivalence::Model {
                id,
                left_exam_id: named(&self.exams, &record.left)?,
                right_exam_id: named(&self.exams, &record.right)?,
                tier_distance: record.tier_distance.into(),
                rationale: record.rationale.clone(),
                evidence_id,
            });
        }
        self.insert::<equivalence::Entity>(rows).await
    }

    async fn audience_rules(&self, records: Vec<&AudienceRule>) -> Result<(), StoreError> {
        let evidence = self
            .evidence(records.iter().map(|record| &record.evidence).collect())
            .await?;
        let ids = self.reserve("audience_rule", records.len()).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for ((record, id), evidence_id) in records.iter().zip(&ids).zip(evidence) {
            rows.push(audience_rule::Model {
                id: *id,
                key: record.key.to_string(),
                exam_id: named(&self.exams, &record.exam)?,
                audience: record.audience.clone(),
                decision: word(&record.decision),
                ships_code: record.when.ships_code,
                evidence_id,
            });
        }
        self.insert::<audience_rule::Entity>(rows).await?;
        let rules: Vec<(i64, &AudienceRule)> = ids.into_iter().zip(records).collect();
        self.rule_conditions(&rules).await?;
        insert_parts!(
            self,
            audience_rule_reason { audience_rule_id },
            parts(rules.iter().copied(), |rule: &AudienceRule| &rule.reasons)?,
            |part| { wording: part.value.clone() }
        );
        let groups = parts(rules, |rule: &AudienceRule| &rule.take)?;
        let ids = insert_keyed_parts!(
            self,
            audience_rule_take_group { audience_rule_id },
            groups,
            |part| {}
        );
        insert_parts!(
            self,
            audience_rule_take_exam { take_group_id },
            parts(owners(&ids, &groups), |group: &Vec<ExamKey>| group)?,
            |part| { exam_id: named(&self.exams, part.value)? }
        );
        Ok(())
    }

    async fn rule_conditions(&self, rules: &[(i64, &AudienceRule)]) -> Result<(), StoreError> {
        insert_parts!(
            self,
            audience_rule_held_exam { audience_rule_id },
            parts(rules.iter().copied(), |rule: &AudienceRule| &rule.when.holds_any)?,
            |part| { exam_id: named(&self.exams, part.value)? }
        );
        insert_parts!(
            self,
            audience_rule_vendor { audience_rule_id },
            parts(rules.iter().copied(), |rule: &AudienceRule| &rule.when.only_vendors)?,
            |part| { vendor_id: named(&self.vendors, part.value)? }
        );
        insert_parts!(
            self,
            audience_rule_experience { audience_rule_id },
            parts(rules.iter().copied(), |rule: &AudienceRule| &rule.when.experience)?,
            |part| { experience: word(part.value) }
        );
        insert_parts!(
            self,
            audience_rule_role { audience_rule_id },
            parts(rules.iter().copied(), |rule: &AudienceRule| &rule.when.roles)?,
            |part| { role_id: named(&self.roles, part.value)? }
        );
        insert_parts!(
            self,
            audience_rule_circumstance { audience_rule_id },
            parts(rules.iter().copied(), |rule: &AudienceRule| &rule.when.circumstances)?,
            |part| { wording: part.value.clone() }
        );
        Ok(())
    }
}

/// Values to bind.
fn values<V: Into<Value>>(values: impl Iterator<Item = V>) -> Vec<Value> {
    values.map(Into::into).collect()
}

/// The keys of stored records.
fn stored<'k, K: Eq + Hash + 'k>(
    ids: &HashMap<K, i64>,
    names: impl IntoIterator<Item = &'k K>,
) -> Vec<Value> {
    values(names.into_iter().filter_map(|name| ids.get(name).copied()))
}

/// Removes the keys of deleted records; nothing refers to them any more.
fn taken<K: Eq + Hash>(ids: &mut HashMap<K, i64>, names: impl Iterator<Item = K>) -> Vec<Value> {
    values(names.filter_map(|name| ids.remove(&name)))
}

fn tenths(number: catalogue::Tenths) -> Result<i32, StoreError> {
    i32::try_from(number.tenths()).map_err(|error| StoreError::Database {
        source: Box::new(error),
    })
}

fn fact_row(part: &Part<'_, Fact>, id: i64, evidence_id: i64) -> fact::Model {
    let fact = part.value;
    let mut row = fact::Model {
        id,
        exam_id: part.owner,
        position: part.position,
        name: word(&fact.name),
        about: fact.about.clone(),
        experience: fact.experience.as_ref().map(word),
        earned_from: fact.conditions.earned_from,
        earned_before: fact.conditions.earned_before,
        language: fact
            .conditions
            .language
            .map(|language| language.to_string()),
        region: fact.conditions.region.map(|region| region.to_string()),
        member: fact.conditions.member,
        form: fact.conditions.form.as_ref().map(word),
        value_kind: None,
        absent_because: None,
        number_min: None,
        number_max: None,
        currency: None,
        unit: None,
        score_passing: None,
        scale_min: None,
        scale_max: None,
        score_unit: None,
        date_earliest: None,
        date_latest: None,
        date_precision: None,
        date_not_before: false,
        level: None,
        wording: None,
        flag: None,
        evidence_id,
    };
    let kind = match &fact.content {
        FactContent::Absent(reason) => {
            row.absent_because = Some(word(reason));
            return row;
        }
        FactContent::Known(FactValue::Money(range)) => {
            row.number_min = Some(range.min().minor());
            row.number_max = Some(range.max().minor());
            row.currency = Some(range.currency().to_string());
            "MONEY"
        }
        FactContent::Known(FactValue::Quantity(quantity)) => {
            row.number_min = Some(quantity.min().tenths());
            row.number_max = Some(quantity.max().tenths());
            row.unit = Some(unit_word(quantity.unit()));
            "QUANTITY"
        }
        FactContent::Known(FactValue::Score(score)) => {
            row.score_passing = Some(score.passing.into());
            row.scale_min = Some(score.scale_min.into());
            row.scale_max = Some(score.scale_max.into());
            row.score_unit = Some(
                match score.unit {
                    ScoreUnit::ScaledPoints => "SCALED_POINTS",
                    ScoreUnit::Percent => "PERCENT",
                }
                .to_owned(),
            );
            "SCORE"
        }
        FactContent::Known(FactValue::Date(date)) => {
            let columns = DateColumns::from(*date);
            row.date_earliest = columns.earliest;
            row.date_latest = columns.latest;
            row.date_precision = columns.precision;
            row.date_not_before = !date.has_latest();
            "DATE"
        }
        FactContent::Known(FactValue::Level(level)) => {
            row.level = Some(word(level));
            "LEVEL"
        }
        FactContent::Known(FactValue::Text(text)) => {
            row.wording = Some(text.clone());
            "TEXT"
        }
        FactContent::Known(FactValue::List(_)) => "LIST",
        FactContent::Known(FactValue::Flag(flag)) => {
            row.flag = Some(*flag);
            "FLAG"
        }
    };
    row.value_kind = Some(kind.to_owned());
    row
}

fn blueprint_row(part: &Part<'_, Blueprint>, id: i64, evidence_id: i64) -> blueprint::Model {
    let blueprint = part.value;
    let published_on = DateColumns::from(blueprint.published_on);
    let effective_from = DateColumns::from(blueprint.effective_from);
    let effective_until = DateColumns::from(blueprint.effective_until);
    blueprint::Model {
        id,
        exam_id: part.owner,
        position: part.position,
        version: blueprint.version.clone(),
        standing: word(&blueprint.standing),
        weights: word(&blueprint.weights),
        published_on_earliest: published_on.earliest,
        published_on_latest: published_on.latest,
        published_on_precision: published_on.precision,
        effective_from_earliest: effective_from.earliest,
        effective_from_latest: blueprint.effective_from.latest(),
        effective_from_precision: precision_word(blueprint.effective_from.precision()).to_owned(),
        effective_until_earliest: effective_until.earliest,
        effective_until_latest: effective_until.latest,
        effective_until_precision: effective_until.precision,
        evidence_id,
    }
}
