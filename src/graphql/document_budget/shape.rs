//! How many objects each field of the schema returns, as far as the schema tells.

use std::collections::{HashMap, HashSet};

use apollo_compiler::{
    ast::{FieldDefinition, OperationType, Type},
    schema::ExtendedType,
};

use crate::graphql::type_system::TypeSystem;

/// The length assumed of a list that is not a page. Most lists of the catalogue (domains, steps,
/// reasons, sources) are shorter.
const ASSUMED_LIST: u64 = 5;

/// The length assumed of a type's fields in introspection.
const ASSUMED_FIELDS: u64 = 10;

/// The page size where neither the client nor the schema names one.
pub(super) const DEFAULT_PAGE: u64 = 20;

/// The object, interface and union types of a schema, by name.
#[derive(Debug)]
pub(super) struct OutputShape {
    types: HashMap<String, TypeShape>,
    query: Option<String>,
    mutation: Option<String>,
    subscription: Option<String>,
    /// Whether any field is deprecated.
    pub(super) has_deprecated: bool,
}

/// One type that has fields, or members that have.
#[derive(Debug, Default)]
pub(super) struct TypeShape {
    fields: HashMap<String, FieldShape>,
    /// Whether lists in it are pages whose length is asked for by the field that returns it, as in
    /// a connection.
    holds_page: bool,
}

/// One field that returns objects, or a leaf.
#[derive(Debug, Clone)]
pub(super) struct FieldShape {
    /// The named type that it returns.
    pub(super) target: String,
    pub(super) length: Length,
    /// The page size that holds when the client names none; `None` when it takes neither `first`
    /// nor `last`.
    pub(super) page: Option<u64>,
    /// What to do instead of selecting it, empty when the schema does not say; `None` when it may
    /// be selected.
    pub(super) deprecated: Option<String>,
}

/// How many objects a field returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// At most one.
    One,
    /// As many as the page that its own or the enclosing field asks for.
    Page,
    /// A list of about this many.
    Assumed(u64),
}

impl OutputShape {
    /// Reads the types of a schema.
    pub(super) fn of(types: &TypeSystem) -> Self {
        let root = |operation| types.root(operation).map(ToString::to_string);
        let mut shape = Self {
            types: HashMap::new(),
            query: root(OperationType::Query),
            mutation: root(OperationType::Mutation),
            subscription: root(OperationType::Subscription),
            has_deprecated: false,
        };
        let mut groups = Groups::default();
        for definition in types.schema.types.values() {
            shape.define(definition, &mut groups);
        }
        shape.settle_pages(&groups);
        if let Some(query) = types.root(OperationType::Query) {
            let fields = ["__schema", "__type"].into_iter();
            let fields = fields.filter_map(|name| types.field(query, name));
            let fields = fields.map(|field| (field.name.to_string(), FieldShape::of(field)));
            let shape = shape.types.entry(query.to_string()).or_default();
            shape.fields.extend(fields);
        }
        let count = u64::try_from(shape.types.len()).unwrap_or(u64::MAX);
        shape.assume("__Schema", "types", count);
        shape.assume("__Type", "fields", ASSUMED_FIELDS);
        shape
    }

    /// The type with this name, when it has fields or members.
    pub(super) fn named(&self, name: &str) -> Option<&TypeShape> {
        self.types.get(name)
    }

    /// The type with this name, and its name.
    pub(super) fn known(&self, name: &str) -> Option<(&str, &TypeShape)> {
        let (name, shape) = self.types.get_key_value(name)?;
        Some((name, shape))
    }

    /// The type whose fields an operation selects, and its name.
    pub(super) fn root(&self, operation: OperationType) -> Option<(&str, &TypeShape)> {
        let root = match operation {
            OperationType::Query => &self.query,
            OperationType::Mutation => &self.mutation,
            OperationType::Subscription => &self.subscription,
        };
        self.known(root.as_deref()?)
    }

    fn define(&mut self, definition: &ExtendedType, groups: &mut Groups) {
        let name = definition.name();
        let (fields, interfaces) = match definition {
            ExtendedType::Object(object) => (&object.fields, &object.implements_interfaces),
            ExtendedType::Interface(interface) => {
                (&interface.fields, &interface.implements_interfaces)
            }
            ExtendedType::Union(union) => {
                for member in &union.members {
                    groups.add(name, member);
                }
                self.types.entry(name.to_string()).or_default();
                return;
            }
            _ => return, // leaves and inputs
        };
        for interface in interfaces {
            groups.add(interface, name);
        }
        let mut all = fields.values();
        self.has_deprecated |= all.any(|field| field.directives.has("deprecated"));
        let shape = self.types.entry(name.to_string()).or_default();
        let fields = fields.iter();
        let fields = fields.map(|(name, field)| (name.to_string(), FieldShape::of(field)));
        shape.fields.extend(fields);
    }

    /// Marks the types that hold pages, and their lists as pages.
    fn settle_pages(&mut self, groups: &Groups) {
        let mut holders = HashSet::new();
        for field in self.types.values().flat_map(|shape| shape.fields.values()) {
            if field.page.is_some() && field.length == Length::One {
                holders.insert(field.target.clone());
                holders.extend(groups.members(&field.target).map(str::to_owned));
            }
        }
        for holder in holders {
            let Some(shape) = self.types.get_mut(&holder) else {
                continue;
            };
            shape.holds_page = true;
            for field in shape.fields.values_mut() {
                if matches!(field.length, Length::Assumed(_)) {
                    field.length = Length::Page;
                }
            }
        }
    }

    fn assume(&mut self, owner: &str, field: &str, length: u64) {
        let shape = self.types.get_mut(owner);
        if let Some(field) = shape.and_then(|shape| shape.fields.get_mut(field)) {
            field.length = Length::Assumed(length);
        }
    }
}

impl TypeShape {
    /// The field with this name.
    pub(super) fn field(&self, name: &str) -> Option<&FieldShape> {
        self.fields.get(name)
    }
}

impl FieldShape {
    fn of(field: &FieldDefinition) -> Self {
        let (mut ty, mut lists) = (&field.ty, 0);
        while let Type::List(item) | Type::NonNullList(item) = ty {
            (ty, lists) = (item, lists + 1);
        }
        let target = ty.inner_named_type().to_string();
        let mut page = None;
        for argument in &field.arguments {
            if argument.name == "first" || argument.name == "last" {
                let default = argument.default_value.as_ref();
                let default = default.and_then(|value| value.to_i32());
                let default = default.and_then(|size| u64::try_from(size).ok());
                page = page.max(default).or(Some(DEFAULT_PAGE));
            }
        }
        let length = match (lists, page) {
            (0, _) => Length::One,
            (_, Some(_)) => Length::Page,
            (lists, None) => Length::Assumed(ASSUMED_LIST.saturating_pow(lists)),
        };
        Self {
            target,
            length,
            page,
            deprecated: deprecation(field),
        }
    }
}

/// What `@deprecated` says of a field; empty when it gives no reason.
fn deprecation(field: &FieldDefinition) -> Option<String> {
    let deprecated = field.directives.get("deprecated")?;
    let reason = deprecated.specified_argument_by_name("reason");
    let reason = reason.and_then(|reason| reason.as_str());
    Some(reason.unwrap_or_default().to_owned())
}

/// Unions and interfaces with the types that belong to them.
#[derive(Debug, Default)]
struct Groups(HashMap<String, HashSet<String>>);

impl Groups {
    fn add(&mut self, group: &str, member: &str) {
        let members = self.0.entry(group.to_owned()).or_default();
        members.insert(member.to_owned());
    }

    fn members(&self, group: &str) -> impl Iterator<Item = &str> {
        let members = self.0.get(group).into_iter().flatten();
        members.map(String::as_str)
    }
}
