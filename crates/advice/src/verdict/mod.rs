//! Whether an exam is worth it for a person: take it, take it later, take something else, or none.
//!
//! Sources judge exams for audiences; the profile decides which of their rules fire, and the
//! catalogue's own facts (what is held, what can be booked, which vendors the person works with)
//! keep the advice true on the day. How rules combine is listed in `docs/advice.md`.

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

/// The answer to "is this exam worth it for me?", with everything that it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What to do.
    pub decision: Decision,
    /// Whether a source judges the exam for such a person; `false` when the decision follows from
    /// the catalogue's facts alone.
    pub judged: bool,
    /// Every rule that fired; those that decide come first.
    pub rules: Vec<FiredRule>,
    /// What to take, in order: any one exam of each group. Empty when nothing is to be taken.
    pub take: Vec<Vec<AdvisedExam>>,
    /// The exams to take before this one or in its place, in order; each can be booked on the day.
    pub alternatives: Vec<ExamIndex>,
    /// The exams in `take` that cannot be booked on the day, and what stands in for them.
    pub replacements: Vec<Replacement>,
    /// Rules of sources that depend only on circumstances which no profile tells.
    pub unchecked: Vec<AudienceRuleIndex>,
    /// The verdict and its reasons in a few sentences.
    pub summary: String,
    /// The sources of every rule and replacement, each once, by key.
    pub sources: Vec<SourceKey>,
}

/// A rule whose conditions hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiredRule {
    /// What kind of rule it is.
    pub kind: RuleKind,
    /// The source's rule, when it is one.
    pub audience_rule: Option<AudienceRuleIndex>,
    /// What the rule by itself advises.
    pub decision: Decision,
    /// Whether the verdict follows from it; a rule that does not is outranked.
    pub decides: bool,
    /// The conditions that hold, in words; empty when it holds for everybody.
    pub matched: Vec<String>,
    /// What else the source expects and no profile tells.
    pub circumstances: Vec<String>,
    /// The exam that the source judges, when it is one that this exam follows.
    pub said_of: Option<ExamIndex>,
    /// Why, in a sentence.
    pub text: String,
    /// Who says so; empty when it follows from the profile alone.
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
        /// Another exam is advised before it for somebody with the person's experience.
        AdvisedFirst,
        /// A source recommends the exam for the person's role.
        RecommendedForRole,
        /// No source judges the exam for such a person, and no known fact speaks against it.
        NothingAgainst,
    }
}

/// Whether an exam is worth it for a person, as of a day.
pub fn verdict(catalogue: &Catalogue, exam: ExamIndex, profile: &Profile, day: Day) -> Verdict {
    let question = Question {
        catalogue,
        exam,
        profile,
        day,
    };
    VerdictBuilder::on(question).verdict()
}

/// Who asks about which exam, and when.
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

    /// What the person can book on the day for an exam: itself, else what takes its place.
    fn stand_ins(self, exam: ExamIndex) -> Vec<ExamIndex> {
        let languages = &self.profile.languages;
        self.catalogue
            .bookable_stand_ins_in(languages, exam, self.day)
    }

    /// What takes the place of an exam that the person cannot book on the day.
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
