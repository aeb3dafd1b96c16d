//! The shortest way from `Query` to each type.

use std::collections::BTreeMap;

use apollo_compiler::{
    Name, Schema,
    ast::{FieldDefinition, OperationType},
    schema::ExtendedType,
};

/// Fields that lead to everything or need an editor's token: ways through them are the last resort.
const DETOURS: [&str; 3] = ["node", "nodes", "reviewQueue"];

/// How long steps count.
const FIELD: u32 = 10;
const REQUIRED_ARGUMENT: u32 = 2;
const LIST: u32 = 1;
const FRAGMENT: u32 = 3;
const DETOUR: u32 = 100;

/// A field on the way, and the type that has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step<'s> {
    pub(super) owner: &'s Name,
    pub(super) field: &'s FieldDefinition,
}

/// The way to a type.
#[derive(Debug, Clone, Default)]
struct Route<'s> {
    length: u32,
    steps: Vec<Step<'s>>,
}

/// The types that queries reach, each with its shortest way.
#[derive(Debug)]
pub(super) struct Routes<'s>(BTreeMap<&'s Name, Route<'s>>);

impl<'s> Routes<'s> {
    /// The ways through a schema. Among equally long ones the first by names is taken.
    pub(super) fn of(schema: &'s Schema) -> Self {
        let mut settled = BTreeMap::new();
        let mut open: BTreeMap<&Name, Route<'s>> = BTreeMap::new();
        if let Some(root) = schema.root_operation(OperationType::Query) {
            open.insert(root, Route::default());
        }
        while let Some(name) = open
            .iter()
            .min_by_key(|(name, route)| (route.length, **name))
            .map(|(name, _)| *name)
        {
            let Some(route) = open.remove(name) else {
                break;
            };
            for (target, next) in steps_from(schema, name, &route) {
                let is_nearer = open
                    .get(target)
                    .is_none_or(|known| next.length < known.length);
                if !settled.contains_key(target) && target != name && is_nearer {
                    open.insert(target, next);
                }
            }
            settled.insert(name, route);
        }
        Self(settled)
    }

    /// The types that are reached, nearest first, each with the steps to it and its distance.
    pub(super) fn nearest_first(&self) -> Vec<(&'s Name, &[Step<'s>], u32)> {
        let mut all: Vec<_> = self.0.iter().collect();
        all.sort_by_key(|(name, route)| (route.length, **name));
        let all = all.into_iter();
        all.map(|(name, route)| (*name, route.steps.as_slice(), route.length))
            .collect()
    }
}

fn steps_from<'s>(
    schema: &'s Schema,
    owner: &'s Name,
    route: &Route<'s>,
) -> Vec<(&'s Name, Route<'s>)> {
    let mut found = Vec::new();
    for field in fields(schema, owner) {
        let Some((target, ty)) = schema.types.get_key_value(field.ty.inner_named_type()) else {
            continue;
        };
        if ty.is_leaf() || ty.is_built_in() {
            continue;
        }
        let required = field.arguments.iter().filter(|it| it.is_required()).count();
        let required = u32::try_from(required).unwrap_or(u32::MAX);
        let mut steps = route.steps.clone();
        steps.push(Step { owner, field });
        let length = route.length
            + FIELD
            + REQUIRED_ARGUMENT * required
            + LIST * u32::from(field.ty.is_list())
            + DETOUR * u32::from(DETOURS.contains(&field.name.as_str()));
        found.push((target, Route { length, steps }));
    }
    for target in members(schema, owner) {
        let length = route.length + FRAGMENT;
        let steps = route.steps.clone();
        found.push((target, Route { length, steps }));
    }
    found
}

/// The fields of an object or interface, without the edges of connections, which have the same nodes,
/// and without those that are for gateways.
pub(super) fn fields<'s>(
    schema: &'s Schema,
    owner: &str,
) -> impl Iterator<Item = &'s FieldDefinition> + use<'s> {
    let fields = match schema.types.get(owner) {
        Some(ExtendedType::Object(object)) => Some(&object.fields),
        Some(ExtendedType::Interface(interface)) => Some(&interface.fields),
        _ => None,
    };
    let fields = fields.into_iter().flat_map(|fields| fields.values());
    fields
        .map(|field| &***field)
        .filter(|field| field.name != "edges" && !field.name.starts_with('_'))
}

/// The object types of a union or an interface.
pub(super) fn members<'s>(schema: &'s Schema, owner: &Name) -> Vec<&'s Name> {
    match schema.types.get(owner) {
        Some(ExtendedType::Union(union)) => {
            let names = union.members.iter();
            names
                .filter_map(|member| schema.types.get_key_value(member.as_str()))
                .map(|(name, _)| name)
                .collect()
        }
        Some(ExtendedType::Interface(_)) => {
            let objects = schema.types.iter().filter(|(_, ty)| {
                ty.as_object()
                    .is_some_and(|object| object.implements_interfaces.contains(owner))
            });
            objects.map(|(name, _)| name).collect()
        }
        _ => Vec::new(),
    }
}
