//! The Model Context Protocol: tools, resources, prompts and completions, over HTTP and standard input
//! and output, with rmcp's client.

use std::{fs, process::Stdio};

use certgraph::{
    graphql::{Engine, Services, TrustedDocument, schema},
    http::CorsPolicy,
    store::TokenScope,
};
use reqwest::Method;
use rmcp::{
    ClientLifecycleMode, ClientServiceExt,
    model::{
        ArgumentInfo, CacheScope, CallToolRequestParams, CallToolResult, CompleteRequestParams,
        ErrorCode, GetPromptRequestParams, PaginatedRequestParams, ProtocolVersion,
        ReadResourceRequestParams, ReadResourceResult, Reference,
    },
    service::ServiceError,
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command},
};

use crate::command_line::{failed, folder, free_port, run};
use crate::support::{
    content::shipped,
    database::fresh,
    edge::{Edge, EdgeParts, header},
    mcp::{Assistant, Client, connect, connect_as, newest},
    server::{NOW, TestServer, clock_at, settings},
};

/// A call of each tool; docs/mcp.md has the same.
fn examples() -> Vec<(&'static str, Value)> {
    let day = "2026-11-22";
    vec![
        (
            "find_exams",
            json!({ "text": "securty+", "first": 3, "asOf": day }),
        ),
        ("exam_facts", json!({ "code": "AI-102", "asOf": day })),
        (
            "compare_exams",
            json!({ "exams": [{ "code": "AZ-104" }, { "code": "AZ-204" }], "asOf": day }),
        ),
        (
            "recommended_paths",
            json!({
                "role": "azure-ai-engineer", "experience": "NEW_TO_CLOUD", "weeklyHours": 10,
                "first": 1, "asOf": day,
            }),
        ),
        (
            "verdict",
            json!({ "code": "AI-102", "held": ["AZ-204"], "asOf": day }),
        ),
        (
            "transitions",
            json!({ "from": day, "to": "2027-03-31", "exams": ["DVA-C02", "MS-102"], "first": 5 }),
        ),
        (
            "check_claims",
            json!({
                "claims": [
                    { "exam": "AI-102", "fact": "FEE", "value": "$99" },
                    { "exam": "AI-102", "fact": "STATE", "value": "live" },
                ],
                "asOf": day,
            }),
        ),
        (
            "domain_weights",
            json!({ "exams": ["AZ-104"], "asOf": day }),
        ),
    ]
}

fn document(tool: &str) -> String {
    let path = format!("src/mcp/documents/tools/{tool}.graphql");
    fs::read_to_string(path).expect("each tool has a document")
}

fn edge() -> Edge {
    let edge = Edge::assemble(EdgeParts::default());
    edge.publish(shipped(), 7);
    edge
}

fn url(edge: &Edge) -> String {
    format!("http://{}", edge.address)
}

fn request(tool: &'static str, arguments: Value) -> CallToolRequestParams {
    let Value::Object(arguments) = arguments else {
        panic!("arguments are an object");
    };
    CallToolRequestParams::new(tool).with_arguments(arguments)
}

async fn call(client: &Client, tool: &'static str, arguments: Value) -> CallToolResult {
    let called = client.call_tool(request(tool, arguments)).await;
    called.expect("the tool answers")
}

/// Compares with `tests/integration/mcp/NAME.snap`.
fn snapshot(name: &str, value: &Value) {
    insta::with_settings!({
        snapshot_path => "mcp",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_json_snapshot!(name, value);
    });
}

/// The code, the message and the hint of a result that is an error.
fn fault(result: &CallToolResult) -> Value {
    assert_eq!(result.is_error, Some(true), "{result:?}");
    assert_eq!(result.structured_content, None);
    serde_json::from_str(text(result, 0)).expect("an error is JSON")
}

fn text(result: &CallToolResult, block: usize) -> &str {
    &result.content[block].as_text().expect("a text").text
}

/// The text of the only content.
fn content(read: &ReadResourceResult) -> Value {
    let contents = serde_json::to_value(&read.contents).unwrap();
    serde_json::from_str(contents[0]["text"].as_str().unwrap()).unwrap()
}

/// The answer to one JSON-RPC message, without a client library.
async fn post(edge: &Edge, headers: &[(&str, &str)], message: &Value) -> (u16, Value) {
    let mut request = edge.request(Method::POST, "/mcp").json(message);
    request = request.header("accept", "application/json, text/event-stream");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    (status, response.json().await.unwrap_or_default())
}

const LIST: &str = r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#;

#[tokio::test]
async fn the_list_of_tools_is_short_and_the_same_each_time() {
    let edge = edge();
    let list = async || {
        let request = edge.request(Method::POST, "/mcp");
        let request = request.header("content-type", "application/json");
        let request = request.header("accept", "application/json, text/event-stream");
        let response = request.body(LIST).send().await.unwrap();
        assert_eq!(header(&response, "cache-control"), "no-store");
        response.text().await.unwrap()
    };
    let (first, second) = (list().await, list().await);
    assert_eq!(first, second);
    assert!(first.len() <= 6_000, "{} bytes", first.len());
    let answer: Value = serde_json::from_str(&first).unwrap();
    let tools = answer["result"]["tools"].as_array().unwrap();
    let names: Vec<_> = tools
        .iter()
        .map(|tool| tool["name"].as_str().unwrap())
        .collect();
    let expected: Vec<_> = examples().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, expected);
    for tool in tools {
        let hints = &tool["annotations"];
        assert_eq!(hints["readOnlyHint"], true, "{tool}");
        assert_eq!(hints["idempotentHint"], true, "{tool}");
        assert_eq!(tool["outputSchema"]["type"], "object", "{tool}");
        assert_eq!(tool["inputSchema"]["type"], "object", "{tool}");
    }
    snapshot("tools", &answer["result"]["tools"]);
}

#[tokio::test]
async fn every_tool_answers_as_graphql_does() {
    let edge = edge();
    let client = connect(&url(&edge), newest()).await;
    for (tool, arguments) in examples() {
        let result = call(&client, tool, arguments.clone()).await;
        assert_eq!(result.is_error, Some(false), "{tool}: {result:?}");
        let structured = result.structured_content.clone().unwrap();
        let (_, graphql) = edge.ask_with(&document(tool), arguments).await;
        assert_eq!(structured["data"], graphql["data"], "{tool}");
        assert_eq!(structured["revision"], 7, "{tool}");
        assert_eq!(structured["asOf"], "2026-11-22", "{tool}");
        let as_text: Value = serde_json::from_str(text(&result, 1)).unwrap();
        assert_eq!(as_text, structured, "{tool}");
        assert_eq!(
            text(&result, 0),
            format!("{tool}: catalogue revision 7, as of 2026-11-22.")
        );
        let sources = structured.to_string();
        assert!(
            sources.contains("\"url\":\"http") || sources.contains("\"sourceUrl\":\"http"),
            "{tool} names no source"
        );
        snapshot(tool, &structured);
    }
}

#[tokio::test]
async fn the_example_of_the_documentation_is_answered_as_shown() {
    let edge = edge();
    let text = fs::read_to_string("docs/mcp.md").unwrap();
    let (_, request) = text.split_once("-d '").unwrap();
    let (request, rest) = request.split_once('\'').unwrap();
    let (_, shown) = rest.split_once("```json\n").unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let message = serde_json::from_str(request).unwrap();
    let (status, answer) = post(&edge, &[], &message).await;
    assert_eq!(status, 200);
    let shown: Value = serde_json::from_str(shown).unwrap();
    assert_eq!(answer["result"]["structuredContent"], shown);
}

#[tokio::test]
async fn the_documentation_names_every_tool_with_its_arguments() {
    let edge = edge();
    let list = serde_json::from_str(LIST).unwrap();
    let (_, answer) = post(&edge, &[], &list).await;
    let text = fs::read_to_string("docs/mcp.md").unwrap();
    for tool in answer["result"]["tools"].as_array().unwrap() {
        let name = tool["name"].as_str().unwrap();
        let row = text
            .lines()
            .find(|line| line.starts_with(&format!("| `{name}` |")));
        let row = row.unwrap_or_else(|| panic!("docs/mcp.md has no row for {name}"));
        let arguments = tool["inputSchema"]["properties"].as_object().unwrap();
        let arguments: Vec<_> = arguments.keys().map(|name| format!("`{name}`")).collect();
        assert!(
            row.ends_with(&format!("| {} |", arguments.join(", "))),
            "{name}: {row}"
        );
    }
}

#[tokio::test]
async fn an_answer_says_how_long_it_may_be_kept_as_cache_control_does() {
    let edge = edge();
    let client = connect(&url(&edge), newest()).await;
    for (arguments, expected) in [
        (json!({ "code": "AZ-104", "asOf": "2026-11-22" }), 60_000),
        (json!({ "code": "AZ-104" }), 60_000),
    ] {
        let result = call(&client, "verdict", arguments.clone()).await;
        let structured = result.structured_content.unwrap();
        assert_eq!(structured["ttlMs"], expected);
        assert_eq!(structured["cacheScope"], "public");
        let response = edge.request(Method::GET, "/graphql");
        let query = [
            ("query", document("verdict")),
            ("variables", arguments.to_string()),
        ];
        let response = response.query(&query).send().await.unwrap();
        let kept = header(&response, "cache-control").to_owned();
        assert!(kept.starts_with("public, max-age=60,"), "{kept}");
    }
    // Ten seconds before midnight, an answer for today ends with the day.
    let late = Edge::assemble(EdgeParts {
        clock: clock_at("2026-11-22T23:59:50Z"),
        ..EdgeParts::default()
    });
    late.publish(shipped(), 7);
    let client = connect(&url(&late), newest()).await;
    let result = call(&client, "verdict", json!({ "code": "AZ-104" })).await;
    assert_eq!(result.structured_content.unwrap()["ttlMs"], 10_000);
}

/// The codes and vendors of all exams.
async fn all_exams(edge: &Edge) -> Vec<Value> {
    const PAGE: &str = "query ($after: String) { exams(first: 100, after: $after, filter: { states: [ANNOUNCED, BETA, LIVE, RETIRING, RETIRED] }) { pageInfo { hasNextPage endCursor } nodes { code vendor { slug } } } }";
    let (mut exams, mut after) = (Vec::new(), Value::Null);
    loop {
        let (_, page) = edge.ask_with(PAGE, json!({ "after": after })).await;
        let page = &page["data"]["exams"];
        let nodes = page["nodes"].as_array().unwrap().iter();
        exams.extend(
            nodes.map(|exam| json!({ "code": exam["code"], "vendor": exam["vendor"]["slug"] })),
        );
        if page["pageInfo"]["hasNextPage"] == false {
            return exams;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

/// How many bytes the answer to a call has, and the cursor of the next page.
async fn measured(client: &Client, tool: &'static str, arguments: &Value) -> (usize, Value) {
    let result = call(client, tool, arguments.clone()).await;
    assert_eq!(
        result.is_error,
        Some(false),
        "{tool} {arguments}: {}",
        text(&result, 0)
    );
    let data = result.structured_content.as_ref().unwrap()["data"].clone();
    let list = data.as_object().unwrap().values().next().unwrap();
    let info = &list["pageInfo"];
    let next = if info["hasNextPage"] == true {
        info["endCursor"].clone()
    } else {
        Value::Null
    };
    (text(&result, 1).len(), next)
}

/// The same for the longest page of a list.
async fn longest_page(client: &Client, tool: &'static str, mut arguments: Value) -> usize {
    let mut longest = 0;
    loop {
        let (length, next) = measured(client, tool, &arguments).await;
        longest = longest.max(length);
        if next.is_null() {
            return longest;
        }
        arguments["after"] = next;
    }
}

/// At 4 bytes for a token, 25,000 tokens are 100,000 bytes.
#[tokio::test]
async fn each_tool_answers_its_largest_question_within_25_000_tokens() {
    let edge = edge();
    let client = connect(&url(&edge), newest()).await;
    let (mut facts, mut verdict) = (Vec::new(), 0);
    for exam in all_exams(&edge).await {
        verdict = verdict.max(measured(&client, "verdict", &exam).await.0);
        facts.push((measured(&client, "exam_facts", &exam).await.0, exam));
    }
    facts.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    let largest: Vec<_> = facts.iter().map(|(_, exam)| exam).collect();
    let claims: Vec<_> = largest[..100]
        .iter()
        .map(|exam| {
            let name = [&exam["vendor"], &exam["code"]].map(|text| text.as_str().unwrap());
            json!({ "exam": name.join("/"), "fact": "STATE", "value": "live" })
        })
        .collect();
    let (_, roles) = edge.ask("{ roles(first: 100) { nodes { slug } } }").await;
    let mut paths = 0;
    for role in roles["data"]["roles"]["nodes"].as_array().unwrap() {
        let arguments = json!({ "role": role["slug"], "first": 5 });
        paths = paths.max(measured(&client, "recommended_paths", &arguments).await.0);
    }
    let compare = json!({ "exams": largest[..4] });
    let find = json!({ "text": "azure", "first": 25 });
    let years = json!({ "from": "2025-01-01", "to": "2029-12-31", "first": 50 });
    let lengths = [
        (
            "find_exams",
            longest_page(&client, "find_exams", find).await,
        ),
        ("exam_facts", facts[0].0),
        (
            "compare_exams",
            measured(&client, "compare_exams", &compare).await.0,
        ),
        ("recommended_paths", paths),
        ("verdict", verdict),
        (
            "transitions",
            longest_page(&client, "transitions", years).await,
        ),
        (
            "check_claims",
            measured(&client, "check_claims", &json!({ "claims": claims }))
                .await
                .0,
        ),
        (
            "domain_weights",
            longest_page(&client, "domain_weights", json!({ "first": 100 })).await,
        ),
    ];
    let tools = examples().into_iter().map(|(tool, _)| tool);
    assert!(tools.eq(lengths.map(|(tool, _)| tool)), "{lengths:?}");
    assert!(
        lengths.iter().all(|(_, length)| *length <= 100_000),
        "{lengths:?}"
    );
}

#[tokio::test]
async fn a_page_continues_where_the_one_before_ended() {
    let edge = edge();
    let client = connect(&url(&edge), newest()).await;
    let arguments = |after: &Value| json!({ "exams": ["AZ-104", "CKA"], "first": 4, "after": after, "asOf": "2026-11-22" });
    let mut titles = Vec::new();
    let mut after = Value::Null;
    let total = loop {
        let result = call(&client, "domain_weights", arguments(&after)).await;
        let page = &result.structured_content.unwrap()["data"]["domainWeights"];
        let nodes = page["nodes"].as_array().unwrap();
        titles.extend(nodes.iter().map(|node| node["title"].to_string()));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break page["totalCount"].clone();
        }
    };
    assert_eq!(json!(titles.len()), total);
    let foreign = call(&client, "domain_weights", json!({ "after": "nonsense" })).await;
    let fault = fault(&foreign);
    assert_eq!(fault["code"], "CURSOR_INVALID");
    assert!(fault["hint"].as_str().unwrap().contains("endCursor"));
}

#[tokio::test]
async fn faults_have_a_code_and_a_hint() {
    let edge = edge();
    let client = connect(&url(&edge), newest()).await;
    for (tool, arguments, code, says) in [
        (
            "find_exams",
            json!({ "text": "azure", "first": 26 }),
            "BAD_USER_INPUT",
            "\\\"first\\\" must be between 1 and 25.",
        ),
        (
            "recommended_paths",
            json!({ "role": "azure-ai-engineer", "first": 0 }),
            "BAD_USER_INPUT",
            "\\\"first\\\" must be between 1 and 5.",
        ),
        (
            "exam_facts",
            json!({ "code": "AI-1O2" }),
            "UNKNOWN_EXAM",
            "The nearest: microsoft/AI-102",
        ),
        (
            "verdict",
            json!({ "code": "AZ-104", "vendor": "micrsoft" }),
            "UNKNOWN_EXAM",
            "The nearest: microsoft/AZ-104.",
        ),
        (
            "exam_facts",
            json!({ "code": "zzzzzzzzzz" }),
            "UNKNOWN_EXAM",
            "find_exams",
        ),
        (
            "verdict",
            json!({ "code": "AI-1O2" }),
            "UNKNOWN_EXAM",
            "AI-102",
        ),
        (
            "compare_exams",
            json!({ "exams": [{ "code": "AI-1O2" }, { "code": "AZ-104" }] }),
            "UNKNOWN_EXAM",
            "The nearest: microsoft/AI-102",
        ),
        (
            "recommended_paths",
            json!({ "role": "azure-ai-enginer" }),
            "UNKNOWN_ROLE",
            "azure-ai-engineer",
        ),
        (
            "find_exams",
            json!({ "text": "azure", "first": 101 }),
            "BAD_USER_INPUT",
            "first",
        ),
        ("find_exams", json!({ "text": 7 }), "BAD_USER_INPUT", "text"),
        ("find_exams", json!({}), "BAD_USER_INPUT", "text"),
        (
            "find_exams",
            json!({ "txt": "azure" }),
            "BAD_USER_INPUT",
            "vendors, first",
        ),
        (
            "verdict",
            json!({ "code": "AZ-104", "experience": "PRACTITIONERS" }),
            "BAD_USER_INPUT",
            "PRACTITIONER",
        ),
        (
            "exam_facts",
            json!({ "code": "AZ-104", "asOf": "yesterday" }),
            "BAD_USER_INPUT",
            "day",
        ),
        (
            "check_claims",
            json!({ "claims": [{ "exam": "AZ-104", "fact": "PRICE", "value": "1" }] }),
            "BAD_USER_INPUT",
            "PRICE",
        ),
    ] {
        let result = call(&client, tool, arguments.clone()).await;
        let fault = fault(&result);
        assert_eq!(fault["code"], code, "{tool} {arguments}: {fault}");
        let whole = fault.to_string();
        assert!(whole.contains(says), "{tool} {arguments}: {whole}");
    }
    let unknown = client
        .call_tool(CallToolRequestParams::new("delete_exam"))
        .await;
    let Err(ServiceError::McpError(error)) = unknown else {
        panic!("{unknown:?}");
    };
    assert_eq!(error.code, ErrorCode::INVALID_PARAMS);
    assert!(error.message.contains("find_exams"), "{error}");
}

#[tokio::test]
async fn arguments_that_cannot_be_meant_are_refused() {
    let edge = edge();
    let client = connect(&url(&edge), newest()).await;
    let contradiction = r#""code" names the vendor "aws", "vendor" names "microsoft"."#;
    let exam = json!({ "code": "aws/AZ-104", "vendor": "microsoft" });
    for (tool, arguments, message) in [
        ("find_exams", json!({}), r#""text" is missing."#),
        (
            "find_exams",
            json!({ "text": null }),
            r#""text" is missing."#,
        ),
        ("check_claims", json!({}), r#""claims" is missing."#),
        (
            "check_claims",
            json!({ "claims": [] }),
            r#""claims" must hold at least one item."#,
        ),
        (
            "compare_exams",
            json!({ "exams": [] }),
            r#""exams" must hold at least one item."#,
        ),
        ("exam_facts", exam.clone(), contradiction),
        (
            "compare_exams",
            json!({ "exams": [exam, { "code": "CKA" }] }),
            contradiction,
        ),
    ] {
        let fault = fault(&call(&client, tool, arguments.clone()).await);
        assert_eq!(fault["code"], "BAD_USER_INPUT", "{tool} {arguments}");
        assert_eq!(fault["message"], message, "{tool} {arguments}");
    }
}

#[tokio::test]
async fn a_page_has_at_most_the_maximum_of_its_schema() {
    let edge = edge();
    let client = connect(&url(&edge), newest()).await;
    let mut bounded = 0;
    for tool in client.list_all_tools().await.unwrap() {
        let first = &Value::Object((*tool.input_schema).clone())["properties"]["first"];
        if first.is_null() {
            continue;
        }
        bounded += 1;
        let most = first["maximum"].as_i64().unwrap();
        assert!((1..=most).contains(&first["default"].as_i64().unwrap()));
        let (name, mut arguments) = examples()
            .into_iter()
            .find(|(name, _)| *name == tool.name)
            .unwrap();
        for (number, is_answered) in [
            (json!(1), true),
            (json!(most), true),
            (json!(0), false),
            (json!(most + 1), false),
            (
                serde_json::from_str(&format!("{}.0", most + 1)).unwrap(),
                false,
            ),
        ] {
            arguments["first"] = number;
            let result = call(&client, name, arguments.clone()).await;
            assert_eq!(
                result.is_error,
                Some(!is_answered),
                "{name} {arguments}: {result:?}"
            );
            if !is_answered {
                let says = format!("\"first\" must be between 1 and {most}.");
                assert_eq!(fault(&result)["message"], says, "{name} {arguments}");
            }
        }
    }
    assert_eq!(bounded, 4);
}

#[tokio::test]
async fn an_unknown_exam_is_answered_with_the_nearest() {
    let edge = edge();
    let client = connect(&url(&edge), newest()).await;
    let documentation = fs::read_to_string("docs/mcp.md").unwrap();
    let (_, errors) = documentation.split_once("## Errors").unwrap();
    let (_, shown) = errors.split_once("```json\n").unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    assert_eq!(
        fault(&call(&client, "exam_facts", json!({ "code": "AI-1O2" })).await),
        serde_json::from_str::<Value>(shown).unwrap()
    );
    let elsewhere = json!({ "code": "az-104", "vendor": "aws" });
    assert_eq!(
        fault(&call(&client, "exam_facts", elsewhere).await),
        json!({
            "code": "UNKNOWN_EXAM",
            "message": "There is no exam \"az-104\" of \"aws\".",
            "hint": "The nearest: microsoft/AZ-104.",
        })
    );
}

#[tokio::test]
async fn older_clients_agree_on_their_version() {
    let edge = edge();
    for version in ["2025-03-26", "2025-06-18", "2025-11-25"] {
        let initialize = json!({
            "jsonrpc": "2.0", "id": 1, "method": "initialize",
            "params": {
                "protocolVersion": version,
                "capabilities": {},
                "clientInfo": { "name": "test", "version": "1" },
            },
        });
        let (status, answer) = post(&edge, &[], &initialize).await;
        assert_eq!(status, 200, "{answer}");
        assert_eq!(answer["result"]["protocolVersion"], version);
        assert_eq!(answer["result"]["serverInfo"]["name"], "certgraph");
        let initialized = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
        let headers = [("mcp-protocol-version", version)];
        assert_eq!(post(&edge, &headers, &initialized).await.0, 202);
        let list = serde_json::from_str(LIST).unwrap();
        let (status, answer) = post(&edge, &headers, &list).await;
        assert_eq!(status, 200);
        assert_eq!(answer["result"]["tools"].as_array().unwrap().len(), 8);
        // `resultType` is of the newest version.
        assert_eq!(answer["result"]["resultType"], Value::Null);
    }
    let client = connect(&url(&edge), ClientLifecycleMode::Initialize).await;
    assert_eq!(client.list_all_tools().await.unwrap().len(), 8);
    let client = connect(&url(&edge), newest()).await;
    let server = client.peer_info().unwrap();
    assert_eq!(server.protocol_version, ProtocolVersion::V_2026_07_28);
}

#[tokio::test]
async fn resources_are_every_exam_and_every_role() {
    let edge = edge();
    let client = connect(&url(&edge), newest()).await;
    let mut uris = Vec::new();
    let mut cursor = None;
    loop {
        let page = PaginatedRequestParams::default().with_cursor(cursor);
        let page = client.list_resources(Some(page)).await.unwrap();
        assert!(page.resources.len() <= 100);
        assert!(page.ttl_ms > Some(0), "{:?}", page.ttl_ms);
        uris.extend(page.resources.into_iter().map(|resource| resource.uri));
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    let counts = "{ catalogue { counts { exams roles } } }";
    let (_, counts) = edge.ask(counts).await;
    let counts = &counts["data"]["catalogue"]["counts"];
    let expected = counts["exams"].as_u64().unwrap() + counts["roles"].as_u64().unwrap();
    assert_eq!(uris.len() as u64, expected);
    let mut distinct = uris.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), uris.len());
    let templates = client.list_all_resource_templates().await.unwrap();
    let templates: Vec<_> = templates
        .iter()
        .map(|one| one.uri_template.as_str())
        .collect();
    assert_eq!(
        templates,
        [
            "certgraph://exams/{vendor}/{code}",
            "certgraph://roles/{slug}"
        ]
    );
    // Every tenth: each is a request.
    for uri in uris.iter().step_by(10) {
        let read = client
            .read_resource(ReadResourceRequestParams::new(uri.clone()))
            .await
            .unwrap();
        let data = &content(&read)["data"];
        assert!(
            data["exam"].is_object() || data["role"].is_object(),
            "{uri}"
        );
    }
    for uri in [
        "certgraph://exams/microsoft/NO-1",
        "certgraph://exams/AZ-104",
        "certgraph://exams/microsoft/%",
        "certgraph://roles/nobody",
        "file:///etc/passwd",
        "",
    ] {
        let read = client
            .read_resource(ReadResourceRequestParams::new(uri))
            .await;
        let Err(ServiceError::McpError(error)) = read else {
            panic!("{uri}: {read:?}");
        };
        assert_eq!(error.code, ErrorCode::INVALID_PARAMS, "{uri}");
    }
    for cursor in ["roles", "vendors:", "exams:nonsense", "exams", "exams:", ""] {
        let page = PaginatedRequestParams::default().with_cursor(Some(cursor.to_owned()));
        let Err(ServiceError::McpError(error)) = client.list_resources(Some(page)).await else {
            panic!("{cursor} is a cursor");
        };
        assert_eq!(error.code, ErrorCode::INVALID_PARAMS, "{cursor}");
    }
}

#[tokio::test]
async fn prompts_ask_the_first_question_of_each_user() {
    let edge = edge();
    let client = connect(&url(&edge), newest()).await;
    let prompts = client.list_all_prompts().await.unwrap();
    let names: Vec<_> = prompts.iter().map(|prompt| prompt.name.as_str()).collect();
    assert_eq!(names, ["path_to_role", "domain_weights", "compare_exams"]);
    let get = async |name: &str, arguments: Value| {
        let mut request = GetPromptRequestParams::new(name);
        request.arguments = arguments.as_object().cloned();
        client.get_prompt(request).await
    };
    let asked = get("path_to_role", json!({ "role": "azure-ai-engineer" })).await;
    let message = serde_json::to_value(&asked.unwrap().messages).unwrap();
    let text = message[0]["content"]["text"].as_str().unwrap();
    assert!(
        text.starts_with("I want to work as azure-ai-engineer and have passed no exam."),
        "{text}"
    );
    for (name, arguments) in [
        ("path_to_role", json!({})),
        ("path_to_role", json!({ "role": 7 })),
        ("path_to_role", json!({ "role": "a", "budget": "1" })),
        ("compare_exams", json!({ "exams": "x".repeat(201) })),
        ("nothing", json!({})),
    ] {
        let Err(ServiceError::McpError(error)) = get(name, arguments.clone()).await else {
            panic!("{name} {arguments} is answered");
        };
        assert_eq!(error.code, ErrorCode::INVALID_PARAMS, "{name} {arguments}");
    }
}

#[tokio::test]
async fn arguments_are_completed() {
    let edge = edge();
    let client = connect(&url(&edge), newest()).await;
    let complete = async |reference: Reference, name: &str, value: &str| {
        let request = CompleteRequestParams::new(reference, ArgumentInfo::new(name, value));
        client.complete(request).await.unwrap().completion.values
    };
    let exam = || Reference::for_resource("certgraph://exams/{vendor}/{code}");
    assert_eq!(
        complete(exam(), "code", "az-1").await,
        ["AZ-103", "AZ-104", "AZ-120", "AZ-140"]
    );
    assert_eq!(complete(exam(), "vendor", "micro").await, ["microsoft"]);
    let roles = complete(Reference::for_prompt("path_to_role"), "role", "azure-ai").await;
    assert_eq!(roles, ["azure-ai-engineer"]);
    assert_eq!(
        complete(exam(), "code", "no such").await,
        Vec::<String>::new()
    );
    let weights = complete(Reference::for_prompt("domain_weights"), "exam", "az-10").await;
    assert_eq!(weights, ["AZ-103", "AZ-104"]);
}

#[tokio::test]
async fn the_last_code_of_a_list_is_completed() {
    let edge = edge();
    let client = connect(&url(&edge), newest()).await;
    let complete = async |prompt: &str, name: &str, value: &str| {
        let argument = ArgumentInfo::new(name, value);
        let request = CompleteRequestParams::new(Reference::for_prompt(prompt), argument);
        client.complete(request).await.unwrap().completion.values
    };
    for (prompt, argument, value, expected) in [
        ("compare_exams", "exams", "az-10", ["AZ-103", "AZ-104"]),
        (
            "compare_exams",
            "exams",
            "CKA, az-10",
            ["CKA, AZ-103", "CKA, AZ-104"],
        ),
        (
            "compare_exams",
            "exams",
            "nonsense,CKA,az-10",
            ["nonsense,CKA,AZ-103", "nonsense,CKA,AZ-104"],
        ),
        (
            "path_to_role",
            "held",
            "CKA,  az-10",
            ["CKA,  AZ-103", "CKA,  AZ-104"],
        ),
    ] {
        let completed = complete(prompt, argument, value).await;
        assert_eq!(completed, expected, "{value}");
    }
    assert_eq!(
        complete("compare_exams", "exams", "AZ-104, no such").await,
        Vec::<String>::new()
    );
    // After a comma every code may follow.
    let any = complete("compare_exams", "exams", "AZ-104, ").await;
    assert_eq!(any.len(), 100);
    assert!(any.iter().all(|list| list.starts_with("AZ-104, ")));
}

#[tokio::test]
async fn only_arguments_that_there_are_can_be_completed() {
    let edge = edge();
    let client = connect(&url(&edge), newest()).await;
    let long = "x".repeat(201);
    for (reference, argument, value, says) in [
        (
            Reference::for_prompt("no_such"),
            "exam",
            "A",
            "compare_exams",
        ),
        (
            Reference::for_prompt("path_to_role"),
            "exam",
            "A",
            "role, held",
        ),
        (
            Reference::for_prompt("compare_exams"),
            "exams",
            &long,
            "200 characters",
        ),
        (
            Reference::for_resource("certgraph://exams/{vendor}/{code}"),
            "slug",
            "A",
            "{vendor}",
        ),
        (
            Reference::for_resource("certgraph://vendors/{slug}"),
            "slug",
            "A",
            "certgraph://roles/{slug}",
        ),
    ] {
        let argument = ArgumentInfo::new(argument, value);
        let request = CompleteRequestParams::new(reference, argument);
        let Err(ServiceError::McpError(error)) = client.complete(request.clone()).await else {
            panic!("{request:?} is answered");
        };
        assert_eq!(error.code, ErrorCode::INVALID_PARAMS, "{request:?}");
        assert!(error.message.contains(says), "{request:?}: {error}");
    }
}

#[tokio::test]
async fn only_known_hosts_and_pages_may_call() {
    let with = |cors| {
        let edge = Edge::assemble(EdgeParts {
            cors,
            ..EdgeParts::default()
        });
        edge.publish(shipped(), 7);
        edge
    };
    let list: Value = serde_json::from_str(LIST).unwrap();
    let named = with(CorsPolicy::Origins(vec![
        "https://pages.example".to_owned(),
    ]));
    for (headers, expected) in [
        (vec![("host", "certs.example")], 200),
        (vec![("host", "CERTS.example:443")], 200),
        (vec![("host", "localhost:8080")], 200),
        (vec![("host", "[::1]:8080")], 200),
        (vec![("host", "rebound.example")], 403),
        (vec![("host", "certs.example.evil.example")], 403),
        (vec![("origin", "https://certs.example")], 200),
        (vec![("origin", "https://pages.example")], 200),
        (vec![("origin", "http://localhost:6274")], 200),
        (vec![("origin", "http://pages.example")], 403),
        (vec![("origin", "https://pages.example:8443")], 403),
        (vec![("origin", "https://evil.example")], 403),
        (vec![("origin", "null")], 403),
    ] {
        let (status, answer) = post(&named, &headers, &list).await;
        assert_eq!(status, expected, "{headers:?}: {answer}");
        if expected == 403 {
            assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN");
        }
    }
    let open = with(CorsPolicy::Any);
    let foreign = [("origin", "https://anybody.example")];
    assert_eq!(post(&open, &foreign, &list).await.0, 200);
    let rebound = [("host", "rebound.example")];
    assert_eq!(post(&open, &rebound, &list).await.0, 403);
}

#[tokio::test]
async fn calls_cost_the_points_of_their_documents() {
    let database = fresh().await;
    let mut settings = settings(&database);
    settings.callers.anonymous_rate = 1;
    settings.callers.anonymous_burst = 2_000;
    let server = TestServer::with(database, settings, clock_at(NOW)).await;
    let client = connect(&server.url, newest()).await;
    let mut codes = Vec::new();
    for first in 1..=60 {
        // Different each time, so that no cache answers.
        let arguments = json!({ "from": "2026-11-22", "to": "2027-11-22", "first": first });
        match client.call_tool(request("transitions", arguments)).await {
            Ok(result) if result.is_error == Some(true) => {
                codes.push(fault(&result)["code"].as_str().unwrap().to_owned());
            }
            Ok(_) => codes.push("none".to_owned()),
            // Without points for the request itself, HTTP says so.
            Err(_) => codes.push("429".to_owned()),
        }
        if codes.last().is_some_and(|code| code != "none") {
            break;
        }
    }
    let answered = codes.len() - 1;
    assert!(answered > 0, "{codes:?}");
    assert_eq!(codes.last().unwrap(), "RATE_LIMITED", "{codes:?}");
    // A message that asks for no document costs one point, and HTTP refuses it without any.
    let list = async || {
        let request = reqwest::Client::new().post(format!("{}/mcp", server.url));
        let request = request.header("accept", "application/json, text/event-stream");
        let request = request.header("content-type", "application/json");
        request.body(LIST).send().await.unwrap()
    };
    let mut left = 0;
    let refused = loop {
        let response = list().await;
        if response.status() != 200 {
            break response;
        }
        left += 1;
        assert!(left < 2_000, "points never end");
    };
    assert_eq!(refused.status(), 429);
    let refused: Value = refused.json().await.unwrap();
    assert_eq!(refused["errors"][0]["extensions"]["code"], "RATE_LIMITED");
    // Those with a token have points of their own, and more of them.
    let token = server.token("acme", TokenScope::Partner).await;
    let partner = connect_as(&server.url, &token).await;
    for first in 1..=answered + 1 {
        let arguments = json!({ "from": "2026-11-22", "to": "2027-11-22", "first": first });
        let result = call(&partner, "transitions", arguments).await;
        assert_eq!(result.is_error, Some(false), "{result:?}");
    }
}

#[tokio::test]
async fn what_a_caller_with_a_token_gets_is_private() {
    let server = TestServer::start().await;
    let token = server.token("acme", TokenScope::Partner).await;
    let anybody = connect(&server.url, newest()).await;
    let partner = connect_as(&server.url, &token).await;
    for (client, name, scope) in [
        (&anybody, "public", CacheScope::Public),
        (&partner, "private", CacheScope::Private),
    ] {
        let facts = call(client, "exam_facts", json!({ "code": "AZ-104" })).await;
        assert_eq!(facts.structured_content.unwrap()["cacheScope"], name);
        let scopes = [
            client.list_tools(None).await.unwrap().cache_scope,
            client.list_resources(None).await.unwrap().cache_scope,
            client
                .list_resource_templates(None)
                .await
                .unwrap()
                .cache_scope,
            client.list_prompts(None).await.unwrap().cache_scope,
        ];
        assert!(scopes.iter().all(|one| *one == Some(scope)), "{scopes:?}");
        let role = ReadResourceRequestParams::new("certgraph://roles/azure-ai-engineer");
        assert_eq!(
            client.read_resource(role).await.unwrap().cache_scope,
            Some(scope)
        );
    }
    let (status, answer) = {
        let request = reqwest::Client::new().post(format!("{}/mcp", server.url));
        let request = request.header("accept", "application/json, text/event-stream");
        let request = request.header("content-type", "application/json");
        let wrong = request.bearer_auth("certgraph_wrong").body(LIST);
        let response = wrong.send().await.unwrap();
        (response.status(), response.json::<Value>().await.unwrap())
    };
    assert_eq!(status, 401);
    assert_eq!(answer["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
}

#[tokio::test]
async fn the_tools_work_where_clients_may_send_trusted_documents_only() {
    let trusted = TrustedDocument {
        name: "limits.graphql".to_owned(),
        text: "{ limits { points } }".to_owned(),
    };
    let engine = Engine::new(schema(Services::new())).trusting(vec![trusted]);
    let edge = Edge::assemble(EdgeParts {
        engine: engine.unwrap(),
        ..EdgeParts::default()
    });
    edge.publish(shipped(), 7);
    let client = connect(&url(&edge), newest()).await;
    let result = call(&client, "exam_facts", json!({ "code": "AZ-104" })).await;
    assert_eq!(result.is_error, Some(false));
    let (status, answer) = edge.ask(&document("exam_facts")).await;
    assert_eq!(status, 403, "{answer}");
}

#[tokio::test]
async fn before_the_first_catalogue_tools_say_so() {
    let edge = Edge::assemble(EdgeParts::default());
    let client = connect(&url(&edge), newest()).await;
    let result = call(&client, "exam_facts", json!({ "code": "AZ-104" })).await;
    assert_eq!(fault(&result)["code"], "UNAVAILABLE");
}

#[tokio::test]
async fn the_command_answers_over_standard_input_and_output() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_certgraph"))
        .arg("mcp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let pipes = (child.stdout.take().unwrap(), child.stdin.take().unwrap());
    let client = Assistant
        .serve_with_lifecycle(pipes, newest())
        .await
        .unwrap();
    let edge = edge();
    let over_http = connect(&url(&edge), newest()).await;
    for (tool, arguments) in examples() {
        let result = call(&client, tool, arguments.clone()).await;
        let mut own = result.structured_content.unwrap();
        let of_server = call(&over_http, tool, arguments).await;
        // The embedded catalogue has not been published, so it has no number.
        assert_eq!(own["revision"], 0, "{tool}");
        own["revision"] = 7.into();
        if tool == "transitions" {
            // It has no day of its own, and the program's clock is that of the system.
            own["asOf"] = "2026-11-22".into();
        }
        assert_eq!(own, of_server.structured_content.unwrap(), "{tool}");
    }
    client.cancel().await.unwrap();
    let ended = child.wait_with_output().await.unwrap();
    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[tokio::test]
async fn the_command_answers_from_the_stored_catalogue() {
    let server = TestServer::start().await;
    let mut child = Command::new(env!("CARGO_BIN_EXE_certgraph"))
        .args(["mcp", "--stored"])
        .env("DATABASE_URL", server.database.url())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let pipes = (child.stdout.take().unwrap(), child.stdin.take().unwrap());
    let client = Assistant.serve_with_lifecycle(pipes, newest()).await;
    let client = client.unwrap();
    let over_http = connect(&server.url, newest()).await;
    for (tool, arguments) in examples() {
        if tool == "transitions" {
            // It has no day of its own, and the program's clock is that of the system.
            continue;
        }
        let own = call(&client, tool, arguments.clone())
            .await
            .structured_content;
        let of_server = call(&over_http, tool, arguments).await.structured_content;
        assert_eq!(own.as_ref().unwrap()["revision"], 1, "{tool}");
        assert_eq!(own, of_server, "{tool}");
    }
    client.cancel().await.unwrap();
    assert!(child.wait().await.unwrap().success());
}

/// What is not read as a request, with the code of JSON-RPC and the id that its error has.
#[expect(clippy::too_many_lines, reason = "it is a list")]
fn unreadable() -> Vec<(Vec<u8>, i32, Value)> {
    const PARSE_ERROR: i32 = -32_700;
    const INVALID_REQUEST: i32 = -32_600;
    const METHOD_NOT_FOUND: i32 = -32_601;
    const INVALID_PARAMS: i32 = -32_602;
    let client = json!({ "name": "test", "version": "1" });
    let texts = [
        ("{\"jsonrpc\":\"2.0\",", PARSE_ERROR, Value::Null),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/list""#,
            PARSE_ERROR,
            Value::Null,
        ),
        (r#"{"jsonrpc":"2.0","id":1,"me"#, PARSE_ERROR, Value::Null),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}}"#,
            PARSE_ERROR,
            Value::Null,
        ),
        ("{'jsonrpc':'2.0'}", PARSE_ERROR, Value::Null),
        ("tru", PARSE_ERROR, Value::Null),
        ("01", PARSE_ERROR, Value::Null),
        ("hello", PARSE_ERROR, Value::Null),
        ("7", INVALID_REQUEST, Value::Null),
        ("true", INVALID_REQUEST, Value::Null),
        ("null", INVALID_REQUEST, Value::Null),
        ("\"tools/list\"", INVALID_REQUEST, Value::Null),
        ("[]", INVALID_REQUEST, Value::Null),
        ("{}", INVALID_REQUEST, Value::Null),
        (
            r#"{"jsonrpc":"2.0","id":null,"method":"tools/list"}"#,
            INVALID_REQUEST,
            Value::Null,
        ),
        (
            r#"{"jsonrpc":"2.0","id":1.5,"method":"tools/list"}"#,
            INVALID_REQUEST,
            Value::Null,
        ),
        (r#"{"jsonrpc":"2.0","id":1}"#, INVALID_REQUEST, json!(1)),
        (
            r#"{"id":1,"method":"tools/list"}"#,
            INVALID_REQUEST,
            json!(1),
        ),
        (
            r#"{"jsonrpc":"1.0","id":"a","method":"tools/list"}"#,
            INVALID_REQUEST,
            json!("a"),
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":7}"#,
            INVALID_REQUEST,
            json!(1),
        ),
        (
            r#"{"jsonrpc":"2.0","id":"a\nINFO forged","method":"tools/list"}"#,
            INVALID_REQUEST,
            Value::Null,
        ),
        (
            r#"{"jsonrpc":"2.0","id":"a\u001b[31m","method":"tools/list"}"#,
            INVALID_REQUEST,
            Value::Null,
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"initialize"}"#,
            INVALID_PARAMS,
            json!(1),
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"server/discover"}"#,
            INVALID_PARAMS,
            json!(1),
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/delete"}"#,
            METHOD_NOT_FOUND,
            json!(1),
        ),
    ];
    let params = [
        ("initialize", json!({})),
        (
            "initialize",
            json!({ "capabilities": {}, "clientInfo": client }),
        ),
        (
            "initialize",
            json!({ "protocolVersion": 7, "capabilities": {}, "clientInfo": client }),
        ),
        ("initialize", json!({ "protocolVersion": "2025-06-18" })),
        ("ping", json!(5)),
        ("ping", json!({ "_meta": 5 })),
        ("tools/call", json!({})),
        ("tools/call", json!({ "name": 7 })),
        ("tools/call", json!({ "name": "verdict", "arguments": [] })),
        ("resources/read", json!({})),
        ("resources/read", json!({ "uri": 7 })),
        ("prompts/get", json!({})),
        (
            "prompts/get",
            json!({ "name": "path_to_role", "arguments": "a" }),
        ),
        ("completion/complete", json!({})),
        (
            "completion/complete",
            json!({ "argument": { "name": "role", "value": "a" } }),
        ),
    ];
    let lists = [
        "tools/list",
        "prompts/list",
        "resources/list",
        "resources/templates/list",
    ];
    let cursors = lists.into_iter().flat_map(|list| {
        [
            json!({ "cursor": 5 }),
            json!({ "cursor": {} }),
            json!({ "cursor": "nonsense" }),
            json!({ "_meta": 5 }),
            json!([]),
            json!("nonsense"),
        ]
        .map(|params| (list, params))
    });
    let params = params.into_iter().chain(cursors).map(|(method, params)| {
        let message = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        (message.to_string().into_bytes(), INVALID_PARAMS, json!(1))
    });
    let texts = texts
        .into_iter()
        .map(|(text, code, id)| (text.as_bytes().to_vec(), code, id));
    let long_id = format!(
        "{{\"jsonrpc\":\"2.0\",\"id\":\"{}\",\"method\":\"ping\"}}",
        "i".repeat(257)
    );
    let long_id = (long_id.into_bytes(), INVALID_REQUEST, Value::Null);
    let no_text = (b"{\"jsonrpc\":\"\xff\"}".to_vec(), PARSE_ERROR, Value::Null);
    let batch = (
        format!("[{LIST},{LIST}]").into_bytes(),
        INVALID_REQUEST,
        Value::Null,
    );
    texts
        .chain(params)
        .chain([long_id, no_text, batch])
        .collect()
}

/// A client of the command that writes lines as they are.
struct Raw {
    child: Child,
    input: ChildStdin,
    output: tokio::io::Lines<BufReader<ChildStdout>>,
}

impl Raw {
    fn start() -> Self {
        Self::start_with(&["mcp"])
    }

    fn start_with(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_certgraph"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap()).lines();
        Self {
            child,
            input,
            output,
        }
    }

    async fn write(&mut self, line: &[u8]) {
        self.input.write_all(&[line, b"\n"].concat()).await.unwrap();
    }

    async fn ask(&mut self, line: &[u8]) -> Value {
        self.write(line).await;
        let line = self.output.next_line().await.unwrap();
        serde_json::from_str(&line.expect("the command answers")).unwrap()
    }

    async fn agree(&mut self) {
        let params = json!({
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": { "name": "test", "version": "1" },
        });
        let message =
            json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params });
        let agreed = self.ask(message.to_string().as_bytes()).await;
        assert_eq!(agreed["result"]["protocolVersion"], "2025-11-25");
        let message = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
        self.write(message.to_string().as_bytes()).await;
    }
}

#[tokio::test]
async fn what_is_no_request_has_the_code_of_json_rpc_on_both_transports() {
    let edge = edge();
    let (mut before, mut after) = (Raw::start(), Raw::start());
    after.agree().await;
    for (text, code, id) in unreadable() {
        let shown = String::from_utf8_lossy(&text).into_owned();
        let request = edge.request(Method::POST, "/mcp");
        let request = request.header("content-type", "application/json");
        let request = request.header("accept", "application/json, text/event-stream");
        let response = request.body(text.clone()).send().await.unwrap();
        let status = response.status();
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["error"]["code"], code, "{shown}: {answer}");
        assert_eq!(answer["id"], id, "{shown}: {answer}");
        let reads = matches!(code, -32_601 | -32_602) && !shown.contains("server/discover");
        assert_eq!(status, if reads { 200 } else { 400 }, "{shown}");
        let line = after.ask(&text).await;
        assert_eq!(line["error"]["code"], code, "{shown}: {line}");
        assert_eq!(line["id"], id, "{shown}: {line}");
        // Before a client has agreed on a version too.
        let line = before.ask(&text).await;
        assert_eq!(line["error"]["code"], code, "{shown}: {line}");
        assert_eq!(line["id"], id, "{shown}: {line}");
    }
    before.agree().await;
    for mut client in [before, after] {
        let too_long = client.ask(&vec![b' '; (1 << 20) + 1]).await;
        assert_eq!(too_long["error"]["code"], -32_600, "{too_long}");
        client.write(b"").await;
        let list = client.ask(LIST.as_bytes()).await;
        assert_eq!(list["result"]["tools"].as_array().unwrap().len(), 8);
        drop(client.input);
        assert!(client.child.wait().await.unwrap().success());
    }
}

#[tokio::test]
async fn a_fault_of_parameters_is_told_in_plain_words() {
    let edge = edge();
    for (method, params, expected) in [
        ("tools/call", json!({}), "\"name\" has to be a text"),
        (
            "tools/call",
            json!({ "name": 7 }),
            "\"name\" has to be a text",
        ),
        (
            "tools/call",
            json!({ "name": "verdict", "arguments": [] }),
            "\"arguments\" has to be an object",
        ),
        ("resources/read", json!({}), "\"uri\" has to be a text"),
        (
            "prompts/get",
            json!({ "name": "path_to_role", "arguments": "a" }),
            "\"arguments\" has to be an object",
        ),
        (
            "tools/list",
            json!({ "cursor": 5 }),
            "\"cursor\" has to be a text",
        ),
        (
            "initialize",
            json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {} }),
            "\"clientInfo.name\" has to be a text",
        ),
        (
            "completion/complete",
            json!({ "ref": { "type": "ref/prompt", "name": "a" }, "argument": { "name": "role" } }),
            "\"argument.value\" has to be a text",
        ),
        (
            "completion/complete",
            json!({ "ref": { "type": "ref/tool" }, "argument": { "name": "a", "value": "b" } }),
            "\"ref.type\" is not what the method takes",
        ),
        ("ping", json!(5), "they have to be an object"),
    ] {
        let message = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        let (status, answer) = post(&edge, &[], &message).await;
        assert_eq!(status, 200, "{message}");
        let expected = format!("The parameters of {method} cannot be read: {expected}.");
        assert_eq!(answer["error"]["message"], expected, "{message}");
    }
}

/// The log of `certgraph mcp` or of a server has what fails, not what people write.
#[tokio::test]
async fn no_level_of_the_log_has_what_people_write() {
    const WRITTEN: &str = "my-secret-exam";
    let call = json!({
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": { "name": "exam_facts", "arguments": { "code": WRITTEN } },
    });
    for level in ["debug", "trace", "rmcp=trace"] {
        let mut client = Raw::start_with(&["mcp", "--log", level]);
        client.agree().await;
        let answer = client.ask(call.to_string().as_bytes()).await;
        assert!(answer.to_string().contains(WRITTEN), "{answer}");
        drop(client.input);
        let ended = client.child.wait_with_output().await.unwrap();
        assert!(ended.status.success(), "{ended:?}");
        let log = String::from_utf8_lossy(&ended.stderr);
        assert!(!log.contains(WRITTEN), "{level}: {log}");
    }
}

#[test]
fn a_server_that_does_not_answer_is_reported_with_what_mcp_has() {
    let folder = folder();
    let unreachable = run(
        folder.path(),
        &[
            "mcp",
            "--server",
            &format!("http://127.0.0.1:{}", free_port()),
        ],
    );
    let message = failed(&unreachable, "FETCH_UNREACHABLE");
    assert!(message.contains("--catalogue PATH"), "{message}");
    assert!(!message.contains("--from"), "{message}");
}

#[tokio::test]
async fn an_input_that_ends_before_a_client_has_begun_is_no_failure() {
    for input in [
        "",
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
    ] {
        let mut client = Raw::start();
        client.write(input.as_bytes()).await;
        drop(client.input);
        assert!(client.child.wait().await.unwrap().success(), "{input}");
        assert_eq!(client.output.next_line().await.unwrap(), None);
    }
}

#[tokio::test]
async fn what_asks_nothing_before_a_client_has_begun_is_ignored() {
    let mut client = Raw::start();
    for message in [
        json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
        json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 7 } }),
        json!({ "jsonrpc": "2.0", "method": "notifications/nonsense" }),
        json!({ "jsonrpc": "2.0", "id": 1, "result": {} }),
    ] {
        client.write(message.to_string().as_bytes()).await;
    }
    client.agree().await;
    let list = client.ask(LIST.as_bytes()).await;
    assert_eq!(list["result"]["tools"].as_array().unwrap().len(), 8);
}

#[tokio::test]
async fn arguments_are_read_as_assistants_mean_them() {
    let edge = edge();
    let client = connect(&url(&edge), newest()).await;
    let facts = |result: CallToolResult| match result.structured_content {
        Some(mut answer) => answer["data"].take(),
        None => panic!("{result:?}"),
    };
    for (tool, arguments, same) in [
        (
            "exam_facts",
            json!({ "code": "microsoft/AZ-104" }),
            json!({ "code": "AZ-104", "vendor": "microsoft" }),
        ),
        (
            "exam_facts",
            json!({ "code": "microsoft/AZ-104", "vendor": "Microsoft" }),
            json!({ "code": "AZ-104", "vendor": "microsoft" }),
        ),
        (
            "compare_exams",
            json!({
                "exams": [
                    { "code": "microsoft/AZ-104", "vendor": "microsoft" },
                    { "code": "aws/SAA-C03" },
                ],
            }),
            json!({ "exams": [{ "code": "AZ-104" }, { "code": "SAA-C03" }] }),
        ),
        (
            "domain_weights",
            json!({ "exams": [], "vendors": ["cncf"] }),
            json!({ "vendors": ["cncf"] }),
        ),
        (
            "transitions",
            json!({ "from": "2026-06-01", "to": "2026-12-31", "exams": [] }),
            json!({ "from": "2026-06-01", "to": "2026-12-31" }),
        ),
    ] {
        let meant = facts(call(&client, tool, arguments).await);
        assert!(meant.to_string().len() > 200, "{tool}: {meant}");
        assert_eq!(meant, facts(call(&client, tool, same).await), "{tool}");
    }
}
