//! Relay connections: pages, cursors, total counts.
//!
//! A cursor contains the sort key of its item and a digest of its list, so that it stays valid when
//! items are added or removed, and other lists refuse it.

use std::{
    fmt::Display,
    ops::{Range, RangeInclusive},
    str::FromStr,
    sync::Arc,
};

use async_graphql::{
    Error, ErrorExtensions, InputObject, OutputType, Result, SimpleObject, Value,
    connection::{Connection, CursorType, Edge, EmptyFields},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use certgraph_macros::Fields;
use sha2::{Digest, Sha256};

use crate::catalogue::{ExamIndex, ExamList, ExamName, PageRequest};
use crate::graphql::error_code::ErrorCode;

/// The default page size.
pub(crate) const DEFAULT_PAGE: usize = 20;
/// The largest page size.
pub(crate) const MAX_PAGE: usize = 100;
/// The most items of a list argument, such as ids or exams.
pub(crate) const MAX_LIST: usize = 100;

/// The version of the format of cursors.
const CURSOR_VERSION: u8 = 1;

/// What a connection returns besides its page.
#[derive(SimpleObject, Fields)]
pub struct ConnectionTotals {
    /// How many items the whole list has, over all pages. Example: `79`.
    total_count: i64,
}

/// A connection of these nodes.
pub(crate) type Page<N> = Connection<PageCursor, N, ConnectionTotals, EmptyFields>;

/// The cursor of an item, encoded only when it is selected.
pub struct PageCursor {
    scope: CursorScope,
    /// The keys of the whole page, one after the other.
    keys: Arc<[u8]>,
    /// The range of the item's own key.
    own: Range<usize>,
}

impl CursorType for PageCursor {
    type Error = &'static str;

    fn decode_cursor(_: &str) -> Result<Self, Self::Error> {
        Err("only the list of a cursor can decode it")
    }

    fn encode_cursor(&self) -> String {
        self.scope.encode(&self.keys[self.own.clone()])
    }
}

/// The paging arguments.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageArguments {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
    pub(crate) last: Option<i32>,
    pub(crate) before: Option<String>,
}

impl PageArguments {
    /// The arguments of a list that pages forward only.
    pub(crate) fn forward(first: Option<i32>, after: Option<String>) -> Self {
        Self {
            first,
            after,
            last: None,
            before: None,
        }
    }
}

/// Binds cursors to one list: a digest of its name, filter and order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CursorScope([u8; 8]);

impl CursorScope {
    pub(crate) fn new(list: &str, selection: &impl std::fmt::Debug) -> Self {
        let digest = Sha256::digest(format!("{list}\n{selection:?}"));
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&digest[..8]);
        Self(bytes)
    }

    /// The cursors of items with these keys.
    fn cursors(self, keys: &[&[u8]]) -> Vec<PageCursor> {
        let all: Arc<[u8]> = keys.concat().into();
        let mut end = 0;
        keys.iter()
            .map(|key| {
                let begin = end;
                end += key.len();
                PageCursor {
                    scope: self,
                    keys: Arc::clone(&all),
                    own: begin..end,
                }
            })
            .collect()
    }

    pub(crate) fn encode(self, key: &[u8]) -> String {
        let mut bytes = vec![CURSOR_VERSION];
        bytes.extend_from_slice(&self.0);
        bytes.extend_from_slice(key);
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The key in a cursor, which is the value of this argument.
    pub(crate) fn decode(self, argument: &str, cursor: &str) -> Result<Vec<u8>> {
        let fault = |message: &str| Err(bad_cursor(argument, message));
        let Ok(bytes) = BASE64_URL_SAFE_NO_PAD.decode(cursor) else {
            return fault("This is no cursor of ours; take one from pageInfo.");
        };
        match bytes.split_at_checked(9) {
            Some(([CURSOR_VERSION, scope @ ..], key)) if *scope == self.0 => Ok(key.to_vec()),
            _ => fault(
                "This cursor belongs to another list, filter or order; start again without it.",
            ),
        }
    }
}

/// A page of a list that is sorted by unique keys.
pub(crate) fn page<K: AsRef<[u8]>, T, N: OutputType>(
    items: Vec<(K, T)>,
    arguments: &PageArguments,
    scope: CursorScope,
    node: impl Fn(T) -> N,
) -> Result<Page<N>> {
    let total = items.len();
    let bounds = PageSlice::read(arguments, scope)?.bounds(&items);
    let mut connection = connection(total, bounds.start > 0, bounds.end < total);
    let keys = items[bounds.clone()].iter().map(|(key, _)| key.as_ref());
    let cursors = scope.cursors(&keys.collect::<Vec<_>>());
    let nodes = items.into_iter().skip(bounds.start);
    connection.edges = edges(cursors, nodes.map(|(_, item)| node(item)));
    Ok(connection)
}

/// A page of a list that pages forward only and whose keys are the places of its items. `find`
/// returns the items at some places and the number of all items.
pub(crate) fn ranked_page<T, N: OutputType>(
    arguments: &PageArguments,
    scope: CursorScope,
    find: impl FnOnce(Range<usize>) -> (Vec<T>, usize),
    node: impl Fn(T) -> N,
) -> Result<Page<N>> {
    let wanted = PageSlice::read(arguments, scope)?;
    let start = wanted.after.as_deref().map_or(0, places_up_to);
    let (items, total) = find(start..start + wanted.most);
    let start = start.min(total);
    let end = start + items.len();
    let mut connection = connection(total, start > 0, end < total);
    let keys = (start..end).map(|place| u32::try_from(place).unwrap_or(u32::MAX).to_be_bytes());
    let keys: Vec<[u8; 4]> = keys.collect();
    let cursors = scope.cursors(&keys.iter().map(<[u8; 4]>::as_slice).collect::<Vec<_>>());
    connection.edges = edges(cursors, items.into_iter().map(node));
    Ok(connection)
}

/// The number of places whose keys are not after a cursor's key, which may have any length.
fn places_up_to(key: &[u8]) -> usize {
    let mut bytes = [0; 4];
    let length = key.len().min(bytes.len());
    bytes[..length].copy_from_slice(&key[..length]);
    let place = usize::try_from(u32::from_be_bytes(bytes)).unwrap_or(usize::MAX);
    // A shorter key is before the places that begin with it.
    place + usize::from(length == bytes.len())
}

fn edges<N: OutputType>(
    cursors: Vec<PageCursor>,
    nodes: impl Iterator<Item = N>,
) -> Vec<Edge<PageCursor, N, EmptyFields>> {
    let edges = cursors.into_iter().zip(nodes);
    edges
        .map(|(cursor, node)| Edge::new(cursor, node))
        .collect()
}

/// A page of a list of exams.
pub(crate) fn exam_page<N: OutputType>(
    list: &ExamList<'_>,
    arguments: &PageArguments,
    scope: CursorScope,
    node: impl Fn(ExamIndex) -> N,
) -> Result<Page<N>> {
    let wanted = PageSlice::read(arguments, scope)?;
    let page = list.page(PageRequest {
        after: wanted.after.as_deref(),
        before: wanted.before.as_deref(),
        limit: wanted.most,
        from_end: wanted.from_end,
    });
    let mut connection = connection(list.len(), page.has_previous, page.has_next);
    let (keys, exams): (Vec<&[u8]>, Vec<_>) = page.exams.into_iter().unzip();
    connection.edges = edges(scope.cursors(&keys), exams.into_iter().map(node));
    Ok(connection)
}

fn connection<N: OutputType>(total: usize, has_previous: bool, has_next: bool) -> Page<N> {
    let totals = ConnectionTotals {
        total_count: i64::try_from(total).unwrap_or(i64::MAX),
    };
    Connection::with_additional_fields(has_previous, has_next, totals)
}

/// The requested part of a list.
struct PageSlice {
    after: Option<Vec<u8>>,
    before: Option<Vec<u8>>,
    most: usize,
    from_end: bool,
}

impl PageSlice {
    fn read(arguments: &PageArguments, scope: CursorScope) -> Result<Self> {
        let (first, last) = (
            page_size("first", arguments.first)?,
            page_size("last", arguments.last)?,
        );
        if first.is_some() && last.is_some() {
            let message = "Give either \"first\" or \"last\", not both.";
            return Err(ErrorCode::BadUserInput.error(message));
        }
        let key = |argument: &str, cursor: &Option<String>| {
            let cursor = cursor.as_deref();
            let key = cursor.map(|cursor| scope.decode(argument, cursor));
            key.transpose()
        };
        Ok(Self {
            after: key("after", &arguments.after)?,
            before: key("before", &arguments.before)?,
            most: last.or(first).unwrap_or(DEFAULT_PAGE),
            from_end: last.is_some(),
        })
    }

    fn bounds<K: AsRef<[u8]>, T>(&self, items: &[(K, T)]) -> Range<usize> {
        let mut start = self.after.as_deref().map_or(0, |after| {
            items.partition_point(|(key, _)| key.as_ref() <= after)
        });
        let end = self.before.as_deref().map_or(items.len(), |before| {
            items.partition_point(|(key, _)| key.as_ref() < before)
        });
        let mut end = end.max(start);
        if self.from_end {
            start = start.max(end.saturating_sub(self.most));
        } else {
            end = end.min(start + self.most);
        }
        start..end
    }
}

/// A page size within its bounds.
pub(crate) fn page_size(argument: &str, number: Option<i32>) -> Result<Option<usize>> {
    let size = number.map(|number| within(argument, number, 0..=MAX_PAGE));
    size.transpose()
}

/// Names an exam by its code and, where a code is ambiguous, by its vendor.
#[derive(InputObject, Debug, Clone)]
pub struct ExamRef {
    /// The exam's code in any case; former codes and aliases are found too. Example: `"AI-102"`.
    pub(crate) code: String,
    /// The vendor's slug, needed only where several vendors use the code. Example: `"microsoft"`.
    pub(crate) vendor: Option<String>,
}

impl ExamRef {
    /// The same as one name.
    pub(crate) fn name(&self) -> ExamName<'_> {
        ExamName {
            vendor: self.vendor.as_deref(),
            code: &self.code,
        }
    }
}

/// A `BAD_USER_INPUT` that names an argument.
pub(crate) fn bad_argument(argument: &str, message: impl Display) -> Error {
    let message = message.to_string();
    let stop = if message.ends_with(['?', '.']) {
        ""
    } else {
        "."
    };
    let error = ErrorCode::BadUserInput.error(format!("Argument \"{argument}\": {message}{stop}"));
    naming(error, argument, &[])
}

/// A `CURSOR_INVALID` that names an argument.
pub(crate) fn bad_cursor(argument: &str, message: &str) -> Error {
    naming(ErrorCode::CursorInvalid.error(message), argument, &[])
}

/// The error with `extensions.argument`, the path of the refused argument, and `extensions.values`,
/// its refused values if only some are.
pub(crate) fn naming(error: Error, argument: &str, values: &[String]) -> Error {
    let short = |value: &String| value.chars().take(MAX_QUOTED).collect::<String>();
    error.extend_with(|_, extensions| {
        extensions.set("argument", argument);
        if !values.is_empty() {
            let values = values.iter().map(short).map(Value::String);
            extensions.set("values", Value::List(values.collect()));
        }
    })
}

/// The most characters of a value that a message quotes.
pub(crate) const MAX_QUOTED: usize = 60;

/// Parses the text of an argument.
pub(crate) fn parsed<T: FromStr<Err: Display>>(argument: &str, text: &str) -> Result<T> {
    text.parse().map_err(|fault| bad_argument(argument, fault))
}

/// Converts a number within bounds.
pub(crate) fn within<T>(argument: &str, number: i32, bounds: RangeInclusive<T>) -> Result<T>
where
    T: TryFrom<i32> + PartialOrd + Display,
{
    let known = T::try_from(number).ok();
    known.filter(|known| bounds.contains(known)).ok_or_else(|| {
        let (least, most) = (bounds.start(), bounds.end());
        bad_argument(
            argument,
            format!("must be between {least} and {most}, not {number}"),
        )
    })
}

/// Refuses a list that is too long.
pub(crate) fn check_length<T>(argument: &str, what: &str, list: &[T]) -> Result<()> {
    if list.len() > MAX_LIST {
        let message = format!("names {} {what}, {MAX_LIST} at most", list.len());
        return Err(bad_argument(argument, message));
    }
    Ok(())
}

/// Whether a list of a filter contains this value, or is not given.
pub(crate) fn picks<T: PartialEq>(list: Option<&Vec<T>>, value: &T) -> bool {
    list.is_none_or(|list| list.contains(value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bounds(
        items: &[(Vec<u8>, u8)],
        arguments: &PageArguments,
        scope: CursorScope,
    ) -> Result<Range<usize>> {
        Ok(PageSlice::read(arguments, scope)?.bounds(items))
    }

    fn keys(bounds: Range<usize>, items: &[(Vec<u8>, u8)]) -> Vec<u8> {
        items[bounds].iter().map(|(_, item)| *item).collect()
    }

    fn items(keys: &std::collections::BTreeSet<u8>) -> Vec<(Vec<u8>, u8)> {
        keys.iter().map(|key| (vec![*key], *key)).collect()
    }

    proptest! {
        #[test]
        fn paging_returns_unchanged_items_exactly_once(
            before in prop::collection::btree_set(0_u8..60, 0..40),
            after in prop::collection::btree_set(0_u8..60, 0..40),
            size in 1_i32..7,
            switch in 0_usize..6,
        ) {
            let scope = CursorScope::new("test", &());
            let (mut seen, mut cursor, mut round) = (vec![], None, 0);
            loop {
                let list = items(if round < switch { &before } else { &after });
                let arguments = PageArguments::forward(Some(size), cursor.clone());
                let page = keys(bounds(&list, &arguments, scope).unwrap(), &list);
                round += 1;
                let Some(last) = page.last() else { break };
                cursor = Some(scope.encode(&[*last]));
                seen.extend(page);
            }
            prop_assert!(seen.windows(2).all(|pair| pair[0] < pair[1]));
            for key in before.intersection(&after) {
                prop_assert!(seen.contains(key));
            }
        }

        #[test]
        fn a_cursor_is_refused_by_every_other_list(key in prop::collection::vec(any::<u8>(), 0..40)) {
            let (own, other) = (CursorScope::new("exams", &1), CursorScope::new("exams", &2));
            let cursor = own.encode(&key);
            prop_assert_eq!(own.decode("after", &cursor).unwrap(), key);
            prop_assert!(other.decode("after", &cursor).is_err());
        }

        #[test]
        fn any_text_is_refused_or_read_without_a_panic(text in ".{0,60}") {
            let _ = CursorScope::new("exams", &1).decode("after", &text);
        }
    }

    #[test]
    fn last_and_before_read_from_the_end() {
        let list = items(&(0..10).collect());
        let scope = CursorScope::new("test", &());
        let before = Some(scope.encode(&[8]));
        let arguments = PageArguments {
            last: Some(3),
            before,
            ..PageArguments::default()
        };
        assert_eq!(
            keys(bounds(&list, &arguments, scope).unwrap(), &list),
            [5, 6, 7]
        );
    }
}
