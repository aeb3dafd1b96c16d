//! For how long an answer to the same request stays the same.

/// For how long an answer to the same request stays the same; the longest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum CacheScope {
    /// As long as the revision is served: the answer is a function of the request and the snapshot.
    Revision,
    /// As long as the revision is served and the day lasts (UTC).
    Day,
    /// Perhaps already no longer, so it has to be asked for again; but it is often still the same.
    Unknown,
    /// It is for this request alone: a failure, a change, or something that moves by itself.
    Once,
}

impl CacheScope {
    /// The lifetime with this place in the order.
    pub(crate) const fn from_rank(rank: u8) -> Self {
        match rank {
            0 => Self::Revision,
            1 => Self::Day,
            2 => Self::Unknown,
            _ => Self::Once,
        }
    }
}
