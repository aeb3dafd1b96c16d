//! Blueprints as term vectors, for measuring how much content two exams share.
//!
//! Terms are weighted by TF-IDF (Salton and Buckley, "Term-weighting approaches in automatic text
//! retrieval", 1988): a word in many blueprints carries little weight. Vectors are computed on
//! first use and belong to the snapshot.

mod local_rarity;
mod related_domains;
mod similarity_cache;
mod terms;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::OnceLock,
};

pub use self::local_rarity::LocalRarity;
pub use self::related_domains::RelatednessProfile;
pub(crate) use self::terms::{Term, TermReader};
use self::{related_domains::RelatedDomains, similarity_cache::SimilarityCache};
use super::{
    blueprint::{Blueprint, BlueprintStanding, Domain, in_force},
    date::Day,
    entry::{ExamEntry, RoleEntry},
    exam::Exam,
    index::ExamIndex,
};

/// The number of exams sampled for document frequencies. A larger catalogue is sampled evenly, so
/// that the first overlap query does not wait for all of it.
const RARITY_SAMPLE: usize = 4_000;

/// A sparse vector, sorted by term.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TermVector(Box<[(Term, f64)]>);

impl TermVector {
    /// The dot product: the cosine, if both vectors have length 1.
    pub fn dot(&self, other: &Self) -> f64 {
        dot(&self.0, &other.0)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The vector scaled to length 1; an empty vector stays empty.
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

/// The dot product of two sparse vectors, each sorted by its keys.
fn dot<K: Ord>(left: &[(K, f64)], right: &[(K, f64)]) -> f64 {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    let mut sum = 0.0;
    while let (Some((left_key, left_value)), Some((right_key, right_value))) =
        (left.peek(), right.peek())
    {
        if left_key <= right_key {
            if left_key == right_key {
                sum += left_value * right_value;
            }
            left.next();
        } else {
            right.next();
        }
    }
    sum
}

/// The term vectors of one blueprint.
#[derive(Debug, PartialEq)]
pub struct BlueprintTerms {
    /// Each domain that has terms, in the vendor's order.
    pub domains: Vec<DomainTerms>,
    /// All domains weighted by their shares, of length 1.
    pub whole: TermVector,
    /// The length of the weighted sum before normalization.
    pub length: f64,
}

/// The term vector of one domain.
#[derive(Debug, PartialEq)]
pub struct DomainTerms {
    /// The index of the domain in its blueprint.
    pub index: usize,
    /// Its share of the exam; the shares of a blueprint add up to 1.
    pub share: f64,
    /// Its terms, of length 1: half the weight from the title, half from the objectives.
    pub terms: TermVector,
}

/// The blueprints of a snapshot as vectors, each computed on first use.
#[derive(Debug, Default)]
pub(super) struct BlueprintTermsIndex {
    rarity: OnceLock<Rarity>,
    related: OnceLock<RelatedDomains>,
    /// For each exam, for each of its blueprints.
    blueprints: Vec<Box<[OnceLock<Option<BlueprintTerms>>]>>,
    /// For each exam, the number of its first blueprint in the similarity cache.
    numbers: Vec<Option<u32>>,
    similarities: SimilarityCache,
}

/// A blueprint of a snapshot with its term vectors.
#[derive(Debug, Clone, Copy)]
pub struct IndexedBlueprint<'a> {
    index: &'a BlueprintTermsIndex,
    number: Option<u32>,
    /// Its term vectors.
    pub terms: &'a BlueprintTerms,
}

impl BlueprintTermsIndex {
    /// An index of the blueprints of these exams, computed lazily.
    pub(super) fn of(exams: &[ExamEntry], roles: &[RoleEntry]) -> Self {
        let empty = |entry: &ExamEntry| {
            let blueprints = entry.record.blueprints.iter();
            blueprints.map(|_| OnceLock::new()).collect()
        };
        let (numbers, count) = similarity_cache::numbered(exams, roles);
        Self {
            rarity: OnceLock::new(),
            related: OnceLock::new(),
            blueprints: exams.iter().map(empty).collect(),
            numbers,
            similarities: SimilarityCache::with_capacity(count),
        }
    }

    /// Whether the similarity cache has the same layout for these exams, given equal blueprints.
    pub(super) fn caches_same(&self, exams: &[ExamEntry], roles: &[RoleEntry]) -> bool {
        similarity_cache::numbered(exams, roles).0 == self.numbers
    }

    /// An exam's blueprint on a day; see [`blueprint_to_study`].
    pub(super) fn blueprint<'a>(
        &'a self,
        exams: &'a [ExamEntry],
        exam: ExamIndex,
        day: Day,
    ) -> Option<IndexedBlueprint<'a>> {
        let entry = &exams[exam.index()];
        let blueprint = blueprint_to_study(&entry.record.blueprints, day)?;
        let position = entry.index_of(blueprint)?;
        let read = || {
            let rarity = self.rarity.get_or_init(|| Rarity::of(exams));
            BlueprintTerms::read(blueprint, rarity)
        };
        let first = self.numbers[exam.index()];
        Some(IndexedBlueprint {
            index: self,
            number: first.and_then(|first| Some(first + u32::try_from(position).ok()?)),
            terms: self.blueprints[exam.index()][position]
                .get_or_init(read)
                .as_ref()?,
        })
    }

    /// The term vector of some texts, computed like that of a domain.
    pub(super) fn terms_of<'a>(
        &self,
        exams: &[ExamEntry],
        texts: impl Iterator<Item = &'a str>,
    ) -> TermVector {
        let rarity = self.rarity.get_or_init(|| Rarity::of(exams));
        weighed(texts, &TermReader::new(), rarity)
    }

    /// The likeness of a vector to the domains of the catalogue.
    pub(super) fn profile(&self, exams: &[ExamEntry], vector: &TermVector) -> RelatednessProfile {
        let rarity = self.rarity.get_or_init(|| Rarity::of(exams));
        let related = self
            .related
            .get_or_init(|| RelatedDomains::of(exams, rarity));
        related.profile(vector)
    }

    /// The term vector of each text, verbs included.
    pub(super) fn terms_of_each<'a>(
        &self,
        exams: &[ExamEntry],
        texts: impl Iterator<Item = &'a str>,
    ) -> Vec<TermVector> {
        let rarity = self.rarity.get_or_init(|| Rarity::of(exams));
        let reader = TermReader::new();
        texts
            .map(|text| {
                let mut terms = BTreeMap::new();
                for (term, part) in reader.terms_with_verbs(text) {
                    *terms.entry(term).or_default() += rarity.weight(term) * part;
                }
                TermVector::of_length_one(terms)
            })
            .collect()
    }
}

/// The blueprint to study on a day: the one in force, otherwise the first official one to come.
pub fn blueprint_to_study(blueprints: &[Blueprint], day: Day) -> Option<&Blueprint> {
    in_force(blueprints, day).or_else(|| {
        blueprints
            .iter()
            .filter(|blueprint| blueprint.standing == BlueprintStanding::Official)
            .min_by_key(|blueprint| blueprint.effective_from.latest())
    })
}

impl BlueprintTerms {
    fn read(blueprint: &Blueprint, rarity: &Rarity) -> Option<Self> {
        let reader = TermReader::new();
        let mut domains: Vec<DomainTerms> = blueprint
            .domains
            .iter()
            .zip(blueprint.middle_weights())
            .enumerate()
            .map(|(index, (domain, share))| DomainTerms {
                index,
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

/// The terms of a domain. The title weighs as much as all objectives together, because it is the
/// vendor's wording while objectives are listed in varying depth.
fn domain_terms(domain: &Domain, reader: &TermReader, rarity: &Rarity) -> TermVector {
    let mut both = BTreeMap::new();
    let objectives = domain
        .objectives
        .iter()
        .map(|objective| objective.title.as_str());
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

/// The document frequency of each term in the newest official blueprints of the catalogue.
#[derive(Debug)]
struct Rarity {
    blueprints: f64,
    using: HashMap<Term, f64>,
}

impl Rarity {
    fn of(exams: &[ExamEntry]) -> Self {
        let reader = TermReader::new();
        let mut rarity = Self {
            blueprints: 0.0,
            using: HashMap::new(),
        };
        for entry in sampled(exams) {
            let Some(blueprint) = newest(&entry.record) else {
                continue;
            };
            rarity.blueprints += 1.0;
            let texts = blueprint.domains.iter().flat_map(|domain| {
                let objectives = domain.objectives.iter().map(|objective| &objective.title);
                std::iter::once(&domain.title).chain(objectives)
            });
            let terms: BTreeSet<Term> = texts.flat_map(|text| reader.terms(text)).collect();
            for term in terms {
                *rarity.using.entry(term).or_default() += 1.0;
            }
        }
        rarity
    }

    /// The inverse document frequency, `ln((blueprints + 1) / (blueprints with the term + 1/2))`,
    /// which is positive even for a term in every blueprint.
    fn weight(&self, term: Term) -> f64 {
        let using = self.using.get(&term).copied().unwrap_or_default();
        ((self.blueprints + 1.0) / (using + 0.5)).ln()
    }
}

/// An even sample of the exams.
fn sampled(exams: &[ExamEntry]) -> impl Iterator<Item = &ExamEntry> {
    let step = exams.len().div_ceil(RARITY_SAMPLE).max(1);
    exams.iter().step_by(step)
}

fn newest(exam: &Exam) -> Option<&Blueprint> {
    exam.blueprints
        .iter()
        .filter(|blueprint| {
            blueprint.standing == BlueprintStanding::Official && !blueprint.domains.is_empty()
        })
        .max_by_key(|blueprint| blueprint.effective_from.latest())
}
