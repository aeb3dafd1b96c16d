//! What a change of blueprints means for content that partners tagged with domains and objectives.

use std::collections::{BTreeMap, HashMap};

use catalogue::{
    Blueprint, BlueprintStanding, Catalogue, Day, DomainKey, ExamIndex, LifecycleState,
    ObjectiveKey, blueprint_to_study, described_enum,
};

use super::{
    BlueprintVersion, CrosswalkBasis, Matched, Share,
    matching::{Part, Place},
    share::apportion,
};
use crate::cancellation::Cancel;

/// The least share of a tag's content that makes a target of its own.
const LEAST_TARGET: f64 = 0.15;

/// The least share of a tag's content that must continue; below it the tag is dropped.
const LEAST_CONTINUED: f64 = 0.2;

/// The most lines of successors that are followed from one exam.
const MAX_ROUTES: usize = 8;

described_enum! {
    /// What to do with content that is tagged with a domain or an objective.
    pub enum ImpactOutcome {
        /// The tag stays as it is.
        Keep,
        /// The tag stays; its title has changed.
        Rename,
        /// The content belongs under another tag, or under the same key in another domain.
        Move,
        /// The content is divided among several tags: look at each item.
        Split,
        /// The content belongs under another tag, together with that of other tags.
        Merge,
        /// Nothing continues it: retire the content, or look at it again.
        Drop,
    }
}

/// The name of a tag within its exam.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TagName {
    /// A domain.
    Domain(DomainKey),
    /// An objective.
    Objective(ObjectiveKey),
}

/// A tag of a partner's content.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tag {
    /// The exam.
    pub exam: ExamIndex,
    /// The domain or objective.
    pub name: TagName,
    /// The version of the blueprint that the tag was made for; `None` for the one in force on the
    /// first day.
    pub version: Option<String>,
}

/// A tag to use from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TargetTag {
    /// The blueprint that has it.
    pub version: BlueprintVersion,
    /// The index of the domain.
    pub domain: usize,
    /// The index of the objective in the domain; `None` for the domain itself.
    pub objective: Option<usize>,
    /// The share of the content that belongs there.
    pub share: Share,
    /// How sure that is.
    pub confidence: Share,
    /// The basis of the largest part.
    pub basis: CrosswalkBasis,
}

/// What a change means for a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagImpact {
    /// What to do; `None` when the exam has no such domain or objective, which the reason says.
    pub outcome: Option<ImpactOutcome>,
    /// The blueprint on the first day that has the tag.
    pub from: Option<BlueprintVersion>,
    /// The tags to use instead, the largest share first; of `KEEP` and `RENAME` the tag itself, of
    /// `DROP` none. The shares leave out what nothing continues, so they add up to at most 1.
    pub targets: Vec<TargetTag>,
    /// The reason, in a sentence.
    pub reason: String,
    /// How sure the outcome is.
    pub confidence: Share,
}

/// What the time from one day to another means for tags: in the order of the tags.
///
/// A tag is looked up in the blueprint of its exam that was in force on the first day, or in the
/// version that it names. It is followed to the blueprint in force on the second day, and if the
/// exam has retired by then, on to its successors. `None` if cancelled.
pub fn impact(
    catalogue: &Catalogue,
    tags: &[Tag],
    (from, to): (Day, Day),
    cancel: &dyn Cancel,
) -> Option<Vec<TagImpact>> {
    let mut follower = Follower {
        catalogue,
        to,
        cancel,
        matched: HashMap::new(),
        followed: HashMap::new(),
    };
    tags.iter()
        .map(|tag| follower.impact(tag, from))
        .collect::<Option<Vec<_>>>()
}

/// A place in a blueprint.
type Spot = (BlueprintVersion, Place);

/// The parts of one tag's content, by where they are now; `None` for nowhere.
type Parts = Vec<(Option<BlueprintVersion>, Part)>;

/// Where all domains or all objectives of a blueprint are on the second day.
type Followed = BTreeMap<Place, Parts>;

struct Follower<'a> {
    catalogue: &'a Catalogue,
    to: Day,
    cancel: &'a dyn Cancel,
    matched: HashMap<(BlueprintVersion, BlueprintVersion), Option<Matched>>,
    followed: HashMap<BlueprintVersion, Followed>,
}

impl Follower<'_> {
    fn impact(&mut self, tag: &Tag, from: Day) -> Option<TagImpact> {
        let blueprints = &self.catalogue.exam(tag.exam).record.blueprints;
        let named = match &tag.version {
            Some(version) => blueprints.iter().find(|own| own.version == *version),
            None => blueprint_to_study(blueprints, from),
        };
        // A tag may be older than the first day.
        let official = blueprints
            .iter()
            .rev()
            .filter(|own| tag.version.is_none() && own.standing == BlueprintStanding::Official);
        let mut versions = named.into_iter().chain(official);
        let found = versions.find_map(|own| {
            let version = BlueprintVersion::of(self.catalogue, tag.exam, own)?;
            Some((version, place_of(own, &tag.name)?))
        });
        let Some((version, place)) = found else {
            return Some(self.unknown(tag));
        };
        if !self.followed.contains_key(&version) {
            let followed = self.follow_all(version)?;
            self.followed.insert(version, followed);
        }
        let followed = self.followed.get(&version)?;
        Some(judged(self.catalogue, self.to, (version, place), followed))
    }

    fn unknown(&self, tag: &Tag) -> TagImpact {
        let code = &self.catalogue.exam(tag.exam).record.code;
        let what = match &tag.name {
            TagName::Domain(key) => format!("domain \"{key}\""),
            TagName::Objective(key) => format!("objective \"{key}\""),
        };
        let place = match &tag.version {
            Some(version) => format!("in its blueprint {version}"),
            None => "in any official blueprint".to_owned(),
        };
        TagImpact {
            outcome: None,
            from: None,
            targets: Vec::new(),
            reason: format!("{code} has no {what} {place}."),
            confidence: Share::NONE,
        }
    }

    /// Where everything of a blueprint is on the second day.
    fn follow_all(&mut self, version: BlueprintVersion) -> Option<Followed> {
        let record = version.record(self.catalogue)?;
        let routes = self.routes(version);
        let mut followed = Followed::new();
        for (domain, own) in record.domains.iter().enumerate() {
            let objectives =
                (0..own.objectives.len()).map(|index| Place::Objective((domain, index)));
            for place in std::iter::once(Place::Domain(domain)).chain(objectives) {
                if self.cancel.is_cancelled() {
                    return None;
                }
                let mut all = Parts::new();
                for route in &routes {
                    all.extend(self.follow(place, route));
                }
                #[expect(clippy::cast_precision_loss, reason = "there are few routes")]
                let each = routes.len().max(1) as f64;
                for (_, part) in &mut all {
                    part.amount /= each;
                }
                followed.insert(place, all);
            }
        }
        Some(followed)
    }

    /// The blueprints from a version to those of the second day: within the exam, and if it has
    /// retired, along each line of its successors.
    fn routes(&self, version: BlueprintVersion) -> Vec<Vec<BlueprintVersion>> {
        let mut routes = Vec::new();
        let mut open = vec![vec![version]];
        while let Some(route) = open.pop() {
            let Some(last) = route.last().copied() else {
                continue;
            };
            let mut route = route;
            let entry = self.catalogue.exam(last.exam);
            let now = self.newest(last.exam);
            if let Some(now) = now.filter(|now| *now != last) {
                route.push(now);
            }
            let next: Vec<BlueprintVersion> = entry
                .successors
                .iter()
                .filter(|exam| route.iter().all(|own| own.exam != **exam))
                .filter_map(|exam| self.newest(*exam))
                .collect();
            if entry.state(self.to) == LifecycleState::Retired {
                for next in next {
                    if routes.len() + open.len() < MAX_ROUTES {
                        let mut longer = route.clone();
                        longer.push(next);
                        open.push(longer);
                    }
                }
            } else {
                routes.push(route);
            }
        }
        routes.sort();
        routes
    }

    /// The blueprint of an exam on the second day, if it has domains.
    fn newest(&self, exam: ExamIndex) -> Option<BlueprintVersion> {
        let blueprints = &self.catalogue.exam(exam).record.blueprints;
        let found = blueprint_to_study(blueprints, self.to);
        let found = found.filter(|own| !own.domains.is_empty())?;
        BlueprintVersion::of(self.catalogue, exam, found)
    }

    /// The parts of a place at the end of a route.
    fn follow(&mut self, place: Place, route: &[BlueprintVersion]) -> Parts {
        let whole = Part {
            place,
            amount: 1.0,
            confidence: 1.0,
            basis: CrosswalkBasis::SameKey,
        };
        let mut parts = vec![(route.first().copied(), whole)];
        for hop in route.windows(2) {
            let key = (hop[0], hop[1]);
            let catalogue = self.catalogue;
            let matched = self
                .matched
                .entry(key)
                .or_insert_with(|| Matched::of(catalogue, hop[0], hop[1]));
            let nowhere = vec![Part {
                place: Place::Nowhere,
                amount: 1.0,
                confidence: 1.0,
                basis: CrosswalkBasis::SimilarText,
            }];
            let mut next = Parts::new();
            for (_, part) in parts {
                let then = match matched {
                    Some(matched) => matched.parts_of(part.place),
                    None => nowhere.clone(),
                };
                next.extend(then.into_iter().map(|then| {
                    let followed = Part {
                        place: then.place,
                        amount: part.amount * then.amount,
                        confidence: part.confidence * then.confidence,
                        // The weaker basis.
                        basis: part.basis.max(then.basis),
                    };
                    (Some(hop[1]), followed)
                }));
            }
            parts = next;
        }
        parts
    }
}

impl Matched {
    fn parts_of(&self, place: Place) -> Vec<Part> {
        match place {
            Place::Nowhere => vec![Part {
                place,
                amount: 1.0,
                confidence: 1.0,
                basis: CrosswalkBasis::SameKey,
            }],
            Place::Objective((domain, index)) => self.objectives[domain][index].clone(),
            Place::Domain(domain) => {
                let row = &self.rows[domain];
                let targets = row.targets.iter().map(|target| Part {
                    place: Place::Domain(target.domain),
                    amount: target.share.as_f64(),
                    confidence: target.confidence.as_f64(),
                    basis: target.basis,
                });
                let nowhere = (row.unmatched > Share::NONE).then(|| Part {
                    place: Place::Nowhere,
                    amount: row.unmatched.as_f64(),
                    confidence: row.confidence.as_f64(),
                    basis: CrosswalkBasis::SimilarText,
                });
                targets.chain(nowhere).collect()
            }
        }
    }
}

fn place_of(blueprint: &Blueprint, name: &TagName) -> Option<Place> {
    let mut domains = blueprint.domains.iter().enumerate();
    match name {
        TagName::Domain(key) => {
            let found = domains.find(|(_, domain)| domain.key == *key)?;
            Some(Place::Domain(found.0))
        }
        TagName::Objective(key) => domains.find_map(|(index, domain)| {
            let mut objectives = domain.objectives.iter();
            let found = objectives.position(|own| own.key.as_ref() == Some(key))?;
            Some(Place::Objective((index, found)))
        }),
    }
}

/// A place with its summed amount, its confidence by amount, and the basis of its largest part.
struct Sum {
    spot: Spot,
    amount: f64,
    sure: f64,
    basis: (CrosswalkBasis, f64),
}

/// The parts by place, the largest first, and the amount that is nowhere with its confidence.
fn sums(parts: &Parts) -> (Vec<Sum>, f64, f64) {
    let mut sums: Vec<Sum> = Vec::new();
    let (mut nowhere, mut sure) = (0.0, 0.0);
    for (version, part) in parts {
        let Some(version) = version.filter(|_| part.place != Place::Nowhere) else {
            nowhere += part.amount;
            sure += part.amount * part.confidence;
            continue;
        };
        let spot = (version, part.place);
        let found = sums.iter().position(|own| own.spot == spot);
        let found = found.unwrap_or_else(|| {
            sums.push(Sum {
                spot,
                amount: 0.0,
                sure: 0.0,
                basis: (part.basis, 0.0),
            });
            sums.len() - 1
        });
        let sum = &mut sums[found];
        sum.amount += part.amount;
        sum.sure += part.amount * part.confidence;
        if part.amount > sum.basis.1 {
            sum.basis = (part.basis, part.amount);
        }
    }
    sums.sort_by(|left, right| {
        let by_amount = right.amount.total_cmp(&left.amount);
        by_amount.then(left.spot.cmp(&right.spot))
    });
    (sums, nowhere, sure)
}

/// Turns the parts of a tag into an outcome.
fn judged(catalogue: &Catalogue, to: Day, spot: Spot, followed: &Followed) -> TagImpact {
    let words = Words { catalogue, to };
    let empty = Parts::new();
    let parts = followed.get(&spot.1).unwrap_or(&empty);
    let (all, nowhere, nowhere_sure) = sums(parts);
    let continued: f64 = all.iter().map(|sum| sum.amount).sum();
    let drop = |confidence: f64, reason: String| TagImpact {
        outcome: Some(ImpactOutcome::Drop),
        from: Some(spot.0),
        targets: Vec::new(),
        reason,
        confidence: Share::nearest(confidence),
    };
    if parts.is_empty() {
        return drop(1.0, words.ended(spot));
    }
    if continued < LEAST_CONTINUED {
        let sure = if nowhere > 0.0 {
            nowhere_sure / nowhere
        } else {
            0.0
        };
        return drop(sure, words.not_continued(spot));
    }
    let least = all
        .first()
        .map_or(0.0, |best| best.amount.min(LEAST_TARGET));
    let large: Vec<&Sum> = all.iter().filter(|sum| sum.amount >= least).collect();
    let has_objective_there = |sum: &Sum| {
        large.iter().any(|other| {
            other.spot.0 == sum.spot.0
                && matches!(other.spot.1, Place::Objective((domain, _)) if Some(domain) == sum.spot.1.domain())
        })
    };
    let targets: Vec<&Sum> = large
        .iter()
        .copied()
        .filter(|sum| matches!(sum.spot.1, Place::Objective(_)) || !has_objective_there(sum))
        .collect();
    let mut amounts: Vec<f64> = targets.iter().map(|sum| sum.amount).collect();
    amounts.push(nowhere);
    let shares = apportion(&amounts);
    let tags: Vec<TargetTag> = targets
        .iter()
        .zip(shares)
        .filter_map(|(sum, share)| {
            let (version, place) = sum.spot;
            Some(TargetTag {
                version,
                domain: place.domain()?,
                objective: match place {
                    Place::Objective((_, index)) => Some(index),
                    Place::Domain(_) | Place::Nowhere => None,
                },
                share,
                confidence: Share::nearest(sum.sure / sum.amount),
                basis: sum.basis.0,
            })
        })
        .collect();
    let sure: f64 = targets.iter().map(|sum| sum.sure).sum();
    let total: f64 = targets.iter().map(|sum| sum.amount).sum();
    let (outcome, reason) = match &targets[..] {
        [only] => words.one(spot, only, &companions(followed, spot.1, only.spot)),
        several => (ImpactOutcome::Split, words.split(spot, several)),
    };
    TagImpact {
        outcome: Some(outcome),
        from: Some(spot.0),
        targets: tags,
        reason,
        confidence: Share::nearest(sure / total),
    }
}

/// The other domains, or other objectives, that are mostly found at the same place.
fn companions(followed: &Followed, own: Place, target: Spot) -> Vec<Place> {
    let is_like = |place: &Place| {
        *place != own && matches!(place, Place::Objective(_)) == matches!(own, Place::Objective(_))
    };
    followed
        .iter()
        .filter(|(place, _)| is_like(place))
        .filter(|(_, parts)| {
            let (all, nowhere, _) = sums(parts);
            all.first()
                .is_some_and(|best| best.spot == target && best.amount > nowhere)
        })
        .map(|(place, _)| *place)
        .collect()
}

/// Writes reasons.
struct Words<'a> {
    catalogue: &'a Catalogue,
    to: Day,
}

impl Words<'_> {
    /// The title of a place.
    fn title(&self, (version, place): Spot) -> &str {
        let record = version.record(self.catalogue);
        let title = record.and_then(|record| match place {
            Place::Domain(domain) => Some(&record.domains.get(domain)?.title),
            Place::Objective((domain, index)) => {
                Some(&record.domains.get(domain)?.objectives.get(index)?.title)
            }
            Place::Nowhere => None,
        });
        title.map_or("", String::as_str)
    }

    /// The key of a place.
    fn key(&self, (version, place): Spot) -> Option<&str> {
        let record = version.record(self.catalogue)?;
        match place {
            Place::Domain(domain) => Some(record.domains.get(domain)?.key.as_str()),
            Place::Objective((domain, index)) => {
                let objective = record.domains.get(domain)?.objectives.get(index)?;
                objective.key.as_ref().map(ObjectiveKey::as_str)
            }
            Place::Nowhere => None,
        }
    }

    fn domain_key(&self, (version, place): Spot) -> Option<&DomainKey> {
        let record = version.record(self.catalogue)?;
        Some(&record.domains.get(place.domain()?)?.key)
    }

    fn code(&self, version: BlueprintVersion) -> &str {
        self.catalogue.exam(version.exam).record.code.as_str()
    }

    /// `the blueprint 2026-04-16 of AI-103`.
    fn blueprint(&self, version: BlueprintVersion) -> String {
        let name = version
            .record(self.catalogue)
            .map(|own| own.version.as_str());
        let name = name.unwrap_or_default();
        format!("the blueprint {name} of {}", self.code(version))
    }

    fn ended(&self, spot: Spot) -> String {
        let (code, to) = (self.code(spot.0), self.to);
        format!("{code} has retired by {to}, and no exam with a known blueprint follows it.")
    }

    fn not_continued(&self, spot: Spot) -> String {
        let title = self.title(spot);
        format!(
            "Nothing on {} is like \"{title}\"; its words are in no later domain.",
            self.to
        )
    }

    fn split(&self, spot: Spot, targets: &[&Sum]) -> String {
        let titles: Vec<String> = targets
            .iter()
            .map(|sum| format!("\"{}\"", self.title(sum.spot)))
            .collect();
        let title = self.title(spot);
        format!("\"{title}\" is divided among {}.", titles.join(", "))
    }

    /// The outcome of a tag with one target.
    fn one(&self, spot: Spot, only: &Sum, companions: &[Place]) -> (ImpactOutcome, String) {
        let (title, target) = (self.title(spot), self.title(only.spot));
        let there = self.blueprint(only.spot.0);
        let same_tag = spot.0.exam == only.spot.0.exam
            && self.key(spot) == self.key(only.spot)
            && matches!(spot.1, Place::Domain(_)) == matches!(only.spot.1, Place::Domain(_));
        if same_tag && self.domain_key(spot) != self.domain_key(only.spot) {
            let domain = only.spot.1.domain().map_or(Place::Nowhere, Place::Domain);
            let domain = self.title((only.spot.0, domain));
            let reason =
                format!("It is in the domain \"{domain}\" in {there}; its key is the same.");
            return (ImpactOutcome::Move, reason);
        }
        if same_tag && title == target {
            return (ImpactOutcome::Keep, format!("It is the same in {there}."));
        }
        if same_tag {
            let reason = format!("It is called \"{target}\" in {there}, no longer \"{title}\".");
            return (ImpactOutcome::Rename, reason);
        }
        if matches!(
            (spot.1, only.spot.1),
            (Place::Objective(_), Place::Domain(_))
        ) {
            let reason = format!(
                "No objective in {there} is like \"{title}\"; the domain \"{target}\" continues it."
            );
            return (ImpactOutcome::Merge, reason);
        }
        if companions.is_empty() {
            let reason = format!("\"{target}\" in {there} continues it.");
            return (ImpactOutcome::Move, reason);
        }
        let others: Vec<String> = companions
            .iter()
            .map(|place| format!("\"{}\"", self.title((spot.0, *place))))
            .collect();
        let others = others.join(", ");
        let reason = format!("\"{target}\" in {there} continues it together with {others}.");
        (ImpactOutcome::Merge, reason)
    }
}
