//! The immutable, indexed snapshot of one revision: what every answer is read from.
//!
//! References between records are resolved once, to small indices, so that a resolver follows a
//! link by an array access and a response can never mix revisions.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use chrono::{DateTime, Utc};

use super::{
    audience_rule::AudienceRule,
    audit::{AuditQuestion, Health, HealthIndex},
    blueprint::{Blueprint, in_force},
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
    outline::{Outline, OutlineIndex, OutlineTerms, TermVector},
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
            pub(super) fn new(place: usize) -> Self {
                Self(u32::try_from(place).unwrap_or(u32::MAX))
            }

            /// Its place in the snapshot's list, from 0.
            pub fn place(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index_newtype!(
    /// An exam of one snapshot; exams are numbered in the order of vendor and code.
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

/// Any object that has an identity.
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

/// An exam with everything that other records link to it.
#[derive(Debug)]
pub struct ExamEntry {
    /// The record itself.
    pub record: Arc<Exam>,
    /// Its lasting name.
    pub identity: Identity,
    /// Its vendor.
    pub vendor: VendorIndex,
    /// Its tier, when a source tells.
    pub level: Option<Level>,
    /// The dates that its life is computed from: in English where they differ by language, else of
    /// the whole exam.
    pub lifecycle: LifecycleDates,
    /// The exams that take its place, in the order of the record's successions.
    pub successors: Vec<ExamIndex>,
    /// The exams whose place it takes.
    pub predecessors: Vec<ExamIndex>,
    /// The alternatives of each prerequisite group, in the order of the record's groups.
    pub prerequisites: Vec<Vec<ExamIndex>>,
    /// The exams that name it as a prerequisite.
    pub unlocks: Vec<ExamIndex>,
    /// The certifications that it helps to earn.
    pub certifications: Vec<CertificationIndex>,
    /// The roles for which a source recommends it.
    pub roles: Vec<RoleIndex>,
    /// The authored comparisons that it stands in.
    pub comparisons: Vec<ComparisonIndex>,
    /// The equivalences that it stands in.
    pub equivalences: Vec<EquivalenceIndex>,
    /// The audience rules that judge it.
    pub audience_rules: Vec<AudienceRuleIndex>,
    languages: LanguageLifecycles,
    figures: DerivedFacts,
}

impl ExamEntry {
    /// The fact of a name that is served in the default circumstances to everybody.
    ///
    /// Facts bound to a market or an experience are not considered.
    pub fn fact(&self, name: FactName) -> Option<&Fact> {
        self.fact_in(name, &Circumstances::default())
    }

    /// The same in given circumstances.
    pub fn fact_in(&self, name: FactName, circumstances: &Circumstances) -> Option<&Fact> {
        served_of_name(&self.record.facts, name, circumstances)
    }

    /// The circumstances that are meant on a day when nobody names others: English, no region, no
    /// member, the form that can be booked, a credential that is earned that day.
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

    /// Whether another fact of the exam cannot be true beside this one: it is then a claim of a
    /// [`Contradiction`].
    pub fn is_disputed(&self, fact: &Fact) -> bool {
        let facts = self.record.facts.iter();
        facts
            .clone()
            .any(|other| contradiction::disagree(fact, other))
    }

    /// Whether answers use this fact of the exam where its conditions hold: it is the one that is
    /// served on its topic, prices in each currency by themselves.
    pub fn is_served(&self, fact: &Fact) -> bool {
        let facts = self.record.facts.iter();
        let rivals = facts.filter(|other| other.topic() == fact.topic() && other.competes(fact));
        first_on_topic(rivals).is_some_and(|first| std::ptr::eq(first, fact))
    }

    /// The served fact about the list price in a currency: a price, or why there is none.
    pub fn fee_fact(&self, currency: Currency) -> Option<&Fact> {
        self.fee_fact_in(currency, &Circumstances::default())
    }

    /// The same in given circumstances.
    pub fn fee_fact_in(&self, currency: Currency, circumstances: &Circumstances) -> Option<&Fact> {
        derived_facts::fee_fact(&self.record.facts, currency, circumstances)
    }

    /// The list price in a currency, when it is known in that currency.
    pub fn fee(&self, currency: Currency) -> Option<Money> {
        self.figures.fee(currency)
    }

    /// The same in given circumstances.
    pub fn fee_in(&self, currency: Currency, circumstances: &Circumstances) -> Option<Money> {
        if self.prices_depend() {
            derived_facts::fee(&self.record.facts, currency, circumstances)
        } else {
            self.fee(currency)
        }
    }

    /// Whether some price depends on who buys or on the form of the exam.
    pub fn prices_depend(&self) -> bool {
        self.figures.prices_depend()
    }

    /// The list price that is in force on a day when nobody names other circumstances: that of the
    /// beta while the exam is one.
    pub fn fee_on(&self, currency: Currency, day: Day) -> Option<Money> {
        if self.prices_depend() {
            self.fee_in(currency, &self.usual_circumstances(day))
        } else {
            self.fee(currency)
        }
    }

    /// The fact about study hours for somebody with this experience.
    ///
    /// A fact for just that experience is preferred, then one for everybody; failing both, the
    /// nearest experience that a source speaks of, less experience first because it is careful.
    pub fn study_hours_fact(&self, experience: Option<Experience>) -> Option<&Fact> {
        derived_facts::study_hours_fact(&self.record.facts, experience)
    }

    /// Study hours for somebody with this experience, when any source tells.
    pub fn study_hours(&self, experience: Option<Experience>) -> Option<Quantity> {
        self.figures.study_hours(experience)
    }

    /// Where the exam stands in its life on a day.
    pub fn state(&self, day: Day) -> LifecycleState {
        self.lifecycle.state(day)
    }

    /// Whether the exam can be booked and taken on a day.
    pub fn is_bookable(&self, day: Day) -> bool {
        self.lifecycle.is_bookable(day)
    }

    /// The dates in a language. In one in which the exam is not known to be offered it has not
    /// opened, and ends as the exam does.
    pub fn lifecycle_in(&self, language: Language) -> LifecycleDates {
        let ended = LifecycleDates {
            retires: self.lifecycle.retires,
            ..LifecycleDates::default()
        };
        self.languages.dates(language).copied().unwrap_or(ended)
    }

    /// Whether some date of the exam's life is another one in some language; [`Self::lifecycle`] is
    /// then that of the exam in English.
    pub fn lifecycle_differs_by_language(&self) -> bool {
        self.languages.differ()
    }

    /// The spans of days on which somebody can book and take the exam in one of their languages;
    /// without any, in the language that [`Self::lifecycle`] speaks of. They may overlap.
    pub fn windows(&self, languages: &[Language]) -> impl Iterator<Item = Window> {
        self.lives(languages).flat_map(LifecycleDates::windows)
    }

    /// Whether somebody can book and take the exam on a day in one of their languages, as in
    /// [`Self::windows`].
    pub fn is_bookable_in(&self, languages: &[Language], day: Day) -> bool {
        self.windows(languages).any(|window| window.contains(day))
    }

    /// The first day from which the exam is certain to be open in one of these languages, as in
    /// [`Self::windows`].
    pub fn first_bookable_day(&self, languages: &[Language]) -> Option<Day> {
        let lives = self.lives(languages);
        lives.filter_map(LifecycleDates::first_bookable_day).min()
    }

    /// The last day on which the exam can safely be booked and taken in one of these languages, as
    /// in [`Self::windows`]; `None` while it goes on without a known end, or is offered in none.
    pub fn last_bookable_day(&self, languages: &[Language]) -> Option<Day> {
        let mut last = None;
        for life in self.lives(languages) {
            last = last.max(Some(life.last_bookable_day()?));
        }
        last
    }

    /// What ends the exam for somebody with these languages, as in [`Self::last_bookable_day`].
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

    /// The served fact that dates the exam's life in a language, else in English.
    pub fn lifecycle_fact(&self, name: FactName, language: Option<Language>) -> Option<&Fact> {
        let language = language.unwrap_or(Language::ENGLISH);
        self.fact_in(name, &Circumstances::default().in_language(language))
    }

    /// The languages in which the exam can be booked and taken on a day, by name.
    pub fn bookable_languages(&self, day: Day) -> impl Iterator<Item = &str> {
        let offered = self.languages.all();
        offered
            .filter(move |(_, dates)| dates.is_bookable(day))
            .map(|(name, _)| name)
    }

    /// The life by default, and that in every language.
    pub(super) fn every_life(&self) -> impl Iterator<Item = &LifecycleDates> {
        let by_language = self.languages.all().map(|(_, dates)| dates);
        std::iter::once(&self.lifecycle).chain(by_language)
    }

    /// The lives that count for somebody with these languages.
    fn lives(&self, languages: &[Language]) -> impl Iterator<Item = &LifecycleDates> {
        let default = languages.is_empty().then_some(&self.lifecycle);
        let suiting = languages
            .iter()
            .flat_map(|language| self.languages.suiting(*language));
        default.into_iter().chain(suiting)
    }

    /// The blueprint in force on a day.
    pub fn blueprint(&self, day: Day) -> Option<&Blueprint> {
        in_force(&self.record.blueprints, day)
    }
}

/// A vendor with what it issues.
#[derive(Debug)]
pub struct VendorEntry {
    /// The record itself.
    pub record: Arc<Vendor>,
    /// Its lasting name.
    pub identity: Identity,
    /// Its exams, by code.
    pub exams: Vec<ExamIndex>,
    /// Its certifications, by slug.
    pub certifications: Vec<CertificationIndex>,
}

/// A certification with the exams that earn it.
#[derive(Debug)]
pub struct CertificationEntry {
    /// The record itself.
    pub record: Arc<Certification>,
    /// Its lasting name.
    pub identity: Identity,
    /// Its vendor.
    pub vendor: VendorIndex,
    /// The ways to earn it, as in the record.
    pub earned_by: Vec<Vec<ExamIndex>>,
}

impl CertificationEntry {
    /// The sets of exams that earn it on a day.
    pub fn earned_by_on(&self, day: Day) -> impl Iterator<Item = &Vec<ExamIndex>> {
        let sets = self.record.earned_by.iter().zip(&self.earned_by);
        sets.filter(move |(record, _)| record.counts_on(day))
            .map(|(_, exams)| exams)
    }

    /// Whether it can still be earned on a day: every exam of some set that counts is bookable.
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
    /// The record itself.
    pub record: Arc<Role>,
    /// Its lasting name.
    pub identity: Identity,
    /// The alternatives of each step of each recommendation, as in the record.
    pub recommendations: Vec<Vec<Vec<ExamIndex>>>,
}

/// A comparison with its exams.
#[derive(Debug)]
pub struct ComparisonEntry {
    /// The record itself.
    pub record: Arc<Comparison>,
    /// The first exam.
    pub left: ExamIndex,
    /// The second exam.
    pub right: ExamIndex,
}

/// An equivalence with its exams.
#[derive(Debug)]
pub struct EquivalenceEntry {
    /// The record itself.
    pub record: Arc<Equivalence>,
    /// One exam.
    pub left: ExamIndex,
    /// Its counterpart.
    pub right: ExamIndex,
}

/// An audience rule with its exams.
#[derive(Debug)]
pub struct AudienceRuleEntry {
    /// The record itself.
    pub record: Arc<AudienceRule>,
    /// The exam that it judges.
    pub exam: ExamIndex,
    /// What to take, as in the record.
    pub take: Vec<Vec<ExamIndex>>,
    /// The exams of which one must be held, as in the record.
    pub holds_any: Vec<ExamIndex>,
}

/// What a code leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeLookup {
    /// Exactly one exam.
    Found(ExamIndex),
    /// Several exams share the code: these, in order.
    Ambiguous(Vec<ExamIndex>),
    /// None; these codes are near, nearest first.
    Unknown(Vec<ExamIndex>),
}

/// The exams that each code leads to, by the code in upper case.
type CodeIndex = HashMap<String, Vec<ExamIndex>>;

/// One consistent state of the whole catalogue.
#[derive(Debug)]
pub struct Catalogue {
    revision: Revision,
    committed_at: DateTime<Utc>,
    log_head: LogPosition,
    sources: Vec<Arc<Source>>,
    source_places: HashMap<SourceKey, usize>,
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
    outlines: Arc<OutlineIndex>,
    contradictions: ContradictionIndex,
    exam_orders: Arc<ExamOrders>,
    lifecycles: LifecycleIndex,
    health: HealthIndex,
    lines_after: SuccessionChains,
    lines_before: SuccessionChains,
}

impl Catalogue {
    /// Indexes a content that belongs to a revision.
    ///
    /// # Errors
    /// Every violation, when the content is not valid; see [`validate`].
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

    /// The snapshot of what this one has become: the same as [`Self::build`] makes, but only what
    /// has changed is checked, and an index is shared where it would be the same.
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
            source_places: places(content.sources.iter().map(|source| source.key.clone())),
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
            outlines: Arc::default(),
            contradictions: ContradictionIndex::default(),
            exam_orders: Arc::default(),
            lifecycles: LifecycleIndex::default(),
            health: HealthIndex::default(),
            lines_after: SuccessionChains::default(),
            lines_before: SuccessionChains::default(),
        };
        catalogue.link_back();
        catalogue.index_objects();
        catalogue.take_over_or_index(shared);
        if let Some(before) = before {
            // What was asked for will be asked for again, and then nobody should wait for it.
            catalogue.search_index();
            catalogue
                .exam_orders
                .make_those_of(&catalogue, &before.exam_orders);
        }
        catalogue
    }

    /// Fills in the indices: those of an earlier snapshot where they hold, else new ones.
    fn take_over_or_index(&mut self, shared: ReusableIndexes) {
        self.lines_after = SuccessionChains::of(&self.exams, |exam| &exam.successors);
        self.lines_before = SuccessionChains::of(&self.exams, |exam| &exam.predecessors);
        self.exam_orders = shared.exam_orders.unwrap_or_default();
        self.codes = shared
            .codes
            .unwrap_or_else(|| Arc::new(codes_of(&self.exams)));
        self.search = shared.search.unwrap_or_default();
        let (exams, roles) = (&self.exams, &self.roles);
        self.outlines = shared
            .outlines
            .filter(|outlines| outlines.keeps_those_of(exams, roles))
            .unwrap_or_else(|| Arc::new(OutlineIndex::of(exams, roles)));
        self.contradictions = ContradictionIndex::new(exams.len(), roles.len(), self.vendors.len());
    }

    /// Fills in the links that point back: what each record is named by.
    fn link_back(&mut self) {
        for place in 0..self.exams.len() {
            let index = ExamIndex::new(place);
            let vendor = self.exams[place].vendor;
            self.vendors[vendor.place()].exams.push(index);
            for successor in self.exams[place].successors.clone() {
                add(&mut self.exams[successor.place()].predecessors, index);
            }
            for prerequisite in self.exams[place].prerequisites.concat() {
                add(&mut self.exams[prerequisite.place()].unlocks, index);
            }
        }
        for (place, certification) in self.certifications.iter().enumerate() {
            let index = CertificationIndex::new(place);
            self.vendors[certification.vendor.place()]
                .certifications
                .push(index);
            for exam in certification.earned_by.concat() {
                add(&mut self.exams[exam.place()].certifications, index);
            }
        }
        for (place, role) in self.roles.iter().enumerate() {
            for exam in role.recommendations.iter().flatten().flatten() {
                add(&mut self.exams[exam.place()].roles, RoleIndex::new(place));
            }
        }
        for (place, comparison) in self.comparisons.iter().enumerate() {
            for exam in [comparison.left, comparison.right] {
                add(
                    &mut self.exams[exam.place()].comparisons,
                    ComparisonIndex::new(place),
                );
            }
        }
        for (place, equivalence) in self.equivalences.iter().enumerate() {
            for exam in [equivalence.left, equivalence.right] {
                add(
                    &mut self.exams[exam.place()].equivalences,
                    EquivalenceIndex::new(place),
                );
            }
        }
        for (place, rule) in self.audience_rules.iter().enumerate() {
            add(
                &mut self.exams[rule.exam.place()].audience_rules,
                AudienceRuleIndex::new(place),
            );
        }
    }

    fn index_objects(&mut self) {
        let mut objects = HashMap::new();
        for (place, entry) in self.vendors.iter().enumerate() {
            let object = ObjectIndex::Vendor(VendorIndex::new(place));
            objects.insert((ObjectKind::Vendor, entry.identity), object);
        }
        for (place, entry) in self.certifications.iter().enumerate() {
            let object = ObjectIndex::Certification(CertificationIndex::new(place));
            objects.insert((ObjectKind::Certification, entry.identity), object);
        }
        for (place, entry) in self.exams.iter().enumerate() {
            let object = ObjectIndex::Exam(ExamIndex::new(place));
            objects.insert((ObjectKind::Exam, entry.identity), object);
        }
        for (place, entry) in self.roles.iter().enumerate() {
            let object = ObjectIndex::Role(RoleIndex::new(place));
            objects.insert((ObjectKind::Role, entry.identity), object);
        }
        self.objects = objects;
    }

    /// The revision that this is the state of.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The same snapshot, known to be what the change log amounts to at a place.
    #[must_use]
    pub fn with_log_head(mut self, log_head: LogPosition) -> Self {
        self.log_head = log_head;
        self
    }

    /// The place in the change log that this is the state of.
    pub fn log_head(&self) -> LogPosition {
        self.log_head
    }

    /// When that revision was committed.
    pub fn committed_at(&self) -> DateTime<Utc> {
        self.committed_at
    }

    /// Every source, by key.
    pub fn sources(&self) -> &[Arc<Source>] {
        &self.sources
    }

    /// The source with this key.
    pub fn source(&self, key: &SourceKey) -> Option<&Source> {
        self.source_places
            .get(key)
            .map(|place| &*self.sources[*place])
    }

    /// Every vendor, by slug.
    pub fn vendors(&self) -> impl ExactSizeIterator<Item = VendorIndex> + use<> {
        (0..self.vendors.len()).map(VendorIndex::new)
    }

    /// A vendor.
    pub fn vendor(&self, index: VendorIndex) -> &VendorEntry {
        &self.vendors[index.place()]
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
        &self.certifications[index.place()]
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

    /// The exams in every order.
    pub(super) fn exam_orders(&self) -> &ExamOrders {
        &self.exam_orders
    }

    /// The exams by their states on a day.
    pub(super) fn exams_by_state(&self, day: Day) -> Arc<ExamsByState> {
        self.lifecycles.on(&self.exams, day)
    }

    /// The days, in order, on which some exam is in another state or can be booked otherwise than on
    /// the day before, in some language.
    pub fn lifecycle_changes(&self) -> &[Day] {
        self.lifecycles.changes(&self.exams)
    }

    /// An exam.
    pub fn exam(&self, index: ExamIndex) -> &ExamEntry {
        &self.exams[index.place()]
    }

    /// The exam with this key.
    pub fn exam_by_key(&self, key: &ExamKey) -> Option<ExamIndex> {
        let order = |entry: &ExamEntry| {
            (&entry.record.vendor, &entry.record.code).cmp(&(&key.vendor, &key.code))
        };
        self.exams.binary_search_by(order).ok().map(ExamIndex::new)
    }

    /// What a code leads to, in any case, former codes and aliases included; `vendor` narrows it.
    ///
    /// A current code wins over a former code or an alias of another exam.
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
        &self.roles[index.place()]
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
        &self.comparisons[index.place()]
    }

    /// An equivalence.
    pub fn equivalence(&self, index: EquivalenceIndex) -> &EquivalenceEntry {
        &self.equivalences[index.place()]
    }

    /// Every audience rule, by key.
    pub fn audience_rules(&self) -> impl ExactSizeIterator<Item = AudienceRuleIndex> + use<> {
        (0..self.audience_rules.len()).map(AudienceRuleIndex::new)
    }

    /// An audience rule.
    pub fn audience_rule(&self, index: AudienceRuleIndex) -> &AudienceRuleEntry {
        &self.audience_rules[index.place()]
    }

    /// The object with this identity.
    pub fn object(&self, kind: ObjectKind, identity: Identity) -> Option<ObjectIndex> {
        self.objects.get(&(kind, identity)).copied()
    }

    /// The index for searching by text, built when it is first needed.
    pub fn search_index(&self) -> &SearchIndex {
        self.search.get_or_init(|| SearchIndex::build(self))
    }

    /// What an exam's outline is about, by the outline in force on a day, else the first official
    /// one to come; `None` when no outline is known or it says nothing.
    pub fn outline_terms(&self, exam: ExamIndex, day: Day) -> Option<&OutlineTerms> {
        self.outline(exam, day).map(|outline| outline.terms)
    }

    /// The outline of an exam that [`Self::outline_terms`] tells of, to hold against others.
    pub fn outline(&self, exam: ExamIndex, day: Day) -> Option<Outline<'_>> {
        self.outlines.outline(&self.exams, exam, day)
    }

    /// What some texts are about, to hold against the domains of [`Self::outline_terms`].
    pub fn terms_of<'a>(&self, texts: impl Iterator<Item = &'a String>) -> TermVector {
        self.outlines
            .terms_of(&self.exams, texts.map(String::as_str))
    }

    /// An exam and all that follow it in the line of succession, nearest first.
    pub fn line_after(&self, exam: ExamIndex) -> &[ExamIndex] {
        self.lines_after.line(exam)
    }

    /// An exam and all that went before it in the line of succession, nearest first.
    pub fn line_before(&self, exam: ExamIndex) -> &[ExamIndex] {
        self.lines_before.line(exam)
    }

    /// The bookable exams that stand in for an exam on a day: itself while it is bookable, else
    /// the nearest bookable ones along its successors.
    pub fn bookable_stand_ins(&self, exam: ExamIndex, day: Day) -> Vec<ExamIndex> {
        self.bookable_stand_ins_in(&[], exam, day)
    }

    /// The same for somebody with these languages, as in [`ExamEntry::windows`].
    pub fn bookable_stand_ins_in(
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

    /// Where sources disagree on a day, or one disagrees with itself: what concerns exams by vendor
    /// and code, then what concerns roles.
    pub fn contradictions(&self, day: Day) -> Vec<Arc<Contradiction>> {
        contradiction::all(self, &self.contradictions, day)
    }

    /// The contradictions of a day that touch an exam.
    pub fn contradictions_of(&self, exam: ExamIndex, day: Day) -> Vec<Arc<Contradiction>> {
        contradiction::of_exam(self, &self.contradictions, exam, day)
    }

    /// How complete and how old it is on a day.
    pub fn health(&self, question: AuditQuestion) -> Arc<Health> {
        self.health.answer(self, question)
    }

    /// The whole content again as plain records, in the order of its keys.
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

/// The indices of an earlier snapshot that hold for what it has become.
#[derive(Default)]
struct ReusableIndexes {
    codes: Option<Arc<CodeIndex>>,
    search: Option<Arc<OnceLock<SearchIndex>>>,
    outlines: Option<Arc<OutlineIndex>>,
    exam_orders: Option<Arc<ExamOrders>>,
}

impl ReusableIndexes {
    /// `content` is sorted.
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
        let has_same_outlines =
            exams(|left, right| left.cmp_key(right).is_eq() && left.blueprints == right.blueprints);
        let has_same_orders = exams(sorts_alike);
        Self {
            codes: has_same_codes.then(|| Arc::clone(&before.codes)),
            search: has_same_words().then(|| Arc::clone(&before.search)),
            outlines: has_same_outlines.then(|| Arc::clone(&before.outlines)),
            exam_orders: has_same_orders.then(|| Arc::clone(&before.exam_orders)),
        }
    }
}

/// Whether two lists have the same length, and the records at each place are shared or agree.
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
    for (place, entry) in exams.iter().enumerate() {
        let record = &entry.record;
        let codes = std::iter::once(&record.code)
            .chain(&record.former_codes)
            .chain(&record.aliases);
        for code in codes {
            add(
                index.entry(code.folded()).or_default(),
                ExamIndex::new(place),
            );
        }
    }
    index
}

/// Adds to a list that names each item once.
fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

fn places<K: Eq + std::hash::Hash>(keys: impl Iterator<Item = K>) -> HashMap<K, usize> {
    keys.enumerate().map(|(place, key)| (key, place)).collect()
}

/// Resolves keys of a valid, sorted content to indices.
struct ReferenceResolver {
    vendors: HashMap<VendorSlug, usize>,
    exams: HashMap<ExamKey, usize>,
}

impl ReferenceResolver {
    fn of(content: &Content) -> Self {
        Self {
            vendors: places(content.vendors.iter().map(|vendor| vendor.slug.clone())),
            exams: places(content.exams.iter().map(|exam| exam.key())),
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
            figures: DerivedFacts::of(&record.facts),
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
