//! The word index: which records contain which words, and how well a record matches a query.
//!
//! It is stored in both directions. Documents are looked up by the rarest query word and then
//! matched on their own words, so frequent words cost nothing extra.

use crate::{
    blueprint::{Blueprint, BlueprintStanding, Domain},
    exam::Exam,
    linked::LinkedRecords,
    text::ExamKey,
};

use super::{
    MAX_CANDIDATES,
    collection::Collection,
    compressed_rows::CompressedRows,
    dictionary::{Dictionary, WordId},
    hit::{SearchField, SearchTarget, TargetMatch, TextMatch, share},
    query_words::{QueryWord, parse},
};

/// A word of a document with its strongest field, packed into four bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence(u32);

/// Where a word occurs in a document, ordered by weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Availability {
    /// Whether it occurs in the name.
    pub(super) in_name: bool,
    /// The strongest field; `None` for the context of the record.
    pub(super) part: Option<SearchField>,
    /// Whether it is also a name of the vendor, so it does not distinguish the vendor's records.
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

    pub(super) fn new(word: WordId, standing: Availability) -> Self {
        let part = standing.part.map_or(0, |field| field as u32 + 1);
        let flags = u32::from(standing.in_name) << 5 | u32::from(standing.names_vendor) << 4;
        Self(word << 6 | flags | part)
    }

    /// The same position for another word.
    pub(super) fn of(self, word: WordId) -> Self {
        Self(word << 6 | self.0 & 63)
    }

    pub(super) fn word(self) -> WordId {
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

/// The index: one or more documents for each record.
#[derive(Debug, Default)]
pub(super) struct Documents {
    targets: Vec<SearchTarget>,
    /// The number of distinguishing words in the name of each document, up to 255.
    lengths: Vec<u8>,
    dictionary: Dictionary,
    /// The words of each document.
    occurrences: CompressedRows<Occurrence>,
    /// The documents that contain each word.
    holders: CompressedRows<u32>,
}

impl Documents {
    pub(super) fn build(catalogue: &LinkedRecords) -> Self {
        let mut collection = Collection::default();
        collection.add_vendors(catalogue);
        collection.add_roles(catalogue);
        collection.add_certifications(catalogue);
        collection.add_exams(catalogue);
        collection.add_domains(catalogue);
        collection.into_documents()
    }

    /// Builds the index; all lists are as long as `targets`.
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

    /// The records that contain every word of a query, unordered; a record may occur several times.
    pub(super) fn matches(&self, text: &str) -> Vec<TargetMatch> {
        let mut query = parse(&self.dictionary, text);
        query.sort_by_cached_key(|word| self.count_of(word));
        let Some(rarest) = query.first() else {
            return Vec::new();
        };
        self.holders_of(rarest)
            .into_iter()
            .filter_map(|document| self.judge(document, &query))
            .collect()
    }

    /// The number of documents with a word, counted once for each indexed word that it can match.
    fn count_of(&self, word: &QueryWord) -> usize {
        let single = word.exact().chain(word.misspelt());
        let counts = single.map(|index| self.holders.list(index).len());
        counts.sum::<usize>() + self.holders.lists(word.begun()).len()
    }

    /// The documents with a word; if there are too many, exact matches come first.
    fn holders_of(&self, word: &QueryWord) -> Vec<u32> {
        let exact = word.exact().map(|index| self.holders.list(index));
        let begun = self.holders.lists(word.begun());
        let misspelt = word.misspelt().map(|index| self.holders.list(index));
        let holders = exact.chain([begun]).chain(misspelt);
        let mut documents: Vec<u32> = holders.flatten().copied().take(MAX_CANDIDATES).collect();
        documents.sort_unstable();
        documents.dedup();
        documents
    }

    fn judge(&self, document: u32, query: &[QueryWord]) -> Option<TargetMatch> {
        let occurrences = self.occurrences.list(document);
        let mut quality = TextMatch::Words;
        let mut weakest = Some(SearchField::Code);
        let mut strongest = None;
        let (mut covered, mut vendor_words) = (0, 0);
        let mut length = usize::from(self.lengths[document as usize]);
        for word in query {
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
                // The vendor in a name is optional: its absence does not lower the coverage.
                length += usize::from(standing.names_vendor);
            } else if standing.names_vendor && standing.part.is_none() {
                vendor_words += 1;
                continue;
            }
            weakest = weakest.min(standing.part);
        }
        let target = self.targets[document as usize];
        let mut coverage = share(covered.min(length), length);
        let is_whole = covered == length && covered + vendor_words == query.len();
        if let SearchTarget::Domain { .. } = target {
            quality = quality.of_domain();
        } else if quality == TextMatch::Words && covered > 0 && is_whole {
            quality = TextMatch::WholeName;
            // The query is a whole name; skip extra context.
            let is_left_out = |occurrence: &Occurrence| {
                let standing = occurrence.standing();
                let is_asked = || {
                    query
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

/// Whether two exams have the same searchable text.
pub(crate) fn reads_alike(left: &Exam, right: &Exam) -> bool {
    /// The part of a blueprint that [`Collection::add_domains`] reads.
    fn of(blueprint: &Blueprint) -> Option<impl Iterator<Item = (&String, Vec<&String>)>> {
        let domains = blueprint.domains.iter();
        let is_official = blueprint.standing == BlueprintStanding::Official;
        is_official.then(|| domains.map(|domain| (&domain.title, titles(domain))))
    }
    fn titles(domain: &Domain) -> Vec<&String> {
        let objectives = domain.objectives.iter();
        objectives.map(|objective| &objective.title).collect()
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
