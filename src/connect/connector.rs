//! What a connector has to know of its vendor's interface.

use url::Url;

use super::statement::Statement;
use crate::catalogue::{Day, TextError};

/// One vendor's interface. Implementations do no input or output.
pub trait Connector {
    /// What one answer says, in the vendor's own terms.
    type Answer;

    /// Its name on the command line: `microsoft-learn`.
    fn name(&self) -> &'static str;

    /// The addresses with which a fetch begins.
    fn starts(&self) -> Vec<Url>;

    /// Reads a text that holds one answer, or several of them in a row.
    ///
    /// # Errors
    /// The first place that is not in the vendor's format.
    fn read(&self, text: &str) -> Result<Vec<Page<Self::Answer>>, AnswerFault>;

    /// The newest day on which the answers say that something in them changed; `None` when they
    /// date nothing.
    fn dated(&self, answers: &[Self::Answer]) -> Option<Day>;

    /// What all answers say together, as of the day on which they were given.
    ///
    /// # Errors
    /// When a name of the vendor is none that the catalogue can hold.
    fn statement(&self, answers: &[Self::Answer], as_of: Day) -> Result<Statement, TextError>;
}

/// One answer of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<A> {
    /// What it says.
    pub answer: A,
    /// Where the next one is, as the vendor writes it; `None` on the last page.
    pub next: Option<String>,
}

/// Where and why an answer is not in the vendor's format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerFault {
    /// The line, from 1.
    pub line: usize,
    /// The path within the answer, such as `value[3].levels`; empty for the answer as a whole.
    pub path: String,
    /// What was found and what was expected.
    pub message: String,
}
