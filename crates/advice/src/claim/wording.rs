//! The answer to a claim in a sentence.

use super::{
    Claim, ClaimFinding, ClaimSubject, UnknownReason,
    claimed_fact::ClaimedFact,
    figure::{Figure, FigureForm},
    stated::{Stated, exam_names, of_weight},
    value::{ClaimedState, ClaimedValue, of_money, of_quantity},
};
use catalogue::{
    AbsenceReason, ApproximateDate, Catalogue, Currency, Day, Evidence, ExamIndex, Experience,
    Fact, FactContent, FactName, FactValue, Level, LifecycleState, PassingScore, Precision,
    ScoreUnit, Unit,
};

/// A claim with what is needed to speak about it.
pub(super) struct Wording<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) claim: &'a Claim,
    pub(super) exam: Option<ExamIndex>,
}

impl Wording<'_> {
    /// What the claim says.
    pub(super) fn claimed(&self) -> String {
        match &self.claim.value {
            ClaimedValue::Money(figure, currency) => amount(*figure, *currency),
            ClaimedValue::Quantity(figure, unit) => counted(*figure, *unit, self.claim.fact),
            ClaimedValue::Score { passing, of, unit } => match (of, unit) {
                (_, Some(ScoreUnit::Percent)) => format!("{passing} percent"),
                (Some(of), _) => format!("{passing} of {of}"),
                (None, _) => passing.to_string(),
            },
            ClaimedValue::Date(date) => date_words(*date),
            ClaimedValue::Level(_, word) => word.clone(),
            ClaimedValue::State(ClaimedState::Is(state)) => state_words(*state).to_owned(),
            ClaimedValue::State(ClaimedState::Open) => "available".to_owned(),
            ClaimedValue::Flag(flag) => yes_no(*flag).to_owned(),
            ClaimedValue::Languages(languages) => {
                let names = languages.iter().map(|language| language.name());
                names.collect::<Vec<_>>().join(", ")
            }
            ClaimedValue::Exams(exams) => {
                let codes = exams.iter().map(|exam| exam.code.as_str());
                codes.collect::<Vec<_>>().join(" or ")
            }
            ClaimedValue::Texts(texts) => texts.join(", "),
            ClaimedValue::Nothing => "none".to_owned(),
        }
    }

    /// What is stated; `None` for a fact without a value.
    pub(super) fn stated(&self, stated: &Stated<'_>) -> Option<String> {
        Some(match stated {
            Stated::Fact(fact) => value_words(fact, self.claim.fact)?,
            Stated::Total(total, _) => amount(of_money(*total), total.currency()),
            Stated::State { state, .. } => state_words(*state).to_owned(),
            Stated::Weight { weight, .. } => {
                counted(of_weight(*weight), Unit::Percent, self.claim.fact)
            }
            Stated::NoDomain { .. } => "no such domain".to_owned(),
            Stated::DomainCount { blueprint, .. } => format!("{} domains", blueprint.domains.len()),
            Stated::Heaviest { domains, .. } => {
                let titles = domains.iter().map(|domain| domain.title.as_str());
                titles.collect::<Vec<_>>().join("; ")
            }
            Stated::Exams { groups, .. } if groups.is_empty() => "none".to_owned(),
            Stated::Exams { groups, .. } if self.claim.fact == ClaimedFact::EarnedBy => {
                exam_names(self.catalogue, groups, " and ", " or ")
            }
            Stated::Exams { groups, .. } => exam_names(self.catalogue, groups, " or ", " and "),
        })
    }

    /// The finding, and what is right instead.
    pub(super) fn sentence(&self, finding: &ClaimFinding, stated: Option<&Stated<'_>>) -> String {
        let claimed = self.claimed();
        let said = stated.map(|stated| self.says(stated));
        let text = match (finding, said) {
            (ClaimFinding::Unknown(reason), _) => reason_words(*reason).to_owned(),
            (ClaimFinding::Supported { .. }, Some(said)) => said,
            (ClaimFinding::Outdated { until }, said) => self.outdated(&claimed, *until, said),
            (ClaimFinding::NotYet { from }, said) => {
                let said = said.map(|said| format!("{said}; ")).unwrap_or_default();
                let right = if self.claim.fact == ClaimedFact::State {
                    "it is"
                } else {
                    "right is"
                };
                format!("{said}{right} {claimed} from {}", day_words(*from))
            }
            (ClaimFinding::Disputed(evidence), said) => {
                let said = said.map(|said| format!("{said}; ")).unwrap_or_default();
                format!(
                    "{said}{} says {claimed}",
                    self.source_title(evidence.first())
                )
            }
            (ClaimFinding::Contradicted, Some(said)) => format!("{said}, not {claimed}"),
            (ClaimFinding::Contradicted | ClaimFinding::Supported { .. }, None) => claimed,
        };
        let mut letters = text.chars();
        let first = letters
            .next()
            .map(|letter| letter.to_uppercase().to_string());
        format!("{}{}.", first.unwrap_or_default(), letters.as_str())
    }

    fn outdated(&self, claimed: &str, until: Day, said: Option<String>) -> String {
        let until = day_words(until);
        if self.claim.fact != ClaimedFact::State {
            let said = said.map(|said| format!("{said}; ")).unwrap_or_default();
            return format!("{said}{claimed} was right until {until}");
        }
        let name = self.name();
        let successors = self
            .exam
            .map(|exam| self.catalogue.exam(exam).successors.clone());
        let follows = match successors.filter(|exams| !exams.is_empty()) {
            Some(exams) => {
                let verb = if exams.len() == 1 {
                    "follows"
                } else {
                    "follow"
                };
                let codes = exam_names(self.catalogue, &[exams], " and ", "");
                format!("; {codes} {verb}")
            }
            None => String::new(),
        };
        format!("{name} was {claimed} until {until}{follows}")
    }

    /// The subject's code or title.
    fn name(&self) -> String {
        match (self.claim.subject, self.exam) {
            (ClaimSubject::Exam(exam), _) | (_, Some(exam)) => {
                self.catalogue.exam(exam).record.code.to_string()
            }
            (ClaimSubject::Certification(index), None) => {
                self.catalogue.certification(index).record.title.clone()
            }
        }
    }

    /// The statement as a sentence without its end.
    fn says(&self, stated: &Stated<'_>) -> String {
        let name = self.name();
        let value = self.stated(stated);
        let Some(value) = value else {
            let Some(fact) = stated.fact() else {
                return name;
            };
            return absent_words(&name, fact);
        };
        let with_condition = stated.fact().and_then(super::condition);
        let condition = with_condition
            .map(|words| format!(" ({words})"))
            .unwrap_or_default();
        let domain = match stated {
            Stated::Weight { domain, .. } => domain.title.as_str(),
            _ => self.claim.domain.as_deref().unwrap_or_default(),
        };
        let said = match (self.claim.fact, stated) {
            (ClaimedFact::State, _) => format!("{name} is {value}"),
            (ClaimedFact::DomainWeight, Stated::NoDomain { .. }) => {
                format!("the outline of {name} has no domain \"{domain}\"")
            }
            (ClaimedFact::DomainWeight, _) => format!("\"{domain}\" is {value} of {name}"),
            (ClaimedFact::Successor, _) => format!("{value} follows {name}"),
            (ClaimedFact::RequiredPrerequisite, _) => format!("{name} requires {value}"),
            (ClaimedFact::RecommendedPrerequisite, _) => {
                format!("before {name}, {value} is advised")
            }
            (ClaimedFact::EarnedBy, Stated::Exams { groups, .. }) if groups.is_empty() => {
                format!("no exam earns {name}")
            }
            (ClaimedFact::EarnedBy, _) => format!("{name} is earned by {value}"),
            (ClaimedFact::Fact(fact), _) => fact_says(fact, &name, &value),
        };
        format!("{said}{condition}")
    }

    fn source_title(&self, evidence: Option<&Evidence>) -> String {
        let key = evidence.and_then(|evidence| evidence.sources.first());
        let source = key.and_then(|key| self.catalogue.source(key));
        source.map_or_else(
            || "another estimate".to_owned(),
            |source| format!("\"{}\"", source.title),
        )
    }
}

fn fact_says(fact: FactName, name: &str, value: &str) -> String {
    match fact {
        FactName::Fee => format!("{name} costs {value}"),
        FactName::BetaFee => format!("the beta of {name} costs {value}"),
        FactName::Duration => format!("{name} lasts {value}"),
        FactName::Items | FactName::DomainCount => format!("{name} has {value}"),
        FactName::ScoredItems => format!("of {name}, {value} are scored"),
        FactName::PassingScore => format!("{name} is passed with {value}"),
        FactName::Validity => format!("what {name} earns is valid for {value}"),
        FactName::RenewalFee => format!("renewing what {name} earned costs {value}"),
        FactName::RenewalDuration => format!("the renewal assessment of {name} takes {value}"),
        FactName::RenewalWindow => format!("the renewal of {name} opens {value} before the end"),
        FactName::Level => format!("{name} is of level {value}"),
        FactName::StudyHours | FactName::StudyWeeks => format!("{name} takes {value} of study"),
        FactName::PassRate => format!("{value} pass {name}"),
        FactName::Languages => format!("{name} is given in {value}"),
        FactName::AnnouncedOn => format!("{name} was announced on {value}"),
        FactName::RegistrationOn => format!("registration for {name} opens on {value}"),
        FactName::BetaOn => format!("the beta of {name} opens on {value}"),
        FactName::LiveOn => format!("{name} opens on {value}"),
        FactName::RegistrationEndsOn => format!("the last day to schedule {name} is {value}"),
        FactName::RetiresOn => format!("the last day of {name} is {value}"),
        FactName::OutlineChangedOn => format!("the outline of {name} changed on {value}"),
        FactName::HeaviestDomain => format!("the heaviest domain of {name} is {value}"),
        other => format!("the {} of {name}: {value}", other.words()),
    }
}

fn absent_words(name: &str, fact: &Fact) -> String {
    let reason = match fact.content {
        FactContent::Absent(reason) => reason,
        FactContent::Known(_) => return name.to_owned(),
    };
    match (fact.name, reason) {
        (FactName::Validity, AbsenceReason::NotApplicable) => {
            format!("what {name} earns does not expire")
        }
        (FactName::RetiresOn, AbsenceReason::NotApplicable) => format!("{name} has no known end"),
        (other, AbsenceReason::NotApplicable) => format!("{name} has no {}", other.words()),
        (other, _) => format!("the {} of {name} is not known", other.words()),
    }
}

fn reason_words(reason: UnknownReason) -> &'static str {
    match reason {
        UnknownReason::NoSource => "no source in the catalogue says anything about it",
        UnknownReason::NotRead => "the catalogue has not read it yet",
        UnknownReason::NotPublished => "the vendor does not publish it",
        UnknownReason::Disputed => "sources disagree and none outranks the others",
        UnknownReason::DateNotExact => "the date is known only roughly",
        UnknownReason::OtherCurrency => "the price is known in other currencies only",
        UnknownReason::NewerOutline => {
            "the outline of the day is newer than the newest that was read"
        }
        UnknownReason::NoOutline => "no outline is known for the day",
        UnknownReason::NoSuchDomain => "no outline of the exam has a domain of this name",
        UnknownReason::NotComparable => "the words or units cannot be compared",
        UnknownReason::UnknownSubject => "there is no such exam or certification",
        UnknownReason::AmbiguousSubject => "several exams share the code",
    }
}

/// For whom a fact holds.
pub(super) fn experience(experience: Experience) -> &'static str {
    match experience {
        Experience::NewToCloud => "for people new to the cloud",
        Experience::KnowsVendor => "for people who know the platform",
        Experience::Practitioner => "for practitioners",
    }
}

pub(super) fn state_words(state: LifecycleState) -> &'static str {
    match state {
        LifecycleState::Announced => "announced",
        LifecycleState::Beta => "in beta",
        LifecycleState::Live => "live",
        LifecycleState::Retiring => "retiring",
        LifecycleState::Retired => "retired",
    }
}

fn value_words(fact: &Fact, claimed: ClaimedFact) -> Option<String> {
    Some(match fact.value()? {
        FactValue::Money(range) => amount(of_money(*range), range.currency()),
        FactValue::Quantity(quantity) => {
            let (figure, unit) = of_quantity(*quantity);
            counted(figure, unit, claimed)
        }
        FactValue::Score(score) => score_words(*score),
        FactValue::Date(date) => date_words(*date),
        FactValue::Level(level) => level_words(*level).to_owned(),
        FactValue::Text(text) => text.clone(),
        FactValue::List(items) => items.join(", "),
        FactValue::Flag(flag) => yes_no(*flag).to_owned(),
    })
}

fn yes_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

fn level_words(level: Level) -> &'static str {
    match level {
        Level::Fundamentals => "fundamentals",
        Level::Associate => "associate",
        Level::Professional => "professional",
        Level::Specialty => "specialty",
    }
}

fn score_words(score: PassingScore) -> String {
    match score.unit {
        ScoreUnit::Percent => format!("{} percent", score.passing),
        ScoreUnit::ScaledPoints => format!("{} of {} points", score.passing, score.scale_max),
    }
}

/// An amount: `165 USD`, `12000 to 25000 USD`.
fn amount(figure: Figure, currency: Currency) -> String {
    let one = |thousandths: i64| {
        let (whole, rest) = (thousandths / 1000, thousandths % 1000);
        match rest {
            0 => whole.to_string(),
            rest if rest % 10 == 0 => format!("{whole}.{:02}", rest / 10),
            rest => format!("{whole}.{rest:03}"),
        }
    };
    format!("{} {currency}", ends(figure, one))
}

/// A number of units: `100 minutes`, `40 to 60 items`, `1 year`; whole hours of study as hours.
fn counted(figure: Figure, unit: Unit, claimed: ClaimedFact) -> String {
    let in_hours = unit == Unit::Minutes
        && matches!(
            claimed,
            ClaimedFact::Fact(FactName::StudyHours | FactName::WeeklyHours)
        );
    let (divisor, word) = if in_hours {
        (60, "hours")
    } else {
        (1, unit.word())
    };
    let word = match (unit, claimed) {
        (Unit::Count, ClaimedFact::Fact(FactName::DomainCount)) => "domains",
        (Unit::Count, _) => "",
        _ => word,
    };
    let one = |thousandths: i64| {
        let thousandths = thousandths / divisor;
        let (whole, tenths) = (thousandths / 1000, thousandths % 1000 / 100);
        if tenths == 0 {
            whole.to_string()
        } else {
            format!("{whole}.{tenths}")
        }
    };
    let is_single = figure.min == figure.max && figure.min / divisor == 1000;
    let word = if is_single {
        word.trim_end_matches('s')
    } else {
        word
    };
    format!("{} {word}", ends(figure, one))
        .trim_end()
        .to_owned()
}

fn ends(figure: Figure, one: impl Fn(i64) -> String) -> String {
    let range = if figure.min == figure.max {
        one(figure.min)
    } else {
        format!("{} to {}", one(figure.min), one(figure.max))
    };
    match figure.form {
        FigureForm::Stated => range,
        // A range is rough by itself.
        FigureForm::About if figure.min != figure.max => range,
        FigureForm::About => format!("about {range}"),
        FigureForm::AtMost => format!("up to {range}"),
        FigureForm::AtLeast => format!("at least {range}"),
    }
}

fn date_words(date: ApproximateDate) -> String {
    match date.precision() {
        Precision::Day => day_words(date.latest()),
        Precision::Month => date.latest().format("%B %Y").to_string(),
        Precision::Year => date.latest().format("%Y").to_string(),
        Precision::OnOrBefore => format!("{} or earlier", day_words(date.latest())),
        Precision::NotBefore => format!("{} or later", day_words(date.earliest())),
    }
}

/// A day: `30 June 2026`.
pub(super) fn day_words(day: Day) -> String {
    day.format("%-d %B %Y").to_string()
}
