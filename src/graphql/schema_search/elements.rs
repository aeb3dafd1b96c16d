//! The elements of the schema that queries reach: fields, arguments, input fields and enum values.

use std::collections::HashSet;

use apollo_compiler::{
    Name, Node, Schema,
    ast::{InputValueDefinition, Value},
    schema::{EnumType, ExtendedType},
};

use super::{
    document::{Given, document},
    examples,
    routes::{Routes, Step, fields},
};

/// How deep input objects are followed.
const INPUT_DEPTH: usize = 3;

/// Types of pages: the lists that they belong to say the same.
const PAGE_INFORMATION: &str = "PageInfo";

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ElementKind {
    /// A field of an object or an interface.
    Field,
    /// An argument of a field.
    Argument,
    /// A field of an input object.
    InputField,
    /// A value of an enum.
    EnumValue,
}

/// An element of the schema, and how to get there.
#[derive(Debug)]
pub(crate) struct SchemaElement {
    /// Its coordinate by the specification, such as `Exam.fee(currency:)`.
    pub(crate) coordinate: String,
    pub(crate) kind: ElementKind,
    /// Its own name.
    pub(crate) name: String,
    /// The type, or the field of an argument, that has it.
    pub(crate) owner: String,
    /// The name of its type without lists and non-null marks.
    pub(crate) named_type: String,
    /// Its type as the schema writes it.
    pub(crate) ty: String,
    pub(crate) description: Option<String>,
    /// The coordinates from `Query` to it, itself last.
    pub(crate) path: Vec<String>,
    /// A document that uses it.
    pub(crate) document: String,
    /// How far it is from `Query`.
    pub(crate) distance: u32,
}

/// All elements of a schema that queries reach and that a document can show.
pub(super) fn all(schema: &Schema) -> Vec<SchemaElement> {
    let routes = Routes::of(schema);
    let mut elements = Elements {
        schema,
        found: Vec::new(),
        inputs: HashSet::new(),
        arguments: HashSet::new(),
        enums: HashSet::new(),
    };
    // Arguments first: a value that can be asked for tells more than the field that may return it.
    let nearest = routes.nearest_first();
    for with_values in [false, true] {
        for (owner, steps, distance) in &nearest {
            for field in own_fields(schema, owner) {
                let mut steps = steps.to_vec();
                steps.push(Step { owner, field });
                if with_values {
                    elements.add_values_of_field(&steps, *distance);
                } else {
                    elements.add_field(&steps, *distance);
                }
            }
        }
    }
    elements.found
}

fn own_fields<'s>(
    schema: &'s Schema,
    owner: &Name,
) -> impl Iterator<Item = &'s apollo_compiler::ast::FieldDefinition> + use<'s> {
    let is_page = owner == PAGE_INFORMATION || owner.ends_with("Connection");
    fields(schema, owner).filter(move |_| !is_page)
}

struct Elements<'s> {
    schema: &'s Schema,
    found: Vec<SchemaElement>,
    /// Fields of input objects that are found.
    inputs: HashSet<String>,
    /// Arguments by name, description and type: the same one of many fields is found once.
    arguments: HashSet<(String, Option<String>, String)>,
    /// Enums whose values are found.
    enums: HashSet<String>,
}

impl<'s> Elements<'s> {
    fn add_field(&mut self, steps: &[Step<'s>], distance: u32) {
        let Some(Step { owner, field }) = steps.last() else {
            return;
        };
        let coordinate = coordinate(owner, &field.name);
        if let Some(text) = document(self.schema, &coordinate, steps, None) {
            self.found.push(SchemaElement {
                coordinate: coordinate.clone(),
                kind: ElementKind::Field,
                name: field.name.to_string(),
                owner: owner.to_string(),
                named_type: field.ty.inner_named_type().to_string(),
                ty: field.ty.to_string(),
                description: field.description.as_deref().map(ToOwned::to_owned),
                path: path(steps, &[]),
                document: text,
                distance,
            });
        }
        for argument in &field.arguments {
            self.add_argument(steps, argument, distance);
        }
    }

    fn add_argument(
        &mut self,
        steps: &[Step<'s>],
        argument: &'s InputValueDefinition,
        distance: u32,
    ) {
        let Some(Step { owner, field }) = steps.last() else {
            return;
        };
        let coordinate = format!("{}({}:)", coordinate(owner, &field.name), argument.name);
        let description = argument.description.as_deref().map(ToOwned::to_owned);
        let key = (
            argument.name.to_string(),
            description.clone(),
            argument.ty.to_string(),
        );
        if let Some(value) = examples::value(self.schema, argument, &[], None)
            && !self.arguments.contains(&key)
            && let Some(text) = document(
                self.schema,
                &coordinate,
                steps,
                Some(&Given { argument, value }),
            )
        {
            self.arguments.insert(key);
            self.found.push(SchemaElement {
                kind: ElementKind::Argument,
                name: argument.name.to_string(),
                owner: field.name.to_string(),
                named_type: argument.ty.inner_named_type().to_string(),
                ty: argument.ty.to_string(),
                description,
                path: path(steps, &[&coordinate]),
                coordinate: coordinate.clone(),
                document: text,
                distance,
            });
        }
        self.add_inputs(steps, argument, &coordinate, &mut Vec::new(), distance);
    }

    /// The fields of the input object, or the values of the enum, that ends a chain.
    fn add_inputs(
        &mut self,
        steps: &[Step<'s>],
        argument: &'s InputValueDefinition,
        argument_coordinate: &str,
        chain: &mut Vec<&'s InputValueDefinition>,
        distance: u32,
    ) {
        let end = chain.last().copied().unwrap_or(argument);
        let named = end.ty.inner_named_type();
        match self.schema.types.get(named) {
            Some(ExtendedType::InputObject(input)) if chain.len() < INPUT_DEPTH => {
                for field in input.fields.values() {
                    chain.push(field);
                    let coordinate = coordinate(named, &field.name);
                    if !self.inputs.contains(&coordinate)
                        && let Some(value) = examples::value(self.schema, argument, chain, None)
                        && let Some(text) = document(
                            self.schema,
                            &coordinate,
                            steps,
                            Some(&Given { argument, value }),
                        )
                    {
                        self.inputs.insert(coordinate.clone());
                        self.found.push(SchemaElement {
                            kind: ElementKind::InputField,
                            name: field.name.to_string(),
                            owner: named.to_string(),
                            named_type: field.ty.inner_named_type().to_string(),
                            ty: field.ty.to_string(),
                            description: field.description.as_deref().map(ToOwned::to_owned),
                            path: path(steps, &[argument_coordinate, &coordinate]),
                            coordinate,
                            document: text,
                            distance,
                        });
                    }
                    self.add_inputs(steps, argument, argument_coordinate, chain, distance);
                    chain.pop();
                }
            }
            Some(ExtendedType::Enum(values)) => {
                let chain = chain.clone();
                self.add_values(
                    steps,
                    values,
                    Some((argument, &chain, argument_coordinate)),
                    distance,
                );
            }
            _ => {}
        }
    }

    /// The values of the enum that a field returns, where no argument takes it.
    fn add_values_of_field(&mut self, steps: &[Step<'s>], distance: u32) {
        let target = steps.last().map(|step| step.field.ty.inner_named_type());
        let ty = target.and_then(|name| self.schema.types.get(name));
        if let Some(ExtendedType::Enum(values)) = ty {
            self.add_values(steps, values, None, distance);
        }
    }

    fn add_values(
        &mut self,
        steps: &[Step<'s>],
        definition: &'s Node<EnumType>,
        given: Option<(&'s InputValueDefinition, &[&'s InputValueDefinition], &str)>,
        distance: u32,
    ) {
        if !self.enums.insert(definition.name.to_string()) {
            return;
        }
        for (name, value) in &definition.values {
            let leaf = Value::Enum(name.clone());
            let own = coordinate(&definition.name, name);
            let (given, path) = match given {
                Some((argument, chain, of_argument)) => {
                    // Another required field may have to suit the value: then the example stays.
                    let suits = !examples::has_required_beside(self.schema, argument, chain);
                    let leaf = suits.then_some(&leaf);
                    let value = examples::value(self.schema, argument, chain, leaf);
                    let given = value.map(|value| Given { argument, value });
                    (given, path(steps, &[of_argument, &own]))
                }
                None => (None, path(steps, &[&own])),
            };
            if let Some(document) = document(self.schema, &own, steps, given.as_ref()) {
                self.found.push(SchemaElement {
                    kind: ElementKind::EnumValue,
                    name: name.to_string(),
                    owner: definition.name.to_string(),
                    named_type: definition.name.to_string(),
                    ty: definition.name.to_string(),
                    description: value.description.as_deref().map(ToOwned::to_owned),
                    coordinate: own,
                    path,
                    document,
                    distance,
                });
            }
        }
    }
}

fn coordinate(owner: &str, name: &str) -> String {
    format!("{owner}.{name}")
}

/// The coordinates of the steps, then others.
fn path(steps: &[Step<'_>], then: &[&str]) -> Vec<String> {
    let fields = steps.iter();
    let fields = fields.map(|step| coordinate(step.owner, &step.field.name));
    let then = then.iter().map(|coordinate| (*coordinate).to_owned());
    fields.chain(then).collect()
}
