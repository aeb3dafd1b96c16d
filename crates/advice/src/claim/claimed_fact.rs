//! What a claim is about.

use catalogue::{DescribedEnum, FactName};

/// What a claim is about: a fact, or something that is computed from facts and records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClaimedFact {
    /// A fact of the exam.
    Fact(FactName),
    /// The lifecycle state.
    State,
    /// The weight of a domain.
    DomainWeight,
    /// The exam that follows.
    Successor,
    /// An exam that the vendor demands before.
    RequiredPrerequisite,
    /// An exam that is advised before.
    RecommendedPrerequisite,
    /// An exam that earns a certification.
    EarnedBy,
}

type Entry = (ClaimedFact, &'static str, &'static str);

const FACTS: &[(FactName, &str, &str)] = FactName::VALUES;

const COMPUTED: [Entry; 6] = [
    (
        ClaimedFact::State,
        "State",
        "The lifecycle state on the day. Values: `\"live\"`, `\"available\"`, `\"in beta\"`, `\"retiring\"`, `\"retired\"`, `\"announced\"`.",
    ),
    (
        ClaimedFact::DomainWeight,
        "DomainWeight",
        "The weight of a domain in percent points; the claim names the domain. Value: `\"20-25%\"`.",
    ),
    (
        ClaimedFact::Successor,
        "Successor",
        "The exam that follows. Values: `\"AI-103\"`, `\"none\"`.",
    ),
    (
        ClaimedFact::RequiredPrerequisite,
        "RequiredPrerequisite",
        "An exam that the vendor demands before. Values: `\"AZ-104\"`, `\"none\"`.",
    ),
    (
        ClaimedFact::RecommendedPrerequisite,
        "RecommendedPrerequisite",
        "An exam that is advised before. Value: `\"AZ-900\"`.",
    ),
    (
        ClaimedFact::EarnedBy,
        "EarnedBy",
        "An exam that earns the certification, alone or with others. Value: `\"AI-102\"`.",
    ),
];

const COUNT: usize = FACTS.len() + COMPUTED.len();

const ALL: [Entry; COUNT] = {
    let mut all = [COMPUTED[0]; COUNT];
    let mut at = 0;
    while at < COUNT {
        all[at] = if at < FACTS.len() {
            let (name, text, meaning) = FACTS[at];
            (ClaimedFact::Fact(name), text, meaning)
        } else {
            COMPUTED[at - FACTS.len()]
        };
        at += 1;
    }
    all
};

impl DescribedEnum for ClaimedFact {
    const MEANING: &'static str =
        "What a claim is about: a fact by its name, or something that is computed from facts.\n";
    const VALUES: &'static [(Self, &'static str, &'static str)] = &ALL;
}

impl ClaimedFact {
    /// Its place among the values of the enum.
    pub fn place(self) -> usize {
        match self {
            Self::Fact(name) => name as usize,
            Self::State => FACTS.len(),
            Self::DomainWeight => FACTS.len() + 1,
            Self::Successor => FACTS.len() + 2,
            Self::RequiredPrerequisite => FACTS.len() + 3,
            Self::RecommendedPrerequisite => FACTS.len() + 4,
            Self::EarnedBy => FACTS.len() + 5,
        }
    }

    /// The fact with this name in capitals: `FEE`, `DOMAIN_WEIGHT`.
    pub fn by_key(key: &str) -> Option<Self> {
        let values = Self::VALUES.iter();
        let found = values.map(|(fact, ..)| *fact);
        found.into_iter().find(|fact| fact.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_at_its_place() {
        for (place, (fact, ..)) in ClaimedFact::VALUES.iter().enumerate() {
            assert_eq!(fact.place(), place);
            assert_eq!(ClaimedFact::by_key(&fact.key()), Some(*fact));
        }
        assert_eq!(ClaimedFact::Fact(FactName::StudyHours).key(), "STUDY_HOURS");
    }
}
