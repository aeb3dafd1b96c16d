//! Microsoft Learn: the Learn Platform API v1, and saved answers of the older catalogue API.

mod answer;
mod code;
mod level;
mod locale;
mod mapping;
mod title;
mod values;

use url::Url;

pub use self::answer::LearnAnswer;
use super::{AnswerFault, Connector, Page, Statement};
use crate::catalogue::{Day, TextError};

/// The key of the source of everything from Microsoft Learn, whichever interface it
/// came by. It is a key that no editor cites, so that a fetch touches nothing that people wrote.
pub const SOURCE: &str = "microsoft-learn-api";

/// The most entries of a page that the interface gives.
const PAGE_SIZE: &str = "100";

/// The connector for Microsoft Learn.
#[derive(Debug, Clone)]
pub struct MicrosoftLearn {
    /// Where the Learn Platform API is, such as `https://learn.microsoft.com/api/v1`.
    pub service: Url,
    /// The version that is asked for, such as `2023-11-01-preview`.
    pub api_version: String,
}

impl Connector for MicrosoftLearn {
    type Answer = LearnAnswer;

    fn name(&self) -> &'static str {
        "microsoft-learn"
    }

    fn starts(&self) -> Vec<Url> {
        let list = |name: &str| {
            let mut url = self.service.clone();
            let path = format!("{}/{name}", url.path().trim_end_matches('/'));
            url.set_path(&path);
            url.query_pairs_mut()
                .append_pair("api-version", &self.api_version)
                .append_pair("locale", "en-us")
                .append_pair("maxpagesize", PAGE_SIZE);
            url
        };
        vec![list("exams"), list("certifications")]
    }

    fn read(&self, text: &str) -> Result<Vec<Page<LearnAnswer>>, AnswerFault> {
        answer::read(text)
    }

    fn dated(&self, answers: &[LearnAnswer]) -> Option<Day> {
        let days = answers.iter().flat_map(|answer| {
            let exams = answer.exams.iter().map(|entry| &entry.updated_at);
            let certifications = answer.certifications.iter().chain(&answer.merged);
            exams.chain(certifications.map(|entry| &entry.updated_at))
        });
        days.flatten().filter_map(|text| mapping::day(text)).max()
    }

    fn statement(&self, answers: &[LearnAnswer], as_of: Day) -> Result<Statement, TextError> {
        mapping::statement(answers, as_of)
    }
}

#[cfg(test)]
mod tests;
