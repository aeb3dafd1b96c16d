//! Subscriptions.

use std::{
    fmt,
    str::FromStr,
    sync::{Arc, Mutex, PoisonError},
};

use async_graphql::{Result, Subscription};
use futures_util::{
    TryFutureExt,
    stream::{self, BoxStream},
};

use crate::graphql::{
    objects::change::{Change, ChangeFilter, cursor, fault, picked},
    objects::connection::bad_cursor,
    objects::transition::{TransitionFilter, TransitionObject},
    objects::transition_stream::{self, TransitionCursor},
    objects::view::View,
    plan::{
        EventSource, EventStream, Failed, FieldPlan, Planner, Run, Selected, StreamStart,
        UnknownField, events, registered_only,
    },
};
use crate::{catalogue::LogCursor, publish::Follower};

/// Changes as they happen.
#[derive(Clone)]
pub struct Subscription;

/// What clients can follow live, over a WebSocket (`graphql-transport-ws`) or server-sent events.
#[Subscription]
impl Subscription {
    /// Changes of the catalogue, as they are published: first those after the cursor, then each new
    /// one, without a gap and without one twice.
    ///
    /// Keep the `cursor` of each change with what you did about it: whenever the connection ends,
    /// begin again there. Example: `subscription { changes { kind key operation cursor } }`.
    async fn changes(
        &self,
        #[graphql(desc = "Start after this cursor: one of `Change.cursor`, \
                    `pageInfo.endCursor` or an export. Default: only what happens from now on.")]
        after: Option<String>,
        #[graphql(desc = "Only matching changes. Default: all.")] filter: Option<ChangeFilter>,
    ) -> Result<BoxStream<'static, Result<Change>>> {
        let _ = (after, filter);
        registered_only()
    }

    /// Transitions as their days begin in UTC: first those after the cursor up to today, then each
    /// on its day. With the cursor each is told once, over restarts and by any server. What is dated
    /// on a day that has begun already is told by `changes`.
    ///
    /// Keep the `cursor` of each transition with what you did about it: whenever the connection
    /// ends, begin again there. Example: `subscription { transitions { day kind meaning cursor } }`.
    async fn transitions(
        &self,
        #[graphql(desc = "Start after this `Transition.cursor`. Default: from tomorrow on.")]
        after: Option<String>,
        #[graphql(desc = "What to pick. Default: all but checks that are due.")] filter: Option<
            TransitionFilter,
        >,
    ) -> Result<BoxStream<'static, Result<TransitionObject>>> {
        let _ = (after, filter);
        registered_only()
    }
}

/// The index of `transitions`.
const TRANSITIONS: u16 = 1;

impl EventSource for Subscription {
    fn plan_field(
        planner: &Planner<'_>,
        selected: &Selected<'_>,
    ) -> std::result::Result<FieldPlan, UnknownField> {
        match selected.name() {
            "changes" => planner.field::<Result<Change>>(selected, 0, &["after", "filter"]),
            "transitions" => planner.field::<Result<TransitionObject>>(
                selected,
                TRANSITIONS,
                &["after", "filter"],
            ),
            _ => Err(UnknownField),
        }
    }

    fn begin(
        &self,
        field: &FieldPlan,
        run: &mut Run<'_>,
        start: StreamStart,
    ) -> std::result::Result<EventStream, Failed> {
        let after: Option<String> = run.argument(field, 0, None)?;
        if field.index() == TRANSITIONS {
            let filter = run.argument(field, 1, None)?;
            let intervals = run.scope()?.limits.freshness;
            return transition_stream::follow(start, after.as_deref(), filter, intervals)
                .map_err(|error| run.fail(error));
        }
        let filter = run.argument(field, 1, None)?;
        follow(start, after, filter).map_err(|error| run.fail(error))
    }
}

fn follow(
    start: StreamStart,
    after: Option<String>,
    filter: Option<ChangeFilter>,
) -> Result<EventStream> {
    let day = start.moment.today();
    let view = View::new(start.moment.catalogue, day);
    let picked = picked(&view, filter)?;
    let head = view.catalogue.log_head();
    let after = match (start.resumed_from, after) {
        // The position of a resumed connection is later than that of its document.
        (Some(StreamCursor::Log(cursor)), _) => cursor,
        (Some(StreamCursor::Transition(_)), _) => return Err(wrong_cursor()),
        (None, Some(text)) => cursor("after", &text)?,
        (None, None) => head.into(),
    };
    let (feed, progress) = (start.services.feed.clone(), start.progress);
    let started = async move {
        let filter = picked.confirmed(&feed, head).await?;
        let following = Some((feed.follow(after, filter), progress));
        Ok(stream::unfold(following, next))
    };
    Ok(events(started.try_flatten_stream()))
}

/// A follower until it has failed.
type Following = Option<(Follower, StreamPosition)>;

async fn next(following: Following) -> Option<(Result<Change>, Following)> {
    let (mut follower, progress) = following?;
    loop {
        match follower.read().await {
            Ok(Some((cursor, change))) => {
                progress.reach(StreamCursor::Log(cursor));
                return Some((Ok(Change { cursor, change }), Some((follower, progress))));
            }
            Ok(None) => {
                progress.reach(StreamCursor::Log(follower.place()));
                if !follower.wait().await {
                    return None;
                }
            }
            Err(error) => return Some((Err(fault(error)), None)),
        }
    }
}

fn wrong_cursor() -> async_graphql::Error {
    let message = "This is a cursor of transitions; take one of the change feed.";
    bad_cursor("after", message)
}

/// A place in the stream of a subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StreamCursor {
    /// In the change log.
    Log(LogCursor),
    /// In the order of transitions.
    Transition(TransitionCursor),
}

/// A text that is no cursor of a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no cursor of a subscription")]
pub struct BadStreamCursor;

impl fmt::Display for StreamCursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Log(cursor) => cursor.fmt(formatter),
            Self::Transition(cursor) => cursor.fmt(formatter),
        }
    }
}

impl FromStr for StreamCursor {
    type Err = BadStreamCursor;

    fn from_str(text: &str) -> std::result::Result<Self, BadStreamCursor> {
        let of_log = text.parse().map(Self::Log);
        of_log
            .or_else(|_| text.parse().map(Self::Transition))
            .map_err(|_| BadStreamCursor)
    }
}

/// The position of a subscription's reader. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct StreamPosition(Arc<Mutex<Option<StreamCursor>>>);

impl StreamPosition {
    /// The cursor after the last event that was sent or filtered out; `None` before the first.
    pub fn cursor(&self) -> Option<StreamCursor> {
        let cursor = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cursor.clone()
    }

    pub(crate) fn reach(&self, cursor: StreamCursor) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(cursor);
    }
}
