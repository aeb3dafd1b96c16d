//! The last changes of the catalogue.

use super::{Page, capital, roles};
use crate::{
    catalogue::{Catalogue, Change, Operation, RecordKind},
    http::pages::{html::escape, messages::Language, question::exam},
};

/// The changes by revision, newest first; `None` where they cannot be read.
pub(in crate::http::pages) fn list(
    catalogue: &Catalogue,
    changes: Option<&[Change]>,
    language: Language,
) -> String {
    let mut page = Page::titled(&language.text("changes-title"), language);
    let Some(changes) = changes else {
        page.paragraph(&language.text("plain-no-changes"));
        return page.html;
    };
    if changes.is_empty() {
        page.paragraph(&language.text("changes-none-note"));
    }
    for set in changes.chunk_by(|one, other| one.revision == other.revision) {
        let Some(first) = set.first() else { continue };
        page.element("h2", &language.day(first.committed_at.date_naive()));
        let actor = match &*first.actor {
            "seed" => language.text("changes-actor-seed"),
            "sql" => language.text("changes-actor-sql"),
            other => other.to_owned(),
        };
        let (revision, records) = (first.revision.number().to_string(), set.len().to_string());
        let values = [
            ("revision", &*revision),
            ("records", &*records),
            ("actor", &*actor),
        ];
        let text = escape(&language.text_of("changes-set", &values, set.len()));
        page.raw(&match &first.note {
            Some(note) => format!("{text}: {}", escape(note)),
            None => text,
        });
        page.list(set.iter().map(|change| record(catalogue, change, language)));
    }
    page.html
}

/// A changed record, with a link to its page where it has one.
fn record(catalogue: &Catalogue, change: &Change, language: Language) -> String {
    let key = &change.key;
    let link = match change.kind {
        RecordKind::Exam => {
            let exam = exam(catalogue, key);
            exam.map(|exam| super::link(catalogue.exam(exam)))
        }
        RecordKind::Role => {
            let role = key
                .parse()
                .ok()
                .and_then(|slug| catalogue.role_by_slug(&slug));
            role.map(|role| roles::link(catalogue, role))
        }
        _ => None,
    };
    let name = link.unwrap_or_else(|| {
        let kind = capital(&language.word(change.kind.text()));
        format!("{kind} {}", escape(key))
    });
    let id = match change.operation() {
        Operation::Upsert => "changes-updated",
        Operation::Delete => "changes-removed",
    };
    language.text_with(id, &[("name", &name)])
}
