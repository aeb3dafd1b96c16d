//! The deprecated fields that an operation selects.

use std::collections::{BTreeSet, HashSet};

use apollo_compiler::{
    ExecutableDocument,
    executable::{Selection, SelectionSet},
};
use async_graphql::{Name, Value};

/// A field that clients should no longer select.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeprecatedField {
    /// Its type and its name. Example: `Exam.fee`.
    pub coordinate: String,
    /// What to use instead, from the schema; empty when it gives no reason.
    pub reason: String,
}

impl DeprecatedField {
    /// The deprecated fields that a set of a valid document selects, each once and in order.
    pub(crate) fn selected(document: &ExecutableDocument, set: &SelectionSet) -> BTreeSet<Self> {
        let (mut found, mut spread) = (BTreeSet::new(), HashSet::new());
        let mut pending = vec![set];
        while let Some(set) = pending.pop() {
            for selection in &set.selections {
                match selection {
                    Selection::Field(field) => {
                        if let Some(deprecated) = field.definition.directives.get("deprecated") {
                            let reason = deprecated.specified_argument_by_name("reason");
                            let reason = reason.and_then(|reason| reason.as_str());
                            found.insert(Self {
                                coordinate: format!("{}.{}", set.ty, field.name),
                                reason: reason.unwrap_or_default().to_owned(),
                            });
                        }
                        pending.push(&field.selection_set);
                    }
                    Selection::FragmentSpread(one) => {
                        let fragment = document.fragments.get(&one.fragment_name);
                        let fragment = fragment.filter(|it| spread.insert(&it.name));
                        pending.extend(fragment.map(|fragment| &fragment.selection_set));
                    }
                    Selection::InlineFragment(fragment) => pending.push(&fragment.selection_set),
                }
            }
        }
        found
    }

    /// The field as the extension `deprecatedFields` of a response shows it.
    pub(crate) fn extension(&self) -> Value {
        let texts = [("field", &self.coordinate), ("reason", &self.reason)];
        let texts = texts.map(|(name, text)| (Name::new(name), Value::from(text.as_str())));
        Value::Object(texts.into_iter().collect())
    }
}
