//! Exams.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::{ID, Result};
use certgraph_macros::{Fields, fields};

use crate::catalogue::{
    self, ExamCode, ExamEntry, ExamIndex, Experience, FactName, FactValue, Level, ObjectKind,
};
use crate::graphql::{
    engine::request_context::RequestContext,
    objects::audience_rule::{AudienceRule, audience_rules},
    objects::blueprint::Blueprint,
    objects::blueprint_diff::{BlueprintDiff, blueprint_diff},
    objects::certification::CertificationObject,
    objects::comparison::{Comparison, MarginalHours, comparisons, marginal_hours},
    objects::connection::{parsed, picks},
    objects::contradiction::{ContradictionObject, contradictions_of},
    objects::equivalent::{Equivalent, equivalents},
    objects::evidence::Source,
    objects::fact::Fact,
    objects::freshness::{ExamFreshness, freshness},
    objects::lifecycle::Lifecycle,
    objects::lookup,
    objects::node::id,
    objects::path_question::{self, ProfileInput},
    objects::prerequisite::{PrerequisiteGroup, groups},
    objects::return_on_investment::{self, RoiEstimate, RoiInput},
    objects::role::RoleObject,
    objects::scalars::Date,
    objects::study_plan::{PublishedStudyPlan, StudyPlan, published_study_plan, study_plan},
    objects::values::{DecimalRange, IntRange, Money, PassingScore},
    objects::vendor::VendorObject,
    objects::verdict::{Verdict, verdict},
    objects::view::View,
};

pub struct ExamObject {
    pub(crate) view: View,
    pub(crate) index: ExamIndex,
}

impl ExamObject {
    fn entry(&self) -> &ExamEntry {
        self.view.catalogue.exam(self.index)
    }

    /// Its number in the snapshot.
    fn number(&self) -> u64 {
        self.index.index() as u64
    }

    fn period(&self) -> u32 {
        self.entry().period(self.view.day)
    }

    fn value(&self, name: FactName) -> Option<&FactValue> {
        let entry = self.entry();
        let usual = entry.usual_circumstances(self.view.day);
        entry.fact_in(name, &usual).and_then(catalogue::Fact::value)
    }

    fn quantity(&self, name: FactName) -> Option<catalogue::Quantity> {
        match self.value(name) {
            Some(FactValue::Quantity(quantity)) => Some(*quantity),
            _ => None,
        }
    }

    fn list(&self, name: FactName) -> &[String] {
        match self.value(name) {
            Some(FactValue::List(items)) => items,
            _ => &[],
        }
    }
}

/// An estimated share or figure, with where it comes from.
#[derive(async_graphql::SimpleObject, Fields)]
pub struct Estimate {
    /// The figure as a range with its unit.
    range: DecimalRange,
    /// The market or group that it describes. Null when the source names none.
    region: Option<String>,
    /// The year that it describes.
    year: i32,
    /// How far it can be trusted.
    confidence: ApiEnum<catalogue::Confidence>,
    /// Who says so.
    sources: Vec<Source>,
}

/// The assessment that earns a certification. Look it up by code in any case; former codes and
/// aliases lead here too, and a retired exam is always found.
#[fields(name = "Exam")]
#[cacheable(
    constant(
        "id", "code", "formerCodes", "alsoKnownAs", "title", "vendor", "level", "subject", "studyHours"
    ),
    by_period(
        "lifecycle", "bookableLanguages", "fee", "durationMinutes", "items", "itemTypes",
        "passingScore", "languages", "blueprint"
    ),
    number = number,
    period = period
)]
impl ExamObject {
    /// The object's id: opaque, kept for ever, also through renames.
    pub(crate) fn id(&self) -> ID {
        id(ObjectKind::Exam, self.entry().identity)
    }

    /// The vendor's current code. Example: `"AI-102"`.
    fn code(&self) -> &str {
        self.entry().record.code.as_str()
    }

    /// Codes under which this same exam was known before, oldest first; empty when there are none.
    fn former_codes(&self) -> Vec<&str> {
        let codes = self.entry().record.former_codes.iter();
        codes.map(ExamCode::as_str).collect()
    }

    /// Names and abbreviations that people use for it and that are no codes; empty when none is
    /// recorded. Those of the certification that it earns are listed at `certifications`.
    /// Example: `["Terraform Associate"]`.
    fn also_known_as(&self) -> &[String] {
        &self.entry().record.also_known_as
    }

    /// The vendor's title. Example: `"Designing and Implementing a Microsoft Azure AI Solution"`.
    fn title(&self) -> &str {
        &self.entry().record.title
    }

    /// The vendor that issues it.
    fn vendor(&self) -> VendorObject {
        self.view.vendor(self.entry().vendor)
    }

    /// Its tier. Null when no source states it.
    fn level(&self) -> Option<ApiEnum<Level>> {
        self.entry().level.map(ApiEnum)
    }

    /// The group of roles, as `Role.group` has it, of which the most recommendations name it; of equal
    /// ones that whose name its title has. "Newcomer" counts for fundamentals only, and takes those
    /// that several subjects name equally often. Otherwise the subject of its predecessor, successor or
    /// prerequisite. Example: `"Security"`. Null when none of them is known.
    fn subject(&self) -> Option<&str> {
        self.view.catalogue.subject(self.index)
    }

    /// The certifications that it earns or helps to earn by a way that counts on the day.
    fn certifications(&self) -> Vec<CertificationObject> {
        let earned = self.entry().certifications.iter();
        earned
            .filter(|index| {
                let entry = self.view.catalogue.certification(**index);
                let mut sets = entry.earned_by_on(self.view.day);
                sets.any(|set| set.contains(&self.index))
            })
            .map(|index| self.view.certification(*index))
            .collect()
    }

    /// Its lifecycle status on the day.
    fn lifecycle(
        &self,
        #[graphql(
            desc = "Of the exam in this language, by English name (`\"Japanese\"`, \
                    `\"Brazilian Portuguese\"`) or BCP 47 tag (`\"ja\"`, `\"pt-BR\"`). In a language \
                    in which the exam is not known to be offered it is `ANNOUNCED`, or `RETIRED` \
                    when the exam is. Default: English where dates differ by language, else the \
                    exam as a whole."
        )]
        language: Option<String>,
    ) -> Result<Lifecycle> {
        let language = language.map(|name| lookup::known_language("language", &name));
        Ok(Lifecycle {
            view: self.view.clone(),
            index: self.index,
            language: language.transpose()?,
        })
    }

    /// The languages in which it can be booked and taken on the day, by English name. Example:
    /// `["Japanese", "Korean", "Simplified Chinese"]`. An exam whose languages no source lists counts
    /// as offered in English. Empty when it cannot be booked in any.
    fn bookable_languages(&self) -> Vec<&str> {
        self.entry().bookable_languages(self.view.day).collect()
    }

    /// The list price before tax on the day: that of the beta while it can be booked and a source
    /// gives it. Null when it is not known in that currency; `facts(names: [FEE])` says why.
    fn fee(
        &self,
        #[graphql(default_with = "\"USD\".to_owned()", desc = "ISO 4217 currency code.")]
        currency: String,
        #[graphql(
            desc = "The country in which it is bought, by its ISO 3166-1 code. Example: `\"IN\"`. \
                    Default: none, so that only prices for everywhere count."
        )]
        region: Option<String>,
        #[graphql(
            default = false,
            desc = "True for the price of members of the vendor's association."
        )]
        member: bool,
    ) -> Option<Result<Money>> {
        let fee = || {
            let currency: catalogue::Currency = parsed("currency", &currency)?;
            let region = path_question::region("region", region.as_deref())?;
            let entry = self.entry();
            let circumstances = catalogue::Circumstances {
                region,
                member,
                ..entry.usual_circumstances(self.view.day)
            };
            Ok(entry.fee_in(currency, &circumstances).map(Into::into))
        };
        fee().transpose()
    }

    /// Answering time in minutes. Example: `{ min: 100, max: 120 }`. Null when it is not known.
    fn duration_minutes(&self) -> Option<IntRange> {
        self.quantity(FactName::Duration).map(Into::into)
    }

    /// The number of items (questions). Example: `{ min: 40, max: 60 }`. Null when it is not known.
    fn items(&self) -> Option<IntRange> {
        self.quantity(FactName::Items).map(Into::into)
    }

    /// The kinds of items. Example: `["multiple choice", "case study"]`. Empty when not known.
    fn item_types(&self) -> &[String] {
        self.list(FactName::ItemTypes)
    }

    /// The score to reach and its scale. Null when it is not known or not published;
    /// `facts(names: [PASSING_SCORE])` says which.
    fn passing_score(&self) -> Option<PassingScore> {
        match self.value(FactName::PassingScore) {
            Some(FactValue::Score(score)) => Some((*score).into()),
            _ => None,
        }
    }

    /// The languages in which it can be taken. Empty when not known.
    fn languages(&self) -> &[String] {
        self.list(FactName::Languages)
    }

    /// Study time in hours. Example: `{ min: 60, max: 100 }`. Null when no source states it; an
    /// estimate shows as such in `studyHoursFact`.
    fn study_hours(
        &self,
        #[graphql(desc = "For a person with this experience. Default: what holds in general.")]
        experience: Option<ApiEnum<Experience>>,
    ) -> Option<IntRange> {
        self.entry()
            .study_hours(experience.map(|set| set.0))
            .map(Into::into)
    }

    /// The fact that `studyHours` is read from, with its source and confidence. Null when no
    /// source states it.
    fn study_hours_fact(
        &self,
        #[graphql(desc = "For a person with this experience. Default: what holds in general.")]
        experience: Option<ApiEnum<Experience>>,
    ) -> Option<Fact> {
        let fact = self.entry().study_hours_fact(experience.map(|set| set.0))?;
        Fact::find(&self.view, self.index, fact)
    }

    /// The share of candidates who pass, in percent; always an estimate. Null when not known.
    fn pass_rate(&self) -> Option<Estimate> {
        let fact = catalogue::served(
            self.entry().facts(FactName::PassRate),
            &catalogue::Circumstances::default(),
        )?;
        let Some(FactValue::Quantity(quantity)) = fact.value() else {
            return None;
        };
        Some(Estimate {
            range: (*quantity).into(),
            region: fact.about.clone(),
            year: chrono::Datelike::year(&fact.evidence.as_of.latest()),
            confidence: fact.evidence.confidence.into(),
            sources: self.view.sources(&fact.evidence.sources),
        })
    }

    /// The blueprint to study for on the day. Null when none is known.
    fn blueprint(&self) -> Option<Blueprint> {
        let record = self.entry().blueprint(self.view.day)?;
        Blueprint::find(&self.view, self.index, record)
    }

    /// Every known blueprint, newest first, claimed ones included.
    fn blueprints(&self) -> Vec<Blueprint> {
        let records = &self.entry().record.blueprints;
        let mut indices: Vec<usize> = (0..records.len()).collect();
        indices.sort_by_key(|index| std::cmp::Reverse(records[*index].effective_from.latest()));
        let blueprint = |index| Blueprint::new(&self.view, self.index, index);
        indices.into_iter().map(blueprint).collect()
    }

    /// What should be held before: all groups, any one exam of each.
    fn prerequisites(&self) -> Vec<PrerequisiteGroup> {
        groups(&self.view, self.index)
    }

    /// The exams that name this one as a prerequisite.
    fn unlocks(&self) -> Vec<Self> {
        self.view.exams(&self.entry().unlocks)
    }

    /// Its counterparts at other vendors. One that can no longer be booked is replaced by its
    /// successor, and says so.
    fn equivalents(
        &self,
        #[graphql(desc = "Only counterparts of this vendor (slug).")] vendor: Option<String>,
    ) -> Result<Vec<Equivalent>> {
        let vendor = match vendor {
            Some(slug) => lookup::vendors(&self.view, "vendor", &[slug])?.pop(),
            None => None,
        };
        Ok(equivalents(&self.view, self.index, vendor))
    }

    /// What sources say sets it apart from other exams.
    fn comparisons(&self) -> Vec<Comparison> {
        comparisons(&self.view, self.index)
    }

    /// For whom sources say that it is worth it, and for whom not.
    fn audience_rules(&self) -> Vec<AudienceRule> {
        audience_rules(&self.view, self.index)
    }

    /// Whether it is worth it for a person: take it, take it later, take something else, or take
    /// nothing; with every rule that fired and its source. Without a profile only rules that hold
    /// for everybody fire.
    fn verdict(
        &self,
        #[graphql(
            desc = "Who asks. Example: { held: [\"AZ-204\"], shipsCode: true }. Default: nothing is \
                    said."
        )]
        profile: Option<ProfileInput>,
    ) -> Result<Verdict> {
        let profile = path_question::profile(&self.view, profile)?;
        Ok(verdict(&self.view, self.index, &profile))
    }

    /// Whether it pays: the investment with the time that it takes, the months until a raise has
    /// paid it back, and the gain over some years. Every input is shown and can be replaced.
    fn return_on_investment(
        &self,
        #[graphql(
            desc = "Figures of your own. Example: { hourlyRate: { min: \"60\" } }. Default: the \
                    catalogue's."
        )]
        input: Option<RoiInput>,
    ) -> Option<Result<RoiEstimate>> {
        // As `Option<Result<_>>` the field is nullable, so an error does not make its parent null.
        return_on_investment::of_exam(&self.view, self.index, input).transpose()
    }

    /// A plan of study at a person's pace, week by week. Null when no source states how many hours
    /// the exam takes; `facts(names: [STUDY_HOURS])` says why.
    fn study_plan(
        &self,
        #[graphql(desc = "Hours a week for study, 1 to 168. Default: 10.")] weekly_hours: Option<
            i32,
        >,
        #[graphql(
            desc = "The first day of study, before the year 9000. Default: the day that is asked for."
        )]
        start_on: Option<Date>,
        #[graphql(
            desc = "Who studies: the experience picks the hours, and exams held shorten them. \
                    Default: nothing is said."
        )]
        profile: Option<ProfileInput>,
    ) -> Option<Result<StudyPlan>> {
        let profile = path_question::profile(&self.view, profile);
        let plan = profile.and_then(|profile| {
            study_plan(&self.view, self.index, weekly_hours, start_on, &profile)
        });
        plan.transpose()
    }

    /// The study hours that are left for a person who has passed other exams. Null when the hours
    /// or the content of this exam are not known.
    fn marginal_hours(
        &self,
        #[graphql(
            desc = "The exams passed, by code or `vendor/code`. Example: `[\"AI-900\"]`. At most 100."
        )]
        given: Vec<String>,
        #[graphql(desc = "For a person with this experience. Default: what holds in general.")]
        experience: Option<ApiEnum<Experience>>,
    ) -> Option<Result<MarginalHours>> {
        marginal_hours(&self.view, self.index, &given, experience).transpose()
    }

    /// What changed between the blueprints in force on two days. Null when either day has none.
    fn blueprint_diff(
        &self,
        #[graphql(desc = "The first day. Example: `\"2024-06-01\"`.")] from: Date,
        #[graphql(desc = "The second day. Example: `\"2026-01-01\"`.")] to: Date,
    ) -> Option<BlueprintDiff> {
        blueprint_diff(&self.view, self.index, from, to)
    }

    /// The study plan that a source gives. Null when none does.
    fn published_study_plan(&self) -> Option<PublishedStudyPlan> {
        published_study_plan(&self.view, self.index)
    }

    /// The roles for which a source recommends it.
    fn roles(&self) -> Vec<RoleObject> {
        let roles = self.entry().roles.iter();
        roles.map(|index| self.view.role(*index)).collect()
    }

    /// Every statement about the exam with its source, served or not, in the catalogue's order.
    fn facts(
        &self,
        #[graphql(desc = "Only facts of these names. Default: all.")] names: Option<
            Vec<ApiEnum<FactName>>,
        >,
    ) -> Vec<Fact> {
        let facts = self.entry().record.facts.iter().enumerate();
        facts
            .filter(|(_, fact)| picks(names.as_ref(), &ApiEnum(fact.name)))
            .map(|(index, _)| Fact::new(&self.view, self.index, index))
            .collect()
    }

    /// How long ago what is said of it was checked, and when that is due again, on the day.
    fn freshness(&self, scope: &RequestContext) -> ExamFreshness {
        freshness(&self.view, self.index, scope)
    }

    /// Where sources disagree about it, or one disagrees with itself, on the day; empty when they
    /// agree. Those that matter most first.
    fn contradictions(&self) -> Vec<ContradictionObject> {
        contradictions_of(&self.view, self.index)
    }
}
