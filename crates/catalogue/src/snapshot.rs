//! The immutable, indexed snapshot of one revision.
//!
//! References between records are resolved once, to small indexes. A resolver follows a link by an
//! array access, and a response cannot mix revisions.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use chrono::{DateTime, Utc};

use super::{
    audience_rule::AudienceRule,
    audit::{AuditQuestion, Health, HealthIndex},
    blueprint::{Blueprint, in_force},
    blueprint_terms::{BlueprintTerms, BlueprintTermsIndex, IndexedBlueprint, TermVector},
    certification::Certification,
    change::LogPosition,
    comparison::{Comparison, Equivalence},
    conditions::{Circumstances, ExamForm},
    content::Content,
    contradiction::{self, Contradiction, ContradictionIndex},
    date::Day,
    derived_facts::{self, DerivedFacts},
    exam::Exam,
    exam_list::{ExamOrders, sorts_alike},
    fact::{Fact, FactName, FactValue, first_on_topic, served_of_name},
    identity::{Identity, ObjectKind},
    language::Language,
    language_lifecycle::LanguageLifecycles,
    level::{Experience, Level},
    lifecycle::{LifecycleDates, LifecycleEnd, LifecycleState, Window},
    lifecycle_index::{ExamsByState, LifecycleIndex},
    money::{Currency, Money},
    quantity::Quantity,
    record::Record,
    revision::Revision,
    role::Role,
    search::{self, SearchIndex},
    source::Source,
    succession::SuccessionChains,
    text::{CertificationSlug, ExamKey, RoleSlug, SourceKey, VendorSlug},
    validation::{Violation, validate, validate_after},
    vendor::Vendor,
};

macro_rules! index_newtype {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            pub(super) fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// Its position in the snapshot's list, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index_newtype!(
    /// An exam of one snapshot, in the order of vendor and code.
    ExamIndex
);
index_newtype!(
    /// A certification of one snapshot, in the order of slugs.
    CertificationIndex
);
index_newtype!(
    /// A role of one snapshot, in the order of slugs.
    RoleIndex
);
index_newtype!(
    /// A vendor of one snapshot, in the order of slugs.
    VendorIndex
);
index_newtype!(
    /// A comparison of one snapshot.
    ComparisonIndex
);
index_newtype!(
    /// An equivalence of one snapshot.
    EquivalenceIndex
);
index_newtype!(
    /// An audience rule of one snapshot.
    AudienceRuleIndex
);

/// An object that has an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectIndex {
    /// A vendor.
    Vendor(VendorIndex),
    /// A certification.
    Certification(CertificationIndex),
    /// An exam.
    Exam(ExamIndex),
    /// A role.
    Role(RoleIndex),
}

/// An exam with all links to and from other records.
#[derive(Debug)]
pub struct ExamEntry {
    /// The record.
    pub record: Arc<Exam>,
    /// Its permanent identifier.
    pub identity: Identity,
    /// Its vendor.
    pub vendor: VendorIndex,
    /// Its tier, if a source gives one.
    pub level: Option<Level>,
    /// The dates from which its lifecycle state is computed: those for English if dates differ by
    /// language, otherwise those of the whole exam.
    pub lifecycle: LifecycleDates,
    /// Its successors, in the order of the record.
    pub successors: Vec<ExamIndex>,
    /// Its predecessors.
    pub predecessors: Vec<ExamIndex>,
    /// The alternatives of each prerequisite group, in the order of the record's groups.
    pub prerequisites: Vec<Vec<ExamIndex>>,
    /// The exams that have it as a prerequisite.
    pub unlocks: Vec<ExamIndex>,
    /// The certifications that it helps to earn.
    pub certifications: Vec<CertificationIndex>,
    /// The roles for which a source recommends it, or lists it.
    pub roles: Vec<RoleIndex>,
    /// The authored comparisons with it.
    pub comparisons: Vec<ComparisonIndex>,
    /// The equivalences with it.
    pub equivalences: Vec<EquivalenceIndex>,
    /// The audience rules about it.
    pub audience_rules: Vec<AudienceRuleIndex>,
    languages: LanguageLifecycles,
    derived: DerivedFacts,
}

impl ExamEntry {
    /// The fact of a name that is served in the default circumstances to everyone.
    ///
    /// Facts for one job market or experience are not considered.
    pub fn fact(&self, name: FactName) -> Option<&Fact> {
        self.fact_in(name, &Circumstances::default())
    }

    /// The same in the given circumstances.
    pub fn fact_in(&self, name: FactName, circumstances: &Circumstances) -> Option<&Fact> {
        served_of_name(&self.record.facts, name, circumstances)
    }

    /// The default circumstances on a day: English, no region, no membership, the bookable form, a
    /// credential that is earned that day.
    pub fn usual_circumstances(&self, day: Day) -> Circumstances {
        let form = match self.state(day) {
            LifecycleState::Beta => ExamForm::Beta,
            _ => ExamForm::Standard,
        };
        Circumstances::on(day).in_form(form)
    }

    /// Every fact of a name, in the author's order.
    pub fn facts(&self, name: FactName) -> impl Iterator<Item = &Fact> {
        self.record
            .facts
            .iter()
            .filter(move |fact| fact.name == name)
    }

    /// Whether another fact of the exam contradicts this one, so that it is a claim of a
    /// [`Contradiction`].
    pub fn is_disputed(&self, fact: &Fact) -> bool {
        let facts = self.record.facts.iter();
        facts
            .clone()
            .any(|other| contradiction::disagree(fact, other))
    }

    /// Whether the fact is served where its conditions hold: it is the first on its topic. Prices
    /// compete within their currency only.
    pub fn is_served(&self, fact: &Fact) -> bool {
        let facts = self.record.facts.iter();
        let rivals = facts.filter(|other| other.topic() == fact.topic() && other.competes(fact));
        first_on_topic(rivals).is_some_and(|first| std::ptr::eq(first, fact))
    }

    /// The served fact about the list price in a currency: a price, or why there is none.
    pub fn fee_fact(&self, currency: Currency) -> Option<&Fact> {
        self.fee_fact_in(currency, &Circumstances::default())
    }

    /// The same in the given circumstances.
    pub fn fee_fact_in(&self, currency: Currency, circumstances: &Circumstances) -> Option<&Fact> {
        derived_facts::fee_fact(&self.record.facts, currency, circumstances)
    }

    /// The list price in a currency, if known.
    pub fn fee(&self, currency: Currency) -> Option<Money> {
        self.derived.fee(currency)
    }

    /// The same in the given circumstances.
    pub fn fee_in(&self, currency: Currency, circumstances: &Circumstances) -> Option<Money> {
        if self.prices_depend() {
            derived_facts::fee(&self.record.facts, currency, circumstances)
        } else {
            self.fee(currency)
        }
    }

    /// Whether some price depends on the buyer or on the form of the exam.
    pub fn prices_depend(&self) -> bool {
        self.derived.prices_depend()
    }

    /// The list price on a day in the default circumstances: the beta price while the exam is in
    /// beta.
    pub fn fee_on(&self, currency: Currency, day: Day) -> Option<Money> {
        if self.prices_depend() {
            self.fee_in(currency, &self.usual_circumstances(day))
        } else {
            self.fee(currency)
        }
    }

    /// The study hours fact for a candidate with this experience.
    ///
    /// A fact for exactly that experience wins, then one for everyone, then the nearest experience
    /// with a fact; less experience first, which is the careful choice.
    pub fn study_hours_fact(&self, experience: Option<Experience>) -> Option<&Fact> {
        derived_facts::study_hours_fact(&self.record.facts, experience)
    }

    /// Study hours for a candidate with this experience, if a source gives any.
    pub fn study_hours(&self, experience: Option<Experience>) -> Option<Quantity> {
        self.derived.study_hours(experience)
    }

    /// The lifecycle state on a day.
    pub fn state(&self, day: Day) -> LifecycleState {
        self.lifecycle.state(day)
    }

    /// Whether the exam can be booked and taken on a day.
    pub fn is_bookable(&self, day: Day) -> bool {
        self.lifecycle.is_bookable(day)
    }

    /// The dates in a language. An exam that is not known to be offered in it has not opened in it,
    /// and retires when the whole exam does.
    pub fn lifecycle_in(&self, language: Language) -> LifecycleDates {
        let ended = LifecycleDates {
            retires: self.lifecycle.retires,
            ..LifecycleDates::default()
        };
        self.languages.dates(language).copied().unwrap_or(ended)
    }

    /// Whether some date differs between languages; [`Self::lifecycle`] then holds those for
    /// English.
    pub fn lifecycle_differs_by_language(&self) -> bool {
        self.languages.differ()
    }

    /// The spans of days on which a candidate with these languages can book and take the exam; if
    /// `languages` is empty, the spans of [`Self::lifecycle`]. They may overlap.
    pub fn windows(&self, languages: &[Language]) -> impl Iterator<Item = Window> {
        self.lifecycles_in(languages)
            .flat_map(LifecycleDates::windows)
    }

    /// Whether a candidate with these languages can book and take the exam on a day; see
    /// [`Self::windows`].
    pub fn is_bookable_in(&self, languages: &[Language], day: Day) -> bool {
        self.windows(languages).any(|window| window.contains(day))
    }

    /// The first day on which the exam is certainly open in one of these languages; see
    /// [`Self::windows`].
    pub fn first_bookable_day(&self, languages: &[Language]) -> Option<Day> {
        let lifecycles_in = self.lifecycles_in(languages);
        lifecycles_in
            .filter_map(LifecycleDates::first_bookable_day)
            .min()
    }

    /// The last day on which the exam can safely be booked and taken in one of these languages; see
    /// [`Self::windows`]. `None` while no end is known, or if it is offered in none of them.
    pub fn last_bookable_day(&self, languages: &[Language]) -> Option<Day> {
        let mut last = None;
        for life in self.lifecycles_in(languages) {
            last = last.max(Some(life.last_bookable_day()?));
        }
        last
    }

    /// The end of the exam for a candidate with these languages; see [`Self::last_bookable_day`].
    pub fn end(&self, languages: &[Language]) -> Option<LifecycleEnd> {
        let mut last: Option<LifecycleEnd> = None;
        let known = |language: &Language| self.languages.dates(*language).is_some();
        let own = languages.iter().copied().filter(known).map(Some);
        let default = languages.is_empty().then_some(None);
        for language in default.into_iter().chain(own) {
            let life = language.map_or(self.lifecycle, |language| self.lifecycle_in(language));
            let (fact, on) = life.end()?;
            if last.is_none_or(|last| last.on.earliest() < on.earliest()) {
                let language = language.unwrap_or(Language::ENGLISH);
                let language = self.lifecycle_differs_by_language().then_some(language);
                last = Some(LifecycleEnd { fact, on, language });
            }
        }
        last
    }

    /// The served lifecycle fact of a name in a language, English by default.
    pub fn lifecycle_fact(&self, name: FactName, language: Option<Language>) -> Option<&Fact> {
        let language = language.unwrap_or(Language::ENGLISH);
        self.fact_in(name, &Circumstances::default().in_language(language))
    }

    /// The languages in which the exam is bookable on a day, by name.
    pub fn bookable_languages(&self, day: Day) -> impl Iterator<Item = &str> {
        let offered = self.languages.all();
        offered
            .filter(move |(_, dates)| dates.is_bookable(day))
            .map(|(name, _)| name)
    }

    /// The default lifecycle and those in each language.
    pub(super) fn all_lifecycles(&self) -> impl Iterator<Item = &LifecycleDates> {
        let by_language = self.languages.all().map(|(_, dates)| dates);
        std::iter::once(&self.lifecycle).chain(by_language)
    }

    /// The lifecycles that apply to a candidate with these languages.
    fn lifecycles_in(&self, languages: &[Language]) -> impl Iterator<Item = &LifecycleDates> {
        let default = languages.is_empty().then_some(&self.lifecycle);
        let satisfying = languages
            .iter()
            .flat_map(|language| self.languages.satisfying(*language));
        default.into_iter().chain(satisfying)
    }

    /// The blueprint in force on a day.
    pub fn blueprint(&self, day: Day) -> Option<&Blueprint> {
        in_force(&self.record.blueprints, day)
    }
}

/// A vendor with its exams and certifications.
#[derive(Debug)]
pub struct VendorEntry {
    /// The record.
    pub record: Arc<Vendor>,
    /// Its permanent identifier.
    pub identity: Identity,
    /// Its exams, by code.
    pub exams: Vec<ExamIndex>,
    /// Its certifications, by slug.
    pub certifications: Vec<CertificationIndex>,
}

/// A certification with the exams that earn it.
#[derive(Debug)]
pub struct CertificationEntry {
    /// The record.
    pub record: Arc<Certification>,
    /// Its permanent identifier.
    pub identity: Identity,
    /// Its vendor.
    pub vendor: VendorIndex,
    /// The exam sets that earn it, in the order of the record.
    pub earned_by: Vec<Vec<ExamIndex>>,
}

impl CertificationEntry {
    /// The sets of exams that earn it on a day.
    pub fn earned_by_on(&self, day: Day) -> impl Iterator<Item = &Vec<ExamIndex>> {
        let sets = self.record.earned_by.iter().zip(&self.earned_by);
        sets.filter(move |(record, _)| record.counts_on(day))
            .map(|(_, exams)| exams)
    }

    /// Whether it can still be earned on a day: every exam of some applicable set is bookable.
    pub fn is_earnable(&self, catalogue: &Catalogue, day: Day) -> bool {
        self.earned_by_on(day).any(|set| {
            !set.is_empty()
                && set
                    .iter()
                    .all(|exam| catalogue.exam(*exam).is_bookable(day))
        })
    }
}

/// A role with its recommendations resolved.
#[derive(Debug)]
pub struct RoleEntry {
    /// The record.
    pub record: Arc<Role>,
    /// Its permanent identifier.
    pub identity: Identity,
    /// The alternatives of each step of each recommendation, in the order of the record.
    pub recommendations: Vec<Vec<Vec<ExamIndex>>>,
}

/// A comparison with its exams.
#[derive(Debug)]
pub struct ComparisonEntry {
    /// The record.
    pub record: Arc<Comparison>,
    /// The first exam.
    pub left: ExamIndex,
    /// The second exam.
    pub right: ExamIndex,
}

/// An equivalence with its exams.
#[derive(Debug)]
pub struct EquivalenceEntry {
    /// The record.
    pub record: Arc<Equivalence>,
    /// One exam.
    pub left: ExamIndex,
    /// Its counterpart.
    pub right: ExamIndex,
}

/// An audience rule with its exams.
#[derive(Debug)]
pub struct AudienceRuleEntry {
    /// The record.
    pub record: Arc<AudienceRule>,
    /// The exam that the rule is about.
    pub exam: ExamIndex,
    /// The exams to take, in the order of the record.
    pub take: Vec<Vec<ExamIndex>>,
    /// The exams of which one must be held, in the order of the record.
    pub holds_any: Vec<ExamIndex>,
}

/// The result of looking up a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeLookup {
    /// Exactly one exam.
    Found(ExamIndex),
    /// Several exams share the code.
    Ambiguous(Vec<ExamIndex>),
    /// No exam has the code; these have similar codes, nearest first.
    Unknown(Vec<ExamIndex>),
}

/// The exams with each code, by the code in upper case.
type CodeIndex = HashMap<String, Vec<ExamIndex>>;

/// One consistent state of the whole catalogue.
#[derive(Debug)]
pub struct Catalogue {
    revision: Revision,
    committed_at: DateTime<Utc>,
    log_head: LogPosition,
    sources: Vec<Arc<Source>>,
    source_indexes: HashMap<SourceKey, usize>,
    vendors: Vec<VendorEntry>,
    certifications: Vec<CertificationEntry>,
    exams: Vec<ExamEntry>,
    roles: Vec<RoleEntry>,
    comparisons: Vec<ComparisonEntry>,
    equivalences: Vec<EquivalenceEntry>,
    audience_rules: Vec<AudienceRuleEntry>,
    codes: Arc<CodeIndex>,
    objects: HashMap<(ObjectKind, Identity), ObjectIndex>,
    search: Arc<OnceLock<SearchIndex>>,
    blueprints: Arc<BlueprintTermsIndex>,
    contradictions: ContradictionIndex,
    exam_orders: Arc<ExamOrders>,
    lifecycles: LifecycleIndex,
    health: HealthIndex,
    chains_after: SuccessionChains,
    chains_before: SuccessionChains,
}

impl Catalogue {
    /// Validates and indexes the content of a revision.
    ///
    /// # Errors
    /// Every violation, if the content is not valid; see [`validate`].
    pub fn build(
        content: Content,
        revision: Revision,
        committed_at: DateTime<Utc>,
    ) -> Result<Self, Vec<Violation>> {
        let violations = validate(&content);
        if violations.is_empty() {
            Ok(Self::index(content, revision, committed_at, None))
        } else {
            Err(violations)
        }
    }

    /// Builds the next snapshot. The result equals that of [`Self::build`], but only changed
    /// records are validated, and indexes are shared with this snapshot where they would be equal.
    ///
    /// # Errors
    /// As [`Self::build`].
    pub fn followed_by(
        &self,
        content: Content,
        revision: Revision,
        committed_at: DateTime<Utc>,
    ) -> Result<Self, Vec<Violation>> {
        let violations = validate_after(&self.content(), &content);
        if violations.is_empty() {
            Ok(Self::index(content, revision, committed_at, Some(self)))
        } else {
            Err(violations)
        }
    }

    fn index(
        mut content: Content,
        revision: Revision,
        committed_at: DateTime<Utc>,
        before: Option<&Self>,
    ) -> Self {
        content.sort();
        let shared = before.map_or_else(ReusableIndexes::default, |before| {
            ReusableIndexes::between(before, &content)
        });
        let links = ReferenceResolver::of(&content);
        let mut catalogue = Self {
            revision,
            committed_at,
            log_head: LogPosition::default(),
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
            codes: Arc::default(),
            objects: HashMap::new(),
            search: Arc::default(),
            blueprints: Arc::default(),
            contradictions: ContradictionIndex::default(),
            exam_orders: Arc::default(),
            lifecycles: LifecycleIndex::default(),
            health: HealthIndex::default(),
            chains_after: SuccessionChains::default(),
            chains_before: SuccessionChains::default(),
        };
        catalogue.add_reverse_links();
        catalogue.index_objects();
        catalogue.reuse_or_build_indexes(shared);
        if let Some(before) = before {
            // Indexes that were used will be used again, and then no request should wait for them.
            catalogue.search_index();
            catalogue
                .exam_orders
                .build_same_orders(&catalogue, &before.exam_orders);
        }
        catalogue
    }

    /// Reuses the indexes of an earlier snapshot where they are still valid, and builds the others.
    fn reuse_or_build_indexes(&mut self, shared: ReusableIndexes) {
        self.chains_after = SuccessionChains::of(&self.exams, |exam| &exam.successors);
        self.chains_before = SuccessionChains::of(&self.exams, |exam| &exam.predecessors);
        self.exam_orders = shared.exam_orders.unwrap_or_default();
        self.codes = shared
            .codes
            .unwrap_or_else(|| Arc::new(codes_of(&self.exams)));
        self.search = shared.search.unwrap_or_default();
        let (exams, roles) = (&self.exams, &self.roles);
        self.blueprints = shared
            .blueprints
            .filter(|blueprints| blueprints.caches_same(exams, roles))
            .unwrap_or_else(|| Arc::new(BlueprintTermsIndex::of(exams, roles)));
        self.contradictions = ContradictionIndex::new(exams.len(), roles.len(), self.vendors.len());
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

    /// The revision of this snapshot.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Sets the position in the change log that this snapshot corresponds to.
    #[must_use]
    pub fn with_log_head(mut self, log_head: LogPosition) -> Self {
        self.log_head = log_head;
        self
    }

    /// The position in the change log that this snapshot corresponds to.
    pub fn log_head(&self) -> LogPosition {
        self.log_head
    }

    /// When the revision was committed.
    pub fn committed_at(&self) -> DateTime<Utc> {
        self.committed_at
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

    /// The exams in each sort order.
    pub(super) fn exam_orders(&self) -> &ExamOrders {
        &self.exam_orders
    }

    /// The exams by lifecycle state on a day.
    pub(super) fn exams_by_state(&self, day: Day) -> Arc<ExamsByState> {
        self.lifecycles.on(&self.exams, day)
    }

    /// The days, in order, on which the state or bookability of some exam changes, in any language.
    pub fn lifecycle_changes(&self) -> &[Day] {
        self.lifecycles.changes(&self.exams)
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

    /// Looks up a code, ignoring case, with former codes and aliases; `vendor` restricts the
    /// result.
    ///
    /// A current code takes precedence over a former code or an alias of another exam.
    pub fn exam_by_code(&self, code: &str, vendor: Option<VendorIndex>) -> CodeLookup {
        let folded = code.trim().to_ascii_uppercase();
        let in_vendor =
            |index: &ExamIndex| vendor.is_none_or(|vendor| self.exam(*index).vendor == vendor);
        let all = self
            .codes
            .get(&folded)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let mut found: Vec<ExamIndex> = all.iter().copied().filter(in_vendor).collect();
        let current = |index: &ExamIndex| self.exam(*index).record.code.folded() == folded;
        if found.len() > 1 && found.iter().any(current) {
            found.retain(current);
        }
        match found.as_slice() {
            [only] => CodeLookup::Found(*only),
            [] => CodeLookup::Unknown(self.search_index().near_codes(&folded, 3)),
            _ => CodeLookup::Ambiguous(found),
        }
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

    /// The full-text index, built on first use.
    pub fn search_index(&self) -> &SearchIndex {
        self.search.get_or_init(|| SearchIndex::build(self))
    }

    /// The term vectors of an exam's blueprint to study on a day (the one in force, otherwise the
    /// first official one to come); `None` if none is known or it contains no terms.
    pub fn blueprint_terms(&self, exam: ExamIndex, day: Day) -> Option<&BlueprintTerms> {
        self.indexed_blueprint(exam, day)
            .map(|blueprint| blueprint.terms)
    }

    /// The blueprint of [`Self::blueprint_terms`], for comparison with others.
    pub fn indexed_blueprint(&self, exam: ExamIndex, day: Day) -> Option<IndexedBlueprint<'_>> {
        self.blueprints.blueprint(&self.exams, exam, day)
    }

    /// The term vector of some texts, comparable with the domains of [`Self::blueprint_terms`].
    pub fn terms_of<'a>(&self, texts: impl Iterator<Item = &'a String>) -> TermVector {
        self.blueprints
            .terms_of(&self.exams, texts.map(String::as_str))
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

    /// The contradictions on a day, within and between sources: those of exams by vendor and code,
    /// then those of roles.
    pub fn contradictions(&self, day: Day) -> Vec<Arc<Contradiction>> {
        contradiction::all(self, &self.contradictions, day)
    }

    /// The contradictions on a day that involve an exam.
    pub fn contradictions_of(&self, exam: ExamIndex, day: Day) -> Vec<Arc<Contradiction>> {
        contradiction::of_exam(self, &self.contradictions, exam, day)
    }

    /// Its completeness and age on a day.
    pub fn health(&self, question: AuditQuestion) -> Arc<Health> {
        self.health.answer(self, question)
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

/// The indexes of an earlier snapshot that are valid for its successor.
#[derive(Default)]
struct ReusableIndexes {
    codes: Option<Arc<CodeIndex>>,
    search: Option<Arc<OnceLock<SearchIndex>>>,
    blueprints: Option<Arc<BlueprintTermsIndex>>,
    exam_orders: Option<Arc<ExamOrders>>,
}

impl ReusableIndexes {
    /// `content` must be sorted.
    fn between(before: &Catalogue, content: &Content) -> Self {
        let exams = |agree: fn(&Exam, &Exam) -> bool| {
            let earlier = before.exams.iter().map(|entry| &entry.record);
            all_agree(earlier, &content.exams, agree)
        };
        let has_same_words = || {
            let vendors = before.vendors.iter().map(|entry| &entry.record);
            let certifications = before.certifications.iter().map(|entry| &entry.record);
            let roles = before.roles.iter().map(|entry| &entry.record);
            exams(search::reads_alike)
                && all_agree(vendors, &content.vendors, |left, right| {
                    (&left.slug, &left.name) == (&right.slug, &right.name)
                })
                && all_agree(certifications, &content.certifications, |left, right| {
                    (&left.slug, &left.title, &left.vendor)
                        == (&right.slug, &right.title, &right.vendor)
                        && left.also_known_as == right.also_known_as
                        && left.earned_by == right.earned_by
                })
                && all_agree(roles, &content.roles, |left, right| {
                    (&left.slug, &left.title) == (&right.slug, &right.title)
                })
        };
        let has_same_codes = exams(|left, right| {
            left.cmp_key(right).is_eq()
                && (&left.former_codes, &left.aliases) == (&right.former_codes, &right.aliases)
        });
        let has_same_blueprints =
            exams(|left, right| left.cmp_key(right).is_eq() && left.blueprints == right.blueprints);
        let has_same_orders = exams(sorts_alike);
        Self {
            codes: has_same_codes.then(|| Arc::clone(&before.codes)),
            search: has_same_words().then(|| Arc::clone(&before.search)),
            blueprints: has_same_blueprints.then(|| Arc::clone(&before.blueprints)),
            exam_orders: has_same_orders.then(|| Arc::clone(&before.exam_orders)),
        }
    }
}

/// Whether two lists have the same length and their records are pairwise shared or equivalent.
fn all_agree<'a, T: 'a>(
    before: impl ExactSizeIterator<Item = &'a Arc<T>>,
    after: &'a [Arc<T>],
    agree: impl Fn(&T, &T) -> bool,
) -> bool {
    before.len() == after.len()
        && before
            .zip(after)
            .all(|(left, right)| Arc::ptr_eq(left, right) || agree(left, right))
}

fn codes_of(exams: &[ExamEntry]) -> CodeIndex {
    let mut index = CodeIndex::new();
    for (position, entry) in exams.iter().enumerate() {
        let record = &entry.record;
        let codes = std::iter::once(&record.code)
            .chain(&record.former_codes)
            .chain(&record.aliases);
        for code in codes {
            add(
                index.entry(code.folded()).or_default(),
                ExamIndex::new(position),
            );
        }
    }
    index
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
        ExamEntry {
            identity: Identity::of_exam(&record),
            vendor: self.vendor(&record.vendor),
            level,
            lifecycle: LifecycleDates::of(&record),
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
            languages: LanguageLifecycles::of(&record),
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
