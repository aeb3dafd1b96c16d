//! Bulk exports and the feed that continues them, over HTTP.

use std::io::Read;

use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use flate2::read::GzDecoder;
use reqwest::{Client, Response, StatusCode, header::HeaderMap};
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{
    database::fresh,
    digest::sha256,
    server::{TestServer, until_served},
};

async fn get(server: &TestServer, name: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = Client::new().get(format!("{}/exports/{name}", server.url));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

async fn bytes(response: Response) -> Vec<u8> {
    response.bytes().await.unwrap().to_vec()
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .unwrap_or_else(|| panic!("{name} in {headers:?}"))
        .to_str()
        .unwrap()
}

#[tokio::test]
async fn an_export_describes_itself() {
    let server = TestServer::start().await;
    let response = get(&server, "catalogue.jsonl", &[]).await;
    assert_eq!(response.status(), StatusCode::OK);
    let headers = response.headers().clone();
    let body = bytes(response).await;
    assert_eq!(header(&headers, "certgraph-sha256"), sha256(&body));
    assert_eq!(header(&headers, "accept-ranges"), "bytes");
    assert_eq!(header(&headers, "content-length"), body.len().to_string());
    let text = String::from_utf8(body).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines
            .windows(2)
            .all(|pair| pair[0].as_bytes() < pair[1].as_bytes()),
        "in the order of bytes"
    );
    let first: Value = serde_json::from_str(lines[0]).unwrap();
    assert_eq!(first["format"], "certgraph-catalogue/1");
    assert_eq!(first["cursor"], header(&headers, "certgraph-cursor"));
    assert_eq!(
        first["revision"].to_string(),
        header(&headers, "certgraph-revision")
    );
    let counts: i64 = first["counts"]
        .as_object()
        .unwrap()
        .values()
        .map(|count| count.as_i64().unwrap())
        .sum();
    assert_eq!(counts, i64::try_from(lines.len() - 1).unwrap());
    for line in &lines[1..] {
        let record: Value = serde_json::from_str(line).unwrap();
        let (_, document) = line.split_once(r#","document":"#).unwrap();
        let document = document.strip_suffix('}').unwrap();
        assert_eq!(record["sha256"], sha256(document.as_bytes()), "{line}");
    }
}

#[tokio::test]
async fn an_export_is_compressed_validated_and_resumed() {
    let server = TestServer::start().await;
    for name in [
        "catalogue.jsonl",
        "domain-weights.csv",
        "domain-weights.jsonl",
    ] {
        let whole = get(&server, name, &[]).await;
        let tag = header(whole.headers(), "etag").to_owned();
        let whole = bytes(whole).await;

        let gzip = get(&server, name, &[("accept-encoding", "gzip")]).await;
        assert_eq!(header(gzip.headers(), "content-encoding"), "gzip");
        assert_ne!(
            header(gzip.headers(), "etag"),
            tag,
            "another representation"
        );
        let mut plain = Vec::new();
        GzDecoder::new(bytes(gzip).await.as_slice())
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, whole);
        let zstd = get(&server, name, &[("accept-encoding", "gzip;q=0.5, zstd")]).await;
        assert_eq!(header(zstd.headers(), "content-encoding"), "zstd");
        let zstd = bytes(zstd).await;
        assert_eq!(zstd::stream::decode_all(zstd.as_slice()).unwrap(), whole);
        let refused = get(&server, name, &[("accept-encoding", "br, identity;q=0")]).await;
        assert_eq!(refused.status(), StatusCode::NOT_ACCEPTABLE);

        let known = get(&server, name, &[("if-none-match", &tag)]).await;
        assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
        assert!(bytes(known).await.is_empty());

        let middle = whole.len() / 3;
        let start = get(
            &server,
            name,
            &[("range", &format!("bytes=0-{}", middle - 1))],
        )
        .await;
        assert_eq!(start.status(), StatusCode::PARTIAL_CONTENT);
        let mut joined = bytes(start).await;
        let rest = [
            ("range", format!("bytes={middle}-")),
            ("if-range", tag.clone()),
        ];
        let rest = rest.each_ref().map(|(name, value)| (*name, value.as_str()));
        let rest = get(&server, name, &rest).await;
        assert_eq!(rest.status(), StatusCode::PARTIAL_CONTENT);
        let expected = format!("bytes {middle}-{}/{}", whole.len() - 1, whole.len());
        assert_eq!(header(rest.headers(), "content-range"), expected);
        joined.extend(bytes(rest).await);
        assert_eq!(joined, whole, "the parts are the whole");

        let changed = [("range", "bytes=5-9"), ("if-range", "\"0-another\"")];
        let changed = get(&server, name, &changed).await;
        assert_eq!(
            changed.status(),
            StatusCode::OK,
            "another state is sent whole"
        );
        let weak = format!("W/{tag}");
        let changed = [("range", "bytes=5-9"), ("if-range", weak.as_str())];
        let changed = get(&server, name, &changed).await;
        assert_eq!(
            changed.status(),
            StatusCode::OK,
            "a part needs a strong tag"
        );

        // A condition on the bytes that the client had.
        for (condition, status) in [
            (tag.as_str(), 200),
            ("*", 200),
            ("\"other\"", 412),
            (&weak, 412),
        ] {
            for known in ["\"other\"", "*"] {
                let headers = [("if-match", condition), ("if-none-match", known)];
                let response = get(&server, name, &headers).await;
                let expected = if status == 200 && known == "*" {
                    304
                } else {
                    status
                };
                assert_eq!(response.status().as_u16(), expected, "{condition} {known}");
                assert_eq!(header(response.headers(), "etag"), tag);
                let bytes = bytes(response).await;
                assert_eq!(bytes.is_empty(), expected != 200);
            }
        }

        // Only GET knows ranges.
        for range in ["bytes=0-9", "bytes=99999999-"] {
            let request = Client::new().head(format!("{}/exports/{name}", server.url));
            let head = request.header("range", range).send().await.unwrap();
            assert_eq!(head.status(), StatusCode::OK, "{range}");
            let length = header(head.headers(), "content-length");
            assert_eq!(length, whole.len().to_string());
            assert!(!head.headers().contains_key("content-range"));
            assert_eq!(header(head.headers(), "etag"), tag);
        }
        let beyond = format!("bytes={}-", whole.len());
        let beyond = get(&server, name, &[("range", &beyond)]).await;
        assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    }
    let unknown = get(&server, "nothing.jsonl", &[]).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
}

/// Parts of different bytes must never be put together, whatever program wrote them.
#[tokio::test]
async fn the_tag_of_an_export_follows_its_bytes() {
    let (one, other) = (TestServer::start().await, TestServer::start().await);
    for name in ["catalogue.jsonl", "domain-weights.csv"] {
        for coding in ["identity", "gzip", "zstd"] {
            let mut tags = Vec::new();
            for server in [&one, &other] {
                let response = get(server, name, &[("accept-encoding", coding)]).await;
                let tag = header(response.headers(), "etag").to_owned();
                let digest = header(response.headers(), "repr-digest").to_owned();
                let bytes = bytes(response).await;
                let hash: [u8; 32] = Sha256::digest(&bytes).into();
                assert_eq!(
                    digest,
                    format!("sha-256=:{}:", BASE64_STANDARD.encode(hash))
                );
                let name = BASE64_URL_SAFE_NO_PAD.encode(&hash[..16]);
                assert!(tag.starts_with(&format!("\"{name}")), "{tag}");
                tags.push((tag, bytes));
            }
            let [(tag, bytes), (other_tag, other_bytes)] = &tags[..] else {
                unreachable!()
            };
            assert_eq!(tag == other_tag, bytes == other_bytes, "{name} {coding}");
        }
    }
}

#[tokio::test]
async fn the_weights_are_those_of_the_api() {
    let server = TestServer::start().await;
    let json = bytes(get(&server, "domain-weights.jsonl", &[]).await).await;
    let json = String::from_utf8(json).unwrap();
    let rows: Vec<Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let csv = bytes(get(&server, "domain-weights.csv", &[]).await).await;
    let mut csv = csv::Reader::from_reader(csv.as_slice());
    let columns = csv.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), rows.len());
    for (record, row) in records.iter().zip(&rows) {
        for (column, value) in columns.iter().zip(record) {
            let same = match &row[column] {
                Value::Null => value.is_empty(),
                Value::String(text) => value == text,
                number => {
                    value.parse::<f64>().ok().map(f64::to_bits) == number.as_f64().map(f64::to_bits)
                }
            };
            assert!(same, "{column}: {value:?} and {row}");
        }
    }
    let data = server
        .data("{ domainWeights(filter: { includeRetired: true, includeHistory: true }, first: 0) { totalCount } }")
        .await;
    assert_eq!(data["domainWeights"]["totalCount"], rows.len());
    let known = rows
        .iter()
        .find(|row| row["exam"] == "AI-102" && row["blueprintVersion"] == "2025-12-23")
        .unwrap();
    assert_eq!(
        (&known["vendor"], &known["standing"], &known["ordinal"]),
        (&json!("microsoft"), &json!("OFFICIAL"), &json!(1))
    );
}

#[tokio::test]
async fn the_feed_goes_on_from_an_export_and_tells_edits_by_hand() {
    let database = fresh().await;
    let url = database.url().to_owned();
    let server = TestServer::over(database).await;
    let by_hand = Database::connect(url).await.unwrap();
    let export = get(&server, "catalogue.jsonl", &[]).await;
    let cursor = header(export.headers(), "certgraph-cursor").to_owned();
    let query = "query($after: String, $filter: ChangeFilter) { changes(after: $after, first: 100, filter: $filter) {
        nodes { cursor sequence revision kind key operation document sha256 actor note committedAt }
        edges { cursor node { key } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }";
    let page = |after: Value, filter: Value| {
        let server = &server;
        async move {
            let variables = json!({ "after": after, "filter": filter });
            let (_, answer) = server.post(query, variables).await;
            answer
        }
    };
    let nothing = page(json!(cursor), Value::Null).await["data"]["changes"].take();
    assert_eq!(nothing["nodes"], json!([]));
    assert_eq!(nothing["pageInfo"]["endCursor"], json!(cursor));

    by_hand
        .execute_unprepared("UPDATE domain SET weight_min = 200, weight_max = 250 WHERE id = (SELECT min(id) FROM domain)")
        .await
        .unwrap();
    until_served(&server, 2).await;
    let told = page(json!(cursor), Value::Null).await["data"]["changes"].take();
    let change = &told["nodes"][0];
    assert_eq!(told["nodes"].as_array().unwrap().len(), 1, "{told:#}");
    assert_eq!(
        (
            &change["kind"],
            &change["operation"],
            &change["actor"],
            &change["revision"]
        ),
        (&json!("EXAM"), &json!("UPSERT"), &json!("sql"), &json!(2)),
        "a change of a domain is a change of its exam"
    );
    let document = change["document"].as_str().unwrap();
    assert_eq!(change["sha256"], sha256(document.as_bytes()));
    assert_eq!(told["pageInfo"]["endCursor"], change["cursor"]);

    let key = change["key"].as_str().unwrap();
    let (vendor, _) = key.split_once('/').unwrap();
    for (filter, found) in [
        (json!({ "kinds": ["EXAM"] }), 1),
        (json!({ "kinds": ["ROLE", "SOURCE"] }), 0),
        (json!({ "vendors": [vendor] }), 1),
        (json!({ "exams": [key] }), 1),
        (json!({ "exams": [key], "kinds": ["ROLE"] }), 0),
    ] {
        let picked = page(json!(cursor), filter.clone()).await["data"]["changes"].take();
        assert_eq!(picked["nodes"].as_array().unwrap().len(), found, "{filter}");
        assert_eq!(
            picked["pageInfo"]["endCursor"], change["cursor"],
            "whatever the filter picks, everything was read"
        );
    }

    let refused = page(json!("no cursor"), Value::Null).await;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "CURSOR_INVALID");
    let foreign = format!("{}{}", &cursor[..18], "0123456789abcdef");
    let refused = page(json!(foreign), Value::Null).await;
    assert_eq!(
        refused["errors"][0]["extensions"]["code"],
        "RESYNC_REQUIRED"
    );
    by_hand.close().await.unwrap();
}

#[tokio::test]
async fn the_feed_knows_what_was_removed_and_refuses_what_never_was() {
    let database = fresh().await;
    let url = database.url().to_owned();
    let server = TestServer::over(database).await;
    let by_hand = Database::connect(url).await.unwrap();
    let query = "query($filter: ChangeFilter) { changes(filter: $filter) { nodes { operation } } }";
    let page = async |filter: Value| {
        let variables = json!({ "filter": filter });
        server.post(query, variables).await.1
    };
    // A misspelt name would be an empty feed for ever.
    for (filter, argument, code) in [
        (
            json!({ "vendors": ["microsoft", "nobody"] }),
            "filter.vendors",
            "BAD_USER_INPUT",
        ),
        (
            json!({ "exams": ["nobody/GONE-1"] }),
            "filter.exams",
            "BAD_USER_INPUT",
        ),
        (
            json!({ "exams": ["microsoft/GONE-1"] }),
            "filter.exams",
            "UNKNOWN_EXAM",
        ),
    ] {
        let refused = page(filter.clone()).await;
        let extensions = &refused["errors"][0]["extensions"];
        assert_eq!(extensions["argument"], argument, "{filter}: {refused:#}");
        assert_eq!(extensions["code"], code, "{filter}");
        let names = filter.as_object().unwrap().values().next().unwrap();
        let last = names.as_array().unwrap().last().unwrap();
        assert_eq!(extensions["values"], json!([last]), "{filter}");
    }
    // What was removed can be named as long as the log has it.
    for (statement, revision, expected) in [
        (
            "INSERT INTO vendor (slug, name) VALUES ('nobody', 'Nobody')",
            2,
            &["UPSERT"][..],
        ),
        (
            "DELETE FROM vendor WHERE slug = 'nobody'",
            3,
            &["UPSERT", "DELETE"],
        ),
    ] {
        by_hand.execute_unprepared(statement).await.unwrap();
        until_served(&server, revision).await;
        let picked = page(json!({ "vendors": ["Nobody"] })).await;
        let nodes = picked["data"]["changes"]["nodes"].as_array();
        let operations: Vec<_> = nodes
            .unwrap()
            .iter()
            .map(|node| &node["operation"])
            .collect();
        assert_eq!(operations, expected, "{picked:#}");
    }
    by_hand.close().await.unwrap();
}

#[tokio::test]
async fn the_feed_from_the_beginning_tells_every_record_once() {
    let server = TestServer::start().await;
    let export = get(&server, "catalogue.jsonl", &[]).await;
    let end = header(export.headers(), "certgraph-cursor").to_owned();
    let export = String::from_utf8(bytes(export).await).unwrap();
    let mut lines = Vec::new();
    let mut after = Value::Null;
    loop {
        let query = "query($after: String) { changes(after: $after, first: 100) {
            nodes { sequence kind key document sha256 } pageInfo { hasNextPage endCursor } } }";
        let (_, mut answer) = server.post(query, json!({ "after": after })).await;
        let page = answer["data"]["changes"].take();
        for change in page["nodes"].as_array().unwrap() {
            let (document, sha256) = (&change["document"], &change["sha256"]);
            lines.push(format!(
                r#"{{"kind":{},"key":{},"sha256":{sha256},"document":{}}}"#,
                change["kind"],
                change["key"],
                document.as_str().unwrap()
            ));
            assert_eq!(change["sequence"], lines.len(), "without gaps from 1");
        }
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(after, json!(end));
    lines.sort_unstable();
    let exported: Vec<&str> = export.lines().skip(1).collect();
    assert_eq!(lines, exported);
}

/// Cells are exact, also those that a spreadsheet would take for formulas.
#[tokio::test]
async fn cells_of_csv_are_exactly_the_values() {
    let database = fresh().await;
    let url = database.url().to_owned();
    let server = TestServer::over(database).await;
    let by_hand = Database::connect(url).await.unwrap();
    let titles = ["=1+1", "+49 30", "-1", "@home", "a \"quoted\", title"];
    for (place, title) in titles.iter().enumerate() {
        let statement = format!(
            "UPDATE domain SET title = '{title}' WHERE id = (SELECT min(id) + {place} FROM domain)"
        );
        by_hand.execute_unprepared(&statement).await.unwrap();
    }
    until_served(&server, 1 + i64::try_from(titles.len()).unwrap()).await;
    let csv = bytes(get(&server, "domain-weights.csv", &[]).await).await;
    let text = String::from_utf8(csv.clone()).unwrap();
    assert!(text.contains(",=1+1,"), "without quotes or an apostrophe");
    let mut csv = csv::Reader::from_reader(csv.as_slice());
    let cells: Vec<String> = csv
        .records()
        .flat_map(|record| {
            record
                .unwrap()
                .iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    for title in titles {
        assert!(cells.iter().any(|cell| cell == title), "{title}");
    }
    by_hand.close().await.unwrap();
}
