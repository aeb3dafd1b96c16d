use std::collections::BTreeSet;

use chrono::{DateTime, Days};
use proptest::{collection::vec, option, prelude::*};
use serde_json::{Value, json};

use super::*;
use crate::HeldExam;
use catalogue::{Content, DescribedEnum, Revision};

const FIRST: &str = "2025-01-01";
const DAYS: u64 = 120;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn on(offset: u64) -> String {
    (day(FIRST) + Days::new(offset)).to_string()
}

fn evidence() -> Value {
    json!({"sources": ["guide"], "as_of": "2025", "confidence": "OFFICIAL"})
}

fn fact(name: &str, value: &str, conditions: &Value) -> Value {
    json!({"name": name, "value": value, "conditions": conditions, "evidence": evidence()})
}

/// The dates of an exam, counted from [`FIRST`]: beta, end of the beta, live, end of registration,
/// end, and end in Japanese; and the days from which blueprints apply.
type Dates = ([Option<u64>; 6], Vec<u64>);

fn any_dates() -> impl Strategy<Value = Dates> {
    let date = || option::weighted(0.6, 1..DAYS);
    let japanese = option::weighted(0.3, 1..DAYS);
    let all = (date(), date(), date(), date(), date(), japanese);
    let all = all.prop_map(|(beta, ends, live, registration, retires, japanese)| {
        [beta, ends, live, registration, retires, japanese]
    });
    (all, vec(1..DAYS, 0..3))
}

/// Three exams that follow one another, a certification and a role.
fn catalogue(exams: &[Dates], sets: &[(Option<u64>, Option<u64>)]) -> Catalogue {
    let exam = |(index, (dates, blueprints)): (usize, &Dates)| {
        // An exam cannot end before it opens.
        let [beta, ends, live, registration, retires, japanese] = *dates;
        let retires = retires.map(|retires| live.map_or(retires, |live| live.max(retires)));
        let dates = [beta, ends, live, registration, retires, japanese];
        let named = [
            ("BETA_ON", json!({})),
            ("RETIRES_ON", json!({"form": "BETA"})),
            ("LIVE_ON", json!({})),
            ("REGISTRATION_ENDS_ON", json!({})),
            ("RETIRES_ON", json!({})),
            ("RETIRES_ON", json!({"language": "ja"})),
        ];
        let mut facts: Vec<Value> = named
            .into_iter()
            .zip(dates)
            .filter_map(|((name, conditions), date)| Some(fact(name, &on(date?), &conditions)))
            .collect();
        facts.push(fact("FEE", "100 USD", &json!({})));
        facts.push(fact("FEE", "50 USD", &json!({"form": "BETA"})));
        let mut begins: Vec<u64> = blueprints.clone();
        begins.sort_unstable();
        begins.dedup();
        let blueprints: Vec<Value> = begins
            .iter()
            .map(|begins| {
                json!({"version": on(*begins), "standing": "OFFICIAL", "weights": "UNKNOWN",
                    "effective_from": on(*begins), "effective_until": on(begins + 20),
                    "evidence": evidence()})
            })
            .collect();
        let successors = match index {
            2 => json!([]),
            _ => json!([{"exam": format!("v/E-{}", index + 1), "evidence": evidence()}]),
        };
        json!({"vendor": "v", "code": format!("E-{index}"), "title": "Exam", "facts": facts,
            "blueprint": blueprints, "successors": successors})
    };
    let sets: Vec<Value> = sets
        .iter()
        .enumerate()
        .map(|(index, (from, until))| {
            let mut set = json!({"exams": [format!("v/E-{index}")]});
            if let Some(from) = from {
                set["from"] = json!(on(*from));
            }
            if let Some(until) = until {
                set["until"] = json!(on(from.unwrap_or(0) + until));
            }
            set
        })
        .collect();
    let content: Content = serde_json::from_value(json!({
        "source": [{"key": "guide", "title": "Guide", "publisher": "V", "url": "https://example.org",
            "kind": "OFFICIAL"}],
        "vendor": [{"slug": "v", "name": "V"}],
        "exam": exams.iter().enumerate().map(exam).collect::<Vec<_>>(),
        "certification": [{"slug": "engineer", "vendor": "v", "title": "Engineer",
            "earned_by": sets, "evidence": evidence()}],
        "role": [{"slug": "builder", "title": "Builder", "group": "Test", "recommendation": [{
            "ordered": true, "steps": [{"any_of": ["v/E-0"]}, {"any_of": ["v/E-1"]}],
            "evidence": evidence()}]}],
    }))
    .unwrap();
    Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap()
}

fn question(days: RangeInclusive<Day>) -> TransitionQuestion {
    TransitionQuestion {
        days,
        filter: TransitionFilter {
            kinds: Some(
                TransitionKind::VALUES
                    .iter()
                    .map(|(kind, ..)| *kind)
                    .collect(),
            ),
            ..TransitionFilter::default()
        },
        intervals: FreshnessIntervals::default(),
    }
}

/// What the rules say of everything on a day, in one value.
fn answers(catalogue: &Catalogue, day: Day) -> Vec<String> {
    let exams = catalogue.exams().map(|index| {
        let exam = catalogue.exam(index);
        let languages: Vec<&str> = exam.bookable_languages(day).collect();
        let usual = exam.usual_circumstances(day);
        let price = exam
            .fee_fact_in(Currency::USD, &usual)
            .map(|fact| &fact.content);
        let blueprints = exam.record.blueprints.iter();
        let in_force: Vec<bool> = blueprints.map(|blueprint| blueprint.covers(day)).collect();
        let version = exam.blueprint(day).map(|blueprint| &blueprint.version);
        let (state, bookable) = (exam.state(day), exam.is_bookable(day));
        let states = exam
            .lifecycles_by_language()
            .map(|(_, dates)| dates.state(day));
        let states: Vec<_> = states.collect();
        format!("{state:?} {bookable} {states:?} {languages:?} {price:?} {version:?} {in_force:?}")
    });
    let certifications = catalogue.certifications().map(|index| {
        let entry = catalogue.certification(index);
        let sets: Vec<_> = entry.earned_by_on(day).collect();
        format!("{sets:?} {}", entry.is_earnable(catalogue, day))
    });
    let roles = catalogue.roles().map(|index| {
        let named = catalogue
            .role(index)
            .recommendations
            .iter()
            .flatten()
            .flatten();
        let booked = named.map(|exam| catalogue.bookable_substitutes(*exam, day));
        format!("{:?}", booked.collect::<Vec<_>>())
    });
    exams.chain(certifications).chain(roles).collect()
}

/// The place of a subject in [`answers`].
fn place(subject: TransitionSubject) -> usize {
    match subject {
        TransitionSubject::Exam(exam) => exam.index(),
        TransitionSubject::Certification(index) => 3 + index.index(),
        TransitionSubject::Role(role) => 4 + role.index(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The law, on random catalogues.
    #[test]
    fn answers_differ_exactly_when_a_transition_says_so(
        exams in vec(any_dates(), 3),
        sets in vec((option::of(1..DAYS), option::of(0..60_u64)), 3),
    ) {
        let catalogue = catalogue(&exams, &sets);
        let (first, last) = (day(FIRST), day(FIRST) + Days::new(DAYS + 40));
        let all = transitions(&catalogue, &question(first..=last)).unwrap();
        let mut one_by_one = Vec::new();
        let mut before = answers(&catalogue, first - Days::new(1));
        for day in first.iter_days().take_while(|day| *day <= last) {
            let told = transitions(&catalogue, &question(day..=day)).unwrap();
            let now = answers(&catalogue, day);
            for (index, (before, now)) in before.iter().zip(&now).enumerate() {
                let is_told = told.iter().any(|transition| {
                    place(transition.subject) == index
                        && transition.kind.changes_answers()
                        && !matches!(
                            transition.kind,
                            TransitionKind::CheckDue | TransitionKind::StudyTimeEnds
                        )
                });
                prop_assert_eq!(before != now, is_told, "{} {}: {} {}", day, index, before, now);
            }
            one_by_one.extend(told);
            before = now;
        }
        // The span decides what is listed, not what it is.
        prop_assert_eq!(&all, &one_by_one);
        let keys: BTreeSet<Vec<u8>> = all.iter().map(|it| it.key(&catalogue)).collect();
        let uids: BTreeSet<String> = all.iter().map(|it| it.uid(&catalogue)).collect();
        prop_assert_eq!((keys.len(), uids.len()), (all.len(), all.len()));
        prop_assert!(all.iter().all(|it| !it.meaning(&catalogue).is_empty()));
        let has_evidence = |it: &Transition| !it.evidence(&catalogue).is_empty();
        prop_assert!(all.iter().all(has_evidence), "{:?}", all.iter().find(|it| !has_evidence(it)));
    }

    /// An edit of dates moves events; it does not rename them.
    #[test]
    fn an_event_that_moves_keeps_its_identifier(
        (dates, blueprints) in any_dates(),
        moved in 1..DAYS,
        index in 2..5_usize,
    ) {
        let others: [Dates; 2] = [([None; 6], vec![]), ([None; 6], vec![])];
        let uids = |dates: [Option<u64>; 6]| {
            let exams = [&[(dates, blueprints.clone())][..], &others].concat();
            let catalogue = catalogue(&exams, &[]);
            let span = question(day(FIRST)..=day(FIRST) + Days::new(DAYS + 40));
            let all = transitions(&catalogue, &span).unwrap().into_iter();
            let all = all.filter(|it| matches!(it.detail, Detail::Date { .. }));
            all.map(|it| (it.kind, it.languages().to_vec(), it.uid(&catalogue))).collect::<Vec<_>>()
        };
        let mut edited = dates;
        edited[index] = dates[index].map(|_| moved);
        let (before, after) = (uids(dates), uids(edited));
        for (kind, languages, uid) in &before {
            for (other, its, same) in &after {
                if kind == other && languages == its {
                    prop_assert_eq!(uid, same);
                }
            }
        }
    }
}

#[test]
fn a_credential_opens_for_renewal_and_lapses_on_its_days() {
    let dates: Dates = ([None, None, Some(1), None, None, None], vec![]);
    let mut content = catalogue(&[dates.clone(), dates.clone(), dates], &[]).content();
    let mut exam = (*content.exams[0]).clone();
    exam.successors.clear();
    for (name, value) in [("VALIDITY", "12 months"), ("RENEWAL_WINDOW", "3 months")] {
        exam.facts
            .push(serde_json::from_value(fact(name, value, &json!({}))).unwrap());
    }
    content.exams[0] = exam.into();
    let catalogue = Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap();
    let exam = catalogue.exams().next().unwrap();
    let held = |earned_on| HeldExam {
        exam,
        earned_on: day(earned_on),
    };
    let mut question = question(day("2025-03-01")..=day("2027-12-31"));
    question.filter.held = Some(vec![held("2025-03-01"), held("2026-01-31")]);
    let all = transitions(&catalogue, &question).unwrap();
    let told: Vec<String> = all
        .iter()
        .filter(|it| it.renewal().is_some())
        .map(|it| {
            format!(
                "{} {:?} {}",
                it.day,
                it.kind,
                it.renewal().unwrap().held.earned_on
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "2025-12-01 RenewalOpens 2025-03-01",
            "2026-03-01 LastDayToRenew 2025-03-01",
            "2026-03-02 CredentialLapsed 2025-03-01",
            "2026-10-31 RenewalOpens 2026-01-31",
            "2027-01-31 LastDayToRenew 2026-01-31",
            "2027-02-01 CredentialLapsed 2026-01-31",
        ]
    );
    question.filter.held = Some(vec![held("2025-03-01"), held("2024-12-31")]);
    assert_eq!(transitions(&catalogue, &question).unwrap_err().index, 1);
}

#[test]
fn keys_have_a_limit_however_long_a_version_is() {
    let version = "v".repeat(2_000);
    let content: Content = serde_json::from_value(json!({
        "source": [{"key": "guide", "title": "Guide", "publisher": "V", "url": "https://example.org",
            "kind": "OFFICIAL"}],
        "vendor": [{"slug": "v", "name": "V"}],
        "exam": [{"vendor": "v", "code": "E", "title": "Exam", "blueprint": [
            {"version": version, "standing": "OFFICIAL", "weights": "UNKNOWN",
                "effective_from": on(1), "evidence": evidence()}]}],
    }))
    .unwrap();
    let catalogue = Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap();
    let question = TransitionQuestion {
        days: Day::MIN..=Day::MAX,
        filter: TransitionFilter::default(),
        intervals: FreshnessIntervals::default(),
    };
    let all = transitions(&catalogue, &question).unwrap();
    let begins = all.iter().filter(|it| it.blueprint().is_some());
    let lengths: Vec<usize> = begins.map(|it| it.key(&catalogue).len()).collect();
    assert!(
        !lengths.is_empty() && lengths.iter().all(|length| *length < 100),
        "{lengths:?}"
    );
}
