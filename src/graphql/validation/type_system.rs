//! The schema as documents are held against it: what async-graphql defines, read from its SDL.

use apollo_compiler::{
    Name, Node, Schema,
    ast::{FieldDefinition, OperationType},
    name,
    schema::{Component, ExtendedType, Type},
    validation::Valid,
};

use crate::graphql::validation::coercion::InputTypes;

/// The types of the schema.
#[derive(Debug)]
pub(in crate::graphql) struct TypeSystem {
    pub(in crate::graphql) schema: Valid<Schema>,
    pub(in crate::graphql) inputs: InputTypes,
}

impl TypeSystem {
    /// Reads the SDL of a schema.
    ///
    /// # Errors
    /// If it is none, or a default value does not fit its type.
    pub(in crate::graphql) fn parse(sdl: &str) -> Result<Self, String> {
        let mut schema =
            Schema::parse(sdl, "schema.graphql").map_err(|faults| faults.errors.to_string())?;
        // The compiler knows the introspection of October 2021.
        if let Some(ExtendedType::Object(object)) = schema.types.get_mut("__Type") {
            let field = FieldDefinition {
                description: None,
                name: name!("isOneOf"),
                arguments: Vec::new(),
                ty: Type::Named(name!("Boolean")),
                directives: apollo_compiler::ast::DirectiveList::new(),
            };
            let fields = &mut object.make_mut().fields;
            fields.insert(name!("isOneOf"), Component::new(field));
        }
        let schema = schema
            .validate()
            .map_err(|faults| faults.errors.to_string())?;
        let inputs = InputTypes::of(&schema)?;
        Ok(Self { schema, inputs })
    }

    /// Whether a fragment on a type applies to an object, which is that type, implements it or is a
    /// member of it.
    pub(in crate::graphql) fn applies(&self, condition: &str, object: &str) -> bool {
        condition == object || self.schema.is_subtype(condition, object)
    }

    /// The name of the object that operations of this type select from.
    pub(in crate::graphql) fn root(&self, operation: OperationType) -> Option<&Name> {
        self.schema.root_operation(operation)
    }

    /// The definition of a type.
    pub(in crate::graphql) fn named(&self, name: &str) -> Option<&ExtendedType> {
        self.schema.types.get(name)
    }

    /// The definition of a field; `__schema`, `__type` and `__typename` are fields where they may
    /// be selected.
    pub(in crate::graphql) fn field(
        &self,
        owner: &str,
        name: &str,
    ) -> Option<&Node<FieldDefinition>> {
        let field = self.schema.type_field(owner, name).ok()?;
        Some(&field.node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_valid_and_every_scalar_of_it_is_read() {
        let types = TypeSystem::parse(&crate::graphql::sdl()).unwrap();
        let scalars = types.schema.types.values();
        let own = scalars.filter(|ty| ty.is_scalar() && !ty.is_built_in());
        let names: Vec<_> = own.map(|ty| ty.name().as_str()).collect();
        assert!(names.len() >= 4, "{names:?}");
        for name in names {
            assert!(
                crate::graphql::objects::scalars::reader(name).is_some(),
                "{name}"
            );
        }
    }
}
