//! The edit that merges a statement into the stored content. Other records are unchanged.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::NaiveDate;

use super::{certifications, exams::Exams, finding::Findings, statement::Statement};
use crate::{
    catalogue::{Content, RecordKind, Source, TextError, VendorSlug, Violation, validate_after},
    publish::Edit,
};

/// Merges a statement.
#[derive(Debug)]
pub struct ConnectorMerge {
    statement: Statement,
    /// The findings of the last application.
    findings: Mutex<Findings>,
}

impl ConnectorMerge {
    /// The edit for a statement.
    pub fn new(statement: Statement) -> Self {
        Self {
            statement,
            findings: Mutex::default(),
        }
    }

    /// The statement.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// The findings of the last application.
    pub fn findings(&self) -> Findings {
        let findings = self.findings.lock().unwrap_or_else(PoisonError::into_inner);
        findings.clone()
    }

    /// The stored content merged with the statement, sorted by key, and the findings.
    ///
    /// # Errors
    /// When no slug can be made of a certification's title.
    pub fn over(&self, mut content: Content) -> Result<(Content, Findings), TextError> {
        let statement = &self.statement;
        let mut findings = statement.findings.clone();
        merge_source(&mut content.sources, statement);
        let mut vendors: BTreeSet<VendorSlug> = BTreeSet::new();
        let mut exams = Exams::of(&mut content.exams);
        for said in &statement.exams {
            vendors.extend(exams.hear(said, statement, &mut findings));
        }
        for said in &statement.certifications {
            let stored = &mut content.certifications;
            certifications::lay(stored, &mut exams, said, statement, &mut findings)?;
            vendors.insert(said.vendor.clone());
        }
        exams.lay(statement, &mut findings);
        for vendor in &statement.vendors {
            let is_known = content
                .vendors
                .iter()
                .any(|known| known.slug == vendor.slug);
            if vendors.contains(&vendor.slug) && !is_known {
                content.vendors.push(Arc::new(vendor.clone()));
            }
        }
        content.sort();
        Ok((content, findings))
    }
}

/// Adds or updates the source. Its limits stay as editors have set them.
fn merge_source(sources: &mut Vec<Arc<Source>>, statement: &Statement) {
    let mut source = statement.source.clone();
    match sources.iter_mut().find(|stored| stored.key == source.key) {
        Some(stored) => {
            source.limits.clone_from(&stored.limits);
            if source != **stored {
                *stored = Arc::new(source);
            }
        }
        None => sources.push(Arc::new(source)),
    }
}

impl Edit for ConnectorMerge {
    fn apply(
        &self,
        stored: &Content,
        valid: &Content,
        _today: NaiveDate,
    ) -> Result<Content, Vec<Violation>> {
        let (content, findings) = self.over(stored.clone()).map_err(|error| {
            vec![Violation {
                kind: RecordKind::Source,
                index: 0,
                key: self.statement.source.key.to_string(),
                field: String::new(),
                message: error.to_string(),
            }]
        })?;
        *self.findings.lock().unwrap_or_else(PoisonError::into_inner) = findings;
        let violations = validate_after(valid, &content);
        if violations.is_empty() {
            Ok(content)
        } else {
            Err(violations)
        }
    }

    fn canonical(&self) -> Vec<u8> {
        let Statement {
            source,
            as_of,
            exams,
            certifications,
            ..
        } = &self.statement;
        serde_json::to_vec(&("fetch", source, as_of, exams, certifications)).unwrap_or_default()
    }
}
