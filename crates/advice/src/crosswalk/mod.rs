//! Which domains of one blueprint continue which of another, and what that means for content that
//! is tagged with them.
//!
//! Within an exam, domains and objectives with the same key are the same. What has no such partner,
//! and everything between an exam and its successor, is compared by its words (see
//! [`catalogue::BlueprintTerms`]). All parts of a domain are accounted for: its shares add up to
//! exactly 1, the part that nothing continues included.

mod impact;
mod matching;
mod reading;
mod share;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use catalogue::{Catalogue, ExamIndex, described_enum};

pub use self::{
    impact::{ImpactOutcome, Tag, TagImpact, TagName, TargetTag, impact},
    reading::BlueprintVersion,
    share::Share,
};
use self::{
    matching::{Part, domain_parts, objective_parts},
    reading::Reading,
    share::apportion,
};
use crate::succession::successor_line;

described_enum! {
    /// Why a domain or objective of a blueprint is said to continue one of another.
    pub enum CrosswalkBasis {
        /// The keys are the same, of the domains or of most objectives that say so.
        SameKey,
        /// Objectives have the same text.
        SameText,
        /// Titles or objectives have similar words.
        SimilarText,
        /// Its domain continues there; the objective itself is not found.
        OfItsDomain,
    }
}

/// How the titles of domains count against their objectives between exams: as much as all
/// objectives together, as in [`catalogue::DomainTerms`].
const TITLE_AMOUNT: f64 = 0.5;

/// Which domains of one blueprint continue which of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainCrosswalk {
    /// The first blueprint.
    pub from: BlueprintVersion,
    /// The second blueprint.
    pub to: BlueprintVersion,
    /// Each domain of the first blueprint, in its order.
    pub rows: Vec<CrosswalkRow>,
}

/// Where a domain continues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrosswalkRow {
    /// The domains of the second blueprint that continue it, the largest share first. Empty if none
    /// does.
    pub targets: Vec<CrosswalkTarget>,
    /// The share that no domain continues. It and the shares of the targets add up to exactly 1.
    pub unmatched: Share,
    /// How sure the row is: the confidences of its parts, by their shares.
    pub confidence: Share,
}

/// A domain that continues a part of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CrosswalkTarget {
    /// The index of the domain in the second blueprint.
    pub domain: usize,
    /// The share of the first domain that it continues.
    pub share: Share,
    /// How sure that is: 1 for equal keys, 0.95 for equal texts, else lower, by
    /// how similar the words are.
    pub confidence: Share,
    /// The basis of the largest part.
    pub basis: CrosswalkBasis,
}

/// The crosswalk between two blueprints, of one exam or of two.
///
/// `None` if the snapshot lacks one of them, or either has no domains.
pub fn domain_crosswalk(
    catalogue: &Catalogue,
    from: BlueprintVersion,
    to: BlueprintVersion,
) -> Option<DomainCrosswalk> {
    let matched = Matched::of(catalogue, from, to)?;
    Some(DomainCrosswalk {
        from,
        to,
        rows: matched.rows,
    })
}

/// Whether two exams are the same, or one follows the other, over any number of successors.
pub fn is_succession(catalogue: &Catalogue, left: ExamIndex, right: ExamIndex) -> bool {
    successor_line(catalogue, left).contains(&right)
        || successor_line(catalogue, right).contains(&left)
}

/// Where everything of one blueprint is found in another.
pub(crate) struct Matched {
    /// Where each domain continues.
    rows: Vec<CrosswalkRow>,
    /// Where each objective of each domain is found.
    objectives: Vec<Vec<Vec<Part>>>,
}

impl Matched {
    fn of(catalogue: &Catalogue, from: BlueprintVersion, to: BlueprintVersion) -> Option<Self> {
        let mut source = Reading::of(catalogue, from)?;
        let mut target = Reading::of(catalogue, to)?;
        if source.domains.is_empty() || target.domains.is_empty() {
            return None;
        }
        source.tell_apart(&mut target, catalogue);
        let same_exam = from.exam == to.exam;
        let domains = domain_parts(&source, &target, same_exam);
        let objectives: Vec<Vec<Vec<Part>>> = domains
            .iter()
            .enumerate()
            .map(|(domain, parts)| objective_parts(&source, domain, &target, same_exam, parts))
            .collect();
        let rows = domains.iter().zip(&objectives);
        let rows = rows.map(|(domain, objectives)| row(domain, objectives, same_exam));
        Some(Self {
            rows: rows.collect(),
            objectives,
        })
    }
}

/// A row: the mean of the objectives, and between exams of the domain as such. Without objectives it
/// is the domain alone.
fn row(of_domain: &[Part], objectives: &[Vec<Part>], same_exam: bool) -> CrosswalkRow {
    let title = match (objectives.is_empty(), same_exam) {
        (true, _) => 1.0,
        (false, true) => 0.0,
        (false, false) => TITLE_AMOUNT,
    };
    #[expect(clippy::cast_precision_loss, reason = "a domain has few objectives")]
    let each = (1.0 - title) / objectives.len().max(1) as f64;
    let scaled = |part: &Part, by: f64| Part {
        amount: part.amount * by,
        ..*part
    };
    let of_domain = of_domain.iter().map(|part| scaled(part, title));
    let of_objectives = objectives.iter().flatten().map(|part| scaled(part, each));
    let parts = of_domain.chain(of_objectives);
    CrosswalkRow::of(parts.filter(|part| part.amount > 0.0))
}

/// The parts of a domain that are found in one other, or nowhere.
#[derive(Default)]
struct DomainSum {
    amount: f64,
    /// The confidences by amount.
    sure: f64,
    by_basis: BTreeMap<CrosswalkBasis, f64>,
}

impl DomainSum {
    /// The basis of the largest amount.
    fn basis(&self) -> CrosswalkBasis {
        let mut best = (CrosswalkBasis::OfItsDomain, 0.0);
        for (basis, amount) in &self.by_basis {
            if *amount > best.1 {
                best = (*basis, *amount);
            }
        }
        best.0
    }
}

impl CrosswalkRow {
    fn of(parts: impl Iterator<Item = Part>) -> Self {
        let mut sums: BTreeMap<Option<usize>, DomainSum> = BTreeMap::new();
        for part in parts {
            let sum = sums.entry(part.place.domain()).or_default();
            sum.amount += part.amount;
            sum.sure += part.amount * part.confidence;
            *sum.by_basis.entry(part.basis).or_default() += part.amount;
        }
        let amounts: Vec<f64> = sums.values().map(|sum| sum.amount).collect();
        let total: f64 = amounts.iter().sum();
        let sure: f64 = sums.values().map(|sum| sum.sure).sum();
        let mut row = Self {
            targets: Vec::new(),
            unmatched: Share::NONE,
            confidence: Share::nearest(sure / total),
        };
        for ((domain, sum), share) in sums.into_iter().zip(apportion(&amounts)) {
            match domain {
                None => row.unmatched = share,
                Some(_) if share == Share::NONE => {}
                Some(domain) => row.targets.push(CrosswalkTarget {
                    domain,
                    share,
                    confidence: Share::nearest(sum.sure / sum.amount),
                    basis: sum.basis(),
                }),
            }
        }
        row.targets
            .sort_by(|left, right| (right.share, left.domain).cmp(&(left.share, right.domain)));
        row
    }
}
