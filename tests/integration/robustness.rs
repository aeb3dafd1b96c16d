//! How firm paths are: against the search over a changed catalogue, over HTTP, and `review-queue`.

use std::{fs, sync::Arc};

use certgraph::{
    advice::{
        Constraints, NeverCancelled, Profile,
        path::{
            Bounds, FactBounds, FactRobustness, PathGoal, PathOutcome, recommend_for_role,
            robustness,
        },
    },
    catalogue::{
        ApproximateDate, Catalogue, Content, Day, ExamIndex, Fact, FactContent, FactName,
        FactValue, Money, Revision, RoleIndex,
    },
    store::TokenScope,
};
use chrono::{DateTime, Days};
use serde_json::{Value, json};

use crate::{
    command_line::{failed, folder, run, succeeded},
    support::{
        content::shipped_catalogue,
        database::fresh,
        server::{NOW, TestServer, clock_at, settings},
    },
};

/// The exams of the first path to a role, by key; `None` if none is feasible.
fn first(catalogue: &Catalogue, role: RoleIndex, day: Day) -> Option<Vec<ExamIndex>> {
    let (profile, constraints) = (Profile::default(), Constraints::beginning(day));
    let never = &NeverCancelled;
    let outcome = recommend_for_role(catalogue, role, &profile, &constraints, day, 3, never);
    let PathOutcome::Recommended { paths, .. } = outcome else {
        return None;
    };
    let mut exams: Vec<ExamIndex> = paths[0].steps.iter().map(|step| step.exam).collect();
    exams.sort_unstable();
    Some(exams)
}

/// The next snapshot, in which a fact has another value.
fn with_value(catalogue: &Catalogue, found: &FactRobustness, value: FactValue) -> Catalogue {
    let mut content: Content = catalogue.content();
    let facts = &mut Arc::make_mut(&mut content.exams[found.exam.index()]).facts;
    match found.fact {
        Some(index) => facts[index].content = FactContent::Known(value),
        None => facts.push(Fact {
            name: FactName::RetiresOn,
            content: FactContent::Known(value),
            ..serde_json::from_value(json!({
                "name": "RETIRES_ON", "value": "2020",
                "evidence": { "as_of": "2020", "confidence": "ESTIMATE", "note": "supposed" },
            }))
            .unwrap()
        }),
    }
    let next = catalogue.followed_by(content, Revision::new(2), DateTime::UNIX_EPOCH);
    next.unwrap_or_else(|violations| panic!("{found:?}: {violations:?}"))
}

/// Values on both sides of each bound, and whether they keep the path first.
fn at_the_bounds(catalogue: &Catalogue, found: &FactRobustness) -> Vec<(FactValue, bool)> {
    fn sides<T: Copy>(bounds: &Bounds<T>, next: impl Fn(T, i8) -> T) -> Vec<(T, bool)> {
        let from = bounds
            .from
            .map(|from| [(from, true), (next(from, -1), false)]);
        let to = bounds.to.map(|to| [(to, true), (next(to, 1), false)]);
        from.into_iter().chain(to).flatten().collect()
    }
    match &found.bounds {
        FactBounds::Fee(bounds) => {
            let next = |fee: Money, step: i8| {
                Money::from_minor(fee.minor() + i64::from(step), fee.currency())
            };
            let fees = sides(bounds, next).into_iter();
            fees.map(|(fee, keeps)| (FactValue::Money(fee.into()), keeps))
                .collect()
        }
        FactBounds::StudyHours(bounds) => {
            let fact = &catalogue.exam(found.exam).record.facts[found.fact.unwrap()];
            let Some(FactValue::Quantity(present)) = fact.value() else {
                panic!("{fact:?} has no hours");
            };
            let hours = sides(bounds, |hours, step| {
                hours.saturating_add_signed(step.into())
            });
            let least = present.min();
            hours
                .into_iter()
                .map(|(most, keeps)| {
                    let text = format!("{}..{most} hours", least.floor().min(most.into()));
                    (FactValue::Quantity(text.parse().unwrap()), keeps)
                })
                .collect()
        }
        FactBounds::Day(bounds) => {
            let next = |day: Day, step: i8| match step {
                1 => day + Days::new(1),
                _ => day - Days::new(1),
            };
            let days = sides(bounds, next).into_iter();
            days.map(|(day, keeps)| (FactValue::Date(ApproximateDate::day(day)), keeps))
                .collect()
        }
    }
}

/// One role in four: an unoptimised build takes a minute for all of them.
#[test]
fn in_the_shipped_catalogue_one_step_outside_a_bound_another_path_is_first() {
    let catalogue = shipped_catalogue();
    let day: Day = "2026-11-28".parse().unwrap();
    let mut checked = 0;
    for role in catalogue.roles().step_by(4) {
        let (profile, constraints) = (Profile::default(), Constraints::beginning(day));
        let goal = PathGoal::Role(role);
        let never = &NeverCancelled;
        let Some(found) = robustness(&catalogue, goal, &profile, &constraints, day, never) else {
            continue;
        };
        let present = first(&catalogue, role, day);
        for fact in &found.facts {
            for (value, keeps) in at_the_bounds(&catalogue, fact) {
                let changed = with_value(&catalogue, fact, value.clone());
                let other = first(&changed, role, day);
                assert_eq!(other == present, keeps, "{fact:?} at {value}");
                checked += 1;
            }
        }
    }
    assert!(checked >= 20, "only {checked} values");
}

/// Two exams for one role that a guide recommends alike: the first is cheaper by a tenth, the second
/// takes less study.
const SHOP: &str = r#"
[[source]]
key = "guide"
title = "Guide"
publisher = "Acme"
url = "https://example.com"
kind = "OFFICIAL"

[[vendor]]
slug = "acme"
name = "Acme"

[[exam]]
vendor = "acme"
code = "A-1"
title = "Building things"
facts = [
  { name = "LIVE_ON", value = "2024-01-15", evidence = { sources = ["guide"], as_of = "2026-11-01", confidence = "OFFICIAL" } },
  { name = "FEE", value = "100 USD", evidence = { sources = ["guide"], as_of = "2026-08-01", confidence = "OFFICIAL" } },
  { name = "STUDY_HOURS", value = "20..40 hours", evidence = { sources = ["guide"], as_of = "2026-08-01", confidence = "OFFICIAL" } },
]

[[exam]]
vendor = "acme"
code = "B-2"
title = "Selling things"
facts = [
  { name = "LIVE_ON", value = "2024-01-15", evidence = { sources = ["guide"], as_of = "2026-11-22", confidence = "OFFICIAL" } },
  { name = "FEE", value = "110 USD", evidence = { sources = ["guide"], as_of = "2026-08-01", confidence = "OFFICIAL" } },
  { name = "STUDY_HOURS", value = "10..20 hours", evidence = { sources = ["guide"], as_of = "2026-08-01", confidence = "OFFICIAL" } },
]

[[role]]
slug = "maker"
title = "Maker"
group = "Shop"

[[role.recommendation]]
ordered = false
steps = [{ any_of = ["acme/A-1"] }, { any_of = ["acme/B-2"] }]
evidence = { sources = ["guide"], as_of = "2026-11-01", confidence = "OFFICIAL" }
"#;

const QUEUE: &str = "query ($first: Int, $after: String) {
    reviewQueue(asOf: \"2026-11-28\", first: $first, after: $after) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { exam { code } fact missing answers totalAnswers roles { slug } ageDays
            evidence { asOf confidence } }
    } }";

/// A server over [`SHOP`].
async fn shop() -> TestServer {
    let database = fresh().await;
    let folder = folder();
    fs::write(folder.path().join("shop.toml"), SHOP).unwrap();
    let imported =
        crate::command_line::on_database(&database, folder.path(), &["import", "shop.toml"]);
    succeeded(&imported);
    let mut settings = settings(&database);
    settings.seed = false;
    TestServer::with(database, settings, clock_at(NOW)).await
}

#[tokio::test]
async fn the_review_queue_is_for_editors_and_has_pages() {
    let server = shop().await;
    // The server looks for new tokens now and then only, and its clock stands still.
    let partner = server.token("acme", TokenScope::Partner).await;
    let editor = server.token("ana", TokenScope::Editor).await;
    for (token, code) in [(None, "UNAUTHENTICATED"), (Some(&*partner), "FORBIDDEN")] {
        let (_, answer) = server.post_as(token, QUEUE, json!({})).await;
        assert_eq!(
            answer["errors"][0]["extensions"]["code"], code,
            "{answer:#}"
        );
    }
    let page = async |variables: Value| {
        let (status, mut answer) = server.post_as(Some(&*editor), QUEUE, variables).await;
        assert_eq!((status, answer.get("errors")), (200, None), "{answer:#}");
        answer["data"]["reviewQueue"].take()
    };
    let first = page(json!({ "first": 1 })).await;
    // Nobody can take an exam in Japanese, so there are seven answers; a fee of 110 to 125 USD makes
    // B-2 first in each.
    assert_eq!(
        first["nodes"],
        json!([{
            "exam": { "code": "A-1" }, "fact": "FEE", "missing": false, "answers": 7,
            "totalAnswers": 7, "roles": [{ "slug": "maker" }], "ageDays": 119,
            "evidence": { "asOf": "2026-08-01", "confidence": "OFFICIAL" },
        }])
    );
    let all = page(json!({})).await;
    let count = all["totalCount"].as_u64().unwrap();
    assert_eq!(all["nodes"].as_array().unwrap().len() as u64, count);
    let rest = page(json!({ "after": first["pageInfo"]["endCursor"] })).await;
    assert_eq!(
        rest["nodes"].as_array().unwrap(),
        &all["nodes"].as_array().unwrap()[1..]
    );
    assert_eq!(first["pageInfo"]["hasNextPage"], count > 1);
}

#[tokio::test]
async fn robustness_is_for_the_first_path_and_costs_its_searches() {
    let server = shop().await;
    let query = "{ recommendedPaths(role: \"maker\", asOf: \"2026-11-28\") {
        ... on RecommendedPaths { paths { rank robustness { facts { text } } } } } }";
    let (_, answer) = server.post_as(None, query, json!({})).await;
    let paths = answer["data"]["recommendedPaths"]["paths"].as_array();
    let paths = paths.unwrap_or_else(|| panic!("{answer:#}"));
    assert_eq!(
        paths[0]["robustness"]["facts"][0]["text"],
        "This path stays first up to a fee of 109.99 USD for A-1. Otherwise B-2 is first."
    );
    assert!(paths.len() > 1);
    assert!(paths[1..].iter().all(|path| path["robustness"].is_null()));
    // Two do not fit into one request.
    let twice = "{ a: recommendedPaths(role: \"maker\") { ...firm }
        b: recommendedPaths(role: \"maker\") { ...firm } }
        fragment firm on RecommendedPaths { paths { robustness { truncated } } }";
    let (_, answer) = server.post_as(None, twice, json!({})).await;
    let code = &answer["errors"][0]["extensions"]["code"];
    assert_eq!(code, "QUERY_TOO_COMPLEX", "{answer:#}");
}

#[test]
fn the_command_lists_what_decides_most_answers() {
    let folder = folder();
    fs::write(folder.path().join("shop.toml"), SHOP).unwrap();
    let ask = |more: &[&str]| {
        let command = ["review-queue", "--today", "2026-11-28", "shop.toml"];
        run(folder.path(), &[&command, more].concat())
    };
    let said = succeeded(&ask(&[]));
    assert!(
        said.lines()
            .any(|line| line == "      7      1       119  acme/A-1 FEE"),
        "{said}"
    );
    let report: Value =
        serde_json::from_str(&succeeded(&ask(&["--format", "json", "--first", "1"]))).unwrap();
    assert_eq!(
        report["items"],
        json!([{
            "exam": "acme/A-1", "fact": "FEE", "missing": false, "answers": 7, "roles": ["maker"],
            "age_days": 119, "sources": ["guide"], "confidence": "OFFICIAL",
        }])
    );
    assert_eq!(report["answers"], 7);
    let missing = run(folder.path(), &["review-queue", "nothing.toml"]);
    failed(&missing, "FILE_UNREADABLE");
}
