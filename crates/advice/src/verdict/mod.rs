//! Whether a person should take an exam: take it, take it later, take something else, or skip it.
//!
//! Sources give rules for audiences; the profile selects those that match. The catalogue's own
//! facts (what is held, what is bookable, the person's vendors) keep the advice valid on the day.
//! `docs/advice.md` lists how rules combine.

mod advised;
mod audience;
mod circumstance;
mod ending;
#[cfg(test)]
mod tests;
mod verdict_builder;

use self::verdict_builder::VerdictBuilder;
use super::{AdvisedExam, Profile, succession::Replacement};
use catalogue::{
    AudienceRuleIndex, Catalogue, Day, Decision, Evidence, ExamIndex, SourceKey, described_enum,
};

/// The verdict on an exam for a person, with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The advice.
    pub decision: Decision,
    /// Whether an audience rule matched; `false` if the decision follows from facts alone.
    pub judged: bool,
    /// Every matching rule; the deciding ones come first.
    pub rules: Vec<FiredRule>,
    /// The exams to take in order, any one of each group. Empty if nothing is to be taken.
    pub take: Vec<Vec<AdvisedExam>>,
    /// The exams to take before this one or instead of it, in order, each bookable on the day.
    pub alternatives: Vec<ExamIndex>,
    /// The exams in `take` that are not bookable on the day, with their replacements.
    pub replacements: Vec<Replacement>,
    /// Audience rules that depend only on circumstances outside the profile.
    pub unchecked: Vec<AudienceRuleIndex>,
    /// The verdict and its reasons in a few sentences.
    pub summary: String,
    /// The sources of every rule and replacement, distinct, by key.
    pub sources: Vec<SourceKey>,
}

/// A matching rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiredRule {
    /// What kind of rule it is.
    pub kind: RuleKind,
    /// The audience rule, if it is one.
    pub audience_rule: Option<AudienceRuleIndex>,
    /// The advice of this rule alone.
    pub decision: Decision,
    /// Whether it decides the verdict; otherwise it is outranked.
    pub decides: bool,
    /// The conditions that hold, in words; empty if the rule is for everyone.
    pub matched: Vec<String>,
    /// What else the source expects, outside the profile.
    pub circumstances: Vec<String>,
    /// The exam that the rule is about, if it is a predecessor of this one.
    pub predecessor: Option<ExamIndex>,
    /// The reason in a sentence.
    pub text: String,
    /// Its evidence; empty if it follows from the profile alone.
    pub evidence: Vec<Evidence>,
}

described_enum! {
    /// The kinds of rules that a verdict is made from.
    pub enum RuleKind {
        /// A source judges the exam for an audience.
        Audience,
        /// The person holds the exam, or one that follows it.
        AlreadyHeld,
        /// The exam can no longer be booked on the day.
        Retired,
        /// The exam can be booked on the day, but in none of the person's languages.
        OtherLanguage,
        /// The exam cannot be booked yet on the day.
        NotOpen,
        /// The exam can be booked on the day and has a known end. It decides when study at ten hours
        /// a week cannot end in time.
        Ending,
        /// The exam's vendor is none of those that the person works with.
        OtherVendor,
        /// The vendor demands another exam that is not held.
        RequiredFirst,
        /// A held exam of a higher tier builds on this one.
        BelowHeld,
        /// Another exam is advised before it for people with the person's experience.
        AdvisedFirst,
        /// A source recommends the exam for the person's role.
        RecommendedForRole,
        /// No source judges the exam for such a person, and no known fact speaks against it.
        NothingAgainst,
    }
}

/// The verdict on an exam for a person, as of a day.
pub fn verdict(catalogue: &Catalogue, exam: ExamIndex, profile: &Profile, day: Day) -> Verdict {
    let question = Question {
        catalogue,
        exam,
        profile,
        day,
    };
    VerdictBuilder::on(question).verdict()
}

/// The days on which an exam's end may turn the verdict for a person of whom nothing is known,
/// because study that begins then finishes too late, each with the hours a week of that study; empty
/// if no end is known.
pub(crate) fn too_late_to_study(catalogue: &Catalogue, exam: ExamIndex) -> Vec<(Day, u16)> {
    let profile = Profile::default();
    let Some(day) = catalogue.exam(exam).last_bookable_day(&profile.languages) else {
        return Vec::new();
    };
    let question = Question {
        catalogue,
        exam,
        profile: &profile,
        day,
    };
    let first = question.required_first();
    let before = first.map(|(_, groups)| groups).unwrap_or_default();
    let ending = question.ending(&before);
    ending.map_or_else(Vec::new, |ending| ending.too_late(question))
}

/// The input of a verdict.
#[derive(Debug, Clone, Copy)]
struct Question<'a> {
    catalogue: &'a Catalogue,
    exam: ExamIndex,
    profile: &'a Profile,
    day: Day,
}

impl<'a> Question<'a> {
    fn code(self, exam: ExamIndex) -> &'a str {
        self.catalogue.exam(exam).record.code.as_str()
    }

    fn any_of(self, exams: &[ExamIndex]) -> String {
        let codes: Vec<&str> = exams.iter().map(|exam| self.code(*exam)).collect();
        codes.join(" or ")
    }

    /// Whether the person can book an exam on the day, in one of their languages.
    fn can_book(self, exam: ExamIndex) -> bool {
        let entry = self.catalogue.exam(exam);
        entry.is_bookable_in(&self.profile.languages, self.day)
    }

    /// The exams to book on the day for an exam: itself, otherwise its bookable successors.
    fn substitutes(self, exam: ExamIndex) -> Vec<ExamIndex> {
        let languages = &self.profile.languages;
        self.catalogue
            .bookable_substitutes_in(languages, exam, self.day)
    }

    /// The replacement of an exam that the person cannot book on the day.
    fn replacement(self, exam: ExamIndex) -> Option<Replacement> {
        Replacement::of(self.catalogue, exam, &self.profile.languages, self.day)
    }

    fn holds(self, exam: ExamIndex) -> bool {
        self.profile.held.contains(&exam)
    }

    fn works_with_vendor_of(self, exam: ExamIndex) -> bool {
        let vendors = &self.profile.vendors;
        vendors.is_empty() || vendors.contains(&self.catalogue.exam(exam).vendor)
    }
}
