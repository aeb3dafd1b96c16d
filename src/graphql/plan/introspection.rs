//! Introspection, executed by plans like any other field.

use apollo_compiler::{
    Node, Schema,
    ast::{
        DirectiveDefinition, EnumValueDefinition, FieldDefinition, InputValueDefinition,
        OperationType,
    },
    schema::{ExtendedType, Type},
};

use super::{
    Failed, FieldPlan, Fields, Output, Planner, Run, Selected, UnknownField, output::object_fields,
};
use crate::graphql::validation::type_system::TypeSystem;

/// The indices of the introspection fields of the query root.
const SCHEMA: u16 = u16::MAX - 1;
const TYPE: u16 = u16::MAX - 2;

impl Planner<'_> {
    /// The plan of `__schema` or `__type`.
    pub(super) fn meta_field(&self, selected: &Selected<'_>) -> Result<FieldPlan, UnknownField> {
        match selected.name() {
            "__schema" => self.field::<SchemaView<'_>>(selected, SCHEMA, &[]),
            _ => self.field::<Option<TypeView<'_>>>(selected, TYPE, &["name"]),
        }
    }
}

impl<'a> Run<'a> {
    /// Writes `__schema` or `__type`.
    pub fn write_meta_field(&mut self, field: &FieldPlan) -> Result<(), Failed> {
        let types = self.types();
        match field.index() {
            SCHEMA => SchemaView(&types.schema).write(field.plan(), self),
            TYPE => {
                let name: String = self.argument(field, 0, None)?;
                types
                    .named(&name)
                    .map(TypeView::Named)
                    .write(field.plan(), self)
            }
            _ => Err(self.unknown_field()),
        }
    }

    fn root(&self, operation: OperationType) -> Option<TypeView<'a>> {
        let name = self.types().root(operation)?;
        self.types().named(name).map(TypeView::Named)
    }

    fn include_deprecated(&mut self, field: &FieldPlan) -> Result<bool, Failed> {
        let wanted: Option<bool> = self.argument(field, 0, Some(|| Some(false)))?;
        Ok(wanted == Some(true))
    }
}

struct SchemaView<'a>(&'a Schema);

#[derive(Clone, Copy)]
enum TypeView<'a> {
    Named(&'a ExtendedType),
    /// A list or a non-null type.
    Wrapped {
        ty: &'a Type,
        is_nullable: bool,
    },
}

struct DirectiveView<'a>(&'a DirectiveDefinition);

struct FieldView<'a>(&'a FieldDefinition);

struct ValueView<'a>(&'a EnumValueDefinition);

struct InputView<'a>(&'a InputValueDefinition);

impl<'a> TypeView<'a> {
    fn of(types: &'a TypeSystem, ty: &'a Type) -> Option<Self> {
        match ty {
            Type::Named(name) => types.named(name).map(Self::Named),
            ty => Some(Self::Wrapped {
                ty,
                is_nullable: false,
            }),
        }
    }

    fn all<N: AsRef<str>>(
        types: &'a TypeSystem,
        names: impl Iterator<Item = N>,
    ) -> Vec<TypeView<'a>> {
        let known = names.filter_map(|name| types.named(name.as_ref()));
        known.map(Self::Named).collect()
    }

    fn definition(&self) -> Option<&'a ExtendedType> {
        match self {
            Self::Named(definition) => Some(definition),
            Self::Wrapped { .. } => None,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Named(ExtendedType::Scalar(_)) => "SCALAR",
            Self::Named(ExtendedType::Object(_)) => "OBJECT",
            Self::Named(ExtendedType::Interface(_)) => "INTERFACE",
            Self::Named(ExtendedType::Union(_)) => "UNION",
            Self::Named(ExtendedType::Enum(_)) => "ENUM",
            Self::Named(ExtendedType::InputObject(_)) => "INPUT_OBJECT",
            Self::Wrapped { ty, is_nullable } if ty.is_non_null() && !is_nullable => "NON_NULL",
            Self::Wrapped { .. } => "LIST",
        }
    }

    fn of_type(&self, types: &'a TypeSystem) -> Option<Self> {
        let Self::Wrapped { ty, is_nullable } = *self else {
            return None;
        };
        match ty {
            Type::NonNullNamed(name) => types.named(name).map(Self::Named),
            Type::NonNullList(_) if !is_nullable => Some(Self::Wrapped {
                ty,
                is_nullable: true,
            }),
            Type::List(item) | Type::NonNullList(item) => Self::of(types, item),
            Type::Named(_) => None,
        }
    }

    fn fields(&self, with_deprecated: bool) -> Option<Vec<FieldView<'a>>> {
        let fields = match self.definition()? {
            ExtendedType::Object(object) => &object.fields,
            ExtendedType::Interface(interface) => &interface.fields,
            _ => return None,
        };
        let fields = fields.values();
        let fields = fields.filter(|field| with_deprecated || !field.directives.has("deprecated"));
        Some(fields.map(|field| FieldView(field)).collect())
    }

    fn interfaces(&self, types: &'a TypeSystem) -> Option<Vec<Self>> {
        let names = match self.definition()? {
            ExtendedType::Object(object) => &object.implements_interfaces,
            ExtendedType::Interface(interface) => &interface.implements_interfaces,
            _ => return None,
        };
        Some(Self::all(types, names.iter().map(|name| name.as_str())))
    }

    fn possible_types(&self, types: &'a TypeSystem) -> Option<Vec<Self>> {
        match self.definition()? {
            ExtendedType::Union(union) => {
                let members = union.members.iter();
                Some(Self::all(types, members.map(|member| member.as_str())))
            }
            ExtendedType::Interface(interface) => {
                let all = types.schema.types.values();
                let own = all.filter(|ty| {
                    ty.as_object().is_some_and(|object| {
                        object.implements_interfaces.contains(&interface.name)
                    })
                });
                Some(own.map(Self::Named).collect())
            }
            _ => None,
        }
    }

    fn values(&self, with_deprecated: bool) -> Option<Vec<ValueView<'a>>> {
        let values = self.definition()?.as_enum()?.values.values();
        let values = values.filter(|value| with_deprecated || !value.directives.has("deprecated"));
        Some(values.map(|value| ValueView(value)).collect())
    }

    fn input_fields(&self, with_deprecated: bool) -> Option<Vec<InputView<'a>>> {
        let fields = self.definition()?.as_input_object()?.fields.values();
        let fields = fields.filter(|field| with_deprecated || !field.directives.has("deprecated"));
        Some(fields.map(|field| InputView(field)).collect())
    }

    fn specified_by(&self) -> Option<&'a str> {
        let scalar = self.definition()?.as_scalar()?;
        let directive = scalar.directives.get("specifiedBy")?;
        directive.specified_argument_by_name("url")?.as_str()
    }

    fn is_one_of(&self) -> Option<bool> {
        let input = self.definition()?.as_input_object()?;
        Some(input.directives.has("oneOf"))
    }
}

fn inputs(arguments: &[Node<InputValueDefinition>], with_deprecated: bool) -> Vec<InputView<'_>> {
    let arguments = arguments.iter();
    let arguments =
        arguments.filter(|argument| with_deprecated || !argument.directives.has("deprecated"));
    arguments.map(|argument| InputView(argument)).collect()
}

/// The reason of a deprecation; `None` without one.
fn deprecation(directives: &apollo_compiler::ast::DirectiveList) -> Option<&str> {
    let reason = directives
        .get("deprecated")?
        .specified_argument_by_name("reason");
    Some(
        reason
            .and_then(|reason| reason.as_str())
            .unwrap_or("No longer supported"),
    )
}

object_fields! { SchemaView<'_> as "__Schema" {
    0 "description" (): Option<&str> = |it, _, _| it.0.schema_definition.description.as_deref();
    1 "types" (): Vec<TypeView<'_>> = |it, _, _| it.0.types.values().map(TypeView::Named).collect();
    2 "queryType" (): Option<TypeView<'_>> = |_, run, _| run.root(OperationType::Query);
    3 "mutationType" (): Option<TypeView<'_>> = |_, run, _| run.root(OperationType::Mutation);
    4 "subscriptionType" (): Option<TypeView<'_>> = |_, run, _| run.root(OperationType::Subscription);
    5 "directives" (): Vec<DirectiveView<'_>> = |it, _, _| it.0.directive_definitions.values()
        .map(|directive| DirectiveView(directive)).collect();
} }

object_fields! { TypeView<'_> as "__Type" {
    0 "kind" (): &str = |it, _, _| it.kind();
    1 "name" (): Option<&str> = |it, _, _| it.definition().map(|ty| ty.name().as_str());
    2 "description" (): Option<&str> = |it, _, _| it.definition()
        .and_then(|ty| ty.description()).map(|text| &**text);
    3 "fields" ("includeDeprecated"): Option<Vec<FieldView<'_>>> = |it, run, field|
        it.fields(run.include_deprecated(field)?);
    4 "interfaces" (): Option<Vec<TypeView<'_>>> = |it, run, _| it.interfaces(run.types());
    5 "possibleTypes" (): Option<Vec<TypeView<'_>>> = |it, run, _| it.possible_types(run.types());
    6 "enumValues" ("includeDeprecated"): Option<Vec<ValueView<'_>>> = |it, run, field|
        it.values(run.include_deprecated(field)?);
    7 "inputFields" ("includeDeprecated"): Option<Vec<InputView<'_>>> = |it, run, field|
        it.input_fields(run.include_deprecated(field)?);
    8 "ofType" (): Option<TypeView<'_>> = |it, run, _| it.of_type(run.types());
    9 "specifiedByURL" (): Option<&str> = |it, _, _| it.specified_by();
    10 "isOneOf" (): Option<bool> = |it, _, _| it.is_one_of();
} }

object_fields! { DirectiveView<'_> as "__Directive" {
    0 "name" (): &str = |it, _, _| it.0.name.as_str();
    1 "description" (): Option<&str> = |it, _, _| it.0.description.as_deref();
    2 "isRepeatable" (): bool = |it, _, _| it.0.repeatable;
    3 "locations" (): Vec<&str> = |it, _, _| it.0.locations.iter()
        .map(|location| location.name()).collect();
    4 "args" ("includeDeprecated"): Vec<InputView<'_>> = |it, run, field|
        inputs(&it.0.arguments, run.include_deprecated(field)?);
} }

object_fields! { FieldView<'_> as "__Field" {
    0 "name" (): &str = |it, _, _| it.0.name.as_str();
    1 "description" (): Option<&str> = |it, _, _| it.0.description.as_deref();
    2 "args" ("includeDeprecated"): Vec<InputView<'_>> = |it, run, field|
        inputs(&it.0.arguments, run.include_deprecated(field)?);
    3 "type" (): Option<TypeView<'_>> = |it, run, _| TypeView::of(run.types(), &it.0.ty);
    4 "isDeprecated" (): bool = |it, _, _| it.0.directives.has("deprecated");
    5 "deprecationReason" (): Option<&str> = |it, _, _| deprecation(&it.0.directives);
} }

object_fields! { ValueView<'_> as "__EnumValue" {
    0 "name" (): &str = |it, _, _| it.0.value.as_str();
    1 "description" (): Option<&str> = |it, _, _| it.0.description.as_deref();
    2 "isDeprecated" (): bool = |it, _, _| it.0.directives.has("deprecated");
    3 "deprecationReason" (): Option<&str> = |it, _, _| deprecation(&it.0.directives);
} }

object_fields! { InputView<'_> as "__InputValue" {
    0 "name" (): &str = |it, _, _| it.0.name.as_str();
    1 "description" (): Option<&str> = |it, _, _| it.0.description.as_deref();
    2 "type" (): Option<TypeView<'_>> = |it, run, _| TypeView::of(run.types(), &it.0.ty);
    3 "defaultValue" (): Option<String> = |it, _, _| it.0.default_value.as_ref()
        .map(|value| value.serialize().no_indent().to_string());
    4 "isDeprecated" (): bool = |it, _, _| it.0.directives.has("deprecated");
    5 "deprecationReason" (): Option<&str> = |it, _, _| deprecation(&it.0.directives);
} }
