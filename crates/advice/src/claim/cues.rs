//! The words around a figure, a date or a mention that say what is claimed.

use super::{
    figure::{FoundFigure, Measure},
    token::Token,
    value::{ClaimedState, state},
};
use catalogue::{Currency, FactName, LifecycleState, Unit};

/// How far a word may stand from a figure that it explains, in words.
const REACH: usize = 6;

/// What a figure says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// A value of this fact.
    Fact(FactName),
    /// A bare number of these units of this fact.
    Counted(FactName, Unit),
    /// A bare number that is a price in this currency.
    Priced(Currency),
    /// The weight of a domain that is named before.
    Weight,
}

/// The nearest words before and behind a figure, within its cell.
struct Around<'a> {
    before: Vec<&'a str>,
    after: Vec<&'a str>,
}

impl<'a> Around<'a> {
    fn of(before: &'a [Token], after: &'a [Token]) -> Self {
        let in_cell = |token: &&Token| !token.is_sign(&['|']);
        let before = before.iter().rev().take_while(in_cell);
        let after = after.iter().take_while(in_cell);
        Self {
            before: before.filter_map(Token::word).take(REACH).collect(),
            after: after.filter_map(Token::word).take(REACH).collect(),
        }
    }

    fn has_before(&self, words: &[&str]) -> bool {
        self.before.iter().any(|word| words.contains(word))
    }

    fn has_after(&self, words: &[&str], reach: usize) -> bool {
        self.after
            .iter()
            .take(reach)
            .any(|word| words.contains(word))
    }

    fn has(&self, words: &[&str]) -> bool {
        self.has_before(words) || self.has_after(words, 3)
    }

    /// Whether these words say that a figure is not the value: they compare with it, deny it, speak of
    /// the past or of a condition, or add it to another figure.
    fn deny_value(&self) -> bool {
        const COMPARED: [&str; 8] = [
            "than", "under", "over", "below", "above", "beyond", "exceed", "exceeds",
        ];
        const DIFFERENCE: [&str; 7] = [
            "more", "less", "fewer", "cheaper", "longer", "shorter", "extra",
        ];
        const DENIED: [&str; 21] = [
            "not",
            "never",
            "nor",
            "cannot",
            "doesn",
            "isn",
            "didn",
            "don",
            "wasn",
            "won",
            "used",
            "formerly",
            "previously",
            "if",
            "unless",
            "would",
            "plus",
            "including",
            "includes",
            "excluding",
            "another",
        ];
        let nearest = |words: &[&str], list: &[&str]| {
            let first = words.first();
            first.is_some_and(|word| list.contains(word))
        };
        nearest(&self.before, &COMPARED)
            || nearest(&self.after, &DIFFERENCE)
            || self.has_before(&DENIED)
    }
}

/// What a figure says by its own words and those around it in its sentence.
pub(super) fn cue_of(
    figure: &FoundFigure,
    own: &[Token],
    before: &[Token],
    after: &[Token],
) -> Option<Cue> {
    let around = Around::of(before, after);
    let is = |word: &str| own.iter().any(|token| token.word() == Some(word));
    if around.deny_value() || is("unscored") {
        return None;
    }
    if is("scored") {
        return Some(Cue::Fact(FactName::ScoredItems));
    }
    match figure.measure {
        Measure::Money(_) => fee(&around),
        Measure::Unit(Unit::Minutes) => time(figure, &around),
        Measure::Unit(Unit::Items) => items(&around),
        Measure::Unit(Unit::Count) => (!around.has(&["of", "these", "this", "first", "last"])
            || around.has_before(&["has", "have", "covers", "current", "the"]))
        .then_some(Cue::Fact(FactName::DomainCount)),
        Measure::Unit(Unit::Months | Unit::Years) => validity(&around),
        Measure::Unit(Unit::Percent) => percent(&around),
        Measure::Bare => bare(&around),
        Measure::Unit(_) => None,
    }
}

const FEE: [&str; 9] = [
    "cost", "costs", "fee", "fees", "price", "prices", "priced", "voucher", "charges",
];

/// Words of other amounts than the list price of one exam.
const OTHER_AMOUNT: [&str; 50] = [
    "salary",
    "raise",
    "pay",
    "income",
    "year",
    "yearly",
    "annual",
    "annually",
    "month",
    "monthly",
    "week",
    "hour",
    "hourly",
    "total",
    "together",
    "combined",
    "sequence",
    "stack",
    "both",
    "bundle",
    "discount",
    "off",
    "save",
    "saves",
    "renewal",
    "renew",
    "retake",
    "consumption",
    "practice",
    "course",
    "training",
    "bootcamp",
    "subscription",
    "membership",
    "member",
    "members",
    "beta",
    "guide",
    "prep",
    "preparation",
    "dumps",
    "book",
    "books",
    "lab",
    "labs",
    "reschedule",
    "rescheduling",
    "cancellation",
    "attempts",
    "twice",
];

fn fee(around: &Around<'_>) -> Option<Cue> {
    if around.has(&["renewal", "renew"]) && around.has(&FEE) {
        return Some(Cue::Fact(FactName::RenewalFee));
    }
    (around.has(&FEE) && !around.has(&OTHER_AMOUNT)).then_some(Cue::Fact(FactName::Fee))
}

const STUDY: [&str; 8] = [
    "study",
    "studying",
    "prep",
    "prepare",
    "preparation",
    "preparing",
    "learning",
    "budget",
];

fn time(figure: &FoundFigure, around: &Around<'_>) -> Option<Cue> {
    const LONGEST_EXAM: i64 = 8 * 60 * 1000;
    const OTHER: [&str; 14] = [
        "course",
        "practice",
        "assessment",
        "renewal",
        "video",
        "videos",
        "lab",
        "labs",
        "quiz",
        "module",
        "interview",
        "week",
        "per",
        "first",
    ];
    const EXAM: [&str; 18] = [
        "exam", "exams", "test", "lasts", "last", "takes", "take", "window", "duration", "length",
        "long", "time", "minutes", "complete", "allotted", "runs", "seat", "answer",
    ];
    if around.has(&STUDY) {
        return (!around.has(&["week", "per", "day"])).then_some(Cue::Fact(FactName::StudyHours));
    }
    (figure.figure.max <= LONGEST_EXAM && around.has(&EXAM) && !around.has(&OTHER))
        .then_some(Cue::Fact(FactName::Duration))
}

fn items(around: &Around<'_>) -> Option<Cue> {
    const OTHER: [&str; 17] = [
        "practice", "sample", "free", "mock", "bank", "dumps", "quiz", "follow", "up", "case",
        "study", "each", "per", "module", "cluster", "for", "our",
    ];
    const SCORED: [&str; 2] = ["scored", "score"];
    let nearest: Vec<&str> = around
        .before
        .iter()
        .take(3)
        .chain(around.after.iter().take(2))
        .copied()
        .collect();
    if nearest.iter().any(|word| OTHER.contains(word)) {
        return None;
    }
    let name = if nearest.iter().any(|word| SCORED.contains(word)) {
        FactName::ScoredItems
    } else {
        FactName::Items
    };
    Some(Cue::Fact(name))
}

fn validity(around: &Around<'_>) -> Option<Cue> {
    const VALID: [&str; 9] = [
        "valid",
        "validity",
        "expires",
        "expire",
        "expiration",
        "lasts",
        "recertify",
        "recertification",
        "good",
    ];
    const OTHER: [&str; 8] = [
        "experience",
        "ago",
        "old",
        "opens",
        "window",
        "before",
        "extends",
        "extended",
    ];
    (around.has(&VALID) && !around.has(&OTHER)).then_some(Cue::Fact(FactName::Validity))
}

fn percent(around: &Around<'_>) -> Option<Cue> {
    if around.has(&[
        "discount", "off", "practice", "raise", "more", "less", "higher", "lower",
    ]) {
        return None;
    }
    if around.has(&["rate"]) && around.has(&["pass"]) {
        return Some(Cue::Fact(FactName::PassRate));
    }
    if around.has(&PASSING) && around.has(&["score", "mark", "grade", "passing"]) {
        return Some(Cue::Fact(FactName::PassingScore));
    }
    Some(Cue::Weight)
}

const PASSING: [&str; 5] = ["passing", "pass", "passmark", "cut", "required"];

/// A number without a unit: its label says what it counts.
fn bare(around: &Around<'_>) -> Option<Cue> {
    let label = |words: &[&str]| {
        around
            .before
            .iter()
            .take(4)
            .any(|word| words.contains(word))
    };
    if label(&["score", "mark", "passing"]) && label(&["passing", "pass", "score", "cut"]) {
        return (!label(&["average", "practice", "scored"]))
            .then_some(Cue::Fact(FactName::PassingScore));
    }
    // Labels of cells: "Fee (USD)", "Minutes", "Questions".
    let unit = |words: &[&str]| {
        around
            .before
            .iter()
            .take(3)
            .any(|word| words.contains(word))
    };
    if unit(&FEE) && unit(&["usd", "dollars"]) {
        return Some(Cue::Priced(Currency::USD));
    }
    if unit(&["minutes", "min", "mins"])
        && !unit(&["renewal", "practice"])
        && unit(&["duration", "minutes", "length", "time", "exam"])
    {
        return Some(Cue::Counted(FactName::Duration, Unit::Minutes));
    }
    if around
        .before
        .first()
        .is_some_and(|word| ["questions", "items"].contains(word))
    {
        return Some(Cue::Counted(FactName::Items, Unit::Items));
    }
    if unit(&["validity", "valid"]) && unit(&["months"]) {
        return Some(Cue::Counted(FactName::Validity, Unit::Months));
    }
    if unit(&["validity", "valid"]) && unit(&["years"]) {
        return Some(Cue::Counted(FactName::Validity, Unit::Years));
    }
    None
}

/// The fact that a date is of, by the nearest word before it.
pub(super) fn date_cue(before: &[Token]) -> Option<FactName> {
    let around = Around::of(before, &[]);
    around.before.iter().find_map(|word| match *word {
        "retire" | "retires" | "retired" | "retiring" | "retirement" | "discontinued"
        | "sunset" | "sunsets" => Some(FactName::RetiresOn),
        "day" if around.has_before(&["last"]) => Some(FactName::RetiresOn),
        "launched" | "launches" | "live" | "released" | "availability" | "introduced" => {
            Some(FactName::LiveOn)
        }
        _ => None,
    })
}

/// The state that a predicate right behind a mention gives, and how many tokens it takes.
pub(super) fn state_cue(rest: &[Token]) -> Option<(ClaimedState, usize)> {
    let words: Vec<&str> = rest.iter().map_while(Token::word).take(6).collect();
    let verb = match words.as_slice() {
        ["is" | "are", ..] | ["was" | "were", "retired" | "discontinued" | "withdrawn", ..] => 1,
        ["has" | "have", "been", ..] => 2,
        _ => return None,
    };
    let mut at = verb;
    while words.get(at).is_some_and(|word| {
        [
            "now",
            "currently",
            "still",
            "already",
            "officially",
            "being",
        ]
        .contains(word)
    }) {
        at += 1;
    }
    if words.get(at) == Some(&"no") && words.get(at + 1) == Some(&"longer") {
        let ends = ["available", "offered", "live", "active", "bookable"];
        let is_end = words.get(at + 2).is_some_and(|word| ends.contains(word));
        return is_end.then_some((ClaimedState::Is(LifecycleState::Retired), at + 3));
    }
    if words.get(at) == Some(&"in") && words.get(at + 1) == Some(&"beta") {
        return Some((ClaimedState::Is(LifecycleState::Beta), at + 2));
    }
    // "is current as of", "is available in Japanese" say more than a state.
    let is_last = words.len() == at + 1;
    let found = state(words.get(at)?)?;
    let is_plain = is_last
        || matches!(
            found,
            ClaimedState::Is(LifecycleState::Retired | LifecycleState::Retiring)
        );
    is_plain.then_some((found, at + 1))
}

/// Whether a mention behind these tokens is not what its sentence speaks about.
pub(super) fn is_aside(before: &[Token]) -> bool {
    const ASIDE: [&str; 30] = [
        "than",
        "vs",
        "versus",
        "hold",
        "holds",
        "holding",
        "held",
        "with",
        "without",
        "like",
        "unlike",
        "beyond",
        "after",
        "not",
        "as",
        "replaces",
        "replaced",
        "replacing",
        "succeeds",
        "supersedes",
        "superseded",
        "pass",
        "passed",
        "passing",
        "requires",
        "alongside",
        "skipping",
        "counterpart",
        "equivalent",
        "successor",
    ];
    const BETWEEN: [&str; 7] = ["the", "an", "to", "of", "already", "exam", "retired"];
    let near = before.iter().rev().take(4).map_while(Token::word);
    let mut words = near.filter(|word| !BETWEEN.contains(word));
    words.next().is_some_and(|word| ASIDE.contains(&word))
}

/// Whether the words around a mention say that the exam is over, or will be.
pub(super) fn is_in_the_past(before: &[Token], after: &[Token]) -> bool {
    const AHEAD: [&str; 15] = [
        "retired",
        "retiring",
        "former",
        "formerly",
        "old",
        "older",
        "legacy",
        "replaced",
        "replaces",
        "replacing",
        "superseded",
        "supersedes",
        "predecessor",
        "discontinued",
        "previously",
    ];
    const BEHIND: [&str; 10] = [
        "retired",
        "retires",
        "retire",
        "retiring",
        "retirement",
        "discontinued",
        "ended",
        "ends",
        "expired",
        "longer",
    ];
    let mut ahead = before.iter().rev().filter_map(Token::word).take(3);
    // "AI-103 replaces the retired AI-102" says that of the other exam.
    let own = |word: &&str| !["replaces", "succeeds", "supersedes", "follows"].contains(word);
    let mut behind = after.iter().filter_map(Token::word).take_while(own).take(3);
    ahead.any(|word| AHEAD.contains(&word)) || behind.any(|word| BEHIND.contains(&word))
}
