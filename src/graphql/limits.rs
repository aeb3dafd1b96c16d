//! The limits of requests, as the API tells them.

use async_graphql::SimpleObject;
use certgraph_macros::Fields;

use super::{
    connection::{DEFAULT_PAGE, LARGEST_PAGE, LONGEST_LIST},
    execution::{ExecutionLimits, MOST_ERRORS},
};

/// What one request may ask for. Everything is counted through fragments, as if each spread were
/// written out, unless it says otherwise.
#[derive(SimpleObject, Fields)]
pub struct Limits {
    /// Points that one operation may cost. A field that returns an object costs 1 and multiplies
    /// what it selects by the length of its page. Example: `10000`.
    points: i32,
    /// Numbers, texts and the like that one operation may return, counted in the same way. Example:
    /// `50000`.
    values: i32,
    /// Fields within each other. Example: `15`.
    depth: i32,
    /// Selections (fields, spreads, inline fragments) of all operations. Example: `5000`.
    selections: i32,
    /// Fields with an alias in one operation. Example: `50`.
    aliases: i32,
    /// Fields at the root of one operation. Example: `20`.
    root_fields: i32,
    /// Directives in the document, as written. Example: `50`.
    directives: i32,
    /// Length of the document in bytes. Example: `65536`.
    document_bytes: i32,
    /// Names, numbers, strings and punctuation marks of the document, as written. Example: `5000`.
    document_tokens: i32,
    /// Operations in the document. Example: `10`.
    operations: i32,
    /// Fragments that the document defines. Example: `100`.
    fragments: i32,
    /// Variables of an operation. Example: `100`.
    variables: i32,
    /// `__schema` and `__type` fields of one operation. Example: `3`.
    introspection_fields: i32,
    /// Fields within each other below those. Example: `20`.
    introspection_depth: i32,
    /// Items of a list in an argument or a variable. Example: `100`.
    list_items: i32,
    /// Characters of a text in an argument or a variable. Example: `1000`.
    text_characters: i32,
    /// Lists and input objects within each other in an argument or a variable. Example: `10`.
    input_nesting: i32,
    /// Items of a list in a change set that an editor sends in a variable. Example: `2000`.
    change_set_items: i32,
    /// Characters of a text in such a change set. Example: `4000`.
    change_set_characters: i32,
    /// Items of a page when neither `first` nor `last` is given. Example: `20`.
    default_page_size: i32,
    /// The most that `first` and `last` may be. Example: `100`.
    largest_page_size: i32,
    /// Ids that `nodes` takes. Example: `100`.
    nodes: i32,
    /// Errors that an answer lists. Example: `20`.
    errors: i32,
    /// Seconds that a request may take. Example: `5`.
    deadline_seconds: i32,
}

impl Limits {
    pub(super) fn of(limits: &ExecutionLimits) -> Self {
        let document = &limits.document;
        Self {
            points: number(document.points),
            values: number(document.values),
            depth: number(document.depth),
            selections: number(document.selections),
            aliases: number(document.aliases),
            root_fields: number(document.root_fields),
            directives: number(document.directives),
            document_bytes: number(document.bytes),
            document_tokens: number(document.tokens),
            operations: number(document.operations),
            fragments: number(document.fragments),
            variables: number(document.variables),
            introspection_fields: number(document.introspection_fields),
            introspection_depth: number(document.introspection_depth),
            list_items: number(document.list_items),
            text_characters: number(document.string_characters),
            input_nesting: number(document.input_nesting),
            change_set_items: number(document.change_set_items),
            change_set_characters: number(document.change_set_characters),
            default_page_size: number(DEFAULT_PAGE),
            largest_page_size: number(LARGEST_PAGE),
            nodes: number(LONGEST_LIST),
            errors: number(MOST_ERRORS),
            deadline_seconds: number(limits.deadline.as_secs()),
        }
    }
}

fn number(limit: impl TryInto<i32>) -> i32 {
    limit.try_into().unwrap_or(i32::MAX)
}
