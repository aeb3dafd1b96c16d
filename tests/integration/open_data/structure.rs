//! The structure that the specifications of the formats ask for.

use std::collections::HashSet;

use serde_json::Value;

fn is_uuid(text: &str) -> bool {
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12]
        && text
            .bytes()
            .all(|byte| byte == b'-' || byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        && text.as_bytes()[14] == b'5'
}

/// The members of an object: all of `required`, some of `optional`, no others (CASE's schema forbids
/// them).
fn assert_members(value: &Value, required: &[&str], optional: &[&str]) {
    let object = value.as_object().unwrap();
    for name in required {
        assert!(object.contains_key(*name), "{name} is missing in {value}");
    }
    for (name, member) in object {
        let is_known = required.contains(&name.as_str()) || optional.contains(&name.as_str());
        assert!(is_known, "{name} is not in the specification: {value}");
        assert!(!member.is_null(), "{name} is null in {value}");
    }
}

fn assert_link(link: &Value) {
    assert_members(link, &["title", "identifier", "uri"], &["targetType"]);
    assert_identified(link);
}

fn assert_identified(value: &Value) {
    let identifier = value["identifier"].as_str().unwrap();
    assert!(is_uuid(identifier), "{identifier}");
    assert_eq!(value["uri"], format!("urn:uuid:{identifier}"));
}

fn assert_instant(value: &Value) {
    let text = value.as_str().unwrap();
    assert!(chrono::DateTime::parse_from_rfc3339(text).is_ok(), "{text}");
}

/// CASE 1.1: the types of a package, its document, items, associations and types of items.
pub fn assert_case_package(package: &Value) {
    assert_members(
        package,
        &["CFDocument", "CFItems", "CFAssociations"],
        &["CFDefinitions", "CFRubrics", "extensions"],
    );
    let document = &package["CFDocument"];
    assert_members(
        document,
        &[
            "identifier",
            "uri",
            "creator",
            "title",
            "lastChangeDateTime",
        ],
        &[
            "frameworkType",
            "caseVersion",
            "officialSourceURL",
            "publisher",
            "description",
            "subject",
            "subjectURI",
            "language",
            "version",
            "adoptionStatus",
            "statusStartDate",
            "statusEndDate",
            "licenseURI",
            "notes",
            "extensions",
        ],
    );
    assert_identified(document);
    assert_instant(&document["lastChangeDateTime"]);
    assert_eq!(document["caseVersion"], "1.1");
    for name in ["statusStartDate", "statusEndDate"] {
        if let Some(day) = document[name].as_str() {
            assert!(day.parse::<chrono::NaiveDate>().is_ok(), "{day}");
        }
    }
    let mut nodes = HashSet::from([document["identifier"].as_str().unwrap()]);
    let items = package["CFItems"].as_array().unwrap();
    for item in items {
        assert_members(
            item,
            &["identifier", "uri", "fullStatement", "lastChangeDateTime"],
            &[
                "alternativeLabel",
                "CFItemType",
                "CFItemTypeURI",
                "humanCodingScheme",
                "listEnumeration",
                "abbreviatedStatement",
                "conceptKeywords",
                "conceptKeywordsURI",
                "notes",
                "subject",
                "subjectURI",
                "language",
                "educationLevel",
                "licenseURI",
                "statusStartDate",
                "statusEndDate",
                "extensions",
            ],
        );
        assert_identified(item);
        assert_instant(&item["lastChangeDateTime"]);
        assert_link(&item["CFItemTypeURI"]);
        assert!(
            nodes.insert(item["identifier"].as_str().unwrap()),
            "an identifier twice: {item}"
        );
    }
    assert_item_types(package, items);
    assert_associations(package, items.len(), &nodes);
}

/// The types of items: each item has one.
fn assert_item_types(package: &Value, items: &[Value]) {
    let types = package["CFDefinitions"]["CFItemTypes"].as_array().unwrap();
    for one in types {
        assert_members(
            one,
            &[
                "identifier",
                "uri",
                "title",
                "description",
                "hierarchyCode",
                "lastChangeDateTime",
            ],
            &["typeCode"],
        );
        assert_identified(one);
    }
    for item in items {
        let kind = &item["CFItemTypeURI"]["identifier"];
        assert!(types.iter().any(|one| one["identifier"] == *kind), "{item}");
    }
}

/// The associations: each item is the child of one node of the package.
fn assert_associations(package: &Value, items: usize, nodes: &HashSet<&str>) {
    let associations = package["CFAssociations"].as_array().unwrap();
    assert_eq!(associations.len(), items, "each item has one parent");
    for one in associations {
        assert_members(
            one,
            &[
                "identifier",
                "uri",
                "associationType",
                "originNodeURI",
                "destinationNodeURI",
                "lastChangeDateTime",
            ],
            &[
                "sequenceNumber",
                "CFAssociationGroupingURI",
                "notes",
                "extensions",
            ],
        );
        assert_identified(one);
        assert_eq!(one["associationType"], "isChildOf");
        for end in ["originNodeURI", "destinationNodeURI"] {
            assert_link(&one[end]);
            assert!(
                nodes.contains(one[end]["identifier"].as_str().unwrap()),
                "{one}"
            );
        }
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._/".contains(&byte)
        })
}

/// Data Package 2.0, Data Resource and Table Schema.
pub fn assert_data_package(package: &Value) {
    assert_eq!(
        package["$schema"],
        "https://datapackage.org/profiles/2.0/datapackage.json"
    );
    assert!(is_name(package["name"].as_str().unwrap()));
    assert_instant(&package["created"]);
    for licence in package["licenses"].as_array().unwrap() {
        assert!(
            licence["name"].is_string()
                && licence["path"].as_str().unwrap().starts_with("https://")
        );
    }
    let sources = package["sources"].as_array().unwrap();
    assert!(sources.len() > 50 && sources.iter().all(|source| source["title"].is_string()));
    let mut names = HashSet::new();
    for resource in package["resources"].as_array().unwrap() {
        let name = resource["name"].as_str().unwrap();
        assert!(is_name(name) && names.insert(name), "{name}");
        let path = resource["path"].as_str().unwrap();
        assert!(
            path.starts_with("exports/") && !path.contains(".."),
            "{path}"
        );
        assert!(resource["mediatype"].as_str().unwrap().contains('/'));
        assert_eq!(resource["encoding"], "utf-8");
        let schema = &resource["schema"];
        assert_eq!(resource["type"] == "table", schema.is_object(), "{name}");
        for field in schema["fields"].as_array().into_iter().flatten() {
            assert!(
                ["string", "integer", "number", "date"].contains(&field["type"].as_str().unwrap())
            );
            assert!(!field["description"].as_str().unwrap().is_empty());
        }
        for key in schema["primaryKey"].as_array().into_iter().flatten() {
            let fields = schema["fields"].as_array().unwrap();
            assert!(fields.iter().any(|field| field["name"] == *key), "{key}");
        }
    }
}
