//! What must hold of a whole catalogue before it may be served or stored.
//!
//! Single values are already valid by their types; here records are held against each other:
//! keys are unique, references lead somewhere, nothing requires itself. A blueprint whose weights
//! cannot add up to 100 is no violation: it is kept and shown as the contradiction that it is.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    fmt::Display,
    hash::Hash,
};

use super::{
    blueprint::{Blueprint, WeightsPublished},
    content::Content,
    exam::Exam,
    fact::{Fact, FactValue},
    lifecycle::LifecycleDates,
    prerequisite::PrerequisiteKind,
    quantity::{Tenths, Unit},
    record::RecordKind,
    role::Role,
    source::{Confidence, Evidence},
    text::{ExamKey, SourceKey, VendorSlug},
};

/// One thing that keeps a catalogue from being accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The kind of the record.
    pub kind: RecordKind,
    /// The record's place in the list of its kind, from 0, in the order of the content that was checked.
    pub index: usize,
    /// The record's key, for people.
    pub key: String,
    /// The place inside the record, such as `prerequisites[0].any_of[1]`; empty for the record.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Violation {
    /// The whole path, such as `exam[microsoft/AI-102].prerequisites[0].any_of[1]`.
    pub fn path(&self) -> String {
        let dot = if self.field.is_empty() { "" } else { "." };
        format!("{}[{}]{dot}{}", self.kind.list(), self.key, self.field)
    }
}

impl Display for Violation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.path(), self.message)
    }
}

/// Every violation in a catalogue's content, in the order of its lists; empty when it is valid.
pub fn validate(content: &Content) -> Vec<Violation> {
    let mut check = Check::of(content);
    check.unique_keys(content);
    check.sources_and_vendors(content);
    check.certifications(content);
    for (index, exam) in content.exams.iter().enumerate() {
        check.exam(index, exam);
    }
    check.codes(&content.exams);
    check.cycles(&content.exams);
    for (index, role) in content.roles.iter().enumerate() {
        check.role(index, role);
    }
    check.comparisons(content);
    check.audience_rules(content);
    check.violations
}

/// The records whose keys stand in a content twice, which would hide one behind the other.
pub fn repetitions(content: &Content) -> Vec<Violation> {
    let mut check = Check::of(content);
    check.unique_keys(content);
    check.violations
}

struct Check<'a> {
    vendors: HashSet<&'a VendorSlug>,
    exams: HashSet<ExamKey>,
    sources: HashSet<&'a SourceKey>,
    violations: Vec<Violation>,
    at: (RecordKind, usize, String),
}

impl<'a> Check<'a> {
    fn of(content: &'a Content) -> Self {
        Self {
            vendors: content.vendors.iter().map(|vendor| &vendor.slug).collect(),
            exams: content.exams.iter().map(Exam::key).collect(),
            sources: content.sources.iter().map(|source| &source.key).collect(),
            violations: Vec::new(),
            at: (RecordKind::Source, 0, String::new()),
        }
    }

    fn enter(&mut self, kind: RecordKind, index: usize, key: impl Display) {
        self.at = (kind, index, key.to_string());
    }

    fn fault(&mut self, field: impl Into<String>, message: impl Into<String>) {
        let (kind, index, key) = self.at.clone();
        let (field, message) = (field.into(), message.into());
        self.violations.push(Violation {
            kind,
            index,
            key,
            field,
            message,
        });
    }

    fn unique_keys(&mut self, content: &Content) {
        self.unique(
            RecordKind::Source,
            content.sources.iter().map(|source| &source.key),
        );
        self.unique(
            RecordKind::Vendor,
            content.vendors.iter().map(|vendor| &vendor.slug),
        );
        self.unique(
            RecordKind::Certification,
            content.certifications.iter().map(|item| &item.slug),
        );
        self.unique(RecordKind::Exam, content.exams.iter().map(Exam::key));
        self.unique(
            RecordKind::Role,
            content.roles.iter().map(|role| &role.slug),
        );
        let pair = |left: &ExamKey, right: &ExamKey| format!("{left}~{right}");
        let pairs = content
            .comparisons
            .iter()
            .map(|item| pair(&item.left, &item.right));
        self.unique(RecordKind::Comparison, pairs);
        let pairs = content
            .equivalences
            .iter()
            .map(|item| pair(&item.left, &item.right));
        self.unique(RecordKind::Equivalence, pairs);
        self.unique(
            RecordKind::AudienceRule,
            content.audience_rules.iter().map(|rule| &rule.key),
        );
    }

    fn unique<K: Eq + Hash + Display>(&mut self, kind: RecordKind, keys: impl Iterator<Item = K>) {
        let mut seen = HashSet::new();
        for (index, key) in keys.enumerate() {
            if seen.contains(&key) {
                self.enter(kind, index, &key);
                self.fault("", "stands in the catalogue twice; keep one");
            }
            seen.insert(key);
        }
    }

    fn sources_and_vendors(&mut self, content: &Content) {
        for (index, source) in content.sources.iter().enumerate() {
            self.enter(RecordKind::Source, index, &source.key);
            self.text("title", &source.title);
            self.text("publisher", &source.publisher);
            self.text("url", &source.url);
            if let Some(note) = &source.note {
                self.text("note", note);
            }
        }
        for (index, vendor) in content.vendors.iter().enumerate() {
            self.enter(RecordKind::Vendor, index, &vendor.slug);
            self.text("name", &vendor.name);
            if let Some(url) = &vendor.url {
                self.text("url", url);
            }
        }
    }

    fn certifications(&mut self, content: &Content) {
        for (index, certification) in content.certifications.iter().enumerate() {
            self.enter(RecordKind::Certification, index, &certification.slug);
            self.text("title", &certification.title);
            self.vendor("vendor", &certification.vendor);
            self.evidence("evidence", &certification.evidence);
            for (set, exams) in certification.earned_by.iter().enumerate() {
                self.exam_list(&format!("earned_by[{set}]"), exams);
            }
        }
    }

    fn exam(&mut self, index: usize, exam: &Exam) {
        let key = exam.key();
        self.enter(RecordKind::Exam, index, &key);
        self.text("title", &exam.title);
        self.vendor("vendor", &exam.vendor);
        for (index, succession) in exam.successors.iter().enumerate() {
            self.other_exam(&format!("successors[{index}].exam"), &succession.exam, &key);
            self.evidence(
                &format!("successors[{index}].evidence"),
                &succession.evidence,
            );
        }
        for (index, group) in exam.prerequisites.iter().enumerate() {
            let field = format!("prerequisites[{index}]");
            self.exam_list(&format!("{field}.any_of"), &group.any_of);
            if group.any_of.contains(&key) {
                self.fault(
                    format!("{field}.any_of"),
                    "an exam cannot be its own prerequisite",
                );
            }
            self.no_repeats(&format!("{field}.experience"), &group.experience);
            self.evidence(&format!("{field}.evidence"), &group.evidence);
        }
        self.no_repeats("former_codes", &exam.former_codes);
        self.no_repeats("aliases", &exam.aliases);
        let successors: Vec<&ExamKey> = exam.successors.iter().map(|next| &next.exam).collect();
        self.no_repeats("successors", &successors);
        self.facts(exam);
        self.blueprints(exam);
        if let Some(plan) = &exam.study_plan {
            self.evidence("study_plan.evidence", &plan.evidence);
            let mut next_week = 1;
            for (index, block) in plan.blocks.iter().enumerate() {
                if block.first_week < next_week || block.last_week < block.first_week {
                    let message = "blocks must follow each other: first_week after the last block, not after last_week";
                    self.fault(format!("study_plan.block[{index}]"), message);
                }
                next_week = block.last_week.saturating_add(1);
                let field = format!("study_plan.block[{index}]");
                self.texts(&format!("{field}.topics"), &block.topics);
                self.texts(&format!("{field}.labs"), &block.labs);
                self.texts(&format!("{field}.material"), &block.material);
                let gate = block.gate;
                if gate.is_some_and(|gate| !(1..=100).contains(&gate.percent)) {
                    self.fault(
                        format!("{field}.gate.percent"),
                        "must lie between 1 and 100",
                    );
                }
                if gate.is_some_and(|gate| gate.consecutive_attempts == 0) {
                    let message = "must be at least 1";
                    self.fault(format!("{field}.gate.consecutive_attempts"), message);
                }
            }
        }
    }

    fn facts(&mut self, exam: &Exam) {
        let mut seen: Vec<&Fact> = Vec::new();
        for (index, fact) in exam.facts.iter().enumerate() {
            let field = format!("facts[{index}]");
            self.evidence(&format!("{field}.evidence"), &fact.evidence);
            if seen.contains(&fact) {
                self.fault(&field, "repeats an earlier fact word for word; keep one");
            }
            seen.push(fact);
            match fact.value() {
                Some(FactValue::Quantity(quantity))
                    if quantity.unit() == Unit::Percent && quantity.max() > Tenths::whole(100) =>
                {
                    self.fault(format!("{field}.value"), "a percentage cannot exceed 100");
                }
                Some(FactValue::Text(text)) => self.text(&format!("{field}.value"), text),
                Some(FactValue::List(items)) => self.texts(&format!("{field}.value"), items),
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

    fn blueprints(&mut self, exam: &Exam) {
        let mut versions = BTreeSet::new();
        for (index, blueprint) in exam.blueprints.iter().enumerate() {
            let field = format!("blueprint[{index}]");
            self.text(&format!("{field}.version"), &blueprint.version);
            if !versions.insert(&blueprint.version) {
                let message = "another blueprint of this exam has the same version";
                self.fault(format!("{field}.version"), message);
            }
            self.evidence(&format!("{field}.evidence"), &blueprint.evidence);
            if let Some(until) = blueprint.effective_until
                && until.latest() < blueprint.effective_from.earliest()
            {
                self.fault(format!("{field}.effective_until"), "ends before it begins");
            }
            self.domains(&field, blueprint);
        }
    }

    fn domains(&mut self, field: &str, blueprint: &Blueprint) {
        let mut keys = BTreeSet::new();
        for (index, domain) in blueprint.domains.iter().enumerate() {
            let field = format!("{field}.domain[{index}]");
            self.text(&format!("{field}.title"), &domain.title);
            if !keys.insert(&domain.key) {
                let message = "another domain of this blueprint has the same key";
                self.fault(format!("{field}.key"), message);
            }
            if domain.weight.is_none() && blueprint.weights == WeightsPublished::Published {
                let message = "has no weight though the blueprint says that weights are published";
                self.fault(format!("{field}.weight"), message);
            }
            self.texts(&format!("{field}.objectives"), &domain.objectives);
        }
    }

    /// A current or former code names one exam of its vendor, whatever the case of its letters.
    fn codes(&mut self, exams: &[Exam]) {
        let mut owners: HashMap<(&VendorSlug, String), ExamKey> = HashMap::new();
        for (index, exam) in exams.iter().enumerate() {
            let key = exam.key();
            let codes = std::iter::once(("code".to_owned(), &exam.code)).chain(
                exam.former_codes
                    .iter()
                    .enumerate()
                    .map(|(index, code)| (format!("former_codes[{index}]"), code)),
            );
            for (field, code) in codes {
                let owner = owners
                    .entry((&exam.vendor, code.folded()))
                    .or_insert_with(|| key.clone());
                if *owner != key {
                    let message = format!("the code {code} already names {owner}");
                    self.enter(RecordKind::Exam, index, &key);
                    self.fault(field, message);
                }
            }
        }
    }

    fn cycles(&mut self, exams: &[Exam]) {
        let keys: Vec<ExamKey> = exams.iter().map(Exam::key).collect();
        let places: BTreeMap<&ExamKey, usize> = keys
            .iter()
            .enumerate()
            .map(|(index, key)| (key, index))
            .collect();
        let place = |key: &ExamKey| places.get(key).copied();
        let required = |exam: &Exam| -> Vec<usize> {
            exam.prerequisites
                .iter()
                .filter(|group| group.kind == PrerequisiteKind::Required)
                .flat_map(|group| group.any_of.iter().filter_map(place))
                .collect()
        };
        let succeeding = |exam: &Exam| {
            exam.successors
                .iter()
                .filter_map(|next| place(&next.exam))
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

    /// Reports one cycle of the graph, if there is any, by walking it depth first without recursion.
    fn cycle(&mut self, keys: &[ExamKey], edges: &[Vec<usize>], field: &str, verb: &str) {
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

    fn role(&mut self, index: usize, role: &Role) {
        self.enter(RecordKind::Role, index, &role.slug);
        self.text("title", &role.title);
        self.text("group", &role.group);
        self.texts("focus", &role.focus);
        for (index, recommendation) in role.recommendations.iter().enumerate() {
            let field = format!("recommendation[{index}]");
            self.evidence(&format!("{field}.evidence"), &recommendation.evidence);
            if let Some(vendor) = &recommendation.vendor {
                self.vendor(&format!("{field}.vendor"), vendor);
            }
            if let (Some(min), Some(max)) = (recommendation.months_min, recommendation.months_max)
                && min > max
            {
                self.fault(format!("{field}.months_max"), "is below months_min");
            }
            if recommendation.steps.is_empty() {
                self.fault(
                    format!("{field}.steps"),
                    "a recommendation needs at least one step",
                );
            }
            for (step, record) in recommendation.steps.iter().enumerate() {
                self.exam_list(&format!("{field}.steps[{step}].any_of"), &record.any_of);
            }
        }
    }

    fn comparisons(&mut self, content: &Content) {
        for (index, comparison) in content.comparisons.iter().enumerate() {
            let key = format!("{}~{}", comparison.left, comparison.right);
            self.enter(RecordKind::Comparison, index, key);
            self.exam_exists("left", &comparison.left);
            self.other_exam("right", &comparison.right, &comparison.left);
            self.text("summary", &comparison.summary);
            self.evidence("evidence", &comparison.evidence);
            let names: Vec<&str> = comparison
                .dimensions
                .iter()
                .map(|item| item.name.as_str())
                .collect();
            self.no_repeats("dimension", &names);
            for (place, dimension) in comparison.dimensions.iter().enumerate() {
                self.text(&format!("dimension[{place}].name"), &dimension.name);
                self.text(&format!("dimension[{place}].left"), &dimension.left);
                self.text(&format!("dimension[{place}].right"), &dimension.right);
            }
            for (audience, advice) in comparison.audiences.iter().enumerate() {
                self.text(&format!("audience[{audience}].audience"), &advice.audience);
                self.text(&format!("audience[{audience}].advice"), &advice.advice);
                self.exam_list(&format!("audience[{audience}].take"), &advice.take);
            }
        }
        for (index, equivalence) in content.equivalences.iter().enumerate() {
            let key = format!("{}~{}", equivalence.left, equivalence.right);
            self.enter(RecordKind::Equivalence, index, key);
            self.exam_exists("left", &equivalence.left);
            self.other_exam("right", &equivalence.right, &equivalence.left);
            self.text("rationale", &equivalence.rationale);
            self.evidence("evidence", &equivalence.evidence);
            if !(-3..=3).contains(&equivalence.tier_distance) {
                self.fault("tier_distance", "must lie between -3 and 3");
            }
        }
    }

    fn audience_rules(&mut self, content: &Content) {
        let roles: HashSet<_> = content.roles.iter().map(|role| &role.slug).collect();
        for (index, rule) in content.audience_rules.iter().enumerate() {
            self.enter(RecordKind::AudienceRule, index, &rule.key);
            self.exam_exists("exam", &rule.exam);
            self.text("audience", &rule.audience);
            self.evidence("evidence", &rule.evidence);
            self.texts("reasons", &rule.reasons);
            self.texts("when.circumstances", &rule.when.circumstances);
            self.no_repeats("when.holds_any", &rule.when.holds_any);
            self.no_repeats("when.only_vendors", &rule.when.only_vendors);
            self.no_repeats("when.experience", &rule.when.experience);
            self.no_repeats("when.roles", &rule.when.roles);
            for (group, exams) in rule.take.iter().enumerate() {
                self.exam_list(&format!("take[{group}]"), exams);
            }
            for (exam, key) in rule.when.holds_any.iter().enumerate() {
                self.exam_exists(&format!("when.holds_any[{exam}]"), key);
            }
            for (vendor, slug) in rule.when.only_vendors.iter().enumerate() {
                self.vendor(&format!("when.only_vendors[{vendor}]"), slug);
            }
            for (role, slug) in rule.when.roles.iter().enumerate() {
                if !roles.contains(slug) {
                    self.fault(
                        format!("when.roles[{role}]"),
                        format!("there is no role \"{slug}\""),
                    );
                }
            }
        }
    }

    fn text(&mut self, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.fault(field, "must not be empty");
        } else if text.chars().count() > 2_000 {
            self.fault(field, "must not exceed 2000 characters");
        } else if text
            .chars()
            .any(|letter| letter.is_control() && letter != '\n')
        {
            self.fault(field, "must not contain control characters");
        }
    }

    fn texts(&mut self, field: &str, texts: &[String]) {
        for (place, text) in texts.iter().enumerate() {
            self.text(&format!("{field}[{place}]"), text);
        }
    }

    fn no_repeats<T: PartialEq>(&mut self, field: &str, items: &[T]) {
        for (place, item) in items.iter().enumerate() {
            if items[..place].contains(item) {
                self.fault(format!("{field}[{place}]"), "stands in the list twice");
            }
        }
    }

    fn vendor(&mut self, field: &str, slug: &VendorSlug) {
        if !self.vendors.contains(slug) {
            self.fault(field, format!("there is no vendor \"{slug}\""));
        }
    }

    fn exam_exists(&mut self, field: &str, key: &ExamKey) {
        if !self.exams.contains(key) {
            self.fault(field, format!("there is no exam \"{key}\""));
        }
    }

    fn other_exam(&mut self, field: &str, key: &ExamKey, own: &ExamKey) {
        self.exam_exists(field, key);
        if key == own {
            self.fault(field, "must name another exam");
        }
    }

    fn exam_list(&mut self, field: &str, keys: &[ExamKey]) {
        if keys.is_empty() {
            self.fault(field, "needs at least one exam");
        }
        for (index, key) in keys.iter().enumerate() {
            let field = format!("{field}[{index}]");
            self.exam_exists(&field, key);
            if keys[..index].contains(key) {
                self.fault(field, "names the same exam twice");
            }
        }
    }

    fn evidence(&mut self, field: &str, evidence: &Evidence) {
        if evidence.sources.is_empty() && evidence.confidence != Confidence::Estimate {
            let message = "needs a source; only an ESTIMATE of our own has none";
            self.fault(format!("{field}.sources"), message);
        }
        if evidence.confidence == Confidence::Estimate && evidence.note.is_none() {
            self.fault(
                format!("{field}.note"),
                "an ESTIMATE needs its formula or reason",
            );
        }
        for (index, key) in evidence.sources.iter().enumerate() {
            if !self.sources.contains(key) {
                let message = format!("there is no source \"{key}\"");
                self.fault(format!("{field}.sources[{index}]"), message);
            } else if evidence.sources[..index].contains(key) {
                self.fault(
                    format!("{field}.sources[{index}]"),
                    "names the same source twice",
                );
            }
        }
        if let Some(note) = &evidence.note {
            self.text(&format!("{field}.note"), note);
        }
    }
}
