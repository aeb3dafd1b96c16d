//! Rules for fields that several kinds of records have.

use std::fmt::Display;

use super::Check;
use crate::{
    fact_kind::FactKind,
    source::{Confidence, Evidence, SourceLimit},
    text::{ExamKey, VendorSlug},
};

impl Check<'_> {
    pub(super) fn text(&mut self, field: impl Display + Copy, text: &str) {
        if text.trim().is_empty() {
            self.fault(field, "must not be empty");
        } else if text.chars().count() > 2_000 {
            self.fault(field, "must not exceed 2000 characters");
        } else if text
            .chars()
            .any(|letter| letter.is_control() && letter != '\n')
        {
            self.fault(field, "must not contain control characters");
        }
    }

    pub(super) fn texts(&mut self, field: impl Display + Copy, texts: &[String]) {
        for (index, text) in texts.iter().enumerate() {
            self.text(format_args!("{field}[{index}]"), text);
        }
    }

    /// Common names are short and contain something searchable.
    pub(super) fn common_names(&mut self, names: &[String]) {
        self.no_repeats("also_known_as", names);
        for (index, name) in names.iter().enumerate() {
            let field = format_args!("also_known_as[{index}]");
            self.text(field, name);
            if name.chars().count() > 100 {
                self.fault(field, "must not exceed 100 characters");
            } else if !name.trim().is_empty() && !name.chars().any(char::is_alphanumeric) {
                self.fault(field, "needs a letter or a digit");
            }
        }
    }

    pub(super) fn no_repeats<T: PartialEq>(&mut self, field: impl Display + Copy, items: &[T]) {
        for (index, item) in items.iter().enumerate() {
            if items[..index].contains(item) {
                self.fault(format_args!("{field}[{index}]"), "is in the list twice");
            }
        }
    }

    pub(super) fn vendor(&mut self, field: impl Display + Copy, slug: &VendorSlug) {
        if !self.vendors.contains(slug) {
            self.fault(field, format!("there is no vendor \"{slug}\""));
        }
    }

    pub(super) fn exam_exists(&mut self, field: impl Display + Copy, key: &ExamKey) {
        if !self.exams.contains(key) {
            self.fault(field, format!("there is no exam \"{key}\""));
        }
    }

    pub(super) fn other_exam(&mut self, field: impl Display + Copy, key: &ExamKey, own: &ExamKey) {
        self.exam_exists(field, key);
        if key == own {
            self.fault(field, "must name another exam");
        }
    }

    pub(super) fn exam_list(&mut self, field: impl Display + Copy, keys: &[ExamKey]) {
        if keys.is_empty() {
            self.fault(field, "needs at least one exam");
        }
        for (index, key) in keys.iter().enumerate() {
            let field = format_args!("{field}[{index}]");
            self.exam_exists(field, key);
            if keys[..index].contains(key) {
                self.fault(field, "names the same exam twice");
            }
        }
    }

    /// Checks evidence for a statement of a kind.
    pub(super) fn evidence(
        &mut self,
        field: impl Display + Copy,
        evidence: &Evidence,
        kind: FactKind,
    ) {
        if evidence.sources.is_empty() && evidence.confidence != Confidence::Estimate {
            let message = "needs a source; only an ESTIMATE of our own has none";
            self.fault(format_args!("{field}.sources"), message);
        }
        if evidence.confidence == Confidence::Estimate && evidence.note.is_none() {
            self.fault(
                format_args!("{field}.note"),
                "an ESTIMATE needs its formula or reason",
            );
        }
        for (index, key) in evidence.sources.iter().enumerate() {
            if !self.sources.contains_key(key) {
                let message = format!("there is no source \"{key}\"");
                self.fault(format_args!("{field}.sources[{index}]"), message);
            } else if evidence.sources[..index].contains(key) {
                self.fault(
                    format_args!("{field}.sources[{index}]"),
                    "names the same source twice",
                );
            }
        }
        if let Some(note) = &evidence.note {
            self.text(format_args!("{field}.note"), note);
        }
        if !evidence.as_of.has_latest() {
            let message = "\"not before\" is no date of a statement; say when it was made or read";
            self.fault(format_args!("{field}.as_of"), message);
        }
        if let Some(checked) = evidence.checked
            && checked < evidence.as_of.earliest()
        {
            let message = format!("is before the statement was made ({})", evidence.as_of);
            self.fault(format_args!("{field}.checked"), message);
        }
        self.class_within_limits(field, evidence, kind);
    }

    /// A statement that rests only on sources with limits for its kind may not claim a better class
    /// than the best of those limits.
    pub(super) fn class_within_limits(
        &mut self,
        field: impl Display + Copy,
        evidence: &Evidence,
        kind: FactKind,
    ) {
        let limits: Option<Vec<&SourceLimit>> = evidence
            .sources
            .iter()
            .filter_map(|key| self.sources.get(key))
            .map(|source| source.limit(kind))
            .collect();
        let best = limits
            .iter()
            .flatten()
            .min_by_key(|limit| limit.at_most)
            .filter(|limit| evidence.confidence < limit.at_most);
        if let Some(limit) = best {
            let message = format!(
                "claims {}, but its sources are trusted to {} at most for facts of the kind {} ({}); \
                 lower the confidence, or name a source without that limit",
                evidence.confidence.word(),
                limit.at_most.word(),
                kind.word(),
                limit.note,
            );
            self.fault(format_args!("{field}.confidence"), message);
        }
    }
}
