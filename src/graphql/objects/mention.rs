//! Mentions of exams, certifications and roles in a text.

use std::ops::Range;

use async_graphql::{Enum, Result, SimpleObject, Union};
use certgraph_macros::{Fields, Leaf, Members};

use crate::catalogue::{self, MentionCandidates, MentionForm};
use crate::graphql::{
    objects::certification::CertificationObject,
    objects::connection::{CursorScope, Page, PageArguments, bad_argument, page},
    objects::enums::ApiEnum,
    objects::exam::ExamObject,
    objects::role::RoleObject,
    objects::scalars::LongText,
    objects::verdict::Replacement,
    objects::view::View,
};

/// A place of a text that names an exam, a certification or a role.
#[derive(SimpleObject, Fields)]
pub struct Mention {
    /// The words of the text. Example: `"AZ 104"`.
    text: String,
    /// What is named.
    kind: MentionKind,
    /// How it is named.
    form: ApiEnum<MentionForm>,
    /// The place in bytes of UTF-8.
    bytes: TextSpan,
    /// The place in code units of UTF-16, by which JavaScript and Java count.
    utf16: TextSpan,
    /// Whether the text names several and does not say which one it means.
    ambiguous: bool,
    /// What is named, never empty: one, or each that the words can mean.
    candidates: Vec<MentionCandidate>,
    /// The exams among the candidates that cannot be booked on the day, and what takes their place;
    /// of certifications that cannot be earned on the day, the exams that earned them. Empty when
    /// nothing that is named is gone.
    replacements: Vec<Replacement>,
}

/// What a mention names.
#[derive(Enum, Leaf, Debug, Clone, Copy, PartialEq, Eq)]
pub enum MentionKind {
    /// An exam, by a code or its title.
    Exam,
    /// A certification, by its name.
    Certification,
    /// A role, by its title.
    Role,
}

/// A record that a text can mean.
#[derive(Union, Members)]
pub enum MentionCandidate {
    /// An exam.
    Exam(ExamObject),
    /// A certification.
    Certification(CertificationObject),
    /// A role.
    Role(RoleObject),
}

/// A part of a text.
#[derive(SimpleObject, Fields, Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextSpan {
    /// The first unit, from 0. Example: `9`.
    start: i64,
    /// The unit behind the last one. Example: `15`.
    end: i64,
}

impl From<&Range<usize>> for TextSpan {
    fn from(range: &Range<usize>) -> Self {
        let number = |unit: usize| i64::try_from(unit).unwrap_or(i64::MAX);
        Self {
            start: number(range.start),
            end: number(range.end),
        }
    }
}

/// One page of what a text mentions; a text that is too long is an error.
pub(crate) fn recognise(
    view: &View,
    text: &LongText,
    arguments: &PageArguments,
) -> Result<Page<Mention>> {
    let (found, most) = (text.0.len(), LongText::MAX_BYTES);
    if found > most {
        let message = format!("has {found} bytes of UTF-8; at most {most} are allowed");
        return Err(bad_argument("text", message));
    }
    let scope = CursorScope::new("recognise", &(text, view.as_of));
    let mentions = view.catalogue.recognise(&text.0).into_iter();
    let items = mentions.map(|mention| {
        let place = u32::try_from(mention.bytes.start).unwrap_or(u32::MAX);
        (place.to_be_bytes(), mention)
    });
    page(items.collect(), arguments, scope, |found| {
        mention(view, &text.0, &found)
    })
}

fn mention(view: &View, text: &str, found: &catalogue::Mention) -> Mention {
    let (kind, candidates) = match &found.candidates {
        MentionCandidates::Exams(exams) => {
            let exams = exams.iter().map(|index| view.exam(*index));
            (
                MentionKind::Exam,
                exams.map(MentionCandidate::Exam).collect(),
            )
        }
        MentionCandidates::Certifications(certifications) => {
            let all = certifications.iter();
            let all = all.map(|index| MentionCandidate::Certification(view.certification(*index)));
            (MentionKind::Certification, all.collect())
        }
        MentionCandidates::Roles(roles) => {
            let roles = roles.iter().map(|index| view.role(*index));
            (
                MentionKind::Role,
                roles.map(MentionCandidate::Role).collect(),
            )
        }
    };
    let ended = found.candidates.ended_exams(&view.catalogue, view.day);
    Mention {
        text: text[found.bytes.clone()].to_owned(),
        kind,
        form: found.form.into(),
        bytes: (&found.bytes).into(),
        utf16: (&found.utf16).into(),
        ambiguous: found.candidates.are_ambiguous(),
        candidates,
        replacements: Replacement::of_exams(view, &ended),
    }
}
