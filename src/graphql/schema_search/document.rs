//! Documents that can be run as they are: the way from `Query` to a field, the arguments that it needs,
//! and a small selection.

use std::{collections::BTreeMap, fmt::Write};

use apollo_compiler::{
    Name, Node, Schema,
    ast::{Document, FieldDefinition, InputValueDefinition, Value},
    schema::ExtendedType,
};

use super::{
    examples,
    routes::{Step, fields, members},
};

/// Fields that name an object, by which people recognise it.
const NAMES: [&str; 12] = [
    "code", "slug", "title", "name", "key", "label", "kind", "text", "summary", "message",
    "amount", "day",
];

/// Fields that say nothing about an object.
const TECHNICAL: [&str; 4] = ["id", "cursor", "uid", "__typename"];

/// Names beside the fields on the way.
const NAMES_ON_THE_WAY: usize = 2;
/// Leaves of the object that the way ends at, and of each object within it.
const LEAVES: usize = 4;
const LEAVES_WITHIN: usize = 3;
/// Objects within it.
const OBJECTS: usize = 2;
/// How deep objects without leaves of their own are followed.
const DEPTH: usize = 3;
/// The page of lists.
const PAGE: i32 = 3;

/// The argument of the last field that a document is about.
pub(super) struct Given<'s> {
    pub(super) argument: &'s InputValueDefinition,
    pub(super) value: Node<Value>,
}

/// The document with these fields within each other, named after a coordinate; `None` where an argument
/// that they need has no example.
pub(super) fn document(
    schema: &Schema,
    coordinate: &str,
    steps: &[Step<'_>],
    given: Option<&Given<'_>>,
) -> Option<String> {
    let mut dates = Vec::new();
    let mut arguments: Vec<Vec<(Name, Node<Value>)>> = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        let given = given.filter(|_| place + 1 == steps.len());
        let own = arguments_of(schema, step.field, given)?;
        for (_, value) in &own {
            find_dates(value, &mut dates);
        }
        arguments.push(own);
    }
    // What is asked for a day must not depend on the day on which the document is run.
    if let (Some(day), Some(first), Some(step)) = (
        dates.into_iter().min(),
        arguments.first_mut(),
        steps.first(),
    ) && let Some(as_of) = step.field.argument_by_name("asOf")
        && !first.iter().any(|(name, _)| *name == as_of.name)
    {
        first.push((as_of.name.clone(), Node::new(Value::String(day))));
    }
    let mut text = format!("query {} {{", operation_name(coordinate));
    let mut ends = vec!["}"];
    for (place, (step, arguments)) in steps.iter().zip(&arguments).enumerate() {
        let before = place.checked_sub(1).map(|before| steps[before].field);
        if before.is_some_and(|before| before.ty.inner_named_type() != step.owner) {
            let _ = write!(text, " ... on {} {{", step.owner);
            ends.push("}");
        }
        if place > 0 {
            for named in names(schema, step.owner, NAMES_ON_THE_WAY) {
                if step.field.name != named.name {
                    let _ = write!(text, " {}", named.name);
                }
            }
        }
        let _ = write!(text, " {}", step.field.name);
        if !arguments.is_empty() {
            let list: Vec<String> = arguments
                .iter()
                .map(|(name, value)| format!("{name}: {}", value.serialize().no_indent()))
                .collect();
            let _ = write!(text, "({})", list.join(", "));
        }
        if place + 1 < steps.len() {
            text.push_str(" {");
            ends.push("}");
        }
    }
    if let Some(last) = steps.last() {
        text.push_str(&selection(schema, last.field.ty.inner_named_type(), DEPTH));
    }
    text.extend(ends);
    let document = Document::parse(text, "document.graphql").ok()?;
    Some(document.to_string().trim_end().to_owned())
}

/// A name for the operation: `Exam.fee(currency:)` gives `ExamFeeCurrency`.
fn operation_name(coordinate: &str) -> String {
    let parts = coordinate.split(|letter: char| !letter.is_ascii_alphanumeric());
    let parts = parts.filter(|part| !part.is_empty() && *part != "Query");
    let capitalised = parts.map(|part| {
        let (first, rest) = part.split_at(1);
        let is_constant = !rest.is_empty() && rest.chars().all(|it| !it.is_ascii_lowercase());
        let rest = if is_constant {
            rest.to_ascii_lowercase()
        } else {
            rest.to_owned()
        };
        first.to_ascii_uppercase() + &rest
    });
    capitalised.collect()
}

/// The arguments that a field needs, and the one that the document is about.
fn arguments_of(
    schema: &Schema,
    field: &FieldDefinition,
    given: Option<&Given<'_>>,
) -> Option<Vec<(Name, Node<Value>)>> {
    let mut arguments = Vec::new();
    for argument in &field.arguments {
        if let Some(given) = given.filter(|given| given.argument.name == argument.name) {
            arguments.push((argument.name.clone(), given.value.clone()));
        } else if argument.is_required() {
            arguments.push((argument.name.clone(), examples::example(schema, argument)?));
        } else if argument.name == "first"
            && given.is_none_or(|given| given.argument.name != "last")
        {
            arguments.push((argument.name.clone(), Node::new(Value::Int(PAGE.into()))));
        }
    }
    Some(arguments)
}

/// The days within a value, as text in the form of ISO 8601, which sorts by time.
fn find_dates(value: &Node<Value>, dates: &mut Vec<String>) {
    match &**value {
        Value::String(text) if text.parse::<crate::catalogue::Day>().is_ok() => {
            dates.push(text.clone());
        }
        Value::List(items) => items.iter().for_each(|item| find_dates(item, dates)),
        Value::Object(fields) => fields.iter().for_each(|(_, item)| find_dates(item, dates)),
        _ => {}
    }
}

/// A small selection of a type with its braces; empty for a leaf.
fn selection(schema: &Schema, ty: &Name, depth: usize) -> String {
    if schema.types.get(ty).is_none_or(ExtendedType::is_leaf) {
        return String::new();
    }
    let members = members(schema, ty);
    if members.is_empty() {
        return braced(parts(schema, ty, depth).into_iter().map(|(_, text)| text));
    }
    // Members may have fields of one name and different types, which cannot be selected together.
    let mut types: BTreeMap<&str, String> = BTreeMap::new();
    let mut texts = vec![String::from("__typename")];
    for member in members {
        let mut own = parts(schema, member, 1);
        own.retain(|(field, _)| {
            let found = field.ty.to_string();
            *types.entry(&field.name).or_insert_with(|| found.clone()) == found
        });
        if !own.is_empty() {
            let own = braced(own.into_iter().map(|(_, text)| text));
            texts.push(format!("... on {member}{own}"));
        }
    }
    braced(texts.into_iter())
}

fn braced(parts: impl Iterator<Item = String>) -> String {
    let mut text = String::from(" {");
    for part in parts {
        let _ = write!(text, " {part}");
    }
    text + " }"
}

/// What is selected of an object: leaves, and objects where there are few of these.
fn parts<'s>(schema: &'s Schema, ty: &Name, depth: usize) -> Vec<(&'s FieldDefinition, String)> {
    let leaves = leaves(schema, ty, LEAVES);
    let wanted = if leaves.len() < LEAVES { OBJECTS } else { 0 };
    let leaves = leaves.into_iter();
    let mut parts: Vec<(&FieldDefinition, String)> = leaves
        .map(|field| (field, field.name.to_string()))
        .collect();
    for field in objects(schema, ty).take(wanted) {
        let within = within(schema, field.ty.inner_named_type(), depth.saturating_sub(1));
        parts.push((field, format!("{}{}{within}", field.name, page(field))));
    }
    parts
}

/// The selection of an object within another one.
fn within(schema: &Schema, ty: &Name, depth: usize) -> String {
    if !members(schema, ty).is_empty() {
        return String::from(" { __typename }");
    }
    let leaves = leaves(schema, ty, LEAVES_WITHIN);
    if !leaves.is_empty() {
        return braced(leaves.into_iter().map(|field| field.name.to_string()));
    }
    let inner = objects(schema, ty).next().filter(|_| depth > 0);
    let Some(field) = inner else {
        return String::from(" { __typename }");
    };
    let inner = within(schema, field.ty.inner_named_type(), depth - 1);
    format!(" {{ {}{inner} }}", field.name)
}

fn page(field: &FieldDefinition) -> String {
    let first = field.argument_by_name("first");
    first.map_or_else(String::new, |_| format!("(first: {PAGE})"))
}

/// Fields that need no argument.
fn plain<'s>(schema: &'s Schema, ty: &Name) -> impl Iterator<Item = &'s FieldDefinition> {
    fields(schema, ty).filter(|field| field.arguments.iter().all(|it| !it.is_required()))
}

fn names<'s>(schema: &'s Schema, ty: &Name, most: usize) -> Vec<&'s FieldDefinition> {
    let plain: Vec<&FieldDefinition> = plain(schema, ty).collect();
    let known = NAMES.iter().filter_map(|name| {
        let field = plain.iter().find(|field| field.name == *name)?;
        is_leaf(schema, field).then_some(*field)
    });
    known.take(most).collect()
}

/// The leaves that tell most about an object: its names, then what is never null.
fn leaves<'s>(schema: &'s Schema, ty: &Name, most: usize) -> Vec<&'s FieldDefinition> {
    let mut chosen = names(schema, ty, most);
    let mut others: Vec<&FieldDefinition> = plain(schema, ty)
        .filter(|field| is_leaf(schema, field) && !TECHNICAL.contains(&field.name.as_str()))
        .collect();
    others.sort_by_key(|field| !field.ty.is_non_null());
    for field in others {
        if chosen.len() < most && !chosen.iter().any(|it| it.name == field.name) {
            chosen.push(field);
        }
    }
    chosen
}

/// The objects within an object, lists first; what may be null, may be long to compute.
fn objects<'s>(schema: &'s Schema, ty: &Name) -> impl Iterator<Item = &'s FieldDefinition> {
    let mut found: Vec<&FieldDefinition> = plain(schema, ty)
        .filter(|field| !is_leaf(schema, field) && field.name != "pageInfo")
        .collect();
    found.sort_by_key(|field| (!field.ty.is_non_null(), !field.ty.is_list()));
    found.into_iter()
}

fn is_leaf(schema: &Schema, field: &FieldDefinition) -> bool {
    let ty = schema.types.get(field.ty.inner_named_type());
    ty.is_none_or(ExtendedType::is_leaf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_named_after_coordinates() {
        assert_eq!(operation_name("Exam.fee(currency:)"), "ExamFeeCurrency");
        assert_eq!(operation_name("Query.search"), "Search");
        assert_eq!(operation_name("FactName.PASS_RATE"), "FactNamePassRate");
    }
}
