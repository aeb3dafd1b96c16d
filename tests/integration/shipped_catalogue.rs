//! The catalogue that ships: whole, valid, as rich as its sources, and honest about them.

use std::{collections::BTreeSet, sync::Arc};

use certgraph::{
    advice::{
        Constraints, NeverCancelled, Profile,
        path::{PathOutcome, recommend_for_role},
        verdict,
    },
    catalogue::{
        BlueprintStanding, Catalogue, Confidence, Content, Day, Experience, FactName,
        LifecycleState, Money, Revision,
    },
    publish::{parse, shipped_files, to_toml},
};

fn content() -> Content {
    parse(shipped_files())
        .and_then(|files| files.validate())
        .unwrap_or_else(|error| panic!("{error}"))
}

fn catalogue() -> Arc<Catalogue> {
    let committed_at = "2026-11-22T12:00:00Z".parse().unwrap();
    Arc::new(Catalogue::build(content(), Revision::new(1), committed_at).unwrap())
}

fn days() -> Vec<Day> {
    [
        "2020-01-01",
        "2024-07-01",
        "2026-06-12",
        "2026-07-31",
        "2026-11-22",
        "2027-02-01",
        "2028-06-01",
    ]
    .map(|day| day.parse().unwrap())
    .to_vec()
}

#[test]
fn it_holds_what_was_researched() {
    let content = content();
    let blueprints = || content.exams.iter().flat_map(|exam| &exam.blueprints);
    assert!(content.exams.len() >= 260);
    assert_eq!(content.roles.len(), 73);
    assert_eq!(
        content
            .roles
            .iter()
            .map(|role| role.recommendations.len())
            .sum::<usize>(),
        179
    );
    let of = |standing| blueprints().filter(move |blueprint| blueprint.standing == standing);
    assert_eq!(of(BlueprintStanding::Official).count(), 221);
    assert_eq!(
        of(BlueprintStanding::Official)
            .map(|blueprint| blueprint.domains.len())
            .sum::<usize>(),
        1_121
    );
    assert_eq!(of(BlueprintStanding::Claimed).count(), 8);
    assert_eq!(content.comparisons.len(), 4);
}

#[test]
fn infeasible_official_outlines_are_known() {
    let content = content();
    let infeasible: Vec<String> = content
        .exams
        .iter()
        .flat_map(|exam| {
            exam.blueprints
                .iter()
                .map(move |blueprint| (exam, blueprint))
        })
        .filter(|(_, blueprint)| blueprint.standing == BlueprintStanding::Official)
        .filter(|(_, blueprint)| {
            blueprint
                .weight_check()
                .is_some_and(|check| !check.feasible)
        })
        .map(|(exam, blueprint)| format!("{} {}", exam.key(), blueprint.version))
        .collect();
    // Approximate figures, and two that were rounded: their sums are 101, 99.9 and 100.1.
    let known = [
        "google-cloud/GCP-PMLE 2026-06-01",
        "isc2/CC 2026-09-01",
        "python-institute/PCPP-32-101 2026-09",
    ];
    assert_eq!(infeasible, known);
}

#[test]
fn an_estimate_is_never_served_as_more() {
    for exam in &content().exams {
        for fact in &exam.facts {
            let bare = fact.evidence.sources.is_empty();
            let estimate = fact.evidence.confidence == Confidence::Estimate;
            assert!(
                !bare || (estimate && fact.evidence.note.is_some()),
                "{}: {fact:?}",
                exam.key()
            );
        }
    }
}

#[test]
fn writing_it_out_and_reading_it_again_changes_nothing() {
    let mut before = content();
    before.sort();
    let text = to_toml(&before);
    let file = certgraph::publish::CatalogueFile {
        name: "export.toml".into(),
        text,
    };
    let mut after = parse(vec![file])
        .and_then(|files| files.validate())
        .unwrap();
    after.sort();
    assert_eq!(before, after);
}

/// Invariants 1 and 3, over everything that ships, on several days and for several people.
#[test]
fn every_path_of_every_role_can_be_walked() {
    let catalogue = catalogue();
    let mut with_steps = 0;
    for day in days() {
        for role in catalogue.roles() {
            for experience in [
                None,
                Some(Experience::NewToCloud),
                Some(Experience::Practitioner),
            ] {
                let profile = Profile {
                    experience,
                    ..Profile::default()
                };
                let constraints = Constraints::beginning(day);
                let outcome = recommend_for_role(
                    &catalogue,
                    role,
                    &profile,
                    &constraints,
                    day,
                    10,
                    &NeverCancelled,
                );
                let PathOutcome::Recommended { paths, .. } = outcome else {
                    continue;
                };
                for path in paths {
                    with_steps += usize::from(!path.steps.is_empty());
                    let mut taken = BTreeSet::new();
                    let mut fees = 0;
                    for step in &path.steps {
                        let entry = catalogue.exam(step.exam);
                        let key = entry.record.key();
                        if let Some(taken_on) = step.finishes_on {
                            let open = entry.is_bookable(taken_on);
                            assert!(open, "{key} on {taken_on}, asked on {day}");
                            assert!(step.book_by.is_none_or(|last| taken_on <= last));
                        } else {
                            // The day is not known because hours are not: the exam must not be
                            // gone already, and must open at some time.
                            let gone = entry.state(day) == LifecycleState::Retired;
                            let opens = entry.lifecycle.first_bookable_day().is_some();
                            assert!(!gone && opens, "{key}, asked on {day}");
                        }
                        assert!(taken.insert(step.exam), "{} twice", entry.record.key());
                        assert!(
                            !step.reasons.is_empty(),
                            "{} without a reason",
                            entry.record.key()
                        );
                        fees += step.fee.map_or(0, Money::minor);
                        let known = step.cumulative.fees.map_or(0, Money::minor);
                        assert_eq!(known, fees);
                    }
                    assert_eq!(path.totals.complete, path.totals.missing.is_empty());
                }
            }
        }
    }
    assert!(with_steps > 500, "{with_steps} paths with steps");
}

#[test]
fn every_role_has_a_path_today() {
    let catalogue = catalogue();
    let day: Day = "2026-11-22".parse().unwrap();
    let without: Vec<String> = catalogue
        .roles()
        .filter(|role| {
            let constraints = Constraints::beginning(day);
            let outcome = recommend_for_role(
                &catalogue,
                *role,
                &Profile::default(),
                &constraints,
                day,
                3,
                &NeverCancelled,
            );
            !matches!(outcome, PathOutcome::Recommended { .. })
        })
        .map(|role| catalogue.role(role).record.slug.to_string())
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

/// The serving rule: better confidence wins.
#[test]
fn the_served_fee_is_the_best_sourced_one() {
    let catalogue = catalogue();
    for index in catalogue.exams() {
        let entry = catalogue.exam(index);
        let Some(fee) = entry.fact(FactName::Fee) else {
            continue;
        };
        for other in entry
            .facts(FactName::Fee)
            .filter(|fact| fact.about.is_none())
        {
            assert!(
                fee.evidence.confidence <= other.evidence.confidence,
                "{}",
                entry.record.key()
            );
        }
    }
}

/// People of every kind that the rules of the catalogue tell apart.
fn people(catalogue: &Catalogue) -> Vec<Profile> {
    let vendor = |slug: &str| catalogue.vendor_by_slug(&slug.parse().unwrap());
    let exam = |key: &str| catalogue.exam_by_key(&key.parse().unwrap()).unwrap();
    let mut people = vec![Profile::default()];
    people.extend(catalogue.vendors().map(|vendor| Profile {
        vendors: vec![vendor],
        ..Profile::default()
    }));
    people.extend(catalogue.roles().map(|role| Profile {
        audience: Some(catalogue.role(role).record.slug.to_string()),
        vendors: vendor("microsoft").into_iter().collect(),
        ..Profile::default()
    }));
    people.extend(Experience::ALL.iter().map(|experience| Profile {
        experience: Some(*experience),
        held: [exam("microsoft/AI-900"), exam("aws/CLF-C02")].into(),
        ..Profile::default()
    }));
    people.extend([true, false].map(|ships_code| Profile {
        ships_code: Some(ships_code),
        held: [exam("microsoft/AZ-204")].into(),
        ..Profile::default()
    }));
    people
}

/// No verdict advises an exam that cannot be booked: on every day, for every exam and profile.
#[test]
fn no_verdict_sends_anybody_to_an_exam_that_cannot_be_booked() {
    let catalogue = catalogue();
    let people = people(&catalogue);
    let mut alternatives = 0;
    for day in days() {
        for exam in catalogue.exams() {
            for profile in &people {
                let told = verdict(&catalogue, exam, profile, day);
                let taken = told
                    .take
                    .iter()
                    .flatten()
                    .flat_map(|advised| &advised.bookable);
                for other in told.alternatives.iter().chain(taken) {
                    let entry = catalogue.exam(*other);
                    assert!(entry.is_bookable(day), "{}: {day}", told.summary);
                    assert!(!profile.held.contains(other), "{}: {day}", told.summary);
                }
                alternatives += told.alternatives.len();
            }
        }
    }
    assert!(alternatives > 1_000, "{alternatives}");
}
