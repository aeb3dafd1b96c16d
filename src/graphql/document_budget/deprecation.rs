//! Which deprecated fields an operation selects.

use std::collections::{BTreeSet, HashSet};

use apollo_compiler::ast::{Document, OperationDefinition, Selection};
use async_graphql::{Name, Value};

use super::{
    fragment,
    shape::{OutputShape, TypeShape},
};

/// A field that clients should no longer select.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeprecatedField {
    /// Its type and its name. Example: `Exam.fee`.
    pub coordinate: String,
    /// What to do instead, as the schema says; empty when it says nothing.
    pub reason: String,
}

impl DeprecatedField {
    /// The field as clients are told of it.
    pub(in crate::graphql) fn told(&self) -> Value {
        let texts = [("field", &self.coordinate), ("reason", &self.reason)];
        let texts = texts.map(|(name, text)| (Name::new(name), Value::from(text.as_str())));
        Value::Object(texts.into_iter().collect())
    }
}

/// The deprecated fields that an operation selects, fragments included, each once and in order. The
/// document is known to be valid or to be refused; its fragments are in no circle.
pub(super) fn selected(
    shape: &OutputShape,
    document: &Document,
    operation: &OperationDefinition,
) -> BTreeSet<DeprecatedField> {
    let mut search = Search {
        shape,
        document,
        spread: HashSet::new(),
        found: BTreeSet::new(),
    };
    let root = shape.root(operation.operation_type);
    search.selection_set(&operation.selection_set, root);
    search.found
}

struct Search<'a> {
    shape: &'a OutputShape,
    document: &'a Document,
    /// The fragments that were searched.
    spread: HashSet<&'a str>,
    found: BTreeSet<DeprecatedField>,
}

impl<'a> Search<'a> {
    fn selection_set(&mut self, set: &'a [Selection], owner: Option<(&'a str, &'a TypeShape)>) {
        for selection in set {
            match selection {
                Selection::Field(field) => {
                    let name = field.name.as_str();
                    let shape = owner.and_then(|(_, owner)| owner.field(name));
                    if let (Some((owner, _)), Some(shape)) = (owner, shape)
                        && let Some(reason) = &shape.deprecated
                    {
                        self.found.insert(DeprecatedField {
                            coordinate: format!("{owner}.{name}"),
                            reason: reason.clone(),
                        });
                    }
                    let target = shape.and_then(|shape| self.shape.known(&shape.target));
                    self.selection_set(&field.selection_set, target);
                }
                Selection::FragmentSpread(spread) => {
                    let name = spread.fragment_name.as_str();
                    let fragment = fragment(self.document, name);
                    if let Some(fragment) = fragment.filter(|_| self.spread.insert(name)) {
                        let on = self.shape.known(&fragment.type_condition);
                        self.selection_set(&fragment.selection_set, on);
                    }
                }
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.type_condition.as_ref();
                    let on = condition.map_or(owner, |on| self.shape.known(on));
                    self.selection_set(&fragment.selection_set, on);
                }
            }
        }
    }
}
