//! Contents to test with.

use certgraph::{
    catalogue::{Catalogue, Content, FactName, Revision, Unit, ValueKind},
    publish::{parse, shipped_files},
};
use chrono::DateTime;
use serde_json::{Value, json};

/// The catalogue that ships in the binary.
pub fn shipped() -> Content {
    let content = parse(shipped_files()).and_then(|files| files.validate());
    content.expect("the shipped files hold together")
}

/// The same as a snapshot.
pub fn shipped_catalogue() -> Catalogue {
    let built = Catalogue::build(shipped(), Revision::new(1), DateTime::UNIX_EPOCH);
    built.expect("the shipped files hold together")
}

/// A content that uses every record, every option and every kind of fact.
pub fn complete() -> Content {
    serde_json::from_value(complete_json()).expect("the content is well formed")
}

fn evidence(sources: &[&str]) -> Value {
    json!({ "sources": sources, "as_of": "2026-06", "confidence": "OFFICIAL" })
}

fn complete_json() -> Value {
    json!({
        "source": [
            { "key": "guide", "title": "Guide", "publisher": "Acme", "url": "https://example.com/guide", "kind": "OFFICIAL" },
            { "key": "blog", "title": "Блог ✓", "publisher": "Jo", "url": "https://example.com/blog", "kind": "ARTICLE", "note": "Read\non paper." },
            { "key": "forum", "title": "Forum", "publisher": "Many", "url": "https://example.com/forum", "kind": "REPOSITORY",
              "limits": [{ "kind": "OUTLINE", "at_most": "COMMUNITY", "note": "Placeholders." }, { "kind": "FEE", "at_most": "ESTIMATE", "note": "Old prices." }] },
        ],
        "vendor": [
            { "slug": "acme", "name": "Acme", "url": "https://example.com" },
            { "slug": "zenith", "name": "Zenith" },
        ],
        "certification": [
            {
                "slug": "acme-engineer", "vendor": "acme", "title": "Engineer", "level": "ASSOCIATE", "also_known_as": ["Eng+", "Ingénieur"],
                "earned_by": [
                    ["acme/B-2"],
                    { "exams": ["acme/A-1", "zenith/a-1"], "from": "2026-11-01", "until": "2027-01-31" },
                    { "exams": ["acme/A-1"], "from": "2027-02-01" },
                ],
                "evidence": confirmed(),
            },
            { "slug": "bare", "vendor": "zenith", "title": "Bare", "evidence": estimate() },
        ],
        "exam": [acme_a1(), { "vendor": "acme", "code": "B-2", "title": "B" }, { "vendor": "zenith", "code": "a-1", "title": "Z" }],
        "role": [{
            "slug": "builder", "title": "Builder", "group": "Cloud", "focus": ["design", "build"],
            "recommendation": [
                {
                    "vendor": "acme", "ordered": true, "months_min": 3, "months_max": 6, "fees": "165.00..330.50 USD",
                    "steps": [{ "any_of": ["acme/B-2", "acme/A-1"], "optional": true }, { "any_of": ["zenith/a-1"], "held": true }],
                    "evidence": evidence(&["blog"]),
                },
                { "ordered": false, "focus": "small shops", "steps": [{ "any_of": ["zenith/a-1"] }], "months_max": 1, "evidence": evidence(&["guide"]) },
            ],
        }, { "slug": "idle", "title": "Idle", "group": "None" }],
        "comparison": [{
            "left": "acme/A-1", "right": "zenith/a-1", "summary": "They differ.",
            "dimension": [{ "name": "tier", "left": "low", "right": "high" }, { "name": "scope", "left": "wide", "right": "narrow" }],
            "audience": [{ "audience": "beginners", "take": ["zenith/a-1", "acme/A-1"], "advice": "Begin." }, { "audience": "nobody", "take": ["acme/B-2"], "advice": "Wait." }],
            "evidence": evidence(&["blog"]),
        }],
        "equivalence": [{ "left": "acme/A-1", "right": "zenith/a-1", "tier_distance": -1, "rationale": "Same ground.", "evidence": evidence(&["blog"]) }],
        "audience_rule": [
            {
                "key": "full", "exam": "acme/A-1", "audience": "Developers", "decision": "TAKE_INSTEAD",
                "when": {
                    "holds_any": ["acme/B-2", "zenith/a-1"], "only_vendors": ["zenith", "acme"], "ships_code": false,
                    "experience": ["PRACTITIONER", "NEW_TO_CLOUD"], "roles": ["idle", "builder"], "circumstances": ["has time", "has money"],
                },
                "reasons": ["because", "also"], "take": [["zenith/a-1", "acme/B-2"], ["acme/A-1"]],
                "evidence": evidence(&["blog", "guide"]),
            },
            { "key": "plain", "exam": "acme/B-2", "audience": "All", "decision": "SKIP", "when": {}, "evidence": estimate() },
        ],
    })
}

fn confirmed() -> Value {
    json!({ "sources": ["guide", "blog"], "as_of": "2026-06", "checked": "2026-11-27", "confidence": "OFFICIAL" })
}

fn estimate() -> Value {
    json!({ "as_of": "../2026-09-24", "confidence": "ESTIMATE", "note": "Half of the other." })
}

fn acme_a1() -> Value {
    json!({
        "vendor": "acme", "code": "A-1", "title": "A",
        "former_codes": ["Z-9", "A-0"], "aliases": ["AONE", "A1"], "also_known_as": ["The Acme", "A One"],
        "successors": [
            { "exam": "zenith/a-1", "evidence": evidence(&["guide"]) },
            { "exam": "acme/B-2", "evidence": evidence(&["blog"]) },
        ],
        "facts": facts(),
        "prerequisites": [
            { "kind": "REQUIRED", "any_of": ["zenith/a-1", "acme/B-2"], "evidence": evidence(&["guide"]) },
            { "kind": "RECOMMENDED", "any_of": ["acme/B-2"], "experience": ["PRACTITIONER", "KNOWS_VENDOR"], "evidence": evidence(&["blog"]) },
        ],
        "study_plan": {
            "evidence": evidence(&["blog"]),
            "block": [
                {
                    "first_week": 1, "last_week": 2, "hours": 20, "topics": ["t2", "t1"], "labs": ["l1"], "material": ["m1", "m2"],
                    "gate": { "percent": 80, "consecutive_attempts": 3 },
                },
                { "first_week": 3, "last_week": 3, "hours": 0 },
            ],
        },
        "blueprint": [
            {
                "version": "2025", "standing": "OFFICIAL", "weights": "PUBLISHED", "published_on": "../2025-01-31",
                "effective_from": "2025-02", "effective_until": "2026-03-31", "evidence": evidence(&["guide"]),
                "domain": [
                    { "key": "second", "title": "Second", "weight": "16.7..20", "objectives": [{ "key": "k2", "title": "o2" }, { "key": "k1", "title": "o1" }] },
                    { "key": "first", "title": "First", "weight": "80" },
                ],
            },
            {
                "version": "claim", "standing": "CLAIMED", "weights": "UNKNOWN", "effective_from": "2026",
                "evidence": evidence(&["blog"]), "domain": [{ "key": "first", "title": "Only" }],
            },
        ],
    })
}

/// A fact of every name, one absent for each reason, one for each kind of audience.
fn facts() -> Vec<Value> {
    let mut facts: Vec<Value> = FactName::ALL
        .iter()
        .map(
            |name| json!({ "name": name, "value": value(*name), "evidence": evidence(&["guide"]) }),
        )
        .collect();
    for reason in ["UNKNOWN", "NOT_PUBLISHED", "NOT_APPLICABLE", "DISPUTED"] {
        facts.push(json!({ "name": "FEE", "absent": reason, "evidence": evidence(&["blog"]) }));
    }
    for experience in ["NEW_TO_CLOUD", "KNOWS_VENDOR", "PRACTITIONER"] {
        facts.push(json!({ "name": "STUDY_HOURS", "experience": experience, "value": "16.5..60 hours", "evidence": estimate() }));
    }
    for value in ["2026-06-30", "2026-06", "2026", "../2026-06-30"] {
        facts.push(json!({ "name": "LIVE_ON", "value": value, "about": "Europe", "evidence": evidence(&["guide"]) }));
    }
    facts.push(json!({ "name": "PASSING_SCORE", "value": "66 of 0..100 percent", "evidence": evidence(&["guide"]) }));
    facts.push(json!({ "name": "FEE", "value": "21100 JPY", "evidence": evidence(&["guide"]) }));
    for value in ["2027-02-28/..", "2027-02/..", "2027/.."] {
        facts.push(json!({ "name": "RETIRES_ON", "value": value, "about": "Europe", "evidence": confirmed() }));
    }
    for (name, value, conditions) in [
        (
            "VALIDITY",
            "36 months",
            json!({ "earned_before": "2024-04-01" }),
        ),
        (
            "VALIDITY",
            "24 months",
            json!({ "earned_from": "2024-04-01", "earned_before": "2030-01-01" }),
        ),
        ("RETIRES_ON", "2026-09-28", json!({ "language": "English" })),
        (
            "RETIRES_ON",
            "2027-01-31",
            json!({ "language": "Simplified Chinese", "form": "STANDARD" }),
        ),
        ("FEE", "405.00 USD", json!({ "member": true })),
        ("FEE", "575.00 USD", json!({ "member": false })),
        ("FEE", "75.00 USD", json!({ "form": "BETA" })),
        (
            "FEE",
            "12000.00 INR",
            json!({ "region": "IN", "member": true }),
        ),
        ("FEE", "150.00 EUR", json!({ "region": "EU" })),
    ] {
        facts.push(json!({ "name": name, "value": value, "conditions": conditions, "evidence": confirmed() }));
    }
    facts.push(json!({ "name": "LANGUAGES", "value": [], "evidence": evidence(&["guide"]) }));
    facts
}

fn value(name: FactName) -> Value {
    match name.kind() {
        ValueKind::Money => json!("12000.00..25000.50 USD"),
        ValueKind::Quantity(units) => {
            json!(format!(
                "1..2.5 {}",
                units.first().map_or("", |unit: &Unit| unit.word())
            ))
        }
        ValueKind::Score => json!("700 of 1..1000"),
        ValueKind::Date => json!("2026-06-30"),
        ValueKind::Level => json!("SPECIALTY"),
        ValueKind::Text => json!("some words"),
        ValueKind::List if name == FactName::RenewedBy => json!(["zenith/a-1", "acme/B-2"]),
        ValueKind::List => json!(["second", "first"]),
        ValueKind::Flag => json!(true),
    }
}

/// A content of as many exams as asked for, each with facts and a blueprint of its own.
pub fn synthetic(exams: usize) -> Content {
    let objectives = |domain: u8| {
        ["first", "second", "third"]
            .map(|title| json!({ "key": format!("{title}-{domain}"), "title": title }))
    };
    let exams: Vec<Value> = (0..exams)
        .map(|number| {
            let domains: Vec<Value> = (1..=5)
                .map(|domain| json!({ "key": format!("domain-{domain}"), "title": format!("Domain {domain}"), "weight": "20", "objectives": objectives(domain) }))
                .collect();
            json!({
                "vendor": format!("vendor-{}", number % 200), "code": format!("X-{number:04}"), "title": format!("Exam {number}"),
                "facts": [
                    { "name": "FEE", "value": "165.00 USD", "evidence": evidence(&["guide"]) },
                    { "name": "DURATION", "value": "100 minutes", "evidence": evidence(&["guide"]) },
                    { "name": "LANGUAGES", "value": ["en", "de"], "evidence": evidence(&["guide"]) },
                    { "name": "LIVE_ON", "value": "2025-01", "evidence": evidence(&["guide"]) },
                ],
                "blueprint": [{
                    "version": "2025", "standing": "OFFICIAL", "weights": "PUBLISHED", "effective_from": "2025-02",
                    "evidence": evidence(&["guide"]), "domain": domains,
                }],
            })
        })
        .collect();
    let vendors: Vec<Value> = (0..200)
        .map(|number| json!({ "slug": format!("vendor-{number}"), "name": format!("Vendor {number}") }))
        .collect();
    let source = json!({ "key": "guide", "title": "Guide", "publisher": "Acme", "url": "https://example.com/guide", "kind": "OFFICIAL" });
    serde_json::from_value(json!({ "source": [source], "vendor": vendors, "exam": exams }))
        .expect("the content is well formed")
}
