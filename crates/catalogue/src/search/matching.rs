//! The documents that contain every word of a query.
//!
//! Candidates are the documents of the rarest word. Each word is looked up for all of them at once in
//! the lists of the indexed words that it can match.

use super::{
    MAX_CANDIDATES,
    documents::{Availability, Documents, Holding},
    hit::TextMatch,
    query_words::QueryWord,
};

/// One list is searched for the items of another that is this many times shorter; else both are
/// walked.
const MUCH_SHORTER: usize = 8;

/// The words of a document are read, rather than the lists of completions and misspellings, when those
/// lists are this many times longer than the candidates.
const MUCH_LONGER: usize = 12;

/// How a query word is found in a document; better ways are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found(u16);

impl Found {
    const NOWHERE: Self = Self(0);

    const WAYS: [TextMatch; 5] = [
        // Of no word that is found.
        TextMatch::TwoTypos,
        TextMatch::TwoTypos,
        TextMatch::OneTypo,
        TextMatch::Beginning,
        TextMatch::Words,
    ];

    pub(super) fn new(way: TextMatch, holding: Holding) -> Self {
        let way = match way {
            TextMatch::Words => 4,
            TextMatch::Beginning => 3,
            TextMatch::OneTypo => 2,
            _ => 1,
        };
        Self(way << Holding::BITS | holding.flags())
    }

    pub(super) fn way(self) -> TextMatch {
        Self::WAYS[usize::from(self.0 >> Holding::BITS)]
    }

    pub(super) fn standing(self) -> Availability {
        Availability::of_flags(u32::from(self.0))
    }
}

/// Documents that contain every word of a query.
pub(super) struct Matching {
    /// Ascending.
    pub(super) documents: Vec<u32>,
    /// For each word of the query, how it is found in each document.
    words: Vec<Vec<Found>>,
}

impl Matching {
    /// The candidates that contain every word; `candidates` are ascending.
    pub(super) fn of(index: &Documents, query: &[QueryWord], candidates: &[u32]) -> Self {
        let mut matching = Self {
            documents: candidates.to_vec(),
            words: Vec::with_capacity(query.len()),
        };
        for word in query {
            let found = find(index, word, &matching.documents);
            matching.words.push(found);
            matching.retain_found();
        }
        matching
    }

    /// How each word is found in the document at a position.
    pub(super) fn words(&self, position: usize) -> impl Iterator<Item = Found> {
        self.words.iter().map(move |found| found[position])
    }

    /// Whether a word is found in the record itself, not only in its context.
    pub(super) fn is_about(&self, position: usize) -> bool {
        self.words(position)
            .any(|found| found.standing().part.is_some())
    }

    /// Removes the documents without the last word.
    fn retain_found(&mut self) {
        let Some((last, earlier)) = self.words.split_last_mut() else {
            return;
        };
        if !last.contains(&Found::NOWHERE) {
            return;
        }
        let mut is_found = last.iter().map(|found| *found != Found::NOWHERE);
        self.documents.retain(|_| is_found.next().unwrap_or(false));
        for column in earlier {
            let mut is_found = last.iter().map(|found| *found != Found::NOWHERE);
            column.retain(|_| is_found.next().unwrap_or(false));
        }
        last.retain(|found| *found != Found::NOWHERE);
    }
}

/// The documents with a word, ascending; if there are too many, exact matches come first.
pub(super) fn candidates(index: &Documents, word: &QueryWord) -> Vec<u32> {
    let exact = word.exact().map(|index_of| index.holders.list(index_of));
    let begun = index.holders.lists(word.begun());
    let misspelt = word.misspelt().map(|(near, _)| index.holders.list(near));
    let mut documents = Vec::new();
    let mut lists = 0;
    for list in exact.chain([begun]).chain(misspelt) {
        let free = MAX_CANDIDATES - documents.len();
        documents.extend(list.iter().take(free).map(|holding| holding.document()));
        lists += usize::from(!list.is_empty());
    }
    if lists > 1 || word.begun().len() > 1 {
        documents.sort_unstable();
        documents.dedup();
    }
    documents
}

/// The number of documents with a word, counted once for each indexed word that it can match.
pub(super) fn count(index: &Documents, word: &QueryWord) -> usize {
    let exact = word.exact().map(|exact| index.holders.list(exact).len());
    exact.sum::<usize>() + count_inexact(index, word)
}

fn count_inexact(index: &Documents, word: &QueryWord) -> usize {
    let misspelt = word
        .misspelt()
        .map(|(near, _)| index.holders.list(near).len());
    misspelt.sum::<usize>() + index.holders.lists(word.begun()).len()
}

/// How a word is found in each of some documents, which are ascending.
fn find(index: &Documents, word: &QueryWord, documents: &[u32]) -> Vec<Found> {
    let mut found = vec![Found::NOWHERE; documents.len()];
    for exact in word.exact() {
        add(
            &mut found,
            index.holders.list(exact),
            documents,
            TextMatch::Words,
        );
    }
    // Nothing is better than an exact match.
    let missing = found.iter().zip(documents);
    let missing = missing.filter(|(found, _)| **found == Found::NOWHERE);
    let missing: Vec<u32> = missing.map(|(_, document)| *document).collect();
    if !missing.is_empty() {
        let mut inexact = find_inexact(index, word, &missing).into_iter();
        for found in &mut found {
            if *found == Found::NOWHERE {
                *found = inexact.next().unwrap_or(Found::NOWHERE);
            }
        }
    }
    found
}

/// How a word is begun or misspelt in each of some documents, which are ascending and do not have it
/// exactly.
fn find_inexact(index: &Documents, word: &QueryWord, documents: &[u32]) -> Vec<Found> {
    if count_inexact(index, word) / MUCH_LONGER > documents.len() {
        let documents = documents.iter();
        return documents
            .map(|document| find_in(index, word, *document))
            .collect();
    }
    let mut found = vec![Found::NOWHERE; documents.len()];
    for begun in word.begun() {
        add(
            &mut found,
            index.holders.list(begun),
            documents,
            TextMatch::Beginning,
        );
    }
    for (near, typos) in word.misspelt() {
        let way = TextMatch::with_typos(typos);
        add(&mut found, index.holders.list(near), documents, way);
    }
    found
}

/// How a word is found in a document, from the words of the document.
fn find_in(index: &Documents, word: &QueryWord, document: u32) -> Found {
    let occurrences = index.occurrences.list(document).iter();
    let found = occurrences.filter_map(|occurrence| {
        let way = word.judge(occurrence.word())?;
        Some(Found::new(way, Holding::new(document, *occurrence)))
    });
    found.max().unwrap_or(Found::NOWHERE)
}

/// Improves on what is found by a list of documents with an indexed word.
fn add(found: &mut [Found], list: &[Holding], documents: &[u32], way: TextMatch) {
    let mut improve = |position: usize, holding: Holding| {
        found[position] = found[position].max(Found::new(way, holding));
    };
    if documents.len() / MUCH_SHORTER > list.len() {
        let mut position = 0;
        for holding in list {
            position += skip(&documents[position..], |document| {
                *document < holding.document()
            });
            if documents.get(position) == Some(&holding.document()) {
                improve(position, *holding);
            }
        }
    } else if list.len() / MUCH_SHORTER > documents.len() {
        let mut rest = list;
        for (position, document) in documents.iter().enumerate() {
            rest = &rest[skip(rest, |holding| holding.document() < *document)..];
            if let Some(holding) = rest.first()
                && holding.document() == *document
            {
                improve(position, *holding);
            }
        }
    } else {
        let (mut left, mut right) = (0, 0);
        while let (Some(document), Some(holding)) = (documents.get(left), list.get(right)) {
            let holder = holding.document();
            if *document == holder {
                improve(left, *holding);
            }
            left += usize::from(*document <= holder);
            right += usize::from(holder <= *document);
        }
    }
}

/// The number of leading items that are below something; a few are found fast.
fn skip<T>(items: &[T], is_below: impl Fn(&T) -> bool) -> usize {
    let mut end = 1;
    while end < items.len() && is_below(&items[end]) {
        end *= 2;
    }
    let begin = end / 2;
    let end = items.len().min(end + 1);
    begin + items[begin.min(end)..end].partition_point(is_below)
}
