//! Where directives, literals and spreads stand: one walk over the document as written.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Pos, Positioned, ServerError, Value,
    parser::types::{Directive, ExecutableDocument, Field, Selection, SelectionSet},
};

use super::{DocumentLimits, ErrorCode, inputs};

/// What the walk found.
#[derive(Debug, Default)]
pub(super) struct Placement<'a> {
    spreads: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Placement<'a> {
    /// Refuses misplaced or too many directives and values that are too large.
    ///
    /// A directive may stand once at a place: none that a client can write is repeatable. The
    /// library's validation does not look at `__typename` at all, so that is done here.
    pub(super) fn check(
        document: &'a ExecutableDocument,
        limits: &DocumentLimits,
    ) -> Result<Self, ServerError> {
        let mut walk = Walk {
            limits,
            directives: 0,
            spreads: Vec::new(),
        };
        for (_, operation) in document.operations.iter() {
            let operation = &operation.node;
            walk.directives(&operation.directives)?;
            for definition in &operation.variable_definitions {
                walk.directives(&definition.node.directives)?;
                if let Some(default) = &definition.node.default_value {
                    inputs::check_literal(&default.node, default.pos, limits)?;
                }
            }
            walk.selection_set(&operation.selection_set.node)?;
        }
        let mut spreads = HashMap::new();
        for (name, fragment) in &document.fragments {
            walk.spreads.clear();
            walk.directives(&fragment.node.directives)?;
            walk.selection_set(&fragment.node.selection_set.node)?;
            spreads.insert(name.as_str(), std::mem::take(&mut walk.spreads));
        }
        Ok(Self { spreads })
    }

    /// The names that each fragment spreads.
    pub(super) fn spreads(&self) -> &HashMap<&'a str, Vec<&'a str>> {
        &self.spreads
    }
}

struct Walk<'a, 'limits> {
    limits: &'limits DocumentLimits,
    directives: usize,
    /// The spreads seen since the current definition began.
    spreads: Vec<&'a str>,
}

impl<'a> Walk<'a, '_> {
    fn selection_set(&mut self, set: &'a SelectionSet) -> Result<(), ServerError> {
        for selection in &set.items {
            self.directives(selection.node.directives())?;
            match &selection.node {
                Selection::Field(field) => {
                    if field.node.name.node == "__typename" {
                        check_typename(field)?;
                    }
                    for (_, value) in &field.node.arguments {
                        let literal = value.node.clone().into_const_with(|_| VARIABLE);
                        self.literal(literal, value.pos)?;
                    }
                    self.selection_set(&field.node.selection_set.node)?;
                }
                Selection::FragmentSpread(spread) => {
                    self.spreads.push(spread.node.fragment_name.node.as_str());
                }
                Selection::InlineFragment(fragment) => {
                    self.selection_set(&fragment.node.selection_set.node)?;
                }
            }
        }
        Ok(())
    }

    fn directives(&mut self, directives: &[Positioned<Directive>]) -> Result<(), ServerError> {
        let mut here = HashSet::new();
        for directive in directives {
            self.directives += 1;
            if self.directives > self.limits.directives {
                let limit = self.limits.directives;
                return Err(ErrorCode::QueryTooComplex.server_error(
                    format!("The document has more than {limit} directives."),
                    Some(directive.pos),
                ));
            }
            let name = &directive.node.name.node;
            if !here.insert(name) {
                return Err(ErrorCode::GraphqlValidationFailed.server_error(
                    format!("The directive \"@{name}\" can only be used once at this place."),
                    Some(directive.pos),
                ));
            }
            for (_, value) in &directive.node.arguments {
                let literal = value.node.clone().into_const_with(|_| VARIABLE);
                self.literal(literal, value.pos)?;
            }
        }
        Ok(())
    }

    fn literal(&self, value: Result<Value, Never>, at: Pos) -> Result<(), ServerError> {
        let Ok(value) = value;
        inputs::check_literal(&value, at, self.limits)
    }
}

/// Stands for a variable inside a literal; its value is checked on its own.
const VARIABLE: Result<Value, Never> = Ok(Value::Null);

type Never = std::convert::Infallible;

/// `__typename` takes no argument and selects nothing, and only `@skip` and `@include` go on it.
fn check_typename(field: &Positioned<Field>) -> Result<(), ServerError> {
    let refuse = |message: String, at: Pos| {
        Err(ErrorCode::GraphqlValidationFailed.server_error(message, Some(at)))
    };
    if !field.node.arguments.is_empty() || !field.node.selection_set.node.items.is_empty() {
        return refuse(
            "\"__typename\" takes no arguments and selects nothing.".to_owned(),
            field.pos,
        );
    }
    for directive in &field.node.directives {
        let name = &directive.node.name.node;
        if name != "skip" && name != "include" {
            return refuse(format!("Unknown directive \"@{name}\"."), directive.pos);
        }
        let arguments = &directive.node.arguments;
        if !matches!(arguments.as_slice(), [(argument, _)] if argument.node == "if") {
            return refuse(
                format!("The directive \"@{name}\" takes exactly the argument \"if\"."),
                directive.pos,
            );
        }
    }
    Ok(())
}
