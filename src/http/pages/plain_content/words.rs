//! Days, figures and enum values in the reader's language.

use std::fmt::{self, Write};

use chrono::Datelike;

use crate::{
    catalogue::{
        AbsenceReason, ApproximateDate, Catalogue, Confidence, Day, Decision, ExamEntry, ExamForm,
        ExamIndex, Experience, Fact, FactConditions, FactContent, FactName, FactValue, Level,
        LifecycleState, Money, MoneyRange, Precision, Quantity, ScoreUnit, Tenths, Unit,
    },
    http::pages::{html::escape, messages::Language},
};

/// The names of the months in messages.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

impl Language {
    /// Shown for unknown figures.
    pub(super) fn unknown(self) -> String {
        self.text("unknown")
    }

    /// A day: `30 June 2026`.
    pub(super) fn day(self, day: Day) -> String {
        let month = self.text_with("plain-month", &[("month", month(day))]);
        let (number, year) = (day.day().to_string(), day.year().to_string());
        let parts = [("day", &*number), ("month", &*month), ("year", &*year)];
        self.text_with("plain-day", &parts)
    }

    /// A date: `30 June 2026`, `June 2026`, `30 June 2026 or later`.
    pub(super) fn date(self, date: ApproximateDate) -> String {
        let first = date.earliest();
        match date.precision() {
            Precision::Day => self.day(first),
            Precision::Month => {
                let month = self.text_with("plain-month", &[("month", month(first))]);
                let year = first.year().to_string();
                self.text_with("plain-month-of", &[("month", &month), ("year", &year)])
            }
            Precision::Year => first.year().to_string(),
            Precision::OnOrBefore => {
                let day = self.day(date.latest());
                self.text_with("date-or-earlier", &[("day", &day)])
            }
            Precision::NotBefore => self.text_with("date-or-later", &[("day", &self.day(first))]),
        }
    }

    /// When something was checked: `checked 5 October 2026`, `checked in April 2026`.
    pub(super) fn checked(self, date: ApproximateDate) -> String {
        let written = self.date(date);
        let period = match date.precision() {
            Precision::Month => self.text_with("in-month", &[("month", &written)]),
            Precision::Year => self.text_with("in-year", &[("year", &written)]),
            _ => return self.text_with("checked-on", &[("day", &written)]),
        };
        self.text_with("checked-in", &[("period", &period)])
    }

    /// The name of a level, or that it is not known.
    pub(super) fn level(self, level: Option<Level>) -> String {
        let Some(level) = level else {
            return self.unknown();
        };
        capital(&self.text(match level {
            Level::Fundamentals => "word-fundamentals",
            Level::Associate => "word-associate",
            Level::Professional => "word-professional",
            Level::Specialty => "word-specialty",
        }))
    }

    /// The state of an exam on a day.
    pub(super) fn state_of(self, entry: &ExamEntry, day: Day) -> String {
        self.state(entry.state(day))
    }

    /// The state of an exam on a day, its end and what follows: `Retired on 30 June 2026 (AI-103
    /// follows)`, as HTML.
    pub(super) fn state_with_end(self, catalogue: &Catalogue, exam: ExamIndex, day: Day) -> String {
        let entry = catalogue.exam(exam);
        let state = entry.state(day);
        let is_ending = matches!(state, LifecycleState::Retiring | LifecycleState::Retired);
        let end = entry.end(&[]).filter(|_| is_ending);
        let text = match end {
            Some(end) => {
                let values = [("state", &*self.state(state)), ("day", &*self.date(end.on))];
                self.text_with("compare-state-on", &values)
            }
            None => self.state(state),
        };
        let followers = entry.successors.iter();
        let codes: Vec<&str> = followers
            .map(|next| catalogue.exam(*next).record.code.as_str())
            .collect();
        if codes.is_empty() {
            return escape(&text);
        }
        let and = self.text("plain-and");
        let values = [("state", &*text), ("codes", &*codes.join(&and))];
        escape(&self.text_of("compare-followed", &values, codes.len()))
    }

    /// The name of a state.
    pub(super) fn state(self, state: LifecycleState) -> String {
        capital(&self.text(match state {
            LifecycleState::Announced => "word-announced",
            LifecycleState::Beta => "word-beta",
            LifecycleState::Live => "word-live",
            LifecycleState::Retiring => "word-retiring",
            LifecycleState::Retired => "word-retired",
        }))
    }

    /// The advice of a verdict.
    pub(super) fn decision(self, decision: Decision) -> String {
        self.text(match decision {
            Decision::Take => "decision-take",
            Decision::TakeLater => "decision-take-later",
            Decision::TakeInstead => "decision-take-instead",
            Decision::Skip => "decision-skip",
            Decision::NoEvidence => "decision-no-evidence",
        })
    }

    /// The name of a class of confidence.
    pub(super) fn confidence(self, confidence: Confidence) -> String {
        self.text(match confidence {
            Confidence::Official => "confidence-official",
            Confidence::VendorApi => "confidence-vendor-api",
            Confidence::Reputable => "confidence-reputable",
            Confidence::Community => "confidence-community",
            Confidence::Estimate => "confidence-estimate",
        })
    }

    /// A range of whole hours.
    pub(super) fn whole_hours(self, (min, max): (i64, i64)) -> String {
        self.ranged("hours", &range(min, max), max)
    }

    /// A minimum: `at least 60 hours`.
    pub(super) fn at_least(self, figure: &str) -> String {
        self.text_with("plain-at-least", &[("figure", figure)])
    }

    /// The name of a group of roles; one without a message keeps its English name.
    pub(super) fn group(self, name: &str) -> String {
        self.text_or("group", name, str::to_owned)
    }

    /// The name of a fact in a sentence: `passing score`.
    pub(super) fn fact_name(self, name: FactName) -> String {
        self.word(&name.key())
    }

    /// A name of the API, such as `PASSING_SCORE`, in a sentence.
    pub(super) fn word(self, name: &str) -> String {
        self.text_or("word", name, |name| name.to_lowercase().replace('_', " "))
    }

    /// The message `PREFIX-name`, in lower case and with hyphens.
    fn text_or(self, prefix: &str, name: &str, otherwise: impl Fn(&str) -> String) -> String {
        let id = name.to_lowercase().replace(['_', ' '], "-");
        let id = format!("{prefix}-{id}");
        let text = self.text(&id);
        if text == id { otherwise(name) } else { text }
    }

    /// A degree of experience.
    pub(super) fn experience(self, experience: Experience) -> String {
        self.text(match experience {
            Experience::NewToCloud => "word-new-to-cloud",
            Experience::KnowsVendor => "word-knows-vendor",
            Experience::Practitioner => "word-practitioner",
        })
    }

    /// What a fact is limited to, as HTML: `new to the field`, `in the beta`; empty for most facts.
    pub(super) fn limits(self, fact: &Fact) -> String {
        let FactConditions {
            earned_from,
            earned_before,
            language,
            region,
            member,
            form,
        } = fact.conditions;
        let day = |day: Option<Day>| day.map(|day| self.day(day)).unwrap_or_default();
        let (from, before) = (day(earned_from), day(earned_before));
        let earned = match (earned_from, earned_before) {
            (None, None) => None,
            (Some(_), None) => Some(self.text_with("condition-earned-from", &[("day", &from)])),
            (None, Some(_)) => Some(self.text_with("condition-earned-before", &[("day", &before)])),
            (Some(_), Some(_)) => {
                let values = [("from", &*from), ("before", &*before)];
                Some(self.text_with("condition-earned-between", &values))
            }
        };
        let experience = fact
            .experience
            .map(|experience| self.experience(experience));
        let member = member.map(|member| {
            self.text(if member {
                "condition-member"
            } else {
                "condition-no-member"
            })
        });
        let region =
            region.map(|region| self.text_with("condition-region", &[("region", region.as_str())]));
        let language = language
            .map(|language| self.text_with("condition-language", &[("language", language.name())]));
        let form = form.map(|form| {
            self.text(match form {
                ExamForm::Beta => "condition-beta",
                ExamForm::Standard => "condition-final",
            })
        });
        let about = fact.about.as_ref().map(|about| self.english(about));
        let limits = [about, experience, earned, member, region, language, form];
        let limits: Vec<String> = limits.into_iter().flatten().collect();
        limits.join(", ")
    }

    /// The value of a fact as HTML, or why there is none.
    pub(super) fn fact(self, fact: &Fact) -> String {
        match &fact.content {
            FactContent::Known(value) => self.value(value),
            FactContent::Absent(reason) => self.text(match reason {
                AbsenceReason::NotApplicable => "value-none",
                AbsenceReason::NotPublished => "word-not-published",
                AbsenceReason::Disputed => "word-disputed",
                AbsenceReason::Unknown => "word-unknown",
            }),
        }
    }

    /// A value as HTML.
    pub(super) fn value(self, value: &FactValue) -> String {
        match value {
            FactValue::Date(on) => self.date(*on),
            FactValue::Money(range) => money_range(*range),
            FactValue::Quantity(quantity) => self.quantity(*quantity),
            FactValue::Score(score) if score.unit == ScoreUnit::Percent => {
                format!("{} %", score.passing)
            }
            FactValue::Score(score) => {
                let (passing, most) = (score.passing.to_string(), score.scale_max.to_string());
                let values = [("passing", &*passing), ("most", &*most)];
                self.text_with("score-of", &values)
            }
            FactValue::Level(level) => self.level(Some(*level)),
            FactValue::Flag(true) => self.text("plain-yes"),
            FactValue::Flag(false) => self.text("plain-no"),
            FactValue::Text(_) | FactValue::List(_) => self.english(&value.to_string()),
        }
    }

    /// A range with the unit of a message, in the plural form of its upper end.
    fn ranged(self, id: &str, range: &str, max: i64) -> String {
        self.text_of(
            id,
            &[("range", range)],
            usize::try_from(max).unwrap_or_default(),
        )
    }

    /// A number with its unit: `60–100 hours`.
    pub(super) fn quantity(self, quantity: Quantity) -> String {
        let (min, max) = (quantity.min(), quantity.max());
        let figure = range(min, max);
        let id = match quantity.unit() {
            Unit::Minutes => "minutes",
            Unit::Hours => "hours",
            Unit::Days => "days",
            Unit::Weeks => "weeks",
            Unit::Months => "months",
            Unit::Years => "years",
            Unit::Percent => return format!("{figure} %"),
            Unit::Items if min == Tenths::whole(1) && min < max => {
                return self.text_with("at-most", &[("count", &max.to_string())]);
            }
            Unit::Items => return format!("{figure} {}", self.text("word-items")),
            Unit::Count => return figure,
        };
        self.ranged(id, &figure, max.ceil())
    }

    /// A sentence of a source or of the API as HTML, marked as English.
    pub(super) fn english(self, text: &str) -> String {
        let text = escape(&prose(text));
        match self {
            Self::English => text,
            _ => format!("<span lang=\"en\">{text}</span>"),
        }
    }
}

/// A sentence of the API, which is in English, with days, amounts and ranges in words.
fn prose(text: &str) -> String {
    let mut prose = String::with_capacity(text.len());
    for word in text.split_inclusive([' ', '\n']) {
        let core = word.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        match core.parse::<Day>() {
            Ok(on) if core.len() == 10 => {
                let day = Language::English.day(on);
                let _ = write!(prose, "{day}{}", &word[core.len()..]);
            }
            _ if core.starts_with(|letter: char| letter.is_ascii_digit()) => {
                prose.push_str(&word.replace(".00", "").replace("..", "–"));
            }
            _ => prose.push_str(word),
        }
    }
    prose
}

/// The text with a capital first.
pub(super) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}

/// A range of amounts: `165 USD`, `100–200 USD`.
pub(super) fn money_range(range: MoneyRange) -> String {
    range.to_string().replace(".00", "").replace("..", "–")
}

/// An amount: `165 USD`.
pub(super) fn money(money: Money) -> String {
    money.to_string().replace(".00 ", " ")
}

/// A range: `5–8`, or one number.
pub(super) fn range<T: Copy + PartialEq + fmt::Display>(min: T, max: T) -> String {
    if min == max {
        min.to_string()
    } else {
        format!("{min}–{max}")
    }
}

/// The name of a month in messages.
fn month(day: Day) -> &'static str {
    MONTHS[day.month0() as usize]
}
