//! Entries: records of a snapshot with their resolved links.

use std::sync::Arc;

use super::{
    audience_rule::AudienceRule,
    blueprint::{Blueprint, in_force},
    certification::Certification,
    comparison::{Comparison, Equivalence},
    conditions::{Circumstances, ExamForm},
    date::Day,
    derived_facts::{self, DerivedFacts},
    disagreement,
    exam::Exam,
    exam_periods::ExamPeriods,
    fact::{Fact, FactName, first_on_topic, served_of_name},
    identity::Identity,
    index::{
        AudienceRuleIndex, CertificationIndex, ComparisonIndex, EquivalenceIndex, ExamIndex,
        RoleIndex, VendorIndex,
    },
    language::Language,
    language_lifecycle::LanguageLifecycles,
    level::{Experience, Level},
    lifecycle::{LifecycleDates, LifecycleEnd, LifecycleState, Window},
    money::{Currency, Money},
    quantity::Quantity,
    role::Role,
    vendor::Vendor,
};

/// An exam with all links to and from other records.
#[derive(Debug, Clone)]
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
    pub(super) languages: LanguageLifecycles,
    pub(super) derived: DerivedFacts,
    pub(super) periods: ExamPeriods,
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
        // Once the beta has closed, the next form to take is the final one.
        let is_beta = self.state(day) == LifecycleState::Beta && self.is_bookable(day);
        let form = if is_beta {
            ExamForm::Beta
        } else {
            ExamForm::Standard
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
    /// [`Contradiction`](crate::Contradiction).
    pub fn is_disputed(&self, fact: &Fact) -> bool {
        let facts = self.record.facts.iter();
        facts
            .clone()
            .any(|other| disagreement::disagree(fact, other))
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

    /// The list price on a day in the default circumstances: the beta price while the beta can
    /// be booked.
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

    /// The dates in each language in which the exam is offered, by the language's English name.
    pub fn lifecycles_by_language(&self) -> impl Iterator<Item = (&str, &LifecycleDates)> {
        self.languages.all()
    }

    /// The default lifecycle and those in each language.
    pub(super) fn all_lifecycles(&self) -> impl Iterator<Item = &LifecycleDates> {
        let by_language = self.languages.all().map(|(_, dates)| dates);
        std::iter::once(&self.lifecycle).chain(by_language)
    }

    /// The earliest and latest days of every date of the lifecycle, in every language.
    pub fn lifecycle_days(&self) -> impl Iterator<Item = Day> {
        self.all_lifecycles()
            .flat_map(LifecycleDates::all)
            .flat_map(|date| [date.earliest(), date.latest()])
    }

    /// The lifecycles that apply to a candidate with these languages.
    fn lifecycles_in(&self, languages: &[Language]) -> impl Iterator<Item = &LifecycleDates> {
        let default = languages.is_empty().then_some(&self.lifecycle);
        let satisfying = languages
            .iter()
            .flat_map(|language| self.languages.satisfying(*language));
        default.into_iter().chain(satisfying)
    }

    /// The number of the period that a day belongs to. On all days of a period the lifecycle of the
    /// exam, its facts in [`Self::usual_circumstances`] and its blueprint in force are the same.
    pub fn period(&self, day: Day) -> u32 {
        self.periods.on(day)
    }

    /// The blueprint in force on a day.
    pub fn blueprint(&self, day: Day) -> Option<&Blueprint> {
        in_force(&self.record.blueprints, day)
    }

    /// The index in the record of one of its blueprints; `None` if the reference is to another.
    pub fn index_of(&self, blueprint: &Blueprint) -> Option<usize> {
        let mut blueprints = self.record.blueprints.iter();
        blueprints.position(|own| std::ptr::eq(own, blueprint))
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
