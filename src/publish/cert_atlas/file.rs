//! The format of the index. Unsupported fields are ignored.
//!
//! Every field is optional, but must have its type: the index makes no statement about an absent
//! one.

use serde::Deserialize;
use serde_json::Number;

/// The whole index.
#[derive(Debug, Clone, Deserialize)]
pub struct CertAtlas {
    /// The version of the index.
    pub source: AtlasSource,
    /// The bodies that the index lists.
    #[serde(default)]
    pub vendors: Vec<AtlasVendor>,
    /// The exams, each a file of the index.
    pub exams: Vec<AtlasEntry>,
}

/// The version of an index.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasSource {
    /// Its date, which is the date of all its facts (`2026-06-13`).
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
    /// The body that issues it; the spelling may differ from the list of bodies.
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
    /// Notes on the price.
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
    /// Prerequisites, as text.
    #[serde(default)]
    pub prerequisites: Vec<AtlasPrerequisite>,
    /// The retake policy.
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

/// A prerequisite, as text.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasPrerequisite {
    /// Its kind, such as `license`.
    pub prerequisite_type: Option<String>,
    /// Its text.
    pub description: Option<String>,
    /// Whether the index calls it required.
    pub is_required: Option<bool>,
}

/// The retake policy.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasRetakePolicy {
    /// Days between attempts.
    pub waiting_period_days: Option<Number>,
    /// Maximum attempts per year.
    pub max_attempts_per_year: Option<Number>,
    /// Maximum attempts in total.
    pub max_attempts_total: Option<Number>,
    /// Further conditions.
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
    /// Its objectives.
    #[serde(default)]
    pub objectives: Vec<AtlasObjective>,
}

/// An objective of a domain.
#[derive(Debug, Clone, Deserialize)]
pub struct AtlasObjective {
    /// Its title.
    pub title: Option<String>,
    /// Its details.
    #[serde(default)]
    pub sub_objectives: Vec<String>,
}
