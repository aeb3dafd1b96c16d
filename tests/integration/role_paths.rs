//! The paths to the shipped roles: what most sources recommend comes first, labels are earned, and
//! a source's own sequence is its own. Held against the records, on fixed days.

use std::{collections::BTreeMap, sync::Arc};

use certgraph::{
    advice::{
        Constraints, NeverCancelled, Profile, WeeklyHours,
        path::{CertificationPath, Objective, PathOutcome, Requirement, recommend_for_role},
        verdict,
    },
    catalogue::{
        Catalogue, Confidence, Day, Decision, ExamIndex, Experience, Revision, RoleIndex, SourceKey,
    },
};

use crate::support::content;

fn catalogue() -> Arc<Catalogue> {
    let committed_at = "2026-11-27T12:00:00Z".parse().unwrap();
    let content = content::shipped();
    Arc::new(Catalogue::build(content, Revision::new(1), committed_at).unwrap())
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn paths(
    catalogue: &Catalogue,
    role: RoleIndex,
    profile: &Profile,
    weekly_hours: u16,
    day: Day,
) -> Vec<CertificationPath> {
    let constraints = Constraints {
        weekly_hours: WeeklyHours::new(weekly_hours).unwrap(),
        ..Constraints::beginning(day)
    };
    let outcome = recommend_for_role(
        catalogue,
        role,
        profile,
        &constraints,
        day,
        10,
        &NeverCancelled,
    );
    match outcome {
        PathOutcome::Recommended { paths, .. } => paths,
        PathOutcome::NoFeasible { .. } => vec![],
    }
}

fn role(catalogue: &Catalogue, slug: &str) -> RoleIndex {
    catalogue.role_by_slug(&slug.parse().unwrap()).unwrap()
}

fn codes(catalogue: &Catalogue, path: &CertificationPath) -> Vec<String> {
    let steps = path.steps.iter();
    steps
        .map(|step| catalogue.exam(step.exam).record.code.to_string())
        .collect()
}

/// The points of each source that recommends some exams for a role as a whole, from the records.
fn sources(
    catalogue: &Catalogue,
    role: RoleIndex,
    exams: &[(ExamIndex, Day)],
) -> BTreeMap<SourceKey, usize> {
    let mut sources = BTreeMap::new();
    for record in &catalogue.role(role).record.recommendations {
        let is_named = |any_of: &[certgraph::catalogue::ExamKey], (exam, on): (ExamIndex, Day)| {
            any_of.iter().any(|key| {
                let named = catalogue.exam_by_key(key).unwrap();
                let can_be_booked = catalogue.exam(named).is_bookable_in(&[], on);
                named == exam || !can_be_booked && catalogue.line_after(named).contains(&exam)
            })
        };
        let wanted: Vec<_> = record
            .steps
            .iter()
            .filter(|step| !step.optional && !step.held)
            .collect();
        let mut at = 0;
        let names_all = exams.iter().all(|exam| {
            let from = if record.ordered { at } else { 0 };
            let found = wanted[from..]
                .iter()
                .position(|step| is_named(&step.any_of, *exam));
            at = found.map_or(at, |found| from + found + 1);
            found.is_some()
        });
        if names_all && record.focus.is_none() {
            let class = Confidence::ALL
                .iter()
                .position(|class| *class == record.evidence.confidence);
            for source in &record.evidence.sources {
                let points = sources.entry(source.clone()).or_default();
                *points = 5_usize.saturating_sub(class.unwrap()).max(*points);
            }
        }
    }
    sources
}

/// The exams of a path that its goal asks for, with the days on which they are taken.
fn goal(path: &CertificationPath, day: Day) -> Vec<(ExamIndex, Day)> {
    let of_goal = |requirement| matches!(requirement, Requirement::Target | Requirement::RoleStep);
    let steps = path.steps.iter();
    steps
        .filter(|step| of_goal(step.requirement))
        .map(|step| (step.exam, step.finishes_on.unwrap_or(day)))
        .collect()
}

#[test]
fn the_first_path_of_each_role_is_what_most_sources_recommend() {
    let catalogue = catalogue();
    let mut compared = 0;
    for day in ["2026-06-12", "2026-11-27", "2027-03-01"].map(day) {
        for index in catalogue.roles() {
            let paths = paths(&catalogue, index, &Profile::default(), 10, day);
            let slug = &catalogue.role(index).record.slug;
            let Some(first) = paths.first().filter(|path| !path.steps.is_empty()) else {
                continue;
            };
            let points = |path: &CertificationPath| {
                sources(&catalogue, index, &goal(path, day))
                    .values()
                    .sum::<usize>()
            };
            if first.optimised_for != Objective::Recommended {
                assert!(
                    paths
                        .iter()
                        .all(|path| path.optimised_for != Objective::Recommended)
                );
                continue;
            }
            let support = first.support.as_ref().unwrap();
            assert_eq!(
                support.sources,
                sources(&catalogue, index, &goal(first, day)).len(),
                "{slug}"
            );
            assert!(support.focus.is_none() && support.sources <= support.of);
            for other in &paths {
                let is_general = matches!(other.optimised_for, Objective::Recommended);
                assert!(
                    !is_general || points(first) >= points(other),
                    "{slug} on {day}"
                );
                compared += usize::from(is_general);
            }
        }
    }
    assert!(compared > 100);
}

#[test]
fn architects_and_administrators_are_shown_the_exams_of_their_job_first() {
    let catalogue = catalogue();
    let on = day("2026-11-27");
    for (slug, target, support) in [
        (
            "solution-architect",
            "AZ-305",
            "3 of 4 sources recommend AZ-305",
        ),
        (
            "cloud-administrator",
            "AZ-104",
            "2 of 3 sources recommend AZ-104",
        ),
    ] {
        let index = role(&catalogue, slug);
        let paths = paths(&catalogue, index, &Profile::default(), 10, on);
        assert_eq!(paths[0].label, "Most recommended");
        assert_eq!(codes(&catalogue, &paths[0]).last().unwrap(), target);
        assert!(paths[0].support.as_ref().unwrap().text.starts_with(support));
        // What only a special focus wants is no answer for the role as a whole.
        for path in &paths {
            let last = codes(&catalogue, path).pop().unwrap();
            if ["AI-103", "AZ-140"].contains(&last.as_str()) {
                assert_eq!(path.optimised_for, Objective::Focus, "{last} of {slug}");
                assert!(path.label.starts_with("For "));
            }
        }
    }
    let index = role(&catalogue, "solution-architect");
    let paths = paths(&catalogue, index, &Profile::default(), 10, on);
    let label = "For tenders that ask for generative AI";
    let tenders = paths.iter().find(|path| path.label == label).unwrap();
    assert_eq!(codes(&catalogue, tenders), ["AI-103"]);
}

/// Where no source speaks of the role as a whole, its foci are all there is, each under its name.
#[test]
fn a_role_of_special_foci_alone_shows_each_under_its_name() {
    let catalogue = catalogue();
    let index = role(&catalogue, "systems-administrator");
    let on = day("2026-11-27");
    let paths = paths(&catalogue, index, &Profile::default(), 10, on);
    assert_eq!(
        paths[0].label,
        "For jobs in the cyber workforce of the US Department of Defense"
    );
    let servers = paths.iter().find(|path| path.label == "For Windows Server");
    assert_eq!(codes(&catalogue, servers.unwrap()), ["AZ-802"]);
    for path in &paths {
        assert_ne!(path.optimised_for, Objective::Recommended, "{}", path.label);
        assert!(path.support.as_ref().unwrap().focus.is_some());
    }
}

#[test]
fn a_sequence_of_a_source_is_its_own() {
    let catalogue = catalogue();
    let index = role(&catalogue, "career-changer");
    let newcomer = Profile {
        experience: Some(Experience::NewToCloud),
        ..Profile::default()
    };
    let paths = paths(&catalogue, index, &newcomer, 20, day("2026-01-15"));
    let article = ["AI-900", "AZ-204", "AI-102"];
    let own = paths.iter().find(|path| codes(&catalogue, path) == article);
    let own = own.expect("the article's own sequence");
    assert_eq!(own.optimised_for, Objective::Curated);
    assert_eq!(own.totals.fees.unwrap().to_string(), "429.00 USD");
    let added: Vec<_> = own
        .suggested_additions
        .iter()
        .map(|addition| catalogue.exam(addition.exam).record.code.as_str())
        .collect();
    assert_eq!(added, ["AZ-900"]);
    // The article says three times that AI-102 is for this role: that is one reason.
    let last = own.steps.last().unwrap();
    let said: Vec<usize> = last
        .reasons
        .iter()
        .map(|reason| reason.statements)
        .collect();
    assert_eq!(said.iter().max(), Some(&3), "{:?}", last.reasons);
}

#[test]
fn a_step_more_never_makes_a_path_shorter() {
    let catalogue = catalogue();
    let mut compared = 0;
    for experience in [
        None,
        Some(Experience::NewToCloud),
        Some(Experience::KnowsVendor),
    ] {
        let profile = Profile {
            experience,
            ..Profile::default()
        };
        for index in catalogue.roles() {
            let paths = paths(&catalogue, index, &profile, 10, day("2026-11-27"));
            let exams = |path: &CertificationPath| -> Vec<ExamIndex> {
                path.steps.iter().map(|step| step.exam).collect()
            };
            for more in &paths {
                for less in &paths {
                    let (all, some) = (exams(more), exams(less));
                    let has_more = some.len() < all.len() && some.iter().all(|e| all.contains(e));
                    let hours = more.totals.study_hours.zip(less.totals.study_hours);
                    if let (true, true, Some((longer, shorter))) =
                        (has_more, less.totals.complete, hours)
                    {
                        compared += 1;
                        assert!(longer.max() >= shorter.max() && longer.min() >= shorter.min());
                    }
                    let costs = [Objective::Fees, Objective::Calendar, Objective::StudyHours];
                    let wanted = goal(&paths[0], day("2026-11-27"));
                    let same_goal = wanted.iter().all(|(exam, _)| some.contains(exam));
                    assert!(!has_more || !same_goal || !costs.contains(&more.optimised_for));
                }
            }
        }
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn an_exam_that_ends_before_study_can_is_not_advised() {
    let catalogue = catalogue();
    let on = day("2026-11-27");
    for (key, successor) in [("aws/DVA-C02", Some("DVA-C03")), ("aws/ANS-C01", None)] {
        let exam = catalogue.exam_by_key(&key.parse().unwrap()).unwrap();
        let verdict = verdict(&catalogue, exam, &Profile::default(), on);
        assert_ne!(verdict.decision, Decision::Take, "{}", verdict.summary);
        let end = catalogue.exam(exam).lifecycle.last_bookable_day().unwrap();
        assert!(
            verdict.summary.contains(&end.to_string()),
            "{}",
            verdict.summary
        );
        if let Some(successor) = successor {
            assert!(verdict.summary.contains(successor), "{}", verdict.summary);
        }
        assert!(!verdict.summary.contains("Nothing known speaks against"));
    }
}
