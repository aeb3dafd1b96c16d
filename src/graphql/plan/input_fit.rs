//! Whether the values of variables fit where a document uses them.
//!
//! The library looks at the values of variables while it validates, which a plan skips. A value
//! that it would refuse must not get as far as an answer only because its field is not reached. So
//! the same rule is applied here. Where the two could differ this one is the stricter: whatever it
//! refuses is given to the library.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Name, Positioned, Value, Variables,
    parser::types::{
        BaseType, Directive, ExecutableDocument, InputValueDefinition, OperationType, Selection,
        SelectionSet, ServiceDocument, Type, TypeKind, TypeSystemDefinition,
    },
};
use async_graphql_value::Value as Written;

use super::{Unplannable, argument::variables_in};

/// The types of a schema as far as arguments and variables go.
#[derive(Debug, Default)]
pub(super) struct InputTypes {
    inputs: HashMap<String, InputType>,
    outputs: HashMap<String, HashMap<String, Signature>>,
    query: String,
}

#[derive(Debug)]
enum InputType {
    /// A scalar of our own, which takes any value as far as validation goes.
    Scalar,
    Enum(HashSet<String>),
    Object(HashMap<String, InputField>),
}

#[derive(Debug)]
struct InputField {
    ty: Type,
    is_required: bool,
}

/// A field that returns something.
#[derive(Debug)]
struct Signature {
    arguments: HashMap<String, Type>,
    target: String,
}

/// Where a document uses variables: a value and the type that it has to fit.
#[derive(Debug)]
pub(super) struct Use {
    ty: Type,
    written: Written,
}

impl Use {
    /// About how much memory it takes, in bytes.
    pub(super) fn bytes(&self) -> usize {
        size_of::<Self>() + self.written.to_string().len() * 4
    }
}

impl InputTypes {
    /// Reads the types of a schema.
    pub(super) fn of(schema: &ServiceDocument) -> Self {
        let mut types = Self {
            query: "Query".to_owned(),
            ..Self::default()
        };
        for definition in &schema.definitions {
            match definition {
                TypeSystemDefinition::Schema(schema) => {
                    if let Some(query) = &schema.node.query {
                        types.query = query.node.to_string();
                    }
                }
                TypeSystemDefinition::Type(definition) => {
                    let name = definition.node.name.node.to_string();
                    types.define(name, &definition.node.kind);
                }
                TypeSystemDefinition::Directive(_) => {}
            }
        }
        types
    }

    fn define(&mut self, name: String, kind: &TypeKind) {
        let input = match kind {
            TypeKind::Scalar => InputType::Scalar,
            TypeKind::Enum(kind) => {
                let values = kind.values.iter();
                InputType::Enum(values.map(|value| value.node.value.to_string()).collect())
            }
            TypeKind::InputObject(kind) => {
                let fields = kind.fields.iter().map(|field| &field.node);
                InputType::Object(
                    fields
                        .map(|field| (field.name.node.to_string(), InputField::of(field)))
                        .collect(),
                )
            }
            TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_) => {
                let fields = match kind {
                    TypeKind::Object(kind) => kind.fields.as_slice(),
                    TypeKind::Interface(kind) => kind.fields.as_slice(),
                    _ => &[],
                };
                let fields = fields.iter().map(|field| {
                    let arguments = field.node.arguments.iter().map(|argument| &argument.node);
                    let signature = Signature {
                        arguments: arguments
                            .map(|argument| {
                                (argument.name.node.to_string(), argument.ty.node.clone())
                            })
                            .collect(),
                        target: named(&field.node.ty.node).to_owned(),
                    };
                    (field.node.name.node.to_string(), signature)
                });
                self.outputs.insert(name, fields.collect());
                return;
            }
        };
        self.inputs.insert(name, input);
    }

    /// All places at which a document uses variables.
    ///
    /// # Errors
    /// If there are some that are not understood.
    pub(super) fn uses(&self, document: &ExecutableDocument) -> Result<Vec<Use>, Unplannable> {
        let mut uses = Vec::new();
        for (_, operation) in document.operations.iter() {
            let operation = &operation.node;
            if operation.ty != OperationType::Query || !operation.directives.is_empty() {
                return Err(Unplannable);
            }
            self.uses_of_set(&operation.selection_set.node, &self.query, &mut uses)?;
        }
        for fragment in document.fragments.values() {
            let fragment = &fragment.node;
            if !fragment.directives.is_empty() {
                return Err(Unplannable);
            }
            let on = fragment.type_condition.node.on.node.as_str();
            self.uses_of_set(&fragment.selection_set.node, on, &mut uses)?;
        }
        Ok(uses)
    }

    fn uses_of_set(
        &self,
        set: &SelectionSet,
        owner: &str,
        uses: &mut Vec<Use>,
    ) -> Result<(), Unplannable> {
        for selection in &set.items {
            uses_of_directives(selection.node.directives(), uses)?;
            match &selection.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    let name = field.name.node.as_str();
                    if name == "__typename" {
                        continue;
                    }
                    let fields = self.outputs.get(owner).ok_or(Unplannable)?;
                    let signature = fields.get(name).ok_or(Unplannable)?;
                    for (argument, value) in &field.arguments {
                        let ty = signature.arguments.get(argument.node.as_str());
                        note(ty.ok_or(Unplannable)?, &value.node, uses);
                    }
                    self.uses_of_set(&field.selection_set.node, &signature.target, uses)?;
                }
                Selection::FragmentSpread(_) => {}
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let on = condition.map_or(owner, |condition| condition.node.on.node.as_str());
                    self.uses_of_set(&fragment.node.selection_set.node, on, uses)?;
                }
            }
        }
        Ok(())
    }

    /// Whether the library would take these variables where they are used.
    pub(super) fn fit(&self, uses: &[Use], variables: &Variables) -> bool {
        uses.iter().all(|place| match &place.written {
            // What the request does not give is settled by the document, and was validated.
            Written::Variable(name) => match variables.get(name) {
                Some(value) => self.fits(&place.ty, value),
                None => true,
            },
            written => {
                let given = |name: Name| variables.get(&name).cloned().ok_or(());
                match written.clone().into_const_with(given) {
                    Ok(value) => self.fits(&place.ty, &value),
                    Err(()) => true,
                }
            }
        })
    }

    fn fits(&self, ty: &Type, value: &Value) -> bool {
        if *value == Value::Null {
            return ty.nullable;
        }
        match (&ty.base, value) {
            (BaseType::List(item), Value::List(items)) => {
                items.iter().all(|value| self.fits(item, value))
            }
            (BaseType::List(item), value) => self.fits(item, value),
            (BaseType::Named(name), value) => self.fits_named(name, value),
        }
    }

    fn fits_named(&self, name: &str, value: &Value) -> bool {
        match (name, value) {
            ("Boolean", value) => matches!(value, Value::Boolean(_)),
            ("Int", value) => matches!(value, Value::Number(number) if number.is_i64()),
            ("Float", value) => matches!(value, Value::Number(_)),
            ("ID", Value::Number(number)) => number.is_i64(),
            ("String" | "ID", value) => matches!(value, Value::String(_)),
            (name, value) => match (self.inputs.get(name), value) {
                (Some(InputType::Scalar), _) => true,
                (Some(InputType::Enum(values)), Value::Enum(value)) => {
                    values.contains(value.as_str())
                }
                (Some(InputType::Enum(values)), Value::String(value)) => values.contains(value),
                (Some(InputType::Object(fields)), Value::Object(given)) => {
                    given.iter().all(|(name, value)| {
                        let field = fields.get(name.as_str());
                        field.is_some_and(|field| self.fits(&field.ty, value))
                    }) && fields.iter().all(|(name, field)| {
                        !field.is_required || given.contains_key(name.as_str())
                    })
                }
                _ => false,
            },
        }
    }
}

impl InputField {
    fn of(field: &InputValueDefinition) -> Self {
        let ty = field.ty.node.clone();
        Self {
            is_required: !ty.nullable && field.default_value.is_none(),
            ty,
        }
    }
}

fn named(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(item) => named(item),
    }
}

/// The only directives of documents take a condition.
fn uses_of_directives(
    directives: &[Positioned<Directive>],
    uses: &mut Vec<Use>,
) -> Result<(), Unplannable> {
    let boolean = Type {
        base: BaseType::Named(Name::new("Boolean")),
        nullable: false,
    };
    for directive in directives {
        let directive = &directive.node;
        if !matches!(directive.name.node.as_str(), "skip" | "include") {
            return Err(Unplannable);
        }
        for (_, value) in &directive.arguments {
            note(&boolean, &value.node, uses);
        }
    }
    Ok(())
}

fn note(ty: &Type, written: &Written, uses: &mut Vec<Use>) {
    let mut names = Vec::new();
    variables_in(written, &mut names);
    let is_known = |known: &Use| known.ty == *ty && known.written == *written;
    if !names.is_empty() && !uses.iter().any(is_known) {
        uses.push(Use {
            ty: ty.clone(),
            written: written.clone(),
        });
    }
}
