//! How many objects each field of the schema returns, as far as the schema tells.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Value,
    parser::{
        self, parse_schema,
        types::{BaseType, FieldDefinition, OperationType, TypeKind, TypeSystemDefinition},
    },
};

/// The length assumed of a list that is not a page. Most lists of the catalogue (domains, steps,
/// reasons, sources) are shorter.
const ASSUMED_LIST: u64 = 5;

/// The length assumed of a type's fields in introspection.
const ASSUMED_FIELDS: u64 = 10;

/// The page size where neither the client nor the schema names one.
pub(super) const DEFAULT_PAGE: u64 = 20;

/// The types of introspection: the SDL does not print them.
const INTROSPECTION: &str = "
type __Schema { types: [__Type!]! queryType: __Type! mutationType: __Type subscriptionType: __Type
  directives: [__Directive!]! }
type __Type { fields: [__Field!] interfaces: [__Type!] possibleTypes: [__Type!]
  enumValues: [__EnumValue!] inputFields: [__InputValue!] ofType: __Type }
type __Field { args: [__InputValue!]! type: __Type! }
type __InputValue { type: __Type! }
type __EnumValue { name: String! }
type __Directive { args: [__InputValue!]! }
type __Introspection { __schema: __Schema! __type: __Type }";

/// The object, interface and union types of a schema, by name.
#[derive(Debug)]
pub(super) struct OutputShape {
    types: HashMap<String, TypeShape>,
    query: String,
    mutation: String,
    subscription: String,
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
    /// Reads the SDL of a schema.
    pub(super) fn parse(sdl: &str) -> Result<Self, parser::Error> {
        let mut shape = Self {
            types: HashMap::new(),
            query: "Query".to_owned(),
            mutation: "Mutation".to_owned(),
            subscription: "Subscription".to_owned(),
            has_deprecated: false,
        };
        let mut groups = Groups::default();
        for text in [sdl, INTROSPECTION] {
            for definition in parse_schema(text)?.definitions {
                shape.define(definition, &mut groups);
            }
        }
        shape.settle_pages(&groups);
        if let Some(introspection) = shape.types.remove("__Introspection") {
            let query = shape.types.entry(shape.query.clone()).or_default();
            query.fields.extend(introspection.fields);
        }
        let count = u64::try_from(shape.types.len()).unwrap_or(u64::MAX);
        shape.assume("__Schema", "types", count);
        shape.assume("__Type", "fields", ASSUMED_FIELDS);
        Ok(shape)
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
        self.known(match operation {
            OperationType::Query => &self.query,
            OperationType::Mutation => &self.mutation,
            OperationType::Subscription => &self.subscription,
        })
    }

    fn define(&mut self, definition: TypeSystemDefinition, groups: &mut Groups) {
        match definition {
            TypeSystemDefinition::Schema(schema) => {
                let schema = schema.node;
                let roots = [
                    (schema.query, &mut self.query),
                    (schema.mutation, &mut self.mutation),
                    (schema.subscription, &mut self.subscription),
                ];
                for (name, root) in roots {
                    if let Some(name) = name {
                        *root = name.node.to_string();
                    }
                }
            }
            TypeSystemDefinition::Type(definition) => {
                let name = definition.node.name.node.to_string();
                let (fields, interfaces) = match definition.node.kind {
                    TypeKind::Object(object) => (object.fields, object.implements),
                    TypeKind::Interface(interface) => (interface.fields, interface.implements),
                    TypeKind::Union(union) => {
                        for member in union.members {
                            groups.add(&name, &member.node);
                        }
                        (Vec::new(), Vec::new())
                    }
                    _ => return, // leaves and inputs
                };
                for interface in interfaces {
                    groups.add(&interface.node, &name);
                }
                self.has_deprecated |= fields
                    .iter()
                    .any(|field| deprecation(&field.node).is_some());
                let shape = self.types.entry(name).or_default();
                shape.fields.extend(fields.into_iter().map(|field| {
                    let shape = FieldShape::of(&field.node);
                    (field.node.name.node.to_string(), shape)
                }));
            }
            TypeSystemDefinition::Directive(_) => {}
        }
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
        let mut base = &field.ty.node.base;
        let mut lists = 0;
        let target = loop {
            match base {
                BaseType::Named(name) => break name.to_string(),
                BaseType::List(inner) => {
                    lists += 1;
                    base = &inner.base;
                }
            }
        };
        let mut page = None;
        for argument in &field.arguments {
            if argument.node.name.node == "first" || argument.node.name.node == "last" {
                let default = argument.node.default_value.as_ref();
                let default = default.and_then(|value| whole_number(&value.node));
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
    let mut directives = field.directives.iter();
    let deprecated = directives.find(|directive| directive.node.name.node == "deprecated")?;
    Some(match deprecated.node.get_argument("reason") {
        Some(reason) => match &reason.node {
            Value::String(reason) => reason.clone(),
            _ => String::new(),
        },
        None => String::new(),
    })
}

/// The number, when the value is a whole one that is not negative.
pub(super) fn whole_number(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        _ => None,
    }
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
