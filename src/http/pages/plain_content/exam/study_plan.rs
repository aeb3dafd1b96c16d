//! The study plan of an exam week by week.

use crate::{
    advice::{self, NoStudyPlan, StudyPlan},
    catalogue::{Catalogue, ExamIndex, LifecycleState, Quantity, Tenths, Unit, blueprint_to_study},
    http::pages::{
        html::escape,
        messages::Language,
        plain_content::{Page, exam::evidences, link},
        question::PathQuestion,
    },
};

/// The plan from the day of the address on; that of a retired exam is folded.
pub(super) fn write(
    page: &mut Page,
    catalogue: &Catalogue,
    exam: ExamIndex,
    question: &PathQuestion,
) {
    let language = page.language;
    let entry = catalogue.exam(exam);
    let code = [("code", entry.record.code.as_str())];
    let hours = question.constraints.weekly_hours;
    let plan = advice::study_plan(catalogue, exam, &question.profile, hours, question.day);
    page.heading("exam-plan");
    let is_over = entry.state(question.day) == LifecycleState::Retired
        && entry.bookable_languages(question.day).next().is_none();
    if is_over {
        page.paragraph(&language.text_with("exam-not-bookable", &code));
        page.list(entry.successors.iter().map(|next| {
            let record = &catalogue.exam(*next).record;
            let text = language.text_with("exam-plan-of-next", &[("code", record.code.as_str())]);
            let (vendor, code) = (&record.vendor, &record.code);
            format!("<a href=\"/exams/{vendor}/{code}\">{}</a>", escape(&text))
        }));
    }
    match plan {
        Ok(plan) if is_over => {
            let summary = language.text_with("exam-plan-of", &code);
            page.folded(&summary, |page| write_plan(page, catalogue, &plan));
        }
        Ok(plan) => write_plan(page, catalogue, &plan),
        Err(NoStudyPlan::HoursUnknown) if is_over => {}
        Err(NoStudyPlan::HoursUnknown) => page.paragraph(&language.text("exam-no-plan")),
        Err(fault) => page.english(&format!("{fault}.")),
    }
}

fn write_plan(page: &mut Page, catalogue: &Catalogue, plan: &StudyPlan) {
    let language = page.language;
    let record = &catalogue.exam(plan.exam).record;
    let weekly = plan.weekly_hours.hours();
    let values = [
        ("hours", &*hours(plan.total, language)),
        ("weekly", &*weekly.to_string()),
        ("day", &*language.day(plan.finishes_on)),
    ];
    page.paragraph(&language.text_with("exam-plan-sum", &values));
    for warning in &plan.warnings {
        let enough = warning.weekly_hours_needed.map(|needed| {
            let hours = hours(Tenths::whole(needed.into()), language);
            language.text_with("exam-plan-enough", &[("hours", &hours)])
        });
        let instead = warning
            .instead
            .iter()
            .map(|exam| link(catalogue.exam(*exam)));
        let message = std::iter::once(language.english(&warning.message));
        let parts = message
            .chain(enough.map(|text| escape(&text)))
            .chain(instead);
        page.raw(&parts.collect::<Vec<_>>().join(" "));
    }
    let blueprint = blueprint_to_study(&record.blueprints, plan.finishes_on);
    let domain = |index: usize| Some(language.english(&blueprint?.domains.get(index)?.title));
    let heads = ["", "plain-study-of-week", "plain-content"];
    let heads = heads.map(|id| {
        if id.is_empty() {
            String::new()
        } else {
            language.text(id)
        }
    });
    page.table(
        &heads,
        plan.weeks.iter().map(|week| {
            let number = week.number.to_string();
            let number = language.text_with("plan-week", &[("number", &number)]);
            let (first, last) = (plan.week_starts_on(week), plan.week_ends_on(week));
            let days = format!("{} – {}", language.day(first), language.day(last));
            let parts = week.domains.iter().map(|part| {
                let title = part.domain.and_then(domain);
                let title = title.unwrap_or_else(|| language.text("plan-any-part"));
                let hours = short_hours(part.hours, language);
                language.text_with("plan-hours-of", &[("hours", &hours), ("part", &title)])
            });
            let blocks = record.study_plan.iter().flat_map(|published| {
                let blocks = week.blocks.iter();
                blocks.filter_map(|index| published.blocks.get(*index))
            });
            let topics = blocks.flat_map(|block| &block.topics);
            let topics = topics.map(|topic| language.english(topic));
            let gates = week.gates.iter().map(|gate| {
                let percent = format!("{} %", gate.percent);
                match gate.consecutive_attempts.filter(|times| *times > 1) {
                    Some(times) => {
                        let values = [("percent", &*percent), ("times", &*times.to_string())];
                        language.text_with("plan-gate-times", &values)
                    }
                    None => language.text_with("plan-gate", &[("percent", &percent)]),
                }
            });
            let parts: Vec<String> = parts.chain(topics).chain(gates).collect();
            let week_hours = short_hours(week.hours, language);
            vec![format!("{number} ({days})"), week_hours, parts.join("; ")]
        }),
    );
    let last_day = match plan.book_by {
        Some(day) => {
            let day = language.day(day);
            language.text_with("plan-last-day", &[("day", &day)])
        }
        None => language.text("plan-no-last-day"),
    };
    page.paragraph(&last_day);
    if !plan.evidence.is_empty() {
        page.raw(&evidences(catalogue, &plan.evidence, language));
    }
}

fn hours(hours: Tenths, language: Language) -> String {
    let quantity = Quantity::new(hours, hours, Unit::Hours);
    quantity.map_or_else(|| language.unknown(), |hours| language.quantity(hours))
}

fn short_hours(hours: Tenths, language: Language) -> String {
    language.text_with("hours-short", &[("range", &hours.to_string())])
}
