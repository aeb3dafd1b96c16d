//! Blueprints as packages of Competencies and Academic Standards Exchange (CASE) 1.1 by 1EdTech.
//!
//! A package has one blueprint of an exam as its document, the domains and objectives as its items, and
//! their tree as associations. What CASE has no property for is in `extensions`, which CASE 1.1 allows
//! for documents and items.

use catalogue::{
    ApproximateDate, Blueprint, BlueprintStanding, Catalogue, Domain, Exam, ExamIndex,
    WeightsPublished,
};
use serde_json::{Map, Value, json};

use crate::{identifier::Identifier, numbers::tenths};

/// The packages of all blueprints, by vendor and code of the exam, in the order of the record. Each is
/// the response of CASE's `GET /CFPackages/{id}`.
pub fn packages(catalogue: &Catalogue) -> impl Iterator<Item = Value> {
    catalogue
        .exams()
        .flat_map(move |exam| of_exam(catalogue, exam))
}

fn of_exam(catalogue: &Catalogue, exam: ExamIndex) -> impl Iterator<Item = Value> {
    let record = &catalogue.exam(exam).record;
    let blueprints = record.blueprints.iter();
    blueprints.map(move |blueprint| package(catalogue, exam, blueprint))
}

/// The package of a blueprint.
fn package(catalogue: &Catalogue, index: ExamIndex, blueprint: &Blueprint) -> Value {
    let exam = &catalogue.exam(index).record;
    let mut writer = PackageWriter::new(exam, blueprint);
    for (position, domain) in (1..).zip(&blueprint.domains) {
        writer.domain(position, domain);
    }
    let vendor = &catalogue.vendor(catalogue.exam(index).vendor).record.name;
    json!({
        "CFDocument": document(catalogue, vendor, exam, blueprint, &writer.changed),
        "CFItems": writer.items,
        "CFAssociations": writer.associations,
        "CFDefinitions": { "CFItemTypes": item_types(&writer.changed) },
    })
}

fn document(
    catalogue: &Catalogue,
    vendor: &str,
    exam: &Exam,
    blueprint: &Blueprint,
    changed: &str,
) -> Value {
    let identifier = Identifier::of_blueprint(exam, blueprint);
    let mut document = json!({
        "identifier": identifier.uuid(),
        "uri": identifier.urn(),
        "frameworkType": "Exam blueprint",
        "caseVersion": "1.1",
        "creator": vendor,
        "publisher": vendor,
        "title": title(exam),
        "lastChangeDateTime": changed,
        "version": blueprint.version,
        "language": "en",
        "adoptionStatus": match blueprint.standing {
            BlueprintStanding::Official => "Adopted",
            BlueprintStanding::Claimed => "Draft",
        },
    });
    let sources = blueprint.evidence.sources.iter();
    let mut addresses = sources.filter_map(|key| Some(catalogue.source(key)?.url.as_str()));
    if let Some(address) = addresses.find(|address| address.starts_with("http")) {
        document["officialSourceURL"] = address.into();
    }
    if let Some(day) = blueprint.effective_from.exact() {
        document["statusStartDate"] = day.to_string().into();
    }
    if let Some(day) = blueprint.effective_until.and_then(ApproximateDate::exact) {
        document["statusEndDate"] = day.to_string().into();
    }
    document["extensions"] = json!({ "certgraph": extensions(exam, blueprint) });
    document
}

/// What CASE has no property for: the exam, the dates in EDTF, and whether weights are published.
fn extensions(exam: &Exam, blueprint: &Blueprint) -> Value {
    let mut extensions = Map::new();
    let mut set = |name: &str, value: Value| extensions.insert(name.to_owned(), value);
    set("vendor", exam.vendor.as_str().into());
    set("exam", exam.code.as_str().into());
    set("effectiveFrom", blueprint.effective_from.to_string().into());
    if let Some(until) = blueprint.effective_until {
        set("effectiveUntil", until.to_string().into());
    }
    if let Some(published) = blueprint.published_on {
        set("publishedOn", published.to_string().into());
    }
    set(
        "weights",
        match blueprint.weights {
            WeightsPublished::Published => "PUBLISHED",
            WeightsPublished::NotPublished => "NOT_PUBLISHED",
            WeightsPublished::Unknown => "UNKNOWN",
        }
        .into(),
    );
    Value::Object(extensions)
}

fn title(exam: &Exam) -> String {
    format!("{}: {}", exam.code, exam.title)
}

/// The items and associations of a package under construction.
struct PackageWriter<'a> {
    exam: &'a Exam,
    blueprint: &'a Blueprint,
    changed: String,
    items: Vec<Value>,
    associations: Vec<Value>,
}

impl<'a> PackageWriter<'a> {
    fn new(exam: &'a Exam, blueprint: &'a Blueprint) -> Self {
        let day = blueprint.evidence.newest_day();
        Self {
            exam,
            blueprint,
            changed: format!("{day}T00:00:00Z"),
            items: Vec::new(),
            associations: Vec::new(),
        }
    }

    fn domain(&mut self, position: usize, domain: &Domain) {
        let (exam, blueprint) = (self.exam, self.blueprint);
        let identifier = Identifier::of_domain(exam, blueprint, domain);
        let mut item = self.item(identifier, &domain.title, &position.to_string(), DOMAIN);
        item["humanCodingScheme"] = domain.key.as_str().into();
        if let Some(weight) = domain.weight {
            item["extensions"] = json!({ "certgraph": {
                "weightMin": tenths(weight.min()),
                "weightMax": tenths(weight.max()),
            }});
        }
        self.items.push(item);
        let document = (Identifier::of_blueprint(exam, blueprint), title(exam));
        self.child(
            position,
            (identifier, &domain.title),
            (document.0, &document.1),
        );
        for (place, objective) in (1..).zip(&domain.objectives) {
            let own = Identifier::of_objective(exam, blueprint, domain, objective);
            let number = format!("{position}.{place}");
            let mut item = self.item(own, &objective.title, &number, OBJECTIVE);
            if let Some(key) = &objective.key {
                item["humanCodingScheme"] = key.as_str().into();
            }
            self.items.push(item);
            self.child(place, (own, &objective.title), (identifier, &domain.title));
        }
    }

    fn item(&self, identifier: Identifier, text: &str, number: &str, kind: &str) -> Value {
        json!({
            "identifier": identifier.uuid(),
            "uri": identifier.urn(),
            "fullStatement": text,
            "listEnumeration": number,
            "CFItemType": kind,
            "CFItemTypeURI": link(item_type(kind), kind),
            "language": "en",
            "lastChangeDateTime": self.changed,
        })
    }

    /// Associates a child with its parent.
    fn child(
        &mut self,
        position: usize,
        (child, child_title): (Identifier, &str),
        (parent, parent_title): (Identifier, &str),
    ) {
        let identifier = Identifier::of_pair("child", child, parent);
        self.associations.push(json!({
            "identifier": identifier.uuid(),
            "uri": identifier.urn(),
            "associationType": "isChildOf",
            "sequenceNumber": position,
            "originNodeURI": link(child, child_title),
            "destinationNodeURI": link(parent, parent_title),
            "lastChangeDateTime": self.changed,
        }));
    }
}

const DOMAIN: &str = "Domain";
const OBJECTIVE: &str = "Objective";

fn item_type(kind: &str) -> Identifier {
    Identifier::of("item-type", &kind)
}

fn item_types(changed: &str) -> Value {
    let types = [
        (DOMAIN, "1", "A weighted part of an exam."),
        (OBJECTIVE, "2", "A skill that an exam tests."),
    ];
    let types = types.map(|(title, level, description)| {
        let identifier = item_type(title);
        json!({
            "identifier": identifier.uuid(),
            "uri": identifier.urn(),
            "title": title,
            "description": description,
            "hierarchyCode": level,
            "lastChangeDateTime": changed,
        })
    });
    types.to_vec().into()
}

fn link(identifier: Identifier, title: &str) -> Value {
    json!({ "title": title, "identifier": identifier.uuid(), "uri": identifier.urn() })
}
