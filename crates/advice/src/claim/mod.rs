//! Whether a sentence about an exam is still true: one claim against the snapshot, for a day.
//!
//! A claim is compared with what answers use on its day. If it disagrees, the days before and after
//! are searched for one on which it agrees, then other sources. `agreement` has the tolerances,
//! `docs/advice.md` the reasons.

mod agreement;
mod certification;
mod claimed_fact;
mod cues;
mod dates;
mod figure;
mod in_text;
mod judgement;
mod position;
mod stated;
#[cfg(test)]
mod tests;
mod token;
mod value;
mod wording;

pub use self::{
    claimed_fact::ClaimedFact,
    in_text::{Introduction, TextClaim, TextClaims, claims_in_text, introduction},
    value::ClaimFault,
};

use self::{
    certification::judge_certification, judgement::judge_exam, stated::Stated, value::ClaimedValue,
    wording::Wording,
};
use catalogue::{
    AbsenceReason, Catalogue, CertificationIndex, Day, Evidence, ExamIndex, Fact, FactContent,
    FactName, Language, described_enum,
};

/// What a claim speaks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimSubject {
    /// An exam.
    Exam(ExamIndex),
    /// A certification: its claims are read from the exams that earn it.
    Certification(CertificationIndex),
}

/// A sentence about an exam or a certification, for a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What it speaks about.
    pub subject: ClaimSubject,
    /// What it says something of.
    pub fact: ClaimedFact,
    /// The day for which it is to be true.
    pub on: Day,
    /// The language of the exam; any if absent.
    pub language: Option<Language>,
    domain: Option<String>,
    value: ClaimedValue,
}

described_enum! {
    /// What the catalogue says of a claim.
    pub enum ClaimStatus {
        /// It agrees with what answers use on the day.
        Supported,
        /// It was true until a day before, and is no longer.
        Outdated,
        /// It becomes true on a later day.
        NotYet,
        /// Sources disagree: it agrees with some, and not with those that answers use.
        Disputed,
        /// It disagrees with every source.
        Contradicted,
        /// The catalogue cannot tell; `because` says why.
        Unknown,
    }
}

described_enum! {
    /// Why the catalogue cannot tell whether a claim is true.
    pub enum UnknownReason {
        /// No source in the catalogue says anything about it.
        NoSource,
        /// The vendor may publish it; it has not been read yet.
        NotRead,
        /// The vendor keeps it to itself.
        NotPublished,
        /// Sources disagree and none outranks the others.
        Disputed,
        /// The date is known only roughly, and both readings are possible.
        DateNotExact,
        /// The price is known in other currencies only.
        OtherCurrency,
        /// The outline on the day is newer than the newest that has been read.
        NewerOutline,
        /// No outline is known for the day.
        NoOutline,
        /// No outline of the exam has a domain of this name.
        NoSuchDomain,
        /// The words or units cannot be compared: other words can mean the same.
        NotComparable,
        /// There is no such exam or certification; `candidates` has those with similar names.
        UnknownSubject,
        /// Several exams share the code; `candidates` has them.
        AmbiguousSubject,
    }
}

/// What was found out about a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimFinding {
    /// It agrees. The first and the last day of the span in which it does; absent if unbounded or
    /// if the catalogue keeps no history of it.
    Supported {
        /// The first day.
        from: Option<Day>,
        /// The last day.
        until: Option<Day>,
    },
    /// It agreed before.
    Outdated {
        /// The last day on which it did.
        until: Day,
    },
    /// It will agree.
    NotYet {
        /// The first day on which it does.
        from: Day,
    },
    /// These other sources agree with it.
    Disputed(Vec<Evidence>),
    /// Nothing agrees with it.
    Contradicted,
    /// It cannot be told.
    Unknown(UnknownReason),
}

impl ClaimFinding {
    /// The status.
    pub fn status(&self) -> ClaimStatus {
        match self {
            Self::Supported { .. } => ClaimStatus::Supported,
            Self::Outdated { .. } => ClaimStatus::Outdated,
            Self::NotYet { .. } => ClaimStatus::NotYet,
            Self::Disputed(_) => ClaimStatus::Disputed,
            Self::Contradicted => ClaimStatus::Contradicted,
            Self::Unknown(_) => ClaimStatus::Unknown,
        }
    }
}

/// The answer to a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimCheck {
    /// What was found out.
    pub finding: ClaimFinding,
    /// The exam whose statement decides; for a certification one of those that earn it.
    pub exam: Option<ExamIndex>,
    /// What the claim says, as it was understood: `99 USD`.
    pub claimed: String,
    /// What answers use on the day: `165 USD`; absent if nothing is known.
    pub served: Option<String>,
    /// Why nothing is served, if a source says so.
    pub absent: Option<AbsenceReason>,
    /// The circumstances of the served value, if it holds only in some: `for members`.
    pub condition: Option<String>,
    /// Who states the served value.
    pub evidence: Vec<Evidence>,
    /// The answer in a sentence: for a claim that is not supported, the smallest correction.
    pub sentence: String,
}

impl Claim {
    /// A claim with its value and language as people write them.
    ///
    /// # Errors
    /// If the value is none of the fact's type, or the domain or the kind of subject does not fit
    /// the fact.
    pub fn parse(
        catalogue: &Catalogue,
        subject: ClaimSubject,
        fact: ClaimedFact,
        domain: Option<&str>,
        value: &str,
        on: Day,
        language: Option<Language>,
    ) -> Result<Self, ClaimFault> {
        match (domain, fact == ClaimedFact::DomainWeight) {
            (None, true) => return Err(ClaimFault::NoDomain),
            (Some(_), false) => return Err(ClaimFault::NeedlessDomain),
            _ => {}
        }
        if fact == ClaimedFact::EarnedBy && matches!(subject, ClaimSubject::Exam(_)) {
            return Err(ClaimFault::NotOfExams);
        }
        Ok(Self {
            subject,
            fact,
            on,
            language,
            domain: domain.map(str::to_owned),
            value: ClaimedValue::parse(catalogue, fact, value)?,
        })
    }
}

/// Checks a claim against the snapshot.
pub fn check_claim(catalogue: &Catalogue, claim: &Claim) -> ClaimCheck {
    let judged = match claim.subject {
        ClaimSubject::Exam(exam) => judge_exam(catalogue, exam, claim),
        ClaimSubject::Certification(index) => judge_certification(catalogue, index, claim),
    };
    let wording = Wording {
        catalogue,
        claim,
        exam: judged.exam,
    };
    let fact = judged.stated.as_ref().and_then(Stated::fact);
    let evidence = judged
        .stated
        .as_ref()
        .map(Stated::evidence)
        .unwrap_or_default();
    ClaimCheck {
        exam: judged.exam,
        claimed: wording.claimed(),
        served: judged
            .stated
            .as_ref()
            .and_then(|stated| wording.stated(stated)),
        absent: fact.and_then(|fact| match fact.content {
            FactContent::Absent(reason) => Some(reason),
            FactContent::Known(_) => None,
        }),
        condition: fact.and_then(condition),
        evidence: evidence.into_iter().cloned().collect(),
        sentence: wording.sentence(&judged.finding, judged.stated.as_ref()),
        finding: judged.finding,
    }
}

/// The conditions of a fact in words.
fn condition(fact: &Fact) -> Option<String> {
    let mut parts = Vec::new();
    if !fact.conditions.is_empty() {
        parts.push(fact.conditions.to_string());
    }
    if let Some(experience) = fact.experience {
        parts.push(wording::experience(experience).to_owned());
    }
    parts.extend(
        fact.about
            .clone()
            .filter(|_| fact.name != FactName::OutlineChangedOn),
    );
    (!parts.is_empty()).then(|| parts.join(", "))
}
