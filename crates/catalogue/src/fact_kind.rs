//! Kinds of facts. How soon a statement may change, and how far a source is trusted, depend on the
//! kind.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{described_enum, fact::FactName};

described_enum! {
    /// The subject of a statement: how soon it may change, and how well a source knows it.
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum FactKind {
        /// When an exam opens and ends, and what follows it.
        Lifecycle,
        /// What an exam or a renewal costs.
        Fee,
        /// What an exam covers: its blueprints, and facts about them.
        Outline,
        /// Everything else, such as minutes, scores, languages and advice.
        Other,
    }
}

impl FactKind {
    /// Every kind, the fastest-changing first.
    pub const ALL: [Self; 4] = [Self::Lifecycle, Self::Fee, Self::Outline, Self::Other];

    /// The kind of facts with this name.
    pub const fn of(name: FactName) -> Self {
        match name {
            FactName::AnnouncedOn
            | FactName::RegistrationOn
            | FactName::BetaOn
            | FactName::LiveOn
            | FactName::RegistrationEndsOn
            | FactName::RetiresOn => Self::Lifecycle,
            FactName::Fee | FactName::BetaFee | FactName::FeeIncludes | FactName::RenewalFee => {
                Self::Fee
            }
            FactName::OutlineChangedOn
            | FactName::DomainCount
            | FactName::HeaviestDomain
            | FactName::OutlineInterval
            | FactName::OutlineHistory => Self::Outline,
            _ => Self::Other,
        }
    }

    /// Its name in files and answers: `LIFECYCLE`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Lifecycle => "LIFECYCLE",
            Self::Fee => "FEE",
            Self::Outline => "OUTLINE",
            Self::Other => "OTHER",
        }
    }
}
