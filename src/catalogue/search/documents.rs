//! The index of words: which records hold which words, and how well a record matches several.
//!
//! It is kept both ways round. The records of the rarest asked word are looked up; each of them
//! is then judged by its own words, so that frequent words cost nothing extra.

use std::{cmp::Reverse, collections::HashMap, ops::Range};

use crate::catalogue::{
    blueprint::{Blueprint, BlueprintStanding},
    exam::Exam,
    snapshot::{Catalogue, CertificationEntry, ExamEntry, ExamIndex},
};

use super::{
    CANDIDATES_MOST, WORDS_MOST,
    dictionary::{Dictionary, WordPlace},
    grouped::Grouped,
    hit::{SearchField, SearchTarget, TargetMatch, TextMatch, share},
    words::{folded, tolerated_typos, words},
};

/// The last word may be begun only, from this length on.
const BEGINNING_LEAST: usize = 2;

/// A word of a record with the strongest part that it stands in, packed into four bytes.
#[derive(Debug, Clone, Copy)]
struct Occurrence(u32);

impl Occurrence {
    const PARTS: [Option<SearchField>; 8] = [
        None,
        Some(SearchField::Objective),
        Some(SearchField::DomainTitle),
        Some(SearchField::Slug),
        Some(SearchField::Title),
        Some(SearchField::Alias),
        Some(SearchField::FormerCode),
        Some(SearchField::Code),
    ];

    fn new(word: WordPlace, part: Option<SearchField>) -> Self {
        Self(word << 3 | part.map_or(0, |field| field as u32 + 1))
    }

    fn word(self) -> WordPlace {
        self.0 >> 3
    }

    /// The part; `None` for the surroundings of the record.
    fn part(self) -> Option<SearchField> {
        Self::PARTS[(self.0 & 7) as usize]
    }
}

/// All records by their words.
#[derive(Debug, Default)]
pub(super) struct Documents {
    targets: Vec<SearchTarget>,
    dictionary: Dictionary,
    /// The words of each record.
    occurrences: Grouped<Occurrence>,
    /// The records of each word.
    holders: Grouped<u32>,
}

impl Documents {
    pub(super) fn build(catalogue: &Catalogue) -> Self {
        let mut collection = Collection::default();
        for index in catalogue.vendors() {
            let record = &catalogue.vendor(index).record;
            collection.add(SearchField::Title, &record.name);
            collection.add(SearchField::Slug, record.slug.as_str());
            collection.finish(SearchTarget::Vendor(index));
        }
        for index in catalogue.roles() {
            let record = &catalogue.role(index).record;
            collection.add(SearchField::Title, &record.title);
            collection.add(SearchField::Slug, record.slug.as_str());
            collection.finish(SearchTarget::Role(index));
        }
        for index in catalogue.certifications() {
            let CertificationEntry { record, vendor, .. } = catalogue.certification(index);
            collection.add(SearchField::Title, &record.title);
            for name in &record.also_known_as {
                collection.add(SearchField::Title, name);
            }
            collection.add(SearchField::Slug, record.slug.as_str());
            let vendor = &catalogue.vendor(*vendor).record;
            collection.add(None, &vendor.name);
            collection.add(None, vendor.slug.as_str());
            collection.finish(SearchTarget::Certification(index));
        }
        for index in catalogue.exams() {
            let ExamEntry { record, vendor, .. } = catalogue.exam(index);
            collection.add_code(SearchField::Code, record.code.as_str());
            for code in &record.former_codes {
                collection.add_code(SearchField::FormerCode, code.as_str());
            }
            for code in &record.aliases {
                collection.add_code(SearchField::Alias, code.as_str());
            }
            collection.add(SearchField::Title, &record.title);
            for name in &record.also_known_as {
                collection.add(SearchField::Title, name);
            }
            let vendor = &catalogue.vendor(*vendor).record;
            collection.add(None, &vendor.name);
            collection.add(None, vendor.slug.as_str());
            collection.finish(SearchTarget::Exam(index));
        }
        for index in catalogue.exams() {
            collection.add_domains(index, catalogue.exam(index));
        }
        collection.into_documents()
    }

    /// The records that hold every word of a text, in no order.
    pub(super) fn matches(&self, text: &str) -> Vec<TargetMatch> {
        let folded = folded(text);
        let mut asked: Vec<&str> = Vec::new();
        for word in words(&folded) {
            asked.retain(|earlier| *earlier != word);
            asked.push(word);
        }
        asked.truncate(WORDS_MOST);
        let last = asked.len().saturating_sub(1);
        let mut asked: Vec<AskedWord> = asked
            .into_iter()
            .enumerate()
            .map(|(place, word)| AskedWord::new(self, word, place == last))
            .collect();
        asked.sort_by_key(|word| word.holders);
        let Some(rarest) = asked.first() else {
            return Vec::new();
        };
        self.holders_of(rarest)
            .into_iter()
            .filter_map(|document| self.judge(document, &asked))
            .collect()
    }

    /// The records of a word; when there are too many, those that hold it exactly come first.
    fn holders_of(&self, word: &AskedWord) -> Vec<u32> {
        let exact = word.exact.map(|place| self.holders.list(place));
        let begun = self.holders.lists(word.begun.clone());
        let misspelt = word
            .misspelt
            .iter()
            .map(|(place, _)| self.holders.list(*place));
        let holders = exact.into_iter().chain([begun]).chain(misspelt);
        let mut documents: Vec<u32> = holders.flatten().copied().take(CANDIDATES_MOST).collect();
        documents.sort_unstable();
        documents.dedup();
        documents
    }

    fn judge(&self, document: u32, asked: &[AskedWord]) -> Option<TargetMatch> {
        let occurrences = self.occurrences.list(document);
        let mut quality = TextMatch::Words;
        let mut weakest = Some(SearchField::Code);
        let mut strongest = None;
        let mut covered = 0;
        for word in asked {
            let (found, part) = occurrences
                .iter()
                .filter_map(|occurrence| {
                    let found = word.judge(occurrence.word())?;
                    Some((found, occurrence.part()))
                })
                .max()?;
            quality = quality.min(found);
            weakest = weakest.min(part);
            strongest = strongest.max(part);
            covered += usize::from(is_title(part));
        }
        let title = occurrences
            .iter()
            .filter(|occurrence| is_title(occurrence.part()));
        Some(TargetMatch {
            target: self.targets[document as usize],
            quality,
            weakest,
            strongest: strongest?,
            coverage: share(covered, title.count()),
        })
    }
}

fn is_title(part: Option<SearchField>) -> bool {
    matches!(part, Some(SearchField::Title | SearchField::DomainTitle))
}

/// A word that is searched for, with the indexed words that it can mean.
struct AskedWord {
    exact: Option<WordPlace>,
    begun: Range<WordPlace>,
    /// In the order of places.
    misspelt: Vec<(WordPlace, u8)>,
    /// How many records hold one of them, counted once for each.
    holders: usize,
}

impl AskedWord {
    fn new(documents: &Documents, word: &str, last: bool) -> Self {
        let dictionary = &documents.dictionary;
        let exact = dictionary.find(word);
        let begun = if last && word.chars().count() >= BEGINNING_LEAST {
            dictionary.completions(word)
        } else {
            0..0
        };
        let mut misspelt = dictionary.near(word, tolerated_typos(word));
        misspelt.retain(|(_, typos)| *typos > 0);
        let mut holders = documents.holders.lists(begun.clone()).len();
        for place in exact.iter().chain(misspelt.iter().map(|(place, _)| place)) {
            holders += documents.holders.list(*place).len();
        }
        Self {
            exact,
            begun,
            misspelt,
            holders,
        }
    }

    /// How an indexed word matches, if it does.
    fn judge(&self, word: WordPlace) -> Option<TextMatch> {
        if self.exact == Some(word) {
            return Some(TextMatch::Words);
        }
        if self.begun.contains(&word) {
            return Some(TextMatch::Beginning);
        }
        let found = self
            .misspelt
            .binary_search_by_key(&word, |(place, _)| *place);
        found
            .ok()
            .map(|found| TextMatch::with_typos(self.misspelt[found].1))
    }
}

/// Whether two exams have the same words and stand for the same ones.
pub(in crate::catalogue) fn reads_alike(left: &Exam, right: &Exam) -> bool {
    /// What [`Collection::add_domains`] reads of an outline.
    fn of(outline: &Blueprint) -> Option<impl Iterator<Item = (&String, &Vec<String>)>> {
        let domains = outline.domains.iter();
        let is_official = outline.standing == BlueprintStanding::Official;
        is_official.then(|| domains.map(|domain| (&domain.title, &domain.objectives)))
    }
    let same = |left: &Blueprint, right: &Blueprint| match (of(left), of(right)) {
        (Some(left), Some(right)) => left.eq(right),
        (None, None) => true,
        _ => false,
    };
    (&left.vendor, &left.code, &left.title) == (&right.vendor, &right.code, &right.title)
        && (&left.former_codes, &left.aliases) == (&right.former_codes, &right.aliases)
        && left.also_known_as == right.also_known_as
        && left.blueprints.len() == right.blueprints.len()
        && left
            .blueprints
            .iter()
            .zip(&right.blueprints)
            .all(|(left, right)| same(left, right))
}

/// Documents while they are collected: words are numbered as they come and sorted at the end.
#[derive(Default)]
struct Collection {
    numbers: HashMap<Box<str>, u32>,
    targets: Vec<SearchTarget>,
    occurrences: Grouped<Occurrence>,
    /// The words of the record at hand.
    current: Vec<(u32, Option<SearchField>)>,
}

impl Collection {
    fn add(&mut self, part: impl Into<Option<SearchField>>, text: &str) {
        let part = part.into();
        for word in words(&folded(text)) {
            self.add_word(part, word);
        }
    }

    /// Adds a code both in its parts and whole, without punctuation.
    fn add_code(&mut self, part: impl Into<Option<SearchField>>, code: &str) {
        let part = part.into();
        self.add(part, code);
        let letters: String = words(&folded(code)).collect();
        if !letters.is_empty() {
            self.add_word(part, &letters);
        }
    }

    fn add_word(&mut self, part: Option<SearchField>, word: &str) {
        let number = if let Some(number) = self.numbers.get(word) {
            *number
        } else {
            let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            self.numbers.insert(word.into(), number);
            number
        };
        self.current.push((number, part));
    }

    /// Adds the domains of every blueprint that can ever be in force.
    fn add_domains(&mut self, index: ExamIndex, exam: &ExamEntry) {
        for (blueprint, outline) in exam.record.blueprints.iter().enumerate() {
            if outline.standing != BlueprintStanding::Official {
                continue;
            }
            for (domain, record) in outline.domains.iter().enumerate() {
                self.add(SearchField::DomainTitle, &record.title);
                for objective in &record.objectives {
                    self.add(SearchField::Objective, objective);
                }
                self.add_code(None, exam.record.code.as_str());
                self.finish(SearchTarget::Domain {
                    exam: index,
                    blueprint,
                    domain,
                });
            }
        }
    }

    /// Ends a record: each of its words is kept once, with the strongest part.
    fn finish(&mut self, target: SearchTarget) {
        self.current
            .sort_unstable_by_key(|(number, part)| (*number, Reverse(*part)));
        self.current.dedup_by_key(|(number, _)| *number);
        let words = self.current.drain(..);
        self.occurrences
            .push(words.map(|(number, part)| Occurrence::new(number, part)));
        self.targets.push(target);
    }

    fn into_documents(self) -> Documents {
        let mut numbered: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        numbered.sort_unstable();
        let mut places = vec![0; numbered.len()];
        for (place, (_, number)) in (0..).zip(&numbered) {
            places[*number as usize] = place;
        }
        let mut occurrences = self.occurrences;
        occurrences.for_each_mut(|occurrence| {
            let place = places[occurrence.word() as usize];
            *occurrence = Occurrence::new(place, occurrence.part());
        });
        occurrences.shrink();
        let holders = occurrences.inverted(numbered.len(), |occurrence| occurrence.word());
        let mut targets = self.targets;
        targets.shrink_to_fit();
        let words = numbered.into_iter().map(|(word, _)| word).collect();
        Documents {
            targets,
            dictionary: Dictionary::of_sorted(words),
            occurrences,
            holders,
        }
    }
}
