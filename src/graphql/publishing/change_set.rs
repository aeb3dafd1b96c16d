//! The change set of `publishChanges` as input, and how it is read.

use crate::graphql::objects::enums::ApiEnum;
use std::{collections::HashMap, fmt::Display, str::FromStr, sync::Arc};

use async_graphql::{InputObject, Result};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    audience_rule::AudienceRuleInput,
    certification::CertificationInput,
    comparison::{ComparisonInput, EquivalenceInput},
    exam::ExamInput,
    parse::{Fault, parse},
    role::RoleInput,
    source::SourceInput,
    vendor::VendorInput,
};
use crate::{
    catalogue::{Confidence, Record, RecordKind, Revision, Violation},
    graphql::objects::connection::parsed,
    publish::{ChangeSet, Edits, ExamReference, RecordReference, Retirement},
};

/// What to change. Each record is replaced as a whole, under its key: fields left out are
/// removed, and records that are not named stay as they are. All of it is done, or nothing.
#[derive(InputObject, Debug, Clone, Default)]
pub struct ChangeSetInput {
    /// Sources to put in place.
    sources: Option<Vec<SourceInput>>,
    /// Vendors to put in place.
    vendors: Option<Vec<VendorInput>>,
    /// Exams to put in place.
    exams: Option<Vec<ExamInput>>,
    /// Certifications to put in place.
    certifications: Option<Vec<CertificationInput>>,
    /// Roles to put in place.
    roles: Option<Vec<RoleInput>>,
    /// Comparisons to put in place.
    comparisons: Option<Vec<ComparisonInput>>,
    /// Equivalences to put in place.
    equivalences: Option<Vec<EquivalenceInput>>,
    /// Audience rules to put in place.
    audience_rules: Option<Vec<AudienceRuleInput>>,
    /// Records to remove.
    remove: Option<Vec<RemovalInput>>,
    /// Exams to retire: a shorter way than to send the whole exam.
    retire: Option<Vec<RetirementInput>>,
    /// Why, in at most 2,000 characters; the change log keeps it. Example: `"New study guide"`.
    note: Option<String>,
    /// The revision that you have seen. If the catalogue has moved on, nothing is changed and the
    /// answer is `RevisionConflict`. Null: the changes apply to the revision current at that time.
    expected_revision: Option<i64>,
    /// Names this change set for good, in 1 to 200 printable ASCII characters, such as a UUID. Sent
    /// again with the same key, it gets the same answer and changes nothing more, so a request
    /// whose answer was lost can be repeated safely. The key is yours alone: that of another token
    /// may read the same.
    idempotency_key: Option<String>,
    /// Validate everything and report what would change, but write nothing.
    #[graphql(default)]
    dry_run: bool,
}

/// A record to remove.
#[derive(InputObject, Debug, Clone)]
pub struct RemovalInput {
    /// Its kind.
    kind: ApiEnum<RecordKind>,
    /// What names it among its kind: `"azure-ai-engineer"`, `"microsoft/AI-102"`,
    /// `"microsoft/AI-102~aws/AIF-C01"`.
    key: String,
}

/// That an exam can no longer be taken after a day.
#[derive(InputObject, Debug, Clone)]
pub struct RetirementInput {
    /// The exam: its code, current or former, or `vendor/code`. Example: `"microsoft/AI-102"`.
    exam: String,
    /// The last day on which it can be taken, as exactly as it is known: a day `"2026-06-30"`, a
    /// month `"2026-06"`, a year, or `../` and a day for "on or before".
    on: String,
    /// The key of the source that says so; it has to be in the catalogue or in this change set.
    source: String,
    /// How far the source can be trusted. Null: `OFFICIAL` for the vendor's own text or a copy of
    /// it, `REPUTABLE` for anything else.
    confidence: Option<ApiEnum<Confidence>>,
    /// Exams that take its place, by code or `vendor/code`; those that it names already stay.
    successors: Option<Vec<String>>,
}

/// A violation, and the path of its cause in the input.
#[derive(Debug, Clone)]
pub(super) struct InputViolation {
    pub(super) violation: Violation,
    /// `None` when the input does not name the record.
    pub(super) input_path: Option<String>,
}

/// Reads a change set of this actor. Faults in its records are violations, like those of the whole
/// catalogue; a note or an idempotency key that is not valid is `BAD_USER_INPUT`.
pub(super) fn read(
    input: ChangeSetInput,
    actor: &str,
) -> Result<std::result::Result<(ChangeSet, InputPaths), Vec<InputViolation>>> {
    let note = input.note.map(|note| parsed("input.note", &note));
    let note = note.transpose()?;
    let key = input.idempotency_key;
    let key = key.map(|key| parsed("input.idempotencyKey", &key));
    let key = key.transpose()?;
    let mut reading = Reading::default();
    let mut edits = Edits::default();
    let records = &mut edits.records;
    records.sources = reading.records(input.sources);
    records.vendors = reading.records(input.vendors);
    records.exams = reading.records(input.exams);
    records.certifications = reading.records(input.certifications);
    records.roles = reading.records(input.roles);
    records.comparisons = reading.records(input.comparisons);
    records.equivalences = reading.records(input.equivalences);
    records.audience_rules = reading.records(input.audience_rules);
    edits.removals = reading.removals(input.remove);
    edits.retirements = reading.retirements(input.retire);
    if !reading.violations.is_empty() {
        return Ok(Err(reading.violations));
    }
    let change_set = ChangeSet {
        edits,
        actor: actor.to_owned(),
        note,
        expected_revision: input.expected_revision.map(Revision::new),
        idempotency_key: key,
        dry_run: input.dry_run,
    };
    Ok(Ok((change_set, reading.paths)))
}

/// The paths of records in the input.
#[derive(Debug, Default)]
pub(super) struct InputPaths {
    records: HashMap<(RecordKind, String), String>,
    removals: HashMap<(RecordKind, String), String>,
    /// By exam, since the vendor may be missing.
    retirements: Vec<(ExamReference, String)>,
}

impl InputPaths {
    /// Adds the path to a violation.
    pub(super) fn of(&self, violation: Violation) -> InputViolation {
        let subject = (violation.kind, violation.key.clone());
        let removal = self.removals.get(&subject).cloned();
        let input_path = match self.records.get(&subject) {
            Some(record) => Some(input_path(record, &violation.field)),
            None => removal.or_else(|| self.retirement_of(&violation)),
        };
        InputViolation {
            violation,
            input_path,
        }
    }

    fn retirement_of(&self, violation: &Violation) -> Option<String> {
        let named: ExamReference = violation.key.parse().ok()?;
        let mut retirements = self.retirements.iter();
        let (_, path) = retirements.find(|(exam, _)| {
            violation.kind == RecordKind::Exam
                && exam.code.folded() == named.code.folded()
                && (exam.vendor.is_none() || exam.vendor == named.vendor)
        })?;
        Some(path.clone())
    }
}

#[derive(Default)]
struct Reading {
    violations: Vec<InputViolation>,
    paths: InputPaths,
}

impl Reading {
    fn records<T: Record + DeserializeOwned>(
        &mut self,
        inputs: Option<Vec<impl Serialize>>,
    ) -> Vec<Arc<T>> {
        let mut records = Vec::new();
        for (index, input) in inputs.into_iter().flatten().enumerate() {
            let path = format!("{}[{index}]", list_name(T::KIND));
            match parse::<T>(&input) {
                Ok(record) => {
                    let key = (T::KIND, record.record_key());
                    self.paths.records.insert(key, path);
                    records.push(Arc::new(record));
                }
                Err(faults) => {
                    let key = key_of(T::KIND, &serde_json::to_value(&input).unwrap_or_default());
                    self.faults(T::KIND, &key, index, &path, faults);
                }
            }
        }
        records
    }

    fn faults(
        &mut self,
        kind: RecordKind,
        key: &str,
        index: usize,
        path: &str,
        faults: Vec<Fault>,
    ) {
        let violations = faults.into_iter().map(|fault| InputViolation {
            input_path: Some(input_path(path, &fault.field)),
            violation: Violation {
                kind,
                index,
                key: key.to_owned(),
                field: fault.field,
                message: fault.message,
            },
        });
        self.violations.extend(violations);
    }

    fn removals(&mut self, inputs: Option<Vec<RemovalInput>>) -> Vec<RecordReference> {
        let inputs = inputs.into_iter().flatten().enumerate();
        let removals = inputs.map(|(index, input)| {
            let path = format!("remove[{index}]");
            self.paths
                .removals
                .insert((input.kind.0, input.key.clone()), path);
            RecordReference {
                kind: input.kind.0,
                key: input.key,
            }
        });
        removals.collect()
    }

    fn retirements(&mut self, inputs: Option<Vec<RetirementInput>>) -> Vec<Retirement> {
        let mut retirements = Vec::new();
        for (index, input) in inputs.into_iter().flatten().enumerate() {
            let mut faults = Vec::new();
            let exam = read_text("exam", &input.exam, &mut faults);
            let on = read_text("on", &input.on, &mut faults);
            let source = read_text("source", &input.source, &mut faults);
            let successors = input.successors.iter().flatten().enumerate();
            let successors = successors.filter_map(|(index, text)| {
                read_text(&format!("successors[{index}]"), text, &mut faults)
            });
            let successors = successors.collect();
            let path = format!("retire[{index}]");
            if let (Some(exam), Some(on), Some(source), true) =
                (exam, on, source, faults.is_empty())
            {
                let exam: ExamReference = exam;
                self.paths.retirements.push((exam.clone(), path));
                retirements.push(Retirement {
                    exam,
                    on,
                    source,
                    confidence: input.confidence.map(|set| set.0),
                    successors,
                });
            } else {
                self.faults(RecordKind::Exam, &input.exam, index, &path, faults);
            }
        }
        retirements
    }
}

/// Parses the text of a field.
fn read_text<T: FromStr<Err: Display>>(
    field: &str,
    text: &str,
    faults: &mut Vec<Fault>,
) -> Option<T> {
    let fault = |fault: T::Err| Fault {
        field: field.to_owned(),
        message: fault.to_string(),
    };
    text.parse().map_err(|error| faults.push(fault(error))).ok()
}

/// The key of a record that cannot be read, as far as its fields are known.
fn key_of(kind: RecordKind, document: &Value) -> String {
    let text = |field: &str| {
        document
            .get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    match kind {
        RecordKind::Source | RecordKind::AudienceRule => text("key").to_owned(),
        RecordKind::Vendor | RecordKind::Certification | RecordKind::Role => {
            text("slug").to_owned()
        }
        RecordKind::Exam => format!("{}/{}", text("vendor"), text("code")),
        RecordKind::Comparison | RecordKind::Equivalence => {
            format!("{}~{}", text("left"), text("right"))
        }
    }
}

/// The list of the input that holds records of a kind.
const fn list_name(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Source => "sources",
        RecordKind::Vendor => "vendors",
        RecordKind::Exam => "exams",
        RecordKind::Certification => "certifications",
        RecordKind::Role => "roles",
        RecordKind::Comparison => "comparisons",
        RecordKind::Equivalence => "equivalences",
        RecordKind::AudienceRule => "audienceRules",
    }
}

/// The path of a field in the names of the input, from the names of catalogue files:
/// `exams[0].blueprints[1].effectiveFrom` from `blueprint[1].effective_from`.
fn input_path(record: &str, field: &str) -> String {
    let mut path = record.to_owned();
    // Catalogue files have both lists of the input in one, so its indices are those of neither.
    if field.starts_with("earned_by[") && field.contains("].") {
        path.push_str(".earnedByDated");
        return path;
    }
    for segment in field.split('.').filter(|segment| !segment.is_empty()) {
        let (name, brackets) = match segment.find('[') {
            Some(at) => segment.split_at(at),
            None => (segment, ""),
        };
        path.push('.');
        let mut words = name.split('_');
        path.push_str(words.next().unwrap_or_default());
        for word in words {
            let (head, tail) = word.split_at(word.len().min(1));
            path.push_str(&head.to_ascii_uppercase());
            path.push_str(tail);
        }
        let is_list = matches!(
            name,
            "blueprint" | "domain" | "block" | "recommendation" | "dimension" | "audience"
        );
        // Without an index `audience` is a text, not a list.
        if is_list && (name != "audience" || !brackets.is_empty()) {
            path.push('s');
        }
        if name == "checked" {
            path.push_str("On");
        }
        path.push_str(brackets);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_use_the_names_of_the_input() {
        for (field, expected) in [
            ("", "exams[0]"),
            (
                "blueprint[1].effective_from",
                "exams[0].blueprints[1].effectiveFrom",
            ),
            (
                "study_plan.block[0].gate.consecutive_attempts",
                "exams[0].studyPlan.blocks[0].gate.consecutiveAttempts",
            ),
            (
                "facts[3].evidence.checked",
                "exams[0].facts[3].evidence.checkedOn",
            ),
            (
                "facts[3].conditions.earned_before",
                "exams[0].facts[3].conditions.earnedBefore",
            ),
            ("earned_by[0][1]", "exams[0].earnedBy[0][1]"),
            ("earned_by[2].exams[0]", "exams[0].earnedByDated"),
            ("audience[2].audience", "exams[0].audiences[2].audience"),
            (
                "prerequisites[0].any_of[1]",
                "exams[0].prerequisites[0].anyOf[1]",
            ),
        ] {
            assert_eq!(input_path("exams[0]", field), expected);
        }
    }
}
