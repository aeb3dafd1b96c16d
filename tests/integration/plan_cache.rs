//! Cached plans and fragments change no response.

use std::{cell::Cell, collections::BTreeSet, sync::Arc};

use async_graphql::Variables;
use certgraph::{
    catalogue::{ApproximateDate, Catalogue, Day, Revision},
    graphql::{
        AllowedOperations, ApiRequest, ApiResponse, Caller, Engine, ExecutionLimits, RequestTime,
        Services, schema, sdl,
    },
};
use chrono::{DateTime, Datelike, TimeDelta, Utc};
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

/// One engine without a plan cache, and one with it.
struct Pair {
    runtime: Runtime,
    uncached: Engine,
    cached: Engine,
    moment: RequestTime,
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
            uncached: engine(0),
            cached: engine(8 * 1024 * 1024),
            moment: RequestTime::new(catalogue(), now, TimeDelta::seconds(3)),
        }
    }

    fn execute(&self, engine: &Engine, text: &str, variables: &Map<String, Value>) -> ApiResponse {
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

    /// Executes on both engines, and returns whether the operation ran.
    fn compare(&self, text: &str, variables: &Map<String, Value>) -> bool {
        let expected = self.execute(&self.uncached, text, variables);
        let found = self.execute(&self.cached, text, variables);
        let shown = |response: &ApiResponse| String::from_utf8(response.body.clone()).unwrap();
        assert_eq!(shown(&found), shown(&expected), "{text}\n{variables:?}");
        let fails_inside = shown(&found).contains("\"INTERNAL\"");
        assert!(!fails_inside, "{text}\n{variables:?}\n{}", shown(&found));
        assert_eq!(found.request_error, expected.request_error, "{text}");
        assert_eq!(found.cost, expected.cost, "{text}");
        assert_eq!(found.lifetime, expected.lifetime, "{text}");
        found.request_error.is_none()
    }
}

#[test]
fn random_documents_have_equal_responses_with_and_without_a_plan_cache() {
    let pair = Pair::new();
    let maker = DocumentMaker::new(&sdl(), &pair.moment.catalogue);
    let (asked, ran) = (Cell::new(0_u32), Cell::new(0_u32));
    let config = Config {
        // Four times the number of cases in the environment: a document costs little.
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
            let has_run = pair.compare(&document.text, &values);
            ran.set(ran.get() + u32::from(has_run));
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let (asked, ran) = (asked.get(), ran.get());
    assert!(ran * 3 > asked, "{ran} of {asked} ran");
}

/// The days on which anything that the record of an exam says may begin or end, and the next ones.
fn days_of(record: &Value, days: &mut BTreeSet<Day>) {
    match record {
        Value::String(text) => {
            let Ok(date) = text.parse::<ApproximateDate>() else {
                return;
            };
            for day in [date.earliest(), date.latest()] {
                days.extend(
                    [day.pred_opt(), Some(day), day.succ_opt()]
                        .into_iter()
                        .flatten(),
                );
            }
        }
        Value::Array(items) => items.iter().for_each(|item| days_of(item, days)),
        Value::Object(fields) => fields.values().for_each(|field| days_of(field, days)),
        _ => {}
    }
}

#[test]
fn cached_fields_of_an_exam_follow_the_days_of_its_record() {
    let pair = Pair::new();
    let catalogue = &pair.moment.catalogue;
    let query = "query($code: String!, $vendor: String!, $asOf: Date) {
        exam(code: $code, vendor: $vendor, asOf: $asOf) {
        id code formerCodes alsoKnownAs title vendor { id slug name url } level subject
        lifecycle { state bookable announcedOn betaOn liveOn retiresOn registrationEndsOn language live retires }
        japanese: lifecycle(language: \"ja\") { state bookable retires } bookableLanguages
        fee { amount currency } euro: fee(currency: \"EUR\") { amount }
        indian: fee(currency: \"USD\", region: \"IN\") { amount } member: fee(member: true) { amount }
        durationMinutes { min max } items { min } itemTypes passingScore { passing scaleMin scaleMax } languages
        studyHours { min max } blueprint { version inForce standing domains { key weight { min max } } }
        blueprints { version inForce standing effectiveFrom }
        prerequisites { anyOf { code lifecycle { state bookable } fee { amount } level title } } } }";
    let mut asked = 0;
    for index in catalogue.exams() {
        let record = &catalogue.exam(index).record;
        let mut days = BTreeSet::new();
        days_of(&serde_json::to_value(&**record).unwrap(), &mut days);
        // Dates that are known on one side only have no day at the other.
        days.retain(|day| (2000..2100).contains(&day.year()));
        for day in days {
            let variables = json!({ "code": record.code, "vendor": record.vendor, "asOf": day });
            asked += 1;
            let has_run = pair.compare(query, variables.as_object().unwrap());
            assert!(has_run, "{variables}");
        }
    }
    assert!(asked > 1_000, "{asked}");
}

/// Cached fragments of blueprints belong to one snapshot and depend on no day and no argument.
#[test]
fn cached_blueprints_follow_the_snapshot_and_the_day() {
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
        // Also one of the same revision, as after a reconnection to the database.
        pair.moment = RequestTime::new(Arc::new(catalogue.unwrap()), now, TimeDelta::seconds(3));
    }
}
