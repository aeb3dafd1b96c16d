//! Official blueprints as frameworks, their domains and objectives as competencies (CTDL-ASN).

use catalogue::{
    ApproximateDate, Blueprint, BlueprintStanding, Catalogue, Domain, Exam, ExamIndex, WeightRange,
};
use serde_json::{Value, json};

use super::{english, name_in, node, vendor_identifier};
use crate::{identifier::Identifier, numbers::tenths};

/// The frameworks of an exam, each followed by its competencies.
pub(super) fn of_exam(catalogue: &Catalogue, index: ExamIndex) -> impl Iterator<Item = Value> {
    let exam = &catalogue.exam(index).record;
    official(exam).flat_map(move |blueprint| {
        let framework = framework(catalogue, index, blueprint);
        let domains = (1..).zip(&blueprint.domains);
        let competencies =
            domains.flat_map(move |(place, domain)| of_domain(exam, blueprint, place, domain));
        std::iter::once(framework).chain(competencies)
    })
}

/// The domains that an exam tests, in each of its official blueprints.
pub(super) fn tested_by(exam: &Exam) -> Vec<Value> {
    let tested = official(exam).flat_map(|blueprint| {
        let framework = Identifier::of_blueprint(exam, blueprint).urn();
        let domains = blueprint.domains.iter();
        domains.map(move |domain| {
            json!({
                "@type": "ceterms:CredentialAlignmentObject",
                "ceterms:framework": framework,
                "ceterms:targetNode": Identifier::of_domain(exam, blueprint, domain).urn(),
                "ceterms:targetNodeName": english(&domain.title),
            })
        })
    });
    tested.collect()
}

fn official(exam: &Exam) -> impl Iterator<Item = &Blueprint> {
    let blueprints = exam.blueprints.iter();
    blueprints.filter(|blueprint| blueprint.standing == BlueprintStanding::Official)
}

fn framework(catalogue: &Catalogue, index: ExamIndex, blueprint: &Blueprint) -> Value {
    let entry = catalogue.exam(index);
    let exam = &entry.record;
    let identifier = Identifier::of_blueprint(exam, blueprint);
    let mut framework = node(identifier, "ceasn:CompetencyFramework");
    framework["ceasn:name"] = english(&format!("{}: {}", exam.code, exam.title));
    framework["ceasn:inLanguage"] = json!(["en"]);
    framework["ceasn:publisher"] = json!([vendor_identifier(catalogue, entry.vendor).urn()]);
    framework["ceasn:publicationStatusType"] = "publicationStatus:Published".into();
    framework["ceterms:versionIdentifier"] = name_in("version", &blueprint.version);
    let sources = blueprint.evidence.sources.iter();
    let sources = sources.filter_map(|key| Some(catalogue.source(key)?.url.as_str()));
    let sources: Vec<&str> = sources.filter(|url| url.starts_with("http")).collect();
    if !sources.is_empty() {
        framework["ceasn:source"] = sources.into();
    }
    if let Some(day) = blueprint.effective_from.exact() {
        framework["ceasn:dateValidFrom"] = day.to_string().into();
    }
    if let Some(day) = blueprint.effective_until.and_then(ApproximateDate::exact) {
        framework["ceasn:dateValidUntil"] = day.to_string().into();
    }
    let domains = blueprint.domains.iter();
    let children: Vec<String> = domains
        .map(|domain| Identifier::of_domain(exam, blueprint, domain).urn())
        .collect();
    if !children.is_empty() {
        framework["ceasn:hasTopChild"] = children.into();
    }
    framework
}

/// A domain and its objectives.
fn of_domain<'a>(
    exam: &'a Exam,
    blueprint: &'a Blueprint,
    place: usize,
    domain: &'a Domain,
) -> impl Iterator<Item = Value> + use<'a> {
    let framework = Identifier::of_blueprint(exam, blueprint).urn();
    let identifier = Identifier::of_domain(exam, blueprint, domain);
    let mut competency = competency(identifier, &domain.title, "Domain", &framework);
    competency["ceasn:listID"] = place.to_string().into();
    competency["ceasn:codedNotation"] = domain.key.as_str().into();
    competency["ceasn:isTopChildOf"] = json!([framework]);
    if let Some(weight) = domain.weight {
        set_weight(&mut competency, weight);
    }
    let objectives = domain.objectives.iter();
    let own = |objective| Identifier::of_objective(exam, blueprint, domain, objective);
    let children: Vec<String> = objectives.map(|objective| own(objective).urn()).collect();
    if !children.is_empty() {
        competency["ceasn:hasChild"] = children.into();
    }
    let numbered = (1..).zip(&domain.objectives);
    let children = numbered.map(move |(number, objective)| {
        let own = Identifier::of_objective(exam, blueprint, domain, objective);
        let mut child = self::competency(own, &objective.title, "Objective", &framework);
        child["ceasn:listID"] = format!("{place}.{number}").into();
        if let Some(key) = &objective.key {
            child["ceasn:codedNotation"] = key.as_str().into();
        }
        child["ceasn:isChildOf"] = json!([identifier.urn()]);
        child
    });
    std::iter::once(competency).chain(children)
}

fn competency(identifier: Identifier, text: &str, category: &str, framework: &str) -> Value {
    let mut competency = node(identifier, "ceasn:Competency");
    competency["ceasn:competencyText"] = english(text);
    competency["ceasn:competencyCategory"] = english(category);
    competency["ceasn:inLanguage"] = json!(["en"]);
    competency["ceasn:isPartOf"] = json!([framework]);
    competency
}

/// CTDL has a weight of one number only; the range is schema.org's.
fn set_weight(competency: &mut Value, weight: WeightRange) {
    let (min, max) = (tenths(weight.min()), tenths(weight.max()));
    if weight.min() == weight.max() {
        competency["ceasn:weight"] = min.clone();
    }
    competency["schema:additionalProperty"] = json!({
        "@type": "schema:PropertyValue",
        "schema:name": "weight",
        "schema:unitCode": "P1",
        "schema:minValue": min,
        "schema:maxValue": max,
    });
}
