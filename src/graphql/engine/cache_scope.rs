//! How long a response may be cached.

/// How long the same request gets the same response; the longest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum CacheScope {
    /// While the revision is served: the response depends on the request and the snapshot only.
    Revision,
    /// While the revision is served, until the end of the day (UTC).
    Day,
    /// Unknown, so it has to be revalidated; it is often unchanged.
    Unknown,
    /// For this request only: an error, a mutation, or a value such as the time.
    Once,
}

impl CacheScope {
    /// The scope of this rank.
    pub(crate) const fn from_rank(rank: u8) -> Self {
        match rank {
            0 => Self::Revision,
            1 => Self::Day,
            2 => Self::Unknown,
            _ => Self::Once,
        }
    }
}
