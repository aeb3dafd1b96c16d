//! Validation of a whole catalogue before it may be stored or served.
//!
//! Types already validate single values. Here records are checked together: keys are unique,
//! references resolve, prerequisites have no cycle. A blueprint whose weights cannot add up to 100
//! is valid: it is served with the contradiction that it is.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    fmt::Display,
    sync::Arc,
};

use super::{
    audience_rule::AudienceRule,
    blueprint::{Blueprint, WeightsPublished},
    certification::{Certification, EarningSet},
    comparison::{Comparison, Equivalence},
    content::Content,
    exam::Exam,
    fact::{Fact, FactName, FactValue},
    fact_kind::FactKind,
    lifecycle::LifecycleDates,
    prerequisite::PrerequisiteKind,
    quantity::{Tenths, Unit},
    record::{Record, RecordKind},
    role::Role,
    source::{Confidence, Evidence, Source, SourceLimit},
    text::{ExamKey, RoleSlug, SourceKey, VendorSlug},
    vendor::Vendor,
};

/// A reason why a catalogue is rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The kind of the record.
    pub kind: RecordKind,
    /// The index of the record in the list of its kind, in the order of the validated content.
    pub index: usize,
    /// The record's key, for people.
    pub key: String,
    /// The path inside the record, such as `prerequisites[0].any_of[1]`; empty for the whole
    /// record.
    pub field: String,
    /// The fault and its remedy.
    pub message: String,
}

impl Violation {
    /// The full path, such as `exam[microsoft/AI-102].prerequisites[0].any_of[1]`.
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

/// Every violation in a content, in the order of its lists; empty if it is valid.
pub fn validate(content: &Content) -> Vec<Violation> {
    validate_after(&Content::default(), content)
}

/// Every violation in a content, as [`validate`] returns them, given another content that is valid.
///
/// A record that both contents share is checked again only if something that it may refer to was
/// removed, so validating a small change is cheap.
pub fn validate_after(known: &Content, content: &Content) -> Vec<Violation> {
    let mut check = Check::of(content);
    let nothing = Content::default();
    let known = if check.lacks_any_of(known) {
        &nothing
    } else {
        known
    };
    check.unique_keys(known, content);
    for (index, source) in unshared(&known.sources, &content.sources) {
        check.source(index, source);
    }
    for (index, vendor) in unshared(&known.vendors, &content.vendors) {
        check.vendor_record(index, vendor);
    }
    for (index, certification) in unshared(&known.certifications, &content.certifications) {
        check.certification(index, certification);
    }
    let exams = unshared(&known.exams, &content.exams);
    for (index, exam) in &exams {
        check.exam(*index, exam);
    }
    if !exams.is_empty() {
        check.codes(&content.exams);
        check.cycles(&content.exams);
    }
    for (index, role) in unshared(&known.roles, &content.roles) {
        check.role(index, role);
    }
    for (index, comparison) in unshared(&known.comparisons, &content.comparisons) {
        check.comparison(index, comparison);
    }
    for (index, equivalence) in unshared(&known.equivalences, &content.equivalences) {
        check.equivalence(index, equivalence);
    }
    for (index, rule) in unshared(&known.audience_rules, &content.audience_rules) {
        check.audience_rule(index, rule);
    }
    check.violations
}

/// The records of a list that are not shared with the known list, each with its index.
fn unshared<'a, T>(known: &[Arc<T>], records: &'a [Arc<T>]) -> Vec<(usize, &'a T)> {
    let known: HashSet<*const T> = known.iter().map(Arc::as_ptr).collect();
    let records = records.iter().enumerate();
    records
        .filter(|(_, record)| !known.contains(&Arc::as_ptr(record)))
        .map(|(index, record)| (index, &**record))
        .collect()
}

/// The records with duplicate keys, of which one would hide the other.
pub fn repetitions(content: &Content) -> Vec<Violation> {
    let mut check = Check::of(content);
    check.unique_keys(&Content::default(), content);
    check.violations
}

/// Whether facts of this name are last days.
fn is_end(name: FactName) -> bool {
    matches!(name, FactName::RetiresOn | FactName::RegistrationEndsOn)
}

struct Check<'a> {
    vendors: HashSet<&'a VendorSlug>,
    exams: HashSet<ExamKey>,
    roles: HashSet<&'a RoleSlug>,
    sources: HashMap<&'a SourceKey, &'a Source>,
    violations: Vec<Violation>,
    at: (RecordKind, usize, String),
}

impl<'a> Check<'a> {
    fn of(content: &'a Content) -> Self {
        Self {
            vendors: content.vendors.iter().map(|vendor| &vendor.slug).collect(),
            exams: content.exams.iter().map(|exam| exam.key()).collect(),
            roles: content.roles.iter().map(|role| &role.slug).collect(),
            sources: content
                .sources
                .iter()
                .map(|source| (&source.key, &**source))
                .collect(),
            violations: Vec::new(),
            at: (RecordKind::Source, 0, String::new()),
        }
    }

    fn enter(&mut self, kind: RecordKind, index: usize, key: impl Display) {
        self.at = (kind, index, key.to_string());
    }

    fn fault(&mut self, field: impl Display + Copy, message: impl Into<String>) {
        let (kind, index, key) = self.at.clone();
        let (field, message) = (field.to_string(), message.into());
        self.violations.push(Violation {
            kind,
            index,
            key,
            field,
            message,
        });
    }

    /// Whether something that records of another content may refer to was removed, or the limits of
    /// a source changed.
    fn lacks_any_of(&self, other: &Content) -> bool {
        let mut vendors = other.vendors.iter();
        let mut exams = other.exams.iter();
        let mut roles = other.roles.iter();
        let mut sources = other.sources.iter();
        vendors.any(|vendor| !self.vendors.contains(&vendor.slug))
            || exams.any(|exam| !self.exams.contains(&exam.key()))
            || roles.any(|role| !self.roles.contains(&role.slug))
            || sources.any(|source| {
                let own = self.sources.get(&source.key);
                own.is_none_or(|own| own.limits != source.limits)
            })
    }

    fn unique_keys(&mut self, known: &Content, content: &Content) {
        self.unique(&known.sources, &content.sources);
        self.unique(&known.vendors, &content.vendors);
        self.unique(&known.certifications, &content.certifications);
        self.unique(&known.exams, &content.exams);
        self.unique(&known.roles, &content.roles);
        self.unique(&known.comparisons, &content.comparisons);
        self.unique(&known.equivalences, &content.equivalences);
        self.unique(&known.audience_rules, &content.audience_rules);
    }

    fn unique<T: Record>(&mut self, known: &[Arc<T>], records: &[Arc<T>]) {
        let is_shared = |(known, record): (&Arc<T>, &Arc<T>)| Arc::ptr_eq(known, record);
        if known.len() == records.len() && known.iter().zip(records).all(is_shared) {
            return;
        }
        let mut seen = HashSet::new();
        for (index, record) in records.iter().enumerate() {
            let key = record.record_key();
            if seen.contains(&key) {
                self.enter(T::KIND, index, &key);
                self.fault("", "stands in the catalogue twice; keep one");
            }
            seen.insert(key);
        }
    }

    fn source(&mut self, index: usize, source: &Source) {
        self.enter(RecordKind::Source, index, &source.key);
        self.text("title", &source.title);
        self.text("publisher", &source.publisher);
        self.text("url", &source.url);
        if let Some(note) = &source.note {
            self.text("note", note);
        }
        for (position, limit) in source.limits.iter().enumerate() {
            let field = format_args!("limits[{position}]");
            self.text(format_args!("{field}.note"), &limit.note);
            if limit.at_most == Confidence::Official {
                let message = "OFFICIAL is no limit; name a lower class or leave the limit out";
                self.fault(format_args!("{field}.at_most"), message);
            }
            let mut earlier = source.limits[..position].iter();
            if earlier.any(|other| other.kind == limit.kind) {
                let message = "the source has a limit for this kind already; keep one";
                self.fault(format_args!("{field}.kind"), message);
            }
        }
    }

    fn vendor_record(&mut self, index: usize, vendor: &Vendor) {
        self.enter(RecordKind::Vendor, index, &vendor.slug);
        self.text("name", &vendor.name);
        if let Some(url) = &vendor.url {
            self.text("url", url);
        }
    }

    fn certification(&mut self, index: usize, certification: &Certification) {
        self.enter(RecordKind::Certification, index, &certification.slug);
        self.text("title", &certification.title);
        self.common_names(&certification.also_known_as);
        self.vendor("vendor", &certification.vendor);
        self.evidence("evidence", &certification.evidence, FactKind::Other);
        for (set, exams) in certification.earned_by.iter().enumerate() {
            self.earning_set(format_args!("earned_by[{set}]"), exams);
        }
    }

    fn exam(&mut self, index: usize, exam: &Exam) {
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
                        "must lie between 1 and 100",
                    );
                }
                if gate.is_some_and(|gate| gate.consecutive_attempts == 0) {
                    let message = "must be at least 1";
                    self.fault(format_args!("{field}.gate.consecutive_attempts"), message);
                }
            }
        }
    }

    fn earning_set(&mut self, field: impl Display + Copy, set: &EarningSet) {
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

    fn facts(&mut self, exam: &Exam) {
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
                Some(FactValue::List(items)) => self.texts(format_args!("{field}.value"), items),
                Some(FactValue::Date(date)) if !date.has_latest() && !is_end(fact.name) => {
                    let message = "\"not before\" tells only of ends (RETIRES_ON and REGISTRATION_ENDS_ON); \
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

    fn conditions(&mut self, field: impl Display + Copy, fact: &Fact) {
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

    fn blueprints(&mut self, exam: &Exam) {
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
                    let message = "\"not before\" is no date of an outline; \
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
    }

    fn domains(&mut self, field: impl Display + Copy, blueprint: &Blueprint) {
        let mut keys = BTreeSet::new();
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
            self.texts(format_args!("{field}.objectives"), &domain.objectives);
        }
    }

    /// A current or former code names one exam of its vendor, ignoring case.
    fn codes(&mut self, exams: &[Arc<Exam>]) {
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
                            self.fault(format_args!("former_codes[{position}]"), message)
                        }
                    }
                }
            }
        }
    }

    fn cycles(&mut self, exams: &[Arc<Exam>]) {
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
            let field = format_args!("recommendation[{index}]");
            self.evidence(
                format_args!("{field}.evidence"),
                &recommendation.evidence,
                FactKind::Other,
            );
            if let Some(vendor) = &recommendation.vendor {
                self.vendor(format_args!("{field}.vendor"), vendor);
            }
            if let Some(focus) = &recommendation.focus {
                self.text(format_args!("{field}.focus"), focus);
            }
            if let (Some(min), Some(max)) = (recommendation.months_min, recommendation.months_max)
                && min > max
            {
                self.fault(format_args!("{field}.months_max"), "is below months_min");
            }
            if recommendation.steps.is_empty() {
                self.fault(
                    format_args!("{field}.steps"),
                    "a recommendation needs at least one step",
                );
            }
            for (step, record) in recommendation.steps.iter().enumerate() {
                self.exam_list(format_args!("{field}.steps[{step}].any_of"), &record.any_of);
            }
        }
    }

    fn comparison(&mut self, index: usize, comparison: &Comparison) {
        self.enter(RecordKind::Comparison, index, comparison.record_key());
        self.exam_exists("left", &comparison.left);
        self.other_exam("right", &comparison.right, &comparison.left);
        self.text("summary", &comparison.summary);
        self.evidence("evidence", &comparison.evidence, FactKind::Other);
        let dimensions = comparison.dimensions.iter();
        let names: Vec<&str> = dimensions.map(|item| item.name.as_str()).collect();
        self.no_repeats("dimension", &names);
        for (position, dimension) in comparison.dimensions.iter().enumerate() {
            let field = format_args!("dimension[{position}]");
            self.text(format_args!("{field}.name"), &dimension.name);
            self.text(format_args!("{field}.left"), &dimension.left);
            self.text(format_args!("{field}.right"), &dimension.right);
        }
        for (position, audience) in comparison.audiences.iter().enumerate() {
            let field = format_args!("audience[{position}]");
            self.text(format_args!("{field}.audience"), &audience.audience);
            self.text(format_args!("{field}.advice"), &audience.advice);
            self.exam_list(format_args!("{field}.take"), &audience.take);
        }
    }

    fn equivalence(&mut self, index: usize, equivalence: &Equivalence) {
        self.enter(RecordKind::Equivalence, index, equivalence.record_key());
        self.exam_exists("left", &equivalence.left);
        self.other_exam("right", &equivalence.right, &equivalence.left);
        self.text("rationale", &equivalence.rationale);
        self.evidence("evidence", &equivalence.evidence, FactKind::Other);
        if !(-3..=3).contains(&equivalence.tier_distance) {
            self.fault("tier_distance", "must lie between -3 and 3");
        }
    }

    fn audience_rule(&mut self, index: usize, rule: &AudienceRule) {
        self.enter(RecordKind::AudienceRule, index, &rule.key);
        self.exam_exists("exam", &rule.exam);
        self.text("audience", &rule.audience);
        self.evidence("evidence", &rule.evidence, FactKind::Other);
        self.texts("reasons", &rule.reasons);
        self.texts("when.circumstances", &rule.when.circumstances);
        self.no_repeats("when.holds_any", &rule.when.holds_any);
        self.no_repeats("when.only_vendors", &rule.when.only_vendors);
        self.no_repeats("when.experience", &rule.when.experience);
        self.no_repeats("when.roles", &rule.when.roles);
        for (group, exams) in rule.take.iter().enumerate() {
            self.exam_list(format_args!("take[{group}]"), exams);
        }
        for (exam, key) in rule.when.holds_any.iter().enumerate() {
            self.exam_exists(format_args!("when.holds_any[{exam}]"), key);
        }
        for (vendor, slug) in rule.when.only_vendors.iter().enumerate() {
            self.vendor(format_args!("when.only_vendors[{vendor}]"), slug);
        }
        for (role, slug) in rule.when.roles.iter().enumerate() {
            if !self.roles.contains(slug) {
                self.fault(
                    format_args!("when.roles[{role}]"),
                    format!("there is no role \"{slug}\""),
                );
            }
        }
    }

    fn text(&mut self, field: impl Display + Copy, text: &str) {
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

    fn texts(&mut self, field: impl Display + Copy, texts: &[String]) {
        for (index, text) in texts.iter().enumerate() {
            self.text(format_args!("{field}[{index}]"), text);
        }
    }

    /// Common names are short and contain something searchable.
    fn common_names(&mut self, names: &[String]) {
        self.no_repeats("also_known_as", names);
        for (index, name) in names.iter().enumerate() {
            let field = format_args!("also_known_as[{index}]");
            self.text(field, name);
            if name.chars().count() > 100 {
                self.fault(field, "must not exceed 100 characters");
            } else if !name.trim().is_empty() && !name.chars().any(char::is_alphanumeric) {
                self.fault(field, "needs a letter or a digit");
            }
        }
    }

    fn no_repeats<T: PartialEq>(&mut self, field: impl Display + Copy, items: &[T]) {
        for (index, item) in items.iter().enumerate() {
            if items[..index].contains(item) {
                self.fault(format_args!("{field}[{index}]"), "stands in the list twice");
            }
        }
    }

    fn vendor(&mut self, field: impl Display + Copy, slug: &VendorSlug) {
        if !self.vendors.contains(slug) {
            self.fault(field, format!("there is no vendor \"{slug}\""));
        }
    }

    fn exam_exists(&mut self, field: impl Display + Copy, key: &ExamKey) {
        if !self.exams.contains(key) {
            self.fault(field, format!("there is no exam \"{key}\""));
        }
    }

    fn other_exam(&mut self, field: impl Display + Copy, key: &ExamKey, own: &ExamKey) {
        self.exam_exists(field, key);
        if key == own {
            self.fault(field, "must name another exam");
        }
    }

    fn exam_list(&mut self, field: impl Display + Copy, keys: &[ExamKey]) {
        if keys.is_empty() {
            self.fault(field, "needs at least one exam");
        }
        for (index, key) in keys.iter().enumerate() {
            let field = format_args!("{field}[{index}]");
            self.exam_exists(field, key);
            if keys[..index].contains(key) {
                self.fault(field, "names the same exam twice");
            }
        }
    }

    /// Checks evidence for a statement of a kind.
    fn evidence(&mut self, field: impl Display + Copy, evidence: &Evidence, kind: FactKind) {
        if evidence.sources.is_empty() && evidence.confidence != Confidence::Estimate {
            let message = "needs a source; only an ESTIMATE of our own has none";
            self.fault(format_args!("{field}.sources"), message);
        }
        if evidence.confidence == Confidence::Estimate && evidence.note.is_none() {
            self.fault(
                format_args!("{field}.note"),
                "an ESTIMATE needs its formula or reason",
            );
        }
        for (index, key) in evidence.sources.iter().enumerate() {
            if !self.sources.contains_key(key) {
                let message = format!("there is no source \"{key}\"");
                self.fault(format_args!("{field}.sources[{index}]"), message);
            } else if evidence.sources[..index].contains(key) {
                self.fault(
                    format_args!("{field}.sources[{index}]"),
                    "names the same source twice",
                );
            }
        }
        if let Some(note) = &evidence.note {
            self.text(format_args!("{field}.note"), note);
        }
        if !evidence.as_of.has_latest() {
            let message = "\"not before\" is no date of a statement; say when it was made or read";
            self.fault(format_args!("{field}.as_of"), message);
        }
        if let Some(checked) = evidence.checked
            && checked < evidence.as_of.earliest()
        {
            let message = format!("is before the statement was made ({})", evidence.as_of);
            self.fault(format_args!("{field}.checked"), message);
        }
        self.class_within_limits(field, evidence, kind);
    }

    /// A statement that rests only on sources with limits for its kind may not claim a better class
    /// than the best of those limits.
    fn class_within_limits(
        &mut self,
        field: impl Display + Copy,
        evidence: &Evidence,
        kind: FactKind,
    ) {
        let limits: Option<Vec<&SourceLimit>> = evidence
            .sources
            .iter()
            .filter_map(|key| self.sources.get(key))
            .map(|source| source.limit(kind))
            .collect();
        let best = limits
            .iter()
            .flatten()
            .min_by_key(|limit| limit.at_most)
            .filter(|limit| evidence.confidence < limit.at_most);
        if let Some(limit) = best {
            let message = format!(
                "claims {}, but its sources are trusted to {} at most for facts of the kind {} ({}); \
                 lower the confidence, or name a source without that limit",
                evidence.confidence.word(),
                limit.at_most.word(),
                kind.word(),
                limit.note,
            );
            self.fault(format_args!("{field}.confidence"), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        exam::Succession,
        search::example::{evidence, exam, role, vendor},
    };

    fn valid() -> Content {
        let exam = |vendor, code| Arc::new(exam(vendor, code, "Title"));
        Content {
            vendors: vec![vendor("aws", "AWS").into(), vendor("b", "B").into()],
            exams: vec![exam("aws", "A"), exam("aws", "B"), exam("b", "C")],
            roles: vec![role("maker", "Maker").into()],
            ..Content::default()
        }
    }

    /// Edits, many of which break something.
    fn edit(content: &mut Content, (kind, index, other): (u8, usize, usize)) {
        let count = content.exams.len();
        let keys: Vec<ExamKey> = content.exams.iter().map(|exam| exam.key()).collect();
        if count == 0 {
            return;
        }
        let (index, other) = (index % count, other % count);
        let changed = Arc::make_mut(&mut content.exams[index]);
        match kind {
            0 => changed.title.clear(),
            1 => changed.title.push('!'),
            2 => changed.successors.push(Succession {
                exam: keys[other].clone(),
                evidence: evidence(),
            }),
            3 => changed.former_codes.push(keys[other].code.clone()),
            4 => {
                content.exams.remove(index);
            }
            5 => content.exams.push(Arc::clone(&content.exams[index])),
            6 => {
                content.vendors.pop();
            }
            7 => Arc::make_mut(&mut content.vendors[0]).name.clear(),
            8 => content.roles.clear(),
            _ => content.exams.push(exam("b", "D", "Another").into()),
        }
    }

    /// Gives the first exam a fee fact by these sources with this confidence.
    fn fee_by(content: &mut Content, sources: &[&str], confidence: Confidence) {
        let fact = serde_json::from_value(serde_json::json!({
            "name": "FEE", "value": "1 USD",
            "evidence": { "sources": sources, "as_of": "2026", "confidence": confidence, "note": "a test" },
        }));
        Arc::make_mut(&mut content.exams[0]).facts = vec![fact.unwrap()];
    }

    #[test]
    fn names_that_people_use_are_short_different_and_can_be_found() {
        let mut content = valid();
        let long = "n".repeat(101);
        let names = ["Sec+", "Sec+", " ", "++", &long].map(str::to_owned);
        Arc::make_mut(&mut content.exams[0]).also_known_as = names.into();
        let messages: Vec<String> = validate(&content)
            .into_iter()
            .map(|violation| format!("{}: {}", violation.field, violation.message))
            .collect();
        assert_eq!(
            messages,
            [
                "also_known_as[1]: stands in the list twice",
                "also_known_as[2]: must not be empty",
                "also_known_as[3]: needs a letter or a digit",
                "also_known_as[4]: must not exceed 100 characters",
            ]
        );
    }

    fn source(key: &str, limits: &[(FactKind, Confidence)]) -> Arc<Source> {
        let limits: Vec<_> = limits
            .iter()
            .map(|(kind, at_most)| serde_json::json!({ "kind": kind, "at_most": at_most, "note": "old prices" }))
            .collect();
        let document = serde_json::json!({
            "key": key, "title": "T", "publisher": "P", "url": "https://example.com",
            "kind": "REPOSITORY", "limits": limits,
        });
        Arc::new(serde_json::from_value(document).unwrap())
    }

    #[test]
    fn evidence_claims_no_better_class_than_its_sources_are_trusted_to() {
        let community = (FactKind::Fee, Confidence::Community);
        let mut content = valid();
        content.sources = vec![
            source("free", &[]),
            source("old", &[community]),
            source("older", &[(FactKind::Fee, Confidence::Estimate)]),
            source("outlines", &[(FactKind::Outline, Confidence::Community)]),
        ];
        let cases = [
            (&["old"][..], Confidence::Reputable, false),
            (&["old"], Confidence::Community, true),
            (&["old"], Confidence::Estimate, true),
            (&["older"], Confidence::Community, false),
            (&["old", "older"], Confidence::Community, true),
            (&["old", "older"], Confidence::Reputable, false),
            (&["old", "free"], Confidence::Official, true),
            (&["outlines"], Confidence::Official, true),
        ];
        for (sources, confidence, holds) in cases {
            fee_by(&mut content, sources, confidence);
            let violations = validate(&content);
            assert_eq!(violations.is_empty(), holds, "{sources:?} {confidence:?}");
            if let Some(violation) = violations.first() {
                assert_eq!(violation.field, "facts[0].evidence.confidence");
                assert!(
                    violation.message.contains("old prices"),
                    "{}",
                    violation.message
                );
            }
        }
    }

    #[test]
    fn a_new_limit_is_held_against_records_that_did_not_change() {
        let mut known = valid();
        known.sources = vec![source("old", &[])];
        fee_by(&mut known, &["old"], Confidence::Reputable);
        assert_eq!(validate(&known), []);
        let mut content = known.clone();
        content.sources = vec![source("old", &[(FactKind::Fee, Confidence::Community)])];
        assert_eq!(validate_after(&known, &content).len(), 1);
    }

    #[test]
    fn a_source_has_one_limit_a_kind_and_none_that_limits_nothing() {
        let mut content = valid();
        let fee = (FactKind::Fee, Confidence::Community);
        content.sources = vec![source("twice", &[fee, fee])];
        assert_eq!(validate(&content)[0].field, "limits[1].kind");
        content.sources = vec![source("idle", &[(FactKind::Fee, Confidence::Official)])];
        assert_eq!(validate(&content)[0].field, "limits[0].at_most");
    }

    proptest! {
        #[test]
        fn what_is_known_to_be_valid_hides_no_violation(
            first in proptest::collection::vec((0_u8..10, 0_usize..9, 0_usize..9), 0..4),
            second in proptest::collection::vec((0_u8..10, 0_usize..9, 0_usize..9), 0..4),
        ) {
            let mut known = valid();
            for step in first {
                let before = known.clone();
                edit(&mut known, step);
                if !validate(&known).is_empty() || known.vendors.is_empty() {
                    known = before;
                }
            }
            let mut content = known.clone();
            for step in second {
                if !content.vendors.is_empty() {
                    edit(&mut content, step);
                }
            }
            prop_assert_eq!(validate_after(&known, &content), validate(&content));
        }
    }
}
