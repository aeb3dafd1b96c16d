//! Messages to `/mcp` that are made to break it, get past its checks or cost more than they should.

use serde_json::{Value, json};

use crate::process::Process;

/// What is sent by POST with the right headers unless `headers` says otherwise, and what has to come
/// back.
struct Input {
    name: &'static str,
    headers: &'static str,
    body: Vec<u8>,
    status: u16,
    /// A part of the answer.
    says: &'static str,
}

const HEADERS: &str = "Host: localhost\r\nContent-Type: application/json\r\n\
    Accept: application/json, text/event-stream\r\n";

fn input(name: &'static str, body: impl Into<Vec<u8>>, status: u16, says: &'static str) -> Input {
    let (headers, body) = (HEADERS, body.into());
    Input {
        name,
        headers,
        body,
        status,
        says,
    }
}

fn with(headers: &'static str, name: &'static str, status: u16, says: &'static str) -> Input {
    Input {
        headers,
        ..input(name, LIST, status, says)
    }
}

const LIST: &str = r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#;

fn call(tool: &str, arguments: &Value) -> String {
    let params = json!({ "name": tool, "arguments": arguments });
    message("tools/call", &params)
}

fn message(method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string()
}

/// Requests that are no message for this server.
#[expect(clippy::too_many_lines, reason = "it is a list")]
fn misshapen() -> Vec<Input> {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    vec![
        with(
            "Host: rebound.example\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n",
            "a name bound to this address",
            403,
            "FORBIDDEN",
        ),
        with(
            "Host: localhost\r\nOrigin: https://evil.example\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n",
            "a page of another origin",
            403,
            "FORBIDDEN",
        ),
        with(
            "Host: localhost\r\nOrigin: null\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n",
            "a page without origin",
            403,
            "FORBIDDEN",
        ),
        with(
            "Host: localhost\r\nContent-Type: text/plain\r\nAccept: application/json, text/event-stream\r\n",
            "a type that pages may send",
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        with(
            "Host: localhost\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nAccept: application/json, text/event-stream\r\n",
            "a compressed body",
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        with(
            "Host: localhost\r\nContent-Type: application/json\r\nAccept: text/html\r\n",
            "a client that wants a page",
            406,
            "NOT_ACCEPTABLE",
        ),
        with(
            "Host: localhost\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\nMCP-Protocol-Version: 1999-01-01\r\n",
            "an unknown protocol version",
            400,
            "BAD_REQUEST",
        ),
        with(
            "Host: localhost\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\n",
            "the newest version without its metadata",
            400,
            "-32602",
        ),
        with(
            "Host: localhost\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\n",
            "a header that names another method",
            400,
            "-32020",
        ),
        with(
            "Host: localhost\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\nAuthorization: Bearer certgraph_wrong\r\n",
            "a wrong token",
            401,
            "UNAUTHENTICATED",
        ),
        input("no body", "", 400, "-32700"),
        input("broken JSON", "{\"jsonrpc\":\"2.0\",", 400, "-32700"),
        input(
            "no UTF-8",
            b"{\"jsonrpc\":\"\xff\"}".to_vec(),
            400,
            "-32700",
        ),
        input("a batch", format!("[{LIST},{LIST}]"), 400, "-32600"),
        input("an empty batch", "[]", 400, "-32600"),
        input(
            "a message cut short",
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/li"#,
            400,
            "-32700",
        ),
        input("a number", "7", 400, "-32600"),
        input(
            "a message without method",
            r#"{"jsonrpc":"2.0","id":1}"#,
            400,
            "-32600",
        ),
        input(
            "an older JSON-RPC",
            r#"{"id":1,"method":"tools/list"}"#,
            400,
            "-32600",
        ),
        input(
            "a response nobody asked for",
            r#"{"jsonrpc":"2.0","id":1,"result":{}}"#,
            400,
            "-32600",
        ),
        input(
            "JSON that nests 100,000 deep",
            format!(
                r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"verdict","arguments":{{"code":{}}}}}}}"#,
                deep(100_000)
            ),
            400,
            "-32600",
        ),
        input(
            "two megabytes",
            format!("{LIST}{}", " ".repeat(2 << 20)),
            413,
            "PAYLOAD_TOO_LARGE",
        ),
    ]
}

/// Messages that are well formed and ask for the wrong things.
#[expect(clippy::too_many_lines, reason = "it is a list")]
fn wrong() -> Vec<Input> {
    vec![
        input(
            "an unknown method",
            message("tools/delete", &json!({})),
            200,
            "-32601",
        ),
        input(
            "an unknown tool",
            call("drop_table", &json!({})),
            200,
            "-32602",
        ),
        input(
            "a tool without name",
            message("tools/call", &json!({})),
            200,
            "-32602",
        ),
        input(
            "a handshake without a version",
            message("initialize", &json!({ "capabilities": {} })),
            200,
            "-32602",
        ),
        input(
            "a number for a cursor",
            message("resources/list", &json!({ "cursor": 5 })),
            200,
            "-32602",
        ),
        input(
            "two cursors",
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"a","cursor":"b"}}"#,
            200,
            "-32602",
        ),
        input(
            "a number for a text",
            call("exam_facts", &json!({ "code": 7 })),
            200,
            "BAD_USER_INPUT",
        ),
        input(
            "a list for a text",
            call("exam_facts", &json!({ "code": ["AZ-104"] })),
            200,
            "BAD_USER_INPUT",
        ),
        input(
            "an object for a list",
            call("compare_exams", &json!({ "exams": {} })),
            200,
            "BAD_USER_INPUT",
        ),
        input(
            "null for what is required",
            call("exam_facts", &json!({ "code": null })),
            200,
            "BAD_USER_INPUT",
        ),
        input(
            "an argument of a million bytes",
            call("find_exams", &json!({ "text": "a".repeat(1_000_000) })),
            200,
            "BAD_USER_INPUT",
        ),
        input(
            "ten thousand exams",
            call(
                "domain_weights",
                &json!({ "exams": vec!["AZ-104"; 10_000] }),
            ),
            200,
            "BAD_USER_INPUT",
        ),
        input(
            "a hundred and one claims",
            call(
                "check_claims",
                &json!({ "claims": vec![json!({ "exam": "AZ-104", "fact": "FEE", "value": "1" }); 101] }),
            ),
            200,
            "BAD_USER_INPUT",
        ),
        input(
            "GraphQL in an argument",
            call("exam_facts", &json!({ "code": "AZ-104\") { code } } #" })),
            200,
            "UNKNOWN_EXAM",
        ),
        input(
            "a page of two billion",
            call("domain_weights", &json!({ "first": i32::MAX })),
            200,
            "isError\":true",
        ),
        input(
            "a negative page",
            call("find_exams", &json!({ "text": "a", "first": -1 })),
            200,
            "BAD_USER_INPUT",
        ),
        input(
            "a cursor of 100,000 bytes",
            call("domain_weights", &json!({ "after": "x".repeat(100_000) })),
            200,
            "isError\":true",
        ),
        input(
            "a cursor of the list of tools",
            message("tools/list", &json!({ "cursor": "x".repeat(100_000) })),
            200,
            "-32602",
        ),
        input(
            "a cursor of the list of resources",
            message("resources/list", &json!({ "cursor": "exams:x" })),
            200,
            "-32602",
        ),
        input(
            "a file",
            message("resources/read", &json!({ "uri": "file:///etc/passwd" })),
            200,
            "-32002",
        ),
        input(
            "a path out of the exams",
            message(
                "resources/read",
                &json!({ "uri": "certgraph://exams/../../etc" }),
            ),
            200,
            "-32002",
        ),
        input(
            "a prompt with a million bytes",
            message(
                "prompts/get",
                &json!({ "name": "compare_exams", "arguments": { "exams": "a".repeat(900_000) } }),
            ),
            200,
            "-32602",
        ),
        input(
            "a subscription",
            message(
                "resources/subscribe",
                &json!({ "uri": "certgraph://roles/a" }),
            ),
            200,
            "-32601",
        ),
        input(
            "a century of dates",
            call(
                "transitions",
                &json!({ "from": "1900-01-01", "to": "2999-12-31" }),
            ),
            200,
            "BAD_USER_INPUT",
        ),
    ]
}

#[tokio::test]
async fn hostile_messages_to_assistants_are_refused_with_a_code() {
    let process = Process::start(&[]).await;
    process.assert_alive("the start").await;
    let inputs: Vec<_> = misshapen().into_iter().chain(wrong()).collect();
    let mut faults = Vec::new();
    for input in &inputs {
        let start = format!(
            "POST /mcp HTTP/1.1\r\n{}Content-Length: {}\r\n\r\n",
            input.headers,
            input.body.len()
        );
        let (heard, _) = process.say(&[start.as_bytes(), &input.body].concat()).await;
        let expected = format!("HTTP/1.1 {}", input.status);
        let short: String = heard.chars().take(900).collect();
        if !heard.starts_with(&expected) || !heard.contains(input.says) {
            faults.push(format!(
                "{}: expected {} {}\n{short}",
                input.name, input.status, input.says
            ));
        }
        for leak in ["panicked", "src/", "sqlx", "SELECT ", "\"INTERNAL\""] {
            if heard.contains(leak) {
                faults.push(format!("{}: tells \"{leak}\"\n{short}", input.name));
            }
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
}

#[tokio::test]
async fn there_are_no_sessions_to_open_or_to_end() {
    let process = Process::start(&[]).await;
    for method in ["GET", "DELETE", "PUT", "PATCH"] {
        let request = format!("{method} /mcp HTTP/1.1\r\n{HEADERS}Content-Length: 0\r\n\r\n");
        let (heard, _) = process.say(request.as_bytes()).await;
        assert!(heard.starts_with("HTTP/1.1 405"), "{method}: {heard}");
        assert!(heard.contains("METHOD_NOT_ALLOWED"), "{method}: {heard}");
        assert!(
            heard.to_lowercase().contains("allow: post"),
            "{method}: {heard}"
        );
    }
}
