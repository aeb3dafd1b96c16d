//! The paths to a role: steps with reasons, totals and sources.

use super::{
    Page, capital, evidence, link, roles, sources,
    words::{money, range},
};
use crate::{
    advice::{
        Cancel,
        path::{
            CertificationPath, Change, Figure, HeldTarget, Objective, PathOutcome, PathStep,
            PathTotals, Relaxation, held_targets, recommend_for_role, trade_off,
        },
    },
    catalogue::{Catalogue, RoleIndex, VendorIndex, whole_range},
    http::{
        files::pictures::PATHS,
        pages::{html::escape, messages::Language, question::PathQuestion},
    },
};

/// The recommended paths to a role, as many as the page with JavaScript requests.
pub(in crate::http::pages) fn page(
    catalogue: &Catalogue,
    role: RoleIndex,
    question: &PathQuestion,
    language: Language,
    cancel: &dyn Cancel,
) -> String {
    let PathQuestion {
        day,
        profile,
        constraints,
        notices,
        ..
    } = question;
    let title = &catalogue.role(role).record.title;
    let title = language.text_with("page-role-title", &[("role", title)]);
    let mut page = Page::titled(&title, language);
    page.notices(notices);
    page.paragraph(&language.text_with("plain-as-of", &[("day", &language.day(*day))]));
    let outcome = recommend_for_role(catalogue, role, profile, constraints, *day, PATHS, cancel);
    let held = held_targets(catalogue, role, profile, *day);
    if !held.is_empty() {
        page.heading("held-region");
        let item = |target: HeldTarget| held_target(catalogue, &target, language);
        page.list(held.into_iter().map(item));
    }
    match &outcome {
        PathOutcome::Recommended { paths, .. } => {
            if profile.experience.is_none() {
                page.paragraph(&language.text("assumed"));
            }
            for (index, path) in paths.iter().enumerate() {
                page.heading_html(&heading(path, language));
                let trade_off = trade_off(paths, index, constraints.currency);
                let summary = || path.summary(catalogue, constraints.weekly_hours);
                let text = trade_off.filter(|text| !text.is_empty());
                page.english(&text.unwrap_or_else(summary));
                if let Some(support) = &path.support {
                    page.english(&support.text);
                }
                write_path(&mut page, catalogue, path, question);
            }
        }
        PathOutcome::NoFeasible {
            binding,
            remedies,
            nearest,
            ..
        } => {
            let role = [("role", &*catalogue.role(role).record.title)];
            page.element("h2", &language.text_with("conflict-title", &role));
            let limits = binding.iter();
            page.list(limits.map(|limit| language.english(&limit.message)));
            let links = remedies.iter();
            let links = links.filter_map(|of| remedy(catalogue, &of.changes, question, language));
            let links: Vec<String> = links.collect();
            if !links.is_empty() {
                page.list(links.into_iter());
            }
            if let Some(path) = nearest {
                page.heading("conflict-nearest");
                let summary = path.summary(catalogue, constraints.weekly_hours);
                page.english(&summary);
                write_path(&mut page, catalogue, path, question);
            }
        }
    }
    if outcome.is_truncated() {
        page.paragraph(&language.text("totals-truncated"));
    }
    page.html
}

/// The page of an unknown role: similar roles.
pub(in crate::http::pages) fn unknown_role(
    catalogue: &Catalogue,
    slug: &str,
    near: &[RoleIndex],
    language: Language,
) -> String {
    let title = language.text_with("plain-no-role", &[("slug", slug)]);
    let near = near.iter().map(|role| roles::link(catalogue, *role));
    super::unknown(&title, near, ("/roles", "plain-all-roles"), language)
}

fn held_target(catalogue: &Catalogue, target: &HeldTarget, language: Language) -> String {
    let held = link(catalogue.exam(target.held));
    match target.upgrade {
        Some(upgrade) => {
            let upgrade = link(catalogue.exam(upgrade));
            let values = [("held", &*held), ("upgrade", &*upgrade)];
            language.text_with("plain-held-upgrade", &values)
        }
        None => held,
    }
}

/// The label of a path as HTML.
fn heading(path: &CertificationPath, language: Language) -> String {
    let label = match translated(&path.label, language) {
        Some(label) => escape(&label),
        None => language.english(&path.label),
    };
    match path.optimised_for {
        Objective::Focus => language.text_with("plain-focus", &[("label", &label)]),
        _ => label,
    }
}

/// A label in the reader's language; `None` where only the API has words for it, such as a focus.
fn translated(label: &str, language: Language) -> Option<String> {
    let id = match label {
        "Cheapest" => "label-cheapest",
        "Next cheapest" => "label-next-cheapest",
        "Fastest" => "label-fastest",
        "Least study" => "label-least-study",
        "Strongest signal" => "label-signal",
        "Most recommended" => "label-recommended",
        "Also recommended" => "label-also-recommended",
        "Already reached" => "label-reached",
        _ => "",
    };
    if !id.is_empty() {
        return Some(language.text(id));
    }
    if let Some((label, codes)) = label.rsplit_once(": ") {
        let label = translated(label, language)?;
        let values = [("label", &*label), ("codes", codes)];
        return Some(language.text_with("label-exams", &values));
    }
    if let Some(label) = label.strip_suffix(" as far as known") {
        let label = translated(label, language)?;
        return Some(language.text_with("label-uncertain", &[("label", &label)]));
    }
    let publisher = label.strip_prefix("Recommended by ")?;
    Some(language.text_with("label-by", &[("publisher", publisher)]))
}

/// A link to the question with the changes of a remedy; `None` if an address has no parameter for one.
fn remedy(
    catalogue: &Catalogue,
    changes: &[Change],
    question: &PathQuestion,
    language: Language,
) -> Option<String> {
    let changes = changes.iter().map(|change| match &change.relaxation {
        Relaxation::MaxFees(fees) => {
            let whole = 10_i64.pow(fees.currency().decimals());
            let amount = (fees.minor() + whole - 1) / whole;
            let shown = format!("{amount} {}", fees.currency());
            let text = language.text_with("conflict-budget", &[("amount", &shown)]);
            Some((text, "maxFees", amount.to_string()))
        }
        Relaxation::Deadline(day) => {
            let shown = language.day(*day);
            let text = language.text_with("conflict-deadline", &[("day", &shown)]);
            Some((text, "deadline", day.to_string()))
        }
        Relaxation::AllowVendors(vendors) => {
            let records = |vendor: &VendorIndex| &catalogue.vendor(*vendor).record;
            let names: Vec<&str> = vendors.iter().map(|of| &*records(of).name).collect();
            let names = [("vendors", &*names.join(", "))];
            let text = language.text_with("conflict-vendors", &names);
            let all = question.profile.vendors.iter().chain(vendors);
            let slugs: Vec<&str> = all.map(|of| records(of).slug.as_str()).collect();
            Some((text, "vendors", slugs.join(",")))
        }
        _ => None,
    });
    let changes: Vec<(String, &str, String)> = changes.collect::<Option<_>>()?;
    let texts: Vec<&str> = changes.iter().map(|(text, ..)| &**text).collect();
    let text = texts.join(&format!(" {} ", language.text("conflict-and")));
    let values = changes.iter().map(|(_, name, value)| (*name, &**value));
    let address = question.changed(&values.collect::<Vec<_>>());
    Some(format!(
        "<a href=\"{}\">{}</a>",
        escape(&address),
        escape(&capital(&text))
    ))
}

fn write_path(
    page: &mut Page,
    catalogue: &Catalogue,
    path: &CertificationPath,
    question: &PathQuestion,
) {
    let language = page.language;
    for step in &path.steps {
        write_step(page, catalogue, step);
    }
    if !path.suggested_additions.is_empty() {
        page.element("h3", &language.text("additions-title"));
        page.list(path.suggested_additions.iter().map(|addition| {
            let text = language.english(&addition.reason.text);
            format!("{text} {}", link(catalogue.exam(addition.exam)))
        }));
    }
    let finish = path.steps.last().and_then(|step| step.finishes_on);
    let figures = totals(&path.totals, language);
    let finish = finish.map_or_else(|| language.unknown(), |day| language.day(day));
    page.element("h3", &language.text("plain-totals"));
    let figures = figures.into_iter().chain([("totals-finish", finish)]);
    page.list(figures.map(|(id, figure)| format!("{}: {}", language.text(id), escape(&figure))));
    if !path.totals.complete {
        let missing = path.totals.missing.iter();
        let missing = missing.map(|missing| {
            let id = match missing.figure {
                Figure::Fee => "plain-fee-of",
                Figure::StudyHours => "plain-study-of",
            };
            let code = catalogue.exam(missing.exam).record.code.as_str();
            language.text_with(id, &[("code", code)])
        });
        let missing: Vec<String> = missing.collect();
        let missing = missing.join(", ");
        page.paragraph(&language.text_with("totals-missing", &[("list", &missing)]));
    }
    let keys = path.sources(catalogue, &question.profile, &question.constraints);
    if !keys.is_empty() {
        let name = language.text("certification-sources");
        page.raw(&format!("{name}: {}", sources(catalogue, keys)));
    }
}

/// Fees, study hours and weeks; minimums where a part is unknown.
fn totals(totals: &PathTotals, language: Language) -> [(&'static str, String); 3] {
    let is_least = totals.is_at_least(Figure::StudyHours);
    let fees = totals.fees.map(|fees| {
        let fees = money(fees);
        if totals.is_at_least(Figure::Fee) {
            language.at_least(&fees)
        } else {
            fees
        }
    });
    let hours = totals.study_hours.map(|hours| match whole_range(hours) {
        (min, _) if is_least => language.at_least(&language.whole_hours((min, min))),
        whole => language.whole_hours(whole),
    });
    let weeks = totals.weeks.map(|weeks| {
        if is_least {
            language.at_least(&weeks.min.to_string())
        } else {
            range(weeks.min, weeks.max)
        }
    });
    let figure = |known: Option<String>| known.unwrap_or_else(|| language.unknown());
    [
        ("totals-fees", figure(fees)),
        ("figure-study", figure(hours)),
        ("plain-weeks", figure(weeks)),
    ]
}

fn write_step(page: &mut Page, catalogue: &Catalogue, step: &PathStep) {
    let language = page.language;
    page.raw(&format!(
        "<strong>{}. {}</strong> ({})",
        step.position,
        link(catalogue.exam(step.exam)),
        escape(&figures(step, language))
    ));
    page.list(step.reasons.iter().map(|reason| {
        let text = language.english(&reason.text);
        match reason.evidence(catalogue).first() {
            Some(first) => {
                let source = evidence(catalogue, first, language);
                format!("{text} {source}")
            }
            None => text,
        }
    }));
}

/// The fee, hours and days of a step.
fn figures(step: &PathStep, language: Language) -> String {
    let named = |id: &str, figure: Option<String>| {
        let name = language.text(id);
        figure.unwrap_or_else(|| format!("{name}: {}", language.unknown()))
    };
    let hours = step.hours.map(whole_range);
    let day = |id: &str, day| {
        let day = language.day(day);
        language.text_with(id, &[("day", &day)])
    };
    let figures = [
        Some(named("figure-fee", step.fee.map(money))),
        Some(named(
            "figure-study",
            hours.map(|hours| language.whole_hours(hours)),
        )),
        step.finishes_on.map(|on| day("plain-exam-by", on)),
        step.book_by.map(|on| day("plain-taken-until", on)),
    ];
    let figures: Vec<String> = figures.into_iter().flatten().collect();
    figures.join(", ")
}
