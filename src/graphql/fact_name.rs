//! The names of facts, as the API lists them.

use async_graphql::Enum;
use certgraph_macros::Leaf;
use serde::Serialize;

use crate::catalogue;

/// What a fact is about.
#[derive(Enum, Leaf, Serialize, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "catalogue::FactName")]
#[serde(into = "catalogue::FactName")]
pub enum FactName {
    /// The tier of the exam, in the catalogue's four levels.
    Level,
    /// The tier in the vendor's or the source's own words.
    LevelWording,
    /// The subject area of the exam.
    Subject,
    /// The day of the first public announcement.
    AnnouncedOn,
    /// The first day on which registration was open.
    RegistrationOn,
    /// The first day on which the beta could be taken.
    BetaOn,
    /// The first day on which the final exam could be taken.
    LiveOn,
    /// The last day on which the exam can be scheduled; it may be taken until the day it retires.
    RegistrationEndsOn,
    /// The last day on which the exam can be taken.
    RetiresOn,
    /// Days on which the vendor changed the outline.
    OutlineChangedOn,
    /// The list price before tax.
    Fee,
    /// The price while the exam is in beta.
    BetaFee,
    /// What the fee includes.
    FeeIncludes,
    /// How long a bought exam may wait to be taken.
    Eligibility,
    /// Answering time.
    Duration,
    /// The number of items (questions).
    Items,
    /// The number of items that count towards the score.
    ScoredItems,
    /// The kinds of items.
    ItemTypes,
    /// How the exam feels: its style and its parts.
    ExamStyle,
    /// Where the exam can be taken.
    Delivery,
    /// The passing score on its scale.
    PassingScore,
    /// The languages in which it can be taken.
    Languages,
    /// The product version that is tested.
    TestedVersion,
    /// How long to wait before a retake, or how often one may try.
    Retake,
    /// How long the credential lasts; absent as `NOT_APPLICABLE` when it does not expire.
    Validity,
    /// The ways to renew.
    Renewal,
    /// What a renewal costs.
    RenewalFee,
    /// How long a renewal assessment takes.
    RenewalDuration,
    /// How long before expiry the renewal opens.
    RenewalWindow,
    /// Experience that is expected of candidates.
    ExpectedExperience,
    /// The span of experience that is expected.
    ExpectedExperienceSpan,
    /// Knowledge that the exam takes for granted.
    AssumedKnowledge,
    /// What holders have shown that they can do.
    Abilities,
    /// The jobs that the exam addresses.
    Audience,
    /// Study time in hours.
    StudyHours,
    /// Study time in calendar weeks.
    StudyWeeks,
    /// Hours a week that the study time assumes.
    WeeklyHours,
    /// What takes most of the study time.
    StudySinks,
    /// Advice on how to study.
    StudyAdvice,
    /// The share of practice items to answer rightly before booking.
    BookingThreshold,
    /// Share of candidates who pass.
    PassRate,
    /// What moves the pass rate up or down.
    PassRateFactors,
    /// The yearly raise that is linked to the credential.
    AnnualRaise,
    /// Yearly pay in the job market that the exam addresses.
    AnnualPay,
    /// Whether the credential alone raises pay.
    RaisesPayAlone,
    /// What an hour of study is worth to the candidate.
    HourlyRate,
    /// Cloud consumption of practice in total.
    PracticeCost,
    /// Cloud consumption of practice a week.
    PracticeCostWeekly,
    /// The price of the vendor's own learning material.
    LearningMaterialCost,
    /// Investment as a source states it: fees, practice and study time.
    StatedInvestment,
    /// Monthly return as a source states it.
    StatedMonthlyReturn,
    /// Time until the investment is earned back, as a source states it.
    StatedPayback,
    /// Gain over three years as a source states it.
    StatedThreeYearGain,
    /// Pay-offs that are not money.
    OtherPayoffs,
    /// The number of domains as a source counts them.
    DomainCount,
    /// The heaviest domain as a source names it.
    HeaviestDomain,
    /// How often the outline is refreshed.
    OutlineInterval,
    /// Statements about the outline's content and history.
    OutlineHistory,
    /// Any other statement about the exam, in our own words.
    Statement,
}
