//! Reads a CTDL graph back, and says what it can hold of a catalogue.

use std::collections::BTreeMap;

use certgraph::catalogue::{
    ApproximateDate, BlueprintStanding, Catalogue, ExamIndex, Fact, FactName, FactValue,
    PrerequisiteKind, Tenths, Unit,
};
use serde_json::{Map, Value, json};

/// Objects by kind and key.
pub type Objects = BTreeMap<String, Value>;

/// The members of an object that are there and not empty.
fn object(members: Value) -> Value {
    let Value::Object(members) = members else {
        unreachable!()
    };
    let is_there =
        |value: &Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
    let members: Map<String, Value> = members
        .into_iter()
        .filter(|(_, value)| is_there(value))
        .collect();
    Value::Object(members)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

struct Reader<'a> {
    nodes: BTreeMap<&'a str, &'a Value>,
}

/// What a graph says.
pub fn read(document: &Value) -> Objects {
    let nodes = list(&document["@graph"]);
    let reader = Reader {
        nodes: nodes
            .iter()
            .map(|node| (node["@id"].as_str().unwrap(), node))
            .collect(),
    };
    let mut objects = Objects::new();
    for node in nodes {
        let urn = node["@id"].as_str().unwrap();
        let ctid = urn.replace("urn:uuid:", "ce-");
        assert_eq!(node["ceterms:ctid"], ctid);
        let (key, value) = match node["@type"].as_str().unwrap() {
            "ceterms:CredentialOrganization" => (name(node), Reader::vendor(node)),
            "ceterms:Certification" => (name(node), reader.certification(node)),
            "ceterms:AssessmentProfile" => (reader.exam_key(urn), reader.exam(node)),
            _ => continue,
        };
        let kind = node["@type"].as_str().unwrap();
        assert!(
            objects
                .insert(format!("{kind} {key}"), object(value))
                .is_none()
        );
    }
    objects
}

fn name(node: &Value) -> String {
    node["ceterms:identifier"][0]["ceterms:identifierValueCode"]
        .as_str()
        .unwrap()
        .to_owned()
}

impl Reader<'_> {
    fn node(&self, id: &Value) -> &Value {
        self.nodes[id.as_str().unwrap()]
    }

    fn exam_key(&self, id: &str) -> String {
        let exam = self.nodes[id];
        let vendor = name(self.node(&exam["ceterms:ownedBy"][0]));
        format!(
            "{vendor}/{}",
            exam["ceterms:codedNotation"].as_str().unwrap()
        )
    }

    fn keys(&self, ids: &Value) -> Vec<String> {
        list(ids)
            .iter()
            .map(|id| self.exam_key(id.as_str().unwrap()))
            .collect()
    }

    /// The alternatives of conditions, each a list of exams.
    fn alternatives(&self, condition: &Value) -> Vec<Vec<String>> {
        match list(&condition["ceterms:alternativeCondition"]) {
            [] => vec![self.keys(&condition["ceterms:targetAssessment"])],
            all => all
                .iter()
                .map(|one| self.keys(&one["ceterms:targetAssessment"]))
                .collect(),
        }
    }

    fn vendor(node: &Value) -> Value {
        json!({ "name": node["ceterms:name"]["en"], "url": node["ceterms:subjectWebpage"] })
    }

    fn certification(&self, node: &Value) -> Value {
        let sets = list(&node["ceterms:requires"]).iter();
        json!({
            "title": node["ceterms:name"]["en"],
            "vendor": name(self.node(&node["ceterms:ownedBy"][0])),
            "names": node["ceterms:alternateName"]["en"],
            "level": level(node),
            "sets": sets.flat_map(|one| self.alternatives(one)).collect::<Vec<_>>(),
        })
    }

    fn exam(&self, node: &Value) -> Value {
        let costs = list(&node["ceterms:estimatedCost"]).iter();
        let costs =
            costs.map(|cost| json!([cost["ceterms:currency"], cost["ceterms:price"].as_f64()]));
        let roles = list(&node["ceterms:occupationType"]).iter();
        let mut roles: Vec<&Value> = roles.map(|role| &role["ceterms:codedNotation"]).collect();
        roles.sort_by_key(|role| role.as_str());
        let groups = |name: &str| -> Vec<Vec<String>> {
            let groups = list(&node[name]).iter();
            groups
                .map(|group| self.alternatives(group).concat())
                .collect()
        };
        let time = &node["ceterms:estimatedDuration"][0];
        let exact = &time["ceterms:exactDuration"];
        let time = if exact.is_null() {
            [
                &time["ceterms:minimumDuration"],
                &time["ceterms:maximumDuration"],
            ]
        } else {
            [exact, exact]
        };
        let time = time.map(|text| text.as_str().map(minutes));
        let mut frameworks: Vec<&Value> = vec![];
        for tested in list(&node["ceterms:assesses"]) {
            let framework = &tested["ceterms:framework"];
            if !frameworks.contains(&framework) {
                frameworks.push(framework);
            }
            assert_eq!(
                self.node(&tested["ceterms:targetNode"])["ceasn:isTopChildOf"][0],
                *framework
            );
        }
        json!({
            "title": node["ceterms:name"]["en"],
            "names": node["ceterms:alternateName"]["en"],
            "level": level(node),
            "fees": costs.collect::<Vec<_>>(),
            "minutes": time[0].zip(time[1]),
            "live": node["ceterms:dateEffective"],
            "retires": node["ceterms:expirationDate"],
            "successors": self.keys(&node["ceterms:supersededBy"]),
            "required": groups("ceterms:requires"),
            "recommended": groups("ceterms:recommends"),
            "roles": roles,
            "blueprints": frameworks.iter().map(|id| self.framework(self.node(id))).collect::<Vec<_>>(),
        })
    }

    fn framework(&self, node: &Value) -> Value {
        let version = &node["ceterms:versionIdentifier"][0]["ceterms:identifierValueCode"];
        let domains = list(&node["ceasn:hasTopChild"]).iter();
        object(json!({
            "version": version,
            "from": node["ceasn:dateValidFrom"],
            "until": node["ceasn:dateValidUntil"],
            "sources": node["ceasn:source"],
            "domains": domains.map(|id| self.domain(self.node(id))).collect::<Vec<_>>(),
        }))
    }

    fn domain(&self, node: &Value) -> Value {
        let objectives = list(&node["ceasn:hasChild"]).iter().map(|id| {
            let child = self.node(id);
            assert_eq!(child["ceasn:isChildOf"][0], node["@id"]);
            json!([
                child["ceasn:codedNotation"],
                child["ceasn:competencyText"]["en"]
            ])
        });
        let weight = &node["schema:additionalProperty"];
        let (min, max) = (&weight["schema:minValue"], &weight["schema:maxValue"]);
        if !node["ceasn:weight"].is_null() {
            assert!(node["ceasn:weight"] == *min && min == max);
        }
        object(json!({
            "key": node["ceasn:codedNotation"],
            "title": node["ceasn:competencyText"]["en"],
            "weight": min.as_f64().zip(max.as_f64()),
            "objectives": objectives.collect::<Vec<_>>(),
        }))
    }
}

fn level(node: &Value) -> Value {
    node["ceterms:audienceLevelType"][0]["ceterms:targetNodeName"]["en"].clone()
}

/// The minutes of a duration: `PT100M`.
fn minutes(text: &str) -> i64 {
    let minutes = text
        .strip_prefix("PT")
        .and_then(|rest| rest.strip_suffix('M'));
    minutes.unwrap().parse().unwrap()
}

/// What a graph can hold of a catalogue.
pub fn held(catalogue: &Catalogue) -> Objects {
    let mut held = Objects::new();
    let mut add = |kind: &str, key: &str, value| {
        held.insert(format!("ceterms:{kind} {key}"), object(value));
    };
    for index in catalogue.vendors() {
        let vendor = &catalogue.vendor(index).record;
        let value = json!({ "name": vendor.name, "url": vendor.url });
        add("CredentialOrganization", vendor.slug.as_str(), value);
    }
    for index in catalogue.certifications() {
        let record = &catalogue.certification(index).record;
        let sets = record.earned_by.iter().map(|set| &set.exams);
        let value = json!({
            "title": record.title,
            "vendor": record.vendor,
            "names": record.also_known_as,
            "level": record.level,
            "sets": sets.filter(|set| !set.is_empty()).collect::<Vec<_>>(),
        });
        add("Certification", record.slug.as_str(), value);
    }
    for index in catalogue.exams() {
        let key = catalogue.exam(index).record.key().to_string();
        add("AssessmentProfile", &key, exam(catalogue, index));
    }
    held
}

fn exam(catalogue: &Catalogue, index: ExamIndex) -> Value {
    let entry = catalogue.exam(index);
    let record = &entry.record;
    let is_general = |fact: &&Fact| {
        fact.about.is_none()
            && fact.experience.is_none()
            && fact.conditions.is_empty()
            && entry.is_served(fact)
    };
    let fees = record
        .facts
        .iter()
        .filter(|fact| fact.name == FactName::Fee)
        .filter(is_general);
    let fees = fees.filter_map(|fact| match fact.value()? {
        FactValue::Money(range) if range.min() == range.max() => {
            let amount: f64 = range.min().amount().parse().unwrap();
            Some(json!([range.currency().as_str(), amount]))
        }
        _ => None,
    });
    let time = entry
        .fact(FactName::Duration)
        .and_then(|fact| match fact.value()? {
            FactValue::Quantity(time) if time.unit() == Unit::Minutes => {
                let whole = |tenths: Tenths| (tenths.tenths() % 10 == 0).then(|| tenths.floor());
                whole(time.min()).zip(whole(time.max()))
            }
            _ => None,
        });
    let groups = |kind: PrerequisiteKind| -> Vec<&Vec<_>> {
        let groups = record.prerequisites.iter().filter(|group| {
            group.kind == kind
                && (kind == PrerequisiteKind::Required || group.experience.is_empty())
        });
        groups.map(|group| &group.any_of).collect()
    };
    let mut roles: Vec<String> = entry
        .roles
        .iter()
        .map(|role| catalogue.role(*role).record.slug.to_string())
        .collect();
    roles.sort_unstable();
    let exact = |date: Option<ApproximateDate>| {
        date.and_then(ApproximateDate::exact)
            .map(|day| day.to_string())
    };
    let blueprints = record.blueprints.iter().filter(|one| {
        // A blueprint without domains has nothing that the exam could be said to assess.
        one.standing == BlueprintStanding::Official && !one.domains.is_empty()
    });
    let blueprints = blueprints.map(|blueprint| {
        let domains = blueprint.domains.iter().map(|domain| {
            let objectives = domain.objectives.iter();
            object(json!({
                "key": domain.key,
                "title": domain.title,
                "weight": domain.weight.map(|range| (range.min().as_f64(), range.max().as_f64())),
                "objectives": objectives.map(|one| json!([one.key, one.title])).collect::<Vec<_>>(),
            }))
        });
        let sources = blueprint.evidence.sources.iter();
        let sources = sources.map(|key| catalogue.source(key).unwrap().url.as_str());
        object(json!({
            "version": blueprint.version,
            "from": exact(Some(blueprint.effective_from)),
            "until": exact(blueprint.effective_until),
            "sources": sources.filter(|url| url.starts_with("http")).collect::<Vec<_>>(),
            "domains": domains.collect::<Vec<_>>(),
        }))
    });
    json!({
        "title": record.title,
        "names": record.also_known_as,
        "level": entry.level,
        "fees": fees.collect::<Vec<_>>(),
        "minutes": time,
        "live": exact(entry.lifecycle.live),
        "retires": exact(entry.lifecycle.retires),
        "successors": record.successors.iter().map(|one| one.exam.to_string()).collect::<Vec<_>>(),
        "required": groups(PrerequisiteKind::Required),
        "recommended": groups(PrerequisiteKind::Recommended),
        "roles": roles,
        "blueprints": blueprints.collect::<Vec<_>>(),
    })
}
