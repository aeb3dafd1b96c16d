//! The file of accepted findings of `certgraph audit`.

use std::{fs, path::Path};

use crate::catalogue::AcceptedFindings;

use super::{
    authoring::{AuthoringError, Fault, Faults},
    location::Lines,
};

/// Reads a file of accepted findings: `[[accepted]]` sections with `lint`, `reason` and `subjects`.
///
/// # Errors
/// [`AuthoringError::Unreadable`], or [`AuthoringError::Faults`] with the first fault.
pub fn read_accepted_findings(path: &Path) -> Result<AcceptedFindings, AuthoringError> {
    let text = fs::read_to_string(path).map_err(|source| AuthoringError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    toml::from_str(&text).map_err(|error| {
        let (line, column) = Lines::of(&text).position(error.span().map_or(0, |span| span.start));
        AuthoringError::Faults(Faults::locate(&[error], |error| Fault {
            file: path.display().to_string(),
            line,
            column,
            path: None,
            message: error.message().trim().to_owned(),
        }))
    })
}
