//! The calendar of change: every dated event after which an answer about an exam, a certification
//! or a role differs, and the last days before such events.
//!
//! A transition is found by comparing what a rule says on a day and on the day before, for every day
//! that a date of the catalogue names. So it cannot disagree with the answers of that day. Paths,
//! study plans and verdicts for a profile also count the days that are left for study at a pace; of
//! these only the verdict for a person of whom nothing is known is followed.

mod blueprint;
mod certification;
mod collector;
mod due_check;
mod evidence;
mod fact;
mod kind;
mod lifecycle;
mod meaning;
mod renewal;
mod role;
mod scope;
mod study_time;
#[cfg(test)]
mod tests;

use std::ops::RangeInclusive;

use sha2::{Digest, Sha256};

use self::{collector::Collector, scope::Scope};
pub use self::{kind::TransitionKind, renewal::HeldFault, scope::TransitionFilter};
use super::RenewalItem;
use catalogue::{
    ApproximateDate, Catalogue, CertificationIndex, Currency, Day, Evidence, ExamIndex, FactKind,
    FactName, FreshnessIntervals, Language, ObjectKind, RoleIndex, hexadecimal, writable,
};

/// What a transition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransitionSubject {
    /// An exam.
    Exam(ExamIndex),
    /// A certification.
    Certification(CertificationIndex),
    /// A role.
    Role(RoleIndex),
}

/// The longest detail that a key has as it is.
const MAX_DETAIL_BYTES: usize = 128;

/// What tells a transition apart from others of its kind and subject.
#[derive(Debug, Clone, PartialEq)]
enum Detail {
    /// Nothing.
    None,
    /// A date of the exam, and the languages in which it is that day if dates differ by language and
    /// not all agree.
    Date {
        date: ApproximateDate,
        languages: Vec<String>,
    },
    /// The index of a blueprint in the exam's record.
    Blueprint(usize),
    /// A fact; a price has a currency.
    Fact(FactName, Option<Currency>),
    /// The exam that sources recommend, and what is to be booked for it before and after.
    Booked {
        named: ExamIndex,
        before: Vec<ExamIndex>,
        after: Vec<ExamIndex>,
    },
    /// The renewal of a credential, as of the day.
    Renewal(Box<RenewalItem>),
    /// Statements of a kind.
    Statements(FactKind),
}

impl Detail {
    /// Whether it names the same event. The state of a renewal differs from day to day.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Renewal(one), Self::Renewal(other)) => one.held == other.held,
            _ => self == other,
        }
    }
}

/// One dated event.
#[derive(Debug, Clone, PartialEq)]
pub struct Transition {
    /// The first day on which answers differ; for kinds that announce, the day that is announced.
    pub day: Day,
    /// What happens.
    pub kind: TransitionKind,
    /// What it is about.
    pub subject: TransitionSubject,
    detail: Detail,
    /// The number of earlier transitions with the same kind, subject and detail.
    occurrence: u32,
}

/// The days and whose transitions.
#[derive(Debug, Clone)]
pub struct TransitionQuestion {
    /// The days, both ends included.
    pub days: RangeInclusive<Day>,
    /// Whose transitions, and of which kinds.
    pub filter: TransitionFilter,
    /// When statements are due for a check.
    pub intervals: FreshnessIntervals,
}

/// The transitions on some days, by day, subject and kind: exams by vendor and code, certifications
/// by slug, then roles by slug.
///
/// # Errors
/// If a credential of the filter cannot have been earned on its day.
pub fn transitions(
    catalogue: &Catalogue,
    question: &TransitionQuestion,
) -> Result<Vec<Transition>, HeldFault> {
    let scope = Scope::of(catalogue, &question.filter);
    let mut found = Collector::new(&question.days, &scope);
    for exam in catalogue.exams().filter(|exam| scope.has_exam(*exam)) {
        lifecycle::collect(catalogue, exam, &mut found);
        blueprint::collect(catalogue, exam, &mut found);
        fact::collect(catalogue, exam, &mut found);
        study_time::collect(catalogue, exam, &mut found);
        if scope.wants(TransitionKind::CheckDue) {
            due_check::collect(catalogue, exam, question.intervals, &mut found);
        }
    }
    for certification in catalogue.certifications() {
        if scope.has_certification(certification) {
            certification::collect(catalogue, certification, &mut found);
        }
    }
    for role in catalogue.roles().filter(|role| scope.has_role(*role)) {
        role::collect(catalogue, role, &scope, &mut found);
    }
    let held = question.filter.held.as_deref().unwrap_or_default();
    renewal::collect(catalogue, held, &scope, &mut found)?;
    let mut transitions = found.transitions();
    transitions.sort_by_cached_key(|transition| transition.key(catalogue));
    Ok(transitions)
}

impl Transition {
    /// The languages in which the exam's date is this one, by English name; empty if it is the
    /// exam's in every language, or no date of an exam.
    pub fn languages(&self) -> &[String] {
        match &self.detail {
            Detail::Date { languages, .. } => languages,
            _ => &[],
        }
    }

    /// The date as exactly as sources know it; `None` if the day follows from other dates.
    pub fn date(&self, catalogue: &Catalogue) -> Option<ApproximateDate> {
        match &self.detail {
            Detail::Date { date, .. } => Some(*date),
            Detail::Blueprint(_) => {
                let record = self.blueprint_record(catalogue)?;
                match self.kind {
                    TransitionKind::BlueprintPublished => record.published_on,
                    TransitionKind::BlueprintEnded => record.effective_until,
                    _ => Some(record.effective_from),
                }
            }
            _ => None,
        }
    }

    /// The fact that changes; `None` for other kinds than changed facts and prices.
    pub fn fact(&self) -> Option<FactName> {
        match &self.detail {
            Detail::Fact(name, _) => Some(*name),
            _ => None,
        }
    }

    /// The index of the blueprint in the exam's record, if it is about one.
    pub fn blueprint(&self) -> Option<usize> {
        match self.detail {
            Detail::Blueprint(index) => Some(index),
            _ => None,
        }
    }

    /// The renewal as of the day, if it is about a credential that is held.
    pub fn renewal(&self) -> Option<&RenewalItem> {
        match &self.detail {
            Detail::Renewal(item) => Some(item),
            _ => None,
        }
    }

    /// The exam that sources recommend for the role, if what is booked for it changes.
    pub fn recommended(&self) -> Option<ExamIndex> {
        match self.detail {
            Detail::Booked { named, .. } => Some(named),
            _ => None,
        }
    }

    /// The exams to book on the day in place of the one that closes, nearest first.
    pub fn instead(&self, catalogue: &Catalogue) -> Vec<ExamIndex> {
        match (&self.detail, self.subject) {
            (Detail::Booked { named, after, .. }, _) if after.first() != Some(named) => {
                after.clone()
            }
            (Detail::Date { .. } | Detail::None, TransitionSubject::Exam(exam))
                if self.is_end() =>
            {
                meaning::substitutes(catalogue, exam, self)
            }
            (Detail::Renewal(item), _) => item.instead.clone(),
            _ => Vec::new(),
        }
    }

    /// What it means, in a sentence. Example: `AI-102 has retired and can no longer be booked;
    /// AI-103 follows.`
    pub fn meaning(&self, catalogue: &Catalogue) -> String {
        meaning::meaning(catalogue, self)
    }

    /// Who says so, distinct.
    pub fn evidence(&self, catalogue: &Catalogue) -> Vec<Evidence> {
        evidence::evidence(catalogue, self)
    }

    /// The place in the order of transitions, unique within a snapshot. It names its records, so it
    /// is also a place in the lists of other snapshots.
    pub fn key(&self, catalogue: &Catalogue) -> Vec<u8> {
        let subject = match self.subject {
            TransitionSubject::Exam(exam) => {
                let record = &catalogue.exam(exam).record;
                format!("1{}\0{}", record.vendor, record.code)
            }
            TransitionSubject::Certification(index) => {
                format!("2{}", catalogue.certification(index).record.slug)
            }
            TransitionSubject::Role(role) => format!("3{}", catalogue.role(role).record.slug),
        };
        let mut key = format!("{}\0{subject}\0", self.day).into_bytes();
        key.push(self.kind as u8);
        key.extend_from_slice(&self.detail_key(catalogue));
        key.extend_from_slice(&self.occurrence.to_be_bytes());
        key
    }

    /// An identifier that stays the same when the day, the title or the wording changes, in
    /// hexadecimal digits. It names the kind, the subject and the detail, such as the language.
    pub fn uid(&self, catalogue: &Catalogue) -> String {
        let (kind, identity) = match self.subject {
            TransitionSubject::Exam(exam) => (ObjectKind::Exam, catalogue.exam(exam).identity),
            TransitionSubject::Certification(index) => (
                ObjectKind::Certification,
                catalogue.certification(index).identity,
            ),
            TransitionSubject::Role(role) => (ObjectKind::Role, catalogue.role(role).identity),
        };
        let mut digest = Sha256::new();
        digest.update(format!("{:?} {} ", self.kind, kind.word()));
        digest.update(identity.as_bytes());
        digest.update(self.detail_key(catalogue));
        digest.update(self.occurrence.to_be_bytes());
        let digest = digest.finalize();
        hexadecimal(&digest[..16])
    }

    /// The detail without what an edit of a date changes; a digest of a long one, so that keys and the
    /// cursors of them have a limit.
    fn detail_key(&self, catalogue: &Catalogue) -> Vec<u8> {
        let detail = self.whole_detail(catalogue);
        if detail.len() > MAX_DETAIL_BYTES {
            Sha256::digest(&detail).to_vec()
        } else {
            detail
        }
    }

    fn whole_detail(&self, catalogue: &Catalogue) -> Vec<u8> {
        let identity = |exam: &ExamIndex| catalogue.exam(*exam).identity.as_bytes();
        match &self.detail {
            Detail::None => Vec::new(),
            Detail::Date { languages, .. } => {
                // The default language has the key of the whole exam, so that the key lasts when an
                // edit makes other languages differ.
                let is_default = languages
                    .iter()
                    .any(|name| name == Language::ENGLISH.name());
                let first = languages.first().filter(|_| !is_default);
                first.cloned().unwrap_or_default().into_bytes()
            }
            Detail::Blueprint(_) => {
                let record = self.blueprint_record(catalogue);
                record.map_or_else(Vec::new, |record| record.version.clone().into_bytes())
            }
            Detail::Fact(name, currency) => {
                let currency = currency.map(|currency| currency.to_string());
                format!("{name}\0{}", currency.unwrap_or_default()).into_bytes()
            }
            Detail::Booked {
                named,
                before,
                after,
            } => {
                let mut key = identity(named).to_vec();
                for exams in [before, after] {
                    key.push(0);
                    key.extend(exams.iter().flat_map(identity).copied());
                }
                key
            }
            Detail::Renewal(item) => item.held.earned_on.to_string().into_bytes(),
            Detail::Statements(kind) => format!("{kind:?}\0{}", self.day).into_bytes(),
        }
    }

    /// Whether something closes or is about to close.
    fn is_end(&self) -> bool {
        matches!(
            self.kind,
            TransitionKind::LastDayOfBeta
                | TransitionKind::BetaClosed
                | TransitionKind::StudyTimeEnds
                | TransitionKind::LastDayToSchedule
                | TransitionKind::BookingClosed
                | TransitionKind::LastDayToSit
                | TransitionKind::Retired
        )
    }

    fn blueprint_record<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a catalogue::Blueprint> {
        let (TransitionSubject::Exam(exam), Detail::Blueprint(index)) =
            (self.subject, &self.detail)
        else {
            return None;
        };
        catalogue.exam(exam).record.blueprints.get(*index)
    }
}

/// The distinct days for which dates can be written, in order, each with the day before.
fn each_with_day_before(days: impl IntoIterator<Item = Day>) -> impl Iterator<Item = (Day, Day)> {
    // An end "on or before" a day has no first day: nothing changes on any day.
    let mut days: Vec<Day> = days.into_iter().filter_map(writable).collect();
    days.sort_unstable();
    days.dedup();
    days.into_iter()
        .filter_map(|day| Some((day.pred_opt().and_then(writable)?, day)))
}
