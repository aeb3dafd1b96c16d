//! When exams follow another blueprint.

use super::{
    Detail, TransitionKind as Kind, TransitionSubject, collector::Collector, each_with_day_before,
};
use catalogue::{ApproximateDate, Blueprint, BlueprintStanding, Catalogue, Day, ExamIndex};

/// Adds the transitions of an exam's blueprints.
pub(super) fn collect(catalogue: &Catalogue, exam: ExamIndex, found: &mut Collector<'_>) {
    let entry = catalogue.exam(exam);
    let blueprints = &entry.record.blueprints;
    let subject = TransitionSubject::Exam(exam);
    let official = blueprints
        .iter()
        .enumerate()
        .filter(|(_, blueprint)| blueprint.standing == BlueprintStanding::Official);
    found.begin();
    for (index, blueprint) in official.clone() {
        let published = blueprint.published_on.and_then(ApproximateDate::exact);
        if let Some(day) = published {
            let detail = Detail::Blueprint(index);
            found.add(day, Kind::BlueprintPublished, subject, detail);
        }
    }
    let in_force = |day: Day| entry.index_of(entry.blueprint(day)?);
    let days = official.clone().flat_map(|(_, blueprint)| days(blueprint));
    for (before, day) in each_with_day_before(days) {
        let current = in_force(day);
        if let Some(index) = current.filter(|_| current != in_force(before)) {
            let detail = Detail::Blueprint(index);
            found.add(day, Kind::BlueprintInForce, subject, detail);
            continue;
        }
        for (index, blueprint) in official.clone() {
            if blueprint.covers(before) && !blueprint.covers(day) {
                let detail = Detail::Blueprint(index);
                found.add(day, Kind::BlueprintEnded, subject, detail);
            }
        }
    }
}

/// The days on which a blueprint begins to apply and no longer applies.
fn days(blueprint: &Blueprint) -> impl Iterator<Item = Day> {
    let until = blueprint.effective_until.filter(|date| date.has_latest());
    let ended = until.and_then(|until| until.latest().succ_opt());
    let begun = Some(blueprint.effective_from).filter(|date| date.has_latest());
    begun.map(ApproximateDate::latest).into_iter().chain(ended)
}
