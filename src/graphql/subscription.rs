//! What clients can follow live.

use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{Context, Result, Subscription};
use futures_util::{
    StreamExt,
    stream::{self, BoxStream},
};

use super::{
    change::{Change, ChangeFilter, cursor, fault, picked},
    error_code::ErrorCode,
    moment::Moment,
    services::Services,
    view::View,
};
use crate::{catalogue::LogCursor, publish::Follower};

/// What the API can tell as it happens.
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
        context: &Context<'_>,
        #[graphql(
            desc = "Tell what happened after this cursor: one of `Change.cursor`, \
                    `pageInfo.endCursor` or an export. Default: only what happens from now on."
        )]
        after: Option<String>,
        #[graphql(desc = "Only changes that it picks. Default: all.")] filter: Option<ChangeFilter>,
    ) -> Result<BoxStream<'static, Result<Change>>> {
        let beginning = context.data::<Beginning>()?.take()?;
        let day = beginning.moment.today();
        let view = View::new(beginning.moment.catalogue, day);
        let filter = picked(&view, filter)?;
        let after = match (beginning.resumed_from, after) {
            // The client's connection knows better how far the client got.
            (Some(cursor), _) => cursor,
            (None, Some(text)) => cursor(&text)?,
            (None, None) => view.catalogue.log_head().into(),
        };
        let feed = &Services::of(context)?.feed;
        let follower = feed.follow(after, filter);
        Ok(stream::unfold(Some((follower, beginning.progress)), next).boxed())
    }
}

/// A follower until it has failed.
type Following = Option<(Follower, Progress)>;

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

/// What a subscription begins with. It is let go once the subscription has begun, which may last
/// for weeks: it must not hold on to the snapshot of its first day.
pub(super) struct Beginning(Mutex<Option<BeginningParts>>);

pub(super) struct BeginningParts {
    pub(super) moment: Moment,
    pub(super) resumed_from: Option<LogCursor>,
    pub(super) progress: Progress,
}

impl Beginning {
    pub(super) fn new(parts: BeginningParts) -> Self {
        Self(Mutex::new(Some(parts)))
    }

    fn take(&self) -> Result<BeginningParts> {
        let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        parts.take().ok_or_else(|| {
            ErrorCode::BadUserInput.error("A subscription has exactly one field at its root.")
        })
    }
}

/// How far the reader of a subscription has got. Copies share it.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<Mutex<Option<LogCursor>>>);

impl Progress {
    /// The cursor after all that the subscription has told or passed over; `None` before the first.
    pub fn cursor(&self) -> Option<LogCursor> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reach(&self, cursor: LogCursor) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(cursor);
    }
}
