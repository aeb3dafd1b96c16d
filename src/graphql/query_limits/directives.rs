//! Limits on directives and literals, checked in one walk over the document as written; the walk
//! also lists which fragments each fragment spreads.

use std::collections::HashMap;

use apollo_compiler::{
    Node,
    ast::{DirectiveList, Document, Selection, Value},
};
use async_graphql::ServerError;

use super::{DocumentLimits, ErrorCode, fragments, inputs, operations};
use crate::graphql::validation::rules::position;

/// The names of the fragments that each fragment spreads.
pub(super) type Spreads<'a> = HashMap<&'a str, Vec<&'a str>>;

/// Refuses too many directives and literals that are too large.
pub(super) fn check<'a>(
    document: &'a Document,
    limits: &DocumentLimits,
) -> Result<Spreads<'a>, ServerError> {
    let mut walk = Walk {
        limits,
        document,
        directives: 0,
        spreads: Vec::new(),
    };
    for operation in operations(document) {
        walk.directives(&operation.directives)?;
        for definition in &operation.variables {
            walk.directives(&definition.directives)?;
            definition
                .default_value
                .iter()
                .try_for_each(|default| walk.literal(default))?;
        }
        walk.selection_set(&operation.selection_set)?;
    }
    let mut spreads = HashMap::new();
    for fragment in fragments(document) {
        walk.spreads.clear();
        walk.directives(&fragment.directives)?;
        walk.selection_set(&fragment.selection_set)?;
        let own = std::mem::take(&mut walk.spreads);
        // Of several fragments with one name, which validation refuses, the first counts.
        spreads.entry(fragment.name.as_str()).or_insert(own);
    }
    Ok(spreads)
}

struct Walk<'a, 'limits> {
    limits: &'limits DocumentLimits,
    document: &'a Document,
    directives: usize,
    /// The spreads since the current definition began.
    spreads: Vec<&'a str>,
}

impl<'a> Walk<'a, '_> {
    fn selection_set(&mut self, set: &'a [Selection]) -> Result<(), ServerError> {
        for selection in set {
            match selection {
                Selection::Field(field) => {
                    self.directives(&field.directives)?;
                    for argument in &field.arguments {
                        self.literal(&argument.value)?;
                    }
                    self.selection_set(&field.selection_set)?;
                }
                Selection::FragmentSpread(spread) => {
                    self.directives(&spread.directives)?;
                    self.spreads.push(spread.fragment_name.as_str());
                }
                Selection::InlineFragment(fragment) => {
                    self.directives(&fragment.directives)?;
                    self.selection_set(&fragment.selection_set)?;
                }
            }
        }
        Ok(())
    }

    fn directives(&mut self, directives: &DirectiveList) -> Result<(), ServerError> {
        for directive in directives {
            self.directives += 1;
            if self.directives > self.limits.directives {
                let limit = self.limits.directives;
                return Err(ErrorCode::QueryTooComplex.server_error(
                    format!("The document has more than {limit} directives."),
                    position(directive.location(), &self.document.sources),
                ));
            }
            for argument in &directive.arguments {
                self.literal(&argument.value)?;
            }
        }
        Ok(())
    }

    fn literal(&self, value: &Node<Value>) -> Result<(), ServerError> {
        let at = || position(value.location(), &self.document.sources);
        inputs::check_literal(value, at, self.limits)
    }
}
