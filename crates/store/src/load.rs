//! Loads the whole content: one query per table in one transaction.
//!
//! Rows are streamed and converted one by one, so that no table is in memory twice.

use std::{collections::HashMap, pin::pin, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, EntityTrait, IsolationLevel, QueryTrait,
    StreamTrait, TransactionTrait,
};
use tokio::time::timeout;

use catalogue::{
    AudienceRule, Blueprint, Certification, CertificationSlug, Comparison, ComparisonAudience,
    ComparisonDimension, Content, Domain, EarningSet, Equivalence, Evidence, Exam, ExamCode,
    ExamKey, Experience, Fact, FactConditions, FactContent, FactName, FactValue, LogPosition,
    PassingScore, PrerequisiteGroup, Revision, Role, RoleRecommendation, RoleSlug, RoleStep,
    RuleConditions, RuleKey, ScoreUnit, Source, SourceKey, SourceLimit, StudyPlan, StudyPlanBlock,
    StudyPlanGate, Succession, Tenths, ValueKind, Vendor, VendorSlug, WeightRange,
};

use super::{
    change_log::head_of,
    connection::Store,
    entity::{
        audience_rule, audience_rule_circumstance, audience_rule_experience,
        audience_rule_held_exam, audience_rule_reason, audience_rule_role, audience_rule_take_exam,
        audience_rule_take_group, audience_rule_vendor, blueprint, certification,
        certification_also_known_as, certification_requirement, certification_requirement_set,
        comparison, comparison_audience, comparison_audience_exam, comparison_dimension, domain,
        equivalence, evidence, evidence_source, exam, exam_alias, exam_also_known_as,
        exam_former_code, fact, fact_item, objective, prerequisite_experience, prerequisite_group,
        prerequisite_member, revision, role, role_focus, role_recommendation, role_step,
        role_step_exam, source, source_limit, study_plan, study_plan_block, study_plan_item,
        succession, vendor,
    },
    error::StoreError,
    values::{Cell, DateColumns, FromColumns, cell},
};

/// Timeout of a poll of the revision.
const MAX_GLANCE: Duration = Duration::from_millis(1_500);

/// How many statements precede the tables; each may take a statement's time.
const STATEMENTS: u32 = 3;

/// Timeout for the next row. The duration of a whole load depends on the size of the catalogue.
const MAX_SILENCE: Duration = Duration::from_secs(4);

/// The content of the database at one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredContent {
    /// All records, in the order of [`Content::sort`].
    pub content: Content,
    /// The revision.
    pub revision: Revision,
    /// When the revision was committed.
    pub committed_at: DateTime<Utc>,
    /// The head of the change log at the revision.
    pub log_head: LogPosition,
    /// Whether the change log is complete at this revision; if not, call [`Store::reconcile`]
    /// before serving the content.
    pub is_logged: bool,
}

impl StoredContent {
    pub(super) fn of(content: Content, row: &revision::Model) -> Result<Self, StoreError> {
        Ok(Self {
            content,
            revision: Revision::new(row.number),
            committed_at: row.committed_at,
            log_head: head_of(row)?,
            is_logged: row.logged_revision == row.number,
        })
    }
}

impl Store {
    /// Loads the whole content in one transaction.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] with table, column and row of an invalid value;
    /// [`StoreError::SchemaBehind`] when a table is missing; [`StoreError::Unreachable`].
    pub async fn load(&self) -> Result<StoredContent, StoreError> {
        let (transaction, row) = self.begin_reading().await?;
        let content = self.load_all(&transaction).await?;
        transaction.commit().await?;
        StoredContent::of(content, &row)
    }

    /// Begins a snapshot transaction and reads the revision's row.
    pub(super) async fn begin_reading(
        &self,
    ) -> Result<(DatabaseTransaction, revision::Model), StoreError> {
        self.bounded(STATEMENTS, async {
            let transaction = if self.is_postgres() {
                let isolation = Some(IsolationLevel::RepeatableRead);
                let access = Some(AccessMode::ReadOnly);
                self.connection.begin_with_config(isolation, access).await?
            } else {
                // A SQLite transaction reads one state of the file.
                self.connection.begin().await?
            };
            let row = revision_row(&transaction).await?;
            Ok((transaction, row))
        })
        .await
    }

    /// Reads every table inside a transaction.
    pub(super) async fn load_all(
        &self,
        transaction: &DatabaseTransaction,
    ) -> Result<Content, StoreError> {
        // Reading a table of a large catalogue takes longer than a reader's other statements.
        let allowed = self.allow_long_statements(transaction);
        self.bounded(1, allowed).await?;
        load(transaction).await
    }

    /// The current revision. A poll with a short timeout: it reads one row, and is repeated rather
    /// than waited for.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn revision(&self) -> Result<Revision, StoreError> {
        let ask = async {
            let row = revision_row(&self.connection).await?;
            Ok(Revision::new(row.number))
        };
        timeout(MAX_GLANCE, ask)
            .await
            .unwrap_or(Err(StoreError::unresponsive()))
    }
}

pub(super) async fn revision_row(
    connection: &impl ConnectionTrait,
) -> Result<revision::Model, StoreError> {
    let row = revision::Entity::find_by_id(1).one(connection).await?;
    cell("revision", "id", 1).present(row)
}

/// Reads every table. The caller's transaction makes the reads consistent.
pub(super) async fn load<C>(connection: &C) -> Result<Content, StoreError>
where
    C: ConnectionTrait + StreamTrait,
{
    let (sources, source_keys) = sources(connection).await?;
    let (vendors, vendor_slugs) = vendors(connection).await?;
    let exam_rows = all::<exam::Entity>(connection).await?;
    let exam_keys = exam_keys(&exam_rows, &vendor_slugs)?;
    let role_rows = all::<role::Entity>(connection).await?;
    let role_slugs = role_rows
        .iter()
        .map(|row| Ok((row.id, cell("role", "slug", row.id).parse(&row.slug)?)))
        .collect::<Result<_, StoreError>>()?;
    let mut reader = Reader {
        connection,
        evidence: evidence(connection, &source_keys).await?,
        vendors: vendor_slugs,
        exams: exam_keys,
        roles: role_slugs,
    };
    let mut content = Content {
        sources,
        vendors,
        certifications: reader.certifications().await?,
        exams: reader.exams(exam_rows).await?,
        roles: reader.roles(role_rows).await?,
        comparisons: reader.comparisons().await?,
        equivalences: reader.equivalences().await?,
        audience_rules: reader.audience_rules().await?,
    };
    content.sort();
    Ok(content)
}

async fn sources(
    connection: &(impl ConnectionTrait + StreamTrait),
) -> Result<(Vec<Arc<Source>>, HashMap<i64, SourceKey>), StoreError> {
    let mut limits = grouped::<source_limit::Entity, _>(connection, |row| {
        let limit = SourceLimit {
            kind: cell("source_limit", "kind", row.source_id).member(&row.kind)?,
            at_most: cell("source_limit", "at_most", row.source_id).member(&row.at_most)?,
            note: row.note,
        };
        Ok((row.source_id, row.position, limit))
    })
    .await?;
    let rows = all::<source::Entity>(connection).await?;
    let mut sources = Vec::with_capacity(rows.len());
    let mut keys = HashMap::with_capacity(rows.len());
    for row in rows {
        let key: SourceKey = cell("source", "key", row.id).parse(&row.key)?;
        keys.insert(row.id, key.clone());
        sources.push(Arc::new(Source {
            key,
            title: row.title,
            publisher: row.publisher,
            url: row.url,
            kind: cell("source", "kind", row.id).member(&row.kind)?,
            note: row.note,
            limits: limits.remove(&row.id).unwrap_or_default(),
        }));
    }
    Ok((sources, keys))
}

async fn vendors(
    connection: &(impl ConnectionTrait + StreamTrait),
) -> Result<(Vec<Arc<Vendor>>, HashMap<i64, VendorSlug>), StoreError> {
    let rows = all::<vendor::Entity>(connection).await?;
    let mut vendors = Vec::with_capacity(rows.len());
    let mut slugs = HashMap::with_capacity(rows.len());
    for row in rows {
        let slug: VendorSlug = cell("vendor", "slug", row.id).parse(&row.slug)?;
        slugs.insert(row.id, slug.clone());
        vendors.push(Arc::new(Vendor {
            slug,
            name: row.name,
            url: row.url,
        }));
    }
    Ok((vendors, slugs))
}

fn exam_keys(
    rows: &[exam::Model],
    vendors: &HashMap<i64, VendorSlug>,
) -> Result<HashMap<i64, ExamKey>, StoreError> {
    rows.iter()
        .map(|row| {
            let vendor = vendors.get(&row.vendor_id).cloned();
            let key = ExamKey {
                vendor: cell("exam", "vendor_id", row.id).present(vendor)?,
                code: cell("exam", "code", row.id).parse(&row.code)?,
            };
            Ok((row.id, key))
        })
        .collect()
}

async fn evidence(
    connection: &(impl ConnectionTrait + StreamTrait),
    sources: &HashMap<i64, SourceKey>,
) -> Result<HashMap<i64, Evidence>, StoreError> {
    let mut named = grouped::<evidence_source::Entity, _>(connection, |row| {
        let key = sources.get(&row.source_id).cloned();
        let key = cell("evidence_source", "source_id", row.evidence_id).present(key)?;
        Ok((row.evidence_id, row.position, key))
    })
    .await?;
    let mut evidence = HashMap::new();
    each::<evidence::Entity>(connection, |row| {
        let as_of = DateColumns {
            earliest: row.as_of_earliest,
            latest: Some(row.as_of_latest),
            precision: Some(row.as_of_precision),
        };
        let value = Evidence {
            sources: named.remove(&row.id).unwrap_or_default(),
            as_of: cell("evidence", "as_of", row.id).date(&as_of)?,
            checked: row.checked,
            confidence: cell("evidence", "confidence", row.id).member(&row.confidence)?,
            note: row.note,
        };
        evidence.insert(row.id, value);
        Ok(())
    })
    .await?;
    Ok(evidence)
}

/// Calls `take` for each row of a table, in any order.
async fn each<E: EntityTrait<Model: FromColumns>>(
    connection: &(impl ConnectionTrait + StreamTrait),
    mut take: impl FnMut(E::Model) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let silence = |_| StoreError::unresponsive();
    let rows = timeout(MAX_SILENCE, connection.stream(&E::find().into_query()));
    let mut rows = pin!(rows.await.map_err(silence)??);
    while let Some(row) = timeout(MAX_SILENCE, rows.try_next())
        .await
        .map_err(silence)??
    {
        take(E::Model::from_columns(&row)?)?;
    }
    Ok(())
}

/// All rows of a table, in any order.
async fn all<E: EntityTrait<Model: FromColumns>>(
    connection: &(impl ConnectionTrait + StreamTrait),
) -> Result<Vec<E::Model>, StoreError> {
    let mut rows = Vec::new();
    each::<E>(connection, |row| {
        rows.push(row);
        Ok(())
    })
    .await?;
    Ok(rows)
}

/// The parts in a table by the key of their owner, in the author's order: `read` returns owner,
/// position and part. Sorted here rather than in SQL, because most are in order already.
async fn grouped<E: EntityTrait<Model: FromColumns>, T>(
    connection: &(impl ConnectionTrait + StreamTrait),
    mut read: impl FnMut(E::Model) -> Result<(i64, i32, T), StoreError>,
) -> Result<HashMap<i64, Vec<T>>, StoreError> {
    let mut groups: HashMap<i64, Vec<(i32, T)>> = HashMap::new();
    each::<E>(connection, |row| {
        let (owner, position, part) = read(row)?;
        groups.entry(owner).or_default().push((position, part));
        Ok(())
    })
    .await?;
    let in_order = |(owner, mut group): (i64, Vec<(i32, T)>)| {
        group.sort_by_key(|(position, _)| *position);
        let mut parts = Vec::with_capacity(group.len());
        parts.extend(group.into_iter().map(|(_, part)| part));
        (owner, parts)
    };
    Ok(groups.into_iter().map(in_order).collect())
}

/// Reads a table of parts with one value each, by the key of their owner.
macro_rules! values {
    ($reader:expr, $table:ident, $owner:ident, |$row:ident| $value:expr) => {
        grouped::<$table::Entity, _>($reader.connection, |$row| {
            let position = $row.position;
            Ok(($row.$owner, position, $value))
        })
        .await?
    };
}

/// Reads a table of references to exams, by the key of their owner.
macro_rules! exam_lists {
    ($reader:expr, $table:ident, $owner:ident) => {{
        grouped::<$table::Entity, _>($reader.connection, |row| {
            let at = cell(stringify!($table), "exam_id", row.$owner);
            Ok((row.$owner, row.position, $reader.exam(row.exam_id, at)?))
        })
        .await?
    }};
}

struct Reader<'a, C> {
    connection: &'a C,
    /// Removed when the owning row is read.
    evidence: HashMap<i64, Evidence>,
    vendors: HashMap<i64, VendorSlug>,
    exams: HashMap<i64, ExamKey>,
    roles: HashMap<i64, RoleSlug>,
}

impl<C: ConnectionTrait + StreamTrait> Reader<'_, C> {
    fn exam(&self, id: i64, at: Cell) -> Result<ExamKey, StoreError> {
        at.present(self.exams.get(&id).cloned())
    }

    fn vendor(&self, id: i64, at: Cell) -> Result<VendorSlug, StoreError> {
        at.present(self.vendors.get(&id).cloned())
    }

    fn evidence(&mut self, id: i64, table: &'static str, row: i64) -> Result<Evidence, StoreError> {
        cell(table, "evidence_id", row).present(self.evidence.remove(&id))
    }

    async fn certifications(&mut self) -> Result<Vec<Arc<Certification>>, StoreError> {
        let mut also_known_as =
            values!(self, certification_also_known_as, certification_id, |row| {
                row.wording
            });
        let mut exams = exam_lists!(self, certification_requirement, requirement_set_id);
        let mut sets = values!(
            self,
            certification_requirement_set,
            certification_id,
            |row| EarningSet {
                exams: exams.remove(&row.id).unwrap_or_default(),
                from: row.counts_from,
                until: row.counts_until,
            }
        );
        let rows = all::<certification::Entity>(self.connection).await?;
        rows.into_iter()
            .map(|row| {
                let at = |column| cell("certification", column, row.id);
                let slug: CertificationSlug = at("slug").parse(&row.slug)?;
                Ok(Arc::new(Certification {
                    slug,
                    vendor: self.vendor(row.vendor_id, at("vendor_id"))?,
                    level: at("level").optional_member(row.level.as_deref())?,
                    also_known_as: also_known_as.remove(&row.id).unwrap_or_default(),
                    earned_by: sets.remove(&row.id).unwrap_or_default(),
                    evidence: self.evidence(row.evidence_id, "certification", row.id)?,
                    title: row.title,
                }))
            })
            .collect()
    }

    async fn exams(&mut self, rows: Vec<exam::Model>) -> Result<Vec<Arc<Exam>>, StoreError> {
        let mut former_codes = values!(self, exam_former_code, exam_id, |row| {
            cell("exam_former_code", "code", row.exam_id).parse::<ExamCode>(&row.code)?
        });
        let mut aliases = values!(self, exam_alias, exam_id, |row| {
            cell("exam_alias", "code", row.exam_id).parse::<ExamCode>(&row.code)?
        });
        let mut also_known_as = values!(self, exam_also_known_as, exam_id, |row| row.wording);
        let mut successors = values!(self, succession, exam_id, |row| {
            let at = cell("succession", "successor_id", row.exam_id);
            Succession {
                exam: self.exam(row.successor_id, at)?,
                evidence: self.evidence(row.evidence_id, "succession", row.exam_id)?,
            }
        });
        let mut facts = self.facts().await?;
        let mut prerequisites = self.prerequisites().await?;
        let mut study_plans = self.study_plans().await?;
        let mut blueprints = self.blueprints().await?;
        rows.into_iter()
            .map(|row| {
                let key = self.exam(row.id, cell("exam", "id", row.id))?;
                Ok(Arc::new(Exam {
                    vendor: key.vendor,
                    code: key.code,
                    title: row.title,
                    former_codes: former_codes.remove(&row.id).unwrap_or_default(),
                    aliases: aliases.remove(&row.id).unwrap_or_default(),
                    also_known_as: also_known_as.remove(&row.id).unwrap_or_default(),
                    successors: successors.remove(&row.id).unwrap_or_default(),
                    facts: facts.remove(&row.id).unwrap_or_default(),
                    prerequisites: prerequisites.remove(&row.id).unwrap_or_default(),
                    study_plan: study_plans.remove(&row.id),
                    blueprints: blueprints.remove(&row.id).unwrap_or_default(),
                }))
            })
            .collect()
    }

    async fn facts(&mut self) -> Result<HashMap<i64, Vec<Fact>>, StoreError> {
        let mut items = values!(self, fact_item, fact_id, |row| row.wording);
        grouped::<fact::Entity, _>(self.connection, |row| {
            let at = |column| cell("fact", column, row.id);
            let name: FactName = at("name").member(&row.name)?;
            let content = match row.absent_because.as_deref() {
                Some(reason) => FactContent::Absent(at("absent_because").member(reason)?),
                None => FactContent::Known(fact_value(
                    name,
                    &row,
                    items.remove(&row.id).unwrap_or_default(),
                )?),
            };
            let fact = Fact {
                name,
                content,
                experience: at("experience").optional_member(row.experience.as_deref())?,
                conditions: fact_conditions(&row)?,
                evidence: self.evidence(row.evidence_id, "fact", row.id)?,
                about: row.about,
            };
            Ok((row.exam_id, row.position, fact))
        })
        .await
    }

    async fn blueprints(&mut self) -> Result<HashMap<i64, Vec<Blueprint>>, StoreError> {
        let mut objectives = values!(self, objective, domain_id, |row| row.wording);
        let mut domains = values!(self, domain, blueprint_id, |row| {
            let at = |column| cell("domain", column, row.id);
            let weight = match (row.weight_min, row.weight_max) {
                (Some(min), Some(max)) => {
                    let tenths = |number: i32| Tenths::from_tenths(number.into());
                    let range = WeightRange::new(tenths(min), tenths(max));
                    Some(at("weight_min").present(range)?)
                }
                _ => None,
            };
            Domain {
                key: at("key").parse(&row.key)?,
                weight,
                objectives: objectives.remove(&row.id).unwrap_or_default(),
                title: row.title,
            }
        });
        Ok(values!(self, blueprint, exam_id, |row| {
            let at = |column| cell("blueprint", column, row.id);
            let published_on = DateColumns {
                earliest: row.published_on_earliest,
                latest: row.published_on_latest,
                precision: row.published_on_precision,
            };
            let effective_from = DateColumns {
                earliest: row.effective_from_earliest,
                latest: Some(row.effective_from_latest),
                precision: Some(row.effective_from_precision),
            };
            let effective_until = DateColumns {
                earliest: row.effective_until_earliest,
                latest: row.effective_until_latest,
                precision: row.effective_until_precision,
            };
            Blueprint {
                standing: at("standing").member(&row.standing)?,
                weights: at("weights").member(&row.weights)?,
                published_on: at("published_on").optional_date(&published_on)?,
                effective_from: at("effective_from").date(&effective_from)?,
                effective_until: at("effective_until").optional_date(&effective_until)?,
                evidence: self.evidence(row.evidence_id, "blueprint", row.id)?,
                domains: domains.remove(&row.id).unwrap_or_default(),
                version: row.version,
            }
        }))
    }

    async fn prerequisites(&mut self) -> Result<HashMap<i64, Vec<PrerequisiteGroup>>, StoreError> {
        let mut members = exam_lists!(self, prerequisite_member, prerequisite_group_id);
        let mut experience = values!(
            self,
            prerequisite_experience,
            prerequisite_group_id,
            |row| {
                let at = cell(
                    "prerequisite_experience",
                    "experience",
                    row.prerequisite_group_id,
                );
                at.member::<Experience>(&row.experience)?
            }
        );
        Ok(values!(self, prerequisite_group, exam_id, |row| {
            PrerequisiteGroup {
                kind: cell("prerequisite_group", "kind", row.id).member(&row.kind)?,
                any_of: members.remove(&row.id).unwrap_or_default(),
                experience: experience.remove(&row.id).unwrap_or_default(),
                evidence: self.evidence(row.evidence_id, "prerequisite_group", row.id)?,
            }
        }))
    }

    async fn study_plans(&mut self) -> Result<HashMap<i64, StudyPlan>, StoreError> {
        let mut items = values!(self, study_plan_item, study_plan_block_id, |row| {
            (row.kind, row.wording)
        });
        let mut taken = |block: i64, kind: &str| -> Vec<String> {
            let items = items.get_mut(&block).into_iter().flatten();
            let items = items.filter(|(of, _)| of == kind);
            items.map(|(_, wording)| std::mem::take(wording)).collect()
        };
        let mut blocks = values!(self, study_plan_block, exam_id, |row| {
            let at = |column| cell("study_plan_block", column, row.id);
            let gate = match (row.gate_percent, row.gate_consecutive_attempts) {
                (Some(percent), Some(attempts)) => Some(StudyPlanGate {
                    percent: at("gate_percent").number(percent)?,
                    consecutive_attempts: at("gate_consecutive_attempts").number(attempts)?,
                }),
                _ => None,
            };
            StudyPlanBlock {
                first_week: at("first_week").number(row.first_week)?,
                last_week: at("last_week").number(row.last_week)?,
                hours: at("hours").number(row.hours)?,
                topics: taken(row.id, "TOPIC"),
                labs: taken(row.id, "LAB"),
                material: taken(row.id, "MATERIAL"),
                gate,
            }
        });
        let rows = all::<study_plan::Entity>(self.connection).await?;
        rows.into_iter()
            .map(|row| {
                let plan = StudyPlan {
                    evidence: self.evidence(row.evidence_id, "study_plan", row.exam_id)?,
                    blocks: blocks.remove(&row.exam_id).unwrap_or_default(),
                };
                Ok((row.exam_id, plan))
            })
            .collect()
    }

    async fn roles(&mut self, rows: Vec<role::Model>) -> Result<Vec<Arc<Role>>, StoreError> {
        let mut focus = values!(self, role_focus, role_id, |row| row.wording);
        let mut exams = exam_lists!(self, role_step_exam, role_step_id);
        let mut steps = values!(self, role_step, role_recommendation_id, |row| RoleStep {
            any_of: exams.remove(&row.id).unwrap_or_default(),
            optional: row.optional,
            held: row.held,
        });
        let mut recommendations = values!(self, role_recommendation, role_id, |row| {
            let at = |column| cell("role_recommendation", column, row.id);
            let months = |column, months: Option<i32>| {
                months.map(|months| at(column).number(months)).transpose()
            };
            let vendor = row
                .vendor_id
                .map(|vendor| self.vendor(vendor, at("vendor_id")));
            let currency = row.fees_currency.as_deref();
            let fees = currency
                .map(|_| at("fees_min").money(row.fees_min, row.fees_max, currency))
                .transpose()?;
            RoleRecommendation {
                vendor: vendor.transpose()?,
                focus: row.focus,
                ordered: row.ordered,
                steps: steps.remove(&row.id).unwrap_or_default(),
                months_min: months("months_min", row.months_min)?,
                months_max: months("months_max", row.months_max)?,
                fees,
                evidence: self.evidence(row.evidence_id, "role_recommendation", row.id)?,
            }
        });
        rows.into_iter()
            .map(|row| {
                let slug = self.roles.get(&row.id).cloned();
                Ok(Arc::new(Role {
                    slug: cell("role", "slug", row.id).present(slug)?,
                    title: row.title,
                    group: row.family,
                    focus: focus.remove(&row.id).unwrap_or_default(),
                    recommendations: recommendations.remove(&row.id).unwrap_or_default(),
                }))
            })
            .collect()
    }

    async fn comparisons(&mut self) -> Result<Vec<Arc<Comparison>>, StoreError> {
        let mut dimensions = values!(self, comparison_dimension, comparison_id, |row| {
            ComparisonDimension {
                name: row.name,
                left: row.left_wording,
                right: row.right_wording,
            }
        });
        let mut take = exam_lists!(self, comparison_audience_exam, comparison_audience_id);
        let mut audiences = values!(self, comparison_audience, comparison_id, |row| {
            ComparisonAudience {
                take: take.remove(&row.id).unwrap_or_default(),
                audience: row.audience,
                advice: row.advice,
            }
        });
        let rows = all::<comparison::Entity>(self.connection).await?;
        rows.into_iter()
            .map(|row| {
                let at = |column| cell("comparison", column, row.id);
                Ok(Arc::new(Comparison {
                    left: self.exam(row.left_exam_id, at("left_exam_id"))?,
                    right: self.exam(row.right_exam_id, at("right_exam_id"))?,
                    dimensions: dimensions.remove(&row.id).unwrap_or_default(),
                    audiences: audiences.remove(&row.id).unwrap_or_default(),
                    evidence: self.evidence(row.evidence_id, "comparison", row.id)?,
                    summary: row.summary,
                }))
            })
            .collect()
    }

    async fn equivalences(&mut self) -> Result<Vec<Arc<Equivalence>>, StoreError> {
        let rows = all::<equivalence::Entity>(self.connection).await?;
        rows.into_iter()
            .map(|row| {
                let at = |column| cell("equivalence", column, row.id);
                Ok(Arc::new(Equivalence {
                    left: self.exam(row.left_exam_id, at("left_exam_id"))?,
                    right: self.exam(row.right_exam_id, at("right_exam_id"))?,
                    tier_distance: at("tier_distance").number(row.tier_distance)?,
                    evidence: self.evidence(row.evidence_id, "equivalence", row.id)?,
                    rationale: row.rationale,
                }))
            })
            .collect()
    }

    async fn audience_rules(&mut self) -> Result<Vec<Arc<AudienceRule>>, StoreError> {
        let mut conditions = self.rule_conditions().await?;
        let mut reasons = values!(self, audience_rule_reason, audience_rule_id, |row| row
            .wording);
        let mut exams = exam_lists!(self, audience_rule_take_exam, take_group_id);
        let mut take = values!(self, audience_rule_take_group, audience_rule_id, |row| {
            exams.remove(&row.id).unwrap_or_default()
        });
        let rows = all::<audience_rule::Entity>(self.connection).await?;
        rows.into_iter()
            .map(|row| {
                let at = |column| cell("audience_rule", column, row.id);
                let key: RuleKey = at("key").parse(&row.key)?;
                Ok(Arc::new(AudienceRule {
                    key,
                    exam: self.exam(row.exam_id, at("exam_id"))?,
                    decision: at("decision").member(&row.decision)?,
                    when: RuleConditions {
                        ships_code: row.ships_code,
                        ..conditions.take(row.id)
                    },
                    reasons: reasons.remove(&row.id).unwrap_or_default(),
                    take: take.remove(&row.id).unwrap_or_default(),
                    evidence: self.evidence(row.evidence_id, "audience_rule", row.id)?,
                    audience: row.audience,
                }))
            })
            .collect()
    }

    async fn rule_conditions(&mut self) -> Result<ConditionLists, StoreError> {
        Ok(ConditionLists {
            holds_any: exam_lists!(self, audience_rule_held_exam, audience_rule_id),
            only_vendors: values!(self, audience_rule_vendor, audience_rule_id, |row| {
                let at = cell("audience_rule_vendor", "vendor_id", row.audience_rule_id);
                self.vendor(row.vendor_id, at)?
            }),
            experience: values!(self, audience_rule_experience, audience_rule_id, |row| {
                cell(
                    "audience_rule_experience",
                    "experience",
                    row.audience_rule_id,
                )
                .member(&row.experience)?
            }),
            roles: values!(self, audience_rule_role, audience_rule_id, |row| {
                let slug = self.roles.get(&row.role_id).cloned();
                cell("audience_rule_role", "role_id", row.audience_rule_id).present(slug)?
            }),
            circumstances: values!(self, audience_rule_circumstance, audience_rule_id, |row| {
                row.wording
            }),
        })
    }
}

/// The list conditions of all rules, by rule.
struct ConditionLists {
    holds_any: HashMap<i64, Vec<ExamKey>>,
    only_vendors: HashMap<i64, Vec<VendorSlug>>,
    experience: HashMap<i64, Vec<Experience>>,
    roles: HashMap<i64, Vec<RoleSlug>>,
    circumstances: HashMap<i64, Vec<String>>,
}

impl ConditionLists {
    fn take(&mut self, rule: i64) -> RuleConditions {
        RuleConditions {
            holds_any: self.holds_any.remove(&rule).unwrap_or_default(),
            only_vendors: self.only_vendors.remove(&rule).unwrap_or_default(),
            ships_code: None,
            experience: self.experience.remove(&rule).unwrap_or_default(),
            roles: self.roles.remove(&rule).unwrap_or_default(),
            circumstances: self.circumstances.remove(&rule).unwrap_or_default(),
        }
    }
}

/// The conditions of a fact from their columns.
fn fact_conditions(row: &fact::Model) -> Result<FactConditions, StoreError> {
    let at = |column| cell("fact", column, row.id);
    let language = row.language.as_deref();
    let region = row.region.as_deref();
    Ok(FactConditions {
        earned_from: row.earned_from,
        earned_before: row.earned_before,
        language: language
            .map(|text| at("language").parse(text))
            .transpose()?,
        region: region.map(|text| at("region").parse(text)).transpose()?,
        member: row.member,
        form: at("form").optional_member(row.form.as_deref())?,
    })
}

/// The value of a fact from the columns of its kind.
fn fact_value(
    name: FactName,
    row: &fact::Model,
    items: Vec<String>,
) -> Result<FactValue, StoreError> {
    let at = |column| cell("fact", column, row.id);
    Ok(match name.kind() {
        ValueKind::Money => FactValue::Money(at("number_min").money(
            row.number_min,
            row.number_max,
            row.currency.as_deref(),
        )?),
        ValueKind::Quantity(units) => {
            let quantity =
                at("number_min").quantity(row.number_min, row.number_max, row.unit.as_deref())?;
            if !units.contains(&quantity.unit()) {
                let what = format!("{} is no unit of {name}", quantity.unit().word());
                return Err(at("unit").fault(what));
            }
            FactValue::Quantity(quantity)
        }
        ValueKind::Score => {
            let number = |column, number: Option<i32>| {
                let at = at(column);
                at.number(at.present(number)?)
            };
            FactValue::Score(PassingScore {
                passing: number("score_passing", row.score_passing)?,
                scale_min: number("scale_min", row.scale_min)?,
                scale_max: number("scale_max", row.scale_max)?,
                unit: match row.score_unit.as_deref() {
                    Some("SCALED_POINTS") => ScoreUnit::ScaledPoints,
                    Some("PERCENT") => ScoreUnit::Percent,
                    _ => return Err(at("score_unit").fault("is no unit of scores")),
                },
            })
        }
        ValueKind::Date => {
            let columns = DateColumns {
                earliest: row.date_earliest,
                latest: row.date_latest,
                precision: row.date_precision.clone(),
            };
            FactValue::Date(at("date").date_or_bound(&columns, row.date_not_before)?)
        }
        ValueKind::Level => {
            let level = at("level").present(row.level.as_deref())?;
            FactValue::Level(at("level").member(level)?)
        }
        ValueKind::Text => FactValue::Text(at("wording").present(row.wording.clone())?),
        ValueKind::List => FactValue::List(items),
        ValueKind::Flag => FactValue::Flag(at("flag").present(row.flag)?),
    })
}
