//! Merges certifications of a statement into the catalogue.

use std::sync::Arc;

use super::{
    exams::Exams,
    facts::{confirm, evidence, is_newer, is_own},
    finding::{Finding, Findings},
    statement::{CertificationStatement, Statement},
};
use crate::{
    catalogue::{
        Certification, CertificationSlug, Confidence, EarningSet, ExamKey, LifecycleDates,
        TextError,
    },
    publish::cert_atlas::{folded_title, free_slug},
};

/// Merges or adds a certification, and merges its facts into its exam.
///
/// # Errors
/// When no slug can be made for it.
pub(super) fn lay(
    certifications: &mut Vec<Arc<Certification>>,
    exams: &mut Exams<'_>,
    said: &CertificationStatement,
    statement: &Statement,
    findings: &mut Findings,
) -> Result<(), TextError> {
    let title = folded_title(&said.title);
    let stored = certifications
        .iter()
        .position(|stored| stored.vendor == said.vendor && folded_title(&stored.title) == title);
    let named: Option<Vec<usize>> = said.exams.iter().map(|keys| exams.find(keys)).collect();
    let named = named.filter(|places| !places.is_empty());
    let places = named.or_else(|| {
        let stored = &certifications[stored?];
        let only = said
            .is_of_one_exam
            .then(|| only_exam(stored, exams, statement))?;
        Some(vec![only?])
    });
    if places.is_none() {
        findings.add(Finding::ExamUnknown, &said.id);
    }
    let places = places.unwrap_or_default();
    let set: Vec<ExamKey> = places.iter().map(|place| exams.get(*place).key()).collect();
    if let Some(place) = stored {
        merge(&mut certifications[place], said, &set, statement, findings);
    } else {
        let taken = |slug: &str| {
            let mut others = certifications.iter();
            others.any(|other| other.slug.as_str() == slug)
        };
        let (_, short) = said
            .title
            .split_once("Certified: ")
            .unwrap_or(("", &said.title));
        let slug: CertificationSlug = free_slug(short, "certification", taken).parse()?;
        findings.add(Finding::CertificationAdded, slug.as_str());
        certifications.push(Arc::new(Certification {
            slug,
            vendor: said.vendor.clone(),
            title: said.title.clone(),
            also_known_as: vec![],
            level: said.level,
            earned_by: earning_set(&set).into_iter().collect(),
            evidence: evidence(statement, None),
        }));
    }
    if let (true, [place]) = (said.is_of_one_exam, &places[..]) {
        exams.hear_of(*place, &said.facts, said.retirement);
    }
    Ok(())
}

fn merge(
    stored: &mut Arc<Certification>,
    said: &CertificationStatement,
    set: &[ExamKey],
    statement: &Statement,
    findings: &mut Findings,
) {
    if is_newer(&stored.evidence, statement) {
        return findings.add(Finding::Older, stored.slug.as_str());
    }
    if stored.evidence.confidence < Confidence::VendorApi && !is_own(&stored.evidence, statement) {
        return findings.add(Finding::CertificationUnchanged, stored.slug.as_str());
    }
    let mut changed = Certification {
        title: said.title.clone(),
        level: said.level.or(stored.level),
        ..Certification::clone(stored)
    };
    let known = changed.earned_by.iter();
    if !known
        .into_iter()
        .any(|known| is_same_set(&known.exams, set))
    {
        changed.earned_by.extend(earning_set(set));
    }
    if changed == **stored && is_own(&stored.evidence, statement) {
        confirm(&mut changed.evidence, statement);
    } else {
        changed.evidence = evidence(statement, None);
    }
    if changed != **stored {
        *stored = Arc::new(changed);
    }
}

/// The exams that earn a certification together; `None` where unknown.
fn earning_set(exams: &[ExamKey]) -> Option<EarningSet> {
    (!exams.is_empty()).then(|| EarningSet::always(exams.to_vec()))
}

fn is_same_set(one: &[ExamKey], other: &[ExamKey]) -> bool {
    one.len() == other.len() && one.iter().all(|exam| other.contains(exam))
}

/// The only exam that earns a certification, if it is still open on the day of the responses.
fn only_exam(
    certification: &Certification,
    exams: &Exams<'_>,
    statement: &Statement,
) -> Option<usize> {
    let mut open = Vec::new();
    let counting = certification.earned_by.iter();
    for set in counting.filter(|set| set.counts_on(statement.as_of)) {
        let [exam] = &set.exams[..] else {
            return None;
        };
        let place = exams.find(std::slice::from_ref(exam))?;
        let ends = LifecycleDates::of(exams.get(place)).retires;
        if ends.is_none_or(|ends| ends.latest() >= statement.as_of) {
            open.push(place);
        }
    }
    match open[..] {
        [place] => Some(place),
        _ => None,
    }
}
