//! What an editor whose token was stolen tries with webhooks: addresses inside the operator's network,
//! secrets that protect nothing, inputs that are made to break the server.

use serde_json::{Value, json};

use crate::process::Process;

const ADD: &str = "mutation($url: String!, $secret: String, $vendors: [String!]) {
    addWebhook(url: $url, secret: $secret, vendors: $vendors) { webhook { id } } }";

const INPUT: &str = "BAD_USER_INPUT";

/// The code of the first error of an answer.
fn code(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_default()
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "it is a list")]
async fn hostile_addresses_secrets_and_filters_are_refused() {
    let process = Process::start(&[]).await;
    let token = process.editor_token();
    let long = format!("https://example.org/{}", "a".repeat(100_000));
    let good = "https://example.org/";
    let urls = [
        ("a file", "file:///etc/passwd"),
        ("a script", "javascript:alert(1)"),
        ("another protocol", "gopher://example.org:70/_GET"),
        ("no encryption", "http://example.org/"),
        ("a user and a password", "https://user:pass@example.org/"),
        (
            "a user that looks like a host",
            "https://example.org@127.0.0.1/",
        ),
        ("a shortened address", "https://127.1/"),
        ("an address as one number", "https://2130706433/"),
        ("an address in hexadecimal", "https://0x7f.0x0.0x0.0x1/"),
        ("an address in octal", "https://0177.0.0.1/"),
        ("an address in wide digits", "https://１２７.０.０.１/"),
        ("IPv4 inside IPv6", "https://[::ffff:127.0.0.1]/"),
        (
            "IPv4 inside IPv6 in hexadecimal",
            "https://[::ffff:7f00:1]/",
        ),
        ("IPv4 behind a translator", "https://[64:ff9b::a9fe:a9fe]/"),
        ("IPv6 loopback", "https://[::1]/"),
        ("any address", "https://0.0.0.0/"),
        (
            "a metadata service",
            "https://169.254.169.254/latest/meta-data/",
        ),
        ("a metadata service in IPv6", "https://[fd00:ec2::254]/"),
        (
            "a metadata service by name",
            "https://metadata.google.internal/",
        ),
        ("a carrier's address", "https://100.64.0.1/"),
        ("a multicast address", "https://224.0.0.251/"),
        ("the own machine", "https://localhost/"),
        ("the own machine with a final dot", "https://localhost./"),
        ("the own machine in circled letters", "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/"),
        ("port 0", "https://example.org:0/"),
        ("port 65536", "https://example.org:65536/"),
        ("no host", "https:///"),
        ("an empty text", ""),
        ("a broken international name", "https://xn--/"),
        ("a line break", "https://exa mple.org/\r\nHost: x"),
        ("a header after the path", "https://example.org/\r\nX: y"),
    ];
    let mut refused = 0;
    for (name, url) in urls {
        let (status, answer) = process.ask_as(&token, ADD, json!({ "url": url })).await;
        assert_eq!((status, code(&answer)), (200, INPUT), "{name}: {answer:#}");
        assert_eq!(answer["data"], Value::Null, "{name}: {answer:#}");
        let message = answer["errors"][0]["message"].as_str().unwrap();
        assert!(
            message.len() < 1_000 && !message.contains("pass@"),
            "{name}: {message}"
        );
        refused += 1;
    }
    let others = [
        ("a very long address", 400, json!({ "url": long })),
        ("a short secret", 200, json!({ "secret": "whsec_AAAA" })),
        ("an empty secret", 200, json!({ "secret": "" })),
        (
            "a long secret",
            400,
            json!({ "secret": format!("whsec_{}", "A".repeat(2_000)) }),
        ),
        (
            "a secret that is no Base64",
            200,
            json!({ "secret": format!("whsec_{}", "ä".repeat(32)) }),
        ),
        (
            "a secret without its prefix",
            200,
            json!({ "secret": "A".repeat(44) }),
        ),
        ("an unknown vendor", 200, json!({ "vendors": ["nobody"] })),
        (
            "a vendor that is SQL",
            200,
            json!({ "vendors": ["cncf' OR '1'='1"] }),
        ),
        (
            "a vendor with the separator",
            200,
            json!({ "vendors": ["cncf|aws"] }),
        ),
        ("no vendor", 200, json!({ "vendors": [] })),
        ("many vendors", 400, json!({ "vendors": vec!["cncf"; 101] })),
    ];
    for (name, expected, mut variables) in others {
        if variables["url"].is_null() {
            variables["url"] = json!(good);
        }
        let (status, answer) = process.ask_as(&token, ADD, variables).await;
        let found = (status, code(&answer));
        assert_eq!(found, (expected, INPUT), "{name}: {answer:#}");
        refused += 1;
    }
    assert!(refused >= 40, "{refused} inputs");
    let (_, answer) = process
        .ask_as(&token, "{ webhooks { totalCount } }", json!({}))
        .await;
    assert_eq!(answer["data"]["webhooks"]["totalCount"], 0, "{answer:#}");
    process.assert_alive("hostile webhooks").await;
}

#[tokio::test]
async fn hostile_ids_and_cursors_are_refused() {
    let process = Process::start(&[]).await;
    let token = process.editor_token();
    let (_, added) = process
        .ask_as(&token, ADD, json!({ "url": "https://example.invalid/" }))
        .await;
    let id = &added["data"]["addWebhook"]["webhook"]["id"];
    assert!(id.is_string(), "{added:#}");
    let replay =
        "mutation($id: ID!, $since: String) { replayWebhook(id: $id, since: $since) { id } }";
    let remove = "mutation($id: ID!) { removeWebhook(id: $id) { id } }";
    let rotate = "mutation($id: ID!, $secret: String) {
        rotateWebhookSecret(id: $id, secret: $secret) { secret } }";
    for bad in [
        "",
        "1",
        "wh-",
        "wh-%",
        "' OR 1=1 --",
        "wh-00000000000000000000000\u{0}",
        &"w".repeat(50_000),
    ] {
        for document in [replay, remove, rotate] {
            let (status, answer) = process.ask_as(&token, document, json!({ "id": bad })).await;
            // Long texts are refused before anything runs.
            let expected = if bad.len() > 1_000 { 400 } else { 200 };
            let found = (status, code(&answer));
            assert_eq!(found, (expected, INPUT), "{answer:#}");
        }
    }
    let since = [
        ("", "CURSOR_INVALID"),
        ("c1", "CURSOR_INVALID"),
        (&*"f".repeat(900), "CURSOR_INVALID"),
        ("c1ffffffffffffffffffffffffffffffff", "CURSOR_INVALID"),
        ("c17fffffffffffffff0000000000000000", "RESYNC_REQUIRED"),
        ("c100000000000000010000000000000000", "RESYNC_REQUIRED"),
    ];
    for (since, expected) in since {
        let variables = json!({ "id": id, "since": since });
        let (status, answer) = process.ask_as(&token, replay, variables).await;
        assert_eq!(
            (status, code(&answer)),
            (200, expected),
            "{since} {answer:#}"
        );
    }
    for secret in ["", "whsec_AAAA", &"A".repeat(44)] {
        let variables = json!({ "id": id, "secret": secret });
        let (status, answer) = process.ask_as(&token, rotate, variables).await;
        assert_eq!((status, code(&answer)), (200, INPUT), "{answer:#}");
    }
    process.assert_alive("hostile ids").await;
}

/// Each webhook is read by each process, so their number is bounded.
#[tokio::test]
async fn the_number_of_webhooks_is_bounded() {
    let process = Process::start(&["--webhook-delivery", "false"]).await;
    let token = process.editor_token();
    for number in 0..100 {
        let url = format!("https://example.invalid/{number}");
        let (status, answer) = process.ask_as(&token, ADD, json!({ "url": url })).await;
        assert_eq!(status, 200, "{answer:#}");
    }
    let (status, answer) = process
        .ask_as(&token, ADD, json!({ "url": "https://example.invalid/" }))
        .await;
    assert_eq!((status, code(&answer)), (200, INPUT), "{answer:#}");
}
