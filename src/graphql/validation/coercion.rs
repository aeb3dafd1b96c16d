//! Input coercion (section 3.12 of the specification): values of variables and literals of documents,
//! read as the types of the schema say.

use std::fmt::Write;

use apollo_compiler::{
    Name, Node,
    ast::Value as Literal,
    parser::SourceSpan,
    schema::{ExtendedType, InputObjectType, Type},
};
use async_graphql::Value;

use super::{nearest::nearest, type_system::TypeSystem};
use crate::{
    catalogue::{did_you_mean, near_names},
    graphql::objects::scalars,
};

/// The most values of an enum that a message lists.
const MAX_LISTED: usize = 12;

/// A value that does not fit its type.
#[derive(Debug)]
pub(crate) struct InputFault {
    /// The second half of the message: the first half names the argument or the variable.
    pub(crate) message: String,
    /// What may have been meant, nearest first.
    pub(crate) near: Vec<String>,
    /// The path from the outermost value to the faulty one, innermost segment first.
    path: Vec<Segment>,
    /// The location of a faulty literal.
    pub(crate) location: Option<SourceSpan>,
}

#[derive(Debug)]
enum Segment {
    Field(String),
    Index(usize),
}

impl InputFault {
    pub(crate) fn new(message: String) -> Self {
        Self {
            message,
            near: Vec::new(),
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

    /// The path to the faulty value, such as `.vendors[0]`; empty for the outermost one.
    pub(crate) fn path(&self) -> String {
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

/// A literal whose constant parts are already coerced.
#[derive(Debug, Clone)]
pub(crate) enum Template {
    /// A value without variables.
    Constant(Value),
    /// The variable with this index among those of the operation.
    Variable(usize),
    /// The same where the type is not nullable.
    NonNull(usize, Name, Type),
    List(Vec<Template>),
    Object(Vec<(async_graphql::Name, Template)>),
}

impl Template {
    /// The value with these variables; `None` for a variable without a value.
    pub(crate) fn value(&self, variables: &[Option<Value>]) -> Option<Value> {
        Some(match self {
            Self::Constant(value) => value.clone(),
            Self::Variable(place) | Self::NonNull(place, ..) => {
                return variables.get(*place)?.clone();
            }
            // A missing item is null, a missing field is left out (section 3.12).
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

    /// The first of these variables that is null where the type is not nullable.
    pub(crate) fn null(&self, variables: &[Option<Value>]) -> Option<InputFault> {
        match self {
            Self::Constant(_) | Self::Variable(_) => None,
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

    /// About how much memory it points to, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Constant(value) => value.to_string().len() * 4,
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

    /// The value itself, where no variable is left in it.
    fn constant_folded(self) -> Self {
        if self.has_variables() {
            self
        } else {
            Self::Constant(self.value(&[]).unwrap_or_default())
        }
    }

    fn has_variables(&self) -> bool {
        match self {
            Self::Constant(_) => false,
            Self::Variable(_) | Self::NonNull(..) => true,
            Self::List(items) => items.iter().any(Self::has_variables),
            Self::Object(fields) => fields.iter().any(|(_, field)| field.has_variables()),
        }
    }
}

/// A variable used in a literal.
pub(crate) struct VariableUse<'a> {
    pub(crate) name: &'a Name,
    pub(crate) ty: &'a Type,
    /// Whether the argument or field has a default value.
    pub(crate) has_default: bool,
    /// Whether it is the value of a field of a `@oneOf` input object.
    pub(crate) in_one_of: bool,
}

/// Returns the index of a variable among those of the operation, or why it cannot be used here.
pub(crate) type ReadVariable<'a> = &'a mut dyn FnMut(VariableUse<'_>) -> Result<usize, String>;

impl TypeSystem {
    /// The value of a variable of a type.
    pub(crate) fn coerce(&self, ty: &Type, value: Value) -> Result<Value, InputFault> {
        let (name, value) = match (ty, value) {
            (_, Value::Null) => return null(ty),
            (Type::List(item) | Type::NonNullList(item), Value::List(mut values)) => {
                for (index, value) in values.iter_mut().enumerate() {
                    *value = self
                        .coerce(item, std::mem::take(value))
                        .map_err(|fault| fault.at(Segment::Index(index)))?;
                }
                return Ok(Value::List(values));
            }
            (Type::List(item) | Type::NonNullList(item), single) => {
                return Ok(Value::List(vec![self.coerce(item, single)?]));
            }
            (Type::Named(name) | Type::NonNullNamed(name), value) => (name, value),
        };
        match (self.named(name), value) {
            (Some(ExtendedType::InputObject(object)), Value::Object(mut fields)) => {
                for (name, value) in &mut fields {
                    let Some(field) = object.fields.get(name.as_str()) else {
                        return Err(unknown_field(object, name));
                    };
                    *value = self
                        .coerce(&field.ty, std::mem::take(value))
                        .map_err(|fault| fault.at(Segment::Field(name.to_string())))?;
                }
                let has_null = fields.values().any(|value| *value == Value::Null);
                check_one_of(object, fields.len(), has_null)?;
                check_required(object, |name| fields.contains_key(name.as_str()))?;
                Ok(Value::Object(fields))
            }
            (definition, value) => {
                let is_name = matches!(value, Value::String(_));
                read_leaf(definition, ty, value, is_name)
            }
        }
    }

    /// A literal where a value of a type is expected. `variable` reads the variables in it.
    pub(crate) fn literal(
        &self,
        ty: &Type,
        has_default: bool,
        literal: &Node<Literal>,
        variable: ReadVariable<'_>,
    ) -> Result<Template, InputFault> {
        self.template(ty, has_default, literal, variable)
            .map_err(|fault| fault.located(literal.location()))
    }

    fn template(
        &self,
        ty: &Type,
        has_default: bool,
        literal: &Node<Literal>,
        variable: ReadVariable<'_>,
    ) -> Result<Template, InputFault> {
        let name = match (ty, &**literal) {
            (_, Literal::Variable(name)) => {
                let used = VariableUse {
                    name,
                    ty,
                    has_default,
                    in_one_of: false,
                };
                let index = variable(used).map_err(InputFault::new)?;
                return Ok(if ty.is_non_null() {
                    Template::NonNull(index, name.clone(), ty.clone())
                } else {
                    Template::Variable(index)
                });
            }
            (_, Literal::Null) => return null(ty).map(Template::Constant),
            (Type::List(item) | Type::NonNullList(item), list) => {
                let literals = match list {
                    Literal::List(items) => items.as_slice(),
                    _ => std::slice::from_ref(literal),
                };
                let mut items = Vec::with_capacity(literals.len());
                for (index, literal) in literals.iter().enumerate() {
                    let item = self.literal(item, false, literal, variable);
                    items.push(item.map_err(|fault| fault.at(Segment::Index(index)))?);
                }
                return Ok(Template::List(items).constant_folded());
            }
            (Type::Named(name) | Type::NonNullNamed(name), _) => name,
        };
        match (self.named(name), &**literal) {
            (Some(ExtendedType::InputObject(object)), Literal::Object(fields)) => {
                self.object_literal(object, fields, variable)
            }
            (definition, literal) => {
                let value = constant(literal)
                    .ok_or_else(|| InputFault::expected(ty, &literal.to_string()))?;
                let is_name = matches!(value, Value::Enum(_));
                read_leaf(definition, ty, value, is_name).map(Template::Constant)
            }
        }
    }

    fn object_literal(
        &self,
        object: &InputObjectType,
        fields: &[(Name, Node<Literal>)],
        variable: ReadVariable<'_>,
    ) -> Result<Template, InputFault> {
        let is_one_of = object.directives.has("oneOf");
        let mut given = Vec::with_capacity(fields.len());
        for (index, (name, literal)) in fields.iter().enumerate() {
            let Some(field) = object.fields.get(name) else {
                return Err(unknown_field(object, name).located(name.location()));
            };
            if fields.iter().take(index).any(|(other, _)| other == name) {
                let message = format!("the field \"{name}\" is given twice");
                return Err(InputFault::new(message).located(name.location()));
            }
            let mut marked = |used: VariableUse<'_>| {
                variable(VariableUse {
                    in_one_of: is_one_of,
                    ..used
                })
            };
            // A variable deeper inside the value is not the value of this field.
            let reader: ReadVariable<'_> = match **literal {
                Literal::Variable(_) => &mut marked,
                _ => &mut *variable,
            };
            let template = self
                .literal(&field.ty, field.default_value.is_some(), literal, reader)
                .map_err(|fault| fault.at(Segment::Field(name.to_string())))?;
            given.push((async_graphql::Name::new(name), template));
        }
        let has_null = fields.iter().any(|(_, literal)| literal.is_null());
        check_one_of(object, fields.len(), has_null)?;
        check_required(object, |name| fields.iter().any(|(given, _)| given == name))?;
        Ok(Template::Object(given).constant_folded())
    }
}

fn null(ty: &Type) -> Result<Value, InputFault> {
    if ty.is_non_null() {
        return Err(InputFault::expected(ty, "null"));
    }
    Ok(Value::Null)
}

fn check_required(
    object: &InputObjectType,
    is_given: impl Fn(&Name) -> bool,
) -> Result<(), InputFault> {
    let mut fields = object.fields.iter();
    match fields.find(|(name, field)| field.is_required() && !is_given(name)) {
        None => Ok(()),
        Some((name, field)) => Err(InputFault::new(format!(
            "the field \"{}.{name}\" of type \"{}\" is missing",
            object.name, field.ty
        ))),
    }
}

fn unknown_field(object: &InputObjectType, name: &str) -> InputFault {
    let near = nearest(name, object.fields.keys().map(Name::as_str));
    InputFault::new(format!("\"{}\" has no field \"{name}\"{near}", object.name))
}

fn check_one_of(object: &InputObjectType, count: usize, has_null: bool) -> Result<(), InputFault> {
    if object.directives.has("oneOf") && (count != 1 || has_null) {
        let message = format!(
            "\"{}\" takes exactly one field, which is not null",
            object.name
        );
        return Err(InputFault::new(message));
    }
    Ok(())
}

/// A scalar or an enum. `is_name`: the value is written as enum values are, as a string in JSON and
/// bare in a document.
fn read_leaf(
    definition: Option<&ExtendedType>,
    ty: &Type,
    value: Value,
    is_name: bool,
) -> Result<Value, InputFault> {
    let name = ty.inner_named_type();
    let fault = |value: &Value| Err(InputFault::expected(ty, &shown(value)));
    match definition {
        Some(ExtendedType::Scalar(_)) => {}
        Some(ExtendedType::Enum(definition)) if is_name => {
            let text = match &value {
                Value::Enum(name) => name.as_str(),
                Value::String(text) => text,
                _ => "",
            };
            if definition.values.contains_key(text) {
                return Ok(value);
            }
            let values = || definition.values.keys().map(Name::as_str);
            let near = near_names(text, values());
            let mut hint = did_you_mean(&near);
            if hint.is_empty() && definition.values.len() <= MAX_LISTED {
                let values: Vec<_> = values().collect();
                hint = format!("; it has {}", values.join(", "));
            }
            let message = format!("\"{name}\" has no value \"{text}\"{hint}");
            return Err(InputFault {
                near: near.into_iter().map(str::to_owned).collect(),
                ..InputFault::new(message)
            });
        }
        Some(ExtendedType::Enum(_) | ExtendedType::InputObject(_)) => return fault(&value),
        _ => return Err(InputFault::new(format!("\"{ty}\" is not an input type"))),
    }
    match (name.as_str(), value) {
        ("Int", Value::Number(number)) => match whole(&number) {
            Some(whole) => Ok(Value::from(whole)),
            None => Err(InputFault::new(format!(
                "expected a value of type \"{ty}\", a whole number of 32 bits, found {number}"
            ))),
        },
        ("Float", Value::Number(number)) => match number.as_f64() {
            Some(float) if float.is_finite() => Ok(Value::Number(number)),
            _ => fault(&Value::Number(number)),
        },
        ("ID", Value::Number(number)) => match whole_text(&number) {
            Some(text) => Ok(Value::String(text)),
            None => fault(&Value::Number(number)),
        },
        ("String" | "ID", value @ Value::String(_)) | ("Boolean", value @ Value::Boolean(_)) => {
            Ok(value)
        }
        (own, value) => match scalars::reader(own).map(|read| read(&value)) {
            Some(Ok(())) => Ok(value),
            Some(Err(expected)) => Err(InputFault::new(format!(
                "\"{name}\" {expected}, found {}",
                shown(&value)
            ))),
            None => fault(&value),
        },
    }
}

/// A whole number of 32 bits, also when JSON writes it as `1.0` or `1e0`.
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

/// The value of a literal that a scalar or an enum may read.
fn constant(literal: &Literal) -> Option<Value> {
    Some(match literal {
        Literal::Enum(name) => Value::Enum(async_graphql::Name::new(name)),
        Literal::String(text) => Value::String(text.clone()),
        Literal::Float(float) => number(float.as_str())?,
        Literal::Int(int) => number(int.as_str())?,
        Literal::Boolean(boolean) => Value::Boolean(*boolean),
        Literal::Null => Value::Null,
        Literal::List(items) => Value::List(
            items
                .iter()
                .map(|item| constant(item))
                .collect::<Option<_>>()?,
        ),
        Literal::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| Some((async_graphql::Name::new(name), constant(value)?)));
            Value::Object(fields.collect::<Option<_>>()?)
        }
        Literal::Variable(_) => return None,
    })
}

fn number(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().map(Value::Number)
}

/// A value as messages show it.
fn shown(value: &Value) -> String {
    const MAX_CHARACTERS: usize = 60;

    let text = value.to_string();
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
