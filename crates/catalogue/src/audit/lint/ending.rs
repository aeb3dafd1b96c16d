//! Exams that end soon without an update of their roles and successors.

use super::{Context, LAST_DAYS, fact_field};
use crate::{
    audit::finding::{Finding, Lint},
    fact::FactName,
};

pub(super) fn lint(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, exam) in context.exams() {
        let Some(last) = exam.lifecycle.last_bookable_day() else {
            continue;
        };
        let left = (last - context.day()).num_days();
        if !context.is_open(exam) || left > LAST_DAYS {
            continue;
        }
        let field = fact_field(FactName::RetiresOn);
        if !exam.roles.is_empty() {
            let roles = exam.roles.iter().map(|role| context.catalogue.role(*role));
            let roles: Vec<String> = roles.map(|role| role.record.slug.to_string()).collect();
            let message = format!(
                "ends on {last}, in {left} days, and is recommended for {}",
                roles.join(", ")
            );
            let lint = Lint::RecommendedExamEnds;
            findings.push(Finding::new(lint, &*exam.record, &*field, message));
        }
        if exam.successors.is_empty() {
            let message = format!("ends on {last}, in {left} days, and nothing takes its place");
            let lint = Lint::EndsWithoutSuccessor;
            findings.push(Finding::new(lint, &*exam.record, "successors", message));
        }
    }
}
