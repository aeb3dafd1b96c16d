//! What outlines are about: each domain as a vector of weighted terms, for measuring how much two
//! exams share.
//!
//! Terms are weighted by TF-IDF (Salton and Buckley, "Term-weighting approaches in automatic text
//! retrieval", 1988): a word that many outlines of the catalogue use says little. Vectors are
//! read when first asked for and kept with the snapshot.

mod similarity_cache;
mod terms;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::OnceLock,
};

use self::{
    similarity_cache::SimilarityCache,
    terms::{Term, TermReader},
};
use super::{
    blueprint::{Blueprint, BlueprintStanding, Domain, in_force},
    date::Day,
    exam::Exam,
    snapshot::{ExamEntry, ExamIndex, RoleEntry},
};

/// The most exams whose outlines are read to learn how rare words are. A larger catalogue is
/// sampled evenly, so that the first question about overlap does not wait for all of it.
const RARITY_SAMPLE: usize = 4_000;

/// A sparse vector, sorted by term.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TermVector(Box<[(Term, f64)]>);

impl TermVector {
    /// The product of two vectors: their cosine, when both have length 1.
    pub fn dot(&self, other: &Self) -> f64 {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut sum = 0.0;
        while let (Some((left_term, left_value)), Some((right_term, right_value))) =
            (left.peek(), right.peek())
        {
            if left_term <= right_term {
                if left_term == right_term {
                    sum += left_value * right_value;
                }
                left.next();
            } else {
                right.next();
            }
        }
        sum
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same direction with length 1; nothing stays nothing.
    fn of_length_one(terms: BTreeMap<Term, f64>) -> Self {
        let length = terms
            .values()
            .map(|value| value * value)
            .sum::<f64>()
            .sqrt();
        let scaled = terms
            .into_iter()
            .map(|(term, value)| (term, value / length));
        Self(scaled.collect())
    }
}

/// What one outline is about.
#[derive(Debug, PartialEq)]
pub struct OutlineTerms {
    /// Each domain that says something, in the vendor's order.
    pub domains: Vec<DomainTerms>,
    /// All domains together by their shares, of length 1.
    pub whole: TermVector,
    /// The length of all domains together before it was made 1.
    pub length: f64,
}

/// What one domain is about.
#[derive(Debug, PartialEq)]
pub struct DomainTerms {
    /// The domain's place in its outline, from 0.
    pub place: usize,
    /// Its share of the exam; the shares of an outline add up to 1.
    pub share: f64,
    /// Its terms, of length 1: half from the title, half from the objectives.
    pub terms: TermVector,
}

/// The outlines of a snapshot as vectors, each read when first asked for.
#[derive(Debug, Default)]
pub(super) struct OutlineIndex {
    rarity: OnceLock<Rarity>,
    /// For each exam, for each of its blueprints.
    outlines: Vec<Box<[OnceLock<Option<OutlineTerms>>]>>,
    /// For each exam, the number of its first outline among those that likenesses are kept for.
    numbers: Vec<Option<u32>>,
    likenesses: SimilarityCache,
}

/// An outline of a snapshot.
#[derive(Debug, Clone, Copy)]
pub struct Outline<'a> {
    index: &'a OutlineIndex,
    number: Option<u32>,
    /// What it is about.
    pub terms: &'a OutlineTerms,
}

impl OutlineIndex {
    /// An index of the outlines of these exams; nothing is read yet.
    pub(super) fn of(exams: &[ExamEntry], roles: &[RoleEntry]) -> Self {
        let empty = |entry: &ExamEntry| {
            let blueprints = entry.record.blueprints.iter();
            blueprints.map(|_| OnceLock::new()).collect()
        };
        let (numbers, count) = similarity_cache::numbered(exams, roles);
        Self {
            rarity: OnceLock::new(),
            outlines: exams.iter().map(empty).collect(),
            numbers,
            likenesses: SimilarityCache::with_room(count),
        }
    }

    /// Whether likenesses are kept for the same of these exams, whose outlines are the same.
    pub(super) fn keeps_those_of(&self, exams: &[ExamEntry], roles: &[RoleEntry]) -> bool {
        similarity_cache::numbered(exams, roles).0 == self.numbers
    }

    /// An exam's outline of a day; see [`outline_of`].
    pub(super) fn outline<'a>(
        &'a self,
        exams: &'a [ExamEntry],
        exam: ExamIndex,
        day: Day,
    ) -> Option<Outline<'a>> {
        let blueprints = &exams[exam.place()].record.blueprints;
        let outline = outline_of(blueprints, day)?;
        let place = blueprints
            .iter()
            .position(|other| std::ptr::eq(other, outline))?;
        let read = || {
            let rarity = self.rarity.get_or_init(|| Rarity::of(exams));
            OutlineTerms::read(outline, rarity)
        };
        let first = self.numbers[exam.place()];
        Some(Outline {
            index: self,
            number: first.and_then(|first| Some(first + u32::try_from(place).ok()?)),
            terms: self.outlines[exam.place()][place]
                .get_or_init(read)
                .as_ref()?,
        })
    }

    /// What some texts are about, measured as outlines are.
    pub(super) fn terms_of<'a>(
        &self,
        exams: &[ExamEntry],
        texts: impl Iterator<Item = &'a str>,
    ) -> TermVector {
        let rarity = self.rarity.get_or_init(|| Rarity::of(exams));
        weighed(texts, &TermReader::new(), rarity)
    }
}

/// The outline to study for on a day: the one in force, else the first official one to come.
pub fn outline_of(blueprints: &[Blueprint], day: Day) -> Option<&Blueprint> {
    in_force(blueprints, day).or_else(|| {
        blueprints
            .iter()
            .filter(|blueprint| blueprint.standing == BlueprintStanding::Official)
            .min_by_key(|blueprint| blueprint.effective_from.latest())
    })
}

impl OutlineTerms {
    fn read(outline: &Blueprint, rarity: &Rarity) -> Option<Self> {
        let reader = TermReader::new();
        let mut domains: Vec<DomainTerms> = outline
            .domains
            .iter()
            .zip(outline.middle_weights())
            .enumerate()
            .map(|(place, (domain, share))| DomainTerms {
                place,
                share,
                terms: domain_terms(domain, &reader, rarity),
            })
            .filter(|domain| !domain.terms.is_empty())
            .collect();
        let total: f64 = domains.iter().map(|domain| domain.share).sum();
        if total <= 0.0 {
            return None;
        }
        let mut whole = BTreeMap::new();
        for domain in &mut domains {
            domain.share /= total;
            add(&mut whole, &domain.terms, domain.share);
        }
        let length = whole
            .values()
            .map(|value| value * value)
            .sum::<f64>()
            .sqrt();
        Some(Self {
            domains,
            whole: TermVector::of_length_one(whole),
            length,
        })
    }
}

/// The terms of a domain: its title counts as much as all its objectives together, because the
/// title is the vendor's wording while objectives are read to different depths.
fn domain_terms(domain: &Domain, reader: &TermReader, rarity: &Rarity) -> TermVector {
    let mut both = BTreeMap::new();
    let objectives = domain.objectives.iter().map(String::as_str);
    for half in [
        weighed(std::iter::once(domain.title.as_str()), reader, rarity),
        weighed(objectives, reader, rarity),
    ] {
        add(&mut both, &half, 0.5);
    }
    TermVector::of_length_one(both)
}

fn weighed<'a>(
    texts: impl Iterator<Item = &'a str>,
    reader: &TermReader,
    rarity: &Rarity,
) -> TermVector {
    let mut terms = BTreeMap::new();
    for term in texts.flat_map(|text| reader.terms(text)) {
        *terms.entry(term).or_default() += rarity.weight(term);
    }
    TermVector::of_length_one(terms)
}

fn add(sum: &mut BTreeMap<Term, f64>, vector: &TermVector, times: f64) {
    for (term, value) in &vector.0 {
        *sum.entry(*term).or_default() += value * times;
    }
}

/// How rare each term is among the newest official outlines of the catalogue.
#[derive(Debug)]
struct Rarity {
    outlines: f64,
    using: HashMap<Term, f64>,
}

impl Rarity {
    fn of(exams: &[ExamEntry]) -> Self {
        let reader = TermReader::new();
        let step = exams.len().div_ceil(RARITY_SAMPLE).max(1);
        let mut rarity = Self {
            outlines: 0.0,
            using: HashMap::new(),
        };
        for entry in exams.iter().step_by(step) {
            let Some(outline) = newest(&entry.record) else {
                continue;
            };
            rarity.outlines += 1.0;
            let texts = outline
                .domains
                .iter()
                .flat_map(|domain| std::iter::once(&domain.title).chain(&domain.objectives));
            let terms: BTreeSet<Term> = texts.flat_map(|text| reader.terms(text)).collect();
            for term in terms {
                *rarity.using.entry(term).or_default() += 1.0;
            }
        }
        rarity
    }

    /// The inverse document frequency, `ln((outlines + 1) / (outlines with the term + 1/2))`:
    /// above 0 also for a term that every outline uses.
    fn weight(&self, term: Term) -> f64 {
        let using = self.using.get(&term).copied().unwrap_or_default();
        ((self.outlines + 1.0) / (using + 0.5)).ln()
    }
}

fn newest(exam: &Exam) -> Option<&Blueprint> {
    exam.blueprints
        .iter()
        .filter(|blueprint| {
            blueprint.standing == BlueprintStanding::Official && !blueprint.domains.is_empty()
        })
        .max_by_key(|blueprint| blueprint.effective_from.latest())
}
