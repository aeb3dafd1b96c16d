//! The OpenAPI description of the addresses, made of the documents and the schema.

use serde_json::{Map, Value, json};
use url::Url;

use super::{
    API,
    address::path_parameters,
    documents::{Documents, RestDocument},
    representation::FORMAT,
};
use crate::graphql::{EnumSchemas, ErrorCode, FixedVariable};

/// The description as OpenAPI 3.1.
pub(super) fn openapi(documents: &Documents) -> Value {
    let mut schemas = EnumSchemas::new();
    let mut paths = Map::new();
    for document in &documents.0 {
        let get = operation(document, &mut schemas);
        paths.insert(document.header("route").to_owned(), json!({ "get": get }));
    }
    schemas.insert("Problem".to_owned(), problem());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Certgraph",
            "version": "1",
            "summary": "Certification exams: facts, dates, comparisons and paths, each with its sources",
            "description": "Each address answers one fixed GraphQL document of the same catalogue as \
                `/graphql`. Null is unknown, not zero. Without `asOf`, answers are for today in UTC.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": API }],
        "security": [{}, { "token": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The token of a partner, with limits of its own.",
                },
            },
        },
    })
}

fn operation(document: &RestDocument, enums: &mut EnumSchemas) -> Value {
    let examples = examples(document.header("route"), document.header("example"));
    let fixed = &document.document;
    let mut parameters: Vec<_> = fixed
        .variables()
        .map(|variable| {
            let schema = fixed.parameter_schema(variable, enums);
            parameter(document, variable, schema, &examples)
        })
        .collect();
    let mut content = json!({ "application/json": { "schema": fixed.answer_schema(enums) } });
    if let Ok(answer) = serde_json::from_str::<Value>(document.answer) {
        content["application/json"]["example"] = answer;
    }
    if document.table.is_some() {
        parameters.push(json!({
            "name": FORMAT,
            "in": "query",
            "description": "`csv` for the rows as CSV, as with `Accept: text/csv`. Default: `json`.",
            "schema": { "type": "string", "enum": ["json", "csv"] },
        }));
        content["text/csv"] = json!({ "schema": { "type": "string" } });
    }
    let name = fixed.name().trim_start_matches("rest");
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    json!({
        "operationId": first.into_iter().chain(letters).collect::<String>(),
        "summary": document.header("summary"),
        "description": fixed.description(),
        "parameters": parameters,
        "responses": {
            "200": {
                "description": "The answer.",
                "headers": headers(document),
                "content": content,
            },
            "304": { "description": "The client has this answer." },
            "default": {
                "description": "Why there is no answer.",
                "content": {
                    "application/problem+json": {
                        "schema": { "$ref": "#/components/schemas/Problem" },
                    },
                },
            },
        },
    })
}

/// The headers of an answer.
fn headers(document: &RestDocument) -> Value {
    let text = json!({ "type": "string" });
    let mut headers = json!({
        "ETag": { "description": "The tag for `If-None-Match`.", "schema": text },
        "Cache-Control": { "description": "For how long the answer may be kept.", "schema": text },
        "RateLimit": {
            "description": "The points that are left, where the server limits them and no shared cache may keep the answer.",
            "schema": text,
        },
        "RateLimit-Policy": { "description": "The most points, with `RateLimit`.", "schema": text },
    });
    if document
        .document
        .variables()
        .any(|one| one.name() == "after")
    {
        let about = "The address of the next page, if there is one, with `rel=\"next\"`.";
        headers["Link"] = json!({ "description": about, "schema": text });
    }
    headers
}

fn parameter(
    document: &RestDocument,
    variable: FixedVariable<'_>,
    schema: Value,
    examples: &[(String, String)],
) -> Value {
    let name = variable.name();
    let in_path = document.header("route").contains(&format!("{{{name}}}"));
    let mut parameter = json!({
        "name": name,
        "in": if in_path { "path" } else { "query" },
        "required": in_path || variable.is_required(),
        "description": variable.description().unwrap_or_default(),
    });
    if variable.is_list() {
        parameter["explode"] = false.into();
    }
    if let Some((_, text)) = examples.iter().find(|(given, _)| given == name) {
        parameter["example"] = example(&schema, text);
    }
    parameter["schema"] = schema;
    parameter
}

/// The parameters in the example of a document: those of the path, then those of the query string.
fn examples(route: &str, address: &str) -> Vec<(String, String)> {
    let base = Url::parse("http://localhost").ok();
    let Some(address) = base.and_then(|base| base.join(address).ok()) else {
        return Vec::new();
    };
    let pattern = format!("{API}{route}");
    let in_path = path_parameters(&pattern, address.path());
    let in_path = in_path.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let in_query = address.query_pairs().into_owned();
    in_path.chain(in_query).collect()
}

/// The text of an example as a value of its schema.
fn example(schema: &Value, text: &str) -> Value {
    match schema["type"].as_str() {
        Some("array") => text
            .split(',')
            .map(|item| example(&schema["items"], item))
            .collect(),
        Some("integer" | "number" | "boolean") => {
            serde_json::from_str(text).unwrap_or_else(|_| text.into())
        }
        _ => text.into(),
    }
}

fn problem() -> Value {
    let codes: Vec<_> = ErrorCode::ALL.iter().map(|code| code.text()).collect();
    let meanings = ErrorCode::ALL.iter();
    let meanings = meanings.map(|code| format!("- `{}`: {}", code.text(), code.meaning()));
    let text = |about: &str| json!({ "type": "string", "description": about });
    json!({
        "type": "object",
        "description": "Problem details as in RFC 9457.",
        "properties": {
            "type": text("`about:blank`: the kind of the problem is in `code`."),
            "title": text("The meaning of the status."),
            "status": { "type": "integer", "description": "The HTTP status." },
            "detail": text("What is wrong, for people."),
            "code": {
                "type": "string",
                "enum": codes,
                "description": meanings.collect::<Vec<_>>().join("\n"),
            },
            "parameter": text("The parameter at fault, where it is one."),
            "suggestions": {
                "type": "array",
                "items": { "type": "string" },
                "description": "What may have been meant, nearest first.",
            },
        },
        "required": ["type", "title", "status", "detail", "code"],
    })
}
