//! The format of the index, as far as a catalogue can hold it; fields that are not named here are
//! left alone.
//!
//! Nothing is required but that a field that is there has its type: an index that leaves
//! something out says nothing about it.

use serde::Deserialize;
use serde_json::Number;

/// The whole index.
#[derive(Debug, Clone, Deserialize)]
pub struct CertAtlas {
    /// Which state of the index it is.
    pub source: AtlasSource,
    /// The bodies that the index lists.
    #[serde(default)]
    pub vendors: Vec<AtlasVendor>,
    /// The exams, each a file of the index.
    pub exams: Vec<AtlasEntry>,
}

/// Which state of the index a file holds.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasSource {
    /// The day of the state: the date under which all of its statements stand (`2026-06-13`).
    pub commit_date: chrono::NaiveDate,
    /// The commit of the index's repository.
    pub commit: Option<String>,
    /// The licence of the data, such as `MIT`.
    pub licence: Option<String>,
}

/// A body that issues certifications.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasVendor {
    /// Its name, by which exams refer to it.
    pub display_name: String,
    /// Its short name.
    pub slug: String,
    /// Its certification home page.
    pub certification_page: Option<String>,
}

/// An exam.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasEntry {
    /// Its key in the index, such as `microsoft-az-104-azure-administrator`.
    #[serde(default)]
    pub exam_id: String,
    /// Its code in any spelling, such as `AP Biology`; not unique.
    pub exam_code: Option<String>,
    /// Its title.
    pub exam_name: Option<String>,
    /// The body that issues it, sometimes spelled otherwise than in the list of bodies.
    pub certifying_body: Option<String>,
    /// The credential that it earns.
    pub certification_name: Option<String>,
    /// The version of the exam, in free text: a release, or `as of April 24, 2026`.
    pub version: Option<String>,
    /// The page that the entry was read from.
    pub source_url: Option<String>,
    /// The page that the domains were read from, where it is another one.
    pub official_objectives_url: Option<String>,
    /// The score to reach.
    pub passing_score: Option<Number>,
    /// The scale of that score, in free text.
    pub passing_score_scale: Option<String>,
    /// The number of items.
    pub total_questions: Option<Number>,
    /// The kinds of items.
    #[serde(default)]
    pub question_types: Vec<String>,
    /// How the exam is run, in free text.
    pub exam_format: Option<String>,
    /// Answering time in minutes.
    pub duration_minutes: Option<Number>,
    /// The price in US dollars, sometimes converted.
    pub exam_price_usd: Option<Number>,
    /// What to know about the price.
    pub exam_price_notes: Option<String>,
    /// Where it can be taken.
    #[serde(default)]
    pub testing_centers: Vec<AtlasTestingCenter>,
    /// Whether it can be taken at home.
    pub online_proctoring_available: Option<bool>,
    /// How many years the credential lasts.
    pub certification_validity_years: Option<Number>,
    /// Whether the credential has to be renewed.
    pub renewal_required: Option<bool>,
    /// How it is renewed.
    pub renewal_options: Option<String>,
    /// How many units of continuing education a renewal takes.
    pub continuing_education_units: Option<Number>,
    /// The languages in which it can be taken.
    #[serde(default)]
    pub available_languages: Vec<String>,
    /// For whom it is.
    pub target_audience: Option<String>,
    /// Experience that is advised.
    pub recommended_experience: Option<String>,
    /// What has to be there before, in words.
    #[serde(default)]
    pub prerequisites: Vec<AtlasPrerequisite>,
    /// What holds for a further try.
    pub retake_policy: Option<AtlasRetakePolicy>,
    /// The parts of its content.
    #[serde(default)]
    pub domains: Vec<AtlasDomain>,
}

/// A company that runs tests.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasTestingCenter {
    /// Its name.
    pub provider: Option<String>,
}

/// Something that has to be there before an exam, in words.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasPrerequisite {
    /// What kind of thing, such as `license`.
    pub prerequisite_type: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Whether the index calls it required.
    pub is_required: Option<bool>,
}

/// What holds for a further try at an exam.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasRetakePolicy {
    /// Days between two tries.
    pub waiting_period_days: Option<Number>,
    /// The most tries in a year.
    pub max_attempts_per_year: Option<Number>,
    /// The most tries ever.
    pub max_attempts_total: Option<Number>,
    /// More in words.
    pub notes: Option<String>,
}

/// A part of an exam's content.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasDomain {
    /// Its title.
    #[serde(default)]
    pub name: String,
    /// Its share of the exam as one number, in percent points.
    pub weight_percent: Option<Number>,
    /// The lower end of its share, in percent points.
    pub weight_min: Option<Number>,
    /// The upper end of its share, in percent points.
    pub weight_max: Option<Number>,
    /// What it covers.
    #[serde(default)]
    pub objectives: Vec<AtlasObjective>,
}

/// Something that a domain covers.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasObjective {
    /// Its title.
    pub title: Option<String>,
    /// Its parts.
    #[serde(default)]
    pub sub_objectives: Vec<String>,
}
