//! How many objects each field of the schema returns, as far as the schema defines it.

use std::{collections::HashSet, sync::Arc};

use apollo_compiler::{
    Name,
    ast::{FieldDefinition, OperationType, Type},
    schema::ExtendedType,
};

use super::inputs::LONG_TEXT;
use crate::{
    advice::path::MAX_PATHS,
    graphql::{
        federation::REPRESENTATIONS, objects::connection, validation::type_system::TypeSystem,
    },
};

/// The length assumed of a list that is not a page. Most lists of the catalogue (domains, steps,
/// reasons, sources) are shorter.
const ASSUMED_LIST: u64 = 5;

/// The length assumed of a type's fields in introspection.
const ASSUMED_FIELDS: u64 = 10;

/// The page size where neither the request nor the schema sets one.
pub(super) const DEFAULT_PAGE: u64 = connection::DEFAULT_PAGE as u64;

/// The schema, and which of its types are pages of a list.
#[derive(Debug)]
pub(super) struct OutputShape {
    types: Arc<TypeSystem>,
    /// Types such as connections: the field that returns them sets the length of their lists.
    connections: HashSet<Name>,
}

/// One field.
#[derive(Debug)]
pub(super) struct FieldShape<'a> {
    /// The composite type that it returns; `None` for a leaf.
    pub(super) target: Option<&'a str>,
    pub(super) length: Length,
    /// The default page size; `None` for a field without `first` and `last`.
    pub(super) page: Option<u64>,
    /// The largest page. A larger one is refused by the field itself, which can say why, so it costs
    /// no more.
    pub(super) largest_page: u64,
    /// The points of what it computes besides its objects.
    pub(super) work: u64,
}

/// How many objects a field returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// At most one.
    One,
    /// As many as its own or the enclosing field sets by `first` or `last`.
    Page,
    /// A list of about this many.
    Assumed(u64),
}

impl OutputShape {
    /// Finds the connections of a schema.
    pub(super) fn of(types: Arc<TypeSystem>) -> Self {
        let mut connections = HashSet::new();
        let all = &types.schema.types;
        for field in all.values().flat_map(fields) {
            if page(field).is_some() && !field.ty.is_list() {
                let target = field.ty.inner_named_type();
                let own = all.keys().filter(|name| types.applies(target, name));
                connections.extend(own.cloned());
            }
        }
        Self { types, connections }
    }

    /// The name of the root type of an operation.
    pub(super) fn root(&self, operation: OperationType) -> Option<&str> {
        self.types.root(operation).map(Name::as_str)
    }

    /// The field of a type.
    pub(super) fn field(&self, owner: &str, name: &str) -> Option<FieldShape<'_>> {
        let field = self.types.field(owner, name)?;
        let (mut ty, mut lists) = (&field.ty, 0);
        while let Type::List(item) | Type::NonNullList(item) = ty {
            (ty, lists) = (item, lists + 1);
        }
        let page = page(field);
        let types = &self.types.schema.types;
        let length = match (owner, name, lists, page) {
            ("__Schema", "types", ..) => {
                Length::Assumed(u64::try_from(types.len()).unwrap_or(u64::MAX))
            }
            ("__Type", "fields", ..) => Length::Assumed(ASSUMED_FIELDS),
            (_, _, 0, _) => Length::One,
            (_, _, _, Some(_)) => Length::Page,
            _ if self.connections.contains(owner) => Length::Page,
            (_, _, lists, None) => Length::Assumed(ASSUMED_LIST.saturating_pow(lists)),
        };
        let target = types.get(ty.inner_named_type());
        let target = target.filter(|ty| !ty.is_leaf() && ty.is_output_type());
        Some(FieldShape {
            target: target.map(|ty| ty.name().as_str()),
            length,
            page,
            largest_page: largest_page(owner, name),
            work: work(owner, name).saturating_add(reading(field)),
        })
    }
}

fn largest_page(owner: &str, name: &str) -> u64 {
    let most = match (owner, name) {
        ("Query", "recommendedPaths" | "pathTo") => MAX_PATHS,
        _ => connection::MAX_PAGE,
    };
    most as u64
}

/// The points of fields that compute much more than they return. A point is about as much work as an
/// object.
fn work(owner: &str, name: &str) -> u64 {
    match (owner, name) {
        // Some hundred searches, which only the first path of an answer has; and several ten thousand,
        // unless another editor has asked on the same day.
        ("CertificationPath", "robustness") | ("Query", "reviewQueue") => 8_000,
        // Where there is no plan, some hundred small searches explain why.
        ("Query", "portfolioPlan") => 500,
        // All elements of the schema that have a word of the text are ranked.
        ("Query", "schemaSearch") => 50,
        _ => 0,
    }
}

/// The points of reading a text of up to 64 KiB.
fn reading(field: &FieldDefinition) -> u64 {
    let mut arguments = field.arguments.iter();
    if arguments.any(|argument| argument.ty.inner_named_type() == LONG_TEXT) {
        100
    } else {
        0
    }
}

fn fields(ty: &ExtendedType) -> impl Iterator<Item = &FieldDefinition> {
    let fields = match ty {
        ExtendedType::Object(object) => Some(&object.fields),
        ExtendedType::Interface(interface) => Some(&interface.fields),
        _ => None,
    };
    fields
        .into_iter()
        .flat_map(|fields| fields.values().map(|field| &***field))
}

/// The default page size of a field. One that finds as many objects as it is given keys is a page too.
fn page(field: &FieldDefinition) -> Option<u64> {
    if field.argument_by_name(REPRESENTATIONS).is_some() {
        return Some(1);
    }
    let arguments = field.arguments.iter();
    let sizes = arguments.filter(|argument| argument.name == "first" || argument.name == "last");
    let defaults = sizes.map(|argument| {
        let default = argument.default_value.as_ref();
        let default = default.and_then(|value| value.to_i32());
        default.and_then(|size| u64::try_from(size).ok())
    });
    defaults
        .reduce(Option::max)
        .map(|size| size.unwrap_or(DEFAULT_PAGE))
}
