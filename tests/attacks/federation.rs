//! Hostile representations for a subgraph over real HTTP: each gets its answer, and the server goes on.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::process::{MAX_MEMORY_KIBIBYTES, Process};

/// How long an answer may take.
const LIMIT: Duration = Duration::from_secs(1);

const ENTITIES: &str = "query ($representations: [_Any!]!) { _entities(representations: $representations) \
     { __typename ... on Exam { code } ... on Role { title } } }";

/// What is sent, and what has to come back.
struct Input {
    name: &'static str,
    query: String,
    variables: Value,
    status: u16,
    /// The code of the first error, if any.
    code: Option<&'static str>,
}

impl Input {
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the table of inputs reads better"
    )]
    fn asking(
        name: &'static str,
        representations: Value,
        status: u16,
        code: Option<&'static str>,
    ) -> Self {
        Self {
            name,
            query: ENTITIES.to_owned(),
            variables: json!({ "representations": representations }),
            status,
            code,
        }
    }

    fn literal(
        name: &'static str,
        query: impl Into<String>,
        status: u16,
        code: Option<&'static str>,
    ) -> Self {
        Self {
            name,
            query: query.into(),
            variables: json!({}),
            status,
            code,
        }
    }
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(json!("x"), |inner, _| json!({ "a": inner }))
}

const INPUT: Option<&str> = Some("BAD_USER_INPUT");
const INVALID: Option<&str> = Some("GRAPHQL_VALIDATION_FAILED");

#[expect(clippy::too_many_lines, reason = "it is a list")]
fn inputs() -> Vec<Input> {
    let role = json!({ "__typename": "Role", "slug": "azure-ai-engineer" });
    let exam = |code: Value| json!({ "__typename": "Exam", "vendor": { "slug": "microsoft" }, "code": code });
    let mut deep = role.clone();
    deep["more"] = nested(50);
    let mut junk = role.clone();
    for number in 0..90 {
        junk[format!("field{number}")] = json!([number, { "x": null }]);
    }
    let asking = Input::asking;
    vec![
        asking(
            "10,000 representations",
            json!(vec![&role; 10_000]),
            400,
            INPUT,
        ),
        asking("101 representations", json!(vec![&role; 101]), 400, INPUT),
        asking("100 times the same", json!(vec![&role; 100]), 200, None),
        asking("none", json!([]), 200, None),
        asking("null", Value::Null, 400, INPUT),
        asking("a null among them", json!([role, null]), 400, INPUT),
        asking("a text", json!(["Role"]), 400, INPUT),
        asking("a number", json!([42]), 400, INPUT),
        asking("a list in the list", json!([[role]]), 400, INPUT),
        asking("one without a list", role.clone(), 200, None),
        asking(
            "an unknown __typename",
            json!([{ "__typename": "Foo", "id": "x" }]),
            200,
            INPUT,
        ),
        asking(
            "a type without a key",
            json!([{ "__typename": "Query" }]),
            200,
            INPUT,
        ),
        asking(
            "an interface",
            json!([{ "__typename": "Node", "id": "x" }]),
            200,
            INPUT,
        ),
        asking(
            "a __typename of 900 letters",
            json!([{ "__typename": "x".repeat(900) }]),
            200,
            INPUT,
        ),
        asking(
            "a __typename of a megabyte",
            json!([{ "__typename": "x".repeat(900_000) }]),
            400,
            INPUT,
        ),
        asking(
            "a number as __typename",
            json!([{ "__typename": 7, "slug": "x" }]),
            200,
            INPUT,
        ),
        asking(
            "no __typename",
            json!([{ "slug": "azure-ai-engineer" }]),
            200,
            INPUT,
        ),
        asking("no key", json!([{ "__typename": "Exam" }]), 200, INPUT),
        asking(
            "half a key",
            json!([{ "__typename": "Exam", "code": "AZ-104" }]),
            200,
            INPUT,
        ),
        asking(
            "the key of another type",
            json!([{ "__typename": "Exam", "slug": "x" }]),
            200,
            INPUT,
        ),
        asking("a number as code", json!([exam(json!(104))]), 200, INPUT),
        asking(
            "an object as code",
            json!([exam(json!({ "$ne": "" }))]),
            200,
            INPUT,
        ),
        asking(
            "a list as vendor",
            json!([{ "__typename": "Exam", "vendor": ["microsoft"], "code": "AZ-104" }]),
            200,
            INPUT,
        ),
        asking(
            "a text as vendor",
            json!([{ "__typename": "Exam", "vendor": "microsoft", "code": "AZ-104" }]),
            200,
            INPUT,
        ),
        asking(
            "a boolean as id",
            json!([{ "__typename": "Role", "id": true }]),
            200,
            INPUT,
        ),
        asking(
            "a code as SQL",
            json!([exam(json!("' OR 1=1 --"))]),
            200,
            None,
        ),
        asking(
            "control characters as code",
            json!([exam(json!("\u{0}\u{7}\n"))]),
            200,
            None,
        ),
        asking(
            "an id of another type",
            json!([{ "__typename": "Exam", "id": "cgAAAAAAAAAAAAAAAAAAAAA" }]),
            200,
            None,
        ),
        asking(
            "an id that is none",
            json!([{ "__typename": "Exam", "id": "../../etc/passwd" }]),
            200,
            None,
        ),
        asking("junk of 50 levels", json!([deep]), 400, INPUT),
        asking("junk of 90 fields", json!([junk]), 200, None),
        Input::literal(
            "10,000 representations as a literal",
            format!(
                "{{ _entities(representations: [{}]) {{ __typename }} }}",
                "{__typename:\"Role\"}".repeat(10_000)
            ),
            400,
            Some("QUERY_TOO_COMPLEX"),
        ),
        Input::literal(
            "a hundred exams with all that is costly",
            format!(
                "{{ _entities(representations: [{}]) {{ ... on Exam {{ unlocks {{ unlocks {{ unlocks {{ code }} }} }} }} }} }}",
                "{__typename:\"Exam\" id:\"x\"}".repeat(100)
            ),
            400,
            Some("QUERY_TOO_COMPLEX"),
        ),
        Input::literal(
            "a field that only one entity has",
            "{ _entities(representations: []) { code } }",
            400,
            INVALID,
        ),
        Input::literal(
            "no selection",
            "{ _entities(representations: []) }",
            400,
            INVALID,
        ),
        Input::literal("no argument", "{ _entities { __typename } }", 400, INVALID),
        Input::literal(
            "a variable inside of a representation",
            "query ($slug: String) { _entities(representations: [{ __typename: \"Role\", slug: $slug }]) { __typename } }",
            400,
            INVALID,
        ),
        Input::literal(
            "the root once more",
            "{ _entities(representations: [{ __typename: \"_Service\" }]) { __typename } }",
            200,
            INPUT,
        ),
    ]
}

async fn ask(server: &Process, query: &str, variables: &Value) -> (u16, Value, Duration) {
    let began = Instant::now();
    let (status, answer) = server.ask_with(query, variables.clone()).await;
    (status, answer, began.elapsed())
}

#[tokio::test]
async fn hostile_representations_get_their_error_and_the_server_goes_on() {
    let server = Process::start(&["--federation"]).await;
    let mut faults = Vec::new();
    for Input {
        name,
        query,
        variables,
        status,
        code,
    } in inputs()
    {
        let (found, answer, took) = ask(&server, &query, &variables).await;
        let first = answer["errors"][0]["extensions"]["code"].as_str();
        if found != status || first != code || took > LIMIT {
            let start: String = answer.to_string().chars().take(300).collect();
            faults.push(format!("{name}: {found} after {took:?}: {start}"));
        }
        // What is no key says so, and does not repeat what was sent at length.
        if answer.to_string().len() > 20_000 {
            faults.push(format!(
                "{name}: an answer of {} bytes",
                answer.to_string().len()
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let good =
        json!({ "representations": [{ "__typename": "Role", "slug": "azure-ai-engineer" }] });
    let (status, answer, _) = ask(&server, ENTITIES, &good).await;
    assert_eq!(status, 200);
    assert_eq!(answer["data"]["_entities"][0]["__typename"], "Role");
    assert!(server.memory("VmHWM") < MAX_MEMORY_KIBIBYTES);
}

#[tokio::test]
async fn without_the_setting_there_are_no_fields_of_a_subgraph() {
    let server = Process::start(&[]).await;
    for query in [
        "{ _service { sdl } }",
        "{ _entities(representations: []) { __typename } }",
        "query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }",
    ] {
        let (status, answer, _) = ask(&server, query, &json!({ "r": [] })).await;
        assert_eq!(status, 400, "{query}: {answer}");
        let code = &answer["errors"][0]["extensions"]["code"];
        assert_eq!(code, "GRAPHQL_VALIDATION_FAILED", "{query}: {answer}");
    }
}
