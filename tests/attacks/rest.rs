//! Requests to REST addresses that are made to break them, get past their checks or cost more than they
//! should.

use crate::process::Process;

/// A name, what is sent before `HTTP/1.1`, further header lines, the status and a part of the answer.
type Input = (&'static str, String, &'static str, u16, &'static str);

#[expect(clippy::too_many_lines, reason = "it is a list")]
fn inputs() -> Vec<Input> {
    let get = |path: &str| format!("GET /api/v1{path}");
    let input = |name, path: &str, status, says| (name, get(path), "", status, says);
    vec![
        input(
            "an unknown parameter",
            "/exams?__proto__=1",
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "a parameter twice",
            "/exams?first=1&first=2",
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "a page of two billion",
            "/exams?first=2147483647",
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "a page beyond every integer",
            "/exams?first=99999999999999999999",
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "a negative page",
            "/exams?first=-1",
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "an exponent for a number",
            "/exams?first=1e2",
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "a cursor that is none",
            "/exams?after=%22%7D",
            400,
            "\"CURSOR_INVALID\"",
        ),
        input(
            "a broken percent escape",
            "/exams?text=%zz",
            400,
            "\"BAD_REQUEST\"",
        ),
        input(
            "bytes that are no UTF-8",
            "/exams?text=%ff%fe",
            400,
            "\"BAD_REQUEST\"",
        ),
        input(
            "a broken percent escape in a path",
            "/exams/microsoft/%zz",
            400,
            "\"BAD_REQUEST\"",
        ),
        input(
            "an escape that ends with the path",
            "/certifications/%",
            400,
            "\"BAD_REQUEST\"",
        ),
        input(
            "bytes in a path that are no UTF-8",
            "/exams/%c0%af/%ff",
            400,
            "\"BAD_REQUEST\"",
        ),
        input(
            "a surrogate in an address that there is not",
            "/%ed%a0%80",
            400,
            "\"BAD_REQUEST\"",
        ),
        input(
            "a parameter of the description",
            "/openapi.json?callback=alert",
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "a parameter of the path in the query string",
            "/exams/microsoft/AZ-104?vendor=aws",
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "GraphQL in a value",
            "/search?text=%22)%7Bcode%7D%7D%23&kinds=EXAM%7D",
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "GraphQL in a path",
            "/exams/microsoft/AZ-104%22)%7Bcode%7D%23",
            404,
            "\"UNKNOWN_EXAM\"",
        ),
        input(
            "SQL in a path",
            "/certifications/x'%20OR%20'1'='1",
            404,
            "\"NOT_FOUND\"",
        ),
        input(
            "a path out of the API",
            "/exams/..%2f..%2fetc/passwd",
            404,
            "\"UNKNOWN_EXAM\"",
        ),
        input(
            "a line break in a path",
            "/exams/microsoft/AZ%0d%0aSet-Cookie:%20a=b",
            404,
            "\"UNKNOWN_EXAM\"",
        ),
        input(
            "a line break in a value that a link repeats",
            "/exams?first=1&text=azure%0d%0aX-A:%20b&after=",
            200,
            "\"nodes\"",
        ),
        input(
            "a null character in a path",
            "/roles/%00/paths",
            404,
            "\"UNKNOWN_ROLE\"",
        ),
        input(
            "a century of dates",
            "/dates?from=1900-01-01&to=2999-12-31",
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "a day that does not exist",
            "/exams?asOf=2026-13-45",
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "a fee beyond every number",
            "/roles/azure-ai-engineer/paths?maxFees=1e999",
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "five exams to compare",
            "/compare?exams=AZ-104,AZ-204,AZ-305,AZ-400,AZ-500",
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "a format that there is not",
            "/exams?format=../../x",
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "a list of a thousand vendors",
            &format!("/exams?vendors={}", vec!["aws"; 1_000].join(",")),
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "a code of 5,000 characters",
            &format!("/exams/microsoft/{}", "A".repeat(5_000)),
            400,
            "\"BAD_USER_INPUT\"",
        ),
        input(
            "a slug of 5,000 characters",
            &format!("/certifications/{}", "a".repeat(5_000)),
            400,
            "\"BAD_USER_INPUT\"",
        ),
        (
            "a media type that there is not",
            get("/exams"),
            "Accept: application/xml\r\n",
            406,
            "\"NOT_ACCEPTABLE\"",
        ),
        (
            "a coding that there is not",
            get("/exams"),
            "Accept-Encoding: identity;q=0, x;q=1\r\n",
            406,
            "\"NOT_ACCEPTABLE\"",
        ),
        (
            "a wrong token",
            get("/exams"),
            "Authorization: Bearer certgraph_wrong\r\n",
            401,
            "\"UNAUTHENTICATED\"",
        ),
        (
            "a method that writes",
            "DELETE /api/v1/exams/microsoft/AZ-104".to_owned(),
            "Content-Length: 0\r\n",
            405,
            "\"METHOD_NOT_ALLOWED\"",
        ),
        (
            "a body by POST",
            "POST /api/v1/exams".to_owned(),
            "Content-Length: 0\r\n",
            405,
            "\"METHOD_NOT_ALLOWED\"",
        ),
    ]
}

#[tokio::test]
async fn hostile_requests_to_rest_addresses_are_refused_with_a_code() {
    let process = Process::start(&[]).await;
    process.assert_alive("the start").await;
    let mut faults = Vec::new();
    for (name, line, headers, status, says) in inputs() {
        let request =
            format!("{line} HTTP/1.1\r\nHost: localhost\r\n{headers}Connection: close\r\n\r\n");
        let (heard, _) = process.say(request.as_bytes()).await;
        let short: String = heard.chars().take(900).collect();
        let expected = format!("HTTP/1.1 {status}");
        let is_problem = status == 200 || heard.contains("application/problem+json");
        if !heard.starts_with(&expected) || !heard.contains(says) || !is_problem {
            faults.push(format!("{name}: expected {status} {says}\n{short}"));
        }
        for leak in [
            "panicked",
            "src/",
            "sqlx",
            "SELECT ",
            "\"INTERNAL\"",
            "\r\nSet-Cookie",
            "\r\nX-A",
        ] {
            if heard.contains(leak) {
                faults.push(format!("{name}: tells \"{leak}\"\n{short}"));
            }
        }
        process.assert_alive(name).await;
    }
    assert!(
        faults.is_empty(),
        "{}:\n{}",
        faults.len(),
        faults.join("\n\n")
    );
}
