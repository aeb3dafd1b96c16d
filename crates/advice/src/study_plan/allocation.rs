//! Allocation of hours: to domains by weight, and to the blocks of a published plan.

use super::PlannedDomain;
use catalogue::{Catalogue, Day, ExamIndex, StudyPlan, Tenths, TermVector};

/// Hours for one subject, in the order of study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    /// The index of the block in the published plan.
    pub(super) block: Option<usize>,
    /// The index of the domain in the blueprint.
    pub(super) domain: Option<usize>,
    /// The hours in tenths.
    pub(super) tenths: i64,
}

/// Divides a whole number in proportion to weights by the largest remainder method (Hamilton): each
/// part gets its whole quota, and the rest goes one by one to the largest fractions, ties to the
/// first. The parts add up exactly.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "hours in tenths lie far below 2^52"
)]
pub(super) fn in_proportion(number: i64, weights: &[f64]) -> Vec<i64> {
    let sum: f64 = weights.iter().sum();
    let due = |weight: &f64| {
        let share = if sum > 0.0 {
            weight / sum
        } else {
            1.0 / weights.len() as f64
        };
        number as f64 * share
    };
    let dues: Vec<f64> = weights.iter().map(due).collect();
    let mut parts: Vec<i64> = dues.iter().map(|due| due.floor() as i64).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|one, other| dues[*other].fract().total_cmp(&dues[*one].fract()));
    let mut rest = number - parts.iter().sum::<i64>();
    for index in order.into_iter().cycle() {
        if rest <= 0 {
            break;
        }
        parts[index] += 1;
        rest -= 1;
    }
    parts
}

/// One segment for each domain; a single segment if no blueprint is known.
pub(super) fn segments_of_domains(domains: &[PlannedDomain], total: Tenths) -> Vec<Segment> {
    if domains.is_empty() {
        return vec![Segment {
            block: None,
            domain: None,
            tenths: total.tenths(),
        }];
    }
    let segment = |domain: &PlannedDomain| Segment {
        block: None,
        domain: Some(domain.index),
        tenths: domain.hours.tenths(),
    };
    domains.iter().map(segment).collect()
}

/// One block after the other. Blocks keep their proportions and domains theirs: the hours of a
/// block go to the domains that are most similar to its topics, as long as these have hours left.
pub(super) fn segments_of_blocks(
    catalogue: &Catalogue,
    exam: ExamIndex,
    day: Day,
    plan: &StudyPlan,
    domains: &[PlannedDomain],
    total: Tenths,
) -> Vec<Segment> {
    let of_blocks: Vec<f64> = plan.blocks.iter().map(|block| block.hours.into()).collect();
    let mut of_blocks = in_proportion(total.tenths(), &of_blocks);
    if domains.is_empty() {
        let segment = |(block, tenths)| Segment {
            block: Some(block),
            domain: None,
            tenths,
        };
        return of_blocks.into_iter().enumerate().map(segment).collect();
    }
    let mut of_domains: Vec<i64> = domains.iter().map(|domain| domain.hours.tenths()).collect();
    let mut segments = Vec::new();
    for (block, domain) in nearest_first(catalogue, exam, day, plan, domains) {
        let tenths = of_blocks[block].min(of_domains[domain]);
        if tenths > 0 {
            of_blocks[block] -= tenths;
            of_domains[domain] -= tenths;
            segments.push(Segment {
                block: Some(block),
                domain: Some(domain),
                tenths,
            });
        }
    }
    segments.sort_by_key(|segment| (segment.block, segment.domain));
    segments
}

/// Every pair of a block and a domain, by similarity, then in order.
fn nearest_first(
    catalogue: &Catalogue,
    exam: ExamIndex,
    day: Day,
    plan: &StudyPlan,
    domains: &[PlannedDomain],
) -> Vec<(usize, usize)> {
    let nothing = TermVector::default();
    let blueprint = catalogue.blueprint_terms(exam, day);
    let terms_of_domain = |index: usize| {
        let domains = blueprint.map(|blueprint| blueprint.domains.iter());
        let domain = domains
            .into_iter()
            .flatten()
            .find(|domain| domain.index == index);
        domain.map_or(&nothing, |domain| &domain.terms)
    };
    let mut pairs = Vec::new();
    for (block, record) in plan.blocks.iter().enumerate() {
        let topics = catalogue.terms_of(record.topics.iter().chain(&record.labs));
        for domain in domains {
            let alike = topics.dot(terms_of_domain(domain.index));
            pairs.push((alike, block, domain.index));
        }
    }
    pairs.sort_by(|one, other| {
        let order = other.0.total_cmp(&one.0);
        order.then_with(|| (one.1, one.2).cmp(&(other.1, other.2)))
    });
    pairs
        .into_iter()
        .map(|(_, block, domain)| (block, domain))
        .collect()
}
