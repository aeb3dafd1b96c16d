//! Input coercion: values of variables and literals of documents, as the types of the schema read
//! them.

use std::{
    collections::{HashMap, HashSet},
    fmt::Write,
};

use apollo_compiler::{
    Name, Node, Schema,
    ast::Value as Literal,
    parser::SourceSpan,
    schema::{ExtendedType, Type},
};
use async_graphql::{Value, indexmap::IndexMap};
use foldhash::fast::RandomState;

use crate::graphql::{objects::scalars, validation::nearest::nearest};

/// The types that arguments and variables have.
#[derive(Debug)]
pub(in crate::graphql) struct InputTypes(HashMap<Name, InputType, RandomState>);

#[derive(Debug)]
enum InputType {
    Int,
    Float,
    String,
    Boolean,
    Id,
    /// A scalar of our own, which says what it reads.
    Scalar(scalars::Reader),
    Enum(HashSet<Name, RandomState>),
    Object(InputObject),
}

#[derive(Debug)]
struct InputObject {
    fields: IndexMap<Name, InputField, RandomState>,
    is_one_of: bool,
}

#[derive(Debug)]
struct InputField {
    ty: Type,
    has_default: bool,
}

impl InputField {
    fn is_required(&self) -> bool {
        self.ty.is_non_null() && !self.has_default
    }
}

/// A value that does not fit its type.
#[derive(Debug)]
pub(in crate::graphql) struct InputFault {
    /// What is wrong, as the rest of a sentence that begins with the place.
    pub(in crate::graphql) message: String,
    /// The way from the outermost value to the one at fault, innermost first.
    path: Vec<Segment>,
    /// Where a literal at fault stands.
    pub(in crate::graphql) location: Option<SourceSpan>,
}

#[derive(Debug)]
enum Segment {
    Field(String),
    Index(usize),
}

impl InputFault {
    fn new(message: String) -> Self {
        Self {
            message,
            path: Vec::new(),
            location: None,
        }
    }

    fn expected(ty: impl std::fmt::Display, found: &str) -> Self {
        Self::new(format!("expected a value of type \"{ty}\", found {found}"))
    }

    fn at(mut self, segment: Segment) -> Self {
        self.path.push(segment);
        self
    }

    fn located(mut self, location: Option<SourceSpan>) -> Self {
        self.location = self.location.or(location);
        self
    }

    /// The way to the value at fault, such as `.vendors[0]`; empty for the outermost one.
    pub(in crate::graphql) fn path(&self) -> String {
        let mut text = String::new();
        for segment in self.path.iter().rev() {
            let _ = match segment {
                Segment::Field(name) => write!(text, ".{name}"),
                Segment::Index(index) => write!(text, "[{index}]"),
            };
        }
        text
    }
}

/// A literal with what of it the document settles.
#[derive(Debug, Clone)]
pub(in crate::graphql) enum Template {
    /// A value without variables.
    Settled(Value),
    /// The variable with this place among those of the operation.
    Variable(usize),
    /// The same at a place of a type that null does not belong to.
    NonNull(usize, Name, Type),
    List(Vec<Template>),
    Object(Vec<(async_graphql::Name, Template)>),
}

impl Template {
    /// The value that these variables make of it; `None` when it is a variable without a value.
    pub(in crate::graphql) fn value(&self, variables: &[Option<Value>]) -> Option<Value> {
        Some(match self {
            Self::Settled(value) => value.clone(),
            Self::Variable(place) | Self::NonNull(place, ..) => {
                return variables.get(*place)?.clone();
            }
            // An item without a value is null, a field without one is left out.
            Self::List(items) => {
                let items = items.iter().map(|item| item.value(variables));
                Value::List(items.map(Option::unwrap_or_default).collect())
            }
            Self::Object(fields) => {
                let fields = fields.iter();
                let given = fields
                    .filter_map(|(name, field)| Some((name.clone(), field.value(variables)?)));
                Value::Object(given.collect())
            }
        })
    }

    /// The first of these variables that is null where null cannot be.
    pub(in crate::graphql) fn null(&self, variables: &[Option<Value>]) -> Option<InputFault> {
        match self {
            Self::Settled(_) | Self::Variable(_) => None,
            Self::NonNull(place, name, ty) => {
                let is_null = variables.get(*place)? == &Some(Value::Null);
                let found = format!("null from the variable \"${name}\"");
                is_null.then(|| InputFault::expected(ty, &found))
            }
            Self::List(items) => items
                .iter()
                .enumerate()
                .find_map(|(place, item)| Some(item.null(variables)?.at(Segment::Index(place)))),
            Self::Object(fields) => fields.iter().find_map(|(name, field)| {
                Some(field.null(variables)?.at(Segment::Field(name.to_string())))
            }),
        }
    }

    /// About how much memory it takes beside itself, in bytes.
    pub(in crate::graphql) fn bytes(&self) -> usize {
        match self {
            Self::Settled(value) => value.to_string().len() * 4,
            Self::Variable(_) | Self::NonNull(..) => 0,
            Self::List(items) => items
                .iter()
                .map(|item| size_of::<Self>() + item.bytes())
                .sum(),
            Self::Object(fields) => fields
                .iter()
                .map(|(name, field)| size_of::<Self>() + name.len() + field.bytes())
                .sum(),
        }
    }

    fn settled(self) -> Result<Value, Self> {
        match self {
            Self::Settled(value) => Ok(value),
            other => Err(other),
        }
    }
}

/// A place in a literal that a variable stands at.
pub(in crate::graphql) struct VariableUse<'a> {
    pub(in crate::graphql) name: &'a Name,
    pub(in crate::graphql) ty: &'a Type,
    /// Whether the place has a default value of its own.
    pub(in crate::graphql) has_default: bool,
    /// Whether it is a field of an input object that takes exactly one.
    pub(in crate::graphql) in_one_of: bool,
}

/// Tells the place of a variable among those of the operation, or why it cannot stand here.
pub(in crate::graphql) type ReadVariable<'a> =
    &'a mut dyn FnMut(VariableUse<'_>) -> Result<usize, String>;

impl InputTypes {
    /// Reads the input types of a schema.
    ///
    /// # Errors
    /// If a default value does not fit its type.
    pub(in crate::graphql) fn of(schema: &Schema) -> Result<Self, String> {
        let mut types = HashMap::default();
        for (name, definition) in &schema.types {
            let ty = match definition {
                ExtendedType::Scalar(_) => match name.as_str() {
                    "Int" => InputType::Int,
                    "Float" => InputType::Float,
                    "String" => InputType::String,
                    "Boolean" => InputType::Boolean,
                    "ID" => InputType::Id,
                    own => InputType::Scalar(
                        scalars::reader(own)
                            .ok_or_else(|| format!("nothing reads the scalar {own}"))?,
                    ),
                },
                ExtendedType::Enum(definition) => {
                    InputType::Enum(definition.values.keys().cloned().collect())
                }
                ExtendedType::InputObject(definition) => {
                    let fields = definition.fields.iter().map(|(name, field)| {
                        let field = InputField {
                            ty: (*field.ty).clone(),
                            has_default: field.default_value.is_some(),
                        };
                        (name.clone(), field)
                    });
                    InputType::Object(InputObject {
                        fields: fields.collect(),
                        is_one_of: definition.directives.has("oneOf"),
                    })
                }
                _ => continue, // not for input
            };
            types.insert(name.clone(), ty);
        }
        Ok(Self(types))
    }

    /// The value of a variable of a type.
    ///
    /// # Errors
    /// If it does not fit.
    pub(in crate::graphql) fn coerce(&self, ty: &Type, value: Value) -> Result<Value, InputFault> {
        let (name, item) = match ty {
            Type::Named(name) | Type::NonNullNamed(name) => (Some(name), None),
            Type::List(item) | Type::NonNullList(item) => (None, Some(item)),
        };
        if value == Value::Null {
            return if ty.is_non_null() {
                Err(InputFault::expected(ty, "null"))
            } else {
                Ok(value)
            };
        }
        if let Some(item) = item {
            return Ok(Value::List(match value {
                Value::List(mut values) => {
                    for (place, value) in values.iter_mut().enumerate() {
                        *value = self
                            .coerce(item, std::mem::take(value))
                            .map_err(|fault| fault.at(Segment::Index(place)))?;
                    }
                    values
                }
                one => vec![self.coerce(item, one)?],
            }));
        }
        match (name.and_then(|name| self.0.get(name)), value) {
            (Some(InputType::Object(object)), Value::Object(mut fields)) => {
                for (name, value) in &mut fields {
                    let Some((name, field)) = object.fields.get_key_value(name.as_str()) else {
                        return Err(unknown_field(ty, object, name));
                    };
                    *value = self
                        .coerce(&field.ty, std::mem::take(value))
                        .map_err(|fault| fault.at(Segment::Field(name.to_string())))?;
                }
                let is_null = || fields.values().any(|value| *value == Value::Null);
                if object.is_one_of && (fields.len() != 1 || is_null()) {
                    return Err(not_one(ty));
                }
                let is_missing = |name: &Name| !fields.contains_key(name.as_str());
                check_required(ty, object, is_missing)?;
                Ok(Value::Object(fields))
            }
            (Some(leaf), value) => {
                read_leaf(leaf, ty, value, |value| matches!(value, Value::String(_)))
            }
            (None, _) => Err(InputFault::new(format!("\"{ty}\" is no type for input"))),
        }
    }

    /// A literal at a place of a type. `variable` reads the variables in it.
    ///
    /// # Errors
    /// If it does not fit.
    pub(in crate::graphql) fn literal(
        &self,
        ty: &Type,
        has_default: bool,
        literal: &Node<Literal>,
        variable: ReadVariable<'_>,
    ) -> Result<Template, InputFault> {
        if let Literal::Variable(name) = &**literal {
            let place = variable(VariableUse {
                name,
                ty,
                has_default,
                in_one_of: false,
            });
            return match place {
                Ok(place) if ty.is_non_null() => {
                    Ok(Template::NonNull(place, name.clone(), ty.clone()))
                }
                Ok(place) => Ok(Template::Variable(place)),
                Err(message) => Err(InputFault::new(message).located(literal.location())),
            };
        }
        self.constant_or_container(ty, literal, variable)
            .map_err(|fault| fault.located(literal.location()))
    }

    fn constant_or_container(
        &self,
        ty: &Type,
        literal: &Node<Literal>,
        variable: ReadVariable<'_>,
    ) -> Result<Template, InputFault> {
        if matches!(**literal, Literal::Null) {
            return if ty.is_non_null() {
                Err(InputFault::expected(ty, "null"))
            } else {
                Ok(Template::Settled(Value::Null))
            };
        }
        let name = match ty {
            Type::Named(name) | Type::NonNullNamed(name) => name,
            Type::List(item) | Type::NonNullList(item) => {
                let literals = match &**literal {
                    Literal::List(items) => items.as_slice(),
                    _ => std::slice::from_ref(literal),
                };
                let mut items = Vec::with_capacity(literals.len());
                for (place, literal) in literals.iter().enumerate() {
                    let item = self.literal(item, false, literal, variable);
                    items.push(item.map_err(|fault| fault.at(Segment::Index(place)))?);
                }
                return Ok(settle_list(items));
            }
        };
        match (self.0.get(name), &**literal) {
            (Some(InputType::Object(object)), Literal::Object(fields)) => {
                self.object_literal(ty, object, fields, variable)
            }
            (Some(leaf), literal) => {
                let value = constant(literal)
                    .ok_or_else(|| InputFault::expected(ty, &literal.to_string()))?;
                read_leaf(leaf, ty, value, |value| matches!(value, Value::Enum(_)))
                    .map(Template::Settled)
            }
            (None, _) => Err(InputFault::new(format!("\"{ty}\" is no type for input"))),
        }
    }

    fn object_literal(
        &self,
        ty: &Type,
        object: &InputObject,
        fields: &[(Name, Node<Literal>)],
        variable: ReadVariable<'_>,
    ) -> Result<Template, InputFault> {
        let mut given = Vec::with_capacity(fields.len());
        for (place, (name, literal)) in fields.iter().enumerate() {
            let Some(field) = object.fields.get(name) else {
                return Err(unknown_field(ty, object, name).located(name.location()));
            };
            if fields.iter().take(place).any(|(other, _)| other == name) {
                let message = format!("the field \"{name}\" is given twice");
                return Err(InputFault::new(message).located(name.location()));
            }
            let mut marked = |used: VariableUse<'_>| {
                variable(VariableUse {
                    in_one_of: object.is_one_of,
                    ..used
                })
            };
            // Only a variable that is the field's own value is that of a field.
            let reader: ReadVariable<'_> = match **literal {
                Literal::Variable(_) => &mut marked,
                _ => &mut *variable,
            };
            let template = self
                .literal(&field.ty, field.has_default, literal, reader)
                .map_err(|fault| fault.at(Segment::Field(name.to_string())))?;
            given.push((async_graphql::Name::new(name), template));
        }
        let is_null = fields
            .iter()
            .any(|(_, literal)| matches!(**literal, Literal::Null));
        if object.is_one_of && (fields.len() != 1 || is_null) {
            return Err(not_one(ty));
        }
        check_required(ty, object, |name| {
            !fields.iter().any(|(given, _)| given == name)
        })?;
        Ok(settle_object(given))
    }
}

fn settle_list(items: Vec<Template>) -> Template {
    if !items
        .iter()
        .all(|item| matches!(item, Template::Settled(_)))
    {
        return Template::List(items);
    }
    let values = items.into_iter().filter_map(|item| item.settled().ok());
    Template::Settled(Value::List(values.collect()))
}

fn settle_object(fields: Vec<(async_graphql::Name, Template)>) -> Template {
    let mut templates = fields.iter().map(|(_, template)| template);
    if !templates.all(|template| matches!(template, Template::Settled(_))) {
        return Template::Object(fields);
    }
    let values = fields.into_iter();
    let values = values.filter_map(|(name, field)| Some((name, field.settled().ok()?)));
    Template::Settled(Value::Object(values.collect()))
}

fn check_required(
    ty: &Type,
    object: &InputObject,
    is_missing: impl Fn(&Name) -> bool,
) -> Result<(), InputFault> {
    for (name, field) in &object.fields {
        if field.is_required() && is_missing(name) {
            let (owner, ty) = (ty.inner_named_type(), &field.ty);
            let message = format!("the field \"{owner}.{name}\" of type \"{ty}\" is missing");
            return Err(InputFault::new(message));
        }
    }
    Ok(())
}

fn unknown_field(ty: &Type, object: &InputObject, name: &str) -> InputFault {
    let owner = ty.inner_named_type();
    let near = nearest(name, object.fields.keys().map(Name::as_str));
    InputFault::new(format!("\"{owner}\" has no field \"{name}\"{near}"))
}

fn not_one(ty: &Type) -> InputFault {
    let name = ty.inner_named_type();
    InputFault::new(format!(
        "\"{name}\" takes exactly one field, which is not null"
    ))
}

/// A leaf. `is_name` tells how an enum's value is written: as a text in JSON, bare in a document.
fn read_leaf(
    leaf: &InputType,
    ty: &Type,
    value: Value,
    is_name: impl Fn(&Value) -> bool,
) -> Result<Value, InputFault> {
    let name = ty.inner_named_type();
    let fault = |value: &Value| Err(InputFault::expected(ty, &shown(value)));
    match (leaf, value) {
        (InputType::Int, Value::Number(number)) => match whole(&number) {
            Some(whole) => Ok(Value::from(whole)),
            None => Err(InputFault::new(format!(
                "expected a value of type \"{ty}\", a whole number of 32 bits, found {number}"
            ))),
        },
        (InputType::Float, Value::Number(number)) => match number.as_f64() {
            Some(float) if float.is_finite() => Ok(Value::Number(number)),
            _ => fault(&Value::Number(number)),
        },
        (InputType::Id, Value::Number(number)) => match whole_text(&number) {
            Some(text) => Ok(Value::String(text)),
            None => fault(&Value::Number(number)),
        },
        (InputType::String | InputType::Id, value @ Value::String(_))
        | (InputType::Boolean, value @ Value::Boolean(_)) => Ok(value),
        (InputType::Scalar(reader), value) => match reader(&value) {
            Ok(()) => Ok(value),
            Err(expected) => Err(InputFault::new(format!(
                "\"{name}\" {expected}, found {}",
                shown(&value)
            ))),
        },
        (InputType::Enum(values), value) if is_name(&value) => {
            let text = match &value {
                Value::Enum(name) => name.as_str(),
                Value::String(text) => text,
                _ => "",
            };
            if values.contains(text) {
                return Ok(value);
            }
            let near = nearest(text, values.iter().map(Name::as_str));
            Err(InputFault::new(format!(
                "\"{name}\" has no value \"{text}\"{near}"
            )))
        }
        (_, value) => fault(&value),
    }
}

/// A number of 32 bits, however JSON writes it.
fn whole(number: &async_graphql::Number) -> Option<i32> {
    if let Some(whole) = number.as_i64() {
        return i32::try_from(whole).ok();
    }
    let float = number.as_f64()?;
    let is_whole =
        float.fract() == 0.0 && (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&float);
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and in range")]
    is_whole.then_some(float as i32)
}

/// A whole number as the text of an id.
fn whole_text(number: &async_graphql::Number) -> Option<String> {
    if number.is_i64() || number.is_u64() {
        return Some(number.to_string());
    }
    let float = number.as_f64()?;
    (float.fract() == 0.0).then(|| format!("{float}"))
}

/// A literal without variables; `None` when there is a variable in it.
fn constant(literal: &Literal) -> Option<Value> {
    Some(match literal {
        Literal::Null => Value::Null,
        Literal::Enum(name) => Value::Enum(async_graphql::Name::new(name)),
        Literal::Variable(_) => return None,
        Literal::String(text) => Value::String(text.clone()),
        Literal::Float(float) => number(float.as_str())?,
        Literal::Int(int) => number(int.as_str())?,
        Literal::Boolean(boolean) => Value::Boolean(*boolean),
        Literal::List(items) => {
            let items = items.iter().map(|item| constant(item));
            Value::List(items.collect::<Option<_>>()?)
        }
        Literal::Object(fields) => {
            let fields = fields.iter();
            let fields = fields
                .map(|(name, field)| Some((async_graphql::Name::new(name), constant(field)?)));
            Value::Object(fields.collect::<Option<_>>()?)
        }
    })
}

fn number(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().map(Value::Number)
}

/// A value as messages show it.
fn shown(value: &Value) -> String {
    /// The most characters shown of a value.
    const MOST: usize = 60;

    let text = value.to_string();
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
