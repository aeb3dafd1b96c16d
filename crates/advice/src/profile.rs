//! Who asks: what a person holds, knows and does.

use std::collections::BTreeSet;

use catalogue::{ExamIndex, Experience, Language, Region, VendorIndex};

/// A person, as far as advice depends on it. Whatever is absent was not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// The exams that the person has passed; certifications are expanded to their exams before.
    pub held: BTreeSet<ExamIndex>,
    /// How much the person has worked with the platform.
    pub experience: Option<Experience>,
    /// Whether the person writes code that ships.
    pub ships_code: Option<bool>,
    /// The vendors that the person works with; every step of a path is of one of these. Empty: any.
    pub vendors: Vec<VendorIndex>,
    /// The languages in which the person takes exams; every exam that is advised can be booked in
    /// one of them. Empty: English, as in [`catalogue::ExamEntry::windows`].
    pub languages: Vec<Language>,
    /// The country in which the person buys exams.
    pub region: Option<Region>,
    /// Whether the person is a member of the vendors' associations and pays what members pay.
    pub member: bool,
    /// The audience that the person counts to, as a role's slug.
    pub audience: Option<String>,
}
