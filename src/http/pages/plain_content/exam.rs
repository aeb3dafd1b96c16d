//! The page of an exam: dates, verdict, blueprint, study plan, return, facts with their sources, related
//! exams.

mod contradictions;
mod related;
mod return_figures;
mod study_plan;

use super::{Page, capital, certifications, evidence, fact, link};
use crate::{
    advice::verdict,
    catalogue::{
        Blueprint, BlueprintStanding, Catalogue, Day, Evidence, ExamCode, ExamEntry, ExamIndex,
        FactKind, FreshnessIntervals, LifecycleState, writable,
    },
    http::pages::{html::escape, messages::Language, question::PathQuestion},
};

/// An exam on a day for the person of the address.
pub(in crate::http::pages) fn page(
    catalogue: &Catalogue,
    exam: ExamIndex,
    question: &PathQuestion,
    language: Language,
) -> String {
    let entry = catalogue.exam(exam);
    let record = &entry.record;
    let mut page = Page::titled(&format!("{}: {}", record.code, record.title), language);
    page.notices(&question.notices);
    write_head(&mut page, catalogue, entry, question.day);
    write_verdict(&mut page, catalogue, exam, question);
    write_blueprints(&mut page, catalogue, entry, question.day);
    study_plan::write(&mut page, catalogue, exam, question);
    return_figures::write(&mut page, catalogue, exam, question.day);
    contradictions::write(&mut page, catalogue, exam, question.day);
    write_facts(&mut page, catalogue, entry, question.day);
    related::write(&mut page, catalogue, exam, question.day);
    page.html
}

/// The vendor, the level, the dates, what follows, and the certifications.
fn write_head(page: &mut Page, catalogue: &Catalogue, entry: &ExamEntry, day: Day) {
    let language = page.language;
    let vendor = &catalogue.vendor(entry.vendor).record;
    let level = entry.level.map(|level| language.level(Some(level)));
    let former: Vec<&str> = entry
        .record
        .former_codes
        .iter()
        .map(ExamCode::as_str)
        .collect();
    let former = (!former.is_empty())
        .then(|| language.text_with("head-formerly", &[("codes", &former.join(", "))]));
    let vendor_link = match &vendor.url {
        Some(url) => format!(
            "<a href=\"{}\" rel=\"noreferrer\">{}</a>",
            escape(url),
            escape(&vendor.name)
        ),
        None => escape(&vendor.name),
    };
    let parts = std::iter::once(vendor_link)
        .chain(level.into_iter().chain(former).map(|part| escape(&part)));
    page.raw(&parts.collect::<Vec<_>>().join(" · "));
    page.paragraph(&language.text_with(
        "plain-exam-of",
        &[
            ("vendor", &vendor.name),
            ("state", &language.state_of(entry, day)),
            ("day", &language.day(day)),
        ],
    ));
    let checked = entry.status_checked().map(|date| language.checked(date));
    let life = std::iter::once(life(entry, day, language)).chain(checked);
    page.paragraph(&format!("{}.", life.collect::<Vec<_>>().join(", ")));
    let languages: Vec<&str> = entry.bookable_languages(day).collect();
    if !languages.is_empty() {
        let languages = languages.join(", ");
        page.paragraph(&language.text_with("head-book-in", &[("languages", &languages)]));
    }
    if !entry.successors.is_empty() {
        page.heading("plain-successors");
        let successors = entry.successors.iter().zip(&entry.record.successors);
        page.list(successors.map(|(next, succession)| {
            let sources = evidence(catalogue, &succession.evidence, language);
            format!("{}. {sources}", link(catalogue.exam(*next)))
        }));
    }
    if !entry.predecessors.is_empty() {
        page.heading("plain-predecessors");
        let predecessors = entry.predecessors.iter();
        page.list(predecessors.map(|other| link(catalogue.exam(*other))));
    }
    if !entry.certifications.is_empty() {
        page.heading("page-certifications-title");
        let certifications = entry.certifications.iter();
        page.list(certifications.map(|index| certifications::link(catalogue, *index)));
    }
}

/// When the exam can be booked, in words.
fn life(entry: &ExamEntry, day: Day, language: Language) -> String {
    let dates = &entry.lifecycle;
    let retires = dates.retires.map(|date| language.date(date));
    let on = |id: &str, day: Option<String>, otherwise: &str| match day {
        Some(day) => language.text_with(id, &[("day", &day)]),
        None => language.text(otherwise),
    };
    match (entry.state(day), entry.is_bookable(day)) {
        (LifecycleState::Live, _) => {
            let live = dates.live.map(|date| language.date(date));
            on("life-live-since", live, "life-live")
        }
        (LifecycleState::Retiring, false) => on("life-last-sittings", retires, "life-ended"),
        (LifecycleState::Retiring, true) => match (dates.registration_ends, &retires) {
            (Some(book), Some(take)) => {
                let book = language.date(book);
                language.text_with("life-book-and-take", &[("book", &book), ("take", take)])
            }
            _ => on("life-book-until", retires, "life-ends-soon"),
        },
        (LifecycleState::Retired, _) => on("life-was-bookable", retires, "life-ended"),
        (LifecycleState::Beta, true) => language.text("life-beta-open"),
        (LifecycleState::Beta, false) => language.text("life-beta-closed"),
        (LifecycleState::Announced, _) => {
            let announced = dates.announced.map(|date| language.date(date));
            on("life-announced-on", announced, "life-announced")
        }
    }
}

/// The verdict with its rules; those that decide first.
fn write_verdict(page: &mut Page, catalogue: &Catalogue, exam: ExamIndex, question: &PathQuestion) {
    let language = page.language;
    let verdict = verdict(catalogue, exam, &question.profile, question.day);
    page.heading("verdict-title");
    page.element("strong", &language.decision(verdict.decision));
    if !verdict.alternatives.is_empty() {
        page.list(
            verdict
                .alternatives
                .iter()
                .map(|exam| link(catalogue.exam(*exam))),
        );
    }
    let rule = |text: String, sources: &[Evidence]| match sources {
        [] => text,
        sources => format!("{text} {}", evidences(catalogue, sources, language)),
    };
    let (deciding, others): (Vec<_>, Vec<_>) = verdict.rules.iter().partition(|rule| rule.decides);
    let replacements = verdict.replacements.iter().filter(|replacement| {
        let mut texts = deciding.iter().map(|fired| &fired.text);
        texts.all(|text| *text != replacement.because)
    });
    let reasons = deciding
        .iter()
        .map(|fired| rule(language.english(&fired.text), &fired.evidence))
        .chain(replacements.map(|replacement| language.english(&replacement.because)));
    page.list(reasons);
    if others.is_empty() && verdict.unchecked.is_empty() {
        return;
    }
    page.folded(&language.text("verdict-others"), |page| {
        let others = others.iter().map(|fired| {
            let text = language.english(&fired.text);
            let text = format!("{}: {text}", language.decision(fired.decision));
            rule(text, &fired.evidence)
        });
        let unchecked = verdict.unchecked.iter().map(|index| {
            let judged = &catalogue.audience_rule(*index).record;
            let audience = [("audience", &*judged.audience)];
            let judge = escape(&language.text_with("verdict-judge", &audience));
            let circumstances = judged.when.circumstances.join("; ");
            let reasons = judged.reasons.join(" ");
            let text = format!(
                "{judge} {}",
                language.english(&format!("{circumstances}. {reasons}"))
            );
            rule(text, std::slice::from_ref(&judged.evidence))
        });
        page.list(others.chain(unchecked));
    });
}

/// The blueprint in force with its objectives, and the others.
fn write_blueprints(page: &mut Page, catalogue: &Catalogue, entry: &ExamEntry, day: Day) {
    let language = page.language;
    let newest_first =
        |blueprint: &&Blueprint| std::cmp::Reverse(blueprint.effective_from.latest());
    let mut others: Vec<&Blueprint> = entry.record.blueprints.iter().collect();
    others.sort_by_key(newest_first);
    let is_official = |blueprint: &Blueprint| blueprint.standing == BlueprintStanding::Official;
    let in_force = entry.blueprint(day);
    let to_come = others.iter().rev().find(|other| is_official(other));
    let to_come = to_come.or(others.first());
    let Some(blueprint) = in_force.or(to_come.copied()) else {
        page.paragraph(&language.text("exam-no-blueprint"));
        return;
    };
    page.heading("exam-covers");
    let note = match in_force {
        Some(blueprint) => (!blueprint.covers(day)).then_some("exam-blueprint-old"),
        None if is_official(blueprint) => Some("exam-blueprint-future"),
        None => Some("exam-blueprint-claimed"),
    };
    write_blueprint(page, catalogue, blueprint, note);
    if blueprint
        .domains
        .iter()
        .any(|domain| !domain.objectives.is_empty())
    {
        page.folded(&language.text("exam-objectives"), |page| {
            for domain in &blueprint.domains {
                page.english(&domain.title);
                page.list(
                    domain
                        .objectives
                        .iter()
                        .map(|objective| language.english(&objective.title)),
                );
            }
        });
    }
    others.retain(|other| !std::ptr::eq(*other, blueprint));
    if !others.is_empty() {
        page.folded(&language.text("history-title"), |page| {
            for other in others {
                let is_claimed = other.standing == BlueprintStanding::Claimed;
                let note = is_claimed.then_some("history-claimed-note");
                write_blueprint(page, catalogue, other, note);
            }
        });
    }
}

fn write_blueprint(
    page: &mut Page,
    catalogue: &Catalogue,
    blueprint: &Blueprint,
    note: Option<&str>,
) {
    let language = page.language;
    let from = language.date(blueprint.effective_from);
    let mut text = language.text_with("exam-blueprint-of", &[("day", &from)]);
    if let Some(note) = note {
        text = format!("{text}. {}", language.text(note));
    }
    let source = evidence(catalogue, &blueprint.evidence, language);
    page.raw(&format!("{}. {source}", escape(text.trim_end_matches('.'))));
    if let Some(check) = blueprint.weight_check().filter(|check| !check.feasible) {
        let (min, max) = (
            check.sum_of_mins.to_string(),
            check.sum_of_maxes.to_string(),
        );
        page.paragraph(&language.text_with("exam-infeasible", &[("min", &min), ("max", &max)]));
    }
    page.list(blueprint.domains.iter().map(|domain| {
        let weight = domain.weight.map_or_else(
            || language.unknown(),
            |weight| format!("{} %", weight.to_string().replace("..", "–")),
        );
        format!("{}: {weight}", language.english(&domain.title))
    }));
}

/// The facts in use with their sources; the others are folded.
fn write_facts(page: &mut Page, catalogue: &Catalogue, entry: &ExamEntry, day: Day) {
    let language = page.language;
    let facts = entry.record.facts.iter();
    let (used, others): (Vec<_>, Vec<_>) =
        facts.partition(|fact| entry.is_served(fact) && fact.value().is_some());
    page.heading("compare-facts");
    page.list(used.into_iter().map(|used| fact(catalogue, used, language)));
    if !others.is_empty() {
        let count = language.count("plain-other-facts", others.len());
        page.folded(&count, |page| {
            page.list(others.into_iter().map(|other| {
                let text = fact(catalogue, other, language);
                if entry.is_served(other) {
                    text
                } else {
                    format!("{text} ({})", language.text("exam-fact-unused"))
                }
            }));
        });
    }
    let kinds = entry
        .freshness(FreshnessIntervals::default(), day)
        .into_iter();
    let due = kinds.filter(|kind| kind.due > 0).map(|kind| {
        let name = language.text(match kind.kind {
            FactKind::Lifecycle => "check-dates",
            FactKind::Fee => "check-fee",
            FactKind::Outline => "check-blueprint",
            FactKind::Other => "check-other",
        });
        match kind.due_on.and_then(writable) {
            Some(day) => {
                let day = language.day(day);
                language.text_with("due-since", &[("kind", &name), ("day", &day)])
            }
            None => name,
        }
    });
    let due: Vec<String> = due.collect();
    if !due.is_empty() {
        let text = language.text_with("due", &[("kinds", &due.join(", "))]);
        let url = catalogue.vendor(entry.vendor).record.url.as_deref();
        let (begin, end) = url.map_or_else(Default::default, |url| {
            let begin = format!("<a href=\"{}\" rel=\"noreferrer\">", escape(url));
            (begin, "</a>")
        });
        page.raw(&text.replace("<page>", &begin).replace("</page>", end));
    }
}

/// Each statement once with its sources: several reasons can rest on the same one.
fn evidences(catalogue: &Catalogue, statements: &[Evidence], language: Language) -> String {
    let mut texts: Vec<String> = vec![];
    for statement in statements {
        let text = evidence(catalogue, statement, language);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.join("; ")
}
