//! What each path gives up and gains against the first, told from their figures.

use super::{
    merit::{Amount, Merit},
    question::Question,
};
use crate::catalogue::{Money, Tenths};

/// For each path by its merit, in the order shown, what it trades against the first; for the
/// first, what the others do better.
pub(super) fn trade_offs(question: Question<'_>, paths: &[(Merit, String)]) -> Vec<String> {
    let Some(((first, label), others)) = paths.split_first() else {
        return vec![];
    };
    let against_first = others
        .iter()
        .map(|(merit, _)| against(question, *merit, *first, 1, label));
    std::iter::once(leads(question, *first, others))
        .chain(against_first)
        .collect()
}

/// What the other paths do better than the first.
fn leads(question: Question<'_>, first: Merit, others: &[(Merit, String)]) -> String {
    let gains: Vec<String> = others
        .iter()
        .enumerate()
        .filter_map(|(place, (merit, label))| {
            let difference = Difference::of(question, *merit, first);
            let less = difference.less();
            let is = (!less.is_empty()).then(|| format!("is {}", listed(&less)));
            let has = difference
                .signal
                .is_gt()
                .then(|| "has a stronger signal".to_owned());
            let does: Vec<String> = is.into_iter().chain(has).collect();
            let at = place + 2;
            (!does.is_empty()).then(|| format!("path {at} ({label}) {}", does.join(" and ")))
        })
        .collect();
    match (others.is_empty(), gains.is_empty()) {
        (true, _) => "No other path is shown.".to_owned(),
        (false, true) => "No other path shown is better in any respect.".to_owned(),
        (false, false) => format!("Against this one, {}.", gains.join("; ")),
    }
}

/// What a path trades against another one that is shown at a rank under a label.
pub(super) fn against(
    question: Question<'_>,
    merit: Merit,
    other: Merit,
    rank: usize,
    label: &str,
) -> String {
    let difference = Difference::of(question, merit, other);
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
        std::cmp::Ordering::Greater => Some("a stronger signal"),
        std::cmp::Ordering::Less => Some("a weaker signal"),
        std::cmp::Ordering::Equal => None,
    };
    let mut text = match (figures, signal) {
        (Some(figures), Some(signal)) => {
            format!("{figures} than path {rank} ({label}){as_known}, with {signal}")
        }
        (Some(figures), None) => format!("{figures} than path {rank} ({label}){as_known}"),
        (None, Some(signal)) => {
            format!("The same figures as path {rank} ({label}){as_known}, with {signal}")
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

/// The differences of two paths; `None` for a figure that is not known of both.
struct Difference<'a> {
    question: Question<'a>,
    fees: Option<i64>,
    study: Option<i64>,
    weeks: Option<i64>,
    signal: std::cmp::Ordering,
}

impl<'a> Difference<'a> {
    fn of(question: Question<'a>, merit: Merit, from: Merit) -> Self {
        let between = |own: Amount, other: Amount| {
            (own.unknown == 0 && other.unknown == 0).then(|| own.known.saturating_sub(other.known))
        };
        let (own, other) = (merit.cost, from.cost);
        Self {
            question,
            fees: between(own.fees, other.fees),
            study: between(own.study, other.study),
            weeks: between(own.weeks, other.weeks),
            signal: merit.signal.cmp(&from.signal),
        }
    }

    fn less(&self) -> Vec<String> {
        let less =
            |difference: Option<i64>| difference.filter(|by| *by < 0).map(i64::saturating_neg);
        self.figures(less, ["cheaper", "lighter", "shorter"])
            .collect()
    }

    fn more(&self) -> Vec<String> {
        let more = |difference: Option<i64>| difference.filter(|by| *by > 0);
        self.figures(more, ["dearer", "heavier", "longer"])
            .collect()
    }

    fn figures(
        &self,
        by: impl Fn(Option<i64>) -> Option<i64>,
        [fees, study, weeks]: [&str; 3],
    ) -> impl Iterator<Item = String> {
        let currency = self.question.constraints.currency;
        let money = by(self.fees).map(|minor| Money::from_minor(minor, currency));
        // Whole hours are as exact as estimates of study are.
        let hours = by(self.study).map(|tenths| Tenths::from_tenths(tenths).ceil());
        let plural = |one: bool| if one { "" } else { "s" };
        [
            money.map(|money| format!("{money} {fees}")),
            hours.map(|hours| format!("{hours} study hour{} {study}", plural(hours == 1))),
            by(self.weeks).map(|by| format!("{by} week{} {weeks}", plural(by == 1))),
        ]
        .into_iter()
        .flatten()
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
