//! The best of many matches, of which only those that can be among them are ranked by the day.

use std::cmp::Reverse;

use super::{
    STANDING_IN_BETA, STANDING_LIVE,
    hit::{RankedMatch, SearchScore},
    targets::TargetNumber,
};

/// A match with its score on a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored {
    pub(super) target: TargetNumber,
    pub(super) score: SearchScore,
    pub(super) ranked: RankedMatch,
}

/// The best matches on a day, best first, at most `most`; equal ones by target. `matches` have
/// distinct targets in ascending order, and `standing` is the rank of a target among equal matches on
/// the day.
pub(super) fn best(
    mut matches: Vec<(TargetNumber, RankedMatch)>,
    most: usize,
    standing: impl Fn(TargetNumber) -> u8,
) -> Vec<Scored> {
    let mut scored = Vec::new();
    if matches.len() > most {
        let last = last_class(&matches, most);
        matches.retain(|(_, ranked)| ranked.class() >= last);
        let is_last = |(_, ranked): &mut (_, RankedMatch)| ranked.class() == last;
        let of_last: Vec<(TargetNumber, RankedMatch)> = matches.extract_if(.., is_last).collect();
        let wanted = most - matches.len();
        scored = best_of_class(of_last, wanted, &standing);
    }
    let others = matches.into_iter();
    scored.extend(others.map(|(target, ranked)| score(target, ranked, &standing)));
    scored.sort_unstable_by_key(|scored| (Reverse(scored.score), scored.target));
    scored.truncate(most);
    scored
}

fn score(
    target: TargetNumber,
    ranked: RankedMatch,
    standing: &impl Fn(TargetNumber) -> u8,
) -> Scored {
    Scored {
        target,
        score: ranked.score(standing(target)),
        ranked,
    }
}

/// The class with the match at a position of the ranking.
fn last_class(matches: &[(TargetNumber, RankedMatch)], most: usize) -> usize {
    let mut counts = [0_usize; RankedMatch::CLASSES];
    for (_, ranked) in matches {
        counts[ranked.class()] += 1;
    }
    let mut before = 0;
    let mut classes = counts.iter().enumerate().rev();
    let last = classes.find(|(_, count)| {
        before += **count;
        before >= most
    });
    last.map_or(0, |(class, _)| class)
}

/// A superset of the best matches of one class. Matches that cover more of the name come first, until
/// nothing that covers less can be among the best.
fn best_of_class(
    mut matches: Vec<(TargetNumber, RankedMatch)>,
    wanted: usize,
    standing: &impl Fn(TargetNumber) -> u8,
) -> Vec<Scored> {
    matches.sort_by_key(|(_, ranked)| Reverse(ranked.coverage()));
    let (mut open, mut later) = (Vec::new(), Vec::new());
    for equal in matches.chunk_by(|left, right| left.1.coverage() == right.1.coverage()) {
        let before = open.len();
        let mut live = 0;
        for (target, ranked) in equal {
            if before + live >= wanted {
                break;
            }
            let standing = standing(*target);
            live += usize::from(standing >= STANDING_LIVE);
            let list = if standing >= STANDING_IN_BETA {
                &mut open
            } else {
                &mut later
            };
            list.push(Scored {
                target: *target,
                score: ranked.score(standing),
                ranked: *ranked,
            });
        }
        if open.len() >= wanted {
            return open;
        }
    }
    open.append(&mut later);
    open
}
