//! Titles that are codes or names of certifications.

use std::collections::HashMap;

use super::Context;
use crate::{
    audit::finding::{Finding, Lint},
    entry::ExamEntry,
    index::VendorIndex,
};

pub(super) fn lint(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // Many vendors title an exam like its certification. Where most titles differ, an equal one was
    // copied from the wrong source.
    let mut shares: HashMap<VendorIndex, (usize, usize)> = HashMap::new();
    for (_, exam) in context.exams() {
        let (alike, all) = shares.entry(exam.vendor).or_default();
        *all += 1;
        *alike += usize::from(is_credentials(context, exam));
    }
    for (_, exam) in context.exams() {
        let title = &exam.record.title;
        let (alike, all) = shares[&exam.vendor];
        if is_code(exam) {
            let message = format!("\"{title}\" is the code");
            let lint = Lint::TitleIsCode;
            findings.push(Finding::new(lint, &*exam.record, "title", message));
        } else if is_credentials(context, exam) && alike * 4 <= all {
            let message = format!("\"{title}\" is the name of a certification");
            let lint = Lint::TitleIsCredentials;
            findings.push(Finding::new(lint, &*exam.record, "title", message));
        }
    }
}

fn folded(title: &str) -> String {
    let letters = title.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn is_code(exam: &ExamEntry) -> bool {
    let record = &exam.record;
    let title = folded(&record.title);
    let others = record.former_codes.iter().chain(&record.aliases);
    std::iter::once(&record.code)
        .chain(others)
        .any(|code| folded(code.as_str()) == title)
}

/// Words that end the names of certifications.
const TIERS: [&str; 3] = ["associate", "expert", "specialist"];

/// Whether the title is that of a certification which the exam earns, or resembles one.
fn is_credentials(context: &Context<'_>, exam: &ExamEntry) -> bool {
    let title = exam.record.title.to_lowercase();
    let last = title.split_whitespace().next_back().unwrap_or_default();
    let own = folded(&title);
    title.contains("(credential)")
        || TIERS.contains(&last)
        || exam.certifications.iter().any(|certification| {
            let entry = context.catalogue.certification(*certification);
            folded(&entry.record.title) == own
        })
}
