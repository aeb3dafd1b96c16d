use catalogue::{Catalogue, Content, Day, ExamIndex, Revision};
use chrono::DateTime;
use proptest::{collection::vec, prelude::*, test_runner::Config};
use serde_json::{Value, json};

use super::*;
use crate::cancellation::{Cancel, NeverCancelled};

const WORDS: [&str; 12] = [
    "vision",
    "speech",
    "agents",
    "search",
    "networks",
    "identity",
    "storage",
    "queues",
    "billing",
    "monitoring",
    "containers",
    "prompts",
];

/// A domain of a history: its key, its title and its objectives by key and title.
#[derive(Debug, Clone)]
struct DomainSketch {
    key: usize,
    title: String,
    objectives: Vec<(usize, String)>,
}

/// A change from one version to the next; numbers choose what it changes.
#[derive(Debug, Clone, Copy)]
enum Edit {
    RewordDomain(usize, usize),
    RekeyDomain(usize),
    RewordObjective(usize, usize, usize),
    MoveObjective(usize, usize),
    SplitDomain(usize),
    MergeDomains(usize, usize),
    DropDomain(usize),
    DropObjective(usize, usize),
    AddDomain(usize, usize),
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let number = || 0_usize..12;
    prop_oneof![
        (number(), number()).prop_map(|(a, b)| Edit::RewordDomain(a, b)),
        number().prop_map(Edit::RekeyDomain),
        (number(), number(), number()).prop_map(|(a, b, c)| Edit::RewordObjective(a, b, c)),
        (number(), number()).prop_map(|(a, b)| Edit::MoveObjective(a, b)),
        number().prop_map(Edit::SplitDomain),
        (number(), number()).prop_map(|(a, b)| Edit::MergeDomains(a, b)),
        number().prop_map(Edit::DropDomain),
        (number(), number()).prop_map(|(a, b)| Edit::DropObjective(a, b)),
        (number(), number()).prop_map(|(a, b)| Edit::AddDomain(a, b)),
    ]
}

/// A history: the edits of each version after the first, and those that lead to the successor.
#[derive(Debug, Clone)]
struct History {
    versions: Vec<Vec<Edit>>,
    successor: Option<Vec<Edit>>,
}

fn any_history() -> impl Strategy<Value = History> {
    let edits = || vec(any_edit(), 0..4);
    (vec(edits(), 1..4), proptest::option::of(edits())).prop_map(|(versions, successor)| History {
        versions,
        successor,
    })
}

struct Editor {
    domains: Vec<DomainSketch>,
    next_key: usize,
}

impl Editor {
    fn new() -> Self {
        let mut editor = Self {
            domains: vec![],
            next_key: 0,
        };
        for word in 0..3 {
            editor.add_domain(word, word + 5);
        }
        editor
    }

    fn key(&mut self) -> usize {
        self.next_key += 1;
        self.next_key
    }

    fn add_domain(&mut self, word: usize, other: usize) {
        let objectives = (0..3)
            .map(|number| {
                let key = self.key();
                let words = [
                    WORDS[(word + number) % 12],
                    WORDS[(other + 2 * number) % 12],
                ];
                (key, format!("{} {} {key}", words[0], words[1]))
            })
            .collect();
        let key = self.key();
        let title = format!("{} and {}", WORDS[word % 12], WORDS[other % 12]);
        self.domains.push(DomainSketch {
            key,
            title,
            objectives,
        });
    }

    fn apply(&mut self, edit: Edit) {
        let count = self.domains.len();
        match edit {
            Edit::RewordDomain(domain, word) => {
                self.domains[domain % count].title = format!("Plan {}", WORDS[word]);
            }
            Edit::RekeyDomain(domain) => self.domains[domain % count].key = self.key(),
            Edit::RewordObjective(domain, objective, word) => {
                let objectives = &mut self.domains[domain % count].objectives;
                if !objectives.is_empty() {
                    let place = objective % objectives.len();
                    let key = objectives[place].0;
                    objectives[place].1 = format!("use {} {key}", WORDS[word]);
                }
            }
            Edit::MoveObjective(from, to) => {
                if let Some(moved) = self.domains[from % count].objectives.pop() {
                    self.domains[to % count].objectives.push(moved);
                }
            }
            Edit::SplitDomain(domain) => {
                let key = self.key();
                let own = &mut self.domains[domain % count];
                let half = own.objectives.len() / 2;
                let objectives = own.objectives.split_off(half);
                let title = format!("More {}", own.title);
                self.domains.push(DomainSketch {
                    key,
                    title,
                    objectives,
                });
            }
            Edit::MergeDomains(into, other) => {
                if count > 1 && into % count != other % count {
                    let merged = self.domains[other % count].objectives.clone();
                    self.domains[into % count].objectives.extend(merged);
                    self.domains.remove(other % count);
                }
            }
            Edit::DropDomain(domain) => {
                if count > 1 {
                    self.domains.remove(domain % count);
                }
            }
            Edit::DropObjective(domain, objective) => {
                let objectives = &mut self.domains[domain % count].objectives;
                if !objectives.is_empty() {
                    objectives.remove(objective % objectives.len());
                }
            }
            Edit::AddDomain(word, other) => self.add_domain(word, other),
        }
    }

    fn blueprint(&self, year: usize) -> Value {
        let domains: Vec<Value> = self
            .domains
            .iter()
            .map(|domain| {
                let objectives: Vec<Value> = domain
                    .objectives
                    .iter()
                    .map(|(key, title)| json!({ "key": format!("o{key}"), "title": title }))
                    .collect();
                json!({
                    "key": format!("d{}", domain.key), "title": domain.title, "objectives": objectives,
                })
            })
            .collect();
        json!({
            "version": year.to_string(), "standing": "OFFICIAL", "weights": "UNKNOWN",
            "effective_from": format!("{year}-01-01"), "evidence": evidence(), "domain": domains,
        })
    }
}

fn evidence() -> Value {
    json!({ "as_of": "2020", "confidence": "ESTIMATE", "note": "made up" })
}

/// The exam `A-1` with a version each year from 2010, and if there is a successor, `A-2` from 2020
/// on, when the first retires.
fn catalogue(history: &History) -> Catalogue {
    let mut editor = Editor::new();
    let mut blueprints = vec![editor.blueprint(2010)];
    for (number, edits) in history.versions.iter().enumerate() {
        for edit in edits {
            editor.apply(*edit);
        }
        blueprints.push(editor.blueprint(2011 + number));
    }
    let fact =
        |name: &str, value: &str| json!({ "name": name, "value": value, "evidence": evidence() });
    let mut facts = vec![fact("LIVE_ON", "2010-01-01")];
    let mut exams = Vec::new();
    if let Some(edits) = &history.successor {
        facts.push(fact("RETIRES_ON", "2019-12-31"));
        for edit in edits {
            editor.apply(*edit);
        }
        exams.push(json!({
            "vendor": "v", "code": "A-2", "title": "Two", "blueprint": [editor.blueprint(2020)],
            "facts": [fact("LIVE_ON", "2020-01-01")],
        }));
    }
    let successors: Vec<Value> = history
        .successor
        .iter()
        .map(|_| json!({ "exam": "v/A-2", "evidence": evidence() }))
        .collect();
    exams.push(json!({
        "vendor": "v", "code": "A-1", "title": "One", "facts": facts, "blueprint": blueprints,
        "successors": successors,
    }));
    let content: Content = serde_json::from_value(json!({
        "vendor": [{ "slug": "v", "name": "V" }], "exam": exams,
    }))
    .unwrap();
    Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap()
}

fn first(catalogue: &Catalogue) -> ExamIndex {
    catalogue.exam_by_key(&"v/A-1".parse().unwrap()).unwrap()
}

fn year(number: usize) -> Day {
    format!("{number}-06-01").parse().unwrap()
}

/// Every tag of every version of the first exam.
fn tags(catalogue: &Catalogue) -> Vec<Tag> {
    let exam = first(catalogue);
    let blueprints = catalogue.exam(exam).record.blueprints.iter();
    let tags = blueprints.flat_map(|blueprint| {
        let tag = |name| Tag {
            exam,
            name,
            version: Some(blueprint.version.clone()),
        };
        blueprint.domains.iter().flat_map(move |domain| {
            let objectives = domain.objectives.iter();
            let objectives =
                objectives.filter_map(|own| Some(TagName::Objective(own.key.clone()?)));
            let domain = TagName::Domain(domain.key.clone());
            std::iter::once(domain).chain(objectives).map(tag)
        })
    });
    tags.collect()
}

fn impacts(catalogue: &Catalogue, tags: &[Tag], from: Day, to: Day) -> Vec<TagImpact> {
    impact(catalogue, tags, (from, to), &NeverCancelled).unwrap()
}

fn key_of(catalogue: &Catalogue, target: &TargetTag) -> TagName {
    let domain = &target.version.record(catalogue).unwrap().domains[target.domain];
    match target.objective {
        Some(index) => TagName::Objective(domain.objectives[index].key.clone().unwrap()),
        None => TagName::Domain(domain.key.clone()),
    }
}

#[derive(Debug)]
struct AlwaysCancelled;

impl Cancel for AlwaysCancelled {
    fn is_cancelled(&self) -> bool {
        true
    }
}

#[test]
fn a_cancelled_question_has_no_answer_and_unknown_tags_have_no_outcome() {
    let catalogue = catalogue(&History {
        versions: vec![vec![]],
        successor: None,
    });
    let all = tags(&catalogue);
    let days = (year(2010), year(2011));
    assert_eq!(impact(&catalogue, &all, days, &AlwaysCancelled), None);
    let unknown = Tag {
        exam: first(&catalogue),
        name: TagName::Domain("nothing".parse().unwrap()),
        version: None,
    };
    let [answer] = &impacts(&catalogue, &[unknown], days.0, days.1)[..] else {
        panic!("one tag has one answer");
    };
    assert_eq!(answer.outcome, None);
    assert_eq!(
        answer.reason,
        "A-1 has no domain \"nothing\" in any official blueprint."
    );
}

#[test]
fn each_kind_of_change_has_its_outcome() {
    let outcome_of = |edits: Vec<Edit>, tag: &str| {
        let catalogue = catalogue(&History {
            versions: vec![edits],
            successor: None,
        });
        let name = match tag.strip_prefix('d') {
            Some(_) => TagName::Domain(tag.parse().unwrap()),
            None => TagName::Objective(tag.parse().unwrap()),
        };
        let tag = Tag {
            exam: first(&catalogue),
            name,
            version: None,
        };
        impacts(&catalogue, &[tag], year(2010), year(2011))[0]
            .outcome
            .unwrap()
    };
    // The first version has the domains d4, d8 and d12 with three objectives each.
    assert_eq!(outcome_of(vec![], "d4"), ImpactOutcome::Keep);
    assert_eq!(
        outcome_of(vec![Edit::RewordDomain(0, 3)], "d4"),
        ImpactOutcome::Rename
    );
    assert_eq!(
        outcome_of(vec![Edit::RewordObjective(0, 0, 3)], "o1"),
        ImpactOutcome::Rename
    );
    assert_eq!(
        outcome_of(vec![Edit::RekeyDomain(0)], "d4"),
        ImpactOutcome::Move
    );
    assert_eq!(
        outcome_of(vec![Edit::MoveObjective(0, 1)], "o3"),
        ImpactOutcome::Move
    );
    assert_eq!(
        outcome_of(vec![Edit::SplitDomain(0)], "d4"),
        ImpactOutcome::Split
    );
    assert_eq!(
        outcome_of(vec![Edit::MergeDomains(1, 0)], "d4"),
        ImpactOutcome::Merge
    );
    assert_eq!(
        outcome_of(vec![Edit::MergeDomains(1, 0)], "d8"),
        ImpactOutcome::Keep
    );
}

#[test]
fn content_of_an_exam_that_ends_moves_to_its_successor() {
    let history = History {
        versions: vec![vec![]],
        successor: Some(vec![]),
    };
    let catalogue = catalogue(&history);
    let all = tags(&catalogue);
    for answer in impacts(&catalogue, &all, year(2010), year(2021)) {
        assert_ne!(
            answer.outcome,
            Some(ImpactOutcome::Keep),
            "another exam is another tag"
        );
        let exam = answer.targets[0].version.exam;
        assert_eq!(catalogue.exam(exam).record.code.as_str(), "A-2");
    }
}

proptest! {
    #![proptest_config(Config::with_cases(1_000))]

    /// Every tag of every version has an outcome, and every target is a tag of the blueprint in
    /// force on the second day.
    #[test]
    fn no_tag_of_a_random_history_is_an_orphan(
        history in any_history(),
        (from, to) in (2010_usize..2015, 0_usize..12),
    ) {
        let catalogue = catalogue(&history);
        let exam = first(&catalogue);
        let to = from + to;
        let tags = tags(&catalogue);
        let answers = impacts(&catalogue, &tags, year(from), year(to));
        prop_assert_eq!(answers.len(), tags.len());
        for (tag, answer) in tags.iter().zip(&answers) {
            let outcome = answer.outcome.unwrap();
            prop_assert!(!answer.reason.is_empty());
            prop_assert_eq!(outcome == ImpactOutcome::Drop, answer.targets.is_empty());
            prop_assert_eq!(outcome == ImpactOutcome::Split, answer.targets.len() > 1);
            let sum: u32 = answer.targets.iter().map(|own| u32::from(own.share.in_thousandths())).sum();
            prop_assert!(sum <= 1_000);
            for target in &answer.targets {
                let entry = catalogue.exam(target.version.exam);
                let record = target.version.record(&catalogue).unwrap();
                prop_assert!(std::ptr::eq(record, entry.blueprint(year(to)).unwrap()));
                let retired = history.successor.is_some() && to >= 2020;
                prop_assert_eq!(target.version.exam != exam, retired);
                prop_assert!(target.share > Share::NONE);
                let same = target.version.exam == exam && key_of(&catalogue, target) == tag.name;
                match outcome {
                    ImpactOutcome::Keep | ImpactOutcome::Rename => prop_assert!(same),
                    ImpactOutcome::Merge => prop_assert!(!same),
                    _ => {}
                }
            }
        }
    }

    /// What did not change keeps all its tags, for certain; every row of a crosswalk is a whole.
    #[test]
    fn nothing_changes_where_nothing_changed_and_rows_add_up(history in any_history()) {
        let catalogue = catalogue(&history);
        let exam = first(&catalogue);
        let count = catalogue.exam(exam).record.blueprints.len();
        for index in 0..count {
            let own = BlueprintVersion { exam, index };
            let same = domain_crosswalk(&catalogue, own, own).unwrap();
            for (domain, row) in same.rows.iter().enumerate() {
                let targets: Vec<_> = row.targets.iter().map(|own| (own.domain, own.share, own.confidence)).collect();
                prop_assert_eq!(targets, [(domain, Share::WHOLE, Share::WHOLE)]);
            }
            for other in 0..count {
                let other = BlueprintVersion { exam, index: other };
                for row in domain_crosswalk(&catalogue, own, other).unwrap().rows {
                    let shares = row.targets.iter().map(|own| own.share);
                    let sum: u32 = shares.chain([row.unmatched]).map(|own| u32::from(own.in_thousandths())).sum();
                    prop_assert_eq!(sum, 1_000);
                }
            }
        }
        let last = catalogue.exam(exam).record.blueprints.last().unwrap().version.clone();
        let tags: Vec<Tag> = tags(&catalogue).into_iter().filter(|tag| tag.version.as_ref() == Some(&last)).collect();
        for answer in impacts(&catalogue, &tags, year(2018), year(2018)) {
            prop_assert_eq!(answer.outcome, Some(ImpactOutcome::Keep));
            prop_assert_eq!(answer.confidence, Share::WHOLE);
        }
    }

    /// An objective whose key every version has is found at the same place in one step and in
    /// several, wherever it moved and however it was reworded.
    #[test]
    fn steps_from_version_to_version_lead_where_one_step_leads(history in any_history()) {
        let catalogue = catalogue(&history);
        let blueprints = &catalogue.exam(first(&catalogue)).record.blueprints;
        let last = 2010 + blueprints.len() - 1;
        let lasts = |name: &TagName| blueprints.iter().all(|blueprint| {
            let objectives = blueprint.domains.iter().flat_map(|domain| &domain.objectives);
            objectives.filter_map(|own| own.key.clone()).any(|key| *name == TagName::Objective(key))
        });
        for tag in tags(&catalogue) {
            if tag.version.as_deref() != Some("2010") || !lasts(&tag.name) {
                continue;
            }
            let direct = impacts(&catalogue, std::slice::from_ref(&tag), year(2010), year(last));
            let mut stepped = tag.clone();
            for step in 2010..last {
                let answer = impacts(&catalogue, &[stepped.clone()], year(step), year(step + 1));
                prop_assert_eq!(answer[0].targets.len(), 1);
                let name = key_of(&catalogue, &answer[0].targets[0]);
                stepped = Tag { name, version: None, ..stepped };
            }
            prop_assert_eq!(&key_of(&catalogue, &direct[0].targets[0]), &stepped.name);
            prop_assert_eq!(direct[0].confidence, Share::WHOLE);
        }
    }
}
