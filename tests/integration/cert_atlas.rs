//! The program over 1,606 real exams of 225 bodies, twenty times what it ships.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use async_graphql::Variables;
use certgraph::{
    catalogue::{
        Catalogue, CodeLookup, Content, Day, Exam, ExamKey, FactName, Revision, SearchTarget,
        VendorSlug, validate,
    },
    graphql::{self, AllowedOperations, ApiRequest, Caller, Engine, RequestTime},
    store::{self, ContentUpdate, StoreOptions},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::support::{
    cert_atlas::{self, content_of},
    database::fresh,
};

const EXAMS: usize = 1606;
const VENDORS: usize = 223;
const DOMAINS: usize = 7899;

fn now() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn today() -> Day {
    now().date_naive()
}

/// The exams by the key that their entry has in the index.
fn keys_by_entry(content: &Content) -> BTreeMap<String, ExamKey> {
    let entry = |exam: &Arc<Exam>| {
        let mut statements = exam
            .facts
            .iter()
            .filter(|fact| fact.name == FactName::Statement);
        let text = statements.next().unwrap().value().unwrap().to_string();
        let id = text.strip_prefix("Entry ").unwrap().split(' ').next();
        (id.unwrap().to_owned(), exam.key())
    };
    content.exams.iter().map(entry).collect()
}

fn catalogue(content: Content) -> Catalogue {
    Catalogue::build(content, Revision::new(1), now()).unwrap()
}

#[test]
fn the_whole_index_is_a_valid_catalogue() {
    let content = cert_atlas::content();
    assert_eq!(validate(&content), []);
    assert_eq!(content.exams.len(), EXAMS);
    assert_eq!(content.vendors.len(), VENDORS);
    let blueprints = content.exams.iter().flat_map(|exam| &exam.blueprints);
    let domains: Vec<_> = blueprints
        .flat_map(|blueprint| &blueprint.domains)
        .collect();
    assert_eq!(domains.len(), DOMAINS);
    assert_eq!(
        domains
            .iter()
            .filter(|domain| domain.weight.is_none())
            .count(),
        3733
    );
    assert_eq!(
        domains
            .iter()
            .map(|domain| domain.objectives.len())
            .sum::<usize>(),
        2639 + 3750
    );
    let catalogue = catalogue(content);
    assert_eq!(catalogue.exams().len(), EXAMS);
    let ended: Vec<String> = catalogue
        .exams()
        .filter(|exam| !catalogue.exam(*exam).is_bookable(today()))
        .map(|exam| catalogue.exam(exam).record.key().to_string())
        .collect();
    assert_eq!(
        ended,
        [
            "ati-teas/TEAS6",
            "college-board/SAT-Essay",
            "nbde-joint-commission/NBDE-I"
        ]
    );
}

#[test]
fn facts_of_the_index_are_imported() {
    let content = cert_atlas::content();
    let exam = |key: &str| {
        content
            .exams
            .iter()
            .find(|exam| exam.key().to_string() == key)
            .unwrap()
    };
    let facts: Vec<String> = exam("celpip/CELPIP-G")
        .facts
        .iter()
        .map(|fact| {
            let value = fact.value().map_or("?".to_owned(), ToString::to_string);
            let evidence = &fact.evidence;
            let note = evidence.note.as_deref().unwrap_or_default();
            format!("{} {value} | {:?} {note}", fact.name, evidence.confidence)
        })
        .collect();
    assert_eq!(
        facts,
        [
            "LIVE_ON ../2026-06-13 | Estimate Cert Atlas gives no opening date; it lists the exam, \
             which is taken to have been open by then.",
            "FEE 205.00 USD | Community $280 CAD (~$205 USD). Rescheduling fee if changed <5 \
             business days before test.",
            "DURATION 180 minutes | Community ",
            "EXAM_STYLE Computer-delivered; fully automated scoring; results in 4-8 business days \
             | Community ",
            "VALIDITY 2 years | Community ",
            "STATEMENT Entry celpip-general of Cert Atlas, read at \
             https://www.celpip.ca/take-celpip/celpip-general/. | Community ",
        ]
    );
    let weights: Vec<String> = exam("iassc/CSSYB").blueprints[0]
        .domains
        .iter()
        .map(|domain| domain.weight.unwrap().to_string())
        .collect();
    assert!(weights.contains(&"18.7..18.8".to_owned()), "{weights:?}");
    assert_eq!(exam("torfl/TORFL-1").title.split(' ').next(), Some("TORFL"));
    assert_eq!(exam("college-board/AP-Physics-C-E-M").former_codes, []);
}

#[test]
fn a_code_that_a_body_uses_twice_names_the_first_and_leads_to_both() {
    let mut atlas = cert_atlas::ATLAS.clone();
    let mut second = atlas
        .exams
        .iter()
        .find(|exam| exam.exam_code.as_deref() == Some("AZ-104"))
        .unwrap()
        .clone();
    second.exam_id = "another".to_owned();
    second.exam_code = Some("az-104".to_owned());
    second.exam_name = Some("Another exam".to_owned());
    atlas.exams.push(second);
    let catalogue = catalogue(content_of(&atlas).0);
    let exam = |code: &str| match catalogue.exam_by_code(code, None) {
        CodeLookup::Found(exam) => catalogue.exam(exam).record.title.clone(),
        other => panic!("{code}: {other:?}"),
    };
    assert_eq!(exam("az-104"), "Microsoft Azure Administrator");
    assert_eq!(exam("ANOTHER"), "Another exam");
    let hits = catalogue
        .search_index()
        .search(&catalogue, "AZ-104", today());
    let exams = hits
        .iter()
        .filter(|hit| matches!(hit.target, SearchTarget::Exam(_)));
    assert!(exams.count() >= 2);
}

#[test]
fn every_exam_is_found_by_its_own_code() {
    let catalogue = catalogue(cert_atlas::content());
    let mut shared = 0;
    for index in catalogue.exams() {
        let exam = catalogue.exam(index);
        let code = exam.record.code.as_str();
        for written in [
            code.to_owned(),
            code.to_ascii_lowercase(),
            format!(" {code} "),
        ] {
            let in_vendor = catalogue.exam_by_code(&written, Some(exam.vendor));
            assert_eq!(in_vendor, CodeLookup::Found(index), "{}", exam.record.key());
            match catalogue.exam_by_code(&written, None) {
                CodeLookup::Found(found) => assert_eq!(found, index, "{written}"),
                CodeLookup::Ambiguous(found) => {
                    assert!(found.contains(&index), "{written}");
                    shared += 1;
                }
                CodeLookup::Unknown(_) => panic!("{} is unknown", exam.record.key()),
            }
        }
    }
    assert_eq!(
        shared,
        61 * 3,
        "exams that share their code with another body's, thrice written"
    );
}

#[test]
fn every_exam_is_found_by_a_search_for_its_code_and_for_its_title() {
    let atlas = cert_atlas::ATLAS.clone();
    let (content, _) = content_of(&atlas);
    let keys = keys_by_entry(&content);
    let catalogue = catalogue(content);
    let mut missed = vec![];
    for listed in &atlas.exams {
        let key = &keys[&listed.exam_id];
        let exam = catalogue.exam_by_key(key).unwrap();
        let code = listed.exam_code.as_deref().unwrap();
        let mut texts = vec![key.code.as_str(), listed.exam_name.as_deref().unwrap()];
        // Codes that are too long or in another script come out otherwise.
        if code.len() <= 60 && !code.starts_with("ТРКИ") {
            texts.push(code);
        }
        for text in texts {
            let hits = catalogue.search_index().search(&catalogue, text, today());
            if !hits
                .iter()
                .any(|hit| hit.target == SearchTarget::Exam(exam))
            {
                missed.push(format!("{key} by {text:?}"));
            }
        }
    }
    assert_eq!(missed, Vec::<String>::new());
}

#[tokio::test]
async fn a_database_gives_back_what_was_put_in() {
    let database = fresh().await;
    let store = store::connect(database.url(), StoreOptions::default())
        .await
        .unwrap();
    store.migrate().await.unwrap();
    let mut content = cert_atlas::content();
    let first = store.replace(update(&content)).await.unwrap().revision;
    let stored = store.load().await.unwrap();
    content.sort();
    assert!(stored.content == content, "the contents differ");
    // What is there already is not written again.
    let second = store
        .replace(update(&stored.content))
        .await
        .unwrap()
        .revision;
    assert_eq!((first, second), (Revision::new(1), Revision::new(1)));
    // What comes from a database answers as what comes from the file does.
    let api = Api::over(stored.content);
    let counts = api
        .data(
            "{ exams(first: 0, filter: { states: [LIVE, RETIRED] }) { totalCount } }",
            json!({}),
        )
        .await;
    assert_eq!(counts["exams"]["totalCount"], EXAMS);
}

/// The API over a content, without a server.
struct Api {
    engine: Engine,
    moment: RequestTime,
}

impl Api {
    fn over(content: Content) -> Self {
        Self {
            engine: Engine::new(graphql::schema(graphql::Services::new())),
            moment: RequestTime::new(Arc::new(catalogue(content)), now(), TimeDelta::zero()),
        }
    }

    /// The data of a document that must succeed.
    async fn data(&self, query: &str, variables: Value) -> Value {
        let request = ApiRequest {
            query: query.to_owned(),
            variables: Variables::from_json(variables.clone()),
            ..ApiRequest::default()
        };
        let response = self
            .engine
            .execute(
                request,
                Caller::Anonymous,
                self.moment.clone(),
                AllowedOperations::Queries,
            )
            .await;
        let mut answer: Value = serde_json::from_slice(&response.body).unwrap();
        assert_eq!(answer.get("errors"), None, "{query} {variables}");
        answer["data"].take()
    }

    /// Every node of a connection, page by page. The document takes `$after`; its only root field
    /// is the connection.
    async fn walk(&self, query: &str) -> (Vec<Value>, BTreeSet<u64>) {
        let (mut nodes, mut totals) = (vec![], BTreeSet::new());
        let mut after = Value::Null;
        loop {
            let mut data = self.data(query, json!({ "after": after })).await;
            let (_, connection) = data.as_object_mut().unwrap().iter_mut().next().unwrap();
            totals.insert(connection["totalCount"].as_u64().unwrap());
            let Value::Array(page) = connection["nodes"].take() else {
                panic!("no nodes")
            };
            assert!(!page.is_empty(), "an empty page after {after}");
            nodes.extend(page);
            if connection["pageInfo"]["hasNextPage"] == false {
                return (nodes, totals);
            }
            after = connection["pageInfo"]["endCursor"].take();
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[tokio::test]
async fn a_walk_over_all_exams_meets_each_once() {
    let content = cert_atlas::content();
    let expected: BTreeSet<String> = content
        .exams
        .iter()
        .map(|exam| exam.key().to_string())
        .collect();
    let api = Api::over(content);
    for order in ["CODE", "TITLE", "FEE", "LIVE_ON"] {
        for direction in ["ASC", "DESC"] {
            let query = format!(
                "query ($after: String) {{ exams(first: 100, after: $after, filter: {{ states: [LIVE, \
                 RETIRED] }}, orderBy: {{ by: {order}, direction: {direction} }}) {{ totalCount pageInfo {{ hasNextPage endCursor }} \
                 nodes {{ code vendor {{ slug }} }} }} }}"
            );
            let (nodes, totals) = api.walk(&query).await;
            let met: BTreeSet<String> = nodes
                .iter()
                .map(|node| format!("{}/{}", text(&node["vendor"]["slug"]), text(&node["code"])))
                .collect();
            assert_eq!(nodes.len(), EXAMS, "{order} {direction}");
            assert_eq!(
                totals,
                BTreeSet::from([EXAMS as u64]),
                "{order} {direction}"
            );
            assert!(met == expected, "{order} {direction}");
        }
    }
}

#[tokio::test]
async fn a_walk_over_all_domain_weights_meets_each_once_as_it_is() {
    let content = cert_atlas::content();
    let mut expected = BTreeMap::new();
    for exam in &content.exams {
        for domain in exam
            .blueprints
            .iter()
            .flat_map(|blueprint| &blueprint.domains)
        {
            let weight = domain
                .weight
                .map(|weight| (weight.min().as_f64(), weight.max().as_f64()));
            let weight = weight.map_or(Value::Null, |(min, max)| json!({ "min": min, "max": max }));
            expected.insert(
                format!("{} {}", exam.key(), domain.key),
                (domain.title.clone(), weight),
            );
        }
    }
    let api = Api::over(content);
    let query = "query ($after: String) { domainWeights(first: 100, after: $after, filter: { \
                 includeRetired: true, includeHistory: true }) { totalCount \
                 pageInfo { hasNextPage endCursor } nodes { exam { code vendor { slug } } domainKey \
                 title weight { min max } asOf } } }";
    let (nodes, totals) = api.walk(query).await;
    assert_eq!(totals, BTreeSet::from([DOMAINS as u64]));
    assert_eq!(nodes.len(), DOMAINS);
    let met: BTreeMap<_, _> = nodes
        .iter()
        .map(|node| {
            assert_eq!(node["asOf"], "2026-06-13");
            let vendor = text(&node["exam"]["vendor"]["slug"]);
            let key = format!(
                "{vendor}/{} {}",
                text(&node["exam"]["code"]),
                text(&node["domainKey"])
            );
            (
                key,
                (text(&node["title"]).to_owned(), node["weight"].clone()),
            )
        })
        .collect();
    assert_eq!(met, expected);
}

#[tokio::test]
async fn the_filter_by_vendor_agrees_with_the_index() {
    let atlas = cert_atlas::ATLAS.clone();
    let (content, _) = content_of(&atlas);
    let keys = keys_by_entry(&content);
    let mut counts: BTreeMap<VendorSlug, (usize, usize)> = BTreeMap::new();
    for exam in &atlas.exams {
        let vendor = keys[&exam.exam_id].vendor.clone();
        let count = counts.entry(vendor).or_default();
        *count = (count.0 + 1, count.1 + exam.domains.len());
    }
    let vendors = content.vendors.clone();
    let api = Api::over(content);
    let query = "query ($vendors: [String!]!) { exams(filter: { vendors: $vendors, states: [LIVE, \
                 RETIRED] }, first: 100) { totalCount nodes { vendor { name } } } \
                 domainWeights(filter: { vendors: $vendors, includeRetired: true, \
                 includeHistory: true }, first: 0) { totalCount } }";
    for vendor in &vendors {
        let data = api
            .data(query, json!({ "vendors": [vendor.slug.as_str()] }))
            .await;
        let (exams, domains) = counts[&vendor.slug];
        assert_eq!(data["exams"]["totalCount"], exams, "{}", vendor.name);
        assert_eq!(
            data["domainWeights"]["totalCount"], domains,
            "{}",
            vendor.name
        );
        let nodes = data["exams"]["nodes"].as_array().unwrap();
        assert_eq!(nodes.len(), exams);
        assert!(
            nodes
                .iter()
                .all(|node| node["vendor"]["name"] == vendor.name.as_str())
        );
    }
    let data = api
        .data(query, json!({ "vendors": ["microsoft", "cncf"] }))
        .await;
    assert_eq!(
        data["exams"]["totalCount"],
        counts[&"microsoft".parse().unwrap()].0 + counts[&"cncf".parse().unwrap()].0
    );
}

#[tokio::test]
async fn searches_find_what_people_mean() {
    let api = Api::over(cert_atlas::content());
    let query = "query ($text: String!) { search(text: $text, first: 10) { nodes { __typename \
                 ... on Exam { code vendor { slug } } ... on Vendor { slug } } } }";
    for (searched, first) in [
        ("AZ-104", "Exam microsoft AZ-104"),
        ("az104", "Exam microsoft AZ-104"),
        ("Microsoft Azure Administrator", "Exam microsoft AZ-104"),
        ("microsft azure administator", "Exam microsoft AZ-104"),
        ("AP Biology", "Exam college-board AP-Biology"),
        ("saa-c03", "Exam aws SAA-C03"),
        ("aws solutions architect associate", "Exam aws SAA-C03"),
        ("cissp", "Exam isc2 CISSP"),
        ("Avançado", "Exam celpe-bras CELPE-Bras-Avancado"),
        ("avancado", "Exam celpe-bras CELPE-Bras-Avancado"),
        ("Salesforce", "Vendor salesforce"),
    ] {
        let data = api.data(query, json!({ "text": searched })).await;
        let node = &data["search"]["nodes"][0];
        let parts = [
            &node["__typename"],
            &node["vendor"]["slug"],
            &node["code"],
            &node["slug"],
        ];
        let found: Vec<&str> = parts.iter().filter_map(|part| part.as_str()).collect();
        assert_eq!(found.join(" "), first, "{searched}: {data:#}");
    }
    let data = api
        .data(query, json!({ "text": "Kuberntes Administrator" }))
        .await;
    let codes: BTreeSet<String> = data["search"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|node| node["code"] == "CKA")
        .map(|node| text(&node["vendor"]["slug"]).to_owned())
        .collect();
    assert_eq!(
        codes,
        BTreeSet::from(["cncf".to_owned(), "linux-foundation".to_owned()])
    );
}

fn update(content: &Content) -> ContentUpdate<'_> {
    ContentUpdate {
        expected: None,
        content,
        actor: "test",
        note: None,
        now: now(),
    }
}
