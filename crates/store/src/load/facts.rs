//! Loads facts.

use std::collections::HashMap;

use catalogue::{
    Fact, FactConditions, FactContent, FactName, FactValue, PassingScore, ScoreUnit, ValueKind,
};

use super::{Reader, grouped, values};
use crate::{
    entity::{fact, fact_item},
    error::StoreError,
    values::{DateColumns, cell},
};

impl Reader {
    pub(super) fn facts(&mut self) -> Result<HashMap<i64, Vec<Fact>>, StoreError> {
        let mut items = values!(self, fact_item, fact_id, |row| row.wording);
        grouped(self.rows.of::<fact::Entity>()?, |row| {
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
