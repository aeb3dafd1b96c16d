//! The code index: exact, prefix and typo matches of a text that is read as one code.

use std::{cmp::Reverse, collections::BTreeSet};

use crate::{index::ExamIndex, linked::LinkedRecords};

use super::{
    MAX_CANDIDATES,
    compressed_rows::CompressedRows,
    dictionary::{Dictionary, shared_beginning},
    hit::{RankedMatch, SearchField, TextMatch, share},
    words::{compact, tolerated_typos},
};

/// A shorter text is a prefix of too many codes.
const MIN_BEGINNING: usize = 2;

/// All current codes, former codes and aliases by their letters and digits.
#[derive(Debug, Default)]
pub(super) struct Codes {
    dictionary: Dictionary,
    owners: CompressedRows<(SearchField, ExamIndex)>,
}

impl Codes {
    pub(super) fn build(catalogue: &LinkedRecords) -> Self {
        let mut codes: Vec<(Box<str>, SearchField, ExamIndex)> = Vec::new();
        for index in catalogue.exams() {
            let record = &catalogue.exam(index).record;
            let own = std::iter::once((&record.code, SearchField::Code));
            let former = record.former_codes.iter();
            let aliases = record.aliases.iter();
            let all = own
                .chain(former.map(|code| (code, SearchField::FormerCode)))
                .chain(aliases.map(|code| (code, SearchField::Alias)));
            codes.extend(
                all.map(|(code, field)| (compact(code.as_str()).into(), field, index))
                    .filter(|(letters, _, _): &(Box<str>, _, _)| !letters.is_empty()),
            );
        }
        codes.sort_unstable();
        let mut words = Vec::new();
        let mut owners = CompressedRows::default();
        for group in codes.chunk_by(|left, right| left.0 == right.0) {
            owners.push(group.iter().map(|(_, field, index)| (*field, *index)));
            words.push(group[0].0.clone());
        }
        owners.shrink();
        Self {
            dictionary: Dictionary::of_sorted(words),
            owners,
        }
    }

    /// The exams whose codes match a text; an exam may occur several times.
    pub(super) fn matches(
        &self,
        catalogue: &LinkedRecords,
        text: &str,
    ) -> Vec<(ExamIndex, RankedMatch)> {
        let letters = compact(text);
        let length = letters.chars().count();
        let mut found = Vec::new();
        let mut add = |index: u32, judge: &dyn Fn(SearchField, ExamIndex) -> (TextMatch, u8)| {
            for (field, exam) in self.owners.list(index) {
                let (quality, coverage) = judge(*field, *exam);
                let ranked = RankedMatch::new(quality, Some(*field), coverage, *field);
                found.push((*exam, ranked));
            }
        };
        for (index, typos) in self.dictionary.near(&letters, tolerated_typos(&letters)) {
            add(index, &|_, _| (TextMatch::with_typos(typos), 0));
        }
        if length >= MIN_BEGINNING {
            let completions = self.dictionary.completions(&letters);
            for index in completions.take(MAX_CANDIDATES) {
                let coverage = share(length, self.dictionary.word(index).chars().count());
                add(index, &|field, _| match field {
                    SearchField::Code => (TextMatch::CodeBeginning, coverage),
                    _ => (TextMatch::FormerCodeBeginning, coverage),
                });
            }
        }
        if let Some(index) = self.dictionary.find(&letters) {
            let written = text.trim();
            add(index, &|field, exam| {
                let code = catalogue.exam(exam).record.code.as_str();
                match field {
                    SearchField::Code if code.eq_ignore_ascii_case(written) => {
                        (TextMatch::Code, u8::MAX)
                    }
                    SearchField::Code => (TextMatch::CodeLetters, u8::MAX),
                    _ => (TextMatch::FormerCode, u8::MAX),
                }
            });
        }
        found
    }

    /// The exams whose codes are nearest to a text, nearest first, each once.
    ///
    /// A code is near if it differs by at most two typos (fewer for very short texts) or has the
    /// text as a prefix. At equal distance the longer common prefix comes first, then a current
    /// code.
    pub(super) fn near(&self, text: &str, most: usize) -> Vec<ExamIndex> {
        let letters = compact(text);
        let length = letters.chars().count();
        let typos = match length {
            0..MIN_BEGINNING => return Vec::new(),
            2 => 0,
            3 | 4 => 1,
            _ => 2,
        };
        let misspelt = self.dictionary.near(&letters, typos);
        let misspelt = misspelt
            .into_iter()
            .map(|(index, typos)| (usize::from(typos), index));
        let begun = self.dictionary.completions(&letters).map(|index| {
            let whole = self.dictionary.word(index).chars().count();
            (whole - length, index)
        });
        let mut near: Vec<(usize, u32)> = misspelt.chain(begun).collect();
        near.sort_unstable();
        let mut named = BTreeSet::new();
        let mut nearest = Vec::new();
        for same in near.chunk_by(|left, right| left.0 == right.0) {
            let mut owners: Vec<(Reverse<usize>, Reverse<SearchField>, ExamIndex)> = same
                .iter()
                .flat_map(|(_, index)| {
                    let shared = shared_beginning(self.dictionary.word(*index), &letters);
                    let owners = self.owners.list(*index).iter();
                    owners.map(move |(field, exam)| (Reverse(shared), Reverse(*field), *exam))
                })
                .collect();
            owners.sort_unstable();
            nearest.extend(
                owners
                    .into_iter()
                    .map(|(_, _, exam)| exam)
                    .filter(|exam| named.insert(*exam)),
            );
            if nearest.len() >= most {
                break;
            }
        }
        nearest.truncate(most);
        nearest
    }
}
