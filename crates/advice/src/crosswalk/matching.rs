//! Where each domain and objective of a blueprint is found in another: by key, by equal text, else
//! by similar text.

use catalogue::{Domain, TermVector};

use super::{
    CrosswalkBasis,
    reading::{DomainReading, ObjectivePlace, Reading},
};

/// The least cosine of two objectives of which one continues the other.
const LEAST_OBJECTIVE_LIKENESS: f64 = 0.6;

/// The least likeness of two domains of which one continues the other.
const LEAST_DOMAIN_LIKENESS: f64 = 0.08;

/// How much the relatedness of two domains counts against the cosine of their words.
const RELATEDNESS: f64 = 0.8;

/// How much a domain yields to another that is more like the same target: the exponent of its
/// likeness by the greatest one.
const YIELDING: f64 = 0.75;

/// Of several similar places, those count that are at least this part as similar as the best.
const NEAR_THE_BEST: f64 = 0.75;

/// How sure an equal text is; an equal key is certain.
const SAME_TEXT: f64 = 0.95;

/// How sure the continuation of a domain says where an objective is that is not found by itself.
const OF_ITS_DOMAIN: f64 = 0.6;

/// Where a part of a domain or of an objective is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Place {
    /// In an objective.
    Objective(ObjectivePlace),
    /// In a domain, in none of its objectives.
    Domain(usize),
    /// Nowhere.
    Nowhere,
}

impl Place {
    /// The domain.
    pub(super) fn domain(self) -> Option<usize> {
        match self {
            Self::Objective((domain, _)) | Self::Domain(domain) => Some(domain),
            Self::Nowhere => None,
        }
    }
}

/// A part of a domain or of an objective, and where it is found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    pub(super) place: Place,
    /// Its share; the parts of a whole add up to about 1.
    pub(super) amount: f64,
    /// How sure that is, 0 to 1.
    pub(super) confidence: f64,
    pub(super) basis: CrosswalkBasis,
}

impl Part {
    fn whole(place: Place, confidence: f64, basis: CrosswalkBasis) -> Vec<Self> {
        vec![Self {
            place,
            amount: 1.0,
            confidence,
            basis,
        }]
    }
}

/// Where each domain as such is found, by its key and its words.
pub(super) fn domain_parts(
    from: &Reading<'_>,
    to: &Reading<'_>,
    same_exam: bool,
) -> Vec<Vec<Part>> {
    let likeness: Vec<Vec<f64>> = from
        .domains
        .iter()
        .map(|own| to.domains.iter().map(|other| alike(own, other)).collect())
        .collect();
    let greatest = |target: usize| {
        let column = likeness.iter().map(|row| row[target]);
        column.fold(0.0, f64::max)
    };
    let greatest: Vec<f64> = (0..to.domains.len()).map(greatest).collect();
    let rows = from.domains.iter().zip(&likeness);
    rows.map(|(own, row)| {
        if same_exam && let Some(found) = to.domain(&own.record.key) {
            return Part::whole(Place::Domain(found), 1.0, CrosswalkBasis::SameKey);
        }
        let found = row.iter().zip(&greatest).enumerate();
        let found = found.filter(|(_, (likeness, _))| **likeness >= LEAST_DOMAIN_LIKENESS);
        let found = found.map(|(target, (likeness, greatest))| Likeness {
            place: Place::Domain(target),
            weight: likeness * (likeness / greatest).powf(YIELDING),
            confidence: likeness / (1.0 + RELATEDNESS),
        });
        let best = row.iter().copied().fold(0.0, f64::max) / (1.0 + RELATEDNESS);
        similar(found.collect(), best)
    })
    .collect()
}

/// How alike two domains are, 0 to 1 + [`RELATEDNESS`].
fn alike(own: &DomainReading<'_>, other: &DomainReading<'_>) -> f64 {
    let words = f64::midpoint(own.title.dot(&other.title), own.whole.dot(&other.whole));
    words + RELATEDNESS * own.related.cosine(&other.related)
}

/// Where each objective of a domain is found. `of_domain` is where the domain as such is.
pub(super) fn objective_parts(
    from: &Reading<'_>,
    domain: usize,
    to: &Reading<'_>,
    same_exam: bool,
    of_domain: &[Part],
) -> Vec<Vec<Part>> {
    let own = &from.domains[domain];
    let texts = own.folded.iter().zip(&own.objectives);
    let objectives = own.record.objectives.iter().zip(texts);
    objectives
        .map(|(objective, (folded, terms))| {
            let by_key = objective.key.as_ref().filter(|_| same_exam);
            if let Some(found) = by_key.and_then(|key| to.objective(key)) {
                return Part::whole(Place::Objective(found), 1.0, CrosswalkBasis::SameKey);
            }
            if let Some(found) = same_text(own.record, to, folded) {
                let place = Place::Objective(found);
                return Part::whole(place, SAME_TEXT, CrosswalkBasis::SameText);
            }
            let found = likenesses(terms, to);
            if !found.is_empty() {
                return similar(found, 0.0);
            }
            let continued = of_domain.iter().map(|part| Part {
                confidence: part.confidence * OF_ITS_DOMAIN,
                basis: CrosswalkBasis::OfItsDomain,
                ..*part
            });
            continued.collect()
        })
        .collect()
}

/// The objective with the same text, in the domain of the same key if there are several.
fn same_text(domain: &Domain, to: &Reading<'_>, folded: &str) -> Option<ObjectivePlace> {
    let found = to.with_text(folded);
    let in_domain = |place: &&ObjectivePlace| to.domains[place.0].record.key == domain.key;
    found
        .iter()
        .find(in_domain)
        .or_else(|| found.first())
        .copied()
}

/// The places that are similar enough to an objective.
fn likenesses(terms: &TermVector, to: &Reading<'_>) -> Vec<Likeness> {
    let mut found = Vec::new();
    for (domain, reading) in to.domains.iter().enumerate() {
        let objectives = reading.objectives.iter().enumerate();
        let objectives =
            objectives.map(|(index, other)| (Place::Objective((domain, index)), other));
        let title = std::iter::once((Place::Domain(domain), &reading.title));
        for (place, other) in objectives.chain(title) {
            let cosine = terms.dot(other);
            if cosine >= LEAST_OBJECTIVE_LIKENESS {
                found.push(Likeness {
                    place,
                    weight: cosine,
                    confidence: cosine.min(SAME_TEXT),
                });
            }
        }
    }
    found
}

/// A similar place.
struct Likeness {
    place: Place,
    weight: f64,
    confidence: f64,
}

/// The places nearly as similar as the best, in proportion to the square of their weights; nowhere
/// if there are none, the surer the less similar the `best` of all was.
fn similar(mut found: Vec<Likeness>, best: f64) -> Vec<Part> {
    let greatest = found.iter().map(|own| own.weight).fold(0.0, f64::max);
    if greatest <= 0.0 {
        let confidence = (1.0 - best).max(0.0);
        return Part::whole(Place::Nowhere, confidence, CrosswalkBasis::SimilarText);
    }
    found.retain(|own| own.weight >= greatest * NEAR_THE_BEST);
    let total: f64 = found.iter().map(|own| own.weight * own.weight).sum();
    found
        .into_iter()
        .map(|own| Part {
            place: own.place,
            amount: own.weight * own.weight / total,
            confidence: own.confidence,
            basis: CrosswalkBasis::SimilarText,
        })
        .collect()
}
