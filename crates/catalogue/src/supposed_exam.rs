//! An exam as it would be if one of its facts had another value.

use std::sync::Arc;

use super::{
    conditions::FactConditions,
    date::{ApproximateDate, Day},
    derived_facts::DerivedFacts,
    entry::ExamEntry,
    exam_periods::ExamPeriods,
    fact::{AbsenceReason, Fact, FactContent, FactName, FactValue},
    language_lifecycle::LanguageLifecycles,
    lifecycle::LifecycleDates,
    source::{Confidence, Evidence},
};

/// An exam with another value of one fact; all other facts and all links stay.
///
/// The level of the exam and the indexes of the snapshot are not derived again, so the fact should
/// be a fee, study hours or a date of the lifecycle.
#[derive(Debug)]
pub struct SupposedExam {
    entry: ExamEntry,
    /// The index of the fact among those of the supposed exam.
    fact: usize,
}

impl SupposedExam {
    /// The exam in which the fact at an index can have another value; `None` if there is no such
    /// fact.
    pub fn replacing(entry: &ExamEntry, fact: usize) -> Option<Self> {
        (fact < entry.record.facts.len()).then(|| Self {
            entry: entry.clone(),
            fact,
        })
    }

    /// The exam with one more fact, which holds for everyone and always.
    pub fn adding(entry: &ExamEntry, name: FactName) -> Self {
        let mut entry = entry.clone();
        let facts = &mut Arc::make_mut(&mut entry.record).facts;
        facts.push(Fact {
            name,
            about: None,
            experience: None,
            conditions: FactConditions::ALWAYS,
            content: FactContent::Absent(AbsenceReason::Unknown),
            evidence: Evidence {
                sources: vec![],
                as_of: ApproximateDate::day(Day::MIN),
                checked: None,
                confidence: Confidence::Estimate,
                note: None,
            },
        });
        let fact = facts.len() - 1;
        Self { entry, fact }
    }

    /// The exam if the fact had this value.
    pub fn with(&mut self, value: FactValue) -> &ExamEntry {
        let record = Arc::make_mut(&mut self.entry.record);
        let fact = &mut record.facts[self.fact];
        fact.content = FactContent::Known(value);
        match fact.name {
            FactName::Fee | FactName::BetaFee | FactName::StudyHours => {
                self.entry.derived = DerivedFacts::of(&record.facts);
            }
            _ => {
                self.entry.lifecycle = LifecycleDates::of(record);
                self.entry.languages = LanguageLifecycles::of(record);
                let entry = &self.entry;
                self.entry.periods =
                    ExamPeriods::of(&entry.record, &entry.lifecycle, &entry.languages);
            }
        }
        &self.entry
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::json;

    use super::*;
    use crate::{Catalogue, Content, Currency, Quantity, Revision};

    fn exam() -> Catalogue {
        let fact = |name: &str, value: &str| {
            json!({"name": name, "value": value, "evidence": {
                "as_of": "2026", "confidence": "ESTIMATE", "note": "for a test",
            }})
        };
        let content: Content = serde_json::from_value(json!({
            "vendor": [{"slug": "acme", "name": "Acme"}],
            "exam": [{"vendor": "acme", "code": "AC-100", "title": "Acme", "facts": [
                fact("LIVE_ON", "2020-01-01"), fact("FEE", "99.00 USD"),
            ]}],
        }))
        .unwrap();
        Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap()
    }

    #[test]
    fn another_value_changes_what_is_derived_from_the_fact_and_nothing_else() {
        let catalogue = exam();
        let entry = catalogue.exam(catalogue.exams().next().unwrap());
        let mut supposed = SupposedExam::replacing(entry, 1).unwrap();
        let fee = FactValue::Money("120.00 USD".parse().unwrap());
        let changed = supposed.with(fee);
        assert_eq!(changed.fee(Currency::USD).unwrap().minor(), 12_000);
        assert_eq!(changed.lifecycle, entry.lifecycle);
        assert_eq!(entry.fee(Currency::USD).unwrap().minor(), 9_900);
        assert!(SupposedExam::replacing(entry, 2).is_none());
    }

    #[test]
    fn an_added_fact_is_served_where_none_was() {
        let catalogue = exam();
        let entry = catalogue.exam(catalogue.exams().next().unwrap());
        let mut hours = SupposedExam::adding(entry, FactName::StudyHours);
        let value: Quantity = "20..30 hours".parse().unwrap();
        let changed = hours.with(FactValue::Quantity(value));
        assert_eq!(changed.study_hours(None), Some(value));
        let mut end = SupposedExam::adding(entry, FactName::RetiresOn);
        let day: Day = "2026-06-30".parse().unwrap();
        let changed = end.with(FactValue::Date(ApproximateDate::day(day)));
        assert_eq!(changed.last_bookable_day(&[]), Some(day));
        assert_eq!(entry.last_bookable_day(&[]), None);
    }
}
