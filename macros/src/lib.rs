//! Lets one definition of a GraphQL type define the schema and resolve its fields, and one of a table
//! read its rows.
//!
//! async-graphql registers the schema. certgraph executes documents by plans that write their answers
//! at once (`certgraph::graphql::plan`). What the plans call comes from these macros, which read the
//! same `impl` blocks, structs and enums that the library's macros read: no field is defined twice.
//!
//! The code that they write names modules of certgraph and is of no use elsewhere.

mod columns;
mod enumeration;
mod naming;
mod object;
mod simple_object;
mod snapshot_constant;
mod union;

use proc_macro::TokenStream;
use syn::{DeriveInput, ItemImpl, parse_macro_input};

/// Makes an object of an `impl` block, as `#[Object]` does. Arguments are passed on to it.
///
/// A plain `fn` answers at once; it takes what it needs of the request as `&RequestContext`, and the
/// snapshot on the day of an argument `asOf` as `View`. With
/// `#[fields(root)]`, for the types that operations begin with, an `async fn` may wait for something.
///
/// `#[snapshot_constant]` says that no field changes while the snapshot stays, `#[snapshot_constant(except("inForce"))]` that
/// none but these does. With `#[snapshot_constant(…, number = method)]` what is selected of the object is kept
/// under the number that this method gives; it has to be unique to the object among those of its type.
#[proc_macro_attribute]
pub fn fields(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as ItemImpl);
    object::expand(arguments.into(), item)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

/// Lets plans write a struct that derives `SimpleObject`; `#[snapshot_constant]` as for [`macro@fields`].
#[proc_macro_derive(Fields, attributes(graphql, snapshot_constant))]
pub fn derive_fields(item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as DeriveInput);
    simple_object::expand(&item)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

/// Lets plans write an enum that derives `Union` or `Interface`: each variant holds one object.
#[proc_macro_derive(Members, attributes(graphql))]
pub fn derive_members(item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as DeriveInput);
    union::expand(&item)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

/// Lets plans write an enum that derives `Enum`.
#[proc_macro_derive(Leaf, attributes(graphql))]
pub fn derive_leaf(item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as DeriveInput);
    enumeration::expand(&item).into()
}

/// Lets a row of a table be read into a struct that derives `DeriveEntityModel`, by the places of its
/// columns.
#[proc_macro_derive(FromColumns)]
pub fn derive_from_columns(item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as DeriveInput);
    columns::expand(&item)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}
