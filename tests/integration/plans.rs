//! Plans answer exactly what the library's executor answers.

use std::{cell::Cell, sync::Arc};

use async_graphql::Variables;
use certgraph::{
    catalogue::{Catalogue, Revision},
    graphql::{
        AllowedOperations, ApiRequest, ApiResponse, Caller, Engine, ExecutionLimits, Moment,
        Services, schema, sdl,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

use crate::support::{
    content::shipped,
    random_documents::{Choices, DocumentMaker},
};

/// One engine that executes with the library alone, and one that makes plans.
struct Pair {
    runtime: Runtime,
    library: Engine,
    planning: Engine,
    moment: Moment,
}

fn catalogue() -> Arc<Catalogue> {
    let catalogue = Catalogue::build(shipped(), Revision::new(1), DateTime::UNIX_EPOCH);
    Arc::new(catalogue.unwrap())
}

impl Pair {
    fn new() -> Self {
        let engine = |plan_bytes| {
            let limits = ExecutionLimits {
                plan_bytes,
                ..ExecutionLimits::default()
            };
            Engine::with_limits(schema(Services::new()), limits)
        };
        let now: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
        Self {
            runtime: Runtime::new().unwrap(),
            library: engine(0),
            planning: engine(8 * 1024 * 1024),
            moment: Moment::new(catalogue(), now, TimeDelta::seconds(3)),
        }
    }

    fn ask(&self, engine: &Engine, text: &str, variables: &Map<String, Value>) -> ApiResponse {
        let extensions = json!({ "cost": true });
        let request = ApiRequest {
            query: text.to_owned(),
            variables: Variables::from_json(Value::Object(variables.clone())),
            extensions: serde_json::from_value(extensions).unwrap(),
            ..ApiRequest::default()
        };
        let moment = self.moment.clone();
        let (caller, allowed) = (Caller::Anonymous, AllowedOperations::Queries);
        self.runtime
            .block_on(engine.execute(request, caller, moment, allowed))
    }

    /// Asks both engines, and tells whether a plan was used.
    fn compare(&self, text: &str, variables: &Map<String, Value>) -> bool {
        let expected = self.ask(&self.library, text, variables);
        let found = self.ask(&self.planning, text, variables);
        let shown = |response: &ApiResponse| String::from_utf8(response.body.clone()).unwrap();
        assert_eq!(shown(&found), shown(&expected), "{text}\n{variables:?}");
        let fails_inside = shown(&found).contains("\"INTERNAL\"");
        assert!(!fails_inside, "{text}\n{variables:?}\n{}", shown(&found));
        assert_eq!(found.request_error, expected.request_error, "{text}");
        assert_eq!(found.cost, expected.cost, "{text}");
        assert_eq!(found.lifetime, expected.lifetime, "{text}");
        assert!(!expected.by_plan);
        found.by_plan
    }
}

#[test]
fn random_documents_are_answered_as_the_library_answers_them() {
    let pair = Pair::new();
    let maker = DocumentMaker::new(&sdl(), &pair.moment.catalogue);
    let (asked, planned) = (Cell::new(0_u32), Cell::new(0_u32));
    let config = Config {
        // As often as the environment asks, and four times: a document costs little.
        cases: 4 * Config::default().cases,
        failure_persistence: None,
        ..Config::default()
    };
    let numbers = (vec(any::<u16>(), 0..200), vec(vec(any::<u16>(), 0..30), 3));
    let outcome = TestRunner::new(config).run(&numbers, |(document, variables)| {
        let document = maker.query(&mut Choices::new(&document));
        for numbers in &variables {
            let values = maker.variables(&document, &mut Choices::new(numbers));
            asked.set(asked.get() + 1);
            let by_plan = pair.compare(&document.text, &values);
            planned.set(planned.get() + u32::from(by_plan));
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let (asked, planned) = (asked.get(), planned.get());
    // Two of three requests for a document come after the first one.
    assert!(planned * 4 > asked, "{planned} of {asked} by plan");
}

/// What is kept of outlines belongs to one snapshot, and no day and no argument is in it.
#[test]
fn outlines_are_told_as_they_are_in_the_snapshot_and_on_the_day() {
    let mut pair = Pair::new();
    let query = "query($asOf: Date, $deep: Boolean!) { exam(code: \"AI-102\", asOf: $asOf) {
        blueprint { version inForce domains { key title weight { min max } } }
        blueprints { version inForce effectiveFrom }
        again: blueprints { __typename version weightCheck { feasible } domains { ...D } } } }
        fragment D on Domain { title tightenedWeight { min } objectives @include(if: $deep) { title } }";
    for revision in 1..4 {
        for as_of in ["2025-06-01", "2026-01-01", "2026-11-22", "2026-01-01"] {
            for deep in [true, false] {
                let variables = json!({ "asOf": as_of, "deep": deep });
                pair.compare(query, variables.as_object().unwrap());
            }
        }
        let mut content = shipped();
        let exams = content.exams.iter_mut().map(Arc::make_mut);
        for blueprint in exams.flat_map(|exam| &mut exam.blueprints) {
            for domain in &mut blueprint.domains {
                domain.title = format!("{} {revision}", domain.title);
            }
        }
        let catalogue = Catalogue::build(content, Revision::new(revision), DateTime::UNIX_EPOCH);
        let now: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
        // Also one of the same revision, as a server has that lost its database and got it back.
        pair.moment = Moment::new(Arc::new(catalogue.unwrap()), now, TimeDelta::seconds(3));
    }
}

/// The library makes null of an object of which a first selection asks for nothing, and still tells
/// the errors of what a second one asks for.
#[test]
fn what_a_first_selection_leaves_empty_is_answered_as_the_library_answers_it() {
    let pair = Pair::new();
    let query = "query($v: Boolean!, $n: Int) { vendors { nodes @include(if: false) { id } }
        vendors { nodes @include(if: $v) { a: certifications(after: \"AQ\", first: $n) { __typename } } } }";
    for wanted in [true, false, true, false] {
        let variables = json!({ "v": wanted, "n": 1 });
        pair.compare(query, variables.as_object().unwrap());
    }
    // Here it is the second selection of the edges, and the first within its own parent.
    let query = "query($v: Boolean!) { vendors { edges { cursor } }
        vendors { edges { node @include(if: $v) { slug } } edges { a: node { slug } } } }";
    for wanted in [true, false, true, false] {
        let variables = json!({ "v": wanted });
        pair.compare(query, variables.as_object().unwrap());
    }
}
