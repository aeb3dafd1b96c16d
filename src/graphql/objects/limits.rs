//! The limits of requests.

use async_graphql::SimpleObject;
use certgraph_macros::Fields;

use crate::graphql::{
    engine::{execution::ExecutionLimits, response::MAX_ERRORS},
    objects::connection::{DEFAULT_PAGE, MAX_LIST, MAX_PAGE},
    objects::scalars::LongText,
};

/// Defines the limits, each with where it comes from.
macro_rules! limits {
    (
        $(#[doc = $meaning:tt])+ |$limits:ident|
        $($(#[doc = $doc:tt])+ $field:ident: $limit:expr;)+
    ) => {
        $(#[doc = $meaning])+
        #[derive(SimpleObject, Fields)]
        pub struct Limits {
            $($(#[doc = $doc])+ $field: i32,)+
        }

        impl Limits {
            pub(crate) fn of($limits: &ExecutionLimits) -> Self {
                Self { $($field: number($limit),)+ }
            }
        }
    };
}

limits! {
    /// What one request may ask for. Everything is counted through fragments, as if each spread were
    /// written out, unless it says otherwise.
    |limits|
    /// Points that one operation may cost. A field that returns an object costs 1 and multiplies
    /// what it selects by the length of its page. Example: `10000`.
    points: limits.document.points;
    /// Numbers, texts and the like that one operation may return, counted in the same way. Example:
    /// `50000`.
    values: limits.document.values;
    /// Fields within each other. Example: `15`.
    depth: limits.document.depth;
    /// Selections (fields, spreads, inline fragments) of all operations. Example: `5000`.
    selections: limits.document.selections;
    /// Fields with an alias in one operation. Example: `50`.
    aliases: limits.document.aliases;
    /// Fields at the root of one operation. Example: `20`.
    root_fields: limits.document.root_fields;
    /// Directives in the document, as written. Example: `50`.
    directives: limits.document.directives;
    /// Length of the document in bytes. Example: `65536`.
    document_bytes: limits.document.bytes;
    /// Names, numbers, strings and punctuation marks of the document, as written. Example: `5000`.
    document_tokens: limits.document.tokens;
    /// Operations in the document. Example: `10`.
    operations: limits.document.operations;
    /// Fragments that the document defines. Example: `100`.
    fragments: limits.document.fragments;
    /// Variables of an operation. Example: `100`.
    variables: limits.document.variables;
    /// `__schema` and `__type` fields of one operation. Example: `3`.
    introspection_fields: limits.document.introspection_fields;
    /// Fields within each other below those. Example: `20`.
    introspection_depth: limits.document.introspection_depth;
    /// Items of a list in an argument or a variable. Example: `100`.
    list_items: limits.document.list_items;
    /// Characters of a text in an argument or a variable. Example: `1000`.
    text_characters: limits.document.string_characters;
    /// Bytes of UTF-8 of a variable of type `LongText`. Example: `65536`.
    long_text_bytes: LongText::MAX_BYTES;
    /// Lists and input objects within each other in an argument or a variable. Example: `10`.
    input_nesting: limits.document.input_nesting;
    /// Items of a list in a change set that an editor sends in a variable. Example: `2000`.
    change_set_items: limits.document.change_set_items;
    /// Characters of a text in such a change set. Example: `4000`.
    change_set_characters: limits.document.change_set_characters;
    /// Items of a page when neither `first` nor `last` is given. Example: `20`.
    default_page_size: DEFAULT_PAGE;
    /// The most that `first` and `last` may be. Example: `100`.
    largest_page_size: MAX_PAGE;
    /// Ids that `nodes` takes. Example: `100`.
    nodes: MAX_LIST;
    /// Errors that an answer lists. Example: `20`.
    errors: MAX_ERRORS;
    /// Seconds that a request may take. Example: `5`.
    deadline_seconds: limits.deadline.as_secs();
}

fn number(limit: impl TryInto<i32>) -> i32 {
    limit.try_into().unwrap_or(i32::MAX)
}
