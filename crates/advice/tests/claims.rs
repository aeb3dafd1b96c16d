//! Claims against the shipped catalogue.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the helpers of tests fail as tests do"
)]

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path, sync::LazyLock, thread};

use catalogue::{
    AbsenceReason, Catalogue, Circumstances, CodeLookup, Content, Day, DescribedEnum, ExamIndex,
    Fact, FactContent, FactName, Language, LifecycleState, PrerequisiteKind, Revision,
};
use certgraph_advice::{Claim, ClaimCheck, ClaimStatus, ClaimSubject, ClaimedFact, check_claim};
use chrono::DateTime;

static SHIPPED: LazyLock<Catalogue> = LazyLock::new(shipped_catalogue);

/// The catalogue that ships, read from its files.
fn shipped_catalogue() -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let mut content = Content::default();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let part: Content = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            content.extend(part);
        }
    }
    Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap()
}

/// The first of the days on which every served value is claimed.
const FIRST_DAY: &str = "2026-01-01";
const DAYS: usize = 400;

fn days() -> impl Iterator<Item = Day> {
    let first: Day = FIRST_DAY.parse().unwrap();
    first.iter_days().take(DAYS)
}

/// A claim that the catalogue itself makes on a day.
struct OwnClaim {
    subject: ClaimSubject,
    fact: ClaimedFact,
    domain: Option<String>,
    value: String,
    language: Option<Language>,
}

impl OwnClaim {
    fn of(exam: ExamIndex, fact: ClaimedFact, value: String) -> Self {
        Self {
            subject: ClaimSubject::Exam(exam),
            fact,
            domain: None,
            value,
            language: None,
        }
    }

    fn check(&self, on: Day) -> ClaimCheck {
        let claim = Claim::parse(
            &SHIPPED,
            self.subject,
            self.fact,
            self.domain.as_deref(),
            &self.value,
            on,
            self.language,
        );
        check_claim(
            &SHIPPED,
            &claim.unwrap_or_else(|fault| panic!("{:?}: {fault}", self.fact)),
        )
    }
}

fn state_word(state: LifecycleState) -> &'static str {
    match state {
        LifecycleState::Announced => "announced",
        LifecycleState::Beta => "in beta",
        LifecycleState::Live => "live",
        LifecycleState::Retiring => "retiring",
        LifecycleState::Retired => "retired",
    }
}

/// The value of a fact as a claim; `None` if it says only that nothing is known.
fn claimed_value(fact: &Fact) -> Option<String> {
    match &fact.content {
        FactContent::Known(value) => Some(value.to_string()),
        FactContent::Absent(AbsenceReason::NotApplicable) => Some("none".to_owned()),
        FactContent::Absent(_) => None,
    }
}

/// Everything that answers about an exam state on a day.
fn served_on(exam: ExamIndex, day: Day) -> Vec<OwnClaim> {
    let entry = SHIPPED.exam(exam);
    let mut claims = Vec::new();
    let usual = entry.usual_circumstances(day);
    for name in FactName::ALL.iter().copied() {
        // Counted and weighed in the outline of the day, where one is known.
        let is_of_outline = matches!(name, FactName::DomainCount | FactName::HeaviestDomain);
        if is_of_outline && entry.blueprint(day).is_some() {
            continue;
        }
        let is_date = matches!(
            name,
            FactName::LiveOn | FactName::RetiresOn | FactName::RegistrationEndsOn
        );
        let circumstances = if is_date {
            Circumstances::default()
        } else {
            usual
        };
        let mut served: Vec<&Fact> = entry.fact_in(name, &circumstances).into_iter().collect();
        // What is served under a heading, or for an experience.
        served.extend(entry.facts(name).filter(|fact| {
            entry.is_served(fact)
                && (fact.about.is_some()
                    || fact.experience.is_some()
                    || fact.conditions.member.is_some())
                && fact.conditions.hold_in(&Circumstances {
                    member: fact.conditions.member.unwrap_or(false),
                    ..usual
                })
        }));
        for fact in served {
            let value = claimed_value(fact);
            claims.extend(value.map(|value| OwnClaim::of(exam, ClaimedFact::Fact(name), value)));
        }
        for fact in entry
            .facts(name)
            .filter(|fact| fact.conditions.language.is_some())
        {
            let value = claimed_value(fact).filter(|_| entry.is_served(fact));
            claims.extend(value.map(|value| OwnClaim {
                language: fact.conditions.language,
                ..OwnClaim::of(exam, ClaimedFact::Fact(name), value)
            }));
        }
    }
    let state = state_word(entry.state(day)).to_owned();
    claims.push(OwnClaim::of(exam, ClaimedFact::State, state));
    for language in entry
        .bookable_languages(day)
        .filter_map(|name| name.parse().ok())
    {
        claims.push(OwnClaim {
            language: Some(language),
            ..OwnClaim::of(exam, ClaimedFact::State, "available".to_owned())
        });
    }
    if let Some(blueprint) = entry.blueprint(day) {
        for domain in &blueprint.domains {
            claims.extend(domain.weight.map(|weight| OwnClaim {
                domain: Some(domain.title.clone()),
                ..OwnClaim::of(exam, ClaimedFact::DomainWeight, format!("{weight} percent"))
            }));
        }
        if !blueprint.domains.is_empty() {
            let count = format!("{} count", blueprint.domains.len());
            claims.push(OwnClaim::of(
                exam,
                ClaimedFact::Fact(FactName::DomainCount),
                count,
            ));
        }
    }
    let key = |exam: ExamIndex| SHIPPED.exam(exam).record.key().to_string();
    for successor in &entry.successors {
        claims.push(OwnClaim::of(exam, ClaimedFact::Successor, key(*successor)));
    }
    for (group, exams) in entry.record.prerequisites.iter().zip(&entry.prerequisites) {
        let fact = match group.kind {
            PrerequisiteKind::Required => ClaimedFact::RequiredPrerequisite,
            PrerequisiteKind::Recommended => ClaimedFact::RecommendedPrerequisite,
        };
        claims.extend(
            exams
                .iter()
                .map(|other| OwnClaim::of(exam, fact, key(*other))),
        );
    }
    claims
}

/// What answers about certifications state on a day.
fn certifications_on(day: Day) -> Vec<OwnClaim> {
    let mut claims = Vec::new();
    for index in SHIPPED.certifications() {
        for exam in SHIPPED.certification(index).earned_by_on(day).flatten() {
            claims.push(OwnClaim {
                subject: ClaimSubject::Certification(index),
                fact: ClaimedFact::EarnedBy,
                domain: None,
                value: SHIPPED.exam(*exam).record.key().to_string(),
                language: None,
            });
        }
    }
    claims
}

/// What is claimed as it is served is supported, for every exam, fact and day.
#[test]
fn every_served_value_is_supported_on_each_of_400_days() {
    let days: Vec<Day> = days().collect();
    let halves = days.chunks(DAYS.div_ceil(2));
    let (checked, faults) = thread::scope(|scope| {
        let workers: Vec<_> = halves
            .map(|days| {
                scope.spawn(move || {
                    let (mut checked, mut faults) = (0_usize, BTreeMap::new());
                    for day in days {
                        let exams = SHIPPED.exams().flat_map(|exam| served_on(exam, *day));
                        for own in exams.chain(certifications_on(*day)) {
                            let found = own.check(*day);
                            checked += 1;
                            if found.finding.status() != ClaimStatus::Supported {
                                let code = found
                                    .exam
                                    .map(|exam| SHIPPED.exam(exam).record.key().to_string());
                                let what = format!(
                                    "{code:?} {} {} {:?}",
                                    own.fact.key(),
                                    own.value,
                                    own.domain
                                );
                                faults
                                    .entry(what)
                                    .or_insert_with(|| format!("{day}: {}", found.sentence));
                            }
                        }
                    }
                    (checked, faults)
                })
            })
            .collect();
        workers
            .into_iter()
            .fold((0, BTreeMap::new()), |(count, mut all), worker| {
                let (checked, faults) = worker.join().unwrap();
                all.extend(faults);
                (count + checked, all)
            })
    });
    assert!(checked > 1_000_000, "only {checked} claims were checked");
    let mut listed = String::new();
    for (claim, fault) in faults.iter().take(20) {
        let _ = writeln!(listed, "{claim}: {fault}");
    }
    assert!(
        faults.is_empty(),
        "{} of {checked} claims:\n{listed}",
        faults.len()
    );
}

/// A claim of `tests/data/claims.txt`.
struct LabelledClaim {
    is_true: bool,
    line: String,
    claim: Claim,
}

fn labelled_claims() -> Vec<LabelledClaim> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/claims.txt");
    let text = fs::read_to_string(path).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let columns: Vec<&str> = line.split(" | ").collect();
            let [label, code, fact, on, value, domain @ ..] = columns.as_slice() else {
                panic!("{line}: too few columns");
            };
            let CodeLookup::Found(exam) = SHIPPED.exam_by_code(code, None) else {
                panic!("{line}: not one exam");
            };
            let claim = Claim::parse(
                &SHIPPED,
                ClaimSubject::Exam(exam),
                ClaimedFact::by_key(fact).unwrap(),
                domain.first().copied(),
                value,
                on.parse().unwrap(),
                None,
            );
            LabelledClaim {
                is_true: match *label {
                    "true" => true,
                    "false" => false,
                    _ => panic!("{line}: neither true nor false"),
                },
                line: line.to_owned(),
                claim: claim.unwrap_or_else(|fault| panic!("{line}: {fault}")),
            }
        })
        .collect()
}

/// Whether a status says that a claim is wrong.
fn accuses(status: ClaimStatus) -> bool {
    !matches!(status, ClaimStatus::Supported | ClaimStatus::Unknown)
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred claims")]
fn percent(part: usize, all: usize) -> f64 {
    100.0 * part as f64 / all as f64
}

/// At most one true claim of 200 is accused, and 95 of 100 false ones are found.
#[test]
#[expect(clippy::print_stdout, reason = "the shares are what the test measures")]
fn labelled_claims_are_told_apart() {
    let claims = labelled_claims();
    assert!(claims.len() >= 400, "only {} claims", claims.len());
    let (mut accused, mut confirmed, mut missed) = (Vec::new(), 0, Vec::new());
    for labelled in &claims {
        let found = check_claim(&SHIPPED, &labelled.claim);
        let status = found.finding.status();
        let told = format!("{} -> {status:?}: {}", labelled.line, found.sentence);
        match (labelled.is_true, accuses(status)) {
            (true, true) => accused.push(told),
            (false, false) => missed.push(told),
            (true, false) if status == ClaimStatus::Supported => confirmed += 1,
            _ => {}
        }
    }
    let all_true = claims.iter().filter(|labelled| labelled.is_true).count();
    let all_false = claims.len() - all_true;
    let found = all_false - missed.len();
    println!(
        "{} true claims: {confirmed} confirmed, {} accused",
        all_true,
        accused.len()
    );
    println!("{all_false} false claims: {found} found");
    let wrong = accused
        .iter()
        .chain(&missed)
        .map(|told| format!("{told}\n"));
    let wrong: String = wrong.collect();
    println!("{wrong}");
    assert!(percent(accused.len(), all_true) <= 0.5, "{wrong}");
    assert!(percent(found, all_false) >= 95.0, "{wrong}");
    assert!(
        percent(confirmed, all_true) >= 95.0,
        "only {confirmed} of {all_true} are confirmed"
    );
}
