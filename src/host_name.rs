//! What DNS can hold as the name of a host.

/// The longest name, in bytes.
pub(crate) const MAX_NAME: usize = 253;

/// The longest part between dots, in bytes.
const MAX_LABEL: usize = 63;

/// Whether DNS can hold a name, with or without a dot at its end.
pub(crate) fn fits_dns(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let mut labels = name.split('.');
    name.len() <= MAX_NAME && labels.all(|label| (1..=MAX_LABEL).contains(&label.len()))
}
