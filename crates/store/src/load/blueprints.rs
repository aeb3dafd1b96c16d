//! Loads blueprints with their domains and objectives.

use std::collections::HashMap;

use catalogue::{Blueprint, Domain, Objective, Tenths, WeightRange};

use super::{Reader, values};
use crate::{
    entity::{blueprint, domain, objective},
    error::StoreError,
    values::{DateColumns, cell},
};

impl Reader {
    pub(super) fn blueprints(&mut self) -> Result<HashMap<i64, Vec<Blueprint>>, StoreError> {
        let mut objectives = values!(self, objective, domain_id, |row| Objective {
            key: Some(cell("objective", "key", row.domain_id).parse(&row.key)?),
            title: row.wording,
        });
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
}
