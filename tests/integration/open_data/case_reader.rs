//! Reads CASE packages back, and says what they can hold of a catalogue.

use std::collections::BTreeMap;

use certgraph::catalogue::{BlueprintStanding, Catalogue};
use serde_json::{Value, json};

/// Blueprints by exam and version.
pub type Blueprints = BTreeMap<String, Value>;

fn weight(min: f64, max: f64) -> Value {
    let tenths = |number: f64| (number * 10.0).round().to_string();
    json!([tenths(min), tenths(max)])
}

/// What the packages say.
pub fn read(packages: &[Value]) -> Blueprints {
    packages.iter().map(package).collect()
}

fn package(package: &Value) -> (String, Value) {
    let document = &package["CFDocument"];
    let own = &document["extensions"]["certgraph"];
    let items: BTreeMap<&str, &Value> = package["CFItems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["identifier"].as_str().unwrap(), item))
        .collect();
    let children = |parent: &str| {
        let associations = package["CFAssociations"].as_array().unwrap().iter();
        let mut children: Vec<(i64, &Value)> = associations
            .filter(|one| one["destinationNodeURI"]["identifier"] == parent)
            .map(|one| {
                let child = one["originNodeURI"]["identifier"].as_str().unwrap();
                (one["sequenceNumber"].as_i64().unwrap(), items[child])
            })
            .collect();
        children.sort_by_key(|(number, _)| *number);
        children.into_iter().map(|(_, child)| child)
    };
    let domains = children(document["identifier"].as_str().unwrap()).map(|domain| {
        let objectives = children(domain["identifier"].as_str().unwrap());
        let objectives: Vec<Value> = objectives
            .map(|item| json!([item["humanCodingScheme"], item["fullStatement"]]))
            .collect();
        let range = &domain["extensions"]["certgraph"];
        let range = range["weightMin"].as_f64().zip(range["weightMax"].as_f64());
        json!({
            "key": domain["humanCodingScheme"],
            "title": domain["fullStatement"],
            "weight": range.map(|(min, max)| weight(min, max)),
            "objectives": objectives,
        })
    });
    let key = format!(
        "{}/{}@{}",
        own["vendor"].as_str().unwrap(),
        own["exam"].as_str().unwrap(),
        document["version"].as_str().unwrap()
    );
    let blueprint = json!({
        "title": document["title"],
        "vendor": document["publisher"],
        "isOfficial": document["adoptionStatus"] == "Adopted",
        "from": own["effectiveFrom"],
        "until": own["effectiveUntil"],
        "published": own["publishedOn"],
        "weights": own["weights"],
        "domains": domains.collect::<Vec<_>>(),
    });
    (key, blueprint)
}

/// What packages can hold of a catalogue.
pub fn held(catalogue: &Catalogue) -> Blueprints {
    let mut held = Blueprints::new();
    for index in catalogue.exams() {
        let entry = catalogue.exam(index);
        let exam = &entry.record;
        for blueprint in &exam.blueprints {
            let domains = blueprint.domains.iter().map(|domain| {
                let objectives = domain.objectives.iter();
                let objectives = objectives.map(|one| json!([one.key, one.title]));
                json!({
                    "key": domain.key,
                    "title": domain.title,
                    "weight": domain.weight.map(|range| weight(range.min().as_f64(), range.max().as_f64())),
                    "objectives": objectives.collect::<Vec<_>>(),
                })
            });
            let value = json!({
                "title": format!("{}: {}", exam.code, exam.title),
                "vendor": catalogue.vendor(entry.vendor).record.name,
                "isOfficial": blueprint.standing == BlueprintStanding::Official,
                "from": blueprint.effective_from,
                "until": blueprint.effective_until,
                "published": blueprint.published_on,
                "weights": blueprint.weights,
                "domains": domains.collect::<Vec<_>>(),
            });
            held.insert(format!("{}@{}", exam.key(), blueprint.version), value);
        }
    }
    held
}
