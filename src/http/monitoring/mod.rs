//! Health probes and metrics.

pub(super) mod health;
pub(super) mod metrics;
