//! Inputs that are made to break, stall or fill a server, one by one over real HTTP.

use std::{fmt::Write, time::Duration};

use serde_json::json;

use crate::process::{MAX_MEMORY_KIBIBYTES, Process};

/// How long a refusal may take. A debug build on a busy machine is slow; the point is that nothing
/// takes seconds.
const LIMIT: Duration = Duration::from_secs(1);

/// What is sent, and what has to come back.
struct Input {
    name: &'static str,
    bytes: Vec<u8>,
    /// Any of these.
    status: &'static [u16],
    /// A part of the answer, such as a code; empty when the status says all.
    says: &'static str,
}

impl Input {
    fn new(
        name: &'static str,
        bytes: impl Into<Vec<u8>>,
        status: &'static [u16],
        says: &'static str,
    ) -> Self {
        let bytes = bytes.into();
        Self {
            name,
            bytes,
            status,
            says,
        }
    }
}

/// The bytes of a request with a body.
fn request(line: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = format!(
        "{line} HTTP/1.1\r\nHost: a\r\nAccept: application/graphql-response+json\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// The bytes of a request whose headers say how long its body is, or lie.
fn framed(headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n{headers}\r\n\r\n"
    );
    [head.as_bytes(), body.as_ref()].concat()
}

fn json_body(body: impl AsRef<[u8]>) -> Vec<u8> {
    request("POST /graphql", "Content-Type: application/json\r\n", body)
}

fn document(query: &str) -> Vec<u8> {
    json_body(json!({ "query": query }).to_string())
}

fn with_variables(query: &str, variables: &str) -> Vec<u8> {
    json_body(format!(
        "{{\"query\":{},\"variables\":{variables}}}",
        json!(query)
    ))
}

fn get(path: &str) -> Vec<u8> {
    request(&format!("GET {path}"), "", "")
}

fn many(count: usize, make: impl Fn(usize) -> String) -> String {
    (0..count).map(make).collect::<Vec<_>>().join(" ")
}

fn bomb(levels: usize) -> String {
    let fragments = many(levels, |level| {
        format!("fragment f{level} on Query{{...f{0} ...f{0}}}", level + 1)
    });
    format!("{{...f0}}{fragments} fragment f{levels} on Query{{__typename}}")
}

fn nested(open: &str, middle: &str, close: &str, depth: usize) -> String {
    open.repeat(depth) + middle + &close.repeat(depth)
}

const COMPLEX: &str = "QUERY_TOO_COMPLEX";
const DEEP: &str = "QUERY_TOO_DEEP";
const INPUT: &str = "BAD_USER_INPUT";
const INVALID: &str = "GRAPHQL_VALIDATION_FAILED";
const SYNTAX: &str = "GRAPHQL_PARSE_FAILED";
const REQUEST: &str = "BAD_REQUEST";

/// Documents that ask for too much.
#[expect(clippy::too_many_lines, reason = "it is a list")]
fn greedy_documents() -> Vec<Input> {
    let types =
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
    let bad = |name, query: String, says| Input::new(name, document(&query), &[400], says);
    vec![
        bad("fragment bomb of 10 levels", bomb(12), COMPLEX),
        bad("fragment bomb of 870 bytes", bomb(20), COMPLEX),
        bad("fragment bomb of 1.1 KB", bomb(30), COMPLEX),
        bad(
            "fragment bomb of 64 levels, where sums overflow",
            bomb(64),
            COMPLEX,
        ),
        bad("fragment bomb of 99 levels", bomb(99), COMPLEX),
        bad(
            "1,000 aliases",
            format!(
                "{{ catalogue {{ {} }} }}",
                many(1_000, |i| format!("a{i}: revision"))
            ),
            COMPLEX,
        ),
        bad(
            "51 aliases",
            format!(
                "{{ catalogue {{ {} }} }}",
                many(51, |i| format!("a{i}: revision"))
            ),
            COMPLEX,
        ),
        bad(
            "100 root fields",
            format!("{{ {} }}", "catalogue { revision } ".repeat(100)),
            COMPLEX,
        ),
        bad(
            "300,000 unknown fields",
            format!("{{ {} }}", "x ".repeat(300_000)),
            COMPLEX,
        ),
        bad(
            "4,998 unknown fields",
            format!("{{ {} }}", "x ".repeat(4_998)),
            COMPLEX,
        ),
        bad(
            "60 directives",
            format!("{{ {} }}", "__typename @skip(if: false) ".repeat(60)),
            COMPLEX,
        ),
        bad(
            "5,000 directives at one field",
            format!("{{ __typename {} }}", "@a".repeat(4_000)),
            COMPLEX,
        ),
        bad(
            "11 operations",
            many(11, |i| format!("query q{i} {{ __typename }}")),
            COMPLEX,
        ),
        bad(
            "101 fragments",
            format!(
                "{{ __typename }} {}",
                many(101, |i| format!("fragment f{i} on Query {{ __typename }}"))
            ),
            COMPLEX,
        ),
        bad(
            "101 variables",
            format!(
                "query({}) {{ __typename }}",
                many(101, |i| format!("$v{i}: Int"))
            ),
            COMPLEX,
        ),
        bad(
            "more than 64 KiB of spaces",
            format!("{{ __typename }}{}", " ".repeat(70_000)),
            COMPLEX,
        ),
        bad(
            "more than 64 KiB of comments",
            format!("{{ __typename }}\n{}", "# x\n".repeat(20_000)),
            COMPLEX,
        ),
        bad(
            "more than 5,000 commas and names",
            format!("{{ {} }}", "a,".repeat(5_001)),
            COMPLEX,
        ),
        bad(
            "four introspections",
            format!(
                "{{ {} }}",
                many(4, |i| format!("a{i}: __schema {{ queryType {{ name }} }}"))
            ),
            COMPLEX,
        ),
        bad("introspection in a ring", types.to_owned(), COMPLEX),
        bad(
            "pages within pages",
            String::from(
                "{ exams(first: 100) { nodes { successors { exam { successors { exam { successors { exam { successors { exam { code } } } } } } } } } } }",
            ),
            "",
        ),
        bad(
            "20 fields deep",
            nested("{ catalogue ", "{ revision }", "}", 20),
            DEEP,
        ),
        bad("65,536 open braces", "{".repeat(60_000), DEEP),
        bad(
            "65,000 open brackets",
            format!("{{a(b:{}", "[".repeat(60_000)),
            DEEP,
        ),
        bad(
            "inline fragments 5,000 deep",
            nested("{ ... on Query ", "{ __typename }", "}", 1_500),
            DEEP,
        ),
    ]
}

/// Documents that are misshapen.
fn misshapen_documents() -> Vec<Input> {
    let bad = |name, query: &str, says| Input::new(name, document(query), &[400], says);
    vec![
        bad("nothing", "", ""),
        bad("spaces only", "   ", ""),
        bad("a comment only", "# nothing", ""),
        bad("NUL", "{ \0 }", SYNTAX),
        bad(
            "a byte order mark in the middle",
            "{ __type\u{feff}name }",
            "",
        ),
        bad("text that goes on for ever", "{ exam(code: \"abc", SYNTAX),
        bad(
            "block text that goes on for ever",
            "{ exam(code: \"\"\"abc",
            SYNTAX,
        ),
        bad(
            "a half surrogate in a text",
            "{ exam(code: \"\\ud800\") { code } }",
            "",
        ),
        bad(
            "a number of 400 digits",
            &format!("{{ exams(first: {}) {{ totalCount }} }}", "9".repeat(400)),
            "",
        ),
        bad(
            "a float of a large exponent",
            "{ exams(first: 1e400) { totalCount } }",
            "",
        ),
        bad(
            "a ring of fragments",
            "{...a} fragment a on Query{...b} fragment b on Query{...a}",
            INVALID,
        ),
        bad(
            "a fragment in itself",
            "{...a} fragment a on Query{...a}",
            INVALID,
        ),
        bad(
            "a directive twice",
            "{ __typename @skip(if: false) @skip(if: false) }",
            INVALID,
        ),
        bad("an unknown directive", "{ __typename @unknown }", INVALID),
        bad(
            "two operations of one name",
            "query a { __typename } query a { __typename }",
            "",
        ),
        bad(
            "two fragments of one name",
            "{...a} fragment a on Query{__typename} fragment a on Query{__typename}",
            "",
        ),
        bad(
            "two fields of one name that differ",
            "{ a: exam(code: \"X\") { code } a: exam(code: \"Y\") { code } }",
            INVALID,
        ),
        bad("no selection of an object", "{ catalogue }", INVALID),
        bad(
            "a selection of a scalar",
            "{ catalogue { revision { x } } }",
            INVALID,
        ),
        bad("a subscription by POST", "subscription { __typename }", ""),
        bad("a schema", "type A { b: Int }", ""),
        bad("no name after a spread", "{ ... }", SYNTAX),
        bad("emoji", "{ 🙈 }", SYNTAX),
        bad("right to left marks", "{ \u{202e}emanepyt__ }", SYNTAX),
        bad(
            "a name of 60,000 letters",
            &format!("{{ {} }}", "a".repeat(60_000)),
            "",
        ),
    ]
}

/// Arguments and variables.
#[expect(clippy::too_many_lines, reason = "it is a list")]
fn arguments() -> Vec<Input> {
    let bad = |name, bytes: Vec<u8>, says| Input::new(name, bytes, &[400], says);
    let answered = |name, bytes: Vec<u8>, says| Input::new(name, bytes, &[200], says);
    let ids = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let text = "query($text: String!) { search(text: $text) { totalCount } }";
    vec![
        answered(
            "a page of -1",
            document("{ exams(first: -1) { totalCount } }"),
            INPUT,
        ),
        answered(
            "a page of 101",
            document("{ exams(first: 101) { totalCount } }"),
            "",
        ),
        answered(
            "first and last",
            document("{ exams(first: 1, last: 1) { totalCount } }"),
            INPUT,
        ),
        bad(
            "a page of 2^31",
            document("{ exams(first: 2147483648) { totalCount } }"),
            INVALID,
        ),
        answered(
            "a cursor of rubbish",
            document("{ exams(after: \"rubbish\") { totalCount } }"),
            "CURSOR_INVALID",
        ),
        answered(
            "a cursor of base64 rubbish",
            document("{ exams(after: \"AAAAAAAAAAAAAAAA\") { totalCount } }"),
            "CURSOR_INVALID",
        ),
        answered(
            "a change cursor of rubbish",
            document("{ changes(after: \"////\") { nodes { key } } }"),
            "",
        ),
        answered(
            "an id of rubbish",
            document("{ node(id: \"rubbish\") { id } }"),
            "\"node\":null",
        ),
        answered(
            "an id with SQL",
            document("{ node(id: \"' OR 1=1; DROP TABLE exam; --\") { id } }"),
            "\"node\":null",
        ),
        answered(
            "a code with SQL",
            document("{ exam(code: \"'; DROP TABLE exam; --\") { code } }"),
            "",
        ),
        answered(
            "a search for a pattern of regular expressions",
            document("{ search(text: \"(a+)+$\") { totalCount } }"),
            "",
        ),
        answered(
            "a search for wildcards",
            document("{ search(text: \"%%%___\") { totalCount } }"),
            "",
        ),
        bad(
            "a list of 101 ids",
            with_variables(ids, &json!({ "ids": vec!["a"; 101] }).to_string()),
            INPUT,
        ),
        bad(
            "a list of 20,000 ids",
            with_variables(ids, &json!({ "ids": vec!["a"; 20_000] }).to_string()),
            INPUT,
        ),
        bad(
            "a text of 1,001 characters",
            with_variables(text, &json!({ "text": "a".repeat(1_001) }).to_string()),
            INPUT,
        ),
        bad(
            "a text of 900,000 characters",
            with_variables(text, &json!({ "text": "a".repeat(900_000) }).to_string()),
            INPUT,
        ),
        answered(
            "a text of 250 emoji",
            with_variables(text, &json!({ "text": "🙈".repeat(250) }).to_string()),
            "",
        ),
        answered(
            "a text of combining marks",
            with_variables(
                text,
                &json!({ "text": format!("a{}", "\u{301}".repeat(900)) }).to_string(),
            ),
            "",
        ),
        answered(
            "a text of ligatures that grow",
            with_variables(text, &json!({ "text": "\u{fdfa}".repeat(300) }).to_string()),
            "",
        ),
        bad(
            "null for a variable that needs a value",
            with_variables(text, "{\"text\":null}"),
            INPUT,
        ),
        bad(
            "no value for a variable that needs one",
            with_variables(text, "{}"),
            INPUT,
        ),
        bad(
            "a number for a text",
            with_variables(text, "{\"text\":7}"),
            "",
        ),
        bad(
            "variables 100 deep",
            with_variables(text, &format!("{{\"text\":{}}}", nested("[", "", "]", 100))),
            "",
        ),
        bad(
            "variables 100,000 deep",
            with_variables(
                text,
                &format!("{{\"text\":{}}}", nested("[", "", "]", 100_000)),
            ),
            REQUEST,
        ),
        bad("variables as a list", with_variables(text, "[1]"), REQUEST),
        bad(
            "a number out of range",
            with_variables(text, "{\"text\":1e999}"),
            REQUEST,
        ),
        bad("NaN", with_variables(text, "{\"text\":NaN}"), REQUEST),
        bad(
            "a half surrogate",
            with_variables(text, "{\"text\":\"\\ud800\"}"),
            REQUEST,
        ),
        answered(
            "a day of the year 9999",
            document("{ exam(code: \"AZ-104\", asOf: \"9999-12-31\") { code } }"),
            "",
        ),
        bad(
            "a day that is none",
            document("{ exam(code: \"AZ-104\", asOf: \"2026-02-30\") { code } }"),
            INVALID,
        ),
        bad(
            "a day before all others",
            document("{ exam(code: \"AZ-104\", asOf: \"-9999-01-01\") { code } }"),
            INVALID,
        ),
        answered(
            "hours beyond reason",
            document(
                "{ recommendedPaths(role: \"azure-ai-engineer\", constraints: { weeklyHours: 2147483647 }) { __typename } }",
            ),
            "",
        ),
        bad(
            "a budget of many digits",
            document(&format!(
                "{{ recommendedPaths(role: \"azure-ai-engineer\", constraints: {{ maxFees: \"{}\" }}) {{ __typename }} }}",
                "9".repeat(500)
            )),
            INVALID,
        ),
        answered(
            "editing without a token",
            document(
                "mutation { publishChanges(input: { vendors: [{ slug: \"x\", name: \"X\" }] }) { __typename } }",
            ),
            "UNAUTHENTICATED",
        ),
    ]
}

/// Bodies and requests.
fn requests() -> Vec<Input> {
    let kind = "Content-Type: application/json\r\n";
    let query = r#"{"query":"{ __typename }"}"#;
    let mut headers = String::new();
    for number in 0..200 {
        let _ = write!(headers, "X-{number}: a\r\n");
    }
    vec![
        Input::new("no body", request("POST /graphql", kind, ""), &[400], REQUEST),
        Input::new("half a body", json_body("{\"query\":\"{ __type"), &[400], REQUEST),
        Input::new("invalid UTF-8", json_body(b"{\"query\":\"\xff\xfe\"}"), &[400], REQUEST),
        Input::new("a batch", json_body(format!("[{query},{query}]")), &[400], REQUEST),
        Input::new("a batch of 10,000", json_body(format!("[{}]", vec![query; 10_000].join(","))), &[400], REQUEST),
        Input::new("a query that is a list", json_body(r#"{"query":["{a}"]}"#), &[400], REQUEST),
        Input::new("a key twice", json_body(r#"{"query":"{a}","query":"{b}"}"#), &[400], REQUEST),
        Input::new("extensions 100,000 deep", json_body(format!("{{\"query\":\"{{a}}\",\"extensions\":{{\"a\":{}}}}}", nested("[", "", "]", 100_000))), &[400], REQUEST),
        Input::new("text/plain", request("POST /graphql", "Content-Type: text/plain\r\n", query), &[415], "UNSUPPORTED_MEDIA_TYPE"),
        Input::new("a form", request("POST /graphql", "Content-Type: application/x-www-form-urlencoded\r\n", "query=%7B__typename%7D"), &[415], "UNSUPPORTED_MEDIA_TYPE"),
        Input::new("a form with files", request("POST /graphql", "Content-Type: multipart/form-data; boundary=a\r\n", "--a\r\n\r\n--a--"), &[415], "UNSUPPORTED_MEDIA_TYPE"),
        Input::new("no type", request("POST /graphql", "", query), &[415], "UNSUPPORTED_MEDIA_TYPE"),
        Input::new("a gzip bomb", request("POST /graphql", "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", [0x1f, 0x8b, 8, 0]), &[415], "UNSUPPORTED_MEDIA_TYPE"),
        Input::new("UTF-16", request("POST /graphql", "Content-Type: application/json; charset=utf-16\r\n", query), &[415], "UNSUPPORTED_MEDIA_TYPE"),
        Input::new("a body of 2 MiB", json_body(vec![b' '; 2 << 20]), &[413], "PAYLOAD_TOO_LARGE"),
        Input::new("a body that claims 1 TiB", framed("Content-Length: 1099511627776", b"{"), &[413], "PAYLOAD_TOO_LARGE"),
        Input::new("a length that is no number", framed("Content-Length: abc", b"{"), &[400], ""),
        Input::new("two lengths", framed("Content-Length: 1\r\nContent-Length: 2", b"{}"), &[400], ""),
        Input::new("a length and chunks", framed("Content-Length: 5\r\nTransfer-Encoding: chunked", b"0\r\n\r\n"), &[400], ""),
        Input::new("a chunk without an end", framed("Transfer-Encoding: chunked", b"ZZZ\r\n"), &[400], ""),
        Input::new("chunks of 2 MiB", framed("Transfer-Encoding: chunked", [b"200000\r\n".to_vec(), vec![b' '; 2 << 20], b"\r\n0\r\n\r\n".to_vec()].concat()), &[413], "PAYLOAD_TOO_LARGE"),
        Input::new("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".repeat(20), &[400], ""),
        Input::new("no host", b"GET /graphql HTTP/1.1\r\n\r\n".to_vec(), &[400], ""),
        Input::new("a head of 1 MiB", format!("GET /graphql HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", "a".repeat(1 << 20)), &[400, 431], ""),
        Input::new("200 headers", request("GET /livez", &headers, ""), &[200, 400, 431], ""),
        Input::new("an address of 70,000 characters", get(&format!("/graphql?query={}", "a".repeat(70_000))), &[400, 414], ""),
        Input::new("a header with a line break", request("GET /livez", "X-Request-Id: a\nb: c\r\n", ""), &[200, 400], ""),
        Input::new("a broken percent escape", get("/graphql?query=%zz"), &[400], ""),
        Input::new("half a percent escape", get("/graphql?query=%"), &[400], ""),
        Input::new("escaped invalid UTF-8", get("/graphql?query=%ff%fe"), &[400], ""),
        Input::new("variables of rubbish in an address", get("/graphql?query=%7B__typename%7D&variables=rubbish"), &[400], REQUEST),
        Input::new("a parameter twice", get("/graphql?query=%7Ba%7D&query=%7Bb%7D"), &[400], ""),
        Input::new("10,000 parameters", get(&format!("/graphql?{}", "a=b&".repeat(10_000))), &[400, 414], ""),
        Input::new("a mutation by GET", get("/graphql?query=mutation%7B__typename%7D"), &[405], "METHOD_NOT_ALLOWED"),
        Input::new("DELETE", request("DELETE /graphql", "", ""), &[405], "METHOD_NOT_ALLOWED"),
        Input::new("TRACE", request("TRACE /graphql", "", ""), &[405], "METHOD_NOT_ALLOWED"),
        Input::new("CONNECT", b"CONNECT example.org:443 HTTP/1.1\r\nHost: a\r\n\r\n".to_vec(), &[400, 404, 405], ""),
        Input::new("a method of its own", request("HACK /graphql", "", ""), &[400, 405], ""),
        Input::new("an address in a request to a proxy", b"GET http://169.254.169.254/latest HTTP/1.1\r\nHost: a\r\n\r\n".to_vec(), &[400, 404], ""),
        Input::new("a folder above", get("/../../etc/passwd"), &[400, 404], ""),
        Input::new("a folder above in GraphiQL", get("/graphiql/..%2f..%2f..%2fetc%2fpasswd"), &[404], ""),
        Input::new("an export of another name", get("/exports/..%2f..%2fetc%2fpasswd"), &[404], "NOT_FOUND"),
        Input::new("a calendar of rubbish", get("/exams/%00/%ff/study-plan.ics?weeklyHours=NaN"), &[400, 404], ""),
        Input::new("a range of many parts", request("GET /exports/catalogue.jsonl", &format!("Range: bytes={}\r\n", "0-1,".repeat(1_000)), ""), &[200, 206, 400, 416], ""),
        Input::new("a range from the end of time", request("GET /exports/catalogue.jsonl", "Range: bytes=18446744073709551615-\r\n", ""), &[200, 416], ""),
        Input::new("an Accept of 1,000 types", request("POST /graphql", &format!("{kind}Accept: {}\r\n", "a/b;q=0.1,".repeat(1_000)), query), &[200, 400, 406, 431], ""),
        Input::new("an Accept of rubbish", request("POST /graphql", &format!("{kind}Accept: ;;;,,,q=\r\n"), query), &[200, 406], ""),
        Input::new("a qualified coding of rubbish", request("POST /graphql", &format!("{kind}Accept-Encoding: gzip;q=NaN\r\n"), query), &[200, 406], ""),
        Input::new("1,000 tags", request("GET /graphql?query=%7B__typename%7D", &format!("If-None-Match: {}\r\n", "\"a\",".repeat(1_000)), ""), &[200], ""),
        Input::new("a token of rubbish", request("POST /graphql", &format!("{kind}Authorization: Bearer rubbish\r\n"), query), &[401], "UNAUTHENTICATED"),
        Input::new("a token of 6,000 characters", request("POST /graphql", &format!("{kind}Authorization: Bearer certgraph_{}\r\n", "a".repeat(6_000)), query), &[401], "UNAUTHENTICATED"),
        Input::new("two tokens", request("POST /graphql", &format!("{kind}Authorization: Bearer a\r\nAuthorization: Bearer b\r\n"), query), &[401], "UNAUTHENTICATED"),
        Input::new("bytes that are no text for a token", [b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer \xff\xfe\r\nContent-Length: 2\r\n\r\n{}".to_vec()].concat(), &[401], "UNAUTHENTICATED"),
        Input::new("a hash of rubbish", json_body(r#"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"rubbish"}}}"#), &[400], ""),
        Input::new("a hash that belongs to something else", json_body(format!(r#"{{"query":"{{ __typename }}","extensions":{{"persistedQuery":{{"version":1,"sha256Hash":"{}"}}}}}}"#, "0".repeat(64))), &[400], REQUEST),
        Input::new("an upgrade to nonsense", request("GET /graphql", "Connection: Upgrade\r\nUpgrade: nonsense\r\n", ""), &[400, 426], ""),
        Input::new("HTTP/2 by prior knowledge", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), &[400, 404, 505], ""),
        Input::new("an Expect of rubbish", request("POST /graphql", &format!("{kind}Expect: nonsense\r\n"), query), &[200, 400, 417], ""),
        Input::new("a foreign origin", request("OPTIONS /graphql", "Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n", ""), &[405], ""),
    ]
}

#[tokio::test]
async fn hostile_inputs_are_answered_in_time_and_leave_nothing_behind() {
    let process = Process::start(&[]).await;
    process.assert_alive("the start").await;
    let before = process.memory("VmRSS");
    let inputs: Vec<Input> = [
        greedy_documents(),
        misshapen_documents(),
        arguments(),
        requests(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut faults = Vec::new();
    for input in &inputs {
        let (heard, took) = process.say(&input.bytes).await;
        let status = heard
            .get(9..12)
            .and_then(|status| status.parse::<u16>().ok())
            .unwrap_or(0);
        let short: String = heard.chars().take(600).collect();
        if !input.status.contains(&status) || !heard.contains(input.says) {
            faults.push(format!(
                "{}: expected {:?} {}\n{short}",
                input.name, input.status, input.says
            ));
        }
        if took > LIMIT {
            faults.push(format!("{}: took {took:?}", input.name));
        }
        // What refuses is short; the catalogue itself may speak of anything.
        for leak in ["panicked", "src/", "sqlx", "SELECT ", "INTERNAL", "stack"] {
            if heard.len() < 10_000 && heard.contains(leak) {
                faults.push(format!("{}: tells \"{leak}\"\n{short}", input.name));
            }
        }
        if heard.contains("access-control-allow-origin: https://evil") {
            faults.push(format!("{}: lets a foreign page read", input.name));
        }
        process.assert_alive(input.name).await;
    }
    assert!(
        faults.is_empty(),
        "{} of {}:\n{}",
        faults.len(),
        inputs.len(),
        faults.join("\n\n")
    );
    assert!(inputs.len() >= 80, "{} inputs", inputs.len());
    let (most, after) = (process.memory("VmHWM"), process.memory("VmRSS"));
    assert!(most < MAX_MEMORY_KIBIBYTES, "{most} KiB");
    assert!(
        after < before + 64 * 1_024,
        "{before} KiB before, {after} after"
    );
}
