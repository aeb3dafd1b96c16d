//! Subscriptions.

use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{Result, Subscription};
use futures_util::stream::{self, BoxStream};

use crate::graphql::{
    objects::change::{Change, ChangeFilter, cursor, fault, picked},
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
}

impl EventSource for Subscription {
    fn plan_field(
        planner: &Planner<'_>,
        selected: &Selected<'_>,
    ) -> std::result::Result<FieldPlan, UnknownField> {
        match selected.name() {
            "changes" => planner.field::<Result<Change>>(selected, 0, &["after", "filter"]),
            _ => Err(UnknownField),
        }
    }

    fn begin(
        &self,
        field: &FieldPlan,
        run: &mut Run<'_>,
        start: StreamStart,
    ) -> std::result::Result<EventStream, Failed> {
        let after = run.argument(field, 0, None)?;
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
    let filter = picked(&view, filter)?;
    let after = match (start.resumed_from, after) {
        // The position of a resumed connection is later than that of its document.
        (Some(cursor), _) => cursor,
        (None, Some(text)) => cursor(&text)?,
        (None, None) => view.catalogue.log_head().into(),
    };
    let follower = start.services.feed.follow(after, filter);
    let following = Some((follower, start.progress));
    Ok(events(stream::unfold(following, next)))
}

/// A follower until it has failed.
type Following = Option<(Follower, StreamPosition)>;

async fn next(following: Following) -> Option<(Result<Change>, Following)> {
    let (mut follower, progress) = following?;
    loop {
        match follower.read().await {
            Ok(Some((cursor, change))) => {
                progress.reach(cursor);
                return Some((Ok(Change { cursor, change }), Some((follower, progress))));
            }
            Ok(None) => {
                progress.reach(follower.place());
                if !follower.wait().await {
                    return None;
                }
            }
            Err(error) => return Some((Err(fault(error)), None)),
        }
    }
}

/// The position of a subscription's reader. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct StreamPosition(Arc<Mutex<Option<LogCursor>>>);

impl StreamPosition {
    /// The cursor after the last change that was sent or filtered out; `None` before the first.
    pub fn cursor(&self) -> Option<LogCursor> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reach(&self, cursor: LogCursor) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(cursor);
    }
}
