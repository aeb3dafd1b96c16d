//! The word index: which records contain which words, and how well a record matches a query.
//!
//! It is stored in both directions: documents are looked up by their words, and where that takes
//! longer, words by their documents.

use crate::{
    blueprint::{Blueprint, BlueprintStanding, Domain},
    date::Day,
    exam::Exam,
    linked::LinkedRecords,
    text::ExamKey,
};

use super::{
    collection::Collection,
    compressed_rows::CompressedRows,
    dictionary::{Dictionary, WordId},
    hit::{RankedMatch, SearchField, TextMatch, share},
    matching::{self, Found, Matching, candidates},
    query_words::{QueryWord, parse},
    targets::{TargetNumber, Targets},
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

impl Availability {
    const PARTS: [Option<SearchField>; 16] = {
        let mut parts = [None; 16];
        let mut index = 0;
        while index < SearchField::ALL.len() {
            parts[index + 1] = Some(SearchField::ALL[index]);
            index += 1;
        }
        parts
    };

    /// Six bits that compare as it does.
    fn flags(self) -> u32 {
        let part = self.part.map_or(0, |field| field as u32 + 1);
        u32::from(self.in_name) << 5 | part << 1 | u32::from(self.names_vendor)
    }

    /// From the lowest six bits.
    pub(super) fn of_flags(flags: u32) -> Self {
        Self {
            in_name: flags & 32 != 0,
            part: Self::PARTS[(flags >> 1 & 15) as usize],
            names_vendor: flags & 1 != 0,
        }
    }
}

impl Occurrence {
    pub(super) fn new(word: WordId, standing: Availability) -> Self {
        Self(word << 6 | standing.flags())
    }

    /// The same position for another word.
    pub(super) fn of(self, word: WordId) -> Self {
        Self(word << 6 | self.0 & 63)
    }

    pub(super) fn word(self) -> WordId {
        self.0 >> 6
    }

    pub(super) fn standing(self) -> Availability {
        Availability::of_flags(self.0)
    }
}

/// A document with a word and the word's strongest field in it, packed into four bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Holding(u32);

impl Holding {
    /// The number of bits of [`Self::flags`].
    pub(super) const BITS: u32 = 6;

    pub(super) fn new(document: u32, occurrence: Occurrence) -> Self {
        Self(document << Self::BITS | occurrence.0 & 63)
    }

    pub(super) fn document(self) -> u32 {
        self.0 >> Self::BITS
    }

    /// The availability as bits that compare as it does.
    pub(super) fn flags(self) -> u16 {
        u16::try_from(self.0 & 63).unwrap_or_default()
    }
}

/// The index: one or more documents for each record.
#[derive(Debug, Default)]
pub(super) struct Documents {
    pub(super) targets: Targets,
    /// The number of distinguishing words in the name of each document, up to 255.
    lengths: Vec<u8>,
    dictionary: Dictionary,
    /// The words of each document.
    pub(super) occurrences: CompressedRows<Occurrence>,
    /// The documents that contain each word.
    pub(super) holders: CompressedRows<Holding>,
}

/// The documents that match a query.
pub(super) struct Matches<'a> {
    index: &'a Documents,
    query: Vec<QueryWord>,
    names: Matching,
    domains: Matching,
}

impl Documents {
    pub(super) fn build(catalogue: &LinkedRecords) -> Self {
        Collection::of(catalogue).into_documents()
    }

    /// Builds the index; all lists are as long as the documents of `targets`.
    pub(super) fn new(
        targets: Targets,
        lengths: Vec<u8>,
        dictionary: Dictionary,
        occurrences: CompressedRows<Occurrence>,
    ) -> Self {
        let word = |occurrence: &Occurrence| occurrence.word();
        let holding = |document, occurrence: &Occurrence| Holding::new(document, *occurrence);
        let holders = occurrences.inverted(dictionary.len(), word, holding);
        Self {
            targets,
            lengths,
            dictionary,
            occurrences,
            holders,
        }
    }

    /// The words of a query, rarest first.
    pub(super) fn query(&self, text: &str) -> Vec<QueryWord> {
        let mut query = parse(&self.dictionary, text);
        query.sort_by_cached_key(|word| matching::count(self, word));
        query
    }

    /// The documents that contain every word of a query; domains only if they are wanted.
    pub(super) fn matches(&self, text: &str, with_domains: bool) -> Matches<'_> {
        let query = self.query(text);
        let candidates = query.first().map(|rarest| candidates(self, rarest));
        let candidates = candidates.unwrap_or_default();
        let names = candidates.partition_point(|document| *document < self.targets.names());
        let (names, domains) = candidates.split_at(names);
        let domains = if with_domains { domains } else { &[] };
        Matches {
            index: self,
            names: Matching::of(self, &query, names),
            domains: Matching::of(self, &query, domains),
            query,
        }
    }

    /// How a document matches a query whose words are found in it; `None` if all of them are found in
    /// the context only.
    pub(super) fn judge(
        &self,
        document: u32,
        query: &[QueryWord],
        words: impl Iterator<Item = Found>,
    ) -> Option<RankedMatch> {
        let mut quality = TextMatch::Words;
        let mut weakest = Some(SearchField::Code);
        let mut strongest = None;
        let (mut covered, mut vendor_words) = (0, 0);
        let mut length = usize::from(self.lengths[document as usize]);
        for found in words {
            let standing = found.standing();
            quality = quality.min(found.way());
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
        let mut coverage = share(covered.min(length), length);
        let is_whole = covered == length && covered + vendor_words == query.len();
        if document >= self.targets.names() {
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
            let occurrences = self.occurrences.list(document);
            coverage -= u8::from(occurrences.iter().any(is_left_out));
        }
        Some(RankedMatch::new(quality, weakest, coverage, strongest?))
    }
}

impl Matches<'_> {
    /// The records with a name that matches, each at its best, ascending within each kind.
    pub(super) fn names(&self) -> Vec<(TargetNumber, RankedMatch)> {
        let mut matches: Vec<(TargetNumber, RankedMatch)> =
            Vec::with_capacity(self.names.documents.len());
        for (position, document) in self.names.documents.iter().enumerate() {
            let words = self.names.words(position);
            let Some(ranked) = self.index.judge(*document, &self.query, words) else {
                continue;
            };
            let target = self.index.targets.of_document(*document);
            match matches.last_mut() {
                Some((last, best)) if *last == target => *best = ranked.max(*best),
                _ => matches.push((target, ranked)),
            }
        }
        matches
    }

    /// The domains in force on a day that match and are picked, ascending.
    fn domain_documents(
        &self,
        day: Day,
        picks: impl Fn(TargetNumber) -> bool,
    ) -> impl Iterator<Item = (usize, u32)> {
        let targets = &self.index.targets;
        let documents = self.domains.documents.iter().copied().enumerate();
        documents.filter(move |(position, document)| {
            self.domains.is_about(*position)
                && targets.is_in_force(*document, day)
                && picks(targets.of_document(*document))
        })
    }

    /// The number of domains in force on a day that match and are picked.
    pub(super) fn count_domains(&self, day: Day, picks: impl Fn(TargetNumber) -> bool) -> usize {
        self.domain_documents(day, picks).count()
    }

    /// The domains in force on a day that match and are picked, ascending.
    pub(super) fn domains(
        &self,
        day: Day,
        picks: impl Fn(TargetNumber) -> bool,
    ) -> impl Iterator<Item = (TargetNumber, RankedMatch)> {
        let documents = self.domain_documents(day, picks);
        documents.filter_map(|(position, document)| {
            let words = self.domains.words(position);
            let ranked = self.index.judge(document, &self.query, words)?;
            Some((self.index.targets.of_document(document), ranked))
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
        (Some(words), Some(others)) => {
            // The index knows when a blueprint is in force.
            left.effective_from == right.effective_from && words.eq(others)
        }
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
