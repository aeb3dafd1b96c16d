//! JSON-LD as triples, and questions in SPARQL.

use oxjsonld::JsonLdParser;
use oxrdf::{Dataset, Term};
use serde_json::Value;
use spareval::{QueryEvaluator, QueryResults};
use spargebra::SparqlParser;

const PREFIXES: &str = "
    PREFIX ceterms: <https://purl.org/ctdl/terms/>
    PREFIX ceasn: <https://purl.org/ctdlasn/terms/>
    PREFIX schema: <https://schema.org/>
    PREFIX dcat: <http://www.w3.org/ns/dcat#>
    PREFIX dct: <http://purl.org/dc/terms/>
    PREFIX foaf: <http://xmlns.com/foaf/0.1/>
    PREFIX spdx: <http://spdx.org/rdf/terms#>
";

/// Adds a document. Nothing is fetched: a context of schema.org's is replaced by its vocabulary.
pub fn load(dataset: &mut Dataset, document: &Value) {
    let mut document = document.clone();
    if document["@context"] == "https://schema.org/" {
        document["@context"] = serde_json::json!({ "@vocab": "https://schema.org/" });
    }
    assert!(document["@context"].is_object(), "{}", document["@context"]);
    let bytes = document.to_string();
    let parser = JsonLdParser::new()
        .with_base_iri("https://certs.example/")
        .unwrap();
    for quad in parser.for_slice(bytes.as_bytes()) {
        dataset.insert(&quad.unwrap());
    }
}

/// The distinct rows of a question, sorted; numbers as the shortest decimal.
pub fn select(dataset: &Dataset, query: &str) -> Vec<Vec<String>> {
    let query = SparqlParser::new().parse_query(&format!("{PREFIXES}{query}"));
    let query = query.unwrap_or_else(|error| panic!("{error}"));
    let evaluator = QueryEvaluator::new();
    let results = evaluator.prepare(&query).execute(dataset).unwrap();
    let QueryResults::Solutions(solutions) = results else {
        panic!("the query selects")
    };
    let mut rows: Vec<Vec<String>> = solutions
        .map(|solution| {
            let solution = solution.unwrap();
            let cells = solution.values().iter();
            cells.map(|term| cell(term.as_ref())).collect()
        })
        .collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

fn cell(term: Option<&Term>) -> String {
    match term {
        Some(Term::Literal(literal)) => plain(literal.value()),
        Some(Term::NamedNode(node)) => node.as_str().to_owned(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

/// A number as the shortest decimal, any other text as it is.
pub fn plain(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => number.to_string(),
        _ => text.to_owned(),
    }
}
