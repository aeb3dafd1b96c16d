//! The automaton over all names of a catalogue, and what it finds in a text.

use std::{cmp::Reverse, ops::Range};

use aho_corasick::AhoCorasick;

use crate::linked::LinkedRecords;

use super::{
    Mention, MentionCandidates, MentionForm,
    names::{self, Meaning, Named, Rule},
    surroundings::{Judgement, Surroundings},
    words::Words,
};

/// The bytes of names that an automaton certainly holds; real catalogues have under a megabyte.
const MAX_NAME_BYTES: usize = 1 << 28;

/// All names of one snapshot.
#[derive(Debug)]
pub struct MentionIndex {
    automaton: AhoCorasick,
    /// The number of words of each name.
    lengths: Vec<u8>,
    /// The meanings of each name, in order.
    meanings: Vec<Box<[Meaning]>>,
}

/// A name at some words of a text, with the meanings that it has there.
pub(super) struct Found {
    pub(super) words: Range<usize>,
    form: MentionForm,
    candidates: MentionCandidates,
    judgement: Judgement,
}

impl MentionIndex {
    /// Builds the index of a catalogue. Names of more than 255 words and those beyond 256 MiB are
    /// left out.
    #[expect(
        clippy::expect_used,
        reason = "an automaton has a state for each byte of a name, and holds 2^31 of them"
    )]
    pub fn build(catalogue: &LinkedRecords) -> Self {
        let (mut texts, mut meanings, mut lengths) = (Vec::new(), Vec::new(), Vec::new());
        let mut room = MAX_NAME_BYTES;
        for (name, meant) in names::of_catalogue(catalogue) {
            let words = u8::try_from(name.matches(' ').count() - 1);
            let (Ok(words), Some(rest)) = (words, room.checked_sub(name.len())) else {
                continue;
            };
            room = rest;
            texts.push(name);
            lengths.push(words);
            meanings.push(meant.into());
        }
        Self {
            automaton: AhoCorasick::new(texts).expect("the names fit into an automaton"),
            lengths,
            meanings,
        }
    }

    /// The mentions in a text, in order, without overlaps. The time is linear in its length.
    pub fn recognise(&self, text: &str) -> Vec<Mention> {
        let words = Words::of(text);
        let surroundings = Surroundings::of(&words);
        let mut found = self.find(&words, &surroundings);
        let is_mention = accept(&words, &surroundings, &mut found);
        let mut accepted: Vec<Found> = found
            .into_iter()
            .zip(is_mention)
            .filter_map(|(found, is_mention)| is_mention.then_some(found))
            .collect();
        accepted.sort_unstable_by_key(|found| found.words.start);
        located(text, &words, accepted)
    }

    /// Every name that counts, or counts in a list, in the order of its end.
    pub(super) fn find(&self, words: &Words, surroundings: &Surroundings<'_>) -> Vec<Found> {
        let mut found = Vec::new();
        let mut last = 0;
        for hit in self.automaton.find_overlapping_iter(&words.folded) {
            let name = hit.pattern().as_usize();
            last = words.ending_at(hit.end() - 1, last);
            let range = last + 1 - usize::from(self.lengths[name])..last + 1;
            found.extend(interpretation(&self.meanings[name], range, surroundings));
        }
        found
    }

    /// The number of names in a text, whether they count or not.
    #[cfg(test)]
    pub(super) fn hits(&self, words: &Words) -> usize {
        self.automaton.find_overlapping_iter(&words.folded).count()
    }
}

/// The first kind of meanings of a name that count at these words, with all meanings of that kind.
fn interpretation(
    meanings: &[Meaning],
    words: Range<usize>,
    surroundings: &Surroundings<'_>,
) -> Option<Found> {
    let kinds = meanings.chunk_by(|left, right| kind(left.named) == kind(right.named));
    kinds
        .filter_map(|meanings| {
            let judged = meanings
                .iter()
                .map(|meaning| (meaning, surroundings.judge(meaning, &words)))
                .filter(|(_, judgement)| *judgement != Judgement::DoesNotCount);
            let judged: Vec<(&Meaning, Judgement)> = judged.collect();
            let counts = |judged: &&(&Meaning, Judgement)| judged.1 == Judgement::Counts;
            let judgement = judged.iter().find(counts).or(judged.first())?.1;
            let mut meant: Vec<&Meaning> = judged
                .iter()
                .filter(|(_, own)| *own == judgement)
                .map(|(meaning, _)| *meaning)
                .collect();
            // A vendor or product beside the name says which of its meanings is meant.
            let confirmed = |meaning: &&Meaning| surroundings.confirms(meaning, &words);
            if meant.len() > 1 && meant.iter().any(confirmed) {
                meant.retain(confirmed);
            }
            Some(Found {
                form: form(meant.first()?.rule),
                candidates: candidates(&meant)?,
                words: words.clone(),
                judgement,
            })
        })
        // The first kind that counts; otherwise the first that counts in a list.
        .min_by_key(|found| found.judgement == Judgement::CountsInList)
}

/// The kind of record, in the order in which kinds of meanings go before others.
fn kind(named: Named) -> u8 {
    match named {
        Named::ExamByCode(_) => 0,
        Named::Certification(_) => 1,
        Named::ExamByAlias(_) => 2,
        Named::ExamByTitle(_) => 3,
        Named::ExamByFamily(_) => 4,
        Named::Role(_) => 5,
    }
}

fn form(rule: Rule) -> MentionForm {
    match rule {
        Rule::MixedCode
        | Rule::NumberCode
        | Rule::Abbreviation
        | Rule::EverydayAbbreviation
        | Rule::FamilyCode
        | Rule::WordsCode => MentionForm::Code,
        Rule::CertifiedName
        | Rule::SignedName
        | Rule::TieredName
        | Rule::PlainName
        | Rule::RoleTitle => MentionForm::Name,
    }
}

/// The records of meanings of one kind.
fn candidates(meant: &[&Meaning]) -> Option<MentionCandidates> {
    let (mut exams, mut certifications, mut roles) = (Vec::new(), Vec::new(), Vec::new());
    for meaning in meant {
        match meaning.named {
            Named::ExamByCode(exam)
            | Named::ExamByAlias(exam)
            | Named::ExamByTitle(exam)
            | Named::ExamByFamily(exam) => exams.push(exam),
            Named::Certification(certification) => certifications.push(certification),
            Named::Role(role) => roles.push(role),
        }
    }
    if !exams.is_empty() {
        Some(MentionCandidates::Exams(exams))
    } else if !certifications.is_empty() {
        Some(MentionCandidates::Certifications(certifications))
    } else if roles.is_empty() {
        None
    } else {
        Some(MentionCandidates::Roles(roles))
    }
}

/// Decides which names are mentions: the longest of overlapping ones, then the first; and those that
/// count in a list beside one that was accepted.
fn accept(words: &Words, surroundings: &Surroundings<'_>, found: &mut [Found]) -> Vec<bool> {
    found.sort_by_key(|found| (Reverse(found.words.len()), found.words.start));
    let mut is_mention = vec![false; found.len()];
    let mut is_taken = vec![false; words.list().len()];
    let mut is_credential = vec![false; words.list().len()];
    let mut doubtful: Vec<usize> = Vec::new();
    for (index, name) in found.iter().enumerate() {
        if name.judgement == Judgement::CountsInList {
            doubtful.push(index);
        } else if !is_taken[name.words.clone()].contains(&true) {
            take(name, &mut is_taken, &mut is_credential);
            is_mention[index] = true;
        }
    }
    // Forwards and backwards, so that one certain entry confirms a whole list.
    doubtful.sort_by_key(|index| found[*index].words.start);
    let forwards = doubtful.clone().into_iter();
    for index in forwards.chain(doubtful.into_iter().rev()) {
        let name = &found[index];
        if !is_mention[index]
            && !is_taken[name.words.clone()].contains(&true)
            && surroundings.listed_beside(&name.words, |word| is_credential[word])
        {
            take(name, &mut is_taken, &mut is_credential);
            is_mention[index] = true;
        }
    }
    is_mention
}

fn take(name: &Found, is_taken: &mut [bool], is_credential: &mut [bool]) {
    is_taken[name.words.clone()].fill(true);
    let names_role = matches!(name.candidates, MentionCandidates::Roles(_));
    is_credential[name.words.clone()].fill(!names_role);
}

/// The mentions at their places in the text; `accepted` is in order.
fn located(text: &str, words: &Words, accepted: Vec<Found>) -> Vec<Mention> {
    let (mut byte, mut unit) = (0, 0);
    let mut unit_at = |at: usize| {
        unit += text[byte..at].chars().map(char::len_utf16).sum::<usize>();
        byte = at;
        unit
    };
    let places = accepted.into_iter().map(|found| {
        let bytes = words.list()[found.words.start].start..words.list()[found.words.end - 1].end;
        Mention {
            utf16: unit_at(bytes.start)..unit_at(bytes.end),
            bytes,
            form: found.form,
            candidates: found.candidates,
        }
    });
    places.collect()
}
