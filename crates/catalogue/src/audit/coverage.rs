//! How much is known of the exams that can be booked.

use serde::Serialize;

use crate::{
    blueprint::WeightsPublished,
    date::{ApproximateDate, Day},
    described_enum,
    fact::{AbsenceReason, Fact, FactContent, FactName},
    snapshot::{Catalogue, ExamEntry},
};

described_enum! {
    /// What can be known of an exam.
    #[derive(Serialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum CoverageField {
        /// The outline in force.
        Outline,
        /// The weights of its domains.
        Weights,
        /// What it costs, in any currency.
        Fee,
        /// Answering time.
        Minutes,
        /// The score to reach.
        Score,
        /// The languages in which it can be taken.
        Languages,
        /// How long the credential lasts.
        Validity,
        /// The first day, not only a bound for it.
        FirstDay,
        /// Study time.
        StudyHours,
        /// A role for which a source recommends it.
        Role,
    }
}

impl CoverageField {
    /// Every field, in the order of tables.
    pub const ALL: [Self; 10] = [
        Self::Outline,
        Self::Weights,
        Self::Fee,
        Self::Minutes,
        Self::Score,
        Self::Languages,
        Self::Validity,
        Self::FirstDay,
        Self::StudyHours,
        Self::Role,
    ];

    /// The head of its column.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Outline => "outline",
            Self::Weights => "weights",
            Self::Fee => "fee",
            Self::Minutes => "minutes",
            Self::Score => "score",
            Self::Languages => "languages",
            Self::Validity => "validity",
            Self::FirstDay => "first day",
            Self::StudyHours => "hours",
            Self::Role => "role",
        }
    }

    /// Whether it is known of an exam on a day. That the vendor keeps it to itself, or that it makes
    /// no sense for the exam, is knowledge too.
    pub fn is_known(self, exam: &ExamEntry, day: Day) -> bool {
        let usual = exam.usual_circumstances(day);
        let answered = |name| exam.fact_in(name, &usual).is_some_and(is_answer);
        match self {
            Self::Outline => exam
                .blueprint(day)
                .is_some_and(|outline| !outline.domains.is_empty()),
            Self::Weights => exam.blueprint(day).is_some_and(|outline| {
                outline.weights == WeightsPublished::NotPublished
                    || outline.weight_check().is_some()
            }),
            Self::Fee => answered(FactName::Fee) || answered(FactName::BetaFee),
            Self::Minutes => answered(FactName::Duration),
            Self::Score => answered(FactName::PassingScore),
            Self::Languages => answered(FactName::Languages),
            Self::Validity => answered(FactName::Validity),
            Self::FirstDay => [exam.lifecycle.live, exam.lifecycle.beta]
                .into_iter()
                .flatten()
                .any(has_first_day),
            Self::StudyHours => exam.study_hours(None).is_some(),
            Self::Role => !exam.roles.is_empty(),
        }
    }
}

/// Whether a fact tells a value, or that there is none to tell.
fn is_answer(fact: &Fact) -> bool {
    match fact.content {
        FactContent::Known(_) => true,
        FactContent::Absent(reason) => matches!(
            reason,
            AbsenceReason::NotPublished | AbsenceReason::NotApplicable
        ),
    }
}

fn has_first_day(date: ApproximateDate) -> bool {
    date.earliest() > Day::MIN
}

/// What is known of the exams of a vendor that can be booked on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The vendor's slug; `None` for all vendors together.
    pub vendor: Option<String>,
    /// How many exams the catalogue has of it.
    pub exams: usize,
    /// How many of them can be booked.
    pub open: usize,
    /// Of how many of those each field is known, in the order of [`CoverageField::ALL`].
    pub known: Vec<(CoverageField, usize)>,
}

impl Coverage {
    fn none(vendor: Option<String>) -> Self {
        Self {
            vendor,
            exams: 0,
            open: 0,
            known: CoverageField::ALL.map(|field| (field, 0)).into(),
        }
    }

    /// So many of the exams that can be booked, in whole percent rounded down; `None` when there are
    /// none.
    pub fn percent(&self, known: usize) -> Option<usize> {
        (known * 100).checked_div(self.open)
    }

    fn count(&mut self, exam: &ExamEntry, day: Day) {
        self.exams += 1;
        if exam.is_bookable(day) {
            self.open += 1;
            for (field, count) in &mut self.known {
                *count += usize::from(field.is_known(exam, day));
            }
        }
    }
}

/// The coverage of every vendor by slug, and of all together.
pub(super) fn coverage(catalogue: &Catalogue, day: Day) -> (Vec<Coverage>, Coverage) {
    let mut all = Coverage::none(None);
    let mut rows = Vec::new();
    for vendor in catalogue.vendors() {
        let entry = catalogue.vendor(vendor);
        let mut row = Coverage::none(Some(entry.record.slug.to_string()));
        for exam in &entry.exams {
            row.count(catalogue.exam(*exam), day);
            all.count(catalogue.exam(*exam), day);
        }
        rows.push(row);
    }
    (rows, all)
}
