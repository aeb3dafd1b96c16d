//! A blueprint with the term vectors of its titles and objectives, as the matching needs it.

use std::collections::HashMap;

use catalogue::{
    Blueprint, Catalogue, Domain, DomainKey, ExamIndex, LocalRarity, ObjectiveKey,
    RelatednessProfile, TermVector, folded_objective,
};

/// A version of an exam's blueprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlueprintVersion {
    /// The exam.
    pub exam: ExamIndex,
    /// The index of the blueprint in the exam's record.
    pub index: usize,
}

impl BlueprintVersion {
    /// The version that a reference points to; `None` if it is not one of the exam's.
    pub fn of(catalogue: &Catalogue, exam: ExamIndex, blueprint: &Blueprint) -> Option<Self> {
        let index = catalogue.exam(exam).index_of(blueprint)?;
        Some(Self { exam, index })
    }

    /// Its record; `None` if the snapshot has no such version.
    pub fn record(self, catalogue: &Catalogue) -> Option<&Blueprint> {
        catalogue.exam(self.exam).record.blueprints.get(self.index)
    }
}

/// The place of an objective in a blueprint: the indexes of its domain and of itself there.
pub(super) type ObjectivePlace = (usize, usize);

pub(super) struct Reading<'a> {
    pub(super) domains: Vec<DomainReading<'a>>,
    by_key: HashMap<&'a ObjectiveKey, ObjectivePlace>,
    by_text: HashMap<String, Vec<ObjectivePlace>>,
}

pub(super) struct DomainReading<'a> {
    pub(super) record: &'a Domain,
    /// The terms of title and key.
    pub(super) title: TermVector,
    /// The terms of title, key and objectives: half from the former, half from the latter.
    pub(super) whole: TermVector,
    /// The likeness of the whole to the domains of the catalogue.
    pub(super) related: RelatednessProfile,
    /// The terms of each objective.
    pub(super) objectives: Vec<TermVector>,
    /// The folded title of each objective.
    pub(super) folded: Vec<String>,
}

impl<'a> Reading<'a> {
    pub(super) fn of(catalogue: &'a Catalogue, version: BlueprintVersion) -> Option<Self> {
        let record = version.record(catalogue)?;
        let mut by_key = HashMap::new();
        let mut by_text: HashMap<String, Vec<ObjectivePlace>> = HashMap::new();
        // Authors name continued content with the same words.
        let titles = record.domains.iter().map(|domain| {
            let key = domain.key.as_str().replace('-', " ");
            format!("{} {key}", domain.title)
        });
        let titles: Vec<String> = titles.collect();
        let texts = titles
            .iter()
            .zip(&record.domains)
            .flat_map(|(title, domain)| {
                let objectives = domain.objectives.iter().map(|own| own.title.as_str());
                std::iter::once(title.as_str()).chain(objectives)
            });
        let mut vectors = catalogue.terms_of_each(texts).into_iter();
        let mut domains = Vec::with_capacity(record.domains.len());
        for (place, domain) in record.domains.iter().enumerate() {
            let mut folded = Vec::with_capacity(domain.objectives.len());
            for (index, objective) in domain.objectives.iter().enumerate() {
                if let Some(key) = &objective.key {
                    by_key.insert(key, (place, index));
                }
                let text = folded_objective(&objective.title);
                folded.push(text.clone());
                by_text.entry(text).or_default().push((place, index));
            }
            domains.push(DomainReading {
                record: domain,
                title: vectors.next().unwrap_or_default(),
                whole: TermVector::default(),
                related: RelatednessProfile::default(),
                objectives: vectors.by_ref().take(folded.len()).collect(),
                folded,
            });
        }
        Some(Self {
            domains,
            by_key,
            by_text,
        })
    }

    /// Weighs the terms of two blueprints by how many of their domains use them.
    pub(super) fn tell_apart(&mut self, other: &mut Self, catalogue: &Catalogue) {
        let mut rarity = LocalRarity::default();
        for domain in self.domains.iter().chain(&other.domains) {
            rarity.add_group(std::iter::once(&domain.title).chain(&domain.objectives));
        }
        for domain in self.domains.iter_mut().chain(&mut other.domains) {
            domain.title = rarity.weigh(&domain.title);
            for objective in &mut domain.objectives {
                *objective = rarity.weigh(objective);
            }
            let objectives = domain.objectives.iter().map(|own| (own, 1.0));
            let objectives = TermVector::combined(objectives);
            domain.whole = TermVector::combined([(&domain.title, 1.0), (&objectives, 1.0)]);
            domain.related = catalogue.related_domains(&domain.whole);
        }
    }

    /// The domain with a key.
    pub(super) fn domain(&self, key: &DomainKey) -> Option<usize> {
        self.domains.iter().position(|own| own.record.key == *key)
    }

    /// The objective with a key.
    pub(super) fn objective(&self, key: &ObjectiveKey) -> Option<ObjectivePlace> {
        self.by_key.get(key).copied()
    }

    /// The objectives with a folded text.
    pub(super) fn with_text(&self, folded: &str) -> &[ObjectivePlace] {
        self.by_text.get(folded).map_or(&[], Vec::as_slice)
    }
}
