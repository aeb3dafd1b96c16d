//! The law of the calendar of change, over the shipped catalogue and every day from 2019 to the day
//! after the last known date: answers about an exam, a certification or a role differ from those of
//! the day before exactly on the days on which `transitions` has an entry about it.
//!
//! Answers are compared as the queries of the API compute them, one surface at a time. For surfaces
//! that rest on the record itself the law holds in both directions; for those that follow from other
//! exams (substitutes, contradictions), a difference needs an entry about one of them.

use std::collections::{BTreeMap, BTreeSet};

use certgraph::{
    advice::{
        HeldExam, Profile, Transition, TransitionFilter, TransitionKind as Kind,
        TransitionQuestion, TransitionSubject as Subject, renewal, transitions, verdict,
    },
    catalogue::{
        BlueprintStanding, Catalogue, Circumstances, Currency, Day, DescribedEnum, ExamEntry,
        ExamIndex, FactContent, FactKind, FactName, FactValue, FreshnessIntervals, KindFreshness,
        LifecycleState,
    },
};
use chrono::Days;
use serde_json::{Value, json};

use crate::support::{
    content::{shipped, shipped_catalogue},
    edge::Edge,
};

const LIFECYCLE: &[Kind] = &[
    Kind::BetaOpens,
    Kind::BetaClosed,
    Kind::Live,
    Kind::BookingClosed,
    Kind::Retired,
];
const BLUEPRINT: &[Kind] = &[Kind::BlueprintInForce, Kind::BlueprintEnded];
const PRICES: [FactName; 2] = [FactName::Fee, FactName::BetaFee];

/// What is served of a fact.
type Served<'a> = Option<&'a FactContent>;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn every_kind() -> Vec<Kind> {
    Kind::VALUES.iter().map(|(kind, ..)| *kind).collect()
}

fn question(first: Day, last: Day, filter: TransitionFilter) -> TransitionQuestion {
    TransitionQuestion {
        days: first..=last,
        filter: TransitionFilter {
            kinds: Some(every_kind()),
            ..filter
        },
        intervals: FreshnessIntervals::default(),
    }
}

/// All days of the law.
fn span(catalogue: &Catalogue) -> (Day, Day) {
    let far = question(
        day("1990-01-01"),
        day("2100-01-01"),
        TransitionFilter::default(),
    );
    let all = transitions(catalogue, &far).unwrap();
    let last = all.iter().map(|transition| transition.day).max().unwrap();
    (day("2019-01-01"), last + Days::new(1))
}

/// The kinds of the transitions of each subject and day.
type Entries = BTreeMap<(String, Day), BTreeSet<Kind>>;

fn name(catalogue: &Catalogue, subject: Subject) -> String {
    match subject {
        Subject::Exam(exam) => catalogue.exam(exam).record.key().to_string(),
        Subject::Certification(index) => catalogue.certification(index).record.slug.to_string(),
        Subject::Role(role) => format!("role {}", catalogue.role(role).record.slug),
    }
}

fn entries(catalogue: &Catalogue, transitions: &[Transition]) -> Entries {
    let mut entries = Entries::new();
    for transition in transitions {
        let subject = name(catalogue, transition.subject);
        let kinds = entries.entry((subject, transition.day)).or_default();
        kinds.insert(transition.kind);
    }
    entries
}

/// Compares a surface on each day with the day before, and collects the days on which it differs
/// although no entry of these kinds is about the subject, or the other way round.
fn compare<T: PartialEq>(
    span: (Day, Day),
    subject: &str,
    entries: &Entries,
    kinds: &[Kind],
    surface: impl Fn(Day) -> T,
    violations: &mut Vec<String>,
) {
    let nothing = BTreeSet::new();
    let mut before = surface(span.0.pred_opt().unwrap());
    for day in span.0.iter_days().take_while(|day| *day <= span.1) {
        let on_the_day = surface(day);
        let differs = before != on_the_day;
        let told = entries.get(&(subject.to_owned(), day)).unwrap_or(&nothing);
        if differs != kinds.iter().any(|kind| told.contains(kind)) {
            let said = if differs { "differs" } else { "is the same" };
            violations.push(format!(
                "{subject} {said} on {day}; told: {told:?}, of {kinds:?}"
            ));
        }
        before = on_the_day;
    }
}

/// State and bookability by default and in each language, and the languages that are bookable.
fn lifecycle(entry: &ExamEntry, day: Day) -> Vec<(LifecycleState, bool)> {
    let mut surface = vec![(entry.state(day), entry.is_bookable(day))];
    for (_, dates) in entry.lifecycles_by_language() {
        surface.push((dates.state(day), dates.is_bookable(day)));
    }
    let bookable = entry.bookable_languages(day).count();
    assert_eq!(
        bookable,
        surface[1..]
            .iter()
            .filter(|(_, bookable)| *bookable)
            .count()
    );
    surface
}

/// The version in force, and for each blueprint whether exams follow it.
fn blueprint(entry: &ExamEntry, day: Day) -> (Option<&str>, Vec<bool>) {
    let current = entry.blueprint(day);
    let blueprints = entry.record.blueprints.iter();
    let in_force = blueprints.map(|blueprint| {
        blueprint.standing == BlueprintStanding::Official && blueprint.covers(day)
    });
    (
        current.map(|blueprint| blueprint.version.as_str()),
        in_force.collect(),
    )
}

/// Every served fact but prices, and dates, which the lifecycle reads.
fn facts<'a>(entry: &'a ExamEntry, names: &BTreeSet<FactName>, day: Day) -> Vec<Served<'a>> {
    let usual = entry.usual_circumstances(day);
    let names = names
        .iter()
        .filter(|name| !PRICES.contains(name) && FactKind::of(**name) != FactKind::Lifecycle);
    let facts = names.map(|name| entry.fact_in(*name, &usual));
    facts.map(|fact| fact.map(|fact| &fact.content)).collect()
}

/// The prices in each currency, for members too and in a region.
fn prices<'a>(entry: &'a ExamEntry, currencies: &[Currency], day: Day) -> Vec<Served<'a>> {
    let usual = entry.usual_circumstances(day);
    let mut prices = Vec::new();
    for currency in currencies {
        for (region, member) in [(None, false), (None, true), (Some("IN"), false)] {
            let circumstances = Circumstances {
                region: region.map(|region| region.parse().unwrap()),
                member,
                ..usual
            };
            prices.push(entry.fee_fact_in(*currency, &circumstances));
        }
    }
    let prices = prices.into_iter();
    prices.map(|fact| fact.map(|fact| &fact.content)).collect()
}

fn currencies(entry: &ExamEntry) -> Vec<Currency> {
    let mut currencies = Vec::new();
    for fact in &entry.record.facts {
        let is_price = matches!(fact.name, FactName::Fee | FactName::BetaFee);
        if let (true, Some(FactValue::Money(price))) = (is_price, fact.value())
            && !currencies.contains(&price.currency())
        {
            currencies.push(price.currency());
        }
    }
    currencies
}

/// The law, for direct surfaces in both directions: what breaks it.
fn violations(catalogue: &Catalogue, span: (Day, Day), entries: &Entries) -> Vec<String> {
    let mut found = Vec::new();
    for exam in catalogue.exams() {
        let entry = catalogue.exam(exam);
        let subject = name(catalogue, Subject::Exam(exam));
        let mut check = |kinds: &[Kind], surface: &dyn Fn(Day) -> String| {
            compare(span, &subject, entries, kinds, surface, &mut found);
        };
        check(LIFECYCLE, &|day| format!("{:?}", lifecycle(entry, day)));
        check(BLUEPRINT, &|day| format!("{:?}", blueprint(entry, day)));
        let names: BTreeSet<FactName> = entry.record.facts.iter().map(|fact| fact.name).collect();
        let currencies = currencies(entry);
        let served = |day| facts(entry, &names, day);
        let changes = &[Kind::FactChanged];
        compare(span, &subject, entries, changes, served, &mut found);
        let listed = |day| prices(entry, &currencies, day);
        let changes = &[Kind::PriceChanged];
        compare(span, &subject, entries, changes, listed, &mut found);
    }
    for index in catalogue.certifications() {
        let entry = catalogue.certification(index);
        let subject = name(catalogue, Subject::Certification(index));
        let sets = |day| entry.earned_by_on(day).collect::<Vec<_>>();
        let changes = &[Kind::RequirementsChanged];
        compare(span, &subject, entries, changes, sets, &mut found);
        let earnable = |day| entry.is_earnable(catalogue, day);
        let changes = &[Kind::CertificationOpens, Kind::CertificationClosed];
        compare(span, &subject, entries, changes, earnable, &mut found);
    }
    for role in catalogue.roles() {
        let subject = name(catalogue, Subject::Role(role));
        let recommendations = &catalogue.role(role).recommendations;
        let named: BTreeSet<ExamIndex> = recommendations
            .iter()
            .flatten()
            .flatten()
            .copied()
            .collect();
        let booked = |day| {
            let exams = named.iter();
            let booked = exams.map(|exam| catalogue.bookable_substitutes(*exam, day));
            booked.collect::<Vec<_>>()
        };
        let changes = &[Kind::RoleExamsChanged];
        compare(span, &subject, entries, changes, booked, &mut found);
    }
    found
}

#[test]
fn answers_differ_from_the_day_before_exactly_when_a_transition_says_so() {
    let catalogue = shipped_catalogue();
    let span = span(&catalogue);
    let all = transitions(
        &catalogue,
        &question(span.0, span.1, TransitionFilter::default()),
    );
    let all = all.unwrap();
    let entries = entries(&catalogue, &all);
    let broken = violations(&catalogue, span, &entries);
    assert!(
        broken.is_empty(),
        "{} breaks:\n{}",
        broken.len(),
        broken.join("\n")
    );
    // Each kind is needed: without its entries the law does not hold on any of its days.
    let others = [Kind::CheckDue, Kind::StudyTimeEnds];
    let is_direct = |kind: &Kind| kind.changes_answers() && !others.contains(kind);
    let told: BTreeSet<Kind> = all.iter().map(|transition| transition.kind).collect();
    for kind in told.into_iter().filter(is_direct) {
        let (of_kind, others): (Vec<Transition>, Vec<Transition>) =
            all.iter().cloned().partition(|it| it.kind == kind);
        let others = self::entries(&catalogue, &others);
        let days: BTreeSet<Day> = of_kind.iter().map(|transition| transition.day).collect();
        for day in days {
            let broken = violations(&catalogue, (day, day), &others);
            assert!(!broken.is_empty(), "{kind:?} is not needed on {day}");
        }
    }
}

/// The exams on which answers about an exam rest: itself, its counterparts, its prerequisites, those
/// that audience rules advise and that earn its certifications, and the successors of each.
fn related(catalogue: &Catalogue, exam: ExamIndex) -> BTreeSet<ExamIndex> {
    let entry = catalogue.exam(exam);
    let mut near = vec![exam];
    for index in &entry.equivalences {
        let link = catalogue.equivalence(*index);
        near.extend([link.left, link.right]);
    }
    near.extend(entry.prerequisites.iter().flatten());
    for rule in &entry.audience_rules {
        near.extend(catalogue.audience_rule(*rule).take.iter().flatten());
    }
    for index in &entry.certifications {
        near.extend(catalogue.certification(*index).earned_by.iter().flatten());
    }
    let lines = near.into_iter().flat_map(|exam| catalogue.line_after(exam));
    lines.copied().collect()
}

/// What answers about an exam say that follows from other exams too.
fn derived(catalogue: &Catalogue, exam: ExamIndex, day: Day) -> String {
    let entry = catalogue.exam(exam);
    let booked = |exam: &ExamIndex| catalogue.bookable_substitutes(*exam, day);
    let links = entry.equivalences.iter();
    let counterparts = links.map(|index| {
        let link = catalogue.equivalence(*index);
        [link.left, link.right].map(|exam| booked(&exam))
    });
    let rules = entry.audience_rules.iter();
    let advised = rules.flat_map(|rule| catalogue.audience_rule(*rule).take.iter().flatten());
    let certifications = entry.certifications.iter().filter(|index| {
        let mut sets = catalogue.certification(**index).earned_by_on(day);
        sets.any(|set| set.contains(&exam))
    });
    let contradictions = catalogue.contradictions_of(exam, day);
    let contradictions = contradictions.iter().map(|found| {
        (
            found.rule,
            found.severity,
            found.message.clone(),
            found.why.clone(),
        )
    });
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        booked(&exam),
        counterparts.collect::<Vec<_>>(),
        advised.map(booked).collect::<Vec<_>>(),
        certifications.collect::<Vec<_>>(),
        contradictions.collect::<Vec<_>>()
    )
}

#[test]
fn answers_that_rest_on_other_exams_differ_only_when_a_transition_of_one_says_so() {
    let catalogue = shipped_catalogue();
    let span = span(&catalogue);
    let all = transitions(
        &catalogue,
        &question(span.0, span.1, TransitionFilter::default()),
    );
    let mut days: BTreeMap<ExamIndex, BTreeSet<Day>> = BTreeMap::new();
    let mut certification_days: BTreeSet<(String, Day)> = BTreeSet::new();
    for transition in all.unwrap().iter().filter(|it| it.kind.changes_answers()) {
        match transition.subject {
            Subject::Exam(exam) if transition.kind != Kind::CheckDue => {
                days.entry(exam).or_default().insert(transition.day);
            }
            Subject::Certification(_) => {
                let subject = name(&catalogue, transition.subject);
                certification_days.insert((subject, transition.day));
            }
            _ => {}
        }
    }
    let mut differences = 0;
    for exam in catalogue.exams() {
        let related = related(&catalogue, exam);
        let certifications = &catalogue.exam(exam).certifications;
        let is_told = |day: Day| {
            let mut exams = related.iter();
            exams.any(|exam| days.get(exam).is_some_and(|days| days.contains(&day)))
                || certifications.iter().any(|index| {
                    let subject = name(&catalogue, Subject::Certification(*index));
                    certification_days.contains(&(subject, day))
                })
        };
        let mut before = derived(&catalogue, exam, span.0.pred_opt().unwrap());
        for day in span.0.iter_days().take_while(|day| *day <= span.1) {
            let now = derived(&catalogue, exam, day);
            if now != before {
                differences += 1;
                let key = catalogue.exam(exam).record.key();
                assert!(is_told(day), "{key} on {day}:\n{before}\n{now}");
            }
            before = now;
        }
    }
    assert!(differences > 300, "{differences}");
}

#[test]
fn statements_fall_due_exactly_when_a_transition_says_so() {
    let catalogue = shipped_catalogue();
    let span = span(&catalogue);
    let intervals = FreshnessIntervals::default();
    let all = transitions(
        &catalogue,
        &question(span.0, span.1, TransitionFilter::default()),
    );
    let entries = entries(&catalogue, &all.unwrap());
    let nothing = BTreeSet::new();
    for exam in catalogue.exams() {
        let entry = catalogue.exam(exam);
        let subject = name(&catalogue, Subject::Exam(exam));
        // Between these days neither the statements nor what is due of them can differ.
        let mut before = entry.freshness(intervals, span.0.pred_opt().unwrap());
        for day in span.0.iter_days().take_while(|day| *day <= span.1) {
            let now = entry.freshness(intervals, day);
            let told = entries.get(&(subject.clone(), day)).unwrap_or(&nothing);
            let due = |kinds: &[KindFreshness]| kinds.iter().map(|kind| kind.due).sum::<usize>();
            if told.contains(&Kind::CheckDue) {
                assert_ne!(before, now, "{subject} on {day}");
            } else if before != now {
                // Nothing of a retired exam is due; a blueprint has evidence of its own.
                let other = [Kind::Retired, Kind::BlueprintInForce];
                let is_told = other.iter().any(|kind| told.contains(kind));
                assert!(
                    is_told,
                    "{subject} on {day}: {} due, then {}",
                    due(&before),
                    due(&now)
                );
            }
            before = now;
        }
    }
}

#[test]
fn renewals_differ_from_the_day_before_exactly_when_a_transition_says_so() {
    let catalogue = shipped_catalogue();
    let states = [
        Kind::RenewalOpens,
        Kind::RenewalClosed,
        Kind::CredentialLapsed,
        Kind::CredentialRenewed,
    ];
    let (mut told, mut asked) = (0, 0);
    for exam in catalogue.exams() {
        let newer = catalogue.line_after(exam).get(1).copied();
        for earned_on in ["2021-05-31", "2024-03-31", "2024-04-01", "2026-02-28"] {
            let mut held = vec![HeldExam {
                exam,
                earned_on: day(earned_on),
            }];
            held.extend(newer.map(|exam| HeldExam {
                exam,
                earned_on: day("2026-06-01"),
            }));
            let last = day("2030-12-31");
            if held
                .iter()
                .any(|one| renewal(&catalogue, *one, &held, last).is_err())
            {
                held.truncate(1);
                if renewal(&catalogue, held[0], &held, last).is_err() {
                    continue;
                }
            }
            let first = held[0].earned_on.succ_opt().unwrap();
            let filter = TransitionFilter {
                held: Some(held.clone()),
                ..TransitionFilter::default()
            };
            let all = transitions(&catalogue, &question(first, last, filter)).unwrap();
            let keys: BTreeSet<_> = all.iter().map(|it| it.key(&catalogue)).collect();
            let uids: BTreeSet<_> = all.iter().map(|it| it.uid(&catalogue)).collect();
            let distinct = (keys.len(), uids.len());
            assert_eq!(distinct, (all.len(), all.len()), "{held:?}: {all:#?}");
            let twice = TransitionFilter {
                held: Some(held.iter().chain(&held).copied().collect()),
                ..TransitionFilter::default()
            };
            let again = transitions(&catalogue, &question(first, last, twice)).unwrap();
            assert_eq!(again, all);
            let days: BTreeSet<Day> = all
                .iter()
                .filter(|it| states.contains(&it.kind) && it.subject == Subject::Exam(exam))
                .map(|transition| transition.day)
                .collect();
            asked += 1;
            told += days.len();
            let state = |day| {
                let item = renewal(&catalogue, held[0], &held, day).unwrap();
                (item.state, item.extended_by, item.expires_on)
            };
            let mut before = state(held[0].earned_on);
            for day in first.iter_days().take_while(|day| *day <= last) {
                let now = state(day);
                assert_eq!(now != before, days.contains(&day), "{held:?} on {day}");
                before = now;
            }
        }
    }
    assert!(asked > 400 && told > 500, "{asked} asked, {told} told");
}

/// Verdicts for a person of whom nothing is known: they also count the days that are left for study.
#[test]
fn verdicts_turn_only_when_a_transition_of_the_exam_or_of_one_near_says_so() {
    let catalogue = shipped_catalogue();
    let span = span(&catalogue);
    let every = question(span.0, span.1, TransitionFilter::default());
    let all = transitions(&catalogue, &every).unwrap();
    let mut near: BTreeMap<ExamIndex, BTreeSet<Day>> = BTreeMap::new();
    let mut too_late: BTreeSet<(ExamIndex, Day)> = BTreeSet::new();
    for transition in &all {
        if let Subject::Exam(exam) = transition.subject {
            if LIFECYCLE.contains(&transition.kind) {
                near.entry(exam).or_default().insert(transition.day);
            } else if transition.kind == Kind::StudyTimeEnds {
                too_late.insert((exam, transition.day));
            }
        }
    }
    let profile = Profile::default();
    let mut turns = 0;
    for exam in catalogue.exams() {
        let related = related(&catalogue, exam);
        let decide = |day| verdict(&catalogue, exam, &profile, day).decision;
        let mut before = decide(span.0.pred_opt().unwrap());
        for day in span.0.iter_days().take_while(|day| *day <= span.1) {
            let now = decide(day);
            let is_too_late = too_late.contains(&(exam, day));
            assert!(now != before || !is_too_late, "{exam:?} on {day}");
            if now != before {
                turns += 1;
                let mut related = related.iter();
                let near = related.any(|exam| near.get(exam).is_some_and(|it| it.contains(&day)));
                let key = catalogue.exam(exam).record.key();
                assert!(
                    near || is_too_late,
                    "{key} on {day}: {before:?}, then {now:?}"
                );
            }
            before = now;
        }
    }
    assert!(
        turns > 300 && too_late.len() > 20,
        "{turns}, {}",
        too_late.len()
    );
}

/// Of the whole API on one day: each exam, each certification, and lists that depend on the day.
async fn responses(edge: &Edge, day: Day) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let mut after = Value::Null;
    loop {
        let variables = json!({ "day": day.to_string(), "after": after });
        let (status, answer) = edge.ask_with(EXAMS_OF_A_DAY, variables).await;
        assert_eq!(status, 200, "{answer}");
        let page = &answer["data"]["exams"];
        for exam in page["nodes"].as_array().unwrap() {
            let key = format!("{}/{}", exam["vendor"]["slug"], exam["code"]).replace('"', "");
            found.insert(key, exam.clone());
        }
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
    }
    let variables = json!({ "day": day.to_string() });
    let (status, answer) = edge.ask_with(LISTS_OF_A_DAY, variables).await;
    assert_eq!(status, 200, "{answer}");
    let lists = answer["data"].as_object().unwrap();
    found.extend(
        lists
            .clone()
            .into_iter()
            .map(|(name, list)| (format!("list {name}"), list)),
    );
    found
}

const EXAMS_OF_A_DAY: &str = "query Exams($day: Date!, $after: String) {
  exams(filter: { states: [ANNOUNCED, BETA, LIVE, RETIRING, RETIRED] }, first: 100, after: $after, asOf: $day) {
    pageInfo { hasNextPage endCursor }
    nodes {
      code vendor { slug } title level subject bookableLanguages languages itemTypes
      lifecycle { state bookable language live retires successors { code } predecessors { code } }
      japanese: lifecycle(language: \"ja\") { state bookable }
      fee { amount currency } durationMinutes { min max } items { min max } passingScore { passing }
      studyHours { min max } blueprint { version inForce domains { key } } blueprints { version inForce }
      certifications { slug earnable } prerequisites { kind anyOf { code } } unlocks { code }
      equivalents { exam { code } substitutedFor { code } } contradictions { id severity message }
      verdict { decision }
    }
  }
}";

const LISTS_OF_A_DAY: &str = "query Lists($day: Date!) {
  bookable: exams(filter: { bookable: true }, asOf: $day) { totalCount }
  current: exams(asOf: $day) { totalCount }
  weights: domainWeights(asOf: $day) { totalCount }
  disputes: contradictions(asOf: $day) { totalCount }
  earnable: certifications(filter: { earnable: true }, asOf: $day) { totalCount }
  azure: search(text: \"azure\", first: 50, asOf: $day) { totalCount nodes { ... on Exam { code } } }
  engineer: search(text: \"engineer\", first: 50, asOf: $day) { totalCount nodes { ... on Exam { code } } }
}";

/// The law as clients see it, in the three months of 2026 in which most changes.
#[tokio::test]
async fn responses_differ_from_the_day_before_only_when_a_transition_says_so() {
    let catalogue = shipped_catalogue();
    let edge = Edge::start();
    edge.publish(shipped(), 8);
    let (first, last) = (day("2026-06-01"), day("2026-08-31"));
    let query = "query Told($from: Date!, $to: Date!, $after: String) {
      transitions(from: $from, to: $to, first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { day changesAnswers exam { code vendor { slug } } certification { slug } }
      }
    }";
    // The days on which something changes of each exam and certification.
    let mut told: BTreeMap<String, BTreeSet<Day>> = BTreeMap::new();
    let mut after = Value::Null;
    loop {
        let variables =
            json!({ "from": first.to_string(), "to": last.to_string(), "after": after });
        let (_, answer) = edge.ask_with(query, variables).await;
        let page = &answer["data"]["transitions"];
        for transition in page["nodes"].as_array().unwrap() {
            if transition["changesAnswers"] == json!(false) {
                continue;
            }
            let exam = &transition["exam"];
            let subject = match transition["certification"]["slug"].as_str() {
                Some(slug) => slug.to_owned(),
                None if exam.is_null() => continue,
                None => format!("{}/{}", exam["vendor"]["slug"], exam["code"]).replace('"', ""),
            };
            let on = transition["day"].as_str().unwrap().parse().unwrap();
            told.entry(subject).or_default().insert(on);
        }
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
    }
    let some_day: BTreeSet<Day> = told.values().flatten().copied().collect();
    let is_told = |subject: &str, day: Day| told.get(subject).is_some_and(|it| it.contains(&day));
    let mut before = responses(&edge, first.pred_opt().unwrap()).await;
    let mut differences = 0;
    for day in first.iter_days().take_while(|day| *day <= last) {
        let now = responses(&edge, day).await;
        for (subject, response) in &now {
            if before.get(subject) == Some(response) {
                continue;
            }
            differences += 1;
            let explained = if subject.starts_with("list ") {
                some_day.contains(&day)
            } else {
                let exam = catalogue.exam_by_key(&subject.parse().unwrap()).unwrap();
                let links = catalogue.exam(exam);
                let near = related(&catalogue, exam).into_iter();
                near.chain(links.unlocks.iter().copied())
                    .map(Subject::Exam)
                    .chain(
                        links
                            .certifications
                            .iter()
                            .copied()
                            .map(Subject::Certification),
                    )
                    .any(|subject| is_told(&name(&catalogue, subject), day))
            };
            let was = before.get(subject);
            assert!(explained, "{subject} on {day}:\n{was:?}\n{response}");
        }
        before = now;
    }
    assert!(differences > 150, "{differences}");
}
