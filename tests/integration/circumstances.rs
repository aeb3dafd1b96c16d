//! What answers say where facts hold only under conditions, each as of a fixed day.

use certgraph::{
    advice::{
        Constraints, NeverCancelled, Profile, RuleKind, WeeklyHours,
        path::{ConstraintArgument, PathOutcome, PathStep, Relaxation, path_to_exam},
        study_plan, verdict,
    },
    catalogue::{
        Catalogue, Circumstances, Currency, Day, ExamIndex, Language, LifecycleState, Revision,
    },
};
use chrono::DateTime;
use serde_json::{Value, json};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn evidence() -> Value {
    json!({ "sources": ["guide"], "as_of": "2026-06-01", "confidence": "OFFICIAL" })
}

fn fact(name: &str, value: impl Into<Value>) -> Value {
    json!({ "name": name, "value": value.into(), "evidence": evidence() })
}

fn only(conditions: Value, mut fact: Value) -> Value {
    fact["conditions"] = conditions;
    fact
}

fn exam(code: &str, facts: Vec<Value>) -> Value {
    let mut all = vec![fact("STUDY_HOURS", "20 hours")];
    all.extend(facts);
    json!({ "vendor": "acme", "code": code, "title": code, "facts": all })
}

/// A catalogue of these exams, and the place of each in the order given.
fn catalogue(exams: &[Value], certifications: &Value) -> (Catalogue, Vec<ExamIndex>) {
    let content = serde_json::from_value(json!({
        "source": [{ "key": "guide", "title": "Guide", "publisher": "Acme",
            "url": "https://example.org", "kind": "OFFICIAL" }],
        "vendor": [{ "slug": "acme", "name": "Acme" }],
        "certification": certifications,
        "exam": exams,
    }));
    let built = Catalogue::build(content.unwrap(), Revision::new(1), DateTime::UNIX_EPOCH);
    let catalogue = built.unwrap();
    let found = exams.iter().map(|exam| {
        let key = format!("acme/{}", exam["code"].as_str().unwrap());
        catalogue.exam_by_key(&key.parse().unwrap()).unwrap()
    });
    let found = found.collect();
    (catalogue, found)
}

/// Like MLA-C01: English ends, three translations go on; `NEXT` takes its place in English.
fn translated() -> (Catalogue, Vec<ExamIndex>) {
    let ends = only(
        json!({ "language": "English" }),
        fact("RETIRES_ON", "2026-09-28"),
    );
    let languages = ["English", "Japanese", "Korean", "Simplified Chinese"];
    let mut old = exam(
        "MLA",
        vec![
            fact("LIVE_ON", "2024-10-08"),
            fact("FEE", "150.00 USD"),
            fact("LANGUAGES", languages.to_vec()),
            ends,
        ],
    );
    old["successors"] = json!([{ "exam": "acme/NEXT", "evidence": evidence() }]);
    let next = vec![fact("LIVE_ON", "2026-09-29"), fact("FEE", "150.00 USD")];
    catalogue(&[old, exam("NEXT", next)], &json!([]))
}

fn speaking(names: &[&str]) -> Profile {
    Profile {
        languages: names.iter().map(|name| name.parse().unwrap()).collect(),
        ..Profile::default()
    }
}

/// The steps of the best path to an exam; none when there is no path.
fn steps(catalogue: &Catalogue, exam: ExamIndex, profile: &Profile, on: &str) -> Vec<PathStep> {
    let constraints = Constraints::beginning(day(on));
    match path_to_exam(
        catalogue,
        exam,
        profile,
        &constraints,
        day(on),
        1,
        &NeverCancelled,
    ) {
        PathOutcome::Recommended { paths, .. } => paths[0].steps.clone(),
        PathOutcome::NoFeasible { .. } => vec![],
    }
}

#[test]
fn an_exam_goes_on_in_other_languages() {
    let (catalogue, exams) = translated();
    let [old, next] = exams[..] else { panic!() };
    let entry = catalogue.exam(old);
    let (last, after) = (day("2026-09-28"), day("2026-09-29"));
    assert!(entry.is_bookable(last) && !entry.is_bookable(after));
    assert_eq!(entry.state(after), LifecycleState::Retired);
    let japanese = entry.lifecycle_in("ja".parse().unwrap());
    assert_eq!(japanese.state(after), LifecycleState::Live);
    let languages: Vec<&str> = entry.bookable_languages(last).collect();
    assert_eq!(languages.len(), 4);
    let languages: Vec<&str> = entry.bookable_languages(after).collect();
    assert_eq!(languages, ["Japanese", "Korean", "Simplified Chinese"]);
    // Two weeks of study from 15 September end in time, from 16 September they do not.
    let on = |profile: &Profile, on| steps(&catalogue, old, profile, on)[0].exam;
    assert_eq!(on(&Profile::default(), "2026-09-14"), old);
    assert_eq!(on(&Profile::default(), "2026-09-15"), next);
    assert_eq!(on(&speaking(&["Japanese"]), "2026-09-15"), old);
    let korean = steps(&catalogue, old, &speaking(&["ko", "English"]), "2026-11-27");
    assert_eq!((korean[0].exam, korean[0].book_by), (old, None));
    let why = &steps(&catalogue, old, &Profile::default(), "2026-11-27")[0].substitution;
    let because = &why.as_ref().unwrap().because;
    assert!(
        because.starts_with("MLA retired in English on 2026-09-28"),
        "{because}"
    );
}

#[test]
fn languages_that_rule_out_every_path_are_reported_with_sufficient_ones() {
    let (catalogue, exams) = translated();
    let [_, next] = exams[..] else { panic!() };
    let today = day("2026-11-27");
    let (profile, constraints) = (speaking(&["Japanese"]), Constraints::beginning(today));
    let outcome = path_to_exam(
        &catalogue,
        next,
        &profile,
        &constraints,
        today,
        1,
        &NeverCancelled,
    );
    let PathOutcome::NoFeasible {
        binding,
        remedies,
        nearest,
        ..
    } = outcome
    else {
        panic!("NEXT is held in English alone")
    };
    let english = Relaxation::AllowLanguages(vec![Language::ENGLISH]);
    assert_eq!(binding.len(), 1);
    assert_eq!(binding[0].argument, ConstraintArgument::Languages);
    assert_eq!(
        binding[0].message,
        "Not every exam of a path can be booked in Japanese; with English there is a path."
    );
    assert_eq!(binding[0].least_relaxation.as_ref(), Some(&english));
    assert_eq!(remedies.len(), 1);
    assert_eq!(remedies[0].changes[0].relaxation, english);
    assert_eq!(nearest.unwrap().steps[0].exam, next);
}

#[test]
fn a_verdict_keeps_to_the_languages_of_the_person() {
    let (catalogue, exams) = translated();
    let [old, next] = exams[..] else { panic!() };
    let told = verdict(&catalogue, old, &Profile::default(), day("2026-11-27"));
    assert_eq!(told.alternatives, [next]);
    let elsewhere = "can be booked in Japanese, Korean and Simplified Chinese, not in English.";
    assert!(told.summary.contains(elsewhere), "{}", told.summary);
    assert_eq!(told.rules[0].kind, RuleKind::OtherLanguage);
    let told = verdict(&catalogue, old, &speaking(&["Japanese"]), day("2026-11-27"));
    assert_eq!(told.rules[0].kind, RuleKind::NothingAgainst);
    // NEXT is held in English alone.
    let told = verdict(
        &catalogue,
        next,
        &speaking(&["Japanese"]),
        day("2026-11-27"),
    );
    assert_eq!(told.rules[0].kind, RuleKind::OtherLanguage);
    assert!(steps(&catalogue, next, &speaking(&["Japanese"]), "2026-11-27").is_empty());
}

#[test]
fn the_last_day_to_schedule_is_not_the_last_day_to_sit() {
    let facts = vec![
        fact("LIVE_ON", "2024-10-17"),
        fact("REGISTRATION_ENDS_ON", "2026-07-13"),
        fact("RETIRES_ON", "2026-07-15"),
    ];
    let (catalogue, exams) = catalogue(&[exam("CONSUL-003", facts)], &json!([]));
    let entry = catalogue.exam(exams[0]);
    assert!(entry.is_bookable(day("2026-07-13")));
    for late in ["2026-07-14", "2026-07-15"] {
        assert!(!entry.is_bookable(day(late)));
        assert_eq!(entry.state(day(late)), LifecycleState::Retiring);
    }
    assert_eq!(entry.state(day("2026-07-16")), LifecycleState::Retired);
    let nobody = Profile::default();
    let steps = |on| steps(&catalogue, exams[0], &nobody, on);
    assert_eq!(steps("2026-06-29")[0].book_by, Some(day("2026-07-13")));
    assert!(
        steps("2026-06-30").is_empty(),
        "the study ends on 2026-07-14"
    );
    let told = verdict(&catalogue, exams[0], &nobody, day("2026-07-14"));
    assert_eq!(told.rules[0].kind, RuleKind::Retired);
    let pace = WeeklyHours::default();
    let plan = study_plan(&catalogue, exams[0], &nobody, pace, day("2026-06-30")).unwrap();
    assert_eq!(plan.book_by, Some(day("2026-07-13")));
    assert_eq!(plan.warnings[0].day, Some(day("2026-07-13")));
}

#[test]
fn a_price_follows_the_region_the_membership_and_the_form() {
    let facts = vec![
        fact("BETA_ON", "2026-06-01"),
        fact("LIVE_ON", "2026-09-01"),
        fact("FEE", "575.00 USD"),
        only(json!({ "member": true }), fact("FEE", "405.00 USD")),
        only(json!({ "region": "IN" }), fact("FEE", "300.00 USD")),
        only(json!({ "form": "BETA" }), fact("FEE", "200.00 USD")),
        only(json!({ "region": "IN" }), fact("FEE", "25000.00 INR")),
    ];
    let older = vec![
        fact("BETA_ON", "2026-06-01"),
        fact("LIVE_ON", "2026-09-01"),
        fact("FEE", "150.00 USD"),
        fact("BETA_FEE", "75.00 USD"),
    ];
    let (catalogue, exams) = catalogue(&[exam("PMP", facts), exam("MLA", older)], &json!([]));
    let usd = |cents: i64| Some(cents * 100);
    let fee = |place: usize, on: &str| {
        let fee = catalogue.exam(exams[place]).fee_on(Currency::USD, day(on));
        fee.map(certgraph::catalogue::Money::minor)
    };
    assert_eq!(
        (fee(0, "2026-07-01"), fee(0, "2026-11-27")),
        (usd(200), usd(575))
    );
    assert_eq!(
        (fee(1, "2026-07-01"), fee(1, "2026-11-27")),
        (usd(75), usd(150))
    );
    let entry = catalogue.exam(exams[0]);
    let member = Circumstances {
        member: true,
        ..entry.usual_circumstances(day("2026-11-27"))
    };
    let paid = |circumstances| entry.fee_in(Currency::USD, circumstances);
    assert_eq!(
        paid(&member).map(certgraph::catalogue::Money::minor),
        usd(405)
    );
    let total = |profile: &Profile, on| {
        let steps = steps(&catalogue, exams[0], profile, on);
        let totals = &steps[0].cumulative;
        assert!(totals.complete);
        assert_eq!(totals.fees, steps[0].fee);
        totals.fees.map(certgraph::catalogue::Money::minor)
    };
    let member = Profile {
        member: true,
        ..Profile::default()
    };
    let indian = Profile {
        region: Some("IN".parse().unwrap()),
        ..Profile::default()
    };
    assert_eq!(total(&Profile::default(), "2026-11-27"), usd(575));
    assert_eq!(total(&member, "2026-11-27"), usd(405));
    assert_eq!(total(&indian, "2026-11-27"), usd(300));
    // Two weeks on, the exam is still a beta; three months on, it is not.
    assert_eq!(total(&Profile::default(), "2026-06-01"), usd(200));
    assert_eq!(total(&Profile::default(), "2026-08-20"), usd(575));
}

#[test]
fn a_certification_is_earned_by_what_counts_on_the_day() {
    let live = || vec![fact("LIVE_ON", "2020-01-01")];
    let certifications = json!([{
        "slug": "engineer", "vendor": "acme", "title": "Engineer", "evidence": evidence(),
        "earned_by": [
            { "exams": ["acme/A"], "until": "2026-10-31" },
            { "exams": ["acme/A", "acme/B"], "from": "2026-12-01" },
        ],
    }]);
    let (catalogue, exams) = catalogue(&[exam("A", live()), exam("B", live())], &certifications);
    let index = catalogue
        .certification_by_slug(&"engineer".parse().unwrap())
        .unwrap();
    let entry = catalogue.certification(index);
    let sets = |on| entry.earned_by_on(day(on)).cloned().collect::<Vec<_>>();
    assert_eq!(sets("2026-10-31"), [vec![exams[0]]]);
    assert_eq!(sets("2026-11-01"), Vec::<Vec<ExamIndex>>::new());
    assert_eq!(sets("2026-12-01"), std::slice::from_ref(&exams));
    for (on, earnable) in [
        ("2026-10-31", true),
        ("2026-11-27", false),
        ("2026-12-01", true),
    ] {
        assert_eq!(entry.is_earnable(&catalogue, day(on)), earnable, "{on}");
    }
}
