//! Rules for exams and certifications.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    fmt::Display,
    sync::Arc,
};

use super::Check;
use crate::{
    blueprint::{Blueprint, WeightsPublished},
    certification::{Certification, EarningSet},
    exam::Exam,
    fact::{Fact, FactName, FactValue},
    fact_kind::FactKind,
    lifecycle::LifecycleDates,
    objective_keys::folded_objective,
    prerequisite::PrerequisiteKind,
    quantity::{Tenths, Unit},
    record::RecordKind,
    text::{ExamKey, ObjectiveKey, VendorSlug},
};

impl Check<'_> {
    pub(super) fn exam(&mut self, index: usize, exam: &Exam) {
        let key = exam.key();
        self.enter(RecordKind::Exam, index, &key);
        self.text("title", &exam.title);
        self.vendor("vendor", &exam.vendor);
        for (index, succession) in exam.successors.iter().enumerate() {
            self.other_exam(
                format_args!("successors[{index}].exam"),
                &succession.exam,
                &key,
            );
            self.evidence(
                format_args!("successors[{index}].evidence"),
                &succession.evidence,
                FactKind::Lifecycle,
            );
        }
        for (index, group) in exam.prerequisites.iter().enumerate() {
            let field = format_args!("prerequisites[{index}]");
            self.exam_list(format_args!("{field}.any_of"), &group.any_of);
            if group.any_of.contains(&key) {
                self.fault(
                    format_args!("{field}.any_of"),
                    "an exam cannot be its own prerequisite",
                );
            }
            self.no_repeats(format_args!("{field}.experience"), &group.experience);
            self.evidence(
                format_args!("{field}.evidence"),
                &group.evidence,
                FactKind::Other,
            );
        }
        self.no_repeats("former_codes", &exam.former_codes);
        self.no_repeats("aliases", &exam.aliases);
        self.common_names(&exam.also_known_as);
        let successors: Vec<&ExamKey> = exam.successors.iter().map(|next| &next.exam).collect();
        self.no_repeats("successors", &successors);
        self.facts(exam);
        self.blueprints(exam);
        if let Some(plan) = &exam.study_plan {
            self.evidence("study_plan.evidence", &plan.evidence, FactKind::Other);
            let mut next_week = 1;
            for (index, block) in plan.blocks.iter().enumerate() {
                if block.first_week < next_week || block.last_week < block.first_week {
                    let message = "blocks must follow each other: first_week after the last block, not after last_week";
                    self.fault(format_args!("study_plan.block[{index}]"), message);
                }
                next_week = block.last_week.saturating_add(1);
                let field = format_args!("study_plan.block[{index}]");
                self.texts(format_args!("{field}.topics"), &block.topics);
                self.texts(format_args!("{field}.labs"), &block.labs);
                self.texts(format_args!("{field}.material"), &block.material);
                let gate = block.gate;
                if gate.is_some_and(|gate| !(1..=100).contains(&gate.percent)) {
                    self.fault(
                        format_args!("{field}.gate.percent"),
                        "must be between 1 and 100",
                    );
                }
                if gate.is_some_and(|gate| gate.consecutive_attempts == 0) {
                    let message = "must be at least 1";
                    self.fault(format_args!("{field}.gate.consecutive_attempts"), message);
                }
            }
        }
    }

    pub(super) fn earning_set(&mut self, field: impl Display + Copy, set: &EarningSet) {
        if set.from.is_none() && set.until.is_none() {
            self.exam_list(field, &set.exams);
        } else {
            self.exam_list(format_args!("{field}.exams"), &set.exams);
        }
        if let (Some(from), Some(until)) = (set.from, set.until)
            && until < from
        {
            self.fault(format_args!("{field}.until"), "ends before it begins");
        }
    }

    pub(super) fn facts(&mut self, exam: &Exam) {
        let mut seen: Vec<&Fact> = Vec::new();
        for (index, fact) in exam.facts.iter().enumerate() {
            let field = format_args!("facts[{index}]");
            let kind = FactKind::of(fact.name);
            self.evidence(format_args!("{field}.evidence"), &fact.evidence, kind);
            if seen.contains(&fact) {
                self.fault(field, "repeats an earlier fact word for word; keep one");
            }
            seen.push(fact);
            self.conditions(format_args!("{field}.conditions"), fact);
            match fact.value() {
                Some(FactValue::Quantity(quantity))
                    if quantity.unit() == Unit::Percent && quantity.max() > Tenths::whole(100) =>
                {
                    self.fault(
                        format_args!("{field}.value"),
                        "a percentage cannot exceed 100",
                    );
                }
                Some(FactValue::Text(text)) => self.text(format_args!("{field}.value"), text),
                Some(FactValue::List(items)) if fact.name == FactName::RenewedBy => {
                    self.exam_keys(format_args!("{field}.value"), items, &exam.key());
                }
                Some(FactValue::List(items)) => self.texts(format_args!("{field}.value"), items),
                Some(FactValue::Date(date)) if !date.has_latest() && !is_end(fact.name) => {
                    let message = "\"not before\" is allowed only for ends (RETIRES_ON and REGISTRATION_ENDS_ON); \
                         of anything else say the latest day that it can be";
                    self.fault(format_args!("{field}.value"), message);
                }
                _ => {}
            }
        }
        let dates = LifecycleDates::of(exam);
        if let (Some(live), Some(retires)) = (dates.live, dates.retires)
            && live.earliest() > retires.latest()
        {
            let message = format!("retires ({retires}) before it goes live ({live})");
            self.fault("facts", message);
        }
    }

    /// A list of other exams, written as texts.
    fn exam_keys(&mut self, field: impl Display + Copy, items: &[String], own: &ExamKey) {
        let mut keys = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let field = format_args!("{field}[{index}]");
            match item.parse::<ExamKey>() {
                Ok(key) => {
                    self.other_exam(field, &key, own);
                    keys.push(key);
                }
                Err(fault) => self.fault(field, fault.to_string()),
            }
        }
        self.no_repeats(field, &keys);
    }

    pub(super) fn conditions(&mut self, field: impl Display + Copy, fact: &Fact) {
        let conditions = &fact.conditions;
        if let (Some(from), Some(before)) = (conditions.earned_from, conditions.earned_before)
            && conditions.is_impossible()
        {
            let message = format!(
                "no day of earning is from {from} on and before {before}; earned_from comes first"
            );
            self.fault(format_args!("{field}.earned_before"), message);
        }
        for (condition, reason) in conditions.misplaced_for(fact.name) {
            let message = format!("makes no sense for {}: {reason}", fact.name);
            self.fault(format_args!("{field}.{condition}"), message);
        }
    }

    pub(super) fn blueprints(&mut self, exam: &Exam) {
        let mut versions = BTreeSet::new();
        for (index, blueprint) in exam.blueprints.iter().enumerate() {
            let field = format_args!("blueprint[{index}]");
            self.text(format_args!("{field}.version"), &blueprint.version);
            if !versions.insert(&blueprint.version) {
                let message = "another blueprint of this exam has the same version";
                self.fault(format_args!("{field}.version"), message);
            }
            self.evidence(
                format_args!("{field}.evidence"),
                &blueprint.evidence,
                FactKind::Outline,
            );
            for (name, date) in [
                ("published_on", blueprint.published_on),
                ("effective_from", Some(blueprint.effective_from)),
                ("effective_until", blueprint.effective_until),
            ] {
                if date.is_some_and(|date| !date.has_latest()) {
                    let message = "\"not before\" is no date of a blueprint; \
                         say the latest day that it can be, or leave an unknown end out";
                    self.fault(format_args!("{field}.{name}"), message);
                }
            }
            if let Some(until) = blueprint.effective_until
                && until.latest() < blueprint.effective_from.earliest()
            {
                self.fault(
                    format_args!("{field}.effective_until"),
                    "ends before it begins",
                );
            }
            self.domains(field, blueprint);
        }
        self.lasting_keys(exam);
    }

    pub(super) fn domains(&mut self, field: impl Display + Copy, blueprint: &Blueprint) {
        let mut keys = BTreeSet::new();
        let mut objective_keys = BTreeSet::new();
        for (index, domain) in blueprint.domains.iter().enumerate() {
            let field = format_args!("{field}.domain[{index}]");
            self.text(format_args!("{field}.title"), &domain.title);
            if !keys.insert(&domain.key) {
                let message = "another domain of this blueprint has the same key";
                self.fault(format_args!("{field}.key"), message);
            }
            if domain.weight.is_none() && blueprint.weights == WeightsPublished::Published {
                let message = "has no weight though the blueprint says that weights are published";
                self.fault(format_args!("{field}.weight"), message);
            }
            for (index, objective) in domain.objectives.iter().enumerate() {
                let field = format_args!("{field}.objectives[{index}]");
                self.text(field, &objective.title);
                match &objective.key {
                    None => self.fault(field, "has no key; `certgraph keys` assigns one"),
                    Some(key) if !objective_keys.insert(key) => {
                        let message = "another objective of this blueprint has the same key";
                        self.fault(format_args!("{field}.key"), message);
                    }
                    Some(_) => {}
                }
            }
        }
    }

    /// An objective that each of two blueprints has once, word for word, has one key in both; not
    /// across a blueprint that has it several times, where either may be continued.
    pub(super) fn lasting_keys(&mut self, exam: &Exam) {
        let mut known: HashMap<String, (&ObjectiveKey, &str)> = HashMap::new();
        for (index, blueprint) in exam.blueprints.iter().enumerate() {
            for (text, only) in objectives_by_text(blueprint) {
                let Some((place, key)) = only else {
                    known.remove(&text);
                    continue;
                };
                let Some((other, version)) = known.get(&text) else {
                    known.insert(text, (key, &blueprint.version));
                    continue;
                };
                if *other != key {
                    let message = format!(
                        "the same objective has the key {other} in the blueprint {version}; \
                         an objective keeps its key"
                    );
                    let field = format_args!("blueprint[{index}].{place}.key");
                    self.fault(field, message);
                }
            }
        }
    }

    pub(super) fn certification(&mut self, index: usize, certification: &Certification) {
        self.enter(RecordKind::Certification, index, &certification.slug);
        self.text("title", &certification.title);
        self.common_names(&certification.also_known_as);
        self.vendor("vendor", &certification.vendor);
        self.evidence("evidence", &certification.evidence, FactKind::Other);
        for (set, exams) in certification.earned_by.iter().enumerate() {
            self.earning_set(format_args!("earned_by[{set}]"), exams);
        }
    }

    /// A current or former code names one exam of its vendor, ignoring case.
    pub(super) fn codes(&mut self, exams: &[Arc<Exam>]) {
        let mut owners: HashMap<(&VendorSlug, String), ExamKey> = HashMap::new();
        for (index, exam) in exams.iter().enumerate() {
            let key = exam.key();
            let former = exam.former_codes.iter().enumerate();
            let former = former.map(|(index, code)| (Some(index), code));
            for (position, code) in std::iter::once((None, &exam.code)).chain(former) {
                let owner = owners
                    .entry((&exam.vendor, code.folded()))
                    .or_insert_with(|| key.clone());
                if *owner != key {
                    let message = format!("the code {code} already names {owner}");
                    self.enter(RecordKind::Exam, index, &key);
                    match position {
                        None => self.fault("code", message),
                        Some(position) => {
                            self.fault(format_args!("former_codes[{position}]"), message);
                        }
                    }
                }
            }
        }
    }

    pub(super) fn cycles(&mut self, exams: &[Arc<Exam>]) {
        let keys: Vec<ExamKey> = exams.iter().map(|exam| exam.key()).collect();
        let indexes: HashMap<&ExamKey, usize> = keys
            .iter()
            .enumerate()
            .map(|(index, key)| (key, index))
            .collect();
        let position = |key: &ExamKey| indexes.get(key).copied();
        let required = |exam: &Arc<Exam>| -> Vec<usize> {
            exam.prerequisites
                .iter()
                .filter(|group| group.kind == PrerequisiteKind::Required)
                .flat_map(|group| group.any_of.iter().filter_map(position))
                .collect()
        };
        let succeeding = |exam: &Arc<Exam>| {
            exam.successors
                .iter()
                .filter_map(|next| position(&next.exam))
                .collect()
        };
        self.cycle(
            &keys,
            &exams.iter().map(required).collect::<Vec<_>>(),
            "prerequisites",
            "requires",
        );
        self.cycle(
            &keys,
            &exams.iter().map(succeeding).collect::<Vec<_>>(),
            "successors",
            "is succeeded by",
        );
    }

    /// Reports the first cycle of the graph by an iterative depth-first search.
    pub(super) fn cycle(
        &mut self,
        keys: &[ExamKey],
        edges: &[Vec<usize>],
        field: &str,
        verb: &str,
    ) {
        let mut finished = vec![false; keys.len()];
        for start in 0..keys.len() {
            let mut path: Vec<(usize, usize)> = Vec::new();
            let mut on_path = HashSet::new();
            if !finished[start] {
                path.push((start, 0));
                on_path.insert(start);
            }
            while let Some((node, next)) = path.last_mut() {
                let Some(&target) = edges[*node].get(*next) else {
                    finished[*node] = true;
                    on_path.remove(node);
                    path.pop();
                    continue;
                };
                *next += 1;
                if on_path.contains(&target) {
                    let from = path
                        .iter()
                        .position(|(node, _)| *node == target)
                        .unwrap_or(0);
                    let mut names: Vec<String> = path[from..]
                        .iter()
                        .map(|(node, _)| keys[*node].to_string())
                        .collect();
                    names.push(keys[target].to_string());
                    let message = format!("a cycle: {}", names.join(&format!(" {verb} ")));
                    self.enter(RecordKind::Exam, target, &keys[target]);
                    self.fault(field, message);
                    return;
                }
                if !finished[target] {
                    path.push((target, 0));
                    on_path.insert(target);
                }
            }
        }
    }
}

/// The objectives of a blueprint by their folded text: the path in the blueprint and the key; `None`
/// if it has the text several times.
fn objectives_by_text(blueprint: &Blueprint) -> BTreeMap<String, Option<(String, &ObjectiveKey)>> {
    let mut found: BTreeMap<String, Option<(String, &ObjectiveKey)>> = BTreeMap::new();
    for (index, domain) in blueprint.domains.iter().enumerate() {
        for (place, objective) in domain.objectives.iter().enumerate() {
            let Some(key) = &objective.key else { continue };
            found
                .entry(folded_objective(&objective.title))
                .and_modify(|first| *first = None)
                .or_insert_with(|| Some((format!("domain[{index}].objectives[{place}]"), key)));
        }
    }
    found
}

/// Whether facts of this name are last days.
fn is_end(name: FactName) -> bool {
    matches!(name, FactName::RetiresOn | FactName::RegistrationEndsOn)
}
