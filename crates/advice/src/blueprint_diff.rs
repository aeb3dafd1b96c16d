//! The difference between the blueprints of an exam on two days.
//!
//! Domains and objectives are matched by key, which survives rewording. An objective that moved to
//! another domain is dropped from one and added to the other.

use catalogue::{Blueprint, Day, Domain, Objective, Tenths, WeightRange, in_force};

/// The difference between two blueprints of an exam.
#[derive(Debug, Clone, PartialEq)]
pub struct BlueprintDiff<'a> {
    /// The blueprint on the first day.
    pub from: &'a Blueprint,
    /// The blueprint on the second day.
    pub to: &'a Blueprint,
    /// The indexes of new domains in the new blueprint.
    pub added: Vec<usize>,
    /// The indexes of dropped domains in the old blueprint.
    pub dropped: Vec<usize>,
    /// The changed domains, in the new order.
    pub changed: Vec<ChangedDomain>,
}

/// A domain of both blueprints, with its changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedDomain {
    /// Its index in the old blueprint.
    pub from: usize,
    /// Its index in the new blueprint.
    pub to: usize,
    /// Whether its title changed.
    pub renamed: bool,
    /// The change of its weight, if any.
    pub weight: Option<WeightChange>,
    /// The titles of objectives of the new domain only, in its order.
    pub objectives_added: Vec<String>,
    /// The titles of objectives of the old domain only, in its order.
    pub objectives_dropped: Vec<String>,
    /// The objectives of both domains with another title, in the new order: as it was and as it is.
    pub objectives_reworded: Vec<(Objective, Objective)>,
}

/// How a domain's weight changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeightChange {
    /// The old range, if known.
    pub before: Option<WeightRange>,
    /// The new range, if known.
    pub after: Option<WeightRange>,
}

impl WeightChange {
    /// The shift of the lower and the upper end in percent points; `None` unless both ranges are
    /// known.
    pub fn shift(self) -> Option<(Tenths, Tenths)> {
        let (before, after) = self.before.zip(self.after)?;
        Some((after.min() - before.min(), after.max() - before.max()))
    }
}

/// The difference between the blueprints in force on two days; `None` if either day has none.
pub fn blueprint_diff(blueprints: &[Blueprint], from: Day, to: Day) -> Option<BlueprintDiff<'_>> {
    Some(between(
        in_force(blueprints, from)?,
        in_force(blueprints, to)?,
    ))
}

fn between<'a>(from: &'a Blueprint, to: &'a Blueprint) -> BlueprintDiff<'a> {
    let place_of = |domains: &[Domain], wanted: &Domain| {
        domains.iter().position(|domain| domain.key == wanted.key)
    };
    let only_in = |own: &'a Blueprint, other: &Blueprint| {
        let indexes = own.domains.iter().enumerate();
        indexes
            .filter(|(_, domain)| place_of(&other.domains, domain).is_none())
            .map(|(index, _)| index)
            .collect()
    };
    let changed = to.domains.iter().enumerate().filter_map(|(index, after)| {
        let before = place_of(&from.domains, after)?;
        change(&from.domains[before], after, before, index)
    });
    BlueprintDiff {
        from,
        to,
        added: only_in(to, from),
        dropped: only_in(from, to),
        changed: changed.collect(),
    }
}

fn change(before: &Domain, after: &Domain, from: usize, to: usize) -> Option<ChangedDomain> {
    fn find<'a>(domain: &'a Domain, wanted: &Objective) -> Option<&'a Objective> {
        let mut objectives = domain.objectives.iter();
        objectives.find(|own| own.key == wanted.key)
    }
    let only_in = |own: &Domain, other: &Domain| {
        let objectives = own.objectives.iter();
        objectives
            .filter(|objective| find(other, objective).is_none())
            .map(|objective| objective.title.clone())
            .collect::<Vec<_>>()
    };
    let both = after
        .objectives
        .iter()
        .filter_map(|objective| Some((find(before, objective)?, objective)));
    let reworded = both
        .filter(|(before, after)| before.title != after.title)
        .map(|(before, after)| (before.clone(), after.clone()));
    let changed = ChangedDomain {
        from,
        to,
        renamed: before.title != after.title,
        weight: (before.weight != after.weight).then_some(WeightChange {
            before: before.weight,
            after: after.weight,
        }),
        objectives_added: only_in(after, before),
        objectives_dropped: only_in(before, after),
        objectives_reworded: reworded.collect(),
    };
    let something = changed.from != changed.to
        || changed.renamed
        || changed.weight.is_some()
        || !changed.objectives_added.is_empty()
        || !changed.objectives_dropped.is_empty()
        || !changed.objectives_reworded.is_empty();
    something.then_some(changed)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, option, prelude::*, sample::subsequence};
    use serde_json::json;

    use super::*;

    /// A domain by numbers: key, title, weight and objectives.
    type DomainSketch = (u8, u8, Option<(i64, i64)>, Vec<u8>);

    fn blueprint(from: &str, domains: &[DomainSketch]) -> Blueprint {
        let domains: Vec<_> = domains
            .iter()
            .map(|(key, title, weight, objectives)| {
                let weight = weight.map(|(min, width)| format!("{min}..{}", min + width));
                let mut objectives: Vec<_> = objectives
                    .iter()
                    .map(|number| json!({"key": format!("o{number}"), "title": format!("objective {number} of {title}")}))
                    .collect();
                objectives.dedup();
                json!({"key": format!("d{key}"), "title": format!("Title {title}"),
                    "weight": weight, "objectives": objectives})
            })
            .collect();
        serde_json::from_value(json!({
            "version": from, "standing": "OFFICIAL", "weights": "PUBLISHED",
            "effective_from": from, "domain": domains,
            "evidence": {"sources": ["guide"], "as_of": from, "confidence": "OFFICIAL"},
        }))
        .unwrap()
    }

    fn any_domains() -> impl Strategy<Value = Vec<DomainSketch>> {
        let domain = (
            0_u8..4,
            option::of((1_i64..50, 0_i64..20)),
            vec(0_u8..5, 0..4),
        );
        (
            subsequence((0_u8..6).collect::<Vec<_>>(), 0..=6).prop_shuffle(),
            vec(domain, 6),
        )
            .prop_map(|(keys, domains)| {
                let pairs = keys.into_iter().zip(domains);
                pairs
                    .map(|(key, (title, weight, objectives))| (key, title, weight, objectives))
                    .collect()
            })
    }

    /// Applies the diff to the old blueprint: key, title and weight in order.
    fn apply(diff: &BlueprintDiff) -> Vec<(String, String, Option<WeightRange>)> {
        let (old, new) = (&diff.from.domains, &diff.to.domains);
        let mut placed = Vec::new();
        for (index, domain) in old.iter().enumerate() {
            let change = diff.changed.iter().find(|change| change.from == index);
            if diff.dropped.contains(&index) {
                continue;
            }
            let (mut title, mut weight, mut at) = (domain.title.clone(), domain.weight, index);
            if let Some(change) = change {
                at = change.to;
                if change.renamed {
                    title.clone_from(&new[change.to].title);
                }
                if let Some(change) = change.weight {
                    weight = change.after;
                }
            }
            placed.push((at, (domain.key.to_string(), title, weight)));
        }
        for index in &diff.added {
            let domain = &new[*index];
            placed.push((
                *index,
                (domain.key.to_string(), domain.title.clone(), domain.weight),
            ));
        }
        placed.sort_by_key(|(index, _)| *index);
        placed.into_iter().map(|(_, domain)| domain).collect()
    }

    #[test]
    fn days_without_an_blueprint_have_no_difference_to_tell() {
        let day = |text: &str| text.parse().unwrap();
        let blueprints = [blueprint("2024-01-01", &[(0, 0, None, vec![])])];
        assert_eq!(
            blueprint_diff(&blueprints, day("2023-12-31"), day("2024-06-01")),
            None
        );
        let same = blueprint_diff(&blueprints, day("2024-01-01"), day("2025-01-01")).unwrap();
        assert!(same.added.is_empty() && same.dropped.is_empty() && same.changed.is_empty());
    }

    #[test]
    fn both_ends_of_a_weight_shift() {
        let old = blueprint("2024", &[(0, 0, Some((10, 5)), vec![1, 3])]);
        let new = blueprint("2025", &[(0, 1, Some((20, 0)), vec![2, 3])]);
        let diff = between(&old, &new);
        let change = &diff.changed[0];
        assert!(change.renamed);
        let shift = change.weight.and_then(WeightChange::shift).unwrap();
        assert_eq!(shift, (Tenths::whole(10), Tenths::whole(5)));
        assert_eq!(change.objectives_added, ["objective 2 of 1"]);
        assert_eq!(change.objectives_dropped, ["objective 1 of 0"]);
        let [(before, after)] = &change.objectives_reworded[..] else {
            panic!("{change:?}");
        };
        assert_eq!(before.title, "objective 3 of 0");
        assert_eq!(after.title, "objective 3 of 1");
    }

    proptest! {
        #[test]
        fn the_old_blueprint_and_the_diff_give_the_new_one(old in any_domains(), new in any_domains()) {
            let (old, new) = (blueprint("2024", &old), blueprint("2025", &new));
            let wanted: Vec<_> = new
                .domains
                .iter()
                .map(|domain| (domain.key.to_string(), domain.title.clone(), domain.weight))
                .collect();
            prop_assert_eq!(apply(&between(&old, &new)), wanted);
            let nothing = between(&new, &new);
            prop_assert!(nothing.added.is_empty() && nothing.dropped.is_empty() && nothing.changed.is_empty());
        }
    }
}
