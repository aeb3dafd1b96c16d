//! Search by looking at every word of every candidate, which the fast search must agree with.

use std::cmp::Reverse;

use crate::{date::Day, snapshot::Catalogue};

use super::{
    MAX_CANDIDATES, SearchHit, SearchTarget, beginning,
    documents::{Documents, Holding},
    hit::RankedMatch,
    matching::Found,
    query_words::QueryWord,
    standing_of,
};

/// All hits of a query on a day, best first.
pub(super) fn search(catalogue: &Catalogue, text: &str, day: Day) -> Vec<SearchHit> {
    let index = catalogue.search_index();
    let text = beginning(text);
    let codes = index.codes.matches(catalogue, text).into_iter();
    let codes = codes.map(|(exam, ranked)| (SearchTarget::Exam(exam), ranked));
    let documents = &index.documents;
    let query = documents.query(text);
    let names = candidates(documents, &query)
        .into_iter()
        .filter_map(|document| {
            let ranked = judge(documents, document, &query)?;
            let target = documents
                .targets
                .target(documents.targets.of_document(document));
            Some((target, ranked))
        });
    let hits = codes.chain(names).filter_map(|(target, ranked)| {
        if let SearchTarget::Domain {
            exam, blueprint, ..
        } = target
        {
            let exam = catalogue.exam(exam);
            if !std::ptr::eq(
                exam.blueprint(day)?,
                &raw const exam.record.blueprints[blueprint],
            ) {
                return None;
            }
        }
        Some(SearchHit {
            target,
            score: ranked.score(standing_of(catalogue, target, day)),
            matched: ranked.strongest(),
        })
    });
    let mut hits: Vec<SearchHit> = hits.collect();
    hits.sort_by_key(|hit| (hit.target, Reverse(hit.score), Reverse(hit.matched)));
    hits.dedup_by_key(|hit| hit.target);
    hits.sort_by_key(|hit| (Reverse(hit.score), hit.target));
    hits
}

fn candidates(documents: &Documents, query: &[QueryWord]) -> Vec<u32> {
    let Some(rarest) = query.first() else {
        return Vec::new();
    };
    let exact = rarest.exact().map(|word| documents.holders.list(word));
    let begun = documents.holders.lists(rarest.begun());
    let misspelt = rarest
        .misspelt()
        .map(|(word, _)| documents.holders.list(word));
    let holders = exact.chain([begun]).chain(misspelt).flatten();
    let holders = holders.take(MAX_CANDIDATES);
    let mut candidates: Vec<u32> = holders.map(|holding| holding.document()).collect();
    candidates.sort_unstable();
    candidates.dedup();
    candidates
}

fn judge(documents: &Documents, document: u32, query: &[QueryWord]) -> Option<RankedMatch> {
    let mut words = Vec::new();
    for word in query {
        let occurrences = documents.occurrences.list(document).iter();
        let found = occurrences.filter_map(|occurrence| {
            let way = word.judge(occurrence.word())?;
            Some((way, occurrence.standing(), *occurrence))
        });
        let (way, _, occurrence) = found.max_by_key(|(way, standing, _)| (*way, *standing))?;
        words.push(Found::new(way, Holding::new(document, occurrence)));
    }
    documents.judge(document, query, words.into_iter())
}
