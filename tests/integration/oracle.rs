//! certgraph answers as graphql-js does: which documents are valid, which values of variables fit,
//! what a query over the same data gives, and what the schema tells of itself.
//!
//! Differences on purpose: a document over a limit is refused (`QUERY_TOO_COMPLEX`, `QUERY_TOO_DEEP`, a
//! literal or variable that is too long), which graphql-js has no notion of; such cases are counted and
//! left out. A document with several operations or none needs a name that these tests do not give.

use std::{io::Write, sync::Arc};

use async_graphql::{EmptySubscription, Enum, InputObject, Interface, Result, Union, Variables};
use certgraph::{
    catalogue::{Catalogue, Revision},
    graphql::{
        AllowedOperations, ApiRequest, ApiResponse, ApiSchema, Caller, Engine, ErrorCode,
        RequestTime, Services, schema, sdl,
    },
};
use certgraph_macros::{Leaf, Members, fields};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

use crate::support::{
    content::shipped,
    oracle::{Numbers, ask},
    random_documents::{Choices, DocumentMaker},
};

/// What answers beside graphql-js.
struct Subject {
    runtime: Runtime,
    engine: Engine,
    moment: RequestTime,
}

impl Subject {
    fn new(schema: ApiSchema) -> Self {
        let catalogue = Catalogue::build(shipped(), Revision::new(1), DateTime::UNIX_EPOCH);
        let now: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
        Self {
            runtime: Runtime::new().unwrap(),
            engine: Engine::new(schema),
            moment: RequestTime::new(Arc::new(catalogue.unwrap()), now, TimeDelta::seconds(3)),
        }
    }

    fn answer(&self, text: &str, variables: &Map<String, Value>) -> ApiResponse {
        let request = ApiRequest {
            query: text.to_owned(),
            variables: Variables::from_json(Value::Object(variables.clone())),
            ..ApiRequest::default()
        };
        let allowed = AllowedOperations::QueriesAndMutations;
        let moment = self.moment.clone();
        let answer = self
            .engine
            .execute(request, Caller::Anonymous, moment, allowed);
        self.runtime.block_on(answer)
    }
}

/// Prints a count, also when the tests pass.
pub fn print(count: &str) {
    let line = format!("{count}\n");
    std::io::stdout().write_all(line.as_bytes()).unwrap();
}

/// A value as a text, which tells the order of its fields.
pub fn in_order(value: &Value) -> String {
    value.to_string()
}

pub fn is_limit(response: &ApiResponse) -> bool {
    let text = String::from_utf8_lossy(&response.body);
    matches!(
        response.request_error,
        Some(ErrorCode::QueryTooComplex | ErrorCode::QueryTooDeep)
    ) || text.contains("are allowed.")
        || text.contains("nest more than")
}

fn is_invalid(response: &ApiResponse) -> bool {
    matches!(
        response.request_error,
        Some(ErrorCode::GraphqlParseFailed | ErrorCode::GraphqlValidationFailed)
    )
}

/// The tokens of a document, more or less.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(first) = rest.next() {
        let mut token = first.to_string();
        if first == '"' {
            let mut is_escaped = false;
            for next in rest.by_ref() {
                token.push(next);
                if next == '"' && !is_escaped {
                    break;
                }
                is_escaped = next == '\\' && !is_escaped;
            }
        } else if first.is_alphanumeric() || matches!(first, '_' | '-' | '$' | '@') {
            while let Some(next) = rest.next_if(|next| next.is_alphanumeric() || *next == '_') {
                token.push(next);
            }
        } else if first == '.' {
            while rest.next_if_eq(&'.').is_some() {
                token.push('.');
            }
        } else if first.is_whitespace() {
            continue;
        }
        tokens.push(token);
    }
    tokens
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// A document with one thing in it that is not as it was.
fn damaged(text: &str, names: &[String], numbers: &mut Numbers) -> String {
    const LITERALS: [&str; 15] = [
        "7",
        "-1",
        "\"x\"",
        "null",
        "true",
        "ANY",
        "[1]",
        "{ a: 1 }",
        "3000000000",
        "1.5",
        "$v0",
        "$unknown",
        "\"2026-01-01\"",
        "[\"x\", null]",
        "{ code: \"X\", code: \"Y\" }",
    ];
    const PIECES: [&str; 12] = [
        "@skip(if: true)",
        "@include(if: null)",
        "@include(if: $v0)",
        "@nope",
        "@skip",
        "...F0",
        "... on Exam { code }",
        "... on SearchHit { __typename }",
        "__typename",
        "a1: __typename",
        "a1: code",
        "id: slug",
    ];
    let mut tokens = tokens(text);
    let at = numbers.below(tokens.len());
    let of_names: Vec<usize> = (0..tokens.len())
        .filter(|place| is_name(&tokens[*place]))
        .collect();
    match numbers.below(10) {
        0 => {
            tokens.remove(at);
        }
        1 => {
            let again = tokens[at].clone();
            tokens.insert(at, again);
        }
        2 if at + 1 < tokens.len() => tokens.swap(at, at + 1),
        3 | 4 => {
            let other = tokens[*numbers.of(&of_names)].clone();
            tokens[*numbers.of(&of_names)] = other;
        }
        5 | 6 => tokens[*numbers.of(&of_names)].clone_from(numbers.of(names)),
        7 => {
            // The value of an argument.
            let values: Vec<usize> = (1..tokens.len())
                .filter(|place| tokens[place - 1] == ":")
                .collect();
            let place = if values.is_empty() {
                at
            } else {
                *numbers.of(&values)
            };
            (*numbers.of(&LITERALS)).clone_into(&mut tokens[place]);
        }
        _ => tokens.insert(at, (*numbers.of(&PIECES)).to_owned()),
    }
    tokens.join(" ")
}

/// The names in a schema.
fn names(sdl: &str) -> Vec<String> {
    let mut names: Vec<String> = tokens(sdl)
        .into_iter()
        .filter(|name| is_name(name))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn documents_are_valid_that_graphql_js_takes_and_no_others() {
    const COUNT: usize = 3_000;

    let subject = Subject::new(schema(Services::new()));
    let sdl = sdl();
    let maker = DocumentMaker::new(&sdl, &subject.moment.catalogue);
    let (names, mut numbers) = (names(&sdl), Numbers(1));
    let mut documents = Vec::with_capacity(COUNT);
    while documents.len() < COUNT {
        let choices = numbers.choices(200);
        let document = maker.query(&mut Choices::new(&choices));
        let mut text = document.text.clone();
        for _ in 0..numbers.below(3) {
            text = damaged(&text, &names, &mut numbers);
        }
        let choices = numbers.choices(30);
        let variables = maker.variables(&document, &mut Choices::new(&choices));
        documents.push((text, variables));
    }
    let cases: Vec<Value> = documents
        .iter()
        .map(|(text, _)| json!({ "kind": "validate", "query": text }))
        .collect();
    let (mut valid, mut refused, mut limited, mut faults) = (0, 0, 0, Vec::new());
    for ((text, variables), expected) in documents.iter().zip(ask(&sdl, &cases)) {
        let found = subject.answer(text, variables);
        let reasons = expected["errors"].as_array().unwrap();
        let is_operation_unclear = {
            let body = String::from_utf8_lossy(&found.body);
            body.contains("in \\\"operationName\\\"") || body.contains("has no operation.")
        };
        if is_limit(&found) || is_operation_unclear {
            limited += 1;
        } else if is_invalid(&found) == reasons.is_empty() {
            let body = String::from_utf8_lossy(&found.body).into_owned();
            let body: String = body.chars().take(300).collect();
            faults.push(format!(
                "{text}\n  graphql-js: {reasons:?}\n  certgraph: {body}"
            ));
        } else if reasons.is_empty() {
            valid += 1;
        } else {
            refused += 1;
        }
    }
    print(&format!(
        "validity: {valid} valid, {refused} refused, {limited} over a limit, of {COUNT}"
    ));
    assert_no_difference(&faults, COUNT);
    assert!(
        valid > COUNT / 5 && refused > COUNT / 5,
        "{valid} valid, {refused} refused"
    );
}

#[test]
fn values_of_variables_fit_that_graphql_js_takes_and_no_others() {
    const COUNT: usize = 500;

    let subject = Subject::new(schema(Services::new()));
    let sdl = sdl();
    let maker = DocumentMaker::new(&sdl, &subject.moment.catalogue);
    let arguments = maker.arguments();
    assert!(arguments.len() > 50, "{}", arguments.len());
    let mut numbers = Numbers(2);
    let mut asked = Vec::with_capacity(COUNT);
    for place in 0..COUNT {
        let choices = numbers.choices(120);
        let argument = &arguments[place % arguments.len()];
        asked.push(maker.question(argument, &mut Choices::new(&choices)));
    }
    let cases: Vec<Value> = asked
        .iter()
        .map(|(text, variables)| json!({ "kind": "coerce", "query": text, "variables": variables }))
        .collect();
    let (mut taken, mut refused, mut limited, mut faults) = (0, 0, 0, Vec::new());
    for ((text, variables), expected) in asked.iter().zip(ask(&sdl, &cases)) {
        let found = subject.answer(text, variables);
        let reasons = expected["errors"].as_array().unwrap();
        let body = String::from_utf8_lossy(&found.body);
        assert!(!is_invalid(&found), "{text}\n{body}");
        if is_limit(&found) {
            limited += 1;
        } else if found.request_error.is_some() == reasons.is_empty() {
            faults.push(format!(
                "{text}\n{variables:?}\n  graphql-js: {reasons:?}\n  certgraph: {body}"
            ));
        } else if reasons.is_empty() {
            taken += 1;
        } else {
            assert!(body.contains("The variable \\\"$v"), "{body}");
            refused += 1;
        }
    }
    print(&format!(
        "coercion: {taken} taken, {refused} refused, {limited} over a limit, of {COUNT}"
    ));
    assert_no_difference(&faults, COUNT);
    assert!(
        taken > COUNT / 5 && refused > COUNT / 20,
        "{taken} taken, {refused} refused"
    );
}

#[test]
fn the_schema_tells_of_itself_what_graphql_js_tells_of_it() {
    const TYPE: &str = "kind name ofType { kind name ofType { kind name ofType { kind name
        ofType { kind name ofType { kind name } } } } }";
    const INPUT: &str = "name description defaultValue isDeprecated deprecationReason";

    let subject = Subject::new(schema(Services::new()));
    let sdl = sdl();
    let queries = [
        format!(
            "{{ __schema {{ description queryType {{ name }} mutationType {{ name }}
            subscriptionType {{ name }} types {{ kind name description specifiedByURL isOneOf
            fields(includeDeprecated: true) {{ name description isDeprecated deprecationReason
                args(includeDeprecated: true) {{ {INPUT} type {{ {TYPE} }} }} type {{ {TYPE} }} }} }} }} }}"
        ),
        format!(
            "{{ __schema {{ types {{ name inputFields(includeDeprecated: true) {{ {INPUT}
            type {{ {TYPE} }} }} interfaces {{ {TYPE} }} possibleTypes {{ name }}
            enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }} }} }} }}"
        ),
    ];
    let cases: Vec<Value> = queries
        .iter()
        .map(|query| json!({ "kind": "introspect", "query": query }))
        .collect();
    for (query, mut expected) in queries.iter().zip(ask(&sdl, &cases)) {
        let found = subject.answer(query, &Map::new());
        assert_eq!(
            found.request_error,
            None,
            "{}",
            String::from_utf8_lossy(&found.body)
        );
        let mut found: Value = serde_json::from_slice(&found.body).unwrap();
        for answer in [&mut expected, &mut found] {
            sort(answer);
            // What the schema is made with is in the hands of each: they describe their own types in
            // words and numbers of their own.
            let types = answer["data"]["__schema"]["types"].as_array_mut().unwrap();
            types.retain(|ty| {
                let name = ty["name"].as_str().unwrap();
                !name.starts_with("__")
                    && !["Int", "Float", "String", "Boolean", "ID"].contains(&name)
            });
            assert!(types.len() > 100, "{}", types.len());
        }
        let (found, expected) = (&found["data"]["__schema"], &expected["data"]["__schema"]);
        let types = |schema: &Value| schema["types"].as_array().unwrap().clone();
        for (found, expected) in types(found).iter().zip(&types(expected)) {
            assert_eq!(found, expected);
        }
        assert_eq!(found, expected);
    }
}

/// Sorts the lists of introspection, which are in no order.
fn sort(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.iter_mut().for_each(sort);
            items.sort_by_key(|item| item["name"].to_string());
        }
        Value::Object(fields) => fields.values_mut().for_each(sort),
        _ => {}
    }
}

/// A value read off JSON, in which `{"error": …}` stands for a resolver that fails.
pub trait Read: Sized {
    fn read(value: &Value) -> Self;
}

impl<T: Read> Read for Result<T> {
    fn read(value: &Value) -> Self {
        match value.get("error") {
            Some(error) => Err(async_graphql::Error::new(error.to_string())),
            None => Ok(T::read(value)),
        }
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &Value) -> Self {
        (!value.is_null()).then(|| T::read(value))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value) -> Self {
        value.as_array().unwrap().iter().map(T::read).collect()
    }
}

macro_rules! reads {
    ($($ty:ty => |$value:ident| $read:expr;)+) => {$(
        impl Read for $ty {
            fn read($value: &Value) -> Self {
                $read
            }
        }
    )+};
}

reads! {
    String => |value| value.as_str().unwrap().to_owned();
    i32 => |value| value.as_i64().unwrap().try_into().unwrap();
    f64 => |value| value.as_f64().unwrap();
    bool => |value| value.as_bool().unwrap();
    Mode => |value| if *value == "FAST" { Self::Fast } else { Self::Slow };
    Part => |value| Self(value.clone());
    Other => |value| Self(value.clone());
    Any => |value| match value["type"].as_str().unwrap() {
        "Part" => Self::Part(Part::read(value)),
        _ => Self::Other(Other::read(value)),
    };
    Named => |value| match value["type"].as_str().unwrap() {
        "Part" => Self::Part(Part::read(value)),
        _ => Self::Other(Other::read(value)),
    };
}

#[derive(Enum, Leaf, Serialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "UPPERCASE")]
pub enum Mode {
    Fast,
    Slow,
}

#[derive(InputObject, Serialize)]
pub struct Pick {
    #[graphql(default = 5)]
    count: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    inner: Option<Box<Pick>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modes: Option<Vec<Mode>>,
    text: String,
}

#[derive(Clone)]
pub struct Part(Value);
#[derive(Clone)]
pub struct Other(Value);

#[derive(Union, Members)]
pub enum Any {
    Part(Part),
    Other(Other),
}

#[derive(Interface, Members)]
#[graphql(field(name = "name", ty = "Result<String>"))]
pub enum Named {
    Part(Part),
    Other(Other),
}

#[fields]
impl Part {
    fn name(&self) -> Result<String> {
        Read::read(&self.0["name"])
    }
    fn size(&self) -> Result<Option<i32>> {
        Read::read(&self.0["size"])
    }
    fn flags(&self) -> Result<Option<Vec<Result<bool>>>> {
        Read::read(&self.0["flags"])
    }
    fn mode(&self) -> Result<Mode> {
        Read::read(&self.0["mode"])
    }
    fn other(&self) -> Result<Option<Other>> {
        Read::read(&self.0["other"])
    }
    fn must(&self) -> Result<Other> {
        Read::read(&self.0["must"])
    }
    fn parts(&self) -> Result<Option<Vec<Result<Part>>>> {
        Read::read(&self.0["parts"])
    }
    fn kin(&self) -> Result<Option<Named>> {
        Read::read(&self.0["kin"])
    }
    fn any(&self) -> Result<Any> {
        Read::read(&self.0["any"])
    }
    fn told(
        &self,
        #[graphql(default = 3)] count: i32,
        list: Option<Vec<i32>>,
        pick: Option<Pick>,
        #[graphql(default_with = "String::from(\"x\")")] text: String,
        mode: Option<Mode>,
    ) -> Result<Option<String>> {
        Ok(Some(json!([count, list, mode, pick, text]).to_string()))
    }
}

#[fields]
impl Other {
    fn name(&self) -> Result<String> {
        Read::read(&self.0["name"])
    }
    fn weight(&self) -> Result<Option<f64>> {
        Read::read(&self.0["weight"])
    }
    fn part(&self) -> Result<Option<Part>> {
        Read::read(&self.0["part"])
    }
    fn codes(&self) -> Result<Vec<Option<Result<String>>>> {
        Read::read(&self.0["codes"])
    }
}

type Row = Vec<Result<Other>>;

#[derive(Clone)]
pub struct Query(pub Arc<Value>);

#[fields]
impl Query {
    fn one(&self) -> Result<Option<Part>> {
        Read::read(&self.0["one"])
    }
    fn must(&self) -> Result<Part> {
        Read::read(&self.0["must"])
    }
    fn many(&self) -> Result<Option<Vec<Option<Result<Part>>>>> {
        Read::read(&self.0["many"])
    }
    fn all(&self) -> Result<Vec<Result<Part>>> {
        Read::read(&self.0["all"])
    }
    fn nested(&self) -> Result<Option<Vec<Option<Row>>>> {
        Read::read(&self.0["nested"])
    }
    fn anys(&self) -> Result<Option<Vec<Result<Any>>>> {
        Read::read(&self.0["anys"])
    }
    fn named(&self) -> Result<Option<Named>> {
        Read::read(&self.0["named"])
    }
}

#[derive(Clone)]
pub struct Mutation;

#[fields]
impl Mutation {
    fn nothing(&self) -> Result<Option<i32>> {
        Ok(None)
    }
}

/// A value of a type of that schema, in which some resolvers fail.
pub fn planted(ty: &str, depth: usize, numbers: &mut Numbers) -> Value {
    if let Some(inner) = ty.strip_suffix('!') {
        return match numbers.below(16) {
            0 => json!({ "error": "planted" }),
            _ => some(inner, depth, numbers),
        };
    }
    match numbers.below(16) {
        0 => json!({ "error": "planted" }),
        1 | 2 => Value::Null,
        _ if depth == 0 && ["Part", "Named", "[Part!]"].contains(&ty) => Value::Null,
        _ => some(ty, depth, numbers),
    }
}

fn some(ty: &str, depth: usize, numbers: &mut Numbers) -> Value {
    if let Some(item) = ty.strip_prefix('[').and_then(|ty| ty.strip_suffix(']')) {
        let count = numbers.below(4);
        // A list of lists has no place for an error between the two.
        let inner = |numbers: &mut Numbers| match planted(item, depth, numbers) {
            error if item.starts_with('[') && error.get("error").is_some() => Value::Null,
            item => item,
        };
        return (0..count).map(|_| inner(numbers)).collect();
    }
    let fields: &[(&str, &str)] = match ty {
        "Int" => return json!(numbers.below(9)),
        "Float" => return json!(0.5 + f64::from(u8::try_from(numbers.below(9)).unwrap())),
        "String" => return json!(*numbers.of(&["a", "\u{201c}\"\\", ""])),
        "Boolean" => return json!(numbers.below(2) == 0),
        "Mode" => return json!(*numbers.of(&["FAST", "SLOW"])),
        "Any" | "Named" => {
            let member = if depth == 0 {
                "Other"
            } else {
                *numbers.of(&["Part", "Other"])
            };
            return some(member, depth, numbers);
        }
        "Part" => &[
            ("name", "String!"),
            ("size", "Int"),
            ("flags", "[Boolean!]"),
            ("mode", "Mode!"),
            ("other", "Other"),
            ("must", "Other!"),
            ("parts", "[Part!]"),
            ("kin", "Named"),
            ("any", "Any!"),
        ],
        "Other" => &[
            ("name", "String!"),
            ("weight", "Float"),
            ("part", "Part"),
            ("codes", "[String]!"),
        ],
        _ => &[
            ("one", "Part"),
            ("must", "Part!"),
            ("many", "[Part]"),
            ("all", "[Part!]!"),
            ("nested", "[[Other!]]"),
            ("anys", "[Any!]"),
            ("named", "Named"),
        ],
    };
    let depth = depth.saturating_sub(1);
    let mut object = json!({ "type": ty });
    for (name, ty) in fields {
        object[*name] = planted(ty, depth, numbers);
    }
    object
}

fn test_schema(data: Value) -> ApiSchema {
    let (query, services) = (Query(Arc::new(data)), Services::new());
    ApiSchema::new(query, Mutation, EmptySubscription, services)
}

#[test]
fn queries_give_the_data_and_the_errors_that_graphql_js_gives() {
    const OBJECTS: usize = 100;
    const DOCUMENTS: usize = 30;

    let mut numbers = Numbers(3);
    let sdl = test_schema(Value::Null).sdl().to_owned();
    let mut asked = Vec::new();
    for _ in 0..OBJECTS {
        let data = some("Query", 3, &mut numbers);
        let subject = Subject::new(test_schema(data.clone()));
        let maker = DocumentMaker::new(&sdl, &subject.moment.catalogue);
        for _ in 0..DOCUMENTS {
            let choices = numbers.choices(200);
            let document = maker.query(&mut Choices::new(&choices));
            let choices = numbers.choices(40);
            let variables = maker.variables(&document, &mut Choices::new(&choices));
            let found = subject.answer(&document.text, &variables);
            let case = json!({ "kind": "execute", "query": document.text, "variables": variables, "data": data });
            asked.push((case, found));
        }
    }
    let cases: Vec<Value> = asked.iter().map(|(case, _)| case.clone()).collect();
    let (mut answered, mut failing, mut refused, mut limited, mut faults) =
        (0, 0, 0, 0, Vec::new());
    for ((case, found), expected) in asked.iter().zip(ask(&sdl, &cases)) {
        if is_limit(found) {
            limited += 1;
            continue;
        }
        let body: Value = serde_json::from_slice(&found.body).unwrap();
        let is_refused = expected["refused"] == true;
        let errors = body["errors"].as_array().cloned().unwrap_or_default();
        let paths: Vec<Value> = errors.iter().map(|error| error["path"].clone()).collect();
        let due = expected["paths"].as_array().cloned().unwrap_or_default();
        let due: Vec<Value> = due.into_iter().take(20).collect();
        let is_same = found.request_error.is_some() == is_refused
            && (is_refused
                || (in_order(&body["data"]) == in_order(&expected["data"]) && paths == due));
        if !is_same {
            let (query, variables) = (&case["query"], &case["variables"]);
            faults.push(format!(
                "{query}\n{variables}\n  graphql-js: {expected}\n  certgraph: {body}"
            ));
        } else if is_refused {
            refused += 1;
        } else if paths.is_empty() {
            answered += 1;
        } else {
            failing += 1;
        }
    }
    let count = asked.len();
    print(&format!(
        "execution: {answered} without errors, {failing} with errors, {refused} refused, {limited} over a limit, of {count}"
    ));
    let shown: Vec<String> = faults.iter().take(20).cloned().collect();
    assert!(
        faults.is_empty(),
        "{} of {count}\n{}",
        faults.len(),
        shown.join("\n\n")
    );
    assert!(
        answered > count / 10 && failing > count / 5,
        "{answered}, {failing}"
    );
}

/// Fails with all cases in which the two differ.
pub fn assert_no_difference(faults: &[String], of: usize) {
    let (count, all) = (faults.len(), faults.join("\n\n"));
    assert!(faults.is_empty(), "{count} of {of}\n{all}");
}
