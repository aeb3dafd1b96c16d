//! Exams as assessments: price, time, dates, what comes before and after, and what they test.

use catalogue::{
    ApproximateDate, Catalogue, ExamEntry, ExamIndex, FactContent, FactName, FactValue,
    PrerequisiteKind, Quantity,
};
use serde_json::{Value, json};

use super::{
    any_of, competencies, english, exam_identifier, level_alignment, node, vendor_identifier,
};
use crate::{
    dates::fees,
    numbers::{amount, duration, duration_of},
};

/// The node of an exam.
pub(super) fn assessment(catalogue: &Catalogue, exam: ExamIndex) -> Value {
    let entry = catalogue.exam(exam);
    let record = &entry.record;
    let vendor = vendor_identifier(catalogue, entry.vendor).urn();
    let mut node = node(
        exam_identifier(catalogue, exam),
        "ceterms:AssessmentProfile",
    );
    node["ceterms:name"] = english(&record.title);
    node["ceterms:codedNotation"] = record.code.as_str().into();
    node["ceterms:ownedBy"] = json!([vendor]);
    node["ceterms:offeredBy"] = json!([vendor]);
    if !record.also_known_as.is_empty() {
        node["ceterms:alternateName"] = json!({ "en": record.also_known_as });
    }
    if let Some(level) = entry.level {
        node["ceterms:audienceLevelType"] = level_alignment(level);
    }
    let mut set = |name: &str, values: Vec<Value>| {
        if !values.is_empty() {
            node[name] = values.into();
        }
    };
    set("ceterms:estimatedCost", costs(entry));
    set(
        "ceterms:estimatedDuration",
        time(entry).into_iter().collect(),
    );
    let group = |kind| prerequisites(catalogue, entry, kind);
    set("ceterms:requires", group(PrerequisiteKind::Required));
    set("ceterms:recommends", group(PrerequisiteKind::Recommended));
    let successors = entry.successors.iter();
    let successors = successors.map(|exam| exam_identifier(catalogue, *exam).urn().into());
    set("ceterms:supersededBy", successors.collect());
    set("ceterms:occupationType", roles(catalogue, entry));
    set("ceterms:assesses", competencies::tested_by(record));
    let dates = &entry.lifecycle;
    for (name, date) in [
        ("ceterms:dateEffective", dates.live),
        ("ceterms:expirationDate", dates.retires),
    ] {
        if let Some(day) = date.and_then(ApproximateDate::exact) {
            node[name] = day.to_string().into();
        }
    }
    node
}

/// The condition that all of these exams are passed.
pub(super) fn condition(catalogue: &Catalogue, exams: &[ExamIndex]) -> Value {
    let exams = exams.iter();
    json!({
        "@type": "ceterms:ConditionProfile",
        "ceterms:targetAssessment":
            exams.map(|exam| exam_identifier(catalogue, *exam).urn()).collect::<Vec<_>>(),
    })
}

/// The list prices that depend on nothing, one for each currency.
fn costs(entry: &ExamEntry) -> Vec<Value> {
    let costs = fees(entry).map(|fee| {
        json!({
            "@type": "ceterms:CostProfile",
            "ceterms:name": english("List price before tax"),
            "ceterms:price": amount(fee.min()),
            "ceterms:currency": fee.currency().as_str(),
        })
    });
    costs.collect()
}

/// The answering time.
fn time(entry: &ExamEntry) -> Option<Value> {
    let FactContent::Known(FactValue::Quantity(quantity)) =
        &entry.fact(FactName::Duration)?.content
    else {
        return None;
    };
    duration_profile(*quantity)
}

fn duration_profile(quantity: Quantity) -> Option<Value> {
    if let Some(exact) = duration(quantity) {
        return Some(json!({
            "@type": "ceterms:DurationProfile",
            "ceterms:exactDuration": exact,
        }));
    }
    Some(json!({
        "@type": "ceterms:DurationProfile",
        "ceterms:minimumDuration": duration_of(quantity.min(), quantity.unit())?,
        "ceterms:maximumDuration": duration_of(quantity.max(), quantity.unit())?,
    }))
}

/// The groups of prerequisites of a kind that hold for everybody, each any one of its exams.
fn prerequisites(catalogue: &Catalogue, entry: &ExamEntry, kind: PrerequisiteKind) -> Vec<Value> {
    let groups = entry.record.prerequisites.iter().zip(&entry.prerequisites);
    let groups = groups.filter(|(group, _)| {
        let is_for_all = kind == PrerequisiteKind::Required || group.experience.is_empty();
        group.kind == kind && is_for_all
    });
    let conditions = groups.filter_map(|(_, exams)| {
        let alternatives = exams.iter().map(|exam| condition(catalogue, &[*exam]));
        any_of(alternatives.collect())
    });
    conditions.collect()
}

/// The roles for which sources recommend the exam.
fn roles(catalogue: &Catalogue, entry: &ExamEntry) -> Vec<Value> {
    let roles = entry.roles.iter().map(|role| {
        let record = &catalogue.role(*role).record;
        json!({
            "@type": "ceterms:CredentialAlignmentObject",
            "ceterms:frameworkName": english("certgraph roles"),
            "ceterms:targetNodeName": english(&record.title),
            "ceterms:codedNotation": record.slug.as_str(),
        })
    });
    roles.collect()
}
