//! Executes uncached queries in a loop, for the instruction counts of `scripts/cold-path` and for
//! profiles.
//!
//! `certgraph-cold-path QUESTION COUNT [new] [threads NUMBER] [atlas FILE]` executes a query of one kind, with the
//! documents and variables of the load in `benches/server`. `new` makes every document a new one;
//! `threads` shares the requests among so many threads; `atlas` adds the exams of a Cert Atlas index
//! to the embedded ones.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement stops at the first thing that is wrong"
)]

use std::{path::Path, sync::Arc, thread, time::Instant};

use certgraph::{
    catalogue::{Catalogue, Content, Revision},
    graphql::{
        AllowedOperations, ApiRequest, Caller, Engine, ExecutionLimits, RequestTime, Services,
        schema,
    },
    publish::{
        cert_atlas::{Findings, merge_entries, read_cert_atlas},
        parse, shipped_files,
    },
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use mimalloc::MiMalloc;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

/// As in the program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const EXAM_PAGE: &str = "query ExamPage($code: String!, $vendor: String, $asOf: Date) { exam(code: $code, vendor: $vendor, asOf: $asOf) { id code title level vendor { slug name url } lifecycle { state bookable retiresOn } fee { amount currency } durationMinutes { min max } languages blueprint { version effectiveFrom domains { key ordinal title weight { min max } objectives { title } } } prerequisites { kind anyOf { code title vendor { name } blueprint { domains { title weight { min max } } } } } } }";

const PARTNER_PULL: &str = "query PartnerPull($after: String, $asOf: Date) { exams(first: 100, after: $after, asOf: $asOf) { pageInfo { hasNextPage endCursor } nodes { code title vendor { slug } blueprint { version domains { key title weight { min max } } } } } }";

const LIST: &str = "query List($filter: ExamFilter, $orderBy: ExamOrder, $asOf: Date) { exams(first: 20, filter: $filter, orderBy: $orderBy, asOf: $asOf) { totalCount pageInfo { hasNextPage endCursor } nodes { code title level vendor { name } fee { amount currency } studyHours { min max } lifecycle { state } } } }";

const PATHS: &str = "query Paths($role: String!, $profile: ProfileInput, $constraints: PathConstraints, $asOf: Date) { recommendedPaths(role: $role, profile: $profile, constraints: $constraints, asOf: $asOf) { ... on RecommendedPaths { paths { rank label steps { position exam { code title } reasons { text } } totals { fees { amount currency } studyHours { min max } weeks { min max } complete } } } ... on NoFeasiblePath { bindingConstraints { argument message } } } }";

const SEARCH: &str = "query Search($text: String!, $asOf: Date) { search(text: $text, first: 20, asOf: $asOf) { totalCount nodes { __typename ... on Exam { code title vendor { name } } ... on Certification { title } ... on Role { title } ... on Vendor { name } ... on DomainHit { domain { title } exam { code } } } } }";

const VERDICT: &str = "query Verdict($code: String!, $vendor: String, $profile: ProfileInput, $asOf: Date) { exam(code: $code, vendor: $vendor, asOf: $asOf) { code title verdict(profile: $profile) { decision rules { kind text decides } alternatives { code title vendor { name } } sources { url } } } }";

const PAGES: &str = "query($after: String, $asOf: Date) { exams(first: 100, after: $after, asOf: $asOf) { pageInfo { hasNextPage endCursor } } }";

fn day(number: usize) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    first + Days::new(number as u64 % 730)
}

/// What variables are made of.
struct Names {
    /// Vendors and codes of all exams.
    exams: Vec<(String, String)>,
    vendors: Vec<String>,
    roles: Vec<String>,
    /// Where pages of a hundred begin, for each day that partners ask about.
    pages: Vec<(usize, Value)>,
}

/// A number below `count` that is no neighbour of the one before.
fn scattered(number: usize, count: usize) -> usize {
    number * 7_919 % count
}

fn pick<T>(all: &[T], number: usize) -> &T {
    &all[number % all.len()]
}

/// The document and the variables of a question; each number makes another one.
fn question(kind: &str, names: &Names, number: usize) -> (&'static str, Value) {
    match kind {
        "exam-page" => {
            let count = names.exams.len();
            let (vendor, code) = pick(&names.exams, scattered(number % count, count));
            let variables = json!({ "code": code, "vendor": vendor, "asOf": day(number / count) });
            (EXAM_PAGE, variables)
        }
        "partner-pull" => {
            let (day_number, after) = pick(&names.pages, number);
            let variables = json!({ "after": after, "asOf": day(*day_number) });
            (PARTNER_PULL, variables)
        }
        "list" => {
            const ORDERS: [&str; 4] = ["CODE", "TITLE", "FEE", "STUDY_HOURS"];
            let (vendor, rest) = (number % 20, number / 20);
            let (order, rest) = (rest % 4, rest / 4);
            let (state, rest) = (rest % 2, rest / 2);
            let vendors = [
                pick(&names.vendors, vendor * 5),
                pick(&names.vendors, vendor * 5 + 1),
                "microsoft",
            ];
            let variables = json!({
                "filter": { "vendors": vendors, "bookable": state == 0 },
                "orderBy": { "by": pick(&ORDERS, order) },
                "asOf": day(rest),
            });
            (LIST, variables)
        }
        "paths" => {
            const EXPERIENCES: [&str; 3] = ["NEW_TO_CLOUD", "KNOWS_VENDOR", "PRACTITIONER"];
            let count = names.roles.len();
            let (role, rest) = (number % count, number / count);
            let (experience, rest) = (rest % 3, rest / 3);
            let (hours, rest) = (5 + rest % 10, rest / 10);
            let variables = json!({
                "role": pick(&names.roles, role),
                "profile": { "experience": pick(&EXPERIENCES, experience) },
                "constraints": { "weeklyHours": hours },
                "asOf": day(rest),
            });
            (PATHS, variables)
        }
        "search" => {
            const TEXTS: [&str; 4] = ["azure", "data engineer", "security", "aws solutions"];
            let variables = json!({ "text": pick(&TEXTS, number), "asOf": day(number / 4) });
            (SEARCH, variables)
        }
        "verdict" => {
            let count = names.exams.len();
            let (vendor, code) = pick(&names.exams, scattered(number % count, count));
            let (held_vendor, held_code) = pick(&names.exams, scattered(number, count) + 1);
            let variables = json!({
                "code": code,
                "vendor": vendor,
                "profile": { "held": [format!("{held_vendor}/{held_code}")], "shipsCode": number.is_multiple_of(2) },
                "asOf": day(number / count),
            });
            (VERDICT, variables)
        }
        other => panic!("there is no question {other}"),
    }
}

/// A server without anything around it.
struct Server {
    engine: Engine,
    catalogue: Arc<Catalogue>,
}

fn runtime() -> Runtime {
    Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime")
}

impl Server {
    fn new(content: Content, keeps_plans: bool) -> Self {
        let catalogue = Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH);
        let mut limits = ExecutionLimits::default();
        if !keeps_plans {
            limits.plan_bytes = 0;
        }
        Self {
            engine: Engine::with_limits(schema(Services::new()), limits),
            catalogue: Arc::new(catalogue.expect("the content holds together")),
        }
    }

    /// The response body, after a lookup in the response cache, as in the server.
    fn answer(&self, runtime: &Runtime, body: &[u8]) -> Vec<u8> {
        let request = ApiRequest::from_json(body).expect("the request is well formed");
        let request = self
            .engine
            .resolve(request)
            .expect("the request carries its document");
        let _key = self.engine.key(&request);
        let now: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().expect("an instant");
        let moment = RequestTime::new(Arc::clone(&self.catalogue), now, TimeDelta::zero());
        let execution = self.engine.execute_resolved(
            request,
            Caller::Anonymous,
            moment,
            AllowedOperations::Queries,
        );
        let answer = runtime.block_on(execution).body;
        assert!(
            answer.starts_with(b"{\"data\":{"),
            "{}",
            String::from_utf8_lossy(&answer)
        );
        answer
    }

    fn names(&self, days: usize) -> Names {
        let catalogue = &self.catalogue;
        let exams = catalogue.exams().map(|index| &catalogue.exam(index).record);
        let vendors = catalogue
            .vendors()
            .map(|index| &catalogue.vendor(index).record);
        let roles = catalogue.roles().map(|index| &catalogue.role(index).record);
        Names {
            exams: exams
                .map(|exam| (exam.vendor.to_string(), exam.code.to_string()))
                .collect(),
            vendors: vendors.map(|vendor| vendor.slug.to_string()).collect(),
            roles: roles.map(|role| role.slug.to_string()).collect(),
            pages: self.pages(days),
        }
    }

    fn pages(&self, days: usize) -> Vec<(usize, Value)> {
        let runtime = runtime();
        let mut pages = Vec::new();
        for number in 0..days {
            let mut after = Value::Null;
            loop {
                pages.push((number, after.clone()));
                let variables = json!({ "after": after, "asOf": day(number) });
                let answer = self.answer(&runtime, &body(PAGES, &variables));
                let answer: Value = serde_json::from_slice(&answer).expect("an answer is JSON");
                let info = &answer["data"]["exams"]["pageInfo"];
                if info["hasNextPage"] != true {
                    break;
                }
                after = info["endCursor"].clone();
            }
        }
        pages
    }
}

fn body(query: &str, variables: &Value) -> Vec<u8> {
    json!({ "query": query, "variables": variables })
        .to_string()
        .into_bytes()
}

fn content(atlas: Option<&Path>) -> Content {
    let content = parse(shipped_files()).and_then(|files| files.validate());
    let content = content.expect("the shipped files hold together");
    let Some(file) = atlas else { return content };
    let atlas = read_cert_atlas(file).expect("the index is readable").atlas;
    merge_entries(content, &atlas, &mut Findings::default()).expect("the index lies beside it")
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let [kind, count, rest @ ..] = arguments.as_slice() else {
        return;
    };
    let count: usize = count.parse().expect("a count");
    let atlas = match rest {
        [.., "atlas", file] => Some(Path::new(file)),
        _ => None,
    };
    let server = Server::new(content(atlas), !rest.contains(&"new"));
    let days = if *kind == "partner-pull" { 60 } else { 0 };
    let names = server.names(days);
    let bodies: Vec<Vec<u8>> = (0..count)
        .map(|number| {
            let (query, variables) = question(kind, &names, number);
            body(query, &variables)
        })
        .collect();
    let threads: usize = match rest.iter().position(|word| *word == "threads") {
        Some(place) => rest[place + 1].parse().expect("a number of threads"),
        None => 1,
    };
    let begin = Instant::now();
    let bytes: usize = thread::scope(|scope| {
        let parts = bodies.chunks(count.div_ceil(threads));
        let workers = parts.map(|part| {
            scope.spawn(|| {
                let runtime = runtime();
                let answers = part.iter().map(|body| server.answer(&runtime, body).len());
                answers.sum::<usize>()
            })
        });
        let workers: Vec<_> = workers.collect();
        let bytes = workers
            .into_iter()
            .map(|worker| worker.join().expect("answers"));
        bytes.sum()
    });
    let each = begin.elapsed() / u32::try_from(count).expect("a count below four thousand million");
    let microseconds = each.as_secs_f64() * 1e6;
    let result = json!({ "question": kind, "count": count, "bytes": bytes, "microseconds each": microseconds });
    #[expect(clippy::print_stdout, reason = "this program prints its result")]
    {
        println!("{result}");
    }
}
