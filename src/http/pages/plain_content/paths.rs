//! The paths to a role: steps with reasons, totals and sources.

use super::{DAY, Page, UNKNOWN, evidence, link, money, prose, roles, sources};
use crate::{
    advice::{
        Cancel,
        path::{
            CertificationPath, Figure, Objective, PathOutcome, PathStep, held_targets,
            recommend_for_role, trade_off,
        },
    },
    catalogue::{Catalogue, Quantity, RoleIndex, whole_range},
    http::{
        files::pictures::PATHS,
        pages::{html::escape, question::PathQuestion},
    },
};

/// The recommended paths to a role, as many as the page with JavaScript requests.
pub(in crate::http::pages) fn page(
    catalogue: &Catalogue,
    role: RoleIndex,
    question: &PathQuestion,
    cancel: &dyn Cancel,
) -> String {
    let PathQuestion {
        day,
        profile,
        constraints,
        ignored,
    } = question;
    let title = &catalogue.role(role).record.title;
    let mut page = Page::titled(&format!("Paths to {title}"));
    page.ignored(ignored);
    page.paragraph(&format!("As of {}.", day.format(DAY)));
    let outcome = recommend_for_role(catalogue, role, profile, constraints, *day, PATHS, cancel);
    for target in held_targets(catalogue, role, profile, *day) {
        let held = link(catalogue.exam(target.held));
        page.html(&match target.upgrade {
            Some(upgrade) => format!(
                "You hold {held}; {} replaced it.",
                link(catalogue.exam(upgrade))
            ),
            None => format!("You already have {held}, which sources recommend for this role."),
        });
    }
    match &outcome {
        PathOutcome::Recommended { paths, .. } => {
            if profile.experience.is_none() {
                page.paragraph("These paths assume that you know the basics of the platform.");
            }
            for (index, path) in paths.iter().enumerate() {
                page.heading(&heading(path));
                let trade_off = trade_off(paths, index, constraints.currency);
                let summary = || path.summary(catalogue, constraints.weekly_hours);
                page.paragraph(&prose(
                    &trade_off
                        .filter(|text| !text.is_empty())
                        .unwrap_or_else(summary),
                ));
                if let Some(support) = &path.support {
                    page.paragraph(&prose(&support.text));
                }
                write_path(&mut page, catalogue, path, question);
            }
        }
        PathOutcome::NoFeasible {
            binding, nearest, ..
        } => {
            page.heading("No path meets all your limits");
            page.list(binding.iter().map(|limit| escape(&prose(&limit.message))));
            if let Some(path) = nearest {
                page.heading("Closest match");
                page.paragraph(&prose(&path.summary(catalogue, constraints.weekly_hours)));
                write_path(&mut page, catalogue, path, question);
            }
        }
    }
    if outcome.is_truncated() {
        page.paragraph("The search stopped at its limit; a better path may exist.");
    }
    page.0
}

/// The page of an unknown role: similar roles, and all others.
pub(in crate::http::pages) fn unknown_role(
    catalogue: &Catalogue,
    slug: &str,
    near: &[RoleIndex],
) -> String {
    let mut page = Page::titled(&format!("There is no role {slug}"));
    if !near.is_empty() {
        page.paragraph("Did you mean one of these?");
        page.list(near.iter().map(|role| roles::link(catalogue, *role)));
    }
    page.html("<a href=\"/roles\">See all roles</a>");
    page.0
}

fn heading(path: &CertificationPath) -> String {
    match path.optimised_for {
        Objective::Focus => format!("{} (for a special focus only)", path.label),
        _ => path.label.clone(),
    }
}

fn write_path(
    page: &mut Page,
    catalogue: &Catalogue,
    path: &CertificationPath,
    question: &PathQuestion,
) {
    for step in &path.steps {
        write_step(page, catalogue, step);
    }
    for addition in &path.suggested_additions {
        page.subheading("Suggested addition to this sequence");
        let text = escape(&prose(&addition.reason.text));
        page.html(&format!("{text} {}", link(catalogue.exam(addition.exam))));
    }
    let totals = &path.totals;
    let finish = path.steps.last().and_then(|step| step.finishes_on);
    let least = if totals.is_at_least(Figure::StudyHours) {
        |min, _| format!("at least {min}")
    } else {
        |min: u64, max: u64| match min == max {
            true => min.to_string(),
            false => format!("{min}–{max}"),
        }
    };
    page.subheading("Totals");
    page.list(
        [
            ("Fees", known(&prose(&totals.fees_text()))),
            (
                "Study",
                known(&totals.study_hours_text().replace(" to ", "–")),
            ),
            (
                "Weeks",
                totals
                    .weeks
                    .map_or_else(|| UNKNOWN.to_owned(), |weeks| least(weeks.min, weeks.max)),
            ),
            (
                "Finish by",
                finish.map_or_else(|| UNKNOWN.to_owned(), |day| day.format(DAY).to_string()),
            ),
        ]
        .into_iter()
        .map(|(name, figure)| escape(&format!("{name}: {figure}"))),
    );
    if !totals.complete {
        let missing = totals.missing.iter();
        let missing: Vec<String> = missing.map(|figure| figure.text(catalogue)).collect();
        page.paragraph(&format!(
            "Totals exclude unknown figures: {}.",
            missing.join(", ")
        ));
    }
    let keys = path.sources(catalogue, &question.profile, &question.constraints);
    if !keys.is_empty() {
        page.html(&format!("Sources: {}", sources(catalogue, keys)));
    }
}

/// A total as the pages write it.
fn known(text: &str) -> String {
    match text {
        "unknown" => UNKNOWN.to_owned(),
        text => text.to_owned(),
    }
}

fn write_step(page: &mut Page, catalogue: &Catalogue, step: &PathStep) {
    let entry = catalogue.exam(step.exam);
    page.html(&format!(
        "<strong>{}. {}</strong> {}",
        step.position,
        link(entry),
        escape(&figures(step))
    ));
    page.list(step.reasons.iter().map(|reason| {
        let text = escape(&prose(&reason.text));
        match reason.evidence(catalogue).first() {
            Some(first) => format!("{text} Source: {}", evidence(catalogue, first)),
            None => text,
        }
    }));
}

/// The fee, hours and days of a step.
fn figures(step: &PathStep) -> String {
    let fee = step.fee.map_or_else(|| format!("fee {UNKNOWN}"), money);
    let study = step
        .hours
        .map_or_else(|| format!("hours {UNKNOWN}"), whole_hours);
    let mut figures = format!("({fee}, {study}");
    if let Some(day) = step.finishes_on {
        figures += &format!(", exam by {}", day.format(DAY));
    }
    if let Some(day) = step.book_by {
        figures += &format!(", can be taken until {}", day.format(DAY));
    }
    figures + ")"
}

/// Hours as the API rounds them.
fn whole_hours(quantity: Quantity) -> String {
    match whole_range(quantity) {
        (min, max) if min == max => format!("{min} hours"),
        (min, max) => format!("{min}–{max} hours"),
    }
}
