//! Recognition through HTTP: limits, pages, places, and that no cache keeps a text.

use serde_json::{Value, json};

use crate::support::{
    content::shipped,
    edge::{Edge, code, header, read},
};

const DOCUMENT: &str = "query ($text: LongText!, $first: Int, $after: String) {
  recognise(text: $text, asOf: \"2026-11-27\", first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { text bytes { start end } utf16 { start end } } } }";

const MOST_BYTES: usize = 64 * 1024;

fn edge() -> Edge {
    let edge = Edge::start();
    edge.publish(shipped(), 1);
    edge
}

#[tokio::test]
async fn a_text_of_64_kib_is_read_and_a_longer_one_refused() {
    let edge = edge();
    // Letters of two bytes: the limit counts bytes, also where characters are fewer.
    let filled = |bytes: usize| {
        format!("AZ-104 {}", "ü ".repeat(bytes))
            .chars()
            .collect::<String>()
    };
    let mut text = filled(MOST_BYTES / 3);
    while text.len() > MOST_BYTES {
        text.pop();
    }
    text.push_str(&"x".repeat(MOST_BYTES - text.len()));
    assert_eq!(text.len(), MOST_BYTES);
    let (status, answer) = edge.ask_with(DOCUMENT, json!({ "text": text })).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["data"]["recognise"]["totalCount"], 1);
    text.push('x');
    let (_, answer) = edge.ask_with(DOCUMENT, json!({ "text": text })).await;
    assert_eq!(code(&answer), "BAD_USER_INPUT", "{answer}");
    assert!(
        !answer.to_string().contains("AZ-104"),
        "the text is repeated: {answer}"
    );
    let (_, answer) = edge
        .ask_with(DOCUMENT, json!({ "text": "x".repeat(1 << 17) }))
        .await;
    assert_eq!(code(&answer), "BAD_USER_INPUT", "{answer}");
    // A variable of another type keeps its limit.
    let other = "query ($text: String!) { search(text: $text) { totalCount } }";
    let (_, answer) = edge
        .ask_with(other, json!({ "text": "x".repeat(1_001) }))
        .await;
    assert_eq!(code(&answer), "BAD_USER_INPUT", "{answer}");
}

#[tokio::test]
async fn pages_hold_every_mention_once_at_its_place() {
    let edge = edge();
    let text = "😀 é AZ-104, CKA und Ⅳ Security+ 考; ".repeat(40);
    let units: Vec<u16> = text.encode_utf16().collect();
    let (mut after, mut seen) = (Value::Null, 0);
    loop {
        let variables = json!({ "text": text, "first": 7, "after": after });
        let (status, answer) = edge.ask_with(DOCUMENT, variables).await;
        assert_eq!(status, 200, "{answer}");
        let page = &answer["data"]["recognise"];
        assert_eq!(page["totalCount"], 120);
        for mention in page["nodes"].as_array().unwrap() {
            let at = |name: &str, end: &str| {
                usize::try_from(mention[name][end].as_u64().unwrap()).unwrap()
            };
            let written = mention["text"].as_str().unwrap();
            assert_eq!(&text[at("bytes", "start")..at("bytes", "end")], written);
            let own = &units[at("utf16", "start")..at("utf16", "end")];
            assert_eq!(String::from_utf16(own).unwrap(), written);
            assert_eq!(written, ["AZ-104", "CKA", "Security+"][seen % 3]);
            seen += 1;
        }
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(seen, 120);
}

#[tokio::test]
async fn no_cache_keeps_a_text() {
    let edge = edge();
    let body = json!({ "query": DOCUMENT, "variables": { "text": "AZ-104" } }).to_string();
    for _ in 0..2 {
        let response = edge.post(body.clone()).send().await.unwrap();
        assert_eq!(header(&response, "cache-control"), "no-store");
        let (status, answer) = read(response).await;
        assert_eq!(status, 200, "{answer}");
        assert_eq!(answer["data"]["recognise"]["totalCount"], 1);
    }
}
