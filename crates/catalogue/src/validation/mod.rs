//! Validation of a whole catalogue before it may be stored or served.
//!
//! Types already validate single values. Here records are checked together: keys are unique,
//! references resolve, prerequisites have no cycle. A blueprint whose weights cannot add up to 100
//! is valid: it is served with the contradiction that it is.

mod advice;
mod exam;
mod fields;
#[cfg(test)]
mod tests;

use std::{
    collections::{HashMap, HashSet},
    fmt::Display,
    sync::Arc,
};

use super::{
    content::Content,
    record::{Record, RecordKind},
    source::{Confidence, Source},
    text::{ExamKey, RoleSlug, SourceKey, VendorSlug},
    vendor::Vendor,
};

/// A reason why a catalogue is rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The kind of the record.
    pub kind: RecordKind,
    /// The index of the record in the list of its kind, in the order of the validated content.
    pub index: usize,
    /// The record's key, for people.
    pub key: String,
    /// The path inside the record, such as `prerequisites[0].any_of[1]`; empty for the whole
    /// record.
    pub field: String,
    /// The fault and its remedy.
    pub message: String,
}

impl Violation {
    /// The full path, such as `exam[microsoft/AI-102].prerequisites[0].any_of[1]`.
    pub fn path(&self) -> String {
        let dot = if self.field.is_empty() { "" } else { "." };
        format!("{}[{}]{dot}{}", self.kind.list(), self.key, self.field)
    }
}

impl Display for Violation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.path(), self.message)
    }
}

/// Every violation in a content, in the order of its lists; empty if it is valid.
pub fn validate(content: &Content) -> Vec<Violation> {
    validate_after(&Content::default(), content)
}

/// Every violation in a content, as [`validate`] returns them, given another content that is valid.
///
/// A record that both contents share is checked again only if something that it may refer to was
/// removed, so validating a small change is cheap.
pub fn validate_after(known: &Content, content: &Content) -> Vec<Violation> {
    if known.shares_all(content) {
        return Vec::new();
    }
    let mut check = Check::of(content);
    let nothing = Content::default();
    let known = if check.lacks_any_of(known) {
        &nothing
    } else {
        known
    };
    check.unique_keys(known, content);
    for (index, source) in unshared(&known.sources, &content.sources) {
        check.source(index, source);
    }
    for (index, vendor) in unshared(&known.vendors, &content.vendors) {
        check.vendor_record(index, vendor);
    }
    for (index, certification) in unshared(&known.certifications, &content.certifications) {
        check.certification(index, certification);
    }
    let exams = unshared(&known.exams, &content.exams);
    for (index, exam) in &exams {
        check.exam(*index, exam);
    }
    if !exams.is_empty() {
        check.codes(&content.exams);
        check.cycles(&content.exams);
    }
    for (index, role) in unshared(&known.roles, &content.roles) {
        check.role(index, role);
    }
    for (index, comparison) in unshared(&known.comparisons, &content.comparisons) {
        check.comparison(index, comparison);
    }
    for (index, equivalence) in unshared(&known.equivalences, &content.equivalences) {
        check.equivalence(index, equivalence);
    }
    for (index, rule) in unshared(&known.audience_rules, &content.audience_rules) {
        check.audience_rule(index, rule);
    }
    check.violations
}

/// The records of a list that are not shared with the known list, each with its index.
fn unshared<'a, T>(known: &[Arc<T>], records: &'a [Arc<T>]) -> Vec<(usize, &'a T)> {
    let known: HashSet<*const T> = known.iter().map(Arc::as_ptr).collect();
    let records = records.iter().enumerate();
    records
        .filter(|(_, record)| !known.contains(&Arc::as_ptr(record)))
        .map(|(index, record)| (index, &**record))
        .collect()
}

/// The records with duplicate keys, of which one would hide the other.
pub fn repetitions(content: &Content) -> Vec<Violation> {
    let mut check = Check::of(content);
    check.unique_keys(&Content::default(), content);
    check.violations
}

struct Check<'a> {
    vendors: HashSet<&'a VendorSlug>,
    exams: HashSet<ExamKey>,
    roles: HashSet<&'a RoleSlug>,
    sources: HashMap<&'a SourceKey, &'a Source>,
    violations: Vec<Violation>,
    at: (RecordKind, usize, String),
}

impl<'a> Check<'a> {
    fn of(content: &'a Content) -> Self {
        Self {
            vendors: content.vendors.iter().map(|vendor| &vendor.slug).collect(),
            exams: content.exams.iter().map(|exam| exam.key()).collect(),
            roles: content.roles.iter().map(|role| &role.slug).collect(),
            sources: content
                .sources
                .iter()
                .map(|source| (&source.key, &**source))
                .collect(),
            violations: Vec::new(),
            at: (RecordKind::Source, 0, String::new()),
        }
    }

    fn enter(&mut self, kind: RecordKind, index: usize, key: impl Display) {
        self.at = (kind, index, key.to_string());
    }

    fn fault(&mut self, field: impl Display + Copy, message: impl Into<String>) {
        let (kind, index, key) = self.at.clone();
        let (field, message) = (field.to_string(), message.into());
        self.violations.push(Violation {
            kind,
            index,
            key,
            field,
            message,
        });
    }

    /// Whether something that records of another content may refer to was removed, or the limits of
    /// a source changed.
    fn lacks_any_of(&self, other: &Content) -> bool {
        let mut vendors = other.vendors.iter();
        let mut exams = other.exams.iter();
        let mut roles = other.roles.iter();
        let mut sources = other.sources.iter();
        vendors.any(|vendor| !self.vendors.contains(&vendor.slug))
            || exams.any(|exam| !self.exams.contains(&exam.key()))
            || roles.any(|role| !self.roles.contains(&role.slug))
            || sources.any(|source| {
                let own = self.sources.get(&source.key);
                own.is_none_or(|own| own.limits != source.limits)
            })
    }

    fn unique_keys(&mut self, known: &Content, content: &Content) {
        self.unique(&known.sources, &content.sources);
        self.unique(&known.vendors, &content.vendors);
        self.unique(&known.certifications, &content.certifications);
        self.unique(&known.exams, &content.exams);
        self.unique(&known.roles, &content.roles);
        self.unique(&known.comparisons, &content.comparisons);
        self.unique(&known.equivalences, &content.equivalences);
        self.unique(&known.audience_rules, &content.audience_rules);
    }

    fn unique<T: Record>(&mut self, known: &[Arc<T>], records: &[Arc<T>]) {
        let is_shared = |(known, record): (&Arc<T>, &Arc<T>)| Arc::ptr_eq(known, record);
        if known.len() == records.len() && known.iter().zip(records).all(is_shared) {
            return;
        }
        let mut seen = HashSet::new();
        for (index, record) in records.iter().enumerate() {
            let key = record.record_key();
            if seen.contains(&key) {
                self.enter(T::KIND, index, &key);
                self.fault("", "is in the catalogue twice; remove one");
            }
            seen.insert(key);
        }
    }

    fn source(&mut self, index: usize, source: &Source) {
        self.enter(RecordKind::Source, index, &source.key);
        self.text("title", &source.title);
        self.text("publisher", &source.publisher);
        self.text("url", &source.url);
        if let Some(note) = &source.note {
            self.text("note", note);
        }
        for (position, limit) in source.limits.iter().enumerate() {
            let field = format_args!("limits[{position}]");
            self.text(format_args!("{field}.note"), &limit.note);
            if limit.at_most == Confidence::Official {
                let message = "OFFICIAL is no limit; name a lower class or leave the limit out";
                self.fault(format_args!("{field}.at_most"), message);
            }
            let mut earlier = source.limits[..position].iter();
            if earlier.any(|other| other.kind == limit.kind) {
                let message = "the source has a limit for this kind already; keep one";
                self.fault(format_args!("{field}.kind"), message);
            }
        }
    }

    fn vendor_record(&mut self, index: usize, vendor: &Vendor) {
        self.enter(RecordKind::Vendor, index, &vendor.slug);
        self.text("name", &vendor.name);
        if let Some(url) = &vendor.url {
            self.text("url", url);
        }
    }
}
