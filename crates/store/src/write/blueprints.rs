//! Writes blueprints with their domains and objectives.

use catalogue::{Blueprint, Objective};

use super::{Part, Writer, insert_keyed_parts, insert_parts, owners, parts};
use crate::{
    entity::{blueprint, domain, objective},
    error::StoreError,
    values::{DateColumns, precision_word, word},
};

impl Writer<'_> {
    pub(super) async fn blueprints(
        &self,
        blueprints: &[Part<'_, Blueprint>],
    ) -> Result<(), StoreError> {
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
            |part| {
                key: stored_key(part.value)?,
                wording: part.value.title.clone(),
            }
        );
        Ok(())
    }
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

/// The key of an objective; validated content has one.
fn stored_key(objective: &Objective) -> Result<String, StoreError> {
    let key = objective.key.as_ref().map(ToString::to_string);
    key.ok_or_else(|| StoreError::Constraint {
        what: "an objective has no key",
        source: objective.title.clone().into(),
    })
}

fn tenths(number: catalogue::Tenths) -> Result<i32, StoreError> {
    i32::try_from(number.tenths()).map_err(|error| StoreError::Database {
        source: Box::new(error),
    })
}
