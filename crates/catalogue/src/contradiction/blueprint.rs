//! Blueprints with impossible weights, and blueprints that differ from the vendor's.

use super::{
    Claim, Contradiction, ContradictionRule, ContradictionSubject, Severity, identity, source_title,
};
use crate::{
    blueprint::{Blueprint, BlueprintStanding, Domain, in_force},
    index::{ExamIndex, VendorIndex},
    linked::LinkedRecords,
    quantity::{Tenths, WeightRange},
    source::Confidence,
};

/// Whether most blueprints read from the vendor's own text have ranges instead of single weights.
pub(super) fn vendor_gives_ranges(catalogue: &LinkedRecords, vendor: VendorIndex) -> bool {
    let (mut with_ranges, mut with_weights) = (0_usize, 0_usize);
    for exam in &catalogue.vendor(vendor).exams {
        let own = catalogue.exam(*exam).record.blueprints.iter();
        let own = own.filter(|blueprint| {
            blueprint.standing == BlueprintStanding::Official && is_vendors_text(blueprint)
        });
        for blueprint in own {
            with_weights += usize::from(weights(blueprint).next().is_some());
            with_ranges += usize::from(weights(blueprint).any(is_range));
        }
    }
    with_ranges * 2 > with_weights
}

fn is_vendors_text(blueprint: &Blueprint) -> bool {
    matches!(
        blueprint.evidence.confidence,
        Confidence::Official | Confidence::VendorApi
    )
}

fn weights(blueprint: &Blueprint) -> impl Iterator<Item = WeightRange> {
    blueprint.domains.iter().filter_map(|domain| domain.weight)
}

fn is_range(weight: WeightRange) -> bool {
    weight.min() < weight.max()
}

/// The contradictions within and between the blueprints of an exam.
pub(super) fn contradictions(
    catalogue: &LinkedRecords,
    exam: ExamIndex,
    vendor_gives_ranges: impl Fn() -> bool,
) -> Vec<Contradiction> {
    let blueprints = &catalogue.exam(exam).record.blueprints;
    let mut found = Vec::new();
    for index in 0..blueprints.len() {
        let blueprint = BlueprintCheck {
            catalogue,
            exam,
            blueprints,
            index,
        };
        found.extend(blueprint.impossible_weights());
        match blueprint.rival() {
            Some(rival) => found.extend(blueprint.against(rival)),
            None => found.extend(blueprint.flattened_alone(&vendor_gives_ranges)),
        }
    }
    found
}

/// One blueprint of an exam.
struct BlueprintCheck<'a> {
    catalogue: &'a LinkedRecords,
    exam: ExamIndex,
    blueprints: &'a [Blueprint],
    index: usize,
}

/// A domain that two blueprints share, by its index in each.
struct SharedDomain {
    own: usize,
    rival: usize,
}

impl BlueprintCheck<'_> {
    fn record(&self) -> &Blueprint {
        &self.blueprints[self.index]
    }

    fn is_official(&self) -> bool {
        self.record().standing == BlueprintStanding::Official
    }

    fn code(&self) -> &str {
        self.catalogue.exam(self.exam).record.code.as_str()
    }

    fn claim(&self, blueprint: usize, domains: Vec<usize>) -> Claim {
        Claim::Blueprint {
            exam: self.exam,
            blueprint,
            domains,
        }
    }

    fn found(&self, rule: ContradictionRule, severity: Severity, message: String) -> Contradiction {
        let about = self.catalogue.exam(self.exam).identity;
        Contradiction {
            identity: identity(rule, about, &self.record().version),
            rule,
            severity,
            subject: ContradictionSubject::Exam(self.exam),
            exams: vec![self.exam],
            message,
            claims: vec![],
            served: None,
            why: String::new(),
        }
    }

    /// Weights of a blueprint that no split satisfies.
    fn impossible_weights(&self) -> Option<Contradiction> {
        let record = self.record();
        let hundred = Tenths::whole(100);
        let sum_of_mins: Tenths = weights(record).map(WeightRange::min).sum();
        let sum_of_maxes: Tenths = weights(record).map(WeightRange::max).sum();
        let complete = record.weight_check().is_some();
        let too_much = sum_of_mins > hundred;
        let too_little = complete && sum_of_maxes < hundred;
        let impossible = match record.weight_check() {
            Some(check) => !check.feasible,
            None => too_much,
        };
        if !impossible {
            return None;
        }
        let (code, version) = (self.code(), &record.version);
        let single = !weights(record).any(is_range);
        let whole = weights(record).all(|weight| weight.min().tenths() % 10 == 0);
        let (rule, message, rounded) = if single && complete && (too_much || too_little) {
            let off = (sum_of_mins.tenths() - hundred.tenths()).unsigned_abs();
            // A weight rounded to a whole point is off by at most half a point.
            let rounded = whole && off <= 5 * record.domains.len() as u64;
            let cause = if rounded {
                "; rounding can explain it"
            } else {
                ""
            };
            let message = format!(
                "{code}, blueprint {version}: the weights add up to {sum_of_mins} percent{cause}."
            );
            (ContradictionRule::WeightSum, message, rounded)
        } else {
            let cause = if too_much {
                let known = if complete { "" } else { "known " };
                format!("the {known}lower ends alone add up to {sum_of_mins} percent")
            } else if too_little {
                format!("even the upper ends add up to {sum_of_maxes} percent only")
            } else {
                "a domain weighs nothing".to_owned()
            };
            let message = format!("{code}, blueprint {version}: {cause}.");
            (ContradictionRule::InfeasibleWeights, message, false)
        };
        let severity = match (rounded || !self.is_official(), record.effective_until) {
            (true, _) => Severity::Low,
            (false, Some(_)) => Severity::Medium,
            (false, None) => Severity::High,
        };
        let every = (0..record.domains.len()).collect();
        let claim = self.claim(self.index, every);
        let (served, why) = if self.is_official() {
            let why = "Answers give the weights as they are published and mark the blueprint \
                       (weightCheck); they are never changed to fit.";
            (Some(claim.clone()), why)
        } else {
            (
                None,
                "Answers never follow a blueprint that is only claimed.",
            )
        };
        Some(Contradiction {
            claims: vec![claim],
            served,
            why: why.to_owned(),
            ..self.found(rule, severity, message)
        })
    }

    /// The blueprint with which a claimed one is compared: the vendor's at the same time, otherwise
    /// the vendor's first, otherwise the first claimed one.
    fn rival(&self) -> Option<usize> {
        if self.is_official() {
            return None;
        }
        let day = self.record().effective_from.latest();
        let official = self
            .blueprints
            .iter()
            .filter(|other| other.standing == BlueprintStanding::Official);
        let rival = in_force(self.blueprints, day)
            .or_else(|| official.min_by_key(|other| other.effective_from.latest()))
            .or_else(|| self.blueprints.first())?;
        let index = self
            .blueprints
            .iter()
            .position(|other| std::ptr::eq(other, rival))?;
        (index != self.index).then_some(index)
    }

    /// The domains of both blueprints, matched by key, otherwise by title.
    fn shared(&self, rival: &Blueprint) -> Vec<SharedDomain> {
        let own = &self.record().domains;
        let same_title =
            |one: &Domain, other: &Domain| one.title.to_lowercase() == other.title.to_lowercase();
        let find = |domain: &Domain| {
            let by_key = rival
                .domains
                .iter()
                .position(|other| other.key == domain.key);
            by_key.or_else(|| {
                rival.domains.iter().position(|other| {
                    same_title(other, domain) && !own.iter().any(|third| third.key == other.key)
                })
            })
        };
        own.iter()
            .enumerate()
            .filter_map(|(index, domain)| {
                find(domain).map(|rival| SharedDomain { own: index, rival })
            })
            .collect()
    }

    /// The differences of a claimed blueprint from its rival.
    fn against(&self, rival: usize) -> Vec<Contradiction> {
        let other = &self.blueprints[rival];
        let shared = self.shared(other);
        let (own, its) = (&self.record().domains, &other.domains);
        let mut flattened = Vec::new();
        let mut different = Vec::new();
        for pair in shared.iter().map(|pair| (pair.own, pair.rival)) {
            let (Some(claimed), Some(published)) = (own[pair.0].weight, its[pair.1].weight) else {
                continue;
            };
            let within = published.min() <= claimed.min() && claimed.max() <= published.max();
            if is_range(published) && !is_range(claimed) && within {
                flattened.push(pair);
            } else if claimed != published {
                different.push(pair);
            }
        }
        let mut found = Vec::new();
        if !flattened.is_empty() {
            let message = format!(
                "{}: {} gives single weights where the blueprint {} has ranges: {}{}.",
                self.code(),
                source_title(self.catalogue, &self.record().evidence),
                other.version,
                self.weights_side_by_side(rival, &flattened),
                self.which_end(rival, &flattened),
            );
            let rule = ContradictionRule::FlattenedWeights;
            found.push(self.between(rival, rule, Severity::Medium, message, &flattened));
        }
        if !different.is_empty() {
            let message = format!(
                "{}: {} gives other weights than the blueprint {}: {}.",
                self.code(),
                source_title(self.catalogue, &self.record().evidence),
                other.version,
                self.weights_side_by_side(rival, &different),
            );
            let rule = ContradictionRule::WeightDisagreement;
            found.push(self.between(rival, rule, Severity::Medium, message, &different));
        }
        found.extend(self.other_domains(rival, &shared));
        found
    }

    /// Domains that only one of the blueprints has, or that have different titles.
    fn other_domains(&self, rival: usize, shared: &[SharedDomain]) -> Option<Contradiction> {
        let other = &self.blueprints[rival];
        let (own, its) = (&self.record().domains, &other.domains);
        let only_own: Vec<usize> = (0..own.len())
            .filter(|index| shared.iter().all(|pair| pair.own != *index))
            .collect();
        let only_its: Vec<usize> = (0..its.len())
            .filter(|index| shared.iter().all(|pair| pair.rival != *index))
            .collect();
        let renamed: Vec<(usize, usize)> = shared
            .iter()
            .map(|pair| (pair.own, pair.rival))
            .filter(|pair| own[pair.0].title.to_lowercase() != its[pair.1].title.to_lowercase())
            .collect();
        let source = source_title(self.catalogue, &self.record().evidence);
        let rule = ContradictionRule::OutlineDisagreement;
        let code = self.code();
        if only_own.is_empty() && only_its.is_empty() {
            if renamed.is_empty() {
                return None;
            }
            let titles: Vec<String> = renamed
                .iter()
                .map(|pair| format!("\"{}\", not \"{}\"", own[pair.0].title, its[pair.1].title))
                .collect();
            let message = format!(
                "{code}: {source} words domains otherwise than the blueprint {}: {}.",
                other.version,
                titles.join("; ")
            );
            return Some(self.between(rival, rule, Severity::Low, message, &renamed));
        }
        let titles = |domains: &[Domain], indexes: &[usize]| {
            let titles: Vec<String> = indexes
                .iter()
                .map(|index| format!("\"{}\"", domains[*index].title))
                .collect();
            if titles.is_empty() {
                "none".to_owned()
            } else {
                titles.join(", ")
            }
        };
        let message = format!(
            "{code}: {source} names {} domains, the blueprint {} has {}; only the first has: {}; \
             only the second has: {}.",
            own.len(),
            other.version,
            its.len(),
            titles(own, &only_own),
            titles(its, &only_its),
        );
        let mut contradiction = self.between(rival, rule, Severity::High, message, &[]);
        contradiction.claims = vec![
            self.claim(rival, (0..its.len()).collect()),
            self.claim(self.index, (0..own.len()).collect()),
        ];
        Some(contradiction)
    }

    /// A contradiction with another blueprint about pairs of domains, given as own and other index.
    fn between(
        &self,
        rival: usize,
        rule: ContradictionRule,
        severity: Severity,
        message: String,
        pairs: &[(usize, usize)],
    ) -> Contradiction {
        let other = &self.blueprints[rival];
        let its = self.claim(rival, pairs.iter().map(|pair| pair.1).collect());
        let own = self.claim(self.index, pairs.iter().map(|pair| pair.0).collect());
        let official = other.standing == BlueprintStanding::Official;
        let why = if official {
            format!(
                "Answers follow the blueprint {}, which is the vendor's; one that a source only \
                 claims is never in force.",
                other.version
            )
        } else {
            "Answers follow neither: both are only claimed.".to_owned()
        };
        let every = (0..other.domains.len()).collect();
        Contradiction {
            claims: vec![its, own],
            served: official.then(|| self.claim(rival, every)),
            why,
            ..self.found(rule, severity, message)
        }
    }

    fn weights_side_by_side(&self, rival: usize, pairs: &[(usize, usize)]) -> String {
        let (own, its) = (&self.record().domains, &self.blueprints[rival].domains);
        let text = |weight: Option<WeightRange>| {
            weight.map_or_else(|| "unknown".to_owned(), |weight| weight.to_string())
        };
        let sides: Vec<String> = pairs
            .iter()
            .map(|pair| {
                let (claimed, published) = (own[pair.0].weight, its[pair.1].weight);
                format!(
                    "{} {}, not {}",
                    its[pair.1].title,
                    text(claimed),
                    text(published)
                )
            })
            .collect();
        sides.join("; ")
    }

    /// Whether all single weights are the same end of the vendor's ranges.
    fn which_end(&self, rival: usize, pairs: &[(usize, usize)]) -> &'static str {
        let (own, its) = (&self.record().domains, &self.blueprints[rival].domains);
        let all = |of: fn(WeightRange) -> i64| {
            pairs.iter().all(|pair| {
                let claimed = own[pair.0].weight.map(|weight| weight.min().tenths() * 2);
                claimed == its[pair.1].weight.map(of)
            })
        };
        if all(|range| range.min().tenths() * 2) {
            " (always the lower end)"
        } else if all(|range| range.max().tenths() * 2) {
            " (always the upper end)"
        } else if all(|range| range.min().tenths() + range.max().tenths()) {
            " (always the middle)"
        } else {
            ""
        }
    }

    /// Single weights from another source, where the vendor publishes ranges.
    fn flattened_alone(&self, vendor_gives_ranges: &impl Fn() -> bool) -> Option<Contradiction> {
        let record = self.record();
        let single = weights(record).next().is_some() && !weights(record).any(is_range);
        if is_vendors_text(record) || !single || !vendor_gives_ranges() {
            return None;
        }
        let message = format!(
            "{}, blueprint {}: {} gives single weights, though the vendor publishes ranges.",
            self.code(),
            record.version,
            source_title(self.catalogue, &record.evidence),
        );
        let weighed =
            (0..record.domains.len()).filter(|index| record.domains[*index].weight.is_some());
        let claim = self.claim(self.index, weighed.collect());
        let (served, why) = if self.is_official() {
            let why = "Answers give the single weights because no ranges have been read.";
            (Some(claim.clone()), why)
        } else {
            (
                None,
                "Answers never follow a blueprint that is only claimed.",
            )
        };
        let rule = ContradictionRule::FlattenedWeights;
        Some(Contradiction {
            claims: vec![claim],
            served,
            why: why.to_owned(),
            ..self.found(rule, Severity::Medium, message)
        })
    }
}
