//! The plan in the words of the catalogue: windows, reasons, evidence and totals.

use catalogue::{Catalogue, Circumstances, Day, Evidence, ExamEntry, FactName, FactValue, Money};

use super::{
    course::{ActionResult, Course, earliest},
    problem::Problem,
    question::PortfolioQuestion,
    result::{
        ActionReason, ActionRule, KeptCredential, PlannedAction, PlannedActionKind, PortfolioPlan,
    },
    solution::SolvedPart,
    state::{Action, ActionKind},
};

/// The plan of all parts.
pub(super) fn plan(
    catalogue: &Catalogue,
    question: &PortfolioQuestion,
    parts: &[SolvedPart],
    truncated: bool,
) -> PortfolioPlan {
    let (mut actions, mut credentials) = (Vec::new(), Vec::new());
    for SolvedPart { problem, plan } in parts {
        let course = Course::of(problem, &plan.actions);
        let first_days = earliest(problem, &plan.actions);
        let explained = Explained {
            catalogue,
            question,
            problem,
            actions: &plan.actions,
            results: &course.results,
        };
        let first_days = first_days.into_iter().enumerate();
        actions.extend(first_days.map(|(place, first_day)| explained.action(place, first_day)));
        let valid = problem.credentials.iter().zip(course.valid);
        credentials.extend(valid.map(|(model, valid)| KeptCredential {
            certification: model.certification,
            valid,
        }));
    }
    actions.sort_by_key(|action| (action.last_day, action.first_day, action.exam));
    let place = |kept: &KeptCredential| {
        let mut keep = question.keep.iter();
        keep.position(|certification| *certification == kept.certification)
    };
    credentials.sort_by_key(place);
    let currency = question.limits.currency;
    let fees = actions.iter().filter_map(|action| action.fee);
    let unknown = actions.iter().filter(|action| action.fee.is_none());
    let mut missing: Vec<_> = unknown
        .map(|action| match action.kind {
            PlannedActionKind::Sitting => (action.exam, FactName::Fee),
            PlannedActionKind::Renewal => (action.exam, FactName::RenewalFee),
        })
        .collect();
    missing.sort_unstable_by_key(|(exam, name)| (*exam, name.key()));
    missing.dedup();
    PortfolioPlan {
        fees: Money::from_minor(
            fees.fold(0, |sum, fee| i64::saturating_add(sum, fee.minor())),
            currency,
        ),
        actions,
        credentials,
        missing,
        truncated,
    }
}

struct Explained<'a> {
    catalogue: &'a Catalogue,
    question: &'a PortfolioQuestion,
    problem: &'a Problem,
    actions: &'a [Action],
    results: &'a [ActionResult],
}

impl Explained<'_> {
    fn action(&self, place: usize, first_day: Day) -> PlannedAction {
        let action = self.actions[place];
        let exam = self.problem.exams[action.exam].exam;
        let entry = self.catalogue.exam(exam);
        let ActionResult {
            valid_until,
            fee,
            passed,
        } = self.results[place];
        let currency = self.question.limits.currency;
        let is_renewal = action.kind == ActionKind::Renewal;
        let renewal = Circumstances::on(passed.unwrap_or(action.day));
        let ways = entry.fact_in(FactName::Renewal, &renewal);
        PlannedAction {
            kind: if is_renewal {
                PlannedActionKind::Renewal
            } else {
                PlannedActionKind::Sitting
            },
            exam,
            first_day,
            last_day: action.day,
            valid_until: (valid_until < Day::MAX).then_some(valid_until),
            fee: fee.map(|fee| Money::from_minor(fee, currency)),
            reasons: self.reasons(place),
            ways: match ways.and_then(|fact| fact.value()) {
                Some(FactValue::List(ways)) if is_renewal => ways.clone(),
                _ => Vec::new(),
            },
            evidence: self.evidence(entry, action, &renewal),
        }
    }

    fn code(&self, at: usize) -> &str {
        let exam = self.problem.exams[at].exam;
        self.catalogue.exam(exam).record.code.as_str()
    }

    /// What would be lost if one action were left out.
    fn reasons(&self, place: usize) -> Vec<ActionReason> {
        let own = self.actions[place];
        let mut others = self.actions.to_vec();
        others.remove(place);
        let without = Course::of(self.problem, &others);
        let code = self.code(own.exam);
        let blocked = self.blocked_sitting(&others, &without, own.exam);
        let mut reasons = Vec::new();
        for (credential, lost) in without.lost.iter().enumerate() {
            let Some(day) = *lost else { continue };
            let model = &self.problem.credentials[credential];
            let title = &self
                .catalogue
                .certification(model.certification)
                .record
                .title;
            let earns = model.sets.iter().any(|set| set.exams.contains(&own.exam));
            let renewed = self.problem.exams[own.exam].renews.iter();
            let renewed = renewed
                .copied()
                .find(|renewed| model.sets.iter().any(|set| set.exams.contains(renewed)));
            let (rule, required_by, text) = match (earns, renewed, blocked) {
                (true, ..) => (
                    ActionRule::KeepsValid,
                    None,
                    format!("Without it {title} would not be valid on {day}."),
                ),
                (false, Some(renewed), _) => (
                    ActionRule::RenewsLower,
                    None,
                    format!(
                        "Passing {code} renews what {} earned: without it {title} would not be valid \
                         on {day}.",
                        self.code(renewed)
                    ),
                ),
                (false, None, blocked) => (
                    ActionRule::RequiredPrerequisite,
                    blocked.map(|exam| self.problem.exams[exam].exam),
                    match blocked {
                        Some(exam) => format!(
                            "{code} is required before {}: without it {title} would not be valid on \
                             {day}.",
                            self.code(exam)
                        ),
                        None => format!("Without it {title} would not be valid on {day}."),
                    },
                ),
            };
            reasons.push(ActionReason {
                rule,
                certification: model.certification,
                not_valid_on: day,
                required_by,
                text,
            });
        }
        reasons.sort_by_key(|reason| (reason.rule, reason.not_valid_on));
        reasons
    }

    /// The sitting that an exam is required for.
    fn blocked_sitting(&self, others: &[Action], without: &Course, exam: usize) -> Option<usize> {
        let blocked = without.blocked.iter().map(|place| others[*place].exam);
        let mut requires = blocked.filter(|other| {
            let mut groups = self.problem.exams[*other].groups.iter();
            groups.any(|group| group.contains(&exam))
        });
        requires.next()
    }

    /// The facts that an action is read from; `renewal` are the circumstances of the pass that it
    /// extends, whose terms say when it can be renewed and what that costs.
    fn evidence(
        &self,
        entry: &ExamEntry,
        action: Action,
        renewal: &Circumstances,
    ) -> Vec<(FactName, Evidence)> {
        let read = |name, circumstances: &Circumstances| {
            Some((name, entry.fact_in(name, circumstances)?.evidence.clone()))
        };
        let own = |name| read(name, &Circumstances::on(action.day));
        let mut found: Vec<(FactName, Evidence)> = match action.kind {
            ActionKind::Renewal => own(FactName::Validity)
                .into_iter()
                .chain(read(FactName::RenewalWindow, renewal))
                .chain(read(FactName::RenewalFee, renewal))
                .collect(),
            ActionKind::Sitting => {
                let usual = entry.usual_circumstances(action.day);
                let fee = entry.fee_fact_in(self.question.limits.currency, &usual);
                let fee = fee.map(|fact| (fact.name, fact.evidence.clone()));
                let end = entry.end(&[]).and_then(|end| own(end.fact));
                own(FactName::Validity)
                    .into_iter()
                    .chain(fee)
                    .chain(end)
                    .collect()
            }
        };
        if action.kind == ActionKind::Sitting {
            for renewed in &self.problem.exams[action.exam].renews {
                let renewed = self.catalogue.exam(self.problem.exams[*renewed].exam);
                let fact = renewed.fact(FactName::RenewedBy);
                found.extend(fact.map(|fact| (FactName::RenewedBy, fact.evidence.clone())));
            }
        }
        found
    }
}
