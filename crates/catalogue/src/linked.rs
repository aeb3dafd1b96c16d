//! Records with their references resolved in both directions.

use std::{collections::HashMap, sync::Arc};

use super::{
    conditions::Circumstances,
    content::Content,
    date::Day,
    derived_facts::DerivedFacts,
    entry::{
        AudienceRuleEntry, CertificationEntry, ComparisonEntry, EquivalenceEntry, ExamEntry,
        RoleEntry, VendorEntry,
    },
    exam::Exam,
    exam_periods::ExamPeriods,
    fact::{FactName, FactValue, served_of_name},
    identity::{Identity, ObjectKind},
    index::{
        AudienceRuleIndex, CertificationIndex, ComparisonIndex, EquivalenceIndex, ExamIndex,
        ObjectIndex, RoleIndex, VendorIndex,
    },
    language::Language,
    language_lifecycle::LanguageLifecycles,
    lifecycle::LifecycleDates,
    role::Role,
    source::Source,
    succession::SuccessionChains,
    text::{CertificationSlug, ExamKey, RoleSlug, SourceKey, VendorSlug},
};

/// The records of a valid content, sorted by key, with their references resolved to indexes.
#[derive(Debug)]
pub struct LinkedRecords {
    sources: Vec<Arc<Source>>,
    source_indexes: HashMap<SourceKey, usize>,
    pub(super) vendors: Vec<VendorEntry>,
    pub(super) certifications: Vec<CertificationEntry>,
    pub(super) exams: Vec<ExamEntry>,
    pub(super) roles: Vec<RoleEntry>,
    comparisons: Vec<ComparisonEntry>,
    equivalences: Vec<EquivalenceEntry>,
    audience_rules: Vec<AudienceRuleEntry>,
    objects: HashMap<(ObjectKind, Identity), ObjectIndex>,
    chains_after: SuccessionChains,
    chains_before: SuccessionChains,
}

impl LinkedRecords {
    /// Sorts a valid content and resolves its references.
    pub(super) fn of(mut content: Content) -> Self {
        content.sort();
        let links = ReferenceResolver::of(&content);
        let mut records = Self {
            source_indexes: indexes(content.sources.iter().map(|source| source.key.clone())),
            vendors: content
                .vendors
                .into_iter()
                .map(|record| VendorEntry {
                    identity: Identity::of(ObjectKind::Vendor, &record.slug),
                    record,
                    exams: vec![],
                    certifications: vec![],
                })
                .collect(),
            certifications: content
                .certifications
                .into_iter()
                .map(|record| CertificationEntry {
                    identity: Identity::of(ObjectKind::Certification, &record.slug),
                    vendor: links.vendor(&record.vendor),
                    earned_by: record
                        .earned_by
                        .iter()
                        .map(|set| links.list(&set.exams))
                        .collect(),
                    record,
                })
                .collect(),
            exams: content
                .exams
                .into_iter()
                .map(|record| links.exam_entry(record))
                .collect(),
            roles: content
                .roles
                .into_iter()
                .map(|record| links.role_entry(record))
                .collect(),
            comparisons: content
                .comparisons
                .into_iter()
                .map(|record| ComparisonEntry {
                    left: links.exam(&record.left),
                    right: links.exam(&record.right),
                    record,
                })
                .collect(),
            equivalences: content
                .equivalences
                .into_iter()
                .map(|record| EquivalenceEntry {
                    left: links.exam(&record.left),
                    right: links.exam(&record.right),
                    record,
                })
                .collect(),
            audience_rules: content
                .audience_rules
                .into_iter()
                .map(|record| AudienceRuleEntry {
                    exam: links.exam(&record.exam),
                    take: links.groups(&record.take),
                    holds_any: links.list(&record.when.holds_any),
                    record,
                })
                .collect(),
            sources: content.sources,
            objects: HashMap::new(),
            chains_after: SuccessionChains::default(),
            chains_before: SuccessionChains::default(),
        };
        records.add_reverse_links();
        records.index_objects();
        records.chains_after = SuccessionChains::of(&records.exams, |exam| &exam.successors);
        records.chains_before = SuccessionChains::of(&records.exams, |exam| &exam.predecessors);
        records
    }

    /// Adds the reverse links: the records that refer to each record.
    fn add_reverse_links(&mut self) {
        for position in 0..self.exams.len() {
            let index = ExamIndex::new(position);
            let vendor = self.exams[position].vendor;
            self.vendors[vendor.index()].exams.push(index);
            for successor in self.exams[position].successors.clone() {
                add(&mut self.exams[successor.index()].predecessors, index);
            }
            for prerequisite in self.exams[position].prerequisites.concat() {
                add(&mut self.exams[prerequisite.index()].unlocks, index);
            }
        }
        for (position, certification) in self.certifications.iter().enumerate() {
            let index = CertificationIndex::new(position);
            self.vendors[certification.vendor.index()]
                .certifications
                .push(index);
            for exam in certification.earned_by.concat() {
                add(&mut self.exams[exam.index()].certifications, index);
            }
        }
        for (position, role) in self.roles.iter().enumerate() {
            for exam in role.recommendations.iter().flatten().flatten() {
                add(
                    &mut self.exams[exam.index()].roles,
                    RoleIndex::new(position),
                );
            }
        }
        for (position, comparison) in self.comparisons.iter().enumerate() {
            for exam in [comparison.left, comparison.right] {
                add(
                    &mut self.exams[exam.index()].comparisons,
                    ComparisonIndex::new(position),
                );
            }
        }
        for (position, equivalence) in self.equivalences.iter().enumerate() {
            for exam in [equivalence.left, equivalence.right] {
                add(
                    &mut self.exams[exam.index()].equivalences,
                    EquivalenceIndex::new(position),
                );
            }
        }
        for (position, rule) in self.audience_rules.iter().enumerate() {
            add(
                &mut self.exams[rule.exam.index()].audience_rules,
                AudienceRuleIndex::new(position),
            );
        }
    }

    fn index_objects(&mut self) {
        let mut objects = HashMap::new();
        for (index, entry) in self.vendors.iter().enumerate() {
            let object = ObjectIndex::Vendor(VendorIndex::new(index));
            objects.insert((ObjectKind::Vendor, entry.identity), object);
        }
        for (index, entry) in self.certifications.iter().enumerate() {
            let object = ObjectIndex::Certification(CertificationIndex::new(index));
            objects.insert((ObjectKind::Certification, entry.identity), object);
        }
        for (index, entry) in self.exams.iter().enumerate() {
            let object = ObjectIndex::Exam(ExamIndex::new(index));
            objects.insert((ObjectKind::Exam, entry.identity), object);
        }
        for (index, entry) in self.roles.iter().enumerate() {
            let object = ObjectIndex::Role(RoleIndex::new(index));
            objects.insert((ObjectKind::Role, entry.identity), object);
        }
        self.objects = objects;
    }

    /// Every source, by key.
    pub fn sources(&self) -> &[Arc<Source>] {
        &self.sources
    }

    /// The source with this key.
    pub fn source(&self, key: &SourceKey) -> Option<&Source> {
        self.source_indexes
            .get(key)
            .map(|index| &*self.sources[*index])
    }

    /// Every vendor, by slug.
    pub fn vendors(&self) -> impl ExactSizeIterator<Item = VendorIndex> + use<> {
        (0..self.vendors.len()).map(VendorIndex::new)
    }

    /// A vendor.
    pub fn vendor(&self, index: VendorIndex) -> &VendorEntry {
        &self.vendors[index.index()]
    }

    /// The vendor with this slug.
    pub fn vendor_by_slug(&self, slug: &VendorSlug) -> Option<VendorIndex> {
        self.vendors
            .binary_search_by(|entry| entry.record.slug.cmp(slug))
            .ok()
            .map(VendorIndex::new)
    }

    /// Every certification, by slug.
    pub fn certifications(&self) -> impl ExactSizeIterator<Item = CertificationIndex> + use<> {
        (0..self.certifications.len()).map(CertificationIndex::new)
    }

    /// A certification.
    pub fn certification(&self, index: CertificationIndex) -> &CertificationEntry {
        &self.certifications[index.index()]
    }

    /// The certification with this slug.
    pub fn certification_by_slug(&self, slug: &CertificationSlug) -> Option<CertificationIndex> {
        let found = self
            .certifications
            .binary_search_by(|entry| entry.record.slug.cmp(slug));
        found.ok().map(CertificationIndex::new)
    }

    /// Every exam, by vendor and code.
    pub fn exams(&self) -> impl ExactSizeIterator<Item = ExamIndex> + use<> {
        (0..self.exams.len()).map(ExamIndex::new)
    }

    /// An exam.
    pub fn exam(&self, index: ExamIndex) -> &ExamEntry {
        &self.exams[index.index()]
    }

    /// The exam with this key.
    pub fn exam_by_key(&self, key: &ExamKey) -> Option<ExamIndex> {
        let order = |entry: &ExamEntry| {
            (&entry.record.vendor, &entry.record.code).cmp(&(&key.vendor, &key.code))
        };
        self.exams.binary_search_by(order).ok().map(ExamIndex::new)
    }

    /// Every role, by slug.
    pub fn roles(&self) -> impl ExactSizeIterator<Item = RoleIndex> + use<> {
        (0..self.roles.len()).map(RoleIndex::new)
    }

    /// A role.
    pub fn role(&self, index: RoleIndex) -> &RoleEntry {
        &self.roles[index.index()]
    }

    /// The role with this slug.
    pub fn role_by_slug(&self, slug: &RoleSlug) -> Option<RoleIndex> {
        self.roles
            .binary_search_by(|entry| entry.record.slug.cmp(slug))
            .ok()
            .map(RoleIndex::new)
    }

    /// A comparison.
    pub fn comparison(&self, index: ComparisonIndex) -> &ComparisonEntry {
        &self.comparisons[index.index()]
    }

    /// An equivalence.
    pub fn equivalence(&self, index: EquivalenceIndex) -> &EquivalenceEntry {
        &self.equivalences[index.index()]
    }

    /// Every audience rule, by key.
    pub fn audience_rules(&self) -> impl ExactSizeIterator<Item = AudienceRuleIndex> + use<> {
        (0..self.audience_rules.len()).map(AudienceRuleIndex::new)
    }

    /// An audience rule.
    pub fn audience_rule(&self, index: AudienceRuleIndex) -> &AudienceRuleEntry {
        &self.audience_rules[index.index()]
    }

    /// The object with this identity.
    pub fn object(&self, kind: ObjectKind, identity: Identity) -> Option<ObjectIndex> {
        self.objects.get(&(kind, identity)).copied()
    }

    /// An exam and all its successors, direct or indirect, nearest first.
    pub fn line_after(&self, exam: ExamIndex) -> &[ExamIndex] {
        self.chains_after.line(exam)
    }

    /// An exam and all its predecessors, direct or indirect, nearest first.
    pub fn line_before(&self, exam: ExamIndex) -> &[ExamIndex] {
        self.chains_before.line(exam)
    }

    /// The exams to book in place of an exam on a day: itself while it is bookable, otherwise its
    /// nearest bookable successors.
    pub fn bookable_substitutes(&self, exam: ExamIndex, day: Day) -> Vec<ExamIndex> {
        self.bookable_substitutes_in(&[], exam, day)
    }

    /// The same for a candidate with these languages; see [`ExamEntry::windows`].
    pub fn bookable_substitutes_in(
        &self,
        languages: &[Language],
        exam: ExamIndex,
        day: Day,
    ) -> Vec<ExamIndex> {
        let mut level = vec![exam];
        let mut seen = level.clone();
        while !level.is_empty() {
            let bookable: Vec<ExamIndex> = level
                .iter()
                .copied()
                .filter(|index| self.exam(*index).is_bookable_in(languages, day))
                .collect();
            if !bookable.is_empty() {
                return bookable;
            }
            let next: Vec<ExamIndex> = level
                .iter()
                .flat_map(|index| self.exam(*index).successors.iter().copied())
                .collect();
            level.clear();
            for index in next {
                if !seen.contains(&index) {
                    seen.push(index);
                    level.push(index);
                }
            }
        }
        Vec::new()
    }

    /// The content as plain records, sorted by key.
    pub fn content(&self) -> Content {
        Content {
            sources: self.sources.clone(),
            vendors: self
                .vendors
                .iter()
                .map(|entry| entry.record.clone())
                .collect(),
            certifications: self
                .certifications
                .iter()
                .map(|entry| entry.record.clone())
                .collect(),
            exams: self
                .exams
                .iter()
                .map(|entry| entry.record.clone())
                .collect(),
            roles: self
                .roles
                .iter()
                .map(|entry| entry.record.clone())
                .collect(),
            comparisons: self
                .comparisons
                .iter()
                .map(|entry| entry.record.clone())
                .collect(),
            equivalences: self
                .equivalences
                .iter()
                .map(|entry| entry.record.clone())
                .collect(),
            audience_rules: self
                .audience_rules
                .iter()
                .map(|entry| entry.record.clone())
                .collect(),
        }
    }
}

impl CertificationEntry {
    /// Whether it can still be earned on a day: every exam of some applicable set is bookable.
    pub fn is_earnable(&self, records: &LinkedRecords, day: Day) -> bool {
        self.earned_by_on(day).any(|set| {
            !set.is_empty() && set.iter().all(|exam| records.exam(*exam).is_bookable(day))
        })
    }
}

/// Appends an item unless the list contains it.
fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

fn indexes<K: Eq + std::hash::Hash>(keys: impl Iterator<Item = K>) -> HashMap<K, usize> {
    keys.enumerate().map(|(index, key)| (key, index)).collect()
}

/// Resolves keys of a valid, sorted content to indexes.
struct ReferenceResolver {
    vendors: HashMap<VendorSlug, usize>,
    exams: HashMap<ExamKey, usize>,
}

impl ReferenceResolver {
    fn of(content: &Content) -> Self {
        Self {
            vendors: indexes(content.vendors.iter().map(|vendor| vendor.slug.clone())),
            exams: indexes(content.exams.iter().map(|exam| exam.key())),
        }
    }

    fn vendor(&self, slug: &VendorSlug) -> VendorIndex {
        VendorIndex::new(self.vendors[slug])
    }

    fn exam(&self, key: &ExamKey) -> ExamIndex {
        ExamIndex::new(self.exams[key])
    }

    fn list(&self, keys: &[ExamKey]) -> Vec<ExamIndex> {
        keys.iter().map(|key| self.exam(key)).collect()
    }

    fn groups(&self, groups: &[Vec<ExamKey>]) -> Vec<Vec<ExamIndex>> {
        groups.iter().map(|group| self.list(group)).collect()
    }

    fn exam_entry(&self, record: Arc<Exam>) -> ExamEntry {
        let fact = served_of_name(&record.facts, FactName::Level, &Circumstances::default());
        let level = fact
            .and_then(|fact| fact.value())
            .and_then(|value| match value {
                FactValue::Level(level) => Some(*level),
                _ => None,
            });
        let (lifecycle, languages) = (LifecycleDates::of(&record), LanguageLifecycles::of(&record));
        ExamEntry {
            identity: Identity::of_exam(&record),
            vendor: self.vendor(&record.vendor),
            level,
            periods: ExamPeriods::of(&record, &lifecycle, &languages),
            lifecycle,
            successors: record
                .successors
                .iter()
                .map(|next| self.exam(&next.exam))
                .collect(),
            predecessors: vec![],
            prerequisites: record
                .prerequisites
                .iter()
                .map(|group| self.list(&group.any_of))
                .collect(),
            unlocks: vec![],
            certifications: vec![],
            roles: vec![],
            comparisons: vec![],
            equivalences: vec![],
            audience_rules: vec![],
            languages,
            derived: DerivedFacts::of(&record.facts),
            record,
        }
    }

    fn role_entry(&self, record: Arc<Role>) -> RoleEntry {
        RoleEntry {
            identity: Identity::of(ObjectKind::Role, &record.slug),
            recommendations: record
                .recommendations
                .iter()
                .map(|item| {
                    item.steps
                        .iter()
                        .map(|step| self.list(&step.any_of))
                        .collect()
                })
                .collect(),
            record,
        }
    }
}
