//! Hostile requests for what describes the pages and the data: sitemaps, robots.txt, llms.txt,
//! descriptions and exports in open formats.

use std::time::Duration;

use crate::process::Process;

/// How long an answer may take. The descriptions write every export when they are asked for first.
const LIMIT: Duration = Duration::from_secs(20);

/// What no answer may contain: a name that only a forged header has.
const FORGED: &str = "forged.example";

struct Input {
    name: &'static str,
    /// The request line without the version.
    line: String,
    /// Header lines, each with its end.
    headers: String,
    status: u16,
    /// A part of the answer; empty when the status says all.
    says: &'static str,
}

fn input(
    name: &'static str,
    line: impl Into<String>,
    headers: impl Into<String>,
    status: u16,
    says: &'static str,
) -> Input {
    Input {
        name,
        line: line.into(),
        headers: headers.into(),
        status,
        says,
    }
}

const HOST: &str = "Host: certs.example\r\n";
const MAP: &str = "GET /sitemap.xml";
const REQUEST: &str = "BAD_REQUEST";

/// Hosts that would end up in the addresses of a sitemap.
fn hosts() -> Vec<Input> {
    let host = |name, host: &str| input(name, MAP, format!("Host: {host}\r\n"), 400, REQUEST);
    vec![
        host(
            "a host that ends an attribute",
            "a\"><script>alert(1)</script>",
        ),
        host("a host with markup", "<b>a</b>"),
        host("a host with an entity", "a&amp;b"),
        host("a host with a path", "a/../../b"),
        host("a host with a user", "user@forged.example"),
        host("a host with a space", "a b"),
        host("a host in percents", "a%0d%0ab"),
        host("an empty host", ""),
        host("a host of 5,000 letters", &"a".repeat(5_000)),
        input(
            "two hosts",
            MAP,
            format!("{HOST}Host: forged.example\r\n"),
            400,
            "",
        ),
        input("no host", MAP, "", 400, ""),
        input(
            "markup in the host of robots.txt",
            "GET /robots.txt",
            "Host: a\nb\r\n",
            400,
            "",
        ),
        input(
            "markup in the host of llms.txt",
            "GET /llms.txt",
            "Host: [](javascript:x)\r\n",
            400,
            REQUEST,
        ),
    ]
}

/// Headers of proxies, which any client can send, and conditions.
fn headers() -> Vec<Input> {
    let with = |name, line: &str, header: &str, status, says| {
        input(name, line, format!("{HOST}{header}\r\n"), status, says)
    };
    vec![
        with(
            "a forwarded host",
            MAP,
            "X-Forwarded-Host: forged.example",
            200,
            "<loc>http://certs.example/</loc>",
        ),
        with(
            "a forwarded scheme",
            MAP,
            "X-Forwarded-Proto: javascript",
            200,
            "<loc>http://certs.example/</loc>",
        ),
        with(
            "a Forwarded header",
            "GET /robots.txt",
            "Forwarded: host=forged.example;proto=https",
            200,
            "Sitemap: http://certs.example/sitemap.xml",
        ),
        with(
            "another address in the request line",
            "GET http://forged.example/robots.txt",
            "X-Original-URL: /graphql",
            200,
            "Sitemap: http://certs.example/sitemap.xml",
        ),
        with(
            "junk in If-None-Match",
            MAP,
            "If-None-Match: \"\"\",W/,*x, \u{e9}",
            200,
            "urlset",
        ),
        with(
            "If-None-Match of 50,000 tags",
            "GET /llms.txt",
            &format!("If-None-Match: {}", "\"a\",".repeat(10_000)),
            200,
            "# certgraph",
        ),
        with(
            "If-Match of another file",
            "GET /datapackage.json",
            "If-Match: \"other\"",
            412,
            "",
        ),
        with(
            "a range of a generated file",
            MAP,
            "Range: bytes=0-1",
            200,
            "urlset",
        ),
        with(
            "a range beyond an export",
            "GET /exports/case.jsonl",
            "Range: bytes=99999999999-",
            416,
            "",
        ),
        with(
            "a range that is none",
            "HEAD /exports/ctdl.jsonld",
            "Range: bytes=z-,-,9-1",
            200,
            "",
        ),
        with(
            "many ranges",
            "HEAD /exports/ctdl.jsonld",
            &format!("Range: bytes={}0-1", "0-1,".repeat(2_000)),
            200,
            "",
        ),
        with(
            "no acceptable coding",
            "GET /catalog.jsonld",
            "Accept-Encoding: identity;q=0, *;q=0",
            406,
            "NOT_ACCEPTABLE",
        ),
        with(
            "a body",
            "GET /robots.txt",
            "Content-Length: 3\r\n\r\nabc",
            200,
            "User-agent",
        ),
    ]
}

/// Methods and paths.
fn paths() -> Vec<Input> {
    let at = |name, line: &str, status, says| input(name, line, HOST, status, says);
    let method = "METHOD_NOT_ALLOWED";
    let unknown = "NOT_FOUND";
    vec![
        at("POST", "POST /sitemap.xml", 405, method),
        at("DELETE", "DELETE /datapackage.json", 405, method),
        at("a method of its own", "JUMP /llms.txt", 405, method),
        at("OPTIONS", "OPTIONS /exports/ctdl.jsonld", 405, method),
        at(
            "a part that there is not",
            "GET /sitemap-1.xml",
            404,
            unknown,
        ),
        at("part zero", "GET /sitemap-0.xml", 404, unknown),
        at(
            "a part with a huge number",
            "GET /sitemap-99999999999999999999.xml",
            404,
            unknown,
        ),
        at("a negative part", "GET /sitemap--1.xml", 404, unknown),
        at(
            "a path out of the exports",
            "GET /exports/..%2f..%2fetc%2fpasswd",
            404,
            unknown,
        ),
        at("a zero byte", "GET /exports/ctdl.jsonld%00", 404, unknown),
        at("invalid UTF-8", "GET /exports/%ff%fe", 404, ""),
        at("another case", "GET /Sitemap.XML", 404, unknown),
        at(
            "a query of 60 kB",
            &format!("GET /sitemap.xml?{}", "asOf=2026-06-12&".repeat(3_700)),
            200,
            "urlset",
        ),
        at(
            "markup in the query of a page",
            "GET /exams/microsoft/AI-103?asOf=%3C/script%3E&lang=%22%3E%3Cscript%3E",
            200,
            "application/ld+json",
        ),
        at(
            "a code that ends a script",
            "GET /exams/microsoft/%3C%2Fscript%3E%3Cscript%3E",
            404,
            "",
        ),
    ]
}

#[tokio::test]
async fn each_hostile_request_for_open_data_gets_its_status() {
    let server = Process::start(&["--anonymous-rate", "0"]).await;
    let lists = [hosts(), headers(), paths()];
    let inputs: Vec<Input> = lists.into_iter().flatten().collect();
    assert!(inputs.len() >= 40, "{}", inputs.len());
    let mut faults = vec![];
    for input in &inputs {
        let request = format!(
            "{} HTTP/1.1\r\n{}Connection: close\r\n\r\n",
            input.line, input.headers
        );
        let (answer, took) = server.say(request.as_bytes()).await;
        let status = answer
            .split(' ')
            .nth(1)
            .and_then(|text| text.parse::<u16>().ok());
        if status != Some(input.status) || !answer.contains(input.says) || took > LIMIT {
            let start: String = answer.chars().take(300).collect();
            faults.push(format!("{}: {took:?} {start}", input.name));
        }
        if answer.contains(FORGED) || answer.contains("<script>alert") {
            faults.push(format!("{}: the answer repeats it", input.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    server.assert_alive("hostile requests for open data").await;
}
