//! Entries of the change log, and positions in it.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};

use super::{
    described_enum,
    record::RecordKind,
    revision::Revision,
    text::{ExamKey, VendorSlug},
};

/// A position in the change log: after the entry with this sequence number.
///
/// The chain is the start of a hash over that entry and all entries before it. A different chain at
/// the same sequence number means that the log was rolled back or replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct LogPosition {
    /// The sequence number of the last entry before this position; 0 at the start of the log.
    pub sequence: i64,
    /// The first 8 bytes of the chained SHA-256; zeros at the start of the log.
    pub chain: [u8; 8],
}

/// How far a reader of the change log has read. Clients store its text form as a cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct LogCursor {
    /// The position up to which the reader has read.
    pub position: LogPosition,
    /// Set while a reader that started from the beginning is below the floor under which the log is
    /// compacted to the latest state: the floor at the time it started.
    pub replay_floor: Option<i64>,
}

impl From<LogPosition> for LogCursor {
    fn from(position: LogPosition) -> Self {
        Self {
            position,
            replay_floor: None,
        }
    }
}

/// The text is not a cursor of the change log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not a cursor of the change log")]
pub struct BadLogCursor;

/// The prefix of every cursor: the version of its format.
const VERSION: &str = "c1";

impl fmt::Display for LogCursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chain = u64::from_be_bytes(self.position.chain);
        write!(
            formatter,
            "{VERSION}{:016x}{chain:016x}",
            self.position.sequence
        )?;
        match self.replay_floor {
            Some(floor) => write!(formatter, "{floor:016x}"),
            None => Ok(()),
        }
    }
}

impl FromStr for LogCursor {
    type Err = BadLogCursor;

    fn from_str(text: &str) -> Result<Self, BadLogCursor> {
        let digits = text.strip_prefix(VERSION).ok_or(BadLogCursor)?;
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if !digits.bytes().all(is_digit) {
            return Err(BadLogCursor);
        }
        let number = |from: usize| {
            let text = digits.get(from..from + 16).ok_or(BadLogCursor)?;
            u64::from_str_radix(text, 16).map_err(|_| BadLogCursor)
        };
        let index = |from: usize| i64::try_from(number(from)?).map_err(|_| BadLogCursor);
        let replay_floor = match digits.len() {
            32 => None,
            48 => Some(index(32)?),
            _ => return Err(BadLogCursor),
        };
        Ok(Self {
            position: LogPosition {
                sequence: index(0)?,
                chain: number(16)?.to_be_bytes(),
            },
            replay_floor,
        })
    }
}

described_enum! {
    /// What happened to a record.
    pub enum Operation {
        /// It was added, or it says something else than before: put the document in its place.
        Upsert,
        /// It was removed: forget it.
        Delete,
    }
}

impl Operation {
    /// Its name in the change log: `UPSERT` or `DELETE`.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Upsert => "UPSERT",
            Self::Delete => "DELETE",
        }
    }
}

/// One entry of the change log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its position; a reader that applied this change has read up to here.
    pub position: LogPosition,
    /// The revision that it belongs to. All changes of one revision were committed together.
    pub revision: Revision,
    /// The kind of the record.
    pub kind: RecordKind,
    /// The record's key, unique within its kind.
    pub key: String,
    /// The record after the change, as canonical JSON; `None` when it was deleted.
    pub document: Option<String>,
    /// The SHA-256 of the document in lower-case hexadecimal; `None` when the record was deleted.
    pub sha256: Option<String>,
    /// The vendors that the record is about.
    pub vendors: Vec<VendorSlug>,
    /// The exams that the record is about.
    pub exams: Vec<ExamKey>,
    /// The author of the change, or `sql` for a manual edit of the tables.
    pub actor: String,
    /// The author's reason.
    pub note: Option<String>,
    /// When it was made.
    pub committed_at: DateTime<Utc>,
}

impl Change {
    /// What happened to the record.
    pub const fn operation(&self) -> Operation {
        match self.document {
            Some(_) => Operation::Upsert,
            None => Operation::Delete,
        }
    }
}

/// Selects changes that satisfy every given criterion. A list matches if one of its members does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeFilter {
    /// Changes of records of these kinds.
    pub kinds: Option<Vec<RecordKind>>,
    /// Changes of records about these vendors.
    pub vendors: Option<Vec<VendorSlug>>,
    /// Changes of records about these exams.
    pub exams: Option<Vec<ExamKey>>,
}

impl ChangeFilter {
    /// Whether the filter matches a change.
    pub fn picks(&self, change: &Change) -> bool {
        fn meets<T: PartialEq>(wanted: Option<&Vec<T>>, found: &[T]) -> bool {
            wanted.is_none_or(|wanted| wanted.iter().any(|item| found.contains(item)))
        }
        meets(self.kinds.as_ref(), &[change.kind])
            && meets(self.vendors.as_ref(), &change.vendors)
            && meets(self.exams.as_ref(), &change.exams)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cursor_comes_back_from_its_text(
            sequence in 0..i64::MAX,
            chain: [u8; 8],
            replay_floor in proptest::option::of(0..i64::MAX),
        ) {
            let cursor = LogCursor { position: LogPosition { sequence, chain }, replay_floor };
            prop_assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }

        #[test]
        fn any_other_text_is_refused(text in "(c1)?[0-9a-fA-F+é-]{0,50}") {
            if let Ok(cursor) = text.parse::<LogCursor>() {
                prop_assert_eq!(cursor.to_string(), text);
            }
        }
    }
}
