//! The report of `certgraph audit`, as text and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::catalogue::{
    AuditReview, Coverage, CoverageField, DueCheck, Finding, Health, KindAge, Lint, Severity,
};

/// Maximum due checks in the text; JSON has all.
const MAX_DUE: usize = 20;

/// The result of an audit.
pub(super) struct Report {
    pub(super) health: Health,
    pub(super) due: Vec<DueCheck>,
    pub(super) findings: Vec<Finding>,
    pub(super) review: AuditReview,
}

/// The report as text.
pub(super) fn table_text(report: &Report) -> String {
    let mut text = String::new();
    let day = report.health.day;
    let _ = writeln!(
        text,
        "Completeness of exams that can be booked on {day}, in percent\n"
    );
    write_coverage(&mut text, &report.health);
    let _ = writeln!(text, "\nAge of evidence, in days\n");
    write_ages(&mut text, &report.health.ages);
    write_due(&mut text, &report.due);
    write_findings(&mut text, report);
    text
}

fn write_coverage(text: &mut String, health: &Health) {
    let mut table = vec![
        ["vendor", "exams", "open"]
            .into_iter()
            .chain(CoverageField::ALL.map(CoverageField::title))
            .map(str::to_owned)
            .collect(),
    ];
    for row in rows(health) {
        let name = row.vendor.as_deref().unwrap_or("all");
        let mut line = vec![name.to_owned(), row.exams.to_string(), row.open.to_string()];
        line.extend(row.known.iter().map(|(_, known)| {
            let percent = row.percent(*known);
            percent.map_or("-".to_owned(), |percent| percent.to_string())
        }));
        table.push(line);
    }
    write_table(text, &table);
}

/// The vendors, then the total.
fn rows(health: &Health) -> impl Iterator<Item = &Coverage> {
    health.vendors.iter().chain([&health.coverage])
}

fn write_ages(text: &mut String, rows: &[KindAge]) {
    let heads = [
        "kind",
        "statements",
        "due",
        "due after",
        "undated",
        "youngest",
        "median",
        "oldest",
    ];
    let mut table: Vec<Vec<String>> = vec![heads.map(str::to_owned).into()];
    let days = |days: Option<i64>| days.map_or("-".to_owned(), |days| days.to_string());
    for row in rows {
        table.push(vec![
            row.kind.word().to_owned(),
            row.statements.to_string(),
            row.due.to_string(),
            row.interval_days.to_string(),
            row.undated.to_string(),
            days(row.youngest_days),
            days(row.median_days),
            days(row.oldest_days),
        ]);
    }
    write_table(text, &table);
}

fn write_due(text: &mut String, due: &[DueCheck]) {
    let _ = writeln!(text, "\n{} checks are due", due.len());
    for check in due.iter().take(MAX_DUE) {
        let since = match check.last_checked_on {
            Some(day) => format!("checked {day}"),
            None => "no date".to_owned(),
        };
        let (exam, facts) = (&check.exam, check.facts.join(" "));
        let sources = check.sources.join(", ");
        let _ = writeln!(text, "  {exam} {facts}: {since} ({sources})");
    }
    if due.len() > MAX_DUE {
        let more = due.len() - MAX_DUE;
        let _ = writeln!(text, "  and {more} more; --format json has all");
    }
}

fn write_findings(text: &mut String, report: &Report) {
    let (all, new) = (report.findings.len(), report.review.new_findings());
    let _ = writeln!(text, "\n{all} findings, {new} not accepted");
    for lint in Lint::ALL {
        let reviewed = report.findings.iter().zip(&report.review.reasons);
        let own: Vec<_> = reviewed
            .filter(|(finding, _)| finding.lint == *lint)
            .collect();
        let new: Vec<_> = own.iter().filter(|(_, reason)| reason.is_none()).collect();
        if own.is_empty() {
            continue;
        }
        let (code, severity) = (lint.code(), severity(lint.severity()));
        let (count, known) = (own.len(), own.len() - new.len());
        let _ = writeln!(
            text,
            "\n{code} ({severity}): {count}, {known} accepted\n  {}\n  To do: {}",
            lint.description(),
            lint.action()
        );
        for (finding, _) in new {
            let _ = writeln!(text, "  - {}: {}", place(finding), finding.message);
        }
    }
    if !report.review.stale.is_empty() {
        let _ = writeln!(
            text,
            "\nAccepted but no longer found; remove them from the list"
        );
    }
    for entry in &report.review.stale {
        let _ = writeln!(text, "  - {} {}", entry.lint.code(), entry.subject);
    }
}

/// Where a finding is: `exam[microsoft/AI-102].facts[RETIRES_ON]`.
fn place(finding: &Finding) -> String {
    let dot = if finding.field.is_empty() { "" } else { "." };
    let (list, key, field) = (finding.kind.list(), &finding.key, &finding.field);
    format!("{list}[{key}]{dot}{field}")
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "HIGH",
        Severity::Medium => "MEDIUM",
        Severity::Low => "LOW",
    }
}

/// A table: text left-aligned, numbers right-aligned.
fn write_table(text: &mut String, rows: &[Vec<String>]) {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in rows {
        let mut line = format!("{:<width$}", row[0], width = widths[0]);
        for (cell, width) in row.iter().zip(&widths).skip(1) {
            let _ = write!(line, "  {cell:>width$}");
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
}

/// The report as one JSON document.
pub(super) fn json_text(report: &Report) -> String {
    let coverage = rows(&report.health).map(|row| {
        let known: serde_json::Map<String, Value> = row
            .known
            .iter()
            .map(|(field, known)| (word(field), json!(known)))
            .collect();
        json!({ "vendor": row.vendor, "exams": row.exams, "open": row.open, "known": known })
    });
    let reviewed = report.findings.iter().zip(&report.review.reasons);
    let findings = reviewed.map(|(finding, reason)| {
        json!({
            "lint": finding.lint,
            "severity": severity(finding.lint.severity()),
            "kind": finding.kind.text(),
            "key": finding.key,
            "field": finding.field,
            "message": finding.message,
            "action": finding.lint.action(),
            "accepted": reason,
        })
    });
    let document = json!({
        "day": report.health.day,
        "coverage": coverage.collect::<Vec<_>>(),
        "ages": report.health.ages,
        "due": report.due,
        "findings": findings.collect::<Vec<_>>(),
        "stale": report.review.stale,
    });
    format!("{document:#}")
}

fn word(value: impl serde::Serialize) -> String {
    let word = serde_json::to_value(value).ok();
    word.and_then(|word| word.as_str().map(str::to_owned))
        .unwrap_or_default()
}
