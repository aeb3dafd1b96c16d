//! What changed between the blueprints of two days.

use async_graphql::SimpleObject;
use certgraph_macros::Fields;

use crate::graphql::{
    objects::blueprint::{Blueprint, Domain},
    objects::scalars::Date,
    objects::values::WeightRange,
    objects::view::View,
};
use crate::{
    advice,
    catalogue::{ExamIndex, Tenths},
};

/// What changed between the blueprints in force on two days. Domains and objectives are the same
/// when their keys are. An objective that moved to another domain is dropped from one and added to
/// the other.
#[derive(SimpleObject, Fields)]
pub struct BlueprintDiff {
    /// The blueprint of the first day, with its evidence.
    from: Blueprint,
    /// The blueprint of the second day, with its evidence.
    to: Blueprint,
    /// Whether both days have the same blueprint; then nothing is added, dropped or changed.
    same: bool,
    /// Domains that only the second blueprint has, in its order.
    added: Vec<Domain>,
    /// Domains that only the first blueprint has, in its order.
    dropped: Vec<Domain>,
    /// Domains that both have and in which something changed, in the second blueprint's order.
    changed: Vec<ChangedDomain>,
}

/// A domain that both blueprints have, and what changed in it.
#[derive(SimpleObject, Fields)]
pub struct ChangedDomain {
    /// The domain as it was.
    before: Domain,
    /// The domain as it is.
    after: Domain,
    /// Whether its title changed.
    renamed: bool,
    /// How its weight changed. Null when it did not.
    weight_change: Option<WeightChange>,
    /// Objectives that only the domain as it is has.
    objectives_added: Vec<String>,
    /// Objectives that only the domain as it was has.
    objectives_dropped: Vec<String>,
    /// Objectives that both have in other words, in the second blueprint's order.
    objectives_reworded: Vec<RewordedObjective>,
}

/// An objective with another title than before.
#[derive(SimpleObject, Fields)]
pub struct RewordedObjective {
    /// Its key, which is the same in both blueprints. Example: `"monitor-deployed-models"`.
    key: String,
    /// Its title as it was.
    before: String,
    /// Its title as it is.
    after: String,
}

/// How the weight of a domain changed.
#[derive(SimpleObject, Fields)]
pub struct WeightChange {
    /// The range as it was, in percent points. Null when it was not known.
    before: Option<WeightRange>,
    /// The range as it is, in percent points. Null when it is not known.
    after: Option<WeightRange>,
    /// By how many percent points the lower end moved, exact to tenths. Example: `-5`. Null unless
    /// both ranges are known.
    min_shift: Option<f64>,
    /// By how many percent points the upper end moved, exact to tenths. Example: `-5`. Null unless
    /// both ranges are known.
    max_shift: Option<f64>,
}

/// What changed between two days; `None` when either day has no blueprint.
pub(crate) fn blueprint_diff(
    view: &View,
    exam: ExamIndex,
    from: Date,
    to: Date,
) -> Option<BlueprintDiff> {
    let blueprints = &view.catalogue.exam(exam).record.blueprints;
    let diff = advice::blueprint_diff(blueprints, from.0, to.0)?;
    let before = Blueprint::find(view, exam, diff.from)?;
    let after = Blueprint::find(view, exam, diff.to)?;
    let changed = diff.changed.into_iter().map(|change| ChangedDomain {
        before: before.domain(change.from),
        after: after.domain(change.to),
        renamed: change.renamed,
        weight_change: change.weight.map(|change| {
            let shift = change.shift();
            WeightChange {
                before: change.before.map(Into::into),
                after: change.after.map(Into::into),
                min_shift: shift.map(|(min, _)| Tenths::as_f64(min)),
                max_shift: shift.map(|(_, max)| Tenths::as_f64(max)),
            }
        }),
        objectives_added: change.objectives_added,
        objectives_dropped: change.objectives_dropped,
        objectives_reworded: change
            .objectives_reworded
            .into_iter()
            .map(|(before, after)| RewordedObjective {
                key: after.key.map(Into::into).unwrap_or_default(),
                before: before.title,
                after: after.title,
            })
            .collect(),
    });
    Some(BlueprintDiff {
        same: std::ptr::eq(diff.from, diff.to),
        added: diff
            .added
            .iter()
            .map(|place| after.domain(*place))
            .collect(),
        dropped: diff
            .dropped
            .iter()
            .map(|place| before.domain(*place))
            .collect(),
        changed: changed.collect(),
        from: before,
        to: after,
    })
}
