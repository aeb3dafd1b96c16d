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
        HeldExam, Transition, TransitionFilter, TransitionKind as Kind, TransitionQuestion,
        TransitionSubject as Subject, renewal, transitions,
    },
    catalogue::{
        BlueprintStanding, Catalogue, Circumstances, Currency, Day, DescribedEnum, ExamEntry,
        ExamIndex, FactContent, FactName, FactValue, FreshnessIntervals, KindFreshness,
        LifecycleState,
    },
};
use chrono::Days;

use crate::support::content::shipped_catalogue;

const LIFECYCLE: &[Kind] = &[
    Kind::BetaOpens,
    Kind::BetaClosed,
    Kind::Live,
    Kind::BookingClosed,
    Kind::Retired,
];
const BLUEPRINT: &[Kind] = &[Kind::BlueprintInForce, Kind::BlueprintEnded];
const FACTS: &[Kind] = &[Kind::PriceChanged, Kind::FactChanged];

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
    let far = question(day("1990-01-01"), day("2100-01-01"), TransitionFilter::default());
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
            violations.push(format!("{subject} {said} on {day}; told: {told:?}, of {kinds:?}"));
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
        surface[1..].iter().filter(|(_, bookable)| *bookable).count()
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

/// Every served fact, prices in each currency, for members too and in a region.
fn facts<'a>(
    entry: &'a ExamEntry,
    names: &BTreeSet<FactName>,
    currencies: &[Currency],
    day: Day,
) -> Vec<Option<&'a FactContent>> {
    let usual = entry.usual_circumstances(day);
    let prices = [FactName::Fee, FactName::BetaFee];
    let others = names.iter().filter(|name| !prices.contains(name));
    let mut surface: Vec<_> = others.map(|name| entry.fact_in(*name, &usual)).collect();
    for currency in currencies {
        for (region, member) in [(None, false), (None, true), (Some("IN"), false)] {
            let circumstances = Circumstances {
                region: region.map(|region| region.parse().unwrap()),
                member,
                ..usual
            };
            surface.push(entry.fee_fact_in(*currency, &circumstances));
        }
    }
    let contents = surface.into_iter();
    contents.map(|fact| fact.map(|fact| &fact.content)).collect()
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
        compare(
            span,
            &subject,
            entries,
            FACTS,
            |day| facts(entry, &names, &currencies, day),
            &mut found,
        );
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
        let named: BTreeSet<ExamIndex> =
            recommendations.iter().flatten().flatten().copied().collect();
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
    let all = transitions(&catalogue, &question(span.0, span.1, TransitionFilter::default()));
    let all = all.unwrap();
    let entries = entries(&catalogue, &all);
    let broken = violations(&catalogue, span, &entries);
    assert!(broken.is_empty(), "{} breaks:\n{}", broken.len(), broken.join("\n"));
    for kind in [LIFECYCLE, BLUEPRINT, FACTS].concat() {
        println!("{kind:?}: {}", all.iter().filter(|it| it.kind == kind).count());
    }
    // Each kind is needed: without its entries the law does not hold.
    let is_direct = |kind: &Kind| kind.changes_answers() && *kind != Kind::CheckDue;
    let told: BTreeSet<Kind> = all.iter().map(|transition| transition.kind).collect();
    for kind in told.into_iter().filter(is_direct) {
        let days: BTreeSet<Day> = all.iter().filter(|it| it.kind == kind).map(|it| it.day).collect();
        let without: Vec<Transition> = all.iter().filter(|it| it.kind != kind).cloned().collect();
        let without = self::entries(&catalogue, &without);
        let first = *days.first().unwrap();
        let broken = violations(&catalogue, (first, first), &without);
        println!("without {kind:?}: {}", broken.len());
        assert!(!broken.is_empty(), "{kind:?} is not needed on {first}");
    }
}
