//! Claims about certifications: of what is their own, or of the exams that earn them.

use std::cmp::Reverse;

use super::{
    Claim, ClaimFinding, UnknownReason,
    claimed_fact::ClaimedFact,
    judgement::{Judged, Spans, judge_exam},
    stated::{Agreement, Stated},
    value::{ClaimedState, ClaimedValue},
};
use catalogue::{
    Catalogue, CertificationIndex, Day, ExamIndex, FactName, LifecycleState, MoneyRange,
};

/// Judges a claim about a certification: of what is its own, or of an exam that earns it.
pub(super) fn judge_certification<'a>(
    catalogue: &'a Catalogue,
    index: CertificationIndex,
    claim: &'a Claim,
) -> Judged<'a> {
    let entry = catalogue.certification(index);
    let none = |finding| Judged {
        finding,
        exam: None,
        stated: None,
    };
    if claim.fact == ClaimedFact::EarnedBy {
        return judge_earning(catalogue, index, claim);
    }
    let counted: Vec<&Vec<ExamIndex>> = entry.earned_by_on(claim.on).collect();
    let sets: Vec<&Vec<ExamIndex>> = if counted.is_empty() {
        entry.earned_by.iter().collect()
    } else {
        counted
    };
    if let Some(total) = set_total(catalogue, &sets, claim) {
        return total;
    }
    let mut exams: Vec<ExamIndex> = Vec::new();
    for exam in sets.into_iter().flatten() {
        if !exams.contains(exam) {
            exams.push(*exam);
        }
    }
    // What can be taken on the day speaks first, then what opened last.
    exams.sort_by_key(|exam| {
        let entry = catalogue.exam(*exam);
        (
            !entry.is_bookable(claim.on),
            Reverse(entry.first_bookable_day(&[])),
        )
    });
    let mut judged: Vec<Judged<'a>> = exams
        .into_iter()
        .map(|exam| judge_exam(catalogue, exam, claim))
        .collect();
    // A certification is open while some exam earns it.
    let supported = judged
        .iter()
        .position(|judged| matches!(judged.finding, ClaimFinding::Supported { .. }));
    let is_end = matches!(
        claim.value,
        ClaimedValue::State(ClaimedState::Is(LifecycleState::Retired))
    );
    match supported {
        Some(place) if !is_end => judged.swap_remove(place),
        _ if judged.is_empty() => none(ClaimFinding::Unknown(UnknownReason::NoSource)),
        _ => judged.swap_remove(0),
    }
}

/// The fee of all exams of a set together, if the claim is about that.
fn set_total<'a>(
    catalogue: &'a Catalogue,
    sets: &[&Vec<ExamIndex>],
    claim: &Claim,
) -> Option<Judged<'a>> {
    let (ClaimedFact::Fact(FactName::Fee), ClaimedValue::Money(_, currency)) =
        (claim.fact, &claim.value)
    else {
        return None;
    };
    sets.iter().filter(|set| set.len() > 1).find_map(|set| {
        let mut total = 0_i64;
        let mut evidence = Vec::new();
        for exam in *set {
            let entry = catalogue.exam(*exam);
            total = total.checked_add(entry.fee_on(*currency, claim.on)?.minor())?;
            let fact = entry.fee_fact_in(*currency, &entry.usual_circumstances(claim.on));
            evidence.extend(fact.map(|fact| &fact.evidence));
        }
        let total = MoneyRange::from_minor(total, total, *currency)?;
        let stated = Stated::Total(total, evidence);
        let agrees = stated.agreement(&claim.value) == Agreement::Agrees;
        agrees.then_some(Judged {
            finding: ClaimFinding::Supported {
                from: None,
                until: None,
            },
            exam: None,
            stated: Some(stated),
        })
    })
}

/// Which exams earn a certification, by the days on which their sets count.
fn judge_earning<'a>(
    catalogue: &'a Catalogue,
    index: CertificationIndex,
    claim: &'a Claim,
) -> Judged<'a> {
    let entry = catalogue.certification(index);
    let stated_on = |day: Day| Stated::Exams {
        groups: entry.earned_by_on(day).cloned().collect(),
        also: Vec::new(),
        evidence: vec![&entry.record.evidence],
    };
    let agrees_on = |day: Day| stated_on(day).agreement(&claim.value) == Agreement::Agrees;
    let sets = entry.record.earned_by.iter();
    let changes = sets.flat_map(|set| [set.from, set.until.and_then(|day| day.succ_opt())]);
    let spans = Spans::new(changes.flatten(), claim.on);
    let finding = if entry.earned_by.is_empty() {
        ClaimFinding::Unknown(UnknownReason::NoSource)
    } else if agrees_on(claim.on) {
        let (from, until) = spans.around(agrees_on);
        ClaimFinding::Supported { from, until }
    } else {
        spans
            .elsewhere(agrees_on)
            .unwrap_or(ClaimFinding::Contradicted)
    };
    Judged {
        finding,
        exam: None,
        stated: Some(stated_on(claim.on)),
    }
}
