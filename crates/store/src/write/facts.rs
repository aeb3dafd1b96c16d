//! Writes facts.

use catalogue::{Fact, FactContent, FactValue, ScoreUnit};

use super::{Part, Writer, insert_parts, owners, parts};
use crate::{
    entity::{fact, fact_item},
    error::StoreError,
    values::{DateColumns, unit_word, word},
};

impl Writer<'_> {
    pub(super) async fn facts(&self, facts: &[Part<'_, Fact>]) -> Result<(), StoreError> {
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
