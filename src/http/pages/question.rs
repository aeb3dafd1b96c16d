//! The question in the address of a page. Pages ignore values that they cannot read, and list them.

use url::form_urlencoded;

use crate::{
    advice::{Constraints, Profile, WeeklyHours},
    catalogue::{
        Catalogue, CodeLookup, Day, DescribedEnum, ExamIndex, ExamName, SearchTarget, VendorIndex,
    },
    http::files::query_params::{self, Refusal, experience, find, pace, short},
};

/// The most suggestions for an unknown name.
const MAX_NEAREST: usize = 5;

/// The most items of a list that are read.
const MAX_ITEMS: usize = 100;

/// The decoded query parameters of a page, and those that it ignores.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    pairs: Vec<(String, String)>,
    pub(super) notices: Notices,
}

/// What a page says about its address.
#[derive(Debug, Default)]
pub(super) struct Notices {
    /// Ignored values, such as `deadline=2026-99-99`.
    pub(super) ignored: Vec<String>,
    /// The requested day if it is in the future.
    pub(super) future: Option<Day>,
}

impl Parameters {
    pub(super) fn of(query: &str) -> Self {
        let pairs = query_params::pairs(query).into_iter();
        Self {
            pairs: pairs
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
            notices: Notices::default(),
        }
    }

    /// The value of a parameter.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let mut pairs = self.pairs.iter();
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| &**value)
    }

    /// A parsed value; the default where it is absent or ignored.
    pub(super) fn value<T: Default>(
        &mut self,
        name: &str,
        parse: impl FnOnce(Option<&str>) -> Result<T, Refusal>,
    ) -> T {
        parse(self.text(name)).unwrap_or_else(|_| {
            let text = short(self.text(name).unwrap_or_default());
            self.notices.ignored.push(format!("{name}={text}"));
            T::default()
        })
    }

    /// The parsed items of a comma-separated list; unreadable ones are ignored.
    pub(super) fn list<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let text = self.text(name).unwrap_or_default();
        let items = text.split(',').filter(|item| !item.is_empty());
        let (mut parsed, mut ignored) = (vec![], vec![]);
        for (place, item) in items.enumerate() {
            match parse(item).filter(|_| place < MAX_ITEMS) {
                Some(value) => parsed.push(value),
                None if ignored.len() < MAX_ITEMS => {
                    ignored.push(format!("{name}={}", short(item)));
                }
                None => {}
            }
        }
        self.notices.ignored.append(&mut ignored);
        parsed
    }

    /// The requested day; today without one.
    pub(super) fn day(&mut self, today: Day) -> Day {
        let given = self.value("asOf", |text| query_params::day("asOf", text));
        self.notices.future = given.filter(|day| *day > today);
        given.unwrap_or(today)
    }

    /// The vendors of a list of slugs.
    pub(super) fn vendors(&mut self, catalogue: &Catalogue) -> Vec<VendorIndex> {
        self.list("vendors", |slug| {
            catalogue.vendor_by_slug(&slug.to_lowercase().parse().ok()?)
        })
    }
}

/// The exam of a name as the API reads it: `vendor/code`, or a code that only one exam has.
pub(super) fn exam(catalogue: &Catalogue, name: &str) -> Option<ExamIndex> {
    let ExamName { vendor, code } = name.into();
    match vendor {
        Some(vendor) => find(catalogue, vendor, code),
        None => match catalogue.exam_by_code(code, None) {
            CodeLookup::Found(exam) => Some(exam),
            CodeLookup::Ambiguous(_) | CodeLookup::Unknown(_) => None,
        },
    }
}

/// At most five objects that a slug may mean: found by all its words, else by fewer of them.
pub(super) fn nearest<T>(
    catalogue: &Catalogue,
    slug: &str,
    day: Day,
    select: impl Fn(SearchTarget) -> Option<T>,
) -> Vec<T> {
    let text = short(slug);
    let is_gap = |letter: char| !letter.is_alphanumeric();
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    let counts = (1..=words.len()).rev();
    let attempts = counts.flat_map(|count| words.windows(count));
    let found = attempts.map(|words| {
        let text = words.join(" ");
        let hits = catalogue.search_index().search(catalogue, &text, day);
        let targets = hits.into_iter().filter_map(|hit| select(hit.target));
        targets.take(MAX_NEAREST).collect::<Vec<T>>()
    });
    let mut found = found.filter(|near| !near.is_empty());
    found.next().unwrap_or_default()
}

/// The value of an enum with this name in the API, such as `STUDY_HOURS`.
pub(super) fn named<T: DescribedEnum>(text: &str) -> Option<T> {
    let folded = text.replace('_', "");
    let mut values = T::VALUES.iter();
    let (value, ..) = values.find(|(_, name, _)| name.eq_ignore_ascii_case(&folded))?;
    Some(*value)
}

/// A question for paths.
#[derive(Debug)]
pub(super) struct PathQuestion {
    pub(super) day: Day,
    pub(super) profile: Profile,
    pub(super) constraints: Constraints,
    pub(super) notices: Notices,
    /// The parameters of the address.
    pairs: Vec<(String, String)>,
}

impl PathQuestion {
    pub(super) fn of(catalogue: &Catalogue, mut parameters: Parameters, today: Day) -> Self {
        let day = parameters.day(today);
        let held = parameters.list("held", |name| exam(catalogue, name));
        let profile = Profile {
            held: held.into_iter().collect(),
            experience: parameters.value("experience", experience),
            vendors: parameters.vendors(catalogue),
            ..Profile::default()
        };
        let mut constraints = Constraints::beginning(day);
        constraints.weekly_hours = parameters.value::<WeeklyHours>("weeklyHours", pace);
        constraints.max_fees =
            parameters.value("maxFees", |text| query_params::dollars("maxFees", text));
        constraints.deadline =
            parameters.value("deadline", |text| query_params::deadline(text, day));
        Self {
            day,
            profile,
            constraints,
            notices: parameters.notices,
            pairs: parameters.pairs,
        }
    }

    /// The address of the same question with other values; values that cannot be read are left out.
    pub(super) fn changed(&self, changes: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let is_kept = |name: &str, value: &str| {
            let is_changed = changes.iter().any(|(changed, _)| *changed == name);
            let given = format!("{name}={}", short(value));
            !is_changed && !self.notices.ignored.contains(&given)
        };
        let kept = self
            .pairs
            .iter()
            .filter(|(name, value)| is_kept(name, value));
        query.extend_pairs(kept);
        query.extend_pairs(changes);
        format!("/?{}", query.finish())
    }
}
