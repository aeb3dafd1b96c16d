//! The profile of a person: what they hold, know and do.

use std::collections::BTreeSet;

use catalogue::{ExamIndex, Experience, Language, Region, VendorIndex};

/// The profile of a person, as far as advice depends on it. Absent means not stated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// The exams that the person has passed. Callers expand certifications to exams.
    pub held: BTreeSet<ExamIndex>,
    /// Experience with the vendor's platform.
    pub experience: Option<Experience>,
    /// Whether the person writes code that ships.
    pub ships_code: Option<bool>,
    /// The vendors that the person works with; every step of a path is of one of these. Empty: any.
    pub vendors: Vec<VendorIndex>,
    /// The languages in which the person takes exams; every advised exam is bookable in one of
    /// them. Empty: English, as in [`catalogue::ExamEntry::windows`].
    pub languages: Vec<Language>,
    /// The country in which the person buys exams.
    pub region: Option<Region>,
    /// Whether the person is a member of the vendors' associations and pays member prices.
    pub member: bool,
    /// The person's audience, as a role's slug.
    pub audience: Option<String>,
}
