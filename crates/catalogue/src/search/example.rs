//! Small catalogues for tests of search and lists.

use chrono::DateTime;
use serde_json::json;

use crate::{
    blueprint::{Blueprint, BlueprintStanding, Domain, WeightsPublished},
    content::Content,
    exam::Exam,
    fact::{Fact, FactName},
    objective::Objective,
    revision::Revision,
    role::Role,
    snapshot::Catalogue,
    source::{Confidence, Evidence},
    vendor::Vendor,
};

/// An estimate, which needs no source.
pub(crate) fn evidence() -> Evidence {
    Evidence {
        sources: vec![],
        as_of: "2026-01-01".parse().unwrap(),
        checked: None,
        confidence: Confidence::Estimate,
        note: Some("made by hand for a test".into()),
    }
}

pub(crate) fn vendor(slug: &str, name: &str) -> Vendor {
    Vendor {
        slug: slug.parse().unwrap(),
        name: name.into(),
        url: None,
    }
}

/// An exam without facts.
pub(crate) fn exam(vendor: &str, code: &str, title: &str) -> Exam {
    Exam {
        vendor: vendor.parse().unwrap(),
        code: code.parse().unwrap(),
        title: title.into(),
        former_codes: vec![],
        aliases: vec![],
        also_known_as: vec![],
        successors: vec![],
        facts: vec![],
        prerequisites: vec![],
        study_plan: None,
        blueprints: vec![],
    }
}

/// An exam with facts, given as name and text.
pub(crate) fn exam_with(vendor: &str, code: &str, title: &str, facts: &[(FactName, &str)]) -> Exam {
    let fact = |(name, value): &(FactName, &str)| -> Fact {
        let document = json!({ "name": name, "value": value, "evidence": evidence() });
        serde_json::from_value(document).unwrap()
    };
    Exam {
        facts: facts.iter().map(fact).collect(),
        ..exam(vendor, code, title)
    }
}

/// A blueprint in force from a day on, with one objective in each domain.
pub(crate) fn blueprint(from: &str, domains: &[(&str, &str)]) -> Blueprint {
    let domain = |(index, (title, objective)): (usize, &(&str, &str))| Domain {
        key: format!("domain-{index}").parse().unwrap(),
        title: (*title).into(),
        weight: None,
        objectives: vec![Objective {
            key: format!("objective-{index}").parse().ok(),
            title: (*objective).into(),
        }],
    };
    Blueprint {
        version: from.into(),
        standing: BlueprintStanding::Official,
        weights: WeightsPublished::Unknown,
        published_on: None,
        effective_from: from.parse().unwrap(),
        effective_until: None,
        evidence: evidence(),
        domains: domains.iter().enumerate().map(domain).collect(),
    }
}

pub(crate) fn role(slug: &str, title: &str) -> Role {
    Role {
        slug: slug.parse().unwrap(),
        title: title.into(),
        group: "AI".into(),
        focus: vec![],
        recommendations: vec![],
    }
}

/// Builds the snapshot of a content.
pub(crate) fn catalogue(content: Content) -> Catalogue {
    Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap()
}
