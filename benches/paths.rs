//! How long `recommendedPaths` takes as the catalogue grows: over 1,606 real exams and over
//! synthetic catalogues of 1.6, 16 and 100 thousand exams with chains of prerequisites.
//!
//! Prints for each the median, the 99th percentile and the slowest of many different questions, of
//! the search alone and of the whole answer from document to bytes, on one thread, nothing cached,
//! and how the medians grow from one size to the next.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a program for the people who build this one: it stops at the first surprise and prints"
)]

#[path = "../tests/integration/support/cert_atlas.rs"]
mod cert_atlas;

use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

use async_graphql::Variables;
use certgraph::{
    advice::{
        Constraints, NeverCancelled, Profile, WeeklyHours,
        path::{PathOutcome, path_to_exam, recommend_for_role},
    },
    catalogue::{
        Catalogue, Content, Currency, Day, Exam, ExamIndex, Experience, Money, Revision, RoleIndex,
    },
    graphql::{self, AllowedOperations, ApiRequest, Caller, Engine, RequestTime},
};
use chrono::{DateTime, Days, TimeDelta, Utc};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// Path queries per catalogue.
const QUESTIONS: usize = 2_000;
/// The exams of a family, in layers: prerequisites lead from each layer to the one below.
const FAMILY: usize = 40;
const LAYERS: usize = 8;
const WIDTH: usize = FAMILY / LAYERS;

const WORDS: [&str; 24] = [
    "identity",
    "storage",
    "network",
    "compute",
    "container",
    "pipeline",
    "vision",
    "speech",
    "agent",
    "search",
    "governance",
    "billing",
    "monitoring",
    "recovery",
    "encryption",
    "queue",
    "stream",
    "warehouse",
    "notebook",
    "training",
    "inference",
    "routing",
    "firewall",
    "audit",
];

/// The contract's own selection, with the question in variables.
const PATHS: &str =
    "query ($role: String!, $profile: ProfileInput, $constraints: PathConstraints) {
  recommendedPaths(role: $role, profile: $profile, constraints: $constraints) {
    ... on RecommendedPaths { paths { rank label tradeOff steps { position exam { code title }
      reasons { text } hours { min max } } totals { fees { amount currency }
      studyHours { min max } weeks { min max } complete } } }
    ... on NoFeasiblePath { bindingConstraints { message } } } }";

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    println!(
        "{:<44}{:>8}{:>11}{:>11}{:>11}{:>11}",
        "microseconds", "runs", "median", "p99", "slowest", "truncated"
    );
    let atlas = catalogue(&cert_atlas::content());
    measure("Cert Atlas, 1,606 exams: search", &mut exams_of(&atlas));
    let mut medians: Vec<(usize, f64)> = Vec::new();
    for size in [1_600, 16_000, 100_000] {
        let catalogue = Arc::new(catalogue(&synthetic(size)));
        let alone = measure(
            &format!("synthetic, {size} exams: search"),
            &mut roles_of(&catalogue),
        );
        medians.push((size, alone));
        measure(
            &format!("synthetic, {size} exams: whole answer"),
            &mut answers_of(&catalogue, &runtime),
        );
    }
    for pair in medians.windows(2) {
        let ((small, before), (large, after)) = (pair[0], pair[1]);
        println!(
            "from {small} to {large} exams the median of the search grows {:.2} times",
            after / before
        );
    }
}

fn now() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn today() -> Day {
    now().date_naive()
}

fn catalogue(content: &Content) -> Catalogue {
    Catalogue::build(content.clone(), Revision::new(1), now()).unwrap()
}

/// Asks many questions and prints how long they take; returns the median in microseconds.
fn measure(what: &str, ask: &mut dyn FnMut(usize) -> bool) -> f64 {
    // The first questions read blueprints, which later ones find read.
    (0..QUESTIONS).for_each(|question| {
        black_box(ask(question));
    });
    let (mut taken, mut truncated) = (Vec::new(), 0);
    for question in 0..QUESTIONS {
        let start = Instant::now();
        let is_truncated = black_box(ask(question));
        taken.push(start.elapsed());
        truncated += usize::from(is_truncated);
    }
    taken.sort_unstable();
    let at = |percent: usize| taken[(taken.len() * percent / 100).min(taken.len() - 1)];
    let microseconds = |duration: Duration| duration.as_secs_f64() * 1e6;
    println!(
        "{what:<44}{:>8}{:>11.1}{:>11.1}{:>11.1}{truncated:>11}",
        taken.len(),
        microseconds(at(50)),
        microseconds(at(99)),
        microseconds(at(100)),
    );
    microseconds(at(50))
}

/// People who ask, one after the other: by experience, budget and pace.
fn person(question: usize) -> (Profile, Constraints) {
    let experience = [
        None,
        Some(Experience::NewToCloud),
        Some(Experience::Practitioner),
    ];
    let profile = Profile {
        experience: experience[question % 3],
        ..Profile::default()
    };
    let constraints = Constraints {
        weekly_hours: WeeklyHours::new(if question.is_multiple_of(2) { 10 } else { 5 }).unwrap(),
        max_fees: question
            .is_multiple_of(5)
            .then(|| Money::from_minor(60_000, Currency::USD)),
        deadline: question.is_multiple_of(7).then(|| today() + Days::new(400)),
        ..Constraints::beginning(today())
    };
    (profile, constraints)
}

fn is_truncated(outcome: &PathOutcome) -> bool {
    match outcome {
        PathOutcome::Recommended { truncated, .. } | PathOutcome::NoFeasible { truncated, .. } => {
            *truncated
        }
    }
}

/// Paths to exam after exam of a catalogue without roles.
fn exams_of(catalogue: &Catalogue) -> impl FnMut(usize) -> bool {
    let exams: Vec<ExamIndex> = catalogue.exams().collect();
    move |question| {
        let (profile, constraints) = person(question);
        let exam = exams[question * 7 % exams.len()];
        is_truncated(&path_to_exam(
            catalogue,
            exam,
            &profile,
            &constraints,
            today(),
            3,
            &NeverCancelled,
        ))
    }
}

fn role(catalogue: &Catalogue, question: usize) -> RoleIndex {
    let mut roles = catalogue.roles();
    let count = roles.len();
    roles.nth(question * 7 % count).unwrap()
}

fn roles_of(catalogue: &Catalogue) -> impl FnMut(usize) -> bool {
    move |question| {
        let (profile, constraints) = person(question);
        let role = role(catalogue, question);
        is_truncated(&recommend_for_role(
            catalogue,
            role,
            &profile,
            &constraints,
            today(),
            3,
            &NeverCancelled,
        ))
    }
}

/// From the text of a document to the bytes of its answer.
fn answers_of(catalogue: &Arc<Catalogue>, runtime: &Runtime) -> impl FnMut(usize) -> bool {
    let engine = Engine::new(graphql::schema(graphql::Services::new()));
    let moment = RequestTime::new(Arc::clone(catalogue), now(), TimeDelta::zero());
    move |question| {
        let (profile, constraints) = person(question);
        let slug = moment
            .catalogue
            .role(role(&moment.catalogue, question))
            .record
            .slug
            .as_str();
        let variables = json!({
            "role": slug,
            "profile": { "experience": profile.experience },
            "constraints": {
                "weeklyHours": constraints.weekly_hours.hours(),
                "maxFees": constraints.max_fees.map(Money::amount),
                "deadline": constraints.deadline,
            },
        });
        let request = ApiRequest {
            query: PATHS.to_owned(),
            variables: Variables::from_json(variables),
            ..ApiRequest::default()
        };
        let execution = engine.execute(
            request,
            Caller::Anonymous,
            moment.clone(),
            AllowedOperations::Queries,
        );
        let answer: Vec<u8> = runtime.block_on(execution).body;
        assert!(!answer.windows(8).any(|bytes| bytes == b"\"errors\""));
        false
    }
}

/// Deterministic pseudo-random numbers: a linear congruential generator with the constants of
/// Knuth's MMIX.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let high = usize::try_from(self.0 >> 33).unwrap();
        high % bound
    }
}

/// A catalogue of families of exams. Above the first layer two exams in three require any one of
/// one to four exams of the layer below, and one in three is advised after some; fees, hours, ends
/// and blueprints are drawn. Each family has two roles.
fn synthetic(size: usize) -> Content {
    let mut numbers = Numbers(1);
    let families = size / FAMILY;
    let exams = (0..families * FAMILY).map(|place| exam(place, &mut numbers));
    let exams: Vec<Arc<Exam>> = exams.map(Arc::new).collect();
    let roles: Vec<Value> = (0..families * 2)
        .map(|place| role_of(place, &mut numbers))
        .collect();
    Content {
        exams,
        ..serde_json::from_value(json!({
            "source": [{"key": "drawn", "title": "Drawn", "publisher": "Bench",
                "url": "https://example.org", "kind": "ARTICLE"}],
            "vendor": [{"slug": "vendor", "name": "Vendor"}],
            "role": roles,
        }))
        .unwrap()
    }
}

fn key(place: usize) -> String {
    format!("vendor/E-{place}")
}

fn evidence() -> Value {
    json!({"sources": ["drawn"], "as_of": "2026", "confidence": "REPUTABLE"})
}

fn exam(place: usize, numbers: &mut Numbers) -> Exam {
    let (family, layer) = (place / FAMILY, place % FAMILY / WIDTH);
    let fact =
        |name: &str, value: String| json!({"name": name, "value": value, "evidence": evidence()});
    let level = ["FUNDAMENTALS", "ASSOCIATE", "PROFESSIONAL"][(layer + 1).min(2)];
    let mut facts = vec![
        fact("LIVE_ON", "2020-01-01".to_owned()),
        fact("LEVEL", level.to_owned()),
    ];
    if numbers.below(10) > 0 {
        facts.push(fact(
            "FEE",
            format!("{} USD", [99, 125, 150, 165, 200][numbers.below(5)]),
        ));
    }
    if numbers.below(10) > 0 {
        let least = 20 + 10 * numbers.below(5);
        facts.push(fact(
            "STUDY_HOURS",
            format!("{least}..{} hours", least + 10 * numbers.below(5)),
        ));
    }
    if numbers.below(20) == 0 {
        facts.push(fact("RETIRES_ON", "2027-06-30".to_owned()));
    }
    let mut prerequisites: Vec<Value> = Vec::new();
    if layer > 0 {
        let mut group = |kind: &str, numbers: &mut Numbers| {
            let size = [1, 1, 1, 2, 2, 3, 4][numbers.below(7)];
            let below = family * FAMILY + (layer - 1) * WIDTH;
            let mut any_of: Vec<usize> = (0..size).map(|_| below + numbers.below(WIDTH)).collect();
            any_of.sort_unstable();
            any_of.dedup();
            let keys: Vec<String> = any_of.into_iter().map(key).collect();
            prerequisites.push(
                json!({"kind": kind, "any_of": keys, "experience": [], "evidence": evidence()}),
            );
        };
        if numbers.below(3) > 0 {
            group("REQUIRED", numbers);
        }
        if numbers.below(3) == 0 {
            group("RECOMMENDED", numbers);
        }
    }
    let domains: Vec<Value> = (0..4)
        .map(|at| {
            let mut words = || {
                let words: Vec<&str> = (0..6).map(|_| WORDS[numbers.below(WORDS.len())]).collect();
                words.join(" ")
            };
            let objectives: Vec<_> = (0..4)
                .map(|place| json!({"key": format!("o{at}-{place}"), "title": words()}))
                .collect();
            json!({"key": format!("d{at}"), "title": words(), "weight": "25",
                "objectives": objectives})
        })
        .collect();
    serde_json::from_value(json!({
        "vendor": "vendor",
        "code": format!("E-{place}"),
        "title": format!("Exam {place}"),
        "facts": facts,
        "prerequisites": prerequisites,
        "blueprint": [{"version": "2020", "standing": "OFFICIAL", "weights": "PUBLISHED",
            "effective_from": "2020", "evidence": evidence(), "domain": domains}],
    }))
    .unwrap()
}

/// A role: two alternatives of an upper layer, and for every second one a sequence of three exams.
fn role_of(place: usize, numbers: &mut Numbers) -> Value {
    let family = place / 2;
    let layer = 2 + numbers.below(LAYERS - 2);
    let exam = |layer: usize, numbers: &mut Numbers| {
        key(family * FAMILY + layer * WIDTH + numbers.below(WIDTH))
    };
    let step = |exam: String| json!({"any_of": [exam]});
    let targets: Vec<Value> = vec![step(exam(layer, numbers)), step(exam(layer - 1, numbers))];
    let mut recommendations =
        vec![json!({"ordered": false, "steps": targets, "evidence": evidence()})];
    if place % 2 == 1 {
        let steps: Vec<Value> = [0, layer / 2 + 1, layer]
            .map(|layer| step(exam(layer, numbers)))
            .to_vec();
        recommendations.push(json!({"ordered": true, "steps": steps, "evidence": evidence()}));
    }
    json!({"slug": format!("role-{place}"), "title": format!("Role {place}"), "group": "Bench",
        "recommendation": recommendations})
}
