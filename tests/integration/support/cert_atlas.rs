//! Cert Atlas as a catalogue: 1,606 real exams, to hold the program against more and less tidy data
//! than it ships.
//!
//! What cannot be read stays unknown; the source's own inconsistencies are evened out here.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
};

use certgraph::catalogue::{
    ApproximateDate, Blueprint, BlueprintStanding, Confidence, Content, Domain, Evidence, Exam,
    ExamCode, Fact, FactName, Source, SourceKind, Tenths, Vendor, VendorSlug, WeightRange,
    WeightsPublished,
};
use flate2::read::GzDecoder;
use serde::Deserialize;
use serde_json::json;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

const FILE: &[u8] = include_bytes!("../../data/cert-atlas/cert-atlas.json.gz");

/// The key of the only source.
const SOURCE: &str = "cert-atlas";

/// The day of the commit that the file was taken from.
const AS_OF: &str = "2026-06-13";

/// Codes and slugs may have 60 and 100 letters; a few are left for a number that sets two apart.
const LONGEST_CODE: usize = 56;
const LONGEST_SLUG: usize = 96;

/// The whole index, as its authors wrote it.
#[derive(Debug, Clone, Deserialize)]
pub struct Atlas {
    /// The bodies that the index lists.
    pub vendors: Vec<AtlasVendor>,
    /// The exams, by `exam_id`.
    pub exams: Vec<AtlasExam>,
}

/// A body that issues certifications.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasVendor {
    /// Its name.
    pub display_name: String,
    /// Its short name.
    pub slug: String,
    /// Its certification home page.
    pub certification_page: String,
}

/// An exam, as far as a catalogue can hold it.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasExam {
    /// Its key in the index.
    pub exam_id: String,
    /// Its code, in any spelling; not unique.
    pub exam_code: String,
    /// Its title.
    pub exam_name: String,
    /// The body that issues it, sometimes spelled otherwise than in the list of bodies.
    pub certifying_body: String,
    exam_price_usd: Option<f64>,
    duration_minutes: Option<u32>,
    total_questions: Option<u32>,
    passing_score: Option<u32>,
    passing_score_scale: Option<String>,
    certification_validity_years: Option<u32>,
    question_types: Vec<String>,
    #[serde(default)]
    available_languages: Vec<String>,
    /// The parts of its content.
    #[serde(default)]
    pub domains: Vec<AtlasDomain>,
}

/// A part of an exam's content.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasDomain {
    name: String,
    weight_percent: Option<f64>,
    weight_min: Option<f64>,
    weight_max: Option<f64>,
    objectives: Vec<AtlasObjective>,
}

#[derive(Debug, Clone, Deserialize)]
struct AtlasObjective {
    title: String,
    sub_objectives: Vec<String>,
}

impl Atlas {
    /// Unpacks the index.
    pub fn read() -> Self {
        let mut json = String::new();
        GzDecoder::new(FILE)
            .read_to_string(&mut json)
            .expect("the file unpacks");
        serde_json::from_str(&json).expect("the file is an index")
    }

    /// The index as a catalogue's content; `exams` is in the order of the index.
    pub fn content(&self) -> Content {
        let mut vendors: Vec<Vendor> = self.vendors.iter().map(AtlasVendor::vendor).collect();
        let mut slugs: BTreeMap<&str, VendorSlug> = self
            .vendors
            .iter()
            .zip(&vendors)
            .map(|(listed, vendor)| (listed.display_name.as_str(), vendor.slug.clone()))
            .collect();
        let mut codes: BTreeSet<(VendorSlug, String)> = BTreeSet::new();
        let mut exams = Vec::new();
        for exam in &self.exams {
            let body = exam.body();
            let vendor = slugs.entry(body).or_insert_with(|| {
                let slug = slug(body).parse().expect("a vendor slug");
                let name = body.to_owned();
                vendors.push(Vendor {
                    slug,
                    name,
                    url: None,
                });
                vendors[vendors.len() - 1].slug.clone()
            });
            let mut record = exam.record(vendor);
            let written = record.code.clone();
            let mut number = 1;
            while !codes.insert((vendor.clone(), record.code.folded())) {
                number += 1;
                record.code = code(&format!("{written}-{number}"));
                record.aliases = vec![written.clone()];
            }
            exams.push(record);
        }
        let source = Source {
            key: SOURCE.parse().expect("a source key"),
            title: "Cert Atlas".to_owned(),
            publisher: "QuizForge.ai".to_owned(),
            url: "https://github.com/hans6883/cert-atlas".to_owned(),
            kind: SourceKind::Repository,
            note: None,
        };
        Content {
            sources: vec![source],
            vendors,
            exams,
            ..Content::default()
        }
    }
}

impl AtlasVendor {
    fn vendor(&self) -> Vendor {
        Vendor {
            slug: self.slug.parse().expect("a vendor slug"),
            name: self.display_name.clone(),
            url: Some(self.certification_page.clone()),
        }
    }
}

impl AtlasExam {
    /// The body under the name that the list of bodies has for it: `SSC (…)` is its `SSC`.
    pub fn body(&self) -> &str {
        match self.certifying_body.split_once(" (") {
            Some((short @ ("SSC" | "UPSC"), _)) => short,
            _ => &self.certifying_body,
        }
    }

    fn record(&self, vendor: &VendorSlug) -> Exam {
        Exam {
            vendor: vendor.clone(),
            code: self.code(),
            title: self.exam_name.trim().to_owned(),
            former_codes: vec![],
            aliases: vec![],
            successors: vec![],
            facts: self.facts(),
            prerequisites: vec![],
            study_plan: None,
            blueprints: self.blueprint().into_iter().collect(),
        }
    }

    /// The code without marks on its letters, with hyphens for what a code cannot hold, and cut
    /// where it is too long; the key of the index where letters of another script would be lost.
    fn code(&self) -> ExamCode {
        let plain = plain_letters(&self.exam_code);
        let is_foreign = |letter: char| letter.is_alphabetic() && !letter.is_ascii();
        let text = if plain.chars().any(is_foreign) {
            self.exam_id.to_ascii_uppercase()
        } else {
            plain
        };
        let is_kept = |letter: char| letter.is_ascii_alphanumeric() || "._+".contains(letter);
        code(&shortened(hyphenated(&text, is_kept), LONGEST_CODE))
    }

    fn facts(&self) -> Vec<Fact> {
        let list = |items: &[String]| {
            let items: Vec<&str> = items.iter().map(|item| item.trim()).collect();
            (!items.is_empty()).then(|| json!(items))
        };
        let quantity = |number: Option<u32>, unit: &str| Some(json!(format!("{} {unit}", number?)));
        [
            (FactName::LiveOn, Some(json!(format!("../{AS_OF}")))),
            (
                FactName::Fee,
                self.exam_price_usd
                    .map(|price| json!(format!("{price:.2} USD"))),
            ),
            (
                FactName::Duration,
                quantity(self.duration_minutes, "minutes"),
            ),
            (FactName::Items, quantity(self.total_questions, "items")),
            (FactName::ItemTypes, list(&self.question_types)),
            (
                FactName::PassingScore,
                self.passing_score().map(|score| json!(score)),
            ),
            (FactName::Languages, list(&self.available_languages)),
            (
                FactName::Validity,
                quantity(self.certification_validity_years, "years"),
            ),
        ]
        .into_iter()
        .filter_map(|(name, value)| {
            let document = json!({ "name": name, "value": value?, "evidence": evidence() });
            serde_json::from_value(document).ok()
        })
        .collect()
    }

    /// The passing score in our notation, where its scale is two numbers or plainly percent.
    fn passing_score(&self) -> Option<String> {
        let (passing, scale) = (self.passing_score?, self.passing_score_scale.as_deref()?);
        if scale.eq_ignore_ascii_case("percentage") {
            return Some(format!("{passing} of 0..100 percent"));
        }
        let (min, max) = scale.split_once(['-', '–'])?;
        Some(format!("{passing} of {min}..{max}"))
    }

    /// The outline, which the index takes from the bodies' own pages; none without domains.
    fn blueprint(&self) -> Option<Blueprint> {
        let mut domains: Vec<Domain> = Vec::new();
        for domain in &self.domains {
            let written = slug(&domain.name);
            let mut key = written.clone();
            let mut number = 1;
            while domains.iter().any(|other| other.key.as_str() == key) {
                number += 1;
                key = format!("{written}-{number}");
            }
            domains.push(Domain {
                key: key.parse().expect("a domain key"),
                title: domain.name.trim().to_owned(),
                weight: domain.weight(),
                objectives: domain
                    .objectives
                    .iter()
                    .flat_map(AtlasObjective::texts)
                    .collect(),
            });
        }
        let complete = domains.iter().all(|domain| domain.weight.is_some());
        (!domains.is_empty()).then(|| Blueprint {
            version: AS_OF.to_owned(),
            standing: BlueprintStanding::Official,
            weights: if complete {
                WeightsPublished::Published
            } else {
                WeightsPublished::Unknown
            },
            published_on: None,
            effective_from: on_or_before_as_of(),
            effective_until: None,
            evidence: evidence(),
            domains,
        })
    }
}

impl AtlasDomain {
    /// The range, or the single number, rounded outwards to tenths.
    fn weight(&self) -> Option<WeightRange> {
        let min = hundredths(self.weight_min.or(self.weight_percent)?);
        let max = hundredths(self.weight_max.or(self.weight_percent)?);
        let min = Tenths::from_tenths(min.div_euclid(10));
        let max = Tenths::from_tenths(-(-max).div_euclid(10));
        WeightRange::new(min, max)
    }
}

impl AtlasObjective {
    fn texts(&self) -> impl Iterator<Item = String> {
        std::iter::once(&self.title)
            .chain(&self.sub_objectives)
            .map(|text| text.trim().to_owned())
    }
}

fn evidence() -> Evidence {
    Evidence {
        sources: vec![SOURCE.parse().expect("a source key")],
        as_of: AS_OF.parse().expect("a date"),
        confidence: Confidence::Community,
        note: None,
    }
}

/// What the index means by a number of percent, exactly: it never has more than two decimals.
fn hundredths(percent: f64) -> i64 {
    format!("{percent:.2}")
        .replace('.', "")
        .parse()
        .expect("a number with two decimals")
}

fn on_or_before_as_of() -> ApproximateDate {
    format!("../{AS_OF}").parse().expect("a date")
}

fn code(text: &str) -> ExamCode {
    text.parse().expect("an exam code")
}

/// A slug for a title.
fn slug(title: &str) -> String {
    let lower = plain_letters(title).to_lowercase();
    let is_kept = |letter: char| letter.is_ascii_alphanumeric();
    shortened(hyphenated(&lower, is_kept), LONGEST_SLUG)
}

/// The beginning of an ASCII text, without a hyphen at its end.
fn shortened(mut text: String, most: usize) -> String {
    text.truncate(most);
    text.trim_end_matches('-').to_owned()
}

/// The text without marks on its letters: `Avançado` is `Avancado`.
fn plain_letters(text: &str) -> String {
    text.nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .collect()
}

/// The text with one hyphen for each run of what is not kept.
fn hyphenated(text: &str, is_kept: impl Fn(char) -> bool) -> String {
    let parts: Vec<&str> = text.split(|letter| !is_kept(letter)).collect();
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}
