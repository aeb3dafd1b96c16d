//! The inputs of `recommendedPaths` and `pathTo`.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::{InputObject, Result};
use chrono::Datelike;

use crate::graphql::{
    objects::connection::{bad_argument, check_length, parsed, within},
    objects::lookup,
    objects::scalars::{Date, Decimal},
    objects::view::View,
};
use crate::{
    advice::{Constraints, Profile, WeeklyHours, path::MAX_PATHS},
    catalogue::{Currency, Day, ExamIndex, Experience, Money, Region},
};

/// The last year in which study may begin: a thousand years are longer than any path takes.
const LAST_YEAR: i32 = 8_999;

/// The person: what they hold, know and do. Omitted fields are unknown.
#[derive(InputObject, Debug, Clone, Default)]
pub struct ProfileInput {
    /// What the person holds: exam codes (`"AZ-104"`, or `"microsoft/AZ-104"` where a code is
    /// ambiguous) or certification slugs (`"azure-administrator-associate"`). Example:
    /// `["AZ-104"]`. At most 100.
    held: Option<Vec<String>>,
    /// How much the person has worked with the vendor's platform. It decides which recommended
    /// prerequisites become steps and which study hours count.
    experience: Option<ApiEnum<Experience>>,
    /// Whether the person writes code that ships.
    ships_code: Option<bool>,
    /// The vendors that the person works with (slugs); every step is of one of these.
    /// Example: `["microsoft"]`. Default: any.
    vendors: Option<Vec<String>>,
    /// The languages in which the person takes exams, by English name (`"Japanese"`) or BCP 47 tag
    /// (`"ja"`): every exam that is advised can be booked in one of them on its day. Example:
    /// `["English", "pt-BR"]`. At most 100. Default: English.
    languages: Option<Vec<String>>,
    /// The country in which the person buys exams, by its ISO 3166-1 code; prices for it count in the
    /// totals. Example: `"IN"`. Default: none, so that only prices for everywhere count.
    region: Option<String>,
    /// Whether the person is a member of the vendor's association and pays what members pay. Default:
    /// false.
    member: Option<bool>,
    /// The audience that the person counts to, as a role's slug. Example: `"sales"`.
    audience: Option<String>,
}

/// The limits of a path. Omitted fields set no limit.
#[derive(InputObject, Debug, Clone, Default)]
pub struct PathConstraints {
    /// The most that all fees together may cost. Example: `"500"`.
    max_fees: Option<Decimal>,
    /// The ISO 4217 currency of `maxFees` and of the totals. Default: `"USD"`.
    currency: Option<String>,
    /// Hours a week for study, 1 to 168. Default: 10.
    weekly_hours: Option<i32>,
    /// The day on which study begins, before the year 9000. Default: the day that is asked for.
    start_on: Option<Date>,
    /// The last day on which the last exam may be taken.
    deadline: Option<Date>,
    /// True adds every recommended prerequisite, false none. Default: those that the experience
    /// requires.
    include_recommended: Option<bool>,
    /// Exams that no step may be, by code or `vendor/code`. Example: `["AZ-900"]`. At most 100.
    exclude: Option<Vec<String>>,
    /// The most steps that a path may have, 1 to 50.
    max_steps: Option<i32>,
}

impl PathConstraints {
    /// The constraints that portfolios have, too.
    pub(crate) fn of_portfolio(
        max_fees: Option<Decimal>,
        currency: Option<String>,
        weekly_hours: Option<i32>,
        start_on: Option<Date>,
        exclude: Option<Vec<String>>,
    ) -> Self {
        Self {
            max_fees,
            currency,
            weekly_hours,
            start_on,
            exclude,
            ..Self::default()
        }
    }
}

/// Reads a profile.
pub(crate) fn profile(view: &View, input: Option<ProfileInput>) -> Result<Profile> {
    let input = input.unwrap_or_default();
    let mut profile = Profile {
        experience: input.experience.map(|set| set.0),
        ships_code: input.ships_code,
        region: region("profile.region", input.region.as_deref())?,
        member: input.member.unwrap_or_default(),
        vendors: lookup::vendors(view, "profile.vendors", &input.vendors.unwrap_or_default())?,
        ..Profile::default()
    };
    if let Some(audience) = input.audience {
        let role = lookup::known_role(view, "profile.audience", &audience)?;
        profile.audience = Some(view.catalogue.role(role).record.slug.to_string());
    }
    for name in bounded("profile.languages", input.languages)? {
        let language = lookup::known_language("profile.languages", &name)?;
        if !profile.languages.contains(&language) {
            profile.languages.push(language);
        }
    }
    let held = bounded("profile.held", input.held)?;
    let held = lookup::all_known("profile.held", &held, String::clone, |name| {
        held_exams(view, name)
    })?;
    profile.held.extend(held.into_iter().flatten());
    Ok(profile)
}

/// The exam of a name, or those that earn the certification of a slug.
fn held_exams(view: &View, name: &str) -> Result<Vec<ExamIndex>> {
    match lookup::certification(view, name) {
        Some(index) => {
            let earned_by = &view.catalogue.certification(index).earned_by;
            Ok(earned_by.iter().flatten().copied().collect())
        }
        None => lookup::known_exam(view, "profile.held", name.into()).map(|exam| vec![exam]),
    }
}

/// Reads constraints.
pub(crate) fn constraints(view: &View, input: Option<PathConstraints>) -> Result<Constraints> {
    let input = input.unwrap_or_default();
    let start_on = first_day(view, "constraints.startOn", input.start_on)?;
    let mut constraints = Constraints::beginning(start_on);
    if let Some(currency) = &input.currency {
        constraints.currency = parsed("constraints.currency", currency)?;
    }
    if let Some(amount) = &input.max_fees {
        constraints.max_fees = Some(money(amount, constraints.currency)?);
    }
    constraints.weekly_hours = weekly_hours("constraints.weeklyHours", input.weekly_hours)?;
    if let Some(deadline) = input.deadline {
        if deadline.0 < start_on {
            let message = format!("{} is before study begins on {start_on}", deadline.0);
            return Err(bad_argument("constraints.deadline", message));
        }
        constraints.deadline = Some(deadline.0);
    }
    if let Some(steps) = input.max_steps {
        constraints.max_steps = Some(within("constraints.maxSteps", steps, 1..=50)?);
    }
    constraints.include_recommended = input.include_recommended;
    let exclude = bounded("constraints.exclude", input.exclude)?;
    let exclude = lookup::known_exams(view, "constraints.exclude", &exclude)?;
    constraints.exclude.extend(exclude);
    Ok(constraints)
}

/// Reads a country.
pub(crate) fn region(argument: &str, code: Option<&str>) -> Result<Option<Region>> {
    code.map(|code| parsed(argument, code)).transpose()
}

/// The first day of study, not before the day of the request. What follows from it are days, too, whose
/// years have four digits.
pub(crate) fn first_day(view: &View, argument: &str, date: Option<Date>) -> Result<Day> {
    let (first, asked) = (date.map_or(view.day, |date| date.0), view.day);
    if first < asked {
        let message = format!("{first} is before the day of the query, {asked}");
        return Err(bad_argument(argument, message));
    }
    if first.year() > LAST_YEAR {
        let message = format!("{first} is too late: study begins by the end of {LAST_YEAR}");
        return Err(bad_argument(argument, message));
    }
    Ok(first)
}

/// Hours a week for study.
pub(crate) fn weekly_hours(argument: &str, hours: Option<i32>) -> Result<WeeklyHours> {
    let Some(hours) = hours else {
        return Ok(WeeklyHours::default());
    };
    let pace = WeeklyHours::new(within(argument, hours, 1..=168)?);
    pace.ok_or_else(|| bad_argument(argument, "must be between 1 and 168"))
}

/// The number of paths.
pub(crate) fn path_count(first: i32) -> Result<usize> {
    within("first", first, 1..=MAX_PATHS)
}

fn money(amount: &Decimal, currency: Currency) -> Result<Money> {
    Money::parse_amount(&amount.0, currency)
        .map_err(|fault| bad_argument("constraints.maxFees", fault))
}

fn bounded(argument: &str, list: Option<Vec<String>>) -> Result<Vec<String>> {
    let list = list.unwrap_or_default();
    check_length(argument, "items", &list)?;
    Ok(list)
}
