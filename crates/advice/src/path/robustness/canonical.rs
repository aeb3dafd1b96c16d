//! The canonical questions: what editors keep right first.

use chrono::Days;

use crate::{Constraints, Profile, WeeklyHours};
use catalogue::{Currency, Day, Experience, Money};

/// One of the eight profiles that are asked about each role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanonicalProfile {
    /// Who it is, for people: `new to the cloud`.
    pub title: &'static str,
    /// The person.
    pub profile: Profile,
    /// What a path must keep to.
    pub constraints: Constraints,
}

/// The eight canonical profiles on a day: nothing known, each experience, and one each for what
/// else can decide: a budget, a deadline, a country and a language.
pub fn canonical_profiles(day: Day) -> [CanonicalProfile; 8] {
    let base = || (Profile::default(), Constraints::beginning(day));
    let of = |title, (profile, constraints)| CanonicalProfile {
        title,
        profile,
        constraints,
    };
    let experienced = |experience| {
        let (profile, constraints) = base();
        let experience = Some(experience);
        (
            Profile {
                experience,
                ..profile
            },
            constraints,
        )
    };
    let limited = |constraints| (Profile::default(), constraints);
    let person = |profile| (profile, Constraints::beginning(day));
    [
        of("nothing is known of the person", base()),
        of("new to the cloud", experienced(Experience::NewToCloud)),
        of(
            "knows the vendor's platform",
            experienced(Experience::KnowsVendor),
        ),
        of("practitioner", experienced(Experience::Practitioner)),
        of(
            "has 300 USD",
            limited(Constraints {
                max_fees: Some(Money::from_minor(30_000, Currency::USD)),
                ..Constraints::beginning(day)
            }),
        ),
        of(
            "has half a year and 20 hours a week",
            limited(Constraints {
                weekly_hours: WeeklyHours::new(20).unwrap_or_default(),
                deadline: day.checked_add_days(Days::new(182)),
                ..Constraints::beginning(day)
            }),
        ),
        of(
            "buys in India",
            person(Profile {
                region: "IN".parse().ok(),
                ..Profile::default()
            }),
        ),
        of(
            "takes exams in Japanese",
            person(Profile {
                languages: "Japanese".parse().into_iter().collect(),
                ..Profile::default()
            }),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eight_profiles_differ_in_what_their_titles_say() {
        let day: Day = "2026-11-28".parse().unwrap();
        let profiles = canonical_profiles(day);
        for (at, one) in profiles.iter().enumerate() {
            for other in &profiles[..at] {
                assert_ne!(
                    (&one.profile, &one.constraints),
                    (&other.profile, &other.constraints),
                    "{}",
                    one.title
                );
            }
        }
        assert_eq!(profiles[6].profile.region.unwrap().to_string(), "IN");
        assert_eq!(profiles[7].profile.languages[0].name(), "Japanese");
        let deadline = profiles[5].constraints.deadline.unwrap();
        assert_eq!(deadline.to_string(), "2027-05-29");
    }
}
