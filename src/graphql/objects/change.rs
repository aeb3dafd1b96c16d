//! The feed of changes.

use crate::graphql::objects::enums::{ApiEnum, values};
use std::sync::Arc;

use async_graphql::{Error, InputObject, Result, SimpleObject, connection::PageInfo};
use certgraph_macros::{Fields, fields};

use crate::graphql::{
    engine::cache_scope::CacheScope,
    engine::request_context::RequestContext,
    error_code::ErrorCode,
    objects::connection::{DEFAULT_PAGE, bad_argument, bad_cursor, naming, page_size, parsed},
    objects::lookup,
    objects::scalars::DateTime,
    objects::view::View,
};
use crate::{
    catalogue::{self, ExamKey, LogCursor, LogPosition, Operation, RecordKind, VendorSlug},
    publish::{Feed, FeedError, FeedPage},
};

/// The export for a client that has to start again.
const SNAPSHOT: &str = "/exports/catalogue.jsonl";

/// A filter of changes; everything given must hold. Of a list, one member is enough; an empty
/// one is refused, since its feed would be empty for ever.
#[derive(InputObject, Debug, Clone, Default)]
pub struct ChangeFilter {
    /// Of records of these kinds. Example: `[EXAM]`.
    kinds: Option<Vec<ApiEnum<RecordKind>>>,
    /// Of records about these vendors (slugs), and those that were about them when they were
    /// removed. A vendor that neither the catalogue nor the change log has is refused. Example:
    /// `["microsoft"]`.
    vendors: Option<Vec<String>>,
    /// Of records about these exams, written `vendor/code`: the exam itself, its certifications,
    /// comparisons, equivalences, audience rules, and roles that recommend it. Exams that are no
    /// longer in the catalogue can be named too, as long as the change log has them. Example:
    /// `["microsoft/AI-102"]`.
    exams: Option<Vec<String>>,
}

pub struct Change {
    pub(crate) cursor: LogCursor,
    pub(crate) change: Arc<catalogue::Change>,
}

/// One change of one record. Changes are numbered without gaps in the order of their commits; a
/// change of a part, such as one domain's weight, is a change of its record.
#[fields]
impl Change {
    /// The cursor to continue from after this change: pass it as `after`. It never expires by itself, and is
    /// refused with `RESYNC_REQUIRED` once the log no longer reaches back to it.
    fn cursor(&self) -> String {
        self.cursor.to_string()
    }

    /// Its number in the log, from 1, without gaps. Example: `4711`.
    fn sequence(&self) -> i64 {
        self.change.position.sequence
    }

    /// The revision of the catalogue that it belongs to; changes of one revision were committed
    /// together. Example: `42`.
    fn revision(&self) -> i64 {
        self.change.revision.number()
    }

    /// The kind of the record.
    fn kind(&self) -> ApiEnum<RecordKind> {
        self.change.kind.into()
    }

    /// What names the record among its kind. Example: `"microsoft/AI-102"`.
    fn key(&self) -> &str {
        &self.change.key
    }

    /// What happened to the record.
    fn operation(&self) -> ApiEnum<Operation> {
        self.change.operation().into()
    }

    /// The whole record after the change, as the text of its canonical JSON: the same bytes as
    /// in the export, which `sha256` is the hash of. Null when the record was removed.
    fn document(&self) -> Option<&str> {
        self.change.document.as_deref()
    }

    /// The SHA-256 of the document's UTF-8 bytes in lower-case hexadecimal. Null when the record
    /// was removed.
    fn sha256(&self) -> Option<&str> {
        self.change.sha256.as_deref()
    }

    /// Who made the change: the name of a token or of the person who ran the command, `seed` for the
    /// shipped catalogue, `sql` for an edit of the tables without certgraph.
    fn actor(&self) -> &str {
        &self.change.actor
    }

    /// Why, in the words of the person who made it. Null when no reason was given.
    fn note(&self) -> Option<&str> {
        self.change.note.as_deref()
    }

    /// When the change was made. Example: `"2026-11-23T09:30:00Z"`.
    fn committed_at(&self) -> DateTime {
        DateTime(self.change.committed_at)
    }
}

/// A change and its cursor.
#[derive(SimpleObject, Fields)]
pub struct ChangeEdge {
    /// The cursor to continue from after this change.
    cursor: String,
    /// The change.
    node: Change,
}

pub struct ChangeConnection(FeedPage);

/// A page of the feed of changes. It has no total count: the feed grows while it is read.
#[fields]
impl ChangeConnection {
    /// The changes with their cursors.
    fn edges(&self) -> Vec<ChangeEdge> {
        let edge = |node: Change| ChangeEdge {
            cursor: node.cursor.to_string(),
            node,
        };
        self.changes().map(edge).collect()
    }

    /// The changes, oldest first.
    fn nodes(&self) -> Vec<Change> {
        self.changes().collect()
    }

    /// The cursor to continue from. `endCursor` is never null here: on the last page it is the end of the feed,
    /// also when the filter matched nothing, so always keep it and begin there next time.
    fn page_info(&self) -> PageInfo {
        PageInfo {
            has_previous_page: false,
            has_next_page: self.0.has_more,
            start_cursor: self.changes().next().map(|first| first.cursor.to_string()),
            end_cursor: Some(self.0.end.to_string()),
        }
    }
}

impl ChangeConnection {
    fn changes(&self) -> impl Iterator<Item = Change> {
        let changes = self.0.changes.iter();
        changes.map(|(cursor, change)| Change {
            cursor: *cursor,
            change: change.clone(),
        })
    }
}

/// One page of the feed.
pub(crate) async fn changes(
    scope: &RequestContext,
    first: Option<i32>,
    after: Option<String>,
    filter: Option<ChangeFilter>,
) -> Result<ChangeConnection> {
    let first = page_size("first", first)?.unwrap_or(DEFAULT_PAGE);
    let after = after.as_deref().map(|text| cursor("after", text));
    let after = after.transpose()?;
    let picked = picked(&View::of(scope, None), filter)?;
    let moment = &scope.moment;
    // Clients of the feed need the next change at once, not a cached page.
    moment.limit(CacheScope::Unknown);
    let (feed, head) = (&scope.services.feed, moment.catalogue.log_head());
    let filter = picked.confirmed(feed, head).await?;
    let page = feed.page(after, first, &filter, head).await;
    page.map(ChangeConnection).map_err(fault)
}

/// A cursor of the feed from its text.
pub(crate) fn cursor(argument: &str, text: &str) -> Result<LogCursor> {
    text.parse().map_err(|_| {
        let message = "This is no cursor of the change feed; take one from a change, from \
                       pageInfo.endCursor or from an export.";
        bad_cursor(argument, message)
    })
}

/// A filter that was read by the snapshot.
#[derive(Default)]
pub(crate) struct PickedChanges {
    filter: catalogue::ChangeFilter,
    /// What the snapshot does not have.
    absent: Vec<Absent>,
}

/// A name that is not in the snapshot: of something removed, or misspelt.
struct Absent {
    /// All changes about it.
    changes: catalogue::ChangeFilter,
    /// Its refusal.
    error: Error,
}

impl PickedChanges {
    /// The filter, if the log up to a head has a change about each name that the snapshot does not have. A
    /// misspelt name would be an empty feed for ever, which looks like no news.
    pub(crate) async fn confirmed(
        self,
        feed: &Feed,
        head: LogPosition,
    ) -> Result<catalogue::ChangeFilter> {
        for Absent { changes, error } in self.absent {
            let page = feed.page(None, 1, &changes, head).await.map_err(fault)?;
            if page.changes.is_empty() {
                return Err(error);
            }
        }
        Ok(self.filter)
    }
}

/// Refuses an empty list in a filter of changes, whose feed would be empty for ever.
pub(crate) fn matching_some<T>(argument: &str, list: Option<&[T]>) -> Result<()> {
    if list.is_some_and(<[T]>::is_empty) {
        return Err(bad_argument(argument, "an empty list matches no change"));
    }
    Ok(())
}

/// Reads the filter.
pub(crate) fn picked(view: &View, filter: Option<ChangeFilter>) -> Result<PickedChanges> {
    let filter = filter.unwrap_or_default();
    let mut picked = PickedChanges::default();
    matching_some("filter.kinds", filter.kinds.as_deref())?;
    matching_some("filter.vendors", filter.vendors.as_deref())?;
    matching_some("filter.exams", filter.exams.as_deref())?;
    picked.filter.kinds = values(filter.kinds);
    if let Some(slugs) = filter.vendors {
        let vendors = slugs.iter().map(|slug| picked.vendor(view, slug));
        picked.filter.vendors = Some(vendors.collect::<Result<_>>()?);
    }
    if let Some(keys) = filter.exams {
        let exams = keys.iter().map(|key| picked.exam(view, key));
        picked.filter.exams = Some(exams.collect::<Result<_>>()?);
    }
    Ok(picked)
}

impl PickedChanges {
    /// A vendor, which may no longer be in the catalogue.
    fn vendor(&mut self, view: &View, text: &str) -> Result<VendorSlug> {
        let argument = "filter.vendors";
        match lookup::known_vendor(view, argument, text) {
            Ok(index) => Ok(view.catalogue.vendor(index).record.slug.clone()),
            Err(error) => {
                let slug: VendorSlug = parsed(argument, &text.trim().to_lowercase())?;
                let changes = catalogue::ChangeFilter {
                    vendors: Some(vec![slug.clone()]),
                    ..catalogue::ChangeFilter::default()
                };
                let error = naming(error, argument, &[text.to_owned()]);
                self.absent.push(Absent { changes, error });
                Ok(slug)
            }
        }
    }

    /// An exam by its current key, or by a key that is no longer in the catalogue.
    fn exam(&mut self, view: &View, text: &str) -> Result<ExamKey> {
        let argument = "filter.exams";
        match lookup::known_exam(view, argument, text.into()) {
            Ok(index) => Ok(view.catalogue.exam(index).record.key()),
            Err(error) => {
                let error = naming(error, argument, &[text.to_owned()]);
                let Ok(key) = text.trim().parse::<ExamKey>() else {
                    return Err(error);
                };
                let changes = catalogue::ChangeFilter {
                    exams: Some(vec![key.clone()]),
                    ..catalogue::ChangeFilter::default()
                };
                self.absent.push(Absent { changes, error });
                Ok(key)
            }
        }
    }
}

/// The error of a page that cannot be read.
pub(crate) fn fault(error: FeedError) -> async_graphql::Error {
    match error {
        FeedError::ResyncRequired => {
            let message = format!(
                "The change log no longer reaches back to this cursor, or it comes from another \
                 database: load {SNAPSHOT} and continue from its cursor."
            );
            naming(ErrorCode::ResyncRequired.error(message), "after", &[])
        }
        FeedError::Unavailable(cause) => {
            if let Some(cause) = cause {
                tracing::warn!(error = %cause, "the change log cannot be read");
            }
            let message =
                "The change log cannot be read while the database is unreachable; try again.";
            ErrorCode::Unavailable.error(message)
        }
    }
}
