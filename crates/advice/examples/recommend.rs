//! Recommends a certification path from catalogue records: no server, no database, no async.
//!
//! `cargo run -p certgraph-advice --example recommend`

use std::{error::Error, io::Write};

use catalogue::{Catalogue, Content, Day, Revision, RoleSlug};
use certgraph_advice::{
    Constraints, NeverCancelled, Profile,
    path::{PathOutcome, recommend_for_role},
};
use chrono::DateTime;

/// Catalogue records as JSON. The TOML files in `catalogue/` have the same structure.
const RECORDS: &str = r#"{
    "source": [{
        "key": "guide", "title": "Career guide", "publisher": "Guide House",
        "url": "https://example.org/guide", "kind": "ARTICLE"
    }],
    "vendor": [{ "slug": "acme", "name": "Acme" }],
    "exam": [
        {
            "vendor": "acme", "code": "AC-100", "title": "Acme Cloud Fundamentals",
            "facts": [
                { "name": "LEVEL", "value": "FUNDAMENTALS", "evidence": { "sources": ["guide"], "as_of": "2026-10", "confidence": "REPUTABLE" } },
                { "name": "LIVE_ON", "value": "2024-03-01", "evidence": { "sources": ["guide"], "as_of": "2026-10", "confidence": "REPUTABLE" } },
                { "name": "FEE", "value": "99.00 USD", "evidence": { "sources": ["guide"], "as_of": "2026-10", "confidence": "REPUTABLE" } },
                { "name": "STUDY_HOURS", "value": "10..20 hours", "evidence": { "sources": ["guide"], "as_of": "2026-10", "confidence": "REPUTABLE" } }
            ]
        },
        {
            "vendor": "acme", "code": "AC-200", "title": "Acme Cloud Engineer",
            "facts": [
                { "name": "LEVEL", "value": "ASSOCIATE", "evidence": { "sources": ["guide"], "as_of": "2026-10", "confidence": "REPUTABLE" } },
                { "name": "LIVE_ON", "value": "2024-06-01", "evidence": { "sources": ["guide"], "as_of": "2026-10", "confidence": "REPUTABLE" } },
                { "name": "FEE", "value": "165.00 USD", "evidence": { "sources": ["guide"], "as_of": "2026-10", "confidence": "REPUTABLE" } },
                { "name": "STUDY_HOURS", "value": "60..80 hours", "evidence": { "sources": ["guide"], "as_of": "2026-10", "confidence": "REPUTABLE" } }
            ],
            "prerequisites": [{
                "kind": "REQUIRED", "any_of": ["acme/AC-100"],
                "evidence": { "sources": ["guide"], "as_of": "2026-10", "confidence": "REPUTABLE" }
            }]
        }
    ],
    "role": [{
        "slug": "cloud-engineer", "title": "Cloud engineer", "group": "Cloud",
        "recommendation": [{
            "ordered": true, "steps": [{ "any_of": ["acme/AC-200"] }],
            "evidence": { "sources": ["guide"], "as_of": "2026-10", "confidence": "REPUTABLE" }
        }]
    }]
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    Ok(std::io::stdout().write_all(report(RECORDS)?.as_bytes())?)
}

/// The paths to the role `cloud-engineer`, with the steps and their reasons.
fn report(records: &str) -> Result<String, Box<dyn Error>> {
    let content: Content = serde_json::from_str(records)?;
    let catalogue = Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).map_err(
        |violations| {
            violations
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
        },
    )?;
    let slug: RoleSlug = "cloud-engineer".parse()?;
    let role = catalogue.role_by_slug(&slug).ok_or("unknown role")?;
    let today: Day = "2026-11-28".parse()?;

    let outcome = recommend_for_role(
        &catalogue,
        role,
        &Profile::default(),
        &Constraints::beginning(today),
        today,
        1,
        &NeverCancelled,
    );

    let mut lines = Vec::new();
    match &outcome {
        PathOutcome::Recommended { paths, .. } => {
            for path in paths {
                let hours = path.totals.study_hours_text();
                lines.push(format!(
                    "{}: {}, {hours} of study",
                    path.label,
                    path.totals.fees_text()
                ));
                for step in &path.steps {
                    let exam = &catalogue.exam(step.exam).record;
                    let done = step
                        .finishes_on
                        .map_or("unknown".to_owned(), |day| day.to_string());
                    lines.push(format!(
                        "{}. {} {} by {done}",
                        step.position, exam.code, exam.title
                    ));
                    lines.extend(
                        step.reasons
                            .iter()
                            .map(|reason| format!("   {}", reason.text)),
                    );
                }
            }
        }
        PathOutcome::NoFeasible { binding, .. } => {
            lines.extend(binding.iter().map(|constraint| constraint.message.clone()));
        }
    }
    Ok(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_takes_the_required_exam_first() {
        assert_eq!(
            report(RECORDS).unwrap(),
            "\
Most recommended: 264.00 USD, 70 to 100 hours of study
1. AC-100 Acme Cloud Fundamentals by 2026-12-12
   AC-200 requires AC-100.
2. AC-200 Acme Cloud Engineer by 2027-02-06
   Guide House recommends AC-200 for the role Cloud engineer (as of 2026-10).
"
        );
    }
}
