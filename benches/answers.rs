//! Duration of responses, in process and on one thread: paths for every role, other documents, and
//! the steps before the first response (parsing, indexing, loading).
//!
//! Prints a table with each figure next to a simple baseline of the same run, and writes it as JSON
//! to the file in the last argument.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a program for the people who build this one: it stops at the first surprise and prints"
)]

#[path = "../tests/integration/support/cert_atlas.rs"]
mod cert_atlas;

use std::{
    collections::BTreeSet,
    fs,
    hint::black_box,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use async_graphql::Variables;
use certgraph::{
    advice::{
        Claim, ClaimCheck, ClaimSubject, ClaimedFact, Constraints, NeverCancelled, Profile,
        WeeklyHours, check_claim, path::recommend_for_role,
    },
    catalogue::{
        Catalogue, CodeLookup, Content, Currency, Day, ExamFilter, ExamIndex, ExamOrder,
        ExamOrderField, Experience, Money, Revision, list_exams, validate,
    },
    graphql::{self, AllowedOperations, ApiRequest, Caller, Engine, RequestTime},
    publish::{parse, shipped_files},
    store::{self, ContentUpdate, Store, StoreOptions},
};
use chrono::{DateTime, Days, TimeDelta, Utc};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// How often each path query is executed.
const PATH_ROUNDS: usize = 40;
/// How often anything else that takes well under a millisecond is done.
const QUICK_ROUNDS: usize = 2000;
/// How often anything that takes milliseconds is done.
const SLOW_ROUNDS: usize = 30;

/// The contract's own selection, with the question in variables.
const PATHS: &str =
    "query ($role: String!, $profile: ProfileInput, $constraints: PathConstraints) {
  recommendedPaths(role: $role, profile: $profile, constraints: $constraints) {
    ... on RecommendedPaths { paths { rank label steps { position exam { code title }
      reasons { text } } totals { fees { amount currency } studyHours { min max }
      weeks { min max } complete } } }
    ... on NoFeasiblePath { bindingConstraints { message } } } }";

const TYPENAME: &str = "{ __typename }";

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let shipped = parse(shipped_files()).unwrap().validate().unwrap();
    let atlas = cert_atlas::content();
    let mut report = Report::default();
    paths(&mut report, &runtime, &shipped);
    for (name, content) in [("shipped", &shipped), ("Cert Atlas", &atlas)] {
        documents(&mut report, &runtime, name, content);
        lists_and_search(&mut report, name, content);
        beginnings(&mut report, &runtime, name, content);
    }
    report.print();
    if let Some(file) = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"))
    {
        std::fs::write(file, report.json()).unwrap();
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

/// A person who asks, in the words of the API and in those of the layer below it.
struct Person {
    name: &'static str,
    input: Value,
    profile: Profile,
    constraints: Constraints,
}

fn people(catalogue: &Catalogue) -> Vec<Person> {
    let free = || Constraints::beginning(today());
    let hours = |hours| WeeklyHours::new(hours).unwrap();
    let exam = |code: &str| -> ExamIndex {
        match catalogue.exam_by_code(code, None) {
            CodeLookup::Found(exam) => exam,
            other => panic!("{code}: {other:?}"),
        }
    };
    let experienced = |experience| Profile {
        experience: Some(experience),
        ..Profile::default()
    };
    let microsoft = catalogue
        .vendor_by_slug(&"microsoft".parse().unwrap())
        .unwrap();
    let deadline = today() + Days::new(90);
    vec![
        Person {
            name: "nothing said",
            input: json!({}),
            profile: Profile::default(),
            constraints: free(),
        },
        Person {
            name: "new to cloud, 10 h a week",
            input: json!({
                "profile": { "experience": "NEW_TO_CLOUD" }, "constraints": { "weeklyHours": 10 },
            }),
            profile: experienced(Experience::NewToCloud),
            constraints: free(),
        },
        Person {
            name: "practitioner, ships code",
            input: json!({ "profile": { "experience": "PRACTITIONER", "shipsCode": true } }),
            profile: Profile {
                ships_code: Some(true),
                ..experienced(Experience::Practitioner)
            },
            constraints: free(),
        },
        Person {
            name: "Microsoft only, holds AZ-900",
            input: json!({ "profile": {
                "experience": "KNOWS_VENDOR", "vendors": ["microsoft"], "held": ["AZ-900"],
            } }),
            profile: Profile {
                vendors: vec![microsoft],
                held: BTreeSet::from([exam("AZ-900")]),
                ..experienced(Experience::KnowsVendor)
            },
            constraints: free(),
        },
        Person {
            name: "new to cloud, 300 USD at most",
            input: json!({
                "profile": { "experience": "NEW_TO_CLOUD" }, "constraints": { "maxFees": "300" },
            }),
            profile: experienced(Experience::NewToCloud),
            constraints: Constraints {
                max_fees: Some(Money::from_minor(30_000, Currency::USD)),
                ..free()
            },
        },
        Person {
            name: "new to cloud, 5 h a week, 90 days",
            input: json!({
                "profile": { "experience": "NEW_TO_CLOUD" },
                "constraints": { "weeklyHours": 5, "deadline": deadline.to_string() },
            }),
            profile: experienced(Experience::NewToCloud),
            constraints: Constraints {
                weekly_hours: hours(5),
                deadline: Some(deadline),
                ..free()
            },
        },
    ]
}

/// The API over one content.
struct Api<'a> {
    runtime: &'a Runtime,
    engine: Engine,
    moment: RequestTime,
}

impl<'a> Api<'a> {
    fn over(runtime: &'a Runtime, content: &Content) -> Self {
        let moment = RequestTime::new(Arc::new(catalogue(content)), now(), TimeDelta::zero());
        Self {
            runtime,
            engine: Engine::new(graphql::schema(graphql::Services::new())),
            moment,
        }
    }

    /// From the text of a document to the bytes of its response, without a cache.
    fn answer(&self, query: &str, variables: &Value) -> Vec<u8> {
        let request = ApiRequest {
            query: query.to_owned(),
            variables: Variables::from_json(variables.clone()),
            ..ApiRequest::default()
        };
        let execution = self.engine.execute(
            request,
            Caller::Anonymous,
            self.moment.clone(),
            AllowedOperations::Queries,
        );
        self.runtime.block_on(execution).body
    }

    /// Stops the run when a document is not answered as meant.
    fn check(&self, query: &str, variables: &Value) {
        let answer: Value = serde_json::from_slice(&self.answer(query, variables)).unwrap();
        assert_eq!(answer.get("errors"), None, "{query} {variables}");
    }
}

fn paths(report: &mut Report, runtime: &Runtime, content: &Content) {
    let api = Api::over(runtime, content);
    let catalogue = Arc::clone(&api.moment.catalogue);
    let roles: Vec<_> = catalogue.roles().collect();
    report.begin(
        "paths, shipped catalogue",
        TYPENAME,
        samples(QUICK_ROUNDS, || api.answer(TYPENAME, &Value::Null)),
    );
    let (mut all, mut alone) = (vec![], vec![]);
    let mut slowest = (Duration::ZERO, String::new(), vec![]);
    for person in people(&catalogue) {
        let mut of_person = vec![];
        for role in &roles {
            let slug = catalogue.role(*role).record.slug.as_str();
            let mut variables = person.input.clone();
            variables["role"] = json!(slug);
            api.check(PATHS, &variables);
            let taken = samples(PATH_ROUNDS, || api.answer(PATHS, &variables));
            let median = Figures::of(taken.clone()).median;
            if median > slowest.0 {
                slowest = (
                    median,
                    format!("slowest question: {slug}, {}", person.name),
                    taken.clone(),
                );
            }
            of_person.extend(taken);
            alone.extend(samples(PATH_ROUNDS, || {
                let (profile, constraints) = (&person.profile, &person.constraints);
                recommend_for_role(
                    &catalogue,
                    *role,
                    profile,
                    constraints,
                    today(),
                    3,
                    &NeverCancelled,
                )
            }));
        }
        all.extend_from_slice(&of_person);
        report.add(
            &format!("{} roles, {}", roles.len(), person.name),
            of_person,
        );
    }
    report.add("all of these", all);
    report.add("all of these, search for paths alone", alone);
    report.add(&slowest.1, slowest.2);
}

fn documents(report: &mut Report, runtime: &Runtime, name: &str, content: &Content) {
    let api = Api::over(runtime, content);
    report.begin(
        &format!("documents, {name}"),
        TYPENAME,
        samples(QUICK_ROUNDS, || api.answer(TYPENAME, &Value::Null)),
    );
    for (what, query) in [
        (
            "100 exams",
            "{ exams(first: 100) { totalCount nodes { code title vendor { slug } } } }",
        ),
        (
            "100 domain weights",
            "{ domainWeights(first: 100) { totalCount pageInfo { hasNextPage endCursor } nodes { \
             exam { code } domainKey title weight { min max } effectiveFrom sourceUrl asOf } } }",
        ),
        (
            "search, 20 hits",
            "{ search(text: \"azur fundamentals\") { totalCount nodes { ... on Exam { code title } \
             ... on Vendor { slug } } } }",
        ),
        (
            "two exams compared",
            "{ compareExams(exams: [{ code: \"AZ-104\" }, { code: \"AZ-305\" }]) { exams { code \
             level } dimensions { name values { exam { code } text } } overlap { weighted } } }",
        ),
    ] {
        api.check(query, &Value::Null);
        report.add(
            what,
            samples(SLOW_ROUNDS * 10, || api.answer(query, &Value::Null)),
        );
    }
}

fn lists_and_search(report: &mut Report, name: &str, content: &Content) {
    let catalogue = catalogue(content);
    let exact = samples(QUICK_ROUNDS, || catalogue.exam_by_code("AZ-104", None));
    report.begin(
        &format!("lists and search, {name}"),
        "exam by its code",
        exact,
    );
    for text in ["AZ-104", "azure fundamentals", "microsft azur", "data"] {
        let index = catalogue.search_index();
        let search = || index.page(&catalogue, text, today(), |_| true, 0..20);
        report.add(
            &format!("search, 20 hits: {text}"),
            samples(QUICK_ROUNDS / 4, search),
        );
    }
    mentions(report, name, content, &catalogue);
    if name == "shipped" {
        let claims = labelled_claims(&catalogue);
        let check = || {
            claims
                .iter()
                .map(|claim| claim.check(&catalogue))
                .collect::<Vec<_>>()
        };
        report.add(
            "1,000 claims, read and checked",
            samples(SLOW_ROUNDS, check),
        );
    }
    for (what, by) in [
        ("code", ExamOrderField::Code),
        ("title", ExamOrderField::Title),
    ] {
        let order = ExamOrder {
            by,
            descending: false,
        };
        let list = || list_exams(&catalogue, &ExamFilter::default(), order, today());
        report.add(
            &format!("all exams by {what}"),
            samples(QUICK_ROUNDS / 4, list),
        );
    }
}

/// A claim as a client sends it.
struct SentClaim {
    exam: ExamIndex,
    fact: ClaimedFact,
    domain: Option<String>,
    value: String,
    on: Day,
}

impl SentClaim {
    fn check(&self, catalogue: &Catalogue) -> ClaimCheck {
        let subject = ClaimSubject::Exam(self.exam);
        let domain = self.domain.as_deref();
        let claim = Claim::parse(
            catalogue,
            subject,
            self.fact,
            domain,
            &self.value,
            self.on,
            None,
        );
        check_claim(catalogue, &claim.expect("the value is one of the fact's"))
    }
}

/// 1,000 claims of the labelled set, some of them twice.
fn labelled_claims(catalogue: &Catalogue) -> Vec<SentClaim> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/claims.txt");
    let text = fs::read_to_string(path).expect("the labelled claims are there");
    let lines: Vec<&str> = text.lines().filter(|line| line.contains(" | ")).collect();
    let claims = lines.iter().cycle().take(1000).map(|line| {
        let mut columns = line.split(" | ").skip(1);
        let mut column = || columns.next().expect("a claim has five columns");
        let (code, fact, on, value) = (column(), column(), column(), column());
        let CodeLookup::Found(exam) = catalogue.exam_by_code(code, None) else {
            unreachable!("{code} is the code of one exam")
        };
        SentClaim {
            exam,
            fact: ClaimedFact::by_key(fact).expect("the fact is known"),
            on: on.parse().expect("the day is one"),
            value: value.to_owned(),
            domain: columns.next().map(str::to_owned),
        }
    });
    claims.collect()
}

/// Recognition in 64 KiB of an advert and of a text that repeats doubtful names, next to a pass that
/// looks for one byte.
fn mentions(report: &mut Report, name: &str, content: &Content, catalogue: &Catalogue) {
    const ADVERT: &str = "Wir suchen einen Data Engineer (m/w/d). You hold AZ-104, SAA-C03 or \
        the CKA, know Kubernetes, Terraform and GitHub Actions, and like clear words. Nice to have: \
        CompTIA Security+, Azure Solutions Architect Expert, exam AI 102, 220-1201 or CISSP.\n\n";
    let filled = |part: &str| part.repeat(64 * 1024 / part.len());
    let (advert, hostile) = (filled(ADVERT), filled("CC, PCA and CAD; "));
    let pass = || advert.bytes().filter(|byte| *byte == b'-').count();
    report.begin(
        &format!("mentions in 64 KiB, {name}"),
        "count hyphens",
        samples(QUICK_ROUNDS / 4, pass),
    );
    let mut fresh: Vec<Catalogue> = (0..SLOW_ROUNDS).map(|_| self::catalogue(content)).collect();
    let index = || fresh.pop().unwrap().recognise("");
    report.add("index of names, on first use", samples(SLOW_ROUNDS, index));
    for (what, text) in [("adverts", &advert), ("doubtful names", &hostile)] {
        let recognise = || catalogue.recognise(text);
        report.add(what, samples(QUICK_ROUNDS / 20, recognise));
    }
}

fn beginnings(report: &mut Report, runtime: &Runtime, name: &str, content: &Content) {
    report.begin(
        &format!("before the first answer, {name}"),
        "copy of the content in memory",
        samples(SLOW_ROUNDS, || content.clone()),
    );
    if name == "shipped" {
        report.add(
            "parse the shipped files",
            samples(SLOW_ROUNDS, || parse(shipped_files())),
        );
    }
    report.add("validate", samples(SLOW_ROUNDS, || validate(content)));
    report.add(
        "copy, validate, link and index",
        samples(SLOW_ROUNDS, || catalogue(content)),
    );
    let folder = tempfile::tempdir().unwrap();
    let fresh = |number: usize| -> Store {
        let url = format!(
            "sqlite://{}",
            folder.path().join(format!("{number}.db")).display()
        );
        runtime
            .block_on(store::connect(&url, StoreOptions::default()))
            .unwrap()
    };
    let stores: Vec<Store> = (0..SLOW_ROUNDS / 5).map(fresh).collect();
    let mut each = stores.iter();
    report.add(
        "SQLite: create the schema",
        samples(stores.len(), || {
            runtime.block_on(each.next().unwrap().migrate()).unwrap()
        }),
    );
    let mut each = stores.iter();
    report.add(
        "SQLite: write all into an empty schema",
        samples(stores.len(), || {
            let store = each.next().unwrap();
            runtime
                .block_on(store.replace(ContentUpdate {
                    expected: None,
                    content,
                    actor: "bench",
                    note: None,
                    now: now(),
                }))
                .unwrap()
        }),
    );
    report.add(
        "SQLite: load all",
        samples(SLOW_ROUNDS, || runtime.block_on(stores[0].load()).unwrap()),
    );
    for store in stores {
        runtime.block_on(store.close()).unwrap();
    }
}

/// How long each of so many runs takes. What a run makes is dropped after its time was taken.
fn samples<T>(runs: usize, mut run: impl FnMut() -> T) -> Vec<Duration> {
    (0..runs)
        .map(|_| {
            let start = Instant::now();
            let made = black_box(run());
            let taken = start.elapsed();
            drop(made);
            taken
        })
        .collect()
}

/// What many runs of one thing took.
struct Figures {
    runs: usize,
    median: Duration,
    p99: Duration,
    slowest: Duration,
}

impl Figures {
    fn of(mut taken: Vec<Duration>) -> Self {
        taken.sort_unstable();
        let at = |percent: usize| taken[(taken.len() * percent / 100).min(taken.len() - 1)];
        Self {
            runs: taken.len(),
            median: at(50),
            p99: at(99),
            slowest: at(100),
        }
    }
}

/// Measurements with one baseline.
struct Group {
    title: String,
    /// The first is the baseline.
    rows: Vec<(String, Figures)>,
}

#[derive(Default)]
struct Report(Vec<Group>);

impl Report {
    fn begin(&mut self, title: &str, simple: &str, taken: Vec<Duration>) {
        let rows = vec![(simple.to_owned(), Figures::of(taken))];
        self.0.push(Group {
            title: title.to_owned(),
            rows,
        });
    }

    fn add(&mut self, what: &str, taken: Vec<Duration>) {
        let group = self.0.last_mut().expect("a group has begun");
        group.rows.push((what.to_owned(), Figures::of(taken)));
    }

    fn print(&self) {
        for Group { title, rows } in &self.0 {
            println!("\n{title} (microseconds; times {})", rows[0].0);
            println!(
                "{:<58}{:>7}{:>11}{:>11}{:>11}{:>9}",
                "", "runs", "median", "p99", "slowest", "times"
            );
            for (what, figures) in rows {
                println!(
                    "{what:<58}{:>7}{:>11.1}{:>11.1}{:>11.1}{:>9.1}",
                    figures.runs,
                    microseconds(figures.median),
                    microseconds(figures.p99),
                    microseconds(figures.slowest),
                    ratio(figures, &rows[0].1),
                );
            }
        }
    }

    fn json(&self) -> String {
        let rows = self.0.iter().flat_map(|Group { title, rows }| {
            rows.iter().map(move |(what, figures)| {
                json!({
                    "group": title,
                    "measured": what,
                    "runs": figures.runs,
                    "medianMicroseconds": microseconds(figures.median),
                    "p99Microseconds": microseconds(figures.p99),
                    "slowestMicroseconds": microseconds(figures.slowest),
                    "times": ratio(figures, &rows[0].1),
                    "timesOf": rows[0].0,
                })
            })
        });
        serde_json::to_string_pretty(&rows.collect::<Vec<_>>()).unwrap() + "\n"
    }
}

fn microseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

fn ratio(figures: &Figures, simple: &Figures) -> f64 {
    figures.median.as_secs_f64() / simple.median.as_secs_f64()
}
