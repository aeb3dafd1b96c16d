//! The trade-offs of each path against the first.

use super::{
    objective::{Amount, Score},
    result::CertificationPath,
};
use catalogue::{Currency, Money, Tenths};

/// The trade-off of a path against the first one, in a sentence; for the first, what the others do
/// better. Amounts are in this currency.
///
/// `None` if there is no path at this index.
pub fn trade_off(paths: &[CertificationPath], index: usize, currency: Currency) -> Option<String> {
    let own = paths.get(index)?;
    let (first, others) = paths.split_first()?;
    Some(match (own.score, first.score) {
        (Some(score), Some(_)) if index == 0 => leads(currency, score, others),
        (Some(score), Some(other)) => against(currency, score, other, 1, &first.label),
        _ => "Nothing is left to weigh.".to_owned(),
    })
}

/// What the other paths do better than the first.
fn leads(currency: Currency, first: Score, others: &[CertificationPath]) -> String {
    let gains: Vec<String> = others
        .iter()
        .enumerate()
        .filter_map(|(index, other)| {
            let difference = Difference::of(currency, other.score?, first);
            let mut does = difference.less();
            if difference.signal.is_gt() {
                does.push("carries more weight".to_owned());
            }
            let (at, label) = (index + 2, &other.label);
            (!does.is_empty()).then(|| format!("Path {at} ({label}) {}.", listed(&does)))
        })
        .collect();
    match (others.is_empty(), gains.is_empty()) {
        (true, _) => "No other path is shown.".to_owned(),
        (false, true) => "No other path shown is better in any respect.".to_owned(),
        (false, false) => gains.join(" "),
    }
}

/// The trade-off of a path against another one with this rank and label.
pub(super) fn against(
    currency: Currency,
    score: Score,
    other: Score,
    rank: usize,
    label: &str,
) -> String {
    let difference = Difference::of(currency, score, other);
    let figures = match (difference.more(), difference.less()) {
        (more, less) if more.is_empty() && less.is_empty() => None,
        (more, less) if less.is_empty() => Some(listed(&more)),
        (more, less) if more.is_empty() => Some(listed(&less)),
        (more, less) => Some(format!("{}, but {}", listed(&more), listed(&less))),
    };
    let unknown = difference.incomparable();
    let as_known = if unknown.is_empty() {
        ""
    } else {
        " as far as known"
    };
    let signal = match difference.signal {
        std::cmp::Ordering::Greater => Some("carries more weight"),
        std::cmp::Ordering::Less => Some("carries less weight"),
        std::cmp::Ordering::Equal => None,
    };
    let mut text = match (figures, signal) {
        (Some(figures), Some(signal)) => {
            format!("It {figures} than path {rank} ({label}){as_known}, and {signal}")
        }
        (Some(figures), None) => format!("It {figures} than path {rank} ({label}){as_known}"),
        (None, Some(signal)) => {
            format!("The same figures as path {rank} ({label}){as_known}, but it {signal}")
        }
        (None, None) => {
            format!("The same figures as path {rank} ({label}){as_known}, by other exams")
        }
    };
    for figure in unknown {
        text = format!("{text}; {figure} cannot be compared, because not all of them are known");
    }
    text + "."
}

/// The differences of two paths; `None` for a figure that is unknown in either.
struct Difference {
    currency: Currency,
    fees: Option<i64>,
    study: Option<i64>,
    weeks: Option<i64>,
    signal: std::cmp::Ordering,
}

impl Difference {
    fn of(currency: Currency, score: Score, from: Score) -> Self {
        let between = |own: Amount, other: Amount| {
            (own.unknown == 0 && other.unknown == 0).then(|| own.known.saturating_sub(other.known))
        };
        let (own, other) = (score.cost, from.cost);
        Self {
            currency,
            fees: between(own.fees, other.fees),
            study: between(own.study, other.study),
            weeks: between(own.weeks, other.weeks),
            signal: score.signal.cmp(&from.signal),
        }
    }

    fn less(&self) -> Vec<String> {
        let less =
            |difference: Option<i64>| difference.filter(|by| *by < 0).map(i64::saturating_neg);
        self.figures(less, "less")
    }

    fn more(&self) -> Vec<String> {
        let more = |difference: Option<i64>| difference.filter(|by| *by > 0);
        self.figures(more, "more")
    }

    /// What a path costs and takes more, or less.
    fn figures(&self, by: impl Fn(Option<i64>) -> Option<i64>, word: &str) -> Vec<String> {
        let currency = self.currency;
        let money = by(self.fees).map(|minor| Money::from_minor(minor, currency));
        // Study estimates are no more precise than whole hours.
        let hours = by(self.study).map(|tenths| Tenths::from_tenths(tenths).ceil());
        let plural = |one: bool| if one { "" } else { "s" };
        let hours = hours.map(|hours| format!("{hours} study hour{}", plural(hours == 1)));
        let weeks = by(self.weeks).map(|by| format!("{by} week{}", plural(by == 1)));
        let times: Vec<String> = hours.into_iter().chain(weeks).collect();
        let costs = money.map(|money| format!("costs {money} {word}"));
        let takes = (!times.is_empty()).then(|| format!("takes {} {word}", listed(&times)));
        costs.into_iter().chain(takes).collect()
    }

    fn incomparable(&self) -> Vec<&'static str> {
        let unknown = [
            self.fees.is_none().then_some("fees"),
            self.study.is_none().then_some("study hours"),
        ];
        unknown.into_iter().flatten().collect()
    }
}

fn listed(parts: &[String]) -> String {
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
