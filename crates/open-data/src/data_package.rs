//! The exports as a Data Package (<https://datapackage.org>, version 2).

use serde_json::{Map, Value, json};

use crate::distribution::{DATA_SET, DataSet, Distribution, LICENCES, TableField};

/// The descriptor. Paths are relative to it.
pub fn data_package(set: &DataSet) -> Value {
    let licences = LICENCES.map(
        |licence| json!({ "name": licence.name, "path": licence.url, "title": licence.title }),
    );
    let sources = set.sources.iter();
    let sources = sources.map(|(title, url)| {
        if url.starts_with("http") {
            json!({ "title": title, "path": url })
        } else {
            json!({ "title": title })
        }
    });
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": DATA_SET.name,
        "title": DATA_SET.title,
        "description": DATA_SET.description,
        "version": set.revision.to_string(),
        "created": set.committed_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        "keywords": DATA_SET.keywords,
        "licenses": licences,
        "sources": sources.collect::<Vec<_>>(),
        "resources": set.distributions.iter().map(resource).collect::<Vec<_>>(),
    })
}

fn resource(distribution: &Distribution) -> Value {
    let mut resource = Map::new();
    let mut set = |name: &str, value: Value| resource.insert(name.to_owned(), value);
    set("name", distribution.resource_name().into());
    set("path", distribution.path().into());
    set("description", distribution.description.into());
    set("format", distribution.format().into());
    set("mediatype", distribution.media_type.into());
    set("encoding", "utf-8".into());
    if let Some((bytes, sha256)) = &distribution.content {
        set("bytes", (*bytes).into());
        set("hash", format!("sha256:{sha256}").into());
    }
    if !distribution.fields.is_empty() {
        let fields = distribution.fields.iter().map(field);
        let key = ["vendor", "exam", "blueprintVersion", "domainKey"];
        set("type", "table".into());
        set(
            "schema",
            json!({
                "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                "fields": fields.collect::<Vec<_>>(),
                "missingValues": [""],
                "primaryKey": key,
            }),
        );
    }
    Value::Object(resource)
}

fn field(field: &TableField) -> Value {
    let mut constraints = Map::new();
    if field.is_required {
        constraints.insert("required".to_owned(), true.into());
    }
    if !field.values.is_empty() {
        constraints.insert("enum".to_owned(), field.values.into());
    }
    json!({
        "name": field.name,
        "type": field.kind,
        "description": field.description,
        "constraints": constraints,
    })
}
