//! Random catalogues of credentials, written in short.

use chrono::{DateTime, Months};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Value, json};

use catalogue::{Catalogue, CertificationIndex, Content, Currency, Day, ExamIndex, Revision};

use super::{PortfolioLimits, PortfolioQuestion};
use crate::{HeldExam, WeeklyHours};

/// How long a pass is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lasts {
    Months(u32),
    /// The first if passed before a day, otherwise the second.
    Changed(u32, Day, u32),
    Always,
    Unknown,
}

/// An exam; others are given by their place.
#[derive(Debug, Clone)]
pub(super) struct ExamSketch {
    pub(super) fee: Option<i64>,
    pub(super) opens: Day,
    /// Its last day.
    pub(super) retires: Option<Day>,
    pub(super) lasts: Lasts,
    /// The months before expiry in which it can be renewed, and the fee.
    pub(super) window: Option<(u32, Option<i64>)>,
    pub(super) renewed_by: Vec<usize>,
    pub(super) groups: Vec<Vec<usize>>,
    pub(super) passed_on: Option<Day>,
    pub(super) hours: Option<u32>,
}

impl Default for ExamSketch {
    /// 100 USD, valid for 24 months, open since 2020.
    fn default() -> Self {
        Self {
            fee: Some(100),
            opens: day("2020-01-01"),
            retires: None,
            lasts: Lasts::Months(24),
            window: None,
            renewed_by: vec![],
            groups: vec![],
            passed_on: None,
            hours: Some(20),
        }
    }
}

/// A set of exams that earns a certification, and the days on which it counts.
#[derive(Debug, Clone)]
pub(super) struct SetSketch {
    pub(super) exams: Vec<usize>,
    pub(super) from: Option<Day>,
    pub(super) until: Option<Day>,
}

impl SetSketch {
    pub(super) fn of(exams: &[usize]) -> Self {
        Self {
            exams: exams.to_vec(),
            from: None,
            until: None,
        }
    }
}

/// A catalogue, what is held, and the question.
#[derive(Debug, Clone)]
pub(super) struct Sketch {
    pub(super) exams: Vec<ExamSketch>,
    /// The sets of each certification; all are kept.
    pub(super) credentials: Vec<Vec<SetSketch>>,
    pub(super) start: Day,
    pub(super) from: Day,
    pub(super) to: Day,
    pub(super) weekly_hours: Option<u16>,
    pub(super) exclude: Vec<usize>,
}

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

impl Sketch {
    /// Certifications with one exam each, all kept from 2027 through a day.
    pub(super) fn of(exams: Vec<ExamSketch>, to: &str) -> Self {
        Self {
            credentials: (0..exams.len())
                .map(|exam| vec![SetSketch::of(&[exam])])
                .collect(),
            exams,
            start: day("2026-01-01"),
            from: day("2027-01-01"),
            to: day(to),
            weekly_hours: None,
            exclude: vec![],
        }
    }

    pub(super) fn build(&self) -> Catalogue {
        let key = |exam: &usize| format!("alpha/E-{exam}");
        let evidence = || json!({"sources": ["page"], "as_of": "2026", "confidence": "OFFICIAL"});
        let fact = |name: &str, value: String| json!({"name": name, "value": value, "evidence": evidence()});
        let exams = self.exams.iter().enumerate().map(|(at, exam)| {
            let mut facts = vec![fact("LIVE_ON", exam.opens.to_string())];
            facts.extend(exam.retires.map(|day| fact("RETIRES_ON", day.to_string())));
            facts.extend(exam.fee.map(|fee| fact("FEE", format!("{fee} USD"))));
            facts.extend(
                exam.hours
                    .map(|hours| fact("STUDY_HOURS", format!("{hours} hours"))),
            );
            let lasts = |months: u32| fact("VALIDITY", format!("{months} months"));
            match exam.lasts {
                Lasts::Months(months) => facts.push(lasts(months)),
                Lasts::Changed(before, changed, after) => {
                    let mut earlier = lasts(before);
                    earlier["conditions"] = json!({"earned_before": changed.to_string()});
                    facts.extend([earlier, lasts(after)]);
                }
                Lasts::Always => facts.push(json!({
                    "name": "VALIDITY", "absent": "NOT_APPLICABLE", "evidence": evidence(),
                })),
                Lasts::Unknown => {}
            }
            if let Some((months, fee)) = exam.window {
                facts.push(fact("RENEWAL_WINDOW", format!("{months} months")));
                facts.extend(fee.map(|fee| fact("RENEWAL_FEE", format!("{fee} USD"))));
            }
            if !exam.renewed_by.is_empty() {
                let keys: Vec<String> = exam.renewed_by.iter().map(key).collect();
                facts.push(json!({"name": "RENEWED_BY", "value": keys, "evidence": evidence()}));
            }
            let prerequisites = exam.groups.iter().map(|group| {
                let any_of: Vec<String> = group.iter().map(key).collect();
                json!({"kind": "REQUIRED", "any_of": any_of, "evidence": evidence()})
            });
            json!({
                "vendor": "alpha",
                "code": format!("E-{at}"),
                "title": format!("Exam {at}"),
                "facts": facts,
                "prerequisites": prerequisites.collect::<Vec<_>>(),
            })
        });
        let certifications = self.credentials.iter().enumerate().map(|(at, sets)| {
            let sets = sets.iter().map(|set| {
                let exams: Vec<String> = set.exams.iter().map(key).collect();
                let mut document = json!({"exams": exams});
                if let Some(from) = set.from {
                    document["from"] = json!(from.to_string());
                }
                if let Some(until) = set.until {
                    document["until"] = json!(until.to_string());
                }
                document
            });
            json!({
                "slug": format!("c-{at}"),
                "vendor": "alpha",
                "title": format!("Certification {at}"),
                "earned_by": sets.collect::<Vec<Value>>(),
                "evidence": evidence(),
            })
        });
        let content: Content = serde_json::from_value(json!({
            "source": [{
                "key": "page", "title": "Page", "publisher": "Alpha",
                "url": "https://example.org", "kind": "OFFICIAL",
            }],
            "vendor": [{"slug": "alpha", "name": "Alpha"}],
            "exam": exams.collect::<Vec<_>>(),
            "certification": certifications.collect::<Vec<_>>(),
        }))
        .unwrap();
        Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap()
    }

    pub(super) fn exam(catalogue: &Catalogue, at: usize) -> ExamIndex {
        let key = format!("alpha/E-{at}").parse().unwrap();
        catalogue.exam_by_key(&key).unwrap()
    }

    pub(super) fn certification(catalogue: &Catalogue, at: usize) -> CertificationIndex {
        let slug = format!("c-{at}").parse().unwrap();
        catalogue.certification_by_slug(&slug).unwrap()
    }

    pub(super) fn question(&self, catalogue: &Catalogue) -> PortfolioQuestion {
        let held = self.exams.iter().enumerate().filter_map(|(at, exam)| {
            Some(HeldExam {
                exam: Self::exam(catalogue, at),
                earned_on: exam.passed_on?,
            })
        });
        let credentials = 0..self.credentials.len();
        PortfolioQuestion {
            keep: credentials
                .map(|at| Self::certification(catalogue, at))
                .collect(),
            held: held.collect(),
            from: self.from,
            to: self.to,
            limits: PortfolioLimits {
                max_fees: None,
                currency: Currency::USD,
                weekly_hours: self
                    .weekly_hours
                    .map(|hours| WeeklyHours::new(hours).unwrap()),
                start_on: self.start,
                exclude: self
                    .exclude
                    .iter()
                    .map(|at| Self::exam(catalogue, *at))
                    .collect(),
            },
        }
    }
}

/// The scale of a random question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// The most certifications.
    pub(super) credentials: usize,
    /// The first day.
    pub(super) first: &'static str,
    /// The first days of this many months, or this many days, are used.
    pub(super) length: u32,
    pub(super) in_months: bool,
    /// How many months a pass may be valid.
    pub(super) validity: (u32, u32),
}

impl Scale {
    pub(super) fn day(self, offset: u32) -> Day {
        let first = day(self.first);
        if self.in_months {
            first + Months::new(offset)
        } else {
            first + chrono::Days::new(offset.into())
        }
    }
}

fn an_exam(scale: Scale) -> impl Strategy<Value = ExamSketch> {
    let (shortest, longest) = scale.validity;
    let months = shortest..=longest;
    let some_day = (0..=scale.length).prop_map(move |offset| scale.day(offset));
    let lasts = prop_oneof![
        8 => months.clone().prop_map(Lasts::Months),
        3 => (months.clone(), some_day.clone(), months.clone())
            .prop_map(|(before, changed, after)| Lasts::Changed(before, changed, after)),
        1 => Just(Lasts::Always),
        1 => Just(Lasts::Unknown),
    ];
    let window = (
        1..=longest,
        option::weighted(0.8, select(vec![0_i64, 0, 20, 90])),
    );
    (
        option::weighted(0.9, 1_i64..6),
        prop_oneof![4 => Just(day("2020-01-01")), 1 => some_day.clone()],
        option::weighted(0.3, some_day.clone()),
        lasts,
        option::weighted(0.35, window),
        option::weighted(0.4, 1..=longest),
        option::weighted(0.9, 1_u32..60),
    )
        .prop_map(move |(fee, opens, retires, lasts, window, ago, hours)| {
            let retires = retires.filter(|retires| opens <= *retires);
            let passed_on = ago
                .map(|ago| day(scale.first) - Months::new(ago))
                .filter(|passed_on| opens <= *passed_on);
            ExamSketch {
                fee: fee.map(|fee| fee * 50),
                opens,
                retires,
                lasts,
                window,
                renewed_by: vec![],
                groups: vec![],
                passed_on,
                hours,
            }
        })
}

/// How one exam depends on another.
#[derive(Debug, Clone, Copy)]
enum Link {
    Requires,
    RenewedBy,
    /// A second way to earn the certification.
    Or(Option<u32>, Option<u32>),
    /// Both are needed.
    And,
    /// The first way counts until then.
    Until(u32),
}

pub(super) fn any_sketch(scale: Scale) -> impl Strategy<Value = Sketch> {
    let link = prop_oneof![
        Just(Link::Requires),
        Just(Link::RenewedBy),
        (option::of(0..scale.length), option::of(0..scale.length))
            .prop_map(|(from, until)| Link::Or(from, until)),
        Just(Link::And),
        (0..scale.length).prop_map(Link::Until),
    ];
    let exams = vec(an_exam(scale), 1..=scale.credentials);
    let links = vec(
        (0..scale.credentials, 1..scale.credentials.max(2), link),
        0..=4,
    );
    let period = (0..=scale.length, 0..=scale.length, any::<bool>());
    let weekly = option::weighted(0.15, select(vec![5_u16, 10, 20]));
    (
        exams,
        links,
        period,
        weekly,
        option::weighted(0.1, 0..scale.credentials),
    )
        .prop_map(
            move |(exams, links, (one, other, is_day), weekly_hours, exclude)| {
                let count = exams.len();
                let (from, to) = (
                    one.min(other),
                    if is_day {
                        one.min(other)
                    } else {
                        one.max(other)
                    },
                );
                let mut sketch = Sketch {
                    credentials: (0..count)
                        .map(|exam| vec![SetSketch::of(&[exam])])
                        .collect(),
                    exams,
                    start: scale.day(0),
                    from: scale.day(from),
                    to: scale.day(to),
                    weekly_hours,
                    exclude: exclude.into_iter().filter(|exam| *exam < count).collect(),
                };
                for (one, distance, link) in links {
                    // Links go from later to earlier exams, so that no exam requires itself.
                    let (Some(earlier), true) = (one.checked_sub(distance), one < count) else {
                        continue;
                    };
                    match link {
                        Link::Requires => sketch.exams[one].groups.push(vec![earlier]),
                        Link::RenewedBy => {
                            if !sketch.exams[earlier].renewed_by.contains(&one) {
                                sketch.exams[earlier].renewed_by.push(one);
                            }
                        }
                        Link::Or(from, until) => {
                            let set = SetSketch {
                                exams: vec![earlier],
                                from: from.map(|from| scale.day(from)),
                                until: until
                                    .filter(|until| from.is_none_or(|from| from <= *until))
                                    .map(|until| scale.day(until)),
                            };
                            if sketch.credentials[one]
                                .iter()
                                .all(|known| known.exams != set.exams)
                            {
                                sketch.credentials[one].push(set);
                            }
                        }
                        Link::And => {
                            if sketch.credentials[one]
                                .iter()
                                .all(|known| !known.exams.contains(&earlier))
                            {
                                sketch.credentials[one][0].exams.push(earlier);
                            }
                        }
                        Link::Until(until) => {
                            sketch.credentials[one][0].until = Some(scale.day(until));
                        }
                    }
                }
                sketch
            },
        )
}
