//! Thirty questions that a triple store and the API answer alike.

use certgraph::open_data::schema_org;
use oxrdf::Dataset;
use serde_json::{Value, json};

use super::{ctdl, shipped_edge, triples};
use crate::support::{content::shipped_catalogue, edge::Edge};

/// The day of the questions.
const DAY: &str = "2026-06-12";

/// A question to both.
struct Question {
    name: &'static str,
    sparql: &'static str,
    /// With `$asOf` and, where it has more than one page, `$after`.
    graphql: &'static str,
    /// The path to each row: members, and `*` for each item of a list.
    rows: &'static str,
    /// The paths to the cells, from the item of the innermost list; each `^` goes one list outwards.
    cells: &'static [&'static str],
}

const ALL_EXAMS: &str = "exams(first: 50, after: $after, asOf: $asOf, filter: { states: [ANNOUNCED, BETA, LIVE, RETIRING, RETIRED] })";

const QUESTIONS: [Question; 30] = [
    Question {
        name: "exams of each vendor",
        sparql: "SELECT ?slug (COUNT(?exam) AS ?count) { ?exam a ceterms:AssessmentProfile ; ceterms:ownedBy/ceterms:identifier/ceterms:identifierValueCode ?slug } GROUP BY ?slug",
        graphql: "query($after: String) { vendors(first: 50, after: $after) { nodes { slug exams(first: 0) { totalCount } } pageInfo { hasNextPage endCursor } } }",
        rows: "vendors nodes *",
        cells: &["slug", "exams totalCount"],
    },
    Question {
        name: "certifications of each vendor that has some",
        sparql: "SELECT ?slug ?certification { ?c a ceterms:Certification ; ceterms:identifier/ceterms:identifierValueCode ?certification ; ceterms:ownedBy/ceterms:identifier/ceterms:identifierValueCode ?slug }",
        graphql: "query($after: String) { certifications(first: 50, after: $after) { nodes { slug vendor { slug } } pageInfo { hasNextPage endCursor } } }",
        rows: "certifications nodes *",
        cells: &["vendor slug", "slug"],
    },
    Question {
        name: "names of vendors",
        sparql: "SELECT ?name { ?v a ceterms:CredentialOrganization ; ceterms:name ?name }",
        graphql: "query($after: String) { vendors(first: 50, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } }",
        rows: "vendors nodes *",
        cells: &["name"],
    },
    Question {
        name: "addresses of vendors",
        sparql: "SELECT ?name ?url { ?v a ceterms:CredentialOrganization ; ceterms:name ?name . OPTIONAL { ?v ceterms:subjectWebpage ?url } }",
        graphql: "query($after: String) { vendors(first: 50, after: $after) { nodes { name url } pageInfo { hasNextPage endCursor } } }",
        rows: "vendors nodes *",
        cells: &["name", "url"],
    },
    Question {
        name: "titles of exams",
        sparql: "SELECT ?code ?title { ?e a ceterms:AssessmentProfile ; ceterms:codedNotation ?code ; ceterms:name ?title }",
        graphql: "EXAMS { code title }",
        rows: "exams nodes *",
        cells: &["code", "title"],
    },
    Question {
        name: "fees of the exams of AWS",
        sparql: "SELECT ?code ?price { ?e ceterms:codedNotation ?code ; ceterms:ownedBy/ceterms:identifier/ceterms:identifierValueCode 'aws' ; ceterms:estimatedCost [ ceterms:price ?price ; ceterms:currency 'USD' ] }",
        graphql: "query($asOf: Date) { exams(first: 100, asOf: $asOf, filter: { vendors: [\"aws\"], states: [ANNOUNCED, BETA, LIVE, RETIRING, RETIRED] }) { nodes { code fee { amount } } } }",
        rows: "exams nodes *",
        cells: &["code", "!fee amount"],
    },
    Question {
        name: "last days of exams",
        sparql: "SELECT ?code ?day { ?e a ceterms:AssessmentProfile ; ceterms:codedNotation ?code ; ceterms:expirationDate ?day }",
        graphql: "EXAMS { code lifecycle { retiresOn } }",
        rows: "exams nodes *",
        cells: &["code", "!lifecycle retiresOn"],
    },
    Question {
        name: "first days of exams",
        sparql: "SELECT ?code ?day { ?e a ceterms:AssessmentProfile ; ceterms:codedNotation ?code ; ceterms:dateEffective ?day }",
        graphql: "EXAMS { code lifecycle { liveOn } }",
        rows: "exams nodes *",
        cells: &["code", "!lifecycle liveOn"],
    },
    Question {
        name: "successors of exams",
        sparql: "SELECT ?code ?next { ?e ceterms:codedNotation ?code ; ceterms:supersededBy/ceterms:codedNotation ?next }",
        graphql: "EXAMS { code lifecycle { successors { code } } }",
        rows: "exams nodes * lifecycle successors *",
        cells: &["^code", "code"],
    },
    Question {
        name: "exams that earn each certification",
        sparql: "SELECT ?slug ?code { ?c a ceterms:Certification ; ceterms:identifier/ceterms:identifierValueCode ?slug ; ceterms:requires/ceterms:alternativeCondition?/ceterms:targetAssessment/ceterms:codedNotation ?code }",
        graphql: "query($after: String) { certifications(first: 50, after: $after) { nodes { slug earnedBy { allOf { code } } } pageInfo { hasNextPage endCursor } } }",
        rows: "certifications nodes * earnedBy * allOf *",
        cells: &["^^slug", "code"],
    },
    Question {
        name: "what earns the Azure Solutions Architect Expert",
        sparql: "SELECT ?code { ?c ceterms:identifier/ceterms:identifierValueCode 'azure-solutions-architect-expert' ; ceterms:requires/ceterms:alternativeCondition?/ceterms:targetAssessment/ceterms:codedNotation ?code }",
        graphql: "{ certification(slug: \"azure-solutions-architect-expert\") { earnedBy { allOf { code } } } }",
        rows: "certification earnedBy * allOf *",
        cells: &["code"],
    },
    Question {
        name: "levels of certifications",
        sparql: "SELECT ?slug ?level { ?c a ceterms:Certification ; ceterms:identifier/ceterms:identifierValueCode ?slug ; ceterms:audienceLevelType/ceterms:targetNodeName ?level }",
        graphql: "query($after: String) { certifications(first: 50, after: $after) { nodes { slug level } pageInfo { hasNextPage endCursor } } }",
        rows: "certifications nodes *",
        cells: &["slug", "!level"],
    },
    Question {
        name: "exams of the level professional",
        sparql: "SELECT ?code { ?e a ceterms:AssessmentProfile ; ceterms:codedNotation ?code ; ceterms:audienceLevelType/ceterms:targetNodeName 'PROFESSIONAL'@en }",
        graphql: "query($asOf: Date) { exams(first: 100, asOf: $asOf, filter: { levels: [PROFESSIONAL], states: [ANNOUNCED, BETA, LIVE, RETIRING, RETIRED] }) { nodes { code } } }",
        rows: "exams nodes *",
        cells: &["code"],
    },
    Question {
        name: "required and recommended exams",
        sparql: "SELECT ?kind ?code ?before { VALUES (?p ?kind) { (ceterms:requires 'REQUIRED') (ceterms:recommends 'RECOMMENDED') } ?e a ceterms:AssessmentProfile ; ceterms:codedNotation ?code ; ?p ?c . ?c ceterms:alternativeCondition?/ceterms:targetAssessment/ceterms:codedNotation ?before }",
        graphql: "EXAMS { code prerequisites { kind experience anyOf { code } } }",
        rows: "exams nodes * prerequisites * anyOf *",
        cells: &["^kind", "^^code", "code", "?^experience=[]"],
    },
    Question {
        name: "domains and weights of AZ-104 in every version",
        sparql: "SELECT ?version ?key ?min ?max { ?e ceterms:codedNotation 'AZ-104' ; ceterms:assesses ?a . ?a ceterms:framework/ceterms:versionIdentifier/ceterms:identifierValueCode ?version ; ceterms:targetNode ?d . ?d ceasn:codedNotation ?key ; schema:additionalProperty [ schema:minValue ?min ; schema:maxValue ?max ] }",
        graphql: "query($asOf: Date) { exam(code: \"AZ-104\", asOf: $asOf) { blueprints { version domains { key weight { min max } } } } }",
        rows: "exam blueprints * domains *",
        cells: &["^version", "key", "weight min", "weight max"],
    },
    Question {
        name: "domains of SAA-C03 with one number as weight",
        sparql: "SELECT ?key ?weight { ?e ceterms:codedNotation 'SAA-C03' ; ceterms:assesses/ceterms:targetNode ?d . ?d ceasn:codedNotation ?key ; ceasn:weight ?weight }",
        graphql: "query($asOf: Date) { exam(code: \"SAA-C03\", asOf: $asOf) { blueprints { domains { key weight { min } } } } }",
        rows: "exam blueprints * domains *",
        cells: &["key", "weight min"],
    },
    Question {
        name: "objectives of each domain of AI-102",
        sparql: "SELECT ?version ?domain ?objective { ?e ceterms:codedNotation 'AI-102' ; ceterms:assesses ?a . ?a ceterms:framework/ceterms:versionIdentifier/ceterms:identifierValueCode ?version ; ceterms:targetNode ?d . ?d ceasn:codedNotation ?domain ; ceasn:hasChild/ceasn:codedNotation ?objective }",
        graphql: "query($asOf: Date) { exam(code: \"AI-102\", asOf: $asOf) { blueprints { version standing domains { key objectives { key } } } } }",
        rows: "exam blueprints * domains * objectives *",
        cells: &["^^version", "^key", "key", "?^^standing=OFFICIAL"],
    },
    Question {
        name: "texts of the objectives of AI-102",
        sparql: "SELECT ?text { ?e ceterms:codedNotation 'AI-102' ; ceterms:assesses/ceterms:targetNode/ceasn:hasChild ?o . ?o ceasn:competencyText ?text }",
        graphql: "query($asOf: Date) { exam(code: \"AI-102\", asOf: $asOf) { blueprints { standing domains { objectives { title } } } } }",
        rows: "exam blueprints * domains * objectives *",
        cells: &["title", "?^^standing=OFFICIAL"],
    },
    Question {
        name: "exams for an Azure AI engineer",
        sparql: "SELECT ?code { ?e ceterms:codedNotation ?code ; ceterms:occupationType/ceterms:codedNotation 'azure-ai-engineer' }",
        graphql: "query($asOf: Date) { exams(first: 100, asOf: $asOf, filter: { roles: [\"azure-ai-engineer\"], states: [ANNOUNCED, BETA, LIVE, RETIRING, RETIRED] }) { nodes { code } } }",
        rows: "exams nodes *",
        cells: &["code"],
    },
    Question {
        name: "roles of AZ-104",
        sparql: "SELECT ?slug ?title { ?e ceterms:codedNotation 'AZ-104' ; ceterms:occupationType [ ceterms:codedNotation ?slug ; ceterms:targetNodeName ?title ] }",
        graphql: "{ exam(code: \"AZ-104\") { roles { slug title } } }",
        rows: "exam roles *",
        cells: &["slug", "title"],
    },
    Question {
        name: "answering time of exams",
        sparql: "SELECT ?code ?minutes { ?e ceterms:codedNotation ?code ; ceterms:estimatedDuration/(ceterms:exactDuration|ceterms:minimumDuration) ?time . BIND(REPLACE(STR(?time), 'PT|M', '') AS ?minutes) }",
        graphql: "EXAMS { code durationMinutes { min } }",
        rows: "exams nodes *",
        cells: &["code", "!durationMinutes min"],
    },
    Question {
        name: "other names of certifications",
        sparql: "SELECT ?slug ?name { ?c a ceterms:Certification ; ceterms:identifier/ceterms:identifierValueCode ?slug ; ceterms:alternateName ?name }",
        graphql: "query($after: String) { certifications(first: 50, after: $after) { nodes { slug alsoKnownAs } pageInfo { hasNextPage endCursor } } }",
        rows: "certifications nodes * alsoKnownAs *",
        cells: &["^slug", ""],
    },
    Question {
        name: "offers of exams in US dollars",
        sparql: "SELECT ?code ?price { ?e schema:credentialCategory 'Exam' ; schema:identifier ?code ; schema:offers [ schema:price ?price ; schema:priceCurrency 'USD' ] }",
        graphql: "EXAMS { code fee { amount } }",
        rows: "exams nodes *",
        cells: &["code", "!fee amount"],
    },
    Question {
        name: "educational levels of exams",
        sparql: "SELECT ?code ?level { ?e schema:credentialCategory 'Exam' ; schema:identifier ?code ; schema:educationalLevel ?name . BIND(UCASE(?name) AS ?level) }",
        graphql: "EXAMS { code level }",
        rows: "exams nodes *",
        cells: &["code", "!level"],
    },
    Question {
        name: "domains in force on the day",
        sparql: "SELECT ?code ?key ?title { ?e schema:identifier ?code ; schema:competencyRequired [ schema:termCode ?key ; schema:name ?title ] }",
        graphql: "EXAMS { code blueprint { domains { key title } } }",
        rows: "exams nodes * blueprint domains *",
        cells: &["^code", "key", "title"],
    },
    Question {
        name: "certifications that exams are part of",
        sparql: "SELECT ?code ?title { ?e schema:identifier ?code ; schema:isPartOf/schema:name ?title }",
        graphql: "EXAMS { code certifications { title } }",
        rows: "exams nodes * certifications *",
        cells: &["^code", "title"],
    },
    Question {
        name: "exams that sources recommend for each role",
        sparql: "SELECT ?role ?code { ?r a schema:Occupation ; schema:name ?role ; schema:qualifications/schema:identifier ?code }",
        graphql: "query($after: String) { roles(first: 25, after: $after) { nodes { title recommendations { steps { anyOf { named { code } } } } } pageInfo { hasNextPage endCursor } } }",
        rows: "roles nodes * recommendations * steps * anyOf *",
        cells: &["^^^title", "named code"],
    },
    Question {
        name: "roles of each group",
        sparql: "SELECT ?group ?title { ?r a schema:Occupation ; schema:name ?title ; schema:occupationalCategory ?group }",
        graphql: "query($after: String) { roles(first: 50, after: $after) { nodes { title group } pageInfo { hasNextPage endCursor } } }",
        rows: "roles nodes *",
        cells: &["group", "title"],
    },
    Question {
        name: "vendors that recognise certifications",
        sparql: "SELECT ?title ?vendor { ?c schema:credentialCategory 'Certification' ; schema:name ?title ; schema:recognizedBy/schema:name ?vendor }",
        graphql: "query($after: String) { certifications(first: 50, after: $after) { nodes { title vendor { name } } pageInfo { hasNextPage endCursor } } }",
        rows: "certifications nodes *",
        cells: &["title", "vendor name"],
    },
    Question {
        name: "exams that end by the end of 2026",
        sparql: "SELECT ?code ?day { ?e schema:identifier ?code ; schema:expires ?day . FILTER(?day >= '2026-06-12' && ?day <= '2026-12-31') }",
        graphql: "EXAMS { code lifecycle { retiresOn } }",
        rows: "exams nodes *",
        cells: &["code", "<lifecycle retiresOn"],
    },
];

/// The context of a cell: the items of the lists that lead to it, outermost first.
type Items<'a> = Vec<&'a Value>;

fn items<'a>(value: &'a Value, path: &[&str], around: &[&'a Value], found: &mut Vec<Items<'a>>) {
    match path {
        [] => found.push(around.to_vec()),
        ["*", rest @ ..] => {
            for item in value.as_array().into_iter().flatten() {
                let mut around = around.to_vec();
                around.push(item);
                items(item, rest, &around, found);
            }
        }
        [name, rest @ ..] => items(&value[*name], rest, around, found),
    }
}

fn at<'a>(items: &[&'a Value], path: &str) -> &'a Value {
    let outwards = path.chars().take_while(|letter| *letter == '^').count();
    let mut value = items[items.len() - 1 - outwards];
    for name in path[outwards..].split_whitespace() {
        value = &value[name];
    }
    value
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => triples::plain(text),
        other => triples::plain(&other.to_string()),
    }
}

/// The cells of a row; `None` if it has no value where one is needed, or is of another kind.
fn row(items: &[&Value], cells: &[&str]) -> Option<Vec<String>> {
    let mut row = vec![];
    for cell in cells {
        if let Some(condition) = cell.strip_prefix('?') {
            let (path, wanted) = condition.split_once('=').unwrap();
            if text(at(items, path)) != wanted {
                return None;
            }
        } else if let Some(path) = cell.strip_prefix('<') {
            let day = text(at(items, path));
            if !("2026-06-12"..="2026-12-31").contains(&day.as_str()) {
                return None;
            }
            row.push(day);
        } else {
            let value = at(items, cell.trim_start_matches('!'));
            if cell.starts_with('!') && value.is_null() {
                return None;
            }
            row.push(text(value));
        }
    }
    Some(row)
}

/// The distinct rows of the API, sorted.
async fn ask(edge: &Edge, question: &Question) -> Vec<Vec<String>> {
    let selection = question.graphql.strip_prefix("EXAMS ");
    let query = selection.map_or_else(
        || question.graphql.to_owned(),
        |selection| {
            format!(
                "query($after: String, $asOf: Date) {{ {ALL_EXAMS} {{ nodes {selection} pageInfo {{ hasNextPage endCursor }} }} }}"
            )
        },
    );
    let path: Vec<&str> = question.rows.split(' ').collect();
    let mut rows = vec![];
    let mut after = Value::Null;
    loop {
        let mut variables = json!({});
        if query.contains("$asOf") {
            variables["asOf"] = DAY.into();
        }
        if query.contains("$after") {
            variables["after"] = after.clone();
        }
        let (status, answer) = edge.ask_with(&query, variables).await;
        assert_eq!(
            (status, &answer["errors"]),
            (200, &Value::Null),
            "{}",
            question.name
        );
        let mut found = vec![];
        items(&answer["data"], &path, &[], &mut found);
        rows.extend(found.iter().filter_map(|items| row(items, question.cells)));
        let info = &answer["data"][path[0]]["pageInfo"];
        if info["hasNextPage"] != true {
            break;
        }
        after = info["endCursor"].clone();
    }
    rows.sort_unstable();
    rows.dedup();
    rows
}

#[tokio::test]
async fn a_triple_store_and_the_api_answer_thirty_questions_alike() {
    let catalogue = shipped_catalogue();
    let day = DAY.parse().unwrap();
    let mut dataset = Dataset::new();
    triples::load(&mut dataset, &ctdl(&catalogue));
    let base = "https://certs.example";
    for exam in catalogue.exams() {
        triples::load(&mut dataset, &schema_org::exam(&catalogue, exam, day, base));
    }
    for certification in catalogue.certifications() {
        let page = schema_org::certification(&catalogue, certification, day, base);
        triples::load(&mut dataset, &page);
    }
    for role in catalogue.roles() {
        triples::load(&mut dataset, &schema_org::role(&catalogue, role, base));
    }
    let edge = shipped_edge();
    let mut faults = vec![];
    let mut total = 0;
    for question in &QUESTIONS {
        let (triples, api) = (
            triples::select(&dataset, question.sparql),
            ask(&edge, question).await,
        );
        assert!(!api.is_empty(), "{} has no answer", question.name);
        total += api.len();
        if triples != api {
            let only = |one: &[Vec<String>], other: &[Vec<String>]| -> Vec<Vec<String>> {
                one.iter()
                    .filter(|row| !other.contains(row))
                    .take(4)
                    .cloned()
                    .collect()
            };
            faults.push(format!(
                "{}: {} and {} rows; only triples {:?}; only API {:?}",
                question.name,
                triples.len(),
                api.len(),
                only(&triples, &api),
                only(&api, &triples),
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(total > 1_000, "{total} rows");
}
