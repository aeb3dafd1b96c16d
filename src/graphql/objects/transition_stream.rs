//! Transitions as their days begin: those after a cursor, then each new day's.

use std::{collections::VecDeque, fmt, str::FromStr};

use async_graphql::{Error, Result};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use futures_util::stream;
use tokio::sync::watch;

use crate::graphql::{
    engine::served_days::ServedDay,
    objects::connection::bad_cursor,
    objects::subscription::{StreamCursor, StreamPosition},
    objects::transition::{TransitionFilter, TransitionObject, find},
    objects::view::View,
    plan::{EventStream, StreamStart, events},
};
use crate::{
    advice::Transition,
    catalogue::{ApproximateDate, Catalogue, Day, FreshnessIntervals},
};

/// What the text of a cursor begins with.
const PREFIX: &str = "t1";

/// The length of a day in a cursor's key.
const DAY_BYTES: usize = 10;

/// The longest key.
const MAX_KEY_BYTES: usize = 400;

/// How many transitions are read at once: limits the memory for a slow reader.
const READ_AT_ONCE: usize = 100;

/// A text that is no cursor of transitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no cursor of transitions")]
pub struct BadTransitionCursor;

/// A place in the order of transitions: after one of them, or after all of a day. It holds in every
/// process over any snapshot, because it names the transition and not its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitionCursor {
    day: Day,
    key: Vec<u8>,
}

impl TransitionCursor {
    /// After a transition.
    pub(crate) fn after(catalogue: &Catalogue, transition: &Transition) -> Self {
        let (day, key) = (transition.day, transition.key(catalogue));
        Self { day, key }
    }

    /// After all transitions of a day: keys begin with the day and a zero.
    pub(crate) fn after_day(day: Day) -> Self {
        let key = format!("{day}\u{1}").into_bytes();
        Self { day, key }
    }
}

impl fmt::Display for TransitionCursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = BASE64_URL_SAFE_NO_PAD.encode(&self.key);
        write!(formatter, "{PREFIX}{key}")
    }
}

impl FromStr for TransitionCursor {
    type Err = BadTransitionCursor;

    fn from_str(text: &str) -> std::result::Result<Self, BadTransitionCursor> {
        let key = text.strip_prefix(PREFIX).ok_or(BadTransitionCursor)?;
        let key = BASE64_URL_SAFE_NO_PAD.decode(key);
        let key = key.map_err(|_| BadTransitionCursor)?;
        if key.len() > MAX_KEY_BYTES {
            return Err(BadTransitionCursor);
        }
        let (day, _) = key.split_at_checked(DAY_BYTES).ok_or(BadTransitionCursor)?;
        let day = std::str::from_utf8(day).ok();
        let day: Option<ApproximateDate> = day.and_then(|day| day.parse().ok());
        let day = day.and_then(ApproximateDate::exact);
        let day = day.ok_or(BadTransitionCursor)?;
        Ok(Self { day, key })
    }
}

/// Follows transitions from a cursor, or from the next day.
pub(crate) fn follow(
    start: StreamStart,
    after: Option<&str>,
    filter: Option<TransitionFilter>,
    intervals: FreshnessIntervals,
) -> Result<EventStream> {
    let today = start.moment.today();
    let place = match (start.resumed_from, after) {
        // The position of a resumed connection is later than that of its document.
        (Some(StreamCursor::Transition(cursor)), _) => cursor,
        (Some(StreamCursor::Log(_)), _) => return Err(wrong_cursor()),
        (None, Some(text)) => text.parse().map_err(|_| wrong_cursor())?,
        (None, None) => TransitionCursor::after_day(today),
    };
    // A filter that names something unknown is refused at once.
    let view = View::new(start.moment.catalogue, today);
    filter.clone().unwrap_or_default().read(&view)?;
    drop(view);
    let follower = Follower {
        served: start.services.days.follow(),
        filter,
        intervals,
        place,
        unread: VecDeque::new(),
        progress: start.progress,
    };
    Ok(events(stream::unfold(Some(follower), next)))
}

fn wrong_cursor() -> Error {
    let message = "This is no cursor of transitions; take one from Transition.cursor.";
    bad_cursor("after", message)
}

/// A reader of transitions.
struct Follower {
    served: watch::Receiver<Option<ServedDay>>,
    filter: Option<TransitionFilter>,
    intervals: FreshnessIntervals,
    place: TransitionCursor,
    unread: VecDeque<(TransitionCursor, TransitionObject)>,
    progress: StreamPosition,
}

/// The next transition of a follower that has not failed.
async fn next(follower: Option<Follower>) -> Option<(Result<TransitionObject>, Option<Follower>)> {
    let mut follower = follower?;
    loop {
        if let Some((cursor, transition)) = follower.unread.pop_front() {
            follower.reach(cursor);
            return Some((Ok(transition), Some(follower)));
        }
        let served = follower.served.borrow_and_update().clone();
        if let Some(served) = served {
            if let Err(fault) = follower.read(&served) {
                return Some((Err(fault), None));
            }
            if !follower.unread.is_empty() {
                continue;
            }
        }
        follower.served.changed().await.ok()?;
    }
}

impl Follower {
    /// Reads the next transitions of the days that have begun.
    fn read(&mut self, served: &ServedDay) -> Result<()> {
        let ServedDay { catalogue, day } = served;
        let end = TransitionCursor::after_day(*day);
        if end.key <= self.place.key {
            return Ok(());
        }
        let view = View::new(catalogue.clone(), *day);
        // Names are resolved in each snapshot anew.
        let filter = self.filter.clone().unwrap_or_default().read(&view)?;
        let found = find(catalogue, (self.place.day, *day), filter, self.intervals)?;
        let later = found.into_iter().map(|transition| {
            let cursor = TransitionCursor::after(catalogue, &transition);
            let view = View::new(catalogue.clone(), transition.day);
            (cursor, TransitionObject::new(view, transition))
        });
        let place = self.place.key.clone();
        let later = later.filter(|(cursor, _)| cursor.key > place);
        self.unread.extend(later.take(READ_AT_ONCE));
        if self.unread.is_empty() {
            self.reach(end);
        }
        Ok(())
    }

    fn reach(&mut self, place: TransitionCursor) {
        self.progress.reach(StreamCursor::Transition(place.clone()));
        self.place = place;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cursor_comes_back_from_its_text() {
        let cursor = TransitionCursor::after_day("2026-06-30".parse().unwrap());
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
    }

    proptest! {
        #[test]
        fn any_other_text_is_refused(text in "(t1)?[0-9a-zA-Z_é-]{0,50}") {
            if let Ok(cursor) = text.parse::<TransitionCursor>() {
                prop_assert_eq!(cursor.to_string(), text);
            }
        }
    }
}
