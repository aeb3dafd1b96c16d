//! The schema as apollo-compiler reads it from the SDL that async-graphql prints: the one model that
//! validation, coercion, costs, plans and introspection use.

use apollo_compiler::{
    Name, Node, Schema,
    ast::{FieldDefinition, OperationType},
    name,
    schema::{Component, ExtendedType, Type},
    validation::Valid,
};

/// The types of the schema.
#[derive(Debug)]
pub(crate) struct TypeSystem {
    pub(crate) schema: Valid<Schema>,
}

impl TypeSystem {
    /// Reads the SDL of a schema; the error lists why it is not valid.
    pub(crate) fn parse(sdl: &str) -> Result<Self, String> {
        let mut schema =
            Schema::parse(sdl, "schema.graphql").map_err(|faults| faults.errors.to_string())?;
        // apollo-compiler has the introspection of October 2021, without `isOneOf`.
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
        Ok(Self { schema })
    }

    /// Whether a fragment on a type applies to an object, which is that type, implements it or is a
    /// member of it.
    pub(crate) fn applies(&self, condition: &str, object: &str) -> bool {
        condition == object || self.schema.is_subtype(condition, object)
    }

    /// The name of the root type of these operations.
    pub(crate) fn root(&self, operation: OperationType) -> Option<&Name> {
        self.schema.root_operation(operation)
    }

    /// The definition of a type.
    pub(crate) fn named(&self, name: &str) -> Option<&ExtendedType> {
        self.schema.types.get(name)
    }

    /// The definition of a field, also of `__schema`, `__type` and `__typename`.
    pub(crate) fn field(&self, owner: &str, name: &str) -> Option<&Node<FieldDefinition>> {
        let field = self.schema.type_field(owner, name).ok()?;
        Some(&field.node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_valid_and_every_scalar_has_a_reader() {
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
