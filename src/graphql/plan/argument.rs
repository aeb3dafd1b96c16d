//! Arguments of fields, with whatever of them the document settles.

use async_graphql::{
    Name, Value, Variables,
    parser::types::{Field, OperationDefinition},
};
use async_graphql_value::Value as Written;

/// Where the value of an argument comes from.
#[derive(Debug)]
pub(super) enum Argument {
    /// The document does not name it.
    Absent,
    /// The document gives its value.
    Settled(Value),
    /// It is the value of a variable.
    Variable(Variable),
    /// The document gives its value with variables in it.
    Computed {
        /// As it stands in the document.
        written: Written,
        /// The variables in it.
        variables: Vec<Variable>,
    },
}

/// A variable of the operation.
#[derive(Debug)]
pub(super) struct Variable {
    name: Name,
    /// What it is when the request gives no value; `None` when there has to be one.
    default: Option<Value>,
}

impl Variable {
    fn new(name: &Name, operation: &OperationDefinition) -> Self {
        let mut definitions = operation.variable_definitions.iter();
        let definition = definitions.find(|definition| definition.node.name.node == *name);
        Self {
            name: name.clone(),
            default: definition.and_then(|definition| definition.node.default_value().cloned()),
        }
    }

    fn value<'a>(&'a self, variables: &'a Variables) -> Option<&'a Value> {
        variables.get(&self.name).or(self.default.as_ref())
    }
}

impl Argument {
    /// The argument with this name as a field of the operation gives it.
    pub(super) fn new(field: &Field, name: &str, operation: &OperationDefinition) -> Self {
        let Some(written) = field.get_argument(name) else {
            return Self::Absent;
        };
        let written = &written.node;
        if let Written::Variable(name) = written {
            return Self::Variable(Variable::new(name, operation));
        }
        if let Some(settled) = written.clone().into_const() {
            return Self::Settled(settled);
        }
        let mut names = Vec::new();
        variables_in(written, &mut names);
        Self::Computed {
            written: written.clone(),
            variables: names
                .into_iter()
                .map(|name| Variable::new(name, operation))
                .collect(),
        }
    }

    /// The value in a request with these variables; `None` when there is none.
    pub(super) fn value(&self, variables: &Variables) -> Option<Value> {
        match self {
            Self::Absent => None,
            Self::Settled(value) => Some(value.clone()),
            Self::Variable(variable) => variable.value(variables).cloned(),
            Self::Computed {
                written,
                variables: own,
            } => {
                let value = written.clone().into_const_with(|name| {
                    let variable = own.iter().find(|variable| variable.name == name);
                    let value = variable.and_then(|variable| variable.value(variables));
                    value.cloned().ok_or(())
                });
                value.ok()
            }
        }
    }

    /// About how much memory it takes beside itself, in bytes.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Absent => 0,
            Self::Settled(value) => value.to_string().len() * 4,
            Self::Variable(variable) => variable.bytes(),
            Self::Computed { written, variables } => {
                let variables: usize = variables.iter().map(Variable::bytes).sum();
                written.to_string().len() * 4 + variables
            }
        }
    }
}

impl Variable {
    fn bytes(&self) -> usize {
        let default = self.default.as_ref();
        size_of::<Self>() + default.map_or(0, |default| default.to_string().len() * 4)
    }
}

/// The names of the variables in a value.
pub(super) fn variables_in<'a>(value: &'a Written, names: &mut Vec<&'a Name>) {
    match value {
        Written::Variable(name) => names.push(name),
        Written::List(items) => items.iter().for_each(|item| variables_in(item, names)),
        Written::Object(fields) => fields.values().for_each(|field| variables_in(field, names)),
        _ => {}
    }
}
