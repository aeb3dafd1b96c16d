//! Macros that make one definition of a GraphQL type serve async-graphql and certgraph's own executor.
//!
//! async-graphql registers the schema; plans (`certgraph::graphql::plan`) execute documents. The macros
//! generate the traits of the plans from the `impl` blocks, structs and enums that async-graphql's
//! macros read, so that no field is defined twice. The generated code only compiles in certgraph.

mod cacheable;
mod enumeration;
mod naming;
mod object;
mod simple_object;
mod union;

use proc_macro::TokenStream;
use syn::{DeriveInput, ItemImpl, parse_macro_input};

/// Makes an object type of an `impl` block, like `#[Object]`, which gets the same arguments.
///
/// A parameter `&RequestContext` is the context of the request; a parameter `View` adds the argument
/// `asOf` and is the snapshot on that day. `#[fields(root)]`, for root types, allows `async fn`.
///
/// `#[cacheable]` declares that the output of its fields depends on the object and the snapshot only,
/// except for those that `varying("…")` lists. With `constant("…")` only the listed fields do. Those of
/// `by_period("…")` also depend on the period of the object's exam that the day belongs to. With
/// `number = method` output is cached under the number that the method returns, which must be unique
/// in its type, and the period that `period = method` returns.
#[proc_macro_attribute]
pub fn fields(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as ItemImpl);
    object::expand(arguments.into(), item)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

/// Implements `Fields` and `Output` for a struct that derives `SimpleObject`; `#[cacheable]` as
/// for [`macro@fields`].
#[proc_macro_derive(Fields, attributes(graphql, cacheable))]
pub fn derive_fields(item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as DeriveInput);
    simple_object::expand(&item)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

/// Implements `Output` for an enum that derives `Union` or `Interface`.
#[proc_macro_derive(Members, attributes(graphql))]
pub fn derive_members(item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as DeriveInput);
    union::expand(&item)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

/// Implements `Output` for an enum that derives `Enum`.
#[proc_macro_derive(Leaf, attributes(graphql))]
pub fn derive_leaf(item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as DeriveInput);
    enumeration::expand(&item).into()
}
