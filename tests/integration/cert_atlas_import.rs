//! Cert Atlas through the command line: what an import writes, keeps, tells and refuses.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use certgraph::{
    catalogue::{
        BlueprintStanding, Confidence, Content, Day, Evidence, Exam, Fact, FactName, FactValue,
        first_on_topic,
    },
    publish::cert_atlas::Finding,
};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

use crate::support::{
    cert_atlas::{self, content_of},
    database::{TestDatabase, fresh},
};

/// The source of everything that an import writes.
const SOURCE: &str = "cert-atlas-index";

fn shipped() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
    folder.display().to_string()
}

/// A database and a folder for the files of one test.
struct Place {
    database: TestDatabase,
    folder: tempfile::TempDir,
}

impl Place {
    async fn new() -> Self {
        Self {
            database: fresh().await,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_certgraph"))
            .current_dir(self.folder.path())
            .env_clear()
            .stdin(Stdio::null())
            .args(arguments)
            .env("DATABASE_URL", self.database.url())
            .output()
            .unwrap()
    }

    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{message}");
        String::from_utf8(output.stdout).unwrap()
    }

    #[track_caller]
    fn refused(&self, arguments: &[&str], code: &str) -> String {
        let output = self.run(arguments);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(message.contains(&format!("error[{code}]: ")), "{message}");
        message
    }

    #[track_caller]
    fn import(&self, file: &str) -> String {
        self.done(&["import", "--format", "cert-atlas", file])
    }

    fn exported(&self) -> Content {
        let text = self.done(&["export", "--format", "json"]);
        serde_json::from_str(&text).unwrap()
    }

    fn write(&self, name: &str, text: &str) -> String {
        let file = self.file(name);
        fs::write(&file, text).unwrap();
        file.display().to_string()
    }

    fn write_atlas(&self, exams: &Value) -> String {
        let atlas = json!({
            "source": { "commit_date": "2026-06-13", "licence": "MIT" },
            "vendors": [{ "display_name": "Acme", "slug": "acme" }],
            "exams": exams,
        });
        self.write("atlas.json", &atlas.to_string())
    }
}

fn exam<'a>(content: &'a Content, key: &str) -> &'a Exam {
    let found = content
        .exams
        .iter()
        .find(|exam| exam.key().to_string() == key);
    found.unwrap_or_else(|| panic!("no {key}"))
}

fn is_of_the_index(evidence: &Evidence) -> bool {
    evidence
        .sources
        .iter()
        .any(|source| source.as_str() == SOURCE)
}

fn lines(exam: &Exam) -> Vec<String> {
    exam.facts
        .iter()
        .map(|fact| {
            let value = fact.value().map_or("?".to_owned(), ToString::to_string);
            let about = fact.about.as_deref().unwrap_or_default();
            format!("{}{about} {value}", fact.name)
        })
        .collect()
}

#[tokio::test]
async fn the_whole_index_is_imported_once_and_comes_out_again() {
    let place = Place::new().await;
    place.done(&["migrate"]);
    let dry = place.done(&[
        "import",
        "--format",
        "cert-atlas",
        "--dry-run",
        cert_atlas::FILE,
    ]);
    assert!(dry.contains("would be"), "{dry}");
    let said = place.import(cert_atlas::FILE);
    assert!(
        said.contains("1830 added, 0 changed, 0 removed; now revision 1"),
        "{said}"
    );
    assert!(said.contains("1606 entries, 0 skipped"), "{said}");
    assert!(
        said.contains("cannot add up to 100: stored as a contradiction"),
        "{said}"
    );
    // What the command writes is what the mapping says.
    let mut expected = cert_atlas::content();
    expected.sort();
    assert!(place.exported() == expected, "another content was stored");
    let again = place.import(cert_atlas::FILE);
    assert!(
        again.contains("nothing to change, still revision 1"),
        "{again}"
    );
    let file = place.file("out.toml").display().to_string();
    place.done(&["export", "--output", &file]);
    let back = place.done(&["import", &file]);
    assert!(
        back.contains("nothing to change, still revision 1"),
        "{back}"
    );
}

#[tokio::test]
async fn what_the_catalogue_knows_better_is_served_as_before() {
    let place = Place::new().await;
    place.done(&["import", &shipped()]);
    let before = place.exported();
    let said = place.import(cert_atlas::FILE);
    assert!(said.contains("0 removed; now revision 2"), "{said}");
    assert!(
        said.contains("134 of exams that the catalogue has from another source"),
        "{said}"
    );
    let after = place.exported();
    let index_day: Day = "2026-06-13".parse().unwrap();
    let (mut added, mut outdated) = (0, 0);
    for known in &before.exams {
        let now = exam(&after, &known.key().to_string());
        assert_eq!(now.title, known.title);
        assert!(now.facts.starts_with(&known.facts), "{}", known.key());
        assert!(
            now.blueprints.starts_with(&known.blueprints),
            "{}",
            known.key()
        );
        for blueprint in &now.blueprints[known.blueprints.len()..] {
            assert_eq!(blueprint.standing, BlueprintStanding::Claimed);
        }
        let served_of = |exam: &Exam, like: &Fact| {
            let facts = exam
                .facts
                .iter()
                .filter(|fact| fact.topic() == like.topic());
            first_on_topic(facts).cloned()
        };
        for fact in &known.facts {
            let (before, after) = (served_of(known, fact), served_of(now, fact));
            // Of two reports of the index's own class the newer one is served, whoever brings it.
            let gives_way = before.as_ref().is_some_and(|fact| {
                let evidence = &fact.evidence;
                evidence.confidence >= Confidence::Community && evidence.as_of.latest() < index_day
            });
            let is_kept = after == before;
            outdated += usize::from(!is_kept);
            assert!(is_kept || gives_way, "{}: {before:?}", known.key());
        }
        added += now.facts.len() - known.facts.len();
        let mut rest = now.clone();
        rest.facts.truncate(known.facts.len());
        rest.blueprints.truncate(known.blueprints.len());
        assert_eq!(&rest, &**known);
    }
    assert!(added > 500, "{added} facts stand beside others");
    assert!(outdated < 5, "{outdated} older reports give way");
    for vendor in &before.vendors {
        assert!(after.vendors.contains(vendor), "{}", vendor.slug);
    }
    // A disagreement is there to be seen: the index has another fee than the catalogue.
    let fees: Vec<String> = exam(&after, "comptia/SY0-701")
        .facts
        .iter()
        .filter(|fact| fact.name == FactName::Fee)
        .map(|fact| {
            format!(
                "{} {}",
                fact.value().unwrap(),
                is_of_the_index(&fact.evidence)
            )
        })
        .collect();
    assert!(
        fees.len() > 1 && fees.last().unwrap().ends_with("true"),
        "{fees:?}"
    );
    // A name of the vendor's own finds the exam that has a made-up code here.
    let guided = exam(&after, "github/GH-300");
    assert!(
        guided
            .facts
            .iter()
            .any(|fact| is_of_the_index(&fact.evidence))
    );
    let again = place.import(cert_atlas::FILE);
    assert!(
        again.contains("nothing to change, still revision 2"),
        "{again}"
    );
}

#[test]
fn every_oddity_of_the_index_is_counted() {
    let (content, findings) = content_of(&cert_atlas::ATLAS);
    let counts: Vec<(Finding, usize)> = findings
        .iter()
        .map(|(finding, entries)| (finding, entries.len()))
        .collect();
    assert_eq!(
        counts,
        [
            (Finding::BodySpelledOtherwise, 22),
            (Finding::CodeRespelled, 390),
            (Finding::CodeFromKey, 6),
            (Finding::CodeShared, 61),
            (Finding::TitleShared, 10),
            (Finding::Ended, 3),
            (Finding::FromQuestionBank, 14),
            (Finding::NoDomains, 73),
            (Finding::NoWeights, 667),
            (Finding::SomeWeights, 41),
            (Finding::Flattened, 44),
            (Finding::Infeasible, 71),
            (Finding::FinerThanTenths, 9),
            (Finding::EffectiveDateRead, 33),
            (Finding::UnexplainedZero, 42),
            (Finding::FeeInWords, 156),
            (Finding::FeeApproximate, 154),
            (Finding::ScoreWithoutScale, 705),
            (Finding::PrerequisitesInWords, 828),
        ]
    );
    let blueprints = || content.exams.iter().flat_map(|exam| &exam.blueprints);
    assert!(blueprints().all(|blueprint| blueprint.evidence.confidence == Confidence::Reputable));
    let infeasible = blueprints().filter(|blueprint| {
        let check = blueprint.weight_check();
        check.is_some_and(|check| !check.feasible)
    });
    assert_eq!(infeasible.count(), 71);
    let claimed = blueprints().filter(|blueprint| blueprint.standing == BlueprintStanding::Claimed);
    for blueprint in claimed {
        let note = blueprint.evidence.note.as_deref().unwrap();
        assert!(note.contains("Flattened"), "{note}");
    }
    // One number is both ends; a range stays a range.
    let weights = |key: &str| -> Vec<String> {
        let domains = &exam(&content, key).blueprints[0].domains;
        let weight = |domain: &certgraph::catalogue::Domain| domain.weight.unwrap().to_string();
        domains.iter().map(weight).collect()
    };
    assert_eq!(weights("microsoft/AZ-104"), ["20", "15", "20", "15", "10"]);
    assert_eq!(
        weights("microsoft/AZ-800"),
        ["30..35", "10..15", "15..20", "15..20", "15..20"]
    );
    let blueprint = &exam(&content, "microsoft/AZ-204").blueprints[0];
    assert_eq!(blueprint.effective_from.to_string(), "2026-01-14");
}

#[tokio::test]
async fn a_newer_index_changes_only_the_facts_of_the_older_one() {
    let place = Place::new().await;
    let entry = |fee: f64, weight: f64| {
        json!([{
            "exam_id": "acme-one", "exam_code": "A 1", "exam_name": "First",
            "certifying_body": "Acme", "exam_price_usd": fee, "source_url": "https://acme.example/1",
            "domains": [
                { "name": "Things", "weight_percent": weight },
                { "name": "Чтение", "weight_percent": 40.0 },
            ],
        }])
    };
    place.import(&place.write_atlas(&entry(100.0, 60.0)));
    let stored = place.exported();
    let first = exam(&stored, "acme/A-1");
    assert_eq!(
        lines(first),
        [
            "LIVE_ON ../2026-06-13",
            "FEE 100.00 USD",
            "STATEMENTCert Atlas Entry acme-one of Cert Atlas, read at https://acme.example/1.; \
             Its code there is “A 1”.",
        ]
    );
    assert_eq!(first.blueprints[0].domains[1].key.as_str(), "domain-2");
    // The index alone speaks: what it takes back is gone.
    place.import(&place.write_atlas(&entry(120.0, 30.0)));
    let stored = place.exported();
    let second = exam(&stored, "acme/A-1");
    assert_eq!(lines(second)[1], "FEE 120.00 USD");
    let check = second.blueprints[0].weight_check().unwrap();
    assert!(!check.feasible, "30 + 40 is kept though it is not 100");
    let note = second.blueprints[0].evidence.note.clone().unwrap();
    assert!(note.contains("cannot add up to 100"), "{note}");

    // Somebody else speaks too: that stays, and the index stands behind it.
    let mut edited = second.clone();
    edited.title = "The first".to_owned();
    let official = Evidence {
        sources: vec!["acme-page".parse().unwrap()],
        as_of: "2025".parse().unwrap(),
        checked: None,
        confidence: Confidence::Official,
        note: None,
    };
    edited.facts.insert(
        0,
        Fact {
            name: FactName::Fee,
            about: None,
            experience: None,
            conditions: certgraph::catalogue::FactConditions::ALWAYS,
            content: certgraph::catalogue::FactContent::Known(FactValue::Money(
                "90 USD".parse().unwrap(),
            )),
            evidence: official,
        },
    );
    let source = certgraph::catalogue::Source {
        key: "acme-page".parse().unwrap(),
        title: "Page".to_owned(),
        publisher: "Acme".to_owned(),
        url: "https://acme.example".to_owned(),
        kind: certgraph::catalogue::SourceKind::Official,
        note: None,
        limits: vec![],
    };
    let content = Content {
        sources: vec![source.into()],
        exams: vec![edited.into()],
        ..Content::default()
    };
    let file = place.write("edited.toml", &certgraph::publish::to_toml(&content));
    place.done(&["import", &file]);
    let said = place.import(&place.write_atlas(&entry(130.0, 60.0)));
    assert!(
        said.contains("1 of exams that the catalogue has from another source"),
        "{said}"
    );
    let stored = place.exported();
    let third = exam(&stored, "acme/A-1");
    assert_eq!(third.title, "The first");
    assert_eq!(
        lines(third),
        [
            "FEE 90.00 USD",
            "LIVE_ON ../2026-06-13",
            "FEE 130.00 USD",
            "STATEMENTCert Atlas Entry acme-one of Cert Atlas, read at https://acme.example/1.; \
             Its code there is “A 1”.; Its title there is “First”.",
        ]
    );
    // Nobody else has a blueprint, so the index's is still the one in force.
    assert_eq!(third.blueprints.len(), 1);
    assert_eq!(third.blueprints[0].standing, BlueprintStanding::Official);
    assert!(third.blueprints[0].weight_check().unwrap().feasible);
}

#[tokio::test]
async fn the_limits_of_the_index_as_a_source_stay_and_hold() {
    let place = Place::new().await;
    let atlas = place.write_atlas(&json!([{
        "exam_id": "acme-one", "exam_code": "A-1", "exam_name": "First", "certifying_body": "Acme",
        "exam_price_usd": 100.0, "source_url": "https://acme.example/1",
        "domains": [{ "name": "A", "weight_min": 60, "weight_max": 60 }, { "name": "B", "weight_min": 40, "weight_max": 40 }],
    }]));
    place.import(&atlas);
    let mut content = place.exported();
    let source = std::sync::Arc::make_mut(&mut content.sources[0]);
    source.limits = serde_json::from_value(json!([
        { "kind": "OUTLINE", "at_most": "COMMUNITY", "note": "Old versions." },
        { "kind": "FEE", "at_most": "ESTIMATE", "note": "Old prices." },
    ]))
    .unwrap();
    let limits = source.limits.clone();
    let exam = std::sync::Arc::make_mut(&mut content.exams[0]);
    exam.blueprints.clear();
    exam.facts.retain(|fact| fact.name != FactName::Fee);
    let file = place.write("limited.toml", &certgraph::publish::to_toml(&content));
    place.done(&["import", &file]);

    place.import(&atlas);
    let stored = place.exported();
    assert_eq!(stored.sources[0].limits, limits);
    let exam = &stored.exams[0];
    let mut facts = exam.facts.iter();
    let fee = facts.find(|fact| fact.name == FactName::Fee).unwrap();
    assert_eq!(fee.evidence.confidence, Confidence::Estimate);
    assert!(fee.evidence.note.is_some());
    assert_eq!(
        exam.blueprints[0].evidence.confidence,
        Confidence::Community
    );
}

#[tokio::test]
async fn entries_that_cannot_be_exams_are_skipped_and_reported() {
    let place = Place::new().await;
    let file = place.write_atlas(&json!([
        { "exam_id": "one", "exam_code": "A-1", "exam_name": "First", "certifying_body": "Acme" },
        { "exam_id": "one", "exam_code": "A-2", "exam_name": "Again", "certifying_body": "Acme" },
        { "exam_id": "two", "exam_code": "A-3", "exam_name": " ", "certifying_body": "Acme" },
        { "exam_id": "three", "exam_code": "A-4", "exam_name": "Fourth" },
        { "exam_code": "Я", "exam_name": "Nameless", "certifying_body": "Acme" },
        { "exam_id": "five", "exam_code": "a-1", "exam_name": "Fifth", "certifying_body": "Acme" },
        { "exam_id": "six", "exam_name": "Sixth", "certifying_body": "Other Body",
          "exam_price_usd": -1, "duration_minutes": 0, "passing_score": 12,
          "passing_score_scale": "1-10",
          "domains": [{ "name": "A", "weight_min": 50, "weight_max": 20 }, { "name": "A" }] },
    ]));
    let said = place.import(&file);
    for line in [
        "7 entries, 4 skipped, 3 of exams without another source",
        "1 skipped: without a title (two)",
        "1 skipped: without a body that issues the exam (three)",
        "1 skipped: without a code or a key that could name the exam ()",
        "1 skipped: with the key of an earlier entry (one)",
        "1 whose body is not listed: taken as a body of its own (six)",
        "with a number that cannot be read: value unknown (six)",
        "1 with a passing score on no readable scale: score unknown (six)",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let stored = place.exported();
    let keys: Vec<String> = stored
        .exams
        .iter()
        .map(|exam| exam.key().to_string())
        .collect();
    assert_eq!(keys, ["acme/A-1", "acme/FIVE", "other-body/SIX"]);
    assert_eq!(exam(&stored, "acme/FIVE").aliases[0].as_str(), "a-1");
    let sixth = exam(&stored, "other-body/SIX");
    assert_eq!(
        lines(sixth)[..2],
        ["LIVE_ON ../2026-06-13", "PASSING_SCORE ?"]
    );
    let domains = &sixth.blueprints[0].domains;
    assert_eq!((domains[0].weight, domains[1].key.as_str()), (None, "a-2"));
    let again = place.import(&file);
    assert!(again.contains("nothing to change"), "{again}");
}

#[tokio::test]
async fn files_that_are_no_index_are_refused_with_the_place() {
    let place = Place::new().await;
    let import = |file: &str| {
        vec![
            "import".to_owned(),
            "--format=cert-atlas".to_owned(),
            file.to_owned(),
        ]
    };
    let refused = |file: &str, code: &str| {
        let arguments = import(file);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        place.refused(&arguments, code)
    };
    refused("absent.json", "FILE_UNREADABLE");
    let torn = place.write("torn.json", "{ \"exams\": [");
    let message = refused(&torn, "CATALOGUE_INVALID");
    assert!(message.contains("torn.json:1:"), "{message}");
    let odd = place.write(
        "odd.json",
        "{ \"source\": { \"commit_date\": \"2026-06-13\" },\n\"exams\": [\n{ \"exam_id\": 7 } ] }",
    );
    let message = refused(&odd, "CATALOGUE_INVALID");
    assert!(message.contains("odd.json:3:"), "{message}");
    assert!(
        message.contains("exams[0].exam_id: invalid type"),
        "{message}"
    );
    let long = json!([{
        "exam_id": "long", "exam_name": "x".repeat(2001), "certifying_body": "Acme",
    }]);
    let message = refused(&place.write_atlas(&long), "CATALOGUE_INVALID");
    assert!(
        message.contains("exam[acme/LONG].title: must not exceed"),
        "{message}"
    );
    // A packed file that breaks off.
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    std::io::Write::write_all(&mut packed, &[b' '; 5000]).unwrap();
    let packed = packed.finish().unwrap();
    fs::write(place.file("cut.json.gz"), &packed[..packed.len() / 2]).unwrap();
    refused("cut.json.gz", "FILE_UNREADABLE");
    let two = ["import", "--format", "cert-atlas", "a.json", "b.json"];
    place.refused(&two, "ONE_INDEX");
    let replace = ["import", "--format", "cert-atlas", "--replace", "a.json"];
    place.refused(&replace, "ONE_INDEX");
}
