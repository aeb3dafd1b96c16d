//! Blueprints: dated versions of an exam's content, with weighted domains and objectives.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    date::{ApproximateDate, Day},
    described_enum,
    objective::Objective,
    quantity::{Tenths, WeightRange},
    source::Evidence,
    text::DomainKey,
};

described_enum! {
    /// Whether a blueprint is the vendor's own or only a claim of another source.
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum BlueprintStanding {
        /// The vendor published it.
        Official,
        /// A source claims it and no official blueprint agrees; it is never the one in force.
        Claimed,
    }
}

described_enum! {
    /// Whether the weights of a blueprint's domains are known.
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum WeightsPublished {
        /// The vendor publishes them, and they are here.
        Published,
        /// The vendor publishes none.
        NotPublished,
        /// The vendor may publish them; they have not been read yet.
        Unknown,
    }
}

/// A dated version of an exam's content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Blueprint {
    /// Names the version within its exam: usually its effective date.
    pub version: String,
    /// Whether it is the vendor's or only claimed.
    pub standing: BlueprintStanding,
    /// Whether the weights are known.
    pub weights: WeightsPublished,
    /// The day on which the vendor published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<ApproximateDate>,
    /// The first day on which exams follow it.
    pub effective_from: ApproximateDate,
    /// The last day on which exams follow it; open while it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_until: Option<ApproximateDate>,
    /// Who says so.
    pub evidence: Evidence,
    /// The domains in the vendor's order.
    #[serde(default, rename = "domain", skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<Domain>,
}

/// A part of a blueprint (Microsoft: functional group; AWS: content domain).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// Names the domain within its exam and survives re-wording.
    pub key: DomainKey,
    /// The vendor's title.
    pub title: String,
    /// Its share of the exam; absent when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<WeightRange>,
    /// What it covers, item by item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<Objective>,
}

/// The sums of a blueprint's weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeightCheck {
    /// The sum of the lower ends, in percent points.
    pub sum_of_mins: Tenths,
    /// The sum of the upper ends, in percent points.
    pub sum_of_maxes: Tenths,
    /// Whether some split within the ranges adds up to 100.
    pub feasible: bool,
}

impl Blueprint {
    /// The objectives with their domains, in order.
    pub fn objectives(&self) -> impl Iterator<Item = (&Domain, &Objective)> {
        self.domains.iter().flat_map(|domain| {
            let objectives = domain.objectives.iter();
            objectives.map(move |objective| (domain, objective))
        })
    }

    /// The sums of the weights; `None` unless there are domains and each has a weight.
    pub fn weight_check(&self) -> Option<WeightCheck> {
        let weights = self.known_weights()?;
        let sum_of_mins: Tenths = weights.iter().map(|weight| weight.min()).sum();
        let sum_of_maxes: Tenths = weights.iter().map(|weight| weight.max()).sum();
        let hundred = Tenths::whole(100);
        let positive = weights
            .iter()
            .all(|weight| weight.min() > Tenths::default());
        let feasible = positive && sum_of_mins <= hundred && hundred <= sum_of_maxes;
        Some(WeightCheck {
            sum_of_mins,
            sum_of_maxes,
            feasible,
        })
    }

    /// The narrowest ranges that contain every split adding up to 100, in the order of the domains:
    /// `max(min_i, 100 - sum of other maxes) .. min(max_i, 100 - sum of other mins)`.
    ///
    /// `None` if a weight is missing or no split adds up to 100.
    pub fn tightened_weights(&self) -> Option<Vec<WeightRange>> {
        let check = self.weight_check().filter(|check| check.feasible)?;
        let hundred = Tenths::whole(100);
        self.known_weights()?
            .into_iter()
            .map(|weight| {
                let others_max = check.sum_of_maxes - weight.max();
                let others_min = check.sum_of_mins - weight.min();
                WeightRange::new(
                    weight.min().max(hundred - others_max),
                    weight.max().min(hundred - others_min),
                )
            })
            .collect()
    }

    /// One weight for each domain in percent points, for computations that need a number: the
    /// middle of its tightened range, otherwise of its published range; 1 each if some domain has
    /// no weight. They add up to about 100 or to the number of domains. Never present one as
    /// published.
    pub fn middle_weights(&self) -> Vec<f64> {
        match self.tightened_weights().or_else(|| self.known_weights()) {
            Some(weights) => weights
                .into_iter()
                .map(|weight| f64::midpoint(weight.min().as_f64(), weight.max().as_f64()))
                .collect(),
            None => vec![1.0; self.domains.len()],
        }
    }

    /// Whether the blueprint applies on a day: it has certainly begun and has not ended.
    pub fn covers(&self, day: Day) -> bool {
        self.effective_from.latest() <= day
            && self
                .effective_until
                .is_none_or(|until| day <= until.latest())
    }

    fn known_weights(&self) -> Option<Vec<WeightRange>> {
        if self.domains.is_empty() {
            return None;
        }
        self.domains.iter().map(|domain| domain.weight).collect()
    }
}

/// The blueprint to study on a day: the official one that began last.
///
/// If its successor is announced but not in the catalogue, the ended one is still the best
/// available; [`Blueprint::covers`] is then false.
pub fn in_force(blueprints: &[Blueprint], day: Day) -> Option<&Blueprint> {
    blueprints
        .iter()
        .filter(|blueprint| blueprint.standing == BlueprintStanding::Official)
        .filter(|blueprint| blueprint.effective_from.latest() <= day)
        .max_by_key(|blueprint| {
            (
                blueprint.effective_from.latest(),
                blueprint.effective_from.earliest(),
            )
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn blueprint(weights: &[(i64, i64)]) -> Blueprint {
        let weight = |(min, max): (i64, i64)| {
            WeightRange::new(Tenths::from_tenths(min), Tenths::from_tenths(max))
        };
        Blueprint {
            version: "2026".into(),
            standing: BlueprintStanding::Official,
            weights: WeightsPublished::Published,
            published_on: None,
            effective_from: "2026-01-01".parse().unwrap(),
            effective_until: None,
            evidence: Evidence {
                sources: vec![],
                as_of: "2026".parse().unwrap(),
                checked: None,
                confidence: super::super::source::Confidence::Official,
                note: None,
            },
            domains: weights
                .iter()
                .enumerate()
                .map(|(index, range)| Domain {
                    key: format!("d{index}").parse().unwrap(),
                    title: format!("Domain {index}"),
                    weight: weight(*range),
                    objectives: vec![],
                })
                .collect(),
        }
    }

    #[test]
    fn the_claimed_blueprint_of_five_domains_is_feasible_and_tightens() {
        let claimed = blueprint(&[(150, 200), (250, 300), (150, 200), (150, 200), (100, 150)]);
        let check = claimed.weight_check().unwrap();
        assert_eq!(
            (check.sum_of_mins, check.sum_of_maxes),
            (Tenths::whole(80), Tenths::whole(105))
        );
        assert!(check.feasible);
        let texts: Vec<_> = claimed
            .tightened_weights()
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(texts, ["15..20", "25..30", "15..20", "15..20", "10..15"]);
    }

    proptest! {
        /// Compared with brute force over whole percent points: each end of a tightened range is
        /// reached by some split that adds up to 100, and no split is outside.
        #[test]
        fn tightened_weights_are_exactly_what_splits_can_reach(
            ranges in prop::collection::vec((1_i64..60, 0_i64..25), 1..4)
        ) {
            let ranges: Vec<(i64, i64)> =
                ranges.into_iter().map(|(min, width)| (min, (min + width).min(100))).collect();
            let mut reached = vec![(i64::MAX, i64::MIN); ranges.len()];
            let mut split = vec![0; ranges.len()];
            visit(&ranges, 0, &mut split, &mut reached);
            let tenths: Vec<_> = ranges.iter().map(|(min, max)| (min * 10, max * 10)).collect();
            let tightened = blueprint(&tenths).tightened_weights();
            prop_assert_eq!(tightened.is_some(), reached[0].0 != i64::MAX);
            for (weight, (min, max)) in tightened.into_iter().flatten().zip(reached) {
                prop_assert_eq!((weight.min(), weight.max()), (Tenths::whole(min), Tenths::whole(max)));
            }
        }
    }

    fn visit(ranges: &[(i64, i64)], at: usize, split: &mut [i64], reached: &mut [(i64, i64)]) {
        if at == ranges.len() {
            if split.iter().sum::<i64>() == 100 {
                for (value, reach) in split.iter().zip(reached) {
                    *reach = (reach.0.min(*value), reach.1.max(*value));
                }
            }
            return;
        }
        for value in ranges[at].0..=ranges[at].1 {
            split[at] = value;
            visit(ranges, at + 1, split, reached);
        }
    }
}
