//! Answers questions that were never asked before, without anything around: what `scripts/cold-path`
//! counts the instructions of, and what profiles are made of.
//!
//! `certgraph-cold-path QUESTION COUNT [library]` asks so many questions of one kind; with
//! `library` no plans are made.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement stops at the first thing that is wrong"
)]

use std::sync::Arc;

use certgraph::{
    catalogue::{Catalogue, Revision},
    graphql::{
        AllowedOperations, ApiRequest, Caller, Engine, ExecutionLimits, Moment, Services, schema,
    },
    publish::{parse, shipped_files},
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};

const EXAM_PAGE: &str = "query ExamPage($code: String!, $asOf: Date) { exam(code: $code, asOf: $asOf) { id code title level vendor { slug name } lifecycle { state bookable retiresOn } fee { amount currency } blueprint { version domains { key ordinal title weight { min max } objectives { title } } } prerequisites { kind anyOf { code title blueprint { domains { title weight { min max } } } } } } }";

const PARTNER_PULL: &str = "query PartnerPull($asOf: Date) { exams(first: 100, asOf: $asOf) { pageInfo { hasNextPage endCursor } nodes { code title vendor { slug } blueprint { version domains { key title weight { min max } } } } } }";

const LIST: &str = "query List($filter: ExamFilter, $orderBy: ExamOrder, $asOf: Date) { exams(first: 20, filter: $filter, orderBy: $orderBy, asOf: $asOf) { totalCount pageInfo { hasNextPage endCursor } nodes { code title level vendor { name } fee { amount currency } lifecycle { state } } } }";

const PATHS: &str = "query Paths($role: String!, $constraints: PathConstraints, $asOf: Date) { recommendedPaths(role: $role, constraints: $constraints, asOf: $asOf) { ... on RecommendedPaths { paths { rank label steps { position exam { code title } reasons { text } } totals { fees { amount currency } studyHours { min max } complete } } } ... on NoFeasiblePath { bindingConstraints { argument message } } } }";

fn day(number: u64) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    first + Days::new(number % 700)
}

/// The body of a request; each number makes another one.
fn body(question: &str, codes: &[String], number: usize) -> Vec<u8> {
    let day = day(number as u64);
    let (query, variables) = match question {
        "exam-page" => {
            let code = &codes[number % codes.len()];
            (EXAM_PAGE, json!({ "code": code, "asOf": day }))
        }
        "partner-pull" => (PARTNER_PULL, json!({ "asOf": day })),
        "list" => {
            let vendors = [["aws"], ["microsoft"], ["google-cloud"]][number % 3];
            let filter = json!({ "vendors": vendors, "bookable": true });
            let order = json!({ "by": "TITLE" });
            let variables = json!({ "filter": filter, "orderBy": order, "asOf": day });
            (LIST, variables)
        }
        "paths" => {
            let constraints = json!({ "weeklyHours": 5 + number % 10 });
            let variables =
                json!({ "role": "ai-architect", "constraints": constraints, "asOf": day });
            (PATHS, variables)
        }
        other => panic!("there is no question {other}"),
    };
    json!({ "query": query, "variables": variables })
        .to_string()
        .into_bytes()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut arguments = arguments.iter();
    let (Some(question), Some(count)) = (arguments.next(), arguments.next()) else {
        return;
    };
    let count: usize = count.parse().expect("a count");
    let content = parse(shipped_files()).and_then(|files| files.validate());
    let content = content.expect("the shipped files hold together");
    let codes: Vec<String> = content
        .exams
        .iter()
        .map(|exam| exam.code.to_string())
        .collect();
    let catalogue = Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH);
    let catalogue = Arc::new(catalogue.expect("the content holds together"));
    let limits = ExecutionLimits {
        plan_bytes: match arguments.next().map(String::as_str) {
            Some("library") => 0,
            _ => ExecutionLimits::default().plan_bytes,
        },
        ..ExecutionLimits::default()
    };
    let engine = Engine::with_limits(schema(Services::new()), limits);
    let now: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().expect("an instant");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
    let mut bytes = 0;
    for number in 0..count {
        let request = ApiRequest::from_json(&body(question, &codes, number));
        let request = request.expect("the request is well formed");
        let moment = Moment::new(Arc::clone(&catalogue), now, TimeDelta::zero());
        let execution = engine.execute(
            request,
            Caller::Anonymous,
            moment,
            AllowedOperations::Queries,
        );
        let answer = runtime.block_on(execution);
        assert!(
            answer.body.starts_with(b"{\"data\":{"),
            "{}",
            String::from_utf8_lossy(&answer.body)
        );
        bytes += answer.body.len();
    }
    let told: Value = json!({ "question": question, "count": count, "bytes": bytes });
    #[expect(clippy::print_stdout, reason = "whoever measures wants to see it")]
    {
        println!("{told}");
    }
}
