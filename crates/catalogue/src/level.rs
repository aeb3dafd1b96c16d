//! Two scales: the tier of a credential and the experience of a person.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::described_enum;

described_enum! {
    /// The tier of a certification or exam, lowest first.
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum Level {
        /// Vocabulary and awareness (AWS says foundational). Example: AI-900.
        Fundamentals,
        /// Building and running things under normal conditions. Example: AI-102.
        Associate,
        /// Designing and leading (Microsoft says expert). Example: AZ-305.
        Professional,
        /// One subject in depth, beside the ladder. Example: AZ-140.
        Specialty,
    }
}

impl Level {
    /// Every level, lowest first.
    pub const ALL: [Self; 4] = [
        Self::Fundamentals,
        Self::Associate,
        Self::Professional,
        Self::Specialty,
    ];

    /// The rank for tier distances: fundamentals 0, associate 1, professional and specialty 2.
    pub fn rank(self) -> i8 {
        match self {
            Self::Fundamentals => 0,
            Self::Associate => 1,
            Self::Professional | Self::Specialty => 2,
        }
    }
}

described_enum! {
    /// How much a person has worked with the vendor's platform, least first.
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum Experience {
        /// No work with any cloud yet.
        NewToCloud,
        /// Knows the vendor's platform, but has not finished a project on it.
        KnowsVendor,
        /// Has shipped at least one project on it.
        Practitioner,
    }
}

impl Experience {
    /// Every step, least experience first.
    pub const ALL: [Self; 3] = [Self::NewToCloud, Self::KnowsVendor, Self::Practitioner];
}
