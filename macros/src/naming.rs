//! Names of the schema.

use syn::{Ident, ext::IdentExt};

/// The name of a field or an argument, as async-graphql derives it from a Rust name.
pub(crate) fn camel_case(ident: &Ident) -> String {
    let text = ident.unraw().to_string();
    let mut words = text.split('_').filter(|word| !word.is_empty());
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (first, rest) = word.split_at(1);
        name.push_str(&first.to_ascii_uppercase());
        name.push_str(rest);
    }
    name
}
