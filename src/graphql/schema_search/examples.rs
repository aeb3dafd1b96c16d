//! Values for arguments: the examples of their descriptions, else their defaults, else what their types
//! allow.

use apollo_compiler::{
    Name, Node, Schema,
    ast::{InputValueDefinition, Type, Value},
    schema::ExtendedType,
};

/// Where descriptions give their first example, or a default, the first of these first.
const MARKS: [&str; 3] = ["Example: `", "Examples: `", "Default: `"];

/// Examples of types whose values need none of their own.
const OF_SCALARS: [(&str, &str); 5] = [
    ("Int", "10"),
    ("Float", "1"),
    ("Boolean", "true"),
    ("Decimal", "\"500\""),
    ("Date", "\"2026-12-31\""),
];

/// The value of an argument that gives the last of `chain`, a field of the one before it and so on, the
/// value `leaf`; without a chain of the argument itself. Fields beside them are those of the examples.
/// `None` where a value is needed and nothing says one.
pub(super) fn value(
    schema: &Schema,
    definition: &InputValueDefinition,
    chain: &[&InputValueDefinition],
    leaf: Option<&Value>,
) -> Option<Node<Value>> {
    let Some((next, rest)) = chain.split_first() else {
        return match leaf {
            Some(leaf) => Some(in_lists(&definition.ty, Node::new(leaf.clone()))),
            None => example(schema, definition),
        };
    };
    if leaf.is_none()
        && rest.is_empty()
        && let Some(object) = next.description.as_deref().and_then(described_object)
    {
        return Some(in_lists(&definition.ty, object));
    }
    let given = value(schema, next, rest, leaf)?;
    let whole = example(schema, definition);
    let (first, others) = match whole.as_deref() {
        Some(Value::List(items)) => items.split_first().unzip(),
        _ => (whole.as_ref(), None),
    };
    let mut fields = match first.map(|item| &**item) {
        Some(Value::Object(fields)) => fields.clone(),
        _ => Vec::new(),
    };
    fields
        .retain(|(name, _)| *name != next.name && !is_alternative(schema, definition, name, next));
    fields.push((next.name.clone(), given));
    let object = Node::new(Value::Object(fields));
    // Some lists need several items.
    Some(match others {
        Some(others) => Node::new(Value::List([&[object], others].concat())),
        None => in_lists(&definition.ty, object),
    })
}

/// Whether the input object of the last field of `chain` requires other fields.
pub(super) fn has_required_beside(
    schema: &Schema,
    argument: &InputValueDefinition,
    chain: &[&InputValueDefinition],
) -> bool {
    let Some((last, before)) = chain.split_last() else {
        return false;
    };
    let object = before.last().copied().unwrap_or(argument);
    let input = schema.get_input_object(object.ty.inner_named_type());
    let mut fields = input.into_iter().flat_map(|input| input.fields.values());
    fields.any(|field| field.is_required() && field.name != last.name)
}

/// The example of an argument or an input field.
pub(super) fn example(schema: &Schema, definition: &InputValueDefinition) -> Option<Node<Value>> {
    let described = definition.description.as_deref().and_then(described);
    let found = described
        .or_else(|| definition.default_value.clone())
        .or_else(|| of_type(schema, &definition.ty))?;
    Some(in_lists(&definition.ty, found))
}

/// The first example of a description, if it is a value.
fn described(description: &str) -> Option<Node<Value>> {
    MARKS.iter().find_map(|mark| marked(description, mark))
}

/// The object in which a description shows its field.
fn described_object(description: &str) -> Option<Node<Value>> {
    marked(description, "As in `").filter(|value| value.as_object().is_some())
}

/// The value after a mark, up to the end of the code.
fn marked(description: &str, mark: &str) -> Option<Node<Value>> {
    // Lines of a description break anywhere.
    let description: Vec<&str> = description.split_whitespace().collect();
    let description = description.join(" ");
    parsed(description.split_once(mark)?.1.split('`').next()?)
}

fn parsed(text: &str) -> Option<Node<Value>> {
    let document = format!("{{ field(argument: {text}) }}");
    let document = apollo_compiler::ast::Document::parse(document, "example.graphql").ok()?;
    let operation = document.definitions.first()?.as_operation_definition()?;
    let field = operation.selection_set.first()?.as_field()?;
    Some(field.arguments.first()?.value.clone())
}

fn of_type(schema: &Schema, ty: &Type) -> Option<Node<Value>> {
    let name = ty.inner_named_type();
    match schema.types.get(name)? {
        ExtendedType::Enum(definition) => {
            let first = definition.values.keys().next()?;
            Some(Node::new(Value::Enum(first.clone())))
        }
        ExtendedType::InputObject(definition) => {
            let required = definition.fields.values().filter(|it| it.is_required());
            let mut fields = Vec::new();
            for field in required {
                fields.push((field.name.clone(), example(schema, field)?));
            }
            if fields.is_empty() {
                let mut optional = definition.fields.values();
                let first = optional.find_map(|field| {
                    let is_object = matches!(
                        schema.types.get(field.ty.inner_named_type()),
                        Some(ExtendedType::InputObject(_))
                    );
                    let value = (!is_object).then(|| example(schema, field))??;
                    Some((field.name.clone(), value))
                });
                fields.extend(first);
            }
            Some(Node::new(Value::Object(fields)))
        }
        _ => {
            let (_, text) = OF_SCALARS.iter().find(|(scalar, _)| name == scalar)?;
            parsed(text)
        }
    }
}

/// Whether one of two fields of an input object is given or the other, as one of them says: "Either
/// this or `other`".
fn is_alternative(
    schema: &Schema,
    object: &InputValueDefinition,
    name: &Name,
    other: &InputValueDefinition,
) -> bool {
    let input = schema.get_input_object(object.ty.inner_named_type());
    let field = input.and_then(|input| input.fields.get(name));
    let says = |description: Option<&str>, name: &Name| {
        let words = description.unwrap_or_default().split_whitespace();
        let text = words.collect::<Vec<_>>().join(" ");
        text.contains(&format!("Either this or `{name}`"))
    };
    field.is_some_and(|field| says(field.description.as_deref(), &other.name))
        || says(other.description.as_deref(), name)
}

/// The value within as many lists as the type has, unless it is a list already.
fn in_lists(ty: &Type, value: Node<Value>) -> Node<Value> {
    match ty {
        Type::List(item) | Type::NonNullList(item) if value.as_list().is_none() => {
            Node::new(Value::List(vec![in_lists(item, value)]))
        }
        _ => value,
    }
}
