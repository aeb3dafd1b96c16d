//! Records in catalogue files that a fact was checked again in a source.
//!
//! Replaces only the changed bytes, at the parser's spans, so that comments, order and layout stay
//! and a diff has one line per fact.

use std::{ops::Range, path::PathBuf, str::FromStr};

use toml::de::DeTable;

use super::{
    authoring::{AuthoringError, CatalogueFile, Parsed, parse},
    change_set::ExamReference,
    location::span_of,
    text_edits::{TextEdit, edited},
};
use crate::catalogue::{
    Blueprint, BlueprintStanding, Content, Day, Evidence, Exam, Fact, FactContent, FactName,
    SourceKey, near_names,
};

/// The confirmed facts, source and day.
#[derive(Debug, Clone)]
pub struct Confirmation {
    /// The exam.
    pub exam: ExamReference,
    /// The facts.
    pub facts: Vec<FactReference>,
    /// The source.
    pub source: SourceKey,
    /// The day on which it was read.
    pub on: Day,
}

/// A fact by name: `FEE`, or `FEE=165.00 USD` where a name has several; `OUTLINE` is the newest
/// official blueprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactReference {
    name: String,
    value: Option<String>,
}

impl FromStr for FactReference {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value.trim().to_owned())),
            None => (text, None),
        };
        Ok(Self {
            name: name.trim().to_uppercase().replace('-', "_"),
            value,
        })
    }
}

/// A confirmed fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmedFact {
    /// Its file.
    pub file: String,
    /// Its text, such as `FEE 165.00 USD`.
    pub fact: String,
    /// Whether the file changes; not if it has this day and source already.
    pub is_new: bool,
}

/// The result of a confirmation.
#[derive(Debug)]
pub struct Confirmed {
    /// The facts, in the order of the request.
    pub facts: Vec<ConfirmedFact>,
    /// The changed files with their new text.
    pub files: Vec<(PathBuf, String)>,
}

/// Why facts cannot be confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmationError {
    /// The files cannot be read, or would be invalid afterwards.
    #[error(transparent)]
    Files(#[from] AuthoringError),
    /// The exam is unknown or ambiguous.
    #[error("{message}{}", near_text(.near))]
    Exam {
        /// The reason.
        message: String,
        /// Exams with similar names.
        near: Vec<String>,
    },
    /// The source is unknown.
    #[error("there is no source \"{key}\"{}", near_text(.near))]
    Source {
        /// The key.
        key: SourceKey,
        /// Sources with similar keys.
        near: Vec<String>,
    },
    /// The exam has no such fact.
    #[error("{exam} has no fact {fact}{}", near_text(.near))]
    Fact {
        /// The exam.
        exam: String,
        /// The fact.
        fact: String,
        /// Facts of the exam.
        near: Vec<String>,
    },
    /// The exam has several such facts.
    #[error("{exam} has several facts {fact}; name one: {}", .choices.join(", "))]
    Ambiguous {
        /// The exam.
        exam: String,
        /// The fact.
        fact: String,
        /// The facts, as they can be named.
        choices: Vec<String>,
    },
    /// The fact has a later check.
    #[error("{fact} of {exam} was checked on {checked} already, which is later")]
    CheckedLater {
        /// The exam.
        exam: String,
        /// The fact.
        fact: String,
        /// The day of that check.
        checked: Day,
    },
}

fn near_text(near: &[String]) -> String {
    match near {
        [] => String::new(),
        near => format!("; did you mean {}?", near.join(", ")),
    }
}

/// Computes the changes of a confirmation. The files must make up a whole catalogue; nothing is
/// written.
///
/// # Errors
/// See [`ConfirmationError`].
pub fn confirm(
    files: &[CatalogueFile],
    confirmation: &Confirmation,
) -> Result<Confirmed, ConfirmationError> {
    let parsed = parse(files.to_vec())?;
    let content = parsed.validate()?;
    let exam = find_exam(&content, &confirmation.exam)?;
    let mut sources = content.sources.iter().map(|source| source.key.as_str());
    if !sources.any(|key| key == confirmation.source.as_str()) {
        let keys = content.sources.iter().map(|source| source.key.to_string());
        return Err(ConfirmationError::Source {
            key: confirmation.source.clone(),
            near: nearest(confirmation.source.as_str(), keys),
        });
    }
    let mut facts = Vec::new();
    let mut edits = Vec::new();
    let place = parsed.place_of(exam);
    let Some((place, index)) = place else {
        // The content was parsed from these files.
        return Ok(Confirmed {
            facts,
            files: vec![],
        });
    };
    let file = &files[place];
    let table = DeTable::parse(&file.text).ok();
    for reference in &confirmation.facts {
        let (field, label, evidence) = find_fact(exam, reference, &confirmation.source)?;
        let checked = evidence.checked;
        if let Some(checked) = checked.filter(|checked| *checked > confirmation.on) {
            return Err(ConfirmationError::CheckedLater {
                exam: exam.key().to_string(),
                fact: label,
                checked,
            });
        }
        let names_source = evidence.sources.contains(&confirmation.source);
        let is_new = checked != Some(confirmation.on) || !names_source;
        if let Some(table) = table.as_ref().filter(|_| is_new) {
            let span = |member: &str| {
                let path = format!("{field}.evidence.{member}");
                span_of(table.get_ref(), "exam", index, &path)
            };
            edits.extend(edits_of(evidence, confirmation, span, &file.text));
        }
        facts.push(ConfirmedFact {
            file: file.name.clone(),
            fact: label,
            is_new,
        });
    }
    let text = edited(&file.text, edits);
    let mut changed = files.to_vec();
    changed[place].text.clone_from(&text);
    // Report violations, such as a source's limit, before anything is written.
    parse(changed)?.validate()?;
    let files = if text == file.text {
        vec![]
    } else {
        vec![(PathBuf::from(&file.name), text)]
    };
    Ok(Confirmed { facts, files })
}

impl Parsed {
    /// The file of an exam of [`Parsed::content`], and its index there.
    fn place_of(&self, exam: &Exam) -> Option<(usize, usize)> {
        let key = exam.key();
        self.parts().iter().enumerate().find_map(|(file, part)| {
            let index = part.exams.iter().position(|own| own.key() == key)?;
            Some((file, index))
        })
    }
}

/// The edits that set the day and the source of evidence.
fn edits_of(
    evidence: &Evidence,
    confirmation: &Confirmation,
    span: impl Fn(&str) -> Option<Range<usize>>,
    text: &str,
) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    let day = format!("\"{}\"", confirmation.on);
    if evidence.checked.is_some() {
        edits.extend(span("checked").map(|span| (span, day)));
    } else {
        let after = span("as_of").map(|span| {
            let separator = separator(text, &span);
            (span.end..span.end, format!("{separator}checked = {day}"))
        });
        edits.extend(after);
    }
    let key = format!("\"{}\"", confirmation.source);
    match evidence.sources.len() {
        _ if evidence.sources.contains(&confirmation.source) => {}
        0 => edits.extend(span("as_of").map(|span| {
            let start = text[..span.start].rfind("as_of").unwrap_or(span.start);
            let separator = separator(text, &span);
            (start..start, format!("sources = [{key}]{separator}"))
        })),
        count => edits.extend(
            span(&format!("sources[{}]", count - 1))
                .map(|last| (last.end..last.end, format!(", {key}"))),
        ),
    }
    edits
}

/// The separator of the members of the table that contains a value: a comma in inline tables,
/// otherwise a line break.
fn separator(text: &str, value: &Range<usize>) -> &'static str {
    let line = text[..value.start].rfind('\n').map_or(0, |line| line + 1);
    if text[line..value.start].trim_start().starts_with("as_of") {
        "\n"
    } else {
        ", "
    }
}

fn find_exam<'a>(
    content: &'a Content,
    reference: &ExamReference,
) -> Result<&'a Exam, ConfirmationError> {
    reference.find(content).map_err(|message| {
        let spelt = reference.code.folded();
        let mut exams: Vec<(String, String)> = content
            .exams
            .iter()
            .map(|exam| (exam.code.folded(), exam.key().to_string()))
            .collect();
        exams.sort();
        let codes = nearest(&spelt, exams.iter().map(|(code, _)| code.clone()));
        let near = codes.iter().filter_map(|code| {
            let found = exams.iter().find(|(own, _)| own == code);
            found.map(|(_, key)| key.clone())
        });
        ConfirmationError::Exam {
            message,
            near: near.collect(),
        }
    })
}

/// The named fact: its path in the record, its label and its evidence.
fn find_fact<'a>(
    exam: &'a Exam,
    reference: &FactReference,
    source: &SourceKey,
) -> Result<(String, String, &'a Evidence), ConfirmationError> {
    let unknown = |near: Vec<String>| ConfirmationError::Fact {
        exam: exam.key().to_string(),
        fact: label(&reference.name, reference.value.as_deref()),
        near,
    };
    if reference.name == "OUTLINE" {
        let found = newest_outline(exam, reference.value.as_deref());
        let (place, blueprint) = found.ok_or_else(|| {
            let blueprints = exam.blueprints.iter();
            unknown(
                blueprints
                    .map(|own| format!("OUTLINE={}", own.version))
                    .collect(),
            )
        })?;
        let label = label("OUTLINE", Some(&blueprint.version));
        return Ok((format!("blueprint[{place}]"), label, &blueprint.evidence));
    }
    let Some(name) = FactName::ALL
        .iter()
        .find(|name| name.key() == reference.name)
    else {
        let names = FactName::ALL.iter().map(|name| name.key());
        return Err(unknown(nearest(&reference.name, names)));
    };
    let of_name = exam.facts.iter().enumerate();
    let of_name = of_name.filter(|(_, fact)| fact.name == *name);
    let meant: Vec<(usize, &Fact)> = of_name
        .clone()
        .filter(|(_, fact)| {
            reference
                .value
                .as_ref()
                .is_none_or(|value| value_of(fact) == *value)
        })
        .collect();
    let found = match &meant[..] {
        [] => {
            let own = of_name.map(|(_, fact)| named(fact));
            let mut own: Vec<String> = own.collect();
            if own.is_empty() {
                let names = exam.facts.iter().map(|fact| fact.name.key());
                own = nearest(&reference.name, names);
            }
            return Err(unknown(own));
        }
        [only] => *only,
        several => {
            let mut by_source = several
                .iter()
                .filter(|(_, fact)| fact.evidence.sources.contains(source));
            match (by_source.next(), by_source.next()) {
                (Some(only), None) => *only,
                _ => {
                    return Err(ConfirmationError::Ambiguous {
                        exam: exam.key().to_string(),
                        fact: reference.name.clone(),
                        choices: several.iter().map(|(_, fact)| named(fact)).collect(),
                    });
                }
            }
        }
    };
    let (place, fact) = found;
    let label = label(&fact.name.key(), Some(&value_of(fact)));
    Ok((format!("facts[{place}]"), label, &fact.evidence))
}

fn newest_outline<'a>(exam: &'a Exam, version: Option<&str>) -> Option<(usize, &'a Blueprint)> {
    let blueprints = exam.blueprints.iter().enumerate();
    let mut meant = blueprints.filter(|(_, blueprint)| match version {
        Some(version) => blueprint.version == version,
        None => blueprint.standing == BlueprintStanding::Official,
    });
    let first = meant.next()?;
    Some(meant.fold(first, |newest, other| {
        let is_newer = other.1.effective_from.latest() >= newest.1.effective_from.latest();
        if is_newer { other } else { newest }
    }))
}

/// The value of a fact as text, or the reason for its absence.
fn value_of(fact: &Fact) -> String {
    match &fact.content {
        FactContent::Known(value) => value.to_string(),
        FactContent::Absent(reason) => serde_json::to_value(reason)
            .ok()
            .and_then(|word| word.as_str().map(str::to_owned))
            .unwrap_or_default(),
    }
}

fn named(fact: &Fact) -> String {
    format!("\"{}={}\"", fact.name.key(), value_of(fact))
}

fn label(name: &str, value: Option<&str>) -> String {
    value.map_or_else(|| name.to_owned(), |value| format!("{name} {value}"))
}

/// The names most similar to an unknown one, nearest first.
fn nearest(name: &str, names: impl Iterator<Item = String>) -> Vec<String> {
    let names: Vec<String> = names.collect();
    let near = near_names(name, names.iter().map(String::as_str)).into_iter();
    near.map(str::to_owned).collect()
}
