//! What crawlers find: structured data, sitemaps, languages, descriptions of the exports.

use std::{collections::HashSet, path::Path};

use certgraph::{http::Clock, publish::BulkExport};
use oxrdf::Dataset;
use quick_xml::{Reader, events::Event};
use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::{shipped_edge, structure, triples};
use crate::support::{
    content::shipped,
    database::fresh,
    digest::sha256,
    edge::{Edge, EdgeParts, header},
    server::{NOW, TestServer, clock_at, settings},
};

fn script(html: &str) -> &str {
    let (_, rest) = html
        .split_once("<script type=\"application/ld+json\">")
        .expect("structured data");
    rest.split_once("</script>").unwrap().0
}

async fn structured(edge: &Edge, address: &str) -> Value {
    let page = edge.get(address).await;
    assert_eq!(page.status(), 200, "{address}");
    serde_json::from_str(script(&page.text().await.unwrap())).unwrap()
}

#[tokio::test]
async fn pages_say_in_json_ld_what_they_show() {
    let edge = shipped_edge();
    for (name, address) in [
        ("exam", "/exams/microsoft/AI-102?asOf=2026-06-12"),
        (
            "certification",
            "/certifications/azure-ai-engineer-associate?asOf=2026-06-12",
        ),
    ] {
        let data = structured(&edge, address).await;
        insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false }, {
            insta::assert_json_snapshot!(name, data);
        });
    }
    let role = structured(&edge, "/?role=azure-ai-engineer&asOf=2026-06-12").await;
    assert_eq!(
        (&role["@type"], &role["name"]),
        (&json!("Occupation"), &json!("Azure AI engineer"))
    );
    assert_eq!(role["url"], "https://certs.example/?role=azure-ai-engineer");
    let roles = structured(&edge, "/roles").await;
    assert_eq!(roles["@type"], "ItemList");
    let items = roles["itemListElement"].as_array().unwrap();
    assert_eq!(roles["numberOfItems"], shipped().roles.len());
    assert_eq!(items.len(), shipped().roles.len());
    let page = edge.get("/roles").await.text().await.unwrap();
    let mut rest = page.split_once("<h1>").unwrap().1;
    for (place, item) in items.iter().enumerate() {
        assert_eq!(item["position"], place + 1);
        let address = item["url"].as_str().unwrap();
        let path = address.strip_prefix("https://certs.example").unwrap();
        let link = format!("href=\"{path}\"");
        rest = rest.split_once(&link).expect("the order of the page").1;
    }
    let home = structured(&edge, "/").await;
    assert_eq!(home["@type"], "Dataset");
    assert!(
        home["description"].as_str().unwrap().len() > 50,
        "search engines ask for 50 characters"
    );
    let files = home["distribution"].as_array().unwrap();
    assert_eq!(files.len(), BulkExport::ALL.len());
    for file in files {
        let address = file["contentUrl"].as_str().unwrap();
        assert!(
            address.starts_with("https://certs.example/exports/"),
            "{address}"
        );
    }
    let coverage = home["temporalCoverage"].as_str().unwrap();
    let (first, last) = coverage.split_once('/').unwrap();
    assert!(first < "2020" && last > "2026-11", "{coverage}");
    // Each is JSON-LD that reads into triples.
    let mut dataset = Dataset::new();
    for document in [&role, &roles, &home] {
        triples::load(&mut dataset, document);
    }
    let rows = triples::select(
        &dataset,
        "SELECT ?url { ?s a schema:Dataset ; schema:distribution/schema:contentUrl ?url }",
    );
    assert_eq!(rows.len(), files.len());
    let wrong = edge
        .get("/exams/microsoft/AI-999")
        .await
        .text()
        .await
        .unwrap();
    assert!(!wrong.contains("application/ld+json"), "{wrong}");
}

#[tokio::test]
async fn no_text_of_the_catalogue_ends_the_script_of_a_page() {
    let hostile = "</script><script>alert(1)</script><!--\u{2028}\u{2029}&\"\\";
    let content = json!({
        "vendor": [{ "slug": "acme", "name": hostile, "url": "javascript:alert(1)" }],
        "exam": [{ "vendor": "acme", "code": "A-1", "title": hostile, "also_known_as": [hostile] }],
        "certification": [{
            "slug": "a", "vendor": "acme", "title": hostile, "earned_by": [["acme/A-1"]],
            "evidence": { "as_of": "2026", "confidence": "ESTIMATE", "note": "x" },
        }],
        "role": [{ "slug": "r", "title": hostile, "group": hostile, "focus": [hostile] }],
    });
    let edge = Edge::assemble(EdgeParts::default());
    edge.publish(serde_json::from_value(content).unwrap(), 1);
    for (address, name) in [
        ("/exams/acme/A-1", format!("A-1: {hostile}")),
        ("/certifications/a", hostile.to_owned()),
        ("/?role=r", hostile.to_owned()),
    ] {
        let html = edge.get(address).await.text().await.unwrap();
        assert!(!html.contains("<script>"), "{address}: {html}");
        let json = script(&html);
        assert!(
            !json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']),
            "{json}"
        );
        let data: Value = serde_json::from_str(json).unwrap();
        assert_eq!(data["name"], name);
        assert!(!json.contains("javascript:"), "{json}");
    }
}

#[tokio::test]
async fn each_language_has_its_canonical_address_and_days_are_not_indexed() {
    let edge = shipped_edge();
    for (address, canonical) in [
        ("/exams/microsoft/AI-103", "/exams/microsoft/AI-103"),
        (
            "/exams/microsoft/AI-103?lang=de&asOf=2026-06-12",
            "/exams/microsoft/AI-103?lang=de",
        ),
        (
            "/?role=azure-ai-engineer&path=2&lang=es",
            "/?role=azure-ai-engineer&amp;lang=es",
        ),
        (
            "/exams?vendors=microsoft&order=FEE",
            "/exams?vendors=microsoft",
        ),
        ("/exams?vendors=microsoft,aws", "/exams"),
    ] {
        let html = edge.get(address).await.text().await.unwrap();
        let tag = format!("<link rel=\"canonical\" href=\"https://certs.example{canonical}\">");
        assert!(html.contains(&tag), "{address}: {tag}");
        let plain = canonical
            .replace("?lang=de", "")
            .replace("&amp;lang=es", "");
        let mark = if plain.contains('?') { "&amp;" } else { "?" };
        for (code, end) in [
            ("en", format!("{mark}lang=en")),
            ("de", format!("{mark}lang=de")),
            ("es", format!("{mark}lang=es")),
            ("x-default", String::new()),
        ] {
            let tag = format!(
                "<link rel=\"alternate\" hreflang=\"{code}\" href=\"https://certs.example{plain}{end}\">"
            );
            assert!(html.contains(&tag), "{address}: {tag}");
        }
        let is_hidden = html.contains("<meta name=\"robots\" content=\"noindex, follow\">");
        assert_eq!(is_hidden, address.contains("asOf"), "{address}");
    }
}

/// The texts of elements and the values of attributes, by name; panics unless the XML is well-formed.
fn xml(text: &str) -> (Vec<(String, String)>, Vec<String>) {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = true;
    config.allow_unmatched_ends = false;
    let (mut texts, mut links, mut open) = (vec![], vec![], vec![]);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => open.push(tag.name().as_ref().to_owned()),
            Event::End(_) => drop(open.pop()),
            Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    if attribute.key.as_ref() == "href" {
                        let value = attribute.value.into_owned();
                        links.push(value.replace("&amp;", "&"));
                    }
                }
            }
            Event::Text(text) => {
                let name = open.last().cloned().unwrap_or_default();
                texts.push((name, text.to_string()));
            }
            Event::GeneralRef(reference) => {
                assert_eq!(&*reference, "amp");
                texts.last_mut().unwrap().1.push('&');
                // The text after a reference is an event of its own.
                if let Event::Text(rest) = reader.read_event().unwrap() {
                    texts.last_mut().unwrap().1 += &*rest;
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?} are not closed");
    (texts, links)
}

#[tokio::test]
async fn the_sitemap_lists_each_page_once_by_its_canonical_address() {
    let edge = shipped_edge();
    let response = edge.get("/sitemap.xml").await;
    assert_eq!(response.status(), 200);
    assert_eq!(
        header(&response, "content-type"),
        "application/xml; charset=utf-8"
    );
    assert!(header(&response, "cache-control").starts_with("public"));
    let (texts, links) = xml(&response.text().await.unwrap());
    let locations: Vec<&str> = texts
        .iter()
        .filter(|(name, _)| name == "loc")
        .map(|(_, text)| text.as_str())
        .collect();
    let unique: HashSet<&str> = locations.iter().copied().collect();
    assert_eq!(unique.len(), locations.len());
    let content = shipped();
    let objects = content.vendors.len()
        + content.certifications.len()
        + content.roles.len()
        + content.exams.len();
    assert_eq!(locations.len(), objects + 10);
    assert_eq!(
        links.len(),
        4 * (locations.len() - 1),
        "each page but one in three languages"
    );
    for (name, text) in &texts {
        if name == "lastmod" {
            assert!(
                text.as_str() <= &NOW[..10] && text.parse::<chrono::NaiveDate>().is_ok(),
                "{text}"
            );
        }
    }
    // Some of each kind, and the fixed pages: a page at this address, which is its canonical one.
    let sample = locations
        .iter()
        .enumerate()
        .filter(|(place, _)| *place < 10 || place % 23 == 0);
    for (_, location) in sample {
        let path = location.strip_prefix("https://certs.example").unwrap();
        let page = edge.get(path).await;
        assert_eq!(page.status(), 200, "{path}");
        let html = page.text().await.unwrap();
        if html.contains("rel=\"canonical\"") {
            let tag = format!(
                "<link rel=\"canonical\" href=\"{}\">",
                location.replace('&', "&amp;")
            );
            assert!(html.contains(&tag), "{tag}");
        }
    }
    assert_eq!(
        edge.get("/sitemap-1.xml").await.status(),
        404,
        "one sitemap has no parts"
    );
}

#[tokio::test]
async fn files_for_crawlers_are_revalidated_by_revision() {
    let edge = shipped_edge();
    for path in ["/sitemap.xml", "/robots.txt", "/llms.txt"] {
        let response = edge.get(path).await;
        let tag = header(&response, "etag").to_owned();
        let known = edge
            .request(Method::GET, path)
            .header("if-none-match", &tag)
            .send()
            .await
            .unwrap();
        assert_eq!(known.status(), 304, "{path}");
        let head = edge.request(Method::HEAD, path).send().await.unwrap();
        assert_eq!(
            (head.status().as_u16(), header(&head, "etag")),
            (200, tag.as_str())
        );
    }
    let robots = edge.get("/robots.txt").await.text().await.unwrap();
    assert!(
        robots.starts_with("User-agent: *\nDisallow: /graphql\n"),
        "{robots}"
    );
    assert!(
        robots.ends_with("\nSitemap: https://certs.example/sitemap.xml\n"),
        "{robots}"
    );
    let tag = header(&edge.get("/sitemap.xml").await, "etag").to_owned();
    edge.fill();
    assert_ne!(header(&edge.get("/sitemap.xml").await, "etag"), tag);

    let empty = Edge::start_with(&certgraph::http::HttpConfig::default());
    for path in [
        "/sitemap.xml",
        "/robots.txt",
        "/llms.txt",
        "/datapackage.json",
        "/catalog.jsonld",
    ] {
        assert_eq!(empty.get(path).await.status(), 503, "{path}");
    }
}

/// Hosts, and the origin of addresses that a server without a public address makes of each.
const HOSTS: [(&str, Option<&str>); 41] = [
    ("certs.example", Some("http://certs.example")),
    ("CERTS.example:8080", Some("http://certs.example:8080")),
    ("certs.example:80", Some("http://certs.example")),
    ("certs.example.", Some("http://certs.example.")),
    ("localhost:8080", Some("http://localhost:8080")),
    ("my_host.example", Some("http://my_host.example")),
    ("a--b.example", Some("http://a--b.example")),
    (
        "xn--bcher-kva.example",
        Some("http://xn--bcher-kva.example"),
    ),
    ("127.0.0.1:65535", Some("http://127.0.0.1:65535")),
    ("[::1]", Some("http://[::1]")),
    ("[2001:DB8::1]:8080", Some("http://[2001:db8::1]:8080")),
    ("", None),
    ("][", None),
    ("[", None),
    ("[]", None),
    ("[::1", None),
    ("::1", None),
    ("[::1]x", None),
    ("[::1]:", None),
    ("[127.0.0.1]", None),
    ("[fe80::1%25eth0]", None),
    (":", None),
    (":80", None),
    ("a:", None),
    ("a:0", None),
    ("a:99999", None),
    ("a:-1", None),
    ("a:80:80", None),
    ("a:http", None),
    (".", None),
    ("..", None),
    ("a..b", None),
    (".a", None),
    ("-", None),
    ("-a.example", None),
    ("a-.example", None),
    ("a b", None),
    ("a/b", None),
    ("me@a.example", None),
    ("a.example,b.example", None),
    ("999.1.1.1", None),
];

#[tokio::test]
async fn addresses_are_made_only_of_a_host() {
    let edge = Edge::assemble(EdgeParts {
        public_url: None,
        ..EdgeParts::default()
    });
    edge.fill();
    let long = "a".repeat(64);
    let longest = ["abcdefgh."; 30].concat();
    let names = [
        (long.as_str(), None),
        (longest.as_str(), None),
        ("b\u{fc}cher.example", None),
    ];
    for (host, origin) in HOSTS.into_iter().chain(names) {
        let request =
            format!("GET /robots.txt HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let heard = edge.say(request.as_bytes()).await;
        if let Some(origin) = origin {
            let line = format!("\nSitemap: {origin}/sitemap.xml\n");
            assert!(heard.ends_with(&line), "{host}: {heard}");
        } else {
            assert!(heard.starts_with("HTTP/1.1 400 "), "{host}: {heard}");
            assert!(
                heard.contains("\"code\":\"BAD_REQUEST\""),
                "{host}: {heard}"
            );
        }
    }
    for path in ["/sitemap.xml", "/llms.txt"] {
        for (host, status) in [("certs.example", 200), ("a..b", 400)] {
            let request = edge.request(Method::GET, path).header("host", host);
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), status, "{path} of {host}");
        }
    }
}

#[tokio::test]
async fn the_queries_and_links_for_language_models_work() {
    let edge = shipped_edge();
    let text = edge.get("/llms.txt").await.text().await.unwrap();
    assert!(
        text.starts_with("# certgraph\n\n> A catalogue of 2"),
        "{text}"
    );
    for word in ["ORIGIN", "EXAMS", "CERTIFICATIONS", "VENDORS", "ROLES"] {
        assert!(!text.contains(word), "{word}");
    }
    let queries: Vec<&str> = text
        .split("```graphql\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    assert_eq!(queries.len(), 3);
    for query in queries {
        let (status, answer) = edge.ask(query).await;
        assert_eq!((status, &answer["errors"]), (200, &Value::Null), "{query}");
        let data = answer["data"].as_object().unwrap();
        assert!(data.values().all(|value| !value.is_null()), "{answer}");
    }
    let links: Vec<&str> = text
        .split("](")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap())
        .collect();
    assert!(links.len() > 12, "{links:?}");
    for link in links {
        let path = link.strip_prefix("https://certs.example").unwrap();
        // A test without a database has no exports; the test of the descriptions reads them.
        if path != "/graphql" && !path.starts_with("/exports/") {
            assert_eq!(edge.get(path).await.status(), 200, "{path}");
        }
    }
}

async fn described() -> TestServer {
    let database = fresh().await;
    let settings = settings(&database);
    let clock: std::sync::Arc<dyn Clock> = clock_at(NOW);
    TestServer::with(database, settings, clock).await
}

#[tokio::test]
async fn the_descriptions_say_of_each_export_what_it_is() {
    let server = described().await;
    let get = |path: String| {
        let address = format!("{}{path}", server.url);
        async move { Client::new().get(address).send().await.unwrap() }
    };
    let response = get("/datapackage.json".to_owned()).await;
    assert_eq!(response.status(), 200);
    assert_eq!(header(&response, "content-type"), "application/json");
    let tag = header(&response, "etag").to_owned();
    let package: Value = response.json().await.unwrap();
    structure::assert_data_package(&package);
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), BulkExport::ALL.len());
    let record: Value = get("/catalog.jsonld".to_owned())
        .await
        .json()
        .await
        .unwrap();
    let mut dataset = Dataset::new();
    triples::load(&mut dataset, &record);
    // DCAT-AP: one publisher, which is an agent with a name.
    for described in ["dcat:Catalog", "dcat:Dataset"] {
        let publishers = triples::select(
            &dataset,
            &format!(
                "SELECT ?agent ?name ?home {{ ?it a {described} ; dct:publisher ?agent . ?agent a foaf:Agent ; foaf:name ?name ; foaf:homepage ?home }}"
            ),
        );
        let agent = "https://certs.example/#publisher";
        let expected = [[agent, "certgraph", "https://certs.example/"]];
        assert_eq!(publishers, expected, "{described}");
    }
    let distributions = triples::select(
        &dataset,
        "SELECT ?url ?size ?hash ?type { ?set a dcat:Dataset ; dcat:distribution ?d . ?d dcat:downloadURL ?url ; dcat:mediaType ?type ; dcat:byteSize ?size ; spdx:checksum/spdx:checksumValue ?hash }",
    );
    assert_eq!(distributions.len(), resources.len());
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        let response = get(format!("/{path}")).await;
        let media_type = header(&response, "content-type").to_owned();
        let bytes = response.bytes().await.unwrap();
        assert_eq!(resource["bytes"], bytes.len(), "{path}");
        let hash = sha256(&bytes);
        assert_eq!(resource["hash"], format!("sha256:{hash}"), "{path}");
        assert!(
            media_type.starts_with(resource["mediatype"].as_str().unwrap()),
            "{path}"
        );
        let row = distributions
            .iter()
            .find(|row| row[0] == format!("https://certs.example/{path}"));
        let row = row.unwrap_or_else(|| panic!("{path} in {distributions:?}"));
        assert_eq!((&row[1], &row[2]), (&bytes.len().to_string(), &hash));
        let Some(fields) = resource["schema"]["fields"].as_array() else {
            continue;
        };
        let names: Vec<&str> = fields
            .iter()
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        let text = std::str::from_utf8(&bytes).unwrap();
        if Path::new(path).extension() == Some("csv".as_ref()) {
            assert_rows(text, fields, &names);
        } else {
            let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
            let keys: Vec<&str> = first
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            assert_eq!(keys, names);
        }
    }
    let known = Client::new()
        .get(format!("{}/datapackage.json", server.url))
        .header("if-none-match", tag);
    assert_eq!(known.send().await.unwrap().status(), 304);
}

/// Each row fits the schema: types, required cells, closed lists, the key.
fn assert_rows(text: &str, fields: &[Value], names: &[&str]) {
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(csv.headers().unwrap().iter().collect::<Vec<_>>(), names);
    let mut keys = HashSet::new();
    for record in csv.records() {
        let record = record.unwrap();
        for (cell, field) in record.iter().zip(fields) {
            let constraints = &field["constraints"];
            assert!(
                !cell.is_empty() || constraints["required"] != true,
                "{field} in {record:?}"
            );
            let fits = match field["type"].as_str().unwrap() {
                "integer" => cell.parse::<i64>().is_ok(),
                "number" => cell.is_empty() || cell.parse::<f64>().is_ok(),
                _ => true,
            };
            assert!(fits, "{field} in {record:?}");
            if let Some(values) = constraints["enum"].as_array() {
                assert!(values.iter().any(|value| value == cell), "{cell}");
            }
        }
        let key = [0, 1, 2, 6].map(|column| record[column].to_owned());
        assert!(keys.insert(key), "{record:?} twice");
    }
    assert!(keys.len() > 300, "{}", keys.len());
}

#[tokio::test]
async fn while_the_database_is_away_descriptions_have_no_sizes_and_are_not_cached() {
    let edge = shipped_edge();
    for path in ["/datapackage.json", "/catalog.jsonld"] {
        let response = edge.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(header(&response, "cache-control"), "no-store");
        let text = response.text().await.unwrap();
        assert!(
            !text.contains("\"bytes\"") && !text.contains("\"spdx:Checksum\""),
            "{text}"
        );
    }
}
