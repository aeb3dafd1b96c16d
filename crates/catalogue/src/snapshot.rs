//! The immutable, indexed snapshot of one revision.
//!
//! References between records are resolved once, to small indexes. A resolver follows a link by an
//! array access, and a response cannot mix revisions.

use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

use chrono::{DateTime, Utc};

use super::{
    audit::{AuditQuestion, Health, HealthIndex},
    blueprint_terms::{BlueprintTerms, IndexedBlueprint, RelatednessProfile, TermVector},
    change::LogPosition,
    content::Content,
    contradiction::{self, Contradiction, ContradictionIndex},
    date::Day,
    exam_list::ExamOrders,
    index::{ExamIndex, RoleIndex, VendorIndex},
    lifecycle_index::{ExamsByState, LifecycleIndex},
    linked::LinkedRecords,
    mentions::Mention,
    reuse::SharedIndexes,
    revision::Revision,
    search::SearchIndex,
    subject,
    validation::{Violation, validate_after},
};

/// The result of looking up a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeLookup {
    /// Exactly one exam.
    Found(ExamIndex),
    /// Several exams share the code.
    Ambiguous(Vec<ExamIndex>),
    /// No exam has the code; these have similar codes, nearest first.
    Unknown(Vec<ExamIndex>),
}

/// One consistent state of the whole catalogue: its [`LinkedRecords`], and indexes over them.
#[derive(Debug)]
pub struct Catalogue {
    revision: Revision,
    committed_at: DateTime<Utc>,
    log_head: LogPosition,
    records: LinkedRecords,
    shared: SharedIndexes,
    contradictions: ContradictionIndex,
    lifecycles: LifecycleIndex,
    health: HealthIndex,
    subjects: OnceLock<Box<[Option<RoleIndex>]>>,
}

/// A catalogue is read through its records.
impl Deref for Catalogue {
    type Target = LinkedRecords;

    fn deref(&self) -> &LinkedRecords {
        &self.records
    }
}

impl Catalogue {
    /// Validates and indexes the content of a revision.
    ///
    /// # Errors
    /// Every violation, if the content is not valid; see [`validate`](super::validate).
    pub fn build(
        content: Content,
        revision: Revision,
        committed_at: DateTime<Utc>,
    ) -> Result<Self, Vec<Violation>> {
        Self::build_after(&Content::default(), content, revision, committed_at)
    }

    /// The same, given another content that is valid: records that both share are not validated
    /// again.
    ///
    /// # Errors
    /// As [`Self::build`].
    pub fn build_after(
        known: &Content,
        content: Content,
        revision: Revision,
        committed_at: DateTime<Utc>,
    ) -> Result<Self, Vec<Violation>> {
        let violations = validate_after(known, &content);
        if violations.is_empty() {
            let records = LinkedRecords::of(content);
            let shared = SharedIndexes::of(&records);
            Ok(Self::new(records, shared, revision, committed_at))
        } else {
            Err(violations)
        }
    }

    /// Builds the next snapshot. The result equals that of [`Self::build`], but only changed
    /// records are validated, and indexes are shared with this snapshot where they would be equal.
    ///
    /// # Errors
    /// As [`Self::build`].
    pub fn followed_by(
        &self,
        content: Content,
        revision: Revision,
        committed_at: DateTime<Utc>,
    ) -> Result<Self, Vec<Violation>> {
        let violations = validate_after(&self.content(), &content);
        if violations.is_empty() {
            let records = LinkedRecords::of(content);
            let shared = self.shared.followed_by(&self.records, &records);
            Ok(Self::new(records, shared, revision, committed_at))
        } else {
            Err(violations)
        }
    }

    fn new(
        records: LinkedRecords,
        shared: SharedIndexes,
        revision: Revision,
        committed_at: DateTime<Utc>,
    ) -> Self {
        let contradictions = ContradictionIndex::new(
            records.exams.len(),
            records.roles.len(),
            records.vendors.len(),
        );
        Self {
            revision,
            committed_at,
            log_head: LogPosition::default(),
            records,
            shared,
            contradictions,
            lifecycles: LifecycleIndex::default(),
            health: HealthIndex::default(),
            subjects: OnceLock::new(),
        }
    }

    /// The revision of this snapshot.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Sets the position in the change log that this snapshot corresponds to.
    #[must_use]
    pub fn with_log_head(mut self, log_head: LogPosition) -> Self {
        self.log_head = log_head;
        self
    }

    /// The position in the change log that this snapshot corresponds to.
    pub fn log_head(&self) -> LogPosition {
        self.log_head
    }

    /// When the revision was committed.
    pub fn committed_at(&self) -> DateTime<Utc> {
        self.committed_at
    }

    /// The exams in each sort order.
    pub(super) fn exam_orders(&self) -> &ExamOrders {
        &self.shared.exam_orders
    }

    /// The exams by lifecycle state on a day.
    pub(super) fn exams_by_state(&self, day: Day) -> Arc<ExamsByState> {
        self.lifecycles.on(&self.records.exams, day)
    }

    /// The days, in order, on which the state or bookability of some exam changes, in any language.
    pub fn lifecycle_changes(&self) -> &[Day] {
        self.lifecycles.changes(&self.records.exams)
    }

    /// The subject of an exam: the group of the role whose recommendations name it most, such as
    /// `Security`, otherwise the subject of a related exam. `None` if neither is known.
    pub fn subject(&self, exam: ExamIndex) -> Option<&str> {
        let subjects = self
            .subjects
            .get_or_init(|| subject::subjects(&self.records.exams, &self.records.roles));
        subjects[exam.index()].map(|role| self.role(role).record.group.as_str())
    }

    /// Looks up a code, ignoring case, with former codes and aliases; `vendor` restricts the
    /// result.
    ///
    /// A current code takes precedence over a former code or an alias of another exam.
    pub fn exam_by_code(&self, code: &str, vendor: Option<VendorIndex>) -> CodeLookup {
        let folded = code.trim().to_ascii_uppercase();
        let in_vendor =
            |index: &ExamIndex| vendor.is_none_or(|vendor| self.exam(*index).vendor == vendor);
        let all = self
            .shared
            .codes
            .get(&folded)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let mut found: Vec<ExamIndex> = all.iter().copied().filter(in_vendor).collect();
        let current = |index: &ExamIndex| self.exam(*index).record.code.folded() == folded;
        if found.len() > 1 && found.iter().any(current) {
            found.retain(current);
        }
        match found.as_slice() {
            [only] => CodeLookup::Found(*only),
            [] => CodeLookup::Unknown(self.search_index().near_codes(&folded, 3)),
            _ => CodeLookup::Ambiguous(found),
        }
    }

    /// The full-text index, built on first use.
    pub fn search_index(&self) -> &SearchIndex {
        self.shared.search(&self.records)
    }

    /// The exams, certifications and roles that a text mentions, in order, without overlaps.
    ///
    /// The time is linear in the length of the text, which the caller limits. The names are indexed
    /// on first use.
    pub fn recognise(&self, text: &str) -> Vec<Mention> {
        self.shared.mentions(&self.records).recognise(text)
    }

    /// The term vectors of an exam's blueprint to study on a day (the one in force, otherwise the
    /// first official one to come); `None` if none is known or it contains no terms.
    pub fn blueprint_terms(&self, exam: ExamIndex, day: Day) -> Option<&BlueprintTerms> {
        self.indexed_blueprint(exam, day)
            .map(|blueprint| blueprint.terms)
    }

    /// The blueprint of [`Self::blueprint_terms`], for comparison with others.
    pub fn indexed_blueprint(&self, exam: ExamIndex, day: Day) -> Option<IndexedBlueprint<'_>> {
        self.shared
            .blueprints
            .blueprint(&self.records.exams, exam, day)
    }

    /// The term vector of each text, with the verbs that [`Self::blueprint_terms`] leaves out.
    pub fn terms_of_each<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Vec<TermVector> {
        let blueprints = &self.shared.blueprints;
        blueprints.terms_of_each(&self.records.exams, texts)
    }

    /// The likeness of a vector to the domains of the catalogue, to compare texts that have no word
    /// in common.
    pub fn related_domains(&self, vector: &TermVector) -> RelatednessProfile {
        let blueprints = &self.shared.blueprints;
        blueprints.profile(&self.records.exams, vector)
    }

    /// The term vector of some texts, comparable with the domains of [`Self::blueprint_terms`].
    pub fn terms_of<'a>(&self, texts: impl Iterator<Item = &'a String>) -> TermVector {
        self.shared
            .blueprints
            .terms_of(&self.records.exams, texts.map(String::as_str))
    }

    /// The contradictions on a day, within and between sources: those of exams by vendor and code,
    /// then those of roles.
    pub fn contradictions(&self, day: Day) -> Vec<Arc<Contradiction>> {
        contradiction::all(self, &self.contradictions, day)
    }

    /// The contradictions on a day that involve an exam.
    pub fn contradictions_of(&self, exam: ExamIndex, day: Day) -> Vec<Arc<Contradiction>> {
        contradiction::of_exam(self, &self.contradictions, exam, day)
    }

    /// Its completeness and age on a day.
    pub fn health(&self, question: AuditQuestion) -> Arc<Health> {
        self.health.answer(self, question)
    }
}
