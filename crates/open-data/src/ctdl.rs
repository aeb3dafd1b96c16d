//! Vendors, certifications, exams and what they test in the Credential Transparency Description Language
//! (CTDL, CTDL-ASN) of the Credential Registry, as JSON-LD.
//!
//! The nodes depend on no day: dates are written, states are not. Blueprints that a source only claims
//! are left out: their competencies would be read as the vendor's.

mod assessments;
mod competencies;

use catalogue::{Catalogue, CertificationIndex, ExamIndex, Level, VendorIndex};
use serde_json::{Map, Value, json};

use crate::identifier::Identifier;

/// The nodes of the graph: vendors, certifications, then each exam with its frameworks and competencies.
pub fn nodes(catalogue: &Catalogue) -> impl Iterator<Item = Value> {
    let vendors = catalogue
        .vendors()
        .map(|vendor| organisation(catalogue, vendor));
    let certifications = catalogue.certifications();
    let certifications = certifications.map(|index| certification(catalogue, index));
    let exams = catalogue.exams().flat_map(|exam| {
        let own = std::iter::once(assessments::assessment(catalogue, exam));
        own.chain(competencies::of_exam(catalogue, exam))
    });
    vendors.chain(certifications).chain(exams)
}

/// The context of the graph, inline: reading it needs no further request. It maps the names to the same
/// addresses as the registry's own context.
pub fn context() -> Value {
    let mut context = Map::new();
    let mut map = |names: &[&str], value: &Value| {
        for name in names {
            context.insert((*name).to_owned(), value.clone());
        }
    };
    map(&["ceterms"], &"https://purl.org/ctdl/terms/".into());
    map(&["ceasn"], &"https://purl.org/ctdlasn/terms/".into());
    map(
        &["publicationStatus"],
        &"https://purl.org/ctdlasn/vocabs/publicationStatus/".into(),
    );
    map(&["schema"], &"https://schema.org/".into());
    map(&["xsd"], &"http://www.w3.org/2001/XMLSchema#".into());
    map(&LANGUAGE_MAPS, &json!({ "@container": "@language" }));
    map(&LINKS, &json!({ "@type": "@id" }));
    map(&DATES, &json!({ "@type": "xsd:date" }));
    map(&DURATIONS, &json!({ "@type": "xsd:duration" }));
    Value::Object(context)
}

/// The properties with a text by language.
const LANGUAGE_MAPS: [&str; 8] = [
    "ceterms:name",
    "ceterms:alternateName",
    "ceterms:frameworkName",
    "ceterms:identifierTypeName",
    "ceterms:targetNodeName",
    "ceasn:name",
    "ceasn:competencyCategory",
    "ceasn:competencyText",
];

/// The properties whose values are addresses.
const LINKS: [&str; 15] = [
    "ceterms:ownedBy",
    "ceterms:offeredBy",
    "ceterms:subjectWebpage",
    "ceterms:supersededBy",
    "ceterms:targetAssessment",
    "ceterms:targetNode",
    "ceterms:framework",
    "ceasn:publisher",
    "ceasn:publicationStatusType",
    "ceasn:source",
    "ceasn:hasTopChild",
    "ceasn:hasChild",
    "ceasn:isTopChildOf",
    "ceasn:isChildOf",
    "ceasn:isPartOf",
];

const DATES: [&str; 4] = [
    "ceterms:dateEffective",
    "ceterms:expirationDate",
    "ceasn:dateValidFrom",
    "ceasn:dateValidUntil",
];

const DURATIONS: [&str; 3] = [
    "ceterms:exactDuration",
    "ceterms:minimumDuration",
    "ceterms:maximumDuration",
];

/// A text in English.
fn english(text: &str) -> Value {
    json!({ "en": text })
}

/// A node with its identifiers.
fn node(identifier: Identifier, kind: &str) -> Value {
    json!({
        "@id": identifier.urn(),
        "@type": kind,
        "ceterms:ctid": identifier.ctid(),
    })
}

/// A name of an object in a system of names.
fn name_in(system: &str, name: &str) -> Value {
    json!([{
        "@type": "ceterms:IdentifierValue",
        "ceterms:identifierTypeName": english(system),
        "ceterms:identifierValueCode": name,
    }])
}

/// The identifier of a vendor.
fn vendor_identifier(catalogue: &Catalogue, vendor: VendorIndex) -> Identifier {
    Identifier::of("vendor", &catalogue.vendor(vendor).record.slug)
}

/// The identifier of an exam.
fn exam_identifier(catalogue: &Catalogue, exam: ExamIndex) -> Identifier {
    Identifier::of_exam(&catalogue.exam(exam).record)
}

fn organisation(catalogue: &Catalogue, vendor: VendorIndex) -> Value {
    let record = &catalogue.vendor(vendor).record;
    let identifier = vendor_identifier(catalogue, vendor);
    let mut organisation = node(identifier, "ceterms:CredentialOrganization");
    organisation["ceterms:name"] = english(&record.name);
    organisation["ceterms:identifier"] = name_in("certgraph vendor", record.slug.as_str());
    if let Some(url) = &record.url {
        organisation["ceterms:subjectWebpage"] = url.as_str().into();
    }
    organisation
}

fn certification(catalogue: &Catalogue, index: CertificationIndex) -> Value {
    let entry = catalogue.certification(index);
    let record = &entry.record;
    let identifier = Identifier::of("certification", &record.slug);
    let vendor = vendor_identifier(catalogue, entry.vendor).urn();
    let mut certification = node(identifier, "ceterms:Certification");
    certification["ceterms:name"] = english(&record.title);
    certification["ceterms:identifier"] = name_in("certgraph certification", record.slug.as_str());
    certification["ceterms:ownedBy"] = json!([vendor]);
    if !record.also_known_as.is_empty() {
        certification["ceterms:alternateName"] = json!({ "en": record.also_known_as });
    }
    if let Some(level) = record.level {
        certification["ceterms:audienceLevelType"] = level_alignment(level);
    }
    let sets = entry.earned_by.iter().filter(|set| !set.is_empty());
    let sets: Vec<Value> = sets
        .map(|set| assessments::condition(catalogue, set))
        .collect();
    if let Some(conditions) = any_of(sets) {
        certification["ceterms:requires"] = json!([conditions]);
    }
    certification
}

/// One condition that any of these fulfils; `None` for none.
fn any_of(mut conditions: Vec<Value>) -> Option<Value> {
    match conditions.len() {
        0 => None,
        1 => conditions.pop(),
        _ => Some(json!({
            "@type": "ceterms:ConditionProfile",
            "ceterms:alternativeCondition": conditions,
        })),
    }
}

fn level_alignment(level: Level) -> Value {
    let word = match level {
        Level::Fundamentals => "FUNDAMENTALS",
        Level::Associate => "ASSOCIATE",
        Level::Professional => "PROFESSIONAL",
        Level::Specialty => "SPECIALTY",
    };
    json!([{
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:frameworkName": english("certgraph levels"),
        "ceterms:targetNodeName": english(word),
    }])
}
