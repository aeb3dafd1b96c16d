//! The index of words: which records hold which words, and how well a record matches several.
//!
//! It is kept both ways round. The documents of the rarest asked word are looked up; each of them
//! is then judged by its own words, so that frequent words cost nothing extra.

use crate::{
    blueprint::{Blueprint, BlueprintStanding},
    exam::Exam,
    snapshot::Catalogue,
    text::ExamKey,
};

use super::{
    MAX_CANDIDATES,
    collection::Collection,
    compressed_rows::CompressedRows,
    dictionary::{Dictionary, WordPlace},
    hit::{SearchField, SearchTarget, TargetMatch, TextMatch, share},
    query_words::{QueryWord, asked},
};

/// A word of a document with the strongest part that it stands in, packed into four bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence(u32);

/// Where a word stands in a document; the order is that of worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Availability {
    /// Whether it stands in the name, whatever else it stands in.
    pub(super) in_name: bool,
    /// The strongest part; `None` for the surroundings of the record.
    pub(super) part: Option<SearchField>,
    /// Whether the vendor is named so too: such a word tells records of one vendor from nothing.
    pub(super) names_vendor: bool,
}

impl Occurrence {
    const PARTS: [Option<SearchField>; 9] = [
        None,
        Some(SearchField::Objective),
        Some(SearchField::DomainTitle),
        Some(SearchField::Predecessor),
        Some(SearchField::Slug),
        Some(SearchField::Title),
        Some(SearchField::Alias),
        Some(SearchField::FormerCode),
        Some(SearchField::Code),
    ];

    pub(super) fn new(word: WordPlace, standing: Availability) -> Self {
        let part = standing.part.map_or(0, |field| field as u32 + 1);
        let flags = u32::from(standing.in_name) << 5 | u32::from(standing.names_vendor) << 4;
        Self(word << 6 | flags | part)
    }

    /// The same of another word.
    pub(super) fn of(self, word: WordPlace) -> Self {
        Self(word << 6 | self.0 & 63)
    }

    pub(super) fn word(self) -> WordPlace {
        self.0 >> 6
    }

    fn standing(self) -> Availability {
        Availability {
            part: Self::PARTS[(self.0 & 15) as usize],
            in_name: self.0 & 32 != 0,
            names_vendor: self.0 & 16 != 0,
        }
    }
}

/// All records by their words: one document or several for each.
#[derive(Debug, Default)]
pub(super) struct Documents {
    targets: Vec<SearchTarget>,
    /// How many words of the name of each document tell it from others of its vendor, up to 255.
    lengths: Vec<u8>,
    dictionary: Dictionary,
    /// The words of each document.
    occurrences: CompressedRows<Occurrence>,
    /// The documents of each word.
    holders: CompressedRows<u32>,
}

impl Documents {
    pub(super) fn build(catalogue: &Catalogue) -> Self {
        let mut collection = Collection::default();
        collection.add_vendors(catalogue);
        collection.add_roles(catalogue);
        collection.add_certifications(catalogue);
        collection.add_exams(catalogue);
        collection.add_domains(catalogue);
        collection.into_documents()
    }

    /// The documents with their words; all lists are as long as `targets`.
    pub(super) fn new(
        targets: Vec<SearchTarget>,
        lengths: Vec<u8>,
        dictionary: Dictionary,
        occurrences: CompressedRows<Occurrence>,
    ) -> Self {
        let holders = occurrences.inverted(dictionary.len(), |occurrence| occurrence.word());
        Self {
            targets,
            lengths,
            dictionary,
            occurrences,
            holders,
        }
    }

    /// The records that hold every word of a text, in no order; a record may come several times.
    pub(super) fn matches(&self, text: &str) -> Vec<TargetMatch> {
        let mut asked = asked(&self.dictionary, text);
        asked.sort_by_cached_key(|word| self.count_of(word));
        let Some(rarest) = asked.first() else {
            return Vec::new();
        };
        self.holders_of(rarest)
            .into_iter()
            .filter_map(|document| self.judge(document, &asked))
            .collect()
    }

    /// How many documents hold a word, counted once for each indexed word that it can mean.
    fn count_of(&self, word: &QueryWord) -> usize {
        let single = word.exact().chain(word.misspelt());
        let counts = single.map(|place| self.holders.list(place).len());
        counts.sum::<usize>() + self.holders.lists(word.begun()).len()
    }

    /// The documents of a word; when there are too many, those that hold it exactly come first.
    fn holders_of(&self, word: &QueryWord) -> Vec<u32> {
        let exact = word.exact().map(|place| self.holders.list(place));
        let begun = self.holders.lists(word.begun());
        let misspelt = word.misspelt().map(|place| self.holders.list(place));
        let holders = exact.chain([begun]).chain(misspelt);
        let mut documents: Vec<u32> = holders.flatten().copied().take(MAX_CANDIDATES).collect();
        documents.sort_unstable();
        documents.dedup();
        documents
    }

    fn judge(&self, document: u32, asked: &[QueryWord]) -> Option<TargetMatch> {
        let occurrences = self.occurrences.list(document);
        let mut quality = TextMatch::Words;
        let mut weakest = Some(SearchField::Code);
        let mut strongest = None;
        let (mut covered, mut beside) = (0, 0);
        let mut length = usize::from(self.lengths[document as usize]);
        for word in asked {
            let (found, standing) = occurrences
                .iter()
                .filter_map(|occurrence| {
                    let found = word.judge(occurrence.word())?;
                    Some((found, occurrence.standing()))
                })
                .max()?;
            quality = quality.min(found);
            strongest = strongest.max(standing.part);
            if standing.in_name {
                covered += 1;
                // The vendor in a name is asked for or not: neither is a lack.
                length += usize::from(standing.names_vendor);
            } else if standing.names_vendor && standing.part.is_none() {
                beside += 1;
                continue;
            }
            weakest = weakest.min(standing.part);
        }
        let target = self.targets[document as usize];
        let mut coverage = share(covered.min(length), length);
        let is_whole = covered == length && covered + beside == asked.len();
        if let SearchTarget::Domain { .. } = target {
            quality = quality.of_domain();
        } else if quality == TextMatch::Words && covered > 0 && is_whole {
            quality = TextMatch::WholeName;
            // Behind a name that is the text and nothing else.
            let is_left_out = |occurrence: &Occurrence| {
                let standing = occurrence.standing();
                let is_asked = || {
                    asked
                        .iter()
                        .any(|word| word.judge(occurrence.word()).is_some())
                };
                standing.in_name && standing.names_vendor && !is_asked()
            };
            coverage -= u8::from(occurrences.iter().any(is_left_out));
        }
        Some(TargetMatch {
            target,
            quality,
            weakest,
            strongest: strongest?,
            coverage,
        })
    }
}

/// Whether two exams have the same words and stand for the same ones.
pub(crate) fn reads_alike(left: &Exam, right: &Exam) -> bool {
    /// What [`Collection::add_domains`] reads of an outline.
    fn of(outline: &Blueprint) -> Option<impl Iterator<Item = (&String, &Vec<String>)>> {
        let domains = outline.domains.iter();
        let is_official = outline.standing == BlueprintStanding::Official;
        is_official.then(|| domains.map(|domain| (&domain.title, &domain.objectives)))
    }
    fn successors(exam: &Exam) -> impl Iterator<Item = &ExamKey> {
        exam.successors.iter().map(|next| &next.exam)
    }
    let same = |left: &Blueprint, right: &Blueprint| match (of(left), of(right)) {
        (Some(left), Some(right)) => left.eq(right),
        (None, None) => true,
        _ => false,
    };
    (&left.vendor, &left.code, &left.title) == (&right.vendor, &right.code, &right.title)
        && (&left.former_codes, &left.aliases) == (&right.former_codes, &right.aliases)
        && left.also_known_as == right.also_known_as
        && successors(left).eq(successors(right))
        && left.blueprints.len() == right.blueprints.len()
        && left
            .blueprints
            .iter()
            .zip(&right.blueprints)
            .all(|(left, right)| same(left, right))
}
