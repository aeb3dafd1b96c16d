//! Judges a claim: the day itself, then the days before and after, then other sources.

use super::{
    Claim, ClaimFinding,
    claimed_fact::ClaimedFact,
    position::{Position, Question},
    stated::{Agreement, Stated},
    value::ClaimedValue,
};
use catalogue::{Catalogue, Day, Evidence, ExamIndex, writable};

/// A finding with the statement that it rests on.
#[derive(Debug)]
pub(super) struct Judged<'a> {
    pub(super) finding: ClaimFinding,
    pub(super) exam: Option<ExamIndex>,
    pub(super) stated: Option<Stated<'a>>,
}

/// Judges a claim by what is stated about one exam.
pub(super) fn judge_exam<'a>(
    catalogue: &'a Catalogue,
    exam: ExamIndex,
    claim: &'a Claim,
) -> Judged<'a> {
    let question = Question {
        catalogue,
        exam,
        fact: claim.fact,
        domain: claim.domain.as_deref(),
        value: &claim.value,
        language: claim.language,
    };
    let (finding, stated) = judge(question, claim.on);
    Judged {
        finding,
        exam: Some(exam),
        stated,
    }
}

/// The statement with which a claim agrees.
fn agreeing<'a>(position: &Position<'a>, value: &ClaimedValue) -> Option<Stated<'a>> {
    let served = position.served.iter().chain(&position.narrower);
    let mut agreeing = served.filter(|stated| stated.agreement(value) == Agreement::Agrees);
    agreeing.next().cloned()
}

fn judge(question: Question<'_>, on: Day) -> (ClaimFinding, Option<Stated<'_>>) {
    let value = question.value;
    let position = question.position(on);
    let agrees_on = |day: Day| agreeing(&question.position(day), value).is_some();
    let spans = Spans::new(question.changes().into_iter(), on);
    if let Some(stated) = agreeing(&position, value) {
        let (from, until) = spans.around(agrees_on);
        return (ClaimFinding::Supported { from, until }, Some(stated));
    }
    let rivals: Vec<Evidence> = position
        .rivals
        .iter()
        .filter(|stated| stated.agreement(value) == Agreement::Agrees)
        .flat_map(Stated::evidence)
        .cloned()
        .collect();
    let (served, agreement) = match position.served {
        Ok(stated) => {
            let agreement = stated.agreement(value);
            (Some(stated), agreement)
        }
        Err(reason) => (None, Agreement::Open(reason)),
    };
    let finding = match agreement {
        // Another date of the same event is a dispute about this very day.
        Agreement::Disagrees if question.fact == ClaimedFact::State && !rivals.is_empty() => {
            ClaimFinding::Disputed(rivals)
        }
        Agreement::Disagrees => spans.elsewhere(agrees_on).unwrap_or({
            if rivals.is_empty() {
                ClaimFinding::Contradicted
            } else {
                ClaimFinding::Disputed(rivals)
            }
        }),
        Agreement::Open(_) if !rivals.is_empty() => ClaimFinding::Disputed(rivals),
        Agreement::Open(reason) => ClaimFinding::Unknown(reason),
        // A served value that agrees has been returned above.
        Agreement::Agrees => ClaimFinding::Supported {
            from: None,
            until: None,
        },
    };
    (finding, served)
}

/// The spans of days between the days on which a position may change.
pub(super) struct Spans {
    changes: Vec<Day>,
    on: Day,
}

impl Spans {
    /// The spans between some days, in any order.
    pub(super) fn new(changes: impl Iterator<Item = Day>, on: Day) -> Self {
        let mut changes: Vec<Day> = changes.filter_map(writable).collect();
        changes.sort_unstable();
        changes.dedup();
        Self { changes, on }
    }

    /// How many changes have come by the day.
    fn passed(&self) -> usize {
        self.changes.partition_point(|change| *change <= self.on)
    }

    /// The span around the day in which a claim agrees that agrees on the day.
    pub(super) fn around(&self, agrees_on: impl Fn(Day) -> bool) -> (Option<Day>, Option<Day>) {
        let passed = self.passed();
        let before = self.changes[..passed].iter().rev();
        let from = before
            .copied()
            .find(|change| change.pred_opt().is_some_and(|day| !agrees_on(day)));
        let mut after = self.changes[passed..].iter().copied();
        let until = after.find(|change| !agrees_on(*change));
        (from, until.and_then(|change| change.pred_opt()))
    }

    /// The last day before on which a claim agreed that does not on the day, otherwise the first day
    /// after on which it will.
    pub(super) fn elsewhere(&self, agrees_on: impl Fn(Day) -> bool) -> Option<ClaimFinding> {
        let before = self.last_before(&agrees_on);
        before
            .map(|until| ClaimFinding::Outdated { until })
            .or_else(|| {
                let from = self.first_after(agrees_on)?;
                Some(ClaimFinding::NotYet { from })
            })
    }

    /// The last day before on which the claim agreed.
    fn last_before(&self, agrees_on: impl Fn(Day) -> bool) -> Option<Day> {
        let before = self.changes[..self.passed()].iter().rev();
        let mut ends = before.filter_map(chrono::NaiveDate::pred_opt);
        ends.find(|day| agrees_on(*day))
    }

    /// The first day after on which the claim agrees.
    fn first_after(&self, agrees_on: impl Fn(Day) -> bool) -> Option<Day> {
        let mut after = self.changes[self.passed()..].iter().copied();
        after.find(|day| agrees_on(*day))
    }
}
