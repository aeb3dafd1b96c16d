//! What the catalogue states about the subject of a claim on a day.

use super::{
    UnknownReason,
    claimed_fact::ClaimedFact,
    stated::{Stated, domain_key},
    value::ClaimedValue,
};
use catalogue::{
    ApproximateDate, Blueprint, BlueprintStanding, Catalogue, Circumstances, Day, Domain,
    DomainKey, ExamEntry, ExamIndex, Fact, FactKind, FactName, FactValue, Language, LifecycleDates,
    LifecycleState, PrerequisiteKind, WeightsPublished,
};

/// Everything that is stated on one day.
#[derive(Debug)]
pub(super) struct Position<'a> {
    /// What answers use by default, or why there is nothing.
    pub(super) served: Result<Stated<'a>, UnknownReason>,
    /// What answers use in narrower circumstances that the claim leaves open.
    pub(super) narrower: Vec<Stated<'a>>,
    /// What other sources say.
    pub(super) rivals: Vec<Stated<'a>>,
}

impl<'a> Position<'a> {
    fn only(served: Result<Stated<'a>, UnknownReason>) -> Self {
        Self {
            served,
            narrower: Vec::new(),
            rivals: Vec::new(),
        }
    }
}

/// A claim about an exam without its day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) exam: ExamIndex,
    pub(super) fact: ClaimedFact,
    pub(super) domain: Option<&'a str>,
    pub(super) value: &'a ClaimedValue,
    pub(super) language: Option<Language>,
}

impl<'a> Question<'a> {
    fn entry(self) -> &'a ExamEntry {
        self.catalogue.exam(self.exam)
    }

    /// What is stated on a day.
    pub(super) fn position(self, day: Day) -> Position<'a> {
        match self.fact {
            ClaimedFact::Fact(FactName::DomainCount) => self.of_outline(day, FactName::DomainCount),
            ClaimedFact::Fact(FactName::HeaviestDomain) => {
                self.of_outline(day, FactName::HeaviestDomain)
            }
            ClaimedFact::Fact(name) => self.of_fact(name, day),
            ClaimedFact::State => self.of_state(day),
            ClaimedFact::DomainWeight => self.of_weight(day),
            ClaimedFact::Successor => Position::only(self.successors()),
            ClaimedFact::RequiredPrerequisite => {
                Position::only(self.prerequisites(PrerequisiteKind::Required))
            }
            ClaimedFact::RecommendedPrerequisite => {
                Position::only(self.prerequisites(PrerequisiteKind::Recommended))
            }
            // Of a certification; `certification` answers it.
            ClaimedFact::EarnedBy => Position::only(Err(UnknownReason::NoSource)),
        }
    }

    /// The days on which what is stated may differ from the day before.
    pub(super) fn changes(self) -> Vec<Day> {
        let entry = self.entry();
        match self.fact {
            ClaimedFact::DomainWeight
            | ClaimedFact::Fact(FactName::DomainCount | FactName::HeaviestDomain) => {
                let starts = entry.record.blueprints.iter();
                let starts = starts.map(|blueprint| blueprint.effective_from.latest());
                starts.chain(self.dates().changes()).collect()
            }
            ClaimedFact::State => self.dates().changes().collect(),
            ClaimedFact::Fact(name) if !is_lifecycle_date(name) => {
                let bounds = entry
                    .facts(name)
                    .flat_map(|fact| [fact.conditions.earned_from, fact.conditions.earned_before]);
                bounds.flatten().chain(entry.lifecycle.changes()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The dates that decide the state, in the claim's language.
    fn dates(self) -> LifecycleDates {
        let entry = self.entry();
        self.language
            .map_or(entry.lifecycle, |language| entry.lifecycle_in(language))
    }

    fn circumstances(self, name: FactName, day: Day) -> Circumstances {
        let usual = if is_lifecycle_date(name) {
            Circumstances::on(day)
        } else {
            self.entry().usual_circumstances(day)
        };
        self.language
            .map_or(usual, |language| usual.in_language(language))
    }

    fn of_fact(self, name: FactName, day: Day) -> Position<'a> {
        let entry = self.entry();
        let circumstances = self.circumstances(name, day);
        let served = match (name, self.value) {
            (FactName::Fee, ClaimedValue::Money(_, currency)) => {
                entry.fee_fact_in(*currency, &circumstances)
            }
            (FactName::StudyHours, _) => entry.study_hours_fact(None),
            (_, ClaimedValue::Money(_, currency)) => {
                let in_currency = |fact: &&Fact| match fact.value() {
                    Some(FactValue::Money(range)) => range.currency() == *currency,
                    _ => true,
                };
                let facts = entry
                    .facts(name)
                    .filter(|fact| fact.about.is_none() && fact.experience.is_none());
                catalogue::served(facts.filter(in_currency), &circumstances)
            }
            _ => entry.fact_in(name, &circumstances),
        };
        let is_served = |fact: &&Fact| served.is_some_and(|served| std::ptr::eq(served, *fact));
        let (mut narrower, mut rivals) = (Vec::new(), Vec::new());
        for fact in entry.facts(name).filter(|fact| !is_served(fact)) {
            if self.is_served_somewhere(fact, &circumstances) {
                narrower.push(Stated::Fact(fact));
            } else if self.language.is_none_or(|own| {
                fact.conditions
                    .language
                    .is_none_or(|language| own == language)
            }) {
                rivals.push(Stated::Fact(fact));
            }
        }
        if name == FactName::Level {
            // A source's own word for the tier, such as "intermediate".
            if let ClaimedValue::Level(_, word) = self.value {
                let words = entry.facts(FactName::LevelWording);
                let same = |fact: &&Fact| matches!(fact.value(), Some(FactValue::Text(text)) if text.eq_ignore_ascii_case(word));
                narrower.extend(words.filter(same).map(Stated::Fact));
            }
        }
        let served = served.map(Stated::Fact);
        let first = served.or_else(|| (!narrower.is_empty()).then(|| narrower.remove(0)));
        let missing = match self.value {
            ClaimedValue::Money(..) if entry.facts(name).next().is_some() => {
                UnknownReason::OtherCurrency
            }
            _ => UnknownReason::NoSource,
        };
        Position {
            served: first.ok_or(missing),
            narrower,
            rivals,
        }
    }

    /// Whether some candidate gets this fact on the day: in a language, region or membership that the
    /// claim leaves open.
    fn is_served_somewhere(self, fact: &Fact, usual: &Circumstances) -> bool {
        let rivals = || {
            let facts = self.entry().facts(fact.name);
            facts.filter(|other| {
                other.about == fact.about
                    && other.experience == fact.experience
                    && competes(fact, other)
            })
        };
        let is_named = |language| rivals().any(|other| other.conditions.language == Some(language));
        let languages = match (self.language, fact.conditions.language) {
            (Some(language), _) | (None, Some(language)) => [Some(language), None],
            (None, None) => [
                Some(usual.language),
                Language::all().find(|language| !is_named(*language)),
            ],
        };
        let form = match fact.conditions.form {
            Some(form) if is_lifecycle_date(fact.name) => form,
            _ => usual.form,
        };
        languages.into_iter().flatten().any(|language| {
            let circumstances = Circumstances {
                language,
                form,
                region: fact.conditions.region,
                member: fact.conditions.member.unwrap_or(usual.member),
                ..*usual
            };
            catalogue::served(rivals(), &circumstances)
                .is_some_and(|first| std::ptr::eq(first, fact))
        })
    }

    fn of_state(self, day: Day) -> Position<'a> {
        let dates = self.dates();
        let state = dates.state(day);
        let evidence = self.state_evidence(state);
        let rivals = self
            .other_dates(dates)
            .into_iter()
            .filter_map(|(other, fact)| {
                let rival = other.state(day);
                (rival != state).then(|| Stated::State {
                    state: rival,
                    possible: Vec::new(),
                    evidence: vec![&fact.evidence],
                })
            });
        Position {
            rivals: rivals.collect(),
            served: Ok(Stated::State {
                state,
                possible: possible_states(dates, day),
                evidence,
            }),
            narrower: Vec::new(),
        }
    }

    fn lifecycle_fact(self, name: FactName) -> Option<&'a Fact> {
        self.entry().lifecycle_fact(name, self.language)
    }

    fn state_evidence(self, state: LifecycleState) -> Vec<&'a catalogue::Evidence> {
        let names: &[FactName] = match state {
            LifecycleState::Announced => &[
                FactName::AnnouncedOn,
                FactName::RegistrationOn,
                FactName::BetaOn,
                FactName::LiveOn,
            ],
            LifecycleState::Beta => &[FactName::BetaOn],
            LifecycleState::Live => &[FactName::LiveOn],
            LifecycleState::Retiring => &[FactName::LiveOn, FactName::RetiresOn],
            LifecycleState::Retired => &[FactName::RetiresOn],
        };
        let facts = names.iter().filter_map(|name| self.lifecycle_fact(*name));
        facts
            .filter(|fact| fact.value().is_some())
            .map(|fact| &fact.evidence)
            .collect()
    }

    /// The dates with one replaced by what another source says.
    fn other_dates(self, dates: LifecycleDates) -> Vec<(LifecycleDates, &'a Fact)> {
        let with = |name, date| match name {
            FactName::BetaOn => LifecycleDates {
                beta: date,
                ..dates
            },
            FactName::LiveOn => LifecycleDates {
                live: date,
                ..dates
            },
            _ => LifecycleDates {
                retires: date,
                ..dates
            },
        };
        let names = [FactName::BetaOn, FactName::LiveOn, FactName::RetiresOn];
        let mut found = Vec::new();
        for name in names {
            let Some(served) = self.lifecycle_fact(name) else {
                continue;
            };
            for fact in self.entry().facts(name) {
                if let Some(FactValue::Date(date)) = fact.value()
                    && fact.topic() == served.topic()
                    && !std::ptr::eq(fact, served)
                {
                    found.push((with(name, Some(*date)), fact));
                }
            }
        }
        found
    }

    /// The blueprint to follow on a day, and whether it certainly applies: not if it has ended, the
    /// exam goes on, and its successor is not in the catalogue.
    fn blueprint(self, day: Day) -> Option<(&'a Blueprint, bool)> {
        let blueprint = self.entry().blueprint(day)?;
        let applies = blueprint.covers(day) || self.entry().state(day) == LifecycleState::Retired;
        Some((blueprint, applies))
    }

    fn of_weight(self, day: Day) -> Position<'a> {
        let blueprints = &self.entry().record.blueprints;
        let Some(key) = self.domain.and_then(|text| domain_key(blueprints, text)) else {
            let reason = if blueprints.is_empty() {
                UnknownReason::NoOutline
            } else {
                UnknownReason::NoSuchDomain
            };
            return Position::only(Err(reason));
        };
        let served = match self.blueprint(day) {
            None => Err(UnknownReason::NoOutline),
            Some((blueprint, applies)) => weight(blueprint, key, applies),
        };
        let claimed = blueprints
            .iter()
            .filter(|blueprint| blueprint.standing == BlueprintStanding::Claimed);
        let rivals = claimed.filter_map(|blueprint| weight(blueprint, key, true).ok());
        Position {
            served,
            narrower: Vec::new(),
            rivals: rivals.collect(),
        }
    }

    /// What a blueprint shows by itself; facts of sources about it are rivals, or stand in for it.
    fn of_outline(self, day: Day, name: FactName) -> Position<'a> {
        let mut position = self.of_fact(name, day);
        let Some((blueprint, applies)) = self.blueprint(day) else {
            return position;
        };
        let stated = if name == FactName::DomainCount {
            (!blueprint.domains.is_empty()).then_some(Stated::DomainCount { blueprint, applies })
        } else {
            heaviest(blueprint).map(|domains| Stated::Heaviest {
                domains,
                blueprint,
                applies,
            })
        };
        if let Some(stated) = stated {
            let before = std::mem::replace(&mut position.served, Ok(stated));
            position.rivals.append(&mut position.narrower);
            position.rivals.extend(before.ok());
        }
        position
    }

    fn successors(self) -> Result<Stated<'a>, UnknownReason> {
        let entry = self.entry();
        if entry.successors.is_empty() {
            return Err(UnknownReason::NoSource);
        }
        Ok(Stated::Exams {
            groups: vec![entry.successors.clone()],
            also: self
                .catalogue
                .line_after(self.exam)
                .iter()
                .copied()
                .filter(|exam| *exam != self.exam)
                .collect(),
            evidence: entry
                .record
                .successors
                .iter()
                .map(|item| &item.evidence)
                .collect(),
        })
    }

    /// The groups of a kind. An exam without any is not known to have none, unless a source advises
    /// exams without requiring one.
    fn prerequisites(self, kind: PrerequisiteKind) -> Result<Stated<'a>, UnknownReason> {
        let entry = self.entry();
        if entry.record.prerequisites.is_empty() {
            return Err(UnknownReason::NoSource);
        }
        let groups = entry.record.prerequisites.iter().zip(&entry.prerequisites);
        let own: Vec<_> = groups.filter(|(record, _)| record.kind == kind).collect();
        let evidence = if own.is_empty() {
            entry
                .record
                .prerequisites
                .iter()
                .map(|record| &record.evidence)
                .collect()
        } else {
            own.iter().map(|(record, _)| &record.evidence).collect()
        };
        Ok(Stated::Exams {
            groups: own.into_iter().map(|(_, exams)| exams.clone()).collect(),
            also: Vec::new(),
            evidence,
        })
    }
}

fn is_lifecycle_date(name: FactName) -> bool {
    FactKind::of(name) == FactKind::Lifecycle
}

/// The states that are possible on a day if roughly known dates are read either way; every one while
/// no first day is known.
fn possible_states(dates: LifecycleDates, day: Day) -> Vec<LifecycleState> {
    if dates.live.is_none()
        && dates.beta.is_none()
        && dates.retires.is_none_or(|end| day <= end.earliest())
    {
        return LifecycleState::ALL.to_vec();
    }
    let exact = |date: Option<ApproximateDate>, latest: bool| {
        let day = |date: ApproximateDate| {
            if latest {
                date.latest()
            } else {
                date.earliest()
            }
        };
        date.map(|date| ApproximateDate::day(day(date)))
    };
    let mut states = Vec::new();
    for (starts_late, ends_late) in [(false, false), (false, true), (true, false), (true, true)] {
        let read = LifecycleDates {
            beta: exact(dates.beta, starts_late),
            live: exact(dates.live, starts_late),
            retires: exact(dates.retires, ends_late),
            ..dates
        };
        states.push(read.state(day));
    }
    states
}

fn weight<'a>(
    blueprint: &'a Blueprint,
    key: &DomainKey,
    applies: bool,
) -> Result<Stated<'a>, UnknownReason> {
    let Some(domain) = blueprint.domains.iter().find(|domain| domain.key == *key) else {
        return if blueprint.domains.is_empty() {
            Err(UnknownReason::NoOutline)
        } else {
            Ok(Stated::NoDomain { blueprint, applies })
        };
    };
    match (domain.weight, blueprint.weights) {
        (Some(weight), _) => Ok(Stated::Weight {
            domain,
            weight,
            blueprint,
            applies,
        }),
        (None, WeightsPublished::NotPublished) => Err(UnknownReason::NotPublished),
        (None, _) => Err(UnknownReason::NotRead),
    }
}

/// The domains of the greatest weight; `None` if a weight is missing.
fn heaviest(blueprint: &Blueprint) -> Option<Vec<&Domain>> {
    let weights = blueprint.domains.iter().map(|domain| {
        let weight = domain.weight?;
        Some(((weight.max(), weight.min()), domain))
    });
    let weights: Vec<_> = weights.collect::<Option<_>>()?;
    let most = weights.iter().map(|(weight, _)| *weight).max()?;
    let heaviest = weights.into_iter().filter(|(weight, _)| *weight == most);
    Some(heaviest.map(|(_, domain)| domain).collect())
}

/// Whether two facts cannot both be served: prices compete within their currency only.
fn competes(one: &Fact, other: &Fact) -> bool {
    match (one.value(), other.value()) {
        (Some(FactValue::Money(one)), Some(FactValue::Money(other))) => {
            one.currency() == other.currency()
        }
        _ => true,
    }
}
