//! Applies edits to a content and reports all their violations.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Edit, Edits, ExamReference, ImportMode, RecordReference, Retirement};
use crate::{
    catalogue::{
        ApproximateDate, Confidence, Content, Evidence, Exam, Fact, FactConditions, FactContent,
        FactKind, FactName, FactValue, LifecycleDates, Record, RecordKind, Source, SourceKind,
        Succession, Violation, complete_objective_keys, repetitions, validate_after,
    },
    publish::merge::overlay,
};

impl Edit for Edits {
    /// The resulting content, sorted, with a key for each objective. Violations of the edits themselves come first, then those of
    /// the whole content.
    fn apply(
        &self,
        stored: &Content,
        valid: &Content,
        today: NaiveDate,
    ) -> Result<Content, Vec<Violation>> {
        let mut application = Application {
            edits: self,
            violations: Vec::new(),
            content: match self.mode {
                ImportMode::Merge => overlay(stored.clone(), self.records.clone()),
                ImportMode::Replace => self.records.clone(),
            },
        };
        application.content.sort();
        if self.mode == ImportMode::Merge {
            // After a merge, the last of two records with the same key would hide the first.
            application.violations.extend(repetitions(&self.records));
        }
        for removal in &self.removals {
            application.remove(removal, stored);
        }
        for (place, retirement) in self.retirements.iter().enumerate() {
            application.retire(place, retirement, ApproximateDate::day(today));
        }
        let Application {
            mut content,
            mut violations,
            ..
        } = application;
        complete_objective_keys(&mut content, stored);
        violations.extend(validate_after(valid, &content));
        if violations.is_empty() {
            Ok(content)
        } else {
            Err(violations)
        }
    }

    fn canonical(&self) -> Vec<u8> {
        let mut edits = self.clone();
        edits.records.sort();
        edits.removals.sort();
        serde_json::to_vec(&edits).unwrap_or_default()
    }
}

struct Application<'a> {
    edits: &'a Edits,
    content: Content,
    violations: Vec<Violation>,
}

impl Application<'_> {
    fn fault(&mut self, kind: RecordKind, key: &str, field: &str, message: String) {
        self.violations.push(Violation {
            kind,
            index: 0,
            key: key.to_owned(),
            field: field.to_owned(),
            message,
        });
    }

    fn remove(&mut self, removal: &RecordReference, stored: &Content) {
        let key = match key_of(removal, stored) {
            Ok(key) => key,
            Err(message) => return self.fault(removal.kind, &removal.key, "", message),
        };
        if self.edits.records.keys(removal.kind).contains(&key) {
            let message = "is both replaced and removed; choose one".to_owned();
            return self.fault(removal.kind, &key, "", message);
        }
        let content = &mut self.content;
        match removal.kind {
            RecordKind::Source => drop_record(&mut content.sources, &key),
            RecordKind::Vendor => drop_record(&mut content.vendors, &key),
            RecordKind::Exam => drop_record(&mut content.exams, &key),
            RecordKind::Certification => drop_record(&mut content.certifications, &key),
            RecordKind::Role => drop_record(&mut content.roles, &key),
            RecordKind::Comparison => drop_record(&mut content.comparisons, &key),
            RecordKind::Equivalence => drop_record(&mut content.equivalences, &key),
            RecordKind::AudienceRule => drop_record(&mut content.audience_rules, &key),
        }
    }

    fn retire(&mut self, place: usize, retirement: &Retirement, today: ApproximateDate) {
        let spelt = retirement.exam.to_string();
        let key = match retirement.exam.find(&self.content) {
            Ok(exam) => exam.key(),
            Err(message) => return self.fault(RecordKind::Exam, &spelt, "", message),
        };
        let name = key.to_string();
        let earlier = self.edits.retirements[..place].iter();
        if earlier
            .filter_map(|other| other.exam.find(&self.content).ok())
            .any(|exam| exam.key() == key)
        {
            let message = "is retired twice; choose one day and source".to_owned();
            return self.fault(RecordKind::Exam, &name, "", message);
        }
        let sources = &self.content.sources;
        let Some(source) = sources
            .iter()
            .find(|source| source.key == retirement.source)
        else {
            let message = format!("there is no source \"{}\"", retirement.source);
            let field = "facts[RETIRES_ON].evidence.sources[0]";
            return self.fault(RecordKind::Exam, &name, field, message);
        };
        let evidence = Evidence {
            sources: vec![retirement.source.clone()],
            as_of: today,
            confidence: retirement.confidence.unwrap_or_else(|| usual_class(source)),
            checked: None,
            note: None,
        };
        let mut successors = Vec::new();
        for reference in &retirement.successors {
            match reference.find(&self.content) {
                Ok(exam) => successors.push(exam.key()),
                Err(message) => self.fault(RecordKind::Exam, &name, "successors", message),
            }
        }
        let mut exams = self.content.exams.iter_mut();
        let Some(exam) = exams.find(|exam| exam.key() == key) else {
            return;
        };
        let exam = Arc::make_mut(exam);
        state_retirement(exam, retirement, &evidence);
        for successor in successors {
            if exam.successors.iter().all(|known| known.exam != successor) {
                exam.successors.push(Succession {
                    exam: successor,
                    evidence: evidence.clone(),
                });
            }
        }
        if LifecycleDates::of(exam).retires != Some(retirement.on) {
            let message = format!(
                "would not retire on {}: a fact of higher confidence, or a newer one, says something \
                 else; correct that fact, or name a better source",
                retirement.on
            );
            self.fault(RecordKind::Exam, &name, "facts[RETIRES_ON]", message);
        }
    }
}

/// The default confidence of a source's statement about a retirement.
fn usual_class(source: &Source) -> Confidence {
    let class = match source.kind {
        SourceKind::Official | SourceKind::OfficialCopy => Confidence::Official,
        SourceKind::Repository | SourceKind::Article => Confidence::Reputable,
    };
    class.max(source.at_most(FactKind::Lifecycle))
}

/// The key of the stored record to remove.
fn key_of(removal: &RecordReference, stored: &Content) -> Result<String, String> {
    if removal.kind == RecordKind::Exam
        && let Ok(reference) = removal.key.parse::<ExamReference>()
    {
        return Ok(reference.find_current(stored)?.record_key());
    }
    if stored.keys(removal.kind).contains(&removal.key) {
        Ok(removal.key.clone())
    } else {
        Err("is not in the catalogue, so it cannot be removed".to_owned())
    }
}

/// Sets the day in the source's own fact; adds a fact if it has none.
fn state_retirement(exam: &mut Exam, retirement: &Retirement, evidence: &Evidence) {
    let content = FactContent::Known(FactValue::Date(retirement.on));
    let mut facts = exam.facts.iter_mut();
    let own = facts.find(|fact| {
        fact.topic() == (FactName::RetiresOn, None, None, FactConditions::ALWAYS)
            && fact.evidence.sources == evidence.sources
    });
    match own {
        Some(fact)
            if fact.content == content
                && retirement
                    .confidence
                    .is_none_or(|given| given == fact.evidence.confidence) => {}
        Some(fact) => {
            fact.content = content;
            fact.evidence = evidence.clone();
        }
        None => exam.facts.push(Fact {
            name: FactName::RetiresOn,
            about: None,
            experience: None,
            conditions: FactConditions::ALWAYS,
            content,
            evidence: evidence.clone(),
        }),
    }
}

fn drop_record<T: Record>(records: &mut Vec<Arc<T>>, key: &str) {
    records.retain(|record| record.record_key() != key);
}
