//! Conflicting fields with one response key (section 5.3.2 of the specification).
//!
//! apollo-compiler finds them, but names only the response key, and compares lists of arguments only up
//! to the length of the shorter one.

use std::collections::HashSet;

use apollo_compiler::{
    ExecutableDocument, Name, Node,
    ast::Value as Literal,
    executable::{Field, Selection, SelectionSet},
    parser::SourceSpan,
};
use async_graphql::indexmap::IndexMap;

use crate::graphql::validation::type_system::TypeSystem;

/// The type that a field is selected on, and the field.
type Selected<'a> = (&'a Name, &'a Node<Field>);

/// Finds two conflicting fields among those with one response key.
type Find<'a, 'f> = dyn Fn(&[Selected<'a>]) -> Option<[&'a Node<Field>; 2]> + 'f;

/// A message with both fields of the conflict at a location; `None` if the compiler's message is not
/// about a conflict.
pub(crate) fn named<'a>(
    document: &'a ExecutableDocument,
    message: &str,
    location: Option<SourceSpan>,
) -> Option<String> {
    let with_types = message.contains("different types using the same name");
    if !with_types
        && !message.contains("conflicting field arguments")
        && !message.contains("into the same alias")
    {
        return None;
    }
    let find = |fields: &[Selected<'a>]| {
        let mut all = fields.iter().map(|(_, field)| *field);
        let later = all.clone().find(|field| field.location() == location)?;
        let text = shown(later, with_types);
        all.find(|field| shown(field, with_types) != text)
            .map(|other| [other, later])
    };
    first(document, &find).map(|fields| message_of(fields, with_types))
}

/// The first conflict of list arguments that differ in length, and the location of the later field.
pub(crate) fn of_lists<'a>(
    document: &'a ExecutableDocument,
    types: &TypeSystem,
) -> Option<(Option<SourceSpan>, String)> {
    let is_object = |ty: &Name| types.schema.get_object(ty).is_some();
    let find = |fields: &[Selected<'a>]| {
        // Equality is transitive, so the first field of each type is enough.
        let mut firsts: Vec<Selected<'a>> = Vec::new();
        for (ty, field) in fields.iter().copied() {
            let mut overlapping = firsts
                .iter()
                .filter(|(other, _)| *other == ty || !is_object(other) || !is_object(ty));
            if let Some((_, other)) = overlapping.find(|(_, other)| differ(other, field)) {
                return Some([*other, field]);
            }
            if firsts.iter().all(|(other, _)| *other != ty) {
                firsts.push((ty, field));
            }
        }
        None
    };
    let fields = first(document, &find)?;
    Some((fields[1].location(), message_of(fields, false)))
}

fn first<'a>(
    document: &'a ExecutableDocument,
    find: &Find<'a, '_>,
) -> Option<[&'a Node<Field>; 2]> {
    let mut operations = document.operations.iter();
    operations.find_map(|operation| within(document, &[&operation.selection_set], find))
}

/// Finds a conflict in merged selection sets or below them.
fn within<'a>(
    document: &'a ExecutableDocument,
    sets: &[&'a SelectionSet],
    find: &Find<'a, '_>,
) -> Option<[&'a Node<Field>; 2]> {
    let mut merged = IndexMap::new();
    let mut spread = HashSet::new();
    for set in sets {
        merge(document, set, &mut spread, &mut merged);
    }
    merged.values().find_map(|fields| {
        find(fields).or_else(|| {
            let sets = fields.iter().map(|(_, field)| &field.selection_set);
            within(document, &sets.collect::<Vec<_>>(), find)
        })
    })
}

/// Adds the fields of a set and its fragments by response key.
fn merge<'a>(
    document: &'a ExecutableDocument,
    set: &'a SelectionSet,
    spread: &mut HashSet<&'a Name>,
    merged: &mut IndexMap<&'a Name, Vec<Selected<'a>>>,
) {
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => {
                let fields = merged.entry(field.response_key()).or_default();
                fields.push((&set.ty, field));
            }
            Selection::FragmentSpread(fragment) => {
                let fragment = document.fragments.get(&fragment.fragment_name);
                if let Some(fragment) = fragment
                    && spread.insert(&fragment.name)
                {
                    merge(document, &fragment.selection_set, spread, merged);
                }
            }
            Selection::InlineFragment(fragment) => {
                merge(document, &fragment.selection_set, spread, merged);
            }
        }
    }
}

fn differ(one: &Field, other: &Field) -> bool {
    one.name == other.name
        && one.arguments.iter().any(|argument| {
            let other = other.specified_argument_by_name(&argument.name);
            other.is_some_and(|other| differ_in_length(&argument.value, other))
        })
}

fn differ_in_length(one: &Literal, other: &Literal) -> bool {
    match (one, other) {
        (Literal::List(one), Literal::List(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() != other.len() || pairs.any(|(one, other)| differ_in_length(one, other))
        }
        (Literal::Object(one), Literal::Object(other)) => one.iter().any(|(name, value)| {
            let mut same = other.iter().filter(|(other, _)| other == name);
            same.any(|(_, other)| differ_in_length(value, other))
        }),
        _ => false,
    }
}

fn message_of([one, other]: [&Node<Field>; 2], with_types: bool) -> String {
    let key = one.response_key();
    let (one, other) = (shown(one, with_types), shown(other, with_types));
    format!("`{key}` conflicts: {one} and {other}; use an alias")
}

fn shown(field: &Field, with_type: bool) -> String {
    let mut text = field.name.to_string();
    if let Some(alias) = &field.alias {
        text = format!("{alias}: {text}");
    }
    let arguments = field.arguments.iter();
    let arguments: Vec<_> = arguments
        .map(|argument| format!("{}: {}", argument.name, argument.value))
        .collect();
    if !arguments.is_empty() {
        text = format!("{text}({})", arguments.join(", "));
    }
    if with_type {
        text = format!("{text} of type `{}`", field.definition.ty);
    }
    text
}
