//! Contradictions between the catalogue's sources, or within one.
//!
//! They are derived from the records and never stored, so none can be missed or outlive its cause.
//! Those that do not depend on the day are computed once for each exam or role, on first use.

mod advice;
mod blueprint;
mod fact;
mod language;
#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

use super::{
    date::Day,
    described_enum,
    fact::Fact,
    identity::{Identity, ObjectKind},
    index::{AudienceRuleIndex, ExamIndex, RoleIndex},
    linked::LinkedRecords,
    source::Evidence,
};

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $name:ident = $key:literal,)+) => {
        described_enum! {
            /// The rules that find contradictions.
            pub enum ContradictionRule {
                $($(#[doc = $doc])+ $name,)+
            }
        }

        impl ContradictionRule {
            /// Every rule, in the order in which they are explained.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its name in answers and in identities, so it must never change.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                }
            }
        }
    };
}

rules! {
    /// The single weights of a blueprint do not add up to 100 percent.
    WeightSum = "WEIGHT_SUM",
    /// No split within the weight ranges of a blueprint adds up to 100 percent.
    InfeasibleWeights = "INFEASIBLE_WEIGHTS",
    /// A source gives single weights where the vendor publishes ranges.
    FlattenedWeights = "FLATTENED_WEIGHTS",
    /// A source gives domains other weights than the vendor's blueprint of the same time.
    WeightDisagreement = "WEIGHT_DISAGREEMENT",
    /// A source names other domains than the vendor's blueprint of the same time, or words them
    /// otherwise.
    OutlineDisagreement = "OUTLINE_DISAGREEMENT",
    /// Sources give different prices in one currency.
    FeeDisagreement = "FEE_DISAGREEMENT",
    /// Sources give different dates of one event.
    DateDisagreement = "DATE_DISAGREEMENT",
    /// A source dates a change of an exam's life, and another says that there is none. Example: an
    /// article that treats a retired exam as current.
    StatusDisagreement = "STATUS_DISAGREEMENT",
    /// An exam can be taken in a language after the end that is given for the whole exam. Example: the end
    /// of the English form, given as the exam's.
    LanguageOutlivesExam = "LANGUAGE_OUTLIVES_EXAM",
    /// Sources put an exam on different tiers.
    LevelDisagreement = "LEVEL_DISAGREEMENT",
    /// Sources disagree on another fact that has one answer. Example: the duration.
    FactDisagreement = "FACT_DISAGREEMENT",
    /// Statements on one topic exclude each other.
    StatementDisagreement = "STATEMENT_DISAGREEMENT",
    /// The fees that a source states for a recommendation are not the sum of its exams' fees.
    FeeSum = "FEE_SUM",
    /// A source still recommends an exam that has retired on the day.
    RetiredExamRecommended = "RETIRED_EXAM_RECOMMENDED",
    /// An exam ends or has ended on the day, something still leads to it, and no source names what
    /// takes its place.
    SuccessorMissing = "SUCCESSOR_MISSING",
}

described_enum! {
    /// What hangs on a contradiction, most first.
    pub enum Severity {
        /// Who follows the wrong side takes the wrong exam, studies the wrong domains or misses a day.
        High,
        /// A figure that answers use is in doubt.
        Medium,
        /// A detail, or something that answers make good by themselves.
        Low,
    }
}

impl Severity {
    /// Every degree, most first.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];
}

/// The subject of a contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContradictionSubject {
    /// An exam.
    Exam(ExamIndex),
    /// A role.
    Role(RoleIndex),
}

/// One claim of a contradiction: the statement in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Claim {
    /// A fact of an exam, by its index in the exam's list.
    Fact {
        /// The exam.
        exam: ExamIndex,
        /// The index of the fact.
        index: usize,
    },
    /// Domains of a blueprint.
    Blueprint {
        /// The exam.
        exam: ExamIndex,
        /// The index of the blueprint in the exam's list.
        blueprint: usize,
        /// The indexes of the affected domains, in the blueprint's order.
        domains: Vec<usize>,
    },
    /// A source's recommendation for a role.
    Recommendation {
        /// The role.
        role: RoleIndex,
        /// The index of the recommendation in the role's list.
        index: usize,
    },
    /// A source's rule for an audience.
    AudienceRule(AudienceRuleIndex),
}

impl Claim {
    /// The evidence of the claim.
    pub fn evidence<'a>(&self, catalogue: &'a LinkedRecords) -> &'a Evidence {
        match self {
            Self::Fact { exam, index } => &catalogue.exam(*exam).record.facts[*index].evidence,
            Self::Blueprint {
                exam, blueprint, ..
            } => &catalogue.exam(*exam).record.blueprints[*blueprint].evidence,
            Self::Recommendation { role, index } => {
                &catalogue.role(*role).record.recommendations[*index].evidence
            }
            Self::AudienceRule(index) => &catalogue.audience_rule(*index).record.evidence,
        }
    }
}

/// Claims that cannot all be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Its permanent identifier: derived from rule, subject and topic, independent of values.
    pub identity: Identity,
    /// The rule that found it.
    pub rule: ContradictionRule,
    /// Its impact.
    pub severity: Severity,
    /// Its subject.
    pub subject: ContradictionSubject,
    /// The exams involved, including the subject if it is an exam.
    pub exams: Vec<ExamIndex>,
    /// The contradiction in a sentence or two.
    pub message: String,
    /// The contradicting claims, at least one; a single claim contradicts itself.
    pub claims: Vec<Claim>,
    /// The claim that is served; `None` if none of its kind is.
    pub served: Option<Claim>,
    /// Why that claim is served, or none.
    pub why: String,
}

/// The contradictions of a snapshot that do not depend on the day, computed on first use.
#[derive(Debug, Default)]
pub(super) struct ContradictionIndex {
    exams: Vec<OnceLock<Box<[Arc<Contradiction>]>>>,
    roles: Vec<OnceLock<Box<[Arc<Contradiction>]>>>,
    /// For each vendor, whether its own blueprints have ranges.
    gives_ranges: Vec<OnceLock<bool>>,
}

impl ContradictionIndex {
    /// An empty index for this many exams, roles and vendors.
    pub(super) fn new(exams: usize, roles: usize, vendors: usize) -> Self {
        Self {
            exams: empty(exams),
            roles: empty(roles),
            gives_ranges: empty(vendors),
        }
    }

    /// The contradictions about an exam that hold on every day.
    fn day_independent<'a>(
        &'a self,
        catalogue: &LinkedRecords,
        exam: ExamIndex,
    ) -> &'a [Arc<Contradiction>] {
        self.exams[exam.index()].get_or_init(|| {
            let mut found = fact::contradictions(catalogue, exam);
            let vendor = catalogue.exam(exam).vendor;
            let gives_ranges = || {
                *self.gives_ranges[vendor.index()]
                    .get_or_init(|| blueprint::vendor_gives_ranges(catalogue, vendor))
            };
            found.extend(language::contradictions(catalogue, exam));
            found.extend(blueprint::contradictions(catalogue, exam, gives_ranges));
            found.into_iter().map(Arc::new).collect()
        })
    }

    /// The contradictions about a role that hold on every day.
    fn of_role<'a>(
        &'a self,
        catalogue: &LinkedRecords,
        role: RoleIndex,
    ) -> &'a [Arc<Contradiction>] {
        self.roles[role.index()].get_or_init(|| {
            let found = advice::fee_sums(catalogue, role);
            found.into_iter().map(Arc::new).collect()
        })
    }
}

fn empty<T>(count: usize) -> Vec<OnceLock<T>> {
    (0..count).map(|_| OnceLock::new()).collect()
}

/// Every contradiction on a day: those of exams by vendor and code, then those of roles.
pub(super) fn all(
    catalogue: &LinkedRecords,
    index: &ContradictionIndex,
    day: Day,
) -> Vec<Arc<Contradiction>> {
    let mut found = Vec::new();
    for exam in catalogue.exams() {
        found.extend_from_slice(index.day_independent(catalogue, exam));
        found.extend(advice::of_the_day(catalogue, exam, day).map(Arc::new));
    }
    for role in catalogue.roles() {
        found.extend_from_slice(index.of_role(catalogue, role));
    }
    found
}

/// Every contradiction on a day that involves an exam.
pub(super) fn of_exam(
    catalogue: &LinkedRecords,
    index: &ContradictionIndex,
    exam: ExamIndex,
    day: Day,
) -> Vec<Arc<Contradiction>> {
    let mut found = index.day_independent(catalogue, exam).to_vec();
    found.extend(advice::of_the_day(catalogue, exam, day).map(Arc::new));
    for role in &catalogue.exam(exam).roles {
        let sums = index.of_role(catalogue, *role).iter();
        found.extend(sums.filter(|sum| sum.exams.contains(&exam)).cloned());
    }
    found
}

/// The permanent identifier of the contradiction of a rule about an object and topic.
fn identity(rule: ContradictionRule, about: Identity, topic: &str) -> Identity {
    use std::fmt::Write as _;

    let mut name = format!("{}:", rule.key());
    for byte in about.as_bytes() {
        let _ = write!(name, "{byte:02x}");
    }
    Identity::of(ObjectKind::Contradiction, &format_args!("{name}:{topic}"))
}

/// The claim of an exam's fact.
fn fact_claim(catalogue: &LinkedRecords, exam: ExamIndex, fact: &Fact) -> Option<Claim> {
    let facts = &catalogue.exam(exam).record.facts;
    let index = facts.iter().position(|other| std::ptr::eq(other, fact))?;
    Some(Claim::Fact { exam, index })
}

/// The serialized name of an enum value, such as `OFFICIAL`.
fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// The title of the leading source, or that it is an estimate of this catalogue.
fn source_title(catalogue: &LinkedRecords, evidence: &Evidence) -> String {
    let source = evidence
        .sources
        .first()
        .and_then(|key| catalogue.source(key));
    source.map_or_else(
        || "an estimate of this catalogue".to_owned(),
        |source| format!("\"{}\"", source.title),
    )
}
