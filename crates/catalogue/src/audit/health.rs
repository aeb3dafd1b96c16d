//! Coverage and age of a catalogue on a day, cached for the last days requested.

use std::sync::{Arc, PoisonError, RwLock};

use super::{
    AuditQuestion,
    age::{KindAge, ages},
    coverage::{Coverage, coverage},
};
use crate::{date::Day, linked::LinkedRecords};

/// The maximum number of cached results.
const MAX_CACHED: usize = 8;

/// The health of a catalogue on a day, without the findings of lints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// The day.
    pub day: Day,
    /// The coverage of the bookable exams.
    pub coverage: Coverage,
    /// The coverage of each vendor, by slug.
    pub vendors: Vec<Coverage>,
    /// The age of statements by kind.
    pub ages: Vec<KindAge>,
}

impl Health {
    /// The health of a catalogue.
    pub fn of(catalogue: &LinkedRecords, question: AuditQuestion) -> Self {
        let (vendors, all) = coverage(catalogue, question.day);
        Self {
            day: question.day,
            coverage: all,
            vendors,
            ages: ages(catalogue, question),
        }
    }
}

/// The cached results for one snapshot.
#[derive(Debug, Default)]
pub(crate) struct HealthIndex(RwLock<Vec<(AuditQuestion, Arc<Health>)>>);

impl HealthIndex {
    /// The health of the snapshot that owns this cache.
    pub(crate) fn answer(&self, catalogue: &LinkedRecords, question: AuditQuestion) -> Arc<Health> {
        let cached = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, health)) = cached.iter().find(|(other, _)| *other == question) {
            return Arc::clone(health);
        }
        drop(cached);
        let health = Arc::new(Health::of(catalogue, question));
        let mut cached = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if cached.len() >= MAX_CACHED {
            cached.remove(0);
        }
        cached.push((question, Arc::clone(&health)));
        health
    }
}
