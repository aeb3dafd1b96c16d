//! Whether the text around a name confirms that it is meant as one.

use std::ops::Range;

use super::{
    cues::{is_small, joins_a_list, numbers_things},
    names::{Meaning, Rule, is_title_case},
    words::{Casing, Gap, Words},
};

/// How many words on either side a word about certification reaches within a sentence.
const REACH: usize = 8;

/// How many words on either side are beside a name.
const BESIDE: usize = 2;

/// A name in capitals of at least this many words is no duty or product.
const LONG_NAME: usize = 5;

/// An abbreviation of at least this length is also recognised in small letters.
const LONG_ABBREVIATION: usize = 5;

/// Whether a name counts as a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judgement {
    Counts,
    /// It counts if its neighbour in a list does.
    CountsInList,
    DoesNotCount,
}

/// A text with the places of the words about certification.
pub(super) struct Surroundings<'a> {
    words: &'a Words,
    /// For each word the number of words about certification before it.
    cues_before: Vec<u32>,
    /// For each word the number of ends of sentences up to it.
    sentences: Vec<u32>,
    /// The same for ends of sentences and of items.
    items: Vec<u32>,
}

impl<'a> Surroundings<'a> {
    pub(super) fn of(words: &'a Words) -> Self {
        let count = words.list().len();
        let mut cues_before = Vec::with_capacity(count + 1);
        let (mut sentences, mut items) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let (mut cue, mut sentence, mut item) = (0, 0, 0);
        for word in words.list() {
            cues_before.push(cue);
            cue += u32::from(word.is_cue);
            sentence += u32::from(word.gap == Gap::Sentence);
            item += u32::from(!word.gap.is_within_name());
            sentences.push(sentence);
            items.push(item);
        }
        cues_before.push(cue);
        Self {
            words,
            cues_before,
            sentences,
            items,
        }
    }

    /// Judges one meaning of a name at these words.
    pub(super) fn judge(&self, meaning: &Meaning, range: &Range<usize>) -> Judgement {
        if !self.words.is_bounded(range) {
            return Judgement::DoesNotCount;
        }
        match meaning.rule {
            Rule::MixedCode => self.judge_mixed_code(range),
            Rule::NumberCode => self.judge_number_code(meaning, range),
            Rule::Abbreviation => self.judge_abbreviation(range),
            Rule::EverydayAbbreviation => self.judge_everyday_abbreviation(meaning, range),
            Rule::FamilyCode => self.judge_family_code(meaning, range),
            Rule::WordsCode => self.judge_words_code(range),
            Rule::CertifiedName | Rule::SignedName | Rule::TieredName | Rule::PlainName
                if !self.is_within_name(range) =>
            {
                Judgement::DoesNotCount
            }
            Rule::CertifiedName => counts_if(
                range.len() >= LONG_NAME
                    || is_title_case(self.words, range.clone())
                    || self.has_cue_beside(range),
            ),
            Rule::SignedName => self.judge_signed_name(range),
            Rule::TieredName => {
                counts_if(is_title_case(self.words, range.clone()) || self.has_cue_beside(range))
            }
            Rule::PlainName => counts_if(
                range.len() >= LONG_NAME && is_title_case(self.words, range.clone())
                    || self.has_cue_beside(range),
            ),
            Rule::RoleTitle => counts_if(self.is_within_name(range)),
        }
    }

    /// Whether a name counts, or counts in a list.
    #[cfg(test)]
    pub(super) fn may_count(&self, meaning: &Meaning, range: &Range<usize>) -> bool {
        self.judge(meaning, range) != Judgement::DoesNotCount
    }

    /// Whether the text around a name has a word about the record that a meaning names.
    pub(super) fn confirms(&self, meaning: &Meaning, range: &Range<usize>) -> bool {
        let mut around = self.within(range, REACH, &self.sentences);
        around.any(|index| !range.contains(&index) && self.is_confirming(meaning, index))
    }

    fn is_confirming(&self, meaning: &Meaning, index: usize) -> bool {
        let word = self.words.text(index);
        meaning.confirming.iter().any(|telling| **telling == *word)
    }

    fn judge_mixed_code(&self, range: &Range<usize>) -> Judgement {
        let words = self.words.list();
        if self.continues_number(range) {
            return Judgement::DoesNotCount;
        }
        if self.gaps(range).all(Gap::is_within_code) {
            return Judgement::Counts;
        }
        let is_spaced = |gap: Gap| gap.is_within_code() || gap == Gap::Space;
        if !self.gaps(range).all(is_spaced) || self.follows_numbering(range) {
            return Judgement::DoesNotCount;
        }
        if self.has_cue_beside(range) {
            return Judgement::Counts;
        }
        let is_upper =
            |word: &super::words::Word| matches!(word.casing, Casing::Upper | Casing::None);
        if !words[range.clone()].iter().all(is_upper) {
            return Judgement::DoesNotCount;
        }
        // "AI 102 students" are a number of students; "AI 102, AI 900" are codes.
        let counts_things = words.get(range.end).is_some_and(|next| {
            let text = self.words.text(range.end);
            next.gap == Gap::Space
                && next.casing == Casing::Lower
                && !joins_a_list(text)
                && !is_small(text)
                && !is_predicate(text)
        });
        if counts_things {
            Judgement::CountsInList
        } else {
            Judgement::Counts
        }
    }

    fn judge_number_code(&self, meaning: &Meaning, range: &Range<usize>) -> Judgement {
        let is_one_code = self.gaps(range).all(Gap::is_within_code);
        if !is_one_code || self.continues_number(range) || self.follows_numbering(range) {
            return Judgement::DoesNotCount;
        }
        let is_confirmed = self.confirms(meaning, range);
        if range.len() == 1 {
            return counts_if(is_confirmed && self.has_cue_beside(range));
        }
        if is_confirmed || self.has_cue(range) {
            Judgement::Counts
        } else {
            Judgement::CountsInList
        }
    }

    fn judge_abbreviation(&self, range: &Range<usize>) -> Judgement {
        let letters = self.words.text(range.start).len();
        match self.words.list()[range.start].casing {
            Casing::Upper | Casing::Mixed => Judgement::Counts,
            Casing::Lower if letters >= LONG_ABBREVIATION => Judgement::Counts,
            _ => counts_if(self.has_cue_next_to(range)),
        }
    }

    fn judge_everyday_abbreviation(&self, meaning: &Meaning, range: &Range<usize>) -> Judgement {
        let is_upper = self.words.list()[range.start].casing == Casing::Upper;
        if !is_upper {
            Judgement::DoesNotCount
        } else if self.confirms(meaning, range) || self.has_cue_next_to(range) {
            Judgement::Counts
        } else {
            Judgement::CountsInList
        }
    }

    fn judge_family_code(&self, meaning: &Meaning, range: &Range<usize>) -> Judgement {
        let words = self.words.list();
        let before = range.start.checked_sub(1);
        if words[range.start].casing != Casing::Upper {
            Judgement::DoesNotCount
        } else if words[range.start].gap == Gap::Space
            && before.is_some_and(|before| self.is_confirming(meaning, before))
        {
            Judgement::Counts
        } else {
            Judgement::CountsInList
        }
    }

    fn judge_words_code(&self, range: &Range<usize>) -> Judgement {
        let words = self.words.list();
        let is_written = |index: usize| words[index].casing != Casing::Lower;
        if !range.clone().all(is_written) {
            return Judgement::DoesNotCount;
        }
        let is_spaced = |gap: Gap| gap.is_within_code() || gap == Gap::Space;
        if self.gaps(range).all(Gap::is_within_code) {
            return Judgement::Counts;
        }
        let ends_with_number = matches!(self.words.text(range.end - 1), "i" | "ii" | "iii");
        counts_if(
            self.gaps(range).all(is_spaced) && (ends_with_number || self.has_cue_beside(range)),
        )
    }

    fn judge_signed_name(&self, range: &Range<usize>) -> Judgement {
        let is_sign = self.words.list()[range.end - 1].is_sign;
        let is_letter = self.words.text(range.end - 2).len() == 1;
        if is_letter && range.len() == 2 {
            // A+ is also a grade.
            return if is_sign && self.has_cue_beside(range) {
                Judgement::Counts
            } else if is_sign {
                Judgement::CountsInList
            } else {
                Judgement::DoesNotCount
            };
        }
        counts_if(is_sign || is_title_case(self.words, range.clone()) || self.has_cue_beside(range))
    }

    /// Whether the neighbour of a range in a list has a property: a word without another one between
    /// them, except one such as "and".
    pub(super) fn listed_beside(&self, range: &Range<usize>, has: impl Fn(usize) -> bool) -> bool {
        let count = self.words.list().len();
        let joins = |index: usize| joins_a_list(self.words.text(index));
        let before = (1..=BESIDE)
            .map_while(|distance| range.start.checked_sub(distance))
            .enumerate()
            .any(|(between, index)| has(index) && (between == 0 || joins(range.start - 1)));
        let behind = (range.end..count.min(range.end + BESIDE))
            .enumerate()
            .any(|(between, index)| has(index) && (between == 0 || joins(range.end)));
        before || behind
    }

    fn gaps(&self, range: &Range<usize>) -> impl Iterator<Item = Gap> {
        let inner = &self.words.list()[range.start + 1..range.end];
        inner.iter().map(|word| word.gap)
    }

    fn is_within_name(&self, range: &Range<usize>) -> bool {
        self.gaps(range).all(Gap::is_within_name)
    }

    /// Whether hyphens join a code to a number or to another code: a part or telephone number.
    fn continues_number(&self, range: &Range<usize>) -> bool {
        let words = self.words.list();
        let first = &words[range.start];
        let before = range.start.checked_sub(1).map(|before| &words[before]);
        let begins = before.is_some_and(|before| {
            first.gap == Gap::Hyphen && (before.is_number || before.casing == Casing::Upper)
        });
        let ends = words
            .get(range.end)
            .is_some_and(|next| next.gap == Gap::Hyphen && next.is_number);
        begins || ends
    }

    /// Whether the word before numbers a place or a paragraph: "room AI 102".
    fn follows_numbering(&self, range: &Range<usize>) -> bool {
        range.start.checked_sub(1).is_some_and(|before| {
            self.words.list()[range.start].gap != Gap::Sentence
                && numbers_things(self.words.text(before))
        })
    }

    /// Whether the sentence has a word about certification near these words.
    fn has_cue(&self, range: &Range<usize>) -> bool {
        self.has_cue_in(range, self.within(range, REACH, &self.sentences))
    }

    fn has_cue_beside(&self, range: &Range<usize>) -> bool {
        self.has_cue_in(range, self.within(range, BESIDE, &self.items))
    }

    fn has_cue_next_to(&self, range: &Range<usize>) -> bool {
        self.has_cue_in(range, self.within(range, 1, &self.items))
    }

    fn has_cue_in(&self, range: &Range<usize>, around: Range<usize>) -> bool {
        let cues =
            |range: Range<usize>| self.cues_before[range.end] - self.cues_before[range.start];
        cues(around) > cues(range.clone())
    }

    /// The words up to a distance around a range in the same part of the text.
    fn within(&self, range: &Range<usize>, reach: usize, parts: &[u32]) -> Range<usize> {
        let count = self.words.list().len();
        let mut around = range.start.saturating_sub(reach)..count.min(range.end + reach);
        while parts[around.start] < parts[range.start] {
            around.start += 1;
        }
        while parts[around.end - 1] > parts[range.end - 1] {
            around.end -= 1;
        }
        around
    }
}

fn counts_if(condition: bool) -> Judgement {
    if condition {
        Judgement::Counts
    } else {
        Judgement::DoesNotCount
    }
}

/// Whether a word behind a name says something about it, in English, German or Spanish.
fn is_predicate(word: &str) -> bool {
    const PREDICATES: [&str; 22] = [
        "are",
        "before",
        "bis",
        "con",
        "desirable",
        "deseable",
        "erforderlich",
        "es",
        "ist",
        "is",
        "mit",
        "para",
        "preferred",
        "required",
        "requerido",
        "sind",
        "von",
        "vor",
        "war",
        "was",
        "will",
        "wird",
    ];
    PREDICATES.contains(&word)
}
