//! How much is known of the bookable exams.

use serde::Serialize;

use crate::{
    blueprint::WeightsPublished,
    date::{ApproximateDate, Day},
    described_enum,
    entry::ExamEntry,
    fact::{AbsenceReason, Fact, FactContent, FactName},
    linked::LinkedRecords,
};

described_enum! {
    /// What can be known of an exam.
    #[derive(Serialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum CoverageField {
        /// The blueprint in force.
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
    /// Every field, in table order.
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

    /// Its column title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Outline => "blueprint",
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

    /// Whether the field is known of an exam on a day. A statement that the vendor does not publish
    /// it, or that it does not apply, counts as known.
    pub fn is_known(self, exam: &ExamEntry, day: Day) -> bool {
        let usual = exam.usual_circumstances(day);
        let answered = |name| exam.fact_in(name, &usual).is_some_and(is_answer);
        match self {
            Self::Outline => exam
                .blueprint(day)
                .is_some_and(|blueprint| !blueprint.domains.is_empty()),
            Self::Weights => exam.blueprint(day).is_some_and(|blueprint| {
                blueprint.weights == WeightsPublished::NotPublished
                    || blueprint.weight_check().is_some()
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

/// Whether a fact has a value or states that there is none.
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

/// The coverage of a vendor's bookable exams on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The vendor's slug; `None` for all vendors together.
    pub vendor: Option<String>,
    /// The number of the vendor's exams.
    pub exams: usize,
    /// The number of bookable exams.
    pub open: usize,
    /// For each field in the order of [`CoverageField::ALL`], the number of bookable exams with it.
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

    /// A count as whole percent of the bookable exams, rounded down; `None` when there are none.
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

/// The coverage of each vendor by slug, and of all vendors together.
pub(super) fn coverage(catalogue: &LinkedRecords, day: Day) -> (Vec<Coverage>, Coverage) {
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
