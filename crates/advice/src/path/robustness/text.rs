//! Bounds and missing facts in sentences.

use std::fmt::Display;

use super::{Bounds, Changes, DecisiveUnknown, FactBounds, FactRobustness, Span, hours::MAX_HOURS};
use catalogue::{Catalogue, ExamIndex, FactName};

impl FactRobustness {
    /// The bounds in a sentence or two: `This path stays first up to a fee of 99.00 USD for AI-901.
    /// Otherwise AZ-900, then AI-103 is first.`
    pub fn text(&self, catalogue: &Catalogue) -> String {
        let code = catalogue.exam(self.exam).record.code.as_str();
        let (stays, otherwise) = match &self.bounds {
            FactBounds::Fee(bounds) => (
                stays(bounds, |ends| format!("a fee of {ends} for {code}")),
                otherwise(catalogue, bounds),
            ),
            FactBounds::StudyHours(bounds) => (
                stays(bounds, |ends| format!("{ends} study hours for {code}")),
                otherwise(catalogue, bounds),
            ),
            FactBounds::Day(bounds) => {
                (days(bounds, self.name, code), otherwise(catalogue, bounds))
            }
        };
        let always = || {
            let what = match &self.bounds {
                FactBounds::Fee(_) => format!("Whatever {code} costs"),
                FactBounds::StudyHours(_) => {
                    format!("Whatever study {code} takes, up to {MAX_HOURS} hours")
                }
                FactBounds::Day(_) => match self.name {
                    FactName::RetiresOn => format!("Whenever {code} retires"),
                    FactName::RegistrationEndsOn => {
                        format!("Whenever registration for {code} ends")
                    }
                    _ => format!("Whenever {code} opens"),
                },
            };
            format!("{what}, this path stays first.")
        };
        match stays {
            Some(stays) => format!("This path stays first {stays}. {otherwise}"),
            None => always(),
        }
    }
}

impl DecisiveUnknown {
    /// What is missing, and for which values another path is first: `The fee of SSCP is not known. Up
    /// to 389.99 USD, N10-009, then SSCP is first.`
    pub fn text(&self, catalogue: &Catalogue) -> String {
        let code = catalogue.exam(self.exam).record.code.as_str();
        let (missing, changes) = match &self.changes {
            Changes::Fee(spans) => (
                format!("The fee of {code} is not known."),
                spans_text(catalogue, spans, ["Up to", "From", "At any fee"], ""),
            ),
            Changes::StudyHours(spans) => (
                format!("The study hours of {code} are not known."),
                spans_text(catalogue, spans, ["Up to", "From", "With any"], " hours"),
            ),
            Changes::Day(spans) => (
                format!("Nobody has said when {code} opens."),
                spans_text(
                    catalogue,
                    spans,
                    ["If it opens by", "If it opens from", "Whenever it opens"],
                    "",
                ),
            ),
        };
        format!("{missing} {changes}")
    }
}

/// The values with which a path stays first; `None` if all do.
fn stays<T: Display>(bounds: &Bounds<T>, what: impl Fn(String) -> String) -> Option<String> {
    match (&bounds.from, &bounds.to) {
        (None, None) => None,
        (None, Some(to)) => Some(format!("up to {}", what(to.to_string()))),
        (Some(from), None) => Some(format!("from {} on", what(from.to_string()))),
        (Some(from), Some(to)) => Some(format!("with {}", what(format!("{from} to {to}")))),
    }
}

fn days<T: Display>(bounds: &Bounds<T>, name: FactName, code: &str) -> Option<String> {
    let (subject, happens, not) = match name {
        FactName::RetiresOn => (code.to_owned(), "retires", "does not retire"),
        FactName::RegistrationEndsOn => {
            (format!("registration for {code}"), "ends", "does not end")
        }
        _ => (code.to_owned(), "opens", "does not open"),
    };
    match (&bounds.from, &bounds.to) {
        (None, None) => None,
        (None, Some(to)) => Some(format!("if {subject} {happens} by {to}")),
        (Some(from), None) => Some(format!("if {subject} {not} before {from}")),
        (Some(from), Some(to)) => Some(format!("if {subject} {happens} between {from} and {to}")),
    }
}

/// What is first outside the bounds.
fn otherwise<T>(catalogue: &Catalogue, bounds: &Bounds<T>) -> String {
    let below = first(catalogue, &bounds.below);
    let above = first(catalogue, &bounds.above);
    match (&bounds.from, &bounds.to) {
        (Some(_), Some(_)) if bounds.below != bounds.above => {
            format!("Below that {below}, above it {above}.")
        }
        (Some(_), _) => format!("Otherwise {below}."),
        (None, _) => format!("Otherwise {above}."),
    }
}

/// That the path with these steps is first: `AZ-900, then AI-103 is first`.
fn first(catalogue: &Catalogue, steps: &[ExamIndex]) -> String {
    let codes = steps.iter();
    let codes = codes.map(|exam| catalogue.exam(*exam).record.code.as_str());
    let codes: Vec<&str> = codes.collect();
    if codes.is_empty() {
        "no path is feasible".to_owned()
    } else {
        format!("{} is first", codes.join(", then "))
    }
}

fn spans_text<T: Display>(
    catalogue: &Catalogue,
    spans: &[Span<T>],
    [up_to, from_on, any]: [&str; 3],
    unit: &str,
) -> String {
    let texts = spans.iter().map(|span| {
        let first = first(catalogue, &span.instead);
        match (&span.from, &span.to) {
            (None, None) => format!("{any}{unit}, {first}."),
            (None, Some(to)) => format!("{up_to} {to}{unit}, {first}."),
            (Some(from), None) => format!("{from_on} {from}{unit} on, {first}."),
            (Some(from), Some(to)) => format!("{from_on} {from} to {to}{unit}, {first}."),
        }
    });
    texts.collect::<Vec<_>>().join(" ")
}
