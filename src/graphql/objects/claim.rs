//! Whether sentences about exams are still true.

use async_graphql::{InputObject, Result, SimpleObject, Union};
use certgraph_macros::{Fields, Members};

use crate::{
    advice::{self, ClaimFinding, ClaimStatus, ClaimedFact, UnknownReason, check_claim},
    catalogue::{AbsenceReason, CodeLookup, ExamIndex, ExamName, Language, SearchTarget},
    graphql::{
        objects::certification::CertificationObject,
        objects::connection::{MAX_QUOTED, bad_argument, check_length},
        objects::enums::ApiEnum,
        objects::evidence::Evidence,
        objects::exam::ExamObject,
        objects::lookup,
        objects::scalars::Date,
        objects::view::View,
    },
};

/// The most candidates for a name that leads nowhere.
const CANDIDATES: usize = 3;

/// A claim about an exam or a certification, as a page or a document makes it.
#[derive(InputObject, Debug, Clone)]
pub struct ClaimInput {
    /// The exam's code, or `vendor/code` where a code is ambiguous. Example: `"AI-102"`. Either this
    /// or `certification`.
    exam: Option<String>,
    /// The certification's slug. Example: `"azure-ai-engineer-associate"`. What is no property of its
    /// own is read from the exams that earn it.
    certification: Option<String>,
    /// What the claim is about.
    fact: ApiEnum<ClaimedFact>,
    /// The domain of a `DOMAIN_WEIGHT`, by title or key. Example: `"Plan and manage an Azure AI
    /// solution"`. Not given for other facts. As in `{ exam: "AI-102", fact: DOMAIN_WEIGHT, domain:
    /// "Plan and manage an Azure AI solution", value: "20-25%" }`.
    domain: Option<String>,
    /// The claimed value in common English notation. Examples: `"$165"`, `"1 hour 40 minutes"`,
    /// `"40-60 questions"`, `"up to 90"`, `"about 100"`, `"700 of 1000"`, `"June 30, 2026"`,
    /// `"retired"`, `"does not expire"`.
    value: String,
    /// The day for which the claim is to be true. Example: `"2026-06-12"`. Default: the day of the
    /// query, so the question is whether it is still true.
    on: Option<Date>,
    /// The language of the exam, by English name or BCP 47 tag. Example: `"ja"`. Default: English for
    /// the state, any for other facts.
    language: Option<String>,
}

/// What a claim can be about.
#[derive(Union, Members)]
pub enum ClaimSubject {
    /// An exam.
    Exam(ExamObject),
    /// A certification.
    Certification(CertificationObject),
}

/// What the catalogue says of one claim.
#[derive(SimpleObject, Fields)]
pub struct ClaimCheck {
    /// The exam or certification. Null when there is none of this name; `candidates` has those with
    /// similar ones.
    subject: Option<ClaimSubject>,
    /// The exams or certifications that may be meant where the name is unknown or ambiguous, at most
    /// three similar ones or all that share a code. Empty otherwise.
    candidates: Vec<ClaimSubject>,
    /// What the claim is about.
    fact: ApiEnum<ClaimedFact>,
    /// The day for which it was checked.
    on: Date,
    /// What the catalogue says of it.
    status: ApiEnum<ClaimStatus>,
    /// Why the catalogue cannot tell. Null unless the status is `UNKNOWN`.
    because: Option<ApiEnum<UnknownReason>>,
    /// The claim as it was understood. Example: `"99 USD"`.
    claimed: String,
    /// What answers use on the day. Example: `"165 USD"`. Null when nothing is known.
    served: Option<String>,
    /// Why no value is served. Example: `NOT_APPLICABLE` for a credential that does not expire. Null
    /// when there is one, or nothing is known.
    absent_because: Option<ApiEnum<AbsenceReason>>,
    /// The circumstances in which the served value holds. Example: `"for members"`. Null when it
    /// holds in all.
    condition: Option<String>,
    /// The first day on which the claim is true; of the span around the day for `SUPPORTED`. Null when
    /// it is not known to become true or nothing changed before.
    true_from: Option<Date>,
    /// The last day on which the claim is true; of the span around the day for `SUPPORTED`. Null when
    /// it was never true or no end is known.
    true_until: Option<Date>,
    /// The answer in a sentence; where the claim is wrong, the smallest correction. Example: `"AI-102
    /// costs 165 USD, not 99 USD."`
    sentence: String,
    /// Who states the served value. Empty when nothing is known.
    evidence: Vec<Evidence>,
    /// Who agrees with the claim against the served value. Empty unless the status is `DISPUTED`.
    agreeing: Vec<Evidence>,
}

/// The answers to claims, in the order of the argument.
pub(crate) fn check_claims(view: &View, claims: &[ClaimInput]) -> Result<Vec<ClaimCheck>> {
    check_length("claims", "claims", claims)?;
    if claims.is_empty() {
        return Err(bad_argument(
            "claims",
            "names no claim; 1 to 100 are checked",
        ));
    }
    let claims = claims.iter().enumerate();
    claims
        .map(|(place, input)| check(view, &format!("claims[{place}]"), input))
        .collect()
}

/// A subject, or why there is none with what may be meant.
enum Found {
    Subject(advice::ClaimSubject),
    Nothing(UnknownReason, Vec<advice::ClaimSubject>),
}

fn check(view: &View, argument: &str, input: &ClaimInput) -> Result<ClaimCheck> {
    let found = match (&input.exam, &input.certification) {
        (Some(text), None) => exam(view, text),
        (None, Some(text)) => certification(view, text),
        _ => {
            return Err(bad_argument(
                &format!("{argument}.exam"),
                "either this or \"certification\" has to be given",
            ));
        }
    };
    let on = input.on.map_or(view.day, |on| on.0);
    let language = input.language.as_deref();
    let language: Option<Language> = language
        .map(|text| lookup::known_language(&format!("{argument}.language"), text))
        .transpose()?;
    let subject = match found {
        Found::Subject(subject) => subject,
        Found::Nothing(reason, candidates) => {
            return Ok(unknown(view, input, Date(on), reason, &candidates));
        }
    };
    let claim = advice::Claim::parse(
        &view.catalogue,
        subject,
        input.fact.0,
        input.domain.as_deref(),
        &input.value,
        on,
        language,
    );
    let claim =
        claim.map_err(|fault| bad_argument(&format!("{argument}.{}", fault.part()), fault))?;
    let checked = check_claim(&view.catalogue, &claim);
    let (mut true_from, mut true_until, mut because, mut agreeing) = (None, None, None, Vec::new());
    match &checked.finding {
        ClaimFinding::Supported { from, until } => (true_from, true_until) = (*from, *until),
        ClaimFinding::Outdated { until } => true_until = Some(*until),
        ClaimFinding::NotYet { from } => true_from = Some(*from),
        ClaimFinding::Disputed(evidence) => agreeing = view.evidence(evidence),
        ClaimFinding::Unknown(reason) => because = Some(ApiEnum(*reason)),
        ClaimFinding::Contradicted => {}
    }
    Ok(ClaimCheck {
        subject: Some(shown(view, subject)),
        candidates: Vec::new(),
        fact: input.fact,
        on: Date(on),
        status: checked.finding.status().into(),
        because,
        claimed: checked.claimed,
        served: checked.served,
        absent_because: checked.absent.map(ApiEnum),
        condition: checked.condition,
        true_from: true_from.map(Date),
        true_until: true_until.map(Date),
        sentence: checked.sentence,
        evidence: view.evidence(&checked.evidence),
        agreeing,
    })
}

fn shown(view: &View, subject: advice::ClaimSubject) -> ClaimSubject {
    match subject {
        advice::ClaimSubject::Exam(exam) => ClaimSubject::Exam(view.exam(exam)),
        advice::ClaimSubject::Certification(index) => {
            ClaimSubject::Certification(view.certification(index))
        }
    }
}

/// The answer where the subject is not known: its candidates, and no guess among them.
fn unknown(
    view: &View,
    input: &ClaimInput,
    on: Date,
    reason: UnknownReason,
    candidates: &[advice::ClaimSubject],
) -> ClaimCheck {
    let name = input.exam.as_ref().or(input.certification.as_ref());
    let name: String = name
        .map(String::as_str)
        .unwrap_or_default()
        .chars()
        .take(MAX_QUOTED)
        .collect();
    let sentence = match reason {
        UnknownReason::AmbiguousSubject => {
            format!("Several exams share the code \"{name}\"; name the vendor.")
        }
        _ if input.exam.is_some() => format!("There is no exam \"{name}\"."),
        _ => format!("There is no certification \"{name}\"."),
    };
    ClaimCheck {
        subject: None,
        candidates: candidates
            .iter()
            .map(|subject| shown(view, *subject))
            .collect(),
        fact: input.fact,
        on,
        status: ClaimStatus::Unknown.into(),
        because: Some(reason.into()),
        claimed: input.value.trim().chars().take(100).collect(),
        served: None,
        absent_because: None,
        condition: None,
        true_from: None,
        true_until: None,
        sentence,
        evidence: Vec::new(),
        agreeing: Vec::new(),
    }
}

/// The exam of a code or of `vendor/code`.
fn exam(view: &View, text: &str) -> Found {
    let subjects =
        |exams: Vec<ExamIndex>| exams.into_iter().map(advice::ClaimSubject::Exam).collect();
    let ExamName { vendor, code } = text.into();
    let vendor = vendor.map(|slug| lookup::vendor(view, slug));
    if vendor == Some(None) {
        return Found::Nothing(UnknownReason::UnknownSubject, similar(view, code));
    }
    match view.catalogue.exam_by_code(code, vendor.flatten()) {
        CodeLookup::Found(exam) => Found::Subject(advice::ClaimSubject::Exam(exam)),
        CodeLookup::Ambiguous(exams) => {
            Found::Nothing(UnknownReason::AmbiguousSubject, subjects(exams))
        }
        CodeLookup::Unknown(near) if near.is_empty() => {
            Found::Nothing(UnknownReason::UnknownSubject, similar(view, code))
        }
        CodeLookup::Unknown(near) => Found::Nothing(UnknownReason::UnknownSubject, subjects(near)),
    }
}

/// The certification of a slug.
fn certification(view: &View, text: &str) -> Found {
    match lookup::certification(view, text) {
        Some(index) => Found::Subject(advice::ClaimSubject::Certification(index)),
        None => Found::Nothing(UnknownReason::UnknownSubject, similar(view, text)),
    }
}

/// The exams and certifications that a search for the text finds first.
fn similar(view: &View, text: &str) -> Vec<advice::ClaimSubject> {
    let catalogue = &view.catalogue;
    let is_subject = |target| {
        matches!(
            target,
            SearchTarget::Exam(_) | SearchTarget::Certification(_)
        )
    };
    let index = catalogue.search_index();
    let text = text.replace('-', " ");
    let page = index.page(catalogue, &text, view.day, is_subject, 0..CANDIDATES);
    let subjects = page.hits.iter().filter_map(|hit| match hit.target {
        SearchTarget::Exam(exam) => Some(advice::ClaimSubject::Exam(exam)),
        SearchTarget::Certification(index) => Some(advice::ClaimSubject::Certification(index)),
        _ => None,
    });
    subjects.collect()
}
