//! Small catalogues for tests, fixed or random.

use chrono::{DateTime, Days};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Value, json};

use super::{Constraints, Profile, WeeklyHours};
use catalogue::{
    Catalogue, Confidence, Content, Currency, Day, ExamIndex, Experience, Level, Money,
    PrerequisiteKind, Revision, RoleIndex,
};

/// A short form of an exam. Other exams are given by their index in the sketch.
#[derive(Debug, Clone)]
pub(super) struct ExamSketch {
    pub(super) vendor: &'static str,
    pub(super) level: Option<Level>,
    pub(super) fee: Option<i64>,
    pub(super) hours: Option<(i64, i64)>,
    pub(super) live: &'static str,
    /// The last day, counted from [`first_day`].
    pub(super) retires: Option<i64>,
    /// The first day, counted from [`first_day`]; `live` is used if absent.
    pub(super) opens: Option<i64>,
    pub(super) successors: Vec<usize>,
    pub(super) groups: Vec<GroupSketch>,
    /// The words and the weight of each domain; no blueprint if empty.
    pub(super) blueprint: Vec<(Vec<&'static str>, u8)>,
}

#[derive(Debug, Clone)]
pub(super) struct GroupSketch {
    pub(super) kind: PrerequisiteKind,
    pub(super) any_of: Vec<usize>,
    pub(super) experience: Vec<Experience>,
}

#[derive(Debug, Clone)]
pub(super) struct RecommendationSketch {
    pub(super) ordered: bool,
    pub(super) confidence: Confidence,
    pub(super) steps: Vec<StepSketch>,
}

#[derive(Debug, Clone)]
pub(super) struct StepSketch {
    pub(super) any_of: Vec<usize>,
    pub(super) optional: bool,
    pub(super) held: bool,
}

/// An authored comparison with one dimension and the advice to take one exam.
#[derive(Debug, Clone)]
pub(super) struct ComparisonSketch {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) dimension: (&'static str, &'static str, &'static str),
    pub(super) take: usize,
}

/// A catalogue with one role.
#[derive(Debug, Clone, Default)]
pub(super) struct Sketch {
    pub(super) exams: Vec<ExamSketch>,
    pub(super) recommendations: Vec<RecommendationSketch>,
    pub(super) comparisons: Vec<ComparisonSketch>,
    /// Two exams, and by how many tiers the second is above the first.
    pub(super) equivalences: Vec<(usize, usize, i8)>,
}

/// The default day of requests in tests.
pub(super) fn first_day() -> Day {
    "2026-01-01".parse().unwrap()
}

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

impl Default for ExamSketch {
    /// An associate exam of vendor `alpha` that costs 100 USD and 20 to 40 hours, open since 2020.
    fn default() -> Self {
        Self {
            vendor: "alpha",
            level: Some(Level::Associate),
            fee: Some(100),
            hours: Some((20, 40)),
            live: "2020-01-01",
            retires: None,
            opens: None,
            successors: vec![],
            groups: vec![],
            blueprint: vec![],
        }
    }
}

impl ExamSketch {
    pub(super) fn requiring(mut self, any_of: &[usize]) -> Self {
        self.groups.push(GroupSketch {
            kind: PrerequisiteKind::Required,
            any_of: any_of.to_vec(),
            experience: vec![],
        });
        self
    }

    pub(super) fn advising(mut self, any_of: &[usize], experience: &[Experience]) -> Self {
        self.groups.push(GroupSketch {
            kind: PrerequisiteKind::Recommended,
            any_of: any_of.to_vec(),
            experience: experience.to_vec(),
        });
        self
    }
}

impl RecommendationSketch {
    pub(super) fn sequence(steps: &[&[usize]]) -> Self {
        Self {
            ordered: true,
            confidence: Confidence::Reputable,
            steps: steps
                .iter()
                .map(|any_of| StepSketch {
                    any_of: any_of.to_vec(),
                    optional: false,
                    held: false,
                })
                .collect(),
        }
    }

    pub(super) fn list(steps: &[&[usize]]) -> Self {
        Self {
            ordered: false,
            ..Self::sequence(steps)
        }
    }
}

impl Sketch {
    pub(super) fn of(exams: Vec<ExamSketch>) -> Self {
        Self {
            exams,
            ..Self::default()
        }
    }

    pub(super) fn recommending(mut self, recommendation: RecommendationSketch) -> Self {
        self.recommendations.push(recommendation);
        self
    }

    pub(super) fn equating(mut self, left: usize, right: usize, tier_distance: i8) -> Self {
        self.equivalences.push((left, right, tier_distance));
        self
    }

    fn key(&self, index: usize) -> String {
        format!("{}/E-{index}", self.exams[index].vendor)
    }

    fn keys(&self, indexes: &[usize]) -> Vec<String> {
        indexes.iter().map(|index| self.key(*index)).collect()
    }

    pub(super) fn build(&self) -> Catalogue {
        let date = |offset: i64| {
            let days = Days::new(offset.unsigned_abs());
            let day = if offset < 0 {
                first_day() - days
            } else {
                first_day() + days
            };
            day.to_string()
        };
        let comparisons: Vec<Value> = self
            .comparisons
            .iter()
            .map(|item| {
                let (name, left, right) = item.dimension;
                json!({
                    "left": self.key(item.left),
                    "right": self.key(item.right),
                    "summary": "They differ.",
                    "dimension": [{"name": name, "left": left, "right": right}],
                    "audience": [{"audience": "all", "take": [self.key(item.take)], "advice": "Take it."}],
                    "evidence": evidence("role", Confidence::Reputable),
                })
            })
            .collect();
        let exams: Vec<Value> = self
            .exams
            .iter()
            .enumerate()
            .map(|(index, exam)| {
                let opens = exam.opens.map_or_else(|| exam.live.to_owned(), date);
                let mut facts = vec![fact("LIVE_ON", &opens)];
                facts.extend(exam.retires.map(|offset| fact("RETIRES_ON", &date(offset))));
                facts.extend(exam.fee.map(|fee| fact("FEE", &format!("{fee} USD"))));
                let hours = exam.hours.map(|(min, max)| format!("{min}..{max} hours"));
                facts.extend(hours.map(|hours| fact("STUDY_HOURS", &hours)));
                if let Some(level) = exam.level {
                    let level = serde_json::to_value(level).unwrap();
                    facts.push(fact("LEVEL", level.as_str().unwrap()));
                }
                json!({
                    "vendor": exam.vendor,
                    "code": format!("E-{index}"),
                    "title": format!("Exam {index}"),
                    "facts": facts,
                    "blueprint": blueprints(&exam.blueprint),
                    "successors": self.keys(&exam.successors).into_iter()
                        .map(|key| json!({"exam": key, "evidence": evidence("succession", Confidence::Official)}))
                        .collect::<Vec<_>>(),
                    "prerequisites": exam.groups.iter().map(|group| json!({
                        "kind": group.kind,
                        "any_of": self.keys(&group.any_of),
                        "experience": group.experience,
                        "evidence": evidence("prerequisite", Confidence::Official),
                    })).collect::<Vec<_>>(),
                })
            })
            .collect();
        let equivalences: Vec<Value> = self
            .equivalences
            .iter()
            .map(|(left, right, tier_distance)| {
                json!({
                    "left": self.key(*left),
                    "right": self.key(*right),
                    "tier_distance": tier_distance,
                    "rationale": "Both ask for the same.",
                    "evidence": evidence("role", Confidence::Reputable),
                })
            })
            .collect();
        let recommendations: Vec<Value> = self
            .recommendations
            .iter()
            .map(|recommendation| {
                let step = |step: &StepSketch| {
                    json!({"any_of": self.keys(&step.any_of), "optional": step.optional, "held": step.held})
                };
                json!({
                    "ordered": recommendation.ordered,
                    "steps": recommendation.steps.iter().map(step).collect::<Vec<_>>(),
                    "evidence": evidence("role", recommendation.confidence),
                })
            })
            .collect();
        let source = |key: &str| json!({"key": key, "title": key, "publisher": "Guide House", "url": "https://example.org", "kind": "ARTICLE"});
        let sources = ["fact", "succession", "prerequisite", "role"].map(source);
        let content: Content = serde_json::from_value(json!({
            "source": sources,
            "vendor": [{"slug": "alpha", "name": "Alpha"}, {"slug": "beta", "name": "Beta"}],
            "exam": exams,
            "comparison": comparisons,
            "equivalence": equivalences,
            "role": [{"slug": "builder", "title": "Builder", "group": "Test", "recommendation": recommendations}],
        }))
        .unwrap();
        Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap()
    }

    /// The exam at an index of the sketch.
    pub(super) fn exam(&self, catalogue: &Catalogue, index: usize) -> ExamIndex {
        catalogue
            .exam_by_key(&self.key(index).parse().unwrap())
            .unwrap()
    }
}

pub(super) fn role(catalogue: &Catalogue) -> RoleIndex {
    catalogue.role_by_slug(&"builder".parse().unwrap()).unwrap()
}

fn blueprints(blueprint: &[(Vec<&str>, u8)]) -> Vec<Value> {
    let domain = |(index, (words, weight)): (usize, &(Vec<&str>, u8))| {
        json!({
            "key": format!("d{index}"),
            "title": words[0],
            "weight": weight.to_string(),
            "objectives": words[1..].iter().enumerate().map(|(place, word)| {
                json!({"key": format!("o{index}-{place}"), "title": word})
            }).collect::<Vec<_>>(),
        })
    };
    if blueprint.is_empty() {
        return vec![];
    }
    let domains: Vec<Value> = blueprint.iter().enumerate().map(domain).collect();
    vec![json!({
        "version": "2020",
        "standing": "OFFICIAL",
        "weights": "PUBLISHED",
        "effective_from": "2020",
        "evidence": evidence("fact", Confidence::Official),
        "domain": domains,
    })]
}

fn fact(name: &str, value: &str) -> Value {
    json!({"name": name, "value": value, "evidence": evidence("fact", Confidence::Official)})
}

fn evidence(source: &str, confidence: Confidence) -> Value {
    let note = (confidence == Confidence::Estimate).then_some("generated for a test");
    let mut evidence = json!({"sources": [source], "as_of": "2026", "confidence": confidence});
    if let Some(note) = note {
        evidence["note"] = json!(note);
    }
    evidence
}

/// A request about a sketch; exams are given by their index.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) sketch: Sketch,
    held: Vec<usize>,
    exclude: Vec<usize>,
    experience: Option<Experience>,
    only_alpha: bool,
    include_recommended: Option<bool>,
    max_fees: Option<i64>,
    deadline: Option<u64>,
    max_steps: Option<usize>,
    weekly_hours: u16,
    begins: u64,
}

impl Request {
    pub(super) fn profile(&self, catalogue: &Catalogue) -> Profile {
        let alpha = catalogue.vendor_by_slug(&"alpha".parse().unwrap());
        Profile {
            held: self.exams(catalogue, &self.held),
            experience: self.experience,
            vendors: alpha.filter(|_| self.only_alpha).into_iter().collect(),
            ..Profile::default()
        }
    }

    pub(super) fn constraints(&self, catalogue: &Catalogue) -> Constraints {
        let begins = first_day() + Days::new(self.begins);
        Constraints {
            max_fees: self
                .max_fees
                .map(|fees| Money::from_minor(fees * 100, Currency::USD)),
            weekly_hours: WeeklyHours::new(self.weekly_hours).unwrap(),
            deadline: self.deadline.map(|days| begins + Days::new(days)),
            include_recommended: self.include_recommended,
            exclude: self.exams(catalogue, &self.exclude),
            max_steps: self.max_steps,
            ..Constraints::beginning(begins)
        }
    }

    fn exams(
        &self,
        catalogue: &Catalogue,
        indexes: &[usize],
    ) -> std::collections::BTreeSet<ExamIndex> {
        let known = indexes
            .iter()
            .filter(|index| **index < self.sketch.exams.len());
        known
            .map(|index| self.sketch.exam(catalogue, *index))
            .collect()
    }
}

/// An arbitrary request about an arbitrary small catalogue.
pub(super) fn any_request(most_exams: usize) -> impl Strategy<Value = Request> {
    let profile_parts = (
        vec(0..most_exams, 0..3),
        vec(0..most_exams, 0..2),
        option::of(select(&Experience::ALL[..])),
        any_flag(0.2),
        option::weighted(0.4, any::<bool>()),
    );
    let limits = (
        option::weighted(0.3, 0_i64..600),
        option::weighted(0.3, 0_u64..200),
        option::weighted(0.2, 0_usize..5),
        select(&[5_u16, 10, 40][..]),
        0_u64..150,
    );
    (any_sketch(most_exams), profile_parts, limits).prop_map(|(sketch, profile_parts, limits)| {
        Request {
            sketch,
            held: profile_parts.0,
            exclude: profile_parts.1,
            experience: profile_parts.2,
            only_alpha: profile_parts.3,
            include_recommended: profile_parts.4,
            max_fees: limits.0,
            deadline: limits.1,
            max_steps: limits.2,
            weekly_hours: limits.3,
            begins: limits.4,
        }
    })
}

fn any_flag(probability: f64) -> impl Strategy<Value = bool> {
    prop::bool::weighted(probability)
}

/// An arbitrary small catalogue with one role: alternatives, shared prerequisites, cycles of
/// advice, retirements, unknown figures.
pub(super) fn any_sketch(most_exams: usize) -> impl Strategy<Value = Sketch> {
    (2..=most_exams).prop_flat_map(|exams| {
        let indexes = 0..exams;
        let exams = (0..exams)
            .map(move |index| any_exam(index, exams))
            .collect::<Vec<_>>();
        let step = (vec(indexes, 1..3), any_flag(0.1), any_flag(0.15));
        let recommendation = (any_flag(0.6), select(&Confidence::ALL[..]), vec(step, 1..4));
        (exams, vec(recommendation, 1..4)).prop_map(|(exams, recommendations)| Sketch {
            exams,
            comparisons: vec![],
            equivalences: vec![],
            recommendations: recommendations
                .into_iter()
                .map(|(ordered, confidence, steps)| RecommendationSketch {
                    ordered,
                    confidence,
                    steps: steps
                        .into_iter()
                        .map(|(any_of, optional, held)| StepSketch {
                            any_of: distinct(any_of),
                            optional,
                            held,
                        })
                        .collect(),
                })
                .collect(),
        })
    })
}

/// The vocabulary of generated blueprints: few words, so that they overlap.
const OUTLINE_WORDS: [&str; 5] = ["vision", "speech", "agents", "networks", "storage"];

fn any_exam(index: usize, exams: usize) -> impl Strategy<Value = ExamSketch> {
    // Required prerequisites point to earlier exams and successors to later ones, so there are no
    // cycles.
    let required = vec(vec(0..exams, 1..4), 0..2);
    let advised = vec(
        (vec(0..exams, 1..3), vec(select(&Experience::ALL[..]), 0..2)),
        0..2,
    );
    let successors = vec(0..exams, 0..3);
    let domain = (vec(select(&OUTLINE_WORDS[..]), 1..4), 10_u8..90);
    let blueprint = prop_oneof![2 => Just(vec![]), 3 => vec(domain, 1..3)];
    let figures = (
        any_flag(0.3),
        option::weighted(0.9, select(&Level::ALL[..])),
        option::weighted(0.85, select(&[0_i64, 50, 99, 100, 165, 300][..])),
        option::weighted(0.85, (0_i64..60, 0_i64..60)),
        option::weighted(0.2, -30_i64..200),
        option::weighted(0.35, -100_i64..300),
    );
    let all = (required, advised, successors, figures, blueprint);
    all.prop_map(move |(required, advised, next, figures, blueprint)| {
        let (beta, level, fee, hours, opens, retires) = figures;
        let mut exam = ExamSketch {
            vendor: if beta { "beta" } else { "alpha" },
            level,
            fee,
            hours: hours.map(|(min, width)| (min, min + width)),
            opens,
            retires: retires.map(|day| day.max(opens.unwrap_or(day))),
            successors: distinct(next.into_iter().filter(|next| *next > index).collect()),
            blueprint,
            ..ExamSketch::default()
        };
        for any_of in required {
            let any_of = distinct(any_of.into_iter().filter(|other| *other < index).collect());
            if !any_of.is_empty() {
                exam = exam.requiring(&any_of);
            }
        }
        for (any_of, experience) in advised {
            let any_of = distinct(any_of.into_iter().filter(|other| *other != index).collect());
            if !any_of.is_empty() {
                exam = exam.advising(&any_of, &experience);
            }
        }
        exam
    })
}

fn distinct(mut indexes: Vec<usize>) -> Vec<usize> {
    indexes.sort_unstable();
    indexes.dedup();
    indexes
}

/// The hours that each known exam takes off in one case, by the definition of the credit rule: in
/// each domain, known exams in order raise the least bound over every subset.
pub(super) fn credit_by_subsets(hours: i64, covers: &[Vec<f64>], gives: &[i64]) -> Vec<i64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a part of few hours"
    )]
    let part = |share: f64| (hours as f64 * share + 1e-6).floor() as i64;
    let mut off = vec![0; gives.len()];
    let domains = covers.iter().map(Vec::len).max().unwrap_or_default();
    for domain in 0..domains {
        let so_far = off.clone();
        let most = part(0.75) - so_far.iter().sum::<i64>();
        let together = |first: usize| {
            let bound = |set: usize| {
                let (mut covered, mut rest) = (0, 0);
                for at in 0..first {
                    if set & (1 << at) == 0 {
                        rest += gives[at] - so_far[at];
                    } else {
                        covered =
                            covered.max(covers[at].get(domain).map_or(0, |share| part(*share)));
                    }
                }
                covered + rest
            };
            (0..1 << first).map(bound).fold(most, i64::min)
        };
        for (at, off) in off.iter_mut().enumerate() {
            *off += together(at + 1) - together(at);
        }
    }
    off
}
