//! The ranking of elements for a text: BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to
//! multiple weighted fields", 2004) over word stems. A word of the text and its synonyms count as one,
//! with the best of them.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    elements::{ElementKind, SchemaElement},
    synonyms::{FUNCTION_WORDS, SYNONYMS},
};
use crate::catalogue::StemReader;

/// How quickly repetitions of a word count less.
const SATURATION: f64 = 1.2;
/// How much the length of a text counts.
const LENGTH_PART: f64 = 0.5;

/// What a word counts in each part of an element.
const NAME: f64 = 5.0;
const OWNER: f64 = 2.0;
const TYPE: f64 = 0.5;
const DESCRIPTION: f64 = 1.5;

/// What a synonym counts against a word of the text itself.
const SYNONYM: f64 = 0.8;

/// What a field counts against what is inside its arguments.
const INPUT: f64 = 0.75;
const ENUM_VALUE: f64 = 0.4;

/// By how much each step from `Query` lowers a score.
const DISTANCE: f64 = 0.02;

/// The words of a text that are read.
const MAX_WORDS: usize = 32;

/// How often a stem occurs in an element, weighted by parts and lengths.
#[derive(Debug, Clone, Copy)]
struct Posting {
    element: usize,
    frequency: f64,
}

/// The ranking of the elements of a schema.
#[derive(Debug)]
pub(super) struct Ranking {
    postings: HashMap<String, Vec<Posting>>,
    /// What each element counts, by its kind and distance.
    priors: Vec<f64>,
    synonyms: HashMap<Vec<String>, Vec<String>>,
    function_words: HashSet<String>,
}

impl Ranking {
    /// Reads these elements.
    pub(super) fn of(elements: &[SchemaElement]) -> Self {
        let reader = StemReader::default();
        let parts = |element: &SchemaElement| {
            [
                (NAME, reader.stems(&spaced(&element.name))),
                (OWNER, reader.stems(&spaced(&element.owner))),
                (TYPE, reader.stems(&spaced(&element.named_type))),
                (
                    DESCRIPTION,
                    reader.stems(element.description.as_deref().unwrap_or_default()),
                ),
            ]
        };
        let read: Vec<_> = elements.iter().map(parts).collect();
        let mut lengths = [0.0; 4];
        for parts in &read {
            for (total, (_, stems)) in lengths.iter_mut().zip(parts) {
                *total += count(stems.len());
            }
        }
        let averages = lengths.map(|total| (total / count(elements.len().max(1))).max(1.0));
        let mut postings: HashMap<String, Vec<Posting>> = HashMap::new();
        for (element, parts) in read.iter().enumerate() {
            let mut frequencies: BTreeMap<&str, f64> = BTreeMap::new();
            for ((weight, stems), average) in parts.iter().zip(averages) {
                let length = 1.0 - LENGTH_PART + LENGTH_PART * count(stems.len()) / average;
                for stem in stems {
                    *frequencies.entry(stem).or_default() += weight / length;
                }
            }
            for (stem, frequency) in frequencies {
                let posting = Posting { element, frequency };
                postings.entry(stem.to_owned()).or_default().push(posting);
            }
        }
        let synonyms = SYNONYMS.iter();
        let synonyms = synonyms.map(|(said, meant)| (reader.stems(said), reader.stems(meant)));
        Self {
            postings,
            priors: elements.iter().map(prior).collect(),
            synonyms: synonyms.collect(),
            function_words: reader.stems(FUNCTION_WORDS).into_iter().collect(),
        }
    }

    /// The numbers of the best elements for a text with their scores, best first; equal ones by number.
    pub(super) fn best(&self, text: &str, most: usize) -> Vec<(usize, f64)> {
        let groups = self.groups(text);
        let mut totals: HashMap<usize, (f64, usize)> = HashMap::new();
        for group in &groups {
            let mut best: HashMap<usize, f64> = HashMap::new();
            for (stem, weight) in group {
                let found = self.postings.get(stem).map_or(&[][..], Vec::as_slice);
                let rarity = rarity(self.priors.len(), found.len());
                for Posting { element, frequency } in found {
                    let score = weight * rarity * frequency / (frequency + SATURATION);
                    let own = best.entry(*element).or_default();
                    *own = own.max(score);
                }
            }
            for (element, score) in best {
                let total = totals.entry(element).or_default();
                *total = (total.0 + score, total.1 + 1);
            }
        }
        let scored = totals.into_iter().map(|(element, (score, matched))| {
            let covered = count(matched) / count(groups.len());
            (element, score * covered.sqrt() * self.priors[element])
        });
        let mut scored: Vec<(usize, f64)> = scored.collect();
        scored.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        scored.truncate(most);
        scored
    }

    /// The words of a text, each as the stems that it may mean with what they count.
    fn groups(&self, text: &str) -> Vec<Vec<(String, f64)>> {
        let mut stems = StemReader::default().stems(text);
        stems.truncate(MAX_WORDS);
        let mut groups: Vec<Vec<(String, f64)>> = Vec::new();
        let mut place = 0;
        while place < stems.len() {
            let pair = stems.get(place..place + 2);
            let meant = pair.and_then(|pair| self.synonyms.get(pair));
            let is_pair = meant.is_some();
            let meant = meant.or_else(|| self.synonyms.get(&stems[place..=place]));
            let said = &stems[place..place + if is_pair { 2 } else { 1 }];
            let mut group: Vec<(String, f64)> = said
                .iter()
                .filter(|stem| !self.function_words.contains(*stem))
                .map(|stem| (stem.clone(), 1.0))
                .collect();
            let meant = meant.into_iter().flatten();
            group.extend(meant.map(|stem| (stem.clone(), SYNONYM)));
            let is_known = group
                .iter()
                .any(|(stem, _)| self.postings.contains_key(stem));
            if is_known && !groups.contains(&group) {
                groups.push(group);
            }
            place += said.len();
        }
        groups
    }
}

/// The inverse document frequency of a stem.
fn rarity(elements: usize, with_stem: usize) -> f64 {
    let (elements, with_stem) = (count(elements), count(with_stem));
    (1.0 + (elements - with_stem + 0.5) / (with_stem + 0.5)).ln()
}

fn prior(element: &SchemaElement) -> f64 {
    let kind = match element.kind {
        ElementKind::Field => 1.0,
        ElementKind::Argument | ElementKind::InputField => INPUT,
        ElementKind::EnumValue => ENUM_VALUE,
    };
    kind / (1.0 + DISTANCE * f64::from(element.distance))
}

/// A name in camel case as words: `maxFees` is `max Fees`.
fn spaced(name: &str) -> String {
    let mut spaced = String::with_capacity(name.len() + 4);
    let mut before_is_lower = false;
    for letter in name.chars() {
        if letter.is_uppercase() && before_is_lower {
            spaced.push(' ');
        }
        before_is_lower = letter.is_lowercase();
        spaced.push(letter);
    }
    spaced
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a schema has fewer than 2^52 words"
)]
fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_at_upper_case() {
        assert_eq!(spaced("maxFees"), "max Fees");
        assert_eq!(spaced("BETA_ON"), "BETA_ON");
        assert_eq!(spaced("specifiedByURL"), "specified By URL");
    }

    #[test]
    fn a_rarer_stem_counts_more() {
        assert!(rarity(100, 1) > rarity(100, 50));
        assert!(rarity(100, 100) > 0.0);
    }
}
