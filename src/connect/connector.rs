//! The interface of a connector.

use url::Url;

use super::statement::Statement;
use crate::catalogue::{Day, TextError};

/// A vendor's API. Implementations do no I/O.
pub trait Connector {
    /// A parsed response, in the vendor's terms.
    type Answer;

    /// Its name on the command line: `microsoft-learn`.
    fn name(&self) -> &'static str;

    /// The first addresses of a fetch.
    fn starts(&self) -> Vec<Url>;

    /// Parses a text with one or more concatenated responses.
    ///
    /// # Errors
    /// The first format error.
    fn read(&self, text: &str) -> Result<Vec<Page<Self::Answer>>, AnswerFault>;

    /// The newest modification date in the responses; `None` when there is none.
    fn dated(&self, answers: &[Self::Answer]) -> Option<Day>;

    /// Maps all responses, as of the day of the fetch.
    ///
    /// # Errors
    /// When a name of the vendor is invalid in the catalogue.
    fn statement(&self, answers: &[Self::Answer], as_of: Day) -> Result<Statement, TextError>;
}

/// One page of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<A> {
    /// Its content.
    pub answer: A,
    /// The address of the next page, as the vendor writes it; `None` on the last page.
    pub next: Option<String>,
}

/// A format error in a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerFault {
    /// The line, from 1.
    pub line: usize,
    /// The path within the response, such as `value[3].levels`; empty for the whole response.
    pub path: String,
    /// The error.
    pub message: String,
}
